//! Checkpoints, backups, the log, 定稿.

use crate::i18n::Language;
use crate::i18n::words_keeping::keeping_words;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Versions(language: Language) -> impl IntoView {
    let w = keeping_words(language);
    view! {
        <div class="page-head">
            <h1 tabindex="-1">{w.title}</h1>
        </div>
    }
}
