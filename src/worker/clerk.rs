//! The clerk: unpacks office files and packs them, in a worker of its own that is thrown away after every task.

use crate::intake::Book;
use crate::reports::Made;
use crate::sheets::{self, AsText, Unreadable, Workbook};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Task {
    /// Read files of these names; their bytes come beside the task, in the same order, one after the other. Text from
    /// the clipboard is a file named `clipboard.tsv` or `clipboard.html`. `texts`: how files that are text are read,
    /// where a person said so, by name.
    Read { names: Vec<String>, texts: BTreeMap<String, AsText> },
    /// Pack what was made: [`Made`] as JSON.
    Write {
        #[serde(with = "serde_bytes")]
        made: Vec<u8>,
    },
}

impl Task {
    /// How long somebody waits for it, in milliseconds: longer for a file that was asked for than for a look at a table.
    pub fn patience(&self) -> u32 {
        match self {
            Task::Read { .. } => 20_000,
            Task::Write { .. } => 60_000,
        }
    }
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// Some files were read: a list of [`Book`]s as JSON, for the desk. `refused`: those that were not, and why.
    /// `texts`: how files were read that are text.
    Read {
        #[serde(with = "serde_bytes")]
        books: Vec<u8>,
        count: u32,
        refused: Vec<(String, Unreadable)>,
        texts: Vec<(String, AsText)>,
    },
    /// A file for people.
    Written {
        name: String,
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
    },
    /// It does not fit into a file of this kind.
    NotWritten,
}

/// Most cells of all the tables that are read together: as many as of one file.
const CELLS: usize = 1_550_000;

/// Files being read, one after the other.
pub struct Reading {
    books: Vec<Book>,
    refused: Vec<(String, Unreadable)>,
    texts: Vec<(String, AsText)>,
    wanted: BTreeMap<String, AsText>,
    /// How many cells more are taken: all books lie in memory together, whether they came in an archive or not.
    left: usize,
}

impl Reading {
    /// `wanted`: how files that are text are read, where a person said so, by name.
    pub fn new(wanted: BTreeMap<String, AsText>) -> Reading {
        Reading { books: Vec::new(), refused: Vec::new(), texts: Vec::new(), wanted, left: CELLS }
    }

    /// Reads a file; an archive of files is read as its files.
    pub fn add(&mut self, name: String, bytes: &[u8]) {
        let is_archive = Err(Unreadable::NoTable(".zip".to_owned()));
        if self.one(name.clone(), bytes) != is_archive {
            return;
        }
        self.refused.pop();
        let before = self.books.len() + self.refused.len();
        let mut take = |(path, content): sheets::Entry| {
            let path = format!("{name}/{path}");
            match content {
                Ok(bytes) => drop(self.one(path, &bytes)),
                Err(why) => self.refused.push((path, why)),
            }
        };
        if let Err(why) = sheets::bundled(bytes, &mut take) {
            self.refused.push((name, why));
        } else if self.books.len() + self.refused.len() == before {
            self.refused.push((name, Unreadable::Empty));
        }
    }

    /// Reads what is no archive.
    fn one(&mut self, name: String, bytes: &[u8]) -> Result<(), Unreadable> {
        let wanted = self.wanted.get(&name).copied().unwrap_or_default();
        let (read, text) = sheets::read_as(&name, bytes, wanted);
        self.texts.extend(text.map(|text| (name.clone(), text)));
        let read = read.and_then(|workbook| match self.left.checked_sub(cells(&workbook)) {
            Some(rest) => {
                self.left = rest;
                Ok(workbook)
            }
            None if cells(&workbook) <= CELLS => Err(Unreadable::TooManyTogether(CELLS as u32)),
            None => Err(Unreadable::TooManyCells(CELLS as u32)),
        });
        match read {
            Ok(workbook) => {
                self.books.push(Book { name, workbook });
                Ok(())
            }
            Err(why) => {
                self.refused.push((name, why.clone()));
                Err(why)
            }
        }
    }

    /// A file whose bytes are not to be had any more.
    pub fn gone(&mut self, name: String) {
        self.refused.push((name, Unreadable::Gone));
    }

    /// What came of it.
    pub fn finish(self) -> Outcome {
        // Plain values can always be written.
        let books = serde_json::to_vec(&self.books).unwrap_or_default();
        Outcome::Read { books, count: self.books.len() as u32, refused: self.refused, texts: self.texts }
    }
}

/// Cells that hold something.
fn cells(workbook: &Workbook) -> usize {
    workbook.sheets.iter().flat_map(|sheet| &sheet.rows).map(|row| row.cells.len()).sum()
}

/// Packs what was made: [`Made`] as JSON.
pub fn write(made: &[u8]) -> Outcome {
    match serde_json::from_slice::<Made>(made).ok().and_then(pack) {
        Some((name, bytes)) => Outcome::Written { name, bytes },
        None => Outcome::NotWritten,
    }
}

