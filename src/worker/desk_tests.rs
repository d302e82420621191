//! Whole conversations with a desk: what is opened, changed, assessed, explained, stored and opened again.

use super::*;
use crate::edit::{Act, CellChange, Change, Kind, Property, Refusal, SubjectProperty, What};
use crate::model::{Entry, Field, Status};

fn set(name: &str) -> Vec<NamedBytes> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/sets").join(name);
    let files = std::fs::read_dir(folder).expect("a set").map(|entry| entry.expect("an entry").path());
    let named = |path: std::path::PathBuf| NamedBytes {
        name: path.file_name().expect("a name").to_string_lossy().into_owned(),
        bytes: std::fs::read(&path).expect("a file"),
    };
    files.filter(|path| path.is_file()).map(named).collect()
}

/// A desk, and the acts that were kept beside it.
struct Talk {
    desk: Desk,
    journal: Vec<String>,
}

impl Talk {
    fn opened(name: &str) -> Talk {
        let mut desk = Desk::default();
        assert!(matches!(desk.open(set(name)), Reply::Opened(_)));
        Talk { desk, journal: Vec::new() }
    }

    fn act(&mut self, what: What) -> (Option<Refusal>, DocumentView) {
        let text = act_text(&Act { at: self.journal.len() as u64, what });
        let reply = self.desk.act(&text);
        self.journal.push(text);
        match reply {
            Reply::Acted { refusal, document } => (refusal, *document),
            other => panic!("{other:?}"),
        }
    }

    fn make(&mut self, change: Change) -> DocumentView {
        let (refusal, document) = self.act(What::Do(change));
        assert_eq!(refusal, None);
        document
    }

    fn assess(&mut self) -> ResultsView {
        let (checked, question, prepared) = self.desk.prepare(None, None).expect("a computable document");
        let mut run = prepared.run(&checked);
        while run.advance() {}
        let kept = run.into_kept();
        let assessment = prepared.finish(kept);
        match self.desk.show(&checked, question, assessment) {
            Reply::Assessed(results) => *results,
            other => panic!("{other:?}"),
        }
    }

    fn snapshot(&self) -> (Vec<u8>, String) {
        match self.desk.write(Written::Snapshot) {
            Reply::Written(written) => (written.bytes, written.digest),
            other => panic!("{other:?}"),
        }
    }

    fn sheet(&mut self, indicator: &str) -> SheetView {
        let spec = SheetSpec { indicators: vec![indicator.to_owned()], ..SheetSpec::default() };
        match self.desk.sheet(spec) {
            Reply::Sheet(sheet) => *sheet,
            other => panic!("{other:?}"),
        }
    }
}

fn value(indicator: &str, subject: &str, number: f64) -> Change {
    let entry = Entry::scored(number);
    let cells = vec![CellChange { subject: subject.to_owned(), entry, line: 0 }];
    Change::Cells { indicator: indicator.to_owned(), period: Period::Year, field: Field::Value, cells }
}

fn points(id: &str, category: &str, to: f64) -> Change {
    let property = Property::Points { category: category.to_owned(), to: Some(to) };
    Change::Indicator { id: id.to_owned(), property }
}

fn parameter(id: &str, name: &str, to: &str) -> Change {
    let property = Property::Parameter { name: name.to_owned(), to: Some(to.to_owned()) };
    Change::Indicator { id: id.to_owned(), property }
}

#[test]
fn a_change_is_assessed_and_explained_and_undoing_it_brings_the_results_back() {
    let mut talk = Talk::opened("a_city");
    let before = talk.assess();
    let row = before.subjects.iter().position(|subject| subject.id == "D37").expect("a subject");
    assert_eq!(before.published[row], Some(79.99));
    assert!(matches!(talk.desk.explain("D37", "total"), Reply::Explained(_)));

    let document = talk.make(points("A101", "B", 1.0));
    assert_eq!(document.history.undo.as_ref().map(|said| said.kind), Some(Kind::Points));
    // What was shown spoke of another document.
    assert!(matches!(talk.desk.explain("D37", "total"), Reply::NotFound { .. }));
    let after = talk.assess();
    assert_ne!(after.total[row], before.total[row]);
    let Reply::Explained(proof) = talk.desk.explain("D37", "total") else { panic!("a proof") };
    assert_eq!(proof.published, after.published[row]);

    talk.act(What::Undo);
    assert_eq!(talk.assess(), before);
}

#[test]
fn a_snapshot_and_the_acts_after_it_make_the_live_document() {
    let mut talk = Talk::opened("a_city");
    talk.make(value("A102", "D01", 4.5));
    let (snapshot, _) = talk.snapshot();
    talk.journal.clear();
    talk.make(points("A101", "A", 8.0));
    talk.act(What::Undo);
    talk.act(What::Suppose);
    talk.make(Change::Subject { id: "D01".into(), property: SubjectProperty::Name("改名".into()) });
    let (refusal, _) = talk.act(What::Do(Change::RemoveSubject { id: "nobody".into() }));
    assert!(refusal.is_some());
    talk.act(What::Keep);
    talk.make(parameter("A101", "cap", "0.9"));
    let live = talk.desk.view();

    let mut again = Desk::default();
    assert!(matches!(again.restore(&snapshot, &talk.journal), Reply::Opened(_)));
    assert_eq!(again.view(), live);
    let mut again = Talk { desk: again, journal: Vec::new() };
    assert_eq!(again.snapshot(), talk.snapshot());
    // What can be undone came along, also what was done before the snapshot.
    for _ in 0..3 {
        assert_eq!(again.act(What::Undo).0, None);
    }
    assert_eq!(again.act(What::Undo).0, Some(Refusal::Nothing));
    assert_eq!(again.snapshot().1, Talk::opened("a_city").snapshot().1);
}

