//! After a file was handed to the browser: what to do where it does not arrive.
//!
//! A page never hears what became of a download. Browsers inside other programs drop it, and so do frames that may not
//! download; there it is said at once. Elsewhere it is asked after three seconds, unless the browser has put something in
//! front of the page. Knows the last file only, as a piece of memory that the browser holds.

use super::effects::{copy_text, pause};
use super::live::{part, press};
use super::store::Store;
use crate::i18n::Language;
use crate::i18n::words_intake::{IntakeWords, intake_words, swallows};
use crate::workspace::Route;
use crate::workspace::web_view::web_view;
use js_sys::{Array, Function, Object, Reflect};
use leptos::prelude::*;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, window};

/// How long a download may stay out of sight, in milliseconds.
const PATIENCE: u32 = 3_000;

thread_local! {
    static LAST: RefCell<Option<(Blob, RwSignal<Option<Handed>>)>> = const { RefCell::new(None) };
}

/// The last file, when something is to be said about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handed {
    number: u32,
    name: String,
    /// It is text, which can be copied.
    text: bool,
    can_share: bool,
    /// The program that this browser is part of, in both languages.
    inside: Option<(&'static str, &'static str)>,
    /// The page stands in a frame.
    framed: bool,
    /// It is time to say something.
    due: bool,
    /// What came of copying.
    copied: Option<bool>,
}

/// Where files are told of.
pub fn tell_here(handed: RwSignal<Option<Handed>>) {
    LAST.set(Some((Blob::new().unwrap_or_else(|_| JsValue::NULL.unchecked_into()), handed)));
}

/// A file was handed to the browser.
pub fn tell(name: &str, blob: &Blob) {
    let Some(signal) = LAST.with_borrow(|last| last.as_ref().map(|(_, signal)| *signal)) else { return };
    LAST.set(Some((blob.clone(), signal)));
    let Some(window) = window() else { return };
    let kind = blob.type_();
    let inside = web_view(&window.navigator().user_agent().unwrap_or_default());
    let framed = window.parent().ok().flatten().is_none_or(|parent| parent != window);
    let number = signal.try_get_untracked().flatten().map_or(0, |before| before.number) + 1;
    let handed = Handed {
        number,
        name: name.to_owned(),
        text: kind.starts_with("text/") || kind.starts_with("application/json") || kind.starts_with("image/svg"),
        can_share: sharing(name)
            .is_some_and(|(can, shared)| can.call1(&window.navigator(), &shared).is_ok_and(|can| can.is_truthy())),
        inside,
        framed,
        due: inside.is_some() || framed,
        copied: None,
    };
    let due = handed.due;
    signal.try_set(Some(handed));
    if !due {
        leptos::task::spawn_local(async move {
            pause(PATIENCE).await;
            // Something of the browser in front of the page is its answer.
            let seen = window.document().is_some_and(|page| !page.has_focus().unwrap_or(true));
            if !seen {
                signal.try_update(|last| {
                    if let Some(last) = last.as_mut().filter(|last| last.number == number) {
                        last.due = true;
                    }
                });
            }
        });
    }
}

/// What asks whether the last file can be shared, and what would be shared.
fn sharing(name: &str) -> Option<(Function, Object)> {
    let navigator = window()?.navigator();
    let can = Reflect::get(&navigator, &"canShare".into()).ok()?.dyn_into::<Function>().ok()?;
    let blob = LAST.with_borrow(|last| last.as_ref().map(|(blob, _)| blob.clone()))?;
    let kind = web_sys::FilePropertyBag::new();
    kind.set_type(&blob.type_());
    let file = web_sys::File::new_with_blob_sequence_and_options(&Array::of1(&blob), name, &kind).ok()?;
    let shared = Object::new();
    Reflect::set(&shared, &"files".into(), &Array::of1(&file)).ok()?;
    Some((can, shared))
}

/// The share sheet of the system.
fn share(name: &str) {
    let Some((_, shared)) = sharing(name) else { return };
    let Some(navigator) = window().map(|window| window.navigator()) else { return };
    let share = Reflect::get(&navigator, &"share".into()).ok().and_then(|share| share.dyn_into::<Function>().ok());
    if let Some(Ok(promise)) = share.map(|share| share.call1(&navigator, &shared)) {
        // Whoever closes the sheet has decided; there is nothing to say.
        leptos::task::spawn_local(async move {
            let _ = JsFuture::from(js_sys::Promise::resolve(&promise)).await;
        });
    }
}

/// Copies the last file as text.
fn copy(store: Store) {
    let Some(blob) = LAST.with_borrow(|last| last.as_ref().map(|(blob, _)| blob.clone())) else { return };
    leptos::task::spawn_local(async move {
        let text = JsFuture::from(blob.text()).await.ok().and_then(|text| text.as_string());
        let copied = match text {
            Some(text) => copy_text(text.trim_start_matches('\u{feff}').to_owned()).await,
            None => false,
        };
        store.handed.try_update(|last| {
            if let Some(last) = last {
                last.copied = Some(copied);
            }
        });
    });
}

/// What is said where a file was asked for.
pub fn offer(store: Store, language: Language) -> AnyView {
    part(move || store.handed.get().filter(|handed| handed.due).map(|handed| line(store, language, &handed))).into_any()
}

/// What is said on every other page; only where files are known to be dropped.
#[component]
pub fn Handing() -> impl IntoView {
    let store = super::store::use_store();
    let said = part(move || {
        let handed = store.handed.get().filter(|handed| handed.inside.is_some() || handed.framed)?;
        let elsewhere = !store.exporting.get() && store.route.with(|route| *route != Route::Import);
        elsewhere.then(|| view! { <div class="toast">{line(store, store.language.get(), &handed)}</div> })
    });
    view! { <div class="toasts" role="status">{said}</div> }
}

fn line(store: Store, language: Language, handed: &Handed) -> AnyView {
    let w: &'static IntakeWords = intake_words(language);
    let said = match (handed.copied, handed.inside) {
        (Some(true), _) => w.handed_copied.to_owned(),
        (Some(false), _) => w.handed_not_copied.to_owned(),
        (None, Some((chinese, english))) => swallows(language, chinese, english),
        (None, None) if handed.framed => w.handed_framed.to_owned(),
        (None, None) => w.handed_asked.to_owned(),
    };
    let button = |word: &'static str, act: Box<dyn Fn()>| {
        view! { <button class="button small" type="button" on:click=press(act)>{word}</button> }.into_any()
    };
    let name = handed.name.clone();
    let copy = handed.text.then(|| button(w.handed_copy, Box::new(move || copy(store))));
    let share = handed.can_share.then(|| button(w.handed_share, Box::new(move || share(&name))));
    let close = button(w.handed_close, Box::new(move || store.handed.set(None)));
    view! { <span class="handed">{said}</span> {copy} {share} {close} }.into_any()
}
