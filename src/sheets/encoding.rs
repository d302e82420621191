//! Bytes of a text file as text. A file does not say its encoding: what it holds decides.
//!
//! A byte order mark, then zero bytes (UTF-16), then whole UTF-8, then whichever of broken UTF-8 and GB18030 is more
//! like what people write. A broken byte becomes U+FFFD, which people see in the cell; a file that ends within a letter
//! was cut off, and is refused.

use super::{Unreadable, gb18030};
use serde::{Deserialize, Serialize};

/// How letters are written as bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Encoding {
    #[default]
    Utf8,
    /// And with it GBK and GB2312.
    Gb18030,
    Utf16Le,
    Utf16Be,
}

impl Encoding {
    pub const ALL: [Encoding; 4] = [Encoding::Utf8, Encoding::Gb18030, Encoding::Utf16Le, Encoding::Utf16Be];
}

/// Decodes a text file in the encoding that a person chose: what is none of its letters becomes U+FFFD, which people
/// see in the cell, and no word is said against it.
pub fn decode_as(bytes: &[u8], encoding: Encoding) -> String {
    let words = |word: fn([u8; 2]) -> u16| {
        let words = bytes.chunks_exact(2).map(|pair| word([pair[0], pair[1]]));
        char::decode_utf16(words).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    let text: String = match encoding {
        Encoding::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
        Encoding::Gb18030 => gb18030::decode(bytes).text,
        Encoding::Utf16Le => words(u16::from_le_bytes),
        Encoding::Utf16Be => words(u16::from_be_bytes),
    };
    text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)
}

/// Decodes a text file: UTF-8 or UTF-16 with or without a mark, GB18030 and with it GBK and GB2312.
///
/// # Errors
/// `Damaged` if the file ends within a letter; `UnknownEncoding` if it is in another encoding, or no text.
pub fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    found(bytes).map(|(_, text)| text)
}

/// The same, and which encoding it was. Errors: the same.
pub fn found(bytes: &[u8]) -> Result<(Encoding, String), Unreadable> {
    let (encoding, text) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (Encoding::Utf8, whole_or_mended(rest)?),
        [0xFF, 0xFE, rest @ ..] => (Encoding::Utf16Le, utf16(rest, u16::from_le_bytes)?),
        [0xFE, 0xFF, rest @ ..] => (Encoding::Utf16Be, utf16(rest, u16::from_be_bytes)?),
        _ if bytes.contains(&0) => unmarked_utf16(bytes)?,
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => (Encoding::Utf8, text.to_owned()),
            Err(_) => more_plausible(bytes)?,
        },
    };
    if is_text(&text) { Ok((encoding, text)) } else { Err(Unreadable::UnknownEncoding) }
}

/// Letters that a text of this many may have and still be text: a few stray controls, no zero.
fn is_text(text: &str) -> bool {
    // DOS ended texts with 1A; that end is no letter.
    let body = text.strip_suffix('\u{1a}').unwrap_or(text);
    let (mut letters, mut controls) = (0_usize, 0_usize);
    for letter in body.chars() {
        letters += 1;
        match letter {
            '\0' => return false,
            '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' => {}
            '\u{1}'..='\u{1f}' | '\u{7f}' => controls += 1,
            _ => {}
        }
    }
    controls <= 2 + letters / 100
}

fn utf16(bytes: &[u8], word: fn([u8; 2]) -> u16) -> Result<String, Unreadable> {
    let mut words = bytes.chunks_exact(2).map(|pair| word([pair[0], pair[1]]));
    let text: String =
        char::decode_utf16(words.clone()).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    let cut = bytes.len() % 2 == 1 || words.next_back().is_some_and(|last| (0xD800..0xDC00).contains(&last));
    if cut { Err(Unreadable::Damaged) } else { Ok(text) }
}

