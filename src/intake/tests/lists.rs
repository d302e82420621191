//! Lists of indicators as offices lay them out, and values for them: what a careful clerk would read from each.

use super::*;
use crate::model::{Cycle, Document, Period, PeriodAggregation};

fn said(view: &IntakeView, what: What) -> Vec<&Fault> {
    view.faults.iter().filter(|f| f.what == what).collect()
}

fn weights<'a>(document: &'a Document, category: &str) -> Vec<(&'a str, Option<f64>)> {
    document.set.dimensions.iter().map(|d| (d.name.as_str(), d.weights.get(category).copied())).collect()
}

#[test]
fn a_weight_that_names_its_level_is_that_levels_weight_and_never_a_level() {
    let rows = "一级指标|一级权重|三级指标|分值|目标值
质量|60%|甲|60|95
效率|40%|乙|40|95";
    let (view, document) = new(&[("指标", rows)]);
    assert!(errors(&view).is_empty(), "{:?}", view.faults);
    assert_eq!(names(&document), ["甲", "乙"]);
    assert_eq!(weights(&document, "A"), [("质量", Some(60.0)), ("效率", Some(40.0))]);
    let rows = "一级指标|二级指标|三级指标|一级指标分值|二级指标分值|三级指标分值
质量|能力|甲|60|60|60
效率|速度|乙|40|40|40";
    let (view, document) = new(&[("指标", rows)]);
    assert!(errors(&view).is_empty(), "{:?}", view.faults);
    assert_eq!(names(&document), ["甲", "乙"]);
    assert_eq!(document.set.indicators[1].points["A"], 40.0);
    let wanted = [("质量", 60.0), ("能力", 60.0), ("效率", 40.0), ("速度", 40.0)].map(|(name, w)| (name, Some(w)));
    assert_eq!(weights(&document, "A"), wanted);
    // Without a third level the second one is what is scored, and its weight its points.
    let rows = "一级指标|一级指标权重|二级指标|二级指标权重\n质量|60|甲|60\n效率|40|乙|40";
    let (view, document) = new(&[("指标", rows)]);
    assert!(errors(&view).is_empty(), "{:?}", view.faults);
    assert_eq!((names(&document), document.set.indicators[0].points["A"]), (vec!["甲", "乙"], 60.0));
}

#[test]
fn a_name_that_is_only_a_number_is_said() {
    let (view, _) = new(&[("指标", "一级指标|三级指标|分值\n质量|50%|10\n60|乙|10\n效率|丙|20")]);
    assert_eq!(errors(&view), [(0, 1, 1, What::Lacking), (0, 2, 0, What::Lacking)]);
}

#[test]
fn points_and_percentages_behind_a_levels_name_are_its_weight() {
    let rows = "一级指标|三级指标|分值\n质量（50%）|甲|100\n效率（50%）|乙|40\n|丙|60";
    let (view, document) = new(&[("指标", rows)]);
    assert!(errors(&view).is_empty(), "{:?}", view.faults);
    assert_eq!(weights(&document, "A"), [("质量", Some(50.0)), ("效率", Some(50.0))]);
    let rows = "指标名称|分值|目标值\n一、质量（60分）||\n甲|60|5\n二、效率（40分）||\n乙|40|5";
    let (_, document) = new(&[("指标", rows)]);
    assert_eq!(weights(&document, "A"), [("质量", Some(60.0)), ("效率", Some(40.0))]);
    // 30 and 20 are not 60.
    let (view, _) = new(&[("指标", "一级指标|三级指标|分值\n质量（60分）|甲|30\n|乙|20")]);
    assert_eq!(said(&view, What::Sum).iter().map(|f| f.args.clone()).collect::<Vec<_>>(), [["50", "60"]]);
}

#[test]
fn an_indicator_in_the_tables_of_two_categories_is_one_with_points_for_both() {
    let a = "指标表（A类）\n一级指标|三级指标|分值|目标值\n质量|办结率|60|95\n|甲|40|5";
    let b = "指标表（B类）\n一级指标|三级指标|分值|目标值\n质量|办结率|70|95\n|乙|30|5";
    let (view, document) = new(&[("A类", a), ("B类", b)]);
    assert!(view.faults.is_empty(), "{:?}", view.faults);
    assert_eq!(names(&document), ["办结率", "甲", "乙"]);
    let points = &document.set.indicators[0].points;
    assert_eq!((points["A"], points["B"]), (60.0, 70.0));
}

#[test]
fn with_another_target_it_is_said_and_each_category_has_its_own_values() {
    let a = "指标表（A类）\n一级指标|三级指标|分值|目标值\n质量|办结率|60|95\n|甲|40|5";
    let b = "指标表（B类）\n一级指标|三级指标|分值|目标值\n质量|办结率|70|90\n|乙|30|5";
    let data = "单位名称|类别|办结率\n教育局|A类|91\n气象中心|B类|88";
    let (view, document) = new(&[("A类", a), ("B类", b), ("数据", data)]);
    assert!(errors(&view).is_empty(), "{:?}", view.faults);
    let told: Vec<_> = said(&view, What::Contradiction).iter().map(|f| (f.sheet, f.row, f.column, f.grade)).collect();
    assert_eq!(told, [(1, 2, 3, Grade::Warning)]);
    assert_eq!(names(&document), ["办结率", "甲", "办结率", "乙"]);
    let of = |i: usize, s: usize| value(&document, s, i, Period::Year);
    assert_eq!((of(0, 0), of(0, 1), of(2, 0), of(2, 1)), (Some(91.0), None, None, Some(88.0)));
}

