//! What a person types into a cell, as it is meant: full-width digits, thousands separators, brackets for what is
//! below zero, a percent sign, the words for what does not apply. The number itself is read as tables are read.

use crate::model::written::{number as written, percent};
use crate::model::{Entry, Status};

/// Words for what does not apply, in the form that `plain_letters` gives them.
const NOT_APPLICABLE: [&str; 9] = ["na", "n/a", "不适用", "不涉及", "—", "——", "-", "--", "–"];

/// A cell: nothing is what was not reported. None: it cannot be understood.
pub fn entry(text: &str, per_hundred: bool) -> Option<Entry> {
    let plain = plain_letters(text);
    if plain.is_empty() {
        return Some(Entry::MISSING);
    }
    if NOT_APPLICABLE.contains(&plain.to_lowercase().as_str()) {
        return Some(Entry::marked(Status::NotApplicable));
    }
    number(&plain, per_hundred).map(Entry::scored)
}

/// A number. None: nothing, or nothing that can be understood.
pub fn number(text: &str, per_hundred: bool) -> Option<f64> {
    let plain = plain_letters(text);
    let (bare, negative) = match plain.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        // (5.2), (5.2%), (5.2)%
        Some((inside, after)) if after.is_empty() || after == "%" => (format!("{}{after}", inside.trim()), true),
        _ => (plain, false),
    };
    let bare = without_separators(&bare)?;
    if negative && bare.starts_with(['-', '+']) {
        return None;
    }
    let value = percent(&bare, per_hundred).or_else(|| written(&bare))?;
    // Adding zero turns −0 into 0.
    Some(if negative { -value } else { value } + 0.0)
}

/// Full-width letters become plain ones, every minus the same, and outer blanks go.
fn plain_letters(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|letter| match letter {
            '！'..='～' => char::from_u32(letter as u32 - 0xFEE0).unwrap_or(letter),
            '\u{3000}' | '\u{a0}' | '\u{2009}' | '\u{202f}' => ' ',
            '−' => '-',
            '。' => '.',
            other => other,
        })
        .collect();
    plain.trim().to_owned()
}

/// Thousands separators stand between groups of three digits before the point; anywhere else a comma may mean
/// something else, and the text is not understood.
fn without_separators(text: &str) -> Option<String> {
    if !text.contains([',', ' ']) {
        return Some(text.to_owned());
    }
    let (sign, rest) = match text.strip_prefix(['-', '+']) {
        Some(rest) => (&text[..1], rest),
        None => ("", text),
    };
    let end = rest.find(['.', '%']).unwrap_or(rest.len());
    let (whole, tail) = rest.split_at(end);
    let whole = whole.trim_end();
    let separator = whole.chars().find(|letter| matches!(letter, ',' | ' '));
    let tail: String = tail.chars().filter(|letter| *letter != ' ').collect();
    let Some(separator) = separator else {
        return (!tail.contains(',')).then(|| format!("{sign}{whole}{tail}"));
    };
    let groups: Vec<&str> = whole.split(separator).collect();
    let digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let lengths = groups.iter().enumerate().all(|(place, group)| match place {
        0 => (1..=3).contains(&group.len()),
        _ => group.len() == 3,
    });
    (digits && lengths && !tail.contains(',')).then(|| format!("{sign}{}{tail}", groups.concat()))
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
