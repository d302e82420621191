//! Indicator sets that are kept alone, to be used again.
//!
//! `set/<id>` is a sealed record: a head with title and counts, then the bytes. Must never read a set.

use super::cupboard::{Cupboard, Durability, Fault, Guard, Write, put};
use super::keys;
use super::record::{Damage, decode_sealed, encode_sealed};
use super::shelf::IN_THE_BIN;
use serde::{Deserialize, Serialize};

/// What the library says about one set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SetHead {
    pub id: String,
    pub title: String,
    pub dimensions: u64,
    pub indicators: u64,
    /// Times in milliseconds since 1970.
    pub saved_at: u64,
    /// Format number of the bytes.
    pub schema: u32,
    pub binned_at: Option<u64>,
}

/// One line of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListedSet {
    Set {
        head: SetHead,
        bytes: u64,
    },
    /// A newer program wrote it.
    Newer(SetHead),
    /// It cannot be read; its bytes stay, and can be read as they are.
    Damaged {
        id: String,
    },
}

/// A set that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FoundSet {
    NotThere,
    /// Its bytes as they stand, for a download.
    Damaged(Damage, Vec<u8>),
    Newer(SetHead, Vec<u8>),
    Set(SetHead, Vec<u8>),
}

fn read(sealed: &[u8], schema: u32) -> FoundSet {
    match decode_sealed::<SetHead>(sealed) {
        Err(damage) => FoundSet::Damaged(damage, sealed.to_vec()),
        Ok((head, bytes)) if head.schema > schema => FoundSet::Newer(head, bytes.to_vec()),
        Ok((head, bytes)) => FoundSet::Set(head, bytes.to_vec()),
    }
}

/// Every set, those in the bin too, ordered by id. `schema` is the format number that this program writes.
pub async fn list<C: Cupboard>(cupboard: &C, schema: u32) -> Result<Vec<ListedSet>, Fault> {
    let all = cupboard.read_under("set/").await?;
    let line = |(key, sealed): &(String, Vec<u8>)| match read(sealed, schema) {
        FoundSet::Set(head, bytes) => ListedSet::Set { head, bytes: bytes.len() as u64 },
        FoundSet::Newer(head, _) => ListedSet::Newer(head),
        FoundSet::NotThere | FoundSet::Damaged(..) => ListedSet::Damaged { id: keys::doc_of(key).unwrap_or_default() },
    };
    Ok(all.iter().map(line).collect())
}

/// One set.
pub async fn find<C: Cupboard>(cupboard: &C, id: &str, schema: u32) -> Result<FoundSet, Fault> {
    let sealed = cupboard.read(&keys::set(id)).await?;
    Ok(sealed.map_or(FoundSet::NotThere, |sealed| read(&sealed, schema)))
}

/// Keeps a new set. [`Fault::Fenced`] if there is one with this id.
pub async fn keep<C: Cupboard>(cupboard: &C, head: &SetHead, bytes: &[u8]) -> Result<(), Fault> {
    let nobody = Guard { key: keys::set(&head.id), bytes: None };
    let writes = vec![put(keys::set(&head.id), encode_sealed(head, bytes)?)];
    cupboard.write(Some(nobody), writes, Durability::Strict).await
}

/// Changes what the library says about a set: its title, or whether it is in the bin. `None` if there is no set that
/// this program may write. [`Fault::Fenced`] if another tab changed it at the same moment.
pub async fn change<C: Cupboard>(
    cupboard: &C,
    id: &str,
    schema: u32,
    change: impl FnOnce(SetHead) -> SetHead,
) -> Result<Option<SetHead>, Fault> {
    let Some(sealed) = cupboard.read(&keys::set(id)).await? else { return Ok(None) };
    let FoundSet::Set(head, bytes) = read(&sealed, schema) else { return Ok(None) };
    let head = SetHead { id: id.to_owned(), ..change(head) };
    let writes = vec![put(keys::set(id), encode_sealed(&head, &bytes)?)];
    let guard = Guard { key: keys::set(id), bytes: Some(sealed) };
    cupboard.write(Some(guard), writes, Durability::Strict).await?;
    Ok(Some(head))
}

