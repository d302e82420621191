//! How numbers are written in tables and documents, and what a percent sign beside one means.

use super::{Field, Problem};
use std::collections::BTreeMap;

/// Largest absolute value that a cell may hold: beyond it `f64` has no decimals left to speak of.
pub const LARGEST: f64 = 1e15;

/// A decimal number as written; none for anything else, also for numbers beyond 10¹⁵.
pub fn number(text: &str) -> Option<f64> {
    let plain =
        !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E'));
    text.parse::<f64>().ok().filter(|v| plain && v.is_finite() && v.abs() <= LARGEST)
}

/// `3%` in a table whose unit is `per_hundred` percent is 3; elsewhere it is the fraction 0.03. Without the sign the
/// text is left as it is.
pub fn percent(text: &str, per_hundred: bool) -> Option<f64> {
    let bare = text.strip_suffix(['%', '％'])?;
    let value = number(bare.trim_end())?;
    Some(if per_hundred { value } else { value / 100.0 })
}

/// Whether this field of an indicator is counted in percent: 95 stands for 95%. A growth rule's target is a rate.
pub fn per_hundred(unit: &str, method: &str, parameters: &BTreeMap<String, String>, field: Field) -> bool {
    let growth = method == "growth" && parameters.get("mode").is_none_or(|mode| mode != "pp");
    match field {
        Field::Value | Field::Base => unit == "%",
        Field::Target => unit == "%" && !growth,
        Field::Answers(_) => false,
    }
}

/// What is wrong with a text that is no number that can be counted.
pub fn no_number(text: &str) -> Problem {
    let text = text.to_owned();
    if text.parse::<f64>().is_ok_and(|v| v.abs() > LARGEST) {
        Problem::NumberTooLarge { text }
    } else {
        Problem::NotANumber { text }
    }
}
