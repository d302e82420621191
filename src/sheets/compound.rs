//! Compound files ([MS-CFB]): the little file system that xls, doc and encrypted office files are.
//!
//! Sizes and chains are what the file says, so every walk ends after as many steps as the file has places.

use super::Unreadable;

/// What every compound file begins with.
pub(super) const SIGNATURE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// The last places of the table of sectors; these are no sectors.
const NO_SECTOR: u32 = 0xFFFF_FFFA;
const NO_ENTRY: u32 = 0xFFFF_FFFF;
/// Most bytes of the directory that are read: 8,192 entries.
const DIRECTORY: u64 = 1024 * 1024;
/// Most bytes of small sectors that are read; a workbook that lies in them is smaller than 4 KB.
const SMALL: u64 = 4 * 1024 * 1024;
/// Bytes of an entry of the directory.
const ENTRY: usize = 128;

/// A compound file: its tables, and what lies on its top level.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    /// A sector has two to this power of bytes, a small one likewise.
    shift: u32,
    small_shift: u32,
    /// Streams smaller than this lie in small sectors.
    cutoff: u64,
    /// Sectors that hold the table of sectors.
    table: Vec<u32>,
    /// The table of small sectors, and what they are cut from.
    small_table: Vec<u8>,
    small: Vec<u8>,
    entries: Vec<Entry>,
}

/// A stream on the top level.
struct Entry {
    name: String,
    start: u32,
    size: u64,
}

impl<'a> Compound<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Compound<'a>, Unreadable> {
        let shift = u32::from(half(bytes, 30)?);
        let small_shift = u32::from(half(bytes, 32)?);
        if bytes.get(..8) != Some(&SIGNATURE[..]) || !matches!(shift, 9 | 12) || small_shift != 6 {
            return Err(Unreadable::Damaged);
        }
        let cutoff = u64::from(word(bytes, 56)?);
        let mut compound = Compound {
            bytes,
            shift,
            small_shift,
            cutoff,
            table: Vec::new(),
            small_table: Vec::new(),
            small: Vec::new(),
            entries: Vec::new(),
        };
        compound.table = compound.table_sectors()?;
        let directory = compound.chain(word(bytes, 48)?, DIRECTORY)?;
        compound.small_table = compound.chain(word(bytes, 60)?, SMALL / 16)?;
        // The root's own stream holds all small sectors.
        compound.small = compound.chain(word(&directory, 116)?, SMALL)?;
        compound.entries = top_level(&directory)?;
        Ok(compound)
    }

    /// Whether there is a stream of this name on the top level.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream.
    pub(super) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let Some(entry) = self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name)) else {
            return Ok(None);
        };
        if entry.size >= self.cutoff {
            return self.chain(entry.start, entry.size).map(Some);
        }
        let follow = |sector: u32| word(&self.small_table, sector as usize * 4);
        walk(&self.small, entry.start, entry.size, self.small_shift, 0, follow).map(Some)
    }

    /// The sectors that hold the table of sectors: 109 are named in the header, more in sectors of their own.
    fn table_sectors(&self) -> Result<Vec<u32>, Unreadable> {
        let most = self.bytes.len() >> self.shift;
        let mut sectors = Vec::new();
        for k in 0..109 {
            let sector = word(self.bytes, 76 + k * 4)?;
            if sector < NO_SECTOR {
                sectors.push(sector);
            }
        }
        let mut more = word(self.bytes, 68)?;
        let here = (1usize << self.shift) / 4 - 1;
        let mut steps = 0;
        while more < NO_SECTOR {
            steps += 1;
            if steps > most || sectors.len() > most {
                return Err(Unreadable::Damaged);
            }
            let base = self.offset(more)?;
            for k in 0..here {
                let sector = word(self.bytes, base + k * 4)?;
                if sector < NO_SECTOR {
                    sectors.push(sector);
                }
            }
            more = word(self.bytes, base + here * 4)?;
        }
        Ok(sectors)
    }

    fn offset(&self, sector: u32) -> Result<usize, Unreadable> {
        let offset = (u64::from(sector) + 1) << self.shift;
        usize::try_from(offset).ok().filter(|offset| *offset < self.bytes.len()).ok_or(Unreadable::Damaged)
    }

    /// The bytes of a chain of sectors, at most so many.
    fn chain(&self, start: u32, size: u64) -> Result<Vec<u8>, Unreadable> {
        let each = (1usize << self.shift) / 4;
        let follow = |sector: u32| {
            let place = self.table.get(sector as usize / each).ok_or(Unreadable::Damaged)?;
            word(self.bytes, self.offset(*place)? + sector as usize % each * 4)
        };
        walk(self.bytes, start, size, self.shift, 1, follow)
    }
}

