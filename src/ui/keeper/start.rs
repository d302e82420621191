//! The beginning: what this browser can do, what was here before, and what the page listens to.

use super::{Keeper, Level, MARKER, Marker, TAB, address, now};
use crate::store::indexed_db::{Heard, IndexedDb};
use crate::store::tabs::{Tabs, has_locks};
use crate::store::{Cupboard, Fault, Happened, Message, SaveState};
use crate::ui::store::Store;
use crate::worker::protocol::SCHEMA;
use gloo_storage::{LocalStorage as Lasting, SessionStorage as Passing, Storage};
use leptos::prelude::*;
use std::rc::Rc;

/// A write that takes longer than this is worth a question to whoever leaves, in milliseconds.
const SLOW: u64 = 2_000;

impl Keeper {
    /// Finds out what this browser can do, and opens what this tab had open. Says when the list can be shown.
    pub async fn start(self, store: Store) {
        self.store.set_value(Some(store));
        // Before the session hears of leaving: it can only write what it was told.
        self.commit_before_leaving();
        self.listen();
        let (name, version) = address();
        let heard = move |heard: Heard| match heard {
            Heard::Gone => self.happened(Happened::Gone),
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
        match IndexedDb::open(&name, version, heard).await {
            Ok(place) => {
                self.blocked.set(false);
                let tabs = Tabs::join(move |message| self.heard(message));
                tabs.say(&Message::Hello { from: self.writer(), schema: SCHEMA });
                let inner = self.inner();
                inner.borrow_mut().tabs = Some(tabs);
                inner.borrow_mut().place = Some(Rc::new(place));
                self.level.set(if has_locks() { Level::Full } else { Level::NoLocks });
            }
            Err(why) => self.level.set(Level::MemoryOnly { why }),
        }
        self.remember().await;
        let safe = js_sys::Reflect::get(&js_sys::global(), &"minghengSafe".into()).is_ok_and(|safe| safe.is_truthy());
        let last: Option<String> = Passing::get(TAB).ok();
        if let Some(doc) = last.filter(|_| !safe) {
            self.open(doc, false).await;
        }
    }

    /// Compares what is here with what was here.
    async fn remember(self) {
        let Some(place) = self.place() else { return };
        let before: Marker = Lasting::get(MARKER).unwrap_or_default();
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
            let _ = Lasting::set(MARKER, marker);
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
        let on = |name: &'static str, what: fn() -> Happened, when: fn() -> bool| {
            let _ = window_event_listener_untyped(name, move |_| {
                if when() {
                    self.happened(what());
                }
            });
        };
        on("pagehide", || Happened::Closing, || true);
        on("freeze", || Happened::Hidden, || true);
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
            let hangs = |since: Option<u64>| since.is_some_and(|since| now().abs_diff(since) >= SLOW);
            let lost = match self.state.get_untracked() {
                Some(SaveState::Unsaved { .. }) => true,
                Some(SaveState::Saving) => hangs(self.inner().borrow().saving_since),
                _ => false,
            };
            if lost {
                event.prevent_default();
            }
        });
    }
}
