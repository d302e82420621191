//! Tables that were taken in wrongly without a word, found when everything was looked at once more.

use super::samples::{book, brought, taken};
use super::*;
use crate::model::{Cycle, Direction, Document, EventKind, Field, Period};

fn new(sheets: &[(&str, &str)]) -> (IntakeView, Document) {
    taken(&Document::default(), sheets, &Choices::default())
}

/// Everything that is said of a sheet, with how bad it is.
fn said(view: &IntakeView, sheet: u32) -> Vec<(u32, u32, What, Grade)> {
    view.faults.iter().filter(|f| f.sheet == sheet).map(|f| (f.row, f.column, f.what, f.grade)).collect()
}

fn people(document: &Document) -> Vec<(&str, &str)> {
    document.subjects.iter().map(|s| (s.name.as_str(), s.category.as_str())).collect()
}

fn value(document: &Document, subject: usize, indicator: usize, period: Period) -> Option<f64> {
    let id = &document.set.indicators[indicator].id;
    document.observations.column(id, period, Field::Value).and_then(|c| c.cells.number(subject))
}

const LIST: &str = "指标编码|指标名称|计量单位|目标值|分值
A1|税收收入|万元|1000|50
A2|办结率|%|96|50";

#[test]
fn a_blank_category_is_that_of_the_row_above_where_one_cell_stands_for_several_rows() {
    let lines = "类别|单位\n县区|甲县\n|乙县\n部门|丙局\n|丁局";
    let wanted = [("甲县", "县区"), ("乙县", "县区"), ("丙局", "部门"), ("丁局", "部门")];
    let (view, document) = new(&[("名单", lines)]);
    assert_eq!(people(&document), wanted);
    let note = |row| (row, 0, What::ReadAs, Grade::Note);
    assert_eq!(said(&view, 0), [note(2), note(4)]);
    let data = "类别|单位|税收收入\n县区|甲县|1\n|乙县|2\n部门|丙局|3\n|丁局|4";
    let (view, document) = new(&[("指标", LIST), ("数据", data)]);
    assert_eq!(people(&document), wanted);
    assert_eq!(said(&view, 1), [note(2), note(4)]);
}

#[test]
fn a_category_that_was_forgotten_is_asked_for() {
    // Every row has its own: a blank one between two of one category can hardly be of another.
    let lines = "类别|单位\n县区|甲县\n县区|乙县\n|丙县\n县区|丁县\n|戊局\n部门|己局";
    let (view, _) = new(&[("名单", lines)]);
    assert_eq!(said(&view, 0), [(3, 0, What::ReadAs, Grade::Warning), (5, 0, What::Lacking, Grade::Error)]);
    let (view, _) = new(&[("名单", "类别|单位\n|甲县\n县区|乙县\n部门|丙局")]);
    assert_eq!(said(&view, 0), [(1, 0, What::Lacking, Grade::Error)]);
    // One category is everybody's.
    let (view, document) = new(&[("名单", "类别|单位\n县区|甲县\n|乙县\n县区|丙县\n县区|丁县")]);
    assert!(said(&view, 0).is_empty() && people(&document).iter().all(|(_, category)| *category == "县区"));
    // No column at all, and two categories in the list of indicators.
    let list = "指标名称|目标值|分值（A类）|分值（B类）\n税收收入|1000|100|100";
    let (view, _) = new(&[("指标", list), ("名单", "单位名称\n甲局\n乙局")]);
    assert_eq!(said(&view, 1), [(0, 0, What::Lacking, Grade::Warning)]);
}

#[test]
fn a_row_that_stands_for_a_group_is_nobody_and_tells_the_category_of_those_below() {
    for data in [
        "单位|税收收入|办结率\n一、县区|1700|95.5\n甲县|900|96\n乙县|800|95\n二、部门|300|97\n丙局|300|97",
        "序号|单位|税收收入|办结率\n一|县区|1700|95.5\n1|甲县|900|96\n2|乙县|800|95\n二|部门|300|97\n1|丙局|300|97",
    ] {
        let (view, document) = new(&[("指标", LIST), ("数据", data)]);
        assert_eq!(document.subjects.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["甲县", "乙县", "丙局"]);
        let left = |row| (row, 0, What::RowLeftOut, Grade::Warning);
        assert_eq!(said(&view, 1), [left(1), left(4)], "{data}");
    }
    let list = "指标名称|目标值|县区分值|部门分值\n税收收入|1000|100|100";
    let data = "单位|税收收入\n一、县区|\n甲县|900\n乙县|800\n二、部门|\n丙局|300";
    let (view, document) = new(&[("指标", list), ("数据", data)]);
    assert_eq!(people(&document), [("甲县", "县区"), ("乙县", "县区"), ("丙局", "部门")], "{:?}", view.faults);
    // Where every row is numbered so, they are names.
    let data = "单位|税收收入\n一、甲县|900\n二、乙县|800";
    let (_, document) = new(&[("指标", LIST), ("数据", data)]);
    assert_eq!(document.subjects.len(), 2);
}

#[test]
fn what_compares_or_sums_up_the_subjects_is_nobody() {
    for word in [
        "排名",
        "名次",
        "上年数",
        "上年实绩",
        "去年数",
        "增长率",
        "同比增减",
        "达标值",
        "考核目标",
        "平均完成率",
        "其中：县直",
        "同比增长（%）",
        "较上年增减",
        "得分",
    ] {
        let data = format!("单位|税收收入|办结率\n甲县|900|96\n乙县|800|95\n{word}|3|4");
        let (view, document) = new(&[("指标", LIST), ("数据", &data)]);
        let names: Vec<&str> = document.subjects.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["甲县", "乙县"], "{word}");
        let doubt = said(&view, 1).contains(&(3, 0, What::RowLeftOut, Grade::Warning));
        assert_eq!(doubt, word.starts_with("其中"), "{word}");
    }
}

#[test]
fn an_indicator_may_be_called_after_a_sum_and_a_sum_is_none() {
    let list = "一级指标|指标名称|计量单位|目标值|分值
质量|平均分|分|85|20
|共计|人|30|30
效率|办结率|%|96|50
|合计|||100";
    let (view, document) = new(&[("指标", list)]);
    let names: Vec<&str> = document.set.indicators.iter().map(|i| i.name.as_str()).collect();
    assert_eq!(names, ["平均分", "共计", "办结率"]);
    assert!(said(&view, 0).is_empty(), "{:?}", view.faults);
    let list = "指标名称|计量单位|目标值|分值\n平均分|分|85|20\n总分|分|600|80\n合计|||100";
    let (_, document) = new(&[("指标", list)]);
    let names: Vec<&str> = document.set.indicators.iter().map(|i| i.name.as_str()).collect();
    assert_eq!(names, ["平均分", "总分"]);
    // A sum beside its level, in a list that repeats it in every row, is no indicator.
    let list = "一级指标|指标名称|分值|目标值\n质量|甲|30|5\n质量|乙|20|5\n质量|小计|50|\n效率|丙|50|5\n效率|小计|50|";
    let (view, document) = new(&[("指标", list)]);
    let names: Vec<&str> = document.set.indicators.iter().map(|i| i.name.as_str()).collect();
    assert_eq!(names, ["甲", "乙", "丙"], "{:?}", view.faults);
    // With nothing but points it may be either.
    let (view, _) = new(&[("指标", "指标名称|目标值|分值\n办结率|96|80\n平均分||20")]);
    assert_eq!(said(&view, 0), [(2, 0, What::RowLeftOut, Grade::Warning)]);
}
