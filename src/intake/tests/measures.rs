//! What a column or a row measures: whose last year, which unit, which part of the year, whose numbers.

use super::*;
use crate::model::{Document, Field, Period};

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
        ("税收收入（万元，累计）", vec![]),
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

const PEOPLE: &str = "单位名称\n甲局\n乙局";

/// What a form of 甲局 brings for 税收收入 and 办结率 below a heading.
fn filled_in(head: &str) -> (IntakeView, Document) {
    let list = format!("2025年度考核指标体系\n{LIST}");
    let form = format!("填报单位：甲局\n指标名称|计划数|{head}\n税收收入|1000|900\n办结率|95|96");
    new(&[("指标", &list), ("名单", PEOPLE), ("采集", &form)])
}

#[test]
fn a_part_of_the_year_or_another_year_is_not_what_the_year_came_to() {
    let part = vec![(1, 2, What::UnknownColumn, Grade::Warning)];
    let other_year = vec![(1, 2, What::OtherYear, Grade::Warning)];
    let month = |row| (row, 2, What::PeriodOutsideCycle, Grade::Warning);
    for (head, wanted) in [
        ("1-6月完成值", part.clone()),
        ("上半年完成值", part.clone()),
        ("截至9月底完成情况", part.clone()),
        ("预计完成值", part.clone()),
        ("完成值（上半年）", part.clone()),
        ("2024年完成值", other_year),
        ("本月完成值", vec![month(2), month(3)]),
        ("2025年完成值", vec![]),
        ("全年完成值", vec![]),
        ("1-12月完成值", vec![]),
        ("累计完成值", vec![]),
    ] {
        let (view, after) = filled_in(head);
        assert_eq!(said(&view, 2), wanted, "{head}");
        let value = if wanted.is_empty() { vec![Some(900.0), None] } else { Vec::new() };
        assert_eq!(of_year(&after, 0, Field::Value), value, "{head}");
    }
    // The same in rows of several subjects.
    let long = "单位名称|指标名称|1-6月完成值\n甲局|税收收入|900\n乙局|税收收入|800";
    let (view, after) = new(&[("指标", LIST), ("数据", long)]);
    assert_eq!(said(&view, 1), [(0, 2, What::UnknownColumn, Grade::Warning)]);
    assert!(after.observations.columns.is_empty());
}

#[test]
fn what_has_come_together_stands_before_the_last_month_where_the_year_counts() {
    let form = "填报单位：甲局\n指标名称|本月完成值|累计完成值\n税收收入|100|900\n办结率|95|96";
    let (view, after) = new(&[("指标", LIST), ("名单", PEOPLE), ("采集", form)]);
    assert_eq!(said(&view, 2), [(1, 1, What::UnknownColumn, Grade::Warning)]);
    assert_eq!(of_year(&after, 0, Field::Value), [Some(900.0), None]);
}

#[test]
fn a_form_with_the_plan_last_year_and_this_year_is_read_as_it_stands() {
    let form =
        "填报单位：甲局\n序号|指标名称|单位|年初计划|上年完成|本年完成|同比增长\n1|税收收入|万元|1100|850|900|5.9";
    let (view, after) = new(&[("指标", LIST), ("名单", PEOPLE), ("采集", form)]);
    assert_eq!(said(&view, 2), [(1, 6, What::UnknownColumn, Grade::Warning)]);
    let of = |field| of_year(&after, 0, field).first().copied().flatten();
    assert_eq!([Field::Target, Field::Base, Field::Value].map(of), [Some(1100.0), Some(850.0), Some(900.0)]);
}

#[test]
fn a_measure_or_a_year_before_or_behind_a_name_is_heard() {
    let data = "单位|上年税收收入|目标税收收入|实际税收收入|办结率（去年）|办结率（今年）\n甲局|850|950|900|94|96";
    let (view, after) = new(&[("指标", LIST), ("数据", data)]);
    assert!(said(&view, 1).is_empty(), "{:?}", view.faults);
    let of = |indicator, field| of_year(&after, indicator, field);
    assert_eq!(
        [Field::Base, Field::Target, Field::Value].map(|f| of(0, f)),
        [850.0, 950.0, 900.0].map(|n| vec![Some(n)])
    );
    assert_eq!([of(1, Field::Base), of(1, Field::Value)], [94.0, 96.0].map(|n| vec![Some(n)]));
    let list = format!("2025年度考核指标体系\n{LIST}");
    let (view, after) = new(&[("指标", &list), ("数据", "单位|税收收入(2024)|税收收入(2025)\n甲局|400|900")]);
    assert_eq!(said(&view, 1), [(0, 1, What::OtherYear, Grade::Warning)]);
    assert_eq!(of_year(&after, 0, Field::Value), [Some(900.0)]);
}

