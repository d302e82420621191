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
    let ((deed, full), (lack, nothing)) = (split(yes)?, split(no)?);
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
