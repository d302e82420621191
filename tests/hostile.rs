//! Files made to break their reader: each ends with a word or a few cells, in little memory and time.
//!
//! Memory is counted by the allocator of this program, for each thread by itself.

mod packed;

use mingheng::sheets::{Unreadable, read};
use mingheng::worker::clerk::{Outcome, Reading};
use packed::{RELATIONS, SHEET, STRINGS, STYLES, WORKBOOK, compound, halves, record, rows, xls, xls_stream, xlsx, zip};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

/// Most memory above what was there before.
const MOST: isize = 64 * 1024 * 1024;
/// Long enough for a slow machine and a build that is not optimised; without limits these files take minutes.
const LONGEST: Duration = Duration::from_secs(60);

struct Counting;

thread_local! {
    static NOW: Cell<isize> = const { Cell::new(0) };
    static PEAK: Cell<isize> = const { Cell::new(0) };
}

fn grown(by: isize) {
    let now = NOW.get() + by;
    NOW.set(now);
    PEAK.set(PEAK.get().max(now));
}

#[allow(unsafe_code, reason = "an allocator is unsafe by its trait; this one only counts")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        grown(layout.size() as isize);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        grown(-(layout.size() as isize));
        unsafe { System.dealloc(place, layout) }
    }

    // Not `realloc`: the old and the new place exist side by side, and are counted so.
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// What reading a file comes to: cells, or why not. Checks memory and time.
fn outcome(name: &str, bytes: &[u8]) -> Result<usize, Unreadable> {
    let before = NOW.get();
    PEAK.set(before);
    let start = Instant::now();
    let outcome = read("表.xlsx", bytes);
    let (peak, time) = (PEAK.get() - before, start.elapsed());
    assert!(peak < MOST, "{name}: {} MiB", peak / 1024 / 1024);
    assert!(time < LONGEST, "{name}: {time:?}");
    outcome.map(|workbook| workbook.sheets.iter().flat_map(|sheet| &sheet.rows).map(|row| row.cells.len()).sum())
}

/// Reads files one by one.
fn each(cases: &[(&str, Vec<u8>, Result<usize, Unreadable>)]) {
    for (name, bytes, expected) in cases {
        assert_eq!(&outcome(name, bytes), expected, "{name}");
    }
}

fn repeated(path: &str, start: &str, piece: &str, times: usize, end: &str) -> Vec<u8> {
    packed::zip_repeated(path, start, piece, times, end)
}

const TOO_LARGE: Unreadable = Unreadable::TooLargeInside(200);
const TOO_MANY: Unreadable = Unreadable::TooManyCells(1_200_000);

#[test]
fn two_cells_far_apart_are_two_cells() {
    let two = |place: &str, row: u32| {
        rows(&format!("<row r='1'><c r='A1'><v>1</v></c></row><row r='{row}'><c r='{place}'><v>2</v></c></row>"))
    };
    let cases = [("XFD1048576", two("XFD1048576", 1_048_576), Ok(2)), ("AAA60000", two("AAA60000", 60_000), Ok(2))];
    // The best of some tries: other programs may have the machine meanwhile.
    let time = |_| {
        let start = Instant::now();
        each(&cases);
        start.elapsed()
    };
    let best = (0..5).map(time).min().unwrap_or_default();
    assert!(best < Duration::from_millis(200), "{best:?}");
    each(&[
        ("one row more", two("A1048577", 1_048_577), Err(Unreadable::OutsideTheSheet)),
        ("one column more", two("XFE1", 1), Err(Unreadable::OutsideTheSheet)),
        ("no end of letters", two(&("A".repeat(90_000) + "1"), 1), Err(Unreadable::OutsideTheSheet)),
        ("no end of digits", two(&("A".to_owned() + &"9".repeat(90_000)), 1), Err(Unreadable::OutsideTheSheet)),
        ("a row without end", rows("<row r='99999999999'/>"), Err(Unreadable::OutsideTheSheet)),
        ("a row before the first", rows("<row r='0'><c><v>1</v></c></row>"), Err(Unreadable::Damaged)),
        ("a cell without a row", rows("<row r='1'><c r='A'><v>1</v></c></row>"), Err(Unreadable::Damaged)),
    ]);
}

