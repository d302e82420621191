//! What stands under a key: text with a checksum over it, readable without this program.
//!
//! A journal record is one JSON object whose first field is the CRC-32 of everything after it; the act stands in it
//! as it was given. A snapshot is one line of JSON, whose first field is the SHA-256 of everything after it, then the
//! bytes as they were given. Reading refuses every flipped byte, every truncation, and nothing at all. Must never look
//! inside an act or a snapshot.

use super::cupboard::{Fault, unwritable};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Head of a journal record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordHead {
    /// Which act of its document this is, from 1.
    pub seq: u64,
    pub writer: String,
    /// The writer's turn; see [`super::lease`].
    pub epoch: u64,
    /// When, in milliseconds since 1970. Shown, never used for ordering.
    pub at: u64,
}

/// A journal record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub head: RecordHead,
    /// One JSON value, as the page wrote it.
    pub act: Vec<u8>,
}

/// Why a whole document was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// In the course of work.
    Saved,
    /// A backup nobody asked for.
    Automatic,
    BeforeRestore,
    BeforeMigration,
    BeforeImport,
    /// A checkpoint with a name.
    Named,
    /// Of a newer program.
    #[serde(other)]
    Other,
}

/// Head of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotHead {
    /// The last act it contains.
    pub seq: u64,
    /// When, in milliseconds since 1970. Shown, never used for ordering.
    pub at: u64,
    pub kind: Kind,
    /// The number of the document's format.
    pub schema: u32,
}

/// Why bytes are no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// There are none.
    Empty,
    /// They do not begin as a record begins.
    NotARecord,
    /// They are not what was written.
    Checksum,
    /// They are what was written, but by something else.
    Head,
}

const CRC: &str = "{\"crc32\":\"";
const SHA: &str = "{\"sha256\":\"";
const ACT: &str = ",\"act\":";

/// A journal record as text. The act must be one JSON value.
pub fn encode_record(record: &Record) -> Result<Vec<u8>, Fault> {
    serde_json::from_slice::<IgnoredAny>(&record.act).map_err(unwritable)?;
    let head = serde_json::to_string(&record.head).map_err(unwritable)?;
    let act = String::from_utf8_lossy(&record.act);
    Ok(stamped(&format!("{}{ACT}{act}}}", head.trim_end_matches('}'))))
}

/// The record that was written, or why it is none.
pub fn decode_record(bytes: &[u8]) -> Result<Record, Damage> {
    let rest = unstamped(bytes)?;
    // Inside a JSON text a quote is escaped, so the first of these is the field.
    let (head, act) = rest.split_once(ACT).ok_or(Damage::Head)?;
    let head = serde_json::from_str(&format!("{{{head}}}")).map_err(|_| Damage::Head)?;
    let act = act.strip_suffix('}').ok_or(Damage::Head)?;
    Ok(Record { head, act: act.as_bytes().to_vec() })
}

/// A small JSON object with a checksum as its first field.
pub fn encode_small(value: &impl Serialize) -> Result<Vec<u8>, Fault> {
    Ok(stamped(&serde_json::to_string(value).map_err(unwritable)?))
}

/// The small object that was written, or why it is none.
pub fn decode_small<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Damage> {
    let rest = unstamped(bytes)?;
    serde_json::from_str(&format!("{{{rest}")).map_err(|_| Damage::Head)
}

fn stamped(object: &str) -> Vec<u8> {
    let rest = object.trim_start_matches('{');
    format!("{CRC}{}\",{rest}", crc(rest)).into_bytes()
}

/// What follows the checksum of a text that begins with one.
fn unstamped(bytes: &[u8]) -> Result<&str, Damage> {
    let text = text(bytes)?;
    let (written, rest) = text.strip_prefix(CRC).and_then(|t| t.split_once("\",")).ok_or(Damage::NotARecord)?;
    if written == crc(rest) { Ok(rest) } else { Err(Damage::Checksum) }
}

fn text(bytes: &[u8]) -> Result<&str, Damage> {
    if bytes.is_empty() {
        return Err(Damage::Empty);
    }
    std::str::from_utf8(bytes).map_err(|_| Damage::NotARecord)
}

fn crc(text: &str) -> String {
    format!("{:08x}", crc32fast::hash(text.as_bytes()))
}

