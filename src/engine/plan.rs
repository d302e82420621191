//! The plan: an ordered list of named columns, each one short formula over earlier ones, and where to find the figures
//! of every node in it.
//!
//! One column is one step of an explanation, one column of a workbook, one named step of a query, one line of
//! mathematics. No reading ever inlines another column's formula.

use crate::formula::{ColumnId, Formula, Grain, Lane};
use crate::model::{EventKind, PeriodAggregation, Window};

/// The whole assessment as columns.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// In order of computation.
    pub columns: Vec<PlanColumn>,
    /// The stages, in order; empty when there is only one step.
    pub stages: Vec<StepPlan>,
    /// The step whose figures are the result.
    pub last: StepPlan,
}

impl Plan {
    /// The column.
    pub fn column(&self, id: ColumnId) -> &PlanColumn {
        &self.columns[id.0 as usize]
    }

    /// The step of this name: a stage's period, or the last step for any other name.
    pub fn step(&self, name: &str) -> &StepPlan {
        self.stages.iter().find(|s| s.window.name.to_string() == name).unwrap_or(&self.last)
    }
}

/// One column.
#[derive(Clone, Debug)]
pub struct PlanColumn {
    /// Unique: `A101.ratio`, in a stage `Q1/A101.ratio`.
    pub name: String,
    /// Short, as formulas show it: `x`, `t`, `ratio`.
    pub symbol: String,
    /// How finely its numbers are meant.
    pub grain: Grain,
    /// Categories in which it exists; none: in all. Elsewhere it is not applicable and costs nothing.
    pub scope: Option<Vec<bool>>,
    /// What it is.
    pub source: Source,
}

/// What a column is.
#[derive(Clone, Debug)]
pub enum Source {
    /// One number per category (points, weights, targets).
    Category(Vec<f64>),
    /// Reported periods (places in the document's observations) reduced to one value.
    Periods { reduction: PeriodAggregation, columns: Vec<usize>, inherited: bool },
    /// How many of the expected periods were not reported.
    Gaps { columns: Vec<usize>, expected: usize, inherited: bool },
    /// Ballots of one rater group reduced to one value.
    Ballots { indicator: usize, group: usize, statistic: BallotStatistic, lane: Lane },
    /// Counted events of one kind, summed (bonus, deduction) or as 0/1 (veto, bar).
    Events { kind: EventKind, lane: Lane },
    /// A row-wise formula over earlier columns.
    Formula(Formula),
    /// A group-wise formula; `among` limits who takes part.
    Peers { formula: Formula, group: PeerGroup, among: Option<ColumnId> },
}

/// Reductions of a group's ballots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BallotStatistic {
    Count,
    Sum,
    Lowest,
    Highest,
}

/// Which rows are compared with one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeerGroup {
    /// The category, without subjects that only feed others.
    Category,
    /// The rank group, without subjects that are not ranked.
    Rank,
}

/// One scored step: a window of time with its own grading.
#[derive(Clone, Debug)]
pub struct StepPlan {
    /// The stretch of time.
    pub window: Window,
    /// Put before its columns' names (empty for a single step).
    pub prefix: String,
    /// One per indicator of the document; none: not scored in this step.
    pub indicators: Vec<Option<IndicatorColumns>>,
    /// One per dimension of the document; none: not scored in this step.
    pub dimensions: Vec<Option<DimensionColumns>>,
    /// Everything above the tree.
    pub total: TotalColumns,
    /// Whether the final grading or the stages' applies.
    pub is_stage: bool,
}

impl Default for StepPlan {
    fn default() -> StepPlan {
        StepPlan {
            window: Window::up_to(crate::model::Period::Year),
            prefix: String::new(),
            indicators: Vec::new(),
            dimensions: Vec::new(),
            total: TotalColumns::default(),
            is_stage: false,
        }
    }
}

/// Where an indicator's figures are.
#[derive(Clone, Debug)]
pub struct IndicatorColumns {
    /// The value that is scored.
    pub raw: ColumnId,
    /// Columns of the rule in order of computation, from its inputs to its last line.
    pub lines: Vec<ColumnId>,
    /// Target, if the rule reads one.
    pub target: Option<ColumnId>,
    /// Base, if the rule reads one.
    pub base: Option<ColumnId>,
    /// Nominal points.
    pub points: ColumnId,
    /// Share that the rule itself gives.
    pub rule: ColumnId,
    /// Share earned, after the policies for what is missing or does not apply.
    pub ratio: ColumnId,
    /// Weight under the scheme.
    pub weight: ColumnId,
    /// Points after reallocation.
    pub effective: ColumnId,
    /// Effective points × ratio.
    pub score: ColumnId,
    /// Periods not reported.
    pub gaps: ColumnId,
    /// Periods that should have been.
    pub expected: usize,
}

/// Where a dimension's figures are.
#[derive(Clone, Debug)]
pub struct DimensionColumns {
    /// Weight under the scheme.
    pub weight: ColumnId,
    /// Weight of the children that apply.
    pub live: ColumnId,
    /// Points after reallocation.
    pub effective: ColumnId,
    /// Effective points per point of weight.
    pub factor: Option<ColumnId>,
    /// Sum of the children's scores.
    pub score: ColumnId,
}

/// Where the figures above the tree are.
#[derive(Clone, Debug, Default)]
pub struct TotalColumns {
    /// Weight of the top-level dimensions that apply.
    pub live: Option<ColumnId>,
    /// Indicators with a duty and no data.
    pub missing: Option<ColumnId>,
    /// Sum of the step's own top-level dimensions.
    pub own: ColumnId,
    /// Mean of the stages' totals (final step of several).
    pub stage_mean: Option<ColumnId>,
    /// What bonus and deduction are added to.
    pub base: ColumnId,
    pub bonus_sum: ColumnId,
    pub bonus: ColumnId,
    pub deduction_sum: ColumnId,
    pub deduction: ColumnId,
    /// Unrounded.
    pub total: ColumnId,
    pub published: ColumnId,
    pub veto: ColumnId,
    /// Barred from the top grade, by an event or by a stage.
    pub bar: ColumnId,
    /// Place of the grade that the published total earns, 0 the best.
    pub by_score: ColumnId,
    /// Whether the subject competes for the top grade.
    pub candidate: ColumnId,
    /// How many candidates are equal or better.
    pub place: Option<ColumnId>,
    /// Places in the top grade.
    pub places: Option<ColumnId>,
    /// Whether the quota has no place for it.
    pub refused: Option<ColumnId>,
    /// Ranked members of the group.
    pub members: ColumnId,
    /// Place of the final grade.
    pub grade: ColumnId,
    /// Competition rank.
    pub rank: ColumnId,
}
