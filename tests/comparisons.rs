//! Comparisons of every set of cases: each difference decomposes exactly, and counts and coefficients are what an
//! independent program says.

#[path = "compared/exact.rs"]
mod exact;

use exact::{Exact, account, causes, exact as rational};
use mingheng::analysis::*;
use mingheng::engine::{Assessment, Checked, Keep, assess, check};
use mingheng::files::open::{NamedFile, open, read};
use mingheng::formula::snap;
use mingheng::model::*;
use num_traits::{Signed, ToPrimitive, Zero};
use serde_json::Value;
use std::path::{Path, PathBuf};

const SETS: [&str; 5] = ["sets/a_city", "sets/b_ciq", "sets/c_company", "sets/d_civil", "sets/e_county"];
const EDGES: [&str; 11] = [
    "edges/events",
    "edges/na",
    "edges/nested",
    "edges/peers",
    "edges/periods",
    "edges/quota",
    "edges/quota_share",
    "edges/ratings",
    "edges/rounding",
    "edges/rules",
    "edges/zero",
];

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

fn files(name: &str) -> Vec<NamedFile> {
    let folder = std::fs::read_dir(cases().join(name)).expect("a folder of cases");
    let mut files: Vec<NamedFile> = folder
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file() && path.extension().is_some_and(|e| e == "csv" || e == "json"))
        .map(|path| NamedFile {
            name: path.file_name().expect("a name").to_string_lossy().into_owned(),
            bytes: std::fs::read(&path).expect("a readable file"),
        })
        .collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

fn opened(name: &str) -> Checked {
    open(files(name)).unwrap_or_else(|findings| panic!("{name}: {findings:?}"))
}

fn checked(document: Document) -> Checked {
    check(document).unwrap_or_else(|refused| {
        let errors: Vec<_> = refused.findings.iter().filter(|f| f.severity == Severity::Error).take(6).collect();
        panic!("{}: {errors:?}", refused.document.id)
    })
}

fn assessed(checked: &Checked, scheme: Option<&str>, period: Option<&str>) -> Assessment {
    let question = checked.question(scheme, period).expect("a scheme and a period of the document");
    assess(checked, &question, Keep::Indicators)
}

fn schemes_of(checked: &Checked) -> Vec<Option<String>> {
    std::iter::once(None).chain(checked.document().schemes.iter().map(|s| Some(s.id.clone()))).collect()
}

fn near(value: f64, wanted: &Exact) -> bool {
    (rational(value) - wanted).abs() < rational(1e-9)
}

/// What was compared, so that a test of nothing fails.
#[derive(Default)]
struct Seen {
    subjects: usize,
    moved: usize,
    by_weight: usize,
    by_performance: usize,
    by_rounding: usize,
    new: usize,
    dropped: usize,
    bonus: usize,
    deduction: usize,
    limit: usize,
}

/// Holds one comparison against the exact account of both sides, every subject of it.
fn decomposes(place: &str, left: Side, right: Side) -> Seen {
    decomposes_for(place, left, right, &|_| true)
}

