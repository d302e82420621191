//! xls of Excel 97 and later (BIFF8, [MS-XLS]), as WPS writes it too under the name of `.et`.
//!
//! A stream of records: the workbook's first, then those of each sheet.

use super::compound::{Compound, double, half, word};
use super::gather::Gathering;
use super::limits::{Budget, SHEETS, STYLES};
use super::xls_text::{Pieces, error_name, place, rk, shared, text_in};
use super::xlsx_strings::Strings;
use super::{Format, Range, Unreadable, Value, Workbook, dates, formats};
use std::collections::BTreeMap;

/// What kinds that are older are called.
pub(super) const OLDER: &str = ".xls (Excel 95)";

const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
const CONTINUE: u16 = 0x003C;
/// Version of Excel 97.
const BIFF8: u16 = 0x0600;
/// Kinds of what begins.
const WORKBOOK: u16 = 0x0005;
const WORKSHEET: u16 = 0x0010;

/// Records one after another.
struct Records<'s> {
    stream: &'s [u8],
    at: usize,
}

/// What the workbook says of all its sheets.
#[derive(Default)]
struct Around {
    from_1904: bool,
    /// Formats by the number of a cell's style.
    styles: Vec<u32>,
    formats: BTreeMap<u32, Format>,
    strings: Strings,
    sheets: Vec<Listed>,
}

struct Listed {
    name: String,
    hidden: bool,
    start: usize,
}

/// Reads a workbook; the file has a stream of that name.
pub(super) fn read(compound: &Compound<'_>) -> Result<Workbook, Unreadable> {
    let stream = match compound.stream("Workbook")? {
        Some(stream) => stream,
        None => compound.stream("Book")?.ok_or(Unreadable::Damaged)?,
    };
    let around = globals(&stream)?;
    let mut budget = Budget::new();
    let mut workbook = Workbook::default();
    // Sheets do not share records, so all of them together are no longer than the stream.
    let mut left = stream.len();
    for sheet in &around.sheets {
        let mut records = Records { stream: &stream, at: sheet.start };
        let Some((BEGIN, begin)) = records.next()? else { return Err(Unreadable::Damaged) };
        if half(begin, 2)? != WORKSHEET {
            continue;
        }
        let mut gathering = Gathering::new(&mut budget);
        cells(&mut records, &around, &mut gathering)?;
        left = left.checked_sub(records.at.saturating_sub(sheet.start)).ok_or(Unreadable::Damaged)?;
        workbook.sheets.push(gathering.finish(sheet.name.clone(), sheet.hidden)?);
    }
    Ok(workbook)
}

impl<'s> Records<'s> {
    /// The next record's kind and content; none: the stream ends.
    fn next(&mut self) -> Result<Option<(u16, &'s [u8])>, Unreadable> {
        let Some(rest) = self.stream.get(self.at..).filter(|rest| rest.len() >= 4) else { return Ok(None) };
        let kind = half(rest, 0)?;
        let size = usize::from(half(rest, 2)?);
        let content = rest.get(4..4 + size).ok_or(Unreadable::Damaged)?;
        self.at += 4 + size;
        Ok(Some((kind, content)))
    }

    /// This record's content and that of all that continue it.
    fn continued(&mut self, first: &'s [u8]) -> Result<Vec<&'s [u8]>, Unreadable> {
        let mut pieces = vec![first];
        loop {
            let before = self.at;
            match self.next()? {
                Some((CONTINUE, more)) => pieces.push(more),
                _ => {
                    self.at = before;
                    return Ok(pieces);
                }
            }
        }
    }
}

fn globals(stream: &[u8]) -> Result<Around, Unreadable> {
    let mut records = Records { stream, at: 0 };
    match records.next()? {
        Some((BEGIN, begin)) if half(begin, 0)? == BIFF8 && half(begin, 2)? == WORKBOOK => {}
        Some((BEGIN | 0x0409 | 0x0209 | 0x0009, _)) => return Err(Unreadable::OtherProgram(OLDER.to_owned())),
        _ => return Err(Unreadable::Damaged),
    }
    let mut around = Around::default();
    while let Some((kind, record)) = records.next()? {
        match kind {
            END => return Ok(around),
            // Encrypted from here on.
            0x002F => return Err(Unreadable::Locked),
            0x0022 => around.from_1904 = half(record, 0)? == 1,
            0x041E if around.formats.len() < STYLES => {
                let id = u32::from(half(record, 0)?);
                around.formats.insert(id, formats::of_code(&text_in(record, 2)?));
            }
            0x00E0 if around.styles.len() < STYLES => around.styles.push(u32::from(half(record, 2)?)),
            0x0085 => {
                if around.sheets.len() >= SHEETS {
                    return Err(Unreadable::TooManyEntries);
                }
                // Charts and macros have no cells to read.
                if record.get(5) == Some(&0) {
                    let name = Pieces::new(vec![record.get(6..).unwrap_or_default()]).short_text()?;
                    let hidden = record.get(4).is_some_and(|state| state & 3 != 0);
                    around.sheets.push(Listed { name, hidden, start: word(record, 0)? as usize });
                }
            }
            0x00FC => around.strings = shared(records.continued(record)?)?,
            _ => {}
        }
    }
    Err(Unreadable::Damaged)
}

impl Around {
    fn format(&self, style: usize) -> Format {
        let id = self.styles.get(style).copied().unwrap_or(0);
        self.formats.get(&id).copied().unwrap_or_else(|| formats::built_in(id))
    }

