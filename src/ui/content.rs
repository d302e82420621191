//! Text that comes from the document: it stays in its own language whatever the language of the page.

use leptos::prelude::*;

/// The language tag for a piece of the document, where it can be told from its letters.
pub fn language_of(text: &str) -> Option<&'static str> {
    text.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c)).then_some("zh-Hans")
}

/// A piece of the document inside a sentence or a cell.
pub fn content(text: impl Into<String>) -> AnyView {
    let text = text.into();
    view! { <span data-content=true lang=language_of(&text)>{text.clone()}</span> }.into_any()
}

/// A sentence of ours that may quote the document.
pub fn mixed(text: impl Into<String>) -> AnyView {
    let text = text.into();
    view! { <span data-content=true>{text}</span> }.into_any()
}
