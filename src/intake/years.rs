//! The year that is assessed, and what the tables say of other years and of stretches that are no period.

use super::cells::Remark;
use super::choices::{Kind, Role};
use super::columns::column_of;
use super::compound::is_stretch;
use super::grid::{blank, shown};
use super::sheet::Taken;
use super::taking::Taking;
use super::text::fold;
use super::view::{Grade, RowFound, What};
use crate::model::Cycle;

/// Rows of periods that are looked at to learn the year.
const LOOKED_AT: usize = 500;

/// The years that a text names: 2025年, 2025-06, 2025Q1, 202506, 20250601.
fn years(text: &str) -> Vec<u16> {
    let folded = fold(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = folded[at..].find(|letter: char| letter.is_ascii_digit()).map(|start| at + start) {
        let rest = &folded[start..];
        let long = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let (run, behind) = rest.split_at(long);
        at = start + long;
        let named = long == 4 && (behind.starts_with(['年', '-', '/', '.', 'q', 'm']) || folded.len() == 4);
        let dated = matches!(long, 6 | 8) && folded.len() == long;
        if (named || dated) && matches!(run.get(..2), Some("19" | "20")) {
            found.extend(run.get(..4).and_then(|year| year.parse::<u16>().ok()));
        }
    }
    found
}

/// The year that is assessed: of the document, of the title, of the first table that names one; otherwise that of most
/// periods.
pub(super) fn assessed(document_title: &str, title: &str, sheets: &[Taken]) -> Option<u16> {
    let lists = sheets.iter().filter(|sheet| sheet.taken && sheet.kind == Kind::Indicators);
    let all = lists.chain(sheets.iter().filter(|sheet| sheet.taken)).flat_map(|sheet| {
        sheet.layout.above.iter().map(String::as_str).chain([sheet.grid.sheet.name.as_str(), sheet.grid.book])
    });
    let titled = [document_title, title].into_iter().chain(all).find_map(|text| years(text).first().copied());
    titled.or_else(|| most_periods(sheets))
}

/// The year of most periods, of equally many the latest: last year stands beside it, to compare with.
fn most_periods(sheets: &[Taken]) -> Option<u16> {
    let mut counts: Vec<(u16, u32)> = Vec::new();
    let mut count = |text: &str| {
        for year in years(text) {
            match counts.iter_mut().find(|(known, _)| *known == year) {
                Some((_, count)) => *count += 1,
                None => counts.push((year, 1)),
            }
        }
    };
    for sheet in sheets.iter().filter(|sheet| sheet.taken) {
        let heads = sheet.columns.iter().filter(|column| matches!(column.role, Role::Value { period: Some(_), .. }));
        heads.for_each(|column| count(&column.head));
        let Some(column) = column_of(&sheet.columns, |role| *role == Role::Period) else { continue };
        sheet.rows().into_iter().take(LOOKED_AT).for_each(|row| count(&sheet.grid.own(row, column)));
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.into_iter().filter(|(_, count)| *count == most).map(|(year, _)| year).max()
}

/// What is to be said of a text that names only other years than the one that is assessed.
pub(super) fn other(assessed: Option<u16>, text: &str) -> Option<Remark> {
    let (named, assessed) = (years(text), assessed?);
    let first = named.first().filter(|_| !named.contains(&assessed))?;
    Some(Remark::warning(What::OtherYear).with(&[&first.to_string(), &assessed.to_string()]))
}

/// Says where a table is of another year, or of months together that are no period.
pub(super) fn say(taking: &mut Taking, taken: &Taken) {
    let Some((first, _)) = taken.layout.head else { return };
    let indicator = |role: &Role| match role {
        Role::Value { indicator, period: None } => Some(taking.index.indicator_code(indicator)),
        _ => None,
    };
    let open: Vec<Option<usize>> = taken.columns.iter().filter_map(|column| indicator(&column.role)).collect();
    let dated = column_of(&taken.columns, |role| *role == Role::Period).is_some();
    let often = open.iter().flatten().any(|at| taking.next.set.indicators[*at].cycle != Cycle::Year);
    let rows = taken.grid.sheet.rows.iter().zip(&taken.layout.kinds).take_while(|(row, _)| row.row < first);
    for (row, _) in rows.filter(|(_, kind)| **kind == RowFound::Title) {
        for cell in row.cells.iter().filter(|cell| !blank(cell)) {
            let text = shown(cell);
            if let Some(remark) = other(taking.year, &text) {
                taking.fault(&taken.grid, row.row, cell.column, remark);
            }
            if is_part(&text) && taken.period.is_none() && !dated && !open.is_empty() {
                let grade = if often { Grade::Error } else { Grade::Warning };
                let remark = Remark { grade, ..Remark::error(What::NoSuchPeriod) };
                taking.fault(&taken.grid, row.row, cell.column, remark);
            }
        }
    }
    // A person who chose a period has seen what the sheet and the file are called.
    if taking.choices.sheets.get(&taken.grid.place).is_some_and(|choice| choice.period.is_some()) {
        return;
    }
    let heads = taken.layout.heads.first().map_or(0, |head| head.column);
    let book = taken.grid.book.rsplit_once('.').map_or(taken.grid.book, |(name, _)| name);
    for name in [taken.grid.sheet.name.as_str(), book] {
        if let Some(remark) = named_otherwise(taking.year, taken, name) {
            taking.fault(&taken.grid, first, heads, remark);
            break;
        }
        if is_part(name) && taken.period.is_none() && !dated && !open.is_empty() {
            let grade = if often { Grade::Error } else { Grade::Warning };
            let remark = Remark { grade, ..Remark::error(What::NoSuchPeriod) };
            taking.fault(&taken.grid, first, heads, remark.with(&[name]));
            break;
        }
    }
}

/// Whether a text names months together, or half a year.
fn is_part(text: &str) -> bool {
    let folded = fold(text);
    is_stretch(&folded) || ["上半年", "下半年"].iter().any(|word| folded.contains(word))
}

/// What is to be said of the name of a sheet or a file that is of another year: wrong, unless the table itself says
/// that it is of the year that is assessed. A day in a file's name is when it was made.
fn named_otherwise(assessed: Option<u16>, taken: &Taken, name: &str) -> Option<Remark> {
    let folded = fold(name);
    let bare = folded.len() == 4 && folded.bytes().all(|byte| byte.is_ascii_digit());
    let named = folded.match_indices('年').any(|(at, _)| {
        let before = folded.get(at.saturating_sub(4)..at).unwrap_or_default();
        before.len() == 4 && before.bytes().all(|byte| byte.is_ascii_digit())
    });
    let remark = other(assessed, name).filter(|_| bare || named)?;
    let heads = taken.columns.iter().map(|column| column.head.as_str());
    let mut texts = taken.layout.above.iter().map(String::as_str).chain(heads);
    let settled = texts.any(|text| years(text).contains(&assessed.unwrap_or_default()));
    let args = [remark.args.first().cloned().unwrap_or_default(), assessed.unwrap_or_default().to_string()];
    let remark = Remark { grade: if settled { Grade::Warning } else { Grade::Error }, ..remark };
    Some(remark.with(&[&args[0], &args[1], name]))
}

/// What is to be said of a day that no calendar has: 2025-13-45. What is no day at all is kept as it is written.
pub(super) fn no_day(text: &str) -> Option<Remark> {
    let folded = fold(text);
    let parts: Vec<&str> = folded.split(['-', '/', '.', '年', '月', '日']).filter(|part| !part.is_empty()).collect();
    let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let [year, month, day] = numbers.as_slice() else { return None };
    let whole = parts.len() == 3 && (1900..2200).contains(year);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (whole && !(1..=days).contains(day)).then(|| Remark::warning(What::NotADate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_found_where_they_are_years() {
        for (text, wanted) in [
            ("2025年度考核", vec![2025]),
            ("2024年数据（2025年用）", vec![2024, 2025]),
            ("2025-06", vec![2025]),
            ("202506", vec![2025]),
            ("2025Q1", vec![2025]),
            ("2025", vec![2025]),
            ("完成2000件", vec![]),
            ("20250人", vec![]),
            ("113301000024900020", vec![]),
        ] {
            assert_eq!(years(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_day_that_no_calendar_has_is_told_from_one_that_some_year_has() {
        for day in ["2025-13-45", "2025-02-29", "2025.6.31", "2025年4月31日"] {
            assert!(no_day(day).is_some(), "{day}");
        }
        for day in ["2024-02-29", "2025/10/8", "2025年7月15日", "上半年", "6月1日", "2025-06"] {
            assert!(no_day(day).is_none(), "{day}");
        }
    }
}
