//! Tables as county offices, hospitals, schools and companies keep them, each small and for one thing.

use super::*;
use crate::model::{Document, Field, Period};
use crate::sheets::Sheet;

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
    let list = "一级指标|三级指标|分值|目标值|考核周期\n重点|办结率|60|95|月度\n|信访件数|40|≤10|月度";
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

const LIST: &str = "一级指标|三级指标|分值|目标值|计量单位|考核周期
重点|办结率|60|95|%|年度
|税收收入|40|5000|万元|月度";

fn said(view: &IntakeView) -> Vec<(u32, u32, What)> {
    view.faults.iter().map(|f| (f.row, f.column, f.what)).collect()
}

#[test]
fn a_form_of_self_evaluation_beside_its_list_is_what_one_unit_reports() {
    let form = "2025年度目标考核自评表\n单位（盖章）：教育局|||填报时间：2026年1月5日\n三级指标|分值|目标值|完成情况|自评得分|自评说明\n办结率|60|95|96|60|全年受理1200件\n税收收入|40|5000|5100|40|\n自评总分||||100|\n主要负责人签字：||分管领导签字：||联系人及电话：|";
    let (view, document) = new(&[("指标", LIST), ("自评表", form)]);
    assert_eq!(view.sheets[1].kind, Kind::Collection);
    assert_eq!(names(&document), ["办结率", "税收收入"], "no indicator is called 自评总分 or 主要负责人签字");
    assert_eq!(document.subjects.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["教育局"]);
    assert_eq!(value(&document, 0, 0, Period::Year), Some(96.0));
    // Nobody is called 自评表.
    let (view, _) = new(&[("指标", LIST), ("自评表", &form.replace("单位（盖章）：教育局", ""))]);
    assert_eq!(errors(&view).iter().map(|e| e.3).collect::<Vec<_>>(), [What::NoSuchSubject]);
}

#[test]
fn plan_actual_and_rate_below_an_indicator_or_a_month_are_told_apart() {
    let data =
        "各单位完成情况\n单位|税收收入|||办结率||\n|计划|完成|完成率(%)|计划|实际|完成率\n甲局|4000|3900|97.5|96|94|98";
    let sheet = Sheet { name: "数据".to_owned(), ..merge(sheet(data), &["A1:G1", "A2:A3", "B2:D2", "E2:G2"]) };
    let mut books = [book(&[("指标", &LIST.replace("月度", "年度"))])];
    books[0].workbook.sheets.push(sheet);
    let (view, document) = brought(&Document::default(), &books, &Choices::default());
    assert!(view.faults.is_empty(), "{:?}", view.faults);
    let at = |i| (of(&document, 0, i, Period::Year, Field::Target), value(&document, 0, i, Period::Year));
    assert_eq!((at(0), at(1)), ((Some(96.0), Some(94.0)), (Some(4000.0), Some(3900.0))));
    let data = "单位名称|1月|1月|1月|2月|2月|2月\n|计划|实际|完成率|计划|实际|完成率\n甲局|10|12|120|10|9|90";
    let (view, document) = new(&[("指标", LIST), ("税收收入", data)]);
    assert!(errors(&view).is_empty(), "{:?}", view.faults);
    let at = |month| {
        let of = |field| of(&document, 0, 1, Period::Month(month), field);
        (of(Field::Target), of(Field::Value))
    };
    assert_eq!((at(1), at(2)), ((Some(10.0), Some(12.0)), (Some(10.0), Some(9.0))));
}

