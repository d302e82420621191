//! How often an indicator is reported, where its list does not say it and the periods of its values do.

use super::cells::Remark;
use super::choices::{Kind, Role};
use super::columns::column_of;
use super::grid::blank;
use super::indicator_row::aggregation;
use super::sheet::Taken;
use super::taking::{Place, Taking};
use super::values::period_below;
use super::view::What;
use crate::model::{Cycle, Period};
use std::collections::{BTreeMap, BTreeSet};

/// Periods that were seen for an indicator, with the place of the first one below a year.
#[derive(Default)]
struct Seen {
    columns: BTreeSet<Period>,
    sheets: BTreeSet<Period>,
    first: Option<Place>,
}

/// Gives every indicator of this intake that has no cycle of its own that of its values, and says so.
pub(super) fn find(taking: &mut Taking, sheets: &[Taken]) {
    let new = taking.before.set.indicators.len();
    let mut all: BTreeMap<usize, Seen> = BTreeMap::new();
    for sheet in sheets.iter().filter(|sheet| sheet.taken) {
        let head = sheet.layout.head.map_or(0, |(_, last)| last);
        match sheet.kind {
            Kind::Values => wide(taking, sheet, head, &mut all),
            Kind::LongValues | Kind::Collection => rows(taking, sheet, head, &mut all),
            _ => {}
        }
    }
    for (at, seen) in all {
        if at < new || taking.cycled.contains(&at) {
            continue;
        }
        // One sheet of June may be what is known of the year so far; sheets of two months are months.
        let mut periods = seen.columns;
        if seen.sheets.len() > 1 && !seen.sheets.contains(&Period::Year) {
            periods.extend(seen.sheets);
        }
        // What is known of the whole year is not put together from its months.
        if periods.contains(&Period::Year) {
            continue;
        }
        let month = periods.iter().any(|period| matches!(period, Period::Month(_)));
        let quarter = periods.iter().any(|period| matches!(period, Period::Quarter(_)));
        // Months and quarters side by side are sums of each other: a person has to say which counts.
        let (cycle, word) = match (month, quarter) {
            (true, false) => (Cycle::Month, "月度"),
            (false, true) => (Cycle::Quarter, "季度"),
            _ => continue,
        };
        let indicator = &mut taking.next.set.indicators[at];
        indicator.cycle = cycle;
        indicator.aggregation = aggregation(indicator, true);
        let name = format!("{word} {}", indicator.name);
        if let Some((place, sheet)) =
            seen.first.and_then(|place| sheets.iter().find(|s| s.grid.place == place.sheet).map(|s| (place, s)))
        {
            taking.fault(&sheet.grid, place.row, place.column, Remark::note(What::ReadAs).with(&[&name]));
        }
    }
}

fn note(all: &mut BTreeMap<usize, Seen>, at: usize, column: Option<Period>, sheet: Option<Period>, place: Place) {
    let seen = all.entry(at).or_default();
    match (column, sheet) {
        (Some(period), _) => seen.columns.insert(period),
        (None, Some(period)) => seen.sheets.insert(period),
        (None, None) => return,
    };
    if column.or(sheet).is_some_and(|period| period != Period::Year) && seen.first.is_none() {
        seen.first = Some(place);
    }
}

fn wide(taking: &Taking, taken: &Taken, head: u32, all: &mut BTreeMap<usize, Seen>) {
    let written = written(taken);
    for column in &taken.columns {
        let Role::Value { indicator, period } = &column.role else { continue };
        let Some(at) = taking.index.indicator_code(indicator).or(taken.indicator) else { continue };
        let place = Place { sheet: taken.grid.place, row: head, column: column.column };
        if period.is_none() && !written.is_empty() {
            written.iter().for_each(|(_, period)| note(all, at, Some(*period), None, place));
        } else {
            let filled = |row: u32| taken.grid.at(row, column.column).is_some_and(|cell| !blank(cell));
            if *period != Some(Period::Year) || taken.rows().into_iter().any(filled) {
                note(all, at, *period, taken.period, place);
            }
        }
    }
}

/// The periods in the rows of a sheet.
fn written(taken: &Taken) -> Vec<(u32, Period)> {
    let Some(column) = column_of(&taken.columns, |role| *role == Role::Period) else { return Vec::new() };
    let read = |row: u32| {
        let cell = taken.grid.seen(row, column).filter(|cell| !blank(cell))?;
        Some((row, period_below(taken, column, cell)?))
    };
    taken.rows().into_iter().filter_map(read).collect()
}

fn rows(taking: &Taking, taken: &Taken, head: u32, all: &mut BTreeMap<usize, Seen>) {
    let of = |wanted: Role| column_of(&taken.columns, |role| *role == wanted);
    let (code, name) = (of(Role::IndicatorCode), of(Role::Indicator));
    let periods: BTreeMap<u32, Period> = written(taken).into_iter().collect();
    for row in taken.rows() {
        let by_code = code.and_then(|column| taking.index.indicator_code(&taken.grid.text(row, column)));
        let at = by_code.or_else(|| name.and_then(|column| taking.index.indicator(&taken.grid.text(row, column))));
        let Some(at) = at else { continue };
        for column in &taken.columns {
            let Role::Value { period, .. } = &column.role else { continue };
            let place = Place { sheet: taken.grid.place, row: head, column: column.column };
            if taken.grid.at(row, column.column).is_some_and(|cell| !blank(cell)) {
                note(all, at, period.or(periods.get(&row).copied()), taken.period, place);
            }
        }
    }
}