/// The file's name and bytes.
pub fn pack(made: Made) -> Option<(String, Vec<u8>)> {
    match made {
        Made::Book { name, workbook } => Some((name, sheets::write(&workbook)?)),
        // Spreadsheet programs take text without the mark for the encoding of the country.
        Made::Text { name, text } => Some((name, [b"\xEF\xBB\xBF", text.as_bytes()].concat())),
        Made::Books { name, books } => {
            let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
            for (file, workbook) in books {
                archive.start_file(file, SimpleFileOptions::default()).ok()?;
                archive.write_all(&sheets::write(&workbook)?).ok()?;
            }
            Some((name, archive.finish().ok()?.into_inner()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            archive.start_file(*name, SimpleFileOptions::default()).unwrap();
            archive.write_all(bytes).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    /// Tables, files that are none, and how texts were read.
    type Read = (Vec<Book>, Vec<(String, Unreadable)>, Vec<(String, AsText)>);

    fn read(name: &str, bytes: &[u8], wanted: &[(&str, AsText)]) -> Read {
        let mut reading = Reading::new(wanted.iter().map(|(name, how)| ((*name).to_owned(), *how)).collect());
        reading.add(name.to_owned(), bytes);
        match reading.finish() {
            Outcome::Read { books, refused, texts, .. } => (serde_json::from_slice(&books).unwrap(), refused, texts),
            other => panic!("{other:?}"),
        }
    }

    fn texts(book: &Book) -> Vec<String> {
        let cells = book.workbook.sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
        let text = |cell: &sheets::Cell| match &cell.value {
            sheets::Value::Text(text) => text.clone(),
            other => format!("{other:?}"),
        };
        cells.map(text).collect()
    }

    #[test]
    fn an_archive_is_read_as_its_files_and_each_that_is_no_table_says_so() {
        let inner = archive(&[("a.csv", b"1")]);
        let bytes = archive(&[
            ("收回/教育局.csv", "单位,数\n教育局,1\n".as_bytes()),
            ("收回/签字.pdf", b"%PDF-1.7"),
            ("收回/又一包.zip", &inner),
        ]);
        let (books, refused, _) = read("收回的采集表.zip", &bytes, &[]);
        assert_eq!(
            books.iter().map(|book| book.name.as_str()).collect::<Vec<_>>(),
            ["收回的采集表.zip/收回/教育局.csv"]
        );
        assert_eq!(texts(&books[0]), ["单位", "数", "教育局", "1"]);
        let pdf = ("收回的采集表.zip/收回/签字.pdf".to_owned(), Unreadable::NoTable(".pdf".to_owned()));
        let nested = ("收回的采集表.zip/收回/又一包.zip".to_owned(), Unreadable::Nested);
        assert_eq!(refused, [pdf, nested]);
    }

    #[test]
    fn the_tables_of_an_archive_are_together_no_more_than_one_file_may_be() {
        let many = "1,2,3,4\n".repeat(200_000);
        let bytes = archive(&[("甲.csv", many.as_bytes()), ("乙.csv", many.as_bytes()), ("丙.csv", b"1,2\n")]);
        let (books, refused, _) = read("a.zip", &bytes, &[]);
        assert_eq!(books.iter().map(|book| book.name.as_str()).collect::<Vec<_>>(), ["a.zip/甲.csv", "a.zip/丙.csv"]);
        assert_eq!(refused, [("a.zip/乙.csv".to_owned(), Unreadable::TooManyTogether(1_550_000))]);
        // And so are files that are chosen together.
        let mut reading = Reading::new(BTreeMap::new());
        reading.add("甲.csv".to_owned(), many.as_bytes());
        reading.add("乙.csv".to_owned(), many.as_bytes());
        let Outcome::Read { count, refused, .. } = reading.finish() else { panic!("it is read") };
        assert_eq!((count, refused), (1, vec![("乙.csv".to_owned(), Unreadable::TooManyTogether(1_550_000))]));
        let (books, refused, _) = read("空.zip", &archive(&[("~$a.xlsx", b"x")]), &[]);
        assert!(books.is_empty());
        assert_eq!(refused, [("空.zip".to_owned(), Unreadable::Empty)]);
    }

    #[test]
    fn r41_a_text_is_read_in_the_encoding_and_by_the_separator_that_a_person_chose() {
        use crate::sheets::Encoding;
        // 编码 in UTF-8 are the bytes of 缂栫爜 in GBK; a person who knows better says which it is.
        let bytes = "编码;甲乙,丙丁\n1;2\n".as_bytes();
        let (books, _, found) = read("a.csv", bytes, &[]);
        assert_eq!(texts(&books[0]), ["编码", "甲乙,丙丁", "1", "2"]);
        let as_text = |encoding, separator| AsText { encoding: Some(encoding), separator: Some(separator) };
        assert_eq!(found, [("a.csv".to_owned(), as_text(Encoding::Utf8, ';'))]);
        let wanted = as_text(Encoding::Gb18030, ',');
        let (books, _, found) = read("a.csv", bytes, &[("a.csv", wanted)]);
        let read_wrongly = encoding_rs::GBK.decode(bytes).0.into_owned();
        let expected: Vec<&str> = read_wrongly.trim_end().split([',', '\n']).collect();
        assert_eq!(texts(&books[0]), expected);
        assert_eq!(found, [("a.csv".to_owned(), wanted)]);
        // What nobody understands says so, and is read as soon as somebody does.
        let unknown = [0xFF, 0x31, 0xFF, 0x32, 0xFF, 0x0A];
        let (books, refused, found) = read("b.csv", &unknown, &[]);
        assert!(books.is_empty() && refused == [("b.csv".to_owned(), Unreadable::UnknownEncoding)]);
        assert_eq!(found, [("b.csv".to_owned(), AsText::default())]);
        let utf8 = AsText { encoding: Some(Encoding::Utf8), separator: None };
        let (books, ..) = read("b.csv", &unknown, &[("b.csv", utf8)]);
        assert_eq!(texts(&books[0]), ["\u{fffd}1\u{fffd}2\u{fffd}"]);
    }
}
