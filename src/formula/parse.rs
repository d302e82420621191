//! From text to tree: the one parser for the rules' own formulas and for those that users write.
//!
//! Total: every text gives a formula or an error with its place. Depth and length are bounded, so that a hostile text
//! cannot exhaust the stack.

use super::number::{Half, SCORE_DIGITS};
use super::text::{blank_name, peer_name, ties_name, unary_name};
use super::tree::{Binary, Comparison, Formula, PeerKey, PeerStatistic, Ties, Unary};
use crate::model::Status;

/// Why a text is no formula, and where (in characters from 0).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// In plain English; shown behind the words of the user's language.
    pub reason: String,
    /// Characters from the start.
    pub position: usize,
}

/// Longest text that is read, in characters.
const LONGEST: usize = 8192;
/// Deepest nesting: Excel's own limit, so that every formula has that reading too.
const DEEPEST: usize = 64;

/// Reads a formula. `name` gives the formula behind a name (a column or a named constant), none if it is unknown.
pub fn parse(text: &str, name: &dyn Fn(&str) -> Option<Formula>) -> Result<Formula, ParseError> {
    let letters: Vec<char> = text.chars().collect();
    if letters.len() > LONGEST {
        return Err(ParseError { reason: format!("longer than {LONGEST} characters"), position: LONGEST });
    }
    let mut parser = Parser { letters, at: 0, depth: 0, name };
    let formula = parser.any()?;
    parser.space();
    if parser.at < parser.letters.len() {
        return Err(parser.error("expected an operator or the end"));
    }
    Ok(formula)
}

struct Parser<'a> {
    letters: Vec<char>,
    at: usize,
    depth: usize,
    name: &'a dyn Fn(&str) -> Option<Formula>,
}

type Parsed = Result<Formula, ParseError>;

