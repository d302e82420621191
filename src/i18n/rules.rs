//! The longer rules in words: those that list steps, places, groups or limits. Fragments without a full stop.

use super::Language;
use super::names::{answer, cut, list, quoted};
use super::numbers::{is_one, is_zero, percent, plain};

/// An indicator has no rule yet: what is wrong, and what to do next.
pub(super) fn no_rule(l: Language, indicator: &str, standard: &str) -> (String, String) {
    let name = quoted(indicator);
    let what = if standard.trim().is_empty() {
        say!(l, "{name}还没有计分规则。", "{name} has no scoring rule yet.")
    } else {
        let written = quoted(standard);
        say!(
            l,
            "{name}还没有计分规则；评分标准写的是{written}。",
            "{name} has no scoring rule yet; its standard reads {written}."
        )
    };
    (what, say!(l, "请在“指标与规则”页为它选一种计分方法。", "Choose one under “Indicators and rules”."))
}

/// Points with their unit: `0.5 分`, `0.5 points`, `1 point`.
pub(super) fn points(language: Language, value: f64) -> String {
    let number = plain(value);
    let unit = if is_one(value) { "point" } else { "points" };
    say!(language, "{number} 分", "{number} {unit}")
}

/// What a share of the points earns, as the end of a sentence: `得满分`, `full points`.
pub(super) fn earned(language: Language, ratio: f64) -> String {
    let share = percent(ratio);
    if is_one(ratio) {
        say!(language, "得满分", "full points")
    } else if is_zero(ratio) {
        say!(language, "不得分", "nothing")
    } else {
        say!(language, "得 {share} 的分值", "{share} of the points")
    }
}

/// Steps from the best to the worst; only the first share that is not everything says of what it is a share.
fn steps(language: Language, lower: bool, steps: &[(f64, f64)]) -> Vec<String> {
    let mut said = false;
    let mut first = true;
    let mut word = |(threshold, ratio): &(f64, f64)| {
        let at = plain(*threshold);
        let earns = if said && !is_one(*ratio) && !is_zero(*ratio) {
            let share = percent(*ratio);
            say!(language, "得 {share}", "{share}")
        } else {
            earned(language, *ratio)
        };
        said |= !is_one(*ratio);
        let verb = if std::mem::take(&mut first) { "earns " } else { "" };
        match lower {
            false => say!(language, "达到 {at} {earns}", "{at} or more {verb}{earns}"),
            true => say!(language, "不超过 {at} {earns}", "{at} or less {verb}{earns}"),
        }
    };
    steps.iter().map(&mut word).collect()
}

/// All or nothing at the target.
pub(super) fn threshold(language: Language, lower: bool, strict: bool) -> String {
    match (lower, strict) {
        (false, false) => say!(
            language,
            "不低于目标值得满分，否则不得分",
            "At or above the target earns full points, below it nothing"
        ),
        (false, true) => say!(
            language,
            "高于目标值得满分，等于或低于目标值不得分",
            "Only above the target earns full points; the target itself earns nothing"
        ),
        (true, false) => say!(
            language,
            "不高于目标值得满分，否则不得分",
            "At or below the target earns full points, above it nothing"
        ),
        (true, true) => say!(
            language,
            "低于目标值得满分，等于或高于目标值不得分",
            "Only below the target earns full points; the target itself earns nothing"
        ),
    }
}

/// Everything at the target, and in proportion short of it.
pub(super) fn threshold_proportional(language: Language, lower: bool, strict: bool) -> String {
    match (lower, strict) {
        (false, false) => say!(
            language,
            "不低于目标值得满分，否则按比例得分",
            "At or above the target earns full points, below it in proportion"
        ),
        (false, true) => say!(
            language,
            "高于目标值得满分，等于或低于目标值按比例得分",
            "Above the target earns full points; at or below it, in proportion"
        ),
        (true, false) => say!(
            language,
            "不高于目标值得满分，否则按比例得分",
            "At or below the target earns full points, above it in proportion"
        ),
        (true, true) => say!(
            language,
            "低于目标值得满分，等于或高于目标值按比例得分",
            "Below the target earns full points; at or above it, in proportion"
        ),
    }
}

/// Bands: the first threshold that is met decides.
pub(super) fn bands(language: Language, lower: bool, bands: &[(f64, f64)], otherwise: f64) -> String {
    let rest = earned(language, otherwise);
    if bands.is_empty() {
        return say!(language, "任何数值都{rest}", "Any value earns {rest}");
    }
    let words = steps(language, lower, bands).join(say!(language, "，", ", ").as_str());
    let beyond = if lower { "more" } else { "less" };
    say!(language, "{words}，否则{rest}", "{words}; anything {beyond} earns {rest}")
}

