//! Where the cases lie, and which files they are.

use super::table::Table;
use mingheng::files::NamedFile;
use std::path::{Path, PathBuf};

/// Paths in this variable, separated by `:`, are read beside our own cases.
pub const MORE: &str = "MINGHENG_CASES";

/// The folder of our own cases.
pub fn own() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// A folder in the layout of `sets/FORMAT.md`.
#[derive(Clone, Debug)]
pub struct Set {
    pub name: String,
    pub folder: PathBuf,
}

impl Set {
    /// The set of this name among our own.
    pub fn own(name: &str) -> Set {
        Set { name: name.to_owned(), folder: own().join("sets").join(name) }
    }

    /// The tables and settings directly in the folder, as the product is given them.
    pub fn files(&self) -> Vec<NamedFile> {
        let is_input = |p: &PathBuf| p.is_file() && p.extension().is_some_and(|e| e == "csv" || e == "json");
        let named = |p: PathBuf| NamedFile { name: base_name(&p), bytes: read(&p) };
        inside(&self.folder).into_iter().filter(is_input).map(named).collect()
    }

    /// The files with expected figures, none if the set has none.
    pub fn expected(&self) -> Vec<PathBuf> {
        let folder = self.folder.join("expected");
        if folder.is_dir() { inside(&folder) } else { Vec::new() }
    }
}

/// Everything found: sets, and files of micro cases.
#[derive(Debug, Default)]
pub struct Found {
    pub sets: Vec<Set>,
    pub micro: Vec<PathBuf>,
    /// JSON files that hold no cases.
    pub others: Vec<PathBuf>,
}

/// Our own cases, and those of `MINGHENG_CASES`.
pub fn found() -> Found {
    let mut found = Found::default();
    look(&own().join("sets"), &mut found);
    look(&own().join("edges"), &mut found);
    for path in std::env::var(MORE).unwrap_or_default().split(':').filter(|p| !p.is_empty()) {
        let before = (found.sets.len(), found.micro.len());
        look(Path::new(path), &mut found);
        let after = (found.sets.len(), found.micro.len());
        assert_ne!(before, after, "{MORE}: no set and no micro cases at {path}");
        println!("{MORE}: {path}: {} sets, {} micro files", after.0 - before.0, after.1 - before.1);
    }
    found
}

fn look(path: &Path, found: &mut Found) {
    if path.is_dir() {
        if path.join("scheme.json").is_file() {
            found.sets.push(Set { name: base_name(path), folder: path.to_owned() });
        } else {
            inside(path).iter().for_each(|p| look(p, found));
        }
    } else if path.extension().is_some_and(|e| e == "json") {
        let is_micro = serde_json::from_slice::<serde_json::Value>(&read(path))
            .is_ok_and(|v| v.get(0).is_some_and(|first| first.get("kind").is_some() && first.get("expect").is_some()));
        if is_micro { &mut found.micro } else { &mut found.others }.push(path.to_owned());
    }
}

/// What lies directly in a folder, in order of name.
pub fn inside(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|e| e.expect("an entry of a folder").path()).collect();
    paths.sort();
    paths
}

/// The last part of a path.
pub fn base_name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The bytes of a case file; a case that cannot be read is a failure.
pub fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// A table of expected figures.
pub fn table(path: &Path) -> Table {
    Table::read(&read(path)).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}
