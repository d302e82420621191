//! Schemes that are assessed more than once a year: monthly pay (set c) and the quarter and annual steps (set d).
//!
//! Knows how the results of several windows become one. Must never know how a single window is computed.

use super::assess::{Assessment, Plan, Scored, SubjectScore, assess, conclude, entrant, score, subject_score};
use super::document::{Document, Scenario, json_number, strings};
use super::events::{Ledger, ledger};
use super::number::{Exact, clamp, mean, whole, zero};
use super::standing::stand;
use super::window::{Records, Window};

const QUARTERS: [&str; 4] = ["Q1", "Q2", "Q3", "Q4"];

/// The months a monthly scheme is assessed in; empty for every other scheme.
pub fn months(document: &Document) -> Vec<String> {
    strings(&document.scheme["months"])
}

pub fn has_annual_step(document: &Document) -> bool {
    document.scheme["annual"].is_object()
}

fn month_plan(document: &Document, month: &str, scenario: &Scenario) -> Plan<'static> {
    let window = Window::single(month);
    Plan {
        window,
        weights: "l1_weights",
        scenario: scenario.clone(),
        rules: document.rules(None),
        event_period: Some(month.into()),
    }
}

pub fn month(document: &Document, records: &Records, month: &str, scenario: &Scenario) -> Assessment {
    assess(document, records, &month_plan(document, month, scenario))
}

/// The quarter of a monthly scheme: means of the exact monthly figures. The events have acted in their month, and a
/// veto of one month is not a veto of the quarter.
pub fn quarter_of_months(document: &Document, records: &Records, scenario: &Scenario) -> Assessment {
    let months = months(document);
    let all: Vec<Vec<Scored>> =
        months.iter().map(|m| score(document, records, &month_plan(document, m, scenario))).collect();
    let one = |at: usize| {
        let every: Vec<&Scored> = all.iter().map(|month| &month[at]).collect();
        let some: Vec<&Scored> = every.iter().copied().filter(|s| s.assessed).collect();
        let own = if some.is_empty() { every } else { some.clone() };
        let average = |of: &dyn Fn(&Scored) -> Exact| {
            mean(&own.iter().map(|s| of(s)).collect::<Vec<_>>()).expect("a quarter has months")
        };
        let mut events = Ledger::default();
        events.bonus.0 = average(&|s| s.events.bonus.0.clone());
        events.deduct.0 = average(&|s| s.events.deduct.0.clone());
        let dimension = |k: usize| (own[0].dimensions[k].0.clone(), average(&|s| s.dimensions[k].1.clone()));
        Scored {
            subject: own[0].subject.clone(),
            indicators: Vec::new(),
            dimensions: (0..own[0].dimensions.len()).map(dimension).collect(),
            base: average(&|s| s.base.clone()),
            assessed: !some.is_empty(),
            missing: false,
            events,
            total: average(&|s| s.total.clone()),
            if_each_rounded: average(&|s| s.if_each_rounded.clone()),
        }
    };
    let scored = (0..all[0].len()).map(one).collect();
    let plan = Plan { window: Window::single("Q4"), ..month_plan(document, "Q4", scenario) };
    conclude(document, scored, &plan)
}

/// One quarter of a scheme with an annual step, by the quarter's own rules and events.
pub fn quarter(document: &Document, records: &Records, quarter: &str, scenario: &Scenario) -> Assessment {
    let plan = Plan {
        window: Window::single(quarter),
        weights: "l1_weights",
        scenario: scenario.clone(),
        rules: document.rules(Some("quarter")),
        event_period: Some(quarter.into()),
    };
    assess(document, records, &plan)
}

