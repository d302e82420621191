//! What is earned, taken or added: 得满分, 按完成率计分, 0.5分, 权重的20%.

use super::clause::{Amount, Award};
use super::cursor::{Cursor, has};

/// Names of the full points, as the whole of which a share is named.
const OF_POINTS: &str = "分值的 标准分的 满分的 权重分的 总分的 权重的 分数的 基本分的 基础分的 赋分的 该项分值的 本项分值的 该项得分的 本项得分的 该指标分值的 指标分值的 指标权重的 该指标权重的 该项权重的 本项权重的 标准分值的 本项总分的 该项总分的 本项标准分的 该项标准分的 应得分的 该项满分的 本项满分的 分值× 权重×";
/// The same after the share.
const POINTS_AFTER: &str = "的 标准分 分值 分数 得分 权重分 该项 本项 分 满分 权重 基本分 指标 总分 赋分 该";
/// Names of the full points.
const FULL: &str = "满分 全分 标准分 该项满分 该项赋分 该项分值 基本分 全部分值 分值 该项标准分 本项满分 本项分值 基础分 权重分 全部分数 本项全分 该项全分 本项标准分 全额分 指标分值 该指标分值 满分值 相应分值 全部权重分 该指标满分 基准分 本项总分";
const VERBS: &str = "得基础分 得基本分 计基础分 计基本分 得基准分 得 计 记 赋 给 为 赋予 获得 获 可得 打 评 基数计 基础分 基本分 基础分为 基准分 得分为 得分 计分 :";

/// An award that fills the text.
pub(super) fn award(text: &str) -> Option<Award> {
    let nothing = "此项 该项 本项 不得分 不计分 不给分 不赋分 不予得分 不予计分 不记分 无分 没有分 得零分 计零分 零分 均 则 为 得 计 记 0分 该 指标 得分 计分 分值 分数 扣除 扣完 扣减 全部 清零 全扣 全部扣完 考核 归零 0 此 安全管理 部分 的 分 全项 为0";
    if has(
        text,
        "不得分 不计分 不给分 不赋分 不予得分 不予计分 不记分 无分 没有分 零分 0分 清零 归零 全扣 扣除全部分值 扣完全部分值 扣除全部分数 扣减全部分值 全部扣完 扣全分 扣全部分 分值全部扣除 得分为0 计为0 得0",
    ) && !has(text, "10分 20分 30分 40分 50分 60分 70分 80分 90分 .0分")
        && Cursor::new(text).made_of(nothing)
    {
        return Some(Award::Nothing);
    }
    if text == "扣全分" || text == "扣满分" || text == "扣全部分值" {
        return Some(Award::Nothing);
    }
    if ratio(text) {
        return Some(Award::Ratio);
    }
    // 其余按6分计
    let text = text.strip_prefix('按').and_then(|bare| bare.strip_suffix('计')).unwrap_or(text);
    let mut c = Cursor::new(text);
    c.eat("则 即 均 可 只 仅");
    c.eat("此项 该项 本项 该指标 本指标");
    let verb = c.eat(VERBS);
    let rest = c;
    if c.eat(FULL).is_some() {
        if let (Some(points), Some(_)) = (c.number(), c.eat("分")) {
            return c.done().then_some(Award::Points(points));
        }
        if c.done() {
            return Some(Award::Full);
        }
    }
    c = rest;
    if c.done() && matches!(verb, Some("得基础分" | "得基本分" | "计基础分" | "计基本分" | "得基准分" | "得分"))
    {
        return Some(Award::Full);
    }
    if verb.is_some() && c.rest == "分" {
        return Some(Award::Full);
    }
    if text == "不扣分" {
        return Some(Award::Full);
    }
    c.eat(OF_POINTS);
    let number = c.number()?;
    match c.eat("分 %")? {
        "分" => c.done().then_some(Award::Points(number)),
        _ => Cursor::new(c.rest).made_of(POINTS_AFTER).then_some(Award::Share(number / 100.0)),
    }
}

/// In proportion, and nothing besides.
fn ratio(text: &str) -> bool {
    let words = "/ ÷ ( ) ×100% 实际值 计划 量 数量 按 按照 实际 完成 率 值 比例 占 目标 的 比重 计算 计 得分 扣分 扣减 扣除 折算 乘以 标准分 分值 × 相应 该项 本项 任务 数 给分 赋分 计分 线性 等比例 计算得分 情况 分数 与 比 得 = 完成率 权重 本项得分 满分 折算得分 确定 进度 达成率 则 比值 之比 权重分 分 标准分值 占比 年度 年初 根据 指标值 该指标 指标 同比例 百分比 达成 程度 依 依照 本 核算 进行 减分 递减 减 并 换算 计入 给予 记分 以 应 予 插值 插值法 内插法 内插 线性插值 线性插值法 直线插值法 直线 法 采用 采取 使用 均匀 等比 区间";
    let divided = has(
        text,
        "/目标 /计划 /任务 ÷目标 ÷计划 ÷任务 /年度目标 /年度计划 /年度任务 /年初目标 ÷年度目标 ÷年度计划 /指标值 ÷指标值 /年度指标值 ÷年度指标值",
    ) && has(
        text,
        "×分值 ×满分 ×标准分 ×权重 ×本项分值 ×该指标分值 ×指标分值 ×该项分值 ×基本分 ×该项得分",
    );
    (divided || has(text, "比例 完成率 比重 线性 达成率 比值 之比 百分比 完成程度 插值 内插 完成占比"))
        && Cursor::new(text).made_of(words)
}

/// Points or a share that is taken or added.
pub(super) fn amount(c: &mut Cursor) -> Option<Amount> {
    c.eat("该项 本项 该指标 指标");
    c.eat(OF_POINTS);
    let number = c.number()?;
    match c.eat("分 %")? {
        "分" => {
            c.eat("值");
            Some(Amount::Points(number))
        }
        _ => {
            c.eat("标准分 的标准分 分值 的分值 权重分 的权重分 的分数 分数 的权重 权重 的满分 的该项分值 该项分值 的本项分值 本项分值 的基本分 的得分");
            Some(Amount::Share(number / 100.0))
        }
    }
}
