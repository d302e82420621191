//! Which indicator and which period a value is of, and how its numbers are counted.

use super::cells::{Measure, Remark};
use super::choices::Role;
use super::columns::column_of;
use super::compound::parts_of;
use super::grid::plain;
use super::index::pieces;
use super::measures::{converted, differs, unit_in};
use super::sheet::Taken;
use super::taking::Taking;
use super::text::fold;
use super::view::{ColumnFound, Grade, What};
use crate::edit::typed;
use crate::model::written::per_hundred;
use crate::model::{Cycle, Field, Indicator, Period};
use crate::sheets::{Cell, Value};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The last period of a cycle that a longer stretch of time ends with; a shorter one is what it says.
fn within(cycle: Cycle, wide: Period) -> Period {
    match (cycle, wide) {
        (Cycle::Month, _) => Period::Month(wide.last_month()),
        (Cycle::Quarter, Period::Month(month)) => Period::Quarter(month.div_ceil(3)),
        (Cycle::Quarter, Period::Year) => Period::Quarter(4),
        (Cycle::Quarter, quarter) => quarter,
        (Cycle::Year, _) => Period::Year,
    }
}

/// Whether a period is one of those of a cycle.
fn reports(cycle: Cycle, period: Period) -> bool {
    matches!(
        (cycle, period),
        (Cycle::Month, Period::Month(_)) | (Cycle::Quarter, Period::Quarter(_)) | (Cycle::Year, Period::Year)
    )
}

fn cycle_word(cycle: Cycle) -> &'static str {
    match cycle {
        Cycle::Month => "month",
        Cycle::Quarter => "quarter",
        Cycle::Year => "year",
    }
}

/// The period of a value: as it is written, or that of the whole sheet, fitted to how often the indicator is reported.
pub(super) fn period_of(
    indicator: &Indicator,
    written: Option<Period>,
    sheet: Option<Period>,
) -> (Period, Option<Remark>) {
    let Some(period) = written else {
        return (within(indicator.cycle, sheet.unwrap_or(Period::Year)), None);
    };
    let outside = !reports(indicator.cycle, period);
    let remark = outside.then(|| Remark::warning(What::PeriodOutsideCycle).with(&[cycle_word(indicator.cycle)]));
    (period, remark)
}

/// Words for one month or one quarter; the first three are for a month.
pub(super) const ONE_PERIOD: [&str; 5] = ["本月", "当月", "单月", "本季", "当季"];

/// What is to be said of a column of one month or quarter, 本月完成值, of an indicator that is reported less often.
pub(super) fn shorter(taken: &Taken, column: u32, cycle: Cycle) -> Option<Remark> {
    let head = &taken.columns.iter().find(|found| found.column == column && found.sure < 100)?.head;
    let says = |words: &[&str]| words.iter().any(|word| head.contains(word));
    let month = cycle != Cycle::Month && says(&ONE_PERIOD[..3]);
    let quarter = cycle == Cycle::Year && says(&ONE_PERIOD[3..]);
    (month || quarter).then(|| Remark::warning(What::PeriodOutsideCycle).with(&[cycle_word(cycle)]))
}

/// How the numbers of an indicator's field are counted.
#[derive(Debug)]
pub(super) struct Counting {
    unit: String,
    per_hundred: bool,
    yes_no: bool,
    grows: bool,
    signed: bool,
    parted: bool,
    rises: bool,
    counts: bool,
    target: Option<f64>,
    /// Of a rule that judges.
    pub scale: Option<f64>,
    /// Five counts of answers may stand in one cell.
    pub asked: bool,
}

impl Counting {
    fn of(indicator: &Indicator, field: Field) -> Counting {
        let (name, rule) = (&indicator.name, &indicator.rule);
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        let grows = has(&["增", "升", "涨", "压减", "降幅", "完成率"]);
        // 利润, 净流入, 同比: these are below zero every other year.
        const SIGNED: [&str; 16] = [
            "同比", "环比", "变", "差", "净", "利润", "收益", "盈", "亏", "回报", "温", "减", "扣", "降", "结余",
            "余额",
        ];
        let judged = matches!(rule.method.as_str(), "rating" | "multi_rater");
        Counting {
            unit: indicator.unit.clone(),
            per_hundred: per_hundred(&indicator.unit, &rule.method, &rule.parameters, field),
            yes_no: rule.method == "yesno" || fold(&indicator.unit) == "是/否",
            grows,
            signed: grows || rule.method == "growth" || has(&SIGNED),
            // 个 and 项 of what is shared, or of an average, need not be whole.
            parted: has(&["均", "折", "率", "比", "当量", "系数", "指数", "得分"]) || fold(&indicator.unit) == "天",
            rises: has(&["增", "升", "涨", "同比"]) && !has(&["减", "降"]),
            counts: is_count(indicator),
            target: indicator.target.or_else(|| super::indicator_row::lines(rule).into_iter().reduce(f64::max)),
            scale: judged.then(|| scale(indicator)),
            asked: field == Field::Value && rule.method == "satisfaction",
        }
    }

