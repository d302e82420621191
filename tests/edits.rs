//! Changes as a whole: every one has an exact inverse, acts can be replayed, a what-if leaves no trace, and a final
//! document stands still. The documents are the worked sets.

use mingheng::edit::history::LONGEST;
use mingheng::edit::*;
use mingheng::files::json::{read_snapshot, write_snapshot};
use mingheng::files::open::{NamedFile, open};
use mingheng::model::*;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

fn set(name: &str) -> Document {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/sets").join(name);
    let files = std::fs::read_dir(folder).expect("a set");
    let files = files.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_file());
    let named = |path: std::path::PathBuf| NamedFile {
        name: path.file_name().expect("a name").to_string_lossy().into_owned(),
        bytes: std::fs::read(&path).expect("a file"),
    };
    match open(files.map(named).collect()) {
        Ok(checked) => checked.into_document(),
        Err(findings) => panic!("{name}: {findings:?}"),
    }
}

fn cell(subject: &str, entry: Entry) -> CellChange {
    CellChange { subject: subject.to_owned(), entry, line: 0 }
}

/// One change or more of every variant, none of which leaves the set as it is.
fn changes(document: &Document) -> Vec<Change> {
    let column = document.observations.columns.iter().find(|column| !column.lines.is_empty()).expect("a read column");
    let (indicator, period, field) = (column.indicator.clone(), column.period, column.field);
    let (first, second) = (document.subjects[0].id.clone(), document.subjects[1].id.clone());
    let category = document.categories[0].id.clone();
    let other = document.categories.last().expect("a category").id.clone();
    let (leaf, last_leaf) =
        (document.set.indicators[0].id.clone(), document.set.indicators.last().expect("one").id.clone());
    let top = document.set.dimensions[0].id.clone();
    let lower = document.set.indicators.last().expect("one").parent.clone();
    let property = |property: Property| Change::Indicator { id: leaf.clone(), property };
    let of_subject = |property: SubjectProperty| Change::Subject { id: first.clone(), property };
    let flipped = match document.set.indicators[0].direction {
        Direction::HigherIsBetter => Direction::LowerIsBetter,
        Direction::LowerIsBetter => Direction::HigherIsBetter,
    };
    let mut parameters = document.set.indicators[0].rule.clone();
    parameters.method = "threshold".to_owned();
    let mut grading = document.grading.clone();
    grading.scale.bands[0].minimum += 1.5;
    grading.quota = Some(0.25);
    let event = Event { subject: first.clone(), code: "表彰".into(), points: 1.0, ..Event::default() };
    let scheme = WeightScheme { id: "new".into(), title: "新方案".into(), ..WeightScheme::default() };
    let rating = Ballot { subject: first.clone(), indicator: leaf.clone(), score: Some(80.0), ..Ballot::default() };
    let mut unused_column = column.clone();
    unused_column.period = Period::Month(if period == Period::Month(7) { 8 } else { 7 });
    unused_column.field = Field::Answers(4);
    let put_indicator =
        Indicator { id: "NEW".into(), name: "新指标".into(), parent: top.clone(), ..Indicator::default() };
    let put_dimension = Dimension { id: "NEWD".into(), name: "新维度".into(), ..Dimension::default() };
    let mut whole = document.clone();
    whole.title = "另一份".into();
    whole.subjects.pop();
    for column in &mut whole.observations.columns {
        column.cells.numbers.pop();
        column.cells.status.pop();
        column.lines.pop();
    }
    vec![
        Change::Title("新标题".into()),
        Change::Note("新备注".into()),
        Change::Cells {
            indicator: indicator.clone(),
            period,
            field,
            cells: vec![cell(&first, Entry::scored(12.5)), cell(&second, Entry::marked(Status::NotApplicable))],
        },
        // The same cell twice; the second stands.
        Change::Cells {
            indicator: indicator.clone(),
            period,
            field,
            cells: vec![cell(&first, Entry::scored(1.25)), cell(&first, Entry::scored(2.25))],
        },
        // A column that is not there yet.
        Change::Cells {
            indicator: indicator.clone(),
            period: Period::Quarter(3),
            field: Field::Answers(2),
            cells: vec![cell(&second, Entry::scored(3.0))],
        },
        Change::PutColumn { at: 1, column: Box::new(unused_column) },
        Change::RemoveColumn { indicator, period, field },
        property(Property::Name("改名".into())),
        property(Property::Parent(lower)),
        property(Property::Target(Some(33.25))),
        property(Property::Points { category: category.clone(), to: Some(1.25) }),
        property(Property::Points { category: category.clone(), to: None }),
        property(Property::Rule(parameters)),
        property(Property::Parameter { name: "cap".into(), to: Some("0.77".into()) }),
        property(Property::Direction(flipped)),
        property(Property::Aggregation(PeriodAggregation::Minimum)),
        property(Property::Cycle(Cycle::Quarter)),
        property(Property::Unit("万元".into())),
        property(Property::Definition("新口径".into())),
        property(Property::Source("新来源".into())),
        property(Property::Owner("新单位".into())),
        property(Property::Qualitative(!document.set.indicators[0].qualitative)),
        Change::PutIndicator { at: 1, indicator: Box::new(put_indicator), columns: vec![], ballots: vec![] },
        Change::RemoveIndicator { id: leaf.clone() },
        Change::RemoveIndicator { id: last_leaf },
        Change::Dimension { id: top.clone(), property: DimensionProperty::Name("改名".into()) },
        Change::Dimension {
            id: top,
            property: DimensionProperty::Weight { category: category.clone(), to: Some(12.0) },
        },
        Change::PutDimension { at: 0, dimension: Box::new(put_dimension) },
        Change::Category { id: category.clone(), name: "改名".into() },
        Change::PutCategory {
            at: 0,
            category: Category { id: "NEWC".into(), name: "新类".into() },
            weights: vec![(leaf.clone(), 3.0)],
        },
        of_subject(SubjectProperty::Name("改名".into())),
        of_subject(SubjectProperty::Standing(Standing::Separate)),
        of_subject(SubjectProperty::Attribute { name: "级别".into(), to: Some("一级".into()) }),
        Change::Subject { id: second.clone(), property: SubjectProperty::Category(other.clone()) },
        Change::Subject {
            id: document.subjects.last().expect("one").id.clone(),
            property: SubjectProperty::Category(category),
        },
        Change::PutSubject {
            at: 1,
            subject: Box::new(Subject {
                id: "NEWS".into(),
                name: "新单位".into(),
                category: other,
                ..Subject::default()
            }),
            cells: vec![(0, Entry::scored(5.0), 0)],
            ballots: vec![],
            events: vec![],
        },
        Change::RemoveSubject { id: first.clone() },
        Change::RemoveSubject { id: second },
        Change::Grading(Box::new(grading.clone())),
        Change::StageGrading(Some(Box::new(grading))),
        Change::Events { from: 0, remove: 0, insert: vec![event.clone()] },
        Change::Events { from: 0, remove: 1, insert: vec![event.clone()] },
        Change::Events { from: 0, remove: 1, insert: vec![] },
        Change::Ballots { from: 0, remove: 0, insert: vec![rating] },
        Change::Schemes { from: 0, remove: 0, insert: vec![scheme] },
        Change::Policies(Policies { missing: MissingPolicy::NotApplicable, ..Policies::default() }),
        Change::RankGroup(if document.rank_group == RankGroup::All { RankGroup::Category } else { RankGroup::All }),
        Change::Whole(Box::new(whole)),
        Change::Together(vec![
            Change::Title("甲".into()),
            Change::RemoveSubject { id: first },
            Change::Events { from: 0, remove: 0, insert: vec![] },
            Change::Note("乙".into()),
        ]),
    ]
}

