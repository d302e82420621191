//! The document as JSON: `{"format": "mingheng", "schemaVersion": 1, …, "sha256": "…", "document": {…}}`.
//!
//! A large document is read once and written once, into one piece of memory: the header, the checksum and the fields
//! that this version does not know must cost next to nothing where there are none.

use super::json_place::{cut, place};
use super::unknown;
use super::upgrade::{STEPS, Step, upgrade};
use crate::edit::History;
use crate::model::digest::{digest_of_text, write_text};
use crate::model::{At, Beyond, Diagnostic, Document, Problem, digest};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};
use std::collections::BTreeMap;

/// The name of the format.
pub const FORMAT: &str = "mingheng";
/// The name of a file with everything that was stored of a document.
pub const RESCUE_FORMAT: &str = "mingheng-rescue";
/// The version this program writes, and the newest it knows.
pub const SCHEMA_VERSION: u32 = 1;
/// What wrote the file.
const CREATED_WITH: &str = "Mingheng";

/// A document file, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// As far as this version understands it.
    pub document: Document,
    /// What can be undone; files for people have nothing of the kind.
    pub history: History,
    /// What the reader noticed; none of them errors.
    pub findings: Vec<Diagnostic>,
    /// The version of the format, if it is newer than this program: to be shown, never changed, never saved.
    pub newer: Option<u32>,
}

#[derive(Deserialize)]
struct Header {
    format: Option<String>,
    #[serde(rename = "schemaVersion")]
    schema_version: Option<u32>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Body {
    format: Option<String>,
    schema_version: Option<u32>,
    sha256: Option<Value>,
    document: Option<Document>,
    history: History,
    #[serde(rename = "$beyond")]
    beyond: Beyond,
}

/// Members of the file that say who wrote it, and are written anew.
const WRITTEN_ANEW: [&str; 2] = ["appVersion", "createdWith"];

/// Reads a document. Refuses what is no document, and what a newer version wrote.
pub fn read_document(file: &str, bytes: &[u8]) -> Result<Document, Diagnostic> {
    let read = read_file(file, bytes)?;
    match read.newer {
        Some(found) => Err(newer(file, found)),
        None => Ok(read.document),
    }
}

/// Reads a document file. What a newer version wrote is read as far as it is understood, or refused.
pub fn read_file(file: &str, bytes: &[u8]) -> Result<Read, Diagnostic> {
    read_with(file, bytes, Reads { version: SCHEMA_VERSION, steps: &STEPS, verifies: true })
}

/// Reads what was stored, under a checksum of the store's own.
pub fn read_snapshot(file: &str, bytes: &[u8]) -> Result<Read, Diagnostic> {
    read_with(file, bytes, Reads { version: SCHEMA_VERSION, steps: &STEPS, verifies: false })
}

/// What a reader knows.
#[derive(Clone, Copy)]
struct Reads<'a> {
    version: u32,
    steps: &'a [Step],
    /// Whether the file's own checksum is looked at.
    verifies: bool,
}

fn newer(file: &str, found: u32) -> Diagnostic {
    Diagnostic::error(Problem::NewerSchema { found, known: SCHEMA_VERSION }, At::file(file))
}

fn read_with(file: &str, bytes: &[u8], reads: Reads) -> Result<Read, Diagnostic> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(Diagnostic::error(Problem::NotUtf8, At::file(file)));
    };
    let bad = |error: serde_json::Error| bad_json(file, bytes, &error);
    let (body, ignored) = match unknown::read::<Body>(text) {
        Ok((body, ignored)) => (Ok(body), ignored),
        Err(error) => (Err(error), Vec::new()),
    };
    // What it is comes first: what is no document of this version is not measured by its rules.
    let header = match &body {
        Ok(body) => Header { format: body.format.clone(), schema_version: body.schema_version },
        Err(_) => serde_json::from_slice(bytes).map_err(|error| {
            // JSON of another shape is no document; broken JSON is broken.
            if error.is_data() { Diagnostic::error(Problem::NotADocument, At::file(file)) } else { bad(error) }
        })?,
    };
    match header.format.as_deref() {
        Some(FORMAT) => {}
        Some(RESCUE_FORMAT) => return Err(Diagnostic::error(Problem::RescueFile, At::file(file))),
        _ => return Err(Diagnostic::error(Problem::NotADocument, At::file(file))),
    }
    let Some(found) = header.schema_version else {
        return Err(Diagnostic::error(Problem::NotADocument, At::file(file)));
    };
    if found < reads.version {
        let old = serde_json::from_slice(bytes).map_err(bad)?;
        let known = reads.version;
        let turned = upgrade(old, found, known, reads.steps)
            .ok_or_else(|| Diagnostic::error(Problem::OlderSchema { found, known }, At::file(file)))?;
        return read_with(file, turned.to_string().as_bytes(), Reads { verifies: false, ..reads });
    }
    let newer_than_known = Some(found).filter(|found| *found > reads.version);
    let body = body.map_err(|error| newer_than_known.map_or_else(|| bad(error), |found| newer(file, found)))?;
    let Some(mut document) = body.document else {
        let reason = "missing field `document`".to_owned();
        return Err(Diagnostic::error(Problem::BadJson { reason }, At { column: "$".to_owned(), ..At::file(file) }));
    };
    let mut findings = Vec::new();
    if !ignored.is_empty() {
        document.beyond.take_in(unknown::collect(bytes, ignored, &document, &WRITTEN_ANEW).map_err(bad)?);
    }
    document.beyond.take_in(body.beyond);
    if let Some(found) = newer_than_known {
        let shown = Problem::ShownAsKnown { found, known: reads.version };
        findings.push(Diagnostic::warning(shown, At::file(file)));
    } else if let Some(written) = body.sha256.filter(|_| reads.verifies)
        && !is_digest(&written, bytes, &document)
    {
        findings.push(Diagnostic::warning(Problem::ChangedOutside, At::file(file)));
    }
    Ok(Read { document, history: body.history, findings, newer: newer_than_known })
}

