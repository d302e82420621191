//! Rows and columns as offices have them: very many of them, without heading, with units and categories in between.

use super::*;
use crate::model::Document;

const LIST: &str = "一级指标|指标名称|分值|目标值|计量单位
重点工作|办结率|60|95|%
|信访件数|40|10|件";

#[test]
fn a_list_without_end_ends_with_a_word_at_the_first_row_too_many() {
    let rows: String = (0..20_000).map(|k| format!("\n层级{}|指标{k}号|1|5|件", k / 4)).collect();
    let (view, after) = new(&[("指标", &format!("一级指标|指标名称|分值|目标值|计量单位{rows}"))]);
    assert_eq!(of_grade(&view, Grade::Error), [(0, 5_001, 1, What::TooMany)]);
    assert_eq!(after, Document::default());
}

#[test]
fn a_table_without_end_to_the_right_ends_with_a_word_at_the_first_column_too_many() {
    let wide = |text: &dyn Fn(usize) -> String| (0..16_000).map(|k| format!("|{}", text(k))).collect::<String>();
    let data = format!(
        "单位名称|办结率{}\n市教育局|90{}\n市财政局|91{}",
        wide(&|k| format!("列{k}")),
        wide(&|k| k.to_string()),
        wide(&|k| k.to_string())
    );
    let (view, _) = new(&[("指标", LIST), ("数据", &data)]);
    assert_eq!(of_grade(&view, Grade::Error), [(1, 0, 2_000, What::TooMany)]);
}

#[test]
fn codes_that_are_made_go_on_where_the_last_one_ended() {
    let (_, document) = new(&[("指标", "一级指标|指标名称|分值\n甲|一|40\n甲|二|30\n乙|三|30")]);
    let codes: Vec<&str> = document.set.indicators.iter().map(|i| i.id.as_str()).collect();
    assert_eq!(codes, ["A101", "A102", "A201"]);
}

#[test]
fn a_column_without_a_heading_that_holds_something_is_named() {
    let data = "单位名称|办结率||信访件数||\n市教育局|90|补报|5||\n市财政局|95||12||7";
    let (view, _) = new(&[("指标", LIST), ("数据", data)]);
    let told = [(0, 2, 1, What::LowerIsBetter), (1, 0, 2, What::NoHeading), (1, 0, 5, What::NoHeading)];
    assert_eq!(of_grade(&view, Grade::Warning), told);
}

#[test]
fn fractions_below_lines_of_a_hundred_are_said_and_a_unit_is_taken_from_the_sentence() {
    let list = "一级指标|指标名称|分值|计量单位|评分标准
重点工作|办结率|60|%|≥95得满分，90–95得80%，90以下不得分
|满意率|40||≥95%得满分，90%-95%得80%，低于90%不得分";
    let (view, document) =
        new(&[("指标", list), ("数据", "单位名称|办结率|满意率\n市教育局|0.97|91%\n市财政局|96|88")]);
    let said: Vec<_> = view.faults.iter().filter(|f| f.sheet == 1).map(|f| (f.row, f.column, f.what)).collect();
    assert_eq!(said, [(1, 1, What::AFraction)]);
    let wanted = view.faults.iter().find(|f| f.sheet == 1).and_then(|f| f.suggestion.as_deref());
    assert_eq!(wanted, Some("97%"));
    assert_eq!(document.set.indicators[1].unit, "%");
}

#[test]
fn a_row_of_units_below_a_blank_key_belongs_to_the_heading() {
    let (view, document) = new(&[("指标", LIST), ("数据", "单位名称|办结率|信访件数\n|%|件\n市教育局|90|5")]);
    assert_eq!(of_grade(&view, Grade::Error), []);
    assert_eq!(view.sheets[1].head, Some((0, 1)));
    assert_eq!(document.subjects.len(), 1);
}

#[test]
fn a_category_alone_in_its_row_is_that_of_the_rows_below() {
    let list = "一级指标|指标名称|A类分值|B类分值|目标值|计量单位\n重点工作|办结率|100|100|95|%";
    let data = "单位名称|办结率|备注\nA类||\n市教育局|90|\nB类||\n市财政局|95|\n市民政局|96|";
    let (view, document) = new(&[("指标", list), ("数据", data)]);
    assert_eq!(of_grade(&view, Grade::Error), []);
    let of: Vec<_> = document.subjects.iter().map(|s| (s.name.as_str(), s.category.as_str())).collect();
    assert_eq!(of, [("市教育局", "A"), ("市财政局", "B"), ("市民政局", "B")]);
}

#[test]
fn dates_above_columns_are_months() {
    let list = "一级指标|指标名称|分值|目标值|考核周期\n甲|办结率|100|90|月度";
    // 45658 is 2025-01-01 and 45716 is 2025-02-28 in every spreadsheet program.
    let (view, document) = new(&[("指标", list), ("办结率", "单位名称|@45658|@45716\n市教育局|91|92")]);
    assert_eq!(of_grade(&view, Grade::Error), []);
    let months: Vec<String> = document.observations.columns.iter().map(|c| c.period.to_string()).collect();
    assert_eq!(months, ["M01", "M02"]);
}

#[test]
fn a_paper_s_number_alone_is_no_title() {
    let (_, document) = new(&[("指标", &format!("附件1\n示例市2025年度考核指标体系\n（2025年3月印发）\n{LIST}"))]);
    assert_eq!(document.title, "示例市2025年度考核");
}

#[test]
fn weights_of_weights_that_come_to_a_hundred_at_every_level_are_no_wrong_sums() {
    let list = "一级指标|权重|二级指标|权重|三级指标|权重
甲|60%|增长|70%|一|50%
||||二|50%
||质量|30%|三|100%
乙|40%|就业|100%|四|100%";
    let (view, _) = new(&[("指标", list)]);
    assert_eq!(view.faults.iter().filter(|f| f.what == What::Sum).count(), 0, "{:?}", view.faults);
    let (view, _) = new(&[("指标", &list.replace("质量|30%", "质量|20%"))]);
    assert!(view.faults.iter().any(|f| f.what == What::Sum), "{:?}", view.faults);
}
