//! 比例法: a value in proportion to the best of its peers.
//!
//! - Measures: a value among the peers of the category.
//! - Formula: `x / best`; lower is better: `best / x`; held between 0 and 1.
//! - Parameters: none.
//! - Edges: the best itself earns all, also when it is 0; beside a best of 0 others earn nothing. Values below zero
//!   have no proportion: use minmax.
//! - Example: best 30, x = 24, 6 points → 4.80.
//! - Source: “第1名得6分，第2–5名按第1名的比例得分”.

use super::program::Program;

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct BestRatio {
    pub lower: bool,
}

impl BestRatio {
    pub(super) fn lower(&self) -> Program {
        let (best, rate) = if self.lower { ("peer_min(x)", "best / x") } else { ("peer_max(x)", "x / best") };
        Program::new().line("best", best).line("ratio", format!("if(x = best, 1, else(clamp({rate}, 0, 1), 0))"))
    }
}
