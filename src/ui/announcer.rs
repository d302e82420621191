//! What happened, for those who cannot see it: one polite region for the whole page. A few of the notices also pass
//! by on screen; they take no focus and stay at least six seconds, longer under the pointer.

use super::editor::act;
use super::live::{live, part, press};
use super::store::use_store;
use crate::edit::{Kind, Said, What};
use crate::i18n::words::words;
use crate::i18n::words_editing::editing_words;
use crate::i18n::{Language, change, changes, sayings, sayings_editing};
use crate::workspace::{Notice, Way};
use leptos::prelude::*;

/// The region and the passing notices.
#[component]
pub fn Announcer() -> impl IntoView {
    let store = use_store();
    let said = live(move || {
        let (count, notice) = store.notice.get();
        let text = notice.map(|notice| wording(store.language.get_untracked(), &notice)).unwrap_or_default();
        // The same words twice are two events: an invisible difference makes them be read again.
        if count % 2 == 0 { text } else { format!("{text}\u{a0}") }
    });
    // What passes by stays until it has passed, or the next one comes: results arrive a moment after a change.
    let last = Memo::new(move |before: Option<&Option<(u32, Notice)>>| {
        let (count, notice) = store.notice.get();
        match notice.filter(passes_by) {
            Some(notice) => Some((count, notice)),
            None => before.cloned().flatten(),
        }
    });
    let passing = part(move || {
        let (_, notice) = last.get()?;
        let language = store.language.get_untracked();
        let text = wording(language, &notice);
        // What was removed comes back from here; whoever cannot see the notice has the button in the head.
        let undo = removes(&notice).then(|| {
            view! {
                <button class="button" type="button" on:click=press(move || act(store, What::Undo))>
                    {editing_words(language).undo}
                </button>
            }
        });
        let hidden = undo.is_none().then_some("true");
        Some(view! {
            <p class="announcer-passing" aria-hidden=hidden data-content=true>
                {text}
                {undo}
            </p>
        })
    });
    view! {
        <div class="visually-hidden" role="status" aria-live="polite" id="announcer" data-content=true>
            {said}
        </div>
        {passing}
    }
}

/// Whether it is worth a passing notice: nothing else on the page shows it.
fn passes_by(notice: &Notice) -> bool {
    matches!(
        notice,
        Notice::OpeningCancelled { .. }
            | Notice::AssessmentCancelled
            | Notice::LinkCopied
            | Notice::LinkNotCopied
            | Notice::BrokeDown
            | Notice::NotChanged { .. }
            | Notice::ReadOnly
            | Notice::Kept { .. }
            | Notice::Dropped { .. }
    ) || removes(notice)
        || matches!(notice, Notice::Changed { way: Way::Undone | Way::Redone, .. })
}

/// Whether something was taken out that may be wanted back.
fn removes(notice: &Notice) -> bool {
    matches!(
        notice,
        Notice::Changed {
            way: Way::Done,
            said: Said {
                kind: Kind::IndicatorRemoved
                    | Kind::DimensionRemoved
                    | Kind::CategoryRemoved
                    | Kind::SubjectRemoved
                    | Kind::EventRemoved,
                ..
            },
        }
    )
}

fn wording(language: Language, notice: &Notice) -> String {
    let w = words(language);
    match notice {
        Notice::Opened { title, subjects, indicators } => sayings::opened(language, title, *subjects, *indicators),
        Notice::Refused { title, findings } => sayings::refused(language, title, *findings),
        Notice::OpeningCancelled { title } => sayings::opening_cancelled(language, title),
        Notice::Assessed { subjects } => sayings::assessed(language, *subjects),
        Notice::AssessmentCancelled => w.assessment_cancelled.to_owned(),
        Notice::NothingThere { what } => sayings::nothing_there(language, what),
        Notice::Rows { shown, of } => sayings::rows_shown(language, *shown, *of),
        Notice::Changed { said, way } => {
            let what = change(language, said);
            match way {
                Way::Done => sayings_editing::done(language, &what),
                Way::Undone => sayings_editing::undone(language, &what),
                Way::Redone => sayings_editing::redone(language, &what),
            }
        }
        Notice::NotChanged { refusal } => changes::refusal(language, refusal),
        Notice::ReadOnly => editing_words(language).locked_elsewhere.to_owned(),
        Notice::NotComputable { findings } => sayings_editing::not_computable(language, *findings),
        Notice::Supposing => editing_words(language).supposing.to_owned(),
        Notice::Kept { changes } => sayings_editing::kept(language, *changes),
        Notice::Dropped { changes } => sayings_editing::dropped(language, *changes),
        Notice::LinkCopied => w.link_copied.to_owned(),
        Notice::LinkNotCopied => w.link_not_copied.to_owned(),
        Notice::BrokeDown => w.broke_down.to_owned(),
    }
}
