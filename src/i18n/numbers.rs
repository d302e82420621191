//! Numbers as people read them: decimal text, rounded the way a person rounds on paper.
//!
//! Snapping and rounding are those of `formula::number`, so that a figure on the page cannot differ from the figure
//! that was graded. Text for the reader, not for files: the minus sign is U+2212, which no parser expects.

use crate::formula::number::{Half, SCORE_DIGITS, decimal, round, snap};

/// What stands where there is no number to show.
pub const NO_NUMBER: &str = "—";

/// Exactly `digits` decimals (at most nine), halves away from zero, never −0.00. What is no finite number is
/// [`NO_NUMBER`].
pub fn fixed(value: f64, digits: u8) -> String {
    if value.is_finite() { with_minus(decimal(value, digits.min(SCORE_DIGITS))) } else { NO_NUMBER.to_owned() }
}

/// The number at no more than `digits` decimals, for figures that need not be exact; halves away from zero.
pub fn shorten(value: f64, digits: u8) -> f64 {
    round(value, digits, Half::Up)
}

/// The shortest text of the number snapped to nine decimals: no exponent, no trailing zeros.
pub fn plain(value: f64) -> String {
    // Adding zero turns −0 into 0.
    if value.is_finite() { with_minus((snap(value, SCORE_DIGITS) + 0.0).to_string()) } else { NO_NUMBER.to_owned() }
}

/// A ratio as a percentage: 0.8 is `80%`.
pub fn percent(ratio: f64) -> String {
    if ratio.is_finite() { format!("{}%", plain(ratio * 100.0)) } else { NO_NUMBER.to_owned() }
}

/// At least two decimals, up to six where the number has them: for figures that a reader adds up.
pub fn precise(value: f64) -> String {
    let text = fixed(value, 6);
    match text.find('.') {
        Some(point) => {
            let needed = text.trim_end_matches('0').len();
            text[..needed.max(point + 3)].to_owned()
        }
        None => text,
    }
}

/// Two decimals, or as many more (up to nine) as it takes for a small amount not to read as nothing.
pub fn amount(value: f64) -> String {
    let digits = (2..=SCORE_DIGITS).find(|digits| !is_zero(snap(value, *digits))).unwrap_or(2);
    fixed(value, digits)
}

/// Whether a number reads as zero.
pub(super) fn is_zero(value: f64) -> bool {
    snap(value, SCORE_DIGITS) == 0.0
}

/// Whether a number reads as one: "1 point", but "0.5 points"; "full points" rather than "100%".
pub(super) fn is_one(value: f64) -> bool {
    snap(value, SCORE_DIGITS) == 1.0
}

/// Beside tabular figures the hyphen is too short, and screen readers skip it.
fn with_minus(text: String) -> String {
    text.replacen('-', "\u{2212}", 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_up_as_on_paper_although_the_machine_keeps_a_little_less() {
        for (value, text) in [
            (79.995, "80.00"),
            (2.675, "2.68"),
            (1.005, "1.01"),
            (2.345, "2.35"),
            (89.995, "90.00"),
            (89.9949, "89.99"),
            (79.991441, "79.99"),
            (0.005, "0.01"),
            (0.0, "0.00"),
        ] {
            assert_eq!(fixed(value, 2), text);
        }
    }

    #[test]
    fn a_sum_that_missed_its_half_by_a_rounding_error_is_snapped_first() {
        // Plain arithmetic gives 0.5449999999999999, that is 0.54.
        assert_eq!(fixed(0.1 + 0.1 + 0.345, 2), "0.55");
        assert_eq!(fixed(1.0e-10, 9), "0.000000000");
    }

    #[test]
    fn halves_below_zero_go_away_from_zero_and_zero_has_no_sign() {
        assert_eq!(fixed(-2.345, 2), "−2.35");
        assert_eq!(fixed(-0.004, 2), "0.00");
        assert_eq!(fixed(-0.0, 2), "0.00");
        assert_eq!(plain(-1.0e-12), "0");
        assert_eq!(plain(-3.5), "−3.5");
    }

    #[test]
    fn the_digits_are_those_that_were_asked_for() {
        assert_eq!(fixed(89.992521, 6), "89.992521");
        assert_eq!(fixed(99.5, 0), "100");
        assert_eq!(fixed(9.999, 2), "10.00");
        assert_eq!(fixed(1.5, 12), "1.500000000");
    }

    #[test]
    fn millions_are_rounded_as_exactly_as_single_points() {
        assert_eq!(fixed(8_999_999.125, 2), "8999999.13");
        assert_eq!(fixed(8_999_999.999999999, 2), "9000000.00");
        assert_eq!(fixed(12_345_678.125, 2), "12345678.13");
        assert_eq!(fixed(-9_000_000.0, 2), "−9000000.00");
        assert_eq!(plain(1.0e21), "1000000000000000000000");
        assert_eq!(fixed(f64::MAX, 1).len(), 311);
    }

    #[test]
    fn plain_numbers_are_as_short_as_they_can_be() {
        for (value, text) in [
            (0.1 + 0.2, "0.3"),
            (100.0, "100"),
            (0.0, "0"),
            (11.769230769, "11.769230769"),
            (1.0 / 3.0, "0.333333333"),
            (12_345_678.5, "12345678.5"),
        ] {
            assert_eq!(plain(value), text);
        }
    }

    #[test]
    fn percentages_move_the_point_and_nothing_else() {
        for (ratio, text) in [
            (0.8, "80%"),
            (0.125, "12.5%"),
            (0.07, "7%"),
            (1.2, "120%"),
            (0.0, "0%"),
            (-0.05, "−5%"),
            (1.0e9, "100000000000%"),
        ] {
            assert_eq!(percent(ratio), text);
        }
    }

    #[test]
    fn what_a_reader_adds_up_keeps_its_decimals() {
        assert_eq!(precise(90.0 - 89.99), "0.01");
        assert_eq!(precise(90.0), "90.00");
        assert_eq!(precise(0.0088), "0.0088");
        assert_eq!(precise(1.0 / 3.0), "0.333333");
    }

    #[test]
    fn a_small_amount_does_not_read_as_nothing() {
        assert_eq!(amount(1.593974), "1.59");
        assert_eq!(amount(0.0004), "0.0004");
        assert_eq!(amount(0.0), "0.00");
    }

    #[test]
    fn what_is_no_number_is_a_dash() {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            for text in [fixed(value, 2), plain(value), percent(value), precise(value), amount(value)] {
                assert_eq!(text, NO_NUMBER);
            }
        }
    }
}
