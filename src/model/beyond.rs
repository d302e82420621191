//! Fields that a later version of the format added and this program does not know: kept beside the document, and
//! written back to the things they belong to.
//!
//! Knows how a thing in a list is found again after edits: by its id, or by what names it. Must never know what a
//! field means, or where a document comes from. A thing that is gone keeps its fields here, so that undoing the
//! removal brings them back too; they are not written while it is gone.

use super::Document;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Unknown fields of one thing, and of what lies in it. At the root the thing is the file, and the document its member
/// `document`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Beyond {
    /// By name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, Value>,
    /// By the name of the member; in a list by what [`keys`] says of the element.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub below: BTreeMap<String, Beyond>,
}

/// What names an element of a list, by the name of the list; nothing: its place.
fn named_by(list: &str) -> &'static [&'static str] {
    match list {
        "categories" | "dimensions" | "indicators" | "subjects" | "schemes" => &["id"],
        "columns" => &["indicator", "period", "field"],
        "ballots" => &["subject", "indicator", "period", "group", "rater"],
        "events" => &["subject", "period", "kind", "code"],
        "bands" => &["name"],
        _ => &[],
    }
}

/// A key for every element of the list of this name. Elements of the same name are told apart by a number.
pub fn keys(list: &str, elements: &[Value]) -> Vec<String> {
    let members = named_by(list);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut key = |(at, element): (usize, &Value)| {
        if members.is_empty() {
            return at.to_string();
        }
        let text = |member: &&str| match element.get(*member) {
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        };
        let name = members.iter().map(text).collect::<Vec<_>>().join(" / ");
        let before = seen.entry(name.clone()).or_default();
        *before += 1;
        if *before == 1 { name } else { format!("{name} #{before}") }
    };
    elements.iter().enumerate().map(&mut key).collect()
}

impl Beyond {
    /// Whether there is nothing of the kind.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.below.is_empty()
    }

    /// What lies in the member or element of this name.
    pub fn of(&self, name: &str) -> Option<&Beyond> {
        self.below.get(name).filter(|below| !below.is_empty())
    }

    /// Adds what `other` has.
    pub fn take_in(&mut self, other: Beyond) {
        self.fields.extend(other.fields);
        for (name, below) in other.below {
            self.below.entry(name).or_default().take_in(below);
        }
    }

    /// What belongs to things that are in `value`, and what to things that are not. `name` is the name of `value`.
    pub fn part(self, name: &str, value: &Value) -> (Beyond, Beyond) {
        let mut here = Beyond { fields: self.fields, below: BTreeMap::new() };
        let mut gone = Beyond::default();
        let places = places(name, value, !self.below.is_empty());
        for (key, below) in self.below {
            let (inner, outer) = match member(value, &places, &key) {
                Some(value) => below.part(&key, value),
                None => (Beyond::default(), below),
            };
            for (whole, piece) in [(&mut here, inner), (&mut gone, outer)] {
                if !piece.is_empty() {
                    whole.below.insert(key.clone(), piece);
                }
            }
        }
        (here, gone)
    }

    /// Forgets what `other` has.
    pub fn forget(&mut self, other: &Beyond) {
        self.fields.retain(|name, _| !other.fields.contains_key(name));
        for (name, gone) in &other.below {
            if let Some(below) = self.below.get_mut(name) {
                below.forget(gone);
                if below.is_empty() {
                    self.below.remove(name);
                }
            }
        }
    }

    /// Writes the fields to the things they belong to. What is known is never replaced.
    pub fn write_into(&self, name: &str, value: &mut Value) {
        if let Value::Object(members) = value {
            for (name, field) in &self.fields {
                members.entry(name).or_insert_with(|| field.clone());
            }
        }
        let places = places(name, value, !self.below.is_empty());
        for (key, below) in &self.below {
            let inner = match value {
                Value::Object(members) => members.get_mut(key),
                Value::Array(elements) => places.get(key).and_then(|at| elements.get_mut(*at)),
                _ => None,
            };
            if let Some(inner) = inner {
                below.write_into(key, inner);
            }
        }
    }
}