#[test]
fn a_part_of_a_value_is_never_taken_for_it() {
    let data = "单位名称|税收收入|税收收入|税收收入\n|上半年|同比增长|12月\n甲局|2500|5|410";
    let (view, document) = new(&[("指标", LIST), ("数据", data)]);
    assert_eq!(said(&view), [(1, 1, What::UnknownColumn), (1, 2, What::UnknownColumn)]);
    assert_eq!(document.observations.columns.len(), 1);
    assert_eq!(value(&document, 0, 1, Period::Month(12)), Some(410.0));
    let data = "单位名称|税收收入1-6月累计|税收收入6月|2025年7月税收收入|税收收入（8月）\n甲局|2500|400|410|420";
    let (view, document) = new(&[("指标", LIST), ("数据", data)]);
    assert_eq!(said(&view), [(0, 1, What::UnknownColumn)], "and no button makes it 税收收入");
    let months = [6, 7, 8].map(|month| value(&document, 0, 1, Period::Month(month)));
    assert_eq!(months, [Some(400.0), Some(410.0), Some(420.0)]);
    let (view, document) = new(&[("指标", LIST), ("数据", "单位名称|税收收入（上半年累计）\n甲局|2500")]);
    assert_eq!((said(&view), document.observations.columns.len()), (vec![(0, 1, What::UnknownColumn)], 0));
}

#[test]
fn a_table_with_a_column_for_every_subject_is_read_as_it_stands() {
    let people = "单位名称|类别\n甲局|A\n乙局|A";
    let data = "指标名称|计量单位|甲局|乙局\n办结率|%|96|90\n税收收入|万元|5100|—";
    let (view, document) = new(&[("单位", people), ("指标", &LIST.replace("月度", "年度")), ("数据", data)]);
    assert!(view.faults.is_empty(), "{:?}", view.faults);
    assert_eq!(view.sheets[2].kind, Kind::Collection);
    let at = |s| [0, 1].map(|i| value(&document, s, i, Period::Year));
    assert_eq!((at(0), at(1)), ([Some(96.0), Some(5100.0)], [Some(90.0), None]));
    assert!(document.set.indicators.iter().all(|i| i.other.is_empty()), "no unit is a property of an indicator");
    // A stranger among them is said at its heading.
    let (view, _) = new(&[("单位", people), ("指标", LIST), ("数据", &data.replace("乙局", "丙中心"))]);
    assert_eq!(errors(&view), [(2, 0, 3, What::NoSuchSubject)]);
}

#[test]
fn another_unit_in_a_heading_or_above_the_table_is_an_error_and_its_values_are_not_taken() {
    for data in [
        "乡镇|税收收入（亿元）\n城关镇|0.52",
        "2025年税收情况\n|单位：亿元\n乡镇|税收收入\n城关镇|0.52",
        // As many cells as the heading has, and each begins like one.
        "2025年税收情况|\n填报单位：县财政局|单位：亿元\n乡镇|税收收入\n城关镇|0.52",
    ] {
        let choices = Choices { leave_faulty: true, ..Choices::default() };
        let (view, document) = taken(&Document::default(), &[("指标", LIST), ("数据", data)], &choices);
        let row = data.lines().count() as u32 - 2;
        assert_eq!(errors(&view), [(1, row, 1, What::OtherUnit)], "{data}");
        assert!(document.observations.columns.is_empty());
    }
    let (view, _) = new(&[("指标", LIST), ("数据", "单位：万元|\n乡镇|税收收入（万元）\n城关镇|5200")]);
    assert!(errors(&view).is_empty(), "{:?}", view.faults);
}

#[test]
fn weights_in_parts_of_one_are_percentages_and_a_thousand_points_have_their_own_bands() {
    let list = "一级指标|一级权重|二级指标|权重|目标值\n财务|0.4|营业收入|0.55|5000\n||净利润|0.45|500\n客户|0.6|满意度|0.7|90\n||投诉件数|0.3|5\n合计|1||2|";
    let (view, document) = new(&[("指标", list)]);
    assert_eq!(said(&view), [(1, 1, What::ReadAs), (1, 3, What::ReadAs), (4, 2, What::LowerIsBetter)]);
    let points: Vec<f64> = document.set.indicators.iter().map(|i| i.points["A"]).collect();
    assert_eq!(points, [55.0, 45.0, 70.0, 30.0]);
    assert_eq!(document.set.dimensions.iter().map(|d| d.weights["A"]).collect::<Vec<_>>(), [40.0, 60.0]);
    assert_eq!(document.grading.scale.bands[0].minimum, 90.0);
    let (_, document) = new(&[("指标", "指标|分值|目标值\n手术占比|400分|40\n平均住院日|600分|8")]);
    let bands: Vec<f64> = document.grading.scale.bands.iter().map(|band| band.minimum).collect();
    assert_eq!(bands, [900.0, 800.0, 600.0, 0.0]);
    // Half points of a hundred stay what they are.
    let (_, document) = new(&[("指标", "指标|分值|目标值\n甲项|0.5|40\n乙项|99.5|8")]);
    assert_eq!(document.set.indicators[0].points["A"], 0.5);
}

