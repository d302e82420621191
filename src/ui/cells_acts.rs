//! What keys, pointer and clipboard do in the table. Whatever fills cells is one act, and one step to undo.

use super::banner::locked_words;
use super::cells::{Drag, Grid};
use super::cells_clip::{Given, copied, given};
use super::cells_facts::{Pending, meant};
use super::editor::{locked, make};
use super::toast::Undo;
use crate::edit::Kind;
use crate::i18n::words_editing::editing_words;
use crate::i18n::words_sheet::{not_understood, pasted, sheet_words};
use crate::model::Entry;
use crate::workspace::sheet::acts::{Wrong, change, count};
use crate::workspace::sheet::clipboard::{Cells, place};
use crate::workspace::sheet::filling::{Filled, drawn, fill, stretched};
use crate::workspace::sheet::{Block, Deed, Mode, Place, Way, What, deed, keys};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, KeyboardEvent, MouseEvent, PointerEvent};

/// Cells of which a message tells by name.
const NAMED: usize = 3;

impl Grid {
    /// Says something in passing.
    fn tell(self, text: &str) {
        self.store.keeper.tell(text.to_owned(), None);
    }

    fn is_open(self, column: usize) -> bool {
        self.columns.with_value(|columns| columns.get(column).is_some_and(|column| column.open))
    }

    /// Whether the active cell can be filled in; if not, says why.
    fn may_type(self) -> bool {
        if let Some(why) = locked(self.store) {
            self.tell(locked_words(editing_words(self.language), why));
            return false;
        }
        let open = self.is_open(self.now().active.column);
        if !open {
            self.tell(sheet_words(self.language).read_only);
        }
        open
    }

    fn text(self) -> String {
        self.input.get_untracked().map(|input| input.value()).unwrap_or_default()
    }

    fn write(self, text: &str) {
        if let Some(input) = self.input.get_untracked() {
            input.set_value(text);
            let end = text.encode_utf16().count() as u32;
            let _ = input.set_selection_range(end, end);
        }
    }

    /// Puts what was typed into the active cell; false: it was not understood, and stays.
    pub fn commit(self) -> bool {
        // The focus may also leave because the table does.
        if self.state.try_with_untracked(|state| state.mode == Mode::Ready) != Some(false) {
            return true;
        }
        let Some(entry) = self.typed_entry() else { return false };
        let place = self.now().active;
        self.rest();
        self.put(Kind::Cells, vec![(place, entry)]);
        true
    }

    /// What was typed means; none: nothing, and it says why.
    fn typed_entry(self) -> Option<Entry> {
        let w = editing_words(self.language);
        let column = self.columns.with_value(|columns| columns.get(self.now().active.column).cloned())?;
        match meant(w, &self.text(), &column) {
            Ok(entry) => Some(entry),
            Err(wrong) => {
                self.wrong.set(Some(match wrong {
                    Wrong::NotUnderstood => w.not_understood,
                    Wrong::Negative => w.not_negative,
                }));
                None
            }
        }
    }

    /// Nothing is being typed any more.
    fn rest(self) {
        self.write("");
        self.wrong.set(None);
        self.state.update(|state| state.mode = Mode::Ready);
    }

    /// Fills cells: one act. Says how many are different now; none: it cannot be changed.
    fn put(self, kind: Kind, cells: Vec<(Place, Entry)>) -> Option<usize> {
        if let Some(why) = locked(self.store) {
            self.tell(locked_words(editing_words(self.language), why));
            return None;
        }
        let facts = self.facts_now();
        let cells: Vec<(u32, usize, Entry)> =
            cells.into_iter().filter_map(|(place, entry)| Some((self.row(place.row)?, place.column, entry))).collect();
        let now = |row: u32, column: usize| facts.entry(row, column);
        let Some(change) = change(kind, &cells, &facts.columns, facts.subjects(), &now) else { return Some(0) };
        let turn = self.editor.turn.get_untracked();
        self.pending.update(|pending| {
            if pending.turn != turn {
                *pending = Pending { turn, ..Pending::default() };
            }
            Arc::make_mut(&mut pending.cells)
                .extend(cells.iter().map(|(row, column, entry)| ((*row, *column), *entry)));
        });
        let written = count(&change);
        make(self.store, change);
        Some(written)
    }

