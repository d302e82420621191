use super::*;
use crate::files::json::{read_file, write_document};
use crate::files::open::{NamedFile, read_any};
use crate::model::{
    Ballot, Category, Cells, Dimension, Event, EventKind, Field, Indicator, ObservationColumn, Period, RankGroup,
    Standing, Status, Step, Subject, WeightChange, WeightScheme,
};
use crate::sheets::{self, Format};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

/// Files under a folder of the tests, in order.
fn under(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(root).expect("a folder").map(|e| e.expect("a file").path()).collect();
    paths.sort();
    paths
}

/// Documents of the golden files and of the folders of cases.
fn documents() -> Vec<(String, Document)> {
    let mut all = Vec::new();
    for path in under("golden/v1").into_iter().filter(|path| path.extension().is_some_and(|e| e == "json")) {
        let bytes = std::fs::read(&path).expect("a document");
        all.push((path.display().to_string(), read_file("d.json", &bytes).expect("a document").document));
    }
    for folder in
        under("cases/sets").into_iter().chain(under("cases/edges")).filter(|path| path.join("scheme.json").exists())
    {
        let files = std::fs::read_dir(&folder).expect("a folder").map(|e| e.expect("a file").path());
        let tables = files.filter(|path| path.extension().is_some_and(|e| e == "csv" || e == "json"));
        let named = |path: PathBuf| NamedFile {
            name: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            bytes: std::fs::read(&path).expect("a table"),
        };
        all.push((folder.display().to_string(), read_any(tables.map(named).collect()).expect("a document").document));
    }
    assert!(all.len() > 20);
    all
}

fn packed(workbook: &Workbook) -> Workbook {
    let bytes = sheets::write(workbook).expect("a file");
    sheets::read("d.xlsx", &bytes).expect("a workbook")
}

fn has_whole(workbook: &Workbook) -> bool {
    workbook.sheets.iter().any(|sheet| key_of(sheet).is_some_and(|(key, _)| key == WHOLE))
}

#[test]
fn every_document_of_the_cases_comes_back_as_it_was_from_its_sheets_and_from_the_file() {
    for (name, document) in documents() {
        let workbook = to_workbook(&document);
        assert!(is_own(&workbook), "{name}");
        // The sheets say everything by themselves.
        assert!(!has_whole(&workbook), "{name}: {:?}", from_workbook(&in_sheets(&document)).err());
        assert_eq!(from_workbook(&workbook).expect("a document").document, document, "{name}");
        let read = packed(&workbook);
        assert!(is_own(&read));
        assert_eq!(from_workbook(&read).expect("a document").document, document, "{name}");
    }
}

/// Text as it comes: ordinary, and everything that tables, XML and this form could trip over.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z0-9一-三]{1,6}",
        1 => proptest::sample::select(vec![
            "", " ", "=1+1", "'x", "\"x\"", "\"", "+3", "-1", "a;b", "a=b", "[x]", "{x", "mingheng:long:1", "mingheng:settings",
            "_x000D_", "a\rb", "a\nb", "\u{0}", "\u{fffe}", " x ", "是", "NA", "1e5", "110101199003070018", "💡𠮷", "\t", "\u{feff}x",
            "#DIV/0!", "<&>", "a.b", "+",
        ]).prop_map(str::to_owned),
        1 => ".{0,8}",
    ]
}

/// Ids: few, so that they are met again, and sometimes twice.
fn id() -> impl Strategy<Value = String> {
    prop_oneof![8 => "[a-e]", 1 => text()]
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        (-1000i32..1000).prop_map(|n| f64::from(n) / 4.0),
        any::<f64>().prop_filter("as JSON has it", |n| n.is_finite()),
        Just(0.0),
    ]
}

fn texts() -> impl Strategy<Value = std::collections::BTreeMap<String, String>> {
    btree_map(text(), text(), 0..3)
}

fn weights() -> impl Strategy<Value = std::collections::BTreeMap<String, f64>> {
    btree_map(id(), number(), 0..3)
}

fn period() -> impl Strategy<Value = Period> {
    prop_oneof![(1u8..=12).prop_map(Period::Month), (1u8..=4).prop_map(Period::Quarter), Just(Period::Year)]
}

prop_compose! {
    fn dimension()(id in id(), name in text(), parent in proptest::option::of(id()), weights in weights(), last in any::<bool>()) -> Dimension {
        Dimension { id, name, parent, weights, step: if last { Step::Final } else { Step::Stage } }
    }
}

