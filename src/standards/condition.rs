//! When something is earned: 达到目标, 否则, ≥95%, 90–95(不含95), 同比增长10%以上.

use super::cursor::{Cursor, has};
use super::span::span;

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum When {
    /// No condition is named.
    Always,
    /// The target is reached.
    Met,
    /// It is not.
    Missed,
    /// Whatever is not named elsewhere.
    Otherwise,
    /// 是, 有; 否, 无.
    Yes,
    No,
    /// Above the target.
    Beyond,
    /// Nothing happened.
    Never,
    /// Something happened.
    Happened,
    /// 最高值: the best of the peers, which is the lowest where `down`.
    Best {
        down: bool,
    },
    /// 介于两者之间: between the two lines that are named.
    Between,
    /// 同比, 较上年: against last year, and nothing more.
    Since,
    /// 持平, 较上年下降: bits for lower (1), the same (2) and higher (4) than last year.
    Moved(u8),
    Span(Span),
    /// 低于90%或高于110%.
    Outside(f64, f64),
    /// 下降不足10%: some change (bits as above), and less of it than this.
    Near(u8, f64),
    /// A change against last year, by at least this much.
    Change {
        down: bool,
        points: bool,
        by: f64,
        strict: bool,
        sure: bool,
        /// What changes, where it is named.
        subject: String,
    },
}

/// A part of the line of numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Span {
    pub low: Option<Bound>,
    pub high: Option<Bound>,
    /// Written with a percent sign.
    pub percent: bool,
    /// The unit that is written, other than percent.
    pub unit: String,
    /// 完成率, 目标值的: measured against the target.
    pub of_target: bool,
    /// An exact value: both bounds are the same.
    pub exact: bool,
    /// What is measured, where it is named (合格率).
    pub subject: String,
    /// ±5%, 绝对值: how far from nothing, either way.
    pub around: bool,
    /// What stands behind the number: 项目落地 of 不少于5个项目落地.
    pub tail: String,
}

/// An end of a span.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bound {
    pub at: f64,
    pub inclusive: bool,
    /// 以上 and 以下 do not say whether the boundary belongs.
    pub sure: bool,
}

