//! Tables that were taken in wrongly without a word, found when everything was looked at once more.

use super::*;
use crate::model::{Cycle, Direction, Document, EventKind, Period};

fn people(document: &Document) -> Vec<(&str, &str)> {
    document.subjects.iter().map(|s| (s.name.as_str(), s.category.as_str())).collect()
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
    let data = "单位|税收收入\n一、甲县|900\n二、乙县|800\n合计|1700\n填表人：张三|";
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
        "全市排名",
        "目标差距",
        "2024年",
        "2025年目标",
        "同上年比",
        "增长%",
        "占全市比重",
        "序时进度",
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
    let list = "指标名称|单位|目标值|分值\n办结率|%|96|100\n合计|—||100";
    assert_eq!(new(&[("指标", list)]).1.set.indicators.len(), 1);
    // With nothing but points it may be either.
    let (view, _) = new(&[("指标", "指标名称|目标值|分值\n办结率|96|80\n平均分||20")]);
    assert_eq!(said(&view, 0), [(2, 0, What::RowLeftOut, Grade::Warning)]);
}

#[test]
fn less_is_better_where_the_name_or_the_sentence_says_so_and_the_name_alone_is_told() {
    let list = "指标名称|计量单位|目标值|分值|计分方法|评分标准
有责投诉件数|件|10|20||
平均办理时间|天|5|20|完成率法|
差错率|%|2|20|达标法|
负债率|%|60|20|达标法|控制在60%以内
效率|天|5|10|完成率法|越短越好
事故隐患整改数|件|30|10|完成率法|
闲置土地盘活率|%|30|10|完成率法|
办件差评数|件|3|10|完成率法|";
    let (view, document) = new(&[("指标", list)]);
    use Direction::{HigherIsBetter, LowerIsBetter};
    let ways: Vec<Direction> = document.set.indicators.iter().map(|i| i.direction).collect();
    assert_eq!(ways[..5], [LowerIsBetter; 5]);
    assert_eq!(ways[5..], [HigherIsBetter, HigherIsBetter, LowerIsBetter]);
    let told: Vec<_> =
        view.faults.iter().filter(|f| f.what == What::LowerIsBetter).map(|f| (f.row, f.column)).collect();
    assert_eq!(told, [(1, 0), (2, 0), (3, 0), (8, 0)]);
    // Where the table says it, nothing is supposed.
    let list = "指标名称|目标值|分值|方向\n信访件数|10|50|正向\n有责投诉件数|≤10|50|";
    let (view, document) = new(&[("指标", list)]);
    assert!(view.faults.is_empty(), "{:?}", view.faults);
    assert_eq!(
        document.set.indicators.iter().map(|i| i.direction).collect::<Vec<_>>(),
        [HigherIsBetter, LowerIsBetter]
    );
}

#[test]
fn what_a_sentence_says_beyond_its_method_and_of_other_full_points_is_told() {
    for sentence in ["未完成不得分", "全部完成得满分，有遗漏的酌情扣分", "发生责任事故的一票否决"]
    {
        let list = format!("指标名称|目标值|分值|计分方法|评分标准\n任务数|10|100|完成率法|{sentence}");
        let (view, _) = new(&[("指标", &list)]);
        assert_eq!(said(&view, 0), [(1, 4, What::HalfUnderstood, Grade::Warning)], "{sentence}");
    }
    let list = "指标名称|计量单位|目标值|分值|评分标准\n办结率|%|90|10|达到90%得8分，每低1个百分点扣1分";
    let (view, _) = new(&[("指标", list)]);
    let [(1, 4, What::OtherPoints | What::NotUnderstood, Grade::Warning)] = said(&view, 0)[..] else {
        panic!("{:?}", view.faults)
    };
}

