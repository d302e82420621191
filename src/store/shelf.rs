//! All documents of this browser: listed, renamed, duplicated, put in the bin, taken out of it, thrown away.
//!
//! Knows the catalogue. A document that somebody writes at this moment is left alone; one that is changed here gets a
//! turn of its own, so that a frozen page that wakes up is refused. Must never know what a document says, and never
//! write what a newer program wrote.

use super::batch::{Act, Tail, batch};
use super::cupboard::{Cupboard, Durability, Fault, Guard, Write, put};
use super::keeping::{Found, Loaded, load};
use super::keys;
use super::lease::{Decision, Held, Learnt, decide, seen};
use super::record::{decode_record, decode_small, encode_small};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The bin keeps a document for so long, in milliseconds.
pub const IN_THE_BIN: u64 = 30 * DAY;
pub(crate) const DAY: u64 = 24 * 60 * 60 * 1000;

/// What the list says about one document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Entry {
    pub id: String,
    pub title: String,
    pub author: String,
    pub subjects: u64,
    pub indicators: u64,
    /// Times in milliseconds since 1970.
    pub created: u64,
    pub saved_at: u64,
    pub exported_at: Option<u64>,
    pub edits_since_export: u64,
    /// Size of the last snapshot.
    pub bytes: u64,
    /// Made final: read only until it is reopened.
    pub locked: bool,
    /// Format number of the document.
    pub schema: u32,
    pub binned_at: Option<u64>,
    /// When its time in the bin was first seen to be over.
    pub due_since: Option<u64>,
}

impl Entry {
    pub(crate) fn put(&self) -> Result<Write, Fault> {
        Ok(put(keys::entry(&self.id), encode_small(self)?))
    }

    pub(crate) fn edited(self, edits: u64) -> Entry {
        Entry { edits_since_export: self.edits_since_export + edits, ..self }
    }
}

/// How an entry stands to this program.
pub(crate) enum Standing {
    Ours(Entry),
    /// Of a newer program: as much as can be read.
    Newer(Entry),
    Damaged,
}

pub(crate) fn read_entry(bytes: &[u8], schema: u32) -> Standing {
    #[derive(Deserialize)]
    struct Least {
        id: String,
        #[serde(default)]
        title: String,
        schema: u32,
    }
    let least = match decode_small::<Least>(bytes) {
        Ok(least) => least,
        Err(_) => return Standing::Damaged,
    };
    let whole = decode_small::<Entry>(bytes);
    if least.schema > schema {
        let scant = Entry { id: least.id, title: least.title, schema: least.schema, ..Entry::default() };
        return Standing::Newer(whole.unwrap_or(scant));
    }
    whole.map_or(Standing::Damaged, Standing::Ours)
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listed {
    Entry(Entry),
    /// A newer program wrote it: it can be downloaded, not changed.
    Newer(Entry),
    /// The entry cannot be read, or there is none although the document is there; opening it makes a new one.
    Damaged {
        id: String,
    },
}

/// Why a document was left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Somebody writes it now.
    InUse {
        writer: String,
    },
    /// Somebody may still be writing it: ask again after so many milliseconds.
    PerhapsInUse {
        ms: u64,
    },
    /// A newer program wrote it.
    Newer,
    /// There is none, or it cannot be read.
    NotThere,
    /// There is one with this id already.
    Taken,
    /// It is final: nothing of it may change.
    Final,
    Fault(Fault),
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Refusal {
        Refusal::Fault(fault)
    }
}

/// Who asks, and what it knows.
#[derive(Clone, Debug)]
pub struct Asking<'a> {
    pub writer: &'a str,
    /// Format number that this program writes.
    pub schema: u32,
    pub now: u64,
    pub learnt: Learnt,
}

