//! From cells that are filled in to one change of the document.

use super::columns::Column;
use crate::edit::{CellChange, Change, Kind, typed};
use crate::model::typed_number::{Typed, typed_number};
use crate::model::{Entry, Field, Subject};
use crate::worker::protocol::SheetSubject;

/// Why a text cannot go into a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    NotUnderstood,
    /// A count of answers below zero.
    Negative,
}

/// What is meant by a text. A number may have the column's own unit behind it, or one that differs by 千, 万, 亿 alone.
pub fn meant(text: &str, column: &Column) -> Result<Entry, Wrong> {
    let entry =
        typed::entry(text, column.per_hundred).or_else(|| with_unit(text, column)).ok_or(Wrong::NotUnderstood)?;
    match column.field {
        Field::Answers(_) if entry.number < 0.0 => Err(Wrong::Negative),
        _ => Ok(entry),
    }
}

fn with_unit(text: &str, column: &Column) -> Option<Entry> {
    match typed_number(text) {
        Typed::Number(amount) if amount.bound.is_none() && !amount.percent => {
            amount.in_unit(&column.unit).map(Entry::scored)
        }
        _ => None,
    }
}

/// One cell: its row in the document, its column, and what goes into it.
pub type Cell = (u32, usize, Entry);

/// The change that puts all these cells, column by column; none: nothing is different. `now`: what stands there.
pub fn change(
    kind: Kind,
    cells: &[Cell],
    columns: &[Column],
    subjects: &[SheetSubject],
    now: &dyn Fn(u32, usize) -> Entry,
) -> Option<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for (place, column) in columns.iter().enumerate() {
        if !column.open {
            continue;
        }
        let own = cells.iter().filter(|(row, at, entry)| *at == place && now(*row, place) != *entry);
        let cells: Vec<CellChange> = own
            .filter_map(|(row, _, entry)| {
                let subject = subjects.get(*row as usize)?.id.clone();
                Some(CellChange { subject, entry: *entry, line: 0 })
            })
            .collect();
        if !cells.is_empty() {
            let (indicator, period, field) = (column.indicator.clone(), column.period, column.field);
            changes.push(Change::Cells { indicator, period, field, cells });
        }
    }
    let single = matches!(changes.as_slice(), [Change::Cells { cells, .. }] if cells.len() == 1);
    match (changes.is_empty(), single && kind == Kind::Cells) {
        (true, _) => None,
        // One value that was typed is told as what it is: what, whose, from what to what.
        (_, true) => changes.pop(),
        _ => Some(Change::Named { kind, changes }),
    }
}

/// A change that begins with new subjects, put after so many; `cells`: which of them, the column, and what goes into it.
pub fn with_subjects(
    first: Option<Change>,
    at: usize,
    added: Vec<Subject>,
    cells: &[(usize, usize, Entry)],
    columns: &[Column],
) -> Change {
    let ids: Vec<String> = added.iter().map(|subject| subject.id.clone()).collect();
    let put = |(k, subject): (usize, Subject)| Change::PutSubject {
        at: at + k,
        subject: Box::new(subject),
        cells: Vec::new(),
        ballots: Vec::new(),
        events: Vec::new(),
    };
    let mut changes: Vec<Change> = added.into_iter().enumerate().map(put).collect();
    match first {
        Some(Change::Named { changes: first, .. }) => changes.extend(first),
        first => changes.extend(first),
    }
    for (place, column) in columns.iter().enumerate().filter(|(_, column)| column.open) {
        let own = cells.iter().filter(|(_, at, entry)| *at == place && *entry != Entry::MISSING);
        let cells: Vec<CellChange> = own
            .filter_map(|(row, _, entry)| Some(CellChange { subject: ids.get(*row)?.clone(), entry: *entry, line: 0 }))
            .collect();
        if !cells.is_empty() {
            let (indicator, period, field) = (column.indicator.clone(), column.period, column.field);
            changes.push(Change::Cells { indicator, period, field, cells });
        }
    }
    Change::Named { kind: Kind::Pasted, changes }
}

