//! What was found in tables, and what would become of it: plain data, without words of any language.

use super::choices::{Kind, Role};
use crate::explain::Phrase;
use crate::model::{Direction, Period, ScoringRule};
use crate::standards::Doubt;
use serde::{Deserialize, Serialize};

/// Everything the page shows before a person says yes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct IntakeView {
    /// Over all books, in order.
    pub sheets: Vec<SheetFound>,
    /// Of the sheets that are taken, by sheet, row and column.
    pub faults: Vec<Fault>,
    /// Sentences, and what they were understood as.
    pub standards: Vec<StandardFound>,
    /// What would change, by what it is about; what does not occur is left out.
    pub counts: Vec<Count>,
    /// The first changes of cells, old and new.
    pub moved: Vec<Moved>,
    /// How many there are.
    pub moved_total: u32,
    /// A title for a new document, from the row above a table.
    pub title: String,
    /// Whether saying yes would change something.
    pub ready: bool,
}

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SheetFound {
    pub book: String,
    pub name: String,
    pub kind: Kind,
    /// How sure the guess is, 0..=100; 100: it was chosen.
    pub sure: u8,
    pub taken: bool,
    pub hidden: bool,
    pub height: u32,
    pub width: u32,
    /// First and last row of the heading, from 0; none: no heading was found.
    pub head: Option<(u32, u32)>,
    /// Rows with data, and rows left out with the reason.
    pub data_rows: u32,
    pub left_out: Vec<(RowFound, u32)>,
    pub columns: Vec<ColumnFound>,
    pub category: String,
    pub period: Option<Period>,
    pub subject: String,
    /// The same for sheets with the same headings: what was chosen for one is remembered for the other.
    pub signature: SignatureOf,
    /// The first rows as they are shown, each with its number from 0, its role and its cells.
    pub sample: Vec<(u32, RowFound, Vec<String>)>,
}

/// A fingerprint of a sheet's headings.
pub type SignatureOf = String;

/// What a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RowFound {
    #[default]
    Data,
    Title,
    Head,
    /// 合计, 小计.
    Total,
    /// 填表说明, 单位负责人 … below or above the table.
    Note,
    /// Nothing in it.
    Empty,
    /// People do not see it.
    Hidden,
    /// The heading once more, as on every printed page.
    HeadAgain,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ColumnFound {
    /// From 0.
    pub column: u32,
    /// Its heading, several rows joined.
    pub head: String,
    pub role: Role,
    /// 0..=100; 100: it was chosen.
    pub sure: u8,
    /// The first few cells, as shown.
    pub sample: Vec<String>,
}

/// Something wrong in a cell.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Fault {
    /// Over all books.
    pub sheet: u32,
    /// From 0.
    pub row: u32,
    pub column: u32,
    /// The cell as it is shown.
    pub value: String,
    pub what: What,
    /// What the sentence names, in its order.
    pub args: Vec<String>,
    pub grade: Grade,
    /// What it should perhaps be; pressing a button puts it there.
    pub suggestion: Option<String>,
}

/// How bad a fault is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Grade {
    /// Understood, and said how.
    Note,
    /// Taken as it is; somebody should look.
    Warning,
    /// The row is not taken before this is mended.
    #[default]
    Error,
}

