//! What a cell says: a number as it was meant, nothing, or something that a person has to look at.
//!
//! Nothing becomes 0 that is not 0: what cannot be understood is said, with what it should perhaps be.

use super::grid::{blank, day, plain, shifted, shown};
use super::guesses::inner_number;
use super::measures::{converted, differs, is_sentence, is_span, is_unit};
use super::text::fold;
use super::view::{Grade, What};
use crate::edit::typed;
use crate::model::written::LARGEST;
use crate::model::{Direction, Entry, Status};
use crate::sheets::{Cell, Format, Value};

/// Longest text that is kept, in letters.
pub(super) const LONGEST: usize = 4000;

/// What is to be said about a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Remark {
    pub what: What,
    pub grade: Grade,
    pub args: Vec<String>,
    pub suggestion: Option<String>,
}

impl Remark {
    pub fn error(what: What) -> Remark {
        Remark { what, grade: Grade::Error, args: Vec::new(), suggestion: None }
    }

    pub fn warning(what: What) -> Remark {
        Remark { grade: Grade::Warning, ..Remark::error(what) }
    }

    pub fn note(what: What) -> Remark {
        Remark { grade: Grade::Note, ..Remark::error(what) }
    }

    pub fn with(mut self, args: &[&str]) -> Remark {
        self.args = args.iter().map(|text| (*text).to_owned()).collect();
        self
    }

    pub fn suggest(mut self, text: impl Into<String>) -> Remark {
        self.suggestion = Some(text.into());
        self
    }
}

/// How the numbers of a column are counted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Measure<'a> {
    pub unit: &'a str,
    /// 95 stands for 95 %.
    pub per_hundred: bool,
    /// 是 and 否 are numbers here.
    pub yes_no: bool,
    /// Above 100 % is nothing strange: growth.
    pub grows: bool,
    /// A number below zero is nothing strange: a change, a profit.
    pub signed: bool,
    /// Half of one is nothing strange: an average, days.
    pub parted: bool,
    /// Less than before is below zero: 增速.
    pub rises: bool,
    /// Things are counted one by one, though no unit says it.
    pub counts: bool,
    /// The target, to see fractions where percentages belong.
    pub target: Option<f64>,
}

/// What a cell of values holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Found {
    /// Nothing: what the document has stays.
    Blank,
    Entry(Entry),
    /// Nothing that can be taken.
    Wrong,
}

const MISSING: [&str; 14] = ["-", "--", "---", "—", "——", "/", "//", "\\", "无", "暂无", "未报", "缺", "缺报", "null"];
const NOT_APPLICABLE: [&str; 7] = ["不适用", "不涉及", "无此项", "无此职能", "na", "n/a", "不考核"];
const YES: [&str; 9] = ["是", "有", "√", "✓", "yes", "y", "true", "已完成", "达标"];
const NO: [&str; 9] = ["否", "没有", "×", "✗", "no", "n", "false", "未完成", "未达标"];
/// Units in which things are counted one by one.
pub(super) const COUNTED: [&str; 22] = [
    "件", "个", "项", "次", "人", "条", "起", "户", "家", "份", "名", "宗", "例", "篇", "场", "处", "人次", "所", "台",
    "辆", "天", "批",
];

/// Whether things of this unit are counted, or add up as money does.
pub(super) fn is_counted(unit: &str) -> bool {
    let folded = fold(unit);
    let adds = !matches!(folded.as_str(), "天" | "名");
    (adds && COUNTED.contains(&folded.as_str())) || folded.ends_with('元')
}

/// Whether a text says that nothing was reported.
pub(super) fn says_missing(text: &str) -> bool {
    MISSING.contains(&fold(text).as_str())
}

