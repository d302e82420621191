//! The XML of Excel 2003 (SpreadsheetML): one text, often under the name of an xls, as many reporting systems write it.

use super::cell_text;
use super::gather::Gathering;
use super::limits::{Budget, COLUMNS, ROWS, SHEETS, STYLES};
use super::xlsx_strings::Rich;
use super::xml::{Source, Tag, Token, Xml, says_yes};
use super::{Format, Range, Sheet, Unreadable, Value, Workbook, dates, formats};
use std::collections::BTreeMap;

/// Reads a workbook.
pub(super) fn read(text: &str) -> Result<Workbook, Unreadable> {
    let mut xml = Xml::new(text.as_bytes());
    let mut styles: BTreeMap<String, Format> = BTreeMap::new();
    let mut style = String::new();
    let mut budget = Budget::new();
    let mut workbook = Workbook::default();
    loop {
        match xml.next()? {
            Token::Open(tag) => match tag.name() {
                "Style" => style = tag.value("ID")?.unwrap_or_default().into_owned(),
                "NumberFormat" if styles.len() < STYLES => {
                    if let Some(code) = tag.value("Format")? {
                        styles.insert(style.clone(), named(&code).unwrap_or_else(|| formats::of_code(&code)));
                    }
                }
                "Worksheet" => {
                    if workbook.sheets.len() >= SHEETS {
                        return Err(Unreadable::TooManyEntries);
                    }
                    let name = tag.value("Name")?.unwrap_or_default().into_owned();
                    workbook.sheets.push(sheet(&mut xml, name, &styles, &mut budget)?);
                }
                _ => {}
            },
            Token::End => return Ok(workbook),
            _ => {}
        }
    }
}

/// The cell being read.
struct Reading {
    column: u32,
    format: Format,
    formula: bool,
    kind: String,
    rich: Rich,
    in_content: bool,
}

/// Reads a sheet to its end.
fn sheet<S: Source>(
    xml: &mut Xml<S>,
    name: String,
    styles: &BTreeMap<String, Format>,
    budget: &mut Budget,
) -> Result<Sheet, Unreadable> {
    let mut into = Gathering::new(budget);
    let mut hidden = false;
    let mut in_visible = false;
    let (mut row, mut next_row, mut next_column, mut columns) = (0, 0, 0, 0);
    let mut row_hidden = false;
    let mut cell: Option<Reading> = None;
    // Columns that cells above reach down into, each with its last column and last row: cells are counted past them.
    let mut from_above: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
    let mut below: Vec<(u32, u32, u32)> = Vec::new();
    loop {
        match xml.next()? {
            Token::Open(tag) => match (&mut cell, tag.name()) {
                (Some(cell), "Data") => {
                    cell.kind = tag.value("Type")?.unwrap_or_default().into_owned();
                    cell.in_content = true;
                    cell.rich.open("t");
                }
                (Some(_), _) => {}
                (None, "Column") => {
                    let [first, span, is_hidden] = tag.values(["Index", "Span", "Hidden"])?;
                    let first = index(first.as_deref())?.unwrap_or(columns);
                    let last = first.saturating_add(count(span.as_deref())?);
                    columns = last.saturating_add(1);
                    if says_yes(is_hidden.as_deref()) {
                        into.hide_columns(first, last);
                    }
                }
                (None, "Row") => {
                    let [place, is_hidden, span] = tag.values(["Index", "Hidden", "Span"])?;
                    row = index(place.as_deref())?.unwrap_or(next_row);
                    next_row = row.saturating_add(1).saturating_add(count(span.as_deref())?);
                    next_column = 0;
                    from_above.extend(below.drain(..).map(|(first, last, last_row)| (first, (last, last_row))));
                    from_above.retain(|_, (_, last_row)| *last_row >= row);
                    row_hidden = says_yes(is_hidden.as_deref());
                }
                (None, "Cell") => {
                    while let Some((_, (last, _))) = from_above.range(..=next_column).next_back()
                        && *last >= next_column
                    {
                        next_column = last.saturating_add(1);
                    }
                    let (reading, across, down) = begin(&tag, styles, next_column)?;
                    let column = reading.column;
                    next_column = column.saturating_add(1).saturating_add(across).min(COLUMNS);
                    if across > 0 || down > 0 {
                        if down > 0 {
                            below.push((column, next_column - 1, row.saturating_add(down)));
                        }
                        into.merge(Range {
                            first_row: row,
                            first_column: column,
                            last_row: row.saturating_add(down),
                            last_column: column.saturating_add(across),
                        })?;
                    }
                    cell = Some(reading);
                }
                (None, "Visible") => in_visible = true,
                _ => {}
            },
            Token::Close("Cell") => {
                if let Some(done) = cell.take() {
                    let column = done.column;
                    let (value, format) = done.finish();
                    if value != Value::Empty {
                        into.put(row, column, value, format)?;
                        if row_hidden {
                            into.hide_row(row);
                        }
                    }
                }
            }
            Token::Close("Data") => {
                if let Some(cell) = &mut cell {
                    cell.in_content = false;
                }
            }
            Token::Close("Visible") => in_visible = false,
            Token::Close("Worksheet") => return into.finish(name, hidden),
            Token::Close(_) | Token::Other => {}
            Token::Text(text) => match &mut cell {
                Some(cell) if cell.in_content => cell.rich.add(&text)?,
                _ => hidden |= in_visible && text.contains("Hidden"),
            },
            Token::Letter(letter) => {
                if let Some(cell) = cell.as_mut().filter(|cell| cell.in_content) {
                    cell.rich.add(letter.encode_utf8(&mut [0; 4]))?;
                }
            }
            Token::End => return Err(Unreadable::Damaged),
        }
    }
}

