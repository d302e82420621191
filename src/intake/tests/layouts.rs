//! Tables as offices really write them, each with what a careful clerk would take from it.

use super::*;
use crate::model::{Document, EventKind, Period};

const LIST: &str = "一级指标|三级指标|分值|目标值|计量单位|计分方法
重点工作|办结率|60|95|%|完成率法
|信访件数|40|10|件|完成率法";

const DATA: &str = "单位名称|办结率|信访件数
市教育局|90|5
市财政局|95|12
市审计局|92|8";

fn names(document: &Document) -> Vec<&str> {
    document.subjects.iter().map(|subject| subject.name.as_str()).collect()
}

/// Kind and points of the events, in their order.
fn happened(document: &Document) -> Vec<(EventKind, f64)> {
    document.events.iter().map(|event| (event.kind, event.points)).collect()
}

#[test]
fn an_event_is_a_bonus_or_a_deduction_by_what_the_table_says_and_never_by_a_guess() {
    use EventKind::{Bonus, Deduction};
    for (name, lines) in [
        ("台账", "单位名称|加/减|事项|分数\n市教育局|加|获表彰|2\n市财政局|扣|迟报|1\n市审计局|减|错报|0.5"),
        ("台账", "单位名称|加减情况|事由|分值\n市教育局|加|获表彰|2\n市财政局|扣|迟报|1\n市审计局|减|错报|0.5"),
        ("台账", "单位名称|事由|加减分\n市教育局|获表彰|+2\n市财政局|迟报|-1\n市审计局|错报|-0.5"),
        ("台账", "单位名称|事由|加减分\n市教育局|获表彰|加2分\n市财政局|迟报|扣1分\n市审计局|错报|减0.5分"),
        ("台账", "单位名称|事由|加减分|\n||加分|扣分\n市教育局|获表彰|2|\n市财政局|迟报||1\n市审计局|错报||0.5"),
        ("台账", "单位名称|事由|加/减分\n市教育局|获表彰|2\n市财政局|迟报|-1\n市审计局|错报|-0.5"),
        ("台账", "单位名称|事由|加分|减分\n市教育局|获表彰|2|\n市财政局|迟报||1\n市审计局|错报|0|0.5"),
    ] {
        let (view, document) = new(&[("数据", DATA), ("指标", LIST), (name, lines)]);
        let found = happened(&document);
        assert_eq!(found, [(Bonus, 2.0), (Deduction, 1.0), (Deduction, 0.5)], "{lines} {:?}", view.faults);
    }
    let rows = "市教育局|迟报|2|20250405\n市财政局|错报|1|2025-03-05";
    for (name, head) in [("减分事项", "单位名称|事由|分值|日期"), ("台账", "单位名称|扣分事由|扣分|时间")]
    {
        let (view, document) = new(&[("数据", DATA), ("指标", LIST), (name, &format!("{head}\n{rows}"))]);
        assert_eq!(happened(&document), [(Deduction, 2.0), (Deduction, 1.0)], "{head} {:?}", view.faults);
        let days: Vec<&str> = document.events.iter().map(|event| event.date.as_str()).collect();
        assert_eq!(days, ["2025-04-05", "2025-03-05"]);
    }
    let (view, _) = new(&[("数据", DATA), ("指标", LIST), ("台账", &format!("单位名称|事由|分值|日期\n{rows}"))]);
    assert_eq!(errors(&view), [(2, 1, 2, What::NoSuchEventKind), (2, 2, 2, What::NoSuchEventKind)]);
    let lines = "单位名称|类型|事由|分值\n市教育局|加分|获表彰|-2";
    let (view, _) = new(&[("数据", DATA), ("指标", LIST), ("台账", lines)]);
    assert_eq!(errors(&view), [(2, 1, 3, What::Contradiction)]);
}