/// What reading an archive of files comes to: tables, and files that are none. Checks memory and time.
fn bundle(name: &str, bytes: &[u8]) -> (u32, usize) {
    let before = NOW.get();
    PEAK.set(before);
    let start = Instant::now();
    let mut reading = Reading::new(BTreeMap::new());
    reading.add("收回.zip".to_owned(), bytes);
    let Outcome::Read { count, refused, .. } = reading.finish() else { panic!("{name}") };
    let (peak, time) = (PEAK.get() - before, start.elapsed());
    assert!(peak < MOST && time < LONGEST, "{name}: {} MiB, {time:?}", peak / 1024 / 1024);
    (count, refused.len())
}

#[test]
fn archives_of_files_are_read_within_the_same_limits() {
    let endless = |times: usize| {
        let files: Vec<(String, Vec<u8>)> = (0..times).map(|k| (format!("{k}.csv"), vec![b' '; 19 << 20])).collect();
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        zip(&files)
    };
    assert_eq!(bundle("spaces without end", &endless(20)), (0, 20));
    // What is read in one file is a bomb in another one, and no more of it comes out there.
    let bomb = repeated(STRINGS, "<sst><si><t>", "a", 256 << 20, "</t></si></sst>");
    assert_eq!(bundle("a bomb within", &zip(&[("a.xlsx", bomb.as_slice()), ("b.csv", b"1,2\n")])), (1, 1));
    assert_eq!(bundle("itself within", &zip(&[("a.zip", zip(&[("b.csv", b"1".as_slice())]).as_slice())])), (0, 1));
}

#[test]
fn counts_in_a_file_are_hints() {
    let cell = "<worksheet><dimension ref='A1:XFD1048576'/><cols><col min='1' max='4294967295' hidden='0'/></cols><sheetData>\
                <row r='1' spans='1:16384'><c r='A1' t='s'><v>0</v></c></row></sheetData><mergeCells count='4000000000'/></worksheet>";
    let strings = "<sst count='4000000000' uniqueCount='4000000000'><si><t>甲</t></si></sst>";
    let styles = "<styleSheet><numFmts count='4000000000'/><cellXfs count='4000000000'/></styleSheet>";
    let mut shared = record(0x00FC, &[255; 8]);
    let huge = xls(&[std::mem::take(&mut shared)], &[record(0x00E5, &halves(&[65_535, 0, 0, 0, 0]))]);
    each(&[
        ("a table of texts", xlsx(&[(SHEET, cell), (STRINGS, strings), (STYLES, styles)]), Ok(1)),
        ("an xls", huge, Err(Unreadable::Damaged)),
    ]);
}

