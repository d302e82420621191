//! Makes a change, and answers with its inverse and with what is to be said about it.

use super::change::{CellChange, Change, DimensionProperty, Property, SubjectProperty};
use super::parts;
use super::said::{Kind, Said};
use crate::model::written::LARGEST;
use crate::model::{Cells, Document, Entry, Field, Grading, ObservationColumn, Period, Status, Subject};
use serde::{Deserialize, Serialize};
use std::mem::replace;

/// Why a change was not made. The document is as it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "why")]
pub enum Refusal {
    /// The document is final.
    Final,
    /// Nothing of that name.
    NotThere { id: String },
    /// Something of that name is there already.
    AlreadyThere { id: String },
    /// It still holds others, or others refer to it.
    InUse { id: String },
    /// A place beyond the end of a list.
    OutOfPlace,
    /// A number that is none, or beyond what is counted here.
    NotANumber,
    /// Nothing to undo, to redo, to keep or to drop.
    Nothing,
    /// Not while a what-if is open.
    Supposing,
    /// A newer version wrote it: it is shown as far as it is understood.
    Newer,
}

pub(super) type Made = Result<(Change, Said), Refusal>;

/// Makes one change. What comes back undoes it exactly.
pub fn apply(document: &mut Document, change: Change) -> Made {
    match change {
        Change::Title(to) => {
            let from = replace(&mut document.title, to.clone());
            Ok((Change::Title(from.clone()), Said::of(Kind::Title).change(Some(from), Some(to))))
        }
        Change::Note(to) => Ok((Change::Note(replace(&mut document.note, to)), Said::of(Kind::Note))),
        Change::Cells { indicator, period, field, cells } => put_cells(document, indicator, period, field, cells),
        Change::PutColumn { at, column } => parts::put_column(document, at, *column),
        Change::RemoveColumn { indicator, period, field } => parts::remove_column(document, &indicator, period, field),
        Change::Indicator { id, property } => indicator(document, id, property),
        Change::PutIndicator { at, indicator, columns, ballots } => {
            parts::put_indicator(document, at, *indicator, columns, ballots)
        }
        Change::RemoveIndicator { id } => parts::remove_indicator(document, &id),
        Change::Dimension { id, property } => dimension(document, id, property),
        Change::PutDimension { at, dimension } => parts::put_dimension(document, at, *dimension),
        Change::RemoveDimension { id } => parts::remove_dimension(document, &id),
        Change::Category { id, name } => {
            let at = document.category(&id).ok_or_else(|| not_there(&id))?;
            let from = replace(&mut document.categories[at].name, name.clone());
            let said = Said::of(Kind::CategoryName).on(&id).change(Some(from.clone()), Some(name));
            Ok((Change::Category { id, name: from }, said))
        }
        Change::PutCategory { at, category, weights } => parts::put_category(document, at, category, weights),
        Change::RemoveCategory { id } => parts::remove_category(document, &id),
        Change::Subject { id, property } => subject(document, id, property),
        Change::PutSubject { at, subject, cells, ballots, events } => {
            parts::put_subject(document, at, *subject, cells, ballots, events)
        }
        Change::RemoveSubject { id } => parts::remove_subject(document, &id),
        Change::Grading(to) => {
            let said = graded(&document.grading, &to);
            let from = replace(&mut document.grading, *to);
            Ok((Change::Grading(Box::new(from)), said))
        }
        Change::StageGrading(to) => {
            let said = Said::of(Kind::Grading);
            let from = replace(&mut document.calendar.stage_grading, to.map(|grading| *grading));
            Ok((Change::StageGrading(from.map(Box::new)), said))
        }
        Change::Events { from, remove, insert } => {
            let said = match (remove, insert.len()) {
                (0, _) => Said::of(Kind::EventAdded).many(insert.len()),
                (_, 0) => Said::of(Kind::EventRemoved).many(remove),
                _ => Said::of(Kind::EventChanged).many(insert.len()),
            };
            let named = insert.first().or_else(|| document.events.get(from)).cloned();
            let (remove, insert) = splice(&mut document.events, from, remove, insert)?;
            let said = match named {
                Some(event) => said.on(event.code).on(subject_name(document, &event.subject)),
                None => said,
            };
            Ok((Change::Events { from, remove, insert }, said))
        }
        Change::Ballots { from, remove, insert } => {
            let said = Said::of(Kind::Ballots).many(remove.max(insert.len()));
            let (remove, insert) = splice(&mut document.ballots, from, remove, insert)?;
            Ok((Change::Ballots { from, remove, insert }, said))
        }
        Change::Schemes { from, remove, insert } => {
            let named = insert.first().or_else(|| document.schemes.get(from)).map(|scheme| scheme.title.clone());
            let (remove, insert) = splice(&mut document.schemes, from, remove, insert)?;
            let said = Said::of(Kind::Schemes).on(named.unwrap_or_default());
            Ok((Change::Schemes { from, remove, insert }, said))
        }
        Change::Policies(to) => Ok((Change::Policies(replace(&mut document.policies, to)), Said::of(Kind::Policies))),
        Change::RankGroup(to) => {
            Ok((Change::RankGroup(replace(&mut document.rank_group, to)), Said::of(Kind::RankGroup)))
        }
        Change::Whole(mut to) => {
            // What was logged stays logged, whatever state comes back.
            to.log.clone_from(&document.log);
            let said = Said::of(Kind::Whole).on(&to.title);
            let from = replace(document, *to);
            Ok((Change::Whole(Box::new(from)), said))
        }
        Change::Together(changes) => together(document, changes),
        Change::Named { kind, changes } => {
            let cells = changes.iter().map(cells_of).sum();
            let (inverse, _) = together(document, changes)?;
            Ok((inverse, Said::of(kind).many(cells)))
        }
    }
}

