//! The whole pipeline on one screen: a checked document and a question become an assessment.

use super::adjust::{acts_in, draw};
use super::check::{Checked, Question};
use super::frame::Frame;
use super::lists::{Counted, counted_events};
use super::plan::{Plan, Source, StepPlan};
use super::run::{Run, row_cells};
use super::weights::Weights;
use crate::formula::evaluate::Cell;
use crate::formula::{ColumnId, Lane, SCORE_DIGITS, snap};
use crate::model::{Document, EventKind, Flag, Grading, Standing, Status};
use std::collections::BTreeMap;

/// Which columns an assessment keeps for all subjects. Whatever is not kept can still be had row by row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// Totals and top-level dimensions.
    #[default]
    Results,
    /// Also every indicator's value, points, ratio and score.
    Indicators,
}

/// Everything needed to compute, before the computing.
#[derive(Clone, Debug)]
pub struct Prepared {
    plan: Plan,
    frame: Frame,
    weights: Weights,
    keep: Vec<ColumnId>,
}

impl Prepared {
    /// Writes the plan that answers `question`.
    pub fn new(checked: &Checked, question: &Question, keep: Keep) -> Prepared {
        let document = checked.document();
        let weights = Weights::resolve(document, question.scheme());
        let frame = Frame::new(document);
        let plan = draw(document, checked.rules(), &weights, &frame, question.period());
        let keep = kept_columns(&plan, keep);
        Prepared { plan, frame, weights, keep }
    }

    /// The computation, to be driven piece by piece.
    pub fn run<'a>(&'a self, checked: &'a Checked) -> Run<'a> {
        Run::new(checked.document(), &self.plan, &self.frame, &self.keep)
    }

    /// With what a finished run kept.
    pub fn finish(self, kept: BTreeMap<ColumnId, Lane>) -> Assessment {
        Assessment { plan: self.plan, frame: self.frame, weights: self.weights, kept }
    }
}

/// The answer, in one go.
pub fn assess(checked: &Checked, question: &Question, keep: Keep) -> Assessment {
    let prepared = Prepared::new(checked, question, keep);
    let kept = prepared.run(checked).finish();
    prepared.finish(kept)
}

/// The result of applying an indicator set to subjects.
#[derive(Clone, Debug)]
pub struct Assessment {
    plan: Plan,
    frame: Frame,
    weights: Weights,
    kept: BTreeMap<ColumnId, Lane>,
}

/// What a subject got.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub base: Option<f64>,
    pub bonus: f64,
    pub deduction: f64,
    /// Unrounded; none: nothing applies to the subject.
    pub total: Option<f64>,
    pub published: Option<f64>,
    /// None: not ranked.
    pub rank: Option<u32>,
    /// Place of the grade, 0 the best.
    pub grade: Option<u32>,
    /// Before veto, bar and quota.
    pub grade_by_score: Option<u32>,
    /// In the order of the closed list.
    pub flags: Vec<Flag>,
}

impl Assessment {
    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The order of rows and their groups.
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// The weights under the scheme.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// A kept column's cell of a subject (by place in the document).
    pub fn cell(&self, column: ColumnId, subject: usize) -> Cell {
        match self.kept.get(&column) {
            Some(lane) => lane.cell(self.frame.row[subject] as usize),
            None => (0.0, Status::Invalid),
        }
    }

    /// A kept column's number, if it has one.
    pub fn number(&self, column: ColumnId, subject: usize) -> Option<f64> {
        match self.cell(column, subject) {
            (number, Status::Scored) => Some(number),
            _ => None,
        }
    }

    /// Every cell of a subject, in the order of the plan's columns.
    pub fn row(&self, checked: &Checked, subject: usize) -> Vec<Cell> {
        let row = self.frame.row[subject] as usize;
        row_cells(checked.document(), &self.plan, &self.frame, row, &|id| self.cell(id, subject))
    }

