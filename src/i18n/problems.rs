//! Findings in words: what is wrong, where, and what to do next.
//!
//! A message quotes the text that stands in the file, names the place as a person would, and ends with something
//! the reader can do. It never blames, and never says that something is unknown without saying what was expected.

use super::Language;
use super::places::place;
use super::problem_words::words;
use crate::model::{Diagnostic, Severity};

/// A finding in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What is wrong: one sentence.
    pub what: String,
    /// Where, without a full stop.
    pub place: String,
    /// What to do about it: one sentence or two.
    pub next: String,
}

/// A finding in words.
pub fn problem(language: Language, finding: &Diagnostic) -> Message {
    let (what, next) = words(language, &finding.problem);
    Message { what, place: place(language, &finding.at), next }
}

/// A finding on one line, as the command line prints it: how bad, where, what, and what next.
pub fn line(language: Language, finding: &Diagnostic) -> String {
    let Message { what, place, next } = problem(language, finding);
    let severity = severity(language, finding.severity);
    say!(language, "{severity}｜{place}：{what}{next}", "{severity}: {place}: {what} {next}")
}

/// How bad a finding is, in a word or two.
pub fn severity(language: Language, severity: Severity) -> String {
    match severity {
        Severity::Note => say!(language, "供参考", "Note"),
        Severity::Warning => say!(language, "请核对", "Warning"),
        Severity::Error => say!(language, "须改正", "Error"),
    }
}
