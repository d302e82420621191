//! 功效系数法: a base share, and the rest in proportion between an unacceptable and a satisfactory value.
//!
//! - Measures: a value between two references, fixed or taken from the peers of the category.
//! - Formula: `base + (1 − base) · (x − lo) / (hi − lo)`, held between `floor` and `cap`.
//! - Parameters: `lo`, `hi` = a number, `min` or `max` (of the peers); `base` (default 0.6), `floor` (default 0),
//!   `cap` (default 1).
//! - Edges: `hi = lo` earns all; below `lo` it keeps falling. Lower is better: write `lo` above `hi`.
//! - Example: lo 60, hi 95, x = 77.5, 4 points → 3.20; x = 50 → 1.94.
//! - Source: county assessment rules (基本得分为权重的60%).

use super::program::{Program, literal};
use super::reader::Reader;

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct Gongxiao {
    pub low: Reference,
    pub high: Reference,
    pub base: f64,
    pub floor: f64,
    pub cap: f64,
}

/// Where a reference value comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reference {
    Fixed(f64),
    PeerMinimum,
    PeerMaximum,
}

impl Gongxiao {
    pub(super) fn read(r: &mut Reader) -> Gongxiao {
        let mut reference = |key: &'static str| match r.text(key) {
            Some("min") => Reference::PeerMinimum,
            Some("max") => Reference::PeerMaximum,
            _ => Reference::Fixed(r.required(key)),
        };
        let (low, high) = (reference("lo"), reference("hi"));
        Gongxiao { low, high, base: r.number("base", 0.6), floor: r.number("floor", 0.0), cap: r.number("cap", 1.0) }
    }

    pub(super) fn lower(&self) -> Program {
        let mut program = Program::new().given("base", self.base).given("cap", self.cap);
        for (name, reference) in [("lo", self.low), ("hi", self.high)] {
            program = match reference {
                Reference::Fixed(value) => program.given(name, value),
                Reference::PeerMinimum => program.line(name, "peer_min(x)"),
                Reference::PeerMaximum => program.line(name, "peer_max(x)"),
            };
        }
        program
            .line("rate", "if(hi = lo, 1, base + (1 - base) * (x - lo) / (hi - lo))")
            .line("ratio", format!("clamp(rate, {}, cap)", literal(self.floor)))
    }
}
