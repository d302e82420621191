//! What treacherous things a folder contains, counted from the folder itself and not from what its maker intended.
//!
//! Knows the cliffs of every method. Uses `f64` in one place, to tell where a naive program would go wrong; that number
//! never reaches a score.

use std::collections::{BTreeMap, BTreeSet};

use super::assess::{Assessment, SubjectScore};
use super::document::{Document, Indicator, Rules, Subject};
use super::number::{Exact, decimals, must, part, ten, whole, zero};
use super::standing::quota_size;
use super::tables::Folder;
use super::window::{Raw, Reading, Records, Window};
use super::evaluate;

pub type Statistics = BTreeMap<String, usize>;

/// Every kind a folder may contain, by name; absent kinds are not listed.
pub fn statistics(folder: &Folder) -> Statistics {
    let document = Document::read(folder);
    let assessment = evaluate(folder, None, None);
    let rules = document.rules(None);
    let mut found = Statistics::new();
    of_scheme(folder, &document, &rules, &mut found);
    of_cells(folder, &document, &mut found);
    of_gaps(&document, &assessment, &mut found);
    of_events(folder, &assessment, &mut found);
    of_totals(&assessment, &rules, &mut found);
    of_quota(&assessment, &rules, &mut found);
    found.retain(|_, count| *count > 0);
    found
}

/// Several folders together.
pub fn added(all: impl IntoIterator<Item = Statistics>) -> Statistics {
    let mut total = Statistics::new();
    for (kind, count) in all.into_iter().flatten() {
        *total.entry(kind).or_default() += count;
    }
    total
}

fn add(found: &mut Statistics, kind: &str, count: usize) {
    *found.entry(kind.to_string()).or_default() += count;
}

fn of_scheme(folder: &Folder, document: &Document, rules: &Rules, found: &mut Statistics) {
    for indicator in &document.indicators {
        let direction = if indicator.lower_is_better { "down" } else { "up" };
        add(found, &format!("method {} {direction}", indicator.method), 1);
        add(found, &format!("aggregation {}", indicator.agg), 1);
        if indicator.params.text("lo") == Some("min") {
            add(found, "method gongxiao between peers", 1);
        }
    }
    add(found, &format!("policy {}", document.na_policy), 1);
    add(found, "digits other than 2", usize::from(rules.digits != 2));
    add(found, "rank by level", usize::from(document.by_level));
    add(found, "inherited indicators", document.indicators.iter().filter(|i| i.inherits).count());
    let scenarios = folder.scheme["scenarios"].as_array().cloned().unwrap_or_default();
    add(found, "scenario fixed", scenarios.iter().filter(|s| s["fixed"].is_object()).count());
    add(found, "scenario risk", scenarios.iter().filter(|s| s["risk_factors"].is_object()).count());
    let top_weight = |c: &str, l1: &str| document.weights("l1_weights", c).into_iter().find(|(name, _)| name == l1).map_or_else(zero, |(_, w)| w);
    let first = folder.scheme["categories"][0].as_str().unwrap_or_default().to_string();
    let l1s: BTreeSet<&str> = document.indicators.iter().map(|i| i.l1.as_str()).collect();
    let nominal = |l1: &str| document.indicators.iter().filter(|i| i.l1 == l1).filter_map(|i| i.points.get(&first)).fold(zero(), |t, p| t + p);
    add(found, "points that are not shares of the weight", usize::from(l1s.iter().any(|l1| nominal(l1) != top_weight(&first, l1))));
}

