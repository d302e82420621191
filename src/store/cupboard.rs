//! What every place that keeps work can do: read, list, and write several keys at once.
//!
//! Knows what can go wrong with such a place. Must never know what the bytes mean.

use serde::{Deserialize, Serialize};

/// A place of keys and bytes. Futures need not be `Send`: the page has one thread.
#[allow(async_fn_in_trait)]
pub trait Cupboard {
    /// The bytes under a key, if it is there.
    async fn read(&self, key: &str) -> Result<Option<Vec<u8>>, Fault>;

    /// Everything whose key begins with `prefix`, ordered by key.
    async fn read_under(&self, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, Fault>;

    /// The keys that begin with `prefix`, in order.
    async fn keys_under(&self, prefix: &str) -> Result<Vec<String>, Fault>;

    /// All or nothing, in one transaction; the writes take effect in their order. Refused with [`Fault::Fenced`] if the
    /// guard does not hold in that same transaction.
    async fn write(&self, guard: Option<Guard>, writes: Vec<Write>, durability: Durability) -> Result<(), Fault>;
}

/// What must stand under a key now; `None` means that nothing may stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guard {
    pub key: String,
    pub bytes: Option<Vec<u8>>,
}

/// One change within a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    Put {
        key: String,
        bytes: Vec<u8>,
    },
    Delete {
        key: String,
    },
    /// Every key that begins with `prefix`; with `through`, only those not after it.
    DeleteUnder {
        prefix: String,
        through: Option<String>,
    },
}

/// How hard the place tries before it says that a write is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Survives the browser being killed, perhaps not a power cut: for acts.
    Relaxed,
    /// Flushed to the disk: for snapshots, migration, and everything that deletes.
    Strict,
}

/// Why a place did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fault", content = "said", rename_all = "snake_case")]
pub enum Fault {
    /// No space is left.
    Full,
    /// The guard did not hold: somebody else writes here now.
    Fenced,
    /// Cleared or closed under us.
    Gone,
    /// A newer program has upgraded it.
    Newer,
    /// It cannot be opened; the browser's own words.
    Unavailable(String),
    /// Anything else; the browser's own words.
    Failed(String),
}

pub(crate) fn put(key: String, bytes: impl Into<Vec<u8>>) -> Write {
    Write::Put { key, bytes: bytes.into() }
}

/// What of ours could not be written as JSON. It does not happen with these types, and is no reason to give up.
pub(crate) fn unwritable(reason: serde_json::Error) -> Fault {
    Fault::Failed(reason.to_string())
}
