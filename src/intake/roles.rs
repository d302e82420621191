//! What a heading means in a sheet of a certain kind.

use super::aims::ONE_PERIOD;
use super::choices::{Kind, Role};
use super::columns::{Seen, given_or_taken, gives_points, is_responsible, is_strange_figure};
use super::lists::sign_in;
use super::raters::one_rater;
use super::text::{fold, without_brackets};
use super::view::ColumnFound;
use super::vocabulary::Meaning as M;
use crate::model::{Cycle, Document, Period};

/// A role for every heading, in their order.
pub(super) fn roles(kind: Kind, seen: &[Seen], document: &Document, titled: Option<usize>) -> Vec<ColumnFound> {
    let mut roles: Vec<(Role, u8)> = match kind {
        Kind::Indicators => indicators(seen),
        Kind::Unknown | Kind::Own => seen.iter().map(|_| (Role::Nothing, 0)).collect(),
        _ => seen.iter().map(|s| simple(kind, s, seen, document, titled)).collect(),
    };
    only_once(&mut roles, kind);
    if matches!(kind, Kind::Collection | Kind::LongValues) {
        verified(&mut roles, seen);
    }
    if matches!(kind, Kind::Collection | Kind::LongValues | Kind::Values) {
        together(&mut roles, seen, document);
    }
    if kind == Kind::Indicators {
        keep_words(&mut roles, seen);
    }
    if kind == Kind::Events {
        happened(&mut roles, seen);
    }
    let found = |(seen, (role, sure)): (&Seen, (Role, u8))| ColumnFound {
        column: seen.column,
        role,
        sure,
        ..ColumnFound::default()
    };
    seen.iter().zip(roles).map(found).collect()
}

/// Of two columns with the same role that there can be only one of, the surer one has it, then the first.
fn only_once(roles: &mut [(Role, u8)], kind: Kind) {
    for at in 0..roles.len() {
        let single = !matches!(
            roles[at].0,
            Role::Nothing | Role::Number | Role::Value { .. } | Role::OwnTarget { .. } | Role::Base
        );
        // 加分 beside 减分: an event has its points in one of several columns, and each rater may have one.
        let many = match kind {
            Kind::Events => matches!(roles[at].0, Role::Score | Role::Reason),
            Kind::Ballots => roles[at].0 == Role::Score,
            _ => false,
        };
        let beside = many && roles[at].1 == BESIDE;
        if !single || beside {
            continue;
        }
        let rival = (0..roles.len()).filter(|other| *other != at && roles[*other].0 == roles[at].0);
        let beaten = rival
            .into_iter()
            .any(|other| roles[other].1 > roles[at].1 || (roles[other].1 == roles[at].1 && other < at));
        if beaten {
            roles[at] = (Role::Nothing, 40);
        }
    }
}

/// Of 自查数 beside 核定数 the one that was verified, if it is filled in.
fn verified(roles: &mut [(Role, u8)], seen: &[Seen]) {
    let value = Role::Value { indicator: String::new(), period: None };
    // A column that is there to be filled in later says nothing yet.
    let filled = roles.iter().zip(seen).any(|((role, _), s)| *role == value && s.below.filled > 0);
    for (role, _) in roles.iter_mut().zip(seen).filter(|((role, _), s)| filled && *role == value && s.below.filled == 0)
    {
        *role = (Role::Nothing, 70);
    }
    let says = |s: &Seen, words: &[&str]| words.iter().any(|word| s.head.contains(word));
    let is = |s: &Seen| s.below.filled > 0 && says(s, &["核定", "审定", "核实"]);
    if roles.iter().zip(seen).filter(|((role, _), s)| *role == value && is(s)).count() != 1 {
        return;
    }
    for (role, s) in roles.iter_mut().zip(seen).filter(|((role, _), _)| *role == value) {
        if says(s, &["自查", "自评", "自报", "上报", "填报", "报送"]) {
            *role = (Role::Nothing, 40);
        }
    }
}

