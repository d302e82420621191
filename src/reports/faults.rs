//! 问题清单: what is wrong in tables that were read, cell by cell, and the faulty rows to be mended.

use super::names::{file_name, sheet_names};
use super::page::Page;
use super::spec::Made;
use crate::i18n::words_reports::report_words;
use crate::i18n::{Language, intake as words_of, reporting};
use crate::intake::{Book, Fault, IntakeView};
use crate::sheets::workbook::address;
use crate::sheets::{Face, Format, Row, Sheet, Value, Workbook};
use std::collections::BTreeMap;

/// The rows with faults as a workbook: every sheet with its heading, its faulty rows and one column more that says what
/// is wrong and what to do.
pub fn faults(view: &IntakeView, books: &[Book], language: Language) -> Made {
    let words = report_words(language);
    let sheets: Vec<(&Book, &Sheet)> =
        books.iter().flat_map(|book| book.workbook.sheets.iter().map(move |sheet| (book, sheet))).collect();
    let mut page = Page::new(words.problems);
    page.heads([
        words.number,
        words.file,
        words.sheet,
        words.cell,
        words.found,
        words.severity,
        words.problem,
        words.next,
        words.suggestion,
    ]);
    let mut by_sheet: BTreeMap<usize, BTreeMap<u32, Vec<&Fault>>> = BTreeMap::new();
    for (k, fault) in view.faults.iter().enumerate() {
        let (book, sheet) = match sheets.get(fault.sheet as usize) {
            Some((book, sheet)) => (book.name.as_str(), sheet.name.as_str()),
            None => ("", ""),
        };
        let said = words_of::fault(language, fault);
        page.line().figure(Some((k + 1) as f64), Format::General).word(book).word(sheet);
        page.word(&address(fault.row, fault.column))
            .word(&fault.value)
            .word(&words_of::grade(language, fault.grade))
            .word(&said.what);
        page.word(&said.next).word(fault.suggestion.as_deref().unwrap_or_default());
        by_sheet.entry(fault.sheet as usize).or_default().entry(fault.row).or_default().push(fault);
    }
    page.table(0, 9, 4);
    let mut made = vec![page.finish(&reporting::footer(language, words.problems, ""))];
    for (at, rows) in &by_sheet {
        if let Some((_, sheet)) = sheets.get(*at) {
            let head = view.sheets.get(*at).and_then(|found| found.head);
            made.push(faulty_rows(sheet, head, rows, language));
        }
    }
    let names = sheet_names(made.iter().map(|sheet| sheet.name.clone()).collect());
    for (sheet, name) in made.iter_mut().zip(names) {
        sheet.name = name;
    }
    let first = books.first().map_or("", |book| book.name.rsplit_once('.').map_or(&*book.name, |(stem, _)| stem));
    let name = file_name(&[first, words.problems], "xlsx");
    Made::Book { name, workbook: Workbook { sheets: made, title: words.problems.to_owned() } }
}

/// The heading and the rows with faults as they were, and behind them what is wrong.
fn faulty_rows(
    sheet: &Sheet,
    head: Option<(u32, u32)>,
    rows: &BTreeMap<u32, Vec<&Fault>>,
    language: Language,
) -> Sheet {
    let words = report_words(language);
    let width = sheet.width();
    let mut page = Page::new(&sheet.name);
    let nothing = Row::default();
    let row_of = |number: u32| {
        sheet.rows.binary_search_by_key(&number, |row| row.row).map_or(&nothing, |found| &sheet.rows[found])
    };
    let heads: Vec<u32> = head.map_or(Vec::new(), |(first, last)| (first..=last).collect());
    for number in &heads {
        copy(&mut page, row_of(*number), width, &|_| Face::Head);
        page.text(if Some(number) == heads.last() { words.problem } else { "" }, Face::Head);
    }
    if let Some((first, last)) = head {
        let inside = sheet.merged.iter().filter(|range| range.first_row >= first && range.last_row <= last);
        for range in inside {
            page.merge(range.first_row - first, range.first_column, range.last_row - first, range.last_column);
        }
    }
    for (number, faults) in rows.iter().filter(|(number, _)| !heads.contains(number)) {
        let face = |column: u32| {
            if faults.iter().any(|fault| fault.column == column) { Face::Fault } else { Face::Wrapped }
        };
        copy(&mut page, row_of(*number), width, &face);
        let said: Vec<String> = faults
            .iter()
            .map(|fault| {
                let said = words_of::fault(language, fault);
                let what = reporting::sentences(language, &said.what, &said.next);
                reporting::labelled(language, &address(fault.row, fault.column), &what)
            })
            .collect();
        page.text(&said.join("\n"), Face::Wrapped);
    }
    let height = heads.len() as u32;
    page.layout().frozen = (height > 0).then_some((height, 0));
    page.layout().landscape = true;
    page.finish("")
}

/// A row of the original, every column of it.
fn copy(page: &mut Page, row: &Row, width: u32, face: &dyn Fn(u32) -> Face) {
    page.line();
    let mut cells = row.cells.iter().peekable();
    for column in 0..width {
        match cells.next_if(|cell| cell.column == column) {
            Some(cell) => {
                let value = match &cell.value {
                    Value::Text(text) => Value::Text(super::page::cut(text)),
                    Value::Error(text) => Value::Text(text.clone()),
                    Value::Uncomputed => Value::Empty,
                    other => other.clone(),
                };
                page.cell(value, cell.format, face(column));
            }
            None => {
                page.text("", face(column));
            }
        }
    }
}
