//! Changes in words: what was changed, on what, from what to what; and why a change was not made.

use super::Language;
use super::names::{cut, method, period, quoted};
use crate::edit::{Kind, Refusal, Said};
use crate::model::Period;

/// A change in a line, without a full stop: `实际值 A101 · 甲街道：95 → 96`.
pub fn change(language: Language, said: &Said) -> String {
    let kind = kind(language, said.kind);
    let names: Vec<String> = said.names.iter().map(|name| name_of(language, name)).collect();
    let about = match (names.is_empty(), said.count) {
        // 粘贴 480 格
        (true, Some(count)) if matches!(said.kind, Kind::Pasted | Kind::Filled | Kind::Cleared) => {
            say!(language, "{kind} {count} 格", "{kind} {count} cells")
        }
        (true, Some(count)) => counted(language, kind, count),
        (true, None) => kind.to_owned(),
        (false, Some(count)) if count > 1 => {
            let names = names.join(" · ");
            let kind = counted(language, kind, count);
            format!("{kind} {names}")
        }
        (false, _) => {
            let names = names.join(" · ");
            format!("{kind} {names}")
        }
    };
    let text = |text: &String| value(language, said.kind, text);
    match (said.from.as_ref().map(text), said.to.as_ref().map(text)) {
        (None, None) => about,
        (from, to) => {
            let nothing = || say!(language, "空", "empty");
            let (from, to) = (from.unwrap_or_else(nothing), to.unwrap_or_else(nothing));
            say!(language, "{about}：{from} → {to}", "{about}: {from} → {to}")
        }
    }
}

/// `改动 3 处`, `3 values`.
fn counted(language: Language, kind: &str, count: u32) -> String {
    say!(language, "{kind}（{count} 处）", "{kind} ({count})")
}

/// Periods are named as people say them, everything else as the document names it.
fn name_of(language: Language, name: &str) -> String {
    match name.parse::<Period>() {
        Ok(_) => period(language, name),
        Err(_) => cut(name),
    }
}

fn value(language: Language, kind: Kind, text: &str) -> String {
    match (kind, text) {
        (_, "") => say!(language, "空", "empty"),
        (Kind::Rule, _) => method(language, text),
        (Kind::Value | Kind::OwnTarget | Kind::Base | Kind::Answers, "NA") => {
            say!(language, "不适用", "not applicable")
        }
        (Kind::Value | Kind::OwnTarget | Kind::Base | Kind::Answers, "INVALID") => {
            say!(language, "未通过核对", "failed its check")
        }
        (Kind::Value | Kind::OwnTarget | Kind::Base | Kind::Answers, "WITHHELD") => {
            say!(language, "不公开", "withheld")
        }
        _ => cut(text),
    }
}

/// What kind of thing was changed, in a word or two.
pub fn kind(language: Language, kind: Kind) -> &'static str {
    let (chinese, english) = match kind {
        Kind::Title => ("标题", "Title"),
        Kind::Note => ("备注", "Note"),
        Kind::Value => ("实际值", "Actual value"),
        Kind::OwnTarget => ("单独的目标值", "Own target"),
        Kind::Base => ("基数", "Base value"),
        Kind::Answers => ("问卷份数", "Survey answers"),
        Kind::Cells => ("数值", "Values"),
        Kind::Target => ("目标值", "Target"),
        Kind::Points => ("分值", "Points"),
        Kind::Weight => ("权重", "Weight"),
        Kind::Rule => ("计分方法", "Scoring method"),
        Kind::Parameter => ("计分参数", "Rule parameter"),
        Kind::Direction => ("方向", "Direction"),
        Kind::Aggregation => ("汇总方式", "Aggregation"),
        Kind::Cycle => ("周期", "Cycle"),
        Kind::Unit => ("计量单位", "Unit"),
        Kind::Definition => ("口径", "Definition"),
        Kind::Source => ("数据来源", "Data source"),
        Kind::Owner => ("责任单位", "Responsible body"),
        Kind::Qualitative => ("定性或定量", "Judged or measured"),
        Kind::Parent => ("所属维度", "Place in the tree"),
        Kind::IndicatorName => ("指标名称", "Indicator name"),
        Kind::IndicatorAdded => ("增加指标", "Indicator added"),
        Kind::IndicatorRemoved => ("删除指标", "Indicator removed"),
        Kind::DimensionName => ("维度名称", "Dimension name"),
        Kind::DimensionAdded => ("增加维度", "Dimension added"),
        Kind::DimensionRemoved => ("删除维度", "Dimension removed"),
        Kind::CategoryName => ("分类名称", "Category name"),
        Kind::CategoryAdded => ("增加分类", "Category added"),
        Kind::CategoryRemoved => ("删除分类", "Category removed"),
        Kind::SubjectName => ("单位名称", "Name of a subject"),
        Kind::SubjectCategory => ("单位分类", "Category of a subject"),
        Kind::SubjectStanding => ("单位是否排名", "Standing of a subject"),
        Kind::SubjectAttribute => ("单位属性", "Attribute of a subject"),
        Kind::SubjectAdded => ("增加单位", "Subject added"),
        Kind::SubjectRemoved => ("删除单位", "Subject removed"),
        Kind::Grades => ("等次线", "Grades"),
        Kind::Quota => ("优秀比例", "Top-grade quota"),
        Kind::Caps => ("封顶", "Limits"),
        Kind::Ties => ("并列顺序", "Tie order"),
        Kind::Grading => ("等次规则", "Grading"),
        Kind::EventAdded => ("增加加减分事项", "Event added"),
        Kind::EventRemoved => ("删除加减分事项", "Event removed"),
        Kind::EventChanged => ("修改加减分事项", "Event changed"),
        Kind::Ballots => ("评分表", "Ballots"),
        Kind::Schemes => ("权重方案", "Weight scheme"),
        Kind::Policies => ("缺报与取整规则", "Rules for gaps and rounding"),
        Kind::RankGroup => ("排名范围", "Who is ranked together"),
        Kind::Whole => ("整份文档", "The whole document"),
        Kind::Together => ("一组改动", "Several changes"),
        Kind::Supposed => ("试算的改动", "What-if changes"),
        Kind::Finalised => ("定稿", "Made final"),
        Kind::Reopened => ("解除定稿", "Reopened"),
        Kind::Pasted => ("粘贴", "Pasted"),
        Kind::Filled => ("填充", "Filled"),
        Kind::Cleared => ("清除", "Cleared"),
    };
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}

