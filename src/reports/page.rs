//! A sheet under construction: rows from top to bottom, cells from left to right.

use crate::sheets::{Cell, Face, Format, Layout, Range, Row, Sheet, Value};

/// Most UTF-16 units that a cell of an office file holds.
const LONGEST: usize = 32_767;
/// Widths of columns in characters; a Chinese character counts two.
const NARROWEST: f64 = 6.0;
const WIDEST: f64 = 44.0;
/// Headings wrap, so they do not make a column wider than this.
const HEAD_WIDEST: f64 = 12.0;

/// A sheet that grows.
pub(super) struct Page {
    sheet: Sheet,
    at: u32,
    widths: Vec<f64>,
}

impl Page {
    pub fn new(name: &str) -> Page {
        Page { sheet: Sheet { name: name.to_owned(), ..Sheet::default() }, at: 0, widths: Vec::new() }
    }

    /// Begins the next row.
    pub fn line(&mut self) -> &mut Page {
        self.sheet.rows.push(Row { row: self.at, ..Row::default() });
        self.at += 1;
        self
    }

    /// Leaves a row empty.
    pub fn gap(&mut self) {
        self.at += 1;
    }

    /// How many rows there are.
    pub fn height(&self) -> u32 {
        self.at
    }

    /// The rows so far, taken out.
    pub fn take(&mut self) -> Vec<Row> {
        std::mem::take(&mut self.sheet.rows)
    }

    pub fn cell(&mut self, value: Value, format: Format, face: Face) -> &mut Page {
        let width = match (&value, face) {
            // They run over their neighbours.
            (_, Face::Title | Face::Note) => 0.0,
            (Value::Text(text), Face::Head) => shown(text).min(HEAD_WIDEST),
            // What is set in takes room.
            (Value::Text(text), Face::Wrapped) => 1.0 + text.lines().map(shown).fold(0.0, f64::max),
            (Value::Text(text), _) => text.lines().map(shown).fold(0.0, f64::max),
            (Value::Number(number), _) => digits(*number, format),
            _ => 0.0,
        };
        let Some(row) = self.sheet.rows.last_mut() else { return self };
        let column = row.cells.last().map_or(0, |cell| cell.column + 1);
        row.cells.push(Cell { column, value, format, face });
        let column = column as usize;
        if self.widths.len() <= column {
            self.widths.resize(column + 1, 0.0);
        }
        self.widths[column] = self.widths[column].max(width);
        self
    }

    /// A text; empty: an empty cell with that face.
    pub fn text(&mut self, text: &str, face: Face) -> &mut Page {
        let value = if text.is_empty() { Value::Empty } else { Value::Text(cut(text)) };
        self.cell(value, Format::General, face)
    }

    /// Text of a table.
    pub fn word(&mut self, text: &str) -> &mut Page {
        self.text(text, Face::Wrapped)
    }

    /// A code, a unit, a grade: short text of a table.
    pub fn short(&mut self, text: &str) -> &mut Page {
        self.text(text, Face::Short)
    }

    /// A number of a table; none: an empty cell.
    pub fn figure(&mut self, number: Option<f64>, format: Format) -> &mut Page {
        self.number(number, format, Face::Figure)
    }

    pub fn number(&mut self, number: Option<f64>, format: Format, face: Face) -> &mut Page {
        self.cell(number.map_or(Value::Empty, Value::Number), format, face)
    }

    pub fn heads<'a>(&mut self, heads: impl IntoIterator<Item = &'a str>) -> &mut Page {
        self.line();
        for head in heads {
            self.text(head, Face::Head);
        }
        self
    }

    /// A row of one text over so many columns.
    pub fn across(&mut self, text: &str, face: Face, columns: usize) -> &mut Page {
        let row = self.at;
        self.line().text(text, face);
        self.merge(row, 0, row, columns.saturating_sub(1) as u32);
        self
    }

    /// Shows a range as one cell.
    pub fn merge(&mut self, first_row: u32, first_column: u32, last_row: u32, last_column: u32) {
        if (first_row, first_column) != (last_row, last_column) {
            self.sheet.merged.push(Range { first_row, first_column, last_row, last_column });
        }
    }

    /// What the sheet may be laid out with beyond its widths.
    pub fn layout(&mut self) -> &mut Layout {
        &mut self.sheet.layout
    }

    /// A table with its heading in `head`: it stays in sight with so many columns, is repeated on paper, and can be
    /// filtered from there to the last row.
    pub fn table(&mut self, head: u32, columns: usize, fixed: u32) {
        let (last_row, last_column) = (self.at.saturating_sub(1).max(head), columns.saturating_sub(1) as u32);
        let layout = self.layout();
        layout.frozen = Some((head + 1, fixed));
        layout.filtered = Some(Range { first_row: head, first_column: 0, last_row, last_column });
        layout.repeated = Some((head, head));
        layout.landscape = true;
    }

    /// The sheet, with widths by content.
    pub fn finish(mut self, footer: &str) -> Sheet {
        self.sheet.layout.widths = self.widths.iter().map(|w| (w + 2.0).clamp(NARROWEST, WIDEST)).collect();
        self.sheet.layout.footer = footer.to_owned();
        self.sheet
    }
}

/// As much as a cell holds.
pub(super) fn cut(text: &str) -> String {
    // Every byte is at most one unit.
    if text.len() <= LONGEST {
        return text.to_owned();
    }
    let mut units = 0;
    text.chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= LONGEST
        })
        .collect()
}

/// How wide a text is, in characters.
fn shown(text: &str) -> f64 {
    text.chars().map(|c| if u32::from(c) >= 0x1100 { 2.0 } else { 1.0 }).sum()
}

/// How wide a number is, in characters.
fn digits(number: f64, format: Format) -> f64 {
    let after = match format {
        Format::Fixed(digits) | Format::Grouped(digits) => f64::from(digits) + 1.0,
        Format::Percent(digits) => f64::from(digits) + 4.0,
        _ if number.fract() == 0.0 => 0.0,
        _ => 4.0,
    };
    let mut before = if number < 0.0 { 2.0 } else { 1.0 };
    let mut left = number.abs();
    while left >= 10.0 && before < 20.0 {
        left /= 10.0;
        before += 1.0;
    }
    before + after
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_no_more_than_an_office_file_can() {
        assert_eq!(cut(&"长".repeat(40_000)).encode_utf16().count(), 32_767);
        // Each of these is two units; half of one would be none.
        assert_eq!(cut(&"😀".repeat(40_000)).encode_utf16().count(), 32_766);
        assert_eq!(cut("短"), "短");
    }

    #[test]
    fn columns_are_as_wide_as_what_stands_in_them() {
        let mut page = Page::new("x");
        page.across("a long title over everything", Face::Title, 3);
        page.heads(["a heading that wraps", "b", "c"]);
        page.line().word("九个汉字的单位名称").figure(Some(-1234.5), Format::Fixed(2)).word("");
        let sheet = page.finish("");
        // 9 × 2 and one that text is set in, then −1234.50; each with a little room.
        assert_eq!(sheet.layout.widths, [21.0, 10.0, 6.0]);
        assert_eq!(sheet.rows[2].cells[1].column, 1);
    }
}