/// Every separator, digit and line end of UTF-16 has a zero byte, and so have letters such as 一 (U+4E00), on the other
/// side: what the words come to decides which side is which. Some of them must be such signs.
fn unmarked_utf16(bytes: &[u8]) -> Result<(Encoding, String), Unreadable> {
    let share = |word: fn([u8; 2]) -> u16| {
        let words = || bytes.chunks_exact(2).map(|pair| word([pair[0], pair[1]]));
        let signs = words().filter(|word| *word < 0x80).count();
        let known = words().filter(|word| is_usual(*word)).count();
        if signs * 100 < bytes.len() { 0 } else { known * 200 / bytes.len() }
    };
    let (little, big) = (share(u16::from_le_bytes), share(u16::from_be_bytes));
    match little.max(big) {
        ..95 => Err(Unreadable::UnknownEncoding),
        _ if little >= big => Ok((Encoding::Utf16Le, utf16(bytes, u16::from_le_bytes)?)),
        _ => Ok((Encoding::Utf16Be, utf16(bytes, u16::from_be_bytes)?)),
    }
}

/// Blocks that tables of offices are written in: Latin, punctuation, signs, hanzi, full-width forms, surrogates.
fn is_usual(word: u16) -> bool {
    matches!(word,
        0x09 | 0x0A | 0x0D | 0x20..=0x7E | 0xA0..=0x17F | 0x391..=0x451 | 0x2010..=0x203B | 0x20AC | 0x2100..=0x2193
        | 0x2200..=0x22FF | 0x2460..=0x24FF | 0x2500..=0x26FF | 0x3000..=0x301F | 0x3200..=0x33FF | 0x3400..=0x9FFF
        | 0xD800..=0xDFFF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF01..=0xFFE6)
}

/// What UTF-8 the bytes hold, and what else.
#[derive(Default)]
struct Utf8 {
    /// Letters of two to four bytes.
    letters: usize,
    /// Places where no letter could be read.
    broken: usize,
    cut: bool,
}

fn utf8(bytes: &[u8]) -> Utf8 {
    let mut found = Utf8::default();
    let mut rest = bytes;
    loop {
        let (valid, error) = match std::str::from_utf8(rest) {
            Ok(text) => (text, None),
            Err(error) => (std::str::from_utf8(&rest[..error.valid_up_to()]).unwrap_or_default(), Some(error)),
        };
        found.letters += valid.chars().filter(|letter| !letter.is_ascii()).count();
        let Some(error) = error else { return found };
        let Some(length) = error.error_len() else {
            found.cut = true;
            return found;
        };
        found.broken += 1;
        rest = &rest[error.valid_up_to() + length..];
    }
}

/// UTF-8 for certain. Few broken bytes: programs that cut fields by bytes leave them behind.
fn whole_or_mended(bytes: &[u8]) -> Result<String, Unreadable> {
    let found = utf8(bytes);
    match found {
        Utf8 { cut: true, .. } => Err(Unreadable::Damaged),
        Utf8 { letters, broken, .. } if broken > 1 + letters / 10 => Err(Unreadable::Damaged),
        _ => Ok(String::from_utf8_lossy(bytes).into_owned()),
    }
}

