//! What stands in the cells at this moment: the sheet, what was just typed and is not answered yet, and what follows
//! from the results.

use crate::edit::typed;
use crate::i18n::words_editing::{EditingWords, editing_words};
use crate::i18n::{Language, fixed};
use crate::model::{Entry, Standing, Status};
use crate::ui::store::{alphabet, locale};
use crate::worker::protocol::{Reply, ResultsView, SheetSubject, SheetView};
use crate::workspace::Shared;
use crate::workspace::sheet::sorting::{Known, rows};
use crate::workspace::sheet::{Column, Looking, What};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Cells that were sent to the desk at this turn; they are on show until it has answered.
#[derive(Clone, Default, PartialEq)]
pub struct Pending {
    pub turn: u64,
    pub cells: Arc<BTreeMap<(u32, usize), Entry>>,
}

/// Everything that is read to draw a cell.
#[derive(Clone)]
pub struct Facts {
    pub language: Language,
    pub columns: Arc<Vec<Column>>,
    pub sheet: Option<Shared<Reply>>,
    /// Where each column stands in the sheet.
    pub sources: Arc<Vec<Option<usize>>>,
    pub pending: Pending,
    pub results: Option<Shared<ResultsView>>,
    /// For each row its row of the results.
    pub results_rows: Arc<Vec<Option<u32>>>,
    pub changes: Option<Arc<Vec<Option<i32>>>>,
    pub digits: u8,
}

impl Facts {
    /// The rows in the order that is wanted, of those in `base`.
    pub fn ordered(&self, looking: &Looking, base: impl Iterator<Item = u32>) -> Arc<Vec<u32>> {
        let names: Vec<&str> = self.subjects().iter().map(|subject| subject.name.as_str()).collect();
        // The browser's order of names is asked for only when somebody sorts by them.
        let places = |by_strokes: bool| {
            let wanted = looking.sorts.iter().any(|(column, order)| *column == 0 && order.by_strokes() == by_strokes);
            if wanted { alphabet(&names, locale(self.language, by_strokes)) } else { Vec::new() }
        };
        let (plain, strokes) = (places(false), places(true));
        let name = |row: u32, by_strokes: bool| {
            let places = if by_strokes { &strokes } else { &plain };
            places.get(row as usize).copied().unwrap_or_default()
        };
        let number = |row: u32, column: usize| self.number(row, column);
        let text = |row: u32, column: usize| self.text(row, column);
        Arc::new(rows(base, looking, Known { number: &number, text: &text, name: &name, names: 0 }))
    }

    pub fn sheet(&self) -> Option<&SheetView> {
        match self.sheet.as_deref() {
            Some(Reply::Sheet(sheet)) => Some(sheet),
            _ => None,
        }
    }

    pub fn subjects(&self) -> &[SheetSubject] {
        self.sheet().map(|sheet| sheet.subjects.as_slice()).unwrap_or_default()
    }

    pub fn subject(&self, row: u32) -> Option<&SheetSubject> {
        self.subjects().get(row as usize)
    }

    pub fn name(&self, row: u32) -> &str {
        self.subject(row).map(|subject| subject.name.as_str()).unwrap_or_default()
    }

    /// What is reported.
    pub fn entry(&self, row: u32, column: usize) -> Entry {
        if let Some(entry) = self.pending.cells.get(&(row, column)) {
            return *entry;
        }
        let source = self.sources.get(column).copied().flatten();
        let column = source.and_then(|source| self.sheet()?.columns.get(source));
        column.and_then(|column| column.entries.get(row as usize)).copied().unwrap_or(Entry::MISSING)
    }

    /// Written by hand; only supposed.
    pub fn marks(&self, row: u32, column: usize) -> (bool, bool) {
        let source = self.sources.get(column).copied().flatten();
        let Some(column) = source.and_then(|source| self.sheet()?.columns.get(source)) else { return (false, false) };
        (column.by_hand.binary_search(&row).is_ok(), column.supposed.binary_search(&row).is_ok())
    }

    fn result(&self, row: u32) -> Option<(&ResultsView, usize)> {
        let place = self.results_rows.get(row as usize).copied().flatten()?;
        Some((self.results.as_deref()?, place as usize))
    }

    /// Places gained or lost.
    pub fn change(&self, row: u32) -> Option<i32> {
        let place = self.results_rows.get(row as usize).copied().flatten()? as usize;
        self.changes.as_ref()?.get(place).copied().flatten().filter(|places| *places != 0)
    }

    /// The number in a cell.
    pub fn number(&self, row: u32, column: usize) -> Option<f64> {
        match self.columns.get(column)?.what {
            What::Name => None,
            What::Value => {
                let entry = self.entry(row, column);
                (entry.status == Status::Scored).then_some(entry.number)
            }
            What::Total => self.result(row).and_then(|(results, at)| results.published.get(at).copied().flatten()),
            What::Rank => {
                self.result(row).and_then(|(results, at)| results.rank.get(at).copied().flatten()).map(f64::from)
            }
        }
    }

    /// What is written in a cell.
    pub fn text(&self, row: u32, column: usize) -> String {
        let Some(what) = self.columns.get(column).map(|column| column.what) else { return String::new() };
        match what {
            What::Name => self.name(row).to_owned(),
            What::Value => entry_text(editing_words(self.language), self.entry(row, column)),
            What::Total => self.number(row, column).map_or_else(|| "—".to_owned(), |total| fixed(total, self.digits)),
            What::Rank => self.number(row, column).map_or_else(|| "—".to_owned(), |rank| rank.to_string()),
        }
    }

    /// What stands beside a name.
    pub fn tag(&self, row: u32) -> &'static str {
        let w = editing_words(self.language);
        match self.subject(row).map(|subject| subject.standing) {
            Some(Standing::Separate) => w.standing_separate,
            Some(Standing::Source) => w.standing_source,
            _ => "",
        }
    }
}

/// An entry as it is typed.
pub fn entry_text(w: &EditingWords, entry: Entry) -> String {
    match entry.status {
        Status::Scored => entry.number.to_string(),
        Status::Missing => String::new(),
        Status::NotApplicable => w.not_applicable.to_owned(),
        Status::Invalid => w.invalid.to_owned(),
        Status::Withheld => w.withheld.to_owned(),
    }
}

/// What is meant by a text in a cell: an entry that `entry_text` wrote is itself.
pub fn meant(w: &EditingWords, text: &str, column: &Column) -> Result<Entry, crate::workspace::sheet::acts::Wrong> {
    let plain = text.trim();
    for (word, status) in [(w.invalid, Status::Invalid), (w.withheld, Status::Withheld)] {
        if plain == word {
            return Ok(Entry::marked(status));
        }
    }
    crate::workspace::sheet::acts::meant(text, column)
}

/// A number typed into a filter.
pub fn typed_number(text: &str) -> Option<f64> {
    typed::number(text, false)
}
