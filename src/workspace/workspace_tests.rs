//! Whole conversations between the page, its user and its desks.

use super::*;
use crate::explain::Explanation;
use crate::model::{At, Diagnostic, Problem};
use crate::worker::protocol::{OtherView, ResultsView, SideSpec};
use crate::workspace::open::first_view;
use crate::workspace::sample;
use crate::workspace::{Alongside, Door, Topic};

/// A page, and the desk that answers it.
struct Talk {
    workspace: Workspace,
    effects: Vec<Effect>,
}

impl Talk {
    fn new() -> Talk {
        Talk { workspace: Workspace::new(Route::Home), effects: Vec::new() }
    }

    fn opened() -> Talk {
        let mut talk = Talk::new();
        talk.event(Event::Open { title: "示例".into(), files: Vec::new(), origin: Origin::File });
        talk.answer_all();
        talk
    }

    fn event(&mut self, event: Event) {
        let effects = self.workspace.update(event);
        self.effects.extend(effects);
    }

    fn go(&mut self, address: &str) {
        self.event(Event::Went(Route::read(address)));
    }

    fn asked(&self) -> Vec<Request> {
        self.effects
            .iter()
            .filter_map(|effect| if let Effect::Ask { request, .. } = effect { Some(request.clone()) } else { None })
            .collect()
    }

    /// Answers the oldest question, as a desk does.
    fn answer(&mut self) -> bool {
        let Some(place) = self.effects.iter().position(|effect| matches!(effect, Effect::Ask { .. })) else {
            return false;
        };
        let Effect::Ask { desk, id, request } = self.effects.remove(place) else { unreachable!() };
        let reply = match request {
            Request::Open { .. } => Reply::Opened(Box::new(sample::document())),
            Request::Assess { scheme, period } => {
                Reply::Assessed(Box::new(ResultsView { scheme, period, ..sample::results() }))
            }
            Request::Explain { subject, node } if subject == "S1" => {
                Reply::Explained(Box::new(Explanation { subject, node, ..Explanation::default() }))
            }
            Request::Explain { subject, .. } => Reply::NotFound { what: subject },
            Request::OpenOther { slot, .. } | Request::RestoreOther { slot, .. } => {
                Reply::OtherOpened(Box::new(OtherView { slot, ..OtherView::default() }))
            }
            Request::CloseOther { slot } => Reply::OtherClosed { slot },
            Request::ExportComparison { subject: None, .. } => Reply::Exported { bytes: b"table".to_vec() },
            Request::ExportComparison { subject: Some(what), .. } => Reply::NotFound { what },
            _ => Reply::Cancelled,
        };
        self.event(Event::Replied { desk, id, reply });
        true
    }

    fn answer_all(&mut self) {
        while self.answer() {}
    }

    fn open(&self) -> &Open {
        self.workspace.open.as_ref().expect("an open document")
    }
}

#[test]
fn a_document_opens_on_its_results_in_its_first_category() {
    let talk = Talk::opened();
    assert_eq!(talk.workspace.route.address(), "#/results?category=A");
    assert!(talk.open().results.is_some() && talk.open().assessing.is_none());
    assert!(talk.workspace.opening.is_none());
}

#[test]
fn a_refused_document_leaves_the_open_one_where_it_was() {
    let mut talk = Talk::opened();
    let before = talk.open().clone();
    talk.event(Event::Open { title: "坏.json".into(), files: Vec::new(), origin: Origin::File });
    let Some(Effect::Ask { desk, id, .. }) = talk.effects.pop() else { panic!("a question") };
    let findings = vec![Diagnostic::error(Problem::NotADocument, At::file("坏.json"))];
    talk.event(Event::Replied { desk, id, reply: Reply::Refused { findings: findings.clone() } });
    assert_eq!(talk.open(), &before);
    assert_eq!(talk.workspace.refusal, Some(Refusal { title: "坏.json".into(), cause: Cause::Findings(findings) }));
    assert!(talk.effects.contains(&Effect::Leave { desk }));
    assert_eq!(talk.workspace.route, Route::Home);
}

