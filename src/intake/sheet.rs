//! A sheet that is understood: its rows, its columns with their roles, and what holds for all of it.

use super::aims::is_measure;
use super::choices::{Choices, Kind, Role};
use super::columns::{Meant, cut, decide, signature};
use super::grid::{Grid, blank, shown};
use super::heading::{find, heads};
use super::index::Index;
use super::rows::{Layout, layout};
use super::settled::Beside;
use super::text::{fold, without_brackets};
use super::view::{ColumnFound, RowFound, SheetFound};
use super::years::period_named;
use crate::model::{Document, Period};

/// Rows that are shown as a sample.
const SHOWN: usize = 30;
/// Columns that are shown of these.
const WIDEST: u32 = 60;

/// A sheet with what it was understood as.
pub(super) struct Taken<'a> {
    pub grid: Grid<'a>,
    pub layout: Layout,
    pub kind: Kind,
    pub sure: u8,
    pub columns: Vec<ColumnFound>,
    pub taken: bool,
    /// The category of all rows.
    pub category: Option<usize>,
    pub period: Option<Period>,
    /// The subject of a collection sheet.
    pub subject: Option<usize>,
    /// Its name as it stands there, where nobody of that name is known.
    pub named: String,
    /// The indicator that the title names.
    pub indicator: Option<usize>,
    /// Columns that could have the role of another one.
    pub doubts: Vec<Beside>,
}

/// Understands a sheet, as far as the document knows its words. `laid_out`: how it was laid out when it was looked at
/// before; that holds as long as its heading is the same.
pub(super) fn understand<'a>(
    grid: Grid<'a>,
    laid_out: Option<Layout>,
    document: &Document,
    index: &Index,
    choices: &Choices,
) -> Taken<'a> {
    let choice = choices.sheets.get(&grid.place);
    let known = |text: &str| index.indicator(text).is_some();
    let head = choice.and_then(|choice| choice.head).or_else(|| find(&grid, &known));
    let wide = head.is_some_and(|(first, last)| super::whose::wide(&heads(&grid, first, last), index));
    let laid_out = laid_out.filter(|known| known.head == head && (known.of_subjects || !wide));
    let mut layout = laid_out.unwrap_or_else(|| layout(&grid, head, wide));
    super::whose::corner(&grid, &mut layout, index);
    layout.keep(&grid, &|text, subjects| index.subject_name(text).is_some() || (!subjects && index.has_name(text)));
    super::outline::outline(&grid, &mut layout, &|name| index.has_name(name));
    let Meant { kind, sure, columns, indicator, doubts } = decide(&grid, &layout, document, index, choice);
    let understood = !matches!(kind, Kind::Unknown | Kind::Own) && !grid.sheet.hidden;
    let taken = choice.and_then(|choice| choice.take).unwrap_or(understood) && kind != Kind::Unknown;
    let texts = || layout.above.iter().map(String::as_str).chain([grid.sheet.name.as_str(), grid.book]);
    let category = category_of(&grid, &layout, document, index, choices);
    let chosen_period = choice.and_then(|choice| choice.period);
    let period = chosen_period.or_else(|| texts().find_map(period_named));
    let (subject, named) = match choice.and_then(|choice| choice.subject.as_deref()) {
        Some(id) => (index.subject_code(id), String::new()),
        None if kind == Kind::Collection => of_whom(&grid, &layout, index),
        None => (None, String::new()),
    };
    Taken { grid, layout, kind, sure, columns, taken, category, period, subject, named, indicator, doubts }
}

/// The category of all rows: chosen, or named above the table, by the sheet or by the file.
pub(super) fn category_of(
    grid: &Grid,
    layout: &Layout,
    document: &Document,
    index: &Index,
    choices: &Choices,
) -> Option<usize> {
    let mut texts = layout.above.iter().map(String::as_str).chain([grid.sheet.name.as_str(), grid.book]);
    match choices.sheets.get(&grid.place).and_then(|choice| choice.category.as_deref()) {
        Some(name) => index.category(name),
        None => texts.find_map(|text| category_inside(text, document)),
    }
}

/// A category that a title names: （A类）.
fn category_inside(text: &str, document: &Document) -> Option<usize> {
    let folded = fold(text);
    document.categories.iter().position(|category| {
        let (id, name) = (fold(&category.id), fold(&category.name));
        let named = name.chars().count() >= 2 && folded.contains(&name);
        named || folded.contains(&format!("{id}类")) || folded.contains(&format!("({id})"))
    })
}

