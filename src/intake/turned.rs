//! A table that is turned round: a row for every indicator, a column for every subject.

use super::aims::period_of;
use super::cells::Remark;
use super::choices::Role;
use super::column_faults::other_year;
use super::columns::is_figure_word;
use super::grid::blank;
use super::rows::{nobody, of_all};
use super::sheet::Taken;
use super::subjects::named;
use super::taking::Taking;
use super::text::fold;
use super::values::{Cellwise, indicator_of, put_of};
use super::view::{ColumnFound, What};
use super::vocabulary::{meaning, period};
use crate::model::Field;

/// The columns that are subjects; empty: the table is not turned round.
pub(super) fn columns<'t>(taking: &Taking, taken: &'t Taken) -> Vec<&'t ColumnFound> {
    let bare = |column: &&ColumnFound| {
        let word = column.head.split('/').any(|part| meaning(part).is_some() || period(part).is_some());
        let owned = column.head.split('/').any(|part| taking.index.subject(part).is_some());
        // 平均 and 最高 beside the subjects are nobody, unless the list knows them.
        let lowest = fold(column.head.rsplit('/').next().unwrap_or_default());
        let named = owned || !(nobody(&lowest) || of_all(&lowest));
        let value = matches!(&column.role, Role::Value { indicator, period: None } if indicator.is_empty());
        // 甲局/目标 beside 甲局/完成, 甲局/1月 beside 甲局/2月.
        let beside = match &column.role {
            Role::Value { indicator, .. } | Role::OwnTarget { indicator, .. } => indicator.is_empty() && owned,
            role => *role == Role::Base && owned,
        };
        beside || value && named && (owned || (!word && column.sure < 100 && !is_figure_word(&column.head)))
    };
    let found: Vec<&ColumnFound> = taken.columns.iter().filter(bare).collect();
    // One column beside 填报单位：甲局 is what that unit filled in, unless it is called after a unit of the list.
    let listed = |column: &&ColumnFound| column.head.split('/').any(|part| taking.index.subject(part).is_some());
    let of_one = found.len() == 1 && super::sheet::filled_in_by(&taken.grid, &taken.layout).is_some();
    if of_one && !found.iter().any(listed) { Vec::new() } else { found }
}

/// Takes such a table; false: it is none.
pub(super) fn take(taking: &mut Taking, taken: &Taken) -> bool {
    let columns = columns(taking, taken);
    if columns.is_empty() {
        return false;
    }
    let grid = &taken.grid;
    let head = taken.layout.head.map_or(0, |(_, last)| last);
    let filled = |row: u32, column: u32| grid.at(row, column).is_some_and(|cell| !blank(cell));
    let rows: Vec<u32> =
        taken.rows().into_iter().filter(|row| columns.iter().any(|column| filled(*row, column.column))).collect();
    // 甲局/1-6月 is no value of the year.
    let lost = |column: &&ColumnFound| {
        let owned = column.head.split('/').any(|part| taking.index.subject(part).is_some());
        owned && column.role == Role::Nothing && column.sure < 70
    };
    let lost: Vec<u32> = taken.columns.iter().filter(lost).map(|column| column.column).collect();
    for column in lost {
        taking.fault(grid, head, column, Remark::warning(What::UnknownColumn).with(&["part"]));
    }
    let mut subjects = Vec::new();
    for column in columns {
        if let Some(remark) = other_year(taking, column) {
            taking.fault(grid, head, column.column, remark);
            continue;
        }
        let parts = || column.head.split('/');
        let known = parts().find_map(|part| taking.index.subject(part));
        let name = parts().next_back().unwrap_or_default();
        let near = if known.is_none() { taking.index.near_subject(name) } else { None };
        let near = near.map(|at| taking.next.subjects[at].name.clone()).filter(|near| fold(near) != fold(name));
        let subject = match (known, near) {
            (Some(at), _) => Some(at),
            (None, Some(near)) => {
                let remark = Remark::error(What::AlmostTheSame).with(&[&near]).suggest(near);
                taking.fault(grid, head, column.column, remark);
                None
            }
            (None, None) => {
                let made = named(taking, name, taken.category);
                if made.is_none() {
                    taking.fault(grid, head, column.column, Remark::error(What::NoSuchSubject));
                }
                made
            }
        };
        let (field, period) = match column.role {
            Role::OwnTarget { period, .. } => (Field::Target, period),
            Role::Value { period, .. } => (Field::Value, period),
            _ => (Field::Base, None),
        };
        subjects.push(Cellwise { row: 0, column: column.column, indicator: 0, field, period, subject });
    }
    for row in rows {
        let Some(indicator) = indicator_of(taking, taken, row) else { continue };
        for cell in subjects.iter().filter(|cell| filled(row, cell.column)) {
            if let (_, Some(remark)) = period_of(&taking.next.set.indicators[indicator], cell.period, None) {
                taking.fault(grid, row, cell.column, remark);
                continue;
            }
            put_of(taking, taken, &Cellwise { row, indicator, ..*cell });
        }
    }
    true
}
