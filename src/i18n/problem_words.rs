//! The two halves of every problem's message: what is wrong, and what to do next.

use super::Language;
use super::file_words::{
    changed_outside, newer_schema, nothing_rescued, older_schema, rescue_file, rescued_others, shown_as_known,
    steps_not_rescued, too_much_for_workbook,
};
use super::names::{self, capitalised, cut, method, noun, period, quoted, remark};
use super::numbers::{amount, is_zero, plain};
use super::reasons::worded;
use super::rules::no_rule;
use crate::model::Problem;
use crate::rules::METHODS;

/// What is wrong, and what to do next.
pub(super) fn words(language: Language, problem: &Problem) -> (String, String) {
    let l = language;
    match problem {
        // ---- files ----
        Problem::UnknownFileKind => (
            say!(l, "这不是能打开的文件。", "This is not a file that can be opened."),
            say!(
                l,
                "请打开 .json 文档、.zip 压缩包，或者含有 scheme.json、indicators.csv、units.csv 的文件夹。",
                "Open a .json document, a .zip archive, or a folder with scheme.json, indicators.csv and units.csv."
            ),
        ),
        Problem::EmptyFile => (
            say!(l, "文件里没有内容。", "The file is empty."),
            say!(
                l,
                "请重新导出这个文件，确认有内容后再打开。",
                "Export it again, see that it has content, and open it once more."
            ),
        ),
        Problem::FileTooLarge { limit } => (
            say!(l, "文件超过 {limit} MB 的上限。", "The file is larger than the limit of {limit} MB."),
            say!(
                l,
                "请删去用不到的表和列，或按单位分成几份后再打开。",
                "Remove tables and columns that are not needed, or split the file by subject, and open it again."
            ),
        ),
        Problem::TooMuchForWorkbook => too_much_for_workbook(l),
        Problem::FileNotFound { name } => {
            let name = cut(name);
            (
                say!(l, "缺少 {name}。", "{name} is not there."),
                say!(
                    l,
                    "请把 {name} 与其他文件放在同一个文件夹里，再打开一次。",
                    "Put {name} into the same folder as the other files and open the folder again."
                ),
            )
        }
        Problem::NotUtf8 => (
            say!(l, "文件不是 UTF-8 编码的文本。", "The file is not UTF-8 text."),
            say!(
                l,
                "请在 WPS 或 Excel 里另存为“CSV UTF-8”，再打开一次。",
                "Save it as “CSV UTF-8” in WPS or Excel and open it again."
            ),
        ),
        Problem::BadJson { reason } => {
            let reason = worded(l, reason);
            (
                say!(l, "JSON 读到一半读不下去：{reason}。", "The JSON cannot be read to its end: {reason}."),
                say!(
                    l,
                    "请在这个位置核对括号、逗号和引号；手工改过的，请退回改动前的文件。",
                    "Look for a bracket, comma or quotation mark there; if it was edited by hand, go back to the file before."
                ),
            )
        }
        Problem::WrongKind { expected } => {
            let kind = match (l, expected.as_str()) {
                (Language::Chinese, "a list of texts") => "一组文字".to_owned(),
                (Language::Chinese, "a number") => "一个数".to_owned(),
                (Language::Chinese, "weights by category") => "按分类写的权重".to_owned(),
                (Language::Chinese, "[minimum, name]") => "[最低分, 名称]".to_owned(),
                (Language::Chinese, "a whole number from 0 to 6") => "0 到 6 的整数".to_owned(),
                (Language::Chinese, "an object") => "一组“名称: 值”".to_owned(),
                (Language::Chinese, "fixed or risk_factors") => "fixed 或 risk_factors".to_owned(),
                (_, other) => cut(other),
            };
            (
                say!(l, "这里应写{kind}，写的是别的。", "Something else stands where {kind} belongs."),
                say!(
                    l,
                    "请按数据格式说明改好后再打开。",
                    "Write it as the description of the data format shows, and open it again."
                ),
            )
        }
        Problem::NumberTooLarge { text } => {
            let text = quoted(&cut(text));
            (
                say!(l, "{text}太大，这里数不到。", "{text} is larger than can be counted here."),
                say!(
                    l,
                    "请换成更大的计量单位（如万元、亿元）。",
                    "Use a larger unit of measurement, for example millions."
                ),
            )
        }
        Problem::RepeatedColumn { column } => {
            let column = quoted(&cut(column));
            (
                say!(l, "有两列都叫{column}。", "Two columns are called {column}."),
                say!(l, "请删去或改名其中一列。", "Remove or rename one of them."),
            )
        }
        Problem::EmptyId => (
            say!(l, "这一行没有编号。", "This row has no id."),
            say!(l, "请补上编号，或删去这一行。", "Give it an id, or remove the row."),
        ),
        Problem::NotAShare { value, .. } => {
            let value = amount(*value);
            (
                say!(
                    l,
                    "优秀比例写成了 {value}，超过了全部。",
                    "The quota of the top grade is {value}: more than everybody."
                ),
                say!(l, "请写成小数，20% 写 0.2。", "Write it as a fraction: 0.2 for 20%."),
            )
        }
        Problem::EmptyDimension { id } => {
            let id = quoted(&cut(id));
            (
                say!(l, "一级指标{id}有权重，下面却没有指标。", "The dimension {id} has a weight and no indicators."),
                say!(
                    l,
                    "它的分值会分给其他一级指标。请核对名称，或删去这个权重。",
                    "Its points go to the other dimensions. Check the name, or remove the weight."
                ),
            )
        }
        Problem::SchemeSum { scheme, fixed, total } => {
            let (scheme, fixed, total) = (quoted(&cut(scheme)), amount(*fixed), amount(*total));
            (
                say!(
                    l,
                    "权重方案{scheme}定下的权重合计 {fixed}，与总权重 {total} 对不上。",
                    "The weight scheme {scheme} fixes weights of {fixed} in all, which does not fit the total of {total}."
                ),
                say!(
                    l,
                    "定下的权重合计应小于总权重；全部定下时应等于总权重。",
                    "Fixed weights must stay below the total, or equal it if every dimension is fixed."
                ),
            )
        }
        Problem::UnknownRankGroup { attribute } => {
            let attribute = quoted(&cut(attribute));
            (
                say!(
                    l,
                    "按{attribute}排名，但没有一个考核对象有这一列。",
                    "Ranking goes by {attribute}, but no subject has that column."
                ),
                say!(
                    l,
                    "rank_by 请写 category、all，或 units.csv 里的列名。",
                    "Write category, all, or the name of a column of units.csv as rank_by."
                ),
            )
        }
        Problem::NewerSchema { found, known } => newer_schema(l, *found, *known),
        Problem::ShownAsKnown { found, known } => shown_as_known(l, *found, *known),
        Problem::OlderSchema { found, known } => older_schema(l, *found, *known),
        Problem::ChangedOutside => changed_outside(l),
        Problem::RescueFile => rescue_file(l),
        Problem::NothingRescued { documents } => nothing_rescued(l, *documents),
        Problem::RescuedOthers { titles } => rescued_others(l, titles),
        Problem::StepsNotRescued { steps } => steps_not_rescued(l, *steps),
        Problem::NotADocument => (
            say!(l, "这是 JSON，但不是明衡的文档。", "This is JSON, but not a Mingheng document."),
            say!(
                l,
                "请打开由明衡保存的文档；它的开头有 \"format\": \"mingheng\"。",
                "Open a document that Mingheng saved; it begins with \"format\": \"mingheng\"."
            ),
        ),
        Problem::BadArchive { reason } => {
            let reason = worded(l, reason);
            (
                say!(l, "压缩包读不出来：{reason}。", "The archive cannot be read: {reason}."),
                say!(
                    l,
                    "请重新压缩成普通的 .zip，不加密、不分卷，再打开一次。",
                    "Pack it again as a plain .zip, without a password and in one part, and open it once more."
                ),
            )
        }
        Problem::ColumnNotFound { column } => {
            let column = quoted(column);
            (
                say!(l, "表里没有{column}列。", "The table has no column {column}."),
                say!(
                    l,
                    "请在表头补上{column}，名称要一字不差。",
                    "Add {column} to the header, spelt exactly like that."
                ),
            )
        }
        Problem::RaggedRow { expected, found } => (
            say!(
                l,
                "表头有 {expected} 列，这一行有 {found} 格。",
                "The header has {expected} columns, this row has {found} cells."
            ),
            say!(
                l,
                "请补上或删去多出的格；格里的文字本身带逗号时，用英文双引号括起来。",
                "Add or remove cells; put double quotes around a text that contains a comma."
            ),
        ),
        Problem::NotANumber { text } if text.trim().is_empty() => (
            say!(l, "这一格应填数字，现在是空的。", "This cell needs a number and is empty."),
            say!(l, "请填上数字，例如 95.5。", "Write a number, for example 95.5."),
        ),
        Problem::NotANumber { text } => {
            let text = quoted(text);
            (
                say!(l, "{text}不是数字。", "{text} is not a number."),
                say!(
                    l,
                    "请改成数字，例如 95.5；完成值不适用时写 NA，没有报送时留空。",
                    "Write a number, for example 95.5; for an actual value, NA means not applicable and empty not reported."
                ),
            )
        }
        Problem::NotAPeriod { text } => {
            let text = quoted(text);
            (
                say!(l, "{text}不是周期。", "{text} is not a period."),
                say!(
                    l,
                    "月份写 M01 到 M12，季度写 Q1 到 Q4，全年写 Y。",
                    "Write M01 to M12 for a month, Q1 to Q4 for a quarter, Y for the year."
                ),
            )
        }
        Problem::UnknownWord { text, known } => {
            let (text, known) = (quoted(text), remark(known));
            (
                say!(l, "{text}不是这一列的可填项。", "{text} is not one of the words for this column."),
                say!(l, "请从这些当中选填：{known}。", "Use one of these: {known}."),
            )
        }
        Problem::RepeatedRow { first } => (
            say!(l, "与第 {first} 行重复。", "This row repeats line {first}."),
            say!(
                l,
                "请只保留一行；如果是更正，删去旧的那一行。",
                "Keep one of the two; if this is a correction, delete the older one."
            ),
        ),
        Problem::RepeatedId { id } => {
            let id = quoted(id);
            (
                say!(l, "编号{id}用了不止一次。", "The id {id} is used more than once."),
                say!(
                    l,
                    "请给其中一个换编号，并同时改掉引用它的地方。",
                    "Give one of them another id, and change what refers to it."
                ),
            )
        }

        // ---- the document ----
        Problem::NothingToAssess { what } => {
            let what = noun(l, what);
            (
                say!(l, "文档里没有{what}，无从考核。", "There are no {what}, so there is nothing to assess."),
                say!(l, "请至少录入一个{what}。", "Enter at least one."),
            )
        }
        Problem::UnknownReference { what, id } => {
            let (what, id) = (noun(l, what), quoted(id));
            (
                say!(l, "找不到{what}{id}。", "There is no {what} {id}."),
                say!(l, "请核对写法，或者先录入这个{what}。", "Check the spelling, or enter this {what} first."),
            )
        }
        Problem::NoRule { indicator, standard } => no_rule(l, indicator, standard),
        Problem::UnknownMethod { method } => {
            let method = quoted(method);
            let known: Vec<String> = METHODS.iter().map(|key| (*key).to_owned()).collect();
            let known = names::list(l, &known);
            (
                say!(l, "没有叫{method}的计分方法。", "There is no scoring method called {method}."),
                say!(l, "请改用其中之一：{known}。", "Use one of these: {known}."),
            )
        }
        Problem::UnknownParameter { method: key, parameter } => {
            let (method, parameter) = (method(l, key), quoted(parameter));
            (
                say!(l, "{method}没有参数{parameter}。", "The {method} rule has no parameter {parameter}."),
                say!(l, "请核对拼写，或者删去这个参数。", "Check the spelling, or remove the parameter."),
            )
        }
        Problem::BadParameter { method: key, parameter, text, expected } => {
            let (method, parameter, text, expected) =
                (method(l, key), cut(parameter), quoted(text), worded(l, expected));
            (
                say!(
                    l,
                    "{method}的参数 {parameter} 写的是{text}，读不出意思。",
                    "The parameter {parameter} of the {method} rule says {text}, which cannot be read."
                ),
                say!(l, "应写成：{expected}。", "Write {expected}."),
            )
        }
        Problem::ParameterNotFound { method: key, parameter } => {
            let (method, parameter) = (method(l, key), cut(parameter));
            (
                say!(l, "{method}缺少参数 {parameter}。", "The {method} rule lacks its parameter {parameter}."),
                say!(l, "请在这项指标的规则里补上 {parameter}=…。", "Add {parameter}=… to the rule of this indicator."),
            )
        }
        Problem::BadFormula { text, reason, position } => {
            // Parsers count characters from 0, people from 1.
            let (text, reason, place) = (quoted(text), worded(l, reason), position.saturating_add(1));
            (
                say!(
                    l,
                    "公式{text}读到第 {place} 个字符读不下去：{reason}。",
                    "The formula {text} cannot be read at character {place}: {reason}."
                ),
                say!(
                    l,
                    "请从这里起核对括号、逗号和名称的拼写。",
                    "From there on, check brackets, commas and the spelling of names."
                ),
            )
        }
        Problem::NegativeNumber { what, value } => {
            let (what, value) = (capitalised(&noun(l, what)), plain(*value));
            (
                say!(
                    l,
                    "{what}不能小于 0，这里是 {value}。",
                    "{what} may not be below zero, and here it says {value}."
                ),
                say!(l, "请改成 0 或正数。", "Write zero or a positive number."),
            )
        }
        Problem::ColumnLength { expected, found } => (
            say!(
                l,
                "这一列有 {found} 格，考核对象有 {expected} 个。",
                "This column has {found} cells for {expected} subjects."
            ),
            say!(
                l,
                "请让每个考核对象恰好占一格，次序与对象名单一致。",
                "Give every subject exactly one cell, in the order of the subjects."
            ),
        ),
        Problem::GradesNotDescending => (
            say!(l, "等次线没有从高到低排列。", "The grades do not descend."),
            say!(
                l,
                "请把最高的等次放在最前，以下各等的最低分数逐个降低。",
                "Put the best grade first, and give every following one a lower score to start at."
            ),
        ),
        Problem::NoGrades => (
            say!(l, "没有设等次。", "There are no grades."),
            say!(
                l,
                "请至少设一个等次，例如“合格”，最低分数为 0。",
                "Enter at least one, for example “Pass” from a score of 0."
            ),
        ),
        Problem::NoWeight { category } => {
            let category = quoted(category);
            (
                say!(
                    l,
                    "{category}类里没有一项指标有分值，无法计分。",
                    "No indicator carries points in the category {category}, so nothing can be scored there."
                ),
                say!(
                    l,
                    "请给这一类至少一项指标填上大于 0 的分值。",
                    "Give at least one indicator of this category more than zero points."
                ),
            )
        }
        Problem::CircularParent { id } => {
            let id = quoted(id);
            (
                say!(l, "{id}的上级绕了一圈，又回到它自己。", "Going up from {id} leads back to itself."),
                say!(
                    l,
                    "请改正其中一个上级，让上下级关系有头有尾。",
                    "Change one of the parents, so that the way up comes to an end."
                ),
            )
        }
        Problem::PeriodNotScored { period: key } => {
            let name = period(l, key);
            (
                say!(l, "本文档不对{name}单独计分。", "This document does not score {name} by itself."),
                say!(
                    l,
                    "请选择文档列出的周期，或者不指定周期，计算全部。",
                    "Choose one of the periods that the document lists, or none, for all of it."
                ),
            )
        }
        Problem::UnknownScheme { id, known } => {
            let (id, known) = (quoted(id), remark(known));
            let next = match known.is_empty() {
                true => say!(
                    l,
                    "本文档只有现行权重，不必指定方案。",
                    "This document has only its declared weights: leave the scheme out."
                ),
                false => say!(l, "可用的方案：{known}。", "Its schemes are: {known}."),
            };
            (say!(l, "没有叫{id}的权重方案。", "There is no weight scheme {id}."), next)
        }
        Problem::PeriodOutsideCycle { period: key, cycle: own } => {
            let (period, cycle, written) = (period(l, key), names::cycle(l, own), periods_of(own));
            (
                say!(
                    l,
                    "这项指标{cycle}，用不上{period}的数据。",
                    "This indicator is reported {cycle}, so the value for {period} is not used."
                ),
                say!(
                    l,
                    "请把周期改成 {written}，或者修改指标的考核周期。",
                    "Change the period to {written}, or change how often the indicator is reported."
                ),
            )
        }
        Problem::OutOfScale { value, scale } => {
            let held = if *value < 0.0 || is_zero(*scale) { plain(0.0) } else { plain(*scale) };
            let (value, scale) = (plain(*value), plain(*scale));
            (
                say!(
                    l,
                    "评分 {value} 不在 0 到 {scale} 之间，按 {held} 计。",
                    "The rating {value} is not between 0 and {scale}; it counts as {held}."
                ),
                say!(l, "请对照原始评分表核对。", "Compare it with the original ballot."),
            )
        }
        Problem::UnknownRaterGroup { group } => {
            let group = quoted(group);
            (
                say!(
                    l,
                    "规则没有给评分组{group}定权重，这一份没有计入。",
                    "The rule gives the rater group {group} no weight; this ballot is not used."
                ),
                say!(
                    l,
                    "请核对组名，或者在规则的 groups 里加上这一组。",
                    "Check the name, or add the group to the rule's groups."
                ),
            )
        }
        Problem::TargetNotFound { subjects } => (
            say!(
                l,
                "这项规则要用目标值，有 {subjects} 个考核对象没有。",
                "This rule needs a target; the number of subjects without one is {subjects}."
            ),
            say!(
                l,
                "请给指标定统一的目标值，或者在数据的 target 列逐个填写。",
                "Give the indicator a target for everybody, or fill in the target column of the data."
            ),
        ),
        Problem::BaseNotFound { subjects } => (
            say!(
                l,
                "这项规则要用基数，有 {subjects} 个考核对象没有。",
                "This rule needs a base value; the number of subjects without one is {subjects}."
            ),
            say!(l, "请在数据的 base 列填写基数。", "Fill in the base column of the data."),
        ),
    }
}

/// How the periods of a cycle are written.
fn periods_of(cycle: &str) -> &'static str {
    match cycle.to_ascii_lowercase().as_str() {
        "month" | "m" => "M01–M12",
        "quarter" | "q" => "Q1–Q4",
        "year" | "y" => "Y",
        _ => "M01–M12 / Q1–Q4 / Y",
    }
}
