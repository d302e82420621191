//! What is wrong with the columns of a table of values: not known, almost known, there twice, in another unit or year.

use super::aims::{ONE_PERIOD, other_unit, unclear, unsettled};
use super::cells::Remark;
use super::choices::{Kind, Role};
use super::columns::column_of;
use super::compound::{compound, is_part_of_year, is_partial, parts_of, timed};
use super::grid::{blank, figure};
use super::index::pieces;
use super::roles::LIKELY;
use super::sheet::Taken;
use super::taking::Taking;
use super::text::{fold, without_brackets};
use super::view::{ColumnFound, Grade, RowFound, What};
use super::vocabulary::{Meaning, meaning, period};
use super::years;
use crate::model::Standing;
use crate::sheets::workbook::address;
use std::collections::{BTreeMap, BTreeSet};

/// Says which columns are not known, almost known, or there twice.
pub(super) fn say(taking: &mut Taking, taken: &Taken) {
    let Some((_, head)) = taken.layout.head else { return };
    let grid = &taken.grid;
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let turned = taken.kind == Kind::Collection && !super::turned::columns(taking, taken).is_empty();
    // Where nothing is taken, what only comes with values is named too: 得分, 总分.
    let target = taken.kind == Kind::Values;
    let aims = |role: &Role| matches!(role, Role::Value { .. }) || (target && matches!(role, Role::OwnTarget { .. }));
    let idle = !taken.columns.iter().any(|column| aims(&column.role));
    let figures = |column: &ColumnFound| column.sample.iter().any(|text| text.parse::<f64>().is_ok());
    if taken.kind == Kind::Values {
        say_points(taking, taken, head);
    } else if titled_points(taken) {
        // 各单位得分表 with a column for every subject.
        let open = |column: &&ColumnFound| matches!(column.role, Role::Value { .. }) && column.sure < 90;
        let found = taken.columns.iter().find(open).filter(|_| !taken.columns.iter().any(|c| c.head.contains("得分")));
        if let Some(column) = found.map(|column| column.column) {
            taking.fault(grid, head, column, Remark::warning(What::Unlikely).with(&["points"]));
        }
    }
    let mut wordy: Vec<(u32, &ColumnFound)> = Vec::new();
    for column in taken.columns.iter().filter(|_| !turned) {
        // The lowest row of the heading that holds something there: the cell to be mended.
        let first = taken.layout.head.map_or(head, |(first, _)| first);
        let own = |row: &u32| taking.index.indicator(&grid.own(*row, column.column)).is_some();
        let filled = |row: &u32| !grid.own(*row, column.column).is_empty();
        let row = (first..=head).find(own).or_else(|| (first..=head).find(filled)).unwrap_or(head);
        if let Some(remark) = other_year(taking, column) {
            let of_year = |row: &u32| years::other(taking.year, &grid.text(*row, column.column)).is_some();
            let row = (first..=head).find(of_year).unwrap_or(row);
            taking.fault(grid, row, column.column, remark);
            continue;
        }
        let candidates = unsettled(taking, column);
        if !candidates.is_empty() {
            let remark = unclear(taking, &candidates);
            taking.fault(grid, row, column.column, remark);
            continue;
        }
        if let Some((told, wanted, grade)) = other_unit(taking, taken, column) {
            let remark = Remark { grade, ..Remark::error(What::OtherUnit) }.with(&[&told, &wanted]);
            taking.fault(grid, row, column.column, remark);
        }
        if column.sure == LIKELY && matches!(column.role, Role::Value { .. }) {
            // Likely, and no more: a person should look.
            taking.fault(grid, row, column.column, Remark::warning(What::ReadAs).with(&["完成值"]));
        }
        if below_a_name(taking, column) {
            let row = (first..=head).rev().find(filled).unwrap_or(head);
            taking.fault(grid, row, column.column, Remark::warning(What::ReadAs).with(&["完成值"]));
        }
        match &column.role {
            Role::Value { .. } | Role::OwnTarget { .. }
                if column.sure < 100 || matches!(column.role, Role::Value { .. }) =>
            {
                let same = format!("{:?}", column.role);
                if let Some(other) = seen.get(&same) {
                    let other = address(row, *other);
                    taking.fault(grid, row, column.column, Remark::error(What::SameColumn).with(&[&other]));
                } else {
                    seen.insert(same, column.column);
                }
            }
            Role::Nothing if taken.kind == Kind::Values && (column.sure < 70 || (idle && figures(column))) => {
                if !any_below(taken, column.column) || (!idle && is_result(&grid.own(row, column.column))) {
                    continue;
                }
                // 税收收入1-6月累计 is not 税收收入, and must not be made so by pressing a button.
                let row = (first..=head).rev().find(filled).unwrap_or(head);
                let heading = grid.own(row, column.column);
                let known = parts_of(&column.head).into_iter().any(|part| taking.index.indicator(part).is_some());
                let part = known && is_part_of_year(&column.head);
                let other = part || is_partial(&heading) || heading.chars().any(|letter| letter.is_ascii_digit());
                let near = if other { None } else { taking.index.near_indicator(&heading) };
                let remark = match near.map(|at| taking.next.set.indicators[at].name.clone()) {
                    // 新增税收收入 beside 税收收入 is more often another thing than the same once more.
                    Some(name) if !idle || column.sure < 70 => {
                        let grade = if own_column(taking, taken, near) { Grade::Warning } else { Grade::Error };
                        Remark { grade, ..Remark::error(What::AlmostTheSame) }.with(&[&name]).suggest(name.clone())
                    }
                    // 负责人, 片区: words are no values.
                    _ if !holds_figures(taken, column.column) => {
                        wordy.push((row, column));
                        continue;
                    }
                    _ if part => Remark::warning(What::UnknownColumn).with(&["part"]),
                    _ => Remark::warning(What::UnknownColumn),
                };
                taking.fault(grid, row, column.column, remark);
            }
            Role::Nothing if taken.kind != Kind::Values && figures(column) => {
                let short = ONE_PERIOD.iter().any(|word| column.head.contains(word));
                let part = short || is_part_of_year(&column.head);
                let result = is_result(&grid.own(row, column.column));
                // 得分 beside values is known, and computed again here.
                if idle || (column.sure < 70 && !result) {
                    let kind = if part { "part" } else { "figures" };
                    taking.fault(grid, row, column.column, Remark::warning(What::UnknownColumn).with(&[kind]));
                }
            }
            Role::Base
                if taken.kind == Kind::Values
                    && taken.indicator.is_none()
                    && any_below(taken, column.column)
                    && based(taking, taken, column).is_none() =>
            {
                taking.fault(grid, row, column.column, Remark::warning(What::UnknownColumn));
            }
            _ => {}
        }
    }
    if let Some((row, column)) = wordy.first() {
        let heads: Vec<&str> = wordy.iter().map(|(_, column)| column.head.as_str()).collect();
        let remark = Remark::note(What::UnknownColumn).with(&["words", &heads.join("、")]);
        taking.fault(grid, *row, column.column, remark);
    }
}

