//! What is different between two states of a document, as it is told.

use super::apply::{entry_text, kind_of, number};
use super::said::{Kind, Said};
use crate::model::{Document, Grading, Indicator};
use std::collections::BTreeMap;

/// Cells of one column that are told one by one; of more only the number is told.
const FEW: usize = 20;

/// Everything that leads from one state to the other, in the order of the document: first what it is called, then
/// the tree, categories, subjects, values, events, grades, schemes.
pub fn difference(from: &Document, to: &Document) -> Vec<Said> {
    let mut said = Vec::new();
    let text = |kind: Kind, from: &str, to: &str| Said::of(kind).change(Some(from.to_owned()), Some(to.to_owned()));
    if from.title != to.title {
        said.push(text(Kind::Title, &from.title, &to.title));
    }
    if from.note != to.note {
        said.push(Said::of(Kind::Note));
    }
    dimensions(from, to, &mut said);
    indicators(from, to, &mut said);
    categories(from, to, &mut said);
    subjects(from, to, &mut said);
    cells(from, to, &mut said);
    if from.ballots != to.ballots {
        said.push(Said::of(Kind::Ballots).many(from.ballots.len().max(to.ballots.len())));
    }
    events(from, to, &mut said);
    gradings(&from.grading, &to.grading, &mut said);
    if from.calendar != to.calendar {
        said.push(Said::of(Kind::Grading));
    }
    for scheme in to.schemes.iter().filter(|scheme| !from.schemes.contains(scheme)) {
        said.push(Said::of(Kind::Schemes).on(&scheme.title));
    }
    for scheme in from.schemes.iter().filter(|scheme| !to.schemes.iter().any(|other| other.id == scheme.id)) {
        said.push(Said::of(Kind::Schemes).on(&scheme.title));
    }
    if from.policies != to.policies {
        said.push(Said::of(Kind::Policies));
    }
    if from.rank_group != to.rank_group {
        said.push(Said::of(Kind::RankGroup));
    }
    said
}

/// Weights by category that differ.
fn weights(kind: Kind, name: &str, from: &BTreeMap<String, f64>, to: &BTreeMap<String, f64>, said: &mut Vec<Said>) {
    let all: BTreeMap<&String, ()> = from.keys().chain(to.keys()).map(|category| (category, ())).collect();
    for category in all.into_keys() {
        let (before, after) = (from.get(category).copied(), to.get(category).copied());
        if before != after {
            said.push(Said::of(kind).on(name).on(category).change(number(before), number(after)));
        }
    }
}

fn dimensions(from: &Document, to: &Document, said: &mut Vec<Said>) {
    for dimension in &to.set.dimensions {
        match from.set.dimension(&dimension.id).map(|k| &from.set.dimensions[k]) {
            None => said.push(Said::of(Kind::DimensionAdded).on(&dimension.name)),
            Some(before) => {
                if before.name != dimension.name {
                    let names = (Some(before.name.clone()), Some(dimension.name.clone()));
                    said.push(Said::of(Kind::DimensionName).change(names.0, names.1));
                }
                if before.parent != dimension.parent {
                    let parents = (before.parent.clone(), dimension.parent.clone());
                    said.push(Said::of(Kind::Parent).on(&dimension.name).change(parents.0, parents.1));
                }
                weights(Kind::Weight, &dimension.name, &before.weights, &dimension.weights, said);
            }
        }
    }
    for dimension in from.set.dimensions.iter().filter(|d| to.set.dimension(&d.id).is_none()) {
        said.push(Said::of(Kind::DimensionRemoved).on(&dimension.name));
    }
}

fn indicators(from: &Document, to: &Document, said: &mut Vec<Said>) {
    for indicator in &to.set.indicators {
        match from.set.indicator(&indicator.id).map(|k| &from.set.indicators[k]) {
            None => said.push(Said::of(Kind::IndicatorAdded).on(&indicator.name)),
            Some(before) => one_indicator(before, indicator, said),
        }
    }
    for indicator in from.set.indicators.iter().filter(|i| to.set.indicator(&i.id).is_none()) {
        said.push(Said::of(Kind::IndicatorRemoved).on(&indicator.name));
    }
}

fn one_indicator(from: &Indicator, to: &Indicator, said: &mut Vec<Said>) {
    let mut text = |kind: Kind, before: &str, after: &str| {
        if before != after {
            said.push(Said::of(kind).on(&to.name).change(Some(before.to_owned()), Some(after.to_owned())));
        }
    };
    text(Kind::IndicatorName, &from.name, &to.name);
    text(Kind::Parent, &from.parent, &to.parent);
    text(Kind::Rule, &from.rule.method, &to.rule.method);
    text(Kind::Unit, &from.unit, &to.unit);
    text(Kind::Definition, &from.definition, &to.definition);
    text(Kind::Source, &from.source, &to.source);
    text(Kind::Owner, &from.owner, &to.owner);
    if from.target != to.target {
        said.push(Said::of(Kind::Target).on(&to.name).change(number(from.target), number(to.target)));
    }
    let (before, after) = (&from.rule.parameters, &to.rule.parameters);
    let all: BTreeMap<&String, ()> = before.keys().chain(after.keys()).map(|key| (key, ())).collect();
    for key in all.into_keys().filter(|key| before.get(*key) != after.get(*key)) {
        let change = (before.get(key).cloned(), after.get(key).cloned());
        said.push(Said::of(Kind::Parameter).on(&to.name).on(key).change(change.0, change.1));
    }
    for (kind, differs) in [
        (Kind::Direction, from.direction != to.direction),
        (Kind::Aggregation, from.aggregation != to.aggregation),
        (Kind::Cycle, from.cycle != to.cycle),
        (Kind::Qualitative, from.qualitative != to.qualitative),
    ] {
        if differs {
            said.push(Said::of(kind).on(&to.name));
        }
    }
    weights(Kind::Points, &to.name, &from.points, &to.points, said);
}

