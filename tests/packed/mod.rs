//! Office files made in code: packages of XML, compound files with a stream of records.

#![allow(dead_code, reason = "each test binary uses its part")]

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub const WORKBOOK: &str = "xl/workbook.xml";
pub const SHEET: &str = "xl/worksheets/sheet1.xml";
pub const STRINGS: &str = "xl/sharedStrings.xml";
pub const STYLES: &str = "xl/styles.xml";
pub const RELATIONS: &str = "xl/_rels/workbook.xml.rels";

/// An archive of parts with their content.
pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in parts {
        writer.start_file(*path, SimpleFileOptions::default()).expect("a name");
        writer.write_all(content).expect("memory");
    }
    writer.finish().expect("an archive").into_inner()
}

/// An archive with one part that is written piece by piece: `piece` is repeated so many times between its two ends.
pub fn zip_repeated(path: &str, start: &str, piece: &str, times: usize, end: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in plain() {
        if path != SHEET {
            writer.start_file(path, SimpleFileOptions::default()).expect("a name");
            writer.write_all(content.as_bytes()).expect("memory");
        }
    }
    writer.start_file(path, SimpleFileOptions::default()).expect("a name");
    writer.write_all(start.as_bytes()).expect("memory");
    let block = 1 + 65_536 / piece.len();
    let many = piece.repeat(block);
    for _ in 0..times / block {
        writer.write_all(many.as_bytes()).expect("memory");
    }
    writer.write_all(piece.repeat(times % block).as_bytes()).expect("memory");
    writer.write_all(end.as_bytes()).expect("memory");
    if path != SHEET {
        writer.start_file(SHEET, SimpleFileOptions::default()).expect("a name");
        writer.write_all(b"<worksheet><sheetData/></worksheet>").expect("memory");
    }
    writer.finish().expect("an archive").into_inner()
}

/// The parts of a workbook with one empty sheet.
fn plain() -> Vec<(&'static str, &'static str)> {
    vec![
        (WORKBOOK, "<workbook><sheets><sheet name='表' sheetId='1' id='rId1'/></sheets></workbook>"),
        (SHEET, "<worksheet><sheetData/></worksheet>"),
    ]
}

/// A workbook with one sheet, with these parts put in its place or added.
pub fn xlsx(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut all = plain();
    for (path, content) in parts {
        match all.iter_mut().find(|(there, _)| there == path) {
            Some(part) => part.1 = content,
            None => all.push((path, content)),
        }
    }
    let bytes: Vec<(&str, &[u8])> = all.iter().map(|(path, content)| (*path, content.as_bytes())).collect();
    zip(&bytes)
}

