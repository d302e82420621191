//! Words of offices that were read as something else: who is meant, what a lower heading says, what is nobody.

use super::*;
use crate::model::{Document, EventKind, Period};

const LIST: &str = "指标名称|计量单位|分值\n税收收入|万元|80\n投资|万元|20";
const THREE: &str = "单位|税收收入|投资\n教育局|1|4\n财政局|2|5\n纪委|3|6";

fn whose(document: &Document) -> Vec<(&str, EventKind, &str)> {
    let name = |id: &str| document.subjects.iter().find(|s| s.id == id).map_or("", |s| s.name.as_str());
    document.events.iter().map(|event| (name(&event.subject), event.kind, event.code.as_str())).collect()
}

fn people(document: &Document) -> Vec<&str> {
    document.subjects.iter().map(|s| s.name.as_str()).collect()
}

#[test]
fn what_happened_is_of_those_it_happened_to_and_not_of_those_who_say_so() {
    for (table, kind, code) in [
        ("被否决单位|否决事项|日期|认定单位\n财政局|违纪|2025-05-01|纪委", EventKind::Veto, "违纪"),
        ("被扣分单位|扣分原因|扣分值|扣分时间|认定单位\n财政局|迟报|1|2025-05-01|纪委", EventKind::Deduction, "迟报"),
        ("被通报单位|通报事项|扣分|通报单位\n财政局|违纪|2|纪委", EventKind::Deduction, "违纪"),
        ("被督查单位|存在问题|扣分|督查单位\n财政局|迟报|3|纪委", EventKind::Deduction, "迟报"),
        ("认定单位|受处分部门名称|扣分原因|扣分\n纪委|财政局|迟报|1", EventKind::Deduction, "迟报"),
        ("受检单位|检查单位|检查时间|问题|扣分\n财政局|纪委|2025-05-01|迟报|1", EventKind::Deduction, "迟报"),
        ("责任单位|扣分原因|扣分|认定单位\n财政局|迟报|1|纪委", EventKind::Deduction, "迟报"),
        ("被扣分人员|扣分原因|扣分|通报单位\n财政局|迟报|1|纪委", EventKind::Deduction, "迟报"),
        ("被扣分单位|扣分原因|扣分\n财政局|迟报|1", EventKind::Deduction, "迟报"),
        // Who hands it in is the one it is about, where nobody else is named.
        ("填报单位|加分事项|加分\n财政局|获奖|1", EventKind::Bonus, "获奖"),
        ("单位|加分事项|加分|认定单位\n财政局|获奖|1|纪委", EventKind::Bonus, "获奖"),
    ] {
        let (view, document) = new(&[("指标", LIST), ("数据", THREE), ("否决", table)]);
        assert_eq!(whose(&document), [("财政局", kind, code)], "{table}");
        assert!(said(&view, 2).is_empty() && document.subjects.len() == 3, "{table}: {:?}", view.faults);
    }
    // 检查单位 may be those who were inspected: where the list has all of them they are, and that is said.
    let (view, document) = new(&[("数据", THREE), ("扣分", "检查单位|存在问题|扣分\n财政局|脏|2\n教育局|乱|1")]);
    let inspected = |who, why| (who, EventKind::Deduction, why);
    assert_eq!(whose(&document), [inspected("财政局", "脏"), inspected("教育局", "乱")]);
    assert_eq!(said(&view, 1), [(0, 0, What::ReadAs, Grade::Warning)]);
    let (view, document) = new(&[("数据", THREE), ("加分", "表彰单位|荣誉称号|加分\n财政局|先进|2")]);
    assert_eq!(whose(&document), [("财政局", EventKind::Bonus, "先进")]);
    assert_eq!(said(&view, 1), [(0, 0, What::ReadAs, Grade::Warning)]);
    // People lose to the unit beside them, unless the list knows them.
    for table in [
        "责任单位|受处分人|处分原因|扣分\n财政局|张三|酒驾|2",
        "责任科室|被投诉人|投诉内容|扣分\n财政局|张三|酒驾|2",
        "科室|受处罚人|问题|扣分\n财政局|张三|酒驾|2",
    ] {
        let (view, document) = new(&[("数据", THREE), ("扣分", table)]);
        assert_eq!((whose(&document), errors(&view)), (vec![inspected("财政局", "酒驾")], vec![]), "{table}");
        let (_, document) = new(&[("扣分", table)]);
        assert_eq!(people(&document), ["财政局"], "{table}");
        let (_, document) = new(&[("名单", "姓名\n张三\n李四"), ("扣分", table)]);
        assert_eq!(whose(&document), [inspected("张三", "酒驾")], "{table}");
    }
    // Those something happened to are no list of all who are assessed.
    for table in [
        "序号|被约谈单位|约谈事项|约谈时间\n1|财政局|进度慢|2025-03-01",
        "受处分人员|处分种类|处分时间\n张三|警告|2025-03-01",
        "被通报人员|通报事由|时间\n张三|酒驾|2025-03-01",
        "被检查单位|检查时间|问题数\n财政局|2025-03-01|3",
    ] {
        let (view, document) = new(&[("台账", table)]);
        assert!(people(&document).is_empty() && view.sheets[0].kind != Kind::Subjects, "{table}");
    }
    // Nobody but who found it out: not understood, and said.
    let (view, document) = new(&[("数据", "扣分原因|扣分|认定单位\n迟报|1|纪委")]);
    assert!(document.events.is_empty() && document.subjects.is_empty());
    assert_eq!(said(&view, 0), [(0, 0, What::UnknownColumn, Grade::Warning)]);
}

