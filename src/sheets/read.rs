//! Bytes in, a workbook out: decides by content, not by name, what a file is.

use super::compound::{self, Compound};
use super::encoding::Encoding;
use super::limits::{ARCHIVE, FILE, too_large};
use super::package::Package;
use super::{Unreadable, Workbook, delimited, encoding, html, spreadsheet_xml, xls, xlsx};
use serde::{Deserialize, Serialize};
use std::io::Read;

/// How a text file is read. Of what a person wants: none where it shall be as it seems. Of what was found: no encoding
/// where none fits, no separator where nothing is parted by letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AsText {
    pub encoding: Option<Encoding>,
    pub separator: Option<char>,
}

/// How much of a text is looked at to see what it is, in bytes.
const LOOKED_AT: usize = 64 * 1024;

/// What other files begin with, and what they are called.
const OTHERS: [(&[u8], &str); 12] = [
    (b"%PDF", ".pdf"),
    (b"\x89PNG", ".png"),
    (b"\xFF\xD8\xFF", ".jpg"),
    (b"GIF8", ".gif"),
    (b"II*\0", ".tiff"),
    (b"MM\0*", ".tiff"),
    (b"RIFF", ".webp"),
    (b"{\\rtf", ".rtf"),
    (b"Rar!", ".rar"),
    (b"7z\xBC\xAF\x27\x1C", ".7z"),
    (b"\x1F\x8B", ".gz"),
    (b"MZ", ".exe"),
];

/// Streams of compound files, and what the file is called that has one.
const STREAMS: [(&str, &str); 5] = [
    ("WordDocument", ".doc"),
    ("PowerPoint Document", ".ppt"),
    ("VisioDocument", ".vsd"),
    ("__properties_version1.0", ".msg"),
    ("HwpSummaryInformation", ".hwp"),
];

/// Folders and parts of archives, and what the file is called that has one.
const PARTS: [(&str, &str); 5] =
    [("word/", ".docx"), ("ppt/", ".pptx"), ("visio/", ".vsdx"), ("ofd.xml", ".ofd"), ("meta-inf/manifest.mf", ".jar")];

/// Reads a file. `name` helps only where the content leaves it open.
pub fn read(name: &str, bytes: &[u8]) -> Result<Workbook, Unreadable> {
    read_as(name, bytes, AsText::default()).0
}

/// Reads a file; one that is text as a person wants it to be read. Says also how it was read, if it is text.
pub fn read_as(name: &str, bytes: &[u8], wanted: AsText) -> (Result<Workbook, Unreadable>, Option<AsText>) {
    match kind(name, bytes) {
        Ok(Some(book)) => (Ok(book), None),
        Err(why) => (Err(why), None),
        Ok(None) => {
            let mut used = AsText::default();
            let decoded = match wanted.encoding {
                Some(encoding) => Ok((encoding, encoding::decode_as(bytes, encoding))),
                None => encoding::found(bytes),
            };
            let read = decoded.and_then(|(encoding, text)| {
                used.encoding = Some(encoding);
                written(name, &text, wanted.separator, &mut used.separator)
            });
            (read, Some(used))
        }
    }
}

/// A file that is no text; none: it is text.
fn kind(name: &str, bytes: &[u8]) -> Result<Option<Workbook>, Unreadable> {
    let limit = if bytes.starts_with(b"PK") { ARCHIVE } else { FILE };
    if bytes.len() > limit {
        return Err(too_large(limit));
    }
    if bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
        return Err(Unreadable::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return packed(bytes).map(Some);
    }
    if bytes.starts_with(&compound::SIGNATURE) {
        return compounded(name, bytes).map(Some);
    }
    // What Excel wrote before it had compound files: the first record of a stream.
    if [0x00, 0x02, 0x04, 0x08].iter().any(|version| bytes.starts_with(&[0x09, *version])) && bytes.get(3) == Some(&0) {
        return Err(Unreadable::OtherProgram(xls::OLDER.to_owned()));
    }
    if let Some((_, kind)) = OTHERS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(Unreadable::NoTable((*kind).to_owned()));
    }
    Ok(None)
}

