//! Where a sheet's heading is, and what stands above each column: rows of names, of periods, of measures, joined.

use super::grid::{Grid, blank, figure, shown};
use super::rows::Head;
use super::text::{fold, without_brackets};
use super::vocabulary::{Meaning, meaning, period};
use crate::sheets::{Cell, Range, Row, Value};
use std::collections::BTreeSet;

/// Rows in which a heading is looked for.
const SEARCHED: usize = 40;
/// Rows that a heading has at most.
const DEEPEST: u32 = 3;
/// Columns that are looked at; more are said, and not taken.
pub(super) const WIDEST: u32 = 2_000;

/// A row in figures.
struct Weighed {
    /// Cells that hold something.
    filled: u32,
    /// Cells whose text is a known heading, a period, or a name that is known.
    hits: u32,
    /// Of these, headings and periods.
    words: u32,
    /// Cells that hold a number.
    numbers: u32,
    /// Cells with a long text.
    long: u32,
}

/// The cells of a row that hold something.
pub(super) fn filled(row: &Row) -> impl Iterator<Item = &Cell> {
    row.cells.iter().filter(|cell| !blank(cell))
}

fn weigh(row: &Row, known: &dyn Fn(&str) -> bool) -> Weighed {
    let mut weighed = Weighed { filled: 0, hits: 0, words: 0, numbers: 0, long: 0 };
    for cell in filled(row).take_while(|cell| cell.column < WIDEST) {
        weighed.filled += 1;
        if figure(cell).is_some() {
            weighed.numbers += 1;
            continue;
        }
        let text = shown(cell);
        let typed = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || ".,%-+".contains(c));
        // No known heading is only a number; and looking for one takes its time.
        let is_word = period(&text).is_some() || (!typed && !filled_in(&text) && meaning(&text).is_some());
        match &cell.value {
            _ if typed && !is_word => weighed.numbers += 1,
            Value::Number(_) if !is_word => weighed.numbers += 1,
            Value::Error(_) | Value::Uncomputed => weighed.numbers += 1,
            _ if text.chars().count() > 40 => weighed.long += 1,
            _ if is_word => {
                weighed.words += 1;
                weighed.hits += 1;
            }
            _ if known(&text) => weighed.hits += 1,
            _ => {}
        }
    }
    weighed
}

/// Whether a text is a line of a form: 填报单位：市财政局, 单位：亿元. What is in brackets belongs to a heading.
fn filled_in(text: &str) -> bool {
    let (plain, _) = without_brackets(&fold(text));
    plain.split_once(':').is_some_and(|(_, told)| !told.trim().is_empty())
}

/// The first and the last row of the heading. `known`: whether a text is the name or code of an indicator.
pub(super) fn find(grid: &Grid, known: &dyn Fn(&str) -> bool) -> Option<(u32, u32)> {
    let rows: Vec<&Row> =
        grid.sheet.rows.iter().filter(|row| !row.hidden && filled(row).next().is_some()).take(SEARCHED).collect();
    let weighed: Vec<Weighed> = rows.iter().map(|row| weigh(row, known)).collect();
    let mut best: Option<(i64, usize)> = None;
    for (at, row) in weighed.iter().enumerate() {
        let strong = row.filled >= 2
            && row.numbers == 0
            && row.long == 0
            && row.words >= 1
            && row.hits >= 2
            && (row.hits * 2 >= row.filled || row.hits >= 3);
        let score = i64::from(row.hits) * 10 - i64::from(row.filled - row.hits) * 4;
        if strong && best.is_none_or(|(other, _)| score > other) {
            best = Some((score, at));
        }
    }
    let weak = || {
        (0..rows.len()).find(|at| {
            let row = &weighed[*at];
            let numbers = weighed[at + 1..].iter().take(3).any(|below| below.numbers > 0);
            row.filled >= 2 && row.numbers == 0 && row.long == 0 && row.words >= 1 && numbers
        })
    };
    // 村 | 税收收入 | 办结率: names of indicators above figures, and no word that is known.
    let named = || {
        (0..rows.len()).find(|at| {
            let row = &weighed[*at];
            let numbers = weighed[at + 1..].iter().take(3).any(|below| below.numbers > 0);
            let names = row.hits >= 2 || row.hits * 2 >= row.filled;
            row.filled >= 2 && row.numbers == 0 && row.long == 0 && names && numbers
        })
    };
    // A list of one column, with nothing but its heading to say what it is.
    let single = || {
        let at = weighed.iter().position(|row| row.words == 1 && row.filled == 1)?;
        let head = filled(rows[at]).next()?;
        let subject = meaning(&shown(head))
            .is_some_and(|(meaning, sure)| sure >= 90 && matches!(meaning, Meaning::Subject | Meaning::UnitOrSubject));
        let below = &rows[at + 1..];
        let alone = |row: &&Row| filled(row).all(|cell| cell.column == head.column);
        (subject && !below.is_empty() && below.iter().all(alone)).then_some(at)
    };
    let at = best.map(|(_, at)| at).or_else(weak).or_else(named).or_else(single)?;
    let (mut first, mut last) = (at, at);
    while first > 0
        && rows[last].row - rows[first - 1].row < DEEPEST
        && linked(grid, rows[first - 1], rows[first], known)
    {
        first -= 1;
    }
    while last + 1 < rows.len()
        && rows[last + 1].row - rows[first].row < DEEPEST
        && (linked(grid, rows[last], rows[last + 1], known) || units(rows[first], rows[last + 1]))
    {
        last += 1;
    }
    Some((rows[first].row, rows[last].row))
}

