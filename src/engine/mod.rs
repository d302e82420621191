//! What follows from what was said: check → plan → assess.
//!
//! `check` refuses what cannot be computed, once; after it nothing here can fail. `plan` writes the whole assessment as
//! an ordered list of named columns, each one short formula over earlier ones. `run` computes them block by block.
//! `assess` does all three and holds the result. Knows no file, clock, random source, language or screen.

pub mod check;
mod check_figures;
pub mod weights;
pub mod plan;
mod build;
mod reallocate;
mod score;
mod adjust;
pub mod frame;
mod lists;
pub mod run;
pub mod assess;

pub use adjust::acts_in;
pub use assess::{Assessment, Keep, Outcome, Prepared, assess};
pub use check::{Checked, Question, Refused, check};
pub use frame::Frame;
pub use lists::{Counted, counted_ballots, counted_events};
pub use plan::{
    BallotStatistic, DimensionColumns, IndicatorColumns, PeerGroup, Plan, PlanColumn, Source, StepPlan, TotalColumns,
};
pub use run::{Progress, Run, column_cell, row_cells};
pub use weights::Weights;
