//! So much for each, without the word: 1件2分，最高6分; 采用一条得0.5分，最多得10分.
//!
//! One earns less than the whole, and a limit above that one says that more of them earn more.

use super::clause::{Award, Clause, Limit};
use super::condition::{Span, When};
use super::counts::{COUNTS, kin};
use super::{Outcome, Scene, parameters, plain};
use crate::model::Direction;

pub(super) fn rule(scene: &Scene) -> Option<Outcome> {
    let (mut each, mut most) = (None, None);
    for clause in scene.clauses {
        match clause {
            Clause::Earn(When::Span(span), Award::Points(points)) if each.is_none() => {
                each = Some((one(span)?, *points))
            }
            Clause::Limit(Limit::Most(points) | Limit::Added(points)) if most.is_none() => most = Some(*points),
            Clause::FullPoints(points) if *points == scene.around.points => {}
            Clause::Remark(_) => {}
            _ => return None,
        }
    }
    let ((unit, per), most) = (each?, most?);
    let less = scene.hinted() == Direction::LowerIsBetter;
    if per >= most || most > scene.points()? || less || !kin(unit, scene.around.unit) {
        return None;
    }
    let parameters = parameters(&[("per", plain(per)), ("max", plain(most))]);
    Some(Outcome { method: "bonus", parameters, ..Outcome::default() })
}

/// Exactly one of what is counted.
fn one(span: &Span) -> Option<&str> {
    let one = span.exact && !span.percent && span.low.is_some_and(|low| low.at == 1.0);
    (one && !span.unit.is_empty() && COUNTS.contains(&span.unit.as_str())).then_some(span.unit.as_str())
}
