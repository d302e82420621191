//! What the desk does with tables: those that come from outside, and those that are made for people.

use super::own_tables;
use super::protocol::Reply;
use crate::edit::{Act, Change, What};
use crate::engine::Checked;
use crate::i18n::Language;
use crate::intake::{Book, Choices, IntakeView, take_in};
use crate::model::{Diagnostic, Document};
use crate::reports::{self, Made, Spec};

/// Workbooks that are being looked at, and the change that would take them in.
#[derive(Default)]
pub struct Tray {
    books: Vec<Book>,
    view: IntakeView,
    change: Option<Change>,
}

impl Tray {
    /// Looks at workbooks (none: those of the last time) from the document as it is now.
    pub fn look(&mut self, document: &Document, books: Option<&[u8]>, choices: &Choices) -> Option<Reply> {
        if let Some(bytes) = books {
            self.books = serde_json::from_slice(bytes).ok()?;
        }
        // The program's own workbook needs no guesses, and no choices.
        let own = own_tables::look(document, &self.books);
        let (view, change) = own.unwrap_or_else(|| take_in(document, &self.books, choices));
        self.change = change;
        self.view = view.clone();
        Some(Reply::TakingIn(Box::new(view)))
    }

    /// The act that takes in what was looked at last.
    pub fn act(&self, at: u64) -> Reply {
        let act = |change: &Change| Act { at, what: What::Do(change.clone()) };
        Reply::TakeInAct { text: self.change.as_ref().map(|change| super::protocol::act_text(&act(change))) }
    }

    /// The faults of what was looked at last, as a workbook; none: nothing is being looked at.
    pub fn faults(&self, language: Language) -> Option<Made> {
        (!self.books.is_empty()).then(|| reports::faults(&self.view, &self.books, language))
    }

    /// Puts everything away.
    pub fn clear(&mut self) {
        *self = Tray::default();
    }
}

/// A file that was made, as the clerk takes it.
pub fn made(made: &Made) -> Reply {
    // Plain values can always be written.
    Reply::Reported { made: serde_json::to_vec(made).unwrap_or_default() }
}

/// Makes a file for people. `checked`: the document, if it can be computed. Errors: why it cannot.
pub fn report(document: &Document, checked: Option<&Checked>, spec: &Spec) -> Result<Made, Vec<Diagnostic>> {
    reports::make(document, checked, spec)
}
