//! Up from a line, with a word on what is earned there: 达到90%得3分，每增加1个百分点加0.5分，最高5分;
//! 未达到90%不得分，90%以上每增加1个百分点得0.5分，满分5分.

use super::bands::{Measured, counted, measured};
use super::clause::{Amount, Award, Clause, Limit, Side, Step};
use super::condition::{Span, When};
use super::counts::kin;
use super::{Outcome, Scene, has, parameters, plain};
use crate::model::Direction;
use crate::standards::Doubt;

/// The lower end of a span that has no upper one.
fn from(span: &Span) -> Option<f64> {
    span.low.filter(|low| span.high.is_none() && low.inclusive).map(|low| low.at)
}

pub(super) fn rule(scene: &Scene) -> Option<Outcome> {
    let mut lines: Vec<(Option<f64>, Option<&Span>)> = Vec::new();
    let (mut base, mut step, mut most, mut nothing, mut whole, mut sure) = (None, None, None, false, false, true);
    for clause in scene.clauses {
        match clause {
            Clause::Earn(When::Span(span), Award::Nothing) => {
                let high = span.high.filter(|high| span.low.is_none() && !high.inclusive)?;
                lines.push((Some(high.at), Some(span)));
                nothing = true;
            }
            Clause::Earn(When::Missed | When::Otherwise, Award::Nothing) => nothing = true,
            Clause::Earn(when @ (When::Met | When::Span(_)), Award::Points(points)) if base.is_none() => {
                base = Some(*points);
                lines.push(match when {
                    When::Span(span) => {
                        sure &= span.low.is_some_and(|low| low.sure);
                        (Some(from(span)?), Some(span))
                    }
                    _ => (None, None),
                });
            }
            Clause::Step(s) if step.is_none() && s.take.is_none() && matches!(s.side, Side::More) => {
                match &s.when {
                    None | Some(When::Beyond | When::Met | When::Always) => {}
                    Some(When::Span(span)) => lines.push((Some(from(span)?), Some(span))),
                    _ => return None,
                }
                step = Some(s);
            }
            Clause::Limit(Limit::Most(points)) if most.is_none() => most = Some(*points),
            Clause::Limit(Limit::Full) => most = most.or(scene.points()),
            Clause::Limit(Limit::Whole) => whole = true,
            Clause::FullPoints(points) if most.is_none() => most = Some(*points),
            Clause::Remark(_) => {}
            _ => return None,
        }
    }
    let step = step?;
    let points = scene.points()?;
    if lines.is_empty() && base.is_none() && !nothing && most == Some(points) {
        return risen(scene, step);
    }
    let first = lines.first()?;
    if has(scene.sentence, "同比 环比 上年 去年")
        || lines.iter().any(|line| line.0 != first.0)
        || base.is_none() && !nothing
        || base.unwrap_or(0.0) >= points
        || most != Some(points)
    {
        return None;
    }
    for span in lines.iter().filter_map(|line| line.1) {
        if measured(span, scene)? != Measured::Value {
            return None;
        }
    }
    let mut out = Outcome { method: "formula", doubts: scene.other_points(most), ..Outcome::default() };
    match step.unit.as_str() {
        "pp" | "" if scene.in_percent() => {}
        "%" if scene.in_percent() => out.doubts.push(Doubt::PointsOrPercent),
        unit if !unit.is_empty() && kin(unit, scene.around.unit) => {}
        _ => return None,
    }
    let add = match step.add? {
        Amount::Points(add) => add,
        Amount::Share(share) => share * points,
    };
    let line = match (first.0, scene.around.target) {
        (None, _) => "t".to_owned(),
        (Some(at), target) if target.is_none_or(|t| t == at) => {
            out.target = Some(at);
            "t".to_owned()
        }
        // 引进1家得4分，每增加1家加2分 beside a target of 4: full at the target, or not far from it.
        (Some(at), Some(target))
            if at < target
                && (at > target / 2.0
                    || (target / 2.0..=target).contains(&(at + (points - base.unwrap_or(0.0)) / add * step.by))) =>
        {
            plain(at)
        }
        (Some(_), _) if lines.iter().filter_map(|line| line.1).any(|span| counted(span, scene)) => return None,
        (Some(at), _) => plain(at),
    };
    if !sure {
        out.doubts.push(Doubt::Boundary);
    }
    let mut length = format!("(x - {line})");
    if step.by != 1.0 {
        length = format!("{length} / {}", plain(step.by));
    }
    if whole || step.whole {
        length = format!("floor({length})");
    } else {
        out.doubts.push(Doubt::WholeSteps);
    }
    if !nothing {
        out.doubts.push(Doubt::Floor);
    }
    let start = base.map_or(String::new(), |base| format!("{} + ", plain(base)));
    let text = format!("if(x >= {line}, min({start}{} * {length}, p) / p, 0)", plain(add));
    out.parameters = parameters(&[("text", text)]);
    out.direction = Direction::HigherIsBetter;
    Some(out)
}

/// 每提高1个百分点得0.5分，满分为止, where the value is the rise itself; of any other value nobody says since when.
fn risen(scene: &Scene, step: &Step) -> Option<Outcome> {
    let rise = has(scene.around.name, "提高幅度 提升幅度 增长幅度 增幅 增速 增长率 提高率 提升率");
    let Some(Amount::Points(add)) = step.add else { return None };
    if !rise || scene.around.unit != "%" || step.unit != "pp" || !step.moved || step.whole || step.when.is_some() {
        return None;
    }
    let parameters = parameters(&[("per", plain(add / step.by))]);
    Some(Outcome { method: "bonus", parameters, doubts: vec![Doubt::WholeSteps], ..Outcome::default() })
}
