//! The program's own workbook: a document as sheets that people read and change, and back without loss.
//!
//! Every list of the document is a sheet; what no column has stands beside it as JSON. A sheet begins with a marker
//! (`mingheng:indicators`), so that it may be renamed; a row with names for people and one with the keys that are read
//! follow. Of a document for which sheets cannot say everything (two subjects of one id) the workbook holds the whole as JSON
//! too, and it counts as long as nobody changed a cell. Knows cells, not how a workbook is packed.

mod cells;
mod columns;
mod lists;
mod measures;
mod schemes;

use super::json;
use super::open::Draft;
use crate::edit::History;
use crate::model::{At, Diagnostic, Document, Problem, Severity, digest};
use crate::sheets::{Cell, Face, Layout, Row, Sheet, Value, Workbook};
use cells::{Long, pieces, text_value};
use columns::{Kind, LOG, SETTINGS, TABLES};
use lists::{Head, Read, key_of, put, sheet, take};
use serde_json::Map;
use sha2::{Digest, Sha256};

const SETTING: &str = "settings";
const MEASUREMENTS: &str = "measurements";
const SCHEMES: &str = "schemes";
const TABLE: &str = "table:";
const LONG: &str = "long";
const WHOLE: &str = "whole";

type Members = Map<String, serde_json::Value>;

/// Whether a workbook is the program's own: it has the sheet with the settings.
pub fn is_own(workbook: &Workbook) -> bool {
    workbook.sheets.iter().any(|sheet| key_of(sheet).is_some_and(|(key, _)| key == SETTING))
}

/// The document as a workbook, from which [`from_workbook`] makes the same document.
pub fn to_workbook(document: &Document) -> Workbook {
    let mut workbook = in_sheets(document);
    let same = from_workbook(&workbook).is_ok_and(|draft| draft.document == *document);
    // Plain values can always be written.
    if !same && let Ok((whole, _)) = json::write_snapshot(document, &History::default()) {
        let mut rows = vec![vec![(0, Value::Text(fingerprint(&workbook)))]];
        rows.extend(pieces(&String::from_utf8_lossy(&whole)).into_iter().map(|piece| vec![(0, Value::Text(piece))]));
        let about = "整份文档，由程序使用；改动任何单元格后即不再采用 · The whole document, for the program; void once a cell is changed";
        let heads = vec![Head::new("json", "JSON", 60)];
        workbook.sheets.push(Sheet { hidden: true, ..sheet("整份文档", WHOLE, about, heads, rows) });
    }
    workbook
}

fn in_sheets(document: &Document) -> Workbook {
    let mut long = Long::default();
    let (here, gone) = document.beyond_here_and_gone();
    let mut file = document.outline();
    here.write_into("", &mut file);
    let mut file = members(file);
    let mut said = file.remove("document").map(members).unwrap_or_default();
    for (element, column) in
        list(&mut said, &["observations", "columns"]).into_iter().flatten().zip(&document.observations.columns)
    {
        if let serde_json::Value::Object(element) = element {
            element.remove("cells");
            element.insert("lines".to_owned(), (!column.lines.is_empty()).into());
        }
    }
    let mut sheets = Vec::new();
    for table in TABLES.iter().chain([&LOG]) {
        let elements = list(&mut said, table.path).map(std::mem::take).unwrap_or_default();
        sheets.push(lists::write(table, elements, &mut long));
        remove_list(&mut said, table.path);
    }
    let columns = sheets.iter().position(|sheet| sheet.hidden).unwrap_or(sheets.len());
    let measured = measures::write(document, &mut long);
    sheets.splice(columns..columns, measured);
    let changes = list(&mut said, &["schemes"]).map(std::mem::take).unwrap_or_default();
    sheets.push(schemes::write(changes, &mut long));
    remove_list(&mut said, &["schemes"]);
    said.remove("tables");
    for (name, rows) in &document.tables {
        sheets.push(table_sheet(name, rows, &mut long));
    }
    let gone = serde_json::to_value(&gone).map(members).unwrap_or_default();
    sheets.insert(0, settings(said, file, gone, &mut long));
    if !long.0.is_empty() {
        let about = "超过单元格长度的文字，分段存放 · Texts longer than a cell, in pieces";
        let heads = vec![Head::new("number", "序号", 8), Head::new("text", "文字", 80)];
        let texts = (1..).zip(&long.0);
        let rows = texts.flat_map(|(number, text)| {
            pieces(text)
                .into_iter()
                .map(move |piece| vec![(0, Value::Number(f64::from(number))), (1, Value::Text(piece))])
        });
        sheets.push(sheet("长文本", LONG, about, heads, rows.collect()));
    }
    sheets.insert(0, read_me(document, &sheets));
    Workbook { sheets, title: document.title.clone() }
}

