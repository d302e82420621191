//! What the worker says of a comparison: plain data, columnar where there are many rows.

use super::protocol::Named;
use crate::analysis::{Remark, Word};
use crate::model::Flag;
use serde::{Deserialize, Serialize};

/// One side of a comparison.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SideSpec {
    pub source: Source,
    /// None: the declared weights.
    pub scheme: Option<String>,
    /// None: all of it.
    pub period: Option<String>,
}

/// Which document a side looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Source {
    /// The open document as it stands.
    #[default]
    Open,
    /// The open document before the changes that are being tried.
    Saved,
    /// A document opened beside it, by its slot.
    Other(u32),
}

/// Words for headings and cells, in the order of `Word::ALL`; what is lacking is written as its key.
pub type Words = Vec<String>;

/// The word for a key.
pub fn word(words: &Words, word: Word) -> String {
    let place = Word::ALL.iter().position(|w| *w == word);
    place.and_then(|k| words.get(k)).cloned().unwrap_or_else(|| word.key().to_owned())
}

/// A document that was opened beside the open one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OtherView {
    pub slot: u32,
    pub title: String,
    pub subjects: u32,
    pub indicators: u32,
    /// Besides the declared weights.
    pub schemes: Vec<Named>,
    /// Periods that can be assessed by themselves, in order; the last is all of it.
    pub periods: Vec<String>,
}

/// What a side is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SideView {
    pub title: String,
    pub scheme: Option<Named>,
    pub period: Option<String>,
    /// Published decimals.
    pub digits: u8,
    pub categories: Vec<Named>,
    /// Names of the grades, best first.
    pub grades: Vec<String>,
}

/// What the matched subjects got on one side; entry k of every list belongs to row k.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OutcomesView {
    pub ids: Vec<String>,
    /// Index into the side's categories.
    pub category: Vec<u32>,
    /// None: nothing applies to the subject.
    pub published: Vec<Option<f64>>,
    /// Unrounded.
    pub total: Vec<Option<f64>>,
    pub rank: Vec<Option<u32>>,
    /// Index into the side's grades.
    pub grade: Vec<Option<u32>>,
    pub flags: Vec<Vec<Flag>>,
}

/// Two assessments side by side. Differences are right minus left.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ComparisonView {
    pub left: SideView,
    pub right: SideView,
    /// By row, as the right side has them.
    pub names: Vec<String>,
    pub before: OutcomesView,
    pub after: OutcomesView,
    /// Of the unrounded totals; none: a side has none.
    pub difference: Vec<Option<f64>>,
    /// Places gained (positive) or lost; none: not ranked on both sides.
    pub places: Vec<Option<i32>>,
    /// Up to three indicators that move the row most.
    pub top: Vec<Vec<MoverView>>,
    pub indicators: Vec<ComparedIndicator>,
    /// Groups that are ranked together on the right side, by name, and the row's index into them; none: not ranked.
    pub groups: Vec<String>,
    pub group: Vec<Option<u32>>,
    /// Subjects without a partner.
    pub left_only: Vec<Named>,
    pub right_only: Vec<Named>,
    pub overall: OverallView,
}

/// An indicator through which a subject moves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MoverView {
    /// Index into `ComparisonView::indicators`.
    pub indicator: u32,
    /// Points of the difference.
    pub difference: f64,
}

/// An indicator on one or both sides.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ComparedIndicator {
    /// Its ids; none: this side's document does not have it.
    pub left: Option<String>,
    pub right: Option<String>,
    /// As the right side has it, else the left.
    pub name: String,
    /// The top-level dimension, likewise.
    pub dimension: Named,
}

/// All subjects together. Rows are named by their place.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OverallView {
    /// By places, of those ranked on both sides.
    pub up: u32,
    pub down: u32,
    pub same: u32,
    /// By unrounded totals.
    pub gained: u32,
    pub lost: u32,
    pub unchanged: u32,
    pub largest_gain: Option<u32>,
    pub largest_loss: Option<u32>,
    pub agreement: Vec<AgreementView>,
    /// `grade_changes[left][right]`; the last row and the last column are "no grade".
    pub grade_changes: Vec<Vec<u32>>,
    pub enter_top: Vec<u32>,
    pub leave_top: Vec<u32>,
}

