//! What is wrong in tables that are read in: in words, with what to do next.

use super::Language;
use super::intake_doubts::of_doubts;
use super::intake_periods::of_periods;
use super::names::{cut, quoted};
use super::problems::Message;
pub use super::unreadable::unreadable;
use crate::intake::{Fault, Grade, What};
use crate::sheets::workbook::address;

/// A fault in words. The place is the cell: C15.
pub fn fault(language: Language, fault: &Fault) -> Message {
    let (what, next) = match fault.what {
        What::NotANumber
        | What::CellError
        | What::NotComputed
        | What::TooLarge
        | What::Negative
        | What::ADate
        | What::OtherUnit
        | What::AFraction
        | What::ShownSmaller
        | What::OverHundred
        | What::ReadAs
        | What::PercentMismatch
        | What::OutOfScale
        | What::LostDigits
        | What::TooMany
        | What::InWords
        | What::NotADate
        | What::TooLong => of_numbers(language, fault),
        What::NoSuchPeriod | What::OtherYear | What::PeriodOutsideCycle | What::NoPeriod => of_periods(language, fault),
        What::Twice if fault.args.first().is_some_and(|one| one == "sums") => of_doubts(language, fault),
        What::SameColumn | What::Lacking if fault.args.get(1).is_some_and(|one| one == "taken") => {
            of_doubts(language, fault)
        }
        What::RowLeftOut if fault.args.first().is_some_and(|one| one == "events") => of_doubts(language, fault),
        What::Unlikely | What::UnknownColumn | What::NoHeading => of_doubts(language, fault),
        _ => of_names(language, fault),
    };
    Message { what, place: address(fault.row, fault.column), next }
}

pub(super) fn argument(fault: &Fault, at: usize) -> String {
    cut(fault.args.get(at).map(String::as_str).unwrap_or_default())
}

/// Names one behind the other as the language does it.
fn listed(language: Language, names: &str) -> String {
    if language == Language::Chinese { names.to_owned() } else { names.replace('、', ", ") }
}

