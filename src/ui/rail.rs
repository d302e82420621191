//! The steps of the work, with their state. Only steps that exist.

use super::live::live;
use super::store::use_store;
use crate::i18n::sayings::remarks_short;
use crate::i18n::words::Words;
use crate::model::Severity;
use crate::workspace::Route;
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
    let here = move |step: usize| {
        let now = match store.route.get() {
            Route::Home => 1,
            Route::Indicators { .. } => 2,
            Route::Results { .. } => 3,
        };
        (now == step).then_some("page")
    };
    let step =
        move |number: usize, name: fn(&Words) -> &'static str, state: Signal<String>, address: Signal<String>| {
            view! {
                <li>
                    <a href=address aria-current=live(move || here(number))>
                        <span class="rail-number" aria-hidden="true">{number}</span>
                        <span class="rail-name">{live(move || name(store.words()))}</span>
                        <span class="rail-state">{state}</span>
                    </a>
                </li>
            }
        };
    view! {
        <nav class="rail" aria-label=live(move || store.words().steps)>
            <ol>
                {step(1, |w| w.step_data, live(data_state), live(|| "#/".to_owned()))}
                {step(
                    2,
                    |w| w.step_indicators,
                    live(indicators_state),
                    live(|| Route::indicators().address()),
                )}
                {step(3, |w| w.step_results, live(results_state), results_address.into())}
            </ol>
            <p class="rail-private">
                {super::icons::icon(super::icons::Icon::Shield)}
                <span>{live(move || store.words().private_short)}</span>
            </p>
        </nav>
    }
}