fn members(value: serde_json::Value) -> Members {
    match value {
        serde_json::Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// The list at the end of a way.
fn list<'a>(members: &'a mut Members, path: &[&str]) -> Option<&'a mut Vec<serde_json::Value>> {
    let (first, rest) = path.split_first()?;
    let mut value = members.get_mut(*first)?;
    for step in rest {
        value = value.get_mut(step)?;
    }
    value.as_array_mut()
}

/// Takes a list that was read away, with what held nothing else.
fn remove_list(members: &mut Members, path: &[&str]) {
    take(members, &path.join("."), |value| value.as_array().is_some_and(Vec::is_empty).then_some(()));
}

/// Settings, one a row; what none of them names last.
fn settings(mut said: Members, file: Members, gone: Members, long: &mut Long) -> Sheet {
    let mut rows = Vec::new();
    for (key, name, kind, _) in SETTINGS {
        let mut value = Value::Empty;
        let rest = |members: &Members, long: &mut Long| match members.is_empty() {
            true => None,
            false => cells::written(kind, &serde_json::Value::Object(members.clone()), long),
        };
        match key {
            "schemaVersion" => value = Value::Number(json::SCHEMA_VERSION.into()),
            "+" => value = rest(&said, long).unwrap_or_default(),
            "+file" => value = rest(&file, long).unwrap_or_default(),
            "+gone" => value = rest(&gone, long).unwrap_or_default(),
            _ => take(&mut said, key, |found| {
                value = cells::written(kind, found, long)?;
                Some(())
            }),
        }
        rows.push(vec![
            (0, Value::Text(key.to_owned())),
            (1, Value::Text(name.to_owned())),
            (2, value),
            (3, Value::Text(words(kind))),
        ]);
    }
    let heads = vec![
        Head::new("key", "键", 28),
        Head::new("name", "名称", 30),
        Head::new("value", "值", 50),
        Head::new("choices", "可填", 60),
    ];
    sheet("设置", SETTING, "每行一项设置，只改“值”一列 · One setting a row; change only the values", heads, rows)
}

/// What may be filled in, in words.
fn words(kind: Kind) -> String {
    match kind {
        Kind::Words(words) => words.iter().map(|(_, name)| *name).collect::<Vec<_>>().join("、"),
        Kind::Truth => "是、否".to_owned(),
        Kind::List | Kind::Periods => "多项以分号隔开".to_owned(),
        _ => String::new(),
    }
}

/// A table that nothing else names.
fn table_sheet(name: &str, rows: &[std::collections::BTreeMap<String, String>], long: &mut Long) -> Sheet {
    let mut keys: Vec<&String> = rows.iter().flat_map(|row| row.keys()).collect();
    keys.sort();
    keys.dedup();
    let named = |key: &&String, long: &mut Long| Head { key: text_value(key, long), ..Head::new("", key, 16) };
    let heads = keys.iter().map(|key| named(key, long)).collect();
    let mut lines = Vec::new();
    for row in rows {
        let cells = (0..).zip(&keys).filter_map(|(k, key)| Some((k, text_value(row.get(*key)?, long))));
        lines.push(cells.collect());
    }
    let key = format!("{TABLE}{}", serde_json::Value::from(name));
    sheet(name, &key, "随文档保存的其他表 · A table kept with the document", heads, lines)
}

