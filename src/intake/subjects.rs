//! 被考核单位: lists of them, and finding them by code, then by name.

use super::cells::{Remark, key, text};
use super::choices::{Kind, Role};
use super::columns::column_of;
use super::event_words::sign_in;
use super::grid::{Grid, blank};
use super::grouped::Groups;
use super::sheet::Taken;
use super::taking::{Fate, Place, Taking};
use super::text::{alike, fold};
use super::view::{ColumnFound, What};
use crate::model::{Standing, Subject};
use crate::sheets::workbook::address;
use std::collections::{BTreeMap, BTreeSet};

/// Who a row is about.
pub(super) enum Who {
    Known(usize),
    /// Named and not known, with code and name as they stand.
    Stranger(String, String),
    /// Nobody, or somebody whose row has a fault that was said.
    Nobody,
}

/// The columns that say who a row is about.
#[derive(Clone, Copy)]
pub(super) struct Keys {
    pub name: Option<u32>,
    pub code: Option<u32>,
}

impl Keys {
    pub fn of(taken: &Taken) -> Keys {
        Keys {
            name: column_of(&taken.columns, |role| *role == Role::Subject),
            code: column_of(&taken.columns, |role| *role == Role::SubjectCode),
        }
    }

    /// Where a fault about the name is shown.
    pub fn column(&self) -> u32 {
        self.name.or(self.code).unwrap_or(0)
    }
}

/// A cell's text, or its fault said; false: there was one.
fn read(taking: &mut Taking, grid: &Grid, row: u32, column: Option<u32>) -> Result<String, ()> {
    let Some(cell) = column.and_then(|column| grid.seen(row, column)) else { return Ok(String::new()) };
    key(cell).map_err(|remark| taking.fault(grid, row, column.unwrap_or(0), remark))
}

/// Finds the subject of a row, and says what is wrong with its name.
pub(super) fn who(taking: &mut Taking, grid: &Grid, row: u32, keys: Keys) -> Who {
    let (Ok(code), Ok(name)) = (read(taking, grid, row, keys.code), read(taking, grid, row, keys.name)) else {
        return Who::Nobody;
    };
    let column = keys.column();
    if code.is_empty() && name.is_empty() {
        taking.fault(grid, row, column, Remark::error(What::NoKey));
        return Who::Nobody;
    }
    if taking.shunned.contains(&fold(&code)) || taking.shunned.contains(&fold(&name)) {
        return Who::Nobody;
    }
    let by_code = if code.is_empty() { None } else { taking.index.subject_code(&code) };
    // A code where the name belongs, or another name of the list: still somebody.
    let by_name = taking.index.subject_name(&name).or_else(|| taking.index.subject(&name));
    let by_name = by_name.filter(|_| !name.is_empty());
    match (by_code, by_name) {
        (Some(one), Some(other)) if one != other => {
            let known = taking.next.subjects[one].name.clone();
            let remark = Remark::error(What::CodeAndName).with(&[&code, &known]).suggest(known.clone());
            taking.fault(grid, row, column, remark);
            Who::Nobody
        }
        (Some(one), None) if !name.is_empty() => {
            let known = taking.next.subjects[one].name.clone();
            let (what, takes) =
                if alike(&known, &name) { (What::AlmostTheSame, true) } else { (What::CodeAndName, false) };
            let remark =
                if takes { Remark::warning(what).with(&[&known]) } else { Remark::error(what).with(&[&code, &known]) };
            taking.fault(grid, row, column, remark.suggest(known));
            if takes { Who::Known(one) } else { Who::Nobody }
        }
        (_, Some(one)) | (Some(one), None) => Who::Known(one),
        (None, None) => Who::Stranger(code, name),
    }
}

