//! Units: which one a text tells, and whether numbers in it are numbers in another one.

use super::aims::is_measure;
use super::cells::{COUNTED, says_missing};
use super::grid::shifted;
use super::text::{fold, without_brackets};
use super::view::Grade;
use super::vocabulary::period;

/// Words that are units, and nothing else, where a unit may stand.
pub(super) const UNITS: [&str; 44] = [
    "批",
    "批次",
    "节",
    "㎡",
    "%",
    "个",
    "件",
    "项",
    "次",
    "人",
    "万元",
    "亿元",
    "元",
    "分",
    "天",
    "户",
    "家",
    "份",
    "条",
    "名",
    "吨",
    "公里",
    "平方米",
    "万人",
    "人次",
    "小时",
    "学时",
    "起",
    "是/否",
    "‰",
    "亩",
    "套",
    "台",
    "篇",
    "万吨",
    "百分比",
    "处",
    "度",
    "千瓦时",
    "kwh/㎡",
    "位",
    "场",
    "—",
    "/",
];

/// Words in front of a unit where it is told.
const LABELS: [&str; 6] = ["计量单位:", "金额单位:", "数据单位:", "单位:", "计量单位", "单位"];
/// Units of Latin letters; any other word of them may say what is measured: 5G, GDP.
const LATIN: &str = "kwh kw mw gb tb mb km m cm t kg g mg h min s m2 m3 mg/l ug/m3 db ppm";
/// Things that are counted one by one: which of these words is used is often a matter of taste.
const COUNTS: &str = "件 个 项 次 条 起 户 家 份 宗 例 篇 场 处 所 台 辆 批 批次 套 座 头 部 期 门 张 栋 人次 间 支";
/// Other units that stand for each other when people are not strict.
const LOOSE: [&str; 5] = ["人 人次", "% 分", "小时 学时", "天 工作日", "吨 吨标准煤 标准煤"];

/// The unit that a piece of a folded heading tells: 亿元, 单位:亿元, 人民币亿元, 亿.
pub(super) fn unit_in(piece: &str) -> Option<String> {
    let bare = LABELS.iter().find_map(|label| piece.strip_prefix(label)).unwrap_or(piece).trim_start_matches(':');
    let bare = bare.strip_prefix("人民币").unwrap_or(bare).trim_matches(['(', ')', '。', ',', ';']);
    let scale = matches!(bare, "千" | "万" | "百万" | "千万" | "亿");
    let latin = bare.is_ascii() && LATIN.split(' ').any(|unit| unit == bare);
    let known = is_measure(bare) || scale || latin || (!bare.is_ascii() && is_unit(bare, ""));
    let digits = !latin && bare.contains(|letter: char| letter.is_ascii_digit());
    let nothing = digits || says_missing(bare) || bare == "是/否" || period(bare).is_some();
    (known && !nothing).then(|| bare.to_owned())
}

/// A unit as its kind and the power of ten in front of it: 亿元 is (元, 8), 公里 is (米, 3).
fn split(unit: &str) -> (&str, i32) {
    let scaled = |words: &[(&str, i32)]| words.iter().find_map(|(word, up)| Some((unit.strip_prefix(word)?, *up)));
    let (base, up) = scaled(&[("万亿", 12), ("亿", 8), ("千万", 7), ("百万", 6), ("万", 4)]).unwrap_or((unit, 0));
    let (kind, more) = match base {
        "百分比" | "百分点" | "个百分点" => ("%", 0),
        "‰" | "千分比" => ("%", -1),
        "千瓦时" | "度" | "kwh" => ("千瓦时", 0),
        "公里" | "千米" | "km" => ("米", 3),
        "千克" | "公斤" | "kg" => ("克", 3),
        "吨" | "t" => ("克", 6),
        "㎡" | "m2" => ("平方米", 0),
        "公顷" => ("平方米", 4),
        "平方公里" => ("平方米", 6),
        "名" | "位" => ("人", 0),
        "个工作日" => ("工作日", 0),
        "课时" => ("学时", 0),
        "个月" => ("月", 0),
        other => match other.strip_prefix('千') {
            Some(rest) if !rest.is_empty() => (rest, 3),
            _ => other.strip_prefix('百').filter(|rest| !rest.is_empty()).map_or((other, 0), |rest| (rest, 2)),
        },
    };
    (kind, up + more)
}

/// A number in another unit of the same kind: 1.2亿元 is 12000万元. Units are folded.
pub(super) fn converted(number: f64, from: &str, to: &str) -> Option<f64> {
    let whole = whole(from, to);
    let ((one, up), (other, down)) = (split(&whole), split(to));
    (one == other && up != down).then(|| shifted(number, up - down))
}

/// 亿 in front of numbers that are counted in 万元 is 亿元.
fn whole(told: &str, wanted: &str) -> String {
    let scale = matches!(told, "千" | "万" | "百万" | "千万" | "亿");
    if scale { format!("{told}{}", split(wanted).0) } else { told.to_owned() }
}

