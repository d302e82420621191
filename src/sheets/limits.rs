//! How much of a file is read. All of it is counted while reading: what a file says of its own size is a hint at most.
//!
//! The largest file that fits all limits makes a workbook of some 100 MB; the worker that reads it is thrown away.

use super::{Unreadable, Value, Workbook};
use std::collections::BTreeSet;

const MEBI: usize = 1024 * 1024;

/// Most bytes of a file that is no archive.
pub(super) const FILE: usize = 20 * MEBI;
/// Most bytes of an archive. It is read where it lies, and what comes out of it is counted by itself. A year of 150 units
/// with 100 indicators in every month is 5 MB as xlsx.
pub(super) const ARCHIVE: usize = 64 * MEBI;
/// As many bytes of any file as have to be looked at: one more than is read.
pub const MOST_BYTES: usize = ARCHIVE + 1;
/// Most entries of an archive. Workbooks with a picture in each of 200 sheets have about 1,000.
pub(super) const ENTRIES: usize = 2_000;
/// Most bytes that come out of an archive, in all parts that are read together. The XML of a sheet of a million numbers
/// is about 40 MB; styled empty cells can make it four times as much.
pub(super) const INFLATED: usize = 200 * MEBI;
/// Most bytes of one tag or one stretch of text in XML. The longest cell text is 256 KB if every letter is written as
/// an escape.
pub(super) const EVENT: usize = MEBI;
/// Deepest nesting of XML. Office files nest about 20 deep.
pub(super) const DEPTH: usize = 128;
/// Most cells of all sheets that hold something, each row counted as two more: it takes the room of two. 10,000 units
/// with 117 columns.
pub(super) const CELLS: u32 = 1_200_000;
/// As many for an archive, beside whose cells no other copy of its content lies in memory, and for plain text: 100,000
/// units with 13 columns, or our own workbook of 150 units with 100 indicators in every month.
pub(super) const MORE_CELLS: u32 = 1_550_000;
/// Most bytes of text in all cells; the table of shared strings has the same once more.
pub(super) const TEXT: usize = 32 * MEBI;
/// Most letters of one cell: what Excel can hold.
pub(super) const LONGEST: usize = 32_767;
/// Most sheets; Excel itself asks nobody to make more.
pub(super) const SHEETS: usize = 255;
/// Most merged ranges of a sheet within its table.
pub(super) const MERGED: usize = 65_536;
/// Most styles and number formats: what xlsx can hold.
pub(super) const STYLES: usize = 65_536;
/// Rows and columns of a sheet of xlsx.
pub(super) const ROWS: u32 = 1_048_576;
pub(super) const COLUMNS: u32 = 16_384;

/// More bytes than are read, inside.
pub(super) fn too_large_inside() -> Unreadable {
    Unreadable::TooLargeInside((INFLATED / MEBI) as u32)
}

/// More bytes than are read.
pub(super) fn too_large(limit: usize) -> Unreadable {
    Unreadable::TooLarge((limit / MEBI) as u32)
}

/// What is left of the limits on all sheets together.
pub(super) struct Budget {
    cells: u32,
    rows: u32,
    text: usize,
    /// Most cells, with two for each row.
    most: u32,
}

impl Budget {
    pub(super) fn new() -> Budget {
        Budget { cells: 0, rows: 0, text: TEXT, most: CELLS }
    }

    /// That of an archive or a plain text.
    pub(super) fn large() -> Budget {
        Budget { most: MORE_CELLS, ..Budget::new() }
    }

    /// One more cell.
    pub(super) fn cell(&mut self) -> Result<(), Unreadable> {
        if self.cells + 2 * self.rows >= self.most {
            // What was counted so far, in round figures: the file has more than that.
            return Err(Unreadable::TooManyCells(self.cells - self.cells % 100_000));
        }
        self.cells += 1;
        Ok(())
    }

    /// One more row, besides its cells.
    pub(super) fn row(&mut self) {
        self.rows += 1;
    }

    /// So many more bytes of text.
    pub(super) fn text(&mut self, bytes: usize) -> Result<(), Unreadable> {
        self.text = self.text.checked_sub(bytes).ok_or_else(too_large_inside)?;
        Ok(())
    }
}

/// Whether a workbook, written as xlsx, is within what is read: what is larger is written only to be looked at.
pub fn comes_back(workbook: &Workbook) -> bool {
    let mut budget = Budget::large();
    let mut texts: BTreeSet<&str> = BTreeSet::new();
    let mut cells = 0;
    for row in workbook.sheets.iter().flat_map(|sheet| &sheet.rows) {
        budget.row();
        for cell in row.cells.iter().filter(|cell| cell.value != Value::Empty) {
            cells += 1;
            let text = match &cell.value {
                Value::Text(text) | Value::Error(text) => text.as_str(),
                _ => "",
            };
            if budget.cell().is_err() || budget.text(text.len()).is_err() {
                return false;
            }
            texts.insert(text);
        }
    }
    // Every text stands in the file once, with what XML makes of its letters; a cell is a tag with its place and number.
    let xml: usize = texts.iter().map(|text| 24 + text.chars().map(as_xml).sum::<usize>()).sum();
    let xml = xml + 56 * cells + 40 * budget.rows as usize;
    workbook.sheets.len() <= SHEETS && texts.len() <= CELLS as usize && xml <= INFLATED
}

/// Most bytes of a letter in XML.
fn as_xml(letter: char) -> usize {
    match letter {
        '&' | '<' | '>' | '"' => 6,
        '_' | '\0'..='\u{1f}' => 7,
        letter => letter.len_utf8(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::{Cell, Row, Sheet, read, write};

    fn sheet(rows: u32, columns: u32, value: impl Fn(u32) -> Value) -> Sheet {
        let cells =
            |row: u32| (0..columns).map(|column| Cell { column, value: value(row), ..Cell::default() }).collect();
        let rows = (0..rows).map(|row| Row { row, hidden: false, cells: cells(row) }).collect();
        Sheet { name: "表".to_owned(), rows, ..Sheet::default() }
    }

    /// Whether it comes back, as said before and as it is.
    fn said_and_true(sheets: Vec<Sheet>) -> (bool, bool) {
        let workbook = Workbook { sheets, ..Workbook::default() };
        (comes_back(&workbook), read("a.xlsx", &write(&workbook).expect("a file")).is_ok())
    }

    #[test]
    fn what_is_said_to_come_back_does_and_what_is_not_does_not() {
        let text = |length: usize| move |row: u32| Value::Text(format!("{row:06}{}", "字".repeat(length)));
        // Each is 30,006 bytes; 32 MiB are 33,554,432.
        assert_eq!(said_and_true(vec![sheet(1_118, 1, text(10_000))]), (true, true));
        assert_eq!(said_and_true(vec![sheet(1_119, 1, text(10_000))]), (false, false));
        assert_eq!(said_and_true(vec![sheet(1, 1, text(1)); 255]), (true, true));
        assert_eq!(said_and_true(vec![sheet(1, 1, text(1)); 256]), (false, false));
    }

    #[test]
    fn rows_count_like_two_cells() {
        // 310,000 rows of 3 cells are 1.55 million.
        let number = |row: u32| Value::Number(f64::from(row));
        assert!(comes_back(&Workbook { sheets: vec![sheet(310_000, 3, number)], ..Workbook::default() }));
        assert!(!comes_back(&Workbook { sheets: vec![sheet(310_001, 3, number)], ..Workbook::default() }));
    }
}
