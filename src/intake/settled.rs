//! Columns of a list of indicators that only what stands below them settles: the standard below a heading that nobody
//! knows, points beside weights, two columns of points or of targets.
//!
//! Where one must be taken and nothing says which, that is said; a person's choice goes before all of it.

use super::cells::{Remark, points};
use super::choices::Role;
use super::columns::Seen;
use super::grid::{Grid, figure};
use super::index::Index;
use super::methods::method;
use super::roles::LIKELY;
use super::rows::Layout;
use super::text::{fold, without_brackets};
use super::view::{ColumnFound, RowFound, What};
use super::vocabulary::{Meaning, WATCHED, cycle, direction, meaning, period, period_inside};
use super::years::{is_date_of_paper, years};
use crate::model::{Cycle, Period};
use std::collections::BTreeSet;

/// Sums that differ by less are the same.
const NEAR: f64 = 1e-6;

/// What is to be said of a column beside another one.
pub(super) struct Beside {
    pub column: u32,
    pub other: u32,
    pub remark: Remark,
}

/// A list with its headings.
struct List<'a> {
    grid: &'a Grid<'a>,
    rows: Vec<u32>,
    seen: &'a [Seen],
}

/// Settles the columns of a list of indicators, and says what is in doubt about them.
pub(super) fn settle(grid: &Grid, layout: &Layout, seen: &[Seen], columns: &mut [ColumnFound]) -> Vec<Beside> {
    let rows = grid.sheet.rows.iter().zip(&layout.kinds).filter(|(_, kind)| **kind == RowFound::Data);
    let rows = rows.map(|(row, _)| row.row).collect();
    let list = List { grid, rows, seen };
    standard(&list, columns);
    let mut doubts = Vec::new();
    let weighed = weights(&list, columns, &mut doubts);
    let no_event = |s: &Seen| !s.head.contains(['加', '扣', '减']);
    // 调整后分值 is too long for its last word to be its meaning.
    let of_points = |s: &Seen| match s.meaning {
        None => fold(&s.head).ends_with("分值"),
        meaning => meaning == Some(Meaning::Points),
    };
    let all: Vec<usize> =
        list.places(|at, s| of_points(s) && no_event(s) && s.category.is_empty() && is_open(&columns[at].role));
    if !weighed {
        one_of(&list, columns, all, Role::Points(String::new()), &mut doubts);
    }
    let all = targets(&list, layout, columns);
    // 一季度目标, 上半年目标, 上年目标: no target of the year, and said to be a column of figures that nothing takes.
    for (found, s) in columns.iter_mut().zip(seen) {
        // That of last year is known beside this one's.
        let target = found.role == Role::Target || found.role == Role::Nothing && !last_year(s);
        let target = target && of_targets(s);
        // 增长目标 counts in another way, and is of the whole year.
        let grown = ["增长", "增速", "增幅"].iter().any(|word| s.head.contains(word));
        let part = (s.partial && !grown) || last_year(s) || !of_whole(&list, layout, s);
        if target && s.below.filled > 0 && part {
            (found.role, found.sure) = (Role::Attribute(s.head.clone()), LIKELY);
            let remark = Remark::warning(What::UnknownColumn).with(&["figures"]);
            // Plain figures are said with those of other columns.
            let figures = list.rows.iter().filter_map(|row| figure(grid.at(*row, s.column)?)).count();
            if !last_year(s) && (figures == 0 || figures * 2 < list.rows.len()) {
                doubts.push(Beside { column: s.column, other: s.column, remark });
            }
        }
    }
    one_of(&list, columns, all, Role::Target, &mut doubts);
    doubts
}

