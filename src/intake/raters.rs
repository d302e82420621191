//! Raters: columns of their scores, groups of them, and what each group counts.

use super::aims::scale;
use super::cells::Remark;
use super::columns::{Seen, given_or_taken};
use super::grid::{plain, shifted};
use super::index::pieces;
use super::sheet::Taken;
use super::taking::Taking;
use super::text::{counts, fold, without_brackets};
use super::view::What;
use super::vocabulary::Meaning;
use crate::model::{Indicator, ScoringRule};
use std::collections::BTreeMap;

/// A column that holds the scores of one rater, 评委1, 专家A, or of all of one kind together: 领导打分. What they are
/// called, and whether it is all of them; an indicator may be called like the latter.
pub(super) fn one_rater(s: &Seen) -> Option<(&'static str, bool)> {
    let found = rater_of(&s.head).filter(|(_, all)| !all || !s.own)?;
    (s.below.filled > 0 && s.below.numbers >= 60).then_some(found)
}

/// What the raters are called one of whom a heading names; whether it is all of them together: 领导打分, 同级评分（40%）.
pub(super) fn rater_of(head: &str) -> Option<(&'static str, bool)> {
    const WORDS: [&str; 10] =
        ["评委", "专家", "评审专家", "评审员", "评审", "考官", "评分人", "测评人", "打分人", "评议人"];
    const GROUPS: [&str; 9] = ["领导", "上级", "同级", "下级", "同事", "下属", "群众", "服务对象", "自评"];
    let head = fold(head);
    let last = head.rsplit('/').next().unwrap_or_default();
    let (plain, _) = without_brackets(last);
    let group = plain.strip_suffix("打分").or_else(|| plain.strip_suffix("评分"));
    if let Some(group) = group.and_then(|group| GROUPS.iter().find(|word| **word == group)) {
        return Some((group, true));
    }
    let named = WORDS.iter().find(|word| {
        let rest = last.strip_prefix(**word).unwrap_or_default();
        let rest = rest.trim_end_matches("评分").trim_end_matches("打分").trim_start_matches(['-', '#']);
        let lettered =
            rest.chars().count() == 1 && rest.chars().all(|c| c.is_ascii_lowercase() || "甲乙丙丁戊己庚".contains(c));
        counts(rest) || lettered
    });
    named.map(|word| (*word, false))
}

/// A column of scores beside those of groups of which nobody knows whose they are, 主要领导评分, and that is no total.
pub(super) fn is_strange_score(s: &Seen) -> bool {
    const TOTALS: &str = "总分 总得分 总评分 综合得分 综合评分 平均分 平均得分 加权得分 加权总分 最终得分 最后得分 合计 合计得分 测评得分";
    let open = matches!(s.meaning, None | Some(Meaning::Score | Meaning::Points)) || given_or_taken(s);
    let total = || TOTALS.split(' ').any(|word| without_brackets(&fold(&s.head)).0 == word);
    open && s.below.filled > 0 && s.below.numbers >= 60 && one_rater(s).is_none() && !total()
}

/// A column with the scores of a whole group, and what its heading says that the group counts: 领导打分（40%）.
struct Told {
    group: String,
    column: u32,
    /// None: nothing is said of it, or nothing that is understood.
    share: Option<f64>,
    said: bool,
    /// 领导打分（40分）: what one score may come to.
    most: Option<f64>,
}

fn told(taken: &Taken) -> Vec<Told> {
    let of = |head: &str, column: u32| {
        let (group, _) = rater_of(head).filter(|(_, all)| *all)?;
        let pieces = pieces(&fold(head.rsplit('/').next().unwrap_or_default()));
        // 满分100分 is no share.
        let shares = pieces.iter().filter(|piece| piece.trim_start_matches("满分") != "100分");
        let shares: Vec<Option<f64>> = shares.filter_map(|piece| share(piece)).collect();
        let (share, said) = (shares.iter().flatten().next().copied(), !shares.is_empty());
        let most = |piece: &String| piece.trim_start_matches("满分").strip_suffix('分')?.parse().ok();
        Some(Told { group: group.to_owned(), column, share, said, most: pieces.iter().find_map(most) })
    };
    taken.columns.iter().filter_map(|column| of(&column.head, column.column)).collect()
}

/// What a bracket says that a group counts, of a hundred: 40%, 占40%, 权重：0.4, 比例40. None inside: it is not understood;
/// outside: it says something else.
fn share(piece: &str) -> Option<Option<f64>> {
    const WORDS: [&str; 5] = ["权重", "占比", "比例", "比重", "占"];
    let named = WORDS.iter().any(|word| piece.contains(word));
    let figures = piece.contains(|c: char| c.is_ascii_digit()) || piece.ends_with('成') || piece.contains("百分");
    // 2025年, 5人: no share.
    if !named && (!figures || piece.contains(['年', '月', '季', '人', '名', '票', '位'])) {
        return None;
    }
    let bare = WORDS.iter().fold(piece.replace([':', '为'], ""), |left, word| left.replace(word, ""));
    let plain = bare.trim_end_matches('%');
    let percent = plain.len() < bare.len();
    let number = plain.parse::<f64>().ok().filter(|number| *number > 0.0 && (percent || named || *number < 1.0));
    Some(number.map(|number| if percent || number >= 1.0 { number } else { shifted(number, 2) }))
}

