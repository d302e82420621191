//! What a desk opens: a document file, a folder, an archive, or what a rescue file holds.

use super::editing;
use super::protocol::ReadOnly;
use super::rescue;
use crate::edit::{History, act};
use crate::files::json::{Read, SCHEMA_VERSION};
use crate::files::open::{Draft, NamedFile, read_any};
use crate::model::{At, Diagnostic, Document, Problem};

/// What is to be known of an open document besides itself, from how it was opened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Circumstances {
    /// What was noticed; none of them errors.
    pub findings: Vec<Diagnostic>,
    /// Why it can only be looked at.
    pub read_only: Option<ReadOnly>,
}

/// What was opened.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    pub document: Document,
    pub history: History,
    pub circumstances: Circumstances,
    /// It was stored work: it opens even if it cannot be computed as it is.
    pub was_stored: bool,
}

impl Opened {
    /// A document that was stored, or a file.
    pub fn of(read: Read, was_stored: bool) -> Opened {
        let read_only = read.newer.map(|schema| ReadOnly::Newer { schema });
        let circumstances = Circumstances { findings: read.findings, read_only };
        Opened { document: read.document, history: read.history, circumstances, was_stored }
    }

    /// Does what was done after the document was written. An act that was refused when it was done is refused again;
    /// how many cannot be read at all is said.
    pub fn replay<'a>(&mut self, acts: impl IntoIterator<Item = &'a str>) -> u64 {
        let mut unread = 0;
        for text in acts {
            match editing::read_act(text) {
                // What a newer version did to its document is not known here.
                Ok(_) if self.circumstances.read_only.is_some() => {}
                // A refusal leaves the document as it was, now as then.
                Ok(done) => drop(act(&mut self.document, &mut self.history, done)),
                Err(_) => unread += 1,
            }
        }
        unread
    }
}

impl Circumstances {
    /// Why the document is not written, if it is not.
    pub fn forbid_writing(&self) -> Option<Diagnostic> {
        self.read_only.map(|ReadOnly::Newer { schema }| {
            let problem = Problem::ShownAsKnown { found: schema, known: SCHEMA_VERSION };
            Diagnostic::error(problem, At::default())
        })
    }
}

/// Reads what somebody opened. Errors: everything that stands in its way.
pub fn open(files: Vec<NamedFile>) -> Result<Opened, Vec<Diagnostic>> {
    if let [only] = files.as_slice()
        && rescue::is_rescue(&only.bytes)
    {
        return rescue::open(&only.name, &only.bytes);
    }
    let Draft { document, findings, newer } = read_any(files)?;
    Ok(Opened::of(Read { document, findings, newer, history: History::default() }, false))
}

#[cfg(test)]
#[path = "opening_tests.rs"]
mod tests;
