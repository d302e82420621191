//! A workbook as xlsx: the parts that every spreadsheet program expects, and no more.
//!
//! Knows the parts of the format (ECMA-376) that [`Workbook`] can say. Text is always text: there is no way from a
//! [`Value`] to a formula or a link. Must never see a clock: the same workbook gives the same bytes.

use super::workbook::{Cell, Face, Format, Range, Row, Sheet, Value, Workbook, address};
use super::write_looks::Looks;
use super::write_parts::{self as parts, span};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// Most rows, columns and UTF-16 units of a cell that spreadsheet programs take.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;
const UNITS: usize = 32_767;
/// Most cells of a merged range that are drawn one by one, so that its border goes around all of it.
const DRAWN: u64 = 4_096;
/// Most UTF-16 units of a list to choose from.
const CHOICES: usize = 255;
/// Most UTF-16 units below a page.
const FOOTER: usize = 255;

/// Points of a line of text, and most of a row.
const LINE: u32 = 15;
const HIGHEST: u32 = 405;

/// The file's bytes; none if the workbook does not fit into one (no sheet, too many rows or columns).
///
/// What the format has no way to say becomes the nearest thing that it has: names of sheets are made valid, text of
/// more than 32,767 UTF-16 units is cut (and ends with `…`), numbers that are none are empty cells, lists to choose from of
/// more than 255 units or with commas are left out, and so are merged ranges that overlap.
pub fn write(workbook: &Workbook) -> Option<Vec<u8>> {
    if workbook.sheets.is_empty() {
        return None;
    }
    let names = names(&workbook.sheets);
    let mut shared = Shared::default();
    let mut looks = Looks::default();
    // Some sheet has to be seen.
    let shown = workbook.sheets.iter().position(|sheet| !sheet.hidden).unwrap_or_default();
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, text: &str| -> Option<()> {
        archive.start_file(name, SimpleFileOptions::default()).ok()?;
        archive.write_all(text.as_bytes()).ok()
    };
    // Programs tell the kind of a file by its first entry.
    put("[Content_Types].xml", &parts::content_types(names.len()))?;
    put("_rels/.rels", parts::RELATIONS)?;
    put("docProps/app.xml", parts::APPLICATION)?;
    put("docProps/core.xml", &parts::properties(&workbook.title))?;
    put("xl/workbook.xml", &parts::book(&workbook.sheets, &names, shown))?;
    put("xl/_rels/workbook.xml.rels", &parts::book_relations(names.len()))?;
    for (k, sheet) in workbook.sheets.iter().enumerate() {
        let text = worksheet(sheet, k == shown, &mut shared, &mut looks)?;
        put(&format!("xl/worksheets/sheet{}.xml", k + 1), &text)?;
    }
    put("xl/styles.xml", &looks.xml())?;
    put("xl/sharedStrings.xml", &shared.xml())?;
    Some(archive.finish().ok()?.into_inner())
}

/// Texts that stand in cells, each once.
#[derive(Default)]
struct Shared<'a> {
    places: BTreeMap<&'a str, usize>,
    texts: Vec<&'a str>,
    used: usize,
}

impl<'a> Shared<'a> {
    fn place(&mut self, text: &'a str) -> usize {
        self.used += 1;
        *self.places.entry(text).or_insert_with(|| {
            self.texts.push(text);
            self.texts.len() - 1
        })
    }

    fn xml(&self) -> String {
        let (used, texts) = (self.used, self.texts.len());
        let mut xml =
            format!("{}<sst xmlns=\"{}\" count=\"{used}\" uniqueCount=\"{texts}\">", parts::HEAD, parts::MAIN);
        for text in &self.texts {
            let text = fitting(text);
            let outer = |c: Option<char>| c.is_some_and(char::is_whitespace);
            let kept = outer(text.chars().next()) || outer(text.chars().last()) || text.contains(['\n', '\t', '\r']);
            xml.push_str(if kept { "<si><t xml:space=\"preserve\">" } else { "<si><t>" });
            xml.push_str(&escaped(&text));
            xml.push_str("</t></si>");
        }
        xml.push_str("</sst>");
        xml
    }
}

