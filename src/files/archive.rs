//! Zip archives, read within limits: header sizes may lie, so bytes are counted while they are inflated.

use super::open::NamedFile;
use crate::model::{At, Diagnostic, Problem};
use std::io::{Cursor, Read};

/// Most entries.
const ENTRIES: usize = 2_000;
/// Most bytes of all entries together.
pub const INFLATED: u64 = 200 * 1024 * 1024;

/// The archive's files.
pub fn unpack(name: &str, bytes: &[u8]) -> Result<Vec<NamedFile>, Diagnostic> {
    let refuse = |problem: Problem| Diagnostic::error(problem, At::file(name));
    let bad = |error: zip::result::ZipError| refuse(Problem::BadArchive { reason: error.to_string() });
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(bad)?;
    if archive.len() > ENTRIES {
        return Err(refuse(Problem::BadArchive { reason: format!("more than {ENTRIES} entries") }));
    }
    let mut left = INFLATED;
    let mut files = Vec::new();
    for k in 0..archive.len() {
        let entry = archive.by_index(k).map_err(bad)?;
        if entry.is_dir() {
            continue;
        }
        let path = entry.name().map_err(bad)?.into_owned();
        let mut content = Vec::new();
        entry
            .take(left + 1)
            .read_to_end(&mut content)
            .map_err(|error| refuse(Problem::BadArchive { reason: error.to_string() }))?;
        let Some(rest) = left.checked_sub(content.len() as u64) else {
            return Err(refuse(Problem::FileTooLarge { limit: (INFLATED / 1024 / 1024) as u32 }));
        };
        left = rest;
        files.push(NamedFile { name: path, bytes: content });
    }
    Ok(files)
}
