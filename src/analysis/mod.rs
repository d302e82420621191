//! What it means: one assessment beside another, categories beside one another.
//!
//! Knows assessments and the documents they came from, and says in numbers, keys and arguments what lies between them.
//! Must never know a language, a file, a screen, or how a score is computed: every figure is read from the columns of
//! the plan or follows from them by the rules that stand in the heads of these files.

pub mod side;
pub mod account;
pub mod parts;
pub mod remark;
pub mod compare;
pub mod schemes;
pub mod profile;
pub mod statistics;
pub mod column;

pub use account::{Account, Term, account};
pub use column::Word;
pub use compare::{Agreement, Comparison, GradeChanges, Overall, Row, SubjectComparison, compare, compare_subject};
pub use parts::{Earned, Part, PartKind, Split, parts};
pub use profile::{Bins, Distribution, NodeShare, Profiles, profiles, under_category};
pub use remark::{Cause, Remark};
pub use schemes::{SchemeCell, SchemesTable, schemes};
pub use side::{Matching, Side};
