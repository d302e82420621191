//! 数据表, 明细表, 采集表: values of subjects, in whatever shape they come.

use super::aims::{counting, meant_for, one_each, other_unit, period_of, shorter, unclear, unit_of_row, unsettled};
use super::cells::{Found, Remark, key, says_missing, target, value};
use super::choices::{Kind, Role};
use super::columns::column_of;
use super::compound::says_more;
use super::dated::Dates;
use super::grid::{Grid, blank, shown};
use super::grouped::{Groups, say_nowhere, somebody};
use super::indicator_row::TARGET_WORDS;
use super::sheet::Taken;
use super::subjects::{Keys, named};
use super::taking::{Place, Taking};
use super::target_rows::{fractions, target_rows};
use super::text::{alike, fold};
use super::view::{Grade, What};
use super::{column_faults, vocabulary, years};
use crate::model::written::per_hundred;
use crate::model::{Cycle, Entry, Field, Period};
use crate::sheets::workbook::address;
use crate::sheets::{Cell, Format, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Where the value of a cell goes.
#[derive(Clone, Copy)]
struct Aim {
    indicator: usize,
    period: Period,
    field: Field,
}

/// Takes a table of values.
pub(super) fn take(taking: &mut Taking, taken: &Taken) {
    let of_year = years::say(taking, taken);
    let head = taken.layout.head.map_or(0, |(_, last)| last);
    for doubt in &taken.doubts {
        taking.fault(&taken.grid, head, doubt.column, doubt.remark.clone());
    }
    column_faults::say(taking, taken);
    taking.counting.clear();
    if !of_year {
        return;
    }
    let before = taking.next.subjects.len();
    match taken.kind {
        Kind::Collection => {
            collection(taking, taken);
            if taking.next.subjects.len() > before && taken.category.is_none() {
                say_nowhere(taking, taken, taken.layout.heads.first().map_or(0, |head| head.column));
            }
        }
        Kind::LongValues => long(taking, taken),
        _ => wide(taking, taken),
    }
}

/// Subjects × indicators.
fn wide(taking: &mut Taking, taken: &Taken) {
    let grid = &taken.grid;
    let keys = Keys::of(taken);
    let period_column = column_of(&taken.columns, |role| *role == Role::Period);
    let aims = wide_aims(taking, taken);
    let mut seen: BTreeMap<(usize, Option<Period>), u32> = BTreeMap::new();
    let category_column = column_of(&taken.columns, |role| *role == Role::Category);
    let mut groups = Groups::of(taken);
    let mut dates = Dates::of(taken);
    let values = aims
        .iter()
        .filter(|(_, _, period, field)| *field == Field::Value && period.is_none_or(|period| period == Period::Year));
    // First, for what is wanted tells a fraction from a percentage.
    target_rows(taking, taken, keys.column(), values.map(|(column, at, ..)| (*column, *at)).collect());
    taking.counting.clear();
    fractions(taking, taken, aims.iter().filter(|(.., field)| *field == Field::Value).map(|(c, at, ..)| (*c, *at)));
    let often =
        aims.iter().any(|(_, at, own, _)| own.is_none() && taking.next.set.indicators[*at].cycle != Cycle::Year);
    let (mut people, mut lost) = (BTreeSet::new(), false);
    for row in taken.rows() {
        if taken.is_blank(row) || groups.begins(taken, row, &taking.index) {
            continue;
        }
        let category = category_column.and_then(|column| taking.index.category(&grid.text(row, column)));
        // Cells of a row about nobody are looked at all the same: all that is wrong is said at once.
        let subject = somebody(taking, taken, row, keys, &mut groups);
        let Ok(written) = dates.at(taking, taken, row, often) else { continue };
        if let (Some(column), Some(found), Some(at)) = (category_column, category, subject) {
            other_category(taking, grid, (row, column), found, at);
        }
        people.extend(subject);
        // Said already, and not missing.
        lost |= subject.is_none();
        let key = subject.map(|subject| (subject, written));
        if let Some(first) = key.and_then(|key| seen.get(&key).copied()) {
            let first = address(first, keys.column());
            taking.fault(grid, row, keys.column(), Remark::error(What::Twice).with(&[&first]));
            continue;
        }
        seen.extend(key.map(|key| (key, row)));
        for (column, indicator, own, field) in &aims {
            let Some(cell) = grid.at(row, *column) else { continue };
            let explicit = own.or(written);
            let indicator = subject.map_or(*indicator, |subject| meant_for(taking, *indicator, subject));
            let (period, remark) = period_of(&taking.next.set.indicators[indicator], explicit, taken.period);
            let place = Place { sheet: grid.place, row, column: *column };
            let aim = Aim { indicator, period, field: *field };
            if let (Some(remark), Some(column), false) = (remark, period_column.filter(|_| own.is_none()), blank(cell))
            {
                taking.fault(grid, row, column, remark);
                continue;
            }
            put(taking, taken, cell, place, &aim, subject);
        }
    }
    if !lost && !aims.is_empty() {
        column_faults::say_missing(taking, taken, keys.column(), &people);
    }
}

/// Says where a table of values puts a subject into another category than its list.
fn other_category(taking: &mut Taking, grid: &Grid, (row, column): (u32, u32), found: usize, subject: usize) {
    let own = taking.next.subjects[subject].category.clone();
    if taking.next.categories[found].id == own {
        return;
    }
    let name = taking.next.categories.iter().find(|c| c.id == own).map_or(own.as_str(), |c| c.name.as_str());
    let remark = Remark::warning(What::Contradiction).with(&["单位名单", name]);
    taking.fault(grid, row, column, remark);
}

/// The columns of values with their indicators; periods that do not fit are said at the heading.
fn wide_aims(taking: &mut Taking, taken: &Taken) -> Vec<(u32, usize, Option<Period>, Field)> {
    let mut aims: Vec<(u32, usize, Option<Period>, Field)> = Vec::new();
    let mut seen = BTreeSet::new();
    for column in &taken.columns {
        let (id, period, field) = match &column.role {
            Role::Value { indicator, period } => (indicator.clone(), *period, Field::Value),
            Role::OwnTarget { indicator, period } => (indicator.clone(), *period, Field::Target),
            Role::Base => {
                let id = column_faults::based(taking, taken, column).unwrap_or_default();
                (id, None, Field::Base)
            }
            _ => continue,
        };
        let Some(at) = taking.index.indicator_code(&id).or(taken.indicator.filter(|_| id.is_empty())) else { continue };
        let unclear = !unsettled(taking, column).is_empty()
            || other_unit(taking, taken, column).is_some_and(|(.., grade)| grade == Grade::Error)
            || column_faults::other_year(taking, column).is_some();
        if unclear || !seen.insert((at, period, field)) {
            continue;
        }
        if let (_, Some(remark)) = period_of(&taking.next.set.indicators[at], period, None) {
            let head = taken.layout.head.map_or(0, |(_, last)| last);
            // It would be written where nothing counts it.
            taking.fault(&taken.grid, head, column.column, remark);
            continue;
        }
        aims.push((column.column, at, period, field));
    }
    aims
}

/// The period of a cell: a word, or a date.
pub(super) fn period_in(cell: &Cell) -> Option<Period> {
    if let (Value::Number(serial), Format::Date | Format::Moment) = (&cell.value, cell.format) {
        return super::grid::day(*serial).map(|(_, month, _)| Period::Month(month));
    }
    vocabulary::period(&shown(cell))
}

/// The period of a cell below a heading: 9 below 月份 is September.
pub(super) fn period_below(taken: &Taken, column: u32, cell: &Cell) -> Option<Period> {
    period_in(cell).or_else(|| {
        let head = taken.columns.iter().find(|found| found.column == column).map(|found| fold(&found.head))?;
        let number: u8 = fold(&shown(cell)).parse().ok()?;
        match number {
            1..=12 if head.contains('月') || head == "month" => Some(Period::Month(number)),
            1..=4 if head.contains('季') || head == "quarter" => Some(Period::Quarter(number)),
            _ => None,
        }
    })
}

/// The period of a row, or what is wrong with it said: no period, or one of another year.
pub(super) fn period_at(taking: &mut Taking, taken: &Taken, row: u32, column: u32, cell: &Cell) -> Option<Period> {
    let found = period_below(taken, column, cell);
    let wrong = match found {
        None => Some(Remark::error(What::NoSuchPeriod)),
        Some(_) => years::other(taking.year, &shown(cell)).map(|remark| Remark { grade: Grade::Error, ..remark }),
    };
    match wrong {
        Some(remark) => {
            taking.fault(&taken.grid, row, column, remark);
            None
        }
        None => found,
    }
}

/// Reads a cell and puts what it says where it belongs.
fn put(taking: &mut Taking, taken: &Taken, cell: &Cell, place: Place, aim: &Aim, subject: Option<usize>) {
    let (row, column) = (place.row, place.column);
    if blank(cell) {
        return;
    }
    let counting = counting(taking, aim.indicator, aim.field);
    if counting.asked
        && let Some(answers) = answers(cell)
    {
        for (level, count) in answers.into_iter().enumerate() {
            let field = Field::Answers(level as u8);
            write(taking, taken, &Aim { field, ..*aim }, subject, Entry::scored(count), place);
        }
        return;
    }
    if aim.field == Field::Target {
        own_target(taking, taken, cell, place, aim, subject);
        return;
    }
    let (found, remark) = value(cell, &counting.measure());
    if let Some(remark) = remark {
        taking.fault(&taken.grid, row, column, remark);
    }
    let Found::Entry(entry) = found else { return };
    if let Some(scale) = counting.scale.filter(|scale| entry.number < 0.0 || entry.number > *scale) {
        let most = super::grid::plain(scale);
        taking.fault(&taken.grid, row, column, Remark::error(What::OutOfScale).with(&["0", &most]));
        return;
    }
    write(taking, taken, aim, subject, entry, place);
}

/// Writes a value of somebody who is known and whose own row is in order.
fn write(taking: &mut Taking, taken: &Taken, aim: &Aim, subject: Option<usize>, entry: Entry, place: Place) {
    let Some(subject) = subject.filter(|at| !taking.held.contains(at)) else { return };
    if let Err(other) = taking.put(aim.indicator, aim.period, aim.field, subject, entry, place) {
        taking.say_contradiction(&taken.grid, place, other);
    }
}

/// Five counts of answers: 60/30/8/1/1.
fn answers(cell: &Cell) -> Option<Vec<f64>> {
    let Value::Text(text) = &cell.value else { return None };
    let folded = fold(text);
    let counts: Option<Vec<f64>> =
        folded.split(['/', ',', ';']).map(|part| part.parse::<u32>().ok().map(f64::from)).collect();
    counts.filter(|counts| counts.len() == 5)
}

/// A subject's own target; one that is everybody's is not repeated.
fn own_target(taking: &mut Taking, taken: &Taken, cell: &Cell, place: Place, aim: &Aim, subject: Option<usize>) {
    let indicator = &taking.next.set.indicators[aim.indicator];
    let percent = per_hundred(&indicator.unit, &indicator.rule.method, &indicator.rule.parameters, Field::Target);
    let growth = indicator.rule.method == "growth";
    let read = match target(cell, &indicator.unit, percent, growth) {
        // The target of the list, repeated in a collection sheet, is nothing new.
        Ok(found) if !found.words.is_empty() => {
            let kept = indicator.other.get(TARGET_WORDS).map(|words| fold(words));
            if kept != Some(fold(&found.words)) {
                let remark = Remark::warning(What::InWords).with(&["own"]);
                taking.fault(&taken.grid, place.row, place.column, remark);
            }
            return;
        }
        Ok(found) => found.value,
        Err(remark) => {
            taking.fault(&taken.grid, place.row, place.column, remark);
            return;
        }
    };
    let Some(number) = read else { return };
    let known = taking.next.observations.column(&indicator.id, aim.period, Field::Target).is_some();
    if indicator.target == Some(number) && !known {
        return;
    }
    write(taking, taken, aim, subject, Entry::scored(number), place);
}

/// The indicator that a row names; what is wrong with it is said.
pub(super) fn indicator_of(taking: &mut Taking, taken: &Taken, row: u32) -> Option<usize> {
    let grid = &taken.grid;
    let name_column = column_of(&taken.columns, |role| *role == Role::Indicator);
    let code_column = column_of(&taken.columns, |role| *role == Role::IndicatorCode);
    let read = |column: Option<u32>| column.and_then(|column| grid.seen(row, column)).map(key);
    let shown_at = name_column.or(code_column).unwrap_or(0);
    let (code, name) = match (read(code_column), read(name_column)) {
        (Some(Err(remark)), _) => {
            taking.fault(grid, row, code_column.unwrap_or(0), remark);
            return None;
        }
        (_, Some(Err(remark))) => {
            taking.fault(grid, row, shown_at, remark);
            return None;
        }
        (code, name) => (code.and_then(Result::ok).unwrap_or_default(), name.and_then(Result::ok).unwrap_or_default()),
    };
    let by_code = if code.is_empty() { None } else { taking.index.indicator_code(&code) };
    let shared = taking.index.is_shared(&name);
    let beside: Vec<String> =
        taken.columns.iter().filter(|_| shared).map(|column| grid.text(row, column.column)).collect();
    let beside: Vec<&str> = beside.iter().map(String::as_str).collect();
    let candidates = if by_code.is_some() || !shared { Vec::new() } else { taking.index.unsettled(&name, &beside) };
    if !candidates.is_empty() && !one_each(taking, &candidates) {
        let remark = unclear(taking, &candidates);
        taking.fault(grid, row, shown_at, remark);
        return None;
    }
    let below = if shared { taking.index.indicator_below(&name, &beside) } else { None };
    let by_name = below.or_else(|| taking.index.indicator(&name));
    match (by_code, by_name) {
        (Some(one), Some(other)) if one != other && fold(&taking.next.set.indicators[one].name) != fold(&name) => {
            let known = taking.next.set.indicators[one].name.clone();
            let remark = Remark::error(What::CodeAndName).with(&[&code, &known]).suggest(known.clone());
            taking.fault(grid, row, shown_at, remark);
            None
        }
        (Some(one), None) if !name.is_empty() && fold(&taking.next.set.indicators[one].name) != fold(&name) => {
            let known = taking.next.set.indicators[one].name.clone();
            let near = alike(&known, &name);
            let remark = match near {
                true => Remark::warning(What::AlmostTheSame).with(&[&known]),
                false => Remark::error(What::CodeAndName).with(&[&code, &known]),
            };
            taking.fault(grid, row, shown_at, remark.suggest(known));
            near.then_some(one)
        }
        // 税收收入（目标值）, 税收收入（上半年） in a row: of the indicator, and not what the year came to.
        (None, Some(_)) if !taking.index.has_name(&name) && says_more(&name) => {
            taking.fault(grid, row, shown_at, Remark::error(What::NoSuchIndicator));
            None
        }
        (Some(one), _) | (None, Some(one)) => Some(one),
        (None, None) if code.is_empty() && name.is_empty() => {
            taking.fault(grid, row, shown_at, Remark::error(What::NoKey));
            None
        }
        (None, None) => {
            let near = taking.index.near_indicator(&name).map(|at| taking.next.set.indicators[at].name.clone());
            let remark = match near {
                Some(near) => Remark::error(What::AlmostTheSame).with(&[&near]).suggest(near.clone()),
                None => Remark::error(What::NoSuchIndicator),
            };
            taking.fault(grid, row, shown_at, remark);
            None
        }
    }
}

/// Columns of values in a table that names the indicator in its rows.
fn row_aims(taking: &Taking, taken: &Taken) -> Vec<(u32, Option<Period>, Field)> {
    let of = |column: &super::view::ColumnFound| match &column.role {
        Role::Value { period, .. } => Some((column.column, *period, Field::Value)),
        Role::OwnTarget { period, .. } => Some((column.column, *period, Field::Target)),
        Role::Base => Some((column.column, None, Field::Base)),
        _ => None,
    };
    taken.columns.iter().filter(|column| column_faults::other_year(taking, column).is_none()).filter_map(of).collect()
}

/// Whether any value stands in a row.
fn has_values(taken: &Taken, row: u32, aims: &[(u32, Option<Period>, Field)]) -> bool {
    let filled = |column: u32| taken.grid.at(row, column).is_some_and(|cell| !blank(cell));
    aims.iter().any(|(column, ..)| filled(*column))
}

/// One row per subject, indicator and period.
fn long(taking: &mut Taking, taken: &Taken) {
    let grid = &taken.grid;
    let keys = Keys::of(taken);
    let aims = row_aims(taking, taken);
    let period_column = column_of(&taken.columns, |role| *role == Role::Period);
    let mut groups = Groups::of(taken);
    let mut dates = Dates::of(taken);
    for row in taken.rows() {
        if taken.is_blank(row) || !has_values(taken, row, &aims) {
            continue;
        }
        let subject = somebody(taking, taken, row, keys, &mut groups);
        let indicator = indicator_of(taking, taken, row);
        let often = indicator.is_some_and(|at| taking.next.set.indicators[at].cycle != Cycle::Year);
        let Ok(written) = dates.at(taking, taken, row, often) else { continue };
        let Some(at) = indicator else { continue };
        let (_, remark) = period_of(&taking.next.set.indicators[at], written, None);
        if let (Some(remark), Some(column)) = (remark, period_column) {
            taking.fault(grid, row, column, remark);
        }
        rowwise(taking, taken, row, &aims, (subject, at, written));
    }
}

fn rowwise(
    taking: &mut Taking,
    taken: &Taken,
    row: u32,
    aims: &[(u32, Option<Period>, Field)],
    (subject, at, written): (Option<usize>, usize, Option<Period>),
) {
    let at = subject.map_or(at, |subject| meant_for(taking, at, subject));
    for (column, own, field) in aims {
        let Some(cell) = taken.grid.at(row, *column) else { continue };
        let indicator = &taking.next.set.indicators[at];
        let (period, outside) = period_of(indicator, own.or(written), taken.period);
        // Said by the caller.
        if outside.is_some() && (own.is_none() || taken.kind == Kind::Collection) {
            continue;
        }
        if let Some(remark) = shorter(taken, *column, indicator.cycle).filter(|_| !blank(cell)) {
            taking.fault(&taken.grid, row, *column, remark);
            continue;
        }
        if let Some(remark) = unit_of_row(taken, row, *column, &indicator.unit, cell) {
            let wrong = remark.grade == Grade::Error;
            // One word for another is said once of each indicator.
            if wrong || taking.loose.insert((taken.grid.place, at)) {
                taking.fault(&taken.grid, row, *column, remark);
            }
            if wrong {
                continue;
            }
        }
        let place = Place { sheet: taken.grid.place, row, column: *column };
        put(taking, taken, cell, place, &Aim { indicator: at, period, field: *field }, subject);
    }
}

/// A cell of a table that is turned round.
#[derive(Clone, Copy)]
pub(super) struct Cellwise {
    pub row: u32,
    pub column: u32,
    pub indicator: usize,
    pub field: Field,
    pub period: Option<Period>,
    pub subject: Option<usize>,
}

/// Takes one value.
pub(super) fn put_of(taking: &mut Taking, taken: &Taken, cell: &Cellwise) {
    let aims = [(cell.column, cell.period, cell.field)];
    rowwise(taking, taken, cell.row, &aims, (cell.subject, cell.indicator, None));
}

/// What one subject filled in.
fn collection(taking: &mut Taking, taken: &Taken) {
    if super::turned::take(taking, taken) {
        return;
    }
    let grid = &taken.grid;
    let aims = row_aims(taking, taken);
    let rows: Vec<u32> =
        taken.rows().into_iter().filter(|row| !taken.is_blank(*row) && has_values(taken, *row, &aims)).collect();
    let subject =
        taken.subject.or_else(|| if rows.is_empty() { None } else { named(taking, &taken.named, taken.category) });
    let Some(subject) = subject else {
        if !rows.is_empty() {
            let row = taken.layout.head.map_or(0, |(first, _)| first);
            let column = taken.columns.first().map_or(0, |column| column.column);
            taking.fault(grid, row, column, Remark::error(What::NoSuchSubject));
        }
        return;
    };
    for row in rows {
        // Only a target, echoed from the list: nothing was filled in.
        let empty = aims.iter().all(|(column, _, field)| {
            *field == Field::Target
                || grid.at(row, *column).is_none_or(|cell| blank(cell) || says_missing(&shown(cell)))
        });
        let near = column_of(&taken.columns, |role| *role == Role::Indicator).map(|column| grid.text(row, column));
        if empty && near.is_some_and(|name| taking.index.indicator(&name).is_none()) {
            continue;
        }
        let Some(at) = indicator_of(taking, taken, row) else { continue };
        for (column, own, _) in &aims {
            if let (_, Some(remark)) = period_of(&taking.next.set.indicators[at], *own, None) {
                let filled = grid.at(row, *column).is_some_and(|cell| !blank(cell));
                if filled {
                    taking.fault(grid, row, *column, remark);
                }
            }
        }
        rowwise(taking, taken, row, &aims, (Some(subject), at, None));
    }
}
