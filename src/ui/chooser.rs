//! Which indicator's values are shown: a list by dimension, a search, and the ones before and after.

use super::content::{content, mixed};
use super::icons::{Icon, icon};
use super::live::{live, memo, part, press};
use super::store::use_store;
use crate::i18n::words_editing::editing_words;
use crate::i18n::{Language, phrase, plain, sayings_editing};
use crate::worker::protocol::NodeView;
use crate::workspace::following::indicator_on_show;
use crate::workspace::{Route, Sheet};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The chooser.
#[component]
pub fn Chooser(language: Language) -> impl IntoView {
    let store = use_store();
    let w = editing_words(language);
    let sought = RwSignal::new(String::new());
    // Redrawn only when the tree is another one, not when a value changes.
    let tree = memo(move || {
        store.document.with(|document| {
            let nodes = document.as_ref().map(|d| d.tree.as_slice()).unwrap_or_default();
            let told = |node: &NodeView| (node.id.clone(), node.name.clone(), node.depth, node.is_indicator);
            nodes.iter().map(told).collect::<Vec<_>>()
        })
    });
    let chosen = memo(move || {
        let document = store.document.get()?;
        store.route.with(|route| indicator_on_show(route, &document).map(str::to_owned))
    });
    let indicators = memo(move || {
        tree.with(|tree| tree.iter().filter(|node| node.3).map(|node| node.0.clone()).collect::<Vec<_>>())
    });
    let place = memo(move || {
        let chosen = chosen.get()?;
        indicators.with(|all| all.iter().position(|id| *id == chosen))
    });
    let to = move |id: &str| {
        let category = store.route.with_untracked(|route| match route {
            Route::Data { category, .. } => category.clone(),
            _ => None,
        });
        Route::Data { sheet: Sheet::Indicator(id.to_owned()), category }
    };
    let matching = memo(move || {
        let wanted = sought.with(|text| text.trim().to_lowercase());
        tree.with(|tree| {
            let fits = |node: &(String, String, u8, bool)| {
                wanted.is_empty() || node.0.to_lowercase().contains(&wanted) || node.1.to_lowercase().contains(&wanted)
            };
            // By top-level dimension.
            let mut groups: Vec<(String, Vec<(String, String)>)> = Vec::new();
            for node in tree {
                if node.2 == 0 && !node.3 {
                    groups.push((node.1.clone(), Vec::new()));
                } else if node.3
                    && fits(node)
                    && let Some((_, members)) = groups.last_mut()
                {
                    members.push((node.0.clone(), format!("{} {}", node.0, node.1)));
                }
            }
            groups.retain(|(_, members)| !members.is_empty());
            groups
        })
    });
    let options = part(move || {
        let here = chosen.get().unwrap_or_default();
        matching
            .get()
            .into_iter()
            .map(|(group, members)| {
                let members = members
                    .into_iter()
                    .map(|(id, name)| {
                        let selected = id == here;
                        view! { <option value=id selected=selected>{name}</option> }
                    })
                    .collect_view();
                view! { <optgroup label=group>{members}</optgroup> }
            })
            .collect_view()
    });
    let beside = move |step: i64, label: &'static str, picture: Icon| {
        let route = memo(move || {
            let place = place.get()? as i64 + step;
            indicators.with(|all| all.get(usize::try_from(place).ok()?).map(|id| to(id)))
        });
        view! {
            <button
                class="button quiet"
                type="button"
                aria-label=label
                title=label
                aria-disabled=live(move || route.get().is_none().to_string())
                on:click=press(move || {
                    if let Some(route) = route.get_untracked() {
                        store.go(route);
                    }
                })
            >
                {icon(picture)}
            </button>
        }
    };
    let count = live(move || {
        place.get().map(|place| sayings_editing::place_of(language, place + 1, indicators.with(Vec::len)))
    });
    let about = part(move || {
        let id = chosen.get()?;
        let node = store.document.with(|d| d.as_ref()?.tree.iter().find(|node| node.id == id).cloned())?;
        let rule = node.rule.first().map(|rule| mixed(phrase(language, rule)));
        let target = node.target.map(|target| {
            view! { <span class="chooser-fact"><b>{w.target}</b> {plain(target)}</span> }
        });
        let unit = (!node.unit.is_empty())
            .then(|| view! { <span class="chooser-fact"><b>{w.unit}</b> {content(node.unit.clone())}</span> });
        let address = Route::Indicators { category: None, node: Some(node.id.clone()) }.address();
        Some(view! {
            <p class="chooser-about">
                {rule}
                {target}
                {unit}
                <a href=address>{icon(Icon::Edit)} {w.method}</a>
            </p>
        })
    });
    view! {
        <div class="toolbar chooser">
            {beside(-1, w.previous_indicator, Icon::Up)}
            {beside(1, w.next_indicator, Icon::Down)}
            <label class="pull-down chooser-pick">
                <span class="visually-hidden">{w.choose_indicator}</span>
                <select
                    name="indicator"
                    data-content=true
                    prop:value=live(move || chosen.get().unwrap_or_default())
                    on:change=move |event| store.go(to(&event_target_value(&event)))
                >
                    {options}
                </select>
            </label>
            <span class="toolbar-count">{count}</span>
            <label class="search">
                {icon(Icon::Search)}
                <span class="visually-hidden">{w.search_indicator}</span>
                <input
                    type="search"
                    name="search-indicator"
                    placeholder=w.search_indicator
                    prop:value=sought
                    on:input=move |event| sought.set(event_target_value(&event))
                    on:keydown=move |event| {
                        let first = || matching.with_untracked(|groups| Some(groups.first()?.1.first()?.0.clone()));
                        if event.key() == "Enter" && !event.is_composing() && let Some(id) = first() {
                            store.go(to(&id));
                            if let Some(field) = event.target().and_then(|t| t.dyn_into::<web_sys::HtmlElement>().ok()) {
                                let _ = field.focus();
                            }
                            sought.set(String::new());
                        }
                    }
                />
            </label>
        </div>
        {about}
    }
}
