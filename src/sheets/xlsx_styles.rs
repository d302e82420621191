//! xlsx: which number format each style of a cell has.

use super::limits::STYLES;
use super::xml::{Source, Token, Xml};
use super::{Format, Unreadable, formats};
use std::collections::BTreeMap;

/// Formats by the number of a cell's style.
pub(super) fn read<S: Source>(mut xml: Xml<S>) -> Result<Vec<Format>, Unreadable> {
    let mut own: BTreeMap<u32, Format> = BTreeMap::new();
    let mut styles = Vec::new();
    let mut in_cells = false;
    loop {
        match xml.next()? {
            Token::Open(tag) => match tag.name() {
                "numFmt" => {
                    let [id, code] = tag.values(["numFmtId", "formatCode"])?;
                    if let (Some(Ok(id)), Some(code)) = (id.map(|id| id.parse()), code)
                        && own.len() < STYLES
                    {
                        own.insert(id, formats::of_code(&code));
                    }
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells && styles.len() < STYLES => {
                    let id = tag.value("numFmtId")?.and_then(|id| id.parse().ok()).unwrap_or(0);
                    styles.push(own.get(&id).copied().unwrap_or_else(|| formats::built_in(id)));
                }
                _ => {}
            },
            Token::Close("cellXfs") => in_cells = false,
            Token::End => return Ok(styles),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_have_formats_of_their_own_or_built_in_ones() {
        let text = "<styleSheet><numFmts count='9999999'><numFmt numFmtId='176' formatCode='yyyy&quot;年&quot;m&quot;月&quot;'/>\
                    <numFmt numFmtId='14' formatCode='0.000'/></numFmts><cellStyleXfs><xf numFmtId='9'/></cellStyleXfs>\
                    <cellXfs count='1'><xf/><xf numFmtId='10'><alignment/></xf><xf numFmtId='176'/><xf numFmtId='14'/>\
                    <xf numFmtId='31'/><xf numFmtId='x'/></cellXfs><dxfs><xf numFmtId='9'/></dxfs></styleSheet>";
        let styles = read(Xml::new(text.as_bytes())).unwrap();
        let [general, date] = [Format::General, Format::Date];
        assert_eq!(styles, [general, Format::Percent(2), date, Format::Fixed(3), date, general]);
    }
}
