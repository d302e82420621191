//! Steps below and above the target: 每低1个百分点扣0.5分，扣完为止; 每偏离目标1个百分点扣1分.

use super::bands::{Measured, measured};
use super::clause::{Amount, Step};
use super::condition::{When, kept_below};
use super::counts::{COUNTS, kin};
use super::slope::{Way, formula};
use super::subjects::other_rate;
use super::target::{Line, Said};
use super::{Outcome, Scene, parameters, plain};
use crate::model::Direction;
use crate::standards::Doubt;

/// How a step's length is measured.
struct Pace {
    by: f64,
    take: f64,
    add: f64,
    of_target: bool,
}

fn pace(scene: &Scene, step: &Step, out: &mut Outcome) -> Option<Pace> {
    let unit = step.unit.as_str();
    let of_target = match unit {
        "pp" if scene.in_percent() => false,
        "%" if scene.in_percent() => {
            out.doubts.push(Doubt::PointsOrPercent);
            false
        }
        // One of a hundred is ten of a thousand.
        "%" | "pp" if scene.around.unit == "‰" || !scene.in_percent() && other_rate(&step.subject, scene.around) => {
            return None;
        }
        "%" | "pp" => true,
        "" => false,
        unit => {
            if !kin(unit, scene.around.unit) {
                return None;
            }
            false
        }
    };
    let points = |amount: Option<Amount>| match amount {
        None => Some(0.0),
        Some(Amount::Points(points)) => Some(points),
        Some(Amount::Share(share)) => Some(share * scene.points()?),
    };
    Some(Pace { by: step.by, take: points(step.take)?, add: points(step.add)?, of_target })
}

pub(super) fn stepped(scene: &Scene, s: &Said, line: &Line, base: f64, mut out: Outcome) -> Option<Outcome> {
    let (mut worse, mut better): (Way, Way) = (None, None);
    // 完成率达到100%，每低1个百分点: points of the rate or of the value, where the target is another percentage.
    if scene.around.unit == "%" && s.line.is_some_and(|line| measured(line, scene) == Some(Measured::Rate)) {
        return None;
    }
    // 超过的，每超1天扣1分
    let kept = kept_below(scene.sentence) || s.line.is_some_and(|line| line.low.is_none());
    let down = line.direction == Direction::LowerIsBetter && (kept || scene.hinted() == line.direction);
    let whole = s.whole || s.steps.iter().any(|step| step.whole);
    for step in &s.steps {
        let pace = pace(scene, step, &mut out)?;
        let other_when = matches!(step.when, Some(When::Missed)) && step.take.is_none()
            || matches!(step.when, Some(When::Beyond)) && step.add.is_none() && !down
            || matches!(step.when, Some(When::Met)) && step.add.is_none();
        let plain_when = matches!(
            step.when,
            None | Some(When::Missed | When::Otherwise | When::Beyond | When::Met | When::Span(_) | When::Always)
        );
        if other_when || !plain_when {
            return None;
        }
        for (side, there) in [(&mut worse, pace.take > 0.0), (&mut better, pace.add > 0.0)] {
            if there
                && side
                    .replace((
                        pace.by,
                        if pace.take > 0.0 && pace.add == 0.0 { pace.take } else { pace.add },
                        pace.of_target,
                    ))
                    .is_some()
            {
                return None;
            }
        }
    }
    let counted = s.steps.iter().any(|step| COUNTS.contains(&step.unit.as_str()) && !step.unit.is_empty());
    let reaches = s.line.is_some()
        || s.met.is_some()
        || scene.around.target.is_some()
        || s.steps.iter().any(|step| matches!(step.when, Some(When::Span(_))));
    // 每少1项扣1分: fewer than what?
    if counted && !reaches
        || whole && s.parts
        || s.least.is_some() && s.down_to_zero
        || s.cap.is_some_and(|cap| cap < 1.0)
    {
        return None;
    }
    // Above the target something is added: below it something must be said as well.
    if worse.is_none() && s.missed.is_none()
        || worse.is_some() && s.missed.is_some()
        || better.is_some() && s.met.is_none() && worse.is_none()
    {
        return None;
    }
    if !whole && !s.parts && (worse.is_some() || better.is_some()) {
        out.doubts.push(Doubt::WholeSteps);
    }
    if worse.is_some() && !s.down_to_zero && s.taken.is_none() && s.least.is_none() && s.zero.is_none() {
        out.doubts.push(Doubt::Floor);
    }
    let cap = match (s.cap, s.added) {
        (Some(_), Some(_)) => return None,
        (Some(cap), None) => cap,
        (None, Some(added)) if better.is_some() => base + added / scene.points()?,
        (None, Some(_)) => return None,
        _ => 1.0,
    };
    if s.no_more && better.is_some() && base >= 1.0
        || better.is_none() && s.cap.is_some()
        || better.is_some() && base >= 1.0 && cap <= 1.0
    {
        return None;
    }
    let same_pace = match (worse, better) {
        (Some((by, _, a)), Some((other, _, b))) => by == other && a == b,
        _ => true,
    };
    let of_target = [worse, better].iter().flatten().any(|(.., of_target)| *of_target);
    let simple = line.own
        && !line.strict
        && same_pace
        && !of_target
        && s.zero.is_none()
        && s.taken.is_none()
        && s.least.is_none();
    if let (true, Some((by, take, _)), None) = (simple, worse, s.missed) {
        out.method = "base_delta";
        out.parameters = parameters(&[("base", plain(base)), ("step", plain(by)), ("minus", plain(take))]);
        let add = better.map_or(0.0, |(_, add, _)| add);
        for (key, value, usual) in [("plus", add, 0.0), ("cap", cap, 1.0)] {
            if value != usual {
                out.parameters.insert(key.to_owned(), plain(value));
            }
        }
        if whole {
            out.parameters.insert("whole".to_owned(), "1".to_owned());
        }
        return Some(out);
    }
    out.method = "formula";
    let text = formula(scene, s, line, base, (worse, better), whole, &mut out)?;
    out.parameters = parameters(&[("text", text)]);
    if cap != 1.0 {
        out.parameters.insert("cap".to_owned(), plain(cap));
    }
    Some(out)
}

