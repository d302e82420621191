//! What every row of a sheet is: title, heading, row of the table, sum, note, nothing.
//!
//! It is better to mistake a heading for a row of the table than the other way round: the first is seen at once, the
//! second is a row that is gone. So a row is a heading only where words that are known say so.

use super::cells::says_missing;
use super::grid::{Grid, shown};
use super::heading::{filled, heads};
use super::outline::Section;
use super::row_names::{in_chinese, in_part, is_sum, label_ends, numbered};
pub(super) use super::row_names::{nobody, of_all};
use super::text::{counts, fold};
use super::view::RowFound;
use super::vocabulary::{Meaning, meaning};
use crate::edit::typed;
use crate::sheets::{Cell, Row, Value};
use std::collections::BTreeMap;

/// How a sheet is laid out.
#[derive(Default)]
pub(super) struct Layout {
    /// First and last row of the heading.
    pub head: Option<(u32, u32)>,
    /// What each of the sheet's rows is, in their order.
    pub kinds: Vec<RowFound>,
    pub heads: Vec<Head>,
    /// Texts above the heading.
    pub above: Vec<String>,
    /// Whether the rows are of subjects, and not of indicators.
    pub of_subjects: bool,
    /// Whether some of these rows stand for the ones below them: 一、县区 above 甲县 and 乙县.
    grouped: bool,
    /// Where the heading of another table stands, above or below this one.
    pub other: Option<(u32, u32)>,
    /// Rows that hold nothing but the name of what follows: 一、重点工作.
    pub sections: BTreeMap<u32, String>,
    /// Where levels of a list of indicators begin and end.
    pub outline: Vec<(u32, Section)>,
}

/// A column's heading.
pub(super) struct Head {
    pub column: u32,
    /// From top to bottom, each once.
    pub parts: Vec<String>,
}

impl Head {
    /// As it is shown: `上/下`.
    pub fn joined(&self) -> String {
        self.parts.join("/")
    }
}

/// Finds out what every row is, below and above a heading.
/// `wide`: whether columns are known to be indicators, so that the rows are of subjects.
pub(super) fn layout(grid: &Grid, head: Option<(u32, u32)>, wide: bool) -> Layout {
    let mut layout = Layout { head, ..Layout::default() };
    if let Some((first, last)) = head {
        layout.heads = heads(grid, first, last);
    }
    layout.of_subjects = wide || of_subjects(&layout.heads);
    layout.grouped = layout.of_subjects && grouped(grid, head);
    let mut noted = false;
    for (at, row) in grid.sheet.rows.iter().enumerate() {
        if layout.other.is_none()
            && let Some(column) = another_heading(grid, at, &layout)
        {
            layout.other = Some((row.row, column));
        }
        if layout.other.is_some_and(|(from, _)| head.is_some_and(|(_, last)| from > last))
            && filled(row).next().is_some()
        {
            layout.kinds.push(RowFound::Note);
            continue;
        }
        let kind = kind_of(grid, row, &mut layout, noted);
        let below = head.is_some_and(|(_, last)| row.row > last) && !layout.sections.contains_key(&row.row);
        let partly = filled(row).next().is_some_and(|cell| in_part(&fold(&shown(cell))));
        noted |= matches!(kind, RowFound::Note | RowFound::Total) && below && !partly;
        layout.kinds.push(kind);
    }
    layout
}

/// The name of a group that a row stands for, where a Chinese figure counts it: 一、县区, or 一 in front of 县区.
fn group_name(row: &Row) -> Option<String> {
    let mut cells = filled(row);
    let first = shown(cells.next()?);
    let next = cells.next().filter(|cell| matches!(cell.value, Value::Text(_)));
    if in_chinese(&fold(&first)) { next.map(shown) } else { numbered(&first) }
}

/// Whether some rows below the heading are counted in Chinese figures, and others are not.
fn grouped(grid: &Grid, head: Option<(u32, u32)>) -> bool {
    let Some((_, last)) = head else { return false };
    let below = || grid.sheet.rows.iter().filter(|row| row.row > last && filled(row).nth(1).is_some());
    let groups = || grid.sheet.rows.iter().filter(|row| row.row > last).any(|row| group_name(row).is_some());
    // A sum of all is no sum of a group, and no subject either.
    let somebody = |row: &Row| {
        let name = filled(row).find(|cell| matches!(cell.value, Value::Text(_)) && !counts(&shown(cell)));
        name.is_some_and(|cell| {
            !nobody(&fold(&shown(cell))) && !of_all(&fold(&shown(cell))) && !noteworthy(&fold(&shown(cell)))
        })
    };
    groups() && below().any(|row| group_name(row).is_none() && somebody(row))
}

