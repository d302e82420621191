//! Keeps the open document: carries out what its session orders, and tells the session what came of it.
//!
//! The session (`store::session`) decides; this is its hands. Knows the browser's clock, cupboard and other pages.
//! Must never write anything that no session ordered.

mod asking;
mod backing;
mod opening;
mod page;
mod start;

use super::dialogs::Ask;
use super::effects::download;
use super::store::Store;
use super::toast::Toast;
use crate::store::indexed_db::IndexedDb;
use crate::store::record::Kind;
use crate::store::tabs::{Lock, Tabs};
use crate::store::{
    Cupboard, Entry, Fault, Found, Happened, Held, Loaded, Message, Notice, Order, SaveState, Session, Write, keys,
    session,
};
use crate::worker::protocol::{SCHEMA, Written, WrittenView};
use crate::workspace::{Event, Origin};
use leptos::prelude::*;
use page::{Place, announce_open, forget, mark_document, note, offset_minutes, recall};
pub use page::{address, clock, day, file_name, forget_all, meta, moment, new_id, now};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// How long an answer of another page is waited for, in milliseconds.
const ANSWER: u32 = 300;
/// The second time it is asked.
const PATIENCE: u32 = 1_200;
/// A creation that failed is tried again after so long, in milliseconds.
const AGAIN: u32 = 5_000;

/// How much this browser can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Level {
    /// Not known yet.
    Asking,
    /// Kept here; the browser itself says who writes.
    Full,
    /// Kept here; pages ask each other who writes (plain `http://`).
    NoLocks,
    /// Nothing is kept.
    MemoryOnly { why: Fault },
}

/// What was once here, as the marker in `localStorage` remembers it. Never work itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marker {
    pub documents: u32,
    pub saved_at: u64,
    pub schema: u32,
}

/// Keys of the markers.
const MARKER: &str = "mingheng.marker";
const RETURN: &str = "mingheng.return";
const TAB: &str = "mingheng.tab";
const RELOADED: &str = "mingheng.reloaded";
/// Before the id of an example under [`TAB`].
const SAMPLE: &str = "sample:";

/// What the page shows about keeping.
#[derive(Clone, Copy)]
pub struct Keeper {
    inner: StoredValue<Rc<RefCell<Inner>>, LocalStorage>,
    store: StoredValue<Option<Store>, LocalStorage>,
    pub level: RwSignal<Level>,
    /// None: nothing is open.
    pub state: RwSignal<Option<SaveState>>,
    /// The open document's id in the cupboard.
    pub document: RwSignal<Option<String>>,
    /// Its entry as it will be written next.
    pub entry: RwSignal<Option<Entry>>,
    /// What the reader is to be told until they put it away.
    pub notices: RwSignal<Vec<Notice>>,
    /// Another program's pages must be closed before the cupboard opens.
    pub blocked: RwSignal<bool>,
    /// Counts changes of the shelf.
    pub shelf: RwSignal<u32>,
    /// The browser cleared what was here; what the marker remembers.
    pub lost: RwSignal<Option<Marker>>,
    /// A document that could not be read, and what there is of it.
    pub unreadable: RwSignal<Option<(String, Found)>>,
    /// What came of keeping an indicator set: its title.
    pub set_kept: RwSignal<Option<Result<String, Fault>>>,
    /// A stored document could not be read just now; it is untouched.
    pub not_read: RwSignal<Option<Fault>>,
    /// What is here was looked at; what this tab had open is on its way.
    pub begun: RwSignal<bool>,
    /// The program stopped twice right after opening, so nothing is opened by itself.
    pub safe: RwSignal<bool>,
    /// The digest of the open document, as it was last asked for.
    pub digest: RwSignal<Option<String>>,
    /// What the reader is asked in a dialog.
    pub asked: RwSignal<Option<Ask>>,
    /// What passes by, with a way to take it back.
    pub toast: RwSignal<Option<Toast>>,
}

