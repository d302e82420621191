//! What page and worker say to each other. Plain data: numbers, names and phrases without language.

use crate::explain::{Explanation, Phrase};
use crate::model::{Diagnostic, Flag};
use serde::{Deserialize, Serialize};

/// The page asks. Every request carries a number that its replies repeat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Request {
    /// Open a document: one `.json` or `.zip`, or the files of a folder.
    Open { files: Vec<NamedBytes> },
    /// Compute results under a scheme (none: the declared weights) for a period (none: all of it).
    Assess { scheme: Option<String>, period: Option<String> },
    /// Prove one number of the last assessment.
    Explain { subject: String, node: String },
    /// Stop the running assessment; the last results stay.
    Cancel,
    /// Break in the middle, for the tests of what happens then.
    #[cfg(feature = "faults")]
    Break,
}

/// What a worker says, instead of an answer, when its program stops for good.
pub const BROKE_DOWN: &str = "broke down";

/// A file as the browser hands it over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NamedBytes {
    /// Path inside the folder or plain name.
    pub name: String,
    /// Content.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// The worker answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Reply {
    /// Still at work: `done` of `total` steps.
    Progress { done: u32, total: u32 },
    /// The document is open; findings below error level stand in it.
    Opened(Box<DocumentView>),
    /// The document cannot be used; nothing was changed.
    Refused { findings: Vec<Diagnostic> },
    /// The results.
    Assessed(Box<ResultsView>),
    /// The proof.
    Explained(Box<Explanation>),
    /// The running assessment was stopped.
    Cancelled,
    /// Nothing of that name.
    NotFound { what: String },
}

/// The open document, as far as the page shows it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DocumentView {
    pub id: String,
    pub title: String,
    pub note: String,
    pub categories: Vec<Named>,
    pub subjects: u32,
    pub indicators: u32,
    /// Besides the declared weights.
    pub schemes: Vec<Named>,
    /// Periods that can be assessed by themselves, in order; the last is all of it.
    pub periods: Vec<String>,
    /// The tree in document order, each node after its parent.
    pub tree: Vec<NodeView>,
    /// Grades from the best to the worst.
    pub grades: Vec<GradeView>,
    /// Published decimals.
    pub digits: u8,
    pub findings: Vec<Diagnostic>,
}

/// Something with an id and a name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Named {
    pub id: String,
    pub name: String,
}

/// A grade and the lowest published total that earns it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GradeView {
    pub name: String,
    pub minimum: f64,
}

/// A node of the indicator tree.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeView {
    pub id: String,
    pub name: String,
    /// 0 for the top level.
    pub depth: u8,
    pub parent: Option<String>,
    pub is_indicator: bool,
    /// By category, in the order of `DocumentView::categories`; none: not used in that category.
    pub weights: Vec<Option<WeightView>>,
    /// The rule in words; dimensions have none.
    pub rule: Vec<Phrase>,
    /// The rule's formula as text.
    pub formula: String,
    pub lower_is_better: bool,
    pub qualitative: bool,
    pub target: Option<f64>,
    pub unit: String,
    /// `month`, `quarter` or `year`.
    pub cycle: String,
    pub definition: String,
    pub source: String,
    pub owner: String,
    pub tags: Vec<String>,
    /// Trace rather than result.
    pub trace: bool,
}

/// Declared weight → local share → share of the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WeightView {
    /// As declared: points or weight.
    pub declared: f64,
    /// Share among its sisters, 0..=1.
    pub local: f64,
    /// Share of the whole, 0..=1.
    pub whole: f64,
}

/// The results, columnar: entry k of every list belongs to row k (document order).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResultsView {
    pub scheme: Option<String>,
    pub period: Option<String>,
    pub subjects: Vec<Named>,
    /// Index into `DocumentView::categories`.
    pub category: Vec<u32>,
    /// Index into `groups`; none: not ranked (单列).
    pub group: Vec<Option<u32>>,
    pub base: Vec<f64>,
    pub bonus: Vec<f64>,
    pub deduction: Vec<f64>,
    /// Unrounded; none: nothing applies to the subject.
    pub total: Vec<Option<f64>>,
    pub published: Vec<Option<f64>>,
    pub rank: Vec<Option<u32>>,
    /// Index into `grades`.
    pub grade: Vec<Option<u32>>,
    /// Index into `grades`, before veto, bar and quota.
    pub grade_by_score: Vec<Option<u32>>,
    pub flags: Vec<Vec<Flag>>,
    /// Names of the grades of this step, best first.
    pub grades: Vec<GradeView>,
    /// Groups that are ranked together.
    pub groups: Vec<GroupView>,
    /// Top-level dimensions in document order.
    pub dimensions: Vec<DimensionResults>,
}

/// A top-level dimension's scores.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DimensionResults {
    pub id: String,
    pub name: String,
    /// Points by category (0: not used).
    pub weight: Vec<f64>,
    /// Score by row.
    pub score: Vec<f64>,
}

/// A group whose members are ranked together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupView {
    pub name: String,
    /// Ranked members.
    pub members: u32,
    /// Places in the top grade; none: no limit.
    pub quota: Option<u32>,
    /// The declared share behind `quota`.
    pub quota_share: Option<f64>,
    /// Members that got the top grade.
    pub top: u32,
    pub vetoed: u32,
    pub mean: Option<f64>,
    pub highest: Option<f64>,
    pub lowest: Option<f64>,
}
