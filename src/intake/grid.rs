//! A sheet as it is looked at: with what was mended, and with merged cells seen as people see them.

use super::choices::Correction;
use crate::sheets::{Cell, Format, Row, Sheet, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Most covered cells that are looked through: a file must not promise more than it holds.
const MOST_COVERED: usize = 400_000;

/// A sheet among all that were given.
pub(super) struct Grid<'a> {
    /// Its place over all books.
    pub place: u32,
    pub book: &'a str,
    pub sheet: Cow<'a, Sheet>,
    /// Covered cells, and the cell that is shown in their place.
    covered: BTreeMap<(u32, u32), (u32, u32)>,
}

impl<'a> Grid<'a> {
    pub fn new(place: u32, book: &'a str, sheet: &'a Sheet, corrections: &[Correction]) -> Grid<'a> {
        let mut sheet = Cow::Borrowed(sheet);
        for correction in corrections.iter().filter(|correction| correction.sheet == place) {
            mend(sheet.to_mut(), correction);
        }
        let covered = covered(&sheet);
        Grid { place, book, sheet, covered }
    }

    /// What stands in a cell itself.
    pub fn at(&self, row: u32, column: u32) -> Option<&Cell> {
        self.sheet.at(row, column)
    }

    /// What people see in a cell: its own, or that of the merged cell it is part of.
    pub fn seen(&self, row: u32, column: u32) -> Option<&Cell> {
        match self.covered.get(&(row, column)) {
            Some((row, column)) => self.at(*row, *column),
            None => self.at(row, column),
        }
    }

    /// The text that people see in a cell.
    pub fn text(&self, row: u32, column: u32) -> String {
        self.seen(row, column).map(shown).unwrap_or_default()
    }

    /// The text of a cell itself.
    pub fn own(&self, row: u32, column: u32) -> String {
        self.at(row, column).map(shown).unwrap_or_default()
    }

    /// The last row of the merged cell that begins here or covers this cell; the row itself where there is none.
    pub fn reaches(&self, row: u32, column: u32) -> u32 {
        self.sheet
            .merged
            .iter()
            .filter(|r| (r.first_row..=r.last_row).contains(&row))
            .filter(|r| (r.first_column..=r.last_column).contains(&column))
            .map(|r| r.last_row)
            .max()
            .unwrap_or(row)
    }
}

/// Puts what a person typed into a cell.
fn mend(sheet: &mut Sheet, correction: &Correction) {
    let cell = Cell { column: correction.column, value: Value::Text(correction.text.clone()), ..Cell::default() };
    let at = sheet.rows.binary_search_by_key(&correction.row, |row| row.row).unwrap_or_else(|at| {
        sheet.rows.insert(at, Row { row: correction.row, ..Row::default() });
        at
    });
    let cells = &mut sheet.rows[at].cells;
    match cells.binary_search_by_key(&correction.column, |cell| cell.column) {
        Ok(place) => cells[place] = cell,
        Err(place) => cells.insert(place, cell),
    }
}

fn covered(sheet: &Sheet) -> BTreeMap<(u32, u32), (u32, u32)> {
    let (height, width) = (sheet.height(), sheet.width());
    let mut covered = BTreeMap::new();
    for range in &sheet.merged {
        for row in range.first_row..=range.last_row.min(height.saturating_sub(1)) {
            for column in range.first_column..=range.last_column.min(width.saturating_sub(1)) {
                if covered.len() >= MOST_COVERED {
                    return covered;
                }
                if (row, column) != (range.first_row, range.first_column) {
                    covered.insert((row, column), (range.first_row, range.first_column));
                }
            }
        }
    }
    covered
}

