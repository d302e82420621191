//! Rows of a table of values that are of nobody, and say what is wanted: 目标值 among the subjects; and columns of
//! percentages of which nothing is wanted, that may hold fractions.

use super::aims::counting;
use super::cells::{Remark, a_fraction, target};
use super::grid::{blank, plain, shifted, shown};
use super::sheet::Taken;
use super::taking::Taking;
use super::text::fold;
use super::view::{Grade, What};
use crate::edit::typed;
use crate::model::Field;
use crate::model::written::per_hundred;

/// A row 目标值 among the subjects: the target of every indicator that has none, and no other than it has.
pub(super) fn target_rows(taking: &mut Taking, taken: &Taken, key: u32, aims: Vec<(u32, usize)>) {
    const WORDS: [&str; 8] = ["目标值", "目标", "年度目标", "年度目标值", "全年目标", "考核目标", "计划数", "目标数"];
    let Some((_, last)) = taken.layout.head else { return };
    for row in taken.grid.sheet.rows.iter().map(|row| row.row).filter(|row| *row > last) {
        if !WORDS.contains(&fold(&taken.grid.own(row, key)).as_str()) {
            continue;
        }
        for (column, at) in &aims {
            let Some(cell) = taken.grid.at(row, *column).filter(|cell| !blank(cell)) else { continue };
            let indicator = &taking.next.set.indicators[*at];
            let rule = &indicator.rule;
            let percent = per_hundred(&indicator.unit, &rule.method, &rule.parameters, Field::Target);
            let remark = match (target(cell, &indicator.unit, percent, rule.method == "growth"), indicator.target) {
                (Ok(found), None) if found.value.is_some() => {
                    let remark = Remark::note(What::ReadAs).with(&[&format!("{} 目标值", indicator.name)]);
                    taking.next.set.indicators[*at].target = found.value;
                    remark
                }
                (Ok(found), Some(known)) if found.value.is_some_and(|value| value != known) => {
                    Remark::warning(What::Contradiction).with(&[&indicator.name, &plain(known)])
                }
                (Ok(_), _) => continue,
                (Err(remark), _) => Remark { grade: Grade::Warning, ..remark },
            };
            taking.fault(&taken.grid, row, *column, remark);
        }
    }
}

/// Notes the numbers up to 1 in columns of percentages where some cells have their percent sign, or where nothing is
/// above 1 nor small: 0.96 may be 96 % there. Against a target it is told cell by cell.
pub(super) fn fractions(taking: &mut Taking, taken: &Taken, aims: impl Iterator<Item = (u32, usize)>) {
    for (column, at) in aims {
        // The lines of a rule are wanted too.
        let target = counting(taking, at, Field::Value).measure().target;
        let indicator = &taking.next.set.indicators[at];
        let counted = indicator.unit.trim() == "%" && indicator.rule.method != "growth";
        if !counted || target.is_some_and(|target| target >= 10.0) {
            continue;
        }
        let read = |row: u32| {
            let text = shown(taken.grid.at(row, column)?);
            Some((row, typed::number(&text, true)?, text.contains(['%', '％'])))
        };
        let all: Vec<(u32, f64, bool)> = taken.rows().into_iter().filter_map(read).collect();
        let small = |(_, number, percent): &(u32, f64, bool)| !percent && *number > 0.0 && *number <= 1.0;
        // 0.96 beside 2.5% is more likely 0.96%.
        let largest = all.iter().filter(|(.., percent)| *percent).fold(0.0, |most: f64, one| most.max(one.1));
        let beside = |number: f64| shifted(number, 2) <= largest * 3.0;
        let alone = target.is_none() && all.iter().all(|one| small(one) && one.1 > 0.5);
        for (row, number, _) in all.iter().filter(|one| small(one) && (alone || beside(one.1))) {
            let remark = Remark { grade: Grade::Note, ..a_fraction(*number) };
            taking.fault(&taken.grid, *row, column, remark);
        }
    }
}
