//! xlsx: the cells of one sheet, with what is merged and hidden.

use super::cell_text::{self, Written};
use super::gather::Gathering;
use super::limits::{COLUMNS, ROWS};
use super::xlsx_strings::{Rich, Strings};
use super::xml::{Source, Tag, Token, Xml, says_yes};
use super::{Format, Range, Unreadable, Value, dates};

/// What cells refer to.
pub(super) struct Around<'w> {
    pub(super) styles: &'w [Format],
    pub(super) strings: &'w Strings,
    pub(super) from_1904: bool,
}

/// Where in a cell the text stands that is being read.
#[derive(Clone, Copy, PartialEq)]
enum Inside {
    Nothing,
    Value,
    Text,
}

/// The cell being read.
struct Reading {
    row: u32,
    column: u32,
    kind: Kind,
    format: Format,
    formula: bool,
    /// A value was written, be it empty.
    valued: bool,
    value: Written,
    rich: Rich,
}

/// What a cell says that it holds.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Number,
    Shared,
    Text,
    Inline,
    Truth,
    Error,
    Date,
}

/// Reads a sheet's XML.
pub(super) fn read<S: Source>(
    mut xml: Xml<S>,
    around: &Around<'_>,
    into: &mut Gathering<'_>,
) -> Result<(), Unreadable> {
    let mut in_rows = false;
    // The row and the column that come next if nothing else is said.
    let mut row = 0;
    let mut next_row = 0;
    let mut next_column = 0;
    let mut row_hidden = false;
    let mut cell: Option<Reading> = None;
    let mut inside = Inside::Nothing;
    loop {
        match xml.next()? {
            Token::Open(tag) => match (&mut cell, tag.name()) {
                (Some(cell), "v") => {
                    cell.valued = true;
                    inside = Inside::Value;
                }
                (Some(cell), "f") => cell.formula = true,
                (Some(_), "is") => inside = Inside::Text,
                (Some(cell), name) => cell.rich.open(name),
                (None, "c") if in_rows => {
                    let reading = begin(&tag, around, row, next_column)?;
                    next_column = reading.column.saturating_add(1);
                    cell = Some(reading);
                }
                (None, "row") if in_rows => {
                    let [place, hidden, height] = tag.values(["r", "hidden", "ht"])?;
                    row = match place {
                        // Rows are counted from 1.
                        Some(text) => number_of(&text)?.checked_sub(1).ok_or(Unreadable::Damaged)?,
                        None => next_row,
                    };
                    next_row = row.saturating_add(1);
                    next_column = 0;
                    row_hidden = says_yes(hidden.as_deref()) || is_zero(height.as_deref());
                }
                (None, "sheetData") => in_rows = true,
                (None, "col") => {
                    let [first, last, hidden, width] = tag.values(["min", "max", "hidden", "width"])?;
                    if let (Some(first), Some(last)) = (first, last)
                        && (says_yes(hidden.as_deref()) || is_zero(width.as_deref()))
                    {
                        into.hide_columns(number_of(&first)?.saturating_sub(1), number_of(&last)?.saturating_sub(1));
                    }
                }
                (None, "mergeCell") => {
                    if let Some(range) = tag.value("ref")?.as_deref().and_then(range_of) {
                        into.merge(range)?;
                    }
                }
                _ => {}
            },
            Token::Close(name) => match (name, &mut cell) {
                ("c", Some(_)) => {
                    if let Some(done) = cell.take() {
                        let (row, column) = (done.row, done.column);
                        let (value, format) = done.finish(around)?;
                        if value != Value::Empty {
                            into.put(row, column, value, format)?;
                            if row_hidden {
                                into.hide_row(row);
                            }
                        } else if row >= ROWS || column >= COLUMNS {
                            return Err(Unreadable::OutsideTheSheet);
                        }
                    }
                    inside = Inside::Nothing;
                }
                ("v" | "is", Some(_)) => inside = Inside::Nothing,
                (name, Some(cell)) => cell.rich.close(name),
                ("sheetData", None) => in_rows = false,
                _ => {}
            },
            Token::Text(text) => {
                if let Some(cell) = &mut cell {
                    cell.add(inside, &text)?;
                }
            }
            Token::Letter(letter) => {
                if let Some(cell) = &mut cell {
                    cell.add(inside, letter.encode_utf8(&mut [0; 4]))?;
                }
            }
            Token::Other => {}
            Token::End => return Ok(()),
        }
    }
}

