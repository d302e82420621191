//! Who is assessed, and in which category.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// 分类: a group of subjects with its own weights, exclusions, ranking and quota.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[doc(alias = "profile")]
pub struct Category {
    /// Unique, for example `A`.
    pub id: String,
    /// As shown.
    pub name: String,
}

/// 被考核单位/对象.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[doc(alias = "unit")]
#[doc(alias = "alternative")]
pub struct Subject {
    /// Unique, for example `D37`.
    pub id: String,
    /// As shown.
    pub name: String,
    /// The id of its category.
    pub category: String,
    /// The subject whose inherited measurements it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Its place in the comparison.
    #[serde(skip_serializing_if = "Standing::is_ranked")]
    pub standing: Standing,
    /// Level, region, pay …: columns that grouping and later steps read, kept as written.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "super::once::map")]
    pub attributes: BTreeMap<String, String>,
}

/// The place of a subject in the comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Standing {
    /// Ranked with its group.
    #[default]
    Ranked,
    /// 单列: graded, but neither ranked nor counted in the quota.
    Separate,
    /// Only feeds inherited measurements: neither ranked, nor a peer, nor counted, nor listed.
    Source,
}

impl Standing {
    fn is_ranked(&self) -> bool {
        *self == Standing::Ranked
    }
}
