//! Delimited text: rows of cells between commas, semicolons, tabs, full-width commas or bars.
//!
//! Read as RFC 4180 says, and as programs write that have not read it: the separator is found, quotes that close nothing
//! are letters. Cells are texts; what they mean is not known here. `guarded` and `unguarded` are the two ways of one
//! agreement: text that a spreadsheet would take for a formula stands in a CSV behind an apostrophe.

use super::gather::Gathering;
use super::limits::{Budget, ROWS};
use super::{Format, Unreadable, Value, Workbook};
use std::borrow::Cow;

/// What cells are parted by; the first of equals is taken.
pub const SEPARATORS: [char; 5] = ['\t', ',', ';', '，', '|'];
/// How much of a text is looked at to find its separator.
const LOOKED_AT: usize = 64 * 1024;
/// What a formula begins with, for some spreadsheet.
const SIGNS: [char; 14] = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠', '−', '﹢'];

/// Reads delimited text into one sheet, called like the file. A first line `sep=;` names the separator.
///
/// # Errors
/// `Empty`, and whatever is more than is read: `TooManyCells`, `TooLargeInside`, `OutsideTheSheet`.
pub fn read(name: &str, text: &str) -> Result<Workbook, Unreadable> {
    let (separator, text) = separator(name, text);
    read_by(name, text, separator)
}

/// What parts the cells of a text, and the text without a line that only says so.
pub fn separator<'t>(name: &str, text: &'t str) -> (char, &'t str) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text.strip_suffix('\u{1a}').unwrap_or(text);
    named_separator(text).unwrap_or_else(|| (likely_separator(name, text), text))
}

/// Reads text whose cells are parted by this letter. Errors: as of [`read`].
pub fn read_by(name: &str, text: &str, separator: char) -> Result<Workbook, Unreadable> {
    let mut budget = Budget::large();
    let mut sheet = Gathering::new(&mut budget);
    let mut fields = Fields::new(text, separator, false);
    while let Some(field) = fields.next_field() {
        if field.row >= ROWS {
            return Err(Unreadable::OutsideTheSheet);
        }
        // ="00123" is how a CSV tells Excel to leave a text alone.
        let trick = field.text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
        let (text, format) = match trick {
            Some(inside) => (Cow::Owned(inside.replace("\"\"", "\"")), Format::Text),
            None => (Cow::Borrowed(unguarded(&field.text)), Format::General),
        };
        if !text.is_empty() {
            sheet.put(field.row, field.column, Value::Text(text.into_owned()), format)?;
        }
    }
    let sheet = sheet.finish(sheet_name(name), false)?;
    if sheet.rows.is_empty() {
        Err(Unreadable::Empty)
    } else {
        Ok(Workbook { sheets: vec![sheet], ..Workbook::default() })
    }
}

/// The cells of a table on the clipboard: tabs between cells, line ends between rows. A line end or a tab within a cell
/// stands in quotes; other quotes are letters. The last line end begins no row.
pub fn cells(text: &str) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut fields = Fields::new(text.strip_prefix('\u{feff}').unwrap_or(text), '\t', true);
    while let Some(field) = fields.next_field() {
        if field.column == 0 {
            rows.push(Vec::new());
        }
        if let Some(row) = rows.last_mut() {
            row.push(field.text.into_owned());
        }
    }
    rows
}

/// A text as it is written into a CSV so that no spreadsheet takes it for a formula. Numbers stay as they are: -5.00,
/// -1,234.56 and +3 are none.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if begins_like_a_formula(text) && !is_number(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// What `guarded` was given.
pub fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| begins_like_a_formula(rest)).unwrap_or(text)
}

/// Also behind apostrophes: otherwise `'=1` could not be told from a guarded `=1`.
fn begins_like_a_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(SIGNS)
}