impl Parser<'_> {
    fn error(&self, reason: &str) -> ParseError {
        ParseError { reason: reason.to_owned(), position: self.at }
    }

    fn space(&mut self) {
        while self.letters.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
    }

    fn peek(&mut self) -> Option<char> {
        self.space();
        self.letters.get(self.at).copied()
    }

    /// Takes `sign` if it comes next.
    fn take(&mut self, sign: &str) -> bool {
        self.space();
        let fits = sign.chars().enumerate().all(|(k, c)| self.letters.get(self.at + k) == Some(&c));
        if fits {
            self.at += sign.chars().count();
        }
        fits
    }

    fn expect(&mut self, sign: &str) -> Result<(), ParseError> {
        if self.take(sign) { Ok(()) } else { Err(self.error(&format!("expected {sign:?}"))) }
    }

    /// Takes a whole word if it comes next.
    fn take_word(&mut self, word: &str) -> bool {
        let start = self.at;
        if self.word().as_deref() == Some(word) {
            return true;
        }
        self.at = start;
        false
    }

    fn word(&mut self) -> Option<String> {
        let first = self.peek()?;
        if !(first.is_alphabetic() || first == '_') {
            return None;
        }
        let start = self.at;
        while self.letters.get(self.at).is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '.')) {
            self.at += 1;
        }
        Some(self.letters[start..self.at].iter().collect())
    }

    fn any(&mut self) -> Parsed {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error(&format!("nested deeper than {DEEPEST} levels")));
        }
        let first = self.all()?;
        let mut operands = vec![first];
        while self.take_word("or") {
            operands.push(self.all()?);
        }
        self.depth -= 1;
        Ok(if operands.len() == 1 { operands.remove(0) } else { Formula::Any(operands) })
    }

    fn all(&mut self) -> Parsed {
        let mut operands = vec![self.not()?];
        while self.take_word("and") {
            operands.push(self.not()?);
        }
        Ok(if operands.len() == 1 { operands.remove(0) } else { Formula::All(operands) })
    }

    fn not(&mut self) -> Parsed {
        if self.take_word("not") {
            self.depth += 1;
            if self.depth > DEEPEST {
                return Err(self.error("nested too deeply"));
            }
            let operand = self.not()?;
            self.depth -= 1;
            return Ok(Formula::Not(Box::new(operand)));
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Parsed {
        let left = self.sum()?;
        let signs = [
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("!=", Comparison::NotEqual),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
            ("=", Comparison::Equal),
        ];
        for (sign, comparison) in signs {
            if self.take(sign) {
                let right = self.sum()?;
                return Ok(Formula::Compare {
                    comparison,
                    left: Box::new(left),
                    right: Box::new(right),
                    digits: SCORE_DIGITS,
                });
            }
        }
        Ok(left)
    }

    fn sum(&mut self) -> Parsed {
        let mut left = self.product()?;
        loop {
            let binary = match self.peek() {
                Some('+') => Binary::Add,
                Some('-') => Binary::Subtract,
                _ => return Ok(left),
            };
            self.at += 1;
            left = Formula::Binary(binary, Box::new(left), Box::new(self.product()?));
        }
    }

    fn product(&mut self) -> Parsed {
        let mut left = self.sign()?;
        loop {
            let binary = match self.peek() {
                Some('*') => Binary::Multiply,
                Some('/') => Binary::Divide,
                _ => return Ok(left),
            };
            self.at += 1;
            left = Formula::Binary(binary, Box::new(left), Box::new(self.sign()?));
        }
    }

    fn sign(&mut self) -> Parsed {
        if self.take("-") {
            // A negative literal is a number, so that printed numbers come back as they were.
            if self.peek().is_some_and(|c| c.is_ascii_digit()) {
                let number = self.number()?;
                let negative = Formula::Number(-number);
                return self.power_after(negative);
            }
            self.depth += 1;
            if self.depth > DEEPEST {
                return Err(self.error("nested too deeply"));
            }
            let operand = self.sign()?;
            self.depth -= 1;
            return Ok(Formula::Unary(Unary::Negate, Box::new(operand)));
        }
        let base = self.atom()?;
        self.power_after(base)
    }

    fn power_after(&mut self, base: Formula) -> Parsed {
        if self.take("^") {
            self.depth += 1;
            if self.depth > DEEPEST {
                return Err(self.error("nested too deeply"));
            }
            let exponent = self.sign()?;
            self.depth -= 1;
            return Ok(Formula::Binary(Binary::Power, Box::new(base), Box::new(exponent)));
        }
        Ok(base)
    }

    fn number(&mut self) -> Result<f64, ParseError> {
        self.space();
        let start = self.at;
        while self.letters.get(self.at).is_some_and(|c| c.is_ascii_digit() || *c == '.') {
            self.at += 1;
        }
        let text: String = self.letters[start..self.at].iter().collect();
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(number),
            _ => Err(ParseError { reason: format!("{text:?} is not a number"), position: start }),
        }
    }

    fn signed_number(&mut self) -> Result<f64, ParseError> {
        let negative = self.take("-");
        let number = self.number()?;
        Ok(if negative { -number } else { number })
    }

    fn atom(&mut self) -> Parsed {
        match self.peek() {
            Some('(') => {
                self.at += 1;
                let inner = self.any()?;
                self.expect(")")?;
                Ok(inner)
            }
            Some(c) if c.is_ascii_digit() => Ok(Formula::Number(self.number()?)),
            Some(_) => {
                let start = self.at;
                let word = self.word().ok_or_else(|| self.error("expected a number, a name or a bracket"))?;
                if self.peek() == Some('(') {
                    self.at += 1;
                    return self.call(&word, start);
                }
                for status in Status::ALL.into_iter().skip(1) {
                    if word == blank_name(status) {
                        return Ok(Formula::Blank(status));
                    }
                }
                (self.name)(&word)
                    .ok_or_else(|| ParseError { reason: format!("unknown name {word:?}"), position: start })
            }
            None => Err(self.error("expected more")),
        }
    }

    /// The rest of a call, after its opening bracket.
    fn call(&mut self, name: &str, start: usize) -> Parsed {
        let statistics = [
            PeerStatistic::Minimum,
            PeerStatistic::Maximum,
            PeerStatistic::Mean,
            PeerStatistic::Sum,
            PeerStatistic::Count,
        ];
        if let Some(statistic) = statistics.into_iter().find(|s| peer_name(*s) == name) {
            let column = self.column()?;
            self.expect(")")?;
            return Ok(Formula::Peer { statistic, column });
        }
        if name == "peer_rank" {
            return self.peer_rank();
        }
        if name == "steps" || name == "steps_down" || name == "line" {
            return self.table(name);
        }
        let mut operands = vec![self.any()?];
        while self.take(",") {
            operands.push(self.any()?);
        }
        self.expect(")")?;
        let wrong = |count: &str| ParseError { reason: format!("{name} takes {count}"), position: start };
        for unary in [Unary::Absolute, Unary::Logarithm, Unary::Exponential, Unary::SquareRoot] {
            if unary_name(unary) == name {
                let [a] = exactly(operands).ok_or_else(|| wrong("one operand"))?;
                return Ok(Formula::Unary(unary, Box::new(a)));
            }
        }
        match name {
            "min" => Ok(Formula::Minimum(operands)),
            "max" => Ok(Formula::Maximum(operands)),
            "sum" => Ok(Formula::Sum(operands)),
            "clamp" => {
                let [value, low, high] = exactly(operands).ok_or_else(|| wrong("three operands"))?;
                Ok(Formula::Clamp { value: Box::new(value), low: Box::new(low), high: Box::new(high) })
            }
            "if" => {
                let [condition, then, otherwise] = exactly(operands).ok_or_else(|| wrong("three operands"))?;
                Ok(Formula::If { condition: Box::new(condition), then: Box::new(then), otherwise: Box::new(otherwise) })
            }
            "else" => {
                let [a, b] = exactly(operands).ok_or_else(|| wrong("two operands"))?;
                Ok(Formula::Else(Box::new(a), Box::new(b)))
            }
            "present" | "applies" | "lacks" | "floor" => {
                let [a] = exactly(operands).ok_or_else(|| wrong("one operand"))?;
                let a = Box::new(a);
                Ok(match name {
                    "present" => Formula::Present(a),
                    "applies" => Formula::Applies(a),
                    "lacks" => Formula::Lacks(a),
                    _ => Formula::Floor { value: a, digits: SCORE_DIGITS },
                })
            }
            "round" | "round_even" => {
                let [value, digits] = exactly(operands).ok_or_else(|| wrong("a value and a number of decimals"))?;
                let digits = match digits {
                    Formula::Number(d) if (0.0..=9.0).contains(&d) && d.fract() == 0.0 => d as u8,
                    _ => return Err(wrong("a whole number of decimals from 0 to 9")),
                };
                let half = if name == "round_even" { Half::Even } else { Half::Up };
                Ok(Formula::Round { value: Box::new(value), digits, half })
            }
            _ => Err(ParseError { reason: format!("unknown function {name:?}"), position: start }),
        }
    }

    fn column(&mut self) -> Result<super::ColumnId, ParseError> {
        let start = self.at;
        let word = self.word().ok_or_else(|| self.error("expected a column"))?;
        match (self.name)(&word) {
            Some(Formula::Column(id)) => Ok(id),
            _ => Err(ParseError { reason: format!("{word:?} is not a column"), position: start }),
        }
    }

    fn peer_rank(&mut self) -> Parsed {
        let mut keys = Vec::new();
        loop {
            if self.take_word("ties") {
                let all = [Ties::Minimum, Ties::Maximum, Ties::Average, Ties::Dense];
                let word = self.word();
                let ties = all
                    .into_iter()
                    .find(|t| word.as_deref() == Some(ties_name(*t)))
                    .ok_or_else(|| self.error("expected min, max, average or dense"))?;
                self.expect(")")?;
                return if keys.is_empty() {
                    Err(self.error("expected a column before ties"))
                } else {
                    Ok(Formula::PeerRank { keys, ties })
                };
            }
            let column = self.column()?;
            let highest_first = match self.word().as_deref() {
                Some("high") => true,
                Some("low") => false,
                _ => return Err(self.error("expected high or low")),
            };
            keys.push(PeerKey { column, highest_first, digits: SCORE_DIGITS });
            self.expect(",")?;
        }
    }

    /// `steps(x, 98: 1, 95: 0.8, else: 0)` and `line(x, 60: 0.2, 70: 0.4)`.
    fn table(&mut self, name: &str) -> Parsed {
        let value = Box::new(self.any()?);
        let mut rows = Vec::new();
        let mut otherwise = None;
        while otherwise.is_none() && self.take(",") {
            if self.take_word("else") {
                self.expect(":")?;
                otherwise = Some(self.signed_number()?);
            } else {
                let at = self.signed_number()?;
                self.expect(":")?;
                rows.push((at, self.signed_number()?));
            }
        }
        self.expect(")")?;
        if rows.is_empty() {
            return Err(self.error(&format!("{name} needs at least one row")));
        }
        match (name, otherwise) {
            ("line", None) => Ok(Formula::Line { value, points: rows }),
            ("line", Some(_)) => Err(self.error("line takes no else")),
            (_, Some(otherwise)) => Ok(Formula::Steps {
                value,
                falling: name == "steps_down",
                steps: rows,
                otherwise,
                digits: SCORE_DIGITS,
            }),
            (_, None) => Err(self.error(&format!("{name} needs an else"))),
        }
    }
}

