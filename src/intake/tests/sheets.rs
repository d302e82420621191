//! Whose numbers a sheet holds, and what its headings are of: as offices head their tables.

use super::*;
use crate::model::EventKind;

const LIST: &str = "一级指标|指标名称|分值|目标值|计量单位
重点工作|税收收入|50|1200|万元
|办结率|50|96|%";

/// The names of the subjects with what they have of the first two indicators.
fn kept(document: &Document) -> Vec<(String, Option<f64>, Option<f64>)> {
    let of = |at: usize| {
        let name = document.subjects[at].name.clone();
        (name, value(document, at, 0, Period::Year), value(document, at, 1, Period::Year))
    };
    (0..document.subjects.len()).map(of).collect()
}

fn wanted(rows: &[(&str, f64, f64)]) -> Vec<(String, Option<f64>, Option<f64>)> {
    rows.iter().map(|(name, one, other)| ((*name).to_owned(), Some(*one), Some(*other))).collect()
}

const BOTH: [(&str, f64, f64); 2] = [("甲局", 900.0, 95.0), ("乙局", 1300.0, 97.0)];

#[test]
fn names_left_of_indicators_are_subjects_whatever_stands_above_them() {
    for head in [
        "县市区",
        "县（区、市）",
        "乡（镇）",
        "派出所",
        "支行",
        "村",
        "名称",
        "编号",
        "省份",
        "岗位",
        "单位/指标",
        "指标\\单位",
        "",
    ] {
        let data = format!("{head}|税收收入|办结率\n甲局|900|95\n乙局|1300|97");
        let (view, after) = new(&[("指标", LIST), ("数据", &data)]);
        assert!(said(&view, 1).is_empty(), "{head} {:?}", view.faults);
        assert_eq!(kept(&after), wanted(&BOTH), "{head}");
    }
    // Sums and averages are nobody, and neither are measures.
    let sums = "村|税收收入|办结率\n甲局|900|95\n乙局|1300|97\n全市平均|1100|96\n合计|2200|";
    assert_eq!(kept(&new(&[("指标", LIST), ("数据", sums)]).1), wanted(&BOTH));
    let measures = "指标|税收收入|办结率\n完成值|900|95\n目标值|1300|97";
    let (view, after) = new(&[("指标", LIST), ("甲局", measures)]);
    assert_eq!(said(&view, 1), [(0, 0, What::UnknownColumn, Grade::Warning)]);
    assert!(after.subjects.is_empty());
    let (_, after) = new(&[("指标", LIST), ("数据", "所属板块|单位|税收收入|办结率\n党群|甲局|900|95\n|乙局|1300|97")]);
    assert_eq!(kept(&after), wanted(&BOTH));
    let (_, after) = new(&[("指标", LIST), ("名单", "序号|名称|分类\n1|甲局|市直\n2|乙局|县区")]);
    let names: Vec<&str> = after.subjects.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["甲局", "乙局"]);
}

#[test]
fn people_and_names_that_do_not_repeat_are_the_subjects() {
    for data in [
        "序号|部门|姓名|税收收入|办结率\n1|办公室|甲局|900|95\n2|办公室|乙局|1300|97",
        "单位名称|姓名|职务|税收收入|办结率\n某局|甲局|局长|900|95\n某局|乙局|科长|1300|97",
        "地市|县区|税收收入|办结率\nA市|甲局|900|95\nA市|乙局|1300|97",
        "公司|部门|税收收入|办结率\n一公司|甲局|900|95\n一公司|乙局|1300|97",
    ] {
        let (view, after) = new(&[("指标", LIST), ("数据", data)]);
        assert!(errors(&view).is_empty(), "{data} {:?}", view.faults);
        assert_eq!(kept(&after), wanted(&BOTH), "{data}");
    }
    let (view, after) = new(&[("指标", LIST), ("名单", "部门|姓名|类别\n办公室|张三|甲\n办公室|李四|乙")]);
    assert!(errors(&view).is_empty(), "{:?}", view.faults);
    let named: Vec<(&str, Option<&str>)> =
        after.subjects.iter().map(|s| (s.name.as_str(), s.attributes.get("部门").map(String::as_str))).collect();
    assert_eq!(named, [("张三", Some("办公室")), ("李四", Some("办公室"))]);
    // Who is listed goes before everything.
    let events = "单位|姓名|加分事项|加分\n甲局|张三|获奖|2";
    let (_, after) = new(&[("指标", LIST), ("名单", "单位|类别\n甲局|市直\n乙局|市直"), ("加分", events)]);
    assert_eq!(after.events.iter().map(|e| e.subject.as_str()).collect::<Vec<_>>(), ["U001"]);
}

#[test]
fn a_sheet_of_figures_that_nothing_is_understood_of_is_told() {
    let strange = "甲乙丙|丁戊己\n一些|3\n另一些|4";
    let (view, after) = new(&[("指标", LIST), ("杂表", strange), ("说明", "填表说明\n请按时报送。")]);
    assert_eq!(said(&view, 1), [(0, 0, What::UnknownColumn, Grade::Warning)]);
    assert!(said(&view, 2).is_empty(), "{:?}", view.faults);
    assert!(after.observations.columns.is_empty());
}

