//! Blocks of rows, and what can be done to them: the kernels of the reading *evaluate*.
//!
//! A kernel writes over an operand that nobody else needs, and runs without branches and calls where it can. A column
//! that is the same for the whole block is one scalar.

use super::number;
use super::tree::{Binary, ColumnId, Comparison, Unary};
use crate::model::Status;

/// Products, quotients and powers beyond this are `Invalid`, so that sums of them stay finite.
const LARGEST: f64 = 1e300;

/// A number and its status. The number counts only when `Scored`.
pub type Cell = (f64, Status);

/// The value of a formula over a block of rows.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// The same for every row.
    Scalar(f64, Status),
    /// One entry per row.
    Lane(Lane),
}

/// Numbers, and their statuses unless all are `Scored`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lane {
    /// One per row; finite, and meaningless where the status is not `Scored`.
    pub numbers: Vec<f64>,
    /// One per row; none: all `Scored`.
    pub status: Option<Vec<Status>>,
}

impl Lane {
    /// The cell of a row.
    pub fn cell(&self, row: usize) -> Cell {
        let status = self.status.as_ref().map_or(Status::Scored, |s| s[row]);
        (if status == Status::Scored { self.numbers[row] } else { 0.0 }, status)
    }

    /// Raises every status to at least that of `other`.
    fn join(&mut self, other: Option<&[Status]>) {
        let Some(other) = other else { return };
        match &mut self.status {
            Some(own) => own.iter_mut().zip(other).for_each(|(a, b)| *a = (*a).max(*b)),
            None => self.status = Some(other.to_vec()),
        }
    }

    fn join_all(&mut self, status: Status) {
        if status == Status::Scored {
            return;
        }
        match &mut self.status {
            Some(own) => own.iter_mut().for_each(|a| *a = (*a).max(status)),
            None => self.status = Some(vec![status; self.numbers.len()]),
        }
    }

    /// Marks what overflowed; one pass over numbers that are in cache anyway.
    fn settle(mut self) -> Lane {
        let sound = self.numbers.iter().fold(true, |all, v| all & (v.abs() <= LARGEST));
        if !sound {
            let rows = self.numbers.len();
            let status = self.status.get_or_insert_with(|| vec![Status::Scored; rows]);
            for (number, status) in self.numbers.iter_mut().zip(status) {
                if number.is_nan() || number.abs() > LARGEST {
                    *number = 0.0;
                    *status = (*status).max(Status::Invalid);
                }
            }
        }
        self
    }
}

impl Block {
    /// The cell of a row.
    pub fn cell(&self, row: usize) -> Cell {
        match self {
            Block::Scalar(number, status) => (if *status == Status::Scored { *number } else { 0.0 }, *status),
            Block::Lane(lane) => lane.cell(row),
        }
    }

    /// As a lane of `rows` entries.
    pub fn into_lane(self, rows: usize) -> Lane {
        match self {
            Block::Lane(lane) => lane,
            Block::Scalar(number, Status::Scored) => Lane { numbers: vec![number; rows], status: None },
            Block::Scalar(_, status) => Lane { numbers: vec![0.0; rows], status: Some(vec![status; rows]) },
        }
    }

    fn scalar(number: f64, status: Status) -> Block {
        if number.abs() <= LARGEST {
            Block::Scalar(number, status)
        } else {
            Block::Scalar(0.0, status.max(Status::Invalid))
        }
    }
}

/// Where a formula finds the blocks of the columns it reads.
pub trait Columns {
    /// The block of this column for the rows at hand.
    fn block(&self, id: ColumnId) -> Operand<'_>;
}

/// A block that is looked at, or one that may be written over.
pub enum Operand<'a> {
    /// Stays as it is.
    Borrowed(&'a Block),
    /// Nobody else needs it.
    Owned(Block),
}

impl Operand<'_> {
    pub(super) fn get(&self) -> &Block {
        match self {
            Operand::Borrowed(block) => block,
            Operand::Owned(block) => block,
        }
    }

    /// The block itself, copied if it is borrowed.
    pub fn take(self) -> Block {
        match self {
            Operand::Borrowed(block) => block.clone(),
            Operand::Owned(block) => block,
        }
    }
}

pub(super) fn one(unary: Unary, a: Operand) -> Block {
    match unary {
        Unary::Negate => map(a, |v| -v),
        Unary::Absolute => map(a, f64::abs),
        Unary::Exponential => map(a, number::exponential),
        Unary::SquareRoot => partial(a, |v| (v >= 0.0).then(|| number::square_root(v))),
        Unary::Logarithm => partial(a, |v| (v > 0.0).then(|| number::logarithm(v))),
    }
}

pub(super) fn two(binary: Binary, a: Operand, b: Operand) -> Block {
    match binary {
        Binary::Add => zip_raw(a, b, |x, y| x + y),
        Binary::Subtract => zip_raw(a, b, |x, y| x - y),
        Binary::Multiply => zip(a, b, |x, y| x * y),
        Binary::Power => zip(a, b, number::power),
        Binary::Divide => divide(a, b),
    }
}