#[test]
fn what_unpacks_without_end_is_cut_short() {
    let text = repeated(STRINGS, "<sst><si><t>", "a", 256 << 20, "</t></si></sst>");
    assert!(text.len() < 300 * 1024, "{} bytes", text.len());
    let wide = " ".repeat(1_000);
    let rows = |piece: &str, times| repeated(SHEET, "<worksheet><sheetData>", piece, times, "</sheetData></worksheet>");
    each(&[
        ("one text of 256 MiB", text, Err(TOO_LARGE)),
        ("one text of 256 MiB in stretches", repeated(STRINGS, "<sst><si><t>", "&lt;a", 50 << 20, ""), Err(TOO_LARGE)),
        ("one tag of 256 MiB", repeated(SHEET, "<worksheet ", "a='1' ", 44 << 20, "/>"), Err(TOO_LARGE)),
        ("a comment of 256 MiB", repeated(WORKBOOK_BESIDE, "<sst><!--", "a", 256 << 20, "--></sst>"), Err(TOO_LARGE)),
        (
            "10 million cells",
            rows("<row><c><v>1</v></c><c><v>2</v></c></row>", 5_000_000),
            Err(Unreadable::TooManyCells(700_000)),
        ),
        (
            "3 million cells in two places",
            repeated(
                SHEET,
                "<worksheet><sheetData><row>",
                "<c r='B1'><v>1</v></c><c r='A1'><v>2</v></c>",
                1_500_000,
                "</row>",
            ),
            Err(Unreadable::TooManyCells(1_500_000)),
        ),
        (
            "a cell in each of a million rows",
            rows("<row><c><v>1</v></c></row>", 1_000_000),
            Err(Unreadable::TooManyCells(500_000)),
        ),
        // Wide pieces: what counts here is their size, and an unoptimised build takes its time over each tag.
        ("250 MB of rows without cells", rows(&format!("<row r='7' hidden='1'{wide}/>"), 250_000), Err(TOO_LARGE)),
        (
            "250 MB of cells without content",
            rows(&format!("<row><c r='A1' s='1'{wide}/></row>"), 250_000),
            Err(TOO_LARGE),
        ),
        ("blanks", repeated(SHEET, "<worksheet>", " ", 256 << 20, "</worksheet>"), Err(TOO_LARGE)),
    ]);
}

/// The part that is read beside the workbook and the sheet.
const WORKBOOK_BESIDE: &str = STRINGS;

#[test]
fn a_short_text_used_often_is_counted_each_time() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "a".repeat(32_000));
    let cells =
        format!("<worksheet><sheetData><row>{}</row></sheetData></worksheet>", "<c t='s'><v>0</v></c>".repeat(16_000));
    let entries = "<si/>".repeat(1_300_000);
    each(&[
        ("32 KB in 16,000 cells", xlsx(&[(STRINGS, &strings), (SHEET, &cells)]), Err(TOO_LARGE)),
        ("a million texts without letters", xlsx(&[(STRINGS, &format!("<sst>{entries}</sst>"))]), Err(TOO_MANY)),
        (
            "a longer text than a cell can have",
            rows(&format!("<row><c t='inlineStr'><is><t>{}</t></is></c></row>", "字".repeat(32_768))),
            Err(TOO_LARGE),
        ),
        (
            "the longest text of a cell",
            rows(&format!("<row><c t='inlineStr'><is><t>{}</t></is></c></row>", "字".repeat(32_767))),
            Ok(1),
        ),
    ]);
}

#[test]
fn lists_of_entries_are_bounded_before_they_are_read() {
    let mut tiny: Vec<u8> = Vec::new();
    // A local header for all, and 65,535 lines in the list that name it.
    tiny.extend(b"PK\x03\x04");
    tiny.extend([0; 26]);
    let start = tiny.len() as u32;
    for _ in 0..65_535 {
        tiny.extend(b"PK\x01\x02");
        tiny.extend([0; 42]);
    }
    let size = tiny.len() as u32 - start;
    tiny.extend(b"PK\x05\x06\0\0\0\0\xFF\xFF\xFF\xFF");
    tiny.extend(size.to_le_bytes());
    tiny.extend(start.to_le_bytes());
    tiny.extend([0; 2]);
    let names: Vec<String> = (0..2_001).map(|k| format!("xl/{k}.xml")).collect();
    let mut parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let files = zip(&parts);
    parts.insert(0, ("[Content_Types].xml", b""));
    each(&[
        ("65,535 tiny entries", tiny, Err(Unreadable::TooManyFiles)),
        ("2,001 files", files, Err(Unreadable::TooManyFiles)),
        ("2,002 parts of a workbook", zip(&parts), Err(Unreadable::TooManyEntries)),
        ("21 MB", vec![b'a'; 21 << 20], Err(Unreadable::TooLarge(20))),
        ("65 MB", [b"PK\x03\x04".to_vec(), vec![b'a'; 65 << 20]].concat(), Err(Unreadable::TooLarge(64))),
    ]);
}