#[test]
fn cancelling_an_opening_stops_its_desk_and_late_answers_change_nothing() {
    let mut talk = Talk::opened();
    let before = talk.open().clone();
    talk.event(Event::Open { title: "大.zip".into(), files: Vec::new(), origin: Origin::File });
    let Some(Effect::Ask { desk, id, .. }) = talk.effects.pop() else { panic!("a question") };
    talk.event(Event::Cancel);
    assert!(talk.effects.contains(&Effect::Stop { desk }));
    talk.event(Event::Replied { desk, id, reply: Reply::Opened(Box::new(sample::document())) });
    assert_eq!(talk.open(), &before);
    assert!(talk.workspace.opening.is_none());
}

#[test]
fn a_second_document_replaces_the_first_and_its_desk_is_left() {
    let mut talk = Talk::opened();
    let first = talk.open().desk;
    talk.event(Event::Open { title: "第二份".into(), files: Vec::new(), origin: Origin::File });
    talk.answer_all();
    assert!(talk.effects.contains(&Effect::Leave { desk: first }));
    assert_ne!(talk.open().desk, first);
}

#[test]
fn a_scheme_is_compared_with_the_declared_weights_and_those_with_the_scheme_before() {
    let mut talk = Talk::opened();
    assert!(talk.open().compared.is_none());
    talk.go("#/results?scheme=austerity");
    talk.answer_all();
    assert_eq!(talk.open().compared.as_ref().and_then(|results| results.scheme.clone()), None);
    assert!(talk.open().compared.is_some());
    talk.go("#/results?scheme=service");
    talk.answer_all();
    assert_eq!(talk.open().compared.as_ref().and_then(|results| results.scheme.clone()), None);
    talk.go("#/results");
    talk.answer_all();
    assert_eq!(talk.open().compared.as_ref().and_then(|results| results.scheme.clone()), Some("service".into()));
}

#[test]
fn a_period_under_a_scheme_asks_for_the_declared_weights_first() {
    let mut talk = Talk::opened();
    talk.go("#/results?scheme=austerity&period=Q1");
    let assess =
        |scheme: Option<&str>| Request::Assess { scheme: scheme.map(str::to_owned), period: Some("Q1".into()) };
    assert_eq!(talk.asked(), [assess(None)]);
    talk.answer();
    assert_eq!(talk.asked(), [assess(Some("austerity"))], "one after the other");
    talk.answer_all();
    assert_eq!(talk.open().results.as_ref().and_then(|results| results.scheme.clone()), Some("austerity".into()));
    assert!(talk.open().compared.is_some());
    // A second scheme of the same period does not ask again.
    talk.go("#/results?scheme=service&period=Q1");
    assert_eq!(talk.asked(), [assess(Some("service"))]);
}

#[test]
fn the_last_period_and_an_unknown_scheme_are_the_usual_results() {
    let mut talk = Talk::opened();
    talk.go("#/results?scheme=nonsense&period=Y");
    assert!(talk.asked().is_empty());
}

#[test]
fn an_explanation_is_asked_for_once_and_again_after_new_results() {
    let mut talk = Talk::opened();
    talk.go("#/results/S1/total?category=A");
    talk.go("#/results/S1/total");
    assert_eq!(talk.asked().len(), 1);
    talk.answer_all();
    assert!(talk.open().explanation.is_some());
    talk.go("#/results/S1/total?scheme=austerity");
    assert_eq!(talk.asked().len(), 1, "first the results");
    talk.answer();
    assert_eq!(talk.asked(), [Request::Explain { subject: "S1".into(), node: "total".into() }]);
}

#[test]
fn behind_an_unknown_door_there_is_nothing_and_nobody_asks_twice() {
    let mut talk = Talk::opened();
    talk.go("#/results/S9/total");
    talk.answer_all();
    assert_eq!(talk.open().nothing_there, Some(Door::total("S9")));
    talk.go("#/results/S9/total?category=A");
    assert!(talk.asked().is_empty());
}

#[test]
fn a_cancelled_assessment_leaves_the_results_and_puts_the_address_right() {
    let mut talk = Talk::opened();
    talk.go("#/results?scheme=austerity&category=B");
    let Some(Effect::Ask { desk, id, .. }) = talk.effects.pop() else { panic!("a question") };
    talk.event(Event::Cancel);
    assert_eq!(talk.effects.last(), Some(&Effect::Ask { desk, id, request: Request::Cancel }));
    talk.effects.clear();
    talk.event(Event::Replied { desk, id, reply: Reply::Cancelled });
    assert_eq!(talk.workspace.route.address(), "#/results?category=B");
    assert_eq!(talk.open().results.as_ref().and_then(|results| results.scheme.clone()), None);
    assert!(talk.asked().is_empty());
    // Asking for it again by hand asks again.
    talk.go("#/results?scheme=austerity");
    talk.event(Event::Retry);
    assert_eq!(talk.asked().len(), 1);
}

