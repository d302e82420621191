//! The seal of a final document: 定稿, the day, and the first digits of its digest.

use super::keeper::day;
use super::live::part;
use super::store::use_store;
use crate::i18n::keeping;
use crate::i18n::words_keeping::keeping_words;
use crate::model::{LogEntry, Logged};
use crate::worker::protocol::DocumentView;
use crate::workspace::Route;
use leptos::prelude::*;

/// When it was made final, by whom, and the digest; none: it is not final.
pub fn sealed(document: &DocumentView) -> Option<(&LogEntry, &str)> {
    match document.log.last() {
        Some(entry @ LogEntry { what: Logged::Finalised { digest }, .. }) => Some((entry, digest)),
        _ => None,
    }
}

/// The seal beside the title, on the screen and on paper.
#[component]
pub fn Seal() -> impl IntoView {
    let store = use_store();
    part(move || {
        let document = store.document.get()?;
        let (entry, digest) = sealed(&document)?;
        let language = store.language.get();
        let text = keeping::seal(language, &day(entry.at), digest);
        Some(view! {
            <a class="seal" href=Route::Versions.address() title=text.clone()>
                <b aria-hidden="true">{keeping_words(language).seal}</b>
                <span class="seal-text">{text.clone()}</span>
            </a>
        })
    })
}