/// Efficacy coefficient with declared references.
pub(super) fn gongxiao(language: Language, worst: f64, best: f64, base: f64) -> String {
    let (worst, best, base) = (plain(worst), plain(best), earned(language, base));
    say!(
        language,
        "功效系数法：不允许值 {worst} {base}，满意值 {best} 得满分，其间按比例计；比不允许值还差的，按同一比例继续递减",
        "Efficacy coefficient: the unacceptable value {worst} earns {base}, the satisfactory value {best} full points, \
         in proportion between them; worse values keep falling at the same rate"
    )
}

/// Efficacy coefficient whose references are the worst and the best of the peers.
pub(super) fn gongxiao_peers(language: Language, base: f64) -> String {
    let base = earned(language, base);
    say!(
        language,
        "功效系数法：以同类为参照，最差值{base}，最好值得满分，其间按比例计",
        "Efficacy coefficient among peers: the worst value earns {base}, the best full points, in proportion between"
    )
}

/// Efficacy coefficient by tiers.
pub(super) fn gongxiao_tier(language: Language, lower: bool, tiers: &[(f64, f64)]) -> String {
    let words = steps(language, lower, tiers).join(say!(language, "，", ", ").as_str());
    say!(
        language,
        "档次功效系数法：{words}；两档之间按功效系数递增，比最末一档还差的不得分",
        "Tiered efficacy coefficient: {words}; in proportion between two tiers, nothing beyond the last"
    )
}

/// The order of a ranking among peers, as the beginning of a sentence.
fn ranked(language: Language, lower: bool) -> String {
    match lower {
        false => say!(language, "同类中由高到低排名", "Ranked among peers, the highest first"),
        true => say!(language, "同类中由低到高排名", "Ranked among peers, the lowest first"),
    }
}

/// A rank that somebody else gave, as the beginning of a sentence.
fn given(language: Language) -> String {
    say!(language, "按外部公布的名次", "By a rank given from outside")
}

fn by_place(language: Language, order: &str, step: f64) -> String {
    let step = percent(step);
    say!(
        language,
        "{order}：第 1 名得满分，以后每退一名少得 {step}",
        "{order}: first place earns full points, each place further down {step} less"
    )
}

fn by_list(language: Language, order: &str, points: &[f64]) -> String {
    // 5, 5, 5, 4, 4, 4 is said by its runs.
    let mut runs: Vec<(usize, usize, f64)> = Vec::new();
    for (k, value) in points.iter().enumerate() {
        match runs.last_mut() {
            Some((_, last, points)) if points == value => *last = k + 1,
            _ => runs.push((k + 1, k + 1, *value)),
        }
    }
    if runs.len() < points.len() {
        let run = |(first, last, value): &(usize, usize, f64)| {
            let value = plain(*value);
            match first == last {
                true => say!(language, "第 {first} 名得 {value} 分", "place {first} {value} points"),
                false => say!(language, "第 {first}–{last} 名得 {value} 分", "places {first}–{last} {value} points"),
            }
        };
        let runs = list(language, &runs.iter().map(run).collect::<Vec<_>>());
        return say!(language, "{order}：{runs}", "{order}: {runs}");
    }
    let points: Vec<String> = points.iter().map(|value| plain(*value)).collect();
    let points = if points.is_empty() { plain(0.0) } else { list(language, &points) };
    say!(language, "{order}：从第 1 名起依次得 {points} 分", "{order}: from first place down, {points} points")
}

pub(super) fn rank(language: Language, lower: bool, step: f64) -> String {
    by_place(language, &ranked(language, lower), step)
}

pub(super) fn rank_list(language: Language, lower: bool, points: &[f64]) -> String {
    by_list(language, &ranked(language, lower), points)
}

pub(super) fn rank_given(language: Language, step: f64) -> String {
    by_place(language, &given(language), step)
}

pub(super) fn rank_given_list(language: Language, points: &[f64]) -> String {
    by_list(language, &given(language), points)
}