#[derive(Default)]
struct Inner {
    place: Option<Rc<IndexedDb>>,
    tabs: Option<Tabs>,
    writer: String,
    session: Option<Session>,
    lock: Option<Lock>,
    /// The open document has no session yet: it is being created, or an example nobody changed.
    unstored: Option<Unstored>,
    /// A stored document on its way to the desk.
    coming: Option<Coming>,
    /// What the bytes that were asked for are wanted for, in order.
    wanted: VecDeque<Purpose>,
    answered: bool,
    busy: bool,
    /// Counts openings: what was begun for one document must not end in another.
    generation: u64,
    /// What is to be opened although something would be lost.
    held_back: Option<Later>,
    /// The reader knows that something is lost.
    may_lose: bool,
    /// Since when something is on its way to the disk.
    saving_since: Option<u64>,
    /// The example that is being opened.
    sample: Option<String>,
}

/// Something that waits for the reader's word.
enum Later {
    Event(Event),
    Document { id: String, force: bool },
}

/// A stored document on its way to the desk.
struct Coming {
    loaded: Loaded,
    held: Option<Held>,
    lock: Option<Lock>,
    /// An earlier state that is to stand in its place, and the writes that keep what was there.
    earlier: Option<(Vec<u8>, Vec<Write>)>,
}

/// What the crash layer leaves behind when somebody wants the version before.
#[derive(Deserialize)]
struct Return {
    document: String,
}

/// A document that is open and not in the cupboard.
struct Unstored {
    /// Acts after the snapshot was asked for; none: it was not asked for.
    acts: Option<Vec<Vec<u8>>>,
    /// Changes since it was opened.
    edits: u64,
}

/// What bytes are wanted for.
#[derive(Clone, Debug, PartialEq)]
enum Purpose {
    Create,
    Snapshot { seq: u64 },
    Backup { kind: Kind, name: String, then: Option<Vec<u8>> },
    Export,
    Set,
    Digest,
}

impl Keeper {
    /// Before anything is known.
    pub fn idle() -> Keeper {
        let inner = Inner { writer: new_id(), ..Inner::default() };
        Keeper {
            inner: StoredValue::new_local(Rc::new(RefCell::new(inner))),
            store: StoredValue::new_local(None),
            level: RwSignal::new(Level::Asking),
            state: RwSignal::new(None),
            document: RwSignal::new(None),
            entry: RwSignal::new(None),
            notices: RwSignal::new(Vec::new()),
            blocked: RwSignal::new(false),
            shelf: RwSignal::new(0),
            lost: RwSignal::new(None),
            unreadable: RwSignal::new(None),
            set_kept: RwSignal::new(None),
            not_read: RwSignal::new(None),
            begun: RwSignal::new(false),
            safe: RwSignal::new(false),
            digest: RwSignal::new(None),
            asked: RwSignal::new(None),
            toast: RwSignal::new(None),
        }
    }

    fn inner(self) -> Rc<RefCell<Inner>> {
        self.inner.get_value()
    }

    /// The cupboard, where there is one.
    pub fn place(self) -> Option<Rc<IndexedDb>> {
        self.inner().borrow().place.clone()
    }

    /// This page's name as a writer.
    pub fn writer(self) -> String {
        self.inner().borrow().writer.clone()
    }

    fn store(self) -> Option<Store> {
        self.store.get_value()
    }

    fn heard(self, message: Message) {
        let inner = self.inner();
        if let Message::Here { .. } = &message {
            inner.borrow_mut().answered = true;
        }
        if matches!(message, Message::Shelf { .. } | Message::Cleared { .. } | Message::Took { .. }) {
            self.refresh();
        }
        self.happened(Happened::Heard { message });
    }

    /// Tells all other pages.
    pub fn say(self, message: &Message) {
        if let Some(tabs) = &self.inner().borrow().tabs {
            tabs.say(message);
        }
    }

    /// The session hears it, and its orders are begun.
    pub fn happened(self, what: Happened) {
        let inner = self.inner();
        let Ok(orders) = inner.try_borrow_mut().map(|mut inner| match &mut inner.session {
            Some(session) => session.happened(what, now()),
            None => Vec::new(),
        }) else {
            return;
        };
        for order in orders {
            self.carry_out(order);
        }
        let entry = inner.borrow().session.as_ref().map(|session| session.entry().clone());
        if self.entry.with_untracked(|known| *known != entry) {
            self.entry.try_set(entry);
        }
    }

