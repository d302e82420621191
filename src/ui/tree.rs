//! The tree of indicators as a table: one tab stop, arrows to move, left and right to close and open.

use super::content::{content, mixed};
use super::icons::{Icon, icon};
use super::indicators::{address, category_place};
use super::live::{entering, live, memo, part};
use super::row::width;
use super::store::use_store;
use crate::i18n::numbers::shorten;
use crate::i18n::words::words;
use crate::i18n::{Language, percent, phrase, plain, sayings_editing};
use crate::worker::protocol::{DocumentView, NodeView};
use crate::workspace::editing::left_over;
use crate::workspace::tree::Branch;
use crate::workspace::{Route, Shared};
use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// The tree.
#[component]
pub fn Tree(language: Language, document: Shared<DocumentView>, branches: Memo<Vec<Branch>>) -> impl IntoView {
    let store = use_store();
    let w = words(language);
    // The row the tab key comes to; the chosen node, or the first.
    let active = RwSignal::new(None::<String>);
    let first = document.clone();
    let tab_stop = memo(move || {
        let shown = |id: &str| branches.with(|rows| rows.iter().any(|row| first.tree[row.place].id == id));
        active
            .get()
            .filter(|id| shown(id))
            .or_else(|| branches.with(|rows| rows.first().map(|row| first.tree[row.place].id.clone())))
    });
    let longest = memo({
        let document = document.clone();
        move || {
            let category = category_place(store);
            let wholes = document.tree.iter().filter_map(|node| node.weights.get(category).copied().flatten());
            wholes.map(|weight| weight.whole).fold(0.0, f64::max)
        }
    });
    let keys = document.clone();
    let row = {
        let document = document.clone();
        move |branch: Branch| {
            let node = document.tree[branch.place].clone();
            let left = (0..document.categories.len()).map(|place| left_over(&document, &node, place)).collect();
            tree_row(language, node, left, branch, tab_stop, active, longest)
        }
    };
    view! {
        <div class="tree-frame">
            <table
                class="tree"
                role="treegrid"
                aria-label=w.indicators
                on:keydown=move |event| on_key(&event, |id| {
                    keys.tree.iter().find(|node| node.id == id).and_then(|node| node.parent.clone())
                }, |id, open| {
                    store.closed.update(|closed| {
                        if open { closed.remove(&id); } else { closed.insert(id); }
                    });
                })
            >
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{w.indicator}</th>
                        <th role="columnheader" scope="col" class="number">{w.points}</th>
                        <th role="columnheader" scope="col" class="number tree-local">{w.local_share}</th>
                        <th role="columnheader" scope="col" class="tree-whole">{w.whole_share}</th>
                        <th role="columnheader" scope="col" class="tree-rule">{w.rule}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    <For each=move || branches.get() key=|branch| branch.clone() children=row />
                </tbody>
            </table>
        </div>
    }
}

impl std::hash::Hash for Branch {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.place, self.position, self.open).hash(state);
    }
}

