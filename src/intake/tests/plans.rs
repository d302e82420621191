//! Lists of indicators as offices write them: what stands for a standard, for points, for a target, and what is none.

use super::*;

/// Method and parameters of every rule.
fn rules(document: &Document) -> Vec<&str> {
    document.set.indicators.iter().map(|i| i.rule.method.as_str()).collect()
}

fn points(document: &Document) -> Vec<f64> {
    document.set.indicators.iter().map(|i| i.points.values().copied().next().unwrap_or(-1.0)).collect()
}

fn targets(document: &Document) -> Vec<Option<f64>> {
    document.set.indicators.iter().map(|i| i.target).collect()
}

/// What is said of a list without a word about rules, which the shared words of the tests leave out.
fn told(lines: &str) -> Vec<(u32, u32, What, Grade)> {
    let (view, _) = take_in(&Document::default(), &[book(&[("指标", lines)])], &Choices::default());
    said(&view, 0)
}

#[test]
fn a_column_that_says_how_points_are_earned_is_the_standard_whatever_its_heading() {
    for heading in [
        "考核标准及评分办法",
        "评分要点",
        "扣分细则",
        "打分标准",
        "评分内容",
        "得分规则",
        "得分计算方法",
        "得分计算公式",
        "评分公式",
        "计分",
        "考核计分",
        "计分要求",
        "考核要求及标准",
        "考核内容及评分标准",
        "加减分标准",
        "扣分办法",
        "奖惩标准",
        "评价要点",
        "评价标准及分值",
        "计分方法",
        "评分方式",
        "考核方法",
        "备注",
    ] {
        let list = format!(
            "指标名称|分值|目标值|单位|{heading}\n办结率|50|96|%|每低1个百分点扣1分，扣完为止\n税收收入|50|1200|万元|完成目标得满分，未完成不得分"
        );
        let (view, document) = new(&[("指标", &list)]);
        assert_eq!(rules(&document), ["base_delta", "threshold"], "{heading} {:?}", view.faults);
        assert_eq!(points(&document), [50.0, 50.0], "{heading}");
        assert!(errors(&view).is_empty(), "{heading} {:?}", view.faults);
    }
}

#[test]
fn a_list_without_a_word_about_rules_says_once_what_was_supposed() {
    let list = "指标名称|分值|目标值|单位\n办结率|50|96|%\n税收收入|50|1200|万元";
    assert_eq!(told(list), [(1, 0, What::Lacking, Grade::Warning)]);
    let list = "指标名称|分值|目标值|单位|评分标准\n办结率|50|96|%|每低1个百分点扣1分\n税收收入|50|1200|万元|";
    assert_eq!(told(list), [(2, 0, What::Lacking, Grade::Warning)]);
    let list = "指标名称|分值|目标值|单位|评分标准\n办结率|50|96|%|按完成率计分\n税收收入|50|1200|万元|按完成率计分";
    assert!(told(list).is_empty());
}

#[test]
fn what_is_given_or_taken_beside_all_points_is_no_indicator() {
    let list = "一级指标|指标名称|分值|评分标准
工作|办结率|60|按完成率计分
工作|满意度|40|按完成率计分
扣分项|被通报批评|10|每次扣2分，最多扣10分
加分项（5分）|获得表彰|5|每次加1分，最多加5分
合计||100|";
    let (view, document) = new(&[("指标", list)]);
    assert_eq!((names(&document), points(&document)), (vec!["办结率", "满意度"], vec![60.0, 40.0]));
    let left = |row| (row, 1, What::RowLeftOut, Grade::Warning);
    assert_eq!(said(&view, 0), [left(3), left(4)]);
    // Below zero it is no mistake; a sum may count what is given; a row may stand for all of it.
    let list = "指标名称|分值|评分标准
办结率|60|按完成率计分
满意度|40|按完成率计分
加分项|5|每次加1分
扣分项|-10|每次扣2分
一票否决|-|发生即否决
合计|105|";
    let (view, document) = new(&[("指标", list)]);
    assert_eq!(names(&document), ["办结率", "满意度"]);
    let left = |row| (row, 0, What::RowLeftOut, Grade::Warning);
    assert_eq!(said(&view, 0), [left(3), left(4), left(5)]);
}

