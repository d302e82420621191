//! The words of events: bonus, deduction, veto, and that there was none.

use super::cells::says_missing;
use super::text::fold;
use crate::model::EventKind;

/// The kind of an event by its word.
pub(super) fn event_kind(text: &str) -> Option<EventKind> {
    let folded = fold(text);
    let plain = folded.trim_end_matches("事项").trim_end_matches('项').trim_end_matches('类');
    match plain {
        "加分" | "奖励" | "奖励分" | "加" | "+" | "bonus" | "表彰" | "正向加分" => Some(EventKind::Bonus),
        "扣分" | "减分" | "扣" | "减" | "-" | "deduct" | "deduction" | "惩处" | "倒扣" | "倒扣分" => {
            Some(EventKind::Deduction)
        }
        "一票否决" | "否决" | "单项否决" | "veto" => Some(EventKind::Veto),
        "一票否优" | "否优" | "bar" | "veto_excellent" | "取消评优" | "不得评优" => Some(EventKind::Bar),
        _ => None,
    }
}

/// What points say by their own sign: +3, 加2分, 扣0.5分; with what stands behind it.
pub(super) fn sign_of(folded: &str) -> Option<(EventKind, &str)> {
    const SIGNS: [(&str, EventKind); 7] = [
        ("+", EventKind::Bonus),
        ("加", EventKind::Bonus),
        ("奖", EventKind::Bonus),
        ("-", EventKind::Deduction),
        ("扣", EventKind::Deduction),
        ("减", EventKind::Deduction),
        ("倒扣", EventKind::Deduction),
    ];
    SIGNS.iter().find_map(|(word, kind)| {
        let rest = folded.strip_prefix(word)?;
        rest.starts_with(|letter: char| letter.is_ascii_digit()).then_some((*kind, rest))
    })
}

/// What forbids rather than counts: 一票否决, 一票否优.
pub(super) fn vetoes(text: &str) -> Option<EventKind> {
    let folded = fold(text);
    let says = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    if says(&["加分", "扣分", "减分", "奖励"]) {
        return None;
    }
    match (says(&["否优", "取消评优", "不得评优"]), says(&["否决"])) {
        (true, false) => Some(EventKind::Bar),
        (false, true) => Some(EventKind::Veto),
        _ => None,
    }
}

/// What a heading, a sheet's name or a title says about all its events.
pub(super) fn told(text: &str) -> Option<EventKind> {
    let folded = fold(text);
    if let Some(kind) = vetoes(text) {
        return Some(kind);
    }
    let says = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    let both = says(&["加减", "加扣", "加/减", "加/扣", "奖惩", "增减"]);
    let up = says(&["加分", "奖励", "奖分"]);
    let down = says(&["扣分", "减分", "扣减", "负面", "惩戒", "负分"]);
    match (both, up, down) {
        (false, true, false) => Some(EventKind::Bonus),
        (false, false, true) => Some(EventKind::Deduction),
        _ => None,
    }
}

/// What a column's heading says about all its events. 加减分 above 扣分: the lower one says it; 加/减分 is one heading.
pub(super) fn sign_in(head: &str) -> Option<EventKind> {
    match ["加/", "加分/", "奖/"].iter().any(|word| head.contains(word)) {
        true => told(head),
        false => head.rsplit('/').find_map(told),
    }
}

/// 是 below a heading that asks.
pub(super) fn says_yes(folded: &str) -> bool {
    matches!(folded, "是" | "有" | "√" | "✓" | "1" | "yes" | "y")
}

/// 否 below a heading that asks.
pub(super) fn says_no(folded: &str) -> bool {
    matches!(folded, "否" | "无" | "没有" | "×" | "✗" | "0" | "no" | "n")
}

/// Whether a row says that there was none: 无, and no points.
pub(super) fn nothing_happened(reason: &str, word: &str, points: Option<f64>, in_order: bool) -> bool {
    let none = |text: &str| {
        const WORDS: [&str; 8] = ["没有", "无此情况", "无此类情况", "未发生", "不涉及", "否", "0", "none"];
        says_missing(text) || WORDS.contains(&fold(text).as_str())
    };
    let said = none(reason) || (none(word) && reason.is_empty());
    said && in_order && points.is_none_or(|points| points == 0.0)
}