/// How many cells a change writes.
pub fn count(change: &Change) -> usize {
    match change {
        Change::Cells { cells, .. } => cells.len(),
        Change::Named { changes, .. } | Change::Together(changes) => changes.iter().map(count).sum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Period, Status};
    use crate::workspace::sheet::What;

    fn columns() -> Vec<Column> {
        let value = |id: &str, what: What| Column {
            what,
            indicator: id.into(),
            name: String::new(),
            period: Period::Year,
            field: Field::Value,
            unit: String::new(),
            per_hundred: false,
            open: what == What::Value,
        };
        vec![value("", What::Name), value("A", What::Value), value("B", What::Value)]
    }

    fn subjects() -> Vec<SheetSubject> {
        let subject = |id: &str| SheetSubject { id: id.into(), ..SheetSubject::default() };
        vec![subject("S1"), subject("S2")]
    }

    #[test]
    fn cells_become_one_change_grouped_by_column_without_those_that_stay_the_same() {
        let now = |row: u32, column: usize| if (row, column) == (0, 1) { Entry::scored(1.0) } else { Entry::MISSING };
        let number = Entry::scored;
        let cells =
            [(0, 2, number(4.0)), (0, 1, number(1.0)), (1, 1, number(2.0)), (1, 2, number(3.0)), (0, 0, number(9.0))];
        let Some(Change::Named { kind: Kind::Pasted, changes }) =
            change(Kind::Pasted, &cells, &columns(), &subjects(), &now)
        else {
            panic!("not named");
        };
        let put = |id: &str, cells: Vec<(&str, f64)>| Change::Cells {
            indicator: id.into(),
            period: Period::Year,
            field: Field::Value,
            cells: cells
                .into_iter()
                .map(|(subject, value)| CellChange { subject: subject.into(), entry: number(value), line: 0 })
                .collect(),
        };
        assert_eq!(changes, [put("A", vec![("S2", 2.0)]), put("B", vec![("S1", 4.0), ("S2", 3.0)])]);
        assert_eq!(count(&Change::Named { kind: Kind::Pasted, changes }), 3);
        assert_eq!(change(Kind::Cleared, &[(1, 1, Entry::MISSING)], &columns(), &subjects(), &now), None);
    }

    #[test]
    fn one_typed_value_is_a_change_like_any_other() {
        let made = change(Kind::Cells, &[(1, 1, Entry::scored(5.0))], &columns(), &subjects(), &|_, _| Entry::MISSING);
        assert!(matches!(made, Some(Change::Cells { .. })), "{made:?}");
    }

    #[test]
    fn new_subjects_and_all_their_cells_are_one_step_that_is_taken_back_whole() {
        let mut document = crate::model::Document {
            categories: vec![crate::model::Category { id: "C".into(), ..Default::default() }],
            ..Default::default()
        };
        for id in ["A", "B"] {
            document.set.indicators.push(crate::model::Indicator { id: id.into(), ..Default::default() });
        }
        let subject = |id: &str| Subject { id: id.into(), name: id.into(), category: "C".into(), ..Subject::default() };
        document.subjects = vec![subject("S1"), subject("S2")];
        let before = document.clone();
        let first =
            change(Kind::Pasted, &[(1, 1, Entry::scored(1.0))], &columns(), &subjects(), &|_, _| Entry::MISSING);
        let cells = [(0, 1, Entry::scored(2.0)), (1, 2, Entry::scored(3.0)), (1, 1, Entry::MISSING)];
        let made = with_subjects(first, 2, vec![subject("N1"), subject("N2")], &cells, &columns());
        let (inverse, said) = crate::edit::apply(&mut document, made).expect("made");
        assert_eq!((said.kind, said.count), (Kind::Pasted, Some(3)));
        let ids: Vec<&str> = document.subjects.iter().map(|subject| subject.id.as_str()).collect();
        assert_eq!(ids, ["S1", "S2", "N1", "N2"]);
        let column = |id: &str| document.observations.column(id, Period::Year, Field::Value).expect("a column");
        assert_eq!(column("A").cells.entry(2), Entry::scored(2.0));
        assert_eq!(column("B").cells.entry(3), Entry::scored(3.0));
        crate::edit::apply(&mut document, inverse).expect("taken back");
        assert_eq!(document, before);
    }

    #[test]
    fn a_unit_behind_a_number_is_the_columns_or_a_thousandfold_of_it() {
        let mut column = columns().remove(1);
        column.unit = "万元".into();
        for (text, number) in [("3.5万元", 3.5), ("1.2亿元", 12000.0), ("５万元", 5.0)] {
            assert_eq!(meant(text, &column), Ok(Entry::scored(number)), "{text}");
        }
        for text in ["3件", "≥3万元", "约3万元", "3万元以上"] {
            assert_eq!(meant(text, &column), Err(Wrong::NotUnderstood), "{text}");
        }
    }

    #[test]
    fn a_text_means_a_number_a_word_or_nothing() {
        let mut column = columns().remove(1);
        assert_eq!(meant("1,234.5", &column), Ok(Entry::scored(1234.5)));
        assert_eq!(meant("不适用", &column), Ok(Entry::marked(Status::NotApplicable)));
        assert_eq!(meant("abc", &column), Err(Wrong::NotUnderstood));
        column.field = Field::Answers(1);
        assert_eq!(meant("-1", &column), Err(Wrong::Negative));
    }
}
