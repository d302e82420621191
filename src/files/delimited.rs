//! Cells of CSV files that people open with spreadsheets: text never becomes a formula, and comes back as it was.
//!
//! What guards a text, and how it is read again, stands in `sheets::delimited`.

use crate::sheets::delimited::guarded;

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
    use crate::sheets::delimited::unguarded;
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
            "'=x",
        ] {
            assert_eq!(guarded(text), format!("'{text}"), "{text}");
        }
        for text in [
            "-1.5",
            "+0.25",
            "-5.00",
            "-1,234.56",
            "+3",
            "12",
            "",
            "市教育局",
            "a=b",
            "A-1",
            "a'b",
            "1,2",
            "'x",
            "-12.5%",
        ] {
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
            let back: Vec<&str> = record.iter().map(unguarded).collect();
            prop_assert_eq!(back, texts);
        }
    }
}
