//! What page and worker say to each other. Plain data: numbers, names and phrases without language.

pub use super::compared::{
    AgreementView, ComparedIndicator, ComparisonView, DistributionView, EarnedView, MoverView, OtherView, OutcomesView,
    OverallView, PartKindView, PartView, ProfilesView, SchemesView, ShareView, SideSpec, SideView, Source,
    SubjectComparisonView, Words,
};
use super::packed;
pub use crate::analysis::{Cause, Remark, Word};
use crate::edit::{Act, Refusal, Said};
use crate::explain::{Explanation, Phrase};
use crate::i18n::Language;
use crate::intake::{Choices, IntakeView};
use crate::model::{
    Cycle, Diagnostic, Direction, Entry, Event, Field, Flag, Grading, LogEntry, Period, PeriodAggregation, Policies,
    Standing,
};
use crate::reports::Spec;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The format number of the documents that this program writes.
pub const SCHEMA: u32 = crate::files::json::SCHEMA_VERSION;

/// The page asks. Every request carries a number that its replies repeat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Request {
    /// Open a document: one `.json` or `.zip`, or the files of a folder.
    Open { files: Vec<NamedBytes> },
    /// Open what was stored: a snapshot, and the acts after it as they were kept.
    Restore {
        #[serde(with = "serde_bytes")]
        snapshot: Vec<u8>,
        acts: Vec<String>,
    },
    /// Begin a new assessment with a stored indicator set.
    Fork(Box<Fork>),
    /// Begin with an empty document, to be filled from tables.
    Blank { id: String, title: String },
    /// What some workbooks would bring into the open document: `books` as [`super::clerk`] read them (none: those that
    /// were given last).
    TakeIn {
        #[serde(with = "serde_bytes")]
        books: Option<Vec<u8>>,
        choices: Box<Choices>,
    },
    /// The act that takes in what was looked at last, to be done like any other.
    TakeInAct { at: u64 },
    /// The faults of what was looked at last, as a workbook.
    TakeInFaults { language: Language },
    /// The workbooks are not needed any more.
    LeaveOut,
    /// Make a file for people.
    Report(Box<Spec>),
    /// Change the document: an act as it is kept in the journal ([`act_text`], [`stand_text`]).
    Act { text: String },
    /// Hand out the document as bytes, with everything done before this request.
    Write { kind: Written },
    /// The reported values of some indicators.
    Sheet(SheetSpec),
    /// All events.
    Events,
    /// What leads from another state of the document to this one.
    Difference {
        #[serde(with = "serde_bytes")]
        other: Vec<u8>,
    },
    /// Compute results under a scheme (none: the declared weights) for a period (none: all of it).
    Assess { scheme: Option<String>, period: Option<String> },
    /// Prove one number of the last assessment.
    Explain { subject: String, node: String },
    /// Stop the running assessment; the last results stay.
    Cancel,
    /// Set two assessments side by side.
    Compare { left: SideSpec, right: SideSpec },
    /// Set one subject's two results side by side; `subject` is its id on the left, else on the right.
    CompareSubject { left: SideSpec, right: SideSpec, subject: String },
    /// Results of the open document under several schemes (none: the declared weights), the first as the base.
    Schemes { period: Option<String>, schemes: Vec<Option<String>> },
    /// The open document's categories side by side.
    Profiles { scheme: Option<String>, period: Option<String> },
    /// A subject of the open document as it stands, and as it would be in another category.
    UnderCategory { subject: String, category: String, scheme: Option<String>, period: Option<String> },
    /// Open a second document beside the open one; a slot that is taken gets the new one.
    OpenOther { slot: u32, files: Vec<NamedBytes> },
    /// The same with what was stored: a snapshot, and the acts after it as they were kept.
    RestoreOther {
        slot: u32,
        #[serde(with = "serde_bytes")]
        snapshot: Vec<u8>,
        acts: Vec<String>,
    },
    /// The document in the slot is not needed any more.
    CloseOther { slot: u32 },
    /// A comparison as CSV: of all subjects, or the parts of one.
    ExportComparison { left: SideSpec, right: SideSpec, subject: Option<String>, words: Words },
    /// Break in the middle, for the tests of what happens then.
    #[cfg(feature = "faults")]
    Break,
}

/// An act as it is kept, sent and replayed.
pub fn act_text(act: &Act) -> String {
    // Plain values can always be written.
    serde_json::to_string(act).unwrap_or_default()
}

/// The act that puts another state of the document in the place of this one: the file or snapshot as it is.
pub fn stand_text(at: u64, other: &[u8]) -> Option<String> {
    let other = std::str::from_utf8(other).ok()?;
    let other = other.strip_prefix('\u{feff}').unwrap_or(other);
    Some(format!("{{\"at\":{at},\"stand\":{other}}}"))
}

/// What bytes are wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Written {
    /// To be stored: with what can be undone.
    Snapshot,
    /// A file for people.
    File,
    /// Categories, tree, grades and policies without subjects and values.
    Set,
}

