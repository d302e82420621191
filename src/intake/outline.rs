//! Lists of indicators as outlines: 一 经济指标 40 above 1 GDP增速 20. A row of a higher number stands for those below it; it is
//! a level with a weight, and no indicator that counts its points once more.
//!
//! Knows the figures that rows are counted with, and what stands beside them; must not know documents.

use super::cells::says_missing;
use super::grid::{Grid, shifted};
use super::heading::filled;
use super::indicators::{Levels, Listed, of_events, path};
use super::names_inside::{clean, points_behind, without_points};
use super::row_names::in_chinese;
use super::rows::{Layout, means};
use super::settled::points_of;
use super::taking::{Place, Taking};
use super::text::fold;
use super::view::RowFound;
use super::vocabulary::Meaning;
use crate::edit::typed;

/// What begins at a row: a level, or only the end of one.
pub(super) struct Section {
    /// Levels above it.
    depth: usize,
    /// None: what follows belongs to the level above.
    name: Option<String>,
    /// Points or a weight, with their columns.
    weights: Vec<(f64, u32)>,
    /// The column of a unit, a target or a standard, which a level cannot have.
    pub more: Option<u32>,
}

/// How a row is counted: the higher the order, the lower it stands.
#[derive(Clone)]
struct Figure {
    order: u8,
    text: String,
    /// 一、 in front of the name.
    in_name: bool,
}

/// A row of the table below its heading.
struct Line {
    row: u32,
    figure: Option<Figure>,
    name: String,
    column: u32,
    /// Alone in its row, and a level whatever follows.
    told: bool,
    /// The column of its unit, target or standard; None: it has none of these.
    more: Option<u32>,
    points: Vec<(f64, u32)>,
}

/// The order of 一, （一）, 1, 1.1, （1）, from the highest.
fn order(folded: &str) -> Option<u8> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let plain = folded.trim_end_matches([',', '.', ':']);
    match plain.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inside) if in_chinese(inside) => Some(20),
        Some(inside) => digits(inside).then_some(40),
        None if in_chinese(plain) => Some(10),
        None if plain.split('.').all(digits) => Some(29 + plain.split('.').count().min(9) as u8),
        None => None,
    }
}

/// 一 of 一、经济指标, with what is behind it.
fn in_front(name: &str) -> Option<(Figure, String)> {
    let folded = fold(name);
    let at = match folded.strip_prefix('(') {
        Some(_) => folded.find(')')? + 1,
        None => folded.find([',', '.'])?,
    };
    let (figure, rest) = (folded.get(..at)?, name.split_once(['、', '）', ')', '.', '．', ',', '，'])?.1);
    let order = order(figure).filter(|order| *order <= 20 && !rest.trim().is_empty())?;
    Some((Figure { order, text: figure.to_owned(), in_name: true }, rest.trim().to_owned()))
}

/// Columns of a list, by what stands in them.
struct Columns {
    numbers: Vec<u32>,
    names: Vec<u32>,
    points: Vec<u32>,
    /// Units, targets, standards, values: what a level has not.
    own: Vec<u32>,
    others: Vec<u32>,
    /// Whether there are levels beside the indicators.
    levels: bool,
}

fn columns(layout: &Layout) -> Columns {
    let (mut numbers, mut names, mut points, mut own, mut others) = (vec![], vec![], vec![], vec![], vec![]);
    let (mut levels, mut open) = (0, vec![]);
    for head in &layout.heads {
        let parts: Vec<&str> = head.parts.iter().map(String::as_str).collect();
        let list = match means(head) {
            _ if points_of(&parts).is_some() => &mut points,
            Some(Meaning::Points | Meaning::Weight) => &mut points,
            Some(Meaning::Number) => &mut numbers,
            Some(Meaning::Level(_) | Meaning::SomeLevel) => {
                levels += 1;
                &mut names
            }
            Some(Meaning::Indicator) => &mut names,
            Some(Meaning::Unit | Meaning::UnitOrSubject | Meaning::Target | Meaning::Value) => &mut own,
            Some(Meaning::Standard | Meaning::Method) => &mut own,
            found => {
                if matches!(found, None | Some(Meaning::Reason)) {
                    open.push(head.column);
                }
                &mut others
            }
        };
        list.push(head.column);
    }
    let levels = levels > 0 && names.len() > 1;
    // 工作任务: the only column that may hold the names.
    if names.is_empty() && open.len() == 1 {
        names = open;
    }
    Columns { numbers, names, points, own, others, levels }
}

