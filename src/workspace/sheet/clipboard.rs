//! What is copied out and pasted in: tables as text with tabs, and as HTML, in the way that Excel and WPS write and
//! read them.

use super::selection::{Block, Place};

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

/// Where a pasted block goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// The cells, each with the row and column of the block that goes into it.
    pub cells: Vec<(Place, usize, usize)>,
    /// What is selected afterwards.
    pub block: Option<Block>,
    /// Cells of the block for which the table is too small.
    pub beyond: usize,
    /// Cells of the block that meet a column that cannot be filled in.
    pub closed: usize,
}

/// Places a block: one value goes into everything that is selected; a selection of whole multiples of the block is
/// filled with it again and again; otherwise it begins at the first selected cell, whatever is selected.
pub fn place(cells: &Cells, onto: Block, rows: usize, columns: usize, open: &dyn Fn(usize) -> bool) -> Placed {
    let height = cells.len();
    let width = cells.iter().map(Vec::len).max().unwrap_or_default();
    if height == 0 || width == 0 || rows == 0 {
        return Placed::default();
    }
    let repeated = onto.rows().is_multiple_of(height) && onto.columns().is_multiple_of(width);
    let whole =
        if repeated { onto } else { Block { bottom: onto.top + height - 1, right: onto.left + width - 1, ..onto } };
    let mut placed = Placed::default();
    for place in whole.places() {
        let (row, column) = ((place.row - whole.top) % height, (place.column - whole.left) % width);
        // A short row leaves the cells beyond its end as they are.
        if column >= cells[row].len() {
            continue;
        }
        if place.row >= rows || place.column >= columns {
            placed.beyond += 1;
        } else if !open(place.column) {
            placed.closed += 1;
        } else {
            placed.cells.push((place, row, column));
        }
    }
    placed.block =
        Some(Block { bottom: whole.bottom.min(rows - 1), right: whole.right.min(columns.saturating_sub(1)), ..whole });
    placed
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

    fn onto(top: usize, left: usize, bottom: usize, right: usize) -> Block {
        Block { top, left, bottom, right }
    }

    #[test]
    fn one_value_goes_into_everything_selected() {
        let placed = place(&cells(&[&["7"]]), onto(1, 1, 3, 2), 10, 5, &|_| true);
        assert_eq!((placed.cells.len(), placed.block), (6, Some(onto(1, 1, 3, 2))));
    }

    #[test]
    fn a_block_is_repeated_in_whole_multiples_and_otherwise_begins_at_the_first_cell() {
        let two = cells(&[&["1"], &["2"]]);
        let placed = place(&two, onto(0, 1, 3, 1), 10, 5, &|_| true);
        let sources: Vec<usize> = placed.cells.iter().map(|(_, row, _)| *row).collect();
        assert_eq!(sources, [0, 1, 0, 1]);
        let placed = place(&two, onto(0, 1, 2, 1), 10, 5, &|_| true);
        assert_eq!(placed.block, Some(onto(0, 1, 1, 1)));
    }

    #[test]
    fn what_does_not_fit_and_what_is_closed_is_counted() {
        // 40 × 12 onto a table whose first column is closed: 480 cells of which 40 are closed.
        let block: Cells = vec![vec!["1".to_owned(); 12]; 40];
        let placed = place(&block, onto(0, 0, 0, 0), 40, 12, &|column| column > 0);
        assert_eq!((placed.cells.len(), placed.closed, placed.beyond), (440, 40, 0));
        let placed = place(&block, onto(30, 6, 30, 6), 40, 12, &|_| true);
        assert_eq!((placed.cells.len(), placed.beyond), (60, 420));
        assert_eq!(placed.block, Some(onto(30, 6, 39, 11)));
    }

    #[test]
    fn a_short_row_leaves_alone_what_is_beyond_its_end() {
        let placed = place(&cells(&[&["1", "2"], &["3"]]), onto(0, 0, 0, 0), 9, 9, &|_| true);
        assert_eq!(placed.cells.len(), 3);
    }
}
