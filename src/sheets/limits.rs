//! How much of a file is read. All of it is counted while reading: what a file says of its own size is a hint at most.
//!
//! The largest file that fits all limits makes a workbook of some 100 MB; the worker that reads it is thrown away.

use super::Unreadable;

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
