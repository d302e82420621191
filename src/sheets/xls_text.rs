//! xls: text in records, and across them ([MS-XLS] 2.5.293 and following).

use super::Unreadable;
use super::compound::{half, word};
use super::xlsx_strings::Strings;

/// A record's content and that of the records that continue it, read byte by byte.
pub(super) struct Pieces<'r> {
    pieces: Vec<&'r [u8]>,
    piece: usize,
    at: usize,
}

impl<'r> Pieces<'r> {
    pub(super) fn new(pieces: Vec<&'r [u8]>) -> Pieces<'r> {
        Pieces { pieces, piece: 0, at: 0 }
    }

    /// What is left of the piece; the next one if nothing is. Empty: the end.
    fn rest(&mut self) -> &'r [u8] {
        while let Some(piece) = self.pieces.get(self.piece) {
            match piece.get(self.at..) {
                Some(rest) if !rest.is_empty() => return rest,
                _ => {
                    self.piece += 1;
                    self.at = 0;
                }
            }
        }
        &[]
    }

    fn at_end(&mut self) -> bool {
        self.rest().is_empty()
    }

    fn byte(&mut self) -> Result<u8, Unreadable> {
        let byte = *self.rest().first().ok_or(Unreadable::Damaged)?;
        self.at += 1;
        Ok(byte)
    }

    fn half(&mut self) -> Result<u16, Unreadable> {
        Ok(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn word(&mut self) -> Result<u32, Unreadable> {
        Ok(u32::from_le_bytes([self.byte()?, self.byte()?, self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, count: usize) -> Result<(), Unreadable> {
        let mut left = count;
        while left > 0 {
            let there = self.rest().len();
            if there == 0 {
                return Err(Unreadable::Damaged);
            }
            self.at += there.min(left);
            left -= there.min(left);
        }
        Ok(())
    }

    /// So many letters. Where a piece ends among them, the next one says anew whether they are of one or two bytes.
    fn letters(&mut self, count: usize, wide: bool) -> Result<String, Unreadable> {
        let mut wide = wide;
        let mut units: Vec<u16> = Vec::new();
        while units.len() < count {
            let before = self.piece;
            if self.rest().is_empty() {
                return Err(Unreadable::Damaged);
            }
            if self.piece != before {
                wide = self.byte()? & 1 != 0;
            }
            let left = count - units.len();
            let rest = self.rest();
            if wide {
                let pairs = (rest.len() / 2).min(left);
                units.extend(rest.chunks_exact(2).take(pairs).map(|pair| match pair {
                    [low, high] => u16::from_le_bytes([*low, *high]),
                    _ => 0,
                }));
                self.at += pairs * 2;
                if pairs == 0 {
                    // Half a letter at the end of a piece.
                    return Err(Unreadable::Damaged);
                }
            } else {
                let count = rest.len().min(left);
                units.extend(rest.iter().take(count).map(|byte| u16::from(*byte)));
                self.at += count;
            }
        }
        Ok(String::from_utf16_lossy(&units))
    }

    /// A text with its count of letters before it, and all that may come with it.
    pub(super) fn text(&mut self) -> Result<String, Unreadable> {
        let count = usize::from(self.half()?);
        self.text_of(count)
    }

    /// The same with the count in one byte.
    pub(super) fn short_text(&mut self) -> Result<String, Unreadable> {
        let count = usize::from(self.byte()?);
        self.text_of(count)
    }

    fn text_of(&mut self, count: usize) -> Result<String, Unreadable> {
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { usize::from(self.half()?) } else { 0 };
        let reading = if flags & 4 != 0 { self.word()? as usize } else { 0 };
        let text = self.letters(count, flags & 1 != 0)?;
        // How runs look and how it is pronounced.
        self.skip(runs * 4)?;
        self.skip(reading)?;
        Ok(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text })
    }
}

/// The table of texts that cells share. How many it says it has is not believed.
pub(super) fn shared(pieces: Vec<&[u8]>) -> Result<Strings, Unreadable> {
    let mut pieces = Pieces::new(pieces);
    pieces.skip(4)?;
    let count = pieces.word()?;
    let mut strings = Strings::default();
    for _ in 0..count {
        if pieces.at_end() {
            break;
        }
        strings.push(&pieces.text()?)?;
    }
    Ok(strings)
}

/// A text in one record, from `at` on.
pub(super) fn text_in(record: &[u8], at: usize) -> Result<String, Unreadable> {
    Pieces::new(vec![record.get(at..).unwrap_or_default()]).text()
}

/// An RK number: an integer or the upper part of a number, perhaps in hundredths.
pub(super) fn rk(bytes: &[u8], at: usize) -> Result<f64, Unreadable> {
    let raw = word(bytes, at)?;
    let number = if raw & 2 != 0 {
        f64::from(raw.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(raw & 0xFFFF_FFFC) << 32)
    };
    Ok(if raw & 1 != 0 { number / 100.0 } else { number })
}

/// What an error is called.
pub(super) fn error_name(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2B => "#GETTING_DATA",
        _ => "#N/A",
    }
}

/// Where a record's cell is, and its style.
pub(super) fn place(record: &[u8]) -> Result<(u32, u32, usize), Unreadable> {
    Ok((u32::from(half(record, 0)?), u32::from(half(record, 2)?), usize::from(half(record, 4)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_may_change_its_width_where_a_record_ends() {
        // 4 letters, one byte each, cut after 2; the rest in two bytes each ([MS-XLS] 2.4.58 CONTINUE).
        let first: &[u8] = &[0, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, b'a', b'b'];
        let second: &[u8] = &[1, 0x2D, 0x4E, 0x87, 0x65, 1, 0, 0, b'z'];
        let strings = shared(vec![first, second]).unwrap();
        assert_eq!((strings.at(0), strings.at(1), strings.at(2)), (Some("ab中文"), Some("z"), None));
    }

    #[test]
    fn looks_and_readings_are_passed_over_also_across_records() {
        // Rich (8) with 1 run, read (4) with 6 bytes; the run is cut.
        let first: &[u8] = &[0, 0, 0, 0, 9, 0, 0, 0, 1, 0, 0x0C, 1, 0, 6, 0, 0, 0, b'a', 7, 7];
        let second: &[u8] = &[7, 7, 9, 9, 9, 9, 9, 9, 1, 0, 0, b'b'];
        let strings = shared(vec![first, second]).unwrap();
        assert_eq!((strings.at(0), strings.at(1), strings.at(2)), (Some("a"), Some("b"), None));
    }

    #[test]
    fn text_that_ends_early_is_damaged() {
        assert_eq!(text_in(&[5, 0, 0, b'a'], 0), Err(Unreadable::Damaged));
        assert_eq!(text_in(&[1, 0, 1, b'a'], 0), Err(Unreadable::Damaged));
        assert!(shared(vec![&[0, 0, 0, 0, 255, 255, 255, 255]]).is_ok());
    }

    #[test]
    fn short_numbers_are_whole_or_cut_and_perhaps_hundredths() {
        // [MS-XLS] 2.5.122: 100 as integer; 1.23 as 123 in hundredths; 1 as upper bits; -1 as integer.
        let of = |raw: u32| rk(&raw.to_le_bytes(), 0).unwrap();
        assert_eq!(of(100 << 2 | 2), 100.0);
        assert_eq!(of(123 << 2 | 3), 1.23);
        assert_eq!(of(0x3FF0_0000), 1.0);
        assert_eq!(of((-4i32).cast_unsigned() | 2), -1.0);
    }
}