#[test]
fn a_target_in_words_stays_in_words() {
    let rows = "指标名称|分值|目标值\n方案出台|20|12月底前完成\n整改|20|11月30日前\n项目|20|≥50个\n投资|20|1.2亿元\n年限|10|≥5年\n建成|10|2025年";
    let (view, document) = new(&[("指标", rows)]);
    let targets: Vec<Option<f64>> = document.set.indicators.iter().map(|i| i.target).collect();
    assert_eq!(targets, [None, None, Some(50.0), Some(1.2), Some(5.0), None], "{:?}", view.faults);
    assert_eq!(document.set.indicators.first().map(|i| i.other["目标值"].as_str()), Some("12月底前完成"));
    // Three of something that is no unit is never the number three.
    let (_, document) = new(&[("指标", "指标名称|分值|目标值\n例会|20|3次以上会议")]);
    assert_eq!(document.set.indicators.first().and_then(|i| i.target), None);
}

#[test]
fn a_code_in_front_of_a_name_names_the_indicator_and_anothers_code_does_not() {
    let list = "指标编码|指标名称|分值|目标值\nZ01|办结率|60|95\nZ02|信访件数|40|≤5";
    let heads = |one: &str, other: &str| format!("单位名称|{one}|{other}\n教育局|91|4");
    for (one, other) in
        [("Z01 办结率", "Z02信访件数（件）"), ("Z01办结率（%）", "Z02-信访件数"), ("1.办结率", "2、信访件数")]
    {
        let (view, document) = new(&[("指标", list), ("数据", &heads(one, other))]);
        assert!(view.faults.is_empty(), "{one}: {:?}", view.faults);
        assert_eq!(value(&document, 0, 0, Period::Year), Some(91.0), "{one}");
        assert_eq!(value(&document, 0, 1, Period::Year), Some(4.0), "{other}");
    }
    let (_, document) = new(&[("指标", list), ("数据", &heads("Z02 办结率", "信访件数"))]);
    assert_eq!(value(&document, 0, 0, Period::Year), None);
    let (_, document) = new(&[("指标", list), ("数据", &heads("3D办结率", "信访件数"))]);
    assert_eq!(value(&document, 0, 0, Period::Year), None);
}

#[test]
fn months_of_an_indicator_that_says_no_cycle_make_it_monthly() {
    let list = "指标名称|分值|目标值|计量单位\n受理件数|60|95|件\n在册人数|40|5|人";
    let data = "单位名称|受理件数||在册人数|\n|1月|2月|1月|2月\n教育局|40|50|300|310";
    let (view, document) = new(&[("指标", list), ("数据", data)]);
    assert!(errors(&view).is_empty() && said(&view, What::PeriodOutsideCycle).is_empty(), "{:?}", view.faults);
    assert_eq!(said(&view, What::ReadAs).len(), 2);
    let (one, other) = (&document.set.indicators[0], &document.set.indicators[1]);
    assert_eq!((one.cycle, one.aggregation), (Cycle::Month, PeriodAggregation::Sum));
    // Three hundred people in January and as many in February are not six hundred.
    assert_eq!((other.cycle, other.aggregation), (Cycle::Month, PeriodAggregation::Last));
    assert_eq!(value(&document, 0, 0, Period::Month(2)), Some(50.0));
}

#[test]
fn a_sheet_for_every_month_is_months_and_a_stated_year_is_never_offered_another_months_value() {
    let months = [("1月", "单位名称|受理件数\n教育局|40"), ("2月", "单位名称|受理件数\n教育局|50")];
    let list = "指标名称|分值|目标值|计量单位\n受理件数|60|95|件";
    let (view, document) = new(&[("指标", list), months[0], months[1]]);
    assert!(errors(&view).is_empty(), "{:?}", view.faults);
    assert_eq!(value(&document, 0, 0, Period::Month(1)), Some(40.0));
    assert_eq!(value(&document, 0, 0, Period::Month(2)), Some(50.0));
    let list = "指标名称|分值|目标值|计量单位|考核周期\n受理件数|60|95|件|年度";
    let (view, _) = new(&[("指标", list), months[0], months[1]]);
    let [fault] = said(&view, What::Contradiction)[..] else { panic!("{:?}", view.faults) };
    assert_eq!((fault.sheet, fault.suggestion.as_deref()), (2, None));
}

