//! Small workbooks, each for one rule of taking in.

use super::*;
use crate::edit::apply;
use crate::engine::{Keep, assess, check};
use crate::model::{Document, Field, Indicator, Period, RankGroup, Subject};
use crate::sheets::{Cell, Row, Sheet, Value};

const LIST: &str = "2025年度考核指标体系表
一级指标|三级指标|分值|目标值|计量单位|计分方法
重点工作|办结率|60|95|%|完成率法
|信访件数|40|10|件|完成率法";

const DATA: &str = "单位名称|办结率|信访件数
市教育局|90|5
市财政局|95|12";

fn whats(view: &IntakeView) -> Vec<What> {
    view.faults.iter().map(|f| f.what).collect()
}

#[test]
fn a_list_and_a_data_sheet_make_a_document_that_computes() {
    let (view, document) = new(&[("指标", LIST), ("数据", DATA)]);
    assert!(view.ready, "{:?}", view.faults);
    assert_eq!(document.title, "2025年度考核");
    let checked = check(document).expect("a document that can be computed");
    let question = checked.question(None, None).expect("the whole year");
    let results = assess(&checked, &question, Keep::Results);
    // 60 × 90/95 + 40 held at full marks, and 60 + 40 × (2 − 12/10): of 信访件数 less is better.
    let totals: Vec<f64> = (0..2).filter_map(|at| results.outcome(&checked, at).published).collect();
    assert_eq!(totals, [96.84, 92.0]);
}

#[test]
fn the_same_file_a_second_time_changes_nothing_and_one_changed_cell_is_one_change() {
    let (_, document) = new(&[("指标", LIST), ("数据", DATA)]);
    let (view, after) = taken(&document, &[("指标", LIST), ("数据", DATA)], &Choices::default());
    assert_eq!((view.ready, &after), (false, &document));
    assert!(view.counts.iter().all(|c| c.new + c.changed + c.absent == 0), "{:?}", view.counts);
    let other = DATA.replace("90|5", "91|5");
    let (view, change) = take_in(&document, &[book(&[("数据", &other)])], &Choices::default());
    assert_eq!(changes(&change.expect("a change")), 1);
    let [moved] = view.moved.as_slice() else { panic!("{:?}", view.moved) };
    assert_eq!((moved.name.as_str(), moved.before.as_str(), moved.after.as_str()), ("市教育局", "90", "91"));
    assert_eq!((moved.row, moved.column), (1, 1));
}

#[test]
fn a_table_written_from_a_documents_values_changes_nothing() {
    let (_, mut document) = new(&[("指标", LIST), ("数据", DATA)]);
    // Numbers of every kind: whole, long, small, large, below zero, nothing at all.
    let numbers = [0.1 + 0.2, -1.0 / 3.0, 1e14, 123_456.789, 5e-7, 0.0, 88.88, 1e-3, 42.0];
    document.observations.columns.clear();
    for k in 0..numbers.len() {
        let subject = Subject {
            id: format!("S{k}"),
            name: format!("第{k}科室"),
            category: document.categories[0].id.clone(),
            ..Subject::default()
        };
        document.subjects.push(subject);
    }
    let count = document.subjects.len();
    for (k, indicator) in document.set.indicators.iter_mut().enumerate() {
        indicator.unit = "度".to_owned();
        let mut cells = crate::model::Cells::missing(count);
        for row in 0..count - 1 {
            cells.put(row, numbers[(row + k) % numbers.len()]);
        }
        document.observations.columns.push(crate::model::ObservationColumn {
            indicator: indicator.id.clone(),
            period: Period::Year,
            field: Field::Value,
            cells,
            lines: Vec::new(),
        });
    }
    let text = |column, text: &str| Cell { column, value: Value::Text(text.to_owned()), ..Cell::default() };
    let heads = document.set.indicators.iter().enumerate().map(|(k, i)| text(k as u32 + 1, &i.name));
    let mut rows =
        vec![Row { cells: std::iter::once(text(0, "单位名称")).chain(heads).collect(), ..Row::default() }];
    for (at, subject) in document.subjects.iter().enumerate() {
        let cells = document.observations.columns.iter().enumerate().filter_map(|(k, column)| {
            let value = Value::Number(column.cells.number(at)?);
            Some(Cell { column: k as u32 + 1, value, ..Cell::default() })
        });
        rows.push(Row {
            row: at as u32 + 1,
            cells: std::iter::once(text(0, &subject.name)).chain(cells).collect(),
            ..Row::default()
        });
    }
    let sheet = Sheet { name: "数据".to_owned(), rows, ..Sheet::default() };
    let book =
        Book { name: "数据.xlsx".to_owned(), workbook: Workbook { sheets: vec![sheet], ..Workbook::default() } };
    let (view, change) = take_in(&document, &[book], &Choices::default());
    assert_eq!(view.sheets[0].kind, Kind::Values);
    assert!(view.faults.is_empty(), "{:?}", view.faults);
    assert_eq!(change, None, "{:?}", view.moved);
}