/// A sheet; none if it has more rows or columns than there are.
fn worksheet<'a>(sheet: &'a Sheet, shown: bool, shared: &mut Shared<'a>, looks: &mut Looks) -> Option<String> {
    let mut rows: Vec<&Row> = sheet.rows.iter().collect();
    // What is not in order would be repaired away.
    rows.sort_by_key(|row| row.row);
    rows.dedup_by_key(|row| row.row);
    let merged = merged(sheet);
    let drawn = drawn(sheet, &merged);
    if sheet.height() > ROWS || sheet.width() > COLUMNS || merged.iter().any(outside) {
        return None;
    }
    let mut xml = format!("{}<worksheet xmlns=\"{}\">", parts::HEAD, parts::MAIN);
    xml.push_str("<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>");
    let last = address(sheet.height().saturating_sub(1), sheet.width().saturating_sub(1));
    xml.push_str(&format!("<dimension ref=\"A1:{last}\"/>"));
    xml.push_str(&parts::view(sheet, shown));
    xml.push_str("<sheetFormatPr defaultRowHeight=\"15\"/>");
    xml.push_str(&parts::columns(sheet));
    xml.push_str("<sheetData>");
    let nothing = Vec::new();
    let mut left = rows.into_iter().peekable();
    let mut below = drawn.iter().peekable();
    loop {
        // Rows that hold something, and rows in which only a merged range goes on.
        let next = left.peek().map(|row| row.row).into_iter().chain(below.peek().map(|(row, _)| **row)).min();
        let Some(number) = next else { break };
        let row = left.next_if(|row| row.row == number);
        let ranges = below.next_if(|(row, _)| **row == number).map_or(&nothing, |(_, cells)| cells);
        put_row(&mut xml, (number, &sheet.layout.widths), row, ranges, shared, looks);
    }
    xml.push_str("</sheetData>");
    if let Some(range) = &sheet.layout.filtered {
        xml.push_str(&format!("<autoFilter ref=\"{}\"/>", span(range)));
    }
    if !merged.is_empty() {
        xml.push_str(&format!("<mergeCells count=\"{}\">", merged.len()));
        merged.iter().for_each(|range| xml.push_str(&format!("<mergeCell ref=\"{}\"/>", span(range))));
        xml.push_str("</mergeCells>");
    }
    xml.push_str(&choices(sheet));
    xml.push_str("<printOptions horizontalCentered=\"1\"/>");
    xml.push_str("<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.7\" header=\"0.3\" footer=\"0.3\"/>");
    let turned = if sheet.layout.landscape { "landscape" } else { "portrait" };
    let across = parts::pages_across(sheet);
    xml.push_str(&format!(
        "<pageSetup paperSize=\"9\" orientation=\"{turned}\" fitToWidth=\"{across}\" fitToHeight=\"0\"/>"
    ));
    let footer = &sheet.layout.footer;
    let placed = ["&L", "&C", "&R"].iter().any(|place| footer.starts_with(place));
    let footer = if placed { footer.clone() } else { format!("&C{footer}") };
    if footer != "&C" && footer.encode_utf16().count() <= FOOTER {
        xml.push_str(&format!("<headerFooter><oddFooter>{}</oddFooter></headerFooter>", escaped(&footer)));
    }
    xml.push_str("</worksheet>");
    Some(xml)
}

