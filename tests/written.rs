//! Files as they are handed out, put where readers of others look at them: `tests/sheets/test_written.py`.
//!
//! Knows which files there are. What has to stand in them is known there. A document with `tests/sheets/hostile_texts.json`
//! for names goes out besides the sample city.
#![cfg(not(target_arch = "wasm32"))]

use mingheng::files::{NamedFile, open, write_document};
use mingheng::i18n::Language;
use mingheng::model::{Document, Field, ObservationColumn, Period};
use mingheng::reports::{Report, Spec, make};
use mingheng::worker::clerk::pack;
use std::path::{Path, PathBuf};

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn city() -> Document {
    let files = std::fs::read_dir(tests().join("cases/sets/a_city")).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.is_file()).collect();
    files.sort();
    let named = |path: &PathBuf| NamedFile {
        name: path.file_name().unwrap().to_string_lossy().into_owned(),
        bytes: std::fs::read(path).unwrap(),
    };
    open(files.iter().map(named).collect()).unwrap().document().clone()
}

fn texts() -> Vec<String> {
    serde_json::from_slice(&std::fs::read(tests().join("sheets/hostile_texts.json")).unwrap()).unwrap()
}

/// The city whose subjects are called like the texts, one after the other, and so are its codes of events and raters;
/// its first subjects have codes that look like numbers, and the first of them reported something below zero.
fn hostile() -> Document {
    let mut document = city();
    let texts = texts();
    for (subject, text) in document.subjects.iter_mut().zip(&texts) {
        subject.name.clone_from(text);
    }
    for (indicator, text) in document.set.indicators.iter_mut().zip(&texts) {
        indicator.name.clone_from(text);
    }
    for (event, text) in document.events.iter_mut().zip(&texts) {
        event.code.clone_from(text);
    }
    let mut ids = Vec::new();
    for (subject, id) in document.subjects.iter_mut().zip(["110101199003070018", "007", "1e5", "-5.00", "+86-571"]) {
        ids.push((std::mem::replace(&mut subject.id, id.to_owned()), id.to_owned()));
    }
    let of = |subject: &mut String| {
        if let Some((_, id)) = ids.iter().find(|(was, _)| was == subject) {
            subject.clone_from(id);
        }
    };
    document.events.iter_mut().for_each(|event| of(&mut event.subject));
    document.ballots.iter_mut().for_each(|ballot| of(&mut ballot.subject));
    let of_year = |column: &&mut ObservationColumn| column.indicator == "A102" && column.field == Field::Value;
    document.observations.columns.iter_mut().find(of_year).expect("A102").cells.put(0, -1234.5);
    document.title = "=1+1".to_owned();
    document
}

#[test]
fn every_hostile_text_is_the_name_of_a_subject() {
    let document = hostile();
    let names: Vec<&String> = document.subjects.iter().map(|subject| &subject.name).collect();
    let texts = texts();
    assert!(texts.iter().all(|text| names.contains(&text)), "{} texts, {} subjects", texts.len(), names.len());
}

/// `MINGHENG_WRITTEN/city/results.csv` and so on.
#[test]
#[ignore = "scripts/test runs it, before tests/sheets/test_written.py"]
fn files_for_other_readers_are_written() {
    let target = PathBuf::from(std::env::var_os("MINGHENG_WRITTEN").expect("MINGHENG_WRITTEN"));
    for (name, document) in [("city", city()), ("hostile", hostile())] {
        let folder = target.join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let put = |file: &str, bytes: &[u8]| std::fs::write(folder.join(file), bytes).unwrap();
        put("document.json", &write_document(&document).unwrap());
        let subject = document.subjects[0].id.clone();
        let reports = [
            ("results.csv", Report::ResultsCsv),
            ("indicators.csv", Report::IndicatorsCsv),
            ("values.csv", Report::ValuesCsv),
            ("template.xlsx", Report::Template),
            ("collection.xlsx", Report::Collection { subject: Some(subject), periods: vec![Period::Year] }),
        ];
        for (file, report) in reports {
            let spec = Spec {
                report,
                language: Language::Chinese,
                scheme: None,
                period: None,
                moment: "2026-09-01".to_owned(),
                program: "mingheng".to_owned(),
            };
            let (_, bytes) = pack(make(&document, None, &spec).unwrap()).unwrap();
            put(file, &bytes);
        }
    }
}