#[test]
fn blank_cells_leave_what_is_there_and_marks_take_it_away() {
    let (_, document) = new(&[("指标", LIST), ("数据", DATA)]);
    let (view, after) =
        taken(&document, &[("数据", "单位名称|办结率|信访件数\n市教育局||—\n市财政局|不适用|")], &Choices::default());
    assert!(errors(&view).is_empty());
    assert_eq!(value(&after, 0, 0, Period::Year), Some(90.0));
    assert_eq!(value(&after, 0, 1, Period::Year), None);
    assert_eq!(value(&after, 1, 0, Period::Year), None);
    assert_eq!(value(&after, 1, 1, Period::Year), Some(12.0));
}

#[test]
fn a_near_name_is_never_joined_and_a_name_with_other_blanks_is_the_same() {
    let (_, document) = new(&[("指标", LIST), ("数据", DATA)]);
    let (view, _) =
        taken(&document, &[("数据", "单位名称|办结率|信访件数\n市 教育局|91|6\n市财正局|96|3")], &Choices::default());
    assert_eq!(errors(&view), [(0, 2, 0, What::AlmostTheSame)]);
    assert_eq!(view.faults[0].suggestion.as_deref(), Some("市财政局"));
    assert!(!view.ready);
    let choices = Choices { leave_faulty: true, ..Choices::default() };
    let (view, after) =
        taken(&document, &[("数据", "单位名称|办结率|信访件数\n市 教育局|91|6\n市财正局|96|3")], &choices);
    assert!(view.ready);
    assert_eq!(value(&after, 0, 0, Period::Year), Some(91.0));
    assert_eq!(value(&after, 1, 0, Period::Year), Some(95.0), "the row with the fault is left");
}

#[test]
fn the_same_subject_twice_and_a_stranger_are_said_at_their_cells() {
    let (_, document) = new(&[("指标", LIST), ("数据", DATA)]);
    let rows = "单位名称|办结率|信访件数\n市教育局|91|6\n市教育局|92|7\n气象中心|1|1\n|5|5";
    let (view, _) = taken(&document, &[("数据", rows)], &Choices::default());
    assert_eq!(errors(&view), [(0, 2, 0, What::Twice), (0, 3, 0, What::NoSuchSubject), (0, 4, 0, What::NoKey)]);
    assert_eq!(view.faults[0].args, ["A2"]);
}

#[test]
fn weights_of_a_hundred_within_every_level_are_declared_and_points_are_left_as_they_are() {
    let rows = "一级指标|权重|二级指标|分值
质量|50%|甲|75
|||
||乙|25
效率|50%|丙|40
||丁|60";
    let (view, document) = new(&[("指标", rows)]);
    assert!(errors(&view).is_empty() && !whats(&view).contains(&What::Sum), "{:?}", view.faults);
    let weights: Vec<Option<f64>> = document.set.dimensions.iter().map(|d| d.weights.get("A").copied()).collect();
    assert_eq!(weights, [Some(50.0), Some(50.0)]);
    assert_eq!(document.set.indicators[0].points["A"], 75.0);
}

