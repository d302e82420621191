//! One document: created, found again, appended to, written whole.
//!
//! Knows the order that makes every interruption harmless: what is damaged is copied aside, then the new stands
//! complete, then the old goes. At any time there are two snapshots and the journal since the older one. So the
//! transaction that writes a snapshot deletes the records that the snapshot *before* it covers: a step later than it
//! could, because a snapshot that turns out damaged is replaced by the one before it and the records after that. The
//! last 200 acts stay in any case, so that they can be undone after opening again.
//! Records whose epoch is below that of the record before them belong to a turn that had passed, and are not followed.
//! Must never take what it cannot read for nothing.

use super::batch::{Act, Tail, Whole, batch, snapshot};
use super::cupboard::{Cupboard, Durability, Fault, Guard, Write, put};
use super::keys;
use super::lease::Held;
use super::record::{Kind, SnapshotHead, decode_record, decode_sealed};
use super::shelf::{Entry, Standing, read_entry};
use std::collections::BTreeMap;

/// What was found of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// No trace of it.
    Absent,
    Loaded(Box<Loaded>),
    /// A newer program wrote it: the snapshot may be downloaded and must never be written.
    Newer {
        schema: u32,
        bytes: Vec<u8>,
    },
    /// There is something, and no snapshot of it can be read. All of it, as it stands; it must never be overwritten.
    Unreadable {
        raw: Vec<(String, Vec<u8>)>,
    },
}

/// A document as it was left: apply the acts to the snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    pub doc: String,
    pub snapshot: Vec<u8>,
    /// The last act that the snapshot contains.
    pub base: u64,
    /// Format number of the snapshot.
    pub schema: u32,
    /// Acts `base + 1` to `seq`.
    pub acts: Vec<Vec<u8>>,
    /// Acts up to `base` that the snapshot contains already, oldest first and without a gap: for undoing them. The
    /// last 200 acts, counting both, are kept; fewer where the document was replaced since.
    pub earlier: Vec<Vec<u8>>,
    /// The last act.
    pub seq: u64,
    pub entry: Entry,
    pub harm: Harm,
}

/// What could not be read, and what becomes of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Harm {
    /// The newest snapshot was damaged; an older one and the journal stand in.
    pub fell_back: bool,
    /// Steps after the last one of the document that could not be restored.
    pub lost_steps: u64,
    /// The entry of the catalogue could not be read.
    pub entry_lost: bool,
    /// Keys whose bytes go aside.
    pub damaged: Vec<String>,
    /// Copies aside first, then deletions: to be written with, and only with, the next write.
    pub repair: Vec<Write>,
}

/// Creates a document. [`Fault::Fenced`] if there is one with this id.
pub async fn create<C: Cupboard>(
    cupboard: &C,
    entry: &Entry,
    bytes: &[u8],
    writer: &str,
    now: u64,
) -> Result<Held, Fault> {
    let held = Held { doc: entry.id.clone(), writer: writer.to_owned(), epoch: 1 };
    let entry = Entry { created: now, saved_at: now, bytes: bytes.len() as u64, ..entry.clone() };
    let head = SnapshotHead { seq: 0, at: now, kind: Kind::Saved, schema: entry.schema };
    let writes = vec![snapshot(&entry.id, &head, bytes)?, held.put(), held.beat(now), entry.put()?];
    let nobody = Guard { key: keys::lease(&entry.id), bytes: None };
    cupboard.write(Some(nobody), writes, Durability::Strict).await?;
    Ok(held)
}

/// Finds a document again. Reads only. `schema` is the format number that this program writes; `now` dates an entry
/// that has to be made anew.
pub async fn load<C: Cupboard>(cupboard: &C, doc: &str, schema: u32, now: u64) -> Result<Found, Fault> {
    let entry = cupboard.read(&keys::entry(doc)).await?;
    let snapshots = cupboard.read_under(&keys::snapshots(doc)).await?;
    let journal = cupboard.read_under(&keys::journals(doc)).await?;
    let asides = cupboard.keys_under(&keys::quarantines(doc)).await?;
    Ok(find(doc, schema, now, Stored { entry, snapshots, journal, asides }))
}

struct Stored {
    entry: Option<Vec<u8>>,
    snapshots: Vec<(String, Vec<u8>)>,
    journal: Vec<(String, Vec<u8>)>,
    asides: Vec<String>,
}

