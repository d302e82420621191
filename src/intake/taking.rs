//! What is taken in so far: the document as it would be, what was said about cells, and what was counted.

use super::aims::Counting;
use super::cells::Remark;
use super::choices::{Choices, Kind};
use super::grid::{Grid, shown};
use super::index::Index;
use super::view::{Count, Fault, Grade, Moved, StandardFound, What};
use crate::model::{Cells, Document, Entry, Field, ObservationColumn, Period, Status};
use crate::sheets::workbook::address;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Faults that are shown at most; more are counted, and stop the taking all the same.
const MOST_FAULTS: usize = 5_000;
/// Changes of cells that are shown.
const MOST_MOVED: usize = 500;
/// Names that a count shows.
const MOST_NAMES: usize = 50;

/// A cell of all the sheets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub sheet: u32,
    pub row: u32,
    pub column: u32,
}

/// Things of one kind, counted.
#[derive(Default)]
struct Tally {
    new: u32,
    changed: u32,
    same: u32,
    absent: u32,
    names: [Vec<String>; 3],
}

/// What became of a thing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    New,
    Changed,
    Same,
    Absent,
}

/// The work in progress.
pub(super) struct Taking<'a> {
    pub before: &'a Document,
    pub next: Document,
    pub choices: &'a Choices,
    pub index: Index,
    pub faults: Vec<Fault>,
    pub errors: u32,
    pub standards: Vec<StandardFound>,
    tallies: BTreeMap<Kind, Tally>,
    pub moved: Vec<Moved>,
    pub moved_total: u32,
    /// Names of the sheets, to say where something else stands.
    pub names: Vec<String>,
    /// Names of a list whose row could not be understood: nothing more is said about them elsewhere.
    pub shunned: BTreeSet<String>,
    /// Subjects whose own row has a fault: their values are looked at, and wait with them.
    pub held: BTreeSet<usize>,
    /// Whether unknown names in a table of values are new subjects.
    pub open_list: bool,
    /// Rules that were read from these tables, by indicator: ballots may still say who rates.
    pub fresh_rules: BTreeSet<usize>,
    /// Events that a row of these tables stands for, by their places, with the sheet and the words of that row.
    pub told: BTreeMap<usize, (u32, BTreeSet<String>)>,
    /// Indicators whose row says how often they are reported.
    pub cycled: BTreeSet<usize>,
    /// Whether an indicator is reported every half year: that is kept as the quarter the half ends with.
    pub halves: bool,
    /// Whether the table at hand counts points, and weights of levels, in parts of one.
    pub hundredfold: (bool, bool),
    /// How the numbers of indicators are counted, found once for a table of values.
    pub counting: BTreeMap<(usize, Field), Rc<Counting>>,
    /// The year that is assessed, where something names it.
    pub year: Option<u16>,
    /// Tables of which it was said that they do not tell the categories of their new subjects.
    pub uncategorised: BTreeSet<u32>,
    /// Periods that whole sheets are of.
    pub sheet_periods: BTreeMap<u32, Period>,
    /// Sheets and indicators whose rows have another word for their unit, which was said.
    pub loose: BTreeSet<(u32, usize)>,
    /// Places of columns of values, by indicator.
    columns: BTreeMap<(usize, Period, Field), usize>,
    /// Where each cell of a column came from in this intake.
    origins: Vec<Vec<Option<Place>>>,
}

