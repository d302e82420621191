//! 定性评分: a judged score on a scale.
//!
//! - Measures: what somebody thinks of it.
//! - Formula: `x / scale`, held between 0 and 1.
//! - Parameters: `scale` (default 100).
//! - Edges: a score outside the scale is reported by the check and held to the scale.
//! - Example: 87.5 of 100, 3 points → 2.63 (2.625); scale 5, 4 → 0.8.
//! - Source: common practice.

use super::program::Program;
use super::reader::Reader;

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct Rating {
    pub scale: f64,
}

impl Rating {
    pub(super) fn read(r: &mut Reader) -> Rating {
        Rating { scale: r.positive("scale", 100.0) }
    }

    pub(super) fn lower(&self) -> Program {
        Program::new().given("scale", self.scale).line("ratio", "clamp(x / scale, 0, 1)")
    }
}