#[test]
fn a_second_table_on_a_sheet_is_said_and_never_swallowed() {
    let two =
        "三级指标|分值|目标值\n办结率|60|95\n税收收入|40|5000\n\n单位名称|办结率|税收收入\n教育局|90|5\n财政局|95|12";
    let (view, document) = new(&[("汇总", two)]);
    assert_eq!(said(&view), [(4, 0, What::SecondTable)]);
    assert_eq!(names(&document), ["办结率", "税收收入"]);
    // Where the second one is the one that is read, the first is named.
    let two = "姓名|工号|年龄\n张三|1|30\n\n指标名称|分值|目标值|计量单位|考核周期|评分标准\n办结率|100|95|%|年度|按完成率计分";
    let (view, _) = new(&[("汇总", two)]);
    assert_eq!(said(&view), [(0, 0, What::SecondTable)]);
}

#[test]
fn names_that_stand_over_groups_of_subjects_are_nobody() {
    let data = "学校|办结率|税收收入\n【初中】||\n一中|99|1\n小学：||\n实验小学|100|2\n三、幼儿园||\n中心园|98|3";
    let (_, document) = new(&[("指标", LIST), ("数据", data)]);
    let people: Vec<&str> = document.subjects.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(people, ["一中", "实验小学", "中心园"]);
}

#[test]
fn a_list_of_one_column_a_veto_and_short_names_are_understood() {
    let veto = "单位|否决事项|发生时间\n卫健局|发生安全生产责任事故|2025-08-03";
    let (view, document) = new(&[("单位", "单位名称\n教育局\n卫健局"), ("一票否决", veto)]);
    assert!(view.faults.is_empty(), "{:?}", view.faults);
    let events: Vec<_> =
        document.events.iter().map(|e| (e.subject.as_str(), e.kind, e.code.as_str(), e.date.as_str())).collect();
    assert_eq!(events, [("U002", crate::model::EventKind::Veto, "发生安全生产责任事故", "2025-08-03")]);
    // A title that names all kinds says nothing about one.
    let mixed = "加分扣分及一票否决事项\n单位|事项|分值\n卫健局|获奖|2";
    let (view, _) = new(&[("单位", "单位名称\n教育局\n卫健局"), ("事项", mixed)]);
    assert_eq!(errors(&view).iter().map(|e| e.3).collect::<Vec<_>>(), [What::NoSuchEventKind]);
    let people = "序号|单位名称|类别\n1|示例县教育和体育局|政府\n2|示例县卫生健康局|政府\n3|中共示例县委组织部|党委";
    let data = "单位|办结率\n教体局|90\n卫健局|91\n组织部|92\n气象中心|93";
    let (view, _) = new(&[("名单", people), ("指标", LIST), ("数据", data)]);
    let offered: Vec<_> = view.faults.iter().map(|f| (f.what, f.suggestion.as_deref())).collect();
    let near = What::AlmostTheSame;
    assert_eq!(
        offered,
        [
            (near, Some("示例县教育和体育局")),
            (near, Some("示例县卫生健康局")),
            (near, Some("中共示例县委组织部")),
            (What::NoSuchSubject, None)
        ]
    );
}

#[test]
fn months_as_numbers_and_letters_of_hong_kong_and_taiwan_are_known() {
    let long = "单位名称|指标名称|月份|完成值\n甲局|税收收入|9|91\n乙局|税收收入|25年9月|92\n丙局|税收收入|2025.9|93";
    let (view, document) = new(&[("指标", LIST), ("数据", long)]);
    assert!(view.faults.is_empty(), "{:?}", view.faults);
    let all = [0, 1, 2].map(|s| value(&document, s, 1, Period::Month(9)));
    assert_eq!(all, [Some(91.0), Some(92.0), Some(93.0)]);
    let list = "一級指標|指標名稱|分值|目標值|計量單位\n服務|辦結率|60|95|%\n服務|信訪件數|40|≤10|件";
    let (view, document) = new(&[("指標", list), ("數據", "單位名稱|辦結率|信访件数\n教育局|96|5")]);
    assert!(view.faults.is_empty(), "{:?}", view.faults);
    assert_eq!(names(&document), ["辦結率", "信訪件數"]);
    assert_eq!(value(&document, 0, 1, Period::Year), Some(5.0));
}

