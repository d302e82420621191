//! The engine's own room in the browser: a Web Worker that holds one open document and answers questions about it.
//!
//! `protocol` is what page and worker say to each other; `desk` answers it, without a browser, so that the same
//! answers are tested natively; `compared` and `comparing` are the same two for comparisons; `client` is the page's
//! end. A document that is being opened gets a worker of its own, so that cancelling or failing leaves the open
//! document where it was. `tables` is what the desk does with tables from outside and for people; `clerk` packs and
//! unpacks them in a program and a worker of its own, which is thrown away after every task: whatever a file does to its
//! reader, no document is near. Must never draw.

pub mod compared;
pub mod packed;
pub mod protocol;
pub mod editing;
pub mod rescue;
pub mod opening;
pub mod results;
pub mod desk;
pub mod comparing;
mod own_tables;
pub mod tables;
pub mod clerk;
#[cfg(target_arch = "wasm32")]
pub mod post;
#[cfg(target_arch = "wasm32")]
pub mod client;
#[cfg(target_arch = "wasm32")]
pub mod clerk_post;
#[cfg(target_arch = "wasm32")]
pub mod clerk_client;
