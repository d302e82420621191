//! Where a pasted block goes, known before anything is done: which cells it fills, which of its rows need a new
//! subject, and what of it finds no place.

use super::clipboard::Cells;
use super::selection::{Block, Place};
use std::collections::{BTreeMap, BTreeSet};

/// What stands above the names in offices' tables, folded as `folded` does.
const HEADINGS: [&str; 36] = [
    "单位",
    "单位名称",
    "单位全称",
    "单位简称",
    "名称",
    "名单",
    "对象",
    "对象名称",
    "考核对象",
    "考核单位",
    "被考核单位",
    "被考核对象",
    "责任单位",
    "填报单位",
    "报送单位",
    "牵头单位",
    "部门",
    "部门名称",
    "县区",
    "区县",
    "县市区",
    "县区名称",
    "地区",
    "乡镇",
    "镇街",
    "乡镇街道",
    "姓名",
    "序号",
    "编号",
    "项目",
    "name",
    "subject",
    "subjects",
    "unit",
    "department",
    "organisation",
];

/// What stands before the sums and means of a table.
const SUMS: [&str; 22] = [
    "最高",
    "最低",
    "最大",
    "最小",
    "最高值",
    "最低值",
    "最大值",
    "最小值",
    "最高分",
    "最低分",
    "均值",
    "中位数",
    "总和",
    "共计",
    "total",
    "subtotal",
    "grandtotal",
    "sum",
    "average",
    "mean",
    "min",
    "max",
];

/// How they end where something says of what: 全市平均, 县直合计.
const SUM_ENDS: [&str; 6] = ["合计", "小计", "总计", "平均", "平均值", "平均分"];

/// What stands below a table, before a colon.
const NOTES: [&str; 14] = [
    "注",
    "备注",
    "说明",
    "填表说明",
    "填表人",
    "填报人",
    "审核人",
    "制表人",
    "负责人",
    "联系人",
    "联系电话",
    "单位负责人",
    "填报单位",
    "note",
];

/// Where a row of the block goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Goes {
    /// To a row on show.
    Row(usize),
    /// Below the last: a row that is not there yet.
    New,
    Nowhere,
}

/// Whom a name in the block means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// The row on show.
    Row(usize),
    /// A row that a filter hides.
    Hidden,
    /// Several subjects have this name.
    Twice,
    Nobody,
}

/// Whom the names in the first column of a block mean.
pub struct Named<'a> {
    /// How many subjects have a name, and the row of the last of them.
    said: BTreeMap<&'a str, (usize, u32)>,
    /// Where rows stand that are on show.
    places: BTreeMap<u32, usize>,
}

impl<'a> Named<'a> {
    /// `names`: of all subjects, by row; `order`: the rows on show. Only what the block itself says is sought among all
    /// names.
    pub fn of<'b>(cells: &'a Cells, names: impl Iterator<Item = &'b str>, order: &[u32]) -> Named<'a> {
        let first = cells.iter().filter_map(|row| row.first()).map(|text| text.trim());
        let mut said: BTreeMap<&str, (usize, u32)> =
            first.filter(|text| text.parse::<f64>().is_err()).map(|text| (text, (0, 0))).collect();
        if !said.is_empty() {
            for (name, row) in names.zip(0..) {
                if let Some((count, at)) = said.get_mut(name.trim()) {
                    (*count, *at) = (*count + 1, row);
                }
            }
        }
        let known: BTreeSet<u32> = said.values().filter(|(count, _)| *count == 1).map(|(_, row)| *row).collect();
        let shown = order.iter().zip(0..).filter(|(row, _)| known.contains(row));
        Named { said, places: shown.map(|(row, place)| (*row, place)).collect() }
    }

    pub fn whom(&self, name: &str) -> Whom {
        match self.said.get(name.trim()) {
            Some((1, row)) => self.places.get(row).map_or(Whom::Hidden, |place| Whom::Row(*place)),
            Some((0, _)) | None => Whom::Nobody,
            _ => Whom::Twice,
        }
    }
}