/// Every document, those in the bin too, ordered by id. What is damaged hides nobody else.
pub async fn list<C: Cupboard>(cupboard: &C, schema: u32) -> Result<Vec<Listed>, Fault> {
    let mut listed = Vec::new();
    let mut seen = BTreeSet::new();
    for (key, bytes) in cupboard.read_under("catalogue/").await? {
        let id = keys::doc_of(&key).unwrap_or_default();
        listed.push(match read_entry(&bytes, schema) {
            Standing::Ours(entry) if entry.id == id => Listed::Entry(entry),
            Standing::Newer(entry) if entry.id == id => Listed::Newer(entry),
            _ => Listed::Damaged { id: id.clone() },
        });
        seen.insert(id);
    }
    for prefix in ["snapshot/", "journal/"] {
        let ids: Vec<String> = cupboard.keys_under(prefix).await?.iter().filter_map(|k| keys::doc_of(k)).collect();
        listed.extend(ids.into_iter().filter(|id| seen.insert(id.clone())).map(|id| Listed::Damaged { id }));
    }
    Ok(listed)
}

/// A turn for one change from outside: the guard, and the lease that ends every turn before it.
struct Turn {
    guard: Guard,
    held: Held,
}

async fn turn<C: Cupboard>(cupboard: &C, doc: &str, asking: &Asking<'_>) -> Result<Turn, Refusal> {
    let seen = seen(cupboard, doc).await?;
    match decide(&seen, asking.writer, asking.now, asking.learnt) {
        Decision::Take => {}
        Decision::Wait { ms } => return Err(Refusal::PerhapsInUse { ms }),
        // It is open on this very page: a change must go through its session.
        Decision::Mine => return Err(Refusal::InUse { writer: asking.writer.to_owned() }),
        Decision::ReadOnly { writer } => return Err(Refusal::InUse { writer }),
    }
    let held = Held { doc: doc.to_owned(), writer: String::new(), epoch: seen.highest + 1 };
    Ok(Turn { guard: Guard { key: keys::lease(doc), bytes: seen.bytes }, held })
}

async fn entry_of<C: Cupboard>(cupboard: &C, doc: &str, schema: u32) -> Result<Entry, Refusal> {
    let bytes = cupboard.read(&keys::entry(doc)).await?.ok_or(Refusal::NotThere)?;
    match read_entry(&bytes, schema) {
        Standing::Ours(entry) => Ok(entry),
        Standing::Newer(_) => Err(Refusal::Newer),
        Standing::Damaged => Err(Refusal::NotThere),
    }
}

async fn change<C: Cupboard>(
    cupboard: &C,
    doc: &str,
    asking: &Asking<'_>,
    change: impl FnOnce(Entry) -> Entry,
) -> Result<Entry, Refusal> {
    let turn = turn(cupboard, doc, asking).await?;
    let entry = change(entry_of(cupboard, doc, asking.schema).await?);
    cupboard.write(Some(turn.guard), vec![turn.held.put(), entry.put()?], Durability::Strict).await?;
    Ok(entry)
}

async fn loaded<C: Cupboard>(cupboard: &C, doc: &str, asking: &Asking<'_>) -> Result<Box<Loaded>, Refusal> {
    match load(cupboard, doc, asking.schema, asking.now).await? {
        Found::Loaded(loaded) => Ok(loaded),
        Found::Newer { .. } => Err(Refusal::Newer),
        Found::Absent | Found::Unreadable { .. } => Err(Refusal::NotThere),
    }
}

/// Changes the title in the list alone: for a document that cannot be read.
pub async fn rename<C: Cupboard>(cupboard: &C, doc: &str, title: &str, asking: &Asking<'_>) -> Result<Entry, Refusal> {
    change(cupboard, doc, asking, |entry| Entry { title: title.to_owned(), ..entry }).await
}

/// A new title. It stands in the document too, so `act` (the change of the title) is appended to it; whoever opens the
/// document can undo it. (An open document is renamed by an act of its session.)
pub async fn retitle<C: Cupboard>(
    cupboard: &C,
    doc: &str,
    title: &str,
    act: &[u8],
    asking: &Asking<'_>,
) -> Result<Entry, Refusal> {
    let turn = turn(cupboard, doc, asking).await?;
    let loaded = loaded(cupboard, doc, asking).await?;
    if loaded.entry.locked {
        return Err(Refusal::Final);
    }
    let entry = Entry { title: title.to_owned(), saved_at: asking.now, ..loaded.entry.clone() }.edited(1);
    let acts = [Act { seq: loaded.seq + 1, at: asking.now, act }];
    let mut writes = vec![turn.held.put()];
    writes.extend(batch(&turn.held, &loaded.tail(), &acts, None, &entry)?);
    cupboard.write(Some(turn.guard), writes, Durability::Strict).await?;
    Ok(entry)
}

