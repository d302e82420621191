//! Documents of newer versions and rescue files on a desk.

use super::*;
use crate::edit::{Act, Change, Refusal, What};
use crate::files::json::{write_file, write_snapshot};
use crate::files::open::read;
use crate::model::{Category, Dimension, GradeBand, Indicator, Severity, Subject};
use crate::store::keeping::{append, create, load, take_snapshot};
use crate::store::{Entry, Found, MemoryCupboard};
use crate::worker::desk::Desk;
use crate::worker::protocol::{NamedBytes, Reply, Written, act_text};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("memory never waits"),
    }
}

fn document(id: &str, title: &str) -> Document {
    let mut document = Document { id: id.into(), title: title.into(), ..Document::default() };
    document.categories.push(Category { id: "A".into(), name: "甲".into() });
    let weights = [("A".to_owned(), 100.0)];
    document.set.dimensions.push(Dimension { id: "t".into(), name: "任务".into(), ..Dimension::default() });
    let rule = crate::model::ScoringRule { method: "completion".into(), parameters: BTreeMap::new() };
    let points = weights.into();
    document.set.indicators.push(Indicator {
        id: "i".into(),
        name: "一".into(),
        parent: "t".into(),
        points,
        rule,
        target: Some(1.0),
        ..Indicator::default()
    });
    document
        .subjects
        .push(Subject { id: "s".into(), name: "甲局".into(), category: "A".into(), ..Subject::default() });
    document.grading.scale.bands.push(GradeBand { minimum: 0.0, name: "合格".into() });
    document
}

fn title(at: u64, to: &str) -> String {
    act_text(&Act { at, what: What::Do(Change::Title(to.into())) })
}

fn opened(desk: &mut Desk, name: &str, bytes: Vec<u8>) -> Reply {
    desk.open(vec![NamedBytes { name: name.into(), bytes }])
}

fn problems(findings: &[Diagnostic]) -> Vec<Problem> {
    findings.iter().map(|finding| finding.problem.clone()).collect()
}

/// What a cupboard holds after a document was made and its title changed by each of these, as a rescue file has it.
fn kept(cupboard: &MemoryCupboard, document: &Document, saved_at: u64, titles: &[&str]) {
    let (bytes, _) = write_snapshot(document, &History::default()).expect("plain values");
    let entry = Entry { id: document.id.clone(), title: document.title.clone(), schema: 1, ..Entry::default() };
    let held = now(create(cupboard, &entry, &bytes, "me", saved_at)).expect("a new document");
    let Ok(Found::Loaded(mut loaded)) = now(load(cupboard, &document.id, 1, saved_at)) else { panic!("it is there") };
    let acts: Vec<Vec<u8>> = titles.iter().map(|to| title(saved_at, to).into_bytes()).collect();
    now(append(cupboard, &held, &mut loaded, &acts, saved_at)).expect("acts");
}

fn rescue_file(cupboard: &MemoryCupboard) -> Value {
    let records: BTreeMap<String, String> = cupboard
        .everything()
        .into_iter()
        .filter(|(key, _)| ["catalogue/", "snapshot/", "journal/"].iter().any(|kind| key.starts_with(kind)))
        .map(|(key, bytes)| (key, String::from_utf8(bytes).expect("text")))
        .collect();
    json!({"format": "mingheng-rescue", "schemaVersion": 1, "at": "2026-01-01", "document": null, "records": records})
}

fn rescued(file: &Value) -> Reply {
    opened(&mut Desk::default(), "救援.json", file.to_string().into_bytes())
}

#[test]
fn a_newer_document_is_shown_and_neither_changed_nor_written() {
    let (bytes, _) = write_file(&document("d", "新")).expect("plain values");
    let mut file: Value = serde_json::from_slice(&bytes).expect("JSON");
    file["schemaVersion"] = 7.into();
    let mut desk = Desk::default();
    let shown = Problem::ShownAsKnown { found: 7, known: 1 };
    let Reply::Opened(view) = opened(&mut desk, "d.json", file.to_string().into_bytes()) else { panic!("it opens") };
    assert_eq!(view.read_only, Some(ReadOnly::Newer { schema: 7 }));
    assert_eq!(problems(&view.findings), [shown.clone()]);
    assert!(view.computable);
    let Reply::Acted { refusal, document } = desk.act(&title(1, "改")) else { panic!("an answer") };
    assert_eq!((refusal, document.title.as_str()), (Some(Refusal::Newer), "新"));
    for kind in [Written::Snapshot, Written::File, Written::Set] {
        let Reply::Refused { findings } = desk.write(kind) else { panic!("{kind:?} is written") };
        assert_eq!(problems(&findings), [shown.clone()]);
    }
    // The next document is an ordinary one again.
    let Reply::Opened(view) = opened(&mut desk, "d.json", bytes) else { panic!("it opens") };
    assert_eq!((view.read_only, view.findings.as_slice()), (None, [].as_slice()));
    assert!(matches!(desk.write(Written::File), Reply::Written(_)));
    let Reply::Opened(view) = desk.restore(file.to_string().as_bytes(), &[title(1, "改")]) else { panic!("it opens") };
    assert_eq!((view.title.as_str(), view.read_only), ("新", Some(ReadOnly::Newer { schema: 7 })));
}

