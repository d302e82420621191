//! The beginning: what this browser can do, what was here before, and what the page listens to.

use super::page::{Place, note, recall};
use super::{Keeper, Level, MARKER, Marker, SAMPLE, TAB, address, now};
use crate::store::indexed_db::{Heard, IndexedDb};
use crate::store::lease::Learnt;
use crate::store::shelf::{self, Asking};
use crate::store::tabs::{Tabs, has_locks};
use crate::store::{Cupboard, Fault, Happened, Message, library, migration};
use crate::ui::store::Store;
use crate::worker::protocol::SCHEMA;
use crate::workspace::Event;
use leptos::prelude::*;
use std::rc::Rc;

/// A write that takes longer than this is worth a question to whoever leaves, in milliseconds.
pub(super) const SLOW: u64 = 2_000;

impl Keeper {
    /// Finds out what this browser can do, and opens what this tab had open. Says when the list can be shown.
    pub async fn start(self, store: Store) {
        self.store.set_value(Some(store));
        // Before the session hears of leaving: it can only write what it was told.
        self.commit_before_leaving();
        self.listen();
        let (name, version) = address();
        let heard = move |heard: Heard| match heard {
            Heard::Gone => {
                if self.inner().borrow().session.is_some() {
                    self.happened(Happened::Gone);
                } else if let Some(place) = self.place() {
                    // Nothing is open: what becomes of it shows when it is used next.
                    leptos::task::spawn_local(async move {
                        let _ = place.reopen().await;
                        self.refresh();
                    });
                }
            }
            Heard::UpgradeAsked => {
                if self.inner().borrow().session.is_some() {
                    self.happened(Happened::UpgradeAsked);
                } else if let Some(place) = self.place() {
                    place.close();
                    self.level.set(Level::MemoryOnly { why: Fault::Newer });
                }
            }
            Heard::Blocked => self.blocked.set(true),
        };
        match self.prepared(IndexedDb::open(&name, version, heard).await).await {
            Ok(place) => {
                let tabs = Tabs::join(move |message| self.heard(message));
                tabs.say(&Message::Hello { from: self.writer(), schema: SCHEMA });
                let inner = self.inner();
                inner.borrow_mut().tabs = Some(tabs);
                inner.borrow_mut().place = Some(Rc::new(place));
                self.level.set(if has_locks() { Level::Full } else { Level::NoLocks });
            }
            Err(why) => self.level.set(Level::MemoryOnly { why }),
        }
        self.blocked.set(false);
        self.remember().await;
        let safe = js_sys::Reflect::get(&js_sys::global(), &"minghengSafe".into()).is_ok_and(|safe| safe.is_truthy());
        self.safe.set(safe);
        let last: Option<String> = recall(Place::Passing, TAB);
        if let Some(doc) = last.filter(|last| !safe && !last.starts_with(SAMPLE)) {
            store.dispatch(Event::Stay);
            self.open(doc, false).await;
        }
        self.begun.set(true);
    }

    /// Before anything is listed: the arrangement of this program, and a bin without what is over.
    async fn prepared(self, opened: Result<IndexedDb, Fault>) -> Result<IndexedDb, Fault> {
        let place = opened?;
        let mut tries = 0;
        loop {
            match migration::migrate(&place, migration::SCHEMA, &migration::STEPS, now()).await {
                Ok(_) => break,
                // Another page does the same.
                Err(Fault::Fenced) if tries < 5 => tries += 1,
                Err(fault) => {
                    place.close();
                    return Err(fault);
                }
            }
            crate::ui::effects::pause(200).await;
        }
        let writer = self.writer();
        let asking = Asking { writer: &writer, schema: SCHEMA, now: now(), learnt: Learnt::default() };
        // What cannot be thrown away now is asked about on the next visit.
        let _ = shelf::purge(&place, &asking).await;
        for id in library::over(&library::list(&place, SCHEMA).await.unwrap_or_default(), now()) {
            let _ = library::delete(&place, &id, SCHEMA).await;
        }
        Ok(place)
    }

