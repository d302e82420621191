//! Cells of CSV files that people open with spreadsheets: text never becomes a formula, and comes back as it was.
//!
//! A text that a spreadsheet would take for a formula gets an apostrophe before it, and so does a text that begins with one;
//! so [`unquoted`] has to take exactly one away from columns of text.

/// What tells a spreadsheet that a cell computes, or may; also as full-width signs.
const FORMULA_STARTS: [char; 13] = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠', '−'];

/// The cell so that no spreadsheet computes it. Numbers stay: `-5.00`, `-1,234.56`, `+3`.
pub fn guarded(cell: &str) -> String {
    if cell.starts_with('\'') || (cell.starts_with(FORMULA_STARTS) && !is_number(cell)) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// A cell of a column of text, as it was before [`guarded`].
pub fn unquoted(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

/// A plain decimal with at most one sign; thousands may be apart.
fn is_number(cell: &str) -> bool {
    let plain = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    let (whole, decimals) = plain.split_once('.').unwrap_or((plain, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let apart = whole.contains(',');
    digits(first)
        && digits(decimals)
        && (!apart || first.len() <= 3)
        && groups.all(|group| group.len() == 3 && digits(group))
}

/// The cell in quotation marks if it would break the line otherwise.
pub fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

/// Lines of cells for people: guarded, each ended by CR LF.
#[derive(Default)]
pub struct Lines(String);

impl Lines {
    /// Adds a line.
    pub fn row(&mut self, cells: &[String]) {
        let cells: Vec<String> = cells.iter().map(|cell| quoted(&guarded(cell))).collect();
        self.0.push_str(&cells.join(","));
        self.0.push_str("\r\n");
    }

    /// The text, without a byte-order mark.
    pub fn text(self) -> String {
        self.0
    }

    /// The file: UTF-8 with the byte-order mark, without which spreadsheet programs take text for the encoding of the country.
    pub fn bytes(self) -> Vec<u8> {
        [b"\xEF\xBB\xBF", self.0.as_bytes()].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_never_becomes_a_formula_and_a_number_stays_a_number() {
        for text in [
            "=1+1",
            "+cmd",
            "-2+3",
            "@SUM(A1)",
            "\tx",
            "\rx",
            "\nx",
            "\0x",
            "＝1",
            "＋x",
            "－x",
            "＠x",
            "−1",
            "--1",
            "+",
            "-inf",
            "+1e5",
            "-1,23",
            "-1234,567",
            "-.5",
            "-5.",
            "'x",
            "''",
        ] {
            assert_eq!(guarded(text), format!("'{text}"), "{text}");
        }
        for text in ["-1.5", "+0.25", "-5.00", "-1,234.56", "+3", "12", "", "市教育局", "a=b", "A-1", "a'b", "1,2"]
        {
            assert_eq!(guarded(text), text, "{text}");
        }
    }

    #[test]
    fn a_table_begins_with_the_mark_ends_its_lines_for_spreadsheets_and_quotes_what_would_break_them() {
        let mut lines = Lines::default();
        lines.row(&["a".to_owned(), "b".to_owned()]);
        lines.row(&["x,\"y\"".to_owned(), "two\nlines".to_owned()]);
        assert_eq!(lines.bytes(), b"\xEF\xBB\xBFa,b\r\n\"x,\"\"y\"\"\",\"two\nlines\"\r\n");
    }

    proptest! {
        #[test]
        fn text_comes_back_through_a_file_as_it_was(texts in proptest::collection::vec("['=+@,\"\n\ta-c＝0-9.-]{0,6}", 2..5)) {
            let mut lines = Lines::default();
            lines.row(&texts);
            let bytes = lines.bytes();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[3..]);
            let record = reader.records().next().expect("a line").expect("a record");
            let back: Vec<&str> = record.iter().map(unquoted).collect();
            prop_assert_eq!(back, texts);
        }
    }
}