/// What is pasted onto.
#[derive(Clone, Copy)]
pub struct Onto<'a> {
    pub block: Block,
    /// On show.
    pub rows: usize,
    pub columns: usize,
    /// Whether a column can be filled in.
    pub open: &'a dyn Fn(usize) -> bool,
    pub whom: &'a dyn Fn(&str) -> Whom,
}

/// Where a pasted block goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// The cells, each with the row and column of the block that goes into it.
    pub cells: Vec<(Place, usize, usize)>,
    /// Rows that are not there yet, each a row of the block in which something stands.
    pub rows: Vec<usize>,
    /// What they are called; empty: the block does not say.
    pub names: Vec<String>,
    /// Cells of those rows: which of them, the column, and the column of the block.
    pub more: Vec<(usize, usize, usize)>,
    /// What is selected afterwards.
    pub block: Option<Block>,
    /// Cells of the block that meet a column that cannot be filled in.
    pub closed: usize,
    /// Columns of the block, with something in them, that lie beyond the last column.
    pub wide: Vec<usize>,
    /// Cells with something in them in those columns.
    pub wide_cells: usize,
    /// Rows that are left out, by their names: a heading or a sum, a name that several subjects have or whose row a
    /// filter hides, one that stands in the block once more, and an empty one.
    pub hidden: Vec<String>,
}

impl Placed {
    /// Cells with something in them in rows that are not there yet.
    pub fn below(&self, cells: &Cells) -> usize {
        self.more.iter().filter(|(row, _, column)| filled(cells, self.rows[*row], *column)).count()
    }
}

/// What can be done with a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// From the first selected cell on, as it lies.
    pub as_it_lies: Placed,
    /// Each row to the subject that its first cell names, where that is something else.
    pub by_name: Option<Placed>,
}

impl Ways {
    /// Whether somebody should see what will happen before it does.
    pub fn ask(&self) -> bool {
        let Placed { rows, wide, hidden, .. } = &self.as_it_lies;
        self.by_name.is_some() || !rows.is_empty() || !wide.is_empty() || !hidden.is_empty()
    }

    /// Whether new rows are added unless somebody says no. Names that the block brings below the last row are meant.
    /// Rows without a name may be a mistake, and so may a strange name among known ones be: another spelling.
    pub fn adds(&self) -> bool {
        self.by_name.is_none() && self.as_it_lies.names.iter().any(|name| !name.is_empty())
    }
}

/// Where a block can go.
pub fn ways(cells: &Cells, onto: Onto) -> Ways {
    let height = cells.len();
    let width = cells.iter().map(Vec::len).max().unwrap_or_default();
    if height == 0 || width == 0 || onto.rows == 0 {
        return Ways::default();
    }
    Ways { as_it_lies: as_it_lies(cells, onto, height, width), by_name: by_name(cells, onto, width) }
}

/// One value goes into everything that is selected; a selection of whole multiples of the block is filled with it again
/// and again; otherwise it begins at the first selected cell, whatever is selected.
fn as_it_lies(cells: &Cells, onto: Onto, height: usize, width: usize) -> Placed {
    let block = onto.block;
    let repeated = block.rows().is_multiple_of(height) && block.columns().is_multiple_of(width);
    let whole =
        if repeated { block } else { Block { bottom: block.top + height - 1, right: block.left + width - 1, ..block } };
    // Below the names of the table stand names: there a heading or a sum is seen for what it is.
    let names = whole.left == 0;
    let mut hidden = Vec::new();
    let lines = (whole.top..=whole.bottom).enumerate().map(|(k, row)| {
        let from = k % height;
        let goes = match row < onto.rows {
            _ if names && is_no_subject(cells, from, onto) => {
                hidden.push(name(cells, from).to_owned());
                Goes::Nowhere
            }
            true => Goes::Row(row),
            false if (0..width).any(|column| filled(cells, from, column)) => Goes::New,
            false => Goes::Nowhere,
        };
        (from, goes)
    });
    let columns: Vec<(usize, usize)> =
        (whole.left..=whole.right).enumerate().map(|(k, column)| (column, k % width)).collect();
    let names = (whole.left == 0).then_some(0);
    let mut placed = lay(cells, lines, &columns, names, onto);
    // What is not there yet is selected once it is.
    let last = (onto.rows - 1 + placed.rows.len()).min(whole.bottom);
    placed.hidden = hidden;
    placed.block = Some(Block { bottom: last, right: whole.right.min(onto.columns.saturating_sub(1)), ..whole });
    placed
}