/// Whether two rows, one below the other, are one heading.
fn linked(grid: &Grid, upper: &Row, lower: &Row, known: &dyn Fn(&str) -> bool) -> bool {
    let (above, below) = (weigh(upper, known), weigh(lower, known));
    if above.filled < 2 || above.numbers > 0 || below.numbers > 0 || above.long > 0 || below.long > 0 {
        return false;
    }
    let merged: Vec<_> =
        grid.sheet.merged.iter().filter(|r| r.first_row <= lower.row && r.last_row >= upper.row).collect();
    if merged.iter().any(|r| r.first_row == upper.row && r.last_row >= lower.row) {
        return true;
    }
    let stands = |row: &Row, column: u32| {
        row.cells.binary_search_by_key(&column, |cell| cell.column).is_ok_and(|at| !blank(&row.cells[at]))
    };
    let under = |column: u32| stands(lower, column);
    let spread = merged.iter().any(|r| {
        r.first_row == upper.row && r.last_row == upper.row && r.last_column > r.first_column && under(r.last_column)
    });
    let over = |column: u32| stands(upper, column);
    let (mut hung, mut free) = (0, 0);
    for cell in filled(lower) {
        if over(cell.column) {
            hung += 1;
        } else {
            free += 1;
        }
    }
    if spread {
        return free > 0 || below.hits > 0;
    }
    if paired(upper, lower) {
        return true;
    }
    // Nothing is merged in text files: below a heading that spreads stand its parts, and nothing stands below the rest.
    let alone = filled(upper).filter(|cell| !under(cell.column)).count();
    let parts = below.hits * 2 >= below.filled || filled(lower).all(|cell| shown(cell).chars().count() <= 6);
    merged.is_empty() && free > 0 && hung <= free && alone > 0 && above.words >= 1 && parts
}

/// Whether the lower row says the same words again and again, each time below another name: 办结率 | 办结率 | 信访件数 |
/// 信访件数 above 目标值 | 完成值 | 目标值 | 完成值, or the names only once, with blanks to their right.
fn paired(upper: &Row, lower: &Row) -> bool {
    let mut above = filled(upper).peekable();
    let mut name = String::new();
    let (mut pairs, mut names, mut words) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let (mut known, mut short) = (true, true);
    for cell in filled(lower) {
        while let Some(next) = above.next_if(|next| next.column <= cell.column) {
            name = fold(&shown(next));
        }
        let (text, word) = (shown(cell), fold(&shown(cell)));
        // 序号 and 单位名称 may stand in the lower row too, below nothing or below themselves.
        if pairs.is_empty() && (name.is_empty() || name == word) {
            continue;
        }
        known &= period(&text).is_some() || meaning(&text).is_some_and(|(_, sure)| sure >= 90);
        short &= matches!(cell.value, Value::Text(_)) && word.chars().count() <= 8;
        if !pairs.insert((name.clone(), word.clone())) {
            return false;
        }
        names.insert(name.clone());
        words.insert(word);
    }
    // Whoever these are of would stand in front of them: 增速（%） | 增速（%）, 本月 | 累计 | 本月 | 累计.
    let key = filled(upper).next().map(|cell| cell.column);
    let nobody = filled(lower).next().is_some_and(|cell| key.is_some_and(|key| cell.column > key));
    if names.len() >= 2
        && (known && pairs.len() > words.len()
            || nobody && short && pairs.len() >= words.len() * 2 && parts_of_measures(lower))
    {
        return true;
    }
    // 税收收入 | 税收收入 above 上半年 | 12月: what a table says twice is told apart by the row below.
    let all: Vec<String> = filled(upper).map(|cell| fold(&shown(cell))).collect();
    let first = filled(upper).next().map(|cell| cell.column);
    let hangs = filled(lower).next().is_some_and(|cell| first.is_some_and(|first| cell.column > first));
    let again = all.windows(2).any(|pair| pair[0] == pair[1]);
    again && hangs && short && pairs.len() >= 2
}

