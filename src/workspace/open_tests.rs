//! The page and a real desk: what changing a document makes of what is on show.

use super::*;
use crate::edit::{Change, Property, Said};
use crate::worker::desk::Desk;
use crate::worker::protocol::{NamedBytes, Request, Written};
use crate::workspace::{Event, Origin, Topic, Workspace};

/// A page, the desk that answers it, and everything that was said and kept.
struct Talk {
    workspace: Workspace,
    desk: Desk,
    asked: Vec<(u32, u32, Request)>,
    notices: Vec<Notice>,
    kept: Vec<String>,
}

impl Talk {
    fn at(address: &str) -> Talk {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/sets/a_city");
        let files = std::fs::read_dir(folder).expect("a set").map(|entry| entry.expect("an entry").path());
        let named = |path: std::path::PathBuf| NamedBytes {
            name: path.file_name().expect("a name").to_string_lossy().into_owned(),
            bytes: std::fs::read(&path).expect("a file"),
        };
        let files = files.filter(|path| path.is_file()).map(named).collect();
        let mut talk = Talk {
            workspace: Workspace::new(Route::read(address)),
            desk: Desk::default(),
            asked: Vec::new(),
            notices: Vec::new(),
            kept: Vec::new(),
        };
        talk.event(Event::Open { title: "市".into(), files, origin: Origin::File });
        talk.answer_all();
        talk
    }

    fn event(&mut self, event: Event) {
        for effect in self.workspace.update(event) {
            match effect {
                Effect::Ask { desk, id, request } => self.asked.push((desk, id, request)),
                Effect::Say(notice) => self.notices.push(notice),
                Effect::Keep { text } => self.kept.push(text),
                _ => {}
            }
        }
    }

    fn answer(&mut self) -> bool {
        if self.asked.is_empty() {
            return false;
        }
        let (desk, id, request) = self.asked.remove(0);
        let reply = match request {
            Request::Open { files } => self.desk.open(files),
            Request::Act { text } => self.desk.act(&text),
            Request::Sheet(spec) => self.desk.sheet(spec),
            Request::Events => self.desk.events(),
            Request::Explain { subject, node } => self.desk.explain(&subject, &node),
            Request::Assess { scheme, period } => match self.desk.prepare(scheme.as_deref(), period.as_deref()) {
                Err(reply) => *reply,
                Ok((checked, question, prepared)) => {
                    let mut run = prepared.run(&checked);
                    while run.advance() {}
                    let kept = run.into_kept();
                    let assessment = prepared.finish(kept);
                    self.desk.show(&checked, question, assessment)
                }
            },
            other => panic!("{other:?}"),
        };
        self.event(Event::Replied { desk, id, reply });
        true
    }

    fn answer_all(&mut self) {
        while self.answer() {}
    }

    fn act(&mut self, what: What) {
        self.event(Event::Act { at: 7, what });
    }

    fn points(&mut self, to: f64) {
        let property = Property::Points { category: "A".into(), to: Some(to) };
        self.act(What::Do(Change::Indicator { id: "A101".into(), property }));
    }

    fn cap(&mut self, to: &str) {
        let property = Property::Parameter { name: "cap".into(), to: Some(to.into()) };
        self.act(What::Do(Change::Indicator { id: "A101".into(), property }));
    }

    fn open(&self) -> &Open {
        self.workspace.open.as_ref().expect("an open document")
    }

    fn total(&self, subject: &str) -> Option<f64> {
        let results = self.open().results.as_ref()?;
        let row = results.subjects.iter().position(|one| one.id == subject)?;
        results.published[row]
    }
}