/// A value in a column that is counted so.
pub(super) fn value(cell: &Cell, measure: &Measure) -> (Found, Option<Remark>) {
    let wrong = |remark: Remark| (Found::Wrong, Some(remark));
    match &cell.value {
        Value::Empty => (Found::Blank, None),
        Value::Error(_) => wrong(Remark::error(What::CellError)),
        Value::Uncomputed => wrong(Remark::error(What::NotComputed)),
        Value::Truth(truth) if measure.yes_no => (Found::Entry(Entry::scored(f64::from(u8::from(*truth)))), None),
        Value::Truth(_) => wrong(Remark::error(What::NotANumber)),
        Value::Number(number) if matches!(cell.format, Format::Date | Format::Moment) => wrong(a_date(*number)),
        Value::Number(number) => {
            let percent = matches!(cell.format, Format::Percent(_));
            match (percent, measure.per_hundred) {
                (true, true) => checked(shifted(*number, 2), measure, None),
                // 5% of a unit of ‰ is 50.
                (true, false) if per_mille(measure.unit) => checked(shifted(*number, 3), measure, None),
                (true, false) => {
                    let remark = Remark::warning(What::PercentMismatch).with(&[&plain(*number)]);
                    checked(*number, measure, Some(remark.suggest(plain(shifted(*number, 2)))))
                }
                _ if *number != 0.0 && shown_smaller(cell.format, measure.unit) => {
                    checked(*number, measure, Some(smaller(*number, cell.format)))
                }
                (false, true) if is_fraction(*number, measure) => checked(*number, measure, Some(a_fraction(*number))),
                _ => checked(*number, measure, None),
            }
        }
        Value::Text(text) => written(text, measure),
    }
}

/// Whether a unit counts thousandths.
fn per_mille(unit: &str) -> bool {
    matches!(fold(unit).as_str(), "‰" | "千分比")
}

/// 0.95 where 95 belongs, seen by the target.
fn is_fraction(number: f64, measure: &Measure) -> bool {
    number > 0.0 && number <= 1.0 && measure.target.is_some_and(|target| target >= 10.0)
}

/// What is to be said of a fraction where a percentage belongs.
pub(super) fn a_fraction(number: f64) -> Remark {
    let meant = plain(shifted(number, 2));
    Remark::warning(What::AFraction).with(&[&plain(number), &meant]).suggest(format!("{meant}%"))
}

/// Whether a number is shown smaller than it is where that may be what was meant: in 万元, or in no unit at all. In 元 or
/// 件 it is what it is, however it is shown.
fn shown_smaller(format: Format, unit: &str) -> bool {
    let unit = unit.trim();
    matches!(format, Format::Scaled(_))
        && (unit.is_empty() || unit.starts_with(['十', '百', '千', '万', '亿', '萬', '億']))
}

fn smaller(number: f64, format: Format) -> Remark {
    let places = if let Format::Scaled(places) = format { i32::from(places) } else { 0 };
    let seen = plain(shifted(number, -places));
    Remark::warning(What::ShownSmaller).with(&[&plain(number), &seen]).suggest(seen)
}

fn a_date(serial: f64) -> Remark {
    let remark = Remark::error(What::ADate);
    // A small number that is only shown as a day of long ago was never meant as one.
    if (0.0..20_000.0).contains(&serial) { remark.suggest(plain(serial)) } else { remark }
}

fn checked(number: f64, measure: &Measure, remark: Option<Remark>) -> (Found, Option<Remark>) {
    if !number.is_finite() {
        return (Found::Wrong, Some(Remark::error(What::NotANumber)));
    }
    if number.abs() > LARGEST {
        return (Found::Wrong, Some(Remark::error(What::TooLarge)));
    }
    if number < 0.0 && COUNTED.contains(&fold(measure.unit).as_str()) {
        return (Found::Wrong, Some(Remark::error(What::Negative).suggest(plain(-number))));
    }
    let part = number.fract() != 0.0 && !measure.parted && COUNTED.contains(&fold(measure.unit).as_str());
    let remark = remark.or_else(|| {
        let odd = |kind| Some(Remark::warning(What::Unlikely).with(&[kind, measure.unit]));
        let bounded = measure.per_hundred || measure.unit.trim().ends_with('元');
        if number < 0.0 && bounded && !measure.signed {
            odd("below")
        } else if part {
            odd("part")
        } else {
            None
        }
    });
    let over = measure.per_hundred && number > 100.0 && !measure.grows;
    let remark = remark.or_else(|| over.then(|| Remark::warning(What::OverHundred).with(&[&plain(number)])));
    (Found::Entry(Entry::scored(number + 0.0)), remark)
}

