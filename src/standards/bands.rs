//! Bands and ranges: ≥95得满分，90–95得80%，其余不得分; 95%–100%得满分，每偏离1个百分点扣0.5分.

use super::clause::{Amount, Award, Clause, Limit, Side, Step};
use super::condition::{Bound, Span, When};
use super::counts::{COUNTS, kin, totals};
use super::subjects::{apart, of_plan, one_thing};
use super::{Outcome, Scene, has, parameters, plain};
use crate::model::Direction;
use crate::standards::Doubt;

/// What the numbers of a span are compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measured {
    /// The value itself.
    Value,
    /// The value as a share of the target, in percent.
    Rate,
}

/// None: the span's unit is not the indicator's.
pub(super) fn measured(span: &Span, scene: &Scene) -> Option<Measured> {
    let around = scene.around;
    // 新增企业5家 beside the number of all.
    if has(&span.subject, "新增 净增") && totals(around.name) {
        return None;
    }
    if span.percent {
        if apart(&span.subject, around.name) {
            return None;
        }
        if !scene.in_percent() {
            // 满意率≥90% beside a number of files is another value.
            return of_plan(span, around).then_some(Measured::Rate);
        }
        let target = around.target.filter(|t| *t != 100.0 && around.unit == "%" && span.of_target);
        if let Some(target) = target {
            // 完成率≥95%得满分 beside the target 95%: the value itself. 100% beside it: the rate of completion.
            let (mut value, mut rate) = (false, false);
            for clause in scene.clauses {
                rate |= matches!(clause, Clause::Earn(When::Met, _));
                if let Clause::Earn(When::Span(span), _) = clause {
                    for bound in [span.low, span.high].into_iter().flatten() {
                        value |= bound.at == target;
                        rate |= bound.at == 100.0;
                    }
                }
            }
            let named = has(around.name, "完成率 达成率 执行率");
            return match (value, rate) {
                (true, false) => Some(Measured::Value),
                (false, true) if !named => Some(Measured::Rate),
                _ => None,
            };
        }
        return Some(Measured::Value);
    }
    kin(&span.unit, around.unit).then_some(Measured::Value)
}

/// Whether its numbers are amounts of something, and no rate: these add up over the year and over people.
pub(super) fn counted(span: &Span, scene: &Scene) -> bool {
    let rated = matches!(scene.around.unit, "%" | "‰");
    scene.around.unit != "分" && !span.percent && span.unit != "‰" && !(rated && span.unit.is_empty())
}

struct Piece {
    low: Option<Bound>,
    high: Option<Bound>,
    share: f64,
}

