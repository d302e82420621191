//! A formula of the user's own, over `x` (value), `t` (target), `b` (base) and `p` (points).
//!
//! - Measures: whatever the formula says.
//! - Formula: `text`; held between 0 and `cap`.
//! - Parameters: `text`; `cap` (default 1).
//! - Edges: division by zero is not applicable; what overflows is refused.
//! - Example: `text=if(x >= t, 1, x / t * 0.9)`.
//! - Source: the user.

use super::program::Program;
use super::reader::Reader;
use crate::formula::{ColumnId, Formula, parse};

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnFormula {
    pub text: String,
    pub cap: f64,
}

impl OwnFormula {
    pub(super) fn read(r: &mut Reader) -> OwnFormula {
        let cap = r.number("cap", 1.0);
        let Some(text) = r.text("text") else {
            r.lacks("text");
            return OwnFormula { text: "na".to_owned(), cap };
        };
        let names = |word: &str| {
            let known = ["x", "t", "b", "p"];
            known.iter().position(|k| *k == word).map(|k| Formula::Column(ColumnId(k as u32)))
        };
        match parse(text, &names) {
            Ok(formula) if !contains_peer(&formula) => OwnFormula { text: text.to_owned(), cap },
            Ok(_) => {
                r.bad_formula(text, "peers can be compared only by the rules made for it", 0);
                OwnFormula { text: "na".to_owned(), cap }
            }
            Err(error) => {
                r.bad_formula(text, &error.reason, error.position);
                OwnFormula { text: "na".to_owned(), cap }
            }
        }
    }

    pub(super) fn lower(&self) -> Program {
        Program::new().given("cap", self.cap).line("rate", self.text.clone()).line("ratio", "clamp(rate, 0, cap)")
    }
}

fn contains_peer(formula: &Formula) -> bool {
    formula.is_group_wise() || formula.operands().into_iter().any(contains_peer)
}