/// How far two orders of one group agree.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgreementView {
    pub left: String,
    pub right: String,
    pub members: u32,
    /// Kendall's τ_b and Spearman's ρ, −1..=1; none: fewer than two members, or all equal.
    pub tau_b: Option<f64>,
    pub rho: Option<f64>,
}

/// One subject on both sides, with everything that lies between.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubjectComparisonView {
    pub left: SideView,
    pub right: SideView,
    pub name: String,
    /// Lists of one entry.
    pub before: OutcomesView,
    pub after: OutcomesView,
    pub difference: Option<f64>,
    pub places: Option<i32>,
    /// They add up to `difference`.
    pub parts: Vec<PartView>,
    /// Places in `parts` of up to three indicators that move it most.
    pub top: Vec<u32>,
    /// What to say of it, the most important first.
    pub remarks: Vec<Remark>,
}

/// One part of a difference.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PartView {
    pub kind: PartKindView,
    /// Of an indicator; empty for the others.
    pub id: String,
    pub name: String,
    /// Its top-level dimension.
    pub dimension: Named,
    pub left: Option<EarnedView>,
    pub right: Option<EarnedView>,
    pub difference: f64,
    /// They add up to `difference`; none: not an indicator of both sides.
    pub by_weight: Option<f64>,
    pub by_performance: Option<f64>,
    /// None also where no document rounds every indicator's score.
    pub by_rounding: Option<f64>,
}

/// What a part is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PartKindView {
    /// An indicator of both sides.
    #[default]
    Both,
    /// Only the right side uses it.
    New,
    /// Only the left side uses it.
    Dropped,
    Bonus,
    /// Scores are negative: points taken away.
    Deduction,
    /// The total held between 0 and its maximum.
    Limit,
}

/// What was earned on one side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EarnedView {
    /// Effective points, as they count in the total.
    pub points: f64,
    /// None: does not apply.
    pub ratio: Option<f64>,
    pub score: f64,
}

/// Several weight schemes; lists by scheme, then by row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SchemesView {
    /// In the order asked for, the first is the base; none: the declared weights.
    pub schemes: Vec<Option<Named>>,
    pub period: Option<String>,
    pub digits: u8,
    pub grades: Vec<String>,
    pub subjects: Vec<Named>,
    /// Index into `DocumentView::categories`, by row.
    pub category: Vec<u32>,
    /// Groups that are ranked together, by name, and the row's index into them; none: not ranked.
    pub groups: Vec<String>,
    pub group: Vec<Option<u32>>,
    pub total: Vec<Vec<Option<f64>>>,
    pub published: Vec<Vec<Option<f64>>>,
    pub rank: Vec<Vec<Option<u32>>>,
    pub grade: Vec<Vec<Option<u32>>>,
    /// Against the base.
    pub places: Vec<Vec<Option<i32>>>,
    pub difference: Vec<Vec<Option<f64>>>,
    /// Mean published total by scheme.
    pub means: Vec<Option<f64>>,
}

/// Categories side by side; lists by category are in the order of `categories`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProfilesView {
    pub side: SideView,
    pub categories: Vec<Named>,
    pub nodes: Vec<ShareView>,
    pub subjects: Vec<u32>,
    /// Of published totals; none: nobody has one.
    pub distributions: Vec<Option<DistributionView>>,
    /// Bars of every histogram: bar k begins at `start + k × width`.
    pub bin_start: f64,
    pub bin_width: f64,
    pub bin_count: u32,
    /// `grade_counts[category][grade]`.
    pub grade_counts: Vec<Vec<u32>>,
}

/// What a node counts for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ShareView {
    pub id: String,
    pub name: String,
    /// 0 for the top level.
    pub depth: u8,
    pub is_indicator: bool,
    /// Share of the whole by category, 0..=1; 0: not used.
    pub share: Vec<f64>,
}

/// How published totals are spread.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DistributionView {
    pub count: u32,
    pub lowest: f64,
    /// Quartiles of type 7, as Excel's QUARTILE.INC.
    pub first_quartile: f64,
    pub median: f64,
    pub third_quartile: f64,
    pub highest: f64,
    pub mean: f64,
    /// Of a sample; none: of one there is none.
    pub deviation: Option<f64>,
    pub bars: Vec<u32>,
}
