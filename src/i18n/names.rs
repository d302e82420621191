//! Names of things inside a sentence: periods, scoring methods, the nouns of a document, and quoted text.
//!
//! Documents write keys (`M06`, `gongxiao`, `subjects`), because keys are the same in both languages. People read
//! names. A key that is not known here stands in the sentence as it was written.

use super::Language;
use crate::model::Period;

/// More than this of somebody's text makes a sentence unreadable.
const LONGEST_QUOTE: usize = 60;
/// Reasons and lists may be longer: they are the message.
const LONGEST_REMARK: usize = 240;

/// Text of the document or of a file between quotation marks: on one line, and cut where it is too long.
pub fn quoted(text: &str) -> String {
    let short = cut(text);
    format!("“{short}”")
}

/// Foreign text on one line, cut where it is too long.
pub fn cut(text: &str) -> String {
    on_one_line(text, LONGEST_QUOTE)
}

/// A reason or a list of words that another room wrote: longer than a quotation, and without a full stop of its own.
pub fn remark(text: &str) -> String {
    on_one_line(text.trim().trim_end_matches(['.', '。']), LONGEST_REMARK)
}

fn on_one_line(text: &str, longest: usize) -> String {
    let line: Vec<char> = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if line.len() <= longest {
        line.into_iter().collect()
    } else {
        line[..longest].iter().copied().chain(['…']).collect()
    }
}

/// The members of a list, as one says them.
pub fn list(language: Language, members: &[String]) -> String {
    members.join(say!(language, "、", ", ").as_str())
}

/// `M06` is 6月 or June, `Q2` is 第2季度 or Q2, `Y` is 全年 or the whole year.
pub fn period(language: Language, key: &str) -> String {
    let Ok(known) = key.parse::<Period>() else { return cut(key) };
    match known {
        Period::Month(month) => {
            let name = MONTHS[usize::from(month - 1)];
            say!(language, "{month}月", "{name}")
        }
        Period::Quarter(quarter) => say!(language, "第{quarter}季度", "Q{quarter}"),
        Period::Year => say!(language, "全年", "the whole year"),
    }
}

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// How often an indicator is reported: the cycle's key, `month`, `quarter` or `year`.
pub fn cycle(language: Language, key: &str) -> String {
    let names = match key.to_ascii_lowercase().as_str() {
        "month" | "m" => ("每月一次", "monthly"),
        "quarter" | "q" => ("每季度一次", "quarterly"),
        "year" | "y" => ("每年一次", "yearly"),
        _ => return cut(key),
    };
    pick(language, names)
}

/// The scoring method of a rule, by its key.
#[doc(alias = "rule")]
pub fn method(language: Language, key: &str) -> String {
    match METHOD_NAMES.iter().find(|(known, _, _)| *known == key) {
        Some((_, chinese, english)) => pick(language, (chinese, english)),
        None => cut(key),
    }
}

/// All scoring methods, by key, with their names.
pub fn methods(language: Language) -> Vec<(&'static str, &'static str)> {
    let name = |(key, chinese, english): &(&'static str, &'static str, &'static str)| match language {
        Language::Chinese => (*key, *chinese),
        Language::English => (*key, *english),
    };
    METHOD_NAMES.iter().map(name).collect()
}

/// Keys of the scoring methods with their names in both languages.
const METHOD_NAMES: [(&str, &str, &str); 19] = [
    ("completion", "完成率法", "completion"),
    ("threshold", "达标法", "threshold"),
    ("bands", "分档计分", "bands"),
    ("deduct", "扣分法", "deduction"),
    ("bonus", "加分法", "bonus"),
    ("yesno", "非此即彼", "yes or no"),
    ("range", "区间型", "range"),
    ("base_delta", "基准加减", "base and steps"),
    ("growth", "增幅法", "growth"),
    ("gongxiao", "功效系数法", "efficacy coefficient"),
    ("gongxiao_tier", "档次功效系数法", "tiered efficacy coefficient"),
    ("minmax", "极差标准化", "min-max"),
    ("best_ratio", "比例法", "ratio to the best"),
    ("rank", "位次赋分", "rank"),
    ("rank_given", "外部名次", "given rank"),
    ("rating", "定性评分", "rating"),
    ("multi_rater", "多元评价", "several rater groups"),
    ("satisfaction", "满意度", "satisfaction survey"),
    ("formula", "自定义公式", "own formula"),
];

