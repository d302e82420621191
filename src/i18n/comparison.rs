//! What is said of comparisons: a subject's remarks, and the words of the tables.
//!
//! Both sides are called left and right, because they may be schemes, years, categories or a change that is being tried;
//! "rose" and "gained" mean that the right side has more.

use super::Language;
use super::names::quoted;
use super::numbers::{amount, is_one};
use crate::analysis::{Cause, Remark, Word};

/// A remark as a whole sentence.
pub fn remark(language: Language, remark: &Remark) -> String {
    let l = language;
    match remark {
        Remark::Unchanged => say!(l, "总分、名次、等次都没有变。", "Total, rank and grade are the same."),
        Remark::NothingApplies { left: true, right: true } => {
            say!(
                l,
                "两边都没有适用的指标，没有总分可比。",
                "Nothing applies to it on either side, so there are no totals to compare."
            )
        }
        Remark::NothingApplies { left: true, .. } => {
            say!(
                l,
                "左侧没有适用的指标，没有总分可比。",
                "Nothing applies to it on the left, so there is no total to compare with."
            )
        }
        Remark::NothingApplies { .. } => {
            say!(
                l,
                "右侧没有适用的指标，没有总分可比。",
                "Nothing applies to it on the right, so there is no total to compare with."
            )
        }
        Remark::Rose { points } => {
            let (figure, unit) = (amount(*points), points_word(*points));
            say!(l, "总分高了 {figure} 分。", "The total rises by {figure} {unit}.")
        }
        Remark::Fell { points } => {
            let (figure, unit) = (amount(*points), points_word(*points));
            say!(l, "总分低了 {figure} 分。", "The total falls by {figure} {unit}.")
        }
        Remark::SameTotal => say!(l, "总分没有变，变的是别的。", "The total is the same; what changes lies elsewhere."),
        Remark::PlacesGained { places, from, to } => {
            let unit = places_word(*places);
            say!(
                l,
                "前进 {places} 位，从第 {from} 名到第 {to} 名。",
                "It gains {places} {unit}, from rank {from} to rank {to}."
            )
        }
        Remark::PlacesLost { places, from, to } => {
            let unit = places_word(*places);
            say!(
                l,
                "后退 {places} 位，从第 {from} 名到第 {to} 名。",
                "It loses {places} {unit}, from rank {from} to rank {to}."
            )
        }
        Remark::SamePlace { rank } => say!(l, "名次不变，仍是第 {rank} 名。", "Its rank stays {rank}."),
        Remark::NewlyRanked { to } => {
            say!(
                l,
                "左侧不参加排名，右侧排第 {to} 名。",
                "It is not ranked on the left and has rank {to} on the right."
            )
        }
        Remark::NoLongerRanked { from } => {
            say!(
                l,
                "左侧排第 {from} 名，右侧不参加排名。",
                "It has rank {from} on the left and is not ranked on the right."
            )
        }
        Remark::GradeChanged { from, to, better } => {
            let (from, to) = (quoted(from), quoted(to));
            match better {
                Some(true) => say!(l, "等次从{from}升为{to}。", "The grade goes up from {from} to {to}."),
                Some(false) => say!(l, "等次从{from}降为{to}。", "The grade goes down from {from} to {to}."),
                None => say!(l, "等次从{from}变为{to}。", "The grade changes from {from} to {to}."),
            }
        }
        Remark::MostlyThrough { cause, name, points } => {
            let (what, figure) = (through(l, *cause, name), signed(*points));
            say!(l, "影响最大的是{what}：{figure} 分。", "What moves it most is {what}: {figure}.")
        }
        Remark::Against { cause, name, points } => {
            let (what, figure) = (through(l, *cause, name), signed(*points));
            say!(l, "反方向最大的是{what}：{figure} 分。", "What goes furthest the other way is {what}: {figure}.")
        }
    }
}

fn points_word(points: f64) -> &'static str {
    if is_one(points) { "point" } else { "points" }
}

fn places_word(places: u32) -> &'static str {
    if places == 1 { "place" } else { "places" }
}

/// With its sign, as differences are written.
fn signed(points: f64) -> String {
    let text = amount(points);
    if points > 0.0 { format!("+{text}") } else { text }
}

fn through(language: Language, cause: Cause, name: &str) -> String {
    let l = language;
    let name = quoted(name);
    match cause {
        Cause::Weight => say!(l, "{name}的权重", "the weight of {name}"),
        Cause::Performance => say!(l, "{name}的得分率", "the performance in {name}"),
        Cause::Rounding => say!(l, "{name}得分的四舍五入", "the rounding of {name}"),
        Cause::New => say!(l, "新增的指标{name}", "the new indicator {name}"),
        Cause::Dropped => say!(l, "不再考核的指标{name}", "the dropped indicator {name}"),
        Cause::Bonus => say!(l, "加分", "the bonus points"),
        Cause::Deduction => say!(l, "扣分", "the deductions"),
        Cause::Limit => say!(l, "总分的上下限", "the limits of the total"),
    }
}

