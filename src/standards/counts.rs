//! Occurrences: 每发生一起扣0.5分，扣完为止; 每增加1项加1分，最高不超过3分; 零事故得满分，否则不得分; 是得分，否不得分.

use super::clause::{Amount, Award, Clause, Limit, Side, Step};
use super::condition::{Span, When, is};
use super::cursor::Cursor;
use super::{Outcome, Scene, has, often, parameters, plain};
use crate::model::Direction;
use crate::standards::Doubt;

/// What can be counted.
pub(super) const COUNTS: [&str; 23] = [
    "",
    "个",
    "次",
    "起",
    "项",
    "件",
    "例",
    "条",
    "处",
    "篇",
    "家",
    "宗",
    "户",
    "人",
    "份",
    "人次",
    "期",
    "天",
    "日",
    "个工作日",
    "名",
    "场",
    "批",
];

/// Counts that are used loosely for one another; people, days, marks and money are never the same as these.
const THINGS: &str = "个 次 起 项 件 例 条 处 篇 家 宗 户 份 期 场 批 场次 批次 起次 期次";
const PEOPLE: &str = "人 名 人次";
pub(super) const DAYS: &str = "天 日 工作日 个工作日";

/// Whether one of these is one of those: 一起 and 一次 are, a project and 亿元 are not. An unnamed unit fits any.
pub(super) fn kin(one: &str, other: &str) -> bool {
    let both = |words: &str| is(one, words) && is(other, words);
    one == other || one.is_empty() || other.is_empty() || both(THINGS) || both(PEOPLE) || both(DAYS)
}

fn around_counts(unit: &str) -> bool {
    unit.is_empty() || is(unit, THINGS) || is(unit, PEOPLE) || is(unit, DAYS)
}