fn find(doc: &str, schema: u32, now: u64, stored: Stored) -> Found {
    if stored.entry.is_none() && stored.snapshots.is_empty() && stored.journal.is_empty() {
        return Found::Absent;
    }
    let read = |(key, sealed): &(String, Vec<u8>)| {
        let (head, bytes) = decode_sealed::<SnapshotHead>(sealed).ok()?;
        // A snapshot under another's key is not where it was put.
        (keys::snapshot(doc, head.seq) == *key).then(|| (head, bytes.to_vec()))
    };
    let newest = stored.snapshots.iter().rev().find_map(read);
    let newer = newest.as_ref().map(|(head, _)| head.schema).filter(|s| *s > schema);
    if let (Some(schema), Some((_, bytes))) = (newer, newest.as_ref()) {
        return Found::Newer { schema, bytes: bytes.clone() };
    }
    let Some((head, snapshot)) = newest else {
        return unreadable(doc, stored);
    };
    let mut harm = Harm::default();
    let mut aside: Vec<(String, Vec<u8>)> = Vec::new();
    let mut highest = head.seq;
    for pair in stored.snapshots.iter().filter(|pair| read(pair).is_none()) {
        let seq = keys::number_of(&pair.0).unwrap_or(0);
        harm.fell_back |= seq > head.seq;
        highest = highest.max(seq);
        aside.push(pair.clone());
    }
    let line = follow(head.seq, &stored.journal);
    let seq = head.seq + line.acts.len() as u64;
    for pair in line.left {
        if !line.copies.contains(&pair.0) {
            highest = highest.max(keys::number_of(&pair.0).unwrap_or(0));
        }
        aside.push(pair);
    }
    harm.lost_steps = highest.saturating_sub(seq);
    let bytes = snapshot.len() as u64;
    let entry = match stored.entry.as_deref().map(|bytes| read_entry(bytes, schema)) {
        Some(Standing::Ours(entry)) => entry,
        Some(Standing::Newer(entry)) => return Found::Newer { schema: entry.schema, bytes: snapshot },
        unread => {
            harm.entry_lost = true;
            if unread.is_some() {
                aside.push((keys::entry(doc), stored.entry.clone().unwrap_or_default()));
            }
            Entry {
                id: doc.to_owned(),
                created: now,
                saved_at: head.at,
                bytes,
                schema: head.schema,
                ..Entry::default()
            }
        }
    };
    harm.damaged = aside.iter().map(|(key, _)| key.clone()).collect();
    harm.repair = repair(doc, &stored.asides, aside);
    let (base, schema) = (head.seq, head.schema);
    let earlier = earlier(base, &stored.journal);
    let (doc, acts) = (doc.to_owned(), line.acts);
    Found::Loaded(Box::new(Loaded { doc, snapshot, base, schema, acts, earlier, seq, entry, harm }))
}

fn unreadable(doc: &str, stored: Stored) -> Found {
    let entry = stored.entry.map(|bytes| (keys::entry(doc), bytes));
    Found::Unreadable { raw: entry.into_iter().chain(stored.snapshots).chain(stored.journal).collect() }
}

/// The acts that follow a snapshot without a gap, and what is left over after them.
struct Line {
    acts: Vec<Vec<u8>>,
    left: Vec<(String, Vec<u8>)>,
    /// Of those, the ones that only repeat an act before them.
    copies: Vec<String>,
}

fn follow(base: u64, journal: &[(String, Vec<u8>)]) -> Line {
    let mut line = Line { acts: Vec::new(), left: Vec::new(), copies: Vec::new() };
    let (mut epoch, mut broken) = (0, false);
    for (key, bytes) in journal {
        let place = keys::number_of(key);
        if place.is_some_and(|seq| seq <= base) {
            // What the snapshot contains still says whose turn it was.
            let of = decode_record(bytes).ok().filter(|record| place == Some(record.head.seq));
            epoch = of.map_or(epoch, |record| epoch.max(record.head.epoch));
            continue;
        }
        let next = base + line.acts.len() as u64 + 1;
        match decode_record(bytes) {
            Ok(record) if !broken && place == Some(next) && record.head.seq == next && epoch <= record.head.epoch => {
                epoch = record.head.epoch;
                line.acts.push(record.act);
            }
            other => {
                // An earlier act under a later number repeats what is there already; it is not a step that was lost.
                if other.is_ok_and(|record| record.head.seq < next) {
                    line.copies.push(key.clone());
                }
                broken = true;
                line.left.push((key.clone(), bytes.clone()));
            }
        }
    }
    line
}

