//! What can happen to the page, and what it then asks for.

use super::route::Route;
use crate::worker::protocol::{NamedBytes, Reply, Request};

/// Something happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The address changed: a link, back, forward.
    Went(Route),
    /// The page wants to be elsewhere. `replace`: without a new entry in the history (typing in a search field).
    Go { route: Route, replace: bool },
    /// Somebody gave files to open. `title` is what they are called together.
    Open { title: String, files: Vec<NamedBytes> },
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
    /// Tell those who cannot see it, and where needed those who can.
    Say(Notice),
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
    LinkCopied,
    LinkNotCopied,
    BrokeDown,
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