/// What a reference or a list in the document is about, in the form that follows "no …" or a name.
pub fn noun(language: Language, key: &str) -> String {
    let names = match key.to_ascii_lowercase().as_str() {
        "subject" => ("考核对象", "subject"),
        "subjects" => ("考核对象", "subjects"),
        "unit" | "unit_id" => ("单位", "unit"),
        "parent" => ("上级", "parent"),
        "indicator" | "indicator_id" => ("指标", "indicator"),
        "indicators" => ("指标", "indicators"),
        "dimension" => ("维度", "dimension"),
        "dimensions" => ("维度", "dimensions"),
        "category" => ("类别", "category"),
        "categories" => ("类别", "categories"),
        "scheme" => ("权重方案", "weight scheme"),
        "grade" => ("等次", "grade"),
        "period" => ("周期", "period"),
        "group" => ("评分组", "rater group"),
        "attribute" => ("属性", "attribute"),
        "weight" | "weights" => ("权重", "weight"),
        "points" => ("分值", "points"),
        "quota" => ("优秀比例", "quota"),
        "target" => ("目标值", "target"),
        "base" => ("基数", "base value"),
        "value" => ("完成值", "actual value"),
        "cap" | "caps" => ("封顶值", "cap"),
        "factor" => ("系数", "factor"),
        "share" => ("占比", "share"),
        "minimum" => ("最低分数线", "lowest score of a grade"),
        _ => return cut(key),
    };
    pick(language, names)
}

/// One of the five answers of a satisfaction survey, 0 (very satisfied) to 4 (very dissatisfied).
pub fn answer(language: Language, level: usize) -> String {
    let names = match level {
        0 => ("很满意", "very satisfied"),
        1 => ("满意", "satisfied"),
        2 => ("一般", "neutral"),
        3 => ("不满意", "dissatisfied"),
        4 => ("很不满意", "very dissatisfied"),
        _ => {
            let place = level + 1;
            return say!(language, "第 {place} 档", "answer {place}");
        }
    };
    pick(language, names)
}

/// With a capital at the beginning, for labels that stand alone; Chinese has none.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

fn pick(language: Language, (chinese, english): (&str, &str)) -> String {
    match language {
        Language::Chinese => chinese.to_owned(),
        Language::English => english.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_read_as_people_say_them() {
        assert_eq!(period(Language::Chinese, "M06"), "6月");
        assert_eq!(period(Language::English, "M06"), "June");
        assert_eq!(period(Language::Chinese, "Q2"), "第2季度");
        assert_eq!(period(Language::English, "Y"), "the whole year");
    }

    #[test]
    fn every_scoring_method_has_a_name() {
        for key in crate::rules::METHODS {
            assert!(METHOD_NAMES.iter().any(|(known, _, _)| *known == key), "{key}");
        }
    }

    #[test]
    fn what_is_not_known_stands_as_it_was_written() {
        assert_eq!(period(Language::Chinese, "2025上半年"), "2025上半年");
        assert_eq!(method(Language::English, "my_rule"), "my_rule");
        assert_eq!(noun(Language::English, "thing"), "thing");
    }

    #[test]
    fn a_quotation_stays_on_one_line_and_ends() {
        assert_eq!(quoted("a\nb\tc"), "“a b c”");
        assert_eq!(quoted(&"长".repeat(1000)).chars().count(), LONGEST_QUOTE + 3);
    }
}
