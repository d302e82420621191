//! Checkpoints, backups, the log, 定稿.

use super::content::content;
use super::dialogs::Ask;
use super::keeper::moment;
use super::labels::Labels;
use super::live::{live, part, press};
use super::seal::sealed;
use super::store::use_store;
use crate::i18n::Language;
use crate::i18n::keeping::{by, reason};
use crate::i18n::words::words;
use crate::i18n::words_keeping::keeping_words;
use crate::model::{LogEntry, Logged};
use crate::store::SaveState;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Versions(language: Language) -> impl IntoView {
    let store = use_store();
    let w = keeping_words(language);
    let body = part(move || {
        if store.document.with(Option::is_none) {
            return view! {
                <p class="empty">
                    {words(language).nothing_open}
                    <a class="button" href="#/">
                        {words(language).home}
                    </a>
                </p>
            }
            .into_any();
        }
        view! {
            <Standing language />
            <Labels language />
            <Log language />
        }
        .into_any()
    });
    view! {
        <div class="page-head">
            <h1 tabindex="-1">{w.title}</h1>
            <p class="page-lead">{w.versions_lead}</p>
        </div>
        <div class="versions">{body}</div>
    }
}

/// Whether it is final, whether its content still is what was made final, and the way to the other state.
#[component]
fn Standing(language: Language) -> impl IntoView {
    let store = use_store();
    let w = keeping_words(language);
    // Asked anew for every state of the document.
    Effect::new(move |_| {
        let is_final = store.document.with(|document| document.as_ref().is_some_and(|d| sealed(d).is_some()));
        if is_final {
            leptos::task::spawn_local(async move { store.keeper.ask_digest() });
        }
    });
    let may = live(move || !matches!(store.keeper.state.get(), Some(SaveState::ReadOnly { .. })));
    part(move || {
        let document = store.document.get()?;
        let ask = |ask: Ask| press(move || store.keeper.asked.set(Some(ask.clone())));
        let Some((entry, digest)) = sealed(&document) else {
            return Some(
                view! {
                    <section class="standing" aria-labelledby="standing-title">
                        <h2 id="standing-title">{w.is_draft}</h2>
                        <p class="hint">{w.finalise_lead}</p>
                        <button
                            class="button primary"
                            type="button"
                            disabled=live(move || !may.get())
                            on:click=ask(Ask::Finalise)
                        >
                            {w.finalise}
                        </button>
                    </section>
                }
                .into_any(),
            );
        };
        let declared = digest.to_owned();
        let verdict = part(move || match store.keeper.digest.get() {
            None => view! { <span>{w.digest_computing}</span> }.into_any(),
            Some(now) if now == declared => view! { <strong class="standing-same">{w.digest_same}</strong> }.into_any(),
            Some(now) => view! {
                <strong class="standing-other">{w.digest_other}</strong>
                <code>{now}</code>
            }
            .into_any(),
        });
        let who = (!entry.by.is_empty()).then(|| view! { <p data-content=true>{by(language, &entry.by)}</p> });
        Some(
            view! {
                <section class="standing is-final" aria-labelledby="standing-title">
                    <h2 id="standing-title">{format!("{} · {}", w.is_final, moment(entry.at))}</h2>
                    {who}
                    <dl class="standing-digest">
                        <dt>{w.digest}</dt>
                        <dd>
                            <code>{digest.to_owned()}</code>
                        </dd>
                        <dt>{w.digest_now}</dt>
                        <dd role="status">{verdict}</dd>
                    </dl>
                    <button class="button" type="button" disabled=live(move || !may.get()) on:click=ask(Ask::Reopen)>
                        {w.reopen}
                    </button>
                </section>
            }
            .into_any(),
        )
    })
}

/// What was done with the document as a whole.
#[component]
fn Log(language: Language) -> impl IntoView {
    let store = use_store();
    let w = keeping_words(language);
    let lines = part(move || {
        let log = store.document.with(|document| document.as_ref().map(|d| d.log.clone())).unwrap_or_default();
        if log.is_empty() {
            return view! { <p class="hint">{w.log_none}</p> }.into_any();
        }
        let lines = log.into_iter().rev().map(|LogEntry { at, by: who, what }| {
            let (word, detail) = match what {
                Logged::Finalised { digest } => (w.logged_final, view! { <code>{digest}</code> }.into_any()),
                Logged::Reopened { reason: why } => (w.logged_reopened, content(reason(language, &why))),
            };
            let who = (!who.is_empty()).then(|| content(by(language, &who)));
            view! {
                <li>
                    <b>{word}</b>
                    <time>{moment(at)}</time>
                    {who}
                    {detail}
                </li>
            }
        });
        view! { <ol class="log">{lines.collect_view()}</ol> }.into_any()
    });
    view! {
        <section aria-labelledby="log-title">
            <h2 id="log-title">{w.log}</h2>
            {lines}
        </section>
    }
}
