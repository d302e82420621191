//! A CSV table by column names.

/// A table as read; every row has as many cells as there are columns.
pub struct Table {
    pub columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// One row.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    columns: &'a [String],
    cells: &'a [String],
}

impl Table {
    /// Reads text with a header row. Errors say what the CSV reader says.
    pub fn read(bytes: &[u8]) -> Result<Table, String> {
        let mut reader = csv::Reader::from_reader(bytes);
        let owned = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
        let columns = owned(reader.headers().map_err(|e| e.to_string())?);
        let rows = reader.records().map(|r| r.map(|r| owned(&r)).map_err(|e| e.to_string()));
        Ok(Table { columns, rows: rows.collect::<Result<_, _>>()? })
    }

    /// All rows in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { columns: &self.columns, cells })
    }

    /// The first row whose cells in `columns` are `keys`.
    pub fn find(&self, columns: &[&str], keys: &[&str]) -> Option<Row<'_>> {
        self.rows().find(|row| columns.iter().zip(keys).all(|(c, k)| row.cell(c) == Some(*k)))
    }
}

impl<'a> Row<'a> {
    /// The cell; none: no such column.
    pub fn cell(&self, column: &str) -> Option<&'a str> {
        self.columns.iter().position(|c| c == column).map(|k| self.cells[k].as_str())
    }

    /// All cells in order.
    pub fn cells(&self) -> &'a [String] {
        self.cells
    }

    /// The cell, or a text that no expected file holds.
    pub fn text(&self, column: &str) -> &'a str {
        self.cell(column).unwrap_or("(no such column)")
    }
}
