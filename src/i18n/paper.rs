//! The sentences of papers.

use super::names::MONTHS;
use super::{Language, fixed};

/// The headline of a bulletin.
pub fn bulletin_title(language: Language, title: &str) -> String {
    say!(language, "关于{title}结果的通报", "Bulletin: results of {title}")
}

/// The headline of a notice.
pub fn notice_title(language: Language, title: &str) -> String {
    say!(language, "{title}结果公示", "Public notice: results of {title}")
}

/// What is shown: weights and period, where they are not the whole.
pub fn scope(language: Language, period: Option<&str>, scheme: Option<&str>) -> String {
    match (period, scheme) {
        (None, None) => say!(language, "全部周期 · 现行权重", "The whole period · declared weights"),
        (Some(period), None) => say!(language, "{period} · 现行权重", "{period} · declared weights"),
        (None, Some(scheme)) => say!(language, "全部周期 · 权重方案：{scheme}", "The whole period · weights: {scheme}"),
        (Some(period), Some(scheme)) => say!(language, "{period} · 权重方案：{scheme}", "{period} · weights: {scheme}"),
    }
}

/// How many were assessed, and how it went.
pub fn overview(language: Language, name: &str, members: usize, figures: Option<[f64; 3]>, digits: u8) -> String {
    let Some([mean, highest, lowest]) = figures else {
        return say!(language, "{name}共 {members} 个单位。", "{name}: {members} subjects.");
    };
    let [mean, highest, lowest] = [mean, highest, lowest].map(|figure| fixed(figure, digits));
    say!(
        language,
        "{name}共 {members} 个单位，平均 {mean} 分，最高 {highest} 分，最低 {lowest} 分。",
        "{name}: {members} subjects, mean {mean}, highest {highest}, lowest {lowest}."
    )
}

/// How many have a grade.
pub fn grade_count(language: Language, grade: &str, count: usize) -> String {
    say!(language, "{grade} {count} 个", "{grade}: {count}")
}

/// Before the list of names of a grade.
pub fn grade_heading(language: Language, grade: &str, count: usize) -> String {
    say!(language, "{grade}（{count} 个）", "{grade} ({count})")
}

/// The body of a notice, before the names.
pub fn notice_lead(language: Language, title: &str) -> String {
    say!(
        language,
        "根据考核办法，{title}结果已经形成，现予公示，接受监督。",
        "The results of {title} have been established under the assessment rules and are hereby made public."
    )
}

/// How long it hangs. `holidays` are not known to this program.
pub fn notice_days(language: Language, count: u32, first: &str, last: &str) -> String {
    say!(
        language,
        "公示期 {count} 个工作日（{first}至{last}，遇法定节假日顺延）。",
        "Open for {count} working days, {first} to {last}; public holidays are not counted in."
    )
}

/// Where to object.
pub fn notice_contact(language: Language, phone: &str) -> String {
    let phone = if phone.trim().is_empty() { "____________" } else { phone.trim() };
    say!(
        language,
        "公示期内如有异议，请以书面形式实名反映。联系电话：{phone}。",
        "Objections may be raised in writing, with a name, while the notice is open. Telephone: {phone}."
    )
}

/// The order of the names is said, so that nobody takes it for a ranking.
pub fn order_said(language: Language, order: &str) -> String {
    match order {
        "rank" => say!(language, "（各等次内按名次排列）", "(by rank within a grade)"),
        "name" => {
            say!(language, "（各等次内按名称拼音排列，排名不分先后）", "(by name within a grade, in no order of merit)")
        }
        "strokes" => {
            say!(language, "（各等次内按笔画排列，排名不分先后）", "(by strokes within a grade, in no order of merit)")
        }
        _ => say!(
            language,
            "（各等次内按名单顺序排列，排名不分先后）",
            "(as listed within a grade, in no order of merit)"
        ),
    }
}

/// A day as it is written in a letter: `2026-11-22` becomes 2026年11月22日.
pub fn long_day(language: Language, day: &str) -> String {
    let parts: Vec<&str> = day.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return day.to_owned() };
    let plain = |text: &str| text.trim_start_matches('0').to_owned();
    let (month, day) = (plain(month), plain(day));
    match language {
        Language::Chinese => format!("{year}年{month}月{day}日"),
        Language::English => {
            let name = month.parse::<usize>().ok().and_then(|place| MONTHS.get(place.checked_sub(1)?)).copied();
            format!("{day} {} {year}", name.unwrap_or(&month))
        }
    }
}

/// What a chart of totals shows, for those who cannot see it.
pub fn chart_described(language: Language, rows: usize, first: &str, total: &str) -> String {
    say!(
        language,
        "{rows} 个单位的总分，按名次排列，各段为一级指标得分。第一名：{first}，{total} 分。",
        "Totals of {rows} subjects by rank; segments are the scores of the dimensions. First: {first} with {total}."
    )
}

/// At the foot of a chart or a table.
pub fn source(language: Language, document: &str, day: &str) -> String {
    say!(language, "来源：{document} · {day} 由明衡生成", "Source: {document} · made with Mingheng on {day}")
}

/// More rows than a chart can show.
pub fn chart_first(language: Language, rows: usize, of: usize) -> String {
    say!(language, "前 {rows} 名（共 {of} 个单位）", "The first {rows} of {of} subjects")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_in_a_letter() {
        assert_eq!(long_day(Language::Chinese, "2026-09-01"), "2026年9月1日");
        assert_eq!(long_day(Language::English, "2026-09-01"), "1 September 2026");
        assert_eq!(long_day(Language::English, "soon"), "soon");
    }

    #[test]
    fn without_a_telephone_there_is_room_to_write_one() {
        assert!(notice_contact(Language::Chinese, " ").contains("____"));
        assert!(notice_contact(Language::Chinese, "0571-1").contains("0571-1。"));
    }
}
