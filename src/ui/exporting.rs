//! Files for people: one dialog that says what can be had, and what became of the file on its way.

use super::intake::faults::short;
use super::keeper::{day, file_name, now};
use super::live::{memo, part, press};
use super::saved::export as export_json;
use super::store::{Store, use_store};
use crate::i18n::Language;
use crate::i18n::names::period;
use crate::i18n::paper::long_day;
use crate::i18n::words_intake::{IntakeWords, intake_words};
use crate::i18n::words_keeping::keeping_words;
use crate::i18n::{Message, problem};
use crate::model::{Period, Problem};
use crate::reports::{Report, Spec};
use crate::worker::protocol::{DocumentView, Request};
use crate::workspace::{Event, Failed, Lost};
use leptos::html::Dialog;
use leptos::prelude::*;
use std::str::FromStr;

/// What can be had, in the order of the list; the last is the document itself.
const CHOICES: [&str; 8] =
    ["results", "own", "results-csv", "indicators-csv", "values-csv", "collection", "template", "json"];

/// Its name, what it is good for, and its word in the name of the file with the ending.
fn words(w: &IntakeWords, choice: &str) -> (&'static str, &'static str, &'static str, &'static str) {
    match choice {
        "results" => (w.export_results, w.export_results_hint, w.name_results, "xlsx"),
        "own" => (w.export_own, w.export_own_hint, w.name_own, "xlsx"),
        "results-csv" => (w.export_results_csv, "", w.name_results, "csv"),
        "indicators-csv" => (w.export_indicators_csv, "", w.name_indicators, "csv"),
        "values-csv" => (w.export_values_csv, "", w.name_values, "csv"),
        "collection" => (w.export_collection, w.export_collection_hint, w.name_collection, "zip"),
        "template" => (w.export_template, "", w.name_template, "xlsx"),
        _ => (w.export_json, w.export_json_hint, "", "json"),
    }
}

/// Asks for a file, in this language. `periods`: of collection sheets.
fn hand_out(store: Store, choice: &str, language: Language, periods: Vec<Period>) {
    let report = match choice {
        "results" => Report::Results,
        "own" => Report::Own,
        "results-csv" => Report::ResultsCsv,
        "indicators-csv" => Report::IndicatorsCsv,
        "values-csv" => Report::ValuesCsv,
        "collection" => Report::Collection { subject: None, periods },
        "template" => Report::Template,
        _ => return export_json(store),
    };
    let shown = store.results.with_untracked(|results| results.as_ref().map(|r| (r.scheme.clone(), r.period.clone())));
    let (scheme, period) = shown.unwrap_or_default();
    let program = format!("{} {}", crate::i18n::words::words(language).name, env!("CARGO_PKG_VERSION"));
    let spec = Spec { report, language, scheme, period, moment: long_day(language, &day(now())), program };
    let title = store.document.with_untracked(|d| d.as_ref().map(|d| d.title.clone())).unwrap_or_default();
    let (_, _, word, ending) = words(intake_words(language), choice);
    let name = file_name(&format!("{}_{word}", short(&title)), ending);
    store.dispatch(Event::HandOut { request: Request::Report(Box::new(spec)), name });
}

/// An empty workbook in the expected layout; it needs no document.
pub fn template(store: Store) {
    hand_out(store, "template", store.language.get_untracked(), Vec::new());
}

/// What became of the file on its way: that it is being made, or why it did not come.
pub fn state(store: Store, language: Language) -> AnyView {
    let w = intake_words(language);
    let state = memo(move || store.workspace.with(|w| (w.handing.is_busy(), w.handing.failed.clone())));
    let said = part(move || match state.get() {
        (true, _) => {
            let stop = press(move || store.dispatch(Event::StopHanding));
            view! {
                <span class="exporting-busy">{w.export_making}</span>
                <button class="button small exporting-busy" type="button" on:click=stop>{w.stop}</button>
            }
            .into_any()
        }
        (false, Some(why)) => {
            let again = press(move || {
                if let Some((request, name)) = store.workspace.with_untracked(|w| w.handing.again()) {
                    store.dispatch(Event::HandOut { request, name });
                }
            });
            let text = match why {
                Failed::Lost(Lost::Stopped) => return ().into_any(),
                Failed::Lost(Lost::TooSlow) => w.export_slow.to_owned(),
                Failed::Lost(_) => w.export_lost.to_owned(),
                Failed::DoesNotFit => w.export_does_not_fit.to_owned(),
                Failed::Refused(findings) => match &findings[..] {
                    [finding] if finding.problem == Problem::TooMuchForWorkbook => {
                        let Message { what, next, .. } = problem(language, finding);
                        format!("{what} {next}")
                    }
                    _ => w.export_refused.to_owned(),
                },
            };
            view! {
                <span class="exporting-failed">{text}</span>
                <button class="button small" type="button" on:click=again>{w.retry}</button>
            }
            .into_any()
        }
        _ => super::handed::offer(store, language),
    });
    view! { <span class="exporting-state" role="status">{said}</span> }.into_any()
}