fn together(document: &mut Document, changes: Vec<Change>) -> Made {
    let mut undo = Vec::new();
    let mut all = Vec::new();
    for change in changes {
        match apply(document, change) {
            Ok((inverse, said)) => {
                undo.push(inverse);
                all.push(said);
            }
            Err(refusal) => {
                for inverse in undo.into_iter().rev() {
                    // What was just made can be unmade.
                    let unmade = apply(document, inverse);
                    debug_assert!(unmade.is_ok());
                }
                return Err(refusal);
            }
        }
    }
    undo.reverse();
    let said = match all.as_slice() {
        [only] => only.clone(),
        _ => Said::of(Kind::Together).many(all.len()),
    };
    Ok((Change::Together(undo), said))
}

/// The row of every cell. Cells mostly come in the order of the document, so each is sought after the one before.
fn rows_of(document: &Document, cells: &[CellChange]) -> Result<Vec<usize>, Refusal> {
    let subjects = &document.subjects;
    let mut from = 0;
    let row = |cell: &CellChange| {
        let (before, after) = subjects.split_at(from.min(subjects.len()));
        let same = |subject: &Subject| subject.id == cell.subject;
        let found = after.iter().position(same).map(|row| row + before.len());
        let row = found.or_else(|| before.iter().position(same)).ok_or_else(|| not_there(&cell.subject))?;
        from = row + 1;
        Ok(row)
    };
    cells.iter().map(row).collect()
}

/// How many cells a change writes.
fn cells_of(change: &Change) -> usize {
    match change {
        Change::Cells { cells, .. } => cells.len(),
        Change::Together(changes) | Change::Named { changes, .. } => changes.iter().map(cells_of).sum(),
        // A subject that comes with its values: the values count.
        Change::PutSubject { cells, .. } => cells.len(),
        _ => 1,
    }
}

fn put_cells(document: &mut Document, indicator: String, period: Period, field: Field, cells: Vec<CellChange>) -> Made {
    let known = document.set.indicator(&indicator).ok_or_else(|| not_there(&indicator))?;
    let name = document.set.indicators[known].name.clone();
    let places = rows_of(document, &cells)?;
    for cell in &cells {
        countable(Some(cell.entry.number))?;
    }
    let columns = &mut document.observations.columns;
    let at = columns.iter().position(|c| c.field == field && c.period == period && c.indicator == indicator);
    let made = at.is_none();
    let at = at.unwrap_or_else(|| {
        columns.push(ObservationColumn {
            indicator: indicator.clone(),
            period,
            field,
            cells: Cells::missing(document.subjects.len()),
            lines: Vec::new(),
        });
        columns.len() - 1
    });
    let column = &mut columns[at];
    let before: Vec<CellChange> = cells
        .iter()
        .zip(&places)
        .map(|(cell, row)| CellChange {
            subject: cell.subject.clone(),
            entry: column.cells.entry(*row),
            line: column.lines.get(*row).copied().unwrap_or_default(),
        })
        .collect();
    for (cell, row) in cells.iter().zip(&places) {
        column.cells.set(*row, cell.entry);
        if let Some(line) = column.lines.get_mut(*row) {
            *line = cell.line;
        }
    }
    let said = match (cells.as_slice(), before.as_slice(), places.as_slice()) {
        ([now], [then], [row]) => Said::of(kind_of(field))
            .on(name)
            .on(&document.subjects[*row].name)
            .on(period.to_string())
            .change(entry_text(then.entry), entry_text(now.entry)),
        _ => Said::of(Kind::Cells).on(name).many(cells.len()),
    };
    let inverse = if made {
        Change::RemoveColumn { indicator, period, field }
    } else {
        // From the last to the first: a subject that is named twice gets back what it had at first.
        Change::Cells { indicator, period, field, cells: before.into_iter().rev().collect() }
    };
    Ok((inverse, said))
}

