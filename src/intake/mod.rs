//! From an office's own tables to changes of a document.
//!
//! Says what a sheet seems to be, which column means what, what is wrong in which cell, what would change, and makes
//! one change of it all. Every guess can be overruled (`Choices`); the same workbook and choices always give the same
//! view. Must never read bytes, and never change anything itself.

pub mod choices;
pub mod view;
mod text;
mod vocabulary;
mod methods;
mod grid;
mod heading;
mod rows;
mod row_names;
mod grouped;
mod guesses;
mod outline;
mod dated;
mod index;
mod compound;
mod columns;
mod roles;
mod whose;
mod settled;
mod cells;
mod measures;
mod sheet;
mod taking;
mod subjects;
mod scoring;
mod names_inside;
mod indicators;
mod indicator_row;
mod sums;
mod cycles;
mod aims;
mod years;
mod column_faults;
mod target_rows;
mod values;
mod turned;
mod event_words;
mod lists;
mod raters;
mod whole;
mod difference;
#[cfg(test)]
mod tests;

pub use choices::{Choices, Correction, Kind, Role, RuleChoice, SheetChoice};
pub use view::{
    ColumnFound, Count, Fault, Grade, IntakeView, Moved, RowFound, SheetFound, SignatureOf, StandardFound, What,
};

use crate::edit::Change;
use crate::model::Document;
use crate::sheets::Workbook;
use serde::{Deserialize, Serialize};

/// A workbook with the name of its file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Book {
    pub name: String,
    pub workbook: Workbook,
}

/// What the books would bring, and the change that brings it; none: nothing would change, or nothing may be taken.
pub fn take_in(document: &Document, books: &[Book], choices: &Choices) -> (IntakeView, Option<Change>) {
    whole::take_in(document, books, choices)
}
