//! The table of results: a grid with one tab stop. Arrows move from figure to figure, Enter opens the explanation.
//!
//! Up to 200 rows are drawn all at once; of a longer table, only those near the screen and the one with the focus.

use super::effects::into_sight_soon;
use super::glide;
use super::icons::{Icon, icon};
use super::live::{live, memo, part, press};
use super::results::Shown;
use super::row::{Style, row};
use super::store::{Store, use_store};
use crate::i18n::numbers::shorten;
use crate::i18n::sayings;
use crate::i18n::words::{Words, words};
use crate::i18n::{Language, plain};
use crate::workspace::table::{dimensions_add_up, full_scale};
use crate::workspace::window::{DRAW_ALL_UP_TO, Pane, drawn};
use crate::workspace::{SortKey, View};
use leptos::html::Tbody;
use leptos::prelude::*;
use std::ops::Range;
use std::sync::Arc;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlElement, KeyboardEvent, window};

/// Rows that Page Up and Page Down pass over.
const PAGE: i64 = 10;

/// The figure the tab key comes to: row by place, and door within the row.
pub type Active = RwSignal<(usize, usize)>;

/// The table.
#[component]
pub fn Table(language: Language, shown: Shown) -> impl IntoView {
    let store = use_store();
    let w = words(language);
    let body = NodeRef::<Tbody>::new();
    let active: Active = RwSignal::new((0, 0));
    let scale = full_scale(&shown.results);
    let with_changes = store.changes.with_untracked(Option::is_some);
    let several_groups = shown.results.groups.len() > 1;
    let style = Arc::new(Style {
        scale,
        several_groups: memo(move || {
            several_groups && store.view.with(|view| view.category.is_none() && view.group.is_none())
        }),
        // Numbers that changed flash once, when results replace others; not when rows are only sorted.
        before: store.compared.get_untracked(),
        fresh: StoredValue::new(true),
        first: memo(move || match store.view.with(View::sorted).key {
            SortKey::Dimension(id) => Some(id),
            _ => None,
        }),
    });
    let pane = follow_pane(body);
    let rows = store.rows;
    let total = memo(move || rows.with(|rows| rows.len()));
    let long = memo(move || total.get() > DRAW_ALL_UP_TO);
    let range = memo(move || drawn(total.get(), pane.get()));
    let placed = placed(rows, range, active, shown.results.subjects.len());
    glide::after_change(body, style.fresh);
    Effect::new(move |_| {
        if store.door.with(Option::is_some) {
            into_sight_soon(".row.is-chosen");
        }
    });
    let height = live(move || long.get().then(|| pixels(total.get(), pane.get().row.max(1.0))));
    let drawn_row = {
        let shown = shown.clone();
        move |(place, index): (usize, u32)| {
            let top = memo(move || long.get().then(|| pixels(place, pane.get().row)));
            row(language, &shown, &style, index as usize, place, active, top)
        }
    };
    let empty = part(move || (total.get() == 0).then(|| view! { <Nothing language /> }));
    view! {
        <div class="table-frame" class:has-changes=with_changes>
            <table
                class="table"
                class:is-long=long
                role="grid"
                aria-label=w.results
                aria-rowcount=live(move || total.get() + 1)
                on:keydown=move |event| on_key(&event, active, total.get_untracked())
            >
                <thead role="rowgroup">
                    <tr role="row" aria-rowindex="1">
                        {head(store, w, SortKey::Rank, "rank", w.rank.to_owned())}
                        {head(store, w, SortKey::Change, "change", w.change.to_owned())}
                        {head(store, w, SortKey::Name, "name", w.subject.to_owned())}
                        {head(store, w, SortKey::Published, "published", w.published.to_owned())}
                        {head(store, w, SortKey::Grade, "grade", w.grade.to_owned())}
                        <th role="columnheader" scope="col" class="column-bar">
                            {if dimensions_add_up(&shown.results) {
                                sayings::made_up(language, &plain(shorten(scale, 2)))
                            } else {
                                w.by_dimension.to_owned()
                            }}
                        </th>
                        {head(store, w, SortKey::Adjustment, "adjustment", w.adjustment.to_owned())}
                    </tr>
                </thead>
                <tbody role="rowgroup" node_ref=body style:height=height>
                    <For each=move || placed.get() key=|placed| *placed children=drawn_row />
                </tbody>
            </table>
            {empty}
        </div>
    }
}

/// So many rows, in whole pixels.
pub fn pixels(rows: usize, row: f64) -> String {
    format!("{}px", (rows as f64 * row) as u64)
}

/// The head of a column: pressing it sorts.
fn head(store: Store, w: &'static Words, key: SortKey, name: &'static str, label: String) -> impl IntoView {
    let sorted = {
        let key = key.clone();
        memo(move || {
            let sort = store.view.with(View::sorted);
            (sort.key == key).then_some(sort.descending)
        })
    };
    let aria = live(move || match sorted.get() {
        Some(true) => "descending",
        Some(false) => "ascending",
        None => "none",
    });
    view! {
        <th role="columnheader" scope="col" class=format!("column-{name}") aria-sort=aria>
            <button
                type="button"
                data-sort=name
                title=w.sort_by
                on:click=press(move || store.look(|view| view.sorted_by(key.clone())))
            >
                {label}
                {part(move || sorted.get().map(|down| icon(if down { Icon::Down } else { Icon::Up })))}
            </button>
        </th>
    }
}