#[test]
fn a_row_that_sums_up_or_compares_is_nobody() {
    let rows = [
        "全市|91|9",
        "县区平均|91|9",
        "去年同期|90|9",
        "目标任务|95|10",
        "完成率|97%|90%",
        "单位：财政局||",
        "满分|60|40",
        "目标值|95|10",
        "标准差|2|3",
        "全市平均|92|8",
        "合  计||25",
        "以上数据由各单位上报||",
    ];
    let (view, document) = new(&[("指标", LIST), ("数据", &format!("{DATA}\n{}", rows.join("\n")))]);
    assert_eq!(names(&document), ["市教育局", "市财政局", "市审计局"], "{:?}", view.faults);
    assert!(view.ready && errors(&view).is_empty(), "{:?}", view.faults);
    // The same behind the numbers that count the rows.
    let lines = "序号|单位|办结率|信访件数\n1|市教育局|90|5\n2|市财政局|95|12\n3|合计||17\n|满分|60|40";
    let (_, document) = new(&[("指标", LIST), ("数据", lines)]);
    assert_eq!(names(&document), ["市教育局", "市财政局"]);
    assert_eq!(value(&document, 1, 1, Period::Year), Some(12.0));
}

#[test]
fn an_indicator_may_be_called_after_an_average_or_a_sum() {
    let lines = "三级指标|分值|目标值|计量单位|计分方法\n平均办理时长|50|5|天|完成率法\n全市|50|5|件|完成率法";
    let (_, document) = new(&[("指标", lines)]);
    let found: Vec<&str> = document.set.indicators.iter().map(|i| i.name.as_str()).collect();
    assert_eq!(found, ["平均办理时长", "全市"]);
}

#[test]
fn a_data_sheet_whose_headings_begin_like_a_level_is_no_list_of_indicators() {
    let list = "一级指标|三级指标|分值|目标值|计量单位|计分方法\n重点工作|项目投资|60|95|万元|完成率法\n|项目个数|40|10|个|完成率法";
    let data = "单位|项目投资|项目个数\n市教育局|90|5\n市财政局|95|12";
    for sheets in [[("指标", list), ("数据", data)], [("数据", data), ("指标", list)]] {
        let (view, document) = new(&sheets);
        let found: Vec<&str> = document.set.indicators.iter().map(|i| i.name.as_str()).collect();
        assert_eq!(found, ["项目投资", "项目个数"], "{:?}", view.faults);
        assert_eq!(names(&document), ["市教育局", "市财政局"]);
        assert_eq!(value(&document, 1, 0, Period::Year), Some(95.0));
    }
}

#[test]
fn targets_in_words_stop_nothing_and_are_kept_as_they_are_written() {
    let words = ["达到省平均水平", "前3名", "比上年增长5%", "2025年12月31日"];
    let rows: Vec<String> = words.iter().enumerate().map(|(k, target)| format!("指标{k}甲|10|{target}")).collect();
    let lines = format!("三级指标|分值|目标值\n{}\n安全生产|10|零发生\n办结率|10|待定", rows.join("\n"));
    let (view, _) = new(&[("指标", &lines)]);
    assert_eq!(errors(&view), [(0, 6, 2, What::NotANumber)]);
    let (view, document) = new(&[("指标", lines.trim_end_matches("\n办结率|10|待定"))]);
    assert!(view.ready, "{:?}", view.faults);
    let kept: Vec<_> = document.set.indicators.iter().filter_map(|i| i.other.get("目标值")).collect();
    assert_eq!(kept, words.iter().collect::<Vec<_>>());
    let warned: Vec<u32> = view.faults.iter().filter(|f| f.what == What::InWords).map(|f| f.row).collect();
    assert_eq!(warned, [1, 2, 3, 4]);
    assert!(view.faults.iter().all(|f| f.what != What::NotANumber), "{:?}", view.faults);
    assert_eq!(document.set.indicators[4].target, Some(0.0));
}

#[test]
fn two_offices_of_one_table_are_two_and_scores_beside_values_are_left_aside() {
    let data = "单位代码|单位名称|办结率|信访件数|信访件数得分|办结率排名\n01|民政局|90|5|20|2\n02|财政局|95|12|40|1";
    let (view, document) = new(&[("指标", LIST), ("数据", data)]);
    assert_eq!(names(&document), ["民政局", "财政局"]);
    assert!(errors(&view).is_empty(), "{:?}", view.faults);
    assert_eq!(value(&document, 0, 1, Period::Year), Some(5.0));
    // One letter wrong in a name of the list is still said.
    let (view, _) =
        new(&[("指标", LIST), ("名单", "单位名称|单位代码\n市审计局|01"), ("数据", "单位名称|办结率\n市审记局|90")]);
    assert_eq!(errors(&view), [(2, 1, 0, What::AlmostTheSame)]);
}

