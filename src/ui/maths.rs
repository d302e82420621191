//! A formula on the page: fractions above one another, names of functions in the reader's language.

use crate::i18n::Language;
use crate::i18n::names::period;
use crate::i18n::sayings::{capital, function, word};
use crate::i18n::words::words;
use crate::model::Period;
use crate::workspace::maths::{Maths, Sign, arrange};
use leptos::prelude::*;

/// A formula set as mathematics; text that is none stays text. Read aloud, it is the text.
pub fn formula(language: Language, text: &str) -> AnyView {
    // One line for each intermediate: `rate = x / t`, `ratio = clamp(rate, 0, cap)`.
    text.lines().filter(|line| !line.trim().is_empty()).map(|line| one_line(language, line)).collect_view().into_any()
}

fn one_line(language: Language, text: &str) -> AnyView {
    let spoken = format!("{}：{text}", words(language).formula);
    match arrange(text) {
        // Nothing stands around the whole.
        Some(Maths::Brackets(maths)) => formula_of(language, spoken, &maths),
        Some(maths) => formula_of(language, spoken, &maths),
        None => view! { <div class="maths" data-content=true><code>{text.to_owned()}</code></div> }.into_any(),
    }
}

fn formula_of(language: Language, spoken: String, maths: &Maths) -> AnyView {
    view! {
        <div class="maths" role="math" aria-label=spoken data-content=true>
            {set(language, maths)}
        </div>
    }
    .into_any()
}

fn set(language: Language, maths: &Maths) -> AnyView {
    match maths {
        Maths::Number(digits) => view! { <span class="maths-number">{digits.clone()}</span> }.into_any(),
        Maths::Symbol(name) => match word(language, name) {
            Some(word) => view! { <span class="maths-word">{word}</span> }.into_any(),
            None => symbol(language, name),
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

/// A variable: `s_3` has an index, `M06` is a month.
fn symbol(language: Language, name: &str) -> AnyView {
    if name.parse::<Period>().is_ok() {
        return view! { <span class="maths-word">{capital(&period(language, name))}</span> }.into_any();
    }
    match name.split_once('_') {
        Some((name, index)) if index.bytes().all(|digit| digit.is_ascii_digit()) => {
            view! { <var>{name.to_owned()}<sub>{index.to_owned()}</sub></var> }.into_any()
        }
        _ => view! { <var>{name.to_owned()}</var> }.into_any(),
    }
}

fn call(language: Language, name: &str, operands: &[Maths]) -> AnyView {
    let w = words(language);
    let joint = |text: &'static str| view! { <span class="maths-joint">{text}</span> };
    match (name, operands) {
        ("if", [condition, then, otherwise]) => view! {
            <span class="maths-function">{function(language, name)}</span>
            <span class="maths-operand">{set(language, condition)}</span>
            <span class="maths-operand">{joint(w.then)} {set(language, then)}</span>
            <span class="maths-operand">{joint(w.otherwise)} {set(language, otherwise)}</span>
        }
        .into_any(),
        ("else", [first, second]) => view! {
            <span class="maths-operand">{set(language, first)}</span>
            <span class="maths-operand">{joint(w.or_else)} {set(language, second)}</span>
        }
        .into_any(),
        ("applies" | "present", [value]) => {
            view! { {set(language, value)} <span class="maths-function">" " {function(language, name)}</span> }
                .into_any()
        }
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
        ("sqrt", [value]) => view! { "√" {bracketed(language, std::slice::from_ref(value))} }.into_any(),
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
