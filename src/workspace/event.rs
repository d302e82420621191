//! What can happen to the page, and what it then asks for.

use super::beside::Alongside;
use super::intake::Intaking;
use super::route::Route;
use super::topics::Topic;
use crate::edit::{Refusal, Said, What};
use crate::intake::SheetChoice;
use crate::worker::clerk::Task;
use crate::worker::protocol::{Fork, NamedBytes, Reply, Request, SideSpec, Words, Written, WrittenView};

/// Something happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The address changed: a link, back, forward.
    Went(Route),
    /// The page wants to be elsewhere. `replace`: without a new entry in the history (typing in a search field).
    Go { route: Route, replace: bool },
    /// Somebody gave files to open. `title` is what they are called together.
    Open { title: String, files: Vec<NamedBytes>, origin: Origin },
    /// A stored document is to be opened: a snapshot, and the acts after it.
    Restore { title: String, id: String, snapshot: Vec<u8>, acts: Vec<String> },
    /// A new assessment is to begin with a stored indicator set.
    Fork { fork: Fork },
    /// A person changes the document. `at`: milliseconds since 1970.
    Act { at: u64, what: What },
    /// Another state of the document is to stand in the place of this one; it can be undone.
    Stand { at: u64, other: Vec<u8> },
    /// The document is wanted as bytes.
    Want(Written),
    /// What is opened next was open before: the page stays where it is.
    Stay,
    /// The open document is put away.
    Close,
    /// Whether the document may be changed here: not while it is somebody else's.
    MayChange(bool),
    /// A part of the page needs an answer, now and after every change.
    Follow { topic: Topic, request: Request },
    /// It needs it no more.
    Unfollow(Topic),
    /// A second document is to stand beside the open one. `key` is how addresses call it.
    OpenBeside { key: String, title: String, what: Alongside },
    /// A comparison is wanted as a file of this name: of all subjects, or of one.
    Export { left: SideSpec, right: SideSpec, subject: Option<String>, words: Words, name: String },
    /// Something happened to tables.
    Intake(Intaking),
    /// A file for people is wanted (`Request::Report`, `Request::TakeInFaults`); an empty name: the one the desk gives.
    HandOut { request: Request, name: String },
    /// The file on its way is not wanted any more.
    StopHanding,
    /// Files that were given cannot even be handed on.
    CannotOpen { title: String, refusal: Cause },
    /// Stop what is running: the opening, or else the assessment.
    Cancel,
    /// Compute what was stopped after all.
    Retry,
    /// The findings of the refused file were read.
    Dismiss,
    /// A desk answered.
    Replied { desk: u32, id: u32, reply: Reply },
    /// A desk broke down.
    BrokeDown { desk: u32 },
}

/// What the page has to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask a desk; a desk nobody asked yet is a fresh worker.
    Ask { desk: u32, id: u32, request: Request },
    /// The desk's document is not needed any more.
    Leave { desk: u32 },
    /// Stop the desk in the middle of its work.
    Stop { desk: u32 },
    /// Write the address.
    Address { route: Route, replace: bool },
    /// An act was made here: it is to be kept. `text` is what is kept.
    Keep { text: String },
    /// The document as bytes, as it was wanted.
    Hand(Box<WrittenView>),
    /// A file for people, to be saved under this name.
    Download { name: String, bytes: Vec<u8> },
    /// A fresh clerk is to do this.
    Clerk { task: u32, work: Task },
    /// The clerk at this task is to stop at once.
    StopClerk { task: u32 },
    /// Tables were taken in, as one step. `remember`: what was decided, by headings.
    TookIn { remember: Vec<(String, SheetChoice)> },
    /// Bytes that were wanted do not come.
    NotHanded,
    /// Another document is open now.
    Settled { origin: Origin },
    /// The document that was on its way does not come.
    GivenUp { origin: Origin },
    /// Tell those who cannot see it, and where needed those who can.
    Say(Notice),
}

/// Where an open document comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A file or folder.
    File,
    /// An example that comes with the page: not kept before it is changed.
    Sample,
    /// The cupboard, under this name.
    Stored(String),
    /// Made here.
    New,
}

/// Something worth telling.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    Opened {
        title: String,
        subjects: u32,
        indicators: u32,
    },
    Refused {
        title: String,
        findings: u32,
    },
    OpeningCancelled {
        title: String,
    },
    Assessed {
        subjects: u32,
    },
    AssessmentCancelled,
    NothingThere {
        what: String,
    },
    /// Rows in the table after a filter or a sort.
    Rows {
        shown: u32,
        of: u32,
    },
    /// Something was changed, undone (`back`) or done again.
    Changed {
        said: Said,
        way: Way,
    },
    /// A what-if began, became one change, or was forgotten.
    Supposing,
    Kept {
        changes: u32,
    },
    Dropped {
        changes: u32,
    },
    /// A change was not made.
    NotChanged {
        refusal: Refusal,
    },
    /// The document cannot be changed here.
    ReadOnly,
    /// As it is now the document cannot be computed.
    NotComputable {
        findings: u32,
    },
    LinkCopied,
    LinkNotCopied,
    BrokeDown,
}

/// Which way a change went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Done,
    Undone,
    Redone,
}

/// Why files were not opened.
#[derive(Clone, Debug, PartialEq)]
pub enum Cause {
    /// What the desk found.
    Findings(Vec<crate::model::Diagnostic>),
    /// The worker could not be started, or broke down.
    BrokeDown,
    /// The browser did not let the page read them.
    NotReadable,
    /// Nothing was given.
    Nothing,
}