#[test]
fn words_that_come_again_below_the_names_are_a_lower_heading() {
    for word in ["增速（%）", "增长（%）", "增速", "同比%", "比上年增减"] {
        let data = format!("乡镇|税收收入|投资\n|{word}|{word}\n城关镇|6.8|8.2");
        let (view, document) = new(&[("指标", LIST), ("数据", &data)]);
        assert!(document.observations.columns.is_empty(), "{word}");
        assert_eq!(people(&document), ["城关镇"], "{word}");
        let part = |column| (1, column, What::UnknownColumn, Grade::Warning);
        assert_eq!(said(&view, 1), [part(1), part(2)], "{word}");
    }
    for (words, key) in [("本月|累计", "镇"), ("本月|本年累计", "镇"), ("本月|累计", "单位"), ("本期|累计", "单位")]
    {
        let data = format!("{key}|税收收入||投资|\n|{words}|{words}\n东镇|100|1120|1|9");
        let (view, document) = new(&[("指标", LIST), ("数据", &data)]);
        assert_eq!(value(&document, 0, 0, Period::Year), Some(1120.0), "{words}");
        assert_eq!(value(&document, 0, 1, Period::Year), Some(9.0), "{words}");
        assert!(said(&view, 1).is_empty(), "{words}: {:?}", view.faults);
    }
    for (words, target, taken) in [("任务|实绩", Some(100.0), 1120.0), ("实绩|位次", None, 100.0)] {
        let data = format!("单位|税收收入||投资|\n|{words}|{words}\n东镇|100|1120|1|9");
        let (view, document) = new(&[("指标", LIST), ("数据", &data)]);
        assert_eq!(value(&document, 0, 0, Period::Year), Some(taken), "{words}");
        assert_eq!(of(&document, 0, 0, Period::Year, Field::Target), target, "{words}");
        assert!(said(&view, 1).is_empty(), "{words}: {:?}", view.faults);
    }
    // Which of the two is what was achieved a person must say.
    let data = "单位|税收收入||投资|\n|预算|决算|预算|决算\n东镇|100|1120|1|9";
    let (view, _) = new(&[("指标", LIST), ("数据", data)]);
    assert_eq!(errors(&view), [(1, 1, 2, What::SameColumn), (1, 1, 4, What::SameColumn)]);
    // A row in which something is missing everywhere is of nobody, and no heading.
    let (view, _) = new(&[("指标", LIST), ("数据", "单位|税收收入|投资\n|—|—\n东镇|1|2")]);
    assert_eq!(view.sheets[1].head, Some((0, 0)));
    // Somebody's answers and words for him are no heading, and neither are a sum, an aim or a note without a name in front.
    for data in [
        "序号|单位|按时上报|资料完整|数据准确\n|甲局|是|是|是\n|乙局|是|否|是",
        "序号|单位名称|类别|性质|级别\n|甲局|行政|行政|行政\n|乙局|行政|事业|行政",
        "单位代码|单位名称|税收收入|投资\n|合计||\n01|甲局|3|4\n02|乙局|5|6",
        "类别|单位|税收收入|投资\n|全县|—|—\n直属|甲局|3|4\n直属|乙局|5|6",
        "代码|单位|税收收入|投资\n|目标值|≥1200|≥10\n1|甲局|3|4\n2|乙局|5|6",
        "类别|单位\n|一、乡镇\n直属|甲局\n直属|乙局",
        "编码|老师|税收收入|投资\n|目标值|≥1200|≥10\n1|甲局|3|4\n2|乙局|5|6",
        "片区|镇名|税收收入|投资\n|增速|—|—\n东|甲局|3|4\n东|乙局|5|6",
        "代码|单位|税收收入|投资\n||单位：万元\n1|甲局|3|4\n2|乙局|5|6",
        "单位|税收收入|投资\n|填表人：|审核人：\n甲局|3|4\n乙局|5|6",
        "单位|税收收入|投资\n|注：单位为万元|\n甲局|3|4\n乙局|5|6",
    ] {
        let (view, document) = new(&[("指标", LIST), ("数据", data)]);
        if view.sheets[1].taken {
            assert_eq!((people(&document), errors(&view)), (vec!["甲局", "乙局"], vec![]), "{data}");
        }
        assert!(view.sheets[1].head.is_none_or(|head| head == (0, 0)), "{data}");
    }
    let list = "序号|一级指标|二级指标|责任单位|数据来源|审核单位\n|党建|党建|办公室|办公室|办公室\n|业务|办件|办公室|财务科|办公室";
    assert_eq!(names(&new(&[("指标", list)]).1), ["党建", "办件"]);
    // Words of one column, right below the heading and of nobody: said, and not a sum.
    let (view, _) = new(&[("指标", LIST), ("数据", "单位|税收收入|投资\n|增速|\n东镇|1|2")]);
    assert_eq!(errors(&view)[0], (1, 1, 0, What::NoKey));
}

