//! A number as people type it into a cell: full-width digits, thousands separators, brackets for what is below zero,
//! a percent sign, a unit behind, a comparison before; and the words for a number that is not there.
//!
//! What is understood is read digit by digit, so that 1.2亿 is exactly 120000000 and 12.3% exactly 0.123. Whatever may
//! mean two things is not understood. Whether a unit fits is the caller's to say.

use super::written::number;

/// What a cell says.
#[derive(Clone, Debug, PartialEq)]
pub enum Typed {
    Number(Amount),
    /// Nothing, a dash, 无: there is no number.
    Missing,
    /// 不适用, N/A.
    NotApplicable,
    NotUnderstood,
}

/// A number with what stands around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// As written: 95 for 95%, 1.2 for 1.2亿元. Never −0.
    pub value: f64,
    /// A percent sign stands behind.
    pub percent: bool,
    /// What else stands behind: 分, 亿元; empty: nothing.
    pub unit: String,
    /// What stands before, or behind as in 95%以上.
    pub bound: Option<Bound>,
    /// Sign, digits, point, exponent.
    plain: String,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    AtLeast,
    Above,
    Exactly,
    Below,
    AtMost,
}

const MISSING: [&str; 17] =
    ["—", "——", "-", "--", "---", "–", "/", "//", "\\", "无", "空", "…", "……", "...", "无数据", "缺报", "未报"];
const NOT_APPLICABLE: [&str; 7] = ["不适用", "不涉及", "无此项", "na", "n/a", "n.a.", "not applicable"];

/// Longer ones first where one begins like another.
const BEFORE: [(&str, Bound); 24] = [
    (">=", Bound::AtLeast),
    ("≥", Bound::AtLeast),
    ("≧", Bound::AtLeast),
    ("⩾", Bound::AtLeast),
    ("不低于", Bound::AtLeast),
    ("不少于", Bound::AtLeast),
    ("不小于", Bound::AtLeast),
    ("至少", Bound::AtLeast),
    ("<=", Bound::AtMost),
    ("≤", Bound::AtMost),
    ("≦", Bound::AtMost),
    ("⩽", Bound::AtMost),
    ("不高于", Bound::AtMost),
    ("不超过", Bound::AtMost),
    ("不多于", Bound::AtMost),
    ("不大于", Bound::AtMost),
    ("至多", Bound::AtMost),
    (">", Bound::Above),
    ("高于", Bound::Above),
    ("大于", Bound::Above),
    ("<", Bound::Below),
    ("低于", Bound::Below),
    ("小于", Bound::Below),
    ("=", Bound::Exactly),
];
const BEHIND: [(&str, Bound); 5] = [
    ("及以上", Bound::AtLeast),
    ("以上", Bound::AtLeast),
    ("及以下", Bound::AtMost),
    ("以下", Bound::AtMost),
    ("以内", Bound::AtMost),
];

/// Powers of ten before a unit.
const MULTIPLES: [(&str, i32); 7] =
    [("万亿", 12), ("百亿", 10), ("亿", 8), ("千万", 7), ("百万", 6), ("万", 4), ("千", 3)];

/// Longest unit, in letters; more is a sentence.
const LONGEST_UNIT: usize = 8;

/// Reads a cell.
pub fn typed_number(text: &str) -> Typed {
    let plain = plain_letters(text);
    let word = plain.to_lowercase();
    if plain.is_empty() || MISSING.contains(&word.as_str()) {
        return Typed::Missing;
    }
    if NOT_APPLICABLE.contains(&word.as_str()) {
        return Typed::NotApplicable;
    }
    amount(&plain).map_or(Typed::NotUnderstood, Typed::Number)
}

/// Whether nothing but a dash stands there.
pub fn is_dash(text: &str) -> bool {
    let plain = plain_letters(text);
    !plain.is_empty() && plain.chars().all(|letter| matches!(letter, '-' | '—' | '–'))
}

impl Amount {
    /// The number that 95% stands for: 0.95.
    pub fn fraction(&self) -> Option<f64> {
        self.shifted(-2)
    }

