//! The whole assessment as one document.

use super::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything an assessment needs, and everything its sources said.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Document {
    /// Unique name of the document.
    pub id: String,
    /// As shown.
    pub title: String,
    /// A remark by its authors.
    pub note: String,
    /// In document order.
    pub categories: Vec<Category>,
    /// The tree.
    pub set: IndicatorSet,
    /// In document order.
    pub subjects: Vec<Subject>,
    /// Reported values.
    pub observations: Observations,
    /// Raters' scores.
    pub ballots: Vec<Ballot>,
    /// Bonuses, deductions, vetoes, bars.
    pub events: Vec<Event>,
    /// Grades of the only step, or of the final one.
    pub grading: Grading,
    /// Steps in time.
    pub calendar: Calendar,
    /// What to do about gaps, and how to round.
    pub policies: Policies,
    /// Whose totals are compared.
    pub rank_group: RankGroup,
    /// Alternative weights, besides the declared ones.
    pub schemes: Vec<WeightScheme>,
    /// What was done with the document as a whole, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub log: Vec<LogEntry>,
    /// Settings of the source that nothing above names, kept as they were.
    #[serde(skip_serializing_if = "serde_json::Map::is_empty")]
    pub extra: serde_json::Map<String, serde_json::Value>,
    /// Tables of the source that nothing above names (for example appeals): rows of columns, kept as they were.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "super::once::map")]
    pub tables: BTreeMap<String, Vec<BTreeMap<String, String>>>,
    /// Fields of a later version, each in its place in files for people (`model::beyond`). Here they stand apart, where
    /// a document is part of an act or of a step back.
    #[serde(rename = "$beyond", skip_serializing_if = "Beyond::is_empty")]
    pub beyond: Beyond,
}

impl Document {
    /// The member in which unknown fields stand apart.
    pub const BEYOND: &str = "$beyond";

    /// 定稿: the moment and the digest, while the document is final.
    pub fn finalised(&self) -> Option<(u64, &str)> {
        match self.log.last() {
            Some(LogEntry { at, what: Logged::Finalised { digest }, .. }) => Some((*at, digest)),
            _ => None,
        }
    }

    /// The place of the subject with this id.
    pub fn subject(&self, id: &str) -> Option<usize> {
        self.subjects.iter().position(|s| s.id == id)
    }

    /// The place of the category with this id.
    pub fn category(&self, id: &str) -> Option<usize> {
        self.categories.iter().position(|c| c.id == id)
    }
}

/// The steps of an assessment in time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Calendar {
    /// Periods that are scored one by one; none: one window, the year to date.
    pub stages: Vec<Period>,
    /// How a stage is graded; none: like the final step.
    pub stage_grading: Option<Grading>,
    /// What follows the stages.
    pub last: FinalStep,
}

/// The step that joins the stages: `stage_share × mean(stage totals) + own_share × own dimensions`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct FinalStep {
    /// Share of the mean of the stages' unrounded totals.
    pub stage_share: f64,
    /// Share of the score of the dimensions whose step is `Final`.
    pub own_share: f64,
    /// Grades of a stage that bar from the top grade of the final step.
    pub barring_grades: Vec<String>,
}

impl Default for FinalStep {
    fn default() -> FinalStep {
        FinalStep { stage_share: 1.0, own_share: 0.0, barring_grades: Vec::new() }
    }
}

/// What to do about gaps, and how to round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Policies {
    /// 不适用指标.
    pub not_applicable: NotApplicablePolicy,
    /// 缺报.
    pub missing: MissingPolicy,
    /// Publication.
    pub rounding: Rounding,
}

/// What becomes of the points of an indicator that does not apply (all five conventions are met in practice).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum NotApplicablePolicy {
    /// To the live indicators of its dimension in proportion, then to the sister dimensions, then to all.
    #[default]
    Hierarchical,
    /// To all live indicators of the subject in proportion (75 points × 4/3).
    ScaleUp,
    /// In equal parts to all live indicators of the subject.
    EqualSplit,
    /// The indicator earns the mean ratio of its peers in the category.
    PeerMean,
    /// The indicator earns nothing.
    Zero,
}

/// What becomes of an indicator with a duty and no data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MissingPolicy {
    /// Ratio 0, flagged.
    #[default]
    Zero,
    /// Treated like an indicator that does not apply, flagged.
    NotApplicable,
}

/// Whose totals are compared with whose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RankGroup {
    /// Subjects of the same category.
    #[default]
    Category,
    /// Everybody.
    All,
    /// Subjects with the same value of this attribute.
    Attribute(String),
}