#[test]
fn points_that_do_not_come_to_their_sum_are_said() {
    let rows = format!("{LIST}\n小计||90\n合计||100");
    let (view, _) = new(&[("指标", &rows)]);
    let sums: Vec<_> = view.faults.iter().filter(|f| f.what == What::Sum).collect();
    let [sum] = sums.as_slice() else { panic!("{:?}", view.faults) };
    assert_eq!((sum.row, sum.column, sum.grade), (4, 2, Grade::Warning));
    assert_eq!(sum.args, ["100", "90"]);
    let rows = "一级指标|权重|三级指标|分值\n质量|60|甲|30\n||乙|20\n效率|40|丙|40";
    let (view, _) = new(&[("指标", rows)]);
    let sums: Vec<_> = view.faults.iter().filter(|f| f.what == What::Sum).map(|f| f.args.clone()).collect();
    assert_eq!(sums, [["50", "60"]]);
}

#[test]
fn what_was_chosen_about_a_sheet_goes_before_every_guess() {
    let (_, document) = new(&[("指标", LIST), ("数据", DATA)]);
    let odd = "甲列|乙列\n市教育局|93";
    let (view, _) = taken(&document, &[("x", odd)], &Choices::default());
    assert_eq!((view.sheets[0].kind, view.sheets[0].taken), (Kind::Unknown, false));
    let mut choice = SheetChoice { kind: Some(Kind::Values), head: Some((0, 0)), ..SheetChoice::default() };
    choice.columns.insert(0, Role::Subject);
    choice
        .columns
        .insert(1, Role::Value { indicator: document.set.indicators[0].id.clone(), period: Some(Period::Year) });
    let mut choices = Choices::default();
    choices.sheets.insert(0, choice);
    let (view, after) = taken(&document, &[("x", odd)], &choices);
    assert_eq!((view.sheets[0].sure, view.sheets[0].columns[1].sure), (100, 100));
    assert_eq!(value(&after, 0, 0, Period::Year), Some(93.0));
    choices.sheets.insert(0, SheetChoice { take: Some(false), ..SheetChoice::default() });
    assert!(!take_in(&document, &[book(&[("数据", DATA)])], &choices).0.sheets[0].taken);
}

#[test]
fn absent_things_are_counted_and_taken_out_only_where_that_is_wanted() {
    let names = "单位名称|类别\n市教育局|甲\n市财政局|甲";
    let (_, document) = new(&[("指标", LIST), ("名单", names), ("数据", DATA)]);
    let fewer = "单位名称|类别\n市教育局|甲";
    let (view, after) = taken(&document, &[("名单", fewer)], &Choices::default());
    let counted = view.counts.iter().find(|c| c.of == Kind::Subjects).expect("subjects");
    assert_eq!((counted.same, counted.absent, counted.names[2].as_slice()), (1, 1, ["市财政局".to_owned()].as_slice()));
    assert_eq!(after, document);
    let choices = Choices { remove_absent: true, ..Choices::default() };
    let (_, after) = taken(&document, &[("名单", fewer)], &choices);
    assert_eq!(after.subjects.len(), 1);
    assert_eq!(after.observations.columns[0].cells.numbers, [90.0]);
    let list = LIST.lines().take(3).collect::<Vec<_>>().join("\n");
    let (_, after) = taken(&document, &[("指标", &list)], &choices);
    assert_eq!(after.set.indicators.len(), 1);
    assert_eq!(after.observations.columns.len(), 1);
}

#[test]
fn a_changed_sentence_replaces_the_indicator_with_its_values_and_can_be_undone() {
    let list = "指标名称|分值|目标值|计量单位|评分标准\n办结率|60|95|%|每低1个百分点扣1分，扣完为止\n信访件数|40||件|每发生1件扣2分，扣完为止";
    let (_, document) = new(&[("指标", list), ("数据", DATA)]);
    let other = list.replace("每低1个百分点扣1分", "每低1个百分点扣2分");
    let (view, after) = taken(&document, &[("指标", &other)], &Choices::default());
    assert!(view.ready, "{:?}", view.faults);
    assert_eq!(after.set.indicators[0].rule.parameters["minus"], "2");
    assert_eq!(after.observations, document.observations);
    assert_eq!(view.standards.len(), 2);
}

