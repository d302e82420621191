//! 达标法: all or nothing at the target, or in proportion below it.
//!
//! - Measures: whether a line was reached.
//! - Formula: `x ≥ t → 1` (lower is better: `x ≤ t`; `strict=1`: without the line itself), else 0;
//!   with `else=ratio` in proportion: `x / t` (lower is better: `t / x`; target below zero: `1 ± (x − t) / |t|`).
//! - Parameters: `else` = `zero` (default) | `ratio`; `strict` = 0 | 1.
//! - Edges: a proportional threshold with target 0 is not applicable.
//! - Example: t = 3, x = 2.7, 2 points, `else=ratio` → 1.80; t = 87, x = 87 → 2.00 (`strict=1`: 0).
//! - Source: 目标完成计分法 “完成即得满分，未完成不得分”.

use super::program::Program;
use super::reader::Reader;

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct Threshold {
    pub lower: bool,
    pub strict: bool,
    pub proportional: bool,
}

impl Threshold {
    pub(super) fn read(r: &mut Reader, lower: bool) -> Threshold {
        Threshold {
            lower,
            strict: r.yes("strict", false),
            proportional: r.word("else", &["zero", "ratio"]) == Some("ratio"),
        }
    }

    pub(super) fn lower(&self) -> Program {
        let sign = match (self.lower, self.strict) {
            (false, false) => ">=",
            (false, true) => ">",
            (true, false) => "<=",
            (true, true) => "<",
        };
        if !self.proportional {
            return Program::new().line("ratio", format!("if(x {sign} t, 1, 0)"));
        }
        let rate = if self.lower {
            "if(t > 0, t / x, 1 - (x - t) / abs(t))"
        } else {
            "if(t > 0, x / t, 1 + (x - t) / abs(t))"
        };
        Program::new().line("rate", rate).line("ratio", format!("if(t = 0, na, if(x {sign} t, 1, clamp(rate, 0, 1)))"))
    }
}
