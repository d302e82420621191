//! A part of the line of numbers: ≥95%, 90–95(不含95), ±5%以内, 85%≤执行率<95%.

use super::condition::{Bound, Span, When};
use super::cursor::{Cursor, has};

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

/// What a number may be counted in; letters (mg/l) are units as well.
pub(super) const UNITS: &str = "岁 分钟 人次 % ‰ 个百分点 百分点 个千分点 千分点 万元 亿元 元 项 个工作日 工作日 个 次 天 日 小时 起 件 例 名 人 家 条 篇 户 份 吨 公里 亩 分 位 处 宗 批 场 期 个月 月 季度 周 年 节 课时 学时 台 套 辆 张 页 字 千克 公斤 克 平方米 万平方米 立方米 万吨 公顷 万亩 度 千瓦时 微克/立方米 毫克/升 分贝 元/人 万元/人 万元/亩 元/吨 吨标准煤 吨标准煤/万元 个点 秒 倍 万人 万人次 人天 米 千米 部 座 所 支 笔 栋 株 万 亿 种 类 层 轮 门 对 村 万户 万件 万次 床日 万条 班次 车次 名次 个名次 位次 个位次 宗地 标段 场次 批次 户次 家次 件次 台次 期次 起次 万美元 亿美元 美元 万千瓦时 万吨标准煤 千瓦 兆瓦 千吨 公斤/亩 元/平方米 元/吨公里";

/// A unit at the cursor.
pub(super) fn named_unit<'a>(c: &mut Cursor<'a>) -> Option<&'a str> {
    if let Some(word) = c.eat(UNITS) {
        return Some(word);
    }
    let end = c.rest.find(|k: char| !(k.is_ascii_lowercase() || "μµ/³㎡".contains(k))).unwrap_or(c.rest.len());
    let (word, rest) = c.rest.split_at(end);
    let letters = word.starts_with(|k: char| k.is_ascii_lowercase() || "μµ㎡".contains(k)) && word != "x";
    c.rest = if letters { rest } else { c.rest };
    letters.then_some(word)
}

