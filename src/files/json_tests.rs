//! Files that other versions, other programs and accidents wrote.

use super::*;
use crate::edit::{Act, Change, Property, What, act};
use crate::files::NamedFile;
use crate::files::open::{open, read};
use crate::model::{LogEntry, Logged, Severity};
use serde_json::json;

/// A file of this version with fields of a later one in many places.
fn later() -> Value {
    json!({
        "format": "mingheng", "schemaVersion": 1, "sender": {"office": "甲"},
        "document": {
            "id": "d", "title": "考核", "reviewers": ["x", {"y": null}],
            "categories": [{"id": "A", "name": "甲", "colour": "red"}],
            "set": {
                "edition": 3,
                "dimensions": [{"id": "t", "name": "任务", "weights": {"A": 100}, "icon": {"a": [1]}}],
                "indicators": [
                    {"id": "i1", "name": "一", "parent": "t", "points": {"A": 60}, "confidence": 0.5,
                     "rule": {"method": "completion", "parameters": {"cap": "1"}, "fallback": {"method": "none"}}},
                    {"id": "i2", "name": "二", "parent": "t", "points": {"A": 40}, "confidence": 0.25,
                     "rule": {"method": "completion"}}
                ]
            },
            "subjects": [{"id": "s1", "name": "甲局", "category": "A", "seat": 1},
                         {"id": "s2", "name": "乙局", "category": "A", "seat": 2}],
            "observations": {"columns": [
                {"indicator": "i1", "period": "Y", "field": "value", "cells": [1, null], "certified": true},
                {"indicator": "i1", "period": "Y", "field": {"answers": 2}, "cells": [1, "NA"], "certified": false}
            ]},
            "ballots": [{"subject": "s1", "indicator": "i2", "period": "Y", "group": "g", "rater": "r", "score": 1, "seal": "z"}],
            "events": [{"subject": "s1", "period": "Y", "kind": "bonus", "code": "a", "points": 1, "proof": "p1"},
                       {"subject": "s2", "period": "Y", "kind": "bonus", "code": "a", "points": 1, "proof": "p2"}],
            "grading": {"scale": {"bands": [{"minimum": 0, "name": "合格", "emblem": "★"}]}, "curve": [1, 2]},
            "policies": {"rounding": {"digits": 2, "display": "comma"}},
            "calendar": {"stageGrading": {"curve": []}, "last": {"weighting": "mean"}},
            "schemes": [{"id": "x", "title": "甲", "changes": [{"fixed": {"t": 50}}], "author": "乙"}],
            "log": [{"at": 1, "what": {"reopened": {"reason": "r", "witness": "w"}}, "device": "d"}]
        }
    })
}

fn bytes(value: &Value) -> Vec<u8> {
    value.to_string().into_bytes()
}

fn read_value(value: &Value) -> Read {
    read_file("d.json", &bytes(value)).expect("a document")
}

fn written(document: &Document) -> Value {
    serde_json::from_slice(&write_document(document).expect("plain values")).expect("JSON")
}

/// Everything in `small` stands in `large` too; lists are as long as each other.
fn stands_in(small: &Value, large: &Value, path: &str) {
    match (small, large) {
        (Value::Object(small), Value::Object(large)) => {
            for (name, value) in small {
                let path = format!("{path}.{name}");
                stands_in(value, large.get(name).unwrap_or_else(|| panic!("{path} is lost")), &path);
            }
        }
        (Value::Array(small), Value::Array(large)) => {
            assert_eq!(small.len(), large.len(), "{path}");
            small.iter().zip(large).enumerate().for_each(|(k, (a, b))| stands_in(a, b, &format!("{path}[{k}]")));
        }
        (Value::Number(small), Value::Number(large)) => assert_eq!(small.as_f64(), large.as_f64(), "{path}"),
        _ => assert_eq!(small, large, "{path}"),
    }
}

fn done(document: &mut Document, history: &mut History, what: What) {
    act(document, history, Act { at: 5, what }).expect("it can be done");
}

#[test]
fn fields_of_a_later_version_come_back_wherever_they_stand() {
    let later = later();
    let again = written(&read_value(&later).document);
    stands_in(&later, &again, "$");
    let twice = written(&read_value(&again).document);
    assert_eq!(again, twice);
}

