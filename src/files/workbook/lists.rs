//! Sheets with a heading: found by their keys when they are read, made with both rows of headings when they are written.

use super::cells::{self, Long, MARK, text_value};
use super::columns::{Kind, Table};
use crate::model::{At, Diagnostic, Problem};
use crate::sheets::workbook::letters;
use crate::sheets::{Cell, Face, Format, Layout, Range, Row, Sheet, Value};
use serde_json::Map;
use std::collections::{BTreeMap, BTreeSet};

/// The row of the marker, of the names and of the keys; then come the rows.
pub(super) const FIRST: u32 = 3;
/// Rows below the last one that have a list to choose from too.
const SPARE: u32 = 500;
/// Members that nothing names, as one JSON object.
const OTHERS: &str = "+";

/// A column of a sheet that is being made.
pub(super) struct Head {
    pub key: Value,
    pub name: String,
    pub width: f64,
    /// Words to choose from.
    pub words: Vec<String>,
}

impl Head {
    pub(super) fn new(key: &str, name: &str, width: u8) -> Head {
        let key = Value::Text(key.to_owned());
        Head { key, name: shown(name), width: width.max(6).into(), words: Vec::new() }
    }

    fn of_kind(mut self, kind: Kind) -> Head {
        self.words = match kind {
            Kind::Words(words) => words.iter().map(|(_, name)| (*name).to_owned()).collect(),
            Kind::Truth => vec!["是".to_owned(), "否".to_owned()],
            _ => Vec::new(),
        };
        self
    }
}

/// A name as a heading: nothing that another program would write in another way.
fn shown(name: &str) -> String {
    let name: String = name.chars().take(200).map(|c| if c.is_control() { ' ' } else { c }).collect();
    name.trim().to_owned()
}

pub(super) fn marker(key: &str) -> String {
    format!("{MARK}{key}")
}

fn label(column: u32, value: Value, face: Face) -> Cell {
    Cell { column, value, face, format: Format::General }
}

/// A cell of a row: text stays text.
pub(super) fn cell(column: u32, value: Value) -> Cell {
    let (format, face) = match &value {
        Value::Text(text) if text.chars().count() > 24 => (Format::Text, Face::Wrapped),
        Value::Text(_) | Value::Empty => (Format::Text, Face::Figure),
        _ => (Format::General, Face::Figure),
    };
    Cell { column, value, format, face }
}

/// A sheet with its marker, what it is, two rows of headings and its rows.
pub(super) fn sheet(name: &str, key: &str, about: &str, heads: Vec<Head>, rows: Vec<Vec<(u32, Value)>>) -> Sheet {
    let text = |text: &str| Value::Text(text.to_owned());
    let count = rows.len() as u32;
    let last_column = (heads.len() as u32).saturating_sub(1);
    let columns = || heads.iter().zip(0..);
    let mut all = vec![
        Row {
            row: 0,
            cells: vec![label(0, text(&marker(key)), Face::Note), label(1, text(about), Face::Note)],
            hidden: false,
        },
        Row {
            row: 1,
            cells: columns().map(|(head, k)| label(k, text(&head.name), Face::Head)).collect(),
            hidden: false,
        },
        Row {
            row: 2,
            cells: columns().map(|(head, k)| label(k, head.key.clone(), Face::Note)).collect(),
            hidden: false,
        },
    ];
    for (row, values) in (FIRST..).zip(rows) {
        let cells =
            values.into_iter().filter(|(_, value)| *value != Value::Empty).map(|(column, value)| cell(column, value));
        all.push(Row { row, cells: cells.collect(), hidden: false });
    }
    let below = |column: u32| Range {
        first_row: FIRST,
        first_column: column,
        last_row: (FIRST + count + SPARE).min(1_048_575),
        last_column: column,
    };
    let choices = columns().filter(|(head, _)| !head.words.is_empty()).map(|(head, k)| (below(k), head.words.clone()));
    let layout = Layout {
        widths: heads.iter().map(|head| head.width).collect(),
        frozen: Some((FIRST, 1)),
        filtered: Some(Range { first_row: 2, first_column: 0, last_row: (2 + count).max(FIRST), last_column }),
        repeated: Some((1, 2)),
        landscape: true,
        footer: "&A  第&P页 共&N页".to_owned(),
        choices: choices.collect(),
    };
    Sheet { name: name.to_owned(), rows: all, layout, ..Sheet::default() }
}

