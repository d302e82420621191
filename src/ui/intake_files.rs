//! The first step: files, text from the clipboard, the template, the sample; and what became of reading them.

use super::content::mixed;
use super::files::read_chosen;
use super::icons::{Icon, icon};
use super::intake::Wizard;
use super::live::{live, memo, part, press};
use super::store::Store;
use super::tables;
use crate::i18n::words_intake::IntakeWords;
use crate::i18n::{Language, Message, intake};
use crate::sheets::Unreadable;
use crate::workspace::{Event, Intaking, Lost, Stage};
use leptos::html::{Input, Textarea};
use leptos::prelude::*;

/// The section.
pub fn files(wizard: Wizard) -> AnyView {
    let Wizard { store, w, view, stage, .. } = wizard;
    let given = memo(move || {
        let there = view.with(Option::is_some);
        (there || !matches!(stage.get(), Stage::Empty)).then(|| store.workspace.with(|w| w.intake.names.clone()))
    });
    let body = part(move || match given.get() {
        // What was given stands in one line; the rest of the page is about it.
        Some(names) => {
            view! { <p class="intake-names" data-content=true>{icon(Icon::File)} {names.join("、")}</p> }.into_any()
        }
        None => ways(wizard),
    });
    view! {
        <section class="intake-section" id="intake-files" aria-labelledby="intake-files-title">
            <h2 id="intake-files-title" tabindex="-1">{w.files_title}</h2>
            {news(wizard)}
            {body}
            {under_way(wizard)}
        </section>
    }
    .into_any()
}

/// Ways to give tables.
fn ways(wizard: Wizard) -> AnyView {
    let Wizard { store, w, .. } = wizard;
    let field = NodeRef::<Input>::new();
    let paste = NodeRef::<Textarea>::new();
    let ask = press(move || {
        if let Some(field) = field.get_untracked() {
            field.click();
        }
    });
    let chosen = move |_| {
        let Some(field) = field.get_untracked() else { return };
        if let Some(list) = field.files() {
            give_chosen(store, &list);
        }
        field.set_value("");
    };
    let read = press(move || {
        if let Some(paste) = paste.get_untracked() {
            tables::give_text(store, "clipboard.tsv", paste.value());
        }
    });
    view! {
        <div class="intake-drop">
            <div class="intake-ways">
                <button class="button primary" type="button" id="intake-choose" on:click=ask>
                    {icon(Icon::File)}
                    {w.choose}
                </button>
                <span>{w.drop}</span>
            </div>
            <p class="hint">{w.kinds}</p>
            <input
                node_ref=field
                id="intake-field"
                type="file"
                multiple=true
                hidden=true
                accept=tables::KINDS
                aria-label=w.choose
                on:change=chosen
            />
        </div>
        <div class="intake-paste">
            <label for="intake-paste">{w.paste_label}</label>
            <textarea
                node_ref=paste
                id="intake-paste"
                rows="3"
                placeholder=w.paste_hint
                spellcheck="false"
                on:paste=move |event| {
                    if let Some((name, text)) = tables::pasted(&event, true) {
                        event.prevent_default();
                        tables::give_text(store, name, text);
                    }
                }
            ></textarea>
            <button class="button" type="button" on:click=read>
                {w.paste_read}
            </button>
        </div>
        <div class="intake-aids">
            <button class="button" type="button" id="intake-sample" on:click=press(move || tables::give_sample(store))>
                {icon(Icon::Sample)}
                {w.sample}
            </button>
            <button class="button" type="button" on:click=press(move || super::exporting::template(store))>
                {icon(Icon::Down)}
                {w.template}
            </button>
            <p class="hint">{w.sample_source}</p>
        </div>
    }
    .into_any()
}

/// Whatever was chosen here is meant as tables, also when its name says nothing.
fn give_chosen(store: Store, list: &web_sys::FileList) {
    let reading = read_chosen(list);
    leptos::task::spawn_local(async move {
        match reading.await {
            Ok((_, files)) => tables::give(store, files),
            Err((title, refusal)) => store.dispatch(Event::CannotOpen { title, refusal }),
        }
    });
}

/// What could not be read, and why.
fn news(wizard: Wizard) -> AnyView {
    let Wizard { store, language, w, .. } = wizard;
    let refused = memo(move || store.workspace.with(|w| w.intake.refused.clone()));
    let lost = memo(move || store.workspace.with(|w| (w.intake.lost, w.intake.can_retry())));
    let retry = move || press(move || store.dispatch(Event::Intake(Intaking::Retry)));
    part(move || {
        let refused = refused.get();
        let (lost, again) = lost.get();
        if refused.is_empty() && lost.is_none() {
            return None;
        }
        let lines = refused
            .iter()
            .map(|(name, why)| {
                view! { <li><b data-content=true>{name.clone()}</b> " " {mixed(unreadable(language, why))}</li> }
            })
            .collect_view();
        let title = (!refused.is_empty()).then(|| view! { <h3>{w.refused_title}</h3> });
        let lost = lost.map(|lost| view! { <p>{lost_words(w, lost)}</p> });
        let again = again.then(
            || view! { <button class="button" type="button" id="intake-retry" on:click=retry()>{w.retry}</button> },
        );
        Some(view! {
            <div class="intake-news" role="alert">
                {lost}
                {title}
                <ul>{lines}</ul>
                {again}
            </div>
        })
    })
}

fn lost_words(w: &IntakeWords, lost: Lost) -> &'static str {
    match lost {
        Lost::BrokeDown => w.lost_broke,
        Lost::Stopped => w.lost_stopped,
        Lost::TooSlow => w.lost_slow,
    }
}

/// What is going on, after a third of a second (the sheet of styles keeps it out of sight before), and a way to stop it.
fn under_way(wizard: Wizard) -> AnyView {
    let Wizard { store, w, stage, .. } = wizard;
    let what = live(move || match stage.get() {
        Stage::Reading => w.reading,
        Stage::Looking => w.looking,
        _ => "",
    });
    let clerk = memo(move || stage.get() == Stage::Reading);
    let busy = memo(move || matches!(stage.get(), Stage::Reading | Stage::Looking));
    let bar = part(move || {
        busy.get().then(|| {
            let stop = part(move || {
                clerk.get().then(|| {
                    let stop = press(move || store.dispatch(Event::Intake(Intaking::Stop)));
                    view! { <button class="button" type="button" id="intake-stop" on:click=stop>{icon(Icon::Stop)} {w.stop}</button> }
                })
            });
            view! {
                <div class="intake-busy">
                    <progress aria-label=what></progress>
                    <span>{what}</span>
                    {stop}
                </div>
            }
        })
    });
    view! { <div role="status">{bar}</div> }.into_any()
}

/// Why a file is no table, and what to do.
fn unreadable(language: Language, why: &Unreadable) -> String {
    let Message { what, next, .. } = intake::unreadable(language, why);
    format!("{what} {next}")
}