pub(super) fn rule(scene: &Scene) -> Option<Outcome> {
    let mut steps: Vec<&Step> = Vec::new();
    let (mut limit, mut most, mut least, mut stop, mut ends) = (None, None, None, None, Vec::new());
    let lacking = has(scene.around.name, "少 漏 缺 欠 未") && scene.around.target.is_none();
    for clause in scene.clauses {
        match clause {
            // 每少报1次扣1分, where the value counts what was not reported.
            Clause::Step(step) if step.side == Side::Less && step.take.is_some() && lacking && step.when.is_none() => {
                steps.push(step)
            }
            Clause::Step(step) if step.side == Side::Event || step.side == Side::More && step.add.is_some() => {
                steps.push(step)
            }
            Clause::Limit(Limit::Zero) => limit = Some(()),
            Clause::Limit(Limit::Taken(points) | Limit::Added(points) | Limit::Most(points)) if most.is_none() => {
                most = Some(*points)
            }
            // 最低得4分: so much of the points is never taken.
            Clause::Limit(Limit::Least(points)) if most.is_none() && least.is_none() => least = Some(*points),
            Clause::Limit(Limit::Full) | Clause::FullPoints(_) | Clause::Remark(_) => {}
            Clause::Earn(When::Span(span), Award::Nothing) if stop.is_none() => stop = Some((count(span)?, span)),
            Clause::Earn(when, award) => ends.push((when, *award)),
            _ => return None,
        }
    }
    let Some(first) = steps.first() else {
        return if limit.is_none() && most.is_none() && least.is_none() && stop.is_none() {
            plainly(scene, &ends)
        } else {
            None
        };
    };
    let own =
        !first.unit.is_empty() && first.unit == scene.around.unit && !matches!(scene.around.unit, "%" | "‰" | "分");
    // 每发生1事故 names no unit: only of things and people.
    let countable = around_counts(scene.around.unit);
    if !countable && steps.iter().any(|step| step.unit.is_empty() && !step.of.is_empty()) {
        return None;
    }
    // 未发生重大事故得满分 beside the number of all accidents: of which is one taken?
    if graver(scene) && ends.iter().any(|(when, _)| **when == When::Never) {
        return None;
    }
    // A rate, a sum of money or a mark counts no events.
    if !COUNTS.contains(&first.unit.as_str()) && !own || steps.iter().any(|step| !kin(&step.unit, scene.around.unit)) {
        return None;
    }
    // Several kinds of events are one count only where each costs the same.
    if steps.iter().any(|step| (step.by, step.take, step.add) != (first.by, first.take, first.add)) {
        return None;
    }
    if !side_by_side(scene) {
        return None;
    }
    // With a target, the value may be what was done rather than what was missed.
    if scene.around.target.is_some_and(|t| t > 0.0) && steps.iter().any(|step| has(&step.of, "未 不 缺 少 漏 差"))
    {
        return None;
    }
    // 每延误1天 beside a time of ten days, 每节约1万元 beside a cost: the value is the whole, and not that part of it.
    if part_of_value(scene, &steps) || steps.iter().any(|step| has(&step.of, "事故 案件")) && narrower(scene) {
        return None;
    }
    // 每月开展活动，每缺1次扣1分: the value may be what was done.
    let missed = |step: &&Step| has(&step.of, "缺 漏 少 欠") && !has(&step.of, "缺席 缺勤 缺课 缺岗");
    if steps.iter().any(missed) && often::often(scene.sentence) {
        return None;
    }
    // 每开工1个得0.5分，每竣工1个得0.5分: two counts that both earn.
    if steps.iter().any(|step| step.add.is_some() && step.of != first.of) {
        return None;
    }
    let points = |amount: Amount| match amount {
        Amount::Points(points) => Some(points),
        Amount::Share(share) => Some(share * scene.points()?),
    };
    let mut out = Outcome { doubts: scene.other_points(None), ..Outcome::default() };
    if let Some(least) = least {
        let left = scene.points()? - least;
        if most.is_some() || limit.is_some() || stop.is_some() || first.add.is_some() || left <= 0.0 {
            return None;
        }
        most = Some(left);
    }
    let maximum = most.map(plain);
    match (first.take, first.add) {
        (Some(_), None) if first.whole && first.by != 1.0 => return None,
        (Some(take), None) => {
            if ends.iter().any(|(when, award)| {
                let none = matches!(when, When::Span(span) if span.exact && !span.percent && span.low.is_some_and(|low| low.at == 0.0));
                !none && !matches!((when, award), (When::Met | When::Never | When::Yes, Award::Full | Award::Points(_)))
            }) {
                return None;
            }
            let named = ends.iter().find_map(|(_, a)| if let Award::Points(points) = a { Some(*points) } else { None });
            out.doubts = scene.other_points(named);
            out.method = "deduct";
            out.direction = Direction::LowerIsBetter;
            out.parameters = parameters(&[("per", plain(points(take)? / first.by))]);
            if let Some(((at, sure), span)) = stop {
                if !steps.iter().any(|step| same_count(span, step, scene.around.name)) {
                    return None;
                }
                out.parameters.insert("stop".to_owned(), plain(at));
                if !sure {
                    out.doubts.push(Doubt::Boundary);
                }
            }
            if limit.is_none() && most.is_none() {
                out.doubts.push(Doubt::Floor);
            }
        }
        (None, Some(add)) => {
            // A base is named, or something is taken: that is no plain bonus.
            let idle = |(when, award): &(&When, Award)| {
                matches!((when, award), (When::No | When::Otherwise | When::Never, Award::Nothing))
            };
            if !ends.iter().all(idle)
                || stop.is_some()
                || first.side == Side::More && (!first.moved || first.unit.is_empty() || scene.around.target.is_some())
            {
                return None;
            }
            if first.whole && first.by != 1.0 {
                // 每满100万元加1分: whole steps only.
                let added = format!("{} * floor(x / {})", plain(points(add)?), plain(first.by));
                let added = maximum.map_or(added.clone(), |most| format!("min({added}, {most})"));
                out.method = "formula";
                out.parameters = parameters(&[("text", format!("{added} / p"))]);
                return Some(out);
            }
            out.method = "bonus";
            out.parameters = parameters(&[("per", plain(points(add)? / first.by))]);
        }
        _ => return None,
    }
    if first.by != 1.0 {
        out.doubts.push(Doubt::WholeSteps);
    }
    if let Some(maximum) = maximum {
        out.parameters.insert("max".to_owned(), maximum);
    }
    Some(out)
}

