//! Reports of the whole sets, held against the expected files and the hand calculations of `tests/cases`.

use super::*;
use crate::files::open::{NamedFile, open};
use crate::formula::number::decimal;
use crate::i18n::Language;
use crate::intake::{Book, Choices, Grade, IntakeView, Kind, take_in};
use crate::model::{Category, Field, Indicator, ObservationColumn, Period, ScoringRule, Status, Subject};
use crate::sheets::{Cell, Face, Format, Row, Sheet, Value, Workbook};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

const SETS: [&str; 5] = ["a_city", "b_ciq", "c_company", "d_civil", "e_county"];

fn cases() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

fn set(name: &str) -> Checked {
    let folder = cases().join("sets").join(name);
    let mut files: Vec<NamedFile> = std::fs::read_dir(folder)
        .expect("the set")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file())
        .map(|path| NamedFile {
            name: path.file_name().expect("a name").to_string_lossy().into_owned(),
            bytes: std::fs::read(&path).expect("a file"),
        })
        .collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    open(files).expect("the set can be computed")
}

fn spec(report: Report, language: Language) -> Spec {
    let (scheme, period) = (None, None);
    let (moment, program) = ("2026-09-01".to_owned(), "mingheng 0.1.0".to_owned());
    Spec { report, language, scheme, period, moment, program }
}

fn made(checked: &Checked, spec: &Spec) -> Made {
    make(checked.document(), Some(checked), spec).expect("a report")
}

fn book(made: Made) -> (String, Workbook) {
    match made {
        Made::Book { name, workbook } => (name, workbook),
        other => panic!("no workbook: {other:?}"),
    }
}

fn workbook_of(checked: &Checked, scheme: Option<&str>, period: Option<&str>, language: Language) -> Workbook {
    let mut spec = spec(Report::Results, language);
    (spec.scheme, spec.period) = (scheme.map(str::to_owned), period.map(str::to_owned));
    book(made(checked, &spec)).1
}

/// A cell as a reader sees it.
fn seen(cell: &Cell) -> String {
    match (&cell.value, cell.format) {
        (Value::Text(text), _) => text.clone(),
        (Value::Number(number), Format::Fixed(digits)) => decimal(*number, digits),
        (Value::Number(number), _) => number.to_string(),
        _ => String::new(),
    }
}

/// The rows below the heading at `head`, by the words of the heading.
fn rows(sheet: &Sheet, head: u32) -> Vec<BTreeMap<String, &Cell>> {
    let at = |number: u32| sheet.rows.iter().find(|row| row.row == number).expect("the heading");
    let heads: BTreeMap<u32, String> = at(head).cells.iter().map(|cell| (cell.column, seen(cell))).collect();
    let last = sheet.layout.filtered.expect("a table").last_row;
    let named = |row: &Row| -> Vec<(String, usize)> {
        row.cells.iter().enumerate().map(|(k, cell)| (heads[&cell.column].clone(), k)).collect()
    };
    let inside = sheet.rows.iter().filter(|row| row.row > head && row.row <= last);
    inside.map(|row| named(row).into_iter().map(|(name, k)| (name, &row.cells[k])).collect()).collect()
}

fn text(row: &BTreeMap<String, &Cell>, column: &str) -> String {
    seen(row.get(column).unwrap_or_else(|| panic!("no column {column}: {:?}", row.keys())))
}

fn number(row: &BTreeMap<String, &Cell>, column: &str) -> f64 {
    match row[column].value {
        Value::Number(number) => number,
        ref other => panic!("{column}: {other:?}"),
    }
}

fn find<'a>(rows: &'a [BTreeMap<String, &'a Cell>], code: &str) -> &'a BTreeMap<String, &'a Cell> {
    rows.iter().find(|row| text(row, "单位代码") == code).unwrap_or_else(|| panic!("no row of {code}"))
}

fn csv(path: &std::path::Path) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_path(path).expect("a table").deserialize().map(|row| row.expect("a row")).collect()
}

