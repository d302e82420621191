//! The tree itself.

use super::number::{Half, RAW_DIGITS, SCORE_DIGITS};
use crate::model::Status;

/// A column of a plan, by its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColumnId(pub u32);

/// How finely a column's numbers are meant: decides the decimals of comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    /// Reported values: six decimals.
    Raw,
    /// Scores, ratios, ranks: nine decimals.
    Score,
}

impl Grain {
    /// Decimals to which numbers of this grain are snapped before a cliff.
    pub fn digits(self) -> u8 {
        match self {
            Grain::Raw => RAW_DIGITS,
            Grain::Score => SCORE_DIGITS,
        }
    }
}

/// One formula. Row-wise nodes may nest; the two peer nodes stand only at a column's root, over plain columns.
#[derive(Clone, Debug, PartialEq)]
pub enum Formula {
    /// A literal.
    Number(f64),
    /// A named constant.
    Parameter {
        /// As printed.
        name: String,
        /// Its value.
        value: f64,
    },
    /// An earlier column.
    Column(ColumnId),
    /// No number, for this reason.
    Blank(Status),
    /// One operand, strict.
    Unary(Unary, Box<Formula>),
    /// Two operands, strict. Division is total: by zero it is not applicable.
    Binary(Binary, Box<Formula>, Box<Formula>),
    /// Least of all, strict.
    Minimum(Vec<Formula>),
    /// Greatest of all, strict.
    Maximum(Vec<Formula>),
    /// Sum in the order given, strict.
    Sum(Vec<Formula>),
    /// `value` held between `low` and `high`, strict.
    Clamp { value: Box<Formula>, low: Box<Formula>, high: Box<Formula> },
    /// 1 or 0; both sides are snapped to `digits` first. Strict.
    Compare { comparison: Comparison, left: Box<Formula>, right: Box<Formula>, digits: u8 },
    /// 1 if no operand is 0. Strict.
    All(Vec<Formula>),
    /// 1 if some operand is not 0. Strict.
    Any(Vec<Formula>),
    /// 1 if the operand is 0. Strict.
    Not(Box<Formula>),
    /// `then` where the condition is not 0, else `otherwise`; strict in the condition only.
    If { condition: Box<Formula>, then: Box<Formula>, otherwise: Box<Formula> },
    /// The first operand where it is a number, else the second.
    Else(Box<Formula>, Box<Formula>),
    /// 1 where the operand is a number, else 0; never without a number.
    Present(Box<Formula>),
    /// 1 unless the operand is not applicable; never without a number.
    Applies(Box<Formula>),
    /// 1 where the operand applies but there is no number (missing, invalid, withheld); never without a number.
    Lacks(Box<Formula>),
    /// The share of the first threshold that `value` reaches, in the order given; thresholds are snapped like values.
    Steps { value: Box<Formula>, falling: bool, steps: Vec<(f64, f64)>, otherwise: f64, digits: u8 },
    /// The piecewise line through the points (ascending), level outside.
    Line { value: Box<Formula>, points: Vec<(f64, f64)> },
    /// The largest whole number not above the snapped operand.
    Floor { value: Box<Formula>, digits: u8 },
    /// The published figure.
    Round { value: Box<Formula>, digits: u8, half: Half },
    /// One number from all numbers of `column` in the same group.
    Peer { statistic: PeerStatistic, column: ColumnId },
    /// The place of each row among the rows of its group, best first.
    PeerRank { keys: Vec<PeerKey>, ties: Ties },
}

/// Operations on one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unary {
    Negate,
    Absolute,
    Logarithm,
    Exponential,
    SquareRoot,
}

/// Operations on two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

/// Comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    GreaterOrEqual,
    Greater,
}

/// Statistics over a group. Rows without a number do not take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeerStatistic {
    Minimum,
    Maximum,
    Mean,
    Sum,
    Count,
}

/// A key of a ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerKey {
    /// Compared after snapping to `digits`.
    pub column: ColumnId,
    /// Whether the highest value is the first.
    pub highest_first: bool,
    /// Decimals.
    pub digits: u8,
}

/// Places of equals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ties {
    /// 1-2-2-4: the best place of the block.
    Minimum,
    /// 1-3-3-4: the worst place of the block, that is, how many are equal or better.
    Maximum,
    /// 1-2.5-2.5-4.
    Average,
    /// 1-2-2-3.
    Dense,
}

impl Formula {
    /// A named constant.
    pub fn parameter(name: &str, value: f64) -> Formula {
        Formula::Parameter { name: name.to_owned(), value }
    }

