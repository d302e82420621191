//! What keeping needs from the page: its clock, chance, the database's name, marks on the document, names of files.

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
pub(super) fn address() -> (String, u32) {
    let text = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector("meta[name=mingheng-store]").ok().flatten())
        .and_then(|meta| meta.get_attribute("content"))
        .unwrap_or_default();
    let mut words = text.split_whitespace();
    let name = words.next().unwrap_or("mingheng").to_owned();
    (name, words.next().and_then(|version| version.parse().ok()).unwrap_or(1))
}

/// `绩效_2026-11-21.json`: the title without what file systems refuse, and the day.
pub fn file_name(title: &str, kind: &str) -> String {
    let kept: String =
        title.chars().map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c }).take(60).collect();
    let name = kept.trim().trim_end_matches('.');
    let day = day();
    let name = if name.is_empty() { "mingheng" } else { name };
    format!("{name}_{day}.{kind}")
}

/// Today, as `2026-11-21`.
pub fn day() -> String {
    let day = js_sys::Date::new_0();
    format!("{}-{:02}-{:02}", day.get_full_year(), day.get_month() + 1, day.get_date())
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