impl<'a> Taking<'a> {
    pub fn new(before: &'a Document, choices: &'a Choices, names: Vec<String>) -> Taking<'a> {
        let mut taking = Taking {
            before,
            next: before.clone(),
            choices,
            index: Index::new(before),
            faults: Vec::new(),
            errors: 0,
            standards: Vec::new(),
            tallies: BTreeMap::new(),
            moved: Vec::new(),
            moved_total: 0,
            names,
            shunned: BTreeSet::new(),
            held: BTreeSet::new(),
            open_list: false,
            fresh_rules: BTreeSet::new(),
            told: BTreeMap::new(),
            cycled: BTreeSet::new(),
            halves: false,
            hundredfold: (false, false),
            counting: BTreeMap::new(),
            year: None,
            uncategorised: BTreeSet::new(),
            sheet_periods: BTreeMap::new(),
            loose: BTreeSet::new(),
            columns: BTreeMap::new(),
            origins: Vec::new(),
        };
        taking.find_columns();
        taking
    }

    /// Notes the columns that the document has.
    fn find_columns(&mut self) {
        let set = &self.next.set;
        let places: BTreeMap<&str, usize> =
            set.indicators.iter().enumerate().map(|(k, i)| (i.id.as_str(), k)).collect();
        for (at, column) in self.next.observations.columns.iter().enumerate() {
            if let Some(indicator) = places.get(column.indicator.as_str()) {
                self.columns.insert((*indicator, column.period, column.field), at);
            }
            self.origins.push(Vec::new());
        }
    }

    /// After names were added: what is almost the same is looked for among all of them.
    pub fn look_again(&mut self) {
        self.index = Index::new(&self.next);
    }

    pub fn fault(&mut self, grid: &Grid, row: u32, column: u32, remark: Remark) {
        self.errors += u32::from(remark.grade == Grade::Error);
        if self.faults.len() >= MOST_FAULTS {
            return;
        }
        let value = grid.at(row, column).map(shown).unwrap_or_default();
        self.faults.push(Fault {
            sheet: grid.place,
            row,
            column,
            value: super::columns::cut(value),
            what: remark.what,
            args: remark.args.into_iter().map(super::columns::cut).collect(),
            grade: remark.grade,
            suggestion: remark.suggestion,
        });
    }

    /// A place as people call it: 数据!C14.
    pub fn address(&self, place: Place) -> String {
        let name = self.names.get(place.sheet as usize).map(String::as_str).unwrap_or_default();
        format!("{name}!{}", address(place.row, place.column))
    }

    pub fn count(&mut self, kind: Kind, fate: Fate, name: &str) {
        tally(&mut self.tallies, kind, fate, name);
    }

    pub fn counts(&self) -> Vec<Count> {
        let of = |(kind, tally): (&Kind, &Tally)| Count {
            of: *kind,
            new: tally.new,
            changed: tally.changed,
            same: tally.same,
            absent: tally.absent,
            names: tally.names.clone(),
        };
        self.tallies.iter().map(of).collect()
    }

    pub fn moved(&mut self, place: Place, name: &str, of: &str, before: &str, after: &str) {
        self.moved_total += 1;
        if self.moved.len() < MOST_MOVED {
            self.moved.push(Moved {
                sheet: place.sheet,
                row: place.row,
                column: place.column,
                name: name.to_owned(),
                of: of.to_owned(),
                before: super::columns::cut(before.to_owned()),
                after: super::columns::cut(after.to_owned()),
            });
        }
    }

    /// Writes a value; whether another sheet says otherwise is seen here. Err: where the other value stands.
    pub fn put(
        &mut self,
        indicator: usize,
        period: Period,
        field: Field,
        subject: usize,
        entry: Entry,
        place: Place,
    ) -> Result<(), (Place, Entry)> {
        let at = match self.columns.get(&(indicator, period, field)) {
            Some(at) => *at,
            // Nothing was reported and nothing is: no column comes to be.
            None if entry == Entry::MISSING => {
                self.count(Kind::Values, Fate::Same, "");
                return Ok(());
            }
            None => {
                let id = self.next.set.indicators[indicator].id.clone();
                let cells = Cells::missing(self.next.subjects.len());
                let columns = &mut self.next.observations.columns;
                columns.push(ObservationColumn { indicator: id, period, field, cells, lines: Vec::new() });
                self.origins.push(Vec::new());
                self.columns.insert((indicator, period, field), columns.len() - 1);
                columns.len() - 1
            }
        };
        let origins = &mut self.origins[at];
        if origins.len() <= subject {
            origins.resize(self.next.subjects.len().max(subject + 1), None);
        }
        let column = &mut self.next.observations.columns[at];
        while column.cells.numbers.len() <= subject {
            column.cells.numbers.push(0.0);
            column.cells.status.push(Status::Missing);
        }
        let was = column.cells.entry(subject);
        if let Some(other) = origins[subject] {
            return if was == entry { Ok(()) } else { Err((other, was)) };
        }
        origins[subject] = Some(place);
        if was == entry {
            self.count(Kind::Values, Fate::Same, "");
            return Ok(());
        }
        column.cells.set(subject, entry);
        if let Some(line) = column.lines.get_mut(subject) {
            *line = 0;
        }
        let name = &self.next.subjects[subject].name;
        if was == Entry::MISSING {
            tally(&mut self.tallies, Kind::Values, Fate::New, name);
        } else {
            let name = name.clone();
            let of = format!("{} {period}", self.next.set.indicators[indicator].name);
            self.count(Kind::Values, Fate::Changed, &name);
            self.moved(place, &name, &of, &words(was), &words(entry));
        }
        Ok(())
    }

    /// Every column gets a cell for every subject.
    pub fn fill_columns(&mut self) {
        let rows = self.next.subjects.len();
        for column in &mut self.next.observations.columns {
            column.cells.numbers.resize(rows, 0.0);
            column.cells.status.resize(rows, Status::Missing);
            if !column.lines.is_empty() {
                column.lines.resize(rows, 0);
            }
        }
    }

    pub fn say_contradiction(&mut self, grid: &Grid, place: Place, other: (Place, Entry)) {
        let args = [self.address(other.0), words(other.1)];
        let mut remark = Remark::error(What::Contradiction).with(&[&args[0], &args[1]]);
        // What is of another month is no better value for this one.
        if self.sheet_periods.get(&place.sheet) == self.sheet_periods.get(&other.0.sheet) {
            remark = remark.suggest(words(other.1));
        }
        self.fault(grid, place.row, place.column, remark);
    }
}

fn tally(tallies: &mut BTreeMap<Kind, Tally>, kind: Kind, fate: Fate, name: &str) {
    let tally = tallies.entry(kind).or_default();
    let (number, list) = match fate {
        Fate::New => (&mut tally.new, Some(0)),
        Fate::Changed => (&mut tally.changed, Some(1)),
        Fate::Same => (&mut tally.same, None),
        Fate::Absent => (&mut tally.absent, Some(2)),
    };
    *number += 1;
    let Some(names) = list.map(|at| &mut tally.names[at]).filter(|names| names.len() < MOST_NAMES) else { return };
    if !name.is_empty() && names.last().is_none_or(|last| last != name) {
        names.push(name.to_owned());
    }
}

/// A value as it is shown.
pub(super) fn words(entry: Entry) -> String {
    match entry.status {
        Status::Scored => super::grid::plain(entry.number),
        Status::Missing => "—".to_owned(),
        Status::NotApplicable => "NA".to_owned(),
        Status::Invalid => "INVALID".to_owned(),
        Status::Withheld => "WITHHELD".to_owned(),
    }
}
