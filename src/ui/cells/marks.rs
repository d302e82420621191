//! What was not understood: kept beside its cell and marked there, told below the table, gone when it is mended or
//! dismissed.

use super::Grid;
use super::facts::Facts;
use crate::i18n::Language;
use crate::i18n::words_editing::editing_words;
use crate::i18n::words_sheet::{self, sheet_words};
use crate::ui::icons::{Icon, icon};
use crate::ui::live::{live, memo, part, press};
use crate::ui::store::Store;
use crate::worker::protocol::Reply;
use crate::workspace::Shared;
use crate::workspace::sheet::Place;
use crate::workspace::sheet::acts::Wrong;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// Why a text cannot go into a cell.
pub fn wrong_words(language: Language, wrong: Wrong) -> &'static str {
    let w = editing_words(language);
    match wrong {
        Wrong::NotUnderstood => w.not_understood,
        Wrong::Negative => w.not_negative,
    }
}

impl Grid {
    fn document(self) -> String {
        self.store.document.with_untracked(|document| document.as_ref().map(|d| d.id.clone()).unwrap_or_default())
    }

    /// Keeps texts that were not understood: whose, which column, the text. `with_act`: an act of this moment brought
    /// them, and takes them away when it is undone.
    pub fn doubt<'a>(self, with_act: bool, doubts: impl Iterator<Item = (&'a str, usize, &'a str, Wrong)>) {
        let columns = self.columns.get_value();
        let document = self.document();
        let turn = self.editor.turn.get_untracked();
        let steps =
            self.store.document.with_untracked(|d| d.as_ref().map(|d| d.history.undo_steps).unwrap_or_default());
        let step = if with_act { steps + 1 } else { 0 };
        self.store.doubts.update(|known| {
            let known = known.of(&document).come(turn, step);
            for (subject, column, text, wrong) in doubts {
                if let Some(column) = columns.get(column) {
                    known.put(subject, column, text, wrong);
                }
            }
        });
    }

    /// What is kept beside subjects that are not there any more is forgotten as soon as the table is without them.
    fn forgets_the_gone(self) {
        Effect::new(move |before: Option<Option<Shared<Reply>>>| {
            let sheet = self.facts.with(|facts| facts.sheet.clone());
            if before != Some(sheet.clone()) && !self.store.doubts.with_untracked(|doubts| doubts.is_empty()) {
                let facts = self.facts_now();
                let ids: BTreeSet<&str> = facts.subjects().iter().map(|subject| subject.id.as_str()).collect();
                let turn = self.editor.turn.get_untracked();
                if facts.sheet().is_some() {
                    self.store.doubts.update(|doubts| doubts.keep_subjects(turn, |id| ids.contains(id)));
                }
            }
            sheet
        });
    }

    /// Something else goes into these cells.
    pub fn mended(self, facts: &Facts, cells: impl Iterator<Item = (u32, usize)>) {
        if self.store.doubts.with_untracked(|doubts| doubts.is_empty()) {
            return;
        }
        self.store.doubts.update(|doubts| {
            for (row, column) in cells {
                if let (Some(subject), Some(column)) = (facts.subject(row), facts.columns.get(column)) {
                    doubts.mend(&subject.id, column);
                }
            }
        });
    }

    /// What was not understood at a cell, and why.
    pub fn doubted(self, place: Place) -> Option<(String, &'static str)> {
        let facts = self.facts_now();
        let subject = facts.subject(self.row(place.row)?)?;
        let column = facts.columns.get(place.column)?;
        let document = self.document();
        self.store.doubts.with(|doubts| {
            let doubt = doubts.at(&document, &subject.id, column)?;
            Some((doubt.text.clone(), wrong_words(self.language, doubt.wrong)))
        })
    }

    /// Forgets what was not understood at a cell; false: there was nothing.
    pub fn dismiss(self, place: Place) -> bool {
        if self.doubted(place).is_none() {
            return false;
        }
        let facts = self.facts_now();
        let row = self.row(place.row);
        self.mended(&facts, row.into_iter().map(|row| (row, place.column)));
        true
    }

    /// The marked cells of the rows on show, in order.
    fn marked(self) -> Vec<Place> {
        let facts = self.facts.get();
        let document = self.document();
        let marked: std::collections::BTreeMap<String, Vec<usize>> = self.store.doubts.with(|doubts| {
            let mut marked = std::collections::BTreeMap::<String, Vec<usize>>::new();
            for (subject, column) in doubts.within(&document, &facts.columns) {
                marked.entry(subject.to_owned()).or_default().push(column);
            }
            marked
        });
        if marked.is_empty() {
            return Vec::new();
        }
        let mut places: Vec<Place> = Vec::new();
        for (row, place) in self.order.get().iter().zip(0..) {
            let columns = facts.subject(*row).and_then(|subject| marked.get(&subject.id));
            places.extend(columns.into_iter().flatten().map(|column| Place::at(place, *column)));
        }
        places.sort_unstable();
        places
    }
}