#[test]
fn weights_beside_the_same_points_everywhere_are_what_an_indicator_is_worth() {
    for (heads, first, second) in
        [("权重|分值", "0.4|100", "0.6|100"), ("满分|权重", "100|40", "100|60"), ("分值|权重", "100|40%", "100|60%")]
    {
        let list = format!(
            "指标名称|目标值|单位|{heads}|评分标准\n税收收入|1200|万元|{first}|按完成率计分\n办结率|96|%|{second}|按完成率计分"
        );
        let (view, document) = new(&[("指标", &list)]);
        assert_eq!(points(&document), [40.0, 60.0], "{heads} {:?}", view.faults);
        assert!(errors(&view).is_empty());
    }
    // Points that differ, and weights that say something else.
    let list = "指标名称|分值|权重|评分标准\n税收收入|60|0.5|按完成率计分\n办结率|40|0.5|按完成率计分";
    let (view, document) = new(&[("指标", list)]);
    assert_eq!(points(&document), [60.0, 40.0]);
    assert_eq!(said(&view, 0), [(0, 2, What::SameColumn, Grade::Warning)]);
    // The same thing twice.
    let list = "指标名称|分值|权重|评分标准\n税收收入|60|0.6|按完成率计分\n办结率|40|0.4|按完成率计分";
    let (view, document) = new(&[("指标", list)]);
    assert_eq!((points(&document), said(&view, 0)), (vec![60.0, 40.0], vec![]));
}

#[test]
fn of_two_columns_of_points_the_revised_one_counts_and_otherwise_a_person_must_say() {
    let list =
        |heads: &str| format!("指标名称|{heads}|评分标准\n税收收入|60|70|按完成率计分\n办结率|40|30|按完成率计分");
    let (view, document) = new(&[("指标", &list("原分值|调整后分值"))]);
    assert_eq!(points(&document), [70.0, 30.0]);
    assert_eq!(said(&view, 0), [(0, 1, What::SameColumn, Grade::Warning)]);
    let (view, _) = new(&[("指标", &list("标准分|满分"))]);
    assert_eq!(said(&view, 0), [(0, 2, What::SameColumn, Grade::Error)]);
    // Said by a person, nothing is left to ask.
    let mut choices = Choices::default();
    choices.sheets.entry(0).or_default().columns.insert(2, Role::Points(String::new()));
    let (view, document) = taken(&Document::default(), &[("指标", &list("标准分|满分"))], &choices);
    assert_eq!((points(&document), said(&view, 0)), (vec![70.0, 30.0], vec![]));
}

#[test]
fn of_two_targets_that_of_the_assessed_year_counts_and_otherwise_a_person_must_say() {
    let list = |title: &str, heads: &str| {
        format!(
            "{title}指标名称|单位|{heads}|分值|评分标准\n税收收入|万元|1100|1200|50|按完成率计分\n办结率|%|95|96|50|按完成率计分"
        )
    };
    let titled = "2025年度考核指标体系\n";
    for heads in ["2024年目标|2025年目标", "2024年目标值|2025年目标值"] {
        let (view, document) = new(&[("指标", &list(titled, heads))]);
        assert_eq!(targets(&document), [Some(1200.0), Some(96.0)], "{heads}");
        assert!(said(&view, 0).is_empty(), "{heads} {:?}", view.faults);
    }
    for heads in ["县区目标值|部门目标值", "县区A目标|县区B目标", "2025年目标值|2026年目标值"]
    {
        let (view, _) = new(&[("指标", &list("", heads))]);
        assert_eq!(said(&view, 0), [(0, 3, What::SameColumn, Grade::Error)], "{heads}");
    }
    // 目标值 above 县区 | 部门.
    let list = "指标名称|单位|目标值||分值|评分标准\n||县区|部门||\n税收收入|万元|1100|1200|50|按完成率计分\n办结率|%|95|96|50|按完成率计分";
    let (view, _) = new(&[("指标", list)]);
    assert_eq!(said(&view, 0), [(1, 3, What::SameColumn, Grade::Error)]);
    // The same numbers in both are no question.
    let list = "指标名称|单位|县区目标值|部门目标值|分值|评分标准\n税收收入|万元|1100|1100|50|按完成率计分\n办结率|%|95|95|50|按完成率计分";
    let (view, document) = new(&[("指标", list)]);
    assert_eq!((targets(&document), said(&view, 0)), (vec![Some(1100.0), Some(95.0)], vec![]));
}

#[test]
fn a_list_whose_only_level_is_the_indicator_is_a_list() {
    for heads in ["考核项目|分值|目标|考核标准", "项目|标准分|目标值|评分标准", "考核内容|分值|目标值|评分要点"]
    {
        let list = format!("{heads}\n税收收入|60|1200|按完成率计分\n办结率|40|96|按完成率计分");
        let (_, document) = new(&[("指标", &list)]);
        assert_eq!((names(&document), points(&document)), (vec!["税收收入", "办结率"], vec![60.0, 40.0]), "{heads}");
        assert_eq!(rules(&document), ["completion", "completion"], "{heads}");
    }
}