#[test]
fn a_change_is_kept_told_and_followed_by_new_results() {
    let mut talk = Talk::at("#/results");
    let before = talk.total("D01");
    talk.points(1.0);
    assert_eq!(talk.kept.len(), 1);
    assert_eq!(talk.open().turn, 0);
    talk.answer();
    assert_eq!(talk.open().turn, 1);
    assert!(talk.open().is_outdated());
    assert_eq!(talk.total("D01"), before, "what is on show stays until the new results are there");
    talk.answer_all();
    assert!(!talk.open().is_outdated());
    assert_ne!(talk.total("D01"), before);
    let told = |way: Way| move |notice: &Notice| matches!(notice, Notice::Changed { said: Said { kind: Kind::Points, .. }, way: told } if *told == way);
    assert!(talk.notices.iter().any(told(Way::Done)));
    talk.act(What::Undo);
    talk.answer_all();
    assert!(talk.notices.iter().any(told(Way::Undone)));
    assert_eq!(talk.total("D01"), before);
    talk.act(What::Redo);
    talk.answer_all();
    assert!(talk.notices.iter().any(told(Way::Redone)));
    assert_eq!(talk.kept.len(), 3);
}

#[test]
fn an_explanation_on_show_follows_the_change() {
    let mut talk = Talk::at("#/results/D01/total");
    let before = talk.open().explanation.clone().expect("a proof");
    talk.points(1.0);
    talk.answer_all();
    let after = talk.open().explanation.clone().expect("a proof");
    assert_ne!(after.value, before.value);
    assert_eq!(after.published, talk.total("D01"));
}

#[test]
fn the_pages_of_editing_keep_results_fresh_under_the_weights_of_the_last_view() {
    let mut talk = Talk::at("#/results?scheme=austerity");
    for address in ["#/data", "#/settings", "#/indicators/A101"] {
        talk.event(Event::Went(Route::read(address)));
        talk.answer_all();
        let before = talk.total("D01");
        talk.points(1.0);
        talk.answer_all();
        let results = talk.open().results.clone().expect("results");
        assert_eq!(results.scheme.as_deref(), Some("austerity"), "{address}");
        assert!(!talk.open().is_outdated(), "{address}");
        assert_ne!(talk.total("D01"), before, "{address}");
        talk.act(What::Undo);
        talk.answer_all();
    }
    // Elsewhere nobody looks at results, so none are computed.
    talk.event(Event::Went(Route::About));
    talk.points(2.0);
    talk.answer_all();
    assert!(talk.open().is_outdated());
}

#[test]
fn a_data_page_that_was_linked_to_has_results_beside_its_values() {
    let talk = Talk::at("#/data/indicator/A102");
    assert!(talk.open().results.is_some());
    let Some(answer) = talk.workspace.topics.answer(Topic::Sheet) else { panic!("a sheet") };
    assert!(matches!(&*answer, Reply::Sheet(sheet) if sheet.subjects.len() == 40 && sheet.columns.len() == 1));
    assert_eq!(talk.workspace.topics.revision(Topic::Sheet), Some(talk.open().revision()));
}

#[test]
fn what_a_page_follows_is_asked_again_after_a_change() {
    let mut talk = Talk::at("#/data/events");
    let events = |talk: &Talk| match talk.workspace.topics.answer(Topic::Events).as_deref() {
        Some(Reply::Events { events, .. }) => events.len(),
        _ => 0,
    };
    let before = events(&talk);
    assert!(before > 0);
    talk.act(What::Do(Change::Events { from: 0, remove: 1, insert: Vec::new() }));
    talk.answer();
    assert_ne!(talk.workspace.topics.revision(Topic::Events), Some(talk.open().revision()));
    talk.answer_all();
    assert_eq!(events(&talk), before - 1);
    talk.event(Event::Went(Route::results()));
    assert!(talk.workspace.topics.answer(Topic::Events).is_none());
}

#[test]
fn results_stay_on_show_while_the_document_cannot_be_computed() {
    let mut talk = Talk::at("#/results");
    let before = talk.total("D01");
    talk.cap("many");
    talk.answer_all();
    assert!(!talk.open().document.computable && talk.open().is_outdated());
    assert_eq!(talk.total("D01"), before);
    assert!(talk.notices.iter().any(|notice| matches!(notice, Notice::NotComputable { findings } if *findings > 0)));
    // Editing goes on.
    talk.points(1.0);
    talk.cap("1");
    talk.answer_all();
    assert!(talk.open().document.computable && !talk.open().is_outdated());
    assert_ne!(talk.total("D01"), before);
}