/// Puts a document into the bin. Nothing of it is lost.
pub async fn bin<C: Cupboard>(cupboard: &C, doc: &str, asking: &Asking<'_>) -> Result<Entry, Refusal> {
    let binned_at = Some(asking.now);
    change(cupboard, doc, asking, |entry| Entry { binned_at, due_since: None, ..entry }).await
}

/// Takes a document out of the bin, as it was.
pub async fn put_back<C: Cupboard>(cupboard: &C, doc: &str, asking: &Asking<'_>) -> Result<Entry, Refusal> {
    change(cupboard, doc, asking, |entry| Entry { binned_at: None, due_since: None, ..entry }).await
}

/// Notes that a document was exported.
pub async fn exported<C: Cupboard>(cupboard: &C, doc: &str, asking: &Asking<'_>) -> Result<Entry, Refusal> {
    let exported_at = Some(asking.now);
    change(cupboard, doc, asking, |entry| Entry { exported_at, edits_since_export: 0, ..entry }).await
}

/// Throws a document away at once, with backups and all. Its lease stays as a mark, so that a frozen page that still
/// has it open cannot bring it back.
pub async fn delete<C: Cupboard>(cupboard: &C, doc: &str, asking: &Asking<'_>) -> Result<(), Refusal> {
    let turn = turn(cupboard, doc, asking).await?;
    match entry_of(cupboard, doc, asking.schema).await {
        Err(Refusal::Newer) => return Err(Refusal::Newer),
        Err(Refusal::Fault(fault)) => return Err(fault.into()),
        // What cannot be read may be thrown away when somebody asks for it.
        Ok(_) | Err(_) => {}
    }
    let under = [keys::journals(doc), keys::snapshots(doc), keys::backups(doc), keys::quarantines(doc)];
    let mut writes =
        vec![turn.held.put(), Write::Delete { key: keys::beat(doc) }, Write::Delete { key: keys::entry(doc) }];
    writes.extend(under.map(|prefix| Write::DeleteUnder { prefix, through: None }));
    Ok(cupboard.write(Some(turn.guard), writes, Durability::Strict).await?)
}

/// Copies what can be read of a document under a new id; backups stay with the first. `act` is the change of the title;
/// a final document stays as it is, title and all.
pub async fn duplicate<C: Cupboard>(
    cupboard: &C,
    doc: &str,
    new_id: &str,
    (title, act): (&str, &[u8]),
    asking: &Asking<'_>,
) -> Result<Entry, Refusal> {
    let loaded = loaded(cupboard, doc, asking).await?;
    let copied = [(keys::snapshot(doc, loaded.base), keys::snapshot(new_id, loaded.base))]
        .into_iter()
        .chain((loaded.base + 1..=loaded.seq).map(|seq| (keys::journal(doc, seq), keys::journal(new_id, seq))));
    let (mut writes, mut epoch) = (Vec::new(), 0);
    for (from, to) in copied {
        // The bytes have just been verified; if they went since, there is nothing to copy.
        let bytes = cupboard.read(&from).await?.ok_or(Refusal::NotThere)?;
        epoch = epoch.max(decode_record(&bytes).map_or(0, |record| record.head.epoch));
        writes.push(put(to, bytes));
    }
    // Turns of the copy go on from those of its records.
    let held = Held { doc: new_id.to_owned(), writer: String::new(), epoch };
    writes.push(held.put());
    let fresh = Entry { id: new_id.to_owned(), created: asking.now, saved_at: asking.now, ..loaded.entry.clone() };
    let fresh = Entry { exported_at: None, binned_at: None, due_since: None, edits_since_export: 0, ..fresh };
    let entry = if fresh.locked { fresh } else { Entry { title: title.to_owned(), ..fresh } };
    let renaming = [Act { seq: loaded.seq + 1, at: asking.now, act }];
    let renaming = if entry.locked { &renaming[..0] } else { &renaming[..] };
    let tail = Tail { last_good: Some(loaded.base), repair: Vec::new() };
    writes.extend(batch(&held, &tail, renaming, None, &entry)?);
    let nobody = Guard { key: keys::lease(new_id), bytes: None };
    match cupboard.write(Some(nobody), writes, Durability::Strict).await {
        Err(Fault::Fenced) => Err(Refusal::Taken),
        done => Ok(done.map(|()| entry)?),
    }
}