fn indicator(document: &mut Document, id: String, property: Property) -> Made {
    let at = document.set.indicator(&id).ok_or_else(|| not_there(&id))?;
    if let Property::Parent(parent) = &property {
        document.set.dimension(parent).ok_or_else(|| not_there(parent))?;
    }
    if let Property::Points { category, to } = &property {
        document.category(category).ok_or_else(|| not_there(category))?;
        countable(*to)?;
    }
    if let Property::Target(to) = &property {
        countable(*to)?;
    }
    let target = &mut document.set.indicators[at];
    let name = target.name.clone();
    let text =
        |kind: Kind, from: &str, to: &str| Said::of(kind).on(&name).change(Some(from.to_owned()), Some(to.to_owned()));
    let (before, said) = match property {
        Property::Name(to) => {
            let said = text(Kind::IndicatorName, &target.name, &to);
            (Property::Name(replace(&mut target.name, to)), said)
        }
        Property::Parent(to) => {
            let said = text(Kind::Parent, &target.parent, &to);
            (Property::Parent(replace(&mut target.parent, to)), said)
        }
        Property::Target(to) => {
            let said = Said::of(Kind::Target).on(&name).change(number(target.target), number(to));
            (Property::Target(replace(&mut target.target, to)), said)
        }
        Property::Points { category, to } => {
            let from = match to {
                Some(points) => target.points.insert(category.clone(), points),
                None => target.points.remove(&category),
            };
            let said = Said::of(Kind::Points).on(&name).on(&category).change(number(from), number(to));
            (Property::Points { category, to: from }, said)
        }
        Property::Rule(to) => {
            let said = text(Kind::Rule, &target.rule.method, &to.method);
            (Property::Rule(replace(&mut target.rule, to)), said)
        }
        Property::Parameter { name: key, to } => {
            let from = match to.clone() {
                Some(text) => target.rule.parameters.insert(key.clone(), text),
                None => target.rule.parameters.remove(&key),
            };
            let said = Said::of(Kind::Parameter).on(&name).on(&key).change(from.clone(), to);
            (Property::Parameter { name: key, to: from }, said)
        }
        Property::Direction(to) => {
            (Property::Direction(replace(&mut target.direction, to)), Said::of(Kind::Direction).on(&name))
        }
        Property::Aggregation(to) => {
            (Property::Aggregation(replace(&mut target.aggregation, to)), Said::of(Kind::Aggregation).on(&name))
        }
        Property::Cycle(to) => (Property::Cycle(replace(&mut target.cycle, to)), Said::of(Kind::Cycle).on(&name)),
        Property::Unit(to) => {
            let said = text(Kind::Unit, &target.unit, &to);
            (Property::Unit(replace(&mut target.unit, to)), said)
        }
        Property::Definition(to) => {
            (Property::Definition(replace(&mut target.definition, to)), Said::of(Kind::Definition).on(&name))
        }
        Property::Source(to) => {
            let said = text(Kind::Source, &target.source, &to);
            (Property::Source(replace(&mut target.source, to)), said)
        }
        Property::Owner(to) => {
            let said = text(Kind::Owner, &target.owner, &to);
            (Property::Owner(replace(&mut target.owner, to)), said)
        }
        Property::Qualitative(to) => {
            (Property::Qualitative(replace(&mut target.qualitative, to)), Said::of(Kind::Qualitative).on(&name))
        }
    };
    Ok((Change::Indicator { id, property: before }, said))
}

fn dimension(document: &mut Document, id: String, property: DimensionProperty) -> Made {
    let at = document.set.dimension(&id).ok_or_else(|| not_there(&id))?;
    if let DimensionProperty::Weight { category, to } = &property {
        document.category(category).ok_or_else(|| not_there(category))?;
        countable(*to)?;
    }
    let target = &mut document.set.dimensions[at];
    let name = target.name.clone();
    let (before, said) = match property {
        DimensionProperty::Name(to) => {
            let said = Said::of(Kind::DimensionName).change(Some(name), Some(to.clone()));
            (DimensionProperty::Name(replace(&mut target.name, to)), said)
        }
        DimensionProperty::Weight { category, to } => {
            let from = match to {
                Some(weight) => target.weights.insert(category.clone(), weight),
                None => target.weights.remove(&category),
            };
            let said = Said::of(Kind::Weight).on(name).on(&category).change(number(from), number(to));
            (DimensionProperty::Weight { category, to: from }, said)
        }
    };
    Ok((Change::Dimension { id, property: before }, said))
}

