//! What is going on: everything the page knows, without knowing how it looks.
//!
//! A [`Workspace`] takes [`Event`]s and answers with [`Effect`]s; the page performs them. Beside it stand the pure
//! parts of the page: addresses, the rows of the table, the rows in sight, the arrangement of a formula. No browser,
//! no framework and no language here, so all of it is tested natively. Must never compute a score.

pub mod shared;
pub mod view;
pub mod route;
pub mod pick;
pub mod intake;
pub mod handing;
pub mod web_view;
pub mod event;
pub mod topics;
pub mod beside;
pub mod questions;
pub mod open;
pub mod following;
pub mod editing;
pub mod workspace;
pub mod table;
pub mod window;
pub mod lineup;
pub mod slope;
pub mod waterfall;
pub mod tree;
pub mod maths;
pub mod roster;
pub mod paper;
pub mod chart;
pub mod sheet;
#[cfg(test)]
pub mod sample;

pub use beside::{Alongside, Beside};
pub use event::{Effect, Event, Notice, Origin, Way};
pub use handing::{Failed, Handing};
pub use intake::{Around, Intake, Intaking, Lost, Stage};
pub use open::{Assessing, Locked, Open, Wanted};
pub use paper::Paper;
pub use pick::{Group, Order, OrderKey, Pick};
pub use route::{Comparing, Door, Route, Sheet};
pub use shared::Shared;
pub use topics::{Topic, Topics};
pub use view::{Remark, Sort, SortKey, View};
pub use workspace::{Opening, Refusal, Workspace};