/// Whether the headings are those of a table of subjects, in which an indicator has no row.
fn of_subjects(heads: &[Head]) -> bool {
    let all: Vec<Meaning> = heads.iter().filter_map(means).collect();
    let has = |wanted: &dyn Fn(&Meaning) -> bool| all.iter().any(wanted);
    let whose = has(&|m| matches!(m, Meaning::Subject | Meaning::SubjectCode));
    // 项目 | 单位 | 目标值: 单位 is the measure there.
    let measured = has(&|m| matches!(m, Meaning::SomeLevel | Meaning::Target | Meaning::Points | Meaning::Method));
    let unit = !measured && has(&|m| matches!(m, Meaning::UnitOrSubject | Meaning::Owner));
    (whose || unit) && !has(&|m| matches!(m, Meaning::Indicator | Meaning::IndicatorCode | Meaning::Level(_)))
}

const NOTES: [&str; 34] = [
    "主要负责人",
    "分管负责人",
    "审核意见",
    "注:",
    "备注:",
    "说明:",
    "填表说明",
    "填报说明",
    "附注",
    "单位负责人",
    "负责人",
    "填报人",
    "填表人",
    "审核人",
    "考核人",
    "考评人",
    "联系人",
    "联系电话",
    "制表",
    "经办人",
    "分管领导",
    "主要领导",
    "填报日期",
    "填表日期",
    "填报单位",
    "填报时间",
    "制表人",
    "复核人",
    "签字",
    "编制说明",
    "注.",
    "note:",
    "notes:",
    "报送单位:",
];

fn kind_of(grid: &Grid, row: &Row, layout: &mut Layout, noted: bool) -> RowFound {
    let Some(first) = filled(row).next() else { return RowFound::Empty };
    if row.hidden {
        return RowFound::Hidden;
    }
    let Some((head, last)) = layout.head else {
        return RowFound::Data;
    };
    let text = shown(first);
    if row.row < head {
        layout.above.extend(filled(row).map(shown));
        let alone = filled(row).count() == 1;
        return if alone && !noteworthy(&fold(&text)) { RowFound::Title } else { RowFound::Note };
    }
    if row.row <= last {
        return RowFound::Head;
    }
    let folded = fold(&text);
    if is_lower_heading(grid, row, first, layout) {
        return RowFound::Data;
    }
    // 3 | 合计: what counts the rows stands in front of what the row is called.
    let named = filled(row).find(|cell| matches!(cell.value, Value::Text(_)) && !counts(&shown(cell)));
    let called = |wanted: fn(&str) -> bool| named.is_some_and(|cell| wanted(&fold(&shown(cell))));
    let measured = |cell: &Cell| {
        (is_figure(cell) && meaning_of(layout, cell.column) != Some(Meaning::Number)) || says_missing(&shown(cell))
    };
    // A list of units may have 全院 in it; above figures it is all of them, unless something happened there.
    let happened = |head: &Head| {
        matches!(means(head), Some(Meaning::Reason | Meaning::EventKind | Meaning::Points))
            || ["加分", "扣分", "减分", "否决"].iter().any(|word| head.parts.iter().any(|part| part.contains(word)))
    };
    let whole = || called(of_all) && filled(row).any(measured) && !layout.heads.iter().any(happened);
    if layout.of_subjects && (called(nobody) || whole()) {
        return RowFound::Total;
    }
    if layout.grouped
        && let Some(name) = group_name(row)
    {
        layout.sections.insert(row.row, name);
        let figures = filled(row).any(|cell| !counts(&shown(cell)) && is_figure(cell));
        return if figures { RowFound::Total } else { RowFound::Note };
    }
    let sums = |cell: &Cell| matches!(cell.value, Value::Text(_)) && is_sum(&fold(&shown(cell)));
    // 质量 | 小计: beside its level a sum stands where an indicator's name belongs.
    let listed = || filled(row).find(|cell| meaning_of(layout, cell.column) == Some(Meaning::Indicator));
    let sum =
        Some(first).filter(|cell| sums(cell)).or_else(|| listed().filter(|_| !layout.of_subjects).filter(|c| sums(c)));
    if let Some(sum) = sum {
        return if !layout.of_subjects && is_indicator(grid, sum, row.row, layout) {
            RowFound::Data
        } else {
            RowFound::Total
        };
    }
    if is_note(grid, row, first, layout) {
        return RowFound::Note;
    }
    let mut cells = filled(row);
    let alone = cells.next().is_some() && cells.next().is_none();
    if alone && matches!(first.value, Value::Text(_)) && layout.heads.len() >= 3 {
        let letters = text.chars().count();
        let numbered =
            text.split(['、', '．', '.', '）', ')']).next().is_some_and(|start| counts(start) && start != text);
        let key = layout.heads.first().is_some_and(|head| head.column == first.column);
        // 【初中】, 一、乡镇, 党委部门：, a name over the whole table: what the rows below are, and nobody.
        let reach = grid.sheet.merged.iter().any(|r| r.first_row == row.row && r.last_column > first.column + 1);
        let group = text.starts_with(['【', '〖', '[', '［', '〔']) || text.ends_with(['：', ':', '】']) || reach;
        let aside = layout.of_subjects && (noted || group || folded.starts_with("单位:"));
        if letters > 30 || aside || (key && letters > 12 && text.ends_with(['。', '；', ';'])) || (noted && numbered)
        {
            return RowFound::Note;
        }
        // 一、重点工作（30分）, alone in its row: what the rows below belong to.
        let chinese = text.starts_with(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '（', '(']);
        if key && numbered && chinese && grid.reaches(row.row, first.column) == row.row {
            let name = text.split_once(['、', '）', ')', '.', '．']).map_or(text.as_str(), |(_, name)| name).trim();
            layout.sections.insert(row.row, name.to_owned());
            return RowFound::Note;
        }
    }
    if again(row, layout) { RowFound::HeadAgain } else { RowFound::Data }
}