/// Throws away what has been in the bin for thirty days; the ids of what went. A document goes only when its time was
/// seen to be over on an earlier visit, at least a day before: a clock that was wrong for an hour deletes nothing.
pub async fn purge<C: Cupboard>(cupboard: &C, asking: &Asking<'_>) -> Result<Vec<String>, Fault> {
    let mut gone = Vec::new();
    for listed in list(cupboard, asking.schema).await? {
        let Listed::Entry(entry) = listed else { continue };
        let Some(binned_at) = entry.binned_at else { continue };
        let over = asking.now.checked_sub(binned_at).is_some_and(|ms| ms >= IN_THE_BIN);
        let since = entry.due_since.filter(|since| over && *since <= asking.now);
        let done = if since.is_some_and(|since| asking.now - since >= DAY) {
            delete(cupboard, &entry.id, asking).await.map(|()| gone.push(entry.id.clone()))
        } else {
            let due_since = since.or(over.then_some(asking.now));
            if due_since == entry.due_since {
                continue;
            }
            change(cupboard, &entry.id, asking, |entry| Entry { due_since, ..entry }).await.map(|_| ())
        };
        // In use after all: the next visit asks again. What is broken is broken for the others too.
        if let Err(Refusal::Fault(fault)) = done {
            return Err(fault);
        }
    }
    Ok(gone)
}

