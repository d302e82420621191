//! Whose numbers a table holds: which of its columns of words names the subjects.
//!
//! The words above names are endless (县市区, 派出所, 支行, 小组); so what stands below and beside them decides too.

use super::columns::{LOOKED_AT, Seen, gives_points, is_responsible};
use super::grid::{Grid, shown};
use super::index::Index;
use super::rows::{Head, Layout, is_figure};
use super::text::{counts, fold};
use super::view::RowFound;
use super::vocabulary::{CONCERNED, Meaning as M, meaning, unconcerned};
use std::collections::BTreeSet;

/// The words in a column, row by row.
fn words(grid: &Grid, layout: &Layout, column: u32) -> Vec<String> {
    let rows = grid.sheet.rows.iter().zip(&layout.kinds).filter(|(_, kind)| **kind == RowFound::Data);
    let cells = rows.take(LOOKED_AT).filter_map(|(row, _)| grid.at(row.row, column));
    cells.filter(|cell| !is_figure(cell)).map(|cell| fold(&shown(cell))).filter(|text| !text.is_empty()).collect()
}

/// Whether more than half of some words are known.
fn mostly(words: &[String], known: impl Fn(&str) -> bool) -> bool {
    words.iter().filter(|word| known(word)).count() * 2 > words.len()
}

/// Who says something about somebody, or reports it, and is not the one it is about: 认定部门, 表彰单位.
fn gives(head: &str) -> bool {
    const WORDS: &str = "认定 审核 通报 颁 表彰 发文 授予 授奖 批准 登记 核定 公布 评定 检查 督查 填报 报送 上报";
    WORDS.split(' ').any(|word| head.starts_with(word))
}

/// Who inspects, praises or tells of others, or those it happened to: the heading may mean both. What the latter are called.
pub(super) fn checked(head: &str) -> Option<&'static str> {
    const BOTH: [(&str, &str); 4] =
        [("检查", "被检查单位"), ("督查", "被督查单位"), ("通报", "被通报单位"), ("表彰", "受表彰单位")];
    BOTH.iter().find(|(word, _)| head.starts_with(word)).map(|(_, called)| *called)
}

/// Who hands a table in: gives it, and is mostly the one it is about.
fn hands_in(head: &str) -> bool {
    ["填报", "报送", "上报"].iter().any(|word| head.starts_with(word))
}

/// Those something happened to, 受处分人员, are the subjects only where points, a kind or a reason say what it was; and people
/// only where no unit stands beside them, or where the list knows them.
fn concerned(seen: &mut [Seen], grid: &Grid, layout: &Layout, index: &Index) {
    let what =
        |s: &Seen| matches!(s.meaning, Some(M::Reason | M::EventKind)) || s.below.events >= 50 || gives_points(s);
    let happened = seen.iter().any(what);
    let is_one = |s: &Seen| s.meaning == Some(M::Subject) && s.sure == CONCERNED;
    let named = |s: &Seen| s.meaning == Some(M::Subject) || (s.meaning == Some(M::UnitOrSubject) && s.below.units < 50);
    let unit = seen.iter().any(|s| (named(s) && !is_one(s) && !gives(&s.head)) || is_responsible(s));
    for s in seen.iter_mut().filter(|s| is_one(s)) {
        let person = fold(&s.head).trim_end_matches("姓名").ends_with(['人', '员']);
        let known = || mostly(&words(grid, layout, s.column), |word| index.subject(word).is_some());
        if !happened {
            let found = unconcerned(&s.head);
            (s.meaning, s.sure) = (found.map(|(meaning, _)| meaning), found.map_or(0, |(_, sure)| sure));
        } else if person && unit && !known() {
            s.meaning = Some(M::Owner);
        }
    }
}

