//! 满意度: answers at five levels from very satisfied to very dissatisfied.
//!
//! - Measures: counts of answers.
//! - Formula: the mean of the levels' scores weighted by their answers; ratio = that / 100.
//! - Parameters: `min_n` (default 30), `scores` = five scores (default 100|80|60|30|0, adjustable).
//! - Edges: fewer answers than `min_n` is not applicable.
//! - Example: 60/30/8/1/1 → 89.10.
//! - Source: common practice; the scores are an example.

use super::program::{Program, ValueSource, literal};
use super::reader::Reader;

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct Satisfaction {
    pub minimum: f64,
    /// 很满意 to 很不满意.
    pub scores: Vec<f64>,
}

impl Satisfaction {
    pub(super) fn read(r: &mut Reader) -> Satisfaction {
        let scores = r.numbers("scores").unwrap_or_else(|| vec![100.0, 80.0, 60.0, 30.0, 0.0]);
        if scores.len() != 5 {
            r.lacks("scores");
        }
        Satisfaction { minimum: r.number("min_n", 30.0), scores }
    }

    pub(super) fn lower(&self) -> Program {
        let weighted: Vec<String> =
            self.scores.iter().enumerate().map(|(k, score)| format!("{} * n{}", literal(*score), k + 1)).collect();
        let mut program = Program::new()
            .given("min_n", self.minimum)
            .line("n", "sum(n1, n2, n3, n4, n5)")
            .line("x", format!("if(n >= min_n, sum({}) / n, na)", weighted.join(", ")))
            .line("ratio", "clamp(x / 100, 0, 1)");
        program.source = ValueSource::Answers;
        program
    }
}