fn line(grid: &Grid, columns: &Columns, row: u32) -> Line {
    let own = |column: &u32| Some((*column, grid.own(row, *column))).filter(|(_, text)| !says_nothing(text));
    let number = columns.numbers.iter().find_map(own);
    let all: Vec<(u32, String)> = columns.names.iter().filter_map(own).collect();
    let only = Some(&all).filter(|all| all.len() == 1).and_then(|all| all.first().cloned());
    let (column, name) = only.unwrap_or_default();
    let counted = number.as_ref().and_then(|(_, text)| {
        let text = fold(text).replace('-', ".");
        Some(Figure { order: order(&text)?, text: text.trim_end_matches([',', '.']).to_owned(), in_name: false })
    });
    let (figure, name) = match (counted, in_front(&name)) {
        (Some(figure), Some((_, bare))) => (Some(figure), bare),
        (Some(figure), None) => (Some(figure), name),
        (None, Some((figure, bare))) if number.is_none() => (Some(figure), bare),
        _ => (None, name),
    };
    // Elsewhere a sentence about points is a standard all the same.
    let tells = |column: &&u32| {
        let text = grid.own(row, **column);
        text.contains('分') && text.contains(['扣', '得', '计'])
    };
    let more = columns.own.iter().find_map(own).map(|(column, _)| column);
    let more = more.or_else(|| columns.others.iter().find(tells).copied());
    let read = |column: &u32| {
        let text = grid.own(row, *column);
        Some((typed::number(text.trim_end_matches('分'), true)?, *column))
    };
    let points = columns.points.iter().filter_map(read).collect();
    Line { row, figure, name, column, told: false, more, points }
}

fn says_nothing(text: &str) -> bool {
    text.is_empty() || says_missing(text)
}

/// Whether a row counted so stands below another one.
fn below(upper: &Figure, lower: &Figure) -> bool {
    let parts = (30..40).contains(&upper.order) && (30..40).contains(&lower.order);
    lower.order > upper.order && (!parts || lower.text.starts_with(&format!("{}.", upper.text)))
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-6
}

/// The points of a row, beside its name or behind it.
fn worth(line: &Line) -> Option<f64> {
    line.points.first().map(|(points, _)| *points).or_else(|| points_behind(&line.name))
}

/// Which rows are levels: from the end, so that what stands below a row is settled before it. `by_sum`: also rows with
/// something of their own that are worth what those below them are worth.
fn levels_of(lines: &[Line], known: &dyn Fn(&str) -> bool, by_sum: bool) -> Vec<bool> {
    let mut sections = vec![false; lines.len()];
    for at in (0..lines.len()).rev() {
        let Some(own) = &lines[at].figure else {
            sections[at] = lines[at].told;
            continue;
        };
        let until = |line: &Line| line.figure.as_ref().is_some_and(|figure| figure.order <= own.order);
        let end = lines[at + 1..].iter().position(until).map_or(lines.len(), |count| at + 1 + count);
        // 加分项 behind the last row is no part of it.
        let rows = || (at + 1..end).filter(|place| !of_events(&clean(&lines[*place].name)));
        let parts: Vec<f64> =
            rows().filter(|place| !sections[*place]).filter_map(|place| worth(&lines[place])).collect();
        let sum = !parts.is_empty() && worth(&lines[at]).is_some_and(|points| near(parts.iter().sum(), points));
        let bare = lines[at].more.is_none();
        let lower = rows().next().is_some_and(|next| match &lines[next].figure {
            Some(figure) => below(own, figure) && (bare || sum && by_sum),
            // Rows below 一、经济指标 need not be counted.
            None => own.in_name && bare && !lines[next].name.is_empty() && (sum || lines[next].more.is_some()),
        });
        // Points that nothing below has are the row's own.
        let lower = lower && (lines[at].points.is_empty() || !parts.is_empty());
        sections[at] = lines[at].told || lower && !lines[at].name.is_empty() && !known(&lines[at].name);
    }
    sections
}

