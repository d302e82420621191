//! What is seen: the pages, their parts, and the few places where they touch the browser.
//!
//! The state is one signal with a [`Workspace`](crate::workspace::Workspace) in it; everything on the page is derived
//! from it, and everything that happens goes through `Store::dispatch`. No effect writes a signal. Every sheet in
//! `style/` belongs to the file of the same name, `compare_sides` to `compare/sides`. Must never compute a score: the
//! worker does.

pub mod store;
pub mod preferences;
pub mod keeper;
pub mod shelf;
pub mod dialogs;
pub mod toast;
pub mod saved;
pub mod menu;
pub mod notices;
pub mod documents;
pub mod bin;
pub mod library;
pub mod effects;
pub mod samples;
pub mod files;
pub mod layouts;
pub mod clerks;
pub mod tables;
pub mod app;
pub mod handed;
mod header;
pub mod rail;
pub mod announcer;
pub mod progress;
pub mod home;
pub mod opener;
pub mod findings;
pub mod indicators;
pub mod tree;
pub mod node;
pub mod editor;
pub mod field;
pub mod grid;
pub mod history;
pub mod supposing;
pub mod banner;
pub mod node_editor;
pub mod data;
pub mod intake;
pub mod exporting;
pub mod chooser;
pub mod cells;
pub mod sheet;
pub mod events;
pub mod subjects;
pub mod settings;
pub mod grading;
pub mod compare;
pub mod lineup;
pub mod moves;
pub mod slope;
pub mod picture;
pub mod decomposition;
pub mod paper;
pub mod versions;
pub mod labels;
pub mod seal;
pub mod about;
pub mod results;
pub mod toolbar;
pub mod summary;
pub mod legend;
pub mod table;
pub mod row;
pub mod glide;
pub mod explanation;
pub mod parts;
pub mod steps;
pub mod maths;
pub mod evidence;
pub mod segments;
pub mod grade;
pub mod content;
pub mod live;
pub mod icons;
pub mod crash;
#[cfg(feature = "faults")]
pub mod faults;

pub use app::mount;
pub use crash::tell_of_panics;
