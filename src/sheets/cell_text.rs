//! What stands in cells of office files, from the letters in their XML.

use super::limits::{LONGEST, too_large_inside};
use super::{Unreadable, Value};

/// Longest text as written: every letter may be an escape of seven.
const WRITTEN: usize = LONGEST * 7;

/// Text that grows stretch by stretch, within limits.
#[derive(Default)]
pub(super) struct Written(String);

impl Written {
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn add(&mut self, text: &str) -> Result<(), Unreadable> {
        if self.0.len() + text.len() > WRITTEN {
            return Err(too_large_inside());
        }
        self.0.push_str(text);
        Ok(())
    }

    /// As written.
    pub(super) fn raw(&self) -> &str {
        &self.0
    }

    /// As meant: `_x000D_` and its like are letters, lines end one way.
    pub(super) fn text(&self) -> String {
        let text = unescaped(&self.0);
        if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
    }
}

/// A number as written; what is none stays text, so that nobody counts it as 0.
pub(super) fn number(text: &str) -> Value {
    let text = text.trim();
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Value::Number(number),
        _ if text.is_empty() => Value::Empty,
        _ => Value::Text(text.to_owned()),
    }
}

/// `_xHHHH_` is a letter of UTF-16 (ECMA-376 part 1, 22.9.2.19).
fn unescaped(raw: &str) -> String {
    if !raw.contains("_x") {
        return raw.to_owned();
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    // The first half of a letter that takes two escapes.
    let mut half: Option<u16> = None;
    while let Some(place) = rest.find("_x") {
        let (before, from) = rest.split_at(place);
        let Some(unit) = escape(from) else {
            // The second letter may begin nothing, the first is past.
            let past = place + 1;
            if let Some(h) = half.take() {
                push_units(&mut text, &[h])
            }
            text.push_str(rest.get(..past).unwrap_or_default());
            rest = rest.get(past..).unwrap_or_default();
            continue;
        };
        if !before.is_empty() {
            if let Some(h) = half.take() {
                push_units(&mut text, &[h])
            }
            text.push_str(before);
        }
        match (half.take(), unit) {
            (None, 0xD800..=0xDBFF) => half = Some(unit),
            (Some(first), _) => push_units(&mut text, &[first, unit]),
            (None, _) => push_units(&mut text, &[unit]),
        }
        rest = from.get(7..).unwrap_or_default();
    }
    if let Some(h) = half {
        push_units(&mut text, &[h])
    }
    text.push_str(rest);
    text
}

fn push_units(text: &mut String, units: &[u16]) {
    text.extend(char::decode_utf16(units.iter().copied()).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)));
}

fn escape(text: &str) -> Option<u16> {
    let digits = text.get(2..6)?;
    if text.get(6..7)? != "_" || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str) -> String {
        let mut written = Written::default();
        written.add(raw).unwrap();
        written.text()
    }

    #[test]
    fn escapes_of_office_are_letters() {
        assert_eq!(text("a_x000D_\nb"), "a\nb");
        assert_eq!(text("_x4E2D_文"), "中文");
        assert_eq!(text("_x005F_x000D_"), "_x000D_");
        assert_eq!(text("_xD842__xDFB7_"), "𠮷");
        assert_eq!(text("_xD842_ alone"), "\u{FFFD} alone");
        assert_eq!(text("file_x and _x12 and _xZZZZ_ and _x00中_"), "file_x and _x12 and _xZZZZ_ and _x00中_");
        assert_eq!(text("_x_x000A_"), "_x\n");
        assert_eq!(text("a\r\nb\rc"), "a\nb\nc");
    }

    #[test]
    fn numbers_are_exact_and_finite() {
        assert_eq!(number(" 0.1 "), Value::Number(0.1));
        assert_eq!(number("1E-3"), Value::Number(0.001));
        assert_eq!(number("-12.5"), Value::Number(-12.5));
        assert_eq!(number(""), Value::Empty);
        for text in ["NaN", "inf", "-Infinity", "1e400", "12分", "1,000"] {
            assert_eq!(number(text), Value::Text(text.to_owned()));
        }
    }

    #[test]
    fn text_that_nobody_can_have_written_is_refused() {
        let mut written = Written::default();
        assert_eq!(written.add(&"a".repeat(WRITTEN + 1)), Err(too_large_inside()));
    }
}
