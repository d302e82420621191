//! What the worker answers when the page asks for comparisons, without a browser.

use mingheng::edit::{Act, Change, What};
use mingheng::engine::{Keep, assess};
use mingheng::files::{NamedFile, open::open, write_document};
use mingheng::i18n::{Language, comparison::export_words};
use mingheng::worker::desk::Desk;
use mingheng::worker::protocol::*;
use std::path::Path;

fn folder(name: &str) -> Vec<NamedBytes> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name);
    let mut files: Vec<NamedBytes> = std::fs::read_dir(path)
        .expect("a folder of cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file())
        .map(|path| NamedBytes {
            name: path.file_name().expect("a name").to_string_lossy().into_owned(),
            bytes: std::fs::read(&path).expect("a readable file"),
        })
        .collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

fn desk(name: &str) -> Desk {
    let mut desk = Desk::default();
    assert!(matches!(desk.open(folder(name)), Reply::Opened(_)));
    desk
}

/// Asks as the page does: what travels is plain data on both ways.
fn ask(desk: &mut Desk, request: Request) -> Reply {
    let travelled = serde_json::to_string(&request).expect("plain data");
    let request = serde_json::from_str(&travelled).expect("the same request");
    let reply = desk.answer_comparison(request).expect("a question about comparisons");
    let travelled = serde_json::to_string(&reply).expect("plain data");
    serde_json::from_str(&travelled).expect("the same reply")
}

fn side(source: Source, scheme: Option<&str>) -> SideSpec {
    SideSpec { source, scheme: scheme.map(str::to_owned), period: None }
}

fn compared(desk: &mut Desk, left: SideSpec, right: SideSpec) -> ComparisonView {
    match ask(desk, Request::Compare { left, right }) {
        Reply::Compared(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn of_subject(desk: &mut Desk, request: Request) -> SubjectComparisonView {
    match ask(desk, request) {
        Reply::ComparedSubject(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

fn adds_up(view: &SubjectComparisonView) {
    let sum: f64 = view.parts.iter().map(|p| p.difference).sum();
    let difference = view.difference.expect("two totals");
    assert!(near(sum, difference));
    let totals = view.after.total[0].expect("a total") - view.before.total[0].expect("a total");
    assert!(near(totals, difference));
    for part in &view.parts {
        let score = |side: &Option<EarnedView>| side.map_or(0.0, |e| e.score);
        assert!(near(score(&part.right) - score(&part.left), part.difference), "{part:?}");
        if let (Some(weight), Some(performance)) = (part.by_weight, part.by_performance) {
            assert!(near(weight + performance + part.by_rounding.unwrap_or(0.0), part.difference), "{part:?}");
        }
    }
}

#[test]
fn two_schemes_are_answered_in_columns_and_each_subject_with_parts_that_add_up() {
    let mut desk = desk("sets/a_city");
    let (left, right) = (side(Source::Open, None), side(Source::Open, Some("austerity")));
    let view = compared(&mut desk, left.clone(), right.clone());
    assert_eq!(view.names.len(), 40);
    for outcomes in [&view.before, &view.after] {
        let lengths = [outcomes.ids.len(), outcomes.category.len(), outcomes.total.len(), outcomes.rank.len()];
        assert_eq!(lengths, [40; 4]);
        assert_eq!([outcomes.published.len(), outcomes.grade.len(), outcomes.flags.len()], [40; 3]);
    }
    assert_eq!(
        (view.left.scheme.clone(), view.right.scheme.clone().map(|s| s.id)),
        (None, Some("austerity".to_owned()))
    );
    assert_eq!((view.difference.len(), view.places.len(), view.top.len()), (40, 40, 40));
    assert_eq!(view.overall.up + view.overall.down + view.overall.same, 40);
    for (k, id) in view.before.ids.clone().into_iter().enumerate() {
        let request = Request::CompareSubject { left: left.clone(), right: right.clone(), subject: id };
        let one = of_subject(&mut desk, request);
        adds_up(&one);
        assert_eq!((one.difference, one.places), (view.difference[k], view.places[k]));
        let movers: Vec<(Option<String>, f64)> =
            view.top[k].iter().map(|m| (view.indicators[m.indicator as usize].right.clone(), m.difference)).collect();
        let largest: Vec<(Option<String>, f64)> =
            one.top.iter().map(|p| &one.parts[*p as usize]).map(|p| (Some(p.id.clone()), p.difference)).collect();
        assert_eq!(movers, largest);
    }
    // Before any change that is being tried, what is saved is what is open.
    let same = compared(&mut desk, side(Source::Saved, None), side(Source::Open, None));
    assert!(same.difference.iter().flatten().all(|d| *d == 0.0));
}

#[test]
fn a_second_document_is_opened_beside_the_first_compared_and_closed() {
    let mut desk = desk("sets/b_ciq");
    let other = side(Source::Other(7), None);
    let nothing = |reply: Reply| assert!(matches!(reply, Reply::NotFound { .. }), "{reply:?}");
    nothing(ask(&mut desk, Request::Compare { left: side(Source::Open, None), right: other.clone() }));
    // The same document a year later: one body is gone, another is new.
    let files = folder("sets/b_ciq").into_iter().map(|f| NamedFile { name: f.name, bytes: f.bytes }).collect();
    let mut later = open(files).expect("an open document").document().clone();
    later.title = "later".to_owned();
    let gone = later.subjects[0].id.clone();
    later.subjects[0].id = "other".to_owned();
    later.subjects[0].name = "another body".to_owned();
    later.events.retain(|e| e.subject != gone);
    later.ballots.retain(|b| b.subject != gone);
    let bytes = write_document(&later).expect("JSON");
    let files = vec![NamedBytes { name: "later.json".to_owned(), bytes }];
    let opened = ask(&mut desk, Request::OpenOther { slot: 7, files });
    let Reply::OtherOpened(opened) = opened else { panic!("{opened:?}") };
    assert_eq!((opened.slot, opened.title.as_str(), opened.schemes.len()), (7, "later", 2));
    assert_eq!(opened.periods.last().map(String::as_str), Some("Y"));
    let view = compared(&mut desk, side(Source::Open, None), other.clone());
    assert_eq!(view.left_only.iter().map(|n| &n.id).collect::<Vec<_>>(), [&gone]);
    assert_eq!(view.right_only.iter().map(|n| n.id.as_str()).collect::<Vec<_>>(), ["other"]);
    assert_eq!((view.names.len(), view.right.title.as_str()), (13, "later"));
    // A refused document leaves the slot as it was.
    let files = vec![NamedBytes { name: "later.json".to_owned(), bytes: b"{".to_vec() }];
    assert!(matches!(ask(&mut desk, Request::OpenOther { slot: 7, files }), Reply::Refused { .. }));
    compared(&mut desk, side(Source::Open, None), other.clone());
    assert_eq!(ask(&mut desk, Request::CloseOther { slot: 7 }), Reply::OtherClosed { slot: 7 });
    nothing(ask(&mut desk, Request::Compare { left: side(Source::Open, None), right: other }));
}

#[test]
fn a_stored_document_stands_beside_with_the_acts_that_came_after_its_snapshot() {
    let mut desk = desk("sets/b_ciq");
    let Reply::Written(written) = desk.write(Written::Snapshot) else { panic!("bytes") };
    let what = What::Do(Change::Title("later".to_owned()));
    let acts = vec![act_text(&Act { at: 1, what })];
    let reply = ask(&mut desk, Request::RestoreOther { slot: 3, snapshot: written.bytes, acts });
    let Reply::OtherOpened(view) = reply else { panic!("{reply:?}") };
    assert_eq!((view.slot, view.title.as_str()), (3, "later"));
    let same = compared(&mut desk, side(Source::Other(3), None), side(Source::Open, None));
    assert!(same.difference.iter().flatten().all(|d| *d == 0.0));
    let broken = Request::RestoreOther { slot: 4, snapshot: b"{".to_vec(), acts: Vec::new() };
    assert!(matches!(ask(&mut desk, broken), Reply::Refused { .. }));
}

#[test]
fn several_schemes_and_the_categories_are_answered() {
    let mut desk = desk("sets/b_ciq");
    let schemes = vec![None, Some("risk_dynamic".to_owned()), Some("facilitation".to_owned())];
    let reply = ask(&mut desk, Request::Schemes { period: None, schemes });
    let Reply::SchemesCompared(view) = reply else { panic!("{reply:?}") };
    assert_eq!((view.schemes.len(), view.subjects.len(), view.rank.len(), view.means.len()), (3, 14, 3, 3));
    assert!(view.rank.iter().chain(&view.grade).all(|column| column.len() == 14));
    // Two groups are ranked, seven in each: each has a first.
    let firsts: Vec<Option<u32>> = (0..14).filter(|k| view.rank[0][*k] == Some(1)).map(|k| view.group[k]).collect();
    assert_eq!((view.groups.len(), firsts), (2, vec![Some(0), Some(1)]));
    let reply = ask(&mut desk, Request::Profiles { scheme: None, period: None });
    let Reply::ProfilesShown(view) = reply else { panic!("{reply:?}") };
    assert_eq!(view.subjects, [7, 7]);
    // Declared in scheme.json: 国门安全 counts 35 of 100 for one category, 25 for the other.
    let first = view.nodes.iter().find(|n| n.name == "国门安全").expect("a dimension");
    assert!(near(first.share[0], 0.35) && near(first.share[1], 0.25));
    assert!(view.distributions.iter().flatten().all(|d| d.bars.len() == view.bin_count as usize));
}

#[test]
fn a_subject_is_shown_as_it_would_be_in_another_category() {
    let mut desk = desk("sets/b_ciq");
    let under = |subject: &str, category: &str| Request::UnderCategory {
        subject: subject.to_owned(),
        category: category.to_owned(),
        scheme: Some("facilitation".to_owned()),
        period: None,
    };
    let view = of_subject(&mut desk, under("P01", "INLAND"));
    adds_up(&view);
    assert_eq!(view.left.categories[view.before.category[0] as usize].id, "PORT");
    assert_eq!(view.right.categories[view.after.category[0] as usize].id, "INLAND");
    for (subject, category) in [("P01", "nothing"), ("nobody", "INLAND")] {
        assert!(matches!(ask(&mut desk, under(subject, category)), Reply::NotFound { .. }));
    }
}

fn records(bytes: &[u8]) -> Vec<csv::StringRecord> {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let text = text.strip_prefix('\u{feff}').expect("a byte-order mark");
    assert!(text.ends_with("\r\n") && text.matches('\n').count() == text.matches("\r\n").count());
    let reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.into_records().map(|record| record.expect("lines of one length")).collect()
}

#[test]
fn a_comparison_is_exported_with_the_callers_words_and_figures_that_add_up() {
    let mut desk = desk("sets/a_city");
    let (left, right) = (side(Source::Open, None), side(Source::Open, Some("service30")));
    for language in Language::ALL {
        let request = |subject: Option<&str>| Request::ExportComparison {
            left: left.clone(),
            right: right.clone(),
            subject: subject.map(str::to_owned),
            words: export_words(language),
        };
        let reply = ask(&mut desk, request(None));
        let Reply::Exported { bytes } = reply else { panic!("{reply:?}") };
        let rows = records(&bytes);
        assert_eq!(rows.len(), 41);
        assert_eq!(&rows[0][1], if language == Language::Chinese { "名称" } else { "Name" });
        for row in &rows[1..] {
            let figure = |k: usize| row[k].parse::<f64>().expect("a figure");
            assert!((figure(6) - figure(5) - figure(7)).abs() < 2e-6, "{row:?}");
            assert_eq!(row[7].starts_with(['+', '-']), figure(7) != 0.0, "{row:?}");
            assert_eq!(row[3].split_once('.').map(|(_, decimals)| decimals.len()), Some(2));
        }
        let reply = ask(&mut desk, request(Some("D02")));
        let Reply::Exported { bytes } = reply else { panic!("{reply:?}") };
        let rows = records(&bytes);
        let parts: f64 = rows[1..rows.len() - 1].iter().map(|row| row[10].parse::<f64>().expect("a part")).sum();
        let whole: f64 = rows[rows.len() - 1][10].parse().expect("the sum");
        assert!((parts - whole).abs() < 1e-6 * rows.len() as f64, "{parts} {whole}");
    }
    // Where no words are given the keys stand.
    let request = Request::ExportComparison { left, right, subject: None, words: Vec::new() };
    let Reply::Exported { bytes } = ask(&mut desk, request) else { panic!("no export") };
    assert_eq!(&records(&bytes)[0][1], "Name");
}

#[test]
fn a_comparison_does_not_disturb_a_running_assessment_or_what_is_shown() {
    let mut desk = desk("sets/a_city");
    let (checked, question, prepared) = desk.prepare(None, None).unwrap_or_else(|reply| panic!("{reply:?}"));
    let mut run = prepared.run(&checked);
    assert!(run.advance());
    compared(&mut desk, side(Source::Open, Some("austerity")), side(Source::Open, Some("service30")));
    while run.advance() {}
    let kept = run.into_kept();
    let assessment = prepared.finish(kept);
    let reply = desk.show(&checked, question.clone(), assessment);
    let Reply::Assessed(view) = reply else { panic!("{reply:?}") };
    let alone = assess(&checked, &question, Keep::Results);
    let totals: Vec<Option<f64>> = alone.listed(checked.document()).map(|k| alone.outcome(&checked, k).total).collect();
    assert_eq!(view.total, totals);
    compared(&mut desk, side(Source::Open, Some("austerity")), side(Source::Open, None));
    assert!(matches!(desk.explain("D02", "total"), Reply::Explained(e) if e.value == totals[1]));
}

#[test]
fn an_opened_document_is_compared_and_not_the_one_before_it() {
    let mut desk = desk("sets/a_city");
    compared(&mut desk, side(Source::Open, None), side(Source::Open, Some("austerity")));
    assert!(matches!(desk.open(folder("sets/b_ciq")), Reply::Opened(_)));
    let view = compared(&mut desk, side(Source::Open, None), side(Source::Saved, None));
    assert_eq!(view.names.len(), 14);
    let unknown = Request::Compare { left: side(Source::Open, Some("austerity")), right: side(Source::Open, None) };
    assert!(matches!(ask(&mut desk, unknown), Reply::Refused { findings } if findings.len() == 1));
    let nobody = Request::CompareSubject {
        left: side(Source::Open, None),
        right: side(Source::Open, None),
        subject: "D02".to_owned(),
    };
    assert!(matches!(ask(&mut desk, nobody), Reply::NotFound { what } if what == "D02"));
}

#[test]
fn what_is_no_question_about_comparisons_is_left_to_others() {
    assert_eq!(Desk::default().answer_comparison(Request::Cancel), None);
}