/// Which columns of a list say which way is better, by what stands in them: 类型 with 正向 and 逆向 does, 指标属性 with 定量 and
/// 定性 does not.
pub(super) fn directions(grid: &Grid, layout: &Layout, seen: &mut [Seen]) {
    // 定量 and 定性 are no directions; what else stands there is said.
    const NO_WAY: &str = "定量 定性 约束 预期 共性 个性 主观 客观 通用 专用 过程 结果 产出";
    const CHANGE: [&str; 7] = ["同比", "环比", "升降", "变化", "增减", "涨跌", "较上"];
    let rows = grid.sheet.rows.iter().zip(&layout.kinds).filter(|(_, kind)| **kind == RowFound::Data);
    let rows: Vec<u32> = rows.map(|(row, _)| row.row).collect();
    // Beside values an arrow is what came.
    let came = |s: &Seen| (s.meaning == Some(Meaning::Value) || last_year(s)) && s.below.filled > 0;
    let valued = seen.iter().any(came);
    for s in &mut *seen {
        let typed = fold(&s.head).ends_with("类型");
        let told = s.meaning == Some(Meaning::Direction);
        let open = matches!(
            s.meaning,
            None | Some(Meaning::EventKind | Meaning::Category | Meaning::SomeLevel | Meaning::Level(_))
        );
        if !(open || typed || told) {
            continue;
        }
        let all: Vec<String> = rows.iter().map(|row| fold(&grid.text(*row, s.column))).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        let way = |text: &str| direction(text).is_some();
        // A dash is more often nothing.
        let came = valued || CHANGE.iter().any(|word| s.head.contains(word));
        let word = |text: &str| way(text) && text != "-" && !(came && matches!(text, "↑" | "↓" | "+"));
        let none = |text: &str| text == WATCHED || ["适度", "区间"].iter().any(|word| text.starts_with(word));
        let ways = all.iter().filter(|text| way(text) || none(text)).count();
        let no_way = |text: &&str| NO_WAY.split(' ').any(|word| text.starts_with(word));
        if ways * 5 >= all.len() * 4 && all.iter().any(|text| word(text)) {
            (s.meaning, s.sure) = (Some(Meaning::Direction), 97);
        } else if !all.is_empty() && (told || typed) && all.iter().all(no_way) {
            s.meaning = None;
        }
    }
    // 指标类型 | 指标名称: the second holds the indicators.
    let named = |s: &Seen| s.meaning == Some(Meaning::Indicator) && !fold(&s.head).ends_with("类型");
    if seen.iter().any(named) {
        for s in seen.iter_mut().filter(|s| s.meaning == Some(Meaning::Indicator) && !named(s)) {
            s.meaning = Some(Meaning::SomeLevel);
        }
    }
}

