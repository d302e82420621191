//! 指标体系表: one row per indicator, its levels beside or above it.

use super::cells::{Remark, key, points, text};
use super::choices::{Kind, Role};
use super::columns::column_of;
use super::grid::{blank, plain, shifted};
use super::indicator_row::{categories_of, fill, known_otherwise};
use super::names_inside::{
    Inside, clean, inside_of, leading_codes, open_percent, percents, points_behind, without_points,
};
use super::outline::enter;
use super::row_names::numbered;
use super::sheet::Taken;
use super::taking::{Fate, Place, Taking};
use super::text::{fold, only_a_number, without_brackets};
use super::view::{ColumnFound, StandardFound, What};
use crate::model::{Dimension, Indicator, IndicatorSet};
use crate::sheets::workbook::address;
use std::collections::{BTreeMap, BTreeSet};

/// Where the sentence of 评分标准 is kept, whatever became of it.
pub(super) const SENTENCE: &str = crate::model::indicator::STANDARD;

/// Indicators that one table has at most: the longest lists that people keep have some hundred.
const MOST: usize = 5_000;

/// The levels above the row at hand.
#[derive(Default)]
pub(super) struct Levels {
    pub names: Vec<String>,
    /// How many of them stand in rows of their own.
    pub upper: usize,
}

/// What the rows of the table come to.
#[derive(Default)]
pub(super) struct Listed {
    /// Rows of indicators, with their place among the document's.
    pub rows: Vec<(u32, usize)>,
    /// Weights that stand beside a level: dimension id, weight, place.
    pub weights: Vec<(String, f64, Place)>,
    /// Places of indicators by their dimension and folded name.
    places: BTreeMap<(String, String), usize>,
    /// Dimensions by the one above and their folded name.
    dimensions: BTreeMap<(Option<String>, String), String>,
    /// Rows of bonuses, deductions and vetoes: they are no indicators.
    pub aside: BTreeSet<u32>,
    /// The last number that a code was made with, by what stands before it.
    numbers: BTreeMap<String, u32>,
}

impl Listed {
    /// Knows the names that are there; of several of one name the first.
    fn of(set: &IndicatorSet) -> Listed {
        let mut listed = Listed::default();
        for dimension in &set.dimensions {
            let key = (dimension.parent.clone(), fold(&dimension.name));
            listed.dimensions.entry(key).or_insert_with(|| dimension.id.clone());
        }
        for (at, indicator) in set.indicators.iter().enumerate() {
            listed.places.entry((indicator.parent.clone(), fold(&indicator.name))).or_insert(at);
        }
        listed
    }
}

