//! Every parser of what others wrote, against its corpus changed at random: the same changes on every run, so that a
//! failure can be repeated by its number. Nothing panics, nothing takes seconds (tests/fuzz/README.md).

#[path = "fuzz/parsers.rs"]
mod parsers;

use std::fs;
use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Far above what any of these inputs needs, also without optimisation on a busy machine.
const LONGEST: Duration = Duration::from_secs(5);

/// Pieces that mean something to some parser.
const WORDS: [&[u8]; 40] = [
    b"\"",
    b"'",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r\n",
    b"<",
    b">",
    b"&",
    b"</",
    b"<!--",
    b"-->",
    b"<td",
    b"<tr>",
    b"<table>",
    b" colspan=999999999",
    b" rowspan=0",
    b"&#x110000;",
    b"(",
    b")",
    b"-",
    b"e",
    b"1e999",
    b"0",
    b"9999999999999999999",
    b"%",
    b"\0",
    b"\xFF",
    b"\x81",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\xE4\xB8",
    b"null",
    b"{",
    b"[",
    b"\\u",
    b"NaN",
    "亿".as_bytes(),
    "≥".as_bytes(),
];

/// SplitMix64: its numbers depend on the seed alone.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// Files of a folder, by name.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.is_file() && path.file_name().is_none_or(|name| name != ".gitkeep"));
    paths.sort();
    paths.iter().map(|path| (path.display().to_string(), fs::read(path).unwrap())).collect()
}

/// One to four changes: a bit, a byte, a stretch left out, said twice or taken from another, a word put in, an end.
fn changed(bytes: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(out.len() + 1);
        let end = (at + dice.below(40)).min(out.len());
        match dice.below(8) {
            0 if at < out.len() => out[at] ^= 1 << dice.below(8),
            1 if at < out.len() => out[at] = dice.next() as u8,
            2 => drop(out.drain(at..end)),
            3 => {
                let twice = out[at..end].to_vec();
                out.splice(at..at, twice);
            }
            4 => {
                let from = dice.below(other.len() + 1);
                let to = (from + dice.below(60)).min(other.len());
                out.splice(at..end, other[from..to].iter().copied());
            }
            5 => out.truncate(at),
            _ => {
                let word = WORDS[dice.below(WORDS.len())];
                out.splice(at..at, word.iter().copied());
            }
        }
    }
    out
}

/// Calls a parser; how it failed, if it did.
fn failure(parser: fn(&[u8]), bytes: &[u8]) -> Option<String> {
    let started = Instant::now();
    let held = catch_unwind(AssertUnwindSafe(|| parser(bytes)));
    match held {
        Err(_) => Some("panicked".to_owned()),
        Ok(()) if started.elapsed() > LONGEST => Some(format!("took {:?}", started.elapsed())),
        Ok(()) => None,
    }
}

/// Runs crashers and corpus as they are, then so many changes of the corpus.
fn fuzz(target: &str, parser: fn(&[u8]), corpus: &[(String, Vec<u8>)], times: usize) {
    assert!(!corpus.is_empty());
    let crashers = files(&root().join("fuzz/crashers").join(target));
    for (name, bytes) in crashers.iter().chain(corpus) {
        assert_eq!(failure(parser, bytes), None, "{name}");
    }
    for number in 0..times {
        let mut dice = Dice(number as u64 ^ 0x6D69_6E67);
        let (name, bytes) = &corpus[number % corpus.len()];
        let other = &corpus[dice.below(corpus.len())].1;
        let input = changed(bytes, other, &mut dice);
        if let Some(how) = failure(parser, &input) {
            let kept = std::env::temp_dir().join(format!("{target}-{number}"));
            let _ = fs::write(&kept, &input);
            panic!("{target}: change {number} of {name} {how}; it is in {}", kept.display());
        }
    }
}

fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    files(&root().join("fuzz/corpus").join(target))
}

/// The parts of an archive, not packed any more: a change of a packed part is noticed by its checksum and goes no further.
fn parts(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).ok()?;
            let mut content = Vec::new();
            part.read_to_end(&mut content).ok()?;
            Some((part.name().ok()?.into_owned(), content))
        })
        .collect()
}

fn archive(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        if writer.start_file(name.as_str(), stored).is_ok() {
            writer.write_all(content).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

/// Files that are small enough to be read thousands of times.
fn spreadsheets(folder: &str, packed: bool) -> Vec<(String, Vec<u8>)> {
    let mut all = files(&root().join(folder));
    all.retain(|(_, bytes)| bytes.len() < 12_000 && bytes.starts_with(b"PK") == packed);
    all
}

#[test]
fn spreadsheets_that_are_damaged_are_read_or_refused() {
    let mut all = spreadsheets("sheets", false);
    all.extend(spreadsheets("sheets", true));
    fuzz("sheets_read", parsers::sheets_read, &all, 2_000);
}

/// Within the archive: every part of it may say anything.
#[test]
fn workbooks_with_damaged_parts_are_read_or_refused() {
    let packed = [spreadsheets("sheets", true), spreadsheets("sheets/office", true)].concat();
    let books: Vec<Vec<(String, Vec<u8>)>> = packed.iter().filter_map(|(_, bytes)| parts(bytes)).collect();
    assert!(books.len() >= 30);
    for number in 0..2_000 {
        let mut dice = Dice(number as u64 ^ 0x7061_7274);
        let mut book = books[number % books.len()].clone();
        let at = dice.below(book.len());
        let from = &books[dice.below(books.len())];
        let other = from[dice.below(from.len())].1.clone();
        book[at].1 = changed(&book[at].1, &other, &mut dice);
        let name = book[at].0.clone();
        assert_eq!(failure(parsers::sheets_read, &archive(&book)), None, "change {number}, of {name}");
    }
}

#[test]
fn delimited_text_is_read_or_refused() {
    fuzz("delimited", parsers::delimited, &corpus("delimited"), 4_000);
}

#[test]
fn pages_are_read_or_refused() {
    fuzz("html", parsers::html, &corpus("html"), 6_000);
}

#[test]
fn typed_numbers_are_understood_or_not() {
    fuzz("written", parsers::written, &corpus("written"), 6_000);
}

#[test]
fn documents_are_read_or_refused() {
    fuzz("document", parsers::document, &corpus("document"), 1_500);
}

#[test]
fn formulas_are_read_or_refused() {
    fuzz("formula", parsers::formula, &corpus("formula"), 3_000);
}

#[test]
fn sentences_are_understood_or_not() {
    fuzz("standards", parsers::standards, &corpus("standards"), 2_000);
}

/// Each input is read twice over, judged and written: fewer of them.
#[test]
fn tables_of_an_office_are_taken_in_or_told() {
    fuzz("take_in", parsers::take_in, &corpus("take_in"), 1_500);
}

#[test]
fn what_is_pasted_finds_its_place_or_is_told() {
    fuzz("clipboard", parsers::clipboard, &corpus("clipboard"), 6_000);
}
