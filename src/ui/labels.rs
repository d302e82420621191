//! The versions of the open document: what they are, what changed since, and the way back to one.

use super::content::content;
use super::dialogs::Ask;
use super::effects::download;
use super::keeper::{file_name, moment};
use super::live::{live, part, press};
use super::seal::sealed;
use super::shelf;
use super::store::{Store, use_store};
use crate::i18n::Language;
use crate::i18n::keeping::{differences, kind, on, size};
use crate::i18n::words_keeping::{KeepingWords, keeping_words};
use crate::store::record::Kind;
use crate::store::retention::Label;
use crate::store::{Fault, SaveState};
use crate::worker::protocol::{Reply, Request};
use crate::workspace::{Event, Topic};
use leptos::prelude::*;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// Checkpoints and backups.
#[component]
pub fn Labels(language: Language) -> impl IntoView {
    let store = use_store();
    let w = keeping_words(language);
    let read = RwSignal::new(None::<Result<Vec<Label>, Fault>>);
    let shown = RwSignal::new(None::<u64>);
    Effect::new(move |_| {
        let _ = store.keeper.shelf.get();
        let Some(doc) = store.keeper.document.get() else { return };
        leptos::task::spawn_local(async move {
            let labels = shelf::labels(store.keeper, &doc).await;
            read.try_set(Some(labels));
        });
    });
    on_cleanup(move || store.dispatch(Event::Unfollow(Topic::Difference)));
    let may_keep = live(move || {
        store.keeper.document.with(Option::is_some)
            && !matches!(store.keeper.state.get(), Some(SaveState::ReadOnly { .. }))
    });
    let list = part(move || {
        if store.keeper.document.with(Option::is_none) {
            let memory = store.keeper.place().is_none();
            let adopt = (!memory).then(|| {
                view! {
                    <button class="button" type="button" on:click=press(move || store.keeper.adopt())>
                        {w.adopt}
                    </button>
                }
            });
            let why = if memory { w.not_kept_memory } else { w.not_kept };
            return view! {
                <p class="empty">
                    {why} {adopt}
                </p>
            }
            .into_any();
        }
        match read.get() {
            None => view! { <p class="hint">{w.documents_reading}</p> }.into_any(),
            Some(Err(fault)) => {
                view! { <p class="warning">{crate::i18n::keeping::fault(language, &fault)}</p> }.into_any()
            }
            Some(Ok(labels)) if labels.is_empty() => view! { <p class="empty">{w.checkpoints_none}</p> }.into_any(),
            Some(Ok(labels)) => {
                let lines = labels.into_iter().map(|label| line(store, language, label, shown));
                view! { <ul class="labels">{lines.collect_view()}</ul> }.into_any()
            }
        }
    });
    view! {
        <section aria-labelledby="labels-title">
            <div class="labels-head">
                <h2 id="labels-title">{w.checkpoints}</h2>
                <button
                    class="button"
                    type="button"
                    disabled=live(move || !may_keep.get())
                    on:click=press(move || store.keeper.asked.set(Some(Ask::Checkpoint)))
                >
                    {w.checkpoint}
                </button>
            </div>
            {list}
        </section>
    }
}

