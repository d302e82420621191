//! 完成率法: how much of the target was reached.
//!
//! - Measures: a value against a target that everybody or each subject has.
//! - Formula (higher is better): `x / t`; for a target below zero (a loss to be reduced) `1 + (x − t) / |t|`.
//!   Lower is better: `2 − x / t` (default) or `t / x` (`down=inv`). Held between 0 and `cap`.
//! - Parameters: `cap` (default 1), `floor` (at least this share), `zero_below` (below this ratio nothing),
//!   `zero_target` = `na` (default) | `full` | `zero`, `down` = `linear` (default) | `inv`,
//!   `per` (lower is better, target 0: points taken by each unit).
//! - Edges: target 0, higher is better: by `zero_target`; lower is better: value 0 earns all, else `per` decides.
//!   `down=inv` with value 0 or less earns the cap.
//! - Example: t = 100, x = 95, 10 points → 9.50; cap 1.2, x = 130 → 12.00; t = −100, x = −120 → 8.00.
//! - Source: “未完成的按实际完成率乘以标准分” and its relatives in municipal and state-enterprise rules.

use super::program::Program;
use super::reader::Reader;

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct Completion {
    pub lower: bool,
    pub cap: f64,
    pub floor: Option<f64>,
    pub zero_below: Option<f64>,
    /// None: nothing was said, so that a lower-is-better target of 0 follows `per`.
    pub zero_target: Option<ZeroTarget>,
    pub inverse: bool,
    pub per: Option<f64>,
}

/// What a target of zero means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZeroTarget {
    NotApplicable,
    Full,
    Zero,
}

impl Completion {
    pub(super) fn read(r: &mut Reader, lower: bool) -> Completion {
        Completion {
            lower,
            cap: r.number("cap", 1.0),
            floor: r.optional("floor"),
            zero_below: r.optional("zero_below"),
            zero_target: r.word("zero_target", &["na", "full", "zero"]).map(|word| match word {
                "full" => ZeroTarget::Full,
                "zero" => ZeroTarget::Zero,
                _ => ZeroTarget::NotApplicable,
            }),
            inverse: r.word("down", &["linear", "inv"]) == Some("inv"),
            per: r.optional("per"),
        }
    }

    pub(super) fn lower(&self) -> Program {
        let mut program = Program::new();
        let at_zero = match (self.zero_target, self.lower, self.per) {
            (Some(ZeroTarget::Full), ..) => "1".to_owned(),
            (Some(ZeroTarget::Zero), ..) => "0".to_owned(),
            (Some(ZeroTarget::NotApplicable), ..) | (None, false, _) => "na".to_owned(),
            (None, true, Some(per)) => {
                program = program.given("per", per);
                "if(x <= 0, 1, (p - per * x) / p)".to_owned()
            }
            (None, true, None) => "if(x <= 0, 1, 0)".to_owned(),
        };
        let rate = match (self.lower, self.inverse) {
            (false, _) => "if(t > 0, x / t, 1 + (x - t) / abs(t))",
            (true, false) => "if(t > 0, 2 - x / t, 1 - (x - t) / abs(t))",
            (true, true) => "if(t > 0, if(x > 0, t / x, cap), 1 - (x - t) / abs(t))",
        };
        program = program.given("cap", self.cap).line("rate", format!("if(t = 0, {at_zero}, {rate})"));
        let mut ratio = "clamp(rate, 0, cap)".to_owned();
        if let Some(line) = self.zero_below {
            program = program.given("zero_below", line);
            ratio = format!("if(rate < zero_below, 0, {ratio})");
        }
        if let Some(floor) = self.floor {
            program = program.given("floor", floor);
            ratio = format!("max({ratio}, floor)");
        }
        program.line("ratio", ratio)
    }
}