/// Why a change was not made, and what can be done.
pub fn refusal(language: Language, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Final => say!(
            language,
            "没有改：文档已定稿。要修改，请先在“版本与定稿”里解除定稿。",
            "Not changed: the document is final. To change it, reopen it under Versions first."
        ),
        Refusal::Newer => say!(
            language,
            "没有改：文档由更高版本的明衡创建，这里只能查看。请用新版本打开后再改。",
            "Not changed: a newer version of Mingheng wrote this document, so it can only be read here. Change it with that version."
        ),
        Refusal::NotThere { id } => {
            let id = quoted(id);
            say!(
                language,
                "没有改：{id}已经不在文档里。请看看是否刚被删除，可以撤销后再改。",
                "Not changed: {id} is no longer in the document. If it was just removed, undo that first."
            )
        }
        Refusal::AlreadyThere { id } => {
            let id = quoted(id);
            say!(
                language,
                "没有改：编号{id}已经有了，请换一个。",
                "Not changed: {id} is there already. Choose another id."
            )
        }
        Refusal::InUse { id } => {
            let id = quoted(id);
            say!(
                language,
                "没有删：{id}下面还有内容，或被别处引用。请先移走或删除下面的内容。",
                "Not removed: {id} still holds others or is referred to. Move or remove those first."
            )
        }
        Refusal::OutOfPlace => say!(
            language,
            "没有改：这一行的位置已经变了。请在刷新后的列表里再试一次。",
            "Not changed: the list has changed meanwhile. Try again in the list as it is now."
        ),
        Refusal::NotANumber => say!(
            language,
            "没有改：这不是可以计算的数字。请填绝对值不超过 10¹⁵ 的数字。",
            "Not changed: this is no number that can be counted. Enter one of at most 10¹⁵."
        ),
        Refusal::Nothing => say!(language, "没有可以撤销或重做的改动了。", "There is nothing left to undo or redo."),
        Refusal::Supposing => {
            say!(language, "试算还没有结束。请先采用或放弃试算。", "A what-if is still open. Keep it or drop it first.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_change_has_words_in_both_languages_that_tell_it_from_the_others() {
        for language in Language::ALL {
            let mut words: Vec<&str> = Kind::ALL.iter().map(|one| kind(language, *one)).collect();
            assert!(words.iter().all(|word| !word.is_empty()));
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), Kind::ALL.len(), "{language:?}");
        }
        for one in Kind::ALL {
            assert!(kind(Language::Chinese, one).chars().any(|c| c > '\u{2e7f}'), "{one:?}");
            assert!(kind(Language::English, one).is_ascii(), "{one:?}");
        }
    }

    fn said(kind: Kind, names: &[&str], from: Option<&str>, to: Option<&str>) -> Said {
        Said {
            kind,
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            from: from.map(str::to_owned),
            to: to.map(str::to_owned),
            count: None,
        }
    }

    #[test]
    fn a_change_says_what_and_from_what_to_what() {
        let one = said(Kind::Value, &["完成率", "甲街道", "M06"], Some("95"), Some("96"));
        assert_eq!(change(Language::Chinese, &one), "实际值 完成率 · 甲街道 · 6月：95 → 96");
        assert_eq!(change(Language::English, &one), "Actual value 完成率 · 甲街道 · June: 95 → 96");
        let emptied = said(Kind::Value, &["完成率"], Some("NA"), None);
        assert_eq!(change(Language::Chinese, &emptied), "实际值 完成率：不适用 → 空");
        let rule = said(Kind::Rule, &["完成率"], Some("completion"), Some("formula"));
        assert_eq!(change(Language::Chinese, &rule), "计分方法 完成率：完成率法 → 自定义公式");
        let supposed = Said { count: Some(3), ..said(Kind::Supposed, &[], None, None) };
        assert_eq!(change(Language::Chinese, &supposed), "试算的改动（3 处）");
    }

    #[test]
    fn every_refusal_says_what_to_do_next() {
        let all = [
            Refusal::Final,
            Refusal::NotThere { id: "A1".into() },
            Refusal::AlreadyThere { id: "A1".into() },
            Refusal::InUse { id: "A1".into() },
            Refusal::OutOfPlace,
            Refusal::NotANumber,
            Refusal::Nothing,
            Refusal::Supposing,
            Refusal::Newer,
        ];
        for one in &all {
            let (chinese, english) = (refusal(Language::Chinese, one), refusal(Language::English, one));
            assert!(chinese.ends_with('。') && english.ends_with('.'), "{one:?}");
            assert!(!chinese.contains("非法") && !chinese.contains("异常"), "{one:?}");
            if let Refusal::InUse { id } | Refusal::AlreadyThere { id } | Refusal::NotThere { id } = one {
                assert!(chinese.contains(id.as_str()) && english.contains(id.as_str()));
            }
        }
    }
}
