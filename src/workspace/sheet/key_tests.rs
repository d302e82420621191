//! Every key with what it does to the state, in a table of nine rows and six columns.

use super::keys::{ALT, CTRL, KEYS, SHIFT, deed, list};
use super::*;

/// Filled: columns 1 and 2 down to row 4, row 7 of column 1; all of column 0.
fn filled(place: Place) -> bool {
    match place.column {
        0 => true,
        1 => place.row <= 4 || place.row == 7,
        2 => place.row <= 4,
        _ => false,
    }
}

fn ground() -> Ground<'static> {
    Ground { rows: 9, columns: 6, page: (4, 3), filled: &filled }
}

/// A state as text: the active cell, then the selection if it is more than one cell, then what is being done.
fn told(state: &State) -> String {
    let Block { top, left, bottom, right } = state.block();
    let mut text = format!("{},{}", state.active.row, state.active.column);
    if state.block().cells() > 1 {
        text.push_str(&format!(" {top},{left}:{bottom},{right}"));
    }
    match state.mode {
        Mode::Ready => {}
        Mode::Typed => text.push_str(" typed"),
        Mode::Opened => text.push_str(" opened"),
    }
    if state.leaving {
        text.push_str(" leaving");
    }
    text
}

/// The state after these keys, from a cell, with a block selected or not.
fn after(from: (usize, usize), to: (usize, usize), mode: Mode, keys: &str) -> String {
    let mut state = State::default();
    state.choose(Place::at(from.0, from.1));
    if from != to {
        state.stretch_to(Place::at(to.0, to.1));
    }
    state.mode = mode;
    for key in keys.split(' ') {
        let (with, key) = match key.rsplit_once('+') {
            Some((with, key)) => (with, key),
            None => ("", key),
        };
        let bits = [("Ctrl", CTRL), ("Shift", SHIFT), ("Alt", ALT)];
        let with = bits.iter().filter(|(name, _)| with.contains(name)).map(|(_, bit)| bit).sum();
        let key = if key == "Space" { " " } else { key };
        match deed(key, with, state.mode) {
            // What is typed is committed, or given up, before a deed goes on.
            Some(deed) => {
                state.mode = Mode::Ready;
                state.does(deed, &ground());
            }
            None => return "the text's".to_owned(),
        }
    }
    told(&state)
}

#[test]
fn every_key_leads_where_it_leads_in_a_spreadsheet() {
    let one = |from: (usize, usize), keys: &str| after(from, from, Mode::Ready, keys);
    for (from, keys, expected) in [
        ((2, 2), "ArrowUp", "1,2"),
        ((2, 2), "ArrowDown", "3,2"),
        ((2, 2), "ArrowLeft", "2,1"),
        ((2, 2), "ArrowRight", "2,3"),
        ((0, 0), "ArrowUp", "0,0"),
        ((0, 0), "ArrowLeft", "0,0"),
        ((8, 5), "ArrowDown", "8,5"),
        ((8, 5), "ArrowRight", "8,5"),
        ((2, 1), "Ctrl+ArrowDown", "4,1"),
        ((4, 1), "Ctrl+ArrowDown", "7,1"),
        ((7, 1), "Ctrl+ArrowDown", "8,1"),
        ((8, 1), "Ctrl+ArrowUp", "7,1"),
        ((7, 1), "Ctrl+ArrowUp", "4,1"),
        ((4, 1), "Ctrl+ArrowUp", "0,1"),
        ((2, 0), "Ctrl+ArrowRight", "2,2"),
        ((2, 2), "Ctrl+ArrowRight", "2,5"),
        ((2, 5), "Ctrl+ArrowLeft", "2,2"),
        ((2, 2), "Home", "2,0"),
        ((2, 2), "End", "2,5"),
        ((2, 2), "Ctrl+Home", "0,0"),
        ((2, 2), "Ctrl+End", "8,5"),
        ((2, 2), "PageDown", "6,2"),
        ((6, 2), "PageDown", "8,2"),
        ((6, 2), "PageUp", "2,2"),
        ((2, 2), "PageUp", "0,2"),
        ((2, 1), "Alt+PageDown", "2,4"),
        ((2, 4), "Alt+PageUp", "2,1"),
        ((2, 2), "Shift+ArrowDown", "2,2 2,2:3,2"),
        ((2, 2), "Shift+ArrowUp", "2,2 1,2:2,2"),
        ((2, 2), "Shift+ArrowRight Shift+ArrowDown", "2,2 2,2:3,3"),
        ((2, 2), "Shift+ArrowLeft", "2,2 2,1:2,2"),
        ((2, 2), "Shift+ArrowLeft Shift+ArrowRight", "2,2"),
        ((2, 1), "Ctrl+Shift+ArrowDown", "2,1 2,1:4,1"),
        ((4, 1), "Ctrl+Shift+ArrowUp", "4,1 0,1:4,1"),
        ((2, 0), "Ctrl+Shift+ArrowRight", "2,0 2,0:2,2"),
        ((2, 2), "Ctrl+Shift+ArrowLeft", "2,2 2,0:2,2"),
        ((2, 2), "Shift+Home", "2,2 2,0:2,2"),
        ((2, 2), "Shift+End", "2,2 2,2:2,5"),
        ((2, 2), "Ctrl+Shift+Home", "2,2 0,0:2,2"),
        ((2, 2), "Ctrl+Shift+End", "2,2 2,2:8,5"),
        ((2, 2), "Shift+PageDown", "2,2 2,2:6,2"),
        ((6, 2), "Shift+PageUp", "6,2 2,2:6,2"),
        ((2, 2), "Ctrl+a", "2,2 0,0:8,5"),
        ((2, 2), "Ctrl+A", "2,2 0,0:8,5"),
        ((2, 2), "Ctrl+Space", "2,2 0,2:8,2"),
        ((2, 2), "Shift+Space", "2,2 2,0:2,5"),
        ((2, 2), "F2", "2,2 opened"),
        ((2, 2), "Backspace", "2,2 opened"),
        ((2, 2), "Enter", "3,2"),
        ((2, 2), "Shift+Enter", "1,2"),
        ((2, 2), "Tab", "2,3"),
        ((2, 2), "Shift+Tab", "2,1"),
        ((2, 2), "Tab Tab Enter", "3,2"),
        ((2, 2), "Tab ArrowDown Enter", "4,3"),
        ((2, 2), "Delete", "2,2"),
        ((2, 2), "Ctrl+d", "2,2"),
        ((2, 2), "Escape", "2,2 leaving"),
        ((2, 2), "Escape ArrowDown", "3,2"),
    ] {
        assert_eq!(one(from, keys), expected, "{from:?} {keys}");
    }
}

