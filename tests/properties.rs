//! The product against the exact oracle: the five worked sets and a range of random folders, figure by figure.
//!
//! Knows the command line and the two tables it writes. Must never know how the product computes anything: what it
//! sees of the product is `product_scores`, and nothing else.
//!
//! `MINGHENG_SEEDS=0..1000` widens the range of random folders; a folder that differs is kept and its place printed.

mod oracle;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

use oracle::assess::{Assessment, IndicatorScore, SubjectScore};
use oracle::document::Document;
use oracle::generate::generate;
use oracle::number::{Exact, exact, part, published};
use oracle::tables::{Folder, Row, Table};
use oracle::window::Raw;
use oracle::{evaluate, steps};

/// What the product says about a folder.
struct ProductScores {
    subjects: Table,
    indicators: Table,
}

/// The one door to the product.
fn product_scores(folder: &Path, scheme: Option<&str>, period: Option<&str>) -> Result<ProductScores, String> {
    // Test runners differ: some give every test a thread, some a process of its own.
    let out = scratch(&format!("out-{}-{:?}", std::process::id(), std::thread::current().id()));
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingheng"));
    command.arg("assess").arg(folder).arg("--out").arg(&out);
    command.args(scheme.iter().flat_map(|id| ["--scheme", id])).args(period.iter().flat_map(|p| ["--period", p]));
    let run = command.output().map_err(|e| format!("the product cannot be started: {e}"))?;
    if !run.status.success() {
        return Err(format!("the product ended with {}: {}", run.status, String::from_utf8_lossy(&run.stderr)));
    }
    let scores = ProductScores {
        subjects: Table::read(&out.join("scores.csv")),
        indicators: Table::read(&out.join("indicator_scores.csv")),
    };
    std::fs::remove_dir_all(&out).map_err(|e| format!("the results cannot be removed: {e}"))?;
    Ok(scores)
}

/// A fresh folder for the files of one run.
fn scratch(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("properties").join(name);
    if dir.exists() {
        std::fs::remove_dir_all(&dir).expect("old results can be removed");
    }
    std::fs::create_dir_all(&dir).expect("a folder for results can be made");
    dir
}

/// One comparison: which folder, and under which scheme and period.
struct Run<'a> {
    name: &'a str,
    path: &'a Path,
    folder: &'a Folder,
    scheme: Option<&'a str>,
    period: Option<&'a str>,
    /// A total made of other totals (a quarter of months, an annual step): only what is said about the total is compared.
    composite: bool,
}

#[derive(Default)]
struct Differences {
    compared: usize,
    lines: Vec<String>,
    by_column: BTreeMap<String, usize>,
}

impl Differences {
    fn note(&mut self, place: &str, column: &str, expected: &str, found: &str) {
        self.lines.push(format!("{place} {column}: the oracle says {expected}, the product {found}"));
        *self.by_column.entry(column.to_string()).or_default() += 1;
    }

    fn text(&mut self, place: &str, column: &str, expected: &str, found: &str) {
        self.compared += 1;
        if expected != found {
            self.note(place, column, expected, found);
        }
    }

    /// A six-decimal figure may be off by the product's own rounding.
    fn figure(&mut self, place: &str, column: &str, expected: &Exact, found: &str) {
        self.compared += 1;
        let near = exact(found)
            .is_some_and(|f| (if f > *expected { f - expected } else { expected - f }) <= part(1, 1_000_000));
        if !near {
            self.note(place, column, &published(expected, 9), found);
        }
    }

    fn settle(self) {
        println!("{} figures compared, {} differ", self.compared, self.lines.len());
        let shown = self.lines.iter().take(60).cloned().collect::<Vec<_>>().join("\n");
        assert!(
            self.lines.is_empty(),
            "{} of {} figures differ, by column {:?}; the first of them:\n{shown}",
            self.lines.len(),
            self.compared,
            self.by_column
        );
    }
}

