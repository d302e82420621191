//! 明衡 Mingheng: performance assessment that explains every number.
//!
//! The map, in reading order. A room imports only rooms listed above it.

pub mod model;
pub mod edit;
pub mod formula;
pub mod rules;
pub mod standards;
pub mod engine;
pub mod analysis;
pub mod explain;
pub mod store;
pub mod sheets;
pub mod intake;
pub mod i18n;
pub mod files;
pub mod reports;
pub mod worker;
pub mod workspace;
#[cfg(target_arch = "wasm32")]
pub mod ui;
#[cfg(not(target_arch = "wasm32"))]
pub mod command_line;
