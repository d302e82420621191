//! The reading *text*: a formula as people and the parser read it, with symbols or with one row's numbers.

use super::evaluate::{Cell, evaluate_row};
use super::number::Half;
use super::tree::{Binary, ColumnId, Comparison, Formula, PeerStatistic, Ties, Unary};
use crate::model::Status;

/// The formula with symbols, for example `clamp(x / t, 0, cap)`. Parsing it gives the same tree.
pub fn print(formula: &Formula, symbol: &dyn Fn(ColumnId) -> String) -> String {
    let printer = Printer { symbol, cell: None };
    printer.print(formula, 0)
}

/// The formula with one row's numbers in place of columns and named constants, for example `clamp(33 / 36, 0, 1)`.
/// Of an `if` or `else` only the side that was taken is shown.
pub fn print_taken(formula: &Formula, cell: &dyn Fn(ColumnId) -> Cell) -> String {
    let printer = Printer { symbol: &|_| String::new(), cell: Some(cell) };
    printer.print(formula, 0)
}

struct Printer<'a> {
    symbol: &'a dyn Fn(ColumnId) -> String,
    cell: Option<&'a dyn Fn(ColumnId) -> Cell>,
}

const OR: u8 = 1;
const AND: u8 = 2;
const NOT: u8 = 3;
const COMPARE: u8 = 4;
const SUM: u8 = 5;
const PRODUCT: u8 = 6;
const SIGN: u8 = 7;
const POWER: u8 = 8;

impl Printer<'_> {
    fn print(&self, formula: &Formula, outer: u8) -> String {
        if let Some(cell) = self.cell {
            // Only what counted is shown.
            match formula {
                Formula::If { condition, then, otherwise } => {
                    let taken = match evaluate_row(condition, cell) {
                        (number, Status::Scored) if number != 0.0 => then,
                        (_, Status::Scored) => otherwise,
                        _ => condition,
                    };
                    return self.print(taken, outer);
                }
                Formula::Else(first, second) => {
                    let taken = if evaluate_row(first, cell).1 == Status::Scored { first } else { second };
                    return self.print(taken, outer);
                }
                _ => {}
            }
        }
        let (text, own) = self.form(formula);
        if own < outer { format!("({text})") } else { text }
    }

    /// The text and how tightly it binds.
    fn form(&self, formula: &Formula) -> (String, u8) {
        let tight = |text: String| (text, u8::MAX);
        match formula {
            Formula::Number(value) => self.number(*value, Status::Scored),
            Formula::Parameter { name, value } => match self.cell {
                Some(_) => self.number(*value, Status::Scored),
                None => tight(name.clone()),
            },
            Formula::Column(id) => match self.cell {
                Some(cell) => {
                    let (number, status) = cell(*id);
                    self.number(number, status)
                }
                None => tight((self.symbol)(*id)),
            },
            Formula::Blank(status) => tight(blank_name(*status).to_owned()),
            Formula::Unary(Unary::Negate, a) => (format!("-{}", self.print(a, POWER)), SIGN),
            Formula::Unary(unary, a) => tight(format!("{}({})", unary_name(*unary), self.print(a, 0))),
            Formula::Binary(binary, a, b) => self.infix(*binary, a, b),
            Formula::Minimum(all) => tight(self.call("min", all)),
            Formula::Maximum(all) => tight(self.call("max", all)),
            Formula::Sum(all) => tight(self.call("sum", all)),
            Formula::Clamp { value, low, high } => {
                tight(format!("clamp({}, {}, {})", self.print(value, 0), self.print(low, 0), self.print(high, 0)))
            }
            Formula::Compare { comparison, left, right, .. } => (
                format!("{} {} {}", self.print(left, SUM), comparison_sign(*comparison), self.print(right, SUM)),
                COMPARE,
            ),
            Formula::All(all) => (self.joined(all, " and ", NOT), AND),
            Formula::Any(all) => (self.joined(all, " or ", AND), OR),
            Formula::Not(a) => (format!("not {}", self.print(a, NOT)), NOT),
            Formula::If { condition, then, otherwise } => tight(format!(
                "if({}, {}, {})",
                self.print(condition, 0),
                self.print(then, 0),
                self.print(otherwise, 0)
            )),
            Formula::Else(a, b) => tight(format!("else({}, {})", self.print(a, 0), self.print(b, 0))),
            Formula::Present(a) => tight(format!("present({})", self.print(a, 0))),
            Formula::Lacks(a) => tight(format!("lacks({})", self.print(a, 0))),
            Formula::Applies(a) => tight(format!("applies({})", self.print(a, 0))),
            Formula::Steps { value, falling, steps, otherwise, .. } => {
                let name = if *falling { "steps_down" } else { "steps" };
                tight(format!("{name}({}, {}, else: {otherwise})", self.print(value, 0), pairs(steps)))
            }
            Formula::Line { value, points } => tight(format!("line({}, {})", self.print(value, 0), pairs(points))),
            Formula::Floor { value, .. } => tight(format!("floor({})", self.print(value, 0))),
            Formula::Round { value, digits, half } => {
                let name = if *half == Half::Even { "round_even" } else { "round" };
                tight(format!("{name}({}, {digits})", self.print(value, 0)))
            }
            Formula::Peer { statistic, column } => {
                tight(format!("{}({})", peer_name(*statistic), (self.symbol)(*column)))
            }
            Formula::PeerRank { keys, ties } => {
                let keys: Vec<String> = keys
                    .iter()
                    .map(|k| {
                        let order = if k.highest_first { "high" } else { "low" };
                        format!("{} {order}", (self.symbol)(k.column))
                    })
                    .collect();
                tight(format!("peer_rank({}, ties {})", keys.join(", "), ties_name(*ties)))
            }
        }
    }

    fn infix(&self, binary: Binary, a: &Formula, b: &Formula) -> (String, u8) {
        let (sign, own) = match binary {
            Binary::Add => ("+", SUM),
            Binary::Subtract => ("-", SUM),
            Binary::Multiply => ("*", PRODUCT),
            Binary::Divide => ("/", PRODUCT),
            Binary::Power => return (format!("{} ^ {}", self.print(a, POWER + 1), self.print(b, POWER)), POWER),
        };
        // The right side binds one tighter: a - (b - c) keeps its brackets, and so does the order of sums.
        (format!("{} {sign} {}", self.print(a, own), self.print(b, own + 1)), own)
    }

    fn call(&self, name: &str, all: &[Formula]) -> String {
        format!("{name}({})", self.joined(all, ", ", 0))
    }

    fn joined(&self, all: &[Formula], between: &str, outer: u8) -> String {
        all.iter().map(|o| self.print(o, outer)).collect::<Vec<_>>().join(between)
    }

    fn number(&self, value: f64, status: Status) -> (String, u8) {
        if status != Status::Scored {
            return (blank_name(status).to_owned(), u8::MAX);
        }
        let text = plain(value);
        let own = if text.starts_with('-') { SIGN } else { u8::MAX };
        (text, own)
    }
}

