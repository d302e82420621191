//! One clause: what it says about points, or that it says nothing about them.

use super::condition::{When, when};
use super::cursor::{Cursor, has};
use super::deeds::{done_or_not, standard};
use super::places;

/// What a clause says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Clause {
    /// When this holds, that is earned.
    Earn(When, Award),
    Step(Step),
    Limit(Limit),
    /// 第1名, 第2至5名: what each place earns, in their order; one entry stands for all of them.
    Place(usize, usize, Vec<Award>),
    /// 依次递减: each place costs this.
    PlaceStep(Amount),
    /// 其余按与第1名的比例.
    ShareOfFirst,
    /// 以此类推.
    AndSoOn,
    /// 第4名及以后: from which place on (none: exactly after those that are named), and what they earn.
    Tail(usize, bool, Award),
    /// 办结数占应办数的比例, 合格率×分值: the value is a rate, and its share is earned.
    Portion,
    /// A value of the 功效系数法: the satisfactory (true) or the unacceptable one; none: of the peers.
    Reference(bool, Option<f64>),
    /// A method by its name.
    Method(&'static str),
    /// A group of raters with its weight.
    Group(String, f64),
    /// 去掉一个最高分和一个最低分.
    Trim,
    /// Full points by name.
    FullPoints(f64),
    /// Judged on a scale with this full mark.
    Judged(f64),
    /// 满意率×分值.
    Satisfied,
    /// Scores of the five levels from very satisfied to very dissatisfied.
    Levels(Vec<f64>),
    /// Says nothing about points.
    Remark(String),
    /// Says something about points that is not understood.
    Unknown(String),
}

/// What is earned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Award {
    Full,
    Nothing,
    /// A share of the full points.
    Share(f64),
    Points(f64),
    /// In proportion.
    Ratio,
}

/// Points, or a share of the full points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Amount {
    Points(f64),
    Share(f64),
}

/// Which side of the target a step lies on, or that it is an occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Less,
    More,
    Either,
    Event,
}

/// 每…扣…
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    pub when: Option<When>,
    pub side: Side,
    pub by: f64,
    /// `%`, `pp` (percentage points), or what is counted; empty where nothing is named.
    pub unit: String,
    /// Taken from the points where that is worse.
    pub take: Option<Amount>,
    pub add: Option<Amount>,
    /// 每满: parts of a step do not count.
    pub whole: bool,
    /// What comes before: another event, another count.
    pub of: String,
    /// 同比, 每下降: measured from last year rather than from the target.
    pub moved: bool,
}

/// How far it goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Limit {
    /// Down to zero.
    Zero,
    /// At most so many points are taken.
    Taken(f64),
    /// At most so many points are added.
    Added(f64),
    /// At most so many points, whichever way.
    Most(f64),
    /// At most this share of the points is earned.
    Cap(f64),
    /// Nothing beyond full points.
    Full,
    /// At least so many points.
    Least(f64),
    /// Parts of a step do not count.
    Whole,
    /// Parts of a step count in proportion.
    Parts,
}

/// Words that say something about points, or make what is said depend on something else.
const WEIGHTY: &str = "类推 基准 平均 基数 上年 同期 去年 同比 环比 比照 分 扣 加 减 得 倍 否决 酌 视 情节 情况 除外 附件 附表 详见 参照 另行 未 不 满 奖 罚 豁免 免 上限 封顶 最高 最低";

/// Reads all clauses; two that make one sentence together are read as one.
pub(super) fn read(texts: &[String]) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut k = 0;
    while let Some(text) = texts.get(k) {
        k += 1;
        if let Some(clause) = one(text) {
            clauses.push(clause);
            continue;
        }
        let plain = !has(text, WEIGHTY) && !text.contains(|c: char| c.is_ascii_digit());
        if standard(text, texts) {
            clauses.push(Clause::Remark(text.clone()));
            continue;
        }
        if let Some((yes, no)) = texts.get(k).and_then(|next| done_or_not(text, next)) {
            clauses.push(Clause::Earn(When::Yes, yes));
            clauses.push(Clause::Earn(When::No, no));
            k += 1;
            continue;
        }
        // A heading before a whole clause is a heading; a condition before it is its own.
        let next_alone = plain && when(text).is_none() && texts.get(k).is_some_and(|next| one(next).is_some());
        let both = texts.get(k).map(|next| format!("{text}{next}"));
        if let Some(clause) = both.filter(|_| !next_alone && can_lead(text)).and_then(|both| one(&both)) {
            clauses.push(clause);
            k += 1;
            continue;
        }
        // 完成率=完成数÷计划数×100% says what the value is, not what it earns.
        let plain = plain || text.ends_with("×100%") && text.contains('=') && !has(text, "分 扣 加 ≥ ≤");
        clauses.push(if plain { Clause::Remark(text.clone()) } else { Clause::Unknown(text.clone()) });
    }
    clauses
}