/// A row: its own cells, and in between the empty ones of merged ranges.
fn put_row<'a>(
    xml: &mut String,
    (number, widths): (u32, &[f64]),
    row: Option<&'a Row>,
    ranges: &[(u32, Format, Face)],
    shared: &mut Shared<'a>,
    looks: &mut Looks,
) {
    let mut cells: Vec<&Cell> = row.map(|row| row.cells.iter().collect()).unwrap_or_default();
    cells.sort_by_key(|cell| cell.column);
    cells.dedup_by_key(|cell| cell.column);
    let hidden = if row.is_some_and(|row| row.hidden) { " hidden=\"1\"" } else { "" };
    let height = if cells.iter().any(|cell| cell.face == Face::Title) {
        " ht=\"27\" customHeight=\"1\"".to_owned()
    } else {
        match cells.iter().map(|cell| lines(cell, widths)).max() {
            Some(lines) if lines > 1 => format!(" ht=\"{}\"", lines * LINE),
            _ => String::new(),
        }
    };
    xml.push_str(&format!("<row r=\"{}\"{height}{hidden}>", number + 1));
    let mut ranges = ranges.iter().peekable();
    let empty = |xml: &mut String, looks: &mut Looks, (column, format, face): &(u32, Format, Face)| {
        xml.push_str(&format!("<c r=\"{}\" s=\"{}\"/>", address(number, *column), looks.number(*format, *face)));
    };
    for cell in cells {
        while let Some(blank) = ranges.next_if(|(column, ..)| *column < cell.column) {
            empty(xml, looks, blank);
        }
        ranges.next_if(|(column, ..)| *column == cell.column);
        put_cell(xml, number, cell, shared, looks);
    }
    ranges.for_each(|blank| empty(xml, looks, blank));
    xml.push_str("</row>");
}

/// About how many lines a cell has where its text is broken to the column: programs that do not work it out when they
/// open a file would show the first line only.
fn lines(cell: &Cell, widths: &[f64]) -> u32 {
    let most = match cell.face {
        Face::Wrapped | Face::Fault => HIGHEST / LINE,
        // It may stand over several columns.
        Face::Head => 2,
        _ => return 1,
    };
    let (Value::Text(text), Some(width)) = (&cell.value, widths.get(cell.column as usize)) else { return 1 };
    let wide = |line: &str| line.chars().map(|c| if u32::from(c) >= 0x1100 { 2.0 } else { 1.0 }).sum::<f64>();
    let mut count = 0;
    for line in text.lines().take(most as usize) {
        let mut left = wide(line);
        count += 1;
        while left > *width && count < most && *width >= 1.0 {
            left -= width;
            count += 1;
        }
    }
    count.min(most)
}

fn put_cell<'a>(xml: &mut String, row: u32, cell: &'a Cell, shared: &mut Shared<'a>, looks: &mut Looks) {
    let look = looks.number(cell.format, cell.face);
    let (kind, value) = match &cell.value {
        Value::Text(text) | Value::Error(text) if !text.is_empty() => (" t=\"s\"", shared.place(text).to_string()),
        Value::Number(number) if number.is_finite() => ("", digits(*number)),
        Value::Truth(truth) => (" t=\"b\"", u8::from(*truth).to_string()),
        _ => ("", String::new()),
    };
    let look = if look == 0 { String::new() } else { format!(" s=\"{look}\"") };
    let place = address(row, cell.column);
    if !value.is_empty() {
        xml.push_str(&format!("<c r=\"{place}\"{look}{kind}><v>{value}</v></c>"));
    } else if !look.is_empty() {
        xml.push_str(&format!("<c r=\"{place}\"{look}/>"));
    }
}

/// The shortest text that comes back as the same number, to the last bit; −0 is 0.
fn digits(number: f64) -> String {
    let size = number.abs();
    if size == 0.0 {
        "0".to_owned()
    } else if (1e-6..1e17).contains(&size) {
        number.to_string()
    } else {
        format!("{number:E}")
    }
}

/// Text as XML takes it. What XML cannot hold, and what looks like the escape for it, is escaped as spreadsheets do.
fn escaped(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '_' if is_escape(&text[at..]) => xml.push_str("_x005F_"),
            '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                xml.push_str(&format!("_x{:04X}_", u32::from(c)));
            }
            c => xml.push(c),
        }
    }
    xml
}

/// Whether a text begins with `_x000D_` or its like.
fn is_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7
        && matches!(bytes[1], b'x' | b'X')
        && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
        && bytes[6] == b'_'
}

/// As much of a text as a cell holds.
fn fitting(text: &str) -> std::borrow::Cow<'_, str> {
    if text.len() <= UNITS || text.encode_utf16().count() <= UNITS {
        return text.into();
    }
    let mut units = 1;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= UNITS
    };
    let mut cut: String = text.chars().take_while(fits).collect();
    cut.push('…');
    cut.into()
}

