//! What every place has in common in which the document is changed: sending a change, and knowing when it was answered.

use super::live::memo;
use super::store::Store;
use crate::edit::{Change, What};
use crate::workspace::{Event, Locked, Topic};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// The document as something that can be changed.
#[derive(Clone, Copy)]
pub struct Editor {
    pub store: Store,
    /// Rises when what was sent has been answered, and what is on show speaks of it.
    pub turn: Memo<u64>,
    /// Nothing can be changed.
    pub locked: Memo<bool>,
}

/// Where the document itself is shown.
pub fn editor(store: Store) -> Editor {
    let turn = memo(move || store.workspace.with(|w| w.open.as_ref().map_or(0, |open| open.turn)));
    Editor { store, turn, locked: memo(move || locked(store).is_some()) }
}

/// Where the answer to a question is shown: it speaks of a change only when it has been asked again.
pub fn editor_of(store: Store, topic: Topic) -> Editor {
    let turn = Memo::new(move |before: Option<&u64>| {
        store.workspace.with(|w| {
            let Some(open) = &w.open else { return 0 };
            let fresh = w.topics.revision(topic) == Some(open.revision());
            if fresh { open.turn } else { before.copied().unwrap_or_default() }
        })
    });
    Editor { turn, ..editor(store) }
}

/// Why nothing can be changed.
pub fn locked(store: Store) -> Option<Locked> {
    store.workspace.with(|w| w.open.as_ref().and_then(|open| open.locked()))
}

/// A person does something to the document.
pub fn act(store: Store, what: What) {
    let at = js_sys::Date::now();
    store.dispatch(Event::Act { at: at as u64, what });
}

/// A person changes the document.
pub fn make(store: Store, change: Change) {
    act(store, What::Do(change));
}

/// Where the focus is.
pub fn focused() -> Option<Element> {
    document().active_element()
}

/// Before a part of the page with fields is drawn anew: the field that has the focus gets it back, or else the
/// heading of the page, so that whoever works with the keyboard is not thrown to the beginning.
pub fn hold_focus() {
    let Some(name) = focused().and_then(|field| field.get_attribute("data-field")) else { return };
    request_animation_frame(move || {
        let lost = focused().is_none_or(|element| element.tag_name() == "BODY");
        if lost && !focus_field(&name) {
            super::effects::focus_soon("main h1");
        }
    });
}

/// Puts the focus on a field by its name; false: there is none.
pub fn focus_field(name: &str) -> bool {
    let Ok(fields) = document().query_selector_all("[data-field]") else { return false };
    let named = (0..fields.length())
        .filter_map(|place| fields.item(place)?.dyn_into::<HtmlElement>().ok())
        .find(|field| field.get_attribute("data-field").as_deref() == Some(name));
    let Some(field) = named else { return false };
    let _ = field.focus();
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        input.select();
    }
    true
}

/// Puts the focus on a field that is only now being drawn.
pub fn focus_field_soon(name: String) {
    request_animation_frame(move || {
        // The answer of the worker comes first, then the field.
        set_timeout(
            move || {
                focus_field(&name);
            },
            std::time::Duration::from_millis(120),
        );
    });
}