#[test]
fn words_about_an_indicator_are_kept_whatever_stands_above_them() {
    let rows = "考核指标|指标内容及要求|分值|目标值\n办结率|按时办结来件|60|95\n甲|按月报送|40|5";
    let (_, document) = new(&[("指标", rows)]);
    assert_eq!(document.set.indicators[0].definition, "按时办结来件");
    let rows = "三级指标|指标内容|分值|目标值\n办结率|按时办结来件|60|95\n甲|按月报送|40|5";
    let (_, document) = new(&[("指标", rows)]);
    assert_eq!(names(&document), ["办结率", "甲"]);
    assert_eq!(document.set.indicators[1].other["指标内容"], "按月报送");
}

#[test]
fn one_name_below_two_dimensions_is_settled_by_the_heading_above_it_or_said() {
    let list = "一级指标|三级指标|分值|目标值\n质量|满意度|50|95\n效率|满意度|50|90";
    let clear = "单位名称|效率|质量\n|满意度|满意度\n教育局|81|92";
    let mut book = samples::book(&[("指标", list), ("数据", clear)]);
    book.workbook.sheets[1] = samples::merge(book.workbook.sheets[1].clone(), &["A1:A2"]);
    let (view, document) = samples::brought(&Document::default(), &[book], &Choices::default());
    assert!(errors(&view).is_empty(), "{:?}", view.faults);
    assert_eq!(value(&document, 0, 0, Period::Year), Some(92.0));
    assert_eq!(value(&document, 0, 1, Period::Year), Some(81.0));
    let (view, _) = new(&[("指标", list), ("数据", "单位名称|满意度\n教育局|81")]);
    assert_eq!(errors(&view), [(1, 0, 1, What::SeveralSo)]);
    let choices = Choices { leave_faulty: true, ..Choices::default() };
    let (_, document) =
        taken(&Document::default(), &[("指标", list), ("数据", "单位名称|满意度\n教育局|81")], &choices);
    assert!(document.observations.columns.is_empty(), "it goes to neither of the two");
    let [fault] = said(&view, What::SeveralSo)[..] else { panic!("{:?}", view.faults) };
    assert!(fault.args[0].contains("质量") && fault.args[0].contains("效率"), "{:?}", fault.args);
    let rows = "单位名称|一级指标|三级指标|实际值\n教育局|效率|满意度|81\n教育局||满意度|92";
    let (view, _) = new(&[("指标", list), ("数据", rows)]);
    assert_eq!(errors(&view), [(1, 2, 2, What::SeveralSo)]);
}

#[test]
fn points_merged_over_two_indicators_are_said_at_the_second() {
    let rows = "一级指标|三级指标|分值|目标值\n质量|甲|60|95\n|乙||90";
    let mut book = samples::book(&[("指标", rows)]);
    book.workbook.sheets[0] = samples::merge(book.workbook.sheets[0].clone(), &["C2:C3"]);
    let (view, _) = samples::brought(&Document::default(), &[book], &Choices::default());
    let told: Vec<_> = said(&view, What::Lacking).iter().map(|f| (f.row, f.column, f.grade, f.args.clone())).collect();
    assert_eq!(told, [(2, 2, Grade::Warning, vec!["分值".to_owned()])]);
}

#[test]
fn the_sum_of_targets_makes_no_indicator_of_a_total() {
    for (list, total) in [
        ("指标|权重|单位|目标值\n收入|40|万元|1000\n利润|60|万元|100", ["合计|100||1100", "总计|100|万元|1100"]),
        ("指标|单位|目标值|权重\n收入|万元|1000|40\n利润|万元|100|60", ["小计|万元|1100|100", "总分|万元|1100|100"]),
    ] {
        for total in total {
            let (_, document) = new(&[("指标", &format!("{list}\n{total}"))]);
            assert_eq!(names(&document), ["收入", "利润"], "{total}");
        }
    }
    // A mean has a target of its own, and a total that is scored is one.
    let rows = "指标|单位|目标值|权重|评分标准\n平均分||85|40|\n总分|分|600|60|每低1分扣1分，扣完为止";
    let (_, document) = new(&[("指标", rows)]);
    assert_eq!(names(&document), ["平均分", "总分"]);
}

