//! Rows of a table of values that are of nobody, and say what is wanted: 目标值 among the subjects.

use super::cells::{Remark, target};
use super::grid::{blank, plain};
use super::sheet::Taken;
use super::taking::Taking;
use super::text::fold;
use super::view::{Grade, What};
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
