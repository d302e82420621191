//! When something is earned: 达到目标, 否则, ≥95%, 90–95(不含95), 同比增长10%以上.

use super::cursor::{Cursor, has};

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
    /// 持平, 较上年下降: bits for lower (1), the same (2) and higher (4) than last year.
    Moved(u8),
    Span(Span),
    /// A change against last year, by at least this much.
    Change {
        down: bool,
        points: bool,
        by: f64,
        strict: bool,
        sure: bool,
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
}

/// An end of a span.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bound {
    pub at: f64,
    pub inclusive: bool,
    /// 以上 and 以下 do not say whether the boundary belongs.
    pub sure: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Number(f64),
    /// ≥ (−1: ≤), inclusive.
    Sign {
        low: bool,
        inclusive: bool,
    },
    After {
        low: bool,
        inclusive: bool,
        sure: bool,
    },
    To,
    Inside(Option<f64>),
    Outside(Option<f64>),
    And,
}

const MET: &str = "到 成 完成 达到 达标 实现 目标 任务 值 要求 按时 按期 及时 全部 年度 全年 即 的 预期 标准 计划 指标 或 超额 下达 工作 规定 序时进度 进度 市 县 省 保质保量 全面 数 并 通过 验收 及以上 以上 基本目标 报送 时限 内 期限 考核 优于 不差于 不劣于 如期 既定 设定 约定 合同";
const UNITS: &str = "岁 分钟 人次 % ‰ 个百分点 百分点 个千分点 千分点 万元 亿元 元 项 个工作日 个 次 天 日 小时 起 件 例 名 人 家 条 篇 户 份 吨 公里 亩 分";

/// The condition that fills the text.
pub(super) fn when(text: &str) -> Option<When> {
    if text.is_empty()
        || matches!(
            text,
            "得分" | "本项得分" | "该项得分" | "得分=" | "实际得分" | "指标得分" | "基本得分" | "基础得分"
        )
    {
        return Some(When::Always);
    }
    let bare = text.trim_end_matches('的');
    match bare {
        "其余" | "其他" | "其它" | "否则" | "反之" | "其余情况" | "其他情况" | "其余情形" | "此外" | "除此之外"
        | "其余单位" | "其他单位" | "其余名次" | "其他名次" | "其余位次" | "其他位次" | "其余各名次" | "其他情形"
        | "其它情况" | "其他均" | "其余均" | "未进入" => {
            return Some(When::Otherwise);
        }
        "是" | "有" | "符合" | "合格" | "符合要求" => return Some(When::Yes),
        "否" | "无" | "没有" | "不符合" | "不合格" | "不符合要求" | "不是" => return Some(When::No),
        "零事故" | "未发生" | "未出现" | "未发现" | "无事故" | "无投诉" | "无违规" | "未发生事故" | "零投诉"
        | "零发生" => return Some(When::Never),
        "发生" | "出现" | "存在" | "发现" | "有事故" | "有违规" | "发生事故" | "有投诉" | "凡发生" =>
        {
            return Some(When::Happened);
        }
        "超额完成" | "超过目标" | "超过目标值" | "超额" | "超出目标" | "超额完成任务" | "超额部分" | "超过部分"
        | "高于目标" | "高于目标值" | "超出部分" | "超目标" => {
            return Some(When::Beyond);
        }
        _ => {}
    }
    let beside = ["实际值", "完成值", "指标值"].iter().find_map(|word| bare.strip_prefix(word)).unwrap_or(bare);
    match beside.trim_end_matches('值') {
        "≥目标"
        | "不低于目标"
        | "大于等于目标"
        | "大于或等于目标"
        | "≤目标"
        | "不高于目标"
        | "不超过目标"
        | "小于等于目标"
        | "小于或等于目标"
        | "控制在目标值以内"
        | "控制在目标值内" => return Some(When::Met),
        "<目标" | "小于目标" => return Some(When::Missed),
        ">目标" | "大于目标" => return Some(When::Beyond),
        _ => {}
    }
    let mut c = Cursor::new(bare);
    let missed = c.eat("未能 未 没有 没 达不到 不达标 未达 低于目标值 低于目标 不足目标 低于预期目标 没能 不能");
    if missed.is_some() {
        return c.made_of(MET).then_some(When::Missed).or_else(|| named_met(bare)).or_else(|| span(bare));
    }
    if has(bare, "完成 达到 达标 实现 通过 按时") && c.made_of(MET) {
        return Some(When::Met);
    }
    moved(bare)
        .or_else(|| best(bare))
        .or_else(|| change(bare))
        .or_else(|| happened(bare))
        .or_else(|| named_met(bare))
        .or_else(|| span(bare))
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
    let than = "较上年同期 比上年同期 与上年同期 较上年度 比上年度 与上年度 较上年 比上年 与上年 较去年同期 比去年同期 与去年同期 较去年 比去年 与去年 同比 环比";
    let named = c.eat(than).is_some();
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
        c.eat(than);
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
    c.eat("发生 出现 发现 存在 有")?;
    let one = c.rest.strip_prefix('1');
    c.rest = one.unwrap_or(c.rest);
    if one.is_some() {
        c.eat("次 起 例 件 项 个 条")?;
        c.eat("及以上 (含)以上 或以上");
    }
    let what = c.rest;
    let ends = ["事故", "问题", "案件", "行为", "投诉", "事件", "违规", "违纪", "违法", "差错", "失误", "通报", "现象"];
    let plain = !what.contains(|c: char| c.is_ascii_digit()) && !has(what, "的 或 且 未 不 以上 、 分 每 酌 视");
    (plain && (one.is_some() || ends.iter().any(|end| what.ends_with(end)))).then_some(When::Happened)
}