/// The thing itself: what stands in a single cell.
fn of_numbers(language: Language, fault: &Fault) -> (String, String) {
    let l = language;
    let value = quoted(&fault.value);
    let (one, other) = (argument(fault, 0), argument(fault, 1));
    match fault.what {
        What::CellError => (
            say!(l, "公式出错，显示为 {value}。", "The formula failed and shows {value}."),
            say!(
                l,
                "请在这里填上正确的数，或者在原表里改好公式再导入。",
                "Enter the right number here, or mend the formula in the file and import it again."
            ),
        ),
        What::NotComputed => (
            say!(
                l,
                "这里是公式，文件里没有存下它的结果。",
                "This is a formula whose result was not saved in the file."
            ),
            say!(
                l,
                "请用 WPS 或 Excel 打开原表，保存一次再导入；也可以在这里直接填数。",
                "Open the file in WPS or Excel, save it once and import it again, or enter the number here."
            ),
        ),
        What::TooLarge => (
            say!(l, "{value} 太大，超出能计算的范围。", "{value} is too large to be counted."),
            say!(
                l,
                "请核对小数点和单位，改成正确的数。",
                "Check the decimal point and the unit, and enter the right number."
            ),
        ),
        What::Negative => (
            say!(l, "{value} 是负数，这一项不会小于 0。", "{value} is below zero, which cannot be here."),
            say!(l, "请改成不小于 0 的数。", "Enter a number that is not below zero."),
        ),
        What::ADate => (
            say!(
                l,
                "这里要填数，单元格里却是日期 {value}。",
                "A number belongs here, and the cell holds the date {value}."
            ),
            say!(
                l,
                "录入“3-5”一类的内容会被自动改成日期。请填上原来要填的数。",
                "Entries such as 3-5 are turned into dates. Enter the number that was meant."
            ),
        ),
        What::NotADate => (
            say!(
                l,
                "{value} 不是日历上有的日期，已照原样保留。",
                "{value} is no day of the calendar; it is kept as written."
            ),
            say!(l, "请核对年月日，如 2025-03-01。", "Check the year, month and day, such as 2025-03-01."),
        ),
        What::OtherUnit => (
            say!(
                l,
                "{value} 的单位像是“{one}”，这一列按“{other}”计。",
                "{value} seems to be in “{one}”; this column is counted in “{other}”."
            ),
            match fault.grade {
                Grade::Error => say!(l, "请换算成“{other}”再填。", "Convert it to “{other}” and enter it."),
                _ => say!(
                    l,
                    "是一回事的，可以不管；不是的，请换算成“{other}”再填。",
                    "Leave it if both are the same; otherwise convert it to “{other}” and enter it."
                ),
            },
        ),
        What::AFraction => (
            say!(
                l,
                "{one} 像是小数形式的百分数，这里应填 {other}（即 {other}%）。",
                "{one} looks like a fraction; {other} is expected here ({other}%)."
            ),
            say!(
                l,
                "是 {other}% 就改过来；确实只有 {one}% 的，不用改。",
                "Change it if {other}% is meant; leave it if it really is {one}%."
            ),
        ),
        What::ShownSmaller => (
            say!(
                l,
                "这一格显示为 {other}，实际存的是 {one}：数字格式把它缩小了。导入的是 {one}。",
                "The cell shows {other} but holds {one}: its number format makes it smaller. {one} is taken in."
            ),
            say!(
                l,
                "应当按 {other} 计的就改过来；确实是 {one} 的，不用改。",
                "Change it if {other} is meant; leave it if it really is {one}."
            ),
        ),
        What::OverHundred => (
            say!(l, "{value} 超过 100%。", "{value} is more than 100%."),
            say!(
                l,
                "如果确实超额完成，不用改；否则请改正。",
                "Leave it if more than everything was achieved; mend it otherwise."
            ),
        ),
        What::ReadAs if one == "—" => (
            say!(l, "{value} 按没有上报读取，不是 0。", "{value} was read as not reported, which is not 0."),
            say!(l, "确实一件也没有的，请填 0。", "Enter 0 if there really was none."),
        ),
        What::ReadAs => (
            say!(l, "{value} 按 {one} 读取。", "{value} was read as {one}."),
            say!(l, "读错了就在这里改。", "Mend it here if that is wrong."),
        ),
        What::PercentMismatch => (
            say!(
                l,
                "{value} 带百分号，计量单位却不是“%”，按 {one} 读取。",
                "{value} has a percent sign, and the unit is not “%”; it was read as {one}."
            ),
            say!(l, "请核对数值和计量单位。", "Check the number and the unit."),
        ),
        What::OutOfScale => (
            say!(l, "{value} 不在 {one} 到 {other} 分之间。", "{value} is not between {one} and {other} points."),
            say!(l, "请改成 {one} 到 {other} 之间的分数。", "Enter a score from {one} to {other}."),
        ),
        What::LostDigits => (
            say!(
                l,
                "{value} 是按数字保存的长编码，后几位已经丢失。",
                "{value} is a long code that was saved as a number; its last digits are lost."
            ),
            say!(
                l,
                "请在这里重新录入完整的编码；在原表里应先把这一列设为“文本”。",
                "Enter the whole code here; in the file, set the column to text first."
            ),
        ),
        What::TooLong => (
            say!(l, "文字超过 {one} 个字，放不下。", "The text is longer than {one} letters and cannot be kept."),
            say!(l, "请删短后再填。", "Shorten it."),
        ),
        What::InWords if one == "own" => (
            say!(
                l,
                "目标 {value} 是文字，不是数，没有作为这个单位的目标采用。",
                "The target {value} is in words, not a number; it was not taken as this subject's own target."
            ),
            say!(
                l,
                "单位有自己的目标值，请在这里填数；与指标体系表相同的，留空即可。",
                "Enter the number if the subject has a target of its own; leave it blank if the list's target holds."
            ),
        ),
        What::InWords => (
            say!(
                l,
                "目标 {value} 不是数，已按原文保留在这个指标的“目标值”里；没有数值目标。",
                "The target {value} is no number; it is kept in these words with the indicator, as 目标值, and there is no number to score by."
            ),
            say!(
                l,
                "要按完成率一类的方法计分，请在这里填数；靠评议打分的，不用改。",
                "Enter a number here if the rule compares with a target; leave it if the indicator is judged."
            ),
        ),
        What::TooMany => (
            say!(
                l,
                "一张表最多取 5000 个指标、2000 列；从这里起超过了 {one}，没有读取。",
                "One table may bring 5,000 indicators and 2,000 columns; from here on it has more than {one}, and they were not read."
            ),
            say!(l, "请把表拆成几张，分次导入。", "Split the table, and import the parts one after another."),
        ),
        _ => (
            say!(l, "{value} 不是数。", "{value} is not a number."),
            say!(
                l,
                "请填数，如 95、1,234.5、95%；没有报就留空，不适用填“不适用”。",
                "Enter a number such as 95, 1,234.5 or 95%; leave it blank if not reported; write NA if it does not apply."
            ),
        ),
    }
}

