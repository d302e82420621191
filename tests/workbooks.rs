//! Office files as people send them, read cell by cell. What must come out stands here, or in a twin of another kind.

mod packed;

use mingheng::sheets::{Cell, Format, Range, Sheet, Unreadable, Value, Workbook, read};
use packed::{RELATIONS, SHEET, STRINGS, STYLES, WORKBOOK, compound, halves, record, rows, xls, xls_stream, xlsx, zip};
use std::path::Path;

fn file(path: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path);
    std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn first(bytes: &[u8]) -> Sheet {
    let mut workbook = read("表.xlsx", bytes).expect("a workbook");
    assert_eq!(workbook.sheets.len(), 1);
    workbook.sheets.remove(0)
}

/// Cells with what stands in them, row by row.
fn values(sheet: &Sheet) -> Vec<(u32, u32, Value)> {
    let cells =
        sheet.rows.iter().flat_map(|row| row.cells.iter().map(|cell| (row.row, cell.column, cell.value.clone())));
    cells.collect()
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn range(first_row: u32, first_column: u32, last_row: u32, last_column: u32) -> Range {
    Range { first_row, first_column, last_row, last_column }
}

// xlsx, written by hand

#[test]
fn every_kind_of_cell_is_read() {
    let sheet = "<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>1</v></c><c r='B1' t='inlineStr'><is><r><t>甲</t></r>\
                 <r><t xml:space='preserve'> 乙</t></r><rPh sb='0' eb='1'><t>jia</t></rPh></is></c><c r='C1' t='str'>\
                 <v>丙&amp;丁_x000D_&#10;戊</v></c><c r='D1' t='b'><v>1</v></c><c r='E1' t='e'><v>#DIV/0!</v></c><c r='F1' t='d'>\
                 <v>2025-06-30</v></c><c r='G1'><v>-1.5E-3</v></c><c r='H1' t='n'><v>0.1</v></c></row><row r='2'><c r='A2' s='1'>\
                 <v>0.875</v></c><c r='B2' s='2'><v>45838</v></c><c r='C2' s='3'><v>45838.5</v></c><c r='D2' s='4'>\
                 <v>7</v></c><c r='E2' s='99'><v>8</v></c><c r='F2' s='1'/><c r='G2' t='s'><v/></c></row></sheetData></worksheet>";
    let styles = "<styleSheet><numFmts><numFmt numFmtId='180' formatCode='yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@'/>\
                  </numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='10'/><xf numFmtId='180'/><xf numFmtId='22'/>\
                  <xf numFmtId='49'/></cellXfs></styleSheet>";
    let strings = "<sst><si><t>零</t></si><si><t>一<![CDATA[<1>]]></t></si></sst>";
    let sheet = first(&xlsx(&[(SHEET, sheet), (STYLES, styles), (STRINGS, strings)]));
    let expected = [
        (0, 0, text("一<1>")),
        (0, 1, text("甲 乙")),
        (0, 2, text("丙&丁\n戊")),
        (0, 3, Value::Truth(true)),
        (0, 4, Value::Error("#DIV/0!".into())),
        (0, 5, Value::Number(45838.0)),
        (0, 6, Value::Number(-0.0015)),
        (0, 7, Value::Number(0.1)),
        (1, 0, Value::Number(0.875)),
        (1, 1, Value::Number(45838.0)),
        (1, 2, Value::Number(45838.5)),
        (1, 3, Value::Number(7.0)),
        (1, 4, Value::Number(8.0)),
    ];
    assert_eq!(values(&sheet), expected);
    let formats: Vec<Format> = sheet.rows[1].cells.iter().map(|cell| cell.format).collect();
    assert_eq!(formats, [Format::Percent(2), Format::Date, Format::Moment, Format::Text, Format::General]);
    assert_eq!(sheet.at(0, 5).map(|cell| cell.format), Some(Format::Date));
    assert_eq!(sheet.name, "表");
}

#[test]
fn a_formula_is_its_saved_value_or_not_computed() {
    let sheet = first(&rows(
        "<row r='1'><c r='A1'><f>SUM(B1:B9)</f><v>11.5</v></c><c r='B1'><f>SUM(C1)</f></c><c r='C1'><f>SUM(C1)</f><v></v></c>\
         <c r='D1' t='str'><f>A1&amp;\"\"</f><v></v></c><c r='E1' t='str'><f>\"合格\"</f><v>合格</v></c><c r='F1' t='e'><f>1/0</f>\
         <v>#DIV/0!</v></c><c r='G1' t='b'><f>1=1</f><v>1</v></c><c r='H1'><f t='shared' ref='H1:H2' si='0'>A1*2</f><v>23</v></c>\
         </row><row r='2'><c r='H2'><f t='shared' si='0'/><v>24</v></c><c r='I2'><f t='array' ref='I2:I3'>A1:A2</f></c></row>",
    ));
    let expected = [
        (0, 0, Value::Number(11.5)),
        (0, 1, Value::Uncomputed),
        (0, 2, Value::Uncomputed),
        (0, 4, text("合格")),
        (0, 5, Value::Error("#DIV/0!".into())),
        (0, 6, Value::Truth(true)),
        (0, 7, Value::Number(23.0)),
        (1, 7, Value::Number(24.0)),
        (1, 8, Value::Uncomputed),
    ];
    assert_eq!(values(&sheet), expected);
}

#[test]
fn places_may_be_left_out_doubled_or_out_of_order() {
    let number = |row, column, number| (row, column, Value::Number(number));
    let sheet = first(&rows("<row><c><v>1</v></c><c/><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>"));
    assert_eq!(values(&sheet), [number(0, 0, 1.0), number(0, 2, 2.0), number(2, 0, 3.0)]);
    let sheet = first(&rows(
        "<row r='3'><c r='B3'><v>1</v></c><c r='A3'><v>2</v></c><c><v>3</v></c></row><row r='1'><c r='A1'><v>4</v></c></row>\
         <row r='3'><c r='B3'><v>5</v></c><c r='D3'><v>6</v></c></row><row><c r='aa4'><v>7</v></c></row>",
    ));
    let expected = [number(0, 0, 4.0), number(2, 0, 2.0), number(2, 1, 5.0), number(2, 3, 6.0), number(3, 26, 7.0)];
    assert_eq!(values(&sheet), expected);
}

#[test]
fn prefixes_the_strict_kind_and_line_ends_of_windows_make_no_difference() {
    let workbook = "\u{FEFF}<?xml version='1.0' encoding='UTF-8'?>\r\n<x:workbook xmlns:x='http://purl.oclc.org/ooxml/\
                    spreadsheetml/main' xmlns:q='u'>\r\n<x:sheets>\r\n<x:sheet name='甲' sheetId='4' q:id='r'/>\r\n</x:sheets>\
                    </x:workbook>";
    let relations = "<p:Relationships xmlns:p='u'><p:Relationship Id='r' Type='http://purl.oclc.org/ooxml/officeDocument/\
                     relationships/worksheet' Target='/xl/worksheets/sheet1.xml'/></p:Relationships>";
    let sheet = "<?xml version='1.0'?>\r\n<!-- made by hand --><x:worksheet xmlns:x='u'><x:dimension ref='A1:ZZ99999'/>\r\n\
                 <x:sheetData>\r\n<x:row r='1'>\r\n<x:c r='A1' t='inlineStr'>\r\n<x:is>\r\n<x:t>一\r\n二</x:t>\r\n</x:is>\r\n</x:c>\
                 <x:c r='B1'>\r\n<x:v> 3 </x:v>\r\n</x:c>\r\n</x:row></x:sheetData></x:worksheet>";
    let sheet = first(&xlsx(&[(WORKBOOK, workbook), (RELATIONS, relations), (SHEET, sheet)]));
    assert_eq!(values(&sheet), [(0, 0, text("一\n二")), (0, 1, Value::Number(3.0))]);
}

#[test]
fn sheets_come_in_the_workbook_s_order_and_only_tables() {
    let workbook = "<workbook><sheets><sheet name='乙' id='r2'/><sheet name='图' id='r3'/><sheet name='甲' state='hidden' \
                    id='r1'/></sheets></workbook>";
    let relations = "<Relationships><Relationship Id='r1' Type='a/worksheet' Target='worksheets/one.xml'/><Relationship Id='r2' \
                     Type='a/worksheet' Target='../xl/worksheets/two.xml'/><Relationship Id='r3' Type='a/chartsheet' \
                     Target='chartsheets/sheet1.xml'/><Relationship Id='r9' Type='a/hyperlink' Target='http://x/' \
                     TargetMode='External'/></Relationships>";
    let parts: [(&str, &[u8]); 4] = [
        ("xl\\workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/one.xml", b"<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>"),
        ("xl/Worksheets/two.xml", b"<worksheet><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>"),
    ];
    let workbook = read("", &zip(&parts)).unwrap();
    let seen: Vec<_> = workbook.sheets.iter().map(|s| (s.name.as_str(), s.hidden, s.at(0, 0).cloned())).collect();
    let number = |number| Some(Cell { value: Value::Number(number), ..Cell::default() });
    assert_eq!(seen, [("乙", false, number(2.0)), ("甲", true, number(1.0))]);
}

#[test]
fn a_sheet_that_is_listed_and_a_text_that_is_used_must_be_there() {
    let relations =
        "<Relationships><Relationship Id='rId1' Type='a/worksheet' Target='worksheets/other.xml'/></Relationships>";
    assert_eq!(read("", &xlsx(&[(RELATIONS, relations)])), Err(Unreadable::Damaged));
    assert_eq!(read("", &rows("<row><c t='s'><v>0</v></c></row>")), Err(Unreadable::Damaged));
    assert_eq!(read("", &rows("<row><c t='s'><v>-1</v></c></row>")), Err(Unreadable::Damaged));
}

#[test]
fn merged_and_hidden_parts_are_told_within_the_table() {
    let sheet = first(&xlsx(&[(
        SHEET,
        "<worksheet><cols><col min='2' max='2' hidden='1'/><col min='4' max='16384' hidden='true'/><col min='3' max='3' width='9'/>\
         </cols><sheetData><row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>9</v></c><c r='E1'><v>2</v></c></row><row r='2' hidden='1'>\
         <c r='A2'><v>3</v></c></row><row r='3' ht='0' customHeight='1'><c r='A3'><v>4</v></c></row><row r='4' hidden='1'/></sheetData>\
         <mergeCells count='1'><mergeCell ref='A1:C1'/><mergeCell ref='A2:A1048576'/><mergeCell ref='E1:E1'/><mergeCell ref='Z1:Z9'/>\
         <mergeCell ref='B1:B2'/><mergeCell ref='what'/></mergeCells></worksheet>",
    )]));
    // B1 is covered, and so is A3; a range over another one is none.
    assert_eq!(values(&sheet), [(0, 0, Value::Number(1.0)), (0, 4, Value::Number(2.0)), (1, 0, Value::Number(3.0))]);
    assert_eq!(sheet.merged, [range(0, 0, 0, 2), range(1, 0, 2, 0)]);
    assert_eq!(sheet.hidden_columns, [1, 3, 4]);
    assert_eq!(sheet.rows.iter().map(|row| row.hidden).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn days_of_1904_become_days_of_1899() {
    let styles = "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='20'/></cellXfs></styleSheet>";
    let workbook = "<workbook><workbookPr date1904='1'/><sheets><sheet name='表' id='rId1'/></sheets></workbook>";
    let sheet = "<worksheet><sheetData><row><c s='1'><v>44376</v></c><c><v>44376</v></c><c s='2'><v>0.25</v></c></row></sheetData>\
                 </worksheet>";
    let sheet = first(&xlsx(&[(WORKBOOK, workbook), (SHEET, sheet), (STYLES, styles)]));
    // 2025-06-30 is 44376 days after 1904-01-01 and 45838 after 1899-12-30.
    let expected = [45838.0, 44376.0, 0.25].map(Value::Number);
    assert_eq!(sheet.rows[0].cells.iter().map(|cell| cell.value.clone()).collect::<Vec<_>>(), expected);
}

#[test]
fn numbers_that_are_none_stay_text() {
    let sheet = first(&rows("<row><c><v>NaN</v></c><c><v>1e400</v></c><c><v>-INF</v></c><c><v>12分</v></c></row>"));
    let expected = ["NaN", "1e400", "-INF", "12分"].map(text);
    assert_eq!(sheet.rows[0].cells.iter().map(|cell| cell.value.clone()).collect::<Vec<_>>(), expected);
}

// Files of other programs

/// What LibreOffice was given (`office/mixed.py`).
#[test]
fn the_same_table_saved_as_xlsx_and_xls_reads_the_same() {
    let xlsx = read("mixed.xlsx", &file("sheets/office/mixed.xlsx")).unwrap();
    let xls = read("mixed.xls", &file("sheets/office/mixed.xls")).unwrap();
    assert_eq!(xlsx, xls);
    let names: Vec<_> = xls.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.hidden)).collect();
    assert_eq!(names, [("指标体系", false), ("隐藏 & 参考", true)]);
    let sheet = &xls.sheets[0];
    assert_eq!(sheet.rows.len(), 7 + 170);
    assert_eq!(sheet.merged, [range(0, 0, 0, 5), range(2, 1, 3, 1)]);
    assert_eq!(sheet.hidden_columns, [3]);
    assert_eq!(sheet.rows.iter().filter(|row| row.hidden).map(|row| row.row).collect::<Vec<_>>(), [4]);
    let of = |row, column| sheet.at(row, column).map(|cell| (cell.value.clone(), cell.format)).unwrap();
    assert_eq!(of(0, 0), (text("示例市2025年度指标体系表"), Format::General));
    assert_eq!(of(2, 0), (text("110101199001011234"), Format::General));
    assert_eq!(of(2, 3), (Value::Number(0.95), Format::Percent(1)));
    assert_eq!(of(2, 4), (Value::Number(45838.0), Format::Date));
    assert_eq!(of(2, 5), (text("第一行\n第二行"), Format::General));
    assert_eq!(of(3, 4), (Value::Number(45838.5), Format::Moment));
    assert_eq!(of(3, 5), (text("<b>&=1+1"), Format::General));
    assert_eq!(of(5, 2), (Value::Number(11.5), Format::General));
    assert_eq!(of(5, 3), (Value::Error("#DIV/0!".into()), Format::General));
    assert_eq!(of(5, 4), (text("合格"), Format::General));
    assert_eq!(of(5, 5), (Value::Truth(true), Format::General));
    assert_eq!(of(6, 0), (Value::Number(1234567.891), Format::Grouped(2)));
    assert_eq!(of(6, 2), (Value::Number(1e-7), Format::General));
    assert_eq!(of(6, 3), (Value::Number(123456789012345.0), Format::General));
    assert_eq!(of(6, 5), (Value::Number(0.25), Format::Moment));
    assert_eq!(of(7, 1), (text("plain words only "), Format::General));
}

#[test]
fn the_xml_of_excel_2003_reads_like_the_xlsx_but_for_what_it_lost() {
    let mut expected = read("mixed.xlsx", &file("sheets/office/mixed.xlsx")).unwrap();
    let mut found = read("mixed.xls", &file("sheets/office/mixed_2003.xls")).unwrap();
    expected.sheets[1].hidden = false;
    let forget = |workbook: &mut Workbook| {
        for cell in workbook.sheets.iter_mut().flat_map(|s| &mut s.rows).flat_map(|row| &mut row.cells) {
            if let Value::Error(name) = &cell.value {
                cell.value = Value::Text(name.clone());
            }
            cell.format = match cell.format {
                Format::Percent(_) => Format::Percent(0),
                Format::Grouped(_) | Format::Fixed(_) => Format::General,
                kept => kept,
            };
        }
    };
    forget(&mut expected);
    forget(&mut found);
    assert_eq!(found, expected);
}

#[test]
fn the_sample_office_s_table_is_cell_by_cell_its_csv() {
    let folder = "cases/sets/a_city/import";
    let sheet = first(&file(&format!("{folder}/指标体系表.xlsx")));
    assert_eq!(sheet.name, "指标体系");
    let twin = file(&format!("{folder}/指标体系表_utf8bom.csv"));
    let twin = twin.strip_prefix(b"\xEF\xBB\xBF").expect("a mark of UTF-8");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(twin);
    let (mut rows, mut numbers, mut percents) = (0, 0, 0);
    for (row, record) in reader.records().enumerate() {
        rows += 1;
        for (column, expected) in record.expect("csv").iter().enumerate() {
            let cell = sheet.at(row as u32, column as u32).cloned().unwrap_or_default();
            match cell.value {
                Value::Empty => assert_eq!("", expected, "{row} {column}"),
                Value::Text(text) => assert_eq!(text, expected, "{row} {column}"),
                Value::Number(number) if matches!(cell.format, Format::Percent(2)) => {
                    percents += 1;
                    match expected.strip_suffix('%') {
                        Some(percent) => assert!((number * 100.0 - percent.parse::<f64>().unwrap()).abs() < 1e-9),
                        None => assert_eq!(number, expected.parse::<f64>().unwrap(), "{row} {column}"),
                    }
                }
                Value::Number(number) => {
                    numbers += 1;
                    assert_eq!(number, expected.parse::<f64>().unwrap(), "{row} {column}");
                }
                other => panic!("{row} {column}: {other:?}"),
            }
        }
    }
    assert_eq!(sheet.height(), rows);
    assert!(numbers > 30 && percents > 3, "{numbers} {percents}");
}

// xls, written by hand ([MS-XLS])

/// A format, two styles with it and without, and the mode of dates.
fn of_workbook(from_1904: u16) -> Vec<Vec<u8>> {
    let style = |format: u16| record(0x00E0, &[halves(&[0, format]), vec![0; 16]].concat());
    let code: Vec<u8> = "yyyy\"年\"".encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        record(0x0022, &halves(&[from_1904])),
        record(0x041E, &[halves(&[180, 7]), vec![1], code].concat()),
        style(0),
        style(180),
        style(10),
    ]
}