/// Of 本月完成值 beside 累计完成值 what has come together, where everything is reported once a year; each for itself where the
/// columns name their indicators.
fn together(roles: &mut [(Role, u8)], seen: &[Seen], document: &Document) {
    let of = |role: &Role| match role {
        Role::Value { indicator, .. } if yearly(indicator, document) => Some(indicator.clone()),
        _ => None,
    };
    let whole = |s: &Seen| s.cumulated || s.head.contains("累计") || s.period == Some(Period::Year);
    let told: Vec<String> =
        roles.iter().zip(seen).filter(|(_, s)| whole(s)).filter_map(|((role, _), _)| of(role)).collect();
    for ((role, sure), s) in roles.iter_mut().zip(seen) {
        // 本期 alone is the whole period; beside what has come together it is the last one.
        let short = ONE_PERIOD.iter().any(|word| s.head.contains(word)) || (s.head.contains("本期") && !whole(s));
        let Some(indicator) = of(role).filter(|indicator| short && told.contains(indicator)) else { continue };
        (*role, *sure) = (Role::Nothing, if indicator.is_empty() { 40 } else { 70 });
    }
}

/// Whether an indicator (its id) is reported once a year; without an id: whether all are.
fn yearly(id: &str, document: &Document) -> bool {
    let mut all = document.set.indicators.iter().filter(|indicator| id.is_empty() || indicator.id == id);
    all.all(|indicator| indicator.cycle == Cycle::Year)
}

/// Of 申请加分 beside 核定加分 what was verified; and where no heading says what happened, the first column of words behind
/// the name.
fn happened(roles: &mut [(Role, u8)], seen: &[Seen]) {
    let says = |s: &Seen, words: &[&str]| words.iter().any(|word| s.head.contains(word));
    let verified = |s: &Seen| says(s, &["核定", "审定", "核实", "认定", "最终"]);
    for at in 0..roles.len() {
        let rival = |other: usize| {
            let sign = sign_in(&seen[other].head) == sign_in(&seen[at].head);
            other != at && roles[other].0 == Role::Score && verified(&seen[other]) && sign
        };
        if roles[at].0 == Role::Score && !verified(&seen[at]) && (0..roles.len()).any(rival) {
            roles[at] = (Role::Nothing, 40);
        }
    }
    if roles.iter().any(|(role, _)| matches!(role, Role::Reason | Role::EventKind)) {
        return;
    }
    let name = roles.iter().position(|(role, _)| *role == Role::Subject).unwrap_or(0);
    let words =
        |at: &usize| roles[*at].0 == Role::Nothing && seen[*at].below.filled > 0 && seen[*at].below.numbers < 40;
    // 受检单位 | 检查单位 | 问题 | 扣分: who says so is the reason last of all.
    let said = |at: &usize| words(at) && seen[*at].meaning != Some(M::Owner);
    let behind = || name + 1..roles.len();
    let found = behind().find(said).or_else(|| (0..name).find(said)).or_else(|| behind().find(words));
    if let Some(at) = found {
        roles[at] = (Role::Reason, 60);
    }
}

/// How sure a column is that may stand beside others of its role.
const BESIDE: u8 = 91;

/// How sure a column is that is taken for the values because nothing else can be.
pub(super) const LIKELY: u8 = 58;

/// A second column of the same meaning with words in it: they stay with the indicator, below their own heading.
fn keep_words(roles: &mut [(Role, u8)], seen: &[Seen]) {
    let second = |wanted: M| seen.iter().filter(|s| s.meaning == Some(wanted)).count() > 1;
    for ((role, sure), s) in roles.iter_mut().zip(seen).filter(|((role, _), _)| *role == Role::Nothing) {
        let told = matches!(
            s.meaning,
            Some(
                M::Indicator | M::Target | M::Standard | M::Definition | M::Source | M::Owner | M::Subject | M::Remark
            )
        ) || s.meaning.is_some_and(|meaning| second(meaning) && meaning != M::Aside);
        if told && s.below.filled > 0 && s.below.numbers < 50 {
            (*role, *sure) = (Role::Attribute(s.head.clone()), 60);
        }
    }
}

