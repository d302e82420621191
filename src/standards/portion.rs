//! A rate whose share is earned: 按办结数占应办数的比例得分; 得分=合格率×分值; 满意度×10%.

use super::clause::{Award, Clause, Limit};
use super::condition::When;
use super::cursor::{Cursor, has};
use super::{Outcome, Scene, parameters, plain};
use crate::model::Direction;

/// Words that make a proportion one of something else: of the target, of the best, of last year.
const OF_OTHERS: &str =
    "完成 达成 目标 计划 任务 最高 最低 最优 第 名 上年 同期 去年 平均 扣 加 未 不 且 酌 超 增 降 低 折算";

/// What the value is a rate of may be any noun, so that only its frame is read.
pub(super) fn clause(text: &str) -> Option<Clause> {
    if has(text, OF_OTHERS) || text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let scored = "得分 计分 赋分 给分 评分 计算得分 计算 折算得分";
    let rest = Cursor::new(text);
    let mut c = rest;
    c.eat("得分= 本项得分= 实际得分= 指标得分= 该项得分= 得分为 按照 根据 依据 按 以");
    let body = c.rest;
    // 合格率×分值
    if let Some((rate, by)) = body.split_once(['×', '*']).or_else(|| body.split_once("乘以")) {
        let rate = rate.rsplit_once('=').map_or(rate, |(_, rate)| rate);
        let whole = Cursor::new(by).made_of("分值 权重 权重分 标准分 满分 本项 该项 的 分 计算 计分 得分 本项分值");
        return (rate_name(rate) && whole && !by.is_empty()).then_some(Clause::Portion);
    }
    // 按执行率计算得分
    if let Some(at) = body.find(['计', '得']).filter(|_| body.len() < text.len())
        && (body[..at].ends_with('率') || body[..at].ends_with("满意度"))
        && rate_name(&body[..at])
    {
        let mut ends = Cursor::new(&body[at..]);
        return (ends.eat(scored).is_some() && ends.done()).then_some(Clause::Portion);
    }
    // 办结数占应办数的比例得分
    let (of, rest) = ["占", "与", "除以"].iter().find_map(|word| body.split_once(word))?;
    let named = |noun: &str| (1..=16).contains(&noun.chars().count());
    let at = ["的比例", "的比重", "的百分比", "比例", "比重", "百分比", "之比"].iter().find_map(|w| rest.find(w))?;
    let (whole, frame) = rest.split_at(at);
    let frame = Cursor::new(frame.trim_start_matches('的'));
    let mut ends = frame;
    ends.eat("比例 比重 百分比 之比")?;
    ends.eat("×分值 ×权重 乘以分值");
    let scored_so = ends.eat(scored).is_some() && ends.done();
    (named(of) && named(whole) && scored_so).then_some(Clause::Portion)
}

fn rate_name(name: &str) -> bool {
    let ends = ["率", "度", "占比", "比例", "比重"].iter().any(|end| name.ends_with(end));
    ends && (2..=16).contains(&name.chars().count())
}

/// 满意度×10%, 满意率×5: the factor is the points, once as a share of a hundred.
fn times_points(scene: &Scene) -> bool {
    let mut open = scene.clauses.iter().filter(|clause| !matches!(clause, Clause::Remark(_)));
    let (Some(Clause::Unknown(text)), None) = (open.next(), open.next()) else { return false };
    let text = text.rsplit_once('=').map_or(text.as_str(), |(_, right)| right);
    let text = text.trim_start_matches(['按', '照']);
    let Some((rate, by)) = text.split_once('×') else { return false };
    let mut c = Cursor::new(by);
    let factor = c.number();
    c.eat("% 分");
    c.eat("计分 得分 计算");
    let points = scene.around.points;
    let mark = ["得分", "评分", "成绩"].iter().any(|end| rate.ends_with(end)) && scene.around.unit == "分";
    (mark || rate_name(rate)) && !has(rate, OF_OTHERS) && c.done() && points > 0.0 && factor == Some(points)
}

/// Also where the only clause is not understood: what it means hangs on the points.
pub(super) fn rule(scene: &Scene) -> Option<Outcome> {
    let (mut portions, mut zero) = (0, None);
    let factor = times_points(scene);
    for clause in scene.clauses {
        match clause {
            Clause::Portion => portions += 1,
            Clause::Limit(Limit::Full) | Clause::FullPoints(_) | Clause::Remark(_) => {}
            Clause::Unknown(_) if factor => portions += 1,
            Clause::Earn(When::Span(span), Award::Nothing) if zero.is_none() && span.percent => {
                zero = Some(match (span.low, span.high) {
                    (None, Some(high)) if high.sure && !high.inclusive => ("<", high.at),
                    (Some(low), None) if low.sure && !low.inclusive && low.at >= 100.0 => (">", low.at),
                    _ => return None,
                });
            }
            _ => return None,
        }
    }
    // Of a target other than a hundred, or of counts, the proportion could be another.
    let marks = factor && scene.around.unit == "分";
    if portions != 1 || scene.around.unit != "%" && !marks || scene.around.target.is_some_and(|t| t != 100.0) {
        return None;
    }
    // 按差错率计分: what is to be kept small earns no share of itself.
    let less = |text: &str| Scene::hinted_by(text) == Direction::LowerIsBetter;
    if less(scene.sentence) || less(scene.around.name) {
        return None;
    }
    let mut out = Outcome { doubts: scene.other_points(None), ..Outcome::default() };
    if let Some((sign, zero)) = zero {
        out.method = "formula";
        out.parameters = parameters(&[("text", format!("if(x {sign} {}, 0, x / 100)", plain(zero)))]);
    } else if marks || has(scene.sentence, "满意") {
        out.method = "rating";
        out.parameters = parameters(&[("scale", "100".to_owned())]);
    } else {
        out.method = "formula";
        out.parameters = parameters(&[("text", "x / 100".to_owned())]);
    }
    Some(out)
}