#[test]
fn a_month_in_the_heading_of_a_form_is_that_month() {
    let list = LIST.replace("计量单位", "计量单位|考核周期").replace("万元", "万元|月度").replace("|%", "|%|年度");
    let form = "填报单位：甲局\n指标名称|6月完成值\n税收收入|900\n办结率|96";
    let (view, after) = new(&[("指标", &list), ("名单", PEOPLE), ("采集", form)]);
    assert_eq!(said(&view, 2), [(3, 1, What::PeriodOutsideCycle, Grade::Warning)]);
    assert_eq!(kept(&after, 0, Period::Month(6), Field::Value), [Some(900.0), None]);
    assert_eq!(after.observations.columns.len(), 1);
}

#[test]
fn what_one_unit_filled_in_has_no_columns_of_others() {
    let figures = (1, 2, What::UnknownColumn, Grade::Warning);
    for (head, wanted, value) in [
        // Nothing was verified yet.
        ("自查数|核定数", vec![], Some(900.0)),
        ("自查数", vec![], Some(900.0)),
        ("核定数", vec![], Some(900.0)),
        ("累计", vec![], Some(900.0)),
        ("得分", vec![figures], None),
    ] {
        let (view, after) = filled_in(head);
        assert_eq!(view.sheets[2].kind, Kind::Collection, "{head}");
        assert_eq!(after.subjects.len(), 2);
        assert_eq!(said(&view, 2), wanted, "{head}");
        assert_eq!(of_year(&after, 0, Field::Value), value.map(|value| vec![Some(value), None]).unwrap_or_default());
    }
    let both = "填报单位：甲局\n指标名称|计划数|自查数|核定数\n税收收入|1000|900|890\n办结率|95|96|96";
    let (_, after) = new(&[("指标", LIST), ("采集", both)]);
    // What was verified stands before what the unit says of itself.
    let names: Vec<&str> = after.subjects.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["甲局"]);
    assert_eq!(of_year(&after, 0, Field::Value), [Some(890.0)]);
    // 上年完成值 is last year's.
    let (_, after) = filled_in("上年完成值");
    assert_eq!(of_year(&after, 0, Field::Base), [Some(900.0), None]);
    assert!(of_year(&after, 0, Field::Value).is_empty());
}

#[test]
fn a_table_that_is_turned_round_stays_one_whoever_made_it() {
    let turned = "填报单位：统计局\n指标名称|计量单位|甲局|乙局\n税收收入|万元|900|800\n办结率|%|96|95";
    for sheets in [vec![("指标", LIST), ("数据", turned)], vec![("指标", LIST), ("名单", PEOPLE), ("数据", turned)]]
    {
        let (view, after) = new(&sheets);
        let last = sheets.len() as u32 - 1;
        assert!(said(&view, last).is_empty(), "{:?}", view.faults);
        assert_eq!(of_year(&after, 0, Field::Value), [Some(900.0), Some(800.0)]);
    }
}

#[test]
fn a_table_that_is_turned_round_has_targets_beside_its_values() {
    let turned = "指标名称|甲局||乙局|\n|目标|完成|目标|完成\n税收收入|1000|900|800|700\n办结率|95|96|95|97";
    let (view, after) = new(&[("指标", LIST), ("名单", PEOPLE), ("数据", turned)]);
    assert!(said(&view, 2).is_empty(), "{:?}", view.faults);
    assert_eq!(of_year(&after, 0, Field::Value), [Some(900.0), Some(700.0)]);
    // 1000 is everybody's.
    assert_eq!(of_year(&after, 0, Field::Target), [None, Some(800.0)]);
}