    /// The number in another unit that is the same but for 千, 万, 亿: 1.2亿元 is 12000 in 万元. A bare 万 fits every unit,
    /// and a number with nothing behind it is in the unit that is wanted. None: the units differ.
    pub fn in_unit(&self, unit: &str) -> Option<f64> {
        if self.unit.is_empty() {
            return Some(self.value);
        }
        let ((mine, own), (theirs, wanted)) = (multiple(&self.unit), multiple(unit.trim()));
        (own.is_empty() || own == wanted).then(|| self.shifted(mine - theirs)).flatten()
    }

    /// The number times a power of ten, by moving the point.
    fn shifted(&self, places: i32) -> Option<f64> {
        let (digits, exponent) = self.plain.split_once(['e', 'E']).unwrap_or((&self.plain, "0"));
        let exponent: i32 = exponent.parse().ok()?;
        number(&format!("{digits}e{}", exponent.checked_add(places)?)).map(|value| value + 0.0)
    }
}

fn multiple(unit: &str) -> (i32, &str) {
    for (word, power) in MULTIPLES {
        // 千米 and 千克 are units of their own.
        if let Some(rest) = unit.strip_prefix(word).filter(|rest| power != 3 || !rest.starts_with(['米', '克', '瓦']))
        {
            return (power, rest);
        }
    }
    (0, unit)
}

fn amount(plain: &str) -> Option<Amount> {
    let (mut rest, mut bound) = (plain, None);
    if let Some((word, found)) = BEFORE.iter().find(|(word, _)| plain.starts_with(word)) {
        (rest, bound) = (plain[word.len()..].trim_start(), Some(*found));
    }
    if let Some((word, found)) = BEHIND.iter().find(|(word, _)| rest.ends_with(word)).filter(|_| bound.is_none()) {
        (rest, bound) = (rest[..rest.len() - word.len()].trim_end(), Some(*found));
    }
    let mut bare = String::new();
    let brackets = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    if let Some((inside, after)) = brackets {
        let (inside, after) = (inside.trim(), after.trim());
        // (-1) has two signs, (2025) is a year, (50个) is a remark, (1)完成 begins a list, ≥(2) is no comparison.
        let only_number = inside.ends_with(|letter: char| letter.is_ascii_digit() || matches!(letter, '.' | '%'));
        if inside.starts_with(['-', '+'])
            || bound.is_some()
            || !only_number
            || !matches!(after, "" | "%")
            || is_year(inside)
        {
            return None;
        }
        bare = format!("-{inside}{after}");
    }
    let rest = if brackets.is_some() { bare.as_str() } else { rest };
    let (digits, behind) = digits(rest)?;
    let behind = behind.trim();
    let percent = behind.starts_with('%');
    let unit = if percent { behind[1..].trim() } else { behind };
    if !is_unit(unit) || percent && !unit.is_empty() {
        return None;
    }
    // Adding zero turns −0 into 0.
    Some(Amount { value: number(&digits)? + 0.0, percent, unit: unit.to_owned(), bound, plain: digits })
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse::<u32>().is_ok_and(|year| (1900..2100).contains(&year))
}

/// Letters and the signs that stand in units; no digits, no signs that mean something else.
fn is_unit(text: &str) -> bool {
    text.chars().count() <= LONGEST_UNIT
        && !text.starts_with('/')
        && text
            .chars()
            .all(|letter| letter.is_alphabetic() || matches!(letter, '/' | '·' | '℃' | '°' | '‰' | '²' | '³' | '㎡'))
}

/// The number at the beginning, without its separators, and what stands behind it. None: there is none, or its
/// separators are not between groups of three digits.
fn digits(text: &str) -> Option<(String, &str)> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let start = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let mut at = start;
    let mut separator = None;
    let mut group = start;
    while is_digit(at) || (matches!(bytes.get(at), Some(b',' | b' ')) && is_digit(at + 1)) {
        if !is_digit(at) {
            let length = at - group;
            let first = separator.is_none();
            let fits = if first { (1..=3).contains(&length) && bytes[group] != b'0' } else { length == 3 };
            if !fits || separator.is_some_and(|used| used != bytes[at]) {
                return None;
            }
            separator = Some(bytes[at]);
            group = at + 1;
        }
        at += 1;
    }
    if separator.is_some() && at - group != 3 {
        return None;
    }
    if bytes.get(at) == Some(&b'.') {
        at += 1;
        while is_digit(at) {
            at += 1;
        }
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        if is_digit(at + 1 + sign) {
            at += 1 + sign;
            while is_digit(at) {
                at += 1;
            }
        }
    }
    let plain: String = text[..at].chars().filter(|letter| !matches!(letter, ',' | ' ')).collect();
    plain.bytes().any(|byte| byte.is_ascii_digit()).then_some((plain, &text[at..]))
}