#[test]
fn rows_of_the_whole_are_nobody_and_people_called_alike_are_somebody() {
    let names = [
        "全院",
        "全校",
        "全年级",
        "全段",
        "全镇",
        "全行",
        "全公司",
        "全集团",
        "全局",
        "全系统",
        "校均",
        "院均",
        "区均",
        "省均",
        "极差",
        "备注",
    ];
    let rows: String = names.iter().map(|name| format!("\n{name}|9|9")).collect();
    let data = format!("单位|税收收入|投资\n东镇|1|2\n李均|3|4\n全南县|5|6{rows}\n考核人|张三|");
    let (view, document) = new(&[("指标", LIST), ("数据", &data)]);
    assert_eq!(people(&document), ["东镇", "李均", "全南县"]);
    assert!(said(&view, 1).is_empty(), "{:?}", view.faults);
    // Of what happened to all of them somebody must say whose it is.
    let (view, document) =
        new(&[("名单", "单位名称\n东镇"), ("扣分", "单位|扣分原因|扣分\n东镇|迟报|1\n全局|安全事故|5")]);
    assert_eq!((errors(&view), document.events.len()), (vec![(1, 2, 0, What::NoSuchSubject)], 0));
    // A list that knows the name knows better.
    let (_, document) =
        new(&[("指标", LIST), ("名单", "单位名称\n全院\n东镇"), ("数据", "单位|税收收入|投资\n全院|1|2\n东镇|3|4")]);
    assert_eq!(value(&document, 0, 0, Period::Year), Some(1.0));
}

