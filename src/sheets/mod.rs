//! Spreadsheets: workbooks as people make them, read within limits and written for people to go on with.
//!
//! Knows cells, number formats, merged and hidden parts, pages; xlsx, xls, CSV, tab-separated text and HTML tables.
//! Bytes come in and go out. Must never know what a cell means to an assessment, and never allocate what a file only
//! promises: sizes are counted while they are read.

pub mod workbook;
pub mod unreadable;
mod limits;
mod gb18030;
pub mod encoding;
pub mod delimited;
pub mod html;
mod html_tags;
mod dates;
mod formats;
mod gather;
mod cell_text;
mod package;
pub mod bundle;
mod xml;
mod xlsx_styles;
mod xlsx_strings;
mod xlsx_sheet;
mod xlsx;
mod compound;
mod xls_text;
mod xls;
mod spreadsheet_xml;
pub mod read;
pub mod write;
mod write_looks;
mod write_parts;

pub use bundle::{Entry, bundled};
pub use encoding::Encoding;
pub use limits::{MOST_BYTES, comes_back};
pub use read::{AsText, read, read_as};
pub use unreadable::Unreadable;
pub use workbook::{Cell, Face, Format, Layout, Range, Row, Sheet, Value, Workbook};
pub use write::write;