/// Whether several steps count events side by side, 迟到 and 早退, and none of them a part of another's: 查实的每件再扣.
fn side_by_side(scene: &Scene) -> bool {
    let general = |of: &str| Cursor::new(of).made_of("发生 发现 出现 存在 查实 凡 被 有");
    // 超过时限答复的，每件扣1分: what happened stands before the step.
    let (mut events, mut before) = (Vec::new(), "");
    for clause in scene.clauses {
        match clause {
            Clause::Step(step) => events.push(if step.of.is_empty() { before } else { &step.of }),
            Clause::Remark(text) => before = text,
            _ => before = "",
        }
    }
    // 属实的 of 投诉 are a part of these; 旷工的 beside 迟到 are others.
    let shared =
        |of: &&str| of.chars().zip(of.chars().skip(1)).any(|(a, b)| scene.around.name.contains(&format!("{a}{b}")));
    let (some, all): (Vec<&str>, Vec<&str>) = events.iter().partition(|of| of.contains('的'));
    let qualified = has(&some.concat(), "属实 查实 核实 责任 整改 重复 未 不 逾 超 造成 有效 情节 后果")
        || all.iter().any(shared) && !some.iter().all(shared);
    let once_more = has(scene.sentence, "再扣 另扣 又扣 还扣 再减 另减 再加 另加");
    events.len() < 2
        || !once_more
            && events.iter().enumerate().all(|(k, one)| {
                !general(one)
                    && (one.contains('的') == events[0].contains('的') || !qualified)
                    && events.iter().skip(k + 1).all(|other| !one.contains(*other) && !other.contains(*one))
            })
}

/// 迟报3次以上不得分 beside 每投诉1件扣1分 counts something else.
fn same_count(span: &Span, step: &Step, name: &str) -> bool {
    const IDLE: &str = "累计 合计 共计 共 全年 年内 年度 发生 出现 发现 有 被 达到 达 超过 的 数 次数 件数 起数 每 受到 凡 同1 单位 考核期内 情况 以 为";
    let mut subject = span.subject.as_str();
    while let Some(after) = IDLE.split(' ').find_map(|word| subject.strip_prefix(word).or(subject.strip_suffix(word))) {
        subject = after;
    }
    kin(&span.unit, &step.unit) && (subject.is_empty() || step.of.contains(subject) || name.contains(subject))
}

/// Whether the value counts all there are, and not only the new ones.
pub(super) fn totals(name: &str) -> bool {
    has(name, "总数 总量 总额 余额 保有量 存量 累计") && !has(name, "增")
}