/// Takes an indicator table.
pub(super) fn take(taking: &mut Taking, taken: &Taken) -> Listed {
    let grid = &taken.grid;
    let columns = |wanted: &dyn Fn(&Role) -> bool| column_of(&taken.columns, wanted);
    let name_column = columns(&|role| *role == Role::Indicator);
    let code_column = columns(&|role| *role == Role::IndicatorCode);
    let levels: Vec<(u8, u32)> = taken
        .columns
        .iter()
        .filter_map(|column| if let Role::Level(level) = column.role { Some((level, column.column)) } else { None })
        .collect();
    let categories = categories_of(taking, taken);
    let mut listed = Listed::of(&taking.next.set);
    let mut above = Levels::default();
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut outline = taken.layout.outline.iter().peekable();
    let names = names_of(taken, name_column);
    let raw = |column| taken.rows().into_iter().map(|row| grid.own(row, column)).collect::<BTreeSet<String>>();
    let coded = code_column.is_none() && name_column.is_some_and(|column| leading_codes(&raw(column)));
    let units = columns(&|role| *role == Role::Unit).is_some();
    let own_points = column_of(&taken.columns, |role| matches!(role, Role::Points(_))).is_some();
    let percents = percents(taking, taken, name_column, &levels);
    let key_column = name_column.unwrap_or(0);
    let head = taken.layout.head.map_or(0, |(_, last)| last);
    for doubt in &taken.doubts {
        taking.fault(grid, head, doubt.column, doubt.remark.clone());
    }
    super::sums::fractions(taking, taken);
    let rows = taken.rows();
    if let Some(row) = rows.get(MOST) {
        taking.fault(grid, *row, name_column.unwrap_or(0), Remark::error(What::TooMany).with(&[&MOST.to_string()]));
    }
    for row in rows.into_iter().take(MOST) {
        while let Some((at, section)) = outline.next_if(|(at, _)| *at <= row) {
            let place = Place { sheet: grid.place, row: *at, column: key_column };
            enter(section, &mut above, &mut listed, place, taking);
            if let Some(column) = section.more {
                taking.fault(grid, *at, column, Remark::warning(What::RowLeftOut));
            }
        }
        if taken.is_blank(row) {
            continue;
        }
        climb(taking, taken, row, &levels, &mut above, &mut listed);
        let name = name_column.map(|column| grid.own(row, column)).unwrap_or_default();
        let has_points = taken.columns.iter().any(|column| {
            matches!(column.role, Role::Points(_)) && grid.at(row, column.column).is_some_and(|cell| !blank(cell))
        });
        let below = name_column.and_then(|column| grid.at(row, column));
        let deepest = levels.last().filter(|(_, column)| !grid.own(row, *column).is_empty());
        let name = match (name.is_empty(), deepest) {
            (false, _) => clean(&name),
            // 二级指标 without anything below it is an indicator itself.
            (true, Some(_)) if has_points => above.names.last().cloned().unwrap_or_default(),
            (true, _) => {
                let merged = name_column.is_some_and(|column| !grid.text(row, column).is_empty());
                if merged || !has_points {
                    go_on(taking, taken, row, &listed);
                } else {
                    taking.fault(grid, row, name_column.unwrap_or(0), Remark::error(What::NoKey));
                }
                continue;
            }
        };
        if [&name].into_iter().chain(&above.names).any(|name| of_events(name))
            && taking.index.indicator_name(&name).is_none_or(|at| at >= taking.before.set.indicators.len())
        {
            let column = name_column.filter(|_| below.is_some()).or(deepest.map(|(_, column)| *column));
            let remark = Remark::warning(What::RowLeftOut).with(&["events"]);
            taking.fault(grid, row, column.unwrap_or(key_column), remark);
            listed.weights.retain(|(.., place)| place.row != row);
            listed.aside.insert(row);
            continue;
        }
        if let Some(Err(remark)) = below.map(text) {
            taking.fault(grid, row, name_column.unwrap_or(0), remark);
            continue;
        }
        // 50% or 60 under a heading of names: the columns were taken for others than they are.
        if only_a_number(&name) {
            let heading = taken.columns.iter().find(|column| Some(column.column) == name_column);
            let heading = heading.map(|column| column.head.as_str()).unwrap_or_default();
            taking.fault(grid, row, name_column.unwrap_or(0), Remark::error(What::Lacking).with(&[heading]));
            continue;
        }
        let code = match code_column.and_then(|column| grid.at(row, column)).map(key) {
            Some(Ok(code)) => code,
            Some(Err(remark)) => {
                taking.fault(grid, row, code_column.unwrap_or(0), remark);
                continue;
            }
            None => String::new(),
        };
        let mut inside = inside_of(taking, code, name, coded, units, percents);
        open_percent(taking, taken, row, key_column, &mut inside);
        let Inside { code, name, points: given, unit, target, .. } = inside;
        let parent = dimension_of(taking, taken, &above, &mut listed);
        let same = format!("{parent}\u{1}{}\u{1}{}", fold(&name), if code.is_empty() { "" } else { &code });
        let by_code = if code.is_empty() { String::new() } else { format!("#{}", fold(&code)) };
        let first = seen.get(&same).or_else(|| seen.get(&by_code).filter(|_| !by_code.is_empty()));
        if let Some(first) = first {
            let column = if seen.contains_key(&same) { key_column } else { code_column.unwrap_or(key_column) };
            let first = address(*first, column);
            taking.fault(grid, row, column, Remark::error(What::Twice).with(&[&first]));
            continue;
        }
        seen.insert(same, row);
        if !by_code.is_empty() {
            seen.insert(by_code, row);
        }
        let parted = known_otherwise(taking, taken, row, &name, &parent, key_column);
        let known = match find(taking, &code, &name, &parent, &listed, parted) {
            Ok(known) => known,
            Err(other) => {
                let remark = Remark::error(What::CodeAndName).with(&[&code, &other]).suggest(other);
                taking.fault(grid, row, key_column, remark);
                continue;
            }
        };
        if known.is_none()
            && let Some(near) = taking.index.near_indicator(&name)
        {
            let near = taking.next.set.indicators[near].name.clone();
            if taking.before.set.indicators.iter().any(|i| i.name == near) && !names.contains(&fold(&near)) {
                let remark = Remark::warning(What::AlmostTheSame).with(&[&near]).suggest(near);
                taking.fault(grid, row, key_column, remark);
            }
        }
        let old = known.map(|at| taking.next.set.indicators[at].clone());
        let mut indicator = old.clone().unwrap_or_default();
        indicator.name = name;
        indicator.parent = parent;
        let at = known.unwrap_or(taking.next.set.indicators.len());
        if known.is_none() {
            indicator.id = if code.is_empty() { fresh(taking, &indicator.parent, &mut listed) } else { code };
        }
        if !unit.is_empty() {
            indicator.unit = unit;
        }
        indicator.target = target.or(indicator.target);
        if let Some(points) = given.filter(|_| !own_points) {
            indicator.points.extend(categories.iter().map(|category| (category.clone(), points)));
        }
        if fill(taking, taken, row, &mut indicator, &categories, old.is_some()) {
            taking.cycled.insert(at);
        }
        if let Some(points) = given.filter(|_| own_points) {
            other_points(taking, taken, row, key_column, points);
        }
        listed.places.entry((indicator.parent.clone(), fold(&indicator.name))).or_insert(at);
        settle(taking, taken, row, at, old, indicator);
        listed.rows.push((row, at));
    }
    say_supposed(taking, taken, key_column);
    listed
}

