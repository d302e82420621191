//! What lies around the target as a formula, where base_delta has no word for it.

use super::bands::{Measured, measured};
use super::clause::Award;
use super::target::{Line, Said};
use super::{Outcome, Scene, plain};
use crate::model::Direction;
use crate::standards::Doubt;

/// A step's length, its points, and whether it is one of the target's percent.
pub(super) type Way = Option<(f64, f64, bool)>;

/// The text over x, t and p; none where the line of nothing contradicts that of full points.
pub(super) fn formula(
    scene: &Scene,
    s: &Said,
    line: &Line,
    base: f64,
    (worse, better): (Way, Way),
    whole: bool,
    out: &mut Outcome,
) -> Option<String> {
    let t = &line.text;
    let up = line.direction == Direction::HigherIsBetter;
    let points = |(by, points, of_target): (f64, f64, bool), far: &str| {
        let mut length = far.to_owned();
        if of_target {
            length = format!("({far}) / abs({t}) * 100");
        }
        if by != 1.0 {
            length =
                if of_target { format!("{length} / {}", plain(by)) } else { format!("({length}) / {}", plain(by)) };
        } else if !of_target {
            length = format!("({length})");
        }
        if whole { format!("{} * floor({length})", plain(points)) } else { format!("{} * {length}", plain(points)) }
    };
    let (short, beyond) =
        if up { (format!("{t} - x"), format!("x - {t}")) } else { (format!("x - {t}"), format!("{t} - x")) };
    let start = if base == 1.0 { "p".to_owned() } else { format!("{} * p", plain(base)) };
    let above = match better {
        Some(way) => format!("({start} + {}) / p", points(way, &beyond)),
        None => plain(base),
    };
    let below = match (worse, s.missed) {
        (Some(way), None) => {
            let mut taken = points(way, &short);
            if let Some(most) = s.taken {
                taken = format!("min({taken}, {})", plain(most));
            }
            let left = format!("({start} - {taken}) / p");
            match s.least {
                Some(least) => format!("max({left}, {} / p)", plain(least)),
                None => left,
            }
        }
        (None, Some(Award::Nothing)) => "0".to_owned(),
        (None, Some(Award::Ratio)) if up && base == 1.0 => format!("x / {t}"),
        _ => return None,
    };
    let sign = match (up, line.strict) {
        (true, false) => ">=",
        (true, true) => ">",
        (false, false) => "<=",
        (false, true) => "<",
    };
    let text = format!("if(x {sign} {t}, {above}, {below})");
    let Some(zero) = s.zero else { return Some(text) };
    let bound = if up { zero.high } else { zero.low }?;
    if zero.exact {
        return None;
    }
    // The line of nothing lies beyond that of full points.
    let full_at = line.target.or(scene.around.target).filter(|_| line.own).or(line.text.parse().ok());
    let beyond = full_at.is_some_and(|t| if up { bound.at >= t } else { bound.at <= t });
    let rate = measured(zero, scene)? == Measured::Rate;
    // 每低1%扣0.5分，低于5%不得分: five below the target, or a value of five?
    let far = up && zero.percent && !rate && full_at.is_some_and(|t| bound.at * 2.0 < t);
    if far || !rate && beyond || zero.unit == "分" && scene.around.unit != "分" && !scene.in_percent() {
        return None;
    }
    if !bound.sure {
        out.doubts.push(Doubt::Boundary);
    }
    let (value, at) = if rate { (format!("x / {t}"), bound.at / 100.0) } else { ("x".to_owned(), bound.at) };
    let sign = match (up, bound.inclusive) {
        (true, false) => "<",
        (true, true) => "<=",
        (false, false) => ">",
        (false, true) => ">=",
    };
    Some(format!("if({value} {sign} {}, 0, {text})", plain(at)))
}
