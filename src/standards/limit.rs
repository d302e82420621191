//! How far it goes: 扣完为止, 最多扣3分, 最高不超过权重的120%.

use super::clause::Limit;
use super::cursor::{Cursor, has};

/// What a part of a step does: not counted, counted as far as it goes.
const PART: &str = "不足1个百分点 不足1% 不到1个百分点 不满1个百分点 不足部分 不足1个单位 不足1个单位的";

pub(super) fn limit(text: &str) -> Option<Limit> {
    let mut c = Cursor::new(text);
    let zero = "直至 直到 直 至 到 本项 该项 此项 分值 分数 扣完 扣光 减完 扣除完 扣尽 为止 最多 可累计 即止 的 分 本 该 指标 小项 本分 全部 项目 得分 权重 扣 止 标准分 权重分 该分项 以 为 限 满分 总分 单项 基本分 基础分";
    if has(text, "扣完 扣光 减完 扣除完 扣尽 扣至本项分值 以扣完") && c.made_of(zero) {
        return Some(Limit::Zero);
    }
    if Cursor::new(text)
        .made_of("不倒扣 不计负分 不得负分 不出现负分 不为负 不得为负 不得出现负分 不计负 分 最低 为 得 0 零 扣至 扣到 扣 止 减至 记 计 本项 该项 得分 最少 不低于 下限 以 限 数 至 为止")
        && has(text, "负 倒扣 最低 扣至 扣到 减至 最少 不低于0 下限 至0 以0")
    {
        return Some(Limit::Zero);
    }
    let nothing_more = "本项分值 该项分值 部分 不超过 超额 完成 超过 超出 超 目标 值 部分 任务 的 也 不再 另 额外 不 加分 100% 按 计 计算 最高 得 满分 为止 加满 加到 加至 本项 分值 上限 以 为 高于 权重分 权重 标准分 该项 最多 累计 得分 总分 封顶 时 低于 预算 节约 少于 提前 仍 只 均 仅 给予";
    if has(
        text,
        "不超过本项分值 不超过该项分值 超过满分按满分计 不加分 不再加分 不另加分 按100%计 得满分为止 加满为止 最高得满分 最高为满分 不额外加分 以满分为上限 不超过满分 加至满分 最高满分 不超过权重分 不超过标准分 满分为止 不超过权重 不超过分值 按权重计 按分值计 按标准分计 加到满分 满分封顶 最多得满分 得满分封顶 按满分计 不超过该项满分 不超过本项满分 不超过标准分值 不超过该项标准分",
    ) && c.made_of(nothing_more)
    {
        return Some(Limit::Full);
    }
    if matches!(
        text,
        "直至满分"
            | "直到满分"
            | "至满分"
            | "至满分为止"
            | "加到满分"
            | "本项封顶"
            | "封顶"
            | "加满本项分值为止"
            | "本项加满为止"
            | "不超过本项满分"
            | "加满该项分值为止"
    ) {
        return Some(Limit::Full);
    }
    if let Some(share) = held(text) {
        return Some(Limit::Cap(share));
    }
    let mut part = c;
    if part.eat(PART).is_some() {
        part.eat("的");
        return match part.eat("不计 不扣分 不计分 不计算 不予计分 舍去 不加分 不加减分 忽略不计 按比例计算 按比例扣分 按比例折算 按比例计 按比例加减 按比例加减分")? {
            _ if !part.done() => None,
            how if how.contains("比例") => Some(Limit::Parts),
            _ => Some(Limit::Whole),
        };
    }
    c.eat("本项 该项 此项 累计 合计 单项 全年 每年 年度 总");
    let about = c.eat("加分 扣分 得分 扣减 分值 总分 总得分 加 扣 奖励分 附加分").unwrap_or_default();
    c.eat("总计 合计 累计 总分 总");
    let verb = c.eat("至多 至多可 至多不超过 最多不超过 最高不超过 累计不超过 不超过 最多 最高 上限为 上限 封顶 总计不超过 最高可 最多可 以 最低 最低不低于 不低于 最高限 最高为 最低为 最少 不得超过 最多为 下限为 下限 限 不高于 至 到 不多于 保底 满");
    let act = c
        .eat("加分 扣分 加到 加至 扣至 扣到 减至 加 扣减 扣除 扣 得分 得 计 为 累计加 累计扣 可加 可扣 可得 给 减 累计")
        .unwrap_or_default();
    c.eat("不超过 至 到 满 完 分为 为");
    c.eat("分值的 标准分的 该项分值的 本项分值的 权重分的 权重的 满分的 该指标分值的 本项权重的 该项权重的 指标分值的");
    let number = c.number()?;
    let unit = c.eat("分 % 倍")?;
    let end =
        c.eat("封顶 为限 为上限 为止 的标准分 的分值 标准分 分值 止 保底 为下限 的权重 权重 权重分 的权重分 为满");
    if !c.done() || (verb.is_none() && end.is_none()) {
        return None;
    }
    // 扣至4分为止 is what is left, 加到10分 is all there is.
    let until = matches!(verb, Some("至" | "到"));
    if until && about.contains(['扣', '减']) && unit == "分" {
        return (!has(text, "累计 合计 共 总计")).then_some(Limit::Least(number));
    }
    if until && about.contains(['加', '奖']) && unit == "分" {
        return (!has(text, "累计 合计 共 总计")).then_some(Limit::Most(number));
    }
    let lowest = verb.is_some_and(|verb| verb.contains(['低', '少', '底']) || verb.starts_with("下限"))
        || end.is_some_and(|end| end.contains(['底', '下']));
    Some(match (unit, lowest) {
        ("%", _) if lowest || has(act, "扣至 扣到") => Limit::LeastShare(number / 100.0),
        (_, false) if has(act, "扣至 扣到 减至") => Limit::Least(number),
        ("%", false) if !act.contains(['扣', '减']) && !about.contains('扣') => Limit::Cap(number / 100.0),
        ("倍", false) if act.is_empty() && (1.0..=3.0).contains(&number) => Limit::Cap(number),
        ("倍", _) => return None,
        ("%", false) => Limit::TakenShare(number / 100.0),
        ("%", _) => return None,
        (_, true) => Limit::Least(number),
        _ if about.contains('扣') || act.contains(['扣', '减']) => Limit::Taken(number),
        _ if about.contains('加') || about.contains('奖') || act.contains('加') => Limit::Added(number),
        _ => Limit::Most(number),
    })
}

/// 完成率超过120%的按120%计: the share at which it is held.
fn held(text: &str) -> Option<f64> {
    let mut c = Cursor::new(text);
    if c.eat("超额完成的 超额的 超额部分 超额完成部分 超额完成 超额 超过的 超过部分").is_some()
    {
        c.eat("最高 最多");
        c.eat("按 以 按照")?;
        let to = c.number()?;
        c.eat("%")?;
        c.eat("计 计算 计分 封顶 为限 计入 计算得分");
        return (c.done() && to > 100.0).then_some(to / 100.0);
    }
    c.eat("完成率 达成率 完成比例 最高完成率 得分率 实际完成率 目标完成率");
    c.eat("超过 高于 大于 >")?;
    let at = c.number()?;
    c.eat("%")?;
    c.eat("的 以上的 时");
    c.eat("均 一律 只");
    c.eat("按 以 按照")?;
    let to = c.number()?;
    c.eat("%")?;
    c.eat("计 计算 计分 封顶 为限 计入");
    (c.done() && at == to).then_some(to / 100.0)
}