fn tokens(c: &mut Cursor, percent: &mut Option<bool>, span: &mut Span) -> Option<Vec<Token>> {
    let Span { unit, tail, .. } = span;
    let mut found = Vec::new();
    while !c.done() {
        if c.rest.starts_with('±') {
            c.skip();
        } else if let Some(word) = c.eat("(含)以上 (含)及以上 及以上 以上(含) 含以上 及其以上") {
            let _ = word;
            found.push(Token::After { low: true, inclusive: true, sure: true });
        } else if c.eat("(含)以下 及以下 以下(含) 以内 之内 (含)以内 内 内办结 内完成 内答复 内回复 内到场 内到达 内响应 内处置 内反馈 内解决 内修复 内处理 内上报 内报送 内恢复 内办理 内整改 内送达 内处置完毕 内办理完毕 内完成整改 内整改到位 以内完成 以内办结 (含)内 内报告 内发布 内公开 内处理完毕 内结案 内支付 内拨付").is_some()
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
            let at = c.signed();
            c.eat(UNITS);
            c.eat(")");
            found.push(Token::Outside(at));
        } else if c.eat("(含 含").is_some() {
            let at = c.signed();
            c.eat(UNITS);
            c.eat(")");
            found.push(Token::Inside(at));
        } else if let Some(sign) = sign(c) {
            found.push(sign);
        } else if let Some(number) = match found.as_slice() {
            [] | [Token::Inside(None)] | [.., Token::Sign { .. } | Token::To | Token::And] => c.signed(),
            _ => c.number(),
        } {
            if let Some(word) = named_unit(c) {
                let is = has(word, "% 百分点");
                // 2025年达到98%: two units are of two things.
                if !is && !unit.is_empty() && unit != word || percent.is_some_and(|was| was != is) {
                    return None;
                }
                if !is {
                    *unit = if word.contains("千分点") { "‰" } else { word }.to_owned();
                }
                *percent = Some(is || percent.unwrap_or(false));
            }
            found.push(Token::Number(number));
        } else if c.eat("- 至 到 ~ 和 与").is_some() {
            found.push(Token::To);
        } else if c.eat("且 但 并 而").is_some() {
            found.push(Token::And);
        } else if matches!(found.as_slice(), [Token::Sign { low: true, inclusive: true }, Token::Number(_)])
            && super::counts::COUNTS.contains(&unit.as_str())
            && !unit.is_empty()
            && c.rest.chars().count() > 1
            && !has(c.rest, "未 不 且 或 并 每 扣 分 以 内 上 下 前 后 的 率 及 和 、 级 新 重 度 % 其 中 时 含 合格 通过 优 否 则 余 反 核 国 省 市 县 大 高 先 发明 者 应当 须")
            && !c.rest.contains(|k: char| k.is_ascii_digit() || "<≤>≥=~-".contains(k))
        {
            // 组织不少于2次应急演练: what is counted stands behind its number.
            c.rest.clone_into(tail);
            c.rest = "";
        } else if matches!(found.as_slice(), [Token::Number(_), Token::Sign { .. }]) && middle(c) {
            // 85%≤执行率<95%: the subject stands in the middle.
        } else if c.eat("的 之间 范围 区间 完成率 x 在 目标值 得分率 ( ) 范围内 区间内 之内 这个 这一").is_none()
        {
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

const AT_LEAST: &str = "≥ 不低于 不少于 不小于 达到 达 大于等于 大于或等于 高于或等于 达到或超过 等于或高于 等于或大于 未低于 多于或等于 不短于";
const ABOVE: &str = "> 超过 高于 大于 多于 超出 超";
const AT_MOST: &str =
    "≤ 不高于 不超过 不大于 不多于 小于等于 小于或等于 控制在 未超过 未超 不超 未高于 低于或等于 等于或低于 不长于";
const BELOW: &str = "< 低于 不足 小于 少于 未达到 达不到 不到 未达 未满 不满 短于";

fn sign(c: &mut Cursor) -> Option<Token> {
    let mut found = None;
    let mut longest = 0;
    for (words, token) in [
        (AT_LEAST, Token::Sign { low: true, inclusive: true }),
        (ABOVE, Token::Sign { low: true, inclusive: false }),
        (AT_MOST, Token::Sign { low: false, inclusive: true }),
        (BELOW, Token::Sign { low: false, inclusive: false }),
        ("= 等于 为", Token::Inside(None)),
    ] {
        let mut ahead = *c;
        if let Some(word) = ahead.eat(words).filter(|word| word.len() > longest) {
            longest = word.len();
            found = Some((ahead, token));
        }
    }
    let (ahead, token) = found?;
    *c = ahead;
    Some(token)
}

/// Whether a number, or a word for the target before one, stands next: 达 in 达标率 is no sign.
fn begins(rest: &str) -> bool {
    rest.starts_with('±')
        || Cursor::new(rest).signed().is_some()
        || Cursor::new(rest).eat("目标 任务 计划 年度 全年 序时 总 了").is_some()
}

/// What stands before a year, and what behind it.
pub(super) fn dated(text: &str) -> Option<(&str, &str)> {
    text.match_indices('年').find_map(|(at, _)| {
        let year = text.get(at.checked_sub(4)?..at)?;
        let named = matches!(year.get(..2), Some("19" | "20")) && year.chars().all(|c| c.is_ascii_digit());
        named.then_some((&text[..at - 4], &text[at..]))
    })
}

/// 到2025年达到98%: a year is no line. None: something is compared with that year.
fn without_year(text: &str) -> Option<String> {
    let Some((before, after)) = dated(text) else { return Some(text.to_owned()) };
    if before.ends_with(|c: char| "比较与同于以从自.".contains(c) || c.is_ascii_digit()) {
        return None;
    }
    let mut c = Cursor::new(after);
    c.eat("年度 年底前 年底 年末 年内 年前 年");
    // 达到2023年的90%, 2024年合格率的98%: a share of what it was then, unless it is the plan of that year.
    let head = c.rest.split(|c: char| c.is_ascii_digit() || "≥≤<>".contains(c)).next().unwrap_or_default();
    let compared = ["达到", "达", "恢复到", "回到", "超过", "超出", "超", "高", "低", "不足", "≥", "≤", ">", "<", "="];
    let compared = compared.iter().any(|word| before.ends_with(word));
    let then =
        compared || head.ends_with('的') || has(head, "水平 基础 基数 平均值 平均数 均值") || head.ends_with("平均");
    if then && !has(head, "目标 任务 计划 预算 指标 要求") {
        return None;
    }
    let before = ["截至", "截止", "到", "至", "在"].iter().find_map(|word| before.strip_suffix(word)).unwrap_or(before);
    let rest = c.rest.trim_start_matches([',', ':']);
    (!rest.starts_with(|c: char| c.is_ascii_digit()) || before.is_empty()).then(|| format!("{before}{rest}"))
}

/// 超过目标10%, 低于目标值5个百分点: so far from it, and no share of it as in 低于目标90%.
fn far_from_target(text: &str) -> bool {
    const MORE: &str = "不超过 未超过 不高于 超过 超出 高于 大于 多于 超";
    let mut c = Cursor::new(text);
    let more = c.eat(MORE).is_some();
    if !more && c.eat("低于 不足 少于 小于").is_none() {
        return false;
    }
    c.eat("年度 全年 考核 既定 预定 年初");
    if c.eat("目标值 目标数 目标任务 目标 任务数 任务量 任务 计划数 计划值 计划 预算数 预算").is_none()
    {
        return false;
    }
    let Some(at) = c.number() else { return false };
    match c.eat("% 个百分点 百分点") {
        // 超过目标100% is beyond the whole of it.
        Some("%") => at < if more { 100.0 } else { 50.0 },
        unit => unit.is_some(),
    }
}

/// A part of the line of numbers, with its subject before it.
pub(super) fn span(text: &str) -> Option<When> {
    let undated = without_year(text)?;
    let text = undated.as_str();
    let starts = text.char_indices().find(|(at, c)| {
        let mut c2 = Cursor::new(&text[*at..]);
        c2.signed().is_some()
            || *c == '±'
            || sign(&mut c2).is_some_and(|s| s != Token::Inside(None)) && begins(c2.rest)
            || (*c == '=' || *c == '为')
    });
    let at = starts?.0;
    let (subject, rest) = text.split_at(at);
    // 目标值-5%以内: so far below it.
    if rest.starts_with('-') && has(subject, "目标 计划 标准 基准 上年") {
        return None;
    }
    // How often it is asked says nothing about how much is wanted.
    let subject = ["每年度", "每年", "全年", "每季度", "每月"]
        .iter()
        .find_map(|often| subject.strip_prefix(often))
        .unwrap_or(subject);
    if far_from_target(rest) {
        return None;
    }
    // Two rates under one condition are no value.
    let averaged = ["平均", "人均", "户均", "年均", "次均", "日均", "月均", "亩均", "均值", "均价"]
        .iter()
        .fold(subject.to_owned(), |text, word| text.replace(word, ""));
    if has(&averaged, "上半年 下半年 季末 月末 相差 差距 之差 排名 名次 位次 前 第 进入 均 、 以及 分别")
    {
        return None;
    }
    // 收入同比增长5% is a change; 同比增长率≥5% is a value of its own.
    if has(subject, "同比 环比 上年 去年 同期") && !subject.ends_with(['率', '幅', '速', '度', '值']) {
        return None;
    }
    // 占比提高0.1个百分点 is a change as well.
    if ["负", "提高", "增长", "下降", "提升", "降低", "减少", "压减", "上升", "增加", "压缩", "压降"]
        .iter()
        .any(|end| subject.ends_with(end))
    {
        return None;
    }
    let mark = ["分", "分在", "分数", "分值", "分为"].iter().any(|end| subject.ends_with(end));
    let bare =
        ["不良", "不合格", "不满意", "不动产"].iter().fold(subject.to_owned(), |text, word| text.replace(word, ""));
    if has(&bare, "未 不 且 或 每 最 除 若 分 扣 加分")
        && !has(subject, "不合格率 得分率 分公司 部分 差错 不满意率 分析 分钟 最终得分 不良率 分级 分类 划分 未成年")
        && (!mark || has(subject, "扣 加 未 不 每 且 或"))
    {
        return None;
    }
    let mut c = Cursor::new(rest);
    let percent_named = rest.contains('%');
    // 目标值的90%≤实际值<目标值: the target is a hundred percent of itself.
    let whole;
    let rest = match rest.trim_end_matches('的').strip_suffix("目标值").or(rest.strip_suffix("目标")) {
        Some(before) if percent_named && before.ends_with(['<', '≤', '≥', '>', '于', '过', '-']) => {
            whole = format!("{before}目标值的100%");
            whole.as_str()
        }
        _ => rest,
    };
    // 合格率目标99%: the target itself, and no share of it.
    let aim = ["目标", "目标值"].iter().any(|end| subject.trim_end_matches([':', '为']).ends_with(end));
    let of_target = !aim
        && (has(subject, "完成率 达成率 完成比例 完成 目标")
            || has(rest, "目标值的 目标的 任务的 完成率 计划的")
            || percent_named && has(rest, "目标 任务 计划"));
    let cleaned;
    if percent_named && has(rest, "目标 任务 计划") {
        cleaned = [
            "年度",
            "目标任务",
            "目标值",
            "目标数",
            "任务数",
            "任务量",
            "计划数",
            "计划量",
            "计划值",
            "目标",
            "任务",
            "计划",
        ]
        .iter()
        .fold(rest.to_owned(), |text, word| text.replace(word, ""));
        c = Cursor::new(&cleaned);
    }
    // 控制在90%-110%: two ends, and no sign.
    let two_ends =
        c.rest.find(['-', '至']).is_some_and(|at| at > 0 && c.rest[at..].contains(|k: char| k.is_ascii_digit()));
    if two_ends {
        c.eat("控制在 保持在 处于 介于 维持在");
    }
    let (mut percent, mut read) = (None, Span::default());
    let found = tokens(&mut c, &mut percent, &mut read)?;
    let mut span = bounds(&found)?;
    span.percent = percent.unwrap_or(false);
    (span.unit, span.tail) = (read.unit, read.tail);
    span.of_target = of_target;
    span.subject = subject.to_owned();
    span.around = rest.contains('±') || subject.contains("绝对值");
    if span.around && span.exact {
        // 在±5%之间: as far as there, either way.
        (span.low, span.high, span.exact) = (None, span.low, false);
    }
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
                } else if k != 1 {
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
