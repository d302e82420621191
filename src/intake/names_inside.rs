//! What stands inside the names of indicators and levels: counters, codes, points, weights, units.

use super::aims::is_measure;
use super::cells::Remark;
use super::choices::Role;
use super::columns::column_of;
use super::grid::plain;
use super::indicators::of_events;
use super::sheet::Taken;
use super::taking::Taking;
use super::text::{fold, without_brackets};
use super::view::What;
use crate::edit::typed;
use std::collections::BTreeSet;

/// A code in front of a name and what follows it: A1-1 GDP增速.
fn code_in_front(name: &str) -> Option<(&str, &str)> {
    let (code, rest) = name.trim().split_once(char::is_whitespace)?;
    let mut letters = code.chars();
    let first = letters.next().is_some_and(|letter| letter.is_ascii_uppercase());
    let rest = rest.trim();
    let digits = letters.as_str().starts_with(|letter: char| letter.is_ascii_digit());
    let plain = letters.all(|letter| letter.is_ascii_digit() || "-.".contains(letter));
    (first && digits && plain && !rest.is_empty()).then_some((code, rest))
}

/// Whether the names of a table begin with codes: all of them, at least two, and no code twice.
pub(super) fn leading_codes(names: &BTreeSet<String>) -> bool {
    let all: Vec<&String> = names.iter().filter(|name| !name.is_empty()).collect();
    let codes: BTreeSet<&str> = all.iter().filter_map(|name| code_in_front(name)).map(|(code, _)| code).collect();
    all.len() >= 2 && codes.len() == all.len()
}

/// What stands inside the name of an indicator.
#[derive(Default)]
pub(super) struct Inside {
    pub code: String,
    pub name: String,
    pub points: Option<f64>,
    /// Only where the table has no column of units.
    pub unit: String,
    /// A percentage behind the name that is no weight, with the name in front of it.
    percent: Option<(String, f64)>,
    pub target: Option<f64>,
}

/// What a percentage behind a name may be.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Percent {
    Weight,
    /// Where the table has a column of points.
    Name,
    /// A target, or nobody knows.
    Open,
}

/// What percentages behind the names of a table are: weights where every name has one and they come to a hundred, in all or
/// below each level; that is said at the first of them.
pub(super) fn percents(taking: &mut Taking, taken: &Taken, name: Option<u32>, levels: &[(u8, u32)]) -> Percent {
    let (Some(column), false) = (name, taken.columns.iter().any(|c| matches!(c.role, Role::Points(_)))) else {
        return Percent::Name;
    };
    let mut sums: Vec<(String, f64)> = Vec::new();
    let mut above: Vec<String> = vec![String::new(); levels.len()];
    let (mut bare, mut count) = (false, 0);
    for row in taken.rows() {
        for (place, (_, level)) in levels.iter().enumerate() {
            let text = taken.grid.text(row, *level);
            if !text.is_empty() {
                above[place] = text;
            }
        }
        let name = taken.grid.own(row, column);
        if name.is_empty() || of_events(&clean(&name)) {
            continue;
        }
        let section = taken.layout.outline.iter().filter(|(at, _)| *at <= row).count();
        let Some(percent) = points_behind(&name).filter(|_| name.trim_end_matches(['）', ')']).ends_with(['%', '％']))
        else {
            bare = true;
            continue;
        };
        count += 1;
        let place = format!("{} {section}", above.join("\n"));
        match sums.iter_mut().find(|(other, _)| *other == place) {
            Some((_, sum)) => *sum += percent,
            None => sums.push((place, percent)),
        }
    }
    let whole = |sum: f64| (sum - 100.0).abs() < 1e-6;
    let all = whole(sums.iter().map(|(_, sum)| sum).sum());
    // 安全事故（一票否决） beside names that come to a hundred has none.
    let each = count > 0 && sums.iter().all(|(_, sum)| whole(*sum));
    let weights = if bare { all && count > 1 } else { all || each };
    if !weights {
        return Percent::Open;
    }
    let first = taken.rows().into_iter().find_map(|row| Some((row, points_behind(&taken.grid.own(row, column))?)));
    if let Some((row, points)) = first {
        let read = format!("{}分", plain(points));
        taking.fault(&taken.grid, row, column, Remark::note(What::ReadAs).with(&[&read]));
    }
    Percent::Weight
}

