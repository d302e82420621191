//! Documents on their way in: out of the cupboard, or into it for the first time.

use super::page::{Place, forget, recall};
use super::{AGAIN, ANSWER, Coming, Keeper, Later, PATIENCE, Purpose, RETURN, Return, new_id, now};
use crate::store::indexed_db::IndexedDb;
use crate::store::lease::{self, Decision, Learnt};
use crate::store::record::Kind;
use crate::store::tabs::{Lock, lock};
use crate::store::{
    Cupboard, Entry, Found, Happened, Held, Loaded, Message, SaveState, Session, Write, keeping, keys, retention,
};
use crate::ui::effects::pause;
use crate::worker::protocol::{SCHEMA, Written, WrittenView};
use crate::workspace::{Event, Origin};
use leptos::prelude::*;

impl Keeper {
    /// A stored document could not be opened by the desk: it is let go of.
    pub fn given_up(self, origin: Origin) {
        // What was risked for it was risked for nothing; the next time is asked again.
        self.inner().borrow_mut().may_lose = false;
        let Origin::Stored(id) = origin else { return };
        let coming = self.inner().borrow_mut().coming.take_if(|coming| coming.loaded.doc == id);
        self.release(coming);
    }

    /// A document that was on its way and does not come is free for others.
    fn release(self, coming: Option<Coming>) {
        if let (Some(Coming { held: Some(held), lock, .. }), Some(place)) = (coming, self.place()) {
            leptos::task::spawn_local(async move {
                // If it cannot be released it expires.
                let _ = lease::release(&*place, &held).await;
                drop(lock);
            });
        }
    }

    /// Puts the open document into the cupboard.
    pub(super) async fn create(self, written: WrittenView) {
        let inner = self.inner();
        let Some(place) = self.place() else {
            // Nothing can be kept here; the session knows how to say so.
            let (mut session, _) = Session::open(self.opening(""));
            session.happened(Happened::NoCupboard, now());
            let edits = inner.borrow_mut().unstored.take().map_or(0, |unstored| unstored.edits);
            inner.borrow_mut().session = Some(session);
            for _ in 0..edits {
                // Nothing is written: they are only counted.
                self.happened(Happened::Edited { act: Vec::new() });
            }
            return self.show(SaveState::MemoryOnly);
        };
        let id = new_id();
        let entry = Entry {
            id: id.clone(),
            title: written.title.clone(),
            subjects: u64::from(written.subjects),
            indicators: u64::from(written.indicators),
            schema: SCHEMA,
            ..Entry::default()
        };
        let generation = self.generation();
        let lock = lock(&id, false).await.flatten();
        match keeping::create(&*place, &entry, &written.bytes, &self.writer(), now()).await {
            // Another document is open by now: this one is kept as it was, and free.
            Ok(held) if self.generation() != generation => {
                let _ = lease::release(&*place, &held).await;
                drop(lock);
                self.refresh();
            }
            Ok(held) => {
                let acts = {
                    let mut inner = inner.borrow_mut();
                    inner.lock = lock;
                    inner.unstored.take().and_then(|unstored| unstored.acts).unwrap_or_default()
                };
                let at = now();
                let entry = Entry { created: at, saved_at: at, bytes: written.bytes.len() as u64, ..entry };
                let loaded = Loaded {
                    doc: id,
                    snapshot: Vec::new(),
                    base: 0,
                    schema: SCHEMA,
                    acts: Vec::new(),
                    earlier: Vec::new(),
                    seq: 0,
                    entry,
                    harm: Default::default(),
                };
                self.begin(loaded, Some(held));
                for act in acts {
                    self.happened(Happened::Edited { act });
                }
                self.say(&Message::Shelf { from: self.writer() });
                self.mark().await;
                self.refresh();
            }
            Err(_) if self.generation() != generation => {}
            Err(fault) => {
                self.show(SaveState::Unsaved { fault });
                pause(AGAIN).await;
                if self.generation() != generation {
                    return;
                }
                // Everything done since is in the next attempt.
                let again = match &mut inner.borrow_mut().unstored {
                    Some(unstored) => {
                        unstored.acts = Some(Vec::new());
                        true
                    }
                    None => false,
                };
                if again {
                    self.want(Purpose::Create, Written::Snapshot);
                }
            }
        }
    }

    /// Opens a stored document. `force`: even if another page writes it.
    pub async fn open(self, doc: String, force: bool) {
        let inner = self.inner();
        let Some(place) = self.place() else { return };
        let here = self.document.get_untracked().as_deref() == Some(doc.as_str());
        if !here && self.would_lose() {
            return self.ask_first(Later::Document { id: doc, force });
        }
        // It is on its way, or another one is being looked for.
        let comes = inner.borrow().coming.as_ref().is_some_and(|coming| coming.loaded.doc == doc);
        if (comes && !force) || std::mem::replace(&mut inner.borrow_mut().busy, true) {
            return;
        }
        let opened = self.find(&place, &doc, force).await;
        inner.borrow_mut().busy = false;
        let Some((loaded, held, lock)) = opened else { return };
        let mut snapshot = loaded.snapshot.clone();
        let mut acts = loaded.acts.iter().map(|act| String::from_utf8_lossy(act).into_owned()).collect();
        let title = loaded.entry.title.clone();
        let back = recall::<Return>(Place::Lasting, RETURN).is_some_and(|back| back.document == doc);
        if back {
            forget(Place::Lasting, RETURN);
        }
        // A final document is reopened with a reason, or not changed at all.
        let may = back && held.is_some() && !loaded.entry.locked;
        let earlier = if may { self.earlier(&place, &loaded).await } else { None };
        if let Some((bytes, _)) = &earlier {
            snapshot.clone_from(bytes);
            acts = Vec::new();
        }
        let before = inner.borrow_mut().coming.replace(Coming { loaded: *loaded, held, lock, earlier });
        self.release(before);
        if let Some(store) = self.store() {
            store.dispatch(Event::Restore { title, id: doc, snapshot, acts });
        }
    }

