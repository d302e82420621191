//! What the interface says with numbers and names in it: counts, events, the words inside a formula.

use super::Language;
use super::names::cut;
use super::words::words;
use crate::model::{EventKind, Flag, Status};

// ---- counts ----

/// `40 个考核对象 · 37 项指标`.
pub fn counted(language: Language, subjects: u32, indicators: u32) -> String {
    let (subjects_en, indicators_en) = (many(subjects, "subject"), many(indicators, "indicator"));
    say!(language, "{subjects} 个考核对象 · {indicators} 项指标", "{subjects_en} · {indicators_en}")
}

pub(super) fn many(count: u32, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// Findings of the open document, in the rail.
pub fn remarks_short(language: Language, count: u32) -> String {
    say!(language, "{count} 处提醒", "{count} to check")
}

/// Findings of the open document.
pub fn remarks(language: Language, count: u32) -> String {
    let things = many(count, "thing");
    say!(language, "打开时有 {count} 处提醒", "{things} to check in this document")
}

/// Findings that are not listed.
pub fn more_findings(language: Language, count: u32) -> String {
    say!(
        language,
        "还有 {count} 处，改好上面的再打开就能看到。",
        "{count} more; mend these and open it again to see them."
    )
}

/// Rows left after filters.
pub fn rows_shown(language: Language, shown: u32, of: u32) -> String {
    say!(language, "显示 {shown} / 共 {of}", "Showing {shown} of {of}")
}

/// Indicators left after a search.
pub fn indicators_found(language: Language, shown: u32, of: u32) -> String {
    say!(language, "找到 {shown} / 共 {of} 项", "{shown} of {of} indicators")
}

/// Steps that are folded away.
pub fn steps_count(language: Language, count: u32) -> String {
    say!(language, "展开 {count} 步", "Show {count} steps")
}

// ---- what happened ----

/// A document was opened.
pub fn opened(language: Language, title: &str, subjects: u32, indicators: u32) -> String {
    let counted = counted(language, subjects, indicators);
    say!(language, "已打开：{title}，{counted}", "Opened: {title}, {counted}")
}

/// A document is being opened.
pub fn opening(language: Language, title: &str) -> String {
    let title = cut(title);
    say!(language, "正在打开：{title}", "Opening {title}")
}

/// A document was not opened.
pub fn refused(language: Language, title: &str, findings: u32) -> String {
    let problems = many(findings, "problem");
    say!(language, "没有打开“{title}”，有 {findings} 处要改", "“{title}” was not opened: {problems}")
}

/// The head of the findings.
pub fn not_opened(language: Language, title: &str) -> String {
    let title = cut(title);
    say!(language, "“{title}”没有打开", "“{title}” was not opened")
}

/// The open document was not touched.
pub fn still_open(language: Language, title: &str) -> String {
    let title = cut(title);
    say!(language, "已经打开的“{title}”没有变。", "“{title}” is still open and has not changed.")
}

/// An opening was cancelled.
pub fn opening_cancelled(language: Language, title: &str) -> String {
    let title = cut(title);
    say!(language, "已取消打开“{title}”", "Opening “{title}” was cancelled")
}

/// Results are there.
pub fn assessed(language: Language, subjects: u32) -> String {
    let subjects_en = many(subjects, "subject");
    say!(language, "已算出 {subjects} 个考核对象的结果", "Results for {subjects_en}")
}

/// An address leads nowhere.
pub fn nothing_there(language: Language, what: &str) -> String {
    let what = cut(what);
    say!(language, "这份文档里没有“{what}”。", "There is no “{what}” in this document.")
}

// ---- results ----

/// A category's name; a lone letter or number does not say what it is.
pub fn category_name(language: Language, name: &str) -> String {
    if name.chars().count() <= 2 && name.chars().all(|c| c.is_ascii_alphanumeric()) {
        say!(language, "{name} 类", "Category {name}")
    } else {
        name.to_owned()
    }
}

/// The places of the top grade.
pub fn places(language: Language, grade: &str) -> String {
    say!(language, "{grade}名额", "{grade}, places taken")
}

/// A share behind a number of places.
pub fn share_of(language: Language, share: &str) -> String {
    say!(language, "（{share}）", "({share})")
}

/// The head of the bars.
pub fn made_up(language: Language, scale: &str) -> String {
    say!(language, "构成（满分 {scale}）", "Made up of (out of {scale})")
}

/// A bar, read aloud.
pub fn bar_of(language: Language, total: &str) -> String {
    say!(language, "各维度合计 {total} 分", "Dimensions, {total} in all")
}

/// A dimension of a bar.
pub fn dimension_figure(language: Language, name: &str, figure: &str, possible: &str) -> String {
    say!(language, "{name} {figure} / {possible}", "{name} {figure} / {possible}")
}

/// Places gained or lost, read aloud.
pub fn change(language: Language, places: i32) -> String {
    let distance = places.unsigned_abs();
    let places_en = many(distance, "place");
    match places {
        0 => say!(language, "名次不变", "rank unchanged"),
        1.. => say!(language, "上升 {distance} 名", "up {places_en}"),
        _ => say!(language, "下降 {distance} 名", "down {places_en}"),
    }
}

/// What the arrows compare with.
pub fn compared_scheme(language: Language, scheme: &str) -> String {
    say!(language, "▲▼ 与“{scheme}”相比的名次变化", "▲▼ places gained or lost against “{scheme}”")
}

/// The spread of the totals, read aloud.
pub fn histogram(language: Language, low: &str, high: &str) -> String {
    say!(language, "分数分布，从 {low} 到 {high}", "Spread of the totals, from {low} to {high}")
}

/// One step of the spread.
pub fn histogram_step(language: Language, from: &str, to: &str, count: u32) -> String {
    say!(language, "{from}–{to}：{count} 个", "{from}–{to}: {count}")
}

/// What rows can be filtered by, by the word of the address.
pub fn remark(language: Language, word: &str) -> String {
    match word {
        "veto" => say!(language, "一票否决", "Vetoed"),
        "bar" => say!(language, "一票否优", "Barred from the top grade"),
        "quota" => say!(language, "超出名额", "Outside the quota"),
        "deduction" => say!(language, "有扣分", "With deductions"),
        "bonus" => say!(language, "有加分", "With bonuses"),
        "exempt" => say!(language, "容错免扣", "Tolerated"),
        "missing" => say!(language, "缺报", "Not reported"),
        "partial" => say!(language, "部分缺报", "Partly reported"),
        "na" => say!(language, "不适用", "Not applicable"),
        other => other.to_owned(),
    }
}

/// A remark beside a result, in a word or two.
pub fn flag_short(language: Language, flag: &Flag) -> String {
    match flag {
        Flag::NotApplicable => say!(language, "不适用", "n/a"),
        Flag::Missing => say!(language, "缺报", "missing"),
        Flag::Partial => say!(language, "部分缺报", "partial"),
        Flag::Quota => say!(language, "名额外", "quota"),
        Flag::Bar(_) => say!(language, "否优", "barred"),
        Flag::Veto(_) => say!(language, "否决", "veto"),
        Flag::Exempt(_) => say!(language, "容错", "tolerated"),
        Flag::BonusCapped | Flag::DeductionCapped => say!(language, "封顶", "capped"),
    }
}

// ---- explanations ----

/// `第 4 名 / 18`.
pub fn rank_of(language: Language, rank: u32, members: u32) -> String {
    say!(language, "第 {rank} 名 / {members}", "Rank {rank} of {members}")
}

/// The grade the score alone would have given.
pub fn grade_by_score(language: Language, grade: &str) -> String {
    say!(language, "按分数为{grade}", "{grade} by score alone")
}

/// What could have been earned.
pub fn out_of(language: Language, points: &str) -> String {
    say!(language, "/ {points} 分", "of {points} points")
}

/// Share of the points that was earned.
pub fn share_earned(language: Language, percent: &str) -> String {
    say!(language, "得分率 {percent}", "{percent} earned")
}

/// All points lost below a node.
pub fn lost_altogether(language: Language, points: &str) -> String {
    say!(language, "共失 {points} 分", "{points} points in all")
}

/// The total of one stage.
pub fn stage_total(language: Language, period: &str) -> String {
    let english = capital(period);
    say!(language, "{period}总分", "Total of {english}")
}

/// A file and a line.
pub fn file_line(language: Language, file: &str, line: u32) -> String {
    match line {
        0 => file.to_owned(),
        _ => say!(language, "{file} 第 {line} 行", "{file}, line {line}"),
    }
}

/// Why there is no number.
pub fn status(language: Language, status: Status) -> &'static str {
    let (chinese, english) = match status {
        Status::Scored => ("—", "—"),
        Status::Missing => ("缺报", "Not reported"),
        Status::NotApplicable => ("不适用", "Not applicable"),
        Status::Invalid => ("未采用", "Not accepted"),
        Status::Withheld => ("不公开", "Withheld"),
    };
    pick(language, chinese, english)
}

