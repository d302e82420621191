//! An archive of files: tables that were sent back together.
//!
//! Read within limits: one file at a time comes out, its bytes counted as they come. Names are as their system wrote
//! them: UTF-8, or GBK as Windows writes it. Archives within archives stay closed.

use super::limits::{ENTRIES, FILE, INFLATED, too_large, too_large_inside};
use super::{Unreadable, gb18030};
use std::io::{Cursor, Read};

/// What every entry of an archive's list begins with.
const LISTED: &[u8] = b"PK\x01\x02";

/// What the end of an archive's list begins with.
const ENDS: &[u8] = b"PK\x05\x06";

/// A file of an archive: its path, and its bytes or why they do not come out.
pub type Entry = (String, Result<Vec<u8>, Unreadable>);

/// Takes the files out of an archive, one after the other; `take` gets each. What systems leave in folders is passed over.
///
/// # Errors
/// Why the archive as a whole cannot be read; no file was taken then.
pub fn bundled(bytes: &[u8], take: &mut dyn FnMut(Entry)) -> Result<(), Unreadable> {
    // Before anything is made of them.
    too_many(bytes)?;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
    let mut left = INFLATED;
    for k in 0..archive.len().min(ENTRIES) {
        let raw = archive.by_index_raw(k).map(|entry| (path(entry.name_raw()), entry.is_dir(), entry.encrypted()));
        let Ok((path, folder, locked)) = raw else {
            take((format!("{}", k + 1), Err(Unreadable::Damaged)));
            continue;
        };
        if folder || is_clutter(&path) {
            continue;
        }
        let content = if locked { Err(Unreadable::Locked) } else { inside(&mut archive, k, &mut left) };
        take((path, content));
    }
    Ok(())
}

/// Refuses an archive whose list is longer than is read, before anything is made of it.
pub(super) fn too_many(bytes: &[u8]) -> Result<(), Unreadable> {
    // What begins like an entry before the list may be part of an archive that is stored within this one. Without a list
    // where the end says that it is, all of it counts.
    let list = bytes.get(list_of(bytes)..).filter(|list| list.starts_with(LISTED)).unwrap_or(bytes);
    if list.windows(LISTED.len()).filter(|window| *window == LISTED).count() <= ENTRIES {
        return Ok(());
    }
    let office = listed(bytes).iter().any(|name| name == "[content_types].xml" || name == "mimetype");
    Err(if office { Unreadable::TooManyEntries } else { Unreadable::TooManyFiles })
}

/// Where an archive's list begins, as its end says.
fn list_of(bytes: &[u8]) -> usize {
    let end = bytes.windows(ENDS.len()).rposition(|window| window == ENDS);
    end.and_then(|end| number(bytes, end + 16, 4)).unwrap_or(bytes.len())
}

/// A number of so many bytes, the smallest first.
fn number(bytes: &[u8], at: usize, size: usize) -> Option<usize> {
    let digits = bytes.get(at..at.checked_add(size)?)?.iter().rev();
    Some(digits.fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte)))
}

/// The names in an archive's list, in small letters and as far as they are ASCII: what is inside, before anything of it
/// is unpacked. None where there is no list.
pub fn listed(bytes: &[u8]) -> Vec<String> {
    let number = |at: usize, size: usize| number(bytes, at, size);
    let mut names = Vec::new();
    let mut at = list_of(bytes);
    while names.len() < ENTRIES && bytes.get(at..).is_some_and(|rest| rest.starts_with(LISTED)) {
        let (Some(name), Some(extra), Some(note)) = (number(at + 28, 2), number(at + 30, 2), number(at + 32, 2)) else {
            break;
        };
        let name_bytes = bytes.get(at + 46..at + 46 + name).unwrap_or_default();
        names.push(String::from_utf8_lossy(name_bytes).to_ascii_lowercase());
        at += 46 + name + extra + note;
    }
    names
}

/// The bytes of one entry. `left`: how many may still come out of all of them.
fn inside(archive: &mut zip::ZipArchive<Cursor<&[u8]>>, k: usize, left: &mut usize) -> Result<Vec<u8>, Unreadable> {
    let most = FILE.min(*left);
    let entry = archive.by_index(k).map_err(|_| Unreadable::Damaged)?;
    let mut content = Vec::new();
    let read = entry.take(most as u64 + 1).read_to_end(&mut content);
    if content.len() > most {
        *left = left.saturating_sub(most);
        return Err(if most < FILE { too_large_inside() } else { too_large(FILE) });
    }
    *left -= content.len();
    read.map_err(|_| Unreadable::Damaged)?;
    let is_workbook = |name: &str| content.windows(name.len()).any(|window| window == name.as_bytes());
    if content.starts_with(b"PK\x03\x04") && !is_workbook("[Content_Types].xml") && !is_workbook("mimetype") {
        return Err(Unreadable::Nested);
    }
    Ok(content)
}

/// A path as people wrote it.
fn path(raw: &[u8]) -> String {
    let text = match std::str::from_utf8(raw) {
        Ok(text) => text.to_owned(),
        Err(_) => gb18030::decode(raw).text,
    };
    text.replace('\\', "/").trim_start_matches('/').to_owned()
}

