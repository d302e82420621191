//! What was typed or pasted and could not be understood: it is kept beside its cell, and out of the document, until it
//! is mended or dismissed.

use super::acts::Wrong;
use super::columns::{Column, What};
use crate::edit::history::LONGEST;
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
    /// How many steps could be undone after the act that it came with; 0: it came with none.
    step: u32,
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
    /// How many changes had been answered when the last of them came: what is on show may not have its subject yet.
    turn: u64,
    /// How many steps there are to be undone after the act that comes with the next ones; 0: none comes.
    step: u32,
}

impl Doubts {
    /// Another document has none yet.
    pub fn of(&mut self, document: &str) -> &mut Doubts {
        if self.document != document {
            *self = Doubts { document: document.to_owned(), ..Doubts::default() };
        }
        self
    }

    /// The next ones come now, when so many changes have been answered; `step`: how many steps can be undone after the
    /// act that comes with them, 0: they come with none.
    pub fn come(&mut self, turn: u64, step: u32) -> &mut Doubts {
        // Where the oldest step is forgotten, the number of an act says nothing of what stands in front of it.
        (self.turn, self.step) = (turn, if step as usize > LONGEST { 0 } else { step });
        self
    }

    /// The document on show has only these subjects; `turn`: changes that had been answered when it was looked at.
    pub fn keep_subjects(&mut self, turn: u64, is_there: impl Fn(&str) -> bool) {
        if turn > self.turn {
            self.rows.retain(|subject, _| is_there(subject));
        }
    }

    /// The document has only these indicators, so many steps to undo and so many to do again: what came with a step that
    /// was undone goes with it. As soon as as many steps are kept as can be, none is known by its number any more, and
    /// what came with it stays until it is mended.
    pub fn keep_indicators(&mut self, undo: u32, redo: u32, is_there: impl Fn(&str) -> bool) {
        if undo as usize >= LONGEST {
            self.rows.values_mut().flatten().for_each(|doubt| doubt.step = 0);
        }
        self.rows.retain(|_, row| {
            row.retain(|doubt| is_there(&doubt.indicator) && (redo == 0 || doubt.step <= undo));
            !row.is_empty()
        });
    }

    /// Whether something is kept beside this subject. A new subject must not be called so: it would be the new one's.
    pub fn names(&self, subject: &str) -> bool {
        self.rows.contains_key(subject)
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
            step: self.step,
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

    /// Nobody wants to hear of these any more, by subject and column; others, of another period or hidden, stay.
    pub fn dismiss<'a>(&mut self, shown: impl Iterator<Item = (&'a str, &'a Column)>) {
        for (subject, column) in shown {
            self.mend(subject, column);
        }
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
    fn what_came_with_a_step_goes_when_it_is_undone_and_what_was_typed_stays() {
        let a = column("A", Period::Year);
        let mut doubts = Doubts::default();
        doubts.of("D").come(3, 0).put("S1", &a, "约30", Wrong::NotUnderstood);
        doubts.of("D").come(3, 6).put("N1", &a, "约40", Wrong::NotUnderstood);
        // The paste has been done; an earlier step could be done again before, and is not any more.
        doubts.keep_indicators(6, 0, |id| id == "A");
        assert!(doubts.names("N1") && doubts.names("S1"));
        doubts.keep_indicators(5, 1, |id| id == "A");
        assert!(!doubts.names("N1") && doubts.names("S1"));
        doubts.keep_indicators(5, 1, |id| id == "B");
        assert!(doubts.is_empty());
    }

    #[test]
    fn what_came_with_a_step_stays_where_steps_are_forgotten_and_later_ones_are_undone() {
        let a = column("A", Period::Year);
        let longest = LONGEST as u32;
        let mut doubts = Doubts::default();
        // A paste when as many steps are kept as can be: the stack is no longer with it than without.
        doubts.of("D").come(3, longest + 1).put("N1", &a, "约40", Wrong::NotUnderstood);
        doubts.keep_indicators(longest, 0, |id| id == "A");
        // One more act, and that is undone: the paste stands.
        doubts.keep_indicators(longest, 0, |id| id == "A");
        doubts.keep_indicators(longest - 1, 1, |id| id == "A");
        assert!(doubts.names("N1"));
        // A paste long before: the first steps are forgotten, and it is among the last of those that are left.
        doubts.of("D").come(3, longest - 10).put("N2", &a, "约40", Wrong::NotUnderstood);
        doubts.keep_indicators(longest, 0, |id| id == "A");
        doubts.keep_indicators(longest - 20, 20, |id| id == "A");
        assert!(doubts.names("N2"));
    }

    #[test]
    fn a_doubt_does_not_outlive_its_subject_and_waits_for_one_that_is_on_its_way() {
        let a = column("A", Period::Year);
        let mut doubts = Doubts::default();
        doubts.of("D").come(3, 0).put("N1", &a, "约40", Wrong::NotUnderstood);
        // What is on show is from before the paste.
        doubts.keep_subjects(3, |id| id == "S1");
        assert!(doubts.names("N1"));
        doubts.keep_subjects(4, |id| id == "N1");
        assert!(doubts.names("N1"));
        doubts.keep_subjects(5, |id| id == "S1");
        assert!(doubts.is_empty());
    }

    #[test]
    fn only_what_is_on_show_is_dismissed() {
        let (year, january) = (column("A", Period::Year), column("A", Period::Month(1)));
        let mut doubts = Doubts::default();
        doubts.of("D").put("S1", &year, "约1", Wrong::NotUnderstood);
        doubts.put("S1", &january, "约2", Wrong::NotUnderstood);
        doubts.put("S2", &year, "约3", Wrong::NotUnderstood);
        doubts.dismiss([("S1", &year)].into_iter());
        assert_eq!(doubts.at("D", "S1", &year), None);
        assert!(doubts.at("D", "S1", &january).is_some() && doubts.at("D", "S2", &year).is_some());
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
