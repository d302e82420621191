//! GB18030, the encoding of Chinese Windows: what Excel and WPS write into a CSV.
//!
//! Follows the WHATWG Encoding Standard (index-gb18030, which is GB18030-2005 with the letters of 2022). Most of its
//! two-byte table follows from a rule and is not stored: what GB2312 left out of U+4E00..=U+9FA5 stands in the order of
//! Unicode, and three areas are for private use. Of 48 KB 16 KB remain.

use std::iter;
use std::sync::OnceLock;

/// Little-endian words: the places that `stored` names, 101 letters behind the hanzi that follow from the rule, then
/// pairs of a four-byte pointer and the letter from which on both count upwards together.
const WORDS: &[u8] = include_bytes!("gb18030.bin");
const STORED: usize = 7806;
const BEHIND: usize = 101;

/// What bytes come to as GB18030, and what speaks for or against that.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Decoded {
    /// What is broken is U+FFFD.
    pub text: String,
    /// Letters of two bytes.
    pub pairs: usize,
    /// Of these the 3,755 hanzi of everyday use, and punctuation.
    pub common: usize,
    /// Bytes that belong to no letter.
    pub broken: usize,
    /// The last letter is not whole.
    pub cut: bool,
}

/// Decodes everything; what cannot be decoded is counted.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    static TABLE: OnceLock<Vec<u16>> = OnceLock::new();
    let table = TABLE.get_or_init(two_byte_table);
    let mut all = Decoded { text: String::with_capacity(bytes.len()), ..Decoded::default() };
    let mut at = 0;
    while let Some(&lead) = bytes.get(at) {
        let rest = &bytes[at + 1..];
        at += 1;
        match (lead, rest) {
            (0..=0x7F, _) => all.text.push(char::from(lead)),
            (0x80, _) => all.text.push('€'),
            (0xFF, _) => all.break_here(),
            (_, []) | (_, [b'0'..=b'9']) | (_, [b'0'..=b'9', 0x81..=0xFE]) => {
                all.cut = true;
                at = bytes.len();
            }
            (_, [second @ b'0'..=b'9', third @ 0x81..=0xFE, fourth @ b'0'..=b'9', ..]) => {
                match four_bytes([lead, *second, *third, *fourth]) {
                    Some(letter) => {
                        all.text.push(letter);
                        at += 3;
                    }
                    None => all.break_here(),
                }
            }
            (_, [trail, ..]) => match place(lead, *trail).and_then(|place| char::from_u32(u32::from(table[place]))) {
                Some(letter) => {
                    all.text.push(letter);
                    all.pairs += 1;
                    let plain = matches!((lead, trail), (0xA1..=0xA3 | 0xB0..=0xD7, 0xA1..));
                    all.common += usize::from(plain);
                    at += 1;
                }
                None => all.break_here(),
            },
        }
    }
    all
}

impl Decoded {
    fn break_here(&mut self) {
        self.text.push(char::REPLACEMENT_CHARACTER);
        self.broken += 1;
    }
}

/// Where a letter of two bytes stands in the table; none: these are no two such bytes.
fn place(lead: u8, trail: u8) -> Option<usize> {
    let column = match trail {
        0x40..=0x7E => trail - 0x40,
        0x80..=0xFE => trail - 0x41,
        _ => return None,
    };
    Some(usize::from(lead - 0x81) * 190 + usize::from(column))
}

fn word(at: usize) -> u16 {
    u16::from_le_bytes([WORDS[2 * at], WORDS[2 * at + 1]])
}

/// Places of a block of leads and trails, in order.
fn block(leads: std::ops::RangeInclusive<u8>, trails: std::ops::RangeInclusive<u8>) -> impl Iterator<Item = usize> {
    leads.flat_map(move |lead| trails.clone().filter_map(move |trail| place(lead, trail)))
}

/// Places whose letters are in the file.
fn stored() -> impl Iterator<Item = usize> {
    block(0xA1..=0xA9, 0xA1..=0xFE).chain(block(0xA8..=0xA9, 0x40..=0xA0)).chain(block(0xB0..=0xF7, 0xA1..=0xFE))
}