/// Names, codes, words, columns, sums and sentences.
fn of_names(language: Language, fault: &Fault) -> (String, String) {
    let l = language;
    let value = quoted(&fault.value);
    let (one, other) = (argument(fault, 0), argument(fault, 1));
    let (all, names) = (listed(l, &one), listed(l, &other));
    match fault.what {
        What::NoSuchIndicator => (
            say!(l, "指标体系里没有 {value}。", "There is no indicator {value}."),
            say!(
                l,
                "请改成指标体系里的名称或编码；是新指标的，请先导入指标体系表。",
                "Enter a name or code of the indicators; import the table of indicators first if it is a new one."
            ),
        ),
        What::NoSuchSubject if fault.value.is_empty() => (
            say!(l, "看不出这张表是哪个单位的。", "Nothing says whose sheet this is."),
            say!(l, "请在“识别”一步为这张表选择单位。", "Choose the subject of this sheet in the step before."),
        ),
        What::NoSuchSubject => (
            say!(l, "单位名单里没有 {value}。", "{value} is not in the list of subjects."),
            say!(
                l,
                "请改成名单里的名称；是新单位的，请先导入单位名单。",
                "Enter a name from the list; import the list first if the subject is a new one."
            ),
        ),
        What::NoSuchCategory => (
            say!(l, "没有 {value} 这个分类。", "There is no category {value}."),
            say!(l, "请改成已有的分类：{one}。", "Enter one of the categories: {all}."),
        ),
        What::AlmostTheSame => (
            say!(l, "{value} 与已有的“{one}”只差一点。", "{value} is almost the same as “{one}”."),
            say!(
                l,
                "是同一个，请改成“{one}”；不是同一个，请先把它列进名单或指标体系。",
                "Change it to “{one}” if they are the same; list it first if they are not."
            ),
        ),
        What::Twice => (
            say!(l, "{value} 重复，前面在 {one} 已经有了。", "{value} is there twice; the first stands in {one}."),
            say!(
                l,
                "请改正名称或编码，或者在原表里删掉多余的一行。",
                "Correct the name or code, or delete the extra row in the file."
            ),
        ),
        What::CodeAndName => (
            say!(
                l,
                "编码“{one}”是“{other}”的，与 {value} 对不上。",
                "The code “{one}” belongs to “{other}”, not to {value}."
            ),
            say!(l, "请改正编码或名称。", "Correct the code or the name."),
        ),
        What::Contradiction => (
            say!(
                l,
                "这里是 {value}，{one} 里同一项是 {other}。",
                "This says {value}; {one} says {other} for the same thing."
            ),
            say!(l, "请核实后把其中一处改成一样的数。", "Find out which is right and make both the same."),
        ),
        What::Lacking => {
            (say!(l, "缺少“{one}”。", "“{one}” is not there."), say!(l, "请在这里补上。", "Enter it here."))
        }
        What::Sum => (
            say!(l, "加起来是 {one}，表上写的是 {other}。", "It adds up to {one}; the table says {other}."),
            say!(l, "请核对各项分值与合计，改正其中一处。", "Check the points and their sum, and correct one of them."),
        ),
        What::NoSuchMethod => (
            say!(l, "不认识计分方法 {value}。", "{value} is no scoring method that is known."),
            say!(
                l,
                "请改成完成率法、达标法、分档计分等方法，或者导入后在“指标”页选择规则。",
                "Enter a known one such as 完成率法 or 分档计分, or choose the rule on the page of indicators afterwards."
            ),
        ),
        What::NotAll if one == "1" => (
            say!(
                l,
                "这张表里少了名单上的 {one} 个单位：{other}。",
                "One of the listed subjects has no row in this table: {names}."
            ),
            say!(
                l,
                "漏了的请补上；本来就不报的，可以不管。",
                "Add its row if it was forgotten; leave it if it does not report."
            ),
        ),
        What::NotAll => (
            say!(
                l,
                "这张表里少了名单上的 {one} 个单位：{other}。",
                "{one} of the listed subjects have no row in this table: {names}."
            ),
            say!(
                l,
                "漏了的请补上；本来就不报的，可以不管。",
                "Add their rows if they were forgotten; leave it if they do not report."
            ),
        ),
        What::NoSuchEventKind => (
            say!(l, "{value} 不是加减分的类型。", "{value} is no kind of event."),
            say!(l, "请填 {one} 中的一种。", "Enter one of these: {all}."),
        ),
        What::SeveralSo => (
            say!(l, "叫 {value} 的指标不止一个：{one}。", "More than one indicator is called {value}: {all}."),
            say!(l, "请改成其中一个的编码。", "Enter the code of the one that is meant."),
        ),
        What::UnknownWord => (
            say!(l, "{value} 不在可用的词里，没有采用。", "{value} is none of the expected words, and was not taken."),
            say!(l, "请改成：{one}。", "Enter one of these: {all}."),
        ),
        What::NoRows => (
            say!(
                l,
                "表头下面没有可取的行，这张表什么也没有带来。",
                "There is no row to be taken below this heading; the table brings nothing."
            ),
            say!(
                l,
                "请核对是不是选错了文件，或者数据在另一张工作表里；只是空表的，可以不管。",
                "Check whether this is the right file, or whether the rows are on another sheet; leave it if the form is blank."
            ),
        ),
        What::RowLeftOut => (
            say!(
                l,
                "这一行 {value} 像是说明或小计，里面却有数，没有采用。",
                "The row {value} looks like a note or a sum, yet it holds numbers; it was not taken."
            ),
            say!(
                l,
                "是表里的一行的，请在原表里改一下名称的写法再导入；确实不是的，可以不管。",
                "Reword its name in the file and import again if it belongs to the table; leave it if it does not."
            ),
        ),
        What::SecondTable => (
            say!(
                l,
                "这里像是另一张表的表头，这张表没有采用。",
                "This looks like the heading of another table, which was not taken."
            ),
            say!(
                l,
                "一张工作表只取一张表。请把这张表移到单独的工作表，再导入。",
                "One table is taken from each sheet. Move this one to a sheet of its own, and import again."
            ),
        ),
        What::SameColumn => (
            say!(l, "这一列与 {one} 是同一个指标。", "This column means the same as {one}."),
            say!(
                l,
                "请在“识别”一步把其中一列改掉或设为不导入。",
                "Change one of them in the step before, or leave it out."
            ),
        ),
        What::HalfUnderstood => (
            say!(l, "评分标准里这一部分没有读懂：“{one}”。", "Part of the standard was not understood: “{one}”."),
            say!(
                l,
                "请核对读出来的规则；不对就另选规则，原文会保留。",
                "Check the rule that was read, or choose another; the sentence is kept."
            ),
        ),
        What::NotUnderstood => (
            if one.is_empty() {
                say!(l, "这条评分标准没有读懂，规则空着。", "This standard was not understood; its rule is open.")
            } else {
                say!(
                    l,
                    "评分标准里的“{one}”没有读懂，规则空着。",
                    "“{one}” in this standard was not understood; its rule is open."
                )
            },
            say!(
                l,
                "请在下面选择规则，或导入后在“指标”页设置；原文会保留。",
                "Choose a rule below, or set it on the page of indicators afterwards; the sentence is kept."
            ),
        ),
        What::LowerIsBetter => (
            say!(
                l,
                "没有写 {value} 的方向，从名称看是越低越好，按越低越好计分。",
                "Nothing says which way {value} is better; its name sounds as if less is, and so it is scored."
            ),
            say!(
                l,
                "其实越高越好的，请在表里加上“方向”一列，或导入后在“指标”页改。",
                "If more is better, add a column 方向 to the table, or change it on the page of indicators afterwards."
            ),
        ),
        What::OtherPoints => (
            say!(
                l,
                "评分标准里写的满分不是这一行的 {one} 分，规则按 {one} 分算满分。",
                "The full points in this standard are not the {one} points of the row; the rule counts {one} as full."
            ),
            say!(
                l,
                "请核对分值和评分标准，改正其中一处；规则不对就另选。",
                "Check the points and the standard, and correct one of them; choose another rule if this one is wrong."
            ),
        ),
        What::InHiddenRow => (
            say!(l, "这一行被隐藏或筛掉了，没有采用。", "This row is hidden or filtered out, and was not taken."),
            say!(l, "要采用的，请在原表里取消隐藏再导入。", "Unhide it in the file and import again if it is wanted."),
        ),
        What::NoKey => (
            say!(
                l,
                "这一行有内容，却没有写是谁的或哪一项。",
                "This row has content, and does not say whose or what it is."
            ),
            say!(l, "请补上名称或编码。", "Enter a name or code."),
        ),
        _ => of_numbers(language, fault),
    }
}

