//! Every key of the table, once: what is done when it is pressed, and what the list of keys says about it.

/// What a cell is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Keys go from cell to cell.
    #[default]
    Ready,
    /// A letter replaced what stood there: arrows commit and go on.
    Typed,
    /// Opened with what stands there: arrows belong to the text.
    Opened,
}

/// Where to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Up,
    Down,
    Left,
    Right,
}

/// How far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The next cell.
    One,
    /// A screenful.
    Page,
    /// To where filled cells end, or begin again.
    Edge,
    /// To the end of the row.
    Line,
    /// To the first or the last cell of all.
    All,
}

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// The active cell moves.
    Go(Way, Reach),
    /// The selection grows or shrinks.
    Stretch(Way, Reach),
    /// Commits, and goes to the next cell; round and round inside a selection.
    Next(Way),
    SelectAll,
    SelectColumn,
    SelectRow,
    /// Back to where the active cell can be seen.
    ToActive,
    Open,
    Clear,
    ClearAndOpen,
    FillDown,
    FillRight,
    /// What is being typed goes into every selected cell.
    FillAll,
    GiveUp,
    /// From here the tab key leaves the table.
    Leave,
    Copy,
    Cut,
    Paste,
    Undo,
    Redo,
    Find,
    FindNext,
    FindBack,
    Menu,
    Help,
}

/// A line of the list of keys. Several keys may share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tells {
    Move,
    Edge,
    Line,
    All,
    Page,
    PageAcross,
    Stretch,
    StretchFar,
    SelectAll,
    SelectColumn,
    SelectRow,
    ToActive,
    Type,
    Next,
    NextAcross,
    GiveUp,
    Clear,
    ClearAndOpen,
    FillDown,
    FillRight,
    FillAll,
    Copy,
    Paste,
    Undo,
    Redo,
    Find,
    FindNext,
    Menu,
    Leave,
    Help,
}

/// One key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// As the browser names it; letters are small.
    pub key: &'static str,
    /// [`CTRL`], [`SHIFT`] and [`ALT`], added up.
    pub with: u8,
    /// Where it works: bits of [`READY`], [`TYPED`] and [`OPENED`].
    pub modes: u8,
    pub deed: Deed,
    pub tells: Tells,
}

/// The Ctrl key, or ⌘.
pub const CTRL: u8 = 1;
pub const SHIFT: u8 = 2;
pub const ALT: u8 = 4;

pub const READY: u8 = 1;
pub const TYPED: u8 = 2;
pub const OPENED: u8 = 4;
const MOVING: u8 = READY | TYPED;
const WRITING: u8 = TYPED | OPENED;
const ANY: u8 = READY | TYPED | OPENED;

const fn key(key: &'static str, with: u8, modes: u8, deed: Deed, tells: Tells) -> Key {
    Key { key, with, modes, deed, tells }
}

use Deed::{Go, Next, Stretch};
use Reach::{All, Edge, Line, One, Page};
use Way::{Down, Left, Right, Up};

