//! Computes the columns of a plan, block by block.
//!
//! Row-wise columns are evaluated in blocks of rows of one category, so that a block's columns stay in cache and what
//! is constant in a category is one scalar. Group-wise columns need whole columns: they are the barriers between
//! phases of blocks. A column is computed in the last phase that still serves all its readers, and only columns that
//! somebody reads later are kept. One call of [`Run::advance`] does one bounded piece of work, so that a caller can
//! show progress and stop.

use super::frame::Frame;
use super::plan::{PeerGroup, Plan, Source};
use crate::formula::evaluate::Operand;
use crate::formula::evaluate::{Cell, evaluate_row};
use crate::formula::{Block, ColumnId, Columns, Formula, Lane, evaluate, peer_column};
use crate::model::{Cells, Document, PeriodAggregation, Status};
use std::collections::BTreeMap;

/// Rows of a block: a hundred columns of it fit into a second-level cache.
const BLOCK: usize = 1024;

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Pieces done.
    pub done: usize,
    /// Pieces in all.
    pub total: usize,
}

/// A computation under way.
pub struct Run<'a> {
    document: &'a Document,
    plan: &'a Plan,
    frame: &'a Frame,
    phases: Vec<Phase>,
    kept: BTreeMap<ColumnId, Lane>,
    blocks: Vec<(usize, usize)>,
    phase: usize,
    /// Next piece of the phase: first its barriers, then its blocks.
    piece: usize,
    done: usize,
    slots: Vec<Option<Block>>,
}

/// What happens between two barriers.
#[derive(Default)]
struct Phase {
    /// Group-wise columns computed before its blocks.
    barriers: Vec<ColumnId>,
    /// Columns of each block, in order.
    columns: Vec<Entry>,
    /// Those of them (and of the barriers) that are kept.
    kept: Vec<ColumnId>,
}

/// One column of a block.
struct Entry {
    id: ColumnId,
    /// Whether an earlier phase or a barrier has computed and kept it.
    fetched: bool,
    /// Columns that nobody in the phase reads after it.
    free: Vec<ColumnId>,
}

impl<'a> Run<'a> {
    /// Prepares to compute the columns of `keep`, and all they need.
    pub fn new(document: &'a Document, plan: &'a Plan, frame: &'a Frame, keep: &[ColumnId]) -> Run<'a> {
        let mut blocks = Vec::new();
        for segment in frame.starts.windows(2) {
            let mut start = segment[0];
            while start < segment[1] {
                let end = segment[1].min(start + BLOCK);
                blocks.push((start, end));
                start = end;
            }
        }
        Run {
            document,
            plan,
            frame,
            phases: schedule(plan, keep),
            kept: BTreeMap::new(),
            blocks,
            phase: 0,
            piece: 0,
            done: 0,
            slots: vec![None; plan.columns.len()],
        }
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        let total = self.phases.iter().map(|p| p.barriers.len() + self.blocks.len()).sum();
        Progress { done: self.done, total }
    }

    /// Does one piece of work; false when nothing is left.
    pub fn advance(&mut self) -> bool {
        let Some(phase) = self.phases.get(self.phase) else { return false };
        let barriers = phase.barriers.len();
        if self.piece < barriers {
            let id = phase.barriers[self.piece];
            let lane = self.barrier(id);
            self.kept.insert(id, lane);
        } else if let Some((start, end)) = self.blocks.get(self.piece - barriers).copied() {
            self.block(start, end);
        }
        self.piece += 1;
        self.done += 1;
        if self.piece >= barriers + self.blocks.len() {
            self.phase += 1;
            self.piece = 0;
        }
        true
    }

    /// Computes all there is.
    pub fn finish(mut self) -> BTreeMap<ColumnId, Lane> {
        while self.advance() {}
        self.kept
    }

    /// What was kept, once `advance` has returned false.
    pub fn into_kept(self) -> BTreeMap<ColumnId, Lane> {
        self.kept
    }

    fn barrier(&self, id: ColumnId) -> Lane {
        let Source::Peers { formula, group, among } = &self.plan.column(id).source else {
            return Lane::default();
        };
        let column = |id: ColumnId| self.whole(id);
        let among = among.map(column);
        let (partition, groups) = match group {
            PeerGroup::Category => (&self.frame.category, self.frame.starts.len() - 1),
            PeerGroup::Rank => (&self.frame.rank_group, self.frame.rank_groups.len()),
        };
        peer_column(formula, &column, partition, groups, among.as_ref())
    }

    /// A whole column: kept, or an input that needs no computing.
    fn whole(&self, id: ColumnId) -> Lane {
        if let Some(lane) = self.kept.get(&id) {
            return lane.clone();
        }
        let mut lane = Lane::default();
        for (start, end) in &self.blocks {
            let block = input(self.document, self.plan, self.frame, id, *start, *end);
            append(&mut lane, &block, end - start);
        }
        lane
    }

    fn block(&mut self, start: usize, end: usize) {
        let category = self.frame.category_at(start);
        let phase = &self.phases[self.phase];
        for Entry { id, fetched, free } in &phase.columns {
            let column = self.plan.column(*id);
            let outside = column.scope.as_ref().is_some_and(|scope| !scope[category]);
            let block = match &column.source {
                _ if outside => Block::Scalar(0.0, Status::NotApplicable),
                _ if *fetched => slice(&self.kept, *id, start, end),
                Source::Formula(formula) => evaluate(formula, &Slots { slots: &self.slots }),
                _ => input(self.document, self.plan, self.frame, *id, start, end),
            };
            self.slots[id.0 as usize] = Some(block);
            for id in free {
                self.slots[id.0 as usize] = None;
            }
        }
        for id in &phase.kept {
            if let Some(block) = self.slots[id.0 as usize].take() {
                append(self.kept.entry(*id).or_default(), &block, end - start);
            }
        }
    }
}

struct Slots<'a> {
    slots: &'a [Option<Block>],
}

