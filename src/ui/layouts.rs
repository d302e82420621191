//! What was decided about tables with the same headings, kept in this browser: the second file of a layout needs none.

use super::preferences::may_store;
use crate::intake::{Kind, Role, SheetChoice};
use gloo_storage::{LocalStorage, Storage};
use js_sys::JSON;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const KEY: &str = "mingheng.layouts";
/// Layouts that are remembered, the newest first.
const MOST: usize = 60;

/// A layout as it is kept. Lists only: what is an object to the browser has texts as names.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    headings: String,
    take: Option<bool>,
    kind: Option<Kind>,
    head: Option<(u32, u32)>,
    columns: Vec<(u32, Role)>,
    category: Option<String>,
}

fn all() -> Vec<Kept> {
    let text = may_store().then(|| LocalStorage::raw().get_item(KEY).ok().flatten()).flatten();
    // Read with the browser's own parser, as the preferences are.
    let kept = text.and_then(|text| JSON::parse(&text).ok());
    kept.and_then(|kept| serde_wasm_bindgen::from_value(kept).ok()).unwrap_or_default()
}

/// What was decided, by headings.
pub fn recall() -> BTreeMap<String, SheetChoice> {
    let choice = |kept: Kept| {
        let Kept { headings, take, kind, head, columns, category } = kept;
        (
            headings,
            SheetChoice { take, kind, head, columns: columns.into_iter().collect(), category, ..Default::default() },
        )
    };
    all().into_iter().map(choice).collect()
}

/// Remembers what was decided. Losing it loses a few clicks.
pub fn remember(decided: Vec<(String, SheetChoice)>) {
    if decided.is_empty() || !may_store() {
        return;
    }
    let mut kept = all();
    kept.retain(|kept| decided.iter().all(|(headings, _)| *headings != kept.headings));
    let new = decided.into_iter().map(|(headings, choice)| {
        let SheetChoice { take, kind, head, columns, category, .. } = choice;
        Kept { headings, take, kind, head, columns: columns.into_iter().collect(), category }
    });
    kept.splice(0..0, new);
    kept.truncate(MOST);
    let text = serde_wasm_bindgen::to_value(&kept).ok().and_then(|kept| JSON::stringify(&kept).ok());
    if let Some(text) = text.and_then(|text| text.as_string()) {
        let _ = LocalStorage::raw().set_item(KEY, &text);
    }
}
