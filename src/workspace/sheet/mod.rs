//! The table that is filled in, as a machine without a browser: which cell is active, what is selected, what a key does,
//! what filling, pasting, finding and sorting make of it.
//!
//! Knows rows by their place on show and columns by their place in a list; reads cells through closures. Rows that a
//! filter hides have no place, so nothing here can touch them. Must never know how a cell looks, or compute a score.

pub mod keys;
pub mod selection;
pub mod columns;
pub mod decimal;
pub mod filling;
pub mod clipboard;
pub mod pasting;
pub mod sums;
pub mod sorting;
pub mod finding;
pub mod acts;
pub mod doubts;
#[cfg(test)]
mod key_tests;

pub use columns::{Column, What};
pub use keys::{Deed, KEYS, Mode, Reach, Tells, Way, deed};
pub use selection::{Block, Ground, Place, State};
pub use sorting::{Filter, Looking, Order};