#[test]
fn the_scores_of_whole_groups_are_ballots_of_these_groups() {
    let list = "指标名称|分值|计分方法\n民主测评|20|多元评价法\n税收收入|80|";
    for (heads, groups) in [
        ("领导打分|同事打分|综合得分", "领导:1,同事:1"),
        ("上级评分|下级评分|总分", "上级:1,下级:1"),
        ("领导打分（40%）|同事打分（权重60%）|综合得分", "领导:40,同事:60"),
        ("领导打分（占80%）|同事打分（占20%）|综合得分", "领导:80,同事:20"),
        ("领导打分（权重：40%）|同事打分（60%权重）|综合得分", "领导:40,同事:60"),
        ("领导打分（权重40）|同事打分（比例60%）|综合得分", "领导:40,同事:60"),
        ("领导打分（0.4）|同事打分（权重0.6）|综合得分", "领导:40,同事:60"),
        ("领导打分（满分100分）|同事打分（5人）|综合得分", "领导:1,同事:1"),
    ] {
        let data = format!("姓名|{heads}\n张三|90|91|92\n李四|80|81|82");
        let (view, document) = new(&[("指标", list), ("民主测评", &data)]);
        let scores: Vec<Option<f64>> = document.ballots.iter().map(|ballot| ballot.score).collect();
        assert_eq!(scores, [90.0, 91.0, 80.0, 81.0].map(Some), "{heads}");
        let rule = &document.set.indicators[0].rule;
        assert_eq!(rule.parameters.get("groups").map(String::as_str), Some(groups), "{heads}");
        assert!(errors(&view).is_empty(), "{heads}: {:?}", view.faults);
    }
    // What a group counts is said by some only, or not understood: a person must say it. 40 points are no hundred.
    let lacking = |column| (0, column, What::Lacking, Grade::Warning);
    let of_points = |column| (0, column, What::OtherUnit, Grade::Warning);
    for (heads, doubts) in [
        ("领导打分（40%）|同事打分", vec![lacking(2)]),
        ("领导打分（40）|同事打分（60）", vec![lacking(1)]),
        ("领导打分（四成）|同事打分（六成）", vec![lacking(1)]),
        ("领导打分（百分之四十）|同事打分（百分之六十）", vec![lacking(1)]),
        ("领导打分（40分）|同事打分（60分）", vec![lacking(1), of_points(1), of_points(2)]),
    ] {
        let data = format!("姓名|{heads}\n张三|30|50");
        let (view, document) = new(&[("指标", list), ("民主测评", &data)]);
        assert_eq!(document.set.indicators[0].rule.parameters.get("groups"), None, "{heads}");
        let mut found = said(&view, 1);
        found.sort_by_key(|(_, column, what, _)| (*what != What::Lacking, *column));
        assert_eq!(found, doubts, "{heads}");
    }
    // Beside values these are scores of nothing that is known; below the name of what is rated they are ballots.
    let data = "单位|税收收入|领导打分|群众打分\n甲|90|91|92";
    let (view, document) = new(&[("指标", LIST), ("数据", data)]);
    assert_eq!(value(&document, 0, 0, Period::Year), Some(90.0));
    assert_eq!(said(&view, 1), [2, 3].map(|column| (0, column, What::UnknownColumn, Grade::Warning)));
    for raters in ["领导打分|群众打分", "评委1|评委2"] {
        let data = format!("姓名|民主测评|\n|{raters}\n张三|90|91\n李四|80|81");
        let (_, document) = new(&[("指标", list), ("测评", &data)]);
        assert_eq!(document.ballots.len(), 4, "{raters}");
    }
    // 领导打分 may be an indicator of its own.
    let own = "指标名称|计量单位|分值\n领导打分|分|50\n同事打分|分|50";
    let (_, document) = new(&[("指标", own), ("测评", "姓名|领导打分|同事打分\n张三|90|91")]);
    assert_eq!((value(&document, 0, 1, Period::Year), document.ballots.len()), (Some(91.0), 0));
    // A standard that names the groups is kept; where a heading says something else, that is said.
    let list = "指标名称|分值|评分标准\n民主测评|20|领导评价占40%，同事评价占60%\n税收收入|80|";
    for (heads, wanted) in [
        ("领导打分（40%）|同事打分（60%）", vec![]),
        ("领导打分（50%）|同事打分（50%）", vec![(0, 1, What::Contradiction, Grade::Warning)]),
    ] {
        let (view, document) = new(&[("指标", list), ("民主测评", &format!("姓名|{heads}\n张三|90|91"))]);
        let groups: Vec<&str> = document.ballots.iter().map(|ballot| ballot.group.as_str()).collect();
        assert_eq!(groups, ["领导评价", "同事评价"], "{heads}");
        assert_eq!(said(&view, 1), wanted, "{heads}");
    }
    // One column of points beside people is not taken, and that is said.
    let (view, _) = new(&[("名单", "姓名|部门评价分\n张三|90\n李四|80")]);
    assert_eq!(said(&view, 0), [(0, 1, What::UnknownColumn, Grade::Warning)]);
}