/// The acts that lead to a snapshot, as far back as they go without a gap.
fn earlier(base: u64, journal: &[(String, Vec<u8>)]) -> Vec<Vec<u8>> {
    let before = journal.iter().rev().filter(|(key, _)| keys::number_of(key).is_some_and(|seq| seq <= base));
    let records = before.map_while(|(_, bytes)| decode_record(bytes).ok());
    let mut acts: Vec<Vec<u8>> =
        (0..base).rev().zip(records).map_while(|(k, r)| (r.head.seq == k + 1).then_some(r.act)).collect();
    acts.reverse();
    acts
}

/// Copies aside, then deletes. Every repair has its own number, so that no copy replaces another.
fn repair(doc: &str, asides: &[String], aside: Vec<(String, Vec<u8>)>) -> Vec<Write> {
    let prefix = keys::quarantines(doc);
    let numbers = asides.iter().filter_map(|key| key.strip_prefix(&prefix)?.split('/').next()?.parse::<u64>().ok());
    let number = numbers.max().map_or(0, |n| n + 1);
    let copy = |key: &str| {
        let kind = key.split('/').next().unwrap_or_default();
        match keys::number_of(key) {
            Some(seq) => format!("{prefix}{number:012}/{kind}-{seq:012}"),
            // The rest of a key that is not one of ours tells it from its neighbours.
            None => format!("{prefix}{number:012}/{kind}-{}", keys::part(key.rsplit('/').next().unwrap_or_default())),
        }
    };
    let copies: Vec<Write> = aside.iter().map(|(key, bytes)| put(copy(key), bytes.clone())).collect();
    let deletes = aside.into_iter().map(|(key, _)| Write::Delete { key });
    copies.into_iter().chain(deletes).collect()
}

/// Where a document stands, for writing without a session.
impl Loaded {
    pub(super) fn tail(&self) -> Tail {
        Tail { last_good: Some(self.base), repair: self.harm.repair.clone() }
    }
}

/// Appends acts after the last one of `loaded`, in one transaction; afterwards `loaded` stands after them.
pub async fn append<C: Cupboard>(
    cupboard: &C,
    held: &Held,
    loaded: &mut Loaded,
    acts: &[Vec<u8>],
    now: u64,
) -> Result<(), Fault> {
    let entry = Entry { saved_at: now, ..loaded.entry.clone() }.edited(acts.len() as u64);
    let numbered: Vec<Act> = (loaded.seq + 1..).zip(acts).map(|(seq, act)| Act { seq, at: now, act }).collect();
    let writes = batch(held, &loaded.tail(), &numbered, None, &entry)?;
    cupboard.write(Some(held.guard()), writes, Durability::Relaxed).await?;
    loaded.acts.extend(acts.iter().cloned());
    loaded.seq += acts.len() as u64;
    (loaded.entry, loaded.harm) = (entry, Harm::default());
    Ok(())
}

/// Writes the whole document after the last act of `loaded`, strictly, in one transaction that also deletes what the
/// snapshot before it covers.
pub async fn take_snapshot<C: Cupboard>(
    cupboard: &C,
    held: &Held,
    loaded: &mut Loaded,
    bytes: &[u8],
    schema: u32,
    now: u64,
) -> Result<(), Fault> {
    let entry = Entry { saved_at: now, bytes: bytes.len() as u64, schema, ..loaded.entry.clone() };
    let whole = Whole { head: SnapshotHead { seq: loaded.seq, at: now, kind: Kind::Saved, schema }, bytes };
    let writes = batch(held, &loaded.tail(), &[], Some(&whole), &entry)?;
    cupboard.write(Some(held.guard()), writes, Durability::Strict).await?;
    (loaded.snapshot, loaded.base, loaded.schema) = (bytes.to_vec(), loaded.seq, schema);
    loaded.earlier.append(&mut loaded.acts);
    (loaded.entry, loaded.harm) = (entry, Harm::default());
    Ok(())
}

/// Everything of one document as it stands, readable or not: for a rescue download.
pub async fn raw<C: Cupboard>(cupboard: &C, doc: &str) -> Result<BTreeMap<String, Vec<u8>>, Fault> {
    let mut all = BTreeMap::new();
    for key in [keys::entry(doc), keys::lease(doc)] {
        if let Some(bytes) = cupboard.read(&key).await? {
            all.insert(key, bytes);
        }
    }
    for prefix in [keys::snapshots(doc), keys::journals(doc), keys::backups(doc), keys::quarantines(doc)] {
        all.extend(cupboard.read_under(&prefix).await?);
    }
    Ok(all)
}
