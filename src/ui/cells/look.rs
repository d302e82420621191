//! How the table is laid out and how its cells look: widths, which columns are drawn, marks.

use super::Grid;
use super::draw::{Face, Layout};
use super::facts::Facts;
use super::marks::wrong_words;
use crate::i18n::words_editing::editing_words;
use crate::i18n::words_sheet;
use crate::workspace::sheet::doubts::Doubts;
use crate::workspace::sheet::{Block, Column, Looking, Place, State, What};
use std::ops::Range;

/// Tables with more columns draw those in sight only.
const DRAW_ALL_COLUMNS: usize = 30;
/// Columns drawn beyond what is in sight, on either side.
const BESIDE: usize = 3;
/// Texts of more bytes may be wider than a column.
const LONG: usize = 9;
/// Below this width of the window nothing stays in sight while the rest scrolls, in pixels.
const FREEZES_FROM: f64 = 480.0;
/// Up to this width only the names stay.
const FREEZES_ALL_FROM: f64 = 820.0;

/// What is in sight, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pane {
    pub top: f64,
    pub left: f64,
    pub width: f64,
    pub height: f64,
    /// A row, and the head.
    pub row: f64,
    pub head: f64,
    /// The font size that widths are counted in.
    pub rem: f64,
    pub window: f64,
}

impl Pane {
    pub fn freezes(&self) -> bool {
        self.window >= FREEZES_FROM
    }

    /// How the rows are laid out: the name, and on wider screens what follows, stay in sight.
    pub fn layout(&self) -> Layout {
        let frozen = match (self.freezes(), self.window > FREEZES_ALL_FROM) {
            (true, true) => (1, 2),
            (true, false) => (1, 0),
            _ => (0, 0),
        };
        Layout { frozen, shift: if frozen.0 > 0 { self.left } else { 0.0 } }
    }
}

/// Widths of the columns and where they begin, in pixels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sizes {
    pub widths: Vec<f64>,
    pub lefts: Vec<f64>,
    pub total: f64,
}

impl Sizes {
    pub fn of(columns: &[Column], wide: bool, pane: &Pane) -> Sizes {
        let rem = if pane.rem > 0.0 { pane.rem } else { 16.0 };
        let width = |column: &Column| match column.what {
            What::Name if pane.window < FREEZES_FROM => 8.0,
            What::Name => 14.0,
            What::Value if wide => 8.0,
            What::Value => 6.5,
            What::Total => 5.0,
            What::Rank => 5.5,
        };
        let mut sizes = Sizes::default();
        for column in columns {
            sizes.lefts.push(sizes.total);
            // Whole pixels: what stays in sight and what scrolls below it must not differ by a part of one.
            let whole = f64::from((width(column) * rem) as u32);
            sizes.widths.push(whole);
            sizes.total += whole;
        }
        sizes
    }

    /// What stays at the left and at the right while the rest scrolls.
    pub fn frozen(&self, pane: &Pane) -> (f64, f64) {
        let (first, last) = pane.layout().frozen;
        let last = self.widths.len().saturating_sub(last);
        (self.widths.iter().take(first).sum(), self.widths[last..].iter().sum())
    }

    /// The columns of a row: by place, or room in pixels for those that are not drawn.
    pub fn drawn(&self, pane: &Pane) -> Vec<Result<usize, f64>> {
        let count = self.widths.len();
        if count <= DRAW_ALL_COLUMNS || pane.width <= 0.0 {
            return (0..count).map(Ok).collect();
        }
        let middle: Range<usize> = 1..count - 2;
        let (left, right) = (pane.left, pane.left + pane.width);
        let seen = |k: &usize| self.lefts[*k] + self.widths[*k] > left && self.lefts[*k] < right;
        let first = middle.clone().find(seen).unwrap_or(middle.start);
        let last = middle.clone().rfind(seen).unwrap_or(first);
        // A small scroll changes nothing.
        let first = (first.saturating_sub(BESIDE) / BESIDE * BESIDE).max(middle.start);
        let last = (last + 2 * BESIDE).min(middle.end - 1);
        let before = self.lefts[first] - self.lefts[middle.start];
        let after = self.lefts[middle.end] - self.lefts[last] - self.widths[last];
        std::iter::once(Ok(0))
            .chain([Err(before)])
            .chain((first..=last).map(Ok))
            .chain([Err(after)])
            .chain((middle.end..count).map(Ok))
            .collect()
    }

    /// The columns of the grid that the cells of a row are laid out in which do not stay in sight.
    pub fn template(&self, drawn: &[Result<usize, f64>], pane: &Pane) -> String {
        let width = |one: &Result<usize, f64>| match one {
            Ok(column) => self.widths[*column],
            Err(room) => *room,
        };
        let (first, last) = pane.layout().frozen;
        let middle = drawn.get(first..drawn.len() - last).unwrap_or_default();
        middle.iter().map(|one| format!("{}px", width(one))).collect::<Vec<_>>().join(" ")
    }
}

