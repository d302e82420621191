//! Small workbooks for the tests of this room, written as lines of cells between bars.

use super::{Book, Choices, IntakeView, What, take_in};
use crate::edit::{Change, apply};
use crate::model::Document;
use crate::sheets::{Cell, Format, Range, Row, Sheet, Value, Workbook};

/// A sheet from lines. A number is a number, `12%` a percent cell, `'12` text, `#DIV/0!` an error, `@45721` a date,
/// `=` a formula without its value. A line that begins with `~` is a hidden row.
pub(crate) fn sheet(lines: &str) -> Sheet {
    let rows = lines
        .lines()
        .enumerate()
        .map(|(row, line)| {
            let (hidden, line) = match line.strip_prefix('~') {
                Some(rest) => (true, rest),
                None => (false, line),
            };
            let cells = line.split('|').enumerate().filter_map(|(column, text)| cell(column as u32, text)).collect();
            Row { row: row as u32, hidden, cells }
        })
        .collect();
    Sheet { name: "Sheet1".to_owned(), rows, ..Sheet::default() }
}

fn cell(column: u32, text: &str) -> Option<Cell> {
    let of = |value, format| Some(Cell { column, value, format, ..Cell::default() });
    if text.is_empty() {
        return None;
    }
    if text == "=" {
        return of(Value::Uncomputed, Format::General);
    }
    if let Some(written) = text.strip_prefix('\'') {
        return of(Value::Text(written.to_owned()), Format::Text);
    }
    if text.starts_with('#') && text.len() > 2 {
        return of(Value::Error(text.to_owned()), Format::General);
    }
    if let Some(number) = text.strip_prefix('@').and_then(|rest| rest.parse().ok()) {
        return of(Value::Number(number), Format::Date);
    }
    if let Some(number) = text.strip_suffix('%').and_then(|rest| rest.parse::<f64>().ok()) {
        return of(Value::Number(super::grid::shifted(number, -2)), Format::Percent(0));
    }
    match text.parse::<f64>() {
        Ok(number) => of(Value::Number(number), Format::General),
        Err(_) => of(Value::Text(text.to_owned()), Format::General),
    }
}

/// The sheet with these ranges merged, as `A1:B2`.
pub(crate) fn merge(mut sheet: Sheet, ranges: &[&str]) -> Sheet {
    let place = |text: &str| {
        let letters = text.chars().take_while(char::is_ascii_alphabetic).count();
        let column = text[..letters].bytes().fold(0, |at, letter| at * 26 + u32::from(letter - b'A') + 1) - 1;
        (text[letters..].parse::<u32>().expect("a row") - 1, column)
    };
    for range in ranges {
        let (from, to) = range.split_once(':').expect("two corners");
        let ((first_row, first_column), (last_row, last_column)) = (place(from), place(to));
        sheet.merged.push(Range { first_row, first_column, last_row, last_column });
    }
    sheet
}

/// A book of named sheets.
pub(crate) fn book(sheets: &[(&str, &str)]) -> Book {
    let sheets = sheets.iter().map(|(name, lines)| Sheet { name: (*name).to_owned(), ..sheet(lines) }).collect();
    Book { name: "附件.xlsx".to_owned(), workbook: Workbook { sheets, ..Workbook::default() } }
}

/// What a book brings to a document, and the document with it.
pub(crate) fn taken(document: &Document, sheets: &[(&str, &str)], choices: &Choices) -> (IntakeView, Document) {
    brought(document, &[book(sheets)], choices)
}

/// What books bring to a document, and the document with it.
pub(crate) fn brought(document: &Document, books: &[Book], choices: &Choices) -> (IntakeView, Document) {
    let (mut view, change) = take_in(document, books, choices);
    // Most lists of the tests have no column of standards because they are about something else; plans.rs has those
    // that are about it.
    view.faults.retain(|fault| fault.what != What::Lacking || fault.args.get(1).is_none_or(|one| one != "taken"));
    let mut after = document.clone();
    if let Some(change) = change {
        let (inverse, _) = apply(&mut after, change).expect("a change that can be made");
        let mut back = after.clone();
        apply(&mut back, inverse).expect("a change that can be undone");
        assert_eq!(&back, document, "undoing must restore the document");
    }
    (view, after)
}

/// A change of nothing that must not be.
pub(crate) fn changes(change: &Change) -> usize {
    match change {
        Change::Together(all) => all.iter().map(changes).sum(),
        _ => 1,
    }
}