/// Whether a name is that of what is given or taken beside all points: 加分项, 奖惩加减分（10分）, 一票否决事项.
pub(super) fn of_events(name: &str) -> bool {
    const LETTERS: &str = "加减扣分一票否决奖励惩罚附额外项目事指标类情形与及和、/";
    let folded = numbered(name).unwrap_or_else(|| fold(name));
    let (plain, _) = without_brackets(&folded);
    ["加分", "减分", "扣分", "否决", "附加"].iter().any(|word| plain.contains(word))
        && plain.chars().all(|letter| LETTERS.contains(letter))
}

/// Says once where indicators have their rule without a word about it: at the heading, or at the first of them.
fn say_supposed(taking: &mut Taking, taken: &Taken, key: u32) {
    let at = |wanted: Role| column_of(&taken.columns, |role| *role == wanted);
    // A column of methods that is blank in a row is said of that row.
    if at(Role::Method).is_some() {
        return;
    }
    let supposed = |found: &&StandardFound| {
        found.sheet == taken.grid.place && found.sentence.is_empty() && !found.chosen && found.rule.is_some()
    };
    let Some(row) = taking.standards.iter().find(supposed).map(|found| found.row) else { return };
    let standard = at(Role::Standard).and_then(|column| taken.columns.iter().find(|found| found.column == column));
    let heading = standard.map_or("评分标准", |found| found.head.as_str());
    let remark = Remark::warning(What::Lacking).with(&[heading, "taken"]);
    taking.fault(&taken.grid, row, key, remark);
}

/// Says where the points behind a name are others than those of the row.
fn other_points(taking: &mut Taking, taken: &Taken, row: u32, key: u32, given: f64) {
    let is_points = |column: &&ColumnFound| matches!(column.role, Role::Points(_));
    let whole = |points| if taking.hundredfold.0 { shifted(points, 2) } else { points };
    let read = |column: &ColumnFound| Some((column.column, whole(points(taken.grid.at(row, column.column)?).ok()??)));
    let all: Vec<(u32, f64)> = taken.columns.iter().filter(is_points).filter_map(read).collect();
    let Some((column, _)) = all.first().filter(|_| all.iter().all(|(_, points)| *points != given)) else { return };
    let heading = taken.columns.iter().find(|column| column.column == key).map(|column| column.head.as_str());
    let remark = Remark::warning(What::Contradiction).with(&[heading.unwrap_or_default(), &plain(given)]);
    taking.fault(&taken.grid, row, *column, remark);
}

/// The names of the table, folded.
fn names_of(taken: &Taken, column: Option<u32>) -> BTreeSet<String> {
    let Some(column) = column else { return BTreeSet::new() };
    taken.rows().into_iter().map(|row| fold(&taken.grid.own(row, column))).collect()
}

/// Notes the weight of a level, once.
fn weigh(listed: &mut Listed, names: &[String], weight: f64, place: Place) {
    let id = path(names);
    if !listed.weights.iter().any(|(other, ..)| *other == id) {
        listed.weights.push((id, weight, place));
    }
}