/// A plain decimal with at most one sign; thousands may be apart, and a percent sign behind.
fn is_number(text: &str) -> bool {
    let plain = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = plain.strip_suffix('%').unwrap_or(plain);
    let (whole, decimals) = plain.split_once('.').unwrap_or((plain, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    digits(first)
        && digits(decimals)
        && (!whole.contains(',') || first.len() <= 3)
        && groups.all(|group| group.len() == 3 && digits(group))
}

/// A cell at its place, both from 0.
struct Field<'t> {
    row: u32,
    column: u32,
    text: Cow<'t, str>,
}

/// Walks over cells. Every byte is looked at a few times at most.
struct Fields<'t> {
    text: &'t str,
    at: usize,
    row: u32,
    column: u32,
    separator: char,
    /// A quote behind which something follows closes nothing: the cell is taken as it stands.
    strict: bool,
    /// No quote closes any more.
    unclosed: bool,
    /// The text ended with a separator: one more cell, empty.
    owed: bool,
}

impl<'t> Fields<'t> {
    fn new(text: &'t str, separator: char, strict: bool) -> Fields<'t> {
        Fields { text, at: 0, row: 0, column: 0, separator, strict, unclosed: false, owed: false }
    }

    fn next_field(&mut self) -> Option<Field<'t>> {
        if self.at >= self.text.len() && !self.owed {
            return None;
        }
        self.owed = false;
        let (row, column) = (self.row, self.column);
        let text = match self.quoted() {
            Some(text) => text,
            None => Cow::Borrowed(self.bare()),
        };
        let rest = &self.text[self.at..];
        if rest.starts_with(self.separator) {
            self.at += self.separator.len_utf8();
            self.column = self.column.saturating_add(1);
            self.owed = self.at >= self.text.len();
        } else if !rest.is_empty() {
            self.at += if rest.starts_with("\r\n") { 2 } else { 1 };
            self.row = self.row.saturating_add(1);
            self.column = 0;
        }
        Some(Field { row, column, text })
    }

    /// What stands up to the next separator or line end.
    fn bare(&mut self) -> &'t str {
        let rest = &self.text[self.at..];
        let end = rest.find(['\n', '\r', self.separator]).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// A cell in quotes, or one of the form ="…" with them. None: it is not closed, and nothing was read.
    fn quoted(&mut self) -> Option<Cow<'t, str>> {
        let rest = &self.text[self.at..];
        let trick = rest.starts_with("=\"");
        if self.unclosed || !(trick || rest.starts_with('"')) {
            return None;
        }
        let start = if trick { 2 } else { 1 };
        let mut end = start;
        loop {
            let Some(quote) = rest[end..].find('"') else {
                self.unclosed = true;
                return None;
            };
            end += quote;
            if !rest[end + 1..].starts_with('"') {
                break;
            }
            end += 2;
        }
        let after = &rest[end + 1..];
        let ends = after.is_empty() || after.starts_with(['\n', '\r', self.separator]);
        if !ends && (self.strict || trick) {
            return None;
        }
        self.at += end + 1;
        if trick {
            return Some(Cow::Borrowed(&rest[..=end]));
        }
        let inside = &rest[start..end];
        let mut text =
            if inside.contains('"') { Cow::Owned(inside.replace("\"\"", "\"")) } else { Cow::Borrowed(inside) };
        if !ends {
            text.to_mut().push_str(self.bare());
        }
        Some(text)
    }
}

/// `sep=;` in the first line, as Excel has it, and what stands below.
fn named_separator(text: &str) -> Option<(char, &str)> {
    let rest = text.strip_prefix("\"sep=").or_else(|| text.strip_prefix("sep="))?;
    let separator = rest.chars().next().filter(|letter| !matches!(letter, '\r' | '\n' | '"'))?;
    let rest = &rest[separator.len_utf8()..];
    let rest = rest.strip_prefix('"').unwrap_or(rest);
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\r', '\n']))?;
    Some((separator, rest))
}

/// The separator that parts most lines into the same number of cells, more cells before fewer. Commas stand in
/// sentences, too: there they do not keep to a number.
fn likely_separator(name: &str, text: &str) -> char {
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let by_name = match name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "tsv" | "tab" => '\t',
        _ => ',',
    };
    let mut best = (0.0, by_name);
    for separator in SEPARATORS {
        let merit = merit(&text[..end], separator, end < text.len());
        if merit > best.0 {
            best = (merit, separator);
        }
    }
    best.1
}