    /// The direct operands, left to right.
    pub fn operands(&self) -> Vec<&Formula> {
        match self {
            Formula::Number(_)
            | Formula::Parameter { .. }
            | Formula::Column(_)
            | Formula::Blank(_)
            | Formula::Peer { .. }
            | Formula::PeerRank { .. } => Vec::new(),
            Formula::Unary(_, a) | Formula::Not(a) | Formula::Present(a) | Formula::Applies(a) | Formula::Lacks(a) => {
                vec![a]
            }
            Formula::Steps { value, .. }
            | Formula::Line { value, .. }
            | Formula::Floor { value, .. }
            | Formula::Round { value, .. } => vec![value],
            Formula::Binary(_, a, b) | Formula::Else(a, b) => vec![a, b],
            Formula::Compare { left, right, .. } => vec![left, right],
            Formula::Clamp { value, low, high } => vec![value, low, high],
            Formula::If { condition, then, otherwise } => vec![condition, then, otherwise],
            Formula::Minimum(all)
            | Formula::Maximum(all)
            | Formula::Sum(all)
            | Formula::All(all)
            | Formula::Any(all) => all.iter().collect(),
        }
    }

    /// The columns it reads, each once, in order of first use.
    pub fn columns(&self) -> Vec<ColumnId> {
        let mut found = Vec::new();
        self.collect_columns(&mut found);
        found
    }

    fn collect_columns(&self, found: &mut Vec<ColumnId>) {
        let mut add = |id: ColumnId| {
            if !found.contains(&id) {
                found.push(id);
            }
        };
        match self {
            Formula::Column(id) => add(*id),
            Formula::Peer { column, .. } => add(*column),
            Formula::PeerRank { keys, .. } => keys.iter().for_each(|k| add(k.column)),
            _ => {
                for operand in self.operands() {
                    operand.collect_columns(found);
                }
            }
        }
    }

    /// The named constants it uses, each once.
    pub fn parameters(&self) -> Vec<(String, f64)> {
        let mut found: Vec<(String, f64)> = Vec::new();
        let mut open = vec![self];
        while let Some(formula) = open.pop() {
            if let Formula::Parameter { name, value } = formula
                && !found.iter().any(|(n, _)| n == name)
            {
                found.push((name.clone(), *value));
            }
            open.extend(formula.operands().into_iter().rev());
        }
        found
    }

    /// Whether it looks at other rows: only a column's root may.
    pub fn is_group_wise(&self) -> bool {
        matches!(self, Formula::Peer { .. } | Formula::PeerRank { .. })
    }

    /// The grain of its result: sums and extremes keep the grain of raw values, products and quotients do not.
    pub fn grain(&self, of: &dyn Fn(ColumnId) -> Grain) -> Grain {
        match self {
            Formula::Column(id) => of(*id),
            Formula::Peer { statistic: PeerStatistic::Count, .. } => Grain::Score,
            Formula::Peer { column, .. } => of(*column),
            Formula::Unary(Unary::Negate | Unary::Absolute, _)
            | Formula::Binary(Binary::Add | Binary::Subtract, ..)
            | Formula::Minimum(_)
            | Formula::Maximum(_)
            | Formula::Sum(_)
            | Formula::Clamp { .. }
            | Formula::Else(..) => self.operands().into_iter().map(|o| o.grain(of)).min().unwrap_or(Grain::Score),
            Formula::If { then, otherwise, .. } => then.grain(of).min(otherwise.grain(of)),
            _ => Grain::Score,
        }
    }

    /// Gives every cliff the decimals that its operands' grain asks for.
    pub fn settle(&mut self, of: &dyn Fn(ColumnId) -> Grain) {
        match self {
            Formula::Compare { left, right, digits, .. } => {
                *digits = left.grain(of).min(right.grain(of)).digits();
                left.settle(of);
                right.settle(of);
            }
            Formula::Steps { value, digits, .. } | Formula::Floor { value, digits } => {
                *digits = value.grain(of).digits();
                value.settle(of);
            }
            Formula::PeerRank { keys, .. } => {
                for key in keys {
                    key.digits = of(key.column).digits();
                }
            }
            Formula::Unary(_, a) | Formula::Not(a) | Formula::Present(a) | Formula::Applies(a) | Formula::Lacks(a) => {
                a.settle(of)
            }
            Formula::Line { value, .. } | Formula::Round { value, .. } => value.settle(of),
            Formula::Binary(_, a, b) | Formula::Else(a, b) => {
                a.settle(of);
                b.settle(of);
            }
            Formula::Clamp { value, low, high } => {
                value.settle(of);
                low.settle(of);
                high.settle(of);
            }
            Formula::If { condition, then, otherwise } => {
                condition.settle(of);
                then.settle(of);
                otherwise.settle(of);
            }
            Formula::Minimum(all)
            | Formula::Maximum(all)
            | Formula::Sum(all)
            | Formula::All(all)
            | Formula::Any(all) => all.iter_mut().for_each(|o| o.settle(of)),
            Formula::Number(_)
            | Formula::Parameter { .. }
            | Formula::Column(_)
            | Formula::Blank(_)
            | Formula::Peer { .. } => {}
        }
    }
}
