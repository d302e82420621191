//! One window of a document, from cells to grades.
//!
//! Knows the order of the computation (FORMAT.md 1 to 10). Must never know how a method, a reallocation or a quota works
//! inside: each is one call.

use std::collections::BTreeMap;

use super::document::{Document, Indicator, Rules, Scenario, Subject};
use super::events::{Ledger, ledger};
use super::number::{Exact, clamp, half_up, mean, one, published, sum, zero};
use super::ratio::{Figure, ratio};
use super::standing::{Entrant, Standing, stand};
use super::weights::{Share, effective, rescaled, risked};
use super::window::{Raw, Reading, Records, Window};

#[derive(Clone, Debug)]
pub struct IndicatorScore {
    pub subject: String,
    pub indicator: String,
    pub raw: Raw,
    pub effective: Exact,
    pub ratio: Option<Exact>,
    pub score: Exact,
    pub flags: String,
}

#[derive(Clone, Debug)]
pub struct SubjectScore {
    pub subject: String,
    pub category: String,
    /// Whom the subject is ranked with: its category, or its level.
    pub group: String,
    /// Nothing applies to a subject that is not assessed: no total, and (but for a veto) rank 0 and no grade.
    pub assessed: bool,
    pub base: Exact,
    pub bonus: Exact,
    pub deduction: Exact,
    pub total: Exact,
    pub published: String,
    pub published_value: Exact,
    /// What would be published if every indicator were rounded first; only the shared files ask for it.
    pub if_each_rounded: String,
    pub rank: usize,
    pub grade_by_score: String,
    pub grade_final: String,
    pub flags: String,
    pub dimensions: Vec<(String, Exact)>,
    pub events: Ledger,
}

#[derive(Clone, Debug)]
pub struct Assessment {
    pub window: String,
    pub indicators: Vec<IndicatorScore>,
    pub subjects: Vec<SubjectScore>,
}

/// What one run of the computation looks at.
pub struct Plan<'a> {
    pub window: Window,
    /// `l1_weights`, or `annual_l1_weights` for the annual list of set d.
    pub weights: &'a str,
    pub scenario: Scenario,
    pub rules: Rules,
    /// The period whose events count; `None` counts them all, as sets a, b and e do.
    pub event_period: Option<String>,
}

/// A subject before it is compared with others.
pub struct Scored {
    pub subject: Subject,
    pub indicators: Vec<IndicatorScore>,
    pub dimensions: Vec<(String, Exact)>,
    pub base: Exact,
    pub missing: bool,
    /// At least one indicator applies.
    pub assessed: bool,
    pub events: Ledger,
    pub total: Exact,
    pub if_each_rounded: Exact,
}

pub fn assess(document: &Document, records: &Records, plan: &Plan<'_>) -> Assessment {
    let scored = score(document, records, plan);
    conclude(document, scored, plan)
}

/// Steps 1 to 5 for everybody who is assessed.
pub fn score(document: &Document, records: &Records, plan: &Plan<'_>) -> Vec<Scored> {
    let members: Vec<&Subject> = document.subjects.iter().filter(|s| !s.feeds_only).collect();
    let mut scored: BTreeMap<usize, Scored> = BTreeMap::new();
    let mut categories: Vec<&str> = members.iter().map(|s| s.category.as_str()).collect();
    categories.sort_unstable();
    categories.dedup();
    for category in categories {
        let peers: Vec<usize> = (0..members.len()).filter(|&i| members[i].category == category).collect();
        let subjects: Vec<&Subject> = peers.iter().map(|&i| members[i]).collect();
        for (i, result) in peers.iter().zip(category_scores(document, records, plan, category, &subjects)) {
            scored.insert(*i, result);
        }
    }
    scored.into_values().collect()
}

/// One indicator of a category: the reading and the ratio of every subject, in their order.
struct Column<'a> {
    indicator: &'a Indicator,
    readings: Vec<Reading>,
    ratios: Vec<Option<Exact>>,
}

impl Column<'_> {
    fn is_na(&self, subject: usize) -> bool {
        self.ratios[subject].is_none()
    }
}

