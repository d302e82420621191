//! The fingerprint of a document: the same content has the same digest on every machine.

use super::{Beyond, Document, LogEntry};
use sha2::{Digest, Sha256};

/// SHA-256 (FIPS 180-4) of the document without its log, as lower-case hexadecimal: 64 characters. The text under it is
/// the document as compact JSON with its fields in the order of the format and all maps sorted by key. Only where the
/// document holds fields that this program does not know they stand in the text too, and all fields are sorted.
pub fn digest(document: &Document) -> String {
    let mut text = Vec::new();
    // Plain values can always be written.
    match write_text(document, &mut text) {
        Ok(()) => digest_of_text(&text, &document.log),
        Err(_) => String::new(),
    }
}

/// Adds the document as compact JSON, its unknown fields in their places.
pub fn write_text(document: &Document, to: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    if document.beyond.is_empty() {
        return serde_json::to_writer(to, document);
    }
    let known = Document { beyond: Beyond::default(), ..document.clone() };
    match document.beyond_here_and_gone().0.of("document") {
        None => serde_json::to_writer(to, &known),
        Some(beyond) => {
            let mut value = serde_json::to_value(known)?;
            beyond.write_into("document", &mut value);
            serde_json::to_writer(to, &value)
        }
    }
}

/// The digest of a document that stands as this text, with this log.
pub fn digest_of_text(text: &[u8], log: &[LogEntry]) -> String {
    let (before, after) = around_log(text, log);
    let mut sha = Sha256::new();
    sha.update(before);
    sha.update(after);
    sha.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What stands before and after the log. Something always stands before it; and in a text a quotation mark is escaped,
/// so that no text looks like the log.
fn around_log<'a>(text: &'a [u8], log: &[LogEntry]) -> (&'a [u8], &'a [u8]) {
    if log.is_empty() {
        return (text, &[]);
    }
    let written = serde_json::to_string(log).unwrap_or_default();
    let member = format!(",\"log\":{written}");
    match std::str::from_utf8(text).ok().and_then(|whole| whole.rfind(&member)) {
        Some(at) => (&text[..at], &text[at + member.len()..]),
        None => (text, &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{LogEntry, Logged};

    fn by_hand(text: &str) -> String {
        Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn the_digest_is_that_of_the_json_and_leaves_the_log_out() {
        let mut document = Document { id: "d".into(), title: "标题".into(), ..Document::default() };
        let whole = by_hand(&serde_json::to_string(&document).expect("plain values"));
        assert_eq!(digest(&document), whole);
        document.log.push(LogEntry { at: 1, by: String::new(), what: Logged::Finalised { digest: whole.clone() } });
        document
            .log
            .push(LogEntry { at: 2, by: "甲".into(), what: Logged::Reopened { reason: ",\"log\":[]".into() } });
        assert_eq!(digest(&document), whole);
        document.extra.insert("log".into(), "x".into());
        let without_log = Document { log: Vec::new(), ..document.clone() };
        assert_eq!(digest(&document), by_hand(&serde_json::to_string(&without_log).expect("plain values")));
        document.title.push('!');
        assert_ne!(digest(&document), digest(&without_log));
    }

    #[test]
    fn the_digest_covers_unknown_fields_of_what_is_there() {
        let mut document = Document { id: "d".into(), ..Document::default() };
        let before = digest(&document);
        document.beyond.below.entry("document".into()).or_default().fields.insert("x".into(), 1.into());
        let mut value = serde_json::to_value(&document).expect("plain values");
        let members = value.as_object_mut().expect("an object");
        members.remove(Document::BEYOND);
        members.insert("x".into(), 1.into());
        assert_eq!(digest(&document), by_hand(&value.to_string()));
        assert_ne!(digest(&document), before);
        // Fields of a thing that was removed are not part of the content.
        let mut gone = Document { id: "d".into(), ..Document::default() };
        let below = gone.beyond.below.entry("document".into()).or_default().below.entry("subjects".into()).or_default();
        below.below.entry("s".into()).or_default().fields.insert("x".into(), 1.into());
        assert_eq!(digest(&gone), before);
    }
}