/// Places of equals.
pub(super) fn ties(language: Language, mode: &str) -> String {
    match mode {
        "min" => say!(
            language,
            "并列的名次相同，后面的名次空出（1、2、2、4）",
            "Equals share a place and the next one is left out (1, 2, 2, 4)"
        ),
        "average" | "avg" => {
            say!(language, "并列的取平均名次（1、2.5、2.5、4）", "Equals get the mean of their places (1, 2.5, 2.5, 4)")
        }
        "dense" => say!(
            language,
            "并列的名次相同，后面的名次不空（1、2、2、3）",
            "Equals share a place and the next one follows at once (1, 2, 2, 3)"
        ),
        other => {
            let other = cut(other);
            say!(language, "并列名次按 {other} 处理", "Equals are placed by {other}")
        }
    }
}

/// A start at the target, and points for what lies above and below it.
pub(super) struct Steps {
    pub lower: bool,
    pub base: f64,
    pub step: f64,
    pub plus: f64,
    pub minus: f64,
    pub whole: bool,
}

/// The start at the target, then what better and worse are worth; a side that is worth nothing is not mentioned.
pub(super) fn base_delta(language: Language, rule: &Steps) -> String {
    let base = earned(language, rule.base);
    let step = plain(rule.step);
    let unit = if is_one(rule.step) { "unit".to_owned() } else { format!("{step} units") };
    let (plus, minus) = (points(language, rule.plus), points(language, rule.minus));
    // Better is above the target or below it, as the direction has it.
    let (better, worse) = if rule.lower { ("低", "高") } else { ("高", "低") };
    let (above, below) = if rule.lower { ("below", "above") } else { ("above", "below") };
    let mut parts = vec![say!(language, "达到目标值{base}", "Meeting the target earns {base}")];
    if !is_zero(rule.plus) {
        parts.push(say!(language, "每{better} {step} 个单位加 {plus}", "every {unit} {above} it adds {plus}"));
    }
    if !is_zero(rule.minus) {
        parts.push(say!(
            language,
            "每{worse} {step} 个单位扣 {minus}，扣完为止",
            "every {unit} {below} it takes {minus}, down to zero"
        ));
    }
    if parts.len() == 1 {
        return parts.remove(0);
    }
    parts.push(match rule.whole {
        true => say!(language, "不满 {step} 个单位的不计", "what is short of a whole {unit} does not count"),
        false => say!(language, "不满 {step} 个单位的按比例计", "what is short of a whole {unit} counts in part"),
    });
    parts.join(say!(language, "；", "; ").as_str())
}

/// Full inside, falling outside; a side without a width earns nothing at once.
pub(super) fn range(language: Language, low: f64, high: f64, below: Option<f64>, above: Option<f64>) -> String {
    let (from, to) = (plain(low), plain(high));
    let mut parts = vec![say!(language, "在 {from} 到 {to} 之间得满分", "{from} to {to} earns full points")];
    match below {
        Some(width) => {
            let end = plain(low - width);
            parts.push(say!(
                language,
                "低于 {from} 的按比例递减，降到 {end} 不得分",
                "below it the points fall in proportion, to nothing at {end}"
            ));
        }
        None => parts.push(say!(language, "低于 {from} 不得分", "below it nothing is earned")),
    }
    match above {
        Some(width) => {
            let end = plain(high + width);
            parts.push(say!(
                language,
                "高于 {to} 的按比例递减，升到 {end} 不得分",
                "above it they fall in proportion, to nothing at {end}"
            ));
        }
        None => parts.push(say!(language, "高于 {to} 不得分", "above it nothing is earned")),
    }
    parts.join(say!(language, "；", "; ").as_str())
}

/// Rater groups with their weights: as percentages where they add up to one, as they were written otherwise.
pub(super) fn groups(language: Language, groups: &[(String, f64)]) -> String {
    let sum: f64 = groups.iter().map(|(_, weight)| weight).sum();
    let shares = is_one(sum);
    let words: Vec<String> = groups
        .iter()
        .map(|(name, weight)| {
            let weight = if shares { percent(*weight) } else { plain(*weight) };
            format!("{} {weight}", cut(name))
        })
        .collect();
    let words = list(language, &words);
    say!(language, "各组平均分按权重合成：{words}", "The groups' mean scores are weighted: {words}")
}

/// What each of the five answers is worth.
pub(super) fn satisfaction(language: Language, scores: &[f64]) -> String {
    let words: Vec<String> = scores
        .iter()
        .enumerate()
        .map(|(level, score)| format!("{} {}", answer(language, level), plain(*score)))
        .collect();
    let words = list(language, &words);
    say!(language, "满意度按答卷份数加权平均：{words}，满分 100", "The mean of all answers out of 100: {words}")
}
