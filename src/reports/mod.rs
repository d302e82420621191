//! What people hand in: workbooks, tables and lists made of a document and its results.
//!
//! Knows what an office puts into its files, and says it in the reader's language. Must never compute a score in a way
//! of its own, and never know how a file is packed: what it makes are workbooks as plain data, and text.

pub mod spec;

pub use spec::{Made, Report, Spec};

use crate::engine::Checked;
use crate::i18n::Language;
use crate::intake::{Book, IntakeView};
use crate::model::{Diagnostic, Document};
use crate::sheets::Workbook;

/// Makes a report. `checked`: the same document, if it can be computed. Errors: why it cannot, or nothing of that name.
pub fn make(_document: &Document, _checked: Option<&Checked>, _spec: &Spec) -> Result<Made, Vec<Diagnostic>> {
    Err(Vec::new())
}

/// The rows with faults as a workbook: every sheet with its heading, its faulty rows and one column more that says what
/// is wrong and what to do.
pub fn faults(_view: &IntakeView, _books: &[Book], _language: Language) -> Made {
    Made::Book { name: String::new(), workbook: Workbook::default() }
}
