//! Indicators and rules: what is assessed, with which weight, by which rule.

use super::content::mixed;
use super::editor::editor;
use super::icons::{Icon, icon};
use super::live::{live, memo, part, press};
use super::node_editor::add_dimension;
use super::results::NothingOpen;
use super::segments::{Choice, segments};
use super::store::{Store, use_store};
use super::tree::Tree;
use crate::i18n::numbers::shorten;
use crate::i18n::words::words;
use crate::i18n::words_editing::editing_words;
use crate::i18n::words_intake::intake_words;
use crate::i18n::{Language, plain, sayings, sayings_editing};
use crate::workspace::Route;
use crate::workspace::editing::{left_in_all, sum_below};
use crate::workspace::tree::in_sight;
use leptos::prelude::*;

/// The category whose weights are shown, by place.
pub fn category_place(store: Store) -> usize {
    let wanted = store.route.with(|route| match route {
        Route::Indicators { category, .. } => category.clone(),
        _ => None,
    });
    let place = store.document.with(|document| {
        document.as_ref()?.categories.iter().position(|category| Some(&category.id) == wanted.as_ref())
    });
    place.unwrap_or(0)
}

/// The same page with another node beside it, or none.
pub fn address(store: Store, node: Option<&str>) -> String {
    let category = store.route.with(|route| match route {
        Route::Indicators { category, .. } => category.clone(),
        _ => None,
    });
    Route::Indicators { category, node: node.map(str::to_owned) }.address()
}

/// The weights of the category on show, added up, and what they leave over for the indicators.
fn sums(language: Language, store: Store) -> AnyView {
    let w = editing_words(language);
    let told = part(move || {
        let document = store.document.get()?;
        let place = category_place(store);
        let sum = sum_below(&document, None, place);
        let name = sayings::category_name(language, &document.categories.get(place)?.name);
        let left = left_in_all(&document, place);
        let left = left.map(|left| {
            let text = sayings_editing::points_left(language, &plain(shorten(left.abs(), 6)), left < 0.0);
            view! { <b class="sum-left">{text}</b> }
        });
        Some(view! {
            {mixed(sayings_editing::points_sum(language, &name, &plain(shorten(sum, 6))))}
            " "
            {left}
        })
    });
    let editor = editor(store);
    let tables = intake_words(language);
    view! {
        <p class="indicators-sum">
            <span role="status">{told}</span>
            <button
                class="button small"
                type="button"
                prop:disabled=editor.locked
                on:click=press(move || add_dimension(editor, language, None))
            >
                {icon(Icon::Plus)}
                {w.add_root}
            </button>
            <a class="button small" href=Route::Import.address()>{icon(Icon::Rows)} {tables.import_tables}</a>
            <button class="button small" type="button" on:click=press(move || store.exporting.set(true))>
                {icon(Icon::Down)}
                {tables.export_menu}
            </button>
        </p>
    }
    .into_any()
}

/// The page.
#[component]
pub fn Indicators(language: Language) -> impl IntoView {
    let store = use_store();
    let w = words(language);
    part(move || {
        let Some(document) = store.document.get() else {
            return view! { <NothingOpen language title=w.indicators /> }.into_any();
        };
        let categories: Vec<Choice> = document
            .categories
            .iter()
            .map(|category| Choice::theirs(&category.id, sayings::category_name(language, &category.name)))
            .collect();
        let ids: Vec<String> = document.categories.iter().map(|category| category.id.clone()).collect();
        let chosen = live(move || ids.get(category_place(store)).cloned().unwrap_or_default());
        let switch = (categories.len() > 1).then(|| {
            segments("indicator-category", w.category.to_owned(), categories, chosen, move |category| {
                let node = store.route.with_untracked(|route| match route {
                    Route::Indicators { node, .. } => node.clone(),
                    _ => None,
                });
                store.go(Route::Indicators { category: Some(category), node });
            })
        });
        let tree = document.clone();
        let branches =
            memo(move || store.closed.with(|closed| store.sought.with(|sought| in_sight(&tree.tree, closed, sought))));
        let inner = document.clone();
        let all_closed = memo(move || !store.closed.with(|closed| closed.is_empty()));
        let fold = move |_| {
            store.closed.update(|closed| {
                if closed.is_empty() {
                    closed.extend(inner.tree.iter().filter(|node| !node.is_indicator).map(|node| node.id.clone()));
                } else {
                    closed.clear();
                }
            });
        };
        let total = document.tree.iter().filter(|node| node.is_indicator).count() as u32;
        let counted = document.clone();
        let found = live(move || {
            let shown =
                branches.with(|rows| rows.iter().filter(|row| counted.tree[row.place].is_indicator).count()) as u32;
            (!store.sought.with(|sought| sought.trim().is_empty()))
                .then(|| sayings::indicators_found(language, shown, total))
        });
        let nothing = move || branches.with(|branches| branches.is_empty());
        view! {
            <div class="indicators">
                <div class="page-head">
                    <h1 tabindex="-1">{w.indicators}</h1>
                    <p class="page-lead">{w.indicators_lead}</p>
                </div>
                <div class="toolbar">
                    {switch}
                    <label class="search">
                        {icon(Icon::Search)}
                        <span class="visually-hidden">{w.search_indicators}</span>
                        <input
                            type="search"
                            name="search-indicators"
                            placeholder=w.search_indicators
                            prop:value=store.sought
                            on:input=move |event| store.sought.set(event_target_value(&event))
                        />
                    </label>
                    <button class="button" type="button" on:click=fold>
                        {live(move || if all_closed.get() { w.open_all } else { w.close_all })}
                    </button>
                    <span class="toolbar-count" role="status">{found}</span>
                </div>
                {sums(language, store)}
                <Tree language document branches />
                <p class="empty" class:hidden=live(move || !nothing())>
                    {w.nothing_found}
                    <button class="button" type="button" on:click=press(move || store.sought.set(String::new()))>
                        {w.clear_search}
                    </button>
                </p>
            </div>
        }
        .into_any()
    })
}