/// An archive.
fn packed(bytes: &[u8]) -> Result<Workbook, Unreadable> {
    let mut package = Package::open(bytes)?;
    if let Some(path) = xlsx::workbook_path(&mut package)? {
        return xlsx::read(&mut package, &path);
    }
    let begins = |start: &str| package.names().any(|name| name.starts_with(start));
    if package.has("xl/workbook.bin") {
        return Err(Unreadable::OtherProgram(".xlsb".to_owned()));
    }
    if let Some((_, kind)) = PARTS.iter().find(|(start, _)| begins(start)) {
        return Err(Unreadable::NoTable((*kind).to_owned()));
    }
    if begins("index/calculationengine") || begins("index/tables/") {
        return Err(Unreadable::OtherProgram(".numbers".to_owned()));
    }
    if begins("index/") || package.has("index.zip") {
        return Err(Unreadable::NoTable(".pages".to_owned()));
    }
    let mut kind = Vec::new();
    if let Some(part) = package.part("mimetype")? {
        // A few words, if it is what it says.
        part.take(200).read_to_end(&mut kind).map_err(|e| super::package::broken(&e))?;
    }
    let kind = String::from_utf8_lossy(&kind);
    Err(match kind.trim().strip_prefix("application/vnd.oasis.opendocument.") {
        Some("spreadsheet" | "spreadsheet-template") => Unreadable::OtherProgram(".ods".to_owned()),
        Some("text" | "text-template") => Unreadable::NoTable(".odt".to_owned()),
        Some("presentation" | "presentation-template") => Unreadable::NoTable(".odp".to_owned()),
        Some(_) => Unreadable::NoTable(".odf".to_owned()),
        None if package.names().next().is_none() => Unreadable::Empty,
        None => Unreadable::NoTable(".zip".to_owned()),
    })
}

/// A compound file.
fn compounded(name: &str, bytes: &[u8]) -> Result<Workbook, Unreadable> {
    let compound = Compound::open(bytes)?;
    if compound.has("Workbook") || compound.has("Book") {
        return xls::read(&compound);
    }
    if compound.has("EncryptedPackage") {
        return Err(Unreadable::Locked);
    }
    if let Some((_, kind)) = STREAMS.iter().find(|(stream, _)| compound.has(stream)) {
        return Err(Unreadable::NoTable((*kind).to_owned()));
    }
    Err(if ends_with(name, ".et") { Unreadable::OtherProgram(".et".to_owned()) } else { Unreadable::UnknownKind })
}

/// Text. `wanted`: what its cells shall be parted by; `used`: what they were parted by.
fn written(name: &str, text: &str, wanted: Option<char>, used: &mut Option<char>) -> Result<Workbook, Unreadable> {
    let text = text.trim_start_matches('\u{FEFF}');
    let start = text.trim_start();
    if start.is_empty() {
        return Err(Unreadable::Empty);
    }
    let looked_at = head(start).to_ascii_lowercase();
    // A page in one file, as browsers and some programs save it.
    if looked_at.starts_with("mime-version:") {
        return Err(Unreadable::OtherProgram(".mht".to_owned()));
    }
    // The clipboard of Windows puts lines in front of the page.
    let is_page = looked_at.starts_with('<') || looked_at.starts_with("version:") && looked_at.contains("starthtml:");
    if is_page {
        if looked_at.contains("urn:schemas-microsoft-com:office:spreadsheet") && looked_at.contains("<?xml") {
            return spreadsheet_xml::read(start);
        }
        let known = ["<html", "<table", "<!doctype html", "<head", "<body", "<meta", "<tr"];
        if known.iter().any(|tag| looked_at.contains(tag)) {
            return html::read(text);
        }
        // Less than a number is text; a name in brackets is XML of some kind.
        let second = looked_at.chars().nth(1);
        if second.is_some_and(|letter| letter.is_ascii_alphabetic() || matches!(letter, '?' | '!')) {
            return Err(Unreadable::UnknownKind);
        }
    }
    if ends_with(name, ".json") && start.starts_with(['{', '[']) {
        return Err(Unreadable::NoTable(".json".to_owned()));
    }
    let (found, rest) = delimited::separator(name, text);
    let separator = wanted.unwrap_or(found);
    *used = Some(separator);
    delimited::read_by(name, rest, separator)
}

/// The beginning of a text.
fn head(text: &str) -> &str {
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

fn ends_with(name: &str, ending: &str) -> bool {
    name.to_ascii_lowercase().ends_with(ending)
}