/// A new assessment with the indicator set of another one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fork {
    /// A document, of which the set is taken.
    #[serde(with = "serde_bytes")]
    pub set: Vec<u8>,
    pub id: String,
    pub title: String,
    /// Names, each with the id or name of a category (empty: the first). None: the document's own subjects.
    pub subjects: Option<Vec<(String, String)>>,
}

/// Which values are wanted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SheetSpec {
    /// Ids, in the order wanted; empty: all.
    pub indicators: Vec<String>,
    /// Empty: every period in which something stands, and every period of the indicator's cycle.
    pub periods: Vec<Period>,
    /// Only these subjects; empty: all.
    pub subjects: Vec<String>,
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
    /// The act was done, or refused; the document as it is now.
    Acted { refusal: Option<Refusal>, document: Box<DocumentView> },
    /// The document as bytes.
    Written(Box<WrittenView>),
    /// What the workbooks would bring.
    TakingIn(Box<IntakeView>),
    /// The act that takes them in; none: nothing would change.
    TakeInAct { text: Option<String> },
    /// A file that was made, for [`super::clerk`] to pack: `Made` as JSON.
    Reported {
        #[serde(with = "serde_bytes")]
        made: Vec<u8>,
    },
    /// Values.
    Sheet(Box<SheetView>),
    /// All events, in document order.
    Events { events: Vec<Event>, subjects: Vec<Named> },
    /// What is different.
    Difference { said: Vec<Said> },
    /// The results.
    Assessed(Box<ResultsView>),
    /// The proof.
    Explained(Box<Explanation>),
    /// The running assessment was stopped.
    Cancelled,
    /// Nothing of that name.
    NotFound { what: String },
    /// Two assessments side by side.
    Compared(Box<ComparisonView>),
    /// One subject's two results side by side.
    ComparedSubject(Box<SubjectComparisonView>),
    /// Several schemes side by side.
    SchemesCompared(Box<SchemesView>),
    /// Categories side by side.
    ProfilesShown(Box<ProfilesView>),
    /// The second document is open.
    OtherOpened(Box<OtherView>),
    /// The slot is free.
    OtherClosed { slot: u32 },
    /// A file to be saved; its name is the page's to choose.
    Exported {
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
    },
}

/// The open document, as far as the page shows it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DocumentView {
    pub id: String,
    pub title: String,
    pub note: String,
    pub categories: Vec<Named>,
    /// Subjects by category.
    pub members: Vec<u32>,
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
    /// Whether the findings allow results.
    pub computable: bool,
    /// How totals become grades: the only or final step, and the stages if they have a way of their own.
    pub grading: Grading,
    pub stage_grading: Option<Grading>,
    /// Whether the calendar has stages.
    pub has_stages: bool,
    pub policies: Policies,
    pub events: u32,
    pub log: Vec<LogEntry>,
    pub history: HistoryView,
    /// Why it can only be looked at; none: it can be changed and saved.
    pub read_only: Option<ReadOnly>,
}

/// Why a document can only be looked at. Acts are refused, and it is never written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ReadOnly {
    /// A newer version wrote it, in this version of the format.
    Newer { schema: u32 },
}

/// What can be undone, redone, kept and dropped.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HistoryView {
    /// The next step back, and how many there are.
    pub undo: Option<Said>,
    pub undo_steps: u32,
    /// The next step forward, and how many there are.
    pub redo: Option<Said>,
    pub redo_steps: u32,
    /// What is only supposed, in order; none: no what-if is open.
    pub supposed: Option<Vec<Said>>,
}

/// The document as bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WrittenView {
    pub kind: Written,
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
    /// SHA-256 of the content, as hexadecimal.
    pub digest: String,
    pub title: String,
    pub subjects: u32,
    pub indicators: u32,
}

/// Values by subject.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SheetView {
    pub spec: SheetSpec,
    #[serde(with = "packed::json")]
    pub subjects: Vec<SheetSubject>,
    pub columns: Vec<SheetColumn>,
}

/// A row of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SheetSubject {
    pub id: String,
    pub name: String,
    /// Index into `DocumentView::categories`.
    pub category: u32,
    pub standing: Standing,
}

/// A column of a sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SheetColumn {
    pub indicator: String,
    pub period: Period,
    pub field: Field,
    /// One per row.
    #[serde(with = "packed::entries")]
    pub entries: Vec<Entry>,
    /// Rows that were written by hand rather than read from a file, as far as that is known.
    #[serde(with = "packed::rows")]
    pub by_hand: Vec<u32>,
    /// Rows that are only supposed: something else stands there before the what-if.
    #[serde(with = "packed::rows")]
    pub supposed: Vec<u32>,
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
    /// The same as written; none: not written there.
    pub written: Vec<Option<f64>>,
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
    pub direction: Direction,
    pub aggregation: PeriodAggregation,
    pub period_cycle: Cycle,
    /// The rule as written.
    pub method: String,
    pub parameters: BTreeMap<String, String>,
    /// The parameters that the method knows.
    pub known_parameters: Vec<String>,
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