/// Whether the steps count a part of what the value counts.
fn part_of_value(scene: &Scene, steps: &[&Step]) -> bool {
    let around = scene.around;
    let named = |words: &str| steps.iter().any(|step| has(&step.of, words)) && !has(around.name, words);
    let aimed = around.target.is_some_and(|target| target > 0.0);
    let taken = steps.iter().any(|step| step.take.is_some());
    let late = has(around.name, "时间 时限 时长 用时 耗时 工期 天数 期限 周期");
    // 收入每增加100万元 beside the whole of it, 每净增1家 beside the number of all.
    let grows = steps.iter().any(|step| step.side == Side::More && step.moved || has(&step.of, "净增 新增"));
    let total = totals(around.name);
    let amount = !around_counts(around.unit) && !around.name.is_empty() && !has(around.name, "增 新");
    let unwanted = steps.iter().any(|step| step.add.is_some()) && scene.hinted() == Direction::LowerIsBetter;
    // 任务完成数, where 每有1个未完成 takes points: what was done, and not what was missed.
    let deeds = has(
        around.name,
        "完成数 完成量 办结 出勤 受理 办件 抽检 抽查 检查次数 出警 培训人 参训 设备数 合同数 总数 总量 在校 学生数 批次 产量 服务人 接待 参会 参加人",
    ) && !has(around.name, "未 不 逾 超 缺 漏 问题 迟");
    // 逾期1件 beside 信访件数: of all that came in, and not of those that were late.
    let failed = "逾 超 迟 延 未 不 缺 漏 错 异常 违规 违纪 违章 失误 旷工 脱岗 离岗 早退 返工";
    let all = ["数", "量", "额", "人次", "批次"].iter().any(|end| around.name.ends_with(end));
    let late_ones = steps.iter().any(|step| has(&step.of, LATE) && !reason(&step.of, around.name));
    // 措施落实不到位1处 of 检查发现问题数 is a problem found; only what is dealt with can be late.
    let dealt = |step: &&Step| {
        has(&step.of, "整改 办结 处理 解决 销号 化解 回复 消除 闭环 纠正 治理 整治 反馈")
            || is(step.of.trim_end_matches('的'), "逾期 超期 超时 延期")
    };
    let faults = has(around.name, "问题 隐患 通报 扣分 违反") && !steps.iter().any(dealt);
    let part = taken && all && late_ones && !has(around.name, failed) && !faults;
    let shares = |step: &&Step| {
        let letters: Vec<char> = step.of.chars().collect();
        letters.windows(2).any(|two| around.name.contains(&two.iter().collect::<String>()))
    };
    let missed = |step: &&Step| has(&step.of, "未 不 缺 逾 漏") || !step.of.is_empty() && !shares(step);
    let done = taken && deeds && Scene::hinted_by(around.name) == Direction::HigherIsBetter;
    unwanted
        || part
        || done && steps.iter().copied().any(|step| missed(&step))
        || grows && (total || amount)
        || named("节约 节省 结余 压减 压缩 降低 缩短 提前")
        || late && named("迟 延 逾 超 拖") && !has(around.name, "迟 延 逾 超 拖")
        || taken && aimed && scene.hinted() == Direction::HigherIsBetter
}

/// What is amiss with a part of them.
const LATE: &str = "逾期 超期 超时 延期 迟 未 不及时 不到位";

/// Whether it says why the value's event came: 工作不到位被通报 of 通报次数, 不到位发现问题 of 问题数; not 投诉未办结.
fn reason(of: &str, name: &str) -> bool {
    let letters: Vec<char> = name.chars().collect();
    letters.windows(2).any(|two| {
        let Some((before, behind)) = of.rsplit_once(&two.iter().collect::<String>()) else { return false };
        let came = ["被", "引发", "引起", "导致", "造成", "发现", "发生", "出现", "产生", "收到", "受到"];
        came.iter().any(|word| before.rsplit_once(word).is_some_and(|(_, between)| !has(between, LATE)))
            && !has(behind, LATE)
    })
}

/// 2次及以上: from how many on, and whether the word is clear about it.
fn count(span: &Span) -> Option<(f64, bool)> {
    let low = span.low.filter(|_| span.high.is_none() && !span.percent && !span.exact)?;
    let counted = COUNTS.contains(&span.unit.as_str()) && low.at.fract() == 0.0;
    counted.then_some((if low.inclusive { low.at } else { low.at + 1.0 }, low.sure))
}

/// 较大事故每起扣5分 beside the number of all accidents.
fn narrower(scene: &Scene) -> bool {
    let grave = "重大 较大 特大 严重 恶性 死亡 以上 亡人";
    let name = scene.around.name.replace("安全生产", "");
    let said = scene.sentence.replace("一般及以上", "").replace("一般以上", "");
    has(&said, grave) && has(&name, "事故 次数 起数 案件") && !has(&name, grave)
}

