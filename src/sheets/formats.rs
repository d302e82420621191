//! Number formats: what a format code says of a number, as far as it changes its meaning.

use super::Format;

/// The format with a number of its own, as Chinese editions of Excel and WPS know them (ECMA-376 part 1, 18.8.30).
pub(super) fn built_in(id: u32) -> Format {
    match id {
        1 => Format::Fixed(0),
        2 => Format::Fixed(2),
        3 | 5 | 6 | 37 | 38 | 41 | 42 => Format::Grouped(0),
        4 | 7 | 8 | 39 | 40 | 43 | 44 => Format::Grouped(2),
        9 => Format::Percent(0),
        10 => Format::Percent(2),
        14..=17 | 27..=31 | 36 | 50..=54 | 57 | 58 => Format::Date,
        18..=22 | 32..=35 | 45..=47 | 55 | 56 => Format::Moment,
        49 => Format::Text,
        _ => Format::General,
    }
}

/// What a format code says. Only its first part, that for positive numbers, is looked at.
pub(super) fn of_code(code: &str) -> Format {
    let mut seen = Seen::default();
    let mut letters = code.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            // Words are shown as they are. One that is a point stands between digits that are no decimals.
            '"' => {
                let word: String = letters.by_ref().take_while(|l| *l != '"').collect();
                seen.drawn |= seen.digits && word == ".";
            }
            // So is the letter after these; `_` and `*` leave room for one, or fill with it.
            '\\' | '!' => seen.drawn |= letters.next() == Some('.') && seen.digits,
            '_' | '*' => {
                letters.next();
            }
            '[' => {
                let inside: String = letters.by_ref().take_while(|l| *l != ']').collect();
                // `[h]` counts hours beyond a day; all else is a colour, a language or a condition.
                let hours = inside.to_ascii_lowercase();
                if !hours.is_empty() && ['h', 'm', 's'].iter().any(|unit| hours.chars().all(|l| l == *unit)) {
                    seen.time = true;
                }
            }
            ';' => break,
            '@' => seen.text = true,
            '%' => seen.percent = true,
            'y' | 'Y' | 'd' | 'D' | 'g' | 'G' if !general(letter, &mut letters) => seen.day = true,
            'a' | 'A' => match after_a(&mut letters) {
                Weekday::No => {}
                Weekday::Name => seen.day = true,
                Weekday::Half => seen.time = true,
            },
            'b' | 'B' => seen.day = true,
            'm' | 'M' => seen.month = true,
            'h' | 'H' | 's' | 'S' => seen.time = true,
            'e' | 'E' => match letters.peek() {
                // An exponent; otherwise the year of an era.
                Some('+' | '-') => seen.exponent = true,
                _ => seen.day = true,
            },
            '0' | '#' | '?' => {
                seen.digits = true;
                seen.grouped |= seen.commas > 0;
                seen.commas = 0;
                if seen.point {
                    seen.decimals = seen.decimals.saturating_add(1);
                } else if seen.drawn {
                    seen.smaller = seen.smaller.saturating_add(1);
                }
            }
            '.' => {
                seen.point = true;
                seen.divide();
            }
            ',' if seen.digits => seen.commas = seen.commas.saturating_add(1),
            '/' => seen.slash = true,
            _ => {}
        }
    }
    seen.divide();
    seen.format()
}

#[derive(Default)]
struct Seen {
    text: bool,
    percent: bool,
    day: bool,
    month: bool,
    time: bool,
    exponent: bool,
    digits: bool,
    /// Commas whose next digit has not come yet: without one each divides by a thousand.
    commas: u8,
    grouped: bool,
    point: bool,
    /// A point that is only drawn: 12000 is shown as 1.2000 by `0!.0000`.
    drawn: bool,
    /// By how many powers of ten less is shown.
    smaller: u8,
    decimals: u8,
    slash: bool,
}

impl Seen {
    fn divide(&mut self) {
        self.smaller = self.smaller.saturating_add(self.commas.saturating_mul(3));
        self.commas = 0;
    }

    fn format(&self) -> Format {
        if self.day || self.month || self.time {
            // `m` beside hours or seconds is minutes.
            return if self.time { Format::Moment } else { Format::Date };
        }
        if self.percent && self.digits {
            return Format::Percent(self.decimals);
        }
        if self.exponent || self.slash {
            return Format::General;
        }
        if self.smaller > 0 {
            return Format::Scaled(self.smaller);
        }
        match (self.digits, self.grouped, self.text) {
            (true, true, _) => Format::Grouped(self.decimals),
            (true, false, _) => Format::Fixed(self.decimals),
            (false, _, true) => Format::Text,
            (false, _, false) => Format::General,
        }
    }
}