#[test]
fn a_column_of_directions_is_known_by_what_stands_in_it() {
    use crate::model::Direction::{HigherIsBetter as Up, LowerIsBetter as Down};
    let ways = |list: &str| {
        let (view, document) = new(&[("指标", list)]);
        assert!(said(&view, What::UnknownWord).is_empty(), "{:?}", view.faults);
        let named = |i: &crate::model::Indicator| (i.name.clone(), i.direction);
        document.set.indicators.iter().map(named).collect::<Vec<_>>()
    };
    let wanted = [("应收账款占比".to_owned(), Down), ("利润率".to_owned(), Up)];
    for (heading, down, up) in [
        ("类型", "负向", "正向"),
        ("类别", "逆向指标", "正向指标"),
        ("正/负向", "负", "正"),
        ("趋势", "↓", "↑"),
        ("极性", "-", "+"),
        ("指标类型", "逆向", "正向"),
    ] {
        let behind = format!("指标名称|{heading}|单位|目标值|权重\n应收账款占比|{down}|%|15|40\n利润率|{up}|%|10|60");
        assert_eq!(ways(&behind), wanted, "{heading}");
        let before = format!("{heading}|指标名称|单位|目标值|权重\n{down}|应收账款占比|%|15|40\n{up}|利润率|%|10|60");
        assert_eq!(ways(&before), wanted, "{heading}");
    }
    let hospital = "指标属性|指标名称|指标导向|目标值|权重
定量|例均费用|逐步降低|8|40\n定量|门诊人次与出院人次比|监测比较|12|20\n定性|手术占比|逐步提高|30|40";
    let found: Vec<_> = ways(hospital).into_iter().map(|(_, way)| way).collect();
    assert_eq!(found, [Down, Up, Up]);
    // A kind that is no direction is a level, and never the indicator beside its name.
    let kinds = "指标类型|指标名称|单位|目标值|权重\n经济效益|资产占比|%|15|40\n社会效益|利润率|%|10|60";
    let (_, document) = new(&[("指标", kinds)]);
    assert_eq!(names(&document), ["资产占比", "利润率"]);
    assert_eq!(document.set.dimensions.iter().map(|d| d.name.as_str()).collect::<Vec<_>>(), ["经济效益", "社会效益"]);
}

#[test]
fn a_target_of_a_part_of_the_year_is_no_years_target_and_is_said() {
    let columns = |view: &IntakeView| said(view, What::UnknownColumn).iter().map(|f| f.column).collect::<Vec<_>>();
    let targets = |document: &Document| document.set.indicators.iter().map(|i| i.target).collect::<Vec<_>>();
    let list = "指标|权重|一季度目标|二季度目标|三季度目标|四季度目标\n投资额|40|3|6|9|12\n签约数|60|1|2|3|4";
    let (view, document) = new(&[("指标", list)]);
    assert_eq!((targets(&document), columns(&view)), (vec![None, None], vec![2, 3, 4, 5]));
    let list = "指标|权重|上半年目标值\n投资额|40|3\n签约数|60|1";
    let (view, document) = new(&[("指标", list)]);
    assert_eq!((targets(&document), columns(&view)), (vec![None, None], vec![2]));
    for word in ["季度目标", "月均目标值", "本季度目标"] {
        let (view, document) = new(&[("指标", &format!("指标|权重|{word}\n投资额|40|3\n签约数|60|1"))]);
        assert_eq!((targets(&document), columns(&view)), (vec![None, None], vec![2]), "{word}");
    }
    // Last year's is known beside this one's.
    let (view, document) = new(&[("指标", "指标|权重|上年目标|目标\n投资额|40|3|12\n签约数|60|1|4")]);
    assert_eq!((targets(&document), columns(&view)), (vec![Some(12.0), Some(4.0)], vec![]));
    // Beside the year's they are said too, and the year's is taken.
    let list = "指标|权重|一季度目标|年度目标\n投资额|40|3|12\n签约数|60|1|4";
    let (view, document) = new(&[("指标", list)]);
    assert_eq!((targets(&document), columns(&view)), (vec![Some(12.0), Some(4.0)], vec![2]));
    // A table of June has June's targets.
    let list = "2025年6月考核指标||\n指标|权重|6月目标\n投资额|40|3\n签约数|60|1";
    let (view, document) = new(&[("指标", list)]);
    assert_eq!((targets(&document), columns(&view)), (vec![Some(3.0), Some(1.0)], vec![]));
}

#[test]
fn a_word_before_points_is_a_category_only_where_it_is_known_as_one() {
    let points = |sheets: &[(&str, &str)]| {
        let (_, document) = new(sheets);
        document.set.indicators[0].points.keys().cloned().collect::<Vec<_>>()
    };
    for word in "设定 预设 应得 对应 评价 本项 考评 基础 核定 参考 总体 分项 小项 任务 项目 县区".split(' ')
    {
        assert_eq!(points(&[("指标", &format!("指标|{word}分值\n甲完成率|40\n乙完成率|60"))]), ["A"], "{word}");
    }
    assert_eq!(points(&[("指标", "指标|县直分值|乡镇分值\n甲完成率|40|50\n乙完成率|60|50")]), ["乡镇", "县直"]);
    assert_eq!(points(&[("指标", "指标|窗口类分值\n甲完成率|40\n乙完成率|60")]), ["窗口类"]);
    let list = ("指标", "指标|县区分值\n甲完成率|40\n乙完成率|60");
    let people = ("名单", "单位名称|类别\n甲县|县区\n乙县|县区");
    assert_eq!(points(&[list, people]), ["县区"]);
    // Beside the categories of a document it is for all of them, and that is said.
    let (_, document) = new(&[("指标", "指标|县直分值|乡镇分值\n甲完成率|100|100")]);
    let (view, _) = taken(&document, &[("指标", "指标|园区分值\n乙完成率|60")], &Choices::default());
    assert_eq!(said(&view, What::NoSuchCategory).iter().map(|f| (f.row, f.column)).collect::<Vec<_>>(), [(0, 1)]);
}

/// The indicators with their levels and points, and the weights of the levels.
type Tree = (Vec<(String, String, f64)>, Vec<(String, Option<f64>)>);