/// The annual step: quarters and annual list weighed together, the events of the year, and bars from weak quarters.
pub fn annual(document: &Document, records: &Records, scenario: &Scenario) -> Assessment {
    let quarters: Vec<Assessment> = QUARTERS.iter().map(|q| quarter(document, records, q, scenario)).collect();
    let rules = document.rules(Some("annual"));
    let step = &document.scheme["annual"];
    let share = |key: &str| json_number(&step[key]).expect("the annual step has weights");
    let barring = strings(&step["bar_quarters"]);
    let plan = Plan {
        window: Window::single("Y"),
        weights: "annual_l1_weights",
        scenario: scenario.clone(),
        rules: rules.clone(),
        event_period: Some("Y".into()),
    };
    let mut scored = score(document, records, &plan);
    let mut entrants = Vec::new();
    for (at, own) in scored.iter_mut().enumerate() {
        let of_quarters: Vec<&SubjectScore> = quarters.iter().map(|q| &q.subjects[at]).collect();
        let totals: Vec<Exact> = of_quarters.iter().filter(|s| s.assessed).map(|s| s.total.clone()).collect();
        let weighed =
            |list: &Exact| share("quarter_weight") * mean(&totals).unwrap_or_else(zero) + share("annual_weight") * list;
        let mine = document.events.iter().filter(|e| e.subject == own.subject.id && e.period == "Y");
        own.events = ledger(mine, &rules);
        let total = |list: &Exact| {
            clamp(weighed(list) + &own.events.bonus.0 - &own.events.deduct.0, &zero(), rules.max_total.as_ref())
        };
        own.total = total(&own.base);
        own.if_each_rounded = total(&own.if_each_rounded);
        let mut entrant = entrant(document, own, &rules);
        entrant.ties = vec![own.total.clone()];
        entrant.barred |= of_quarters.iter().any(|s| barring.contains(&s.grade_final));
        entrants.push(entrant);
    }
    let standings = stand(&entrants, &rules, false);
    let mut annual = Assessment { window: "Y".into(), indicators: Vec::new(), subjects: Vec::new() };
    for ((own, entrant), standing) in scored.into_iter().zip(entrants).zip(standings) {
        annual.indicators.extend(own.indicators.iter().cloned());
        annual.subjects.push(subject_score(own, entrant.group, standing, rules.digits));
    }
    annual
}

/// What a month's grade pays.
#[derive(Clone, Debug)]
pub struct Pay {
    pub subject: String,
    pub coefficient: Exact,
    pub performance_pay: Exact,
    /// Performance pay as a part of base and performance pay together, between 0 and 1.
    pub share: Exact,
}

pub fn pay(document: &Document, units: &super::tables::Table, month: &Assessment) -> Vec<Pay> {
    let coefficient =
        |grade: &str| json_number(&document.scheme["pay"]["coef"][grade]).expect("a grade has a coefficient");
    let one = |s: &SubjectScore| {
        let row = units.rows().find(|row| row.get("unit_id") == s.subject).expect("an assessed subject is a unit");
        let money = |column: &str| super::number::must(row.get(column));
        let coefficient = coefficient(&s.grade_final);
        let performance_pay = money("perf_base") * &coefficient;
        let share = &performance_pay / (money("base_pay") + &performance_pay);
        Pay { subject: s.subject.clone(), coefficient, performance_pay, share }
    };
    month.subjects.iter().map(one).collect()
}

/// The measures of set d that follow from an annual grade: `(subject, measure)`.
pub fn measures(document: &Document, units: &super::tables::Table, annual: &Assessment) -> Vec<(String, &'static str)> {
    let bottom_share = json_number(&document.scheme["annual"]["bottom_share"]).unwrap_or_else(zero);
    let top = document.rules(Some("annual")).grades[0].1.clone();
    let mut found = Vec::new();
    for s in &annual.subjects {
        let row = units.rows().find(|row| row.get("unit_id") == s.subject).expect("an assessed subject is a unit");
        if s.grade_final == top && row.get("last_year_grade") == top {
            found.push((s.subject.clone(), "promotion_priority"));
        }
        let group: Vec<&SubjectScore> = annual.subjects.iter().filter(|o| o.group == s.group).collect();
        let last = (whole(group.len() as i64) * &bottom_share).floor().to_integer();
        let last = usize::try_from(last).expect("a share is not negative").max(1);
        let below = group.iter().filter(|o| (&o.published_value, &o.total) < (&s.published_value, &s.total)).count();
        if below < last {
            found.push((s.subject.clone(), "mandatory_training"));
        }
        match s.grade_final.as_str() {
            "不称职" => found.push((s.subject.clone(), "post_adjustment")),
            "基本称职" => found.push((s.subject.clone(), "admonition_talk")),
            _ => {}
        }
    }
    found
}