/// What an event does.
pub fn event_kind(language: Language, kind: EventKind) -> &'static str {
    let (chinese, english) = match kind {
        EventKind::Bonus => ("加分", "Bonus"),
        EventKind::Deduction => ("扣分", "Deduction"),
        EventKind::Veto => ("一票否决", "Veto"),
        EventKind::Bar => ("一票否优", "Bar from the top grade"),
    };
    pick(language, chinese, english)
}

/// The points of an event, with their sign; vetoes have none.
pub fn event_points(kind: EventKind, points: f64) -> String {
    match kind {
        EventKind::Bonus => format!("+{}", super::plain(points)),
        EventKind::Deduction => super::plain(-points),
        EventKind::Veto | EventKind::Bar => String::new(),
    }
}

/// The name of a function in a formula.
pub fn function(language: Language, name: &str) -> String {
    let (chinese, english) = match name {
        "clamp" => ("限于", "limit"),
        "round" => ("四舍五入", "round"),
        "round_even" => ("四舍六入五成双", "round to even"),
        "floor" => ("取整", "whole part"),
        "min" => ("取小", "min"),
        "max" => ("取大", "max"),
        "if" => ("若", "if"),
        "else" => ("有则取，无则", "first known"),
        "steps" => ("达到即得", "steps up"),
        "steps_down" => ("不超即得", "steps down"),
        "line" => ("按折线", "line"),
        "mean" => ("平均", "mean"),
        "last" => ("取最近一期", "the last of"),
        "maximum" => ("取大", "max"),
        "minimum" => ("取小", "min"),
        "present" => ("有数", "present"),
        "applies" => ("适用", "applies"),
        "peer_min" => ("同类最低", "peer minimum"),
        "peer_max" => ("同类最高", "peer maximum"),
        "peer_mean" => ("同类平均", "peer mean"),
        "peer_sum" => ("同类合计", "peer sum"),
        "peer_count" => ("同类个数", "peer count"),
        "peer_rank" => ("同类名次", "peer rank"),
        other => return other.to_owned(),
    };
    pick(language, chinese, english).to_owned()
}

