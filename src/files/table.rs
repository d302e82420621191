//! A CSV table with a header row: cells by column name, each with its place in the file.

use crate::model::written::{no_number, number, percent};
use crate::model::{At, Diagnostic, Problem};
use std::collections::BTreeMap;

/// A table as read.
pub struct Table {
    /// File name, for findings.
    pub file: String,
    columns: Vec<String>,
    rows: Vec<Row>,
}

/// One row and its line.
pub struct Row {
    /// Line in the file, from 1.
    pub line: u32,
    cells: Vec<String>,
}

impl Table {
    /// Reads UTF-8 CSV (with or without byte-order mark). Ragged rows are findings.
    pub fn read(file: &str, bytes: &[u8], findings: &mut Vec<Diagnostic>) -> Option<Table> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let Ok(text) = std::str::from_utf8(bytes) else {
            findings.push(Diagnostic::error(Problem::NotUtf8, At::file(file)));
            return None;
        };
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let columns: Vec<String> = match reader.headers() {
            Ok(headers) => headers.iter().map(|h| h.trim().to_owned()).collect(),
            Err(error) => {
                findings.push(Diagnostic::error(Problem::BadArchive { reason: error.to_string() }, At::file(file)));
                return None;
            }
        };
        if columns.iter().all(String::is_empty) {
            findings.push(Diagnostic::error(Problem::EmptyFile, At::file(file)));
            return None;
        }
        for (k, column) in columns.iter().enumerate() {
            if !column.is_empty() && columns[..k].contains(column) {
                let problem = Problem::RepeatedColumn { column: column.clone() };
                findings.push(Diagnostic::error(problem, At::cell(file, 1, column)));
            }
        }
        let mut rows = Vec::new();
        for record in reader.records().filter_map(Result::ok) {
            let line = record.position().map_or(0, |p| u32::try_from(p.line()).unwrap_or(u32::MAX));
            if record.len() != columns.len() {
                let problem = Problem::RaggedRow { expected: columns.len() as u32, found: record.len() as u32 };
                findings.push(Diagnostic::error(problem, At { line, ..At::file(file) }));
            }
            rows.push(Row { line, cells: record.iter().map(|c| c.trim().to_owned()).collect() });
        }
        Some(Table { file: file.to_owned(), columns, rows })
    }

    /// The rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The place of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c == name)
    }

    /// Column names in order.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Reports the columns of `names` that are not there; true if all are.
    pub fn has(&self, names: &[&str], findings: &mut Vec<Diagnostic>) -> bool {
        let mut all = true;
        for name in names.iter().filter(|name| self.column(name).is_none()) {
            let problem = Problem::ColumnNotFound { column: (*name).to_owned() };
            findings.push(Diagnostic::error(problem, At { line: 1, ..At::file(&self.file) }));
            all = false;
        }
        all
    }

    /// The cell's text, empty if there is none.
    pub fn text<'a>(&'a self, row: &'a Row, column: &str) -> &'a str {
        self.column(column).and_then(|k| row.cells.get(k)).map_or("", String::as_str)
    }

    /// Where a cell is.
    pub fn at(&self, row: &Row, column: &str) -> At {
        At::cell(&self.file, row.line, column)
    }

    /// A number; none if the cell is empty, a finding if it is something else.
    pub fn number(&self, row: &Row, column: &str, findings: &mut Vec<Diagnostic>) -> Option<f64> {
        let text = self.text(row, column);
        if text.is_empty() {
            return None;
        }
        let number = number(text);
        if number.is_none() {
            findings.push(Diagnostic::error(no_number(text), self.at(row, column)));
        }
        number
    }

    /// Like `number`, where a percent sign may follow.
    pub fn measure(&self, row: &Row, column: &str, per_hundred: bool, findings: &mut Vec<Diagnostic>) -> Option<f64> {
        percent(self.text(row, column), per_hundred).or_else(|| self.number(row, column, findings))
    }

    /// A word translated by `known`; a finding if it is another.
    pub fn word<T: Copy>(
        &self,
        row: &Row,
        column: &str,
        known: &[(&str, T)],
        findings: &mut Vec<Diagnostic>,
    ) -> Option<T> {
        let text = self.text(row, column);
        let found = known.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let words: Vec<&str> = known.iter().map(|(word, _)| *word).filter(|w| !w.is_empty()).collect();
            let problem = Problem::UnknownWord { text: text.to_owned(), known: words.join(", ") };
            findings.push(Diagnostic::error(problem, self.at(row, column)));
        }
        found
    }

    /// The cells of columns that are not in `named`, by column; empty cells are left out.
    pub fn others(&self, row: &Row, named: &dyn Fn(&str) -> bool) -> BTreeMap<String, String> {
        self.columns
            .iter()
            .zip(&row.cells)
            .filter(|(column, cell)| !named(column) && !cell.is_empty())
            .map(|(column, cell)| (column.clone(), cell.clone()))
            .collect()
    }
}
