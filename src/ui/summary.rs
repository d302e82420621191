//! Figures above the table. Each that belongs to a subject leads to it.

use super::content::mixed;
use super::live::{live, memo, part};
use super::results::Shown;
use super::store::use_store;
use crate::i18n::sayings;
use crate::i18n::words::words;
use crate::i18n::{Language, fixed, percent};
use crate::workspace::table::{Summary, summary};
use leptos::prelude::*;

/// The figures.
#[component]
pub fn SummaryFigures(language: Language, shown: Shown) -> impl IntoView {
    let store = use_store();
    let w = words(language);
    let digits = shown.document.digits;
    let spread = shown.clone();
    let figures = memo(move || store.view.with(|view| summary(shown.sources(), view)));
    let results = spread.results.clone();
    let door = move |value: Option<f64>, row: Option<u32>| {
        let text = value.map_or_else(|| "—".to_owned(), |value| fixed(value, digits));
        match row.and_then(|row| results.subjects.get(row as usize)).cloned() {
            Some(subject) => {
                let id = subject.id.clone();
                view! {
                    <a class="door" href=live(move || store.door_address(&id, "total")) title=subject.name.clone() data-content=true>
                        {text}
                    </a>
                }
                .into_any()
            }
            None => text.into_any(),
        }
    };
    part(move || {
        let Summary { mean, highest, lowest, highest_row, lowest_row, places, share, vetoed, top_grade, .. } =
            figures.get();
        let quota = places.map(|(top, places)| {
            let share = share.map(|share| sayings::share_of(language, &percent(share)));
            view! {
                <div>
                    <dt>{mixed(sayings::places(language, &top_grade.clone().unwrap_or_default()))}</dt>
                    <dd>
                        {top} <small>" / " {places} " " {share}</small>
                    </dd>
                </div>
            }
        });
        view! {
            <div class="summary">
            <dl>
                <div>
                    <dt>{w.mean}</dt>
                    <dd>{mean.map_or_else(|| "—".to_owned(), |mean| fixed(mean, digits))}</dd>
                </div>
                <div>
                    <dt>{w.highest_lowest}</dt>
                    <dd>
                        {door(highest, highest_row)} <small>" / " {door(lowest, lowest_row)}</small>
                    </dd>
                </div>
                {quota}
                <div class:grave=vetoed != 0>
                    <dt>{w.vetoed}</dt>
                    <dd>{vetoed}</dd>
                </div>
            </dl>
            {histogram(language, &spread, &figures.get())}
            </div>
        }
    })
}

/// How the totals are spread: how many in each step of equal width.
fn histogram(language: Language, shown: &Shown, summary: &Summary) -> Option<impl IntoView + use<>> {
    let (Some(low), Some(high)) = (summary.lowest, summary.highest) else { return None };
    let rows = use_store().rows.get();
    let width = [0.5, 1.0, 2.0, 2.5, 5.0, 10.0, 20.0, 50.0, 100.0]
        .into_iter()
        .find(|width| (high - low) / width <= 12.0)
        .unwrap_or((high - low) / 12.0);
    let first = (low / width).floor();
    let steps = ((high / width).floor() - first) as usize + 1;
    if rows.len() < 8 || !(3..=40).contains(&steps) {
        return None;
    }
    let mut counts = vec![0_u32; steps];
    // The rows may be those of the next results already: this part of the page is drawn before the one around it goes.
    for total in rows.iter().filter_map(|row| shown.results.published.get(*row as usize).copied().flatten()) {
        let step = ((total / width).floor() - first).clamp(0.0, steps as f64 - 1.0) as usize;
        counts[step] += 1;
    }
    let most = counts.iter().copied().max().unwrap_or(1).max(1);
    let bars = counts
        .iter()
        .enumerate()
        .map(|(step, count)| {
            let height = count * 30 / most;
            let from = (first + step as f64) * width;
            let title =
                sayings::histogram_step(language, &crate::i18n::plain(from), &crate::i18n::plain(from + width), *count);
            view! {
                <rect x=step * 11 y=32 - height width="9" height=height>
                    <title>{title}</title>
                </rect>
            }
        })
        .collect_view();
    let described =
        sayings::histogram(language, &fixed(low, shown.document.digits), &fixed(high, shown.document.digits));
    Some(view! {
        <div class="summary-spread">
            <svg viewBox=format!("0 0 {} 33", steps * 11) width=steps * 11 height="33" role="img" aria-label=described>
                {bars}
                <path d=format!("M0 32.5h{}", steps * 11) />
            </svg>
        </div>
    })
}
