//! Tables on their way, through the whole workspace: what happens in which order, and what must not.

use super::*;
use crate::intake::SheetFound;
use crate::workspace::sample::document;
use crate::workspace::{Event, Origin, Route, Workspace};

fn files() -> Vec<String> {
    vec!["体系表.xlsx".into()]
}

fn texts() -> Vec<(String, AsText)> {
    vec![("体系表.xlsx".into(), AsText { encoding: None, separator: Some(',') })]
}

fn given(workspace: &mut Workspace, remembered: BTreeMap<String, SheetChoice>) -> u32 {
    let around = Around { id: "new".into(), untitled: "粘贴的表格".into(), at: 7, remembered };
    let effects = workspace.update(Event::Intake(Intaking::Given { names: files(), around }));
    let clerk = effects.iter().find_map(|effect| match effect {
        Effect::Clerk { task, work } => {
            assert_eq!(*work, Task::Read { names: files(), texts: BTreeMap::new() });
            Some(*task)
        }
        _ => None,
    });
    assert_eq!(workspace.route, Route::Import);
    clerk.expect("the clerk is asked")
}

fn read(workspace: &mut Workspace, task: u32) -> Vec<Effect> {
    let outcome = Ok(Outcome::Read { books: vec![9], count: 1, refused: Vec::new(), texts: texts() });
    workspace.update(Event::Intake(Intaking::Worked { task, outcome }))
}

fn asked(effects: &[Effect]) -> Vec<(u32, u32, Request)> {
    let ask = |effect: &Effect| match effect {
        Effect::Ask { desk, id, request } => Some((*desk, *id, request.clone())),
        _ => None,
    };
    effects.iter().filter_map(ask).collect()
}

/// A workspace with a document open, and its desk.
fn with_document() -> (Workspace, u32) {
    let mut workspace = Workspace::new(Route::Home);
    let event = Event::Open { title: String::new(), files: Vec::new(), origin: Origin::File };
    let desk = asked(&workspace.update(event))[0].0;
    workspace.update(Event::Replied { desk, id: desk, reply: Reply::Opened(Box::new(document())) });
    (workspace, desk)
}

fn view() -> IntakeView {
    let sheet = SheetFound { book: files()[0].clone(), signature: "abc".into(), taken: true, ..SheetFound::default() };
    IntakeView { sheets: vec![sheet], ready: true, ..IntakeView::default() }
}

fn looked(workspace: &mut Workspace, desk: u32, id: u32, view: IntakeView) -> Vec<Effect> {
    workspace.update(Event::Replied { desk, id, reply: Reply::TakingIn(Box::new(view)) })
}

/// The question about tables among what was asked.
fn question(effects: &[Effect]) -> (u32, u32, Option<Vec<u8>>) {
    let found = asked(effects).into_iter().find_map(|(desk, id, request)| match request {
        Request::TakeIn { books, .. } => Some((desk, id, books)),
        _ => None,
    });
    found.expect("the desk is asked to look")
}

#[test]
fn tables_are_read_looked_at_and_taken_in_as_one_act_of_the_open_document() {
    let (mut workspace, desk) = with_document();
    let task = given(&mut workspace, BTreeMap::new());
    let (to, id, books) = question(&read(&mut workspace, task));
    assert_eq!((to, books), (desk, Some(vec![9])));
    looked(&mut workspace, desk, id, view());
    assert!(workspace.intake.is_fresh());
    let effects = workspace.update(Event::Intake(Intaking::TakeIn { at: 8 }));
    let [(_, id, Request::TakeInAct { at: 8 })] = asked(&effects)[..] else { panic!("{effects:?}") };
    let text = "{\"at\":8}".to_owned();
    let effects = workspace.update(Event::Replied { desk, id, reply: Reply::TakeInAct { text: Some(text.clone()) } });
    assert!(effects.contains(&Effect::Keep { text: text.clone() }), "kept like any other act");
    let act = asked(&effects).into_iter().find(|(_, _, request)| *request == Request::Act { text: text.clone() });
    let (_, id, _) = act.expect("done like any other act");
    let reply = Reply::Acted { refusal: None, document: Box::new(document()) };
    let effects = workspace.update(Event::Replied { desk, id, reply });
    assert!(effects.iter().any(|effect| matches!(effect, Effect::TookIn { .. })), "{effects:?}");
    assert!(asked(&effects).iter().any(|(_, _, request)| *request == Request::LeaveOut));
    assert!(matches!(workspace.route, Route::Results { .. }));
    assert_eq!(workspace.intake, Intake::default());
}

