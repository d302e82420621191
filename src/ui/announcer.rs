//! What happened, for those who cannot see it: one polite region for the whole page. A few of the notices also pass
//! by on screen; they take no focus and stay at least six seconds, longer under the pointer.

use super::live::{live, part};
use super::store::use_store;
use crate::i18n::Language;
use crate::i18n::sayings;
use crate::i18n::words::words;
use crate::workspace::Notice;
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
    let passing = part(move || {
        let (_, notice) = store.notice.get();
        let notice = notice.filter(passes_by)?;
        let text = wording(store.language.get_untracked(), &notice);
        Some(view! {
            <p class="announcer-passing" aria-hidden="true" data-content=true>
                {text}
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
        Notice::Changed { .. } | Notice::NotChanged { .. } | Notice::ReadOnly | Notice::NotComputable { .. } => {
            String::new()
        }
        Notice::LinkCopied => w.link_copied.to_owned(),
        Notice::LinkNotCopied => w.link_not_copied.to_owned(),
        Notice::BrokeDown => w.broke_down.to_owned(),
    }
}
