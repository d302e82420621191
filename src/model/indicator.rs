//! The tree of what is assessed: dimensions (inner nodes) and indicators (leaves).

use super::Period;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// 指标体系: an ordered tree. Dimensions and indicators are kept in document order; sums are taken in that order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[doc(alias = "framework")]
pub struct IndicatorSet {
    /// Inner nodes, parents before children.
    pub dimensions: Vec<Dimension>,
    /// Leaves, in document order.
    pub indicators: Vec<Indicator>,
}

impl IndicatorSet {
    /// The place of the indicator with this id.
    pub fn indicator(&self, id: &str) -> Option<usize> {
        self.indicators.iter().position(|i| i.id == id)
    }

    /// The place of the dimension with this id.
    pub fn dimension(&self, id: &str) -> Option<usize> {
        self.dimensions.iter().position(|d| d.id == id)
    }

    /// Top-level dimensions, in document order.
    pub fn roots(&self) -> impl Iterator<Item = &Dimension> {
        self.dimensions.iter().filter(|d| d.parent.is_none())
    }

    /// The dimensions directly under `parent`.
    pub fn branches<'a>(&'a self, parent: &'a str) -> impl Iterator<Item = &'a Dimension> {
        self.dimensions.iter().filter(move |d| d.parent.as_deref() == Some(parent))
    }

    /// The indicators directly under `parent`.
    pub fn leaves<'a>(&'a self, parent: &'a str) -> impl Iterator<Item = &'a Indicator> {
        self.indicators.iter().filter(move |i| i.parent == parent)
    }
}

/// 一级/二级指标: an inner node of the tree.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[doc(alias = "pillar")]
pub struct Dimension {
    /// Unique in the set.
    pub id: String,
    /// As shown.
    pub name: String,
    /// The dimension above, none for the top level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Declared weight by category. A category that is not listed: the sum of the children's weights.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "super::once::map")]
    pub weights: BTreeMap<String, f64>,
    /// Which step of the calendar the dimension is scored in.
    #[serde(default, skip_serializing_if = "Step::is_stage")]
    pub step: Step,
}

/// The step of the calendar that scores a dimension.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Step {
    /// In every stage (or the only window).
    #[default]
    Stage,
    /// Only in the final, annual step.
    Final,
}

impl Step {
    fn is_stage(&self) -> bool {
        *self == Step::Stage
    }
}

/// 三级指标: a leaf, what a value is reported for and a rule scores.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[doc(alias = "KPI")]
#[doc(alias = "criterion")]
pub struct Indicator {
    /// Unique in the set, for example `A101`.
    pub id: String,
    /// As shown.
    pub name: String,
    /// The dimension it belongs to.
    pub parent: String,
    /// 分值: nominal points by category; a category that is not listed (or has 0) does not use the indicator.
    #[serde(deserialize_with = "super::once::map")]
    pub points: BTreeMap<String, f64>,
    /// How a value earns a score.
    pub rule: ScoringRule,
    /// Polarity. Data is never multiplied by −1.
    pub direction: Direction,
    /// How the periods of a window become one value.
    pub aggregation: PeriodAggregation,
    /// How often it is reported.
    pub cycle: Cycle,
    /// Target for everybody; a subject's own target stands with the observations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<f64>,
    /// Unit of measurement.
    pub unit: String,
    /// 口径: what exactly is measured.
    pub definition: String,
    /// 数据来源.
    pub source: String,
    /// 责任(考核)单位.
    pub owner: String,
    /// Result or paper trail (痕迹).
    pub evidence: Evidence,
    /// Judged (定性) rather than measured.
    pub qualitative: bool,
    /// The measurement is the parent subject's.
    pub inherited: bool,
    /// 序时进度: `linear` = the cumulative plan is m/12.
    pub progress: String,
    /// 数据项: what is collected once for many indicators.
    pub data_item: String,
    /// Labels that checks and analyses look at.
    pub tags: Vec<String>,
    /// The indicator whose quality this one speaks of.
    pub quality_of: String,
    /// Where the indicator comes from.
    pub origin: String,
    /// Columns of the source that nothing above names, kept as they were.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "super::once::map")]
    pub other: BTreeMap<String, String>,
}

impl Indicator {
    /// 评分标准 as the office wrote it, kept beside the rule that was made of it; empty: none was.
    pub fn standard(&self) -> &str {
        self.other.get(STANDARD).map(String::as_str).unwrap_or_default()
    }
}

/// The column of [`Indicator::other`] in which the sentence of a scoring standard is kept.
pub const STANDARD: &str = "评分标准";

/// 计分方法 with its parameters, as written. `rules` gives it meaning.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[doc(alias = "method")]
pub struct ScoringRule {
    /// For example `completion`.
    pub method: String,
    /// Parameters as written, by key.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "super::once::map")]
    pub parameters: BTreeMap<String, String>,
}

/// Whether more or less of the value is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Direction {
    /// 正向.
    #[default]
    HigherIsBetter,
    /// 逆向.
    LowerIsBetter,
}

/// How the periods of a window become one value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PeriodAggregation {
    /// Cumulative.
    Sum,
    /// Mean of the reported periods.
    Average,
    /// The last reported period.
    #[default]
    Last,
    /// The largest.
    Maximum,
    /// The smallest.
    Minimum,
}

/// How often an indicator is reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Cycle {
    /// Twelve periods a year.
    Month,
    /// Four periods a year.
    Quarter,
    /// One period a year.
    #[default]
    Year,
}

impl Cycle {
    /// All periods of this cycle in a year, in order.
    pub fn periods(self) -> Vec<Period> {
        match self {
            Cycle::Month => (1..=12).map(Period::Month).collect(),
            Cycle::Quarter => (1..=4).map(Period::Quarter).collect(),
            Cycle::Year => vec![Period::Year],
        }
    }
}

/// What kind of proof an indicator rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Evidence {
    /// An outcome.
    #[default]
    Result,
    /// 痕迹: paper trail.
    Trace,
}
