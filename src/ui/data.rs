//! What is reported: values, events, subjects.

use super::events::Events;
use super::icons::{Icon, icon};
use super::live::{live, memo, part, press};
use super::results::NothingOpen;
use super::sheet::Values;
use super::store::{Store, use_store};
use super::subjects::Subjects;
use crate::i18n::Language;
use crate::i18n::words_editing::editing_words;
use crate::i18n::words_intake::intake_words;
use crate::i18n::words_sheet::sheet_words;
use crate::workspace::{Route, Sheet};
use leptos::prelude::*;

#[derive(Clone, Copy, PartialEq)]
enum Tab {
    Values,
    Table,
    Events,
    Subjects,
}

/// Tables in, files out.
fn file_tools(store: Store, language: Language) -> AnyView {
    let w = intake_words(language);
    view! {
        <div class="data-files">
            <a class="button small" href=Route::Import.address()>{icon(Icon::Rows)} {w.import_tables}</a>
            <button class="button small" type="button" on:click=press(move || store.exporting.set(true))>
                {icon(Icon::Down)}
                {w.export_menu}
            </button>
        </div>
    }
    .into_any()
}

/// The page.
#[component]
pub fn Data(language: Language) -> impl IntoView {
    let store = use_store();
    let w = editing_words(language);
    let tab = memo(move || {
        store.route.with(|route| match route {
            Route::Data { sheet: Sheet::Table { .. }, .. } => Tab::Table,
            Route::Data { sheet: Sheet::Events, .. } => Tab::Events,
            Route::Data { sheet: Sheet::Subjects, .. } => Tab::Subjects,
            _ => Tab::Values,
        })
    });
    let open = memo(move || store.document.with(Option::is_some));
    part(move || {
        if !open.get() {
            return view! { <NothingOpen language title=w.title /> }.into_any();
        }
        let tabs = [
            (Tab::Values, w.tab_values, Sheet::Indicators),
            (Tab::Table, sheet_words(language).tab_table, Sheet::Table { period: None }),
            (Tab::Events, w.tab_events, Sheet::Events),
            (Tab::Subjects, w.tab_subjects, Sheet::Subjects),
        ]
        .map(|(mine, name, sheet)| {
            let address = Route::Data { sheet, category: None }.address();
            let current = live(move || (tab.get() == mine).then_some("page"));
            view! { <a class="tab" href=address aria-current=current>{name}</a> }
        });
        view! {
            <div class="data">
                <div class="page-head">
                    <h1 tabindex="-1">{w.title}</h1>
                    <p class="page-lead">
                        {live(move || match tab.get() {
                            Tab::Values => w.data_lead,
                            Tab::Table => sheet_words(language).table_lead,
                            Tab::Events => w.events_lead,
                            Tab::Subjects => w.subjects_lead,
                        })}
                    </p>
                </div>
                <nav class="tabs" aria-label=w.tabs>{tabs}</nav>
                {file_tools(store, language)}
                {part(move || match tab.get() {
                    Tab::Values => view! { <Values language all=false /> }.into_any(),
                    Tab::Table => view! { <Values language all=true /> }.into_any(),
                    Tab::Events => view! { <Events language /> }.into_any(),
                    Tab::Subjects => view! { <Subjects language /> }.into_any(),
                })}
            </div>
        }
        .into_any()
    })
}
