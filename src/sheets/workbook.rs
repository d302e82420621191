//! A workbook as it was read, or as it is to be written: one model for both ways.

use serde::{Deserialize, Serialize};

/// Some sheets, in order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Workbook {
    pub sheets: Vec<Sheet>,
    /// The file's own title and author; written, not read.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
}

/// A sheet: rows that hold something, in order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Sheet {
    pub name: String,
    /// People do not see it.
    #[serde(skip_serializing_if = "is_false")]
    pub hidden: bool,
    /// Ascending; rows without cells need not be there.
    pub rows: Vec<Row>,
    /// Ranges shown as one cell: only the first cell holds something.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub merged: Vec<Range>,
    /// Columns that people do not see, ascending, from 0.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hidden_columns: Vec<u32>,
    /// How it is laid out; written, not read.
    #[serde(skip_serializing_if = "Layout::is_default")]
    pub layout: Layout,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Row {
    /// From 0; a person calls it one more.
    pub row: u32,
    /// People do not see it: hidden by hand or by a filter.
    #[serde(skip_serializing_if = "is_false")]
    pub hidden: bool,
    /// Ascending by column; empty cells need not be there.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Cell {
    /// From 0: A.
    pub column: u32,
    pub value: Value,
    #[serde(skip_serializing_if = "Format::is_default")]
    pub format: Format,
    /// How it looks; written, not read.
    #[serde(skip_serializing_if = "Face::is_default")]
    pub face: Face,
}

/// What stands in a cell. A formula is read as the value that was saved with it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Value {
    #[default]
    Empty,
    Text(String),
    Number(f64),
    Truth(bool),
    /// `#DIV/0!` and its like, as written.
    Error(String),
    /// A formula whose value was not saved with the file.
    Uncomputed,
}

/// How a number is written. The number of a percent cell is the fraction; that of a date counts days since 1899-12-30.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    #[default]
    General,
    /// Text, also where it looks like a number.
    Text,
    /// So many decimals.
    Fixed(u8),
    /// So many decimals, thousands apart.
    Grouped(u8),
    /// So many decimals, with a percent sign.
    Percent(u8),
    /// Shown so many powers of ten smaller than it is: 12000000 as 1200.0万 (4). Only read, never written.
    Scaled(u8),
    Date,
    /// A time, or a date with a time.
    Moment,
}

/// How a written cell looks. Colours and borders are the writer's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Face {
    #[default]
    Plain,
    /// The title above the table.
    Title,
    /// A heading of a column.
    Head,
    /// Something to be filled in.
    Entry,
    /// A sum, a line below.
    Total,
    /// A remark, small and grey.
    Note,
    /// A number of a table.
    Figure,
    /// Text of a table that runs over several lines.
    Wrapped,
    /// A short text or a place of a table, which stands in the middle.
    Short,
    /// Something wrong.
    Fault,
}

/// From and to, both included, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    pub first_row: u32,
    pub first_column: u32,
    pub last_row: u32,
    pub last_column: u32,
}

/// How a sheet is laid out on the screen and on paper (A4).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Layout {
    /// Widths in characters, by column.
    pub widths: Vec<f64>,
    /// Rows above and columns left of this cell stay in sight.
    pub frozen: Option<(u32, u32)>,
    /// The table that can be filtered, with its heading.
    pub filtered: Option<Range>,
    /// Rows that stand on top of every page, from and to.
    pub repeated: Option<(u32, u32)>,
    /// On paper: wider than high.
    pub landscape: bool,
    /// Below every page.
    pub footer: String,
    /// Cells with a list to choose from.
    pub choices: Vec<(Range, Vec<String>)>,
}

impl Sheet {
    /// What stands in a cell; none: nothing.
    pub fn at(&self, row: u32, column: u32) -> Option<&Cell> {
        let row = &self.rows[self.rows.binary_search_by_key(&row, |row| row.row).ok()?];
        Some(&row.cells[row.cells.binary_search_by_key(&column, |cell| cell.column).ok()?])
    }

    /// One more than the last row that holds something.
    pub fn height(&self) -> u32 {
        self.rows.last().map_or(0, |row| row.row + 1)
    }

    /// One more than the last column that holds something.
    pub fn width(&self) -> u32 {
        self.rows.iter().filter_map(|row| row.cells.last()).map(|cell| cell.column + 1).max().unwrap_or(0)
    }
}

/// A column as people call it: A, B … Z, AA.
pub fn letters(column: u32) -> String {
    let mut text = String::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = (left - 1) % 26;
        text.insert(0, char::from(b'A' + digit as u8));
        left = (left - 1) / 26;
    }
    text
}

/// A cell as people call it: C15.
pub fn address(row: u32, column: u32) -> String {
    format!("{}{}", letters(column), row + 1)
}

fn is_false(value: &bool) -> bool {
    !value
}

impl Layout {
    fn is_default(&self) -> bool {
        *self == Layout::default()
    }
}

impl Format {
    fn is_default(&self) -> bool {
        *self == Format::default()
    }
}

impl Face {
    fn is_default(&self) -> bool {
        *self == Face::default()
    }
}