/// Whether all words of a row are known as parts of what is measured: 是 | 是 below 按时上报 | 资料完整 is somebody's row.
fn parts_of_measures(lower: &Row) -> bool {
    const PARTS: &str = "增速 增长 增幅 增减 同比 环比 累计 本月 当月 本期 本季 同期 完成 目标 计划 实际 实绩 任务 预算 决算 \
        总量 总额 绝对 得分 排名 位次 名次 占比 比重";
    filled(lower).map(|cell| fold(&shown(cell))).all(|word| {
        let part = PARTS.split(' ').any(|part| word.contains(part)) || period(&word).is_some();
        part && !word.starts_with(['未', '已'])
    })
}

/// A row of units below the names: 计量单位 | | 亿元 | 人 | %, or with nothing below the first heading.
fn units(upper: &Row, row: &Row) -> bool {
    let key = filled(upper).next().map(|cell| cell.column);
    if filled(row).next().is_some_and(|cell| key.is_some_and(|key| cell.column > key)) {
        let unit = |cell: &Cell| {
            let folded = fold(&shown(cell));
            let bare = folded.trim_matches(['(', ')']);
            // （50分） below a name says what it is worth.
            let worth = bare.strip_suffix('分').is_some_and(|points| points.parse::<f64>().is_ok());
            worth || super::measures::UNITS.contains(&bare)
        };
        let nothing = |cell: &Cell| super::cells::says_missing(&shown(cell));
        return filled(row).all(unit) && !filled(row).all(nothing);
    }
    let mut cells = filled(row);
    let first = cells.next().map(|cell| fold(&shown(cell))).unwrap_or_default();
    let mut more = 0;
    for cell in cells {
        if shown(cell).chars().count() > 8 || !matches!(cell.value, Value::Text(_)) {
            return false;
        }
        more += 1;
    }
    matches!(first.trim_matches(['(', ')', ':']), "计量单位" | "单位" | "unit" | "units" | "度量单位") && more > 0
}

/// What stands above every column, from top to bottom.
pub(super) fn heads(grid: &Grid, first: u32, last: u32) -> Vec<Head> {
    let width = (first..=last)
        .filter_map(|row| grid.sheet.rows.binary_search_by_key(&row, |r| r.row).ok())
        .flat_map(|at| grid.sheet.rows[at].cells.last())
        .map(|cell| cell.column + 1)
        .max()
        .unwrap_or(0)
        .max(grid.sheet.width().min(512))
        .min(WIDEST);
    // Where the heading itself has merged cells, these say how far a name reaches.
    let wide = |r: &&Range| r.first_row <= last && r.last_row >= first && r.last_column > r.first_column;
    let merged = grid.sheet.merged.iter().any(|r| wide(&r));
    let mut spread: Vec<String> = vec![String::new(); (last - first + 1) as usize];
    (0..width)
        .map(|column| {
            let mut parts: Vec<String> = Vec::new();
            let below = |row: u32| (row + 1..=last).any(|lower| !grid.own(lower, column).is_empty());
            for row in first..=last {
                let mut text = grid.text(row, column);
                let level = (row - first) as usize;
                if !text.is_empty() {
                    spread[level].clone_from(&text);
                } else if !merged && row < last && below(row) {
                    text.clone_from(&spread[level]);
                }
                if !text.is_empty() && parts.last() != Some(&text) {
                    parts.push(text);
                }
            }
            Head { column, parts }
        })
        .filter(|head| !head.parts.is_empty())
        .collect()
}