#[test]
fn figures_beside_indicators_that_are_known_are_not_dropped_without_a_word() {
    let (view, _) =
        new(&[("指标", LIST), ("名单", PEOPLE), ("表", "指标名称|计划数|用数\n税收收入|1000|900\n办结率|95|96")]);
    assert_eq!(said(&view, 2), [(0, 2, What::UnknownColumn, Grade::Warning)]);
    let wide = "单位名称|税收收入|用电量完成值|目标值\n甲局|900|5|950\n乙局|800|6|850";
    let (view, _) = new(&[("指标", LIST), ("数据", wide)]);
    let unknown = |column| (0, column, What::UnknownColumn, Grade::Warning);
    assert_eq!(said(&view, 1), [unknown(2), unknown(3)]);
}

#[test]
fn a_share_of_a_unit_in_thousandths_is_converted() {
    let list = "一级指标|指标名称|分值|目标值|计量单位\n重点|人口出生率|50|5%|‰\n|登记率|50|'0.5%|‰";
    let (view, after) = new(&[("指标", list), ("数据", "单位名称|人口出生率|登记率\n甲局|4%|4\n乙局|'0.3%|5")]);
    assert!(view.faults.iter().all(|f| f.grade == Grade::Note), "{:?}", view.faults);
    assert_eq!(after.set.indicators.iter().map(|i| i.target).collect::<Vec<_>>(), [Some(50.0), Some(5.0)]);
    assert_eq!(of_year(&after, 0, Field::Value), [Some(40.0), Some(3.0)]);
}

#[test]
fn a_long_table_has_its_values_below_the_only_heading_that_can_be_of_them() {
    for (head, wanted) in [("指标值", Some(What::ReadAs)), ("数额", Some(What::ReadAs)), ("完成值", None)] {
        let long = format!("单位名称|指标名称|计量单位|{head}\n甲局|税收收入|万元|900\n乙局|税收收入|万元|800");
        let (view, after) = new(&[("指标", LIST), ("数据", &long)]);
        let wanted: Vec<_> = wanted.into_iter().map(|what| (0, 3, what, Grade::Warning)).collect();
        assert_eq!(said(&view, 1), wanted, "{head}");
        assert_eq!(of_year(&after, 0, Field::Value), [Some(900.0), Some(800.0)], "{head}");
    }
    let bare = "单位名称|项目|数值\n甲局|税收收入|900\n乙局|税收收入|800";
    let (view, after) = new(&[("指标", LIST), ("数据", bare)]);
    assert!(said(&view, 1).is_empty(), "{:?}", view.faults);
    assert_eq!(of_year(&after, 0, Field::Value), [Some(900.0), Some(800.0)]);
    // A target is one, with values beside it or without.
    for (heads, cells, value) in [("目标值", "1100", None), ("年度指标值|全年完成值", "1100|900", Some(900.0))]
    {
        let long = format!("单位名称|指标名称|{heads}\n甲局|税收收入|{cells}");
        let (view, after) = new(&[("指标", LIST), ("数据", &long)]);
        assert!(said(&view, 1).is_empty(), "{:?}", view.faults);
        assert_eq!(of_year(&after, 0, Field::Target), [Some(1100.0)]);
        assert_eq!(of_year(&after, 0, Field::Value), value.map(|value| vec![Some(value)]).unwrap_or_default());
    }
}

#[test]
fn a_row_that_names_a_part_or_another_measure_of_an_indicator_is_not_its_value() {
    let long = "单位名称|指标名称|数值
甲局|税收收入（目标值）|1000
甲局|税收收入（6月）|100
甲局|税收收入（上半年）|500
甲局|税收收入（累计，万元）|900";
    let (view, _) = new(&[("指标", LIST), ("数据", long)]);
    let nothing = |row| (row, 1, What::NoSuchIndicator, Grade::Error);
    assert_eq!(said(&view, 1), [nothing(1), nothing(2), nothing(3)]);
}

#[test]
fn subjects_may_stand_below_the_word_for_who_is_responsible() {
    let data = "责任单位|税收收入|办结率\n全市|1700|96\n甲局|900|96\n乙局|800|97\n合计|1700|96";
    for sheets in [vec![("指标", LIST), ("数据", data)], vec![("指标", LIST), ("名单", PEOPLE), ("数据", data)]]
    {
        let (view, after) = new(&sheets);
        let last = sheets.len() as u32 - 1;
        assert!(said(&view, last).is_empty(), "{:?}", view.faults);
        assert_eq!(after.subjects.len(), 2);
        assert_eq!(of_year(&after, 0, Field::Value), [Some(900.0), Some(800.0)]);
    }
}

