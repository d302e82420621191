//! What was reported: columns of numbers with a status each, and ballots.

use super::{Period, Status};
use serde::de::{Error, SeqAccess, Visitor};
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// All reported values: one column per (indicator, period, field), one cell per subject in document order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Observations {
    /// At most one column for each indicator, period and field.
    pub columns: Vec<ObservationColumn>,
}

impl Observations {
    /// The column of this indicator, period and field.
    pub fn column(&self, indicator: &str, period: Period, field: Field) -> Option<&ObservationColumn> {
        self.columns.iter().find(|c| c.field == field && c.period == period && c.indicator == indicator)
    }
}

/// One field of one indicator in one period, for all subjects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ObservationColumn {
    /// Indicator id.
    pub indicator: String,
    /// When.
    pub period: Period,
    /// What.
    pub field: Field,
    /// One cell per subject.
    pub cells: Cells,
    /// The line of the source file each cell was read from (0 or absent: not known).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<u32>,
}

/// The fields a reported row can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Field {
    /// 实际值.
    Value,
    /// 目标值 of this subject.
    Target,
    /// 基数.
    Base,
    /// Answers of one satisfaction level, 0 (很满意) to 4 (很不满意).
    Answers(u8),
}

/// Numbers with a status beside each; the number under a status other than `Scored` is 0 and means nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cells {
    /// One per subject.
    pub numbers: Vec<f64>,
    /// One per subject.
    pub status: Vec<Status>,
}

impl Cells {
    /// A column in which nothing was reported yet.
    pub fn missing(subjects: usize) -> Cells {
        Cells { numbers: vec![0.0; subjects], status: vec![Status::Missing; subjects] }
    }

    /// Writes a number.
    pub fn put(&mut self, row: usize, number: f64) {
        self.numbers[row] = number;
        self.status[row] = Status::Scored;
    }

    /// Writes a status without a number.
    pub fn mark(&mut self, row: usize, status: Status) {
        self.numbers[row] = 0.0;
        self.status[row] = status;
    }

    /// The number, if one stands there.
    pub fn number(&self, row: usize) -> Option<f64> {
        (self.status[row] == Status::Scored).then(|| self.numbers[row])
    }
}

/// A cell is written as a number, `null` (missing), or one of the words `NA`, `INVALID`, `WITHHELD`.
impl Serialize for Cells {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.numbers.len()))?;
        for (number, status) in self.numbers.iter().zip(&self.status) {
            match status {
                // Whole numbers are written without a fraction: shorter, and as people type them.
                Status::Scored if number.fract() == 0.0 && number.abs() < 9.0e15 => {
                    seq.serialize_element(&(*number as i64))?
                }
                Status::Scored => seq.serialize_element(number)?,
                Status::Missing => seq.serialize_element(&None::<f64>)?,
                Status::NotApplicable => seq.serialize_element("NA")?,
                Status::Invalid => seq.serialize_element("INVALID")?,
                Status::Withheld => seq.serialize_element("WITHHELD")?,
            }
        }
        seq.end()
    }
}

impl<'de> Deserialize<'de> for Cells {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Cells, D::Error> {
        struct CellsVisitor;
        impl<'de> Visitor<'de> for CellsVisitor {
            type Value = Cells;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a list of numbers, null, \"NA\", \"INVALID\" or \"WITHHELD\"")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Cells, A::Error> {
                let mut cells = Cells::default();
                while let Some(cell) = seq.next_element::<Cell>()? {
                    cells.numbers.push(cell.0);
                    cells.status.push(cell.1);
                }
                Ok(cells)
            }
        }
        deserializer.deserialize_seq(CellsVisitor)
    }
}

struct Cell(f64, Status);

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Cell, D::Error> {
        struct CellVisitor;
        impl Visitor<'_> for CellVisitor {
            type Value = Cell;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a number, null, \"NA\", \"INVALID\" or \"WITHHELD\"")
            }
            fn visit_f64<E: Error>(self, v: f64) -> Result<Cell, E> {
                if v.is_finite() { Ok(Cell(v, Status::Scored)) } else { Err(E::custom("a number must be finite")) }
            }
            fn visit_i64<E: Error>(self, v: i64) -> Result<Cell, E> {
                Ok(Cell(v as f64, Status::Scored))
            }
            fn visit_u64<E: Error>(self, v: u64) -> Result<Cell, E> {
                Ok(Cell(v as f64, Status::Scored))
            }
            fn visit_unit<E: Error>(self) -> Result<Cell, E> {
                Ok(Cell(0.0, Status::Missing))
            }
            fn visit_str<E: Error>(self, v: &str) -> Result<Cell, E> {
                match v {
                    "NA" => Ok(Cell(0.0, Status::NotApplicable)),
                    "INVALID" => Ok(Cell(0.0, Status::Invalid)),
                    "WITHHELD" => Ok(Cell(0.0, Status::Withheld)),
                    _ => Err(E::invalid_value(serde::de::Unexpected::Str(v), &self)),
                }
            }
        }
        deserializer.deserialize_any(CellVisitor)
    }
}

/// One rater's score of one subject on one indicator.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Ballot {
    /// Subject id.
    pub subject: String,
    /// Indicator id.
    pub indicator: String,
    /// When.
    pub period: Option<Period>,
    /// Rater group, for example 党代表.
    pub group: String,
    /// Who, or a pseudonym.
    pub rater: String,
    /// As given; none for an empty ballot.
    pub score: Option<f64>,
    /// Line of the source file (0: not known).
    #[serde(skip_serializing_if = "is_zero")]
    pub line: u32,
}

fn is_zero(line: &u32) -> bool {
    *line == 0
}