/// Bytes that are no whole UTF-8. Chinese in GB18030 is full of bytes that UTF-8 cannot have, and its letters are of
/// everyday use; UTF-8 taken for GB18030 comes to hanzi that hardly anybody writes.
fn more_plausible(bytes: &[u8]) -> Result<(Encoding, String), Unreadable> {
    let unicode = utf8(bytes);
    let chinese = gb18030::decode(bytes);
    let few = |broken: usize, letters: usize| broken * 10 <= letters;
    let is_unicode = unicode.letters > 0 && few(unicode.broken, unicode.letters);
    let is_chinese = chinese.pairs > 0 && few(chinese.broken, chinese.pairs) && chinese.common * 2 > chinese.pairs;
    let surely_chinese = is_chinese && chinese.broken == 0 && !chinese.cut && chinese.common * 10 >= chinese.pairs * 9;
    match (is_unicode, is_chinese) {
        (true, _) if !surely_chinese => Ok((Encoding::Utf8, whole_or_mended(bytes)?)),
        (_, true) if chinese.cut => Err(Unreadable::Damaged),
        (_, true) => Ok((Encoding::Gb18030, chinese.text)),
        _ => Err(Unreadable::UnknownEncoding),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::GB18030;

    const TABLE: &str = "单位名称,完成值\r\n市教育局,95.5\r\n一二三局,\"甲，乙\"\r\n";

    fn utf16_of(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn a_table_is_the_same_in_every_encoding() {
        let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        for (bytes, name) in [
            (TABLE.as_bytes().to_vec(), "UTF-8"),
            (marked(b"\xEF\xBB\xBF", TABLE.as_bytes().to_vec()), "UTF-8 with mark"),
            (marked(b"\xFF\xFE", utf16_of(TABLE, u16::to_le_bytes)), "UTF-16 LE with mark"),
            (marked(b"\xFE\xFF", utf16_of(TABLE, u16::to_be_bytes)), "UTF-16 BE with mark"),
            (utf16_of(TABLE, u16::to_le_bytes), "UTF-16 LE"),
            (utf16_of(TABLE, u16::to_be_bytes), "UTF-16 BE"),
            (GB18030.encode(TABLE).0.into_owned(), "GB18030"),
        ] {
            assert_eq!(decode(&bytes).as_deref(), Ok(TABLE), "{name}");
        }
    }

    #[test]
    fn letters_outside_gbk_come_back_from_gb18030() {
        let text = "㐀,𠮷野家,ǹ\r\n中文名称常用字\r\n";
        assert_eq!(decode(&GB18030.encode(text).0).as_deref(), Ok(text));
    }

    /// Wherever a UTF-8 file ends within a letter it is said to be cut, and never becomes other letters.
    #[test]
    fn a_cut_file_is_not_taken_for_another_encoding() {
        for text in [TABLE, "名称", "数据表", "年度绩效考核指标体系，一级指标；二级指标"] {
            for end in 1..text.len() {
                let read = decode(&text.as_bytes()[..end]);
                match text.get(..end) {
                    Some(whole) => assert_eq!(read.as_deref(), Ok(whole)),
                    None => assert!(
                        matches!(read, Err(Unreadable::Damaged | Unreadable::UnknownEncoding)),
                        "{text} up to {end}: {read:?}"
                    ),
                }
            }
        }
    }

    #[test]
    fn a_broken_byte_is_seen_where_it_stands() {
        let mut bytes = "单位名称,完成值,考核周期\n市教育局,95.5,年度\n市科学技术局,90,年度\n".as_bytes().to_vec();
        bytes[4] = b'?';
        let text = decode(&bytes).unwrap();
        assert!(text.starts_with("单\u{fffd}?\u{fffd}名称,完成值,考核周期\n市教育局"), "{text}");
    }

    #[test]
    fn a_gb18030_file_that_is_cut_is_said_to_be() {
        let bytes = GB18030.encode("市教育局,完成值\n市科学技术局").0;
        assert_eq!(decode(&bytes[..bytes.len() - 1]), Err(Unreadable::Damaged));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let mut seed = 7_u32;
        let random: Vec<u8> = (0..4000)
            .map(|_| {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (seed >> 24) as u8
            })
            .collect();
        for (bytes, name) in [
            (random.as_slice(), "random bytes"),
            (b"a,b\0c,d\n".as_slice(), "a zero"),
            (b"\x01\x02\x03\x04\x05\x06".as_slice(), "controls"),
            (b"caf\xE9,cr\xE8me\r\nna\xEFve,fa\xE7ade\r\n".as_slice(), "Latin-1"),
        ] {
            assert_eq!(decode(bytes), Err(Unreadable::UnknownEncoding), "{name}");
        }
        assert_eq!(decode(b"").as_deref(), Ok(""));
        assert_eq!(decode(b"a,b\r\n\x1a").as_deref(), Ok("a,b\r\n\x1a"));
    }
}
