//! What a sheet is, and what its columns mean: by their headings, by what stands below, by what the document knows.

use super::cells::Remark;
use super::choices::{Kind, Role, SheetChoice};
use super::compound::{compound, heading, is_part_of_year, is_partial, measure_in, parts_of, timed};
use super::grid::{Grid, figure, shown};
use super::index::{Index, pieces};
use super::lists::{event_kind, sign_of, vetoes};
use super::measures::UNITS;
use super::raters::{is_strange_score, one_rater};
use super::rows::{Head, Layout};
use super::settled::{Beside, before_points, by_its_name, directions, lone, named, points_of, says_earned, settle};
use super::text::{fold, without_brackets};
use super::view::{ColumnFound, RowFound, What};
use super::vocabulary::{CONCERNED, Meaning, meaning, period};
use super::whose::checked;
use crate::edit::typed;
use crate::model::{Document, Period};
use crate::sheets::Value;

/// How sure a list of indicators is that has points or rules.
pub(super) const SURE_LIST: u8 = 85;

/// Rows that are looked at to learn what stands in a column.
pub(super) const LOOKED_AT: usize = 60;

/// A heading, looked at from all sides.
pub(super) struct Seen {
    pub column: u32,
    pub head: String,
    pub meaning: Option<Meaning>,
    pub sure: u8,
    pub indicator: Option<usize>,
    /// Whether its lowest part alone is an indicator's name.
    pub own: bool,
    pub period: Option<Period>,
    /// The subject that a heading names.
    pub owner: Option<usize>,
    /// Only a part of what is measured, or something computed from it: 上半年, 同比.
    pub partial: bool,
    /// What has come together so far: 累计. Of a year this is what the year came to.
    pub cumulated: bool,
    /// Of an indicator whose name is not quite the heading: a person should look.
    pub likely: bool,
    /// What a heading of points says about whom they are for.
    pub category: String,
    pub below: Below,
}

/// What stands in a column, in shares of the cells that hold something (0..=100).
#[derive(Default)]
pub(super) struct Below {
    pub filled: usize,
    pub numbers: usize,
    pub units: usize,
    pub events: usize,
    pub periods: usize,
    /// Of these, periods without a day.
    pub months: usize,
    /// 加2分, -1: points that say themselves what they are.
    pub signed: usize,
}

/// What a sheet is and what its columns mean.
pub(super) struct Meant {
    pub kind: Kind,
    pub sure: u8,
    pub columns: Vec<ColumnFound>,
    /// Indicator of a sheet whose title names it, and whose columns are periods.
    pub indicator: Option<usize>,
    /// Columns that could have the role of another one.
    pub doubts: Vec<Beside>,
}

/// Whether a word is the kind of an event; `-` alone is more often nothing than a deduction.
fn is_event_word(folded: &str) -> bool {
    folded != "-" && event_kind(folded).is_some()
}

/// Looks at all headings of a sheet.
pub(super) fn see(grid: &Grid, layout: &Layout, index: &Index) -> Vec<Seen> {
    let below = below(grid, layout);
    let mut seen: Vec<Seen> = layout.heads.iter().zip(below).map(|(head, below)| look(head, below, index)).collect();
    lone(&mut seen, index);
    seen
}

fn below(grid: &Grid, layout: &Layout) -> Vec<Below> {
    let mut all: Vec<Below> = layout.heads.iter().map(|_| Below::default()).collect();
    let rows = grid.sheet.rows.iter().zip(&layout.kinds).filter(|(_, kind)| **kind == RowFound::Data);
    for (row, _) in rows.take(LOOKED_AT) {
        for cell in &row.cells {
            let Ok(at) = layout.heads.binary_search_by_key(&cell.column, |head| head.column) else { continue };
            let seen = &mut all[at];
            if let Some(number) = figure(cell) {
                seen.filled += 1;
                seen.numbers += 1;
                seen.signed += usize::from(number < 0.0);
                continue;
            }
            let text = shown(cell);
            if text.is_empty() {
                continue;
            }
            let folded = fold(&text);
            seen.filled += 1;
            let digits = folded.chars().filter(char::is_ascii_digit).count();
            let number = matches!(cell.value, Value::Number(_)) || typed::number(&text, true).is_some();
            seen.numbers += usize::from(number || digits * 2 > folded.chars().count());
            seen.units += usize::from(UNITS.contains(&folded.as_str()));
            seen.events += usize::from(is_event_word(&folded));
            let parts = folded.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty()).count();
            seen.periods += usize::from(period(&text).is_some());
            seen.months += usize::from(parts <= 2 && period(&text).is_some());
            seen.signed += usize::from(sign_of(&folded).is_some());
        }
    }
    for seen in all.iter_mut().filter(|seen| seen.filled > 0) {
        let shares = [&mut seen.numbers, &mut seen.units, &mut seen.events, &mut seen.periods, &mut seen.months];
        for share in shares.into_iter().chain([&mut seen.signed]) {
            *share = *share * 100 / seen.filled;
        }
    }
    all
}

