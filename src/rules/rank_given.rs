//! 外部名次: a place that somebody else gave, for example among thirteen cities of a province.
//!
//! - Measures: the reported place `x`.
//! - Formula and parameters: as for `rank`, with the place given.
//! - Edges: a place better than 1 counts as 1. List entries may be below zero (后5名 −5…−1).
//! - Example: list 2,1.9,1.8, place 2, 2 points → 1.90; `tail=zero`: places after the list earn nothing.
//! - Source: “省前5名 +5,+4,+3,+2,+1”.

use super::program::Program;
use super::rank::Places;
use super::reader::Reader;

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct RankGiven {
    pub places: Places,
}

impl RankGiven {
    pub(super) fn read(r: &mut Reader) -> RankGiven {
        RankGiven { places: Places::read(r) }
    }

    pub(super) fn lower(&self) -> Program {
        self.places.earn(Program::new().line("k", "max(x, 1)"))
    }
}
