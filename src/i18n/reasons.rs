//! Why a text cannot be read, in the reader's language.
//!
//! The parsers of formulas, of JSON and of rules' parameters say in English why they stopped and what they expected.
//! This is the list of those reasons with their Chinese; one that is not on it stands as it was given, because a
//! reason in English is better than none.

use super::Language;
use super::names::{quoted, remark};

/// A parser's reason in words.
pub(super) fn worded(language: Language, given: &str) -> String {
    match language {
        Language::English => remark(given),
        Language::Chinese => {
            let (reason, place) = without_place(given);
            let reason = chinese(reason).unwrap_or_else(|| remark(reason));
            format!("{place}{reason}")
        }
    }
}

/// Splits ` at line 3 column 7` off the end and words it as a beginning.
fn without_place(given: &str) -> (&str, String) {
    let Some((reason, place)) = given.rsplit_once(" at line ") else { return (given, String::new()) };
    match place.split_once(" column ") {
        Some((line, column)) => (reason, format!("第 {line} 行第 {column} 个字符，")),
        None => (given, String::new()),
    }
}

fn chinese(reason: &str) -> Option<String> {
    fixed(reason)
        .map(str::to_owned)
        .or_else(|| of_another_kind(reason))
        .or_else(|| {
            STARTS.iter().find_map(|(start, words)| Some(format!("{words}{}", argument(reason.strip_prefix(start)?))))
        })
        .or_else(|| {
            ENDS.iter().find_map(|(end, words)| Some(format!("{}{words}", argument(reason.strip_suffix(end)?))))
        })
}

/// `invalid type: integer `5`, expected a map`.
fn of_another_kind(reason: &str) -> Option<String> {
    let given = reason.strip_prefix("invalid type: ").or_else(|| reason.strip_prefix("invalid value: "))?;
    let (found, expected) = given.rsplit_once(", expected ").unwrap_or((given, ""));
    let (kind, text) = found.split_once(' ').unwrap_or((found, ""));
    let found = match kind {
        "integer" | "floating" => format!("数字{}", argument(text.trim_start_matches("point "))),
        "string" => format!("文字{}", argument(text)),
        "boolean" => "true 或 false".to_owned(),
        "null" => "null".to_owned(),
        "map" => "一组“名称: 值”".to_owned(),
        "sequence" => "一串值".to_owned(),
        _ => argument(found),
    };
    let expected = match expected {
        "" => return Some(format!("写的是{found}，不能用在这里")),
        "a string" => "文字".to_owned(),
        "a boolean" => "true 或 false".to_owned(),
        "a sequence" => "一串值".to_owned(),
        "f64" => "数字".to_owned(),
        "u8" | "u32" | "u64" | "usize" => "不太大的非负整数".to_owned(),
        other if other == "a map" || other.starts_with("struct ") => "一组“名称: 值”".to_owned(),
        other => remark(other),
    };
    Some(format!("写的是{found}，这里应是{expected}"))
}

/// What the reason is about, without the marks its parser put around it.
fn argument(text: &str) -> String {
    quoted(text.trim_matches(['"', '`']))
}

/// Reasons without an argument.
fn fixed(reason: &str) -> Option<&'static str> {
    Some(match reason {
        // formulas
        "expected an operator or the end" => "这里应是运算符，或者到此结束",
        "expected a number, a name or a bracket" => "这里应是数字、名称或括号",
        "expected more" => "公式没有写完",
        "expected a column" => "这里应是一列的名称",
        "expected a column before ties" => "并列办法之前应先写一列的名称",
        "expected high or low" => "这里应写 high 或 low",
        "expected min, max, average or dense" => "这里应写 min、max、average 或 dense",
        "peers can be compared only by the rules made for it" => {
            "自定义公式里不能与同类比较，请改用位次、极差、比例等计分方法"
        }
        "line takes no else" => "line 后面不写 else",
        "nested too deeply" => "括号套得太深",
        // parameters
        "a number" => "一个数字",
        "a number above 0" => "大于 0 的数字",
        "0 or 1" => "0 或 1",
        "numbers separated by | or ," => "若干数字，用竖线或逗号隔开",
        "name:number pairs separated by commas" => "若干组“名称:数字”，用逗号隔开",
        "number:number pairs separated by commas" => "若干组“数字:数字”，用逗号隔开",
        "values that ascend" => "由小到大的若干数字",
        "values that descend" => "由大到小的若干数字",
        // JSON
        "expected value" => "这里应有一个值",
        "key must be a string" => "名称要用双引号括起来",
        "trailing comma" => "最后一项后面多了逗号",
        "trailing characters" => "结尾之后还有多余的内容",
        "invalid number" => "数字的写法不对",
        "number out of range" => "数字太大",
        "a number must be finite" => "数字太大",
        "invalid escape" => "反斜杠后面的写法不对",
        "recursion limit exceeded" => "括号套得太深",
        "control character (\\u0000-\\u001F) found while parsing a string" => "文字里有换行或控制字符",
        "duplicate field" => "同一项写了两次",
        "EOF while parsing a value"
        | "EOF while parsing a list"
        | "EOF while parsing an object"
        | "EOF while parsing a string" => "内容不完整，后半截缺失",
        _ => return None,
    })
}