#[test]
fn a_fraction_is_seen_against_a_target_in_the_same_table_and_beside_percentages() {
    let list = "指标名称|计量单位|分值\n合格率|%|80\n投资|亿元|20";
    for (data, row, grade) in [
        ("单位|合格率|投资\n目标|95|12\n东镇|0.96|13", 2, Grade::Warning),
        ("单位|合格率|投资\n东镇|0.96|13\n目标|95|12", 1, Grade::Warning),
        ("单位|合格率|投资\n东镇|96%|12\n西镇|0.96|13", 2, Grade::Note),
        ("单位|合格率|投资\n东镇|0.96|13", 1, Grade::Note),
    ] {
        let (view, document) = new(&[("指标", list), ("数据", data)]);
        let found: Vec<_> = said(&view, 1).into_iter().filter(|(.., what, _)| *what == What::AFraction).collect();
        assert_eq!(found, [(row, 1, What::AFraction, grade)], "{data}");
        // It is taken as it stands.
        let last = document.subjects.len() - 1;
        assert_eq!(value(&document, last, 0, Period::Year), Some(0.96), "{data}");
    }
    // What a rule begins to pay at is wanted too: said once.
    let lined = "指标名称|计量单位|分值|评分标准\n合格率|%|80|达到95%得满分，每低1个百分点扣2分\n投资|亿元|20|";
    let (view, _) = new(&[("指标", lined), ("数据", "单位|合格率|投资\n东镇|0.96|13")]);
    let found = said(&view, 1).into_iter().filter(|(.., what, _)| *what == What::AFraction).count();
    assert_eq!(found, 1, "{:?}", view.faults);
    // Rates that are small: nothing to say.
    for data in [
        "单位|合格率\n东镇|2.5%\n西镇|0.96",
        "单位|合格率\n东镇|0.4\n西镇|0.6",
        "单位|合格率\n东镇|0.8\n西镇|3.1",
        "单位|合格率\n东镇|96\n西镇|97",
    ] {
        let (view, _) = new(&[("指标", list), ("数据", data)]);
        assert!(said(&view, 1).is_empty(), "{data}: {:?}", view.faults);
    }
}

#[test]
fn tasks_that_were_handed_out_are_targets() {
    let table = "单位|税收收入|投资\n东镇|1100|5\n西镇|1200|6";
    let done = "单位|税收收入|投资\n东镇|1101|7\n西镇|1201|8";
    let titled = format!("2025年各镇主要经济指标任务分解表\n{table}");
    let signed = format!("2025年度目标责任书\n{table}");
    for (name, table) in
        [("任务分解", table), ("任务表", table), ("Sheet2", titled.as_str()), ("Sheet2", signed.as_str())]
    {
        let (view, document) = new(&[("指标", LIST), (name, table), ("完成情况", done)]);
        assert_eq!(of(&document, 0, 0, Period::Year, Field::Target), Some(1100.0), "{name} {table}");
        assert_eq!(value(&document, 0, 0, Period::Year), Some(1101.0), "{name}");
        assert!(errors(&view).is_empty(), "{name}: {:?}", view.faults);
        let found =
            said(&view, 1).into_iter().filter(|(.., what, grade)| (*what, *grade) == (What::ReadAs, Grade::Warning));
        assert_eq!(found.count(), 1, "{name}: {:?}", view.faults);
    }
    for name in ["任务完成情况", "重点任务", "重点任务表", "2025年任务", "责任书", "党建责任书"]
    {
        let (_, document) = new(&[("指标", LIST), (name, table)]);
        assert_eq!(value(&document, 0, 0, Period::Year), Some(1100.0), "{name}");
    }
    // Beside a rate of achievement stands what was achieved; and the name of a book is of all that is in it.
    let rated = "单位|税收收入|投资|完成率\n东镇|1100|5|90%\n西镇|1200|6|80%";
    let (_, document) = new(&[("指标", LIST), ("任务表", rated)]);
    assert_eq!(value(&document, 0, 0, Period::Year), Some(1100.0));
    for name in ["2025年度改革任务.xlsx", "目标责任书.xlsx"] {
        let books = [book(&[("指标", LIST)]), Book { name: name.to_owned(), ..book(&[("Sheet1", table)]) }];
        let (_, document) = brought(&Document::default(), &books, &Choices::default());
        assert_eq!(value(&document, 0, 0, Period::Year), Some(1100.0), "{name}");
    }
}