fn categories(from: &Document, to: &Document, said: &mut Vec<Said>) {
    for category in &to.categories {
        match from.category(&category.id).map(|k| &from.categories[k]) {
            None => said.push(Said::of(Kind::CategoryAdded).on(&category.name)),
            Some(before) if before.name != category.name => {
                let names = (Some(before.name.clone()), Some(category.name.clone()));
                said.push(Said::of(Kind::CategoryName).on(&category.id).change(names.0, names.1));
            }
            Some(_) => {}
        }
    }
    for category in from.categories.iter().filter(|c| to.category(&c.id).is_none()) {
        said.push(Said::of(Kind::CategoryRemoved).on(&category.name));
    }
}

fn subjects(from: &Document, to: &Document, said: &mut Vec<Said>) {
    let known = places(from);
    let still = places(to);
    for subject in &to.subjects {
        let Some(before) = known.get(subject.id.as_str()).map(|k| &from.subjects[*k]) else {
            said.push(Said::of(Kind::SubjectAdded).on(&subject.name));
            continue;
        };
        if before.name != subject.name {
            let names = (Some(before.name.clone()), Some(subject.name.clone()));
            said.push(Said::of(Kind::SubjectName).change(names.0, names.1));
        }
        if before.category != subject.category {
            let categories = (Some(before.category.clone()), Some(subject.category.clone()));
            said.push(Said::of(Kind::SubjectCategory).on(&subject.name).change(categories.0, categories.1));
        }
        if before.standing != subject.standing {
            said.push(Said::of(Kind::SubjectStanding).on(&subject.name));
        }
        if before.attributes != subject.attributes {
            said.push(Said::of(Kind::SubjectAttribute).on(&subject.name));
        }
    }
    for subject in from.subjects.iter().filter(|s| !still.contains_key(s.id.as_str())) {
        said.push(Said::of(Kind::SubjectRemoved).on(&subject.name));
    }
}

fn places(document: &Document) -> BTreeMap<&str, usize> {
    document.subjects.iter().enumerate().map(|(k, subject)| (subject.id.as_str(), k)).collect()
}

fn cells(from: &Document, to: &Document, said: &mut Vec<Said>) {
    let known = places(from);
    let columns: BTreeMap<_, _> =
        from.observations.columns.iter().map(|c| ((c.indicator.as_str(), c.period, c.field), c)).collect();
    let mut met = Vec::new();
    for column in &to.observations.columns {
        let key = (column.indicator.as_str(), column.period, column.field);
        let before = columns.get(&key).copied();
        met.push(key);
        let mut changed = Vec::new();
        for (row, subject) in to.subjects.iter().enumerate() {
            // A subject that is new says so itself.
            let Some(place) = known.get(subject.id.as_str()) else { continue };
            let then = before.and_then(|before| entry_text(before.cells.entry(*place)));
            let now = entry_text(column.cells.entry(row));
            if then != now {
                changed.push((subject, then, now));
            }
        }
        let name = to.set.indicator(&column.indicator).map_or(&column.indicator, |k| &to.set.indicators[k].name);
        if changed.len() > FEW {
            said.push(Said::of(Kind::Cells).on(name).on(column.period.to_string()).many(changed.len()));
            continue;
        }
        for (subject, then, now) in changed {
            let told = Said::of(kind_of(column.field)).on(name).on(&subject.name).on(column.period.to_string());
            said.push(told.change(then, now));
        }
    }
    for (key, column) in columns.into_iter().filter(|(key, _)| !met.contains(key)) {
        // Of an indicator that is gone nothing more needs to be said.
        if let Some(k) = to.set.indicator(key.0) {
            let told = column.cells.status.iter().filter(|status| **status != crate::model::Status::Missing).count();
            if told > 0 {
                said.push(Said::of(Kind::Cells).on(&to.set.indicators[k].name).on(key.1.to_string()).many(told));
            }
        }
    }
}

fn events(from: &Document, to: &Document, said: &mut Vec<Said>) {
    let mut left: Vec<_> = from.events.iter().collect();
    for event in &to.events {
        match left.iter().position(|before| *before == event) {
            Some(at) => {
                left.remove(at);
            }
            None => said.push(Said::of(Kind::EventAdded).on(&event.code).on(name_of(to, &event.subject))),
        }
    }
    for event in left {
        said.push(Said::of(Kind::EventRemoved).on(&event.code).on(name_of(from, &event.subject)));
    }
}

fn name_of(document: &Document, id: &str) -> String {
    super::apply::subject_name(document, id)
}

fn gradings(from: &Grading, to: &Grading, said: &mut Vec<Said>) {
    let told = said.len();
    for band in &to.scale.bands {
        let before = from.scale.bands.iter().find(|other| other.name == band.name).map(|other| other.minimum);
        if before != Some(band.minimum) {
            said.push(Said::of(Kind::Grades).on(&band.name).change(number(before), number(Some(band.minimum))));
        }
    }
    for band in from.scale.bands.iter().filter(|band| !to.scale.bands.iter().any(|other| other.name == band.name)) {
        said.push(Said::of(Kind::Grades).on(&band.name).change(number(Some(band.minimum)), None));
    }
    if from.quota != to.quota {
        said.push(Said::of(Kind::Quota).change(number(from.quota), number(to.quota)));
    }
    if from.caps != to.caps {
        said.push(Said::of(Kind::Caps));
    }
    if from.ties != to.ties {
        said.push(Said::of(Kind::Ties));
    }
    if from != to && said.len() == told {
        said.push(Said::of(Kind::Grading));
    }
}