/// Whether a column of the table is called exactly like an indicator.
fn own_column(taking: &Taking, taken: &Taken, at: Option<usize>) -> bool {
    let Some(indicator) = at.map(|at| &taking.next.set.indicators[at]) else { return false };
    let of_it = |role: &Role| matches!(role, Role::Value { indicator: id, .. } if *id == indicator.id);
    taken.columns.iter().any(|column| of_it(&column.role) && column.sure > LIKELY)
}

/// Whether any cell of a column has a figure in it.
fn holds_figures(taken: &Taken, column: u32) -> bool {
    let figure = |row: u32| taken.grid.own(row, column).chars().any(|letter| letter.is_numeric());
    taken.rows().into_iter().any(figure)
}

/// Whether a word that nobody knows stands below an indicator's name: 税收收入/人均. It may be another measure of it.
fn below_a_name(taking: &Taking, column: &ColumnFound) -> bool {
    const PLAIN: &str = "金额 数量 总量 总额 总数 数字 数据 绝对值 绝对数 绝对额 指标值 本级 全口径";
    let parts = parts_of(&column.head);
    let (Role::Value { .. }, [_, .., lowest]) = (&column.role, parts.as_slice()) else { return false };
    let folded = fold(lowest);
    let (plain, _) = without_brackets(&folded);
    let index = &taking.index;
    let known = index.indicator(lowest).is_some() || compound(lowest, index).is_some() || index.is_beside(&folded);
    let said = meaning(lowest).is_some() || period(lowest).is_some() || timed(lowest).is_some();
    let other = PLAIN.split(' ').any(|word| word == plain) || plain.is_empty();
    // One heading with a stroke in it is one name.
    let apart = parts_of(&column.head).into_iter().rev().skip(1).any(|part| index.indicator(part).is_some());
    apart && column.sure < 100 && !known && !said && !other
}

/// The indicator (its id) that a column of last year's values is of: the one that its heading names; below 上年值 and
/// nothing else, the one of the column on its left. A column that nobody knows in between may be what is meant.
pub(super) fn based(taking: &Taking, taken: &Taken, column: &ColumnFound) -> Option<String> {
    let of = |part: &str| taking.index.indicator(part).or_else(|| compound(part, &taking.index)?.indicator);
    if let Some(at) = parts_of(&column.head).into_iter().find_map(of) {
        return Some(taking.next.set.indicators[at].id.clone());
    }
    let lowest = parts_of(&column.head).pop().unwrap_or_default();
    let bare = meaning(lowest).is_some_and(|(meaning, sure)| meaning == Meaning::Base && sure >= 90);
    if !bare && column.sure < 100 {
        return None;
    }
    let left = taken.columns.iter().rev().skip_while(|other| other.column >= column.column);
    left.take_while(|other| other.role != Role::Nothing || other.sure >= 70).find_map(|other| match &other.role {
        Role::Value { indicator, .. } | Role::OwnTarget { indicator, .. } => Some(indicator.clone()),
        _ => None,
    })
}

