//! A zip archive with parts inside, read within limits: bytes are counted as they come out, whatever the headers say.

use super::Unreadable;
use super::bundle::too_many;
use super::limits::{ENTRIES, EVENT, INFLATED, too_large_inside};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

/// An archive.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Names as they are looked up: lower case, with `/`, and without one in front. In the archive's order.
    names: Vec<String>,
    /// Bytes that may still come out.
    left: usize,
}

/// One part of an archive, as bytes to be read once.
pub(super) struct Part<'p, 'a> {
    inside: BufReader<ZipFile<'p, Cursor<&'a [u8]>>>,
    left: &'p mut usize,
    /// Bytes since the last event began.
    event: usize,
}

/// A limit was reached.
#[derive(Debug)]
struct TooMuch;

impl std::fmt::Display for TooMuch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("more than is read")
    }
}

impl std::error::Error for TooMuch {}

impl<'a> Package<'a> {
    /// Opens an archive: its list only.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Package<'a>, Unreadable> {
        too_many(bytes)?;
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(refused)?;
        if archive.len() > ENTRIES {
            return Err(Unreadable::TooManyEntries);
        }
        let mut names = Vec::with_capacity(archive.len());
        for k in 0..archive.len() {
            let name = match archive.name_for_index(k) {
                Some(Ok(name)) => lookup(&name),
                _ => String::new(),
            };
            names.push(name);
        }
        Ok(Package { archive, names, left: INFLATED })
    }

    /// Names of all parts: lower case, with `/`.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    pub(super) fn has(&self, path: &str) -> bool {
        let path = lookup(path);
        self.names.contains(&path)
    }

    /// Opens a part; none: it is not there.
    pub(super) fn part(&mut self, path: &str) -> Result<Option<Part<'_, 'a>>, Unreadable> {
        let path = lookup(path);
        let Some(k) = self.names.iter().position(|name| *name == path) else { return Ok(None) };
        let entry = self.archive.by_index(k).map_err(refused)?;
        Ok(Some(Part { inside: BufReader::new(entry), left: &mut self.left, event: 0 }))
    }
}

impl Part<'_, '_> {
    /// The next event begins.
    pub(super) fn begin_event(&mut self) {
        self.event = 0;
    }
}

impl Read for Part<'_, '_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let there = self.fill_buf()?;
        let count = there.len().min(into.len());
        for (to, from) in into.iter_mut().zip(there) {
            *to = *from;
        }
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Part<'_, '_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.event > EVENT {
            return Err(io::Error::other(TooMuch));
        }
        let there = self.inside.fill_buf()?;
        if there.len() > *self.left {
            return Err(io::Error::other(TooMuch));
        }
        Ok(there)
    }

    fn consume(&mut self, count: usize) {
        self.inside.consume(count);
        self.event = self.event.saturating_add(count);
        *self.left = self.left.saturating_sub(count);
    }
}

/// Why bytes did not come out.
pub(super) fn broken(error: &io::Error) -> Unreadable {
    if error.get_ref().is_some_and(|inside| inside.is::<TooMuch>()) { too_large_inside() } else { Unreadable::Damaged }
}

fn refused(error: ZipError) -> Unreadable {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Unreadable::Locked,
        _ => Unreadable::Damaged,
    }
}

/// A name as it is looked up: some programs write `\`, some write other letters than their own list says.
fn lookup(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}
