//! What is written is read again as it was, and nothing of it is computed by a spreadsheet.

use super::*;
use crate::sheets::Layout;
use proptest::prelude::*;
use std::io::Read;

/// A part of the file that is written for one sheet with these cells.
fn part(sheet: Sheet, name: &str) -> String {
    let bytes = write(&Workbook { sheets: vec![sheet], title: String::new() }).expect("a file");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("text");
    text
}

fn one_row(values: Vec<Value>) -> Sheet {
    let cells = (0..).zip(values).map(|(column, value)| Cell { column, value, ..Cell::default() }).collect();
    Sheet { name: "表".to_owned(), rows: vec![Row { cells, ..Row::default() }], ..Sheet::default() }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

#[test]
fn text_is_never_a_formula_a_number_or_a_link() {
    let texts = ["=1+1", "+1", "-1", "@SUM(A1)", "'=x", "https://example.org", "＝1", "110101199003070018", "\t=1"];
    let sheet = one_row(texts.iter().map(|t| text(t)).collect());
    let cells = part(sheet.clone(), "xl/worksheets/sheet1.xml");
    assert!(!cells.contains("<f") && !cells.contains("hyperlink"), "{cells}");
    assert_eq!(cells.matches(" t=\"s\"><v>").count(), texts.len());
    let shared = part(sheet, "xl/sharedStrings.xml");
    for text in &texts[..8] {
        assert!(shared.contains(&format!("<t>{text}</t>")), "{text}: {shared}");
    }
    assert!(shared.contains("<t xml:space=\"preserve\">\t=1</t>"), "{shared}");
}

#[test]
fn text_that_xml_cannot_hold_and_text_that_looks_like_its_escape_are_escaped() {
    assert_eq!(escaped("a\rb\0c\u{1b}"), "a_x000D_b_x0000_c_x001B_");
    assert_eq!(escaped("_x000D_"), "_x005F_x000D_");
    // The underscore between them ends one escape and begins another.
    assert_eq!(escaped("_x0041_x0042_"), "_x005F_x0041_x005F_x0042_");
    assert_eq!(escaped("_x00G1_ _x12_ a_b"), "_x00G1_ _x12_ a_b");
    assert_eq!(escaped("<&>\"'"), "&lt;&amp;&gt;&quot;'");
}

#[test]
fn a_number_comes_back_to_the_last_bit() {
    for number in
        [0.1, 1.0 / 3.0, 1e15, 123_456_789.123_456_79, 5e-324, f64::MAX, 1e17, 1e-7, -2.5, 9_007_199_254_740_993.0]
    {
        let written = digits(number);
        assert_eq!(written.parse::<f64>().map(f64::to_bits), Ok(number.to_bits()), "{written}");
        assert!(written.len() < 26, "{written}");
    }
    assert_eq!(digits(-0.0), "0");
    let cells = part(
        one_row(vec![Value::Number(f64::NAN), Value::Number(f64::INFINITY), Value::Number(2.5)]),
        "xl/worksheets/sheet1.xml",
    );
    assert!(cells.contains("<row r=\"1\"><c r=\"C1\"><v>2.5</v></c></row>"), "{cells}");
}

#[test]
fn truth_is_truth_errors_are_text_and_what_was_not_computed_is_empty() {
    let sheet = one_row(vec![Value::Truth(true), Value::Error("#DIV/0!".to_owned()), Value::Uncomputed, Value::Empty]);
    let cells = part(sheet, "xl/worksheets/sheet1.xml");
    assert!(cells.contains("<c r=\"A1\" t=\"b\"><v>1</v></c><c r=\"B1\" t=\"s\"><v>0</v></c></row>"), "{cells}");
}

#[test]
fn names_of_sheets_are_valid_and_differ() {
    let sheets =
        |names: &[&str]| names.iter().map(|n| Sheet { name: (*n).to_owned(), ..Sheet::default() }).collect::<Vec<_>>();
    let found = names(&sheets(&[
        "",
        "a/b:c*?[1]\\",
        "History",
        "'quoted'",
        "A",
        "a",
        &"长".repeat(40),
        &"长".repeat(41),
        "a'",
    ]));
    let long = "长".repeat(31);
    let other = format!("{} (2)", "长".repeat(27));
    assert_eq!(found, ["Sheet1", "a_b_c___1__", "History_", "quoted", "A", "a (2)", &long, &other, "a (3)"]);
    // A sign of two units does not end in the middle.
    assert_eq!(names(&sheets(&[&"𠮷".repeat(20)])), ["𠮷".repeat(15)]);
}

#[test]
fn a_text_longer_than_a_cell_is_cut_and_says_so() {
    assert_eq!(fitting(&"字".repeat(32_767)).chars().count(), 32_767);
    let cut = fitting(&"字".repeat(32_768)).into_owned();
    assert_eq!(cut.chars().count(), 32_767);
    assert!(cut.ends_with("字…"));
}

#[test]
fn the_page_is_laid_out() {
    let layout = Layout {
        widths: vec![20.0],
        frozen: Some((3, 2)),
        filtered: Some(Range { first_row: 2, first_column: 0, last_row: 9, last_column: 3 }),
        repeated: Some((0, 2)),
        landscape: true,
        footer: "第&P页 共&N页".to_owned(),
        choices: vec![
            (Range { first_row: 3, first_column: 1, last_row: 9, last_column: 1 }, vec!["是".into(), "否".into()]),
            (Range::default(), vec!["x".repeat(256)]),
            (Range::default(), vec!["a,b".into()]),
        ],
    };
    let sheet = Sheet { name: "it's".to_owned(), hidden_columns: vec![3], layout, ..one_row(vec![text("x")]) };
    let sheet_text = part(sheet.clone(), "xl/worksheets/sheet1.xml");
    for wanted in [
        "<pane xSplit=\"2\" ySplit=\"3\" topLeftCell=\"C4\" activePane=\"bottomRight\" state=\"frozen\"/>",
        "<col min=\"1\" max=\"1\" width=\"20.714\" customWidth=\"1\"/>",
        "<col min=\"4\" max=\"4\" width=\"9.144\" hidden=\"1\" customWidth=\"1\"/>",
        "<autoFilter ref=\"A3:D10\"/>",
        "<dataValidations count=\"1\">",
        "sqref=\"B4:B10\"><formula1>\"是,否\"</formula1>",
        "<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToWidth=\"1\" fitToHeight=\"0\"/>",
        "<oddFooter>&amp;C第&amp;P页 共&amp;N页</oddFooter>",
    ] {
        assert!(sheet_text.contains(wanted), "{wanted}: {sheet_text}");
    }
    // Too wide for one page: the columns that stay in sight are on every one.
    let mut wide = sheet.clone();
    wide.layout.widths = vec![44.0; 20];
    assert!(part(wide.clone(), "xl/worksheets/sheet1.xml").contains("fitToWidth=\"4\" fitToHeight=\"0\""));
    let book = part(wide, "xl/workbook.xml");
    assert!(book.contains("localSheetId=\"0\">'it''s'!$A:$B,'it''s'!$1:$3</definedName>"), "{book}");

    let book = part(sheet, "xl/workbook.xml");
    assert!(book.contains("localSheetId=\"0\">'it''s'!$1:$3</definedName>"), "{book}");
    assert!(book.contains("hidden=\"1\">'it''s'!$A$3:$D$10</definedName>"), "{book}");
}

#[test]
fn merged_ranges_do_not_overlap_and_are_drawn_to_their_ends() {
    let range =
        |first_row, first_column, last_row, last_column| Range { first_row, first_column, last_row, last_column };
    let mut sheet = one_row(vec![text("x"), Value::Empty]);
    sheet.rows[0].cells[0].face = Face::Head;
    sheet.merged = vec![range(0, 0, 1, 1), range(1, 1, 2, 2), range(5, 5, 5, 5), range(3, 0, 3, 1)];
    let cells = part(sheet, "xl/worksheets/sheet1.xml");
    assert!(cells.contains("<mergeCells count=\"2\"><mergeCell ref=\"A1:B2\"/><mergeCell ref=\"A4:B4\"/>"), "{cells}");
    assert!(cells.contains("<row r=\"2\"><c r=\"A2\" s=\"1\"/><c r=\"B2\" s=\"1\"/></row>"), "{cells}");
}

#[test]
fn what_does_not_fit_is_refused_and_the_same_workbook_is_the_same_file() {
    assert_eq!(write(&Workbook::default()), None);
    let far = |row: u32, column: u32| {
        let cells = vec![Cell { column, value: Value::Truth(true), ..Cell::default() }];
        let sheet = Sheet { rows: vec![Row { row, cells, hidden: false }], ..Sheet::default() };
        write(&Workbook { sheets: vec![sheet], ..Workbook::default() })
    };
    assert_eq!(far(1_048_576, 0), None);
    assert_eq!(far(0, 16_384), None);
    assert!(far(1_048_575, 16_383).is_some_and(|bytes| Some(bytes) == far(1_048_575, 16_383)));
}

#[test]
fn rows_are_as_high_as_their_broken_text() {
    let wrapped = |text: &str| Cell { value: Value::Text(text.to_owned()), face: Face::Wrapped, ..Cell::default() };
    let row = |row: u32, cell: Cell| Row { row, cells: vec![cell], ..Row::default() };
    let rows = vec![
        row(0, wrapped("twenty letters, just")),
        // Twice eleven letters are twenty-two wide.
        row(1, wrapped("十一个汉字就要两行来写")),
        row(2, wrapped("a\nb\nc")),
        row(3, Cell { face: Face::Plain, ..wrapped("this one is not broken to its column, however long") }),
    ];
    let layout = Layout { widths: vec![20.0], ..Layout::default() };
    let text = part(Sheet { name: "x".to_owned(), rows, layout, ..Sheet::default() }, "xl/worksheets/sheet1.xml");
    for wanted in ["<row r=\"1\"><c", "<row r=\"2\" ht=\"30\"><c", "<row r=\"3\" ht=\"45\"><c", "<row r=\"4\"><c"] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
}

/// What XML and spreadsheets can tell apart: lines end one way, and what is no letter is none.
fn kept() -> impl Strategy<Value = String> {
    "[ -~一-龥\u{1f300}-\u{1f5ff}\n\t_x0-9A-F=+@'&<>]{1,20}"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_as_it_was(texts in proptest::collection::vec(kept(), 1..5), numbers in proptest::collection::vec(any::<f64>(), 1..5), hidden in any::<bool>()) {
        let formats = [Format::General, Format::Fixed(2), Format::Grouped(0), Format::Percent(1), Format::Fixed(4)];
        let numbers = numbers.into_iter().filter(|n| n.is_finite()).map(|n| n + 0.0);
        let values = texts.into_iter().map(|t| (Value::Text(t), Format::Text)).chain(numbers.map(Value::Number).zip(formats));
        let cells: Vec<Cell> = (0..).zip(values).map(|(column, (value, format))| Cell { column: column * 2, value, format, ..Cell::default() }).collect();
        let row = Row { row: 4, hidden, cells };
        let truth = |column| Cell { column, value: Value::Truth(column == 0), ..Cell::default() };
        let merged = vec![Range { first_row: 9, first_column: 0, last_row: 9, last_column: 4 }];
        let sheet = Sheet {
            name: "一's b".to_owned(), rows: vec![row, Row { row: 9, hidden: false, cells: vec![truth(0), truth(5)] }], merged, hidden_columns: vec![2, 5], ..Sheet::default()
        };
        let workbook = Workbook { sheets: vec![sheet, Sheet { name: "二".to_owned(), hidden: true, ..one_row(vec![text("x")]) }], title: String::new() };
        let read = crate::sheets::read("a.xlsx", &write(&workbook).expect("a file")).expect("a workbook");
        prop_assert_eq!(&read, &workbook);
    }
}