enum Weekday {
    No,
    /// `aaa`, `aaaa`: 周一, 星期一.
    Name,
    /// `AM/PM`, `A/P`.
    Half,
}

fn after_a(letters: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Weekday {
    match letters.peek() {
        Some('a' | 'A') => {
            while letters.next_if(|l| matches!(l, 'a' | 'A')).is_some() {}
            Weekday::Name
        }
        Some('m' | 'M' | '/') => {
            while letters.next_if(|l| matches!(l, 'm' | 'M' | 'p' | 'P' | '/')).is_some() {}
            Weekday::Half
        }
        _ => Weekday::No,
    }
}

/// Whether this is the word General; its letters are passed over then.
fn general(first: char, letters: &mut std::iter::Peekable<std::str::Chars<'_>>) -> bool {
    let mut ahead = letters.clone();
    if !matches!(first, 'g' | 'G') {
        return false;
    }
    // Chinese editions call it `G/通用格式`, and some write that into files.
    if ahead.peek() == Some(&'/') {
        letters.next();
        return true;
    }
    let word = "eneral".chars().all(|wanted| ahead.next().is_some_and(|l| l.eq_ignore_ascii_case(&wanted)));
    if word {
        *letters = ahead;
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_say_what_a_number_is() {
        let cases = [
            ("General", Format::General),
            ("[DBNum1][$-804]General", Format::General),
            ("General\"分\"", Format::General),
            ("G/通用格式", Format::General),
            ("G/通用格式\"分\"", Format::General),
            ("@", Format::Text),
            ("0", Format::Fixed(0)),
            ("0.00", Format::Fixed(2)),
            ("0.0_ ", Format::Fixed(1)),
            ("0.00_);[Red]\\(0.00\\)", Format::Fixed(2)),
            ("#,##0", Format::Grouped(0)),
            ("#,##0.000", Format::Grouped(3)),
            ("_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", Format::Grouped(2)),
            ("¥#,##0.00;¥-#,##0.00", Format::Grouped(2)),
            ("0%", Format::Percent(0)),
            ("0.0%", Format::Percent(1)),
            ("#,##0.00%", Format::Percent(2)),
            // The sign is a word here: the number is not a fraction.
            ("0.00\"%\"", Format::Fixed(2)),
            ("0.00\\%", Format::Fixed(2)),
            ("0\"分\"", Format::Fixed(0)),
            ("0.00E+00", Format::General),
            ("# ?/?", Format::General),
            // In thousands, millions and, by a point that is only drawn, in 万.
            ("0,", Format::Scaled(3)),
            ("#,##0.00,", Format::Scaled(3)),
            ("0.0,,\"百万\"", Format::Scaled(6)),
            ("0,.0", Format::Scaled(3)),
            ("0!.0,\"万\"", Format::Scaled(4)),
            ("0\\.0,", Format::Scaled(4)),
            ("0\".\"0000_ ", Format::Scaled(4)),
            ("0\"个.\"", Format::Fixed(0)),
            ("yyyy!.mm!.dd", Format::Date),
            ("yyyy\"年\"m\"月\"d\"日\"", Format::Date),
            ("yyyy年m月d日", Format::Date),
            ("yyyy/m/d;@", Format::Date),
            ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", Format::Date),
            ("[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\";@", Format::Date),
            ("m\"月\"d\"日\"", Format::Date),
            ("mmm-yy", Format::Date),
            ("[$-804]aaaa;@", Format::Date),
            ("yyyy\\-mm\\-dd\\ hh:mm:ss", Format::Moment),
            ("yyyy/m/d h:mm AM/PM", Format::Moment),
            ("h\"时\"mm\"分\"", Format::Moment),
            ("mm:ss.0", Format::Moment),
            ("[h]:mm:ss", Format::Moment),
            ("[mm]", Format::Moment),
            ("[Red]0.0", Format::Fixed(1)),
            ("[>=100]0;0.0", Format::Fixed(0)),
            ("\"unfinished", Format::General),
            ("[unfinished", Format::General),
            ("\\", Format::General),
            ("", Format::General),
        ];
        for (code, format) in cases {
            assert_eq!(of_code(code), format, "{code}");
        }
    }

    #[test]
    fn chinese_dates_have_numbers_of_their_own() {
        // ECMA-376 part 1, 18.8.30, the table for zh-cn.
        for id in [14, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58] {
            assert_eq!(built_in(id), Format::Date, "{id}");
        }
        for id in [22, 32, 33, 34, 35, 45, 55, 56] {
            assert_eq!(built_in(id), Format::Moment, "{id}");
        }
        assert_eq!((built_in(9), built_in(10), built_in(49)), (Format::Percent(0), Format::Percent(2), Format::Text));
        assert_eq!((built_in(0), built_in(12), built_in(9_999)), (Format::General, Format::General, Format::General));
    }
}