/// The list of a table as a sheet. Members that no column has stand together as JSON.
pub(super) fn write(table: &Table, elements: Vec<serde_json::Value>, long: &mut Long) -> Sheet {
    let mut maps: Vec<BTreeSet<String>> = Vec::new();
    for (prefix, ..) in table.maps {
        let members = elements.iter().filter_map(|element| element.get(prefix)?.as_object());
        maps.push(members.flat_map(|members| members.keys().cloned()).collect());
    }
    let mut heads: Vec<Head> =
        table.columns.iter().map(|(key, name, kind, width)| Head::new(key, name, *width).of_kind(*kind)).collect();
    for ((prefix, name, _), keys) in table.maps.iter().zip(&maps) {
        heads.extend(keys.iter().map(|key| Head {
            key: text_value(&format!("{prefix}.{key}"), long),
            name: shown(&format!("{name}：{key}")),
            width: 10.0,
            words: Vec::new(),
        }));
    }
    let others = heads.len() as u32;
    let mut is_other = false;
    let mut rows = Vec::new();
    for element in elements {
        let mut element = match element {
            serde_json::Value::Object(members) => members,
            _ => Map::new(),
        };
        let mut row = Vec::new();
        let mut column = 0;
        for (key, _, kind, _) in table.columns {
            take(&mut element, key, |value| {
                let value = cells::written(*kind, value, long)?;
                row.push((column, value));
                Some(())
            });
            column += 1;
        }
        for ((prefix, _, kind), keys) in table.maps.iter().zip(&maps) {
            let mut members = match element.remove(*prefix) {
                Some(serde_json::Value::Object(members)) => members,
                _ => Map::new(),
            };
            for key in keys {
                if let Some(value) = members.remove(key).and_then(|value| cells::written(*kind, &value, long)) {
                    row.push((column, value));
                }
                column += 1;
            }
        }
        if !element.is_empty() {
            is_other = true;
            let rest = serde_json::Value::Object(element);
            row.extend(cells::written(Kind::Json, &rest, long).map(|value| (others, value)));
        }
        rows.push(row);
    }
    if is_other {
        heads.push(Head::new(OTHERS, "其他（JSON）", 20));
    }
    let mut sheet = sheet(table.name, table.key, &table.about.join(" · "), heads, rows);
    sheet.hidden = table.hidden;
    sheet
}

/// Takes a member out if `with` takes it; objects on the way that are left with nothing go with it.
pub(super) fn take(
    members: &mut Map<String, serde_json::Value>,
    key: &str,
    mut with: impl FnMut(&serde_json::Value) -> Option<()>,
) {
    match key.split_once('.') {
        None => {
            if members.get(key).and_then(&mut with).is_some() {
                members.remove(key);
            }
        }
        Some((first, rest)) => {
            if let Some(serde_json::Value::Object(inner)) = members.get_mut(first) {
                let before = inner.len();
                take(inner, rest, with);
                if inner.is_empty() && before > 0 {
                    members.remove(first);
                }
            }
        }
    }
}