/// Of a list with points and standards whose headings name no indicator: the only column of words holds them, 工作任务 or 观测点.
/// So it does below 项目 | 内容, where the first stands for several rows.
pub(super) fn named(grid: &Grid, layout: &Layout, seen: &mut [Seen]) {
    let rows = grid.sheet.rows.iter().zip(&layout.kinds).filter(|(_, kind)| **kind == RowFound::Data);
    let rows: Vec<u32> = rows.map(|(row, _)| row.row).collect();
    points_to_see(grid, &rows, seen);
    let has = |wanted: &[Meaning]| seen.iter().any(|s| s.meaning.is_some_and(|meaning| wanted.contains(&meaning)));
    let points = has(&[Meaning::Points, Meaning::Weight]) && has(&[Meaning::Standard, Meaning::Method]);
    let others = [Meaning::Indicator, Meaning::Subject, Meaning::SubjectCode, Meaning::Value, Meaning::Score];
    let is_level = |s: &&Seen| matches!(s.meaning, Some(Meaning::Level(_) | Meaning::SomeLevel));
    let levels: Vec<u32> = seen.iter().filter(is_level).map(|s| s.column).collect();
    const EVENTS: [&str; 10] = ["加分", "扣分", "减分", "加减", "奖惩", "否决", "违规", "违纪", "记录", "台账"];
    let events = |text: &str| EVENTS.iter().any(|word| text.contains(word));
    let above = layout.above.iter().map(String::as_str).chain([grid.sheet.name.as_str()]);
    let heads = seen.iter().filter(|s| s.meaning != Some(Meaning::Standard) && s.below.filled > 0);
    let heads = heads.map(|s| s.head.as_str());
    let dated = seen.iter().any(|s| s.meaning == Some(Meaning::Date) && s.below.filled > 0);
    let happened = seen.iter().any(|s| s.below.events >= 50);
    // 单位 above names of offices.
    let whose = seen.iter().any(|s| s.meaning == Some(Meaning::UnitOrSubject) && s.below.units < 50);
    if !points || whose || dated || happened || has(&others) || levels.len() > 1 || above.chain(heads).any(events) {
        return;
    }
    let list = List { grid, rows, seen };
    let words = |wanted: &dyn Fn(Option<Meaning>) -> bool| {
        let open = |s: &&Seen| wanted(s.meaning) && s.owner.is_none() && s.below.numbers < 50 && list.earned(s) < 50;
        let all: Vec<usize> = (0..seen.len()).filter(|at| open(&&list.seen[*at])).collect();
        all.into_iter().filter(|at| list.texts(seen[*at].column).count() * 2 > list.rows.len()).collect::<Vec<usize>>()
    };
    let mut all = words(&|meaning| matches!(meaning, None | Some(Meaning::Reason | Meaning::Target)));
    if all.is_empty() && levels.is_empty() {
        all = words(&|meaning| meaning == Some(Meaning::Definition));
    }
    let [only] = all[..] else { return };
    // Whose these are, and no indicators.
    if ["岗位", "职位", "职务", "人员", "部门"].iter().any(|end| fold(&seen[only].head).ends_with(end)) {
        return;
    }
    let several = |level: &u32| {
        let blank = |row: &u32| grid.own(*row, *level).is_empty() && !grid.own(*row, seen[only].column).is_empty();
        list.rows.iter().any(blank)
    };
    if levels.first().is_none_or(several) {
        (seen[only].meaning, seen[only].sure) = (Some(Meaning::Indicator), LIKELY);
    }
}

/// 评价要点 beside a column with a name of its own in each row tells what is seen of these.
fn points_to_see(grid: &Grid, rows: &[u32], seen: &mut [Seen]) {
    let Some(at) = seen.iter().position(|s| fold(&s.head) == "评价要点") else { return };
    let names = |s: &Seen| {
        let named = [Meaning::SomeLevel, Meaning::Level(1), Meaning::Level(2), Meaning::Indicator];
        let all: BTreeSet<String> = rows.iter().map(|row| grid.own(*row, s.column)).collect();
        s.meaning.is_some_and(|meaning| named.contains(&meaning)) && all.len() == rows.len() && !all.contains("")
    };
    if (0..seen.len()).any(|other| other != at && names(&seen[other])) {
        seen[at].meaning = None;
    }
}

