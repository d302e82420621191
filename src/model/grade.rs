//! Grades, quotas, and the one rounding.

use super::AdjustmentCaps;
use serde::{Deserialize, Serialize};

/// 等次线: bands from the best to the worst.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GradeScale {
    /// Descending by `minimum`; a total below all of them gets the last.
    pub bands: Vec<GradeBand>,
}

/// One grade and the lowest published total that earns it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GradeBand {
    /// A total equal to it belongs to this grade.
    pub minimum: f64,
    /// As shown, for example 优秀.
    pub name: String,
}

/// How totals become grades in one step of the calendar.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Grading {
    /// The grades.
    pub scale: GradeScale,
    /// 优秀比例: share of the rank group that may get the top grade; none: no limit.
    pub quota: Option<f64>,
    /// Top-level dimensions that break ties inside the quota, in order (exact scores).
    pub ties: Vec<String>,
    /// Limits of bonus, deduction and total.
    pub caps: AdjustmentCaps,
    /// Whether a vetoed subject leaves the ranking and is placed last (otherwise only its grade changes).
    pub veto_leaves_ranking: bool,
}

/// Where, how and to how many digits figures are rounded for publication.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Rounding {
    /// Decimals of published figures, 0..=6.
    pub digits: u8,
    /// What happens to an exact half.
    pub mode: RoundingMode,
    /// What is rounded.
    pub place: RoundingPlace,
}

impl Default for Rounding {
    fn default() -> Rounding {
        Rounding { digits: 2, mode: RoundingMode::HalfUp, place: RoundingPlace::Total }
    }
}

/// What happens to an exact half.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RoundingMode {
    /// 四舍五入: half away from zero.
    #[default]
    HalfUp,
    /// 四舍六入五成双 (GB/T 8170): half to even; meant for measurements, never the default.
    HalfEven,
}

/// What is rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RoundingPlace {
    /// Once, the total.
    #[default]
    Total,
    /// Every indicator's score, and the total of those.
    EachIndicator,
}