/// Where each line of an archive's list begins.
fn lines(bytes: &[u8]) -> Vec<usize> {
    (0..bytes.len().saturating_sub(4)).filter(|k| bytes[*k..].starts_with(b"PK\x01\x02")).collect()
}

#[test]
fn entries_that_overlap_are_read_within_the_same_limits() {
    // Every line of the list leads to the entry of the sheet: 200 sheets of 3 MiB that are one.
    let relations: String = (0..200)
        .map(|k| format!("<Relationship Id='r{k}' Type='a/worksheet' Target='worksheets/{k:03}.xml'/>"))
        .collect();
    let relations = format!("<Relationships>{relations}</Relationships>");
    let sheets: String = (0..200).map(|k| format!("<sheet name='{k}' id='r{k}'/>")).collect();
    let workbook = format!("<workbook><sheets>{sheets}</sheets></workbook>");
    let sheet = format!("<worksheet>{}<sheetData/></worksheet>", " ".repeat(3 << 20));
    let names: Vec<String> = (0..200).map(|k| format!("xl/worksheets/{k:03}.xml")).collect();
    let mut parts: Vec<(&str, &[u8])> = vec![(WORKBOOK, workbook.as_bytes()), (RELATIONS, relations.as_bytes())];
    parts.extend(
        names.iter().enumerate().map(|(k, name)| (name.as_str(), if k == 0 { sheet.as_bytes() } else { &b""[..] })),
    );
    let mut bytes = zip(&parts);
    let lines = lines(&bytes);
    assert_eq!(lines.len(), 202);
    // Checksum, sizes and place of the first sheet for all the others.
    for line in &lines[3..] {
        for part in [16..28, 42..46] {
            bytes.copy_within(lines[2] + part.start..lines[2] + part.end, line + part.start);
        }
    }
    // Their local headers have other names: either that is noticed, or 200 MiB are.
    let found = outcome("200 sheets in one", &bytes);
    assert!(found == Err(TOO_LARGE) || found == Err(Unreadable::Damaged), "{found:?}");
}

#[test]
fn sizes_in_headers_are_hints() {
    let good = rows("<row><c><v>1</v></c></row>");
    for (name, lie) in [("4 GB", u32::MAX), ("nearly 4 GB", u32::MAX - 1), ("nothing", 0), ("one byte", 1)] {
        // Packed size, unpacked size, place of the entry: in each line of the list.
        for at in [20, 24, 42] {
            let mut bytes = good.clone();
            for line in lines(&good) {
                bytes[line + at..line + at + 4].copy_from_slice(&lie.to_le_bytes());
            }
            let found = outcome(name, &bytes);
            assert!(matches!(found, Ok(1) | Err(Unreadable::Damaged)), "{name} at {at}: {found:?}");
        }
        // The end of the list: entries (2 and 2 bytes), its size, its place.
        let end = good.len() - 22;
        for at in [8, 12, 16] {
            let mut bytes = good.clone();
            bytes[end + at..end + at + 4].copy_from_slice(&lie.to_le_bytes());
            let found = outcome(name, &bytes);
            assert!(
                matches!(found, Ok(1) | Err(Unreadable::Damaged | Unreadable::Empty)),
                "{name} at {at} of the end: {found:?}"
            );
        }
    }
    // The end of ZIP64: 4 billion entries in a list of 2^60 bytes.
    let mut bytes = good.clone();
    let end = bytes.split_off(good.len() - 22);
    let start = bytes.len() as u64;
    bytes.extend(b"PK\x06\x06");
    bytes.extend(44u64.to_le_bytes());
    bytes.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for number in [u64::from(u32::MAX), u64::from(u32::MAX), 1 << 60, 0] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend(b"PK\x06\x07\0\0\0\0");
    bytes.extend(start.to_le_bytes());
    bytes.extend([1, 0, 0, 0]);
    bytes.extend(&end[..8]);
    bytes.extend([0xFF; 12]);
    bytes.extend([0; 2]);
    let found = outcome("ZIP64", &bytes);
    assert!(matches!(found, Ok(1) | Err(Unreadable::Damaged)), "{found:?}");
}