#[test]
fn who_fills_a_form_in_ends_where_something_else_is_told() {
    for (line, wanted) in [
        ("填报单位：市教育局（公章）   填报人：张三   联系电话：0571-88888888", "市教育局"),
        ("报送单位：  市教育局     时间：2026.1.5", "市教育局"),
        ("填报单位：市教育局 填报人：张三", "市教育局"),
        ("填报单位：市教育局填报人：张三", "市教育局"),
        ("填报单位：市教育局　　2026年1月5日", "市教育局"),
        ("单位：万元   填报单位：市教育局", "市教育局"),
        ("单位：万元 填报单位：市教育局 填报人：张三", "市教育局"),
        ("填报单位：市教育局/填报人：张三", "市教育局"),
        ("填 报 单 位：市教育局  分管领导签字：", "市教育局"),
        ("填报单位：市教育局", "市教育局"),
        ("被考核人：张  三   日期：2026年1月5日", "张三"),
        ("被考核人：张　三", "张三"),
        ("填报单位：市 教 育 局", "市教育局"),
    ] {
        let form = format!("2025年度自评表\n{line}\n指标名称|计量单位|完成值\n税收收入|万元|95");
        let (_, document) = new(&[("指标", LIST), ("自评", &form)]);
        assert_eq!(people(&document), [wanted], "{line}");
        assert_eq!(value(&document, 0, 0, Period::Year), Some(95.0), "{line}");
    }
}

#[test]
fn none_below_what_is_counted_may_be_zero() {
    for (list, asked) in [
        ("指标|分值|评分标准\n院感事件数|20|每发生1起扣5分\n税收收入|80|", true),
        ("指标|分值|评分标准\n违规行为|20|每发生1起扣5分\n税收收入|80|", true),
        ("指标|分值\n投诉件数|20\n税收收入|80", true),
        ("指标|分值\n营商环境指数|20\n税收收入|80", false),
    ] {
        let name = list.lines().nth(1).and_then(|line| line.split('|').next()).unwrap_or_default();
        let (view, document) = new(&[("指标", list), ("数据", &format!("科室|{name}|税收收入\n外科|无|1"))]);
        let found = view.faults.iter().find(|fault| fault.sheet == 1 && fault.what == What::ReadAs);
        assert_eq!(found.and_then(|fault| fault.suggestion.as_deref()), asked.then_some("0"), "{name}");
        assert_eq!(value(&document, 0, 0, Period::Year), None, "{name}");
    }
}

#[test]
fn what_was_done_is_the_reason_and_not_the_paper_that_says_it_counts() {
    for heads in ["加分内容|加分依据", "加分事项|加分依据", "加分依据|加分内容"] {
        let row = if heads.starts_with("加分依据") {
            "浙政发1号|获省级表彰"
        } else {
            "获省级表彰|浙政发1号"
        };
        let (_, document) = new(&[("加分", &format!("单位|{heads}|加分\n财政局|{row}|2"))]);
        assert_eq!(whose(&document), [("财政局", EventKind::Bonus, "获省级表彰")], "{heads}");
    }
    let (_, document) = new(&[("加分", "单位|加分依据|加分\n财政局|浙政发1号|2")]);
    assert_eq!(whose(&document), [("财政局", EventKind::Bonus, "浙政发1号")]);
}