#[test]
fn a_refused_act_leaves_the_tables_where_they_were() {
    let (mut workspace, desk) = with_document();
    let task = given(&mut workspace, BTreeMap::new());
    let (_, id, _) = question(&read(&mut workspace, task));
    looked(&mut workspace, desk, id, view());
    let id = asked(&workspace.update(Event::Intake(Intaking::TakeIn { at: 8 })))[0].1;
    let reply = Reply::TakeInAct { text: Some("{}".into()) };
    let effects = workspace.update(Event::Replied { desk, id, reply });
    let (_, id, _) = asked(&effects)[0].clone();
    let reply = Reply::Acted { refusal: Some(crate::edit::Refusal::Newer), document: Box::new(document()) };
    workspace.update(Event::Replied { desk, id, reply });
    assert_eq!((workspace.intake.stage, &workspace.route), (Stage::Shown, &Route::Import));
}

#[test]
fn without_a_document_one_is_made_and_named_after_the_file() {
    let mut workspace = Workspace::new(Route::Home);
    let task = given(&mut workspace, BTreeMap::new());
    let effects = read(&mut workspace, task);
    let (desk, id, request) = asked(&effects)[0].clone();
    assert_eq!(request, Request::Blank { id: "new".into(), title: "体系表".into() });
    let effects = workspace.update(Event::Replied { desk, id, reply: Reply::Opened(Box::new(document())) });
    assert!(effects.contains(&Effect::Settled { origin: Origin::New }), "kept like any new document");
    let (to, id, books) = question(&effects);
    assert_eq!((to, books), (desk, Some(vec![9])));
    let titled = IntakeView { title: "2025年度体系表".into(), ..view() };
    let effects = looked(&mut workspace, desk, id, titled);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Keep { text } if text.contains("2025年度体系表"))));
    assert_eq!(workspace.route, Route::Import);
}

#[test]
fn a_late_answer_is_never_about_another_document_or_other_files() {
    let (mut workspace, desk) = with_document();
    let first = given(&mut workspace, BTreeMap::new());
    let second = given(&mut workspace, BTreeMap::new());
    assert_eq!(asked(&read(&mut workspace, first)), [], "the first files were replaced");
    let (_, id, _) = question(&read(&mut workspace, second));
    let event = Event::Open { title: String::new(), files: Vec::new(), origin: Origin::File };
    let other = asked(&workspace.update(event))[0].0;
    workspace.update(Event::Replied { desk: other, id: other, reply: Reply::Opened(Box::new(document())) });
    assert_eq!(workspace.intake, Intake::default(), "the workbooks lie with the document that was left");
    looked(&mut workspace, desk, id, view());
    looked(&mut workspace, other, id, view());
    assert_eq!(workspace.intake.view, None);
}

#[test]
fn what_was_decided_for_such_headings_is_decided_again_without_being_asked() {
    let (mut workspace, desk) = with_document();
    let choice = SheetChoice { kind: Some(Kind::Values), ..SheetChoice::default() };
    let task = given(&mut workspace, BTreeMap::from([("abc".to_owned(), choice.clone())]));
    let (_, id, _) = question(&read(&mut workspace, task));
    let effects = looked(&mut workspace, desk, id, view());
    let Some((_, _, Request::TakeIn { books: None, choices })) = asked(&effects).into_iter().next() else {
        panic!("{effects:?}")
    };
    assert_eq!(choices.sheets, BTreeMap::from([(0, choice)]));
}

#[test]
fn a_decision_is_asked_about_once_and_an_answer_to_an_older_one_is_followed_by_the_next() {
    let (mut workspace, desk) = with_document();
    let task = given(&mut workspace, BTreeMap::new());
    let (_, id, _) = question(&read(&mut workspace, task));
    looked(&mut workspace, desk, id, view());
    let leave = |leave_faulty| Choices { leave_faulty, ..Choices::default() };
    let (_, first, _) = question(&workspace.update(Event::Intake(Intaking::Choose(leave(true)))));
    let two = SheetChoice { take: Some(false), ..SheetChoice::default() };
    let next = Choices { sheets: BTreeMap::from([(0, two)]), ..leave(true) };
    assert_eq!(asked(&workspace.update(Event::Intake(Intaking::Choose(next.clone())))), []);
    assert_eq!(asked(&workspace.update(Event::Intake(Intaking::TakeIn { at: 1 }))), [], "not before it was looked at");
    let effects = looked(&mut workspace, desk, first, view());
    let Some((_, _, Request::TakeIn { choices, .. })) = asked(&effects).into_iter().next() else {
        panic!("{effects:?}")
    };
    assert_eq!(*choices, next);
}