#[test]
fn a_document_that_cannot_be_computed_is_seen_changed_and_mended() {
    let mut talk = Talk::opened("a_city");
    talk.assess();
    let broken = talk.make(parameter("A101", "cap", "many"));
    assert!(!broken.computable);
    assert!(broken.findings.iter().any(|finding| finding.at.node == "A101"));
    assert_eq!(broken.tree.len(), Talk::opened("a_city").desk.view().tree.len());
    assert!(matches!(talk.desk.prepare(None, None), Err(reply) if matches!(*reply, Reply::Refused { .. })));
    // It can be written, stored, opened again, looked at and changed as it is.
    let (snapshot, _) = talk.snapshot();
    let mut stored = Desk::default();
    assert!(matches!(stored.restore(&snapshot, &[]), Reply::Opened(view) if !view.computable));
    assert_eq!(talk.sheet("A102").subjects.len(), 40);
    talk.make(value("A102", "D01", 4.5));
    let mended = talk.make(parameter("A101", "cap", "1"));
    assert!(mended.computable);
    assert_eq!(talk.assess().subjects.len(), 40);
}

#[test]
fn an_act_that_cannot_be_read_is_refused_and_changes_nothing() {
    let mut talk = Talk::opened("c_company");
    let (_, before) = talk.snapshot();
    for text in ["", "{}", "{\"at\":1,\"what\":{\"do\":{\"nonsense\":1}}}", "{\"at\":1,\"stand\":{\"a\":1}}"] {
        let Reply::Acted { refusal, .. } = talk.desk.act(text) else { panic!("{text}") };
        assert!(refusal.is_some(), "{text}");
        assert_eq!(talk.snapshot().1, before, "{text}");
    }
}

#[test]
fn another_state_takes_the_place_of_the_document_and_can_be_undone() {
    let mut talk = Talk::opened("c_company");
    let (snapshot, original) = talk.snapshot();
    let Reply::Written(file) = talk.desk.write(Written::File) else { panic!("bytes") };
    talk.make(Change::Title("改过".into()));
    let (_, changed) = talk.snapshot();
    let text = stand_text(9, &file.bytes).expect("text");
    let Reply::Acted { refusal: None, .. } = talk.desk.act(&text) else { panic!("refused") };
    assert_eq!(talk.snapshot().1, original);
    talk.act(What::Undo);
    assert_eq!(talk.snapshot().1, changed);
    let mut again = Desk::default();
    again.restore(&snapshot, &[text]);
    assert!(matches!(again.write(Written::File), Reply::Written(written) if written.digest == original));
}

#[test]
fn a_sheet_says_what_was_written_by_hand_and_what_is_only_supposed() {
    let mut talk = Talk::opened("a_city");
    let place = |sheet: &SheetView, id: &str| sheet.subjects.iter().position(|s| s.id == id).expect("one") as u32;
    let sheet = talk.sheet("A102");
    assert_eq!(sheet.columns.len(), 1);
    assert!(sheet.columns[0].by_hand.is_empty() && sheet.columns[0].supposed.is_empty());
    talk.make(value("A102", "D02", 7.0));
    let sheet = talk.sheet("A102");
    let second = place(&sheet, "D02");
    assert_eq!(sheet.columns[0].by_hand, [second]);
    assert_eq!(sheet.columns[0].entries[second as usize], Entry::scored(7.0));
    talk.act(What::Suppose);
    talk.make(value("A102", "D05", 9.0));
    let sheet = talk.sheet("A102");
    assert_eq!(sheet.columns[0].supposed, [place(&sheet, "D05")]);
    // A subject before it is taken out: the rows move, what is supposed stays with its subject.
    talk.make(Change::RemoveSubject { id: "D01".into() });
    let sheet = talk.sheet("A102");
    assert_eq!(sheet.columns[0].supposed, [place(&sheet, "D05")]);
    talk.act(What::Drop);
    let sheet = talk.sheet("A102");
    assert!(sheet.columns[0].supposed.is_empty());
    assert_eq!(sheet.columns[0].by_hand, [second]);
}

#[test]
fn a_sheet_of_an_unknown_indicator_is_who_is_assessed() {
    let mut talk = Talk::opened("a_city");
    let sheet = talk.sheet("");
    assert_eq!((sheet.subjects.len(), sheet.columns.len()), (40, 0));
    // An indicator without any value still has a place for every period of its cycle.
    talk.make(Change::RemoveColumn { indicator: "A102".into(), period: Period::Year, field: Field::Value });
    let sheet = talk.sheet("A102");
    assert_eq!(sheet.columns.len(), 1);
    assert!(sheet.columns[0].entries.iter().all(|entry| entry.status == Status::Missing));
}
