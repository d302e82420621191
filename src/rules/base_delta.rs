//! 基准加减: a base share at the target, more or fewer points for each step away from it.
//!
//! - Measures: the distance from the target.
//! - Formula: `d = (x − t) / step` (lower is better: `(t − x) / step`), in whole steps with `whole=1`;
//!   points `base · p + plus · d` above, `base · p − minus · |d|` below, held between 0 and `cap · p`.
//! - Parameters: `base` (default 0.8), `step` (default 1), `plus`, `minus` (points per step, default 0), `whole`
//!   (满一个步长才算), `cap` (default 1), `at_zero` (share earned by the value 0; 0 = no such rule).
//! - Edges: a whole step is counted after snapping: (100 − 95.7) / 0.1 is 43 steps.
//! - Example: 5 points, base 0.8, ±0.04 each: 110 against 100 → 4.40; 2 % a step, whole, t = 100, x = 95 → 2 steps.
//! - Source: police rules “环比持平计6分，每降1起加0.2”; “每低于目标值2%扣1分”.

use super::program::Program;
use super::reader::Reader;

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct BaseDelta {
    pub lower: bool,
    pub base: f64,
    pub step: f64,
    pub plus: f64,
    pub minus: f64,
    pub whole: bool,
    pub cap: f64,
    pub at_zero: Option<f64>,
}

impl BaseDelta {
    pub(super) fn read(r: &mut Reader, lower: bool) -> BaseDelta {
        BaseDelta {
            lower,
            base: r.number("base", 0.8),
            step: r.positive("step", 1.0),
            plus: r.number("plus", 0.0),
            minus: r.number("minus", 0.0),
            whole: r.yes("whole", false),
            cap: r.number("cap", 1.0),
            at_zero: r.optional("at_zero").filter(|share| *share != 0.0),
        }
    }

    pub(super) fn lower(&self) -> Program {
        let better = if self.lower { "x <= t" } else { "x >= t" };
        let steps = if self.whole { "floor(abs(x - t) / step)" } else { "abs(x - t) / step" };
        let mut ratio = "clamp(earned / p, 0, cap)".to_owned();
        let mut program = Program::new()
            .given("base", self.base)
            .given("step", self.step)
            .given("plus", self.plus)
            .given("minus", self.minus)
            .given("cap", self.cap);
        if let Some(share) = self.at_zero {
            program = program.given("at_zero", share);
            ratio = format!("if(x = 0, at_zero, {ratio})");
        }
        program
            .line("d", steps)
            .line("earned", format!("if({better}, base * p + plus * d, base * p - minus * d)"))
            .line("ratio", ratio)
    }
}