/// The names in a line of a form that says who fills it in, in order, each with whether it is a code: beside 填报单位.
fn fillers(grid: &Grid, layout: &Layout) -> Vec<(String, bool)> {
    const BESIDE: [&str; 14] = [
        "填报单位",
        "报送单位",
        "单位名称",
        "被考核单位",
        "填报部门",
        "自评单位",
        "部门名称",
        "被考核人",
        "单位代码",
        "单位编码",
        "单位编号",
        "机构代码",
        "部门编码",
        "单位",
    ];
    let mut found = Vec::new();
    for (row, kind) in grid.sheet.rows.iter().zip(&layout.kinds) {
        if !matches!(kind, RowFound::Title | RowFound::Note) {
            continue;
        }
        let cells = row.cells.iter().filter(|cell| !blank(cell));
        for (cell, text) in
            cells.flat_map(|cell| told(&grid.own(row.row, cell.column)).into_iter().map(move |one| (cell, one)))
        {
            let (plain, _) = without_brackets(&fold(&text));
            let Some(word) = BESIDE.iter().find(|word| plain.starts_with(**word)) else { continue };
            let behind = plain[word.len()..].trim_start_matches(':').to_owned();
            // 单位:万元 speaks of the numbers, and 单位负责人 of somebody who signs.
            if *word == "单位" && !plain[word.len()..].starts_with(':') {
                continue;
            }
            let beside = row.cells.iter().find(|next| next.column > cell.column && !blank(next));
            let beside = || beside.map(|next| grid.own(row.row, next.column)).unwrap_or_default();
            let name = if behind.is_empty() { beside() } else { behind };
            if name.is_empty() {
                continue;
            }
            let coded = ["码", "号"].iter().any(|end| word.ends_with(end));
            found.push((name, coded));
        }
    }
    found
}

/// What one cell tells, each with its label: 填报单位：市教育局（公章）   填报人：张三   联系电话：0571-88888888.
/// 张  三 is one name.
fn told(text: &str) -> Vec<String> {
    const LABELS: [&str; 14] = [
        "填报人",
        "填表人",
        "联系人",
        "联系电话",
        "联系方式",
        "电话",
        "负责人",
        "审核人",
        "经办人",
        "制表人",
        "填报时间",
        "填报日期",
        "时间",
        "日期",
    ];
    const COLONS: [char; 2] = [':', '：'];
    let Some((label, rest)) = text.split_once(COLONS) else { return vec![text.to_owned()] };
    let wide = rest.trim().replace(['\u{3000}', '\t'], "  ");
    let mut all = vec![format!("{label}:")];
    // What goes on behind a gap belongs to the name, unless it says what it is, or is a day.
    for piece in wide.split("  ").map(str::trim).filter(|piece| !piece.is_empty()) {
        let labelled = piece.contains(COLONS) || LABELS.iter().any(|word| piece.starts_with(word));
        let day = piece.starts_with(|letter: char| letter.is_ascii_digit());
        let first = all.len() == 1 && all[0].ends_with(':');
        match all.last_mut() {
            Some(last) if first || !(labelled || day) => last.push_str(piece),
            _ => all.push(piece.to_owned()),
        }
    }
    // 市教育局 填报人：张三, 市教育局填报人：张三.
    let mut at = 0;
    while let Some(one) = all.get(at).cloned() {
        at += 1;
        let Some((label, rest)) = one.split_once(COLONS) else { continue };
        let Some((front, _)) = rest.split_once(COLONS) else { continue };
        let apart = || front.rsplit_once(' ').map(|(front, _)| front);
        let Some(own) = LABELS.iter().find_map(|word| front.strip_suffix(word)).or_else(apart) else { continue };
        all[at - 1] = format!("{label}:{}", own.trim_end_matches([' ', '/', ',', '，', '、', ';', '；']));
        all.insert(at, rest[own.len()..].trim().to_owned());
    }
    all
}

/// The name of the unit that a line above or below the table says it is filled in by.
pub(super) fn filled_in_by(grid: &Grid, layout: &Layout) -> Option<String> {
    // 单位:万元 in front of a table is the measure of its numbers.
    fillers(grid, layout).into_iter().map(|(name, _)| name).find(|name| !is_measure(&fold(name)))
}