fn compare(run: &Run<'_>, differences: &mut Differences) {
    let place = format!("{} scheme {} period {}", run.name, run.scheme.unwrap_or("-"), run.period.unwrap_or("-"));
    let truth = evaluate(run.folder, run.scheme, run.period);
    match product_scores(run.path, run.scheme, run.period) {
        Err(problem) => differences.note(&place, "run", "an answer", &problem),
        Ok(product) => {
            subjects(run, &place, &truth, &product.subjects, differences);
            if !run.composite {
                indicators(&place, &truth, &product.indicators, differences);
            }
        }
    }
}

fn subjects(run: &Run<'_>, place: &str, truth: &Assessment, product: &Table, differences: &mut Differences) {
    let rows: BTreeMap<&str, Row<'_>> = product.rows().map(|row| (row.get("subject"), row)).collect();
    for s in &truth.subjects {
        let place = format!("{place} {}", s.subject);
        match rows.get(s.subject.as_str()) {
            Some(row) => subject(run.composite, &place, s, product, row, differences),
            None => differences.note(&place, "row", "a row in scores.csv", "none"),
        }
    }
    // Who only lends figures may be listed or not; anybody else who is not assessed must not appear.
    let document = Document::read(run.folder);
    let known = |id: &str| {
        document.subjects.iter().any(|s| s.id == id && s.feeds_only) || truth.subjects.iter().any(|s| s.subject == id)
    };
    for id in rows.keys().filter(|id| !known(id)) {
        differences.note(place, "row", "no row in scores.csv", id);
    }
}

fn subject(
    composite: bool,
    place: &str,
    s: &SubjectScore,
    product: &Table,
    row: &Row<'_>,
    differences: &mut Differences,
) {
    differences.text(place, "category", &s.category, row.get("category"));
    differences.text(place, "published", &s.published, row.get("published"));
    differences.text(place, "grade", &s.grade_final, row.get("grade"));
    if s.assessed {
        differences.figure(place, "total", &s.total, row.get("total"));
    } else {
        differences.text(place, "total", "NA", row.get("total"));
    }
    let rank = if s.rank == 0 { String::new() } else { s.rank.to_string() };
    differences.text(place, "rank", &rank, row.get("rank"));
    if composite {
        let own = |flags: &str| flags.split(';').filter(|f| *f != "missing").collect::<Vec<_>>().join(";");
        differences.text(place, "flags", &own(&s.flags), &own(row.get("flags")));
        return;
    }
    differences.text(place, "flags", &s.flags, row.get("flags"));
    if s.assessed {
        differences.figure(place, "base", &s.base, row.get("base"));
    } else {
        differences.text(place, "base", "NA", row.get("base"));
    }
    differences.figure(place, "bonus", &s.bonus, row.get("bonus"));
    differences.figure(place, "deduction", &s.deduction, row.get("deduction"));
    for (l1, score) in &s.dimensions {
        match product.position(l1) {
            Some(_) => differences.figure(place, l1, score, row.get(l1)),
            None => differences.note(place, l1, "a column", "none"),
        }
    }
}

fn indicators(place: &str, truth: &Assessment, product: &Table, differences: &mut Differences) {
    let rows: BTreeMap<(&str, &str), Row<'_>> =
        product.rows().map(|row| ((row.get("subject"), row.get("indicator")), row)).collect();
    for i in &truth.indicators {
        let place = format!("{place} {} {}", i.subject, i.indicator);
        match rows.get(&(i.subject.as_str(), i.indicator.as_str())) {
            Some(row) => indicator(&place, i, row, differences),
            None => differences.note(&place, "row", "a row in indicator_scores.csv", "none"),
        }
    }
    let assessed = |id: &str| truth.subjects.iter().any(|s| s.subject == id);
    let extra = rows
        .keys()
        .filter(|(s, i)| assessed(s) && !truth.indicators.iter().any(|t| t.subject == *s && t.indicator == *i));
    for (subject, id) in extra {
        differences.note(place, "row", "no row in indicator_scores.csv", &format!("{subject} {id}"));
    }
}