    /// A key.
    pub fn key(self, event: &KeyboardEvent) {
        // While a word is being put together, Enter and the arrows belong to the input method.
        if event.is_composing() || event.key_code() == 229 {
            return event.stop_propagation();
        }
        let ctrl = event.ctrl_key() || event.meta_key();
        let bits = [(ctrl, keys::CTRL), (event.shift_key(), keys::SHIFT), (event.alt_key(), keys::ALT)];
        let with = bits.into_iter().filter(|(held, _)| *held).map(|(_, bit)| bit).sum();
        let (mode, leaving) = self.state.with_untracked(|state| (state.mode, state.leaving));
        let Some(deed) = deed(&event.key(), with, mode) else { return };
        match deed {
            // The page undoes; copying and pasting come as events of their own.
            Deed::Undo | Deed::Redo | Deed::Copy | Deed::Cut | Deed::Paste => return,
            Deed::Next(Way::Left | Way::Right) if leaving => return,
            _ => {}
        }
        event.prevent_default();
        let commits = !matches!(deed, Deed::GiveUp | Deed::FillAll | Deed::Help);
        if mode != Mode::Ready && commits && !self.commit() {
            return;
        }
        if matches!(deed, Deed::Open | Deed::ClearAndOpen) {
            return self.open(deed == Deed::Open);
        }
        let mut state = self.now();
        self.with_ground(|ground| state.does(deed, ground));
        let seen = state.in_play();
        let block = state.block();
        if deed == Deed::FillAll {
            return self.fill_all(block);
        }
        self.state.set(state);
        match deed {
            Deed::GiveUp => self.rest(),
            Deed::Clear => self.clear(block),
            Deed::FillDown => self.fill_from(fill(block, Way::Down)),
            Deed::FillRight => self.fill_from(fill(block, Way::Right)),
            Deed::Find => self.find(),
            Deed::FindNext => self.find_next(true),
            Deed::FindBack => self.find_next(false),
            Deed::Menu => self.menu.set(Some(block.left)),
            Deed::Help => self.help.set(true),
            Deed::SelectAll | Deed::SelectColumn | Deed::SelectRow | Deed::Leave => {}
            _ => self.show(seen),
        }
    }

    /// Opens the active cell, with what stands in it or empty; a name opens the result of its subject.
    fn open(self, with_text: bool) {
        let place = self.now().active;
        let facts = self.facts_now();
        let Some(row) = self.row(place.row) else { return };
        let name = facts.columns.get(place.column).is_some_and(|column| column.what == What::Name);
        if let (true, true, Some(subject)) = (name, with_text, facts.subject(row)) {
            return super::effects::follow(&self.door(&subject.id));
        }
        if !self.may_type() {
            return;
        }
        self.show(place);
        self.state.update(|state| state.mode = Mode::Opened);
        self.write(&if with_text { facts.text(row, place.column) } else { String::new() });
    }

    /// Typing begins.
    pub fn begins(self) {
        if self.state.with_untracked(|state| state.mode == Mode::Ready) && self.may_type() {
            self.show(self.now().active);
            self.state.update(|state| {
                state.mode = Mode::Typed;
                state.leaving = false;
            });
        }
    }

    /// Something was typed.
    pub fn typed(self, event: &web_sys::Event) {
        self.begins();
        self.wrong.set(None);
        let composing = event.dyn_ref::<web_sys::InputEvent>().is_some_and(web_sys::InputEvent::is_composing);
        if !composing {
            self.composed();
        }
    }

    /// A word was put together; where nothing can be typed, nothing of it stays.
    pub fn composed(self) {
        if self.state.with_untracked(|state| state.mode == Mode::Ready) {
            self.write("");
        }
    }

    fn clear(self, block: Block) {
        let places = block.places().filter(|place| self.is_open(place.column));
        let kind = if block.cells() == 1 { Kind::Cells } else { Kind::Cleared };
        let cells: Vec<(Place, Entry)> = places.map(|place| (place, Entry::MISSING)).collect();
        if cells.is_empty() {
            return self.tell(sheet_words(self.language).read_only);
        }
        self.put(kind, cells);
    }

    fn fill_all(self, block: Block) {
        let Some(entry) = self.typed_entry() else { return };
        self.rest();
        let cells = block.places().filter(|place| self.is_open(place.column)).map(|place| (place, entry)).collect();
        self.put(Kind::Filled, cells);
    }