fn category_scores(
    document: &Document,
    records: &Records,
    plan: &Plan<'_>,
    category: &str,
    subjects: &[&Subject],
) -> Vec<Scored> {
    let weights = rescaled(&document.weights(plan.weights, category), &plan.scenario);
    let listed = |i: &&Indicator| {
        let due = !plan.window.expected(&i.cycle).is_empty();
        due && i.points.contains_key(category) && weights.iter().any(|(l1, _)| *l1 == i.l1)
    };
    let columns: Vec<Column<'_>> = document
        .indicators
        .iter()
        .filter(listed)
        .map(|i| column(i, records, &plan.window, category, subjects))
        .collect();
    let points = |c: &Column<'_>| c.indicator.points[category].clone();
    let factor = |c: &Column<'_>| plan.scenario.risk.get(&c.indicator.id).cloned().unwrap_or_else(one);
    let factors: Vec<Exact> = columns.iter().map(factor).collect();
    let standing_in: Vec<Option<Exact>> = columns.iter().map(|c| stand_in(&document.na_policy, c)).collect();

    let one_subject = |at: usize| {
        let subject = subjects[at];
        let ratios: Vec<Option<Exact>> =
            columns.iter().zip(&standing_in).map(|(c, other)| c.ratios[at].clone().or_else(|| other.clone())).collect();
        let share = |(c, r): (&Column<'_>, &Option<Exact>)| Share {
            l1: c.indicator.l1.clone(),
            l2: c.indicator.l2.clone(),
            points: points(c),
            live: r.is_some(),
        };
        let mut shares: Vec<Share> = columns.iter().zip(&ratios).map(share).collect();
        risked(&mut shares, &factors);
        let points = effective(&document.na_policy, &shares, &weights);
        let row = |k: usize| {
            let reading = &columns[k].readings[at];
            let raw = reading.raw.clone();
            let flags = match (&raw, columns[k].is_na(at)) {
                (Raw::Missing, _) => "missing",
                (_, true) => "na",
                _ if reading.partial => "partial",
                _ => "",
            };
            let score = ratios[k].as_ref().map_or_else(zero, |r| r * &points[k]);
            IndicatorScore {
                subject: subject.id.clone(),
                indicator: columns[k].indicator.id.clone(),
                raw,
                effective: points[k].clone(),
                ratio: ratios[k].clone(),
                score,
                flags: flags.into(),
            }
        };
        let indicators: Vec<IndicatorScore> = (0..columns.len()).map(row).collect();
        let of = |l1: &String| {
            sum(indicators.iter().zip(&columns).filter(|(_, c)| c.indicator.l1 == *l1).map(|(i, _)| &i.score))
        };
        let dimensions: Vec<(String, Exact)> = weights.iter().map(|(l1, _)| (l1.clone(), of(l1))).collect();
        let base = sum(indicators.iter().map(|i| &i.score));
        let rounded = indicators.iter().fold(zero(), |t, i| t + half_up(&i.score, plan.rules.digits));
        let mine = document.events.iter().filter(|e| e.subject == subject.id);
        let events = ledger(mine.filter(|e| plan.event_period.as_ref().is_none_or(|p| e.period == *p)), &plan.rules);
        let total =
            |base: &Exact| clamp(base + &events.bonus.0 - &events.deduct.0, &zero(), plan.rules.max_total.as_ref());
        Scored {
            subject: subject.clone(),
            assessed: ratios.iter().any(Option::is_some),
            missing: indicators.iter().any(|i| i.flags == "missing"),
            total: total(&base),
            if_each_rounded: total(&rounded),
            indicators,
            dimensions,
            base,
            events,
        }
    };
    (0..subjects.len()).map(one_subject).collect()
}

