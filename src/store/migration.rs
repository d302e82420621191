//! From one arrangement of the cupboard to the next, without a moment at which the old is gone and the new incomplete.
//!
//! `meta/schema` holds the number of the arrangement, and while one is under way, how far it has come. First the new
//! bytes are written beside (`migration/new/…`) and the old ones copied (`migration/old/<its number>/…`); interrupted here, all of
//! it is dropped and begun again. Then, in one strict write, the arrangement is called complete; interrupted after
//! that, moving it into place is simply done again. The copies of the old stay until they are forgotten on purpose.
//! Must never run a step on what a newer program wrote.

use super::cupboard::{Cupboard, Durability, Fault, Guard, Write, put};
use super::keys;
use super::record::{decode_small, encode_small};
use serde::{Deserialize, Serialize};

/// The number of the arrangement that this program writes.
pub const SCHEMA: u32 = 1;

/// The chain of steps; there is only one arrangement so far.
pub const STEPS: [Step; 0] = [];

/// Keys and bytes.
pub type Kept = Vec<(String, Vec<u8>)>;

/// From the arrangement before `to` to `to`: turns every key under `prefix` into what stands there afterwards.
#[derive(Clone, Copy)]
pub struct Step {
    pub to: u32,
    pub prefix: &'static str,
    /// New keys and bytes for one old key; none to drop it. What it cannot read it gives back as it was. It must give
    /// the same for the same, and its keys begin with a prefix of ours.
    pub turn: fn(&str, &[u8]) -> Kept,
}

/// Where a cupboard stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Meta {
    schema: u32,
    /// The new arrangement is complete beside the old, and is being moved into place.
    #[serde(default)]
    moving_to: Option<u32>,
    /// When the last one was finished, in milliseconds since 1970.
    #[serde(default)]
    finished_at: Option<u64>,
}

const NEW: &str = "migration/new/";
const OLD: &str = "migration/old/";

/// What a migration did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Migrated {
    /// The cupboard was new or up to date.
    Nothing,
    /// It came from this number.
    From(u32),
}

/// Brings a cupboard up to the last of `steps`, or to `schema` if there are none. Call it first of all, alone
/// ([`Fault::Fenced`]: another page does the same; call again). [`Fault::Newer`]: nothing may be written.
pub async fn migrate<C: Cupboard>(cupboard: &C, schema: u32, steps: &[Step], now: u64) -> Result<Migrated, Fault> {
    let (mut meta, mut bytes) = read(cupboard, schema).await?;
    let came_from = meta.schema;
    if meta.schema > schema || meta.moving_to.is_some_and(|to| to > schema) {
        return Err(Fault::Newer);
    }
    if bytes.is_none() && meta.schema == schema {
        write_meta(cupboard, None, &meta).await?;
        return Ok(Migrated::Nothing);
    }
    if let Some(to) = meta.moving_to {
        (meta, bytes) = move_into_place(cupboard, meta, bytes, to, now).await?;
    }
    for step in steps.iter().filter(|step| step.to <= schema) {
        if step.to <= meta.schema {
            continue;
        }
        bytes = write_beside(cupboard, &mut meta, bytes, step).await?;
        (meta, bytes) = move_into_place(cupboard, meta, bytes, step.to, now).await?;
    }
    Ok(if meta.schema == came_from { Migrated::Nothing } else { Migrated::From(came_from) })
}

/// Forgets the copies of the old arrangement; `None` if there are none, or the time they were made. Ask the user.
pub async fn forget_old<C: Cupboard>(cupboard: &C, schema: u32) -> Result<Option<u64>, Fault> {
    let (meta, bytes) = read(cupboard, schema).await?;
    if meta.schema > schema || meta.moving_to.is_some() {
        return Err(Fault::Newer);
    }
    let delete = vec![Write::DeleteUnder { prefix: OLD.to_owned(), through: None }];
    cupboard.write(Some(guard(bytes)), delete, Durability::Strict).await?;
    Ok(meta.finished_at)
}

/// Where the copies of one old arrangement stand.
fn old_place(schema: u32) -> String {
    format!("{OLD}{schema}/")
}

fn guard(bytes: Option<Vec<u8>>) -> Guard {
    Guard { key: keys::SCHEMA.to_owned(), bytes }
}

/// The number of a cupboard. One without a number is new if it is empty, and of the first arrangement if it is not.
async fn read<C: Cupboard>(cupboard: &C, schema: u32) -> Result<(Meta, Option<Vec<u8>>), Fault> {
    let bytes = cupboard.read(keys::SCHEMA).await?;
    let bare = |schema| Meta { schema, moving_to: None, finished_at: None };
    let meta = match &bytes {
        None => {
            let empty = cupboard.keys_under("catalogue/").await?.is_empty()
                && cupboard.keys_under("snapshot/").await?.is_empty()
                && cupboard.keys_under("set/").await?.is_empty();
            bare(if empty { schema } else { 1 })
        }
        // A number that cannot be read might be anyone's: nothing is written until somebody has looked.
        Some(bytes) => decode_small(bytes).map_err(|_| Fault::Failed(format!("{} is damaged", keys::SCHEMA)))?,
    };
    Ok((meta, bytes))
}

