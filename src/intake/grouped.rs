//! The category of a subject that is new: in its own cell, in the cell above that stands for several rows, in the row
//! above its group, or that of the whole table. Nobody is put into the first of several without a word.

use super::cells::Remark;
use super::choices::Role;
use super::columns::column_of;
use super::grid::blank;
use super::index::Index;
use super::sheet::Taken;
use super::subjects::{Keys, who_or_new};
use super::taking::Taking;
use super::view::What;

/// Where in a table of several categories its rows stand.
pub(super) struct Groups {
    /// The column of categories.
    column: Option<u32>,
    /// Of the rows below the last group's name.
    told: Option<usize>,
    /// Of the last row that has its own.
    above: Option<usize>,
    /// Whether the row before had none either: what is to be said is said already.
    going_on: bool,
    /// Whether neighbouring rows repeat their category: one that is blank was forgotten, and stands for no group.
    each: bool,
    /// Rows of groups' names that are not passed yet, the next one last.
    names: Vec<(u32, String)>,
}

/// The category of a row, and how sure that is.
#[derive(Clone, Copy)]
pub(super) enum Told {
    /// Its own, or that of its group.
    Own(usize),
    /// That of the row above.
    Above(usize),
    /// A cell that should say it is blank, or says what is none.
    Open,
    /// Nothing says it.
    Nowhere,
}

impl Told {
    pub fn place(self) -> Option<usize> {
        match self {
            Told::Own(at) | Told::Above(at) => Some(at),
            Told::Open | Told::Nowhere => None,
        }
    }
}

impl Groups {
    pub fn of(taken: &Taken) -> Groups {
        let column = column_of(&taken.columns, |role| *role == Role::Category);
        let own = |row: &u32| column.map(|column| taken.grid.text(*row, column)).unwrap_or_default();
        let all: Vec<String> = taken.rows().iter().map(own).collect();
        let each = all.windows(2).any(|pair| !pair[0].is_empty() && pair[0] == pair[1]);
        let names = taken.layout.sections.iter().rev().map(|(row, name)| (*row, name.clone())).collect();
        Groups { column, told: taken.category, above: None, going_on: false, each, names }
    }

    /// Whether a row only says the category of those below it.
    pub fn begins(&mut self, taken: &Taken, row: u32, index: &Index) -> bool {
        while let Some((_, name)) = self.names.pop_if(|(at, _)| *at < row) {
            self.told = index.category(&name).or(taken.category);
        }
        let Some(found) = taken.group(row, index) else { return false };
        (self.told, self.above) = (Some(found), None);
        true
    }

    /// The category of the next row.
    pub fn follow(&mut self, taken: &Taken, row: u32, index: &Index) -> Told {
        let Some(column) = self.column else { return self.told.map_or(Told::Nowhere, Told::Own) };
        if taken.grid.seen(row, column).is_some_and(|cell| !blank(cell)) {
            self.above = index.category(&taken.grid.text(row, column));
            self.going_on = false;
            return self.above.map_or(Told::Open, Told::Own);
        }
        self.told.map(Told::Own).or(self.above.map(Told::Above)).unwrap_or(Told::Open)
    }

    /// What is to be said of a new subject that stands in such a row; `key`: where its name stands.
    pub fn say(&mut self, taking: &mut Taking, taken: &Taken, row: u32, told: Told, key: u32) {
        let going_on = std::mem::replace(&mut self.going_on, !matches!(told, Told::Own(_)));
        if taking.next.categories.len() < 2 {
            return;
        }
        let heading = taken.columns.iter().find(|found| Some(found.column) == self.column);
        let heading = heading.map_or("类别", |found| found.head.as_str());
        let column = self.column.unwrap_or(key);
        match told {
            Told::Own(_) => {}
            Told::Above(at) => {
                let name = taking.next.categories[at].name.clone();
                let remark = match self.each {
                    false if going_on => return,
                    false => Remark::note(What::ReadAs),
                    // Between two of one category it can hardly be of another.
                    true if self.below(taken, row, &taking.index) == Some(at) => Remark::warning(What::ReadAs),
                    true => {
                        taking.fault(&taken.grid, row, column, Remark::error(What::Lacking).with(&[heading]));
                        return;
                    }
                };
                taking.fault(&taken.grid, row, column, remark.with(&[&name]));
            }
            Told::Open => {
                // A word that is no category was said where it stands.
                let own = taken.grid.seen(row, column).is_some_and(|cell| !blank(cell));
                let remark = Remark::error(What::Lacking).with(&[heading]);
                if !own {
                    taking.fault(&taken.grid, row, column, remark);
                }
            }
            Told::Nowhere => say_nowhere(taking, taken, key),
        }
    }

    /// The category of the next row that has its own.
    fn below(&self, taken: &Taken, row: u32, index: &Index) -> Option<usize> {
        let column = self.column?;
        let texts = taken.rows().into_iter().filter(|below| *below > row).map(|below| taken.grid.text(below, column));
        texts.into_iter().find(|text| !text.is_empty()).and_then(|text| index.category(&text))
    }
}

/// Says, once for a table, that nothing tells the categories of its new subjects.
pub(super) fn say_nowhere(taking: &mut Taking, taken: &Taken, key: u32) {
    if taking.next.categories.len() > 1 && taking.uncategorised.insert(taken.grid.place) {
        let head = taken.layout.head.map_or(0, |(_, last)| last);
        taking.fault(&taken.grid, head, key, Remark::warning(What::Lacking).with(&["类别"]));
    }
}

/// The subject of a row in a table of values, ballots or events; a new one gets its category.
pub(super) fn somebody(taking: &mut Taking, taken: &Taken, row: u32, keys: Keys, groups: &mut Groups) -> Option<usize> {
    let told = groups.follow(taken, row, &taking.index);
    let before = taking.next.subjects.len();
    let found = who_or_new(taking, &taken.grid, row, keys, told.place());
    if taking.next.subjects.len() > before {
        groups.say(taking, taken, row, told, keys.column());
    }
    found
}