fn bad_json(file: &str, bytes: &[u8], error: &serde_json::Error) -> Diagnostic {
    let reason = error.to_string();
    // At the end of the text the last character is read too.
    let column = if error.is_eof() { error.column() + 1 } else { error.column() };
    let at = At {
        line: u32::try_from(error.line()).unwrap_or(u32::MAX),
        column: place(bytes, error.line(), column, reason.starts_with("missing field")),
        ..At::file(file)
    };
    Diagnostic::error(Problem::BadJson { reason: cut(&reason) }, at)
}

/// Whether the checksum in a file is that of its document: as it stands there, or, in a file that only looks
/// different, as this program would write it.
fn is_digest(written: &Value, bytes: &[u8], document: &Document) -> bool {
    const MEMBER: &[u8] = b"\"document\":";
    let as_it_stands = || {
        let head = &bytes[..bytes.len().min(4096)];
        let start = head.windows(MEMBER.len()).position(|part| part == MEMBER)? + MEMBER.len();
        let text = bytes.trim_ascii_end().strip_suffix(b"}")?.get(start..)?;
        Some(digest_of_text(text, &document.log))
    };
    written
        .as_str()
        .is_some_and(|written| as_it_stands().is_some_and(|digest| digest == written) || digest(document) == written)
}

/// The document as JSON text: a file for people.
pub fn write_document(document: &Document) -> Result<Vec<u8>, serde_json::Error> {
    write_file(document).map(|(bytes, _)| bytes)
}

/// The document as JSON text, and its digest (`model::digest`).
pub fn write_file(document: &Document) -> Result<(Vec<u8>, String), serde_json::Error> {
    let here = document.beyond_here_and_gone().0;
    write(document, &here.fields, Vec::new())
}

/// The document as JSON text with what can be undone, to be stored; and its digest.
pub fn write_snapshot(document: &Document, history: &History) -> Result<(Vec<u8>, String), serde_json::Error> {
    let (here, gone) = document.beyond_here_and_gone();
    let mut after = vec![("history", to_raw_value(history)?)];
    if !gone.is_empty() {
        after.push((Document::BEYOND, to_raw_value(&gone)?));
    }
    write(document, &here.fields, after)
}

fn write(
    document: &Document,
    fields: &BTreeMap<String, Value>,
    after: Vec<(&str, Box<RawValue>)>,
) -> Result<(Vec<u8>, String), serde_json::Error> {
    // Grows by doubling from here, which for large documents is what the allocator likes best.
    let mut bytes = Vec::with_capacity(256);
    let app_version = env!("CARGO_PKG_VERSION");
    let head = format!(
        "{{\"format\":\"{FORMAT}\",\"schemaVersion\":{SCHEMA_VERSION},\"appVersion\":\"{app_version}\",\
         \"createdWith\":\"{CREATED_WITH}\",\"sha256\":\""
    );
    bytes.extend_from_slice(head.as_bytes());
    // The place of the checksum, which is known only afterwards.
    let checksum = bytes.len()..bytes.len() + 64;
    bytes.resize(checksum.end, b'0');
    bytes.extend_from_slice(b"\",\"document\":");
    let start = bytes.len();
    write_text(document, &mut bytes)?;
    let digest = digest_of_text(&bytes[start..], &document.log);
    bytes[checksum].copy_from_slice(digest.as_bytes());
    for (name, value) in after {
        member(&mut bytes, name, &value)?;
    }
    for (name, value) in fields {
        member(&mut bytes, name, value)?;
    }
    bytes.push(b'}');
    Ok((bytes, digest))
}

fn member(bytes: &mut Vec<u8>, name: &str, value: &impl Serialize) -> Result<(), serde_json::Error> {
    bytes.push(b',');
    serde_json::to_writer(&mut *bytes, name)?;
    bytes.push(b':');
    serde_json::to_writer(bytes, value)
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
