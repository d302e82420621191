//! What the page asks of the open document beside its acts: how the list shall call it, and its bytes.

use super::start::SLOW;
use super::{Keeper, Later, Place, Purpose, SAMPLE, TAB, Unstored, now, recall};
use crate::i18n::words_keeping::keeping_words;
use crate::store::lease;
use crate::store::{Entry, Happened, Notice, SaveState, Why};
use crate::ui::dialogs::Ask;
use crate::ui::toast::Undo;
use crate::worker::protocol::Written;
use crate::workspace::Event;
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
        if let Some(Unstored { acts, .. }) = &mut self.inner().borrow_mut().unstored
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

    /// Whether opening something else loses what is nowhere but on the screen.
    pub fn would_lose(self) -> bool {
        let inner = self.inner();
        if inner.borrow().may_lose {
            return false;
        }
        match self.state.get_untracked() {
            Some(SaveState::Unsaved { .. }) => true,
            Some(SaveState::MemoryOnly) => {
                self.entry.with_untracked(|entry| entry.as_ref().is_some_and(|entry| entry.edits_since_export > 0))
            }
            Some(SaveState::Saving) => inner.borrow().saving_since.is_some_and(|since| now().abs_diff(since) >= SLOW),
            _ => false,
        }
    }

    /// Opening files or a new assessment waits for the reader's word if something would be lost.
    pub fn holds_back(self, event: Event) -> Option<Event> {
        let opens = matches!(event, Event::Open { .. } | Event::Fork { .. });
        if opens && self.would_lose() {
            self.ask_first(Later::Event(event));
            return None;
        }
        Some(event)
    }

    pub(super) fn ask_first(self, later: Later) {
        self.inner().borrow_mut().held_back = Some(later);
        self.asked.try_set(Some(Ask::Lose));
    }

    /// The reader knows what is lost, and goes on.
    pub fn go_on(self) {
        let later = {
            let inner = self.inner();
            let mut inner = inner.borrow_mut();
            inner.may_lose = true;
            inner.held_back.take()
        };
        match (later, self.store()) {
            (Some(Later::Event(event)), Some(store)) => store.dispatch(event),
            (Some(Later::Document { id, force }), _) => leptos::task::spawn_local(self.open(id, force)),
            _ => {}
        }
    }

    /// Whether a newer program wrote the open document.
    pub(super) fn is_newer(self) -> bool {
        self.store().is_some_and(|store| {
            store.workspace.with_untracked(|w| w.open.as_ref().is_some_and(|open| open.document.read_only.is_some()))
        })
    }

    /// Nothing of what is open is written.
    pub(super) fn only_look(self) {
        let why = if self.is_newer() { Why::NewerProgram } else { Why::OtherPage };
        self.show(SaveState::ReadOnly { why });
    }

    pub(super) fn tell_exported(self) {
        if let Some(store) = self.store() {
            self.tell(keeping_words(store.language.get_untracked()).exported.to_owned(), None::<Undo>);
        }
    }

    /// Bytes that were wanted do not come.
    pub fn not_handed(self) {
        let purpose = self.inner().borrow_mut().wanted.pop_front();
        if let (Some(Purpose::Export | Purpose::Set | Purpose::Backup { .. }), Some(store)) = (purpose, self.store()) {
            self.tell(keeping_words(store.language.get_untracked()).not_exported.to_owned(), None::<Undo>);
        }
    }

    /// Puts the open document away, and says when it is let go of.
    pub async fn leave(self) {
        let doc = self.document.get_untracked();
        self.let_go();
        if let Some(store) = self.store() {
            store.dispatch(Event::Close);
        }
        let (Some(doc), Some(place)) = (doc, self.place()) else { return };
        for _ in 0..40 {
            match lease::seen(&*place, &doc).await {
                Ok(seen) if seen.lease.as_ref().is_some_and(|lease| lease.writer == self.writer()) => {
                    crate::ui::effects::pause(50).await;
                }
                _ => break,
            }
        }
        // The lock goes a moment after the last write.
        crate::ui::effects::pause(220).await;
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
