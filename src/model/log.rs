//! What was done with a document as a whole: declared final, opened again.

use serde::{Deserialize, Serialize};

/// One line of the log. Lines are added, never changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LogEntry {
    /// Milliseconds since 1970, as the machine's clock had it.
    pub at: u64,
    /// Who, as written; empty: not said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// What.
    pub what: Logged,
}

/// What is logged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Logged {
    /// 定稿: read-only from here on. The digest is that of the document at this moment (`model::digest`).
    Finalised { digest: String },
    /// 解除定稿, with the reason.
    Reopened { reason: String },
}