#[test]
fn who_is_responsible_in_a_list_of_indicators_is_no_subject() {
    let list = "责任单位|指标名称|目标值|分值\n财政局|税收收入|1000|60\n政务局|办结率|95|40";
    let (view, after) = new(&[("指标", list), ("数据", "责任单位|税收收入\n甲局|900\n乙局|800")]);
    assert_eq!(view.sheets.iter().map(|sheet| sheet.kind).collect::<Vec<_>>(), [Kind::Indicators, Kind::Values]);
    assert_eq!(of_year(&after, 0, Field::Value), [Some(900.0), Some(800.0)]);
    let parts = "科室|税收收入|办结率|责任单位\n甲科|900|96|财政局\n乙科|800|97|税务局";
    let (_, after) = new(&[("指标", LIST), ("数据", parts)]);
    let names: Vec<&str> = after.subjects.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["甲科", "乙科"]);
}

#[test]
fn points_are_told_from_values_by_their_sum_and_by_the_title() {
    let points = |row, column, grade| vec![(row, column, What::Unlikely, grade)];
    for (data, wanted) in [
        (
            "2025年考核得分表\n单位|税收收入|办结率|总分|排名\n甲局|28|29|57|1\n乙局|27|30|57|1",
            points(1, 3, Grade::Error),
        ),
        ("2025年考核得分表\n单位|税收收入|办结率\n甲局|28|29\n乙局|27|30", points(1, 1, Grade::Warning)),
        ("单位|税收收入|办结率|总分\n甲局|928|96|57\n乙局|827|97|57", points(0, 3, Grade::Warning)),
        ("单位|税收收入|税收收入得分|办结率|办结率得分|总分\n甲局|928|28|96|29|57\n乙局|827|27|97|30|57", vec![]),
        ("单位|税收收入|办结率|排名\n甲局|928|96|1\n乙局|827|97|2", vec![]),
    ] {
        let (view, _) = new(&[("指标", LIST), ("数据", data)]);
        assert_eq!(said(&view, 1), wanted, "{data}");
    }
    // Marks are added up as they are.
    let list = "指标名称|分值|计量单位\n语文|50|分\n数学|50|分";
    let (view, _) = new(&[("指标", list), ("数据", "姓名|语文|数学|总分\n张三|90|80|170\n李四|70|85|155")]);
    assert!(said(&view, 1).is_empty(), "{:?}", view.faults);
}

#[test]
fn a_share_below_zero_and_half_an_accident_are_hard_to_believe() {
    let data = "单位|办结率|安全事故数|税收收入\n甲局|-96|1.5|-900\n乙局|97|2|800";
    let (view, after) = new(&[("指标", LIST), ("数据", data)]);
    let odd = |column| (1, column, What::Unlikely, Grade::Warning);
    assert_eq!(said(&view, 1), [odd(1), odd(2), odd(3)]);
    assert_eq!(of_year(&after, 1, Field::Value), [Some(-96.0), Some(97.0)]);
    let list = "指标名称|分值|计量单位\n利润总额|40|万元\n户均投诉|30|件\n收入增速|30|%";
    let (view, _) = new(&[("指标", list), ("数据", "单位|利润总额|户均投诉|收入增速\n甲厂|-96|1.5|-3\n乙厂|97|2|5")]);
    assert!(said(&view, 1).is_empty(), "{:?}", view.faults);
}

#[test]
fn a_unit_behind_a_name_is_heard_without_round_brackets() {
    for (head, wanted) in [
        ("税收收入亿元", vec![(0, 1, What::OtherUnit, Grade::Error)]),
        ("税收收入：亿元", vec![(0, 1, What::OtherUnit, Grade::Error)]),
        ("税收收入/亿元", vec![(0, 1, What::OtherUnit, Grade::Error)]),
        ("税收收入[亿元]", vec![(0, 1, What::OtherUnit, Grade::Error)]),
        ("税收收入 万元", vec![]),
        ("税收收入[万元]", vec![]),
        ("税收收入（目标1000万元）", vec![]),
        ("税收收入（≥1000万元）", vec![]),
        ("税收收入（A101）", vec![]),
        ("税收收入（数据来源：税务局）", vec![]),
        ("税收收入（税务局提供）", vec![]),
    ] {
        let (view, after) = new(&[("指标", LIST), ("数据", &format!("单位|{head}\n甲局|40\n乙局|50"))]);
        assert_eq!(said(&view, 1), wanted, "{head}");
        if wanted.is_empty() {
            assert_eq!(of_year(&after, 0, Field::Value), [Some(40.0), Some(50.0)], "{head}");
        } else {
            assert_eq!(after, Document::default(), "{head}");
        }
    }
}

