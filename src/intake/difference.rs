//! The change that leads from a document as it is to the document with the tables in it, in the smallest steps that
//! can be told; nothing where nothing differs.

use crate::edit::{CellChange, Change, DimensionProperty, Property, SubjectProperty};
use crate::model::{Document, Entry, Field, Indicator, ObservationColumn, Period, Subject};
use std::collections::{BTreeMap, BTreeSet};

/// With more new subjects than this the document is replaced as a whole: one by one each of them would be looked for
/// among all the others.
const MANY: usize = 1_500;
/// With more new cells than this in one column the column is put in anew.
const MANY_CELLS: usize = 200;

/// None: nothing differs. `after` keeps the order of what `before` has, and has the new things behind.
pub(super) fn change(before: &Document, after: &Document) -> Option<Change> {
    if before == after {
        return None;
    }
    let known: BTreeSet<&str> = before.subjects.iter().map(|s| s.id.as_str()).collect();
    let still: BTreeSet<&str> = after.subjects.iter().map(|s| s.id.as_str()).collect();
    let moved = still.difference(&known).count() + known.difference(&still).count();
    if moved > MANY {
        return Some(Change::Together(vec![Change::Whole(Box::new(after.clone()))]));
    }
    let mut all = Vec::new();
    if before.title != after.title {
        all.push(Change::Title(after.title.clone()));
    }
    categories(before, after, &mut all);
    removed(before, after, &still, &mut all);
    dimensions(before, after, &mut all);
    indicators(before, after, &mut all);
    subjects(before, after, &known, &mut all);
    columns(before, after, &mut all);
    lists(before, after, &still, &mut all);
    if before.grading != after.grading {
        all.push(Change::Grading(Box::new(after.grading.clone())));
    }
    (!all.is_empty()).then_some(Change::Together(all))
}

fn categories(before: &Document, after: &Document, all: &mut Vec<Change>) {
    for (at, category) in after.categories.iter().enumerate() {
        match before.category(&category.id).map(|k| &before.categories[k]) {
            None => all.push(Change::PutCategory { at, category: category.clone(), weights: Vec::new() }),
            Some(known) if known.name != category.name => {
                all.push(Change::Category { id: category.id.clone(), name: category.name.clone() });
            }
            Some(_) => {}
        }
    }
}

fn removed(before: &Document, after: &Document, still: &BTreeSet<&str>, all: &mut Vec<Change>) {
    for subject in before.subjects.iter().filter(|s| !still.contains(s.id.as_str())) {
        all.push(Change::RemoveSubject { id: subject.id.clone() });
    }
    for indicator in before.set.indicators.iter().filter(|i| after.set.indicator(&i.id).is_none()) {
        all.push(Change::RemoveIndicator { id: indicator.id.clone() });
    }
    // What is below goes first.
    for dimension in before.set.dimensions.iter().rev().filter(|d| after.set.dimension(&d.id).is_none()) {
        all.push(Change::RemoveDimension { id: dimension.id.clone() });
    }
}

fn dimensions(before: &Document, after: &Document, all: &mut Vec<Change>) {
    for (at, dimension) in after.set.dimensions.iter().enumerate() {
        let Some(known) = before.set.dimension(&dimension.id).map(|k| &before.set.dimensions[k]) else {
            all.push(Change::PutDimension { at, dimension: Box::new(dimension.clone()) });
            continue;
        };
        let mut put = |property| all.push(Change::Dimension { id: dimension.id.clone(), property });
        if known.name != dimension.name {
            put(DimensionProperty::Name(dimension.name.clone()));
        }
        for (category, to) in changed(&known.weights, &dimension.weights) {
            put(DimensionProperty::Weight { category, to });
        }
    }
}

/// Keys whose value differs, with the new value.
fn changed<T: Clone + PartialEq>(
    before: &BTreeMap<String, T>,
    after: &BTreeMap<String, T>,
) -> Vec<(String, Option<T>)> {
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differs = keys.into_iter().filter(|key| before.get(*key) != after.get(*key));
    differs.map(|key| (key.clone(), after.get(key).cloned())).collect()
}

fn indicators(before: &Document, after: &Document, all: &mut Vec<Change>) {
    for (at, indicator) in after.set.indicators.iter().enumerate() {
        let Some(place) = before.set.indicator(&indicator.id) else {
            let put = Change::PutIndicator {
                at,
                indicator: Box::new(indicator.clone()),
                columns: Vec::new(),
                ballots: Vec::new(),
            };
            all.push(put);
            continue;
        };
        let known = &before.set.indicators[place];
        if known == indicator {
            continue;
        }
        match properties(known, indicator) {
            Some(properties) => {
                let id = &indicator.id;
                all.extend(properties.into_iter().map(|property| Change::Indicator { id: id.clone(), property }));
            }
            None => replaced(before, after, at, indicator, all),
        }
    }
}

/// Something changes that no command speaks of: the indicator is taken out and put back with its values as they were.
fn replaced(before: &Document, after: &Document, at: usize, indicator: &Indicator, all: &mut Vec<Change>) {
    let still: Vec<usize> =
        (0..before.subjects.len()).filter(|k| after.subject(&before.subjects[*k].id).is_some()).collect();
    let left = |column: &&ObservationColumn| after.set.indicator(&column.indicator).is_some();
    let columns = before.observations.columns.iter().filter(left).enumerate();
    let columns = columns.filter(|(_, column)| column.indicator == indicator.id);
    let columns = columns.map(|(k, column)| (k, of_rows(column, &still))).collect();
    let kept = |subject: &str| still.iter().any(|k| before.subjects[*k].id == subject);
    let ballots = before.ballots.iter().filter(|b| kept(&b.subject) && after.set.indicator(&b.indicator).is_some());
    let ballots = ballots.enumerate().filter(|(_, b)| b.indicator == indicator.id).map(|(k, b)| (k, b.clone()));
    let ballots = ballots.collect();
    all.push(Change::RemoveIndicator { id: indicator.id.clone() });
    all.push(Change::PutIndicator { at, indicator: Box::new(indicator.clone()), columns, ballots });
}

