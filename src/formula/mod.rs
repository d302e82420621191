//! One small, total, pure language in which every score is computed.
//!
//! A formula is a tree over named columns. It is *read*: `evaluate` computes blocks of rows, `text` prints it (with
//! symbols, or with one subject's numbers) and `parse` reads that text back. Every reading works from the same tree.
//! Excel, SQL and mathematics are further readings of the same kind: each column is one short formula over earlier
//! columns, nothing is ever inlined, and every cliff (comparison, band, whole step, rank, rounding) carries the
//! decimals to which its operands are snapped.
//!
//! Of ours it knows only [`Status`](crate::model::Status). It must never know a domain noun, a file, a clock or a screen.

pub mod number;
pub mod tree;
pub mod text;
pub mod parse;
mod block;
pub mod evaluate;
pub mod peers;

pub use block::{Block, Columns, Lane};
pub use evaluate::evaluate;
pub use number::{Half, RAW_DIGITS, SCORE_DIGITS, round, snap};
pub use parse::{ParseError, parse};
pub use peers::peer_column;
pub use text::{print, print_taken};
pub use tree::{Binary, ColumnId, Comparison, Formula, Grain, PeerKey, PeerStatistic, Ties, Unary};