#[test]
fn results_are_the_published_figures_of_the_expected_files() {
    let mut compared = 0;
    for (name, scheme) in [
        ("a_city", None),
        ("a_city", Some("austerity")),
        ("a_city", Some("service30")),
        ("b_ciq", None),
        ("b_ciq", Some("facilitation")),
        ("b_ciq", Some("risk_dynamic")),
    ] {
        let checked = set(name);
        let workbook = workbook_of(&checked, scheme, None, Language::Chinese);
        let rows = rows(&workbook.sheets[0], 2);
        let file = scheme.map_or("unit_scores.csv".to_owned(), |scheme| format!("unit_scores__{scheme}.csv"));
        let expected = csv(&cases().join("sets").join(name).join("expected").join(file));
        assert_eq!(rows.len(), expected.len());
        for wanted in &expected {
            let row = find(&rows, &wanted["unit_id"]);
            assert_eq!(text(row, "公布分数"), wanted["total_2dp"], "{name} {wanted:?}");
            assert_eq!(text(row, "名次"), wanted["rank"], "{name} {wanted:?}");
            assert_eq!(text(row, "等次"), wanted["grade_final"], "{name} {wanted:?}");
            assert_eq!(decimal(number(row, "基础分"), 6), wanted["base_6dp"], "{name} {wanted:?}");
            assert_eq!(text(row, "加分"), wanted["bonus"]);
            assert_eq!(text(row, "扣分"), wanted["deduct"]);
            // A published figure is written as it was published, and not as a longer one that looks like it.
            assert_eq!(number(row, "公布分数").to_string().parse::<f64>(), wanted["total_2dp"].parse::<f64>());
            for (column, score) in wanted.iter().filter_map(|(c, s)| Some((c.strip_prefix("l1_")?, s))) {
                assert_eq!(decimal(number(row, column), 6), *score, "{name} {column}");
            }
            for flag in wanted["flags"].split(';').filter_map(|flag| flag.split_once(':')) {
                assert!(text(row, "备注").contains(flag.1), "{name} {wanted:?}");
            }
            compared += 1;
        }
    }
    assert_eq!(compared, 162);
}

#[test]
fn results_of_stages_and_years_are_those_of_the_hand_calculations() {
    let mut compared = 0;
    for name in ["c_company", "d_civil", "e_county"] {
        let file = std::fs::read(cases().join("hand").join(format!("{name}.json"))).expect("hand calculations");
        let file: Json = serde_json::from_slice(&file).expect("JSON");
        let checked = set(name);
        let mut windows: BTreeMap<&str, Vec<&Json>> = BTreeMap::new();
        for group in file["groups"].as_object().expect("groups").values() {
            for (window, rows) in group.as_object().expect("windows") {
                windows.entry(window).or_default().extend(rows.as_array().expect("rows"));
            }
        }
        for (window, wanted) in windows {
            let is_stage = checked.document().calendar.stages.iter().any(|stage| stage.to_string() == window);
            let workbook = workbook_of(&checked, None, is_stage.then_some(window), Language::Chinese);
            let rows = rows(&workbook.sheets[0], 2);
            for one in wanted {
                let said = |key: &str| one[key].as_str().map_or_else(|| one[key].to_string(), str::to_owned);
                let row = find(&rows, &said("subject"));
                for (key, column) in [("published", "公布分数"), ("rank", "名次"), ("grade", "等次")] {
                    assert_eq!(text(row, column), said(key), "{name} {window} {one}");
                }
                compared += 1;
            }
        }
    }
    assert!(compared > 200, "{compared}");
}

#[test]
fn the_ranking_is_in_order_within_its_group() {
    for name in SETS {
        let workbook = workbook_of(&set(name), None, None, Language::Chinese);
        let rows = rows(&workbook.sheets[0], 2);
        let mut last: Option<(String, u32)> = None;
        let mut seen_groups = Vec::new();
        for row in &rows {
            let group = text(row, if name == "d_civil" { "level" } else { "分类" });
            let rank = text(row, "名次").parse::<u32>().unwrap_or(u32::MAX);
            match &last {
                Some((before, above)) if *before == group => assert!(rank >= *above, "{name} {group}"),
                _ => {
                    assert!(!seen_groups.contains(&group), "{name}: {group} in two places");
                    seen_groups.push(group.clone());
                }
            }
            last = Some((group, rank));
        }
        let veto = rows.iter().position(|row| text(row, "备注").contains("一票否决"));
        if let Some(at) = veto.filter(|_| name == "a_city") {
            let next = rows.get(at + 1).map(|row| text(row, "名次"));
            assert!(next.is_none_or(|rank| rank == "1"), "a vetoed subject stands last of its group");
        }
    }
}

/// Rows of the calculation by code, in order.
fn by_subject<'a>(rows: &'a [BTreeMap<String, &'a Cell>]) -> BTreeMap<String, Vec<&'a BTreeMap<String, &'a Cell>>> {
    let mut subjects: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for row in rows {
        subjects.entry(text(row, "单位代码")).or_default().push(row);
    }
    subjects
}

