//! How written cells look: a face and a number format become one entry of the list of styles.

use super::workbook::{Face, Format};
use super::write_parts::{HEAD, MAIN};

/// Pairs of face and format that occur; the first is a plain cell.
pub(super) struct Looks(Vec<(Format, Face)>);

impl Default for Looks {
    fn default() -> Looks {
        Looks(vec![(Format::General, Face::Plain)])
    }
}

/// Numbers from here on are the file's own formats; those below are known to every program.
const OWN_FORMATS: usize = 164;

/// Size in points, colour, whether bold. 等线 is what Excel and WPS take for Chinese; elsewhere another face steps in.
const FONTS: [(u8, &str, bool); 6] = [
    (11, "FF1D2327", false),
    (16, "FF14506B", true),
    (11, "FF14506B", true),
    (11, "FF1D2327", true),
    (9, "FF62696E", false),
    (11, "FFA8321F", false),
];
/// Colours behind cells; the first two are fixed by the format.
const FILLS: [&str; 4] = ["FFE3EEF2", "FFFFF9E6", "FFEFEDE7", "FFFBE9E6"];

/// Font, fill (from 2), whether it has a border, and how it is aligned.
fn drawn(face: Face) -> (usize, usize, bool, &'static str) {
    const MIDDLE: &str = "vertical=\"center\"";
    const CENTRED: &str = "horizontal=\"center\" vertical=\"center\" wrapText=\"1\"";
    const WRAPPED: &str = "horizontal=\"left\" vertical=\"center\" wrapText=\"1\" indent=\"1\"";
    match face {
        Face::Plain => (0, 0, false, ""),
        Face::Title => (1, 0, false, "horizontal=\"center\" vertical=\"center\""),
        Face::Head => (2, 2, true, CENTRED),
        Face::Entry => (0, 3, true, MIDDLE),
        Face::Total => (3, 4, true, MIDDLE),
        Face::Note => (4, 0, false, "vertical=\"top\""),
        Face::Figure => (0, 0, true, MIDDLE),
        Face::Wrapped => (0, 0, true, WRAPPED),
        Face::Short => (0, 0, true, CENTRED),
        Face::Fault => (5, 5, true, WRAPPED),
    }
}

/// The code of a format.
fn code(format: Format) -> String {
    let decimals = |digits: u8| if digits == 0 { String::new() } else { format!(".{}", "0".repeat(digits.into())) };
    match format {
        Format::General => "General".to_owned(),
        Format::Text => "@".to_owned(),
        Format::Scaled(_) => "General".to_owned(),
        Format::Fixed(digits) => format!("0{}", decimals(digits)),
        Format::Grouped(digits) => format!("#,##0{}", decimals(digits)),
        Format::Percent(digits) => format!("0{}%", decimals(digits)),
        Format::Date => "yyyy-mm-dd".to_owned(),
        Format::Moment => "yyyy-mm-dd hh:mm".to_owned(),
    }
}

/// The number under which every program knows the format.
fn known(format: Format) -> Option<usize> {
    Some(match format {
        Format::General => 0,
        Format::Fixed(0) => 1,
        Format::Fixed(2) => 2,
        Format::Grouped(0) => 3,
        Format::Grouped(2) => 4,
        Format::Percent(0) => 9,
        Format::Percent(2) => 10,
        Format::Text => 49,
        _ => return None,
    })
}

impl Looks {
    /// The number of a look.
    pub(super) fn number(&mut self, format: Format, face: Face) -> usize {
        // There are few of them.
        let look = (format, face);
        self.0.iter().position(|known| *known == look).unwrap_or_else(|| {
            self.0.push(look);
            self.0.len() - 1
        })
    }

    /// The list of styles.
    pub(super) fn xml(&self) -> String {
        let mut own: Vec<Format> = Vec::new();
        for (format, _) in &self.0 {
            if known(*format).is_none() && !own.contains(format) {
                own.push(*format);
            }
        }
        let mut xml = format!("{HEAD}<styleSheet xmlns=\"{MAIN}\">");
        if !own.is_empty() {
            xml.push_str(&format!("<numFmts count=\"{}\">", own.len()));
            for (k, format) in own.iter().enumerate() {
                let (number, code) = (OWN_FORMATS + k, code(*format));
                xml.push_str(&format!("<numFmt numFmtId=\"{number}\" formatCode=\"{code}\"/>"));
            }
            xml.push_str("</numFmts>");
        }
        xml.push_str(&format!("<fonts count=\"{}\">", FONTS.len()));
        for (size, colour, bold) in FONTS {
            let bold = if bold { "<b/>" } else { "" };
            xml.push_str(&format!(
                "<font>{bold}<sz val=\"{size}\"/><color rgb=\"{colour}\"/><name val=\"等线\"/><family val=\"2\"/>\
                 <charset val=\"134\"/></font>"
            ));
        }
        xml.push_str(&format!("</fonts><fills count=\"{}\">", FILLS.len() + 2));
        xml.push_str(
            "<fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>",
        );
        for colour in FILLS {
            xml.push_str(&format!(
                "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"{colour}\"/><bgColor indexed=\"64\"/>\
                 </patternFill></fill>"
            ));
        }
        xml.push_str("</fills><borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border><border>");
        for side in ["left", "right", "top", "bottom"] {
            xml.push_str(&format!("<{side} style=\"thin\"><color rgb=\"FFBBBBB3\"/></{side}>"));
        }
        xml.push_str("<diagonal/></border></borders>");
        xml.push_str(
            "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>",
        );
        xml.push_str(&format!("<cellXfs count=\"{}\">", self.0.len()));
        for (format, face) in &self.0 {
            let place = || own.iter().position(|other| other == format).unwrap_or_default() + OWN_FORMATS;
            let number = known(*format).unwrap_or_else(place);
            let (font, fill, border, aligned) = drawn(*face);
            let border = u8::from(border);
            xml.push_str(&format!(
                "<xf numFmtId=\"{number}\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" xfId=\"0\" \
                 applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\""
            ));
            if aligned.is_empty() {
                xml.push_str("/>");
            } else {
                xml.push_str(&format!(" applyAlignment=\"1\"><alignment {aligned}/></xf>"));
            }
        }
        xml.push_str(
            "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>",
        );
        xml.push_str("</styleSheet>");
        xml
    }
}