/// A cell begins.
fn begin(tag: &Tag<'_>, around: &Around<'_>, row: u32, next_column: u32) -> Result<Reading, Unreadable> {
    let [place, style, kind] = tag.values(["r", "s", "t"])?;
    let (row, column) = match place {
        Some(place) => place_of(&place)?,
        None => (row, next_column),
    };
    let style = style.and_then(|style| style.parse::<usize>().ok()).unwrap_or(0);
    let kind = match kind.as_deref() {
        Some("s") => Kind::Shared,
        Some("str") => Kind::Text,
        Some("inlineStr") => Kind::Inline,
        Some("b") => Kind::Truth,
        Some("e") => Kind::Error,
        Some("d") => Kind::Date,
        _ => Kind::Number,
    };
    Ok(Reading {
        row,
        column,
        kind,
        format: around.styles.get(style).copied().unwrap_or_default(),
        formula: false,
        valued: false,
        value: Written::default(),
        rich: Rich::default(),
    })
}

impl Reading {
    fn add(&mut self, inside: Inside, text: &str) -> Result<(), Unreadable> {
        match inside {
            Inside::Value => self.value.add(text),
            Inside::Text => self.rich.add(text),
            Inside::Nothing => Ok(()),
        }
    }

    /// What stands in the cell.
    fn finish(self, around: &Around<'_>) -> Result<(Value, Format), Unreadable> {
        let raw = self.value.raw();
        let value = match self.kind {
            Kind::Number => dates::counted(cell_text::number(raw), self.format, around.from_1904),
            Kind::Shared if raw.trim().is_empty() => Value::Empty,
            Kind::Shared => {
                // A text that is not there: what stood here is lost, and nobody shall take it for an empty cell.
                let text = raw.trim().parse().ok().and_then(|k| around.strings.at(k)).ok_or(Unreadable::Damaged)?;
                text_or_empty(text.to_owned())
            }
            Kind::Text => text_or_empty(self.value.text()),
            // Some write the text of an inline cell as a value.
            Kind::Inline => text_or_empty(if self.valued { self.value.text() } else { self.rich.written.text() }),
            Kind::Truth => match raw.trim() {
                "1" | "true" | "TRUE" => Value::Truth(true),
                "0" | "false" | "FALSE" => Value::Truth(false),
                "" => Value::Empty,
                other => Value::Text(other.to_owned()),
            },
            Kind::Error if raw.trim().is_empty() => Value::Empty,
            Kind::Error => Value::Error(raw.trim().to_owned()),
            Kind::Date => return Ok(date(raw, self.format)),
        };
        // An empty text is what a formula may well have given; an empty number is not.
        let given = matches!(self.kind, Kind::Text | Kind::Shared | Kind::Inline) && self.valued;
        match value {
            Value::Empty if self.formula && !given => Ok((Value::Uncomputed, self.format)),
            value => Ok((value, self.format)),
        }
    }
}

fn date(raw: &str, format: Format) -> (Value, Format) {
    match dates::of_iso(raw) {
        Some((days, timed)) => {
            let own = if timed { Format::Moment } else { Format::Date };
            (Value::Number(days), if matches!(format, Format::Date | Format::Moment) { format } else { own })
        }
        None => (text_or_empty(raw.trim().to_owned()), format),
    }
}

fn text_or_empty(text: String) -> Value {
    if text.is_empty() { Value::Empty } else { Value::Text(text) }
}

fn is_zero(size: Option<&str>) -> bool {
    size.is_some_and(|size| size.parse() == Ok(0.0))
}

/// A count from a file. What no sheet can have is outside.
fn number_of(text: &str) -> Result<u32, Unreadable> {
    let text = text.trim();
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Unreadable::Damaged);
    }
    text.parse().map_err(|_| Unreadable::OutsideTheSheet)
}

/// `C15` as row and column from 0.
fn place_of(text: &str) -> Result<(u32, u32), Unreadable> {
    let text = text.trim();
    let mut column: u32 = 0;
    let mut row: u32 = 0;
    let mut digits = false;
    for byte in text.bytes() {
        match byte {
            b'$' => {}
            b'A'..=b'Z' | b'a'..=b'z' if !digits => {
                let letter = u32::from(byte.to_ascii_uppercase() - b'A') + 1;
                column = column.saturating_mul(26).saturating_add(letter);
            }
            b'0'..=b'9' if column > 0 => {
                digits = true;
                row = row.saturating_mul(10).saturating_add(u32::from(byte - b'0'));
            }
            _ => return Err(Unreadable::Damaged),
        }
    }
    let (Some(row), Some(column)) = (row.checked_sub(1), column.checked_sub(1)) else {
        return Err(Unreadable::Damaged);
    };
    if row >= ROWS || column >= COLUMNS {
        return Err(Unreadable::OutsideTheSheet);
    }
    Ok((row, column))
}

/// `A1:C3`; none: it is no range, or reaches outside.
fn range_of(text: &str) -> Option<Range> {
    let (first, last) = text.split_once(':')?;
    let (first_row, first_column) = place_of(first).ok()?;
    let (last_row, last_column) = place_of(last).ok()?;
    Some(Range { first_row, first_column, last_row, last_column })
}