/// Settles which column names the subjects: of several the one of people, or the one that tells the rows apart; where
/// no word says it and columns are indicators, the names on their left.
pub(super) fn settle(seen: &mut [Seen], grid: &Grid, layout: &Layout, index: &Index) {
    likely(seen, index);
    concerned(seen, grid, layout, index);
    let has = |wanted: &[M]| seen.iter().any(|s| s.meaning.is_some_and(|meaning| wanted.contains(&meaning)));
    let leveled = seen.iter().any(|s| matches!(s.meaning, Some(M::Level(_) | M::SomeLevel)));
    let judged = has(&[M::Points, M::Weight, M::Standard, M::Method]);
    let named = |s: &Seen| s.meaning == Some(M::Subject) || (s.meaning == Some(M::UnitOrSubject) && s.below.units < 50);
    let mut found: Vec<usize> = (0..seen.len()).filter(|at| named(&seen[*at])).collect();
    let others = found.iter().filter(|at| !gives(&seen[**at].head)).count();
    // 扣分原因 | 扣分 | 认定单位: who found it out is never the one it happened to, though nobody else is named.
    let happened = has(&[M::Reason, M::EventKind]) || seen.iter().any(gives_points);
    // 检查单位 | 存在问题 | 扣分: those who were inspected, where the list has all of them.
    let of_list = |at: usize| {
        let words = words(grid, layout, seen[at].column);
        checked(&seen[at].head).is_some() && !words.is_empty() && words.iter().all(|word| index.subject(word).is_some())
    };
    let own = |at: &usize| hands_in(&seen[*at].head) || (!seen.iter().any(is_responsible) && of_list(*at));
    let only_givers = happened && !found.iter().any(own);
    if (others > 0 || only_givers) && others < found.len() {
        for at in found.iter().filter(|at| gives(&seen[**at].head)).copied().collect::<Vec<_>>() {
            seen[at].meaning = Some(M::Owner);
        }
        found.retain(|at| named(&seen[*at]));
    }
    // 单位 in a list of indicators is the measure.
    let values = seen.iter().filter(|s| s.indicator.is_some()).count();
    let first = seen.iter().position(|s| s.indicator.is_some()).unwrap_or(seen.len());
    let listed = judged && (leveled || has_any(seen, M::Indicator));
    if listed && values == 0 {
        return;
    }
    let alone = found.is_empty();
    if alone && has_any(seen, M::SubjectCode) {
        return;
    }
    if alone && values > 0 && !listed {
        let open = |s: &Seen| {
            let meant = matches!(
                s.meaning,
                None | Some(M::Number | M::Level(_) | M::SomeLevel | M::Category | M::Indicator | M::Code)
            );
            meant && s.below.filled > 0 && s.below.numbers < 40 && s.below.units < 50 && s.below.periods < 50
        };
        found = (0..first).filter(|at| open(&seen[*at])).collect();
    }
    // 序号 | 名称 | 分类.
    let sorted = has_any(seen, M::Category) || has_any(seen, M::Standing) || has_any(seen, M::Code);
    if alone && values == 0 && sorted && !judged && !leveled {
        found = (0..seen.len()).filter(|at| fold(&seen[*at].head) == "名称").collect();
    }
    let ranked = |at: &usize| {
        let words = words(grid, layout, seen[*at].column);
        let told: BTreeSet<&String> = words.iter().collect();
        let personal = ["姓名", "员工", "职工", "教师", "人员", "被考核人", "被测评人"];
        let head = fold(&seen[*at].head);
        let apart = told.len() == words.len();
        let of_indicators = alone && mostly(&words, |word| index.indicator(word).is_some());
        let category = alone && mostly(&words, |word| index.category(word).is_some());
        (!words.is_empty() && !of_indicators && !category).then(|| {
            let known = mostly(&words, |word| index.subject(word).is_some());
            // Of two that tell all rows apart the first; of two that do not the last.
            let place = if apart { seen.len() - *at } else { *at };
            ((known, personal.iter().any(|word| head.contains(word)), told.len(), place), *at)
        })
    };
    let Some((_, best)) = found.iter().filter_map(ranked).max() else { return };
    if found.len() > 1 || alone || values > 0 {
        seen[best].meaning = Some(M::Subject);
        seen[best].sure = seen[best].sure.max(90);
        for at in found.into_iter().filter(|at| *at != best && !alone) {
            seen[at].meaning = Some(M::Owner);
        }
    }
}

fn has_any(seen: &[Seen], wanted: M) -> bool {
    seen.iter().any(|s| s.meaning == Some(wanted))
}

/// 税收收入（全口径） where nothing else is called 税收收入: likely that indicator.
fn likely(seen: &mut [Seen], index: &Index) {
    for at in 0..seen.len() {
        let s = &seen[at];
        if s.indicator.is_some() || s.meaning.is_some() || s.period.is_some() || s.partial {
            continue;
        }
        let found = index.likely(&s.head).filter(|found| seen.iter().all(|other| other.indicator != Some(*found)));
        if found.is_some() {
            (seen[at].indicator, seen[at].likely) = (found, true);
        }
    }
}

/// Whether columns are indicators, and none says how these are scored: the rows below are of subjects.
pub(super) fn wide(heads: &[Head], index: &Index) -> bool {
    let any = |wanted: &dyn Fn(&str) -> bool| heads.iter().any(|head| head.parts.iter().any(|part| wanted(part)));
    let judges = |part: &str| {
        let found = meaning(part).filter(|(_, sure)| *sure >= 90).map(|(meaning, _)| meaning);
        matches!(found, Some(M::Points | M::Weight | M::Standard | M::Method))
    };
    any(&|part| index.indicator(part).is_some()) && !any(&judges)
}

/// The column without a heading in the corner of a table of indicators that holds the names of its rows.
pub(super) fn corner(grid: &Grid, layout: &mut Layout, index: &Index) {
    let indicator = |head: &Head| head.parts.iter().any(|part| index.indicator(part).is_some());
    let Some(first) = layout.heads.first().map(|head| head.column).filter(|first| *first > 0) else { return };
    let named = |head: &Head| head.parts.iter().any(|part| index.indicator(part).is_some() || counts(part));
    if !layout.heads.first().is_some_and(named) || !layout.heads.iter().any(indicator) {
        return;
    }
    let rows = layout.kinds.iter().filter(|kind| **kind == RowFound::Data).count().min(LOOKED_AT);
    let found = (0..first).rev().find(|column| words(grid, layout, *column).len() * 2 > rows);
    if let Some(column) = found {
        layout.heads.insert(0, Head { column, parts: vec!["单位名称".to_owned()] });
    }
}