/// Follows the levels down to this row: what is blank is the same as above.
fn climb(taking: &mut Taking, taken: &Taken, row: u32, levels: &[(u8, u32)], above: &mut Levels, listed: &mut Listed) {
    for (place, (level, column)) in (above.upper..).zip(levels) {
        let own = taken.grid.own(row, *column);
        let name = without_points(&own);
        if own.is_empty() {
            continue;
        }
        if only_a_number(&name) {
            let heading = taken.columns.iter().find(|other| other.column == *column);
            let heading = heading.map(|column| column.head.as_str()).unwrap_or_default();
            taking.fault(&taken.grid, row, *column, Remark::error(What::Lacking).with(&[heading]));
        }
        let changed = above.names.get(place) != Some(&name);
        above.names.truncate(place);
        // A level that is not there has the name of the one above it.
        while above.names.len() < place {
            let upper = above.names.last().cloned().unwrap_or_else(|| name.clone());
            above.names.push(upper);
        }
        above.names.push(name);
        let Some(weight) = column_of(&taken.columns, |role| *role == Role::Weight(*level)) else {
            if let Some(weight) = points_behind(&own) {
                let place = Place { sheet: taken.grid.place, row, column: *column };
                weigh(listed, &above.names, weight, place);
            }
            continue;
        };
        let Some(cell) = taken.grid.at(row, weight).filter(|cell| !blank(cell)) else { continue };
        if !changed && listed.weights.iter().any(|(_, _, at)| at.column == weight && at.row < row) {
            continue;
        }
        match points(cell) {
            Ok(Some(value)) => {
                let place = Place { sheet: taken.grid.place, row, column: weight };
                let told = (path(&above.names), if taking.hundredfold.1 { shifted(value, 2) } else { value });
                // Written in every row of the level, it is one weight.
                let again =
                    |(id, known, at): &(String, f64, Place)| (id, known) == (&told.0, &told.1) && at.column == weight;
                if !listed.weights.iter().any(again) {
                    listed.weights.push((told.0, told.1, place));
                }
            }
            Ok(None) => {}
            Err(remark) => taking.fault(&taken.grid, row, weight, remark),
        }
    }
}

/// The id of the dimension with these levels: their names with bars between them, each once.
pub(super) fn path(names: &[String]) -> String {
    let mut path: Vec<&str> = Vec::new();
    for name in names {
        if path.last() != Some(&name.as_str()) {
            path.push(name);
        }
    }
    path.join("/")
}

/// The dimension of these levels, made on first sight; matched by name where the document has it under another id.
fn dimension_of(taking: &mut Taking, taken: &Taken, above: &Levels, listed: &mut Listed) -> String {
    let mut names: Vec<String> = above.names.iter().filter(|name| !name.is_empty()).cloned().collect();
    names.dedup();
    if names.is_empty() {
        // A table without levels: its own name is what its indicators have in common.
        if let Some(only) = taking.next.set.dimensions.first() {
            return only.id.clone();
        }
        let sheet = taken.grid.sheet.name.trim();
        let nameless = sheet.is_empty() || fold(sheet).starts_with("sheet") || fold(sheet).starts_with("工作表");
        names.push(if nameless { "考核指标".to_owned() } else { sheet.to_owned() });
    }
    let mut parent: Option<String> = None;
    for depth in 0..names.len() {
        let (name, wanted) = (&names[depth], path(&names[..=depth]));
        let set = &taking.next.set;
        let key = (parent.clone(), fold(name));
        if let Some(found) = listed.dimensions.get(&key) {
            parent = Some(found.clone());
            continue;
        }
        let mut id = wanted.clone();
        while set.dimension(&id).is_some() || set.indicator(&id).is_some() {
            id.push('#');
        }
        taking.next.set.dimensions.push(Dimension {
            id: id.clone(),
            name: name.clone(),
            parent: parent.clone(),
            ..Dimension::default()
        });
        listed.dimensions.insert(key, id.clone());
        parent = Some(id);
    }
    parent.unwrap_or_default()
}

/// The indicator that a row is about, by code, then by name below the same dimension, then by name alone.
fn find(
    taking: &Taking,
    code: &str,
    name: &str,
    parent: &str,
    listed: &Listed,
    parted: bool,
) -> Result<Option<usize>, String> {
    let set = &taking.next.set;
    let free = |at: &usize| !listed.rows.iter().any(|(_, other)| other == at);
    let by_code = if code.is_empty() { None } else { taking.index.indicator_code(code) };
    let folded = fold(name);
    let here = listed.places.get(&(parent.to_owned(), folded.clone())).copied();
    let here = here.filter(|at| set.indicators.get(*at).is_some_and(|i| i.parent == parent && fold(&i.name) == folded));
    let by_name =
        here.or_else(|| taking.index.indicator_name(name).filter(|at| fold(&set.indicators[*at].name) == folded));
    match (by_code, by_name) {
        (Some(one), Some(other)) if one != other => {
            let here = set.indicators[one].parent == parent && fold(&set.indicators[one].name) == folded;
            if here || !free(&other) { Ok(Some(one)) } else { Err(set.indicators[one].name.clone()) }
        }
        (Some(one), _) => Ok(Some(one)),
        // Of the same name elsewhere in the tree: another indicator, unless the document's own is meant.
        (None, Some(one)) => {
            // Another table of this intake, for another category, lists it at the same place of the tree.
            let same = |at: &usize| set.indicators[*at].parent == parent && !parted;
            Ok(Some(one).filter(|at| free(at) && (*at < taking.before.set.indicators.len() || same(at))))
        }
        (None, None) => Ok(None),
    }
}

