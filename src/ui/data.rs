//! What is reported: values, events, subjects.

use crate::i18n::Language;
use crate::i18n::words_editing::editing_words;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Data(language: Language) -> impl IntoView {
    let w = editing_words(language);
    view! {
        <div class="page-head">
            <h1 tabindex="-1">{w.title}</h1>
        </div>
    }
}
