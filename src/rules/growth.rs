//! 增幅/进步分: progress against the subject's own base.
//!
//! - Measures: a value against last year's.
//! - Formula: `g = (x − b) / |b|` (lower is better: `(b − x) / |b|`), in points with `mode=pp`: `g = x − b`;
//!   ratio `g / t`, held between 0 and `cap`.
//! - Parameters: `mode` = `rel` (default) | `pp`; `cap` (default 1). The target is a fraction (0.2 = 20 %).
//! - Edges: base 0 has no growth rate (not applicable); a target of 0 or less is pass or fail: `g ≥ t`.
//! - Example: b = 60, x = 33, t = 0.5, lower is better → 0.45 / 0.5 = 0.9.
//! - Source: compression of clearance time by half against the base year.

use super::program::Program;
use super::reader::Reader;

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct Growth {
    pub lower: bool,
    /// In points instead of a rate.
    pub in_points: bool,
    pub cap: f64,
}

impl Growth {
    pub(super) fn read(r: &mut Reader, lower: bool) -> Growth {
        Growth { lower, in_points: r.word("mode", &["rel", "pp"]) == Some("pp"), cap: r.number("cap", 1.0) }
    }

    pub(super) fn lower(&self) -> Program {
        let change = if self.lower { "b - x" } else { "x - b" };
        let growth = if self.in_points { change.to_owned() } else { format!("({change}) / abs(b)") };
        Program::new()
            .given("cap", self.cap)
            .line("g", growth)
            .line("ratio", "if(t > 0, clamp(g / t, 0, cap), if(g >= t, 1, 0))")
    }
}