fn look(head: &Head, below: Below, index: &Index) -> Seen {
    let (parts, cumulated) = heading(&head.parts, index);
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let (first, last) = (parts.first().copied().unwrap_or_default(), parts.last().copied().unwrap_or_default());
    let settled = parts.iter().rev().find_map(|part| index.indicator_below(part, &parts));
    let indicator = settled.or_else(|| parts.iter().rev().find_map(|part| index.indicator(part)));
    let of_period = parts.iter().rev().find_map(|part| period(part));
    // 税收收入6月, 6月税收收入: a name and a period in one. 税收收入目标, 税收收入完成: a name and a measure.
    let split = |part: &&str| if indicator.is_some() { None } else { compound(part, index) };
    let both = parts.iter().rev().find_map(split).unwrap_or_default();
    let indicator = indicator.or(both.indicator);
    let of_period = both.period.or(of_period);
    let whole = |part: &str| both.indicator.is_some() && compound(part, index).is_some();
    let named = |part: &&&str| index.indicator(part).is_some() || whole(part);
    // 税收收入（8月）, 税收收入（累计）, 税收收入（目标值）: what stands in brackets behind a name is no part of it.
    let beside = |part: &&str| if index.has_name(part) { Vec::new() } else { pieces(&fold(part)) };
    let inside: Vec<String> = parts.iter().filter(named).flat_map(beside).collect();
    let of_period = of_period.or_else(|| inside.iter().find_map(|text| period(text)));
    let of_measure = inside.iter().find_map(|text| measure_in(text));
    let timed = if of_period.is_some() { None } else { parts.iter().rev().find_map(|part| timed(part)) };
    let of_period = of_period.or(timed.map(|(period, _)| period));
    let mut partial = parts.iter().filter(|part| !named(part)).copied().chain(inside.iter().map(String::as_str));
    let partial = match indicator {
        Some(_) => partial.any(|part| is_partial(part) && timed.is_none()),
        None => of_period.is_none() && parts.iter().any(|part| is_part_of_year(part)),
    };
    let own = |text: &str| if index.indicator(text).is_some() { None } else { meaning(text) };
    let mut found = own(last).or_else(|| parts.iter().rev().skip(1).find_map(|part| own(part)));
    // A row of units stands below the names.
    if let (Some((Meaning::Unit | Meaning::UnitOrSubject, _)), Some(upper)) = (own(last), own(first))
        && parts.len() > 1
    {
        found = Some(upper);
    }
    let mut category = String::new();
    if let Some(for_whom) = points_of(&parts) {
        found = Some((Meaning::Points, 92));
        category = for_whom;
    }
    found = found.or(timed.map(|(_, measure)| (measure, 90)));
    // 完成值 below 税收收入（目标值） says no more than that it is a value.
    let of_measure = of_measure.filter(|measure| *measure != Meaning::Value || found.is_none());
    if let Some(measure) = both.measure.or(of_measure) {
        found = Some((measure, 90));
    }
    // 受处分人员 above figures counts them.
    found = found.filter(|found| *found != (Meaning::Subject, CONCERNED) || below.numbers < 60);
    // 任务 below a name is what was wanted of it; alone it is what an indicator may be called.
    if indicator.is_some() && parts.len() > 1 && fold(last) == "任务" {
        found = Some((Meaning::Target, 90));
    }
    if of_period.is_some() && parts.len() == 1 && matches!(found, Some((Meaning::Period, _))) {
        found = None;
    }
    Seen {
        column: head.column,
        head: head.joined(),
        meaning: found.map(|(meaning, _)| meaning),
        sure: found.map_or(0, |(_, sure)| sure),
        indicator,
        own: index.indicator(last).is_some(),
        period: of_period,
        owner: parts.iter().find_map(|part| index.subject(part)),
        partial,
        cumulated,
        likely: false,
        category,
        below,
    }
}

