//! 加分法: each occurrence earns points, up to the indicator's own.
//!
//! - Measures: how often something good happened.
//! - Formula: `min(per · x, max) / p`, held between 0 and `cap`.
//! - Parameters: `per` (points, default 1), `max` (points), `cap` (share, default 1).
//! - Edges: never above the cap, never below zero.
//! - Example: 3 points, `per=1`, x = 5 → 3.00.
//! - Source: “本项加分最高不超过6分”.

use super::program::Program;
use super::reader::Reader;

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct Bonus {
    pub per: f64,
    pub maximum: Option<f64>,
    pub cap: f64,
}

impl Bonus {
    pub(super) fn read(r: &mut Reader) -> Bonus {
        Bonus { per: r.number("per", 1.0), maximum: r.optional("max"), cap: r.number("cap", 1.0) }
    }

    pub(super) fn lower(&self) -> Program {
        let mut program = Program::new().given("per", self.per).given("cap", self.cap);
        let mut earned = "per * x".to_owned();
        if let Some(maximum) = self.maximum {
            program = program.given("most", maximum);
            earned = format!("min({earned}, most)");
        }
        program.line("earned", earned).line("ratio", "clamp(earned / p, 0, cap)")
    }
}
