//! 功效系数法, where its two values are written: 满意值95%，不允许值60%; 以最高值为满意值，最低值为不允许值.
//!
//! Without them the rule stays open: whether they are fixed or those of the peers is not said.

use super::clause::{Award, Clause, Limit};
use super::condition::When;
use super::cursor::Cursor;
use super::{Outcome, Scene, parameters, plain};
use crate::model::Direction;

pub(super) fn clause(text: &str) -> Option<Clause> {
    let mut c = Cursor::new(text);
    // 以最高值为满意值
    let mut peers = c;
    peers.eat("以 取");
    peers.eat("各单位 同组 全市 各部门 实际");
    if let Some(best) = peers.eat("最高值 最大值 最低值 最小值") {
        peers.eat("作为 为 即");
        let high = peers.eat("满意值 不允许值")? == "满意值";
        return (peers.done() && high == matches!(best, "最高值" | "最大值")).then_some(Clause::Reference(high, None));
    }
    let high = c.eat("满意值 不允许值 不容许值 上限值 下限值")?;
    c.eat("为 是 取 = :");
    if c.eat("最高值 最大值").is_some() {
        return (c.done() && high == "满意值").then_some(Clause::Reference(true, None));
    }
    if c.eat("最低值 最小值").is_some() {
        return (c.done() && high == "不允许值").then_some(Clause::Reference(false, None));
    }
    let number = c.number()?;
    c.eat("% 分 个 件 次 天 万元");
    c.done().then_some(Clause::Reference(matches!(high, "满意值" | "上限值"), Some(number)))
}

pub(super) fn rule(scene: &Scene) -> Option<Outcome> {
    let (mut low, mut high, mut named, mut base) = (None, None, false, None);
    for clause in scene.clauses {
        match clause {
            Clause::Method("gongxiao") => named = true,
            Clause::Reference(true, value) if high.is_none() => high = Some(*value),
            Clause::Reference(false, value) if low.is_none() => low = Some(*value),
            // 基本得分为权重的60%
            Clause::Earn(When::Always, Award::Share(share)) if base.is_none() && *share < 1.0 => base = Some(*share),
            Clause::Limit(Limit::Full) | Clause::FullPoints(_) | Clause::Remark(_) => {}
            _ => return None,
        }
    }
    let (low, high) = (low?, high?);
    // The peers' highest value is the satisfactory one only where more is better.
    let peers = low.is_none() || high.is_none();
    if !named || low.is_some() && low == high || peers && scene.hinted() == Direction::LowerIsBetter {
        return None;
    }
    let text = |value: Option<f64>, word: &str| value.map_or_else(|| word.to_owned(), plain);
    let mut out = Outcome { method: "gongxiao", doubts: scene.other_points(None), ..Outcome::default() };
    out.parameters = parameters(&[("lo", text(low, "min")), ("hi", text(high, "max"))]);
    if let (Some(low), Some(high)) = (low, high)
        && low > high
    {
        out.direction = Direction::LowerIsBetter;
    }
    out.parameters.extend(base.filter(|base| *base != 0.6).map(|base| ("base".to_owned(), plain(base))));
    Some(out)
}
