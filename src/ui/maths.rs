//! A formula on the page: fractions above one another, names of functions in the reader's language.

use crate::i18n::Language;
use crate::i18n::words::{function, word, words};
use crate::workspace::maths::{Maths, Sign, arrange};
use leptos::prelude::*;

/// A formula set as mathematics; text that is none stays text. Read aloud, it is the text.
pub fn formula(language: Language, text: &str) -> AnyView {
    let spoken = format!("{}：{text}", words(language).formula);
    match arrange(text) {
        Some(maths) => view! {
            <div class="maths" role="math" aria-label=spoken data-content=true>
                {set(language, &maths)}
            </div>
        }
        .into_any(),
        None => view! { <div class="maths" data-content=true><code>{text.to_owned()}</code></div> }.into_any(),
    }
}

fn set(language: Language, maths: &Maths) -> AnyView {
    match maths {
        Maths::Number(digits) => view! { <span class="maths-number">{digits.clone()}</span> }.into_any(),
        Maths::Symbol(name) => match word(language, name) {
            Some(word) => view! { <span class="maths-word">{word}</span> }.into_any(),
            None => view! { <var>{name.clone()}</var> }.into_any(),
        },
        Maths::Terms(terms) => terms
            .iter()
            .map(|(sign, term)| {
                let sign = match sign {
                    Sign::None => None,
                    Sign::Plus => Some("+"),
                    Sign::Minus => Some("−"),
                    Sign::Times => Some("×"),
                    Sign::Word(sign) => Some(word(language, sign).unwrap_or(sign)),
                };
                // A sign stays with the term after it when the line is full.
                view! {
                    <span class="maths-term">
                        {sign.map(|sign| view! { <span class="maths-sign">{sign}</span> })}
                        {set(language, term)}
                    </span>
                }
            })
            .collect_view()
            .into_any(),
        Maths::Fraction(above, below) => view! {
            <span class="maths-fraction">
                <span>{set(language, above)}</span>
                <span>{set(language, below)}</span>
            </span>
        }
        .into_any(),
        Maths::Power(base, above) => view! { {set(language, base)} <sup>{set(language, above)}</sup> }.into_any(),
        Maths::Negative(inside) => view! { <span class="maths-minus">"−"</span> {set(language, inside)} }.into_any(),
        Maths::Brackets(inside) => bracketed(language, std::slice::from_ref(inside)),
        Maths::Call(name, operands) => call(language, name, operands),
        Maths::Step(at, share) => {
            view! { <span class="maths-step">{set(language, at)} <span class="maths-sign">"→"</span> {set(language, share)}</span> }
                .into_any()
        }
        Maths::Words(words) => words
            .iter()
            .map(|one| view! { <span class="maths-beside">{set(language, one)}</span> })
            .collect_view()
            .into_any(),
    }
}

fn call(language: Language, name: &str, operands: &[Maths]) -> AnyView {
    match (name, operands) {
        ("clamp", [value, low, high]) => {
            let (low, high) = (set(language, low), set(language, high));
            view! {
                <span class="maths-function">{function(language, name)}</span>
                <sub>{low} "…" {high}</sub>
                {bracketed(language, std::slice::from_ref(value))}
            }
            .into_any()
        }
        ("round" | "round_even", [value, digits]) => {
            let digits = set(language, digits);
            view! {
                <span class="maths-function">{function(language, name)}</span>
                <sub>{digits}</sub>
                {bracketed(language, std::slice::from_ref(value))}
            }
            .into_any()
        }
        ("abs", [value]) => view! { "|" {set(language, value)} "|" }.into_any(),
        ("sqrt", [value]) => {
            view! { "√" {bracketed(language, std::slice::from_ref(value))} }.into_any()
        }
        _ => view! {
            <span class="maths-function">{function(language, name)}</span>
            {bracketed(language, operands)}
        }
        .into_any(),
    }
}

fn bracketed(language: Language, operands: &[impl std::borrow::Borrow<Maths>]) -> AnyView {
    let last = operands.len().saturating_sub(1);
    let inside = operands
        .iter()
        .enumerate()
        .map(|(place, operand)| {
            let operand = match operand.borrow() {
                // A call already has brackets.
                Maths::Brackets(inside) if operands.len() == 1 => set(language, inside),
                other => set(language, other),
            };
            view! {
                <span class="maths-operand">
                    {operand}
                    {(place < last).then_some(", ")}
                </span>
            }
        })
        .collect_view();
    view! {
        <span class="maths-bracket">"("</span>
        {inside}
        <span class="maths-bracket">")"</span>
    }
    .into_any()
}
