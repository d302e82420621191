//! Cells as they come from a file, in any order, become the rows of a sheet.

use super::limits::{Budget, COLUMNS, LONGEST, MERGED, ROWS, too_large_inside};
use super::{Cell, Format, Range, Row, Sheet, Unreadable, Value};
use std::collections::BTreeMap;

/// A sheet in the making.
pub(super) struct Gathering<'b> {
    budget: &'b mut Budget,
    rows: Vec<Row>,
    /// Some cell came before one that stands behind it.
    shuffled: bool,
    hidden_rows: Vec<u32>,
    hidden_columns: Columns,
    merged: Vec<Range>,
}

/// Which columns are hidden, told by ranges: how often each range begins less how often one ends.
struct Columns(Vec<i32>);

impl<'b> Gathering<'b> {
    pub(super) fn new(budget: &'b mut Budget) -> Gathering<'b> {
        Gathering {
            budget,
            rows: Vec::new(),
            shuffled: false,
            hidden_rows: Vec::new(),
            hidden_columns: Columns(Vec::new()),
            merged: Vec::new(),
        }
    }

    /// A cell; of several at one place the last counts. Empty ones take no place.
    pub(super) fn put(&mut self, row: u32, column: u32, value: Value, format: Format) -> Result<(), Unreadable> {
        if row >= ROWS || column >= COLUMNS {
            return Err(Unreadable::OutsideTheSheet);
        }
        self.budget.cell()?;
        if let Value::Text(text) | Value::Error(text) = &value {
            if text.len() > LONGEST && text.chars().count() > LONGEST {
                return Err(too_large_inside());
            }
            self.budget.text(text.len())?;
        }
        let cell = Cell { column, value, format, ..Cell::default() };
        match self.rows.last_mut() {
            Some(last) if last.row == row => {
                self.shuffled |= last.cells.last().is_some_and(|before| before.column >= column);
                last.cells.push(cell);
                // No row has more than that many places: some are there twice.
                if last.cells.len() >= 2 * COLUMNS as usize {
                    last_counts(&mut last.cells);
                }
                return Ok(());
            }
            Some(last) => {
                self.shuffled |= last.row > row;
                last.cells.shrink_to_fit();
            }
            None => {}
        }
        self.budget.row();
        // Twice as much room at each step, with the old room beside it, would be more than the rows themselves.
        if self.rows.len() == self.rows.capacity() {
            self.rows.reserve_exact(self.rows.len() / 8 + 64);
        }
        self.rows.push(Row { row, hidden: false, cells: vec![cell] });
        Ok(())
    }

    /// People do not see this row.
    pub(super) fn hide_row(&mut self, row: u32) {
        if self.hidden_rows.last() == Some(&row) || row >= ROWS {
            return;
        }
        if self.hidden_rows.len() >= 2 * ROWS as usize {
            self.hidden_rows.sort_unstable();
            self.hidden_rows.dedup();
        }
        self.hidden_rows.push(row);
    }

    /// People do not see these columns, both included.
    pub(super) fn hide_columns(&mut self, first: u32, last: u32) {
        self.hidden_columns.add(first, last);
    }

    /// A range that is shown as one cell. What lies outside the table so far is left out when it becomes too many.
    pub(super) fn merge(&mut self, range: Range) -> Result<(), Unreadable> {
        if range.first_row > range.last_row || range.first_column > range.last_column {
            return Ok(());
        }
        if self.merged.len() >= 2 * MERGED {
            let (height, width) = used(&self.rows);
            self.merged.retain(|m| m.first_row < height && m.first_column < width);
            if self.merged.len() > MERGED {
                return Err(Unreadable::TooManyCells(MERGED as u32));
            }
        }
        self.merged.push(range);
        Ok(())
    }

    /// All of it has come.
    pub(super) fn finish(self, name: String, hidden: bool) -> Result<Sheet, Unreadable> {
        let Gathering { mut rows, shuffled, mut hidden_rows, hidden_columns, mut merged, .. } = self;
        if shuffled {
            rows = in_order(rows);
        }
        for row in &mut rows {
            row.cells.retain(|cell| cell.value != Value::Empty);
        }
        rows.retain(|row| !row.cells.is_empty());
        let (height, width) = used(&rows);
        merged.retain(|m| m.first_row < height && m.first_column < width);
        if merged.len() > MERGED {
            return Err(Unreadable::TooManyCells(MERGED as u32));
        }
        // No reader of this shall walk a million empty rows because a range says so.
        for range in &mut merged {
            range.last_row = range.last_row.min(height.saturating_sub(1));
            range.last_column = range.last_column.min(width.saturating_sub(1));
        }
        merged.retain(|m| (m.first_row, m.first_column) != (m.last_row, m.last_column));
        merged.sort_by_key(|m| (m.first_row, m.first_column));
        let merged = settle(&mut rows, merged);
        hidden_rows.sort_unstable();
        for row in &mut rows {
            row.hidden = hidden_rows.binary_search(&row.row).is_ok();
        }
        let hidden_columns = hidden_columns.list(width);
        Ok(Sheet { name, hidden, rows, merged, hidden_columns, ..Sheet::default() })
    }
}

/// One more than the last row and the last column with a cell. Cells of a row need not be in order.
fn used(rows: &[Row]) -> (u32, u32) {
    let height = rows.iter().map(|row| row.row + 1).max().unwrap_or(0);
    let width = rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column + 1).max().unwrap_or(0);
    (height, width)
}