/// How well lines agree if they are parted so: below 1.
fn merit(text: &str, separator: char, cut: bool) -> f64 {
    // By row: cells, and whether there is anything in it.
    let mut rows: Vec<(u32, bool)> = Vec::new();
    let mut fields = Fields::new(text, separator, false);
    while let Some(field) = fields.next_field() {
        let filled = !field.text.trim().is_empty();
        match rows.last_mut() {
            Some(row) if field.column > 0 => *row = (field.column + 1, row.1 || filled),
            _ => rows.push((1, filled)),
        }
    }
    if cut && rows.len() > 1 {
        rows.pop();
    }
    rows.retain(|(_, filled)| *filled);
    let mut counts: Vec<u32> = rows.iter().map(|(count, _)| *count).collect();
    counts.sort_unstable();
    let all = counts.len() as f64;
    let of_one_count = counts.chunk_by(|a, b| a == b).filter(|same| same[0] > 1);
    let merits = of_one_count.map(|same| same.len() as f64 / all * (1.0 - 1.0 / f64::from(same[0])));
    let merit = merits.fold(0.0, f64::max);
    // A full-width comma is punctuation first.
    if separator == '，' && merit < 0.5 && counts.first() != counts.last() { 0.0 } else { merit }
}

/// The file's name without its folder and its ending.
fn sheet_name(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
    file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts of the one sheet, row by row; empty ones at the end of a row are left out.
    fn table(text: &str) -> Vec<Vec<String>> {
        let book = read("a.csv", text).unwrap();
        let sheet = &book.sheets[0];
        (0..sheet.height())
            .map(|row| {
                let Some(last) = sheet.rows.iter().find(|r| r.row == row).and_then(|r| r.cells.last()) else {
                    return Vec::new();
                };
                (0..=last.column)
                    .map(|column| match sheet.at(row, column).map(|cell| &cell.value) {
                        Some(Value::Text(text)) => text.clone(),
                        None => String::new(),
                        Some(other) => panic!("{other:?}"),
                    })
                    .collect()
            })
            .collect()
    }

    #[test]
    fn the_separator_is_the_one_that_lines_agree_on() {
        for text in [
            "单位,值\n甲局,1\n乙局,2\n",
            "单位;值\n甲局;1\n乙局;2\n",
            "单位\t值\n甲局\t1\n乙局\t2\n",
            "单位，值\n甲局，1\n乙局，2\n",
            "单位|值\n甲局|1\n乙局|2\n",
            "sep=#\n单位#值\n甲局#1\n乙局#2\n",
            "sep=;\r\n单位;值\r\n甲局;1\r\n乙局;2\r\n",
        ] {
            assert_eq!(table(text), [["单位", "值"], ["甲局", "1"], ["乙局", "2"]], "{text}");
        }
    }

    #[test]
    fn commas_in_sentences_do_not_part_a_table_of_tabs() {
        let text =
            "指标\t分值\t评分标准\n就业\t8\t完成得满分,未完成,按比例\n投资\t10\t每低1%,扣1分\n办结\t6\t达标得分\n";
        assert_eq!(table(text)[1], ["就业", "8", "完成得满分,未完成,按比例"]);
        let text = "指标,分值,评分标准\n就业,8,完成得满分，未完成；按比例\n投资,10,每低1%，扣1分\n";
        assert_eq!(table(text)[1], ["就业", "8", "完成得满分，未完成；按比例"]);
    }

    #[test]
    fn quotes_hold_separators_line_ends_and_quotes() {
        for end in ["\n", "\r\n", "\r"] {
            let text = format!("名称,说明{end}\"甲,局\",\"第一行{end}第二行\"{end}乙局,\"他说\"\"好\"\"\"{end}");
            let second = format!("第一行{end}第二行");
            assert_eq!(table(&text), [["名称", "说明"], ["甲,局", &second], ["乙局", "他说\"好\""]], "{end:?}");
        }
    }

    #[test]
    fn quotes_that_close_nothing_are_letters() {
        assert_eq!(table("a,b\n5\"屏幕,1\n"), [["a", "b"], ["5\"屏幕", "1"]]);
        assert_eq!(table("a,b\n\"5寸,1\n甲,2\n"), [["a", "b"], ["\"5寸", "1"], ["甲", "2"]]);
        // As Python's csv reads it.
        assert_eq!(table("a,b\n\"abc\"def,1\n"), [["a", "b"], ["abcdef", "1"]]);
    }

    #[test]
    fn rows_may_be_ragged_and_blank_and_keep_their_numbers() {
        let text = "标题\n\n序号,单位,值\n1,甲局,5\n2,乙局\n,,7\n说明：略\n";
        let rows: [&[&str]; 7] = [
            &["标题"],
            &[],
            &["序号", "单位", "值"],
            &["1", "甲局", "5"],
            &["2", "乙局"],
            &["", "", "7"],
            &["说明：略"],
        ];
        assert_eq!(table(text), rows);
    }

    #[test]
    fn excels_trick_for_texts_gives_the_text() {
        let book = read("a.csv", "编码,名称\n=\"00123\",甲\n\"=\"\"0045\"\"\",乙\n=\"1,2\",丙\n=1+2,丁\n").unwrap();
        let first = |row| book.sheets[0].at(row, 0).map(|cell| (cell.value.clone(), cell.format));
        assert_eq!(first(1), Some((Value::Text("00123".to_owned()), Format::Text)));
        assert_eq!(first(2), Some((Value::Text("0045".to_owned()), Format::Text)));
        assert_eq!(first(3), Some((Value::Text("1,2".to_owned()), Format::Text)));
        assert_eq!(first(4), Some((Value::Text("=1+2".to_owned()), Format::General)));
    }

    #[test]
    fn one_column_and_one_cell_are_tables_and_nothing_is_none() {
        assert_eq!(table("甲局\n乙局\n"), [["甲局"], ["乙局"]]);
        assert_eq!(table("甲"), [["甲"]]);
        for text in ["", "\n\n", ",,\n,,\n", "\u{feff}"] {
            assert_eq!(read("a.csv", text), Err(Unreadable::Empty), "{text:?}");
        }
        assert_eq!(read("目录/数据.汇总.csv", "a,b\n").unwrap().sheets[0].name, "数据.汇总");
    }

    #[test]
    fn what_is_more_than_a_sheet_has_is_refused() {
        assert_eq!(read("a.csv", &format!("{}x\n", ",".repeat(20_000))), Err(Unreadable::OutsideTheSheet));
        assert_eq!(read("a.csv", &format!("a{}b", "\n".repeat(1_100_000))), Err(Unreadable::OutsideTheSheet));
        // 310,000 rows of 3 cells, a row counting like two more: 1.55 million.
        assert_eq!(read("a.csv", &"1,2,3\n".repeat(310_001)), Err(Unreadable::TooManyCells(900_000)));
    }

    #[test]
    fn pasted_cells_keep_quoted_lines_together_and_add_no_row() {
        let rows = |text: &str| cells(text);
        assert_eq!(rows("a\tb\r\nc\td\r\n"), [["a", "b"], ["c", "d"]]);
        assert_eq!(rows("\"第一行\n第二行\"\t2\r\n"), [["第一行\n第二行", "2"]]);
        assert_eq!(rows("\"a\tb\"\t\"c \"\"d\"\"\n\"\n"), [["a\tb", "c \"d\"\n"]]);
        assert_eq!(rows("5\" 屏幕"), [["5\" 屏幕"]]);
        assert_eq!(rows("\"好\"是\t1"), [["\"好\"是", "1"]]);
        assert_eq!(rows("\"a\tb\nc\td"), [["\"a", "b"], ["c", "d"]]);
        assert_eq!(rows("a\t\n\tb\n"), [["a", ""], ["", "b"]]);
        assert_eq!(rows("a\n\n"), [["a"], [""]]);
        assert_eq!(rows(",;|"), [[",;|"]]);
        assert!(rows("").is_empty());
    }

    #[test]
    fn text_that_looks_like_a_formula_comes_back_as_it_was() {
        for text in [
            "=1+1",
            "+abc",
            "-甲",
            "@SUM(A1)",
            "'=x",
            "''=x",
            "'x",
            "＝1",
            "\t=1",
            "-5.00",
            "-1,234.56",
            "+3",
            "-5%",
            "-",
            "甲",
            "",
            "'",
            "'-5",
        ] {
            assert_eq!(unguarded(&guarded(text)), text);
        }
        for number in ["-5.00", "-1,234.56", "+3", "-5%"] {
            assert_eq!(guarded(number), number);
        }
        assert_eq!(guarded("-1-2"), "'-1-2");
        assert_eq!(guarded("=1"), "'=1");
    }
}
