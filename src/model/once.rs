//! Maps whose names may be written only once. JSON lets a name stand twice, and readers differ in which one they
//! believe; where a number hangs on it nobody shall have to guess.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// Reads a map; a name that stands twice is an error.
pub(super) fn map<'de, D: Deserializer<'de>, V: Deserialize<'de>>(reader: D) -> Result<BTreeMap<String, V>, D::Error> {
    struct Once<V>(PhantomData<V>);
    impl<'de, V: Deserialize<'de>> Visitor<'de> for Once<V> {
        type Value = BTreeMap<String, V>;
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("a map")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
            let mut map = BTreeMap::new();
            while let Some(name) = members.next_key::<String>()? {
                if map.contains_key(&name) {
                    return Err(A::Error::custom(format_args!("duplicate field `{name}`")));
                }
                let value = members.next_value()?;
                map.insert(name, value);
            }
            Ok(map)
        }
    }
    reader.deserialize_map(Once(PhantomData))
}
