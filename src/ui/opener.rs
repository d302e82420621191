//! Ways to open a document: files, a folder, a sample.

use super::content::language_of;
use super::files::open_chosen;
use super::icons::{Icon, icon};
use super::live::{part, press};
use super::store::use_store;
use super::tables::KINDS;
use crate::i18n::Language;
use crate::i18n::sayings::counted;
use crate::i18n::words::words;
use crate::i18n::words_intake::intake_words;
use crate::workspace::Route;
use leptos::attr::custom::custom_attribute;
use leptos::html::Input;
use leptos::prelude::*;

/// Buttons for files and folders, and the samples.
#[component]
pub fn Opener(language: Language) -> impl IntoView {
    let store = use_store();
    let (w, tables) = (words(language), intake_words(language));
    let files = NodeRef::<Input>::new();
    let folder = NodeRef::<Input>::new();
    let ask = |field: NodeRef<Input>| {
        press(move || {
            if let Some(field) = field.get_untracked() {
                field.click();
            }
        })
    };
    let chosen = move |field: NodeRef<Input>| {
        move |_| {
            let Some(field) = field.get_untracked() else { return };
            if let Some(list) = field.files() {
                open_chosen(store, list);
            }
            // The same file may be chosen again after it was mended.
            field.set_value("");
        }
    };
    let samples = part(move || {
        let samples = store.samples.get();
        (!samples.is_empty()).then(|| {
            let cards = samples
                .into_iter()
                .map(|sample| {
                    let title = sample.title(language);
                    let label = sample.label(language);
                    let count = counted(language, sample.subjects, sample.indicators);
                    view! {
                        <li>
                            <button
                                class="sample"
                                type="button"
                                data-sample=sample.id.clone()
                                on:click=press(move || sample.open(store))
                            >
                                <span class="sample-label">{label}</span>
                                <span class="sample-title" lang=language_of(&title)>
                                    {title.clone()}
                                </span>
                                <span class="sample-count">{count}</span>
                            </button>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <section class="samples" aria-labelledby="samples-title">
                    <h2 id="samples-title">{w.samples}</h2>
                    <p class="hint">{w.samples_hint}</p>
                    <ul>{cards}</ul>
                </section>
            }
        })
    });
    view! {
        <section class="opener" aria-labelledby="opener-title">
            <h2 id="opener-title">{w.open_own}</h2>
            <div class="opener-ways">
                <button class="button primary" type="button" id="open-file" on:click=ask(files)>
                    {icon(Icon::File)}
                    {w.open_file}
                </button>
                <button class="button" type="button" id="open-folder" on:click=ask(folder)>
                    {icon(Icon::Folder)}
                    {w.open_folder}
                </button>
                <a class="button" id="open-tables" href=Route::Import.address()>
                    {icon(Icon::Rows)}
                    {tables.import_tables}
                </a>
                <span class="opener-drop">{w.open_drop}</span>
            </div>
            <p class="hint">{w.open_kinds}</p>
            <input
                node_ref=files
                id="file-field"
                type="file"
                accept=format!(".json,.zip,application/json,application/zip,{}", KINDS)
                multiple=true
                hidden=true
                aria-label=w.open_file
                on:change=chosen(files)
            />
            <input
                node_ref=folder
                id="folder-field"
                type="file"
                multiple=true
                hidden=true
                aria-label=w.open_folder
                on:change=chosen(folder)
                {..custom_attribute("webkitdirectory", "")}
            />
        </section>
        {samples}
    }
}
