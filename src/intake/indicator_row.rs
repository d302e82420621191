//! A row of an indicator table: everything but its name and its place in the tree.

use super::cells::{self, Remark, points, target, text};
use super::choices::Role;
use super::columns::column_of;
use super::grid::{blank, plain, shifted};
use super::indicators::SENTENCE;
use super::methods::method;
use super::scoring::{Written, needs_target, score};
use super::sheet::Taken;
use super::taking::Taking;
use super::text::fold;
use super::view::{Grade, What};
use super::vocabulary::{WATCHED, cycle, direction};
use crate::edit::typed;
use crate::model::written::per_hundred;
use crate::model::{Cycle, Direction, Field, Indicator, PeriodAggregation, ScoringRule};
use crate::sheets::{Format, Value};
use std::collections::BTreeMap;

/// Where a target in words is kept.
pub(super) const TARGET_WORDS: &str = "目标值";

/// The categories that a column of points without a name of its own is for.
pub(super) fn categories_of(taking: &Taking, taken: &Taken) -> Vec<String> {
    let ids = || taking.next.categories.iter().map(|c| c.id.clone());
    if let Some(at) = taken.category {
        return ids().nth(at).into_iter().collect();
    }
    let before = &taking.before.set.indicators;
    let Some(column) = column_of(&taken.columns, |role| *role == Role::Points(String::new())) else {
        return ids().collect();
    };
    let Some(name) = column_of(&taken.columns, |role| *role == Role::Indicator) else { return ids().collect() };
    // The category whose points are the most like those of the table.
    let mut agree: BTreeMap<String, u32> = BTreeMap::new();
    for row in taken.rows() {
        let Some(known) = taking.index.indicator(&taken.grid.own(row, name)).and_then(|at| before.get(at)) else {
            continue;
        };
        let Some(Ok(Some(value))) = taken.grid.at(row, column).map(points) else { continue };
        for (category, points) in known.points.iter().filter(|(_, points)| **points == value) {
            let _ = points;
            *agree.entry(category.clone()).or_default() += 1;
        }
    }
    let most = agree.values().copied().max().unwrap_or(0);
    if most == 0 {
        return ids().collect();
    }
    ids().filter(|id| agree.get(id) == Some(&most)).collect()
}

/// Fills in what stands in the row; what is blank stays as it was. Whether the row says how often it is reported.
pub(super) fn fill(
    taking: &mut Taking,
    taken: &Taken,
    row: u32,
    indicator: &mut Indicator,
    categories: &[String],
    known: bool,
) -> bool {
    let grid = &taken.grid;
    let mut written = Written { sentence: String::new(), method: String::new(), direction: None, known };
    let mut cycled = false;
    let mut target_cell = None;
    // The unit and the method say how a target is read, wherever they stand.
    for column in &taken.columns {
        let Some(cell) = grid.at(row, column.column).filter(|cell| !blank(cell)) else { continue };
        let mut wrong = |remark: Remark| taking.fault(grid, row, column.column, remark);
        let words = match &column.role {
            Role::Target => {
                target_cell = Some((column.column, cell));
                continue;
            }
            Role::Points(_)
            | Role::Nothing
            | Role::Number
            | Role::Level(_)
            | Role::Weight(_)
            | Role::Indicator
            | Role::IndicatorCode => continue,
            _ => match text(cell) {
                Ok(words) => words,
                Err(remark) => {
                    wrong(remark);
                    continue;
                }
            },
        };
        if cells::says_missing(&words) && column.role != Role::Direction {
            continue;
        }
        match &column.role {
            Role::Unit => indicator.unit = words.trim().trim_matches(['(', ')', '（', '）']).replace('％', "%"),
            Role::Method => written.method = words,
            Role::Standard => written.sentence = words,
            Role::Definition => indicator.definition = words,
            Role::Source => indicator.source = words,
            Role::Owner => indicator.owner = words,
            Role::Remark => {
                indicator.other.insert("备注".to_owned(), words);
            }
            Role::Attribute(name) => {
                indicator.other.insert(name.clone(), words);
            }
            Role::Cycle => match cycle(&words) {
                Some(found) => {
                    cycled = true;
                    taking.halves |= words.contains("半年");
                    indicator.cycle = found;
                }
                None => wrong(Remark::warning(What::UnknownWord).with(&["月度、季度、年度"])),
            },
            Role::Direction => match direction(&words) {
                Some(found) => written.direction = Some(found),
                None if fold(&words) == WATCHED => {}
                None => wrong(Remark::warning(What::UnknownWord).with(&["正向、逆向"])),
            },
            _ => {}
        }
    }
    if written.direction.is_none() && [&written.sentence, &indicator.definition].iter().any(|words| says_down(words)) {
        written.direction = Some(Direction::LowerIsBetter);
    }
    // 每低1个百分点扣1分 below 计分方法 is no method's name.
    let a_name = written.method.ends_with('法') && written.method.chars().count() <= 10;
    if written.sentence.is_empty() && method(&written.method).is_none() && !a_name {
        written.sentence = std::mem::take(&mut written.method);
    }
    give_points(taking, taken, row, indicator, categories);
    let in_words = target_cell.and_then(|(column, cell)| {
        let remark = read_target(taking, taken, (row, column), cell, indicator, &mut written)?;
        Some((column, remark))
    });
    if !written.sentence.is_empty() {
        indicator.other.insert(SENTENCE.to_owned(), written.sentence.clone());
    }
    let understood = score(taking, taken, row, indicator, &written);
    if let Some((column, remark)) = in_words {
        // A rule that compares with a target has nothing to compare with.
        let grade = if indicator.target.is_none() && needs_target(indicator) { Grade::Warning } else { remark.grade };
        taking.fault(grid, row, column, Remark { grade, ..remark });
    }
    if indicator.unit.is_empty() && indicator.target.is_none() && lines_in_percent(&indicator.rule, &written.sentence) {
        indicator.unit = "%".to_owned();
    }
    if !known {
        // What is no rule says what is measured.
        if !written.sentence.is_empty() && indicator.definition.is_empty() && !understood {
            indicator.definition.clone_from(&written.sentence);
        }
        indicator.aggregation = aggregation(indicator, cycled);
    }
    cycled
}

