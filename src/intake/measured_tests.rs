//! What a column or a row measures: whose last year, which unit, which part of the year, whose numbers.

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

/// The numbers of an indicator, by subject; none: nothing is kept.
fn kept(document: &Document, indicator: usize, period: Period, field: Field) -> Vec<Option<f64>> {
    let id = &document.set.indicators[indicator].id;
    let column = document.observations.column(id, period, field);
    column.map(|c| (0..document.subjects.len()).map(|k| c.cells.number(k)).collect()).unwrap_or_default()
}

fn of_year(document: &Document, indicator: usize, field: Field) -> Vec<Option<f64>> {
    kept(document, indicator, Period::Year, field)
}

const LIST: &str = "一级指标|指标名称|分值|目标值|计量单位
重点工作|税收收入|30|1000|万元
|办结率|30|95|%
|安全事故数|20|3|起
|固定资产投资|20|25|亿元";

#[test]
fn last_years_values_are_of_the_indicator_that_their_heading_names() {
    let before = "单位|税收收入|固定资产投资上年值|固定资产投资\n甲局|900|20|25\n乙局|800|21|26";
    let (view, after) = new(&[("指标", LIST), ("数据", before)]);
    assert!(said(&view, 1).is_empty(), "{:?}", view.faults);
    assert_eq!(of_year(&after, 3, Field::Base), [Some(20.0), Some(21.0)]);
    assert!(of_year(&after, 0, Field::Base).is_empty());
    let behind = "单位|办结率|固定资产投资|办结率上年\n甲局|96|20|95\n乙局|97|21|94";
    let (_, after) = new(&[("指标", LIST), ("数据", behind)]);
    assert_eq!(of_year(&after, 1, Field::Base), [Some(95.0), Some(94.0)]);
    assert!(of_year(&after, 3, Field::Base).is_empty());
    // Below nothing but 上年值: of the column on its left.
    let left = "单位|办结率|税收收入|上年值\n甲局|96|900|850\n乙局|97|800|820";
    let (_, after) = new(&[("指标", LIST), ("数据", left)]);
    assert_eq!(of_year(&after, 0, Field::Base), [Some(850.0), Some(820.0)]);
}

#[test]
fn last_years_values_of_what_nobody_knows_are_of_nobody() {
    for (data, column) in [
        ("单位|税收收入|用电量上年值\n甲局|900|20\n乙局|800|21", 2),
        ("单位|税收收入|用电量|上年值\n甲局|900|20|19\n乙局|800|21|18", 3),
        ("单位|上年值|税收收入\n甲局|20|900\n乙局|21|800", 1),
    ] {
        let (view, after) = new(&[("指标", LIST), ("数据", data)]);
        assert!(said(&view, 1).contains(&(0, column, What::UnknownColumn, Grade::Warning)), "{data} {:?}", view.faults);
        assert!((0..4).all(|k| of_year(&after, k, Field::Base).is_empty()), "{data}");
    }
}

#[test]
fn a_measure_in_brackets_says_what_the_numbers_are() {
    for (word, field) in [
        ("目标值", Some(Field::Target)),
        ("计划数", Some(Field::Target)),
        ("上年值", Some(Field::Base)),
        ("上年同期", Some(Field::Base)),
        ("基期", Some(Field::Base)),
        ("完成值", Some(Field::Value)),
        ("得分", None),
        ("自评分", None),
        ("排名", None),
        ("权重", None),
        ("备注", None),
    ] {
        let data = format!("单位|税收收入（{word}）|办结率\n甲局|900|96\n乙局|800|97");
        let (view, after) = new(&[("指标", LIST), ("数据", &data)]);
        assert!(said(&view, 1).is_empty(), "{word} {:?}", view.faults);
        for other in [Field::Value, Field::Target, Field::Base] {
            let wanted = if field == Some(other) { vec![Some(900.0), Some(800.0)] } else { Vec::new() };
            assert_eq!(of_year(&after, 0, other), wanted, "{word} {other:?}");
        }
    }
    let both = "单位|税收收入（目标值）|税收收入（完成值）\n甲局|900|950\n乙局|800|850";
    let (view, after) = new(&[("指标", LIST), ("数据", both)]);
    assert!(said(&view, 1).is_empty(), "{:?}", view.faults);
    assert_eq!(of_year(&after, 0, Field::Target), [Some(900.0), Some(800.0)]);
    assert_eq!(of_year(&after, 0, Field::Value), [Some(950.0), Some(850.0)]);
}

#[test]
fn numbers_in_another_unit_are_not_taken_however_the_heading_says_it() {
    let other = |grade| vec![(0, 1, What::OtherUnit, grade)];
    for (head, wanted) in [
        ("税收收入（单位：亿元）", other(Grade::Error)),
        ("税收收入（计量单位：亿元）", other(Grade::Error)),
        ("税收收入（单位:元）", other(Grade::Error)),
        ("税收收入（亿元，保留两位小数）", other(Grade::Error)),
        ("税收收入（2025年，亿元）", other(Grade::Error)),
        ("税收收入（亿）", other(Grade::Error)),
        ("税收收入（万美元）", other(Grade::Error)),
        ("税收收入（%）", other(Grade::Error)),
        ("固定资产投资（%）", other(Grade::Error)),
        ("办结率（件）", other(Grade::Error)),
        ("安全事故数（人）", other(Grade::Error)),
        ("安全事故数（件）", other(Grade::Warning)),
        ("税收收入（万）", vec![]),
        ("税收收入（人民币万元）", vec![]),
        ("税收收入（万元，累计）", vec![(0, 1, What::UnknownColumn, Grade::Warning)]),
        ("办结率（百分比）", vec![]),
    ] {
        let data = format!("单位|{head}\n甲局|40\n乙局|50");
        let (view, after) = new(&[("指标", LIST), ("数据", &data)]);
        assert_eq!(said(&view, 1), wanted, "{head}");
        let taken = wanted.iter().all(|(.., what, _)| *what != What::UnknownColumn)
            && !wanted.iter().any(|(.., grade)| *grade == Grade::Error);
        assert_eq!(after.observations.columns.iter().filter(|c| c.field == Field::Value).count(), usize::from(taken));
    }
}

#[test]
fn a_row_in_a_unit_of_another_kind_is_not_taken_and_another_word_for_it_is_said_once() {
    let long = "单位名称|指标名称|计量单位|完成值
甲局|办结率|件|96
甲局|固定资产投资|%|9.5
甲局|安全事故数|人|3
乙局|安全事故数|件|3
丙局|安全事故数|件|2
乙局|税收收入（亿元）||0.09";
    let (view, _) = new(&[("指标", LIST), ("数据", long)]);
    let other = |row, grade| (row, 3, What::OtherUnit, grade);
    let [error, warning] = [Grade::Error, Grade::Warning];
    assert_eq!(said(&view, 1), [other(1, error), other(2, error), other(3, error), other(4, warning), other(6, error)]);
    assert_eq!(view.faults.last().and_then(|f| f.suggestion.as_deref()), Some("900万元"));
}
