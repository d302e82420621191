//! The year that is assessed, and what the tables say of other years and of stretches that are no period.

use super::aims::period_of;
use super::cells::Remark;
use super::choices::{Kind, Role};
use super::columns::column_of;
use super::compound::{is_stretch, is_whole};
use super::grid::{blank, shown};
use super::sheet::Taken;
use super::taking::Taking;
use super::text::{fold, without_brackets};
use super::view::{Grade, RowFound, What};
use super::vocabulary::period_inside;
use crate::model::{Cycle, Period};

/// Rows of periods that are looked at to learn the year.
const LOOKED_AT: usize = 500;

/// The years that a text names: 2025年, 2025-06, 2025Q1, 202506, 20250601, 二〇二五年.
pub(super) fn years(text: &str) -> Vec<u16> {
    let folded = in_figures(&fold(text));
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

/// 二〇二五年 as 2025年.
fn in_figures(folded: &str) -> String {
    const FIGURES: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let figure =
        |letter: &char| FIGURES.iter().position(|one| one == letter || (*one == '〇' && "零○".contains(*letter)));
    let mut letters: Vec<char> = folded.chars().collect();
    for at in 4..letters.len() {
        let year: Vec<usize> = letters[at - 4..at].iter().filter_map(figure).collect();
        if letters[at] == '年' && year.len() == 4 {
            for (place, number) in year.into_iter().enumerate() {
                letters[at - 4 + place] = char::from(b'0' + number as u8);
            }
        }
    }
    letters.into_iter().collect()
}

/// The years that the name of a sheet or a file gives: 2024数据, 数据2024, 24年数据 too. A day is when it was made.
fn years_of_name(name: &str) -> Vec<u16> {
    let folded = in_figures(&fold(name));
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(start) = folded[at..].find(|letter: char| letter.is_ascii_digit()).map(|start| at + start) {
        let rest = &folded[start..];
        let (run, behind) = rest.split_at(figures(rest));
        at = start + run.len();
        // 2024级, 2000户, 202413 are no years.
        let counted = behind.starts_with(|letter: char| "级届班号条人户元万亿个件项分平亩吨".contains(letter));
        let month = run.get(4..6).and_then(|month| month.parse::<u8>().ok());
        let year: Option<u16> = match run.len() {
            _ if counted || month.is_some_and(|month| !(1..=12).contains(&month)) => None,
            4 | 6 => run.get(..4).and_then(|year| year.parse().ok()).filter(|year| (1990..2100).contains(year)),
            2 if behind.starts_with('年') && !folded[..start].ends_with(['近', '满', '第', '前', '后', '过']) => {
                run.parse::<u16>().ok().filter(|year| (20..36).contains(year)).map(|year| 2000 + year)
            }
            _ => None,
        };
        match day_behind(behind).filter(|_| run.len() == 4) {
            Some(day) => at += day,
            None => found.extend(year),
        }
    }
    found
}

/// How long the rest of a day is behind its year: -01-15, 年1月15日; none: it is no day.
fn day_behind(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let second = if first == '年' { '月' } else { first };
    let figure = |text: &str| Some(figures(text)).filter(|count| matches!(count, 1 | 2));
    let rest = text.strip_prefix(['-', '.', '/', '_', '年'])?;
    let rest = rest.get(figure(rest)?..)?.strip_prefix(second)?;
    let rest = rest.get(figure(rest)?..)?;
    Some(text.len() - rest.len())
}

/// How many figures a text begins with.
fn figures(text: &str) -> usize {
    text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len()
}

/// Whether a line says when a table was made or handed in: 填报日期：2026年1月5日.
pub(super) fn is_date_of_paper(text: &str) -> bool {
    const WORDS: [&str; 9] =
        ["日期", "填报时间", "填表时间", "制表时间", "报送时间", "编制时间", "上报时间", "打印", "印发"];
    let folded = fold(text);
    let day = folded.split_once('月').is_some_and(|(_, behind)| {
        let count = figures(behind);
        matches!(count, 1 | 2) && behind[count..].starts_with(['日', '号'])
    });
    WORDS.iter().any(|word| folded.contains(word)) || (day && !folded.contains(['至', '截']))
}

/// The period that a title or a name gives. A day is none, and of two years the later month is when it was handed in:
/// 2026年1月上报2025年数据.
pub(super) fn period_named(text: &str) -> Option<Period> {
    let folded = in_figures(&fold(text));
    if is_date_of_paper(&folded) {
        return None;
    }
    let all = years_of_name(&folded);
    let latest = all.iter().max().filter(|latest| all.iter().any(|year| year < *latest));
    let mut left = folded.clone();
    for (at, _) in folded.match_indices('年') {
        let (before, behind) = folded.split_at(at);
        let Some(year) = before.get(at.saturating_sub(4)..).filter(|year| figures(year) == 4) else { continue };
        let month = &behind['年'.len_utf8()..];
        let Some(rest) = month.get(figures(month)..).and_then(|rest| rest.strip_prefix('月')) else { continue };
        let end = match day_behind(behind) {
            Some(day) => at + day,
            None if latest.is_some_and(|latest| *year == latest.to_string()) => folded.len() - rest.len(),
            None => continue,
        };
        left = left.replace(&folded[at - 4..end], "");
    }
    period_inside(&left)
}

/// The year that is assessed: of the document, of the title, of the first table that names one; otherwise that of most
/// periods.
pub(super) fn assessed(document_title: &str, title: &str, sheets: &[Taken]) -> Option<u16> {
    let lists = sheets.iter().filter(|sheet| sheet.taken && sheet.kind == Kind::Indicators);
    let named = |sheet: &Taken| {
        let above = sheet.layout.above.iter().map(String::as_str).filter(|text| !is_date_of_paper(text));
        let mut texts = above.chain([sheet.grid.sheet.name.as_str(), sheet.grid.book]);
        texts.find_map(|text| years(text).first().copied())
    };
    let titled = [document_title, title].into_iter().find_map(|text| years(text).first().copied());
    let all = || sheets.iter().filter(|sheet| sheet.taken).filter_map(named);
    // Last year's table may stand beside this year's: that of most tables, of equally many the latest.
    let most = || all().max_by_key(|year| (all().filter(|other| other == year).count(), *year));
    titled.or_else(|| lists.into_iter().find_map(named)).or_else(most).or_else(|| most_periods(sheets))
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

/// Says where a table is of another year, or of months together that are no period, or of none. Whether its values are
/// those of the year that is assessed.
pub(super) fn say(taking: &mut Taking, taken: &Taken) -> bool {
    let Some((first, last)) = taken.layout.head else { return true };
    let mut of_year = true;
    let chosen = taking.choices.sheets.get(&taken.grid.place).is_some_and(|choice| choice.period.is_some());
    // A day or a month in every row: what the sheet is called says nothing more of its periods.
    let dated = column_of(&taken.columns, |role| *role == Role::Period).is_some();
    let open = if dated || chosen { Vec::new() } else { without_period(taking, taken) };
    let often = open.iter().find(|(_, at)| taking.next.set.indicators[*at].cycle != Cycle::Year).copied();
    let yearly = open.iter().any(|(_, at)| taking.next.set.indicators[*at].cycle == Cycle::Year);
    let (mut told, year) = (open.is_empty(), taking.year);
    let rows = taken.grid.sheet.rows.iter().zip(&taken.layout.kinds).take_while(|(row, _)| row.row < first);
    let titles = rows.filter(|(_, kind)| **kind == RowFound::Title);
    let cells = titles.flat_map(|(row, _)| row.cells.iter().filter(|cell| !blank(cell)).map(|cell| (row.row, cell)));
    for (row, cell) in cells {
        let text = shown(cell);
        if let Some(remark) = other(taking.year, &text) {
            taking.fault(&taken.grid, row, cell.column, remark);
        }
        if let Some(remark) =
            part(&text, year, taken, often.is_some(), yearly).filter(|_| !told && !is_date_of_paper(&text))
        {
            told = true;
            taking.fault(&taken.grid, row, cell.column, remark);
        }
    }
    // A person who chose a period has seen what the sheet and the file are called.
    if chosen {
        return of_year;
    }
    let heads = taken.layout.heads.first().map_or(0, |head| head.column);
    let book = taken.grid.book.rsplit_once('.').map_or(taken.grid.book, |(name, _)| name);
    for name in [taken.grid.sheet.name.as_str(), book] {
        if let Some(remark) = named_otherwise(taking.year, taken, name) {
            of_year = remark.grade != Grade::Error;
            taking.fault(&taken.grid, first, heads, remark);
            break;
        }
        if let Some(remark) =
            part(name, year, taken, often.is_some(), yearly).filter(|_| !told && !is_date_of_paper(name))
        {
            told = true;
            let remark = if remark.args.is_empty() { remark.with(&[name]) } else { remark };
            taking.fault(&taken.grid, first, heads, remark);
            break;
        }
    }
    let (Some((column, at)), false, None | Some(Period::Year)) = (often, told, taken.period) else {
        return of_year;
    };
    let period = period_of(&taking.next.set.indicators[at], None, taken.period).0.to_string();
    let remark = match taken.period {
        None => Remark::warning(What::NoPeriod).with(&[&period]),
        Some(_) => Remark::note(What::NoPeriod).with(&[&period, "year"]),
    };
    taking.fault(&taken.grid, last, column, remark);
    of_year
}

/// Says where a table of events or ballots is called after another year; days of the assessed one settle it.
pub(super) fn say_name(taking: &mut Taking, taken: &Taken) {
    let Some((first, _)) = taken.layout.head else { return };
    let heads = taken.layout.heads.first().map_or(0, |head| head.column);
    let book = taken.grid.book.rsplit_once('.').map_or(taken.grid.book, |(name, _)| name);
    let above = taken.layout.above.iter().map(String::as_str).filter(|text| !is_date_of_paper(text));
    let mut all = above.chain([taken.grid.sheet.name.as_str(), book]);
    if let Some(remark) = all.find_map(|name| named_otherwise(taking.year, taken, name)) {
        taking.fault(&taken.grid, first, heads, remark);
    }
}

/// Columns of values that name no period, with their indicators; in a table that names these in its rows, all of them.
fn without_period(taking: &Taking, taken: &Taken) -> Vec<(u32, usize)> {
    let of = |wanted: Role| column_of(&taken.columns, |role| *role == wanted);
    let (code, name) = (of(Role::IndicatorCode), of(Role::Indicator));
    let mut found = Vec::new();
    for column in &taken.columns {
        let Role::Value { indicator, period: None } = &column.role else { continue };
        match taking.index.indicator_code(indicator).or(taken.indicator) {
            Some(at) => {
                let filled = |row: u32| taken.grid.at(row, column.column).is_some_and(|cell| !blank(cell));
                found.extend(taken.rows().into_iter().any(filled).then_some((column.column, at)));
            }
            None => found.extend(taken.rows().into_iter().filter_map(|row| {
                let by_code = code.and_then(|code| taking.index.indicator_code(&taken.grid.text(row, code)));
                let at = by_code.or_else(|| taking.index.indicator(&taken.grid.text(row, name?)));
                let filled = taken.grid.at(row, column.column).is_some_and(|cell| !blank(cell));
                Some((column.column, at?)).filter(|_| filled)
            })),
        }
    }
    found
}

/// What is to be said of a name or a title that is of a part of the year: months together are no period, and one of
/// them is none of an indicator that is reported once a year.
fn part(text: &str, assessed: Option<u16>, taken: &Taken, often: bool, yearly: bool) -> Option<Remark> {
    if let Some(period) = half(text).filter(|period| taken.period == Some(*period)) {
        return Some(Remark::note(What::NoPeriod).with(&[&period.to_string(), "half"]));
    }
    if is_part(text, assessed) {
        let grade = if often && taken.period.is_none() { Grade::Error } else { Grade::Warning };
        return Some(Remark { grade, ..Remark::error(What::NoSuchPeriod) });
    }
    let found = period_named(text).filter(|found| *found != Period::Year && taken.period == Some(*found))?;
    // The last month of the year may bring what is reported once.
    let last = found.last_month() == 12 && often;
    (yearly && !last).then(|| Remark::warning(What::NoSuchPeriod).with(&[text, "year"]))
}

/// The quarter that the half of a year ends with which a text names, alone.
fn half(text: &str) -> Option<Period> {
    match (text.contains("上半年"), text.contains("下半年")) {
        (true, false) => Some(Period::Quarter(2)),
        (false, true) => Some(Period::Quarter(4)),
        _ => None,
    }
}

/// Gives the tables of half years their period, where indicators are reported every half year.
pub(super) fn halves(taking: &Taking, sheets: &mut [Taken]) {
    let chosen = |sheet: &Taken| taking.choices.sheets.get(&sheet.grid.place).is_some_and(|c| c.period.is_some());
    for sheet in sheets.iter_mut().filter(|sheet| taking.halves && !chosen(sheet)) {
        let above = sheet.layout.above.iter().map(String::as_str);
        let found = [sheet.grid.sheet.name.as_str()].into_iter().chain(above).chain([sheet.grid.book]).find_map(half);
        sheet.period = found.or(sheet.period);
    }
}

/// Whether a text names months together, or half a year. All twelve of them are the year.
fn is_part(text: &str, assessed: Option<u16>) -> bool {
    let folded = fold(text).replace('个', "");
    let whole = is_whole(&folded) || ["截至12月", "截止12月", "12月累计"].iter().any(|word| folded.contains(word));
    // 截至2025年9月30日; of the year after it is when everything was known.
    let until = ["截至", "截止"].iter().filter_map(|word| folded.split_once(word)).any(|(_, rest)| {
        let year = rest.get(..figures(rest)).filter(|year| year.len() == 4).and_then(|year| year.parse::<u16>().ok());
        let month = rest.get(figures(rest)..).and_then(|rest| rest.strip_prefix('年')).unwrap_or_default();
        let later = year.is_none_or(|year| assessed.is_some_and(|assessed| year > assessed));
        let number = month[..figures(month)].parse::<u8>().is_ok_and(|month| month < 12);
        !later && number && month[figures(month)..].starts_with('月')
    });
    let cumulated = folded.contains("累计") && folded.contains(['月', '季']);
    !whole && (until || is_stretch(&folded) || folded.contains("半年") || cumulated || months_without_word(&folded))
}

/// 2025.1-9, 2025年1-6.
fn months_without_word(folded: &str) -> bool {
    folded.match_indices("20").any(|(at, _)| {
        let rest = &folded[at..];
        let Some(rest) = rest.get(4..).filter(|_| figures(rest) == 4) else { return false };
        let Some(rest) = rest.strip_prefix(['.', '年']) else { return false };
        let from = rest[..figures(rest)].parse::<u8>().ok();
        let Some(behind) = rest[figures(rest)..].strip_prefix(['-', '~', '至', '到', '—']) else { return false };
        let until = behind[..figures(behind)].parse::<u8>().ok();
        matches!((from, until), (Some(from), Some(until)) if 0 < from && from < until && until < 12)
    })
}

/// What is to be said of the name of a sheet or a file that is of another year: wrong, unless the table itself says
/// that it is of the year that is assessed. A day in a file's name is when it was made.
fn named_otherwise(assessed: Option<u16>, taken: &Taken, name: &str) -> Option<Remark> {
    let folded = fold(name);
    if ["去年", "上年", "上一年", "往年"].iter().any(|word| folded.contains(word))
        && !folded.contains(['比', '今', '本'])
    {
        return Some(Remark::error(What::OtherYear).with(&["", "", name]));
    }
    let assessed = assessed?;
    let named = years_of_name(name);
    // 2025年度（2024年数据）.
    let aside = || {
        let inside = years_of_name(&without_brackets(&folded).1);
        inside.first().copied().filter(|_| !inside.contains(&assessed))
    };
    let (year, both) = match named.contains(&assessed) {
        true => (aside()?, true),
        false => (*named.first()?, false),
    };
    let heads = taken.columns.iter().map(|column| column.head.as_str());
    let mut texts = taken.layout.above.iter().map(String::as_str).chain(heads);
    let date = column_of(&taken.columns, |role| *role == Role::Date);
    let dates =
        || date.is_some_and(|at| taken.rows().iter().any(|row| years(&taken.grid.text(*row, at)).contains(&assessed)));
    let settled = both || texts.any(|text| years(text).contains(&assessed)) || dates();
    let grade = if settled { Grade::Warning } else { Grade::Error };
    let remark = Remark { grade, ..Remark::error(What::OtherYear) };
    Some(remark.with(&[&year.to_string(), &assessed.to_string(), name]))
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
    fn the_period_of_a_name_is_not_the_day_on_which_it_was_written() {
        for (text, wanted) in [
            ("2025年6月数据", Some(Period::Month(6))),
            ("二〇二五年六月数据", Some(Period::Month(6))),
            ("2025年1-12月", Some(Period::Year)),
            ("2025年度数据（截止2026年1月15日）", Some(Period::Year)),
            ("2026年1月上报2025年第四季度数据", Some(Period::Quarter(4))),
            ("填报日期：2026年1月5日", None),
            ("12月31日汇总", None),
            ("截至2025年9月30日", None),
        ] {
            assert_eq!(period_named(text), wanted, "{text}");
        }
        for (text, wanted) in [
            ("截至2025年9月30日", true),
            ("截止2026年1月15日", false),
            ("截至12月底", false),
            ("2025.1-9", true),
            ("2025.1.9", false),
            ("2025年第一批", false),
        ] {
            assert_eq!(is_part(text, Some(2025)), wanted, "{text}");
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