/// Decides what the sheet is and gives every column its role.
pub(super) fn decide(
    grid: &Grid,
    layout: &Layout,
    document: &Document,
    index: &Index,
    choice: Option<&SheetChoice>,
) -> Meant {
    let mut seen = see(grid, layout, index);
    super::whose::settle(&mut seen, grid, layout, index);
    let chosen = choice.and_then(|choice| choice.kind);
    if chosen.is_none_or(|kind| kind == Kind::Indicators) {
        named(grid, layout, &mut seen);
    }
    let titled = || {
        let texts = layout.above.iter().map(String::as_str).chain([grid.sheet.name.as_str()]);
        texts.filter_map(|text| index.indicator_inside(text)).next()
    };
    let (kind, sure) = match chosen {
        Some(kind) => (kind, 100),
        None => kind_of(&seen, document, index, grid, layout, titled().is_some()),
    };
    let indicator = if matches!(kind, Kind::Values | Kind::Ballots) { titled() } else { None };
    if kind == Kind::Indicators {
        directions(grid, layout, &mut seen);
    }
    if matches!(kind, Kind::Values | Kind::LongValues) {
        super::dated::months(grid, layout, document, &mut seen);
    }
    let mut columns = super::roles::roles(kind, &seen, document, indicator);
    let mut doubts = match kind {
        Kind::Indicators => settle(grid, layout, &seen, &mut columns),
        Kind::Values if indicator.is_none() => by_its_name(grid, layout, &seen, &mut columns).into_iter().collect(),
        _ => Vec::new(),
    };
    let subject = columns.iter().zip(&seen).find(|(found, _)| found.role == Role::Subject && kind == Kind::Events);
    if let Some((&ColumnFound { column, .. }, called)) = subject.and_then(|(found, s)| Some((found, checked(&s.head)?)))
    {
        doubts.push(Beside { column, other: column, remark: Remark::warning(What::ReadAs).with(&[called]) });
    }
    // 乡镇分值 for a document that has other categories is for all of them, unless a person says something else.
    let all: Vec<&str> = document.categories.iter().map(|category| category.name.as_str()).collect();
    for found in columns.iter().filter(|found| all.len() > 1 && found.role == Role::Points(String::new())) {
        let head = layout.heads.iter().find(|head| head.column == found.column).map(Head::joined);
        if head.and_then(|head| before_points(&head)).is_some() {
            let remark = Remark::warning(What::NoSuchCategory).with(&[&all.join("、")]);
            doubts.push(Beside { column: found.column, other: found.column, remark });
        }
    }
    let chosen = |column: u32| choice.and_then(|choice| choice.columns.get(&column));
    // A person who said what one of two columns is has decided about the other too.
    doubts.retain(|doubt| chosen(doubt.column).is_none() && chosen(doubt.other).is_none());
    if kind == Kind::Indicators {
        for found in &mut columns {
            let single = matches!(found.role, Role::Target | Role::Standard | Role::Points(_));
            if single && choice.is_some_and(|choice| choice.columns.values().any(|role| *role == found.role)) {
                found.role = Role::Nothing;
            }
        }
    }
    for (column, seen) in columns.iter_mut().zip(&seen) {
        if let Some(role) = chosen(column.column) {
            column.role = role.clone();
            column.sure = 100;
        }
        column.head.clone_from(&seen.head);
        column.sample = sample(grid, layout, column.column);
    }
    Meant { kind, sure, columns, indicator, doubts }
}