/// Whether what follows can belong to this clause: it holds no award of its own.
fn can_lead(text: &str) -> bool {
    !has(text, "扣 加分 得分 不得 满分 酌 视情")
}

/// One clause on its own.
pub(super) fn one(text: &str) -> Option<Clause> {
    // Longer than any clause that is understood; keeps the work per sign small.
    if text.len() > 360 {
        return None;
    }
    limit(text)
        .map(Clause::Limit)
        .or_else(|| places::clause(text))
        .or_else(|| named(text))
        .or_else(|| super::people::clause(text))
        .or_else(|| super::portion::clause(text))
        .or_else(|| super::efficacy::clause(text))
        .or_else(|| step(text).map(Clause::Step))
        .or_else(|| earn(text))
}

fn named(text: &str) -> Option<Clause> {
    let mut c = Cursor::new(text);
    c.eat("本项满分 该项满分 满分为 满分 本项 该项 分值为 分值 共计 共 计");
    if let (Some(points), Some(_)) = (c.number(), c.eat("分")) {
        return c.done().then_some(Clause::FullPoints(points));
    }
    let mut c = Cursor::new(text);
    c.eat("采用 采取 按照 按 运用");
    let method = match c.eat("极差标准化 极差法 极差标准化法 功效系数法 完成率法 达标法 目标完成计分法")?
    {
        "功效系数法" => "gongxiao",
        "完成率法" => "completion",
        "达标法" | "目标完成计分法" => "threshold",
        _ => "minmax",
    };
    c.made_of("计分 计算 评分 得分 打分 处理 进行 法 方法 无量纲化").then_some(Clause::Method(method))
}

fn limit(text: &str) -> Option<Limit> {
    let mut c = Cursor::new(text);
    let zero = "直至 直到 至 本项 该项 此项 分值 分数 扣完 扣光 减完 为止 最多 可累计 即止 的";
    if has(text, "扣完 扣光 减完") && c.made_of(zero) {
        return Some(Limit::Zero);
    }
    if Cursor::new(text).made_of("不倒扣 不计负分 不得负分 不出现负分 不为负 分 最低 为 得 0 扣至 扣到 止 减至")
        && has(text, "负 倒扣 最低 扣至 扣到 减至")
    {
        return Some(Limit::Zero);
    }
    let nothing_more = "本项分值 该项分值 部分 不超过 超额 完成 超过 超出 超 目标 值 部分 任务 的 也 不再 另 额外 不 加分 100% 按 计 计算 最高 得 满分 为止 加满 加到 加至 本项 分值 上限 以 为 高于 权重分 权重 标准分 该项";
    if has(
        text,
        "不超过本项分值 不超过该项分值 超过满分按满分计 不加分 不再加分 不另加分 按100%计 得满分为止 加满为止 最高得满分 最高为满分 不额外加分 以满分为上限 不超过满分 加至满分 最高满分 不超过权重分 不超过标准分 满分为止 不超过权重 不超过分值 按权重计 按分值计 按标准分计",
    ) && c.made_of(nothing_more)
    {
        return Some(Limit::Full);
    }
    if matches!(text, "本项封顶" | "封顶" | "加满本项分值为止" | "本项加满为止" | "不超过本项满分")
    {
        return Some(Limit::Full);
    }
    match text {
        "不足1个百分点的不计"
        | "不足1个百分点不计"
        | "不足1个百分点的不扣分"
        | "不足1个百分点不扣分"
        | "不足1%的不计"
        | "不足1%不计"
        | "不足1个百分点不计分"
        | "不足1%不扣分" => return Some(Limit::Whole),
        "不足1个百分点的按比例计算" | "不足1个百分点按比例计算" | "不足1%按比例计算" | "不足1个百分点按比例扣分" =>
        {
            return Some(Limit::Parts);
        }
        _ => {}
    }
    c.eat("本项 该项 此项 累计 合计 单项");
    let about = c.eat("加分 扣分 得分 扣减 分值 总分 总得分").unwrap_or_default();
    let verb = c.eat("最多不超过 最高不超过 累计不超过 不超过 最多 最高 上限为 上限 封顶 总计不超过 最高可 最多可 以 最低 最低不低于 不低于 最高限 最高为");
    let act = c.eat("加分 扣分 加到 加至 加 扣减 扣 得分 得 计 为").unwrap_or_default();
    c.eat("不超过 至");
    c.eat("分值的 标准分的 该项分值的 本项分值的 权重分的");
    let number = c.number()?;
    let unit = c.eat("分 %")?;
    let end = c.eat("封顶 为限 为上限 为止 的标准分 的分值 标准分 分值");
    if !c.done() || (verb.is_none() && end.is_none()) {
        return None;
    }
    let lowest = verb.is_some_and(|verb| verb.contains('低'));
    Some(match (unit, lowest) {
        ("%", false) if !act.contains('扣') && !about.contains('扣') => Limit::Cap(number / 100.0),
        ("%", _) => return None,
        (_, true) => Limit::Least(number),
        _ if about.contains('扣') || act.contains('扣') => Limit::Taken(number),
        _ if about.contains('加') || act.starts_with('加') => Limit::Added(number),
        _ => Limit::Most(number),
    })
}