/// A value that was typed as text.
fn written(text: &str, measure: &Measure) -> (Found, Option<Remark>) {
    let plain_text = fold(text);
    let wrong = |remark: Remark| (Found::Wrong, Some(remark));
    if plain_text.is_empty() {
        return (Found::Blank, None);
    }
    if MISSING.contains(&plain_text.as_str()) {
        // 无 under 件 may well mean that there was none.
        let none = plain_text == "无" && (measure.counts || COUNTED.contains(&fold(measure.unit).as_str()));
        let remark = none.then(|| Remark::warning(What::ReadAs).with(&["—"]).suggest("0"));
        return (Found::Entry(Entry::MISSING), remark);
    }
    if NOT_APPLICABLE.contains(&plain_text.as_str()) {
        return (Found::Entry(Entry::marked(Status::NotApplicable)), None);
    }
    if plain_text.starts_with('#') {
        return wrong(Remark::error(What::CellError));
    }
    if measure.yes_no && YES.contains(&plain_text.as_str()) {
        return (Found::Entry(Entry::scored(1.0)), None);
    }
    if measure.yes_no && NO.contains(&plain_text.as_str()) {
        return (Found::Entry(Entry::scored(0.0)), None);
    }
    if let Some(number) = typed::number(text, false).filter(|_| per_mille(measure.unit) && plain_text.ends_with('%')) {
        let number = shifted(number, 3);
        return checked(number, measure, read_as(text, number, false));
    }
    if let Some(number) = typed::number(text, measure.per_hundred) {
        let percent = plain_text.contains('%');
        let remark = if percent && !measure.per_hundred {
            Some(Remark::warning(What::PercentMismatch).with(&[&plain(number)]))
        } else if !percent && measure.per_hundred && is_fraction(number, measure) {
            Some(a_fraction(number))
        } else {
            read_as(text, number, percent)
        };
        return checked(number, measure, remark);
    }
    if plain_text.parse::<f64>().is_ok_and(|number| number.abs() > LARGEST) {
        return wrong(Remark::error(What::TooLarge));
    }
    if is_date(&plain_text) {
        return wrong(Remark::error(What::ADate));
    }
    if let Some((number, unit)) = with_unit(text) {
        return unit_behind(number, &unit, measure);
    }
    let guess = inner_number(&plain_text, measure);
    let remark = Remark::error(What::NotANumber);
    wrong(match guess {
        Some(number) => remark.suggest(number),
        None => remark,
    })
}

/// Said only where the text does not look like the number it is taken for.
fn read_as(text: &str, number: f64, percent: bool) -> Option<Remark> {
    let looks = text.trim().trim_end_matches('%').trim();
    let same = looks.parse::<f64>().is_ok_and(|read| read == number || percent);
    (!same).then(|| Remark::note(What::ReadAs).with(&[&plain(number)]))
}

fn unit_behind(number: f64, unit: &str, measure: &Measure) -> (Found, Option<Remark>) {
    let wanted = fold(measure.unit);
    if wanted.is_empty() || differs(unit, &wanted).is_none() {
        return checked(number, measure, Some(Remark::note(What::ReadAs).with(&[&plain(number)])));
    }
    let remark = Remark::error(What::OtherUnit).with(&[unit, measure.unit]);
    let remark = match converted(number, unit, &wanted) {
        Some(other) => remark.suggest(plain(other)),
        None => remark,
    };
    (Found::Wrong, Some(remark))
}

/// A number with a unit behind it, the unit folded.
fn with_unit(text: &str) -> Option<(f64, String)> {
    let folded = fold(text);
    let at = folded.find(|letter: char| !(letter.is_ascii_digit() || "+-.,()".contains(letter)))?;
    let (number, unit) = folded.split_at(at);
    // 1O, 2*, 5个左右, 5%%: none of these has a unit behind it.
    let word = unit.chars().any(|letter| letter.is_alphabetic() || "%‰".contains(letter)) && !unit.contains("%%");
    let vague = ["左右", "上下", "约"].iter().any(|end| unit.contains(end)) || matches!(unit, "o" | "l" | "i");
    if !word || vague {
        return None;
    }
    let short = unit.chars().count() <= 8 && !unit.chars().any(|letter| letter.is_ascii_digit());
    let number = typed::number(number, false).filter(|_| short)?;
    Some((number, unit.to_owned()))
}

fn is_date(folded: &str) -> bool {
    let digits = folded.chars().filter(char::is_ascii_digit).count();
    let parts: Vec<&str> = folded.split(['-', '/', '.', '年', '月', '日']).filter(|part| !part.is_empty()).collect();
    let numbers = parts.iter().all(|part| part.len() <= 4 && part.chars().all(|c| c.is_ascii_digit()));
    let dotted = folded.contains('.') && !folded.contains(['-', '/', '年', '月']);
    let year = parts.first().is_some_and(|part| part.len() == 4);
    let words = folded.contains('月') && folded.contains(['日', '号']);
    digits > 0 && (words || (numbers && (2..=3).contains(&parts.len()) && (!dotted || (year && parts.len() == 3))))
}