/// Reasons that end with what they are about.
const STARTS: [(&str, &str); 8] = [
    ("unknown name ", "没有这个名称："),
    ("unknown function ", "没有这个函数："),
    ("unknown field ", "不认识这一项："),
    ("unknown variant ", "不认识这个词："),
    ("missing field ", "缺少这一项："),
    ("duplicate field ", "重复写了这一项："),
    ("nested deeper than ", "括号套得太深："),
    ("expected ", "这里应是"),
];

/// Reasons that begin with what they are about.
const ENDS: [(&str, &str); 8] = [
    (" is not a number", "不是数字"),
    (" is not a column", "不是一列的名称"),
    (" needs at least one row", "至少要有一档"),
    (" needs an else", "后面要写 else"),
    (" takes one operand", "只带一个参数"),
    (" takes two operands", "要带两个参数"),
    (" takes three operands", "要带三个参数"),
    (" takes a value and a number of decimals", "要带一个数值和保留的位数"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formula::{Formula, parse};
    use crate::model::{Direction, Problem, ScoringRule};
    use crate::rules::Rule;

    fn has_chinese(text: &str) -> bool {
        text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
    }

    #[test]
    fn what_the_formula_parser_says_is_said_in_chinese() {
        let name = |word: &str| (word == "x").then_some(Formula::Number(1.0));
        let deep = "(".repeat(100);
        for text in [
            "",
            "x +",
            "x x",
            "(x",
            "y",
            "f(x)",
            "1.2.3",
            "clamp(x)",
            "abs(x, x)",
            "round(x)",
            "else(x)",
            "present(x, x)",
            "min(",
            "peer_min(1)",
            "peer_min(y)",
            "peer_rank(",
            "peer_rank(1)",
            "steps(",
            "steps(x)",
            "line(x)",
            &deep,
        ] {
            let error = parse(text, &name).expect_err(text);
            let said = worded(Language::Chinese, &error.reason);
            assert!(has_chinese(&said), "{text}: {} is said as {said}", error.reason);
        }
    }

    #[test]
    fn what_the_json_parser_says_is_said_in_chinese_with_its_place() {
        let broken = ["", "[1,]", "[1 2]", "{1:2}", "[1] 2", "[", "{\"a\" 1}", "[01]", "\"a\nb\"", "[1e999]", "[x]"];
        for text in broken {
            let error = serde_json::from_str::<serde_json::Value>(text).expect_err(text).to_string();
            let said = worded(Language::Chinese, &error);
            assert!(
                said.starts_with("第 ") && has_chinese(said.split('，').next_back().expect("text")),
                "{error}: {said}"
            );
        }
    }

    #[test]
    fn what_a_rule_expects_of_its_parameters_is_said_in_chinese() {
        let broken = [
            ("completion", "cap", "x"),
            ("rating", "scale", "0"),
            ("threshold", "strict", "x"),
            ("rank", "list", "x"),
            ("multi_rater", "groups", "x"),
            ("bands", "bands", "a:1"),
            ("gongxiao_tier", "std", "1|2"),
        ];
        for (method, parameter, text) in broken {
            let parameters = [(parameter.to_owned(), text.to_owned())].into();
            let written = ScoringRule { method: method.to_owned(), parameters };
            let (_, problems) = Rule::read(&written, Direction::HigherIsBetter);
            let expected = problems.into_iter().find_map(|problem| match problem {
                Problem::BadParameter { expected, .. } => Some(expected),
                _ => None,
            });
            let expected = expected.expect(method);
            assert!(has_chinese(&worded(Language::Chinese, &expected)), "{expected}");
        }
    }

    #[test]
    fn what_is_of_another_kind_is_said_in_chinese() {
        let rows = [
            (
                "invalid type: integer `5`, expected a map at line 1 column 9",
                "第 1 行第 9 个字符，写的是数字“5”，这里应是一组“名称: 值”",
            ),
            ("invalid type: string \"60\", expected f64", "写的是文字“60”，这里应是数字"),
            ("invalid type: null, expected a sequence", "写的是null，这里应是一串值"),
        ];
        for (given, said) in rows {
            assert_eq!(worded(Language::Chinese, given), said);
        }
    }

    #[test]
    fn a_reason_that_is_not_listed_stands_as_it_was_given() {
        assert_eq!(worded(Language::Chinese, "the moon is full"), "the moon is full");
        assert_eq!(worded(Language::English, "expected more"), "expected more");
    }
}