fn exactly<const N: usize>(operands: Vec<Formula>) -> Option<[Formula; N]> {
    operands.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::super::{ColumnId, print};
    use super::*;

    fn names(word: &str) -> Option<Formula> {
        match word {
            "x" => Some(Formula::Column(ColumnId(0))),
            "t" => Some(Formula::Column(ColumnId(1))),
            "cap" => Some(Formula::parameter("cap", 1.2)),
            _ => None,
        }
    }

    fn symbol(id: ColumnId) -> String {
        ["x", "t"][id.0 as usize].to_owned()
    }

    #[test]
    fn what_is_printed_is_read_back_as_the_same_tree() {
        for text in [
            "clamp(x / t, 0, cap)",
            "if(t > 0, x / t, 1 + (x - t) / abs(t))",
            "x - (t - 1) - 2",
            "(x + 1) * -2 ^ 2",
            "2 ^ (3 ^ x)",
            "not x > 1 and (t < 2 or present(x))",
            "steps(x, 98: 1, 95: 0.8, else: 0)",
            "steps_down(x, 0: 1, 0.5: 0.9, else: -0.2)",
            "line(x, 60: 0.2, 70: 0.4)",
            "else(applies(x) * floor((t - x) / 0.1), na)",
            "peer_rank(x high, t low, ties average)",
            "round(sum(x, t, missing), 2)",
            "-x * -(x + t)",
        ] {
            let tree = parse(text, &names).unwrap_or_else(|e| panic!("{text}: {e:?}"));
            let printed = print(&tree, &symbol);
            let again = parse(&printed, &names).unwrap_or_else(|e| panic!("{printed}: {e:?}"));
            assert_eq!(tree, again, "{text} printed as {printed}");
        }
    }

    #[test]
    fn what_is_no_formula_is_refused_with_its_place() {
        for (text, position) in [
            ("", 0),
            ("x +", 3),
            ("x y", 2),
            ("foo(x)", 0),
            ("clamp(x, 1)", 0),
            ("unknown * 2", 0),
            ("1 / (x", 6),
            ("1.2.3", 0),
            ("peer_min(cap)", 9),
        ] {
            let error = parse(text, &names).expect_err(text);
            assert_eq!(error.position, position, "{text}: {}", error.reason);
        }
    }

    #[test]
    fn deep_nesting_is_refused_instead_of_exhausting_the_stack() {
        for open in ["(", "-", "not ", "abs(", "2^"] {
            assert!(parse(&(open.repeat(2_000) + "x"), &names).is_err(), "{open}");
        }
    }
}
