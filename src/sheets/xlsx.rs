//! xlsx: which sheets a workbook has and where they are. What is in them is read beside.
//!
//! Names are looked at without their namespaces, so the strict and the transitional kind read the same.

use super::gather::Gathering;
use super::limits::{Budget, SHEETS, STYLES};
use super::package::Package;
use super::xml::{Source, Token, Xml, says_yes};
use super::{Unreadable, Workbook, xlsx_sheet, xlsx_strings, xlsx_styles};

/// The workbook's place if nobody says another.
const USUAL: &str = "xl/workbook.xml";

/// A sheet as the workbook lists it.
#[derive(Debug, PartialEq)]
struct Listed {
    name: String,
    hidden: bool,
    /// Which relation leads to it.
    relation: String,
}

/// What a part says of another one.
#[derive(Debug, PartialEq)]
struct Relation {
    id: String,
    /// The last word of its kind: `worksheet`, `sharedStrings`.
    kind: String,
    target: String,
}

/// The path of the workbook, if this is one.
pub(super) fn workbook_path(package: &mut Package<'_>) -> Result<Option<String>, Unreadable> {
    let document = relations(package, "_rels/.rels", "")?.into_iter().find(|r| r.kind == "officeDocument");
    let path = document.map(|relation| relation.target).filter(|path| package.has(path));
    let path = path.unwrap_or_else(|| USUAL.to_owned());
    let lower = path.to_ascii_lowercase();
    let is_workbook = lower.starts_with("xl/") || lower.contains("workbook");
    Ok((is_workbook && lower.ends_with(".xml") && package.has(&path)).then_some(path))
}

/// Reads a workbook whose list of sheets is at `path`.
pub(super) fn read(package: &mut Package<'_>, path: &str) -> Result<Workbook, Unreadable> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let between = if folder.is_empty() { "" } else { "/" };
    let relations = relations(package, &format!("{folder}{between}_rels/{file}.rels"), folder)?;
    let Some(part) = package.part(path)? else { return Err(Unreadable::Damaged) };
    let (listed, from_1904) = contents(Xml::new(part))?;
    let place = |kind: &str, usual: &str| match relations.iter().find(|r| r.kind == kind) {
        Some(relation) => relation.target.clone(),
        None => format!("{folder}{between}{usual}"),
    };
    let styles = match package.part(&place("styles", "styles.xml"))? {
        Some(part) => xlsx_styles::read(Xml::new(part))?,
        None => Vec::new(),
    };
    let strings = match package.part(&place("sharedStrings", "sharedStrings.xml"))? {
        Some(part) => xlsx_strings::read(Xml::new(part))?,
        None => xlsx_strings::Strings::default(),
    };
    let around = xlsx_sheet::Around { styles: &styles, strings: &strings, from_1904 };
    let mut budget = Budget::large();
    let mut workbook = Workbook::default();
    for (k, sheet) in listed.into_iter().enumerate() {
        let path = match relations.iter().find(|r| r.id == sheet.relation) {
            // A chart on a sheet of its own, or a dialog: no table.
            Some(relation) if relation.kind != "worksheet" => continue,
            Some(relation) => relation.target.clone(),
            None => format!("{folder}{between}worksheets/sheet{}.xml", k + 1),
        };
        let Some(part) = package.part(&path)? else { return Err(Unreadable::Damaged) };
        let mut gathering = Gathering::new(&mut budget);
        xlsx_sheet::read(Xml::new(part), &around, &mut gathering)?;
        workbook.sheets.push(gathering.finish(sheet.name, sheet.hidden)?);
    }
    Ok(workbook)
}

/// The sheets in order, and whether days count from 1904.
fn contents<S: Source>(mut xml: Xml<S>) -> Result<(Vec<Listed>, bool), Unreadable> {
    let mut listed = Vec::new();
    let mut from_1904 = false;
    loop {
        match xml.next()? {
            Token::Open(tag) => match tag.name() {
                "workbookPr" => from_1904 = says_yes(tag.value("date1904")?.as_deref()),
                "sheet" => {
                    let [name, state, relation] = tag.values(["name", "state", "id"])?;
                    if listed.len() >= SHEETS {
                        return Err(Unreadable::TooManyEntries);
                    }
                    listed.push(Listed {
                        name: name.unwrap_or_default().into_owned(),
                        hidden: matches!(state.as_deref(), Some("hidden" | "veryHidden")),
                        relation: relation.unwrap_or_default().into_owned(),
                    });
                }
                _ => {}
            },
            Token::End => return Ok((listed, from_1904)),
            _ => {}
        }
    }
}

/// The relations at `path`, their targets as paths in the archive: they are said as seen from `folder`.
fn relations(package: &mut Package<'_>, path: &str, folder: &str) -> Result<Vec<Relation>, Unreadable> {
    let Some(part) = package.part(path)? else { return Ok(Vec::new()) };
    let mut xml = Xml::new(part);
    let mut relations = Vec::new();
    loop {
        match xml.next()? {
            Token::Open(tag) if tag.name() == "Relationship" => {
                let [id, kind, target, mode] = tag.values(["Id", "Type", "Target", "TargetMode"])?;
                let (Some(id), Some(kind), Some(target)) = (id, kind, target) else { continue };
                // Links lead out of the file; nobody follows them.
                if mode.as_deref() == Some("External") || relations.len() >= STYLES {
                    continue;
                }
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                relations.push(Relation { id: id.into_owned(), kind, target: resolved(folder, &target) });
            }
            Token::End => return Ok(relations),
            _ => {}
        }
    }
}

/// A path as seen from a folder; `..` cannot lead out of the archive.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        steps.extend(folder.split('/').filter(|step| !step.is_empty()));
    }
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_their_folder() {
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl/a", "../b/./c.xml"), "xl/b/c.xml");
        assert_eq!(resolved("", "../../c.xml"), "c.xml");
    }

    #[test]
    fn sheets_are_listed_with_their_state() {
        let text = "<x:workbook xmlns:x='http://purl.oclc.org/ooxml/spreadsheetml/main' xmlns:q='http://purl.oclc.org/\
                    ooxml/officeDocument/relationships'><x:workbookPr date1904='true'/><x:sheets><x:sheet name='甲&amp;乙' \
                    sheetId='7' q:id='r1'/><x:sheet name='b' state='veryHidden' sheetId='8' q:id='r2'/></x:sheets></x:workbook>";
        let (listed, from_1904) = contents(Xml::new(text.as_bytes())).unwrap();
        let sheet =
            |name: &str, hidden, relation: &str| Listed { name: name.into(), hidden, relation: relation.into() };
        assert_eq!(listed, [sheet("甲&乙", false, "r1"), sheet("b", true, "r2")]);
        assert!(from_1904);
    }
}