/// The same for some subjects, by their place on the left: a debug build takes its time over fractions.
fn decomposes_for(place: &str, left: Side, right: Side, wanted: &dyn Fn(usize) -> bool) -> Seen {
    let mut seen = Seen::default();
    let comparison = compare(left, right);
    let swapped = compare(right, left);
    assert_eq!(comparison.rows.len(), swapped.rows.len());
    for row in comparison.rows.iter().filter(|row| wanted(row.left)) {
        let at = format!("{place} {}", left.checked.document().subjects[row.left].id);
        let whole = compare_subject(left, right, row.left, row.right);
        let back = compare_subject(right, left, row.right, row.left);
        let (Some(a), Some(b)) = (account(left, row.left), account(right, row.right)) else {
            assert!(row.difference.is_none() && whole.parts.is_empty(), "{at}");
            assert!(row.before.total.is_none() || row.after.total.is_none(), "{at}");
            continue;
        };
        // The nested total is the engine's, but for last bits.
        for (account, outcome) in [(&a, &row.before), (&b, &row.after)] {
            assert!(near(outcome.total.expect("a total"), &account.total), "{at}: {outcome:?}");
        }
        let difference = row.difference.expect("two totals");
        assert!(near(difference, &(&b.total - &a.total)), "{at}");
        assert_eq!(difference, whole.row.difference.expect("two totals"), "{at}");
        let totals = row.after.total.expect("a total") - row.before.total.expect("a total");
        assert!((snap(difference, 9) - snap(totals, 9)).abs() < 1.5e-9, "{at}: {difference}, {totals}");
        // Every part is the exact one, and the exact ones add up exactly.
        let mut sum = Exact::zero();
        let scores = |of: &[exact::Cells]| of.iter().fold(Exact::zero(), |sum, c| sum + &c.score * &c.factor);
        for part in &whole.parts {
            let wanted = match part.kind {
                PartKind::Bonus => &b.bonus - &a.bonus,
                PartKind::Deduction => &a.deduction - &b.deduction,
                PartKind::Limit => &b.limit - &a.limit,
                PartKind::Indicator { left: l, right: r } => {
                    let (x, y) = (l.and_then(|k| a.indicators.get(&k)), r.and_then(|k| b.indicators.get(&k)));
                    let part_wanted = y.map_or(Exact::zero(), |y| scores(y)) - x.map_or(Exact::zero(), |x| scores(x));
                    match (x, y, part.split) {
                        (Some(x), Some(y), Some(split)) => {
                            let [w, p, e] = causes(x, y);
                            assert_eq!(&w + &p + &e, part_wanted, "{at} {part:?}");
                            assert!(near(split.by_weight, &w) && near(split.by_performance, &p), "{at} {part:?}");
                            assert!(near(split.by_rounding, &e), "{at} {part:?}");
                            let together = split.by_weight + split.by_performance + split.by_rounding;
                            assert!((together - part.difference).abs() < 1e-9, "{at} {part:?}");
                            seen.by_weight += usize::from(split.by_weight.abs() > 1e-9);
                            seen.by_performance += usize::from(split.by_performance.abs() > 1e-9);
                            seen.by_rounding += usize::from(split.by_rounding.abs() > 1e-9);
                        }
                        (None, Some(_), None) => seen.new += 1,
                        (Some(_), None, None) => seen.dropped += 1,
                        _ => panic!("{at}: {part:?}"),
                    }
                    part_wanted
                }
            };
            match part.kind {
                PartKind::Bonus => seen.bonus += 1,
                PartKind::Deduction => seen.deduction += 1,
                PartKind::Limit => seen.limit += 1,
                PartKind::Indicator { .. } => {}
            }
            assert!(near(part.difference, &wanted), "{at}: {part:?}, {:?}", wanted.to_f64());
            sum += wanted;
        }
        assert_eq!(sum, &b.total - &a.total, "{at}: the exact parts do not add up to the exact difference");
        let parts: f64 = whole.parts.iter().map(|p| p.difference).sum();
        assert!((parts - difference).abs() < 1e-9, "{at}");
        // The other way round everything is the opposite.
        assert_eq!(whole.parts.len(), back.parts.len(), "{at}");
        assert!((back.row.difference.expect("two totals") + difference).abs() < 1e-12, "{at}");
        assert_eq!(back.row.places.map(|p| -p), row.places, "{at}");
        for part in &whole.parts {
            let kind = match part.kind {
                PartKind::Indicator { left, right } => PartKind::Indicator { left: right, right: left },
                other => other,
            };
            let other = back.parts.iter().find(|p| p.kind == kind).expect("the same part");
            assert_eq!(other.difference, -part.difference, "{at}");
            assert_eq!((other.left, other.right), (part.right, part.left), "{at}");
            if let Some((a, b)) = part.split.zip(other.split) {
                assert_eq!((a.by_weight, a.by_performance), (-b.by_weight, -b.by_performance), "{at}");
            }
        }
        // The movers are the largest.
        let mut sizes: Vec<f64> = whole
            .parts
            .iter()
            .filter(|p| matches!(p.kind, PartKind::Indicator { .. }))
            .map(|p| snap(p.difference.abs(), 9))
            .filter(|size| *size > 0.0)
            .collect();
        sizes.sort_by(|a, b| b.total_cmp(a));
        sizes.truncate(3);
        assert_eq!(row.top.iter().map(|p| snap(p.difference.abs(), 9)).collect::<Vec<_>>(), sizes, "{at}");
        seen.subjects += 1;
        seen.moved += usize::from(difference.abs() > 1e-9);
    }
    let overall = &comparison.overall;
    let counted: u32 = overall.grades.counts.iter().flatten().sum();
    assert_eq!(counted as usize, comparison.rows.len(), "{place}");
    assert_eq!((swapped.overall.up, swapped.overall.down), (overall.down, overall.up), "{place}");
    assert_eq!((&swapped.overall.enter_top, &swapped.overall.leave_top), (&overall.leave_top, &overall.enter_top));
    seen
}