/// Whether a row may be of the heading above it, for nobody took it for that: right below, words only, nothing in front,
/// and figures below its first word.
fn is_lower_heading(grid: &Grid, row: &Row, first: &Cell, layout: &Layout) -> bool {
    if !layout.of_subjects || layout.head.is_none_or(|(_, last)| row.row != last + 1) || filled(row).any(is_figure) {
        return false;
    }
    // Where a name, a sum or an aim stands, names stand below it; 单位：万元, 填表人： | 审核人：.
    let next = grid.sheet.rows.iter().find(|next| next.row > row.row && filled(next).next().is_some());
    let figures = next.and_then(|next| grid.at(next.row, first.column)).is_some_and(is_figure);
    let note = |text: &str| noteworthy(text) || (text.contains(':') && !in_part(text));
    if !figures || says_missing(&shown(first)) || filled(row).any(|cell| note(&fold(&shown(cell)))) {
        return false;
    }
    let key = layout.heads.iter().find(|head| means(head) != Some(Meaning::Number)).map(|head| head.column);
    key.is_some_and(|key| first.column > key && grid.text(row.row, key).is_empty())
}

/// Whether a row below the heading is a note, or a line to be signed. 负责人履职测评 and 联系人制度落实率 are names that
/// begin like one: a row that is gone is worse than a note that is seen.
fn is_note(grid: &Grid, row: &Row, first: &Cell, layout: &Layout) -> bool {
    let text = shown(first);
    let folded = fold(&text);
    if !noteworthy(&folded) {
        return false;
    }
    if is_label(&text, &folded) {
        return !is_entry(grid, first, row.row, layout);
    }
    // What merged cells show belongs to the row too.
    let seen = layout.heads.iter().filter(|head| head.column != first.column);
    let mut further = seen
        .map(|head| grid.text(row.row, head.column))
        .chain(filled(row).skip(1).map(shown))
        .filter(|t| !t.is_empty());
    match further.next() {
        None => layout.heads.len() >= 3 && !text.ends_with(['率', '数', '度', '量', '额', '值', '比', '况', '评']),
        Some(_) => {
            let also = |text: &str| noteworthy(&fold(text)) || text.contains(['：', ':', '年']);
            let mut rest = filled(row).skip(1).map(shown);
            rest.next().is_some_and(|text| also(&text)) && rest.next().is_none()
        }
    }
}

/// Whether a text is a word for notes with nothing or its own content behind it: 填表人：, 负责人（签字）, 审核人 张三.
fn is_label(text: &str, folded: &str) -> bool {
    let apart = text.char_indices().filter(|(_, letter)| letter.is_whitespace()).map(|(at, _)| fold(&text[..at]));
    let fronts: Vec<String> = apart.collect();
    signed(folded)
        || numbered_note(folded)
        || NOTES.iter().any(|word| {
            let behind = folded.strip_prefix(word);
            behind.is_some_and(|rest| word.ends_with([':', '.']) || label_ends(rest))
                || fronts.iter().any(|front| front == word)
        })
}