#[test]
fn fields_of_a_later_version_stay_with_their_things_through_edits() {
    let mut read = read_value(&later());
    let (document, history) = (&mut read.document, &mut read.history);
    let renamed = Change::Indicator { id: "i2".into(), property: Property::Name("新".into()) };
    done(document, history, What::Do(renamed));
    done(document, history, What::Do(Change::RemoveSubject { id: "s1".into() }));
    done(document, history, What::Do(Change::RemoveIndicator { id: "i1".into() }));
    let value = written(document);
    let document = &value["document"];
    assert_eq!(document["set"]["indicators"][0]["confidence"], 0.25);
    assert_eq!(document["set"]["indicators"][0]["name"], "新");
    assert_eq!(document["subjects"][0]["seat"], 2);
    assert_eq!(document["events"][0]["proof"], "p2");
    let text = value.to_string();
    for gone in ["fallback", "certified", "seal", "p1", "$beyond"] {
        assert!(!text.contains(gone), "{gone} went with what it belonged to");
    }
}

#[test]
fn fields_of_a_later_version_survive_a_snapshot_and_come_back_when_a_removal_is_undone() {
    let later = later();
    let Read { mut document, mut history, .. } = read_value(&later);
    for change in [Change::RemoveSubject { id: "s1".into() }, Change::RemoveIndicator { id: "i1".into() }] {
        done(&mut document, &mut history, What::Do(change));
    }
    let (stored, _) = write_snapshot(&document, &history).expect("plain values");
    let Read { document: mut restored, mut history, .. } = read_snapshot("", &stored).expect("a snapshot");
    assert_eq!(restored, document);
    for _ in 0..2 {
        done(&mut restored, &mut history, What::Undo);
    }
    stands_in(&later, &written(&restored), "$");
    let whole = serde_json::to_string(&Change::Whole(Box::new(restored.clone()))).expect("plain values");
    assert_eq!(serde_json::from_str::<Change>(&whole).ok(), Some(Change::Whole(Box::new(restored))));
}

#[test]
fn a_new_thing_does_not_get_the_fields_of_a_removed_one_of_the_same_id() {
    let Read { mut document, mut history, .. } = read_value(&later());
    let subject = document.subjects[0].clone();
    done(&mut document, &mut history, What::Do(Change::RemoveSubject { id: "s1".into() }));
    let put = Change::PutSubject { at: 1, subject: Box::new(subject), cells: vec![], ballots: vec![], events: vec![] };
    done(&mut document, &mut history, What::Do(put));
    let value = written(&document);
    assert_eq!(value["document"]["subjects"][1]["id"], "s1");
    assert_eq!(value["document"]["subjects"][1].get("seat"), None);
    assert_eq!(value["document"]["subjects"][0]["seat"], 2);
}

#[test]
fn a_file_carries_the_digest_of_its_document_and_says_who_wrote_it() {
    let plain = read_value(&json!({"format": FORMAT, "schemaVersion": 1, "document": {"id": "d", "title": "题"}}));
    assert_eq!(plain.findings, [], "a file without a checksum is read as before");
    for document in [plain.document, read_value(&later()).document] {
        let bytes = write_document(&document).expect("plain values");
        let value: Value = serde_json::from_slice(&bytes).expect("JSON");
        assert_eq!(value["sha256"], digest(&document));
        assert_eq!(value["appVersion"], env!("CARGO_PKG_VERSION"));
        assert_eq!(value["createdWith"], "Mingheng");
        let names: Vec<&str> = ["format", "schemaVersion", "appVersion", "createdWith", "sha256", "document"].into();
        let places: Vec<_> = names.iter().map(|n| String::from_utf8_lossy(&bytes).find(&format!("\"{n}\":"))).collect();
        assert!(places.is_sorted() && places[0].is_some(), "{places:?}");
        assert_eq!(read_file("d.json", &bytes).expect("a document").findings, []);
    }
}

#[test]
fn a_file_changed_outside_is_opened_with_a_word_about_it_and_one_that_only_looks_different_without() {
    let Read { mut document, .. } = read_value(&later());
    let log = LogEntry { at: 7, by: String::new(), what: Logged::Finalised { digest: digest(&document) } };
    document.log.push(log);
    let value = written(&document);
    let pretty = serde_json::to_vec_pretty(&value).expect("JSON");
    assert_eq!(read_file("d.json", &pretty).expect("a document").findings, []);
    for (path, to) in [
        ("/document/title", json!("别的")),
        ("/document/observations/columns/0/cells/0", json!(99)),
        ("/document/set/indicators/1/confidence", json!(1)),
        ("/sha256", json!("00")),
        ("/sha256", json!(5)),
    ] {
        let mut changed = value.clone();
        *changed.pointer_mut(path).expect("it is there") = to;
        let read = read_value(&changed);
        let problems: Vec<_> = read.findings.iter().map(|f| (&f.problem, f.severity)).collect();
        assert_eq!(problems, [(&Problem::ChangedOutside, Severity::Warning)], "{path}");
    }
}