fn tree(view: &IntakeView, document: &Document) -> Tree {
    assert!(errors(view).is_empty(), "{:?}", view.faults);
    let row = |i: &crate::model::Indicator| (i.parent.clone(), i.name.clone(), i.points["A"]);
    let set = &document.set;
    let levels = set.dimensions.iter().map(|d| (d.id.clone(), d.weights.get("A").copied())).collect();
    (set.indicators.iter().map(row).collect(), levels)
}

#[test]
fn in_an_outline_the_higher_number_is_a_level_with_its_weight() {
    let wanted = (
        [("经济", "增速", 20.0), ("经济", "税收", 20.0), ("社会", "满意度", 30.0), ("社会", "就业", 30.0)]
            .map(|(level, name, points)| (level.to_owned(), name.to_owned(), points))
            .to_vec(),
        vec![("经济".to_owned(), Some(40.0)), ("社会".to_owned(), Some(60.0))],
    );
    let counted = "序号|指标名称|单位|目标|分值";
    let named = "指标名称|单位|目标|分值";
    for (head, rows) in [
        (
            counted,
            [
                "一|经济|||40",
                "1|增速|%|6|20",
                "2|税收|亿元|10|20",
                "二|社会|||60",
                "1|满意度|%|90|30",
                "2|就业|人|500|30",
            ],
        ),
        (
            counted,
            [
                "1|经济|||40",
                "1.1|增速|%|6|20",
                "1.2|税收|亿元|10|20",
                "2|社会|||60",
                "2.1|满意度|%|90|30",
                "2.2|就业|人|500|30",
            ],
        ),
        (
            counted,
            [
                "|一、经济|||40",
                "1|增速|%|6|20",
                "2|税收|亿元|10|20",
                "|二、社会|||60",
                "3|满意度|%|90|30",
                "4|就业|人|500|30",
            ],
        ),
        (
            counted,
            [
                "（一）|经济（40分）|||",
                "1|增速|%|6|20",
                "2|税收|亿元|10|20",
                "（二）|社会（60分）|||",
                "3|满意度|%|90|30",
                "4|就业|人|500|30",
            ],
        ),
        (
            named,
            ["一、经济|||40", "增速|%|6|20", "税收|亿元|10|20", "二、社会|||60", "满意度|%|90|30", "就业|人|500|30"],
        ),
        // Nothing but points: what they add up to says it.
        ("指标名称|分值", ["一、经济|40", "增速|20", "税收|20", "二、社会|60", "满意度|30", "就业|30"]),
    ] {
        let (view, document) = new(&[("指标", &format!("{head}\n{}", rows.join("\n")))]);
        assert_eq!(tree(&view, &document), wanted, "{rows:?}");
        // The same file once more brings nothing.
        let (_, again) = taken(&document, &[("指标", &format!("{head}\n{}", rows.join("\n")))], &Choices::default());
        assert_eq!(again, document, "{rows:?}");
    }
    // Without points a level is one all the same; a level of levels; one behind all of them stands for itself.
    let rows = "序号|指标名称|单位|目标|分值\n一|安全|||\n（一）|生产|||20\n1|整改率|%|100|20\n（二）|消防|||20\n1|合格率|%|100|20\n二|加强宣传|||60";
    let (view, document) = new(&[("指标", rows)]);
    let (indicators, levels) = tree(&view, &document);
    let ids: Vec<&str> = indicators.iter().map(|(level, ..)| level.as_str()).collect();
    assert_eq!(ids, ["安全/生产", "安全/消防", "加强宣传"]);
    assert_eq!((names(&document), levels.len()), (vec!["整改率", "合格率", "加强宣传"], 4));
    // A name alone in its row is one without any points, and so it is where no heading names the indicators.
    let rows = "指标名称|目标值|评分标准\n一、重点工作||\n甲|5|按完成率计分\n二、日常工作||\n乙|5|按完成率计分";
    let (_, document) = new(&[("指标", rows)]);
    assert_eq!(document.set.indicators.iter().map(|i| i.parent.as_str()).collect::<Vec<_>>(), ["重点工作", "日常工作"]);
    let rows = "序号|工作任务|分值|评分标准\n一|基础|40|\n1|制度|40|缺1项扣2分\n二|重点|60|\n1|项目|60|缺1项扣2分";
    let (_, document) = new(&[("指标", rows)]);
    assert_eq!(document.set.indicators.iter().map(|i| i.parent.as_str()).collect::<Vec<_>>(), ["基础", "重点"]);
    // Above a column of levels too.
    let rows = "序号|考核项目|考核内容|分值|评分标准\n一|基础工作（40分）|||\n1|制度|制度齐全|40|缺1项扣2分\n二|重点工作（60分）|||\n1|项目|按期推进|60|每延期1个扣2分";
    let (view, document) = new(&[("指标", rows)]);
    let (indicators, levels) = tree(&view, &document);
    let ids: Vec<&str> = indicators.iter().map(|(level, ..)| level.as_str()).collect();
    assert_eq!(ids, ["基础工作/制度", "重点工作/项目"]);
    assert_eq!(levels.iter().filter_map(|(_, weight)| *weight).collect::<Vec<_>>(), [40.0, 60.0]);
}

