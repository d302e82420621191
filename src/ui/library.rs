//! The indicator sets that are kept alone, to be used again.

use super::bin::SetBin;
use super::content::content;
use super::dialogs::Ask;
use super::keeper::{moment, now};
use super::live::{part, press};
use super::shelf;
use super::store::{Store, use_store};
use super::toast::Undo;
use crate::i18n::Language;
use crate::i18n::keeping::{deleted, on, set_kept, size};
use crate::i18n::words_keeping::keeping_words;
use crate::store::library::{ListedSet, SetHead};
use leptos::prelude::*;

/// The library.
#[component]
pub fn Library(language: Language) -> impl IntoView {
    let store = use_store();
    let w = keeping_words(language);
    let read = RwSignal::new(None::<Vec<ListedSet>>);
    Effect::new(move |_| {
        let _ = (store.keeper.shelf.get(), store.keeper.level.get());
        leptos::task::spawn_local(async move {
            let sets = shelf::sets(store.keeper).await.unwrap_or_default();
            if read.try_get_untracked().flatten().as_ref() != Some(&sets) {
                read.try_set(Some(sets));
            }
        });
    });
    let list = part(move || {
        let (binned, sets): (Vec<ListedSet>, Vec<ListedSet>) = read
            .get()?
            .into_iter()
            .partition(|set| matches!(set, ListedSet::Set { head, .. } if head.binned_at.is_some()));
        let binned = binned.into_iter().filter_map(|set| match set {
            ListedSet::Set { head, .. } => Some(head),
            _ => None,
        });
        let binned: Vec<SetHead> = binned.collect();
        let lines = if sets.is_empty() {
            view! { <p class="empty">{w.library_none}</p> }.into_any()
        } else {
            let lines = sets.into_iter().map(|set| line(store, language, set));
            view! { <ul class="library-list">{lines.collect_view()}</ul> }.into_any()
        };
        Some(view! {
            {lines}
            <SetBin language binned />
        })
    });
    let keep = part(move || {
        store.document.get().filter(|_| store.keeper.place().is_some()).map(|_| {
            view! {
                <button class="button" type="button" on:click=press(move || store.keeper.export_set())>
                    {w.keep_set}
                </button>
            }
        })
    });
    view! {
        <section class="library" aria-labelledby="library-title">
            <div class="library-head">
                <h2 id="library-title">{w.library}</h2>
                {keep}
            </div>
            <p class="hint">{w.library_lead}</p>
            {list}
        </section>
    }
}

/// What came of keeping a set is told wherever the reader is.
pub fn tell_of_sets(store: Store) {
    Effect::new(move |_| {
        let Some(kept) = store.keeper.set_kept.get() else { return };
        let language = store.language.get_untracked();
        let text = match kept {
            Ok(title) => set_kept(language, &title),
            Err(fault) => crate::i18n::keeping::fault(language, &fault),
        };
        // Not within the effect: nothing that it follows may be written by it.
        leptos::task::spawn_local(async move { store.keeper.tell(text, None) });
    });
}

fn line(store: Store, language: Language, set: ListedSet) -> AnyView {
    let w = keeping_words(language);
    let (head, bytes) = match set {
        ListedSet::Set { head, bytes } => (head, bytes),
        ListedSet::Newer(head) => {
            return view! {
                <li>
                    <span class="library-title">{content(head.title)}</span>
                    <span class="tag">{w.state_newer}</span>
                </li>
            }
            .into_any();
        }
        ListedSet::Damaged { id } => {
            let ask = Ask::DeleteSet { id, title: w.unnamed.to_owned() };
            return view! {
                <li>
                    <span class="library-title">{w.unnamed}</span>
                    <span class="tag">{w.state_damaged}</span>
                    <button
                        class="button quiet small"
                        type="button"
                        on:click=press(move || store.keeper.asked.set(Some(ask.clone())))
                    >
                        {w.delete_for_good}
                    </button>
                </li>
            }
            .into_any();
        }
    };
    let SetHead { id, title, indicators, saved_at, .. } = head;
    let asks = |ask: Ask| press(move || store.keeper.asked.set(Some(ask.clone())));
    let fork = asks(Ask::Fork { set: id.clone(), title: title.clone() });
    let rename = asks(Ask::RenameSet { id: id.clone(), title: title.clone() });
    let delete = {
        let (id, told) = (id.clone(), deleted(language, &title));
        press(move || {
            let binned_at = Some(now());
            let undo = Undo::PutBackSet(id.clone());
            shelf::begin_set(store, id.clone(), move |head| SetHead { binned_at, ..head }, Some((told.clone(), undo)));
        })
    };
    view! {
        <li data-set=id>
            <span class="library-title">{content(title.clone())}</span>
            <small>{format!("{} {indicators} · {} · {}", w.indicators, size(bytes), moment(saved_at))}</small>
            <span class="library-acts">
                <button class="button small" type="button" aria-label=on(language, w.use_set, &title) on:click=fork>
                    {w.use_set}
                </button>
                <button class="button quiet small" type="button" aria-label=on(language, w.rename_short, &title) on:click=rename>
                    {w.rename_short}
                </button>
                <button class="button quiet small" type="button" aria-label=on(language, w.delete, &title) on:click=delete>
                    {w.delete}
                </button>
            </span>
        </li>
    }
    .into_any()
}
