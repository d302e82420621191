//! The oracle against the micro cases: one formula each, with an answer derived by hand; and a few rules no case covers.
//!
//! Knows the kinds of micro case. Must never know the product.

mod oracle;

use std::collections::BTreeMap;
use std::path::Path;

use oracle::document::{Event, Indicator, Params, Rules, Scenario, json_number};
use oracle::events::ledger;
use oracle::number::{Exact, half_even, half_up, must, published, whole, written, zero};
use oracle::standing::{Entrant, stand};
use oracle::tally::Tally;
use oracle::weights::{Share, effective, hierarchical, rescaled};
use oracle::window::Raw;
use oracle::{peers, ratio, window};
use serde_json::Value;

#[test]
fn every_micro_case_agrees() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/sets/micro/cases.json");
    let text = std::fs::read_to_string(path).expect("the micro cases are there");
    let cases: Vec<Value> = serde_json::from_str(&text).expect("the micro cases are JSON");
    let mut tallies: BTreeMap<String, Tally> = Default::default();
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

/// x: a 20, b 10 (one second level), c 30 (another); y: d 40. b does not apply.
#[test]
fn the_other_conventions_for_what_does_not_apply_come_out_as_by_hand() {
    let share = |l1: &str, l2: &str, points, live| Share { l1: l1.into(), l2: l2.into(), points: whole(points), live };
    let shares =
        [share("x", "p", 20, true), share("x", "p", 10, false), share("x", "q", 30, true), share("y", "r", 40, true)];
    let l1 = [("x".to_string(), whole(60)), ("y".to_string(), whole(40))];
    let by =
        |policy: &str| effective(policy, &shares, &l1).iter().map(|p| published(p, 4)).collect::<Vec<_>>().join(" ");
    assert_eq!(by("hierarchical proportional"), "30.0000 0.0000 30.0000 40.0000");
    assert_eq!(by("equal split"), "23.3333 0.0000 33.3333 43.3333");
    assert_eq!(by("scale-up"), "22.2222 0.0000 33.3333 44.4444");
    // Points that are not shares of the weight: x has a weight of 30 for its 60 points.
    let halved = [("x".to_string(), whole(30)), ("y".to_string(), whole(70))];
    let points = effective("equal split", &shares, &halved);
    assert_eq!(points.iter().map(|p| published(p, 4)).collect::<Vec<_>>(), ["11.6667", "0.0000", "16.6667", "71.6667"]);
}

#[test]
fn events_count_once_per_fact_and_not_when_excused() {
    let event = |kind: &str, points: &str, fact: &str, exempt| Event {
        subject: "S".into(),
        period: "Y".into(),
        kind: kind.into(),
        code: format!("{kind}{points}"),
        points: must(points),
        exempt,
        fact: fact.into(),
    };
    let events = [
        event("deduct", "1", "F", false),
        event("deduct", "2.5", "F", false),
        event("deduct", "9", "F", true),
        event("deduct", "0.5", "", false),
        event("bonus", "4", "", false),
        event("veto", "0", "", true),
    ];
    let rules = Rules { bonus_cap: Some(whole(3)), deduct_cap: Some(whole(3)), ..rules(Vec::new(), None) };
    let ledger = ledger(events.iter(), &rules);
    assert_eq!((ledger.bonus.0, ledger.bonus_capped), (whole(3), true));
    assert_eq!((ledger.deduct.0, ledger.deduct_capped), (whole(3), false), "the sum is the cap and not above it");
    assert_eq!((ledger.vetoes.len(), ledger.exempt), (0, vec!["deduct9".to_string(), "veto0".to_string()]));
}

/// The vetoed and the barred one count among the five that size the quota, but need no place themselves.
#[test]
fn vetoed_and_barred_subjects_size_the_quota_and_leave_the_places_to_others() {
    let grades = || vec![(whole(90), "优".to_string()), (whole(80), "良".to_string()), (zero(), "差".to_string())];
    let mut entrants: Vec<Entrant> =
        ["99", "98", "97.004", "96.996", "96.995"].iter().map(|t| entrant(must(t), Vec::new())).collect();
    entrants[0].vetoed = true;
    entrants[1].barred = true;
    let seen = |veto_ranks| {
        let standings = stand(&entrants, &rules(grades(), Some(must("0.6"))), veto_ranks);
        standings
            .iter()
            .map(|s| format!("{}{}{}", s.rank, s.grade_final, if s.quota { "!" } else { "" }))
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(seen(true), "5差 1良 2优 2优 2优");
    assert_eq!(seen(false), "1差 2良 3优 3优 3优");
    let standings = stand(&entrants, &rules(grades(), Some(must("0.4"))), true);
    assert!(
        standings[2..].iter().all(|s| s.quota && s.grade_final == "良"),
        "a tied block of three does not fit two places"
    );
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
    let figure =
        ratio::Figure { value: &value, target: target.as_ref(), base: base.as_ref(), points: &points, peers: &peers };
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
    let shown = rows
        .iter()
        .zip(&points)
        .filter(|(_, p)| **p != zero())
        .map(|(row, p)| format!("{}={}", name(row), published(p, 4)));
    shown.collect::<Vec<_>>().join(" ")
}

fn weights(value: &Value) -> Vec<(String, Exact)> {
    let object = value.as_object().expect("weights");
    object.iter().map(|(k, v)| (k.clone(), json_number(v).expect("a weight"))).collect()
}

fn micro_scaled(case: &Value) -> String {
    let scenario = Scenario { fixed: weights(&case["fixed"]), ..Default::default() };
    let scaled = rescaled(&weights(&case["weights"]), &scenario);
    scaled.iter().map(|(k, w)| format!("{k}={}", published(w, 4))).collect::<Vec<_>>().join(" ")
}

fn rules(grades: Vec<(Exact, String)>, quota: Option<Exact>) -> Rules {
    Rules { grades, quota, bonus_cap: None, deduct_cap: None, max_total: None, tie_l1: Vec::new(), digits: 2 }
}

fn entrant(total: Exact, ties: Vec<Exact>) -> Entrant {
    Entrant { group: String::new(), total, ties, vetoed: false, barred: false, assessed: true }
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
