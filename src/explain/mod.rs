//! In what words: from the proof of a number to sentences, as keys with arguments. No language inside.

pub mod phrase;
pub mod rule_words;
pub mod derivation;
mod prove;
mod verdict;
mod steps;

use crate::model::{EventKind, Flag, Status};
pub use derivation::{Derivation, derive};
pub use phrase::Phrase;
pub use prove::explain;
pub use rule_words::{aggregation_words, rule_words};
use serde::{Deserialize, Serialize};

/// The proof of one number, ready to be worded. Nodes are named by ids: an indicator's or dimension's id,
/// `total`, or `<period>/…` for a node of one stage.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    pub subject: String,
    pub subject_name: String,
    pub category: String,
    /// The node explained.
    pub node: String,
    pub node_name: String,
    /// What kind of node it is.
    pub kind: NodeKind,
    /// From the total down to the parent of this node.
    pub path: Vec<Crumb>,
    /// Unrounded value in points; none: not applicable.
    pub value: Option<f64>,
    /// As published (total only).
    pub published: Option<f64>,
    /// Points that could be earned here (effective weight).
    pub possible: Option<f64>,
    /// Total only.
    pub verdict: Option<Verdict>,
    /// Plain sentences, the most important first.
    pub sentences: Vec<Phrase>,
    /// The rule in words (indicators only).
    pub rule: Vec<Phrase>,
    /// The lines that add up: children with their contributions, bonus and deduction.
    pub parts: Vec<Part>,
    /// The calculation, step by step, in order.
    pub steps: Vec<StepLine>,
    /// What was reported (indicators only).
    pub observations: Vec<ObservationLine>,
    /// From declared weight to effective points (indicators and dimensions).
    pub weight_path: Vec<WeightLine>,
    /// Events of the subject (total only).
    pub events: Vec<EventLine>,
    /// Where most points were lost below this node: (node, name, points lost), largest first.
    pub losses: Vec<Part>,
}

/// What an explanation is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum NodeKind {
    #[default]
    Total,
    /// The total of one stage (a month, a quarter).
    Stage,
    Dimension,
    Indicator,
}

/// One step of the way from the total to the node.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Crumb {
    pub node: String,
    pub name: String,
}

/// Grade and rank of a total, and what they would have been.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    pub grade: Option<String>,
    /// Index of the grade, 0 is the best.
    pub grade_index: Option<u32>,
    pub grade_by_score: Option<String>,
    pub rank: Option<u32>,
    pub group: String,
    pub members: u32,
    pub flags: Vec<Flag>,
    /// Rank this subject would have without its veto.
    pub rank_without_veto: Option<u32>,
}

/// A line of a sum.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// Where it leads; none: it is not a node of its own (bonus, deduction).
    pub node: Option<String>,
    pub name: String,
    /// What it adds (or, in `losses`, what was lost).
    pub value: Option<f64>,
    /// What it could add.
    pub possible: Option<f64>,
    pub kind: PartKind,
    pub flags: Vec<Flag>,
}

/// What a line of a sum is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PartKind {
    /// A dimension or an indicator.
    #[default]
    Node,
    /// A stage's share of the final step.
    Stage,
    Bonus,
    Deduction,
}

/// One step of the calculation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StepLine {
    /// What the step computes.
    pub name: Phrase,
    /// The formula with symbols: `clamp(x / t, 0, cap)`.
    pub formula: String,
    /// The same with this subject's numbers: `clamp(33 / 36, 0, 1)`.
    pub numbers: String,
    /// The result; none: not applicable or missing.
    pub value: Option<f64>,
    /// Status when there is no value.
    pub status: Status,
}

/// A reported value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ObservationLine {
    pub period: String,
    pub value: Option<f64>,
    pub status: Status,
    pub target: Option<f64>,
    pub base: Option<f64>,
    /// Rater group or satisfaction level where there is one.
    pub label: Option<Phrase>,
    /// Number of ballots or answers behind the value.
    pub count: Option<u32>,
    /// File and line it was read from, if known.
    pub file: String,
    pub line: u32,
}

/// A step from declared weight to effective points.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WeightLine {
    pub node: String,
    pub name: String,
    /// Declared, after the scheme.
    pub declared: f64,
    /// After points of what does not apply were reallocated.
    pub effective: f64,
}

/// An event in the proof of a total.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EventLine {
    pub kind: EventKind,
    pub code: String,
    pub points: f64,
    pub period: String,
    pub date: String,
    /// Why it does not count: on the tolerance list, or the same fact counted already.
    pub uncounted: Option<Phrase>,
    pub file: String,
    pub line: u32,
}
