//! The steps of the work, with their state. Only steps that exist.

use super::live::live;
use super::store::use_store;
use crate::i18n::Language;
use crate::i18n::sayings::remarks_short;
use crate::i18n::words::words;
use crate::i18n::words_comparing::comparing_words;
use crate::i18n::words_editing::editing_words;
use crate::i18n::words_keeping::keeping_words;
use crate::i18n::words_paper::paper_words;
use crate::model::Severity;
use crate::workspace::{Comparing, Paper, Route, Sheet};
use leptos::prelude::*;

/// The steps.
#[component]
pub fn Rail() -> impl IntoView {
    let store = use_store();
    let opened = move || store.document.with(Option::is_some);
    let remarks = move || {
        store.document.with(|document| {
            let findings = document.as_ref().map(|document| document.findings.as_slice()).unwrap_or_default();
            findings.iter().filter(|finding| finding.severity >= Severity::Warning).count()
        })
    };
    let data_state = move || {
        let w = store.words();
        match (opened(), remarks()) {
            (false, _) => w.state_waiting.to_owned(),
            (true, 0) => w.state_open.to_owned(),
            (true, count) => remarks_short(store.language.get(), count as u32),
        }
    };
    let indicators_state = move || {
        store
            .document
            .with(|document| document.as_ref().map(|document| document.indicators.to_string()))
            .unwrap_or_default()
    };
    let results_state = move || {
        store
            .results
            .with(|results| results.as_ref().map(|results| results.subjects.len().to_string()))
            .unwrap_or_default()
    };
    // The last view of the results is where the step leads back to.
    let results_address = Memo::new(move |before: Option<&String>| match store.route.get() {
        Route::Results { view, .. } => Route::Results { view, door: None }.address(),
        _ => before.cloned().unwrap_or_else(|| Route::results().address()),
    });
    let about = move || store.route.with(|route| *route == Route::About);
    let here = move |step: usize| {
        let now = match store.route.get() {
            Route::Home | Route::About => 0,
            Route::Data { .. } | Route::Import => 1,
            Route::Indicators { .. } => 2,
            Route::Settings => 3,
            Route::Results { .. } => 4,
            Route::Compare { .. } => 5,
            Route::Paper(_) => 6,
            Route::Versions => 7,
        };
        (now == step).then_some("page")
    };
    let step =
        move |number: usize, name: fn(Language) -> &'static str, state: Signal<String>, address: Signal<String>| {
            view! {
                <li>
                    <a href=address aria-current=live(move || here(number))>
                        <span class="rail-number" aria-hidden="true">{number}</span>
                        <span class="rail-name">{live(move || name(store.language.get()))}</span>
                        <span class="rail-state">{state}</span>
                    </a>
                </li>
            }
        };
    view! {
        <nav class="rail" aria-label=live(move || store.words().steps)>
            <ol>
                {step(
                    1,
                    |language| editing_words(language).title,
                    live(data_state),
                    live(|| Route::Data { sheet: Sheet::Indicators, category: None }.address()),
                )}
                {step(
                    2,
                    |language| words(language).step_indicators,
                    live(indicators_state),
                    live(|| Route::indicators().address()),
                )}
                {step(3, |language| editing_words(language).settings, nothing(), live(|| Route::Settings.address()))}
                {step(4, |language| words(language).step_results, live(results_state), results_address.into())}
                {step(5, |language| comparing_words(language).title, nothing(), live(compare_address))}
                {step(
                    6,
                    |language| paper_words(language).title,
                    nothing(),
                    live(|| Route::Paper(Paper::Results).address()),
                )}
                {step(7, |language| keeping_words(language).title, nothing(), live(|| Route::Versions.address()))}
            </ol>
            <a class="rail-about" href=Route::About.address() aria-current=live(move || about().then_some("page"))>
                {live(move || keeping_words(store.language.get()).about_link)}
            </a>
            <p class="rail-private">
                {super::icons::icon(super::icons::Icon::Shield)}
                <span>{live(move || store.words().private_short)}</span>
            </p>
        </nav>
    }
}

fn nothing() -> Signal<String> {
    live(String::new)
}

fn compare_address() -> String {
    Route::Compare { kind: Comparing::Schemes, pick: Default::default() }.address()
}
