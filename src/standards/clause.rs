//! One clause: what it says about points, or that it says nothing about them.

use super::award::award;
use super::condition::{Span, When, is, when};
use super::counts::DAYS;
use super::cursor::{Cursor, has};
use super::deeds::{done_or_not, standard};
use super::equation::{Sum, equation};
use super::limit::limit;
use super::places;
use super::step::step;
use crate::model::Direction;

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
    /// 由低到高排名: which way the first place lies.
    Order(Direction),
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
    /// 覆盖率不低于90%: what is asked for, before what it earns.
    Aim(Span),
    /// 得分=实际值÷目标值×分值: an equation over x, t, b, p, r (the rate of completion) and n (the value's own name).
    Equation(Sum),
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
    /// What is measured, where it stands before a step beside a line: 合格率每低1个百分点.
    pub subject: String,
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
    /// At least this share of the points; at most this share of them is taken.
    LeastShare(f64),
    TakenShare(f64),
    /// Parts of a step do not count.
    Whole,
    /// Parts of a step count in proportion.
    Parts,
}

/// Words that say something about points, or make what is said depend on something else.
const WEIGHTY: &str = "类推 基准 平均 基数 上年 同期 去年 同比 环比 比照 分 扣 加 减 得 倍 否决 酌 视 情节 情况 除外 附件 附表 详见 参照 另行 未 不 满 奖 罚 豁免 免 上限 封顶 最高 最低 相比 先进 标杆 行业 上季 上月 上期 往年 历年 首次 初次 第1次 折 归零 清零 取消 较低 较高 低者 高者 两者 返还 恢复";

/// Reads all clauses; two that make one sentence together are read as one.
pub(super) fn read(texts: &[String], name: &str) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut k = 0;
    while let Some(text) = texts.get(k) {
        k += 1;
        if let Some(clause) = one(text).or_else(|| headed(text)) {
            clauses.push(clause);
            continue;
        }
        // 同一事项不重复扣分 goes without saying.
        let idle = has(text, "不重复扣分 扣分可累计 可累计扣分") && !text.contains(|c: char| c.is_ascii_digit());
        if (announced(text) || idle) && texts.len() > 1 {
            clauses.push(Clause::Remark(text.clone()));
            continue;
        }
        // 未达到目标的，按差距扣分，每差1个百分点扣0.5分: the middle says nothing of its own.
        if let (Some(between), Some(then)) = (texts.get(k), texts.get(k + 1))
            && announced(between)
            && when(text).is_some()
            && let Some(clause) = one(&format!("{text}{then}"))
        {
            clauses.push(Clause::Remark(between.clone()));
            clauses.push(clause);
            k += 2;
            continue;
        }
        // 没有完成的扣分，每低1%扣1分: the step says how much.
        let text = &["进行扣分", "予以扣分", "相应扣分", "扣分"]
            .iter()
            .find_map(|end| text.strip_suffix(end))
            .filter(|lead| when(lead).is_some())
            .map_or_else(|| text.clone(), str::to_owned);
        let plain = !has(&text.replace("折算", ""), WEIGHTY) && !text.contains(|c: char| c.is_ascii_digit());
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
        if let Some(span) = aim(text).filter(|_| texts.len() > 1) {
            clauses.push(Clause::Aim(span));
            continue;
        }
        // 完成率=完成数÷计划数×100% says what the value is, not what it earns.
        let defined =
            text.ends_with("×100%") && text.contains('=') && !has(&text.replace("百分比", ""), "扣 加 ≥ ≤ 得分 分值");
        let plain = plain || defined;
        clauses.push(if plain { Clause::Remark(text.clone()) } else { Clause::Unknown(text.clone()) });
    }
    settle(&mut clauses, name);
    clauses
}