prop_compose! {
    fn indicator()(
        id in id(), name in text(), parent in id(), points in weights(), method in text(), parameters in texts(),
        target in proptest::option::of(number()), unit in text(), tags in vec(text(), 0..3), other in texts(), flags in any::<[bool; 2]>(),
    ) -> Indicator {
        let mut indicator = Indicator { id, name, parent, points, target, unit, tags, other, ..Indicator::default() };
        (indicator.rule.method, indicator.rule.parameters) = (method, parameters);
        [indicator.qualitative, indicator.inherited] = flags;
        indicator
    }
}

prop_compose! {
    fn subject()(id in id(), name in text(), category in id(), parent in proptest::option::of(id()), attributes in texts(), standing in 0..3) -> Subject {
        let standing = [Standing::Ranked, Standing::Separate, Standing::Source][standing as usize];
        Subject { id, name, category, parent, standing, attributes }
    }
}

prop_compose! {
    fn event()(subject in id(), period in proptest::option::of(period()), kind in 0..4, code in text(), points in number(), date in text(), line in 0u32..9, other in texts()) -> Event {
        let kind = [EventKind::Bonus, EventKind::Deduction, EventKind::Veto, EventKind::Bar][kind as usize];
        Event { subject, period, kind, code, points, date, line, other, ..Event::default() }
    }
}

prop_compose! {
    fn ballot()(subject in id(), indicator in id(), period in proptest::option::of(period()), group in text(), rater in text(), score in proptest::option::of(number()), line in any::<u32>()) -> Ballot {
        Ballot { subject, indicator, period, group, rater, score, line }
    }
}

fn column(subjects: usize) -> impl Strategy<Value = ObservationColumn> {
    let field = proptest::sample::select(vec![
        Field::Value,
        Field::Target,
        Field::Base,
        Field::Answers(0),
        Field::Answers(4),
        Field::Answers(9),
    ]);
    let cells = vec((number(), 0u8..5), subjects);
    let lines = prop_oneof![Just(Vec::new()), vec(0u32..3, subjects), Just(vec![7; subjects])];
    (id(), period(), field, cells, lines).prop_map(|(indicator, period, field, cells, lines)| {
        let mut column = Cells::missing(cells.len());
        for (k, (number, status)) in cells.into_iter().enumerate() {
            match Status::from_code(status) {
                Status::Scored => column.put(k, number),
                status => column.mark(k, status),
            }
        }
        ObservationColumn { indicator, period, field, cells: column, lines }
    })
}

fn scheme() -> impl Strategy<Value = WeightScheme> {
    let change = (any::<bool>(), weights()).prop_map(|(fixed, weights)| {
        if fixed { WeightChange::Fixed(weights) } else { WeightChange::RiskFactors(weights) }
    });
    (id(), text(), text(), vec(change, 0..3)).prop_map(|(id, title, origin, changes)| WeightScheme {
        id,
        title,
        origin,
        changes,
    })
}

prop_compose! {
    fn small()(subjects in vec(subject(), 0..4))(
        columns in vec(column(subjects.len()), 0..4),
        subjects in Just(subjects),
        categories in vec((id(), text()).prop_map(|(id, name)| Category { id, name }), 0..3),
        dimensions in vec(dimension(), 0..3), indicators in vec(indicator(), 0..3),
        ballots in vec(ballot(), 0..3), events in vec(event(), 0..3), schemes in vec(scheme(), 0..3),
        title in text(), ties in vec(text(), 0..3), stages in vec(period(), 0..3), attribute in proptest::option::of(text()),
        tables in btree_map(text(), vec(texts(), 0..3), 0..2), quota in proptest::option::of(number()),
    ) -> Document {
        let mut document = Document { title, categories, subjects, ballots, events, schemes, tables, ..Document::default() };
        (document.set.dimensions, document.set.indicators) = (dimensions, indicators);
        (document.observations.columns, document.grading.quota, document.grading.ties) = (columns, quota, ties);
        document.calendar.stages = stages;
        if let Some(attribute) = attribute {
            document.rank_group = RankGroup::Attribute(attribute);
            document.extra.insert("备注".to_owned(), serde_json::json!({"a": [null, 1.5]}));
        }
        document
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_document_comes_back_as_it_was(document in small()) {
        let workbook = to_workbook(&document);
        prop_assert_eq!(&from_workbook(&workbook).expect("a document").document, &document);
        prop_assert_eq!(&from_workbook(&packed(&workbook)).expect("a document").document, &document);
    }
}

#[test]
fn fields_of_a_later_version_come_back_and_so_do_those_of_removed_things() {
    let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/v1/later_fields.json"))
        .expect("a document");
    let mut document = read_file("d.json", &bytes).expect("a document").document;
    assert!(!document.beyond.is_empty());
    let again = from_workbook(&packed(&to_workbook(&document))).expect("a document").document;
    assert_eq!(write_document(&again).expect("JSON"), write_document(&document).expect("JSON"));
    document.subjects.clear();
    document.observations.columns.clear();
    let workbook = to_workbook(&document);
    assert!(!has_whole(&workbook));
    assert_eq!(from_workbook(&workbook).expect("a document").document, document);
}

/// The example of the format's page.
fn example() -> Document {
    let bytes =
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/v1/example.json")).expect("a document");
    read_file("d.json", &bytes).expect("a document").document
}

/// The sheet of a key.
fn of<'a>(workbook: &'a mut Workbook, key: &str) -> &'a mut Sheet {
    workbook.sheets.iter_mut().find(|sheet| key_of(sheet).is_some_and(|(found, _)| found == key)).expect("the sheet")
}

