//! The oracle against the worked sets: every row and column of the published expectations.
//!
//! Knows the files under `tests/cases/sets`. Must never know the product; what is tested here is the tester.

mod oracle;

use std::path::PathBuf;

use oracle::assess::{Assessment, IndicatorScore, SubjectScore};
use oracle::document::Document;
use oracle::number::{part, published, sum, whole};
use oracle::tables::{Folder, Row, Table};
use oracle::tally::Tally;
use oracle::window::Raw;
use oracle::{evaluate, steps};

fn sets() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/sets")
}

fn folder(set: &str) -> Folder {
    Folder::read(&sets().join(set))
}

fn subject_row(tally: &mut Tally, row: &Row<'_>, s: &SubjectScore) {
    let at = |column: &str| format!("{} {column}", s.subject);
    tally.text(&at("category"), row.get("category"), &s.category);
    tally.six(&at("base"), row.get("base_6dp"), &s.base);
    tally.text(&at("bonus"), row.get("bonus"), &published(&s.bonus, 2));
    tally.text(&at("deduct"), row.get("deduct"), &published(&s.deduction, 2));
    tally.six(&at("total"), row.get("total_6dp"), &s.total);
    tally.text(&at("published"), row.get("total_2dp"), &s.published);
    tally.text(&at("each rounded"), row.get("total_if_each_rounded"), &s.if_each_rounded);
    tally.text(&at("rank"), row.get("rank"), &s.rank.to_string());
    tally.text(&at("grade by score"), row.get("grade_by_score"), &s.grade_by_score);
    tally.text(&at("grade"), row.get("grade_final"), &s.grade_final);
    tally.text(&at("flags"), row.get("flags"), &s.flags);
    for (l1, score) in &s.dimensions {
        tally.six(&at(l1), row.get(&format!("l1_{l1}")), score);
    }
}

fn indicator_row(tally: &mut Tally, row: &Row<'_>, i: &IndicatorScore) {
    let at = |column: &str| format!("{} {} {column}", i.subject, i.indicator);
    match &i.raw {
        Raw::Value(value) => tally.six(&at("raw"), row.get("raw"), value),
        Raw::NotApplicable => tally.text(&at("raw"), row.get("raw"), "NA"),
        Raw::Missing => tally.text(&at("raw"), row.get("raw"), "MISSING"),
    }
    match &i.ratio {
        Some(ratio) => tally.six(&at("ratio"), row.get("ratio"), ratio),
        None => tally.text(&at("ratio"), row.get("ratio"), "NA"),
    }
    tally.six(&at("points"), row.get("effective_points"), &i.effective);
    tally.six(&at("score"), row.get("score_6dp"), &i.score);
    tally.text(&at("published"), row.get("score_2dp"), &published(&i.score, 2));
    tally.text(&at("flags"), row.get("flags"), &i.flags);
}

fn subjects_agree(assessment: &Assessment, set: &str, file: &str) {
    let table = Table::read(&sets().join(set).join("expected").join(file));
    let mut tally = Tally::default();
    tally.text("subjects", &table.rows.len().to_string(), &assessment.subjects.len().to_string());
    for row in table.rows() {
        let found = assessment.subjects.iter().find(|s| s.subject == row.get("unit_id"));
        subject_row(&mut tally, &row, found.unwrap_or_else(|| panic!("{} is not assessed", row.get("unit_id"))));
    }
    tally.settle(&format!("{set}/{file}"));
}

fn indicators_agree(assessment: &Assessment, set: &str, file: &str) {
    let table = Table::read(&sets().join(set).join("expected").join(file));
    let mut tally = Tally::default();
    tally.text("rows", &table.rows.len().to_string(), &assessment.indicators.len().to_string());
    for row in table.rows() {
        let found = assessment
            .indicators
            .iter()
            .find(|i| i.subject == row.get("unit_id") && i.indicator == row.get("indicator_id"));
        indicator_row(
            &mut tally,
            &row,
            found.unwrap_or_else(|| panic!("{} {} has no row", row.get("unit_id"), row.get("indicator_id"))),
        );
    }
    tally.settle(&format!("{set}/{file}"));
}

#[test]
fn the_city_set_agrees_in_every_row_and_column() {
    let city = folder("a_city");
    let plain = evaluate(&city, None, None);
    subjects_agree(&plain, "a_city", "unit_scores.csv");
    indicators_agree(&plain, "a_city", "indicator_scores.csv");
    for scenario in ["austerity", "service30"] {
        subjects_agree(&evaluate(&city, Some(scenario), None), "a_city", &format!("unit_scores__{scenario}.csv"));
    }
}

#[test]
fn the_inspection_set_agrees_in_every_row_and_column() {
    let offices = folder("b_ciq");
    let plain = evaluate(&offices, None, None);
    subjects_agree(&plain, "b_ciq", "unit_scores.csv");
    indicators_agree(&plain, "b_ciq", "indicator_scores.csv");
    let risk = evaluate(&offices, Some("risk_dynamic"), None);
    subjects_agree(&risk, "b_ciq", "unit_scores__risk_dynamic.csv");
    indicators_agree(&risk, "b_ciq", "indicator_scores__risk_dynamic.csv");
    subjects_agree(&evaluate(&offices, Some("facilitation"), None), "b_ciq", "unit_scores__facilitation.csv");
}

/// Set c has no expected file here; what its description says about it must still come out.
#[test]
fn the_company_set_pays_what_its_description_says() {
    let company = folder("c_company");
    let document = Document::read(&company);
    let mut below = 0;
    for month in steps::months(&document) {
        let assessment = evaluate(&company, None, Some(&month));
        assert_eq!(assessment.subjects.len(), 30, "departments only lend their figures");
        below += steps::pay(&document, &company.units, &assessment).iter().filter(|p| p.share < part(30, 100)).count();
        let vetoed = assessment.subjects.iter().find(|s| s.subject == "E22").expect("E22 is assessed");
        assert_eq!(vetoed.grade_final == "E", month == "M12", "the veto of E22 acts in its month");
    }
    assert_eq!(below, 19, "months with less than 30 % performance pay");
}

/// Set d has no expected file here either.
#[test]
fn the_civil_set_keeps_as_many_as_its_description_says() {
    let civil = folder("d_civil");
    let annual = evaluate(&civil, None, None);
    let count = |grade: fn(&SubjectScore) -> &String| annual.subjects.iter().filter(|s| grade(s) == "优秀").count();
    assert_eq!(count(|s| &s.grade_by_score), 26);
    assert_eq!(count(|s| &s.grade_final), 12);
    let of = |id: &str| annual.subjects.iter().find(|s| s.subject == id).expect("the person is assessed");
    assert_eq!((of("L3-GRA-2").rank, of("L3-GRA-2").grade_final.as_str()), (2, "称职"));
    assert_eq!(of("L3-TEC-3").grade_final, "优秀");
}

#[test]
fn the_county_set_finds_all_twelve_excellent() {
    let county = evaluate(&folder("e_county"), None, None);
    assert_eq!(county.subjects.iter().filter(|s| s.grade_final == "优秀").count(), 12);
    assert_eq!(sum(county.indicators.iter().filter(|i| i.subject == "T01").map(|i| &i.effective)), whole(1060));
}