#[test]
fn a_table_whose_title_names_the_only_indicator_is_of_it() {
    let data = "税收收入完成情况表\n单位名称|目标值|完成值|上年值|完成率\n甲局|1100|400|380|40\n乙局|900|300|280|30";
    let (view, after) = new(&[("指标", LIST), ("数据", data)]);
    assert!(said(&view, 1).is_empty(), "{:?}", view.faults);
    let of = |field| of_year(&after, 0, field);
    assert_eq!(of(Field::Target), [Some(1100.0), Some(900.0)]);
    assert_eq!(of(Field::Value), [Some(400.0), Some(300.0)]);
    assert_eq!(of(Field::Base), [Some(380.0), Some(280.0)]);
    let other = |row| vec![(row, 1, What::OtherUnit, Grade::Error)];
    let part = vec![(1, 1, What::UnknownColumn, Grade::Warning)];
    for (data, wanted) in [
        ("税收收入完成情况表（亿元）\n单位名称|完成值\n甲局|0.04\n乙局|0.03", other(1)),
        ("税收收入完成情况表\n单位：亿元\n单位名称|完成值\n甲局|0.04\n乙局|0.03", other(2)),
        ("税收收入完成情况表\n单位名称|完成值（亿元）\n甲局|0.04\n乙局|0.03", other(1)),
        ("税收收入完成情况表\n单位名称|1-6月完成值\n甲局|400\n乙局|300", part),
    ] {
        let (view, after) = new(&[("指标", LIST), ("数据", data)]);
        assert_eq!(said(&view, 1), wanted, "{data}");
        assert!(after.observations.columns.is_empty(), "{data}");
    }
    // Without an indicator the values are nobody's, and that is said.
    let (view, _) = new(&[("指标", LIST), ("数据", "情况表\n单位名称|完成值\n甲局|400\n乙局|300")]);
    assert_eq!(said(&view, 1), [(1, 1, What::UnknownColumn, Grade::Warning)]);
}

#[test]
fn points_of_what_nobody_judges_and_points_that_are_the_value_are_told_apart() {
    let points = "单位名称|指标名称|得分\n甲局|税收收入|28\n乙局|税收收入|27";
    let (view, _) = new(&[("指标", LIST), ("得分", points)]);
    assert_eq!(said(&view, 1), [(0, 2, What::Unlikely, Grade::Warning)]);
    let list = "指标名称|分值|目标值|计量单位\n税收收入|60|1000|万元\n满意度|40|90|分";
    let (view, after) = new(&[("指标", list), ("数据", "单位名称|税收收入|满意度得分\n甲局|900|88\n乙局|800|87")]);
    assert_eq!(said(&view, 1), [(0, 2, What::ReadAs, Grade::Warning)]);
    assert_eq!(of_year(&after, 1, Field::Value), [Some(88.0), Some(87.0)]);
    let below = "单位名称|税收收入（30分）|办结率（30分）\n甲局|29|28\n乙局|28|27";
    let (view, _) = new(&[("指标", LIST), ("数据", below)]);
    assert_eq!(said(&view, 1), [(0, 1, What::Unlikely, Grade::Warning)]);
}