#[test]
fn sheets_and_files_that_are_called_after_another_year_are_told_however_it_is_written() {
    let list = format!("2025年度考核指标体系\n{LIST}");
    let data = "单位名称|办结率\n教育局|96\n财政局|97";
    let error = vec![(0, 0, What::OtherYear, Grade::Error)];
    let warning = vec![(0, 0, What::OtherYear, Grade::Warning)];
    for name in ["2024数据", "数据2024", "2024-12数据", "二〇二四年数据", "二零二四年数据", "24年数据", "202412"]
    {
        let (view, _) = new(&[("指标", &list), (name, data)]);
        assert_eq!(said(&view, 1), error, "{name}");
    }
    for name in ["去年数据", "上年", "上一年度完成情况"] {
        let (view, _) = new(&[("指标", &list), (name, data)]);
        assert_eq!(said(&view, 1), error, "{name}");
    }
    let (view, _) = new(&[("指标", &list), ("2025年度（2024年数据）", data)]);
    assert_eq!(said(&view, 1), warning);
    for name in [
        "2025数据",
        "二〇二五年数据",
        "25年数据",
        "数据",
        "数据20260115",
        "数据2026-01-15",
        "2024-2025学年",
        "2024级",
        "第2000户",
        "近20年",
    ] {
        let (view, _) = new(&[("指标", &list), (name, data)]);
        assert!(said(&view, 1).is_empty(), "{name}: {:?}", view.faults);
    }
    let titled = format!("二〇二四年度数据表||\n{data}");
    let (view, _) = new(&[("指标", &list), ("数据", &titled)]);
    assert_eq!(said(&view, 1), warning);
    // Days of the year that is assessed settle what a file of events is called.
    for (rows, wanted) in [("教育局|加分|获表彰|2|2025-03-01", warning), ("教育局|加分|获表彰|2|", error)]
    {
        let events = format!("单位名称|类型|事由|分值|日期\n{rows}");
        let file = Book { name: "2024年加分情况.csv".to_owned(), ..book(&[("Sheet1", &events)]) };
        let people = "单位名称\n教育局\n财政局";
        let (view, _) =
            brought(&Document::default(), &[book(&[("指标", &list), ("名单", people)]), file], &Choices::default());
        assert_eq!(said(&view, 2), wanted, "{rows}");
    }
}

#[test]
fn a_sheet_of_a_part_of_the_year_is_told_where_its_indicators_are_of_the_whole() {
    let list = format!("2025年度考核指标体系\n{LIST}");
    let data = "单位名称|办结率\n教育局|96\n财政局|97";
    let part = vec![(0, 0, What::NoSuchPeriod, Grade::Warning)];
    for name in
        ["第三季度", "三季度", "Q3", "2025Q3", "9月", "前9个月", "半年", "11月累计", "2025.1-9", "2025年1-6", "12月"]
    {
        let (view, _) = new(&[("指标", &list), (name, data)]);
        assert_eq!(said(&view, 1), part, "{name}");
    }
    let (view, _) = new(&[("指标", &list), ("数据", &format!("2025年12月考核数据|\n{data}"))]);
    assert_eq!(said(&view, 1), part);
    for name in ["1-12月", "2025年1-12月", "全年", "年度数据", "数据（填报日期2026年1月5日）"] {
        let (view, _) = new(&[("指标", &list), (name, data)]);
        assert!(said(&view, 1).is_empty(), "{name}: {:?}", view.faults);
    }
    // Over indicators that are reported every month, a month is their period.
    let monthly = "指标名称|计量单位|目标值|分值|考核周期\n办结率|%|96|100|月度";
    let (view, document) = new(&[("指标", monthly), ("9月", data)]);
    assert!(said(&view, 1).is_empty(), "{:?}", view.faults);
    assert_eq!(value(&document, 1, 0, Period::Month(9)), Some(97.0));
    // The day on which it was filled in is no period.
    let form = "办结率填报表|\n填报日期：2026年1月5日|\n单位名称|办结率\n教育局|96\n财政局|97";
    let (view, document) = new(&[("指标", monthly), ("9月", form)]);
    assert_eq!(value(&document, 1, 0, Period::Month(9)), Some(97.0), "{:?}", view.faults);
}