/// Deletes everything of ours, and nothing else. The page tells the other tabs (`Message::Cleared`).
pub async fn clear_ours<C: Cupboard>(cupboard: &C) -> Result<(), Fault> {
    let writes = keys::PREFIXES.iter().map(|prefix| Write::DeleteUnder { prefix: (*prefix).to_owned(), through: None });
    cupboard.write(None, writes.collect(), Durability::Strict).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::MemoryCupboard;
    use crate::store::faulty::block_on;
    use crate::store::keeping::{append, create};
    use crate::store::lease;

    fn asking(now: u64) -> Asking<'static> {
        Asking { writer: "list", schema: 1, now, learnt: Learnt::default() }
    }

    fn entry(id: &str) -> Entry {
        Entry { id: id.into(), title: format!("文档 {id}"), schema: 1, ..Entry::default() }
    }

    /// A cupboard with a closed document of three acts.
    fn shelf() -> MemoryCupboard {
        let cupboard = MemoryCupboard::default();
        let held = block_on(create(&cupboard, &entry("a"), b"[]", "w", 0)).unwrap();
        let Ok(Found::Loaded(mut loaded)) = block_on(load(&cupboard, "a", 1, 0)) else { panic!("not loaded") };
        let acts = [b"1".to_vec(), b"2".to_vec(), b"3".to_vec()];
        block_on(append(&cupboard, &held, &mut loaded, &acts, 5)).unwrap();
        block_on(lease::release(&cupboard, &held)).unwrap();
        cupboard
    }

    fn content(cupboard: &MemoryCupboard, doc: &str) -> (Vec<u8>, Vec<Vec<u8>>) {
        match block_on(load(cupboard, doc, 1, 0)).unwrap() {
            Found::Loaded(loaded) => (loaded.snapshot, loaded.acts),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn r15_a_binned_document_comes_back_identical_and_stays_thirty_days() {
        let cupboard = shelf();
        let before = content(&cupboard, "a");
        let binned = block_on(bin(&cupboard, "a", &asking(10))).unwrap();
        assert_eq!(binned.binned_at, Some(10));
        assert_eq!(block_on(purge(&cupboard, &asking(10 + IN_THE_BIN - 1))), Ok(vec![]));
        let back = block_on(put_back(&cupboard, "a", &asking(20))).unwrap();
        assert_eq!(back.binned_at, None);
        assert_eq!(content(&cupboard, "a"), before);
    }

    #[test]
    fn r15_what_was_thirty_days_in_the_bin_goes_on_the_second_visit() {
        let cupboard = shelf();
        block_on(bin(&cupboard, "a", &asking(10))).unwrap();
        let over = 10 + IN_THE_BIN;
        assert_eq!(block_on(purge(&cupboard, &asking(over))), Ok(vec![]));
        assert_eq!(block_on(purge(&cupboard, &asking(over + DAY - 1))), Ok(vec![]));
        assert_eq!(block_on(purge(&cupboard, &asking(over + DAY))), Ok(vec!["a".to_owned()]));
        assert_eq!(block_on(list(&cupboard, 1)), Ok(vec![]));
    }

    #[test]
    fn r18_a_clock_that_is_a_year_ahead_for_an_hour_deletes_nothing_from_the_bin() {
        let cupboard = shelf();
        block_on(bin(&cupboard, "a", &asking(10))).unwrap();
        let ahead = 365 * DAY;
        for minute in 0..60 {
            assert_eq!(block_on(purge(&cupboard, &asking(ahead + minute * 60_000))), Ok(vec![]));
        }
        assert_eq!(block_on(purge(&cupboard, &asking(2 * DAY))), Ok(vec![]));
        // The mark was taken back with the clock: the true end of the thirty days is a first visit again.
        assert_eq!(block_on(purge(&cupboard, &asking(10 + IN_THE_BIN + 2 * DAY))), Ok(vec![]));
        assert_eq!(content(&cupboard, "a").1.len(), 3);
    }

    #[test]
    fn a_copy_has_the_same_content_under_its_own_title_and_a_life_of_its_own() {
        let cupboard = shelf();
        let copy = block_on(duplicate(&cupboard, "a", "b", ("副本", b"\"copy\""), &asking(50))).unwrap();
        assert_eq!((copy.id.as_str(), copy.title.as_str(), copy.created), ("b", "副本", 50));
        let (snapshot, mut acts) = content(&cupboard, "a");
        acts.push(b"\"copy\"".to_vec());
        assert_eq!(content(&cupboard, "b"), (snapshot, acts));
        let other = asking(50);
        assert_eq!(block_on(duplicate(&cupboard, "a", "b", ("再", b"5"), &other)), Err(Refusal::Taken));
        block_on(delete(&cupboard, "a", &asking(60))).unwrap();
        let seen = block_on(lease::seen(&cupboard, "b")).unwrap();
        let held = block_on(lease::take(&cupboard, "b", "w2", &seen, 60)).unwrap();
        let Ok(Found::Loaded(mut loaded)) = block_on(load(&cupboard, "b", 1, 0)) else { panic!("not loaded") };
        block_on(append(&cupboard, &held, &mut loaded, &[b"4".to_vec()], 61)).unwrap();
        assert_eq!(content(&cupboard, "b").1.len(), 5);
    }

    #[test]
    fn a_closed_document_is_renamed_inside_too_and_a_final_one_is_not() {
        let cupboard = shelf();
        let renamed = block_on(retitle(&cupboard, "a", "新名", b"\"title\"", &asking(70))).unwrap();
        assert_eq!((renamed.title.as_str(), renamed.edits_since_export), ("新名", 4));
        assert_eq!(content(&cupboard, "a").1.last().unwrap(), b"\"title\"");
        let entry = block_on(change(&cupboard, "a", &asking(71), |entry| Entry { locked: true, ..entry })).unwrap();
        let before = cupboard.everything();
        assert_eq!(block_on(retitle(&cupboard, "a", "又", b"1", &asking(72))), Err(Refusal::Final));
        assert_eq!(cupboard.everything(), before);
        let copy = block_on(duplicate(&cupboard, "a", "c", ("副本", b"1"), &asking(73))).unwrap();
        assert_eq!((copy.locked, copy.title), (true, entry.title));
        assert_eq!(content(&cupboard, "c"), content(&cupboard, "a"));
    }

    #[test]
    fn a_document_that_somebody_writes_is_left_alone() {
        let cupboard = shelf();
        let seen = block_on(lease::seen(&cupboard, "a")).unwrap();
        block_on(lease::take(&cupboard, "a", "other", &seen, 1_000)).unwrap();
        let before = cupboard.everything();
        assert_eq!(block_on(bin(&cupboard, "a", &asking(2_000))), Err(Refusal::PerhapsInUse { ms: 5_000 }));
        let answered = Asking { learnt: Learnt { answered: true, ..Learnt::default() }, ..asking(99_000) };
        assert_eq!(block_on(delete(&cupboard, "a", &answered)), Err(Refusal::InUse { writer: "other".into() }));
        assert_eq!(cupboard.everything(), before);
    }

    #[test]
    fn r23_a_frozen_writer_cannot_bring_back_what_was_deleted() {
        let cupboard = shelf();
        let seen = block_on(lease::seen(&cupboard, "a")).unwrap();
        let frozen = block_on(lease::take(&cupboard, "a", "frozen", &seen, 1_000)).unwrap();
        let Ok(Found::Loaded(mut loaded)) = block_on(load(&cupboard, "a", 1, 0)) else { panic!("not loaded") };
        block_on(delete(&cupboard, "a", &asking(100_000))).unwrap();
        let acts = [b"9".to_vec()];
        assert_eq!(block_on(append(&cupboard, &frozen, &mut loaded, &acts, 100_001)), Err(Fault::Fenced));
        assert_eq!(block_on(list(&cupboard, 1)), Ok(vec![]));
    }

    #[test]
    fn a_damaged_entry_and_a_missing_one_hide_nobody() {
        let cupboard = shelf();
        for id in ["b", "c"] {
            block_on(create(&cupboard, &entry(id), b"[]", "w", 0)).unwrap();
        }
        let spoil = vec![put(keys::entry("b"), "{oops"), Write::Delete { key: keys::entry("c") }];
        block_on(cupboard.write(None, spoil, Durability::Relaxed)).unwrap();
        let listed = block_on(list(&cupboard, 1)).unwrap();
        assert!(matches!(&listed[0], Listed::Entry(e) if e.id == "a"));
        assert_eq!(listed[1..], [Listed::Damaged { id: "b".into() }, Listed::Damaged { id: "c".into() }]);
        assert!(matches!(block_on(load(&cupboard, "b", 1, 0)), Ok(Found::Loaded(l)) if l.harm.entry_lost));
    }

    #[test]
    fn r27_what_a_newer_program_wrote_is_listed_marked_and_never_written() {
        let cupboard = MemoryCupboard::default();
        block_on(create(&cupboard, &Entry { schema: 2, ..entry("n") }, b"new", "w", 0)).unwrap();
        let before = cupboard.everything();
        let late = asking(500 * DAY);
        assert!(matches!(&block_on(list(&cupboard, 1)).unwrap()[..], [Listed::Newer(e)] if e.title == "文档 n"));
        assert_eq!(block_on(rename(&cupboard, "n", "x", &late)), Err(Refusal::Newer));
        assert_eq!(block_on(bin(&cupboard, "n", &late)), Err(Refusal::Newer));
        assert_eq!(block_on(delete(&cupboard, "n", &late)), Err(Refusal::Newer));
        assert_eq!(block_on(duplicate(&cupboard, "n", "m", ("x", b"1"), &late)), Err(Refusal::Newer));
        assert_eq!(block_on(purge(&cupboard, &late)), Ok(vec![]));
        let found = block_on(load(&cupboard, "n", 1, 0));
        assert_eq!(found, Ok(Found::Newer { schema: 2, bytes: b"new".to_vec() }));
        assert_eq!(cupboard.everything(), before);
    }

    #[test]
    fn r19_clearing_takes_all_of_ours_and_nothing_of_others() {
        let cupboard = shelf();
        let foreign = vec![put("other-app/x".into(), "theirs"), put("journalist".into(), "theirs")];
        block_on(cupboard.write(None, foreign, Durability::Relaxed)).unwrap();
        block_on(clear_ours(&cupboard)).unwrap();
        assert_eq!(cupboard.everything().into_keys().collect::<Vec<_>>(), ["journalist", "other-app/x"]);
    }
}
