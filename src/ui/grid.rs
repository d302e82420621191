//! A table of cells that are filled in: Enter and the arrows go from row to row, the tab key from cell to cell. Of a
//! long table only the rows near the screen are drawn, and the one with the focus.

use super::live::{live, memo};
use super::table::{follow_pane, pixels};
use crate::workspace::window::{Pane, drawn_beyond};
use leptos::html::Tbody;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent};

/// Tables with more rows are not drawn whole: every cell is a field.
const DRAW_ALL_UP_TO: usize = 60;
/// Rows that Page Up and Page Down pass over.
const PAGE: i64 = 10;

/// A column.
pub struct Head {
    pub label: AnyView,
    pub class: &'static str,
    /// As `grid-template-columns` has it.
    pub width: &'static str,
}

/// Draws the cells of a row.
pub type Cells = Arc<dyn Fn(u32) -> Vec<AnyView> + Send + Sync>;

/// The table. `rows`: what stands in it, each with a stamp that changes when the row must be drawn anew.
pub fn grid(label: String, heads: Vec<Head>, rows: Memo<Arc<Vec<(u32, u64)>>>, cells: Cells) -> AnyView {
    let body = NodeRef::<Tbody>::new();
    let active = RwSignal::new(0_usize);
    let pane = follow_pane(body);
    let total = memo(move || rows.with(|rows| rows.len()));
    let long = memo(move || total.get() > DRAW_ALL_UP_TO);
    let range = memo(move || {
        // Before it is laid out nobody knows what is in sight.
        let pane = pane.get();
        let pane = if pane.row > 0.0 { pane } else { Pane { above: 0.0, height: 800.0, row: 40.0 } };
        drawn_beyond(DRAW_ALL_UP_TO, total.get(), pane)
    });
    let placed = memo(move || {
        let range = range.get();
        let focused = active.get();
        rows.with(|rows| {
            let row = |place: usize| rows.get(place).map(|(row, stamp)| (place, *row, *stamp));
            let outside = (!range.contains(&focused)).then(|| row(focused)).flatten();
            range.clone().filter_map(row).chain(outside).collect::<Vec<_>>()
        })
    });
    let columns = heads.iter().map(|head| head.width).collect::<Vec<_>>().join(" ");
    let classes: Arc<Vec<&'static str>> = Arc::new(heads.iter().map(|head| head.class).collect());
    let heads = heads
        .into_iter()
        .map(|head| view! { <th role="columnheader" scope="col" class=head.class>{head.label}</th> })
        .collect_view();
    let draw = move |(place, row, _): (usize, u32, u64)| {
        let top = live(move || long.get().then(|| pixels(place, pane.get().row.max(1.0))));
        let inside = cells(row)
            .into_iter()
            .enumerate()
            .map(|(column, inside)| {
                let class = classes.get(column).copied().unwrap_or_default();
                if column == 0 {
                    view! { <th role="rowheader" scope="row" class=class>{inside}</th> }.into_any()
                } else {
                    view! { <td role="gridcell" class=class>{inside}</td> }.into_any()
                }
            })
            .collect_view();
        view! {
            <tr role="row" data-place=place aria-rowindex=place + 2 style:top=top>
                {inside}
            </tr>
        }
    };
    view! {
        <div class="grid-frame" style=("--columns", columns)>
            <table
                class="grid"
                class:is-long=long
                role="grid"
                aria-label=label
                aria-rowcount=live(move || total.get() + 1)
                on:keydown=move |event| on_key(&event, active, total.get_untracked())
                on:focusin=move |event: web_sys::FocusEvent| {
                    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
                    if let Some((place, _)) = target.as_ref().and_then(place_of)
                        && active.get_untracked() != place
                    {
                        active.set(place);
                    }
                }
            >
                <thead role="rowgroup">
                    <tr role="row" aria-rowindex="1">{heads}</tr>
                </thead>
                <tbody
                    role="rowgroup"
                    node_ref=body
                    style:height=live(move || long.get().then(|| pixels(total.get(), pane.get().row.max(1.0))))
                >
                    <For each=move || placed.get() key=|placed| *placed children=draw />
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The row and the column of a field.
fn place_of(target: &Element) -> Option<(usize, String)> {
    let row = target.closest("tr[data-place]").ok().flatten()?;
    let place = row.get_attribute("data-place")?.parse().ok()?;
    Some((place, target.get_attribute("data-cell").unwrap_or_default()))
}

fn on_key(event: &KeyboardEvent, active: RwSignal<usize>, total: usize) {
    if event.alt_key() || event.meta_key() || event.ctrl_key() || event.is_composing() || event.key_code() == 229 {
        return;
    }
    let Some(target) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
    let Some((place, column)) = place_of(&target) else { return };
    if column.is_empty() {
        return;
    }
    let place = place as i64;
    let to = match (event.key().as_str(), event.shift_key()) {
        ("Enter" | "ArrowDown", false) => place + 1,
        ("Enter", true) | ("ArrowUp", false) => place - 1,
        ("PageDown", false) => place + PAGE,
        ("PageUp", false) => place - PAGE,
        _ => return,
    };
    event.prevent_default();
    let to = to.clamp(0, total.saturating_sub(1) as i64) as usize;
    active.set(to);
    // A row far away is drawn first.
    request_animation_frame(move || focus(to, &column));
}

fn focus(place: usize, column: &str) {
    let selector = format!(".grid tr[data-place=\"{place}\"] [data-cell=\"{column}\"]");
    let found = document().query_selector(&selector).ok().flatten();
    let Some(field) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) else { return };
    let _ = field.focus();
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        input.select();
    }
}