fn sample(grid: &Grid, layout: &Layout, column: u32) -> Vec<String> {
    let rows = grid.sheet.rows.iter().zip(&layout.kinds).filter(|(_, kind)| **kind == RowFound::Data);
    rows.take(LOOKED_AT)
        .map(|(row, _)| grid.own(row.row, column))
        .filter(|text| !text.is_empty())
        .take(4)
        .map(cut)
        .collect()
}

/// The beginning of a text: what is shown need not be all of it.
pub(super) fn cut(text: String) -> String {
    if text.chars().count() <= 80 { text } else { text.chars().take(80).chain(['…']).collect() }
}

fn kind_of(
    seen: &[Seen],
    document: &Document,
    index: &Index,
    grid: &Grid,
    layout: &Layout,
    titled: bool,
) -> (Kind, u8) {
    let has = |wanted: Meaning| seen.iter().any(|s| s.meaning == Some(wanted));
    let levels = seen.iter().filter(|s| matches!(s.meaning, Some(Meaning::Level(_) | Meaning::SomeLevel))).count();
    let indicators = seen.iter().filter(|s| s.indicator.is_some()).count();
    let periods = seen.iter().filter(|s| s.period.is_some()).count();
    let indicator = has(Meaning::Indicator) || has(Meaning::IndicatorCode);
    let unit_is_subject = seen.iter().any(|s| s.meaning == Some(Meaning::UnitOrSubject) && s.below.units < 50);
    let subject = has(Meaning::Subject) || has(Meaning::SubjectCode) || (unit_is_subject && levels == 0);
    let of_level = seen.iter().any(|s| matches!(s.meaning, Some(Meaning::LevelWeight(_))));
    let points = has(Meaning::Points) || has(Meaning::Weight) || of_level;
    let rule = has(Meaning::Standard) || has(Meaning::Method);
    let events = has(Meaning::EventKind) || seen.iter().any(|s| s.below.events >= 50);
    // 税收收入 | 领导打分 | 群众打分: values, beside which some scores stand.
    let values = || seen.iter().any(|s| s.indicator.is_some() && one_rater(s).is_none());
    let raters = || seen.iter().filter_map(one_rater);
    let groups = || !values() && !seen.iter().any(is_strange_score);
    if subject && raters().count() > 1 && (raters().any(|(_, all)| !all) || groups()) {
        return (Kind::Ballots, 85);
    }
    if subject && (has(Meaning::RaterGroup) || has(Meaning::Rater)) {
        return (Kind::Ballots, if indicator { 95 } else { 80 });
    }
    if subject && indicators > 0 {
        return (Kind::Values, 95);
    }
    // 责任单位 | 税收收入 | 办结率.
    if has(Meaning::Owner) && indicators > 0 && !indicator && levels == 0 && !points && !rule {
        return (Kind::Values, 80);
    }
    if subject && indicator && (has(Meaning::Value) || periods > 0) {
        return (Kind::LongValues, 92);
    }
    let figures = || seen.iter().filter(|s| is_strange_figure(s)).count();
    let told = || (has(Meaning::Target) && figures() == 0) || figures() == 1;
    let bare = !points && !rule && !has(Meaning::Score);
    // 单位 | 项目 | 数值: any column of names may hold the indicators.
    let named = indicator || levels == 1;
    let told = || told() || (!indicator && has(Meaning::Value));
    if subject && named && bare && told() && known_rows(seen, grid, layout, index) {
        return (Kind::LongValues, 75);
    }
    if subject && events && (has(Meaning::Reason) || points || has(Meaning::Score)) {
        return (Kind::Events, 92);
    }
    let parted = seen.iter().filter(|s| given_or_taken(s)).count();
    // 得分 | 加分 | 扣分 | 总分 is what came out, not what happened.
    let bare = parted > 1 && !has(Meaning::Score) && !has(Meaning::Aside);
    if subject && (bare || (has(Meaning::Reason) && (points || has(Meaning::Score) || parted > 0))) {
        return (Kind::Events, 75);
    }
    // 单位 | 否决事项 | 发生时间: what happened, without points.
    let named = || layout.above.iter().map(String::as_str).chain([grid.sheet.name.as_str()]);
    if subject && has(Meaning::Reason) && (has(Meaning::Date) || named().any(|text| vetoes(text).is_some())) {
        return (Kind::Events, 70);
    }
    // 单位 | 奖项 | 加分, 责任单位 | 问题 | 扣分: points that are given or taken, by a column that says so.
    let whose = subject || unit_is_subject || seen.iter().any(is_responsible);
    let summed = seen.iter().any(|s| matches!(s.meaning, Some(Meaning::Score | Meaning::Aside)) && !gives_points(s));
    if whose && !indicator && !rule && levels < 2 && !summed && !has(Meaning::Value) && seen.iter().any(gives_points) {
        return (Kind::Events, 65);
    }
    if subject && indicator && has(Meaning::Score) && !rule && levels == 0 {
        return (Kind::Ballots, 55);
    }
    let has_values =
        has(Meaning::Value) && seen.iter().any(|s| s.meaning == Some(Meaning::Value) && s.below.filled > 0);
    // 项目 | 标准分 | 评分标准: the only level is the indicator.
    let alone = || !unit_is_subject && (rule || has(Meaning::Target) || says_earned(grid, layout, seen));
    let listed = indicator || levels >= 2 || (levels == 1 && points && !subject && alone());
    if listed && (points || rule) && !(has_values && known_rows(seen, grid, layout, index)) {
        // A form that was filled in may be of indicators that another table lists.
        let sure = if has_values {
            SURE_LIST - 5
        } else if points {
            95
        } else {
            SURE_LIST
        };
        return (Kind::Indicators, sure);
    }
    if indicator && (has(Meaning::Value) || periods > 0) {
        return (Kind::Collection, 85);
    }
    // A form with what one unit filled in, below headings that say less.
    let numbers = |s: &&Seen| s.below.filled > 0 && s.below.numbers >= 40 && s.owner.is_none();
    let open = |s: &&Seen| matches!(s.meaning, None | Some(Meaning::Score | Meaning::Base | Meaning::Aside));
    let told = |s: &&Seen| fold(&s.head).starts_with("指标值");
    let filled_in = || seen.iter().filter(numbers).any(|s| open(&s) || told(&s));
    let owned = seen.iter().filter(|s| s.owner.is_some()).count();
    let of_one = || owned == 0 && super::sheet::filled_in_by(grid, layout).is_some();
    if indicator && !subject && filled_in() && of_one() && known_rows(seen, grid, layout, index) {
        return (Kind::Collection, 80);
    }
    // 指标名称 | 计量单位 | 教育局 | 财政局: a column for every subject.
    let turned = seen.iter().filter(|s| s.owner.is_some() || is_strange_figure(s)).count();
    if indicator && !subject && (owned > 0 || turned > 1) && known_rows(seen, grid, layout, index) {
        return (Kind::Collection, if owned > 0 { 85 } else { 60 });
    }
    if (indicator || levels >= 2) && !subject && (has(Meaning::Target) || has(Meaning::Unit) || levels > 0) {
        return (Kind::Indicators, 70);
    }
    // 税收收入完成情况表 above 单位名称 | 完成值.
    let told = |s: &&Seen| matches!(s.meaning, Some(Meaning::Value | Meaning::Target | Meaning::Base));
    if subject && titled && seen.iter().filter(told).any(|s| s.below.filled > 0 && s.below.numbers >= 40) {
        return (Kind::Values, 75);
    }
    if subject && periods > 0 && (titled || document.set.indicators.len() == 1) {
        return (Kind::Values, 75);
    }
    // 被约谈单位 | 约谈事项 is no list of all who are assessed.
    let listed = |s: &Seen| {
        matches!(s.meaning, Some(Meaning::Subject | Meaning::SubjectCode | Meaning::UnitOrSubject))
            && s.sure != CONCERNED
    };
    if subject && seen.iter().any(listed) {
        let listed =
            has(Meaning::Category) || has(Meaning::Standing) || has(Meaning::SubjectCode) || has(Meaning::Code);
        let strange = seen.iter().filter(|s| s.meaning.is_none() && s.below.filled > 0).count();
        let figures =
            seen.iter().filter(|s| s.meaning.is_none() && s.below.filled > 0 && s.below.numbers >= 60).count();
        let ids = seen.iter().filter(|s| s.meaning.is_none() && long_numbers(grid, layout, s.column)).count();
        if figures > ids && figures * 2 > strange {
            return (Kind::Values, 55);
        }
        return (Kind::Subjects, if listed { 90 } else { 55 });
    }
    (Kind::Unknown, 0)
}

