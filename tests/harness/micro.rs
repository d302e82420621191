//! One formula, one case: every kind as a small folder through the whole product.
//!
//! A case says what goes in (`x`, `target`, `points`, …) and what comes out (`expect`). The folder built for it is the
//! smallest in which the product must arrive at that figure by itself.

use super::folder::{Folder, Scored, Scores};
use super::tally::Tally;
use mingheng::formula::number::decimal;
use mingheng::formula::{ColumnId, Half, round};
use mingheng::model::Status;
use serde_json::{Value, json};
use std::path::Path;

/// Digits of `expect` where the kind says nothing else.
const DIGITS: u8 = 4;
/// Scale of ratings that stand for given totals: above every total that occurs.
const SCALE: f64 = 1000.0;

/// Holds the product against every case of a file.
pub fn compare(path: &Path, tally: &mut Tally) {
    let cases: Vec<Value> = serde_json::from_slice(&super::places::read(path)).expect("a list of cases");
    let file = super::places::base_name(path);
    for case in &cases {
        let (id, kind, expect) = (text(case, "id"), text(case, "kind"), text(case, "expect"));
        let place = format!("{file} {id} ({})", text(case, "note"));
        match answers(&kind, case) {
            Ok(answers) => {
                for (by, answer) in answers {
                    let counted = if by.is_empty() { kind.clone() } else { format!("{kind} by {by}") };
                    tally.text(&counted, &place, &expect, &answer);
                }
            }
            Err(reason) => tally.fail(format!("{kind}: {place}: expected {expect:?}, got {reason}")),
        }
    }
}