fn nothing_lies_between(place: &str, side: Side) {
    let same = compare(side, side);
    for row in &same.rows {
        assert!(row.difference.is_none_or(|d| d == 0.0) && row.places.is_none_or(|p| p == 0) && row.top.is_empty());
        let whole = compare_subject(side, side, row.left, row.right);
        for part in &whole.parts {
            assert_eq!(part.difference, 0.0, "{place}: {part:?}");
            assert!(part.split.is_none_or(|s| s == Split::default()), "{place}: {part:?}");
        }
        let quiet = |r: &Remark| matches!(r, Remark::Unchanged | Remark::NothingApplies { left: true, right: true });
        assert!(matches!(whole.remarks.as_slice(), [one] if quiet(one)), "{place}: {:?}", whole.remarks);
    }
    assert!(same.matching.left_subjects.is_empty() && same.matching.right_subjects.is_empty());
    assert_eq!((same.overall.up, same.overall.down, same.overall.gained, same.overall.lost), (0, 0, 0, 0));
    assert_eq!((same.overall.largest_gain, same.overall.largest_loss), (None, None));
    for group in &same.overall.agreement {
        assert!(group.tau_b.is_none_or(|t| (t - 1.0).abs() < 1e-12), "{place}: {group:?}");
        assert!(group.rho.is_none_or(|t| (t - 1.0).abs() < 1e-12), "{place}: {group:?}");
    }
}

#[test]
fn between_any_two_schemes_of_a_set_only_weights_differ_and_the_parts_add_up() {
    let mut compared = 0;
    for name in SETS.into_iter().chain(EDGES) {
        let checked = opened(name);
        let schemes = schemes_of(&checked);
        let all: Vec<Assessment> = schemes.iter().map(|s| assessed(&checked, s.as_deref(), None)).collect();
        let side = |k: usize| Side { checked: &checked, assessment: &all[k] };
        for k in 0..all.len() {
            nothing_lies_between(name, side(k));
            for j in 0..k {
                let seen = decomposes(&format!("{name} {:?} {:?}", schemes[j], schemes[k]), side(j), side(k));
                assert!(seen.by_weight > 0 && seen.moved > 0, "{name}");
                assert_eq!((seen.by_performance, seen.new, seen.dropped), (0, 0, 0), "{name}");
                compared += seen.subjects;
            }
        }
    }
    assert!(compared > 150, "{compared}");
}

#[test]
fn between_any_two_periods_of_a_set_the_parts_add_up() {
    let mut seen_all = Seen::default();
    for name in SETS.into_iter().chain(EDGES) {
        let checked = opened(name);
        let periods: Vec<String> = checked.periods().iter().map(Period::to_string).collect();
        let last: Vec<&String> = periods.iter().rev().take(4).collect();
        let all: Vec<Assessment> = last.iter().map(|p| assessed(&checked, None, Some(p))).collect();
        for k in 1..all.len() {
            let (a, b) =
                (Side { checked: &checked, assessment: &all[k] }, Side { checked: &checked, assessment: &all[0] });
            let seen = decomposes_for(&format!("{name} {} {}", last[k], last[0]), a, b, &|row| row % 3 == k % 3);
            seen_all.subjects += seen.subjects;
            seen_all.by_performance += seen.by_performance;
            seen_all.new += seen.new;
        }
    }
    // The year of set d has dimensions that no quarter has.
    assert!(seen_all.subjects > 100 && seen_all.by_performance > 300 && seen_all.new > 0);
}