#[test]
fn a_clerk_that_is_stopped_or_breaks_down_harms_nothing_and_can_be_tried_again() {
    let (mut workspace, _) = with_document();
    let before = workspace.open.clone();
    let task = given(&mut workspace, BTreeMap::new());
    let effects = workspace.update(Event::Intake(Intaking::Stop));
    assert_eq!(effects, [Effect::StopClerk { task }]);
    assert_eq!(asked(&read(&mut workspace, task)), [], "a late outcome of the stopped clerk");
    let effects = workspace.update(Event::Intake(Intaking::Retry));
    let [Effect::Clerk { task, .. }] = effects[..] else { panic!("{effects:?}") };
    workspace.update(Event::Intake(Intaking::Worked { task, outcome: Err(Lost::BrokeDown) }));
    assert_eq!((workspace.intake.lost, workspace.intake.can_retry()), (Some(Lost::BrokeDown), true));
    assert_eq!(workspace.open, before);
}

#[test]
fn files_that_cannot_be_read_are_named_and_no_document_is_made() {
    let mut workspace = Workspace::new(Route::Home);
    let task = given(&mut workspace, BTreeMap::new());
    let refused = vec![("体系表.xlsx".to_owned(), Unreadable::Damaged)];
    let outcome = Ok(Outcome::Read { books: Vec::new(), count: 0, refused: refused.clone(), texts: texts() });
    let effects = workspace.update(Event::Intake(Intaking::Worked { task, outcome }));
    assert_eq!((asked(&effects), &workspace.intake.refused), (Vec::new(), &refused));
    assert!(workspace.open.is_none() && workspace.opening.is_none());
}

#[test]
fn an_own_workbook_needs_no_decision_when_no_document_is_open() {
    let mut workspace = Workspace::new(Route::Home);
    let task = given(&mut workspace, BTreeMap::new());
    let (desk, id, _) = asked(&read(&mut workspace, task))[0].clone();
    let effects = workspace.update(Event::Replied { desk, id, reply: Reply::Opened(Box::new(document())) });
    let (_, id, _) = question(&effects);
    let mut own = view();
    own.sheets[0].kind = Kind::Own;
    let effects = looked(&mut workspace, desk, id, own);
    assert!(asked(&effects).iter().any(|(_, _, request)| matches!(request, Request::TakeInAct { .. })), "{effects:?}");
}

#[test]
fn what_is_remembered_for_other_documents_has_no_indicators_of_this_one() {
    let value = |id: &str| Role::Value { indicator: id.into(), period: None };
    let columns = BTreeMap::from([(0, Role::Subject), (1, value("A101")), (2, value(""))]);
    let choice = SheetChoice { columns, period: None, category: Some("A".into()), ..SheetChoice::default() };
    let intake = Intake {
        view: Some(Shared::new(view())),
        choices: Choices { sheets: BTreeMap::from([(0, choice.clone())]), ..Choices::default() },
        ..Intake::default()
    };
    let anywhere = BTreeMap::from([(0, Role::Subject), (2, value(""))]);
    let expected = [
        ("abc@doc".to_owned(), choice),
        ("abc".to_owned(), SheetChoice { columns: anywhere, ..SheetChoice::default() }),
    ];
    assert_eq!(intake.worth_remembering("doc"), expected);
}

/// The files are to be read once more, as this one text says.
fn read_as(workspace: &mut Workspace, separator: char) -> (u32, Vec<Effect>) {
    let how = AsText { encoding: None, separator: Some(separator) };
    let name = files()[0].clone();
    let effects = workspace.update(Event::Intake(Intaking::ReadAs { name: name.clone(), how }));
    let texts = BTreeMap::from([(name, how)]);
    let task = effects.iter().find_map(|effect| match effect {
        Effect::Clerk { task, work } if *work == Task::Read { names: files(), texts: texts.clone() } => Some(*task),
        _ => None,
    });
    (task.expect("the clerk is asked"), effects)
}