#[test]
fn what_has_come_together_is_the_years_and_stands_before_the_month_of_each_indicator() {
    for (short, long) in [("本月", "累计"), ("当月完成", "本年累计"), ("目标", "累计完成"), ("目标", "全年累计")]
    {
        let data =
            format!("单位|税收收入||办结率|\n|{short}|{long}|{short}|{long}\n甲局|100|900|91|95\n乙局|120|1300|92|97");
        let (view, after) = new(&[("指标", LIST), ("数据", &data)]);
        assert!(said(&view, 1).is_empty(), "{long} {:?}", view.faults);
        assert_eq!(kept(&after), wanted(&BOTH), "{long}");
    }
    let long = "单位|指标名称|本月数|累计数\n甲局|税收收入|100|900\n甲局|办结率|91|95";
    let (view, after) = new(&[("指标", LIST), ("数据", long)]);
    assert!(errors(&view).is_empty(), "{:?}", view.faults);
    assert_eq!(kept(&after), wanted(&BOTH[..1]));
}

#[test]
fn years_measures_and_marks_around_a_name_leave_it_the_name() {
    for head in [
        "税收收入累计完成",
        "税收收入（累计数）",
        "税收收入全年完成",
        "2025年税收收入完成数（万元）",
        "2025年度税收收入完成情况",
        "当年税收收入完成数",
        "税收收入*",
        "①税收收入",
        "★税收收入",
    ] {
        let (view, after) = new(&[("指标", LIST), ("数据", &format!("单位|{head}|办结率\n甲局|900|95\n乙局|1300|97"))]);
        assert!(said(&view, 1).is_empty(), "{head} {:?}", view.faults);
        assert_eq!(kept(&after), wanted(&BOTH), "{head}");
    }
    // Of some months only.
    let (view, after) = new(&[("指标", LIST), ("数据", "单位|税收收入6月累计|办结率\n甲局|400|95")]);
    assert_eq!(said(&view, 1), [(0, 1, What::UnknownColumn, Grade::Warning)]);
    assert_eq!(value(&after, 0, 0, Period::Year), None);
    // Where every month is counted, what has come together is none of them.
    let monthly = LIST.replace("计量单位", "计量单位|考核周期").replace("万元", "万元|月度");
    let data = "单位|税收收入1月|税收收入2月|税收收入累计\n甲局|100|110|210";
    let (_, after) = new(&[("指标", &monthly), ("数据", data)]);
    assert_eq!(after.observations.columns.len(), 2, "January and February");
}

#[test]
fn growth_below_or_behind_a_name_is_the_indicator_of_growth() {
    let list = "指标名称|分值|计量单位\n地区生产总值|50|亿元\n地区生产总值增速|50|%";
    for data in [
        "单位|地区生产总值|\n|总量|增速\n甲局|900|5\n乙局|1300|6",
        "单位|地区生产总值（亿元）|地区生产总值同比增长（%）\n甲局|900|5\n乙局|1300|6",
    ] {
        let (view, after) = new(&[("指标", list), ("数据", data)]);
        assert!(said(&view, 1).is_empty(), "{data} {:?}", view.faults);
        assert_eq!(kept(&after), wanted(&[("甲局", 900.0, 5.0), ("乙局", 1300.0, 6.0)]), "{data}");
    }
}

#[test]
fn a_near_name_blocks_only_where_the_indicator_has_no_column_of_its_own() {
    let near = |head: &str, grade| {
        let (view, after) = new(&[("指标", LIST), ("数据", &format!("单位|{head}\n甲局|900|95|5\n乙局|1300|97|6"))]);
        let of: Vec<Grade> =
            view.faults.iter().filter(|f| f.what == What::AlmostTheSame && f.sheet == 1).map(|f| f.grade).collect();
        assert_eq!(of, [grade], "{head}");
        after
    };
    assert_eq!(kept(&near("税收收入|办结率|新增税收收入", Grade::Warning)), wanted(&BOTH));
    near("新增税收收入|办结率|编制数", Grade::Error);
    // Likely the same, and nothing else is: taken, and said.
    let (view, after) = new(&[("指标", LIST), ("数据", "单位|税收收入（全口径）|办结率\n甲局|900|95\n乙局|1300|97")]);
    assert_eq!(said(&view, 1), [(0, 1, What::ReadAs, Grade::Warning)]);
    assert_eq!(kept(&after), wanted(&BOTH));
}

#[test]
fn columns_of_words_are_told_once() {
    let data = "单位|负责人|税收收入|办结率|片区\n甲局|张某|900|95|东片\n乙局|李某|1300|97|西片";
    let (view, after) = new(&[("指标", LIST), ("数据", data)]);
    assert_eq!(said(&view, 1), [(0, 1, What::UnknownColumn, Grade::Note)]);
    assert_eq!(kept(&after), wanted(&BOTH));
}