/// A column of values whose heading names another year: 2024年 beside 2025年.
pub(super) fn other_year(taking: &Taking, column: &ColumnFound) -> Option<Remark> {
    let values = matches!(column.role, Role::Value { .. } | Role::OwnTarget { .. }) && column.sure < 100;
    let inside = || parts_of(&column.head).into_iter().flat_map(|part| pieces(&fold(part)));
    let other = |text: &str| years::other(taking.year, text);
    // 税收收入（2024）: four digits alone are a year in brackets.
    other(&column.head).or_else(|| inside().find_map(|piece| other(&piece))).filter(|_| values)
}

/// 信访件数得分, 总排名: what was computed from values, and is computed again here.
fn is_result(head: &str) -> bool {
    let folded = fold(head);
    let plain = folded.split('(').next().unwrap_or_default();
    ["得分", "得分率", "排名", "名次", "位次", "排序"].iter().any(|end| plain.ends_with(end))
}

fn any_below(taken: &Taken, column: u32) -> bool {
    let mut rows = taken.grid.sheet.rows.iter().zip(&taken.layout.kinds).filter(|(_, kind)| **kind == RowFound::Data);
    rows.any(|(row, _)| taken.grid.at(row.row, column).is_some_and(|cell| !blank(cell)))
}

/// What the column is called that has everybody's points, and the words of titles over such tables.
const POINTS: [&str; 8] = ["总分", "总得分", "得分", "综合得分", "考核得分", "最终得分", "考核总分", "综合总分"];
const TITLES: [&str; 5] = ["得分", "计分表", "评分表", "打分表", "成绩"];

/// Says where the numbers of a table may be points, and no values: beside their sum, below a title that says so.
fn say_points(taking: &mut Taking, taken: &Taken, head: u32) {
    let values: Vec<(u32, &str)> = taken
        .columns
        .iter()
        .filter_map(|column| match &column.role {
            Role::Value { indicator, .. } if column.sure < 100 => {
                let at = taking.index.indicator_code(indicator)?;
                Some((column.column, taking.next.set.indicators[at].unit.trim()))
            }
            _ => None,
        })
        .collect();
    let plain = |column: &ColumnFound| fold(column.head.split(['(', '（', '/']).next().unwrap_or_default());
    let total =
        taken.columns.iter().find(|column| column.role == Role::Nothing && POINTS.contains(&plain(column).as_str()));
    let total = total.map(|column| column.column);
    // 税收收入 | 税收收入得分: points have columns of their own.
    let apart = taken.columns.iter().any(|column| Some(column.column) != total && column.head.contains("得分"));
    let titled = titled_points(taken);
    let given = |column: u32| {
        let head = &taken.columns.iter().find(|found| found.column == column)?.head;
        let points = |piece: &String| piece.trim_start_matches("满分").trim_end_matches('分').parse::<f64>().ok();
        let given = |piece: &String| points(piece).filter(|_| piece.contains('分'));
        parts_of(head).into_iter().flat_map(|part| pieces(&fold(part))).find_map(|piece| given(&piece))
    };
    let within = |row: u32, column: u32, most: f64| {
        number_at(taken, row, column).is_none_or(|number| (0.0..=most).contains(&number))
    };
    let all_within =
        |column: u32| given(column).is_some_and(|most| taken.rows().iter().all(|row| within(*row, column, most)));
    // 税收收入（30分） above nothing over 30.
    let titled = titled || (values.len() > 1 && values.iter().all(|(column, _)| all_within(*column)));
    let own = values.iter().all(|(_, unit)| *unit == "分");
    if values.is_empty() || apart || own || (total.is_none() && !titled) {
        return;
    }
    let kinds: BTreeSet<&str> = values.iter().map(|(_, unit)| *unit).filter(|unit| !unit.is_empty()).collect();
    let sums = |row: &u32| {
        let sum: f64 = values.iter().filter_map(|(column, _)| number_at(taken, *row, *column)).sum();
        total.and_then(|column| number_at(taken, *row, column)).map(|total| (total - sum).abs() < 0.006)
    };
    let fits: Vec<bool> = taken.rows().iter().filter_map(sums).collect();
    // No sum of 万元 and % comes to 总分 in every row.
    let sure = fits.len() > 1 && kinds.len() > 1 && fits.iter().all(|fits| *fits);
    let grade = if sure { Grade::Error } else { Grade::Warning };
    let column = total.or(values.first().map(|(column, _)| *column)).unwrap_or_default();
    taking.fault(&taken.grid, head, column, Remark { grade, ..Remark::warning(What::Unlikely) }.with(&["points"]));
}

