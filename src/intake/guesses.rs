//! What a text that is no number was perhaps meant as: offered to a person, and never taken by itself.

use super::cells::Measure;
use super::grid::plain;
use crate::edit::typed;

/// The only number inside a text: 约95, ≥50. ↓2% is below zero where it is of growth; elsewhere, and behind ▲, nobody
/// knows what the arrow says.
pub(super) fn inner_number(folded: &str, measure: &Measure) -> Option<String> {
    if let Some(rest) = folded.strip_prefix(['↓', '▼', '▽', '↑', '▲', '△']) {
        let down = folded.starts_with(['↓', '▼', '▽']) && measure.per_hundred && measure.rises;
        return typed::number(rest, true).filter(|number| down && *number > 0.0).map(|number| plain(-number));
    }
    if folded.contains(['↓', '▼', '▽', '↑', '▲', '△']) {
        return None;
    }
    if folded.ends_with(['o', 'l', 'i']) {
        return None;
    }
    let mut found: Option<String> = None;
    for part in folded.split(|letter: char| !(letter.is_ascii_digit() || letter == '.')) {
        let part = part.trim_matches('.');
        if part.is_empty() {
            continue;
        }
        if found.is_some() || part.parse::<f64>().is_err() {
            return None;
        }
        found = Some(part.to_owned());
    }
    found
}
