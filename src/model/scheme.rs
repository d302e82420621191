//! Weight schemes: the declared weights seen under another emphasis.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// 权重方案: a named change of the declared weights.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[doc(alias = "scenario")]
pub struct WeightScheme {
    /// Unique, for example `austerity`.
    pub id: String,
    /// As shown.
    pub title: String,
    /// Where it comes from.
    #[serde(default)]
    pub origin: String,
    /// What changes.
    #[serde(default)]
    pub changes: Vec<WeightChange>,
}

/// One change of weights. Ratios always use the unchanged nominal points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum WeightChange {
    /// Top-level weights that are set; the others are scaled in proportion so that the sum stays the same.
    Fixed(#[serde(deserialize_with = "super::once::map")] BTreeMap<String, f64>),
    /// Factors on indicators' points, renormalised inside their dimension.
    RiskFactors(#[serde(deserialize_with = "super::once::map")] BTreeMap<String, f64>),
}
