//! Grades and remarks beside a result: a word on a soft ground, never a colour alone.

use super::content::content;
use crate::i18n::sayings::flag_short;
use crate::i18n::words::words;
use crate::i18n::{Language, fixed, flag};
use crate::model::Flag;
use leptos::prelude::*;

/// The tone of a grade: its place between the best and the worst, in four steps.
pub fn tone(place: usize, grades: usize) -> &'static str {
    let last = grades.saturating_sub(1).max(1);
    if place == 0 {
        "grade tone-1"
    } else if place >= last {
        "grade tone-4"
    } else if place * 2 <= last {
        "grade tone-2"
    } else {
        "grade tone-3"
    }
}

/// A grade.
pub fn grade(name: &str, place: usize, grades: usize) -> impl IntoView + use<> {
    view! { <span class=tone(place, grades)>{content(name)}</span> }
}

/// Remarks that cost the subject something are set in vermilion.
fn is_grave(flag: &Flag) -> bool {
    matches!(flag, Flag::Veto(_) | Flag::Bar(_) | Flag::Quota | Flag::Missing | Flag::DeductionCapped)
}

/// Remarks, short; what they say in full is there to be read and heard.
pub fn flags(language: Language, flags: &[Flag]) -> impl IntoView + use<> {
    flags
        .iter()
        .map(|one| {
            let full = flag(language, one);
            view! {
                <span class="flag" class:grave=is_grave(one) title=full.clone() data-content=true>
                    <span aria-hidden="true">{flag_short(language, one)}</span>
                    <span class="visually-hidden">{full.clone()}</span>
                </span>
            }
        })
        .collect_view()
}

/// Remarks in full.
pub fn flags_in_full(language: Language, flags: &[Flag]) -> impl IntoView + use<> {
    flags
        .iter()
        .map(|one| {
            view! {
                <span class="flag" class:grave=is_grave(one) data-content=true>
                    {flag(language, one)}
                </span>
            }
        })
        .collect_view()
}

/// Bonus and deduction, with their signs.
pub fn adjustment(language: Language, bonus: f64, deduction: f64, digits: u8) -> impl IntoView + use<> {
    let w = words(language);
    let plus = (bonus > 0.0).then(|| {
        view! {
            <span class="gain">
                <span class="visually-hidden">{w.bonus} " "</span>
                {format!("+{}", fixed(bonus, digits))}
            </span>
        }
    });
    let minus = (deduction > 0.0).then(|| {
        view! {
            <span class="loss">
                <span class="visually-hidden">{w.deduction} " "</span>
                {fixed(-deduction, digits)}
            </span>
        }
    });
    view! {
        {plus}
        {minus}
    }
}