#[test]
fn entities_and_files_outside_are_refused_in_every_part() {
    let attacks = [
        ("XXE", "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>", "&x;"),
        ("a DTD elsewhere", "<!DOCTYPE a SYSTEM 'http://example.com/a.dtd'>", ""),
        (
            "billion laughs",
            "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]>",
            "&c;",
        ),
        ("an entity alone", "", "&c;"),
        ("a DTD without content", "<!doctype a>", ""),
    ];
    let relations = "<Relationship Id='rId1' Type='a/worksheet' Target='worksheets/sheet1.xml'/>";
    let mut cases = Vec::new();
    for (name, before, inside) in attacks {
        let parts = [
            (WORKBOOK, format!("{before}<workbook>{inside}<sheets><sheet name='表' id='rId1'/></sheets></workbook>")),
            (
                SHEET,
                format!("{before}<worksheet><sheetData><row><c><v>{inside}1</v></c></row></sheetData></worksheet>"),
            ),
            (STRINGS, format!("{before}<sst><si><t>{inside}</t></si></sst>")),
            (STYLES, format!("{before}<styleSheet>{inside}<cellXfs/></styleSheet>")),
            (RELATIONS, format!("{before}<Relationships>{inside}{relations}</Relationships>")),
            ("_rels/.rels", format!("{before}<Relationships>{inside}</Relationships>")),
        ];
        for (path, content) in parts {
            cases.push((name, xlsx(&[(path, &content)]), Err(Unreadable::Entities)));
        }
    }
    let attribute = "<workbook><sheets><sheet name='&mine;' id='rId1'/></sheets></workbook>";
    cases.push(("an entity in a name", xlsx(&[(WORKBOOK, attribute)]), Err(Unreadable::Entities)));
    each(&cases);
}

#[test]
fn nesting_has_an_end() {
    let deep = |start: &str, times: usize| format!("{start}{}", "<a>".repeat(times));
    let damaged = || Err(Unreadable::Damaged);
    each(&[
        ("in a sheet", xlsx(&[(SHEET, &deep("<worksheet><sheetData>", 100_000))]), damaged()),
        ("in a text", xlsx(&[(STRINGS, &deep("<sst><si>", 100_000))]), damaged()),
        ("in the styles", xlsx(&[(STYLES, &deep("<styleSheet>", 100_000))]), damaged()),
        ("in the workbook", xlsx(&[(WORKBOOK, &deep("<workbook>", 100_000))]), damaged()),
        ("without end", repeated(SHEET, "<worksheet>", "<a>", 60 << 20, ""), damaged()),
    ]);
}

#[test]
fn ranges_without_number_are_dropped_or_refused() {
    let sheet = |ranges: &str, times: usize, cells: &str| {
        let start = format!("<worksheet><sheetData>{cells}</sheetData><mergeCells>");
        repeated(SHEET, &start, ranges, times, "</mergeCells></worksheet>")
    };
    let square = "<row r='1'><c r='A1'><v>1</v></c></row><row r='9'><c r='I9'><v>2</v></c></row>";
    each(&[
        ("a million outside the table", sheet("<mergeCell ref='K11:L12'/>", 1_000_000, square), Ok(2)),
        (
            "a million over each other",
            sheet("<mergeCell ref='A1:XFD1048576'/>", 1_000_000, square),
            Err(Unreadable::TooManyCells(65_536)),
        ),
        (
            "as many as are read, over each other",
            sheet("<mergeCell ref='B2:XFD1048576'/>", 65_000, square),
            // The last cell is covered.
            Ok(1),
        ),
    ]);
    let columns = repeated(
        SHEET,
        "<worksheet><cols>",
        "<col min='1' max='4294967295' hidden='1'/>",
        1_000_000,
        "</cols><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>",
    );
    each(&[("a million definitions of all columns", columns, Ok(1))]);
}

