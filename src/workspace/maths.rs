//! How a formula's text is set on the page: fractions above one another, sums with their signs.
//!
//! Reads the text that the formula room prints (`clamp(x / t, 0, cap)`). It only arranges; it computes nothing, and
//! what it cannot read is shown as it is.

/// A formula, arranged.
#[derive(Clone, Debug, PartialEq)]
pub enum Maths {
    Number(String),
    /// A variable, a named constant, or a word such as `missing`.
    Symbol(String),
    /// Terms with signs between them: the first has none.
    Terms(Vec<(Sign, Maths)>),
    Fraction(Box<Maths>, Box<Maths>),
    Power(Box<Maths>, Box<Maths>),
    Negative(Box<Maths>),
    Brackets(Box<Maths>),
    /// A function by its name.
    Call(String, Vec<Maths>),
    /// `at: share`, one step of a table.
    Step(Box<Maths>, Box<Maths>),
    /// Words beside one another: `x high`, `ties min`.
    Words(Vec<Maths>),
}

/// What stands before a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Nothing: the first term.
    None,
    Plus,
    Minus,
    Times,
    /// A comparison or a logical word, as printed on the page.
    Word(&'static str),
}

/// Arranges a formula; none if the text is not one.
pub fn arrange(text: &str) -> Option<Maths> {
    let mut reader = Reader { tokens: tokens(text)?, place: 0 };
    let maths = reader.infix(0)?;
    (reader.place == reader.tokens.len()).then_some(maths)
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Number(String),
    Name(String),
    Mark(&'static str),
}

const MARKS: [&str; 16] = ["<=", ">=", "!=", "+", "-", "*", "/", "^", "(", ")", ",", ":", "<", ">", "=", "%"];

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = |inside: &dyn Fn(char) -> bool| rest.find(|c| !inside(c)).unwrap_or(rest.len());
        let end = if first.is_ascii_digit() {
            let end = length(&|c| c.is_ascii_digit() || c == '.');
            tokens.push(Token::Number(rest[..end].to_owned()));
            end
        } else if is_letter(first) {
            let end = length(&|c| is_letter(c) || c.is_ascii_digit() || c == '.');
            tokens.push(Token::Name(rest[..end].to_owned()));
            end
        } else {
            let mark = MARKS.into_iter().find(|mark| rest.starts_with(mark))?;
            tokens.push(Token::Mark(mark));
            mark.len()
        };
        rest = rest[end..].trim_start();
    }
    Some(tokens)
}

/// Letters of names; every script's, but no quotation marks.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || (c > '\u{bf}' && !('\u{2000}'..='\u{2bff}').contains(&c))
}

struct Reader {
    tokens: Vec<Token>,
    place: usize,
}

/// Binding of what stands between two operands: how tightly, and its sign.
fn between(token: &Token) -> Option<(u8, Sign)> {
    Some(match token {
        Token::Name(name) if name == "or" => (1, Sign::Word("or")),
        Token::Name(name) if name == "and" => (2, Sign::Word("and")),
        Token::Mark("<") => (4, Sign::Word("<")),
        Token::Mark("<=") => (4, Sign::Word("≤")),
        Token::Mark("=") => (4, Sign::Word("=")),
        Token::Mark("!=") => (4, Sign::Word("≠")),
        Token::Mark(">=") => (4, Sign::Word("≥")),
        Token::Mark(">") => (4, Sign::Word(">")),
        Token::Mark("+") => (5, Sign::Plus),
        Token::Mark("-") => (5, Sign::Minus),
        Token::Mark("*") => (6, Sign::Times),
        _ => return None,
    })
}

const DIVIDES: u8 = 6;
const RAISES: u8 = 8;

