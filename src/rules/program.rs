//! A rule as lines of formula text.

/// The lowered rule. Each line may use `x`, `t`, `b`, `p`, the names in `parameters`, the names of earlier lines, and
/// what its [`ValueSource`] provides. The last line is the ratio.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Program {
    /// In order of computation.
    pub lines: Vec<Line>,
    /// Named constants.
    pub parameters: Vec<(String, f64)>,
    /// Where the value comes from.
    pub source: ValueSource,
}

/// One named line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// A short symbol, unique in the program; a line called `x` computes the value itself.
    pub name: String,
    /// Formula text.
    pub text: String,
}

/// Where a rule's value comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum ValueSource {
    /// Reported values; the program reads them as `x`.
    #[default]
    Measured,
    /// Counts of answers at five levels, read as `n1`..`n5`; the program has a line `x`.
    Answers,
    /// Ballots of these groups. Group k is read as `n{k}` (count), `s{k}` (sum), `l{k}` (lowest), `h{k}` (highest);
    /// `o` is what was reported without ballots, if anything. The program has a line `x`.
    Ballots {
        /// Names of the groups, in order.
        groups: Vec<String>,
    },
}

impl Program {
    pub(super) fn new() -> Program {
        Program::default()
    }

    pub(super) fn line(mut self, name: &str, text: impl Into<String>) -> Program {
        self.lines.push(Line { name: name.to_owned(), text: text.into() });
        self
    }

    pub(super) fn given(mut self, name: &str, value: f64) -> Program {
        self.parameters.push((name.to_owned(), value));
        self
    }

    /// Whether the program reads this name.
    pub fn reads(&self, name: &str) -> bool {
        self.lines
            .iter()
            .any(|line| line.text.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == name))
    }
}

/// A number as formula text.
pub(super) fn literal(value: f64) -> String {
    format!("{}", value + 0.0)
}

/// Rows of a `steps` or `line` table.
pub(super) fn rows(pairs: &[(f64, f64)]) -> String {
    pairs.iter().map(|(at, share)| format!("{}: {}", literal(*at), literal(*share))).collect::<Vec<_>>().join(", ")
}
