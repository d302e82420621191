//! Lists reduced to columns before any rule sees them: ballots by group, events by kind.

use super::frame::Frame;
use super::plan::BallotStatistic;
use crate::formula::Lane;
use crate::model::{Document, Event, EventKind, PeriodAggregation, Window};
use std::collections::HashMap;

/// One lane per group and statistic.
pub(super) struct BallotLanes {
    count: Vec<Lane>,
    sum: Vec<Lane>,
    lowest: Vec<Lane>,
    highest: Vec<Lane>,
}

impl BallotLanes {
    pub(super) fn take(&self, group: usize, statistic: BallotStatistic) -> Lane {
        match statistic {
            BallotStatistic::Count => self.count[group].clone(),
            BallotStatistic::Sum => self.sum[group].clone(),
            BallotStatistic::Lowest => self.lowest[group].clone(),
            BallotStatistic::Highest => self.highest[group].clone(),
        }
    }
}

/// The ballots of an indicator that count in a window: by subject, in document order. With `last` aggregation only
/// the last period with ballots counts.
pub fn counted_ballots(document: &Document, indicator: usize, window: &Window) -> HashMap<String, Vec<usize>> {
    let indicator = &document.set.indicators[indicator];
    let periods = indicator.cycle.periods();
    let mut by_subject: HashMap<String, Vec<usize>> = HashMap::new();
    for (k, ballot) in document.ballots.iter().enumerate() {
        let due = ballot.period.is_none_or(|p| window.contains(p) && periods.contains(&p));
        if ballot.indicator == indicator.id && ballot.score.is_some() && due {
            by_subject.entry(ballot.subject.clone()).or_default().push(k);
        }
    }
    if indicator.aggregation == PeriodAggregation::Last {
        for ballots in by_subject.values_mut() {
            let last = ballots.iter().map(|k| document.ballots[*k].period).max().flatten();
            ballots.retain(|k| document.ballots[*k].period == last);
        }
    }
    by_subject
}

/// Ballots of one indicator by group.
pub(super) fn ballots(
    document: &Document,
    frame: &Frame,
    indicator: usize,
    groups: &[String],
    window: &Window,
) -> BallotLanes {
    let rows = frame.rows();
    let empty = || vec![Lane { numbers: vec![0.0; rows], status: None }; groups.len()];
    let mut lanes = BallotLanes { count: empty(), sum: empty(), lowest: empty(), highest: empty() };
    let by_subject = counted_ballots(document, indicator, window);
    let inherited = document.set.indicators[indicator].inherited;
    for row in 0..rows {
        let subject = if inherited { frame.via[row] } else { frame.order[row] };
        let Some(ballots) = by_subject.get(&document.subjects[subject as usize].id) else { continue };
        for ballot in ballots.iter().map(|k| &document.ballots[*k]) {
            let (Some(score), Some(group)) = (ballot.score, groups.iter().position(|g| *g == ballot.group)) else {
                continue;
            };
            let count = &mut lanes.count[group].numbers[row];
            let (lowest, highest) = (&mut lanes.lowest[group].numbers[row], &mut lanes.highest[group].numbers[row]);
            *lowest = if *count == 0.0 { score } else { lowest.min(score) };
            *highest = if *count == 0.0 { score } else { highest.max(score) };
            *count += 1.0;
            lanes.sum[group].numbers[row] += score;
        }
    }
    lanes
}

/// Whether an event counts, and if not, why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counted {
    Yes,
    /// On the tolerance list.
    Exempt,
    /// The same fact counted already, with as many points or more.
    SameFact,
}

/// The events of a step with whether each counts, by place in the document.
pub fn counted_events(document: &Document, belongs: &dyn Fn(&Event) -> bool) -> Vec<(usize, Counted)> {
    let mut largest: HashMap<(&str, EventKind, &str), usize> = HashMap::new();
    let events = &document.events;
    for (k, event) in events.iter().enumerate().filter(|(_, e)| belongs(e) && !e.exempt && !e.fact.is_empty()) {
        let best = largest.entry((event.subject.as_str(), event.kind, event.fact.as_str())).or_insert(k);
        if event.points > events[*best].points {
            *best = k;
        }
    }
    events
        .iter()
        .enumerate()
        .filter(|(_, e)| belongs(e))
        .map(|(k, event)| {
            let counted = if event.exempt {
                Counted::Exempt
            } else if largest
                .get(&(event.subject.as_str(), event.kind, event.fact.as_str()))
                .is_some_and(|best| *best != k)
            {
                Counted::SameFact
            } else {
                Counted::Yes
            };
            (k, counted)
        })
        .collect()
}

/// Counted events of one kind: points summed, or 1 where there is one.
pub(super) fn events(document: &Document, frame: &Frame, kind: EventKind, counted: &[(usize, Counted)]) -> Lane {
    let mut numbers = vec![0.0; frame.rows()];
    for (k, _) in counted.iter().filter(|(_, c)| *c == Counted::Yes) {
        let event = &document.events[*k];
        if event.kind != kind {
            continue;
        }
        if let Some(subject) = document.subject(&event.subject) {
            let cell = &mut numbers[frame.row[subject] as usize];
            match kind {
                EventKind::Bonus | EventKind::Deduction => *cell += event.points,
                EventKind::Veto | EventKind::Bar => *cell = 1.0,
            }
        }
    }
    Lane { numbers, status: None }
}
