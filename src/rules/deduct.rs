//! 扣分法: each occurrence takes points, down to zero (扣完为止).
//!
//! - Measures: how often something happened that should not.
//! - Formula: `max(0, p − per · x) / p`; at most `max` points are taken; from `stop` occurrences on nothing is earned.
//! - Parameters: `per` (points, default 1), `max` (points), `stop` (count).
//! - Edges: never below zero; a count below zero takes nothing.
//! - Example: 3 points, `per=0.5`: 2 → 2.00, 7 → 0; `max=1`: 4 → 2.00.
//! - Source: “单项指标扣分之和不超过本项指标总分值”; “两次及以上不得分”.

use super::program::Program;
use super::reader::Reader;

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct Deduct {
    pub per: f64,
    pub maximum: Option<f64>,
    pub stop: Option<f64>,
}

impl Deduct {
    pub(super) fn read(r: &mut Reader) -> Deduct {
        Deduct { per: r.number("per", 1.0), maximum: r.optional("max"), stop: r.optional("stop") }
    }

    pub(super) fn lower(&self) -> Program {
        let mut program = Program::new().given("per", self.per);
        let mut taken = "per * max(x, 0)".to_owned();
        if let Some(maximum) = self.maximum {
            program = program.given("most", maximum);
            taken = format!("min({taken}, most)");
        }
        let mut ratio = "clamp((p - taken) / p, 0, 1)".to_owned();
        if let Some(stop) = self.stop {
            program = program.given("stop", stop);
            ratio = format!("if(x >= stop, 0, {ratio})");
        }
        program.line("taken", taken).line("ratio", ratio)
    }
}