/// Changes of things that must first be made empty.
fn removals() -> Vec<Change> {
    vec![
        Change::Together(vec![
            Change::PutDimension {
                at: 0,
                dimension: Box::new(Dimension { id: "EMPTY".into(), ..Dimension::default() }),
            },
            Change::RemoveDimension { id: "EMPTY".into() },
            Change::Title("没有留下维度".into()),
        ]),
        Change::Together(vec![
            Change::PutCategory { at: 0, category: Category { id: "E".into(), name: "空".into() }, weights: vec![] },
            Change::RemoveCategory { id: "E".into() },
            Change::Title("没有留下分类".into()),
        ]),
    ]
}

#[test]
fn cells_that_were_pasted_are_one_step_told_by_how_many_they_are_also_in_the_journal() {
    let mut document = set("a_city");
    let before = document.clone();
    let indicators: Vec<String> = document.set.indicators.iter().take(3).map(|i| i.id.clone()).collect();
    // From the last subject to the first: the order of the cells does not matter.
    let cells = |value: f64| {
        let cell =
            |s: &mingheng::model::Subject| CellChange { subject: s.id.clone(), entry: Entry::scored(value), line: 0 };
        before.subjects.iter().rev().map(cell).collect::<Vec<_>>()
    };
    let put = |indicator: &String| Change::Cells {
        indicator: indicator.clone(),
        period: Period::Year,
        field: Field::Value,
        cells: cells(7.0),
    };
    let change = Change::Named { kind: Kind::Pasted, changes: indicators.iter().map(put).collect() };
    let text = serde_json::to_string(&change).expect("text");
    assert!(text.starts_with("{\"named\":{\"kind\":\"pasted\",\"changes\":["), "{text}");
    let change = serde_json::from_str(&text).expect("read back");
    let (inverse, said) = apply(&mut document, change).expect("a change");
    assert_eq!((said.kind, said.count), (Kind::Pasted, Some(3 * before.subjects.len() as u32)));
    for indicator in &indicators {
        let column = document.observations.column(indicator, Period::Year, Field::Value).expect("a column");
        assert!((0..before.subjects.len()).all(|row| column.cells.number(row) == Some(7.0)));
    }
    apply(&mut document, inverse).expect("undone");
    assert_eq!(document, before);
}