/// 不发生重大安全事故 beside a number that its name does not call grave; 安全生产 names no number.
fn graver(scene: &Scene) -> bool {
    let grave = |text: &str| has(text, "较大 重大 特大 严重 恶性 死亡 亡人 群体性 集体上访 集体访 越级 进京 有责");
    const FIELDS: &str = "工作 建设 维稳 安全 管理 防控 防范 预防 责任 稳定 治理 引导 应对 处置 化解";
    let name = scene.around.name;
    let counted = has(name, "事故 数 案件 舆情 信访 投诉 缺陷 事件 火灾 上访 纠纷 违纪 违规 违法 差错 问题");
    counted && !FIELDS.split(' ').any(|end| name.ends_with(end)) && grave(scene.sentence) && !grave(name)
}

/// Yes or no, and nothing to count.
fn plainly(scene: &Scene, ends: &[(&When, Award)]) -> Option<Outcome> {
    // 发生1次重大安全事故的，本项不得分: whatever counts as one ends it, where the value is their number.
    if let [(When::Happened, Award::Nothing)] = ends {
        let around = scene.around;
        if around.unit.is_empty() || !COUNTS.contains(&around.unit) || narrower(scene) {
            return None;
        }
        let parameters = parameters(&[("bands", "0:1".to_owned())]);
        return Some(Outcome {
            method: "bands",
            parameters,
            direction: Direction::LowerIsBetter,
            ..Outcome::default()
        });
    }
    let asked =
        has(scene.around.name, "是否 有无") || matches!(scene.around.unit, "是/否" | "是否" | "是否类" | "有/无");
    if graver(scene) && ends.iter().any(|(when, _)| **when == When::Never) {
        return None;
    }
    let mut wanted = None;
    let mut doubts = Vec::new();
    for (when, award) in ends {
        let holds = match when {
            // Of counts beside a target, done and not done may be a matter of how much.
            When::Yes | When::No
                if !asked
                    && !scene.around.unit.is_empty()
                    && (scene.around.target.is_some() || !COUNTS.contains(&scene.around.unit)) =>
            {
                return None;
            }
            When::Yes => true,
            When::No => false,
            When::Never => false,
            When::Happened => true,
            When::Met if asked => true,
            When::Missed if asked => false,
            When::Otherwise => continue,
            _ => return None,
        };
        let full = match award {
            Award::Full => true,
            Award::Points(points) => {
                doubts = scene.other_points(Some(*points));
                true
            }
            Award::Nothing => false,
            _ => return None,
        };
        let says = holds == full;
        if wanted.replace(says).is_some_and(|other| other != says) {
            return None;
        }
    }
    let otherwise = ends.iter().find(|(when, _)| **when == When::Otherwise).map(|(_, award)| *award);
    if !matches!(otherwise, None | Some(Award::Nothing))
        || ends.iter().all(|(_, award)| *award == Award::Nothing) && !asked
    {
        return None;
    }
    // 按期公开得2分，逾期公开得1分: more than yes and no.
    let mut named = ends.iter().filter_map(|(_, award)| if let Award::Points(p) = award { Some(*p) } else { None });
    if named.next().is_some_and(|first| named.any(|other| other != first)) {
        return None;
    }
    let wanted = wanted?;
    if ends.len() < 2 {
        doubts.push(Doubt::Floor);
    }
    let counted = ends.iter().any(|(when, _)| matches!(when, When::Never | When::Happened)) && !asked;
    if counted && wanted {
        return None;
    }
    let (method, parameters, direction) = if counted {
        ("bands", parameters(&[("bands", "0:1".to_owned())]), Direction::LowerIsBetter)
    } else {
        let want = if wanted { "1" } else { "0" };
        ("yesno", parameters(&[("want", want.to_owned())]), Direction::HigherIsBetter)
    };
    Some(Outcome { method, parameters, direction, target: None, doubts })
}
