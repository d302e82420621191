//! A scheme folder as it lies on disk: one JSON value and five tables of text.
//!
//! Knows file names and the shape of a CSV table. Must never know what a cell means: the same folder is fed to the
//! oracle and, written out, to the product, so nothing may be interpreted or tidied on the way.

use std::fs;
use std::path::Path;

use serde_json::Value;

/// A CSV file: the header row and the rows below it, all as text.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// One row with its header beside it.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    header: &'a [String],
    cells: &'a [String],
}

impl<'a> Row<'a> {
    /// The cell under `column`; the empty text when the table has no such column.
    pub fn get(&self, column: &str) -> &'a str {
        self.header
            .iter()
            .position(|name| name == column)
            .and_then(|at| self.cells.get(at))
            .map_or("", |cell| cell.trim())
    }
}

impl Table {
    pub fn new(columns: &[&str]) -> Table {
        Table { header: columns.iter().map(|c| c.to_string()).collect(), rows: Vec::new() }
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { header: &self.header, cells })
    }

    pub fn position(&self, column: &str) -> Option<usize> {
        self.header.iter().position(|name| name == column)
    }

    pub fn push(&mut self, cells: &[&str]) {
        assert_eq!(cells.len(), self.header.len(), "a row has as many cells as the header");
        self.rows.push(cells.iter().map(|c| c.to_string()).collect());
    }

    /// A missing file is an empty table: sets without ratings or events simply do not have the file.
    pub fn read(path: &Path) -> Table {
        let Ok(bytes) = fs::read(path) else {
            return Table::default();
        };
        let text = String::from_utf8(bytes).unwrap_or_else(|e| panic!("{} is not UTF-8: {e}", path.display()));
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let own = |record: &csv::StringRecord| record.iter().map(str::to_string).collect::<Vec<_>>();
        let header = own(reader.headers().unwrap_or_else(|e| panic!("{}: {e}", path.display())));
        let rows = reader.records().map(|r| own(&r.unwrap_or_else(|e| panic!("{}: {e}", path.display())))).collect();
        Table { header, rows }
    }

    fn write(&self, path: &Path) {
        if self.header.is_empty() {
            return;
        }
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::Any(b'\n'))
            .from_path(path)
            .expect("the table can be created");
        writer.write_record(&self.header).expect("the header can be written");
        for row in &self.rows {
            writer.write_record(row).expect("a row can be written");
        }
        writer.flush().expect("the table can be flushed");
    }
}

/// A folder in the format of the shared sets.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    pub scheme: Value,
    pub indicators: Table,
    pub units: Table,
    pub measurements: Table,
    pub ratings: Table,
    pub events: Table,
}

impl Folder {
    pub fn read(dir: &Path) -> Folder {
        let path = dir.join("scheme.json");
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        Folder {
            scheme: serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display())),
            indicators: Table::read(&dir.join("indicators.csv")),
            units: Table::read(&dir.join("units.csv")),
            measurements: Table::read(&dir.join("measurements.csv")),
            ratings: Table::read(&dir.join("ratings.csv")),
            events: Table::read(&dir.join("events.csv")),
        }
    }

    pub fn write(&self, dir: &Path) {
        fs::create_dir_all(dir).expect("the folder can be created");
        let text = serde_json::to_string_pretty(&self.scheme).expect("the scheme can be written as JSON");
        fs::write(dir.join("scheme.json"), text + "\n").expect("the scheme can be saved");
        self.indicators.write(&dir.join("indicators.csv"));
        self.units.write(&dir.join("units.csv"));
        self.measurements.write(&dir.join("measurements.csv"));
        self.ratings.write(&dir.join("ratings.csv"));
        self.events.write(&dir.join("events.csv"));
    }
}