fn line(store: Store, language: Language, label: Label, shown: RwSignal<Option<u64>>) -> impl IntoView {
    let w = keeping_words(language);
    let Label { number, at, kind: what, name, bytes, .. } = label;
    let word = kind(language, what);
    let called = if name.is_empty() { format!("{word} {}", moment(at)) } else { name.clone() };
    let may = live(move || {
        let is_final = store.document.with(|document| document.as_ref().is_some_and(|d| sealed(d).is_some()));
        !is_final && !matches!(store.keeper.state.get(), Some(SaveState::ReadOnly { .. }))
    });
    let writes = live(move || !matches!(store.keeper.state.get(), Some(SaveState::ReadOnly { .. })));
    let look = move || {
        if shown.get_untracked() == Some(number) {
            shown.set(None);
            store.dispatch(Event::Unfollow(Topic::Difference));
            return;
        }
        with_body(store, w, number, move |other| {
            // Another version's answer must not stand here for a moment.
            store.dispatch(Event::Unfollow(Topic::Difference));
            store.dispatch(Event::Follow { topic: Topic::Difference, request: Request::Difference { other } });
            shown.try_set(Some(number));
        });
    };
    let restore = move || with_body(store, w, number, move |other| store.keeper.stand(other));
    let title = called.clone();
    let save = move || {
        let title = title.clone();
        with_body(store, w, number, move |bytes| {
            download(&file_name(&title, "json"), &for_people(bytes), "application/json");
        });
    };
    let delete = (what == Kind::Named).then(|| {
        let delete = move || {
            leptos::task::spawn_local(async move {
                if let Err(fault) = store.keeper.forget_backup(number).await {
                    store.keeper.tell(crate::i18n::keeping::fault(store.language.get_untracked(), &fault), None);
                }
            });
        };
        view! {
            <button
                class="button quiet small"
                type="button"
                disabled=live(move || !writes.get())
                aria-label=on(language, w.delete, &called)
                on:click=press(delete)
            >
                {w.delete}
            </button>
        }
    });
    let difference = part(move || (shown.get() == Some(number)).then(|| difference(store, language)));
    let expanded = live(move || (shown.get() == Some(number)).to_string());
    view! {
        <li data-version=number data-kind=format!("{what:?}")>
            <div class="label-head">
                <b class="label-name">{content(if name.is_empty() { word.to_owned() } else { name.clone() })}</b>
                {(!name.is_empty()).then(|| view! { <span class="tag">{word}</span> })}
                <time>{moment(at)}</time>
                <small>{size(bytes)}</small>
                <span class="label-acts">
                    <button
                        class="button small"
                        type="button"
                        aria-expanded=expanded
                        aria-label=on(language, w.difference, &called)
                        on:click=press(look)
                    >
                        {w.difference}
                    </button>
                    <button
                        class="button small"
                        type="button"
                        disabled=live(move || !may.get())
                        aria-label=on(language, w.restore, &called)
                        on:click=press(restore)
                    >
                        {w.restore}
                    </button>
                    <button
                        class="button quiet small"
                        type="button"
                        aria-label=on(language, w.download, &called)
                        on:click=press(save)
                    >
                        {w.download}
                    </button>
                    {delete}
                </span>
            </div>
            {difference}
        </li>
    }
}

/// Does something with the document of a version, or says that it cannot be read.
fn with_body(store: Store, w: &'static KeepingWords, number: u64, act: impl FnOnce(Vec<u8>) + 'static) {
    leptos::task::spawn_local(async move {
        let Some(doc) = store.keeper.document.get_untracked() else { return };
        match shelf::body(store.keeper, &doc, number).await {
            Some(bytes) => act(bytes),
            None => store.keeper.tell(w.version_bad.to_owned(), None),
        }
    });
}

/// A stored document without what could be undone in it: a file for people.
fn for_people(bytes: Vec<u8>) -> Vec<u8> {
    let Ok(mut document) = serde_json::from_slice::<BTreeMap<String, Box<RawValue>>>(&bytes) else { return bytes };
    document.remove("history");
    serde_json::to_vec(&document).unwrap_or(bytes)
}

/// What is different, as a list.
fn difference(store: Store, language: Language) -> AnyView {
    let w = keeping_words(language);
    let list = part(move || {
        let answer = store.workspace.with(|workspace| workspace.topics.answer(Topic::Difference));
        match answer.as_deref() {
            Some(Reply::Difference { said }) if said.is_empty() => {
                view! { <p class="hint">{w.difference_none}</p> }.into_any()
            }
            Some(Reply::Difference { said }) => {
                let lines = said.iter().map(|said| view! { <li>{content(said_plainly(language, said))}</li> });
                view! {
                    <p>{differences(language, said.len())}</p>
                    <ul>{lines.collect_view()}</ul>
                }
                .into_any()
            }
            _ => view! { <p class="hint">{w.digest_computing}</p> }.into_any(),
        }
    });
    view! {
        <div class="difference" role="status">
            {list}
        </div>
    }
    .into_any()
}

/// A change in names and values alone.
fn said_plainly(_language: Language, said: &crate::edit::Said) -> String {
    let names = said.names.join(" · ");
    let value = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
    let change = match (&said.from, &said.to) {
        (None, None) => said.count.map(|count| format!("× {count}")).unwrap_or_default(),
        (from, to) => format!("{} → {}", value(from), value(to)),
    };
    [names, change].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