    /// Compares what is here with what was here.
    async fn remember(self) {
        let Some(place) = self.place() else { return };
        let before: Marker = recall(Place::Lasting, MARKER).unwrap_or_default();
        let Ok(entries) = place.keys_under("catalogue/").await else { return };
        if entries.is_empty() && before.documents > 0 {
            self.lost.set(Some(before));
        } else {
            self.mark().await;
        }
        self.refresh();
    }

    /// Notes how much is here. Losing the note loses nothing.
    pub async fn mark(self) {
        let Some(place) = self.place() else { return };
        if let Ok(entries) = place.keys_under("catalogue/").await {
            let marker = Marker { documents: entries.len() as u32, saved_at: now(), schema: SCHEMA };
            note(Place::Lasting, MARKER, marker);
        }
    }

    /// The list of what is kept may have changed.
    pub fn refresh(self) {
        self.shelf.try_update(|count| *count += 1);
    }

    /// Whatever may end the page first makes the field that has the focus commit what was typed in it: it hears that it
    /// lost the focus, and keeps it all the same, because a page that was only hidden is worked on again.
    fn commit_before_leaving(self) {
        let page = || web_sys::window().and_then(|window| window.document());
        let commit = move || {
            if let (Some(field), Ok(lost)) =
                (page().and_then(|page| page.active_element()), web_sys::Event::new("blur"))
            {
                let _ = field.dispatch_event(&lost);
            }
        };
        for name in ["beforeunload", "pagehide"] {
            let _ = window_event_listener_untyped(name, move |_| {
                commit();
                // In the same breath: the browser may not come back to this page.
                self.happened(Happened::Parting);
            });
        }
        let seen = wasm_bindgen::closure::Closure::<dyn FnMut()>::new(move || {
            if page().is_some_and(|page| page.visibility_state() == web_sys::VisibilityState::Hidden) {
                commit();
            }
        });
        if let Some(page) = page() {
            let heard = wasm_bindgen::JsCast::unchecked_ref(seen.as_ref());
            let _ = page.add_event_listener_with_callback("visibilitychange", heard);
        }
        seen.forget();
    }

    fn listen(self) {
        set_interval(move || self.happened(Happened::Tick), std::time::Duration::from_secs(1));
        let hidden = || {
            web_sys::window()
                .and_then(|window| window.document())
                .is_some_and(|document| document.visibility_state() == web_sys::VisibilityState::Hidden)
        };
        // The browser may keep the page for a return; then it is hidden, not gone.
        let comes_back = |event: &web_sys::Event| {
            js_sys::Reflect::get(event, &"persisted".into()).is_ok_and(|persisted| persisted.is_truthy())
        };
        let _ = window_event_listener_untyped("pagehide", move |event| {
            self.happened(if comes_back(&event) { Happened::Hidden } else { Happened::Closing });
        });
        let _ = window_event_listener_untyped("pageshow", move |event| {
            if comes_back(&event) {
                leptos::task::spawn_local(self.read_lease(self.generation()));
                self.refresh();
            }
        });
        let _ = window_event_listener_untyped("freeze", move |_| self.happened(Happened::Hidden));
        let seen = wasm_bindgen::closure::Closure::<dyn FnMut()>::new(move || {
            self.happened(if hidden() { Happened::Hidden } else { Happened::Tick });
        });
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            let _ = document.add_event_listener_with_callback(
                "visibilitychange",
                wasm_bindgen::JsCast::unchecked_ref(seen.as_ref()),
            );
        }
        seen.forget();
        // Only while something would be lost: a page that always asks is not believed.
        let _ = window_event_listener_untyped("beforeunload", move |event| {
            // What was just done is on its way and arrives; only a write that hangs is worth a question.
            if self.would_lose() {
                event.prevent_default();
            }
        });
    }
}