/// Division by zero is not applicable.
fn divide(a: Operand, b: Operand) -> Block {
    let zeros: Option<Vec<Status>> = match b.get() {
        Block::Scalar(d, status) if *d == 0.0 => {
            let (rows, own) = (a.get(), (*status).max(Status::NotApplicable));
            return match rows {
                Block::Scalar(_, s) => Block::Scalar(0.0, (*s).max(own)),
                Block::Lane(_) => {
                    let mut lane = a.take().into_lane(0);
                    lane.join_all(own);
                    Block::Lane(lane)
                }
            };
        }
        Block::Scalar(..) => None,
        Block::Lane(lane) if lane.numbers.contains(&0.0) => {
            Some(lane.numbers.iter().map(|d| if *d == 0.0 { Status::NotApplicable } else { Status::Scored }).collect())
        }
        Block::Lane(_) => None,
    };
    let quotient = zip_raw(a, b, |x, y| if y == 0.0 { 0.0 } else { x / y });
    match quotient {
        Block::Lane(mut lane) => {
            lane.join(zeros.as_deref());
            Block::Lane(lane.settle())
        }
        Block::Scalar(number, status) => Block::scalar(number, status),
    }
}

pub(super) fn map(a: Operand, f: impl Fn(f64) -> f64) -> Block {
    match map_raw(a, f) {
        Block::Scalar(number, status) => Block::scalar(number, status),
        Block::Lane(lane) => Block::Lane(lane.settle()),
    }
}

/// For functions whose result is no larger than their operand.
pub(super) fn map_raw(a: Operand, f: impl Fn(f64) -> f64) -> Block {
    match a {
        Operand::Borrowed(Block::Lane(lane)) => {
            Block::Lane(Lane { numbers: lane.numbers.iter().map(|v| f(*v)).collect(), status: lane.status.clone() })
        }
        a => match a.take() {
            Block::Scalar(number, status) => Block::Scalar(f(number), status),
            Block::Lane(mut lane) => {
                lane.numbers.iter_mut().for_each(|v| *v = f(*v));
                Block::Lane(lane)
            }
        },
    }
}

/// Like `map`; where `f` has no number the result is not applicable.
fn partial(a: Operand, f: impl Fn(f64) -> Option<f64>) -> Block {
    match a.take() {
        Block::Scalar(number, status) => match f(number) {
            Some(number) => Block::scalar(number, status),
            None => Block::Scalar(0.0, status.max(Status::NotApplicable)),
        },
        Block::Lane(mut lane) => {
            let rows = lane.numbers.len();
            let mut status = lane.status.take().unwrap_or_else(|| vec![Status::Scored; rows]);
            for (number, status) in lane.numbers.iter_mut().zip(&mut status) {
                match f(*number) {
                    Some(result) => *number = result,
                    None => {
                        *number = 0.0;
                        *status = (*status).max(Status::NotApplicable);
                    }
                }
            }
            lane.status = Some(status);
            Block::Lane(lane.settle())
        }
    }
}

pub(super) fn zip(a: Operand, b: Operand, f: impl Fn(f64, f64) -> f64) -> Block {
    match zip_raw(a, b, f) {
        Block::Lane(lane) => Block::Lane(lane.settle()),
        Block::Scalar(number, status) => Block::scalar(number, status),
    }
}

/// Strict in both; writes over an operand that nobody else needs.
pub(super) fn zip_raw(a: Operand, b: Operand, f: impl Fn(f64, f64) -> f64) -> Block {
    let joined = |block: Block, other: Status| match block {
        Block::Scalar(number, status) => Block::Scalar(number, status.max(other)),
        Block::Lane(mut lane) => {
            lane.join_all(other);
            Block::Lane(lane)
        }
    };
    if let Block::Scalar(y, status) = *b.get() {
        return joined(map_raw(a, |x| f(x, y)), status);
    }
    if let Block::Scalar(x, status) = *a.get() {
        return joined(map_raw(b, |y| f(x, y)), status);
    }
    match (a, b) {
        (Operand::Borrowed(Block::Lane(left)), Operand::Owned(Block::Lane(mut right))) => {
            left.numbers.iter().zip(&mut right.numbers).for_each(|(x, y)| *y = f(*x, *y));
            right.join(left.status.as_deref());
            Block::Lane(right)
        }
        (Operand::Borrowed(Block::Lane(left)), Operand::Borrowed(Block::Lane(right))) => {
            let numbers = left.numbers.iter().zip(&right.numbers).map(|(x, y)| f(*x, *y)).collect();
            let mut lane = Lane { numbers, status: left.status.clone() };
            lane.join(right.status.as_deref());
            Block::Lane(lane)
        }
        (Operand::Owned(Block::Lane(mut left)), right) => {
            if let Block::Lane(right) = right.get() {
                left.numbers.iter_mut().zip(&right.numbers).for_each(|(x, y)| *x = f(*x, *y));
                left.join(right.status.as_deref());
            }
            Block::Lane(left)
        }
        // Scalars were answered above.
        (a, _) => a.take(),
    }
}

