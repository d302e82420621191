//! Problems as values: what is wrong, where, with what it was said. The words stand in `i18n`.

use serde::{Deserialize, Serialize};

/// One finding about a document or a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// What.
    pub problem: Problem,
    /// How bad.
    pub severity: Severity,
    /// Where.
    pub at: At,
}

impl Diagnostic {
    /// Nothing can be computed before this is mended.
    pub fn error(problem: Problem, at: At) -> Diagnostic {
        Diagnostic { problem, severity: Severity::Error, at }
    }

    /// Computed all the same, but somebody should look.
    pub fn warning(problem: Problem, at: At) -> Diagnostic {
        Diagnostic { problem, severity: Severity::Warning, at }
    }
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// Good to know.
    Note,
    /// Computed all the same, but somebody should look.
    Warning,
    /// Nothing can be computed before this is mended.
    Error,
}

/// Where a finding is: in a file (line and column as a person counts them), or at a node of the document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct At {
    /// File name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// Line, counted from 1 (0: the file as a whole).
    #[serde(skip_serializing_if = "is_zero")]
    pub line: u32,
    /// Column name or JSON path.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub column: String,
    /// Indicator, dimension, subject or category id.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub node: String,
}

fn is_zero(line: &u32) -> bool {
    *line == 0
}

impl At {
    /// A node of the document.
    pub fn node(id: &str) -> At {
        At { node: id.to_owned(), ..At::default() }
    }

    /// A whole file.
    pub fn file(name: &str) -> At {
        At { file: name.to_owned(), ..At::default() }
    }

    /// A cell of a table in a file.
    pub fn cell(file: &str, line: u32, column: &str) -> At {
        At { file: file.to_owned(), line, column: column.to_owned(), node: String::new() }
    }
}

/// What can be wrong. Every variant has its words, in both languages, in `i18n`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "code")]
pub enum Problem {
    // Files
    /// The file is neither a document, nor a folder or archive of tables.
    UnknownFileKind,
    /// Nothing in it.
    EmptyFile,
    /// Larger than the limit, in mebibytes.
    FileTooLarge { limit: u32 },
    /// More than the program's own workbook holds: it could not be read in again.
    TooMuchForWorkbook,
    /// A file of the folder that must be there is not.
    FileNotFound { name: String },
    /// Not UTF-8 text.
    NotUtf8,
    /// Not JSON, or not the JSON that was expected.
    BadJson { reason: String },
    /// JSON in which something of another kind stands.
    WrongKind { expected: String },
    /// Written by a newer version.
    NewerSchema { found: u32, known: u32 },
    /// Written by a newer version, and shown as far as this one understands it.
    ShownAsKnown { found: u32, known: u32 },
    /// Written by a version so old that nothing leads from it to this one.
    OlderSchema { found: u32, known: u32 },
    /// The content is not the one that was written: somebody changed the file with another program.
    ChangedOutside,
    /// A rescue file where only documents are read.
    RescueFile,
    /// A rescue file from which nothing can be restored.
    NothingRescued { documents: u32 },
    /// A rescue file holds other documents too; they were not opened.
    RescuedOthers { titles: String },
    /// Steps at the end that could not be restored from a rescue file.
    StepsNotRescued { steps: u64 },
    /// JSON, but not a Mingheng document.
    NotADocument,
    /// The archive cannot be read.
    BadArchive { reason: String },
    /// A table has no such column.
    ColumnNotFound { column: String },
    /// A row with more or fewer cells than the header.
    RaggedRow { expected: u32, found: u32 },
    /// A cell that must hold a number.
    NotANumber { text: String },
    /// A cell that must hold a period.
    NotAPeriod { text: String },
    /// A word outside the list that the column knows.
    UnknownWord { text: String, known: String },
    /// Beyond what is counted here (10¹⁵).
    NumberTooLarge { text: String },
    /// Two columns with the same name.
    RepeatedColumn { column: String },
    /// A row without an id.
    EmptyId,
    /// A row that repeats an earlier one.
    RepeatedRow { first: u32 },
    /// Two things with the same id.
    RepeatedId { id: String },

    // The document
    /// No subjects, indicators or categories.
    NothingToAssess { what: String },
    /// A reference to something that is not there.
    UnknownReference { what: String, id: String },
    /// An indicator has no rule yet; its standard as it is written, empty where there is none.
    NoRule { indicator: String, standard: String },
    /// No rule of that name.
    UnknownMethod { method: String },
    /// A rule does not know the parameter.
    UnknownParameter { method: String, parameter: String },
    /// A rule cannot read the parameter.
    BadParameter { method: String, parameter: String, text: String, expected: String },
    /// A rule lacks a parameter.
    ParameterNotFound { method: String, parameter: String },
    /// A formula cannot be read.
    BadFormula { text: String, reason: String, position: u32 },
    /// A number below zero where none may be.
    NegativeNumber { what: String, value: f64 },
    /// A column of cells that is not as long as the list of subjects.
    ColumnLength { expected: u32, found: u32 },
    /// A share (quota) above 1.
    NotAShare { what: String, value: f64 },
    /// A top-level dimension with a weight and no indicators: its weight goes to the others.
    EmptyDimension { id: String },
    /// A scheme that leaves the other dimensions less than nothing, or changes the sum.
    SchemeSum { scheme: String, fixed: f64, total: f64 },
    /// No subject has the attribute that ranking goes by.
    UnknownRankGroup { attribute: String },
    /// Grades that do not descend.
    GradesNotDescending,
    /// A grade scale without grades.
    NoGrades,
    /// A category in which nothing carries weight.
    NoWeight { category: String },
    /// A subject that is its own ancestor.
    CircularParent { id: String },
    /// The calendar asks for a period that the document does not score.
    PeriodNotScored { period: String },
    /// No scheme of that name.
    UnknownScheme { id: String, known: String },
    /// Reported for a period that is not one of the indicator's cycle: not used.
    PeriodOutsideCycle { period: String, cycle: String },
    /// A rating outside its scale: held to the scale.
    OutOfScale { value: f64, scale: f64 },
    /// A ballot of a group that the rule does not weigh: not used.
    UnknownRaterGroup { group: String },
    /// An indicator whose rule needs a target and some subjects have none.
    TargetNotFound { subjects: u32 },
    /// An indicator whose rule needs a base and some subjects have none.
    BaseNotFound { subjects: u32 },
}
