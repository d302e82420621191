//! Everything that reads what others wrote, each behind a function from bytes to nothing: it must come back, soon and
//! whole. Used by the fuzz targets, and by tests/fuzzed.rs on stable Rust.

use mingheng::intake::{self, Book, Choices};
use mingheng::model::{Document, typed_number::typed_number};
use mingheng::sheets::{self, delimited as delimited_text, encoding, html as pages};
use mingheng::standards::{Around, understand};
use mingheng::workspace::sheet::clipboard as board;
use mingheng::workspace::sheet::pasting::{Named, Onto, Placed, ways};
use mingheng::workspace::sheet::selection::Block;
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

/// Tables of an office, parted by form feeds, taken into a new document and taken in once more. What comes is a change
/// that can be made and undone, a document that is kept as it is, and every fault stands in one of the sheets.
pub fn take_in(bytes: &[u8]) {
    let texts = String::from_utf8_lossy(bytes);
    let books: Vec<Book> = texts
        .split('\u{c}')
        .zip(["一.csv", "二.csv", "三.csv"])
        .filter_map(|(text, name)| {
            let workbook = delimited_text::read(name, text).ok()?;
            Some(Book { name: name.to_owned(), workbook })
        })
        .collect();
    let mut document = Document::default();
    for _ in 0..2 {
        let (view, change) = intake::take_in(&document, &books, &Choices::default());
        assert!(view.faults.iter().all(|fault| (fault.sheet as usize) < view.sheets.len()));
        let Some(change) = change else { return };
        let before = document.clone();
        let (inverse, _) = edit::apply(&mut document, change).expect("a change that can be made");
        let mut back = document.clone();
        edit::apply(&mut back, inverse).expect("a change that can be undone");
        assert!(back == before);
        // NaN and the infinities have no letters there: what holds one does not come back.
        let kept = files::json::write_document(&document).expect("a document that can be written");
        assert!(files::json::read_document("a.json", &kept).expect("a document that can be read") == document);
    }
}

/// What is pasted into a table of five rows and four columns, the third of them closed; where to, the first letters say.
pub fn clipboard(bytes: &[u8]) {
    const NAMES: [&str; 5] = ["财政局", "教育局", "民政局", "财政局", "Audit"];
    let text = String::from_utf8_lossy(bytes);
    let plain = board::without_styles(&text);
    assert!(plain.len() <= text.len() && board::without_styles(&plain) == plain);
    let cells = delimited_text::cells(&text);
    if !cells.is_empty() {
        assert!(delimited_text::cells(&board::text(&cells)) == cells);
    }
    let (top, left) = (bytes.len() % 5, bytes.first().map_or(0, |byte| usize::from(*byte) % 4));
    let block = Block { top, left, bottom: 4, right: 3 };
    // The fifth is hidden by a filter.
    let named = Named::of(&cells, NAMES.into_iter(), &[3, 0, 1, 2]);
    let whom = |name: &str| named.whom(name);
    let ways = ways(&cells, Onto { block, rows: 5, columns: 4, open: &|column| column != 2, whom: &whom });
    let width = cells.iter().map(Vec::len).max().unwrap_or_default();
    let sound = |placed: &Placed| {
        assert!(
            placed.cells.iter().all(|(to, row, _)| to.row < 5 && to.column < 4 && to.column != 2 && *row < cells.len())
        );
        assert!(placed.more.iter().all(|(row, column, from)| *column < 4 && *row < placed.rows.len() && *from < width));
        assert!(placed.names.len() == placed.rows.len() && placed.rows.iter().all(|row| *row < cells.len()));
        assert!(placed.below(&cells) <= placed.more.len());
    };
    sound(&ways.as_it_lies);
    if let Some(placed) = &ways.by_name {
        sound(placed);
    }
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