/// Puts a value into the row whose cells begin with these texts, in the column of this key.
fn type_in(sheet: &mut Sheet, starts: &[(&str, &str)], key: &str, value: Value, format: Format) -> (u32, u32) {
    let keys: Vec<(String, u32)> = sheet.rows[2]
        .cells
        .iter()
        .filter_map(|cell| match &cell.value {
            Value::Text(text) => Some((text.clone(), cell.column)),
            _ => None,
        })
        .collect();
    let place = |key: &str| keys.iter().find(|(known, _)| known == key).expect("the column").1;
    let is_it = |row: &Row| {
        starts.iter().all(|(key, wanted)| {
            row.cells.iter().any(|cell| cell.column == place(key) && cell.value == Value::Text((*wanted).to_owned()))
        })
    };
    let at = sheet.rows.iter().skip(3).position(is_it).map_or(sheet.rows.len(), |k| k + 3);
    if at == sheet.rows.len() {
        let cells = starts.iter().map(|(key, text)| Cell {
            column: place(key),
            value: Value::Text((*text).to_owned()),
            ..Cell::default()
        });
        let mut cells: Vec<Cell> = cells.collect();
        cells.sort_by_key(|cell| cell.column);
        let row = sheet.rows.last().map_or(3, |row| row.row + 1);
        sheet.rows.push(Row { row, cells, hidden: false });
    }
    let (column, row) = (place(key), &mut sheet.rows[at]);
    row.cells.retain(|cell| cell.column != column);
    row.cells.push(Cell { column, value, format, ..Cell::default() });
    row.cells.sort_by_key(|cell| cell.column);
    (row.row + 1, column)
}

fn typed(text: &str) -> Value {
    Value::Text(text.to_owned())
}

#[test]
fn a_changed_number_a_new_row_and_another_name_are_taken_as_a_person_means_them() {
    let before = example();
    let (d1, d2) = (before.subjects[0].id.clone(), before.subjects[1].id.clone());
    let mut workbook = packed(&to_workbook(&before));
    let data = of(&mut workbook, MEASUREMENTS);
    type_in(
        data,
        &[("subject", &d1), ("indicator", "A101"), ("period", "M01")],
        "value",
        typed("１,２３４．５"),
        Format::General,
    );
    type_in(
        data,
        &[("subject_name", &before.subjects[1].name), ("indicator_name", "任务完成率"), ("period", "3月")],
        "value",
        Value::Number(7.0),
        Format::General,
    );
    type_in(of(&mut workbook, "indicators"), &[("id", "A101")], "name", typed("任务完成率"), Format::General);
    type_in(of(&mut workbook, "subjects"), &[("id", "D09")], "name", typed("丙局"), Format::General);
    type_in(of(&mut workbook, "subjects"), &[("id", "D09")], "category", typed("A"), Format::General);
    type_in(of(&mut workbook, "events"), &[("subject", &d1)], "date", Value::Number(45_721.0), Format::Date);
    let after = from_workbook(&packed(&workbook)).expect("a document").document;
    let column = |period: Period| after.observations.column("A101", period, Field::Value).expect("the column");
    assert_eq!(column(Period::Month(1)).cells.number(0), Some(1234.5));
    let march = column(Period::Month(3));
    assert_eq!(march.cells.number(after.subject(&d2).expect("a subject")), Some(7.0));
    assert_eq!((after.subjects.len(), march.cells.numbers.len(), march.cells.status[2]), (3, 3, Status::Missing));
    assert_eq!(after.set.indicators[0].name, "任务完成率");
    assert_eq!(after.events[0].date, "2025-03-05");
    assert_eq!(after.observations.columns.len(), before.observations.columns.len() + 1);
}

