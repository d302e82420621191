//! Tables from everywhere on the page: chosen, dropped, pasted, the sample; and which files are tables at all.

use super::keeper::{new_id, now};
use super::layouts;
use super::samples;
use super::store::Store;
use crate::i18n::words_intake::intake_words;
use crate::sheets::bundle::listed;
use crate::workspace::{Around, Event, Intaking, Route};
use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Blob, ClipboardEvent, Element};

thread_local! {
    /// What was given last. The browser holds the bytes; the page never does.
    static GIVEN: RefCell<Array> = RefCell::new(Array::new());
}

/// What was given last, for the clerk.
pub fn given() -> Array {
    GIVEN.with_borrow(Clone::clone)
}

/// What tables are called. Some kinds are here only to be told how to save them as another one.
pub const KINDS: &str = ".xlsx,.xlsm,.xls,.csv,.tsv,.txt,.html,.htm,.et,.ods";
const OTHERS: [&str; 5] = ["xltx", "xlsb", "ett", "numbers", "mht"];

/// Whether these files are tables rather than a document of ours, which may be a folder of tables.
pub fn are_tables<'a>(names: impl Iterator<Item = &'a str> + Clone) -> bool {
    let ending = |name: &str| name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let is_table = |name: &str| {
        let ending = ending(name);
        !ending.is_empty() && (KINDS.split(',').any(|kind| kind[1..] == ending) || OTHERS.contains(&ending.as_str()))
    };
    let is_part = |name: &str| {
        let name = name.rsplit('/').next().unwrap_or_default();
        matches!(name, "indicators.csv" | "units.csv" | "subjects.csv" | "measurements.csv")
    };
    let several = names.clone().count() > 1;
    // An archive beside tables is one of tables, too.
    names.clone().any(is_table)
        && names.clone().all(|name| is_table(name) || ending(name) == "zip")
        && !(several && names.clone().any(is_part))
}

/// Whether an archive holds tables of offices rather than a document of ours: its list names the ones and not the
/// others. `meant`: it was given where tables are given.
pub fn is_archive_of_tables(name: &str, bytes: &[u8], meant: bool) -> bool {
    if !name.to_ascii_lowercase().ends_with(".zip") {
        return false;
    }
    let names = listed(bytes);
    let is_ours = |name: &String| name.ends_with(".json") || name.ends_with("indicators.csv");
    let is_table = |name: &String| [".xlsx", ".xls", ".xlsm", ".et"].iter().any(|ending| name.ends_with(ending));
    !names.iter().any(is_ours) && (meant || names.iter().any(is_table))
}

/// Tables were given: what they are called and what holds their bytes, in the same order.
pub fn give(store: Store, names: Vec<String>, files: Array) {
    GIVEN.set(files);
    let untitled = intake_words(store.language.get_untracked()).untitled.to_owned();
    let around = Around { id: new_id(), untitled, at: now(), remembered: layouts::recall() };
    store.dispatch(Event::Intake(Intaking::Given { names, around }));
}

/// Bytes that are no file.
fn give_bytes(store: Store, name: &str, bytes: &[u8]) {
    let parts = Array::of1(&Uint8Array::from(bytes));
    if let Ok(blob) = Blob::new_with_u8_array_sequence(&parts) {
        give(store, vec![name.to_owned()], Array::of1(&blob));
    }
}

/// Text that was pasted or typed: cells of a spreadsheet, or a table of a page.
pub fn give_text(store: Store, name: &str, text: String) {
    if !text.trim().is_empty() {
        give_bytes(store, name, text.as_bytes());
    }
}

/// What the clipboard holds, if it is a table. `any`: also a single word, where nothing else can be meant.
pub fn pasted(event: &ClipboardEvent, any: bool) -> Option<(&'static str, String)> {
    let clipboard = event.clipboard_data()?;
    let html = clipboard.get_data("text/html").unwrap_or_default();
    if html.contains("<table") || html.contains("<TABLE") {
        return Some(("clipboard.html", html));
    }
    let text = clipboard.get_data("text/plain").unwrap_or_default();
    (any && !text.trim().is_empty() || text.contains('\t')).then_some(("clipboard.tsv", text))
}

/// Ctrl+V of a table on the first page and on the page of tables, wherever nothing else wants it.
pub fn listen_for_tables(store: Store) {
    let heard = window_event_listener(leptos::ev::paste, move |event| {
        let here = store.route.with_untracked(|route| matches!(route, Route::Home | Route::Import));
        let field = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .is_some_and(|target| target.closest("input, textarea, select, dialog").ok().flatten().is_some());
        if !here || field {
            return;
        }
        if let Some((name, text)) = pasted(&event, false) {
            event.prevent_default();
            give_text(store, name, text);
        }
    });
    on_cleanup(move || heard.remove());
}

/// The sample file that comes with the page.
pub fn give_sample(store: Store) {
    leptos::task::spawn_local(async move {
        if let Some(bytes) = samples::bytes("samples/office.xlsx").await {
            give_bytes(store, "示例市2025年度考核.xlsx", &bytes);
        }
    });
}
