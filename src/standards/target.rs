//! Around the target: 达到目标值得满分，未达到不得分; 未完成的按完成率计分; 每低1个百分点扣0.5分，扣完为止.

use super::bands::{Measured, counted, measured};
use super::clause::{Award, Clause, Limit, Side, Step};
use super::condition::{Bound, Span, When, kept_below};
use super::counts::COUNTS;
use super::span::dated;
use super::stepped::{either, stepped};
use super::{Outcome, Scene, has, parameters, plain};
use crate::model::Direction;
use crate::standards::Doubt;

/// What the clauses say, side by side.
#[derive(Default)]
pub(super) struct Said<'a> {
    pub(super) met: Option<Award>,
    pub(super) line: Option<&'a Span>,
    pub(super) missed: Option<Award>,
    /// From here on nothing is earned.
    pub(super) zero: Option<&'a Span>,
    pub(super) steps: Vec<&'a Step>,
    pub(super) method: Option<&'static str>,
    pub(super) down_to_zero: bool,
    pub(super) no_more: bool,
    pub(super) cap: Option<f64>,
    pub(super) taken: Option<f64>,
    pub(super) added: Option<f64>,
    pub(super) most: Option<f64>,
    pub(super) least: Option<f64>,
    pub(super) whole: bool,
    pub(super) parts: bool,
}

/// None: said twice, or no matter of a target.
fn said<'a>(scene: &Scene<'a>) -> Option<Said<'a>> {
    let mut s = Said::default();
    let twice = |was: bool| if was { None } else { Some(()) };
    for clause in scene.clauses {
        match clause {
            // 任务完成得5分，质量达标得5分 are two parts; full points said twice are one.
            Clause::Earn(When::Met, award) => {
                twice(s.met.replace(*award).is_some_and(|other| other != *award || other != Award::Full))?
            }
            Clause::Earn(When::Missed | When::Otherwise, award) => {
                twice(s.missed.replace(*award).is_some_and(|other| other != *award))?
            }
            Clause::Earn(When::Always, Award::Ratio) => {
                twice(s.missed.replace(Award::Ratio).is_some_and(|other| other != Award::Ratio))?
            }
            Clause::Earn(When::Beyond, Award::Nothing) if kept_below(scene.sentence) || ceiling(scene) => {
                twice(s.missed.replace(Award::Nothing).is_some())?
            }
            // 60%以上的按完成率计分: above the line of nothing that is named as well.
            Clause::Earn(When::Span(span), Award::Ratio) if span.high.is_none() && has(scene.sentence, "完成 达成") =>
            {
                let zero = scene.clauses.iter().find_map(|c| match c {
                    Clause::Earn(When::Span(zero), Award::Nothing) => zero.high,
                    _ => None,
                });
                let same = zero.zip(span.low).is_some_and(|(zero, low)| zero.at == low.at && low.inclusive);
                twice(!same || s.missed.replace(Award::Ratio).is_some())?;
            }
            Clause::Earn(When::Span(span), Award::Nothing) => twice(s.zero.replace(span).is_some())?,
            // 低于95%的按比例得分: below the line that was named before.
            Clause::Earn(When::Span(span), Award::Ratio) => {
                let at = |bound: Option<Bound>| bound.map(|b| b.at);
                let same = span.low.is_none()
                    && scene.clauses.iter().any(|clause| match clause {
                        Clause::Earn(When::Span(line), Award::Full | Award::Points(_)) => at(line.low) == at(span.high),
                        _ => false,
                    });
                let full = span.percent && span.of_target && at(span.high) == Some(100.0) && span.low.is_none();
                if !same && !full {
                    return None;
                }
                twice(s.missed.replace(Award::Ratio).is_some())?;
            }
            Clause::Earn(When::Span(span), award) => {
                twice(s.line.replace(span).is_some())?;
                twice(s.met.replace(*award).is_some())?;
            }
            Clause::Step(step) if step.side != Side::Event => s.steps.push(step),
            Clause::Method(name) => twice(s.method.replace(name).is_some())?,
            Clause::Limit(limit) => match limit {
                Limit::Zero => s.down_to_zero = true,
                Limit::Full => s.no_more = true,
                Limit::Cap(share) => twice(s.cap.replace(*share).is_some())?,
                Limit::Taken(points) => twice(s.taken.replace(*points).is_some())?,
                Limit::Added(points) => twice(s.added.replace(*points).is_some())?,
                // At most the points themselves.
                Limit::Most(points) if scene.points() == Some(*points) => s.no_more = true,
                Limit::Most(points) => twice(s.most.replace(*points).is_some())?,
                Limit::Least(points) => twice(s.least.replace(*points).is_some())?,
                Limit::LeastShare(_) | Limit::TakenShare(_) => return None,
                Limit::Whole => s.whole = true,
                Limit::Parts => s.parts = true,
            },
            Clause::Aim(span) => twice(s.line.replace(span).is_some())?,
            Clause::FullPoints(_) | Clause::Remark(_) => {}
            _ => return None,
        }
    }
    // What is asked for is what earns the points, where something is said about the rest.
    let aimed = scene.clauses.iter().any(|clause| matches!(clause, Clause::Aim(_)));
    if aimed && s.met.is_none() && (s.missed.is_some() || !s.steps.is_empty()) {
        s.met = Some(Award::Full);
    }
    if aimed && s.met.is_none() {
        return None;
    }
    Some(s)
}