/// Held between two bounds; in one pass where the bounds are the same for all rows.
pub(super) fn clamp(value: Operand, low: Operand, high: Operand) -> Block {
    match (low.get(), high.get()) {
        (Block::Scalar(low, Status::Scored), Block::Scalar(high, Status::Scored)) => {
            let (low, high) = (*low, *high);
            map_raw(value, |v| v.max(low).min(high))
        }
        _ => zip_raw(Operand::Owned(zip_raw(value, low, f64::max)), high, f64::min),
    }
}

pub(super) fn compare(comparison: Comparison, digits: u8, a: Operand, b: Operand) -> Block {
    let holds = move |x: f64, y: f64| {
        // Further apart than two of the coarsest steps, snapping cannot change the order.
        let apart = (x - y).abs() > 2e-6;
        let (x, y) = if apart { (x, y) } else { (number::snap(x, digits), number::snap(y, digits)) };
        let holds = match comparison {
            Comparison::Less => x < y,
            Comparison::LessOrEqual => x <= y,
            Comparison::Equal => x == y,
            Comparison::NotEqual => x != y,
            Comparison::GreaterOrEqual => x >= y,
            Comparison::Greater => x > y,
        };
        if holds { 1.0 } else { 0.0 }
    };
    zip_raw(a, b, holds)
}

/// A question to a status: one bit for each. Data instead of a function, so that loops over it stay without calls.
#[derive(Clone, Copy)]
pub(super) struct Test(u8);

pub(super) const PRESENT: Test = Test(1 << Status::Scored as u8);
pub(super) const APPLIES: Test = Test(!(1 << Status::NotApplicable as u8));
pub(super) const LACKS: Test = Test(APPLIES.0 & !PRESENT.0);

impl Test {
    #[inline]
    pub(super) fn holds(self, status: Status) -> bool {
        self.0 >> (status as u8) & 1 == 1
    }

    /// What holds for all rows, if it is the same for all. Looks at bytes only, an eighth of what numbers cost.
    pub(super) fn uniform(self, status: &[Status]) -> Option<bool> {
        let (mut some, mut all) = (0, 1);
        for status in status {
            let holds = self.0 >> (*status as u8) & 1;
            some |= holds;
            all &= holds;
        }
        (some == all).then_some(all == 1)
    }
}

pub(super) fn test(block: &Block, test: Test) -> Block {
    let truth = |holds: bool| if holds { 1.0 } else { 0.0 };
    match statuses(block) {
        Err(status) => Block::Scalar(truth(test.holds(status)), Status::Scored),
        Ok(status) => match test.uniform(status) {
            Some(all) => Block::Scalar(truth(all), Status::Scored),
            None => {
                let numbers = status.iter().map(|s| truth(test.holds(*s))).collect();
                Block::Lane(Lane { numbers, status: None })
            }
        },
    }
}

/// Row by row `then` where the condition is not 0, else `otherwise`.
pub(super) fn pick(condition: &[f64], then: &Block, otherwise: &Block) -> Lane {
    pick_by(condition, |c| *c != 0.0, then, otherwise)
}

pub(super) fn pick_by<C>(condition: &[C], holds: impl Fn(&C) -> bool, then: &Block, otherwise: &Block) -> Lane {
    let rows = condition.iter();
    let numbers: Vec<f64> = match (then, otherwise) {
        (Block::Scalar(a, _), Block::Scalar(b, _)) => rows.map(|c| if holds(c) { *a } else { *b }).collect(),
        (Block::Lane(a), Block::Scalar(b, _)) => {
            rows.zip(&a.numbers).map(|(c, a)| if holds(c) { *a } else { *b }).collect()
        }
        (Block::Scalar(a, _), Block::Lane(b)) => {
            rows.zip(&b.numbers).map(|(c, b)| if holds(c) { *a } else { *b }).collect()
        }
        (Block::Lane(a), Block::Lane(b)) => {
            rows.zip(a.numbers.iter().zip(&b.numbers)).map(|(c, (a, b))| if holds(c) { *a } else { *b }).collect()
        }
    };
    let rows = condition.iter();
    let status = match (statuses(then), statuses(otherwise)) {
        (Err(Status::Scored), Err(Status::Scored)) => None,
        (Err(a), Err(b)) => Some(rows.map(|c| if holds(c) { a } else { b }).collect()),
        (Ok(a), Err(b)) => Some(rows.zip(a).map(|(c, a)| if holds(c) { *a } else { b }).collect()),
        (Err(a), Ok(b)) => Some(rows.zip(b).map(|(c, b)| if holds(c) { a } else { *b }).collect()),
        (Ok(a), Ok(b)) => Some(rows.zip(a.iter().zip(b)).map(|(c, (a, b))| if holds(c) { *a } else { *b }).collect()),
    };
    Lane { numbers, status }
}

/// The status of every row, or the one that all rows have.
pub(super) fn statuses(block: &Block) -> Result<&[Status], Status> {
    match block {
        Block::Scalar(_, status) => Err(*status),
        Block::Lane(Lane { status: None, .. }) => Err(Status::Scored),
        Block::Lane(Lane { status: Some(status), .. }) => Ok(status),
    }
}
