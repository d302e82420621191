//! The reading *evaluate*: blocks of rows in, one block out.
//!
//! A block holds up to a few thousand rows, so that everything a formula touches stays in cache. A column that is the
//! same for the whole block (a constant, a parameter of the block's category) is one scalar, and an `if` over it runs
//! only the side that is taken. Never fails and never yields NaN or infinity: a number that cannot be is
//! `NotApplicable` (division by zero, logarithm of nothing) or `Invalid` (overflow).

use super::number;
use super::tree::{Binary, ColumnId, Comparison, Formula, Unary};
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
                // Written so that NaN is caught too.
                if !(number.abs() <= LARGEST) {
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
    fn get(&self) -> &Block {
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

/// The formula over the rows at hand.
pub fn evaluate(formula: &Formula, columns: &dyn Columns) -> Block {
    operand(formula, columns).take()
}

/// The formula over a single row.
pub fn evaluate_row(formula: &Formula, cell: &dyn Fn(ColumnId) -> Cell) -> Cell {
    struct Row<'a>(&'a dyn Fn(ColumnId) -> Cell);
    impl Columns for Row<'_> {
        fn block(&self, id: ColumnId) -> Operand<'_> {
            let (number, status) = (self.0)(id);
            Operand::Owned(Block::Scalar(number, status))
        }
    }
    evaluate(formula, &Row(cell)).cell(0)
}

fn operand<'a>(formula: &Formula, columns: &'a dyn Columns) -> Operand<'a> {
    if let Formula::Column(id) = formula {
        return columns.block(*id);
    }
    let read = |f: &Formula| operand(f, columns);
    Operand::Owned(match formula {
        Formula::Number(value) | Formula::Parameter { value, .. } => Block::Scalar(*value, Status::Scored),
        Formula::Blank(status) => Block::Scalar(0.0, *status),
        Formula::Unary(unary, a) => one(*unary, read(a)),
        Formula::Binary(binary, a, b) => two(*binary, read(a), read(b)),
        Formula::Minimum(all) => fold(all, columns, f64::min),
        Formula::Maximum(all) => fold(all, columns, f64::max),
        Formula::Sum(all) => fold(all, columns, |a, b| a + b),
        Formula::Clamp { value, low, high } => clamp(read(value), read(low), read(high)),
        Formula::Compare { comparison, left, right, digits } => compare(*comparison, *digits, read(left), read(right)),
        Formula::All(all) => fold_truth(all, columns, |a, b| a && b),
        Formula::Any(all) => fold_truth(all, columns, |a, b| a || b),
        Formula::Not(a) => map(read(a), |v| if v == 0.0 { 1.0 } else { 0.0 }),
        Formula::If { condition, then, otherwise } => return choose(condition, then, otherwise, columns),
        Formula::Else(a, b) => return first_number(a, b, columns),
        Formula::Present(a) => test(read(a).get(), PRESENT),
        Formula::Applies(a) => test(read(a).get(), APPLIES),
        Formula::Lacks(a) => test(read(a).get(), LACKS),
        Formula::Steps { value, falling, steps, otherwise, digits } => {
            let steps: Vec<(f64, f64)> = steps.iter().map(|(at, s)| (number::snap(*at, *digits), *s)).collect();
            map(read(value), |v| {
                let v = number::snap(v, *digits);
                let reached = |at: f64| if *falling { v <= at } else { v >= at };
                steps.iter().find(|(at, _)| reached(*at)).map_or(*otherwise, |(_, share)| *share)
            })
        }
        Formula::Line { value, points } => map(read(value), |v| on_line(points, v)),
        Formula::Floor { value, digits } => map(read(value), |v| number::floor(v, *digits)),
        Formula::Round { value, digits, half } => map(read(value), |v| number::round(v, *digits, *half)),
        // A peer node is computed between blocks and read as a column; inside a block there is nothing to compare with.
        Formula::Column(_) | Formula::Peer { .. } | Formula::PeerRank { .. } => Block::Scalar(0.0, Status::Invalid),
    })
}

fn on_line(points: &[(f64, f64)], v: f64) -> f64 {
    let after = points.partition_point(|(at, _)| *at <= v);
    match (after.checked_sub(1).map(|k| points[k]), points.get(after)) {
        (Some((a, ya)), Some((b, yb))) => ya + (yb - ya) * (v - a) / (b - a),
        (Some((_, ya)), None) => ya,
        (None, Some((_, yb))) => *yb,
        (None, None) => 0.0,
    }
}