/// 不超过5天得满分 before 超过不得分.
fn ceiling(scene: &Scene) -> bool {
    let high = |span: &Span| span.low.is_none() && span.high.is_some_and(|high| high.sure && high.inclusive);
    let mut earned = scene.clauses.iter().filter_map(|clause| match clause {
        Clause::Earn(When::Span(span), _) => Some(span),
        _ => None,
    });
    earned.next().is_some_and(high) && earned.next().is_none()
}

/// The line of full (or base) points.
pub(super) struct Line {
    pub(super) direction: Direction,
    /// As formula text: `t`, or a number where the sentence has one beside another target.
    pub(super) text: String,
    pub(super) target: Option<f64>,
    pub(super) strict: bool,
    /// Whether it is `t`.
    pub(super) own: bool,
}

pub(super) fn rule(scene: &Scene) -> Option<Outcome> {
    let mut s = said(scene)?;
    if let Some(method) = s.method {
        let others = s.met.is_some() || s.missed.is_some() || !s.steps.is_empty() || s.zero.is_some();
        if method == "gongxiao" || others && method != "completion" {
            return None;
        }
        s.missed = s.missed.or(Some(if method == "completion" { Award::Ratio } else { Award::Nothing }));
        if method == "threshold" {
            s.met = Some(Award::Full);
        }
    }
    // 每超1%加1分，最高120分: beyond the points only as a whole; below them only what is added.
    if let (Some(most), Some(points)) = (s.most, scene.points())
        && s.steps.iter().any(|step| step.add.is_some())
        && s.cap.is_none()
        && s.added.is_none()
    {
        match s.met {
            _ if most > points => (s.most, s.cap) = (None, Some(most / points)),
            Some(Award::Full) => (s.most, s.added) = (None, Some(most)),
            _ => {}
        }
    }
    if let [step] = s.steps.as_slice()
        && step.side == Side::Either
        && step.add.is_none()
    {
        return either(scene, &s, step);
    }
    if s.most.is_some() || scene.yearly() || s.steps.iter().any(|step| step.moved && s.met.is_none()) {
        return None;
    }
    let mut out = Outcome::default();
    let line = line(scene, &s, &mut out)?;
    let named = match s.met {
        Some(Award::Points(points)) if s.steps.iter().all(|step| step.add.is_none()) => Some(points),
        _ => None,
    };
    let full = named.or(scene.points());
    out.doubts.extend(scene.other_points(named));
    out.direction = line.direction;
    out.target = line.target;
    let base = scene.share(s.met.unwrap_or(Award::Full), full)?;
    if s.steps.is_empty() {
        if base != 1.0
            || s.taken.is_some()
            || s.added.is_some()
            || s.least.is_some()
            || s.whole
            || s.parts
            || s.down_to_zero && s.missed != Some(Award::Ratio)
        {
            return None;
        }
        return match s.missed {
            Some(Award::Ratio) => completion(scene, &s, &line, out),
            None | Some(Award::Nothing) => threshold(scene, &s, &line, out),
            _ => None,
        };
    }
    stepped(scene, &s, &line, base, out)
}

