//! Clauses that are understood only beside another one: a deed done and not done, a standard that is named again.

use super::award::award;
use super::clause::Award;
use super::cursor::has;

/// 以100%为标准, where another clause says at 100% what is earned.
pub(super) fn standard(text: &str, texts: &[String]) -> bool {
    let Some(mark) = text.strip_prefix('以').and_then(|rest| rest.strip_suffix("为标准")) else { return false };
    let named = mark.strip_suffix('%').is_some_and(|at| !at.is_empty() && at.chars().all(|c| c.is_ascii_digit()));
    named && texts.iter().any(|other| other != text && other.contains(mark))
}

/// 建立健全制度得1分，未建立不得分: the same deed, done and not done.
pub(super) fn done_or_not(yes: &str, no: &str) -> Option<(Award, Award)> {
    if yes.len() + no.len() > 360 {
        return None;
    }
    let split = |text: &str| {
        let found =
            text.char_indices().find_map(|(at, _)| Some((at, award(&text[at..])?)).filter(|(at, _)| *at > 0))?;
        Some((text[..found.0].trim_end_matches(['的', '则', ':']).to_owned(), found.1))
    };
    let (deed, full) = split(yes)?;
    // 按要求报送方案得2分，否则不得分: only where nothing is measured, which the family sees.
    if let Some(rest) = ["否则", "反之", "未做到", "未达要求"].iter().find_map(|word| no.strip_prefix(word))
    {
        let rest = rest.trim_start_matches(['的', '则', ':']);
        let clear = (3..=40).contains(&deed.chars().count())
            && !deed.contains(|c: char| c.is_ascii_digit() || "≥≤<>=×÷/±".contains(c))
            && !has(
                &deed,
                "未 不 没 基本 部分 且 率 高于 低于 超过 不足 以上 以下 排名 名次 平均 同比 环比 上年 增长 下降 提高 提升 比 每 前 最 较 优 良 完成目标 目标值 情况 成效 满意 全部 扣 加 得分 视 酌 第 或",
            );
        let earns = matches!(full, Award::Full | Award::Points(_)) && award(rest) == Some(Award::Nothing);
        return (clear && earns).then_some((full, Award::Nothing));
    }
    let (lack, nothing) = split(no)?;
    let plain = !has(&deed, "未 不 没 基本 部分 且 率 值 目标") && !deed.contains(|c: char| c.is_ascii_digit());
    let missing = ["未能", "没有", "未", "没", "无", "不"].iter().find_map(|not| lack.strip_prefix(not))?;
    if lack.starts_with('不') && !deed.ends_with(missing) {
        return None;
    }
    let verb: String = missing.chars().take(2).collect();
    let same = verb.chars().count() == 2 && deed.contains(&verb) && (missing == deed || missing.chars().count() <= 12);
    let earns = matches!(full, Award::Full | Award::Points(_)) && nothing == Award::Nothing;
    (plain && same && earns && !missing.contains(|c: char| c.is_ascii_digit())).then_some((full, nothing))
}