/// Everything that a cell's look depends on besides what stands in it.
pub struct Look<'a> {
    pub facts: &'a Facts,
    pub doubts: &'a Doubts,
    /// Whose doubts they are.
    pub document: &'a str,
    pub state: &'a State,
    pub block: Block,
    /// What the handle is being drawn over.
    pub filling: Option<Block>,
    pub wrong: bool,
    pub locked: bool,
}

/// The cells of a row.
pub fn faces(grid: &Grid, look: &Look, row: u32, place: usize, drawn: &[Result<usize, f64>]) -> Vec<Option<Face>> {
    let facts = look.facts;
    let w = editing_words(facts.language);
    let face = |one: &Result<usize, f64>| {
        let column = (*one).ok()?;
        let own = facts.columns.get(column)?;
        let at = Place::at(place, column);
        let (by_hand, supposed) = facts.marks(row, column);
        let active = look.state.active == at;
        let subject = facts.subject(row);
        let doubt = subject.and_then(|subject| look.doubts.at(look.document, &subject.id, own));
        let text = facts.text(row, column);
        let corner = !look.locked
            && (at.row, at.column) == (look.block.bottom, look.block.right)
            && facts.columns.get(look.block.left).is_some_and(|column| column.open);
        let mut class = String::from(match own.what {
            What::Name => "cells-cell cells-name",
            What::Value if own.open => "cells-cell is-value",
            What::Value => "cells-cell is-closed",
            What::Total => "cells-cell cells-total",
            What::Rank => "cells-cell cells-rank",
        });
        for (is, name) in [
            (by_hand, " is-by-hand"),
            (supposed, " is-supposed"),
            (active, " is-active"),
            (active && look.wrong, " is-wrong"),
            (doubt.is_some(), " is-doubtful"),
            (look.filling.is_some_and(|block| block.holds(at)), " is-filling"),
            (corner, " is-corner"),
            (text.len() > LONG, " is-long"),
        ] {
            if is {
                class.push_str(name);
            }
        }
        let change = if own.what == What::Rank { facts.change(row) } else { None };
        let (tag, tag_class) = match (own.what, change) {
            (What::Name, _) => (facts.tag(row).to_owned(), "tag"),
            (_, Some(up)) if up > 0 => (format!("▲ {up}"), "change up"),
            (_, Some(down)) => (format!("▼ {}", -down), "change down"),
            // What counts is what stands there; where nothing does, what was typed is seen.
            _ => match doubt {
                Some(doubt) if text.is_empty() => (doubt.text.clone(), "cells-typed"),
                _ => (String::new(), ""),
            },
        };
        let href = match own.what {
            What::Name => subject.map(|subject| grid.door(&subject.id)).unwrap_or_default(),
            _ => String::new(),
        };
        Some(Face {
            column,
            text,
            href,
            tag,
            tag_class,
            class,
            title: match (doubt, by_hand, supposed) {
                (Some(doubt), ..) => {
                    words_sheet::doubt(facts.language, &doubt.text, wrong_words(facts.language, doubt.wrong))
                }
                (_, _, true) => w.changed_supposed.to_owned(),
                (_, true, _) => w.changed_by_hand.to_owned(),
                _ => String::new(),
            },
            invalid: doubt.is_some(),
            selected: look.block.holds(at),
            active,
            corner,
            closed: !own.open || look.locked,
            ..Face::default()
        })
    };
    drawn.iter().map(face).collect()
}

/// The cells of the head.
pub fn head(
    facts: &Facts,
    titles: &[(String, String)],
    looking: &Looking,
    block: Block,
    drawn: &[Result<usize, f64>],
) -> Vec<Option<Face>> {
    let face = |one: &Result<usize, f64>| {
        let column = (*one).ok()?;
        let own = facts.columns.get(column)?;
        let (title, unit) = titles.get(column).cloned().unwrap_or_default();
        let mut class = String::from(match own.what {
            What::Name => "cells-head cells-name",
            What::Value => "cells-head",
            What::Total => "cells-head cells-total",
            What::Rank => "cells-head cells-rank",
        });
        if looking.filters.contains_key(&column) {
            class.push_str(" is-filtered");
        }
        if (block.left..=block.right).contains(&column) {
            class.push_str(" is-in-play");
        }
        let sort = looking.sorts.iter().find(|(known, _)| *known == column);
        Some(Face {
            column,
            theirs: !own.name.is_empty() && title.starts_with(&own.name),
            menu: words_sheet::column_menu(facts.language, &title),
            text: title,
            small: unit,
            sorted: sort.map(|(_, order)| order.is_down()),
            class,
            ..Face::default()
        })
    };
    drawn.iter().map(face).collect()
}
