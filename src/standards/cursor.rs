//! Reads a clause from left to right.

/// What is left to read.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub(super) rest: &'a str,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(rest: &'a str) -> Cursor<'a> {
        Cursor { rest }
    }

    pub(super) fn done(&self) -> bool {
        self.rest.is_empty()
    }

    /// The longest of the words (between spaces) that stands next.
    pub(super) fn eat(&mut self, words: &'static str) -> Option<&'static str> {
        let word = words.split(' ').filter(|word| self.rest.starts_with(word)).max_by_key(|word| word.len())?;
        self.rest = &self.rest[word.len()..];
        Some(word)
    }

    /// An unsigned decimal number.
    pub(super) fn number(&mut self) -> Option<f64> {
        let end = self.rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(self.rest.len());
        let number = self.rest[..end].parse::<f64>().ok().filter(|v| v.is_finite() && *v <= 1e15)?;
        self.rest = &self.rest[end..];
        Some(number)
    }

    /// A decimal number that may have a minus sign before it.
    pub(super) fn signed(&mut self) -> Option<f64> {
        let minus = self.rest.strip_prefix('-');
        let mut ahead = Cursor::new(minus.unwrap_or(self.rest));
        let number = ahead.number()?;
        *self = ahead;
        Some(if minus.is_some() { -number } else { number })
    }

    /// The rest is made of these words and nothing else.
    pub(super) fn made_of(mut self, words: &'static str) -> bool {
        while self.eat(words).is_some() {}
        self.done()
    }

    pub(super) fn skip(&mut self) {
        let mut chars = self.rest.chars();
        chars.next();
        self.rest = chars.as_str();
    }
}

/// Whether any of the words occurs.
pub(super) fn has(text: &str, words: &str) -> bool {
    words.split(' ').any(|word| text.contains(word))
}
