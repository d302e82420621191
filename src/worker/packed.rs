//! Long columns as bytes: what a hundred thousand rows say travels between page and worker as one piece of memory,
//! not as a million small values.

/// Entries: eight bytes of a number each, then one byte of a status each.
pub mod entries {
    use crate::model::{Entry, Status};
    use serde::{Deserializer, Serializer};

    pub fn serialize<S: Serializer>(entries: &[Entry], serializer: S) -> Result<S::Ok, S::Error> {
        let mut bytes = Vec::with_capacity(entries.len() * 9);
        bytes.extend(entries.iter().flat_map(|entry| entry.number.to_le_bytes()));
        bytes.extend(entries.iter().map(|entry| entry.status as u8));
        serde_bytes::serialize(&bytes, serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Entry>, D::Error> {
        let bytes: Vec<u8> = serde_bytes::deserialize(deserializer)?;
        let (numbers, codes) = bytes.split_at(bytes.len() / 9 * 8);
        let number = |eight: &[u8]| eight.try_into().map(f64::from_le_bytes).unwrap_or_default();
        let entry = |(eight, code): (&[u8], &u8)| Entry { number: number(eight), status: Status::from_code(*code) };
        Ok(numbers.chunks_exact(8).zip(codes).map(entry).collect())
    }
}

/// Numbers of rows: four bytes each.
pub mod rows {
    use serde::{Deserializer, Serializer};

    pub fn serialize<S: Serializer>(rows: &[u32], serializer: S) -> Result<S::Ok, S::Error> {
        let bytes: Vec<u8> = rows.iter().flat_map(|row| row.to_le_bytes()).collect();
        serde_bytes::serialize(&bytes, serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u32>, D::Error> {
        let bytes: Vec<u8> = serde_bytes::deserialize(deserializer)?;
        Ok(bytes.chunks_exact(4).map(|four| four.try_into().map(u32::from_le_bytes).unwrap_or_default()).collect())
    }
}

/// Anything else, as JSON.
pub mod json {
    use serde::de::{DeserializeOwned, Error as _};
    use serde::ser::{Error as _, Serialize};
    use serde::{Deserializer, Serializer};

    pub fn serialize<T: Serialize, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes = serde_json::to_vec(value).map_err(S::Error::custom)?;
        serde_bytes::serialize(&bytes, serializer)
    }

    pub fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        let bytes: Vec<u8> = serde_bytes::deserialize(deserializer)?;
        serde_json::from_slice(&bytes).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::{entries, json, rows};
    use crate::model::{Entry, Status};
    use crate::worker::protocol::SheetSubject;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Travels {
        #[serde(with = "entries")]
        entries: Vec<Entry>,
        #[serde(with = "rows")]
        rows: Vec<u32>,
        #[serde(with = "json")]
        subjects: Vec<SheetSubject>,
    }

    #[test]
    fn everything_comes_back_as_it_was() {
        let marked = Status::ALL.into_iter().map(Entry::marked);
        let numbers = [0.1, -3.0, 1e15, f64::MIN_POSITIVE].map(Entry::scored);
        let travels = Travels {
            entries: marked.chain(numbers).collect(),
            rows: vec![0, 1, 99_999, u32::MAX],
            subjects: vec![SheetSubject { id: "S1".into(), name: "甲\n局".into(), ..SheetSubject::default() }],
        };
        let text = serde_json::to_string(&travels).expect("text");
        assert_eq!(serde_json::from_str::<Travels>(&text).expect("read"), travels);
    }
}
