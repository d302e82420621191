//! Sentences with numbers or names in them, in files for people.

use super::names::{list, period};
use super::words_reports::report_words;
use super::{Language, plain};
use crate::model::Period;

/// The title above a table of results: 某市考核（2026）考核结果.
pub fn results_title(language: Language, title: &str) -> String {
    say!(language, "{title}　考核结果", "{title}: results")
}

/// Which stretch of time is assessed. None: all of it. `stage`: the period alone, and not the year up to its end.
pub fn window(language: Language, of: Option<Period>, stage: bool) -> String {
    match of {
        None => period(language, "Y"),
        Some(of) => {
            let name = period(language, &of.to_string());
            if stage { name } else { say!(language, "截至{name}", "up to the end of {name}") }
        }
    }
}

/// The line below the title.
pub fn subtitle(language: Language, window: &str, scheme: &str, digits: u8) -> String {
    say!(
        language,
        "考核期间：{window}　　权重：{scheme}　　公布分数保留 {digits} 位小数",
        "Period: {window}    Weights: {scheme}    Published scores have {digits} decimals"
    )
}

/// What stands below every page: left, centre and right, with the codes for page numbers that spreadsheets know.
pub fn footer(language: Language, title: &str, moment: &str) -> String {
    // An ampersand begins a code; two of them are one. The whole may have 255 characters.
    let plain = |text: &str, most: usize| text.chars().take(most).collect::<String>().replace('&', "&&");
    let (title, moment) = (plain(title, 60), plain(moment, 30));
    say!(language, "&L{title}&C第 &P 页 共 &N 页&R{moment}", "&L{title}&CPage &P of &N&R{moment}")
}

/// 一级指标, 二级指标, …; `level` from 1.
pub fn level(language: Language, level: usize) -> String {
    const CHINESE: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let place = CHINESE.get(level.wrapping_sub(1)).map_or_else(|| level.to_string(), |c| (*c).to_owned());
    say!(language, "{place}级指标", "Level {level}")
}

/// A period as a heading, and as intake reads it again.
pub fn period_head(language: Language, of: Period) -> String {
    match of {
        Period::Year => report_words(language).whole_year.to_owned(),
        of => period(language, &of.to_string()),
    }
}

/// A label and what it says: 期间：6月.
pub fn labelled(language: Language, label: &str, what: &str) -> String {
    say!(language, "{label}：{what}", "{label}: {what}")
}

/// Two sentences.
pub fn sentences(language: Language, first: &str, second: &str) -> String {
    let text = say!(language, "{first}{second}", "{first} {second}");
    text.trim().to_owned()
}

/// A heading for one category: 分值（A类）.
pub fn of(language: Language, heading: &str, what: &str) -> String {
    say!(language, "{heading}（{what}）", "{heading} ({what})")
}

/// The share of a part of the final step: 各阶段平均 × 60%.
pub fn times(heading: &str, share: f64) -> String {
    format!("{heading} × {}", super::percent(share))
}

/// What a row of the calculation is the sum of.
pub fn sum_of(language: Language, name: &str) -> String {
    say!(language, "{name} 合计", "{name}, sum")
}

/// Grade and rank beside a published score.
pub fn verdict(language: Language, grade: Option<&str>, rank: Option<u32>) -> String {
    let words = report_words(language);
    let rank = rank.map(|rank| say!(language, "第 {rank} 名", "rank {rank}"));
    let parts: Vec<String> =
        [grade.map(str::to_owned), rank.or_else(|| Some(words.not_ranked.to_owned()))].into_iter().flatten().collect();
    list(language, &parts)
}

/// Why the total is not what its parts add up to.
pub fn held(language: Language, most: Option<f64>) -> String {
    match most.map(plain) {
        Some(most) => say!(language, "总分限定在 0 至 {most} 之间", "The total is held between 0 and {most}"),
        None => say!(language, "总分不低于 0", "The total is never below 0"),
    }
}

/// Which subjects are ranked together, where an attribute says so.
pub fn ranked_by(language: Language, attribute: &str) -> String {
    say!(language, "“{attribute}”相同的一起排名", "Ranked among those with the same “{attribute}”")
}

/// 优秀比例.
pub fn quota(language: Language, grade: &str, share: f64) -> String {
    let share = super::percent(share);
    say!(
        language,
        "{grade}不超过排名组的 {share}，不足 1 个的舍去",
        "{grade}: at most {share} of those ranked together, rounded down"
    )
}

/// Limits of bonus, deduction and total; empty: there are none.
pub fn caps(language: Language, bonus: Option<f64>, deduction: Option<f64>, total: Option<f64>) -> String {
    let words = report_words(language);
    let of = |name: &str, cap: Option<f64>| {
        cap.map(plain).map(|cap| say!(language, "{name}最多 {cap} 分", "{name}: {cap} at most"))
    };
    let parts: Vec<String> = [of(words.bonus, bonus), of(words.deduction, deduction), of(words.total, total)]
        .into_iter()
        .flatten()
        .collect();
    parts.join(say!(language, "；", "; ").as_str())
}

/// A grade and the lowest published score that earns it.
pub fn grade_from(language: Language, grade: &str, minimum: f64) -> String {
    let minimum = plain(minimum);
    say!(language, "{grade} ≥ {minimum}", "{grade} from {minimum}")
}

/// Decimals of published scores.
pub fn digits(language: Language, digits: u8, how: &str) -> String {
    say!(language, "{how}；保留 {digits} 位小数", "{how}; {digits} decimals")
}

/// Why a sheet stands empty.
pub fn too_long(language: Language, sheet: &str, most: usize) -> String {
    say!(
        language,
        "“{sheet}”超过 {most} 行（格），没有写进来；请按分类分开导出，或导出 CSV。",
        "“{sheet}” would be longer than {most} rows or cells and is left out; hand out fewer units at once, or use CSV."
    )
}

/// A line of the log.
pub fn logged(language: Language, moment: &str, by: &str, reason: Option<&str>) -> String {
    let by = if by.is_empty() { String::new() } else { format!(" {by}") };
    match reason {
        None => say!(language, "{moment}{by} 定稿", "{moment}{by}: made final"),
        Some(reason) => say!(language, "{moment}{by} 解除定稿：{reason}", "{moment}{by}: reopened: {reason}"),
    }
}

/// The title of a collection sheet.
pub fn collection_title(language: Language, title: &str) -> String {
    say!(language, "{title}　指标数据采集表", "{title}: collection sheet")
}