#[test]
fn years_and_months_of_a_table_that_is_turned_round_are_told_apart() {
    let of = |heads: &str, row: &str| format!("指标名称|甲局||乙局|\n{heads}\n税收收入|{row}\n办结率|94|96|93|97");
    let list = format!("2025年度考核指标体系\n{LIST}");
    let kept_of = |heads: &str, row: &str| new(&[("指标", &list), ("名单", PEOPLE), ("数据", &of(heads, row))]);
    let (view, after) = kept_of("|上年|本年|上年|本年", "850|900|750|800");
    assert!(said(&view, 2).is_empty(), "{:?}", view.faults);
    assert_eq!(of_year(&after, 0, Field::Base), [Some(850.0), Some(750.0)]);
    assert_eq!(of_year(&after, 0, Field::Value), [Some(900.0), Some(800.0)]);
    for (heads, what) in
        [("|1-6月|全年|1-6月|全年", What::UnknownColumn), ("|2024年|2025年|2024年|2025年", What::OtherYear)]
    {
        let (view, after) = kept_of(heads, "850|900|750|800");
        let told = |column| (1, column, what, Grade::Warning);
        assert_eq!(said(&view, 2), [told(1), told(3)], "{heads}");
        assert_eq!(of_year(&after, 0, Field::Value), [Some(900.0), Some(800.0)], "{heads}");
    }
    let list = "一级指标|指标名称|分值|计量单位|考核周期\n重点|税收收入|50|万元|月度\n|办结率|50|%|年度";
    let months = of("|1月|2月|1月|2月", "90|80|70|60");
    let (view, after) = new(&[("指标", list), ("名单", PEOPLE), ("数据", &months)]);
    let outside = |column| (3, column, What::PeriodOutsideCycle, Grade::Warning);
    assert_eq!(said(&view, 2), [outside(1), outside(2), outside(3), outside(4)]);
    assert_eq!(kept(&after, 0, Period::Month(2), Field::Value), [Some(80.0), Some(60.0)]);
}

#[test]
fn the_only_figures_of_a_form_are_what_came_out_and_no_new_targets() {
    let form = "填报单位：甲局\n指标名称|计量单位|指标值\n税收收入|万元|900\n办结率|%|96";
    let (view, after) = new(&[("指标", LIST), ("名单", PEOPLE), ("采集", form)]);
    assert_eq!(said(&view, 2), [(1, 2, What::ReadAs, Grade::Warning)]);
    assert_eq!(after.set.indicators.len(), 4);
    assert_eq!(of_year(&after, 0, Field::Value), [Some(900.0), None]);
}

#[test]
fn a_word_that_nobody_knows_below_a_name_is_said() {
    for (word, wanted) in [
        ("人均", vec![(1, 1, What::ReadAs, Grade::Warning)]),
        ("金额", vec![]),
        ("完成值", vec![]),
        ("万元", vec![]),
        ("本年", vec![]),
    ] {
        let data = format!("单位名称|税收收入||\n|{word}|占比|排名\n甲局|900|5|1\n乙局|800|6|2");
        let (view, after) = new(&[("指标", LIST), ("名单", PEOPLE), ("数据", &data)]);
        assert_eq!(said(&view, 2), wanted, "{word}");
        assert_eq!(of_year(&after, 0, Field::Value), [Some(900.0), Some(800.0)], "{word}");
    }
    assert!(
        new(&[("指标", LIST), ("数据", "单位|税收收入（A102）\n甲局|40")]).1.observations.columns.is_empty(),
        "the code is another one's"
    );
    let halves = "单位名称|上半年||下半年|\n|税收收入|办结率|税收收入|办结率\n甲局|900|96|27|28\n乙局|800|97|24|30";
    let (view, after) = new(&[("指标", LIST), ("名单", PEOPLE), ("数据", halves)]);
    let part = |column| (1, column, What::UnknownColumn, Grade::Warning);
    assert_eq!(said(&view, 2), [part(1), part(2), part(3), part(4)]);
    assert!(after.observations.columns.is_empty());
}

#[test]
fn points_with_a_column_for_every_subject_are_seen_by_their_title() {
    let points = "各单位得分表\n指标名称|甲局|乙局\n税收收入|27|24\n办结率|28|30";
    let (view, _) = new(&[("指标", LIST), ("名单", PEOPLE), ("得分", points)]);
    assert_eq!(said(&view, 2), [(1, 1, What::Unlikely, Grade::Warning)]);
    let listed =
        "指标名称|甲局|乙局|分值\n税收收入|27|24|30\n办结率|28|30|30\n安全事故数|20|20|20\n固定资产投资|19|20|20";
    let (view, _) = new(&[("指标", LIST), ("名单", PEOPLE), ("得分", listed)]);
    let figures = |column| (0, column, What::UnknownColumn, Grade::Warning);
    assert_eq!(said(&view, 2), [figures(1), figures(2)]);
}