/// Points or a weight; none: not used. A percent cell is its percentage.
pub(super) fn points(cell: &Cell) -> Result<Option<f64>, Remark> {
    let measure = Measure { unit: "分", per_hundred: true, grows: true, signed: true, ..Measure::default() };
    let (found, remark) = value(cell, &measure);
    match found {
        Found::Entry(entry) if entry.status == Status::Scored && entry.number < 0.0 => {
            Err(Remark::error(What::Negative).suggest(plain(-entry.number)))
        }
        Found::Entry(entry) if entry.status == Status::Scored => Ok(Some(entry.number)),
        Found::Wrong => Err(remark.unwrap_or_else(|| Remark::error(What::NotANumber))),
        _ => Ok(None),
    }
}

/// A target as it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Target {
    pub value: Option<f64>,
    pub direction: Option<Direction>,
    /// The unit behind the number, where the table has no other.
    pub unit: String,
    /// A target in words.
    pub words: String,
}

const AT_LEAST: [&str; 11] = [">=", "≥", "≧", ">", "不低于", "不少于", "不小于", "达到", "大于等于", "高于", "至少"];
const AT_MOST: [&str; 13] =
    ["<=", "≤", "≦", "<", "不高于", "不超过", "不多于", "不大于", "小于等于", "控制在", "低于", "少于", "最多"];

/// Reads a target: ≥50个, ≤90万元, =100%, 95%, 控制在5%以内, 达成预期指标.
pub(super) fn target(cell: &Cell, unit: &str, per_hundred: bool, growth: bool) -> Result<Target, Remark> {
    let Value::Text(text) = &cell.value else {
        let percent = matches!(cell.format, Format::Percent(_));
        // Without a unit the percent sign is the unit; growth is a fraction (semantics 11).
        let own = percent && unit.trim().is_empty() && !growth;
        let unit = if per_mille(unit) { unit } else { "" };
        let measure =
            Measure { unit, per_hundred: per_hundred || own, grows: true, signed: true, ..Measure::default() };
        let (found, remark) = value(cell, &measure);
        return match (found, remark) {
            (Found::Entry(entry), remark) => {
                let remark = remark.filter(|remark| remark.what == What::PercentMismatch && !growth);
                match remark {
                    Some(remark) => Err(remark),
                    None => Ok(Target {
                        value: Some(entry.number),
                        unit: if own { "%".to_owned() } else { String::new() },
                        ..Target::default()
                    }),
                }
            }
            (Found::Blank, _) => Ok(Target::default()),
            (Found::Wrong, remark) => Err(remark.unwrap_or_else(|| Remark::error(What::NotANumber))),
        };
    };
    let mut rest = fold(text);
    if rest.is_empty() || MISSING.contains(&rest.as_str()) || NOT_APPLICABLE.contains(&rest.as_str()) {
        return Ok(Target::default());
    }
    // 零发生, 零事故: none of it.
    if let Some(what) = rest.strip_prefix('零')
        && ["发生", "事故", "报告", "投诉", "上访", "增长", "新增", "通报"].contains(&what)
    {
        let direction = (what != "增长").then_some(Direction::LowerIsBetter);
        return Ok(Target { value: Some(0.0), direction, ..Target::default() });
    }
    // 完成1200万元, 力争引进3个以上, 确保不低于90%, 达95%.
    let begins = |text: &str| text.starts_with(|letter: char| letter.is_ascii_digit() || "<≤≦>≥≧".contains(letter));
    let bare = rest.trim_start_matches(|letter: char| "完成引进实现争取力争确保全年".contains(letter));
    let bare = bare.strip_prefix('达').filter(|bare| begins(bare)).unwrap_or(bare);
    if begins(bare) || AT_LEAST.iter().chain(&AT_MOST).any(|word| bare.starts_with(word)) {
        rest = bare.to_owned();
    }
    let mut direction = None;
    for (words, meant) in [(&AT_LEAST[..], Direction::HigherIsBetter), (&AT_MOST[..], Direction::LowerIsBetter)] {
        if let Some(bare) = words.iter().find_map(|word| rest.strip_prefix(word)) {
            direction = Some(meant);
            rest = bare.to_owned();
            break;
        }
    }
    rest = rest.trim_start_matches(['=', '为']).to_owned();
    for (words, meant) in [
        (["以内", "以下", "之内"], Direction::LowerIsBetter),
        (["及以上", "以上", "或以上"], Direction::HigherIsBetter),
    ] {
        if let Some(bare) = words.iter().find_map(|word| rest.strip_suffix(word)) {
            direction = direction.or(Some(meant));
            rest = bare.trim_end_matches(['(', '含', ')']).to_owned();
        }
    }
    let (number, found) = match typed::number(&rest, per_hundred || (unit.trim().is_empty() && !growth)) {
        Some(number) => (number, if rest.ends_with('%') { "%".to_owned() } else { String::new() }),
        None => match with_unit(&rest) {
            Some((number, behind)) if is_unit(&behind, unit) && !(behind == "年" && number >= 1900.0) => {
                (number, behind)
            }
            _ if is_date(&rest) || is_span(&rest) || in_words(&rest) || rest.ends_with('年') || is_sentence(&rest) => {
                return Ok(Target { words: text.trim().to_owned(), ..Target::default() });
            }
            _ => return Err(Remark::error(What::NotANumber)),
        },
    };
    if number.abs() > LARGEST {
        return Err(Remark::error(What::TooLarge));
    }
    let wanted = fold(unit);
    if found == "%" && per_mille(unit) {
        return Ok(Target { value: Some(shifted(number, 3)), direction, ..Target::default() });
    }
    if found == "%" && !wanted.is_empty() && !per_hundred && !growth {
        return Err(Remark::warning(What::PercentMismatch).with(&[&plain(number)]));
    }
    if !found.is_empty() && found != "%" && !wanted.is_empty() && found != wanted {
        return match converted(number, &found, &wanted) {
            Some(other) => Ok(Target { value: Some(other), direction, ..Target::default() }),
            None => Err(Remark::error(What::OtherUnit).with(&[&found, unit])),
        };
    }
    let unit = if growth { String::new() } else { found };
    Ok(Target { value: Some(number + 0.0), direction, unit, words: String::new() })
}