#[test]
fn a_worker_that_breaks_down_while_opening_is_a_refusal() {
    let mut talk = Talk::new();
    talk.event(Event::Open { title: "文件".into(), files: Vec::new(), origin: Origin::File });
    talk.event(Event::BrokeDown { desk: 1 });
    assert_eq!(talk.workspace.refusal, Some(Refusal { title: "文件".into(), cause: Cause::BrokeDown }));
    assert!(talk.workspace.opening.is_none());
}

#[test]
fn a_worker_that_breaks_down_later_leaves_its_results_on_show() {
    let mut talk = Talk::opened();
    let desk = talk.open().desk;
    talk.event(Event::BrokeDown { desk });
    assert!(talk.open().broken && talk.open().results.is_some());
    talk.effects.clear();
    talk.go("#/results?scheme=austerity");
    assert!(talk.asked().is_empty());
}

#[test]
fn a_filter_says_how_many_rows_are_left() {
    let mut talk = Talk::opened();
    talk.effects.clear();
    talk.event(Event::Go { route: Route::read("#/results?search=%E5%8D%95%E4%BD%8D%E4%B8%80"), replace: true });
    assert!(talk.effects.contains(&Effect::Say(Notice::Rows { shown: 1, of: 5 })));
}

#[test]
fn a_link_to_a_result_survives_the_opening_of_its_document() {
    let mut talk = Talk::new();
    talk.go("#/results/S1/total?category=B");
    talk.event(Event::Open { title: "示例".into(), files: Vec::new(), origin: Origin::File });
    talk.answer_all();
    assert_eq!(talk.workspace.route.address(), "#/results/S1/total?category=B");
    assert!(talk.open().explanation.is_some());
}

#[test]
fn groups_that_are_not_categories_are_shown_first() {
    let results = ResultsView { group: vec![Some(0), Some(1), Some(0), Some(1), None], ..sample::results() };
    let view = first_view(&sample::document(), &results);
    assert_eq!((view.category, view.group), (None, Some("甲类".to_owned())));
}

#[test]
fn a_document_that_takes_the_place_of_another_is_looked_at_in_its_own_groups() {
    let mut talk = Talk::opened();
    assert_eq!(talk.workspace.route.address(), "#/results?category=A");
    talk.effects.clear();
    talk.event(Event::Act { at: 1, what: What::Undo });
    let asked = talk.effects.iter().find_map(|effect| match effect {
        Effect::Ask { desk, id, request: Request::Act { .. } } => Some((*desk, *id)),
        _ => None,
    });
    let (desk, id) = asked.expect("the desk is asked");
    talk.effects.clear();
    let mut other = sample::document();
    other.categories[0].id = "PORT".into();
    talk.event(Event::Replied { desk, id, reply: Reply::Acted { refusal: None, document: Box::new(other) } });
    talk.answer_all();
    assert_eq!(talk.workspace.route.address(), "#/results?category=PORT");
}

fn beside(key: &str, what: Alongside) -> Event {
    Event::OpenBeside { key: key.into(), title: key.into(), what }
}

#[test]
fn a_second_document_gets_a_place_of_its_own_and_the_one_before_is_given_back() {
    let mut talk = Talk::opened();
    talk.event(beside("sample:b", Alongside::Files(Vec::new())));
    let first = talk.workspace.beside.clone().expect("a second document");
    assert!(first.is_waiting());
    talk.answer_all();
    let there = talk.workspace.beside.clone().expect("a second document");
    assert_eq!(there.document.as_ref().map(|view| view.slot), Some(first.slot));
    talk.event(beside("stored:x", Alongside::Stored { snapshot: Vec::new(), acts: Vec::new() }));
    let asked = talk.asked();
    assert_eq!(asked[0], Request::CloseOther { slot: first.slot });
    let Request::RestoreOther { slot, .. } = asked[1] else { panic!("{asked:?}") };
    assert_ne!(slot, first.slot);
    // What could not be read never had a place.
    talk.answer_all();
    talk.event(beside("file", Alongside::Unreadable(Cause::NotReadable)));
    assert_eq!(talk.asked(), [Request::CloseOther { slot }]);
    assert_eq!(talk.workspace.beside.as_ref().and_then(|b| b.refused.clone()), Some(Cause::NotReadable));
}

