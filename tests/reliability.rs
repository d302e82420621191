//! `docs/reliability.md` says which test holds which row of the fault matrix: every row it owes has one, and every test
//! that it names exists.

use std::collections::BTreeMap;
use std::path::Path;

fn read(path: &str) -> Option<String> {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).ok()
}

/// The rows that the table owes.
fn owed() -> Vec<String> {
    let numbers = (1..=47).chain(51..=63).chain([65, 66, 69, 70, 75, 76]);
    numbers.map(|number| format!("R{number:02}")).collect()
}

/// What stands between backticks, in order.
fn spans(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// Row → file and name of each test: in the last cell a file is followed by the names of its tests.
fn table(text: &str) -> BTreeMap<String, Vec<(String, String)>> {
    let mut rows = BTreeMap::new();
    for line in text.lines().filter(|line| line.starts_with("| R")) {
        let cells: Vec<&str> = line.trim_matches('|').splitn(3, '|').map(str::trim).collect();
        let [row, _, tests] = cells[..] else { panic!("no three cells: {line}") };
        let mut file = "";
        let mut named = Vec::new();
        for span in spans(tests) {
            if [".rs", ".mjs", ".py"].iter().any(|ending| span.ends_with(ending)) {
                file = span;
            } else {
                named.push((file.to_owned(), span.to_owned()));
            }
        }
        assert!(rows.insert(row.to_owned(), named).is_none(), "{row} stands there twice");
    }
    rows
}

/// Whether a file has a test of this name. In the name of a browser's test, `…` stands for what is filled in.
fn holds(text: &str, file: &str, name: &str) -> bool {
    if file.ends_with(".rs") {
        return text.contains(&format!("fn {name}("));
    }
    if file.ends_with(".py") {
        return text.contains(&format!("def {name}("));
    }
    let in_order = |line: &str| {
        let mut rest = line;
        name.split('…').all(|piece| match rest.find(piece) {
            Some(place) => {
                rest = &rest[place + piece.len()..];
                true
            }
            None => false,
        })
    };
    let tests = text.lines().filter(|line| line.contains("test(") || line.contains("test.describe("));
    tests.map(|line| line.replace("\\'", "'")).any(|line| in_order(&line))
}

fn complaints(text: &str, read: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let table = table(text);
    let mut complaints = Vec::new();
    for row in owed() {
        if table.get(&row).is_none_or(Vec::is_empty) {
            complaints.push(format!("{row} has no test"));
        }
    }
    for (row, tests) in &table {
        if !owed().contains(row) {
            complaints.push(format!("{row} is not owed"));
        }
        for (file, name) in tests {
            if !read(file).is_some_and(|text| holds(&text, file, name)) {
                complaints.push(format!("{row}: {file} has no test `{name}`"));
            }
        }
    }
    complaints
}

#[test]
fn every_row_has_a_test_and_every_named_test_exists() {
    let text = read("docs/reliability.md").unwrap();
    assert_eq!(complaints(&text, read), Vec::<String>::new());
}

#[test]
fn a_row_without_a_test_and_a_test_that_is_gone_are_noticed() {
    let text = read("docs/reliability.md").unwrap();
    let without = text.lines().filter(|line| !line.starts_with("| R08 ")).collect::<Vec<_>>().join("\n");
    assert_eq!(complaints(&without, read), ["R08 has no test"]);
    let other = text.replace("`r08_every_nth_storage_call_fails`", "`r08_every_call_fails`");
    assert_eq!(complaints(&other, read), ["R08: src/store/fault_rows.rs has no test `r08_every_call_fails`"]);
    let spec = "  test(`R07 the database, ${name}: don\\'t wait`, async () => {});";
    assert!(holds(spec, "a.spec.mjs", "R07 the database, …: don't wait"));
    assert!(!holds(spec, "a.spec.mjs", "R07 the database, …: wait not"));
    assert!(
        holds("    def test_it(self):", "a.py", "test_it") && !holds("    def test_it_all(self):", "a.py", "test_it")
    );
}
