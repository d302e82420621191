//! The independent oracle: the arithmetic of an assessment in exact rational numbers.
//!
//! Written from `semantics.md`, `FORMAT.md` and section 2 of `domain.md` alone. Knows those texts. Must never know the
//! product: not its types, not its formulas, not its rounding. Since every number is exact nothing is snapped; a cliff
//! is an exact comparison.
//!
//! ```text
//! tables    a folder as text, read and written
//! document  the text as names and exact numbers
//! window    cells and ballots of a window as one figure
//! ratio     a figure as a ratio; peers: the ratios that look at others
//! weights   scenarios and points that do not apply
//! events    bonus, deduction, veto, exemption
//! standing  published total, rank, grade, quota
//! assess    one window from cells to grades; steps: months, quarters and the annual step
//! generate  random folders full of treacherous figures; statistics: what a folder contains; tally: what agrees
//! ```
//!
//! # Where the texts are silent: what the oracle does
//!
//! Windows
//!  1. Only cells whose period belongs to the indicator's cycle count (an `M` indicator ignores a `Q1` or `Y` row, also
//!     its target, base and NA). Of two rows for the same cell the later one in the file wins.
//!  2. `partial` is set for every aggregation, `last` included, when an expected period has no value.
//!  3. A missing value stays missing (ratio 0) even where its formula would be not applicable (zero target, zero base).
//!  4. Satisfaction: `last` takes the last survey; every other aggregation pools the answers. Below `min_n`: NA, raw too.
//!  5. Ballots: those of the last expected period that has any. A blank ballot is no ballot; an unknown group is ignored;
//!     only ballots of unknown groups: missing. `min_raters` counts all groups together, before trimming. Default
//!     `trim_min` 5; a group of two or fewer is never trimmed.
//!
//! Methods
//!  6. No target anywhere (neither indicator nor cell), or no base anywhere for growth: not applicable.
//!  7. `completion`: general form 1 ± (x−T)/|T| in both directions; order cap, floor, then `zero_below`, which wins.
//!     `zero_target` speaks of `up` only. `down=inv` with x <= 0 earns `cap`.
//!  8. `threshold` with `else=ratio` and target 0 is NA even when the value meets the target. With a negative target the
//!     general form replaces x/T.
//!  9. `gongxiao`: `lo`/`hi` are taken as written also for `down` (lo=min;hi=max does not turn round by itself).
//! 10. `best_ratio`: whoever equals the best earns 1; otherwise a divisor <= 0 earns 0.
//! 11. A place beyond `list` earns the last entry unless `tail=zero`; a half place earns the mean of its two neighbours.
//!     Default step 0.05.
//! 12. `growth`: target <= 0 is pass or fail; `mode=pp` has no zero base. `base_delta`: `at_zero` is a ratio and needs no
//!     target; default base 0.8, step 1, plus and minus 0. `bonus`: `cap` is in points.
//! 13. Peers are the subjects of the category with a value, whatever their formula then gives.
//!
//! Points
//! 14. A top level weight without any indicator in the category is dead for everybody: its points move to the others.
//! 15. `peer mean`: a missing peer has ratio 0 and counts in the mean; the subject's flag stays `na`, raw stays as it is,
//!     the ratio shown is the mean. `zero`: ratio shown is 0 and the points are the nominal ones.
//! 16. A subject to whom no indicator applies (under any policy but `zero`) has no total: published `NA`, no rank, no
//!     grade, not counted in its group's n; unless it is vetoed: a veto gives last place and lowest grade to anybody,
//!     and whoever has a place is counted. A month or quarter in which nothing applies is left out of the mean.
//!
//! Events and standing
//! 17. `exempt=1` takes an event of any kind out of the count, a veto included, before `fact` picks the largest. A `fact`
//!     is shared within one subject and one kind. An event counts whether or not its code is in the scheme's veto list.
//! 18. `bonus_capped`/`deduct_capped` only when the sum exceeds the cap, not when it equals it.
//! 19. `no_excellent:CODE` and `veto:CODE` are shown for every such event, also where the grade would not have been top.
//! 20. Below the lowest line the grade is the lowest one. Grades, quota and rank are per rank group; there is no 单列 column
//!     in the format, so everybody but pure feeders is ranked.
//! 21. A scheme with `levels` ranks by level, otherwise by category.
//! 22. A feeder is a unit that is some other unit's `parent` in a scheme with an `inherit=parent` indicator.
//!
//! Steps
//! 23. Set c: the quarter averages base, bonus, deduction, dimensions and total; it has no flags, and a month's veto does
//!     not reach it (grade by the mean total, rank among all).
//! 24. Set d, annual: Y bonus and deduction act on the weighed total, under the scheme's caps; base and dimensions are
//!     those of the annual list; `missing` speaks of the annual list only; a weak quarter bars without a flag. The bar
//!     looks at the quarter's final grade.

// Every test binary uses its own part of the oracle.
#![allow(dead_code)]

pub mod assess;
pub mod document;
pub mod events;
pub mod generate;
pub mod number;
pub mod peers;
pub mod ratio;
pub mod standing;
pub mod statistics;
pub mod steps;
pub mod tables;
pub mod tally;
pub mod weights;
pub mod window;

use assess::{Assessment, Plan};
use document::{Document, Scenario};
use tables::Folder;
use window::{Records, Window};

/// The answer for a folder under a scenario, in the window that ends with `period` (`None`: the whole year, the quarter
/// of a monthly scheme, the annual step of one that has it).
pub fn evaluate(folder: &Folder, scenario: Option<&str>, period: Option<&str>) -> Assessment {
    let document = Document::read(folder);
    let records = Records::read(folder);
    let scenario = scenario.map(|id| document.scenario(id)).unwrap_or_default();
    if !steps::months(&document).is_empty() {
        return match period {
            Some(month) if month.starts_with('M') => steps::month(&document, &records, month, &scenario),
            _ => steps::quarter_of_months(&document, &records, &scenario),
        };
    }
    if steps::has_annual_step(&document) {
        return match period {
            Some(quarter) if quarter.starts_with('Q') => steps::quarter(&document, &records, quarter, &scenario),
            _ => steps::annual(&document, &records, &scenario),
        };
    }
    assert!(matches!(period, None | Some("Y")), "the oracle assesses a plain scheme over its whole year only");
    assess::assess(&document, &records, &year(&document, scenario))
}

/// The plan of a scheme with one window, the year.
pub fn year(document: &Document, scenario: Scenario) -> Plan<'static> {
    Plan { window: Window::year(), weights: "l1_weights", scenario, rules: document.rules(None), event_period: None }
}