/// Full-width letters become plain ones, every minus the same, every blank a space; outer blanks go, and so does what
/// nobody sees.
fn plain_letters(text: &str) -> String {
    let plain: String = text
        .chars()
        .filter(|letter| !matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'))
        .map(|letter| match letter {
            '！'..='～' => char::from_u32(letter as u32 - 0xFEE0).unwrap_or(letter),
            '\u{3000}' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => ' ',
            '−' | '﹣' => '-',
            '。' => '.',
            '﹪' => '%',
            other => other,
        })
        .collect();
    plain.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number_of(text: &str) -> Amount {
        match typed_number(text) {
            Typed::Number(amount) => amount,
            other => panic!("{text:?}: {other:?}"),
        }
    }

    /// By hand: the value as written.
    #[test]
    fn a_number_is_understood_however_it_is_typed() {
        for (text, value) in [
            ("95", 95.0),
            (" 95", 95.0),
            ("95 ", 95.0),
            ("\u{3000}95\u{a0}", 95.0),
            ("\u{feff}95\u{200b}", 95.0),
            ("12.5", 12.5),
            ("１２．５", 12.5),
            ("１２。５", 12.5),
            ("0", 0.0),
            ("-0", 0.0),
            ("－０．０", 0.0),
            ("007", 7.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("+3", 3.0),
            ("＋３", 3.0),
            ("-5", -5.0),
            ("－5", -5.0),
            ("−5", -5.0),
            ("﹣5", -5.0),
            ("1,234.5", 1234.5),
            ("1，234，567", 1_234_567.0),
            ("１，２３４．５", 1234.5),
            ("-1,234.56", -1234.56),
            ("45 678", 45678.0),
            ("45\u{a0}678", 45678.0),
            ("45\u{2009}678.25", 45678.25),
            ("45\u{202f}678", 45678.0),
            ("3e4", 30000.0),
            ("1.5E-3", 0.0015),
            ("2e+2", 200.0),
            ("(2)", -2.0),
            ("（2）", -2.0),
            ("( 1,200 )", -1200.0),
            ("(0)", 0.0),
            ("1000000000000000", 1e15),
        ] {
            let read = number_of(text);
            assert_eq!(
                (read.value, read.percent, read.unit.as_str(), read.bound),
                (value, false, "", None),
                "{text:?}"
            );
            assert!(read.value != 0.0 || read.value.is_sign_positive(), "{text:?} is −0");
        }
    }

    #[test]
    fn a_percent_sign_is_seen_and_the_fraction_is_exact() {
        for (text, value, fraction) in [
            ("12.5%", 12.5, 0.125),
            ("95％", 95.0, 0.95),
            ("９５．５％", 95.5, 0.955),
            ("95 %", 95.0, 0.95),
            ("12.3%", 12.3, 0.123),
            ("(5%)", -5.0, -0.05),
            ("(5)%", -5.0, -0.05),
            ("0.07%", 0.07, 0.0007),
        ] {
            let read = number_of(text);
            assert_eq!((read.value, read.percent, read.unit.as_str()), (value, true, ""), "{text}");
            assert_eq!(read.fraction(), Some(fraction), "{text}");
        }
    }

    #[test]
    fn a_unit_behind_is_handed_back() {
        for (text, value, unit) in [
            ("95分", 95.0, "分"),
            ("50个", 50.0, "个"),
            ("1.2亿元", 1.2, "亿元"),
            ("90万元", 90.0, "万元"),
            ("1,250 件", 1250.0, "件"),
            ("３５吨", 35.0, "吨"),
            ("3.5元/人", 3.5, "元/人"),
            ("15天", 15.0, "天"),
            ("20 kg", 20.0, "kg"),
            ("5‰", 5.0, "‰"),
            ("-2℃", -2.0, "℃"),
        ] {
            let read = number_of(text);
            assert_eq!(
                (read.value, read.percent, read.unit.as_str(), read.bound),
                (value, false, unit, None),
                "{text}"
            );
        }
    }

    #[test]
    fn a_comparison_before_or_behind_is_handed_back() {
        use Bound::{Above, AtLeast, AtMost, Below, Exactly};
        for (text, bound, value, unit, percent) in [
            ("≥50个", AtLeast, 50.0, "个", false),
            ("≤90万元", AtMost, 90.0, "万元", false),
            ("=100%", Exactly, 100.0, "", true),
            ("＝１００％", Exactly, 100.0, "", true),
            ("不低于95%", AtLeast, 95.0, "", true),
            ("不超过 15 天", AtMost, 15.0, "天", false),
            (">=3", AtLeast, 3.0, "", false),
            ("＜10%", Below, 10.0, "", true),
            ("> 0", Above, 0.0, "", false),
            ("95%以上", AtLeast, 95.0, "", true),
            ("15天以内", AtMost, 15.0, "天", false),
            ("80分及以上", AtLeast, 80.0, "分", false),
        ] {
            let read = number_of(text);
            assert_eq!(
                (read.bound, read.value, read.unit.as_str(), read.percent),
                (Some(bound), value, unit, percent),
                "{text}"
            );
        }
    }

    #[test]
    fn ten_thousands_are_counted_in_the_unit_that_is_wanted() {
        for (text, unit, value) in [
            ("1.2亿元", "亿元", Some(1.2)),
            ("1.2亿元", "万元", Some(12000.0)),
            ("1.2亿元", "元", Some(120_000_000.0)),
            ("90万元", "亿元", Some(0.009)),
            ("0.07万", "人", Some(700.0)),
            ("4.35亿", "元", Some(435_000_000.0)),
            ("3千米", "米", None),
            ("35吨", "件", None),
            ("50", "个", Some(50.0)),
            ("50", "万元", Some(50.0)),
        ] {
            assert_eq!(number_of(text).in_unit(unit), value, "{text} in {unit}");
        }
    }

    #[test]
    fn what_is_not_there_is_told_apart() {
        for text in ["", " ", "\u{3000}", "—", "——", "-", "－", "–", "/", "／", "无", "空", "…", "……", "缺报"]
        {
            assert_eq!(typed_number(text), Typed::Missing, "{text:?}");
        }
        for text in ["不适用", " 不适用 ", "NA", "N/A", "n/a", "ｎ／ａ", "不涉及"] {
            assert_eq!(typed_number(text), Typed::NotApplicable, "{text:?}");
        }
    }

    #[test]
    fn what_may_mean_two_things_or_nothing_is_not_understood() {
        for text in [
            "NaN",
            "nan",
            "inf",
            "-inf",
            "∞",
            "1e400",
            "1e16",
            "9e15",
            "#DIV/0!",
            "#N/A",
            "1.2.3",
            "12-5",
            "2025-03-05",
            "2025/3/5",
            "3月5日",
            "2025年3月",
            "1,23",
            "12,34",
            "1,2345",
            "1234,567",
            "0,123",
            "1,234 567",
            "1.234,5",
            "9 5",
            "(1",
            "1)",
            "(-1)",
            "(2025)",
            "（2025）",
            "（一）",
            "（50个）",
            "(1)完成任务",
            "≥(2)",
            "--5",
            "+-5",
            "5-",
            "约九成",
            "九十五",
            "九成",
            "abc",
            "3~5",
            "3-5天",
            "1/2",
            "95%5",
            "50%个",
            "达成预期指标",
            "=A1",
            "≥",
            "%",
            ".",
            "-.",
            "1_000",
            "0x1F",
            "95分（含加分）",
            "2025年12月底前",
            "1.2亿3千万",
            "10；20",
        ] {
            assert_eq!(typed_number(text), Typed::NotUnderstood, "{text:?}");
        }
    }
}
