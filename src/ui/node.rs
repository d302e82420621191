//! One indicator or dimension beside the tree: its weight, its rule in words and as a formula, where its data come from.

use super::app::Panel;
use super::content::{content, mixed};
use super::indicators::{address, category_place};
use super::live::{live, memo, part};
use super::maths::formula;
use super::node_editor::node_editor;
use super::store::use_store;
use crate::i18n::names::cycle;
use crate::i18n::numbers::shorten;
use crate::i18n::sayings;
use crate::i18n::words::words;
use crate::i18n::{Language, percent, phrase, plain};
use crate::worker::protocol::{DocumentView, NodeView, WeightView};
use crate::workspace::Route;
use leptos::prelude::*;

/// The panel.
#[component]
pub fn NodePanel(language: Language) -> impl IntoView {
    let store = use_store();
    let w = words(language);
    let id = memo(move || match store.route.get() {
        Route::Indicators { node, .. } => node,
        _ => None,
    });
    let close = live(move || address(store, None));
    let body = move |draw: fn(Language, &DocumentView, &NodeView) -> AnyView, or_say: bool| {
        part(move || {
            let document = store.document.get()?;
            let id = id.get()?;
            let Some(node) = document.tree.iter().find(|node| node.id == id) else {
                let nothing = || view! { <p class="empty">{mixed(sayings::nothing_there(language, &id))}</p> };
                return or_say.then(|| nothing().into_any());
            };
            Some(draw(language, &document, node))
        })
    };
    view! {
        <Panel label=w.indicator.to_owned() busy=false close>
            {body(node_view, true)}
            {part(move || id.get().map(|id| node_editor(language, id)))}
            {body(below_and_facts, false)}
        </Panel>
    }
}

fn node_view(language: Language, document: &DocumentView, node: &NodeView) -> AnyView {
    let store = use_store();
    let w = words(language);
    let ancestors = ancestors(document, node)
        .into_iter()
        .map(|above| {
            let id = above.id.clone();
            view! { <li><a href=live(move || address(store, Some(&id)))>{content(above.name.clone())}</a></li> }
        })
        .collect_view();
    let weights = node.weights.clone();
    let weight = move || weights.get(category_place(store)).copied().flatten();
    let category = {
        let names: Vec<String> =
            document.categories.iter().map(|category| sayings::category_name(language, &category.name)).collect();
        move || names.get(category_place(store)).cloned().unwrap_or_default()
    };
    let weight_view = part(move || match weight() {
        Some(weight) => weight_path(language, weight).into_any(),
        None => view! { <p>{w.not_in_category}</p> }.into_any(),
    });
    let rule = (!node.rule.is_empty()).then(|| {
        let lines = node.rule.iter().map(|one| view! { <li>{mixed(phrase(language, one))}</li> }).collect_view();
        let text = (!node.formula.is_empty()).then(|| {
            view! {
                <h3>{w.formula}</h3>
                {formula(language, &node.formula)}
                <p class="hint">{w.formula_symbols}</p>
            }
        });
        view! {
            <section>
                <h2>{w.rule}</h2>
                <ul class="rule">{lines}</ul>
                {text}
            </section>
        }
    });
    view! {
        <nav class="crumbs" aria-label=w.crumbs>
            <ol>
                <li><a href=live(move || address(store, None))>{w.indicators}</a></li>
                {ancestors}
            </ol>
        </nav>
        <h2 class="panel-title" tabindex="-1">
            {node.is_indicator.then(|| view! { <code data-content=true>{node.id.clone()}</code> })}
            {content(node.name.clone())}
        </h2>
        <section>
            <h2>{w.weight} <small>{part(move || content(category()))}</small></h2>
            {weight_view}
        </section>
        {rule}
    }
    .into_any()
}