pub(super) fn rule(scene: &Scene) -> Option<Outcome> {
    let (mut spans, mut otherwise, mut steps, mut zero) = (Vec::new(), None, Vec::new(), false);
    for clause in scene.clauses {
        match clause {
            Clause::Earn(When::Span(span), award) => spans.push((span.clone(), *award)),
            Clause::Earn(When::Met, award) => {
                let bound = |at| Some(Bound { at, inclusive: true, sure: true });
                let others = || {
                    scene.clauses.iter().filter_map(|c| match c {
                        Clause::Earn(When::Span(span), _) => Some(span),
                        _ => None,
                    })
                };
                // 全部完成 beside 完成80%以上 is the whole of the target.
                let of_target = others().any(|span| span.percent && span.of_target);
                let percent = others().any(|span| span.percent);
                let at = scene.around.target.filter(|_| !of_target).or(percent.then_some(100.0))?;
                spans.push((Span { low: bound(at), percent, of_target, ..Span::default() }, *award));
            }
            Clause::Earn(When::Otherwise, award) if otherwise.is_none() => otherwise = Some(*award),
            Clause::Step(step) => steps.push(step),
            Clause::Limit(Limit::Zero) => zero = true,
            Clause::Limit(Limit::Full) | Clause::FullPoints(_) | Clause::Remark(_) => {}
            _ => return None,
        }
    }
    let both_ends = |span: &Span| span.low.is_some() && span.high.is_some();
    if let [(span, award)] = spans.as_slice() {
        return both_ends(span).then(|| range(scene, span, *award, &steps, otherwise, zero)).flatten();
    }
    let earning = spans.iter().filter(|(_, award)| *award != Award::Nothing).count();
    if !steps.is_empty()
        || earning == 0
        || earning < 2
            && spans.iter().all(|(span, _)| !both_ends(span))
            && otherwise.is_none_or(|a| a == Award::Nothing)
    {
        return None;
    }
    let awards = spans.iter().map(|(_, award)| *award).chain(otherwise);
    let best = awards
        .clone()
        .filter_map(|a| if let Award::Points(points) = a { Some(points) } else { None })
        .fold(0.0, f64::max);
    let full = if best > 0.0 && !awards.clone().any(|a| a == Award::Full) { Some(best) } else { scene.points() };
    let mut pieces = Vec::new();
    let mut what = None;
    // 完成100%得10分，完成80%得8分: each is the least that earns it.
    let ladder = spans.len() > 1
        && spans.iter().all(|(span, _)| span.exact && span.percent && span.of_target)
        && spans.iter().any(|(span, _)| span.low.is_some_and(|low| low.at == 100.0));
    for (span, award) in &spans {
        let span_measured = measured(span, scene)?;
        if what.replace(span_measured).is_some_and(|other| other != span_measured) {
            return None;
        }
        let (mut low, mut high) = (span.low, span.high);
        if span.exact {
            // 0次得满分 is the lower end; 100%得满分 is the upper one; any other exact value has no neighbours.
            if low.is_some_and(|bound| bound.at == 0.0) {
                (low, high) = (None, low);
            } else if COUNTS.contains(&span.unit.as_str()) && !span.percent && low.is_some_and(|b| b.at.fract() == 0.0)
            {
                // 1次得5分: neighbours are whole numbers.
                high = low;
            } else if !(ladder || span.percent && low.is_some_and(|bound| bound.at == 100.0)) {
                return None;
            }
        }
        pieces.push(Piece { low, high, share: scene.share(*award, full)? });
    }
    // 4次以上得满分，2次以上得一半 beside a target of 120: of a month, or of a person.
    let amounts = what == Some(Measured::Value) && spans.iter().any(|(span, _)| counted(span, scene));
    let near = |at: f64, target: f64| at == target || at > target / 2.0 && at < target * 2.0;
    let line =
        |target| pieces.iter().any(|piece| [piece.low, piece.high].iter().flatten().any(|end| near(end.at, target)));
    if amounts && scene.around.target.is_some_and(|target| !line(target))
        || !one_thing(spans.iter().map(|(span, _)| span.subject.as_str()))
    {
        return None;
    }
    let mut out = Outcome { doubts: scene.other_points(if best > 0.0 { full } else { None }), ..Outcome::default() };
    let otherwise = match otherwise {
        Some(award) => Some(scene.share(award, full)?),
        None => None,
    };
    stack(pieces, otherwise, what == Some(Measured::Rate), &mut out).then_some(out)
}

