//! Tables as programs put them on the clipboard.

use super::*;
use crate::sheets::{Row, delimited};

fn only(text: &str) -> Sheet {
    let mut book = read(text).unwrap();
    assert_eq!(book.sheets.len(), 1, "{text}");
    book.sheets.remove(0)
}

/// Texts by row, with gaps as empty texts.
fn texts(sheet: &Sheet) -> Vec<Vec<String>> {
    let row_of = |row: u32| -> Vec<String> {
        let width =
            sheet.rows.iter().find(|r| r.row == row).and_then(|r| r.cells.last()).map_or(0, |cell| cell.column + 1);
        (0..width)
            .map(|column| match sheet.at(row, column).map(|cell| &cell.value) {
                Some(Value::Text(text) | Value::Error(text)) => text.clone(),
                Some(Value::Number(number)) => number.to_string(),
                None => String::new(),
                Some(other) => panic!("{other:?}"),
            })
            .collect()
    };
    (0..sheet.height()).map(row_of).collect()
}

fn range(first_row: u32, first_column: u32, last_row: u32, last_column: u32) -> Range {
    Range { first_row, first_column, last_row, last_column }
}

/// As Excel puts it on the clipboard: a page with styles, conditional remarks, markers, and noise in every tag.
const EXCEL: &str = r#"Version:1.0
StartHTML:0000000105
<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<style>
<!--table
	{mso-displayed-decimal-separator:"\.";}
td
	{padding-top:1px; mso-number-format:General;}
.xl65
	{mso-number-format:"\@"; text-align:left;}
.xl66
	{mso-number-format:Percent;}
.xl67
	{mso-number-format:"yyyy\0022年\0022m\0022月\0022d\0022日\0022";}
-->
</style>
<!--[if gte mso 9]><xml><x:ExcelWorksheet><x:Name>指标 &amp; 数据</x:Name></x:ExcelWorksheet></xml><![endif]-->
</head>
<body link=blue>
<table border=0 cellpadding=0 width=288 style='border-collapse:collapse'>
<!--StartFragment-->
 <col width=72 span=2 style='width:54pt'>
 <col width=0 style='display:none;mso-width-source:userset'>
 <tr height=19>
  <td colspan=4 height=19 class=xl68 width=288 style='width:216pt'>2025年指标
  表</td>
 </tr>
 <tr height=19 style='display:none'>
  <td class=xl65>00123</td><td align=right x:num="0.955" class=xl66>95.50%</td><td></td><td class=xl67 x:num="45838">2025年6月30日</td>
 </tr>
 <tr height=19>
  <td rowspan=2 class=xl69>重点<br>
    工作</td>
  <td>a&nbsp;&nbsp;b</td><td x:num>1,234.5</td><td x:err>#DIV/0!</td>
 </tr>
 <tr><td>&lt;5&gt;</td><td class=xl66>95%</td><td colspan=2 style='mso-ignore:colspan'>长文字</td></tr>
<!--EndFragment-->
</table>
</body></html>"#;

#[test]
fn the_clipboard_of_excel_is_a_table_without_its_noise() {
    let sheet = only(EXCEL);
    assert_eq!(sheet.name, "指标 & 数据");
    let rows: [&[&str]; 4] = [
        &["2025年指标 表"],
        &["00123", "0.955", "", "45838"],
        &["重点\n工作", "a  b", "1234.5", "#DIV/0!"],
        &["", "<5>", "0.95", "长文字"],
    ];
    assert_eq!(texts(&sheet), rows);
    assert_eq!(sheet.merged, [range(0, 0, 0, 3), range(2, 0, 3, 0)]);
    assert_eq!(sheet.hidden_columns, [2]);
    assert_eq!(sheet.rows.iter().map(|row: &Row| row.hidden).collect::<Vec<_>>(), [false, true, false, false]);
    let format = |row, column| sheet.at(row, column).map(|cell| cell.format);
    assert_eq!(format(1, 0), Some(Format::Text));
    assert_eq!(format(1, 1), Some(Format::Percent(2)));
    assert_eq!(format(1, 3), Some(Format::Date));
    assert_eq!(format(2, 2), Some(Format::Grouped(1)));
    assert_eq!(format(3, 2), Some(Format::Percent(2)));
    assert_eq!(sheet.at(2, 3).map(|cell| &cell.value), Some(&Value::Error("#DIV/0!".to_owned())));
}

#[test]
fn wps_and_libreoffice_say_numbers_in_their_own_ways() {
    let wps = only(
        "<table><tr><td class=\"et2\" x:num=\"0.9\" style='mso-number-format:\"0%\";'>90%</td>\
         <td x:str style='mso-number-format:\"\\@\";'>007</td><td x:num=\"12\">12</td></tr></table>",
    );
    assert_eq!(texts(&wps), [["0.9", "007", "12"]]);
    assert_eq!(wps.at(0, 0).map(|cell| cell.format), Some(Format::Percent(0)));
    let libre = only(
        "<table cellspacing=\"0\"><colgroup width=\"85\"></colgroup><tr><td align=\"left\"><font face=\"宋体\">甲局</font></td>\
         <td sdval=\"0.125\" sdnum=\"2052;0;0.0%\">12.5%</td><td sdval=\"5\" sdnum=\"2052;\">5</td></tr></table>",
    );
    assert_eq!(texts(&libre), [["甲局", "0.125", "5"]]);
    assert_eq!(libre.at(0, 1).map(|cell| cell.format), Some(Format::Percent(1)));
}