fn subject(document: &mut Document, id: String, property: SubjectProperty) -> Made {
    let at = document.subject(&id).ok_or_else(|| not_there(&id))?;
    if let SubjectProperty::Category(category) = &property {
        document.category(category).ok_or_else(|| not_there(category))?;
    }
    let target = &mut document.subjects[at];
    let name = target.name.clone();
    let (before, said) = match property {
        SubjectProperty::Name(to) => {
            let said = Said::of(Kind::SubjectName).change(Some(name), Some(to.clone()));
            (SubjectProperty::Name(replace(&mut target.name, to)), said)
        }
        SubjectProperty::Category(to) => {
            let from = replace(&mut target.category, to.clone());
            let said = Said::of(Kind::SubjectCategory).on(name).change(Some(from.clone()), Some(to));
            (SubjectProperty::Category(from), said)
        }
        SubjectProperty::Standing(to) => {
            (SubjectProperty::Standing(replace(&mut target.standing, to)), Said::of(Kind::SubjectStanding).on(name))
        }
        SubjectProperty::Attribute { name: key, to } => {
            let from = match to.clone() {
                Some(text) => target.attributes.insert(key.clone(), text),
                None => target.attributes.remove(&key),
            };
            let said = Said::of(Kind::SubjectAttribute).on(name).on(&key).change(from.clone(), to);
            (SubjectProperty::Attribute { name: key, to: from }, said)
        }
    };
    Ok((Change::Subject { id, property: before }, said))
}

/// Replaces `remove` elements from `from` on; what comes back undoes it.
fn splice<T>(list: &mut Vec<T>, from: usize, remove: usize, insert: Vec<T>) -> Result<(usize, Vec<T>), Refusal> {
    let end = from.checked_add(remove).filter(|end| *end <= list.len()).ok_or(Refusal::OutOfPlace)?;
    let added = insert.len();
    let taken = list.splice(from..end, insert).collect();
    Ok((added, taken))
}

/// What a new grading changes, in a word.
fn graded(from: &Grading, to: &Grading) -> Said {
    let scales = from.scale != to.scale;
    let quotas = from.quota != to.quota;
    let caps = from.caps != to.caps;
    match (scales, quotas, caps) {
        (true, false, false) => Said::of(Kind::Grades).change(Some(bands(from)), Some(bands(to))),
        (false, true, false) => Said::of(Kind::Quota).change(number(from.quota), number(to.quota)),
        (false, false, true) => Said::of(Kind::Caps),
        (false, false, false) if from.ties != to.ties => Said::of(Kind::Ties),
        _ => Said::of(Kind::Grading),
    }
}

fn bands(grading: &Grading) -> String {
    grading.scale.bands.iter().map(|band| format!("{} {}", band.name, band.minimum)).collect::<Vec<_>>().join(" / ")
}

pub(super) fn subject_name(document: &Document, id: &str) -> String {
    document.subject(id).map_or_else(|| id.to_owned(), |at| document.subjects[at].name.clone())
}

pub(super) fn not_there(id: &str) -> Refusal {
    Refusal::NotThere { id: id.to_owned() }
}

pub(super) fn number(value: Option<f64>) -> Option<String> {
    value.map(|number| number.to_string())
}

pub(super) fn entry_text(entry: Entry) -> Option<String> {
    match entry.status {
        Status::Scored => Some(entry.number.to_string()),
        Status::Missing => None,
        Status::NotApplicable => Some("NA".to_owned()),
        Status::Invalid => Some("INVALID".to_owned()),
        Status::Withheld => Some("WITHHELD".to_owned()),
    }
}

pub(super) fn kind_of(field: Field) -> Kind {
    match field {
        Field::Value => Kind::Value,
        Field::Target => Kind::OwnTarget,
        Field::Base => Kind::Base,
        Field::Answers(_) => Kind::Answers,
    }
}

pub(super) fn countable(value: Option<f64>) -> Result<(), Refusal> {
    match value {
        Some(number) if !number.is_finite() || number.abs() > LARGEST => Err(Refusal::NotANumber),
        _ => Ok(()),
    }
}