/// Whether an earlier table of this intake has an indicator of this name and place with another target or another
/// sentence: then they are two, and that is said.
pub(super) fn known_otherwise(
    taking: &mut Taking,
    taken: &Taken,
    row: u32,
    name: &str,
    parent: &str,
    shown_at: u32,
) -> bool {
    let new = taking.before.set.indicators.len();
    let mut others = taking.next.set.indicators.iter().skip(new);
    let folded = fold(name);
    let Some(other) = others.find(|i| i.parent == parent && fold(&i.name) == folded) else { return false };
    let column = |wanted: Role| column_of(&taken.columns, |role| *role == wanted);
    let sentence = column(Role::Standard).map(|column| taken.grid.own(row, column)).unwrap_or_default();
    let kept = other.other.get(SENTENCE).map(String::as_str).unwrap_or_default();
    let read = column(Role::Target).and_then(|column| taken.grid.at(row, column));
    let read = read.and_then(|cell| target(cell, &other.unit, other.unit.trim() == "%", false).ok());
    let number = read.and_then(|target| target.value);
    let pairs = [
        (
            column(Role::Standard),
            kept.to_owned(),
            !sentence.is_empty() && !kept.is_empty() && fold(&sentence) != fold(kept),
        ),
        (
            column(Role::Target),
            other.target.map(plain).unwrap_or_default(),
            number.is_some() && other.target.is_some() && number != other.target,
        ),
    ];
    let Some((at, known, _)) = pairs.into_iter().find(|(.., differs)| *differs) else { return false };
    let remark = Remark::warning(What::Contradiction).with(&[name, &known]);
    taking.fault(&taken.grid, row, at.unwrap_or(shown_at), remark);
    true
}

/// How the months of a new indicator come to its year.
pub(super) fn aggregation(indicator: &Indicator, cycled: bool) -> PeriodAggregation {
    match (indicator.cycle, indicator.rule.method.as_str()) {
        (Cycle::Year, _) => PeriodAggregation::Last,
        _ if is_stock(&indicator.name) => PeriodAggregation::Last,
        (_, "deduct" | "bonus") if cycled => PeriodAggregation::Sum,
        _ if cells::is_counted(&indicator.unit) => PeriodAggregation::Sum,
        _ => PeriodAggregation::Average,
    }
}

/// What is there at the end of a month, not what came in it: 在册人数. Twelve of these are no sum.
fn is_stock(name: &str) -> bool {
    const STOCKS: [&str; 10] = ["在册", "存量", "保有量", "在岗", "在校", "在编", "常住", "余额", "期末", "累计"];
    const FLOWS: [&str; 14] = [
        "新增", "增加", "受理", "办理", "培训", "参训", "接待", "服务", "参加", "参与", "发生", "引进", "处理", "惠及",
    ];
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let total = ["总数", "总量", "人数"].iter().any(|word| name.contains(word));
    !["新增", "增加"].iter().any(|word| name.contains(word)) && (has(&STOCKS) || (total && !has(&FLOWS)))
}