fn column<'a>(
    indicator: &'a Indicator,
    records: &Records,
    window: &Window,
    category: &str,
    subjects: &[&Subject],
) -> Column<'a> {
    let readings: Vec<Reading> = subjects.iter().map(|s| records.reading(s, indicator, window)).collect();
    let value = |reading: &Reading| match &reading.raw {
        Raw::Value(value) => Some(value.clone()),
        _ => None,
    };
    let peers: Vec<Exact> = readings.iter().filter_map(value).collect();
    let one_ratio = |reading: &Reading| match &reading.raw {
        Raw::NotApplicable => None,
        Raw::Missing => Some(zero()),
        Raw::Value(value) => {
            let (target, base) = (reading.target.as_ref(), reading.base.as_ref());
            ratio(indicator, &Figure { value, target, base, points: &indicator.points[category], peers: &peers })
        }
    };
    let ratios = readings.iter().map(one_ratio).collect();
    Column { indicator, readings, ratios }
}

/// The ratio an indicator counts with where it does not apply, if the policy gives it one.
fn stand_in(policy: &str, column: &Column<'_>) -> Option<Exact> {
    match policy {
        "zero" => Some(zero()),
        "peer mean" => mean(&column.ratios.iter().flatten().cloned().collect::<Vec<_>>()),
        _ => None,
    }
}

/// Steps 6 to 9: everybody beside everybody else.
pub fn conclude(document: &Document, scored: Vec<Scored>, plan: &Plan<'_>) -> Assessment {
    let entrants: Vec<Entrant> = scored.iter().map(|s| entrant(document, s, &plan.rules)).collect();
    let standings = stand(&entrants, &plan.rules, true);
    let mut indicators = Vec::new();
    let mut subjects = Vec::new();
    for ((scored, entrant), standing) in scored.into_iter().zip(entrants).zip(standings) {
        indicators.extend(scored.indicators.iter().cloned());
        subjects.push(subject_score(scored, entrant.group, standing, plan.rules.digits));
    }
    Assessment { window: plan.window.id.clone(), indicators, subjects }
}

pub fn group_of(document: &Document, subject: &Subject) -> String {
    if document.by_level { subject.level.clone() } else { subject.category.clone() }
}

pub fn entrant(document: &Document, scored: &Scored, rules: &Rules) -> Entrant {
    let dimension = |l1: &String| {
        scored.dimensions.iter().find(|(name, _)| name == l1).map_or_else(zero, |(_, score)| score.clone())
    };
    Entrant {
        group: group_of(document, &scored.subject),
        total: scored.total.clone(),
        ties: rules.tie_l1.iter().map(dimension).collect(),
        vetoed: !scored.events.vetoes.is_empty(),
        barred: !scored.events.barred.is_empty(),
        assessed: scored.assessed,
    }
}

pub fn subject_score(scored: Scored, group: String, standing: Standing, digits: u32) -> SubjectScore {
    SubjectScore {
        flags: subject_flags(scored.missing, standing.quota, &scored.events),
        subject: scored.subject.id,
        category: scored.subject.category,
        group,
        assessed: scored.assessed,
        base: scored.base,
        bonus: scored.events.bonus.0.clone(),
        deduction: scored.events.deduct.0.clone(),
        published: if scored.assessed { published(&scored.total, digits) } else { "NA".into() },
        total: scored.total,
        published_value: standing.published,
        if_each_rounded: published(&scored.if_each_rounded, digits),
        rank: standing.rank,
        grade_by_score: standing.grade_by_score,
        grade_final: standing.grade_final,
        dimensions: scored.dimensions,
        events: scored.events,
    }
}

fn subject_flags(missing: bool, quota: bool, events: &Ledger) -> String {
    let mut flags: Vec<String> = Vec::new();
    flags.extend(missing.then(|| "missing".into()));
    flags.extend(quota.then(|| "quota".into()));
    flags.extend(events.barred.iter().map(|code| format!("no_excellent:{code}")));
    flags.extend(events.vetoes.iter().map(|code| format!("veto:{code}")));
    flags.extend(events.exempt.iter().map(|code| format!("exempt:{code}")));
    flags.extend(events.bonus_capped.then(|| "bonus_capped".into()));
    flags.extend(events.deduct_capped.then(|| "deduct_capped".into()));
    flags.join(";")
}