/// A column with only these of its cells.
fn of_rows(column: &ObservationColumn, rows: &[usize]) -> ObservationColumn {
    let mut left = column.clone();
    left.cells.numbers = rows.iter().map(|k| column.cells.numbers[*k]).collect();
    left.cells.status = rows.iter().map(|k| column.cells.status[*k]).collect();
    if !column.lines.is_empty() {
        left.lines = rows.iter().map(|k| column.lines.get(*k).copied().unwrap_or_default()).collect();
    }
    left
}

/// The properties that differ; none: something else differs too.
fn properties(before: &Indicator, after: &Indicator) -> Option<Vec<Property>> {
    let mut as_after = before.clone();
    let mut all = Vec::new();
    macro_rules! compare {
        ($($field:ident, $property:ident;)*) => {
            $(if before.$field != after.$field {
                all.push(Property::$property(after.$field.clone()));
                as_after.$field = after.$field.clone();
            })*
        };
    }
    compare! {
        name, Name; parent, Parent; target, Target; rule, Rule; direction, Direction; aggregation, Aggregation;
        cycle, Cycle; unit, Unit; definition, Definition; source, Source; owner, Owner; qualitative, Qualitative;
    }
    for (category, to) in changed(&before.points, &after.points) {
        all.push(Property::Points { category, to });
    }
    as_after.points.clone_from(&after.points);
    (as_after == *after).then_some(all)
}

fn subjects(before: &Document, after: &Document, known: &BTreeSet<&str>, all: &mut Vec<Change>) {
    let places: BTreeMap<&str, &Subject> = before.subjects.iter().map(|s| (s.id.as_str(), s)).collect();
    for (at, subject) in after.subjects.iter().enumerate() {
        if !known.contains(subject.id.as_str()) {
            all.push(Change::PutSubject {
                at,
                subject: Box::new(subject.clone()),
                cells: Vec::new(),
                ballots: Vec::new(),
                events: Vec::new(),
            });
            continue;
        }
        let Some(old) = places.get(subject.id.as_str()) else { continue };
        let mut put = |property| all.push(Change::Subject { id: subject.id.clone(), property });
        if old.name != subject.name {
            put(SubjectProperty::Name(subject.name.clone()));
        }
        if old.category != subject.category {
            put(SubjectProperty::Category(subject.category.clone()));
        }
        if old.standing != subject.standing {
            put(SubjectProperty::Standing(subject.standing));
        }
        for (name, to) in changed(&old.attributes, &subject.attributes) {
            put(SubjectProperty::Attribute { name, to });
        }
    }
}

fn columns(before: &Document, after: &Document, all: &mut Vec<Change>) {
    let columns = before.observations.columns.iter().enumerate();
    let places: BTreeMap<(&str, Period, Field), usize> =
        columns.map(|(k, c)| ((c.indicator.as_str(), c.period, c.field), k)).collect();
    // Where the subjects of the new document stood before.
    let rows: BTreeMap<&str, usize> = before.subjects.iter().enumerate().map(|(k, s)| (s.id.as_str(), k)).collect();
    let came: Vec<Option<usize>> = after.subjects.iter().map(|s| rows.get(s.id.as_str()).copied()).collect();
    for (at, column) in after.observations.columns.iter().enumerate() {
        let Some(old) = places.get(&(column.indicator.as_str(), column.period, column.field)) else {
            all.push(Change::PutColumn { at, column: Box::new(column.clone()) });
            continue;
        };
        let old = &before.observations.columns[*old];
        let mut cells = Vec::new();
        for (row, subject) in after.subjects.iter().enumerate() {
            let was = came[row].map_or(Entry::MISSING, |k| old.cells.entry(k));
            let entry = column.cells.entry(row);
            if was != entry {
                cells.push(CellChange { subject: subject.id.clone(), entry, line: 0 });
            }
        }
        if cells.is_empty() {
            continue;
        }
        let (indicator, period, field) = (column.indicator.clone(), column.period, column.field);
        if cells.len() > MANY_CELLS {
            all.push(Change::RemoveColumn { indicator, period, field });
            all.push(Change::PutColumn { at, column: Box::new(column.clone()) });
        } else {
            all.push(Change::Cells { indicator, period, field, cells });
        }
    }
}

/// Ballots and events: what differs between the ends that are the same.
fn lists(before: &Document, after: &Document, still: &BTreeSet<&str>, all: &mut Vec<Change>) {
    let ballots: Vec<_> = before
        .ballots
        .iter()
        .filter(|b| still.contains(b.subject.as_str()) && after.set.indicator(&b.indicator).is_some())
        .cloned()
        .collect();
    if let Some((from, remove, insert)) = splice(&ballots, &after.ballots) {
        all.push(Change::Ballots { from, remove, insert });
    }
    let events: Vec<_> = before.events.iter().filter(|e| still.contains(e.subject.as_str())).cloned().collect();
    if let Some((from, remove, insert)) = splice(&events, &after.events) {
        all.push(Change::Events { from, remove, insert });
    }
}

fn splice<T: Clone + PartialEq>(before: &[T], after: &[T]) -> Option<(usize, usize, Vec<T>)> {
    if before == after {
        return None;
    }
    let from = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let (rest, new) = (&before[from..], &after[from..]);
    let tail = rest.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    Some((from, rest.len() - tail, new[..new.len() - tail].to_vec()))
}