    pub fn measure(&self) -> Measure<'_> {
        let Counting { unit, per_hundred, yes_no, grows, signed, parted, rises, counts, target, .. } = self;
        let (per_hundred, yes_no, grows, target) = (*per_hundred, *yes_no, *grows, *target);
        let (signed, parted, rises, counts) = (*signed, *parted, *rises, *counts);
        Measure { unit, per_hundred, yes_no, grows, signed, parted, rises, counts, target }
    }
}

/// Whether things are counted, though no unit says it: of a rule that takes points for each, or by a name like 事件数.
fn is_count(indicator: &Indicator) -> bool {
    let no_count = ["指数", "分数", "基数", "系数", "倍数", "参数"].iter().any(|end| indicator.name.ends_with(end));
    indicator.unit.trim().is_empty()
        && (indicator.rule.method == "deduct" || (indicator.name.ends_with('数') && !no_count))
}

/// How the numbers of an indicator's field are counted; indicators stay as they are while values are read.
pub(super) fn counting(taking: &mut Taking, indicator: usize, field: Field) -> Rc<Counting> {
    let known = &taking.next.set.indicators[indicator];
    Rc::clone(taking.counting.entry((indicator, field)).or_insert_with(|| Rc::new(Counting::of(known, field))))
}

/// The unit that a heading, or the line above the table, gives to a column, where the indicator is counted in another
/// one: 税收收入（亿元） of an indicator in 万元. With the indicator's own, and how bad that is.
pub(super) fn other_unit(taking: &Taking, taken: &Taken, column: &ColumnFound) -> Option<(String, String, Grade)> {
    let (Role::Value { indicator, .. } | Role::OwnTarget { indicator, .. }) = &column.role else { return None };
    let at = taking.index.indicator_code(indicator)?;
    let wanted = &taking.next.set.indicators[at].unit;
    let folded = fold(wanted);
    let own = told_by(&column.head).or_else(|| told_behind(&column.head, &taking.next.set.indicators[at].name));
    let grade = match &own {
        Some(told) => differs(told, &folded)?,
        // 单位：万元 above the table is of its columns of money, and says nothing of the others.
        None => told_above(taken).filter(|told| converted(1.0, told, &folded).is_some()).map(|_| Grade::Error)?,
    };
    Some((own.or_else(|| told_above(taken))?, wanted.clone(), grade))
}

/// The unit that a heading, or the name of an indicator, gives to its numbers: in brackets, or in a row below the names.
fn told_by(head: &str) -> Option<String> {
    let inside = |part: &str| pieces(&fold(part)).iter().find_map(|piece| unit_in(piece));
    let lowest = || parts_of(head).split_first().and_then(|(_, lower)| unit_in(&fold(lower.last()?)));
    parts_of(head).into_iter().rev().find_map(inside).or_else(lowest)
}

/// The unit behind a name without brackets: 税收收入：亿元.
fn told_behind(head: &str, name: &str) -> Option<String> {
    let behind = |part: &str| {
        let folded = fold(part);
        let rest = folded.strip_prefix(&fold(name))?;
        unit_in(rest.trim_start_matches([':', '-', '_', ',']))
    };
    parts_of(head).into_iter().find_map(behind)
}

/// The unit that the line above the table gives to its numbers.
fn told_above(taken: &Taken) -> Option<String> {
    // 填报单位：市财政局 says who, and not how the numbers are counted.
    let of = |line: &str| {
        let (_, told) = line.rsplit_once("单位:")?;
        let told = told.trim_end_matches([')', '。', ',']);
        let told = told.split([',', ';']).next().unwrap_or_default();
        unit_in(told).filter(|told| is_measure(told))
    };
    // A line of two cells right above the table is taken for a part of its heading.
    let heads = taken.columns.iter().flat_map(|column| parts_of(&column.head)).map(fold);
    let heads = heads.filter(|part| part.starts_with("单位:"));
    // 单位：万元 制表日期：2025-12-31 in one cell.
    let apart = |text: &String| [fold(text)].into_iter().chain(text.split_whitespace().map(fold)).collect::<Vec<_>>();
    let labelled = taken.layout.above.iter().flat_map(apart).chain(heads).find_map(|line| of(&line));
    // 税收收入完成情况表（亿元）.
    let titled = || taken.layout.above.iter().flat_map(|text| pieces(&fold(text))).find(|piece| is_measure(piece));
    labelled.or_else(titled)
}