fn outside(range: &Range) -> bool {
    range.last_row >= ROWS || range.last_column >= COLUMNS
}

/// Merged ranges of more than one cell that do not overlap.
fn merged(sheet: &Sheet) -> Vec<Range> {
    let mut kept: Vec<Range> = Vec::new();
    for range in &sheet.merged {
        let ordered = range.first_row <= range.last_row && range.first_column <= range.last_column;
        let several = range.first_row < range.last_row || range.first_column < range.last_column;
        let apart = |other: &Range| {
            other.last_row < range.first_row
                || range.last_row < other.first_row
                || other.last_column < range.first_column
                || range.last_column < other.first_column
        };
        if ordered && several && kept.iter().all(apart) {
            kept.push(*range);
        }
    }
    kept
}

/// The cells of merged ranges by row, in order, each as the first cell of its range looks.
fn drawn(sheet: &Sheet, merged: &[Range]) -> BTreeMap<u32, Vec<(u32, Format, Face)>> {
    let mut cells: BTreeMap<u32, Vec<(u32, Format, Face)>> = BTreeMap::new();
    for range in merged {
        let area =
            u64::from(range.last_row - range.first_row + 1) * u64::from(range.last_column - range.first_column + 1);
        let first = sheet.at(range.first_row, range.first_column);
        let Some(first) = first.filter(|cell| cell.face != Face::Plain && area <= DRAWN) else { continue };
        for row in range.first_row..=range.last_row {
            let columns = range.first_column..=range.last_column;
            cells.entry(row).or_default().extend(columns.map(|column| (column, first.format, first.face)));
        }
    }
    cells.values_mut().for_each(|row| row.sort_by_key(|(column, ..)| *column));
    cells
}

/// Lists to choose from.
fn choices(sheet: &Sheet) -> String {
    let lists: Vec<String> = sheet.layout.choices.iter().filter_map(|(range, list)| choice(range, list)).collect();
    if lists.is_empty() {
        return String::new();
    }
    format!("<dataValidations count=\"{}\">{}</dataValidations>", lists.len(), lists.concat())
}

fn choice(range: &Range, list: &[String]) -> Option<String> {
    let joined = list.join(",");
    let separable = list.iter().all(|item| !item.contains([',', '"']) && !item.trim().is_empty());
    if list.is_empty() || !separable || joined.encode_utf16().count() > CHOICES || outside(range) {
        return None;
    }
    Some(format!(
        "<dataValidation type=\"list\" allowBlank=\"1\" showInputMessage=\"1\" showErrorMessage=\"1\" sqref=\"{}\">\
         <formula1>\"{}\"</formula1></dataValidation>",
        span(range),
        escaped(&joined)
    ))
}

/// Names that spreadsheet programs accept, each different from the others: at most 31 UTF-16 units, none of
/// `[ ] : * ? / \`, no apostrophe at the ends, not `History`.
fn names(sheets: &[Sheet]) -> Vec<String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut names = Vec::new();
    for (k, sheet) in sheets.iter().enumerate() {
        let plain = |c: char| if c.is_control() || "[]:*?/\\".contains(c) { '_' } else { c };
        let name: String = sheet.name.chars().map(plain).collect();
        let name = name.trim().trim_matches('\'').trim();
        let mut name = cut(if name.is_empty() { "" } else { name }, 31);
        if name.is_empty() {
            name = format!("Sheet{}", k + 1);
        } else if name.eq_ignore_ascii_case("history") {
            name.push('_');
        }
        let mut other = name.clone();
        let mut number = 1;
        while !taken.insert(other.to_lowercase()) {
            number += 1;
            let end = format!(" ({number})");
            other = cut(&name, 31 - end.len()) + &end;
        }
        names.push(other);
    }
    names
}

/// The beginning of a text, of at most so many UTF-16 units; it ends in no blank or apostrophe.
fn cut(text: &str, most: usize) -> String {
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= most
    };
    let start: String = text.chars().take_while(fits).collect();
    start.trim_end().trim_end_matches('\'').trim_end().to_owned()
}

#[cfg(test)]
#[path = "write_tests.rs"]
mod tests;