const MET: &str = "到 达成 成 完成 达到 达标 实现 目标 任务 值 要求 按时 按期 及时 全部 年度 全年 即 的 预期 标准 计划 指标 或 超额 下达 工作 规定 序时进度 进度 市 县 省 保质保量 全面 数 并 通过 验收 及以上 以上 基本目标 报送 时限 内 期限 考核 优于 不差于 不劣于 如期 既定 设定 约定 合同 了 按 办结 按要求 时间 节点 量 及 超过 额 提前 按照 在 按质按量 按质 保质 序时 季度 月度 当年 本年度 年初 确定 上级 区 局 合格";
/// What a target is called.
const TARGET: &str = "目标 目标值 计划 计划值 计划数 任务 任务数 目标任务 目标数 指标 标准值 标准 基准值 指标值 考核目标 考核目标值 年度目标 年度目标值 年度计划 年度计划值 预算数 控制数 控制目标 既定目标 任务目标 目标任务数 控制值 要求 达标线 序时进度 预算 预算安排 预算安排数 年初预算 年初预算数 年度预算 预算金额 定额 限额 计划成本 任务量 计划任务 目标要求";
const OTHERWISE: &str = "超出范围 范围外 区间外 超出区间 超出该范围 不在此范围 不在范围内 超出上述范围 范围以外 区间以外 不在该区间 不在区间内 其余 其他 其它 否则 反之 其余情况 其他情况 其余情形 此外 除此之外 其余单位 其他单位 其余名次 其他名次 其余位次 其他位次 其余各名次 其他情形 其它情况 其他均 其余均 未进入 其余部门 其他部门 其余各单位 其他各单位 除此以外 其余的 若否 如否 不是的 以外 反之则 其余各档 其余者 其他者 其它单位 其余各位次 未上榜 未进位";
const YES: &str = "是 有 符合 合格 符合要求 已完成 满足 满足要求 符合标准 符合规定 符合条件 达到要求 已建立 齐全 规范 健全 完整 落实到位 执行到位 通过验收 验收合格 通过 已开展 已公开";
const NO: &str = "否 无 没有 不符合 不合格 不符合要求 不是 不满足 不满足要求 未满足 不符合标准 不符合规定 不符合条件 不齐全 不规范 不健全 不完整 落实不到位 执行不到位 未通过验收 验收不合格 未通过 未开展 未公开 未建立";
const NEVER: &str = "零事故 未发生 未出现 未发现 无事故 无投诉 无违规 未发生事故 零投诉 零发生 没有发生 不发生 无差错 零差错 无逾期 零逾期 无发生 零违规 未被通报 没有出现 没有发现 无超期 全年未发生 年内未发生";
const HAPPENED: &str = "发生 出现 存在 发现 有事故 有违规 发生事故 有投诉 凡发生 一旦发生 凡出现 凡发现 有发生 凡存在 若发生 如发生 如有发生";
const BEYOND: &str = "超过 超出 超过预算 超出预算 超预算 超过计划 超过控制数 超过控制目标 超过限额 超过定额 超额完成 超过目标 超过目标值 超额 超出目标 超额完成任务 超额部分 超过部分 高于目标 高于目标值 超出部分 超目标 超额完成目标 超额完成目标任务 超额完成部分 超目标部分 超额完成年度目标 超额完成年度任务 超额完成计划 超出目标值 超任务 超计划 超目标值 超计划部分 超额完成目标值";
const BETWEEN: &str = "介于之间 介于两者之间 介于二者之间 两者之间 二者之间 之间 中间 其间 在此之间 中间值 介于其间 处于两者之间 在两者之间 居中 中间部分 介于上述两者之间 其他区间 区间内 中间区间";
/// A while, before what happened in it.
const WHILE: &str = "年内 年度内 全年 当年 本年度 考核期内 考核年度内 考核周期内 辖区内 当月 本季度 季度内 月度内 期内 本单位 单位内 本部门 部门 年度 本辖区 本年内 所在单位 辖区 当期 考核期间 每年 因 凡 若 如 所辖区域内 区域内 单位";
/// Against last year.
pub(super) const THAN: &str = "较上年同期 比上年同期 与上年同期 较上年度 比上年度 与上年度 较上年 比上年 与上年 较去年同期 比去年同期 与去年同期 较去年 比去年 与去年 同比 环比 较上一年度 比上一年度 较上1年度 比上1年度 与上年相比 与去年相比 同比往年 较往年 比往年 同比上年 较同期 比同期 与同期相比 相比上年 相较上年 较上年度同期 比上年度同期 较前1年 比前1年 较上期 比上期 较前期 与上年同期相比 与去年同期相比 与上年度相比 和上年相比 和上年同期相比 和去年同期相比 与上年度同期相比 同上年相比 相较去年 较上年度末 较年初";

/// Whether the text is one of the words.
pub(super) fn is(text: &str, words: &str) -> bool {
    words.split(' ').any(|word| word == text)
}

