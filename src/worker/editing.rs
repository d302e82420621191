//! What a desk does with a document that is being changed: reads acts, hands out values, takes the set out of it.

use super::protocol::{Fork, HistoryView, SheetColumn, SheetSpec, SheetSubject, SheetView};
use crate::edit::{Act, Change, History, Refusal, What, before_supposing};
use crate::files::{json, read_document};
use crate::model::{
    At, Diagnostic, Document, Entry, Field, Indicator, ObservationColumn, Observations, Period, Problem, Subject,
};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};

/// Another state of the document, as `protocol::stand_text` writes it.
#[derive(Deserialize)]
struct Stand {
    at: u64,
    stand: Box<RawValue>,
}

/// Reads an act as it is kept and sent.
pub fn read_act(text: &str) -> Result<Act, Refusal> {
    let unreadable = || Refusal::NotThere { id: text.chars().take(40).collect() };
    if text.contains("\"stand\":")
        && let Ok(Stand { at, stand }) = serde_json::from_str::<Stand>(text)
    {
        let read = json::read_snapshot("", stand.get().as_bytes()).map_err(|_| unreadable())?;
        if read.newer.is_some() {
            return Err(Refusal::Newer);
        }
        // What was only supposed then was never so.
        let document = before_supposing(&read.document, &read.history).unwrap_or(read.document);
        return Ok(Act { at, what: What::Do(Change::Whole(Box::new(document))) });
    }
    serde_json::from_str(text).map_err(|_| unreadable())
}

/// What can be undone and redone, as the page shows it.
pub fn history(history: &History) -> HistoryView {
    let from = history.supposed.unwrap_or_default();
    let back = history.past.len().saturating_sub(from);
    HistoryView {
        undo: history.past.last().filter(|_| back > 0).map(|step| step.said.clone()),
        undo_steps: back as u32,
        redo: history.future.last().map(|step| step.said.clone()),
        redo_steps: history.future.len() as u32,
        supposed: history.supposed.map(|_| history.supposed_steps().iter().map(|step| step.said.clone()).collect()),
    }
}

/// The indicator set of a document as a document: categories, tree, schemes, grades, policies; no subjects or values.
pub fn set_of(document: &Document) -> Document {
    let mut set = Document {
        subjects: Vec::new(),
        observations: Observations::default(),
        ballots: Vec::new(),
        events: Vec::new(),
        log: Vec::new(),
        extra: serde_json::Map::new(),
        tables: Default::default(),
        ..document.clone()
    };
    set.forget_gone();
    set
}

/// A new document with a stored set. Errors: the set cannot be read, or it has no category.
pub fn fork(fork: Fork) -> Result<Document, Diagnostic> {
    let source = read_document(&fork.title, &fork.set)?;
    let own = source.subjects.clone();
    let mut document = Document { id: fork.id, title: fork.title, ..set_of(&source) };
    let Some(first) = document.categories.first().map(|category| category.id.clone()) else {
        return Err(Diagnostic::error(Problem::NothingToAssess { what: "categories".to_owned() }, At::default()));
    };
    document.subjects = match fork.subjects {
        None => own,
        Some(names) => {
            let mut subjects: Vec<Subject> = Vec::new();
            for (name, category) in names {
                let known = document.categories.iter().find(|c| c.id == category || c.name == category);
                let category = known.map_or_else(|| first.clone(), |category| category.id.clone());
                let id = format!("S{:03}", subjects.len() + 1);
                subjects.push(Subject { id, name, category, ..Subject::default() });
            }
            subjects
        }
    };
    Ok(document)
}

/// Subjects by category.
pub fn members(document: &Document) -> Vec<u32> {
    let mut members = vec![0; document.categories.len()];
    for place in document.subjects.iter().filter_map(|subject| document.category(&subject.category)) {
        members[place] += 1;
    }
    members
}

/// Points or weights as they are written, by category.
pub fn written(document: &Document, weights: &BTreeMap<String, f64>) -> Vec<Option<f64>> {
    document.categories.iter().map(|category| weights.get(&category.id).copied()).collect()
}

/// The reported values of some indicators, in the order asked for. `saved`: the document before the what-if.
pub fn sheet(document: &Document, saved: Option<&Document>, spec: SheetSpec) -> SheetView {
    let wanted: BTreeSet<&str> = spec.subjects.iter().map(String::as_str).collect();
    let rows: Vec<usize> = (0..document.subjects.len())
        .filter(|k| wanted.is_empty() || wanted.contains(document.subjects[*k].id.as_str()))
        .collect();
    let indicators: Vec<&Indicator> = if spec.indicators.is_empty() {
        document.set.indicators.iter().collect()
    } else {
        spec.indicators
            .iter()
            .filter_map(|id| document.set.indicator(id))
            .map(|k| &document.set.indicators[k])
            .collect()
    };
    let mut columns = Vec::new();
    let from_files = document.observations.columns.iter().any(|column| !column.lines.is_empty());
    // Where the subjects of this document stand in the saved one.
    let before: BTreeMap<&str, usize> =
        saved.iter().flat_map(|saved| &saved.subjects).enumerate().map(|(k, s)| (s.id.as_str(), k)).collect();
    for indicator in indicators {
        for (period, field) in places(document, indicator, &spec.periods) {
            let column = document.observations.column(&indicator.id, period, field);
            let saved_column = saved.and_then(|saved| saved.observations.column(&indicator.id, period, field));
            let entries: Vec<Entry> = rows.iter().map(|row| entry(column, *row)).collect();
            let line = |row: usize| column.and_then(|column| column.lines.get(row)).copied().unwrap_or_default();
            let by_hand = |place: usize| from_files && entries[place] != Entry::MISSING && line(rows[place]) == 0;
            let supposed = |place: usize| {
                let known = before.get(document.subjects[rows[place]].id.as_str());
                saved.is_some() && known.map_or(Entry::MISSING, |row| entry(saved_column, *row)) != entries[place]
            };
            columns.push(SheetColumn {
                indicator: indicator.id.clone(),
                period,
                field,
                by_hand: (0..rows.len()).filter(|place| by_hand(*place)).map(|place| place as u32).collect(),
                supposed: (0..rows.len()).filter(|place| supposed(*place)).map(|place| place as u32).collect(),
                entries,
            });
        }
    }
    let category = |id: &str| document.category(id).unwrap_or_default() as u32;
    let subjects = rows
        .iter()
        .map(|row| {
            let Subject { id, name, category: own, standing, .. } = &document.subjects[*row];
            SheetSubject { id: id.clone(), name: name.clone(), category: category(own), standing: *standing }
        })
        .collect();
    SheetView { spec, subjects, columns }
}

/// What stands in a row of a column; a column that is not there, or too short, holds nothing.
fn entry(column: Option<&ObservationColumn>, row: usize) -> Entry {
    match column {
        Some(column) if row < column.cells.status.len() => column.cells.entry(row),
        _ => Entry::MISSING,
    }
}

/// Where something stands or may be written: the periods of the indicator's cycle, and whatever is there already.
fn places(document: &Document, indicator: &Indicator, periods: &[Period]) -> Vec<(Period, Field)> {
    let own = document.observations.columns.iter().filter(|column| column.indicator == indicator.id);
    let mut places: BTreeSet<(Period, Field)> = own.map(|column| (column.period, column.field)).collect();
    let answers = places.iter().any(|(_, field)| matches!(field, Field::Answers(_)));
    if !answers {
        places.extend(indicator.cycle.periods().into_iter().map(|period| (period, Field::Value)));
    }
    places.into_iter().filter(|(period, _)| periods.is_empty() || periods.contains(period)).collect()
}
