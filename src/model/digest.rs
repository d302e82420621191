//! The fingerprint of a document: the same content has the same digest on every machine.

use super::Document;
use sha2::{Digest, Sha256};

/// SHA-256 (FIPS 180-4) of the document without its log, as lower-case hexadecimal: 64 characters. The text under it is
/// the document as compact JSON with its fields in the order of the format and all maps sorted by key.
pub fn digest(document: &Document) -> String {
    let text = if document.log.is_empty() {
        serde_json::to_vec(document)
    } else {
        serde_json::to_vec(&Document { log: Vec::new(), ..document.clone() })
    };
    // Plain values can always be written.
    Sha256::digest(text.unwrap_or_default()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{LogEntry, Logged};

    #[test]
    fn the_digest_is_that_of_the_json_and_leaves_the_log_out() {
        let mut document = Document { id: "d".into(), title: "标题".into(), ..Document::default() };
        let text = serde_json::to_vec(&document).expect("plain values");
        let by_hand: String = Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(digest(&document), by_hand);
        document.log.push(LogEntry { at: 1, by: String::new(), what: Logged::Finalised { digest: by_hand.clone() } });
        assert_eq!(digest(&document), by_hand);
        document.title.push('!');
        assert_ne!(digest(&document), by_hand);
    }
}