/// The groups of a rule, with their weights.
fn of_rule(rule: &ScoringRule) -> Vec<(&str, f64)> {
    let pairs = rule.parameters.get("groups").into_iter().flat_map(|text| text.split(','));
    let pairs = pairs.filter_map(|pair| pair.rsplit_once(':'));
    pairs.filter_map(|(name, weight)| Some((name.trim(), weight.trim().parse().ok()?))).collect()
}

/// What an indicator's rule calls a group of a heading: 领导评价 for 领导, where it is the only one that begins so.
pub(super) fn called(indicator: &Indicator, word: &str) -> String {
    let groups = of_rule(&indicator.rule);
    let mut like = groups.iter().map(|(name, _)| *name).filter(|name| name.starts_with(word));
    match (groups.iter().any(|(name, _)| *name == word), like.next(), like.next()) {
        (false, Some(one), None) => one.to_owned(),
        _ => word.to_owned(),
    }
}

/// Rules that came with the same tables and do not say who rates: the groups of the ballots, each with the weight that
/// its heading says, or all with the same one where none says anything. Where one says what is not understood, or only
/// some do, a person must say it. A rule that says something else is kept.
pub(super) fn give_groups(taking: &mut Taking, taken: &Taken, groups: &BTreeMap<usize, Vec<String>>) {
    let told = told(taken);
    let head = taken.layout.head.map_or(0, |(_, last)| last);
    let unclear = told.iter().find(|one| one.share.is_none() && told.iter().any(|one| one.said));
    for (at, groups) in groups {
        let most = scale(&taking.next.set.indicators[*at]);
        for one in told.iter().filter(|one| one.most.is_some_and(|other| other != most)) {
            let found = one.most.map(plain).unwrap_or_default();
            let remark = Remark::warning(What::OtherUnit).with(&[&format!("{found}分"), &format!("{}分", plain(most))]);
            taking.fault(&taken.grid, head, one.column, remark);
        }
        let indicator = &mut taking.next.set.indicators[*at];
        let of = |group: &str| {
            let found = told.iter().find(|one| called(indicator, &one.group) == group)?;
            Some((found.share?, found.column))
        };
        let all: Vec<Option<(f64, u32)>> = groups.iter().map(|group| of(group)).collect();
        let all_told = all.iter().all(Option::is_some);
        let own = of_rule(&indicator.rule);
        let open = match indicator.rule.method.as_str() {
            "multi_rater" => indicator.rule.parameters.get("groups").is_none_or(|text| text.trim().is_empty()),
            "rating" => taking.fresh_rules.contains(at),
            _ => false,
        };
        // 评委1 | 评委2 | 群众评分（30%）; 领导评分（50%） | 同事评分（30%）.
        let whole: f64 = told.iter().filter_map(|one| one.share).sum();
        let part =
            || (!all_told || !matches!(whole, 10.0 | 99.99..=100.01)).then(|| told.iter().find(|one| one.said))?;
        if let (Some(unclear), true) = (unclear.or_else(part), open && !groups.is_empty()) {
            indicator.rule.method = "multi_rater".to_owned();
            taking.fault(&taken.grid, head, unclear.column, Remark::warning(What::Lacking).with(&["权重"]));
            continue;
        }
        if open && !groups.is_empty() {
            let weight = |told: &Option<(f64, u32)>| told.filter(|_| all_told).map_or(1.0, |(weight, _)| weight);
            let named = |group: &String| group.replace([',', '，', ':', '：'], " ");
            let pairs = groups.iter().zip(&all).map(|(group, told)| format!("{}:{}", named(group), weight(told)));
            let pairs: Vec<String> = pairs.collect();
            indicator.rule.method = "multi_rater".to_owned();
            indicator.rule.parameters.insert("groups".to_owned(), pairs.join(","));
            continue;
        }
        // 领导:0.4,同事:0.6 beside 50% and 50%.
        let sum: f64 = own.iter().map(|(_, weight)| weight).sum();
        let other = own.iter().filter(|_| all_told).find_map(|(name, weight)| {
            let (told, column) = of(name)?;
            ((told * sum - weight * whole).abs() > 1e-6 * sum * whole).then_some(column)
        });
        if let Some(column) = other {
            let known: Vec<String> = own.iter().map(|(name, weight)| format!("{name}:{weight}")).collect();
            let args = [indicator.name.clone(), known.join(",")];
            let remark = Remark::warning(What::Contradiction).with(&[&args[0], &args[1]]);
            taking.fault(&taken.grid, head, column, remark);
        }
    }
}
