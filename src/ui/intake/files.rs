//! The first step: files, text from the clipboard, the template, the sample; and what became of reading them.

use super::sheets::select;
use super::{Wizard, keep_place};
use crate::i18n::words_intake::IntakeWords;
use crate::i18n::{Language, Message, intake};
use crate::sheets::delimited::SEPARATORS;
use crate::sheets::{AsText, Encoding, Unreadable};
use crate::ui::content::mixed;
use crate::ui::files::chosen_tables;
use crate::ui::icons::{Icon, icon};
use crate::ui::live::{live, memo, part, press};
use crate::ui::store::Store;
use crate::ui::tables;
use crate::workspace::{Event, Intaking, Lost, Stage};
use leptos::html::{Input, Textarea};
use leptos::prelude::*;

/// Where the focus goes when what had it is gone.
const FOCUS: &[&str] = &["#intake-retry", "#intake-files-title"];

/// The section.
pub fn files(wizard: Wizard) -> AnyView {
    let Wizard { store, w, view, stage, .. } = wizard;
    let given = memo(move || {
        let there = view.with(Option::is_some);
        (there || !matches!(stage.get(), Stage::Empty)).then(|| store.workspace.with(|w| w.intake.names.clone()))
    });
    let body = part(move || {
        let given = given.get();
        keep_place("#intake-files", FOCUS);
        match given {
            // What was given stands in one line; the rest of the page is about it.
            Some(names) => {
                view! { <p class="intake-names" data-content=true>{icon(Icon::File)} {names.join("、")}</p> }.into_any()
            }
            None => ways(wizard),
        }
    });
    view! {
        <section class="intake-section" id="intake-files" aria-labelledby="intake-files-title">
            <h2 id="intake-files-title" tabindex="-1">{w.files_title}</h2>
            {news(wizard)}
            {texts(wizard)}
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
                accept=format!("{},.zip", tables::KINDS)
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
            <button class="button" type="button" on:click=press(move || crate::ui::exporting::template(store))>
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
    let (names, files) = chosen_tables(list);
    if !names.is_empty() {
        tables::give(store, names, files);
    }
}

/// More text files than this have no choice of their own.
const TEXTS: usize = 20;

/// How files were read that are text, and the way to say otherwise.
fn texts(wizard: Wizard) -> AnyView {
    let Wizard { store, w, .. } = wizard;
    let texts = memo(move || store.workspace.with(|w| w.intake.texts.clone()));
    part(move || {
        let texts = texts.get();
        keep_place(".intake-texts", &["#intake-files-title"]);
        // The clipboard has no encoding, and its separator is known.
        let files = texts.iter().filter(|(name, _)| !name.starts_with("clipboard."));
        let lines = files.take(TEXTS).enumerate().map(|(place, (name, how))| text_line(wizard, place, name, *how));
        let lines = lines.collect::<Vec<_>>();
        (!lines.is_empty()).then(|| {
            view! {
                <div class="intake-texts">
                    <ul>{lines}</ul>
                    <p class="hint">{w.text_hint}</p>
                </div>
            }
        })
    })
}

fn text_line(wizard: Wizard, place: usize, name: &str, how: AsText) -> AnyView {
    let Wizard { store, w, .. } = wizard;
    let read_as = {
        let name = name.to_owned();
        move |how: AsText| store.dispatch(Event::Intake(Intaking::ReadAs { name: name.clone(), how }))
    };
    let names = ["UTF-8", "GB18030 (GBK)", "UTF-16 LE", "UTF-16 BE"];
    let mut encodings: Vec<(String, String)> =
        names.iter().enumerate().map(|(at, name)| (at.to_string(), (*name).to_owned())).collect();
    let now = how.encoding.and_then(|now| Encoding::ALL.iter().position(|one| *one == now));
    if now.is_none() {
        encodings.insert(0, (String::new(), w.text_not_known.to_owned()));
    }
    let now = now.map(|at| at.to_string()).unwrap_or_default();
    let encoding = {
        let read_as = read_as.clone();
        select(format!("intake-encoding-{place}"), w.text_encoding, encodings, now, move |word| {
            let encoding = word.parse().ok().and_then(|at: usize| Encoding::ALL.get(at).copied());
            read_as(AsText { encoding, separator: None });
        })
    };
    let separator = how.separator.map(|now| {
        let word = |one: char| match one {
            ',' => w.separator_comma,
            ';' => w.separator_semicolon,
            '\t' => w.separator_tab,
            '，' => w.separator_wide,
            '|' => w.separator_bar,
            _ => w.separator_other,
        };
        let other = (!SEPARATORS.contains(&now)).then_some(now);
        let all: Vec<char> = SEPARATORS.into_iter().chain(other).collect();
        let options = all.iter().map(|one| (one.to_string(), word(*one).to_owned())).collect();
        select(format!("intake-separator-{place}"), w.text_separator, options, now.to_string(), move |word| {
            read_as(AsText { encoding: None, separator: word.chars().next() });
        })
    });
    view! { <li><b data-content=true>{name.to_owned()}</b> {encoding} {separator}</li> }.into_any()
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
        keep_place("#intake-files", FOCUS);
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
        let busy = busy.get();
        keep_place("#intake-files", FOCUS);
        busy.then(|| {
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
