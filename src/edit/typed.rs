//! What a person types into a cell, as it is meant: full-width digits, thousands separators, brackets for what is
//! below zero, a percent sign, the words for what does not apply. How it is read is `model::typed_number`'s.

use crate::model::typed_number::{Typed, is_dash, typed_number};
use crate::model::{Entry, Status};

/// A cell: nothing is what was not reported, and a dash is what does not apply. None: it cannot be understood.
pub fn entry(text: &str, per_hundred: bool) -> Option<Entry> {
    match typed_number(text) {
        Typed::NotApplicable => Some(Entry::marked(Status::NotApplicable)),
        Typed::Missing if is_dash(text) => Some(Entry::marked(Status::NotApplicable)),
        Typed::Missing => Some(Entry::MISSING),
        _ => number(text, per_hundred).map(Entry::scored),
    }
}

/// A number with nothing around it but a percent sign: 95% is 95 where values are counted `per_hundred`, otherwise
/// 0.95. None: nothing, or nothing that can be understood.
pub fn number(text: &str, per_hundred: bool) -> Option<f64> {
    match typed_number(text) {
        Typed::Number(amount) if !amount.unit.is_empty() || amount.bound.is_some() => None,
        Typed::Number(amount) if amount.percent && !per_hundred => amount.fraction(),
        Typed::Number(amount) => Some(amount.value),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_understood_however_it_is_typed() {
        for (text, value) in [
            ("95", 95.0),
            (" 95.5 ", 95.5),
            ("９５．５", 95.5),
            ("1,234,567.8", 1_234_567.8),
            ("１，２３４", 1234.0),
            ("12 345", 12345.0),
            ("-3", -3.0),
            ("−3", -3.0),
            ("（３．５）", -3.5),
            ("(1,200)", -1200.0),
            ("+2", 2.0),
            ("1e3", 1000.0),
            ("(0)", 0.0),
        ] {
            assert_eq!(entry(text, false), Some(Entry::scored(value)), "{text}");
        }
    }

    #[test]
    fn a_percent_sign_means_what_the_unit_makes_of_it() {
        assert_eq!(number("95%", true), Some(95.0));
        assert_eq!(number("95%", false), Some(0.95));
        assert_eq!(number("９５％", false), Some(0.95));
        assert_eq!(number("95 %", false), Some(0.95));
        assert_eq!(number("(5%)", false), Some(-0.05));
        assert_eq!(number("(5)%", true), Some(-5.0));
    }

    #[test]
    fn nothing_is_not_reported_and_a_word_or_a_dash_does_not_apply() {
        for text in ["", "  ", "\u{3000}"] {
            assert_eq!(entry(text, false), Some(Entry::MISSING), "{text:?}");
        }
        for text in ["NA", "n/a", "ｎａ", "不适用", "—", "——", "-", "－", "−"] {
            assert_eq!(entry(text, false), Some(Entry::marked(Status::NotApplicable)), "{text:?}");
        }
    }

    #[test]
    fn what_may_mean_two_things_or_nothing_is_not_understood() {
        for text in [
            "1,5", "12,34", "1,2345", "95分", "abc", "1.2.3", "(1", "1)", "(-1)", "1e400", "9e15", "∞", "1.234,5",
            "9 5",
        ] {
            assert_eq!(entry(text, false), None, "{text}");
        }
    }
}