/// A column of reasons for points of one sign that stand in a column of their own: 减分事项 beside 减分分值.
fn reason_of_points(s: &Seen, seen: &[Seen]) -> bool {
    const ENDS: [&str; 7] = ["项", "事由", "原因", "依据", "情形", "理由", "内容"];
    let sign = sign_in(&s.head);
    let (plain, _) = without_brackets(&fold(s.head.rsplit('/').next().unwrap_or_default()));
    let beside = |other: &&Seen| given_or_taken(other) && sign_in(&other.head) == sign;
    let words = s.below.numbers < 50 && ENDS.iter().any(|end| plain.ends_with(end));
    sign.is_some() && words && seen.iter().filter(beside).count() > 0
}

fn indicators(seen: &[Seen]) -> Vec<(Role, u8)> {
    let has = |wanted: M| seen.iter().any(|s| s.meaning == Some(wanted));
    let any_points = has(M::Points);
    let mut roles: Vec<(Role, u8)> = Vec::new();
    // Levels count from the left; without a column for the indicator itself the last level is it.
    let is_level = |s: &Seen| {
        matches!(s.meaning, Some(M::Level(_) | M::SomeLevel))
            || (s.meaning == Some(M::Category) && s.below.numbers < 50)
    };
    let leaf = seen.iter().position(|s| s.meaning == Some(M::Indicator));
    let last_level = seen.iter().rposition(is_level);
    // The level that 二级指标权重 speaks of, counted from the left; none: the indicator itself.
    let named_level = |number: u8| {
        let at = seen.iter().position(|s| s.meaning == Some(M::Level(number)));
        let own = at.map_or(number >= 3, |at| leaf.is_none() && last_level == Some(at));
        let level = at.map_or(number, |at| seen[..=at].iter().filter(|s| is_level(s)).count() as u8);
        (!own).then_some(level)
    };
    let mut level = 0;
    for (at, s) in seen.iter().enumerate() {
        let before =
            roles.iter().rev().map(|(role, _)| role).find(|role| !matches!(role, Role::Number | Role::Nothing));
        let role = match s.meaning {
            _ if is_level(s) && leaf.is_none() && last_level == Some(at) => Role::Indicator,
            _ if is_level(s) && leaf.is_none_or(|leaf| at < leaf) => {
                level += 1;
                Role::Level(level)
            }
            Some(M::Number) => Role::Number,
            Some(M::Indicator) if leaf == Some(at) => Role::Indicator,
            Some(M::IndicatorCode | M::Code | M::SubjectCode) => Role::IndicatorCode,
            Some(M::Points) => match before {
                // 一级指标 | 分值 | 二级指标 | 分值 …: points of a level are its weight.
                Some(Role::Level(n)) if s.category.is_empty() && leaf.is_some_and(|leaf| at < leaf) => Role::Weight(*n),
                _ => Role::Points(s.category.clone()),
            },
            Some(M::Weight) => match before {
                Some(Role::Level(n)) => Role::Weight(*n),
                _ if any_points => Role::Weight(1),
                _ => Role::Points(s.category.clone()),
            },
            Some(M::LevelWeight(number)) => match named_level(number) {
                Some(level) => Role::Weight(level),
                None if any_points => Role::Nothing,
                None => Role::Points(s.category.clone()),
            },
            Some(M::Target) => Role::Target,
            Some(M::Unit | M::UnitOrSubject) => Role::Unit,
            Some(M::Method) => Role::Method,
            Some(M::Standard) => Role::Standard,
            Some(M::Definition) => Role::Definition,
            Some(M::Source) => Role::Source,
            Some(M::Owner | M::Subject) => Role::Owner,
            Some(M::Cycle) => Role::Cycle,
            Some(M::Direction) => Role::Direction,
            Some(M::Remark) => Role::Remark,
            None if s.below.filled > 0 => Role::Attribute(s.head.clone()),
            _ => Role::Nothing,
        };
        let sure = if role == Role::Nothing { 40 } else { s.sure.max(50) };
        roles.push((role, sure));
    }
    // 权重 behind the indicator beside 分值 that is the same everywhere is decided by a person: it is left out.
    let weights_one = roles.iter().filter(|(role, _)| *role == Role::Weight(1)).count();
    if weights_one > 1 {
        let mut first = true;
        for (role, sure) in roles.iter_mut().filter(|(role, _)| *role == Role::Weight(1)) {
            if !first {
                (*role, *sure) = (Role::Nothing, 40);
            }
            first = false;
        }
    }
    roles
}

