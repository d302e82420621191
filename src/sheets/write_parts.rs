//! The parts of an xlsx file around its cells: what is in it, its sheets, its names, its windows.

use super::workbook::{Range, Sheet, address, letters};

/// What every part begins with.
pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The language of the parts.
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const KINDS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

pub(super) const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties\" Target=\"docProps/app.xml\"/>\
</Relationships>";

pub(super) const APPLICATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
<Application>Mingheng</Application></Properties>";

/// When every file was made: the same workbook is the same file.
const MADE: &str = "2025-01-01T00:00:00Z";

pub(super) fn content_types(sheets: usize) -> String {
    let mut xml = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/docProps/app.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>\
         <Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
    );
    let mut part = |name: &str, kind: &str| {
        xml.push_str(&format!("<Override PartName=\"/xl/{name}.xml\" ContentType=\"{KINDS}{kind}+xml\"/>"));
    };
    part("workbook", "sheet.main");
    (1..=sheets).for_each(|k| part(&format!("worksheets/sheet{k}"), "worksheet"));
    part("styles", "styles");
    part("sharedStrings", "sharedStrings");
    xml.push_str("</Types>");
    xml
}

/// Title, author and the moment.
pub(super) fn properties(title: &str) -> String {
    let title = plain(title);
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}</dc:title>\
         <dc:creator>明衡 Mingheng</dc:creator>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{MADE}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{MADE}</dcterms:modified></cp:coreProperties>"
    )
}

/// The list of sheets, and what is said of them by name: what can be filtered, what stands on every page.
pub(super) fn book(sheets: &[Sheet], names: &[String], shown: usize) -> String {
    let mut xml = format!(
        "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><workbookPr/><bookViews>\
         <workbookView xWindow=\"0\" yWindow=\"0\" windowWidth=\"24000\" windowHeight=\"12000\" activeTab=\"{shown}\"/>\
         </bookViews><sheets>"
    );
    for (k, (sheet, name)) in sheets.iter().zip(names).enumerate() {
        let (name, id) = (plain(name), k + 1);
        let state = if sheet.hidden && k != shown { " state=\"hidden\"" } else { "" };
        xml.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{id}\"{state} r:id=\"rId{id}\"/>"));
    }
    xml.push_str("</sheets>");
    let mut defined = String::new();
    for (k, (sheet, name)) in sheets.iter().zip(names).enumerate() {
        let name = plain(&name.replace('\'', "''"));
        if let Some(range) = &sheet.layout.filtered {
            let place = fixed_span(range);
            defined.push_str(&format!(
                "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{k}\" hidden=\"1\">'{name}'!{place}\
                 </definedName>"
            ));
        }
        if let Some((first, last)) = sheet.layout.repeated {
            let (first, last) = (first + 1, last + 1);
            // Whoever a row is about stands on every page of it.
            let columns = match sheet.layout.frozen {
                Some((_, 1..)) if pages_across(sheet) > 1 => {
                    let last = sheet.layout.frozen.map_or(0, |(_, columns)| columns - 1);
                    format!("'{name}'!$A:${},", letters(last))
                }
                _ => String::new(),
            };
            defined.push_str(&format!(
                "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{k}\">{columns}'{name}'!${first}:${last}\
                 </definedName>"
            ));
        }
    }
    if !defined.is_empty() {
        xml.push_str(&format!("<definedNames>{defined}</definedNames>"));
    }
    xml.push_str("</workbook>");
    xml
}

pub(super) fn book_relations(sheets: usize) -> String {
    let mut xml = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    let mut relation = |id: usize, kind: &str, target: &str| {
        xml.push_str(&format!("<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}.xml\"/>"));
    };
    (1..=sheets).for_each(|k| relation(k, "worksheet", &format!("worksheets/sheet{k}")));
    relation(sheets + 1, "styles", "styles");
    relation(sheets + 2, "sharedStrings", "sharedStrings");
    xml.push_str("</Relationships>");
    xml
}

/// The window: which sheet is on top, and what stays in sight.
pub(super) fn view(sheet: &Sheet, shown: bool) -> String {
    let on_top = if shown { " tabSelected=\"1\"" } else { "" };
    let (rows, columns) = sheet.layout.frozen.unwrap_or_default();
    let mut xml = format!("<sheetViews><sheetView{on_top} workbookViewId=\"0\">");
    if rows > 0 || columns > 0 {
        let split = |name: &str, count: u32| {
            if count > 0 { format!(" {name}=\"{count}\"") } else { String::new() }
        };
        let (x, y, first) = (split("xSplit", columns), split("ySplit", rows), address(rows, columns));
        let pane = match (rows, columns) {
            (_, 0) => "bottomLeft",
            (0, _) => "topRight",
            _ => "bottomRight",
        };
        xml.push_str(&format!(
            "<pane{x}{y} topLeftCell=\"{first}\" activePane=\"{pane}\" state=\"frozen\"/><selection pane=\"{pane}\"/>"
        ));
    }
    xml.push_str("</sheetView></sheetViews>");
    xml
}

/// Widths, and columns that are hidden.
pub(super) fn columns(sheet: &Sheet) -> String {
    let widths = &sheet.layout.widths;
    let last_hidden = sheet.hidden_columns.iter().max().map_or(0, |last| *last as usize + 1);
    let mut xml = String::new();
    for column in 0..widths.len().max(last_hidden) {
        let hidden = sheet.hidden_columns.contains(&(column as u32));
        let width = widths.get(column).copied().filter(|width| width.is_finite() && *width > 0.0);
        if width.is_none() && !hidden {
            continue;
        }
        // Programs count five pixels beside the text into a width of seven pixels a character.
        let width = width.unwrap_or(8.43).min(250.0) + 5.0 / 7.0;
        let (number, hidden) = (column + 1, if hidden { " hidden=\"1\"" } else { "" });
        xml.push_str(&format!(
            "<col min=\"{number}\" max=\"{number}\" width=\"{width:.3}\"{hidden} customWidth=\"1\"/>"
        ));
    }
    if xml.is_empty() { xml } else { format!("<cols>{xml}</cols>") }
}

/// On so many pages side by side the sheet is printed.
pub(super) fn pages_across(sheet: &Sheet) -> u32 {
    // What A4 takes between its margins when letters have half their size; smaller nobody reads.
    let most = if sheet.layout.landscape { 290.0 } else { 200.0 };
    let widths = 0..sheet.width().max(sheet.layout.widths.len() as u32);
    let shown = widths.filter(|column| !sheet.hidden_columns.contains(column));
    let (across, _) = shown.fold((1, 0.0), |(across, filled), column| {
        let width = sheet.layout.widths.get(column as usize).copied().unwrap_or(8.43);
        if filled > 0.0 && filled + width > most { (across + 1, width) } else { (across, filled + width) }
    });
    across
}

/// Text where no escape for spreadsheets is read: what XML cannot hold is left out.
fn plain(text: &str) -> String {
    let held = |c: &char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    let text: String = text.chars().filter(held).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// `A1:C4`.
pub(super) fn span(range: &Range) -> String {
    format!("{}:{}", address(range.first_row, range.first_column), address(range.last_row, range.last_column))
}

/// `$A$1:$C$4`.
fn fixed_span(range: &Range) -> String {
    let corner = |row: u32, column: u32| format!("${}${}", letters(column), row + 1);
    format!("{}:{}", corner(range.first_row, range.first_column), corner(range.last_row, range.last_column))
}