/// Puts the pieces one on another; false where they leave room for a guess.
fn stack(mut pieces: Vec<Piece>, otherwise: Option<f64>, rate: bool, out: &mut Outcome) -> bool {
    let place =
        |piece: &Piece| (piece.low.map_or(f64::NEG_INFINITY, |b| b.at), piece.high.map_or(f64::INFINITY, |b| b.at));
    pieces.sort_by(|a, b| place(a).0.total_cmp(&place(b).0).then(place(a).1.total_cmp(&place(b).1)));
    // 95以上, 90以上, 80以上: each reaches up to the next; 3以下, 5以下: each reaches down to the one before.
    for k in 1..pieces.len() {
        if pieces[k - 1].high.is_none() && pieces[k].low.is_some() {
            pieces[k - 1].high = pieces[k].low.map(|b| Bound { inclusive: !b.inclusive, ..b });
        } else if pieces[k].low.is_none() && pieces[k - 1].high.is_some() {
            pieces[k].low = pieces[k - 1].high.map(|b| Bound { inclusive: !b.inclusive, ..b });
        }
    }
    let up = pieces.windows(2).all(|pair| pair[0].share < pair[1].share);
    let down = pieces.windows(2).all(|pair| pair[0].share > pair[1].share);
    if up == down {
        return false;
    }
    if down {
        pieces.reverse();
    }
    // From the worst to the best; lines are where the better band begins.
    let mut lines: Vec<(f64, bool, f64)> = Vec::new();
    let begins = |piece: &Piece| if down { piece.high } else { piece.low };
    let ends = |piece: &Piece| if down { piece.low } else { piece.high };
    for pair in pieces.windows(2) {
        let (Some(worse), Some(better)) = (ends(&pair[0]), begins(&pair[1])) else { return false };
        let gap = if down { worse.at - better.at } else { better.at - worse.at };
        // 80-89, 90-100: whole numbers that follow one another.
        let whole = worse.at.fract() == 0.0 && better.at.fract() == 0.0;
        // 80-89.9, 90以上: numbers with one decimal or with two.
        let tenths = better.at.fract() == 0.0 && [0.1, 0.01].iter().any(|step| (gap - step).abs() < 1e-9);
        if gap < 0.0 || gap > 0.0 && !(whole && gap == 1.0 || tenths) {
            return false;
        }
        let inclusive = match (better.sure, worse.sure) {
            _ if gap > 0.0 => true,
            (true, _) => better.inclusive,
            (false, true) => !worse.inclusive,
            (false, false) => true,
        };
        let contradictory = better.sure && worse.sure && better.inclusive == worse.inclusive;
        if gap > 0.0 || contradictory || !better.sure && !worse.sure {
            out.doubts.push(Doubt::Boundary);
        }
        lines.push((better.at, inclusive || contradictory, pair[1].share));
    }
    let Some(worst) = pieces.first() else { return false };
    let rest = match begins(worst) {
        None if otherwise.is_none() => worst.share,
        None => return false,
        Some(bound) => {
            if worst.share > 0.0 {
                lines.insert(0, (bound.at, bound.inclusive, worst.share));
                if !bound.sure {
                    out.doubts.push(Doubt::Boundary);
                }
            } else if otherwise.is_some() {
                return false;
            }
            if otherwise.is_none() && worst.share > 0.0 {
                out.doubts.push(Doubt::Floor);
            }
            otherwise.unwrap_or(0.0)
        }
    };
    // The best band must be open, or end where a rate ends.
    if pieces.last().and_then(ends).is_some_and(|top| !(down && top.at == 0.0 || !down && top.at == 100.0)) {
        return false;
    }
    if otherwise.is_some_and(|share| lines.first().is_some_and(|line| share >= line.2)) {
        return false;
    }
    lines.reverse();
    out.direction = if down { Direction::LowerIsBetter } else { Direction::HigherIsBetter };
    if !rate && lines.iter().all(|(_, inclusive, _)| *inclusive) {
        let bands: Vec<String> =
            lines.iter().map(|(at, _, share)| format!("{}:{}", plain(*at), plain(*share))).collect();
        out.method = "bands";
        out.parameters = parameters(&[("bands", bands.join(","))]);
        if rest != 0.0 {
            out.parameters.insert("else".to_owned(), plain(rest));
        }
        return true;
    }
    let mut text = plain(rest);
    for (at, inclusive, share) in lines.iter().rev() {
        let sign = match (down, inclusive) {
            (false, true) => ">=",
            (false, false) => ">",
            (true, true) => "<=",
            (true, false) => "<",
        };
        let (value, at) = if rate { ("x / t", at / 100.0) } else { ("x", *at) };
        text = format!("if({value} {sign} {}, {}, {text})", plain(at), plain(*share));
    }
    out.method = "formula";
    out.parameters = parameters(&[("text", text)]);
    true
}

fn range(
    scene: &Scene,
    span: &Span,
    award: Award,
    steps: &[&Step],
    otherwise: Option<Award>,
    zero: bool,
) -> Option<Outcome> {
    let (low, high) = (span.low?, span.high?);
    let named = if let Award::Points(points) = award { Some(points) } else { None };
    let full = named.or(scene.points());
    if scene.share(award, full)? != 1.0
        || measured(span, scene)? != Measured::Value
        || !low.inclusive
        || !high.inclusive
    {
        return None;
    }
    if !matches!(otherwise, None | Some(Award::Nothing)) || otherwise.is_some() != steps.is_empty() && !steps.is_empty()
    {
        return None;
    }
    let mut out = Outcome { method: "range", doubts: scene.other_points(named), ..Outcome::default() };
    out.parameters = parameters(&[("lo", plain(low.at)), ("hi", plain(high.at))]);
    let (mut below, mut above) = (None, None);
    for step in steps {
        let Some(Amount::Points(points)) = step.take else { return None };
        let fits =
            matches!(step.unit.as_str(), "pp" | "") || step.unit == "%" && scene.in_percent() || step.unit == span.unit;
        if step.add.is_some() || step.whole || step.when.is_some() || !fits || points <= 0.0 {
            return None;
        }
        let width = Some(scene.points()? * step.by / points);
        let sides = match step.side {
            Side::Less => [Some(&mut below), None],
            Side::More => [Some(&mut above), None],
            Side::Either => [Some(&mut below), Some(&mut above)],
            Side::Event => return None,
        };
        for side in sides.into_iter().flatten() {
            if std::mem::replace(side, width).is_some() {
                return None;
            }
        }
        if step.unit == "%" {
            out.doubts.push(Doubt::PointsOrPercent);
        }
        out.doubts.push(Doubt::WholeSteps);
    }
    // One side without a word: a rate ends at a hundred, anything else stays open.
    if !steps.is_empty() && (below.is_none() || above.is_none()) {
        return None;
    }
    for (key, width) in [("wl", below), ("wh", above)] {
        if let Some(width) = width {
            out.parameters.insert(key.to_owned(), plain(width));
        }
    }
    if otherwise.is_none() && !zero {
        out.doubts.push(Doubt::Floor);
    }
    Some(out)
}
