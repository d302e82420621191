//! Draws the rows in sight, and of each cell only what is different from what stands there: a table of a hundred
//! thousand rows scrolls, and a key that moves the selection touches two cells.

use leptos::prelude::document;
use std::collections::VecDeque;
use std::ops::Range;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// A cell as it looks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Face {
    /// Place of its column.
    pub column: usize,
    pub text: String,
    /// Below the text of a head: its unit.
    pub small: String,
    /// Where the text leads.
    pub href: String,
    /// A word behind the text.
    pub tag: String,
    /// Its class.
    pub tag_class: &'static str,
    /// Of a head: the label of the button that sorts and filters, and which way it is sorted.
    pub menu: String,
    pub sorted: Option<bool>,
    pub class: String,
    pub title: String,
    /// What was typed there is not understood.
    pub invalid: bool,
    pub selected: bool,
    pub active: bool,
    /// The handle for filling is in its corner.
    pub corner: bool,
    pub closed: bool,
    /// The text comes from the document.
    pub theirs: bool,
}

/// The cells of a row; a place without a column holds room for those that are not drawn.
pub type Faces<'a> = &'a dyn Fn(usize) -> Vec<Option<Face>>;

/// How the rows are laid out: what stays in sight stands beside what is shifted as it scrolls. One frozen cell of its own
/// in every row would be a layer of its own for the browser, and a hundred of them cost more than all the cells.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Layout {
    /// Cells at the beginning and at the end of a row that stay in sight.
    pub frozen: (usize, usize),
    /// How far the others are shifted, in pixels.
    pub shift: f64,
}

struct Row {
    element: HtmlElement,
    /// Holds the cells that are shifted.
    middle: HtmlElement,
    layout: Option<Layout>,
    place: usize,
    cells: Vec<(Element, Option<Face>)>,
    top: f64,
}

/// The rows that are drawn, in order.
#[derive(Default)]
pub struct Painter {
    rows: VecDeque<Row>,
}

impl Painter {
    /// Draws the head: a row with the place 0.
    pub fn head(&mut self, into: &Element, faces: Vec<Option<Face>>, layout: Layout) {
        if self.rows.is_empty() {
            let row = new_row(0);
            let _ = into.append_child(&row.element);
            set(&row.element, "aria-rowindex", "1");
            self.rows.push_back(row);
        }
        if let Some(row) = self.rows.front_mut() {
            update(row, faces, true, layout);
        }
    }

    /// Draws these rows, each so high. Elements of rows that went out of sight are used again.
    pub fn paint(&mut self, into: &Element, places: Range<usize>, height: f64, faces: Faces, layout: Layout) {
        let mut spare: Vec<Row> = Vec::new();
        let gone = |row: Option<&Row>| row.is_some_and(|row| !places.contains(&row.place));
        while gone(self.rows.front()) {
            spare.extend(self.rows.pop_front());
        }
        while gone(self.rows.back()) {
            spare.extend(self.rows.pop_back());
        }
        let known = self.rows.front().map(|row| row.place).zip(self.rows.back().map(|row| row.place));
        let (before, after) = match known {
            Some((first, last)) => (places.start..first, last + 1..places.end),
            None => (places.start..places.start, places),
        };
        for place in before.rev() {
            let row = renewed(spare.pop(), place);
            let first = self.rows.front().map(|row| row.element.clone());
            let _ = into.insert_before(&row.element, first.as_deref().map(AsRef::as_ref));
            self.rows.push_front(row);
        }
        for place in after {
            let row = renewed(spare.pop(), place);
            let _ = into.append_child(&row.element);
            self.rows.push_back(row);
        }
        for row in spare {
            row.element.remove();
        }
        for row in &mut self.rows {
            let top = row.place as f64 * height;
            if top != row.top {
                row.top = top;
                let _ = row.element.style().set_property("top", &format!("{top}px"));
            }
            let faces = faces(row.place);
            update(row, faces, false, layout);
        }
    }
}

fn new_row(place: usize) -> Row {
    let row: HtmlElement = element("div").unchecked_into();
    set(&row, "role", "row");
    row.set_class_name("cells-row");
    let middle: HtmlElement = element("div").unchecked_into();
    set(&middle, "role", "presentation");
    middle.set_class_name("cells-middle");
    let _ = row.append_child(&middle);
    Row { element: row, middle, layout: None, place, cells: Vec::new(), top: -1.0 }
}

fn renewed(spare: Option<Row>, place: usize) -> Row {
    let mut row = spare.unwrap_or_else(|| new_row(place));
    row.place = place;
    set(&row.element, "aria-rowindex", &(place + 2).to_string());
    set(&row.element, "data-place", &place.to_string());
    row
}