#[test]
fn a_row_with_a_target_of_its_own_is_no_level_of_an_outline() {
    let rows = "序号|指标|单位|目标|分值\n1|税收|万元|100|20\n1.1|增值税|万元|60|10\n2|满意度|%|90|70";
    let (view, document) = new(&[("指标", rows)]);
    assert_eq!((names(&document), errors(&view)), (vec!["税收", "增值税", "满意度"], vec![]));
    // Where it is worth just what stands below it, it would count twice; that its target is left is said.
    let rows =
        "序号|指标|单位|目标|分值\n1|税收|万元|100|30\n1.1|增值税|万元|60|10\n1.2|所得税|万元|40|20\n2|满意度|%|90|70";
    let (view, document) = new(&[("指标", rows)]);
    assert_eq!(names(&document), ["增值税", "所得税", "满意度"]);
    assert_eq!(said(&view, What::RowLeftOut).iter().map(|f| f.row).collect::<Vec<_>>(), [1]);
    // A row without a name goes on with the one above it.
    let rows = "指标|分值|评分标准\n一、制度|40|\n||缺1项扣2分\n二、台账|60|缺1项扣2分";
    assert_eq!(names(&new(&[("指标", rows)]).1), ["一、制度", "二、台账"]);
    // Numbers of a level beside several rows, figures without anything below them, and values.
    let rows = "一级指标|序号|三级指标|分值|评分标准\n党建|一|制度|20|缺1项扣2分\n||台账|20|缺1项扣2分\n业务|二|办件|60|缺1项扣2分";
    assert_eq!(names(&new(&[("指标", rows)]).1), ["制度", "台账", "办件"]);
    let rows = "序号|指标|分值\n一|制度|20\n二|台账|20\n三|办件|60";
    assert_eq!(names(&new(&[("指标", rows)]).1), ["制度", "台账", "办件"]);
    let list = "序号|指标|单位|目标|分值\n1|税收|万元|100|50\n2|增值税|万元|60|50";
    let form = "填报单位：甲局\n序号|指标|完成值\n1|税收|90\n1.1|增值税|50";
    let (_, document) = new(&[("指标", list), ("上报", form)]);
    assert_eq!([0, 1].map(|at| value(&document, 0, at, Period::Year)), [Some(90.0), Some(50.0)]);
}

#[test]
fn points_that_nothing_below_a_row_has_are_its_own() {
    let points = |list: &str| {
        let (_, document) = new(&[("指标", list)]);
        document.set.indicators.iter().map(|i| (i.name.clone(), i.points.get("A").copied())).collect::<Vec<_>>()
    };
    let own = |name: &str, points: f64| (name.to_owned(), Some(points));
    for last in ["加分项|10|获奖每次加2分", "扣分项||通报批评每次扣2分", "1.加分项|5|获奖加1分"]
    {
        let rows = format!(
            "指标名称|分值|评分标准\n一、制度建设|40|缺1项扣2分\n二、业务工作|40|每低1个百分点扣1分\n三、民主测评|20|\n{last}"
        );
        let wanted = [own("一、制度建设", 40.0), own("二、业务工作", 40.0), own("三、民主测评", 20.0)];
        assert_eq!(points(&rows), wanted, "{last}");
    }
    let rows = "指标名称|分值|评分标准\n一、制度建设|40|\n1.党内制度||缺1项扣2分\n2.行政制度||缺1项扣2分\n二、台账|60|\n1.台账齐全||缺1项扣2分";
    let found: Vec<f64> = points(rows).into_iter().filter_map(|(_, points)| points).collect();
    assert_eq!(found, [40.0, 60.0]);
    // A level by its name has a weight for which nothing counts: that is said.
    let rows =
        "序号|指标|分值|评分标准\n|一、党建（30分）||\n1|制度||缺1项扣2分\n|二、业务（70分）||\n1|办件|70|缺1项扣2分";
    let (view, _) = new(&[("指标", rows)]);
    let sums: Vec<_> = said(&view, What::Sum).iter().map(|f| (f.row, f.args.clone())).collect();
    assert_eq!(sums, [(1, vec!["0".to_owned(), "30".to_owned()])]);
    // Two indicators that together are worth a third one: the list comes to a hundred with all of them.
    let rows = "序号|指标|单位|目标|分值\n1|投资|亿元|100|20\n2|收入|亿元|10|20\n2.1|税收|亿元|8|10\n2.2|非税|亿元|2|10\n3|外资|亿元|50|40";
    let found: Vec<f64> = points(rows).into_iter().filter_map(|(_, points)| points).collect();
    assert_eq!(found, [20.0, 20.0, 10.0, 10.0, 40.0]);
}

