//! Exact numbers: decimal text in, rationals inside, decimal text out.
//!
//! Knows how figures are written and rounded. Must never know a score, a file or an `f64`: one float here would make
//! the oracle as fallible as what it checks.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Pow, Signed, Zero};

/// The only kind of number the oracle computes with.
pub type Exact = BigRational;

pub fn whole(n: i64) -> Exact {
    Exact::from_integer(BigInt::from(n))
}

pub fn part(numerator: i64, denominator: i64) -> Exact {
    Exact::new(BigInt::from(numerator), BigInt::from(denominator))
}

pub fn zero() -> Exact {
    Exact::zero()
}

pub fn one() -> Exact {
    Exact::one()
}

/// Ten to the power of `digits`.
pub fn ten(digits: u32) -> Exact {
    Exact::from_integer(BigInt::from(10).pow(digits))
}

/// Reads `-12.50` or `1e-3`; anything else, the empty cell included, is not a number.
pub fn exact(text: &str) -> Option<Exact> {
    let text = text.trim();
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], text[at + 1..].parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (negative, digits) = match mantissa.as_bytes().first()? {
        b'-' => (true, &mantissa[1..]),
        b'+' => (false, &mantissa[1..]),
        _ => (false, mantissa),
    };
    let (front, back) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{front}{back}");
    if all.is_empty() || !all.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let magnitude = Exact::from_integer(all.parse::<BigInt>().ok()?) / ten(back.len() as u32);
    let scaled =
        if exponent < 0 { magnitude / ten(exponent.unsigned_abs()) } else { magnitude * ten(exponent.unsigned_abs()) };
    Some(if negative { -scaled } else { scaled })
}

/// Reads a number the caller knows to be there.
pub fn must(text: &str) -> Exact {
    exact(text).unwrap_or_else(|| panic!("not a decimal number: {text:?}"))
}

/// Half away from zero.
pub fn half_up(value: &Exact, digits: u32) -> Exact {
    let scale = ten(digits);
    let magnitude = (value.abs() * &scale + part(1, 2)).floor() / scale;
    if value.is_negative() { -magnitude } else { magnitude }
}

/// Half to the even neighbour (GB/T 8170), offered as an option only.
pub fn half_even(value: &Exact, digits: u32) -> Exact {
    let scale = ten(digits);
    let scaled = value * &scale;
    let floor = scaled.floor();
    let rest = &scaled - &floor;
    let half = part(1, 2);
    let two = BigInt::from(2);
    let up = rest > half || (rest == half && !(floor.to_integer() % two).is_zero());
    (if up { floor + one() } else { floor }) / scale
}

/// A value that already has at most `digits` decimals, written with exactly that many. Zero has no sign.
pub fn written(value: &Exact, digits: u32) -> String {
    let scaled = value * ten(digits);
    assert!(scaled.is_integer(), "{value} has more than {digits} decimals");
    let integer = scaled.to_integer();
    let sign = if integer.is_negative() { "-" } else { "" };
    let text = integer.abs().to_string();
    if digits == 0 {
        return format!("{sign}{text}");
    }
    let width = digits as usize;
    let padded = format!("{text:0>least$}", least = width + 1);
    let (front, back) = padded.split_at(padded.len() - width);
    format!("{sign}{front}.{back}")
}

/// Rounded half up and written.
pub fn published(value: &Exact, digits: u32) -> String {
    written(&half_up(value, digits), digits)
}

/// How many decimals the value needs, if it ends at all within `most` of them.
pub fn decimals(value: &Exact, most: u32) -> Option<u32> {
    (0..=most).find(|&digits| (value * ten(digits)).is_integer())
}

/// The shortest decimal text of the value, if it ends within `most` decimals.
pub fn shortest(value: &Exact, most: u32) -> Option<String> {
    decimals(value, most).map(|digits| written(value, digits))
}

pub fn clamp(value: Exact, low: &Exact, high: Option<&Exact>) -> Exact {
    let capped = match high {
        Some(high) if value > *high => high.clone(),
        _ => value,
    };
    if capped < *low { low.clone() } else { capped }
}

pub fn sum<'a>(values: impl IntoIterator<Item = &'a Exact>) -> Exact {
    values.into_iter().fold(zero(), |total, value| total + value)
}

/// The mean, unless there is nothing to take the mean of.
pub fn mean(values: &[Exact]) -> Option<Exact> {
    if values.is_empty() {
        return None;
    }
    Some(sum(values) / whole(values.len() as i64))
}
