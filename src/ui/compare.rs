//! Two or more sides of one question, side by side.

use crate::i18n::Language;
use crate::i18n::words_comparing::comparing_words;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Compare(language: Language) -> impl IntoView {
    let w = comparing_words(language);
    view! {
        <div class="page-head">
            <h1 tabindex="-1">{w.title}</h1>
        </div>
    }
}