#[test]
fn every_change_is_undone_and_done_again_exactly() {
    for name in ["a_city", "b_ciq", "c_company", "d_civil", "e_county"] {
        let document = set(name);
        for change in changes(&document).into_iter().chain(removals()) {
            let mut edited = document.clone();
            let told = format!("{name}: {change:?}").chars().take(300).collect::<String>();
            let (inverse, _) = match apply(&mut edited, change) {
                Ok(made) => made,
                Err(refusal) => {
                    // Some sets have nothing of the kind; but a refusal leaves everything as it was.
                    assert_eq!(edited, document, "{told}");
                    assert!(name != "a_city", "{refusal:?} {told}");
                    continue;
                }
            };
            let after = edited.clone();
            let (forth, _) = apply(&mut edited, inverse).unwrap_or_else(|refusal| panic!("{refusal:?} {told}"));
            assert_eq!(edited, document, "{told}");
            assert_eq!(digest(&edited), digest(&document), "{told}");
            apply(&mut edited, forth).unwrap_or_else(|refusal| panic!("{refusal:?} {told}"));
            assert_eq!(edited, after, "{told}");
        }
    }
}

#[test]
fn every_change_of_the_city_changes_it_and_says_something() {
    let document = set("a_city");
    for change in changes(&document) {
        let mut edited = document.clone();
        let (_, said) = apply(&mut edited, change.clone()).expect("a change");
        let same_category = matches!(&change, Change::Subject { property: SubjectProperty::Category(to), id }
            if document.subjects[document.subject(id).expect("a subject")].category == *to);
        assert!(same_category || edited != document, "{said:?}");
        assert!(Kind::ALL.contains(&said.kind));
    }
}