/// A word inside a formula; none: it is a symbol.
pub fn word(language: Language, name: &str) -> Option<&'static str> {
    let (chinese, english) = match name {
        "missing" => ("缺报", "missing"),
        "na" => ("不适用", "n/a"),
        "invalid" => ("未采用", "not accepted"),
        "withheld" => ("不公开", "withheld"),
        "and" => ("且", "and"),
        "or" => ("或", "or"),
        "not" => ("非", "not"),
        "else" => ("其余", "else"),
        "high" => ("从高到低", "highest first"),
        "low" => ("从低到高", "lowest first"),
        "ties" => ("并列", "ties"),
        "min" => ("取最前", "share the best place"),
        "max" => ("取最后", "share the last place"),
        "average" => ("取平均", "share the mean place"),
        "dense" => ("不空名次", "leave no gaps"),
        _ => return None,
    };
    Some(pick(language, chinese, english))
}

/// The title of the browser's window, from the particular to the general.
pub fn titled(language: Language, parts: &[Option<String>]) -> String {
    let own = words(language).name.to_owned();
    parts.iter().flatten().chain([&own]).cloned().collect::<Vec<_>>().join(" · ")
}

/// With a capital at the beginning.
pub fn capital(text: &str) -> String {
    super::names::capitalised(text)
}

fn pick(language: Language, chinese: &'static str, english: &'static str) -> &'static str {
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_agree_with_their_nouns() {
        assert_eq!(counted(Language::English, 1, 37), "1 subject · 37 indicators");
        assert_eq!(counted(Language::Chinese, 40, 37), "40 个考核对象 · 37 项指标");
        assert_eq!(change(Language::English, -1), "down 1 place");
    }

    #[test]
    fn nothing_in_english_is_chinese() {
        let chinese = |text: &str| text.chars().any(|c| ('\u{3000}'..='\u{9fff}').contains(&c) || c > '\u{ff00}');
        for name in ["clamp", "steps", "peer_rank", "round_even", "else"] {
            assert!(!chinese(&function(Language::English, name)), "{name}");
        }
        for status in Status::ALL {
            assert!(!chinese(super::status(Language::English, status)));
        }
        assert!(!chinese(&titled(Language::English, &[None])));
    }
}
