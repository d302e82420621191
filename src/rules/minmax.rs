//! 极差标准化: the place of a value between the lowest and the highest of its peers.
//!
//! - Measures: a value among the peers of the category.
//! - Formula: `(x − lowest) / (highest − lowest)`; lower is better: `(highest − x) / (highest − lowest)`.
//! - Parameters: `eq` (share when all are equal, default 1).
//! - Edges: one peer, or all equal: `eq`. One outlier decides everybody's score.
//! - Example: peers 50, 60, 70: 60 → 0.5.
//! - Source: OECD/JRC Handbook on Constructing Composite Indicators (2008), min-max normalisation.

use super::program::{Program, literal};
use super::reader::Reader;

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct MinMax {
    pub lower: bool,
    pub equal: f64,
}

impl MinMax {
    pub(super) fn read(r: &mut Reader, lower: bool) -> MinMax {
        MinMax { lower, equal: r.number("eq", 1.0) }
    }

    pub(super) fn lower(&self) -> Program {
        let distance = if self.lower { "hi - x" } else { "x - lo" };
        Program::new()
            .line("lo", "peer_min(x)")
            .line("hi", "peer_max(x)")
            .line("ratio", format!("if(hi = lo, {}, ({distance}) / (hi - lo))", literal(self.equal)))
    }
}