#[test]
fn what_is_refused_leaves_the_document_as_it_was() {
    let document = set("a_city");
    let subject = document.subjects[0].id.clone();
    let category = document.subjects[0].category.clone();
    let indicator = document.set.indicators[0].id.clone();
    let not_there = |id: &str| Refusal::NotThere { id: id.to_owned() };
    let cells = |indicator: &str, subject: &str, number: f64| Change::Cells {
        indicator: indicator.to_owned(),
        period: Period::Year,
        field: Field::Value,
        cells: vec![cell(subject, Entry::scored(number))],
    };
    let points = |category: &str, to: f64| Change::Indicator {
        id: indicator.clone(),
        property: Property::Points { category: category.to_owned(), to: Some(to) },
    };
    let cases = [
        (cells("none", &subject, 1.0), not_there("none")),
        (cells(&indicator, "nobody", 1.0), not_there("nobody")),
        (cells(&indicator, &subject, 1e16), Refusal::NotANumber),
        (cells(&indicator, &subject, f64::NAN), Refusal::NotANumber),
        (points("none", 1.0), not_there("none")),
        (points(&category, f64::INFINITY), Refusal::NotANumber),
        (Change::RemoveSubject { id: "nobody".into() }, not_there("nobody")),
        (Change::RemoveCategory { id: category.clone() }, Refusal::InUse { id: category.clone() }),
        (
            Change::RemoveDimension { id: document.set.dimensions[0].id.clone() },
            Refusal::InUse { id: document.set.dimensions[0].id.clone() },
        ),
        (
            Change::PutCategory {
                at: 0,
                category: Category { id: category.clone(), name: String::new() },
                weights: vec![],
            },
            Refusal::AlreadyThere { id: category },
        ),
        (
            Change::PutIndicator {
                at: 0,
                indicator: Box::new(Indicator { id: indicator.clone(), ..Indicator::default() }),
                columns: vec![],
                ballots: vec![],
            },
            Refusal::AlreadyThere { id: indicator.clone() },
        ),
        (Change::Events { from: 9_999, remove: 0, insert: vec![] }, Refusal::OutOfPlace),
        (Change::Events { from: 1, remove: usize::MAX, insert: vec![] }, Refusal::OutOfPlace),
        (
            Change::Together(vec![
                Change::Title("甲".into()),
                Change::RemoveSubject { id: subject },
                Change::RemoveIndicator { id: indicator.clone() },
                Change::RemoveIndicator { id: indicator.clone() },
            ]),
            not_there(&indicator),
        ),
    ];
    for (change, refusal) in cases {
        let mut edited = document.clone();
        let told = format!("{change:?}").chars().take(200).collect::<String>();
        assert_eq!(apply(&mut edited, change).expect_err(&told), refusal, "{told}");
        assert_eq!(edited, document, "{told}");
    }
}

/// A document that is being worked on.
struct Live {
    document: Document,
    history: History,
    /// Every act, as it is kept.
    journal: Vec<String>,
}

impl Live {
    fn new(document: Document) -> Live {
        Live { document, history: History::default(), journal: Vec::new() }
    }

    fn act(&mut self, what: What) -> Result<Done, Refusal> {
        let done = Act { at: self.journal.len() as u64, what };
        self.journal.push(serde_json::to_string(&done).expect("plain values"));
        act(&mut self.document, &mut self.history, done)
    }

    fn title(&mut self, title: &str) {
        self.act(What::Do(Change::Title(title.to_owned()))).expect("a change");
    }
}

fn replayed(document: Document, journal: &[String]) -> (Document, History) {
    let (mut document, mut history) = (document, History::default());
    for text in journal {
        let read: Act = serde_json::from_str(text).expect("an act");
        // What was refused then is refused now.
        let _ = act(&mut document, &mut history, read);
    }
    (document, history)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn acts_in_any_order_can_be_replayed_stored_and_undone(steps in prop::collection::vec((0_u8..10, any::<u16>()), 300)) {
        let original = set("c_company");
        let pool = changes(&original);
        let mut live = Live::new(original.clone());
        for (way, pick) in steps {
            let change = pool[usize::from(pick) % pool.len()].clone();
            let what = match way {
                0..=4 => What::Do(change),
                5..=6 => What::Undo,
                7 => What::Redo,
                8 => if live.history.supposed.is_some() { What::Keep } else { What::Suppose },
                _ => if live.history.supposed.is_some() { What::Drop } else { What::Undo },
            };
            let before = (live.document.clone(), live.history.clone());
            if live.act(what).is_err() {
                prop_assert_eq!(&before.0, &live.document);
                prop_assert_eq!(&before.1, &live.history);
            }
        }
        // The same acts make the same document.
        let (again, history) = replayed(original.clone(), &live.journal);
        prop_assert_eq!(digest(&again), digest(&live.document));
        prop_assert_eq!(&history, &live.history);
        // What is stored comes back with all that can be undone.
        let (bytes, _) = write_snapshot(&live.document, &live.history).expect("bytes");
        let read = read_snapshot("", &bytes).expect("a snapshot");
        let (stored, history) = (read.document, read.history);
        prop_assert_eq!(&stored, &live.document);
        prop_assert_eq!(&history, &live.history);
        // And all of it can be undone, to the last bit.
        let mut back = Live { document: stored, history, journal: Vec::new() };
        if back.history.supposed.is_some() {
            back.act(What::Drop).expect("a what-if");
        }
        while back.act(What::Undo).is_ok() {}
        prop_assert_eq!(digest(&back.document), digest(&original));
    }
}

