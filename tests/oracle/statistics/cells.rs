//! What the single figures of a folder hold: values on boundaries, blanks, zero and negative targets and bases.
//!
//! Knows the cliffs of every method. Uses `f64` to tell where a naive program would go wrong; that number must never
//! reach a score.

use std::collections::{BTreeMap, BTreeSet};

use super::super::document::{Document, Indicator, Subject};
use super::super::number::{Exact, decimals, must, published, whole, zero};
use super::super::tables::Folder;
use super::super::window::{Raw, Reading, Records, Window};
use super::{Statistics, add};

pub fn of_cells(folder: &Folder, document: &Document, found: &mut Statistics) {
    let (records, window) = (Records::read(folder), Window::year());
    let texts = texts(folder);
    let members: Vec<&Subject> = document.subjects.iter().filter(|s| !s.feeds_only).collect();
    for indicator in &document.indicators {
        let mut met: BTreeMap<&str, Vec<Exact>> = BTreeMap::new();
        for subject in members.iter().filter(|s| indicator.points.contains_key(&s.category)) {
            let reading = records.reading(subject, indicator, &window);
            let Raw::Value(value) = &reading.raw else {
                continue;
            };
            let source = if indicator.inherits && !subject.parent.is_empty() { &subject.parent } else { &subject.id };
            let own = texts.get(&(source.as_str(), indicator.id.as_str())).cloned().unwrap_or_default();
            of_value(indicator, value, &reading, &own, found);
            met.entry(&subject.category).or_default().push(value.clone());
        }
        let peers = ["rank", "minmax", "best_ratio"].contains(&indicator.method.as_str())
            || indicator.params.text("lo") == Some("min");
        for values in met.values().filter(|_| peers) {
            let distinct: BTreeSet<&Exact> = values.iter().collect();
            add(found, "peers that tie", values.len() - distinct.len());
        }
    }
    let blanks = folder.measurements.rows().filter(|row| row.get("value").is_empty()).count();
    add(found, "blank cell", blanks);
}

type Texts<'a> = BTreeMap<(&'a str, &'a str), Vec<&'a str>>;

fn texts(folder: &Folder) -> Texts<'_> {
    let mut texts: BTreeMap<_, Vec<(&str, &str)>> = BTreeMap::new();
    for row in folder.measurements.rows().filter(|row| !row.get("value").is_empty()) {
        texts
            .entry((row.get("unit_id"), row.get("indicator_id")))
            .or_default()
            .push((row.get("period"), row.get("value")));
    }
    texts.into_iter().map(|(key, all)| (key, in_order(all))).collect()
}

/// The values in order of their period, which is the order a naive program would add them in.
fn in_order<'a>(mut all: Vec<(&'a str, &'a str)>) -> Vec<&'a str> {
    all.sort_unstable();
    all.into_iter().map(|(_, value)| value).collect()
}

fn of_value(indicator: &Indicator, value: &Exact, reading: &Reading, texts: &[&str], found: &mut Statistics) {
    let combined = texts.len() > 1 && ["avg", "sum"].contains(&indicator.agg.as_str());
    if combined && cliffs(indicator, reading).contains(value) {
        add(found, "combined value on a boundary", 1);
        let floats: f64 = texts.iter().map(|t| t.parse::<f64>().expect("a measured number")).sum();
        let naive = if indicator.agg == "avg" { floats / texts.len() as f64 } else { floats };
        let line: f64 = decimal(value).parse().expect("a decimal");
        add(found, "combined value on a boundary, missed by floats", usize::from(naive != line));
    }
    let target = reading.target.as_ref();
    if indicator.method == "base_delta" && indicator.params.is_set("whole") {
        let step = indicator.params.number_or("step", whole(1));
        let target = target.expect("base_delta has a target");
        let steps = (value - target) / &step;
        if steps.is_integer() && steps != zero() {
            add(found, "whole number of steps", 1);
            let f = |n: &Exact| decimal(n).parse::<f64>().expect("a decimal");
            let naive = ((f(value) - f(target)).abs() / f(&step)).floor();
            let missed = decimals(value, 6).is_some() && naive != f(&if steps < zero() { -steps } else { steps });
            add(found, "whole number of steps, missed by floats", usize::from(missed));
        }
    }
    let needs_target = ["completion", "threshold", "growth", "base_delta"].contains(&indicator.method.as_str());
    add(found, "no target anywhere", usize::from(needs_target && target.is_none()));
    add(found, "zero target", usize::from(needs_target && target == Some(&zero())));
    add(found, "negative target", usize::from(needs_target && target.is_some_and(|t| *t < zero())));
    add(
        found,
        "target blank in the indicator",
        usize::from(needs_target && target.is_some() && indicator.target.is_none()),
    );
    let scale = indicator.params.number_or("scale", whole(100));
    add(found, "rating out of scale", usize::from(indicator.method == "rating" && *value > scale));
    if indicator.method == "growth" {
        add(found, "zero base", usize::from(reading.base == Some(zero())));
        add(found, "negative base", usize::from(reading.base.as_ref().is_some_and(|b| *b < zero())));
        add(found, "no base anywhere", usize::from(reading.base.is_none()));
    }
    add(found, "partial", usize::from(reading.partial));
}

fn decimal(value: &Exact) -> String {
    published(value, 6)
}

/// The values at which the method jumps or bends.
fn cliffs(indicator: &Indicator, reading: &Reading) -> Vec<Exact> {
    let p = &indicator.params;
    let target = || reading.target.clone().into_iter();
    match indicator.method.as_str() {
        "bands" => p.pairs("bands").iter().map(|(line, _)| must(line)).collect(),
        "threshold" => target().collect(),
        "range" => ["lo", "hi"].iter().filter_map(|k| p.number(k)).collect(),
        "gongxiao_tier" => p.numbers("std").last().cloned().into_iter().collect(),
        "completion" => p.number("zero_below").map_or_else(Vec::new, |line| target().map(|t| t * &line).collect()),
        "deduct" => p.number("stop").into_iter().collect(),
        _ => Vec::new(),
    }
}