/// The condition that fills the text.
pub(super) fn when(text: &str) -> Option<When> {
    if text.is_empty()
        || is(
            text,
            "得分 本项得分 该项得分 得分= 实际得分 指标得分 基本得分 基础得分 该指标得分 本指标得分 考核得分= 本项得分=",
        )
    {
        return Some(When::Always);
    }
    let bare = text.trim_end_matches(['的', '者']);
    let bare = match bare.strip_suffix('时') {
        Some(before)
            if !before.ends_with(['小', '课', '学', '按', '及', '工', '用', '耗', '准', '超', '限', '同', '临']) =>
        {
            before
        }
        _ => bare,
    };
    let bare = ["情况下", "情形下", "的话", "部分"]
        .iter()
        .find_map(|end| bare.strip_suffix(end))
        .filter(|b| !b.is_empty())
        .unwrap_or(bare);
    let bare = bare.trim_end_matches('的');
    for (words, found) in [
        (OTHERWISE, When::Otherwise),
        (YES, When::Yes),
        (NO, When::No),
        (NEVER, When::Never),
        (HAPPENED, When::Happened),
        (BEYOND, When::Beyond),
        (BETWEEN, When::Between),
        (THAN, When::Since),
    ] {
        if is(bare, words) {
            return Some(found);
        }
    }
    if let Some(found) = beside_target(bare) {
        return Some(found);
    }
    let mut c = Cursor::new(bare);
    let missed = c.eat("未能 未 没有 没 达不到 不达标 未达 低于目标值 低于目标 不足目标 低于预期目标 没能 不能 低于任务数 低于计划 不能按时 完不成");
    if missed.is_some() {
        return c.made_of(MET).then_some(When::Missed).or_else(|| named_met(bare)).or_else(|| span(bare));
    }
    if has(bare, "完成 达到 达标 实现 通过 按时 达成 按期办结 及时办结") && c.made_of(MET) {
        return Some(When::Met);
    }
    if is(bare, "按期完工 按时完工 如期完工 按期竣工 按时竣工 按期交付 按时交付 按期建成 按期交工")
    {
        return Some(When::Met);
    }
    // 每月5日前报送
    let by_day = ["日前", "月底前", "月末前", "季末前", "年底前"].iter().find_map(|day| bare.split_once(day));
    if let Some((date, deed)) = by_day {
        let dated = date.chars().all(|c| c.is_ascii_digit() || "每月次季度年当下".contains(c));
        let done = is(deed, "报送 上报 完成 提交 办结 报 完成报送 按时报送 完成上报 上交 报备 完成整改");
        if dated && done || !text.contains('年') {
            return (dated && done).then_some(When::Met);
        }
    }
    if let Some((one, two)) = bare.split_once('或')
        && let (Some(When::Span(one)), Some(When::Span(two))) = (span(one), span(two))
        && let (None, Some(low), Some(high), None) = (one.low, one.high, two.low, two.high)
    {
        return (low.at < high.at).then_some(When::Outside(low.at, high.at));
    }
    moved(bare)
        .or_else(|| best(bare))
        .or_else(|| change(bare))
        .or_else(|| happened(bare))
        .or_else(|| named_met(bare))
        .or_else(|| span(bare))
        .or_else(|| beneath(bare))
}

/// 实际值≥目标值; 低于计划数; 控制在目标值以内.
fn beside_target(text: &str) -> Option<When> {
    let mut c = Cursor::new(text);
    c.eat("实际值 完成值 指标值 实际完成值 实际数 完成数 实际完成数 完成量 完成情况 实际完成 实际");
    let sign = c.eat("≥ 不低于 大于等于 大于或等于 不少于 不小于 高于或等于 等于或高于 等于或大于 达到或超过 ≤ 不高于 不超过 小于等于 小于或等于 不大于 不多于 控制在 < 小于 > 大于")?;
    c.eat(TARGET)?;
    c.eat("以内 之内 内 以下");
    c.eat("的");
    let found = match sign {
        "<" | "小于" => When::Missed,
        ">" | "大于" => When::Beyond,
        _ => When::Met,
    };
    c.done().then_some(found)
}

/// Whether full points are earned by what does not go beyond the target.
pub(super) fn kept_below(sentence: &str) -> bool {
    let sentence = sentence.replace("小于或等于", "≤").replace("小于等于", "≤");
    ["≤", "不高于", "不超过", "不大于", "控制在", "不多于"].iter().any(|sign| {
        sentence.split(sign).skip(1).any(|rest| {
            let mut c = Cursor::new(rest);
            c.eat(TARGET).is_some() && !c.rest.starts_with(|k: char| k.is_ascii_digit() || k == '的' || k == '分')
        })
    })
}

