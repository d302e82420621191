//! The oracle against the worked sets: every row and column of the published expectations, and every micro case.
//!
//! Knows the files under `tests/cases/sets`. Must never know the product; what is tested here is the tester.

mod oracle;

use std::path::PathBuf;

use oracle::assess::{Assessment, IndicatorScore, SubjectScore};
use oracle::document::{Document, Indicator, Params, json_number};
use oracle::number::{Exact, exact, half_even, half_up, must, part, published, sum, whole, written, zero};
use oracle::standing::{Entrant, stand};
use oracle::tables::{Folder, Row, Table};
use oracle::weights::{Share, hierarchical, rescaled};
use oracle::window::Raw;
use oracle::{evaluate, peers, ratio, steps, window};
use serde_json::Value;

fn sets() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/sets")
}

fn folder(set: &str) -> Folder {
    Folder::read(&sets().join(set))
}

/// Counts what agrees and remembers what does not.
#[derive(Default)]
struct Tally {
    agreed: usize,
    differing: Vec<String>,
}

impl Tally {
    fn text(&mut self, place: &str, expected: &str, found: &str) {
        if expected == found {
            self.agreed += 1;
        } else {
            self.differing.push(format!("{place}: expected {expected}, found {found}"));
        }
    }

    fn six(&mut self, place: &str, expected: &str, found: &Exact) {
        let near = exact(expected).is_some_and(|e| {
            let distance = if e > *found { &e - found } else { found - &e };
            distance <= part(1, 1_000_000)
        });
        let found = if near { expected.to_string() } else { published(found, 6) };
        self.text(place, expected, &found);
    }

