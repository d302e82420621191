//! Tables from everywhere on the page: chosen, dropped, pasted, the sample; and which files are tables at all.

use super::keeper::{new_id, now};
use super::layouts;
use super::samples;
use super::store::Store;
use crate::i18n::words_intake::intake_words;
use crate::worker::protocol::NamedBytes;
use crate::workspace::{Around, Event, Intaking, Route};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element};

/// What tables are called. Some kinds are here only to be told how to save them as another one.
pub const KINDS: &str = ".xlsx,.xlsm,.xls,.csv,.tsv,.txt,.html,.htm,.et,.ods";
const OTHERS: [&str; 5] = ["xltx", "xlsb", "ett", "numbers", "mht"];

/// Whether these files are tables rather than a document of ours, which may be a folder of tables.
pub fn are_tables(files: &[NamedBytes]) -> bool {
    let is_table = |file: &NamedBytes| {
        let ending = file.name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        !ending.is_empty() && (KINDS.split(',').any(|kind| kind[1..] == ending) || OTHERS.contains(&ending.as_str()))
    };
    let is_part = |file: &NamedBytes| {
        let name = file.name.rsplit('/').next().unwrap_or_default();
        matches!(name, "indicators.csv" | "units.csv" | "subjects.csv" | "measurements.csv")
    };
    !files.is_empty() && files.iter().all(is_table) && !(files.len() > 1 && files.iter().any(is_part))
}

/// Tables were given.
pub fn give(store: Store, files: Vec<NamedBytes>) {
    let untitled = intake_words(store.language.get_untracked()).untitled.to_owned();
    let around = Around { id: new_id(), untitled, at: now(), remembered: layouts::recall() };
    store.dispatch(Event::Intake(Intaking::Given { files, around }));
}

/// Text that was pasted or typed: cells of a spreadsheet, or a table of a page.
pub fn give_text(store: Store, name: &str, text: String) {
    if !text.trim().is_empty() {
        give(store, vec![NamedBytes { name: name.to_owned(), bytes: text.into_bytes() }]);
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
            let name = "示例市2025年度考核.xlsx".to_owned();
            give(store, vec![NamedBytes { name, bytes }]);
        }
    });
}