/// The unit that fills in a collection sheet: beside 填报单位, in the sheet's name, in the file's name. Where nobody of
/// that name is known, the name.
fn of_whom(grid: &Grid, layout: &Layout, index: &Index) -> (Option<usize>, String) {
    let mut named = String::new();
    for (name, coded) in fillers(grid, layout) {
        if let Some(at) = index.subject(&name).or_else(|| index.subject_inside(&name)) {
            return (Some(at), String::new());
        }
        if named.is_empty() && !coded && !is_measure(&fold(&name)) {
            named = name;
        }
    }
    if !named.is_empty() {
        return (None, named);
    }
    let title = layout.above.iter().find_map(|text| index.subject_inside(text));
    let book = grid.book.rsplit_once('.').map_or(grid.book, |(name, _)| name);
    let sheet = &grid.sheet.name;
    let found = index.subject(sheet).or_else(|| index.subject_inside(sheet)).or(title);
    let found = found.or_else(|| index.subject_coded_inside(sheet));
    let named = if !may_be_somebody(sheet) { String::new() } else { sheet.clone() };
    let found = found.or_else(|| index.subject_inside(book)).or_else(|| index.subject_coded_inside(book));
    (found, named)
}

/// Whether a sheet may be called after a unit: 自评表 and 数据 are what it is, and nobody.
fn may_be_somebody(sheet: &str) -> bool {
    const WORDS: [&str; 14] = [
        "sheet",
        "工作表",
        "数据",
        "指标",
        "自评",
        "采集",
        "填报",
        "汇总",
        "附件",
        "考核",
        "模板",
        "情况",
        "年度",
        "明细",
    ];
    let folded = fold(sheet);
    !folded.is_empty() && !folded.ends_with('表') && !WORDS.iter().any(|word| folded.contains(word))
}

impl Taken<'_> {
    /// Rows of the table.
    pub fn rows(&self) -> Vec<u32> {
        let rows = self.grid.sheet.rows.iter().zip(&self.layout.kinds);
        rows.filter(|(_, kind)| **kind == RowFound::Data).map(|(row, _)| row.row).collect()
    }

    /// The category that stands alone in a row: that of the rows below.
    pub fn group(&self, row: u32, index: &Index) -> Option<usize> {
        let at = self.grid.sheet.rows.binary_search_by_key(&row, |r| r.row).ok()?;
        let mut cells = self.grid.sheet.rows[at].cells.iter().filter(|cell| !blank(cell));
        let (cell, None) = (cells.next()?, cells.next()) else { return None };
        index.category(&shown(cell)).filter(|_| self.layout.heads.len() >= 2)
    }

    /// Whether a row has nothing in any column that means something: only counted, or empty.
    pub fn is_blank(&self, row: u32) -> bool {
        let counts = |role: &Role| !matches!(role, Role::Nothing | Role::Number);
        let columns = self.columns.iter().filter(|column| counts(&column.role));
        columns.into_iter().all(|column| self.grid.at(row, column.column).is_none_or(blank))
    }

    /// As it is shown.
    pub fn found(&self, document: &Document) -> SheetFound {
        let mut left_out: Vec<(RowFound, u32)> = Vec::new();
        for kind in self.layout.kinds.iter().filter(|kind| **kind != RowFound::Data) {
            match left_out.iter_mut().find(|(other, _)| other == kind) {
                Some((_, count)) => *count += 1,
                None => left_out.push((*kind, 1)),
            }
        }
        left_out.sort();
        let id =
            |at: Option<usize>, ids: Vec<&String>| at.and_then(|at| ids.get(at).copied().cloned()).unwrap_or_default();
        let sheet = &self.grid.sheet;
        let sample = sheet.rows.iter().zip(&self.layout.kinds).take(SHOWN).map(|(row, kind)| {
            let cells = (0..sheet.width().min(WIDEST)).map(|column| cut(self.grid.own(row.row, column))).collect();
            (row.row, *kind, cells)
        });
        SheetFound {
            book: self.grid.book.to_owned(),
            name: sheet.name.clone(),
            kind: self.kind,
            sure: self.sure,
            taken: self.taken,
            hidden: sheet.hidden,
            height: sheet.height(),
            width: sheet.width(),
            head: self.layout.head,
            data_rows: self.layout.kinds.iter().filter(|kind| **kind == RowFound::Data).count() as u32,
            left_out,
            columns: self.columns.clone(),
            category: id(self.category, document.categories.iter().map(|c| &c.id).collect()),
            period: self.period,
            subject: id(self.subject, document.subjects.iter().map(|s| &s.id).collect()),
            signature: signature(&self.columns),
            sample: sample.collect(),
        }
    }
}
