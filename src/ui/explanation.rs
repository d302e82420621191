//! How one number came about: the figure, what is said about it, what adds up to it, how it was calculated, and from
//! what. Up and down the tree every step is a link.

use super::app::Panel;
use super::content::{content, mixed};
use super::effects::{copy_link, focus_soon, print};
use super::evidence::{events, observations, weights};
use super::grade::{flags_in_full, grade};
use super::icons::{Icon, icon};
use super::live::{live, memo, part, press};
use super::parts::{losses, parts};
use super::progress::skeleton;
use super::steps::steps;
use super::store::{Store, use_store};
use crate::explain::Phrase;
use crate::explain::{Explanation, NodeKind, Verdict};
use crate::i18n::numbers::shorten;
use crate::i18n::sayings;
use crate::i18n::words::words;
use crate::i18n::{Language, fixed, phrase, plain};
use crate::model::Period;
use crate::workspace::table::groups_are_categories;
use crate::workspace::{Route, Shared};
use leptos::prelude::*;

/// Decimals shown beyond the published ones where figures add up.
pub const FINER: u8 = 2;

/// The panel.
#[component]
pub fn Explained(language: Language) -> impl IntoView {
    let store = use_store();
    let w = words(language);
    let close = live(move || Route::Results { view: store.view.get(), door: None }.address());
    let nothing = memo(move || store.workspace.with(|w| w.open.as_ref().and_then(|open| open.nothing_there.clone())));
    let waiting = memo(move || {
        let (door, explanation) = (store.door.get(), store.explanation.get());
        match (door, explanation) {
            (Some(door), _) if nothing.with(|nothing| nothing.as_ref() == Some(&door)) => false,
            (Some(door), Some(shown)) => shown.subject != door.subject || shown.node != door.node,
            _ => true,
        }
    });
    // The title takes the focus when another number is explained, so that its explanation is read out.
    Effect::new(move |before: Option<Option<(String, String)>>| {
        let now = store.explanation.with(|e| e.as_ref().map(|e| (e.subject.clone(), e.node.clone())));
        if now.is_some() && before.flatten() != now {
            focus_soon(".panel .panel-title");
        }
        now
    });
    let body = part(move || {
        let nothing = nothing.get().filter(|door| store.door.with(|now| now.as_ref() == Some(door)));
        match (nothing, store.explanation.get()) {
            (Some(door), _) => view! {
                <h2 class="panel-title" tabindex="-1">{w.explanation}</h2>
                <p class="empty">{mixed(sayings::nothing_there(language, &format!("{} {}", door.subject, door.node)))}</p>
            }
            .into_any(),
            (None, Some(explanation)) => explained(store, language, explanation).into_any(),
            (None, None) => skeleton(6),
        }
    });
    view! {
        <Panel label=w.explanation.to_owned() busy=waiting close>
            {body}
        </Panel>
    }
}

fn explained(store: Store, language: Language, explanation: Shared<Explanation>) -> impl IntoView {
    let w = words(language);
    let digits = store.document.with_untracked(|document| document.as_ref().map_or(2, |document| document.digits));
    let finer = digits + FINER;
    let subject = explanation.subject.clone();
    let door = move |node: &str| store.door_address(&subject, node);
    let several = store.document.with_untracked(|document| document.as_ref().is_some_and(|d| d.categories.len() > 1));
    let crumbs = explanation
        .path
        .iter()
        .map(|crumb| {
            let address = {
                let (door, node) = (door.clone(), crumb.node.clone());
                move || door(&node)
            };
            let name = node_name(language, &crumb.node, &crumb.name);
            view! { <li><a href=address>{content(name)}</a></li> }
        })
        .collect_view();
    let top = explanation.path.is_empty();
    let title = if top {
        content(explanation.subject_name.clone()).into_any()
    } else {
        let name = node_name(language, &explanation.node, &explanation.node_name);
        view! {
            {(explanation.kind == NodeKind::Indicator).then(|| view! { <code data-content=true>{explanation.node.clone()}</code> })}
            {content(name)}
        }
        .into_any()
    };
    let sentences = said(language, &explanation.sentences);
    let rule = (!explanation.rule.is_empty()).then(|| {
        let lines = explanation.rule.iter().map(|one| view! { <li>{mixed(phrase(language, one))}</li> }).collect_view();
        view! {
            <section>
                <h2>{w.rule}</h2>
                <ul class="rule">{lines}</ul>
            </section>
        }
    });
    view! {
        {neighbours(store, language, &explanation)}
        <nav class="crumbs" aria-label=w.crumbs>
            <ol>
                {several.then(|| view! { <li>{content(sayings::category_name(language, &explanation.category))}</li> })}
                {(!top).then(|| view! { <li class="crumb-subject">{content(explanation.subject_name.clone())}</li> })}
                {crumbs}
            </ol>
        </nav>
        <h2 class="panel-title" tabindex="-1">{title}</h2>
        {headline(language, store, &explanation, digits)}
        {sentences}
        {parts(language, store, &explanation, digits)}
        {rule}
        {steps(language, &explanation, finer)}
        {observations(language, &explanation)}
        {weights(language, store, &explanation)}
        {events(language, &explanation.events)}
        {losses(language, store, &explanation, digits)}
        <div class="panel-foot">
            <button class="button" type="button" on:click=press(print)>
                {icon(Icon::Print)}
                {w.print}
            </button>
            <button class="button" type="button" on:click=press(move || copy_link(store))>
                {icon(Icon::Link)}
                {w.copy_link}
            </button>
        </div>
    }
}

