//! xlsx: the table of texts that cells share. How many it has is counted, not believed.

use super::Unreadable;
use super::cell_text::Written;
use super::limits::{CELLS, LONGEST, TEXT, too_large_inside};
use super::xml::{Source, Token, Xml};

/// Texts one after another, and where each ends.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    /// The text with this number; none: there is none.
    pub(super) fn at(&self, k: usize) -> Option<&str> {
        let end = *self.ends.get(k)? as usize;
        let start = match k.checked_sub(1) {
            Some(before) => *self.ends.get(before)? as usize,
            None => 0,
        };
        self.text.get(start..end)
    }

    pub(super) fn push(&mut self, text: &str) -> Result<(), Unreadable> {
        if self.ends.len() >= CELLS as usize {
            return Err(Unreadable::TooManyCells(CELLS));
        }
        let long = text.len() > LONGEST && text.chars().count() > LONGEST;
        if long || self.text.len() + text.len() > TEXT {
            return Err(too_large_inside());
        }
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
        Ok(())
    }
}

/// Text inside `si` or `is`: its runs are joined, how it is pronounced is left out.
#[derive(Default)]
pub(super) struct Rich {
    pub(super) written: Written,
    in_text: bool,
    in_reading: bool,
}

impl Rich {
    pub(super) fn open(&mut self, name: &str) {
        match name {
            "t" => self.in_text = true,
            "rPh" => self.in_reading = true,
            _ => {}
        }
    }

    pub(super) fn close(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "rPh" => self.in_reading = false,
            _ => {}
        }
    }

    pub(super) fn add(&mut self, text: &str) -> Result<(), Unreadable> {
        if self.in_text && !self.in_reading { self.written.add(text) } else { Ok(()) }
    }
}

/// Reads the table.
pub(super) fn read<S: Source>(mut xml: Xml<S>) -> Result<Strings, Unreadable> {
    let mut strings = Strings::default();
    let mut rich = Rich::default();
    loop {
        match xml.next()? {
            Token::Open(tag) => match tag.name() {
                "si" => rich = Rich::default(),
                name => rich.open(name),
            },
            Token::Close("si") => {
                strings.push(&rich.written.text())?;
                rich.written.clear();
            }
            Token::Close(name) => rich.close(name),
            Token::Text(text) => rich.add(&text)?,
            Token::Letter(letter) => rich.add(letter.encode_utf8(&mut [0; 4]))?,
            Token::Other => {}
            Token::End => return Ok(strings),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_joined_and_readings_left_out() {
        let text = "<sst count='4000000000' uniqueCount='4000000000'><si><t>一</t></si><si><r><rPr><b/></rPr><t>二</t></r>\
                    <r><t xml:space='preserve'> 三 </t></r><rPh sb='0' eb='1'><t>ニ</t></rPh><phoneticPr/></si><si/>\
                    <si><t/></si><si><t>a&amp;<![CDATA[<b>]]></t></si></sst>";
        let strings = read(Xml::new(text.as_bytes())).unwrap();
        let all: Vec<_> = (0..6).map(|k| strings.at(k)).collect();
        assert_eq!(all, [Some("一"), Some("二 三 "), Some(""), Some(""), Some("a&<b>"), None]);
    }
}