    /// How totals are graded in a step.
    pub fn grading<'a>(&self, document: &'a Document, step: &StepPlan) -> &'a Grading {
        match (&document.calendar.stage_grading, step.is_stage) {
            (Some(grading), true) => grading,
            _ => &document.grading,
        }
    }

    /// What a subject got in the last step.
    pub fn outcome(&self, checked: &Checked, subject: usize) -> Outcome {
        let total = &self.plan.last.total;
        let whole = |v: f64| v as u32;
        Outcome {
            base: self.number(total.base, subject),
            bonus: self.number(total.bonus, subject).unwrap_or_default(),
            deduction: self.number(total.deduction, subject).unwrap_or_default(),
            total: self.number(total.total, subject),
            published: self.number(total.published, subject),
            rank: self.number(total.rank, subject).filter(|_| self.is_ranked(subject)).map(whole),
            grade: self.number(total.grade, subject).map(whole),
            grade_by_score: self.number(total.by_score, subject).map(whole),
            flags: self.flags(checked, &self.plan.last, subject),
        }
    }

    /// Whether the subject has a place in its group.
    pub fn is_ranked(&self, subject: usize) -> bool {
        self.frame.rank_group[self.frame.row[subject] as usize] != u32::MAX
    }

    /// The subjects that results list, in document order: all but those that only feed others.
    pub fn listed<'a>(&self, document: &'a Document) -> impl Iterator<Item = usize> + 'a {
        document.subjects.iter().enumerate().filter(|(_, s)| s.standing != Standing::Source).map(|(k, _)| k)
    }

    /// Remarks beside a subject's total in a step whose columns are kept.
    pub fn flags(&self, checked: &Checked, step: &StepPlan, subject: usize) -> Vec<Flag> {
        let document = checked.document();
        let total = &step.total;
        let is = |column: Option<ColumnId>| column.and_then(|c| self.number(c, subject)).is_some_and(|v| v > 0.0);
        let mut flags = Vec::new();
        if is(total.missing) {
            flags.push(Flag::Missing);
        }
        if is(total.refused) && !is(Some(total.veto)) {
            flags.push(Flag::Quota);
        }
        let id = &document.subjects[subject].id;
        if document.events.iter().any(|e| e.subject == *id) {
            let counted = counted_events(document, &|e| e.subject == *id && acts_in(document, step, e));
            let mut codes = |kind: Option<EventKind>, flag: &dyn Fn(String) -> Flag| {
                for (k, how) in &counted {
                    let event = &document.events[*k];
                    let wanted = match kind {
                        Some(kind) => *how == Counted::Yes && event.kind == kind,
                        None => *how == Counted::Exempt,
                    };
                    let flag = flag(event.code.clone());
                    if wanted && !flags.contains(&flag) {
                        flags.push(flag);
                    }
                }
            };
            codes(Some(EventKind::Bar), &Flag::Bar);
            codes(Some(EventKind::Veto), &Flag::Veto);
            codes(None, &Flag::Exempt);
        }
        // A step that joins stages shows the mean of what was capped in each; the stages carry the flag.
        let joins = total.stage_mean.is_some() && document.calendar.last.own_share == 0.0;
        let capped = |sum: ColumnId, cap: Option<f64>| {
            !joins
                && cap
                    .zip(self.number(sum, subject))
                    .is_some_and(|(cap, sum)| snap(sum, SCORE_DIGITS) > snap(cap, SCORE_DIGITS))
        };
        let caps = self.grading(document, step).caps;
        if capped(total.bonus_sum, caps.bonus) {
            flags.push(Flag::BonusCapped);
        }
        if capped(total.deduction_sum, caps.deduction) {
            flags.push(Flag::DeductionCapped);
        }
        flags
    }
}

fn kept_columns(plan: &Plan, keep: Keep) -> Vec<ColumnId> {
    let mut columns = Vec::new();
    for step in plan.stages.iter().chain([&plan.last]) {
        let t = &step.total;
        columns.extend([
            t.base,
            t.bonus,
            t.bonus_sum,
            t.deduction,
            t.deduction_sum,
            t.total,
            t.published,
            t.veto,
            t.bar,
            t.by_score,
            t.members,
            t.grade,
            t.rank,
        ]);
        columns.extend([t.missing, t.refused, t.place, t.places, t.stage_mean].into_iter().flatten());
        columns.extend(step.dimensions.iter().flatten().map(|d| d.score));
        if keep == Keep::Indicators {
            for i in step.indicators.iter().flatten() {
                columns.extend([i.raw, i.rule, i.effective, i.ratio, i.score, i.gaps]);
            }
        }
    }
    // Group-wise columns cannot be had row by row.
    let peers = plan.columns.iter().enumerate().filter(|(_, c)| matches!(c.source, Source::Peers { .. }));
    columns.extend(peers.map(|(k, _)| ColumnId(k as u32)));
    columns.sort_unstable();
    columns.dedup();
    columns
}