impl Reader {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.place)
    }

    fn take(&mut self, mark: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Mark(found)) if *found == mark);
        self.place += usize::from(found);
        found
    }

    fn infix(&mut self, outer: u8) -> Option<Maths> {
        let mut left = self.operand()?;
        while let Some(token) = self.peek().cloned() {
            if token == Token::Mark("/") && outer <= DIVIDES {
                self.place += 1;
                let below = self.infix(DIVIDES + 1)?;
                left = Maths::Fraction(Box::new(unwrapped(left)), Box::new(unwrapped(below)));
            } else if token == Token::Mark("^") && outer <= RAISES {
                self.place += 1;
                let above = self.infix(RAISES)?;
                left = Maths::Power(Box::new(left), Box::new(unwrapped(above)));
            } else if let Some((binding, sign)) = between(&token)
                && outer <= binding
            {
                self.place += 1;
                let right = self.infix(binding + 1)?;
                left = joined(left, sign, right, binding);
            } else {
                break;
            }
        }
        Some(left)
    }

    fn operand(&mut self) -> Option<Maths> {
        if self.take("-") {
            return Some(Maths::Negative(Box::new(self.infix(RAISES)?)));
        }
        if self.take("(") {
            let inside = self.infix(0)?;
            return self.take(")").then(|| Maths::Brackets(Box::new(inside)));
        }
        let token = self.peek()?.clone();
        self.place += 1;
        match token {
            Token::Number(digits) => Some(Maths::Number(digits)),
            Token::Name(name) if name == "not" => Some(Maths::Words(vec![Maths::Symbol(name), self.infix(3)?])),
            Token::Name(name) if self.take("(") => self.call(name),
            Token::Name(name) => Some(Maths::Symbol(name)),
            Token::Mark(_) => None,
        }
    }

    fn call(&mut self, name: String) -> Option<Maths> {
        let mut operands = Vec::new();
        while !self.take(")") {
            if !operands.is_empty() && !self.take(",") {
                return None;
            }
            operands.push(self.listed()?);
        }
        if name == "sum" && !operands.is_empty() {
            let signs = std::iter::once(Sign::None).chain(std::iter::repeat(Sign::Plus));
            let terms = signs.zip(operands).collect();
            return Some(Maths::Brackets(Box::new(Maths::Terms(terms))));
        }
        Some(Maths::Call(name, operands))
    }

    /// An operand of a call: a formula, words beside one another, or `at: share`.
    fn listed(&mut self) -> Option<Maths> {
        let first = self.infix(0)?;
        let mut words = vec![first];
        while let Some(Token::Name(name)) = self.peek().cloned() {
            self.place += 1;
            words.push(Maths::Symbol(name));
        }
        let said = if words.len() > 1 { Maths::Words(words) } else { words.pop()? };
        if self.take(":") {
            return Some(Maths::Step(Box::new(said), Box::new(self.infix(0)?)));
        }
        Some(said)
    }
}

/// What stands above or below a fraction line needs no brackets.
fn unwrapped(maths: Maths) -> Maths {
    match maths {
        Maths::Brackets(inside) => *inside,
        other => other,
    }
}

/// One list for a chain of the same binding: `a + b − c`.
fn joined(left: Maths, sign: Sign, right: Maths, binding: u8) -> Maths {
    let chains = |terms: &[(Sign, Maths)]| {
        let inside = terms.get(1).map(|(sign, _)| match sign {
            Sign::Plus | Sign::Minus => 5,
            Sign::Times => 6,
            Sign::Word("or") => 1,
            Sign::Word("and") => 2,
            _ => 0,
        });
        inside == Some(binding)
    };
    match left {
        Maths::Terms(mut terms) if chains(&terms) => {
            terms.push((sign, right));
            Maths::Terms(terms)
        }
        left => Maths::Terms(vec![(Sign::None, left), (sign, right)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Maths {
        Maths::Number(text.to_owned())
    }

    fn symbol(text: &str) -> Maths {
        Maths::Symbol(text.to_owned())
    }

    #[test]
    fn a_division_stands_as_a_fraction_without_brackets() {
        assert_eq!(
            arrange("clamp(x / (t + 1), 0, cap)"),
            Some(Maths::Call(
                "clamp".into(),
                vec![
                    Maths::Fraction(
                        Box::new(symbol("x")),
                        Box::new(Maths::Terms(vec![(Sign::None, symbol("t")), (Sign::Plus, number("1"))])),
                    ),
                    number("0"),
                    symbol("cap"),
                ]
            ))
        );
    }

    #[test]
    fn a_chain_of_terms_is_one_list() {
        assert_eq!(
            arrange("28.406 + 25.7283 - 0.5"),
            Some(Maths::Terms(vec![
                (Sign::None, number("28.406")),
                (Sign::Plus, number("25.7283")),
                (Sign::Minus, number("0.5")),
            ]))
        );
        let Some(Maths::Brackets(inside)) = arrange("sum(a, b, c)") else { panic!("a sum") };
        assert!(matches!(*inside, Maths::Terms(terms) if terms.len() == 3));
    }

    #[test]
    fn everything_the_formula_room_prints_is_read() {
        for text in [
            "steps(x, 98: 1, 95: 0.8, else: 0)",
            "line(x, 60: 0.6, 100: 1)",
            "if(x >= t and not present(b), 1, else(x, 0))",
            "peer_rank(c3 high, c4 low, ties min)",
            "-(x - t) ^ 2 / 3 * -0.5",
            "round(sum(a, b), 2)",
            "max(0, 1 - 0.08 * (k - 1))",
            "(x - 工作量) / abs(base)",
            "missing",
        ] {
            assert!(arrange(text).is_some(), "{text}");
        }
    }

    #[test]
    fn what_is_no_formula_is_left_as_it_is() {
        for text in ["", "a +", "f(a", "a b", "“引号”"] {
            assert_eq!(arrange(text), None, "{text}");
        }
    }
}
