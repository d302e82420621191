//! 位次赋分: the place of a value among its peers.
//!
//! - Measures: a value among the peers of the category.
//! - Formula: with `step`: `max(floor, 1 − step · (k − 1))` for place k; with `list`: the points written for place k,
//!   as a share of the nominal points.
//! - Parameters: `step` (default 0.05), `floor` (default 0), or `list` = points by place with `tail` = `last` (default:
//!   later places earn the last entry) | `zero`; `ties` = `min` (1-2-2-4, default) | `avg` (1-2.5-2.5-4) |
//!   `dense` (1-2-2-3).
//! - Edges: an average place between two entries of a list earns the mean of what lies around it.
//! - Example: 5 % a place, 3rd of 10 points → 9.00; list 60,57,54,51,48: 4th → 51.
//! - Source: 争先进位 “第二位95%，第三位90%，依次递减5%”; “1–5名依次赋予60、57、54、51、48分”.

use super::program::{Program, literal, rows};
use super::reader::Reader;
use crate::formula::Ties;

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct Rank {
    pub lower: bool,
    pub ties: Ties,
    pub places: Places,
}

/// What a place earns.
#[derive(Clone, Debug, PartialEq)]
pub enum Places {
    /// Each place costs `step` (a share), down to `floor`.
    Step { step: f64, floor: f64 },
    /// Points by place; later places earn the last entry, or nothing.
    List { points: Vec<f64>, zero_tail: bool },
}

impl Places {
    pub(super) fn read(r: &mut Reader) -> Places {
        let (step, floor) = (r.number("step", 0.05), r.number("floor", 0.0));
        let zero_tail = r.word("tail", &["last", "zero"]) == Some("zero");
        match r.numbers("list") {
            Some(points) => Places::List { points, zero_tail },
            None => Places::Step { step, floor },
        }
    }

    /// Adds the lines that turn the place `k` into a ratio.
    pub(super) fn earn(&self, program: Program) -> Program {
        match self {
            Places::Step { step, floor } => {
                program.given("step", *step).given("floor", *floor).line("ratio", "clamp(1 - step * (k - 1), floor, 1)")
            }
            Places::List { points, zero_tail } => {
                let line: Vec<(f64, f64)> = points.iter().enumerate().map(|(k, v)| ((k + 1) as f64, *v)).collect();
                let earned = format!("line(k, {})", rows(&line));
                let earned =
                    if *zero_tail { format!("if(k > {}, 0, {earned})", literal(points.len() as f64)) } else { earned };
                program.line("earned", earned).line("ratio", "min(earned / p, 1)")
            }
        }
    }
}

impl Rank {
    pub(super) fn read(r: &mut Reader, lower: bool) -> Rank {
        let ties = match r.word("ties", &["min", "avg", "average", "dense"]) {
            Some("avg" | "average") => Ties::Average,
            Some("dense") => Ties::Dense,
            _ => Ties::Minimum,
        };
        Rank { lower, ties, places: Places::read(r) }
    }

    pub(super) fn lower(&self) -> Program {
        let order = if self.lower { "low" } else { "high" };
        let ties = match self.ties {
            Ties::Average => "average",
            Ties::Dense => "dense",
            Ties::Minimum | Ties::Maximum => "min",
        };
        self.places.earn(Program::new().line("k", format!("peer_rank(x {order}, ties {ties})")))
    }
}