/// A heading or a cell's word.
pub fn word(language: Language, word: Word) -> String {
    let l = language;
    match word {
        Word::Subject => say!(l, "编号", "Id"),
        Word::Name => say!(l, "名称", "Name"),
        Word::Category => say!(l, "分类", "Category"),
        Word::LeftPublished => say!(l, "公布得分（左）", "Published (left)"),
        Word::RightPublished => say!(l, "公布得分（右）", "Published (right)"),
        Word::LeftTotal => say!(l, "未舍入总分（左）", "Unrounded total (left)"),
        Word::RightTotal => say!(l, "未舍入总分（右）", "Unrounded total (right)"),
        Word::Difference => say!(l, "差（右减左）", "Difference (right − left)"),
        Word::LeftRank => say!(l, "名次（左）", "Rank (left)"),
        Word::RightRank => say!(l, "名次（右）", "Rank (right)"),
        Word::Places => say!(l, "名次进退", "Places gained"),
        Word::LeftGrade => say!(l, "等次（左）", "Grade (left)"),
        Word::RightGrade => say!(l, "等次（右）", "Grade (right)"),
        Word::LeftFlags => say!(l, "标记（左）", "Flags (left)"),
        Word::RightFlags => say!(l, "标记（右）", "Flags (right)"),
        Word::FirstMover => say!(l, "影响最大的指标", "Moves it most"),
        Word::SecondMover => say!(l, "第二", "Second"),
        Word::ThirdMover => say!(l, "第三", "Third"),
        Word::MoverPoints => say!(l, "分差", "Points"),
        Word::Indicator => say!(l, "指标编号", "Indicator"),
        Word::Dimension => say!(l, "一级指标", "Dimension"),
        Word::LeftPoints => say!(l, "有效分值（左）", "Effective points (left)"),
        Word::RightPoints => say!(l, "有效分值（右）", "Effective points (right)"),
        Word::LeftRatio => say!(l, "得分率（左）", "Share earned (left)"),
        Word::RightRatio => say!(l, "得分率（右）", "Share earned (right)"),
        Word::LeftScore => say!(l, "得分（左）", "Score (left)"),
        Word::RightScore => say!(l, "得分（右）", "Score (right)"),
        Word::ByWeight => say!(l, "其中：权重", "By weight"),
        Word::ByPerformance => say!(l, "其中：得分率", "By performance"),
        Word::ByRounding => say!(l, "其中：舍入", "By rounding"),
        Word::Kind => say!(l, "对应情况", "Found"),
        Word::Both => say!(l, "两边都有", "on both sides"),
        Word::New => say!(l, "新增", "new"),
        Word::Dropped => say!(l, "不再考核", "dropped"),
        Word::Bonus => say!(l, "加分", "bonus"),
        Word::Deduction => say!(l, "扣分", "deduction"),
        Word::Limit => say!(l, "总分上下限", "limits of the total"),
        Word::Sum => say!(l, "合计", "Sum"),
        Word::OnlyLeft => say!(l, "只在左侧", "only on the left"),
        Word::OnlyRight => say!(l, "只在右侧", "only on the right"),
    }
}

/// All words in the order in which an export takes them.
pub fn export_words(language: Language) -> Vec<String> {
    Word::ALL.iter().map(|one| word(language, *one)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn remarks(points: f64, name: &str) -> Vec<Remark> {
        let text = || name.to_owned();
        let mut all = vec![
            Remark::Unchanged,
            Remark::Rose { points },
            Remark::Fell { points },
            Remark::SameTotal,
            Remark::PlacesGained { places: 1, from: 3, to: 2 },
            Remark::PlacesLost { places: 4, from: 3, to: 7 },
            Remark::SamePlace { rank: 3 },
            Remark::NewlyRanked { to: 3 },
            Remark::NoLongerRanked { from: 3 },
        ];
        all.extend(
            [(true, true), (true, false), (false, true)].map(|(left, right)| Remark::NothingApplies { left, right }),
        );
        let grade = |better| Remark::GradeChanged { from: text(), to: text(), better };
        all.extend([Some(true), Some(false), None].map(grade));
        let causes = [
            Cause::Weight,
            Cause::Performance,
            Cause::Rounding,
            Cause::New,
            Cause::Dropped,
            Cause::Bonus,
            Cause::Deduction,
            Cause::Limit,
        ];
        all.extend(causes.map(|cause| Remark::MostlyThrough { cause, name: text(), points }));
        all.extend(causes.map(|cause| Remark::Against { cause, name: text(), points }));
        all
    }

    fn is_cjk(c: char) -> bool {
        matches!(c, '\u{3000}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}')
    }

    #[test]
    fn every_remark_and_word_speaks_both_languages_and_no_two_say_the_same() {
        for language in Language::ALL {
            let mut texts: Vec<String> = remarks(0.5, "code").iter().map(|one| remark(language, one)).collect();
            assert!(texts.iter().all(|t| t.ends_with(['。', '.'])), "{texts:?}");
            texts.extend(export_words(language));
            for text in &texts {
                assert_eq!(text.contains(is_cjk), language == Language::Chinese, "{text}");
                assert!(!text.contains(['{', '}', '\n']) && !text.trim().is_empty(), "{text}");
            }
            let different: BTreeSet<&String> = texts.iter().collect();
            assert_eq!(different.len(), texts.len(), "{texts:?}");
        }
    }

    #[test]
    fn a_text_of_the_document_or_a_strange_number_cannot_break_a_sentence() {
        let long = "甲\n乙\t{}".repeat(200);
        for language in Language::ALL {
            for one in remarks(f64::NAN, &long) {
                let text = remark(language, &one);
                assert!(!text.contains(['\n', '\t']) && !text.contains("NaN") && text.chars().count() < 300, "{text}");
            }
        }
    }

    #[test]
    fn a_difference_is_said_with_its_sign_and_its_cause() {
        let said =
            Remark::MostlyThrough { cause: Cause::Performance, name: "群众满意度".to_owned(), points: -1.25 };
        assert_eq!(remark(Language::Chinese, &said), "影响最大的是“群众满意度”的得分率：\u{2212}1.25 分。");
        let said = Remark::MostlyThrough { cause: Cause::New, name: "Open files".to_owned(), points: 2.0 };
        assert_eq!(remark(Language::English, &said), "What moves it most is the new indicator “Open files”: +2.00.");
        assert_eq!(remark(Language::English, &Remark::Rose { points: 1.0 }), "The total rises by 1.00 point.");
    }
}
