//! Two assessments side by side: two weight schemes of one document, before and after a change, two documents or
//! years, or one subject in two categories. Everything is right minus left.
//!
//! What may differ between the sides is theirs: subjects and indicators are matched (see `side`), totals are explained
//! by parts that add up (see `account` and `parts`), grades are compared by their names. Two orders are compared inside
//! a group of subjects that are ranked together on both sides; agreement is measured on the ranks (see `statistics`).

use super::account::account;
use super::parts::{Part, PartKind, difference, parts};
use super::remark::{Remark, remarks};
use super::side::{Matching, Side, indicators};
use super::statistics::{compared, kendall_tau_b, spearman_rho};
use crate::engine::Outcome;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Indicators named for a row.
const MOVERS: usize = 3;

/// Two assessments side by side.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    pub matching: Matching,
    /// One per matched subject, in the order of the matching.
    pub rows: Vec<Row>,
    pub overall: Overall,
}

/// One subject on both sides.
#[derive(Clone, Debug)]
pub struct Row {
    /// Places in the two documents.
    pub left: usize,
    pub right: usize,
    pub before: Outcome,
    pub after: Outcome,
    /// Right minus left of the unrounded totals, as the sum of the parts; none: a side has no total.
    pub difference: Option<f64>,
    /// Places gained (positive) or lost (negative); none: not ranked on both sides.
    pub places: Option<i32>,
    /// The indicators that move it most, by the size of their parts, largest first; equals in document order.
    pub top: Vec<Part>,
}

/// One subject on both sides, with everything that lies between.
#[derive(Clone, Debug)]
pub struct SubjectComparison {
    pub row: Row,
    /// They add up to the difference; none without one.
    pub parts: Vec<Part>,
    /// What to say of it.
    pub remarks: Vec<Remark>,
}

/// All subjects together. Rows are named by their place in `Comparison::rows`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overall {
    /// By places, of those ranked on both sides.
    pub up: u32,
    pub down: u32,
    pub same: u32,
    /// By unrounded totals (equal to nine decimals is equal), of those with both.
    pub gained: u32,
    pub lost: u32,
    pub unchanged: u32,
    /// The row with the largest gain and the largest loss of points; none: nobody gains, nobody loses.
    pub largest_gain: Option<usize>,
    pub largest_loss: Option<usize>,
    /// One per group that is ranked together on both sides, in order of first appearance.
    pub agreement: Vec<Agreement>,
    pub grades: GradeChanges,
    /// Rows that get the top grade on the right only, and on the left only.
    pub enter_top: Vec<usize>,
    pub leave_top: Vec<usize>,
}

/// How far two orders of one group agree.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agreement {
    /// As the two documents name it.
    pub left: String,
    pub right: String,
    /// Subjects ranked in it on both sides.
    pub members: u32,
    /// −1..=1; none: fewer than two, or all equal on a side.
    pub tau_b: Option<f64>,
    pub rho: Option<f64>,
}

/// Left grade × right grade.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GradeChanges {
    /// Names, best first. The counts have one more row and column, the last, for "no grade".
    pub left: Vec<String>,
    pub right: Vec<String>,
    /// `counts[left][right]` matched subjects.
    pub counts: Vec<Vec<u32>>,
}

/// Sets two assessments side by side.
pub fn compare(left: Side, right: Side) -> Comparison {
    let matching = Matching::new(left, right);
    let rows: Vec<Row> = matching.subjects.iter().map(|(l, r)| row(left, right, &matching, *l, *r).0).collect();
    let overall = overall(left, right, &rows);
    Comparison { matching, rows, overall }
}

/// Sets one subject's two results side by side, by its places in the two documents.
pub fn compare_subject(left: Side, right: Side, l: usize, r: usize) -> SubjectComparison {
    let indicators = indicators(left.checked.document(), right.checked.document());
    let matching = Matching { indicators, ..Matching::default() };
    let (row, parts) = row(left, right, &matching, l, r);
    let remarks = remarks(left, right, &row, &parts);
    SubjectComparison { row, parts, remarks }
}