#[test]
fn what_two_tables_tell_happened_twice() {
    let events = |document: &Document| document.events.iter().map(|e| e.points).collect::<Vec<_>>();
    let head = "单位|加分内容|加分依据|加分\n甲|信息采用";
    let (one, two) = (format!("{head}|中办采用|1"), format!("{head}|省办采用|1"));
    let (less, bare) = (format!("{head}|中办采用|3"), "单位|加分内容|加分\n甲|信息采用|1".to_owned());
    let people = ("名单", "单位名称\n甲\n乙");
    let twice = vec![(1, 0, What::Twice, Grade::Warning)];
    for (first, second, points, doubts) in [
        (&one, &two, vec![1.0, 1.0], vec![]),
        (&less, &two, vec![3.0, 1.0], vec![]),
        // Nothing tells the two apart, or one says less.
        (&one, &one, vec![1.0, 1.0], twice.clone()),
        (&one, &bare, vec![1.0, 1.0], twice),
    ] {
        let sheets = [people, ("加分甲", first.as_str()), ("加分乙", second.as_str())];
        let (view, document) = new(&sheets);
        assert_eq!((events(&document), said(&view, 2)), (points, doubts));
        // The same tables again, in whatever order, change nothing.
        let (view, again) = taken(&document, &[people, sheets[2], sheets[1]], &Choices::default());
        assert_eq!((&again.events, view.moved_total), (&document.events, 0));
        let (_, again) = taken(&document, &[people, sheets[2]], &Choices::default());
        assert_eq!(again.events, document.events);
    }
    let (view, document) = new(&[people, ("一季度加分", &bare), ("二季度加分", &bare)]);
    assert_eq!((events(&document), said(&view, 2)), (vec![1.0, 1.0], vec![]));
}

#[test]
fn an_arrow_is_below_zero_only_where_it_can_mean_nothing_else() {
    let list = "指标名称|计量单位|分值\n税收增速|%|50\n能耗降幅|%|30\n投资|万元|20";
    let (view, _) =
        new(&[("指标", list), ("数据", "单位|税收增速|能耗降幅|投资\n东镇|↓2%|↓2%|▼3\n西镇|▲3.1%|约3|5 ↑")]);
    let of = view.faults.iter().filter(|fault| fault.sheet == 1 && fault.what == What::NotANumber);
    let found: Vec<_> = of.map(|fault| (fault.row, fault.column, fault.suggestion.as_deref())).collect();
    assert_eq!(found, [(1, 1, Some("-2")), (1, 2, None), (1, 3, None), (2, 1, None), (2, 2, Some("3")), (2, 3, None)]);
}

#[test]
fn months_below_a_heading_of_dates_are_periods_and_days_are_not() {
    let list = "指标名称|计量单位|分值|考核周期\n税收收入|万元|100|月度";
    let (view, document) = new(&[("指标", list), ("数据", "单位|日期|税收收入\n东镇|2025年3月|1\n东镇|2025-04|2")]);
    assert_eq!(value(&document, 0, 0, Period::Month(3)), Some(1.0));
    assert_eq!(value(&document, 0, 0, Period::Month(4)), Some(2.0));
    assert!(said(&view, 1).is_empty(), "{:?}", view.faults);
    // Not where the sheet is named after another period, and not of what is reported every quarter or once a year.
    let mixed = "指标名称|计量单位|分值|考核周期\n税收收入|万元|60|月度\n投资|万元|20|年度\n就业|人|20|季度";
    for (name, data, of) in [
        ("3月", "单位|日期|税收收入\n东镇|2025年4月|1", (0, Period::Month(3))),
        ("一季度", "单位|日期|就业\n东镇|2025年4月|1", (2, Period::Quarter(1))),
        ("数据", "单位|日期|投资\n东镇|2025年12月|1", (1, Period::Year)),
    ] {
        let (_, document) = new(&[("指标", mixed), (name, data)]);
        assert_eq!(value(&document, 0, of.0, of.1), Some(1.0), "{data}");
    }
    let yearly = "指标名称|计量单位|分值\n税收收入|万元|100";
    for data in ["单位|日期|税收收入\n东镇|2025-12-31|1", "单位|日期|税收收入\n东镇|2026年1月|1"]
    {
        let (_, document) = new(&[("指标", yearly), ("数据", data)]);
        assert_eq!(value(&document, 0, 0, Period::Year), Some(1.0), "{data}");
    }
}

