//! Documents that every version wrote, with results from outside: they open for ever, and say the same for ever.
//!
//! `tests/golden/README.md` says what lies there and how something is added. Knows no formula: what is expected stands
//! in files.
#![cfg(not(target_arch = "wasm32"))]

use mingheng::engine::{Keep, assess, check};
use mingheng::files::json::{Read, SCHEMA_VERSION, read_file, write_document};
use mingheng::formula::number::decimal;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Fewer documents of a version than these mean that one was taken away.
const LEAST: [(&str, usize); 1] = [("v1", 14)];

/// Digits of unrounded totals in files of expected results.
const SIX: u8 = 6;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn names(path: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect();
    names.sort();
    names
}

/// The folders of all versions.
fn versions() -> Vec<String> {
    names(&folder()).into_iter().filter(|name| folder().join(name).is_dir()).collect()
}

/// Every document of every version: its version and its path.
fn goldens() -> Vec<(String, PathBuf)> {
    let of = |version: String| {
        let place = folder().join(&version);
        let documents = names(&place).into_iter().filter(|name| name.ends_with(".json"));
        documents.map(move |name| (version.clone(), place.join(name))).collect::<Vec<_>>()
    };
    versions().into_iter().flat_map(of).collect()
}

fn opened(path: &Path) -> Read {
    let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
    let read = read_file(name, &bytes(path)).unwrap_or_else(|finding| panic!("{name}: {finding:?}"));
    assert_eq!(read.findings, [], "{name}");
    read
}

#[test]
fn r29_every_document_of_every_version_opens_with_its_checksum() {
    for (_, path) in goldens() {
        let file: Value = serde_json::from_slice(&bytes(&path)).expect("JSON");
        assert!(file["sha256"].is_string(), "{}", path.display());
        // A checksum that did not fit would be a finding.
        assert_eq!(opened(&path).newer, None, "{}", path.display());
    }
}

#[test]
fn r29_every_document_of_every_version_gives_the_expected_results() {
    let mut compared = 0;
    for (_, path) in goldens() {
        let name = path.display().to_string();
        let checked = check(opened(&path).document).unwrap_or_else(|refused| panic!("{name}: {:?}", refused.findings));
        let expected = String::from_utf8(bytes(&path.with_extension("expected.csv"))).expect("text");
        let mut lines = expected.lines();
        assert_eq!(lines.next(), Some("period,subject,total,published,rank,grade"), "{name}");
        let mut rows: BTreeMap<&str, Vec<Vec<&str>>> = BTreeMap::new();
        for line in lines {
            let cells: Vec<&str> = line.split(',').collect();
            assert_eq!(cells.len(), 6, "{name}: {line}");
            rows.entry(cells[0]).or_default().push(cells);
        }
        let digits = checked.document().policies.rounding.digits;
        for (period, rows) in rows {
            let asked = Some(period).filter(|period| !period.is_empty());
            let question = checked.question(None, asked).unwrap_or_else(|finding| panic!("{name}: {finding:?}"));
            let assessment = assess(&checked, &question, Keep::Results);
            let grading = assessment.grading(checked.document(), &assessment.plan().last);
            for row in rows {
                let subject = checked.document().subject(row[1]).unwrap_or_else(|| panic!("{name}: {row:?}"));
                let outcome = assessment.outcome(&checked, subject);
                let number = |number: Option<f64>, digits| number.map_or_else(String::new, |n| decimal(n, digits));
                let found = [
                    number(outcome.total, SIX),
                    number(outcome.published, digits),
                    outcome.rank.map_or_else(String::new, |rank| rank.to_string()),
                    outcome.grade.map_or_else(String::new, |k| grading.scale.bands[k as usize].name.clone()),
                ];
                assert_eq!(found, row[2..], "{name}: {row:?}");
                compared += 1;
            }
        }
    }
    assert!(compared >= 400, "only {compared} subjects were compared");
}

#[test]
fn r29_a_document_of_this_version_that_is_saved_again_has_lost_nothing() {
    for (version, path) in goldens().into_iter().filter(|(version, _)| *version == format!("v{SCHEMA_VERSION}")) {
        let mut before: Value = serde_json::from_slice(&bytes(&path)).expect("JSON");
        let again = write_document(&opened(&path).document).expect("a document can be written");
        let mut after: Value = serde_json::from_slice(&again).expect("JSON");
        // The program that saves it puts its own version there.
        for file in [&mut before, &mut after] {
            file.as_object_mut().expect("an object").remove("appVersion").expect("a version");
        }
        assert_eq!(before, after, "{version}: {}", path.display());
    }
}

#[test]
fn r29_fields_of_a_later_version_stand_in_a_golden_document_and_are_kept() {
    let path = folder().join("v1/later_fields.json");
    let again = write_document(&opened(&path).document).expect("a document can be written");
    let file: Value = serde_json::from_slice(&again).expect("JSON");
    let kept = [
        ("/sender/copies/1", "2.5"),
        ("/document/reviewers/1/since", "2027"),
        ("/document/set/edition", "3"),
        ("/document/set/indicators/1/rule/fallback/method", "\"none\""),
        ("/document/observations/columns/1/certified", "true"),
        ("/document/ballots/0/seal", "\"z\""),
        ("/document/events/0/proof/page", "7"),
        ("/document/grading/scale/bands/0/emblem", "\"★\""),
        ("/document/policies/rounding/display", "\"comma\""),
        ("/document/log/0/what/finalised/seal", "\"x\""),
        ("/document/log/1/device", "\"d\""),
    ];
    for (place, value) in kept {
        assert_eq!(file.pointer(place).map(Value::to_string).as_deref(), Some(value), "{place}");
    }
}

#[test]
fn r29_the_folder_only_grows() {
    let manifest = String::from_utf8(bytes(&folder().join("MANIFEST"))).expect("text");
    let listed: BTreeMap<&str, &str> =
        manifest.lines().map(|line| line.split_once("  ").expect("digest and name")).map(|(d, n)| (n, d)).collect();
    for (name, digest) in &listed {
        let found: String =
            Sha256::digest(bytes(&folder().join(name))).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(found, *digest, "{name} is not what it was: add a new file instead");
    }
    for version in versions() {
        for name in names(&folder().join(&version)) {
            let name = format!("{version}/{name}");
            assert!(listed.contains_key(name.as_str()), "{name} is not listed in MANIFEST");
        }
    }
    for (version, least) in LEAST {
        let count = goldens().iter().filter(|(v, _)| v == version).count();
        assert!(count >= least, "{version}: {count} documents of at least {least}");
    }
    let current = format!("v{SCHEMA_VERSION}");
    assert!(versions().contains(&current), "there are documents of the version that this program writes");
}