/// Whether a table has codes of subjects besides those of the state's register.
fn other_codes(seen: &[Seen]) -> bool {
    let is_code = |s: &&Seen| matches!(s.meaning, Some(M::SubjectCode | M::Code));
    seen.iter().filter(is_code).any(|s| !fold(&s.head).ends_with("信用代码"))
}

fn simple(kind: Kind, s: &Seen, seen: &[Seen], document: &Document, titled: Option<usize>) -> (Role, u8) {
    let has = |wanted: M| seen.iter().any(|other| other.meaning == Some(wanted));
    let id = |at: usize| document.set.indicators.get(at).map(|i| i.id.clone()).unwrap_or_default();
    let nothing = (Role::Nothing, 40);
    let sure = s.sure;
    if kind == Kind::Values {
        if let Some(at) = s.indicator {
            let (indicator, period) = (id(at), s.period);
            let in_points = |at: usize| document.set.indicators.get(at).is_some_and(|i| i.unit.trim() == "分");
            let of_it = |other: &&Seen| other.indicator == Some(at);
            // What has come together by December is the year's, where its months stand nowhere.
            let months = |other: &Seen| other.indicator == Some(at) && other.period.is_some_and(|p| p != Period::Year);
            let partial = s.partial || (s.cumulated && (!yearly(&indicator, document) || seen.iter().any(months)));
            return match s.meaning {
                Some(M::Target) => (Role::OwnTarget { indicator, period }, 90),
                Some(M::Base) => (Role::Base, 85),
                // 满意度得分 where nothing else is of it, and it is counted in points.
                Some(M::Score) if in_points(at) && !s.partial && seen.iter().filter(of_it).count() == 1 => {
                    (Role::Value { indicator, period }, LIKELY)
                }
                // 完成率 beside 计划 and 完成 is known, and computed again here.
                Some(M::Points | M::Score | M::Aside | M::Weight) => (Role::Nothing, 70),
                _ if partial => nothing,
                _ => (Role::Value { indicator, period }, if s.likely { LIKELY } else { 97 }),
            };
        }
        if let (Some(period), Some(at)) = (s.period, titled) {
            let (indicator, period) = (id(at), Some(period));
            return match s.meaning {
                Some(M::Target) => (Role::OwnTarget { indicator, period }, 85),
                Some(M::Base) => (Role::Base, 80),
                Some(M::Points | M::Score | M::Aside | M::Weight) => (Role::Nothing, 70),
                _ if s.partial => nothing,
                _ => (Role::Value { indicator, period }, 85),
            };
        }
        if let (Some(M::Target), Some(at), false) = (s.meaning, titled, s.partial) {
            return (Role::OwnTarget { indicator: id(at), period: s.period }, 80);
        }
        if let (Some(M::Value), Some(at), false) = (s.meaning, titled, s.partial) {
            return (Role::Value { indicator: id(at), period: s.period }, 80);
        }
    }
    // 姓名 | 评委类别 | 德 | 能: a column of scores for every indicator.
    let other = has(M::Score) && one_rater(s).is_none();
    if let (Kind::Ballots, Some(at), false, false) = (kind, s.indicator, has(M::Indicator), other)
        && (s.below.filled == 0 || s.below.numbers >= 40)
    {
        return (Role::Value { indicator: id(at), period: None }, 90);
    }
    let by_row = matches!(kind, Kind::Collection | Kind::LongValues);
    // 1-6月完成值, 预计完成值: what the year came to stands elsewhere, or nowhere yet.
    if by_row && s.partial {
        return nothing;
    }
    if by_row && s.period.is_some() && !matches!(s.meaning, Some(M::Target | M::Base)) {
        return (Role::Value { indicator: String::new(), period: s.period }, 88);
    }
    // 指标值 beside units and indicators is what they came to, where nothing else is.
    let bare = |s: &Seen| fold(&s.head).starts_with("指标值") || is_strange_figure(s);
    let only = !has(M::Value) && !has(M::Score) && seen.iter().filter(|s| bare(s)).count() == 1;
    let told = fold(&s.head).starts_with("指标值");
    if (kind == Kind::LongValues || (kind == Kind::Collection && told))
        && only
        && bare(s)
        && !seen.iter().any(|s| s.period.is_some())
    {
        return (Role::Value { indicator: String::new(), period: None }, LIKELY);
    }
    // 甲局/上年 beside 甲局/本年.
    let other = s.head.contains('/')
        && matches!(s.meaning, Some(M::Base | M::Target | M::Score | M::Aside | M::Points | M::Weight));
    if kind == Kind::Collection && !has(M::Value) && !other && (s.owner.is_some() || is_strange_figure(s)) {
        return (Role::Value { indicator: String::new(), period: None }, if s.owner.is_some() { 85 } else { LIKELY });
    }
    let own_unit = s.meaning == Some(M::UnitOrSubject);
    let role = match (kind, s.meaning) {
        (_, Some(M::Number)) => Role::Number,
        (Kind::Events, _) if s.below.events >= 50 => Role::EventKind,
        (Kind::Ballots, _) if one_rater(s).is_some() => return (Role::Score, BESIDE),
        (Kind::Events, _) if given_or_taken(s) || gives_points(s) => return (Role::Score, BESIDE),
        (Kind::Events, _) if is_responsible(s) && !has(M::Subject) && !has(M::UnitOrSubject) => Role::Subject,
        (Kind::Events, _) if reason_of_points(s, seen) => return (Role::Reason, BESIDE),
        (Kind::Collection, Some(M::Subject | M::SubjectCode)) => Role::Nothing,
        (Kind::Collection, Some(M::IndicatorCode | M::Code)) => Role::IndicatorCode,
        (_, Some(M::Subject)) => Role::Subject,
        // 责任单位 | 税收收入 | 办结率: nobody else is named.
        (Kind::Values, Some(M::Owner)) if !has(M::Subject) && !has(M::UnitOrSubject) && !has(M::SubjectCode) => {
            Role::Subject
        }
        (Kind::Collection | Kind::LongValues, Some(M::Unit)) => Role::Unit,
        (Kind::Collection, _) if own_unit => {
            if s.below.units >= 50 {
                Role::Unit
            } else {
                Role::Nothing
            }
        }
        (Kind::LongValues, _) if own_unit && s.below.units >= 50 => Role::Unit,
        (_, _) if own_unit && !has(M::Subject) && s.below.units < 50 => Role::Subject,
        (Kind::Subjects, _) if own_unit => Role::Attribute(s.head.clone()),
        (_, _) if own_unit => Role::Nothing,
        // 单位代码 | 统一社会信用代码: the office's own code is the key, and the other stays with the list.
        (_, Some(M::SubjectCode)) if fold(&s.head).ends_with("信用代码") && other_codes(seen) => match kind {
            Kind::Subjects => Role::Attribute(s.head.clone()),
            _ => Role::Nothing,
        },
        (_, Some(M::SubjectCode)) => Role::SubjectCode,
        (Kind::Subjects | Kind::Values | Kind::Events | Kind::Ballots | Kind::LongValues, Some(M::Code)) => {
            Role::SubjectCode
        }
        (Kind::Subjects | Kind::Values, Some(M::Category)) => Role::Category,
        (Kind::Subjects, Some(M::Level(1))) if !has(M::Category) => Role::Category,
        (Kind::Subjects, Some(M::EventKind)) if !has(M::Category) => Role::Category,
        // id | name | category of a list of subjects.
        (Kind::Subjects, Some(M::Indicator)) if !has(M::Subject) && !has(M::UnitOrSubject) => Role::Subject,
        (Kind::Subjects, Some(M::Standing)) => Role::Standing,
        (Kind::LongValues | Kind::Collection | Kind::Ballots, Some(M::Indicator)) => Role::Indicator,
        (Kind::LongValues, Some(M::Level(_) | M::SomeLevel)) if !has(M::Indicator) => Role::Indicator,
        (Kind::LongValues | Kind::Ballots, Some(M::IndicatorCode)) => Role::IndicatorCode,
        // 时间 of an event is more often its day.
        (Kind::Events, Some(M::Period)) if s.below.filled > 0 && s.below.periods < 100 && !has(M::Date) => Role::Date,
        (Kind::Values | Kind::LongValues | Kind::Ballots | Kind::Events, Some(M::Period)) => Role::Period,
        (Kind::LongValues | Kind::Collection, Some(M::Value)) => Role::Value { indicator: String::new(), period: None },
        (Kind::LongValues, Some(M::Score)) if !has(M::Value) => Role::Value { indicator: String::new(), period: None },
        (Kind::LongValues | Kind::Collection, Some(M::Target)) => {
            Role::OwnTarget { indicator: String::new(), period: s.period }
        }
        (Kind::LongValues | Kind::Collection | Kind::Values, Some(M::Base)) => Role::Base,
        (Kind::Ballots, Some(M::RaterGroup)) => Role::RaterGroup,
        (Kind::Ballots, Some(M::Category)) if !has(M::RaterGroup) => Role::RaterGroup,
        (Kind::Ballots, Some(M::Rater)) => Role::Rater,
        (Kind::Ballots, Some(M::Score)) => Role::Score,
        (Kind::Ballots, Some(M::Points | M::Value)) if !has(M::Score) => Role::Score,
        (Kind::Events, Some(M::EventKind)) if s.below.numbers >= 60 || s.below.signed >= 50 => Role::Score,
        (Kind::Events, Some(M::EventKind)) => Role::EventKind,
        (Kind::Events, Some(M::Score)) => Role::Score,
        (Kind::Events, Some(M::Points)) if !has(M::Score) => Role::Score,
        (Kind::Events, Some(M::Reason)) => Role::Reason,
        (Kind::Events, Some(M::Date)) => Role::Date,
        (Kind::Events, Some(M::Remark | M::Source)) => Role::Remark,
        (Kind::Subjects, Some(M::Remark)) => Role::Attribute(s.head.clone()),
        (Kind::Subjects, _) if s.below.filled > 0 => Role::Attribute(s.head.clone()),
        _ => Role::Nothing,
    };
    match role {
        // GDP完成值 in a table whose other columns are indicators: values, and of nothing that is known.
        Role::Nothing if kind == Kind::Values && matches!(s.meaning, Some(M::Value | M::Target)) => (role, 30),
        // 领导打分 beside values is no result of theirs.
        Role::Nothing if one_rater(s).is_some() => nothing,
        Role::Nothing => (role, if s.meaning.is_some() { 70 } else { 30 }),
        other => (other, sure.max(55)),
    }
}