#[test]
fn the_period_of_a_table_that_names_none_is_told() {
    let list = "指标名称|计量单位|目标值|分值|考核周期\n办结率|%|96|60|月度\n税收收入|万元|1000|40|年度";
    let data = "单位名称|税收收入|办结率\n教育局|900|96\n财政局|800|97";
    let (view, document) = new(&[("指标", list), ("数据", data)]);
    assert_eq!(said(&view, 1), [(0, 2, What::NoPeriod, Grade::Warning)]);
    assert_eq!(view.faults[0].args, ["M12"]);
    assert_eq!(value(&document, 1, 0, Period::Month(12)), Some(97.0));
    let (view, _) = new(&[("指标", list), ("数据", &format!("2025年度数据||\n{data}"))]);
    assert_eq!(said(&view, 1), [(1, 2, What::NoPeriod, Grade::Note)]);
    let long = "单位名称|指标名称|完成值\n教育局|办结率|96\n财政局|税收收入|97";
    let (view, _) = new(&[("指标", list), ("数据", long)]);
    assert_eq!(said(&view, 1), [(0, 2, What::NoPeriod, Grade::Warning)]);
}

#[test]
fn what_is_known_of_the_whole_year_is_not_put_together_from_one_month() {
    let data = "单位名称|办结率12月|办结率全年\n教育局|90|96\n财政局|91|97";
    let (view, document) = new(&[("指标", LIST), ("数据", data)]);
    assert_eq!(document.set.indicators[1].cycle, Cycle::Year);
    assert_eq!((value(&document, 0, 1, Period::Year), value(&document, 1, 1, Period::Year)), (Some(96.0), Some(97.0)));
    assert_eq!(said(&view, 1), [(0, 1, What::PeriodOutsideCycle, Grade::Warning)]);
    // A column for the year in which nothing stands yet leaves the months their say.
    let data = "单位名称|办结率11月|办结率12月|办结率全年\n教育局|90|96|\n财政局|91|97|";
    let (_, document) = new(&[("指标", LIST), ("数据", data)]);
    assert_eq!(document.set.indicators[1].cycle, Cycle::Month);
}

#[test]
fn weights_that_are_counted_in_two_ways_are_told() {
    let fraction = |row, grade| (row, 1, What::AFraction, grade);
    // 20 + 30 + 50 is the whole.
    let (view, _) = new(&[("指标", "指标名称|权重|目标值\n甲|0.2|5\n乙|30%|5\n丙|50|5")]);
    assert_eq!(said(&view, 0), [fraction(1, Grade::Error)]);
    assert_eq!(view.faults[0].suggestion.as_deref(), Some("20%"));
    let (view, _) = new(&[("指标", "指标名称|权重|目标值\n甲|0.2|5\n乙|30|5\n丙|40|5")]);
    assert_eq!(said(&view, 0), [fraction(1, Grade::Warning)]);
    // Half a point is one.
    let (view, _) = new(&[("指标", "指标名称|分值|目标值\n甲|0.5|5\n乙|39.5|5\n丙|60|5")]);
    assert!(said(&view, 0).is_empty(), "{:?}", view.faults);
}

#[test]
fn a_row_that_says_that_nothing_happened_is_no_event() {
    let people = ("名单", "单位名称\n教育局\n财政局\n审计局");
    let lines = "单位名称|加分事由|加分\n教育局|无|0\n财政局|获表彰|2\n审计局|无|";
    let (view, document) = new(&[people, ("加分", lines)]);
    assert!(view.faults.is_empty(), "{:?}", view.faults);
    let found: Vec<_> = document.events.iter().map(|e| (e.kind, e.code.as_str(), e.points)).collect();
    assert_eq!(found, [(EventKind::Bonus, "获表彰", 2.0)]);
    let lines = "单位名称|一票否决事项\n教育局|无\n财政局|发生安全生产责任事故\n审计局|未发生";
    let (view, document) = new(&[people, ("一票否决", lines)]);
    let found: Vec<_> = document.events.iter().map(|e| (e.kind, e.subject.as_str())).collect();
    assert_eq!(found, [(EventKind::Veto, "U002")], "{:?}", view.faults);
    // Points without a reason are not nothing.
    let (view, _) = new(&[people, ("加减分", "单位名称|类型|事由|分值\n教育局|加分|获表彰|-1")]);
    assert_eq!(said(&view, 1), [(1, 3, What::Contradiction, Grade::Error)]);
    assert_eq!(view.faults[0].args, ["类型", "加分"]);
}

