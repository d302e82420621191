//! The save state beside the title, the reminder to save a file, and Ctrl+S.
//!
//! "Saved" is said with its time, and only when the browser has said that the write is complete. What is not saved says
//! why.

use super::keeper::{Keeper, Level, clock, now};
use super::live::{live, memo, part, press};
use super::store::{Store, use_store};
use crate::i18n::keeping;
use crate::i18n::words_keeping::keeping_words;
use crate::store::{SaveState, Why};
use leptos::prelude::*;

/// The state, with the way to take over where somebody else writes.
#[component]
pub fn Saved() -> impl IntoView {
    let store = use_store();
    let keeper = store.keeper;
    listen_for_save(store);
    let said = live(move || {
        let language = store.language.get();
        let w = keeping_words(language);
        match (keeper.state.get(), keeper.level.get()) {
            (Some(state), _) => keeping::save_state(language, &state, clock),
            (None, Level::MemoryOnly { .. }) => w.memory_only.to_owned(),
            (None, _) => w.sample_unsaved.to_owned(),
        }
    });
    let kind = live(move || match keeper.state.get() {
        Some(SaveState::Saved { .. }) => "saved",
        Some(SaveState::Saving) => "saving",
        Some(SaveState::Unsaved { .. } | SaveState::MemoryOnly) => "unsaved",
        Some(SaveState::ReadOnly { .. }) => "read-only",
        None => "example",
    });
    let take_over = move || {
        part(move || {
            let may = matches!(keeper.state.get(), Some(SaveState::ReadOnly { why: Why::OtherPage | Why::TakenOver }));
            may.then(|| {
                view! {
                    <button class="button small saved-take" type="button" on:click=press(move || keeper.take_over())>
                        {live(move || keeping_words(store.language.get()).take_over)}
                    </button>
                }
            })
        })
    };
    let reminder = memo(move || due(keeper));
    let chip = move || {
        part(move || {
            let (edits, ever) = reminder.get()?;
            let text = live(move || keeping::reminder(store.language.get(), edits, ever));
            let title = live(move || keeping_words(store.language.get()).export_now);
            Some(view! {
                <button class="saved-reminder" type="button" title=title on:click=press(move || export(store))>
                    {text}
                </button>
            })
        })
    };
    part(move || {
        store.document.with(Option::is_some).then(|| {
            view! {
                <div class="saved">
                    <span class="saved-state" data-kind=kind title=said>
                        <span class="saved-dot" aria-hidden="true"></span>
                        <span class="saved-said">{said}</span>
                    </span>
                    {take_over()}
                    {chip()}
                </div>
            }
        })
    })
}

/// Edits since the last file, and whether there ever was one; none: it is not time to remind.
fn due(keeper: Keeper) -> Option<(u64, bool)> {
    let entry = keeper.entry.get()?;
    let since = entry.exported_at.unwrap_or(entry.created);
    let due = keeping::is_reminder_due(entry.edits_since_export, since, now());
    due.then_some((entry.edits_since_export, entry.exported_at.is_some()))
}

/// Hands the document out as a file, and says so.
pub fn export(store: Store) {
    if store.document.with_untracked(Option::is_some) {
        store.keeper.export();
    }
}

/// Ctrl+S saves a file of the document; never the web page.
fn listen_for_save(store: Store) {
    let heard = window_event_listener(leptos::ev::keydown, move |event| {
        if (event.ctrl_key() || event.meta_key()) && !event.alt_key() && event.key().eq_ignore_ascii_case("s") {
            event.prevent_default();
            if !event.repeat() {
                export(store);
            }
        }
    });
    on_cleanup(move || heard.remove());
}
