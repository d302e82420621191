//! How one indicator is made up: its method with parameters, and what its figures look like.
//!
//! Knows the methods of FORMAT.md by name; `measured` and `judged` know where each of them has its cliffs. Must never
//! know a subject.

use super::dice::Dice;
use super::{judged, measured};

/// What is drawn for a cell. Levels are in hundredths.
#[derive(Clone, Debug)]
pub enum Draw {
    /// A measured level; `lines` are the values at which the method jumps, or on which peers are to meet.
    Level {
        low: i64,
        high: i64,
        lines: Vec<i64>,
    },
    /// A small count, spread over the periods.
    Count {
        most: i64,
    },
    Place {
        most: i64,
    },
    Switch,
    Survey,
    Ballots,
}

#[derive(Clone, Debug)]
pub struct Recipe {
    pub method: &'static str,
    pub down: bool,
    pub agg: &'static str,
    pub cycle: &'static str,
    pub target: String,
    pub params: String,
    pub draw: Draw,
    /// Targets issued per subject, if the indicator itself has none.
    pub own_targets: Vec<String>,
    pub bases: Vec<String>,
}

/// The methods in the order they are dealt; every folder begins at another place in it.
pub const METHODS: [&str; 24] = [
    "completion",
    "bands",
    "rating",
    "base_delta",
    "rank",
    "deduct",
    "threshold",
    "multi_rater",
    "gongxiao",
    "range",
    "issued",
    "growth",
    "satisfaction",
    "minmax",
    "debit",
    "zero_target",
    "yesno",
    "gongxiao_tier",
    "gongxiao_peers",
    "rank_given",
    "best_ratio",
    "bonus",
    "extreme",
    "loss",
];

/// `clean` recipes give ratios that end after a few decimals, so that a total can be steered onto a tie; `least` is the
/// smallest number of points (in halves) the indicator has in any category.
pub fn recipe(dice: &mut Dice, deal: &str, clean: bool, least: i64) -> Recipe {
    let down = dice.percent(40);
    let found = measured::recipe(dice, deal, clean, down);
    let found = found.or_else(|| judged::recipe(dice, deal, least, down));
    found.unwrap_or_else(|| panic!("no recipe for {deal}"))
}

pub fn level(low: i64, high: i64, lines: &[i64]) -> Draw {
    let lines = lines.to_vec();
    Draw::Level { low, high, lines }
}

pub fn plain(
    method: &'static str,
    down: bool,
    (agg, cycle): (&'static str, &'static str),
    target: &str,
    params: &str,
    draw: Draw,
) -> Recipe {
    let (target, params) = (target.to_string(), params.to_string());
    Recipe { method, down, agg, cycle, target, params, draw, own_targets: Vec::new(), bases: Vec::new() }
}