#[test]
fn a_period_a_heading_and_a_day_of_another_year_are_said_and_their_values_are_not_taken() {
    let list = format!("2025年度考核指标表\n{LIST}");
    let long = "单位名称|指标名称|期间|完成值\n甲局|税收收入|2025年3月|300\n甲局|税收收入|2024年4月|310\n甲局|办结率|2027年|96";
    let (view, _) = new(&[("指标", &list), ("明细", long)]);
    assert_eq!(errors(&view), [(1, 2, 2, What::OtherYear), (1, 3, 2, What::OtherYear)]);
    assert_eq!(view.faults[0].args, ["2024", "2025"]);
    // Without a title the year of most periods counts.
    let (view, _) = new(&[("指标", LIST), ("明细", &long.replace("2027年", "2025年"))]);
    assert_eq!(errors(&view), [(1, 2, 2, What::OtherYear)]);
    let wide = "乡镇|办结率|办结率\n|2024年|2025年\n甲镇|94|95";
    let (view, document) = new(&[("指标", &list), ("数据", wide)]);
    assert_eq!(said(&view), [(1, 1, What::OtherYear)]);
    assert_eq!(value(&document, 0, 0, Period::Year), Some(95.0));
    let events = "单位名称|类型|事由|分值|日期\n教育局|加分|获奖|1|2025-13-45\n教育局|加分|又获奖|1|2035-01-01\n教育局|加分|再获奖|1|2025-02-28";
    let (view, document) = new(&[("指标", &list), ("名单", "单位名称\n教育局\n财政局"), ("加减分", events)]);
    assert_eq!(said(&view), [(1, 4, What::NotADate), (2, 4, What::OtherYear)]);
    assert_eq!(document.events.len(), 3, "somebody should look, and the day is kept as it is written");
}

#[test]
fn months_together_are_no_month_and_a_monthly_indicator_is_asked_about_them() {
    let data = "2025年1-9月税收情况\n乡镇|税收收入\n甲镇|4000";
    let (view, _) = new(&[("指标", LIST), ("数据", data)]);
    assert_eq!(errors(&view), [(1, 0, 0, What::NoSuchPeriod)]);
    let mut choices = Choices::default();
    choices.sheets.insert(1, SheetChoice { period: Some(Period::Month(9)), ..SheetChoice::default() });
    let (view, document) = taken(&Document::default(), &[("指标", LIST), ("数据", data)], &choices);
    assert!(errors(&view).is_empty(), "{:?}", view.faults);
    assert_eq!(value(&document, 0, 1, Period::Month(9)), Some(4000.0));
    let (view, _) = new(&[("指标", LIST), ("数据", &data.replace("税收收入\n", "办结率\n").replace("4000", "96"))]);
    assert_eq!(said(&view), [(0, 0, What::NoSuchPeriod)]);
    assert!(errors(&view).is_empty(), "of a yearly indicator it may be what is known so far");
}

#[test]
fn a_measure_behind_a_name_is_that_measure_and_no_misspelt_name() {
    let data = "单位|税收收入目标|税收收入完成|办结率实际值|办结率得分|办结率去年同期\n甲镇|4000|4100|96|60|95";
    let (view, document) = new(&[("指标", &LIST.replace("月度", "年度")), ("任务", data)]);
    assert!(view.faults.is_empty(), "{:?}", view.faults);
    let at = |i, field| of(&document, 0, i, Period::Year, field);
    assert_eq!((at(1, Field::Target), at(1, Field::Value)), (Some(4000.0), Some(4100.0)));
    assert_eq!((at(0, Field::Value), at(0, Field::Base)), (Some(96.0), Some(95.0)));
}

