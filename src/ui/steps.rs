//! The calculation, step by step: the formula with symbols, the same with this subject's numbers, the result.

use super::content::mixed;
use super::explanation::FINER;
use super::maths::formula;
use crate::explain::{Explanation, Phrase, StepLine};
use crate::i18n::sayings;
use crate::i18n::words::words;
use crate::i18n::{Language, fixed, phrase, plain};
use leptos::prelude::*;

/// From so many steps on, they are folded away.
const FOLDED_FROM: usize = 9;

/// The steps.
pub fn steps(language: Language, explanation: &Explanation, digits: u8) -> Option<impl IntoView + use<>> {
    if explanation.steps.is_empty() {
        return None;
    }
    let w = words(language);
    let lines = explanation.steps.iter().map(|step| line(language, step, digits)).collect_view();
    let list = view! { <ol class="steps">{lines}</ol> };
    let body = if explanation.steps.len() >= FOLDED_FROM {
        view! {
            <details class="steps-folded">
                <summary>{sayings::steps_count(language, explanation.steps.len() as u32)}</summary>
                {list}
            </details>
        }
        .into_any()
    } else {
        list.into_any()
    };
    Some(view! {
        <section>
            <h2>{w.calculation}</h2>
            {body}
        </section>
    })
}

fn line(language: Language, step: &StepLine, digits: u8) -> impl IntoView + use<> {
    let result = match step.value {
        // A published figure has its digits, be they zeros.
        Some(value) if step.name == Phrase::StepPublished => fixed(value, digits - FINER),
        // Twice what is shown elsewhere, so that whoever recalculates gets the same digits.
        Some(value) => exact(value, digits),
        None => sayings::status(language, step.status).to_owned(),
    };
    // A reported value has neither formula nor numbers; a formula without symbols is not said twice.
    let with_symbols =
        (!step.formula.is_empty() && step.formula != step.numbers).then(|| formula(language, &step.formula));
    let with_numbers = (!step.numbers.is_empty() && step.numbers != result).then(|| formula(language, &step.numbers));
    view! {
        <li class="step">
            <span class="step-name">{mixed(phrase(language, &step.name))}</span>
            {with_symbols.map(|maths| view! { <div class="step-symbols">{maths}</div> })}
            <div class="step-numbers">
                {with_numbers}
                <span class="step-result">
                    <span aria-hidden="true">"= "</span>
                    <b>{result}</b>
                </span>
            </div>
        </li>
    }
}

/// As few decimals as say it all, or six.
fn exact(value: f64, digits: u8) -> String {
    let short = plain(value);
    let decimals = short.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    if decimals <= usize::from(digits) { short } else { fixed(value, digits.max(6)) }
}
