//! The results: who stands where, and how every total is made up.

use super::effects::keep_heading;
use super::legend::Legend;
use super::live::{memo, part, press};
use super::opener::Opener;
use super::progress::skeleton;
use super::store::{Store, use_store};
use super::summary::SummaryFigures;
use super::table::Table;
use super::toolbar::{Filters, Toolbar};
use crate::i18n::Language;
use crate::i18n::sayings;
use crate::i18n::words::words;
use crate::worker::protocol::{DocumentView, ResultsView};
use crate::workspace::table::{Sources, rows_in_scope};
use crate::workspace::{Event, Route, Shared, View};
use leptos::prelude::*;

/// What the parts of the page look at together.
#[derive(Clone)]
pub struct Shown {
    pub document: Shared<DocumentView>,
    pub results: Shared<ResultsView>,
    /// Rows without filters.
    pub scope: Memo<u32>,
}

impl Shown {
    /// For the questions of `workspace::table`.
    pub fn sources(&self) -> Sources<'_> {
        Sources { document: &self.document, results: &self.results, changes: None, names: None }
    }
}

/// The page.
#[component]
pub fn Results(language: Language) -> impl IntoView {
    let store = use_store();
    let w = words(language);
    part(move || {
        let Some(document) = store.document.get() else {
            return view! { <NothingOpen language title=w.results /> }.into_any();
        };
        keep_heading();
        let body = part(move || {
            let results = store.results.get();
            keep_heading();
            match results {
                Some(results) => shown(store, language, document.clone(), results).into_any(),
                None => view! {
                    <div class="page-head">
                        <h1 tabindex="-1">{w.results}</h1>
                    </div>
                    <Waiting language />
                }
                .into_any(),
            }
        });
        view! {
            <div class="results">
                <Broken language />
                {body}
            </div>
        }
        .into_any()
    })
}

fn shown(
    store: Store,
    language: Language,
    document: Shared<DocumentView>,
    results: Shared<ResultsView>,
) -> impl IntoView {
    let scope = {
        let (document, results) = (document.clone(), results.clone());
        memo(move || {
            let sources = Sources { document: &document, results: &results, changes: None, names: None };
            store.view.with(|view| rows_in_scope(sources, view)) as u32
        })
    };
    let shown = Shown { document, results, scope };
    let w = words(language);
    view! {
        <div class="page-head">
            <h1 tabindex="-1">{w.results}</h1>
            <p class="page-lead">{w.results_lead}</p>
            <Filters language shown=shown.clone() />
        </div>
        <Toolbar language shown=shown.clone() />
        <SummaryFigures language shown=shown.clone() />
        <Legend language shown=shown.clone() />
        <Table language shown />
    }
}

/// Before the first results are there, or after they were stopped. Where there can be none, the banner says why.
#[component]
fn Waiting(language: Language) -> impl IntoView {
    let store = use_store();
    let w = words(language);
    let stopped = memo(move || store.workspace.with(|w| w.open.as_ref().is_some_and(|open| open.stopped.is_some())));
    let computable = memo(move || store.document.with(|document| document.as_ref().is_some_and(|d| d.computable)));
    part(move || {
        if stopped.get() {
            view! {
                <p class="empty">
                    {w.assessment_cancelled}
                    <button class="button primary" type="button" on:click=press(move || store.dispatch(Event::Retry))>
                        {w.compute_again}
                    </button>
                </p>
            }
            .into_any()
        } else {
            computable.get().then(|| skeleton(10)).into_any()
        }
    })
}

/// The worker of the open document broke down.
#[component]
fn Broken(language: Language) -> impl IntoView {
    let store = use_store();
    let w = words(language);
    let broken = memo(move || store.workspace.with(|w| w.open.as_ref().is_some_and(|open| open.broken)));
    part(move || {
        broken.get().then(|| {
            view! {
                <p class="warning" role="alert">
                    {w.broke_down}
                    <a class="button" href=Route::Home.address()>{w.open_again}</a>
                </p>
            }
        })
    })
}

/// A page that needs a document, without one.
#[component]
pub fn NothingOpen(language: Language, title: &'static str) -> impl IntoView {
    let w = words(language);
    view! {
        <div class="home">
            <div class="page-head">
                <h1 tabindex="-1">{title}</h1>
                <p class="page-lead">{w.nothing_open}</p>
            </div>
            <Opener language />
        </div>
    }
}

/// What the results are compared with, in words.
pub fn compared_with(language: Language, document: &DocumentView, before: &ResultsView) -> String {
    match &before.scheme {
        None => words(language).compared_declared.to_owned(),
        Some(id) => {
            let title =
                document.schemes.iter().find(|scheme| scheme.id == *id).map_or(id.as_str(), |s| s.name.as_str());
            sayings::compared_scheme(language, scheme_label(title))
        }
    }
}

/// The part of a scheme's title before the colon: titles often carry their whole recipe.
pub fn scheme_label(title: &str) -> &str {
    let short = title.split([':', '：']).next().unwrap_or(title).trim();
    if short.is_empty() { title } else { short }
}

/// The view without filters, for the button that takes them away.
pub fn clear_filters(store: Store) {
    store.look(View::unfiltered);
}