/// Takes a percentage behind a name for a target where the standard compares with one; otherwise says that it may be
/// points, and leaves it in the name.
pub(super) fn open_percent(taking: &mut Taking, taken: &Taken, row: u32, key: u32, inside: &mut Inside) {
    let Some((bare, percent)) = inside.percent.take() else { return };
    let column = |wanted: Role| column_of(&taken.columns, |role| *role == wanted);
    let sentence = column(Role::Standard).map(|column| taken.grid.own(row, column)).unwrap_or_default();
    let compares = ["每", "达", "低", "高", "超", "完成"].iter().any(|word| sentence.contains(word));
    if !compares || column(Role::Target).is_some() {
        taking.fault(&taken.grid, row, key, Remark::warning(What::Lacking).with(&["分值"]));
        return;
    }
    let read = format!("目标值 {}%", plain(percent));
    // No row has points then.
    taking.fault(&taken.grid, row, key, Remark::warning(What::ReadAs).with(&[&read]));
    (inside.name, inside.target) = (bare, Some(percent));
    if column(Role::Unit).is_none() {
        inside.unit = "%".to_owned();
    }
}

/// Code, name, points and unit of an indicator, with what stands inside its name: A1-1 GDP增速（10分）, 办结率（%）.
pub(super) fn inside_of(
    taking: &Taking,
    code: String,
    name: String,
    coded: bool,
    units: bool,
    percents: Percent,
) -> Inside {
    let known = taking.index.indicator_name(&name).map(|at| fold(&taking.next.set.indicators[at].name));
    if known.is_some_and(|known| known == fold(&name)) {
        return Inside { code, name, ..Inside::default() };
    }
    let (code, name) = match code_in_front(&name).filter(|_| coded) {
        Some((lead, rest)) => (lead.to_owned(), rest.to_owned()),
        None => (code, name),
    };
    let Some(at) = name.rfind(['（', '(']).filter(|at| !name[..*at].trim().is_empty()) else {
        return Inside { code, name, ..Inside::default() };
    };
    let folded = fold(&name[at..]);
    let Some(inside) = folded.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else {
        return Inside { code, name, ..Inside::default() };
    };
    let bare = name[..at].trim().to_owned();
    let share = inside.strip_suffix('%').filter(|_| percents == Percent::Weight);
    let percent = inside.strip_suffix('%').filter(|_| percents == Percent::Open);
    let points = inside
        .strip_suffix('分')
        .or(share)
        .and_then(|points| typed::number(points, false))
        .filter(|points| *points >= 0.0);
    match points {
        Some(_) => Inside { code, name: bare, points, ..Inside::default() },
        None if !units && is_measure(inside) => {
            Inside { code, name: bare, unit: inside.to_owned(), ..Inside::default() }
        }
        None => {
            let percent = percent.and_then(|percent| Some((bare, typed::number(percent, false)?)));
            Inside { code, name, percent, ..Inside::default() }
        }
    }
}

/// A name without its counter and without breaks: 1.重点任务完成率.
pub(super) fn clean(name: &str) -> String {
    let one_line: String = name.split(['\n', '\r']).map(str::trim).collect();
    let rest = one_line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    // 1.办结率, and not 3.15 or 5.G.
    let counted = rest.strip_prefix('.').filter(|bare| bare.starts_with(|letter: char| letter as u32 > 0x2e80));
    match rest.strip_prefix(['、', '．']).or(counted) {
        Some(bare) if rest.len() < one_line.len() && !bare.trim().is_empty() => bare.trim().to_owned(),
        _ => match one_line.split_once(". ") {
            Some((count, bare)) if count.chars().all(|c| c.is_ascii_digit()) => bare.trim().to_owned(),
            _ => one_line,
        },
    }
}

/// A level's name without the points behind it: 重点工作（30分）.
pub(super) fn without_points(name: &str) -> String {
    let trimmed = name.trim();
    let Some(at) = trimmed.rfind(['（', '(']) else { return clean(trimmed) };
    let (_, inside) = without_brackets(&fold(&trimmed[at..]));
    let counts = inside.ends_with('分') || inside.ends_with('%');
    let digits = inside.chars().any(|letter| letter.is_ascii_digit());
    if counts && digits { clean(&trimmed[..at]) } else { clean(trimmed) }
}

/// The points or the percentage behind a level's name, the only number in its last brackets: 甲类（50%）.
pub(super) fn points_behind(name: &str) -> Option<f64> {
    let trimmed = name.trim();
    if without_points(trimmed) == clean(trimmed) {
        return None;
    }
    let inside = fold(trimmed.get(trimmed.rfind(['（', '('])?..)?);
    let mut numbers = inside.split(|letter: char| !(letter.is_ascii_digit() || letter == '.'));
    let mut numbers = numbers.by_ref().filter(|part| !part.is_empty());
    let only = typed::number(numbers.next()?, false);
    only.filter(|_| numbers.next().is_none())
}
