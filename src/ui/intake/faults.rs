//! The third step: what is wrong in which cell, mended here; and the rules that were read from sentences.

use super::standards::standards;
use super::{Wizard, keep_place};
use crate::i18n::words_intake::{self as said, cell_in};
use crate::i18n::{Language, Message, intake};
use crate::intake::{Correction, Fault, Grade, IntakeView};
use crate::sheets::workbook::address;
use crate::ui::content::mixed;
use crate::ui::icons::{Icon, icon};
use crate::ui::keeper::file_name;
use crate::ui::live::{live, memo, part, press};
use crate::worker::protocol::Request;
use crate::workspace::Event;
use leptos::prelude::*;

/// More faults than this are counted, not listed: nobody mends them one by one.
const MOST: usize = 300;

/// How many cells must be mended.
pub fn errors(view: &IntakeView) -> u32 {
    count(view, Grade::Error)
}

fn count(view: &IntakeView, grade: Grade) -> u32 {
    view.faults.iter().filter(|fault| fault.grade == grade).count() as u32
}

/// The section.
pub fn check(wizard: Wizard) -> AnyView {
    let Wizard { language, w, view, .. } = wizard;
    let there = memo(move || view.with(Option::is_some));
    let filter = RwSignal::new(None::<Grade>);
    part(move || {
        there.get().then(|| {
            let summary = live(move || {
                let (errors, warnings) = view
                    .with(|view| view.as_ref().map(|v| (count(v, Grade::Error), count(v, Grade::Warning))))
                    .unwrap_or_default();
                said::faults_summary(language, errors, warnings)
            });
            view! {
                <section class="intake-section" id="intake-check" aria-labelledby="intake-check-title">
                    <h2 id="intake-check-title" tabindex="-1">{w.check_title}</h2>
                    <p class="intake-summary" role="status">{summary}</p>
                    {faults(wizard, filter)}
                    {standards(wizard)}
                </section>
            }
        })
    })
}

fn faults(wizard: Wizard, filter: RwSignal<Option<Grade>>) -> AnyView {
    let Wizard { store, language, w, view, .. } = wizard;
    part(move || {
        let view = view.get()?;
        let wanted = filter.get();
        keep_place("#intake-faults", &["#intake-faults .intake-mend-field", "#intake-check-title"]);
        if view.faults.is_empty() {
            return Some(
                view! { <p class="intake-none" id="intake-faults">{icon(Icon::Shield)} {w.faults_none}</p> }.into_any(),
            );
        }
        let chips = [
            (None, w.faults_all),
            (Some(Grade::Error), w.grade_error),
            (Some(Grade::Warning), w.grade_warning),
            (Some(Grade::Note), w.grade_note),
        ]
        .into_iter()
        .map(|(grade, name)| {
            let many = grade.map_or(view.faults.len() as u32, |grade| count(&view, grade));
            let id = format!("intake-filter-{}", grade.map_or("all", grade_class));
            view! {
                <button
                    class="button small"
                    type="button"
                    id=id
                    aria-pressed=(wanted == grade).to_string()
                    on:click=press(move || filter.set(grade))
                >
                    {format!("{name} {many}")}
                </button>
            }
        })
        .collect_view();
        let mine: Vec<&Fault> =
            view.faults.iter().filter(|fault| wanted.is_none_or(|grade| fault.grade == grade)).collect();
        let more = (mine.len() > MOST).then(|| {
            view! { <p class="hint">{said::faults_more(language, (mine.len() - MOST) as u32)}</p> }
        });
        let lines = mine.iter().take(MOST).map(|fault| line(wizard, &view, fault)).collect_view();
        let download = press(move || {
            let title = store.document.with_untracked(|d| d.as_ref().map(|d| d.title.clone())).unwrap_or_default();
            let name = file_name(&format!("{}_{}", short(&title), w.faults_name), "xlsx");
            store.dispatch(Event::HandOut { request: Request::TakeInFaults { language }, name });
        });
        Some(
            view! {
                <div id="intake-faults">
                    <div class="intake-tools">
                        <div class="intake-chips" role="group" aria-label=w.faults_title>{chips}</div>
                        <button class="button small" type="button" id="intake-faults-file" on:click=download>
                            {icon(Icon::Down)}
                            {w.faults_download}
                        </button>
                        {crate::ui::exporting::state(store, language)}
                    </div>
                    <div class="intake-table" role="region" tabindex="0" aria-label=w.faults_title>
                        <table>
                            <thead>
                                <tr>
                                    <th scope="col">{w.faults_where}</th>
                                    <th scope="col">{w.faults_value}</th>
                                    <th scope="col">{w.faults_what}</th>
                                    <th scope="col">{w.faults_mend}</th>
                                </tr>
                            </thead>
                            <tbody>{lines}</tbody>
                        </table>
                    </div>
                    {more}
                    <p class="hint">{w.faults_file_stays}</p>
                </div>
            }
            .into_any(),
        )
    })
}

/// As much of a title as leaves room for what the file is.
pub fn short(title: &str) -> String {
    title.chars().take(45).collect()
}

fn grade_class(grade: Grade) -> &'static str {
    match grade {
        Grade::Error => "error",
        Grade::Warning => "warning",
        Grade::Note => "note",
    }
}

fn line(wizard: Wizard, view: &IntakeView, fault: &Fault) -> AnyView {
    let Wizard { language, w, .. } = wizard;
    let Fault { sheet, row, column, .. } = *fault;
    let name = view.sheets.get(sheet as usize).map(|sheet| sheet.name.clone()).unwrap_or_default();
    let place = format!("{name}!{}", address(row, column));
    let whole = place.clone();
    let grade = match fault.grade {
        Grade::Error => w.grade_error,
        Grade::Warning => w.grade_warning,
        Grade::Note => w.grade_note,
    };
    let mend = move |text: String| {
        wizard.choose(|choices| {
            choices.corrections.retain(|one| (one.sheet, one.row, one.column) != (sheet, row, column));
            choices.corrections.push(Correction { sheet, row, column, text });
        });
    };
    let id = format!("intake-mend-{sheet}-{row}-{column}");
    let suggestion = fault.suggestion.clone().map(|text| {
        let label = format!("{} {text}", w.faults_put);
        let spoken = cell_in(language, &place, &label);
        let id = format!("{id}-put");
        view! {
            <button class="button small" type="button" id=id aria-label=spoken on:click=press(move || mend(text.clone()))>
                {label}
            </button>
        }
    });
    let field = (fault.grade != Grade::Note).then(|| {
        view! {
            <input
                type="text"
                class="intake-mend-field"
                id=id
                value=fault.value.clone()
                aria-label=cell_in(language, &place, w.faults_type)
                on:change=move |event| mend(event_target_value(&event))
                on:keydown=move |event| {
                    // The browser tells of a change only where it saw one.
                    if event.key() == "Enter" {
                        mend(event_target_value(&event));
                    }
                }
            />
        }
    });
    view! {
        <tr data-grade=grade_class(fault.grade) data-cell=whole>
            <th scope="row"><span class="intake-grade">{grade}</span> <code data-content=true>{place}</code></th>
            <td data-content=true>{fault.value.clone()}</td>
            <td>{mixed(sentence(language, fault))}</td>
            <td class="intake-mend">{suggestion} {field}</td>
        </tr>
    }
    .into_any()
}

/// What is wrong, and what to do.
fn sentence(language: Language, fault: &Fault) -> String {
    let Message { what, next, .. } = intake::fault(language, fault);
    format!("{what} {next}")
}
