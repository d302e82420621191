//! What is said: the nouns of an assessment, as one could write them on paper.
//!
//! Knows numbers, names and their order. Must never know how a score is computed, where a document comes from,
//! or how anything looks: no formula, file format, clock, locale or browser appears here. Imports nothing of ours.

pub mod period;
pub mod value;
pub mod indicator;
pub mod subject;
pub mod observation;
pub mod adjustment;
pub mod grade;
pub mod flag;
pub mod scheme;
pub mod log;
mod once;
pub mod beyond;
pub mod document;
pub mod digest;
pub mod diagnostic;
pub mod written;
pub mod typed_number;

pub use adjustment::{AdjustmentCaps, Event, EventKind};
pub use beyond::Beyond;
pub use diagnostic::{At, Diagnostic, Problem, Severity};
pub use digest::digest;
pub use document::{Calendar, Document, FinalStep, MissingPolicy, NotApplicablePolicy, Policies, RankGroup};
pub use flag::Flag;
pub use grade::{GradeBand, GradeScale, Grading, Rounding, RoundingMode, RoundingPlace};
pub use indicator::{
    Cycle, Dimension, Direction, Evidence, Indicator, IndicatorSet, PeriodAggregation, ScoringRule, Step,
};
pub use log::{LogEntry, Logged};
pub use observation::{Ballot, Cells, Entry, Field, ObservationColumn, Observations};
pub use period::{Period, Window};
pub use scheme::{WeightChange, WeightScheme};
pub use subject::{Category, Standing, Subject};
pub use value::Status;