#[test]
fn words_paragraphs_are_lines_of_one_cell() {
    let sheet = only(
        "<table class=MsoTableGrid><tr><td valign=top><p class=MsoNormal><span lang=EN-US>1<o:p></o:p></span></p></td>\
         <td><p class=MsoNormal>第一段</p>\n<p class=MsoNormal>第二段</p></td><td><p>&nbsp;</p></td></tr></table>",
    );
    assert_eq!(texts(&sheet), [["1", "第一段\n第二段"]]);
}

#[test]
fn tags_may_be_unclosed_large_and_missing() {
    let rows = [["a", "b"], ["c", "d"]];
    for text in [
        "<TABLE><TR><TD>a<TD>b<TR><TD>c<TD>d</TABLE>",
        "<table><tbody><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></tbody></table>",
        "<tr><td>a<td>b<tr><td>c<td>d",
        "<table><td>a<td>b</tr><tr><td>c<td>d",
        "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td",
        "<script>var t = '<table><tr><td>x';</script><table><tr><td>a<td>b<tr><td>c<td>d</table>",
        "<!-- <table><tr><td>x</table> --><table><tr><td>a<td>b<tr><td>c<td>d</table>",
    ] {
        assert_eq!(texts(&only(text)), rows, "{text}");
    }
}

#[test]
fn a_table_in_a_cell_is_text_and_a_table_beside_it_is_a_sheet() {
    let sheet = only("<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table>d</td><td>e</td></tr></table>");
    assert_eq!(texts(&sheet), [["a\nb c\nd", "e"]]);
    let book = read("<table><tr><td>a</table><p>and</p><table></table><table><tr><td>b</table>").unwrap();
    assert_eq!(book.sheets.iter().map(texts).collect::<Vec<_>>(), [[["a"]], [["b"]]]);
}

#[test]
fn cells_that_reach_down_push_the_cells_below_aside() {
    let sheet = only(
        "<table><tr><td rowspan=2 colspan=2>a</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d</td><td rowspan=0>e</td></tr></table>",
    );
    let rows: [&[&str]; 3] = [&["a", "", "b"], &["", "", "c"], &["d", "e"]];
    assert_eq!(texts(&sheet), rows);
    assert_eq!(sheet.merged, [range(0, 0, 1, 1)]);
}

#[test]
fn spans_beyond_any_table_end_with_the_table() {
    let sheet = only("<table><tr><td>a</td></tr><tr><td colspan=1000000000 rowspan=4294967296>b</td></tr></table>");
    assert_eq!(texts(&sheet), [["a"], ["b"]]);
    assert!(sheet.merged.is_empty());
    let wide = "<table><tr><td colspan=1000000000>a</td><td>b</td></tr></table>";
    assert_eq!(read(wide), Err(Unreadable::OutsideTheSheet));
    // 16,000 filled columns, passed over in each of many rows.
    let mut text = "<table><tr><td colspan=16000 rowspan=65534>a".to_owned();
    text.push_str(&"<tr><td>b".repeat(20_000));
    assert_eq!(read(&text), Err(Unreadable::TooManyCells(1_200_000)));
}

#[test]
fn a_page_without_a_table_is_no_workbook() {
    assert_eq!(read("<html><body>甲</body></html>"), Err(Unreadable::UnknownKind));
    assert_eq!(read("<table><tr><td> &nbsp; </td></tr></table>"), Err(Unreadable::Empty));
}

/// The same cells as HTML and as tab-separated text: the same texts.
#[test]
fn html_and_tab_separated_text_of_one_table_agree() {
    let html = "<table><tr><td>指标</td><td>目标值</td><td>评分标准</td></tr>\r\n\
        <tr><td>办件数量</td><td>≥50个</td><td>每低1%，扣0.5分<br>\r\n  扣完为止</td></tr>\r\n\
        <tr><td>A &amp; B</td><td>９５．５％</td><td>他说\"好\"</td></tr>\r\n\
        <tr><td></td><td>—</td><td>&nbsp;95</td></tr></table>";
    let tsv = "指标\t目标值\t评分标准\r\n办件数量\t≥50个\t\"每低1%，扣0.5分\n扣完为止\"\r\n\
        A & B\t９５．５％\t他说\"好\"\r\n\t—\t 95\r\n";
    assert_eq!(texts(&only(html)), delimited::cells(tsv));
    let book = delimited::read("a.tsv", tsv).unwrap();
    assert_eq!(book.sheets[0].rows, only(html).rows);
}

/// Twice the text takes about twice the time: none of these may take seconds.
#[test]
fn pages_made_to_be_slow_are_not() {
    for part in [
        "<td a=\"",
        "<td a='",
        "<",
        "<!--",
        "<style>",
        "<table>",
        "<table><tr><td>",
        "&#",
        "<td colspan=9 rowspan=9>x",
        "</",
        "<br>",
    ] {
        let text = format!("<table><tr><td>{}", part.repeat(400_000 / part.len()));
        let started = std::time::Instant::now();
        let _ = read(&text);
        assert!(started.elapsed().as_secs() < 5, "{part}");
    }
}
