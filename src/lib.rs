//! 明衡 Mingheng: performance assessment that explains every number.
//!
//! The map, in reading order. A room imports only rooms listed above it.

pub mod model;
pub mod explain;
pub mod worker;