    /// The version before: the newest backup, or the last whole state without the acts after it. With it the writes
    /// that keep everything which it replaces.
    async fn earlier(self, place: &IndexedDb, loaded: &Loaded) -> Option<(Vec<u8>, Vec<Write>)> {
        let doc = &loaded.doc;
        let newest = retention::labels(place, doc).await.ok()?.into_iter().next();
        let bytes = match newest {
            Some(label) => match retention::read_body(place, doc, label.number).await.ok()? {
                retention::Body::Whole(_, bytes) => bytes,
                _ => loaded.snapshot.clone(),
            },
            None => loaded.snapshot.clone(),
        };
        let number = retention::next_number(place, doc).await.ok()?;
        let wanted = retention::Wanted {
            seq: loaded.base,
            at: now(),
            kind: Kind::BeforeRestore,
            name: "",
            schema: loaded.schema,
            bytes: &loaded.snapshot,
        };
        let mut kept = retention::backup_writes(doc, number, &wanted).ok()?;
        let aside = format!("{}{:012}/", keys::quarantines(doc), now());
        for (key, bytes) in place.read_under(&keys::journals(doc)).await.ok()? {
            let seq = keys::number_of(&key).unwrap_or_default();
            kept.push(Write::Put { key: format!("{aside}journal-{seq:012}"), bytes });
        }
        Some((bytes, kept))
    }

    /// Reads a document, and takes the turn to write it if that is possible.
    async fn find(
        self,
        place: &IndexedDb,
        doc: &str,
        force: bool,
    ) -> Option<(Box<Loaded>, Option<Held>, Option<Lock>)> {
        let granted = lock(doc, force).await;
        let mut learnt = Learnt { lock: granted.as_ref().map(Option::is_some), ..Learnt::default() };
        if granted.is_none() && !force {
            learnt.answered = self.is_answered(doc, ANSWER).await;
        }
        if force {
            learnt.lock = Some(true);
        }
        let mut held = None;
        if let Ok(seen) = lease::seen(place, doc).await {
            let may = match lease::decide(&seen, &self.writer(), now(), learnt) {
                Decision::Take | Decision::Mine => true,
                Decision::ReadOnly { .. } => false,
                // Silent until its last sign of life is too old: gone or frozen, and refused should it wake.
                // Silence when asked counts for a second, so that the whole of it takes less than six.
                Decision::Wait { ms } => !self.is_answered_within(doc, ms.saturating_sub(1_000)).await,
            };
            // What cannot be followed is not written beside, not even a lease.
            let readable = matches!(keeping::load(place, doc, SCHEMA, now()).await, Ok(Found::Loaded(_)));
            if may && readable {
                held = lease::take(place, doc, &self.writer(), &seen, now()).await.ok();
            }
        }
        let found = keeping::load(place, doc, SCHEMA, now()).await;
        if let (Some(held), false) = (&held, matches!(found, Ok(Found::Loaded(_)))) {
            let _ = lease::release(place, held).await;
        }
        match found {
            Ok(Found::Loaded(loaded)) => Some((loaded, held, granted.flatten())),
            Ok(found) => {
                crate::ui::shelf::cannot_open(self, doc.to_owned(), found);
                None
            }
            Err(fault) => {
                self.not_read.try_set(Some(fault));
                None
            }
        }
    }

    /// Asks again and again until the time is over.
    async fn is_answered_within(self, doc: &str, milliseconds: u64) -> bool {
        let mut left = u32::try_from(milliseconds).unwrap_or(PATIENCE);
        while left > 0 {
            let pause = left.min(PATIENCE);
            if self.is_answered(doc, pause).await {
                return true;
            }
            left -= pause;
        }
        false
    }

    /// Whether a page that writes this document answers in time.
    pub(in crate::ui) async fn is_answered(self, doc: &str, milliseconds: u32) -> bool {
        self.inner().borrow_mut().answered = false;
        self.say(&Message::WhoWrites { from: self.writer(), doc: doc.to_owned() });
        pause(milliseconds).await;
        self.inner().borrow().answered
    }

    /// Opens the stored document again after its worker broke down. Whoever writes it here goes on writing it.
    pub fn reopen(self) {
        let Some(doc) = self.document.get_untracked() else { return };
        let writes = !matches!(self.state.get_untracked(), Some(SaveState::ReadOnly { .. }));
        if let Some(store) = self.store() {
            store.dispatch(Event::Stay);
        }
        leptos::task::spawn_local(async move {
            // What waits is written before it is read.
            self.happened(Happened::Hidden);
            pause(ANSWER).await;
            self.open(doc, writes).await;
        });
    }

    /// Takes the open document over from another page: what is stored is shown.
    pub fn take_over(self) {
        if let Some(doc) = self.document.get_untracked() {
            if let Some(store) = self.store() {
                store.dispatch(Event::Stay);
            }
            leptos::task::spawn_local(async move {
                // Asked first: whoever can still answer saves what waits and lets go.
                self.say(&Message::Ask { from: self.writer(), doc: doc.clone() });
                pause(ANSWER).await;
                self.open(doc, true).await;
            });
        }
    }
}
