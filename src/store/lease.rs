//! One writer per document: who it is, whether they are alive, and whose turn has passed.
//!
//! `lease/<doc>` names the writer and the epoch, a number that grows with every take. It stays as it is for a whole
//! turn, so every write of that turn (but what a page leaves behind as it goes) is guarded by its bytes: a writer whose
//! turn has passed is refused in the same transaction, however long they were frozen. That they are alive stands apart,
//! in `lease/<doc>/beat`. Where the browser has Web Locks, the page asks those first and passes in what it learnt. Must
//! never know a clock.

use super::cupboard::{Cupboard, Durability, Fault, Guard, Write, put, unwritable};
use super::keys;
use super::record::decode_record;
use serde::{Deserialize, Serialize};

/// A living writer says so this often, in milliseconds.
pub const BEAT: u64 = 2_000;
/// After so long without a beat the writer is taken for dead, in milliseconds.
pub const EXPIRES: u64 = 6_000;

/// Whose turn it is. An empty writer means that nobody writes: the last one has let go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    pub writer: String,
    pub epoch: u64,
}

/// A sign of life.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beat {
    pub writer: String,
    pub epoch: u64,
    pub at: u64,
}

/// A turn that was taken: the right to write one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub doc: String,
    pub writer: String,
    pub epoch: u64,
}

/// What stands in the cupboard about a document's writer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The bytes under `lease/<doc>`: what a take must find unchanged.
    pub bytes: Option<Vec<u8>>,
    /// What they say; `None` also when they cannot be read.
    pub lease: Option<Lease>,
    pub beat: Option<Beat>,
    /// No epoch of this document is above this one.
    pub highest: u64,
}

/// What the page learnt beside the cupboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Learnt {
    /// Web Locks: whether the lock was granted to this page; `None` where there are none.
    pub lock: Option<bool>,
    /// Whether the writer answered over the channel. Beats of a hidden page are rare; its answers are not.
    pub answered: bool,
    /// For how many milliseconds, by its own count, this page has seen the same beat.
    pub watched: u64,
}

/// What to do about a document's lease.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is mine already.
    Mine,
    /// Nobody writes: take it.
    Take,
    /// Perhaps nobody writes: look again after so many milliseconds.
    Wait { ms: u64 },
    /// Somebody writes: read only, with the offer to take over.
    ReadOnly { writer: String },
}

impl Held {
    /// The bytes under `lease/<doc>` during this turn.
    pub fn bytes(&self) -> Vec<u8> {
        // The key order is fixed and both values are written by serde: two turns never have the same bytes.
        serde_json::to_vec(&Lease { writer: self.writer.clone(), epoch: self.epoch }).unwrap_or_default()
    }

    /// Refuses a write as soon as this turn has passed.
    pub fn guard(&self) -> Guard {
        Guard { key: keys::lease(&self.doc), bytes: Some(self.bytes()) }
    }

    pub(crate) fn put(&self) -> Write {
        put(keys::lease(&self.doc), self.bytes())
    }

    /// The sign of life for this moment.
    pub(crate) fn beat(&self, now: u64) -> Write {
        let beat = Beat { writer: self.writer.clone(), epoch: self.epoch, at: now };
        put(keys::beat(&self.doc), serde_json::to_vec(&beat).unwrap_or_default())
    }

    /// Lets go. The epoch stays, so that it never comes back.
    pub(crate) fn release(&self) -> Vec<Write> {
        let free = Held { writer: String::new(), ..self.clone() };
        vec![free.put(), Write::Delete { key: keys::beat(&self.doc) }]
    }
}

/// Reads who writes a document.
pub async fn seen<C: Cupboard>(cupboard: &C, doc: &str) -> Result<Seen, Fault> {
    let bytes = cupboard.read(&keys::lease(doc)).await?;
    let lease: Option<Lease> = bytes.as_deref().and_then(|b| serde_json::from_slice(b).ok());
    let beat = cupboard.read(&keys::beat(doc)).await?;
    let beat: Option<Beat> = beat.as_deref().and_then(|b| serde_json::from_slice(b).ok());
    let mut highest = lease.as_ref().map_or(0, |l| l.epoch);
    if lease.is_none() {
        // Lost or damaged: the journal still knows how far the turns had come.
        for (_, bytes) in cupboard.read_under(&keys::journals(doc)).await? {
            highest = highest.max(decode_record(&bytes).map_or(0, |record| record.head.epoch));
        }
    }
    Ok(Seen { bytes, lease, beat, highest })
}

/// Whether `me` may write.
pub fn decide(seen: &Seen, me: &str, now: u64, learnt: Learnt) -> Decision {
    let Some(lease) = seen.lease.as_ref().filter(|l| !l.writer.is_empty()) else {
        return Decision::Take;
    };
    if lease.writer == me {
        return Decision::Mine;
    }
    let read_only = Decision::ReadOnly { writer: lease.writer.clone() };
    match learnt.lock {
        // The browser itself says that the writer's page is there, or is not.
        Some(true) => return Decision::Take,
        Some(false) => return read_only,
        None if learnt.answered => return read_only,
        None => {}
    }
    // A beat of another turn says nothing about this one.
    let Some(beat) = seen.beat.as_ref().filter(|b| b.epoch == lease.epoch && b.writer == lease.writer) else {
        return if learnt.watched >= EXPIRES {
            Decision::Take
        } else {
            Decision::Wait { ms: EXPIRES - learnt.watched }
        };
    };
    // A beat from the future: the clock was set back, and only watching tells.
    let silent = if beat.at <= now { learnt.watched.max(now - beat.at) } else { learnt.watched };
    if silent >= EXPIRES { Decision::Take } else { Decision::Wait { ms: EXPIRES - silent } }
}