/// What the product says, by each of the ways that lead there; the first way has no name.
type Answers = Result<Vec<(&'static str, String)>, String>;

fn answers(kind: &str, case: &Value) -> Answers {
    match kind {
        "ratio" => ratio(case),
        "round" => Ok(vec![("", rounded(case)?)]),
        "rank" => rank(case),
        "trim" => {
            let groups = vec![("组".to_owned(), numbers(case, "x"))];
            let least = case.get("trim_min").map(|v| format!(";trim_min={v}")).unwrap_or_default();
            Ok(vec![("", rated(&groups, &format!("groups=组:1{least}"))?)])
        }
        "raters" => {
            let weights = pairs(case, "weights");
            let groups: Vec<(String, Vec<String>)> =
                weights.iter().map(|(name, _)| (name.clone(), numbers(&case["groups"], name))).collect();
            let listed: Vec<String> = weights.iter().map(|(name, weight)| format!("{name}:{weight}")).collect();
            Ok(vec![("", rated(&groups, &format!("groups={}", listed.join(",")))?)])
        }
        "satisfaction" => satisfaction(case),
        "realloc" => reallocated(case),
        "grade" => graded(case),
        "quota" => quota(case),
        "scaled" => scaled(case),
        _ => Err("no such kind in this harness".to_owned()),
    }
}

// Reading a case

/// A text, or a number as written; empty if it is not there.
fn text(case: &Value, key: &str) -> String {
    match case.get(key) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

fn number(case: &Value, key: &str) -> Result<f64, String> {
    text(case, key).parse().map_err(|e| format!("{key}: {e}"))
}

fn list<'a>(case: &'a Value, key: &str) -> &'a [Value] {
    case.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn as_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn numbers(case: &Value, key: &str) -> Vec<String> {
    list(case, key).iter().map(as_text).collect()
}

fn pairs(case: &Value, key: &str) -> Vec<(String, String)> {
    case[key].as_object().into_iter().flatten().map(|(name, value)| (name.clone(), as_text(value))).collect()
}

fn float(value: &Value) -> f64 {
    as_text(value).parse().unwrap_or(f64::NAN)
}

// Reading the product

fn figure(scores: &Scores, column: ColumnId, subject: usize, digits: u8) -> String {
    match scores.assessment.cell(column, subject) {
        (number, Status::Scored) => decimal(number, digits),
        (_, Status::NotApplicable) => "NA".to_owned(),
        (_, status) => format!("{status:?}"),
    }
}

// The kinds

/// Points × ratio; where the indicator applies, also its score in the assessment.
fn ratio(case: &Value) -> Answers {
    let points = number(case, "points")?;
    let mut folder = Folder::new(&[("甲", points)]);
    folder.indicator(&Scored {
        points: &text(case, "points"),
        method: &text(case, "method"),
        params: &text(case, "params"),
        direction: &text(case, "direction"),
        target: &text(case, "target"),
        ..Scored::default()
    });
    let (x, base) = (text(case, "x"), text(case, "base"));
    let peers = if case.get("peers").is_some() { numbers(case, "peers") } else { vec![x.clone()] };
    let own = peers.iter().position(|p| *p == x).ok_or("the peers do not hold x itself")?;
    for (k, value) in peers.iter().enumerate() {
        folder.unit(&format!("U{k}"));
        folder.value(&format!("U{k}"), "I", value, &base);
    }
    let scores = folder.assess(None)?;
    let columns = scores.assessment.plan().last.indicators[0].as_ref().ok_or("the indicator is not scored")?;
    let earned = match scores.assessment.cell(columns.ratio, own) {
        (ratio, Status::Scored) => decimal(points * ratio, DIGITS),
        (_, Status::NotApplicable) => return Ok(vec![("", "NA".to_owned())]),
        (_, status) => format!("{status:?}"),
    };
    Ok(vec![("", earned), ("score", figure(&scores, columns.score, own, DIGITS))])
}

fn rounded(case: &Value) -> Result<String, String> {
    let half = if text(case, "mode") == "even" { Half::Even } else { Half::Up };
    let places = text(case, "places").parse::<u8>().map_err(|e| e.to_string())?;
    Ok(format!("{:.*}", usize::from(places), round(number(case, "x")?, places, half)))
}

/// Places by the rank rule; where places can come from published totals (1-2-2-4, more is better, none below zero),
/// also by those.
fn rank(case: &Value) -> Answers {
    let (values, ties, direction) = (numbers(case, "x"), text(case, "ties"), text(case, "direction"));
    let mut folder = Folder::new(&[("甲", 1.0)]);
    folder.indicator(&Scored {
        method: "rank",
        params: &format!("ties={ties}"),
        direction: if direction.is_empty() { "up" } else { &direction },
        ..Scored::default()
    });
    for (k, value) in values.iter().enumerate() {
        folder.unit(&format!("U{k}"));
        folder.value(&format!("U{k}"), "I", value, "");
    }
    let scores = folder.assess(None)?;
    let plan = scores.assessment.plan();
    let place = plan.columns.iter().position(|c| c.name == "I.k").ok_or("the rank rule has no line k")?;
    let joined = |places: Vec<String>| places.join(" ");
    let by_rule = joined((0..values.len()).map(|k| figure(&scores, ColumnId(place as u32), k, 0)).collect());
    let mut answers = vec![("", by_rule)];
    if ties == "min" && direction != "down" && values.iter().all(|v| !v.starts_with('-')) {
        let scores = given_totals(&values.iter().map(|v| (v.clone(), Vec::new())).collect::<Vec<_>>(), |_| {})?;
        let rank = |k: usize| scores.assessment.outcome(&scores.checked, k).rank;
        let places = (0..values.len()).map(|k| rank(k).map_or_else(String::new, |r| r.to_string()));
        answers.push(("published totals", joined(places.collect())));
    }
    Ok(answers)
}

/// Subjects with given totals, each split into given tie scores and a rest.
fn given_totals(rows: &[(String, Vec<String>)], more: impl FnOnce(&mut Folder)) -> Result<Scores, String> {
    let ties = rows.first().map_or(0, |(_, ties)| ties.len());
    let names: Vec<String> = (0..ties).map(|k| format!("键{k}")).chain(["余".to_owned()]).collect();
    let mut folder = Folder::new(&names.iter().map(|n| (n.as_str(), SCALE)).collect::<Vec<_>>());
    let (points, params) = (SCALE.to_string(), format!("scale={SCALE}"));
    for name in &names {
        folder.indicator(&Scored {
            id: &format!("I{name}"),
            l1: name,
            l2: name,
            points: &points,
            params: &params,
            ..Scored::default()
        });
    }
    folder.scheme["tie_l1"] = json!(names[..ties]);
    for (k, (total, keys)) in rows.iter().enumerate() {
        let unit = format!("U{k}");
        folder.unit(&unit);
        let mut rest: f64 = total.parse().map_err(|_| format!("{total} is no number"))?;
        for (key, name) in keys.iter().zip(&names) {
            rest -= key.parse::<f64>().map_err(|_| format!("{key} is no number"))?;
            folder.value(&unit, &format!("I{name}"), key, "");
        }
        if rest < 0.0 {
            return Err(format!("the tie scores of row {k} are above its total"));
        }
        folder.value(&unit, "I余", &rest.to_string(), "");
    }
    more(&mut folder);
    folder.assess(None)
}

/// The value that ballots make.
fn rated(groups: &[(String, Vec<String>)], params: &str) -> Result<String, String> {
    let mut folder = Folder::new(&[("甲", 100.0)]);
    folder.indicator(&Scored { method: "multi_rater", params, points: "100", ..Scored::default() });
    folder.unit("U");
    for (group, ballots) in groups {
        ballots.iter().for_each(|score| folder.ballot("U", "I", group, score));
    }
    raw(&folder)
}

fn satisfaction(case: &Value) -> Answers {
    let mut folder = Folder::new(&[("甲", 100.0)]);
    folder.indicator(&Scored { method: "satisfaction", points: "100", ..Scored::default() });
    folder.unit("U");
    folder.value("U", "I", &numbers(case, "x").join("/"), "");
    Ok(vec![("", raw(&folder)?)])
}

fn raw(folder: &Folder) -> Result<String, String> {
    let scores = folder.assess(None)?;
    let columns = scores.assessment.plan().last.indicators[0].as_ref().ok_or("the indicator is not scored")?;
    Ok(figure(&scores, columns.raw, 0, DIGITS))
}

/// `id=points` of what applies; what does not apply must have none.
fn reallocated(case: &Value) -> Answers {
    let weights = pairs(case, "weights");
    let weights: Vec<(&str, f64)> =
        weights.iter().map(|(name, w)| (name.as_str(), w.parse().unwrap_or(f64::NAN))).collect();
    let mut folder = Folder::new(&weights);
    folder.unit("U");
    let active = numbers(case, "active");
    let ids: Vec<String> = list(case, "inds").iter().map(|i| as_text(&i[0])).collect();
    for indicator in list(case, "inds") {
        let [id, l1, l2, points] = [0, 1, 2, 3].map(|k| as_text(&indicator[k]));
        folder.indicator(&Scored { id: &id, l1: &l1, l2: &l2, points: &points, ..Scored::default() });
        folder.value("U", &id, if active.contains(&id) { "50" } else { "NA" }, "");
    }
    let scores = folder.assess(None)?;
    let mut shares = Vec::new();
    for (id, columns) in ids.iter().zip(&scores.assessment.plan().last.indicators) {
        let columns = columns.as_ref().ok_or_else(|| format!("{id} is not scored"))?;
        let share = figure(&scores, columns.effective, 0, DIGITS);
        if active.contains(id) {
            shares.push(format!("{id}={share}"));
        } else if share != "0.0000" {
            return Err(format!("{id} does not apply and has {share} points"));
        }
    }
    Ok(vec![("", shares.join(" "))])
}

fn graded(case: &Value) -> Answers {
    let scores = given_totals(&[(text(case, "x"), Vec::new())], |f| f.scheme["grades"] = case["grades"].clone())?;
    Ok(vec![("", grade(&scores, 0))])
}

fn grade(scores: &Scores, subject: usize) -> String {
    let bands = &scores.checked.document().grading.scale.bands;
    let grade = scores.assessment.outcome(&scores.checked, subject).grade;
    grade.and_then(|g| bands.get(g as usize)).map_or_else(String::new, |band| band.name.clone())
}

/// Totals, tie scores and grades of the rows become a scale, bars and dimensions; the plan does the rest. A row that
/// has the second grade above the line of the first can only have been barred.
fn quota(case: &Value) -> Answers {
    let (top, second) = (text(case, "top"), text(case, "second"));
    let rows: Vec<(String, String, Vec<String>)> = list(case, "rows")
        .iter()
        .map(|r| (as_text(&r[0]), as_text(&r[1]), r[2].as_array().into_iter().flatten().map(as_text).collect()))
        .collect();
    let lowest = |grade: &str| {
        let totals = rows.iter().filter(|(_, g, _)| g == grade).map(|(total, ..)| float(&json!(total)));
        totals.fold(f64::INFINITY, f64::min)
    };
    let first_line = if lowest(&top).is_finite() { lowest(&top) } else { SCALE };
    let mut bands = vec![(first_line, top.clone())];
    let mut others: Vec<String> =
        rows.iter().map(|(_, g, _)| g.clone()).filter(|g| *g != top && *g != second).collect();
    others.sort();
    others.dedup();
    let mut lower: Vec<(f64, String)> = others.into_iter().map(|g| (lowest(&g), g)).collect();
    lower.sort_by(|a, b| b.0.total_cmp(&a.0));
    // Below the second grade nothing is above its lowest row that is not barred; without any it fills the gap.
    let under = lower.first().map_or(0.0, |(line, _)| line + 0.01);
    let second_line = if lowest(&second) < first_line { lowest(&second) } else { under };
    bands.push((second_line, second.clone()));
    bands.extend(lower);
    let barred: Vec<usize> =
        (0..rows.len()).filter(|k| rows[*k].1 == second && float(&json!(rows[*k].0)) >= first_line).collect();
    let given: Vec<(String, Vec<String>)> = rows.iter().map(|(total, _, ties)| (total.clone(), ties.clone())).collect();
    let scores = given_totals(&given, |folder| {
        folder.scheme["grades"] = json!(bands);
        folder.scheme["quota_top"] = json!(float(&case["quota"]));
        barred.iter().for_each(|k| folder.bar(&format!("U{k}")));
    })?;
    for (k, (total, ..)) in rows.iter().enumerate() {
        let published = scores.assessment.outcome(&scores.checked, k).published.map(|v| decimal(v, 2));
        if published.as_deref() != Some(total) {
            return Err(format!("row {k} is published as {published:?}, not as {total}"));
        }
    }
    Ok(vec![("", (0..rows.len()).map(|k| grade(&scores, k)).collect::<Vec<_>>().join(" "))])
}

/// Full marks everywhere, so that every dimension's score is its weight under the scheme.
fn scaled(case: &Value) -> Answers {
    let weights = pairs(case, "weights");
    let declared: Vec<(&str, f64)> =
        weights.iter().map(|(name, w)| (name.as_str(), w.parse().unwrap_or(f64::NAN))).collect();
    let mut folder = Folder::new(&declared);
    folder.scheme["scenarios"] = json!([{ "id": "s", "title": "s", "fixed": case["fixed"] }]);
    folder.unit("U");
    for (name, weight) in &weights {
        folder.indicator(&Scored { id: &format!("I{name}"), l1: name, l2: name, points: weight, ..Scored::default() });
        folder.value("U", &format!("I{name}"), "100", "");
    }
    let scores = folder.assess(Some("s"))?;
    let document = scores.checked.document();
    let shares = weights.iter().map(|(name, _)| {
        let root = document.set.dimensions.iter().position(|d| d.parent.is_none() && d.name == *name);
        let columns = root.and_then(|k| scores.assessment.plan().last.dimensions[k].as_ref());
        let share = columns.map_or_else(|| "not scored".to_owned(), |c| figure(&scores, c.score, 0, DIGITS));
        format!("{name}={share}")
    });
    Ok(vec![("", shares.collect::<Vec<_>>().join(" "))])
}