/// Finds the rows of a list that stand for those below them, and takes them for what they are. `known`: names that are
/// indicators whatever stands beside them.
pub(super) fn outline(grid: &Grid, layout: &mut Layout, known: &dyn Fn(&str) -> bool) {
    let columns = columns(layout);
    if layout.of_subjects || !layout.outline.is_empty() {
        return;
    }
    // Without points the rows may be values, and each is wanted.
    let pointed = !columns.points.is_empty();
    let mut lines: Vec<Line> = Vec::new();
    for (row, kind) in grid.sheet.rows.iter().zip(&layout.kinds) {
        let told = layout.sections.get(&row.row).filter(|_| !columns.levels);
        match (kind, told) {
            (RowFound::Data, _) if pointed => lines.push(line(grid, &columns, row.row)),
            (_, Some(name)) => {
                let first = filled(row).next().map_or(0, |cell| cell.column);
                let figure = in_front(&grid.own(row.row, first)).map(|(figure, _)| figure);
                let (name, column) = (name.clone(), first);
                lines.push(Line { row: row.row, figure, name, column, told: true, more: None, points: Vec::new() });
            }
            _ => {}
        }
    }
    // A row with a target of its own is a level by its sum alone only where the list does not come out with it.
    let mut sections = levels_of(&lines, known, false);
    let all = lines.iter().zip(&sections).filter(|(line, section)| !**section && !of_events(&clean(&line.name)));
    let all: f64 = all.filter_map(|(line, _)| worth(line)).sum();
    let totals = grid.sheet.rows.iter().zip(&layout.kinds).filter(|(_, kind)| **kind == RowFound::Total);
    let mut totals = totals.filter_map(|(row, _)| worth(&line(grid, &columns, row.row)));
    if !totals.any(|total| near(total, all)) && !near(all, 100.0) && !near(all, 1.0) {
        sections = levels_of(&lines, known, true);
    }
    let mut open: Vec<u8> = Vec::new();
    for (line, section) in lines.iter().zip(&sections) {
        let order = line.figure.as_ref().map(|figure| figure.order);
        let depth = open.len();
        if let Some(order) = order.or(section.then_some(0)) {
            open.retain(|above| *above < order);
        }
        let (name, weights) = match (section, open.is_empty()) {
            (true, _) => {
                let written = || points_behind(&line.name).map(|weight| (weight, line.column));
                let weights =
                    if line.points.is_empty() { written().into_iter().collect() } else { line.points.clone() };
                (Some(without_points(&line.name)), weights)
            }
            _ if depth == open.len() => continue,
            // Behind all levels a row stands for itself.
            (false, true) => (Some(without_points(&line.name)), Vec::new()),
            (false, false) => (None, Vec::new()),
        };
        let more = line.more.filter(|_| *section);
        layout.outline.push((line.row, Section { depth: open.len(), name, weights, more }));
        if *section {
            open.push(order.unwrap_or(0));
            if let Ok(at) = grid.sheet.rows.binary_search_by_key(&line.row, |row| row.row) {
                layout.kinds[at] = RowFound::Note;
            }
        }
    }
}

/// Follows the levels down to a row where one begins or ends.
pub(super) fn enter(section: &Section, above: &mut Levels, listed: &mut Listed, place: Place, taking: &Taking) {
    above.names.truncate(section.depth);
    above.names.extend(section.name.clone());
    above.upper = above.names.len();
    if above.names.iter().any(|name| of_events(name)) {
        return;
    }
    for (weight, column) in &section.weights {
        let part = taking.hundredfold.0 && *weight <= 1.0;
        let weight = if part { shifted(*weight, 2) } else { *weight };
        listed.weights.push((path(&above.names), weight, Place { column: *column, ..place }));
    }
}