/// All of them, in the order of the list of keys.
pub static KEYS: [Key; 66] = [
    key("ArrowUp", 0, MOVING, Go(Up, One), Tells::Move),
    key("ArrowDown", 0, MOVING, Go(Down, One), Tells::Move),
    key("ArrowLeft", 0, MOVING, Go(Left, One), Tells::Move),
    key("ArrowRight", 0, MOVING, Go(Right, One), Tells::Move),
    key("ArrowUp", CTRL, MOVING, Go(Up, Edge), Tells::Edge),
    key("ArrowDown", CTRL, MOVING, Go(Down, Edge), Tells::Edge),
    key("ArrowLeft", CTRL, MOVING, Go(Left, Edge), Tells::Edge),
    key("ArrowRight", CTRL, MOVING, Go(Right, Edge), Tells::Edge),
    key("Home", 0, MOVING, Go(Left, Line), Tells::Line),
    key("End", 0, MOVING, Go(Right, Line), Tells::Line),
    key("Home", CTRL, MOVING, Go(Up, All), Tells::All),
    key("End", CTRL, MOVING, Go(Down, All), Tells::All),
    key("PageUp", 0, MOVING, Go(Up, Page), Tells::Page),
    key("PageDown", 0, MOVING, Go(Down, Page), Tells::Page),
    key("PageUp", ALT, MOVING, Go(Left, Page), Tells::PageAcross),
    key("PageDown", ALT, MOVING, Go(Right, Page), Tells::PageAcross),
    key("ArrowUp", SHIFT, READY, Stretch(Up, One), Tells::Stretch),
    key("ArrowDown", SHIFT, READY, Stretch(Down, One), Tells::Stretch),
    key("ArrowLeft", SHIFT, READY, Stretch(Left, One), Tells::Stretch),
    key("ArrowRight", SHIFT, READY, Stretch(Right, One), Tells::Stretch),
    key("ArrowUp", CTRL | SHIFT, READY, Stretch(Up, Edge), Tells::StretchFar),
    key("ArrowDown", CTRL | SHIFT, READY, Stretch(Down, Edge), Tells::StretchFar),
    key("ArrowLeft", CTRL | SHIFT, READY, Stretch(Left, Edge), Tells::StretchFar),
    key("ArrowRight", CTRL | SHIFT, READY, Stretch(Right, Edge), Tells::StretchFar),
    key("Home", SHIFT, READY, Stretch(Left, Line), Tells::StretchFar),
    key("End", SHIFT, READY, Stretch(Right, Line), Tells::StretchFar),
    key("Home", CTRL | SHIFT, READY, Stretch(Up, All), Tells::StretchFar),
    key("End", CTRL | SHIFT, READY, Stretch(Down, All), Tells::StretchFar),
    key("PageUp", SHIFT, READY, Stretch(Up, Page), Tells::StretchFar),
    key("PageDown", SHIFT, READY, Stretch(Down, Page), Tells::StretchFar),
    key("a", CTRL, READY, Deed::SelectAll, Tells::SelectAll),
    key(" ", CTRL, READY, Deed::SelectColumn, Tells::SelectColumn),
    key(" ", SHIFT, READY, Deed::SelectRow, Tells::SelectRow),
    key("Backspace", CTRL, READY, Deed::ToActive, Tells::ToActive),
    key("F2", 0, READY, Deed::Open, Tells::Type),
    key("Enter", 0, ANY, Next(Down), Tells::Next),
    key("Enter", SHIFT, ANY, Next(Up), Tells::Next),
    key("Tab", 0, ANY, Next(Right), Tells::NextAcross),
    key("Tab", SHIFT, ANY, Next(Left), Tells::NextAcross),
    key("Escape", 0, WRITING, Deed::GiveUp, Tells::GiveUp),
    key("Delete", 0, READY, Deed::Clear, Tells::Clear),
    key("Backspace", 0, READY, Deed::ClearAndOpen, Tells::ClearAndOpen),
    key("d", CTRL, READY, Deed::FillDown, Tells::FillDown),
    key("r", CTRL, READY, Deed::FillRight, Tells::FillRight),
    key("Enter", CTRL, WRITING, Deed::FillAll, Tells::FillAll),
    key("c", CTRL, READY, Deed::Copy, Tells::Copy),
    key("Insert", CTRL, READY, Deed::Copy, Tells::Copy),
    key("x", CTRL, READY, Deed::Cut, Tells::Copy),
    key("v", CTRL, READY, Deed::Paste, Tells::Paste),
    key("Insert", SHIFT, READY, Deed::Paste, Tells::Paste),
    key("z", CTRL, READY, Deed::Undo, Tells::Undo),
    key("y", CTRL, READY, Deed::Redo, Tells::Redo),
    key("z", CTRL | SHIFT, READY, Deed::Redo, Tells::Redo),
    key("f", CTRL, READY, Deed::Find, Tells::Find),
    key("F3", 0, READY, Deed::FindNext, Tells::FindNext),
    key("F3", SHIFT, READY, Deed::FindBack, Tells::FindNext),
    key("ArrowDown", ALT, READY, Deed::Menu, Tells::Menu),
    key("Escape", 0, READY, Deed::Leave, Tells::Leave),
    key("F1", 0, ANY, Deed::Help, Tells::Help),
    key("/", CTRL, ANY, Deed::Help, Tells::Help),
    // As a keypad with its lock off, and older systems, name them.
    key("Up", 0, MOVING, Go(Up, One), Tells::Move),
    key("Down", 0, MOVING, Go(Down, One), Tells::Move),
    key("Left", 0, MOVING, Go(Left, One), Tells::Move),
    key("Right", 0, MOVING, Go(Right, One), Tells::Move),
    key("Del", 0, READY, Deed::Clear, Tells::Clear),
    key("Esc", 0, WRITING, Deed::GiveUp, Tells::GiveUp),
];

/// What a key does; none: it belongs to the text, or to the browser.
pub fn deed(key: &str, with: u8, mode: Mode) -> Option<Deed> {
    let here = match mode {
        Mode::Ready => READY,
        Mode::Typed => TYPED,
        Mode::Opened => OPENED,
    };
    let same = |known: &&Key| known.key == key || known.key.len() == 1 && known.key.eq_ignore_ascii_case(key);
    KEYS.iter().filter(same).find(|known| known.with == with && known.modes & here != 0).map(|known| known.deed)
}

/// The list of keys: for each line the combinations that it tells of, as bits and name.
pub fn list() -> Vec<(Tells, Vec<(u8, &'static str)>)> {
    let mut lines: Vec<(Tells, Vec<(u8, &'static str)>)> = Vec::new();
    // The last few are other names of keys that are listed already.
    for known in &KEYS[..KEYS.len() - 6] {
        let combination = (known.with, known.key);
        match lines.iter_mut().find(|(tells, _)| *tells == known.tells) {
            Some((_, keys)) if keys.contains(&combination) => {}
            Some((_, keys)) => keys.push(combination),
            None => lines.push((known.tells, vec![combination])),
        }
    }
    lines
}