/// What is wrong. The words, with what to do next, stand in `i18n`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum What {
    #[default]
    NotANumber,
    /// `#DIV/0!`: the formula failed in the file.
    CellError,
    /// A formula without its value: the file must be saved once by the program that computes it.
    NotComputed,
    TooLarge,
    Negative,
    /// A date where a number belongs: 3-5 that became 5 March.
    ADate,
    /// 1.2 where 1.2 million or 1.2 % may be meant: the unit is another one. [unit found, unit wanted]
    OtherUnit,
    /// 0.96 where 96 belongs. [the number, what is expected]
    AFraction,
    /// A number that is shown smaller than it is. [the number, what is shown]
    ShownSmaller,
    /// More than 100 % [value].
    OverHundred,
    NoSuchIndicator,
    NoSuchSubject,
    NoSuchCategory,
    /// A name that is almost that of another. [the other]
    AlmostTheSame,
    /// The same name or code twice. [where the first one is]
    Twice,
    /// Two names with one code, or two codes with one name. [code, name]
    CodeAndName,
    /// Another value for the same cell in another sheet. [where, its value]
    Contradiction,
    /// Something that must be there is not. [which column]
    Lacking,
    /// Points that do not add up: [sum, declared].
    Sum,
    NoSuchMethod,
    NoSuchPeriod,
    /// A period that the indicator does not have. [cycle]
    PeriodOutsideCycle,
    NoSuchEventKind,
    /// A score outside its scale. [lowest, highest]
    OutOfScale,
    /// A word that is none of those expected. [them]
    UnknownWord,
    /// A name that several indicators have. [them]
    SeveralSo,
    /// The heading names nothing that is known, or something that is not taken. [none; `part`: of a part of the year, or
    /// of another kind; `figures`: numbers that nothing says what they are]
    UnknownColumn,
    /// Two columns mean the same. [the other column]
    SameColumn,
    /// An id that the program counted as a number: its last digits are gone.
    LostDigits,
    /// A sentence that is understood only in part. [what is left over]
    HalfUnderstood,
    /// A sentence that is not understood: the rule is open. [the part that is to blame, where it is not all]
    NotUnderstood,
    /// Full-width digits, thousands, a unit behind: understood as [number].
    ReadAs,
    /// Something in a row that is left out.
    InHiddenRow,
    /// A percent cell under a unit that is none, or the other way round. [understood as]
    PercentMismatch,
    /// A row that has values for nobody or nothing.
    NoKey,
    /// Text longer than is kept. [limit]
    TooLong,
    /// More rows of indicators, or more columns, than are taken from one table. [limit]
    TooMany,
    /// A heading with no row of a table below it.
    NoRows,
    /// A row with figures that was taken for a note.
    RowLeftOut,
    /// A column with something in it below a heading that is blank there.
    NoHeading,
    /// The heading of another table above or below: what belongs to it was not taken.
    SecondTable,
    /// A table of most subjects has no row for some. [how many, the first of them]
    NotAll,
    /// A day that no calendar has.
    NotADate,
    /// A period or a day of another year than is assessed. [its year, the assessed year]
    OtherYear,
    /// Nothing says which way is better, and the name says that less is: counted so.
    LowerIsBetter,
    /// A sentence whose full points are not those of the row. [the row's points]
    OtherPoints,
    /// A table that names no period, of indicators that are reported more often than once a year. [the period taken]
    NoPeriod,
    /// A target that is no number: 12月底前完成. Kept as text with the indicator; a subject's own is not. [`own`]
    InWords,
    /// Taken as it is, and hard to believe: a share below zero, half an accident, points where values belong.
    /// [`below`, `part` or `points`; the unit]
    Unlikely,
}

/// A sentence.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct StandardFound {
    pub sheet: u32,
    pub row: u32,
    pub column: u32,
    pub indicator: String,
    /// The name of the indicator.
    pub name: String,
    pub sentence: String,
    /// None: open.
    pub rule: Option<ScoringRule>,
    pub direction: Direction,
    /// The rule in words, the main sentence first.
    pub words: Vec<Phrase>,
    /// Sample values and the points they earn, where the rule looks at one subject only.
    pub samples: Vec<(f64, f64)>,
    pub left_over: Vec<String>,
    pub doubts: Vec<Doubt>,
    /// A person decided.
    pub chosen: bool,
}

/// What would change of one kind of thing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Count {
    pub of: Kind,
    pub new: u32,
    pub changed: u32,
    pub same: u32,
    /// In the document, and not in the tables.
    pub absent: u32,
    /// Names of the first ones that are new, changed and absent.
    pub names: [Vec<String>; 3],
}

/// One thing that gets another value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Moved {
    /// Where it comes from.
    pub sheet: u32,
    pub row: u32,
    pub column: u32,
    /// Whose value, or which indicator.
    pub name: String,
    /// Which property: an indicator's name and period, or the heading of the column.
    pub of: String,
    pub before: String,
    pub after: String,
}