/// How bad a fault is, in a word or two.
pub fn grade(language: Language, grade: Grade) -> String {
    match grade {
        Grade::Note => say!(language, "供参考", "Note"),
        Grade::Warning => say!(language, "请核对", "Warning"),
        Grade::Error => say!(language, "须改正", "Error"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::Unreadable;
    use std::collections::BTreeSet;

    const ALL: [What; 46] = [
        What::NotANumber,
        What::CellError,
        What::NotComputed,
        What::TooLarge,
        What::Negative,
        What::ADate,
        What::OtherUnit,
        What::AFraction,
        What::ShownSmaller,
        What::OverHundred,
        What::NoSuchIndicator,
        What::NoSuchSubject,
        What::NoSuchCategory,
        What::AlmostTheSame,
        What::Twice,
        What::CodeAndName,
        What::Contradiction,
        What::Lacking,
        What::Sum,
        What::NoSuchMethod,
        What::NoSuchPeriod,
        What::PeriodOutsideCycle,
        What::NoSuchEventKind,
        What::OutOfScale,
        What::UnknownWord,
        What::SeveralSo,
        What::UnknownColumn,
        What::SameColumn,
        What::LostDigits,
        What::HalfUnderstood,
        What::NotUnderstood,
        What::ReadAs,
        What::InHiddenRow,
        What::PercentMismatch,
        What::TooLong,
        What::TooMany,
        What::NoHeading,
        What::InWords,
        What::Unlikely,
        What::SecondTable,
        What::NotADate,
        What::OtherYear,
        What::NotAll,
        What::LowerIsBetter,
        What::OtherPoints,
        What::NoPeriod,
    ];

    fn reasons() -> Vec<Unreadable> {
        use Unreadable::*;
        vec![
            Empty,
            Damaged,
            UnknownKind,
            Locked,
            OtherProgram(".et".to_owned()),
            NoTable(".docx".to_owned()),
            TooLarge(64),
            TooLargeInside(512),
            TooManyCells(3_000_000),
            TooManyTogether(1_550_000),
            Gone,
            Nested,
            TooManyEntries,
            TooManyFiles,
            OutsideTheSheet,
            Entities,
            UnknownEncoding,
        ]
    }

    fn in_order(language: Language, message: &Message) {
        for text in [&message.what, &message.next] {
            let end = if language == Language::Chinese { '。' } else { '.' };
            assert!(text.ends_with(end), "{text}");
            assert!(!["非法", "异常", "未知错误"].iter().any(|word| text.contains(word)), "{text}");
        }
    }

    #[test]
    fn every_fault_has_its_own_sentence_and_a_next_step_in_both_languages() {
        for language in Language::ALL {
            let mut seen = BTreeSet::new();
            for what in ALL.into_iter().chain([What::NoKey, What::RowLeftOut, What::NoRows]) {
                let args = vec!["month".to_owned(), "乙".to_owned()];
                let said = fault(
                    language,
                    &Fault { what, value: "甲".to_owned(), args, row: 14, column: 2, ..Fault::default() },
                );
                in_order(language, &said);
                assert_eq!(said.place, "C15");
                assert!(seen.insert(said.what.clone()), "{}", said.what);
            }
        }
    }

    #[test]
    fn what_is_listed_and_has_no_row_is_counted_and_named() {
        let said = |count: &str| {
            let args = vec![count.to_owned(), "乙局".to_owned()];
            fault(Language::English, &Fault { what: What::NotAll, args, ..Fault::default() }).what
        };
        assert_eq!(said("1"), "One of the listed subjects has no row in this table: 乙局.");
        assert_eq!(said("2"), "2 of the listed subjects have no row in this table: 乙局.");
    }

    #[test]
    fn what_may_be_entered_is_listed_as_each_language_does_it() {
        let told = Fault { what: What::UnknownWord, args: vec!["排名、单列".to_owned()], ..Fault::default() };
        assert_eq!(fault(Language::English, &told).next, "Enter one of these: 排名, 单列.");
        assert_eq!(fault(Language::Chinese, &told).next, "请改成：排名、单列。");
        let told =
            Fault { what: What::NotAll, args: vec!["2".to_owned(), "甲局、乙局".to_owned()], ..Fault::default() };
        let said = fault(Language::English, &told).what;
        assert_eq!(said, "2 of the listed subjects have no row in this table: 甲局, 乙局.");
    }

    #[test]
    fn every_file_that_cannot_be_read_has_its_own_sentence_and_next_step() {
        for language in Language::ALL {
            let mut seen = BTreeSet::new();
            for why in reasons() {
                let said = unreadable(language, &why);
                in_order(language, &said);
                assert!(seen.insert(said.what.clone()), "{}", said.what);
            }
        }
    }
}
