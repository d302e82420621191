//! The remarks beside a result, and the outcomes that stand where a number does not, in words.

use super::Language;
use super::names::cut;
use crate::model::{Flag, Status};

/// A remark as it stands beside a result: a short label, without a full stop.
pub fn flag(language: Language, flag: &Flag) -> String {
    match flag {
        Flag::NotApplicable => say!(language, "不适用", "Not applicable"),
        Flag::Missing => say!(language, "缺报", "Not reported"),
        Flag::Partial => say!(language, "部分缺报", "Partly reported"),
        Flag::Quota => say!(language, "超出优秀名额", "Outside the top-grade quota"),
        Flag::Bar(code) => {
            let code = cut(code);
            say!(language, "一票否优：{code}", "Barred from the top grade: {code}")
        }
        Flag::Veto(code) => {
            let code = cut(code);
            say!(language, "一票否决：{code}", "Vetoed: {code}")
        }
        Flag::Exempt(code) => {
            let code = cut(code);
            say!(language, "容错免扣：{code}", "Tolerated, not counted: {code}")
        }
        Flag::BonusCapped => say!(language, "加分封顶", "Bonus capped"),
        Flag::DeductionCapped => say!(language, "扣分封顶", "Deduction capped"),
    }
}

/// The outcome of a value, as it stands in the place of a number.
pub fn status(language: Language, status: Status) -> String {
    match status {
        Status::Scored => say!(language, "已计分", "Scored"),
        Status::Missing => say!(language, "缺报", "Not reported"),
        Status::NotApplicable => say!(language, "不适用", "Not applicable"),
        Status::Invalid => say!(language, "未通过核对", "Failed its check"),
        Status::Withheld => say!(language, "不公开", "Withheld"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_names_the_matter_behind_it() {
        let veto = Flag::Veto("重大安全责任事故".to_owned());
        assert_eq!(flag(Language::Chinese, &veto), "一票否决：重大安全责任事故");
        assert_eq!(flag(Language::English, &veto), "Vetoed: 重大安全责任事故");
    }
}
