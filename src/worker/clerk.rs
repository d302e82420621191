//! The clerk: unpacks office files and packs them, in a worker of its own that is thrown away after every task.

use super::protocol::NamedBytes;
use crate::intake::Book;
use crate::reports::Made;
use crate::sheets::{self, Unreadable};
use serde::{Deserialize, Serialize};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Task {
    /// Read these files; text from the clipboard is a file named `clipboard.tsv` or `clipboard.html`.
    Read { files: Vec<NamedBytes> },
    /// Pack what was made: [`Made`] as JSON.
    Write {
        #[serde(with = "serde_bytes")]
        made: Vec<u8>,
    },
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// Some files were read: a list of [`Book`]s as JSON, for the desk. `refused`: those that were not, and why.
    Read {
        #[serde(with = "serde_bytes")]
        books: Vec<u8>,
        count: u32,
        refused: Vec<(String, Unreadable)>,
    },
    /// A file for people.
    Written {
        name: String,
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
    },
    /// It does not fit into a file of this kind.
    NotWritten,
}

/// Does the task.
pub fn work(task: Task) -> Outcome {
    match task {
        Task::Read { files } => read(files),
        Task::Write { made } => match serde_json::from_slice::<Made>(&made).ok().and_then(pack) {
            Some((name, bytes)) => Outcome::Written { name, bytes },
            None => Outcome::NotWritten,
        },
    }
}

fn read(files: Vec<NamedBytes>) -> Outcome {
    let mut books = Vec::new();
    let mut refused = Vec::new();
    for NamedBytes { name, bytes } in files {
        match sheets::read(&name, &bytes) {
            Ok(workbook) => books.push(Book { name, workbook }),
            Err(why) => refused.push((name, why)),
        }
    }
    // Plain values can always be written.
    let bytes = serde_json::to_vec(&books).unwrap_or_default();
    Outcome::Read { books: bytes, count: books.len() as u32, refused }
}

/// The file's name and bytes.
pub fn pack(made: Made) -> Option<(String, Vec<u8>)> {
    match made {
        Made::Book { name, workbook } => Some((name, sheets::write(&workbook)?)),
        // Spreadsheet programs take text without the mark for the encoding of the country.
        Made::Text { name, text } => Some((name, [b"\xEF\xBB\xBF", text.as_bytes()].concat())),
        Made::Books { name, books } => {
            let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
            for (file, workbook) in books {
                archive.start_file(file, SimpleFileOptions::default()).ok()?;
                archive.write_all(&sheets::write(&workbook)?).ok()?;
            }
            Some((name, archive.finish().ok()?.into_inner()))
        }
    }
}