#[test]
fn a_reader_can_add_up_the_calculation() {
    for name in SETS {
        let checked = set(name);
        let own_share = checked.document().calendar.last.own_share;
        let workbook = workbook_of(&checked, None, None, Language::Chinese);
        let rows = rows(&workbook.sheets[1], 0);
        let result = self::rows(&workbook.sheets[0], 2);
        let mut added = 0;
        for (code, rows) in by_subject(&rows) {
            let mut sums: BTreeMap<String, f64> = BTreeMap::new();
            let (mut totals, mut own) = (Vec::new(), 0.0);
            for row in rows {
                let stage = row.get("阶段").map(|cell| seen(cell)).unwrap_or_default();
                let score = match row["得分"].value {
                    Value::Number(number) => number,
                    _ => 0.0,
                };
                let joins = stage == "年度";
                match text(row, "行").as_str() {
                    "指标" => *sums.entry(stage).or_default() += score,
                    "小计" => {}
                    "各阶段平均" | "年度指标" => own += score,
                    "基础分" => {
                        let sum = match (joins, own_share > 0.0) {
                            // The means of stages are those of the stages' rows.
                            (true, false) => score,
                            (true, true) => own,
                            (false, _) => sums[&stage],
                        };
                        assert!((sum - score).abs() < 1e-9, "{name} {code} {stage}: {sum} and {score}");
                        sums.insert(stage, score);
                        added += 1;
                    }
                    "加分" | "扣分" => *sums.entry(stage).or_default() += score,
                    "阶段总分" | "总分" => {
                        let sum = sums[&stage];
                        assert!((sum - score).abs() < 1e-9 || !text(row, "说明").is_empty(), "{name} {code} {stage}");
                        totals.push((stage, score));
                    }
                    "公布分数" => {
                        let (stage, total) = totals.last().expect("a total");
                        assert_eq!(text(row, "得分"), decimal(*total, 2), "{name} {code} {stage}");
                        if joins || stage.is_empty() {
                            assert_eq!(text(row, "得分"), text(find(&result, &code), "公布分数"), "{name} {code}");
                        }
                    }
                    other => panic!("{other}"),
                }
            }
            if own_share > 0.0 {
                let stages: Vec<f64> = totals.iter().filter(|(s, _)| s != "年度").map(|(_, total)| *total).collect();
                let mean = stages.iter().sum::<f64>() / stages.len() as f64;
                let annual = &sums["年度"];
                assert!(stages.len() == 4 && *annual > 0.0 && mean > 0.0, "{name} {code}");
            }
        }
        assert!(added >= result.len(), "{name}");
    }
}

#[test]
fn the_calculation_has_the_figures_of_the_expected_files() {
    let mut compared = 0;
    for (name, scheme) in [("a_city", None), ("b_ciq", None), ("b_ciq", Some("risk_dynamic"))] {
        let workbook = workbook_of(&set(name), scheme, None, Language::Chinese);
        let rows = rows(&workbook.sheets[1], 0);
        let found: BTreeMap<(String, String), _> =
            rows.iter().map(|row| ((text(row, "单位代码"), text(row, "指标代码")), row)).collect();
        let file = scheme.map_or("indicator_scores.csv".to_owned(), |s| format!("indicator_scores__{s}.csv"));
        for wanted in csv(&cases().join("sets").join(name).join("expected").join(file)) {
            let row = found[&(wanted["unit_id"].clone(), wanted["indicator_id"].clone())];
            let figure = |column: &str, key: &str| {
                let wanted = &wanted[key];
                match wanted.parse::<f64>() {
                    Ok(figure) => assert!((number(row, column) - figure).abs() <= 1e-6, "{name} {column} {wanted:?}"),
                    Err(_) => assert!(!matches!(row[column].value, Value::Number(_)), "{name} {column} {wanted:?}"),
                }
            };
            figure("完成值", "raw");
            figure("得分率", "ratio");
            figure("得分", "score_6dp");
            figure("实际分值", "effective_points");
            let flag = match wanted["flags"].as_str() {
                "" => "",
                "na" => "不适用",
                "missing" => "缺报",
                "partial" => "部分缺报",
                other => panic!("{other}"),
            };
            assert!(text(row, "说明").starts_with(flag), "{name} {wanted:?}");
            compared += 1;
        }
    }
    assert!(compared > 2400, "{compared}");
}

