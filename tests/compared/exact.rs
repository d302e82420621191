//! The account of a total once more, in exact rationals of the same cells.
//!
//! Knows the columns of a plan and what a total is made of (docs of `FinalStep` and `AdjustmentCaps`). Must never call
//! `analysis`: it is what `analysis` is held against.

use mingheng::analysis::Side;
use mingheng::engine::StepPlan;
use mingheng::model::Status;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use std::collections::BTreeMap;

pub type Exact = BigRational;

/// Cells of one indicator in one step: points, ratio (none: not applicable), score; with the step's factor.
#[derive(Clone)]
pub struct Cells {
    pub stage: String,
    pub factor: Exact,
    pub points: Exact,
    pub ratio: Option<Exact>,
    pub score: Exact,
}

/// What adds up to a total.
pub struct Account {
    pub indicators: BTreeMap<usize, Vec<Cells>>,
    pub bonus: Exact,
    pub deduction: Exact,
    pub limit: Exact,
    /// Not their sum, but nested as the plan computes it.
    pub total: Exact,
}

pub fn exact(value: f64) -> Exact {
    BigRational::from_float(value).expect("finite")
}

fn number(side: Side, column: mingheng::formula::ColumnId, subject: usize) -> Exact {
    exact(side.assessment.number(column, subject).unwrap_or(0.0))
}

/// Indicators of a step that the subject's category uses.
fn cells(side: Side, step: &StepPlan, subject: usize, factor: &Exact) -> Vec<(usize, Cells)> {
    let document = side.checked.document();
    let category = &document.subjects[subject].category;
    let mut found = Vec::new();
    for (k, columns) in step.indicators.iter().enumerate() {
        let uses = document.set.indicators[k].points.get(category).is_some_and(|p| *p > 0.0);
        let Some(columns) = columns.as_ref().filter(|_| uses) else { continue };
        let ratio = match side.assessment.cell(columns.ratio, subject) {
            (ratio, Status::Scored) => Some(exact(ratio)),
            (_, Status::NotApplicable) => None,
            _ => Some(Exact::zero()),
        };
        let stage = step.prefix.clone();
        let (points, score) = (number(side, columns.effective, subject), number(side, columns.score, subject));
        found.push((k, Cells { stage, factor: factor.clone(), points, ratio, score }));
    }
    found
}

/// `(what was added, what holding it took)`
fn held(side: Side, step: &StepPlan, value: Exact) -> (Exact, Exact) {
    let caps = side.assessment.grading(side.checked.document(), step).caps;
    let below = caps.total.map_or(value.clone(), |most| value.clone().min(exact(most)));
    let within = if below.is_negative() { Exact::zero() } else { below };
    (within.clone(), within - value)
}

pub fn account(side: Side, subject: usize) -> Option<Account> {
    let (plan, document) = (side.assessment.plan(), side.checked.document());
    let has_total = |step: &&StepPlan| side.assessment.number(step.total.total, subject).is_some();
    Some(&plan.last).filter(has_total)?;
    let mut account = Account {
        indicators: BTreeMap::new(),
        bonus: Exact::zero(),
        deduction: Exact::zero(),
        limit: Exact::zero(),
        total: Exact::zero(),
    };
    let mut step_total = |step: &StepPlan, factor: &Exact, before: Exact, weight: &Exact| {
        let found = cells(side, step, subject, factor);
        let own = found.iter().fold(Exact::zero(), |sum, (_, c)| sum + &c.score);
        for (k, cells) in found {
            account.indicators.entry(k).or_default().push(cells);
        }
        let (bonus, deduction) = (number(side, step.total.bonus, subject), number(side, step.total.deduction, subject));
        let (total, limit) = held(side, step, before + own * weight + &bonus - &deduction);
        let outer = if weight.is_one() { factor.clone() } else { Exact::one() };
        account.bonus += bonus * &outer;
        account.deduction += deduction * &outer;
        account.limit += limit * &outer;
        total
    };
    let join = &document.calendar.last;
    let total = if plan.stages.is_empty() {
        step_total(&plan.last, &Exact::one(), Exact::zero(), &Exact::one())
    } else {
        let live: Vec<&StepPlan> = plan.stages.iter().filter(has_total).collect();
        let count = exact(live.len() as f64);
        let share = if join.own_share == 0.0 { Exact::one() } else { exact(join.stage_share) };
        let factor = &share / &count;
        let sum = live
            .iter()
            .fold(Exact::zero(), |sum, stage| sum + step_total(stage, &factor, Exact::zero(), &Exact::one()));
        let mean = sum / count;
        if join.own_share == 0.0 {
            mean
        } else {
            let own = exact(join.own_share);
            assert!(!own.is_one(), "this test tells the two factors apart");
            step_total(&plan.last, &own, share * mean, &own)
        }
    };
    account.total = total;
    Some(account)
}

/// The three causes of an indicator's part: weight, performance, rounding.
pub fn causes(left: &[Cells], right: &[Cells]) -> [Exact; 3] {
    let same = left.iter().map(|c| &c.stage).eq(right.iter().map(|c| &c.stage));
    let pairs: Vec<[(Exact, Option<Exact>, Exact); 2]> = if same {
        let one = |c: &Cells| (&c.points * &c.factor, c.ratio.clone(), &c.score * &c.factor);
        left.iter().zip(right).map(|(a, b)| [one(a), one(b)]).collect()
    } else {
        vec![[joined(left), joined(right)]]
    };
    let two = exact(2.0);
    let mut sums = [Exact::zero(), Exact::zero(), Exact::zero()];
    for [(p, r, s), (q, t, u)] in pairs {
        let (a, b) = (r.clone().or(t.clone()).unwrap_or_else(Exact::zero), t.or(r).unwrap_or_else(Exact::zero));
        sums[0] += (&q - &p) * (&a + &b) / &two;
        sums[1] += (&p + &q) / &two * (&b - &a);
        sums[2] += (u - &q * &b) - (s - &p * &a);
    }
    sums
}

fn joined(cells: &[Cells]) -> (Exact, Option<Exact>, Exact) {
    let sum = |of: &dyn Fn(&Cells) -> Exact| cells.iter().fold(Exact::zero(), |sum, c| sum + of(c) * &c.factor);
    let points = sum(&|c| c.points.clone());
    let earned = sum(&|c| &c.points * c.ratio.clone().unwrap_or_else(Exact::zero));
    let ratio = match cells {
        [only] => only.ratio.clone(),
        _ if points.is_positive() => Some(earned / &points),
        _ => cells.iter().find_map(|c| c.ratio.clone()),
    };
    (points, ratio, sum(&|c| c.score.clone()))
}
