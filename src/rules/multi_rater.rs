//! 多元评价/360: several groups of raters, each with a weight; the extremes of a large group are dropped.
//!
//! - Measures: ballots.
//! - Formula: in each group the mean, without one highest and one lowest from `trim_min` ballots on; then the weighted
//!   mean of the groups that have ballots; ratio `x / scale`, held between 0 and 1.
//! - Parameters: `groups` = `name:weight,…`; `trim_min` (default 5), `min_raters` (default 1), `scale` (default 100).
//! - Edges: an empty group's weight goes to the others; fewer ballots than `min_raters` is not applicable; none at all
//!   is missing, unless a score was reported without ballots.
//! - Example: 60, 80, 90, 95, 100 → 88.33.
//! - Source: 去掉一个最高分、一个最低分; weights of party, congress and public groups are examples.

use super::program::{Program, ValueSource};
use super::reader::Reader;

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct MultiRater {
    /// (name, weight).
    pub groups: Vec<(String, f64)>,
    pub trim_minimum: f64,
    pub minimum_raters: f64,
    pub scale: f64,
}

impl MultiRater {
    pub(super) fn read(r: &mut Reader) -> MultiRater {
        let groups = r.pairs("groups").unwrap_or_default();
        if groups.is_empty() {
            r.lacks("groups");
        }
        let minimum = r.optional("min_raters").or_else(|| r.optional("min_n")).unwrap_or(1.0);
        MultiRater {
            groups,
            trim_minimum: r.number("trim_min", 5.0),
            minimum_raters: minimum,
            scale: r.positive("scale", 100.0),
        }
    }

    pub(super) fn lower(&self) -> Program {
        if self.groups.is_empty() {
            return Program::new().line("x", "na").line("ratio", "x");
        }
        let mut program = Program::new()
            .given("trim_min", self.trim_minimum)
            .given("min_raters", self.minimum_raters)
            .given("scale", self.scale);
        let numbers = 1..=self.groups.len();
        let sum = |of: &dyn Fn(usize) -> String| numbers.clone().map(of).collect::<Vec<_>>().join(", ");
        for k in numbers.clone() {
            program = program.given(&format!("w{k}"), self.groups[k - 1].1).line(
                &format!("m{k}"),
                // Dropping two of two would leave nothing.
                format!("if(n{k} >= max(trim_min, 3), (s{k} - l{k} - h{k}) / (n{k} - 2), s{k} / n{k})"),
            );
        }
        program.source = ValueSource::Ballots { groups: self.groups.iter().map(|(name, _)| name.clone()).collect() };
        program
            .line("n", format!("sum({})", sum(&|k| format!("n{k}"))))
            .line("w", format!("sum({})", sum(&|k| format!("if(n{k} > 0, w{k}, 0)"))))
            .line("v", format!("sum({}) / w", sum(&|k| format!("if(n{k} > 0, w{k} * m{k}, 0)"))))
            .line("x", "if(applies(o), if(n = 0, o, if(n < min_raters, na, v)), na)")
            .line("ratio", "clamp(x / scale, 0, 1)")
    }
}
