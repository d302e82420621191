//! Backups of one document: what is kept, and what makes room.
//!
//! `backup/<doc>/label/<number>` says what a backup is, `backup/<doc>/body/<number>` is the whole document. Automatic
//! ones: the newest three of today, the newest of every other day, ten in all, at most 50 MB (the newest one stays
//! whatever its size). Those made before a restore, a migration or an import, and named checkpoints, are counted apart
//! and never thrown out automatically. Order is the order of numbers, never of times.

use super::cupboard::{Cupboard, Durability, Fault, Write, put};
use super::keys;
use super::lease::Held;
use super::record::{Damage, Kind, SnapshotHead, decode_sealed, decode_small, encode_sealed, encode_small};
use super::shelf::DAY;
use serde::{Deserialize, Serialize};

/// Automatic backups of today that are kept.
pub const OF_TODAY: usize = 3;
/// Automatic backups that are kept.
pub const IN_ALL: usize = 10;
/// Bytes of automatic backups that are kept.
pub const MOST_BYTES: u64 = 50_000_000;
/// A backup nobody asked for is made at most so often, in milliseconds.
pub const AT_MOST_EVERY: u64 = 15 * 60 * 1000;

/// What a backup is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Backups of a document are numbered in the order in which they were made.
    pub number: u64,
    /// The last act it contains.
    pub seq: u64,
    /// When, in milliseconds since 1970.
    pub at: u64,
    pub kind: Kind,
    /// Of a named checkpoint.
    #[serde(default)]
    pub name: String,
    /// Format number of the document.
    pub schema: u32,
    pub bytes: u64,
}

/// What to back up, and why.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    pub seq: u64,
    pub at: u64,
    pub kind: Kind,
    pub name: &'a str,
    pub schema: u32,
    pub bytes: &'a [u8],
}

/// The day a time falls on where clocks are `offset` minutes ahead of UTC; negative west of it.
pub fn day(at: u64, offset_minutes: i32) -> i64 {
    let at = i64::try_from(at).unwrap_or(i64::MAX);
    at.saturating_add(i64::from(offset_minutes) * 60_000).div_euclid(DAY as i64)
}

/// The numbers of the automatic backups that make room, oldest first. `labels` in any order.
pub fn superfluous(labels: &[Label], now: u64, offset_minutes: i32) -> Vec<u64> {
    let mut automatic: Vec<&Label> = labels.iter().filter(|label| label.kind == Kind::Automatic).collect();
    automatic.sort_by_key(|label| std::cmp::Reverse(label.number));
    let today = day(now, offset_minutes);
    let (mut kept_days, mut kept, mut bytes, mut out) = (Vec::new(), 0, 0_u64, Vec::new());
    for label in automatic {
        let its_day = day(label.at, offset_minutes);
        let of_its_day = kept_days.iter().filter(|d| **d == its_day).count();
        let room_in_its_day = of_its_day < if its_day == today { OF_TODAY } else { 1 };
        let fits = bytes.saturating_add(label.bytes) <= MOST_BYTES || kept == 0;
        if room_in_its_day && kept < IN_ALL && fits {
            kept_days.push(its_day);
            kept += 1;
            bytes = bytes.saturating_add(label.bytes);
        } else {
            // Oldest first out: once the bytes do not fit, nothing older is kept in its stead.
            if !fits {
                bytes = MOST_BYTES.saturating_add(1);
            }
            out.push(label.number);
        }
    }
    out.reverse();
    out
}

/// Whether the work has gone on long enough since the last backup. A clock that was set back does not stop backups.
pub fn is_due(labels: &[Label], seq: u64, now: u64) -> bool {
    let last = labels.iter().max_by_key(|label| label.number);
    last.is_none_or(|label| label.seq != seq && label.at.abs_diff(now) >= AT_MOST_EVERY)
}

/// What is there, newest first. A label that cannot be read is left out here; its body stays.
pub async fn labels<C: Cupboard>(cupboard: &C, doc: &str) -> Result<Vec<Label>, Fault> {
    let all = cupboard.read_under(&keys::labels(doc)).await?;
    Ok(all.iter().rev().filter_map(|(_, bytes)| decode_small(bytes).ok()).collect())
}

