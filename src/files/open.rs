//! From bytes to a checked document: decides what the files are.

use super::{archive, folder, json};
use crate::engine::{Checked, Refused, check};
use crate::model::{At, Diagnostic, Document, Problem, Severity};

/// A file by its path inside the folder or archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFile {
    /// Path with `/`.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

impl NamedFile {
    /// The last part of the path.
    pub fn base_name(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name)
    }

    /// Whether it stands directly in the opened folder (or in its only folder, as browsers and archives name it).
    pub fn is_top_level(&self) -> bool {
        self.name.matches(['/', '\\']).count() <= 1 && !self.name.contains("expected")
    }
}

/// A document as its sources say it, before the check.
#[derive(Clone, Debug)]
pub struct Draft {
    /// As read.
    pub document: Document,
    /// What the reader noticed; none of them errors.
    pub findings: Vec<Diagnostic>,
    /// The version of the format, if it is newer than this program: to be shown, never changed, never saved.
    pub newer: Option<u32>,
}

impl Draft {
    fn of(read: json::Read) -> Draft {
        Draft { document: read.document, findings: read.findings, newer: read.newer }
    }
}

/// Largest file, in bytes: what a browser tab can hold twice.
const LARGEST: usize = 400 * 1024 * 1024;

/// Reads one document file, one archive, or the files of a folder. Refuses what a newer version wrote.
pub fn read(files: Vec<NamedFile>) -> Result<Draft, Vec<Diagnostic>> {
    let name = files.first().map(|f| f.name.clone()).unwrap_or_default();
    let draft = read_any(files)?;
    match draft.newer {
        Some(found) => {
            let problem = Problem::NewerSchema { found, known: json::SCHEMA_VERSION };
            Err(vec![Diagnostic::error(problem, At::file(&name))])
        }
        None => Ok(draft),
    }
}

/// As [`read`]; what a newer version wrote is read as far as it is understood.
pub fn read_any(files: Vec<NamedFile>) -> Result<Draft, Vec<Diagnostic>> {
    let refuse = |problem: Problem, name: &str| Err(vec![Diagnostic::error(problem, At::file(name))]);
    if let Some(large) = files.iter().find(|f| f.bytes.len() > LARGEST) {
        return refuse(Problem::FileTooLarge { limit: (LARGEST / 1024 / 1024) as u32 }, &large.name);
    }
    if let [only] = files.as_slice() {
        if only.bytes.is_empty() {
            return refuse(Problem::EmptyFile, &only.name);
        }
        if only.bytes.starts_with(b"PK\x03\x04") && only.base_name() != "scheme.json" {
            return read_folder(archive::unpack(&only.name, &only.bytes).map_err(|d| vec![d])?, &only.name);
        }
        if only.name.to_lowercase().ends_with(".json") && only.base_name() != "scheme.json" {
            return json::read_file(&only.name, &only.bytes).map(Draft::of).map_err(|d| vec![d]);
        }
        if only.base_name() != "scheme.json" {
            return refuse(Problem::UnknownFileKind, &only.name);
        }
    }
    let name = files.first().map(|f| f.name.clone()).unwrap_or_default();
    read_folder(files, &name)
}

fn read_folder(files: Vec<NamedFile>, name: &str) -> Result<Draft, Vec<Diagnostic>> {
    if !files.iter().any(|f| f.base_name() == "scheme.json") {
        // An archive may simply hold one document.
        let documents: Vec<&NamedFile> = files.iter().filter(|f| f.name.ends_with(".json")).collect();
        if let [only] = documents.as_slice() {
            return json::read_file(&only.name, &only.bytes).map(Draft::of).map_err(|d| vec![d]);
        }
        return Err(vec![Diagnostic::error(Problem::UnknownFileKind, At::file(name))]);
    }
    let mut findings = Vec::new();
    let document = folder::read(&files, &mut findings);
    let failed = findings.iter().any(|f| f.severity == Severity::Error);
    match document {
        Some(document) if !failed => Ok(Draft { document, findings, newer: None }),
        _ => Err(findings),
    }
}

/// Reads and checks: a document that can be computed, or everything that stands in its way.
pub fn open(files: Vec<NamedFile>) -> Result<Checked, Vec<Diagnostic>> {
    let draft = read(files)?;
    check(draft.document).map_err(|Refused { findings, .. }| findings)
}