/// A copy in which values, gaps, targets, events, weights, indicators and names differ, the same on every run.
fn perturbed(mut document: Document) -> Document {
    let subjects = document.subjects.len();
    for (k, column) in document.observations.columns.iter_mut().enumerate() {
        for row in 0..subjects {
            match (k * 31 + row * 17) % 23 {
                0 => column.cells.mark(row, Status::NotApplicable),
                1 => column.cells.mark(row, Status::Missing),
                2..=8 => {
                    if let Some(value) = column.cells.number(row).filter(|_| column.field == Field::Value) {
                        column.cells.put(row, (value * 0.9 * 1e4).round() / 1e4);
                    }
                }
                _ => {}
            }
        }
    }
    // One indicator is gone with its data, one has another id, one is new.
    let last = document.set.indicators.len() - 1;
    if last > 2 {
        let gone = document.set.indicators.remove(last).id;
        document.observations.columns.retain(|c| c.indicator != gone);
        document.ballots.retain(|b| b.indicator != gone);
        let renamed = document.set.indicators[0].id.clone();
        document.set.indicators[0].id = "renamed".to_owned();
        document.observations.columns.iter_mut().filter(|c| c.indicator == renamed).for_each(|c| {
            c.indicator = "renamed".to_owned();
        });
        document.ballots.iter_mut().filter(|b| b.indicator == renamed).for_each(|b| b.indicator = "renamed".to_owned());
        let mut new = document.set.indicators[1].clone();
        let copied: Vec<ObservationColumn> =
            document.observations.columns.iter().filter(|c| c.indicator == new.id).cloned().collect();
        document.observations.columns.extend(copied.into_iter().map(|mut c| {
            c.indicator = "new".to_owned();
            c
        }));
        new.id = "new".to_owned();
        new.name = "新指标".to_owned();
        document.set.indicators.push(new);
    }
    // The last subject is gone, with all that was reported of it.
    if let Some(gone) = document.subjects.pop_if(|_| subjects > 1) {
        for column in &mut document.observations.columns {
            column.cells.numbers.pop();
            column.cells.status.pop();
            column.lines.truncate(subjects - 1);
        }
        document.ballots.retain(|b| b.subject != gone.id);
        document.events.retain(|e| e.subject != gone.id);
    }
    let listed: Vec<&Subject> = document.subjects.iter().filter(|s| s.standing != Standing::Source).collect();
    let event = |k: usize, kind, points| Event {
        subject: listed[k % listed.len()].id.clone(),
        kind,
        points,
        code: "X".to_owned(),
        period: document.calendar.stages.first().copied().filter(|_| k.is_multiple_of(2)),
        ..Event::default()
    };
    let events = [
        event(0, EventKind::Bonus, 40.0),
        event(1, EventKind::Bonus, 1.5),
        event(2, EventKind::Deduction, 2.25),
        event(3, EventKind::Veto, 0.0),
        event(4, EventKind::Deduction, 4000.0),
    ];
    document.events.extend(events);
    if !document.calendar.stages.is_empty() {
        // The limits of stages are reached, so that their totals are held.
        for grading in std::iter::once(&mut document.grading).chain(&mut document.calendar.stage_grading) {
            (grading.caps.bonus, grading.caps.deduction) = (None, None);
        }
    }
    // What now fits no more: schemes that name what is gone, weights that must add up.
    document.schemes.clear();
    document
}

fn draft(name: &str) -> Document {
    read(files(name)).unwrap_or_else(|findings| panic!("{name}: {findings:?}")).document
}

#[test]
fn between_a_set_and_a_changed_copy_the_parts_add_up_under_every_policy() {
    let mut all = Seen::default();
    let policies = [
        NotApplicablePolicy::Hierarchical,
        NotApplicablePolicy::ScaleUp,
        NotApplicablePolicy::EqualSplit,
        NotApplicablePolicy::PeerMean,
        NotApplicablePolicy::Zero,
    ];
    let mut runs = 0;
    for (k, name) in SETS.into_iter().chain(EDGES).enumerate() {
        for (j, policy) in policies.into_iter().enumerate() {
            // Every policy on the small sets, in turn on the large ones.
            if k < SETS.len() && j != k % policies.len() && j != 0 {
                continue;
            }
            let mut left = draft(name);
            left.policies.not_applicable = policy;
            let mut right = perturbed(left.clone());
            if (k + j) % 2 == 0 {
                right.policies.rounding.place = RoundingPlace::EachIndicator;
                right.policies.missing = MissingPolicy::NotApplicable;
            }
            let right = checked(right);
            let left = checked(left);
            let (a, b) = (assessed(&left, None, None), assessed(&right, None, None));
            let sides = (Side { checked: &left, assessment: &a }, Side { checked: &right, assessment: &b });
            let matching = Matching::new(sides.0, sides.1);
            if left.document().subjects.len() > right.document().subjects.len() {
                let gone = left.document().subjects.last().expect("subjects");
                let listed = gone.standing != Standing::Source;
                assert_eq!(matching.left_subjects.len(), usize::from(listed), "{name}");
            }
            let seen = decomposes(&format!("{name} {policy:?}"), sides.0, sides.1);
            if !left.document().calendar.stages.is_empty() {
                assert!(seen.limit > 0, "{name}: no stage reaches a limit");
            }
            all.subjects += seen.subjects;
            all.moved += seen.moved;
            all.by_weight += seen.by_weight;
            all.by_performance += seen.by_performance;
            all.by_rounding += seen.by_rounding;
            all.new += seen.new;
            all.dropped += seen.dropped;
            all.bonus += seen.bonus;
            all.deduction += seen.deduction;
            all.limit += seen.limit;
            runs += 1;
        }
    }
    println!(
        "{runs} runs, {} subjects, new {}, dropped {}, bonus {}, deduction {}, limit {}",
        all.subjects, all.new, all.dropped, all.bonus, all.deduction, all.limit
    );
    let least = [all.by_weight, all.by_performance, all.by_rounding, all.new, all.dropped];
    assert!(least.iter().all(|count| *count > 50), "{runs} runs: {least:?}");
    assert!(all.bonus > 5 && all.deduction > 5 && all.limit > 5 && all.moved > 100, "{runs} runs");
    assert!(runs > 30, "{runs}");
}