#[test]
fn tables_of_points_that_are_given_or_taken_are_events() {
    let people = "单位|类别\n甲局|市直\n乙局|市直";
    use EventKind::{Bonus, Deduction};
    for (table, events) in [
        ("单位|项目名称|加分值\n甲局|先进|2", vec![(Bonus, "先进", 2.0)]),
        ("单位|项目名称|级别|文号|加分值\n甲局|先进|国家级|国发〔2025〕1号|2", vec![(Bonus, "先进", 2.0)]),
        ("责任单位|问题|扣分\n甲局|迟报|1", vec![(Deduction, "迟报", 1.0)]),
        ("单位|奖项|加分\n甲局|先进|2", vec![(Bonus, "先进", 2.0)]),
        ("单位|加分小计|扣分小计\n甲局|2|1", vec![(Bonus, "加分小计", 2.0), (Deduction, "扣分小计", 1.0)]),
        ("单位|表彰奖励名称|表彰单位|加分\n甲局|先进|省政府|2", vec![(Bonus, "先进", 2.0)]),
        ("单位|加分\n甲局|2", vec![(Bonus, "加分", 2.0)]),
        ("申报单位|加分项目|申请加分|核定加分\n甲局|先进|3|2", vec![(Bonus, "先进", 2.0)]),
        ("审核部门|单位|加分事项|加分\n市委办|甲局|先进|2", vec![(Bonus, "先进", 2.0)]),
    ] {
        let (view, after) = new(&[("指标", LIST), ("名单", people), ("表", table)]);
        assert!(errors(&view).is_empty(), "{table} {:?}", view.faults);
        let found: Vec<_> = after.events.iter().map(|e| (e.kind, e.code.as_str(), e.points)).collect();
        assert_eq!(found, events, "{table}");
        assert!(after.events.iter().all(|e| e.subject == "U001"), "{table}");
    }
    // What came out is no event.
    let (_, after) = new(&[("指标", LIST), ("名单", people), ("表", "单位|得分|加分|总分\n甲局|90|2|92")]);
    assert!(after.events.is_empty());
}

#[test]
fn scores_with_a_column_for_every_indicator_are_ballots_of_each() {
    let list = "指标名称|分值|评分标准\n德|50|由评委打分\n能|50|由评委打分";
    let data = "姓名|评委类别|德|能\n张三|领导|90|95\n张三|同事|80|";
    let (view, after) = new(&[("指标", list), ("测评", data)]);
    assert!(errors(&view).is_empty(), "{:?}", view.faults);
    let ids: Vec<&str> = after.set.indicators.iter().map(|i| i.id.as_str()).collect();
    let found: Vec<_> = after.ballots.iter().map(|b| (b.indicator.as_str(), b.group.as_str(), b.score)).collect();
    assert_eq!(found, [(ids[0], "领导", Some(90.0)), (ids[1], "领导", Some(95.0)), (ids[0], "同事", Some(80.0))]);
}

#[test]
fn what_was_filled_into_a_list_of_indicators_is_told() {
    let form = "指标名称|分值|目标值|完成值|评分标准\n税收收入|50|1200|900|按完成率计分\n办结率|50|96|95|按完成率计分";
    let (view, _) = new(&[("自评表", form)]);
    assert_eq!(said(&view, 0), [(0, 3, What::UnknownColumn, Grade::Warning)]);
}

#[test]
fn a_stroke_in_a_unit_parts_no_heading() {
    let list = "指标名称|分值|计量单位\n平均浓度|50|微克/立方米\n专利|50|件/万人";
    let (view, after) = new(&[("指标", list), ("数据", "单位|平均浓度（微克/立方米）|专利（件/万人）\n甲局|30|3")]);
    assert!(said(&view, 1).is_empty(), "{:?}", view.faults);
    assert_eq!(kept(&after), wanted(&[("甲局", 30.0, 3.0)]));
    let (view, _) = new(&[("指标", list), ("数据", "单位|平均浓度（微克/立方米）|专利（件）\n甲局|30|3")]);
    assert_eq!(said(&view, 1), [(0, 2, What::OtherUnit, Grade::Error)]);
}

#[test]
fn two_names_of_indicators_are_a_heading_and_a_text_file_that_says_nothing_is_told() {
    let list = "指标名称|分值|目标值|计量单位\n税收收入|50|1200|万元\n办结率|50|96|%";
    let data = "派出所|负责人|税收收入|办结率|新增税收收入\n城东所|张三|'900|'95|'5\n城西所|李四|'800|'96|'6";
    let (view, after) = new(&[("指标", list), ("数据", data)]);
    assert_eq!(view.sheets[1].kind, Kind::Values, "{:?}", view.faults);
    assert_eq!(value(&after, 1, 0, Period::Year), Some(800.0));
    let other = "甲地|乙物\n某处|'12\n别处|'13";
    let (view, _) = new(&[("指标", list), ("数据", other)]);
    assert_eq!(said(&view, 1), [(0, 0, What::UnknownColumn, Grade::Warning)]);
}