#[test]
fn r41_a_text_that_is_read_in_another_way_replaces_what_was_looked_at_and_what_was_decided() {
    let (mut workspace, desk) = with_document();
    let task = given(&mut workspace, BTreeMap::new());
    let (_, id, _) = question(&read(&mut workspace, task));
    looked(&mut workspace, desk, id, view());
    let sheets = BTreeMap::from([(0, SheetChoice { take: Some(false), ..SheetChoice::default() })]);
    let choices = Choices { sheets, leave_faulty: true, ..Choices::default() };
    let effects = workspace.update(Event::Intake(Intaking::Choose(choices)));
    // The answer about what was decided is on its way; nobody waits for it any more.
    let (_, late, _) = question(&effects);
    let (task, _) = read_as(&mut workspace, ';');
    assert!(workspace.intake.view.is_some() && !workspace.intake.is_fresh(), "what was there stays in sight");
    looked(&mut workspace, desk, late, IntakeView::default());
    assert_eq!(workspace.intake.view.as_ref().map(|view| view.sheets.len()), Some(1));
    let (_, id, books) = question(&read(&mut workspace, task));
    assert_eq!((books, workspace.intake.choices.clone()), (Some(vec![9]), Choices::default()));
    // What is about all tables holds still, and is asked about.
    let (_, id, _) = question(&looked(&mut workspace, desk, id, view()));
    assert_eq!(workspace.intake.choices, Choices { leave_faulty: true, ..Choices::default() });
    looked(&mut workspace, desk, id, view());
    assert!(workspace.intake.is_fresh());
    // Once more before the clerk is done: the first task is stopped.
    let (first, _) = read_as(&mut workspace, '|');
    let (_, effects) = read_as(&mut workspace, ',');
    assert!(effects.contains(&Effect::StopClerk { task: first }));
    let nobody = Intaking::ReadAs { name: "别的.csv".into(), how: AsText::default() };
    assert_eq!(workspace.update(Event::Intake(nobody)), []);
}

#[test]
fn a_text_that_is_read_in_another_way_leaves_what_was_decided_about_the_others() {
    let (mut workspace, desk) = with_document();
    let task = given(&mut workspace, BTreeMap::new());
    let (_, id, _) = question(&read(&mut workspace, task));
    let of = |books: &[&str]| {
        let sheet = |book: &&str| SheetFound { book: (*book).into(), taken: true, ..SheetFound::default() };
        IntakeView { sheets: books.iter().map(sheet).collect(), ready: true, ..IntakeView::default() }
    };
    let own = files()[0].clone();
    // The other workbook has two sheets, and one sheet of the text stands before them.
    looked(&mut workspace, desk, id, of(&[&own, "乙.xlsx", "乙.xlsx"]));
    let period = |month| SheetChoice { period: Some(crate::model::Period::Month(month)), ..SheetChoice::default() };
    let correction = |sheet| crate::intake::Correction { sheet, row: 3, column: 1, text: "5".into() };
    let rule = |sheet| crate::intake::RuleChoice { sheet, row: 4, rule: None };
    let choices = Choices {
        sheets: BTreeMap::from([(0, period(1)), (2, period(2))]),
        corrections: vec![correction(0), correction(1)],
        rules: vec![rule(2), rule(0)],
        ..Choices::default()
    };
    let (_, id, _) = question(&workspace.update(Event::Intake(Intaking::Choose(choices))));
    looked(&mut workspace, desk, id, of(&[&own, "乙.xlsx", "乙.xlsx"]));
    let (task, _) = read_as(&mut workspace, ';');
    let (_, id, _) = question(&read(&mut workspace, task));
    // Read in this way the text is no table: the places of the others are one less.
    let (_, id, _) = question(&looked(&mut workspace, desk, id, of(&["乙.xlsx", "乙.xlsx"])));
    let expected = Choices {
        sheets: BTreeMap::from([(1, period(2))]),
        corrections: vec![correction(0)],
        rules: vec![rule(1)],
        ..Choices::default()
    };
    assert_eq!(workspace.intake.choices, expected);
    looked(&mut workspace, desk, id, of(&["乙.xlsx", "乙.xlsx"]));
    assert!(workspace.intake.is_fresh());
}

#[test]
fn a_text_that_comes_to_nothing_in_another_way_leaves_nothing_to_be_taken_in() {
    let (mut workspace, desk) = with_document();
    let task = given(&mut workspace, BTreeMap::new());
    let (_, id, _) = question(&read(&mut workspace, task));
    looked(&mut workspace, desk, id, view());
    let (task, _) = read_as(&mut workspace, ';');
    let outcome = Outcome::Read { books: Vec::new(), count: 0, refused: Vec::new(), texts: texts() };
    let effects = workspace.update(Event::Intake(Intaking::Worked { task, outcome: Ok(outcome) }));
    assert!(effects.contains(&Effect::Ask { desk, id: 0, request: Request::LeaveOut }));
    assert!(workspace.intake.view.is_none() && workspace.intake.stage == Stage::Empty);
    // And in the first way again it is looked at again.
    let (task, _) = read_as(&mut workspace, ',');
    assert_eq!(question(&read(&mut workspace, task)).2, Some(vec![9]));
}
