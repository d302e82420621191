//! What agreed, by kind, and what did not.

use std::collections::BTreeMap;

/// Six-digit figures may differ by one in the last digit; the rest is what binary subtraction adds to that.
const NEAR: f64 = 1e-6 + 1e-9;

/// Counts comparisons. Nothing is compared silently: every kind has its count, and `settle` wants a least number.
#[derive(Default)]
pub struct Tally {
    agreed: BTreeMap<String, usize>,
    differing: Vec<String>,
}

impl Tally {
    /// Texts must be equal.
    pub fn text(&mut self, kind: &str, place: &str, expected: &str, found: &str) {
        if expected == found {
            *self.agreed.entry(kind.to_owned()).or_default() += 1;
        } else {
            self.fail(format!("{kind}: {place}: expected {expected:?}, got {found:?}"));
        }
    }

    /// Numbers must be near; words (`NA`, `MISSING`) must be equal.
    pub fn figure(&mut self, kind: &str, place: &str, expected: &str, found: &str) {
        let near = match (expected.parse::<f64>(), found.parse::<f64>()) {
            (Ok(e), Ok(f)) => (e - f).abs() <= NEAR,
            _ => false,
        };
        self.text(kind, place, expected, if near { expected } else { found });
    }

    /// One thing more that was done and is in order.
    pub fn add(&mut self, kind: &str) {
        *self.agreed.entry(kind.to_owned()).or_default() += 1;
    }

    /// Something is wrong that is no comparison.
    pub fn fail(&mut self, what: String) {
        self.differing.push(what);
    }

    /// Prints the counts. Fails if anything differs, or if a kind was met less often than `least` says: a wrong path
    /// must not pass for a success.
    pub fn settle(self, title: &str, least: &[(&str, usize)]) {
        let counts: Vec<String> = self.agreed.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
        println!("{title}: {}; {} differ", counts.join(", "), self.differing.len());
        let few: Vec<String> = least
            .iter()
            .map(|(kind, least)| (kind, least, self.agreed.get(*kind).copied().unwrap_or_default()))
            .filter(|(_, least, count)| count < least)
            .map(|(kind, least, count)| format!("{kind}: {count} agree, at least {least} should"))
            .collect();
        let all: Vec<String> = self.differing.into_iter().chain(few).collect();
        assert!(all.is_empty(), "{title}: {} problems\n{}", all.len(), all.join("\n"));
    }
}