#[test]
fn categories_before_points_are_known_by_other_lists_and_by_the_names_of_their_own() {
    let list = |whose: &str, first: u32| {
        format!("指标名称|{whose}分值|评分标准\n制度|{first}|缺1项扣2分\n办件|{}|缺1项扣2分", 100 - first)
    };
    let of = |sheets: &[(&str, &str)]| {
        let (_, document) = new(sheets);
        document.set.indicators[0].points.iter().map(|(whose, points)| (whose.clone(), *points)).collect::<Vec<_>>()
    };
    let (town, village) = (list("镇", 40), list("村", 30));
    assert_eq!(of(&[("镇", &town), ("村", &village)]), [("村".to_owned(), 30.0), ("镇".to_owned(), 40.0)]);
    assert_eq!(of(&[("乡镇指标", &list("乡镇", 40))]), [("乡镇".to_owned(), 40.0)]);
    assert_eq!(of(&[("表1", &list("共性", 40)), ("表2", &list("个性", 30))]).len(), 1);
    let people = ("名单", "单位|类别\n甲县|县区类\n乙县|县区类");
    assert_eq!(of(&[("表", &list("县区", 40)), people]), [("县区类".to_owned(), 40.0)]);
}

#[test]
fn targets_of_a_part_of_the_year_are_the_targets_of_a_list_that_is_of_this_part() {
    let target = |name: &str, title: &str, head: &str, cycle: &str| {
        let list =
            format!("{title}指标名称|单位|{head}|权重|考核周期\n税收|万元|100|50|{cycle}\n投资|万元|90|50|{cycle}");
        new(&[(name, &list)]).1.set.indicators[0].target
    };
    assert_eq!(target("指标", "", "月度目标", "月度"), Some(100.0));
    assert_eq!(target("指标", "2025年第一季度绩效考核指标\n", "季度目标", ""), Some(100.0));
    assert_eq!(target("指标", "3月份绩效考核表\n", "月度目标", ""), Some(100.0));
    assert_eq!(target("一季度", "", "一季度目标", ""), Some(100.0));
    assert_eq!(target("指标", "", "月度目标", ""), None);
    assert_eq!(target("指标", "2025年第一季度绩效考核指标\n", "月度目标", "季度"), None);
}

#[test]
fn what_came_is_no_direction_and_an_unknown_direction_is_said() {
    use crate::model::Direction::{HigherIsBetter, LowerIsBetter};
    let of = |list: &str| {
        let (view, document) = new(&[("指标", list)]);
        let ways: Vec<_> = document.set.indicators.iter().map(|i| i.direction).collect();
        (ways, said(&view, What::UnknownWord).len())
    };
    let up = vec![HigherIsBetter; 2];
    let rows = "序号|指标|单位|上年|同比|目标|分值\n1|税收|万元|90|↑|100|50\n2|投资|万元|95|↓|120|50";
    assert_eq!(of(rows), (up.clone(), 0));
    let rows = "序号|指标|单位|较上期变化|目标|分值\n1|税收|万元|↑|100|50\n2|投资|万元|↓|120|50";
    assert_eq!(of(rows), (up.clone(), 0));
    for (first, second, unknown) in
        [("Max", "Min", 2), ("▲", "▼", 2), ("上行", "下行", 2), ("定量", "定性", 0), ("约束性", "预期性", 0)]
    {
        let rows = format!("指标名称|指标方向|目标|分值\n税收|{first}|100|50\n投资|{second}|120|50");
        assert_eq!(of(&rows), (up.clone(), unknown), "{first}");
    }
    let rows = "指标类型|指标|目标|分值\n正向|税收|90|40\n逆向|应收账款占比|95|30\n适度|增速|50|30";
    assert_eq!(of(rows), (vec![HigherIsBetter, LowerIsBetter, HigherIsBetter], 1));
}

#[test]
fn percentages_behind_names_are_weights_only_where_they_come_to_a_hundred() {
    let list = |rows: [&str; 3]| {
        format!("指标|评分标准\n{}", rows.map(|name| format!("{name}|每低1个百分点扣1分")).join("\n"))
    };
    let (view, document) = new(&[("指标", &list(["治愈率（50%）", "好转率（30%）", "满意度（20%）"]))]);
    assert_eq!(document.set.indicators.iter().map(|i| i.points["A"]).collect::<Vec<_>>(), [50.0, 30.0, 20.0]);
    assert_eq!(said(&view, What::ReadAs).len(), 1);
    let (view, document) = new(&[("指标", &list(["治愈率（60%）", "好转率（30%）", "满意度（90%）"]))]);
    assert_eq!(names(&document), ["治愈率", "好转率", "满意度"]);
    let targets: Vec<_> = document.set.indicators.iter().map(|i| (i.target, i.points.len())).collect();
    assert_eq!(targets, [(Some(60.0), 0), (Some(30.0), 0), (Some(90.0), 0)]);
    assert_eq!(said(&view, What::ReadAs).iter().filter(|f| f.grade == Grade::Warning).count(), 3);
    // What has no points by its name is none of them.
    for last in ["加分项", "安全事故（一票否决）"] {
        let (_, document) = new(&[("指标", &list(["治愈率（60%）", "满意度（40%）", last]))]);
        let points: Vec<_> = document.set.indicators.iter().filter_map(|i| i.points.get("A").copied()).collect();
        assert_eq!(points, [60.0, 40.0], "{last}");
    }
    // Nothing to compare with, or not behind every name: that is asked.
    let (view, document) = new(&[("指标", "指标|评分标准\n治愈率（60%）|由考核组评定\n好转率|由考核组评定")]);
    assert_eq!((document.set.indicators[0].target, said(&view, What::Lacking).len()), (None, 1));
    assert!(document.set.indicators[0].points.is_empty());
}