/// 每延迟1天扣1分 beside 5天内办结得满分 is so much more than the line; without a line it is an event.
fn settle(clauses: &mut [Clause], name: &str) {
    // 逾期天数 is what each day of 每逾期1天 adds to: 5个工作日内答复 is a line of something else.
    const OVERDUE: &str = "逾 超期 超时 超限 延期 延误 延迟 拖 迟 晚";
    let own = |span: &Span| span.high.is_some() && (!has(name, OVERDUE) || has(&span.subject, OVERDUE));
    let units: Vec<String> = clauses
        .iter()
        .filter_map(|clause| match clause {
            Clause::Earn(When::Span(span), Award::Full | Award::Points(_)) | Clause::Aim(span) if own(span) => {
                Some(span.unit.clone())
            }
            _ => None,
        })
        .collect();
    // 低于90%或高于110% beside 90%-110%: everything else.
    let inside = clauses.iter().find_map(|clause| match clause {
        Clause::Earn(When::Span(Span { low: Some(low), high: Some(high), .. }), _) => Some((low.at, high.at)),
        _ => None,
    });
    let stepped = clauses.iter().any(|clause| matches!(clause, Clause::Step(_)));
    for clause in clauses {
        if let Clause::Earn(when @ When::Outside(..), _) = clause
            && inside.is_some_and(|(low, high)| *when == When::Outside(low, high))
        {
            *when = When::Otherwise;
        }
        // 按优秀率计分，每低1个百分点扣0.1分: the step says how.
        if stepped && *clause == Clause::Portion {
            *clause = Clause::Remark(String::new());
        }
        if let Clause::Step(step) = clause
            && late(step)
            && units.iter().any(|unit| *unit == step.unit || is(unit, DAYS) && is(&step.unit, DAYS))
        {
            step.side = Side::More;
        }
    }
}

/// 每延迟1天
pub(super) fn late(step: &Step) -> bool {
    step.side == Side::Event && is(&step.of, "延迟 推迟 逾期 超期 延期 超时 超限 滞后 拖延 迟")
}

/// 时效性:按期完成得满分: a clause with a heading before it.
fn headed(text: &str) -> Option<Clause> {
    let (head, rest) = text.split_once(':')?;
    let plain = (2..=14).contains(&head.chars().count())
        && !head.contains(|c: char| c.is_ascii_digit())
        && (is(head, "加分项 扣分项 减分项 加分 扣分 加分标准 加分指标 扣分指标")
            || !has(head, "扣 得 加分 未 不 每 其余 否则 超 低 高于 且 或 第"));
    if plain && !rest.is_empty() { one(rest) } else { None }
}

/// 按全市排名计分: says that points are given, and not how many.
fn announced(text: &str) -> bool {
    let start = ["按照", "按", "根据", "依据", "依照", "以"].iter().find_map(|word| text.strip_prefix(word));
    let end = ["计分", "评分", "赋分", "打分", "扣分", "给分", "进行考核", "考核", "确定得分", "分档计分", "分段计分"];
    start.is_some_and(|rest| end.iter().any(|end| rest.ends_with(end)))
        && !text.contains(|c: char| c.is_ascii_digit())
        && !has(
            text,
            "比例 率 占 比值 分值 标准分 权重 满分 × / 完成 系数 折算 酌 视 情节 最 附 评价 评委 领导 专家 群众 考核组 上级 倍 法 上年 平均 基数 百分 制 优 实际 表 打分 测评 评议",
        )
        || is(
            text,
            "差额法 采用差额法 采用差额法计分 比率法 采用比率法 采用比率法计分 采用比例法计分 采用扣分法 采用扣分法计分 采用加减分法 采用加减分法计分 采用倒扣法 采用区间法 采用分档法 采用分档法计分 采用直接计分法 采用减分法 采用增减分法 采用统计法 采用比例法 采用百分制 实行百分制 正向计分 反向计分 按照实际得分折算 按实际得分折算 按得分折算 分档计分 分段计分 按档计分 定量计分 分档赋分 扣分制 倒扣制 实行扣分制 采取扣分制 采用扣分制 采用倒扣分制 采取倒扣分制 实行倒扣制 倒扣分制 按差距绝对值扣分 采用分档计分 采用区间计分 区间计分 采用阶梯计分 阶梯计分 采用加分制 加分制 定量指标 定性指标 正向指标 反向指标 逆向指标 加分项 扣分项 减分项",
        )
        || has(text, "差距")
            && has(text, "扣分")
            && !text.contains(|c: char| c.is_ascii_digit())
            && !has(text, "比例 率 倍 酌")
}