#[test]
fn values_in_a_list_of_indicators_are_told_and_last_years_are_not() {
    let list = "单位：甲局\n指标名称|分值|目标值|完成值|评分标准\n税收收入|50|1200|900|按完成率计分\n办结率|50|96|95|按完成率计分";
    let (view, _) = new(&[("自评表", list)]);
    assert_eq!(said(&view, 0), [(1, 3, What::UnknownColumn, Grade::Warning)]);
    let list = "考核指标|分值|目标值|甲局|乙局\n税收收入|50|1200|900|1300\n办结率|50|96|95|97";
    let (view, _) = new(&[("指标", list)]);
    let told = |column| (0, column, What::UnknownColumn, Grade::Warning);
    assert_eq!(said(&view, 0), [told(3), told(4)]);
    let list = "考核指标|2024年完成值|2025年目标值|分值|评分标准\n税收收入|1100|1200|50|按完成率计分\n办结率|95|96|50|按完成率计分";
    let (view, document) = new(&[("指标", list)]);
    assert_eq!((targets(&document), said(&view, 0)), (vec![Some(1200.0), Some(96.0)], vec![]));
}

#[test]
fn a_target_behind_a_verb_is_a_number() {
    let list = "指标|分值|年度目标|计分规则
税收收入|40|完成1200万元|按完成率计分
办结率|30|力争达到96%以上|按完成率计分
招商项目|20|引进3个以上|按完成率计分
改革任务|10|完成年度任务|按完成率计分";
    let (view, document) = new(&[("指标", list)]);
    assert_eq!(targets(&document), [Some(1200.0), Some(96.0), Some(3.0), None]);
    let units: Vec<&str> = document.set.indicators.iter().map(|i| i.unit.as_str()).collect();
    assert_eq!(units, ["万元", "%", "个", ""]);
    // A rule of completion has nothing to compare with.
    assert_eq!(said(&view, 0), [(4, 2, What::InWords, Grade::Warning)]);
}

#[test]
fn points_in_brackets_below_the_names_belong_to_the_heading() {
    let list = "指标名称|分值|目标值|单位|评分标准\n税收收入|50|1200|万元|按完成率计分\n办结率|50|96|%|按完成率计分";
    let data = "序号|单位|税收收入|办结率\n||万元|%\n||（50分）|（50分）\n1|甲局|900|95\n2|乙局|1300|97";
    let (view, document) = new(&[("指标", list), ("数据", data)]);
    assert!(said(&view, 1).is_empty(), "{:?}", view.faults);
    assert_eq!(value(&document, 1, 0, Period::Year), Some(1300.0));
}

#[test]
fn of_two_years_side_by_side_the_later_is_assessed() {
    let list = "指标名称|分值|目标值|单位|评分标准\n税收收入|50|1200|万元|按完成率计分\n办结率|50|96|%|按完成率计分";
    let of = |first: u32| format!("单位|税收收入|办结率\n甲局|{first}|95\n乙局|{first}|97");
    let (view, _) = new(&[("指标", list), ("2024年", &of(900)), ("2025年", &of(1000))]);
    assert_eq!(errors(&view), [(1, 0, 0, What::OtherYear)], "{:?}", view.faults);
}

#[test]
fn weights_of_levels_written_in_every_row_are_one_weight_each() {
    let list = "一级指标|权重|二级指标|权重|三级指标|权重|计分方法
质量|60%|医疗|50%|治愈率|60%|完成率法
质量|60%|医疗|50%|好转率|40%|完成率法
质量|60%|护理|50%|护理合格率|100%|完成率法
效率|40%|运行|100%|床位使用率|100%|完成率法";
    let (view, document) = new(&[("指标", list)]);
    assert!(said(&view, 0).is_empty(), "{:?}", view.faults);
    assert_eq!(points(&document), [60.0, 40.0, 100.0, 100.0]);
    // The same in brackets behind the names.
    let list = "一级指标（权重）|二级指标（权重）|三级指标（权重）|评分标准
质量（60%）|医疗（50%）|治愈率（60%）|按完成率计分
质量（60%）|医疗（50%）|好转率（40%）|按完成率计分
质量（60%）|护理（50%）|护理合格率（100%）|按完成率计分
效率（40%）|运行（100%）|床位使用率（100%）|按完成率计分";
    let (_, document) = new(&[("指标", list)]);
    assert_eq!(names(&document), ["治愈率", "好转率", "护理合格率", "床位使用率"]);
    assert_eq!(points(&document), [60.0, 40.0, 100.0, 100.0]);
}