/// Letters by place: 126 leads with 190 trails each.
fn two_byte_table() -> Vec<u16> {
    let mut table = vec![0; 126 * 190];
    let mut is_stored = vec![false; 1 << 16];
    for (at, place) in stored().enumerate() {
        table[place] = word(at);
        is_stored[usize::from(word(at))] = true;
    }
    let private =
        block(0xAA..=0xAF, 0xA1..=0xFE).chain(block(0xF8..=0xFE, 0xA1..=0xFE)).chain(block(0xA1..=0xA7, 0x40..=0xA0));
    for (place, letter) in private.zip(0xE000..) {
        table[place] = letter;
    }
    // A second ideographic space, the one place within the private areas that has a letter.
    if let Some(space) = place(0xA3, 0xA0) {
        table[space] = 0x3000;
    }
    let hanzi = (0x4E00..=0x9FA5).filter(|letter| !is_stored[usize::from(*letter)]);
    let behind = (STORED..STORED + BEHIND).map(word);
    let others = block(0x81..=0xA0, 0x40..=0xFE).chain(block(0xAA..=0xFE, 0x40..=0xA0));
    for (place, letter) in iter::zip(others, hanzi.chain(behind)) {
        table[place] = letter;
    }
    table
}

fn four_bytes(bytes: [u8; 4]) -> Option<char> {
    let digit = |at: usize, from: u8| u32::from(bytes[at] - from);
    let pointer = ((digit(0, 0x81) * 10 + digit(1, b'0')) * 126 + digit(2, 0x81)) * 10 + digit(3, b'0');
    match pointer {
        0..39_420 => {
            let ranges = (WORDS.len() / 2 - STORED - BEHIND) / 2;
            let from = |range: usize| u32::from(word(STORED + BEHIND + 2 * range));
            let (mut low, mut high) = (0, ranges);
            while high - low > 1 {
                let middle = (low + high) / 2;
                if from(middle) <= pointer { low = middle } else { high = middle }
            }
            char::from_u32(u32::from(word(STORED + BEHIND + 2 * low + 1)) + pointer - from(low))
        }
        189_000..=1_237_575 => char::from_u32(0x1_0000 + pointer - 189_000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::GB18030;

    fn outside(bytes: &[u8]) -> Option<String> {
        GB18030.decode_without_bom_handling_and_without_replacement(bytes).map(|text| text.into_owned())
    }

    #[test]
    fn every_letter_of_two_bytes_is_the_one_that_a_browser_decodes() {
        let bytes: Vec<u8> = (0x81..=0xFE)
            .flat_map(|lead| (0x40..=0x7E).chain(0x80..=0xFE).flat_map(move |trail| [lead, trail]))
            .collect();
        let mine = decode(&bytes);
        assert_eq!(Some(mine.text), outside(&bytes));
        assert_eq!((mine.pairs, mine.broken, mine.cut), (126 * 190, 0, false));
    }

    #[test]
    fn every_letter_of_four_bytes_is_the_one_that_a_browser_decodes() {
        for pointer in
            (0..39_430).chain((188_990..189_010).chain((190_000..1_237_500).step_by(97))).chain(1_237_560..1_237_590)
        {
            let bytes = [
                0x81 + (pointer / 12_600) as u8,
                b'0' + (pointer / 1_260 % 10) as u8,
                0x81 + (pointer / 10 % 126) as u8,
                b'0' + (pointer % 10) as u8,
            ];
            assert_eq!(four_bytes(bytes).map(String::from), outside(&bytes), "{pointer}");
        }
    }

    #[test]
    fn what_is_no_letter_is_counted_and_ascii_behind_it_stays() {
        let broken = decode(b"a\xFFb,\xD6 ,\xD6\xD0");
        assert_eq!(broken.text, "a\u{fffd}b,\u{fffd} ,中");
        assert_eq!((broken.broken, broken.pairs, broken.common, broken.cut), (2, 1, 1, false));
        assert!(decode(b"\xD6\xD0\xB9").cut);
        assert!(decode(b"\x81\x30\x81").cut);
    }
}