/// The subject of a row in a table of values: a stranger is new where no list says otherwise, and a fault elsewhere.
pub(super) fn who_or_new(
    taking: &mut Taking,
    grid: &Grid,
    row: u32,
    keys: Keys,
    category: Option<usize>,
) -> Option<usize> {
    match who(taking, grid, row, keys) {
        Who::Known(at) => Some(at),
        Who::Nobody => None,
        Who::Stranger(code, name) => {
            // Another code is another unit, and so is a name that stands beside the other in the same table.
            let near = if name.is_empty() || !code.is_empty() { None } else { taking.index.near_subject(&name) };
            let near = near.filter(|near| {
                let known = fold(&taking.next.subjects[*near].name);
                let beside = |row: u32| keys.name.is_some_and(|column| fold(&grid.own(row, column)) == known);
                !grid.sheet.rows.iter().any(|row| beside(row.row))
            });
            if let Some(near) = near {
                let known = taking.next.subjects[near].name.clone();
                let remark = Remark::error(What::AlmostTheSame).with(&[&known]).suggest(known.clone());
                taking.fault(grid, row, keys.column(), remark);
                return None;
            }
            if !taking.open_list {
                taking.fault(grid, row, keys.column(), Remark::error(What::NoSuchSubject));
                return None;
            }
            let category = taking.next.categories.get(category.unwrap_or(0)).map(|c| c.id.clone()).unwrap_or_default();
            taking.count(Kind::Subjects, Fate::New, &name);
            if code.is_empty() {
                like_another(taking, grid, row, keys, &name);
            }
            Some(add(taking, &code, &name, category))
        }
    }
}

/// Says where a new subject is almost called like one that another table brought: they may be one.
fn like_another(taking: &mut Taking, grid: &Grid, row: u32, keys: Keys, name: &str) {
    let Some(near) = taking.index.near_stranger(name, grid.place) else { return };
    let known = taking.next.subjects[near].name.clone();
    let beside = |row: u32| keys.name.is_some_and(|column| fold(&grid.own(row, column)) == fold(&known));
    if !grid.sheet.rows.iter().any(|row| beside(row.row)) {
        let remark = Remark::warning(What::AlmostTheSame).with(&[&known]).suggest(known.clone());
        taking.fault(grid, row, keys.column(), remark);
    }
}

/// A new subject, behind all others.
fn add(taking: &mut Taking, code: &str, name: &str, category: String) -> usize {
    let at = taking.next.subjects.len();
    let id = if code.is_empty() { fresh(taking, at) } else { code.to_owned() };
    let name = if name.is_empty() { id.clone() } else { one_line(name) };
    taking.index.add_subject(&id, &name, at);
    taking.next.subjects.push(Subject { id, name, category, ..Subject::default() });
    at
}

/// A name has no line ends; a blank stays between words of Latin letters.
fn one_line(name: &str) -> String {
    let mut joined = String::new();
    for part in name.split(['\n', '\r']).map(str::trim).filter(|part| !part.is_empty()) {
        if joined.chars().next_back().is_some_and(|letter| letter.is_ascii())
            && part.starts_with(|l: char| l.is_ascii())
        {
            joined.push(' ');
        }
        joined.push_str(part);
    }
    joined
}

fn fresh(taking: &Taking, at: usize) -> String {
    let mut number = at + 1;
    loop {
        let id = format!("U{number:03}");
        if taking.index.subject_code(&id).is_none() {
            return id;
        }
        number += 1;
    }
}

/// Whether a subject is ranked, by its word; 是 below 是否单列 says the contrary of 是 below 是否排名.
fn standing(head: &str, text: &str) -> Option<Standing> {
    let head = fold(head);
    let apart = ["单列", "不排名", "不参与", "不参加", "separate"].iter().any(|word| head.contains(word));
    let (yes, no) = match apart {
        true => (Standing::Separate, Standing::Ranked),
        false => (Standing::Ranked, Standing::Separate),
    };
    match fold(text).as_str() {
        "是" | "yes" | "√" | "✓" => Some(yes),
        "否" | "no" | "×" | "✗" => Some(no),
        "排名" | "参与排名" | "参加排名" | "正常" | "ranked" | "普通" | "考核" | "统一考核" => {
            Some(Standing::Ranked)
        }
        "单列" | "单列考核" | "不排名" | "不参与排名" | "separate" | "单独考核" => {
            Some(Standing::Separate)
        }
        "来源" | "source" => Some(Standing::Source),
        _ => None,
    }
}

