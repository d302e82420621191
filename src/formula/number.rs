//! Snapping and rounding: the only place where numbers jump, and the only place that may call rounding functions.
//!
//! A binary sum that stands for 79.995 may lie a hair below it. Wherever a result can jump, its operands are first
//! snapped to the nearest multiple of 10⁻⁹ (scores, ratios) or 10⁻⁶ (raw values), half away from zero; a published
//! figure is then rounded in whole numbers. Plain binary rounding gives the wrong cent in about one of five exact ties.

/// Decimals to which raw values are snapped.
pub const RAW_DIGITS: u8 = 6;
/// Decimals to which scores and ratios are snapped.
pub const SCORE_DIGITS: u8 = 9;

/// Up to here a multiple of the snapping step is a whole number that `f64` holds exactly.
const EXACT: f64 = 9.0e15;

/// What happens to an exact half.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// Away from zero.
    Up,
    /// To the even neighbour (GB/T 8170).
    Even,
}

fn power_of_ten(digits: u8) -> f64 {
    const POWERS: [f64; 10] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
    POWERS[usize::from(digits.min(9))]
}

/// The nearest multiple of 10^−`digits`, as a count of such steps, half away from zero; none beyond 9·10¹⁵ steps.
#[inline]
fn steps(value: f64, digits: u8) -> Option<i64> {
    let scaled = value.abs() * power_of_ten(digits);
    if scaled < EXACT {
        let whole = (scaled + 0.5) as i64;
        Some(if value < 0.0 { -whole } else { whole })
    } else {
        None
    }
}

/// `value` at the nearest multiple of 10^−`digits`, half away from zero. Values too large for nine decimals are
/// snapped to six; values too large for that are returned as they are.
#[inline]
pub fn snap(value: f64, digits: u8) -> f64 {
    match steps(value, digits) {
        Some(whole) => whole as f64 / power_of_ten(digits),
        None if digits > RAW_DIGITS => snap(value, RAW_DIGITS),
        None => value,
    }
}

/// The published figure: `value` snapped to nine decimals, then rounded to `digits` (at most 9). Never −0.
pub fn round(value: f64, digits: u8, half: Half) -> f64 {
    let fine = if value.abs() < EXACT / 1e9 { SCORE_DIGITS } else { RAW_DIGITS };
    let digits = digits.min(fine);
    let Some(whole) = steps(value, fine) else { return value };
    let unit = 10_i64.pow(u32::from(fine - digits));
    let magnitude = whole.abs();
    let (quotient, rest) = (magnitude / unit, magnitude % unit);
    let up = match half {
        Half::Up => 2 * rest >= unit,
        Half::Even => 2 * rest > unit || (2 * rest == unit && quotient % 2 == 1),
    };
    let rounded = (quotient + i64::from(up && unit > 1)) as f64 / power_of_ten(digits);
    if value < 0.0 && rounded != 0.0 { -rounded } else { rounded }
}

/// The largest whole number not above `value`, which is first snapped.
pub fn floor(value: f64, digits: u8) -> f64 {
    libm::floor(snap(value, digits))
}

/// `value` as decimal text with exactly `digits` decimals, rounded as [`round`] does.
pub fn decimal(value: f64, digits: u8) -> String {
    let rounded = round(value, digits, Half::Up);
    // Adding zero turns −0 into 0.
    format!("{:.*}", usize::from(digits), rounded + 0.0)
}

/// `base` to the power of `exponent`, the same to the bit on every machine.
pub fn power(base: f64, exponent: f64) -> f64 {
    libm::pow(base, exponent)
}

/// Natural logarithm, the same to the bit on every machine.
pub fn logarithm(value: f64) -> f64 {
    libm::log(value)
}

/// e to the power of `value`, the same to the bit on every machine.
pub fn exponential(value: f64) -> f64 {
    libm::exp(value)
}

/// Square root (correctly rounded everywhere).
pub fn square_root(value: f64) -> f64 {
    libm::sqrt(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exact_half_rounds_away_from_zero_whatever_its_binary_shape() {
        for (value, published) in [
            (2.345, "2.35"),
            (2.355, "2.36"),
            (-2.345, "-2.35"),
            (89.995, "90.00"),
            (89.9949, "89.99"),
            (1.005, "1.01"),
            (2.675, "2.68"),
            (0.005, "0.01"),
            (-0.004, "0.00"),
            (79.9949999, "79.99"),
        ] {
            assert_eq!(decimal(value, 2), published, "{value}");
        }
    }

    #[test]
    fn half_to_even_follows_the_national_standard() {
        assert_eq!(round(28.175, 2, Half::Even), 28.18);
        assert_eq!(round(28.165, 2, Half::Even), 28.16);
        assert_eq!(round(28.050, 1, Half::Even), 28.0);
        assert_eq!(round(28.165_000_001, 2, Half::Even), 28.17);
    }

    #[test]
    fn whole_steps_are_counted_after_snapping() {
        assert_eq!(floor((100.0 - 95.7) / 0.1, SCORE_DIGITS), 43.0);
        assert_eq!(floor(-0.5, SCORE_DIGITS), -1.0);
    }

    #[test]
    fn a_sum_of_cents_snaps_to_its_decimal() {
        let sum: f64 = std::iter::repeat_n(0.1, 10).sum();
        assert_ne!(sum, 1.0);
        assert_eq!(snap(sum, RAW_DIGITS), 1.0);
    }

    #[test]
    fn large_values_are_snapped_more_coarsely_and_huge_ones_not_at_all() {
        assert_eq!(snap(12_345_678.000_000_4, SCORE_DIGITS), 12_345_678.0);
        assert_eq!(snap(1e12, RAW_DIGITS), 1e12);
        assert_eq!(decimal(12_345_678.125, 2), "12345678.13");
    }
}