/// A table of values that is called after targets holds these, below headings that say nothing else; of one that is
/// called after ranks or rates that is said.
pub(super) fn by_its_name(grid: &Grid, layout: &Layout, seen: &[Seen], columns: &mut [ColumnFound]) -> Option<Beside> {
    const VALUES: [&str; 10] = ["完成情况", "完成值", "实际", "实绩", "数据", "落实", "执行", "自评", "汇总", "考核表"];
    const TARGETS: [&str; 9] =
        ["目标", "目标值", "目标数", "目标任务", "目标计划", "计划", "计划数", "计划值", "任务数"];
    // What is less certain is said louder, and the name of a whole book says nothing of it.
    const TASKS: [&str; 7] = ["任务分解", "任务分解表", "任务表", "任务书", "任务下达", "任务下达表", "目标责任书"];
    // Work that was ordered, and how it went, unless it is 分解.
    const WORK: [&str; 4] = ["重点任务", "中心任务", "专项任务", "工作任务"];
    const RATES: [&str; 7] = ["排名", "名次", "位次", "完成率", "增速", "增幅", "增长率"];
    let bare = |(found, s): &(&mut ColumnFound, &Seen)| matches!(found.role, Role::Value { .. }) && s.meaning.is_none();
    let all: Vec<usize> = (0..seen.len())
        .filter(|at| matches!(columns[*at].role, Role::Value { .. }) && seen[*at].meaning.is_none())
        .collect();
    let first = columns[*all.first()?].column;
    let book = grid.book.rsplit_once('.').map_or(grid.book, |(name, _)| name);
    let titles = layout.above.iter().map(String::as_str).filter(|text| !is_date_of_paper(text));
    let names = [grid.sheet.name.as_str()].into_iter().chain(titles).map(|text| (text, true));
    for (text, of_sheet) in names.chain([(book, false)]) {
        let (plain, _) = without_brackets(&fold(text));
        if VALUES.iter().any(|word| plain.contains(word)) {
            return None;
        }
        let work = WORK.iter().any(|word| plain.trim_end_matches('表').ends_with(word));
        let whole = plain.trim_end_matches("一览表").to_owned();
        let plain = ["表", "一览", "分解", "下达"].iter().fold(plain.as_str(), |left, end| left.trim_end_matches(end));
        let ends = |words: &[&str]| words.iter().any(|word| plain.ends_with(word));
        let tasks = || of_sheet && !seen.iter().any(|s| s.head.contains("完成"));
        let tasks = || tasks() && (TASKS.iter().any(|end| whole.ends_with(end)) || whole.contains("下达任务"));
        let says = |what: Remark| Some(Beside { column: first, other: first, remark: what });
        let aims = ends(&TARGETS);
        if (aims || tasks()) && !work && !seen.iter().any(|s| s.meaning == Some(Meaning::Value)) {
            for (found, _) in columns.iter_mut().zip(seen).filter(bare) {
                if let Role::Value { indicator, period } = found.role.clone() {
                    found.role = Role::OwnTarget { indicator, period };
                }
            }
            let remark = if aims { Remark::note } else { Remark::warning };
            return says(remark(What::ReadAs).with(&["目标值"]));
        }
        let own =
            || all.iter().any(|at| RATES.iter().any(|word| plain.ends_with(word) && seen[*at].head.contains(word)));
        if ends(&RATES) && !own() {
            return says(Remark::warning(What::Unlikely).with(&["rates"]));
        }
    }
    None
}

/// Whether a column is free for another role, or has one that there may be only once.
fn is_open(role: &Role) -> bool {
    matches!(role, Role::Target | Role::Nothing | Role::Attribute(_) | Role::Owner)
        || *role == Role::Points(String::new())
}

impl List<'_> {
    fn places(&self, wanted: impl Fn(usize, &Seen) -> bool) -> Vec<usize> {
        let filled = |at: &usize| self.seen[*at].below.filled > 0 && self.in_figures(self.seen[*at].column);
        (0..self.seen.len()).filter(|at| wanted(*at, &self.seen[*at])).filter(filled).collect()
    }

    fn texts(&self, column: u32) -> impl Iterator<Item = String> {
        self.rows.iter().map(move |row| self.grid.own(*row, column)).filter(|text| !text.is_empty())
    }

    /// Whether most cells hold a figure with little around it: 95, ≥95%, 12.5天.
    fn in_figures(&self, column: u32) -> bool {
        let figure = |text: &String| text.chars().count() <= 8 && text.contains(|letter: char| letter.is_ascii_digit());
        self.texts(column).filter(figure).count() * 2 >= self.texts(column).count()
    }

    /// How many of a hundred cells say how points are earned.
    fn earned(&self, s: &Seen) -> usize {
        let texts = || self.texts(s.column).filter(|_| s.below.numbers < 50);
        texts().filter(|text| earns(text)).count() * 100 / texts().count().max(1)
    }

    /// The numbers of a column, one for each row; none: not every row has one.
    fn numbers(&self, column: u32) -> Option<Vec<f64>> {
        self.rows.iter().map(|row| points(self.grid.at(*row, column)?).ok()?).collect()
    }
}

/// Whether a text says how points are earned.
fn earns(text: &str) -> bool {
    let folded = fold(text);
    let deed = || ["得", "扣", "满分", "加分", "计分", "赋分", "减分"].iter().any(|word| folded.contains(word));
    (folded.contains('分') && deed()) || (folded.ends_with('法') && method(&folded).is_some())
}

