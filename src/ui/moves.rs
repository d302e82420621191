//! Who moves: counts, the largest gain and loss, the top grade, how far two orders agree, how grades change.

use super::compare::{Here, sentence};
use super::content::{content, mixed};
use super::grade::grade;
use super::lineup::direction;
use super::live::live;
use crate::i18n::comparison::{rho, signed_points, tau_b, top_grade};
use crate::i18n::sayings::category_name;
use crate::worker::protocol::{ComparisonView, OverallView};
use crate::workspace::lineup::{Lineup, Moves};
use leptos::prelude::*;

/// Names shown before the rest is counted.
const MOST_NAMES: usize = 6;

/// Figures of a column against the base.
pub fn moves_figures(here: Here, lineup: &Lineup, column: usize, moves: &Moves) -> impl IntoView + use<> {
    let w = here.w;
    let own = &lineup.columns[column];
    let extreme = |row: Option<u32>| match row {
        Some(row) => {
            let value = own.difference[row as usize].unwrap_or_default();
            view! {
                {subject(here, lineup, row)}
                " "
                <small class=direction("", Some(value))>{signed_points(value, own.digits)}</small>
            }
            .into_any()
        }
        None => view! { <span class="moves-none">{w.nobody}</span> }.into_any(),
    };
    let top = own.grades.first().cloned().unwrap_or_default();
    let names = |rows: &[u32]| {
        if rows.is_empty() {
            return view! { <span class="moves-none">{w.nobody}</span> }.into_any();
        }
        let more = rows.len().saturating_sub(MOST_NAMES);
        let names =
            rows.iter().take(MOST_NAMES).map(|row| view! { <li>{subject(here, lineup, *row)}</li> }).collect_view();
        let more = (more > 0).then(|| view! { <li>"+" {more}</li> });
        view! { <ul class="moves-names">{names} {more}</ul> }.into_any()
    };
    let gain = extreme(moves.gain);
    let loss = extreme(moves.loss);
    let (enter, leave) = (names(&moves.enter), names(&moves.leave));
    view! {
        <dl class="moves-figures">
            <div class="moves-count"><dt>{w.moved_up}</dt><dd data-moves="up"><span class="rises" aria-hidden="true">"▲"</span> {moves.up}</dd></div>
            <div class="moves-count"><dt>{w.moved_down}</dt><dd data-moves="down"><span class="falls" aria-hidden="true">"▼"</span> {moves.down}</dd></div>
            <div class="moves-count"><dt>{w.moved_not}</dt><dd data-moves="same">{moves.same}</dd></div>
            <div><dt>{w.largest_gain}</dt><dd>{gain}</dd></div>
            <div><dt>{w.largest_loss}</dt><dd>{loss}</dd></div>
            <div><dt>{mixed(top_grade(here.language, true, &top))}</dt><dd>{enter}</dd></div>
            <div><dt>{mixed(top_grade(here.language, false, &top))}</dt><dd>{leave}</dd></div>
        </dl>
    }
}

/// A subject, leading to where its difference comes from.
fn subject(here: Here, lineup: &Lineup, row: u32) -> AnyView {
    let subject = lineup.subjects[row as usize].clone();
    let id = subject.id.clone();
    view! {
        <a class="door" href=live(move || here.address(|pick| pick.subject = Some(id.clone())))>{content(subject.name)}</a>
    }
    .into_any()
}

/// One sentence each on how far the orders of the groups in sight agree.
pub fn agreement(here: Here, overall: &OverallView, group: Option<&str>) -> impl IntoView + use<> {
    let language = here.language;
    let lines: Vec<AnyView> = overall
        .agreement
        .iter()
        .filter(|one| group.is_none_or(|group| one.right == group))
        .map(|one| {
            let name = category_name(language, &one.right);
            let first = sentence(tau_b(language, &name, one.members, one.tau_b));
            let second = rho(language, one.rho.filter(|_| one.tau_b.is_some())).map(sentence);
            view! { <div class="agreement-group">{first} {second}</div> }.into_any()
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="agreement">
                <h2>{here.w.agreement}</h2>
                {lines}
            </section>
        }
    })
}

/// Left grade × right grade.
pub fn grade_changes(here: Here, view: &ComparisonView) -> impl IntoView + use<> {
    let w = here.w;
    let counts = &view.overall.grade_changes;
    // "No grade" is shown where somebody has none.
    let without = |k: usize, last: usize, count: u32| k < last || count > 0;
    let (rows, columns) = (view.left.grades.len(), view.right.grades.len());
    let column_sum = |k: usize| counts.iter().filter_map(|row| row.get(k)).sum::<u32>();
    let shown: Vec<usize> = (0..=columns).filter(|k| without(*k, columns, column_sum(*k))).collect();
    let name = |grades: &[String], k: usize| match grades.get(k) {
        Some(name) => grade(name, k, grades.len()).into_any(),
        None => view! { <span class="hint">{w.no_grade}</span> }.into_any(),
    };
    let heads = shown.iter().map(|k| view! { <th scope="col">{name(&view.right.grades, *k)}</th> }).collect_view();
    let lines = counts
        .iter()
        .enumerate()
        .filter(|(k, row)| without(*k, rows, row.iter().sum()))
        .map(|(k, row)| {
            let cells = shown
                .iter()
                .map(|c| {
                    let count = row.get(*c).copied().unwrap_or_default();
                    let same = view.left.grades.get(k) == view.right.grades.get(*c);
                    view! { <td class="number" class:is-same=same class:is-none={count == 0}>{count}</td> }
                })
                .collect_view();
            view! { <tr><th scope="row">{name(&view.left.grades, k)}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <section class="grade-changes">
            <h2>{w.grade_changes}</h2>
            <p class="hint">{w.grade_changes_hint}</p>
            <div class="wide" tabindex="0" role="region" aria-label=w.grade_changes>
            <table class="plain-table grade-matrix">
                <caption class="visually-hidden">{w.grade_changes}</caption>
                <thead><tr><td></td>{heads}</tr></thead>
                <tbody>{lines}</tbody>
            </table>
            </div>
        </section>
    }
}
