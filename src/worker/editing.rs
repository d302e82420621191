//! What a desk does with a document that is being changed: reads acts, hands out values, takes the set out of it.

use super::protocol::{Fork, HistoryView, SheetColumn, SheetSpec, SheetSubject, SheetView};
use crate::edit::{Act, Change, History, Refusal, What};
use crate::files::{json, read_document};
use crate::model::{At, Cells, Diagnostic, Document, Entry, Field, Indicator, Observations, Period, Problem, Subject};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeSet;

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
        let document = read_document("", stand.get().as_bytes()).map_err(|_| unreadable())?;
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
    Document {
        subjects: Vec::new(),
        observations: Observations::default(),
        ballots: Vec::new(),
        events: Vec::new(),
        log: Vec::new(),
        extra: serde_json::Map::new(),
        tables: Default::default(),
        ..document.clone()
    }
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

/// The reported values of some indicators, in the order asked for.
pub fn sheet(document: &Document, spec: SheetSpec) -> SheetView {
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
    for indicator in indicators {
        for (period, field) in places(document, indicator, &spec.periods) {
            let cells = document.observations.column(&indicator.id, period, field).map(|column| &column.cells);
            let entry =
                |cells: &Cells, row: usize| if row < cells.status.len() { cells.entry(row) } else { Entry::MISSING };
            columns.push(SheetColumn {
                indicator: indicator.id.clone(),
                period,
                field,
                entries: rows.iter().map(|row| cells.map_or(Entry::MISSING, |cells| entry(cells, *row))).collect(),
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

/// A stored document: the snapshot with its acts done again.
pub(super) fn restored(snapshot: &[u8], acts: &[String]) -> Result<(Document, History), Diagnostic> {
    let (mut document, mut history) = json::read_snapshot("", snapshot)?;
    for text in acts {
        if let Ok(act) = read_act(text) {
            // A refusal leaves the document as it was, now as then.
            let _ = crate::edit::act(&mut document, &mut history, act);
        }
    }
    Ok((document, history))
}
