//! How often something is asked: 每月报送2件, 按季度召开. What is wanted of a month says nothing about a year's value.

use super::Around;
use super::clause::{Clause, Step};
use super::condition::{Bound, Span, When, is};
use super::cursor::{Cursor, has};

/// Words for the parts of a year in which something is asked again and again.
const OFTEN: &str = "每月 每个月 每季 每个季度 每半年 每半个月 每半月 每周 每个星期 每星期 每礼拜 每旬 每日 每天 每工作日 每个工作日 每学期 每个学期 按月 按季 按周 按旬 按日 逐月 逐季 逐周 双月 单月 隔月 隔周 隔日 隔天 隔季 月月 季季 周周 天天 日日 当月 当季 当周 当日 各月 各季度 各季 单季 单周 单日";
/// Parts of a year as they begin a wish: 月不少于2篇.
const PARTS: [&str; 5] = ["月", "季度", "季", "周", "旬"];
/// Averages over the parts of a year, and over people and places.
const AVERAGED: &str = "月均 季均 周均 旬均 日均 月平均 季平均 季度平均 周平均 日平均 人均 户均 亩均 村均 队均 班均 校均 家均 均不 单次 单场 单期 单个 单人 平均每";
/// Those of whom each may be meant: 各乡镇走访不少于10户, 领导班子成员走访不少于10户.
const EVERYONE: &str = "各 成员 干部 党员 职工 员工 民警 教师 医生 网格员 书记 局长 主任 队员 委员 代表 负责人 领导 人员 医师 护士 辅导员 全员 所有";
/// What such people may be themselves, and what they may give: 选派干部不少于5人, 领导评价90分以上.
const PEOPLE: &str = "人 名 人次 位 人天 分";
/// What lasts, and marks: a limit of them within which each thing is to be done adds up to nothing.
const LASTING: &str = "天 日 工作日 个工作日 小时 分钟 秒 月 个月 周 分";
/// Words in which a part of a year is none.
const NO_PART: &str = "周转 周期 周边 周年 周岁 周全 周到 周密 周知 四季 季节 季末 月末 月底 月初 岁月 月季 个月 周末 周界 周围 春季 夏季 秋季 冬季 活动周 宣传周 生产月 安全月 质量月 宣传月 活动月";

/// 每季度组织1次，全年4次: where the year's number is named, how it is spread is left out.
pub(super) fn of_year(mut texts: Vec<String>, around: &Around) -> Vec<String> {
    let numbers = |text: &str| -> Vec<f64> {
        text.split(|c: char| !(c.is_ascii_digit() || c == '.')).filter_map(|number| number.parse().ok()).collect()
    };
    let whole = |text: &&String| has(text, "全年 年度 1年") && !often(text);
    let said = || texts.iter().filter(whole).find_map(|text| numbers(text.split_once('年')?.1).first().copied());
    let Some(target) = around.target.or_else(said).filter(|t| *t > 0.0 && around.unit != "%") else { return texts };
    if texts.iter().any(|text| !often(text) && !has(text, "扣 减") && numbers(text).contains(&target)) {
        texts.retain(|text| {
            let parts = [("月", 12.0), ("季", 4.0), ("半年", 2.0), ("周", 52.0)];
            let many = parts.iter().find(|(part, _)| text.contains(part)).map_or(0.0, |part| part.1);
            let fits = numbers(text).iter().all(|each| each * many == target);
            !often(text) || !fits || has(text, "得 扣 加 分 内 前 超")
        });
    }
    texts
}

/// The clause that asks for something several times a year, or of each of many, where a number is the line; none:
/// numbers are the year's.
pub(super) fn counted<'a>(texts: &'a [String], clauses: &[Clause], around: &Around) -> Option<&'a String> {
    let lines = || {
        let lines = clauses.iter().filter_map(|clause| match clause {
            Clause::Aim(span) | Clause::Earn(When::Span(span), _) => Some(span),
            Clause::Step(Step { when: Some(When::Span(span)), .. }) => Some(span),
            _ => None,
        });
        lines.filter(|span| adds_up(span, texts, around))
    };
    lines().next()?;
    let ends = |span: &Span| [span.low, span.high].map(|bound| bound.map(|bound| bound.at));
    let same = around.target.is_some_and(|target| lines().any(|span| ends(span).contains(&Some(target))));
    // The value may be the average itself, unless its name or the target says otherwise.
    let other = !same && (around.target.is_some() || !around.name.is_empty() && !has(around.name, "均 单 每"));
    let people = lines().all(|span| is(&span.unit, PEOPLE));
    texts.iter().find(|text| {
        often(text) && !named(text, around.name)
            || other && has(text, AVERAGED)
            || !same
                && (partly(text, around.name) && !lines().all(|span| whole_year(text, span))
                    || !people && each_of(text, around.name))
    })
}