#[test]
fn a_file_changed_outside_opens_with_a_warning() {
    let (bytes, _) = write_file(&document("d", "题")).expect("plain values");
    let text = String::from_utf8(bytes).expect("text").replace("甲局", "乙局");
    let Reply::Opened(view) = opened(&mut Desk::default(), "d.json", text.into_bytes()) else { panic!("it opens") };
    assert_eq!(problems(&view.findings), [Problem::ChangedOutside]);
    assert_eq!((view.read_only, view.findings[0].severity), (None, Severity::Warning));
}

#[test]
fn a_rescue_file_gives_back_the_document_with_what_was_done_and_can_be_undone() {
    let cupboard = MemoryCupboard::default();
    kept(&cupboard, &document("d", "原"), 5, &["一", "二"]);
    let mut desk = Desk::default();
    let bytes = rescue_file(&cupboard).to_string().into_bytes();
    let Reply::Opened(view) = opened(&mut desk, "救援.json", bytes.clone()) else { panic!("it opens") };
    assert_eq!((view.id.as_str(), view.title.as_str()), ("d", "二"));
    assert_eq!((view.findings.as_slice(), view.history.undo_steps), ([].as_slice(), 2));
    let undo = act_text(&Act { at: 9, what: What::Undo });
    let Reply::Acted { document, .. } = desk.act(&undo) else { panic!("an answer") };
    assert_eq!(document.title, "一");
    // Where only files for people are read it says what it is.
    let refused = read(vec![NamedFile { name: "救援.json".into(), bytes }]).map(|_| ()).expect_err("no document");
    assert_eq!(problems(&refused), [Problem::RescueFile]);
}

#[test]
fn r69_what_is_damaged_in_a_rescue_file_is_counted_and_the_rest_is_restored() {
    let cupboard = MemoryCupboard::default();
    kept(&cupboard, &document("d", "原"), 5, &["一", "二", "三"]);
    let whole = rescue_file(&cupboard);
    let mut file = whole.clone();
    file["records"]["journal/d/000000000002"] = "{\"crc32\":\"oops".into();
    let Reply::Opened(view) = rescued(&file) else { panic!("it opens") };
    assert_eq!(view.title, "一");
    assert_eq!(problems(&view.findings), [Problem::StepsNotRescued { steps: 2 }]);
    // Without its entry in the catalogue it is found all the same.
    let mut file = whole.clone();
    file["records"].as_object_mut().expect("records").remove("catalogue/d");
    let Reply::Opened(view) = rescued(&file) else { panic!("it opens") };
    assert_eq!(view.title, "三");
    let mut file = whole;
    file["records"]["snapshot/d/000000000000"] = "{\"sha256\":\"oops".into();
    let Reply::Refused { findings } = rescued(&file) else { panic!("nothing is left of it") };
    assert_eq!(problems(&findings), [Problem::NothingRescued { documents: 1 }]);
}

#[test]
fn a_damaged_newest_snapshot_is_replaced_by_the_one_before_and_the_acts_since() {
    let cupboard = MemoryCupboard::default();
    kept(&cupboard, &document("d", "原"), 5, &["一", "二"]);
    let Ok(Found::Loaded(mut loaded)) = now(load(&cupboard, "d", 1, 6)) else { panic!("it is there") };
    let held = crate::store::Held { doc: "d".into(), writer: "me".into(), epoch: 1 };
    let (bytes, _) = write_snapshot(&document("d", "二"), &History::default()).expect("plain values");
    now(take_snapshot(&cupboard, &held, &mut loaded, &bytes, 1, 7)).expect("a snapshot");
    let mut file = rescue_file(&cupboard);
    let newest = &mut file["records"]["snapshot/d/000000000002"];
    *newest = newest.as_str().expect("text").replace("二", "坏").into();
    let Reply::Opened(view) = rescued(&file) else { panic!("it opens") };
    assert_eq!((view.title.as_str(), view.findings.as_slice()), ("二", [].as_slice()));
}

#[test]
fn of_several_documents_the_newest_is_opened_and_the_others_are_named() {
    let cupboard = MemoryCupboard::default();
    kept(&cupboard, &document("a", "旧的"), 5, &["旧的一"]);
    kept(&cupboard, &document("b", "新的"), 9, &[]);
    kept(&cupboard, &document("c", "更旧的"), 3, &[]);
    let Reply::Opened(view) = rescued(&rescue_file(&cupboard)) else { panic!("it opens") };
    assert_eq!(view.title, "新的");
    assert_eq!(problems(&view.findings), [Problem::RescuedOthers { titles: "旧的一、更旧的".into() }]);
}

#[test]
fn r46_what_only_looks_like_a_rescue_file_is_refused_in_words() {
    let rows = [
        (json!({"format": "mingheng-rescue", "schemaVersion": 1, "records": {}}), "NothingRescued"),
        (json!({"format": "mingheng-rescue", "schemaVersion": 2, "records": {}}), "NewerSchema"),
        (json!({"format": "mingheng-rescue", "schemaVersion": 1, "records": {"snapshot/d/1": 5}}), "BadJson"),
        (json!({"format": "mingheng-rescue", "schemaVersion": 1, "records": []}), "BadJson"),
        (json!({"format": "x", "records": {"a": "mingheng-rescue"}, "schemaVersion": 1}), "NotADocument"),
        (
            json!({"format": "mingheng-rescue", "schemaVersion": 1, "records": {"snapshot//": "", "journal/%/x": "", "": ""}}),
            "NothingRescued",
        ),
    ];
    for (file, expected) in rows {
        let Reply::Refused { findings } = rescued(&file) else { panic!("{file}") };
        assert!(format!("{:?}", findings[0].problem).starts_with(expected), "{file}: {findings:?}");
    }
}
