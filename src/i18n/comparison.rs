//! What is said of comparisons: a subject's remarks, and the words of the tables.
//!
//! Both sides are called left and right, because they may be schemes, years, categories or a change that is being tried;
//! "rose" and "gained" mean that the right side has more.

use super::Language;
use super::names::{cut, quoted};
use super::numbers::{amount, fixed, is_one, is_zero, percent, plain, shorten};
use crate::analysis::{Cause, Remark, Word};
use crate::formula::snap;

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

/// A difference with its sign, at so many decimals; more where it would read as nothing.
pub fn signed_points(value: f64, digits: u8) -> String {
    let text = if is_zero(snap(value, digits)) && !is_zero(value) { amount(value) } else { fixed(value, digits) };
    if value > 0.0 && !is_zero(value) { format!("+{text}") } else { text }
}

/// The Kendall coefficient of a group, in a sentence.
pub fn tau_b(language: Language, group: &str, members: u32, value: Option<f64>) -> String {
    let (group, l) = (cut(group), language);
    match value {
        None => say!(
            l,
            "{group}：只有 {members} 个排名单位或名次全同，算不出一致程度。",
            "{group}: with {members} ranked, or all on one rank, agreement cannot be measured."
        ),
        Some(value) => {
            let (figure, how) = (fixed(value, 3), agreeing(l, value));
            say!(
                l,
                "{group}：任取两个单位比先后，两边{how}（肯德尔 τ-b = {figure}，{members} 个）。",
                "{group}: on which of any two subjects comes first, the sides {how} (Kendall's τ-b = {figure}, {members} ranked)."
            )
        }
    }
}

/// The Spearman coefficient of a group, in a sentence; none: nothing to say beyond the other one.
pub fn rho(language: Language, value: Option<f64>) -> Option<String> {
    let (value, l) = (value?, language);
    let figure = fixed(value, 3);
    let how = if value >= 0.995 {
        say!(l, "名次几乎没有移动", "ranks hardly move")
    } else if value >= 0.9 {
        say!(l, "名次只有小的移动", "ranks move only a little")
    } else if value >= 0.5 {
        say!(l, "有些单位的名次移动明显", "some ranks move clearly")
    } else {
        say!(l, "名次大幅变动", "ranks move a great deal")
    };
    Some(say!(l, "整体看，{how}（斯皮尔曼 ρ = {figure}）。", "On the whole, {how} (Spearman's ρ = {figure})."))
}

fn agreeing(language: Language, value: f64) -> String {
    let l = language;
    if value >= 0.9995 {
        say!(l, "完全一致", "agree completely")
    } else if value >= 0.9 {
        say!(l, "几乎总是一致", "agree almost always")
    } else if value >= 0.6 {
        say!(l, "多数时候一致", "agree mostly")
    } else if value > 0.2 {
        say!(l, "一致的略多", "agree somewhat more often than not")
    } else if value >= -0.2 {
        say!(l, "几乎没有关系", "hardly agree at all")
    } else {
        say!(l, "往往相反", "often say the opposite")
    }
}

/// How many enter or leave the top grade.
pub fn top_grade(language: Language, entering: bool, grade: &str) -> String {
    let grade = quoted(grade);
    if entering {
        say!(language, "新进{grade}", "Enter {grade}")
    } else {
        say!(language, "退出{grade}", "Leave {grade}")
    }
}

/// The chart's title.
pub fn chart_title(language: Language, document: &str) -> String {
    say!(language, "{document}：名次变化", "{document}: how ranks move")
}

/// What the chart shows.
pub fn chart_source(language: Language, document: &str, group: &str) -> String {
    let (document, group) = (cut(document), cut(group));
    let group = if group.is_empty() { group } else { say!(language, "（{group}）", " ({group})") };
    say!(language, "来源：{document}{group}", "Source: {document}{group}")
}

/// Who drew it, and when.
pub fn chart_made(language: Language, day: &str) -> String {
    say!(language, "明衡计算，{day}。", "Computed with Mingheng, {day}.")
}

/// The chart, read aloud.
pub fn chart_described(language: Language, from: &str, to: &str, rows: usize) -> String {
    let (from, to) = (cut(from), cut(to));
    say!(
        language,
        "{rows} 个单位从“{from}”到“{to}”的名次，数字在旁边的表里。",
        "Ranks of {rows} subjects from “{from}” to “{to}”; the table beside it has the figures."
    )
}

/// Lines that are not drawn.
pub fn chart_left_out(language: Language, lines: usize) -> String {
    say!(language, "另有 {lines} 条线没有画出。", "{lines} more lines are not drawn.")
}

/// What an indicator counts for and how much of it was earned, on both sides.
pub fn earned(language: Language, points: [Option<f64>; 2], ratio: [Option<f64>; 2]) -> String {
    let l = language;
    let pair = |of: [Option<f64>; 2], text: &dyn Fn(f64) -> String| {
        let [a, b] = of.map(|value| value.map_or_else(|| "—".to_owned(), text));
        if a == b { a } else { format!("{a} → {b}") }
    };
    let points = pair(points, &|value| plain(shorten(value, 4)));
    let ratio = pair(ratio, &|value| percent(shorten(value, 4)));
    say!(l, "分值 {points}，得分率 {ratio}", "points {points}, earned {ratio}")
}

/// A rank among the figures of a side.
pub fn rank_said(language: Language, rank: u32) -> String {
    say!(language, "第 {rank} 名", "rank {rank}")
}

/// How many subjects were matched.
pub fn matched(language: Language, both: usize, left: usize, right: usize) -> String {
    say!(
        language,
        "对应上 {both} 个单位；只在左侧 {left} 个，只在右侧 {right} 个。",
        "{both} subjects are matched; {left} are only on the left, {right} only on the right."
    )
}

/// A box of the distributions, read aloud.
pub fn box_described(language: Language, category: &str, figures: [&str; 5]) -> String {
    let category = cut(category);
    let [low, first, median, third, high] = figures;
    say!(
        language,
        "{category}：最低 {low}，四分位 {first}、{median}、{third}，最高 {high}",
        "{category}: lowest {low}, quartiles {first}, {median}, {third}, highest {high}"
    )
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

    #[test]
    fn agreement_is_said_in_words_that_follow_the_figure() {
        let said = tau_b(Language::English, "Category A", 22, Some(1.0));
        assert_eq!(
            said,
            "Category A: on which of any two subjects comes first, the sides agree completely (Kendall's τ-b = 1.000, 22 ranked)."
        );
        assert!(tau_b(Language::Chinese, "甲", 9, Some(-0.5)).contains("往往相反"));
        assert!(tau_b(Language::Chinese, "甲", 1, None).contains("算不出"));
        assert_eq!(rho(Language::English, None), None);
        let steps = [1.0, 0.95, 0.7, 0.1].map(|value| rho(Language::Chinese, Some(value)));
        assert_eq!(steps.iter().collect::<BTreeSet<_>>().len(), 4);
    }

    #[test]
    fn a_small_difference_does_not_read_as_nothing_and_nothing_has_no_sign() {
        assert_eq!(signed_points(0.0004, 2), "+0.0004");
        assert_eq!(signed_points(-1.005, 2), "\u{2212}1.01");
        assert_eq!(signed_points(-1e-12, 2), "0.00");
        let earned = earned(Language::English, [Some(7.0), Some(8.0)], [Some(0.5), Some(0.5)]);
        assert_eq!(earned, "points 7 → 8, earned 50%");
    }
}
