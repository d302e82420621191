//! The active cell and what is selected, and where they move.

use super::keys::{Deed, Mode, Reach, Way};

/// A cell: its row by place on show, its column by place in the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub row: usize,
    pub column: usize,
}

impl Place {
    pub fn at(row: usize, column: usize) -> Place {
        Place { row, column }
    }
}

/// Cells that form a rectangle; both ends belong to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Block {
    pub top: usize,
    pub left: usize,
    pub bottom: usize,
    pub right: usize,
}

impl Block {
    /// Between two corners.
    pub fn between(one: Place, other: Place) -> Block {
        Block {
            top: one.row.min(other.row),
            left: one.column.min(other.column),
            bottom: one.row.max(other.row),
            right: one.column.max(other.column),
        }
    }

    pub fn holds(self, place: Place) -> bool {
        (self.top..=self.bottom).contains(&place.row) && (self.left..=self.right).contains(&place.column)
    }

    pub fn rows(self) -> usize {
        self.bottom - self.top + 1
    }

    pub fn columns(self) -> usize {
        self.right - self.left + 1
    }

    pub fn cells(self) -> usize {
        self.rows() * self.columns()
    }

    /// Row by row.
    pub fn places(self) -> impl Iterator<Item = Place> {
        (self.top..=self.bottom).flat_map(move |row| (self.left..=self.right).map(move |column| Place { row, column }))
    }
}

/// What the keys move on.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    pub rows: usize,
    pub columns: usize,
    /// Rows, and columns, of a screenful.
    pub page: (usize, usize),
    /// Whether something stands in a cell.
    pub filled: &'a dyn Fn(Place) -> bool,
}

/// Where somebody is in the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Where typing goes.
    pub active: Place,
    /// The corner of the selection that stays.
    pub anchor: Place,
    /// The corner that moves.
    pub far: Place,
    pub mode: Mode,
    /// The tab key leaves the table.
    pub leaving: bool,
    /// Where a row of tab keys began: Enter returns below it.
    origin: Option<usize>,
}

impl State {
    /// What is selected.
    pub fn block(&self) -> Block {
        Block::between(self.anchor, self.far)
    }

    /// The part of the table that a key brought into play: what should be seen.
    pub fn in_play(&self) -> Place {
        if self.far == self.anchor || self.active != self.anchor { self.active } else { self.far }
    }

    /// One cell.
    pub fn choose(&mut self, place: Place) {
        *self = State { active: place, anchor: place, far: place, ..State::default() };
    }

    /// From the anchor to here.
    pub fn stretch_to(&mut self, place: Place) {
        self.far = place;
        self.active = self.anchor;
        self.origin = None;
    }

    /// A block, its first cell active.
    pub fn choose_block(&mut self, block: Block) {
        self.choose(Place::at(block.top, block.left));
        self.far = Place::at(block.bottom, block.right);
    }

    /// Nothing lies beyond the ends of the table.
    pub fn keep_within(&mut self, rows: usize, columns: usize) {
        for place in [&mut self.active, &mut self.anchor, &mut self.far] {
            place.row = place.row.min(rows.saturating_sub(1));
            place.column = place.column.min(columns.saturating_sub(1));
        }
    }

    /// A key's part in where things are; what else it does is not done here. Whatever is being typed is committed, or
    /// given up, before.
    pub fn does(&mut self, deed: Deed, ground: &Ground) {
        if ground.rows == 0 || ground.columns == 0 {
            return;
        }
        self.leaving = deed == Deed::Leave;
        let last = Place::at(ground.rows - 1, ground.columns - 1);
        match deed {
            Deed::Go(way, reach) => {
                let to = reached(self.active, way, reach, ground);
                self.choose(to);
            }
            Deed::Stretch(way, reach) => {
                let to = reached(self.far, way, reach, ground);
                self.stretch_to(to);
            }
            Deed::Next(way) => self.next(way, ground),
            Deed::SelectAll => {
                self.anchor = Place::default();
                self.far = last;
            }
            Deed::SelectColumn => {
                let block = self.block();
                self.anchor = Place::at(0, block.left);
                self.far = Place::at(last.row, block.right);
            }
            Deed::SelectRow => {
                let block = self.block();
                self.anchor = Place::at(block.top, 0);
                self.far = Place::at(block.bottom, last.column);
            }
            Deed::Open | Deed::ClearAndOpen => self.mode = Mode::Opened,
            Deed::GiveUp => self.mode = Mode::Ready,
            _ => {}
        }
    }