/// Whether numbers that are told to be in one unit are not in another, both folded: surely, or only likely, as where
/// 件 is said of 起. 元 may be said for 元/人, and never 件 for 件/万人.
pub(super) fn differs(told: &str, wanted: &str) -> Option<Grade> {
    let first = |unit: &str| unit.split('/').next().unwrap_or_default().to_owned();
    if wanted.is_empty() || wanted == "是/否" || says_missing(wanted) || told == wanted {
        return None;
    }
    // 件 is not 件/万人: for each of so many, and of all.
    let each = |unit: &str| unit.split_once('/').map(|(_, each)| each.to_owned()).unwrap_or_default();
    let (mine, yours) = (each(told), each(wanted));
    if split(&mine).1 != split(&yours).1 {
        return Some(Grade::Error);
    }
    let (told, wanted) = (whole(&first(told), &first(wanted)), first(wanted));
    let ((one, up), (other, down)) = (split(&told), split(&wanted));
    if one == other {
        return (up != down).then_some(Grade::Error);
    }
    let within = |class: &str| [one, other].iter().all(|unit| class.split(' ').any(|word| word == *unit));
    if up == down && (within(COUNTS) || LOOSE.iter().any(|class| within(class))) {
        return Some(Grade::Warning);
    }
    if unit_in(&told).is_some() && unit_in(&wanted).is_some() {
        return Some(Grade::Error);
    }
    let part = told.contains(wanted.as_str()) || wanted.contains(told.as_str());
    (!part).then_some(Grade::Warning)
}

/// Units of targets besides those that things are counted in.
const MORE_UNITS: &str =
    "个百分点 百分点 分钟 工作日 个工作日 万 亿 岁 倍 座 头 批次 期 门 册 棵 株 只 艘 栋 部 张 课时 个月 年";

/// Whether what stands behind a number is a unit and not the rest of a sentence: 12月底前完成, 3次以上会议.
pub(super) fn is_unit(behind: &str, wanted: &str) -> bool {
    let (one, _) = without_brackets(behind);
    let one = one.split_once('/').map_or(one.as_str(), |(one, _)| one);
    let bare = one.trim_start_matches(['十', '百', '千', '万', '亿']);
    let known = |unit: &str| COUNTED.contains(&unit) || UNITS.contains(&unit);
    fold(wanted) == behind
        || [one, bare].into_iter().any(|unit| known(unit) || unit.ends_with('元'))
        || MORE_UNITS.split(' ').any(|unit| unit == one)
        || matches!(bare, "克" | "米" | "瓦" | "公顷" | "平方公里" | "立方米" | "标准煤" | "吨标准煤" | "人天")
        || (one.is_ascii() && one.len() <= 8)
}

/// A target that is a sentence is kept as one; what looks like a number and is none has to be mended.
pub(super) fn is_sentence(folded: &str) -> bool {
    let letters = folded.chars().filter(|letter| ('\u{4e00}'..='\u{9fff}').contains(letter)).count();
    letters >= 2 && !["待定", "另行", "未定"].iter().any(|word| folded.contains(word))
}

/// Whether a text is two numbers with something between them, and at most a unit behind each: 85%-93%, 10-15个, 1至2次.
pub(super) fn is_span(folded: &str) -> bool {
    let number = |part: &str| {
        let unit = part.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
        unit.len() < part.len() && unit.chars().count() <= 4 && !unit.contains(|letter: char| letter.is_ascii_digit())
    };
    let parts = folded.split_once(['-', '~', '～', '—', '–', '至', '到']);
    parts.is_some_and(|(low, high)| number(low) && number(high.trim_start_matches('—')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_told_in_many_ways_and_other_words_are_none() {
        for (piece, wanted) in [
            ("亿元", Some("亿元")),
            ("单位:亿元", Some("亿元")),
            ("计量单位:亿元", Some("亿元")),
            ("单位亿元", Some("亿元")),
            ("人民币万元", Some("万元")),
            ("亿", Some("亿")),
            ("万美元", Some("万美元")),
            ("%", Some("%")),
            ("kwh", Some("kwh")),
            ("5g", None),
            ("年", None),
            ("全年", None),
            ("a类", None),
            ("保留两位小数", None),
            ("目标1000万元", None),
            ("/", None),
        ] {
            assert_eq!(unit_in(piece).as_deref(), wanted, "{piece}");
        }
    }

    #[test]
    fn units_of_another_size_or_kind_are_told_from_words_for_the_same() {
        use Grade::{Error, Warning};
        for (told, wanted, grade) in [
            ("亿元", "万元", Some(Error)),
            ("亿", "万元", Some(Error)),
            ("万", "万元", None),
            ("万美元", "万元", Some(Error)),
            ("%", "亿元", Some(Error)),
            ("件", "%", Some(Error)),
            ("人", "起", Some(Error)),
            ("件", "起", Some(Warning)),
            ("名", "人", None),
            ("百分比", "%", None),
            ("‰", "%", Some(Error)),
            ("分", "%", Some(Warning)),
            ("公里", "千米", None),
            ("度", "千瓦时", None),
            ("万件", "件", Some(Error)),
            ("万件", "万个", Some(Warning)),
            ("工作日", "天", Some(Warning)),
            ("小时", "天", Some(Error)),
            ("件", "件/万人", Some(Error)),
            ("件/万人", "件", Some(Error)),
            ("件/人", "件/万人", Some(Error)),
            ("元", "元/人", None),
            ("元", "万元/人", Some(Error)),
            ("元", "", None),
        ] {
            assert_eq!(differs(told, wanted), grade, "{told} of {wanted}");
        }
    }

    #[test]
    fn numbers_are_converted_within_a_kind() {
        for (number, from, to, wanted) in [
            (1.2, "亿元", "万元", Some(12_000.0)),
            (0.09, "亿", "万元", Some(900.0)),
            (5.0, "%", "‰", Some(50.0)),
            (5.0, "‰", "%", Some(0.5)),
            (3.0, "公里", "米", Some(3_000.0)),
            (2.0, "吨", "公斤", Some(2_000.0)),
            (3.0, "件", "起", None),
            (3.0, "万元", "万元", None),
        ] {
            assert_eq!(converted(number, from, to), wanted, "{number} {from} {to}");
        }
    }
}
