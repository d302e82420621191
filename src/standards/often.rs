//! How often something is asked: 每月报送2件, 按季度召开. What is wanted of a month says nothing about a year's value.

use super::clause::{Clause, Step};
use super::condition::{Bound, Span, When, is};
use super::cursor::{Cursor, has};

/// Words for the parts of a year in which something is asked again and again.
const OFTEN: &str = "每月 每个月 每季 每个季度 每半年 每半个月 每半月 每周 每个星期 每星期 每礼拜 每旬 每日 每天 每工作日 每个工作日 每学期 每个学期 按月 按季 按周 按旬 按日 逐月 逐季 逐周 双月 单月";
/// Parts of a year as they begin a wish: 月不少于2篇.
const PARTS: [&str; 5] = ["月", "季度", "季", "周", "旬"];
/// Averages over the parts of a year.
const AVERAGED: &str = "月均 季均 周均 旬均 日均 月平均 季平均 季度平均 周平均 日平均";
/// What lasts, and marks: neither adds up over the year.
const LASTING: &str = "天 日 工作日 个工作日 小时 分钟 秒 月 个月 周 分";

/// The clause that asks for something several times a year, where a number is the line; none: numbers are the year's.
pub(super) fn counted<'a>(texts: &'a [String], clauses: &[Clause], target: Option<f64>) -> Option<&'a String> {
    let lines = || {
        let lines = clauses.iter().filter_map(|clause| match clause {
            Clause::Aim(span) | Clause::Earn(When::Span(span), _) => Some(span),
            Clause::Step(Step { when: Some(When::Span(span)), .. }) => Some(span),
            _ => None,
        });
        lines.filter(|span| adds_up(span))
    };
    lines().next()?;
    // The value may be the average itself, unless the target says otherwise.
    let other = target.is_some_and(|t| lines().all(|span| [span.low, span.high].iter().flatten().all(|b| b.at != t)));
    texts.iter().find(|text| often(text) || other && has(text, AVERAGED))
}

/// Whether what is wanted of each month is more for the year: two reports are, a rate is not.
fn adds_up(span: &Span) -> bool {
    let at = |bound: Option<Bound>| bound.is_some_and(|bound| bound.at != 100.0 && bound.at != 0.0);
    if span.percent {
        return span.of_target && (at(span.low) || at(span.high));
    }
    !is(&span.unit, LASTING) && (at(span.low) || at(span.high))
}

fn often(text: &str) -> bool {
    // 每2个月
    let several = text.split('每').skip(1).any(|rest| {
        let mut c = Cursor::new(rest);
        c.number().is_some()
            && c.eat("个月 个季度 周 个星期 天 日 个工作日").is_some()
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
    several || begun || has(text, OFTEN)
}