/// Whether nothing stands in a cell.
pub(super) fn blank(cell: &Cell) -> bool {
    match &cell.value {
        Value::Empty => true,
        Value::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// A cell as it is shown, near enough.
pub(super) fn shown(cell: &Cell) -> String {
    match &cell.value {
        Value::Empty | Value::Uncomputed => String::new(),
        Value::Text(text) => text.trim().to_owned(),
        Value::Number(number) => match cell.format {
            Format::Percent(_) => format!("{}%", shifted(*number, 2)),
            Format::Date | Format::Moment => match day(*number) {
                Some((year, month, day)) => format!("{year}-{month:02}-{day:02}"),
                None => number.to_string(),
            },
            _ => plain(*number),
        },
        Value::Truth(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        Value::Error(text) => text.clone(),
    }
}

/// A number that can be nothing but a number: no date, no percentage, and neither 2025 nor 202506.
pub(super) fn figure(cell: &Cell) -> Option<f64> {
    match &cell.value {
        Value::Number(number) if matches!(cell.format, Format::General | Format::Fixed(_) | Format::Grouped(_)) => {
            Some(*number).filter(|number| !(1900.0..210_000.0).contains(number))
        }
        _ => None,
    }
}

/// A number as people write it; what is too long for that with an exponent.
pub(super) fn plain(number: f64) -> String {
    if number != 0.0 && (number.abs() >= 1e15 || number.abs() < 1e-9) {
        format!("{number:e}")
    } else {
        format!("{}", number + 0.0)
    }
}

/// A number with its point moved, as if it had been written so: 0.57 by two places is 57, not 56.99….
pub(super) fn shifted(number: f64, places: i32) -> f64 {
    format!("{number:e}")
        .split_once('e')
        .and_then(|(digits, power)| Some((digits, power.parse::<i32>().ok()?)))
        .and_then(|(digits, power)| format!("{digits}e{}", power + places).parse::<f64>().ok())
        .unwrap_or(number)
}

/// Year, month and day of a count of days since 1899-12-30; none before 1900 or after 9999.
pub(super) fn day(serial: f64) -> Option<(i64, u8, u8)> {
    if !(1.0..2_958_466.0).contains(&serial) {
        return None;
    }
    // Days since 1970-01-01, then the civil calendar in eras of 400 years.
    let days = serial as i64 - 25_569 + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some((year, month as u8, day as u8))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::Range;

    #[test]
    fn days_are_counted_as_spreadsheets_count_them() {
        // 45721 is 2025-03-05 and 45838 is 2025-06-30 in every spreadsheet program.
        assert_eq!(day(45_721.0), Some((2025, 3, 5)));
        assert_eq!(day(45_838.9), Some((2025, 6, 30)));
        assert_eq!(day(36_526.0), Some((2000, 1, 1)));
        assert_eq!(day(-1.0), None);
    }

    #[test]
    fn a_moved_point_leaves_no_dust() {
        assert_eq!(shifted(0.57, 2), 57.0);
        assert_eq!(shifted(0.07, 2), 7.0);
        assert_eq!(shifted(1.0, 2), 100.0);
        assert_eq!(shifted(-0.129, 2), -12.9);
        assert_eq!(shifted(1.5, 4), 15_000.0);
    }

    #[test]
    fn a_merged_cell_is_seen_in_every_place_it_covers_and_mending_changes_one_cell() {
        let cell = |column, text: &str| Cell { column, value: Value::Text(text.to_owned()), ..Cell::default() };
        let sheet = Sheet {
            rows: vec![
                Row { row: 0, cells: vec![cell(0, "重点工作"), cell(1, "甲")], ..Row::default() },
                Row { row: 1, cells: vec![cell(1, "乙")], ..Row::default() },
            ],
            merged: vec![Range { first_row: 0, first_column: 0, last_row: 1, last_column: 0 }],
            ..Sheet::default()
        };
        let mended = [Correction { sheet: 3, row: 1, column: 1, text: "丙".to_owned() }];
        let grid = Grid::new(3, "", &sheet, &mended);
        assert_eq!(grid.text(1, 0), "重点工作");
        assert_eq!(grid.own(1, 0), "");
        assert_eq!(grid.text(1, 1), "丙");
        assert_eq!(Grid::new(2, "", &sheet, &mended).text(1, 1), "乙");
    }
}