    fn settle(self, what: &str) {
        println!("{what}: {} agree, {} differ", self.agreed, self.differing.len());
        assert!(self.differing.is_empty(), "{what}:\n{}", self.differing.join("\n"));
    }
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
        let found = assessment.indicators.iter().find(|i| i.subject == row.get("unit_id") && i.indicator == row.get("indicator_id"));
        indicator_row(&mut tally, &row, found.unwrap_or_else(|| panic!("{} {} has no row", row.get("unit_id"), row.get("indicator_id"))));
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

#[test]
fn every_micro_case_agrees() {
    let text = std::fs::read_to_string(sets().join("micro/cases.json")).expect("the micro cases are there");
    let cases: Vec<Value> = serde_json::from_str(&text).expect("the micro cases are JSON");
    let mut tallies: std::collections::BTreeMap<String, Tally> = Default::default();
    for case in &cases {
        let kind = string(case, "kind");
        let found = match kind.as_str() {
            "ratio" => micro_ratio(case),
            "round" => micro_round(case),
            "rank" => micro_rank(case),
            "trim" => four(window::trimmed(&numbers(&case["x"]), &number_or(case, "trim_min", 5)).as_ref()),
            "raters" => micro_raters(case),
            "satisfaction" => micro_satisfaction(case),
            "realloc" => micro_realloc(case),
            "grade" => micro_grade(case),
            "quota" => micro_quota(case),
            "scaled" => micro_scaled(case),
            other => panic!("unknown kind of micro case: {other}"),
        };
        tallies.entry(kind).or_default().text(&string(case, "id"), &string(case, "expect"), &found);
    }
    for (kind, tally) in tallies {
        tally.settle(&format!("micro {kind}"));
    }
}

fn string(case: &Value, key: &str) -> String {
    case[key].as_str().unwrap_or_default().to_string()
}

fn numbers(value: &Value) -> Vec<Exact> {
    value.as_array().map(|a| a.iter().filter_map(json_number).collect()).unwrap_or_default()
}

fn number_or(case: &Value, key: &str, default: i64) -> Exact {
    json_number(&case[key]).unwrap_or_else(|| whole(default))
}

fn four(value: Option<&Exact>) -> String {
    value.map_or_else(|| "NA".into(), |v| published(v, 4))
}

fn micro_ratio(case: &Value) -> String {
    let indicator = Indicator {
        method: string(case, "method"),
        lower_is_better: string(case, "direction") == "down",
        params: Params::read(&string(case, "params")),
        ..Indicator::default()
    };
    let (points, value) = (must(&string(case, "points")), must(&string(case, "x")));
    let (target, base) = (json_number(&case["target"]), json_number(&case["base"]));
    let peers = numbers(&case["peers"]);
    let figure = ratio::Figure { value: &value, target: target.as_ref(), base: base.as_ref(), points: &points, peers: &peers };
    four(ratio::ratio(&indicator, &figure).map(|r| r * &points).as_ref())
}

fn micro_round(case: &Value) -> String {
    let places = case["places"].as_u64().expect("places") as u32;
    let value = must(&string(case, "x"));
    let round = if string(case, "mode") == "even" { half_even } else { half_up };
    written(&round(&value, places), places)
}

fn micro_rank(case: &Value) -> String {
    let values = numbers(&case["x"]);
    let down = string(case, "direction") == "down";
    let places = values.iter().map(|v| peers::place(v, &values, down, &string(case, "ties")).to_string());
    places.collect::<Vec<_>>().join(" ")
}

fn micro_raters(case: &Value) -> String {
    let groups = case["groups"].as_object().expect("groups");
    let group = |(name, scores): (&String, &Value)| (must(&string(&case["weights"], name)), numbers(scores));
    let groups: Vec<(Exact, Vec<Exact>)> = groups.iter().map(group).collect();
    four(window::rater_groups(&groups, &number_or(case, "trim_min", 5)).as_ref())
}

fn micro_satisfaction(case: &Value) -> String {
    match window::satisfaction(&numbers(&case["x"]), &number_or(case, "min_n", 30)) {
        Raw::Value(mark) => published(&mark, 4),
        _ => "NA".into(),
    }
}

fn micro_realloc(case: &Value) -> String {
    let active: Vec<&str> = case["active"].as_array().expect("active").iter().filter_map(Value::as_str).collect();
    let rows = case["inds"].as_array().expect("inds");
    let name = |row: &Value| row[0].as_str().expect("an id").to_string();
    let share = |row: &Value| Share {
        l1: row[1].as_str().expect("a first level").into(),
        l2: row[2].as_str().expect("a second level").into(),
        points: json_number(&row[3]).expect("points"),
        live: active.contains(&name(row).as_str()),
    };
    let shares: Vec<Share> = rows.iter().map(share).collect();
    let points = hierarchical(&shares, &weights(&case["weights"]));
    let shown = rows.iter().zip(&points).filter(|(_, p)| **p != zero()).map(|(row, p)| format!("{}={}", name(row), published(p, 4)));
    shown.collect::<Vec<_>>().join(" ")
}

fn weights(value: &Value) -> Vec<(String, Exact)> {
    let object = value.as_object().expect("weights");
    object.iter().map(|(k, v)| (k.clone(), json_number(v).expect("a weight"))).collect()
}

fn micro_scaled(case: &Value) -> String {
    let scenario = oracle::document::Scenario { fixed: weights(&case["fixed"]), ..Default::default() };
    let scaled = rescaled(&weights(&case["weights"]), &scenario);
    scaled.iter().map(|(k, w)| format!("{k}={}", published(w, 4))).collect::<Vec<_>>().join(" ")
}

fn rules(grades: Vec<(Exact, String)>, quota: Option<Exact>) -> oracle::document::Rules {
    oracle::document::Rules { grades, quota, bonus_cap: None, deduct_cap: None, max_total: None, tie_l1: Vec::new(), digits: 2 }
}

fn entrant(total: Exact, ties: Vec<Exact>) -> Entrant {
    Entrant { group: String::new(), total, ties, vetoed: false, barred: false }
}

fn micro_grade(case: &Value) -> String {
    let line = |g: &Value| (json_number(&g[0]).expect("a line"), g[1].as_str().expect("a name").to_string());
    let grades = case["grades"].as_array().expect("grades").iter().map(line).collect();
    stand(&[entrant(must(&string(case, "x")), Vec::new())], &rules(grades, None), true)[0].grade_final.clone()
}

/// The case gives grades instead of grade lines; a line below the last top total gives the same grades back.
fn micro_quota(case: &Value) -> String {
    let rows = case["rows"].as_array().expect("rows");
    let total = |row: &Value| json_number(&row[0]).expect("a total");
    let top = string(case, "top");
    let line = rows.iter().filter(|row| row[1] == top.as_str()).map(total).min().expect("somebody is top");
    let grades = vec![(line, top), (zero(), string(case, "second"))];
    let entrants: Vec<Entrant> = rows.iter().map(|row| entrant(total(row), numbers(&row[2]))).collect();
    let standings = stand(&entrants, &rules(grades, Some(must(&string(case, "quota")))), true);
    standings.into_iter().map(|s| s.grade_final).collect::<Vec<_>>().join(" ")
}