#[test]
fn a_subject_in_every_other_category_keeps_its_data_and_the_parts_add_up() {
    let mut moved = 0;
    for name in SETS {
        let left = opened(name);
        let assessment = assessed(&left, None, None);
        let a = Side { checked: &left, assessment: &assessment };
        let document = left.document();
        for subject in [0, document.subjects.len() / 2] {
            let own = &document.subjects[subject];
            for category in &document.categories {
                let other = under_category(document, &own.id, &category.id).expect("a subject and a category");
                assert_eq!(other.observations, document.observations);
                let right = checked(other);
                let under = assessed(&right, None, None);
                let b = Side { checked: &right, assessment: &under };
                assert_eq!(right.document().categories[b.category(subject)].id, category.id);
                let compared = compare_subject(a, b, subject, subject);
                if category.id == own.category {
                    assert_eq!(compared.row.difference.unwrap_or_default(), 0.0);
                    continue;
                }
                let place = format!("{name} {} as {}", own.id, category.id);
                // The subject itself, and one that may have lost or gained it as a peer.
                let seen = decomposes_for(&place, a, b, &|row| row == subject || row == subject + 1);
                moved += seen.subjects;
            }
        }
        assert!(under_category(document, "nobody", &document.categories[0].id).is_none());
        assert!(under_category(document, &document.subjects[0].id, "nothing").is_none());
    }
    assert!(moved > 40, "{moved}");
}

// By hand

/// Two indicators of 60 and 40 points under a dimension each, judged out of 100; one category, one subject.
fn small(first: Option<f64>, second: Option<f64>) -> Document {
    let points = |p: f64| [("K".to_owned(), p)].into();
    let dimension = |id: &str, p: f64| Dimension {
        id: id.to_owned(),
        name: id.to_owned(),
        weights: points(p),
        ..Dimension::default()
    };
    let indicator = |id: &str, parent: &str, p: f64| Indicator {
        id: id.to_owned(),
        name: format!("name of {id}"),
        parent: parent.to_owned(),
        points: points(p),
        rule: ScoringRule { method: "rating".to_owned(), ..ScoringRule::default() },
        ..Indicator::default()
    };
    let column = |id: &str, value: Option<f64>| {
        let mut cells = Cells::missing(1);
        match value {
            Some(value) => cells.put(0, value),
            None => cells.mark(0, Status::NotApplicable),
        }
        ObservationColumn {
            indicator: id.to_owned(),
            period: Period::Year,
            field: Field::Value,
            cells,
            lines: Vec::new(),
        }
    };
    let band = |minimum: f64, name: &str| GradeBand { minimum, name: name.to_owned() };
    Document {
        id: "small".to_owned(),
        categories: vec![Category { id: "K".to_owned(), name: "K".to_owned() }],
        set: IndicatorSet {
            dimensions: vec![dimension("D1", 60.0), dimension("D2", 40.0)],
            indicators: vec![indicator("I1", "D1", 60.0), indicator("I2", "D2", 40.0)],
        },
        subjects: vec![Subject {
            id: "S".to_owned(),
            name: "S".to_owned(),
            category: "K".to_owned(),
            ..Subject::default()
        }],
        observations: Observations { columns: vec![column("I1", first), column("I2", second)] },
        grading: Grading {
            scale: GradeScale { bands: vec![band(80.0, "good"), band(60.0, "fair"), band(0.0, "poor")] },
            ..Grading::default()
        },
        ..Document::default()
    }
}

/// The parts of `right − left`, and everything said of them.
fn between(left: Document, right: Document, scheme: Option<&str>) -> SubjectComparison {
    let (left, right) = (checked(left), checked(right));
    let (a, b) = (assessed(&left, None, None), assessed(&right, scheme, None));
    compare_subject(Side { checked: &left, assessment: &a }, Side { checked: &right, assessment: &b }, 0, 0)
}

fn parts_of(compared: &SubjectComparison) -> Vec<(f64, Option<(f64, f64)>)> {
    let fine = |v: f64| snap(v, 9);
    compared
        .parts
        .iter()
        .map(|p| (fine(p.difference), p.split.map(|s| (fine(s.by_weight), fine(s.by_performance)))))
        .collect()
}

