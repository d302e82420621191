//! Days as numbers: since 1899-12-30, the day that makes Excel's numbers right from March 1900 on.

use super::{Format, Value};

/// What a date counted from 1904-01-01 has less.
pub(super) const FROM_1904: f64 = 1462.0;

/// A number whose format says date counts from 1899-12-30, however the file counts.
pub(super) fn counted(value: Value, format: Format, from_1904: bool) -> Value {
    match (value, format) {
        // A time alone stays what it is.
        (Value::Number(days), Format::Date | Format::Moment) if from_1904 && days >= 1.0 => {
            Value::Number(days + FROM_1904)
        }
        (value, _) => value,
    }
}

/// The number that Excel gives a day: before March 1900 one less, as it counts a day that 1900 did not have.
/// A time alone is the time of its day 0, 1899-12-31.
pub(super) fn as_excel_counts(days: f64) -> f64 {
    if (1.0..61.0).contains(&days) { days - 1.0 } else { days }
}

/// A date of ISO 8601, with or without a time, as days; a time alone is a fraction. Whether it has a time.
pub(super) fn of_iso(text: &str) -> Option<(f64, bool)> {
    let text = text.trim().trim_end_matches('Z');
    let (day, time) = match text.split_once(['T', ' ']) {
        Some((day, time)) => (Some(day), Some(time)),
        None if text.contains(':') => (None, Some(text)),
        None => (Some(text), None),
    };
    let days = match day {
        Some(day) => f64::from(days(day)?),
        None => 0.0,
    };
    let fraction = match time {
        Some(time) => fraction(time)?,
        None => 0.0,
    };
    // A date at midnight, as `2025-03-01T00:00:00`, is a date.
    Some((days + fraction, day.is_none() || fraction > 0.0))
}

fn days(text: &str) -> Option<i32> {
    let mut parts = text.splitn(3, '-');
    let year: i32 = digits(parts.next()?)?;
    let month: i32 = digits(parts.next()?)?;
    let day: i32 = digits(parts.next()?)?;
    if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || day < 1 || day > length(year, month) {
        return None;
    }
    // Days from March on, so that a leap day is the last of its year.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let since_zero = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day;
    Some(since_zero - DAY_ZERO)
}

/// 1899-12-30 in the count above.
const DAY_ZERO: i32 = 1899 * 365 + 1899 / 4 - 1899 / 100 + 1899 / 400 + (9 * 153 + 2) / 5 + 30;

fn length(year: i32, month: i32) -> i32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

fn fraction(text: &str) -> Option<f64> {
    let mut parts = text.splitn(3, ':');
    let hours: i32 = digits(parts.next()?)?;
    let minutes: i32 = digits(parts.next()?)?;
    let seconds: f64 = match parts.next() {
        Some(text) if text.bytes().all(|b| b.is_ascii_digit() || b == b'.') => text.parse().ok()?,
        Some(_) => return None,
        None => 0.0,
    };
    if hours > 24 || minutes > 59 || seconds >= 61.0 {
        return None;
    }
    Some((f64::from(hours * 3600 + minutes * 60) + seconds) / 86_400.0)
}

fn digits(text: &str) -> Option<i32> {
    if text.is_empty() || text.len() > 4 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_dates_are_days() {
        // Serial numbers as LibreOffice shows them.
        assert_eq!(of_iso("1899-12-30"), Some((0.0, false)));
        assert_eq!(of_iso("1900-03-01"), Some((61.0, false)));
        assert_eq!(of_iso("2000-02-29"), Some((36585.0, false)));
        assert_eq!(of_iso("2025-06-30"), Some((45838.0, false)));
        assert_eq!(of_iso("2025-06-30T00:00:00"), Some((45838.0, false)));
        assert_eq!(of_iso("2025-06-30T12:00:00Z"), Some((45838.5, true)));
        assert_eq!(of_iso("06:00"), Some((0.25, true)));
        assert_eq!(of_iso("1904-01-01"), Some((FROM_1904, false)));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in
            ["", "2025", "2025-13-01", "2025-02-29", "2025-6", "abc", "2025-06-30T25:00", "12:60", "-1-1-1", "0:0:nan"]
        {
            assert_eq!(of_iso(text), None, "{text}");
        }
    }
}
