//! Counts what agrees and remembers what does not.
//!
//! Knows texts and six-decimal figures. Must never know what they mean.

use super::number::{Exact, exact, part, published};

/// Counts what agrees and remembers what does not.
#[derive(Default)]
pub struct Tally {
    pub agreed: usize,
    pub differing: Vec<String>,
}

impl Tally {
    pub fn text(&mut self, place: &str, expected: &str, found: &str) {
        if expected == found {
            self.agreed += 1;
        } else {
            self.differing.push(format!("{place}: expected {expected}, found {found}"));
        }
    }

    pub fn six(&mut self, place: &str, expected: &str, found: &Exact) {
        let near = exact(expected).is_some_and(|e| {
            let distance = if e > *found { &e - found } else { found - &e };
            distance <= part(1, 1_000_000)
        });
        let found = if near { expected.to_string() } else { published(found, 6) };
        self.text(place, expected, &found);
    }

    pub fn settle(self, what: &str) {
        println!("{what}: {} agree, {} differ", self.agreed, self.differing.len());
        assert!(self.differing.is_empty(), "{what}:\n{}", self.differing.join("\n"));
    }
}
