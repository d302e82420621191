//! A cupboard that fails when it is told to, and a way to run futures without a runtime. For tests only.

use super::cupboard::{Cupboard, Durability, Fault, Guard, Write};
use super::keys;
use super::memory::{MemoryCupboard, apply};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Runs a future that never waits for anything outside.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a cupboard in memory never waits"),
    }
}

/// How the n-th call goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fails {
    /// Refused, nothing done.
    Error,
    /// The first part of the batch is applied, then it is refused; a call that reads is refused.
    Torn,
    /// Reported done. On reopening it and everything after it is gone, unless a strict write flushed it.
    LostTail,
    /// Done, and its last journal record stands once more under the next number.
    Duplicated,
}

/// Wraps a cupboard in memory.
pub(crate) struct FaultStore {
    inside: MemoryCupboard,
    calls: Cell<u64>,
    pub(crate) fail_at: u64,
    fails: Fails,
    /// What would be there after a power cut, from the lost write on.
    durable: RefCell<Option<BTreeMap<String, Vec<u8>>>>,
    /// Every batch that was written, where no fault is wanted: for looking at the order of operations.
    pub(crate) written: RefCell<Vec<Vec<Write>>>,
}

impl FaultStore {
    pub(crate) fn new(fail_at: u64, fails: Fails) -> FaultStore {
        FaultStore::around(MemoryCupboard::default(), fail_at, fails)
    }

    pub(crate) fn around(inside: MemoryCupboard, fail_at: u64, fails: Fails) -> FaultStore {
        let (calls, durable, written) = (Cell::new(0), RefCell::new(None), RefCell::new(Vec::new()));
        FaultStore { inside, calls, fail_at, fails, durable, written }
    }

    pub(crate) fn calls(&self) -> u64 {
        self.calls.get()
    }

    /// What is there when the browser is started again.
    pub(crate) fn reopen(self) -> MemoryCupboard {
        match self.durable.into_inner() {
            Some(durable) => MemoryCupboard::holding(durable),
            None => self.inside,
        }
    }

    fn strikes(&self) -> bool {
        self.calls.set(self.calls.get() + 1);
        self.calls.get() == self.fail_at
    }

    fn read_strikes(&self) -> Result<(), Fault> {
        let refused = self.strikes() && matches!(self.fails, Fails::Error | Fails::Torn);
        if refused { Err(Fault::Failed("told to fail".into())) } else { Ok(()) }
    }
}

impl Cupboard for FaultStore {
    async fn read(&self, key: &str) -> Result<Option<Vec<u8>>, Fault> {
        self.read_strikes()?;
        self.inside.read(key).await
    }

    async fn read_under(&self, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, Fault> {
        self.read_strikes()?;
        self.inside.read_under(prefix).await
    }

    async fn keys_under(&self, prefix: &str) -> Result<Vec<String>, Fault> {
        self.read_strikes()?;
        self.inside.keys_under(prefix).await
    }

    async fn write(&self, guard: Option<Guard>, mut writes: Vec<Write>, durability: Durability) -> Result<(), Fault> {
        let strikes = self.strikes();
        // The guard is looked at first, as in the browser: in the same transaction.
        self.inside.write(guard, Vec::new(), durability).await?;
        match self.fails {
            Fails::Error if strikes => return Err(Fault::Failed("told to fail".into())),
            Fails::Torn if strikes => {
                let part = self.calls.get() as usize % (writes.len() + 1);
                writes.truncate(part);
                let mut all = self.inside.everything();
                writes.into_iter().for_each(|write| apply(&mut all, write));
                self.inside.write(None, all_puts(&all, &self.inside), durability).await?;
                return Err(Fault::Failed("told to tear".into()));
            }
            Fails::LostTail if strikes && durability == Durability::Relaxed => {
                *self.durable.borrow_mut() = Some(self.inside.everything());
            }
            Fails::Duplicated if strikes => {
                let last = writes.iter().rev().find_map(|write| match write {
                    Write::Put { key, bytes } if key.starts_with("journal/") => Some((key.clone(), bytes.clone())),
                    _ => None,
                });
                if let Some((key, bytes)) = last {
                    let (doc, seq) = (keys::doc_of(&key).unwrap(), keys::number_of(&key).unwrap());
                    writes.push(Write::Put { key: keys::journal(&doc, seq + 1), bytes });
                }
            }
            _ => {}
        }
        if self.fail_at == u64::MAX {
            self.written.borrow_mut().push(writes.clone());
        }
        self.inside.write(None, writes, durability).await?;
        if durability == Durability::Strict {
            // A flush takes everything before it along.
            self.durable.borrow_mut().take();
        }
        Ok(())
    }
}

/// The writes that turn what is in `now` into `all`.
fn all_puts(all: &BTreeMap<String, Vec<u8>>, now: &MemoryCupboard) -> Vec<Write> {
    let gone = now.everything().into_keys().filter(|key| !all.contains_key(key)).map(|key| Write::Delete { key });
    gone.chain(all.iter().map(|(key, bytes)| Write::Put { key: key.clone(), bytes: bytes.clone() })).collect()
}