/// 覆盖率不低于90%; 目标值:95%; 全年组织培训不少于4次.
fn aim(text: &str) -> Option<Span> {
    let named =
        ["目标值", "目标", "标准值", "考核目标", "年度目标", "要求"].iter().find_map(|word| text.split_once(word));
    let stated = named.and_then(|(_, rest)| when(rest.trim_start_matches([':', '为', '是'])));
    let exact = matches!(&stated, Some(When::Span(span)) if span.exact);
    let Some(When::Span(span)) = stated.or_else(|| when(text)) else { return None };
    let one_end = exact || span.low.is_some() != span.high.is_some() && !span.exact;
    let signed = exact || has(text, "≥ ≤ 不低于 不少于 不高于 不超过 以上 以内 控制在 达到 达 不小于 不大于 > <");
    (one_end && signed && !has(text, "扣 得 分 若 如 未 低于目标 超过目标 ×")).then_some(span)
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
    // 得分=(2-实际值/目标值)×分值: numbers of a sum are no condition.
    let sum = text.split_once('=').is_some_and(|(left, right)| {
        left.ends_with("得分")
            && right.contains(['×', '÷', '/'])
            && right.replace("100%", "").contains(|c: char| c.is_ascii_digit())
    });
    if let Some(sum) = if sum { equation(text) } else { None } {
        return Some(Clause::Equation(sum));
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
        .or_else(|| equation(text).map(Clause::Equation))
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

fn earn(text: &str) -> Option<Clause> {
    for (at, _) in text.char_indices() {
        // A number without a verb belongs to the condition: ≤100% earns nothing by itself; but 90%-95% 8分 does.
        let after = ["以上", "以下", "内", ")", "其余", "其他", "名次"].iter().any(|end| text[..at].ends_with(end));
        let counted =
            ["%", "个", "次", "起", "项", "件", "例", "人", "家", "天"].iter().any(|end| text[..at].ends_with(end));
        // 15分钟以内10分, 80-89分8分, 否则0分
        let measured = ["分钟", "小时", "分", "元", "工作日", "‰"].iter().any(|end| {
            let before = text[..at].strip_suffix(end).map(|before| before.trim_end_matches(['万', '亿', '个']));
            before.is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
        });
        let none = &text[at..] == "0分" && !text[..at].ends_with(|c: char| c.is_ascii_digit() || c == '.');
        let bare = after
            || none
            || measured
                && !text.contains(['每', '扣', '加', '得'])
                && matches!(award(&text[at..]), Some(Award::Points(_)))
            || counted && !text.contains('每') && matches!(award(&text[at..]), Some(Award::Points(_) | Award::Nothing));
        if !bare && text[at..].starts_with(|c: char| c.is_ascii_digit() || c == '.')
            || text[at..].starts_with('则') && text[..at].ends_with('否')
        {
            continue;
        }
        if let Some(award) = award(&text[at..]) {
            let mut before = text[..at].trim_end_matches([':', '的', '可', '即']);
            before = before.strip_suffix("者").unwrap_or(before);
            before = before.strip_suffix('则').filter(|before| !before.ends_with('否')).unwrap_or(before);
            // 90分以上为优秀得满分
            let grade = [
                "为优秀",
                "为良好",
                "为优",
                "为良",
                "为一般",
                "为合格",
                "为较好",
                "为基本合格",
                "为不合格",
                "为中",
                "为差",
                "为好",
                "为达标",
            ];
            before = grade.iter().find_map(|grade| before.strip_suffix(grade)).unwrap_or(before).trim_end_matches('的');
            // 没有 before 完成的按比例得分 is half of its condition.
            let half = award == Award::Ratio && matches!(when(before), Some(When::Yes | When::No));
            if before.is_empty() && award != Award::Ratio || half {
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
