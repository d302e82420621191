//! Tables as county offices, hospitals, schools and companies keep them, each small and for one thing.

use super::samples::{book, brought, merge, sheet, taken};
use super::*;
use crate::model::{Document, Field, Period};
use crate::sheets::Sheet;

fn new(sheets: &[(&str, &str)]) -> (IntakeView, Document) {
    taken(&Document::default(), sheets, &Choices::default())
}

fn errors(view: &IntakeView) -> Vec<(u32, u32, u32, What)> {
    let errors = view.faults.iter().filter(|f| f.grade == Grade::Error);
    errors.map(|f| (f.sheet, f.row, f.column, f.what)).collect()
}

fn names(document: &Document) -> Vec<&str> {
    document.set.indicators.iter().map(|i| i.name.as_str()).collect()
}

fn of(document: &Document, subject: usize, indicator: usize, period: Period, field: Field) -> Option<f64> {
    let id = &document.set.indicators[indicator].id;
    document.observations.column(id, period, field).and_then(|c| c.cells.number(subject))
}

fn value(document: &Document, subject: usize, indicator: usize, period: Period) -> Option<f64> {
    of(document, subject, indicator, period, Field::Value)
}

#[test]
fn ballots_go_to_the_indicator_of_the_subjects_own_category() {
    let a = "指标表（A类）\n一级指标|三级指标|分值|计分方法|评分标准\n评价|领导评价|60|定性评分|由市领导评\n|甲|40|定性评分|";
    let b = "指标表（B类）\n一级指标|三级指标|分值|计分方法|评分标准\n评价|领导评价|70|定性评分|由分管领导评\n|乙|30|定性评分|";
    let people = "单位名称|类别\n教育局|A类\n气象中心|B类";
    let votes = "被评单位|指标名称|评委|得分\n教育局|领导评价|张三|90\n气象中心|领导评价|张三|80";
    let (view, document) = new(&[("A类", a), ("B类", b), ("名单", people), ("评分", votes)]);
    assert!(errors(&view).is_empty(), "{:?}", view.faults);
    assert_eq!(names(&document), ["领导评价", "甲", "领导评价", "乙"]);
    let ids: Vec<&str> = document.set.indicators.iter().map(|i| i.id.as_str()).collect();
    let given: Vec<_> = document.ballots.iter().map(|b| (b.subject.as_str(), b.indicator.as_str(), b.score)).collect();
    assert_eq!(given, [("U001", ids[0], Some(90.0)), ("U002", ids[2], Some(80.0))]);
}

#[test]
fn ballots_without_an_indicators_name_know_the_only_one_that_is_judged_in_every_category() {
    let a = "指标表（A类）\n一级指标|三级指标|分值|目标值|计分方法\n评价|领导评价|60||定性评分\n|甲|40|5|完成率法";
    let b = "指标表（B类）\n一级指标|三级指标|分值|目标值|计分方法\n日常|领导评价|70||定性评分\n|乙|30|5|完成率法";
    let people = "单位名称|类别\n教育局|A类\n气象中心|B类";
    let votes = "被评单位|评委|得分\n教育局|张三|90\n气象中心|张三|80";
    let (view, document) = new(&[("A类", a), ("B类", b), ("名单", people), ("评分", votes)]);
    assert!(errors(&view).is_empty(), "{:?}", view.faults);
    let place = |k: usize| document.set.indicator(&document.ballots[k].indicator);
    assert_eq!((place(0), place(1)), (Some(0), Some(2)));
}

#[test]
fn one_name_at_two_places_of_two_categories_is_settled_by_the_subject() {
    let a = "指标表（A类）\n一级指标|三级指标|分值|目标值\n重点|办结率|60|95\n|甲|40|5";
    let b = "指标表（B类）\n一级指标|三级指标|分值|目标值\n日常|办结率|70|90\n|乙|30|5";
    let data = "单位名称|类别|办结率\n教育局|A类|91\n气象中心|B类|88";
    let long = "单位名称|指标名称|期间|完成值\n教育局|甲|全年|5\n气象中心|办结率|全年|88";
    let (view, document) = new(&[("A类", a), ("B类", b), ("数据", data), ("补", long)]);
    assert!(errors(&view).is_empty(), "{:?}", view.faults);
    let at = |s: usize| [0, 2].map(|i| value(&document, s, i, Period::Year));
    assert_eq!((at(0), at(1)), ([Some(91.0), None], [None, Some(88.0)]));
}

#[test]
fn two_heading_rows_without_merged_cells_are_pairs_whether_the_names_come_again_or_not() {
    let list = "一级指标|三级指标|分值|目标值\n重点|办结率|60|95\n|信访件数|40|10";
    for heads in [
        "单位名称|办结率|办结率|信访件数|信访件数\n|目标值|完成值|目标值|完成值",
        "单位名称|办结率||信访件数|\n|目标值|完成值|目标值|完成值",
        "|办结率||信访件数|\n单位名称|目标值|完成值|目标值|完成值",
        "单位名称|办结率|办结率|信访件数|信访件数\n单位名称|目标值|完成值|目标值|完成值",
    ] {
        let data = format!("2025年数据表\n{heads}\n教育局|96|90|8|5\n财政局|97|91|9|6");
        // A merged title says nothing about the heading below it.
        let rows = Sheet { name: "数据".to_owned(), ..merge(sheet(&data), &["A1:E1"]) };
        let mut books = [book(&[("指标", list)])];
        books[0].workbook.sheets.push(rows);
        let (view, document) = brought(&Document::default(), &books, &Choices::default());
        assert!(errors(&view).is_empty(), "{heads} {:?}", view.faults);
        assert_eq!(view.sheets[1].head, Some((1, 2)), "{heads}");
        let at = |s, i| (of(&document, s, i, Period::Year, Field::Target), value(&document, s, i, Period::Year));
        assert_eq!((at(0, 0), at(1, 1)), ((Some(96.0), Some(90.0)), (Some(9.0), Some(6.0))), "{heads}");
    }
}

