//! The bin: what was deleted, for thirty days. Nothing else on the page asks before it does what it is told.

use super::content::content;
use super::dialogs::Ask;
use super::keeper::moment;
use super::live::press;
use super::shelf::{self, Errand};
use super::store::use_store;
use crate::i18n::Language;
use crate::i18n::keeping::{in_the_bin, on};
use crate::i18n::words_keeping::keeping_words;
use crate::store::Entry;
use crate::store::library::SetHead;
use leptos::prelude::*;

/// The documents in the bin; nothing where there are none.
#[component]
pub fn Bin(language: Language, binned: Vec<Entry>) -> impl IntoView {
    let store = use_store();
    let count = binned.len();
    let lines = binned.into_iter().map(|entry| {
        let (id, title) = (entry.id.clone(), entry.title.clone());
        let back = {
            let id = id.clone();
            move || shelf::begin(store, id.clone(), Errand::PutBack)
        };
        let gone = {
            let ask = Ask::Delete { doc: id.clone(), title: title.clone() };
            move || store.keeper.asked.set(Some(ask.clone()))
        };
        line(language, id, title, entry.binned_at, back, gone)
    });
    folded(language, count, lines.collect_view().into_any())
}

/// The indicator sets in the bin.
#[component]
pub fn SetBin(language: Language, binned: Vec<SetHead>) -> impl IntoView {
    let store = use_store();
    let count = binned.len();
    let lines = binned.into_iter().map(|head| {
        let (id, title) = (head.id.clone(), head.title.clone());
        let back = {
            let id = id.clone();
            move || shelf::begin_set(store, id.clone(), |head| SetHead { binned_at: None, ..head }, None)
        };
        let gone = {
            let ask = Ask::DeleteSet { id: id.clone(), title: title.clone() };
            move || store.keeper.asked.set(Some(ask.clone()))
        };
        line(language, id, title, head.binned_at, back, gone)
    });
    folded(language, count, lines.collect_view().into_any())
}

fn folded(language: Language, count: usize, lines: AnyView) -> Option<AnyView> {
    let w = keeping_words(language);
    (count > 0).then(|| {
        view! {
            <details class="bin">
                <summary>{in_the_bin(language, count)}</summary>
                <p class="hint">{w.bin_lead}</p>
                <ul>{lines}</ul>
            </details>
        }
        .into_any()
    })
}

fn line(
    language: Language,
    id: String,
    title: String,
    at: Option<u64>,
    back: impl Fn() + 'static,
    gone: impl Fn() + 'static,
) -> impl IntoView {
    let w = keeping_words(language);
    view! {
        <li data-binned=id>
            <span class="bin-title">{content(title.clone())}</span>
            <small>{at.map(moment)}</small>
            <button class="button small" type="button" aria-label=on(language, w.put_back, &title) on:click=press(back)>
                {w.put_back}
            </button>
            <button
                class="button quiet small"
                type="button"
                aria-label=on(language, w.delete_for_good, &title)
                on:click=press(gone)
            >
                {w.delete_for_good}
            </button>
        </li>
    }
}
