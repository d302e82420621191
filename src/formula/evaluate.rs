//! The reading *evaluate*: blocks of rows in, one block out.
//!
//! A block holds up to a few thousand rows, so that everything a formula touches stays in cache. A column that is the
//! same for the whole block (a constant, a parameter of the block's category) is one scalar, and an `if` over it runs
//! only the side that is taken. Never fails and never yields NaN or infinity: a number that cannot be is
//! `NotApplicable` (division by zero, logarithm of nothing) or `Invalid` (overflow).

use super::block::{
    APPLIES, LACKS, PRESENT, Test, clamp, compare, map, one, pick, pick_by, statuses, test, two, zip, zip_raw,
};
pub use super::block::{Block, Cell, Columns, Operand};
use super::number;
use super::tree::{ColumnId, Formula};
use crate::model::Status;

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

fn fold(all: &[Formula], columns: &dyn Columns, f: impl Fn(f64, f64) -> f64 + Copy) -> Block {
    let mut blocks = all.iter();
    let Some(first) = blocks.next() else { return Block::Scalar(0.0, Status::Scored) };
    let mut sum = operand(first, columns);
    for next in blocks {
        sum = Operand::Owned(zip_raw(sum, operand(next, columns), f));
    }
    sum.take()
}

fn fold_truth(all: &[Formula], columns: &dyn Columns, f: impl Fn(bool, bool) -> bool) -> Block {
    let truth = |v: bool| if v { 1.0 } else { 0.0 };
    let mut blocks = all.iter().map(|o| operand(o, columns));
    let Some(first) = blocks.next() else { return Block::Scalar(1.0, Status::Scored) };
    let first = map(first, |v| truth(v != 0.0));
    blocks.fold(first, |a, b| zip(Operand::Owned(a), b, |x, y| truth(f(x != 0.0, y != 0.0))))
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

fn choose<'a>(condition: &Formula, then: &Formula, otherwise: &Formula, columns: &'a dyn Columns) -> Operand<'a> {
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
        (first, second) => Operand::Owned(Block::Lane(pick_by(&status, |s| *s == Status::Scored, first.get(), second))),
    }
}

#[cfg(test)]
mod tests {
    use super::super::block::Lane;
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
        let lane =
            Lane { numbers: rows.iter().map(|c| c.0).collect(), status: Some(rows.iter().map(|c| c.1).collect()) };
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
        assert_eq!(
            value("applies(x) + 2 * present(x)", &X).iter().map(|c| c.0).collect::<Vec<_>>(),
            [3.0, 1.0, 0.0, 3.0]
        );
        assert_eq!(value("else(x, 7)", &X).iter().map(|c| c.0).collect::<Vec<_>>(), [3.0, 7.0, 7.0, -2.0]);
    }

    #[test]
    fn the_side_not_taken_does_not_spoil_the_result() {
        assert_eq!(value("if(x > 0, x, 1 / 0)", &X[..1]), [(3.0, Status::Scored)]);
        assert_eq!(value("if(x > 0, 1, na)", &X[..2])[1].1, Status::Missing, "an undecided condition stands");
        assert_eq!(
            value("if(applies(x), if(present(x), x, 0), na)", &X).iter().map(|c| c.1).collect::<Vec<_>>(),
            [Status::Scored, Status::Scored, Status::NotApplicable, Status::Scored]
        );
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
