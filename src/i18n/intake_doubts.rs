//! What is odd in tables that are read in, and left to a person: in words, with what to do next.

use super::Language;
use super::intake::argument;
use super::names::quoted;
use crate::intake::{Fault, What};

/// A column that is not taken, or a number that is hard to believe.
pub(super) fn of_doubts(language: Language, fault: &Fault) -> (String, String) {
    let l = language;
    let value = quoted(&fault.value);
    let (one, other) = (argument(fault, 0), argument(fault, 1));
    match fault.what {
        What::Twice => (
            say!(
                l,
                "{value} 这一列没有事由，像是“{other}”里加减分的汇总；两张表都导入会算两遍。",
                "The column {value} has no reasons, and looks like the sums of what “{other}” lists; taken together they count twice."
            ),
            say!(
                l,
                "是汇总的，请不要导入这张表；是另外的加减分，可以不管。",
                "Leave this sheet out if it is; leave it as it is if these are others."
            ),
        ),
        What::Unlikely if one == "below" => (
            say!(l, "{value} 是负数，这一项一般不会小于 0。", "{value} is below zero, which is rare for this."),
            say!(l, "确实是负数的，不用改；否则请改正。", "Leave it if it really is below zero; mend it otherwise."),
        ),
        What::Unlikely if one == "part" => (
            say!(
                l,
                "{value} 不是整数，这一项却是按“{other}”一个一个数的。",
                "{value} is no whole number, and this is counted one by one, in “{other}”."
            ),
            say!(
                l,
                "请核对数值和计量单位；确实如此的，不用改。",
                "Check the number and the unit; leave it if it is right."
            ),
        ),
        What::Unlikely if one == "rates" => (
            say!(
                l,
                "这张表（从 {value} 这一列起）按名称是排名、完成率或增速，不是实际值，已按实际值读取。",
                "By its name this table (from the column {value} on) holds ranks or rates of achievement or growth, yet it was read as values."
            ),
            say!(
                l,
                "不是实际值的，请不要导入这张表；确实是的，不用改。",
                "Leave the sheet out if these are no values; leave it as it is if they are."
            ),
        ),
        What::Unlikely => (
            say!(
                l,
                "看 {value} 这一列（或表名），表里各指标的数像是得分，不是实际值。",
                "By the column {value}, or by its title, this table seems to hold points and no values."
            ),
            say!(
                l,
                "是得分的，请不要导入这张表；确实是实际值的，不用改。",
                "Leave the sheet out if they are points; leave it as it is if they are values."
            ),
        ),
        What::SameColumn => (
            say!(
                l,
                "{value} 这一列与“{one}”说的像是同一件事，数却不同；取的是“{one}”。",
                "The column {value} seems to be about the same as “{one}”, with other numbers; “{one}” was taken."
            ),
            say!(
                l,
                "取错了的，请在“识别”一步改过来，或者在原表里删掉不用的一列。",
                "If that is wrong, choose the other one in the step before, or delete the one that does not hold from the file."
            ),
        ),
        What::Lacking => (
            say!(
                l,
                "从 {value} 起，没有写“{one}”的指标，有目标值的按完成率计分，没有的由评议打分。",
                "From {value} on, indicators without “{one}” are scored by completion of their target, or judged where there is none."
            ),
            say!(
                l,
                "另有办法的，请在原表里写上再导入，或导入后在“指标”页选择规则。",
                "If they are scored otherwise, write it into the file and import it again, or choose the rules on the page of indicators afterwards."
            ),
        ),
        What::RowLeftOut => (
            say!(
                l,
                "{value} 是加减分或一票否决，不是按分值考核的指标，没有采用。",
                "{value} is a bonus, a deduction or a veto and no indicator with points of its own; it was not taken."
            ),
            say!(
                l,
                "请把实际发生的加分、扣分和否决记在加减分表里，再导入。",
                "Enter what really happened in a table of events, and import that."
            ),
        ),
        What::UnknownColumn if one == "events" => (
            say!(
                l,
                "{value} 这一列说的是加减分或否决，这张表却按单位名单读取了，加减分没有采用。",
                "The column {value} speaks of bonuses, deductions or vetoes, but the table was read as a list of subjects; none of these was taken."
            ),
            say!(
                l,
                "请在“识别”一步把这张表改为加减分项；确实是名单的，可以不管。",
                "Choose a table of events for this sheet in the step before; leave it if it is a list."
            ),
        ),
        What::UnknownColumn if one == "part" => (
            say!(
                l,
                "这一列 {value} 只是一年里的一段，或者不是实际完成的数，没有采用。",
                "The column {value} is of a part of the year, or not of what was achieved; it was not taken."
            ),
            say!(
                l,
                "要用它的，请在“识别”一步把它选为实际值；不需要的，可以不管。",
                "Choose it as the value in the step before if it is wanted; leave it otherwise."
            ),
        ),
        What::UnknownColumn if one == "figures" => (
            say!(
                l,
                "这一列 {value} 里有数，却看不出是什么数，没有采用。",
                "The column {value} holds numbers, and nothing says what they are; it was not taken."
            ),
            say!(
                l,
                "要用它的，请在“识别”一步选它是什么；不需要的，可以不管。",
                "Choose what it is in the step before if it is wanted; leave it otherwise."
            ),
        ),
        What::UnknownColumn if one == "words" => (
            say!(
                l,
                "“{other}”里都是文字，对不上任何指标，没有采用。",
                "“{other}” holds words and matches no indicator; it was not taken."
            ),
            say!(l, "不需要的，可以不管。", "Leave it if it is not needed."),
        ),
        What::UnknownColumn if one == "sheet" => (
            say!(
                l,
                "看不出这张表是什么（从 {value} 看起），表里的数一个也没有采用。",
                "Nothing says what this table is (it begins with {value}); none of its numbers was taken."
            ),
            say!(
                l,
                "要用它的，请在“识别”一步选它是什么表、各列是什么；不需要的，可以不管。",
                "Choose what the table and its columns are in the step before if it is wanted; leave it otherwise."
            ),
        ),
        What::NoHeading => (
            say!(
                l,
                "这一列下面有内容，上面没有表头，没有采用。",
                "There is something in this column, but no heading above it; it was not taken."
            ),
            say!(
                l,
                "请在这里写上表头（如指标名称）；不需要的，可以不管。",
                "Write its heading here, such as the name of an indicator; if it is not needed, leave it."
            ),
        ),
        _ => (
            say!(
                l,
                "这一列 {value} 对不上任何指标，没有采用。",
                "The column {value} matches no indicator, and was not taken."
            ),
            say!(
                l,
                "请在“识别”一步为它选择指标；不需要的，选“不导入”。",
                "Choose its indicator in the step before, or choose to leave it out."
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_doubt_has_its_own_words_in_both_languages() {
        let kinds = [("below", ""), ("part", "起"), ("points", ""), ("rates", "")]
            .map(|(one, other)| (What::Unlikely, one, other));
        let twice = [(What::Twice, "sums", "明细")];
        let columns = ["", "part", "figures", "events", "sheet"].map(|one| (What::UnknownColumn, one, ""));
        let wordy = [(What::UnknownColumn, "words", "甲")];
        let lists = [
            (What::SameColumn, "目标值", "taken"),
            (What::Lacking, "评分标准", "taken"),
            (What::RowLeftOut, "events", ""),
        ];
        for (language, end) in [(Language::Chinese, '。'), (Language::English, '.')] {
            let mut seen = std::collections::BTreeSet::new();
            for (what, one, other) in kinds.into_iter().chain(columns).chain(wordy).chain(twice).chain(lists) {
                let args = vec![one.to_owned(), other.to_owned()];
                let (said, next) =
                    of_doubts(language, &Fault { what, args, value: "甲".to_owned(), ..Fault::default() });
                assert!(said.contains('甲') && said.ends_with(end) && next.ends_with(end), "{said} {next}");
                assert!(seen.insert(said), "{what:?} {one}");
            }
        }
    }
}
