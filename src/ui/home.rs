//! The first page: what this is, what is open, what could not be opened, and ways to open something.

use super::content::{content, mixed};
use super::documents::Documents;
use super::findings::findings;
use super::icons::{Icon, icon};
use super::library::Library;
use super::live::{live, memo, part, press};
use super::opener::Opener;
use super::store::use_store;
use crate::i18n::Language;
use crate::i18n::sayings::{self, counted};
use crate::i18n::words::words;
use crate::i18n::words_keeping::keeping_words;
use crate::workspace::event::Cause;
use crate::workspace::{Event, Refusal, Route};
use leptos::prelude::*;

/// The first page.
#[component]
pub fn Home(language: Language) -> impl IntoView {
    let store = use_store();
    let w = words(language);
    let refusal = memo(move || store.workspace.with(|workspace| workspace.refusal.clone()));
    view! {
        <div class="home">
            <section class="home-lead">
                <h1 tabindex="-1">{w.home_title}</h1>
                <p>{w.home_lead}</p>
                <p class="home-private">{icon(Icon::Shield)} <span>{w.private}</span></p>
            </section>
            {part(move || refusal.get().map(|refusal| refused(language, refusal)))}
            {part(move || store.document.get().map(|_| view! { <OpenDocument language /> }))}
            <Documents language />
            <Opener language />
            <Library language />
            <p class="home-about">
                <a href=Route::About.address()>{keeping_words(language).about}</a>
            </p>
        </div>
    }
}

/// Why the last file was not opened, and that nothing else changed.
fn refused(language: Language, refusal: Refusal) -> impl IntoView {
    let store = use_store();
    let w = words(language);
    let stays = part(move || {
        let document = store.document.get()?;
        Some(view! { <p>{mixed(sayings::still_open(language, &document.title))}</p> })
    });
    let why = match &refusal.cause {
        Cause::Findings(list) => findings(language, list).into_any(),
        Cause::BrokeDown => view! { <p>{w.cause_broke_down}</p> }.into_any(),
        Cause::NotReadable => view! { <p>{w.cause_not_readable}</p> }.into_any(),
        Cause::Nothing => view! { <p>{w.cause_nothing}</p> }.into_any(),
    };
    let title = match refusal.title.as_str() {
        "" => w.not_opened.to_owned(),
        title => sayings::not_opened(language, title),
    };
    view! {
        <section class="refusal" aria-labelledby="refusal-title">
            <div class="refusal-head">
                <h2 id="refusal-title">{mixed(title)}</h2>
                <button class="button quiet" type="button" on:click=press(move || store.dispatch(Event::Dismiss))>
                    {icon(Icon::Close)}
                    {w.dismiss}
                </button>
            </div>
            {stays}
            {why}
        </section>
    }
}

/// The document that is open.
#[component]
fn OpenDocument(language: Language) -> impl IntoView {
    let store = use_store();
    let w = words(language);
    let results = live(move || {
        let view = store.workspace.with(|w| w.open.as_ref().map(|open| open.first_view.clone())).unwrap_or_default();
        Route::Results { view, door: None }.address()
    });
    part(move || {
        let document = store.document.get()?;
        let remarks = (!document.findings.is_empty()).then(|| {
            view! {
                <details class="open-remarks">
                    <summary>{sayings::remarks(language, document.findings.len() as u32)}</summary>
                    {findings(language, &document.findings)}
                </details>
            }
        });
        let note = (!document.note.is_empty()).then(|| view! { <p class="hint">{content(document.note.clone())}</p> });
        Some(view! {
            <section class="open-document" aria-labelledby="open-title">
                <p class="open-state">{w.state_open}</p>
                <h2 id="open-title">{content(document.title.clone())}</h2>
                <p>{counted(language, document.subjects, document.indicators)}</p>
                {note}
                <div class="opener-ways">
                    <a class="button primary" href=results>
                        {icon(Icon::Ranking)}
                        {w.see_results}
                    </a>
                    <a class="button" href=Route::indicators().address()>
                        {icon(Icon::Tree)}
                        {w.see_indicators}
                    </a>
                </div>
                {remarks}
            </section>
        })
    })
}
