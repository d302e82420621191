//! Whole assessments with expected files: every row, every column, under every scheme.

use super::places::{Set, base_name, table};
use super::table::{Row, Table};
use super::tally::Tally;
use mingheng::engine::{Assessment, Checked, Keep, assess, check};
use mingheng::files::open::{open, read};
use mingheng::files::{indicator_scores_csv, scores_csv};
use mingheng::formula::number::decimal;
use mingheng::model::RoundingPlace;
use std::path::Path;

/// Expected files that nothing here compares, by the beginning of their names, and why. Everything else in an
/// `expected` folder is compared or fails.
pub const OUT_OF_SCOPE: [(&str, &str); 9] = [
    ("alerts_", "the list of lagging indicators (序时进度) is a report that the product does not write"),
    ("appeals", "what-if of an upheld appeal: a second assessment with a corrected value; no command asks for it"),
    ("diagnostics", "findings of the scheme's design by the rules D01…: the product's linter is not written yet"),
    ("burden", "before and after of the slimming rule: an analysis that is not written yet"),
    ("monthly", "layout not published with the sets; tests/cases/hand pins the months of set c"),
    ("quarter.", "layout not published with the sets; tests/cases/hand pins the quarter of set c"),
    ("quarterly", "layout not published with the sets; tests/cases/hand pins the quarters of set d"),
    ("annual", "layout not published with the sets; tests/cases/hand pins the year of set d"),
    ("hashchain", "micro: a vector of a journal whose entries carry hashes; the product has no journal yet"),
];

/// Why a file is not compared; none: it must be.
pub fn out_of_scope(name: &str) -> Option<&'static str> {
    OUT_OF_SCOPE.iter().find(|(start, _)| name.starts_with(start)).map(|(_, reason)| *reason)
}

/// An assessment of a set, and its two tables.
pub struct Assessed {
    pub checked: Checked,
    pub assessment: Assessment,
    pub scores: Table,
    pub indicators: Table,
}

impl Assessed {
    fn of(checked: Checked, scheme: Option<&str>) -> Result<Assessed, String> {
        let question = checked.question(scheme, None).map_err(|finding| format!("refused: {finding:?}"))?;
        let assessment = assess(&checked, &question, Keep::Indicators);
        let scores = Table::read(scores_csv(&checked, &assessment).as_bytes())?;
        let indicators = Table::read(indicator_scores_csv(&checked, &assessment).as_bytes())?;
        Ok(Assessed { checked, assessment, scores, indicators })
    }

    /// The set as it stands, under a scheme.
    pub fn new(set: &Set, scheme: Option<&str>) -> Result<Assessed, String> {
        Assessed::of(open(set.files()).map_err(|findings| format!("refused: {findings:?}"))?, scheme)
    }

    /// The set with every indicator's score rounded first.
    pub fn rounded_each(set: &Set, scheme: Option<&str>) -> Result<Assessed, String> {
        let mut draft = read(set.files()).map_err(|findings| format!("refused: {findings:?}"))?;
        draft.document.policies.rounding.place = RoundingPlace::EachIndicator;
        Assessed::of(check(draft.document).map_err(|refused| format!("refused: {:?}", refused.findings))?, scheme)
    }
}

/// Holds the product against every expected file of the set.
pub fn compare(set: &Set, tally: &mut Tally) {
    for path in set.expected() {
        let (name, place) = (base_name(&path), format!("{} {}", set.name, base_name(&path)));
        if let Some(reason) = out_of_scope(&name) {
            println!("not compared: {place}: {reason}");
            tally.add("out of scope");
            continue;
        }
        let (stem, scheme) = scheme_of(&name);
        let compared = match stem {
            "unit_scores" => Assessed::new(set, scheme).map(|a| unit_scores(&place, &path, &a, tally)),
            "indicator_scores" => Assessed::new(set, scheme).map(|a| indicator_scores(&place, &path, &a, tally)),
            _ => Err("neither compared nor named as out of scope".to_owned()),
        };
        match compared {
            Ok(()) => tally.add("files"),
            Err(reason) => tally.fail(format!("{place}: {reason}")),
        }
    }
}

/// `unit_scores__austerity.csv` is `unit_scores` under the scheme `austerity`.
fn scheme_of(name: &str) -> (&str, Option<&str>) {
    let stem = name.strip_suffix(".csv").unwrap_or(name);
    stem.split_once("__").map_or((stem, None), |(stem, scheme)| (stem, Some(scheme)))
}

/// The same subjects or (subject, indicator) pairs on both sides, none twice.
fn same_rows(place: &str, expected: Vec<String>, found: Vec<String>, tally: &mut Tally) {
    let sorted = |mut keys: Vec<String>| {
        keys.sort();
        keys
    };
    let (expected, found) = (sorted(expected), sorted(found));
    if expected != found {
        let only = |a: &[String], b: &[String]| a.iter().filter(|k| !b.contains(k)).cloned().collect::<Vec<_>>();
        let (lacking, extra) = (only(&expected, &found), only(&found, &expected));
        tally.fail(format!(
            "{place}: {} rows expected, got {}; lacking {lacking:?}, extra {extra:?}",
            expected.len(),
            found.len()
        ));
    }
}

/// A figure with as many decimals as the expected file shows.
fn as_fine(wanted: &str, value: f64) -> String {
    decimal(value, wanted.split_once('.').map_or(0, |(_, decimals)| decimals.len() as u8))
}