fn has_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c) || "，。；：（）、　".contains(c))
}

/// Takes every name that the document itself carries away.
fn without_own_names(text: &str, own: &[String]) -> String {
    own.iter()
        .filter(|name| text.contains(name.as_str()))
        .fold(text.to_owned(), |text, name| text.replace(name.as_str(), ""))
}

/// All texts inside a document, the longest first.
fn texts(document: &Document) -> Vec<String> {
    fn walk(value: &Json, texts: &mut Vec<String>) {
        match value {
            Json::String(text) => texts.push(text.clone()),
            Json::Array(all) => all.iter().for_each(|one| walk(one, texts)),
            Json::Object(all) => all.iter().for_each(|(key, one)| {
                texts.push(key.clone());
                walk(one, texts);
            }),
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(&serde_json::to_value(document).expect("plain values"), &mut found);
    found.retain(|text| has_chinese(text));
    // Names of rater groups stand inside a rule's parameters.
    let groups = document.set.indicators.iter().flat_map(|i| i.rule.parameters.values());
    found.extend(groups.flat_map(|text| text.split([',', ':', '|'])).filter(|t| has_chinese(t)).map(str::to_owned));
    found.sort_by_key(|text| std::cmp::Reverse(text.len()));
    found.dedup();
    found
}

fn cells(workbook: &Workbook) -> impl Iterator<Item = (&str, &Cell)> {
    workbook.sheets.iter().flat_map(|sheet| {
        sheet.rows.iter().flat_map(move |row| row.cells.iter().map(move |cell| (sheet.name.as_str(), cell)))
    })
}

#[test]
fn every_workbook_fits_into_an_office_file_and_english_ones_are_english() {
    for name in SETS {
        let checked = set(name);
        let own = texts(checked.document());
        for language in Language::ALL {
            for report in
                [Report::Results, Report::Template, Report::Collection { subject: None, periods: vec![Period::Year] }]
            {
                let mut spec = spec(report, language);
                spec.scheme = checked.document().schemes.first().map(|scheme| scheme.id.clone());
                let books = match made(&checked, &spec) {
                    Made::Book { name, workbook } => vec![(name, workbook)],
                    Made::Books { books, .. } => books,
                    Made::Text { .. } => panic!("no text"),
                };
                for (file, workbook) in &books {
                    assert!(file.chars().count() <= 80 && file.ends_with(".xlsx"), "{file}");
                    for sheet in &workbook.sheets {
                        assert!(
                            sheet.name.chars().count() <= 31
                                && !sheet.name.contains(['[', ']', '*', '?', '/', '\\', ':'])
                        );
                        assert!(sheet.layout.footer.chars().count() <= 255);
                        assert!(sheet.rows.windows(2).all(|pair| pair[0].row < pair[1].row), "{}", sheet.name);
                        for row in &sheet.rows {
                            assert!(row.cells.windows(2).all(|pair| pair[0].column < pair[1].column));
                        }
                        for (_, list) in &sheet.layout.choices {
                            // Longer lists would have to stand in cells.
                            assert!(list.join(",").encode_utf16().count() <= 255 && !list.is_empty());
                            assert!(list.iter().all(|one| !one.contains(',')));
                        }
                    }
                    let said: BTreeSet<&str> = cells(workbook)
                        .filter_map(|(_, cell)| match &cell.value {
                            Value::Text(text) => Some(text.as_str()),
                            _ => None,
                        })
                        .collect();
                    assert!(said.iter().all(|text| text.encode_utf16().count() <= 32_767));
                    if language == Language::English {
                        for text in said.iter().filter(|text| has_chinese(text)) {
                            let left = without_own_names(text, &own);
                            assert!(!has_chinese(&left), "{name}: {left} in {text}");
                        }
                    }
                    if language == Language::English {
                        assert!(workbook.sheets.iter().all(|sheet| !has_chinese(&sheet.name)));
                    }
                }
            }
        }
    }
}

#[test]
fn the_results_workbook_is_laid_out_for_paper() {
    let workbook = workbook_of(&set("a_city"), None, None, Language::Chinese);
    let names: Vec<&str> = workbook.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["结果排名", "计算过程", "原始数据", "权重与规则", "说明"]);
    let results = &workbook.sheets[0];
    let layout = &results.layout;
    assert_eq!((layout.frozen, layout.repeated, layout.landscape), (Some((3, 2)), Some((2, 2)), true));
    let filter = layout.filtered.expect("a filter");
    // A heading below two lines of title, then forty departments; ten columns of ours and five dimensions.
    assert_eq!((filter.first_row, filter.last_row, filter.first_column, filter.last_column), (2, 42, 0, 14));
    assert!(layout.footer.contains("第 &P 页 共 &N 页") && layout.footer.ends_with("&R2026-09-01"));
    assert!(results.rows.last().is_some_and(|row| row.row == 44 && seen(&row.cells[0]).contains("考核单位（公章）")));
    assert_eq!(layout.widths.len(), 15);
    assert!(workbook.sheets.iter().all(|sheet| sheet.layout.landscape && !sheet.layout.widths.is_empty()));
}

#[test]
fn raw_data_say_what_does_not_apply_and_leave_what_is_missing_empty() {
    let workbook = workbook_of(&set("a_city"), None, None, Language::Chinese);
    let sheet = &workbook.sheets[2];
    let expected = csv(&cases().join("sets/a_city/measurements.csv"));
    let place = |text: &str, row: usize| {
        sheet.rows[row].cells.iter().find(|cell| seen(cell).starts_with(text)).map(|cell| cell.column)
    };
    let mut compared = [0; 3];
    for wanted in expected.iter().filter(|row| row["period"] == "Y") {
        let first = place(&format!("{} ", wanted["indicator_id"]), 0).expect("the indicator");
        let row = sheet.rows.iter().find(|row| row.cells.first().is_some_and(|c| seen(c) == wanted["unit_id"]));
        let row = row.expect("the subject");
        let heads = &sheet.rows[1].cells;
        let column = (first..).find(|column| seen(&heads[*column as usize]) == "全年").expect("the period");
        let cell = &row.cells[column as usize];
        match wanted["value"].as_str() {
            "NA" => {
                assert_eq!(seen(cell), "不适用");
                compared[0] += 1;
            }
            "" => {
                assert_eq!((&cell.value, cell.face), (&Value::Empty, Face::Note), "{wanted:?}");
                compared[1] += 1;
            }
            value if !value.contains('/') => {
                assert_eq!(cell.value, Value::Number(value.parse().expect("a number")), "{wanted:?}");
                compared[2] += 1;
            }
            _ => {}
        }
    }
    assert!(compared[0] > 0 && compared[2] > 100, "{compared:?}");
}

#[test]
fn lists_are_csv_that_other_readers_take() {
    let checked = set("a_city");
    for (report, rows) in [(Report::ResultsCsv, 40), (Report::IndicatorsCsv, 40 * 30), (Report::ValuesCsv, 40 * 30)] {
        for language in Language::ALL {
            let Made::Text { name, text } = made(&checked, &spec(report.clone(), language)) else { panic!("no text") };
            assert!(name.ends_with("_2026-09-01.csv"), "{name}");
            assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains('\n'));
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let read: Vec<_> = reader.records().map(|row| row.expect("a row as long as the heading")).collect();
            assert!(read.len() >= rows, "{} rows", read.len());
        }
    }
}

