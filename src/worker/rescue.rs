//! Restores a document from a rescue file: everything that was stored of it, as text by key.
//!
//! Such a file is made where nothing else works any more (`boot/crash.js`), so it holds what the cupboard held,
//! damaged or not. It is read as the cupboard is read. Must never write anything back.

use super::opening::Opened;
use crate::files::json::{RESCUE_FORMAT, SCHEMA_VERSION, read_snapshot};
use crate::model::{At, Diagnostic, Problem};
use crate::store::{Found, MemoryCupboard, keeping, keys};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// The version of rescue files that this program reads.
const VERSION: u32 = 1;
/// The name of the format stands within this many bytes.
const HEAD: usize = 256;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Rescue {
    format: String,
    schema_version: u32,
    records: BTreeMap<String, String>,
}

/// Whether this looks like a rescue file.
pub fn is_rescue(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    head.windows(RESCUE_FORMAT.len()).any(|part| part == RESCUE_FORMAT.as_bytes())
}

/// A document of the file, as far as it could be restored.
struct Restored {
    opened: Opened,
    saved_at: u64,
    lost_steps: u64,
}

/// Opens the document that was saved last. Errors: no document of the file can be restored, or it is no rescue file.
pub fn open(name: &str, bytes: &[u8]) -> Result<Opened, Vec<Diagnostic>> {
    let refuse = |problem: Problem| Err(vec![Diagnostic::error(problem, At::file(name))]);
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let rescue: Rescue = match serde_json::from_slice(bytes) {
        Ok(rescue) => rescue,
        Err(error) => return refuse(Problem::BadJson { reason: error.to_string() }),
    };
    if rescue.format != RESCUE_FORMAT {
        return refuse(Problem::NotADocument);
    }
    if rescue.schema_version > VERSION {
        return refuse(Problem::NewerSchema { found: rescue.schema_version, known: VERSION });
    }
    let stored = |key: &&String| ["catalogue/", "snapshot/", "journal/"].iter().any(|kind| key.starts_with(kind));
    let documents: BTreeSet<String> =
        rescue.records.keys().filter(stored).filter_map(|key| keys::doc_of(key)).collect();
    let records = rescue.records.into_iter().map(|(key, text)| (key, text.into_bytes())).collect();
    let cupboard = MemoryCupboard::holding(records);
    let mut restored: Vec<Restored> = documents.iter().filter_map(|doc| restore(&cupboard, name, doc)).collect();
    // Of two saved at the same time the first by its id, whichever way the records stand.
    restored.sort_by_key(|restored| std::cmp::Reverse(restored.saved_at));
    let mut restored = restored.into_iter();
    let Some(Restored { mut opened, lost_steps, .. }) = restored.next() else {
        return refuse(Problem::NothingRescued { documents: documents.len() as u32 });
    };
    let mut note = |problem: Problem| opened.circumstances.findings.push(Diagnostic::warning(problem, At::file(name)));
    if lost_steps > 0 {
        note(Problem::StepsNotRescued { steps: lost_steps });
    }
    let others: Vec<String> = restored.map(|other| other.opened.document.title).collect();
    if !others.is_empty() {
        note(Problem::RescuedOthers { titles: others.join("、") });
    }
    Ok(opened)
}

/// The newest good snapshot and what was done after it; none: nothing good is left.
fn restore(cupboard: &MemoryCupboard, name: &str, doc: &str) -> Option<Restored> {
    match at_once(keeping::load(cupboard, doc, SCHEMA_VERSION, 0))?.ok()? {
        Found::Loaded(loaded) => {
            let mut opened = Opened::of(read_snapshot(name, &loaded.snapshot).ok()?, true);
            let acts: Vec<String> = loaded.acts.iter().map(|act| String::from_utf8_lossy(act).into_owned()).collect();
            let unread = opened.replay(acts.iter().map(String::as_str));
            Some(Restored { opened, saved_at: loaded.entry.saved_at, lost_steps: loaded.harm.lost_steps + unread })
        }
        Found::Newer { bytes, .. } => {
            let opened = Opened::of(read_snapshot(name, &bytes).ok()?, true);
            Some(Restored { opened, saved_at: 0, lost_steps: 0 })
        }
        Found::Absent | Found::Unreadable { .. } => None,
    }
}

/// The result of something that never waits, as nothing in memory does.
fn at_once<F: Future>(future: F) -> Option<F::Output> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => Some(result),
        Poll::Pending => None,
    }
}