/// The subject of this name, new where no list says otherwise.
pub(super) fn named(taking: &mut Taking, name: &str, category: Option<usize>) -> Option<usize> {
    let known = taking.index.subject(name);
    if known.is_some() || !taking.open_list || name.is_empty() {
        return known;
    }
    let category = taking.next.categories.get(category.unwrap_or(0)).map(|c| c.id.clone()).unwrap_or_default();
    taking.count(Kind::Subjects, Fate::New, name);
    Some(add(taking, "", name, category))
}

/// The column in which some subjects are called ranked and others not, each by its own word: a blank cell there may go
/// on with the one above it. Where it is 是 or nothing, nothing is an answer.
fn worded_standing<'t>(taken: &'t Taken) -> Option<&'t ColumnFound> {
    let column = taken.columns.iter().find(|column| column.role == Role::Standing)?;
    let words = || taken.rows().into_iter().map(|row| taken.grid.text(row, column.column));
    let says = |wanted: Standing| words().any(|word| word.chars().count() > 1 && standing("", &word) == Some(wanted));
    (says(Standing::Ranked) && says(Standing::Separate)).then_some(column)
}

/// Takes a list of subjects; what comes back are the places of those that it lists.
pub(super) fn take(taking: &mut Taking, taken: &Taken) -> BTreeSet<usize> {
    let grid = &taken.grid;
    let keys = Keys::of(taken);
    let mut rows: BTreeMap<usize, u32> = BTreeMap::new();
    let mut groups = Groups::of(taken);
    let worded = worded_standing(taken);
    // 加分 beside the names of subjects: a table of events that was taken for a list of them.
    let head = taken.layout.head.map_or(0, |(_, last)| last);
    for column in taken.columns.iter().filter(|column| matches!(column.role, Role::Attribute(_))) {
        let filled = taken.rows().iter().any(|row| !grid.text(*row, column.column).is_empty());
        if filled && sign_in(&fold(&column.head)).is_some() {
            taking.fault(grid, head, column.column, Remark::warning(What::UnknownColumn).with(&["events"]));
        }
    }
    for row in taken.rows() {
        if taken.is_blank(row) || groups.begins(taken, row, &taking.index) {
            continue;
        }
        let told = groups.follow(taken, row, &taking.index);
        let errors = taking.errors;
        let who = who(taking, grid, row, keys);
        let (code, name) = (cell(grid, row, keys.code), cell(grid, row, keys.name));
        let mut subject = match &who {
            Who::Nobody => {
                shun(taking, &code, &name, errors);
                continue;
            }
            Who::Known(at) => taking.next.subjects[*at].clone(),
            Who::Stranger(_, name) => {
                let near = taking.index.near_subject(name).map(|near| taking.next.subjects[near].name.clone());
                if let Some(known) = near.filter(|_| code.is_empty()) {
                    let remark = Remark::error(What::AlmostTheSame).with(&[&known]).suggest(known.clone());
                    taking.fault(grid, row, keys.column(), remark);
                    shun(taking, &code, name, errors);
                    continue;
                }
                if code.is_empty() {
                    like_another(taking, grid, row, keys, name);
                }
                groups.say(taking, taken, row, told, keys.column());
                if let Some(column) = worded.filter(|column| grid.text(row, column.column).is_empty()) {
                    let remark = Remark::warning(What::Lacking).with(&[&column.head]);
                    taking.fault(grid, row, column.column, remark);
                }
                let category = taking.next.categories.get(told.place().unwrap_or(0));
                Subject { category: category.map(|c| c.id.clone()).unwrap_or_default(), ..Subject::default() }
            }
        };
        if let Who::Known(at) = who
            && let Some(first) = rows.get(&at)
        {
            let first = address(*first, keys.column());
            taking.fault(grid, row, keys.column(), Remark::error(What::Twice).with(&[&first]));
            continue;
        }
        // A code alone says nothing to people.
        if let (Some(column), true, Who::Stranger(..)) = (keys.name, name.is_empty(), &who) {
            let heading = taken.columns.iter().find(|found| found.column == column).map(|found| found.head.as_str());
            taking.fault(grid, row, column, Remark::error(What::Lacking).with(&[heading.unwrap_or_default()]));
        }
        fill(taking, taken, row, &mut subject);
        let faulty = taking.errors > errors;
        let at = match who {
            Who::Known(at) if faulty => at,
            Who::Known(at) => {
                compare(taking, taken, row, at, &subject);
                taking.next.subjects[at] = subject;
                at
            }
            _ => {
                let at = add(taking, &code, &name, subject.category.clone());
                if !faulty {
                    taking.count(Kind::Subjects, Fate::New, &name);
                }
                let added = &mut taking.next.subjects[at];
                subject.id.clone_from(&added.id);
                subject.name.clone_from(&added.name);
                *added = subject;
                at
            }
        };
        if faulty {
            taking.held.insert(at);
        }
        rows.insert(at, row);
    }
    rows.into_keys().collect()
}

