//! Why two totals differ: parts that add up to the difference.
//!
//! The accounts of both sides (see `account`) are set against each other term by term, right minus left:
//!
//! * one part per indicator, the difference of what it adds to the total on the right and on the left;
//! * one part each for bonus, deduction and limit, where a side has any.
//!
//! **The difference of two totals is defined as the sum of these parts**, in their order. It agrees with the
//! difference of the columns `total` to nine decimals; only the last bits of floating-point sums can lie between.
//!
//! The part of an indicator that both sides use is split, with points `p` (effective points × the factor of the step),
//! ratio `r` and score `s`:
//!
//! ```text
//! by weight       (p₂ − p₁) × (r₁ + r₂) / 2
//! by performance  (p₁ + p₂) / 2 × (r₂ − r₁)
//! by rounding     (s₂ − p₂ × r₂) − (s₁ − p₁ × r₁)
//! ```
//!
//! The first two are the exact symmetric split of a difference of products: p₂r₂ − p₁r₁ is their sum, nothing is left
//! over, and neither side is preferred (a Bennet indicator: T. L. Bennet, "The theory of measurement of changes in
//! cost of living", Journal of the Royal Statistical Society 83 (1920) 455–462). The third is 0 unless a document
//! rounds every indicator's score. Edges:
//!
//! * An indicator that does not apply on one side has no ratio there and no points. It takes the other side's ratio,
//!   so the whole part is by weight, as are the points that moved to its sisters.
//! * What is missing has the ratio 0: its part is by performance.
//! * Where both sides score an indicator in the same stages, it is split stage by stage and added up, so under another
//!   weight scheme of the same document nothing is by performance. Otherwise the sums of both sides are split, with
//!   Σ p × r / Σ p as the ratio.
//! * An indicator that only one side uses is new or dropped: its whole score is the part, without a split.

use super::account::{Account, Term};
use super::side::Matching;

/// One part of a difference, right minus left, in points of the total.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    pub kind: PartKind,
    /// None: this side does not have it.
    pub left: Option<Earned>,
    pub right: Option<Earned>,
    /// What it adds to the difference.
    pub difference: f64,
    /// Of an indicator on both sides.
    pub split: Option<Split>,
}

/// What a part is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// Places in the two documents.
    Indicator {
        left: Option<usize>,
        right: Option<usize>,
    },
    Bonus,
    /// Its scores are negative: points taken away.
    Deduction,
    /// The total held between 0 and its maximum.
    Limit,
}

/// What an indicator earned on one side, over all steps.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Earned {
    /// Effective points, as they count in the total.
    pub points: f64,
    /// Share of them; none: does not apply, or no such thing (bonus, deduction, limit).
    pub ratio: Option<f64>,
    /// What it adds to the total.
    pub score: f64,
}

/// A part of an indicator by its causes. Their sum is the part.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Split {
    pub by_weight: f64,
    pub by_performance: f64,
    /// 0 unless a document rounds every indicator's score.
    pub by_rounding: f64,
}

/// The parts of right minus left: indicators in the order of the matching, then bonus, deduction, limit.
pub fn parts(matching: &Matching, left: &Account, right: &Account) -> Vec<Part> {
    let mut parts = Vec::new();
    for (l, r) in &matching.indicators {
        parts.extend(indicator(*l, *r, terms(left, *l), terms(right, *r)));
    }
    let sides = [
        (PartKind::Bonus, left.bonus, right.bonus),
        (PartKind::Deduction, -left.deduction, -right.deduction),
        (PartKind::Limit, left.limit, right.limit),
    ];
    for (kind, left, right) in sides {
        if left != 0.0 || right != 0.0 {
            let earned = |score: f64| (score != 0.0).then_some(Earned { points: 0.0, ratio: None, score });
            let difference = right - left;
            parts.push(Part { kind, left: earned(left), right: earned(right), difference, split: None });
        }
    }
    parts
}

fn terms(account: &Account, indicator: Option<usize>) -> &[Term] {
    indicator.and_then(|k| account.terms.get(k)).map_or(&[], Vec::as_slice)
}

/// The sum of parts: the difference of the unrounded totals.
pub fn difference(parts: &[Part]) -> f64 {
    parts.iter().map(|p| p.difference).fold(0.0, |a, b| a + b)
}

/// The part of one indicator; none: neither side uses it.
fn indicator(l: Option<usize>, r: Option<usize>, left: &[Term], right: &[Term]) -> Option<Part> {
    let whole = |terms: &[Term]| (!terms.is_empty()).then(|| together(terms));
    let earned = |term: &Term| Earned { points: term.points, ratio: term.ratio, score: term.score };
    let (a, b) = (whole(left), whole(right));
    let score = |term: &Option<Term>| term.as_ref().map_or(0.0, |t| t.score);
    if a.is_none() && b.is_none() {
        return None;
    }
    let split = match (&a, &b) {
        (Some(a), Some(b)) => {
            let same_stages = left.len() == right.len() && left.iter().zip(right).all(|(x, y)| x.stage == y.stage);
            let pairs: Vec<(Term, Term)> =
                if same_stages { left.iter().copied().zip(right.iter().copied()).collect() } else { vec![(*a, *b)] };
            Some(pairs.iter().map(|(x, y)| split(x, y)).fold(Split::default(), |sum, one| Split {
                by_weight: sum.by_weight + one.by_weight,
                by_performance: sum.by_performance + one.by_performance,
                by_rounding: sum.by_rounding + one.by_rounding,
            }))
        }
        _ => None,
    };
    Some(Part {
        // The other document may have the indicator, without using it for this subject: that is new or dropped too.
        kind: PartKind::Indicator { left: l.filter(|_| a.is_some()), right: r.filter(|_| b.is_some()) },
        left: a.as_ref().map(earned),
        right: b.as_ref().map(earned),
        difference: score(&b) - score(&a),
        split,
    })
}

/// The terms of all steps as one.
fn together(terms: &[Term]) -> Term {
    if let [only] = terms {
        return *only;
    }
    let sum = |of: &dyn Fn(&Term) -> f64| terms.iter().map(of).fold(0.0, |a, b| a + b);
    let points = sum(&|t| t.points);
    let earned = sum(&|t| t.points * t.ratio.unwrap_or_default());
    let ratio = if points > 0.0 { Some(earned / points) } else { terms.iter().find_map(|t| t.ratio) };
    Term { stage: None, points, ratio, score: sum(&|t| t.score) }
}

fn split(left: &Term, right: &Term) -> Split {
    let l = left.ratio.or(right.ratio).unwrap_or_default();
    let r = right.ratio.or(left.ratio).unwrap_or_default();
    Split {
        by_weight: (right.points - left.points) * (l + r) / 2.0,
        by_performance: (left.points + right.points) / 2.0 * (r - l),
        by_rounding: (right.score - right.points * r) - (left.score - left.points * l),
    }
}
