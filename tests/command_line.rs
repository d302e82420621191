//! The command line with tables as an office keeps them: what they are is said, and they become a document.

use mingheng::files::json::read_document;
use mingheng::model::{Field, Period};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn office(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sheets").join(name)
}

fn run(command: &str, files: &[&str], out: Option<&Path>) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_mingheng"));
    program.arg(command).args(files.iter().map(|name| office(name)));
    if let Some(out) = out {
        program.arg("--out").arg(out);
    }
    program.output().expect("the program runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn tables_of_an_office_become_a_document_and_what_each_sheet_is_is_said() {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("intake.json");
    let output =
        run("import", &["office/indicators.xlsx", "office/subjects.xlsx", "office/data_by_quarter.xlsx"], Some(&out));
    let words = said(&output);
    assert_eq!(output.status.code(), Some(0), "{words}");
    for sheet in [", 指标体系: indicators;", "subjects.xlsx, ", ": subjects;", ": values, subjects by indicators"] {
        assert!(words.contains(sheet), "{sheet} {words}");
    }
    let bytes = std::fs::read(&out).expect("a document");
    let document = read_document("intake.json", &bytes).expect("a document that can be read");
    let indicator = document.set.indicators.iter().find(|one| one.name == "招商引资到位资金").expect("the indicator");
    let row = document.subjects.iter().position(|one| one.name == "市教育局").expect("the office");
    // Row 4 of the sheet, and what nobody said of the whole year.
    for (period, wanted) in
        [("Q1", Some(21.0)), ("Q2", Some(22.0)), ("Q3", Some(23.0)), ("Q4", Some(24.0)), ("Y", None)]
    {
        let period: Period = period.parse().expect("a period");
        let column = document.observations.column(&indicator.id, period, Field::Value);
        assert_eq!(column.and_then(|column| column.cells.number(row)), wanted, "{period:?}");
    }
}

#[test]
fn faults_are_said_at_their_cells_and_nothing_is_written() {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("faulty.json");
    let output = run("import", &["office/indicators.xlsx", "office/data.xlsx"], Some(&out));
    let words = said(&output);
    assert_eq!(output.status.code(), Some(1), "{words}");
    // ≥50个 is no value, and −2 件 are none either.
    for cell in ["error: data.xlsx, 2025年数据!K7: ", "error: data.xlsx, 2025年数据!J13: "] {
        assert!(words.contains(cell), "{words}");
    }
    assert!(!out.exists());
}

#[test]
fn a_workbook_without_a_table_and_two_documents_are_answered_in_words() {
    let output = run("check", &["names_with_blanks.xlsx"], None);
    let words = said(&output);
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert!(words.contains("No sheet holds a table that is understood."), "{words}");
    let output = run("check", &["office/indicators.xlsx", "hostile_texts.json"], None);
    assert_eq!(output.status.code(), Some(2), "a document is given alone: {}", said(&output));
}
