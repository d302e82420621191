//! What was typed or pasted and could not be understood: it is kept beside its cell, and out of the document, until it
//! is mended or dismissed.

use super::acts::Wrong;
use super::columns::{Column, What};
use crate::model::{Field, Period};
use std::collections::BTreeMap;

/// A text that stands in no cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    pub text: String,
    pub wrong: Wrong,
    indicator: String,
    period: Period,
    field: Field,
}

impl Doubt {
    fn is_in(&self, column: &Column) -> bool {
        self.indicator == column.indicator && self.period == column.period && self.field == column.field
    }
}

/// All of them, of one document, by subject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doubts {
    document: String,
    rows: BTreeMap<String, Vec<Doubt>>,
}

impl Doubts {
    /// Another document has none yet.
    pub fn of(&mut self, document: &str) -> &mut Doubts {
        if self.document != document {
            *self = Doubts { document: document.to_owned(), rows: BTreeMap::new() };
        }
        self
    }

    /// Of a cell, in this document.
    pub fn at(&self, document: &str, subject: &str, column: &Column) -> Option<&Doubt> {
        if self.document != document || column.what != What::Value {
            return None;
        }
        self.rows.get(subject)?.iter().find(|doubt| doubt.is_in(column))
    }

    pub fn put(&mut self, subject: &str, column: &Column, text: &str, wrong: Wrong) {
        self.mend(subject, column);
        self.rows.entry(subject.to_owned()).or_default().push(Doubt {
            text: text.to_owned(),
            wrong,
            indicator: column.indicator.clone(),
            period: column.period,
            field: column.field,
        });
    }

    /// Something else stands there now, or nobody wants to hear of it any more. Says whether there was one.
    pub fn mend(&mut self, subject: &str, column: &Column) -> bool {
        let Some(row) = self.rows.get_mut(subject) else { return false };
        let before = row.len();
        row.retain(|doubt| !doubt.is_in(column));
        let mended = row.len() < before;
        if row.is_empty() {
            self.rows.remove(subject);
        }
        mended
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Those of these columns, in this document: subject and place of the column.
    pub fn within<'a>(&'a self, document: &str, columns: &'a [Column]) -> impl Iterator<Item = (&'a str, usize)> {
        let rows = if self.document == document { Some(&self.rows) } else { None };
        let place = |doubt: &Doubt| columns.iter().position(|own| own.what == What::Value && doubt.is_in(own));
        rows.into_iter()
            .flatten()
            .flat_map(move |(subject, row)| row.iter().filter_map(place).map(move |column| (subject.as_str(), column)))
    }

    /// Nobody wants to hear of any of them.
    pub fn dismiss(&mut self) {
        self.rows.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(indicator: &str, period: Period) -> Column {
        Column {
            what: What::Value,
            indicator: indicator.into(),
            name: String::new(),
            period,
            field: Field::Value,
            unit: String::new(),
            per_hundred: false,
            open: true,
        }
    }

    #[test]
    fn a_doubt_stays_with_its_cell_until_it_is_mended_and_never_goes_to_another_document() {
        let (a, b) = (column("A", Period::Year), column("A", Period::Month(1)));
        let mut doubts = Doubts::default();
        doubts.of("D").put("S1", &a, "约30", Wrong::NotUnderstood);
        doubts.of("D").put("S1", &a, "约40", Wrong::NotUnderstood);
        assert_eq!(doubts.at("D", "S1", &a).map(|doubt| doubt.text.as_str()), Some("约40"));
        assert_eq!(doubts.at("D", "S1", &b), None);
        assert_eq!(doubts.at("E", "S1", &a), None);
        let columns = [b.clone(), a.clone()];
        assert_eq!(doubts.within("D", &columns).collect::<Vec<_>>(), [("S1", 1)]);
        assert_eq!(doubts.within("D", &columns[..1]).count(), 0);
        assert!(!doubts.mend("S1", &b) && doubts.mend("S1", &a) && doubts.is_empty());
        doubts.put("S1", &a, "x", Wrong::NotUnderstood);
        assert!(doubts.of("E").is_empty());
    }
}