#[test]
fn two_hundred_steps_are_undone_and_done_again() {
    let original = set("a_city");
    let mut live = Live::new(original.clone());
    let pool = changes(&original);
    let mut done = 0;
    for k in 0..400 {
        if done < 200 && live.act(What::Do(pool[k % pool.len()].clone())).is_ok() {
            done += 1;
        }
    }
    assert_eq!((done, live.history.past.len()), (200, 200));
    let after = digest(&live.document);
    for _ in 0..200 {
        live.act(What::Undo).expect("a step back");
    }
    assert_eq!(live.document, original);
    assert_eq!(live.act(What::Undo), Err(Refusal::Nothing));
    for _ in 0..200 {
        live.act(What::Redo).expect("a step forward");
    }
    assert_eq!(digest(&live.document), after);
    assert_eq!(live.act(What::Redo), Err(Refusal::Nothing));
}

#[test]
fn more_steps_than_are_kept_forget_the_oldest() {
    let mut live = Live::new(set("c_company"));
    for k in 0..LONGEST + 5 {
        live.title(&k.to_string());
    }
    assert_eq!(live.history.past.len(), LONGEST);
    while live.act(What::Undo).is_ok() {}
    assert_eq!(live.document.title, "4");
}

#[test]
fn a_new_change_takes_away_what_could_be_done_again() {
    let mut live = Live::new(set("c_company"));
    live.title("甲");
    live.act(What::Undo).expect("a step back");
    live.title("乙");
    assert_eq!(live.act(What::Redo), Err(Refusal::Nothing));
    assert_eq!(live.document.title, "乙");
}

#[test]
fn what_is_supposed_is_dropped_without_a_trace_or_kept_as_one_step() {
    let original = set("a_city");
    let mut live = Live::new(original.clone());
    live.title("甲");
    let saved = live.document.clone();
    live.act(What::Suppose).expect("a what-if");
    assert_eq!(live.act(What::Suppose), Err(Refusal::Supposing));
    assert_eq!(live.act(What::Undo), Err(Refusal::Nothing), "what is not supposed is not undone from within");
    for change in changes(&original).into_iter().take(20) {
        live.act(What::Do(change)).expect("a change");
    }
    assert_eq!(before_supposing(&live.document, &live.history).as_ref(), Some(&saved));
    assert_eq!(live.history.supposed_steps().len(), 20);
    live.act(What::Drop).expect("a what-if to drop");
    assert_eq!(live.document, saved);
    assert_eq!(live.history.past.len(), 1);
    assert_eq!(before_supposing(&live.document, &live.history), None);

    live.act(What::Suppose).expect("a what-if");
    live.title("乙");
    live.act(What::Do(Change::Note("丙".into()))).expect("a change");
    let done = live.act(What::Keep).expect("a what-if to keep");
    assert_eq!((done.said.kind, done.said.count), (Kind::Supposed, Some(2)));
    assert_eq!(live.history.past.len(), 2);
    live.act(What::Undo).expect("one step back");
    assert_eq!(live.document, saved);
    live.act(What::Redo).expect("and forward");
    assert_eq!((live.document.title.as_str(), live.document.note.as_str()), ("乙", "丙"));
    assert_eq!(live.act(What::Keep), Err(Refusal::Nothing));
    assert_eq!(live.act(What::Drop), Err(Refusal::Nothing));
}

