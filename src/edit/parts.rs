//! Things that are put in and taken out with everything that belongs to them.

use super::apply::{Made, Refusal, countable, kind_of, not_there};
use super::change::Change;
use super::said::{Kind, Said};
use crate::model::{
    Ballot, Category, Dimension, Document, Entry, Event, Field, Indicator, ObservationColumn, Period, Subject,
};

/// Whether something can stand at this place of a list.
fn fits<T>(list: &[T], at: usize) -> Result<(), Refusal> {
    if at <= list.len() { Ok(()) } else { Err(Refusal::OutOfPlace) }
}

/// Puts elements at their places, which are those after all are put.
fn put_all<T>(list: &mut Vec<T>, placed: Vec<(usize, T)>) {
    for (at, element) in placed {
        list.insert(at.min(list.len()), element);
    }
}

/// Whether `put_all` would find all the places.
fn all_fit<T>(list: &[T], placed: &[(usize, T)]) -> Result<(), Refusal> {
    let rising = placed.windows(2).all(|pair| pair[0].0 < pair[1].0);
    let reached = placed.iter().enumerate().all(|(k, (at, _))| *at <= list.len() + k);
    if rising && reached { Ok(()) } else { Err(Refusal::OutOfPlace) }
}

/// Takes out what is meant, with the places it had.
fn take_all<T>(list: &mut Vec<T>, meant: impl Fn(&T) -> bool) -> Vec<(usize, T)> {
    let mut taken = Vec::new();
    let mut kept = Vec::with_capacity(list.len());
    for (at, element) in std::mem::take(list).into_iter().enumerate() {
        if meant(&element) {
            taken.push((at, element));
        } else {
            kept.push(element);
        }
    }
    *list = kept;
    taken
}

pub(super) fn put_column(document: &mut Document, at: usize, column: ObservationColumn) -> Made {
    let columns = &mut document.observations.columns;
    fits(columns, at)?;
    let rows = document.subjects.len();
    if column.cells.numbers.len() != rows || column.cells.status.len() != rows {
        return Err(Refusal::OutOfPlace);
    }
    let (indicator, period, field) = (column.indicator.clone(), column.period, column.field);
    if columns.iter().any(|c| c.indicator == indicator && c.period == period && c.field == field) {
        return Err(Refusal::AlreadyThere { id: indicator });
    }
    let said = Said::of(Kind::Cells).on(&indicator).many(rows);
    columns.insert(at, column);
    Ok((Change::RemoveColumn { indicator, period, field }, said))
}

pub(super) fn remove_column(document: &mut Document, indicator: &str, period: Period, field: Field) -> Made {
    let columns = &mut document.observations.columns;
    let at = columns
        .iter()
        .position(|c| c.indicator == indicator && c.period == period && c.field == field)
        .ok_or_else(|| not_there(indicator))?;
    let column = columns.remove(at);
    let said = Said::of(if column.cells.numbers.len() == 1 { kind_of(field) } else { Kind::Cells })
        .on(indicator)
        .many(column.cells.numbers.len());
    Ok((Change::PutColumn { at, column: Box::new(column) }, said))
}

/// Whether a node of the tree has this id.
fn is_node(document: &Document, id: &str) -> bool {
    document.set.indicator(id).is_some() || document.set.dimension(id).is_some()
}

pub(super) fn put_indicator(
    document: &mut Document,
    at: usize,
    indicator: Indicator,
    columns: Vec<(usize, ObservationColumn)>,
    ballots: Vec<(usize, Ballot)>,
) -> Made {
    let id = indicator.id.clone();
    if id.is_empty() || is_node(document, &id) {
        return Err(Refusal::AlreadyThere { id });
    }
    document.set.dimension(&indicator.parent).ok_or_else(|| not_there(&indicator.parent))?;
    fits(&document.set.indicators, at)?;
    all_fit(&document.observations.columns, &columns)?;
    all_fit(&document.ballots, &ballots)?;
    let said = Said::of(Kind::IndicatorAdded).on(&indicator.name);
    document.set.indicators.insert(at, indicator);
    put_all(&mut document.observations.columns, columns);
    put_all(&mut document.ballots, ballots);
    Ok((Change::RemoveIndicator { id }, said))
}

pub(super) fn remove_indicator(document: &mut Document, id: &str) -> Made {
    let at = document.set.indicator(id).ok_or_else(|| not_there(id))?;
    let indicator = document.set.indicators.remove(at);
    let columns = take_all(&mut document.observations.columns, |column| column.indicator == id);
    let ballots = take_all(&mut document.ballots, |ballot| ballot.indicator == id);
    let said = Said::of(Kind::IndicatorRemoved).on(&indicator.name);
    Ok((Change::PutIndicator { at, indicator: Box::new(indicator), columns, ballots }, said))
}

pub(super) fn put_dimension(document: &mut Document, at: usize, dimension: Dimension) -> Made {
    let id = dimension.id.clone();
    if id.is_empty() || is_node(document, &id) {
        return Err(Refusal::AlreadyThere { id });
    }
    if let Some(parent) = &dimension.parent {
        let above = document.set.dimension(parent).ok_or_else(|| not_there(parent))?;
        if above >= at {
            return Err(Refusal::OutOfPlace);
        }
    }
    fits(&document.set.dimensions, at)?;
    let said = Said::of(Kind::DimensionAdded).on(&dimension.name);
    document.set.dimensions.insert(at, dimension);
    Ok((Change::RemoveDimension { id }, said))
}

