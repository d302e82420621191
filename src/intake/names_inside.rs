//! What stands inside the names of indicators and levels: counters, codes, points, weights, units.

use super::aims::is_measure;
use super::taking::Taking;
use super::text::{fold, without_brackets};
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
}

/// Code, name, points and unit of an indicator, with what stands inside its name: A1-1 GDP增速（10分）, 办结率（%）.
pub(super) fn inside_of(taking: &Taking, code: String, name: String, coded: bool, units: bool, own: bool) -> Inside {
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
    // 治愈率（60%） is worth that where the table has no column of points.
    let share = inside.strip_suffix('%').filter(|_| !own);
    let points = inside
        .strip_suffix('分')
        .or(share)
        .and_then(|points| typed::number(points, false))
        .filter(|points| *points >= 0.0);
    match points {
        Some(_) => Inside { code, name: bare, points, unit: String::new() },
        None if !units && is_measure(inside) => Inside { code, name: bare, points, unit: inside.to_owned() },
        None => Inside { code, name, ..Inside::default() },
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
