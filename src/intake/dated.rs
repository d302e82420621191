//! The period of a row in a table that has a column of them: its own, or that of the row above where one cell stands for
//! several rows. What is reported every month goes into no month that nobody named.

use super::cells::Remark;
use super::choices::Role;
use super::columns::{Seen, column_of};
use super::grid::{Grid, blank};
use super::rows::Layout;
use super::sheet::Taken;
use super::taking::Taking;
use super::text::fold;
use super::values::period_at;
use super::view::What;
use super::vocabulary::Meaning;
use super::years::period_named;
use crate::model::{Cycle, Document, Period};

/// 2025年3月 below 日期 is a period where all that the table may be of is reported every month, and its names tell none; a
/// day is when it was written down.
pub(super) fn months(grid: &Grid, layout: &Layout, document: &Document, seen: &mut [Seen]) {
    let all = &document.set.indicators;
    let own: Vec<usize> = seen.iter().filter_map(|s| s.indicator).collect();
    let mut of_table = all.iter().enumerate().filter(|(at, _)| own.is_empty() || own.contains(at));
    let mut names = layout.above.iter().map(String::as_str).chain([grid.sheet.name.as_str(), grid.book]);
    let named = names.any(|text| period_named(text).is_some_and(|period| period != Period::Year))
        || seen.iter().any(|s| s.meaning == Some(Meaning::Period));
    let dates = |s: &&mut Seen| s.meaning == Some(Meaning::Date) && fold(&s.head) == "日期" && s.below.months == 100;
    if let (false, true, Some(s)) = (named, of_table.all(|(_, i)| i.cycle == Cycle::Month), seen.iter_mut().find(dates))
    {
        s.meaning = Some(Meaning::Period);
    }
}

/// Where in a column of periods its rows stand.
pub(super) struct Dates {
    column: Option<u32>,
    /// Of the last row that has its own, as it is written.
    above: Option<(Period, String)>,
    /// Whether the row before had none either: what is to be said is said already.
    going_on: bool,
    /// Whether neighbouring rows repeat their period: one that is blank was forgotten.
    each: bool,
}

impl Dates {
    pub fn of(taken: &Taken) -> Dates {
        let column = column_of(&taken.columns, |role| *role == Role::Period);
        let own = |row: &u32| column.map(|column| taken.grid.text(*row, column)).unwrap_or_default();
        let all: Vec<String> = taken.rows().iter().map(own).collect();
        let each = all.windows(2).any(|pair| !pair[0].is_empty() && pair[0] == pair[1]);
        Dates { column, above: None, going_on: false, each }
    }

    /// The period that the next row says; none: that of the table. Err: what is wrong with it was said. `often`: whether
    /// it is about what is reported more often than once a year.
    pub fn at(&mut self, taking: &mut Taking, taken: &Taken, row: u32, often: bool) -> Result<Option<Period>, ()> {
        let Some(column) = self.column else { return Ok(None) };
        if let Some(cell) = taken.grid.seen(row, column).filter(|cell| !blank(cell)) {
            let found = period_at(taking, taken, row, column, cell);
            self.above = found.map(|found| (found, taken.grid.text(row, column)));
            self.going_on = false;
            return found.map(Some).ok_or(());
        }
        if !often || !matches!(taken.period, None | Some(Period::Year)) {
            return Ok(None);
        }
        match &self.above {
            Some((period, word)) if !self.each => {
                if !std::mem::replace(&mut self.going_on, true) {
                    taking.fault(&taken.grid, row, column, Remark::note(What::ReadAs).with(&[word]));
                }
                Ok(Some(*period))
            }
            _ => {
                let heading =
                    taken.columns.iter().find(|found| found.column == column).map(|found| found.head.as_str());
                let remark = Remark::error(What::Lacking).with(&[heading.unwrap_or_default()]);
                taking.fault(&taken.grid, row, column, remark);
                Err(())
            }
        }
    }
}
