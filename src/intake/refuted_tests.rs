//! Tables that were once taken in wrongly, or without a word.

use super::samples::taken;
use super::*;
use crate::model::{Document, Field, Period};

fn new(sheets: &[(&str, &str)]) -> (IntakeView, Document) {
    taken(&Document::default(), sheets, &Choices::default())
}

/// Everything that is said of a sheet, with how bad it is.
fn said(view: &IntakeView, sheet: u32) -> Vec<(u32, u32, What, Grade)> {
    view.faults.iter().filter(|f| f.sheet == sheet).map(|f| (f.row, f.column, f.what, f.grade)).collect()
}

const LIST: &str = "一级指标|指标名称|分值|目标值|计量单位
重点工作|办结率|60|95|%
|税收收入|40|1000|万元";

#[test]
fn a_fraction_that_is_kept_as_text_is_told_like_one_that_is_a_number() {
    let (view, _) = new(&[("指标", LIST), ("数据", "单位名称|办结率\n市教育局|'0.96\n市财政局|0.97\n市审计局|'0.9%")]);
    let fraction = |row| (row, 1, What::AFraction, Grade::Warning);
    assert_eq!(said(&view, 1), [fraction(1), fraction(2)]);
    assert_eq!(view.faults[0].args, ["0.96", "96"]);
    assert_eq!(view.faults[0].suggestion.as_deref(), Some("96%"));
    let (view, _) = new(&[("指标", "指标名称|分值|目标值|计量单位\n办结率|50|'0.95|%\n满意率|50|'95%|%")]);
    assert_eq!(said(&view, 0), [(1, 2, What::AFraction, Grade::Warning)]);
}

#[test]
fn another_table_is_seen_where_all_numbers_are_texts() {
    let data = "单位名称|办结率\n市教育局|'96\n市财政局|'97\n\n单位名称|税收收入\n市教育局|'900\n市财政局|'800";
    let (view, _) = new(&[("指标", LIST), ("数据", data)]);
    assert!(said(&view, 1).contains(&(4, 0, What::SecondTable, Grade::Warning)), "{:?}", view.faults);
}

#[test]
fn points_in_a_name_are_numbers_that_a_document_can_keep() {
    for points in ["inf", "1e400", "nan", "9e15"] {
        let list =
            format!("一级指标（{points}分）|指标名称|评分标准\n重点工作（{points}分）|办结率（{points}分）|酌情打分");
        let (_, after) = new(&[("指标", &list)]);
        let all = after.set.indicators.iter().flat_map(|i| i.points.values()).copied();
        let all: Vec<f64> = all.chain(after.set.dimensions.iter().flat_map(|d| d.weights.values().copied())).collect();
        assert!(all.iter().all(|points| points.is_finite() && *points < 1e15), "{points}: {all:?}");
    }
}

#[test]
fn points_behind_a_name_that_are_not_those_of_the_row_are_told() {
    let list = "一级指标|指标名称|分值\n重点工作|投资额（亿元）（10分）|50\n|办结率（50分）|50";
    let (view, _) = new(&[("指标", list)]);
    assert_eq!(said(&view, 0), [(1, 2, What::Contradiction, Grade::Warning)]);
    assert_eq!(view.faults[0].args, ["指标名称", "10"]);
}

#[test]
fn a_number_in_the_unit_of_its_row_is_not_taken_for_one_in_the_indicators() {
    let people = "单位名称\n市教育局\n市财政局";
    let other = |row, column| (row, column, What::OtherUnit, Grade::Error);
    let collected = "填报单位：市财政局\n指标名称|计量单位|目标值|完成值\n税收收入|亿元|0.1|0.09\n办结率|%|95|96";
    let long = "单位名称|指标名称|计量单位|完成值\n市财政局|税收收入|亿元|0.09\n市教育局|税收收入|万元|900";
    let turned = "指标名称|计量单位|市教育局|市财政局\n税收收入|亿元|0.09|'0.08\n办结率|%|96|97";
    let titled = "填报单位：市财政局|单位：亿元\n指标名称|完成值\n税收收入|0.09\n办结率|96";
    for (data, wanted) in [
        (collected, vec![other(2, 2), other(2, 3)]),
        (long, vec![other(1, 3)]),
        (turned, vec![other(1, 2), other(1, 3)]),
        (titled, vec![other(2, 1)]),
    ] {
        let (view, _) = new(&[("指标", LIST), ("名单", people), ("采集", data)]);
        assert_eq!(said(&view, 2), wanted, "{data}");
        // What is suggested is taken.
        let mut mended = data.to_owned();
        for fault in &view.faults {
            let now = fault.suggestion.as_deref().unwrap_or_default();
            mended = mended.replacen(&fault.value, now, 1);
        }
        let (view, after) = new(&[("指标", LIST), ("名单", people), ("采集", &mended)]);
        assert!(view.faults.iter().all(|f| f.grade == Grade::Note), "{mended}: {:?}", view.faults);
        let taxes = &after.set.indicators[1].id;
        let column = after.observations.column(taxes, Period::Year, Field::Value).expect("a column");
        assert!([900.0, 800.0].contains(&column.cells.entry(1).number), "{mended}");
    }
}