/// An award that fills the text.
pub(super) fn award(text: &str) -> Option<Award> {
    let nothing = "此项 该项 本项 不得分 不计分 不给分 得零分 计零分 零分 均 则 为 得 计 记 0分 该 指标";
    if has(text, "不得分 不计分 不给分 零分 0分")
        && !has(text, "10分 20分 30分 40分 50分 .0分")
        && Cursor::new(text).made_of(nothing)
    {
        return Some(Award::Nothing);
    }
    if ratio(text) {
        return Some(Award::Ratio);
    }
    // 其余按6分计
    let text = text.strip_prefix('按').and_then(|bare| bare.strip_suffix('计')).unwrap_or(text);
    let mut c = Cursor::new(text);
    c.eat("则 即 均 可");
    c.eat("此项 该项 本项");
    let verb = c.eat("得基础分 得基本分 计基础分 得 计 记 赋 给 为 赋予 基数计 基础分 基本分 基础分为 :");
    let rest = c;
    if c.eat("满分 全分 标准分 该项满分 该项赋分 该项分值 基本分 全部分值 分值 该项标准分 本项满分").is_some()
    {
        if let (Some(points), Some(_)) = (c.number(), c.eat("分")) {
            return c.done().then_some(Award::Points(points));
        }
        if c.done() {
            return Some(Award::Full);
        }
    }
    c = rest;
    if c.done() && matches!(verb, Some("得基础分" | "得基本分" | "计基础分")) {
        return Some(Award::Full);
    }
    if verb.is_some() && c.rest == "分" {
        return Some(Award::Full);
    }
    if text == "不扣分" {
        return Some(Award::Full);
    }
    c.eat("分值的 标准分的 该项分值的 本项分值的 满分的 权重分的 总分的 权重的 分值×");
    let number = c.number()?;
    match c.eat("分 %")? {
        "分" => c.done().then_some(Award::Points(number)),
        _ => Cursor::new(c.rest)
            .made_of("的 标准分 分值 分数 得分 权重分 该项 本项 分 满分 权重 基本分")
            .then_some(Award::Share(number / 100.0)),
    }
}