/// Whether a column without a meaning mostly says how points are earned.
pub(super) fn says_earned(grid: &Grid, layout: &Layout, seen: &[Seen]) -> bool {
    let rows = grid.sheet.rows.iter().zip(&layout.kinds).filter(|(_, kind)| **kind == RowFound::Data);
    let list = List { grid, rows: rows.map(|(row, _)| row.row).collect(), seen };
    let told = |s: &&Seen| !matches!(s.meaning, Some(Meaning::Reason | Meaning::Level(_) | Meaning::SomeLevel));
    seen.iter().filter(told).any(|s| list.earned(s) >= 50)
}

/// Without a column of standards, the one that mostly says how points are earned.
fn standard(list: &List, columns: &mut [ColumnFound]) {
    if columns.iter().zip(list.seen).any(|(found, s)| found.role == Role::Standard && s.below.filled > 0) {
        return;
    }
    let share = |found: &ColumnFound, s: &Seen| {
        let free = matches!(
            found.role,
            Role::Nothing | Role::Attribute(_) | Role::Definition | Role::Remark | Role::Points(_) | Role::Source
        );
        if free { list.earned(s) } else { 0 }
    };
    let shares: Vec<usize> = columns.iter().zip(list.seen).map(|(found, s)| share(found, s)).collect();
    let most = shares.iter().copied().max().unwrap_or(0);
    if let Some(at) = shares.iter().position(|share| *share == most && most >= 50) {
        (columns[at].role, columns[at].sure) = (Role::Standard, LIKELY);
    }
}

/// 权重 beside 分值: where every indicator counts to the same points, its weight is what it is worth. Whether it is so.
fn weights(list: &List, columns: &mut [ColumnFound], doubts: &mut Vec<Beside>) -> bool {
    let full = Role::Points(String::new());
    let Some(all) = columns.iter().position(|found| found.role == full) else { return false };
    let leaf = columns.iter().position(|found| found.role == Role::Indicator).unwrap_or(0);
    let is_weight = |at: &usize| list.seen[*at].meaning == Some(Meaning::Weight) && *at > leaf && *at != all;
    let Some(part) = (0..columns.len()).find(is_weight) else { return false };
    let (Some(fulls), Some(parts)) = (list.numbers(columns[all].column), list.numbers(columns[part].column)) else {
        return false;
    };
    // Of a level, once in every row.
    let level = columns.iter().find(|found| matches!(found.role, Role::Level(_))).map(|found| found.column);
    let names: Option<Vec<String>> =
        level.map(|level| list.rows.iter().map(|row| list.grid.text(*row, level)).collect());
    let same = |at: usize| names.as_ref().is_none_or(|names| names[at] != names[at - 1]) || parts[at] == parts[at - 1];
    let whole = |sum: f64| (sum - 100.0).abs() < NEAR || (sum - 1.0).abs() < NEAR;
    let certain = whole(parts.iter().sum());
    if let Some(names) = &names {
        let once = (0..parts.len()).filter(|at| *at == 0 || names[*at] != names[*at - 1]).map(|at| parts[at]).sum();
        if (1..parts.len()).all(same) && (whole(once) || !certain) {
            return false;
        }
    }
    if fulls.len() > 1 && certain && fulls.iter().all(|points| *points == fulls[0]) {
        columns[all].role = Role::Nothing;
        (columns[part].role, columns[part].sure) = (full, LIKELY);
        return true;
    }
    if names.is_none() {
        columns[part].role = Role::Nothing;
    }
    let times = |at: usize| (parts[at] * fulls[0] - fulls[at] * parts[0]).abs() < NEAR;
    if !(0..parts.len()).all(times) {
        doubts.push(beside(list, part, all, Remark::warning(What::SameColumn)));
    }
    false
}

/// Whether a heading means targets, or stands below one that does.
fn of_targets(s: &Seen) -> bool {
    let upper = || s.head.split_once('/').and_then(|(upper, _)| meaning(upper));
    s.meaning == Some(Meaning::Target) || upper().is_some_and(|(found, sure)| found == Meaning::Target && sure >= 90)
}