/// The dialog, while it is open.
#[component]
pub fn Exporting() -> impl IntoView {
    let store = use_store();
    part(move || store.exporting.get().then(|| dialog(store)))
}

fn dialog(store: Store) -> AnyView {
    let here = store.language.get_untracked();
    let w = intake_words(here);
    let frame = NodeRef::<Dialog>::new();
    let choice = RwSignal::new(CHOICES[0]);
    let language = RwSignal::new(here);
    let document = store.document.get_untracked();
    let offered = document.as_deref().map(periods).unwrap_or_default();
    let periods = RwSignal::new(offered.last().copied().into_iter().collect::<Vec<Period>>());
    let lacks = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(frame) = frame.get() {
            let _ = frame.show_modal();
        }
    });
    let close = move || store.exporting.set(false);
    let options = CHOICES
        .into_iter()
        .map(|one| {
            let (name, hint, ..) = words(w, one);
            let hint = (!hint.is_empty()).then(|| view! { <small>{hint}</small> });
            view! {
                <label class="exporting-choice">
                    <input
                        type="radio"
                        name="export"
                        value=one
                        checked=one == CHOICES[0]
                        on:change=move |_| choice.set(one)
                    />
                    <span>{name} {hint}</span>
                </label>
            }
        })
        .collect_view();
    let languages = [(Language::Chinese, "中文"), (Language::English, "English")]
        .map(|(one, name)| {
            view! {
                <label class="exporting-language" lang=one.code()>
                    <input type="radio" name="export-language" checked=one == here on:change=move |_| language.set(one) />
                    <span data-content=true>{name}</span>
                </label>
            }
        })
        .collect_view();
    let which = part(move || {
        (choice.get() == "collection").then(|| {
            let boxes = offered.iter().map(|one| {
                let one = *one;
                view! {
                    <label class="exporting-period">
                        <input
                            type="checkbox"
                            checked=periods.with_untracked(|chosen| chosen.contains(&one))
                            on:change=move |event| {
                                let on = event_target_checked(&event);
                                periods.update(|chosen| {
                                    chosen.retain(|known| *known != one);
                                    chosen.extend(on.then_some(one));
                                    chosen.sort();
                                });
                            }
                        />
                        <span>{period(here, &one.to_string())}</span>
                    </label>
                }
            });
            let problem = part(move || {
                lacks.get().then(|| view! { <span class="dialog-problem">{w.export_periods_needed}</span> })
            });
            view! {
                <fieldset class="exporting-periods">
                    <legend>{w.export_periods}</legend>
                    {boxes.collect_view()}
                    <span role="alert">{problem}</span>
                </fieldset>
            }
        })
    });
    let go = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let wanted = periods.get_untracked();
        let none = choice.get_untracked() == "collection" && wanted.is_empty();
        lacks.set(none);
        if !none {
            hand_out(store, choice.get_untracked(), language.get_untracked(), wanted);
        }
    };
    view! {
        <dialog node_ref=frame class="dialog exporting" aria-labelledby="exporting-title" on:close=move |_| close()>
            <form on:submit=go>
                <h2 id="exporting-title">{w.export_title}</h2>
                <fieldset>
                    <legend class="visually-hidden">{w.export_what}</legend>
                    {options}
                </fieldset>
                {which}
                <fieldset class="exporting-languages">
                    <legend>{w.export_language}</legend>
                    {languages}
                </fieldset>
                <div class="dialog-acts">
                    {state(store, here)}
                    <button class="button" type="button" on:click=press(close)>{keeping_words(here).cancel}</button>
                    <button class="button primary" type="submit">{w.export}</button>
                </div>
            </form>
        </dialog>
    }
    .into_any()
}

/// Periods in which something is reported, in order.
fn periods(document: &DocumentView) -> Vec<Period> {
    let cycles: Vec<&str> =
        document.tree.iter().filter(|node| node.is_indicator).map(|node| node.cycle.as_str()).collect();
    let has = |cycle: &str| cycles.contains(&cycle);
    let mut all: Vec<Period> = Vec::new();
    if has("month") {
        all.extend((1..=12).map(Period::Month));
    }
    if has("quarter") {
        all.extend((1..=4).map(Period::Quarter));
    }
    all.extend(Period::from_str("Y").ok());
    all.sort();
    all
}
