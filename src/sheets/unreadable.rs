//! Why a file is no workbook that can be read. The words, and what to do next, stand in `i18n`.

use serde::{Deserialize, Serialize};

/// What is wrong with a file as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Unreadable {
    /// Nothing in it.
    Empty,
    /// It ends in the middle, or its parts do not fit together.
    Damaged,
    /// Not any kind of table that is known.
    UnknownKind,
    /// It opens with a password only.
    Locked,
    /// A kind that has to be saved as xlsx first; its name as people call it: `.et`, `.numbers`, `.ods`, `.xlsb`.
    OtherProgram(String),
    /// A document of another kind: `.docx`, `.pdf`, a picture.
    NoTable(String),
    /// More bytes than are read, in mebibytes.
    TooLarge(u32),
    /// Unpacked it would be more than is read, in mebibytes.
    TooLargeInside(u32),
    /// More cells than are read.
    TooManyCells(u32),
    /// It alone could be read; with the files before it these are more cells than are read at once.
    TooManyTogether(u32),
    /// It is not where it was, or was changed since it was chosen.
    Gone,
    /// An archive within an archive.
    Nested,
    /// More entries in the archive than an office file has.
    TooManyEntries,
    /// More files than are taken out of one archive.
    TooManyFiles,
    /// Cells lie outside what a spreadsheet can have.
    OutsideTheSheet,
    /// It defines entities of its own, or names files outside: refused.
    Entities,
    /// The text is in no encoding that is known, or not text at all.
    UnknownEncoding,
}