/// Takes the turn, by force if somebody has it. [`Fault::Fenced`] if somebody else took it since `seen`.
pub async fn take<C: Cupboard>(cupboard: &C, doc: &str, me: &str, seen: &Seen, now: u64) -> Result<Held, Fault> {
    let held = Held { doc: doc.to_owned(), writer: me.to_owned(), epoch: seen.highest + 1 };
    let guard = Guard { key: keys::lease(doc), bytes: seen.bytes.clone() };
    cupboard.write(Some(guard), vec![held.put(), held.beat(now)], Durability::Strict).await?;
    Ok(held)
}

/// Says that the writer is alive.
pub async fn beat<C: Cupboard>(cupboard: &C, held: &Held, now: u64) -> Result<(), Fault> {
    cupboard.write(Some(held.guard()), vec![held.beat(now)], Durability::Relaxed).await
}

/// Lets go, so that the next page need not wait.
pub async fn release<C: Cupboard>(cupboard: &C, held: &Held) -> Result<(), Fault> {
    cupboard.write(Some(held.guard()), held.release(), Durability::Relaxed).await
}

/// The lease read from bytes, for a page that wants to know whether its turn has passed.
pub fn read(bytes: &[u8]) -> Result<Lease, Fault> {
    serde_json::from_slice(bytes).map_err(unwritable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::MemoryCupboard;
    use crate::store::faulty::block_on;

    fn held_by(writer: &str, at: u64) -> Seen {
        Seen {
            bytes: Some(vec![1]),
            lease: Some(Lease { writer: writer.into(), epoch: 4 }),
            beat: Some(Beat { writer: writer.into(), epoch: 4, at }),
            highest: 4,
        }
    }

    #[test]
    fn nobody_writes_where_there_is_no_lease_or_it_was_let_go() {
        assert_eq!(decide(&Seen::default(), "me", 0, Learnt::default()), Decision::Take);
        assert_eq!(decide(&held_by("", 0), "me", 0, Learnt::default()), Decision::Take);
        assert_eq!(decide(&held_by("me", 0), "me", 99_999, Learnt::default()), Decision::Mine);
    }

    #[test]
    fn r21_web_locks_decide_where_they_exist() {
        let seen = held_by("you", 1_000);
        let lock = |granted| Learnt { lock: Some(granted), ..Learnt::default() };
        assert_eq!(decide(&seen, "me", 1_000, lock(true)), Decision::Take);
        assert_eq!(decide(&seen, "me", 900_000, lock(false)), Decision::ReadOnly { writer: "you".into() });
    }

    #[test]
    fn r22_without_web_locks_the_beat_and_the_answer_decide() {
        let seen = held_by("you", 1_000);
        assert_eq!(decide(&seen, "me", 3_000, Learnt::default()), Decision::Wait { ms: 4_000 });
        let answered = Learnt { answered: true, ..Learnt::default() };
        assert_eq!(decide(&seen, "me", 900_000, answered), Decision::ReadOnly { writer: "you".into() });
    }

    #[test]
    fn r23_a_silent_writer_is_taken_for_dead_six_seconds_after_the_last_beat() {
        let seen = held_by("you", 1_000);
        assert_eq!(decide(&seen, "me", 6_999, Learnt::default()), Decision::Wait { ms: 1 });
        assert_eq!(decide(&seen, "me", 7_000, Learnt::default()), Decision::Take);
    }

    #[test]
    fn r18_a_beat_from_the_future_is_watched_not_believed() {
        let seen = held_by("you", 50_000_000);
        let watched = |ms| decide(&seen, "me", 1_000, Learnt { watched: ms, ..Learnt::default() });
        assert_eq!(watched(0), Decision::Wait { ms: 6_000 });
        assert_eq!(watched(5_000), Decision::Wait { ms: 1_000 });
        assert_eq!(watched(6_000), Decision::Take);
    }

    #[test]
    fn of_two_pages_that_take_at_once_one_is_refused_and_the_epoch_never_comes_back() {
        let cupboard = MemoryCupboard::default();
        let before = block_on(seen(&cupboard, "d")).unwrap();
        let first = block_on(take(&cupboard, "d", "a", &before, 0)).unwrap();
        assert_eq!(block_on(take(&cupboard, "d", "b", &before, 0)), Err(Fault::Fenced));
        assert_eq!(block_on(beat(&cupboard, &first, 2_000)), Ok(()));
        assert_eq!(block_on(release(&cupboard, &first)), Ok(()));
        assert_eq!(block_on(beat(&cupboard, &first, 4_000)), Err(Fault::Fenced));
        let free = block_on(seen(&cupboard, "d")).unwrap();
        assert_eq!(decide(&free, "b", 4_000, Learnt::default()), Decision::Take);
        assert_eq!(block_on(take(&cupboard, "d", "b", &free, 4_000)).unwrap().epoch, 2);
    }

    #[test]
    fn a_damaged_lease_is_replaced_by_a_turn_above_every_record_of_the_journal() {
        use crate::store::record::{Record, RecordHead, encode_record};
        let head = RecordHead { seq: 1, writer: "a".into(), epoch: 41, at: 0 };
        let record = encode_record(&Record { head, act: b"1".to_vec() }).unwrap();
        let all = [(keys::lease("d"), b"{oops".to_vec()), (keys::journal("d", 1), record)];
        let cupboard = MemoryCupboard::holding(all.into());
        let damaged = block_on(seen(&cupboard, "d")).unwrap();
        assert_eq!(decide(&damaged, "me", 0, Learnt::default()), Decision::Take);
        assert_eq!(block_on(take(&cupboard, "d", "me", &damaged, 0)).unwrap().epoch, 42);
    }
}
