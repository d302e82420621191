//! What this browser can do, and what is kept in it.

use super::effects::download;
use super::keeper::{Level, file_name, meta, now};
use super::live::{live, part, press};
use super::shelf;
use super::store::{Store, use_store};
use crate::i18n::Language;
use crate::i18n::keeping;
use crate::i18n::words_keeping::{KeepingWords, keeping_words};
use crate::store::Cupboard;
use crate::worker::protocol::SCHEMA;
use leptos::prelude::*;
use std::collections::BTreeMap;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The page.
#[component]
pub fn About(language: Language) -> impl IntoView {
    let store = use_store();
    let w = keeping_words(language);
    let build = Some(meta("build")).filter(|build| !build.is_empty()).unwrap_or_else(|| w.no_build.to_owned());
    let level = part(move || {
        let (word, what) = level_words(w, &store.keeper.level.get());
        let why = match store.keeper.level.get() {
            Level::MemoryOnly { why } => Some(view! { <p>{keeping::fault(language, &why)}</p> }),
            _ => None,
        };
        view! {
            <p><strong id="storage-level">{word}</strong></p>
            <p>{what}</p>
            {why}
        }
    });
    view! {
        <div class="page-head">
            <h1 tabindex="-1">{w.about}</h1>
            <p class="page-lead">{w.about_lead}</p>
        </div>
        <div class="about">
            <section aria-labelledby="about-program">
                <h2 id="about-program">{w.program}</h2>
                <dl>
                    <dt>{w.program_version}</dt>
                    <dd>{VERSION}</dd>
                    <dt>{w.program_build}</dt>
                    <dd>
                        <code>{build}</code>
                    </dd>
                    <dt>{w.licence}</dt>
                    <dd>{w.licence_text}</dd>
                    <dt>{w.browser}</dt>
                    <dd>
                        <span data-content=true>{browser()}</span>
                    </dd>
                </dl>
            </section>
            <section aria-labelledby="about-storage">
                <h2 id="about-storage">{w.storage}</h2>
                {level}
            </section>
            <section aria-labelledby="about-limits">
                <h2 id="about-limits">{w.limits}</h2>
                <p>{w.limits_text}</p>
            </section>
            <section aria-labelledby="about-diagnostics">
                <h2 id="about-diagnostics">{w.diagnostics}</h2>
                <p>{w.diagnostics_what}</p>
                <button class="button" type="button" on:click=press(move || diagnose(store))>
                    {w.diagnostics_get}
                </button>
            </section>
            <Clearing language />
        </div>
    }
}

/// Everything of ours goes, after the second press.
#[component]
fn Clearing(language: Language) -> impl IntoView {
    let store = use_store();
    let w = keeping_words(language);
    let sure = RwSignal::new(false);
    let press_it = move || {
        if !sure.get_untracked() {
            return sure.set(true);
        }
        sure.set(false);
        leptos::task::spawn_local(async move {
            let text = match shelf::clear(store.keeper).await {
                Ok(()) => w.clear_done.to_owned(),
                Err(fault) => keeping::fault(language, &fault),
            };
            store.keeper.tell(text, None);
        });
    };
    view! {
        <section class="clearing" aria-labelledby="about-clear">
            <h2 id="about-clear">{w.clear}</h2>
            <p>{w.clear_what}</p>
            <button
                class="button grave"
                type="button"
                id="clear-ours"
                on:click=press(press_it)
                on:blur=move |_| sure.set(false)
            >
                {live(move || if sure.get() { w.clear_sure } else { w.clear_act })}
            </button>
        </section>
    }
}

fn level_words(w: &KeepingWords, level: &Level) -> (&'static str, &'static str) {
    match level {
        Level::Asking => (w.level_asking, ""),
        Level::Full => (w.level_full, w.level_full_what),
        Level::NoLocks => (w.level_no_locks, w.level_no_locks_what),
        Level::MemoryOnly { .. } => (w.level_memory, w.level_memory_what),
    }
}

fn browser() -> String {
    web_sys::window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default()
}

/// Hands out what helps to find a problem: counts and sizes by kind, never a title, never content.
fn diagnose(store: Store) {
    leptos::task::spawn_local(async move {
        let mut kept: BTreeMap<String, (u64, u64)> = BTreeMap::new();
        let mut trouble = None;
        if let Some(place) = store.keeper.place() {
            match place.read_under("").await {
                Ok(all) => {
                    for (key, bytes) in all {
                        let kind = kept.entry(key.split('/').next().unwrap_or_default().to_owned()).or_default();
                        *kind = (kind.0 + 1, kind.1 + bytes.len() as u64);
                    }
                }
                Err(fault) => trouble = Some(fault),
            }
        }
        let level = match store.keeper.level.get_untracked() {
            Level::Asking => "asking".to_owned(),
            Level::Full => "full".to_owned(),
            Level::NoLocks => "no-locks".to_owned(),
            Level::MemoryOnly { why } => format!("memory-only: {why:?}"),
        };
        let open = store.document.with_untracked(|document| document.as_ref().map(|d| (d.subjects, d.indicators)));
        let said = serde_json::json!({
            "format": "mingheng-diagnostics",
            "at": now(),
            "version": VERSION,
            "build": meta("build"),
            "schema": SCHEMA,
            "browser": browser(),
            "language": store.language.get_untracked().code(),
            "level": level,
            "save": store.keeper.state.get_untracked().map(|state| format!("{state:?}")),
            "open": open.map(|(subjects, indicators)| serde_json::json!({"subjects": subjects, "indicators": indicators})),
            "kept": kept.iter().map(|(kind, (count, bytes))| (kind.clone(), serde_json::json!({"count": count, "bytes": bytes}))).collect::<serde_json::Map<_, _>>(),
            "trouble": trouble.map(|fault| format!("{fault:?}")),
        });
        let text = serde_json::to_vec_pretty(&said).unwrap_or_default();
        download(&file_name("mingheng-diagnostics", "json"), &text, "application/json");
    });
}
