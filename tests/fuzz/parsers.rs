//! Everything that reads what others wrote, each behind a function from bytes to nothing: it must come back, soon and
//! whole. Used by the fuzz targets, and by tests/fuzzed.rs on stable Rust.

use mingheng::model::typed_number::typed_number;
use mingheng::sheets::{self, delimited as delimited_text, encoding, html as pages};
use mingheng::standards::{Around, understand};
use mingheng::{edit, files, formula as formulas};

/// A whole file, as a person drops it onto the page.
pub fn sheets_read(bytes: &[u8]) {
    // An archive of such files: what comes out is no more than is read, whatever its list says.
    let mut inside = 0;
    let _ = sheets::bundled(bytes, &mut |(_, content)| inside += content.map_or(0, |bytes| bytes.len()));
    assert!(inside <= 200 << 20 && sheets::bundle::listed(bytes).len() <= 2_000);
    for name in ["a.xlsx", "a.csv"] {
        if let Ok(book) = sheets::read(name, bytes) {
            check(&book);
        }
    }
}

pub fn delimited(bytes: &[u8]) {
    let Ok(text) = encoding::decode(bytes) else { return };
    if let Ok(book) = delimited_text::read("a.csv", &text) {
        check(&book);
    }
    let cells: usize = delimited_text::cells(&text).iter().map(Vec::len).sum();
    assert!(cells <= text.len() + 1);
    for line in text.lines() {
        assert_eq!(delimited_text::unguarded(&delimited_text::guarded(line)), line);
    }
}

pub fn html(bytes: &[u8]) {
    if let Ok(book) = pages::read(&String::from_utf8_lossy(bytes)) {
        check(&book);
    }
}

/// Numbers as people type them: whatever is understood is a number that a cell may hold.
pub fn written(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let mingheng::model::typed_number::Typed::Number(amount) = typed_number(&text) {
        assert!(amount.value.is_finite() && amount.value.abs() <= mingheng::model::written::LARGEST);
        for unit in ["元", "万元", "亿元", "%", ""] {
            assert!(amount.in_unit(unit).is_none_or(f64::is_finite));
        }
    }
    for per_hundred in [true, false] {
        assert!(edit::typed::number(&text, per_hundred).is_none_or(f64::is_finite));
    }
}

pub fn document(bytes: &[u8]) {
    let _ = files::json::read_file("a.json", bytes);
}

pub fn formula(bytes: &[u8]) {
    let _ = formulas::parse::parse(&String::from_utf8_lossy(bytes), &|_| None);
}

pub fn standards(bytes: &[u8]) {
    let around = Around { points: 10.0, unit: "%", ..Around::default() };
    let _ = understand(&String::from_utf8_lossy(bytes), &around);
}

/// A workbook keeps what its model promises: rows and cells in order, numbers that are numbers.
fn check(book: &sheets::Workbook) {
    for sheet in &book.sheets {
        assert!(sheet.rows.windows(2).all(|two| two[0].row < two[1].row));
        for row in &sheet.rows {
            assert!(row.cells.windows(2).all(|two| two[0].column < two[1].column));
            for cell in &row.cells {
                assert!(!matches!(cell.value, sheets::Value::Number(number) if !number.is_finite()));
            }
        }
        for range in &sheet.merged {
            assert!(range.first_row <= range.last_row && range.first_column <= range.last_column);
        }
    }
}
