//! Headings that name an indicator and say something more: a period, a measure, or only a part of what it measures.

use super::index::{Index, pieces};
use super::measures::unit_in;
use super::text::fold;
use super::vocabulary::{Meaning, WHOLE_YEAR, meaning, period};
use crate::model::Period;

/// What stands in one heading together.
#[derive(Default)]
pub(super) struct Compound {
    pub indicator: Option<usize>,
    pub period: Option<Period>,
    pub measure: Option<Meaning>,
}

/// What a word in brackets behind a name says of the numbers: 目标值, 上年同期, 得分. What is said about them, and not
/// by them, is aside: 备注.
pub(super) fn measure_in(piece: &str) -> Option<Meaning> {
    use Meaning as M;
    match meaning(piece).filter(|(_, sure)| *sure >= 90)?.0 {
        M::Remark | M::Source | M::Owner | M::Definition | M::Standard | M::Method | M::Direction | M::Cycle => {
            Some(M::Aside)
        }
        M::Points | M::Weight | M::Date | M::Reason => Some(M::Aside),
        found @ (M::Target | M::Value | M::Base | M::Score | M::Aside) => Some(found),
        _ => None,
    }
}

/// What a heading says of a value that is no period of the year: 上半年, 1-6月累计, 同比增长.
pub(super) fn is_partial(text: &str) -> bool {
    // 13月, 第五季度: meant as a period, and none.
    let folded = fold(text);
    let of_year = !is_whole(&folded)
        && folded.contains(['月', '季', '旬', '周'])
        && folded.chars().any(|letter| letter.is_ascii_digit());
    let counted = (of_year && folded.chars().count() <= 10) || folded.ends_with("季度");
    is_part(&folded) || (counted && period(text).is_none())
}

/// Whether a heading is of values of a part of the year, or of something else than what was achieved: 1-6月完成值,
/// 预计完成值, 完成值（上半年）. What has come together so far is no part.
pub(super) fn is_part_of_year(head: &str) -> bool {
    let part = |text: &str| is_partial(&text.replace("累计", ""));
    parts_of(head).into_iter().map(fold).any(|text| part(&text) || pieces(&text).iter().any(|piece| part(piece)))
}

/// Whether what stands in brackets behind a name makes it a part or another measure of what it names: 税收收入（目标值）,
/// 税收收入（6月）.
pub(super) fn says_more(name: &str) -> bool {
    let part =
        |piece: &String| is_partial(&piece.replace("累计", "")) || period(piece).is_some_and(|p| p != Period::Year);
    let measure = |piece: &String| measure_in(piece).is_some_and(|measure| measure != Meaning::Value);
    pieces(&fold(name)).iter().any(|piece| part(piece) || measure(piece))
}

/// A month or a quarter in front of a measure, or in brackets behind it: 6月完成值, 实际完成（三季度）.
pub(super) fn timed(text: &str) -> Option<(Period, Meaning)> {
    let folded = fold(text);
    let within = |period: &Period| *period != Period::Year;
    let measure =
        |text: &str| meaning(text).filter(|(_, sure)| *sure >= 93).map(|(meaning, _)| meaning).filter(|m| told(*m));
    let inside = || pieces(&folded).iter().find_map(|piece| period(piece).filter(within));
    let front = |at: usize| {
        Some((period(&folded[..at]).filter(within)?, measure(folded[at..].trim_start_matches(['的', '-', '_']))?))
    };
    let apart = folded.char_indices().map(|(at, _)| at).skip(1).find_map(front);
    apart.or_else(|| Some((inside()?, measure(&folded)?)))
}

/// A part of the year, or something computed from a value.
fn is_part(folded: &str) -> bool {
    const WORDS: [&str; 17] = [
        "上半年",
        "下半年",
        "累计",
        "同比",
        "环比",
        "增幅",
        "增长",
        "增速",
        "增减",
        "占比",
        "比重",
        "进度",
        "预计",
        "预测",
        "其中",
        "差额",
        "偏差",
    ];
    WORDS.iter().any(|word| folded.contains(word)) || is_stretch(folded)
}

/// Whether months are named that are all of the year: 1-12月.
pub(super) fn is_whole(folded: &str) -> bool {
    let apart = |at: usize| !folded[..at].ends_with(|letter: char| letter.is_ascii_digit());
    WHOLE_YEAR.iter().any(|word| folded.match_indices(word).any(|(at, _)| apart(at)))
}

/// Several months or quarters together: 1-9月, 前三季度, 截至9月.
pub(super) fn is_stretch(folded: &str) -> bool {
    if is_whole(folded) {
        return false;
    }
    let letters: Vec<char> = folded.chars().collect();
    let of_year = |letter: &char| matches!(letter, '月' | '季');
    let Some(end) = letters.iter().position(of_year) else { return false };
    // The letters in front of the figures of the month: 9月 of 2025年1-9月.
    let figure = |letter: char| letter.is_ascii_digit() || "一二三四五六七八九十".contains(letter);
    let first = letters[..end].iter().rposition(|letter| !figure(*letter));
    let counted = first.map_or(end > 0, |at| at + 1 < end);
    let before: String = letters[..first.map_or(0, |at| at + 1)].iter().collect();
    // 2025-06月 is one month; 1-6月 are six.
    let year = before.strip_suffix('-').is_some_and(|rest| {
        let digits = rest.rsplit(|letter: char| !letter.is_ascii_digit()).next().unwrap_or_default();
        digits.len() == 4 && digits.starts_with("20")
    });
    let joined = ["-", "~", "至", "到", "—", "前", "截至", "截止"].iter().any(|sign| before.ends_with(sign));
    counted && joined && !year
}

