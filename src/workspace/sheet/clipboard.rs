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
    fn a_table_for_office_programs_has_borders_and_keeps_text_as_text() {
        let made = html(&cells(&[&["<甲>", "2"]]), &|_, column| column == 1);
        assert!(
            made.contains("<td style=\"border:.5pt solid #999;mso-number-format:'\\@'\">&lt;甲&gt;</td>"),
            "{made}"
        );
        assert!(made.contains("<td style=\"border:.5pt solid #999;text-align:right\">2</td>"), "{made}");
    }
}
