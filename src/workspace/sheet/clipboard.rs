//! What is copied out and pasted in: tables as text with tabs, and as HTML, in the way that Excel and WPS write and
//! read them.

/// Rows of cells.
pub type Cells = Vec<Vec<String>>;

/// Writes text with tabs.
pub fn text(cells: &Cells) -> String {
    let mut out = String::new();
    for row in cells {
        for (place, cell) in row.iter().enumerate() {
            if place > 0 {
                out.push('\t');
            }
            if cell.contains(['\t', '\n', '\r', '"']) {
                out.push('"');
                out.push_str(&cell.replace('"', "\"\""));
                out.push('"');
            } else {
                out.push_str(cell);
            }
        }
        out.push_str("\r\n");
    }
    out
}

/// Writes a table with borders; `number`: whether a cell holds a number rather than text. Text keeps its format, so
/// that an id of eighteen digits stays what it is.
pub fn html(cells: &Cells, number: &dyn Fn(usize, usize) -> bool) -> String {
    let mut out =
        String::from("<meta charset=\"utf-8\"><table border=\"1\" style=\"border-collapse:collapse\"><tbody>");
    for (row, texts) in cells.iter().enumerate() {
        out.push_str("<tr>");
        for (column, text) in texts.iter().enumerate() {
            out.push_str(if number(row, column) {
                "<td style=\"border:.5pt solid #999;text-align:right\">"
            } else {
                "<td style=\"border:.5pt solid #999;mso-number-format:'\\@'\">"
            });
            for letter in text.chars() {
                match letter {
                    '&' => out.push_str("&amp;"),
                    '<' => out.push_str("&lt;"),
                    '>' => out.push_str("&gt;"),
                    '"' => out.push_str("&quot;"),
                    '\n' => out.push_str("<br>"),
                    other => out.push(other),
                }
            }
            out.push_str("</td>");
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table>");
    out
}

/// HTML without its styles. Office programs write styles into what they copy; the page's security policy forbids such
/// styles, also where they are never shown, and the browser would complain of each.
pub fn without_styles(html: &str) -> String {
    // What is sought is written in plain letters, so places in the small text are places in the text.
    let small = html.to_ascii_lowercase();
    let mut out = String::with_capacity(html.len());
    let mut at = 0;
    while let Some(open) = small[at..].find('<').map(|found| at + found) {
        out.push_str(&html[at..open]);
        if small[open..].starts_with("<style") {
            // Its end is a tag like others.
            at = small[open..].find("</style").map_or(html.len(), |end| open + end);
            continue;
        }
        at = small[open..].find('>').map_or(html.len(), |end| open + end + 1);
        let mut from = open;
        while let Some(found) = small[from..at].find("style") {
            let name = from + found;
            out.push_str(&html[from..name]);
            from = name + "style".len();
            let assigned = small[from..at].trim_start().starts_with('=');
            out.push_str(if assigned { "class" } else { &html[name..from] });
        }
        out.push_str(&html[from..at]);
    }
    out.push_str(&html[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::delimited::cells as read;

    fn cells(rows: &[&[&str]]) -> Cells {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    #[test]
    fn text_with_tabs_is_read_as_excel_writes_it() {
        assert_eq!(read("1\t2\r\n3\t4\r\n"), cells(&[&["1", "2"], &["3", "4"]]));
        assert_eq!(read("1"), cells(&[&["1"]]));
        assert_eq!(read("1\n\n2"), cells(&[&["1"], &[""], &["2"]]));
        assert_eq!(read("\t\n"), cells(&[&["", ""]]));
        assert_eq!(read(""), cells(&[]));
        assert_eq!(read("\"两\n行\"\t\"说\"\"好\"\"\"\n5\"\t6"), cells(&[&["两\n行", "说\"好\""], &["5\"", "6"]]));
        assert_eq!(read("\u{feff}\"\"\n"), cells(&[&[""]]));
    }

    #[test]
    fn what_is_written_is_read_back() {
        let table = cells(&[&["甲\t乙", "1.5", ""], &["一\n二", "\"", "-3"]]);
        assert_eq!(read(&text(&table)), table);
    }

    #[test]
    fn html_is_read_without_its_styles_and_with_everything_else() {
        for (given, left) in [
            ("<td style='color:red' class=xl65>1</td>", "<td class='color:red' class=xl65>1</td>"),
            ("<TD STYLE = x>style=1</TD>", "<TD class = x>style=1</TD>"),
            ("<html><style>td {}</style><table>", "<html></style><table>"),
            ("<b>一<style never ends", "<b>一"),
            ("1 < 2, <没有结束 style=", "1 < 2, <没有结束 class="),
        ] {
            assert_eq!(without_styles(given), left);
        }
    }

    #[test]
    fn a_table_for_office_programs_has_borders_and_keeps_text_as_text() {
        let made = html(&cells(&[&["<甲>", "2"]]), &|_, column| column == 1);
        assert!(
            made.contains("<td style=\"border:.5pt solid #999;mso-number-format:'\\@'\">&lt;甲&gt;</td>"),
            "{made}"
        );
        assert!(made.contains("<td style=\"border:.5pt solid #999;text-align:right\">2</td>"), "{made}");
    }
}