/// What stands below a dimension; what else the document says about an indicator.
fn below_and_facts(language: Language, document: &DocumentView, node: &NodeView) -> AnyView {
    let store = use_store();
    let w = words(language);
    let children: Vec<&NodeView> =
        document.tree.iter().filter(|below| below.parent.as_deref() == Some(node.id.as_str())).collect();
    let below = (!children.is_empty()).then(|| {
        let lines = children
            .iter()
            .map(|below| {
                let id = below.id.clone();
                let weights = below.weights.clone();
                let weight = move || weights.get(category_place(store)).copied().flatten();
                view! {
                    <li>
                        <a href=live(move || address(store, Some(&id)))>{content(below.name.clone())}</a>
                        <span class="number">
                            {live(move || weight().map_or_else(|| "—".to_owned(), |weight| plain(weight.declared)))}
                        </span>
                    </li>
                }
            })
            .collect_view();
        view! {
            <section>
                <h2>{w.made_of}</h2>
                <ul class="node-below">{lines}</ul>
            </section>
        }
    });
    view! {
        {below}
        {node.is_indicator.then(|| facts(language, node))}
    }
    .into_any()
}

/// Declared weight, share among its sisters, share of the whole.
fn weight_path(language: Language, weight: WeightView) -> impl IntoView {
    let w = words(language);
    view! {
        <dl class="weight-steps">
            <div>
                <dt>{w.points}</dt>
                <dd>{plain(weight.declared)}</dd>
            </div>
            <div>
                <dt>{w.local_share}</dt>
                <dd>{percent(shorten(weight.local, 4))}</dd>
            </div>
            <div>
                <dt>{w.whole_share}</dt>
                <dd>{percent(shorten(weight.whole, 4))}</dd>
            </div>
        </dl>
    }
}

/// What the document says about an indicator, line by line; what it does not say is left out.
fn facts(language: Language, node: &NodeView) -> impl IntoView + use<> {
    let w = words(language);
    let ours = |class: &'static str, name: &'static str, text: Option<String>| {
        text.map(|text| view! { <div class=class><dt>{name}</dt><dd>{text}</dd></div> })
    };
    let paper = "print-only";
    let theirs = |name: &'static str, text: &str| {
        let text = text.to_owned();
        // On the screen it stands in its field.
        (!text.is_empty()).then(move || view! { <div class="print-only"><dt>{name}</dt><dd>{content(text)}</dd></div> })
    };
    let direction = if node.lower_is_better { w.lower_is_better } else { w.higher_is_better };
    let kind = if node.qualitative { w.qualitative_long } else { w.quantitative_long };
    let tags = (!node.tags.is_empty()).then(|| {
        let tags =
            node.tags.iter().map(|tag| view! { <li class="tag" data-content=true>{tag.clone()}</li> }).collect_view();
        view! { <div><dt>{w.tags}</dt><dd><ul class="tags">{tags}</ul></dd></div> }
    });
    view! {
        <section>
            <h2>{w.facts}</h2>
            <dl class="facts">
                {theirs(w.definition, &node.definition)}
                {ours(paper, w.target, node.target.map(plain))}
                {theirs(w.unit, &node.unit)}
                {ours(paper, w.direction, Some(direction.to_owned()))}
                {ours("", w.kind, Some(kind.to_owned()))}
                {ours(paper, w.cycle, (!node.cycle.is_empty()).then(|| cycle(language, &node.cycle)))}
                {theirs(w.owner, &node.owner)}
                {theirs(w.source, &node.source)}
                {ours("", w.evidence, node.trace.then(|| w.trace_long.to_owned()))}
                {tags}
            </dl>
        </section>
    }
}

/// From the top down to the parent.
fn ancestors<'a>(document: &'a DocumentView, node: &NodeView) -> Vec<&'a NodeView> {
    let mut path = Vec::new();
    let mut wanted = node.parent.clone();
    while let Some(above) = wanted.and_then(|id| document.tree.iter().find(|node| node.id == id)) {
        if path.len() > document.tree.len() {
            break;
        }
        wanted = above.parent.clone();
        path.push(above);
    }
    path.reverse();
    path
}