/// Targets that are no numbers, and need not be: 达成预期指标, 12月底前完成.
pub(super) fn in_words(folded: &str) -> bool {
    const WORDS: [&str; 12] =
        ["达成预期", "达到预期", "完成", "达标", "落实", "建立", "前", "优秀", "良好", "是", "有", "合格"];
    WORDS.iter().any(|word| folded.ends_with(word) || (word.chars().count() > 1 && folded.contains(word)))
        && !folded.contains("待定")
}

/// A text that is kept, or what is wrong with it.
pub(super) fn text(cell: &Cell) -> Result<String, Remark> {
    match &cell.value {
        Value::Error(_) => Err(Remark::error(What::CellError)),
        Value::Uncomputed => Err(Remark::error(What::NotComputed)),
        _ => {
            let text = shown(cell);
            if text.chars().count() > LONGEST {
                return Err(Remark::error(What::TooLong).with(&[&LONGEST.to_string()]));
            }
            Ok(text)
        }
    }
}

/// A name or a code: never a number that lost its end.
pub(super) fn key(cell: &Cell) -> Result<String, Remark> {
    if blank(cell) {
        return Ok(String::new());
    }
    if let Value::Number(number) = &cell.value {
        // 2⁵³ is the last whole number before gaps; spreadsheets keep fifteen digits.
        if number.abs() >= 1e15 {
            return Err(Remark::error(What::LostDigits));
        }
    }
    text(cell)
}

/// A date as it is kept: written as it was, or as year, month and day.
pub(super) fn date(cell: &Cell) -> Result<String, Remark> {
    // 20250405, as a number or as a text.
    let digits = shown(cell);
    if digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.starts_with(['1', '2']) {
        let (year, rest) = digits.split_at(4);
        let (month, day) = rest.split_at(2);
        if ("01"..="12").contains(&month) && ("01"..="31").contains(&day) {
            return Ok(format!("{year}-{month}-{day}"));
        }
    }
    match (&cell.value, cell.format) {
        (Value::Number(serial), Format::General) if (20_000.0..80_000.0).contains(serial) => {
            Ok(day(*serial).map(|(y, m, d)| format!("{y}-{m:02}-{d:02}")).unwrap_or_default())
        }
        _ => text(cell),
    }
}

#[cfg(test)]
#[path = "cells_tests.rs"]
mod tests;
