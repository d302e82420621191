//! What the colours of the bars mean. Pressing one sorts by that dimension and puts it first in every bar.

use super::content::content;
use super::icons::{Icon, icon};
use super::live::{live, memo, part, press};
use super::results::{Shown, compared_with};
use super::store::use_store;
use crate::i18n::numbers::shorten;
use crate::i18n::sayings;
use crate::i18n::words::words;
use crate::i18n::words_editing::editing_words;
use crate::i18n::{Language, plain};
use crate::workspace::{SortKey, View};
use leptos::prelude::*;

/// Colours before they repeat.
pub const COLOURS: usize = 8;

/// The class of a dimension's colour.
pub fn colour(place: usize) -> String {
    format!("dimension-{}", place % COLOURS + 1)
}

/// The legend, and how many rows are left after filters.
#[component]
pub fn Legend(language: Language, shown: Shown) -> impl IntoView {
    let store = use_store();
    let w = words(language);
    let category = {
        let document = shown.document.clone();
        memo(move || {
            let wanted = store.view.with(|view| view.category.clone());
            document.categories.iter().position(|category| Some(&category.id) == wanted.as_ref())
        })
    };
    let keys = shown
        .results
        .dimensions
        .iter()
        .enumerate()
        .map(|(place, dimension)| {
            let key = SortKey::Dimension(dimension.id.clone());
            let sorted = {
                let key = key.clone();
                memo(move || {
                    let sort = store.view.with(View::sorted);
                    (sort.key == key).then_some(sort.descending)
                })
            };
            let weights = dimension.weight.clone();
            let points = live(move || {
                let chosen = category.get().and_then(|place| weights.get(place).copied());
                let low = weights.iter().copied().fold(f64::INFINITY, f64::min);
                let high = weights.iter().copied().fold(0.0, f64::max);
                match chosen {
                    Some(points) => points_text(points),
                    None if low < high => format!("{}–{}", points_text(low), points_text(high)),
                    None => points_text(high),
                }
            });
            let press = move |_| store.look(|view| view.sorted_by(key.clone()));
            view! {
                <li>
                    <button
                        type="button"
                        class="legend-key"
                        aria-pressed=live(move || sorted.get().is_some().to_string())
                        title=w.sort_by_dimension
                        on:click=press
                    >
                        <i class=colour(place)></i>
                        {content(dimension.name.clone())}
                        <span class="legend-points">{points}</span>
                        {part(move || sorted.get().map(|down| icon(if down { Icon::Down } else { Icon::Up })))}
                    </button>
                </li>
            }
        })
        .collect_view();
    let compared = {
        let document = shown.document.clone();
        let scheme = shown.results.scheme.clone();
        part(move || {
            let before = store.compared.get()?;
            let supposed = document.history.supposed.is_some() && before.scheme == scheme;
            let text = if supposed {
                editing_words(language).compared_saved.to_owned()
            } else {
                compared_with(language, &document, &before)
            };
            Some(view! { <p class="legend-compared" data-content=true>{text}</p> })
        })
    };
    let (rows, scope) = (store.rows, shown.scope);
    let filtered = part(move || {
        let shown = rows.with(|rows| rows.len()) as u32;
        store.view.with(View::is_filtered).then(|| {
            view! {
                <p class="legend-filtered">
                    {sayings::rows_shown(language, shown, scope.get())}
                    <button class="button small" type="button" on:click=press(move || super::results::clear_filters(store))>
                        {w.clear_filters}
                    </button>
                </p>
            }
        })
    });
    view! {
        <div class="legend">
            <ul aria-label=w.legend>{keys}</ul>
            {compared}
            {filtered}
        </div>
    }
}

/// Points to two decimals: a scheme's weights are rarely round.
fn points_text(points: f64) -> String {
    plain(shorten(points, 2))
}