#[test]
fn a_refused_second_document_leaves_the_open_one_as_it_is_and_another_open_one_forgets_it() {
    let mut talk = Talk::opened();
    talk.event(beside("file", Alongside::Files(Vec::new())));
    let Some(Effect::Ask { desk, id, .. }) = talk.effects.pop() else { panic!("a question") };
    let findings = vec![Diagnostic::error(Problem::BadJson { reason: "x".into() }, At::default())];
    talk.event(Event::Replied { desk, id, reply: Reply::Refused { findings: findings.clone() } });
    assert_eq!(talk.workspace.beside.as_ref().and_then(|b| b.refused.clone()), Some(Cause::Findings(findings)));
    assert!(talk.open().results.is_some() && talk.workspace.refusal.is_none());
    talk.event(Event::Open { title: "乙".into(), files: Vec::new(), origin: Origin::File });
    talk.answer_all();
    assert_eq!(talk.workspace.beside, None);
}

#[test]
fn a_comparison_that_was_asked_for_as_a_file_is_handed_to_the_browser_once() {
    let mut talk = Talk::opened();
    let export = |subject: Option<&str>| Event::Export {
        left: SideSpec::default(),
        right: SideSpec::default(),
        subject: subject.map(str::to_owned),
        words: Vec::new(),
        name: "比较.csv".into(),
    };
    talk.effects.clear();
    talk.event(export(None));
    talk.answer_all();
    assert_eq!(talk.effects, [Effect::Download { name: "比较.csv".into(), bytes: b"table".to_vec() }]);
    talk.effects.clear();
    talk.event(export(Some("S9")));
    talk.answer_all();
    assert_eq!(talk.effects, [Effect::Say(Notice::NothingThere { what: "比较.csv".into() })]);
}

#[test]
fn what_an_address_compares_is_asked_again_after_a_change_and_no_more_on_other_pages() {
    let mut talk = Talk::opened();
    talk.go("#/compare/categories");
    let profiles = Request::Profiles { scheme: None, period: None };
    assert!(talk.asked().contains(&profiles));
    talk.answer_all();
    talk.go("#/compare/categories?whole=yes");
    assert!(talk.asked().is_empty(), "the same questions are answered already");
    talk.effects.clear();
    talk.event(Event::Act { at: 1, what: What::Undo });
    let Effect::Ask { desk, id, .. } = talk.effects.remove(0) else { panic!("the act") };
    let reply = Reply::Acted { refusal: None, document: Box::new(sample::document()) };
    talk.event(Event::Replied { desk, id, reply });
    assert!(talk.asked().contains(&profiles));
    talk.answer_all();
    talk.go("#/compare/schemes");
    assert!(talk.workspace.topics.answer(Topic::Profiles).is_none());
    assert_eq!(talk.asked().len(), 2, "the table, and the base with one of its columns");
    talk.go("#/settings");
    assert!(TOPICS.iter().all(|topic| !talk.workspace.topics.is_waiting(*topic)));
}

#[test]
fn what_was_open_before_opens_where_the_page_stands() {
    let mut talk = Talk::new();
    talk.event(Event::Stay);
    talk.event(Event::Open { title: "上次".into(), files: Vec::new(), origin: Origin::Sample });
    talk.answer_all();
    assert!(talk.workspace.open.is_some());
    assert_eq!(talk.workspace.route, Route::Home);
    // Only the next one.
    talk.event(Event::Open { title: "另一份".into(), files: Vec::new(), origin: Origin::File });
    talk.answer_all();
    assert_ne!(talk.workspace.route, Route::Home);
}

#[test]
fn a_document_that_is_put_away_leaves_its_desk_and_nothing_behind() {
    let mut talk = Talk::opened();
    let desk = talk.open().desk;
    talk.event(Event::Close);
    assert!(talk.workspace.open.is_none());
    assert!(talk.effects.contains(&Effect::Leave { desk }));
    talk.event(Event::Want(crate::worker::protocol::Written::File));
    assert!(talk.asked().is_empty());
}