impl Columns for Slots<'_> {
    fn block(&self, id: ColumnId) -> Operand<'_> {
        match &self.slots[id.0 as usize] {
            Some(block) => Operand::Borrowed(block),
            // The schedule puts every column before its readers.
            None => Operand::Owned(Block::Scalar(0.0, Status::Invalid)),
        }
    }
}

/// Every cell of one row, in the order of the plan. `kept` gives the group-wise columns.
pub fn row_cells(
    document: &Document,
    plan: &Plan,
    frame: &Frame,
    row: usize,
    kept: &dyn Fn(ColumnId) -> Cell,
) -> Vec<Cell> {
    let category = frame.category_at(row);
    let mut cells: Vec<Cell> = Vec::with_capacity(plan.columns.len());
    for (k, column) in plan.columns.iter().enumerate() {
        let id = ColumnId(k as u32);
        let outside = column.scope.as_ref().is_some_and(|scope| !scope[category]);
        let cell = if outside {
            (0.0, Status::NotApplicable)
        } else {
            match &column.source {
                Source::Formula(formula) => evaluate_row(formula, &|id| cells[id.0 as usize]),
                Source::Peers { .. } => kept(id),
                _ => input(document, plan, frame, id, row, row + 1).cell(0),
            }
        };
        cells.push(cell);
    }
    cells
}

/// A row-wise column of one row, with only what it needs. Group-wise columns are `Invalid` here.
pub fn column_cell(document: &Document, plan: &Plan, frame: &Frame, id: ColumnId, row: usize) -> Cell {
    let category = frame.category_at(row);
    let column = plan.column(id);
    if column.scope.as_ref().is_some_and(|scope| !scope[category]) {
        return (0.0, Status::NotApplicable);
    }
    match &column.source {
        Source::Formula(formula) => evaluate_row(formula, &|id| column_cell(document, plan, frame, id, row)),
        _ => input(document, plan, frame, id, row, row + 1).cell(0),
    }
}