/// Whether the title of a table, or its name, says that it is of points.
fn titled_points(taken: &Taken) -> bool {
    let named = |text: &str| TITLES.iter().any(|word| text.contains(word));
    taken.layout.above.iter().any(|text| named(text)) || named(&taken.grid.sheet.name)
}

fn number_at(taken: &Taken, row: u32, column: u32) -> Option<f64> {
    taken.grid.at(row, column).and_then(figure)
}

/// Says which columns of figures a list has that no such list has: of indicators, or values beside subjects. Somebody
/// may have filled it in.
pub(super) fn say_figures(taking: &mut Taking, taken: &Taken) {
    let Some((_, head)) = taken.layout.head else { return };
    let rows = taken.rows();
    let people = taken.kind == Kind::Subjects;
    let measured = |column: &ColumnFound| {
        let found = meaning(&column.head).filter(|(_, sure)| *sure >= 93).map(|(meaning, _)| meaning);
        matches!(found, Some(Meaning::Value | Meaning::Base | Meaning::Target | Meaning::Score))
            || without_brackets(&fold(&column.head)).0.ends_with('分')
    };
    let latest = taken.columns.iter().flat_map(|column| years::years(&column.head)).max();
    let valued = |column: &&ColumnFound| {
        let last = years::years(&column.head).first().is_some_and(|year| Some(*year) < latest);
        let of_value = || meaning(&column.head).is_some_and(|(found, sure)| found == Meaning::Value && sure >= 90);
        !people && column.role == Role::Nothing && !last && of_value()
    };
    let beside = |column: &&ColumnFound| matches!(column.role, Role::Attribute(_)) || valued(column);
    for column in taken.columns.iter().filter(|column| beside(column) && column.sure < 100) {
        let figures = rows.iter().filter(|row| number_at(taken, **row, column.column).is_some()).count();
        if figures > 0 && figures * 2 >= rows.len() && (!people || measured(column)) {
            let remark = Remark::warning(What::UnknownColumn).with(&["figures"]);
            taking.fault(&taken.grid, head, column.column, remark);
        }
    }
}

/// Says where a table of points, taken for ballots, is of indicators that nobody judges.
pub(super) fn say_judged(taking: &mut Taking, taken: &Taken) {
    let column = |wanted: Role| column_of(&taken.columns, |role| *role == wanted);
    let head = taken.layout.head.map_or(0, |(_, last)| last);
    let computed = |taking: &Taking, at: usize| {
        let method = taking.next.set.indicators[at].rule.method.as_str();
        !matches!(method, "" | "rating" | "multi_rater" | "satisfaction")
    };
    // 姓名 | 评委类别 | 德 | 能.
    for column in &taken.columns {
        let Role::Value { indicator, .. } = &column.role else { continue };
        if taking.index.indicator_code(indicator).is_some_and(|at| computed(taking, at)) {
            taking.fault(&taken.grid, head, column.column, Remark::warning(What::Unlikely).with(&["points"]));
        }
    }
    let (Some(key), Some(score)) = (column(Role::Indicator), column(Role::Score)) else { return };
    let found = |row: u32| taking.index.indicator(&taken.grid.own(row, key));
    let mut known = taken.rows().into_iter().filter_map(found).peekable();
    if known.peek().is_some() && known.all(|at| computed(taking, at)) {
        taking.fault(&taken.grid, head, score, Remark::warning(What::Unlikely).with(&["points"]));
    }
}

/// Says which subjects a table of most of them has no row for.
pub(super) fn say_missing(taking: &mut Taking, taken: &Taken, key: u32, seen: &BTreeSet<usize>) {
    let of_table = |at: &usize| {
        let subject = &taking.next.subjects[*at];
        let category = taken.category.and_then(|at| taking.next.categories.get(at));
        category.is_none_or(|category| category.id == subject.category) && subject.standing != Standing::Source
    };
    let wanted: Vec<usize> = (0..taking.next.subjects.len()).filter(of_table).collect();
    let absent: Vec<&str> = wanted
        .iter()
        .filter(|at| !seen.contains(at) && !taking.held.contains(at))
        .map(|at| taking.next.subjects[*at].name.as_str())
        .collect();
    if absent.is_empty() || absent.len() * 2 > wanted.len() {
        return;
    }
    let count = absent.len().to_string();
    let names: Vec<&str> = absent.into_iter().take(5).collect();
    let row = taken.layout.head.map_or(0, |(_, last)| last);
    let remark = Remark::warning(What::NotAll).with(&[&count, &names.join("、")]);
    taking.fault(&taken.grid, row, key, remark);
}
