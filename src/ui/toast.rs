//! What passes by: what was done, with a way to take it back. It stays for twelve seconds, longer under the pointer or
//! the focus, takes no focus, and is never the only place where something can be undone.

use super::effects::pause;
use super::keeper::{Keeper, now};
use super::live::{part, press};
use super::shelf::{self, Errand};
use super::store::{Store, use_store};
use crate::edit::What;
use crate::i18n::keeping;
use crate::i18n::words_keeping::keeping_words;
use crate::store::library::SetHead;
use crate::store::retention::Label;
use crate::workspace::Event;
use leptos::prelude::*;

/// How long it stays, in milliseconds.
const STAYS: u32 = 12_000;

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    number: u64,
    text: String,
    undo: Option<Undo>,
}

/// How it is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undo {
    /// Out of the bin.
    PutBack(String),
    PutBackSet(String),
    /// The last step of the open document.
    Step,
    /// A checkpoint of the open document.
    Checkpoint(Label, Vec<u8>),
}

impl Keeper {
    /// Tells what was done.
    pub fn tell(self, text: String, undo: Option<Undo>) {
        let number = self.toast.try_get_untracked().flatten().map_or(0, |toast| toast.number) + 1;
        self.toast.try_set(Some(Toast { number, text, undo }));
        leptos::task::spawn_local(async move {
            loop {
                pause(STAYS).await;
                let held = web_sys::window()
                    .and_then(|window| window.document())
                    .and_then(|page| page.query_selector(".toast:hover, .toast:focus-within").ok().flatten());
                if held.is_none() {
                    break;
                }
            }
            if self.toast.try_get_untracked().flatten().is_some_and(|toast| toast.number == number) {
                self.toast.try_set(None);
            }
        });
    }
}

/// The passing notice.
#[component]
pub fn Toasts() -> impl IntoView {
    let store = use_store();
    let shown = part(move || {
        let Toast { text, undo, .. } = store.keeper.toast.get()?;
        let w = keeping_words(store.language.get());
        let undo = undo.map(|undo| {
            let take_back = move || {
                store.keeper.toast.set(None);
                begin(store, undo.clone());
            };
            view! {
                <button class="button small" type="button" on:click=press(take_back)>
                    {w.undo}
                </button>
            }
        });
        Some(view! {
            <div class="toast">
                <span data-content=true>{text}</span>
                {undo}
            </div>
        })
    });
    view! {
        <div class="toasts" role="status" aria-live="polite">
            {shown}
        </div>
    }
}

fn begin(store: Store, undo: Undo) {
    match undo {
        Undo::PutBack(doc) => shelf::begin(store, doc, Errand::PutBack),
        Undo::PutBackSet(id) => shelf::begin_set(store, id, |head| SetHead { binned_at: None, ..head }, None),
        Undo::Checkpoint(label, bytes) => leptos::task::spawn_local(async move {
            if let Err(fault) = store.keeper.bring_back(&label, &bytes).await {
                store.keeper.tell(keeping::fault(store.language.get_untracked(), &fault), None);
            }
        }),
        Undo::Step => store.dispatch(Event::Act { at: now(), what: What::Undo }),
    }
}