#[test]
fn a_list_of_results_has_published_figures_to_their_digit() {
    let Made::Text { text, .. } = made(&set("a_city"), &spec(Report::ResultsCsv, Language::Chinese)) else {
        panic!("no text")
    };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads = reader.headers().expect("a heading").clone();
    let column = |name: &str| heads.iter().position(|head| head == name).expect(name);
    let found: BTreeMap<String, csv::StringRecord> =
        reader.records().map(|row| row.expect("a row")).map(|row| (row[column("单位代码")].to_owned(), row)).collect();
    for wanted in csv(&cases().join("sets/a_city/expected/unit_scores.csv")) {
        let row = &found[&wanted["unit_id"]];
        assert_eq!(row[column("公布分数")], wanted["total_2dp"]);
        assert_eq!(row[column("基础分")], wanted["base_6dp"]);
    }
}

#[test]
fn the_own_workbook_is_the_whole_document_once_more() {
    let checked = set("b_ciq");
    let (name, workbook) = book(made(&checked, &spec(Report::Own, Language::Chinese)));
    assert!(name.ends_with("_全部数据_2026-09-01.xlsx"), "{name}");
    let draft = crate::files::from_workbook(&workbook).expect("the document");
    assert_eq!(draft.document, *checked.document());
}

#[test]
fn every_subject_gets_a_collection_sheet_of_its_own_indicators() {
    let checked = set("c_company");
    let periods = vec![Period::Month(10), Period::Month(11)];
    let Made::Books { name, books } =
        made(&checked, &spec(Report::Collection { subject: None, periods }, Language::Chinese))
    else {
        panic!("no books")
    };
    assert!(name.ends_with(".zip") && books.len() == 36, "{name}: {}", books.len());
    let sheet = |code: &str| {
        let start = format!("采集表_{code}_");
        &books.iter().find(|(name, _)| name.starts_with(&start)).expect(code).1.sheets[0]
    };
    let codes = |sheet: &Sheet| -> Vec<String> {
        let codes = sheet.rows.iter().filter_map(|row| row.cells.get(1)).map(seen);
        codes.filter(|code| code.starts_with('C')).collect()
    };
    // C1xx are the department's; an employee takes them over and reports none of them.
    assert_eq!(codes(sheet("X_EQ")), ["C101", "C102", "C103", "C104"]);
    assert!(codes(sheet("E22")).iter().all(|code| !code.starts_with("C1")) && !codes(sheet("E22")).is_empty());
    let own = sheet("E22");
    let whose: Vec<String> = own.rows[1].cells.iter().map(seen).collect();
    assert_eq!(whose, ["填报单位（公章）：", "", "员工22", "单位代码：", "E22"]);
    let heads: Vec<String> = own.rows[2].cells.iter().map(seen).collect();
    let wanted =
        ["序号", "指标代码", "指标名称", "计量单位", "目标值", "口径", "填报值（10月）", "填报值（11月）", "备注"];
    assert_eq!(heads, wanted);
    // C301 of E22 in October is 1 (tests/cases/hand/c_company.json).
    let row = own.rows.iter().find(|row| row.cells.get(1).is_some_and(|c| seen(c) == "C301")).expect("C301");
    assert_eq!((&row.cells[6].value, row.cells[6].face), (&Value::Number(1.0), Face::Entry));
}