#[test]
fn codes_and_points_inside_names_are_taken_out_of_them() {
    let lines = "三级指标|目标值|计量单位|计分方法\nA1-1 GDP增速(10分)|6|%|完成率法\nA1-2 PM2.5 浓度（20.5分）|35|微克|完成率法\nB1　办结率|95|%|完成率法";
    let (view, document) =
        new(&[("指标", lines), ("数据", "单位名称|GDP增速|办结率\n市教育局|'6.1%|'95%\n市财政局|'5.9%|'97%")]);
    let of = |at: usize| {
        let i = &document.set.indicators[at];
        (i.id.as_str(), i.name.as_str(), i.points.values().next().copied())
    };
    assert_eq!(of(0), ("A1-1", "GDP增速", Some(10.0)), "{:?}", view.faults);
    assert_eq!(of(1), ("A1-2", "PM2.5 浓度", Some(20.5)));
    assert_eq!(of(2), ("B1", "办结率", None));
    // Percentages as text are values too.
    assert_eq!(names(&document), ["市教育局", "市财政局"]);
    assert_eq!(value(&document, 1, 0, Period::Year), Some(5.9));
    // One name that begins like a code is a name; the same table again changes nothing.
    let (_, other) = new(&[("指标", "三级指标|分值|目标值\nG60 走廊项目数|10|5\n办结率（%）|20|5")]);
    assert_eq!(other.set.indicators[0].name, "G60 走廊项目数");
    let (view, after) = taken(&document, &[("指标", lines)], &Choices::default());
    assert_eq!((view.ready, after), (false, document));
}

#[test]
fn ballots_with_a_column_for_every_rater_are_turned_round() {
    let list = "三级指标|分值|计分方法\n领导评价|100|多元评价法";
    let wide = "单位名称|评委1|评委2|专家A|平均分\n市教育局|90|80||85\n市财政局|95|70|88|84";
    let (view, document) = new(&[("指标", list), ("领导评价打分", wide)]);
    let found: Vec<(&str, &str, &str, Option<f64>)> =
        document.ballots.iter().map(|b| (b.subject.as_str(), b.group.as_str(), b.rater.as_str(), b.score)).collect();
    let [one, other] = [document.subjects[0].id.as_str(), document.subjects[1].id.as_str()];
    let wanted = [
        (one, "评委", "评委1", Some(90.0)),
        (one, "评委", "评委2", Some(80.0)),
        (other, "评委", "评委1", Some(95.0)),
        (other, "评委", "评委2", Some(70.0)),
        (other, "专家", "专家A", Some(88.0)),
    ];
    assert_eq!(found, wanted, "{:?}", view.faults);
    assert!(document.ballots.iter().all(|b| b.indicator == document.set.indicators[0].id));
}

#[test]
fn a_table_of_results_is_no_list_of_events_and_bare_columns_of_points_are() {
    let results = "单位名称|考核得分|加分|扣分|总分\n市教育局|90|2|1|91\n市财政局|80|0|3|77";
    let (view, document) = new(&[("指标", LIST), ("数据", DATA), ("汇总", results)]);
    assert!(document.events.is_empty() && view.ready, "{:?}", view.faults);
    let bare = "单位名称|加分|扣分\n市教育局|2|1\n市财政局|0|3";
    let (view, document) = new(&[("指标", LIST), ("数据", DATA), ("加减分", bare)]);
    let found: Vec<(&str, f64)> = document.events.iter().map(|e| (e.code.as_str(), e.points)).collect();
    assert_eq!(found, [("加分", 2.0), ("扣分", 1.0), ("扣分", 3.0)], "{:?}", view.faults);
}

#[test]
fn a_list_that_calls_the_measure_a_unit_keeps_its_averages() {
    let lines = "维度|项目|单位|目标值|分值|计分方法\n效率|平均办理时长|天|5|50|完成率法\n质量|完成率|%|95|50|完成率法";
    let (_, document) = new(&[("指标", lines)]);
    let found: Vec<&str> = document.set.indicators.iter().map(|i| i.name.as_str()).collect();
    assert_eq!(found, ["平均办理时长", "完成率"]);
}
