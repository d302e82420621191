//! Tables as offices make them, taken in: the sample city's list in four formats, the office's other tables, and one
//! workbook with 37 planted faults, each reported at its cell.

use mingheng::edit::{Change, apply};
use mingheng::engine::check;
use mingheng::intake::{Book, Choices, Fault, Grade, IntakeView, Kind, take_in};
use mingheng::model::{Cycle, Direction, Document, EventKind, Field, Period, Standing, Status};
use mingheng::sheets::{read, workbook::address};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

fn book(name: &str) -> Book {
    let path = path(name);
    let bytes = fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let file = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
    let workbook = read(&file, &bytes).unwrap_or_else(|e| panic!("{name}: {e:?}"));
    Book { name: file, workbook }
}

/// What books bring to a document, and the document with them; undoing must restore it.
fn brought(document: &Document, books: &[Book], choices: &Choices) -> (IntakeView, Document) {
    let (view, change) = take_in(document, books, choices);
    let mut after = document.clone();
    if let Some(change) = change {
        let (inverse, _) = apply(&mut after, change).expect("a change that can be made");
        let mut back = after.clone();
        apply(&mut back, inverse).expect("a change that can be undone");
        assert_eq!(&back, document);
    }
    (view, after)
}

fn office(names: &[&str], document: &Document) -> (IntakeView, Document) {
    let books: Vec<Book> = names.iter().map(|name| book(&format!("sheets/office/{name}"))).collect();
    brought(document, &books, &Choices::default())
}

fn told(view: &IntakeView) -> Vec<String> {
    view.faults
        .iter()
        .map(|f| {
            format!(
                "{}!{} {:?} {:?} {:?} {}",
                view.sheets[f.sheet as usize].name,
                address(f.row, f.column),
                f.what,
                f.grade,
                f.args,
                f.value
            )
        })
        .collect()
}

#[test]
fn dump() {
    let Ok(names) = std::env::var("DUMP") else { return };
    let names: Vec<&str> = names.split(' ').collect();
    let books: Vec<Book> = names.iter().map(|name| book(name)).collect();
    let (view, after) = brought(&Document::default(), &books, &Choices::default());
    for sheet in &view.sheets {
        println!(
            "== {} {} {:?} {} head {:?} rows {} out {:?} cat {} period {:?} subject {}",
            sheet.book,
            sheet.name,
            sheet.kind,
            sheet.sure,
            sheet.head,
            sheet.data_rows,
            sheet.left_out,
            sheet.category,
            sheet.period,
            sheet.subject
        );
        for c in &sheet.columns {
            println!("   {} {} {:?} {}", c.column, c.head, c.role, c.sure);
        }
    }
    for line in told(&view) {
        println!("{line}");
    }
    for s in &view.standards {
        println!("{} {} | {:?} {:?} {:?} {:?}", s.name, s.sentence, s.rule, s.left_over, s.doubts, s.samples);
    }
    println!("{:?} {:?} ready {}", view.counts, view.title, view.ready);
    for d in &after.set.dimensions {
        println!("{d:?}");
    }
    for i in &after.set.indicators {
        println!(
            "{} {} {} {:?} {:?} {:?} {:?} {:?} {:?} {}",
            i.id, i.name, i.parent, i.points, i.rule, i.direction, i.aggregation, i.cycle, i.target, i.unit
        );
    }
    match check(after) {
        Ok(checked) => println!("computes {:?}", checked.findings()),
        Err(refused) => println!("refused {:?}", refused.findings),
    }
}
