//! What treacherous things a folder contains, counted from the folder itself and not from what its maker intended.
//!
//! Knows what a scheme, an event and a standing can hold; `cells` knows the cliffs of every method. Must never feed
//! anything back: a statistic is not part of an answer.

mod cells;

use std::collections::{BTreeMap, BTreeSet};

use super::assess::{Assessment, SubjectScore};
use super::document::{Document, Rules};
use super::evaluate;
use super::number::{part, ten, zero};
use super::standing::quota_size;
use super::tables::Folder;
use super::window::Raw;

pub type Statistics = BTreeMap<String, usize>;

/// Every kind a folder may contain, by name; absent kinds are not listed.
pub fn statistics(folder: &Folder) -> Statistics {
    let document = Document::read(folder);
    let assessment = evaluate(folder, None, None);
    let rules = document.rules(None);
    let mut found = Statistics::new();
    of_scheme(folder, &document, &rules, &mut found);
    cells::of_cells(folder, &document, &mut found);
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
    let top_weight = |c: &str, l1: &str| {
        document.weights("l1_weights", c).into_iter().find(|(name, _)| name == l1).map_or_else(zero, |(_, w)| w)
    };
    let first = folder.scheme["categories"][0].as_str().unwrap_or_default().to_string();
    let l1s: BTreeSet<&str> = document.indicators.iter().map(|i| i.l1.as_str()).collect();
    let nominal = |l1: &str| {
        document
            .indicators
            .iter()
            .filter(|i| i.l1 == l1)
            .filter_map(|i| i.points.get(&first))
            .fold(zero(), |t, p| t + p)
    };
    add(
        found,
        "points that are not shares of the weight",
        usize::from(l1s.iter().any(|l1| nominal(l1) != top_weight(&first, l1))),
    );
}

/// Where points had to move, and how far.
fn of_gaps(document: &Document, assessment: &Assessment, found: &mut Statistics) {
    for kind in ["na", "missing", "partial"] {
        add(found, &format!("flag {kind}"), assessment.indicators.iter().filter(|i| i.flags == kind).count());
    }
    let formula = |i: &&super::assess::IndicatorScore| i.flags == "na" && matches!(i.raw, Raw::Value(_));
    add(found, "not applicable by formula", assessment.indicators.iter().filter(formula).count());
    let place = |id: &str| {
        document
            .indicators
            .iter()
            .find(|i| i.id == id)
            .map(|i| (i.l1.as_str(), i.l2.as_str()))
            .expect("a scored indicator exists")
    };
    for subject in &assessment.subjects {
        let own: Vec<_> = assessment
            .indicators
            .iter()
            .filter(|i| i.subject == subject.subject)
            .map(|i| (place(&i.indicator), i.flags == "na"))
            .collect();
        let l2s: BTreeSet<_> = own.iter().map(|(at, _)| *at).collect();
        let l1s: BTreeSet<_> = l2s.iter().map(|(l1, _)| *l1).collect();
        add(
            found,
            "whole second level not applicable",
            l2s.iter().filter(|l2| own.iter().all(|(at, na)| at != *l2 || *na)).count(),
        );
        add(
            found,
            "whole top level not applicable",
            l1s.iter().filter(|l1| own.iter().all(|(at, na)| at.0 != **l1 || *na)).count(),
        );
    }
}

fn of_events(folder: &Folder, assessment: &Assessment, found: &mut Statistics) {
    let rows: Vec<_> = folder.events.rows().collect();
    let facts: Vec<(&str, &str)> =
        rows.iter().filter(|r| !r.get("fact").is_empty()).map(|r| (r.get("unit_id"), r.get("fact"))).collect();
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
    let none = || assessment.subjects.iter().filter(|s| !s.assessed);
    add(found, "nothing applies to the subject", none().count());
    add(found, "nothing applies to a vetoed subject", none().filter(|s| !s.events.vetoes.is_empty()).count());
    for s in assessment.subjects.iter().filter(|s| s.assessed) {
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
    for s in assessment.subjects.iter().filter(|s| s.rank > 0) {
        groups.entry(&s.group).or_default().push(s);
    }
    let top = &rules.grades[0].1;
    for group in groups.values() {
        let out = |s: &&&SubjectScore| !s.events.vetoes.is_empty() || !s.events.barred.is_empty();
        let candidates: Vec<&&SubjectScore> = group.iter().filter(|s| s.grade_by_score == *top && !out(s)).collect();
        let key = |s: &SubjectScore| {
            let tie = |l1: &String| {
                s.dimensions.iter().find(|(name, _)| name == l1).map_or_else(zero, |(_, score)| score.clone())
            };
            (s.published_value.clone(), rules.tie_l1.iter().map(tie).collect::<Vec<_>>())
        };
        let size = quota_size(group.len(), share);
        let better = |s: &SubjectScore| candidates.iter().filter(|o| key(o) > key(s)).count();
        let with_block = |s: &SubjectScore| candidates.iter().filter(|o| key(o) >= key(s)).count();
        let straddles = candidates.iter().any(|s| better(s) < size && with_block(s) > size);
        add(found, "tied block across the quota edge", usize::from(straddles));
        add(found, "quota that binds", usize::from(candidates.len() > size));
        let split = |s: &&&&SubjectScore| {
            candidates.iter().any(|o| {
                o.published_value == s.published_value
                    && key(o) != key(s)
                    && (with_block(o) <= size) != (with_block(s) <= size)
            })
        };
        add(found, "quota decided by a tie dimension", candidates.iter().filter(split).count());
        let binding = |n: usize| candidates.len() > quota_size(n, share) && quota_size(n, share) < size;
        let vetoed = group.iter().filter(|s| !s.events.vetoes.is_empty()).count();
        let barred = group.iter().filter(|s| !s.events.barred.is_empty()).count();
        add(
            found,
            "vetoed subject that makes the quota larger",
            usize::from(vetoed > 0 && binding(group.len() - vetoed)),
        );
        add(
            found,
            "barred subject that makes the quota larger",
            usize::from(barred > 0 && binding(group.len() - barred)),
        );
    }
}
