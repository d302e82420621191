//! The cupboard: where work lives between two visits, as keys with bytes.
//!
//! Knows the order in which things are written, so that nothing old goes before the new is complete. Acts (what the
//! user did) and snapshots (the whole document) are opaque bytes here: this room never reads a document. It must never
//! know a clock, or chance: times (milliseconds since 1970) and writer ids are arguments. The browser comes in through the trait
//! [`Cupboard`] only, and stands in two files of its own, `indexed_db` and `tabs`.

pub mod cupboard;
pub mod keys;
pub mod memory;
pub mod record;
pub mod lease;
pub mod keeping;
pub mod retention;
pub mod shelf;
pub mod library;
pub mod message;
pub mod session;
#[cfg(target_arch = "wasm32")]
pub mod indexed_db;
#[cfg(target_arch = "wasm32")]
pub mod tabs;
mod batch;
pub mod migration;
#[cfg(test)]
mod faulty;
#[cfg(test)]
mod test_page;
#[cfg(test)]
mod fault_rows;
#[cfg(test)]
mod tab_rows;

pub use cupboard::{Cupboard, Durability, Fault, Guard, Write};
pub use keeping::{Found, Harm, Loaded};
pub use lease::Held;
pub use memory::MemoryCupboard;
pub use message::Message;
pub use session::{Happened, Notice, Order, SaveState, Session, Why};
pub use shelf::Entry;