/// Throws a set away at once. What a newer program wrote stays.
pub async fn delete<C: Cupboard>(cupboard: &C, id: &str, schema: u32) -> Result<bool, Fault> {
    match find(cupboard, id, schema).await? {
        FoundSet::Set(..) | FoundSet::Damaged(..) => {
            cupboard.write(None, vec![Write::Delete { key: keys::set(id) }], Durability::Strict).await?;
            Ok(true)
        }
        FoundSet::NotThere | FoundSet::Newer(..) => Ok(false),
    }
}

/// The sets whose thirty days in the bin are over.
pub fn over(listed: &[ListedSet], now: u64) -> Vec<String> {
    let over = |head: &SetHead| head.binned_at.and_then(|at| now.checked_sub(at)).is_some_and(|ms| ms >= IN_THE_BIN);
    let ids = listed.iter().filter_map(|line| match line {
        ListedSet::Set { head, .. } if over(head) => Some(head.id.clone()),
        _ => None,
    });
    ids.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::MemoryCupboard;
    use crate::store::faulty::block_on;

    fn head(id: &str) -> SetHead {
        SetHead {
            id: id.into(), title: "指标".into(), dimensions: 3, indicators: 24, schema: 1, ..SetHead::default()
        }
    }

    #[test]
    fn a_set_is_kept_renamed_binned_and_brought_back_with_the_same_bytes() {
        let cupboard = MemoryCupboard::default();
        block_on(keep(&cupboard, &head("s"), b"{}")).unwrap();
        assert_eq!(block_on(keep(&cupboard, &head("s"), b"other")), Err(Fault::Fenced));
        let renamed = |h: SetHead| SetHead { title: "新名".into(), ..h };
        block_on(change(&cupboard, "s", 1, renamed)).unwrap();
        block_on(change(&cupboard, "s", 1, |h| SetHead { binned_at: Some(7), ..h })).unwrap();
        let listed = block_on(list(&cupboard, 1)).unwrap();
        assert!(matches!(&listed[..], [ListedSet::Set { head, bytes: 2 }] if head.binned_at == Some(7)));
        assert_eq!(over(&listed, 6 + IN_THE_BIN), Vec::<String>::new());
        assert_eq!(over(&listed, 7 + IN_THE_BIN), ["s"]);
        block_on(change(&cupboard, "s", 1, |h| SetHead { binned_at: None, ..h })).unwrap();
        let expected = FoundSet::Set(renamed(head("s")), b"{}".to_vec());
        assert_eq!(block_on(find(&cupboard, "s", 1)), Ok(expected));
        assert_eq!(block_on(delete(&cupboard, "s", 1)), Ok(true));
        assert_eq!(block_on(find(&cupboard, "s", 1)), Ok(FoundSet::NotThere));
    }

    #[test]
    fn r27_a_newer_and_a_damaged_set_hide_nobody_and_are_not_changed() {
        let cupboard = MemoryCupboard::default();
        block_on(keep(&cupboard, &head("a"), b"1")).unwrap();
        block_on(keep(&cupboard, &SetHead { schema: 2, ..head("b") }, b"2")).unwrap();
        block_on(cupboard.write(None, vec![put(keys::set("c"), "{oops")], Durability::Relaxed)).unwrap();
        let before = cupboard.everything();
        let listed = block_on(list(&cupboard, 1)).unwrap();
        assert!(matches!(&listed[0], ListedSet::Set { head, .. } if head.id == "a"));
        assert!(matches!(&listed[1], ListedSet::Newer(head) if head.id == "b"));
        assert_eq!(listed[2], ListedSet::Damaged { id: "c".into() });
        assert_eq!(block_on(change(&cupboard, "b", 1, |h| h)), Ok(None));
        assert_eq!(block_on(change(&cupboard, "c", 1, |h| h)), Ok(None));
        assert_eq!(block_on(delete(&cupboard, "b", 1)), Ok(false));
        assert_eq!(cupboard.everything(), before);
    }
}