fn row(left: Side, right: Side, matching: &Matching, l: usize, r: usize) -> (Row, Vec<Part>) {
    let before = left.assessment.outcome(left.checked, l);
    let after = right.assessment.outcome(right.checked, r);
    let accounts = account(left, l).zip(account(right, r));
    let parts = accounts.as_ref().map(|(a, b)| parts(matching, a, b)).unwrap_or_default();
    let places = before.rank.zip(after.rank).map(|(a, b)| a as i32 - b as i32);
    let row = Row {
        left: l,
        right: r,
        before,
        after,
        difference: accounts.is_some().then(|| difference(&parts)),
        places,
        top: movers(&parts),
    };
    (row, parts)
}

fn movers(parts: &[Part]) -> Vec<Part> {
    let moves =
        |p: &&Part| matches!(p.kind, PartKind::Indicator { .. }) && compared(p.difference, 0.0) != Ordering::Equal;
    let mut moving: Vec<Part> = parts.iter().filter(moves).copied().collect();
    moving.sort_by(|a, b| compared(b.difference.abs(), a.difference.abs()));
    moving.truncate(MOVERS);
    moving
}

fn overall(left: Side, right: Side, rows: &[Row]) -> Overall {
    let mut overall = Overall { agreement: agreement(left, right, rows), ..Overall::default() };
    let names = |side: Side| -> Vec<String> { side.grading().scale.bands.iter().map(|b| b.name.clone()).collect() };
    let mut grades = GradeChanges { left: names(left), right: names(right), counts: Vec::new() };
    grades.counts = vec![vec![0; grades.right.len() + 1]; grades.left.len() + 1];
    let (mut highest, mut lowest) = (0.0, 0.0);
    for (k, row) in rows.iter().enumerate() {
        match row.places {
            Some(1..) => overall.up += 1,
            Some(0) => overall.same += 1,
            Some(_) => overall.down += 1,
            None => {}
        }
        if let Some(difference) = row.difference {
            match compared(difference, 0.0) {
                Ordering::Greater => overall.gained += 1,
                Ordering::Less => overall.lost += 1,
                Ordering::Equal => overall.unchanged += 1,
            }
            if compared(difference, highest) == Ordering::Greater {
                (highest, overall.largest_gain) = (difference, Some(k));
            }
            if compared(difference, lowest) == Ordering::Less {
                (lowest, overall.largest_loss) = (difference, Some(k));
            }
        }
        let place = |grade: Option<u32>, of: &[String]| grade.map_or(of.len(), |g| (g as usize).min(of.len()));
        let (before, after) = (place(row.before.grade, &grades.left), place(row.after.grade, &grades.right));
        grades.counts[before][after] += 1;
        match (row.before.grade == Some(0), row.after.grade == Some(0)) {
            (false, true) => overall.enter_top.push(k),
            (true, false) => overall.leave_top.push(k),
            _ => {}
        }
    }
    overall.grades = grades;
    overall
}

fn agreement(left: Side, right: Side, rows: &[Row]) -> Vec<Agreement> {
    let mut names: Vec<(&str, &str)> = Vec::new();
    let mut ranks: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut places: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for row in rows {
        let groups = left.group(row.left).zip(right.group(row.right));
        if let (Some(groups), Some((before, after))) = (groups, row.before.rank.zip(row.after.rank)) {
            let at = *places.entry(groups).or_insert(names.len());
            if at == names.len() {
                names.push(groups);
                ranks.push(Vec::new());
            }
            ranks[at].push((f64::from(before), f64::from(after)));
        }
    }
    let agreement = |((l, r), ranks): (&(&str, &str), &Vec<(f64, f64)>)| Agreement {
        left: left.group_title(l).to_owned(),
        right: right.group_title(r).to_owned(),
        members: ranks.len() as u32,
        tau_b: kendall_tau_b(ranks),
        rho: spearman_rho(ranks),
    };
    names.iter().zip(&ranks).map(agreement).collect()
}
