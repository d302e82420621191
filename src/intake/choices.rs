//! What a person decides about tables that are read in. Whatever is not decided is guessed.

use crate::model::{Period, ScoringRule};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All decisions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Choices {
    /// By the sheet's place over all books.
    pub sheets: BTreeMap<u32, SheetChoice>,
    /// Cells that were mended here; the file stays as it is.
    pub corrections: Vec<Correction>,
    /// About rules that were read from sentences.
    pub rules: Vec<RuleChoice>,
    /// Rows without faults are taken although others have some.
    pub leave_faulty: bool,
    /// What the document has and the tables have not is removed (only indicators and subjects of tables that list them).
    pub remove_absent: bool,
}

/// Decisions about one sheet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SheetChoice {
    /// None: taken if it is understood and people see it.
    pub take: Option<bool>,
    pub kind: Option<Kind>,
    /// First and last row of the heading, from 0.
    pub head: Option<(u32, u32)>,
    /// By column, from 0.
    pub columns: BTreeMap<u32, Role>,
    /// The category (its id, or a new name) that an indicator table or a list of subjects without such a column is of.
    pub category: Option<String>,
    /// The period of values without such a column.
    pub period: Option<Period>,
    /// The subject (id) of a collection sheet.
    pub subject: Option<String>,
}

/// A cell as it should have been.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Correction {
    pub sheet: u32,
    pub row: u32,
    pub column: u32,
    /// As a person types it.
    pub text: String,
}

/// What becomes of the rule read from the sentence in this row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RuleChoice {
    pub sheet: u32,
    pub row: u32,
    /// None: the rule stays open and the sentence stays as text.
    pub rule: Option<ScoringRule>,
}

/// What a sheet is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// Nothing that is known.
    #[default]
    Unknown,
    /// 指标体系表: one row per indicator.
    Indicators,
    /// 数据表: one row per subject, one column per indicator (or per indicator and period).
    Values,
    /// One row per subject and indicator (and period).
    LongValues,
    /// 采集表: what one subject fills in, one row per indicator.
    Collection,
    /// 评分: one row per ballot.
    Ballots,
    /// 加减分项, 一票否决: one row per event.
    Events,
    /// 被考核单位名单: one row per subject.
    Subjects,
    /// A table of the application's own workbook.
    Own,
}

impl Kind {
    /// All that a person can choose from, in the order of a menu.
    pub const CHOICES: [Kind; 8] = [
        Kind::Indicators,
        Kind::Values,
        Kind::LongValues,
        Kind::Collection,
        Kind::Ballots,
        Kind::Events,
        Kind::Subjects,
        Kind::Unknown,
    ];
}

/// What a column means.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// Left out.
    #[default]
    Nothing,
    /// 序号: counts rows.
    Number,
    /// 一级/二级/三级 … dimensions above the indicator, 1 on top.
    Level(u8),
    /// The indicator's name.
    Indicator,
    /// The indicator's code.
    IndicatorCode,
    /// 分值 in a category (its id or name; empty: the sheet's).
    Points(String),
    /// 权重 of a level: read where its cell begins.
    Weight(u8),
    Target,
    Unit,
    /// 计分方法, by name.
    Method,
    /// 评分标准, a sentence.
    Standard,
    Definition,
    Source,
    Owner,
    Cycle,
    Direction,
    Base,
    /// The subject's name.
    Subject,
    SubjectCode,
    Category,
    /// 排名/单列.
    Standing,
    /// A column that the document keeps by its own heading.
    Attribute(String),
    Period,
    /// A reported value; of this indicator (its id; empty: the row's) in this period.
    Value {
        indicator: String,
        period: Option<Period>,
    },
    /// The subject's own target; of this indicator (empty: the row's).
    OwnTarget {
        indicator: String,
        period: Option<Period>,
    },
    /// 评价主体 of a ballot.
    RaterGroup,
    Rater,
    /// The score of a ballot or an event.
    Score,
    /// 加分/减分/否决.
    EventKind,
    /// 事由.
    Reason,
    Date,
    /// 备注.
    Remark,
}