    /// What stands in one cell goes into another.
    fn fill_from(self, pairs: Vec<(Place, Place)>) {
        let filled = pairs.into_iter().map(|(to, from)| (to, Filled::Copy(from))).collect();
        self.fill_with(filled);
    }

    fn fill_with(self, cells: Vec<(Place, Filled)>) {
        let facts = self.facts_now();
        let entry = |filled: Filled| match filled {
            Filled::Number(number) => Some(Entry::scored(number)),
            Filled::Copy(from) if self.is_open(from.column) => Some(facts.entry(self.row(from.row)?, from.column)),
            // What cannot be typed cannot be filled in elsewhere.
            Filled::Copy(_) => None,
        };
        let open = cells.into_iter().filter(|(to, _)| self.is_open(to.column));
        let cells: Vec<(Place, Entry)> = open.filter_map(|(to, filled)| Some((to, entry(filled)?))).collect();
        if cells.is_empty() {
            return self.tell(sheet_words(self.language).read_only);
        }
        self.put(Kind::Filled, cells);
    }

    /// Copies what is selected; `cut`: and clears it.
    pub fn copy(self, event: &ClipboardEvent, cut: bool) {
        if self.state.with_untracked(|state| state.mode != Mode::Ready) {
            return;
        }
        let block = self.now().block();
        let facts = self.facts_now();
        let text = |row: usize, column: usize| self.row(row).map(|row| facts.text(row, column)).unwrap_or_default();
        let cells: Cells = (block.top..=block.bottom)
            .map(|row| (block.left..=block.right).map(|column| text(row, column)).collect())
            .collect();
        let number = |row: usize, column: usize| {
            let row = self.row(block.top + row);
            row.is_some_and(|row| facts.number(row, block.left + column).is_some())
        };
        copied(event, &cells, &number);
        if cut {
            self.clear(block);
        }
    }

    /// Puts what is on the clipboard into the table.
    pub fn paste(self, event: &ClipboardEvent) {
        if self.state.with_untracked(|state| state.mode != Mode::Ready) {
            return;
        }
        event.prevent_default();
        let w = sheet_words(self.language);
        let cells = match given(event) {
            Given::Cells(cells) => cells,
            Given::Picture => return self.tell(w.picture),
            Given::Nothing => return self.tell(w.nothing_to_paste),
        };
        let facts = self.facts_now();
        let rows = self.order.with_untracked(|order| order.len());
        let columns = Arc::clone(&facts.columns);
        let open = |column: usize| columns.get(column).is_some_and(|column| column.open);
        let placed = place(&cells, self.now().block(), rows, columns.len(), &open);
        let words = editing_words(self.language);
        let mut entries = Vec::with_capacity(placed.cells.len());
        let mut wrong = Vec::new();
        for (place, row, column) in &placed.cells {
            let text = &cells[*row][*column];
            match meant(words, text, &columns[place.column]) {
                Ok(entry) => entries.push((*place, entry)),
                Err(_) => wrong.push((*place, text)),
            }
        }
        let taken = entries.len();
        let Some(written) = self.put(Kind::Pasted, entries) else { return };
        if let Some(block) = placed.block {
            self.state.update(|state| state.choose_block(block));
        }
        let mut message = pasted(self.language, taken, placed.closed, placed.beyond);
        if !wrong.is_empty() {
            let name = |(place, text): &(Place, &String)| {
                let title = self.titles.with_value(|titles| titles.get(place.column).map(|(title, _)| title.clone()));
                let row = self.row(place.row).map(|row| facts.name(row).to_owned());
                (format!("{} {}", row.unwrap_or_default(), title.unwrap_or_default()), (*text).clone())
            };
            let first: Vec<(String, String)> = wrong.iter().take(NAMED).map(name).collect();
            message.push_str(&not_understood(self.language, wrong.len(), &first));
        } else if written == 0 && taken > 0 {
            message.push_str(w.all_the_same);
        }
        self.store.keeper.tell(message, (written > 0).then_some(Undo::Step));
    }

    // --- the pointer ---