    fn number(&self, number: f64, style: usize) -> (Value, Format) {
        let format = self.format(style);
        // No spreadsheet shows such a number; it comes from a broken file.
        let value = if number.is_finite() { Value::Number(number) } else { Value::Error("#NUM!".to_owned()) };
        (dates::counted(value, format, self.from_1904), format)
    }

    fn put_text(&self, into: &mut Gathering<'_>, record: &[u8], text: String) -> Result<(), Unreadable> {
        let (row, column, style) = place(record)?;
        if text.is_empty() { Ok(()) } else { into.put(row, column, Value::Text(text), self.format(style)) }
    }
}

/// Reads the records of a sheet to its end.
fn cells(records: &mut Records<'_>, around: &Around, into: &mut Gathering<'_>) -> Result<(), Unreadable> {
    // Charts on a sheet have records of their own within.
    let mut within: u32 = 0;
    // A formula whose value is a text: it comes in a record of its own.
    let mut formula: Option<(u32, u32, Format)> = None;
    while let Some((kind, record)) = records.next()? {
        match kind {
            BEGIN => within = within.saturating_add(1),
            END if within == 0 => return Ok(()),
            END => within -= 1,
            _ if within > 0 => {}
            0x00FD => {
                let text = around.strings.at(word(record, 6)? as usize).ok_or(Unreadable::Damaged)?;
                around.put_text(into, record, text.to_owned())?;
            }
            0x0204 | 0x00D6 => {
                let pieces = records.continued(record.get(6..).unwrap_or_default())?;
                around.put_text(into, record, Pieces::new(pieces).text()?)?;
            }
            0x0203 => {
                let (row, column, style) = place(record)?;
                let (value, format) = around.number(double(record, 6)?, style);
                into.put(row, column, value, format)?;
            }
            0x027E => {
                let (row, column, style) = place(record)?;
                let (value, format) = around.number(rk(record, 6)?, style);
                into.put(row, column, value, format)?;
            }
            0x00BD => {
                let (row, first, _) = place(record)?;
                // Six bytes for each, and the last column after them.
                let count = record.len().saturating_sub(6) / 6;
                for (column, k) in (first..).zip(0..count) {
                    let style = usize::from(half(record, 4 + k * 6)?);
                    let (value, format) = around.number(rk(record, 6 + k * 6)?, style);
                    into.put(row, column, value, format)?;
                }
            }
            0x0205 => {
                let (row, column, style) = place(record)?;
                let (Some(code), Some(is_error)) = (record.get(6), record.get(7)) else {
                    return Err(Unreadable::Damaged);
                };
                into.put(row, column, truth_or_error(*code, *is_error != 0), around.format(style))?;
            }
            0x0006 => {
                let (row, column, style) = place(record)?;
                formula = None;
                let (value, format) = match record.get(6..14) {
                    Some([0, .., 0xFF, 0xFF]) => {
                        formula = Some((row, column, around.format(style)));
                        continue;
                    }
                    Some([what @ (1 | 2), _, code, .., 0xFF, 0xFF]) => {
                        (truth_or_error(*code, *what == 2), around.format(style))
                    }
                    // A text without letters.
                    Some([_, .., 0xFF, 0xFF]) => continue,
                    _ => around.number(double(record, 6)?, style),
                };
                into.put(row, column, value, format)?;
            }
            0x0207 => {
                let text = Pieces::new(records.continued(record)?).text()?;
                if let Some((row, column, format)) = formula.take()
                    && !text.is_empty()
                {
                    into.put(row, column, Value::Text(text), format)?;
                }
            }
            0x0208 => {
                let hidden = record.get(12).is_some_and(|flags| flags & 0x20 != 0);
                if hidden {
                    into.hide_row(u32::from(half(record, 0)?));
                }
            }
            0x007D => {
                let hidden = half(record, 8)? & 1 != 0 || half(record, 4)? == 0;
                if hidden {
                    into.hide_columns(u32::from(half(record, 0)?), u32::from(half(record, 2)?));
                }
            }
            0x00E5 => {
                for k in 0..usize::from(half(record, 0)?) {
                    let corner = |at: usize| half(record, 2 + k * 8 + at).map(u32::from);
                    into.merge(Range {
                        first_row: corner(0)?,
                        last_row: corner(2)?,
                        first_column: corner(4)?,
                        last_column: corner(6)?,
                    })?;
                }
            }
            _ => {}
        }
    }
    Err(Unreadable::Damaged)
}

fn truth_or_error(code: u8, is_error: bool) -> Value {
    if is_error { Value::Error(error_name(code).to_owned()) } else { Value::Truth(code != 0) }
}