#[test]
fn a_row_of_targets_among_the_subjects_is_the_target_where_none_is_set() {
    let data = "单位|税收收入|办结率\n目标值|1200|96\n甲局|900|95\n乙局|1300|97";
    let list = "指标名称|分值|单位|评分标准\n税收收入|50|万元|按完成率计分\n办结率|50|%|按完成率计分";
    let (view, document) = new(&[("指标", list), ("数据", data)]);
    assert_eq!(targets(&document), [Some(1200.0), Some(96.0)]);
    assert_eq!(document.subjects.len(), 2);
    assert_eq!(said(&view, 1), [(1, 1, What::ReadAs, Grade::Note), (1, 2, What::ReadAs, Grade::Note)]);
    let list = "指标名称|分值|目标值|单位|评分标准\n税收收入|50|1100|万元|按完成率计分\n办结率|50|96|%|按完成率计分";
    let (view, document) = new(&[("指标", list), ("数据", data)]);
    assert_eq!(targets(&document), [Some(1100.0), Some(96.0)]);
    assert_eq!(said(&view, 1), [(1, 1, What::Contradiction, Grade::Warning)]);
}

#[test]
fn a_table_that_is_called_after_targets_holds_targets_and_one_of_ranks_is_told() {
    let list = "指标名称|分值|单位|评分标准\n税收收入|50|万元|按完成率计分\n办结率|50|%|按完成率计分";
    let wanted = "单位|税收收入|办结率\n甲局|1200|96\n乙局|1000|96";
    let reached = "单位|税收收入|办结率\n甲局|900|95\n乙局|1300|97";
    for name in ["目标值", "2025年计划", "2025年度目标任务分解表"] {
        let (view, document) = new(&[("指标", list), (name, wanted), ("完成值", reached)]);
        assert!(errors(&view).is_empty(), "{name} {:?}", view.faults);
        assert_eq!(of(&document, 0, 0, Period::Year, Field::Target), Some(1200.0), "{name}");
        assert_eq!(value(&document, 0, 0, Period::Year), Some(900.0), "{name}");
        assert_eq!(said(&view, 1), [(0, 1, What::ReadAs, Grade::Note)], "{name}");
    }
    for name in ["目标任务完成情况", "2025年度目标考核数据"] {
        let (view, document) = new(&[("指标", list), (name, reached)]);
        assert_eq!(value(&document, 0, 0, Period::Year), Some(900.0), "{name}");
        assert!(said(&view, 1).is_empty(), "{name} {:?}", view.faults);
    }
    let (view, _) = new(&[("指标", list), ("各单位排名", "单位|税收收入|办结率\n甲局|2|1\n乙局|1|2")]);
    assert_eq!(said(&view, 1), [(0, 1, What::Unlikely, Grade::Warning)]);
}

#[test]
fn half_years_are_the_quarters_that_they_end_with() {
    let list = "指标名称|分值|目标值|单位|考核周期|评分标准\n税收收入|50|1200|万元|半年|按完成率计分\n办结率|50|96|%|半年|按完成率计分";
    let of = |tax: u32| format!("单位|税收收入|办结率\n甲局|{tax}|95\n乙局|300|97");
    let (view, document) = new(&[("指标", list), ("上半年", &of(250)), ("下半年", &of(350))]);
    assert_eq!(value(&document, 0, 0, Period::Quarter(2)), Some(250.0), "{:?}", view.faults);
    assert_eq!(value(&document, 0, 0, Period::Quarter(4)), Some(350.0));
    let note = [(0, 0, What::NoPeriod, Grade::Note)];
    assert_eq!((said(&view, 1), said(&view, 2)), (note.to_vec(), note.to_vec()));
}

#[test]
fn weights_of_indicators_below_a_level_are_theirs_where_they_and_not_the_levels_come_to_a_hundred() {
    let list = "一级指标|二级指标|分值|权重|评分标准\n经济|税收|100|30%|按完成率计分\n经济|投资|100|30%|按完成率计分\n服务|办结率|100|40%|按完成率计分";
    let (view, document) = new(&[("指标", list)]);
    assert_eq!((points(&document), said(&view, 0)), (vec![30.0, 30.0, 40.0], vec![]));
}
