//! A second document beside the open one, and files that were asked for.

use super::event::{Cause, Effect};
use super::shared::Shared;
use crate::worker::protocol::{NamedBytes, OtherView, Reply, Request};

/// Where a second document comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Alongside {
    /// A file, a folder, an example.
    Files(Vec<NamedBytes>),
    /// The cupboard: a snapshot, and the acts after it.
    Stored { snapshot: Vec<u8>, acts: Vec<String> },
    /// It cannot even be read.
    Unreadable(Cause),
}

/// A second document, on its way or there.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// How addresses call it.
    pub key: String,
    pub title: String,
    /// Where the desk has it; a slot is never used twice, so that no answer about an earlier one is taken for this one.
    pub slot: u32,
    pub document: Option<Shared<OtherView>>,
    /// Why it cannot be had.
    pub refused: Option<Cause>,
}

impl Beside {
    /// Puts a document beside the open one of this desk, in the place of the one before.
    pub(super) fn place(
        before: Option<Beside>,
        desk: u32,
        mut next: impl FnMut() -> u32,
        (key, title): (String, String),
        what: Alongside,
    ) -> (Beside, Vec<Effect>) {
        let mut effects = Vec::new();
        if let Some(slot) = before.filter(|before| before.refused.is_none()).map(|before| before.slot) {
            effects.push(Effect::Ask { desk, id: next(), request: Request::CloseOther { slot } });
        }
        let slot = next();
        let mut beside = Beside { key, title, slot, document: None, refused: None };
        let request = match what {
            Alongside::Files(files) => Request::OpenOther { slot, files },
            Alongside::Stored { snapshot, acts } => Request::RestoreOther { slot, snapshot, acts },
            Alongside::Unreadable(cause) => {
                beside.refused = Some(cause);
                return (beside, effects);
            }
        };
        effects.push(Effect::Ask { desk, id: slot, request });
        (beside, effects)
    }

    /// Takes the answer to its opening; false: it is none.
    pub(super) fn answered(&mut self, id: u32, reply: &Reply) -> bool {
        if id != self.slot {
            return false;
        }
        match reply {
            Reply::OtherOpened(view) => self.document = Some(Shared::new(view.as_ref().clone())),
            Reply::Refused { findings } => self.refused = Some(Cause::Findings(findings.clone())),
            _ => return false,
        }
        true
    }

    /// Whether it is still on its way.
    pub fn is_waiting(&self) -> bool {
        self.document.is_none() && self.refused.is_none()
    }
}
