//! Tables that were once taken in wrongly, or without a word.

use super::*;
use crate::model::{Document, Field, Period};

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
fn events_alone_bring_their_subjects_with_a_category() {
    let (view, document) =
        new(&[("加减分", "统一社会信用代码|单位全称|加分|扣分|事由\nC1|财政局|1||先进\nC2|教育局||2|迟报")]);
    assert!(view.faults.iter().all(|fault| fault.grade != Grade::Error), "{:?}", view.faults);
    assert_eq!((document.subjects.len(), document.categories.len(), document.events.len()), (2, 1, 2));
    assert_eq!(document.subjects[1].category, document.categories[0].id);
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
    for (data, wanted) in [
        (collected, vec![other(2, 2), other(2, 3)]),
        (long, vec![other(1, 3)]),
        (turned, vec![other(1, 2), other(1, 3)]),
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

#[test]
fn a_sheet_or_a_file_that_is_called_after_another_year_or_after_months_is_told() {
    let list = format!("2025年度考核指标体系\n{LIST}");
    let data = "单位名称|办结率\n市教育局|96\n市财政局|97";
    let other = (0, 0, What::OtherYear, Grade::Error);
    let part = (0, 0, What::NoSuchPeriod, Grade::Warning);
    for (name, wanted) in [("2024年数据", vec![other]), ("1-6月", vec![part]), ("2025年数据", vec![]), ("数据", vec![])]
    {
        let (view, _) = new(&[("指标", &list), (name, data)]);
        assert_eq!(said(&view, 1), wanted, "{name}");
    }
    for (name, wanted) in
        [("2024年1-6月数据.csv", vec![other]), ("1-6月.csv", vec![part]), ("数据2026-01-15.csv", vec![])]
    {
        let books = [book(&[("指标", &list)]), Book { name: name.to_owned(), ..book(&[("数据", data)]) }];
        let (view, _) = brought(&Document::default(), &books, &Choices::default());
        assert_eq!(said(&view, 1), wanted, "{name}");
    }
}

#[test]
fn of_two_years_side_by_side_the_later_one_is_assessed() {
    let data = "单位名称|2024年税收收入|2025年税收收入\n市教育局|700|900\n市财政局|600|800";
    let (view, after) = new(&[("指标", LIST), ("数据", data)]);
    assert_eq!(said(&view, 1), [(0, 1, What::OtherYear, Grade::Warning)]);
    let column = after.observations.columns.first().expect("a column");
    assert_eq!(column.cells.numbers, [900.0, 800.0]);
}

#[test]
fn what_stands_in_brackets_behind_a_name_may_make_it_another() {
    for (head, wanted) in [
        ("税收收入（不含留抵退税）", vec![(0, 1, What::AlmostTheSame, Grade::Error)]),
        ("税收收入（初次）", vec![(0, 1, What::AlmostTheSame, Grade::Error)]),
        ("税收收入（万元）", vec![]),
        ("税收收入（40分）", vec![]),
        ("税收收入（万元，全年）", vec![]),
        ("税收收入（完成值）", vec![]),
        ("税收收入（Tax Revenue）", vec![]),
        ("税收收入（单位：万元）", vec![]),
    ] {
        let (view, _) = new(&[("指标", LIST), ("数据", &format!("单位名称|{head}\n市教育局|900\n市财政局|800"))]);
        assert_eq!(said(&view, 1), wanted, "{head}");
    }
}

#[test]
fn a_name_with_its_unit_in_the_list_is_known_without_it() {
    let list = "一级指标|指标名称|分值|计量单位\n重点工作|办结率(%)|60|%\n|投资额（亿元）|20|亿元\n|投资额（个）|20|个";
    let (view, after) = new(&[("指标", list), ("数据", "单位名称|办结率\n市教育局|96\n市财政局|97")]);
    assert!(said(&view, 1).is_empty(), "{:?}", view.faults);
    assert_eq!(after.observations.columns.first().map(|c| &c.indicator), Some(&after.set.indicators[0].id));
    let (view, _) = new(&[("指标", list), ("数据", "单位名称|办结率|投资额\n市教育局|96|5\n市财政局|97|6")]);
    assert!(!said(&view, 1).is_empty(), "two have it");
}

#[test]
fn the_code_of_the_register_is_a_subjects_code_unless_the_office_has_its_own() {
    let code = "113301000024909999";
    let list = format!("统一社会信用代码|单位名称\n'{code}|市教育局\n113301000024900000|市财政局");
    let (view, _) = new(&[("名单", &list)]);
    assert_eq!(said(&view, 0), [(2, 0, What::LostDigits, Grade::Error)]);
    let list = format!("统一社会信用代码|单位代码|单位名称\n'{code}|U01|市教育局\n|U02|市财政局");
    let (view, after) = new(&[("名单", &list)]);
    assert!(view.faults.is_empty(), "{:?}", view.faults);
    assert_eq!(after.subjects[0].id, "U01");
    assert_eq!(after.subjects[0].attributes.get("统一社会信用代码").map(String::as_str), Some(code));
}

#[test]
fn a_quarter_of_a_monthly_indicator_is_left_out() {
    let list = "一级指标|指标名称|分值|计量单位|考核周期\n重点工作|税收收入|100|万元|月度";
    let data = "单位名称|税收收入|税收收入\n|1月|第一季度\n市教育局|30|90\n市财政局|20|60";
    let (view, after) = new(&[("指标", list), ("数据", data)]);
    assert_eq!(said(&view, 1), [(1, 2, What::PeriodOutsideCycle, Grade::Warning)]);
    let periods: Vec<Period> = after.observations.columns.iter().map(|c| c.period).collect();
    assert_eq!(periods, [Period::Month(1)]);
}

#[test]
fn none_where_things_are_counted_is_asked_about_and_what_is_no_unit_is_none() {
    let list = "一级指标|指标名称|分值|计量单位\n重点工作|安全事故数|60|起\n|信访件数|40|件";
    for (typed, what, grade, suggestion) in [
        ("无", What::ReadAs, Grade::Warning, Some("0")),
        ("2*", What::NotANumber, Grade::Error, Some("2")),
        ("1O", What::NotANumber, Grade::Error, None),
        ("5起左右", What::NotANumber, Grade::Error, Some("5")),
        ("5%%", What::NotANumber, Grade::Error, Some("5")),
    ] {
        let data = format!("单位名称|安全事故数|信访件数\n市教育局|{typed}|3\n市财政局|1|4");
        let (view, _) = new(&[("指标", list), ("数据", &data)]);
        assert_eq!(said(&view, 1), [(1, 1, what, grade)], "{typed}");
        assert_eq!(view.faults.last().and_then(|f| f.suggestion.as_deref()), suggestion, "{typed}");
    }
}