fn unit_scores(place: &str, path: &Path, assessed: &Assessed, tally: &mut Tally) {
    let expected = table(path);
    let key = |row: Row, column: &str| row.text(column).to_owned();
    same_rows(
        place,
        expected.rows().map(|r| key(r, "unit_id")).collect(),
        assessed.scores.rows().map(|r| key(r, "subject")).collect(),
        tally,
    );
    let document = assessed.checked.document();
    for row in expected.rows() {
        let id = row.text("unit_id");
        let Some(found) = assessed.scores.find(&["subject"], &[id]) else { continue };
        let outcome = assessed.assessment.outcome(&assessed.checked, document.subject(id).unwrap_or_default());
        for column in &expected.columns {
            let (at, wanted) = (format!("{place} {id} {column}"), row.text(column));
            match column.as_str() {
                "unit_id" | "total_if_each_rounded" => {}
                "category" => tally.text("category", &at, wanted, found.text("category")),
                "base_6dp" => tally.figure("base", &at, wanted, found.text("base")),
                "bonus" => tally.text("bonus", &at, wanted, &as_fine(wanted, outcome.bonus)),
                "deduct" => tally.text("deduction", &at, wanted, &as_fine(wanted, outcome.deduction)),
                "total_6dp" => tally.figure("total", &at, wanted, found.text("total")),
                "total_2dp" => tally.text("published", &at, wanted, found.text("published")),
                "rank" => tally.text("rank", &at, wanted, found.text("rank")),
                "grade_final" => tally.text("grade", &at, wanted, found.text("grade")),
                "flags" => tally.text("flags of a subject", &at, wanted, found.text("flags")),
                "grade_by_score" => {
                    let bands = &document.grading.scale.bands;
                    let band = outcome.grade_by_score.and_then(|g| bands.get(g as usize));
                    tally.text("grade by score", &at, wanted, band.map_or("", |b| &b.name));
                }
                other => match other.strip_prefix("l1_") {
                    Some(dimension) => tally.figure("dimension", &at, wanted, found.text(dimension)),
                    None => tally.fail(format!("{at}: this harness does not know the column")),
                },
            }
        }
    }
}

fn indicator_scores(place: &str, path: &Path, assessed: &Assessed, tally: &mut Tally) {
    let expected = table(path);
    let key = |row: Row, a: &str, b: &str| format!("{}/{}", row.text(a), row.text(b));
    same_rows(
        place,
        expected.rows().map(|r| key(r, "unit_id", "indicator_id")).collect(),
        assessed.indicators.rows().map(|r| key(r, "subject", "indicator")).collect(),
        tally,
    );
    let document = assessed.checked.document();
    let found: std::collections::BTreeMap<(&str, &str), Row> =
        assessed.indicators.rows().map(|r| ((r.text("subject"), r.text("indicator")), r)).collect();
    for row in expected.rows() {
        let (id, indicator) = (row.text("unit_id"), row.text("indicator_id"));
        let Some(found) = found.get(&(id, indicator)) else { continue };
        for column in &expected.columns {
            let (at, wanted) = (format!("{place} {id} {indicator} {column}"), row.text(column));
            match column.as_str() {
                "unit_id" | "indicator_id" => {}
                "raw" => tally.figure("raw", &at, wanted, found.text("raw")),
                "effective_points" => tally.figure("effective points", &at, wanted, found.text("effective_points")),
                "ratio" => tally.figure("ratio", &at, wanted, found.text("ratio")),
                "score_6dp" => tally.figure("score", &at, wanted, found.text("score")),
                "flags" => tally.text("flags of an indicator", &at, wanted, found.text("flags")),
                "score_2dp" => {
                    // Rounded from the unrounded score: twice rounded is once too often.
                    let columns = document.set.indicator(indicator);
                    let columns = columns.and_then(|k| assessed.assessment.plan().last.indicators[k].as_ref());
                    let subject = document.subject(id).unwrap_or_default();
                    let score = columns.and_then(|c| assessed.assessment.number(c.score, subject));
                    let text = score.map_or_else(|| "no score".to_owned(), |v| decimal(v, 2));
                    tally.text("score at two digits", &at, wanted, &text);
                }
                _ => tally.fail(format!("{at}: this harness does not know the column")),
            }
        }
    }
}

/// Holds the totals of a set whose indicators are rounded one by one against the column that says so.
pub fn compare_rounded_each(set: &Set, tally: &mut Tally) {
    for path in set.expected() {
        let name = base_name(&path);
        let (stem, scheme) = scheme_of(&name);
        let expected = if stem == "unit_scores" { table(&path) } else { continue };
        if !expected.columns.iter().any(|c| c == "total_if_each_rounded") {
            continue;
        }
        match Assessed::rounded_each(set, scheme) {
            Err(reason) => tally.fail(format!("{} {name}: {reason}", set.name)),
            Ok(assessed) => {
                for row in expected.rows() {
                    let id = row.text("unit_id");
                    let found = assessed.scores.find(&["subject"], &[id]).map_or("no row", |r| r.text("published"));
                    let at = format!("{} {name} {id} total_if_each_rounded", set.name);
                    tally.text("total of rounded scores", &at, row.text("total_if_each_rounded"), found);
                }
            }
        }
    }
}