/// The same node of the subjects above and below in the table.
fn neighbours(store: Store, language: Language, explanation: &Explanation) -> impl IntoView + use<> {
    let w = words(language);
    let (subject, node) = (explanation.subject.clone(), explanation.node.clone());
    let beside = memo(move || {
        let results = store.results.get()?;
        let rows = store.rows.get();
        let place = rows.iter().position(|row| results.subjects[*row as usize].id == subject)?;
        let named = |place: Option<usize>| {
            let row = *rows.get(place?)?;
            results.subjects.get(row as usize).cloned()
        };
        Some([named(place.checked_sub(1)), named(place.checked_add(1))])
    });
    let link = move |side: usize, label: &'static str, picture: Icon| {
        let node = node.clone();
        part(move || {
            let beside = beside.get()?[side].clone()?;
            Some(view! {
                <a
                    href=store.door_address(&beside.id, &node)
                    title=beside.name.clone()
                    aria-label=format!("{label} {}", beside.name)
                    data-content=true
                >
                    {icon(picture)}
                </a>
            })
        })
    };
    view! {
        <nav class="neighbours" aria-label=w.neighbours>
            {link.clone()(0, w.previous_subject, Icon::Up)}
            {link(1, w.next_subject, Icon::Down)}
        </nav>
    }
}

/// What a node is called; the total and stages have no name of their own in the document.
pub fn node_name(language: Language, node: &str, name: &str) -> String {
    match node.rsplit_once('/') {
        // A stage is called by its period.
        _ if name.parse::<Period>().is_ok() => sayings::capital(&crate::i18n::names::period(language, name)),
        _ if !name.is_empty() => name.to_owned(),
        Some((period, "total")) => sayings::stage_total(language, &crate::i18n::names::period(language, period)),
        _ if node == "total" => words(language).total.to_owned(),
        _ => node.to_owned(),
    }
}

/// The big figure with its grade and rank, or with what could have been earned.
fn headline(language: Language, store: Store, explanation: &Explanation, digits: u8) -> impl IntoView + use<> {
    let w = words(language);
    let grades = store.results.with_untracked(|results| results.as_ref().map_or(0, |results| results.grades.len()));
    // Where groups are the categories, the category stands above already.
    let own_groups = store.document.with_untracked(|document| {
        store.results.with_untracked(|results| match (document, results) {
            (Some(document), Some(results)) => results.groups.len() > 1 && !groups_are_categories(document, results),
            _ => false,
        })
    });
    let figure = match (explanation.published, explanation.value) {
        (Some(published), _) => fixed(published, digits),
        (None, Some(value)) => fixed(value, digits + FINER),
        (None, None) => w.no_figure.to_owned(),
    };
    let beside = match &explanation.verdict {
        Some(verdict) => verdict_view(language, verdict, own_groups, grades).into_any(),
        None => {
            let possible = explanation
                .possible
                .map(|possible| view! { <span>{sayings::out_of(language, &plain(rounded(possible)))}</span> });
            let ratio = explanation.value.zip(explanation.possible).filter(|(_, possible)| *possible > 0.0).map(|(value, possible)| {
                view! { <span>{sayings::share_earned(language, &crate::i18n::percent(shorten(value / possible, 3)))}</span> }
            });
            view! { {possible} {ratio} }.into_any()
        }
    };
    view! {
        <p class="headline">
            <strong data-figure="headline">{figure}</strong>
            {beside}
        </p>
    }
}

fn rounded(points: f64) -> f64 {
    shorten(points, 4)
}

fn verdict_view(language: Language, verdict: &Verdict, own_groups: bool, grades: usize) -> impl IntoView + use<> {
    let place = verdict.grade_index.unwrap_or(0) as usize;
    let name = verdict.grade.clone();
    let by_score = verdict.grade_by_score.clone().filter(|by_score| Some(by_score) != name.as_ref());
    let by_score = by_score.map(|by_score| {
        view! { <span class="headline-note">{mixed(sayings::grade_by_score(language, &by_score))}</span> }
    });
    let rank = verdict.rank.map(|rank| {
        view! { <span data-figure="rank">{sayings::rank_of(language, rank, verdict.members)}</span> }
    });
    let group = (!verdict.group.is_empty() && own_groups)
        .then(|| view! { <span class="headline-note">{content(verdict.group.clone())}</span> });
    view! {
        {name.map(|name| grade(&name, place, grades))}
        {rank}
        {group}
        {by_score}
        {flags_in_full(language, &verdict.flags)}
    }
}

/// Sentences that say what cost the subject something stand out.
fn is_grave(sentence: &Phrase) -> bool {
    matches!(
        sentence,
        Phrase::ToNextGrade { .. }
            | Phrase::Vetoed { .. }
            | Phrase::BarredFromTop { .. }
            | Phrase::BarredByStage { .. }
            | Phrase::OutsideQuota { .. }
            | Phrase::TiedAtQuota { .. }
            | Phrase::DeductionCapped { .. }
            | Phrase::Missing
            | Phrase::CountedAsZero
    )
}

fn said(language: Language, sentences: &[Phrase]) -> Option<impl IntoView + use<>> {
    let first = sentences.first()?;
    let lines = sentences.iter().map(|sentence| view! { <p>{mixed(phrase(language, sentence))}</p> }).collect_view();
    Some(view! {
        <div class="said" class:grave=is_grave(first)>
            {lines}
        </div>
    })
}