/// The first sheet: what the others are.
fn read_me(document: &Document, sheets: &[Sheet]) -> Sheet {
    let said = [
        "本工作簿是明衡的一份完整文档：修改、增删各表的行之后，可以再导入明衡。表名可改；各表第1行的标记和第3行的英文键请勿改动。",
        "空白单元格：没有填写。带英文引号的文字、JSON 和 mingheng: 开头的内容由程序使用，请整格保留或整格清空。",
        "This workbook is a whole document of Mingheng: change, add or delete rows, and take it in again. Sheets may be renamed; \
         leave the marker in row 1 and the keys in row 3 as they are.",
    ];
    let line = |row: u32, texts: &[&str], face: Face| Row {
        row,
        cells: (0..)
            .zip(texts)
            .map(|(column, text)| Cell { column, value: Value::Text((*text).to_owned()), face, ..Cell::default() })
            .collect(),
        hidden: false,
    };
    let title = if document.title.is_empty() { "明衡 Mingheng" } else { &document.title };
    let mut rows = vec![line(0, &[&title.chars().take(200).collect::<String>()], Face::Title)];
    rows.extend((2..).zip(said).map(|(row, text)| line(row, &["", text], Face::Plain)));
    rows.push(line(6, &["表 Sheet", "内容 What it holds"], Face::Head));
    let about = |sheet: &Sheet| match sheet.at(0, 1).map(|cell| &cell.value) {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let shown = sheets.iter().filter(|sheet| !sheet.hidden);
    rows.extend((7..).zip(shown).map(|(row, sheet)| line(row, &[&sheet.name, &about(sheet)], Face::Wrapped)));
    let layout = Layout { widths: vec![24.0, 110.0], landscape: true, ..Layout::default() };
    Sheet { name: "说明 README".to_owned(), rows, layout, ..Sheet::default() }
}

/// A fingerprint of everything that stands in the program's own sheets; numbers count with fifteen digits, as other
/// programs keep them.
fn fingerprint(workbook: &Workbook) -> String {
    let mut sha = Sha256::new();
    for sheet in &workbook.sheets {
        let Some((key, _)) = key_of(sheet).filter(|(key, _)| *key != WHOLE) else { continue };
        sha.update(key);
        for row in &sheet.rows {
            for cell in row.cells.iter().filter(|cell| !cells::is_empty(cell)) {
                let said = match &cell.value {
                    Value::Number(number) => format!("{:.14e}", number + 0.0),
                    Value::Text(text) | Value::Error(text) => text.clone(),
                    Value::Truth(truth) => truth.to_string(),
                    Value::Empty | Value::Uncomputed => String::new(),
                };
                sha.update(format!("\0{},{},{said}", row.row, cell.column));
            }
        }
    }
    sha.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The document of a workbook of ours, or everything that is wrong, each with sheet, row and column.
pub fn from_workbook(workbook: &Workbook) -> Result<Draft, Vec<Diagnostic>> {
    if let Some(document) = whole(workbook) {
        return Ok(Draft { document, findings: Vec::new(), newer: None });
    }
    let mut findings = Vec::new();
    let long = long_texts(workbook);
    let mut sheets = Vec::new();
    for sheet in &workbook.sheets {
        if let Some((key, marker)) = key_of(sheet).filter(|(key, _)| *key != LONG && *key != WHOLE) {
            sheets.push((key, Read::new(sheet, marker, &long, &mut findings)));
        }
    }
    let all = |wanted: &str| sheets.iter().filter(|(key, _)| *key == wanted).map(|(_, read)| read).collect::<Vec<_>>();
    let mut file = Map::new();
    let mut said = Map::new();
    match all(SETTING).first() {
        Some(settings) => read_settings(settings, &mut file, &mut said, &long, &mut findings),
        None => findings.push(lacks("设置", SETTING)),
    }
    if let Some(found) = file.get("schemaVersion").and_then(|v| v.as_u64()).filter(|v| *v > json::SCHEMA_VERSION.into())
    {
        let problem = Problem::NewerSchema { found: found as u32, known: json::SCHEMA_VERSION };
        return Err(vec![Diagnostic::error(problem, At::default())]);
    }
    let mut with_lines = Vec::new();
    for table in TABLES.iter().chain([&LOG]) {
        let found = all(table.key);
        if found.is_empty() {
            findings.push(lacks(table.name, table.key));
        }
        let mut elements: Vec<serde_json::Value> =
            found.iter().flat_map(|read| read.elements(table, &long, &mut findings)).collect();
        if table.path == ["observations", "columns"] {
            for element in elements.iter_mut().filter_map(|element| element.as_object_mut()) {
                with_lines.push(element.remove("lines").and_then(|lines| lines.as_bool()).unwrap_or_default());
                element.insert("cells".to_owned(), Vec::<()>::new().into());
            }
        }
        put(&mut said, &table.path.join("."), elements.into());
    }
    let changes = all(SCHEMES);
    if changes.is_empty() {
        findings.push(lacks("权重方案", SCHEMES));
    }
    let changes: Vec<_> = changes.iter().flat_map(|read| schemes::read(read, &long, &mut findings)).collect();
    said.insert("schemes".to_owned(), changes.into());
    said.insert("tables".to_owned(), tables(&sheets, &long, &mut findings).into());
    file.insert("format".to_owned(), json::FORMAT.into());
    file.insert("document".to_owned(), said.into());
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(findings);
    }
    let read = json::read_snapshot("", serde_json::Value::Object(file).to_string().as_bytes());
    let mut document = match read {
        Ok(read) => read.document,
        Err(mut finding) => {
            // A place in a text that nobody sees.
            finding.at.line = 0;
            findings.push(finding);
            return Err(findings);
        }
    };
    let measured: Vec<Read> =
        sheets.into_iter().filter(|(key, _)| *key == MEASUREMENTS).map(|(_, read)| read).collect();
    if measured.is_empty() {
        findings.push(lacks("数据", MEASUREMENTS));
    }
    measures::read(&mut document, &measured, &with_lines, &long, &mut findings);
    if document.finalised().is_some_and(|(_, written)| written != digest(&document)) {
        findings.push(Diagnostic::warning(Problem::ChangedOutside, At::default()));
    }
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(findings);
    }
    Ok(Draft { document, findings, newer: None })
}