fn sample(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sheets/office").join(name);
    std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

#[test]
fn a_file_cut_off_anywhere_ends_with_a_word() {
    for name in ["mixed.xlsx", "mixed.xls", "mixed_2003.xls"] {
        let bytes = sample(name);
        let mut refused = 0;
        for end in (0..bytes.len()).step_by(97) {
            refused += usize::from(outcome(name, &bytes[..end]).is_err());
        }
        // An archive ends with its list; the others may lack what nobody reads.
        let all = bytes.len().div_ceil(97);
        assert!(refused * 2 > all && (refused == all || name != "mixed.xlsx"), "{name}: {refused} of {all}");
    }
}

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }
}

/// The three samples, and their innermost content without the packing that notices most changes.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("mixed.xlsx", sample("mixed.xlsx")),
        ("mixed.xls", sample("mixed.xls")),
        ("mixed_2003.xls", sample("mixed_2003.xls")),
    ]
}

#[test]
fn changed_bytes_never_break_the_reader() {
    let mut chance = Chance(4);
    for (name, bytes) in samples() {
        for round in 0..320 {
            let mut changed = bytes.clone();
            for _ in 0..=round % 4 {
                let place = chance.next(changed.len());
                changed[place] = [0, 0xFF, changed[place] ^ (1 << (round % 8)), chance.next(256) as u8][round % 4];
            }
            let _ = outcome(name, &changed);
        }
        // Every second byte of the beginning, where the tables are that say where all else is.
        for place in (0..600.min(bytes.len())).step_by(2) {
            for value in [1, 0xFF] {
                let mut changed = bytes.clone();
                changed[place] = value;
                let _ = outcome(name, &changed);
            }
        }
    }
}

#[test]
fn changed_letters_of_xml_never_break_the_reader() {
    let sheet = "<worksheet><cols><col min='1' max='3' hidden='1'/></cols><sheetData><row r='1' hidden='1'><c r='A1' t='s' s='1'>\
                 <v>0</v></c><c r='B1' t='inlineStr'><is><r><t>_x4E2D_&amp;</t></r></is></c></row><row r='2'><c r='A2' s='1'><f>A1</f>\
                 <v>45838.5</v></c><c t='d'><v>2025-06-30T12:00</v></c></row></sheetData><mergeCells><mergeCell ref='A1:B2'/>\
                 </mergeCells></worksheet>";
    let styles = "<styleSheet><numFmts><numFmt numFmtId='180' formatCode='[$-804]yyyy&quot;年&quot;;@'/></numFmts><cellXfs><xf/>\
                  <xf numFmtId='180'/></cellXfs></styleSheet>";
    let strings = "<sst><si><t>甲</t></si></sst>";
    let mut chance = Chance(7);
    for (path, content) in [(SHEET, sheet), (STYLES, styles), (STRINGS, strings)] {
        for _ in 0..400 {
            let mut letters: Vec<char> = content.chars().collect();
            for _ in 0..1 + chance.next(3) {
                let place = chance.next(letters.len());
                let other = ['<', '>', '&', ';', '\'', '/', '9', '-', '中', '\0', '!', 'A', ' ', '[', '"', '_']
                    [chance.next(16)];
                match chance.next(3) {
                    0 => letters[place] = other,
                    1 => letters.insert(place, other),
                    _ => drop(letters.remove(place)),
                }
            }
            let changed: String = letters.into_iter().collect();
            let mut parts = vec![(SHEET, sheet), (STYLES, styles), (STRINGS, strings)];
            for part in parts.iter_mut().filter(|part| part.0 == path) {
                part.1 = &changed;
            }
            let _ = outcome(path, &xlsx(&parts));
        }
    }
}