/// No row is left.
#[component]
fn Nothing(language: Language) -> impl IntoView {
    let store = use_store();
    let w = words(language);
    view! {
        <p class="empty">
            {w.no_rows}
            <button class="button" type="button" on:click=press(move || super::results::clear_filters(store))>
                {w.clear_filters}
            </button>
        </p>
    }
}

/// Where the table is on the screen, kept up to date while anything scrolls or changes size.
pub fn follow_pane(body: NodeRef<Tbody>) -> RwSignal<Pane> {
    let pane = RwSignal::new(Pane::default());
    let waiting = StoredValue::new(false);
    let measure = move || {
        // A frame that was asked for may come when the table is gone already.
        waiting.try_set_value(false);
        let (Some(body), Some(window)) = (body.try_get_untracked().flatten(), window()) else { return };
        let edges = body.get_bounding_client_rect();
        let style = window.get_computed_style(&body).ok().flatten();
        let row = style
            .and_then(|style| style.get_property_value("--row").ok())
            .map(|text| js_sys::parse_float(&text))
            .filter(|row| row.is_finite())
            .unwrap_or(40.0);
        let height = window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(800.0);
        pane.try_set(Pane { above: -edges.top(), height, row });
    };
    let soon = move || {
        if waiting.try_get_value() == Some(false) {
            waiting.set_value(true);
            request_animation_frame(measure);
        }
    };
    soon();
    // Scrolling does not bubble, so it is caught on its way down, whatever it is that scrolls.
    let heard = Closure::<dyn Fn()>::new(soon);
    if let Some(window) = window() {
        let _ = window.add_event_listener_with_callback_and_bool("scroll", heard.as_ref().unchecked_ref(), true);
        let _ = window.add_event_listener_with_callback("resize", heard.as_ref().unchecked_ref());
    }
    let heard = StoredValue::new_local(heard);
    on_cleanup(move || {
        heard.with_value(|heard| {
            if let Some(window) = window() {
                let _ =
                    window.remove_event_listener_with_callback_and_bool("scroll", heard.as_ref().unchecked_ref(), true);
                let _ = window.remove_event_listener_with_callback("resize", heard.as_ref().unchecked_ref());
            }
        });
    });
    pane
}

/// The rows that are drawn, by place: those near the screen, and the one with the focus wherever it is. `there`: how
/// many subjects the table was made of; rows of the next results may come before the table gives way to the next one.
pub fn placed(
    rows: Memo<Arc<Vec<u32>>>,
    range: Memo<Range<usize>>,
    active: Active,
    there: usize,
) -> Memo<Vec<(usize, u32)>> {
    memo(move || {
        let range = range.get();
        let (focused, _) = active.get();
        rows.with(|rows| {
            let mut placed: Vec<(usize, u32)> =
                range.clone().filter_map(|place| Some((place, *rows.get(place)?))).collect();
            if !range.contains(&focused)
                && let Some(row) = rows.get(focused)
            {
                placed.push((focused, *row));
            }
            placed.retain(|(_, row)| (*row as usize) < there);
            placed
        })
    })
}

/// Moves the focus from figure to figure.
pub fn on_key(event: &KeyboardEvent, active: Active, total: usize) {
    if event.alt_key() || event.meta_key() {
        return;
    }
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(row) = target.as_ref().and_then(|target| target.closest("tr[data-place]").ok().flatten()) else { return };
    let place: i64 = row.get_attribute("data-place").and_then(|place| place.parse().ok()).unwrap_or(0);
    let doors = doors(&row);
    let door = doors
        .iter()
        .position(|door| target.as_ref().is_some_and(|target| door.is_same_node(Some(target))))
        .unwrap_or(0);
    let last = total.saturating_sub(1) as i64;
    let (to_place, to_door) = match (event.key().as_str(), event.ctrl_key()) {
        ("ArrowDown", false) => (place + 1, door),
        ("ArrowUp", false) => (place - 1, door),
        ("ArrowRight", false) => (place, (door + 1).min(doors.len().saturating_sub(1))),
        ("ArrowLeft", false) => (place, door.saturating_sub(1)),
        ("PageDown", _) => (place + PAGE, door),
        ("PageUp", _) => (place - PAGE, door),
        ("Home", false) => (place, 0),
        ("End", false) => (place, doors.len().saturating_sub(1)),
        ("Home", true) => (0, door),
        ("End", true) => (last, door),
        _ => return,
    };
    event.prevent_default();
    let to_place = to_place.clamp(0, last) as usize;
    active.set((to_place, to_door));
    // A row far away is drawn first.
    request_animation_frame(move || focus(to_place, to_door));
}

fn doors(row: &Element) -> Vec<Element> {
    let Ok(list) = row.query_selector_all("a[data-door]") else { return Vec::new() };
    (0..list.length()).filter_map(|place| list.item(place)?.dyn_into().ok()).collect()
}

fn focus(place: usize, door: usize) {
    let row = document().query_selector(&format!("tr[data-place=\"{place}\"]")).ok().flatten();
    let Some(row) = row else { return };
    let doors = doors(&row);
    let found = doors.get(door.min(doors.len().saturating_sub(1))).cloned();
    if let Some(found) = found.and_then(|door| door.dyn_into::<HtmlElement>().ok()) {
        let _ = found.focus();
    }
}
