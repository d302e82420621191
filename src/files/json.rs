//! The document as JSON: `{"format": "mingheng", "schemaVersion": 1, "document": {…}}`.

use crate::edit::History;
use crate::model::{At, Diagnostic, Document, Problem};
use serde::{Deserialize, Serialize};

/// The name of the format.
pub const FORMAT: &str = "mingheng";
/// The version this program writes, and the newest it reads.
pub const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Written<'a> {
    format: &'a str,
    schema_version: u32,
    document: &'a Document,
    #[serde(skip_serializing_if = "Option::is_none")]
    history: Option<&'a History>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Header {
    format: Option<String>,
    schema_version: Option<u32>,
}

#[derive(Deserialize)]
struct Body {
    document: Document,
    #[serde(default)]
    history: History,
}

/// Reads a document. Refuses what is no document, and what a newer version wrote.
pub fn read_document(file: &str, bytes: &[u8]) -> Result<Document, Diagnostic> {
    read_snapshot(file, bytes).map(|(document, _)| document)
}

/// Reads a document with what can be undone in it (a file for people has nothing of the kind).
pub fn read_snapshot(file: &str, bytes: &[u8]) -> Result<(Document, History), Diagnostic> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if std::str::from_utf8(bytes).is_err() {
        return Err(Diagnostic::error(Problem::NotUtf8, At::file(file)));
    }
    let bad = |error: serde_json::Error| {
        let at = At { line: u32::try_from(error.line()).unwrap_or(u32::MAX), ..At::file(file) };
        Diagnostic::error(Problem::BadJson { reason: error.to_string() }, at)
    };
    let header: Header = serde_json::from_slice(bytes).map_err(|error| {
        // JSON of another shape is no document; broken JSON is broken.
        if error.is_data() { Diagnostic::error(Problem::NotADocument, At::file(file)) } else { bad(error) }
    })?;
    if header.format.as_deref() != Some(FORMAT) {
        return Err(Diagnostic::error(Problem::NotADocument, At::file(file)));
    }
    match header.schema_version {
        Some(found) if found > SCHEMA_VERSION => {
            Err(Diagnostic::error(Problem::NewerSchema { found, known: SCHEMA_VERSION }, At::file(file)))
        }
        Some(_) => serde_json::from_slice::<Body>(bytes).map(|body| (body.document, body.history)).map_err(bad),
        None => Err(Diagnostic::error(Problem::NotADocument, At::file(file))),
    }
}

/// The document as JSON text.
pub fn write_document(document: &Document) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&Written { format: FORMAT, schema_version: SCHEMA_VERSION, document, history: None })
}

/// The document as JSON text, with what can be undone.
pub fn write_snapshot(document: &Document, history: &History) -> Result<Vec<u8>, serde_json::Error> {
    let history = Some(history);
    serde_json::to_vec(&Written { format: FORMAT, schema_version: SCHEMA_VERSION, document, history })
}
