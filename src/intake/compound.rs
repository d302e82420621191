//! Headings that name an indicator and say something more: a period, a measure, or only a part of what it measures.

use super::index::Index;
use super::text::fold;
use super::vocabulary::{Meaning, meaning, period};
use crate::model::Period;

/// What stands in one heading together.
#[derive(Default)]
pub(super) struct Compound {
    pub indicator: Option<usize>,
    pub period: Option<Period>,
    pub measure: Option<Meaning>,
}

/// What a heading says of a value that is no period of the year: 上半年, 1-6月累计, 同比增长.
pub(super) fn is_partial(text: &str) -> bool {
    // 13月, 第五季度: meant as a period, and none.
    let folded = fold(text);
    let of_year = folded.contains(['月', '季', '旬', '周']) && folded.chars().any(|letter| letter.is_ascii_digit());
    let counted = (of_year && folded.chars().count() <= 10) || folded.ends_with("季度");
    is_part(&folded) || (counted && period(text).is_none())
}

/// A part of the year, or something computed from a value.
fn is_part(folded: &str) -> bool {
    const WORDS: [&str; 16] = [
        "上半年",
        "下半年",
        "累计",
        "同比",
        "环比",
        "增幅",
        "增长",
        "增速",
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

/// Several months or quarters together: 1-9月, 前三季度, 截至9月.
pub(super) fn is_stretch(folded: &str) -> bool {
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
            let measure = || meaning(&back).filter(|(_, sure)| *sure >= 93).map(|(meaning, _)| meaning);
            let measure = || measure().filter(|found| told(*found));
            let (period, measure) = match period(&back) {
                Some(period) => (Some(period), None),
                None => (None, Some(measure()?)),
            };
            return Some(Compound { indicator: Some(indicator), period, measure });
        }
        let period = period(&front)?;
        Some(Compound { indicator: Some(of(&back)?), period: Some(period), measure: None })
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