/// In proportion, and nothing besides.
fn ratio(text: &str) -> bool {
    let words = "/ ÷ ( ) ×100% 实际值 计划 量 数量 按 按照 实际 完成 率 值 比例 占 目标 的 比重 计算 计 得分 扣分 扣减 扣除 折算 乘以 标准分 分值 × 相应 该项 本项 任务 数 给分 赋分 计分 线性 等比例 计算得分 情况 分数 与 比 得 = 完成率 权重 本项得分 满分 折算得分 确定 进度 达成率 则 比值 之比 权重分 分 标准分值 占比 年度 年初 根据";
    let divided =
        has(text, "/目标 /计划 /任务 ÷目标 ÷计划 ÷任务 /年度目标 /年度计划 /年度任务 /年初目标 ÷年度目标 ÷年度计划")
            && has(text, "×分值 ×满分 ×标准分 ×权重 ×本项分值");
    (divided || has(text, "比例 完成率 比重 线性 达成率 比值 之比")) && Cursor::new(text).made_of(words)
}

fn earn(text: &str) -> Option<Clause> {
    for (at, _) in text.char_indices() {
        // A number without a verb belongs to the condition: ≤100% earns nothing by itself.
        let bare = ["以上", "以下", "以内", ")", "其余", "其他", "名次"].iter().any(|end| text[..at].ends_with(end));
        if !bare && text[at..].starts_with(|c: char| c.is_ascii_digit() || c == '.')
            || text[at..].starts_with('则') && text[..at].ends_with('否')
        {
            continue;
        }
        if let Some(award) = award(&text[at..]) {
            let mut before = text[..at].trim_end_matches([':', '的', '可', '即']);
            before = before.strip_suffix("者").unwrap_or(before);
            before = before.strip_suffix('则').filter(|before| !before.ends_with('否')).unwrap_or(before);
            if before.is_empty() && award != Award::Ratio {
                continue;
            }
            if let Some(when) = when(before) {
                // 得分=完成率×分值 may have eaten nothing before it.
                return Some(Clause::Earn(when, award));
            }
        }
    }
    None
}

/// Points or a share that is taken or added.
pub(super) fn amount(c: &mut Cursor) -> Option<Amount> {
    c.eat("标准分的 分值的 该项分值的 本项分值的 满分的 权重分的");
    let number = c.number()?;
    match c.eat("分 %")? {
        "分" => {
            c.eat("值");
            Some(Amount::Points(number))
        }
        _ => {
            c.eat("标准分 的标准分 分值 的分值 权重分 的权重分 的分数");
            Some(Amount::Share(number / 100.0))
        }
    }
}

const LESS: &str =
    "少开展 少组织 少报送 少召开 少报 少参加 少落实 降 低于 低 降低 下降 减少 少 差 下滑 不足 少完成 低出 欠";
const MORE: &str = "升 高于 高出 高 超过 超出 超额完成 超额 超 增加 提高 提升 上升 多 增长 多完成 增";
const EITHER: &str = "偏离 偏差 相差 ± 增减";
const COUNTERS: &str = "个百分点 百分点 个千分点 千分点 % ‰ 个 次 起 项 件 例 天 日 个工作日 条 处 篇 家 宗 户 小时 人 份 人次 期 岁 分钟 分 万元 起次 名";

