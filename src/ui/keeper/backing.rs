//! Backups, checkpoints, and going back to one.

use super::{Keeper, Purpose, now, offset_minutes};
use crate::i18n::keeping::checkpoint_made;
use crate::i18n::words_keeping::keeping_words;
use crate::store::record::Kind;
use crate::store::{Fault, Notice, retention};
use crate::ui::toast::Undo;
use crate::worker::protocol::{SCHEMA, Written, WrittenView};
use crate::workspace::Event;
use leptos::prelude::*;

impl Keeper {
    /// A named checkpoint of the open document.
    pub fn checkpoint(self, name: String) {
        if let (true, Some(store)) = (self.supposes(), self.store()) {
            return self.tell(keeping_words(store.language.get_untracked()).checkpoint_supposing.to_owned(), None);
        }
        self.want(Purpose::Backup { kind: Kind::Named, name, then: None }, Written::Snapshot);
    }

    fn supposes(self) -> bool {
        self.store().is_some_and(|store| {
            store.document.with_untracked(|d| d.as_ref().is_some_and(|d| d.history.supposed.is_some()))
        })
    }

    /// Puts an earlier state in the place of this one, after keeping this one. It can be undone.
    pub fn stand(self, other: Vec<u8>) {
        self.want(
            Purpose::Backup { kind: Kind::BeforeRestore, name: String::new(), then: Some(other) },
            Written::Snapshot,
        );
    }

    /// The backup that nobody asks for: at most one in a quarter of an hour.
    pub(super) async fn back_up_if_due(self, seq: u64, bytes: Vec<u8>) {
        let doc = self.document.try_get_untracked().flatten();
        let held = self.inner().borrow().session.as_ref().and_then(|session| session.held().cloned());
        let (Some(place), Some(doc), Some(held)) = (self.place(), doc, held) else { return };
        // What is only supposed is no state to go back to.
        if self.supposes() {
            return;
        }
        let Ok(labels) = retention::labels(&*place, &doc).await else { return };
        if held.doc == doc && retention::is_due(&labels, seq, now()) {
            let wanted =
                retention::Wanted { seq, at: now(), kind: Kind::Automatic, name: "", schema: SCHEMA, bytes: &bytes };
            // Without it the snapshot stands all the same; the next one tries again.
            let _ = retention::back_up(&*place, &held, &wanted, offset_minutes()).await;
            self.refresh();
        }
    }

    pub(super) async fn back_up(self, written: WrittenView, kind: Kind, name: String, then: Option<Vec<u8>>) {
        let doc = self.document.try_get_untracked().flatten();
        let (Some(place), Some(doc)) = (self.place(), doc) else { return };
        let (seq, held) = {
            let inner = self.inner();
            let inner = inner.borrow();
            let Some(session) = &inner.session else { return };
            (session.newest(), session.held().cloned())
        };
        let Some(held) = held.filter(|held| held.doc == doc) else { return };
        let generation = self.generation();
        let wanted = retention::Wanted { seq, at: now(), kind, name: &name, schema: SCHEMA, bytes: &written.bytes };
        let made = retention::back_up(&*place, &held, &wanted, offset_minutes()).await;
        self.refresh();
        let language = self.store().map(|store| store.language.get_untracked()).unwrap_or_default();
        if self.generation() != generation {
            // Another document is open by now; the backup stands.
            return;
        }
        match (made, then, self.store()) {
            (Ok(_), Some(other), Some(store)) => {
                store.dispatch(Event::Stand { at: now(), other });
                self.tell(keeping_words(language).restored.to_owned(), Some(Undo::Step));
            }
            (Ok(label), None, _) => self.tell(checkpoint_made(language, &label.name), None),
            (Err(fault), ..) => {
                self.notices.try_update(|notices| notices.push(Notice::BackupFailed { fault }));
            }
            _ => {}
        }
    }

    /// Deletes one backup or checkpoint of the open document because somebody asked for it.
    pub async fn forget_backup(self, number: u64) -> Result<(), Fault> {
        let held = self.inner().borrow().session.as_ref().and_then(|session| session.held().cloned());
        let (Some(place), Some(held)) = (self.place(), held) else { return Err(Fault::Fenced) };
        let done = retention::delete(&*place, &held, number).await;
        self.refresh();
        done
    }

    /// Keeps a checkpoint again that was deleted a moment ago.
    pub async fn bring_back(self, label: &retention::Label, bytes: &[u8]) -> Result<(), Fault> {
        let held = self.inner().borrow().session.as_ref().and_then(|session| session.held().cloned());
        let (Some(place), Some(held)) = (self.place(), held) else { return Err(Fault::Fenced) };
        let retention::Label { seq, at, kind, schema, .. } = *label;
        let wanted = retention::Wanted { seq, at, kind, name: &label.name, schema, bytes };
        let done = retention::back_up(&*place, &held, &wanted, offset_minutes()).await;
        self.refresh();
        done.map(|_| ())
    }
}