#[test]
fn a_newer_file_is_read_as_far_as_it_is_known_and_only_where_that_is_asked_for() {
    let mut value = later();
    value["schemaVersion"] = 2.into();
    value["sha256"] = "of a later kind".into();
    let read = read_value(&value);
    assert_eq!(read.newer, Some(2));
    let shown = Problem::ShownAsKnown { found: 2, known: 1 };
    assert_eq!(read.findings.iter().map(|f| &f.problem).collect::<Vec<_>>(), [&shown]);
    assert_eq!(read.document.set.indicators.len(), 2);
    let refused = Problem::NewerSchema { found: 2, known: 1 };
    assert_eq!(read_document("d.json", &bytes(&value)).map_err(|f| f.problem), Err(refused.clone()));
    let file = || vec![NamedFile { name: "d.json".into(), bytes: bytes(&value) }];
    assert_eq!(super::super::open::read(file()).map(|_| ()).map_err(|f| f[0].problem.clone()), Err(refused.clone()));
    assert_eq!(open(file()).map(|_| ()).map_err(|f| f[0].problem.clone()), Err(refused.clone()));
    // What cannot be read even in part is refused, with the version as the reason.
    value["document"]["set"]["indicators"][0]["points"] = json!([["A", 60]]);
    assert_eq!(read_file("d.json", &bytes(&value)).map_err(|f| f.problem), Err(refused));
}

#[test]
fn an_older_file_goes_through_every_step_of_the_chain() {
    fn titled(file: &mut Value) {
        if let Some(document) = file["document"].as_object_mut()
            && let Some(name) = document.remove("name")
        {
            document.insert("title".into(), name);
        }
    }
    fn noted(file: &mut Value) {
        file["document"]["note"] = "第二步".into();
    }
    let steps = [Step { to: 2, turn: noted }, Step { to: 1, turn: titled }];
    let reads = |version, steps| Reads { version, steps, verifies: true };
    let old = json!({"format": FORMAT, "schemaVersion": 0, "document": {"id": "d", "name": "旧", "later": 1}});
    let read = read_with("d.json", &bytes(&old), reads(1, &steps[1..])).expect("one step");
    assert_eq!((read.document.title.as_str(), read.document.note.as_str()), ("旧", ""));
    assert_eq!(written(&read.document)["document"]["later"], 1, "unknown fields go through the chain");
    let read = read_with("d.json", &bytes(&old), reads(2, &steps)).expect("two steps");
    assert_eq!((read.document.title.as_str(), read.document.note.as_str()), ("旧", "第二步"));
    assert_eq!(read.newer, None);
    let problem = |steps| read_with("d.json", &bytes(&old), reads(2, steps)).map_err(|f| f.problem);
    assert_eq!(problem(&steps[..1]), Err(Problem::OlderSchema { found: 0, known: 2 }));
    // This program's own chain begins at version 1.
    assert_eq!(
        read_file("d.json", &bytes(&old)).map_err(|f| f.problem),
        Err(Problem::OlderSchema { found: 0, known: 1 })
    );
}

/// A document file with this text as its `document`.
fn with(document: &str) -> String {
    format!("{{\"format\":\"mingheng\",\"schemaVersion\":1,\"document\":{document}}}")
}

