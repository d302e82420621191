//! Reporting periods and the windows of time that an assessment looks at.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// One reporting period of the assessment year. Ordered by its end, shorter periods first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Period {
    /// 月 `M01`..`M12`
    Month(u8),
    /// 季度 `Q1`..`Q4`
    Quarter(u8),
    /// 年度 `Y`
    Year,
}

impl Period {
    /// The first month the period covers, 1..=12.
    pub fn first_month(self) -> u8 {
        match self {
            Period::Month(m) => m,
            Period::Quarter(q) => q * 3 - 2,
            Period::Year => 1,
        }
    }

    /// The last month the period covers, 1..=12.
    pub fn last_month(self) -> u8 {
        match self {
            Period::Month(m) => m,
            Period::Quarter(q) => q * 3,
            Period::Year => 12,
        }
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        // Of two periods with the same end the shorter one comes first: the longer one is written when all is known.
        (self.last_month(), other.first_month()).cmp(&(other.last_month(), self.first_month()))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Month(m) => write!(f, "M{m:02}"),
            Period::Quarter(q) => write!(f, "Q{q}"),
            Period::Year => f.write_str("Y"),
        }
    }
}

impl From<Period> for String {
    fn from(period: Period) -> String {
        period.to_string()
    }
}

/// The text is not `M01`..`M12`, `Q1`..`Q4` or `Y`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownPeriod(pub String);

impl fmt::Display for UnknownPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown period {:?}: expected M01..M12, Q1..Q4 or Y", self.0)
    }
}

impl std::error::Error for UnknownPeriod {}

impl FromStr for Period {
    type Err = UnknownPeriod;

    fn from_str(text: &str) -> Result<Period, UnknownPeriod> {
        let unknown = || UnknownPeriod(text.to_owned());
        let mut letters = text.trim().chars();
        let kind = letters.next().ok_or_else(unknown)?;
        let rest = letters.as_str();
        let number = || rest.parse::<u8>().map_err(|_| unknown());
        match kind.to_ascii_uppercase() {
            'Y' if rest.is_empty() => Ok(Period::Year),
            'Q' => Some(number()?).filter(|q| (1..=4).contains(q)).map(Period::Quarter).ok_or_else(unknown),
            'M' => Some(number()?).filter(|m| (1..=12).contains(m)).map(Period::Month).ok_or_else(unknown),
            _ => Err(unknown()),
        }
    }
}

impl TryFrom<String> for Period {
    type Error = UnknownPeriod;

    fn try_from(text: String) -> Result<Period, UnknownPeriod> {
        text.parse()
    }
}

/// A stretch of months that is scored as one: a period lies in it when all its months do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// First month, 1..=12.
    pub first: u8,
    /// Last month, 1..=12.
    pub last: u8,
    /// The period that names the window and its columns.
    pub name: Period,
}

impl Window {
    /// The year up to the end of `period` (a year-to-date window; the whole year for `Y`).
    pub fn up_to(period: Period) -> Window {
        Window { first: 1, last: period.last_month(), name: period }
    }

    /// `period` alone.
    pub fn only(period: Period) -> Window {
        Window { first: period.first_month(), last: period.last_month(), name: period }
    }

    /// Whether all months of `period` lie in the window.
    pub fn contains(&self, period: Period) -> bool {
        self.first <= period.first_month() && period.last_month() <= self.last
    }

    /// Months in the window.
    pub fn months(&self) -> u8 {
        self.last + 1 - self.first
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_ordered_by_their_end_and_the_longer_comes_last() {
        let mut periods: Vec<Period> =
            ["Y", "Q4", "M12", "M03", "Q1", "M04"].iter().map(|p| p.parse().expect("a period")).collect();
        periods.sort();
        let names: Vec<String> = periods.iter().map(Period::to_string).collect();
        assert_eq!(names, ["M03", "Q1", "M04", "M12", "Q4", "Y"]);
    }

    #[test]
    fn a_year_to_date_window_holds_only_what_has_ended() {
        let june = Window::up_to(Period::Month(6));
        assert!(june.contains(Period::Quarter(2)) && june.contains(Period::Month(6)));
        assert!(!june.contains(Period::Quarter(3)) && !june.contains(Period::Year));
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in ["", "M00", "M13", "Q5", "H1", "2025", "Y1"] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