#[test]
fn weight_and_performance_share_a_part_as_worked_by_hand() {
    // 60 × 0.8 + 40 × 0.5 = 68. Weights 80 and 20: 80 × 0.9 + 20 × 0.5 = 82.
    // I1: (80 − 60) × 0.85 = 17 and 70 × 0.1 = 7. I2: (20 − 40) × 0.5 = −10 and 0.
    let mut right = small(Some(90.0), Some(50.0));
    let fixed = WeightChange::Fixed([("D1".to_owned(), 80.0)].into());
    right.schemes = vec![WeightScheme { id: "w".to_owned(), changes: vec![fixed], ..WeightScheme::default() }];
    let compared = between(small(Some(80.0), Some(50.0)), right, Some("w"));
    assert_eq!(parts_of(&compared), [(24.0, Some((17.0, 7.0))), (-10.0, Some((-10.0, 0.0)))]);
    assert_eq!(compared.row.difference.map(|d| snap(d, 9)), Some(14.0));
    let said: Vec<&Remark> = compared.remarks.iter().collect();
    assert!(matches!(said[0], Remark::Rose { points } if snap(*points, 9) == 14.0), "{said:?}");
    assert!(matches!(said[1], Remark::SamePlace { rank: 1 }), "{said:?}");
    let up = Remark::GradeChanged { from: "fair".to_owned(), to: "good".to_owned(), better: Some(true) };
    assert_eq!(*said[2], up);
    let through = |r: &Remark, wanted: &str| match r {
        Remark::MostlyThrough { cause, name, .. } | Remark::Against { cause, name, .. } => {
            *cause == Cause::Weight && name == wanted
        }
        _ => false,
    };
    assert!(through(said[3], "name of I1") && through(said[4], "name of I2"), "{said:?}");
}

#[test]
fn points_of_what_does_not_apply_move_by_weight_and_what_is_missing_loses_by_performance() {
    // I2 does not apply: I1 has 100 points. 80 − 68 = 12 = 40 × 0.8 − 40 × 0.5.
    let compared = between(small(Some(80.0), Some(50.0)), small(Some(80.0), None), None);
    assert_eq!(parts_of(&compared), [(32.0, Some((32.0, 0.0))), (-20.0, Some((-20.0, 0.0)))]);
    // I2 is missing: it keeps its 40 points and earns none.
    let mut right = small(Some(80.0), Some(50.0));
    right.observations.columns[1].cells.mark(0, Status::Missing);
    let compared = between(small(Some(80.0), Some(50.0)), right, None);
    assert_eq!(parts_of(&compared), [(0.0, Some((0.0, 0.0))), (-20.0, Some((0.0, -20.0)))]);
    // Nothing applies: there is nothing to subtract.
    let compared = between(small(Some(80.0), Some(50.0)), small(None, None), None);
    assert_eq!((compared.row.difference, compared.parts.len()), (None, 0));
    assert_eq!(compared.remarks[0], Remark::NothingApplies { left: false, right: true });
}

#[test]
fn bonus_deduction_and_limit_are_parts_and_a_veto_is_none() {
    let event =
        |kind, points| Event { subject: "S".to_owned(), kind, points, code: "E".to_owned(), ..Event::default() };
    // 92 + 15 (capped at 12) − 1.5 = 102.5, held to 100: 100 − 92 = 12 − 1.5 − 2.5.
    let caps = AdjustmentCaps { bonus: Some(12.0), deduction: None, total: Some(100.0) };
    let mut left = small(Some(100.0), Some(80.0));
    left.grading.caps = caps;
    let mut right = left.clone();
    right.events = vec![event(EventKind::Bonus, 15.0), event(EventKind::Deduction, 1.5)];
    let compared = between(left.clone(), right, None);
    let kinds: Vec<(PartKind, f64)> = compared.parts[2..].iter().map(|p| (p.kind, snap(p.difference, 9))).collect();
    assert_eq!(kinds, [(PartKind::Bonus, 12.0), (PartKind::Deduction, -1.5), (PartKind::Limit, -2.5)]);
    assert_eq!(compared.row.difference.map(|d| snap(d, 9)), Some(8.0));
    // More taken away than there is: the total stays at 0, 92 − 200 + 108.
    let mut right = left.clone();
    right.events = vec![event(EventKind::Deduction, 200.0)];
    let compared = between(left.clone(), right, None);
    let kinds: Vec<(PartKind, f64)> = compared.parts[2..].iter().map(|p| (p.kind, snap(p.difference, 9))).collect();
    assert_eq!(kinds, [(PartKind::Deduction, -200.0), (PartKind::Limit, 108.0)]);
    // A veto changes the grade, and nothing of the total.
    let mut right = left.clone();
    right.events = vec![event(EventKind::Veto, 0.0)];
    let compared = between(left, right, None);
    assert_eq!(compared.row.difference, Some(0.0));
    let down = Remark::GradeChanged { from: "good".to_owned(), to: "poor".to_owned(), better: Some(false) };
    assert_eq!(compared.remarks, [Remark::SameTotal, down]);
}