fn lacks(name: &str, key: &str) -> Diagnostic {
    let name = format!("{name} ({})", lists::marker(key));
    Diagnostic::error(Problem::FileNotFound { name }, At::default())
}

/// The whole document as it stands beside the sheets, if nobody changed them since.
fn whole(workbook: &Workbook) -> Option<Document> {
    let sheet = workbook.sheets.iter().find(|sheet| key_of(sheet).is_some_and(|(key, _)| key == WHOLE))?;
    let mut texts =
        sheet.rows.iter().filter(|row| row.row >= lists::FIRST).filter_map(|row| match &row.cells.first()?.value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        });
    if texts.next()? != fingerprint(workbook) {
        return None;
    }
    json::read_snapshot("", texts.collect::<String>().as_bytes()).ok().map(|read| read.document)
}

fn long_texts(workbook: &Workbook) -> Long {
    let mut long = Long::default();
    let Some(sheet) = workbook.sheets.iter().find(|sheet| key_of(sheet).is_some_and(|(key, _)| key == LONG)) else {
        return long;
    };
    for row in sheet.rows.iter().filter(|row| row.row >= lists::FIRST) {
        if let [Cell { value: Value::Number(number), .. }, Cell { value: Value::Text(piece), .. }] =
            row.cells.as_slice()
        {
            // Numbers are counted up by one; what is out of order begins a new text.
            if *number as usize > long.0.len() {
                long.0.push(String::new());
            }
            if let Some(text) = long.0.last_mut() {
                text.push_str(piece);
            }
        }
    }
    long
}

fn read_settings(sheet: &Read, file: &mut Members, said: &mut Members, long: &Long, findings: &mut Vec<Diagnostic>) {
    for row in sheet.rows() {
        let Some(key) = sheet.value(row, "key", Kind::Text, long, findings) else { continue };
        let key = key.as_str().unwrap_or_default();
        if key.is_empty() {
            continue;
        }
        let Some((key, _, kind, _)) = SETTINGS.iter().find(|(known, ..)| *known == key) else {
            let known = SETTINGS.iter().map(|(known, ..)| *known).collect::<Vec<_>>().join(", ");
            let problem = Problem::UnknownWord { text: key.to_owned(), known };
            findings.push(Diagnostic::error(problem, sheet.at(row, "key")));
            continue;
        };
        if sheet.cell(row, "value").is_none() {
            continue;
        }
        let Some(value) = sheet.value(row, "value", *kind, long, findings) else { continue };
        match (*key, value) {
            ("schemaVersion", version) => drop(file.insert("schemaVersion".to_owned(), version)),
            ("+gone", gone) => drop(file.insert(Document::BEYOND.to_owned(), gone)),
            ("+file", serde_json::Value::Object(others)) => file.extend(others),
            ("+", serde_json::Value::Object(others)) => {
                others
                    .into_iter()
                    .for_each(|(name, other)| merge(said.entry(name).or_insert(serde_json::Value::Null), other));
            }
            (key, value) => put(said, key, value),
        }
    }
}

/// Adds what `other` has; what is there stays.
fn merge(value: &mut serde_json::Value, other: serde_json::Value) {
    match (value, other) {
        (serde_json::Value::Object(members), serde_json::Value::Object(others)) => {
            others
                .into_iter()
                .for_each(|(name, other)| merge(members.entry(name).or_insert(serde_json::Value::Null), other));
        }
        (value @ serde_json::Value::Null, other) => *value = other,
        _ => {}
    }
}

/// Tables that nothing else names, by name.
fn tables(sheets: &[(&str, Read)], long: &Long, findings: &mut Vec<Diagnostic>) -> Members {
    let mut tables = Map::new();
    for (key, sheet) in sheets {
        let Some(name) = key.strip_prefix(TABLE).and_then(|name| serde_json::from_str::<String>(name).ok()) else {
            continue;
        };
        let mut rows = Vec::new();
        for row in sheet.rows() {
            let mut cells = Map::new();
            for column in sheet.keys() {
                if sheet.cell(row, column).is_some()
                    && let Some(value) = sheet.value(row, column, Kind::Text, long, findings)
                {
                    cells.insert(column.clone(), value);
                }
            }
            rows.push(serde_json::Value::Object(cells));
        }
        tables.insert(name, rows.into());
    }
    tables
}

#[cfg(test)]
#[path = "workbook_tests.rs"]
mod tests;
