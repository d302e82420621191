//! Bytes of text files as text.

use super::Unreadable;

/// Decodes a text file.
pub fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    String::from_utf8(bytes.to_vec()).map_err(|_| Unreadable::UnknownEncoding)
}
