//! A small hand-made document and its results, for the tests of this room.

use crate::model::Flag;
use crate::worker::protocol::{DimensionResults, DocumentView, GradeView, GroupView, Named, NodeView, ResultsView};

fn named(id: &str, name: &str) -> Named {
    Named { id: id.to_owned(), name: name.to_owned() }
}

fn node(id: &str, depth: u8, parent: Option<&str>, is_indicator: bool) -> NodeView {
    NodeView {
        id: id.to_owned(),
        name: format!("指标{id}"),
        depth,
        parent: parent.map(str::to_owned),
        is_indicator,
        ..NodeView::default()
    }
}

/// Two categories, two dimensions, three indicators.
pub fn document() -> DocumentView {
    DocumentView {
        id: "sample".into(),
        title: "示例".into(),
        categories: vec![named("A", "甲类"), named("B", "乙类")],
        subjects: 5,
        indicators: 3,
        schemes: vec![named("austerity", "紧缩"), named("service", "服务")],
        periods: vec!["Q1".into(), "Q2".into(), "Y".into()],
        tree: vec![
            node("X", 0, None, false),
            node("X/一", 1, Some("X"), false),
            node("A101", 2, Some("X/一"), true),
            node("A102", 2, Some("X/一"), true),
            node("Z", 0, None, false),
            node("Z101", 1, Some("Z"), true),
        ],
        grades: vec![GradeView { name: "优秀".into(), minimum: 90.0 }, GradeView { name: "合格".into(), minimum: 0.0 }],
        digits: 2,
        computable: true,
        ..DocumentView::default()
    }
}

/// Five subjects: two in each group, one of them without a figure, and one that is not ranked.
pub fn results() -> ResultsView {
    ResultsView {
        subjects: ["一", "二", "三", "四", "五"]
            .iter()
            .enumerate()
            .map(|(row, name)| named(&format!("S{}", row + 1), &format!("单位{name}")))
            .collect(),
        category: vec![0, 0, 1, 1, 1],
        group: vec![Some(0), Some(0), Some(1), Some(1), None],
        base: vec![80.0, 95.0, 0.0, 70.0, 99.0],
        bonus: vec![0.0; 5],
        deduction: vec![0.5, 0.0, 0.0, 0.0, 0.0],
        total: vec![Some(80.0), Some(95.0), None, Some(70.0), Some(99.0)],
        published: vec![Some(80.0), Some(95.0), None, Some(70.0), Some(99.0)],
        rank: vec![Some(2), Some(1), Some(2), Some(1), None],
        grade: vec![Some(1), Some(0), None, Some(1), Some(0)],
        grade_by_score: vec![Some(1), Some(0), None, Some(1), Some(0)],
        flags: vec![vec![], vec![], vec![Flag::NotApplicable], vec![Flag::Missing], vec![]],
        grades: document().grades,
        groups: vec![
            GroupView {
                name: "甲类".into(),
                members: 2,
                quota: Some(1),
                quota_share: Some(0.5),
                top: 1,
                vetoed: 0,
                mean: Some(87.5),
                highest: Some(95.0),
                lowest: Some(80.0),
            },
            GroupView {
                name: "乙类".into(),
                members: 2,
                quota: Some(1),
                quota_share: Some(0.5),
                top: 0,
                vetoed: 0,
                mean: Some(70.0),
                highest: Some(70.0),
                lowest: Some(70.0),
            },
        ],
        dimensions: vec![
            DimensionResults {
                id: "X".into(),
                name: "质量".into(),
                weight: vec![60.0, 60.0],
                score: vec![50.0, 55.0, 0.0, 40.0, 59.0],
            },
            DimensionResults {
                id: "Z".into(),
                name: "效率".into(),
                weight: vec![40.0, 40.0],
                score: vec![30.0, 40.0, 0.0, 30.0, 40.0],
            },
        ],
        ..ResultsView::default()
    }
}
