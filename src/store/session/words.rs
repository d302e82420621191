//! What a session is told, what it answers, and what is shown of it.
//!
//! Knows no rule of the session. Sentences for the user stand elsewhere: these are keys with arguments.

use crate::store::cupboard::{Durability, Fault, Guard, Write};
use crate::store::keeping::{Harm, Loaded};
use crate::store::lease::Held;
use crate::store::message::Message;
use crate::store::shelf::Entry;

/// What the page shows beside the title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    Saved { at: u64 },
    Saving,
    Unsaved { fault: Fault },
    MemoryOnly,
    ReadOnly { why: Why },
}

/// Why nothing is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is still being opened.
    Loading,
    /// Another page writes it; this one may take over.
    OtherPage,
    /// Another page has taken over.
    TakenOver,
    /// A newer program has been here.
    NewerProgram,
    /// It could not be read.
    Unreadable,
    /// Everything was deleted because somebody asked for it.
    Cleared,
    Closed,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum Happened {
    /// The document was found; `held` if this page has the turn.
    Loaded {
        loaded: Box<Loaded>,
        held: Option<Held>,
    },
    /// It could not be opened.
    NotLoaded {
        why: Why,
    },
    /// There is no place to keep anything: memory only.
    NoCupboard,
    /// The user did something: one JSON value.
    Edited {
        act: Vec<u8>,
    },
    /// The whole document was replaced: restored, imported, migrated. `backup` are the writes that keep what was there.
    Replaced {
        backup: Vec<Write>,
        bytes: Vec<u8>,
    },
    /// The page knows more about the document. Times and counts that the session keeps itself are not taken from it.
    Described {
        entry: Box<Entry>,
    },
    Exported,
    /// The answer to `Order::AskSnapshot`: the document after act `seq`.
    Snapshot {
        seq: u64,
        bytes: Vec<u8>,
    },
    /// What came of `Order::Write`.
    Written {
        number: u64,
        outcome: Result<(), Fault>,
    },
    /// Time passes; about once a second.
    Tick,
    /// The page was hidden, and may not come back: hidden, frozen, or left with the browser keeping it for a return.
    Hidden,
    /// The page may be gone before any answer reaches it: what waits is left behind at once.
    Parting,
    /// The page is being closed for good; a page that comes back opens the document again.
    Closing,
    /// A newer program waits for this page to let go of the cupboard.
    UpgradeAsked,
    /// The cupboard was closed or cleared under the page.
    Gone,
    /// The answer to `Order::Reopen` and `Order::ReadLease`: what stands under `lease/<doc>`.
    LeaseRead {
        bytes: Option<Vec<u8>>,
    },
    /// It could not be opened or read again.
    StillGone {
        fault: Fault,
    },
    Heard {
        message: Message,
    },
}

/// What the page shall do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    Write {
        number: u64,
        guard: Guard,
        writes: Vec<Write>,
        durability: Durability,
    },
    /// Leave these records in the cupboard without waiting for anything, each by itself, each only where nothing stands.
    Part {
        records: Vec<(String, Vec<u8>)>,
    },
    /// Write the document down as it is now, and say after which act that was.
    AskSnapshot,
    /// Open the cupboard again, then read the lease.
    Reopen,
    ReadLease,
    /// Close the cupboard: a newer program waits.
    CloseCupboard,
    /// Load the page again; nothing is unsaved.
    Reload,
    /// Tick at this time at the latest.
    RetryAt {
        at: u64,
    },
    Say {
        message: Message,
    },
    Show {
        state: SaveState,
    },
    Notice {
        notice: Notice,
    },
}

/// What the user is told once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// After step `after`, `lost` steps could not be restored; what was damaged is kept aside.
    Harmed { after: u64, lost: u64, harm: Harm },
    /// The browser closed or cleared its storage; the document is being saved again from memory.
    SavingAgain,
    /// These edits are on the screen and nowhere else: offer them as a file.
    NotSaved { edits: u64 },
    /// Another page has saved up to this act: offer to show it. Nothing on the screen changes by itself.
    OtherPageSaved { seq: u64 },
    /// The other page has let go: taking over is free.
    OtherPageLetGo,
    /// A newer program is in use: load the page again by hand.
    NewerProgram,
    /// A checkpoint or backup that was asked for could not be made.
    BackupFailed { fault: Fault },
}

/// How the page begins.
#[derive(Clone, Debug)]
pub struct Opening {
    pub doc: String,
    /// This page's own id, of chance, never used again.
    pub writer: String,
    /// Format number of the documents that this program writes.
    pub schema: u32,
    pub now: u64,
    /// When this tab last reloaded itself, if it did.
    pub last_reload: Option<u64>,
}