#[test]
fn a_refused_change_is_told_and_leaves_what_is_on_show() {
    let mut talk = Talk::at("#/results");
    let (revision, before) = (talk.open().revision(), talk.total("D01"));
    talk.act(What::Do(Change::RemoveSubject { id: "nobody".into() }));
    talk.answer_all();
    assert!(talk.notices.contains(&Notice::NotChanged { refusal: Refusal::NotThere { id: "nobody".into() } }));
    assert_eq!((talk.open().revision(), talk.open().turn), (revision, 1));
    assert_eq!(talk.total("D01"), before);
}

#[test]
fn a_document_that_may_not_be_changed_is_not() {
    let mut talk = Talk::at("#/results");
    assert_eq!(talk.open().locked(), None);
    talk.event(Event::MayChange(false));
    assert_eq!(talk.open().locked(), Some(Locked::Elsewhere));
    talk.points(1.0);
    assert!(talk.asked.is_empty() && talk.kept.is_empty());
    assert_eq!(talk.notices.last(), Some(&Notice::ReadOnly));
    talk.event(Event::MayChange(true));
    talk.act(What::Finalise { by: "张三".into() });
    talk.answer_all();
    assert_eq!(talk.open().locked(), Some(Locked::Final));
    talk.points(1.0);
    talk.answer_all();
    assert!(talk.notices.contains(&Notice::NotChanged { refusal: Refusal::Final }));
    talk.act(What::Reopen { by: "张三".into(), reason: "申诉".into() });
    talk.answer_all();
    assert_eq!(talk.open().locked(), None);
}

#[test]
fn a_what_if_is_compared_with_the_results_before_it_and_told_when_it_ends() {
    let mut talk = Talk::at("#/results");
    let saved = talk.open().results.clone().expect("results");
    talk.act(What::Suppose);
    talk.answer_all();
    assert_eq!(talk.notices.iter().filter(|notice| **notice == Notice::Supposing).count(), 1);
    for points in [1.0, 2.0] {
        talk.points(points);
        talk.answer_all();
        let compared = talk.open().compared.clone().expect("something to compare with");
        assert_eq!(compared.published, saved.published);
    }
    assert_ne!(talk.open().results.as_ref().expect("results").published, saved.published);
    talk.act(What::Drop);
    talk.answer_all();
    assert!(talk.notices.contains(&Notice::Dropped { changes: 2 }));
    assert_eq!(talk.open().results.as_ref().expect("results").published, saved.published);
    assert!(talk.open().compared.is_none());

    talk.act(What::Suppose);
    talk.points(1.0);
    talk.act(What::Keep);
    talk.answer_all();
    assert!(talk.notices.contains(&Notice::Kept { changes: 1 }));
    assert!(talk.open().document.history.supposed.is_none());
}

#[test]
fn a_what_if_that_begins_before_the_first_results_is_compared_with_its_own_beginning() {
    let mut talk = Talk::at("#/indicators");
    assert!(talk.open().results.is_none());
    talk.act(What::Suppose);
    talk.answer_all();
    let beginning = talk.open().results.clone().expect("results, because a what-if is about them");
    talk.points(1.0);
    talk.answer_all();
    assert_eq!(talk.open().compared.as_ref().map(|compared| &compared.published), Some(&beginning.published));
    assert_ne!(talk.open().results.as_ref().expect("results").published, beginning.published);
}

#[test]
fn a_document_that_is_wanted_as_bytes_is_asked_for_after_what_was_done_before() {
    let mut talk = Talk::at("#/results");
    talk.points(1.0);
    talk.event(Event::Want(Written::Snapshot));
    let kinds: Vec<&str> = talk
        .asked
        .iter()
        .map(|(.., request)| match request {
            Request::Act { .. } => "act",
            Request::Write { .. } => "write",
            _ => "other",
        })
        .collect();
    assert_eq!(kinds, ["act", "write"]);
}