/// Whether a column is not said to be for a part of the year, or for another one.
fn whole_year(list: &List, layout: &Layout, s: &Seen) -> bool {
    of_whole(list, layout, s) && !s.partial && !last_year(s)
}

/// Whether no month or quarter is named that a column is for; what the table itself is of is its whole.
fn of_whole(list: &List, layout: &Layout, s: &Seen) -> bool {
    let above = layout.above.iter().map(String::as_str).chain([list.grid.sheet.name.as_str(), list.grid.book]);
    // 月度目标 without a number is for what the table is of, or what its rows are assessed by.
    let part = ["月度", "月均", "季度", "季均"].into_iter().find(|word| s.head.contains(word));
    let months = part.is_some_and(|word| word.starts_with('月'));
    let wanted = Some(if months { Cycle::Month } else { Cycle::Quarter });
    let told = |row: &u32, column: u32| cycle(&list.grid.text(*row, column)) == wanted;
    let told = |c: &Seen| c.meaning == Some(Meaning::Cycle) && list.rows.iter().all(|row| told(row, c.column));
    match s.period {
        None if part.is_some() => {
            let same = |p: Period| if months { matches!(p, Period::Month(_)) } else { matches!(p, Period::Quarter(_)) };
            let mut above = above.filter(|text| !is_date_of_paper(text)).filter_map(period_inside);
            above.any(same) || list.seen.iter().any(told)
        }
        None | Some(Period::Year) => true,
        Some(period) => above.filter_map(period_inside).any(|found| found == period),
    }
}

fn last_year(s: &Seen) -> bool {
    ["上年", "去年", "上期", "同期", "历史"].iter().any(|word| s.head.contains(word))
}

/// Columns of targets for the whole of the assessed year; what stands below 目标值 too.
fn targets(list: &List, layout: &Layout, columns: &[ColumnFound]) -> Vec<usize> {
    let mut all = list.places(|at, s| of_targets(s) && whole_year(list, layout, s) && is_open(&columns[at].role));
    let titles = layout.above.iter().map(String::as_str).filter(|text| !is_date_of_paper(text));
    let mut titles = titles.chain([list.grid.sheet.name.as_str(), list.grid.book]);
    if let Some(assessed) = titles.find_map(|text| years(text).first().copied()) {
        let of_year = |at: &usize| {
            let named = years(&list.seen[*at].head);
            named.is_empty() || named.contains(&assessed)
        };
        if all.iter().any(&of_year) {
            all.retain(of_year);
        }
        if all.iter().any(|at| !years(&list.seen[*at].head).is_empty()) {
            all.retain(|at| !years(&list.seen[*at].head).is_empty());
        }
    }
    all
}

/// Gives one of several columns the role that all of them could have. Which one: the only one, the revised one, the
/// one whose heading says nothing else; otherwise a person must say.
fn one_of(list: &List, columns: &mut [ColumnFound], all: Vec<usize>, role: Role, doubts: &mut Vec<Beside>) {
    let Some(first) = all.first().copied() else { return };
    let revised = |at: &usize| {
        let head = &list.seen[*at].head;
        head.contains('后') && ["调整", "修订", "修正", "变更"].iter().any(|word| head.contains(word))
    };
    let exact = |at: &usize| list.seen[*at].sure >= 93;
    let only = |wanted: &dyn Fn(&usize) -> bool| {
        let mut found = all.iter().copied().filter(|at| wanted(at));
        found.next().filter(|_| found.next().is_none())
    };
    let settled = only(&revised).or_else(|| only(&exact));
    let same = |at: &usize| list.texts(list.seen[*at].column).eq(list.texts(list.seen[first].column));
    let certain = all.iter().all(same);
    let chosen = settled.unwrap_or(first);
    for found in columns.iter_mut().filter(|found| found.role == role) {
        (found.role, found.sure) = (Role::Nothing, 40);
    }
    (columns[chosen].role, columns[chosen].sure) = (role, list.seen[chosen].sure.max(LIKELY));
    for other in all.into_iter().filter(|at| *at != chosen && !certain) {
        if columns[other].role == Role::Owner {
            columns[other].role = Role::Nothing;
        }
        let remark = if settled.is_some() { Remark::warning } else { Remark::error };
        doubts.push(beside(list, other, chosen, remark(What::SameColumn)));
    }
}

