//! What a comparison says of one subject: sentences as keys with arguments. `i18n` words them.

use super::compare::Row;
use super::parts::{Part, PartKind, Split};
use super::side::Side;
use super::statistics::compared;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// A sentence without its language. Points are unrounded and not negative where the key says the direction.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Remark {
    /// Total, rank and grade are the same.
    #[default]
    Unchanged,
    /// Nothing applies to the subject on the left, on the right, or on both sides: there is no total to compare.
    NothingApplies {
        left: bool,
        right: bool,
    },
    /// The total rose by so many points.
    Rose {
        points: f64,
    },
    /// The total fell by so many points.
    Fell {
        points: f64,
    },
    /// The total is the same, though something else is not.
    SameTotal,
    PlacesGained {
        places: u32,
        from: u32,
        to: u32,
    },
    PlacesLost {
        places: u32,
        from: u32,
        to: u32,
    },
    /// The place is the same, though the total is not.
    SamePlace {
        rank: u32,
    },
    /// Ranked on one side only.
    NewlyRanked {
        to: u32,
    },
    NoLongerRanked {
        from: u32,
    },
    /// `better`: where the grade before stands in the scale after; none: it does not stand there.
    GradeChanged {
        from: String,
        to: String,
        better: Option<bool>,
    },
    /// The part that moves the total most; `points` with its sign, `name` of the indicator (empty for the others).
    MostlyThrough {
        cause: Cause,
        name: String,
        points: f64,
    },
    /// The largest part that goes the other way.
    Against {
        cause: Cause,
        name: String,
        points: f64,
    },
}

/// Why a part moves a total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Cause {
    /// The indicator counts for more or less.
    #[default]
    Weight,
    /// The subject did better or worse in it.
    Performance,
    /// Its score is rounded by itself.
    Rounding,
    /// Only the right side has the indicator.
    New,
    /// Only the left side has it.
    Dropped,
    Bonus,
    Deduction,
    /// The maximum or minimum of a total.
    Limit,
}

/// What to say of a row, the most important first.
pub fn remarks(left: Side, right: Side, row: &Row, parts: &[Part]) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let moved = row.difference.map(|d| compared(d, 0.0));
    let (from, to) = (row.before.rank, row.after.rank);
    let grades = (left.grade_name(row.before.grade), right.grade_name(row.after.grade));
    let same_total = moved.is_none_or(|m| m == Ordering::Equal);
    match (row.difference, moved) {
        (Some(points), Some(Ordering::Greater)) => remarks.push(Remark::Rose { points }),
        (Some(points), Some(Ordering::Less)) => remarks.push(Remark::Fell { points: -points }),
        (Some(_), _) if from == to && grades.0 == grades.1 => remarks.push(Remark::Unchanged),
        (Some(_), _) => remarks.push(Remark::SameTotal),
        (None, _) => {
            remarks.push(Remark::NothingApplies { left: row.before.total.is_none(), right: row.after.total.is_none() })
        }
    }
    match (from, to) {
        (Some(from), Some(to)) if to < from => remarks.push(Remark::PlacesGained { places: from - to, from, to }),
        (Some(from), Some(to)) if to > from => remarks.push(Remark::PlacesLost { places: to - from, from, to }),
        (Some(rank), Some(_)) if !same_total => remarks.push(Remark::SamePlace { rank }),
        (None, Some(to)) => remarks.push(Remark::NewlyRanked { to }),
        (Some(from), None) => remarks.push(Remark::NoLongerRanked { from }),
        _ => {}
    }
    if let (Some(before), Some(after)) = grades
        && before != after
    {
        let place = right.grading().scale.bands.iter().position(|b| b.name == before);
        let better = place.zip(row.after.grade).map(|(before, after)| (after as usize) < before);
        remarks.push(Remark::GradeChanged { from: before.to_owned(), to: after.to_owned(), better });
    }
    let sign = if moved == Some(Ordering::Less) { -1.0 } else { 1.0 };
    let largest = |towards: f64| {
        let moving = parts.iter().filter(|p| compared(p.difference * towards, 0.0) == Ordering::Greater);
        moving.fold(None, |best: Option<&Part>, part| match best {
            Some(best) if compared(part.difference.abs(), best.difference.abs()) != Ordering::Greater => Some(best),
            _ => Some(part),
        })
    };
    let said = |part: &Part| (cause(part), name(left, right, part.kind), part.difference);
    if let Some((cause, name, points)) = largest(sign).map(said) {
        remarks.push(Remark::MostlyThrough { cause, name, points });
    }
    if let Some((cause, name, points)) = largest(-sign).map(said) {
        remarks.push(Remark::Against { cause, name, points });
    }
    remarks
}

fn cause(part: &Part) -> Cause {
    match (part.kind, part.split) {
        (PartKind::Bonus, _) => Cause::Bonus,
        (PartKind::Deduction, _) => Cause::Deduction,
        (PartKind::Limit, _) => Cause::Limit,
        (PartKind::Indicator { left: None, .. }, _) => Cause::New,
        (PartKind::Indicator { right: None, .. }, _) => Cause::Dropped,
        (PartKind::Indicator { .. }, split) => {
            let Split { by_weight, by_performance, by_rounding } = split.unwrap_or_default();
            let (w, p, r) = (by_weight.abs(), by_performance.abs(), by_rounding.abs());
            match () {
                () if r > w && r > p => Cause::Rounding,
                () if w > p => Cause::Weight,
                () => Cause::Performance,
            }
        }
    }
}

/// The indicator's name as the right side writes it, else the left.
fn name(left: Side, right: Side, kind: PartKind) -> String {
    let of = |side: Side, k: usize| side.checked.document().set.indicators.get(k).map(|i| i.name.clone());
    match kind {
        PartKind::Indicator { left: l, right: r } => {
            r.and_then(|k| of(right, k)).or_else(|| l.and_then(|k| of(left, k))).unwrap_or_default()
        }
        PartKind::Bonus | PartKind::Deduction | PartKind::Limit => String::new(),
    }
}
