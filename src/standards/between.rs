//! Two lines, and what lies between them in proportion: 低于70%得0分，70%-90%线性得分，90%以上得满分.

use super::bands::{Measured, measured};
use super::clause::{Award, Clause, Limit};
use super::condition::{Bound, Span, When};
use super::{Outcome, Scene, has, parameters, plain};
use crate::model::Direction;
use crate::standards::Doubt;

/// What is earned is the rate of completion.
const OWN_RATE: &str = "按完成率 按实际完成率 按照完成率 按照实际完成率 按完成比例 按实际完成比例 按照完成比例 按达成率 按实际达成率 按完成程度 按任务完成率 按目标完成率 完成率×";

const RATES: &str = "完成率 达成率 完成比例 执行率 支付率 支出率 拨付率 到位率 兑现率 进度";
/// What is earned leads straight from one line to the other.
const STRAIGHT: &str = "插值 线性 内插 直线";

/// Where a line is, what is earned there, and whether it is earned from there upwards.
type Line = (f64, f64, Option<bool>);

pub(super) fn rule(scene: &Scene) -> Option<Outcome> {
    let (mut lines, mut between, mut ends, mut rest): (Vec<Line>, _, _, _) = (Vec::new(), false, None, None);
    let (mut what, mut nothing): (Option<Measured>, Option<Bound>) = (None, None);
    let points = scene.points();
    for clause in scene.clauses {
        match clause {
            Clause::Earn(When::Between, Award::Ratio) if !between => between = true,
            Clause::Earn(When::Span(Span { low: Some(low), high: Some(high), exact: false, .. }), Award::Ratio)
                if !between && ends.is_none() && has(scene.sentence, "插值 线性 内插 直线 之间") =>
            {
                ends = Some((low.at, high.at));
                between = true;
            }
            Clause::Earn(When::Span(span), award) if *award != Award::Ratio => {
                let (at, up) = match (span.low, span.high) {
                    (Some(low), _) if span.exact => (low.at, None),
                    (Some(low), None) => (low.at, Some(true)),
                    (None, Some(high)) => (high.at, Some(false)),
                    _ => return None,
                };
                let measured = measured(span, scene)?;
                if what.replace(measured).is_some_and(|other| other != measured) {
                    return None;
                }
                if *award == Award::Nothing {
                    nothing = span.high;
                }
                lines.push((at, scene.share(*award, points)?, up));
            }
            Clause::Earn(When::Met, Award::Full) => lines.push((scene.around.target?, 1.0, None)),
            Clause::Earn(When::Otherwise, Award::Nothing) if rest.is_none() => rest = Some(()),
            Clause::Limit(Limit::Full | Limit::Zero) | Clause::FullPoints(_) | Clause::Remark(_) => {}
            _ => return None,
        }
    }
    // A third line says what lies below the lower of two: 低于60%不得分 beside 达到60%得60%.
    lines.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    if lines.len() == 3 && rest.is_none() {
        let k = if lines[0].0 == lines[1].0 { 0 } else { 1 };
        let nothing = [k, k + 1].into_iter().find(|k| lines[*k].1 == 0.0)?;
        if lines[k].0 != lines[k + 1].0 {
            return None;
        }
        lines.remove(nothing);
        rest = Some(());
    }
    let [low, high] = lines.as_slice() else { return None };
    if !between || low.0 >= high.0 || low.1 == high.1 || ends.is_some_and(|ends| ends != (low.0, high.0)) {
        return None;
    }
    let up = high.1 > low.1;
    let (good, bad) = if up { (high, low) } else { (low, high) };
    // The better one holds from its line on, the worse one from its own.
    if good.1 != 1.0 || good.2.is_some_and(|from| from != up) || bad.1 == 0.0 && bad.2 != Some(!up) {
        return None;
    }
    let mut out = Outcome { method: "formula", doubts: scene.other_points(None), ..Outcome::default() };
    out.direction = if up { Direction::HigherIsBetter } else { Direction::LowerIsBetter };
    let own = has(scene.sentence, OWN_RATE);
    // 60%得6分 is the rate as well as the way.
    let same = good.0 == 100.0 && (bad.1 * 100.0 - bad.0).abs() < 1e-9 && bad.1 > 0.0;
    // 按比例 of a rate of completion: of that rate, or of the way between the lines?
    if !own
        && !same
        && (what == Some(Measured::Rate) || has(scene.sentence, RATES) || has(scene.around.name, RATES))
        && !has(scene.sentence, STRAIGHT)
    {
        return None;
    }
    if own && !same && !has(scene.sentence, STRAIGHT) {
        // 60%-100%之间按完成率计分: the rate itself is earned there, and nothing leads up to it.
        let bound = nothing.filter(|bound| up && bad.1 == 0.0 && bound.at == bad.0)?;
        let (value, rate, part) = match what? {
            Measured::Rate => ("x / t", "x / t", 100.0),
            Measured::Value if !scene.in_percent() && scene.around.target? > 0.0 => ("x", "x / t", 1.0),
            Measured::Value if scene.around.target.map_or(good.0 == 100.0, |target| target == 100.0) => {
                ("x", "x / 100", 1.0)
            }
            Measured::Value => return None,
        };
        if part == 100.0 && good.0 > 100.0 {
            return None;
        }
        if !bound.sure {
            out.doubts.push(Doubt::Boundary);
        }
        let sign = if bound.inclusive { ">" } else { ">=" };
        let line = |at: f64| plain(at / part);
        let text = format!("if({value} >= {}, 1, if({value} {sign} {}, min({rate}, 1), 0))", line(good.0), line(bad.0));
        out.parameters = parameters(&[("text", text)]);
        return Some(out);
    }
    let x = if what == Some(Measured::Rate) { "x / t * 100" } else { "x" };
    let share = format!("({x} - {}) / {}", plain(bad.0), plain(good.0 - bad.0)).replace("- -", "+ ");
    let text = if bad.1 == 0.0 {
        format!("clamp({share}, 0, 1)")
    } else {
        if rest.is_none() {
            out.doubts.push(Doubt::Floor);
        }
        let sign = if up { ">=" } else { "<=" };
        let part = format!("{} + {} * {share}", plain(bad.1), plain(good.1 - bad.1));
        format!("if({x} {sign} {}, min({part}, 1), 0)", plain(bad.0))
    };
    out.parameters = parameters(&[("text", text)]);
    Some(out)
}