/// A condition with its subject or a while before it: 营业收入较上年增长, 年内未发生事故.
fn beneath(text: &str) -> Option<When> {
    let mut c = Cursor::new(text);
    if c.eat(WHILE).is_some() && !c.done() {
        c.eat("内 度 中");
        if has(c.rest, "未发生 未出现 不发生 不出现 发生 出现 无 没有 零") || is(c.rest, NEVER) {
            return match when(c.rest)? {
                found @ (When::Never | When::Happened) => Some(found),
                _ => None,
            };
        }
    }
    for (at, _) in text.char_indices().skip(2).take(22) {
        let (subject, rest) = text.split_at(at);
        let averaged = ["平均", "人均", "户均", "年均", "次均", "日均", "月均", "亩均", "占比", "比例", "比重", "比率"]
            .iter()
            .fold(subject.to_owned(), |text, word| text.replace(word, ""));
        // 年均增长5% is a change over years.
        if subject.ends_with("年均") {
            break;
        }
        let cut = has(&averaged, "未 不 没 且 或 并 若 如 除 仅 基本 部分 比 较 超 低 高 前 第 每 扣 均 、 与 同");
        if cut || averaged.contains(|c: char| c.is_ascii_digit()) {
            break;
        }
        if let Some(mut found) = moved(rest).filter(|_| Cursor::new(rest).eat(THAN).is_some()).or_else(|| change(rest))
        {
            if let When::Change { subject: named, .. } = &mut found {
                subject.clone_into(named);
            }
            return Some(found);
        }
        if is(rest, THAN) {
            return Some(When::Since);
        }
        if let Some(found) = beside_target(rest).filter(|_| !subject.contains("目标")) {
            return Some(found);
        }
        if let Some(found) = is(rest, NEVER).then_some(When::Never) {
            return Some(found);
        }
        let reached = Cursor::new(rest).eat("完成 达到 实现 未完成 未达到 达标").is_some();
        if reached && has(rest, "目标 任务 计划 序时 达标") {
            let missed = rest.starts_with('未');
            let mut c = Cursor::new(rest);
            c.eat("未");
            if c.made_of(MET) {
                return Some(if missed { When::Missed } else { When::Met });
            }
        }
    }
    None
}

/// 较上年下降, 持平或上升.
fn moved(text: &str) -> Option<When> {
    let bits = match text.trim_end_matches(['的', '度', '水', '平']) {
        "高于上年" => 4,
        "低于上年" => 1,
        "不低于上年" => 6,
        "不高于上年" => 3,
        _ => 0,
    };
    if bits != 0 {
        return Some(When::Moved(bits));
    }
    let mut c = Cursor::new(text);
    let named = c.eat(THAN).is_some();
    c.eat("相比 比较 有所 出现 保持");
    let (mut found, mut more) = (0, true);
    while more {
        let not = c.eat("未 不 没有").is_some();
        c.eat("有所 出现 保持");
        let word = c.eat("下降 降低 减少 下滑 持平 相同 上升 增长 提高 增加 提升 负增长 正增长")?;
        let bit = match word {
            "持平" | "相同" => 2,
            "上升" | "增长" | "提高" | "增加" | "提升" | "正增长" => 4,
            _ => 1,
        };
        found |= if not { 7 - bit } else { bit };
        more = c.eat("或 或者 、 及 和").is_some();
        c.eat(THAN);
    }
    c.eat("的");
    (c.done() && (named || found != 7)).then_some(When::Moved(found))
}

/// 最高值, 以最低值为.
fn best(text: &str) -> Option<When> {
    let mut c = Cursor::new(text);
    c.eat("以 数值 完成率 得分 各单位 各部门 全市 指标值 实际值 同组 同类单位");
    let word = c.eat("最高值 最高的 最高者 最高 最优值 最优的 最优者 最优 最大值 最低值 最低的 最低者 最低 最小值")?;
    c.eat("单位 的单位 的部门 部门");
    c.eat("为");
    c.done().then_some(When::Best { down: has(word, "最低 最小") })
}

