//! 区间型指标: all inside a range, a linear loss outside.
//!
//! - Measures: a value that can be too low and too high.
//! - Formula: inside [lo, hi] 1; below `1 − (lo − x) / wl`, above `1 − (x − hi) / wh`, not below 0.
//! - Parameters: `lo`, `hi`; `wl`, `wh` (widths of the slopes; none: nothing outside).
//! - Edges: the ends belong to the range.
//! - Example: budget execution 95–100, wl 20: 90 → 0.75.
//! - Source: a detection rate that should be neither too low (missed) nor too high (over-inspection).

use super::program::Program;
use super::reader::Reader;

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    pub low: f64,
    pub high: f64,
    pub below: Option<f64>,
    pub above: Option<f64>,
}

impl Range {
    pub(super) fn read(r: &mut Reader) -> Range {
        Range {
            low: r.required("lo"),
            high: r.required("hi"),
            below: r.optional("wl").filter(|w| *w > 0.0),
            above: r.optional("wh").filter(|w| *w > 0.0),
        }
    }

    pub(super) fn lower(&self) -> Program {
        let mut program = Program::new().given("lo", self.low).given("hi", self.high);
        let below = match self.below {
            Some(width) => {
                program = program.given("wl", width);
                "max(0, 1 - (lo - x) / wl)"
            }
            None => "0",
        };
        let above = match self.above {
            Some(width) => {
                program = program.given("wh", width);
                "max(0, 1 - (x - hi) / wh)"
            }
            None => "0",
        };
        program.line("ratio", format!("if(x < lo, {below}, if(x > hi, {above}, 1))"))
    }
}