    /// Pressing a cell leaves the focus in the editor.
    pub fn keeps_focus(self, event: &MouseEvent) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| target.closest("[data-column], .cells-gap").ok().flatten().is_some()) {
            event.prevent_default();
        }
    }

    /// A press on a cell, a head or the handle.
    pub fn pressed(self, event: &PointerEvent) {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let is = |selector: &str| target.closest(selector).ok().flatten().is_some();
        if event.button() != 0 || is(".cells-over") || is("a") || is(".cells-menu-button") {
            return;
        }
        let handle = is(".cells-handle");
        // A finger scrolls; what it taps comes as a click.
        if event.pointer_type() == "touch" && !handle {
            return;
        }
        let Some((row, column)) = place_of(&target) else { return };
        if !self.commit() {
            return self.focus();
        }
        self.menu.set(None);
        self.focus();
        if handle {
            if let Some(cell) = target.dyn_ref::<Element>() {
                let _ = cell.set_pointer_capture(event.pointer_id());
            }
            return self.drag.set_value(Some(Drag::Fill(self.now().block())));
        }
        let last = self.order.with_untracked(|order| order.len()).saturating_sub(1);
        let columns = self.columns.with_value(|columns| columns.len()).saturating_sub(1);
        let mut state = self.now();
        match row {
            // The head: the whole column.
            None => {
                let from = if event.shift_key() { state.anchor.column } else { column };
                state.choose_block(Block { top: 0, left: from.min(column), bottom: last, right: from.max(column) });
            }
            Some(row) if event.shift_key() => state.stretch_to(Place { row, column }),
            // A name: the whole row.
            Some(row) if column == 0 => {
                state.choose_block(Block { top: row, left: 0, bottom: row, right: columns });
            }
            Some(row) => {
                state.choose(Place { row, column });
                self.drag.set_value(Some(Drag::Select));
            }
        }
        self.state.set(state);
    }

    /// A tap, and the button of a head.
    pub fn clicked(self, event: &MouseEvent) {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let is = |selector: &str| target.closest(selector).ok().flatten().is_some();
        let Some((row, column)) = place_of(&target) else { return };
        if is(".cells-menu-button") {
            let open = self.menu.get_untracked() == Some(column);
            return self.menu.set((!open).then_some(column));
        }
        let Some(row) = row.filter(|_| column > 0 && !event.shift_key() && !is(".cells-over, .cells-handle")) else {
            return;
        };
        if self.now().active != (Place { row, column }) && self.commit() {
            self.state.update(|state| state.choose(Place { row, column }));
            self.focus();
        }
    }

    /// Two presses open a cell.
    pub fn pressed_twice(self, event: &MouseEvent) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let cell = target.filter(|target| target.closest("a, .cells-over").ok().flatten().is_none());
        if let Some((Some(_), column)) = cell.as_ref().and_then(place_of)
            && column > 0
        {
            self.open(true);
            self.focus();
        }
    }

    /// The pointer moves while it is held down.
    pub fn drawn_to(self, event: &PointerEvent) {
        let Some(drag) = self.drag.try_get_value().flatten() else { return };
        let under = document().element_from_point(event.client_x() as f32, event.client_y() as f32);
        let Some((Some(row), column)) = under.as_ref().and_then(place_of) else { return };
        let place = Place { row, column };
        match drag {
            Drag::Select if self.now().far != place => {
                self.state.update(|state| state.stretch_to(place));
                self.show(place);
            }
            Drag::Fill(block) => {
                let (whole, way) = stretched(block, place);
                self.filling.set(way.map(|_| whole));
                self.show(place);
            }
            Drag::Select => {}
        }
    }

    /// The pointer is let go.
    pub fn released(self) {
        let Some(drag) = self.drag.try_get_value().flatten() else { return };
        self.drag.set_value(None);
        let (Drag::Fill(block), Some(whole)) = (drag, self.filling.get_untracked()) else { return };
        self.filling.set(None);
        let facts = self.facts_now();
        let number = |place: Place| facts.number(self.row(place.row)?, place.column);
        let to = if whole.top < block.top || whole.left < block.left {
            Place::at(whole.top, whole.left)
        } else {
            Place::at(whole.bottom, whole.right)
        };
        self.fill_with(drawn(block, to, &number));
        self.state.update(|state| state.choose_block(whole));
    }
}

/// The row (none: the head) and the column of what was pressed.
fn place_of(target: &Element) -> Option<(Option<usize>, usize)> {
    let cell = target.closest("[data-column]").ok().flatten()?;
    let column = cell.get_attribute("data-column")?.parse().ok()?;
    let row = cell.closest("[data-place]").ok().flatten();
    Some((row.and_then(|row| row.get_attribute("data-place")?.parse().ok()), column))
}
