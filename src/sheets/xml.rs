//! XML, event by event: names without their prefixes, text without entities of a file's own.
//!
//! Never holds more than one event, whatever the file's nesting.

use super::Unreadable;
use super::limits::DEPTH;
use super::package::{Part, broken};
use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::escape::{EscapeError, resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::borrow::Cow;
use std::io::BufRead;

/// Where XML comes from.
pub(super) trait Source: BufRead {
    /// The next event begins.
    fn begin(&mut self) {}
}

impl Source for Part<'_, '_> {
    fn begin(&mut self) {
        self.begin_event();
    }
}

impl Source for &[u8] {}

/// A document being read.
pub(super) struct Xml<S> {
    reader: Reader<S>,
    buffer: Vec<u8>,
    /// The name of the element that ended last.
    closed: String,
    /// The element that just began has no content.
    empty: bool,
    depth: usize,
}

/// What comes next. Names are without their prefixes.
pub(super) enum Token<'b> {
    /// An element begins. One without content is followed by its end, too.
    Open(Tag<'b>),
    Close(&'b str),
    /// Some text: a stretch of it, not always all.
    Text(Cow<'b, str>),
    /// A letter that was written as an escape.
    Letter(char),
    /// A comment or an instruction.
    Other,
    End,
}

/// A beginning element.
pub(super) struct Tag<'b>(BytesStart<'b>);

impl<S: Source> Xml<S> {
    pub(super) fn new(source: S) -> Xml<S> {
        Xml { reader: Reader::from_reader(source), buffer: Vec::new(), closed: String::new(), empty: false, depth: 0 }
    }

    /// The next token.
    pub(super) fn next(&mut self) -> Result<Token<'_>, Unreadable> {
        if self.empty {
            self.empty = false;
            return Ok(Token::Close(&self.closed));
        }
        self.buffer.clear();
        self.reader.get_mut().begin();
        match self.reader.read_event_into(&mut self.buffer).map_err(|e| refused(&e))? {
            Event::Start(tag) => {
                self.depth += 1;
                if self.depth > DEPTH {
                    return Err(Unreadable::Damaged);
                }
                Ok(Token::Open(Tag(tag)))
            }
            Event::Empty(tag) => {
                self.empty = true;
                self.closed.clear();
                self.closed.push_str(tag.local_name().into_inner());
                Ok(Token::Open(Tag(tag)))
            }
            Event::End(end) => {
                self.depth = self.depth.saturating_sub(1);
                self.closed.clear();
                self.closed.push_str(end.local_name().into_inner());
                Ok(Token::Close(&self.closed))
            }
            Event::Text(text) => Ok(Token::Text(text.into_inner())),
            Event::CData(text) => Ok(Token::Text(text.into_inner())),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(letter)) => Ok(Token::Letter(letter)),
                Ok(None) => match resolve_predefined_entity(&reference).and_then(|text| text.chars().next()) {
                    Some(letter) => Ok(Token::Letter(letter)),
                    None => Err(Unreadable::Entities),
                },
                Err(_) => Err(Unreadable::Damaged),
            },
            Event::DocType(_) => Err(Unreadable::Entities),
            Event::Eof if self.depth > 0 => Err(Unreadable::Damaged),
            Event::Eof => Ok(Token::End),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => Ok(Token::Other),
        }
    }
}

impl Tag<'_> {
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The values of some attributes, named without their prefixes; of several the first.
    pub(super) fn values<const N: usize>(&self, names: [&str; N]) -> Result<[Option<Cow<'_, str>>; N], Unreadable> {
        let mut found = [const { None }; N];
        // Looking for attributes that are there twice would take time by the square of their number.
        for attribute in self.0.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| Unreadable::Damaged)?;
            let name = attribute.key.local_name().into_inner();
            for (slot, wanted) in found.iter_mut().zip(names) {
                if wanted == name && slot.is_none() {
                    *slot = Some(plain(attribute.value.clone())?);
                }
            }
        }
        Ok(found)
    }

    /// The value of one attribute.
    pub(super) fn value(&self, name: &str) -> Result<Option<Cow<'_, str>>, Unreadable> {
        let [value] = self.values([name])?;
        Ok(value)
    }
}

