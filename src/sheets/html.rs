//! Tables in HTML, as programs save them under the name of a spreadsheet and put them on the clipboard.

use super::{Unreadable, Workbook};

/// Reads the tables of a page.
pub fn read(_text: &str) -> Result<Workbook, Unreadable> {
    Err(Unreadable::UnknownKind)
}
