//! The names under which things are kept.
//!
//! `catalogue/<doc>` entry · `lease/<doc>` who writes · `lease/<doc>/beat` that they are alive · `snapshot/<doc>/<seq>` ·
//! `journal/<doc>/<seq>` · `backup/<doc>/label/<number>` and `backup/<doc>/body/<number>` ·
//! `quarantine/<doc>/<number>/<kind>-<seq>` what was damaged, as it was · `set/<id>` · `meta/schema` · `migration/…`.
//! Numbers have twelve digits, so that the order of keys is the order of numbers; everything of one document is found
//! by its prefixes alone, without this program. Must never know what stands under a key.

/// Everything that is ours.
pub const PREFIXES: [&str; 9] =
    ["catalogue/", "lease/", "snapshot/", "journal/", "backup/", "quarantine/", "set/", "meta/", "migration/"];

/// The number of the cupboard's own arrangement.
pub const SCHEMA: &str = "meta/schema";

/// An id as a part of a key: `/` and `%` are written as `%2F` and `%25`.
pub fn part(id: &str) -> String {
    id.replace('%', "%25").replace('/', "%2F")
}

/// The id behind a part of a key.
pub fn id_of(part: &str) -> String {
    part.replace("%2F", "/").replace("%25", "%")
}

pub fn entry(doc: &str) -> String {
    format!("catalogue/{}", part(doc))
}

pub fn lease(doc: &str) -> String {
    format!("lease/{}", part(doc))
}

pub fn beat(doc: &str) -> String {
    format!("lease/{}/beat", part(doc))
}

pub fn snapshots(doc: &str) -> String {
    format!("snapshot/{}/", part(doc))
}

pub fn snapshot(doc: &str, seq: u64) -> String {
    format!("{}{seq:012}", snapshots(doc))
}

pub fn journals(doc: &str) -> String {
    format!("journal/{}/", part(doc))
}

pub fn journal(doc: &str, seq: u64) -> String {
    format!("{}{seq:012}", journals(doc))
}

pub fn backups(doc: &str) -> String {
    format!("backup/{}/", part(doc))
}

pub fn labels(doc: &str) -> String {
    format!("{}label/", backups(doc))
}

pub fn label(doc: &str, number: u64) -> String {
    format!("{}{number:012}", labels(doc))
}

pub fn body(doc: &str, number: u64) -> String {
    format!("{}body/{number:012}", backups(doc))
}

pub fn quarantines(doc: &str) -> String {
    format!("quarantine/{}/", part(doc))
}

pub fn set(id: &str) -> String {
    format!("set/{}", part(id))
}

/// The number at the end of a key: twelve digits or more, nothing else.
pub fn number_of(key: &str) -> Option<u64> {
    let last = key.rsplit('/').next()?;
    let digits = last.len() >= 12 && last.bytes().all(|b| b.is_ascii_digit());
    if digits { last.parse().ok() } else { None }
}

/// The document a key under one of the document prefixes belongs to.
pub fn doc_of(key: &str) -> Option<String> {
    key.split('/').nth(1).filter(|p| !p.is_empty()).map(id_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_with_slashes_stays_within_its_own_prefix() {
        let odd = "a/b%2F%";
        assert_eq!(doc_of(&journal(odd, 7)).as_deref(), Some(odd));
        assert!(!journal("a/b", 1).starts_with(&journals("a")));
        assert!(!journal("ab", 1).starts_with(&journals("a")));
    }

    #[test]
    fn the_order_of_keys_is_the_order_of_numbers() {
        assert!(journal("d", 9) < journal("d", 10));
        assert!(journal("d", 99_999) < journal("d", 100_000));
        assert_eq!(number_of(&journal("d", 100_000)), Some(100_000));
        assert_eq!(number_of("journal/d/12"), None);
        assert_eq!(number_of("journal/d/00000000000x"), None);
    }
}