/// 出现1次重大安全事故, 发生违规行为.
fn happened(text: &str) -> Option<When> {
    // 一般及以上事故 are all of them.
    let text = text.replace("一般及以上", "");
    let mut c = Cursor::new(text.strip_prefix('凡').unwrap_or(&text));
    c.eat("发生 出现 发现 存在 有 被 受到 收到 查实")?;
    let one = c.rest.strip_prefix('1');
    c.rest = one.unwrap_or(c.rest);
    if one.is_some() {
        c.eat("次 起 例 件 项 个 条")?;
        c.eat("及以上 (含)以上 或以上");
    }
    let what = c.rest;
    let ends = ["事故", "问题", "案件", "行为", "投诉", "事件", "违规", "违纪", "违法", "差错", "失误", "通报", "现象"];
    let plain = !what.contains(|c: char| c.is_ascii_digit()) && !has(what, "的 或 且 未 不 、 分 每 酌 视 情节");
    let named = (3..=20).contains(&what.chars().count())
        && !text.starts_with('有')
        && !has(what, "率 超 低于 高于 以上 以下 较大 重大 特大 严重 恶性");
    let plain = plain && (one.is_some() || !what.contains("以上"));
    (plain && (one.is_some() || named || ends.iter().any(|end| what.ends_with(end)))).then_some(When::Happened)
}

/// 支出进度达到序时进度: the target is reached, with the subject before it.
fn named_met(text: &str) -> Option<When> {
    if let Some(what) =
        ["未发生", "未出现", "不发生", "不出现"].iter().find_map(|word| text.strip_prefix(word)).or_else(|| {
            text.strip_prefix('无').filter(|what| {
                has(
                    what,
                    "违规 违纪 违法 投诉 事故 差错 逾期 问题 案件 信访 失误 舆情 泄密 纠纷 火灾 伤亡 缺陷 差评 退货",
                )
            })
        })
    {
        let plain = !has(what, "的 或 且 未 不 以上 及") && !what.contains(|c: char| c.is_ascii_digit());
        return plain.then_some(When::Never);
    }
    let at = text.find("达到").or(text.find("完成"))?;
    let (subject, rest) = text.split_at(at);
    let named =
        ["率", "进度", "任务", "工作", "指标", "目标", "值", "量", "数", "额"].iter().any(|end| subject.ends_with(end));
    let clear =
        !has(subject, "未 不 且 或 并 基本 部分 情况 仅 若 分 每") && !subject.contains(|c: char| c.is_ascii_digit());
    (named && clear && Cursor::new(rest).made_of(MET)).then_some(When::Met)
}

/// 同比增长10%以上, 较上年压减5%.
fn change(text: &str) -> Option<When> {
    let mut c = Cursor::new(text);
    let than = c.eat(THAN);
    let word = c.eat("增长 提高 上升 增加 提升 下降 压减 压降 降低 减少 压缩")?;
    let down = has(word, "下降 压减 压降 降低 减少 压缩");
    if than.is_none() && !has(word, "增长 压减 压降 压缩 下降 降低 提高") {
        return None;
    }
    c.eat("率 幅度");
    let sign = c.eat("≥ 不低于 达到 达 超过 高于 > 不少于 大于 不足 低于 小于 < 少于 未达到 未达 不到 未超过 不超过");
    let by = c.number()?;
    let unit = c.eat("% 个百分点")?;
    let after = c.eat("以上 及以上 (含)以上 以上(含) 以上(不含) 以内 以下 及以下 之内");
    c.eat("的");
    let near = sign.is_some_and(|sign| has(sign, "不足 低于 小于 < 少于 未 不到 不超过"))
        || after.is_some_and(|after| has(after, "内 下"));
    if near {
        return c.done().then_some(When::Near(if down { 1 } else { 4 }, by));
    }
    let strict = matches!(sign, Some("超过" | "高于" | ">" | "大于")) || after == Some("以上(不含)");
    let (points, sure) = (unit == "个百分点", after != Some("以上"));
    c.done().then(|| When::Change { down, points, by, strict, sure, subject: String::new() })
}
