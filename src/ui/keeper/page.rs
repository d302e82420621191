//! What keeping needs from the page: its clock, chance, the database's name, marks on the document, names of files.

use gloo_storage::{LocalStorage, SessionStorage, Storage};
use serde::{Serialize, de::DeserializeOwned};

/// Where a marker stands.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// For this browser.
    Lasting,
    /// For this tab.
    Passing,
}

/// A browser may deny even the question; asked without this, `gloo_storage` stops the program.
fn storage(place: Place) -> Option<web_sys::Storage> {
    let window = web_sys::window()?;
    match place {
        Place::Lasting => window.local_storage(),
        Place::Passing => window.session_storage(),
    }
    .ok()
    .flatten()
}

/// A marker; none where there is none, or nothing can be kept.
pub(super) fn recall<T: DeserializeOwned>(place: Place, key: &str) -> Option<T> {
    storage(place)?;
    match place {
        Place::Lasting => LocalStorage::get(key),
        Place::Passing => SessionStorage::get(key),
    }
    .ok()
}

/// Leaves a marker. Losing it loses nothing.
pub(super) fn note<T: Serialize>(place: Place, key: &str, value: T) {
    let _ = storage(place).map(|_| match place {
        Place::Lasting => LocalStorage::set(key, value),
        Place::Passing => SessionStorage::set(key, value),
    });
}

/// Takes a marker away.
pub(super) fn forget(place: Place, key: &str) {
    if storage(place).is_some() {
        match place {
            Place::Lasting => LocalStorage::delete(key),
            Place::Passing => SessionStorage::delete(key),
        }
    }
}

/// Takes away every marker and preference of ours, and nothing else.
pub fn forget_all() {
    for storage in [Place::Lasting, Place::Passing].into_iter().filter_map(storage) {
        let names = (0..storage.length().unwrap_or_default()).filter_map(|k| storage.key(k).ok().flatten());
        for name in names.collect::<Vec<_>>().into_iter().filter(|name| name.starts_with("mingheng.")) {
            let _ = storage.remove_item(&name);
        }
    }
}

/// `14:03:22` of today, `2026-11-21 14:03` of another day, by this computer's clock.
pub fn clock(at: u64) -> String {
    let (then, today) = (date(at), js_sys::Date::new_0());
    let same = then.get_full_year() == today.get_full_year()
        && then.get_month() == today.get_month()
        && then.get_date() == today.get_date();
    if same {
        format!("{:02}:{:02}:{:02}", then.get_hours(), then.get_minutes(), then.get_seconds())
    } else {
        moment(at)
    }
}

/// `2026-11-21 14:03`, by this computer's clock.
pub fn moment(at: u64) -> String {
    let then = date(at);
    format!("{} {:02}:{:02}", day(at), then.get_hours(), then.get_minutes())
}

/// `2026-11-21`, by this computer's clock.
pub fn day(at: u64) -> String {
    let then = date(at);
    format!("{}-{:02}-{:02}", then.get_full_year(), then.get_month() + 1, then.get_date())
}

fn date(at: u64) -> js_sys::Date {
    js_sys::Date::new(&(at as f64).into())
}

/// What the document says about itself in a `meta` of ours; empty if there is none.
pub fn meta(name: &str) -> String {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector(&format!("meta[name=mingheng-{name}]")).ok().flatten())
        .and_then(|meta| meta.get_attribute("content"))
        .unwrap_or_default()
}

/// Milliseconds since 1970.
pub fn now() -> u64 {
    js_sys::Date::now() as u64
}

/// Minutes that the clock here is ahead of UTC.
pub(super) fn offset_minutes() -> i32 {
    -(js_sys::Date::new_0().get_timezone_offset() as i32)
}

/// An id that was never used before.
pub fn new_id() -> String {
    let mut bytes = [0_u8; 9];
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !filled {
        bytes.iter_mut().for_each(|byte| *byte = (js_sys::Math::random() * 256.0) as u8);
    }
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The database's name and version: the document says them, for the crash layer too.
pub fn address() -> (String, u32) {
    let text = meta("store");
    let mut words = text.split_whitespace();
    let name = words.next().unwrap_or("mingheng").to_owned();
    (name, words.next().and_then(|version| version.parse().ok()).unwrap_or(1))
}

/// `绩效_2026-11-21.json`: the title without what file systems refuse, and the day.
pub fn file_name(title: &str, kind: &str) -> String {
    let kept: String =
        title.chars().map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c }).take(60).collect();
    let name = kept.trim().trim_end_matches('.');
    let day = day(now());
    let name = if name.is_empty() { "mingheng" } else { name };
    format!("{name}_{day}.{kind}")
}

/// The save state on the document, for sheets and for whoever looks from outside.
pub(super) fn mark_document(word: Option<&str>) {
    let root = web_sys::window().and_then(|window| window.document()).and_then(|document| document.document_element());
    if let Some(root) = root {
        let _ = match word {
            Some(word) => root.set_attribute("data-save", word),
            None => root.remove_attribute("data-save"),
        };
    }
}

/// Which document is open, for the crash layer.
pub(super) fn announce_open(id: &str, title: &str) {
    let open = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&open, &"id".into(), &id.into());
    let _ = js_sys::Reflect::set(&open, &"title".into(), &title.into());
    let _ = js_sys::Reflect::set(&js_sys::global(), &"minghengOpen".into(), &open);
}