fn of_cells(folder: &Folder, document: &Document, found: &mut Statistics) {
    let (records, window) = (Records::read(folder), Window::year());
    let texts = texts(folder);
    let members: Vec<&Subject> = document.subjects.iter().filter(|s| !s.feeds_only).collect();
    for indicator in &document.indicators {
        let mut met: BTreeMap<&str, Vec<Exact>> = BTreeMap::new();
        for subject in members.iter().filter(|s| indicator.points.contains_key(&s.category)) {
            let reading = records.reading(subject, indicator, &window);
            let Raw::Value(value) = &reading.raw else { continue };
            let source = if indicator.inherits && !subject.parent.is_empty() { &subject.parent } else { &subject.id };
            let own = texts.get(&(source.as_str(), indicator.id.as_str())).cloned().unwrap_or_default();
            of_value(indicator, value, &reading, &own, found);
            met.entry(&subject.category).or_default().push(value.clone());
        }
        let peers = ["rank", "minmax", "best_ratio"].contains(&indicator.method.as_str()) || indicator.params.text("lo") == Some("min");
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
        texts.entry((row.get("unit_id"), row.get("indicator_id"))).or_default().push((row.get("period"), row.get("value")));
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
    add(found, "target blank in the indicator", usize::from(needs_target && target.is_some() && indicator.target.is_none()));
    if indicator.method == "growth" {
        add(found, "zero base", usize::from(reading.base == Some(zero())));
        add(found, "negative base", usize::from(reading.base.as_ref().is_some_and(|b| *b < zero())));
        add(found, "no base anywhere", usize::from(reading.base.is_none()));
    }
    add(found, "partial", usize::from(reading.partial));
}

fn decimal(value: &Exact) -> String {
    super::number::published(value, 6)
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

/// Where points had to move, and how far.
fn of_gaps(document: &Document, assessment: &Assessment, found: &mut Statistics) {
    for kind in ["na", "missing", "partial"] {
        add(found, &format!("flag {kind}"), assessment.indicators.iter().filter(|i| i.flags == kind).count());
    }
    let formula = |i: &&super::assess::IndicatorScore| i.flags == "na" && matches!(i.raw, Raw::Value(_));
    add(found, "not applicable by formula", assessment.indicators.iter().filter(formula).count());
    let place = |id: &str| document.indicators.iter().find(|i| i.id == id).map(|i| (i.l1.as_str(), i.l2.as_str())).expect("a scored indicator exists");
    for subject in &assessment.subjects {
        let own: Vec<_> = assessment.indicators.iter().filter(|i| i.subject == subject.subject).map(|i| (place(&i.indicator), i.flags == "na")).collect();
        let l2s: BTreeSet<_> = own.iter().map(|(at, _)| *at).collect();
        let l1s: BTreeSet<_> = l2s.iter().map(|(l1, _)| *l1).collect();
        add(found, "whole second level not applicable", l2s.iter().filter(|l2| own.iter().all(|(at, na)| at != *l2 || *na)).count());
        add(found, "whole top level not applicable", l1s.iter().filter(|l1| own.iter().all(|(at, na)| at.0 != **l1 || *na)).count());
    }
}

fn of_events(folder: &Folder, assessment: &Assessment, found: &mut Statistics) {
    let rows: Vec<_> = folder.events.rows().collect();
    let facts: Vec<(&str, &str)> = rows.iter().filter(|r| !r.get("fact").is_empty()).map(|r| (r.get("unit_id"), r.get("fact"))).collect();
    let distinct: BTreeSet<_> = facts.iter().collect();
    add(found, "events that share a fact", facts.len() - distinct.len());
    add(found, "exempt event", rows.iter().filter(|r| r.get("exempt") == "1").count());
    add(found, "exempt veto", rows.iter().filter(|r| r.get("exempt") == "1" && r.get("type") == "veto").count());
    for s in &assessment.subjects {
        add(found, "bonus capped", usize::from(s.events.bonus_capped));
        add(found, "deduction capped", usize::from(s.events.deduct_capped));
        add(found, "total clamped", usize::from(&s.base + &s.bonus - &s.deduction != s.total));
        add(found, "vetoed", usize::from(!s.events.vetoes.is_empty()));
        add(found, "barred", usize::from(!s.events.barred.is_empty()));
    }
}

fn of_totals(assessment: &Assessment, rules: &Rules, found: &mut Statistics) {
    for s in &assessment.subjects {
        let scaled = &s.total * ten(rules.digits);
        let rest = &scaled - scaled.floor();
        let half = part(1, 2);
        let tie = rest == half;
        let off = if rest > half { &rest - &half } else { &half - &rest };
        add(found, "exact tie of the published total", usize::from(tie));
        add(found, "a hair beside a tie", usize::from(!tie && off <= part(1, 1_000_000) * ten(rules.digits)));
        let on_line = rules.grades.iter().any(|(line, _)| *line == s.published_value && *line != zero());
        add(found, "published total on a grade line", usize::from(on_line));
        add(found, "exact tie that reaches a grade line", usize::from(on_line && tie));
    }
}

fn of_quota(assessment: &Assessment, rules: &Rules, found: &mut Statistics) {
    let Some(share) = &rules.quota else { return };
    let mut groups: BTreeMap<&str, Vec<&SubjectScore>> = BTreeMap::new();
    for s in &assessment.subjects {
        groups.entry(&s.group).or_default().push(s);
    }
    let top = &rules.grades[0].1;
    for group in groups.values() {
        let out = |s: &&&SubjectScore| !s.events.vetoes.is_empty() || !s.events.barred.is_empty();
        let candidates: Vec<&&SubjectScore> = group.iter().filter(|s| s.grade_by_score == *top && !out(s)).collect();
        let key = |s: &SubjectScore| {
            let tie = |l1: &String| s.dimensions.iter().find(|(name, _)| name == l1).map_or_else(zero, |(_, score)| score.clone());
            (s.published_value.clone(), rules.tie_l1.iter().map(tie).collect::<Vec<_>>())
        };
        let size = quota_size(group.len(), share);
        let better = |s: &SubjectScore| candidates.iter().filter(|o| key(o) > key(s)).count();
        let with_block = |s: &SubjectScore| candidates.iter().filter(|o| key(o) >= key(s)).count();
        let straddles = candidates.iter().any(|s| better(s) < size && with_block(s) > size);
        add(found, "tied block across the quota edge", usize::from(straddles));
        add(found, "quota that binds", usize::from(candidates.len() > size));
        let split = |s: &&&&SubjectScore| {
            candidates.iter().any(|o| o.published_value == s.published_value && key(o) != key(s) && (with_block(o) <= size) != (with_block(s) <= size))
        };
        add(found, "quota decided by a tie dimension", candidates.iter().filter(split).count());
        let binding = |n: usize| candidates.len() > quota_size(n, share) && quota_size(n, share) < size;
        let vetoed = group.iter().filter(|s| !s.events.vetoes.is_empty()).count();
        let barred = group.iter().filter(|s| !s.events.barred.is_empty()).count();
        add(found, "vetoed subject that makes the quota larger", usize::from(vetoed > 0 && binding(group.len() - vetoed)));
        add(found, "barred subject that makes the quota larger", usize::from(barred > 0 && binding(group.len() - barred)));
    }
}
