//! The outcome that stands beside every number.

use serde::{Deserialize, Serialize};

/// What became of a value. Missing is neither a number nor NaN nor zero: it is one of these.
///
/// Propagation through a formula is one rule: **the strongest status of the operands wins**, in the order of the
/// variants below; a division by zero counts as `NotApplicable`. Only the tests of the formula language
/// (`applies`, `present`, `else`, `if`) look at a status instead of passing it on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[repr(u8)]
pub enum Status {
    /// A number stands here.
    #[default]
    Scored = 0,
    /// 缺报: there is a duty, and nothing was reported.
    Missing = 1,
    /// 不适用: there is no duty, or a formula whose base is zero.
    NotApplicable = 2,
    /// Reported, but refused by a check.
    Invalid = 3,
    /// Known, but not to be shown.
    Withheld = 4,
}

impl Status {
    /// Every status, in the order of its strength.
    pub const ALL: [Status; 5] =
        [Status::Scored, Status::Missing, Status::NotApplicable, Status::Invalid, Status::Withheld];

    /// The status whose number is `code`; an unknown code is `Invalid`.
    pub fn from_code(code: u8) -> Status {
        Status::ALL.get(usize::from(code)).copied().unwrap_or(Status::Invalid)
    }
}