/// The unit that a row, its column or the line above the table gives to a number of an indicator that is counted in
/// another one; with what the number would be there, and its unit.
pub(super) fn unit_of_row(taken: &Taken, row: u32, column: u32, unit: &str, cell: &Cell) -> Option<Remark> {
    let number = match &cell.value {
        Value::Number(number) => *number,
        // What has its own unit behind it, or none at all, is looked at by itself.
        Value::Text(text) => typed::number(text, false).filter(|_| !text.contains(['%', '％']))?,
        _ => return None,
    };
    let at = |wanted: Role| column_of(&taken.columns, |role| *role == wanted);
    let own = at(Role::Unit).map(|column| fold(&taken.grid.text(row, column)));
    let own = own.and_then(|told| unit_in(told.trim_matches(['(', ')'])));
    let named = || at(Role::Indicator).and_then(|column| told_by(&taken.grid.text(row, column)));
    let wanted = fold(unit);
    let (told, grade) = match own.or_else(named) {
        Some(told) => {
            let grade = differs(&told, &wanted)?;
            (told, grade)
        }
        // What is said of a whole column is of its money, and says nothing of the other rows.
        None => {
            let heading = taken.columns.iter().find(|found| found.column == column)?;
            let told = told_by(&heading.head).or_else(|| told_above(taken))?;
            converted(1.0, &told, &wanted)?;
            (told, Grade::Error)
        }
    };
    let remark = Remark { grade, ..Remark::error(What::OtherUnit) }.with(&[&told, unit]);
    match converted(number, &told, &wanted) {
        _ if number == 0.0 => None,
        Some(other) => Some(remark.suggest(format!("{}{unit}", plain(other)))),
        None => Some(remark),
    }
}

/// Whether a word is a unit in which things are measured.
pub(super) fn is_measure(folded: &str) -> bool {
    super::measures::UNITS.contains(&folded) || (folded.ends_with('元') && folded.chars().count() <= 4)
}

/// The scale of a rule that judges.
pub(super) fn scale(indicator: &Indicator) -> f64 {
    indicator.rule.parameters.get("scale").and_then(|text| text.trim().parse().ok()).unwrap_or(100.0)
}

/// The indicators between which a column's heading does not decide.
pub(super) fn unsettled(taking: &Taking, column: &ColumnFound) -> Vec<usize> {
    let (Role::Value { indicator, .. } | Role::OwnTarget { indicator, .. }) = &column.role else { return Vec::new() };
    if column.sure == 100 || indicator.is_empty() {
        return Vec::new();
    }
    let parts: Vec<&str> = parts_of(&column.head);
    let found = parts.iter().rev().map(|part| taking.index.unsettled(part, &parts));
    let found = found.into_iter().find(|candidates| !candidates.is_empty()).unwrap_or_default();
    if one_each(taking, &found) { Vec::new() } else { found }
}

/// Whether no category has points for two of these: then the subject says which one is meant.
pub(super) fn one_each(taking: &Taking, candidates: &[usize]) -> bool {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    candidates.iter().all(|at| {
        let of = &taking.next.set.indicators[*at].points;
        let mut counting = of.iter().filter(|(_, points)| **points > 0.0).peekable();
        counting.peek().is_some() && counting.all(|(category, _)| seen.insert(category, *at).is_none())
    })
}

/// Of several indicators with one name the one that has points for the subject's category: first at the same place of
/// the tree, then anywhere if there is only one.
pub(super) fn meant_for(taking: &Taking, at: usize, subject: usize) -> usize {
    let set = &taking.next.set;
    let alike = taking.index.alike(&set.indicators[at].name);
    if alike.is_empty() {
        return at;
    }
    let (own, category) = (&set.indicators[at], &taking.next.subjects[subject].category);
    let counts = |i: &Indicator| i.points.get(category).is_some_and(|points| *points > 0.0);
    if counts(own) || own.points.is_empty() {
        return at;
    }
    let fitting = || alike.iter().copied().filter(|at| counts(&set.indicators[*at]));
    let here = fitting().find(|at| set.indicators[*at].parent == own.parent);
    let only = || fitting().next().filter(|_| fitting().count() == 1);
    here.or_else(only).unwrap_or(at)
}

/// A name that several indicators have, with all of them as code and dimension.
pub(super) fn unclear(taking: &Taking, candidates: &[usize]) -> Remark {
    let set = &taking.next.set;
    let of = |at: &usize| format!("{} {}", set.indicators[*at].id, set.indicators[*at].parent);
    let all: Vec<String> = candidates.iter().map(of).collect();
    Remark::error(What::SeveralSo).with(&[&all.join("、")])
}
