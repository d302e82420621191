//! The menu of the open document: a button, and under it what can be done with the whole of it.

use super::dialogs::Ask;
use super::icons::{Icon, icon};
use super::live::{live, part, press};
use super::saved::export;
use super::seal::sealed;
use super::store::{Store, use_store};
use crate::i18n::words_intake::intake_words;
use crate::i18n::words_keeping::{KeepingWords, keeping_words};
use crate::store::SaveState;
use crate::workspace::Route;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Does something with the open document.
#[derive(Clone, Copy, PartialEq)]
enum Deed {
    Export,
    Files,
    Import,
    Adopt,
    Checkpoint,
    Rename,
    Copy,
    KeepSet,
    Author,
    Finalise,
    Reopen,
    Versions,
}

/// The button and its list.
#[component]
pub fn DocumentMenu() -> impl IntoView {
    let store = use_store();
    let open = RwSignal::new(false);
    let name = live(move || keeping_words(store.language.get()).document_menu);
    let list = move || {
        part(move || {
            open.get().then(|| {
                let w = keeping_words(store.language.get_untracked());
                let deeds = deeds(store, w).into_iter().map(|(deed, label)| {
                    let run = move || {
                        open.set(false);
                        // A dialog gives the focus back to where it was.
                        focus("#document-menu");
                        perform(store, deed);
                    };
                    view! {
                        <li>
                            <button type="button" class="menu-deed" on:click=press(run)>
                                {label}
                            </button>
                        </li>
                    }
                });
                view! { <ul class="menu-list" id="document-deeds">{deeds.collect_view()}</ul> }
            })
        })
    };
    let keys = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Escape" if open.get_untracked() => {
            open.set(false);
            focus("#document-menu");
        }
        "ArrowDown" | "ArrowUp" => {
            event.prevent_default();
            if !open.get_untracked() {
                open.set(true);
                request_animation_frame(|| focus(".menu-list .menu-deed"));
                return;
            }
            step(event.key() == "ArrowDown");
        }
        _ => {}
    };
    let leave = move |event: web_sys::FocusEvent| {
        let inside = event
            .related_target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|target| target.closest(".menu").ok().flatten().is_some());
        if !inside {
            open.set(false);
        }
    };
    part(move || {
        store.document.with(Option::is_some).then(|| {
            view! {
                <div class="menu" on:keydown=keys on:focusout=leave>
                    <button
                        id="document-menu"
                        class="button menu-button"
                        type="button"
                        aria-expanded=live(move || open.get().to_string())
                        aria-controls=live(move || open.get().then_some("document-deeds"))
                        on:click=press(move || open.update(|open| *open = !*open))
                    >
                        {name}
                        {icon(Icon::Chevron)}
                    </button>
                    {list()}
                </div>
            }
        })
    })
}

/// What can be done with it now.
fn deeds(store: Store, w: &'static KeepingWords) -> Vec<(Deed, &'static str)> {
    let tables = intake_words(store.language.get_untracked());
    let state = store.keeper.state.get_untracked();
    let stored = store.keeper.document.with_untracked(Option::is_some);
    let read_only = matches!(state, Some(SaveState::ReadOnly { .. }));
    let has_place = store.keeper.place().is_some();
    let is_final = store.document.with_untracked(|document| document.as_ref().is_some_and(|d| sealed(d).is_some()));
    let all = [
        (Deed::Export, w.export_file, true),
        (Deed::Files, tables.export_menu, true),
        (Deed::Import, tables.import_tables, !read_only && !is_final),
        (Deed::Adopt, w.adopt, has_place && state.is_none()),
        (Deed::Checkpoint, w.checkpoint, stored && !read_only),
        (Deed::Rename, w.rename, !read_only && !is_final),
        (Deed::Copy, w.copy, stored),
        (Deed::KeepSet, w.keep_set, has_place),
        (Deed::Author, w.author, stored && !read_only),
        (Deed::Finalise, w.finalise, !read_only && !is_final),
        (Deed::Reopen, w.reopen, !read_only && is_final),
        (Deed::Versions, w.title, true),
    ];
    all.into_iter().filter(|(_, _, may)| *may).map(|(deed, label, _)| (deed, label)).collect()
}

fn perform(store: Store, deed: Deed) {
    let title =
        store.document.with_untracked(|document| document.as_ref().map(|d| d.title.clone())).unwrap_or_default();
    let ask = |ask: Ask| store.keeper.asked.set(Some(ask));
    match deed {
        Deed::Export => export(store),
        Deed::Files => store.exporting.set(true),
        Deed::Import => store.go(Route::Import),
        Deed::Adopt => store.keeper.adopt(),
        Deed::Checkpoint => ask(Ask::Checkpoint),
        Deed::Rename => ask(Ask::Rename { doc: None, title }),
        Deed::Copy => {
            if let Some(doc) = store.keeper.document.get_untracked() {
                ask(Ask::Copy { doc, title });
            }
        }
        Deed::KeepSet => store.keeper.export_set(),
        Deed::Author => ask(Ask::Author),
        Deed::Finalise => ask(Ask::Finalise),
        Deed::Reopen => ask(Ask::Reopen),
        Deed::Versions => store.go(Route::Versions),
    }
}

fn page() -> Option<web_sys::Document> {
    web_sys::window().and_then(|window| window.document())
}

fn focus(selector: &str) {
    let found = page().and_then(|page| page.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// The next or the previous line, going round.
fn step(down: bool) {
    let Some(page) = page() else { return };
    let Ok(list) = page.query_selector_all(".menu-list .menu-deed") else { return };
    let here = page.active_element();
    let at = (0..list.length()).find(|k| {
        let node = list.get(*k);
        here.as_ref().is_some_and(|here| node.is_some_and(|node| node.is_same_node(Some(here))))
    });
    let last = list.length().saturating_sub(1);
    let next = match (at, down) {
        (None, true) => 0,
        (None, false) | (Some(0), false) => last,
        (Some(k), false) => k - 1,
        (Some(k), true) if k == last => 0,
        (Some(k), true) => k + 1,
    };
    if let Some(element) = list.get(next).and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