fn update(row: &mut Row, faces: Vec<Option<Face>>, head: bool, layout: Layout) {
    let before = row.layout.replace(layout);
    if before.is_none_or(|before| before.shift != layout.shift) {
        let shift = if layout.shift > 0.0 { format!("translateX(-{}px)", layout.shift) } else { "none".to_owned() };
        let _ = row.middle.style().set_property("transform", &shift);
    }
    // Which cells are shifted depends on how many there are.
    if before.is_none_or(|before| before.frozen != layout.frozen) || row.cells.len() != faces.len() {
        for (cell, _) in row.cells.drain(..) {
            cell.remove();
        }
    }
    let (first, last) = (layout.frozen.0, faces.len().saturating_sub(layout.frozen.1));
    for (k, face) in faces.into_iter().enumerate() {
        if k == row.cells.len() {
            let cell = element("div");
            let _ = if k < first {
                row.element.insert_before(&cell, Some(&row.middle))
            } else if k < last {
                row.middle.append_child(&cell)
            } else {
                row.element.append_child(&cell)
            };
            row.cells.push((cell, None));
            // A place without a face is never one that was drawn.
            if face.is_none() {
                blank(&row.cells[k].0);
                continue;
            }
        }
        let (cell, before) = &mut row.cells[k];
        match (&face, &before) {
            (None, None) => continue,
            (None, Some(_)) => blank(cell),
            (Some(face), before) => draw(cell, face, before.as_ref(), head),
        }
        *before = face;
    }
}

fn blank(cell: &Element) {
    cell.set_text_content(None);
    cell.set_class_name("cells-gap");
    for name in [
        "aria-colindex",
        "data-column",
        "aria-selected",
        "aria-readonly",
        "aria-sort",
        "aria-invalid",
        "id",
        "title",
        "data-content",
    ] {
        let _ = cell.remove_attribute(name);
    }
    set(cell, "role", "presentation");
}

fn draw(cell: &Element, face: &Face, before: Option<&Face>, head: bool) {
    let differs = |same: fn(&Face, &Face) -> bool| before.is_none_or(|before| !same(before, face));
    if differs(|a, b| a.column == b.column) {
        let role = match (head, face.column) {
            (true, _) => "columnheader",
            (false, 0) => "rowheader",
            (false, _) => "gridcell",
        };
        set(cell, "role", role);
        set(cell, "aria-colindex", &(face.column + 1).to_string());
        set(cell, "data-column", &face.column.to_string());
    }
    if differs(|a, b| a.class == b.class) {
        cell.set_class_name(&face.class);
    }
    if differs(|a, b| a.title == b.title) {
        put(cell, "title", &face.title);
    }
    if differs(|a, b| a.invalid == b.invalid) {
        put(cell, "aria-invalid", if face.invalid { "true" } else { "" });
    }
    if !head && differs(|a, b| a.selected == b.selected) {
        set(cell, "aria-selected", if face.selected { "true" } else { "false" });
    }
    if differs(|a, b| a.active == b.active) {
        put(cell, "id", if face.active { "cells-active" } else { "" });
    }
    if !head && differs(|a, b| a.closed == b.closed) {
        put(cell, "aria-readonly", if face.closed { "true" } else { "" });
    }
    if differs(|a, b| a.theirs == b.theirs) {
        put(cell, "data-content", if face.theirs { "true" } else { "" });
    }
    if head && differs(|a, b| a.sorted == b.sorted) {
        put(
            cell,
            "aria-sort",
            match face.sorted {
                None => "",
                Some(false) => "ascending",
                Some(true) => "descending",
            },
        );
    }
    let content = |a: &Face, b: &Face| {
        a.text == b.text
            && a.href == b.href
            && a.tag == b.tag
            && a.tag_class == b.tag_class
            && a.small == b.small
            && a.menu == b.menu
            && a.sorted == b.sorted
            && a.corner == b.corner
    };
    if before.is_some_and(|before| content(before, face)) {
        return;
    }
    cell.set_text_content(Some(if face.href.is_empty() { &face.text } else { "" }));
    if !face.href.is_empty() {
        let link = element("a");
        link.set_text_content(Some(&face.text));
        set(&link, "href", &face.href);
        set(&link, "tabindex", "-1");
        set(&link, "data-content", "true");
        let _ = cell.append_child(&link);
    }
    if !face.small.is_empty() {
        add(cell, "small", &face.small, "");
    }
    if !face.tag.is_empty() {
        add(cell, "span", &face.tag, face.tag_class);
    }
    if !face.menu.is_empty() {
        let mark = match face.sorted {
            None => "▾",
            Some(false) => "▲",
            Some(true) => "▼",
        };
        let button = add(cell, "button", mark, "cells-menu-button");
        set(&button, "type", "button");
        set(&button, "tabindex", "-1");
        set(&button, "aria-label", &face.menu);
        set(&button, "aria-haspopup", "dialog");
    }
    if face.corner {
        let handle = add(cell, "span", "", "cells-handle");
        set(&handle, "aria-hidden", "true");
    }
}

fn add(cell: &Element, tag: &str, text: &str, class: &str) -> Element {
    let made = element(tag);
    made.set_text_content(Some(text));
    if !class.is_empty() {
        made.set_class_name(class);
    }
    let _ = cell.append_child(&made);
    made
}

fn element(tag: &str) -> Element {
    // The names written here are names of tags; the browser refuses only others.
    document().create_element(tag).unwrap_or_else(|fault| fault.unchecked_into())
}

fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// An empty value takes the attribute away.
fn put(element: &Element, name: &str, value: &str) {
    let _ = if value.is_empty() { element.remove_attribute(name) } else { element.set_attribute(name, value) };
}