/// Files that systems and programs leave in folders without being asked.
fn is_clutter(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.is_empty()
        || name.starts_with('.')
        || name.starts_with("~$")
        || matches!(name, "Thumbs.db" | "desktop.ini")
        || path.starts_with("__MACOSX/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            archive.start_file(*name, SimpleFileOptions::default()).unwrap();
            archive.write_all(bytes).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn all(bytes: &[u8]) -> Vec<Entry> {
        let mut all = Vec::new();
        bundled(bytes, &mut |entry| all.push(entry)).unwrap();
        all
    }

    #[test]
    fn files_come_out_with_their_folders_and_clutter_stays() {
        let bytes = archive(&[
            ("收回/教育局.csv", b"a"),
            ("收回/民政局.csv", b"b"),
            ("__MACOSX/收回/._教育局.csv", b"x"),
            ("收回/~$教育局.xlsx", b"x"),
            ("收回/.DS_Store", b"x"),
            ("Thumbs.db", b"x"),
        ]);
        let expected = [("收回/教育局.csv", b"a"), ("收回/民政局.csv", b"b")];
        assert_eq!(all(&bytes), expected.map(|(name, bytes)| (name.to_owned(), Ok(bytes.to_vec()))));
    }

    #[test]
    fn names_that_windows_wrote_in_gbk_are_read() {
        // 教育局.csv and a folder behind a backslash, without the mark for UTF-8.
        let utf8 = archive(&[("aaaaaaa/aaaaaa.csv", b"a")]);
        let name = encoding_rs::GBK.encode("采集表\\教育局.csv").0.into_owned();
        assert_eq!(name.len(), 17);
        let ascii = b"aaaaaaa/aaaaaa.csv";
        let mut bytes = utf8.clone();
        // One letter more than the name in GBK: a space in front of the ending stays part of it.
        let gbk = [&name[..13], b" ", &name[13..]].concat();
        let places: Vec<usize> =
            utf8.windows(ascii.len()).enumerate().filter(|(_, w)| w == ascii).map(|(k, _)| k).collect();
        assert_eq!(places.len(), 2, "beside the file and in the list");
        for at in places {
            bytes[at..at + ascii.len()].copy_from_slice(&gbk);
        }
        assert_eq!(all(&bytes), [("采集表/教育局 .csv".to_owned(), Ok(b"a".to_vec()))]);
    }

    #[test]
    fn the_list_names_what_is_inside_and_nothing_of_what_is_inside_that() {
        let inner = archive(&[("inner.json", b"b")]);
        let bytes = archive(&[("Returned/A.XLSX", &inner), ("b.csv", b"PK\x05\x06")]);
        assert_eq!(listed(&bytes), ["returned/a.xlsx", "b.csv"]);
        for end in 0..bytes.len() {
            assert!(listed(&bytes[..end]).len() <= 2);
        }
        assert_eq!(listed(b"PK\x05\x06 and far too short"), Vec::<String>::new());
    }

    #[test]
    fn an_archive_within_an_archive_stays_closed() {
        let inner = archive(&[("民政局.csv", b"b")]);
        let book = archive(&[("[Content_Types].xml", b"<Types/>")]);
        let bytes = archive(&[("再包一层.zip", &inner), ("教育局.xlsx", &book)]);
        let expected = [("再包一层.zip".to_owned(), Err(Unreadable::Nested)), ("教育局.xlsx".to_owned(), Ok(book))];
        assert_eq!(all(&bytes), expected);
    }

    #[test]
    fn what_unpacks_without_end_is_cut_short() {
        let nothing = vec![0_u8; FILE + 1];
        let bytes = archive(&[("大.csv", &nothing), ("小.csv", b"a")]);
        let expected = [("大.csv".to_owned(), Err(too_large(FILE))), ("小.csv".to_owned(), Ok(b"a".to_vec()))];
        assert_eq!(all(&bytes), expected);
        let many: Vec<(String, Vec<u8>)> = (0..12).map(|k| (format!("{k}.csv"), vec![b'1'; FILE])).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        let read = all(&archive(&many));
        assert_eq!(read.iter().filter(|(_, content)| content.is_ok()).count(), 10, "200 MB in all");
        assert_eq!(read[11].1, Err(too_large_inside()));
    }

    #[test]
    fn what_is_no_archive_or_has_too_many_entries_is_refused() {
        assert_eq!(bundled(b"PK\x03\x04 and no more", &mut |_| {}), Err(Unreadable::Damaged));
        let names: Vec<String> = (0..=ENTRIES).map(|k| format!("{k}")).collect();
        let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
        assert_eq!(bundled(&archive(&files), &mut |_| {}), Err(Unreadable::TooManyFiles));
        let names: Vec<String> = (0..ENTRIES).map(|k| format!("{k}")).collect();
        let mut files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
        files.insert(0, ("[Content_Types].xml", b"<Types/>"));
        assert_eq!(bundled(&archive(&files), &mut |_| {}), Err(Unreadable::TooManyEntries));
    }

    #[test]
    fn entries_of_what_is_stored_inside_are_not_counted_as_those_of_the_archive() {
        // 300 workbooks of eight parts each, stored as they are: 2,400 entries that are not the archive's.
        let names: Vec<String> = (0..7).map(|k| format!("xl/{k}.xml")).collect();
        let mut parts: Vec<(&str, &[u8])> = vec![("[Content_Types].xml", b"<Types/>")];
        parts.extend(names.iter().map(|name| (name.as_str(), b"<x/>".as_slice())));
        let book = archive(&parts);
        let mut outer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for k in 0..300 {
            outer.start_file(format!("{k}.xlsx"), stored).unwrap();
            outer.write_all(&book).unwrap();
        }
        let bytes = outer.finish().unwrap().into_inner();
        assert!(bytes.windows(4).filter(|window| *window == LISTED).count() > ENTRIES);
        assert_eq!(all(&bytes).iter().filter(|(_, content)| content.is_ok()).count(), 300);
        // And it is no office file, which is what the clerk asks first.
        assert_eq!(crate::sheets::read("a.zip", &bytes).err(), Some(Unreadable::NoTable(".zip".to_owned())));
    }
}
