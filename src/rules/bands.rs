//! 分档计分: the share of the first band that is reached.
//!
//! - Measures: a value against a table of lines.
//! - Formula: the share of the first line with `x ≥ line` (lower is better: `x ≤ line`), else `else`.
//! - Parameters: `bands` = `line:share,…` from the best down; `else` (default 0).
//! - Edges: a value on a line belongs to the better band; lines and values are compared at six decimals.
//! - Example: `98:1,95:0.8,90:0.5`, x = 97.99, 4 points → 3.20.
//! - Source: band tables such as the ±30/35/40 % table for deviation from budget.

use super::program::{Program, literal, rows};
use super::reader::Reader;

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct Bands {
    pub lower: bool,
    /// (line, share), as written.
    pub steps: Vec<(f64, f64)>,
    pub otherwise: f64,
}

impl Bands {
    pub(super) fn read(r: &mut Reader, lower: bool) -> Bands {
        let steps = r.number_pairs("bands").unwrap_or_default();
        if steps.is_empty() {
            r.lacks("bands");
        }
        Bands { lower, steps, otherwise: r.number("else", 0.0) }
    }

    pub(super) fn lower(&self) -> Program {
        if self.steps.is_empty() {
            return Program::new().line("ratio", "na");
        }
        let name = if self.lower { "steps_down" } else { "steps" };
        let table = rows(&self.steps);
        Program::new().line("ratio", format!("{name}(x, {table}, else: {})", literal(self.otherwise)))
    }
}
