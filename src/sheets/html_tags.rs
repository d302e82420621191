//! HTML as a row of pieces: tags, texts, styles and remarks. Nothing is nested here, every byte is looked at a few times
//! at most, and what is never closed ends with the text.

use std::borrow::Cow;

/// A piece of a page.
#[derive(Debug, PartialEq)]
pub(super) enum Piece<'t> {
    /// As written, with its entities.
    Text(&'t str),
    Tag {
        /// In small letters.
        name: String,
        closing: bool,
        attributes: &'t str,
    },
    /// What stands in `<style>`.
    Style(&'t str),
    /// What stands in `<!-- … -->`.
    Remark(&'t str),
}

/// Walks over pieces.
pub(super) struct Pieces<'t> {
    text: &'t str,
    at: usize,
    /// No more double, no more single quotes ahead.
    quoteless: [bool; 2],
}

impl<'t> Pieces<'t> {
    pub(super) fn new(text: &'t str) -> Pieces<'t> {
        Pieces { text, at: 0, quoteless: [false; 2] }
    }

    /// Everything up to `end`, which is passed over; all of the rest if it does not come.
    fn up_to(&mut self, end: &str) -> &'t str {
        let rest = &self.text[self.at..];
        let length = rest.find(end);
        self.at += length.map_or(rest.len(), |length| length + end.len());
        &rest[..length.unwrap_or(rest.len())]
    }

    /// Everything up to `</name`, in whichever letters.
    fn up_to_closing(&mut self, name: &str) -> &'t str {
        let rest = &self.text[self.at..];
        let mut from = 0;
        let end = loop {
            let Some(next) = rest[from..].find("</") else { break rest.len() };
            from += next + 2;
            if rest.as_bytes()[from..].get(..name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()))
            {
                break from - 2;
            }
        };
        self.at += end;
        &rest[..end]
    }

    /// Where a tag ends: its first > that does not stand in a quoted value.
    fn tag_end(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = start;
        while at < bytes.len() {
            match bytes[at] {
                b'>' => return at,
                b'=' => {
                    let value = at + 1 + bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                    let quote = match bytes.get(value) {
                        Some(b'"') => 0,
                        Some(b'\'') => 1,
                        _ => {
                            at = value;
                            continue;
                        }
                    };
                    let close =
                        if self.quoteless[quote] { None } else { self.text[value + 1..].find(['"', '\''][quote]) };
                    self.quoteless[quote] |= close.is_none();
                    at = close.map_or(value + 1, |close| value + close + 2);
                }
                _ => at += 1,
            }
        }
        bytes.len()
    }
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        loop {
            let rest = &self.text[self.at..];
            let first = rest.bytes().next()?;
            if first != b'<' {
                let end = rest.find('<').unwrap_or(rest.len());
                self.at += end;
                return Some(Piece::Text(&rest[..end]));
            }
            if rest.starts_with("<!--") {
                self.at += 4;
                return Some(Piece::Remark(self.up_to("-->")));
            }
            let after = rest.as_bytes().get(1).copied().unwrap_or_default();
            if matches!(after, b'!' | b'?') {
                self.up_to(">");
                continue;
            }
            let closing = after == b'/';
            let name_at = 1 + usize::from(closing);
            if !rest.as_bytes().get(name_at).is_some_and(u8::is_ascii_alphabetic) {
                // A sign of comparison.
                self.at += 1;
                return Some(Piece::Text(&rest[..1]));
            }
            let name_end = rest[name_at..].find(|l: char| !l.is_ascii_alphanumeric() && !matches!(l, ':' | '-' | '_'));
            let name_end = name_end.map_or(rest.len(), |length| name_at + length);
            let name = rest[name_at..name_end].to_ascii_lowercase();
            let start = self.at + name_end;
            let end = self.tag_end(start);
            self.at = (end + 1).min(self.text.len());
            if !closing && matches!(name.as_str(), "style" | "script" | "title" | "textarea" | "noscript") {
                let inside = self.up_to_closing(&name);
                if name == "style" {
                    return Some(Piece::Style(inside));
                }
                continue;
            }
            return Some(Piece::Tag { name, closing, attributes: &self.text[start..end] });
        }
    }
}