/// Where the line is, and which way is better.
fn line(scene: &Scene, s: &Said, out: &mut Outcome) -> Option<Line> {
    let mut ways: Vec<Direction> = Vec::new();
    let (up, down) = (Direction::HigherIsBetter, Direction::LowerIsBetter);
    if kept_below(scene.sentence) {
        ways.push(down);
    }
    for step in &s.steps {
        if step.of == "差" && scene.hinted() == down {
            ways.push(down);
            continue;
        }
        match (step.side, step.take.is_some(), step.add.is_some()) {
            (Side::Less, true, false) | (Side::More, false, true) => ways.push(up),
            (Side::More, true, false) | (Side::Less, false, true) => ways.push(down),
            (Side::Either, true, true) => {}
            _ => return None,
        }
    }
    // A whole range of which the rate's end is a part: 95%–100%.
    let ended = |span: &Span| span.percent && span.high.is_some_and(|b| b.at == 100.0);
    let bound = match s.line {
        None => None,
        Some(span) if span.exact && span.low?.at == 0.0 => {
            ways.push(down);
            span.low
        }
        Some(span) if span.exact => span.low,
        Some(span) => match (span.low, span.high) {
            (Some(low), None) => {
                ways.push(up);
                Some(low)
            }
            (None, Some(high)) => {
                ways.push(down);
                // ≤5%得满分, but 5%以下得满分 does not say whether 5 belongs.
                Some(if high.sure { high } else { Bound { inclusive: true, ..high } })
            }
            (Some(low), Some(_)) if ended(span) && !s.steps.is_empty() => {
                ways.push(up);
                Some(Bound { sure: true, ..low })
            }
            _ => return None,
        },
    };
    for zero in s.zero.iter().filter(|zero| !zero.exact) {
        match (zero.low, zero.high) {
            (None, Some(_)) => ways.push(up),
            (Some(_), None) => ways.push(down),
            _ => return None,
        }
    }
    let direction = ways.first().copied().unwrap_or_else(|| scene.hinted());
    if ways.iter().any(|way| *way != direction) {
        return None;
    }
    // 差错率每低1个百分点扣0.5分: the name and the sentence say two things, and nothing else decides.
    if direction == up && s.line.is_none() && s.zero.is_none() && !s.steps.is_empty() && scene.hinted() == down {
        return None;
    }
    // 低于95%的，每低1个百分点扣: the line is named before the step.
    let led = s.steps.iter().find_map(|step| match &step.when {
        Some(When::Span(span)) => Some(span),
        _ => None,
    });
    let led_bound = led.map(|span| if direction == up { span.high.or(span.low) } else { span.low.or(span.high) });
    let (span, bound) = match (s.line, bound, led, led_bound) {
        (Some(span), Some(bound), Some(_), Some(Some(other))) if bound.at == other.at => (Some(span), Some(bound)),
        (Some(_), _, Some(_), _) => return None,
        (Some(span), bound, None, _) => (Some(span), bound),
        (None, _, Some(span), Some(Some(bound))) => (Some(span), Some(Bound { inclusive: true, sure: true, ..bound })),
        _ => (None, None),
    };
    let own = |direction| Line { direction, text: "t".to_owned(), target: None, strict: false, own: true };
    let (Some(span), Some(bound)) = (span, bound) else { return Some(own(direction)) };
    if !bound.sure {
        out.doubts.push(Doubt::Boundary);
    }
    let strict = !bound.inclusive;
    if measured(span, scene)? == Measured::Rate {
        if bound.at != 100.0 && s.steps.is_empty() {
            let text = format!("{} * t", plain(bound.at / 100.0));
            return Some(Line { direction, text, target: None, strict, own: false });
        }
        // A hundred percent of the target is the target.
        return (bound.at == 100.0).then_some(Line { strict, ..own(direction) });
    }
    // 达到0.95 beside the target 95%.
    if scene.around.unit == "%"
        && !span.percent
        && scene.around.target.is_some_and(|t| t != 0.0 && (bound.at * 100.0 - t).abs() < 1e-9)
    {
        return None;
    }
    if scene.around.target.is_none_or(|target| target == bound.at) {
        return Some(Line { strict, target: Some(bound.at), ..own(direction) });
    }
    // 不少于2次 beside a target of 10: of a month, of a person, or an older number; 到2025年达到98% is of that year.
    if counted(span, scene) || dated(scene.sentence).is_some() {
        return None;
    }
    Some(Line { direction, text: plain(bound.at), target: None, strict, own: false })
}