#[test]
fn the_only_column_of_words_beside_points_and_standards_holds_the_indicators() {
    let all = "工作任务 重点工作 工作事项 事项 评价内容 考评内容 评价要点 评价要素 观测点 目标任务 工作目标 检查内容 测评内容 岗位职责";
    for word in all.split(' ') {
        let list = format!("序号|{word}|分值|评分标准\n1|制度建设|40|缺1项扣2分\n2|台账资料|60|缺1项扣2分");
        assert_eq!(names(&new(&[("表", &list)]).1), ["制度建设", "台账资料"], "{word}");
    }
    let parents = |list: &str| {
        let (view, document) = new(&[("表", list)]);
        assert!(errors(&view).is_empty(), "{:?}", view.faults);
        document.set.indicators.iter().map(|i| format!("{}:{}", i.parent, i.name)).collect::<Vec<_>>()
    };
    let rows = "A级指标|B级指标|C级指标|分值|评分标准\n质量|能力|制度|40|缺1项扣2分\n效率|速度|台账|60|缺1项扣2分";
    assert_eq!(parents(rows), ["质量/能力:制度", "效率/速度:台账"]);
    let rows = "项目|内容|分值|评分标准\n党建|制度|20|缺1项扣2分\n|台账|20|缺1项扣2分\n业务|办件|60|缺1项扣2分";
    assert_eq!(parents(rows), ["党建:制度", "党建:台账", "业务:办件"]);
    // Offices below 单位 are no measure.
    let offices = "单位|重点工作|分值|评分标准\n教育局|制度|40|缺1项扣2分\n财政局|台账|60|缺1项扣2分";
    assert!(names(&new(&[("表", offices)]).1).is_empty());
    // 评价要点 of something that has a name in each row.
    let rows = "一级指标|二级指标|评价要点|分值|评分标准\n决策|依据充分性|是否符合法规|50|缺1项扣2分\n|程序规范性|是否按程序|50|缺1项扣2分";
    assert_eq!(parents(rows), ["决策:依据充分性", "决策:程序规范性"]);
    // Records of what happened, and whose points these are.
    for rows in [
        "日期|事实|分值|考核标准\n2025-03-01|未戴工牌|2|缺1项扣2分\n2025-03-05|垃圾未倒|1|缺1项扣2分",
        "序号|违规事实|分值|考核标准\n1|未戴工牌|2|缺1项扣2分\n2|垃圾未倒|1|缺1项扣2分",
        "岗位|分值|考核标准\n收费员|40|缺1项扣2分\n保洁员|60|缺1项扣2分",
    ] {
        assert!(names(&new(&[("表", rows)]).1).is_empty(), "{rows}");
    }
    // What is given beside all points is no indicator, and of two columns of words nobody knows.
    for rows in
        ["序号|加分事项|分值|评分标准\n1|获国家表彰|5|每次5分", "序号|甲|乙|分值|评分标准\n1|丙|丁|5|缺1项扣2分"]
    {
        assert!(names(&new(&[("表", rows)]).1).is_empty(), "{rows}");
    }
}

#[test]
fn a_target_of_growth_is_the_target_and_a_quarters_is_said_whatever_its_cells_look_like() {
    for head in ["增速目标", "增长目标", "目标（增长）", "2025年增长目标"] {
        let list = format!("指标|{head}|分值|评分标准\nGDP增速|6%|50|完成目标得满分\n投资增速|8%|50|完成目标得满分");
        let (_, document) = new(&[("指标", &list)]);
        let targets: Vec<Option<f64>> = document.set.indicators.iter().map(|i| i.target).collect();
        assert_eq!(targets, [Some(6.0), Some(8.0)], "{head}");
    }
    for cells in ["300万元|400万元", "≥8|≥9", "8|9", "95%|96%"] {
        let list = format!("指标|一季度目标|二季度目标|分值|评分标准\n税收|{cells}|100|完成目标得满分");
        let (view, document) = new(&[("指标", &list)]);
        assert_eq!(document.set.indicators[0].target, None, "{cells}");
        assert!(said(&view, What::UnknownColumn).iter().any(|f| (f.row, f.column) == (0, 1)), "{cells}");
    }
}

#[test]
fn rules_for_bonuses_and_deductions_are_no_list_of_indicators() {
    let rules = "类型|事项|分值|评分标准\n加分|获国家级表彰|5|每项加5分\n扣分|迟报|2|每次扣1分";
    let (view, document) = new(&[("规则", rules)]);
    assert!(document.set.indicators.is_empty());
    assert_eq!(said(&view, What::UnknownColumn).len(), 1);
}