/// A number as people write it: snapped to nine decimals, no exponent, no −0.
fn plain(value: f64) -> String {
    format!("{}", super::number::snap(value, super::number::SCORE_DIGITS) + 0.0)
}

fn pairs(pairs: &[(f64, f64)]) -> String {
    pairs.iter().map(|(at, share)| format!("{at}: {share}")).collect::<Vec<_>>().join(", ")
}

pub(super) fn blank_name(status: Status) -> &'static str {
    match status {
        Status::Scored => "scored",
        Status::Missing => "missing",
        Status::NotApplicable => "na",
        Status::Invalid => "invalid",
        Status::Withheld => "withheld",
    }
}

pub(super) fn unary_name(unary: Unary) -> &'static str {
    match unary {
        Unary::Negate => "-",
        Unary::Absolute => "abs",
        Unary::Logarithm => "ln",
        Unary::Exponential => "exp",
        Unary::SquareRoot => "sqrt",
    }
}

pub(super) fn peer_name(statistic: PeerStatistic) -> &'static str {
    match statistic {
        PeerStatistic::Minimum => "peer_min",
        PeerStatistic::Maximum => "peer_max",
        PeerStatistic::Mean => "peer_mean",
        PeerStatistic::Sum => "peer_sum",
        PeerStatistic::Count => "peer_count",
    }
}

pub(super) fn ties_name(ties: Ties) -> &'static str {
    match ties {
        Ties::Minimum => "min",
        Ties::Maximum => "max",
        Ties::Average => "average",
        Ties::Dense => "dense",
    }
}

fn comparison_sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Equal => "=",
        Comparison::NotEqual => "!=",
        Comparison::GreaterOrEqual => ">=",
        Comparison::Greater => ">",
    }
}