#[test]
fn a_new_and_a_dropped_indicator_are_parts_of_their_own_and_a_renamed_one_is_known_by_its_name() {
    let left = small(Some(80.0), Some(50.0));
    let mut right = left.clone();
    right.set.indicators[0].id = "J1".to_owned();
    right.observations.columns[0].indicator = "J1".to_owned();
    right.set.indicators[1].id = "J2".to_owned();
    right.set.indicators[1].name = "another".to_owned();
    right.observations.columns[1].indicator = "J2".to_owned();
    let compared = between(left, right, None);
    assert_eq!(parts_of(&compared), [(0.0, Some((0.0, 0.0))), (-20.0, None), (20.0, None)]);
    let kinds: Vec<PartKind> = compared.parts.iter().map(|p| p.kind).collect();
    let indicator = |left, right| PartKind::Indicator { left, right };
    assert_eq!(kinds, [indicator(Some(0), Some(0)), indicator(Some(1), None), indicator(None, Some(1))]);
}

// Against the independent program

fn published() -> Value {
    let text = std::fs::read_to_string(cases().join("comparisons/published.json")).expect("published comparisons");
    serde_json::from_str(&text).expect("JSON")
}

fn close(found: Option<f64>, wanted: &Value, within: f64) -> bool {
    match (found, wanted.as_f64()) {
        (Some(found), Some(wanted)) => (found - wanted).abs() <= within,
        (found, wanted) => found.is_none() && wanted.is_none(),
    }
}

#[test]
fn counts_places_grades_coefficients_and_parts_are_what_an_independent_program_says() {
    let all = published();
    for wanted in all["comparisons"].as_array().expect("comparisons") {
        let name = wanted["set"].as_str().expect("a set");
        let checked = opened(&format!("sets/{name}"));
        let scheme = |side: &str| assessed(&checked, wanted[side].as_str(), None);
        let (a, b) = (scheme("left"), scheme("right"));
        let (left, right) = (Side { checked: &checked, assessment: &a }, Side { checked: &checked, assessment: &b });
        let found = compare(left, right);
        let overall = &found.overall;
        let counts = serde_json::json!([overall.up, overall.down, overall.same]);
        assert_eq!(counts, serde_json::json!([wanted["up"], wanted["down"], wanted["same"]]), "{name}");
        let id = |k: &usize| checked.document().subjects[found.rows[*k].left].id.clone();
        let ids = |of: &[usize]| serde_json::json!(of.iter().map(id).collect::<Vec<_>>());
        assert_eq!(ids(&overall.enter_top), wanted["enter_top"], "{name}");
        assert_eq!(ids(&overall.leave_top), wanted["leave_top"], "{name}");
        assert_eq!(overall.largest_gain.as_ref().map(id).as_deref(), wanted["largest_gain"].as_str());
        assert_eq!(overall.largest_loss.as_ref().map(id).as_deref(), wanted["largest_loss"].as_str());
        let grades = overall.grades.left.len();
        let square: Vec<&[u32]> = overall.grades.counts[..grades].iter().map(|row| &row[..grades]).collect();
        assert_eq!(serde_json::json!(square), wanted["grade_changes"], "{name}");
        for (group, wanted) in overall.agreement.iter().zip(wanted["agreement"].as_array().expect("groups")) {
            assert_eq!(u64::from(group.members), wanted["members"].as_u64().expect("a count"));
            assert!(close(group.tau_b, &wanted["tau_b"], 1e-12), "{name}: {group:?} {wanted}");
            assert!(close(group.rho, &wanted["rho"], 1e-12), "{name}: {group:?} {wanted}");
        }
        assert_eq!(overall.agreement.len(), wanted["agreement"].as_array().map_or(0, Vec::len));
        for row in &found.rows {
            let id = &checked.document().subjects[row.left].id;
            assert!(close(row.difference, &wanted["difference"][id], 1.1e-6), "{name} {id}");
            assert_eq!(row.places.map(i64::from), wanted["places"][id].as_i64(), "{name} {id}");
            let Some(parts) = wanted["parts"].get(id) else { continue };
            let whole = compare_subject(left, right, row.left, row.right);
            let mut matched = 0;
            for part in &whole.parts {
                let PartKind::Indicator { left: Some(k), .. } = part.kind else { continue };
                let Some(wanted) = parts.get(&checked.document().set.indicators[k].id) else {
                    assert!(part.difference.abs() < 1e-6, "{name} {id} {part:?}");
                    continue;
                };
                matched += 1;
                let split = part.split.expect("on both sides");
                // The tables have six decimals: a product of two of them up to points × 10⁻⁶.
                for (value, wanted) in [part.difference, split.by_weight, split.by_performance]
                    .into_iter()
                    .zip(wanted.as_array().expect("three"))
                {
                    assert!(close(Some(value), wanted, 3e-5), "{name} {id} {part:?} {wanted}");
                }
            }
            assert_eq!(matched, parts.as_object().map_or(0, serde_json::Map::len), "{name} {id}");
        }
    }
}

