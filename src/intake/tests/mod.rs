//! Tables taken in, each test by what an office has: the shared words of all of them.

pub(super) mod samples;
mod bounds;
mod doubts;
mod layouts;
mod lists;
mod measures;
mod office;
mod plans;
mod remarks;
mod sheets;
mod whole;
mod words;

use super::*;
use crate::model::{Document, Field, Period};
use samples::{book, brought, changes, merge, sheet, taken};

/// What sheets bring to a new document.
fn new(sheets: &[(&str, &str)]) -> (IntakeView, Document) {
    taken(&Document::default(), sheets, &Choices::default())
}

/// The errors: sheet, row, column and what.
fn errors(view: &IntakeView) -> Vec<(u32, u32, u32, What)> {
    of_grade(view, Grade::Error)
}

fn of_grade(view: &IntakeView, grade: Grade) -> Vec<(u32, u32, u32, What)> {
    let of = view.faults.iter().filter(|fault| fault.grade == grade);
    of.map(|fault| (fault.sheet, fault.row, fault.column, fault.what)).collect()
}

/// Everything that is said of a sheet, with how bad it is.
fn said(view: &IntakeView, sheet: u32) -> Vec<(u32, u32, What, Grade)> {
    let of = view.faults.iter().filter(|fault| fault.sheet == sheet);
    of.map(|fault| (fault.row, fault.column, fault.what, fault.grade)).collect()
}

/// What is kept of a subject and an indicator, both by their places.
fn value(document: &Document, subject: usize, indicator: usize, period: Period) -> Option<f64> {
    of(document, subject, indicator, period, Field::Value)
}

fn of(document: &Document, subject: usize, indicator: usize, period: Period, field: Field) -> Option<f64> {
    let id = &document.set.indicators[indicator].id;
    document.observations.column(id, period, field).and_then(|column| column.cells.number(subject))
}

/// The names of the indicators.
fn names(document: &Document) -> Vec<&str> {
    document.set.indicators.iter().map(|indicator| indicator.name.as_str()).collect()
}