#[test]
fn months_and_points_below_names_that_come_again_are_pairs_too() {
    let list = "一级指标|三级指标|综合部门||业务部门|\n||分值|权重|分值|权重\n重点|办结率|60|0.6|50|0.5\n|信访件数|40|0.4|50|0.5";
    let (view, _) = new(&[("指标", list)]);
    assert_eq!(view.sheets[0].head, Some((0, 1)), "{:?}", view.sheets[0].columns);
    let list = "一级指标|三级指标|分值|目标值|考核周期\n重点|办结率|60|95|月度\n|信访件数|40|10|月度";
    let data = "单位名称|办结率|办结率|信访件数|信访件数\n|1月|2月|1月|2月\n教育局|96|90|8|5\n财政局|97|91|9|6";
    let (view, document) = new(&[("指标", list), ("数据", data)]);
    assert!(view.faults.is_empty(), "{:?}", view.faults);
    assert_eq!(value(&document, 1, 1, Period::Month(2)), Some(6.0));
    // A row of the table that says one word twice is no heading.
    let (view, _) = new(&[("指标", "三级指标|分值|考核周期|报送频率\n办结率|60|年度|年度\n信访件数|40|年度|年度")]);
    assert_eq!(view.sheets[0].head, Some((0, 0)));
}

#[test]
fn a_subject_is_found_by_its_code_then_its_name_then_another_name_of_it() {
    let list = "一级指标|三级指标|分值|目标值\n重点|办结率|60|95\n|信访件数|40|10";
    let people =
        "单位代码|单位名称|简称\nU01|示例县教育体育局|教体局\nU02|示例县财政局|财政局\nU03|示例县卫生健康局|卫健局";
    let (_, document) = new(&[("指标", list), ("名单", people)]);
    let form = |who: &str| format!("2025年数据采集表\n{who}\n指标名称|计量单位|完成值\n办结率|%|90");
    for (sheet, who, wanted) in [
        ("Sheet1", "填报单位：U02|", "U02"),
        ("Sheet1", "填报单位：|U02", "U02"),
        ("Sheet1", "单位代码：u02|", "U02"),
        ("Sheet1", "填报单位：教体局|", "U01"),
        ("Sheet1", "填报单位：示例县卫生健康局|", "U03"),
        ("U03", "填报日期：|2025-07-01", "U03"),
        ("采集表_U03", "填报日期：|2025-07-01", "U03"),
        ("卫健局", "填报日期：|2025-07-01", "U03"),
    ] {
        let (view, _) = taken(&document, &[(sheet, &form(who))], &Choices::default());
        assert_eq!((view.sheets[0].kind, view.sheets[0].subject.as_str()), (Kind::Collection, wanted), "{sheet} {who}");
        assert!(errors(&view).is_empty(), "{who} {:?}", view.faults);
    }
    // Codes and other names where a table of values has names.
    let data = "单位名称|办结率\nU01|91\n财政局|92\n示例县卫生健康局|93";
    let (view, after) = taken(&document, &[("数据", data)], &Choices::default());
    assert!(view.faults.is_empty(), "{:?}", view.faults);
    assert_eq!([0, 1, 2].map(|s| value(&after, s, 0, Period::Year)), [Some(91.0), Some(92.0), Some(93.0)]);
    // A short name that two have is nobody's.
    let people = "单位代码|单位名称|简称\nU01|一中教务处|教务处\nU02|二中教务处|教务处";
    let (_, document) = new(&[("指标", list), ("名单", people)]);
    let (view, _) = taken(&document, &[("数据", "单位名称|办结率\n教务处|91\n二中教务处|92")], &Choices::default());
    assert_eq!(errors(&view).iter().map(|e| (e.1, e.2)).collect::<Vec<_>>(), [(1, 0)]);
}

#[test]
fn a_target_in_words_has_its_own_sentence_where_it_is_kept_and_where_it_is_not() {
    let list = "指标名称|分值|目标值\n方案出台|20|12月底前完成\n增速|40|达到省平均水平\n办结率|40|95";
    let people = "单位代码|单位名称\nU01|教育局\nU02|财政局";
    let (view, document) = new(&[("指标", list), ("名单", people)]);
    let said: Vec<_> = view.faults.iter().map(|f| (f.row, f.column, f.what, f.grade)).collect();
    assert_eq!(said, [(1, 2, What::InWords, Grade::Note), (2, 2, What::InWords, Grade::Warning)]);
    let kept: Vec<_> = document.set.indicators.iter().filter_map(|i| i.other.get("目标值")).collect();
    assert_eq!(kept, ["12月底前完成", "达到省平均水平"]);
    // Echoed in a collection sheet the same words say nothing; others are a subject's own, and cannot be taken.
    let form = "填报单位：教育局\n指标名称|目标值|完成值\n方案出台|12月底前完成|\n增速|高于全国|5\n办结率|95|96";
    let (view, _) = taken(&document, &[("表", form)], &Choices::default());
    let said: Vec<_> = view.faults.iter().map(|f| (f.row, f.column, f.what, f.args.len(), f.grade)).collect();
    assert_eq!(said, [(3, 1, What::InWords, 1, Grade::Warning)]);
}