#[test]
fn names_that_count_differently_are_two() {
    let first = "单位名称|税收收入\n第一小学|1\n城东街道|2";
    let second = "单位名称|办结率\n第二小学|96\n城西街道|97";
    let (view, document) = new(&[("指标", LIST), ("数据", first), ("数据2", second)]);
    assert!(view.faults.iter().all(|f| f.what != What::AlmostTheSame), "{:?}", view.faults);
    assert_eq!(document.subjects.len(), 4);
    // One letter wrong is still one letter wrong.
    let second = "单位名称|办结率\n第一小字|96\n城东衔道|97";
    let (view, _) = new(&[("指标", LIST), ("数据", first), ("数据2", second)]);
    let near: Vec<_> = view.faults.iter().filter(|f| f.what == What::AlmostTheSame).map(|f| f.row).collect();
    assert_eq!(near, [1, 2]);
}

#[test]
fn yes_below_a_heading_that_asks_who_is_apart_is_apart() {
    use crate::model::Standing::{Ranked, Separate};
    let standings = |lines: &str| new(&[("名单", lines)]).1.subjects.iter().map(|s| s.standing).collect::<Vec<_>>();
    assert_eq!(standings("单位名称|是否单列\n甲县|是\n乙县|否\n丙县|"), [Separate, Ranked, Ranked]);
    assert_eq!(standings("单位名称|是否参与排名\n甲县|是\n乙县|否\n丙县|"), [Ranked, Separate, Ranked]);
    assert_eq!(standings("单位名称|不参与排名\n甲县|√\n乙县|"), [Separate, Ranked]);
    // A word for each of them, and a blank below one: it may go on.
    let (view, _) = new(&[("名单", "单位名称|考核方式\n甲县|排名\n乙县|\n丙县|单列\n丁县|")]);
    let lacking = |row| (row, 1, What::Lacking, Grade::Warning);
    assert_eq!(said(&view, 0), [lacking(2), lacking(4)]);
}

#[test]
fn a_table_of_sums_beside_one_of_events_is_told_and_none_is_no_event() {
    let people = ("名单", "单位名称\n甲县\n乙县");
    let list = ("加分", "单位名称|事由|加分\n甲县|获奖|1\n乙县|获奖|1");
    let sums = ("加扣分汇总", "单位名称|加分|扣分\n甲县|1|0.5\n乙县|0|0");
    let (view, document) = new(&[people, list, sums]);
    assert_eq!(said(&view, 2), [(0, 1, What::Twice, Grade::Warning)]);
    assert_eq!(document.events.len(), 4, "乙县 has neither in the sums");
    let (view, _) = new(&[people, sums]);
    assert!(view.faults.is_empty(), "{:?}", view.faults);
}

#[test]
fn a_method_that_is_blank_below_another_is_asked_for() {
    let list = "指标名称|分值|目标值|计分方法\n办结率|50|96|达标法\n税收收入|50|1000|";
    let (view, _) = new(&[("指标", list)]);
    assert_eq!(said(&view, 0), [(2, 3, What::Lacking, Grade::Warning)]);
    let list = "指标名称|分值|目标值|计分方法\n办结率|50|96|\n税收收入|50|1000|";
    let (view, _) = new(&[("指标", list)]);
    assert!(view.faults.is_empty(), "{:?}", view.faults);
}