/// After every act, undone ones too: what is kept beside indicators that are gone is forgotten, and what came with the
/// step that was undone.
pub fn forgets_the_undone(store: Store) {
    Effect::new(move |_| {
        let Some(document) = store.document.get() else { return };
        if store.doubts.with_untracked(|doubts| doubts.is_empty()) {
            return;
        }
        let ids: BTreeSet<&str> = document.tree.iter().map(|node| node.id.as_str()).collect();
        let history = &document.history;
        store.doubts.update(|doubts| {
            doubts.of(&document.id).keep_indicators(history.undo_steps, history.redo_steps, |id| ids.contains(id));
        });
    });
}

/// How many cells are marked, the way to the next, and the way to be rid of them.
pub fn marks_bar(grid: Grid) -> AnyView {
    let w = sheet_words(grid.language);
    let count = memo(move || grid.marked().len());
    grid.forgets_the_gone();
    part(move || {
        let any = count.get() > 0;
        any.then(|| {
            let next = move || {
                let marked = untrack(|| grid.marked());
                let here = grid.now().active;
                let to = marked.iter().find(|place| **place > here).or(marked.first());
                if let Some(place) = to {
                    grid.state.update(|state| state.choose(*place));
                    grid.show(*place);
                }
                grid.focus();
            };
            let dismiss = move || {
                let (marked, facts) = (untrack(|| grid.marked()), grid.facts_now());
                let shown = marked.iter().filter_map(|place| {
                    let subject = facts.subject(grid.row(place.row)?)?;
                    Some((subject.id.as_str(), facts.columns.get(place.column)?))
                });
                grid.store.doubts.update(|doubts| doubts.dismiss(shown));
                grid.focus();
            };
            view! {
                <div class="cells-marks">
                    <span role="status">{live(move || words_sheet::doubts(grid.language, count.get()))}</span>
                    <button class="button small" type="button" on:click=press(next)>
                        {w.doubts_next}
                    </button>
                    <button class="button small quiet" type="button" on:click=press(dismiss)>
                        {w.doubts_dismiss}
                        {icon(Icon::Close)}
                    </button>
                </div>
            }
        })
    })
}

/// The buttons that do without drawing what a pointer draws.
pub fn without_drawing(grid: Grid) -> AnyView {
    let w = sheet_words(grid.language);
    let stretch = live(move || if grid.stretching.get() { w.stretch_hint } else { w.stretch });
    let fills = memo(move || {
        let block = grid.here().block();
        let open = (block.left..=block.right).any(|column| grid.is_open(column)) && !grid.editor.locked.get();
        (open && block.rows() > 1, open && block.columns() > 1)
    });
    let fill = move |label: &'static str, down: bool| {
        let hidden = live(move || if down { !fills.get().0 } else { !fills.get().1 });
        view! {
            <button class="button quiet small" class:hidden=hidden type="button" on:click=press(move || grid.fill_on(down))>
                {label}
            </button>
        }
    };
    view! {
        <span class="cells-undrawn">
            <button
                class="button quiet small"
                type="button"
                aria-pressed=live(move || grid.stretching.get().to_string())
                on:click=press(move || grid.stretching.update(|on| *on = !*on))
            >
                {stretch}
            </button>
            {fill(w.fill_down, true)}
            {fill(w.fill_right, false)}
        </span>
    }
    .into_any()
}