/// Names in small letters with their values, entities resolved.
pub(super) fn attributes(text: &str) -> impl Iterator<Item = (String, Cow<'_, str>)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|letter: char| letter.is_ascii_whitespace() || matches!(letter, '/' | '='));
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(|l: char| l.is_ascii_whitespace() || l == '=').unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_ascii_start();
        let Some(value) = rest.strip_prefix('=') else { return Some((name, Cow::Borrowed(""))) };
        let value = value.trim_ascii_start();
        let quote = value.chars().next().filter(|letter| matches!(letter, '"' | '\''));
        let (value, after) = match quote.and_then(|quote| value[1..].split_once(quote)) {
            Some(split) => split,
            None => value.split_at(value.find(|l: char| l.is_ascii_whitespace()).unwrap_or(value.len())),
        };
        rest = after;
        Some((name, resolved(value)))
    })
}

/// Names of letters that offices' programs and pages use; unknown ones stay as they stand.
const NAMED: [(&str, char); 48] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("ge", '≥'),
    ("le", '≤'),
    ("ne", '≠'),
    ("asymp", '≈'),
    ("times", '×'),
    ("divide", '÷'),
    ("plusmn", '±'),
    ("minus", '−'),
    ("permil", '‰'),
    ("deg", '°'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("frac12", '½'),
    ("frac14", '¼'),
    ("micro", 'µ'),
    ("middot", '·'),
    ("bull", '•'),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("larr", '←'),
    ("rarr", '→'),
    ("uarr", '↑'),
    ("darr", '↓'),
    ("yen", '¥'),
    ("euro", '€'),
    ("pound", '£'),
    ("cent", '¢'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("sect", '§'),
    ("para", '¶'),
];

/// A text with its entities as letters.
pub(super) fn resolved(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find('&') else { return Cow::Borrowed(text) };
    let (mut out, mut rest) = (text[..first].to_owned(), &text[first..]);
    while let Some(after) = rest.strip_prefix('&') {
        let length = after.find(|l: char| !l.is_ascii_alphanumeric() && l != '#').unwrap_or(after.len());
        let (name, behind) = after.split_at(length);
        match letter(name) {
            Some(letter) => {
                out.push(letter);
                rest = behind.strip_prefix(';').unwrap_or(behind);
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
        let next = rest.find('&').unwrap_or(rest.len());
        out.push_str(&rest[..next]);
        rest = &rest[next..];
    }
    Cow::Owned(out)
}

fn letter(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return NAMED.iter().find(|(known, _)| *known == name).map(|(_, letter)| *letter);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    Some(match code {
        // What Windows calls the letters between 128 and 159.
        0x85 => '…',
        0x91 => '‘',
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        0x95 => '•',
        0x96 => '–',
        0x97 => '—',
        0 => char::REPLACEMENT_CHARACTER,
        _ => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_in_values_may_hold_the_end_of_a_tag() {
        let pieces: Vec<Piece> = Pieces::new("<TD Title=\"a>b\" class = 'x'>1<2</td >").collect();
        let tag = |name: &str, closing, attributes| Piece::Tag { name: name.to_owned(), closing, attributes };
        assert_eq!(
            pieces,
            [
                tag("td", false, " Title=\"a>b\" class = 'x'"),
                Piece::Text("1"),
                Piece::Text("<"),
                Piece::Text("2"),
                tag("td", true, " ")
            ]
        );
    }

    #[test]
    fn attributes_come_quoted_bare_and_empty() {
        let all: Vec<(String, String)> =
            attributes(" COLSPAN=2 style='mso-number-format:\"\\@\"' x:num nowrap x:str=\"a &lt; b\" /")
                .map(|(name, value)| (name, value.into_owned()))
                .collect();
        let expected = [
            ("colspan", "2"),
            ("style", "mso-number-format:\"\\@\""),
            ("x:num", ""),
            ("nowrap", ""),
            ("x:str", "a < b"),
        ];
        assert_eq!(all, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn entities_become_letters_and_what_is_none_stays() {
        assert_eq!(
            resolved("&ge;50&#20010;&#x4E2A; &amp;amp; R&D &nope; &#0;&#xD800; &lt"),
            "≥50个个 &amp; R&D &nope; \u{fffd}\u{fffd} <"
        );
        assert_eq!(resolved("甲&乙&"), "甲&乙&");
    }
}