#[test]
fn a_final_document_refuses_everything_but_reopening() {
    let original = set("c_company");
    let mut live = Live::new(original.clone());
    live.title("甲");
    live.act(What::Suppose).expect("a what-if");
    assert_eq!(live.act(What::Finalise { by: "张三".into() }), Err(Refusal::Supposing));
    live.act(What::Drop).expect("dropped");
    live.act(What::Finalise { by: "张三".into() }).expect("final");
    let stamped = live.document.clone();
    assert_eq!(live.document.finalised().map(|(_, digest)| digest.to_owned()), Some(digest(&stamped)));
    let mut refused = vec![What::Undo, What::Redo, What::Suppose, What::Keep, What::Drop];
    refused.push(What::Finalise { by: String::new() });
    refused.extend(changes(&original).into_iter().map(What::Do));
    for what in refused {
        assert_eq!(live.act(what), Err(Refusal::Final));
        assert_eq!(live.document, stamped);
    }
    assert_eq!(live.act(What::Reopen { by: String::new(), reason: " ".into() }), Err(Refusal::Nothing));
    live.act(What::Reopen { by: "张三".into(), reason: "申诉成立".into() }).expect("open again");
    live.act(What::Undo).expect("what was done before can be undone again");
    assert_eq!(live.document.title, original.title);
    assert_eq!(live.document.log.len(), 2);
}

#[test]
fn a_difference_finds_exactly_what_a_single_change_did() {
    let document = set("a_city");
    let mut found: BTreeMap<Kind, usize> = BTreeMap::new();
    for change in changes(&document) {
        // These do several things at once.
        if matches!(change, Change::Together(_) | Change::Whole(_)) {
            continue;
        }
        let mut edited = document.clone();
        let (_, said) = apply(&mut edited, change.clone()).expect("a change");
        if edited == document {
            continue;
        }
        let told = difference(&document, &edited);
        let what = format!("{:?} -> {told:?}", said);
        let kinds: Vec<Kind> = told.iter().map(|said| said.kind).collect();
        match &change {
            // Two cells; a whole column; what belonged to what was taken out; several figures of a grading; a stage
            // grading; an event in the place of another; ballots.
            Change::Cells { .. } => {
                assert!(!kinds.is_empty() && kinds.iter().all(|kind| *kind == kind_of(&change)), "{what}")
            }
            Change::PutColumn { .. } | Change::RemoveColumn { .. } => {
                let cells = |kind: &Kind| matches!(kind, Kind::Cells | Kind::Value | Kind::Answers | Kind::OwnTarget);
                assert!(!kinds.is_empty() && kinds.iter().all(cells), "{what}");
            }
            Change::RemoveIndicator { .. } | Change::RemoveSubject { .. } => {
                assert_eq!(kinds.iter().filter(|kind| **kind == said.kind).count(), 1, "{what}");
                let along = |kind: &&Kind| !matches!(**kind, Kind::EventRemoved | Kind::Ballots);
                assert_eq!(kinds.iter().filter(along).count(), 1, "{what}");
            }
            Change::PutCategory { .. } => {
                assert!(kinds.contains(&Kind::CategoryAdded), "{what}");
                assert!(kinds.iter().all(|kind| matches!(kind, Kind::CategoryAdded | Kind::Points)), "{what}");
            }
            Change::Grading(_) => assert_eq!(kinds, [Kind::Grades, Kind::Quota], "{what}"),
            Change::Events { remove: 1, insert, .. } if !insert.is_empty() => {
                assert_eq!(kinds, [Kind::EventAdded, Kind::EventRemoved], "{what}");
            }
            Change::Indicator { property: Property::Rule(_), .. } => assert!(kinds.contains(&Kind::Rule), "{what}"),
            _ => assert_eq!(kinds, [said.kind], "{what}"),
        }
        if let ([only], true) = (told.as_slice(), said.from.is_some()) {
            assert_eq!((&only.from, &only.to), (&said.from, &said.to), "{what}");
        }
        for kind in kinds {
            *found.entry(kind).or_default() += 1;
        }
    }
    assert!(difference(&document, &document).is_empty());
    assert!(found.len() > 25, "{found:?}");
}

fn kind_of(change: &Change) -> Kind {
    match change {
        Change::Cells { field: Field::Target, .. } => Kind::OwnTarget,
        Change::Cells { field: Field::Base, .. } => Kind::Base,
        Change::Cells { field: Field::Answers(_), .. } => Kind::Answers,
        _ => Kind::Value,
    }
}
