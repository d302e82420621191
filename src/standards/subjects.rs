//! What the lines and steps of a sentence are of: 合格率95%以上得满分，满意率低于80%不得分 is of two values, and the
//! indicator has one.

use super::better::by_name;
use super::clause::{Award, Clause, Step};
use super::condition::{Span, When, is};
use super::{Around, has};
use crate::model::Direction;

/// Verbs and a while before what is measured.
const IDLE: &str = "达到 达 完成 实现 全年 年度 年 本年度 当年 年内 实际 得分 在 为 的 即 若 如 且 按期 按时 以 高于 低于 未 仅 只 则 每 累计 共 ( ) \" “ ” :";
/// Grades, which are no value but what it is called.
const GRADES: &str = "优秀 良好 较好 一般 合格 基本合格 不合格 较差 优 良 中 差 好 及格 不及格 达标";
/// Rates of completion, which every amount beside a target has.
const OF_COMPLETION: &str = "完成 达成 进度 执行 任务 目标 计划 实现 序时 预算";
/// Deeds of which the plan is the whole: 开工率 beside 项目开工数. The whole of 就业率 and 利润率 is another.
const PLANNED: &str = "开工 竣工 完工 建成 投产 整改 交付 拨付 支付 支出 到位 兑现 发放 入库";
/// How far one thing is from another.
const APART: &str = "超 较 高于 低于 少于 多于 节约 节省 节支 缩 减 延误 误差 偏差 偏离 差异 相差 差额 短收 短缺 落后 滞后 慢于 快于 提前 降 欠 优于 好于 差于 领先 缺口 浮动 波动 预算外 计划外";
/// Names of rates that stand for any other.
const ANY: &str = "比例 比率 率 占比 指标值 程度 进度 幅度 指标 考核指标 下达指标";

/// What becomes of some of them, and what some of them are; any other word only says what is counted.
const LATER: &str = "落地 开工 签约 立项 获批 授权 采用 采纳 录用 获奖 证书 取证 持证 脱贫 脱困 转化 验收 投产 投运 竣工 完工 就业 创业 上岗 入库 入规 入统 入选 达标 上市 结项 结案 办结 整改 销号 刊发 刊登";
const RANKS: &str = "博士 硕士 院士 教授 高层次 高级 领军 正高 副高 担任 兼任";
/// Rates of what is wanted.
const WANTED: &str = "满意 合格 完成 达成 办结 到课 出勤 执行 达标 及时 准时 准点 准确 正确 按时 按期 覆盖 知晓 优良 优秀 通过 就业 入学 毕业 巩固 利用 使用 兑现 支付 拨付 到位 落实 整改 化解 参保 成功 完好";
/// Different words for how far one number is from another.
const DEVIATION: &str = "偏差 差异 偏离 误差";

/// Whether all lines are of one thing: 县区≥95%得10分，乡镇≥90%得8分 are of two.
pub(super) fn one_thing<'a>(subjects: impl Iterator<Item = &'a str>) -> bool {
    let named: Vec<&str> = subjects.map(bare).filter(|subject| !subject.is_empty()).collect();
    named.windows(2).all(|pair| related(pair[0], pair[1]))
}

/// Whether it is a rate of something else than the target.
pub(super) fn other_rate(subject: &str, around: &Around) -> bool {
    let measured = bare(subject);
    // 开工率 beside 项目开工数 is the share of these.
    let own = around.target.is_some_and(|target| target > 0.0)
        && by_name(around.name) == Direction::HigherIsBetter
        && measured
            .strip_suffix('率')
            .is_some_and(|stem| PLANNED.split(' ').any(|deed| stem.ends_with(deed) && around.name.contains(deed)));
    rate(measured) && !has(subject, OF_COMPLETION) && !own
}

/// Whether a percentage under this name is the value's share of its target: 到课95%以上 beside a number of people is not.
pub(super) fn of_plan(span: &Span, around: &Around) -> bool {
    let subject = span.subject.as_str();
    let measured = bare(subject);
    let own = around.name.contains(measured) || !around.name.is_empty() && measured.ends_with(around.name);
    // 预算执行率, 税收完成年初预算; not 预算外支出.
    let end = ["率", "比例", "比重", "情况", "程度", "值", "数", "额", "量", "指标"]
        .iter()
        .find_map(|end| measured.strip_suffix(end))
        .unwrap_or(measured);
    let completed = is(measured, OF_COMPLETION)
        || OF_COMPLETION.split(' ').any(|word| end.ends_with(word))
        || has(subject, "完成 达成");
    let planned = PLANNED.split(' ').any(|deed| measured.contains(deed) && around.name.contains(deed));
    let of_target = span.of_target && !has(subject, "目标");
    (own || planned || is(measured, ANY) || completed || of_target) && !other_rate(subject, around)
}

/// Whether it says how far something is from something else, beside an indicator that is no such distance: 偏差5%以内
/// of 支出进度.
pub(super) fn apart(subject: &str, name: &str) -> bool {
    // 偏差率 beside 预算编制质量 is what the value is.
    let measured = bare(subject).trim_end_matches("绝对值").trim_end_matches('的');
    let value = measured.ends_with(['率', '幅']) && !rate(name);
    let subject = subject.replace("较大", "").replace("较重", "");
    let ends = ["低", "高", "少", "多", "差"];
    // 差错率 beside 合格率 is another value.
    let contrary = rate(measured) && rate(name) && !related(measured, name) && by_name(measured) != by_name(name);
    // 占比 is whatever the name says; 减税降费政策落实率 of 政策落实率 is that rate.
    let own = is(measured, ANY)
        || rate(name) && measured.ends_with(name) && related(measured, name)
        || has(measured, DEVIATION) && has(name, DEVIATION)
        // 节约 beside 资金节约率.
        || APART.split(' ').any(|word| word != "较" && measured.ends_with(word) && name.contains(word));
    // 降低率 beside 压减率 is one word for another.
    const LESS: &str = "节约 节省 节支 缩 减 降";
    let same = |word| name.contains(word) || is(word, LESS) && has(name, "缩 减 降 节 压");
    !value
        && !own
        && !name.is_empty()
        && (contrary
            || APART.split(' ').any(|word| subject.contains(word) && !same(word))
            || ends.iter().any(|end| subject.ends_with(end) && !name.contains(end)))
}

