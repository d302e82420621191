//! Reads a rule's parameters as they were written, and remembers what could not be read.

use crate::model::{Problem, ScoringRule};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// The parameters of one rule. Every key that is asked for is known; what is left over is reported.
pub(super) struct Reader<'a> {
    written: &'a ScoringRule,
    known: RefCell<BTreeSet<&'static str>>,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(written: &'a ScoringRule) -> Reader<'a> {
        Reader { written, known: RefCell::new(BTreeSet::new()), problems: Vec::new() }
    }

    /// The text of a parameter, none if it is absent or empty.
    pub(super) fn text(&self, key: &'static str) -> Option<&'a str> {
        self.known.borrow_mut().insert(key);
        self.written.parameters.get(key).map(|text| text.trim()).filter(|text| !text.is_empty())
    }

    /// The parameters that were asked for.
    pub(super) fn asked(&self) -> Vec<&'static str> {
        self.known.borrow().iter().copied().collect()
    }

    fn refuse(&mut self, key: &str, text: &str, expected: &str) {
        self.problems.push(Problem::BadParameter {
            method: self.written.method.clone(),
            parameter: key.to_owned(),
            text: text.to_owned(),
            expected: expected.to_owned(),
        });
    }

    /// Reports a parameter that must be there.
    pub(super) fn lacks(&mut self, key: &str) {
        self.problems
            .push(Problem::ParameterNotFound { method: self.written.method.clone(), parameter: key.to_owned() });
    }

    /// Reports values that stand in the wrong order.
    pub(super) fn out_of_order(&mut self, key: &'static str, expected: &str) {
        let text = self.text(key).unwrap_or_default();
        self.refuse(key, text, expected);
    }

    /// Reports text that is no formula.
    pub(super) fn bad_formula(&mut self, text: &str, reason: &str, position: usize) {
        self.problems.push(Problem::BadFormula {
            text: text.to_owned(),
            reason: reason.to_owned(),
            position: u32::try_from(position).unwrap_or(u32::MAX),
        });
    }

    /// A number, if one is written.
    pub(super) fn optional(&mut self, key: &'static str) -> Option<f64> {
        let text = self.text(key)?;
        let number = finite(text);
        if number.is_none() {
            self.refuse(key, text, "a number");
        }
        number
    }

    /// A number, or its default.
    pub(super) fn number(&mut self, key: &'static str, default: f64) -> f64 {
        self.optional(key).unwrap_or(default)
    }

    /// A number that must be written and above zero.
    pub(super) fn positive(&mut self, key: &'static str, default: f64) -> f64 {
        let number = self.number(key, default);
        if number > 0.0 {
            return number;
        }
        self.refuse(key, self.text(key).unwrap_or_default(), "a number above 0");
        default
    }

    /// A number that must be written.
    pub(super) fn required(&mut self, key: &'static str) -> f64 {
        if self.text(key).is_none() {
            self.lacks(key);
        }
        self.optional(key).unwrap_or(0.0)
    }

    /// 0 or 1.
    pub(super) fn yes(&mut self, key: &'static str, default: bool) -> bool {
        match self.text(key) {
            None => default,
            Some("1" | "true" | "yes" | "是") => true,
            Some("0" | "false" | "no" | "否") => false,
            Some(text) => {
                self.refuse(key, text, "0 or 1");
                default
            }
        }
    }

    /// One of the words in `known`; none if it is absent.
    pub(super) fn word(&mut self, key: &'static str, known: &[&'static str]) -> Option<&'static str> {
        let text = self.text(key)?;
        let found = known.iter().find(|word| **word == text).copied();
        if found.is_none() {
            self.refuse(key, text, &known.join(" | "));
        }
        found
    }

    /// Numbers between separators (`|`, `,` or `，`); none if absent.
    pub(super) fn numbers(&mut self, key: &'static str) -> Option<Vec<f64>> {
        let text = self.text(key)?;
        let numbers: Option<Vec<f64>> = text.split(['|', ',', '，', '、']).map(finite).collect();
        if numbers.is_none() {
            self.refuse(key, text, "numbers separated by | or ,");
        }
        numbers
    }

    /// `name:number` pairs between commas; none if absent.
    pub(super) fn pairs(&mut self, key: &'static str) -> Option<Vec<(String, f64)>> {
        let text = self.text(key)?;
        let pairs: Option<Vec<(String, f64)>> = text
            .split([',', '，'])
            .map(|pair| {
                let (name, number) = pair.rsplit_once([':', '：'])?;
                Some((name.trim().to_owned(), finite(number)?))
            })
            .collect();
        if pairs.is_none() {
            self.refuse(key, text, "name:number pairs separated by commas");
        }
        pairs
    }

    /// `number:number` pairs between commas; none if absent.
    pub(super) fn number_pairs(&mut self, key: &'static str) -> Option<Vec<(f64, f64)>> {
        let pairs = self.pairs(key)?;
        let numbers: Option<Vec<(f64, f64)>> =
            pairs.into_iter().map(|(at, share)| Some((finite(&at)?, share))).collect();
        if numbers.is_none() {
            let text = self.text(key).unwrap_or_default();
            self.refuse(key, text, "number:number pairs separated by commas");
        }
        numbers
    }

    /// All problems, with the parameters that nobody asked for.
    pub(super) fn finish(mut self) -> Vec<Problem> {
        let known = self.known.take();
        for key in self.written.parameters.keys().filter(|key| !known.contains(key.as_str())) {
            self.problems
                .push(Problem::UnknownParameter { method: self.written.method.clone(), parameter: key.clone() });
        }
        self.problems
    }
}

fn finite(text: &str) -> Option<f64> {
    text.trim().parse::<f64>().ok().filter(|number| number.is_finite() && number.abs() <= 1e15)
}