fn beside(list: &List, at: usize, other: usize, remark: Remark) -> Beside {
    let remark = remark.with(&[&list.seen[other].head, "taken"]);
    Beside { column: list.seen[at].column, other: list.seen[other].column, remark }
}

/// What stands before 分值 and is nobody.
const OF_NOBODY: &str = "设定 预设 应得 对应 评价 本项 考评 基础 核定 参考 总体 自评 分项 小项 任务 项目 最高 最终 实际 年度 目标 测评 评估 基准 规定 具体 内容 考点 条目 细则 细项 总";

/// Points before whose heading stands a single word are for a category only where the word is known as one, or is called
/// so: 窗口类分值. Of two such columns each is for its own.
pub(super) fn lone(seen: &mut [Seen], index: &Index) {
    let mut all = seen.iter_mut().filter(|s| !s.category.is_empty());
    if let (Some(only), None) = (all.next(), all.next()) {
        let name = fold(&only.category);
        let called = name.is_ascii() || name.ends_with(['类', '组', '档', '级']) || index.category(&name).is_some();
        if !called && before_points(&only.head).is_some() {
            only.category.clear();
        }
    }
}

/// What stands before 分值 in a heading: 县区 of 县区分值.
pub(super) fn before_points(head: &str) -> Option<String> {
    let folded = fold(head);
    let prefix = POINTS.iter().find_map(|word| folded.strip_suffix(word))?;
    points_of(&[head]).filter(|whose| !prefix.is_empty() && whose == prefix)
}

const POINTS: [&str; 6] = ["标准分值", "标准分", "分值", "满分", "权重", "权数"];

/// Whose points a heading holds: 分值（A类）, A类分值, 分值/A类. None: not points, or nobody's in particular.
pub(super) fn points_of(parts: &[&str]) -> Option<String> {
    let neutral = |text: &str| {
        let plain: String = text.chars().filter(|c| !c.is_ascii_digit() && !"%.".contains(*c)).collect();
        matches!(
            plain.as_str(),
            "" | "分"
                | "原"
                | "原来"
                | "调整前"
                | "调整后"
                | "修订后"
                | "满分"
                | "指标"
                | "考核"
                | "标准"
                | "总分"
                | "百分制"
                | "单项"
                | "共分"
                | "权重"
        ) || OF_NOBODY.split(' ').any(|word| word == plain)
    };
    if let [upper, lower] = parts {
        let whole = fold(upper);
        let (upper, _) = without_brackets(&whole);
        let stands_alone =
            meaning(lower).is_none_or(|(_, sure)| sure < 90) && !neutral(&fold(lower)) && period(lower).is_none();
        return (POINTS.contains(&upper.as_str()) && stands_alone).then(|| (*lower).trim().to_owned());
    }
    let [only] = parts else { return None };
    let folded = fold(only);
    // points_A, as the program itself writes it.
    if let Some(whose) = folded.strip_prefix("points_").or_else(|| folded.strip_prefix("weight_")) {
        return Some(whose.to_owned());
    }
    let (outside, inside) = without_brackets(&folded);
    if POINTS.contains(&outside.as_str()) {
        return (!neutral(&inside)).then_some(inside);
    }
    let prefix = POINTS.iter().find_map(|word| folded.strip_suffix(word))?;
    let level = prefix.contains("级") || prefix.contains("指标") || prefix.contains("维度") || prefix.contains("年");
    let short = (1..=8).contains(&prefix.chars().count()) && meaning(only).is_none_or(|(_, sure)| sure < 90);
    (short && !level && !neutral(prefix)).then(|| prefix.to_owned())
}