#[test]
fn a_chosen_rule_goes_before_the_sentence_and_an_open_one_leaves_it_as_text() {
    let list = "指标名称|分值|目标值|计量单位|评分标准\n办结率|60|95|%|每低1个百分点扣1分，扣完为止";
    let rule = |rule| Choices { rules: vec![RuleChoice { sheet: 0, row: 1, rule }], ..Choices::default() };
    let own = crate::model::ScoringRule { method: "completion".to_owned(), ..Default::default() };
    let (view, document) = taken(&Document::default(), &[("指标", list)], &rule(Some(own)));
    assert_eq!(document.set.indicators[0].rule.method, "completion");
    assert!(view.standards[0].chosen);
    let (_, document) = taken(&Document::default(), &[("指标", list)], &rule(None));
    assert_eq!(document.set.indicators[0].rule.method, "");
    assert_eq!(document.set.indicators[0].other["评分标准"], "每低1个百分点扣1分，扣完为止");
    let saved = serde_json::to_string(&document).expect("plain data");
    assert_eq!(serde_json::from_str::<Document>(&saved).expect("it stays openable"), document);
}

#[test]
fn months_below_an_indicator_and_its_base_and_targets_beside_it_are_told_apart() {
    let list =
        "指标名称|分值|目标值|计量单位|考核周期|计分方法\n办结率|60|95|%|月度|完成率法\n用时|40|0.2|天|年度|增幅法";
    let data = "单位名称|办结率|||用时||
|1月|2月|目标值|实际值|上年值|
市教育局|90|91|96|8|10|";
    let (view, document) = new(&[("指标", list), ("数据", data)]);
    assert!(errors(&view).is_empty(), "{:?}", view.faults);
    assert_eq!(value(&document, 0, 0, Period::Month(2)), Some(91.0));
    let of = |at: usize, field| {
        let id = &document.set.indicators[at].id;
        let column = document.observations.columns.iter().find(|c| c.indicator == *id && c.field == field);
        column.and_then(|c| c.cells.number(0))
    };
    assert_eq!(of(0, Field::Target), Some(96.0));
    assert_eq!((of(1, Field::Value), of(1, Field::Base)), (Some(8.0), Some(10.0)));
}

#[test]
fn names_alone_in_their_rows_are_the_level_of_the_rows_below() {
    let rows =
        "指标名称|分值|目标值\n一、重点工作（30分）||\n甲任务|10|5\n乙任务|20|5\n二、日常工作（70分）||\n丙任务|70|5";
    let (view, document) = new(&[("指标", rows)]);
    assert!(errors(&view).is_empty(), "{:?}", view.faults);
    let parents: Vec<&str> = document.set.indicators.iter().map(|i| i.parent.as_str()).collect();
    assert_eq!(parents, ["重点工作", "重点工作", "日常工作"]);
}

#[test]
fn english_headings_are_known_too() {
    let list = "Dimension|Indicator|Points|Target|Unit|Method\nService|Closing rate|60|95|%|completion\n|Complaints|40|10||completion";
    let (view, document) = new(&[("list", list), ("data", "Department|Closing rate|Complaints\nEducation|90|5")]);
    assert!(errors(&view).is_empty(), "{:?}", view.faults);
    assert_eq!(value(&document, 0, 0, Period::Year), Some(90.0));
}

#[test]
fn many_new_subjects_come_as_one_state_and_few_as_single_changes() {
    let (_, list) = new(&[("指标", LIST)]);
    let rows = |count: usize| {
        let lines: Vec<String> = (0..count).map(|k| format!("第{k}号单位|{}|3", k % 100)).collect();
        format!("单位名称|办结率|信访件数\n{}", lines.join("\n"))
    };
    let (view, after) = brought(&list, &[book(&[("数据", &rows(2000))])], &Choices::default());
    assert_eq!((after.subjects.len(), view.ready), (2000, true));
    assert_eq!(value(&after, 1999, 0, Period::Year), Some(99.0));
    let (_, change) = take_in(&list, &[book(&[("数据", &rows(3))])], &Choices::default());
    // Three subjects, two columns.
    assert_eq!(changes(&change.expect("a change")), 5);
}