/// The first column of the block says whose each row is; the others go from the first selected column on. None: it names
/// nobody, or exactly those whose rows it lies on.
fn by_name(cells: &Cells, onto: Onto, width: usize) -> Option<Placed> {
    let Block { top, left, .. } = onto.block;
    let whom: Vec<Whom> = (0..cells.len()).map(|row| (onto.whom)(name(cells, row))).collect();
    let known = whom.iter().any(|whom| *whom != Whom::Nobody);
    let same = whom.iter().enumerate().all(|(row, whom)| match whom {
        Whom::Row(at) => *at == top + row,
        Whom::Hidden => false,
        // Which of them is meant can only be told by its place.
        Whom::Twice => true,
        // A stranger's values are not laid onto somebody else's row unseen.
        Whom::Nobody => top + row >= onto.rows || name(cells, row).is_empty(),
    });
    if width < 2 || !known || left == 0 && same {
        return None;
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut hidden = Vec::new();
    let mut lines = Vec::new();
    for (row, whom) in whom.iter().enumerate() {
        let own = name(cells, row);
        let first = seen.insert(own);
        let goes = match whom {
            _ if (0..width).all(|column| !filled(cells, row, column)) => Goes::Nowhere,
            _ if own.is_empty() => {
                hidden.push(String::new());
                Goes::Nowhere
            }
            Whom::Row(at) if first => Goes::Row(*at),
            Whom::Nobody if first && !is_no_subject(cells, row, onto) => Goes::New,
            _ => {
                hidden.push(own.to_owned());
                Goes::Nowhere
            }
        };
        lines.push((row, goes));
    }
    let columns: Vec<(usize, usize)> = (1..width).map(|from| (left.max(1) + from - 1, from)).collect();
    let placed = lay(cells, lines.into_iter(), &columns, Some(0), onto);
    Some(Placed { hidden, ..placed })
}

fn lay(
    cells: &Cells,
    lines: impl Iterator<Item = (usize, Goes)>,
    columns: &[(usize, usize)],
    names: Option<usize>,
    onto: Onto,
) -> Placed {
    let mut placed = Placed::default();
    let mut wide: BTreeSet<usize> = BTreeSet::new();
    for (row, goes) in lines {
        if goes == Goes::New {
            placed.rows.push(row);
            let name = names.and_then(|column| cells[row].get(column));
            placed.names.push(name.map(|name| one_line(name)).unwrap_or_default());
        }
        for (column, from) in columns {
            // A short row leaves the cells beyond its end as they are.
            if *from >= cells[row].len() || goes == Goes::Nowhere {
                continue;
            }
            match goes {
                _ if *column >= onto.columns => {
                    if filled(cells, row, *from) {
                        wide.insert(*from);
                        placed.wide_cells += 1;
                    }
                }
                // The name of a new row is no cell that could not be filled in.
                Goes::New if names == Some(*from) => {}
                _ if !(onto.open)(*column) => placed.closed += 1,
                Goes::Row(at) => placed.cells.push((Place::at(at, *column), row, *from)),
                _ => placed.more.push((placed.rows.len() - 1, *column, *from)),
            }
        }
    }
    placed.wide = wide.into_iter().collect();
    placed
}

/// What stands first in a row.
fn name(cells: &Cells, row: usize) -> &str {
    cells[row].first().map(|text| text.trim()).unwrap_or_default()
}

/// Whether a row is the heading, a sum or a note of the table that it came from. A subject of that name is a subject.
fn is_no_subject(cells: &Cells, row: usize, onto: Onto) -> bool {
    let own = name(cells, row);
    let folded = folded(own);
    let noted = own.split_once([':', '：']).is_some_and(|(before, _)| NOTES.contains(&self::folded(before).as_str()));
    let sum = SUMS.contains(&folded.as_str()) || SUM_ENDS.iter().any(|end| folded.ends_with(end));
    (noted || sum || HEADINGS.contains(&folded.as_str())) && (onto.whom)(own) == Whom::Nobody
}

/// A name without what stands in brackets or behind a colon, without blanks, in small letters: 单 位（盖章）is 单位.
fn folded(text: &str) -> String {
    let end = text.find(['(', '（', ':', '：']).unwrap_or(text.len());
    text[..end].chars().filter(|one| !one.is_whitespace()).flat_map(char::to_lowercase).collect()
}

fn filled(cells: &Cells, row: usize, column: usize) -> bool {
    cells.get(row).and_then(|row| row.get(column)).is_some_and(|text| !text.trim().is_empty())
}

/// A name has no line ends.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(rows: &[&[&str]]) -> Cells {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    fn block(top: usize, left: usize, bottom: usize, right: usize) -> Block {
        Block { top, left, bottom, right }
    }

    fn place(cells: &Cells, block: Block, rows: usize, columns: usize, open: &dyn Fn(usize) -> bool) -> Placed {
        ways(cells, Onto { block, rows, columns, open, whom: &|_| Whom::Nobody }).as_it_lies
    }

    /// Onto three rows 甲局, 乙局, 丙局 with the columns name, two values, total; 丁局 is hidden.
    fn named(pasted: &[&[&str]], at: (usize, usize)) -> Ways {
        let whom = |name: &str| match ["甲局", "乙局", "丙局"].iter().position(|known| *known == name) {
            Some(row) => Whom::Row(row),
            None if name == "丁局" => Whom::Hidden,
            None => Whom::Nobody,
        };
        let open = |column: usize| (1..3).contains(&column);
        let block = block(at.0, at.1, at.0, at.1);
        ways(&cells(pasted), Onto { block, rows: 3, columns: 4, open: &open, whom: &whom })
    }

    #[test]
    fn one_value_goes_into_everything_selected() {
        let placed = place(&cells(&[&["7"]]), block(1, 1, 3, 2), 10, 5, &|_| true);
        assert_eq!((placed.cells.len(), placed.block), (6, Some(block(1, 1, 3, 2))));
    }

    #[test]
    fn a_block_is_repeated_in_whole_multiples_and_otherwise_begins_at_the_first_cell() {
        let two = cells(&[&["1"], &["2"]]);
        let placed = place(&two, block(0, 1, 3, 1), 10, 5, &|_| true);
        let sources: Vec<usize> = placed.cells.iter().map(|(_, row, _)| *row).collect();
        assert_eq!(sources, [0, 1, 0, 1]);
        let placed = place(&two, block(0, 1, 2, 1), 10, 5, &|_| true);
        assert_eq!(placed.block, Some(block(0, 1, 1, 1)));
    }

    #[test]
    fn what_is_closed_too_wide_or_below_the_last_row_is_told_apart() {
        // 40 × 12 onto a table whose first column is closed: 480 cells of which 40 are closed.
        let pasted: Cells = vec![vec!["1".to_owned(); 12]; 40];
        let placed = place(&pasted, block(0, 0, 0, 0), 40, 12, &|column| column > 0);
        assert_eq!((placed.cells.len(), placed.closed, placed.rows.len(), placed.wide.len()), (440, 40, 0, 0));
        let placed = place(&pasted, block(30, 6, 30, 6), 40, 12, &|_| true);
        assert_eq!((placed.cells.len(), placed.rows.len(), placed.more.len()), (60, 30, 180));
        assert_eq!((placed.wide, placed.wide_cells), (vec![6, 7, 8, 9, 10, 11], 240));
        // The new rows are selected as well.
        assert_eq!(placed.block, Some(block(30, 6, 69, 11)));
    }

    #[test]
    fn what_holds_nothing_needs_no_row_and_no_column() {
        let placed =
            place(&cells(&[&["1", "", " "], &["", "", ""], &["2", "", ""]]), block(0, 0, 0, 0), 1, 1, &|_| true);
        assert_eq!((placed.rows, placed.wide, placed.wide_cells), (vec![2], vec![], 0));
    }

    #[test]
    fn a_short_row_leaves_alone_what_is_beyond_its_end() {
        let placed = place(&cells(&[&["1", "2"], &["3"]]), block(0, 0, 0, 0), 9, 9, &|_| true);
        assert_eq!(placed.cells.len(), 3);
    }

    #[test]
    fn rows_below_the_last_take_their_names_from_the_name_column() {
        let ways = named(&[&["丙局", "1", "2"], &["戊\n局", "3", "4"], &["", "5", ""]], (2, 0));
        let placed = &ways.as_it_lies;
        assert!(ways.ask() && ways.by_name.is_none());
        assert_eq!(placed.names, ["戊 局", ""]);
        assert_eq!(placed.more, [(0, 1, 1), (0, 2, 2), (1, 1, 1), (1, 2, 2)]);
        // The name of the row that is there already.
        assert_eq!(placed.closed, 1);
        // From a value on there are no names.
        let placed = named(&[&["1"], &["2"], &["3"]], (1, 1)).as_it_lies;
        assert_eq!((placed.names, placed.cells.len()), (vec![String::new()], 2));
    }

    #[test]
    fn names_in_another_order_are_offered_to_be_followed() {
        let ways = named(&[&["丙局", "1", "2"], &["甲局", "3", "4"], &["己局", "5", "6"]], (0, 0));
        let placed = ways.by_name.expect("a way by name");
        let to: Vec<(Place, usize, usize)> = placed.cells;
        assert_eq!(to[0], (Place::at(2, 1), 0, 1));
        assert_eq!(to[2], (Place::at(0, 1), 1, 1));
        assert_eq!((placed.names, placed.rows, placed.closed), (vec!["己局".to_owned()], vec![2], 0));
        // Where the names stand as in the table nothing is asked.
        assert!(!named(&[&["甲局", "1", "2"], &["乙局", "3", "4"]], (0, 0)).ask());
        assert!(!named(&[&["1", "2"], &["3", "4"]], (0, 1)).ask());
    }

    #[test]
    fn a_block_with_names_pasted_beside_them_does_not_shift_its_values() {
        let placed = named(&[&["甲局", "1", "2"], &["乙局", "3", "4"]], (0, 1)).by_name.expect("a way by name");
        assert_eq!(placed.cells.first(), Some(&(Place::at(0, 1), 0, 1)));
        assert_eq!(placed.cells.last(), Some(&(Place::at(1, 2), 1, 2)));
        // Further right the values begin where somebody pointed.
        let placed = named(&[&["甲局", "1"]], (0, 2)).by_name.expect("a way by name");
        assert_eq!(placed.cells, [(Place::at(0, 2), 0, 1)]);
    }

    #[test]
    fn a_heading_and_sums_are_left_out_and_named_and_strangers_among_known_names_are_not_added_unasked() {
        let rows: [&[&str]; 6] = [
            &["单 位（盖章）", "税收收入", "办结率"],
            &["甲局", "1", "2"],
            &["乙局", "3", "4"],
            &["已局", "5", "6"],
            &["全市平均", "3", "4"],
            &["合计：", "9", "12"],
        ];
        let ways = named(&rows, (0, 0));
        let placed = ways.by_name.clone().expect("a way by name");
        assert_eq!(placed.hidden, ["单 位（盖章）", "全市平均", "合计："]);
        assert_eq!((placed.names.clone(), placed.cells.len()), (vec!["已局".to_owned()], 4));
        assert!(ways.ask() && !ways.adds());
        // The same without a name that is known: below the last row a sum is nobody either.
        let ways =
            named(&[&["戊局", "1", "2"], &["合计", "3", "4"], &["己局", "5", "6"], &["注：含代管", "", ""]], (2, 0));
        let placed = &ways.as_it_lies;
        assert!(ways.by_name.is_none() && ways.ask() && ways.adds());
        assert_eq!(placed.hidden, ["合计", "注：含代管"]);
        assert_eq!(placed.names, ["己局"]);
        // Somebody who is called so is meant, and a name that only begins so is a name.
        let whom = |name: &str| if name == "合计" { Whom::Row(1) } else { Whom::Nobody };
        let pasted = cells(&[&["合计", "1"], &["平均年龄办", "2"], &["负责人培训中心", "3"]]);
        let onto = Onto { block: block(0, 0, 0, 0), rows: 2, columns: 2, open: &|_| true, whom: &whom };
        let placed = ways_of(&pasted, onto);
        assert_eq!((placed.hidden.len(), placed.cells.len()), (0, 1));
        assert_eq!(placed.names, ["平均年龄办", "负责人培训中心"]);
    }

    fn ways_of(cells: &Cells, onto: Onto) -> Placed {
        ways(cells, onto).by_name.expect("a way by name")
    }

    #[test]
    fn a_stranger_on_a_known_row_is_asked_about_and_one_below_the_last_is_added() {
        // Before, the second row went to 乙局 without a word.
        let ways = named(&[&["甲局", "1", "2"], &["已局", "3", "4"]], (0, 0));
        assert_eq!(ways.by_name.as_ref().map(|placed| placed.names.clone()), Some(vec!["已局".to_owned()]));
        assert!(!ways.adds());
        let ways = named(&[&["丙局", "1", "2"], &["已局", "3", "4"]], (2, 0));
        assert!(ways.by_name.is_none() && ways.adds());
        assert!(!named(&[&["1"], &["2"], &["3"]], (1, 1)).adds());
    }

    #[test]
    fn a_name_of_several_subjects_names_none_of_them_and_makes_no_new_one() {
        let pasted = cells(&[&["甲局", "1"], &["乙局", "2"], &["丙局", "3"], &["12", "4"]]);
        let named = Named::of(&pasted, ["乙局", "甲局 ", "乙局", "丙局"].into_iter(), &[1, 0, 2]);
        let whom = ["甲局", "乙局", "丙局", "丁局", "12"].map(|name| named.whom(name));
        assert_eq!(whom, [Whom::Row(0), Whom::Twice, Whom::Hidden, Whom::Nobody, Whom::Nobody]);
        let whom = |name: &str| named.whom(name);
        let onto = Onto { block: block(0, 1, 0, 1), rows: 3, columns: 3, open: &|_| true, whom: &whom };
        let placed = ways_of(&pasted, onto);
        assert_eq!(placed.hidden, ["乙局", "丙局"]);
        assert_eq!((placed.names, placed.cells), (vec!["12".to_owned()], vec![(Place::at(0, 1), 0, 1)]));
    }

    #[test]
    fn a_hidden_row_one_without_a_name_and_one_that_comes_again_are_left_out_and_named() {
        let placed = named(&[&["丁局", "1"], &["乙局", "2"], &["乙局", "3"], &["", "4"], &["", ""]], (0, 0));
        let placed = placed.by_name.expect("a way by name");
        let left_out = ["丁局", "乙局", ""].map(str::to_owned);
        assert_eq!((placed.hidden, placed.cells.len()), (left_out.to_vec(), 1));
        assert!(placed.rows.is_empty());
    }
}