fn schedule(plan: &Plan, keep: &[ColumnId]) -> Vec<Phase> {
    let count = plan.columns.len();
    let reads: Vec<Vec<ColumnId>> = plan.columns.iter().map(|c| reads(&c.source)).collect();
    let is_barrier = |k: usize| matches!(plan.columns[k].source, Source::Peers { .. });
    let mut needed = vec![false; count];
    for id in keep {
        needed[id.0 as usize] = true;
    }
    for k in (0..count).rev().filter(|k| needed[*k]).collect::<Vec<_>>() {
        mark(&reads, &mut needed, k);
    }
    let mut earliest = vec![0_usize; count];
    for k in 0..count {
        let before = reads[k].iter().map(|id| earliest[id.0 as usize]).max().unwrap_or(0);
        earliest[k] = before + usize::from(is_barrier(k));
    }
    let last = (0..count).filter(|k| needed[*k]).map(|k| earliest[k]).max().unwrap_or(0);
    let mut phase = vec![last; count];
    for k in (0..count).rev().filter(|k| needed[*k]) {
        if is_barrier(k) {
            phase[k] = earliest[k];
        }
        for id in &reads[k] {
            let limit = if is_barrier(k) { phase[k] - 1 } else { phase[k] };
            let of = &mut phase[id.0 as usize];
            *of = (*of).min(limit);
        }
    }
    let mut phases: Vec<Phase> = (0..=last).map(|_| Phase::default()).collect();
    let mut stored = vec![false; count];
    for id in keep {
        stored[id.0 as usize] = true;
    }
    // A formula read by a barrier or in a later phase is stored; inputs are cheap enough to be read again.
    for k in (0..count).filter(|k| needed[*k]) {
        for id in &reads[k] {
            let j = id.0 as usize;
            if matches!(plan.columns[j].source, Source::Formula(_)) && (is_barrier(k) || phase[k] > phase[j]) {
                stored[j] = true;
            }
        }
    }
    for (now, slot) in phases.iter_mut().enumerate() {
        let mut here: Vec<usize> = Vec::new();
        for k in (0..count).filter(|k| needed[*k]) {
            let is_formula = matches!(plan.columns[k].source, Source::Formula(_));
            if is_barrier(k) && phase[k] == now {
                slot.barriers.push(ColumnId(k as u32));
            }
            if is_formula && phase[k] == now {
                here.push(k);
            }
            if !is_formula && !is_barrier(k) && stored[k] && phase[k] == now {
                here.push(k);
            }
        }
        // What these read and was not computed here is fetched here.
        let mut fetched: Vec<usize> = here.iter().flat_map(|k| reads[*k].iter().map(|id| id.0 as usize)).collect();
        fetched.retain(|j| !here.contains(j));
        here.extend(fetched);
        here.sort_unstable();
        here.dedup();
        let mut last_reader: BTreeMap<usize, usize> = BTreeMap::new();
        for k in here.iter().filter(|k| matches!(plan.columns[**k].source, Source::Formula(_)) && phase[**k] == now) {
            for id in &reads[*k] {
                last_reader.insert(id.0 as usize, *k);
            }
        }
        for k in &here {
            let free = last_reader
                .iter()
                .filter(|(j, reader)| **reader == *k && !(stored[**j] && phase[**j] == now))
                .map(|(j, _)| ColumnId(*j as u32))
                .collect();
            let computed =
                !is_barrier(*k) && (phase[*k] == now || !matches!(plan.columns[*k].source, Source::Formula(_)));
            slot.columns.push(Entry { id: ColumnId(*k as u32), fetched: !computed, free });
            if stored[*k] && phase[*k] == now && !is_barrier(*k) {
                slot.kept.push(ColumnId(*k as u32));
            }
        }
    }
    phases
}

fn mark(reads: &[Vec<ColumnId>], needed: &mut [bool], from: usize) {
    let mut open = vec![from];
    while let Some(k) = open.pop() {
        for id in &reads[k] {
            let j = id.0 as usize;
            if !needed[j] {
                needed[j] = true;
                open.push(j);
            }
        }
    }
}

fn reads(source: &Source) -> Vec<ColumnId> {
    match source {
        Source::Formula(formula) => formula.columns(),
        Source::Peers { formula, among, .. } => {
            let mut columns = formula.columns();
            columns.extend(among);
            columns
        }
        Source::Category(_)
        | Source::Periods { .. }
        | Source::Gaps { .. }
        | Source::Ballots { .. }
        | Source::Events { .. } => Vec::new(),
    }
}

fn slice(kept: &BTreeMap<ColumnId, Lane>, id: ColumnId, start: usize, end: usize) -> Block {
    match kept.get(&id) {
        Some(lane) => lane_slice(lane, start, end),
        None => Block::Scalar(0.0, Status::Invalid),
    }
}

fn lane_slice(lane: &Lane, start: usize, end: usize) -> Block {
    match &lane.status {
        Some(status) => cells_slice(&lane.numbers[start..end], &status[start..end]),
        None => Block::Lane(Lane { numbers: lane.numbers[start..end].to_vec(), status: None }),
    }
}

fn cells_slice(numbers: &[f64], status: &[Status]) -> Block {
    // The strongest status by one pass without branches; most blocks of most columns are all `Scored`.
    let strongest = status.iter().fold(Status::Scored, |a, b| a.max(*b));
    let status = (strongest != Status::Scored).then(|| status.to_vec());
    Block::Lane(Lane { numbers: numbers.to_vec(), status })
}

