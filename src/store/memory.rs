//! A cupboard that lasts as long as the page: for browsers that keep nothing, and for tests.
//!
//! Knows only keys and bytes.

use super::cupboard::{Cupboard, Durability, Fault, Guard, Write};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Keys and bytes in memory.
#[derive(Debug, Default)]
pub struct MemoryCupboard {
    shelves: RefCell<BTreeMap<String, Vec<u8>>>,
}

impl MemoryCupboard {
    /// A copy of everything, ordered by key.
    pub fn everything(&self) -> BTreeMap<String, Vec<u8>> {
        self.shelves.borrow().clone()
    }

    /// A cupboard that holds just this.
    pub fn holding(all: BTreeMap<String, Vec<u8>>) -> MemoryCupboard {
        MemoryCupboard { shelves: RefCell::new(all) }
    }

    fn under(&self, prefix: &str) -> Vec<(String, Vec<u8>)> {
        let shelves = self.shelves.borrow();
        let found = shelves.range(prefix.to_owned()..).take_while(|(key, _)| key.starts_with(prefix));
        found.map(|(key, bytes)| (key.clone(), bytes.clone())).collect()
    }
}

/// Applies one write to keys in memory.
pub(crate) fn apply(all: &mut BTreeMap<String, Vec<u8>>, write: Write) {
    match write {
        Write::Put { key, bytes } => {
            all.insert(key, bytes);
        }
        Write::Delete { key } => {
            all.remove(&key);
        }
        Write::DeleteUnder { prefix, through } => {
            all.retain(|key, _| !key.starts_with(&prefix) || through.as_ref().is_some_and(|last| key > last));
        }
    }
}

impl Cupboard for MemoryCupboard {
    async fn read(&self, key: &str) -> Result<Option<Vec<u8>>, Fault> {
        Ok(self.shelves.borrow().get(key).cloned())
    }

    async fn read_under(&self, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, Fault> {
        Ok(self.under(prefix))
    }

    async fn keys_under(&self, prefix: &str) -> Result<Vec<String>, Fault> {
        Ok(self.under(prefix).into_iter().map(|(key, _)| key).collect())
    }

    async fn write(&self, guard: Option<Guard>, writes: Vec<Write>, _durability: Durability) -> Result<(), Fault> {
        let mut shelves = self.shelves.borrow_mut();
        if guard.is_some_and(|guard| shelves.get(&guard.key) != guard.bytes.as_ref()) {
            return Err(Fault::Fenced);
        }
        for write in writes {
            apply(&mut shelves, write);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::cupboard::put;
    use crate::store::faulty::block_on;

    #[test]
    fn a_guard_that_does_not_hold_refuses_every_write_of_the_batch() {
        let cupboard = MemoryCupboard::default();
        let guard = |bytes: Option<&str>| Some(Guard { key: "k".into(), bytes: bytes.map(Into::into) });
        let write = |g, key: &str| block_on(cupboard.write(g, vec![put(key.into(), "1")], Durability::Relaxed));
        assert_eq!(write(guard(Some("1")), "k"), Err(Fault::Fenced));
        assert_eq!(write(guard(None), "k"), Ok(()));
        assert_eq!(write(guard(None), "x"), Err(Fault::Fenced));
        assert_eq!(write(guard(Some("1")), "y"), Ok(()));
        assert_eq!(cupboard.everything().into_keys().collect::<Vec<_>>(), ["k", "y"]);
    }

    #[test]
    fn deleting_under_a_prefix_stops_at_its_last_key_and_touches_nobody_else() {
        let cupboard = MemoryCupboard::default();
        let puts = ["a/1", "a/2", "a/3", "ab", "b"].map(|k| put(k.into(), "")).to_vec();
        assert_eq!(block_on(cupboard.write(None, puts, Durability::Relaxed)), Ok(()));
        let delete = |through: Option<&str>| {
            let write = Write::DeleteUnder { prefix: "a/".into(), through: through.map(Into::into) };
            block_on(cupboard.write(None, vec![write], Durability::Strict))
        };
        assert_eq!(delete(Some("a/2")), Ok(()));
        assert_eq!(block_on(cupboard.keys_under("a")), Ok(vec!["a/3".into(), "ab".into()]));
        assert_eq!(delete(None), Ok(()));
        assert_eq!(block_on(cupboard.keys_under("")), Ok(vec!["ab".into(), "b".into()]));
    }
}