#[test]
fn the_tables_that_the_program_itself_writes_are_read_one_by_one() {
    let list = "id|l1|l2|name|points_A|points_B|method|cycle|target|unit\nA101|重点|经济|办结率|60|50|completion|M|95|%\nA102|民生|服务|信访件数|40|50|deduct|Y|10|件";
    let people = "unit_id|name|category\nU01|教育局|A\nU02|财政局|B";
    let values = "unit_id|indicator_id|period|value|target|base\nU01|A101|M01|96||\nU02|A102|Y|3||";
    let (view, document) = new(&[("indicators", list), ("units", people), ("measurements", values)]);
    assert!(view.faults.is_empty(), "{:?}", view.faults);
    assert_eq!(document.set.indicators[0].points.values().copied().collect::<Vec<_>>(), [60.0, 50.0]);
    assert_eq!(document.subjects.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["教育局", "财政局"]);
    assert_eq!(value(&document, 0, 0, Period::Month(1)), Some(96.0));
}

#[test]
fn a_code_with_anothers_name_and_a_subject_without_a_name_are_said() {
    let people = "单位代码|单位名称|类别\nU01|教育局|A\nU02||A";
    let form = "填报单位：教育局\n指标编码|指标名称|完成值\nA101|办结数|96\nA102|税收 收入|5";
    let (view, _) = new(&[("指标", LIST), ("名单", people), ("采集", form)]);
    assert_eq!(errors(&view), [(1, 2, 1, What::Lacking), (2, 2, 1, What::CodeAndName)]);
}

#[test]
fn a_methods_name_below_the_standards_is_the_method() {
    let (view, document) =
        new(&[("指标", "项目|指标|分值|考核办法\n德育|班级常规|40|定性评分\n教学|平均成绩|60|按位次赋分")]);
    assert!(view.faults.is_empty(), "{:?}", view.faults);
    let methods: Vec<&str> = document.set.indicators.iter().map(|i| i.rule.method.as_str()).collect();
    assert_eq!(methods, ["rating", "rank"]);
}

#[test]
fn a_heading_that_means_a_period_and_is_none_is_said() {
    let data = "部门|税收收入|税收收入|税收收入\n|1月|13月|第五季度\n甲局|1|2|3";
    let (view, document) = new(&[("指标", LIST), ("数据", data)]);
    assert_eq!(said(&view), [(1, 2, What::UnknownColumn), (1, 3, What::UnknownColumn)]);
    assert_eq!(document.observations.columns.len(), 1);
}

#[test]
fn a_target_below_one_percent_is_asked_about_unless_less_is_better() {
    let list = "指标名称|分值|目标值|计量单位|指标方向\n办结率|50|0.95|%|正向\n差错率|50|0.5|%|逆向";
    let (view, _) = new(&[("指标", list)]);
    assert_eq!(said(&view), [(1, 2, What::AFraction)]);
    assert_eq!(view.faults[0].suggestion.as_deref(), Some("95%"));
}

#[test]
fn subjects_without_a_row_another_category_and_a_table_of_scores_only_are_said() {
    let people = "单位名称|类别\n甲局|A类\n乙局|B类\n丙局|A类";
    let list = "指标名称|分值（A类）|分值（B类）|目标值|计量单位\n办结率|100|100|95|%";
    let data = "单位名称|类别|办结率\n甲局|B类|96\n乙局|B类|90";
    let (view, document) = new(&[("指标", list), ("名单", people), ("数据", data)]);
    assert_eq!(said(&view), [(0, 0, What::NotAll), (1, 1, What::Contradiction)]);
    assert_eq!(view.faults[0].args, ["1", "丙局"]);
    assert_eq!(document.subjects[0].category, "A");
    let scores = "单位名称|办结率得分|总分\n甲局|60|98\n乙局|55|95\n丙局|55|95";
    let (view, document) = new(&[("指标", list), ("名单", people), ("得分", scores)]);
    assert_eq!(said(&view), [(0, 1, What::UnknownColumn), (0, 2, What::UnknownColumn)]);
    assert!(document.observations.columns.is_empty());
}