/// The parts of a joined heading: 上/下. A stroke in brackets is one of a unit: 微克/立方米.
pub(super) fn parts_of(head: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    let apart = |letter: char| {
        depth += i32::from(matches!(letter, '(' | '（')) - i32::from(matches!(letter, ')' | '）'));
        letter == '/' && depth <= 0
    };
    head.split(apart).collect()
}

/// The parts of a heading as they are looked at, and whether they are of what has come together so far. 地区生产总值 above
/// 增速 is 地区生产总值增速 where there is such an indicator.
pub(super) fn heading(parts: &[String], index: &Index) -> (Vec<String>, bool) {
    let mut told = parts.to_vec();
    if let [.., upper, lower] = parts
        && index.indicator(lower).is_none()
        && let Some(name) = index.grown(&format!("{upper}{lower}"))
    {
        told.truncate(parts.len() - 2);
        told.push(name);
    }
    let mut cumulated = false;
    for part in &mut told {
        let whole = index.indicator(part).is_some() && !part.contains("累计");
        if whole || index.has_name(part) || compound(part, index).is_some() {
            continue;
        }
        if let Some(name) = index.grown(part) {
            *part = name;
        } else if let Some(whole) = come_together(&fold(part)) {
            (*part, cumulated) = (whole, true);
        }
    }
    (told, cumulated)
}

/// What has come together, in words for what the whole year came to: 累计完成 is 完成. None: of some months only.
fn come_together(folded: &str) -> Option<String> {
    if !folded.contains("累计") || (folded.contains(['月', '季', '旬', '周']) && !is_whole(folded)) {
        return None;
    }
    if folded == "累计" {
        return Some("完成值".to_owned());
    }
    let told = ["累计数", "累计值", "累计额", "累计量"]
        .iter()
        .fold(folded.to_owned(), |text, word| text.replace(word, "完成值"));
    Some(["(累计)", ",累计", "累计"].iter().fold(told, |text, word| text.replace(word, "")))
}

/// An indicator with a period (税收收入6月, 2025年6月税收收入) or with a measure (税收收入目标, 税收收入完成值) in one heading.
pub(super) fn compound(text: &str, index: &Index) -> Option<Compound> {
    let folded = fold(text);
    if is_part(&folded) {
        return None;
    }
    let edge = |text: &str| text.trim_matches(['-', '_', '(', ')', ':', ',', '/', '的']).to_owned();
    folded.char_indices().map(|(at, _)| at).skip(1).find_map(|at| {
        let (front, back) = (edge(&folded[..at]), edge(&folded[at..]));
        let of = |name: &str| index.indicator_name(name);
        if let Some(indicator) = of(&front) {
            let plain =
                ["全年", "年度", "当年", "本年"].iter().find_map(|year| back.strip_prefix(year)).unwrap_or(&back);
            let measured = |text: &str| meaning(text).filter(|(_, sure)| *sure >= 93).map(|(meaning, _)| meaning);
            let measure = || measured(&back).or_else(|| measured(plain));
            let measure = || measure().filter(|found| told(*found));
            // 税收收入：亿元, 税收收入亿元.
            if unit_in(&back).is_some() {
                return Some(Compound { indicator: Some(indicator), ..Compound::default() });
            }
            let (period, measure) = match period(&back) {
                Some(period) => (Some(period), None),
                None => (None, Some(measure()?)),
            };
            return Some(Compound { indicator: Some(indicator), period, measure });
        }
        // 上年税收收入, 目标税收收入.
        let measure = || meaning(&front).filter(|(_, sure)| *sure >= 90).map(|(meaning, _)| meaning);
        let measure = measure().filter(|m| matches!(m, Meaning::Base | Meaning::Target | Meaning::Value));
        if let (Some(_), Some(indicator)) = (measure, of(&back)) {
            return Some(Compound { indicator: Some(indicator), period: None, measure });
        }
        let period = period(&front)?;
        // 2025年税收收入完成数.
        match of(&back) {
            None => compound(&back, index).map(|found| Compound { period: found.period.or(Some(period)), ..found }),
            found => Some(Compound { indicator: found, period: Some(period), measure: None }),
        }
    })
}

/// Measures that may stand behind an indicator's name in its own heading.
fn told(found: Meaning) -> bool {
    matches!(
        found,
        Meaning::Target | Meaning::Value | Meaning::Base | Meaning::Score | Meaning::Aside | Meaning::Points
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_months_are_no_month() {
        for text in
            ["县10-12月", "税收数据（1-6月）", "1-9月", "2025年1—9月", "前三季度", "1至6月", "截至9月", "1-6月份"]
        {
            assert!(is_stretch(&fold(text)), "{text}");
        }
        for text in ["9月", "2025年9月", "第三季度", "2025-06月", "局2025-06月", "月度指标", "全年", "九月"]
        {
            assert!(!is_stretch(&fold(text)), "{text}");
        }
    }
}