#[test]
fn nobody_is_vetoed_who_only_stands_in_the_table() {
    let people = ("名单", "单位名称\n甲县\n乙县\n丙县");
    let vetoed = |lines: &str| {
        let (view, document) = new(&[people, ("否决", lines)]);
        let found: Vec<_> = document.events.iter().map(|e| (e.subject.clone(), e.kind, e.code.clone())).collect();
        (found, view.faults)
    };
    let wanted = vec![("U002".to_owned(), EventKind::Veto, "安全事故".to_owned())];
    for lines in [
        "单位名称|是否一票否决|否决事项\n甲县|否|\n乙县|是|安全事故\n丙县||",
        "单位名称|一票否决事项|备注\n甲县||\n乙县|安全事故|\n丙县|无|无",
        "单位名称|一票否决情况|发生时间\n甲县||\n乙县|安全事故|2025-03-01\n丙县|—|",
    ] {
        let (found, faults) = vetoed(lines);
        assert_eq!(found, wanted, "{lines} {faults:?}");
    }
}

#[test]
fn a_veto_that_does_not_say_why_is_asked_for() {
    let people = ("名单", "单位名称\n甲县\n乙县");
    let lines = "单位名称|联系电话|一票否决事项|备注\n甲县|12345||\n乙县|12346|安全事故|";
    let (view, document) = new(&[people, ("否决", lines)]);
    assert_eq!(said(&view, 1), [(1, 2, What::Lacking, Grade::Error)]);
    assert!(document.events.is_empty(), "nothing is taken before it is mended");
}

#[test]
fn bonuses_under_other_words_are_events_and_no_list_of_subjects() {
    let people = ("名单", "单位名称\n甲县\n乙县\n丙县");
    let bonus = ("加分", "被考核单位|加分项目|加分值\n甲县|国家级表彰|3\n乙县|/|/\n丙县|无|\n合计||3");
    let minus = ("扣分", "被考核单位|扣分项目|扣分值|扣分时间\n甲县|迟报|0.5分|2025.4\n乙县|事故|扣2分|2025年5月");
    let (view, document) = new(&[people, bonus, minus]);
    let found: Vec<_> = document.events.iter().map(|e| (e.subject.as_str(), e.kind, e.points)).collect();
    use EventKind::{Bonus, Deduction};
    assert_eq!(found, [("U001", Bonus, 3.0), ("U001", Deduction, 0.5), ("U002", Deduction, 2.0)], "{:?}", view.faults);
    // What is read as a list all the same is told.
    let (view, document) = new(&[("加减分", "单位|加分累计说明|党群工作加分\n甲县|国家级表彰|3\n乙县|省级表彰|2")]);
    assert!(
        document.events.len() == 2 || view.faults.iter().any(|f| f.what == What::UnknownColumn),
        "{:?}",
        view.sheets
    );
}

#[test]
fn a_blank_month_is_that_of_the_row_above_and_never_december() {
    let list = "指标名称|分值|目标值|计量单位|考核周期\n税收收入|100|1000|万元|月度";
    let people = "单位名称\n甲县\n乙县";
    let data = "月份|单位|税收收入\n1月|甲县|100\n|乙县|90\n2月|甲县|110\n|乙县|95";
    let (view, document) = new(&[("指标", list), ("名单", people), ("数据", data)]);
    let note = |row| (row, 0, What::ReadAs, Grade::Note);
    assert_eq!(said(&view, 2), [note(2), note(4)]);
    let at = |subject, month| value(&document, subject, 0, Period::Month(month));
    assert_eq!([at(0, 1), at(1, 1), at(0, 2), at(1, 2)], [Some(100.0), Some(90.0), Some(110.0), Some(95.0)]);
    assert_eq!([at(0, 12), at(1, 12)], [None, None]);
    let long = "月份|单位名称|指标名称|完成值\n1月|甲县|税收收入|100\n|乙县|税收收入|90";
    let (_, document) = new(&[("指标", list), ("名单", people), ("数据", long)]);
    assert_eq!(value(&document, 1, 0, Period::Month(1)), Some(90.0));
    // Where every row has its own, one was forgotten.
    let data = "月份|单位|税收收入\n1月|甲县|100\n1月|乙县|90\n2月|甲县|110\n|乙县|95";
    let (view, _) = new(&[("指标", list), ("名单", people), ("数据", data)]);
    assert_eq!(said(&view, 2), [(4, 0, What::Lacking, Grade::Error)]);
}
