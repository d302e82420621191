//! What is changed: every change of a document is one command that knows its own inverse.
//!
//! An [`Act`] is what a person did: made a change, undid it, began a what-if. A document is the fold of its acts, so
//! acts are what is kept, sent and replayed; the same acts always make the same document. Knows the nouns of `model`.
//! Must never know how a score is computed, what a change looks like on the screen, or where acts are kept.

pub mod said;
pub mod typed;
pub mod change;
pub mod apply;
pub mod parts;
pub mod history;
pub mod difference;

pub use apply::{Refusal, apply};
pub use change::{CellChange, Change, DimensionProperty, Property, SubjectProperty};
pub use difference::difference;
pub use history::{Act, Done, History, Step, What, act, before_supposing};
pub use said::{Kind, Said};