/// A column of figures below a heading that means nothing by itself: in a table of indicators a subject's.
pub(super) fn is_strange_figure(s: &Seen) -> bool {
    s.meaning.is_none() && s.indicator.is_none() && s.period.is_none() && s.below.filled > 0 && s.below.numbers >= 40
}

/// Whether a heading is a word for numbers, and nobody's name: 核定数, 三季度完成.
pub(super) fn is_figure_word(head: &str) -> bool {
    const ENDS: &str = "数 值 额 量 率 分 比 情况 完成 累计 自查 自评 核定 审定 核实 复核 审核 初审 复审 终审 结果";
    let (plain, _) = without_brackets(&fold(parts_of(head).last().copied().unwrap_or_default()));
    ENDS.split(' ').any(|end| plain.ends_with(end))
}

/// A column of points that its own heading gives or takes: 加分, 扣分（分）.
pub(super) fn given_or_taken(s: &Seen) -> bool {
    let head = fold(&s.head);
    let (outside, _) = without_brackets(parts_of(&head).last().copied().unwrap_or_default());
    let plain = outside.trim_end_matches('值').trim_end_matches("分数").trim_end_matches('分');
    let word = matches!(plain, "加" | "减" | "扣" | "扣减" | "奖励" | "奖" | "倒扣");
    word && outside.contains('分') && (s.below.numbers >= 60 || s.below.signed >= 60)
}

