//! Change against last year: 同比增长10%得满分; 压减5%以上得满分，按比例扣减. And 极差标准化.

use super::clause::{Award, Clause, Limit};
use super::condition::When;
use super::{Outcome, Scene, has, parameters};
use crate::model::Direction;
use crate::standards::Doubt;

pub(super) fn rule(scene: &Scene) -> Option<Outcome> {
    let (mut change, mut below, mut method) = (None, None, None);
    for clause in scene.clauses {
        match clause {
            Clause::Earn(When::Change { down, points, by, strict, sure }, award) if change.is_none() => {
                change = Some((*down, *points, *by, *strict, *sure, *award));
            }
            Clause::Earn(When::Missed | When::Otherwise | When::Always, award) if below.is_none() => {
                below = Some(*award)
            }
            Clause::Method(name) if method.is_none() => method = Some(*name),
            Clause::Limit(Limit::Full) | Clause::FullPoints(_) | Clause::Remark(_) => {}
            _ => return None,
        }
    }
    if method == Some("minmax") && change.is_none() && below.is_none() {
        return Some(Outcome { method: "minmax", direction: scene.hinted(), ..Outcome::default() });
    }
    let (down, in_points, by, strict, sure, award) = change.filter(|_| method.is_none())?;
    let named = if let Award::Points(points) = award { Some(points) } else { scene.points() };
    if scene.share(award, named)? != 1.0 {
        return None;
    }
    let around = scene.around;
    let mut out = Outcome { doubts: scene.other_points(named), ..Outcome::default() };
    if !sure {
        out.doubts.push(Doubt::Boundary);
    }
    let proportional = match below {
        None => {
            out.doubts.push(Doubt::Floor);
            true
        }
        Some(Award::Ratio) => true,
        Some(Award::Nothing) => false,
        Some(_) => return None,
    };
    let of_change = has(around.name, "增速 增幅 增长率 降幅 下降率 压减率 压缩率 压降率 降低率 减少率 提高率 提升率");
    if of_change && scene.in_percent() {
        // The value is the change itself, counted upwards.
        let reduced = has(around.name, "降 减 压");
        if reduced != down || in_points || around.target.is_some_and(|t| t != by) {
            return None;
        }
        out.target = Some(by);
        out.method = if proportional && below.is_some() { "completion" } else { "threshold" };
        if strict {
            if out.method == "completion" {
                return None;
            }
            out.parameters = parameters(&[("strict", "1".to_owned())]);
        }
        return Some(out);
    }
    let fraction = if in_points { by } else { by / 100.0 };
    // Percent of a percentage: nobody can say which is meant.
    if in_points != (around.unit == "%")
        || around.target.is_some_and(|t| t != fraction && t != by)
        || strict && proportional
    {
        return None;
    }
    out.target = Some(fraction);
    out.direction = if down { Direction::LowerIsBetter } else { Direction::HigherIsBetter };
    if proportional {
        out.method = "growth";
        if in_points {
            out.parameters = parameters(&[("mode", "pp".to_owned())]);
        }
        return Some(out);
    }
    let moved = if down { "b - x" } else { "x - b" };
    let rate = if in_points { moved.to_owned() } else { format!("({moved}) / abs(b)") };
    let sign = if strict { ">" } else { ">=" };
    out.method = "formula";
    out.parameters = parameters(&[("text", format!("if({rate} {sign} t, 1, 0)"))]);
    Some(out)
}
