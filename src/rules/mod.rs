//! How a value earns a score: one file per rule.
//!
//! A rule reads its parameters as they were written ([`Rule::read`]) and lowers to a [`Program`]: a few named lines of
//! formula text over `x` (the value), `t` (target), `b` (base), `p` (nominal points) and its own parameters, the last
//! of which is the ratio earned. The text is the rule: evaluation, explanation and every export read it.
//! Knows no tree, no weights, no subjects. Must never round, rank totals or look at other indicators.

mod reader;
mod program;
mod completion;
mod threshold;
mod bands;
mod gongxiao;
mod gongxiao_tier;
mod minmax;
mod best_ratio;
mod rank;
mod rank_given;
mod growth;
mod base_delta;
mod deduct;
mod bonus;
mod yes_no;
mod range;
mod rating;
mod multi_rater;
mod satisfaction;
mod own_formula;

pub use bands::Bands;
pub use base_delta::BaseDelta;
pub use best_ratio::BestRatio;
pub use bonus::Bonus;
pub use completion::{Completion, ZeroTarget};
pub use deduct::Deduct;
pub use gongxiao::{Gongxiao, Reference};
pub use gongxiao_tier::GongxiaoTier;
pub use growth::Growth;
pub use minmax::MinMax;
pub use multi_rater::MultiRater;
pub use own_formula::OwnFormula;
pub use program::{Line, Program, ValueSource};
pub use range::Range;
pub use rank::{Places, Rank};
pub use rank_given::RankGiven;
pub use rating::Rating;
pub use satisfaction::Satisfaction;
pub use threshold::Threshold;
pub use yes_no::YesNo;

use crate::model::{Direction, Problem, ScoringRule};
use reader::Reader;

/// A scoring rule with its parameters understood.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    Completion(Completion),
    Threshold(Threshold),
    Bands(Bands),
    Gongxiao(Gongxiao),
    GongxiaoTier(GongxiaoTier),
    MinMax(MinMax),
    BestRatio(BestRatio),
    Rank(Rank),
    RankGiven(RankGiven),
    Growth(Growth),
    BaseDelta(BaseDelta),
    Deduct(Deduct),
    Bonus(Bonus),
    YesNo(YesNo),
    Range(Range),
    Rating(Rating),
    MultiRater(MultiRater),
    Satisfaction(Satisfaction),
    OwnFormula(OwnFormula),
}

/// The methods that documents can name, in the order of this room's files.
pub const METHODS: [&str; 19] = [
    "completion",
    "threshold",
    "bands",
    "gongxiao",
    "gongxiao_tier",
    "minmax",
    "best_ratio",
    "rank",
    "rank_given",
    "growth",
    "base_delta",
    "deduct",
    "bonus",
    "yesno",
    "range",
    "rating",
    "multi_rater",
    "satisfaction",
    "formula",
];

impl Rule {
    /// Understands a rule as it was written. Problems name the parameter; a rule with problems is still returned where
    /// defaults make it whole, so that all problems of a document are found at once. None: no such method.
    pub fn read(written: &ScoringRule, direction: Direction) -> (Option<Rule>, Vec<Problem>) {
        let mut reader = Reader::new(written);
        match Rule::understand(written, direction, &mut reader) {
            Some(rule) => (Some(rule), reader.finish()),
            None => (None, vec![Problem::UnknownMethod { method: written.method.clone() }]),
        }
    }

    /// The parameters that a rule asked for.
    fn asked(written: &ScoringRule, direction: Direction) -> Vec<&'static str> {
        let mut reader = Reader::new(written);
        match Rule::understand(written, direction, &mut reader) {
            Some(_) => reader.asked(),
            None => Vec::new(),
        }
    }

    fn understand(written: &ScoringRule, direction: Direction, r: &mut Reader) -> Option<Rule> {
        let lower = direction == Direction::LowerIsBetter;
        let rule = match written.method.as_str() {
            "completion" => Rule::Completion(Completion::read(r, lower)),
            "threshold" => Rule::Threshold(Threshold::read(r, lower)),
            "bands" => Rule::Bands(Bands::read(r, lower)),
            "gongxiao" => Rule::Gongxiao(Gongxiao::read(r)),
            "gongxiao_tier" => Rule::GongxiaoTier(GongxiaoTier::read(r, lower)),
            "minmax" => Rule::MinMax(MinMax::read(r, lower)),
            "best_ratio" => Rule::BestRatio(BestRatio { lower }),
            "rank" => Rule::Rank(Rank::read(r, lower)),
            "rank_given" => Rule::RankGiven(RankGiven::read(r)),
            "growth" => Rule::Growth(Growth::read(r, lower)),
            "base_delta" => Rule::BaseDelta(BaseDelta::read(r, lower)),
            "deduct" => Rule::Deduct(Deduct::read(r)),
            "bonus" => Rule::Bonus(Bonus::read(r)),
            "yesno" => Rule::YesNo(YesNo::read(r)),
            "range" => Rule::Range(Range::read(r)),
            "rating" => Rule::Rating(Rating::read(r)),
            "multi_rater" => Rule::MultiRater(MultiRater::read(r)),
            "satisfaction" => Rule::Satisfaction(Satisfaction::read(r)),
            "formula" => Rule::OwnFormula(OwnFormula::read(r)),
            _ => return None,
        };
        Some(rule)
    }

    /// The parameters that a method looks at, in the order of the alphabet; none for an unknown method.
    pub fn parameters(method: &str) -> Vec<&'static str> {
        let written = ScoringRule { method: method.to_owned(), ..ScoringRule::default() };
        let mut known = std::collections::BTreeSet::new();
        for direction in [Direction::HigherIsBetter, Direction::LowerIsBetter] {
            known.extend(Rule::asked(&written, direction));
        }
        known.into_iter().collect()
    }

    /// The rule as formula text.
    pub fn lower(&self) -> Program {
        match self {
            Rule::Completion(rule) => rule.lower(),
            Rule::Threshold(rule) => rule.lower(),
            Rule::Bands(rule) => rule.lower(),
            Rule::Gongxiao(rule) => rule.lower(),
            Rule::GongxiaoTier(rule) => rule.lower(),
            Rule::MinMax(rule) => rule.lower(),
            Rule::BestRatio(rule) => rule.lower(),
            Rule::Rank(rule) => rule.lower(),
            Rule::RankGiven(rule) => rule.lower(),
            Rule::Growth(rule) => rule.lower(),
            Rule::BaseDelta(rule) => rule.lower(),
            Rule::Deduct(rule) => rule.lower(),
            Rule::Bonus(rule) => rule.lower(),
            Rule::YesNo(rule) => rule.lower(),
            Rule::Range(rule) => rule.lower(),
            Rule::Rating(rule) => rule.lower(),
            Rule::MultiRater(rule) => rule.lower(),
            Rule::Satisfaction(rule) => rule.lower(),
            Rule::OwnFormula(rule) => rule.lower(),
        }
    }
}