fn cell(grid: &Grid, row: u32, column: Option<u32>) -> String {
    column.map(|column| grid.text(row, column)).unwrap_or_default()
}

fn shun(taking: &mut Taking, code: &str, name: &str, errors: u32) {
    if taking.errors > errors {
        // Only names that nobody else has: a row with somebody's name twice must not silence the first one.
        for text in [code, name] {
            if !text.is_empty() && taking.index.subject_code(text).or(taking.index.subject_name(text)).is_none() {
                taking.shunned.insert(fold(text));
            }
        }
    }
}

/// Category, standing and attributes of a row.
fn fill(taking: &mut Taking, taken: &Taken, row: u32, subject: &mut Subject) {
    let grid = &taken.grid;
    for column in &taken.columns {
        let Some(cell) = grid.seen(row, column.column).filter(|cell| !blank(cell)) else { continue };
        match &column.role {
            Role::Category => {
                let name = grid.text(row, column.column);
                match taking.index.category(&name) {
                    Some(at) => subject.category = taking.next.categories[at].id.clone(),
                    None => {
                        let known: Vec<&str> = taking.next.categories.iter().map(|c| c.name.as_str()).collect();
                        let remark = Remark::error(What::NoSuchCategory).with(&[&known.join("、")]);
                        taking.fault(grid, row, column.column, remark);
                    }
                }
            }
            Role::Standing => {
                let word = grid.text(row, column.column);
                match standing(&column.head, &word) {
                    Some(standing) => subject.standing = standing,
                    None => {
                        let remark = Remark::warning(What::UnknownWord).with(&["排名、单列"]);
                        taking.fault(grid, row, column.column, remark);
                    }
                }
            }
            Role::Attribute(name) => match key(cell).and_then(|_| text(cell)) {
                Ok(text) if super::cells::says_missing(&text) => {}
                Ok(text) => {
                    subject.attributes.insert(name.clone(), text);
                }
                Err(remark) => taking.fault(grid, row, column.column, remark),
            },
            _ => {}
        }
    }
}

/// Counts a known subject, and notes what of it changes.
fn compare(taking: &mut Taking, taken: &Taken, row: u32, at: usize, now: &Subject) {
    let old = taking.next.subjects[at].clone();
    if old == *now {
        taking.count(Kind::Subjects, Fate::Same, "");
        return;
    }
    taking.count(Kind::Subjects, Fate::Changed, &now.name);
    for column in &taken.columns {
        let (before, after) = match &column.role {
            Role::Category => (old.category.clone(), now.category.clone()),
            Role::Standing => (format!("{:?}", old.standing), format!("{:?}", now.standing)),
            Role::Attribute(name) => {
                let of = |subject: &Subject| subject.attributes.get(name).cloned().unwrap_or_default();
                (of(&old), of(now))
            }
            _ => continue,
        };
        if before != after {
            let place = Place { sheet: taken.grid.place, row, column: column.column };
            taking.moved(place, &now.name, &column.head, &before, &after);
        }
    }
}
