//! The words of the table that is filled in: its keys, filters, finding, and what pasting came to.

use super::Language;
use super::names::cut;
use super::sayings::many;
use super::strings::strings;

strings! {
    SheetWords, sheet_words;
    tab_table: "全部指标", "All indicators";
    table_lead: "一行一个单位，一列一项指标；可以从 Excel、WPS 整块粘贴。", "One row per subject, one column per indicator; paste whole blocks from Excel or WPS.";
    table: "全部指标的数值", "Values of all indicators";
    period: "周期", "Period";
    wide: "显示目标和基数", "Show targets and base values";
    keys: "键盘操作", "Keys";
    keys_help: "方向键移动，直接输入就改，回车往下；Esc 再按 Tab 离开表格，F1 看全部按键", "Arrows move, typing changes, Enter goes down; Esc then Tab leaves the table, F1 lists all keys";
    close: "关闭", "Close";
    read_only: "这一格由别处算出，不能填。", "This cell follows from others and cannot be filled in.";
    picture: "剪贴板里是图片，表格里放不下。请复制单元格或文字。", "The clipboard holds a picture, which no cell can take. Copy cells or text instead.";
    nothing_to_paste: "剪贴板里没有文字。请先在 Excel 或 WPS 里复制单元格。", "There is no text on the clipboard. Copy cells in Excel or WPS first.";
    all_the_same: "内容和原来一样，没有要改的。", "Nothing differs from what stood there.";
    copied: "已复制", "Copied";
    paste_title: "粘贴前先看一下", "Before pasting";
    paste_way: "怎样对应", "How rows are matched";
    paste_by_name: "按第一列的名称找到各单位", "Match rows by the names in the first column";
    paste_as_it_lies: "不看名称，从选中的格依次往下放", "Ignore the names, fill downwards from the selected cell";
    paste_names: "新单位的名称，一行一个，可以在这里改", "Names of the new subjects, one per line; change them here if you like";
    paste_act: "粘贴", "Paste";

    // What was not understood
    doubts_next: "看下一格", "Go to the next";
    doubts_dismiss: "都不再标", "Dismiss all";
    keeps: "再按一次回车可以先放着，这一格会标出来。", "Press Enter once more to leave it marked for now.";

    // Without dragging
    stretch: "选一块", "Select a block";
    stretch_hint: "再点一格，选到那里", "Now tap the cell to select up to";
    fill_down: "向下填充", "Fill down";
    fill_right: "向右填充", "Fill right";

    // Below the table
    count: "计数", "Count";
    sum: "求和", "Sum";
    mean: "平均", "Mean";
    largest: "最大", "Largest";
    smallest: "最小", "Smallest";
    copy_figure: "点一下复制", "Press to copy";

    // Sorting and filtering
    sort_up: "升序", "Smallest first";
    sort_down: "降序", "Largest first";
    pinyin_up: "拼音升序", "A to Z";
    pinyin_down: "拼音降序", "Z to A";
    strokes_up: "笔画升序", "Fewest strokes first";
    strokes_down: "笔画降序", "Most strokes first";
    besides: "排在现有排序之后（或按住 Shift 点）", "After the present order (or hold Shift)";
    holds: "包含", "Holds";
    least: "不小于", "At least";
    most: "不大于", "At most";
    missing: "只看没有报的", "Only what was not reported";
    clear: "清除", "Clear";
    done: "完成", "Done";
    take_away: "取消这个条件", "Remove";

    none_left: "没有符合条件的行。点上面的条件可以取消。", "No row matches. Press a condition above to remove it.";

    // Finding
    find: "查找", "Find";
    find_next: "下一处", "Next";
    find_back: "上一处", "Previous";
    find_none: "没有找到", "Nothing found";

    // The list of keys
    tells_move: "移到相邻的格", "Move to the next cell";
    tells_edge: "移到有数据的边缘", "Move to the edge of the filled cells";
    tells_line: "移到行首、行尾", "Move to the beginning or end of the row";
    tells_all: "移到第一格、最后一格", "Move to the first or last cell";
    tells_page: "上下翻一屏", "Move a screen up or down";
    tells_page_across: "左右翻一屏", "Move a screen left or right";
    tells_stretch: "扩大或缩小选区", "Grow or shrink the selection";
    tells_stretch_far: "选到边缘、行首尾、一屏或全表两端", "Select to the edge, the row's end, a screen away, or the table's end";
    tells_select_all: "全选", "Select everything";
    tells_select_column: "选中整列", "Select whole columns";
    tells_select_row: "选中整行", "Select whole rows";
    tells_to_active: "回到当前格", "Back to the active cell";
    tells_type: "打开当前格修改（直接输入则替换）；在单位名上打开它的结果", "Open the cell (typing replaces it); on a name, open its result";
    tells_next: "确认，往下、往上；选区内循环", "Commit and go down or up; round and round in a selection";
    tells_next_across: "确认，往右、往左；选区内循环", "Commit and go right or left; round and round in a selection";
    tells_give_up: "放弃正在输入的内容", "Give up what is being typed";
    tells_clear: "清空选中的格", "Clear the selected cells";
    tells_clear_and_open: "清空当前格并输入", "Clear the cell and type";
    tells_fill_down: "向下填充", "Fill down";
    tells_fill_right: "向右填充", "Fill right";
    tells_fill_all: "把正在输入的内容填满选区", "Put what is being typed into every selected cell";
    tells_copy: "复制、剪切", "Copy, cut";
    tells_paste: "粘贴（可以是 Excel、WPS 的整块）", "Paste, also whole blocks from Excel or WPS";
    tells_undo: "撤销", "Undo";
    tells_redo: "重做", "Do again";
    tells_find: "在表格里查找（在查找框里再按一次，用浏览器的查找）", "Find in the table (once more in the box: the browser's own)";
    tells_find_next: "下一处、上一处", "Next or previous hit";
    tells_menu: "这一列的排序和筛选", "Sort and filter this column";
    tells_leave: "之后按 Tab 离开表格", "After this, Tab leaves the table";
    tells_help: "这张按键表", "This list";
}

