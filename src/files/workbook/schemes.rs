//! Weight schemes as rows: one changed weight a row; what belongs to a scheme stands on its first one.

use super::cells::Long;
use super::columns::{Kind, SCHEMES};
use super::lists::{Head, Read, sheet};
use super::{Members, cells, members};
use crate::model::{Diagnostic, Problem};
use crate::sheets::{Sheet, Value};
use serde_json::Map;

/// Kinds of changes, as the document has them and as people read them.
const KINDS: Kind = Kind::Words(&[("fixed", "固定权重"), ("riskFactors", "风险系数")]);

/// The number of a change, its kind, and its weights.
type Change = (u64, String, Members);

pub(super) fn write(schemes: Vec<serde_json::Value>, long: &mut Long) -> Sheet {
    let mut rows = Vec::new();
    for scheme in schemes {
        let mut scheme = members(scheme);
        let mut put = |row: &mut Vec<(u32, Value)>, column: u32, kind: Kind, value: &serde_json::Value| {
            row.extend(cells::written(kind, value, long).map(|value| (column, value)));
        };
        let mut head = Vec::new();
        for (column, key) in [(0, "id"), (1, "title"), (2, "origin")] {
            put(&mut head, column, Kind::Text, &scheme.remove(key).unwrap_or_default());
        }
        let first = rows.len();
        for (number, change) in (1..).zip(scheme.get("changes").and_then(|c| c.as_array()).into_iter().flatten()) {
            let Some((kind, weights)) = change.as_object().and_then(|change| change.iter().next()) else { continue };
            let number = (3, Value::Number(f64::from(number)));
            let mut start = head.clone();
            start.push(number);
            put(&mut start, 4, KINDS, &kind.as_str().into());
            let weights = weights.as_object().filter(|weights| !weights.is_empty());
            if weights.is_none() {
                rows.push(start.clone());
            }
            for (node, weight) in weights.into_iter().flatten() {
                let mut row = start.clone();
                put(&mut row, 5, Kind::Maybe, &node.as_str().into());
                put(&mut row, 6, Kind::Must, weight);
                rows.push(row);
            }
        }
        if rows.len() == first {
            rows.push(head);
        }
        scheme.remove("changes");
        if !scheme.is_empty() {
            put(&mut rows[first], 7, Kind::Json, &scheme.into());
        }
    }
    let heads = SCHEMES.iter().map(|(key, name, width)| Head::new(key, name, *width)).collect();
    let about =
        "每行一项调整后的权重或系数；同一方案的各行相连 · One changed weight a row; the rows of a scheme together";
    sheet("权重方案", super::SCHEMES, about, heads, rows)
}

/// The schemes: rows with another id begin another one.
pub(super) fn read(sheet: &Read, long: &Long, findings: &mut Vec<Diagnostic>) -> Vec<serde_json::Value> {
    let mut schemes: Vec<(Members, Vec<Change>)> = Vec::new();
    let text = |value: Option<serde_json::Value>| value.and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
    for row in sheet.rows() {
        let mut value = |key: &str, kind: Kind| sheet.value(row, key, kind, long, findings);
        let id = text(value("id", Kind::Text));
        let is_same = |scheme: &Members| id.is_empty() || scheme.get("id").and_then(|id| id.as_str()) == Some(&id);
        if !schemes.last().is_some_and(|(scheme, _)| is_same(scheme)) {
            let mut scheme = value("+", Kind::Json).map(members).unwrap_or_default();
            scheme.insert("id".to_owned(), id.into());
            for key in ["title", "origin"] {
                scheme.insert(key.to_owned(), text(value(key, Kind::Text)).into());
            }
            schemes.push((scheme, Vec::new()));
        }
        let (number, kind) = (value("change", Kind::Whole), value("kind", KINDS));
        let (node, weight) = (value("node", Kind::Maybe), value("value", Kind::Number));
        let Some((_, changes)) = schemes.last_mut() else { continue };
        let kind = text(kind);
        if kind.is_empty() {
            if node.is_some() || weight.is_some() {
                let problem =
                    Problem::UnknownWord { text: String::new(), known: "固定权重、风险系数".to_owned() };
                findings.push(Diagnostic::error(problem, sheet.at(row, "kind")));
            }
            continue;
        }
        let number =
            number.and_then(|number| number.as_u64()).unwrap_or_else(|| changes.last().map_or(1, |(n, ..)| *n));
        if !changes.last().is_some_and(|(last, known, _)| *last == number && *known == kind) {
            changes.push((number, kind, Map::new()));
        }
        if let (Some(node), Some((.., weights))) = (node, changes.last_mut()) {
            let Some(weight) = weight else {
                findings.push(Diagnostic::error(Problem::NotANumber { text: String::new() }, sheet.at(row, "value")));
                continue;
            };
            weights.insert(text(Some(node)), weight);
        }
    }
    let whole = |(mut scheme, changes): (Members, Vec<Change>)| {
        let change = |(_, kind, weights): Change| Map::from_iter([(kind, weights.into())]);
        let changes: Vec<Members> = changes.into_iter().map(change).collect();
        scheme.insert("changes".to_owned(), changes.into());
        serde_json::Value::Object(scheme)
    };
    schemes.into_iter().map(whole).collect()
}
