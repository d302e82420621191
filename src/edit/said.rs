//! A change as it is told: what, on what, from what to what. Plain text and numbers; the words stand in `i18n`.

use serde::{Deserialize, Serialize};

/// What a change was about. `names` go from the large to the small: indicator, subject, period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Said {
    pub kind: Kind,
    /// Names as the document has them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// Before; none: nothing was there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// After; none: nothing is there any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// How many, where there is more than one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
}

impl Said {
    pub(crate) fn of(kind: Kind) -> Said {
        Said { kind, ..Said::default() }
    }

    pub(crate) fn on(mut self, name: impl Into<String>) -> Said {
        self.names.push(name.into());
        self
    }

    pub(crate) fn change(mut self, from: Option<String>, to: Option<String>) -> Said {
        self.from = from;
        self.to = to;
        self
    }

    pub(crate) fn many(mut self, count: usize) -> Said {
        self.count = Some(u32::try_from(count).unwrap_or(u32::MAX));
        self
    }
}

/// What kind of thing was changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    #[default]
    Title,
    Note,
    /// 实际值.
    Value,
    /// A subject's own target.
    OwnTarget,
    /// 基数.
    Base,
    /// Answers of a satisfaction level.
    Answers,
    /// Several cells at once.
    Cells,
    /// Target for everybody.
    Target,
    Points,
    Weight,
    Rule,
    Parameter,
    Direction,
    Aggregation,
    Cycle,
    Unit,
    Definition,
    Source,
    Owner,
    Qualitative,
    Parent,
    IndicatorName,
    IndicatorAdded,
    IndicatorRemoved,
    DimensionName,
    DimensionAdded,
    DimensionRemoved,
    CategoryName,
    CategoryAdded,
    CategoryRemoved,
    SubjectName,
    SubjectCategory,
    SubjectStanding,
    SubjectAttribute,
    SubjectAdded,
    SubjectRemoved,
    Grades,
    Quota,
    Caps,
    Ties,
    Grading,
    EventAdded,
    EventRemoved,
    EventChanged,
    Ballots,
    Schemes,
    Policies,
    RankGroup,
    Whole,
    Together,
    /// 试算 kept as one.
    Supposed,
    Finalised,
    Reopened,
    /// Cells from the clipboard.
    Pasted,
    /// Cells that got what stands beside them.
    Filled,
    Cleared,
}

impl Kind {
    /// All of them, for tests that each has words.
    pub const ALL: [Kind; 56] = [
        Kind::Title,
        Kind::Note,
        Kind::Value,
        Kind::OwnTarget,
        Kind::Base,
        Kind::Answers,
        Kind::Cells,
        Kind::Target,
        Kind::Points,
        Kind::Weight,
        Kind::Rule,
        Kind::Parameter,
        Kind::Direction,
        Kind::Aggregation,
        Kind::Cycle,
        Kind::Unit,
        Kind::Definition,
        Kind::Source,
        Kind::Owner,
        Kind::Qualitative,
        Kind::Parent,
        Kind::IndicatorName,
        Kind::IndicatorAdded,
        Kind::IndicatorRemoved,
        Kind::DimensionName,
        Kind::DimensionAdded,
        Kind::DimensionRemoved,
        Kind::CategoryName,
        Kind::CategoryAdded,
        Kind::CategoryRemoved,
        Kind::SubjectName,
        Kind::SubjectCategory,
        Kind::SubjectStanding,
        Kind::SubjectAttribute,
        Kind::SubjectAdded,
        Kind::SubjectRemoved,
        Kind::Grades,
        Kind::Quota,
        Kind::Caps,
        Kind::Ties,
        Kind::Grading,
        Kind::EventAdded,
        Kind::EventRemoved,
        Kind::EventChanged,
        Kind::Ballots,
        Kind::Schemes,
        Kind::Policies,
        Kind::RankGroup,
        Kind::Whole,
        Kind::Together,
        Kind::Supposed,
        Kind::Finalised,
        Kind::Reopened,
        Kind::Pasted,
        Kind::Filled,
        Kind::Cleared,
    ];
}