    fn next(&mut self, way: Way, ground: &Ground) {
        let block = self.block();
        if block.cells() > 1 {
            self.active = around(block, self.active, way);
            return;
        }
        let origin = self.origin;
        let from = match (way, origin) {
            (Way::Down | Way::Up, Some(column)) => Place { column, ..self.active },
            _ => self.active,
        };
        let to = reached(from, way, Reach::One, ground);
        self.choose(to);
        if matches!(way, Way::Left | Way::Right) {
            self.origin = Some(origin.unwrap_or(from.column));
        }
    }
}

/// The next cell of a block, from its end back to its beginning.
fn around(block: Block, from: Place, way: Way) -> Place {
    let (rows, columns) = (block.rows(), block.columns());
    let (row, column) = (from.row - block.top, from.column - block.left);
    let all = rows * columns;
    let (row, column) = match way {
        Way::Down | Way::Up => {
            let place = column * rows + row;
            let place = if way == Way::Down { place + 1 } else { place + all - 1 } % all;
            (place % rows, place / rows)
        }
        Way::Left | Way::Right => {
            let place = row * columns + column;
            let place = if way == Way::Right { place + 1 } else { place + all - 1 } % all;
            (place / columns, place % columns)
        }
    };
    Place::at(block.top + row, block.left + column)
}

/// The cell beside one; none: the table ends there.
fn beside(from: Place, way: Way, ground: &Ground) -> Option<Place> {
    let (row, column) = match way {
        Way::Up => (from.row.checked_sub(1)?, from.column),
        Way::Down => (from.row + 1, from.column),
        Way::Left => (from.row, from.column.checked_sub(1)?),
        Way::Right => (from.row, from.column + 1),
    };
    (row < ground.rows && column < ground.columns).then_some(Place { row, column })
}

fn reached(from: Place, way: Way, reach: Reach, ground: &Ground) -> Place {
    let last = Place::at(ground.rows - 1, ground.columns - 1);
    match (reach, way) {
        (Reach::One, _) => beside(from, way, ground).unwrap_or(from),
        (Reach::Edge, _) => edge(from, way, ground),
        (Reach::Line, Way::Left | Way::Up) => Place { column: 0, ..from },
        (Reach::Line, _) => Place { column: last.column, ..from },
        (Reach::All, Way::Left | Way::Up) => Place::default(),
        (Reach::All, _) => last,
        (Reach::Page, Way::Up) => Place { row: from.row.saturating_sub(ground.page.0.max(1)), ..from },
        (Reach::Page, Way::Down) => Place { row: (from.row + ground.page.0.max(1)).min(last.row), ..from },
        (Reach::Page, Way::Left) => Place { column: from.column.saturating_sub(ground.page.1.max(1)), ..from },
        (Reach::Page, Way::Right) => Place { column: (from.column + ground.page.1.max(1)).min(last.column), ..from },
    }
}

/// Within filled cells the last of them; from an empty one, or before a gap, the next that is filled; else the end.
fn edge(from: Place, way: Way, ground: &Ground) -> Place {
    let Some(mut at) = beside(from, way, ground) else { return from };
    let inside = (ground.filled)(from) && (ground.filled)(at);
    while let Some(next) = beside(at, way, ground) {
        if inside && !(ground.filled)(next) || !inside && (ground.filled)(at) {
            break;
        }
        at = next;
    }
    at
}
