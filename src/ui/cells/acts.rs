//! What keys and the clipboard do in the table. Whatever fills cells is one act, and one step to undo.

use super::Grid;
use super::clip::copied;
use super::facts::{Pending, entry_text, meant};
use super::marks::wrong_words;
use crate::edit::Kind;
use crate::i18n::words_editing::editing_words;
use crate::i18n::words_sheet::{sheet_words, understood};
use crate::model::{Entry, Subject};
use crate::ui::banner::locked_words;
use crate::ui::editor::{locked, make};
use crate::workspace::sheet::acts::{Wrong, change, count, with_subjects};
use crate::workspace::sheet::clipboard::Cells;
use crate::workspace::sheet::filling::{Filled, fill};
use crate::workspace::sheet::{Block, Deed, Mode, Place, Way, What, deed, keys};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, KeyboardEvent};

/// Subjects that are new, and their cells: which of them, the column, and what goes into it.
pub type More = (Vec<Subject>, Vec<(usize, usize, Entry)>);

impl Grid {
    /// Says something in passing.
    pub fn tell(self, text: &str) {
        self.store.keeper.tell(text.to_owned(), None);
    }

    pub fn is_open(self, column: usize) -> bool {
        self.columns.with_value(|columns| columns.get(column).is_some_and(|column| column.open))
    }

    /// Whether the active cell can be filled in; if not, says why.
    fn may_type(self) -> bool {
        if self.order.with_untracked(|order| order.is_empty()) {
            return false;
        }
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

    /// Puts what was typed into the active cell. What is not understood is kept beside it, and marked.
    pub fn commit(self) {
        // The focus may also leave because the table does.
        if self.state.try_with_untracked(|state| state.mode == Mode::Ready) != Some(false) {
            return;
        }
        let entry = self.typed_entry();
        let place = self.now().active;
        let text = self.text();
        self.rest();
        match entry {
            Ok(entry) => {
                self.put(Kind::Cells, vec![(place, entry)], More::default());
            }
            Err(wrong) => {
                let facts = self.facts_now();
                let subject = self.row(place.row).and_then(|row| facts.subject(row));
                self.doubt(
                    false,
                    subject.iter().map(|subject| (subject.id.as_str(), place.column, text.as_str(), wrong)),
                );
            }
        }
    }

    /// The same by a key: what is not understood is told first, and left only by the same key once more.
    fn commit_or_tell(self) -> bool {
        let told = self.wrong.with_untracked(Option::is_some);
        if let (false, Err(wrong)) = (told, self.typed_entry()) {
            self.wrong.set(Some(wrong_words(self.language, wrong)));
            return false;
        }
        self.commit();
        true
    }

    fn typed_entry(self) -> Result<Entry, Wrong> {
        let column = self.columns.with_value(|columns| columns.get(self.now().active.column).cloned());
        let column = column.ok_or(Wrong::NotUnderstood)?;
        meant(editing_words(self.language), &self.text(), &column)
    }

    /// Nothing is being typed any more.
    fn rest(self) {
        self.write("");
        self.wrong.set(None);
        self.understood.set(None);
        self.state.update(|state| state.mode = Mode::Ready);
    }

    /// Fills cells: one act. `more`: subjects that are new, and their cells. Says how many are different now; none: it
    /// cannot be changed.
    pub fn put(self, kind: Kind, cells: Vec<(Place, Entry)>, more: More) -> Option<usize> {
        if let Some(why) = locked(self.store) {
            self.tell(locked_words(editing_words(self.language), why));
            return None;
        }
        let facts = self.facts_now();
        let cells: Vec<(u32, usize, Entry)> =
            cells.into_iter().filter_map(|(place, entry)| Some((self.row(place.row)?, place.column, entry))).collect();
        self.mended(&facts, cells.iter().map(|(row, column, _)| (*row, *column)));
        let now = |row: u32, column: usize| facts.entry(row, column);
        let changed = change(kind, &cells, &facts.columns, facts.subjects(), &now);
        let (added, own) = more;
        let change = match changed {
            changed if !added.is_empty() => with_subjects(changed, facts.subjects().len(), added, &own, &facts.columns),
            Some(changed) => changed,
            None => return Some(0),
        };
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
        if mode != Mode::Ready && commits && !self.commit_or_tell() {
            return;
        }
        if matches!(deed, Deed::Open | Deed::ClearAndOpen) {
            return self.open(deed == Deed::Open);
        }
        let mut state = self.now();
        if deed == Deed::Leave && self.dismiss(state.active) {
            return;
        }
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
    pub fn open(self, with_text: bool) {
        let place = self.now().active;
        let facts = self.facts_now();
        let Some(row) = self.row(place.row) else { return };
        let name = facts.columns.get(place.column).is_some_and(|column| column.what == What::Name);
        if let (true, true, Some(subject)) = (name, with_text, facts.subject(row)) {
            return crate::ui::effects::follow(&self.door(&subject.id));
        }
        if !self.may_type() {
            return;
        }
        self.show(place);
        self.state.update(|state| state.mode = Mode::Opened);
        // What was not understood is there to be mended.
        let text = || self.doubted(place).map_or_else(|| facts.text(row, place.column), |(text, _)| text);
        self.write(&if with_text { text() } else { String::new() });
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
        self.understood.set(self.understood_now());
        let composing = event.dyn_ref::<web_sys::InputEvent>().is_some_and(web_sys::InputEvent::is_composing);
        if !composing {
            self.composed();
        }
    }

    /// What is being typed means, where that is not plain to see.
    fn understood_now(self) -> Option<String> {
        let text = self.text();
        let plain = text.trim();
        if plain.is_empty() || plain.parse::<f64>().is_ok() {
            return None;
        }
        let words = editing_words(self.language);
        let said = entry_text(words, self.typed_entry().ok()?);
        (said != plain && !said.is_empty()).then(|| understood(self.language, &said))
    }

    /// A word was put together; where nothing can be typed, nothing of it stays.
    pub fn composed(self) {
        if self.state.with_untracked(|state| state.mode == Mode::Ready) {
            self.write("");
        }
    }

    pub fn clear(self, block: Block) {
        let places = block.places().filter(|place| self.is_open(place.column));
        let kind = if block.cells() == 1 { Kind::Cells } else { Kind::Cleared };
        let cells: Vec<(Place, Entry)> = places.map(|place| (place, Entry::MISSING)).collect();
        if cells.is_empty() {
            return self.tell(sheet_words(self.language).read_only);
        }
        self.put(kind, cells, More::default());
    }

    fn fill_all(self, block: Block) {
        let entry = match self.typed_entry() {
            Ok(entry) => entry,
            Err(wrong) => return self.wrong.set(Some(wrong_words(self.language, wrong))),
        };
        self.rest();
        let cells = block.places().filter(|place| self.is_open(place.column)).map(|place| (place, entry)).collect();
        self.put(Kind::Filled, cells, More::default());
    }

    /// What stands in one cell goes into another.
    fn fill_from(self, pairs: Vec<(Place, Place)>) {
        let filled = pairs.into_iter().map(|(to, from)| (to, Filled::Copy(from))).collect();
        self.fill_with(filled);
    }

    pub fn fill_with(self, cells: Vec<(Place, Filled)>) {
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
        self.put(Kind::Filled, cells, More::default());
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
}
