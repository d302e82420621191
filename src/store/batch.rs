//! The writes of one transaction on one document, in the order that makes a torn one harmless.
//!
//! First the copies aside of what is damaged and its deletion, then the snapshot, then the acts, then what has become
//! old, at last the entry. A browser applies all of it or nothing; the order is for the one that does not.

use super::cupboard::{Fault, Write, put};
use super::keys;
use super::lease::Held;
use super::record::{Record, RecordHead, SnapshotHead, encode_record, encode_sealed};
use super::shelf::Entry;

/// So many acts stay in the journal whatever the snapshots cover: a user may undo them after opening again.
pub(super) const FOR_UNDOING: u64 = 200;

/// Where the cupboard stands before the batch.
pub(super) struct Tail {
    /// The newest snapshot that is known to be readable.
    pub(super) last_good: Option<u64>,
    /// See [`super::keeping::Harm::repair`].
    pub(super) repair: Vec<Write>,
}

/// One act to append.
pub(super) struct Act<'a> {
    pub(super) seq: u64,
    pub(super) at: u64,
    pub(super) act: &'a [u8],
}

/// The whole document.
pub(super) struct Whole<'a> {
    pub(super) head: SnapshotHead,
    pub(super) bytes: &'a [u8],
}

/// One snapshot under its key.
pub(super) fn snapshot(doc: &str, head: &SnapshotHead, bytes: &[u8]) -> Result<Write, Fault> {
    Ok(put(keys::snapshot(doc, head.seq), encode_sealed(head, bytes)?))
}

/// The writes, without the guard.
pub(super) fn batch(
    held: &Held,
    tail: &Tail,
    acts: &[Act],
    whole: Option<&Whole>,
    entry: &Entry,
) -> Result<Vec<Write>, Fault> {
    let mut writes = tail.repair.clone();
    if let Some(whole) = whole {
        writes.push(snapshot(&held.doc, &whole.head, whole.bytes)?);
    }
    for Act { seq, at, act } in acts {
        let head = RecordHead { seq: *seq, writer: held.writer.clone(), epoch: held.epoch, at: *at };
        let record = Record { head, act: act.to_vec() };
        writes.push(put(keys::journal(&held.doc, *seq), encode_record(&record)?));
    }
    // A snapshot written again in its own place has no older one that it makes superfluous.
    let older = tail.last_good.filter(|good| whole.is_some_and(|w| w.head.seq > *good));
    if let Some(good) = older {
        writes.extend(good.checked_sub(1).map(|last| Write::DeleteUnder {
            prefix: keys::snapshots(&held.doc),
            through: Some(keys::snapshot(&held.doc, last)),
        }));
        let undone = whole.map_or(0, |w| w.head.seq.saturating_sub(FOR_UNDOING));
        let through = Some(keys::journal(&held.doc, good.min(undone)));
        writes.push(Write::DeleteUnder { prefix: keys::journals(&held.doc), through });
    }
    writes.push(entry.put()?);
    Ok(writes)
}