#[test]
fn a_list_of_the_year_that_repeats_its_parts_counts_nothing_twice_in_silence() {
    let events = |part: (&str, &str), whole: (&str, &str)| {
        let (view, document) = new(&[part, whole]);
        (document.events.len(), said(&view, 1))
    };
    let twice = vec![(1, 0, What::Twice, Grade::Warning)];
    const DATED: &str = "单位|日期|事由|扣分\n教育局|2025-03-02|迟报|1";
    const ALL: &str = "单位|日期|事由|扣分\n教育局|2025-03-02|迟报|1\n财政局|2025-07-01|漏报|2";
    // The same day and every word: one event, and the second of the two lists brings only the other one.
    for (part, whole) in [("一季度", "汇总"), ("1月", "全年"), ("上半年", "全年"), ("3月扣分", "扣分汇总")]
    {
        assert_eq!(events((part, DATED), (whole, ALL)), (2, vec![]), "{part} {whole}");
    }
    // Without a day the two may be two.
    let (part, all) = ("单位|事由|扣分\n教育局|迟报|1", "单位|事由|扣分\n教育局|迟报|1\n财政局|漏报|2");
    assert_eq!(events(("一季度", part), ("汇总", all)), (3, twice));
    assert_eq!(events(("1月", part), ("2月", part)), (2, vec![]));
    // Another word on the same day is another event.
    let other = "单位|日期|事由|扣分|文号\n教育局|2025-03-02|迟报|1|二号";
    let first = "单位|日期|事由|扣分|文号\n教育局|2025-03-02|迟报|1|一号";
    assert_eq!(events(("一季度", first), ("汇总", other)), (2, vec![]));
}

#[test]
fn scores_beside_those_of_groups_are_all_known_or_none_is_taken() {
    const RATED: &str = "指标|分值|评分标准\n综合测评|100|多元评价法";
    for heads in [
        "主要领导评分|分管领导评分|同事评分|群众评分",
        "领导评分（50%）|同事评分（30%）|自评（20%）|平均分",
        "领导评分|考核组评分|群众评分|平均分",
        "领导评分|同事评分|加分|扣分",
    ] {
        let table = format!("姓名|{heads}\n张三|60|60|92|93\n李四|90|90|88|88");
        let (view, document) = new(&[("指标", RATED), ("测评", &table)]);
        assert!(document.ballots.is_empty(), "{heads}");
        assert!(said(&view, 1).iter().any(|(row, .., grade)| *row == 0 && *grade == Grade::Warning), "{heads}");
    }
    // A total beside them is nobody's score.
    let table = "姓名|领导评分（60%）|群众评分（40%）|综合得分\n张三|90|80|86";
    let (_, document) = new(&[("指标", RATED), ("测评", table)]);
    assert_eq!(document.ballots.len(), 2);
    assert_eq!(document.set.indicators[0].rule.parameters["groups"], "领导:60,群众:40");
    // A share for one group alone leaves the others open: 评委 and 群众 are not made alike.
    for heads in ["评委1|评委2|群众评分（30%）", "评委1|领导评分（50%）|同事评分（30%）"] {
        let table = format!("姓名|{heads}\n张三|60|60|92\n李四|90|90|88");
        let (view, document) = new(&[("指标", RATED), ("测评", &table)]);
        assert!(!document.set.indicators[0].rule.parameters.contains_key("groups"), "{heads}");
        assert!(said(&view, 1).iter().any(|(row, _, what, _)| *row == 0 && *what == What::Lacking), "{heads}");
    }
}
