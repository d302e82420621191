//! In and out: documents, folders of tables, archives, result tables.
//!
//! Every reader gives either a draft of a document with its findings, or findings that say what is wrong and where.
//! Nothing is swallowed and nothing is read beyond its limits. Knows no browser and no screen; bytes are arguments.

pub mod table;
pub mod scheme;
pub mod folder;
pub mod archive;
mod json_place;
mod unknown;
mod upgrade;
pub mod json;
pub mod open;
pub mod delimited;
pub mod scores;
pub mod comparison;
pub mod workbook;

pub use comparison::{comparison_csv, subject_comparison_csv};
pub use json::{read_document, write_document};
pub use open::{Draft, NamedFile, open};
pub use scores::{indicator_scores_csv, scores_csv};
pub use workbook::{from_workbook, is_own, to_workbook};