/// Where the elements of a list stand, by key.
fn places(name: &str, value: &Value, wanted: bool) -> BTreeMap<String, usize> {
    match value {
        Value::Array(elements) if wanted => keys(name, elements).into_iter().zip(0..).collect(),
        _ => BTreeMap::new(),
    }
}

fn member<'a>(value: &'a Value, places: &BTreeMap<String, usize>, key: &str) -> Option<&'a Value> {
    match value {
        Value::Array(elements) => elements.get(*places.get(key)?),
        other => other.get(key),
    }
}

impl Document {
    /// A file with this document, as far as things are found in it: without values, and without unknown fields.
    pub fn outline(&self) -> Value {
        let mut light = Document { beyond: Beyond::default(), ..self.clone() };
        for column in &mut light.observations.columns {
            (column.cells, column.lines) = Default::default();
        }
        // Plain values can always be written.
        Value::Object(Map::from_iter([("document".to_owned(), serde_json::to_value(light).unwrap_or_default())]))
    }

    /// Unknown fields of things that are in the document, and of things that were removed from it.
    pub fn beyond_here_and_gone(&self) -> (Beyond, Beyond) {
        if self.beyond.is_empty() { Default::default() } else { self.beyond.clone().part("", &self.outline()) }
    }

    /// Forgets unknown fields of things that are not in the document.
    pub fn forget_gone(&mut self) {
        self.beyond = self.beyond_here_and_gone().0;
    }

    /// After something was added: it is another thing than the removed one of the same name, whose fields `gone` holds.
    pub fn forget_replaced(&mut self, gone: Beyond) {
        if !gone.is_empty() {
            let replaced = gone.part("", &self.outline()).0;
            self.beyond.forget(&replaced);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn beyond(value: Value) -> Beyond {
        serde_json::from_value(value).expect("unknown fields")
    }

    #[test]
    fn a_thing_is_found_by_its_id_wherever_it_stands_now() {
        let fields = beyond(json!({"below": {"subjects": {"below": {"b": {"fields": {"x": 1}}}}}}));
        let mut value = json!({"subjects": [{"id": "c"}, {"id": "b"}]});
        fields.write_into("document", &mut value);
        assert_eq!(value, json!({"subjects": [{"id": "c"}, {"id": "b", "x": 1}]}));
    }

    #[test]
    fn what_is_gone_is_parted_from_what_is_there() {
        let all = beyond(json!({"below": {"subjects": {"below": {
            "b": {"fields": {"x": 1}}, "c": {"fields": {"x": 2}}
        }}}}));
        let (here, gone) = all.clone().part("document", &json!({"subjects": [{"id": "b"}]}));
        assert_eq!(here, beyond(json!({"below": {"subjects": {"below": {"b": {"fields": {"x": 1}}}}}})));
        assert_eq!(gone, beyond(json!({"below": {"subjects": {"below": {"c": {"fields": {"x": 2}}}}}})));
        let mut rest = all.clone();
        rest.forget(&gone);
        assert_eq!(rest, here);
        rest.take_in(gone);
        assert_eq!(rest, all);
    }

    #[test]
    fn things_without_an_id_are_told_apart_by_what_names_them_and_then_by_number() {
        let events = [
            json!({"subject": "a", "period": "Y", "kind": "bonus", "code": "1"}),
            json!({"subject": "a", "period": null, "kind": "bonus", "code": "1"}),
            json!({"subject": "a", "period": "Y", "kind": "bonus", "code": "1", "points": 3}),
        ];
        let found = keys("events", &events);
        assert_eq!(found, ["a / Y / bonus / 1", "a / null / bonus / 1", "a / Y / bonus / 1 #2"]);
        assert_eq!(keys("changes", &events), ["0", "1", "2"]);
    }

    #[test]
    fn what_is_known_is_never_replaced() {
        let mut value = json!({"title": "new"});
        beyond(json!({"fields": {"title": "old", "y": []}})).write_into("document", &mut value);
        assert_eq!(value, json!({"title": "new", "y": []}));
    }
}
