//! What the page asks of the open document beside its acts: how the list shall call it, and its bytes.

use super::{Keeper, Place, Purpose, SAMPLE, TAB, Unstored, recall};
use crate::store::{Entry, Happened, Notice, SaveState};
use crate::worker::protocol::Written;
use leptos::prelude::*;

impl Keeper {
    /// The document changed: the list shall say so.
    pub fn describe(self, title: &str, subjects: u32, indicators: u32, locked: bool) {
        let Some(entry) = self.entry.get_untracked() else { return };
        let next = Entry {
            title: title.to_owned(),
            subjects: u64::from(subjects),
            indicators: u64::from(indicators),
            locked,
            ..entry.clone()
        };
        if next != entry {
            self.happened(Happened::Described { entry: Box::new(next) });
            self.refresh();
        }
    }

    /// Who works on it, for the list. Asked for in the menu of the document, never required.
    pub fn sign(self, author: &str) {
        let Some(entry) = self.entry.get_untracked() else { return };
        self.happened(Happened::Described { entry: Box::new(Entry { author: author.to_owned(), ..entry }) });
        self.refresh();
    }

    /// An example becomes a document of one's own without a change.
    pub fn adopt(self) {
        if let Some(Unstored { acts }) = &mut self.inner().borrow_mut().unstored
            && acts.is_none()
        {
            *acts = Some(Vec::new());
        } else {
            return;
        }
        self.show(SaveState::Saving);
        self.want(Purpose::Create, Written::Snapshot);
    }

    /// Writes what waits, and says when it is written, or after two seconds.
    pub async fn settle(self) {
        self.happened(Happened::Hidden);
        for _ in 0..40 {
            if !matches!(self.state.get_untracked(), Some(SaveState::Saving)) {
                break;
            }
            crate::ui::effects::pause(50).await;
        }
    }

    /// Hands the document out as a file.
    pub fn export(self) {
        if self.is_open() {
            self.want(Purpose::Export, Written::File);
        }
    }

    /// Keeps the indicator set of the open document in the library.
    pub fn export_set(self) {
        if self.is_open() {
            self.want(Purpose::Set, Written::Set);
        }
    }

    /// Asks for the digest of the open document as it is now.
    pub fn ask_digest(self) {
        self.digest.try_set(None);
        if self.is_open() {
            self.want(Purpose::Digest, Written::File);
        }
    }

    pub(super) fn is_open(self) -> bool {
        self.store()
            .is_some_and(|store| store.workspace.with_untracked(|w| w.open.as_ref().is_some_and(|open| !open.broken)))
    }

    /// What the reader has read is put away.
    pub fn put_away(self, notice: &Notice) {
        self.notices.try_update(|notices| notices.retain(|known| known != notice));
    }

    /// Which example is being opened: the tab remembers it.
    pub fn sample(self, id: &str) {
        self.inner().borrow_mut().sample = Some(id.to_owned());
    }

    /// The example that this tab had open.
    pub fn last_sample(self) -> Option<String> {
        let last: String = recall(Place::Passing, TAB)?;
        last.strip_prefix(SAMPLE).filter(|_| !self.safe.get_untracked()).map(str::to_owned)
    }
}