async fn write_meta<C: Cupboard>(cupboard: &C, before: Option<Vec<u8>>, meta: &Meta) -> Result<Option<Vec<u8>>, Fault> {
    let bytes = encode_small(meta)?;
    let writes = vec![put(keys::SCHEMA.to_owned(), bytes.clone())];
    cupboard.write(Some(guard(before)), writes, Durability::Strict).await?;
    Ok(Some(bytes))
}

/// Writes the new beside the old, one key at a time, and calls it complete.
async fn write_beside<C: Cupboard>(
    cupboard: &C,
    meta: &mut Meta,
    mut bytes: Option<Vec<u8>>,
    step: &Step,
) -> Result<Option<Vec<u8>>, Fault> {
    // Left over from one that was interrupted.
    let old_place = old_place(meta.schema);
    let clean = [NEW.to_owned(), old_place.clone()].map(|prefix| Write::DeleteUnder { prefix, through: None });
    cupboard.write(Some(guard(bytes.clone())), clean.to_vec(), Durability::Relaxed).await?;
    for (key, old) in cupboard.read_under(step.prefix).await? {
        let turned = (step.turn)(&key, &old).into_iter().map(|(key, new)| put(format!("{NEW}{key}"), new));
        let writes = [put(format!("{old_place}{key}"), old)].into_iter().chain(turned).collect();
        cupboard.write(Some(guard(bytes.clone())), writes, Durability::Relaxed).await?;
    }
    meta.moving_to = Some(step.to);
    bytes = write_meta(cupboard, bytes, meta).await?;
    Ok(bytes)
}