pub(super) fn remove_dimension(document: &mut Document, id: &str) -> Made {
    let at = document.set.dimension(id).ok_or_else(|| not_there(id))?;
    if document.set.leaves(id).next().is_some() || document.set.branches(id).next().is_some() {
        return Err(Refusal::InUse { id: id.to_owned() });
    }
    let dimension = document.set.dimensions.remove(at);
    let said = Said::of(Kind::DimensionRemoved).on(&dimension.name);
    Ok((Change::PutDimension { at, dimension: Box::new(dimension) }, said))
}

pub(super) fn put_category(
    document: &mut Document,
    at: usize,
    category: Category,
    weights: Vec<(String, f64)>,
) -> Made {
    let id = category.id.clone();
    if id.is_empty() || document.category(&id).is_some() {
        return Err(Refusal::AlreadyThere { id });
    }
    fits(&document.categories, at)?;
    for (node, weight) in &weights {
        countable(Some(*weight))?;
        if !is_node(document, node) {
            return Err(not_there(node));
        }
    }
    let said = Said::of(Kind::CategoryAdded).on(&category.name);
    document.categories.insert(at, category);
    for (node, weight) in weights {
        if let Some(k) = document.set.indicator(&node) {
            document.set.indicators[k].points.insert(id.clone(), weight);
        } else if let Some(k) = document.set.dimension(&node) {
            document.set.dimensions[k].weights.insert(id.clone(), weight);
        }
    }
    Ok((Change::RemoveCategory { id }, said))
}

pub(super) fn remove_category(document: &mut Document, id: &str) -> Made {
    let at = document.category(id).ok_or_else(|| not_there(id))?;
    if document.subjects.iter().any(|subject| subject.category == id) {
        return Err(Refusal::InUse { id: id.to_owned() });
    }
    let category = document.categories.remove(at);
    let mut weights = Vec::new();
    for dimension in &mut document.set.dimensions {
        weights.extend(dimension.weights.remove(id).map(|weight| (dimension.id.clone(), weight)));
    }
    for indicator in &mut document.set.indicators {
        weights.extend(indicator.points.remove(id).map(|points| (indicator.id.clone(), points)));
    }
    let said = Said::of(Kind::CategoryRemoved).on(&category.name);
    Ok((Change::PutCategory { at, category, weights }, said))
}

pub(super) fn put_subject(
    document: &mut Document,
    at: usize,
    subject: Subject,
    cells: Vec<(usize, Entry, u32)>,
    ballots: Vec<(usize, Ballot)>,
    events: Vec<(usize, Event)>,
) -> Made {
    let id = subject.id.clone();
    if id.is_empty() || document.subject(&id).is_some() {
        return Err(Refusal::AlreadyThere { id });
    }
    fits(&document.subjects, at)?;
    document.category(&subject.category).ok_or_else(|| not_there(&subject.category))?;
    let columns = &mut document.observations.columns;
    if cells.iter().any(|(column, ..)| *column >= columns.len()) {
        return Err(Refusal::OutOfPlace);
    }
    for (_, entry, _) in &cells {
        countable(Some(entry.number))?;
    }
    all_fit(&document.ballots, &ballots)?;
    all_fit(&document.events, &events)?;
    for column in columns.iter_mut() {
        column.cells.numbers.insert(at, 0.0);
        column.cells.status.insert(at, Entry::MISSING.status);
        if !column.lines.is_empty() {
            column.lines.insert(at, 0);
        }
    }
    for (place, entry, line) in cells {
        columns[place].cells.set(at, entry);
        if let Some(known) = columns[place].lines.get_mut(at) {
            *known = line;
        }
    }
    let said = Said::of(Kind::SubjectAdded).on(&subject.name);
    document.subjects.insert(at, subject);
    put_all(&mut document.ballots, ballots);
    put_all(&mut document.events, events);
    Ok((Change::RemoveSubject { id }, said))
}

pub(super) fn remove_subject(document: &mut Document, id: &str) -> Made {
    let at = document.subject(id).ok_or_else(|| not_there(id))?;
    if document.subjects.iter().any(|subject| subject.parent.as_deref() == Some(id)) {
        return Err(Refusal::InUse { id: id.to_owned() });
    }
    let subject = document.subjects.remove(at);
    let mut cells = Vec::new();
    for (place, column) in document.observations.columns.iter_mut().enumerate() {
        let entry = column.cells.entry(at);
        let line = column.lines.get(at).copied().unwrap_or_default();
        if entry != Entry::MISSING || line != 0 {
            cells.push((place, entry, line));
        }
        column.cells.numbers.remove(at);
        column.cells.status.remove(at);
        if at < column.lines.len() {
            column.lines.remove(at);
        }
    }
    let ballots = take_all(&mut document.ballots, |ballot| ballot.subject == id);
    let events = take_all(&mut document.events, |event| event.subject == id);
    let said = Said::of(Kind::SubjectRemoved).on(&subject.name);
    Ok((Change::PutSubject { at, subject: Box::new(subject), cells, ballots, events }, said))
}