/// What pasting came to, in cells and rows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pasting {
    pub cells: usize,
    /// New rows.
    pub added: usize,
    /// Read-only cells that were skipped.
    pub closed: usize,
    /// Cells for which there was no room.
    pub left_out: usize,
    /// Rows whose subject is hidden or came once more.
    pub hidden: usize,
}

/// What pasting came to.
pub fn pasted(language: Language, came: Pasting) -> String {
    let Pasting { cells, added, closed, left_out, hidden } = came;
    let (cells_en, added_en, rows_en) = (some(cells, "cell"), some(added, "subject"), some(hidden, "row"));
    let mut text = say!(language, "已粘贴 {cells} 格", "Pasted {cells_en}");
    if added > 0 {
        text.push_str(&say!(language, "，新增 {added} 个单位", ", added {added_en}"));
    }
    if closed > 0 {
        text.push_str(&say!(language, "，跳过 {closed} 格只读", ", skipped {closed} read-only"));
    }
    if left_out > 0 {
        text.push_str(&say!(language, "，{left_out} 格超出表格没有放下", ", {left_out} beyond the table left out"));
    }
    if hidden > 0 {
        text.push_str(&say!(language, "，{hidden} 行没有放", ", {rows_en} left out"));
    }
    text.push_str(say!(language, "。", ".").as_str());
    text
}

fn some(count: usize, noun: &str) -> String {
    many(count as u32, noun)
}

/// Before pasting: how many cells go in.
pub fn goes_in(language: Language, cells: usize) -> String {
    let cells_en = some(cells, "cell");
    say!(language, "放进 {cells} 格。", "Goes in: {cells_en}.")
}

/// Before pasting: rows for which there is no subject yet, and that stay out; `may`: they could be added.
pub fn rows_left_out(language: Language, rows: usize, may: bool) -> String {
    let rows_en = some(rows, "row");
    let mut text = say!(
        language,
        "{rows} 行在表格里没有对应的单位，不放。",
        "Stays out: {rows_en} for which the table has no subject."
    );
    if !may {
        text.push_str(&say!(
            language,
            "正在筛选或查找单位时不增加单位；取消筛选后再粘贴就可以。",
            " No subjects are added while the table is filtered; remove the filter and paste again."
        ));
    }
    text
}

/// Before pasting: columns beyond the last one, by their place in the block and what stands there first.
pub fn too_wide(language: Language, columns: &[(usize, String)]) -> String {
    let listed: Vec<String> = columns
        .iter()
        .take(6)
        .map(|(place, text)| {
            let text = cut(text);
            say!(language, "第 {place} 列“{text}”", "column {place} “{text}”")
        })
        .collect();
    let listed = listed.join(&say!(language, "、", ", "));
    let more = if columns.len() > 6 { say!(language, "等", " and others") } else { String::new() };
    let count = columns.len();
    let count_en = some(count, "column");
    say!(
        language,
        "粘贴的内容比表格宽，{count} 列放不下：{listed}{more}。",
        "What is pasted is wider than the table. No room for {count_en}: {listed}{more}."
    )
}

/// Before pasting: cells that cannot be filled in.
pub fn skipped(language: Language, cells: usize) -> String {
    let cells_en = some(cells, "read-only cell");
    say!(language, "{cells} 格只读，跳过。", "Skipped: {cells_en}.")
}

/// Before pasting: rows that are no subject's, or whose subject is hidden, there twice, or not named (an empty name).
pub fn hidden_rows(language: Language, names: &[String]) -> String {
    let count = names.len();
    let count_en = some(count, "row");
    let shown = |name: &String| match name.as_str() {
        "" => say!(language, "没有名称的行", "a row without a name"),
        name => cut(name),
    };
    let first: Vec<String> = names.iter().take(6).map(shown).collect();
    let first = first.join(&say!(language, "、", ", "));
    let more = if count > 6 { say!(language, "等", " and others") } else { String::new() };
    say!(
        language,
        "{count} 行不放：{first}{more}（表头、合计或说明，没有名称，名称重复，或被筛掉了）。",
        "Stays out: {count_en}, {first}{more} (a heading, a sum or a note, without a name, there twice, or hidden by a filter)."
    )
}

