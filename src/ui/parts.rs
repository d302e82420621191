//! The lines that add up to a figure, and where points were lost. Each leads further down.

use super::content::content;
use super::explanation::{FINER, node_name};
use super::grade::flags_in_full;
use super::legend::colour;
use super::live::live;
use super::row::width;
use super::store::Store;
use crate::explain::{Explanation, NodeKind, Part, PartKind};
use crate::i18n::numbers::shorten;
use crate::i18n::sayings;
use crate::i18n::words::words;
use crate::i18n::{Language, fixed, plain};
use crate::model::Period;
use leptos::prelude::*;

/// What adds up to the figure.
pub fn parts(language: Language, store: Store, explanation: &Explanation, digits: u8) -> Option<impl IntoView + use<>> {
    if explanation.parts.is_empty() {
        return None;
    }
    let w = words(language);
    let finer = digits + FINER;
    let top = matches!(explanation.kind, NodeKind::Total | NodeKind::Stage);
    let lines = explanation
        .parts
        .iter()
        .map(|part| line(language, store, &explanation.subject, part, top, finer))
        .collect_view();
    let sum = explanation.value.map(|value| {
        let published = explanation
            .published
            .map(|published| view! { <span class="part-possible">"→ " {fixed(published, digits)}</span> });
        view! {
            <li class="part part-sum">
                <i></i>
                <span class="part-name">{if explanation.published.is_some() { w.sum_unrounded } else { w.sum }}</span>
                <span class="part-value">{fixed(value, finer)}</span>
                {published}
            </li>
        }
    });
    let title = if top { w.how_total } else { w.how_node };
    Some(view! {
        <section>
            <h2>
                {title}
                <small class="screen-only">{w.press_to_go_on}</small>
            </h2>
            <ul class="parts">
                {lines}
                {sum}
            </ul>
        </section>
    })
}

fn line(
    language: Language,
    store: Store,
    subject: &str,
    part: &Part,
    coloured: bool,
    digits: u8,
) -> impl IntoView + use<> {
    let w = words(language);
    let name = match part.kind {
        PartKind::Node | PartKind::Stage => node_name(language, part.node.as_deref().unwrap_or_default(), &part.name),
        PartKind::Bonus => w.bonus.to_owned(),
        PartKind::Deduction => w.deduction.to_owned(),
    };
    let signed = match (part.value, part.kind) {
        (None, _) => "—".to_owned(),
        (Some(value), PartKind::Bonus) => format!("+{}", fixed(value.abs(), digits)),
        (Some(value), PartKind::Deduction) if value != 0.0 => fixed(-value.abs(), digits),
        (Some(value), _) => fixed(value, digits),
    };
    let class = match part.kind {
        PartKind::Node | PartKind::Stage => "part",
        PartKind::Bonus => "part part-bonus",
        PartKind::Deduction => "part part-deduction",
    };
    // A dimension has the colour it has in the bars.
    let place = store.results.with_untracked(|results| {
        let dimensions = results.as_ref().map(|results| results.dimensions.as_slice()).unwrap_or_default();
        let node = part.node.as_deref().map(without_stage);
        dimensions.iter().position(|dimension| Some(dimension.id.as_str()) == node)
    });
    let swatch = place.filter(|_| coloured).map(colour);
    let possible = part
        .possible
        .map(|possible| view! { <span class="part-possible">{format!("/ {}", plain(shorten(possible, 4)))}</span> });
    let named = match &part.node {
        Some(node) => {
            let (subject, node) = (subject.to_owned(), node.clone());
            view! { <a class="part-name" href=live(move || store.door_address(&subject, &node))>{content(name)}</a> }
                .into_any()
        }
        None => view! { <span class="part-name">{name}</span> }.into_any(),
    };
    view! {
        <li class=class data-part=part.node.clone().unwrap_or_default()>
            <i class=swatch></i>
            <span class="part-text">
                {named}
                {flags_in_full(language, &part.flags)}
            </span>
            <span class="part-value">{signed}</span>
            {possible}
        </li>
    }
}

/// `Q1/X` is the dimension X of a stage.
fn without_stage(node: &str) -> &str {
    match node.split_once('/') {
        Some((period, rest)) if period.parse::<Period>().is_ok() => rest,
        _ => node,
    }
}

/// Where most points were lost.
pub fn losses(
    language: Language,
    store: Store,
    explanation: &Explanation,
    digits: u8,
) -> Option<impl IntoView + use<>> {
    let w = words(language);
    let most = explanation.losses.iter().filter_map(|loss| loss.value).fold(0.0, f64::max);
    if most <= 0.0 {
        return None;
    }
    let subject = explanation.subject.clone();
    let lines = explanation
        .losses
        .iter()
        .filter_map(|loss| Some((loss, loss.value?)))
        .map(|(loss, value)| {
            let name = node_name(language, loss.node.as_deref().unwrap_or_default(), &loss.name);
            let named = match &loss.node {
                Some(node) => {
                    let (subject, node) = (subject.clone(), node.clone());
                    view! { <a href=live(move || store.door_address(&subject, &node))>{content(name)}</a> }.into_any()
                }
                None => content(name).into_any(),
            };
            view! {
                <li>
                    {named}
                    <span class="loss-track" aria-hidden="true">
                        <i style:width=width(value / most)></i>
                    </span>
                    <span class="loss-value">{fixed(-value, digits)}</span>
                </li>
            }
        })
        .collect_view();
    let lost = explanation
        .possible
        .zip(explanation.value)
        .map(|(possible, value)| possible - value)
        .filter(|lost| *lost > 0.0);
    let lost = lost.map(|lost| view! { <small>{sayings::lost_altogether(language, &fixed(lost, digits))}</small> });
    Some(view! {
        <section>
            <h2>{w.losses} {lost}</h2>
            <ul class="losses">{lines}</ul>
        </section>
    })
}
