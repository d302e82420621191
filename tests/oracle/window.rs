//! The figure of one indicator for one subject over one window of periods.
//!
//! Knows periods, what a cell may say, and how several cells become one figure. Must never know points or ratios.

use std::collections::BTreeMap;

use super::document::{Indicator, Params, Subject};
use super::number::{Exact, exact, mean, one, sum, whole, zero};
use super::tables::Folder;

/// The periods that are looked at together, in order of time.
#[derive(Clone, Debug)]
pub struct Window {
    pub id: String,
    periods: Vec<String>,
}

impl Window {
    pub fn year() -> Window {
        let months = (1..=12).map(|m| format!("M{m:02}"));
        let quarters = (1..=4).map(|q| format!("Q{q}"));
        Window { id: "Y".into(), periods: months.chain(quarters).chain(["Y".to_string()]).collect() }
    }

    /// One month, one quarter, or the annual list alone.
    pub fn single(period: &str) -> Window {
        Window { id: period.into(), periods: vec![period.into()] }
    }

    /// The periods in which an indicator of this cycle is due.
    pub fn expected(&self, cycle: &str) -> Vec<&str> {
        self.periods.iter().map(String::as_str).filter(|p| p.starts_with(cycle)).collect()
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Raw {
    Value(Exact),
    NotApplicable,
    Missing,
}

/// What the window holds for one subject and indicator.
#[derive(Clone, Debug)]
pub struct Reading {
    pub raw: Raw,
    pub partial: bool,
    pub target: Option<Exact>,
    pub base: Option<Exact>,
}

#[derive(Clone, Debug, Default)]
struct Cell {
    value: String,
    target: Option<Exact>,
    base: Option<Exact>,
}

#[derive(Clone, Debug)]
struct Ballot {
    period: String,
    group: String,
    score: Exact,
}

/// All measurements and ballots, found by subject and indicator.
pub struct Records {
    cells: BTreeMap<(String, String), BTreeMap<String, Cell>>,
    ballots: BTreeMap<(String, String), Vec<Ballot>>,
}

impl Records {
    pub fn read(folder: &Folder) -> Records {
        let mut cells: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        for row in folder.measurements.rows() {
            let key = (row.get("unit_id").to_string(), row.get("indicator_id").to_string());
            let cell =
                Cell { value: row.get("value").into(), target: exact(row.get("target")), base: exact(row.get("base")) };
            cells.entry(key).or_default().insert(row.get("period").to_string(), cell);
        }
        let mut ballots: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for row in folder.ratings.rows() {
            // A ballot handed in blank is no ballot.
            let Some(score) = exact(row.get("score")) else {
                continue;
            };
            let key = (row.get("unit_id").to_string(), row.get("indicator_id").to_string());
            ballots.entry(key).or_default().push(Ballot {
                period: row.get("period").into(),
                group: row.get("group").into(),
                score,
            });
        }
        Records { cells, ballots }
    }

    pub fn reading(&self, subject: &Subject, indicator: &Indicator, window: &Window) -> Reading {
        let source = if indicator.inherits && !subject.parent.is_empty() { &subject.parent } else { &subject.id };
        let key = (source.clone(), indicator.id.clone());
        let none = BTreeMap::new();
        let all = self.cells.get(&key).unwrap_or(&none);
        let expected = window.expected(&indicator.cycle);
        let cells: Vec<&Cell> = expected.iter().filter_map(|p| all.get(*p)).collect();
        let last = |field: fn(&Cell) -> &Option<Exact>| cells.iter().rev().find_map(|c| field(c).clone());
        let target = last(|c| &c.target).or_else(|| indicator.target.clone());
        let base = last(|c| &c.base);
        let (raw, reported) = if cells.iter().any(|c| c.value == "NA") {
            (Raw::NotApplicable, expected.len())
        } else if indicator.method == "multi_rater" {
            let ballots = self.ballots.get(&key).map(Vec::as_slice).unwrap_or_default();
            rated(ballots, &expected, &indicator.params)
        } else {
            let values: Vec<&str> = cells.iter().map(|c| c.value.as_str()).filter(|v| !v.is_empty()).collect();
            let raw = match indicator.method.as_str() {
                _ if values.is_empty() => Raw::Missing,
                "satisfaction" => surveyed(&values, indicator),
                _ => Raw::Value(aggregated(
                    &values.iter().map(|v| super::number::must(v)).collect::<Vec<_>>(),
                    &indicator.agg,
                )),
            };
            (raw, values.len())
        };
        let partial = matches!(raw, Raw::Value(_)) && reported < expected.len();
        Reading { raw, partial, target, base }
    }
}

/// Several values of a window as one; the values are in order of time and not empty.
pub fn aggregated(values: &[Exact], agg: &str) -> Exact {
    let some = "a window with a value has a first one";
    match agg {
        "sum" => sum(values),
        "avg" => mean(values).expect(some),
        "max" => values.iter().max().expect(some).clone(),
        "min" => values.iter().min().expect(some).clone(),
        "last" => values.last().expect(some).clone(),
        other => panic!("unknown aggregation {other:?}"),
    }
}

/// Satisfaction counts as a mark out of a hundred. `last` takes the last survey; every other aggregation pools the answers.
fn surveyed(values: &[&str], indicator: &Indicator) -> Raw {
    let used = if indicator.agg == "last" { &values[values.len() - 1..] } else { values };
    let mut counts = vec![zero(); 5];
    for text in used {
        let answers: Vec<Exact> = text.split('/').map(super::number::must).collect();
        assert_eq!(answers.len(), 5, "five answer counts in {text:?}");
        counts = counts.iter().zip(&answers).map(|(a, b)| a + b).collect();
    }
    satisfaction(&counts, &indicator.params.number_or("min_n", whole(30)))
}

pub fn satisfaction(counts: &[Exact], min_n: &Exact) -> Raw {
    let answers = sum(counts);
    if answers < *min_n || answers == zero() {
        return Raw::NotApplicable;
    }
    let marks = [100, 80, 60, 30, 0].map(whole);
    let total = counts.iter().zip(&marks).fold(zero(), |t, (n, mark)| t + n * mark);
    Raw::Value(total / answers)
}

/// The ballots of the last period that has any, as one mark; and how many of the expected periods have ballots.
fn rated(ballots: &[Ballot], expected: &[&str], params: &Params) -> (Raw, usize) {
    let held: Vec<&&str> = expected.iter().filter(|p| ballots.iter().any(|b| b.period == **p)).collect();
    let Some(last) = held.last() else {
        return (Raw::Missing, 0);
    };
    let groups: Vec<(Exact, Vec<Exact>)> = params
        .pairs("groups")
        .into_iter()
        .map(|(name, weight)| {
            (
                weight,
                ballots.iter().filter(|b| b.period == ***last && b.group == name).map(|b| b.score.clone()).collect(),
            )
        })
        .collect();
    let voters: usize = groups.iter().map(|(_, scores)| scores.len()).sum();
    if voters == 0 {
        return (Raw::Missing, 0);
    }
    if whole(voters as i64) < params.number_or("min_raters", one()) {
        return (Raw::NotApplicable, held.len());
    }
    let trim_min = params.number_or("trim_min", whole(5));
    let mark = rater_groups(&groups, &trim_min).map_or(Raw::Missing, Raw::Value);
    (mark, held.len())
}

/// The weighted mean of the trimmed group means, over the groups somebody voted in.
pub fn rater_groups(groups: &[(Exact, Vec<Exact>)], trim_min: &Exact) -> Option<Exact> {
    let means: Vec<(&Exact, Exact)> =
        groups.iter().filter_map(|(w, scores)| trimmed(scores, trim_min).map(|m| (w, m))).collect();
    let weight = sum(means.iter().map(|(w, _)| *w));
    if weight == zero() {
        return None;
    }
    Some(means.iter().fold(zero(), |t, (w, m)| t + *w * m) / weight)
}

/// The mean without one highest and one lowest score, once there are `trim_min` scores (and something would remain).
pub fn trimmed(scores: &[Exact], trim_min: &Exact) -> Option<Exact> {
    let mut sorted = scores.to_vec();
    sorted.sort();
    let n = sorted.len();
    if n > 2 && whole(n as i64) >= *trim_min { mean(&sorted[1..n - 1]) } else { mean(&sorted) }
}