#[test]
fn counters_and_units_inside_names_are_no_part_of_them() {
    let list = "序号|指标|分值|目标\n1|1.办结率（%）|50|95\n2|2.信访件数（件）|30|≤10\n3|3.15维权投诉|20|≤5";
    let (view, document) = new(&[("指标", list), ("数据", "单位|办结率|信访件数（件）\n甲局|96|5")]);
    assert!(view.faults.is_empty(), "{:?}", view.faults);
    let found: Vec<_> = document.set.indicators.iter().map(|i| (i.name.as_str(), i.unit.as_str())).collect();
    assert_eq!(found, [("办结率", "%"), ("信访件数", "件"), ("3.15维权投诉", "")]);
    let (view, _) = taken(&document, &[("指标", list)], &Choices::default());
    assert!(!view.ready, "a second time nothing is new: {:?}", view.moved);
}

#[test]
fn indicators_whose_names_begin_like_a_sum_or_a_line_to_sign_are_rows_of_the_table() {
    let all = [
        "主要领导批示件办结率",
        "负责人履职测评",
        "主要负责人履职情况",
        "总计划完成率",
        "签字率",
        "联系人制度落实率",
        "联系人（专职）配备率",
        "合计生育率",
        "小计划兑现率",
        "合计用电量",
    ];
    let rows: Vec<String> = all.iter().map(|name| format!("{name}|10|95")).collect();
    let list = format!("指标名称|分值|目标值\n{}\n合计：|100|\n填表人|张三|", rows.join("\n"));
    let (_, document) = new(&[("指标", &list)]);
    assert_eq!(names(&document), all);
    // The same in a level, in front of the name, with its points over two rows, and where only the standard says it.
    let list = "一级指标|三级指标|分值|评分标准\n负责人履职|甲|60|按完成率计分\n签字背书|乙|40|按完成率计分";
    assert_eq!(names(&new(&[("指标", list)]).1), ["甲", "乙"]);
    let list = "三级指标|分值|评分标准\n甲|60|按完成率计分\n签字|40|按完成率计分";
    assert_eq!(names(&new(&[("指标", list)]).1), ["甲", "签字"]);
    // Values of them, in rows too.
    let list = format!("指标名称|分值|目标值\n{}", rows.join("\n"));
    let form = "填报单位：教育局\n指标名称|完成值\n签字率|96\n总计划完成率|97\n填表人：张三|审核人：李四";
    let (view, document) = new(&[("指标", &list), ("采集", form)]);
    assert!(errors(&view).is_empty(), "{:?}", view.faults);
    assert_eq!((value(&document, 0, 4, Period::Year), value(&document, 0, 3, Period::Year)), (Some(96.0), Some(97.0)));
}

#[test]
fn subjects_whose_names_begin_like_a_sum_or_a_note_are_somebody() {
    let all = ["总计划司", "平均年龄办", "合计统计中心", "联系人代表工委", "注1乡"];
    let rows: Vec<String> = all.iter().map(|name| format!("{name}|96|5")).collect();
    let data =
        format!("单位名称|办结率|税收收入\n{}\n平均分|96|5\n注1：财政局已核|\n合计（不含县直）|1|2", rows.join("\n"));
    let (view, document) = new(&[("指标", &LIST.replace("月度", "年度")), ("数据", &data)]);
    let people = |document: &Document| document.subjects.iter().map(|s| s.name.clone()).collect::<Vec<_>>();
    assert_eq!(people(&document), all, "{:?}", view.faults);
    let (_, document) = new(&[("名单", &format!("单位名称\n{}", all.join("\n")))]);
    assert_eq!(people(&document), all);
    // A name that the list has is somebody, whatever it looks like.
    let (_, document) = new(&[("名单", "单位代码|单位名称\nU01|全市\nU02|教育局"), ("指标", LIST)]);
    let mut document = document;
    document.subjects[0].name = "全市平均".to_owned();
    let (view, after) = taken(&document, &[("数据", "单位名称|办结率\n全市平均|91\n教育局|92")], &Choices::default());
    assert_eq!(value(&after, 0, 0, Period::Year), Some(91.0), "{:?}", view.faults);
}

