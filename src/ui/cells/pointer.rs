//! What the pointer does in the table. A mouse draws a selection at once; a finger scrolls, and draws one after a long
//! press. Whatever is drawn can be done without: by the buttons below the table, or by keys.

use super::{Drag, Grid};
use crate::workspace::sheet::filling::{drawn, stretched};
use crate::workspace::sheet::{Block, Place};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent, PointerEvent, TouchEvent};

/// How long a finger rests before it draws, in milliseconds.
const LONG: u64 = 450;
/// How far it may move meanwhile, in pixels.
const STEADY: f64 = 10.0;

/// A finger that may come to draw: where it was put down, and what happens when it has rested.
pub struct Resting {
    at: (f64, f64),
    timer: TimeoutHandle,
}

impl Grid {
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
        let Some((row, column)) = place_of(&target) else { return };
        // Up to where is told by the click that follows.
        if self.stretching.get_untracked() && row.is_some() {
            return;
        }
        // A finger scrolls; what it taps comes as a click.
        if event.pointer_type() == "touch" && !handle {
            self.lifted();
            if let Some(row) = row {
                self.touched(event, Place { row, column });
            }
            return;
        }
        self.commit();
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
        let place = Place { row, column };
        if self.stretching.get_untracked() {
            self.stretching.set(false);
            self.state.update(|state| state.stretch_to(place));
            self.focus();
        } else if self.now().active != place {
            self.commit();
            self.state.update(|state| state.choose(place));
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

    /// A finger is put down on a cell: when it has rested there, it draws.
    fn touched(self, event: &PointerEvent, place: Place) {
        if !event.is_primary() {
            return;
        }
        let rested = move || {
            self.resting.set_value(None);
            self.commit();
            self.state.update(|state| state.choose(place));
            self.drag.set_value(Some(Drag::Select));
        };
        if let Ok(timer) = set_timeout_with_handle(rested, Duration::from_millis(LONG)) {
            let at = (f64::from(event.client_x()), f64::from(event.client_y()));
            self.resting.set_value(Some(Resting { at, timer }));
        }
    }

    /// A finger moves: it scrolls, unless it rested before.
    pub fn touch_moved(self, event: &TouchEvent) {
        if self.drag.get_value().is_some() {
            event.prevent_default();
        }
    }

    /// A finger is lifted: what it drew is no tap.
    pub fn touch_ended(self, event: &TouchEvent) {
        self.lifted();
        if self.drag.get_value().is_some() {
            event.prevent_default();
            self.released();
            self.focus();
        }
    }

    fn lifted(self) {
        self.resting.try_update_value(|resting| {
            if let Some(resting) = resting.take() {
                resting.timer.clear();
            }
        });
    }

    /// A long press opens no menu of the browser's.
    pub fn menu_wanted(self, event: &MouseEvent) {
        if self.drag.get_value().is_some() || self.resting.with_value(Option::is_some) {
            event.prevent_default();
        }
    }

    /// Fills what is selected as the handle would: what stands at its beginning goes on into the rest.
    pub fn fill_on(self, down: bool) {
        let block = self.now().block();
        let facts = self.facts_now();
        let stands = |place: Place| self.row(place.row).is_some_and(|row| !facts.text(row, place.column).is_empty());
        let begins = |line: usize| {
            let line = if down {
                Block { top: line, bottom: line, ..block }
            } else {
                Block { left: line, right: line, ..block }
            };
            line.places().any(stands)
        };
        let (first, last) = if down { (block.top, block.bottom) } else { (block.left, block.right) };
        // A block that is full is filled with its first line.
        let known = (first + 1..=last).take_while(|line| begins(*line)).count();
        let end = if first + known == last { first } else { first + known };
        let from = if down { Block { bottom: end, ..block } } else { Block { right: end, ..block } };
        let number = |place: Place| facts.number(self.row(place.row)?, place.column);
        self.fill_with(drawn(from, Place::at(block.bottom, block.right), &number));
        self.focus();
    }

    /// The pointer moves while it is held down.
    pub fn drawn_to(self, event: &PointerEvent) {
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let steady = |resting: &Resting| (x - resting.at.0).abs().max((y - resting.at.1).abs()) <= STEADY;
        if self.resting.try_with_value(|resting| resting.as_ref().is_some_and(|resting| !steady(resting))) == Some(true)
        {
            self.lifted();
        }
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
        self.lifted();
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