/// Whether a row has the name of an indicator or a level, and points, a target or a standard beside it.
fn is_entry(grid: &Grid, first: &Cell, row: u32, layout: &Layout) -> bool {
    let of = means;
    let own = meaning_of(layout, first.column);
    // A telephone number is no target.
    let below = |column: u32, most: f64| {
        let text = grid.text(row, column);
        typed::number(text.trim_end_matches('分'), true).is_some_and(|number| (0.0..most).contains(&number))
    };
    matches!(own, Some(Meaning::Indicator | Meaning::Level(_) | Meaning::SomeLevel))
        && layout.heads.iter().any(|head| match of(head) {
            Some(Meaning::Points | Meaning::Weight | Meaning::LevelWeight(_)) => below(head.column, 1_001.0),
            Some(Meaning::Target) => below(head.column, 1e6),
            Some(Meaning::Standard) => grid.text(row, head.column).chars().count() >= 8,
            _ => false,
        })
}

/// Whether a row that is called like a sum is an indicator's: by a way to score it; by a target or a unit too where it is
/// a mean, or where its points are needed to come to a hundred. The targets of a 合计 are added up like its points.
fn is_indicator(grid: &Grid, named: &Cell, row: u32, layout: &Layout) -> bool {
    let own = meaning_of(layout, named.column);
    let is_mean = |cell: &Cell| ["平均", "均值", "average"].iter().any(|word| fold(&shown(cell)).starts_with(word));
    let own_points = || {
        let column = layout.heads.iter().find(|h| matches!(means(h), Some(Meaning::Points | Meaning::Weight)))?.column;
        let below = grid.sheet.rows.iter().filter(|other| Some(other.row) > layout.head.map(|(_, last)| last));
        let sum = |other: &Row| filled(other).take(3).any(|cell| is_sum(&fold(&shown(cell))) && !is_mean(cell));
        let all = below.filter(|other| other.row == row || !sum(other));
        Some(all.filter_map(|other| typed::number(&grid.own(other.row, column), true)).sum::<f64>())
    };
    let mean = is_mean(named) || own_points().is_some_and(|sum| (sum - 100.0).abs() < 1e-6 || (sum - 1.0).abs() < 1e-6);
    matches!(own, Some(Meaning::Indicator | Meaning::Level(_) | Meaning::SomeLevel))
        && layout.heads.iter().any(|head| {
            let text = grid.own(row, head.column);
            match means(head) {
                Some(Meaning::Target) => mean && typed::number(&text, true).is_some(),
                // 窗口单位 above points is no unit.
                Some(Meaning::Unit | Meaning::UnitOrSubject) => {
                    mean && !matches!(fold(&text).as_str(), "" | "分")
                        && !says_missing(&text)
                        && typed::number(&text, true).is_none()
                }
                Some(Meaning::Method) => !text.is_empty(),
                Some(Meaning::Standard) => text.chars().count() >= 8,
                _ => false,
            }
        })
}

/// What a heading means: the lowest of its rows that means something.
pub(super) fn means(head: &Head) -> Option<Meaning> {
    head.parts.iter().rev().find_map(|part| meaning(part)).map(|(meaning, _)| meaning)
}

fn meaning_of(layout: &Layout, column: u32) -> Option<Meaning> {
    layout.heads.iter().find(|head| head.column == column).and_then(means)
}

/// Whether a number stands in a cell, also as text, as all do in text files.
pub(super) fn is_figure(cell: &Cell) -> bool {
    typed::number(&shown(cell), true).is_some()
}

/// Whether a text begins like a note.
fn noteworthy(folded: &str) -> bool {
    NOTES.iter().any(|note| folded.starts_with(note)) || numbered_note(folded) || signed(folded)
}

/// 注1：, 注2.
fn numbered_note(folded: &str) -> bool {
    folded.strip_prefix('注').is_some_and(|rest| {
        let behind = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
        behind.len() < rest.len() && behind.starts_with([':', '.', ',', ')', ';'])
    })
}

/// 局长（签字）, 分管领导签字：.
fn signed(folded: &str) -> bool {
    ["签字", "签名", "签章", "公章", "盖章"].iter().any(|word| {
        folded.contains(&format!("({word})")) || folded.split_once(':').is_some_and(|(front, _)| front.ends_with(word))
    })
}