/// Follows a chain of sectors through `bytes`, `skipped` sectors of which come before the first.
fn walk(
    bytes: &[u8],
    start: u32,
    size: u64,
    shift: u32,
    skipped: u64,
    follow: impl Fn(u32) -> Result<u32, Unreadable>,
) -> Result<Vec<u8>, Unreadable> {
    let room = usize::try_from(size).unwrap_or(usize::MAX).min(bytes.len());
    let mut out = Vec::with_capacity(room);
    let mut sector = start;
    while sector < NO_SECTOR && (out.len() as u64) < size {
        // A chain that is longer than what it is cut from goes in circles.
        if out.len() > bytes.len() {
            return Err(Unreadable::Damaged);
        }
        let from = usize::try_from((u64::from(sector) + skipped) << shift).map_err(|_| Unreadable::Damaged)?;
        let to = from.saturating_add(1 << shift).min(bytes.len());
        out.extend_from_slice(bytes.get(from..to).filter(|piece| !piece.is_empty()).ok_or(Unreadable::Damaged)?);
        sector = follow(sector)?;
    }
    out.truncate(usize::try_from(size).unwrap_or(usize::MAX));
    Ok(out)
}

/// Streams on the top level of a directory; what lies in folders belongs to embedded files.
fn top_level(directory: &[u8]) -> Result<Vec<Entry>, Unreadable> {
    let count = directory.len() / ENTRY;
    let mut waiting = vec![word(directory, 76)?];
    let mut entries = Vec::new();
    let mut steps = 0;
    while let Some(k) = waiting.pop() {
        if k == NO_ENTRY {
            continue;
        }
        steps += 1;
        // Each entry has one place in the tree; more steps than entries go in circles.
        if steps > count {
            return Err(Unreadable::Damaged);
        }
        let base = (k as usize).checked_mul(ENTRY).ok_or(Unreadable::Damaged)?;
        let entry = directory.get(base..).and_then(|rest| rest.get(..ENTRY)).ok_or(Unreadable::Damaged)?;
        waiting.push(word(entry, 68)?);
        waiting.push(word(entry, 72)?);
        if entry.get(66) != Some(&2) {
            continue;
        }
        let letters = usize::from(half(entry, 64)?).saturating_sub(2).min(62) / 2;
        let units: Vec<u16> = (0..letters).filter_map(|k| half(entry, k * 2).ok()).collect();
        // Only large sectors of 4,096 bytes come with sizes beyond 4 GB; the upper half may hold rubbish.
        entries.push(Entry {
            name: String::from_utf16_lossy(&units),
            start: word(entry, 116)?,
            size: u64::from(word(entry, 120)?),
        });
    }
    Ok(entries)
}

/// Two bytes, little end first.
pub(super) fn half(bytes: &[u8], at: usize) -> Result<u16, Unreadable> {
    match bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        Some(chunk) => Ok(u16::from_le_bytes(*chunk)),
        None => Err(Unreadable::Damaged),
    }
}

/// Four bytes, little end first.
pub(super) fn word(bytes: &[u8], at: usize) -> Result<u32, Unreadable> {
    match bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        Some(chunk) => Ok(u32::from_le_bytes(*chunk)),
        None => Err(Unreadable::Damaged),
    }
}

/// A number of eight bytes.
pub(super) fn double(bytes: &[u8], at: usize) -> Result<f64, Unreadable> {
    match bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        Some(chunk) => Ok(f64::from_le_bytes(*chunk)),
        None => Err(Unreadable::Damaged),
    }
}