/// 与目标每相差3%扣1分: whichever way it goes.
pub(super) fn either(scene: &Scene, s: &Said, step: &Step) -> Option<Outcome> {
    let target = scene.around.target.filter(|t| *t > 0.0)?;
    let others = s.line.is_some() || s.zero.is_some() || s.missed.is_some() || s.cap.is_some() || s.method.is_some();
    if others || s.added.is_some() || s.most.is_some() || s.least.is_some() || step.when.is_some() || step.moved {
        return None;
    }
    let mut out = Outcome { method: "formula", doubts: scene.other_points(None), ..Outcome::default() };
    let pace = pace(scene, step, &mut out)?;
    // Percent of a percentage other than a hundred may be its points or its share.
    if scene.around.unit == "%" && step.unit == "%" && target != 100.0
        || s.met.is_some_and(|met| met != super::clause::Award::Full)
    {
        return None;
    }
    let mut length = if pace.of_target { "abs(x - t) / abs(t) * 100".to_owned() } else { "abs(x - t)".to_owned() };
    if pace.by != 1.0 {
        length = format!("{length} / {}", plain(pace.by));
    }
    if s.whole || step.whole {
        length = format!("floor({length})");
    } else {
        out.doubts.push(Doubt::WholeSteps);
    }
    let mut taken = format!("{} * {length}", plain(pace.take));
    if let Some(most) = s.taken.filter(|most| scene.points() != Some(*most)) {
        taken = format!("min({taken}, {})", plain(most));
    } else if s.taken.is_none() && !s.down_to_zero {
        out.doubts.push(Doubt::Floor);
    }
    out.parameters = parameters(&[("text", format!("(p - {taken}) / p"))]);
    Some(out)
}
