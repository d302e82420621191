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

    /// Writes an entry.
    pub fn set(&mut self, row: usize, entry: Entry) {
        self.numbers[row] = if entry.status == Status::Scored { entry.number } else { 0.0 };
        self.status[row] = entry.status;
    }

    /// What stands there.
    pub fn entry(&self, row: usize) -> Entry {
        Entry { number: self.numbers[row], status: self.status[row] }
    }

    /// The number, if one stands there.
    pub fn number(&self, row: usize) -> Option<f64> {
        (self.status[row] == Status::Scored).then(|| self.numbers[row])
    }
}

impl Serialize for Cells {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.numbers.len()))?;
        for (number, status) in self.numbers.iter().zip(&self.status) {
            seq.serialize_element(&Entry { number: *number, status: *status })?;
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
                while let Some(entry) = seq.next_element::<Entry>()? {
                    cells.numbers.push(entry.number);
                    cells.status.push(entry.status);
                }
                Ok(cells)
            }
        }
        deserializer.deserialize_seq(CellsVisitor)
    }
}

/// One cell by itself. It is written as a number, `null` (missing), or one of the words `NA`, `INVALID`, `WITHHELD`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Entry {
    /// Means nothing (and is 0) under a status other than `Scored`.
    pub number: f64,
    /// What became of it.
    pub status: Status,
}

impl Entry {
    /// Nothing was reported.
    pub const MISSING: Entry = Entry { number: 0.0, status: Status::Missing };

    /// A number.
    pub fn scored(number: f64) -> Entry {
        Entry { number, status: Status::Scored }
    }

    /// A status without a number.
    pub fn marked(status: Status) -> Entry {
        Entry { number: 0.0, status }
    }
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.status {
            // Whole numbers are written without a fraction: shorter, and as people type them.
            Status::Scored if self.number.fract() == 0.0 && self.number.abs() < 9.0e15 => {
                serializer.serialize_i64(self.number as i64)
            }
            Status::Scored => serializer.serialize_f64(self.number),
            Status::Missing => serializer.serialize_none(),
            Status::NotApplicable => serializer.serialize_str("NA"),
            Status::Invalid => serializer.serialize_str("INVALID"),
            Status::Withheld => serializer.serialize_str("WITHHELD"),
        }
    }
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Entry, D::Error> {
        struct EntryVisitor;
        impl Visitor<'_> for EntryVisitor {
            type Value = Entry;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a number, null, \"NA\", \"INVALID\" or \"WITHHELD\"")
            }
            fn visit_f64<E: Error>(self, v: f64) -> Result<Entry, E> {
                if v.is_finite() { Ok(Entry::scored(v)) } else { Err(E::custom("a number must be finite")) }
            }
            fn visit_i64<E: Error>(self, v: i64) -> Result<Entry, E> {
                Ok(Entry::scored(v as f64))
            }
            fn visit_u64<E: Error>(self, v: u64) -> Result<Entry, E> {
                Ok(Entry::scored(v as f64))
            }
            fn visit_unit<E: Error>(self) -> Result<Entry, E> {
                Ok(Entry::MISSING)
            }
            fn visit_str<E: Error>(self, v: &str) -> Result<Entry, E> {
                match v {
                    "NA" => Ok(Entry::marked(Status::NotApplicable)),
                    "INVALID" => Ok(Entry::marked(Status::Invalid)),
                    "WITHHELD" => Ok(Entry::marked(Status::Withheld)),
                    _ => Err(E::invalid_value(serde::de::Unexpected::Str(v), &self)),
                }
            }
        }
        deserializer.deserialize_any(EntryVisitor)
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
