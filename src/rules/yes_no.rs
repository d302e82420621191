//! 非此即彼: all or nothing by yes (1) or no (0).
//!
//! - Measures: whether something is so.
//! - Formula: `x = want → 1`, else 0.
//! - Parameters: `want` = 1 (default) | 0.
//! - Edges: compared at six decimals.
//! - Example: “是否存在违规”, `want=0`, x = 1 → 0.
//! - Source: inspection-system evaluation forms.

use super::program::Program;
use super::reader::Reader;

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct YesNo {
    pub wanted: bool,
}

impl YesNo {
    pub(super) fn read(r: &mut Reader) -> YesNo {
        YesNo { wanted: r.yes("want", true) }
    }

    pub(super) fn lower(&self) -> Program {
        let wanted = if self.wanted { 1.0 } else { 0.0 };
        Program::new().given("want", wanted).line("ratio", "if(x = want, 1, 0)")
    }
}
