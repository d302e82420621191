//! The harness of `tests/cases.rs`: reads cases as data and holds the product against them.
//!
//! Knows the layouts of `tests/cases/README.md` and the product's public face. Must never know how a score comes about:
//! every expected figure comes from a file.
//!
//! ```text
//! tally     what agreed, by kind, and what did not
//! table     a CSV table by column names
//! places    where the cases lie; which files they are
//! folder    a small folder of tables, written in memory
//! micro     one formula, one case
//! sets      whole assessments with expected files
//! command   the product as a process
//! hand      hand calculations, through the command line
//! mutate    damaged input, the same on every run
//! ```

pub mod command;
pub mod folder;
pub mod hand;
pub mod micro;
pub mod mutate;
pub mod places;
pub mod sets;
pub mod table;
pub mod tally;
