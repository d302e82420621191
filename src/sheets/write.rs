//! A workbook as xlsx.

use super::Workbook;

/// The file's bytes; none if the workbook does not fit into one (a name that is taken, too many rows).
pub fn write(_workbook: &Workbook) -> Option<Vec<u8>> {
    None
}