/// A workbook whose one sheet has these rows.
pub fn rows(rows: &str) -> Vec<u8> {
    xlsx(&[(SHEET, &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"))])
}

/// A compound file with these streams on its top level ([MS-CFB]); all of them in sectors of 512 bytes.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    const FREE: u32 = 0xFFFF_FFFF;
    const LAST: u32 = 0xFFFF_FFFE;
    let sectors = |bytes: usize| bytes.div_ceil(512).max(1);
    let directory_sectors = sectors((streams.len() + 1) * 128);
    let content: usize = streams.iter().map(|(_, bytes)| sectors(bytes.len())).sum();
    // Beyond 109 the sectors of the table are named in sectors of their own, 127 in each.
    let more = |table: usize| table.saturating_sub(109).div_ceil(127);
    let mut table_sectors = 1;
    while table_sectors * 128 < table_sectors + more(table_sectors) + directory_sectors + content {
        table_sectors += 1;
    }
    let more = more(table_sectors);
    let mut table: Vec<u32> = vec![0xFFFF_FFFD; table_sectors];
    table.resize(table_sectors + more, 0xFFFF_FFFC);
    let chain = |table: &mut Vec<u32>, count: usize| {
        let start = table.len() as u32;
        table.extend((1..count as u32).map(|k| start + k));
        table.push(LAST);
        start
    };
    let directory_start = chain(&mut table, directory_sectors);
    let mut directory = entry("Root Entry", 5, FREE, if streams.is_empty() { FREE } else { 1 }, LAST, 0);
    let mut body = Vec::new();
    for (k, (name, bytes)) in streams.iter().enumerate() {
        let next = if k + 1 < streams.len() { k as u32 + 2 } else { FREE };
        let start = chain(&mut table, sectors(bytes.len()));
        directory.extend(entry(name, 2, next, FREE, start, bytes.len() as u32));
        body.extend_from_slice(bytes);
        body.resize(body.len().div_ceil(512) * 512, 0);
        if bytes.is_empty() {
            body.resize(body.len() + 512, 0);
        }
    }
    directory.resize(directory_sectors * 512, 0);
    table.resize(table_sectors * 128, FREE);
    let mut file = vec![0; 512];
    file[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    let mut put = |at: usize, bytes: &[u8]| file[at..at + bytes.len()].copy_from_slice(bytes);
    put(24, &[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    put(44, &(table_sectors as u32).to_le_bytes());
    put(48, &directory_start.to_le_bytes());
    // No stream is small.
    put(56, &0u32.to_le_bytes());
    put(60, &LAST.to_le_bytes());
    put(68, &if more > 0 { table_sectors as u32 } else { LAST }.to_le_bytes());
    put(72, &(more as u32).to_le_bytes());
    for k in 0..109 {
        let sector = if k < table_sectors { k as u32 } else { FREE };
        put(76 + k * 4, &sector.to_le_bytes());
    }
    file.extend(table.iter().flat_map(|sector| sector.to_le_bytes()));
    for k in 0..more {
        for sector in (109 + k * 127..).take(127) {
            let sector = if sector < table_sectors { sector as u32 } else { FREE };
            file.extend(sector.to_le_bytes());
        }
        let next = if k + 1 < more { (table_sectors + k + 1) as u32 } else { LAST };
        file.extend(next.to_le_bytes());
    }
    file.extend(directory);
    file.extend(body);
    file
}

fn entry(name: &str, kind: u8, right: u32, child: u32, start: u32, size: u32) -> Vec<u8> {
    let mut entry = vec![0; 128];
    let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    entry[..units.len()].copy_from_slice(&units);
    entry[64..66].copy_from_slice(&(units.len() as u16 + 2).to_le_bytes());
    entry[66] = kind;
    entry[68..72].copy_from_slice(&0xFFFF_FFFFu32.to_le_bytes());
    entry[72..76].copy_from_slice(&right.to_le_bytes());
    entry[76..80].copy_from_slice(&child.to_le_bytes());
    entry[116..120].copy_from_slice(&start.to_le_bytes());
    entry[120..124].copy_from_slice(&size.to_le_bytes());
    entry
}

/// A record of xls.
pub fn record(kind: u16, content: &[u8]) -> Vec<u8> {
    let mut record = kind.to_le_bytes().to_vec();
    record.extend((content.len() as u16).to_le_bytes());
    record.extend_from_slice(content);
    record
}

/// Numbers of two bytes, one after another.
pub fn halves(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// An xls with one visible sheet: records of the workbook, records of the sheet.
pub fn xls(of_workbook: &[Vec<u8>], of_sheet: &[Vec<u8>]) -> Vec<u8> {
    compound(&[("Workbook", &xls_stream(of_workbook, of_sheet))])
}

pub fn xls_stream(of_workbook: &[Vec<u8>], of_sheet: &[Vec<u8>]) -> Vec<u8> {
    let mut stream = record(0x0809, &halves(&[0x0600, 0x0005, 0, 0, 0, 0, 0, 0]));
    stream.extend(of_workbook.concat());
    let start = stream.len() as u32 + 4 + 10 + 4;
    let mut sheet = start.to_le_bytes().to_vec();
    sheet.extend([0, 0, 2, 0, b'S', b'1']);
    stream.extend(record(0x0085, &sheet));
    stream.extend(record(0x000A, &[]));
    stream.extend(record(0x0809, &halves(&[0x0600, 0x0010, 0, 0, 0, 0, 0, 0])));
    stream.extend(of_sheet.concat());
    stream.extend(record(0x000A, &[]));
    stream
}
