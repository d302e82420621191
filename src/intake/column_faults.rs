//! What is wrong with the columns of a table of values: not known, almost known, there twice, in another unit or year.

use super::aims::{other_unit, unclear, unsettled};
use super::cells::Remark;
use super::choices::{Kind, Role};
use super::compound::{compound, is_partial};
use super::grid::blank;
use super::sheet::Taken;
use super::taking::Taking;
use super::text::fold;
use super::view::{ColumnFound, RowFound, What};
use super::vocabulary::{Meaning, meaning};
use super::years;
use crate::model::Standing;
use crate::sheets::workbook::address;
use std::collections::{BTreeMap, BTreeSet};

/// Says which columns are not known, almost known, or there twice.
pub(super) fn say(taking: &mut Taking, taken: &Taken) {
    let Some((_, head)) = taken.layout.head else { return };
    let grid = &taken.grid;
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let turned = taken.kind == Kind::Collection && !super::turned::columns(taking, taken).is_empty();
    // Where nothing is taken, what only comes with values is named too: 得分, 总分.
    let idle = !taken.columns.iter().any(|column| matches!(column.role, Role::Value { .. } | Role::OwnTarget { .. }));
    let figures = |column: &ColumnFound| column.sample.iter().any(|text| text.parse::<f64>().is_ok());
    for column in taken.columns.iter().filter(|_| !turned) {
        // The lowest row of the heading that holds something there: the cell to be mended.
        let first = taken.layout.head.map_or(head, |(first, _)| first);
        let own = |row: &u32| taking.index.indicator(&grid.own(*row, column.column)).is_some();
        let filled = |row: &u32| !grid.own(*row, column.column).is_empty();
        let row = (first..=head).find(own).or_else(|| (first..=head).find(filled)).unwrap_or(head);
        if let Some(remark) = other_year(taking, column) {
            let of_year = |row: &u32| years::other(taking.year, &grid.text(*row, column.column)).is_some();
            let row = (first..=head).find(of_year).unwrap_or(row);
            taking.fault(grid, row, column.column, remark);
            continue;
        }
        let candidates = unsettled(taking, column);
        if !candidates.is_empty() {
            let remark = unclear(taking, &candidates);
            taking.fault(grid, row, column.column, remark);
            continue;
        }
        if let Some((told, wanted, grade)) = other_unit(taking, taken, column) {
            let remark = Remark { grade, ..Remark::error(What::OtherUnit) }.with(&[&told, &wanted]);
            taking.fault(grid, row, column.column, remark);
        }
        match &column.role {
            Role::Value { .. } | Role::OwnTarget { .. }
                if column.sure < 100 || matches!(column.role, Role::Value { .. }) =>
            {
                let same = format!("{:?}", column.role);
                if let Some(other) = seen.get(&same) {
                    let other = address(row, *other);
                    taking.fault(grid, row, column.column, Remark::error(What::SameColumn).with(&[&other]));
                } else {
                    seen.insert(same, column.column);
                }
            }
            Role::Nothing if taken.kind == Kind::Values && (column.sure < 70 || (idle && figures(column))) => {
                if !any_below(taken, column.column) || (!idle && is_result(&grid.own(row, column.column))) {
                    continue;
                }
                // 税收收入1-6月累计 is not 税收收入, and must not be made so by pressing a button.
                let row = (first..=head).rev().find(filled).unwrap_or(head);
                let heading = grid.own(row, column.column);
                let other = is_partial(&heading) || heading.chars().any(|letter| letter.is_ascii_digit());
                let near = if other { None } else { taking.index.near_indicator(&heading) };
                let remark = match near.map(|at| taking.next.set.indicators[at].name.clone()) {
                    Some(name) if !idle || column.sure < 70 => {
                        Remark::error(What::AlmostTheSame).with(&[&name]).suggest(name.clone())
                    }
                    _ => Remark::warning(What::UnknownColumn),
                };
                taking.fault(grid, row, column.column, remark);
            }
            Role::Base if taken.kind == Kind::Values && taken.indicator.is_none() => {
                if any_below(taken, column.column) && based(taking, taken, column).is_none() {
                    taking.fault(grid, row, column.column, Remark::warning(What::UnknownColumn));
                }
            }
            _ => {}
        }
    }
}

/// The indicator (its id) that a column of last year's values is of: the one that its heading names; below 上年值 and
/// nothing else, the one of the column on its left. A column that nobody knows in between may be what is meant.
pub(super) fn based(taking: &Taking, taken: &Taken, column: &ColumnFound) -> Option<String> {
    let of = |part: &str| taking.index.indicator(part).or_else(|| compound(part, &taking.index)?.indicator);
    if let Some(at) = column.head.split('/').find_map(of) {
        return Some(taking.next.set.indicators[at].id.clone());
    }
    let lowest = column.head.rsplit('/').next().unwrap_or_default();
    let bare = meaning(lowest).is_some_and(|(meaning, sure)| meaning == Meaning::Base && sure >= 90);
    if !bare && column.sure < 100 {
        return None;
    }
    let left = taken.columns.iter().rev().skip_while(|other| other.column >= column.column);
    left.take_while(|other| other.role != Role::Nothing || other.sure >= 70).find_map(|other| match &other.role {
        Role::Value { indicator, .. } | Role::OwnTarget { indicator, .. } => Some(indicator.clone()),
        _ => None,
    })
}

/// A column of values whose heading names another year: 2024年 beside 2025年.
pub(super) fn other_year(taking: &Taking, column: &ColumnFound) -> Option<Remark> {
    let values = matches!(column.role, Role::Value { .. } | Role::OwnTarget { .. }) && column.sure < 100;
    years::other(taking.year, &column.head).filter(|_| values)
}

/// 信访件数得分, 总排名: what was computed from values, and is computed again here.
fn is_result(head: &str) -> bool {
    let folded = fold(head);
    let plain = folded.split('(').next().unwrap_or_default();
    ["得分", "得分率", "排名", "名次", "位次", "排序"].iter().any(|end| plain.ends_with(end))
}

fn any_below(taken: &Taken, column: u32) -> bool {
    let mut rows = taken.grid.sheet.rows.iter().zip(&taken.layout.kinds).filter(|(_, kind)| **kind == RowFound::Data);
    rows.any(|(row, _)| taken.grid.at(row.row, column).is_some_and(|cell| !blank(cell)))
}

/// Says which subjects a table of most of them has no row for.
pub(super) fn say_missing(taking: &mut Taking, taken: &Taken, key: u32, seen: &BTreeSet<usize>) {
    let of_table = |at: &usize| {
        let subject = &taking.next.subjects[*at];
        let category = taken.category.and_then(|at| taking.next.categories.get(at));
        category.is_none_or(|category| category.id == subject.category) && subject.standing != Standing::Source
    };
    let wanted: Vec<usize> = (0..taking.next.subjects.len()).filter(of_table).collect();
    let absent: Vec<&str> = wanted
        .iter()
        .filter(|at| !seen.contains(at) && !taking.held.contains(at))
        .map(|at| taking.next.subjects[*at].name.as_str())
        .collect();
    if absent.is_empty() || absent.len() * 2 > wanted.len() {
        return;
    }
    let count = absent.len().to_string();
    let names: Vec<&str> = absent.into_iter().take(5).collect();
    let row = taken.layout.head.map_or(0, |(_, last)| last);
    let remark = Remark::warning(What::NotAll).with(&[&count, &names.join("、")]);
    taking.fault(&taken.grid, row, key, remark);
}