#[test]
fn an_average_beside_the_subjects_of_a_turned_table_is_nobody() {
    let data = "指标名称|计量单位|甲局|乙局|平均|最高|合计\n办结率|%|96|90|93|96|186\n税收收入|万元|5100|6|7|8|9";
    let (view, document) = new(&[("指标", &LIST.replace("月度", "年度")), ("数据", data)]);
    let people: Vec<&str> = document.subjects.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(people, ["甲局", "乙局"], "{:?}", view.faults);
    assert_eq!(value(&document, 1, 0, Period::Year), Some(90.0));
}

#[test]
fn every_column_of_points_has_the_reasons_of_its_own_sign() {
    use crate::model::EventKind::{Bonus, Deduction};
    let people = ("名单", "单位名称\n教育局\n财政局");
    for lines in [
        "单位名称|加分事项|加分分值|减分事项|减分分值\n教育局|获表彰|2|迟报|1\n财政局|||错报|0.5",
        "单位名称|加分项|加分|扣分项|扣分\n教育局|获表彰|2|迟报|1\n财政局|||错报|0.5",
        "单位名称|加分|加分事由|扣分|扣分事由\n教育局|2|获表彰|1|迟报\n财政局|||0.5|错报",
    ] {
        let (view, document) = new(&[people, ("加减分", lines)]);
        let found: Vec<_> = document.events.iter().map(|e| (e.kind, e.code.as_str(), e.points)).collect();
        let wanted = [(Bonus, "获表彰", 2.0), (Deduction, "迟报", 1.0), (Deduction, "错报", 0.5)];
        assert_eq!(found, wanted, "{lines} {:?}", view.faults);
    }
    // One column of reasons is for both, if it says neither.
    let (_, document) = new(&[people, ("加减分", "单位名称|事由|加分|扣分\n教育局|获表彰|2|\n财政局|错报||0.5")]);
    assert_eq!(document.events.iter().map(|e| e.code.as_str()).collect::<Vec<_>>(), ["获表彰", "错报"]);
    // A bonus's reason is none of a deduction.
    let (_, document) = new(&[people, ("加减分", "单位名称|加分事由|加分|扣分\n教育局|获表彰|2|1")]);
    assert_eq!(document.events.iter().map(|e| e.code.as_str()).collect::<Vec<_>>(), ["获表彰", "扣分"]);
}

#[test]
fn a_line_of_a_form_is_no_title_and_a_subjects_name_has_one_line() {
    let data = "单位名称：市财政局|\n2025年度考核数据|\n单位|办结率\n市财\r\n政局|96\nHead\nOffice|95";
    let mut sheet = sheet(&data.replace("\r\n", "~").replace("Head\nOffice", "Head^Office"));
    for cell in sheet.rows.iter_mut().flat_map(|row| &mut row.cells) {
        if let crate::sheets::Value::Text(text) = &mut cell.value {
            *text = text.replace('~', "\r\n").replace('^', "\n");
        }
    }
    let mut books = [book(&[("指标", LIST)])];
    books[0].workbook.sheets.push(Sheet { name: "数据".to_owned(), ..sheet });
    let (view, document) = brought(&Document::default(), &books, &Choices::default());
    assert_eq!(view.title, "2025年度考核数据");
    let people: Vec<&str> = document.subjects.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(people, ["市财政局", "Head Office"], "{:?}", view.faults);
}

#[test]
fn a_heading_with_nothing_below_it_is_said() {
    let (view, _) = new(&[("指标", LIST), ("数据", "2025年数据\n单位名称|办结率|税收收入")]);
    assert_eq!(said(&view), [(1, 0, What::NoRows)]);
}

#[test]
fn a_note_with_figures_in_it_is_said() {
    let data = "单位名称|办结率|税收收入\n教育局|96|5\n负责人|97|6\n填表人|张三|13800000000";
    let (view, _) = new(&[("指标", &LIST.replace("月度", "年度")), ("数据", data)]);
    assert_eq!(said(&view), [(2, 0, What::RowLeftOut)]);
}