/// Rows ascending, cells ascending, of several cells at one place the last.
fn in_order(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_by_key(|row| row.row);
    let mut ordered: Vec<Row> = Vec::with_capacity(rows.len());
    for row in rows {
        match ordered.last_mut() {
            Some(last) if last.row == row.row => last.cells.extend(row.cells),
            _ => ordered.push(row),
        }
    }
    for row in &mut ordered {
        last_counts(&mut row.cells);
    }
    ordered
}

/// Cells ascending, of several at one place the last.
fn last_counts(cells: &mut Vec<Cell>) {
    cells.sort_by_key(|cell| cell.column);
    // `dedup_by` keeps the first of equal ones: the later one's content moves there.
    cells.dedup_by(|later, kept| {
        let same = later.column == kept.column;
        if same {
            std::mem::swap(later, kept);
        }
        same
    });
}

/// Takes away what stands in a merged range besides its first cell: nobody sees it. Ranges that overlap one before
/// them are no ranges. Both are ascending.
fn settle(rows: &mut Vec<Row>, merged: Vec<Range>) -> Vec<Range> {
    let mut kept: Vec<Range> = Vec::with_capacity(merged.len());
    // Ranges that reach the row, by first column; they do not overlap.
    let mut open: BTreeMap<u32, Range> = BTreeMap::new();
    let mut waiting = merged.into_iter().peekable();
    for row in rows.iter_mut() {
        open.retain(|_, range| range.last_row >= row.row);
        while let Some(range) = waiting.next_if(|range| range.first_row <= row.row) {
            // One that began in a row without cells may have ended there, too.
            let beside = open.range(..=range.last_column).next_back();
            if beside.is_some_and(|(_, other)| other.last_column >= range.first_column) {
                continue;
            }
            kept.push(range);
            if range.last_row >= row.row {
                open.insert(range.first_column, range);
            }
        }
        if open.is_empty() {
            continue;
        }
        row.cells.retain(|cell| match open.range(..=cell.column).next_back() {
            Some((_, range)) if range.last_column >= cell.column => {
                (range.first_row, range.first_column) == (row.row, cell.column)
            }
            _ => true,
        });
    }
    rows.retain(|row| !row.cells.is_empty());
    kept
}

impl Columns {
    fn add(&mut self, first: u32, last: u32) {
        if first >= COLUMNS || first > last {
            return;
        }
        if self.0.is_empty() {
            self.0 = vec![0; COLUMNS as usize + 1];
        }
        let end = last.min(COLUMNS - 1) + 1;
        for (at, change) in [(first, 1), (end, -1)] {
            if let Some(count) = self.0.get_mut(at as usize) {
                *count += change;
            }
        }
    }

    fn list(&self, width: u32) -> Vec<u32> {
        let mut open = 0;
        let mut hidden = Vec::new();
        for (column, change) in (0..width).zip(&self.0) {
            open += change;
            if open > 0 {
                hidden.push(column);
            }
        }
        hidden
    }
}
