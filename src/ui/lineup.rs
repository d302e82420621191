//! The table of a comparing page: a subject a row, a side a column. One tab stop; arrows move from row to row, Enter
//! shows where a subject's difference comes from. Up to 1,000 rows are drawn all at once, so that print has them.

use super::compare::Here;
use super::content::content;
use super::grade::grade;
use super::icons::{Icon, icon};
use super::live::{entering, live, memo, part, press};
use super::row::change;
use super::table::{Active, follow_pane, on_key, pixels, placed};
use crate::i18n::comparison::signed_points;
use crate::i18n::fixed;
use crate::i18n::sayings::category_name;
use crate::i18n::words::words;
use crate::workspace::lineup::{Column, Lineup};
use crate::workspace::window::drawn_beyond;
use crate::workspace::{OrderKey, Shared};
use leptos::html::Tbody;
use leptos::prelude::*;
use std::sync::Arc;

/// Rows that are drawn, and printed, all at once.
pub const WHOLE: usize = 1_000;

/// The table.
#[component]
pub fn LineupTable(here: Here, lineup: Shared<Lineup>, rows: Memo<Arc<Vec<u32>>>) -> impl IntoView {
    let w = here.w;
    let body = NodeRef::<Tbody>::new();
    let active: Active = RwSignal::new((0, 0));
    let pane = follow_pane(body);
    let total = memo(move || rows.with(|rows| rows.len()));
    let long = memo(move || total.get() > WHOLE);
    let range = memo(move || drawn_beyond(WHOLE, total.get(), pane.get()));
    let placed = placed(rows, range, active, lineup.subjects.len());
    let several = {
        let lineup = lineup.clone();
        memo(move || here.pick.with(|pick| lineup.groups.len() > 1 && lineup.group_shown(pick).is_none()))
    };
    let height = live(move || long.get().then(|| pixels(total.get(), pane.get().row.max(1.0))));
    let heads = lineup.columns.iter().enumerate().map(|(k, column)| head(here, k, column)).collect_view();
    let columns = lineup.columns.len();
    let drawn_row = {
        let lineup = lineup.clone();
        move |(place, index): (usize, u32)| {
            let top = memo(move || long.get().then(|| pixels(place, pane.get().row)));
            row(here, &lineup, index as usize, place, active, top, several)
        }
    };
    let empty = part(move || {
        (total.get() == 0).then(|| {
            view! {
                <p class="empty">
                    {w.no_rows}
                    <button class="button" type="button" on:click=press(move || here.go(|pick| {
                        pick.search.clear();
                        pick.category = None;
                    }))>{w.clear}</button>
                </p>
            }
        })
    });
    let too_long = part(move || long.get().then(|| view! { <p class="hint printed-only">{w.too_many_to_print}</p> }));
    view! {
        <div class=format!("lineup-frame of-{columns}")>
            {too_long}
            <table
                class="lineup"
                class:is-long=long
                role="grid"
                aria-label=w.table
                aria-rowcount=live(move || total.get() + 1)
                on:keydown=move |event| on_key(&event, active, total.get_untracked())
            >
                <thead role="rowgroup">
                    <tr role="row" aria-rowindex="1">
                        {name_head(here)}
                        {heads}
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

/// Which way a column is sorted by one of these keys.
fn sorted(here: Here, column: usize, keys: &'static [OrderKey]) -> Memo<Option<bool>> {
    memo(move || {
        let order = here.pick.with(|pick| pick.order());
        (order.column == column && keys.contains(&order.key)).then_some(order.descending)
    })
}

fn aria(sorted: Memo<Option<bool>>) -> Signal<&'static str> {
    live(move || match sorted.get() {
        Some(true) => "descending",
        Some(false) => "ascending",
        None => "none",
    })
}

fn sort_button(here: Here, key: OrderKey, keys: &'static [OrderKey], column: usize, label: &'static str) -> AnyView {
    let down = sorted(here, column, keys);
    view! {
        <button
            type="button"
            data-sort=format!("{label}.{column}")
            title=words(here.language).sort_by
            on:click=press(move || here.go(|pick| pick.sort = Some(pick.order().pressed(key, column))))
        >
            {label}
            {part(move || down.get().map(|down| icon(if down { Icon::Down } else { Icon::Up })))}
        </button>
    }
    .into_any()
}

const RANKS: &[OrderKey] = &[OrderKey::Rank];
const SCORES: &[OrderKey] = &[OrderKey::Published];
const DIFFERENCES: &[OrderKey] = &[OrderKey::Difference];
const NAMES: &[OrderKey] = &[OrderKey::Name];
const FIGURES: &[OrderKey] = &[OrderKey::Rank, OrderKey::Published, OrderKey::Difference];

fn name_head(here: Here) -> impl IntoView {
    let label = words(here.language).subject;
    view! {
        <th role="columnheader" scope="col" class="lineup-subject" aria-sort=aria(sorted(here, 0, NAMES))>
            {sort_button(here, OrderKey::Name, NAMES, 0, label)}
        </th>
    }
}

fn head(here: Here, k: usize, column: &Column) -> AnyView {
    let w = here.w;
    let base = (k == 0).then(|| view! { <span class="tag">{w.base}</span> });
    let difference = (k > 0).then(|| sort_button(here, OrderKey::Difference, DIFFERENCES, k, w.difference));
    view! {
        <th role="columnheader" scope="col" class="lineup-side" class:is-base={k == 0} aria-sort=aria(sorted(here, k, FIGURES))>
            <span class="lineup-title" title=column.title.clone() data-content=true>{content(column.title.clone())} {base}</span>
            <span class="lineup-figures">
                <span class="lineup-rank">{sort_button(here, OrderKey::Rank, RANKS, k, words(here.language).rank)}</span>
                <span class="lineup-score">{sort_button(here, OrderKey::Published, SCORES, k, w.score)}</span>
                {difference.map(|button| view! { <span class="lineup-difference">{button}</span> })}
            </span>
        </th>
    }
    .into_any()
}

fn row(
    here: Here,
    lineup: &Lineup,
    index: usize,
    place: usize,
    active: Active,
    top: Memo<Option<String>>,
    several: Memo<bool>,
) -> AnyView {
    let subject = lineup.subjects[index].clone();
    let id = StoredValue::new(subject.id.clone());
    let chosen = memo(move || here.pick.with(|pick| id.with_value(|id| pick.subject.as_ref() == Some(id))));
    let group = lineup.group[index]
        .and_then(|group| lineup.groups.get(group as usize))
        .map(|group| category_name(here.language, group));
    let group_name = part(move || {
        several.get().then(|| group.clone()).flatten().map(|group| view! { <small>{content(group)}</small> })
    });
    let cells = lineup.columns.iter().enumerate().map(|(k, column)| cell(here, k, column, index)).collect_view();
    view! {
        <tr
            role="row"
            class="row"
            class:is-chosen=chosen
            data-subject=subject.id.clone()
            data-place=place
            aria-rowindex=place + 2
            aria-selected=live(move || chosen.get().to_string())
            style:top=top
        >
            <th role="rowheader" scope="row" class="lineup-subject">
                <a
                    data-door=true
                    data-content=true
                    title=subject.name.clone()
                    href=live(move || here.address(|pick| pick.subject = Some(id.get_value())))
                    tabindex=live(move || if active.get().0 == place { "0" } else { "-1" })
                    on:focus=entering(move || {
                        if active.get_untracked().0 != place {
                            active.set((place, 0));
                        }
                    })
                >
                    {content(subject.name.clone())}
                </a>
                {group_name}
            </th>
            {cells}
        </tr>
    }
    .into_any()
}

fn cell(here: Here, k: usize, column: &Column, row: usize) -> AnyView {
    let published = column.published[row].map_or_else(|| "—".to_owned(), |value| fixed(value, column.digits));
    let rank = column.rank[row].map_or_else(|| words(here.language).not_ranked_short.to_owned(), |r| r.to_string());
    let moved = (k > 0).then(|| {
        let places = column.places.get(row).copied().flatten();
        view! { <span class="lineup-places" data-places=places>{change(here.language, places)}</span> }
    });
    let difference = (k > 0).then(|| {
        let value = column.difference.get(row).copied().flatten();
        let text = value.map_or_else(|| "—".to_owned(), |value| signed_points(value, column.digits));
        view! {
            <span class=direction("lineup-difference", value) data-exact=value.map(|value| value.to_string())>{text}</span>
        }
    });
    let mark = column.grade_of(row).map(|(place, name)| grade(name, place, column.grades.len()));
    view! {
        <td role="gridcell" class="lineup-side" class:is-base={k == 0} data-column=k>
            <span class="lineup-title" aria-hidden="true" data-content=true>{column.title.clone()}</span>
            <span class="lineup-figures">
                <span class="lineup-rank" data-figure="rank">{rank}</span>
                {moved}
                <span class="lineup-score" data-figure="published">{published}</span>
                {difference}
                <span class="lineup-grade">{mark}</span>
            </span>
        </td>
    }
    .into_any()
}

/// The class of a figure that rises or falls; less than the ninth decimal does neither.
pub fn direction(class: &str, value: Option<f64>) -> String {
    match value {
        Some(value) if value > 5e-10 => format!("{class} rises"),
        Some(value) if value < -5e-10 => format!("{class} falls"),
        Some(_) => format!("{class} is-none"),
        None => class.to_owned(),
    }
}