/// Moves what stands complete beside into place; harmless to do again.
async fn move_into_place<C: Cupboard>(
    cupboard: &C,
    meta: Meta,
    bytes: Option<Vec<u8>>,
    to: u32,
    now: u64,
) -> Result<(Meta, Option<Vec<u8>>), Fault> {
    let new = cupboard.read_under(NEW).await?;
    let old_place = old_place(meta.schema);
    let old = cupboard.keys_under(&old_place).await?;
    let place = |key: &str, under: &str| key.strip_prefix(under).unwrap_or(key).to_owned();
    for (key, new) in &new {
        let writes = vec![put(place(key, NEW), new.clone())];
        cupboard.write(Some(guard(bytes.clone())), writes, Durability::Relaxed).await?;
    }
    // Old keys that the new arrangement does not have.
    let stays = |key: &str| new.iter().any(|(other, _)| place(other, NEW) == key);
    let gone = old.iter().map(|key| place(key, &old_place)).filter(|key| !stays(key));
    let gone: Vec<Write> = gone.map(|key| Write::Delete { key }).collect();
    cupboard.write(Some(guard(bytes.clone())), gone, Durability::Relaxed).await?;
    let meta = Meta { schema: to.max(meta.schema), moving_to: None, finished_at: Some(now) };
    let bytes = write_meta(cupboard, bytes, &meta).await?;
    let clean = vec![Write::DeleteUnder { prefix: NEW.to_owned(), through: None }];
    cupboard.write(Some(guard(bytes.clone())), clean, Durability::Relaxed).await?;
    Ok((meta, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::MemoryCupboard;
    use crate::store::faulty::{Fails, FaultStore, block_on};
    use std::collections::BTreeMap;

    fn louder(key: &str, bytes: &[u8]) -> Kept {
        vec![(key.to_owned(), bytes.to_ascii_uppercase())]
    }

    fn parted(key: &str, bytes: &[u8]) -> Kept {
        vec![(key.replace("set/", "set/x-"), bytes.to_vec()), (key.replace("set/", "set/y-"), b"!".to_vec())]
    }

    const MADE_UP: [Step; 2] =
        [Step { to: 2, prefix: "set/", turn: louder }, Step { to: 3, prefix: "set/", turn: parted }];

    fn old() -> MemoryCupboard {
        let meta = Meta { schema: 1, moving_to: None, finished_at: None };
        let all = [
            ("set/a".to_owned(), b"one".to_vec()),
            ("set/b".to_owned(), b"two".to_vec()),
            ("snapshot/d/000000000000".to_owned(), b"untouched".to_vec()),
            (keys::SCHEMA.to_owned(), encode_small(&meta).unwrap()),
        ];
        MemoryCupboard::holding(all.into())
    }

    fn without_traces(cupboard: &MemoryCupboard) -> BTreeMap<String, Vec<u8>> {
        let all = cupboard.everything().into_iter();
        all.filter(|(key, _)| !key.starts_with("migration/") && key != keys::SCHEMA).collect()
    }

    fn new() -> BTreeMap<String, Vec<u8>> {
        let pairs = [
            ("set/x-a", "ONE"),
            ("set/x-b", "TWO"),
            ("set/y-a", "!"),
            ("set/y-b", "!"),
            ("snapshot/d/000000000000", "untouched"),
        ];
        pairs.map(|(k, v)| (k.to_owned(), v.as_bytes().to_vec())).into()
    }

    #[test]
    fn a_new_cupboard_gets_the_number_and_an_old_one_goes_through_every_step() {
        let cupboard = MemoryCupboard::default();
        assert_eq!(block_on(migrate(&cupboard, SCHEMA, &STEPS, 1)), Ok(Migrated::Nothing));
        assert_eq!(block_on(migrate(&cupboard, SCHEMA, &STEPS, 2)), Ok(Migrated::Nothing));
        let cupboard = old();
        assert_eq!(block_on(migrate(&cupboard, 3, &MADE_UP, 9)), Ok(Migrated::From(1)));
        assert_eq!(without_traces(&cupboard), new());
        for (place, bytes) in [("migration/old/1/set/a", "one"), ("migration/old/2/set/a", "ONE")] {
            assert_eq!(block_on(cupboard.read(place)), Ok(Some(bytes.as_bytes().to_vec())));
        }
        assert_eq!(block_on(forget_old(&cupboard, 3)), Ok(Some(9)));
        assert_eq!(block_on(cupboard.keys_under("migration/")), Ok(vec![]));
    }

    #[test]
    fn a_cupboard_without_a_number_that_holds_something_is_of_the_first_arrangement() {
        let cupboard = old();
        block_on(cupboard.write(None, vec![Write::Delete { key: keys::SCHEMA.into() }], Durability::Strict)).unwrap();
        assert_eq!(block_on(migrate(&cupboard, 3, &MADE_UP, 9)), Ok(Migrated::From(1)));
        assert_eq!(without_traces(&cupboard), new());
    }

    #[test]
    fn r27_a_newer_cupboard_and_a_damaged_number_are_not_written() {
        let cupboard = old();
        block_on(migrate(&cupboard, 3, &MADE_UP, 9)).unwrap();
        let before = cupboard.everything();
        assert_eq!(block_on(migrate(&cupboard, SCHEMA, &STEPS, 10)), Err(Fault::Newer));
        assert_eq!(cupboard.everything(), before);
        let cupboard = old();
        block_on(cupboard.write(None, vec![put(keys::SCHEMA.into(), "{oops")], Durability::Strict)).unwrap();
        let before = cupboard.everything();
        assert!(matches!(block_on(migrate(&cupboard, 3, &MADE_UP, 9)), Err(Fault::Failed(_))));
        assert_eq!(cupboard.everything(), before);
    }

    #[test]
    fn r30_a_migration_interrupted_at_any_call_resumes_or_begins_again() {
        let whole = FaultStore::around(old(), u64::MAX, Fails::Error);
        block_on(migrate(&whole, 3, &MADE_UP, 9)).unwrap();
        let calls = whole.calls();
        assert!(calls > 20, "{calls}");
        for fails in [Fails::Error, Fails::Torn] {
            for n in 1..=calls {
                let store = FaultStore::around(old(), n, fails);
                assert!(block_on(migrate(&store, 3, &MADE_UP, 9)).is_err(), "{fails:?} {n}");
                let left = store.reopen();
                original_is_there(&left, n);
                assert_eq!(block_on(migrate(&left, 3, &MADE_UP, 10)).map(|_| ()), Ok(()), "{fails:?} {n}");
                assert_eq!(without_traces(&left), new(), "{fails:?} {n}");
            }
        }
    }

    /// What was there before the migration can be read, in place or in its copy, byte for byte.
    fn original_is_there(left: &MemoryCupboard, n: u64) {
        let all = left.everything();
        for (key, bytes) in [("set/a", "one"), ("set/b", "two")] {
            let copy = format!("{}{key}", old_place(1));
            let there = |place: &str| all.get(place).is_some_and(|b| b == bytes.as_bytes());
            assert!(there(key) || there(&copy), "call {n}: {key}");
        }
    }

    #[test]
    fn r14_a_migration_calls_the_new_complete_before_it_touches_the_old() {
        let store = FaultStore::around(old(), u64::MAX, Fails::Error);
        block_on(migrate(&store, 2, &MADE_UP, 9)).unwrap();
        let written = store.written.borrow();
        let touches_old = |write: &Write| match write {
            Write::Put { key, .. } | Write::Delete { key } => key.starts_with("set/"),
            Write::DeleteUnder { prefix, .. } => prefix.starts_with("set/"),
        };
        let complete = written.iter().position(|batch| {
            matches!(&batch[..], [Write::Put { key, bytes }] if key == keys::SCHEMA
                && String::from_utf8_lossy(bytes).contains("\"moving_to\":2"))
        });
        let touched = written.iter().position(|batch| batch.iter().any(touches_old));
        assert!(complete.is_some() && complete < touched, "{complete:?} {touched:?}");
    }
}