fn tree_row(
    language: Language,
    node: NodeView,
    left: Vec<Option<f64>>,
    branch: Branch,
    tab_stop: Memo<Option<String>>,
    active: RwSignal<Option<String>>,
    longest: Memo<f64>,
) -> impl IntoView {
    let store = use_store();
    let w = words(language);
    let id = node.id.clone();
    let chosen = memo({
        let id = id.clone();
        move || store.route.with(|route| matches!(route, Route::Indicators { node: Some(node), .. } if *node == id))
    });
    let weights = StoredValue::new(node.weights.clone());
    let left = StoredValue::new(left);
    let weight = move || weights.with_value(|weights| weights.get(category_place(store)).copied().flatten());
    let unused = live(move || weight().is_none());
    let rule = match (node.rule.first(), node.qualitative) {
        (Some(first), _) => phrase(language, first),
        (None, _) => String::new(),
    };
    let twist = branch.open.map(|open| {
        let id = id.clone();
        view! {
            <button
                class="tree-twist"
                type="button"
                tabindex="-1"
                class:is-open=open
                aria-label=if open { w.close_branch } else { w.open_branch }
                on:click=move |event| {
                    event.stop_propagation();
                    store
                        .closed
                        .update(|closed| {
                            if open {
                                closed.insert(id.clone());
                            } else {
                                closed.remove(&id);
                            }
                        });
                }
            >
                {icon(Icon::Chevron)}
            </button>
        }
    });
    let here = id.clone();
    let stop = id.clone();
    let to = id.clone();
    view! {
        <tr
            role="row"
            class="tree-row"
            class:is-indicator=node.is_indicator
            class:is-chosen=chosen
            class:is-unused=unused
            data-node=id.clone()
            data-level=branch.level
            aria-posinset=branch.position.0
            aria-setsize=branch.position.1
            aria-expanded=branch.open.map(|open| open.to_string())
            aria-selected=live(move || chosen.get().to_string())
            {..custom_attribute("aria-level", branch.level)}
        >
            <td role="gridcell" class="tree-name">
                {twist}
                <a
                    href=live(move || address(store, Some(&to)))
                    tabindex=live(move || if tab_stop.with(|stop_at| stop_at.as_ref() == Some(&stop)) { "0" } else { "-1" })
                    on:focus=entering(move || active.set(Some(here.clone())))
                >
                    {node.is_indicator.then(|| view! { <code data-content=true>{node.id.clone()}</code> })}
                    {content(node.name.clone())}
                </a>
                {node.qualitative.then(|| view! { <span class="tag">{w.qualitative}</span> })}
                {node.trace.then(|| view! { <span class="tag">{w.trace}</span> })}
            </td>
            <td role="gridcell" class="number">
                {live(move || weight().map_or_else(|| "—".to_owned(), |weight| plain(weight.declared)))}
                {part(move || {
                    let left = left.with_value(|left| left.get(category_place(store)).copied().flatten())?;
                    let text = sayings_editing::points_left(language, &plain(shorten(left.abs(), 6)), left < 0.0);
                    Some(view! { <small class="tree-left">{text}</small> })
                })}
            </td>
            <td role="gridcell" class="number tree-local">
                {live(move || weight().map(|weight| percent(rounded(weight.local))))}
            </td>
            <td role="gridcell" class="tree-whole">
                {part(move || {
                    weight()
                        .map(|weight| {
                            let share = weight.whole / longest.get().max(f64::MIN_POSITIVE);
                            view! {
                                <span class="tree-share">{percent(rounded(weight.whole))}</span>
                                <span class="tree-track" aria-hidden="true">
                                    <i style:width=width(share)></i>
                                </span>
                            }
                        })
                })}
                {part(move || unused.get().then(|| view! { <span class="tree-unused">{w.not_in_category}</span> }))}
            </td>
            <td role="gridcell" class="tree-rule">{(!rule.is_empty()).then(|| mixed(rule))}</td>
        </tr>
    }
}

/// A share to a tenth of a percent: enough to read, too little to calculate with.
fn rounded(ratio: f64) -> f64 {
    shorten(ratio, 3)
}

fn on_key(event: &KeyboardEvent, parent: impl Fn(&str) -> Option<String>, fold: impl FnOnce(String, bool)) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(row) = target.and_then(|target| target.closest("tr[data-node]").ok().flatten()) else { return };
    let id = row.get_attribute("data-node").unwrap_or_default();
    let expanded = row.get_attribute("aria-expanded");
    match event.key().as_str() {
        "ArrowDown" => focus(row.next_element_sibling()),
        "ArrowUp" => focus(row.previous_element_sibling()),
        "Home" => focus(row.parent_element().and_then(|body| body.first_element_child())),
        "End" => focus(row.parent_element().and_then(|body| body.last_element_child())),
        "ArrowRight" => match expanded.as_deref() {
            Some("false") => {
                fold(id.clone(), true);
                refocus(id);
            }
            Some("true") => focus(row.next_element_sibling()),
            _ => return,
        },
        "ArrowLeft" => {
            if expanded.as_deref() == Some("true") {
                fold(id.clone(), false);
                refocus(id);
            } else if let Some(parent) = parent(&id) {
                let mut above = row.previous_element_sibling();
                while let Some(row) = above {
                    if row.get_attribute("data-node").as_deref() == Some(parent.as_str()) {
                        focus(Some(row));
                        break;
                    }
                    above = row.previous_element_sibling();
                }
            }
        }
        _ => return,
    }
    event.prevent_default();
}

fn focus(row: Option<Element>) {
    let link = row.and_then(|row| row.query_selector("a").ok().flatten());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        let _ = link.focus();
    }
}

/// A row that was opened or closed is drawn anew; the focus goes to the new one.
fn refocus(id: String) {
    request_animation_frame(move || {
        let rows = document().query_selector_all("tr[data-node]").ok();
        let Some(rows) = rows else { return };
        for place in 0..rows.length() {
            let row = rows.item(place).and_then(|row| row.dyn_into::<Element>().ok());
            if row.as_ref().and_then(|row| row.get_attribute("data-node")).as_deref() == Some(id.as_str()) {
                return focus(row);
            }
        }
    });
}
