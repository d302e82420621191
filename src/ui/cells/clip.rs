//! The clipboard's end of the table: what is on it, as rows of cells.

use crate::sheets::delimited;
use crate::workspace::sheet::clipboard::{self, Cells};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DomParser, Element, SupportedType};

/// More than any sheet has across; a wider span is a mistake of whoever wrote it.
const WIDEST: usize = 1_000;

/// What is pasted.
pub enum Given {
    Cells(Cells),
    /// A picture, and no text.
    Picture,
    Nothing,
}

/// What the clipboard holds: its text, or the table in its HTML where there is no text.
pub fn given(event: &ClipboardEvent) -> Given {
    let Some(board) = event.clipboard_data() else { return Given::Nothing };
    let text = board.get_data("text/plain").unwrap_or_default();
    let mut cells = delimited::cells(&text);
    if cells.is_empty() {
        cells = of_html(&board.get_data("text/html").unwrap_or_default());
    }
    if !cells.is_empty() {
        Given::Cells(cells)
    } else if board.files().is_some_and(|files| files.length() > 0) {
        Given::Picture
    } else {
        Given::Nothing
    }
}

/// Puts cells on the clipboard, as text and as a table.
pub fn copied(event: &ClipboardEvent, cells: &Cells, number: &dyn Fn(usize, usize) -> bool) {
    let Some(board) = event.clipboard_data() else { return };
    event.prevent_default();
    // One value is copied without a line end, so that it can be pasted into any field.
    let text = match cells.as_slice() {
        [row] if row.len() == 1 => row[0].clone(),
        _ => clipboard::text(cells),
    };
    let _ = board.set_data("text/plain", &text);
    let _ = board.set_data("text/html", &clipboard::html(cells, number));
}

/// The first table of an HTML text; merged cells are their value and empty cells. Nothing of it is ever shown.
fn of_html(html: &str) -> Cells {
    if html.trim().is_empty() {
        return Cells::new();
    }
    let Ok(page) = DomParser::new()
        .and_then(|parser| parser.parse_from_string(&clipboard::without_styles(html), SupportedType::TextHtml))
    else {
        return Cells::new();
    };
    let Ok(lines) = page.query_selector_all("table:first-of-type tr") else { return Cells::new() };
    let mut table: Cells = Vec::new();
    // For each column, how many more rows a cell from above reaches down.
    let mut held: Vec<usize> = Vec::new();
    for line in (0..lines.length()).filter_map(|k| lines.item(k)?.dyn_into::<Element>().ok()) {
        let mut row: Vec<String> = Vec::new();
        let children = line.children();
        for cell in (0..children.length()).filter_map(|k| children.item(k)) {
            if !matches!(cell.tag_name().as_str(), "TD" | "TH") {
                continue;
            }
            skip(&mut row, &mut held);
            let span = |name: &str| {
                let text = cell.get_attribute(name).unwrap_or_default();
                text.trim().parse::<usize>().unwrap_or(1).clamp(1, WIDEST)
            };
            let (across, down) = (span("colspan"), span("rowspan"));
            for k in 0..across {
                row.push(if k == 0 { text_of(&cell) } else { String::new() });
                held.resize(held.len().max(row.len()), 0);
                if let Some(held) = held.get_mut(row.len() - 1) {
                    *held = down - 1;
                }
            }
        }
        skip(&mut row, &mut held);
        table.push(row);
    }
    table
}

/// Leaves cells empty into which one from above reaches.
fn skip(row: &mut Vec<String>, held: &mut [usize]) {
    while let Some(rows) = held.get_mut(row.len()).filter(|rows| **rows > 0) {
        *rows -= 1;
        row.push(String::new());
    }
}

/// The text of a cell: blanks and line ends in the source are one blank, a line break is a line end.
fn text_of(cell: &Element) -> String {
    if let Ok(breaks) = cell.query_selector_all("br") {
        for one in (0..breaks.length()).filter_map(|k| breaks.item(k)) {
            one.set_text_content(Some("\u{1}"));
        }
    }
    let text = cell.text_content().unwrap_or_default();
    let lines = text.split('\u{1}').map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.collect::<Vec<_>>().join("\n").trim_matches('\n').to_owned()
}
