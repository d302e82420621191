//! Finds the fields of a document file that this version does not know, and keeps them.
//!
//! Reading notes only where they are; what they hold is read in a second pass, if there are any at all.

use crate::model::beyond::keys;
use crate::model::{Beyond, Document};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_ignored::Path;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// One step towards a field: a name, or a place in a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Toward {
    Name(String),
    Place(usize),
}

/// Reads JSON to its end, and notes the fields that were not used.
pub(super) fn read<'de, T: Deserialize<'de>>(text: &'de str) -> Result<(T, Vec<Vec<Toward>>), serde_json::Error> {
    let mut ignored = Vec::new();
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = serde_ignored::deserialize(&mut reader, |path| ignored.push(way(&path)))?;
    reader.end()?;
    Ok((read, ignored))
}

fn way(path: &Path) -> Vec<Toward> {
    let (parent, step) = match path {
        Path::Root => return Vec::new(),
        Path::Seq { parent, index } => (parent, Some(Toward::Place(*index))),
        Path::Map { parent, key } => (parent, Some(Toward::Name(key.clone()))),
        Path::Some { parent } | Path::NewtypeStruct { parent } | Path::NewtypeVariant { parent } => (parent, None),
    };
    let mut way = way(parent);
    way.extend(step);
    way
}

/// The fields that were not used, each with the thing of `document` it belongs to. Fields of the file called as one of
/// `but` are left out, and so is what can be undone: it is never written by another version for this one.
pub(super) fn collect(
    bytes: &[u8],
    ignored: Vec<Vec<Toward>>,
    document: &Document,
    but: &[&str],
) -> Result<Beyond, serde_json::Error> {
    let mut wanted = Wanted::default();
    let is_left_out = |name: &str, last: bool| name == "history" || (last && but.contains(&name));
    for way in ignored {
        if !matches!(way.as_slice(), [Toward::Name(name), rest @ ..] if is_left_out(name, rest.is_empty())) {
            wanted.add(way);
        }
    }
    if wanted.below.is_empty() {
        return Ok(Beyond::default());
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    wanted.deserialize(&mut reader)?;
    Ok(wanted.into_beyond("", &document.outline()))
}

/// Fields that are wanted, and then what they hold.
#[derive(Default)]
struct Wanted {
    /// It is itself a field that is wanted.
    whole: bool,
    held: Option<Value>,
    /// The way leads on through a variant, which is not named on it: `what` of a line of the log.
    variant: bool,
    below: BTreeMap<Toward, Wanted>,
}

impl Wanted {
    fn add(&mut self, way: Vec<Toward>) {
        let mut at = self;
        for step in way {
            let variant = matches!(&step, Toward::Name(name) if name == "what");
            at = at.below.entry(step).or_default();
            at.variant = variant;
        }
        at.whole = true;
    }

    fn into_beyond(self, name: &str, value: &Value) -> Beyond {
        let mut beyond = Beyond::default();
        if self.variant
            && let Some((variant, inner)) = value.as_object().and_then(|members| members.iter().next())
        {
            let inner = Wanted { variant: false, ..self }.into_beyond(variant, inner);
            beyond.below.insert(variant.clone(), inner);
            return beyond;
        }
        let nothing = Value::Null;
        let elements: &[Value] = value.as_array().map(Vec::as_slice).unwrap_or_default();
        let keys = keys(name, elements);
        for (step, wanted) in self.below {
            let (name, value) = match &step {
                Toward::Name(name) => (name.as_str(), value.get(name)),
                Toward::Place(at) => (keys.get(*at).map_or("", String::as_str), elements.get(*at)),
            };
            if wanted.whole {
                beyond.fields.insert(name.to_owned(), wanted.held.unwrap_or_default());
            } else {
                let inner = wanted.into_beyond(name, value.unwrap_or(&nothing));
                beyond.below.insert(name.to_owned(), inner);
            }
        }
        beyond
    }
}

impl<'de> DeserializeSeed<'de> for &mut Wanted {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        if !self.whole {
            return reader.deserialize_any(self);
        }
        if self.held.is_some() {
            return Err(D::Error::custom("duplicate field"));
        }
        self.held = Some(Value::deserialize(reader)?);
        Ok(())
    }
}

impl<'de> Visitor<'de> for &mut Wanted {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object or a list")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            if self.variant {
                self.variant = false;
                map.next_value_seed(&mut *self)?;
                self.variant = true;
                continue;
            }
            match self.below.get_mut(&Toward::Name(name)) {
                Some(wanted) => map.next_value_seed(wanted)?,
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        for at in 0.. {
            let going_on = match self.below.get_mut(&Toward::Place(at)) {
                Some(wanted) => list.next_element_seed(wanted)?.is_some(),
                None => list.next_element::<IgnoredAny>()?.is_some(),
            };
            if !going_on {
                break;
            }
        }
        Ok(())
    }
}
