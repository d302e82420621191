//! My documents: what is kept in this browser, the last one first.

use super::bin::Bin;
use super::content::content;
use super::dialogs::Ask;
use super::keeper::moment;
use super::live::{part, press};
use super::notices::raw;
use super::shelf::{self, Errand};
use super::store::{Store, use_store};
use crate::i18n::Language;
use crate::i18n::keeping::{on, size};
use crate::i18n::words_keeping::{KeepingWords, keeping_words};
use crate::store::shelf::Listed;
use crate::store::{Entry, Fault};
use crate::workspace::Route;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// What was read of the shelf.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    listed: Vec<Listed>,
    /// Somebody else writes these now.
    elsewhere: BTreeSet<String>,
    /// The document that is open on this page.
    here: Option<String>,
}

/// The list, and the bin under it.
#[component]
pub fn Documents(language: Language) -> impl IntoView {
    let store = use_store();
    let w = keeping_words(language);
    let read = RwSignal::new(None::<Result<Read, Fault>>);
    Effect::new(move |_| {
        // Read again whenever the shelf, or what may be read at all, changes.
        let _ = (store.keeper.shelf.get(), store.keeper.level.get(), store.keeper.document.get());
        leptos::task::spawn_local(async move {
            let next = match shelf::documents(store.keeper).await {
                Ok(listed) => {
                    let elsewhere = shelf::elsewhere(store.keeper, &listed).await;
                    Ok(Read { listed, elsewhere, here: store.keeper.document.get_untracked() })
                }
                Err(fault) => Err(fault),
            };
            if read.try_get_untracked().flatten().as_ref() != Some(&next) {
                read.try_set(Some(next));
            }
        });
    });
    let table = part(move || match read.get() {
        None => Some(view! { <p class="hint">{w.documents_reading}</p> }.into_any()),
        Some(Err(fault)) => {
            Some(view! { <p class="warning">{crate::i18n::keeping::fault(language, &fault)}</p> }.into_any())
        }
        // Where nothing can be kept, "nothing here yet" would not be true.
        Some(Ok(_)) if store.keeper.place().is_none() => None,
        Some(Ok(read)) => Some(table(store, language, read)),
    });
    let bin = part(move || {
        let Some(Ok(Read { listed, .. })) = read.get() else { return None };
        let binned = listed.into_iter().filter_map(|line| match line {
            Listed::Entry(entry) if entry.binned_at.is_some() => Some(entry),
            _ => None,
        });
        let binned: Vec<Entry> = binned.collect();
        Some(view! { <Bin language binned /> })
    });
    view! {
        <section class="documents" aria-labelledby="documents-title">
            <h2 id="documents-title" tabindex="-1">{w.documents}</h2>
            <p class="hint documents-lead">{w.documents_lead}</p>
            {table}
            {bin}
        </section>
    }
}

/// Sorted by the last save; what cannot be read comes last.
fn in_order(listed: Vec<Listed>) -> Vec<Listed> {
    let mut listed: Vec<Listed> =
        listed.into_iter().filter(|line| !matches!(line, Listed::Entry(entry) if entry.binned_at.is_some())).collect();
    listed.sort_by_key(|line| match line {
        Listed::Entry(entry) | Listed::Newer(entry) => std::cmp::Reverse(Some(entry.saved_at)),
        Listed::Damaged { .. } => std::cmp::Reverse(None),
    });
    listed
}