/// Puts a member in; what is on the way is made.
pub(super) fn put(members: &mut Map<String, serde_json::Value>, key: &str, value: serde_json::Value) {
    match key.split_once('.') {
        None => {
            members.insert(key.to_owned(), value);
        }
        Some((first, rest)) => {
            let inner = members.entry(first).or_insert_with(|| Map::new().into());
            if let serde_json::Value::Object(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}

/// A sheet that was read, its columns by key.
pub(super) struct Read<'a> {
    pub sheet: &'a Sheet,
    columns: BTreeMap<String, u32>,
    first: u32,
}

/// The key of a sheet of ours, and the row of its marker.
pub(super) fn key_of(sheet: &Sheet) -> Option<(&str, u32)> {
    sheet.rows.iter().take(8).find_map(|row| {
        let first = row.cells.first().filter(|cell| cell.column == 0)?;
        match &first.value {
            Value::Text(text) => Some((text.trim().strip_prefix(MARK)?, row.row)),
            _ => None,
        }
    })
}

impl<'a> Read<'a> {
    pub(super) fn new(sheet: &'a Sheet, marker: u32, long: &Long, findings: &mut Vec<Diagnostic>) -> Read<'a> {
        let mut columns = BTreeMap::new();
        let keys = sheet.rows.iter().find(|row| row.row == marker + 2);
        for cell in keys.into_iter().flat_map(|row| &row.cells) {
            match cells::text(cell, long) {
                Ok(key) if key.is_empty() => {}
                Ok(key) if columns.contains_key(&key) => {
                    let at = At::cell(&sheet.name, marker + 3, &letters(cell.column));
                    findings.push(Diagnostic::error(Problem::RepeatedColumn { column: key }, at));
                }
                Ok(key) => {
                    columns.insert(key, cell.column);
                }
                Err(problem) => {
                    let at = At::cell(&sheet.name, marker + 3, &letters(cell.column));
                    findings.push(Diagnostic::error(problem, at));
                }
            }
        }
        Read { sheet, columns, first: marker + FIRST }
    }

    /// Rows in which something stands.
    pub(super) fn rows(&self) -> impl Iterator<Item = &'a Row> {
        let first = self.first;
        let full = |row: &&'a Row| row.cells.iter().any(|cell| !cells::is_empty(cell));
        self.sheet.rows.iter().filter(move |row| row.row >= first).filter(full)
    }

    /// The keys of the columns.
    pub(super) fn keys(&self) -> impl Iterator<Item = &String> {
        self.columns.keys()
    }

    pub(super) fn column(&self, key: &str) -> Option<u32> {
        self.columns.get(key).copied()
    }

    /// The cell of a column; none: there is no such column, or nothing in it.
    pub(super) fn cell<'b>(&self, row: &'b Row, key: &str) -> Option<&'b Cell> {
        let column = self.column(key)?;
        let at = row.cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
        Some(&row.cells[at]).filter(|cell| !cells::is_empty(cell))
    }

    /// Where a cell is.
    pub(super) fn at(&self, row: &Row, key: &str) -> At {
        let column = self.column(key).map(letters).unwrap_or_default();
        At::cell(&self.sheet.name, row.row + 1, &column)
    }

    /// The value of a cell; what is wrong with it becomes a finding.
    pub(super) fn value(
        &self,
        row: &Row,
        key: &str,
        kind: Kind,
        long: &Long,
        findings: &mut Vec<Diagnostic>,
    ) -> Option<serde_json::Value> {
        let nothing = Cell::default();
        match cells::read(kind, self.cell(row, key).unwrap_or(&nothing), long) {
            Ok(value) => value,
            Err(problem) => {
                findings.push(Diagnostic::error(problem, self.at(row, key)));
                None
            }
        }
    }

    /// The elements of a table.
    pub(super) fn elements(
        &self,
        table: &Table,
        long: &Long,
        findings: &mut Vec<Diagnostic>,
    ) -> Vec<serde_json::Value> {
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        let with_id = table.columns.first().is_some_and(|(key, ..)| *key == "id");
        let mut elements = Vec::new();
        for row in self.rows() {
            let mut element = match self.value(row, OTHERS, Kind::Json, long, findings) {
                Some(serde_json::Value::Object(members)) => members,
                _ => Map::new(),
            };
            for (key, _, kind, _) in table.columns {
                if let Some(value) = self.value(row, key, *kind, long, findings) {
                    put(&mut element, key, value);
                }
            }
            for (prefix, _, kind) in table.maps {
                let mut members = Map::new();
                for key in self.columns.keys() {
                    let Some(member) = key.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('.')) else {
                        continue;
                    };
                    if self.cell(row, key).is_some()
                        && let Some(value) = self.value(row, key, *kind, long, findings)
                    {
                        members.insert(member.to_owned(), value);
                    }
                }
                element.insert((*prefix).to_owned(), members.into());
            }
            if with_id {
                let id = element.get("id").and_then(|id| id.as_str()).unwrap_or_default().to_owned();
                if id.is_empty() {
                    findings.push(Diagnostic::error(Problem::EmptyId, self.at(row, "id")));
                } else if seen.insert(id.clone(), row.row).is_some() {
                    findings.push(Diagnostic::error(Problem::RepeatedId { id }, self.at(row, "id")));
                }
            }
            elements.push(element.into());
        }
        elements
    }
}