fn one(unary: Unary, a: Operand) -> Block {
    match unary {
        Unary::Negate => map(a, |v| -v),
        Unary::Absolute => map(a, f64::abs),
        Unary::Exponential => map(a, number::exponential),
        Unary::SquareRoot => partial(a, |v| (v >= 0.0).then(|| number::square_root(v))),
        Unary::Logarithm => partial(a, |v| (v > 0.0).then(|| number::logarithm(v))),
    }
}

fn two(binary: Binary, a: Operand, b: Operand) -> Block {
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
        Block::Lane(lane) if lane.numbers.contains(&0.0) => Some(
            lane.numbers
                .iter()
                .map(|d| if *d == 0.0 { Status::NotApplicable } else { Status::Scored })
                .collect(),
        ),
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

fn map(a: Operand, f: impl Fn(f64) -> f64) -> Block {
    match map_raw(a, f) {
        Block::Scalar(number, status) => Block::scalar(number, status),
        Block::Lane(lane) => Block::Lane(lane.settle()),
    }
}

/// For functions whose result is no larger than their operand.
fn map_raw(a: Operand, f: impl Fn(f64) -> f64) -> Block {
    match a {
        Operand::Borrowed(Block::Lane(lane)) => Block::Lane(Lane {
            numbers: lane.numbers.iter().map(|v| f(*v)).collect(),
            status: lane.status.clone(),
        }),
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

fn zip(a: Operand, b: Operand, f: impl Fn(f64, f64) -> f64) -> Block {
    match zip_raw(a, b, f) {
        Block::Lane(lane) => Block::Lane(lane.settle()),
        Block::Scalar(number, status) => Block::scalar(number, status),
    }
}

/// Strict in both; writes over an operand that nobody else needs.
fn zip_raw(a: Operand, b: Operand, f: impl Fn(f64, f64) -> f64) -> Block {
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

fn fold(all: &[Formula], columns: &dyn Columns, f: impl Fn(f64, f64) -> f64 + Copy) -> Block {
    let mut blocks = all.iter();
    let Some(first) = blocks.next() else { return Block::Scalar(0.0, Status::Scored) };
    let mut sum = operand(first, columns);
    for next in blocks {
        sum = Operand::Owned(zip_raw(sum, operand(next, columns), f));
    }
    sum.take()
}

/// Held between two bounds; in one pass where the bounds are the same for all rows.
fn clamp(value: Operand, low: Operand, high: Operand) -> Block {
    match (low.get(), high.get()) {
        (Block::Scalar(low, Status::Scored), Block::Scalar(high, Status::Scored)) => {
            let (low, high) = (*low, *high);
            map_raw(value, |v| v.max(low).min(high))
        }
        _ => zip_raw(Operand::Owned(zip_raw(value, low, f64::max)), high, f64::min),
    }
}

fn fold_truth(all: &[Formula], columns: &dyn Columns, f: impl Fn(bool, bool) -> bool) -> Block {
    let truth = |v: bool| if v { 1.0 } else { 0.0 };
    let mut blocks = all.iter().map(|o| operand(o, columns));
    let Some(first) = blocks.next() else { return Block::Scalar(1.0, Status::Scored) };
    let first = map(first, |v| truth(v != 0.0));
    blocks.fold(first, |a, b| zip(Operand::Owned(a), b, |x, y| truth(f(x != 0.0, y != 0.0))))
}

fn compare(comparison: Comparison, digits: u8, a: Operand, b: Operand) -> Block {
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
struct Test(u8);

const PRESENT: Test = Test(1 << Status::Scored as u8);
const APPLIES: Test = Test(!(1 << Status::NotApplicable as u8));
const LACKS: Test = Test(APPLIES.0 & !PRESENT.0);

impl Test {
    #[inline]
    fn holds(self, status: Status) -> bool {
        self.0 >> (status as u8) & 1 == 1
    }

    /// What holds for all rows, if it is the same for all. Looks at bytes only, an eighth of what numbers cost.
    fn uniform(self, status: &[Status]) -> Option<bool> {
        let (mut some, mut all) = (0, 1);
        for status in status {
            let holds = self.0 >> (*status as u8) & 1;
            some |= holds;
            all &= holds;
        }
        (some == all).then_some(all == 1)
    }
}

fn test(block: &Block, test: Test) -> Block {
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

fn choose<'a>(
    condition: &Formula,
    then: &Formula,
    otherwise: &Formula,
    columns: &'a dyn Columns,
) -> Operand<'a> {
    let by_status = |a: &Formula, test: Test| by_test(a, test, then, otherwise, columns);
    match condition {
        Formula::Present(a) => return by_status(a, PRESENT),
        Formula::Applies(a) => return by_status(a, APPLIES),
        Formula::Lacks(a) => return by_status(a, LACKS),
        _ => {}
    }
    let condition = operand(condition, columns);
    let lane = match condition.get() {
        Block::Scalar(c, Status::Scored) => {
            return operand(if *c != 0.0 { then } else { otherwise }, columns);
        }
        Block::Scalar(_, status) => return Operand::Owned(Block::Scalar(0.0, *status)),
        Block::Lane(lane) => lane,
    };
    let (then, otherwise) = (operand(then, columns), operand(otherwise, columns));
    let mut chosen = pick(&lane.numbers, then.get(), otherwise.get());
    if let Some(undecided) = &lane.status {
        // Where the condition has no number neither side counts: its own status stands.
        let rows = lane.numbers.len();
        let status = chosen.status.get_or_insert_with(|| vec![Status::Scored; rows]);
        for (status, undecided) in status.iter_mut().zip(undecided) {
            if *undecided != Status::Scored {
                *status = *undecided;
            }
        }
    }
    Operand::Owned(Block::Lane(chosen))
}

/// An `if` that asks for a status: reads the statuses themselves instead of making numbers of them.
fn by_test<'a>(
    asked: &Formula,
    test: Test,
    then: &Formula,
    otherwise: &Formula,
    columns: &'a dyn Columns,
) -> Operand<'a> {
    let asked = operand(asked, columns);
    let status = match statuses(asked.get()) {
        Err(status) => return operand(if test.holds(status) { then } else { otherwise }, columns),
        Ok(status) => status,
    };
    if let Some(all) = test.uniform(status) {
        return operand(if all { then } else { otherwise }, columns);
    }
    let (then, otherwise) = (operand(then, columns), operand(otherwise, columns));
    Operand::Owned(Block::Lane(pick_by(status, |s| test.holds(*s), then.get(), otherwise.get())))
}

/// Row by row `then` where the condition is not 0, else `otherwise`.
fn pick(condition: &[f64], then: &Block, otherwise: &Block) -> Lane {
    pick_by(condition, |c| *c != 0.0, then, otherwise)
}

fn pick_by<C>(condition: &[C], holds: impl Fn(&C) -> bool, then: &Block, otherwise: &Block) -> Lane {
    let rows = condition.iter();
    let numbers: Vec<f64> = match (then, otherwise) {
        (Block::Scalar(a, _), Block::Scalar(b, _)) => rows.map(|c| if holds(c) { *a } else { *b }).collect(),
        (Block::Lane(a), Block::Scalar(b, _)) => {
            rows.zip(&a.numbers).map(|(c, a)| if holds(c) { *a } else { *b }).collect()
        }
        (Block::Scalar(a, _), Block::Lane(b)) => {
            rows.zip(&b.numbers).map(|(c, b)| if holds(c) { *a } else { *b }).collect()
        }
        (Block::Lane(a), Block::Lane(b)) => rows
            .zip(a.numbers.iter().zip(&b.numbers))
            .map(|(c, (a, b))| if holds(c) { *a } else { *b })
            .collect(),
    };
    let rows = condition.iter();
    let status = match (statuses(then), statuses(otherwise)) {
        (Err(Status::Scored), Err(Status::Scored)) => None,
        (Err(a), Err(b)) => Some(rows.map(|c| if holds(c) { a } else { b }).collect()),
        (Ok(a), Err(b)) => Some(rows.zip(a).map(|(c, a)| if holds(c) { *a } else { b }).collect()),
        (Err(a), Ok(b)) => Some(rows.zip(b).map(|(c, b)| if holds(c) { a } else { *b }).collect()),
        (Ok(a), Ok(b)) => {
            Some(rows.zip(a.iter().zip(b)).map(|(c, (a, b))| if holds(c) { *a } else { *b }).collect())
        }
    };
    Lane { numbers, status }
}

/// The status of every row, or the one that all rows have.
fn statuses(block: &Block) -> Result<&[Status], Status> {
    match block {
        Block::Scalar(_, status) => Err(*status),
        Block::Lane(Lane { status: None, .. }) => Err(Status::Scored),
        Block::Lane(Lane { status: Some(status), .. }) => Ok(status),
    }
}

fn first_number<'a>(a: &Formula, b: &Formula, columns: &'a dyn Columns) -> Operand<'a> {
    let first = operand(a, columns);
    let status = match statuses(first.get()) {
        Err(Status::Scored) => return first,
        Err(_) => return operand(b, columns),
        Ok(status) => status.to_vec(),
    };
    let second = operand(b, columns);
    match (first, second.get()) {
        // A number of last resort is written into the lane itself.
        (Operand::Owned(Block::Lane(mut lane)), Block::Scalar(number, Status::Scored)) => {
            for (value, status) in lane.numbers.iter_mut().zip(&status) {
                *value = if *status == Status::Scored { *value } else { *number };
            }
            lane.status = None;
            Operand::Owned(Block::Lane(lane))
        }
        (first, second) => {
            Operand::Owned(Block::Lane(pick_by(&status, |s| *s == Status::Scored, first.get(), second)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    struct Table(Vec<Block>);
    impl Columns for Table {
        fn block(&self, id: ColumnId) -> Operand<'_> {
            Operand::Borrowed(&self.0[id.0 as usize])
        }
    }

    fn value(text: &str, rows: &[Cell]) -> Vec<Cell> {
        let names = |word: &str| (word == "x").then_some(Formula::Column(ColumnId(0)));
        let formula = parse(text, &names).expect("a formula");
        let lane = Lane {
            numbers: rows.iter().map(|c| c.0).collect(),
            status: Some(rows.iter().map(|c| c.1).collect()),
        };
        let block = evaluate(&formula, &Table(vec![Block::Lane(lane)]));
        let by_row: Vec<Cell> = rows.iter().map(|c| evaluate_row(&formula, &|_| *c)).collect();
        let by_block: Vec<Cell> = (0..rows.len()).map(|row| block.cell(row)).collect();
        assert_eq!(by_row, by_block, "a block and its rows agree on {text}");
        by_block
    }

    const X: [Cell; 4] =
        [(3.0, Status::Scored), (0.0, Status::Missing), (0.0, Status::NotApplicable), (-2.0, Status::Scored)];

    #[test]
    fn the_strongest_status_wins() {
        let sum: Vec<Status> = value("x + 1", &X).into_iter().map(|c| c.1).collect();
        assert_eq!(sum, [Status::Scored, Status::Missing, Status::NotApplicable, Status::Scored]);
        assert_eq!(value("x + na", &X[..2]), [(0.0, Status::NotApplicable); 2]);
    }

    #[test]
    fn division_by_zero_is_not_applicable() {
        assert_eq!(value("1 / (x - 3)", &X[..1]), [(0.0, Status::NotApplicable)]);
        assert_eq!(value("x / 0", &X[..1]), [(0.0, Status::NotApplicable)]);
    }

    #[test]
    fn tests_of_status_never_lack_a_number() {
        assert_eq!(value("applies(x) + 2 * present(x)", &X).iter().map(|c| c.0).collect::<Vec<_>>(), [
            3.0, 1.0, 0.0, 3.0
        ]);
        assert_eq!(value("else(x, 7)", &X).iter().map(|c| c.0).collect::<Vec<_>>(), [3.0, 7.0, 7.0, -2.0]);
    }

    #[test]
    fn the_side_not_taken_does_not_spoil_the_result() {
        assert_eq!(value("if(x > 0, x, 1 / 0)", &X[..1]), [(3.0, Status::Scored)]);
        assert_eq!(value("if(x > 0, 1, na)", &X[..2])[1].1, Status::Missing, "an undecided condition stands");
        assert_eq!(value("if(applies(x), if(present(x), x, 0), na)", &X).iter().map(|c| c.1).collect::<Vec<_>>(), [
            Status::Scored,
            Status::Scored,
            Status::NotApplicable,
            Status::Scored
        ]);
    }

    #[test]
    fn what_overflows_is_invalid_and_never_infinite() {
        let huge = [(1e300, Status::Scored)];
        assert_eq!(value("x * x", &huge), [(0.0, Status::Invalid)]);
        assert_eq!(value("exp(x)", &huge), [(0.0, Status::Invalid)]);
        assert_eq!(value("ln(0 - x) + sqrt(0 - x)", &huge), [(0.0, Status::NotApplicable)]);
    }

    #[test]
    fn a_mean_on_the_band_line_earns_the_better_band() {
        // Twelve values whose exact mean is 95; their binary sum falls short.
        let months = [95.1, 94.9, 95.3, 94.7, 95.7, 94.3, 95.9, 94.1, 95.6, 94.4, 95.2, 94.8];
        let mean = months.iter().sum::<f64>() / 12.0;
        assert_eq!(value("steps(x, 95: 1, else: 0)", &[(mean - 1e-13, Status::Scored)])[0].0, 1.0);
        assert_eq!(value("if(x >= 95, 1, 0)", &[(mean - 1e-13, Status::Scored)])[0].0, 1.0);
    }

    #[test]
    fn a_line_is_level_outside_and_linear_inside() {
        let rows = [(50.0, Status::Scored), (65.0, Status::Scored), (70.0, Status::Scored), (99.0, Status::Scored)];
        let line: Vec<f64> = value("line(x, 60: 0.2, 70: 0.4)", &rows).into_iter().map(|c| c.0).collect();
        assert_eq!(line, [0.2, 0.30000000000000004, 0.4, 0.4]);
    }
}