#[test]
fn percent_cells_count_as_the_indicators_unit_has_it() {
    let mut document = example();
    document.set.indicators[0].unit = "%".to_owned();
    for (unit, wanted) in [("%", 95.5), ("项", 0.955)] {
        document.set.indicators[0].unit = unit.to_owned();
        let mut workbook = to_workbook(&document);
        let row = [("subject", document.subjects[0].id.as_str()), ("indicator", "A101"), ("period", "M01")];
        for (value, format) in [(Value::Number(0.955), Format::Percent(1)), (typed("95.5%"), Format::General)] {
            type_in(of(&mut workbook, MEASUREMENTS), &row, "value", value, format);
            let after = from_workbook(&workbook).expect("a document").document;
            let column = after.observations.column("A101", Period::Month(1), Field::Value).expect("the column");
            assert_eq!(column.cells.number(0), Some(wanted));
        }
    }
}

#[test]
fn what_is_wrong_is_named_with_sheet_row_and_column() {
    let document = example();
    let first = document.subjects[0].id.clone();
    let month = [("subject", first.as_str()), ("indicator", "A101"), ("period", "M01")];
    type Typed<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str, Value, Problem);
    let cases: [Typed; 9] = [
        (MEASUREMENTS, &month, "value", typed("约90"), Problem::NotANumber { text: "约90".into() }),
        (MEASUREMENTS, &month, "period", typed("上半年"), Problem::NotAPeriod { text: "上半年".into() }),
        (
            MEASUREMENTS,
            &month,
            "subject",
            typed("D77"),
            Problem::UnknownReference { what: "subject".into(), id: "D77".into() },
        ),
        (
            MEASUREMENTS,
            &month,
            "indicator",
            typed("B1"),
            Problem::UnknownReference { what: "indicator".into(), id: "B1".into() },
        ),
        (MEASUREMENTS, &month, "value", Value::Error("#REF!".into()), Problem::NotANumber { text: "#REF!".into() }),
        ("indicators", &[("id", "A201")], "id", typed("A101"), Problem::RepeatedId { id: "A101".into() }),
        (
            "indicators",
            &[("id", "A101")],
            "direction",
            typed("向上"),
            Problem::UnknownWord { text: "向上".into(), known: "越高越好、越低越好".into() },
        ),
        (
            "subjects",
            &[("id", &first)],
            "id",
            Value::Number(1.1010119900307e17),
            Problem::NumberTooLarge { text: "110101199003070000".into() },
        ),
        ("grades", &[("name", "优秀")], "minimum", Value::Empty, Problem::NotANumber { text: String::new() }),
    ];
    for (key, row, column, value, problem) in cases {
        let mut workbook = to_workbook(&document);
        let sheet = of(&mut workbook, key);
        sheet.name = format!("改名 {key}");
        let (line, place) = type_in(sheet, row, column, value, Format::General);
        let findings = from_workbook(&workbook).expect_err("something is wrong");
        let at = At::cell(&format!("改名 {key}"), line, &crate::sheets::workbook::letters(place));
        assert!(findings.contains(&Diagnostic::error(problem.clone(), at)), "{problem:?}: {findings:?}");
    }
}

#[test]
fn a_sheet_that_is_gone_is_missed() {
    let mut workbook = to_workbook(&example());
    workbook.sheets.retain(|sheet| key_of(sheet).is_none_or(|(key, _)| key != MEASUREMENTS));
    let findings = from_workbook(&workbook).expect_err("no values");
    assert_eq!(findings[0].problem, Problem::FileNotFound { name: "数据 (mingheng:measurements)".to_owned() });
    assert!(!is_own(&Workbook::default()));
}

#[test]
fn the_whole_document_beside_the_sheets_counts_until_a_cell_is_changed() {
    let mut document = example();
    document.subjects.push(document.subjects[0].clone());
    for column in &mut document.observations.columns {
        column.cells = Cells::missing(3);
    }
    let mut workbook = packed(&to_workbook(&document));
    assert!(has_whole(&workbook));
    assert_eq!(from_workbook(&workbook).expect("a document").document, document);
    type_in(of(&mut workbook, "categories"), &[("id", "A")], "name", typed("改"), Format::General);
    let findings = from_workbook(&workbook).expect_err("two of one id");
    assert!(findings.iter().any(|finding| matches!(finding.problem, Problem::RepeatedId { .. })), "{findings:?}");
}

#[test]
fn long_texts_stand_in_pieces() {
    let mut document = example();
    document.note = "长".repeat(70_000);
    document.set.indicators[0].definition = format!("\r{}", "义".repeat(40_000));
    document.extra.insert("x".to_owned(), "y".repeat(100_000).into());
    let workbook = to_workbook(&document);
    assert!(!has_whole(&workbook));
    assert_eq!(from_workbook(&packed(&workbook)).expect("a document").document, document);
}
