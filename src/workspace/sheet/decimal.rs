//! Decimal numbers as people see them: 0.1 + 0.2 is 0.3.

/// A number with so many decimals; none of it is lost when numbers are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    units: i128,
    scale: u32,
}

/// More decimals are not shown.
const FINEST: u32 = 12;
/// Decimals of a mean beyond those of its numbers.
const MORE: u32 = 4;

impl Decimal {
    pub const ZERO: Decimal = Decimal { units: 0, scale: 0 };

    /// The number as it is written shortest; none: too large or too fine to be counted like this.
    pub fn of(number: f64) -> Option<Decimal> {
        // Whole numbers, which most are, need no text.
        if number.abs() < 1e15 && number == (number as i64) as f64 {
            return Some(Decimal { units: i128::from(number as i64), scale: 0 });
        }
        let text = number.is_finite().then(|| number.to_string())?;
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        if whole.len() + decimals.len() > 28 {
            return None;
        }
        let units: i128 = format!("{whole}{decimals}").parse().ok()?;
        Some(Decimal { units, scale: decimals.len() as u32 })
    }

    fn at(self, scale: u32) -> Option<i128> {
        self.units.checked_mul(10_i128.checked_pow(scale.checked_sub(self.scale)?)?)
    }

    /// The sum; none: too large.
    pub fn plus(self, other: Decimal) -> Option<Decimal> {
        let scale = self.scale.max(other.scale);
        Some(Decimal { units: self.at(scale)?.checked_add(other.at(scale)?)?, scale })
    }

    /// The difference; none: too large.
    pub fn minus(self, other: Decimal) -> Option<Decimal> {
        self.plus(Decimal { units: -other.units, ..other })
    }

    /// So many times; none: too large.
    pub fn times(self, count: usize) -> Option<Decimal> {
        Some(Decimal { units: self.units.checked_mul(i128::try_from(count).ok()?)?, ..self })
    }

    /// Divided by a count, to a few decimals more than it has; halves away from zero.
    pub fn shared(self, count: usize) -> Option<Decimal> {
        let count = i128::try_from(count).ok().filter(|count| *count > 0)?;
        let scale = (self.scale + MORE).min(FINEST.max(self.scale));
        let units = self.at(scale)?;
        let half = if units < 0 { -(count / 2) } else { count / 2 };
        Some(Decimal { units: (units + half) / count, scale })
    }

    /// As text, without trailing zeros.
    pub fn text(self) -> String {
        let digits = format!("{:0>width$}", self.units.unsigned_abs(), width = self.scale as usize + 1);
        let (whole, decimals) = digits.split_at(digits.len() - self.scale as usize);
        let decimals = decimals.trim_end_matches('0');
        let sign = if self.units < 0 { "-" } else { "" };
        if decimals.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{decimals}") }
    }

    /// The number nearest to it.
    pub fn number(self) -> Option<f64> {
        self.text().parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(number: f64) -> Decimal {
        Decimal::of(number).expect("a decimal")
    }

    #[test]
    fn sums_are_what_people_see_on_paper() {
        let sum = [0.1, 0.2, -0.3].iter().try_fold(Decimal::ZERO, |sum, number| sum.plus(of(*number)));
        assert_eq!(sum.map(Decimal::text).as_deref(), Some("0"));
        assert_eq!(of(0.1).plus(of(0.2)).map(Decimal::text).as_deref(), Some("0.3"));
        assert_eq!(of(1_000_000.5).plus(of(0.25)).map(Decimal::text).as_deref(), Some("1000000.75"));
        assert_eq!(of(2.7).minus(of(3.0)).map(Decimal::text).as_deref(), Some("-0.3"));
        assert_eq!(of(-0.05).text(), "-0.05");
        assert_eq!(of(-12.0).plus(of(0.5)).map(Decimal::text).as_deref(), Some("-11.5"));
    }

    #[test]
    fn a_mean_has_a_few_more_decimals_and_halves_go_away_from_zero() {
        let shared = |number: f64, count| of(number).shared(count).map(Decimal::text);
        assert_eq!(shared(10.0, 4).as_deref(), Some("2.5"));
        assert_eq!(shared(10.0, 3).as_deref(), Some("3.3333"));
        assert_eq!(shared(20.0, 3).as_deref(), Some("6.6667"));
        assert_eq!(shared(-20.0, 3).as_deref(), Some("-6.6667"));
        assert_eq!(shared(1.0, 0), None);
    }

    #[test]
    fn what_is_too_large_or_no_number_is_left_to_others() {
        assert_eq!(Decimal::of(1e300), None);
        assert_eq!(Decimal::of(f64::NAN), None);
        assert_eq!(Decimal::of(1e15).map(Decimal::text).as_deref(), Some("1000000000000000"));
    }
}