/// A cell begins: it, and how many more columns and rows it covers.
fn begin(
    tag: &Tag<'_>,
    styles: &BTreeMap<String, Format>,
    next_column: u32,
) -> Result<(Reading, u32, u32), Unreadable> {
    let [place, style, formula, across, down] =
        tag.values(["Index", "StyleID", "Formula", "MergeAcross", "MergeDown"])?;
    let reading = Reading {
        column: index(place.as_deref())?.unwrap_or(next_column),
        format: style.and_then(|style| styles.get(style.as_ref()).copied()).unwrap_or_default(),
        formula: formula.is_some(),
        kind: String::new(),
        rich: Rich::default(),
        in_content: false,
    };
    Ok((reading, count(across.as_deref())?, count(down.as_deref())?))
}

impl Reading {
    fn finish(self) -> (Value, Format) {
        let text = self.rich.written.text();
        let value = match self.kind.as_str() {
            "Number" => cell_text::number(&text),
            "Boolean" => Value::Truth(text.trim() == "1"),
            "Error" => Value::Error(text.trim().to_owned()),
            "DateTime" => {
                return match dates::of_iso(&text).map(|(days, timed)| (dates::as_excel_counts(days), timed)) {
                    Some((days, timed)) if matches!(self.format, Format::Date | Format::Moment) || !timed => {
                        let date = if matches!(self.format, Format::Moment) { Format::Moment } else { Format::Date };
                        (Value::Number(days), date)
                    }
                    Some((days, _)) => (Value::Number(days), Format::Moment),
                    None => (Value::Text(text), self.format),
                };
            }
            // A formula that nobody computed has no content at all.
            "" if self.formula => Value::Uncomputed,
            _ if text.is_empty() => Value::Empty,
            _ => Value::Text(text),
        };
        (value, self.format)
    }
}

/// Formats that have names instead of codes.
fn named(code: &str) -> Option<Format> {
    Some(match code {
        "General" | "General Number" | "Scientific" | "Yes/No" | "True/False" | "On/Off" => Format::General,
        "Fixed" => Format::Fixed(2),
        "Standard" | "Currency" | "Euro Currency" => Format::Grouped(2),
        "Percent" => Format::Percent(2),
        "Long Date" | "Medium Date" | "Short Date" => Format::Date,
        "General Date" | "Long Time" | "Medium Time" | "Short Time" => Format::Moment,
        _ => return None,
    })
}

/// A place counted from 1, from 0.
fn index(text: Option<&str>) -> Result<Option<u32>, Unreadable> {
    let Some(text) = text else { return Ok(None) };
    match text.trim().parse::<u32>().ok().and_then(|number| number.checked_sub(1)) {
        Some(number) if number < ROWS => Ok(Some(number)),
        Some(_) => Err(Unreadable::OutsideTheSheet),
        None => Err(Unreadable::Damaged),
    }
}

fn count(text: Option<&str>) -> Result<u32, Unreadable> {
    match text {
        Some(text) => text.trim().parse::<u32>().map(|n| n.min(ROWS + COLUMNS)).map_err(|_| Unreadable::Damaged),
        None => Ok(0),
    }
}