/// The number for the next backup: above every key that is there, readable or not.
pub async fn next_number<C: Cupboard>(cupboard: &C, doc: &str) -> Result<u64, Fault> {
    let all = cupboard.keys_under(&keys::backups(doc)).await?;
    Ok(all.iter().filter_map(|key| keys::number_of(key)).max().unwrap_or(0) + 1)
}

/// The writes of one backup: body, then label.
pub fn backup_writes(doc: &str, number: u64, wanted: &Wanted) -> Result<Vec<Write>, Fault> {
    let Wanted { seq, at, kind, name, schema, bytes } = wanted.clone();
    let head = SnapshotHead { seq, at, kind, schema };
    let label = Label { number, seq, at, kind, name: name.to_owned(), schema, bytes: bytes.len() as u64 };
    let body = put(keys::body(doc, number), encode_sealed(&head, bytes)?);
    Ok(vec![body, put(keys::label(doc, number), encode_small(&label)?)])
}

/// Makes a backup, and room for it afterwards in the same transaction.
pub async fn back_up<C: Cupboard>(
    cupboard: &C,
    held: &Held,
    wanted: &Wanted<'_>,
    offset_minutes: i32,
) -> Result<Label, Fault> {
    let number = next_number(cupboard, &held.doc).await?;
    let mut writes = backup_writes(&held.doc, number, wanted)?;
    let Wanted { seq, at, kind, name, schema, bytes } = wanted.clone();
    let label = Label { number, seq, at, kind, name: name.to_owned(), schema, bytes: bytes.len() as u64 };
    let mut all = labels(cupboard, &held.doc).await?;
    all.push(label.clone());
    for number in superfluous(&all, at, offset_minutes) {
        writes.extend(delete_writes(&held.doc, number));
    }
    cupboard.write(Some(held.guard()), writes, Durability::Strict).await?;
    Ok(label)
}

fn delete_writes(doc: &str, number: u64) -> [Write; 2] {
    [Write::Delete { key: keys::label(doc, number) }, Write::Delete { key: keys::body(doc, number) }]
}

/// Deletes one backup because somebody asked for it.
pub async fn delete<C: Cupboard>(cupboard: &C, held: &Held, number: u64) -> Result<(), Fault> {
    let writes = delete_writes(&held.doc, number).to_vec();
    cupboard.write(Some(held.guard()), writes, Durability::Strict).await
}

/// A backup that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    NotThere,
    /// Its bytes as they stand, for a download.
    Damaged(Damage, Vec<u8>),
    Whole(SnapshotHead, Vec<u8>),
}

