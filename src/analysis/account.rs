//! The account of one total: terms that add up to it.
//!
//! A total is a sum of products whatever the calendar is. Of one step:
//!
//! ```text
//! total = Σ score + bonus − deduction + limit
//! ```
//!
//! where `limit` is what holding the total between 0 and its maximum takes or gives. Of stages that are joined, with
//! `n` the number of stages in which anything applies to the subject:
//!
//! ```text
//! without own dimensions   total = 1/n × Σ stage totals
//! with own dimensions      total = stage_share/n × Σ stage totals + own_share × Σ own scores
//!                                  + bonus − deduction + limit
//! ```
//!
//! so every score, bonus, deduction and limit of a stage enters with the factor of its stage. Nothing else changes a
//! total: dimensions are sums without a limit of their own; points of what does not apply are in the effective points
//! of what does; the limits of bonus and deduction are in the columns `bonus` and `deduction`; a veto, a bar and the
//! quota change grade and rank only.
//!
//! The limit is computed here from the same terms, not as what is left over: if the engine's own sum of the same
//! columns differs in its last bit, no term hides that. The sum of the terms and the column `total` agree to nine
//! decimals.

use super::side::Side;
use crate::engine::StepPlan;
use crate::formula::ColumnId;
use crate::model::{Period, Status};

/// Everything that adds up to a subject's unrounded total, in points.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Account {
    /// One list per indicator of the document: a term for each step that scores it; empty: not used in the subject's
    /// category or by this assessment.
    pub terms: Vec<Vec<Term>>,
    pub bonus: f64,
    /// Not negative; it is taken away.
    pub deduction: f64,
    /// What the maximum of a total takes (negative) or its minimum of 0 gives (positive).
    pub limit: f64,
}

/// What an indicator adds in one step.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Term {
    /// The stage; none: the step's own tree.
    pub stage: Option<Period>,
    /// Effective points × the factor of the step.
    pub points: f64,
    /// Share earned; none: it does not apply. What is missing earns 0.
    pub ratio: Option<f64>,
    /// Score × the factor of the step.
    pub score: f64,
}

impl Account {
    /// The sum of all terms.
    pub fn total(&self) -> f64 {
        let scores = self.terms.iter().flatten().map(|t| t.score).fold(0.0, |a, b| a + b);
        scores + self.bonus - self.deduction + self.limit
    }
}

/// The account of a subject; none: nothing applies to it, so it has no total.
pub fn account(side: Side, subject: usize) -> Option<Account> {
    let document = side.checked.document();
    let plan = side.assessment.plan();
    let last = &plan.last;
    let has_total = |step: &StepPlan| side.assessment.number(step.total.total, subject).is_some();
    if !has_total(last) {
        return None;
    }
    let mut account = Account { terms: vec![Vec::new(); document.set.indicators.len()], ..Account::default() };
    let join = &document.calendar.last;
    let whole = Factor { share: 1.0, count: 1.0 };
    if last.total.stage_mean.is_none() {
        let base = account.tree(side, last, subject, None, whole);
        account.ledger(side, last, subject, base, whole);
        return Some(account);
    }
    let stages: Vec<&StepPlan> = plan.stages.iter().filter(|s| has_total(s)).collect();
    let share = if join.own_share == 0.0 { 1.0 } else { join.stage_share };
    let factor = Factor { share, count: stages.len() as f64 };
    for stage in stages {
        let base = account.tree(side, stage, subject, Some(stage.window.name), factor);
        account.ledger(side, stage, subject, base, factor);
    }
    if join.own_share != 0.0 {
        account.tree(side, last, subject, None, Factor { share: join.own_share, count: 1.0 });
        let base = account.total();
        account.ledger(side, last, subject, base, whole);
    }
    Some(account)
}

/// What the figures of a step are multiplied by: `share / count`.
#[derive(Clone, Copy)]
struct Factor {
    share: f64,
    count: f64,
}

impl Factor {
    fn of(self, value: f64) -> f64 {
        value * self.share / self.count
    }
}

impl Account {
    /// Adds the terms of a step's indicators; the sum of the step's own scores.
    fn tree(&mut self, side: Side, step: &StepPlan, subject: usize, stage: Option<Period>, factor: Factor) -> f64 {
        let plan = side.assessment.plan();
        let category = side.category(subject);
        let number = |column: ColumnId| side.assessment.number(column, subject).unwrap_or_default();
        let mut sum = 0.0;
        for (terms, columns) in self.terms.iter_mut().zip(&step.indicators) {
            let Some(columns) = columns else { continue };
            if plan.column(columns.raw).scope.as_ref().is_some_and(|scope| !scope[category]) {
                continue;
            }
            let ratio = match side.assessment.cell(columns.ratio, subject) {
                (ratio, Status::Scored) => Some(ratio),
                (_, Status::NotApplicable) => None,
                // Nothing to compute with: it keeps its points and earns none of them.
                (_, Status::Missing | Status::Invalid | Status::Withheld) => Some(0.0),
            };
            let score = number(columns.score);
            sum += score;
            terms.push(Term { stage, points: factor.of(number(columns.effective)), ratio, score: factor.of(score) });
        }
        sum
    }

    /// Adds what a step does to its `base`.
    fn ledger(&mut self, side: Side, step: &StepPlan, subject: usize, base: f64, factor: Factor) {
        let number = |column: ColumnId| side.assessment.number(column, subject).unwrap_or_default();
        let (bonus, deduction) = (number(step.total.bonus), number(step.total.deduction));
        let before = base + bonus - deduction;
        let held = match side.assessment.grading(side.checked.document(), step).caps.total {
            Some(most) => before.min(most).max(0.0),
            None => before.max(0.0),
        };
        self.bonus += factor.of(bonus);
        self.deduction += factor.of(deduction);
        self.limit += factor.of(held - before);
    }
}
