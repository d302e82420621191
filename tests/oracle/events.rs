//! What happened beside the indicators: points added and taken, vetoes, and what was excused.
//!
//! Knows a list of events of one subject. Must never know a score or a grade.

use std::collections::BTreeMap;

use super::document::{Event, Rules};
use super::number::{Exact, zero};

/// The events of one subject, summed and sorted out.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    pub bonus: Points,
    pub deduct: Points,
    pub bonus_capped: bool,
    pub deduct_capped: bool,
    pub vetoes: Vec<String>,
    pub barred: Vec<String>,
    pub exempt: Vec<String>,
}

/// A number whose default is zero, so that a subject without events needs no ledger of its own.
#[derive(Clone, Debug)]
pub struct Points(pub Exact);

impl Default for Points {
    fn default() -> Points {
        Points(zero())
    }
}

pub fn ledger<'a>(events: impl Iterator<Item = &'a Event>, rules: &Rules) -> Ledger {
    let mut ledger = Ledger::default();
    let mut bonus: Vec<&Event> = Vec::new();
    let mut deduct: Vec<&Event> = Vec::new();
    for event in events {
        // An excused event is listed and counts for nothing, whatever its kind.
        if event.exempt {
            ledger.exempt.push(event.code.clone());
            continue;
        }
        match event.kind.as_str() {
            "bonus" => bonus.push(event),
            "deduct" => deduct.push(event),
            "veto" => ledger.vetoes.push(event.code.clone()),
            "veto_excellent" => ledger.barred.push(event.code.clone()),
            other => panic!("unknown event type {other:?}"),
        }
    }
    (ledger.bonus.0, ledger.bonus_capped) = capped(counted(&bonus), rules.bonus_cap.as_ref());
    (ledger.deduct.0, ledger.deduct_capped) = capped(counted(&deduct), rules.deduct_cap.as_ref());
    ledger
}

/// The sum of the points, where events that share a fact count once, as the largest of them.
fn counted(events: &[&Event]) -> Exact {
    let mut facts: BTreeMap<&str, &Exact> = BTreeMap::new();
    let mut total = zero();
    for event in events {
        if event.fact.is_empty() {
            total += &event.points;
        } else {
            let largest = facts.entry(&event.fact).or_insert(&event.points);
            *largest = (*largest).max(&event.points);
        }
    }
    facts.values().fold(total, |total, points| total + *points)
}

fn capped(total: Exact, cap: Option<&Exact>) -> (Exact, bool) {
    match cap {
        Some(cap) if total > *cap => (cap.clone(), true),
        _ => (total, false),
    }
}
