//! Findings about a file: what is wrong, where, and what to do next.

use super::content::mixed;
use crate::i18n::words::words;
use crate::i18n::{Language, problem};
use crate::model::{Diagnostic, Severity};
use leptos::prelude::*;

/// More are not read by anybody; the rest is counted.
const MOST: usize = 50;

/// A list of findings.
pub fn findings(language: Language, findings: &[Diagnostic]) -> impl IntoView + use<> {
    let w = words(language);
    let rows = findings
        .iter()
        .take(MOST)
        .map(|finding| {
            let message = problem(language, finding);
            let (class, name) = match finding.severity {
                Severity::Error => ("finding error", w.severity_error),
                Severity::Warning => ("finding warning", w.severity_warning),
                Severity::Note => ("finding note", w.severity_note),
            };
            view! {
                <li class=class>
                    <span class="finding-severity">{name}</span>
                    <p class="finding-what">{mixed(message.what)}</p>
                    <p class="finding-place">
                        <span class="finding-label">{w.finding_where}</span>
                        {mixed(message.place)}
                    </p>
                    <p class="finding-next">
                        <span class="finding-label">{w.finding_next}</span>
                        {mixed(message.next)}
                    </p>
                </li>
            }
        })
        .collect_view();
    let more = findings.len().saturating_sub(MOST);
    let more = (more > 0).then(|| crate::i18n::sayings::more_findings(language, more as u32));
    view! {
        <ol class="findings">{rows}</ol>
        {more.map(|more| view! { <p class="findings-more">{more}</p> })}
    }
}