fn indicator(place: &str, i: &IndicatorScore, row: &Row<'_>, differences: &mut Differences) {
    match &i.raw {
        Raw::Value(value) => differences.figure(place, "raw", value, row.get("raw")),
        Raw::NotApplicable => differences.text(place, "raw", "NA", row.get("raw")),
        Raw::Missing => differences.text(place, "raw", "MISSING", row.get("raw")),
    }
    match &i.ratio {
        Some(ratio) => differences.figure(place, "ratio", ratio, row.get("ratio")),
        None => differences.text(place, "ratio", "NA", row.get("ratio")),
    }
    differences.figure(place, "effective_points", &i.effective, row.get("effective_points"));
    differences.figure(place, "score", &i.score, row.get("score"));
    differences.text(place, "flags", &i.flags, row.get("flags"));
}

fn scenarios(folder: &Folder) -> Vec<String> {
    let all = folder.scheme["scenarios"].as_array().cloned().unwrap_or_default();
    all.iter().filter_map(|s| s["id"].as_str().map(String::from)).collect()
}

/// A worked set in the given periods; the ones in `composites` are made of other totals.
fn set_agrees(set: &str, periods: &[Option<&str>], composites: &[Option<&str>]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/sets").join(set);
    let folder = Folder::read(&path);
    let mut differences = Differences::default();
    for period in periods.iter().chain(composites) {
        let composite = composites.contains(period);
        let run = Run { name: set, path: &path, folder: &folder, scheme: None, period: *period, composite };
        compare(&run, &mut differences);
        for id in scenarios(&folder) {
            compare(&Run { scheme: Some(&id), ..run }, &mut differences);
        }
    }
    differences.settle();
}

#[test]
fn the_city_set_agrees_with_the_oracle_under_every_scheme() {
    set_agrees("a_city", &[None], &[]);
}

#[test]
fn the_inspection_set_agrees_with_the_oracle_under_every_scheme() {
    set_agrees("b_ciq", &[None], &[]);
}

#[test]
fn the_company_set_agrees_with_the_oracle_in_every_month_and_the_quarter() {
    set_agrees("c_company", &[Some("M10"), Some("M11"), Some("M12")], &[Some("Q4")]);
}

#[test]
fn the_civil_set_agrees_with_the_oracle_in_every_quarter_and_the_year() {
    set_agrees("d_civil", &[Some("Q1"), Some("Q2"), Some("Q3"), Some("Q4")], &[Some("Y")]);
}

#[test]
fn the_county_set_agrees_with_the_oracle() {
    set_agrees("e_county", &[None], &[]);
}

#[test]
fn random_folders_agree_with_the_oracle_under_every_scheme() {
    let mut differences = Differences::default();
    for seed in seeds() {
        let folder = generate(seed);
        assert!(steps::months(&Document::read(&folder)).is_empty(), "random folders have one window");
        let path = scratch(&format!("seed-{seed}"));
        folder.write(&path);
        let name = format!("seed {seed}");
        let before = differences.lines.len();
        let run = Run { name: &name, path: &path, folder: &folder, scheme: None, period: None, composite: false };
        compare(&run, &mut differences);
        for id in scenarios(&folder) {
            compare(&Run { scheme: Some(&id), ..run }, &mut differences);
        }
        if differences.lines.len() == before {
            std::fs::remove_dir_all(&path).expect("a folder that agrees can be removed");
        } else {
            println!("seed {seed} differs; its folder is {}", path.display());
        }
    }
    differences.settle();
}

fn seeds() -> Range<u64> {
    let Ok(text) = std::env::var("MINGHENG_SEEDS") else {
        return 0..150;
    };
    let ends: Option<(u64, u64)> =
        text.split_once("..").and_then(|(a, b)| Some((a.trim().parse().ok()?, b.trim().parse().ok()?)));
    let (first, end) = ends.unwrap_or_else(|| panic!("MINGHENG_SEEDS is a range such as 0..150, not {text:?}"));
    first..end
}