#[test]
fn inside_a_selection_enter_and_tab_go_round_and_round() {
    let block = |keys: &str| after((2, 1), (3, 2), Mode::Ready, keys);
    assert_eq!(block("Enter"), "3,1 2,1:3,2");
    assert_eq!(block("Enter Enter"), "2,2 2,1:3,2");
    assert_eq!(block("Enter Enter Enter Enter"), "2,1 2,1:3,2");
    assert_eq!(block("Shift+Enter"), "3,2 2,1:3,2");
    assert_eq!(block("Tab"), "2,2 2,1:3,2");
    assert_eq!(block("Tab Tab"), "3,1 2,1:3,2");
    assert_eq!(block("Shift+Tab"), "3,2 2,1:3,2");
    assert_eq!(block("ArrowDown"), "3,1");
    assert_eq!(block("Delete"), "2,1 2,1:3,2");
}

#[test]
fn while_something_is_typed_the_arrows_commit_and_while_it_is_open_they_belong_to_the_text() {
    let typing = |mode: Mode, keys: &str| after((2, 2), (2, 2), mode, keys);
    for (keys, typed, opened) in [
        ("ArrowDown", "3,2", "the text's"),
        ("ArrowRight", "2,3", "the text's"),
        ("Home", "2,0", "the text's"),
        ("Ctrl+ArrowDown", "4,2", "the text's"),
        ("PageDown", "6,2", "the text's"),
        ("Enter", "3,2", "3,2"),
        ("Shift+Enter", "1,2", "1,2"),
        ("Tab", "2,3", "2,3"),
        ("Shift+Tab", "2,1", "2,1"),
        ("Escape", "2,2", "2,2"),
        ("Ctrl+Enter", "2,2", "2,2"),
        ("Delete", "the text's", "the text's"),
        ("Backspace", "the text's", "the text's"),
        ("Ctrl+a", "the text's", "the text's"),
        ("Ctrl+z", "the text's", "the text's"),
        ("Ctrl+v", "the text's", "the text's"),
        ("Shift+ArrowDown", "the text's", "the text's"),
        ("F2", "the text's", "the text's"),
        ("5", "the text's", "the text's"),
    ] {
        assert_eq!(typing(Mode::Typed, keys), typed, "{keys}");
        assert_eq!(typing(Mode::Opened, keys), opened, "{keys}");
    }
}

#[test]
fn what_a_key_asks_of_others_is_told_apart() {
    for (key, with, expected) in [
        ("d", CTRL, Deed::FillDown),
        ("r", CTRL, Deed::FillRight),
        ("c", CTRL, Deed::Copy),
        ("x", CTRL, Deed::Cut),
        ("v", CTRL, Deed::Paste),
        ("z", CTRL, Deed::Undo),
        ("y", CTRL, Deed::Redo),
        ("Z", CTRL | SHIFT, Deed::Redo),
        ("f", CTRL, Deed::Find),
        ("F3", 0, Deed::FindNext),
        ("F3", SHIFT, Deed::FindBack),
        ("ArrowDown", ALT, Deed::Menu),
        ("Backspace", CTRL, Deed::ToActive),
        ("F1", 0, Deed::Help),
        ("/", CTRL, Deed::Help),
        ("Delete", 0, Deed::Clear),
        ("Backspace", 0, Deed::ClearAndOpen),
    ] {
        assert_eq!(deed(key, with, Mode::Ready), Some(expected), "{key}");
    }
    for key in ["a", "5", "，", "F5", "Process"] {
        assert_eq!(deed(key, 0, Mode::Ready), None, "{key}");
    }
}

#[test]
fn no_key_means_two_things_and_the_list_tells_of_every_deed() {
    for (place, key) in KEYS.iter().enumerate() {
        let twice = KEYS[place + 1..]
            .iter()
            .find(|other| other.key == key.key && other.with == key.with && other.modes & key.modes != 0);
        assert_eq!(twice, None, "{key:?}");
    }
    let list = list();
    let listed: usize = list.iter().map(|(_, keys)| keys.len()).sum();
    assert!(listed >= 40, "{listed}");
    for key in &KEYS {
        assert!(list.iter().any(|(tells, _)| *tells == key.tells), "{key:?}");
    }
}

#[test]
fn the_selection_stays_within_a_table_that_became_smaller() {
    let mut state = State::default();
    state.choose(Place::at(7, 4));
    state.stretch_to(Place::at(8, 5));
    state.keep_within(3, 2);
    assert_eq!(told(&state), "2,1");
    state.does(Deed::Go(Way::Down, Reach::One), &Ground { rows: 0, columns: 0, ..ground() });
    assert_eq!(told(&state), "2,1");
}