/// A column of points whose heading says somewhere that they are given or taken: 核定加分, 扣分小计.
pub(super) fn gives_points(s: &Seen) -> bool {
    let (head, _) = without_brackets(&fold(parts_of(&s.head).last().copied().unwrap_or_default()));
    // 扣分时间, 加分文号: not the points.
    let said = ["加分", "扣分", "减分", "奖励分"].iter().any(|word| head.contains(word));
    let said = said && head.ends_with(['分', '值', '数', '计']);
    said && s.indicator.is_none() && (s.below.numbers >= 60 || s.below.signed >= 60)
}

/// Who is responsible for what happened; who only says so is not.
pub(super) fn is_responsible(s: &Seen) -> bool {
    s.meaning == Some(Meaning::Owner) && s.head.starts_with("责任") && !s.head.ends_with('人')
}

/// Whether a column holds ids and telephone numbers rather than figures.
fn long_numbers(grid: &Grid, layout: &Layout, column: u32) -> bool {
    let texts = sample(grid, layout, column);
    !texts.is_empty() && texts.iter().all(|text| text.chars().filter(char::is_ascii_digit).count() >= 7)
}

/// Whether the rows are mostly indicators that the document has.
fn known_rows(seen: &[Seen], grid: &Grid, layout: &Layout, index: &Index) -> bool {
    let own = || seen.iter().find(|s| s.meaning == Some(Meaning::Indicator));
    let level = || seen.iter().find(|s| matches!(s.meaning, Some(Meaning::Level(_) | Meaning::SomeLevel)));
    let Some(column) = own().or_else(level).map(|s| s.column) else { return false };
    let rows = grid.sheet.rows.iter().zip(&layout.kinds).filter(|(_, kind)| **kind == RowFound::Data);
    let (mut all, mut known) = (0, 0);
    for (row, _) in rows.take(LOOKED_AT) {
        let name = grid.own(row.row, column);
        all += usize::from(!name.is_empty());
        known += usize::from(index.indicator(&name).is_some());
    }
    all > 0 && known * 2 >= all
}

/// A fingerprint of the headings.
pub(super) fn signature(columns: &[ColumnFound]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in columns.iter().flat_map(|column| fold(&column.head).into_bytes().into_iter().chain([b'|'])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}

/// The column of a role.
pub(super) fn column_of(columns: &[ColumnFound], meant: impl Fn(&Role) -> bool) -> Option<u32> {
    columns.iter().find(|column| meant(&column.role)).map(|column| column.column)
}