fn append(lane: &mut Lane, block: &Block, rows: usize) {
    let before = lane.numbers.len();
    match block {
        Block::Scalar(number, status) => {
            lane.numbers.resize(before + rows, *number);
            if *status != Status::Scored || lane.status.is_some() {
                let all = lane.status.get_or_insert_with(|| vec![Status::Scored; before]);
                all.resize(before + rows, *status);
            }
        }
        Block::Lane(part) => {
            lane.numbers.extend_from_slice(&part.numbers);
            match (&mut lane.status, &part.status) {
                (None, None) => {}
                (Some(all), None) => all.resize(before + rows, Status::Scored),
                (all, Some(status)) => {
                    all.get_or_insert_with(|| vec![Status::Scored; before]).extend_from_slice(status)
                }
            }
        }
    }
}

/// The block of a column that is not computed from other columns.
fn input(document: &Document, plan: &Plan, frame: &Frame, id: ColumnId, start: usize, end: usize) -> Block {
    let cells = |k: usize| &document.observations.columns[k].cells;
    let subjects = |inherited: bool| if inherited { &frame.via[start..end] } else { &frame.order[start..end] };
    match &plan.column(id).source {
        Source::Category(values) => Block::Scalar(values[frame.category_at(start)], Status::Scored),
        Source::Ballots { lane, .. } | Source::Events { lane, .. } => lane_slice(lane, start, end),
        Source::Periods { reduction, columns, inherited } => {
            if let ([only], true, false) = (columns.as_slice(), frame.in_order, *inherited) {
                let cells = cells(*only);
                return cells_slice(&cells.numbers[start..end], &cells.status[start..end]);
            }
            let columns: Vec<&Cells> = columns.iter().map(|k| cells(*k)).collect();
            reduce(*reduction, &columns, subjects(*inherited))
        }
        Source::Gaps { columns, expected, inherited } => {
            let columns: Vec<&Cells> = columns.iter().map(|k| cells(*k)).collect();
            let numbers = subjects(*inherited)
                .iter()
                .map(|s| {
                    let reported = columns.iter().filter(|c| c.status[*s as usize] == Status::Scored).count();
                    expected.saturating_sub(reported) as f64
                })
                .collect();
            Block::Lane(Lane { numbers, status: None })
        }
        Source::Formula(Formula::Blank(status)) => Block::Scalar(0.0, *status),
        Source::Formula(_) | Source::Peers { .. } => Block::Scalar(0.0, Status::Invalid),
    }
}

/// Periods become one value: any that does not apply makes the whole not applicable, what is missing is left out.
fn reduce(reduction: PeriodAggregation, columns: &[&Cells], subjects: &[u32]) -> Block {
    let rows = subjects.len();
    if let [only] = columns {
        let numbers: Vec<f64> = subjects.iter().map(|s| only.numbers[*s as usize]).collect();
        let status: Vec<Status> = subjects.iter().map(|s| only.status[*s as usize]).collect();
        let all_scored = status.iter().all(|s| *s == Status::Scored);
        return Block::Lane(Lane { numbers, status: (!all_scored).then_some(status) });
    }
    if columns.is_empty() {
        return Block::Scalar(0.0, Status::Missing);
    }
    let mut numbers = vec![0.0_f64; rows];
    let mut counts = vec![0_u32; rows];
    let mut blank = vec![Status::Missing; rows];
    for column in columns {
        for (k, subject) in subjects.iter().enumerate() {
            let (number, status) = (column.numbers[*subject as usize], column.status[*subject as usize]);
            match status {
                Status::Scored => {
                    numbers[k] = match reduction {
                        PeriodAggregation::Sum | PeriodAggregation::Average => numbers[k] + number,
                        PeriodAggregation::Last => number,
                        PeriodAggregation::Maximum if counts[k] > 0 => numbers[k].max(number),
                        PeriodAggregation::Minimum if counts[k] > 0 => numbers[k].min(number),
                        PeriodAggregation::Maximum | PeriodAggregation::Minimum => number,
                    };
                    counts[k] += 1;
                }
                // Of what is not a number, only "does not apply" speaks for the whole window.
                Status::NotApplicable => blank[k] = Status::NotApplicable,
                other if blank[k] == Status::Missing => blank[k] = other,
                _ => {}
            }
        }
    }
    let mut status = vec![Status::Scored; rows];
    for k in 0..rows {
        if blank[k] == Status::NotApplicable || counts[k] == 0 {
            status[k] = blank[k];
            numbers[k] = 0.0;
        } else if reduction == PeriodAggregation::Average {
            numbers[k] /= f64::from(counts[k]);
        }
    }
    let all_scored = status.iter().all(|s| *s == Status::Scored);
    Block::Lane(Lane { numbers, status: (!all_scored).then_some(status) })
}