fn table(store: Store, language: Language, read: Read) -> AnyView {
    let w = keeping_words(language);
    let Read { listed, elsewhere, here } = read;
    let lines = in_order(listed);
    if lines.is_empty() {
        return view! { <p class="empty documents-none">{w.documents_none}</p> }.into_any();
    }
    let rows = lines.into_iter().enumerate().map(|(place, line)| {
        let number = place + 1;
        match line {
            Listed::Entry(entry) => {
                let busy = elsewhere.contains(&entry.id);
                let is_here = here.as_ref() == Some(&entry.id);
                row(store, language, number, entry, (is_here, busy)).into_any()
            }
            Listed::Newer(entry) => {
                let title = if entry.title.is_empty() { w.unnamed.to_owned() } else { entry.title };
                strange(store, w, number, entry.id, title, (w.state_newer, w.newer_what)).into_any()
            }
            Listed::Damaged { id } => {
                strange(store, w, number, id, w.unnamed.to_owned(), (w.state_damaged, w.damaged_what)).into_any()
            }
        }
    });
    view! {
        <div class="documents-frame">
            <table class="documents-table">
                <thead>
                    <tr>
                        <th scope="col" class="number">{w.number}</th>
                        <th scope="col">{w.document}</th>
                        <th scope="col" class="number">{w.subjects}</th>
                        <th scope="col" class="number">{w.indicators}</th>
                        <th scope="col">{w.last_saved}</th>
                        <th scope="col">{w.last_exported}</th>
                        <th scope="col" class="number">{w.size}</th>
                        <th scope="col">{w.state}</th>
                        <th scope="col">{w.actions}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// `here`: it is open on this page; `busy`: it is open on another one.
fn row(store: Store, language: Language, number: usize, entry: Entry, (here, busy): (bool, bool)) -> impl IntoView {
    let w = keeping_words(language);
    let keeper = store.keeper;
    let Entry { id, title, author, .. } = entry.clone();
    let shown = if title.is_empty() { w.unnamed.to_owned() } else { title.clone() };
    let open = {
        let id = id.clone();
        press(move || {
            let doc = id.clone();
            // It may have opened by itself since the line was drawn.
            if keeper.document.with_untracked(|open| open.as_ref() == Some(&doc)) {
                store.go(Route::results());
            } else {
                leptos::task::spawn_local(keeper.open(doc, false));
            }
        })
    };
    let states = [
        (here, w.state_open, "open"),
        (busy && !here, w.state_elsewhere, "elsewhere"),
        (entry.locked, w.state_final, "final"),
    ];
    let states = states
        .into_iter()
        .filter(|(is, ..)| *is)
        .map(|(_, word, kind)| view! { <span class="tag" data-kind=kind>{word}</span> });
    let asks = |ask: Ask| press(move || keeper.asked.set(Some(ask.clone())));
    let rename = (!entry.locked).then(|| {
        let ask = asks(Ask::Rename { doc: Some(id.clone()), title: title.clone() });
        view! {
            <button class="button quiet small" type="button" aria-label=on(language, w.rename_short, &shown) on:click=ask>
                {w.rename_short}
            </button>
        }
    });
    let copy = asks(Ask::Copy { doc: id.clone(), title: title.clone() });
    let delete = {
        let id = id.clone();
        press(move || shelf::begin(store, id.clone(), Errand::Bin))
    };
    let author = (!author.is_empty()).then(|| view! { <span class="documents-author">{content(author)}</span> });
    view! {
        <tr data-document=id data-here=here.then_some("true")>
            <td class="number" data-label=w.number>{number}</td>
            <th scope="row">
                <button type="button" class="documents-open" on:click=open>{content(shown.clone())}</button>
                {author}
            </th>
            <td class="number" data-label=w.subjects>{entry.subjects}</td>
            <td class="number" data-label=w.indicators>{entry.indicators}</td>
            <td data-label=w.last_saved>{moment(entry.saved_at)}</td>
            <td data-label=w.last_exported>{entry.exported_at.map_or_else(|| w.never.to_owned(), moment)}</td>
            <td class="number" data-label=w.size>{size(entry.bytes)}</td>
            <td data-label=w.state>{states.collect_view()}</td>
            <td class="documents-acts">
                {rename}
                <button class="button quiet small" type="button" aria-label=on(language, w.copy_short, &shown) on:click=copy>
                    {w.copy_short}
                </button>
                <button class="button quiet small" type="button" aria-label=on(language, w.delete, &shown) on:click=delete>
                    {w.delete}
                </button>
            </td>
        </tr>
    }
}

/// A line that this program does not understand: what it is, and what can be done.
fn strange(
    store: Store,
    w: &'static KeepingWords,
    number: usize,
    id: String,
    title: String,
    (state, what): (&'static str, &'static str),
) -> impl IntoView {
    let (get, doc, key) = (id.clone(), id.clone(), id);
    let open = (state == w.state_damaged).then(|| {
        let open = press(move || leptos::task::spawn_local(store.keeper.open(doc.clone(), false)));
        view! {
            <button class="button quiet small" type="button" on:click=open>
                {w.open}
            </button>
        }
    });
    view! {
        <tr data-document=key class="documents-strange">
            <td class="number" data-label=w.number>{number}</td>
            <th scope="row">{content(title)}</th>
            <td colspan="5" class="hint">{what}</td>
            <td data-label=w.state><span class="tag" data-kind="strange">{state}</span></td>
            <td class="documents-acts">
                {open}
                <button class="button quiet small" type="button" on:click=press(move || raw(store, get.clone()))>
                    {w.raw}
                </button>
            </td>
        </tr>
    }
}