impl Layout {
    /// Rows that were taken for sums or notes and have a name that a list knows are rows of the table.
    pub fn keep(&mut self, grid: &Grid, known: &dyn Fn(&str, bool) -> bool) {
        let Some((_, last)) = self.head else { return };
        let end = self.other.map(|(row, _)| row).filter(|row| *row > last).unwrap_or(u32::MAX);
        for (row, kind) in grid.sheet.rows.iter().zip(&mut self.kinds) {
            let out = matches!(kind, RowFound::Total | RowFound::Note) && (last + 1..end).contains(&row.row);
            let named = || filled(row).find(|cell| matches!(cell.value, Value::Text(_)) && !counts(&shown(cell)));
            if out && named().is_some_and(|cell| known(&shown(cell), self.of_subjects)) {
                *kind = RowFound::Data;
            }
        }
    }

    /// Rows that were left out and may be of the table, with the column of their first cell: notes with two figures and
    /// more, sums of some of the subjects, averages where indicators are listed.
    pub fn doubtful(&self, grid: &Grid) -> Vec<(u32, u32)> {
        let Some((_, last)) = self.head else { return Vec::new() };
        let end = self.other.map(|(row, _)| row).filter(|row| *row > last).unwrap_or(u32::MAX);
        // Longer ones are telephone numbers.
        let figure = |cell: &&Cell| typed::number(&shown(cell), true).is_some_and(|number| number.abs() < 1e7);
        let partial = |row: &Row| {
            let first = filled(row).next().map(|cell| fold(&shown(cell))).unwrap_or_default();
            let listed = filled(row).next().and_then(|cell| meaning_of(self, cell.column));
            let mean = matches!(listed, Some(Meaning::Indicator | Meaning::Level(_) | Meaning::SomeLevel))
                && ["平均", "均值", "average"].iter().any(|word| first.starts_with(word));
            let part = in_part(&first) || self.sections.contains_key(&row.row);
            (if self.of_subjects { part } else { mean }) && filled(row).skip(1).any(|cell| figure(&cell))
        };
        let rows = grid.sheet.rows.iter().zip(&self.kinds).filter(|(row, kind)| {
            let noted = || {
                **kind == RowFound::Note
                    && !self.outline.iter().any(|(at, _)| *at == row.row)
                    && filled(row).filter(figure).count() >= 2
            };
            (last + 1..end).contains(&row.row) && (noted() || (**kind == RowFound::Total && partial(row)))
        });
        rows.filter_map(|(row, _)| Some((row.row, filled(row).next()?.column))).collect()
    }
}

/// Whether the row of this place is the heading of another table: apart from what stands above it, of words only, with
/// a table's first heading in front, and figures below. The column of that heading.
fn another_heading(grid: &Grid, at: usize, layout: &Layout) -> Option<u32> {
    let (rows, (first, last)) = (&grid.sheet.rows, layout.head?);
    let row = rows.get(at).filter(|row| !(first..=last).contains(&row.row) && !row.hidden)?;
    let before = rows[..at].iter().rev().find(|before| filled(before).next().is_some());
    if before.is_some_and(|before| before.row + 1 >= row.row && filled(before).nth(1).is_some()) {
        return None;
    }
    let texts = || filled(row).map(|cell| (cell, shown(cell)));
    let key = texts().take(2).find(|(_, text)| {
        let heads = meaning(text).filter(|(_, sure)| *sure >= 96).map(|(meaning, _)| meaning);
        matches!(
            heads,
            Some(Meaning::Number | Meaning::Subject | Meaning::SubjectCode | Meaning::Indicator | Meaning::Level(_))
        )
    });
    let (cell, _) = key?;
    let words = |(cell, text): (&Cell, String)| matches!(cell.value, Value::Text(_)) && text.chars().count() <= 20;
    let count = filled(row).count();
    if count < 2 || !texts().all(words) || again(row, layout) {
        return None;
    }
    let below = rows[at + 1..].iter().find(|below| filled(below).next().is_some())?;
    // Where a file has no numbers (CSV), they are texts.
    let figures = filled(below).any(|cell| typed::number(&shown(cell), true).is_some());
    (figures && below.row <= row.row + 2 && filled(below).count() * 2 >= count).then_some(cell.column)
}

