//! What tabs say to each other.
//!
//! A message is JSON text with a mark of its own. On `file://` every local page hears every channel, so whatever is not
//! exactly one of these sentences is nothing. No message is believed where it matters: a session that hears of another
//! writer looks into the cupboard before it does anything. Must never carry anything of a document.

use serde::{Deserialize, Serialize};

/// A message longer than this is not one of ours.
const LONGEST: usize = 4_096;
const MARK: &str = "mingheng-tabs-1";

/// One sentence. `from` is the writer id of the page that speaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "snake_case", deny_unknown_fields)]
pub enum Message {
    /// A page is there, and writes documents of this format number.
    Hello { from: String, schema: u32 },
    /// Who writes this document?
    WhoWrites { from: String, doc: String },
    /// I do.
    Here { from: String, doc: String, epoch: u64 },
    /// Please let go of this document: save, and answer with `Freed`.
    Ask { from: String, doc: String },
    /// I have let go.
    Freed { from: String, doc: String, epoch: u64 },
    /// I have taken it.
    Took { from: String, doc: String, epoch: u64 },
    /// Act `seq` is saved.
    Wrote { from: String, doc: String, epoch: u64, seq: u64 },
    /// The list of documents has changed.
    Shelf { from: String },
    /// Everything of ours was deleted because somebody asked for it.
    Cleared { from: String },
}

#[derive(Serialize, Deserialize)]
struct Envelope {
    mark: String,
    message: Message,
}

impl Message {
    /// The message as text.
    pub fn write(&self) -> String {
        let envelope = Envelope { mark: MARK.to_owned(), message: self.clone() };
        serde_json::to_string(&envelope).unwrap_or_default()
    }

    /// The message in a text; `None` for everything that is not one of ours.
    pub fn read(text: &str) -> Option<Message> {
        if text.len() > LONGEST {
            return None;
        }
        let envelope: Envelope = serde_json::from_str(text).ok()?;
        (envelope.mark == MARK).then_some(envelope.message)
    }

    /// The writer id of the page that speaks.
    pub fn from(&self) -> &str {
        match self {
            Message::Hello { from, .. }
            | Message::WhoWrites { from, .. }
            | Message::Here { from, .. }
            | Message::Ask { from, .. }
            | Message::Freed { from, .. }
            | Message::Took { from, .. }
            | Message::Wrote { from, .. }
            | Message::Shelf { from }
            | Message::Cleared { from } => from,
        }
    }

    /// The document it is about, if it is about one.
    pub fn doc(&self) -> Option<&str> {
        match self {
            Message::WhoWrites { doc, .. }
            | Message::Here { doc, .. }
            | Message::Ask { doc, .. }
            | Message::Freed { doc, .. }
            | Message::Took { doc, .. }
            | Message::Wrote { doc, .. } => Some(doc),
            Message::Hello { .. } | Message::Shelf { .. } | Message::Cleared { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_written_is_read() {
        let doc = || "d\"1".to_owned();
        let from = || "页".to_owned();
        for message in [
            Message::Hello { from: from(), schema: 3 },
            Message::Ask { from: from(), doc: doc() },
            Message::Wrote { from: from(), doc: doc(), epoch: 2, seq: 9 },
            Message::Cleared { from: from() },
        ] {
            assert_eq!(Message::read(&message.write()), Some(message));
        }
    }

    #[test]
    fn r31_malformed_and_foreign_messages_are_nothing() {
        let good = Message::Took { from: "a".into(), doc: "d".into(), epoch: 2 }.write();
        assert!(Message::read(&good).is_some());
        let long = good.replace("\"a\"", &format!("\"{}\"", "a".repeat(5_000)));
        for text in [
            "",
            "null",
            "{}",
            "[]",
            "\u{0}",
            "{\"type\":\"webpackOk\"}",
            "{\"say\":\"took\",\"from\":\"a\",\"doc\":\"d\",\"epoch\":2}",
            &good.replace(MARK, "other-app"),
            &good.replace("took", "eval"),
            &good.replace("2", "-2"),
            &good.replace("2", "1e99"),
            &good.replace("\"d\"", "[\"d\"]"),
            &good.replace("\"epoch\"", "\"__proto__\""),
            &good[..good.len() - 1],
            &"[".repeat(4_000),
            &long,
        ] {
            assert_eq!(Message::read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn r31_any_text_is_read_without_panic(text: String) {
            prop_assert_eq!(Message::read(&text), None);
        }
    }
}