#[test]
fn distributions_are_what_an_independent_program_says_and_bars_hold_everybody() {
    let all = published();
    for wanted in all["distributions"].as_array().expect("distributions") {
        let name = wanted["set"].as_str().expect("a set");
        let checked = opened(&format!("sets/{name}"));
        let found = profiles(&checked, &assessed(&checked, None, None));
        for wanted in wanted["categories"].as_array().expect("categories") {
            let k = checked.document().category(wanted["category"].as_str().expect("an id")).expect("a category");
            let d = found.distributions[k].as_ref().expect("totals");
            assert_eq!(u64::from(d.count), wanted["count"].as_u64().expect("a count"));
            for (key, value) in [
                ("lowest", Some(d.lowest)),
                ("first_quartile", Some(d.first_quartile)),
                ("median", Some(d.median)),
                ("third_quartile", Some(d.third_quartile)),
                ("highest", Some(d.highest)),
                ("mean", Some(d.mean)),
                ("deviation", d.deviation),
            ] {
                assert!(close(value, &wanted[key], 1e-9), "{name} {key}: {value:?}, {}", wanted[key]);
            }
        }
    }
    for name in SETS.into_iter().chain(EDGES) {
        let checked = opened(name);
        let assessment = assessed(&checked, None, None);
        let found = profiles(&checked, &assessment);
        assert!(found.bins.count <= 20, "{name}: {:?}", found.bins);
        for (k, d) in found.distributions.iter().enumerate() {
            let held: u32 = d.iter().flat_map(|d| &d.bars).sum();
            assert_eq!(held, d.as_ref().map_or(0, |d| d.count), "{name}");
            assert_eq!(found.grade_counts[k].iter().sum::<u32>(), found.subjects[k], "{name}");
        }
        // Shares of the indicators add up to the whole, in every category that uses any.
        for category in 0..checked.document().categories.len() {
            let leaves: f64 = found.nodes.iter().filter(|n| n.is_indicator).map(|n| n.share[category]).sum();
            assert!((leaves - 1.0).abs() < 1e-9, "{name} {category}: {leaves}");
        }
    }
}

/// By hand: 83.2 to 96.7 in bars of 1 from 83; of 0.5 there would be 28.
#[test]
fn bars_are_the_narrowest_that_are_few_enough() {
    let bins = Bins::holding(&[83.2, 90.0, 96.7]);
    assert_eq!(bins, Bins { start: 83.0, width: 1.0, count: 14 });
    assert_eq!((bins.bar(83.2), bins.bar(90.0), bins.bar(96.7)), (0, 7, 13));
    // What lies on an edge belongs to the bar that begins there; on the last edge, to the last bar.
    let bins = Bins::holding(&[0.0, 0.1, 0.3, 0.4]);
    assert_eq!((bins.start, bins.width, bins.count), (0.0, 0.02, 20));
    assert_eq!((bins.bar(0.3), bins.bar(0.4)), (15, 19));
    let one = Bins::holding(&[75.0]);
    assert_eq!((one.count, one.bar(75.0)), (1, 0));
    assert_eq!(Bins::holding(&[]).count, 0);
}

#[test]
fn several_schemes_stand_in_one_table_with_the_first_as_base() {
    let checked = opened("sets/a_city");
    let all: Vec<Assessment> = schemes_of(&checked).iter().map(|s| assessed(&checked, s.as_deref(), None)).collect();
    let table = schemes(&checked, &all.iter().collect::<Vec<_>>());
    assert_eq!((table.cells.len(), table.cells[0].len()), (3, 40));
    assert!(table.cells[0].iter().all(|c| c.places.unwrap_or(0) == 0 && c.difference.unwrap_or(0.0) == 0.0));
    let wanted = &published()["comparisons"][0];
    for (subject, cell) in table.subjects.iter().zip(&table.cells[1]) {
        let id = &checked.document().subjects[*subject].id;
        assert_eq!(cell.places.map(i64::from), wanted["places"][id].as_i64(), "{id}");
        // Published figures have two decimals each.
        assert!(close(cell.difference, &wanted["difference"][id], 0.011), "{id}");
    }
}
