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
const AVERAGED: &str = "月均 季均 周均 旬均 日均 月平均 季平均 季度平均 周平均 日平均 人均 户均 村均 队均 班均 校均 家均 均不 单次 单场 单期 单个 单人 平均每";
/// Those of whom each may be meant: 各乡镇走访不少于10户, 领导班子成员走访不少于10户.
const EVERYONE: &str = "各 成员 干部 党员 职工 员工 民警 教师 医生 网格员 书记 局长 主任 队员 委员 代表 负责人 领导 人员 医师 护士 辅导员 全员 所有";
/// What such people may be themselves, and what they may give: 选派干部不少于5人, 领导评价90分以上.
const PEOPLE: &str = "人 名 人次 位 人天 分";
/// What lasts, and marks: a limit of them within which each thing is to be done adds up to nothing.
const LASTING: &str = "天 日 工作日 个工作日 小时 分钟 秒 月 个月 周 分";
/// Words in which a part of a year is none.
const NO_PART: &str =
    "周转 周期 周边 周年 周岁 周全 周到 周密 周知 四季 季节 季末 月末 月底 月初 岁月 月季 个月 周末 周界 周围";

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
    let other = !same && (around.target.is_some() || !around.name.is_empty() && !has(around.name, "均 单"));
    let people = lines().all(|span| is(&span.unit, PEOPLE));
    texts.iter().find(|text| {
        often(text)
            || other && has(text, AVERAGED)
            || !same && (partly(text) || !people && has(before_wish(text), EVERYONE))
    })
}

/// Whether what is wanted of each month is more for the year: two reports are, a rate is not.
fn adds_up(span: &Span, texts: &[String], around: &Around) -> bool {
    let at = |bound: Option<Bound>| bound.filter(|bound| bound.at != 0.0);
    if span.percent {
        return span.of_target && [span.low, span.high].iter().flatten().any(|b| b.at != 0.0 && b.at != 100.0);
    }
    let within = || texts.iter().any(|text| has(text, "内")) || has(around.name, "时限 时间 时长 用时 及时");
    let lasts = is(&span.unit, LASTING) && span.low.is_none() && within();
    !lasts && (at(span.low).is_some() || at(span.high).is_some())
}

/// What stands before the number: whose deed it is.
fn before_wish(text: &str) -> &str {
    text.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default()
}

/// 季度会议不少于1次, 干部月走访不少于2户: a part of a year that is no date.
fn partly(text: &str) -> bool {
    let spelt = NO_PART.split(' ').fold(text.to_owned(), |text, word| text.replace(word, ""));
    let parts = ["月", "季", "周", "旬", "半年"];
    parts.iter().any(|part| {
        spelt.match_indices(part).any(|(at, _)| {
            let before = spelt[..at].chars().last();
            before.is_none_or(|c| !c.is_ascii_digit() && !"几数上下".contains(c))
        })
    })
}

fn often(text: &str) -> bool {
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