    fn carry_out(self, order: Order) {
        let place = self.place();
        let generation = self.generation();
        match order {
            Order::Write { number, guard, writes, durability } => leptos::task::spawn_local(async move {
                let outcome = match place {
                    Some(place) => place.write(Some(guard), writes, durability).await,
                    None => Err(Fault::Gone),
                };
                self.happened_to(generation, Happened::Written { number, outcome });
            }),
            Order::Part { records } => {
                if let Some(place) = place {
                    place.part(&records);
                }
            }
            Order::AskSnapshot => {
                let seq = self.inner().borrow().session.as_ref().map(Session::newest).unwrap_or_default();
                self.want(Purpose::Snapshot { seq }, Written::Snapshot);
            }
            Order::Reopen => leptos::task::spawn_local(async move {
                let Some(place) = place else { return };
                match place.reopen().await {
                    Ok(()) => self.read_lease(generation).await,
                    Err(fault) => self.happened_to(generation, Happened::StillGone { fault }),
                }
            }),
            Order::ReadLease => leptos::task::spawn_local(self.read_lease(generation)),
            // After the writes that were ordered before it have begun.
            Order::CloseCupboard => leptos::task::spawn_local(async move {
                place.iter().for_each(|place| place.close());
            }),
            Order::Reload => {
                note(Place::Passing, RELOADED, now());
                if let Some(window) = web_sys::window() {
                    let _ = window.location().reload();
                }
            }
            // Every second is often enough.
            Order::RetryAt { .. } => {}
            Order::Say { message } => self.say(&message),
            Order::Show { state } => self.show(state),
            Order::Notice { notice } => {
                self.notices.try_update(|notices| {
                    notices.retain(|known| std::mem::discriminant(known) != std::mem::discriminant(&notice));
                    notices.push(notice);
                });
            }
        }
    }

    async fn read_lease(self, generation: u64) {
        let doc = self.document.try_get_untracked().flatten();
        let (Some(place), Some(doc)) = (self.place(), doc) else { return };
        let what = match place.read(&keys::lease(&doc)).await {
            Ok(bytes) => Happened::LeaseRead { bytes },
            Err(fault) => Happened::StillGone { fault },
        };
        self.happened_to(generation, what);
    }

    /// Which opening is the present one.
    fn generation(self) -> u64 {
        self.inner().borrow().generation
    }

    /// The same, unless another document has been opened since.
    fn happened_to(self, generation: u64, what: Happened) {
        if self.generation() == generation {
            self.happened(what);
        }
    }

    fn show(self, state: SaveState) {
        let may_change = !matches!(state, SaveState::ReadOnly { .. });
        let word = match &state {
            SaveState::Saved { .. } => "saved",
            SaveState::Saving => "saving",
            SaveState::Unsaved { .. } => "unsaved",
            SaveState::MemoryOnly => "memory",
            SaveState::ReadOnly { .. } => "read-only",
        };
        mark_document(Some(word));
        {
            let inner = self.inner();
            let mut inner = inner.borrow_mut();
            let before = inner.saving_since;
            inner.saving_since = matches!(state, SaveState::Saving).then(|| before.unwrap_or_else(now));
            // Whoever only looks stands in nobody's way.
            inner.lock.take_if(|_| !may_change);
        }
        self.state.try_set(Some(state));
        if let Some(store) = self.store() {
            store.dispatch(Event::MayChange(may_change));
        }
    }

    fn want(self, purpose: Purpose, kind: Written) {
        self.inner().borrow_mut().wanted.push_back(purpose);
        if let Some(store) = self.store() {
            store.dispatch(Event::Want(kind));
        }
    }

    /// An act was made: it is kept.
    pub fn keep(self, text: String) {
        let inner = self.inner();
        let asks = {
            let mut inner = inner.borrow_mut();
            inner.unstored.iter_mut().for_each(|unstored| unstored.edits += 1);
            match &mut inner.unstored {
                Some(Unstored { acts: Some(acts), .. }) => {
                    acts.push(text.into_bytes());
                    return;
                }
                Some(unstored) => {
                    unstored.acts = Some(Vec::new());
                    true
                }
                None => false,
            }
        };
        if asks {
            // An example that is changed becomes a document; the act is in the snapshot already.
            self.show(SaveState::Saving);
            self.want(Purpose::Create, Written::Snapshot);
        } else {
            self.happened(Happened::Edited { act: text.into_bytes() });
        }
    }

