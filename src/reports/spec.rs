//! Which report is wanted.

use crate::i18n::Language;
use crate::model::Period;
use crate::sheets::Workbook;
use serde::{Deserialize, Serialize};

/// A report, and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Spec {
    pub report: Report,
    /// Independent of the language of the page.
    pub language: Language,
    /// None: the declared weights.
    pub scheme: Option<String>,
    /// None: all of it.
    pub period: Option<String>,
    /// When it is made, as the reader writes it: 2026年9月1日.
    pub moment: String,
    /// The name of this program and its version.
    pub program: String,
}

/// What can be made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Report {
    /// 结果排名, 计算过程, 原始数据, 权重与规则, 说明.
    Results,
    /// The whole document as one workbook that can be read in again without loss.
    Own,
    /// 结果 as CSV.
    ResultsCsv,
    /// Every indicator's score as CSV.
    IndicatorsCsv,
    /// Reported values as CSV.
    ValuesCsv,
    /// An empty workbook in the expected layout, with examples and remarks.
    Template,
    /// 采集表: one workbook per subject (none: for all of them), for these periods.
    Collection { subject: Option<String>, periods: Vec<Period> },
}

/// A file that was made, before it is packed. Names are file names with their ending.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Made {
    Book {
        name: String,
        workbook: Workbook,
    },
    /// Several files, to be packed into one archive of this name.
    Books {
        name: String,
        books: Vec<(String, Workbook)>,
    },
    /// A text file with its byte-order mark.
    Text {
        name: String,
        text: String,
    },
}
