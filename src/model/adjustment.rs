//! Events that change a total or a grade after the indicators are scored.

use super::Period;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// 加减分、一票否决、一票否优: one event of one subject.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Event {
    /// Subject id.
    pub subject: String,
    /// When it counts; none: always.
    pub period: Option<Period>,
    /// What it does.
    pub kind: EventKind,
    /// What it is called in the rules.
    pub code: String,
    /// Points of a bonus or deduction, not negative.
    pub points: f64,
    /// 容错: on the tolerance list; listed, but not counted.
    pub exempt: bool,
    /// Events of one subject that share a fact count once, the largest.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub fact: String,
    /// When it happened, as written.
    pub date: String,
    /// Where it comes from.
    pub origin: String,
    /// Line of the source file (0: not known).
    pub line: u32,
    /// Columns nothing above names.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "super::once::map")]
    pub other: BTreeMap<String, String>,
}

/// What an event does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum EventKind {
    /// 加分.
    #[default]
    Bonus,
    /// 扣分.
    Deduction,
    /// 一票否决: the lowest grade.
    Veto,
    /// 一票否优: barred from the top grade.
    Bar,
}

/// Upper limits of what events may add or take; none: no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AdjustmentCaps {
    /// Most points that bonuses add.
    pub bonus: Option<f64>,
    /// Most points that deductions take.
    pub deduction: Option<f64>,
    /// The total is held between 0 and this.
    pub total: Option<f64>,
}
