//! Steps from last year: 比上年下降得满分，每上升1个百分点扣0.5分; 同比增长5%得满分，每低1个百分点扣1分;
//! 较上年每提升1个位次加1分，最高加5分.

use super::clause::{Amount, Award, Clause, Limit, Side, Step};
use super::condition::When;
use super::{Outcome, Scene, has, parameters, plain};
use crate::model::Direction;
use crate::standards::Doubt;

const LAST_YEAR: &str = "上年 去年 同比 环比 往年 同期";
/// Words by which a smaller number of a place is the better one.
const PLACE: &str = "名 位 位次 名次 个位次 个名次";

pub(super) fn rule(scene: &Scene) -> Option<Outcome> {
    if !has(scene.sentence, LAST_YEAR) {
        return None;
    }
    let mut steps: Vec<&Step> = Vec::new();
    let (mut line, mut at_line, mut ways) = (None, None, [None::<Award>; 3]);
    let (mut taken, mut most, mut least, mut zero) = (None, None, None, false);
    let once = |was: bool| if was { None } else { Some(()) };
    for clause in scene.clauses {
        match clause {
            Clause::Step(step) if step.side != Side::Event => steps.push(step),
            Clause::Earn(When::Change { down, points, by, strict: false, sure, .. }, award) => {
                once(line.replace((*down, *points, *by, *sure)).is_some())?;
                once(at_line.replace(*award).is_some())?;
            }
            Clause::Earn(When::Moved(bits), award) => {
                for (_, way) in ways.iter_mut().enumerate().filter(|(k, _)| bits & (1 << k) != 0) {
                    once(way.replace(*award).is_some())?;
                }
            }
            Clause::Limit(Limit::Zero) => zero = true,
            Clause::Limit(Limit::Taken(points)) => once(taken.replace(*points).is_some())?,
            Clause::Limit(Limit::Added(points) | Limit::Most(points)) => once(most.replace(*points).is_some())?,
            Clause::Limit(Limit::Least(points)) => once(least.replace(*points).is_some())?,
            Clause::Limit(Limit::Full) => once(most.replace(scene.points()?).is_some())?,
            Clause::FullPoints(_) | Clause::Remark(_) => {}
            _ => return None,
        }
    }
    let around = scene.around;
    let points = scene.points()?;
    if steps.is_empty() || steps.len() > 2 || line.is_some() && ways.iter().any(Option::is_some) {
        return None;
    }
    let place = super::condition::is(around.unit, PLACE) || has(around.name, "排名 位次 名次");
    // A value that is itself a change has no last year beside it.
    if has(around.name, super::change::OF_CHANGE) {
        return None;
    }
    let mut out = Outcome { method: "formula", ..Outcome::default() };
    let mut up: Option<bool> = line.map(|(down, ..)| !down);
    {
        let [lower, _, higher] = ways;
        let full = |way: Option<Award>| matches!(way, Some(Award::Full | Award::Points(_)));
        up = match (full(lower), full(higher)) {
            (true, false) => Some(false),
            (false, true) => Some(true),
            _ => up,
        };
    }
    let (mut add, mut take) = (None, None);
    let mut unit: Option<&str> = None;
    for step in &steps {
        let when = matches!(
            step.when,
            None | Some(When::Since | When::Missed | When::Beyond | When::Otherwise | When::Moved(_))
        );
        let since = step.moved || step.when == Some(When::Since) || line.is_some();
        let more = match step.side {
            Side::More => true,
            Side::Less => false,
            _ => return None,
        };
        if !when || !since || unit.replace(&step.unit).is_some_and(|other| other != step.unit) {
            return None;
        }
        let (slot, better, amount) = match (step.take, step.add) {
            (Some(amount), None) => (&mut take, !more, amount),
            (None, Some(amount)) => (&mut add, more, amount),
            _ => return None,
        };
        if up.replace(better).is_some_and(|other| other != better) {
            return None;
        }
        let amount = match amount {
            Amount::Points(points) => points,
            Amount::Share(share) => share * points,
        };
        once(slot.replace((step.by, amount, step.whole)).is_some())?;
    }
    let up = up?;
    let moved = match unit? {
        "pp" | "%" if around.unit == "%" => {
            if unit == Some("%") {
                out.doubts.push(Doubt::PointsOrPercent);
            }
            false
        }
        "pp" | "%" => true,
        // 每降1起: the same that the value counts.
        unit if unit == around.unit || place && super::condition::is(unit, PLACE) => false,
        unit if !unit.is_empty() && !around.unit.is_empty() && super::counts::kin(unit, around.unit) => false,
        _ => return None,
    };
    // Of a place, up is towards the first.
    let rises = if place { !up } else { up };
    let far = if rises { "x - b" } else { "b - x" };
    let far = if moved { format!("({far}) / abs(b) * 100") } else { far.to_owned() };
    let mut at = 0.0;
    if let Some((_, in_points, by, sure)) = line {
        if !sure {
            out.doubts.push(Doubt::Boundary);
        }
        // 同比增长5% of a percentage: points of it or percent?
        if around.unit == "%" && !in_points || around.unit != "%" && in_points || place {
            return None;
        }
        at = by;
    }
    let worse = if up { ways[0] } else { ways[2] };
    let base = match (at_line, ways[1], if up { ways[2] } else { ways[0] }) {
        (Some(award), None, None) => award,
        (None, Some(award), None) => award,
        (None, None | Some(Award::Full), Some(Award::Full)) => Award::Full,
        (None, None, Some(Award::Points(full))) if full == points => Award::Full,
        (None, None, None) if add.is_none() => Award::Full,
        (None, None, None) if take.is_none() && most.is_some() => Award::Nothing,
        _ => return None,
    };
    let base = scene.share(base, Some(points))?;
    if worse.is_some() && (take.is_some() || worse != Some(Award::Nothing))
        || add.is_some() && base >= 1.0 && most.is_none()
    {
        return None;
    }
    let length = |(by, amount, whole): (f64, f64, bool), far: String, out: &mut Outcome| {
        let mut length = format!("({far})");
        if by != 1.0 {
            length = format!("{length} / {}", plain(by));
        }
        if whole {
            length = format!("floor({length})");
        } else if !super::counts::COUNTS.contains(&unit.unwrap_or_default()) && !place {
            out.doubts.push(Doubt::WholeSteps);
        }
        format!("{} * {length}", plain(amount))
    };
    let (line, past) = (plain(at), if at == 0.0 { far.clone() } else { format!("{far} - {}", plain(at)) });
    let short = if at == 0.0 {
        far.replace("x - b", "#").replace("b - x", "x - b").replace('#', "b - x")
    } else {
        // A difference that is taken away stands in brackets; a share of last year does by itself.
        let bracketed = if moved { far.clone() } else { format!("({far})") };
        format!("{} - {bracketed}", plain(at))
    };
    let start = if base == 1.0 { "p".to_owned() } else { format!("{} * p", plain(base)) };
    let mut cap = 1.0;
    let better = match add {
        None => plain(base),
        Some(way) => {
            let added = length(way, past, &mut out);
            match most {
                // 最高加5分 beside a base: so much above it, or as a whole?
                Some(most) if base == 0.0 => format!("min({added}, {}) / p", plain(most)),
                Some(most) if most > points => {
                    cap = most / points;
                    format!("({start} + {added}) / p")
                }
                Some(most) if base < 1.0 && most == points => format!("({start} + {added}) / p"),
                Some(most) if scene.clauses.contains(&Clause::Limit(Limit::Added(most))) => {
                    cap = base + most / points;
                    format!("({start} + {added}) / p")
                }
                None if base < 1.0 => format!("({start} + {added}) / p"),
                _ => return None,
            }
        }
    };
    let below = match take {
        None if worse == Some(Award::Nothing) || base == 0.0 => "0".to_owned(),
        None => return None,
        Some(way) => {
            let mut cut = length(way, short, &mut out);
            if let Some(taken) = taken {
                cut = format!("min({cut}, {})", plain(taken));
            }
            let left = format!("({start} - {cut}) / p");
            if !zero && taken.is_none() && least.is_none() {
                out.doubts.push(Doubt::Floor);
            }
            least.map_or(left.clone(), |least| format!("max({left}, {} / p)", plain(least)))
        }
    };
    if add.is_none() && most.is_some_and(|most| most != points) {
        return None;
    }
    out.direction = if rises { Direction::HigherIsBetter } else { Direction::LowerIsBetter };
    out.doubts.extend(scene.other_points(None));
    out.doubts.dedup();
    out.parameters = parameters(&[("text", format!("if({far} >= {line}, {better}, {below})"))]);
    if cap != 1.0 {
        out.parameters.insert("cap".to_owned(), plain(cap));
    }
    Some(out)
}