#[test]
fn records_of_every_kind_are_cells() {
    let place = |row: u16, column: u16, style: u16| halves(&[row, column, style]);
    let rk = |raw: u32| raw.to_le_bytes().to_vec();
    let formula = |column: u16, value: [u8; 8]| {
        record(0x0006, &[place(2, column, 0), value.to_vec(), halves(&[0, 0, 0, 0])].concat())
    };
    let number = |number: f64| number.to_le_bytes().to_vec();
    let records = [
        // ROW: row 1 hidden. COLINFO: columns B to C hidden.
        record(0x0208, &[halves(&[1, 0, 9, 0, 0, 0]), vec![0x20, 0, 0, 0]].concat()),
        record(0x007D, &halves(&[1, 2, 2340, 0, 1, 0])),
        // LABEL with one byte a letter, and cut in two with two bytes a letter; RSTRING with a run.
        record(0x0204, &[place(0, 0, 0), halves(&[2]), vec![0], b"ab".to_vec()].concat()),
        record(0x0204, &[place(0, 1, 0), halves(&[2]), vec![1, 0x2D, 0x4E]].concat()),
        record(0x003C, &[1, 0x87, 0x65]),
        record(0x00D6, &[place(0, 2, 0), halves(&[1]), vec![0, b'r'], halves(&[1, 0, 0])].concat()),
        record(0x0203, &[place(1, 0, 2), number(0.125)].concat()),
        record(0x027E, &[place(1, 1, 0), rk(123 << 2 | 3)].concat()),
        // MULRK from D to E; BLANK; MULBLANK.
        record(
            0x00BD,
            &[halves(&[1, 3]), halves(&[0]), rk(5 << 2 | 2), halves(&[1]), rk(0x40E6_61C0), halves(&[4])].concat(),
        ),
        record(0x0201, &place(1, 5, 0)),
        record(0x00BE, &halves(&[1, 6, 0, 0, 7])),
        // BOOLERR: a truth and an error.
        record(0x0205, &[place(1, 8, 0), vec![1, 0]].concat()),
        record(0x0205, &[place(1, 9, 0), vec![0x2A, 1]].concat()),
        // A chart with an end of its own.
        record(0x0809, &halves(&[0x0600, 0x0020, 0, 0, 0, 0, 0, 0])),
        record(0x0203, &[place(9, 9, 0), number(9.0)].concat()),
        record(0x000A, &[]),
        // Formulas: a number, a text with a record between, a truth, an error, a text without letters.
        formula(0, 2.5f64.to_le_bytes()),
        formula(1, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
        record(0x04BC, &[0; 10]),
        record(0x0207, &[1, 0, 0, b'z']),
        formula(2, [1, 0, 1, 0, 0, 0, 0xFF, 0xFF]),
        formula(3, [2, 0, 7, 0, 0, 0, 0xFF, 0xFF]),
        formula(4, [3, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
        record(0x00E5, &halves(&[1, 0, 1, 0, 0])),
    ];
    let workbook = read("", &xls(&of_workbook(0), &records)).unwrap();
    let sheet = &workbook.sheets[0];
    let expected = [
        (0, 0, text("ab")),
        (0, 1, text("中文")),
        (0, 2, text("r")),
        (1, 1, Value::Number(1.23)),
        (1, 3, Value::Number(5.0)),
        // 0x40E661C0 and four zero bytes: 45838.
        (1, 4, Value::Number(45838.0)),
        (1, 8, Value::Truth(true)),
        (1, 9, Value::Error("#N/A".into())),
        (2, 0, Value::Number(2.5)),
        (2, 1, text("z")),
        (2, 2, Value::Truth(true)),
        (2, 3, Value::Error("#DIV/0!".into())),
    ];
    // A2, with 0.125, is covered by the merged range A1:A2.
    assert_eq!(values(sheet), expected);
    assert_eq!(sheet.at(1, 4).map(|cell| cell.format), Some(Format::Date));
    assert_eq!((sheet.name.as_str(), sheet.hidden, &sheet.merged[..]), ("S1", false, &[range(0, 0, 1, 0)][..]));
    assert_eq!(sheet.hidden_columns, [1, 2]);
    assert_eq!(sheet.rows.iter().map(|row| row.hidden).collect::<Vec<_>>(), [false, true, false]);
}

#[test]
fn an_xls_may_count_from_1904_too() {
    let records = [record(0x0203, &[halves(&[0, 0, 1]), 44376f64.to_le_bytes().to_vec()].concat())];
    let workbook = read("", &xls(&of_workbook(1), &records)).unwrap();
    assert_eq!(values(&workbook.sheets[0]), [(0, 0, Value::Number(45838.0))]);
}

// What is no workbook

#[test]
fn every_other_file_is_told_apart_by_its_content() {
    let other = |kind: &str| Unreadable::OtherProgram(kind.to_owned());
    let none = |kind: &str| Unreadable::NoTable(kind.to_owned());
    let stream = |kind: u16, content: &[u8]| record(kind, content);
    let locked = xls(&[stream(0x002F, &[1, 0, 1, 0])], &[]);
    let older = stream(0x0809, &halves(&[0x0500, 0x0005, 0, 0]));
    let mimetype = |kind: &str| zip(&[("mimetype", kind.as_bytes()), ("content.xml", b"<a/>")]);
    let whole = rows("<row><c><v>1</v></c></row>");
    let cases: Vec<(&str, Vec<u8>, Unreadable)> = vec![
        ("nothing", vec![], Unreadable::Empty),
        ("blanks", b" \r\n\t\0".to_vec(), Unreadable::Empty),
        ("an empty archive", zip(&[]), Unreadable::Empty),
        ("a docx", zip(&[("[Content_Types].xml", b""), ("word/document.xml", b"<a/>")]), none(".docx")),
        ("a pptx", zip(&[("ppt/presentation.xml", b"<a/>")]), none(".pptx")),
        ("an xlsb", zip(&[("xl/workbook.bin", b"1")]), other(".xlsb")),
        ("an ods", mimetype("application/vnd.oasis.opendocument.spreadsheet"), other(".ods")),
        ("an odt", mimetype("application/vnd.oasis.opendocument.text"), none(".odt")),
        ("a numbers", zip(&[("Index/CalculationEngine.iwa", b"1"), ("Index/Document.iwa", b"1")]), other(".numbers")),
        ("a jar", zip(&[("META-INF/MANIFEST.MF", b"a")]), none(".jar")),
        ("an ofd", zip(&[("OFD.xml", b"<a/>")]), none(".ofd")),
        ("an archive of something", zip(&[("a.txt", b"a")]), none(".zip")),
        ("an archive cut off", whole[..whole.len() / 2].to_vec(), Unreadable::Damaged),
        (
            "an encrypted workbook",
            compound(&[("EncryptionInfo", b"1"), ("EncryptedPackage", b"1")]),
            Unreadable::Locked,
        ),
        ("an encrypted xls", locked, Unreadable::Locked),
        ("an xls of Excel 95", compound(&[("Book", &older)]), other(".xls (Excel 95)")),
        ("an xls of Excel 4", vec![0x09, 0x04, 0x06, 0x00, 0, 0, 0x10, 0], other(".xls (Excel 95)")),
        ("a doc", compound(&[("WordDocument", b"1"), ("1Table", b"1")]), none(".doc")),
        ("a ppt", compound(&[("PowerPoint Document", b"1")]), none(".ppt")),
        ("表.et", compound(&[("Something", b"1")]), other(".et")),
        ("some compound file", compound(&[("Something", b"1")]), Unreadable::UnknownKind),
        ("a compound file cut off", compound(&[("Workbook", b"1")])[..700].to_vec(), Unreadable::Damaged),
        ("a pdf", b"%PDF-1.7 ...".to_vec(), none(".pdf")),
        ("a picture", b"\x89PNG\r\n\x1a\n".to_vec(), none(".png")),
        ("a photograph", b"\xFF\xD8\xFF\xE0".to_vec(), none(".jpg")),
        ("a page in one file", b"MIME-Version: 1.0\r\nContent-Type: multipart/related".to_vec(), other(".mht")),
        ("some XML", b"<?xml version='1.0'?><svg/>".to_vec(), Unreadable::UnknownKind),
        ("a.json", b"{\"a\": 1}".to_vec(), none(".json")),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(read(name, &bytes), Err(expected), "{name}");
    }
}

#[test]
fn a_name_decides_nothing_that_the_content_says() {
    let stream =
        xls_stream(&of_workbook(0), &[record(0x0203, &[halves(&[0, 0, 0]), 1f64.to_le_bytes().to_vec()].concat())]);
    for name in ["表.et", "表.xlsx", "表.csv", ""] {
        let workbook = read(name, &compound(&[("Workbook", &stream)])).unwrap();
        assert_eq!(values(&workbook.sheets[0]), [(0, 0, Value::Number(1.0))], "{name}");
        assert_eq!(values(&first(&rows("<row><c><v>1</v></c></row>"))), [(0, 0, Value::Number(1.0))], "{name}");
    }
}