/// The heading once more.
fn again(row: &Row, layout: &Layout) -> bool {
    let (mut same, mut all) = (0, 0);
    for cell in filled(row) {
        all += 1;
        if !matches!(cell.value, Value::Text(_)) {
            return false;
        }
        let text = shown(cell);
        let at = layout.heads.binary_search_by_key(&cell.column, |head| head.column);
        same += usize::from(at.is_ok_and(|at| layout.heads[at].parts.contains(&text)));
    }
    all >= 2 && same * 5 >= all * 4
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::heading::find;
    use crate::intake::tests::samples::{merge, sheet};

    fn of(lines: &str, merged: &[&str]) -> Layout {
        let sheet = merge(sheet(lines), merged);
        let grid = Grid::new(0, "", &sheet, &[]);
        layout(&grid, find(&grid, &|text| text == "一网通办率" || text == "信访化解率"), false)
    }

    fn kinds(layout: &Layout) -> Vec<RowFound> {
        layout.kinds.clone()
    }

    #[test]
    fn title_heading_sum_notes_and_a_line_to_sign_are_told_apart() {
        let found = of(
            "2025年度考核指标体系表\n考核单位：市考核办|||2025年1月\n序号|三级指标|分值|备注\n1|甲|40|\n2|乙|60|\n合  计||100|\n填表说明：1.分值合计为100分。\n2.目标值以下达的计划为准，执行中作了调整的，以调整数为准。\n单位负责人（签字）：||填表人：|",
            &[],
        );
        assert_eq!(found.head, Some((2, 2)));
        use RowFound::*;
        assert_eq!(kinds(&found), [Title, Note, Head, Data, Data, Total, Note, Note, Note]);
    }

    #[test]
    fn a_merged_heading_of_two_rows_is_joined() {
        let found = of(
            "序号|考核指标||分值||备注\n|一级指标|二级指标|A类|B类|\n1|甲|乙|5|6|",
            &["A1:A2", "B1:C1", "D1:E1", "F1:F2"],
        );
        assert_eq!(found.head, Some((0, 1)));
        let joined: Vec<String> = found.heads.iter().map(Head::joined).collect();
        assert_eq!(joined, ["序号", "考核指标/一级指标", "考核指标/二级指标", "分值/A类", "分值/B类", "备注"]);
    }

    #[test]
    fn a_heading_of_two_rows_is_joined_without_merged_cells_as_in_text_files() {
        let found = of("单位名称|一网通办率||信访化解率|\n|1月|2月|1月|2月\n市教育局|90|91|92|93", &[]);
        assert_eq!(found.head, Some((0, 1)));
        let joined: Vec<String> = found.heads.iter().map(Head::joined).collect();
        assert_eq!(joined, ["单位名称", "一网通办率/1月", "一网通办率/2月", "信访化解率/1月", "信访化解率/2月"]);
    }

    #[test]
    fn a_row_of_units_belongs_to_the_heading_and_the_heading_may_come_again() {
        let found = of(
            "序号|部门|一网通办率|信访化解率\n计量单位||%|%\n1|甲局|95|96\n序号|部门|一网通办率|信访化解率\n2|乙局|94|90",
            &[],
        );
        assert_eq!(found.head, Some((0, 1)));
        use RowFound::*;
        assert_eq!(kinds(&found), [Head, Head, Data, HeadAgain, Data]);
    }

    #[test]
    fn a_row_of_texts_is_no_heading_and_a_table_without_known_words_has_none() {
        let found = of("甲|乙|丙\n市教育局|优|良\n市财政局|良|良", &[]);
        assert_eq!(found.head, None);
        assert!(kinds(&found).iter().all(|kind| *kind == RowFound::Data));
        let found = of("单位名称|类别|事由\n市教育局|加分|获国家级表彰\n市财政局|减分|迟报", &[]);
        assert_eq!(found.head, Some((0, 0)), "the first row of the table has no numbers, and is no heading");
    }

    #[test]
    fn a_heading_inside_a_form_is_found_below_its_fields() {
        let found = of(
            "项目支出绩效自评表\n项目名称||数字化服务平台||||主管部门|市大数据局\n一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因\n产出指标|数量指标|新增接口数|≥50个|56个|10|10|",
            &[],
        );
        assert_eq!(found.head, Some((2, 2)));
    }

    #[test]
    fn a_name_alone_in_its_row_says_what_follows() {
        let found = of("指标名称|分值|目标值\n一、重点工作（30分）||\n甲|10|5\n（二）日常工作||\n乙|10|5", &[]);
        assert_eq!(found.sections.get(&1).map(String::as_str), Some("重点工作（30分）"));
        assert_eq!(found.sections.get(&3).map(String::as_str), Some("日常工作"));
    }
}