fn refusal(text: &str) -> (String, String) {
    match read_file("d.json", text.as_bytes()) {
        Ok(read) => panic!("read: {:.200}", format!("{read:?}")),
        Err(Diagnostic { problem: Problem::BadJson { reason }, at, .. }) => (at.column, reason),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn r46_what_cannot_be_read_is_refused_with_its_path() {
    let indicator = |rest: &str| {
        let three = "{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"}";
        with(&format!("{{\"set\":{{\"dimensions\":[],\"indicators\":[{three},{{\"id\":\"d\",{rest}}}]}}}}"))
    };
    let long = "长".repeat(4_000_000);
    let deep = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
    let rows: Vec<(String, &str, &str)> = vec![
        (indicator("\"points\":5"), "$.document.set.indicators[3].points", "invalid type: integer `5`"),
        (indicator("\"points\":{\"A\":\"60\"}"), "$.document.set.indicators[3].points.A", "invalid type: string"),
        (indicator("\"points\":{\"A\":NaN}"), "$.document.set.indicators[3].points.A", "expected value"),
        (indicator("\"target\":-Infinity"), "$.document.set.indicators[3].target", "invalid number"),
        (indicator("\"target\":1e400"), "$.document.set.indicators[3].target", "number out of range"),
        (indicator("\"cycle\":\"week\""), "$.document.set.indicators[3].cycle", "unknown variant `week`"),
        (indicator("\"id\":\"e\""), "$.document.set.indicators[3].id", "duplicate field `id`"),
        (indicator("\"later\":1,\"later\":2"), "$.document.set.indicators[3].later", "duplicate field"),
        (
            indicator(&format!("\"name\":{}", deep(200_000))),
            "$.document.set.indicators[3].name",
            "invalid type: sequence",
        ),
        (indicator(&format!("\"later\":{}", deep(200_000))), "$.document.set.indicators[3].later", "recursion limit"),
        (indicator(&format!("\"points\":\"{long}\"")), "$.document.set.indicators[3].points", "invalid type: string"),
        (indicator("\"points\":{\"A\":1,\"A\":2}"), "$.document.set.indicators[3].points.A", "duplicate field `A`"),
        (
            indicator("\"rule\":{\"parameters\":{\"c\":\"1\",\"c\":\"2\"}}"),
            "$.document.set.indicators[3].rule.parameters.c",
            "duplicate field `c`",
        ),
        (
            with("{\"set\":{\"dimensions\":[{\"name\":\"x\"}],\"indicators\":[]}}"),
            "$.document.set.dimensions[0]",
            "missing field `id`",
        ),
        (with("{\"subjects\":{\"__proto__\":[]}}"), "$.document.subjects", "invalid type: map"),
        (
            with(
                "{\"observations\":{\"columns\":[{\"indicator\":\"a\",\"period\":\"Y\",\"field\":\"value\",\"cells\":[1,true]}]}}",
            ),
            "$.document.observations.columns[0].cells[1]",
            "invalid type: boolean",
        ),
        (
            with("{\"ballots\":[{\"line\":9007199254740993}]}"),
            "$.document.ballots[0].line",
            "invalid value: integer `9007199254740993`",
        ),
        (with("[]").replace("[]", "{\"title\":\"x\n\"}"), "$.document.title", "control character"),
        (with("{\"title\":\"x\""), "$.document", "EOF while parsing an object"),
    ];
    for (text, path, reason) in rows {
        let (found, said) = refusal(&text);
        let name: String = text.chars().take(150).collect();
        // Inside a bomb the path leads as far as it is shown.
        let found = found.find("[0][0]").map_or(found.as_str(), |at| &found[..at]);
        assert_eq!(found, path, "{name}: {said}");
        assert!(said.starts_with(reason), "{name}: {said}");
        assert!(said.chars().count() < 250, "{name}");
    }
}

#[test]
fn r46_names_of_javascript_are_names_like_others_and_long_texts_are_only_long() {
    let long = "长".repeat(4_000_000);
    let text = with(&format!(
        "{{\"id\":\"d\",\"title\":\"{long}\",\"__proto__\":{{\"title\":\"x\"}},\"constructor\":{{\"prototype\":{{\"polluted\":true}}}}}}"
    ));
    let read = read_file("d.json", text.as_bytes()).expect("a document");
    assert_eq!(read.document.title, long);
    let again = written(&read.document);
    assert_eq!(again["document"]["__proto__"], json!({"title": "x"}));
    assert_eq!(again["document"]["constructor"]["prototype"]["polluted"], true);
}

#[test]
fn r46_a_number_that_cannot_be_held_exactly_is_refused_where_it_would_count() {
    let number = "9007199254740993";
    let mut value = later();
    value["document"]["observations"]["columns"][0]["cells"][0] = serde_json::from_str(number).expect("a number");
    let file = vec![NamedFile { name: "d.json".into(), bytes: bytes(&value) }];
    let findings = open(file).map(|_| ()).expect_err("too large to be counted");
    assert!(findings.iter().any(|f| matches!(f.problem, Problem::NumberTooLarge { .. })), "{findings:?}");
    assert!(read(vec![NamedFile { name: "d.json".into(), bytes: bytes(&value) }]).is_ok(), "it is still a document");
}
