//! Remarks beside a result: a closed list.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A remark beside a result. Its text form is what `scores.csv` and `indicator_scores.csv` write.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Flag {
    /// `na`
    NotApplicable,
    /// `missing`
    Missing,
    /// `partial`: some periods of the window were not reported.
    Partial,
    /// `quota`: fell outside the quota of the top grade.
    Quota,
    /// `no_excellent:CODE`: barred from the top grade.
    Bar(String),
    /// `veto:CODE`
    Veto(String),
    /// `exempt:CODE`: an event on the tolerance list that was not counted.
    Exempt(String),
    /// `bonus_capped`
    BonusCapped,
    /// `deduct_capped`
    DeductionCapped,
}

impl fmt::Display for Flag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Flag::NotApplicable => f.write_str("na"),
            Flag::Missing => f.write_str("missing"),
            Flag::Partial => f.write_str("partial"),
            Flag::Quota => f.write_str("quota"),
            Flag::Bar(code) => write!(f, "no_excellent:{code}"),
            Flag::Veto(code) => write!(f, "veto:{code}"),
            Flag::Exempt(code) => write!(f, "exempt:{code}"),
            Flag::BonusCapped => f.write_str("bonus_capped"),
            Flag::DeductionCapped => f.write_str("deduct_capped"),
        }
    }
}