#[test]
fn files_of_subjects_with_the_same_name_do_not_cover_one_another() {
    let mut document = Document { title: "甲".into(), ..Document::default() };
    document.categories.push(Category { id: "A".into(), name: "A".into() });
    document.set.indicators.push(Indicator {
        id: "I1".into(),
        points: BTreeMap::from([("A".to_owned(), 1.0)]),
        rule: ScoringRule { method: "completion".into(), ..ScoringRule::default() },
        ..Indicator::default()
    });
    for id in ["a", "A", "b/c", "b:c"] {
        document.subjects.push(Subject {
            id: id.into(),
            name: "同一个名称".repeat(20),
            category: "A".into(),
            ..Subject::default()
        });
    }
    let spec = spec(Report::Collection { subject: None, periods: Vec::new() }, Language::Chinese);
    let Ok(Made::Books { books, .. }) = make(&document, None, &spec) else { panic!("no books") };
    let names: BTreeSet<String> = books.iter().map(|(name, _)| name.to_lowercase()).collect();
    assert_eq!(names.len(), 4);
    assert!(names.iter().all(|name| name.chars().count() <= 80));
}

#[test]
fn the_template_has_the_tables_that_intake_knows_and_the_subjects_of_an_open_document() {
    let template = |document: &Document| {
        book(make(document, None, &spec(Report::Template, Language::Chinese)).expect("a template")).1
    };
    let empty = template(&Document::default());
    let names: Vec<&str> = empty.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["填写说明", "指标体系表", "单位名单", "数据表", "评分表", "加减分项"]);
    let heads: Vec<String> = empty.sheets[1].rows[1].cells.iter().map(seen).collect();
    let wanted =
        "序号 一级指标 二级指标 三级指标 分值 目标值 计量单位 评分标准 计分方法 数据来源 责任(考核)单位 考核周期 备注";
    assert_eq!(heads.join(" "), wanted);
    let examples = empty.sheets[1].rows.iter().filter(|row| row.cells.iter().any(|c| seen(c).starts_with("示例，")));
    let points: f64 = examples
        .map(|row| match row.cells[4].value {
            Value::Number(points) => points,
            _ => f64::NAN,
        })
        .sum();
    assert_eq!(points, 100.0);
    let checked = set("e_county");
    let filled = template(checked.document());
    assert!(filled.sheets[3].rows[0].cells.len() > 90);
    assert_eq!(seen(&filled.sheets[3].rows[1].cells[0]), "T01");
    assert!(filled.sheets[3].rows.iter().all(|row| row.cells.iter().all(|cell| !seen(cell).contains("示例，"))));
}