/// A code that nobody has: a letter, the place of the top level, a number.
fn fresh(taking: &Taking, parent: &str, listed: &mut Listed) -> String {
    let set = &taking.next.set;
    let mut top = parent.to_owned();
    while let Some(above) = set.dimension(&top).and_then(|at| set.dimensions[at].parent.clone()) {
        top = above;
    }
    let place = set.roots().position(|root| root.id == top).unwrap_or(0) + 1;
    let first = set.indicators.first().and_then(|i| i.id.chars().next());
    let letter = first.filter(char::is_ascii_uppercase).unwrap_or('A');
    let number = listed.numbers.entry(format!("{letter}{place}")).or_default();
    loop {
        *number += 1;
        let id = format!("{letter}{place}{number:02}");
        if taking.index.indicator_code(&id).is_none() && set.dimension(&id).is_none() {
            return id;
        }
    }
}

/// A row that only goes on with the one above it: one more sentence.
fn go_on(taking: &mut Taking, taken: &Taken, row: u32, listed: &Listed) {
    let Some(column) = column_of(&taken.columns, |role| *role == Role::Standard) else { return };
    let more = taken.grid.own(row, column);
    let Some((_, at)) = listed.rows.last().filter(|_| !more.is_empty()) else { return };
    let kept = taking.next.set.indicators[*at].other.entry(SENTENCE.to_owned()).or_default();
    if !kept.contains(&more) {
        kept.push('；');
        kept.push_str(&more);
    }
}

/// Puts an indicator where it belongs, and notes what is new about it.
fn settle(taking: &mut Taking, taken: &Taken, row: u32, at: usize, old: Option<Indicator>, indicator: Indicator) {
    if old.as_ref().is_none_or(|old| old.rule != indicator.rule) {
        taking.fresh_rules.insert(at);
    }
    let Some(old) = old else {
        taking.index.add_indicator(&indicator.id, &indicator.name, at);
        taking.count(Kind::Indicators, Fate::New, &indicator.name);
        taking.next.set.indicators.push(indicator);
        return;
    };
    if at >= taking.before.set.indicators.len() {
        taking.next.set.indicators[at] = indicator;
        return;
    }
    if old == indicator {
        taking.count(Kind::Indicators, Fate::Same, "");
        return;
    }
    taking.count(Kind::Indicators, Fate::Changed, &indicator.name);
    for column in &taken.columns {
        let place = Place { sheet: taken.grid.place, row, column: column.column };
        let number = |value: Option<f64>| value.map(plain).unwrap_or_default();
        let (before, after) = match &column.role {
            Role::Indicator => (old.name.clone(), indicator.name.clone()),
            Role::Target => (number(old.target), number(indicator.target)),
            Role::Unit => (old.unit.clone(), indicator.unit.clone()),
            Role::Standard => {
                let kept = |of: &Indicator| of.other.get(SENTENCE).cloned().unwrap_or_default();
                (kept(&old), kept(&indicator))
            }
            Role::Method => (old.rule.method.clone(), indicator.rule.method.clone()),
            Role::Definition => (old.definition.clone(), indicator.definition.clone()),
            Role::Source => (old.source.clone(), indicator.source.clone()),
            Role::Owner => (old.owner.clone(), indicator.owner.clone()),
            Role::Cycle => (format!("{:?}", old.cycle), format!("{:?}", indicator.cycle)),
            Role::Points(_) => {
                let all = |of: &Indicator| {
                    of.points
                        .iter()
                        .map(|(id, points)| format!("{id} {}", plain(*points)))
                        .collect::<Vec<_>>()
                        .join("，")
                };
                (all(&old), all(&indicator))
            }
            Role::Level(1) => (old.parent.clone(), indicator.parent.clone()),
            _ => continue,
        };
        if before != after {
            taking.moved(place, &indicator.name, &column.head, &before, &after);
        }
    }
    taking.next.set.indicators[at] = indicator;
}