/// Whether what is counted is less than what the value counts: 不少于5个项目落地 beside 签约项目数.
pub(super) fn narrowed(clauses: &[Clause], around: &Around) -> bool {
    let name = around.name;
    let counts = ["数量", "人数", "次数", "场次", "件数", "个数", "户数", "家数", "条数", "项数", "篇数", "数", "量"];
    let counted = counts.iter().find_map(|end| name.strip_suffix(end));
    clauses.iter().any(|clause| match clause {
        Clause::Aim(Span { tail, unit, .. }) | Clause::Earn(When::Span(Span { tail, unit, .. }), _) => {
            // 不少于2次应急演练 beside a number of households.
            let other = is(around.unit, "户 家") && is(unit, "次 场 期") && !tail.is_empty();
            let later = LATER.split(' ').any(|state| tail.ends_with(state) && !name.contains(state));
            let ranked =
                is(unit, "人 名 位") && RANKS.split(' ').any(|rank| tail.contains(rank) && !name.contains(rank));
            // 项目建设 names no number: 不少于5个项目投产 says what it is.
            let part = |thing| !name.contains(tail.as_str()) && !tail.ends_with(thing);
            other || (later || ranked || tail.starts_with('被')) && counted.is_some_and(part)
        }
        _ => false,
    })
}

/// Whether two values are named that are not one.
pub(super) fn several(clauses: &[Clause], name: &str) -> bool {
    let spans = clauses.iter().filter_map(|clause| match clause {
        Clause::Aim(Span { subject, .. }) | Clause::Earn(When::Span(Span { subject, .. }), _) => Some(subject),
        Clause::Step(Step { when: Some(When::Span(Span { subject, .. })), .. }) => Some(subject),
        Clause::Step(step) => Some(&step.subject),
        _ => None,
    });
    let steps =
        clauses.iter().filter_map(|c| if let Clause::Step(step) = c { Some(step.subject.as_str()) } else { None });
    // 每低1个百分点扣0.5分，满意率低于80%不得分: the step is of the indicator, and its end of another.
    let mut ends = clauses.iter().filter_map(|clause| match clause {
        Clause::Earn(When::Span(span), Award::Nothing) => Some(bare(&span.subject)),
        _ => None,
    });
    let foreign = |end: &str| rate(name) && other_rate(end, &Around::default()) && !is(end, ANY) && !related(end, name);
    let rates: Vec<&str> = spans.map(|subject| bare(subject)).filter(|name| rate(name) && !is(name, ANY)).collect();
    rates.iter().any(|one| rates.iter().any(|other| !related(one, other))) || !one_thing(steps) || ends.any(foreign)
}

fn related(one: &str, other: &str) -> bool {
    // 满意度 and 满意率 are one.
    let spelt = |name: &str| name.replace("满意率", "满意度").replace("达成率", "完成率");
    let (one, other) = (&spelt(one), &spelt(other));
    let (long, short) = if one.len() < other.len() { (other, one) } else { (one, other) };
    // 不满意率 is the opposite of 满意率.
    long.strip_suffix(short.as_str()).is_some_and(|before| !before.ends_with(['不', '未', '非', '缺']))
}

/// Whether a line is of what nobody wants, beside a rate of what is wanted: 不满意率不超过5% of 群众满意度.
pub(super) fn opposite(clauses: &[Clause], name: &str) -> bool {
    let wanted = name.ends_with(['率', '度'])
        && has(name, WANTED)
        && !has(name, DEVIATION)
        && by_name(name) == Direction::HigherIsBetter;
    wanted
        && clauses.iter().any(|clause| {
            let (subject, share) = match clause {
                Clause::Aim(span) | Clause::Earn(When::Span(span), _) if span.percent => {
                    (&span.subject, span.of_target)
                }
                Clause::Step(step) => (&step.subject, false),
                _ => return false,
            };
            let measured = bare(subject);
            // 抗菌药物使用率 beside 抗生素使用率 is of the same kind.
            let kind = measured.ends_with(['率', '度'])
                && WANTED.split(' ').any(|word| {
                    measured.rsplit_once(word).is_some_and(|(before, behind)| {
                        name.contains(word) && behind.chars().count() == 1 && !before.ends_with(['不', '未', '非'])
                    })
                });
            let same = share || kind || is(measured, ANY) || is(measured, "值 数值") || related(measured, name);
            !measured.is_empty() && !same && !name.contains(measured)
        })
}

fn rate(name: &str) -> bool {
    ["率", "度", "占比", "比例", "比重", "百分比", "幅", "速"].iter().any(|end| name.ends_with(end))
}

/// What is measured, without what stands idly around it.
pub(super) fn bare(subject: &str) -> &str {
    let mut rest = subject;
    while let Some(after) = IDLE.split(' ').find_map(|word| rest.strip_prefix(word)) {
        rest = after;
    }
    while let Some(before) = IDLE.split(' ').find_map(|word| rest.strip_suffix(word)) {
        rest = before;
    }
    if is(rest, GRADES) { "" } else { rest }
}