#[test]
fn chains_of_sectors_that_go_in_circles_end() {
    let good = compound(&[("Workbook", &xls_stream(&[], &[record(0x0203, &[0; 14])]))]);
    assert_eq!(outcome("as it is", &good), Ok(1));
    // The table of sectors is the first one: let every entry lead to every other.
    for from in 0..8 {
        for to in [0u32, 1, 2, 3, 200, 0xFFFF_FFF9, 0xFFFF_FFFE] {
            let mut bytes = good.clone();
            bytes[512 + from * 4..516 + from * 4].copy_from_slice(&to.to_le_bytes());
            let _ = outcome("a circle", &bytes);
        }
    }
    // The header's chain of tables, the directory's size, its tree.
    for (name, at) in
        [("tables", 68), ("more tables", 72), ("directory", 48), ("small", 60), ("first table", 76), ("cutoff", 56)]
    {
        for to in [0u32, 1, 2, 0xFFFF_FFF9] {
            let mut bytes = good.clone();
            bytes[at..at + 4].copy_from_slice(&to.to_le_bytes());
            let _ = outcome(name, &bytes);
        }
    }
    for at in [68, 72, 76, 128 + 68, 128 + 72, 128 + 116, 128 + 120] {
        for to in [0u32, 1, 2, 77, 0x0200_0000, 0xFFFF_FFFE] {
            let mut bytes = good.clone();
            bytes[1024 + at..1028 + at].copy_from_slice(&to.to_le_bytes());
            let _ = outcome("the tree", &bytes);
        }
    }
}

#[test]
fn an_xls_as_large_as_is_read_stays_within_memory() {
    // 20 MB of records: as many cells as fit, all of them the same place; then all sheets in one stream.
    let number = record(0x027E, &[0; 10]).repeat(1_300_000);
    let text = [record(0x00FC, &[[0, 0, 0, 0, 255, 255, 255, 255].to_vec(), vec![0; 8_000]].concat())];
    let continued = record(0x003C, &[0; 8_000]).repeat(2_000);
    let stream = xls_stream(&[], &[record(0x0201, &[0; 6]).repeat(1_500_000)]);
    let mut many = Vec::new();
    for _ in 0..250 {
        // Each says that its sheet begins where the only one does.
        let start = 20 + 250 * 14 + 14 + 4u32;
        many.push(record(0x0085, &[start.to_le_bytes().to_vec(), vec![0, 0, 2, 0, b'S', b'2']].concat()));
    }
    let shared = xls_stream(&many, &[record(0x0201, &[0; 6]).repeat(1_500_000)]);
    each(&[
        ("a million numbers in one place", xls(&[], &[number]), Err(Unreadable::TooManyCells(1_100_000))),
        ("texts without letters", xls(&[text[0].clone(), continued], &[]), Err(TOO_MANY)),
        ("15 MB of blank cells", compound(&[("Workbook", &stream)]), Ok(0)),
        ("251 sheets that are one", compound(&[("Workbook", &shared)]), Err(Unreadable::Damaged)),
    ]);
}

#[test]
fn what_offices_may_have_is_within_the_limits() {
    let in_a_row = |times| {
        let row = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(times));
        move |rows| repeated(SHEET, "<worksheet><sheetData>", &row, rows, "</sheetData></worksheet>")
    };
    each(&[
        ("100,000 units with 12 columns", in_a_row(12)(100_000), Ok(1_200_000)),
        ("a year of 150 units with 100 indicators, line by line", in_a_row(6)(180_000), Ok(1_080_000)),
    ]);
}

#[test]
fn the_counting_allocator_counts() {
    let before = NOW.get();
    let held = vec![1u8; 10 << 20];
    assert!(PEAK.get() - before >= held.len() as isize);
    drop(held);
    assert!(NOW.get() - before < 1 << 20);
}