/// SHA-256 in hexadecimal, of several pieces one after the other.
pub fn digest(pieces: &[&[u8]]) -> String {
    let mut sha = Sha256::new();
    pieces.iter().for_each(|piece| sha.update(piece));
    sha.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A head and bytes under one checksum.
pub fn encode_sealed(head: &impl Serialize, bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let head = serde_json::to_string(head).map_err(unwritable)?;
    let rest = format!("\",{}\n", head.trim_start_matches('{'));
    let digest = digest(&[rest.as_bytes(), bytes]);
    let mut sealed = Vec::with_capacity(SHA.len() + digest.len() + rest.len() + bytes.len());
    for piece in [SHA.as_bytes(), digest.as_bytes(), rest.as_bytes(), bytes] {
        sealed.extend_from_slice(piece);
    }
    Ok(sealed)
}

/// The head and bytes that were sealed, or why they are not.
pub fn decode_sealed<H: DeserializeOwned>(sealed: &[u8]) -> Result<(H, &[u8]), Damage> {
    if sealed.is_empty() {
        return Err(Damage::Empty);
    }
    let rest = sealed.strip_prefix(SHA.as_bytes()).ok_or(Damage::NotARecord)?;
    let (written, rest) = rest.split_at_checked(64).ok_or(Damage::NotARecord)?;
    if written != digest(&[rest]).as_bytes() {
        return Err(Damage::Checksum);
    }
    let end = rest.iter().position(|byte| *byte == b'\n').ok_or(Damage::Head)?;
    let (line, bytes) = (rest.get(..end).unwrap_or_default(), rest.get(end + 1..).unwrap_or_default());
    let line = std::str::from_utf8(line).ok().and_then(|l| l.strip_prefix("\",")).ok_or(Damage::Head)?;
    Ok((serde_json::from_str(&format!("{{{line}")).map_err(|_| Damage::Head)?, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn record(act: &str) -> Record {
        let head = RecordHead { seq: 7, writer: "一号,\"act\":".into(), epoch: 3, at: 1_700_000_000_000 };
        Record { head, act: act.into() }
    }

    fn snapshot_head() -> SnapshotHead {
        SnapshotHead { seq: 200, at: 1, kind: Kind::Saved, schema: 1 }
    }

    /// Every byte with each of its bits flipped, and with all of them; and every shorter piece.
    fn harmed(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
        let flips = (0..bytes.len()).flat_map(move |at| {
            [1, 2, 4, 8, 16, 32, 64, 128, 255].map(move |mask| {
                let mut other = bytes.to_vec();
                other[at] ^= mask;
                other
            })
        });
        flips.chain((0..bytes.len()).map(move |end| bytes[..end].to_vec()))
    }

    #[test]
    fn a_record_is_readable_json_and_comes_back() {
        let record = record(r#"{"set":"分值","to":[1,{"x":"}"}],"act":{"act":1}}"#);
        let bytes = encode_record(&record).unwrap();
        let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(json["seq"], 7);
        assert_eq!(json["act"]["set"], "分值");
        assert_eq!(decode_record(&bytes), Ok(record));
    }

    #[test]
    fn an_act_that_is_no_json_is_refused_before_it_is_written() {
        for act in ["", "{oops", "1 2", "\u{1}"] {
            assert!(encode_record(&record(act)).is_err(), "{act}");
        }
    }

    #[test]
    fn r09_every_flipped_byte_and_every_truncation_of_a_record_is_refused() {
        let bytes = encode_record(&record(r#"{"set":"值"}"#)).unwrap();
        for other in harmed(&bytes) {
            assert!(decode_record(&other).is_err(), "{}", String::from_utf8_lossy(&other));
        }
    }

    #[test]
    fn r09_every_flipped_byte_and_every_truncation_of_a_snapshot_is_refused() {
        let bytes = encode_sealed(&snapshot_head(), b"{\"title\":\"x\"}\n\0\xff").unwrap();
        for other in harmed(&bytes) {
            assert!(decode_sealed::<SnapshotHead>(&other).is_err(), "{}", String::from_utf8_lossy(&other));
        }
    }

    #[test]
    fn r09_nothing_and_the_wrong_type_are_refused() {
        let record = encode_record(&record("1")).unwrap();
        let snapshot = encode_sealed(&snapshot_head(), b"").unwrap();
        assert_eq!(decode_record(b""), Err(Damage::Empty));
        assert_eq!(decode_sealed::<SnapshotHead>(b""), Err(Damage::Empty));
        assert_eq!(decode_record(&snapshot), Err(Damage::NotARecord));
        assert_eq!(decode_sealed::<SnapshotHead>(&record), Err(Damage::NotARecord));
        assert_eq!(decode_sealed::<RecordHead>(&snapshot), Err(Damage::Head));
        assert_eq!(decode_small::<SnapshotHead>(&encode_small(&1.0).unwrap_or_default()), Err(Damage::Head));
        assert_eq!(decode_record(b"[object Object]"), Err(Damage::NotARecord));
    }

    #[test]
    fn the_checksums_are_those_of_the_standards() {
        // "123456789" is the check value of CRC-32, "abc" the example of FIPS 180-4.
        assert_eq!(crc("123456789"), "cbf43926");
        assert_eq!(digest(&[b"a", b"bc"]), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn a_kind_of_a_newer_program_is_read_as_other() {
        assert_eq!(serde_json::from_str::<Kind>("\"before_lunch\"").unwrap(), Kind::Other);
    }

    proptest! {
        #[test]
        fn any_bytes_and_any_writer_come_back(bytes: Vec<u8>, writer: String, text: String, seq: u64) {
            let head = RecordHead { seq, writer, epoch: 1, at: 2 };
            let record = Record { head: head.clone(), act: serde_json::to_vec(&text).unwrap() };
            prop_assert_eq!(decode_record(&encode_record(&record).unwrap()), Ok(record));
            let sealed = encode_sealed(&head, &bytes).unwrap();
            prop_assert_eq!(decode_sealed::<RecordHead>(&sealed), Ok((head, &bytes[..])));
        }

        #[test]
        fn any_bytes_at_all_are_refused_without_panic(bytes: Vec<u8>) {
            prop_assert!(decode_record(&bytes).is_err() && decode_sealed::<SnapshotHead>(&bytes).is_err());
        }
    }
}