#[test]
fn a_document_that_is_not_blank_keeps_what_the_tables_do_not_speak_of() {
    let (_, mut document) = new(&[("指标", LIST), ("数据", DATA)]);
    document.title = "我的考核".to_owned();
    document.rank_group = RankGroup::All;
    document.grading.scale.bands.truncate(2);
    document.set.indicators[0] = Indicator { tags: vec!["core".to_owned()], ..document.set.indicators[0].clone() };
    let other = LIST.replace("|60|", "|55|");
    let (_, after) = taken(&document, &[("指标", &other)], &Choices::default());
    let mut wanted = document.clone();
    wanted.set.indicators[0].points.insert("A".to_owned(), 55.0);
    assert_eq!(after, wanted);
    let mut undone = after;
    let (_, change) = take_in(&undone, &[book(&[("指标", LIST)])], &Choices::default());
    apply(&mut undone, change.expect("a change")).expect("a change that can be made");
    assert_eq!(undone, document);
}

#[test]
fn a_standard_that_is_understood_in_part_only_leaves_the_rule_open_and_says_which_part() {
    let told = |list: &str| {
        let (view, document) = new(&[("指标", list)]);
        let said: Vec<(What, Vec<String>)> = view.faults.iter().map(|f| (f.what, f.args.clone())).collect();
        (document.set.indicators[0].rule.method.clone(), said)
    };
    let head = "指标名称|分值|目标值|计量单位|评分标准\n";
    let (method, said) = told(&format!("{head}信息报送|60|12|篇|每月报送1篇，每少1篇扣1分，扣完为止"));
    assert_eq!(method, "");
    assert_eq!(said, [(What::NotUnderstood, vec!["每月报送1篇".to_owned()])]);
    let (method, said) = told(&format!("{head}信息报送|60|12|篇|酌情扣分"));
    assert_eq!((method.as_str(), said), ("", vec![(What::NotUnderstood, Vec::new())]));
    // What is no part of a rule is said, and the rule stands.
    let (method, said) = told(&format!("{head}信息报送|60|12|篇|每季度通报，每少1篇扣1分，扣完为止"));
    assert_eq!((method.as_str(), said), ("base_delta", vec![(What::HalfUnderstood, vec!["每季度通报".to_owned()])]));
}

#[test]
fn numbers_of_a_sentence_that_a_named_method_does_not_hold_are_told() {
    let head = "指标名称|分值|目标值|计量单位|计分方法|评分标准\n";
    let told = |row: &str| whats(&new(&[("指标", &format!("{head}{row}"))]).0);
    assert_eq!(told("信息报送|60|12|篇|完成率法|每月报送1篇，每少1篇扣1分，扣完为止"), [What::HalfUnderstood]);
    assert_eq!(told("信息报送|60|12|篇|完成率法|视报送情况综合考虑"), []);
}

#[test]
fn new_names_of_two_tables_that_are_almost_the_same_are_told_and_kept_apart() {
    let (_, document) = new(&[("指标", LIST)]);
    let near = "单位名称|办结率|信访件数\n市文化广电旅游局|90|1\n市第一中学|90|1\n市第二中学|90|1";
    let sheets =
        [("一", near), ("二", "单位名称|办结率|信访件数\n市财政局|91|2\n市文广旅局|91|2\n市文化广电和旅游局|91|2")];
    let (view, after) = taken(&document, &sheets, &Choices::default());
    let alike: Vec<(u32, u32, Grade)> = view
        .faults
        .iter()
        .filter(|f| f.what == What::AlmostTheSame && f.args == ["市文化广电旅游局"])
        .map(|f| (f.sheet, f.row, f.grade))
        .collect();
    assert_eq!(alike, [(1, 2, Grade::Warning), (1, 3, Grade::Warning)], "{:?}", view.faults);
    assert!(!view.faults.iter().any(|f| f.value.contains("中学")), "{:?}", view.faults);
    assert_eq!(after.subjects.len(), 6);
}