#[test]
fn what_cannot_be_computed_is_refused_with_its_reasons_and_can_still_be_handed_out_as_lists() {
    let mut document = set("a_city").into_document();
    document.set.indicators[0].rule.method = "no such rule".into();
    let reasons = make(&document, None, &spec(Report::Results, Language::Chinese)).expect_err("a reason");
    assert!(!reasons.is_empty());
    make(&document, None, &spec(Report::ValuesCsv, Language::Chinese)).expect("a list");
    let checked = set("a_city");
    let mut unknown = spec(Report::Results, Language::Chinese);
    unknown.scheme = Some("no such scheme".into());
    assert_eq!(make(checked.document(), Some(&checked), &unknown).expect_err("a reason").len(), 1);
}

#[test]
fn a_calculation_that_nobody_could_read_is_left_out_and_named() {
    let mut document = set("e_county").into_document();
    // 94 indicators; a thousand subjects are more rows than are written.
    let first = document.subjects[0].clone();
    document.observations.columns.clear();
    document.ballots.clear();
    document.events.clear();
    document.subjects =
        (0..1000).map(|k| Subject { id: format!("S{k}"), name: format!("单位{k}"), ..first.clone() }).collect();
    let checked = check(document).expect("it can be computed");
    let workbook = workbook_of(&checked, None, None, Language::Chinese);
    let names: Vec<&str> = workbook.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["结果排名", "原始数据", "权重与规则", "说明"]);
    assert!(cells(&workbook).any(|(sheet, cell)| sheet == "说明" && seen(cell).contains("“计算过程”超过 100000 行")));
}

#[test]
fn an_entry_that_is_withheld_or_refused_is_said() {
    let mut document = set("a_city").into_document();
    let subjects = document.subjects.len();
    let column = document.observations.columns.iter_mut().find(|c| c.field == Field::Value).expect("values");
    let ObservationColumn { cells, .. } = column;
    assert_eq!(cells.status.len(), subjects);
    cells.mark(0, Status::Withheld);
    let Ok(Made::Text { text, .. }) = make(&document, None, &spec(Report::ValuesCsv, Language::Chinese)) else {
        panic!("no text")
    };
    assert!(text.contains("不公开"));
}

fn taken(document: &Document, name: &str, workbook: Workbook) -> (IntakeView, Vec<Book>, bool) {
    let books = vec![Book { name: name.to_owned(), workbook }];
    let (view, change) = take_in(document, &books, &Choices::default());
    (view, books, change.is_some())
}

fn type_in(sheet: &mut Sheet, row: u32, column: u32, value: Value) {
    let row = sheet.rows.iter_mut().find(|own| own.row == row).expect("the row");
    row.cells.iter_mut().find(|cell| cell.column == column).expect("the cell").value = value;
}

#[test]
fn a_collection_sheet_comes_back_as_it_went_and_with_what_was_filled_in() {
    let checked = set("c_company");
    let document = checked.document();
    let wanted = Report::Collection { subject: Some("E22".into()), periods: vec![Period::Month(10)] };
    let (name, mut workbook) = book(made(&checked, &spec(wanted, Language::Chinese)));
    let (view, _, changes) = taken(document, &name, workbook.clone());
    assert!(view.faults.iter().all(|fault| fault.grade == Grade::Note), "{:?}", view.faults);
    assert!(!changes, "nothing was filled in: {:?}", view.moved);
    let sheet = &mut workbook.sheets[0];
    let row = sheet.rows.iter().find(|row| row.cells.get(1).is_some_and(|c| seen(c) == "C301")).expect("C301").row;
    type_in(sheet, row, 6, Value::Number(3.0));
    let (view, _, changes) = taken(document, &name, workbook);
    assert!(changes);
    assert_eq!((view.moved_total, view.moved[0].before.as_str(), view.moved[0].after.as_str()), (1, "1", "3"));
}

#[test]
fn the_template_is_taken_in_as_it_is() {
    let document = Document::default();
    let (name, workbook) = book(make(&document, None, &spec(Report::Template, Language::Chinese)).expect("a template"));
    let (view, _, changes) = taken(&document, &name, workbook);
    let errors: Vec<_> = view.faults.iter().filter(|fault| fault.grade == Grade::Error).collect();
    assert!(errors.is_empty() && changes, "{errors:?}");
    let new = |kind: Kind| view.counts.iter().find(|count| count.of == kind).map_or(0, |count| count.new);
    assert_eq!((new(Kind::Indicators), new(Kind::Subjects)), (3, 3), "{:?}", view.counts);
    assert!(view.standards.iter().all(|standard| standard.rule.is_some()), "{:?}", view.standards);
}