/// Before pasting: cells that will be marked.
pub fn will_be_marked(language: Language, cells: usize) -> String {
    let cells_en = some(cells, "cell");
    say!(
        language,
        "{cells} 格看不懂，不放进去，在表格里标出来。",
        "Not understood: {cells_en}, left out and marked in the table."
    )
}

/// Before pasting: rows that can be added.
pub fn new_rows(language: Language, rows: usize) -> String {
    let (rows_en, subjects_en) = (some(rows, "new row"), some(rows, "subject"));
    say!(language, "新增 {rows} 行（{rows} 个单位）", "Add {rows_en} ({subjects_en})")
}

/// Why what was typed is not taken, and what can be done.
pub fn wrong(language: Language, why: &str) -> String {
    let keeps = sheet_words(language).keeps;
    say!(language, "{why}{keeps}", "{why} {keeps}")
}

/// A cell beside which something stands that was not understood.
pub fn doubt(language: Language, text: &str, why: &str) -> String {
    let text = cut(text);
    say!(language, "“{text}”没有放进来。{why}", "“{text}” was not taken. {why}")
}

/// How many cells are marked.
pub fn doubts(language: Language, cells: usize) -> String {
    let cells_en = some(cells, "cell");
    say!(language, "{cells} 格没有看懂", "Not understood: {cells_en}")
}

/// What a text was understood as.
pub fn understood(language: Language, number: &str) -> String {
    say!(language, "即 {number}", "that is {number}")
}

/// Cells that were not understood: how many, and the first of them with what stands in them.
pub fn not_understood(language: Language, count: usize, first: &[(String, String)]) -> String {
    let listed: Vec<String> = first
        .iter()
        .map(|(place, text)| {
            let text = cut(text);
            say!(language, "{place}“{text}”", "{place} “{text}”")
        })
        .collect();
    let listed = listed.join(&say!(language, "、", ", "));
    let more = if count > first.len() { say!(language, "等", " and others") } else { String::new() };
    let count_en = some(count, "cell");
    say!(
        language,
        "{count} 格看不懂，没有粘贴：{listed}{more}。已在表格里标出，请逐格改好。",
        "Not understood and left out: {count_en}, {listed}{more}. They are marked in the table; mend them there."
    )
}

/// How many rows a filter leaves.
pub fn rows_shown(language: Language, shown: usize, of: usize) -> String {
    say!(language, "显示 {shown} / 共 {of}", "{shown} of {of} shown")
}

/// A place among those found.
pub fn found(place: usize, of: usize) -> String {
    format!("{place}/{of}")
}

/// The button of a column.
pub fn column_menu(language: Language, column: &str) -> String {
    say!(language, "{column}：排序和筛选", "{column}: sort and filter")
}

/// A cell as it is read aloud.
pub fn cell(language: Language, subject: &str, column: &str, text: &str) -> String {
    match text {
        "" => say!(language, "{subject}，{column}：空", "{subject}, {column}: empty"),
        _ => say!(language, "{subject}，{column}：{text}", "{subject}, {column}: {text}"),
    }
}

/// What a column is sorted by, and what it lets through.
pub fn condition(column: &str, what: &str, value: &str) -> String {
    let value = cut(value);
    if value.is_empty() { format!("{column} {what}") } else { format!("{column} {what} {value}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasting_says_what_was_taken_and_what_was_not() {
        let came = Pasting { cells: 480, closed: 12, ..Pasting::default() };
        assert_eq!(pasted(Language::Chinese, came), "已粘贴 480 格，跳过 12 格只读。");
        assert_eq!(pasted(Language::English, came), "Pasted 480 cells, skipped 12 read-only.");
        let came = Pasting { cells: 6, added: 2, left_out: 3, ..Pasting::default() };
        assert_eq!(pasted(Language::Chinese, came), "已粘贴 6 格，新增 2 个单位，3 格超出表格没有放下。");
        let wide = [(7, "a".to_owned()), (8, "b".to_owned())];
        assert_eq!(too_wide(Language::Chinese, &wide), "粘贴的内容比表格宽，2 列放不下：第 7 列“a”、第 8 列“b”。");
        let first = [("甲局 完成值".to_owned(), "abc".to_owned())];
        assert_eq!(
            not_understood(Language::Chinese, 2, &first),
            "2 格看不懂，没有粘贴：甲局 完成值“abc”等。已在表格里标出，请逐格改好。"
        );
        assert_eq!(doubts(Language::English, 1), "Not understood: 1 cell");
        assert_eq!(
            not_understood(Language::English, 1, &first),
            "Not understood and left out: 1 cell, 甲局 完成值 “abc”. They are marked in the table; mend them there."
        );
        assert_eq!(rows_shown(Language::Chinese, 3, 500), "显示 3 / 共 500");
    }
}