    /// Another document is open.
    pub fn settled(self, origin: Origin) {
        self.let_go();
        let inner = self.inner();
        inner.borrow_mut().wanted.clear();
        match origin {
            Origin::Stored(id) => {
                let coming = inner.borrow_mut().coming.take_if(|coming| coming.loaded.doc == id);
                // Whatever is open without a turn is looked at, never changed.
                let Some(coming) = coming else { return self.only_look() };
                inner.borrow_mut().lock = coming.lock;
                self.begin(coming.loaded, coming.held);
                if let Some((bytes, backup)) = coming.earlier {
                    self.happened(Happened::Replaced { backup, bytes });
                }
            }
            Origin::Sample => {
                inner.borrow_mut().unstored = Some(Unstored { acts: None, edits: 0 });
                // What was put away said that it is only looked at; this is another document.
                let _ = self.store().map(|store| store.dispatch(Event::MayChange(true)));
                if let Some(sample) = inner.borrow_mut().sample.take() {
                    note(Place::Passing, TAB, format!("{SAMPLE}{sample}"));
                }
            }
            // A newer program wrote it: there is nothing that this one may keep.
            Origin::File | Origin::New if self.is_newer() => self.only_look(),
            Origin::File | Origin::New => {
                inner.borrow_mut().unstored = Some(Unstored { acts: Some(Vec::new()), edits: 0 });
                self.show(SaveState::Saving);
                self.want(Purpose::Create, Written::Snapshot);
            }
        }
    }

    /// Bytes that were wanted.
    pub fn handed(self, written: WrittenView) {
        let purpose = self.inner().borrow_mut().wanted.pop_front();
        match purpose {
            Some(Purpose::Snapshot { seq }) => {
                leptos::task::spawn_local(self.back_up_if_due(seq, written.bytes.clone()));
                self.happened(Happened::Snapshot { seq, bytes: written.bytes });
            }
            Some(Purpose::Create) => leptos::task::spawn_local(self.create(written)),
            Some(Purpose::Backup { kind, name, then }) => {
                leptos::task::spawn_local(self.back_up(written, kind, name, then));
            }
            Some(Purpose::Export) => {
                self.tell_exported();
                download(&file_name(&written.title, "json"), &written.bytes, "application/json");
                self.happened(Happened::Exported);
                leptos::task::spawn_local(async move {
                    // Once it is written.
                    super::effects::pause(300).await;
                    self.refresh();
                });
            }
            Some(Purpose::Digest) => {
                self.digest.try_set(Some(written.digest));
            }
            Some(Purpose::Set) => leptos::task::spawn_local(super::shelf::keep_set(self, written)),
            None => {}
        }
    }

    fn opening(self, doc: &str) -> session::Opening {
        session::Opening {
            doc: doc.to_owned(),
            writer: self.writer(),
            schema: SCHEMA,
            now: now(),
            last_reload: recall(Place::Passing, RELOADED),
        }
    }

    fn begin(self, loaded: Loaded, held: Option<Held>) {
        let doc = loaded.doc.clone();
        let title = loaded.entry.title.clone();
        let (session, orders) = Session::open(self.opening(&doc));
        self.inner().borrow_mut().session = Some(session);
        self.document.set(Some(doc.clone()));
        note(Place::Passing, TAB, &doc);
        announce_open(&doc, &title);
        for order in orders {
            self.carry_out(order);
        }
        self.happened(Happened::Loaded { loaded: Box::new(loaded), held });
        let state = self.inner().borrow().session.as_ref().map(Session::state);
        if let Some(state) = state {
            self.show(state);
        }
    }

    /// The page leaves the open document: what waits is written, then others may have it.
    fn let_go(self) {
        self.happened(Happened::Closing);
        let inner = self.inner();
        let mut inner = inner.borrow_mut();
        (inner.session, inner.unstored) = (None, None);
        inner.generation += 1;
        inner.may_lose = false;
        let lock = inner.lock.take();
        drop(inner);
        // The lock goes when the last write is through, or at least not before it began.
        leptos::task::spawn_local(async move {
            super::effects::pause(200).await;
            drop(lock);
        });
        self.document.set(None);
        mark_document(None);
        self.state.set(None);
        self.entry.set(None);
        self.notices.set(Vec::new());
        forget(Place::Passing, TAB);
    }
}