#[test]
fn faults_stand_with_their_rows_and_what_is_wrong() {
    let checked = set("c_company");
    let wanted = Report::Collection { subject: Some("E22".into()), periods: vec![Period::Month(10)] };
    let (name, mut workbook) = book(made(&checked, &spec(wanted, Language::Chinese)));
    let sheet = &mut workbook.sheets[0];
    let row = sheet.rows.iter().find(|row| row.cells.get(1).is_some_and(|c| seen(c) == "C302")).expect("C302").row;
    type_in(sheet, row, 6, Value::Text("约三次".into()));
    let (view, books, _) = taken(checked.document(), &name, workbook);
    for language in Language::ALL {
        let (file, made) = book(faults(&view, &books, language));
        assert!(file.ends_with(".xlsx") && file.starts_with("采集表_E22"), "{file}");
        let list = &made.sheets[0];
        let cell = crate::sheets::workbook::address(row, 6);
        let fault = list.rows.iter().find(|row| seen(&row.cells[3]) == cell).expect("the fault");
        assert_eq!((seen(&fault.cells[2]), seen(&fault.cells[4])), ("采集表".to_owned(), "约三次".to_owned()));
        assert!(!seen(&fault.cells[6]).is_empty() && !seen(&fault.cells[7]).is_empty());
        // The heading, then the faulty row and behind it the reason.
        let again = &made.sheets[1];
        assert_eq!(seen(&again.rows[0].cells[1]), "指标代码");
        let own = again.rows.iter().find(|row| seen(&row.cells[1]) == "C302").expect("the row");
        assert_eq!(own.cells[6].face, Face::Fault);
        assert!(own.cells.last().is_some_and(|last| seen(last).starts_with(&cell)), "{own:?}");
    }
}

/// A list of values, written in an encoding and read again, changes nothing; one changed figure is one change.
fn read_again(encoded: fn(&str) -> Vec<u8>) {
    let checked = set("c_company");
    let Made::Text { name, text } = made(&checked, &spec(Report::ValuesCsv, Language::Chinese)) else {
        panic!("no text")
    };
    let read = |text: &str| crate::sheets::read(&name, &encoded(text)).expect("a table");
    let (view, _, changes) = taken(checked.document(), &name, read(&text));
    let errors: Vec<_> = view.faults.iter().filter(|fault| fault.grade == Grade::Error).take(3).collect();
    assert!(errors.is_empty() && !changes, "{errors:?} {:?}", view.moved.first());
    let cells = text.lines().map(|line| (line, line.split(',').collect::<Vec<_>>()));
    let mut cells = cells.filter(|(_, cells)| cells.len() == 10 && cells[7].parse::<f64>().is_ok());
    let (line, mut other) = cells.next().expect("a value");
    let more = format!("{}1", other[7]);
    other[7] = &more;
    let (_, _, changes) = taken(checked.document(), &name, read(&text.replacen(line, &other.join(","), 1)));
    assert!(changes, "{line}");
}

#[test]
fn r54_a_list_of_values_is_read_as_what_was_reported() {
    read_again(|text| format!("\u{FEFF}{text}").into_bytes());
}

#[test]
fn r56_a_list_of_values_that_excel_saved_in_gb18030_is_read_as_what_was_reported() {
    read_again(|text| encoding_rs::GB18030.encode(text).0.into_owned());
}

#[test]
fn an_own_workbook_that_could_not_be_read_in_again_is_refused_with_a_way_out() {
    let mut document = set("c_company").document().clone();
    document.tables = (0..200).map(|k| (format!("t{k}"), Vec::new())).collect();
    let own = spec(Report::Own, Language::Chinese);
    assert!(super::make(&document, None, &own).is_ok());
    // More sheets than are read.
    document.tables.extend((200..256).map(|k| (format!("t{k}"), Vec::new())));
    let refused = super::make(&document, None, &own).expect_err("too much");
    let said = crate::i18n::problem(Language::Chinese, &refused[0]);
    assert!(said.next.contains("完整备份（JSON）"), "{said:?}");
}