fn threshold(scene: &Scene, s: &Said, line: &Line, mut out: Outcome) -> Option<Outcome> {
    if s.met.is_none() || s.cap.is_some_and(|cap| cap != 1.0) {
        return None;
    }
    if let Some(zero) = s.zero {
        // Between the line of full points and that of none something would have to be said.
        let at = if line.direction == Direction::HigherIsBetter { zero.high } else { zero.low };
        let span = s.line?;
        let met = if line.direction == Direction::HigherIsBetter || span.exact { span.low } else { span.high };
        let (at, met) = (at?, met?);
        // 0起得满分，1起及以上不得分: whole numbers that follow one another.
        let next = COUNTS.contains(&zero.unit.as_str())
            && !zero.unit.is_empty()
            && !zero.percent
            && at.inclusive
            && met.inclusive
            && (at.at - met.at).abs() == 1.0
            && at.at.fract() == 0.0;
        if zero.exact || at.at != met.at && !next || measured(zero, scene)? != measured(span, scene)? {
            return None;
        }
    } else if s.missed.is_none() {
        out.doubts.push(Doubt::Floor);
    }
    let better = line.direction == Direction::HigherIsBetter;
    let deed = s.line.is_none() && s.method.is_none() && scene.around.unit.is_empty() && scene.around.target.is_none();
    if deed && !has(scene.sentence, "目标 指标 计划 值 进度 标准 任务") {
        // 按时完成得2分，未按时完成不得分, where nothing is measured: yes or no.
        out.method = "yesno";
        out.parameters = parameters(&[("want", "1".to_owned())]);
        return Some(out);
    }
    if line.own {
        out.method = "threshold";
        if line.strict {
            out.parameters = parameters(&[("strict", "1".to_owned())]);
        }
    } else if line.strict || line.text.ends_with('t') {
        let sign = match (better, line.strict) {
            (true, true) => ">",
            (true, false) => ">=",
            (false, true) => "<",
            (false, false) => "<=",
        };
        out.method = "formula";
        out.parameters = parameters(&[("text", format!("if(x {sign} {}, 1, 0)", line.text))]);
    } else {
        out.method = "bands";
        out.parameters = parameters(&[("bands", format!("{}:1", line.text))]);
    }
    Some(out)
}

fn completion(scene: &Scene, s: &Said, line: &Line, mut out: Outcome) -> Option<Outcome> {
    // Proportion of something to be kept small has two readings; of a number beside the target, none.
    // 实际值与目标值的比值 is the target's share of it: the other way round the worse would earn more.
    let inverse = has(scene.sentence, "比值 之比");
    if line.direction == Direction::LowerIsBetter && (!inverse || s.zero.is_some()) || !line.own || line.strict {
        return None;
    }
    if line.direction == Direction::LowerIsBetter {
        out.parameters.insert("down".to_owned(), "inv".to_owned());
    }
    out.method = "completion";
    let cap = if s.no_more { None } else { s.cap };
    if s.no_more && s.cap.is_some_and(|cap| cap != 1.0) {
        return None;
    }
    if let Some(cap) = cap {
        out.parameters.insert("cap".to_owned(), plain(cap));
    }
    if let Some(zero) = s.zero {
        let high = zero.high?;
        let target = out.target.or(scene.around.target);
        let value = |at: f64| target.filter(|t| *t > 0.0).map(|t| at / t);
        let hundred = target.is_none_or(|t| t == 100.0);
        let (named_value, named_rate) = (!zero.of_target && !zero.subject.is_empty(), zero.of_target);
        let share = if !zero.percent || !scene.in_percent() {
            if measured(zero, scene)? == Measured::Rate { high.at / 100.0 } else { value(high.at)? }
        } else if hundred {
            high.at / 100.0
        } else if named_value && !scene.around.name.is_empty() && !scene.around.name.contains(&zero.subject) {
            return None;
        } else if named_value || s.line.is_some_and(|line| !line.of_target && line.percent) && !named_rate {
            value(high.at)?
        } else if has(scene.around.name, "完成率 达成率 执行率") {
            return None;
        } else if named_rate || has(scene.sentence, "完成比例 完成率 达成率 完成程度 完成进度 完成情况")
        {
            // 按完成比例计分，低于60%不得分: the proportion that was just named.
            high.at / 100.0
        } else {
            return None;
        };
        if high.inclusive || share >= 1.0 {
            return None;
        }
        if !high.sure {
            out.doubts.push(Doubt::Boundary);
        }
        out.parameters.insert("zero_below".to_owned(), plain(share));
    }
    Some(out)
}