/// Whether what is wanted of each month is more for the year: two reports are, a rate is not.
fn adds_up(span: &Span, texts: &[String], around: &Around) -> bool {
    let at = |bound: Option<Bound>| bound.filter(|bound| bound.at != 0.0);
    if span.percent {
        let ends = || [span.low, span.high].into_iter().flatten().map(|bound| bound.at);
        // 完成率98%以上 beside the target 98% is the year's, 每季度完成25% is not.
        let own = around.unit == "%" && ends().any(|at| around.target == Some(at));
        return span.of_target && !own && ends().any(|at| at != 0.0 && at != 100.0);
    }
    let within = || texts.iter().any(|text| has(text, "内")) || has(around.name, "时限 时间 时长 用时 及时");
    // 每月考核得分达到90分 is a level, and no sum.
    if span.unit == "分" && has(&span.subject, "考核 得分 评分 测评 平均 满意 成绩 评价 打分") {
        return false;
    }
    let lasts = is(&span.unit, LASTING) && span.low.is_none() && within();
    !lasts && (at(span.low).is_some() || at(span.high).is_some())
}

/// Whether those whose deed it is are many, of whom each may be meant: what stands before the number begins with them.
fn each_of(text: &str, name: &str) -> bool {
    // 各单位报送不少于12篇: they are what is assessed. 各类活动 are no people.
    let others = ["各单位", "各部门", "各地", "各类", "各项", "各级", "各种", "各界", "各式", "各自"];
    let lead = text.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default();
    // Meetings, and things that are called after people.
    if has(lead, "代表性 代表大会 人员密集 委员会 办公会 联席会 接待日 教师节 护士节 民主生活会 接访")
    {
        return false;
    }
    let lead = others.iter().fold(lead.to_owned(), |lead, word| lead.replace(word, ""));
    // 党员先锋岗 is what the indicator itself is called.
    let told = |word: &str| !is(word, "各 所有 全员 成员") && name.contains(word);
    EVERYONE.split(' ').filter(|word| !told(word)).any(|word| {
        lead.split_once(word).is_some_and(|(before, after)| {
            !has(before, "组织 召开 开展 办理 举办 培训 选派 编发 建成 完成 帮扶 慰问 服务 培养 发展 引进 评选 化解")
                && !["大会", "培训", "活动", "建议", "会议", "教育", "小组", "队伍"]
                    .iter()
                    .any(|deed| after.starts_with(deed))
        })
    })
}

/// 月度例会12次, 季刊4期: as many as the year has parts.
fn whole_year(text: &str, span: &Span) -> bool {
    let many = |at: f64| {
        [("月", 12.0..=12.0), ("季", 4.0..=4.0), ("周", 48.0..=53.0), ("旬", 36.0..=36.0)]
            .iter()
            .any(|(part, parts)| text.contains(part) && parts.contains(&at))
    };
    has(text, "例会 会议 刊 报 简报 讲堂 调度会 通报") && span.low.is_some_and(|low| many(low.at))
}

/// 季度会议不少于1次, 干部月走访不少于2户: a part of a year that is no date.
fn partly(text: &str, name: &str) -> bool {
    // The average of a part is told apart by the name.
    let none = NO_PART.split(' ').chain(AVERAGED.split(' '));
    let spelt = none.fold(text.to_owned(), |text, word| text.replace(word, ""));
    let parts = ["月", "季", "周", "旬", "半年"];
    parts.iter().any(|part| {
        spelt.match_indices(part).any(|(at, _)| {
            let before = spelt[..at].chars().last();
            before
                .is_none_or(|c| !c.is_ascii_digit() && !"几数上下".contains(c) && !name.contains(&format!("{c}{part}")))
        })
    })
}

/// Whether the value is said to be the one of a month by its own name: 每月例会次数.
fn named(text: &str, name: &str) -> bool {
    OFTEN.split(' ').any(|word| text.contains(word) && name.contains(word))
}

/// Whether it says how often in a year something is asked.
pub(super) fn often(text: &str) -> bool {
    // 每2个月
    let several = text.split('每').skip(1).any(|rest| {
        let mut c = Cursor::new(rest);
        c.number().is_some()
            && c.eat("个月 个季度 周 个星期 天 日 个工作日 年").is_some()
            && !c.rest.starts_with(['扣', '加'])
    });
    // 月不少于2篇, but not 6月, 本季度.
    let begun = PARTS.iter().any(|part| {
        text.match_indices(part).any(|(at, _)| {
            let mut c = Cursor::new(&text[at + part.len()..]);
            let own = text[..at].chars().last().is_none_or(|c| !(c.is_ascii_digit() || "本上当首末该个全".contains(c)));
            let wish = if at == 0 {
                "不少于 不低于 至少 最少 ≥ 报送 上报 开展 组织 召开 完成 巡查 检查 1 2 3 4 5 6 7 8 9"
            } else {
                "不少于 不低于 至少 最少 ≥"
            };
            own && c.eat(wish).is_some()
        })
    });
    // 超过15日每天扣0.5分 says how much for each.
    let asked = OFTEN
        .split(' ')
        .any(|word| text.match_indices(word).any(|(at, _)| !text[at + word.len()..].starts_with(['扣', '加', '减'])));
    several || begun || asked
}