/// Whether an attribute says yes.
pub(super) fn says_yes(value: Option<&str>) -> bool {
    matches!(value, Some("1" | "true" | "on"))
}

/// An attribute's value without escapes.
fn plain(raw: Cow<'_, str>) -> Result<Cow<'_, str>, Unreadable> {
    if !raw.contains('&') {
        return Ok(raw);
    }
    match unescape(&raw) {
        Ok(text) => Ok(Cow::Owned(text.into_owned())),
        Err(EscapeError::UnrecognizedEntity(..)) => Err(Unreadable::Entities),
        Err(_) => Err(Unreadable::Damaged),
    }
}

fn refused(error: &Error) -> Unreadable {
    match error {
        Error::Io(error) => broken(error),
        Error::Syntax(SyntaxError::UnclosedDoctype) | Error::IllFormed(IllFormedError::MissingDoctypeName) => {
            Unreadable::Entities
        }
        _ => Unreadable::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read, as a line: `<name` `name>` and text.
    fn line(text: &str) -> Result<String, Unreadable> {
        let mut xml = Xml::new(text.as_bytes());
        let mut line = String::new();
        loop {
            match xml.next()? {
                Token::Open(tag) => line += &format!("<{} ", tag.name()),
                Token::Close(name) => line += &format!("{name}> "),
                Token::Text(text) => line += &text,
                Token::Letter(letter) => line.push(letter),
                Token::Other => line.push('·'),
                Token::End => return Ok(line),
            }
        }
    }

    #[test]
    fn names_lose_prefixes_and_empty_elements_end() {
        assert_eq!(line("<?xml version=\"1.0\"?><x:a><b/><!-- c --><d></d></x:a>").unwrap(), "·<a <b b> ·<d d> a> ");
    }

    #[test]
    fn escapes_and_cdata_are_text() {
        assert_eq!(line("<a>1&lt;2&#65;&#x4e2d;<![CDATA[<&x;>]]></a>").unwrap(), "<a 1<2A中<&x;>a> ");
    }

    #[test]
    fn entities_of_its_own_are_refused() {
        assert_eq!(line("<a>&other;</a>"), Err(Unreadable::Entities));
        assert_eq!(line("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), Err(Unreadable::Entities));
        assert_eq!(line("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"), Err(Unreadable::Entities));
    }

    #[test]
    fn what_ends_early_or_does_not_fit_is_damaged() {
        for text in ["<a><b></b>", "<a", "<a></b>", "<a>&#xZZ;</a>", "<a b='", "</a>"] {
            assert_eq!(line(text), Err(Unreadable::Damaged), "{text}");
        }
    }

    #[test]
    fn nesting_ends_somewhere() {
        let deep = "<a>".repeat(100_000);
        assert_eq!(line(&deep), Err(Unreadable::Damaged));
    }

    #[test]
    fn attributes_are_found_by_name_and_unescaped() {
        let mut xml = Xml::new(&b"<a x:id='1' b='&lt;&#20013;' b='2'/>"[..]);
        let Token::Open(tag) = xml.next().unwrap() else { panic!("a") };
        let [id, b, c] = tag.values(["id", "b", "c"]).unwrap();
        assert_eq!((id.as_deref(), b.as_deref(), c.as_deref()), (Some("1"), Some("<中"), None));
        let mut xml = Xml::new(&b"<a b='&mine;'/>"[..]);
        let Token::Open(tag) = xml.next().unwrap() else { panic!("a") };
        assert_eq!(tag.value("b"), Err(Unreadable::Entities));
    }
}