/// 每低1个百分点扣0.5分; 每发生一起扣1分; 发现1次扣1分.
fn step(text: &str) -> Option<Step> {
    // 违规扣5分/次
    if let Some((much, unit)) = text.rsplit_once("分/")
        && ["次", "起", "项", "件", "处", "例", "条", "个", "天", "人次", "份"].contains(&unit)
        && let Some(at) = much.rfind(['扣', '加'])
        && !much[..at].contains(|c: char| c.is_ascii_digit() || c == '每')
    {
        return step(&format!("每{}1{unit}{}分", much[..at].trim_end_matches('的'), &much[at..]));
    }
    let each = text.rfind('每');
    let (before, after) = match each {
        Some(at) => (&text[..at], &text[at + '每'.len_utf8()..]),
        None => {
            let at = ["发现", "发生", "出现", "迟报", "漏", "缺", "延期", "逾期", "超期"]
                .iter()
                .filter_map(|word| text.find(word))
                .min();
            match at {
                Some(at) => (&text[..at], &text[at..]),
                None if single(text) => ("", text),
                None => return None,
            }
        }
    };
    if has(before, "扣 加分 得分 酌 视 倍 最") {
        return None;
    }
    let mut c = Cursor::new(after);
    let whole = c.eat("满").is_some();
    let either = c.eat(EITHER);
    let (side, word) = match (either, c.eat(LESS), ()) {
        (Some(word), ..) => (Side::Either, word),
        (None, Some(word), ()) => (Side::Less, word),
        (None, None, ()) => match c.eat(MORE) {
            Some(word) => (Side::More, word),
            None => (Side::Event, ""),
        },
    };
    let moved = has(word, "下降 下滑 减少 增长 上升 提高 提升 增加")
        || matches!(word, "降" | "升")
        || has(before, "同比 环比 上年");
    let mut of = String::new();
    if side == Side::Event {
        // What is counted: everything up to a number or a counting word before the points.
        while !c.done() && c.rest.starts_with(|k: char| !k.is_ascii_digit() && k != '扣' && k != '加' && k != '减') {
            let mut counted = c;
            if counted.eat(COUNTERS).is_some() && counted.eat("扣 加 的扣 减 得").is_some() {
                break;
            }
            of.extend(c.rest.chars().next());
            c.skip();
        }
    } else {
        c.eat("目标值 目标 达标线 标准值 标准 基准值 基准 计划 任务 指标值 平均值");
    }
    let by = c.number();
    let unit = c.eat(COUNTERS).unwrap_or_default();
    if by.is_none() && unit.is_empty() || by.is_some_and(|by| by <= 0.0) || (each.is_none() && by.is_none()) {
        return None;
    }
    // 每有1个机构达不到要求的，扣0.5分: what the event is may stand behind its number.
    let end = c.rest.find(['扣', '加', '减', '±', '得', '计'])?;
    let what = &c.rest[..end];
    let idle = "的 相应 则 各 再 另 即 增 可 分别 给予";
    if !Cursor::new(what).made_of(idle) {
        if side != Side::Event || has(what, "最 酌 视 1 2 3 分") {
            return None;
        }
        of.push_str(what);
    }
    c.rest = &c.rest[end..];
    let verb = c.eat("扣减 扣除 扣 减扣 减 加减 加 增加 ± 得 计")?;
    let amount = amount(&mut c)?;
    if !c.done() {
        return None;
    }
    // 每满1个百分点±0.5分: the sign says that both sides are meant.
    let side = if side == Side::Event && matches!(verb, "±" | "加减") { Side::Either } else { side };
    let (take, add) = match verb {
        "±" | "加减" => (Some(amount), Some(amount)),
        "加" | "增加" => (None, Some(amount)),
        "得" | "计" if side == Side::Event || unit != "%" => (None, Some(amount)),
        "得" | "计" => return None,
        _ => (Some(amount), None),
    };
    let unit = match unit {
        "个百分点" | "百分点" => "pp",
        "个千分点" | "千分点" => "‰",
        other => other,
    };
    let when = if side == Side::Event { None } else { led(before)? };
    let of = if side == Side::Event { format!("{before}{of}") } else { of };
    if has(&of, "酌 视 情节 除 扣 重大 分 持平 环比 同比") {
        return None;
    }
    Some(Step { when, side, by: by.unwrap_or(1.0), unit: unit.to_owned(), take, add, whole, of, moved })
}

/// 有1项未落实扣0.5分, 旷工1天扣2分: one of something takes points, and nothing is compared.
fn single(text: &str) -> bool {
    let Some(at) = text.find(|c: char| c.is_ascii_digit()) else { return false };
    let mut c = Cursor::new(&text[at..]);
    let counted = c.number() == Some(1.0) && c.eat("个 次 起 项 件 例 天 日 条 处 篇 家 份 人次 人 期").is_some();
    let rest = c.rest;
    let taken = rest.find('扣').is_some_and(|k| !rest[..k].contains(|c: char| c.is_ascii_digit()));
    counted
        && taken
        && !has(&text[..at], "超 低 高 于 达 第 前 后 内 月 率 且 或 均")
        && !has(rest, "以上 以下 以内 起扣")
}

/// What stands before a step: nothing, a subject, or a condition.
fn led(before: &str) -> Option<Option<When>> {
    let bare = before.trim_end_matches(['的', ':', '在']);
    if let Some(when) = when(bare).filter(|_| !bare.is_empty()) {
        return Some(Some(when));
    }
    let plain = !bare.contains(|c: char| c.is_ascii_digit())
        && !has(bare, "未 不 酌 视 且 若 如 分 基准 平均 同期 上年 基数 类推");
    plain.then_some(None)
}
