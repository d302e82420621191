//! Scoring standards (评分标准) as sentences, understood as rules.
//!
//! Knows how offices write down how points are earned. A sentence is understood wholly or not at all: what is left
//! over is named, so that a person can decide. Must never guess a number that is not written.

use crate::model::{Direction, ScoringRule};
use serde::{Deserialize, Serialize};

/// What is known of the indicator beside its sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Around<'a> {
    /// The method, where a column of its own names it (完成率法).
    pub method: &'a str,
    /// Full points (0: not known).
    pub points: f64,
    /// 计量单位.
    pub unit: &'a str,
    /// Target as written.
    pub target: Option<f64>,
    /// The indicator's name: 下降率, 次数 … say which way is better.
    pub name: &'a str,
}

/// What a sentence was understood as.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Understood {
    /// None: the rule stays open, and the sentence stays as text.
    pub rule: Option<ScoringRule>,
    pub direction: Direction,
    /// A target that the sentence names, in the indicator's unit.
    pub target: Option<f64>,
    /// Parts of the sentence that nothing was made of.
    pub left_over: Vec<String>,
    /// What a person should decide: both readings are in use.
    pub doubts: Vec<Doubt>,
}

/// A choice that the sentence leaves open, with what was assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Doubt {
    /// 每低1%: percentage points were assumed, not percent of the target.
    PointsOrPercent,
    /// 以上, 超过: the boundary itself was counted in.
    Boundary,
    /// 每低1个百分点: parts of a step were counted in proportion.
    WholeSteps,
    /// No word says how far down the score goes: 0 was assumed.
    Floor,
    /// Full points are named and differ from the indicator's points.
    OtherPoints,
}

/// Understands a sentence.
pub fn understand(_sentence: &str, _around: &Around) -> Understood {
    Understood::default()
}