/// The document of a backup. Restoring it is the session's (`Happened::Replaced`), with the present state backed up in
/// the same transaction.
pub async fn read_body<C: Cupboard>(cupboard: &C, doc: &str, number: u64) -> Result<Body, Fault> {
    let Some(sealed) = cupboard.read(&keys::body(doc, number)).await? else { return Ok(Body::NotThere) };
    Ok(match decode_sealed::<SnapshotHead>(&sealed) {
        Ok((head, bytes)) => Body::Whole(head, bytes.to_vec()),
        Err(damage) => Body::Damaged(damage, sealed),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::faulty::block_on;
    use crate::store::{Entry, MemoryCupboard, keeping};

    const HOUR: u64 = DAY / 24;
    const BEIJING: i32 = 480;

    fn label(number: u64, at: u64) -> Label {
        Label { number, seq: number, at, kind: Kind::Automatic, name: String::new(), schema: 1, bytes: 1_000 }
    }

    /// A year of work, a backup every two hours, thinned out each time: what is left.
    fn a_year() -> (Vec<Label>, u64) {
        let (mut kept, mut now) = (Vec::new(), 1_000 * DAY);
        for number in 1..=365 * 12 {
            now += 2 * HOUR;
            kept.push(label(number, now));
            let out = superfluous(&kept, now, BEIJING);
            kept.retain(|label| !out.contains(&label.number));
        }
        (kept, now)
    }

    #[test]
    fn r17_three_of_today_one_a_day_ten_in_all() {
        let (kept, now) = a_year();
        let ago = |label: &Label| day(now, BEIJING) - day(label.at, BEIJING);
        assert_eq!(kept.iter().map(ago).collect::<Vec<_>>(), [7, 6, 5, 4, 3, 2, 1, 0, 0, 0]);
        assert_eq!(kept.last().map(|l| l.at), Some(now));
    }

    #[test]
    fn r17_no_more_than_fifty_megabytes_and_the_oldest_goes_first() {
        let big = |number, bytes| Label { bytes, ..label(number, number * DAY) };
        let labels = [big(1, 1), big(2, 20_000_000), big(3, 20_000_000), big(4, 20_000_000)];
        assert_eq!(superfluous(&labels, 5 * DAY, 0), [1, 2]);
        assert_eq!(superfluous(&[big(1, 60_000_000)], 5 * DAY, 0), Vec::<u64>::new());
        assert_eq!(superfluous(&[big(1, 1), big(2, 60_000_000)], 5 * DAY, 0), [1]);
    }

    #[test]
    fn r17_what_was_made_for_a_reason_is_never_thrown_out() {
        let kinds = [Kind::BeforeRestore, Kind::BeforeMigration, Kind::BeforeImport, Kind::Named, Kind::Other];
        let mut labels: Vec<Label> = (1..=100).map(|n| Label { kind: kinds[n as usize % 5], ..label(n, n) }).collect();
        labels.extend((101..=103).map(|n| label(n, 0)));
        assert_eq!(superfluous(&labels, 0, 0), Vec::<u64>::new());
    }

    #[test]
    fn r17_a_day_is_the_day_of_the_place() {
        let (before, after) = (16 * HOUR - 1, 16 * HOUR);
        assert_eq!((day(before, BEIJING), day(after, BEIJING)), (0, 1));
        assert_eq!((day(HOUR, -300), day(5 * HOUR, -300)), (-1, 0));
    }

    #[test]
    fn r18_the_newest_backup_stays_whatever_the_clock_says() {
        let year = 365 * DAY;
        let labels: Vec<Label> = (1..=6).map(|n| label(n, if n <= 3 { 2 * year } else { year })).collect();
        // The clock went back by a year after the third: the three made since are those of "today".
        assert_eq!(superfluous(&labels, year, 0), [1, 2]);
        assert!(is_due(&labels[..3], 9, year));
        assert!(!is_due(&labels, 9, year + 1));
        assert!(!is_due(&labels, 6, 3 * year));
    }

    #[test]
    fn r16_a_backup_is_the_document_and_a_damaged_one_says_so() {
        let cupboard = MemoryCupboard::default();
        let entry = Entry { id: "d".into(), schema: 1, ..Entry::default() };
        let held = block_on(keeping::create(&cupboard, &entry, b"[]", "w", 0)).unwrap();
        let wanted =
            Wanted { seq: 4, at: 9, kind: Kind::Named, name: "评审前", schema: 1, bytes: "内容".as_bytes() };
        let label = block_on(back_up(&cupboard, &held, &wanted, 0)).unwrap();
        assert_eq!(block_on(labels(&cupboard, "d")).unwrap(), [label]);
        let body = block_on(read_body(&cupboard, "d", 1)).unwrap();
        assert!(matches!(&body, Body::Whole(head, bytes) if head.seq == 4 && bytes == "内容".as_bytes()));
        let spoil = vec![put(keys::body("d", 1), "{oops")];
        block_on(cupboard.write(None, spoil, Durability::Relaxed)).unwrap();
        let body = block_on(read_body(&cupboard, "d", 1)).unwrap();
        assert_eq!(body, Body::Damaged(Damage::NotARecord, b"{oops".to_vec()));
        assert_eq!(block_on(next_number(&cupboard, "d")), Ok(2));
        assert_eq!(block_on(delete(&cupboard, &held, 1)), Ok(()));
        assert_eq!(block_on(read_body(&cupboard, "d", 1)), Ok(Body::NotThere));
    }
}
