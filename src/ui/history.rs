//! Undo and redo: two buttons that say what they take back, and the keys everybody knows.

use super::editor::{act, focused, locked};
use super::icons::{Icon, icon};
use super::live::{live, memo, press};
use super::store::{Store, use_store};
use crate::edit::{Said, What};
use crate::i18n::words_editing::editing_words;
use crate::i18n::{change, sayings_editing};
use crate::worker::protocol::HistoryView;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

/// What can be undone and redone.
pub fn history(store: Store) -> Memo<HistoryView> {
    memo(move || store.document.with(|d| d.as_ref().map(|d| d.history.clone()).unwrap_or_default()))
}

/// The buttons; also starts a what-if.
#[component]
pub fn History() -> impl IntoView {
    let store = use_store();
    let history = history(store);
    let open = memo(move || store.document.with(Option::is_some));
    let fixed = memo(move || locked(store).is_some());
    let heard = window_event_listener(leptos::ev::keydown, move |event| on_key(store, &event));
    on_cleanup(move || heard.remove());
    let button = move |what: What, class: &'static str, picture: Icon, step: fn(&HistoryView) -> Option<Said>| {
        let is_undo = what == What::Undo;
        let label = live(move || {
            let language = store.language.get();
            let w = editing_words(language);
            let (name, nothing) = if is_undo { (w.undo, w.nothing_to_undo) } else { (w.redo, w.nothing_to_redo) };
            match history.with(step) {
                Some(said) => sayings_editing::labelled(language, name, &change(language, &said)),
                None => nothing.to_owned(),
            }
        });
        let off = live(move || fixed.get() || history.with(step).is_none());
        let what = StoredValue::new(what);
        // Not the attribute that takes the focus away: whoever undoes the last step stands on this button.
        view! {
            <button
                class=class
                type="button"
                data-content=true
                aria-label=label
                title=label
                aria-disabled=live(move || off.get().to_string())
                on:click=press(move || {
                    if !off.get_untracked() {
                        act(store, what.get_value());
                    }
                })
            >
                {icon(picture)}
            </button>
        }
    };
    let suppose_off = memo(move || fixed.get() || history.with(|history| history.supposed.is_some()));
    view! {
        <div class="history" class:hidden=live(move || !open.get())>
            {button(What::Undo, "button quiet history-undo", Icon::Undo, |history| history.undo.clone())}
            {button(What::Redo, "button quiet history-redo", Icon::Redo, |history| history.redo.clone())}
            <button
                class="button quiet history-suppose"
                type="button"
                title=live(move || editing_words(store.language.get()).suppose_help)
                aria-label=live(move || editing_words(store.language.get()).suppose)
                prop:disabled=suppose_off
                on:click=press(move || act(store, What::Suppose))
            >
                {icon(Icon::Suppose)}
                <span aria-hidden="true">{live(move || editing_words(store.language.get()).suppose_short)}</span>
            </button>
        </div>
    }
}

fn on_key(store: Store, event: &KeyboardEvent) {
    if event.alt_key() || !(event.ctrl_key() || event.meta_key()) || event.is_composing() {
        return;
    }
    let what = match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
        ("z", false) => What::Undo,
        ("z", true) | ("y", false) => What::Redo,
        _ => return,
    };
    // In a field that holds something of its own, or something uncommitted, the keys belong to the field.
    if let Some(element) = focused()
        && matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA")
        && !matches!(element.get_attribute("type").as_deref(), Some("checkbox" | "radio"))
        && (!element.has_attribute("data-field") || element.has_attribute("data-draft"))
    {
        return;
    }
    if store.document.with_untracked(Option::is_none) {
        return;
    }
    event.prevent_default();
    act(store, what);
}