/// 支出进度达到序时进度: the target is reached, with the subject before it.
fn named_met(text: &str) -> Option<When> {
    if let Some(what) = text.strip_prefix("未发生").or(text.strip_prefix("未出现")).or_else(|| {
        text.strip_prefix('无').filter(|what| has(what, "违规 违纪 违法 投诉 事故 差错 逾期 问题 案件 信访 失误"))
    }) {
        let plain = !has(what, "的 或 且 未 不 以上 较大 重大 及") && !what.contains(|c: char| c.is_ascii_digit());
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
    let than = c.eat("同比 环比 较上年 比上年 较上年同期 比上年同期 与上年相比 较去年 比去年");
    let word = c.eat("增长 提高 上升 增加 提升 下降 压减 压降 降低 减少 压缩")?;
    let down = has(word, "下降 压减 压降 降低 减少 压缩");
    if than.is_none() && !has(word, "增长 压减 压降 压缩 下降 降低 提高") {
        return None;
    }
    c.eat("率 幅度");
    let sign = c.eat("≥ 不低于 达到 达 超过 高于 > 不少于 大于");
    let by = c.number()?;
    let unit = c.eat("% 个百分点")?;
    let after = c.eat("以上 及以上 (含)以上 以上(含) 以上(不含)");
    c.eat("的");
    let strict = matches!(sign, Some("超过" | "高于" | ">" | "大于")) || after == Some("以上(不含)");
    c.done().then_some(When::Change { down, points: unit == "个百分点", by, strict, sure: after != Some("以上") })
}

fn tokens(c: &mut Cursor, percent: &mut Option<bool>, unit: &mut String) -> Option<Vec<Token>> {
    let mut found = Vec::new();
    while !c.done() {
        if let Some(word) = c.eat("(含)以上 (含)及以上 及以上 以上(含) 含以上 及其以上") {
            let _ = word;
            found.push(Token::After { low: true, inclusive: true, sure: true });
        } else if c.eat("(含)以下 及以下 以下(含) 以内 之内 (含)以内 内 内办结 内完成 内答复 内回复").is_some()
        {
            found.push(Token::After { low: false, inclusive: true, sure: true });
        } else if c.eat("(不含)以上 以上(不含)").is_some() {
            found.push(Token::After { low: true, inclusive: false, sure: true });
        } else if c.eat("(不含)以下 以下(不含)").is_some() {
            found.push(Token::After { low: false, inclusive: false, sure: true });
        } else if c.eat("以上").is_some() {
            found.push(Token::After { low: true, inclusive: true, sure: false });
        } else if c.eat("以下").is_some() {
            found.push(Token::After { low: false, inclusive: false, sure: false });
        } else if c.eat("(不含 不含").is_some() {
            let at = c.number();
            c.eat(UNITS);
            c.eat(")");
            found.push(Token::Outside(at));
        } else if c.eat("(含 含").is_some() {
            let at = c.number();
            c.eat(UNITS);
            c.eat(")");
            found.push(Token::Inside(at));
        } else if let Some(sign) = sign(c) {
            found.push(sign);
        } else if let Some(number) = c.number() {
            if let Some(word) = c.eat(UNITS) {
                let is = has(word, "% 百分点");
                if !is {
                    *unit = if word.contains("千分点") { "‰" } else { word }.to_owned();
                }
                *percent = Some(is || percent.unwrap_or(false));
            }
            found.push(Token::Number(number));
        } else if c.eat("- 至 到 ~").is_some() {
            found.push(Token::To);
        } else if c.eat("且 但 并 而").is_some() {
            found.push(Token::And);
        } else if matches!(found.as_slice(), [Token::Number(_), Token::Sign { .. }]) && middle(c) {
            // 85%≤执行率<95%: the subject stands in the middle.
        } else if c.eat("的 之间 范围 区间 完成率 x 在 目标值 得分率 ( )").is_none() {
            return None;
        }
    }
    Some(found)
}

/// A plain name between two signs.
fn middle(c: &mut Cursor) -> bool {
    let end = c.rest.find(['<', '≤', '>', '≥']).unwrap_or(0);
    let plain =
        end > 0 && !has(&c.rest[..end], "未 不 且 或 扣 分") && !c.rest[..end].contains(|c: char| c.is_ascii_digit());
    if plain {
        c.rest = &c.rest[end..];
    }
    plain
}

fn sign(c: &mut Cursor) -> Option<Token> {
    let word = c.eat("≥ 不低于 不少于 不小于 达到 达 大于等于 大于或等于 高于或等于 = 等于 为 > 超过 高于 大于 多于 ≤ 不高于 不超过 不大于 不多于 小于等于 小于或等于 控制在 < 低于 不足 小于 少于 未达到 达不到 不到 未达 超出")?;
    Some(match word {
        "≥" | "不低于" | "不少于" | "不小于" | "达到" | "达" | "大于等于" | "大于或等于" | "高于或等于" => {
            Token::Sign { low: true, inclusive: true }
        }
        ">" | "超过" | "高于" | "大于" | "多于" | "超出" => Token::Sign { low: true, inclusive: false },
        "≤" | "不高于" | "不超过" | "不大于" | "不多于" | "小于等于" | "小于或等于" | "控制在" => {
            Token::Sign { low: false, inclusive: true }
        }
        "=" | "等于" | "为" => Token::Inside(None),
        _ => Token::Sign { low: false, inclusive: false },
    })
}

/// A part of the line of numbers, with its subject before it.
fn span(text: &str) -> Option<When> {
    let starts = text.char_indices().find(|(at, c)| {
        let mut c2 = Cursor::new(&text[*at..]);
        c.is_ascii_digit() || sign(&mut c2).is_some_and(|s| s != Token::Inside(None)) || (*c == '=' || *c == '为')
    });
    let at = starts?.0;
    let (subject, rest) = text.split_at(at);
    // How often it is asked says nothing about how much is wanted.
    let subject = subject.strip_prefix("每年").or(subject.strip_prefix("全年")).unwrap_or(subject);
    if has(subject, "排名 名次 位次 前 第 ± 进入") || has(rest, "±") {
        return None;
    }
    if has(subject, "未 不 且 或 每 最 除 若 分 扣 加分")
        && !has(subject, "不合格率 得分率 分公司 部分 差错")
        && !matches!(subject, "得分" | "考核得分" | "评价得分" | "综合得分" | "测评得分" | "评分")
    {
        return None;
    }
    let mut c = Cursor::new(rest);
    let of_target =
        has(subject, "完成率 达成率 完成比例 完成 目标") || has(rest, "目标值的 目标的 任务的 完成率 计划的");
    let cleaned;
    if has(rest, "目标值的 目标的 任务的 计划的 任务数的 任务量的") {
        cleaned = ["目标值的", "任务数的", "任务量的", "目标的", "任务的", "计划的"]
            .iter()
            .fold(rest.to_owned(), |text, word| text.replace(word, ""));
        c = Cursor::new(&cleaned);
    }
    let (mut percent, mut unit) = (None, String::new());
    let found = tokens(&mut c, &mut percent, &mut unit)?;
    let mut span = bounds(&found)?;
    span.percent = percent.unwrap_or(false);
    span.unit = unit;
    span.of_target = of_target;
    span.subject = subject.to_owned();
    Some(When::Span(span))
}

fn bounds(tokens: &[Token]) -> Option<Span> {
    let mut span = Span::default();
    let mut numbers = 0;
    let mut sign: Option<(bool, bool)> = None;
    let mut marks: Vec<(bool, Option<f64>)> = Vec::new();
    for (k, token) in tokens.iter().enumerate() {
        match token {
            Token::Number(at) => {
                numbers += 1;
                let before = k.checked_sub(1).and_then(|k| tokens.get(k));
                let after = tokens.get(k + 1);
                let (low, inclusive, sure) = match (sign.take(), after) {
                    // 90%≤完成率<95%
                    (Some((low, inclusive)), _) => (low, inclusive, true),
                    (None, Some(Token::After { low, inclusive, sure })) => (*low, *inclusive, *sure),
                    (None, Some(Token::Sign { low, inclusive })) if k == 0 => (!low, *inclusive, true),
                    // 90-95 alone does not say to which side its ends belong.
                    (None, _) if before == Some(&Token::To) => (false, true, false),
                    (None, Some(Token::To | Token::Inside(_) | Token::Outside(_))) => (true, true, false),
                    (None, None) if before == Some(&Token::Inside(None)) || numbers == 1 => {
                        span.exact = true;
                        (true, true, true)
                    }
                    _ => return None,
                };
                let bound = Bound { at: *at, inclusive, sure };
                let end = if low { &mut span.low } else { &mut span.high };
                if end.replace(bound).is_some() {
                    return None;
                }
            }
            Token::Sign { low, inclusive } => {
                if matches!(tokens.get(k + 1), Some(Token::Number(_))) {
                    sign = Some((*low, *inclusive));
                } else if k == 0 {
                    return None;
                }
            }
            Token::Inside(None) if k == 0 => {}
            Token::Inside(at) => marks.push((true, at.or_else(|| last(tokens, k)))),
            Token::Outside(at) => marks.push((false, at.or_else(|| last(tokens, k)))),
            Token::To | Token::And | Token::After { .. } => {}
        }
    }
    for (inclusive, at) in marks {
        for end in [&mut span.low, &mut span.high].into_iter().flatten() {
            if at == Some(end.at) {
                (end.inclusive, end.sure) = (inclusive, true);
            }
        }
    }
    let ordered = match (span.low, span.high) {
        (Some(low), Some(high)) => low.at < high.at,
        (None, None) => false,
        _ => true,
    };
    (ordered && (1..=2).contains(&numbers)).then_some(span)
}

fn last(tokens: &[Token], before: usize) -> Option<f64> {
    tokens[..before].iter().rev().find_map(|token| if let Token::Number(at) = token { Some(*at) } else { None })
}