/// The lines of a rule in bands, as they stand in its sentence.
pub(super) fn lines(rule: &ScoringRule) -> Vec<f64> {
    let bands = rule.parameters.get("bands").filter(|_| rule.method == "bands");
    let line = |step: &str| step.split(':').next().and_then(|line| line.trim().parse().ok());
    bands.map(|bands| bands.split(',').filter_map(line).collect()).unwrap_or_default()
}

/// Whether every line of the rule stands in its sentence with a percent sign.
fn lines_in_percent(rule: &ScoringRule, sentence: &str) -> bool {
    let (lines, folded) = (lines(rule), fold(sentence));
    !lines.is_empty() && lines.iter().all(|line| folded.contains(&format!("{}%", plain(*line))))
}

fn says_down(words: &str) -> bool {
    const WORDS: [&str; 10] = [
        "逆向",
        "负向",
        "越低越好",
        "越小越好",
        "反向指标",
        "越短越好",
        "越少越好",
        "越快越好",
        "越早越好",
        "越省越好",
    ];
    WORDS.iter().any(|word| words.contains(word))
}

fn give_points(taking: &mut Taking, taken: &Taken, row: u32, indicator: &mut Indicator, categories: &[String]) {
    let grid = &taken.grid;
    for column in &taken.columns {
        let Role::Points(whose) = &column.role else { continue };
        // A merged cell of points is for all its rows together: it stands at the first of them.
        let Some(cell) = grid.at(row, column.column).filter(|cell| !blank(cell)) else {
            if !grid.text(row, column.column).is_empty() {
                let remark = Remark::warning(What::Lacking).with(&[&column.head]);
                taking.fault(grid, row, column.column, remark);
            }
            continue;
        };
        let value = match points(cell) {
            Ok(value) => value.map(|value| if taking.hundredfold.0 { shifted(value, 2) } else { value }),
            Err(remark) => {
                taking.fault(grid, row, column.column, remark);
                continue;
            }
        };
        let ids: Vec<String> = match whose.is_empty() {
            true => categories.to_vec(),
            false => {
                let found = taking.index.category(whose).map(|at| taking.next.categories[at].id.clone());
                if found.is_none() {
                    taking.fault(grid, row, column.column, Remark::error(What::NoSuchCategory).with(&[whose]));
                }
                found.into_iter().collect()
            }
        };
        for id in ids {
            match value {
                Some(points) => {
                    indicator.points.insert(id, points);
                }
                None => {
                    indicator.points.remove(&id);
                }
            }
        }
    }
}

/// Reads a target; what is to be said of one in words comes back.
fn read_target(
    taking: &mut Taking,
    taken: &Taken,
    (row, column): (u32, u32),
    cell: &crate::sheets::Cell,
    indicator: &mut Indicator,
    written: &mut Written,
) -> Option<Remark> {
    let mut said = None;
    let method = method(&written.method).unwrap_or(&indicator.rule.method);
    let percent = per_hundred(&indicator.unit, method, &indicator.rule.parameters, Field::Target);
    match target(cell, &indicator.unit, percent, method == "growth") {
        Ok(found) => {
            // 0.95 under % is less than one in a hundred; 95% was meant, more often than not.
            let bare = match &cell.value {
                Value::Text(text) => typed::number(text, true).is_some() && !fold(text).contains('%'),
                _ => !matches!(cell.format, Format::Percent(_)),
            };
            let down = written.direction.or(found.direction) == Some(Direction::LowerIsBetter);
            if let Some(part) = found.value.filter(|part| percent && bare && !down && (0.5..1.0).contains(part)) {
                taking.fault(&taken.grid, row, column, cells::a_fraction(part));
            }
            if found.value.is_some() {
                indicator.target = found.value;
            }
            if indicator.unit.is_empty() {
                indicator.unit = found.unit;
            }
            if !found.words.is_empty() {
                // 12月底前完成 was never meant as a number; 比上年增长5% may well have been.
                let words = cells::in_words(&fold(&found.words));
                let remark = if words { Remark::note } else { Remark::warning };
                said = Some(remark(What::InWords));
                indicator.other.insert(TARGET_WORDS.to_owned(), found.words);
            }
            if written.direction.is_none() {
                written.direction = found.direction.filter(|_| !written.known);
            }
        }
        Err(remark) => {
            let taken_as = remark.args.first().and_then(|text| text.parse::<f64>().ok());
            if remark.what == What::PercentMismatch {
                indicator.target = taken_as.or(indicator.target);
            }
            taking.fault(&taken.grid, row, column, remark);
        }
    }
    said
}
