//! What this browser can do, and what is kept in it.

use crate::i18n::Language;
use crate::i18n::words_keeping::keeping_words;
use leptos::prelude::*;

/// The page.
#[component]
pub fn About(language: Language) -> impl IntoView {
    let w = keeping_words(language);
    view! {
        <div class="page-head">
            <h1 tabindex="-1">{w.about}</h1>
        </div>
    }
}
