//! A choice of one among few, all in sight; with many, a list. Both are the browser's own controls.

use super::content::language_of;
use super::live::live;
use leptos::prelude::*;

/// One thing to choose.
#[derive(Clone, PartialEq)]
pub struct Choice {
    /// As the address writes it; empty: none.
    pub value: String,
    /// As shown.
    pub label: String,
    /// Shown smaller beside it.
    pub note: String,
    /// Whether the label comes from the document.
    pub from_document: bool,
}

impl Choice {
    /// A choice of ours.
    pub fn ours(value: &str, label: impl Into<String>) -> Choice {
        Choice { value: value.to_owned(), label: label.into(), note: String::new(), from_document: false }
    }

    /// A choice from the document.
    pub fn theirs(value: &str, label: impl Into<String>) -> Choice {
        Choice { from_document: true, ..Choice::ours(value, label) }
    }

    /// With a small remark.
    pub fn with_note(self, note: impl Into<String>) -> Choice {
        Choice { note: note.into(), ..self }
    }
}

/// More choices than this, or longer ones, make a list instead.
const MOST: usize = 5;
const LONGEST: usize = 40;

/// A switch. `name` must be unique on the page.
pub fn segments(
    name: &'static str,
    label: String,
    choices: Vec<Choice>,
    chosen: Signal<String>,
    choose: impl Fn(String) + Copy + Send + Sync + 'static,
) -> AnyView {
    let letters: usize = choices.iter().map(|choice| width(&choice.label) + width(&choice.note)).sum();
    if choices.len() > MOST || letters > LONGEST {
        return list(name, label, choices, chosen, choose);
    }
    let options = choices
        .into_iter()
        .map(|choice| {
            let value = choice.value.clone();
            let mine = choice.value.clone();
            let note = (!choice.note.is_empty()).then(|| view! { <small>{choice.note.clone()}</small> });
            view! {
                <label class="segment-option">
                    <input
                        type="radio"
                        name=name
                        value=choice.value.clone()
                        prop:checked=live(move || chosen.get() == mine)
                        on:change=move |_| choose(value.clone())
                    />
                    <span
                        data-content=choice.from_document
                        lang=choice.from_document.then(|| language_of(&choice.label)).flatten()
                    >
                        {choice.label.clone()}
                        {note}
                    </span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="segments" data-switch=name>
            <legend class="visually-hidden">{label}</legend>
            {options}
        </fieldset>
    }
    .into_any()
}

/// The same as a list to pull down.
pub fn list(
    name: &'static str,
    label: String,
    choices: Vec<Choice>,
    chosen: Signal<String>,
    choose: impl Fn(String) + Copy + Send + Sync + 'static,
) -> AnyView {
    let from_document = choices.iter().any(|choice| choice.from_document);
    let options = choices
        .into_iter()
        .map(|choice| {
            let mine = choice.value.clone();
            let text =
                if choice.note.is_empty() { choice.label.clone() } else { format!("{} {}", choice.label, choice.note) };
            view! {
                <option value=choice.value.clone() selected=live(move || chosen.get() == mine)>
                    {text}
                </option>
            }
        })
        .collect_view();
    view! {
        <label class="pull-down" data-switch=name>
            <span class="visually-hidden">{label}</span>
            <select
                name=name
                data-content=from_document
                prop:value=live(move || chosen.get())
                on:change=move |event| choose(event_target_value(&event))
            >
                {options}
            </select>
        </label>
    }
    .into_any()
}

/// Chinese characters are as wide as two letters.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c > '\u{2e7f}' { 2 } else { 1 }).sum()
}
