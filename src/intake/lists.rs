//! 评分 and 加减分: one row per ballot or event, added to what is there, never twice.

use super::aims::{meant_for, scale};
use super::cells::{Found, Measure, Remark, date, says_missing, text, value};
use super::choices::{Kind, Role};
use super::columns::column_of;
pub(super) use super::event_words::{event_kind, sign_in, sign_of, told, vetoes};
use super::event_words::{nothing_happened, says_no, says_yes};
use super::grid::{Grid, blank, plain};
use super::grouped::{Groups, somebody};
use super::raters::{called, give_groups, rater_of};
use super::sheet::Taken;
use super::subjects::Keys;
use super::taking::{Fate, Place, Taking};
use super::text::fold;
use super::values::{indicator_of, period_at};
use super::view::{ColumnFound, What};
use super::years;
use crate::model::{Ballot, Event, EventKind, Period, Status};
use std::collections::{BTreeMap, BTreeSet};

/// The text of a column in a row, or its fault said.
fn words(taking: &mut Taking, grid: &Grid, row: u32, column: Option<u32>) -> Option<String> {
    let cell = match column.and_then(|column| grid.seen(row, column)) {
        Some(cell) if !blank(cell) => cell,
        _ => return Some(String::new()),
    };
    text(cell).map_err(|remark| taking.fault(grid, row, column.unwrap_or(0), remark)).ok()
}

/// The period of a row; Err: a word that is none.
fn period(taking: &mut Taking, taken: &Taken, row: u32) -> Result<Option<Period>, ()> {
    let Some(column) = column_of(&taken.columns, |role| *role == Role::Period) else { return Ok(taken.period) };
    let Some(cell) = taken.grid.seen(row, column).filter(|cell| !blank(cell)) else { return Ok(taken.period) };
    period_at(taking, taken, row, column, cell).map(Some).ok_or(())
}

/// Takes ballots.
pub(super) fn ballots(taking: &mut Taking, taken: &Taken) {
    years::say_name(taking, taken);
    let grid = &taken.grid;
    let keys = Keys::of(taken);
    let of = |role: Role| column_of(&taken.columns, |other| *other == role);
    let (group_column, rater_column) = (of(Role::RaterGroup), of(Role::Rater));
    let scored = |column: &&ColumnFound| matches!(column.role, Role::Score | Role::Value { .. });
    let score_columns: Vec<u32> = taken.columns.iter().filter(scored).map(|column| column.column).collect();
    // 德 | 能: each heading is an indicator.
    let own = |taking: &Taking, at: Option<u32>| match &taken.columns.iter().find(|c| Some(c.column) == at)?.role {
        Role::Value { indicator, .. } => taking.index.indicator_code(indicator),
        _ => None,
    };
    // 评委1 | 评委2 | …: each heading is a rater.
    let rater_at = |column: Option<u32>| {
        let head = taken.columns.iter().find(|c| Some(c.column) == column && rater_column.is_none())?;
        let (group, all) = rater_of(&head.head)?;
        // Who gave the score of all leaders together nobody says.
        let name = if all { "" } else { head.head.rsplit('/').next().unwrap_or_default() };
        Some((group, name.to_owned()))
    };
    let named = of(Role::Indicator).is_some() || of(Role::IndicatorCode).is_some();
    let judged = |at: &usize| matches!(taking.next.set.indicators[*at].rule.method.as_str(), "multi_rater" | "rating");
    let all: Vec<usize> = (0..taking.next.set.indicators.len()).filter(judged).collect();
    let name = |at: &usize| fold(&taking.next.set.indicators[*at].name);
    // Tables of several categories may each have one of the same name: they are told apart by the subject.
    let one = all.first().is_some_and(|first| all.iter().all(|at| name(at) == name(first)));
    let only = taken.indicator.or(all.first().copied().filter(|_| one));
    type Key = (String, String, Option<Period>, String, String);
    let key_of = |ballot: &Ballot| -> Key {
        let Ballot { subject, indicator, period, group, rater, .. } = ballot.clone();
        (subject, indicator, period, group, rater)
    };
    let mut known: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for (at, ballot) in taking.next.ballots.iter().enumerate() {
        known.entry(key_of(ballot)).or_default().push(at);
    }
    let mut groups: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut given: BTreeMap<Key, u32> = BTreeMap::new();
    let mut groups_of_people = Groups::of(taken);
    for (row, score_column) in entries(taken, &score_columns, false) {
        let headed = rater_at(score_column);
        let no_score = || score_column.and_then(|column| grid.at(row, column)).is_none_or(blank);
        let own = own(taking, score_column);
        if taken.is_blank(row) || ((headed.is_some() || own.is_some()) && no_score()) {
            continue;
        }
        let subject = somebody(taking, taken, row, keys, &mut groups_of_people);
        let indicator = if named { indicator_of(taking, taken, row) } else { own.or(only) };
        let Some(indicator) = indicator else {
            if !named {
                taking.fault(grid, row, keys.column(), Remark::error(What::NoSuchIndicator));
            }
            continue;
        };
        let indicator = subject.map_or(indicator, |subject| meant_for(taking, indicator, subject));
        let Some(group) = words(taking, grid, row, group_column) else { continue };
        let Some(rater) = words(taking, grid, row, rater_column) else { continue };
        let (group, rater) = match headed {
            Some((word, head)) => {
                let called = || called(&taking.next.set.indicators[indicator], word);
                (if group.is_empty() { called() } else { group }, head)
            }
            None => (group, rater),
        };
        let Ok(period) = period(taking, taken, row) else { continue };
        let known_indicator = &taking.next.set.indicators[indicator];
        let most = scale(known_indicator);
        let period =
            period.or(Some(Period::Year)).map(|period| match known_indicator.cycle.periods().contains(&period) {
                true => period,
                false => known_indicator.cycle.periods().last().copied().unwrap_or(period),
            });
        let score = match score_column.and_then(|column| grid.at(row, column).map(|cell| (column, cell))) {
            None => None,
            Some((column, cell)) => {
                let abstained = matches!(fold(&grid.own(row, column)).as_str(), "弃权" | "空" | "废票" | "未评");
                let measure = Measure { unit: "分", per_hundred: false, ..Measure::default() };
                let (found, remark) = if abstained { (Found::Blank, None) } else { value(cell, &measure) };
                if let Some(remark) = remark {
                    taking.fault(grid, row, column, remark);
                }
                match found {
                    Found::Wrong => continue,
                    Found::Entry(entry) if entry.status == Status::Scored => {
                        if !(0.0..=most).contains(&entry.number) {
                            let remark = Remark::error(What::OutOfScale).with(&["0", &plain(most)]);
                            taking.fault(grid, row, column, remark);
                            continue;
                        }
                        Some(entry.number)
                    }
                    _ => None,
                }
            }
        };
        let Some(subject) = subject.filter(|at| !taking.held.contains(at)) else { continue };
        let members = groups.entry(indicator).or_default();
        if !group.is_empty() && !members.contains(&group) {
            members.push(group.clone());
        }
        let ballot = Ballot {
            subject: taking.next.subjects[subject].id.clone(),
            indicator: taking.next.set.indicators[indicator].id.clone(),
            period,
            group,
            rater,
            score,
            line: 0,
        };
        let name = taking.next.subjects[subject].name.clone();
        let place = Place { sheet: grid.place, row, column: score_column.unwrap_or(0) };
        // One rater has one ballot; ballots without a name may be as many as there are.
        if !ballot.rater.is_empty()
            && let Some(first) = given.insert(key_of(&ballot), row)
        {
            let column = rater_column.unwrap_or(0);
            let first = crate::sheets::workbook::address(first, column);
            taking.fault(grid, row, column, Remark::error(What::Twice).with(&[&first]));
            continue;
        }
        put_ballot(taking, &mut known, key_of(&ballot), ballot, place, &name);
    }
    give_groups(taking, taken, &groups);
}

fn put_ballot<K: Ord>(
    taking: &mut Taking,
    known: &mut BTreeMap<K, Vec<usize>>,
    key: K,
    ballot: Ballot,
    place: Place,
    name: &str,
) {
    let places = known.entry(key).or_default();
    // Each ballot of the document stands for one row; without a rater's name the same score is looked for first.
    let same = places.iter().position(|at| taking.next.ballots[*at].score == ballot.score);
    match same.or(if places.is_empty() { None } else { Some(0) }) {
        Some(found) => {
            let at = places.remove(found);
            if taking.next.ballots[at].score == ballot.score {
                taking.count(Kind::Ballots, Fate::Same, name);
                return;
            }
            let text = |score: Option<f64>| score.map(plain).unwrap_or_default();
            let before = text(taking.next.ballots[at].score);
            taking.count(Kind::Ballots, Fate::Changed, name);
            taking.moved(place, name, &format!("{} {}", ballot.group, ballot.rater), &before, &text(ballot.score));
            taking.next.ballots[at].score = ballot.score;
        }
        None => {
            taking.count(Kind::Ballots, Fate::New, name);
            taking.next.ballots.push(ballot);
        }
    }
}

/// The column of reasons that goes with one of points: the nearest on its left of the same sign, then one without a
/// sign, and never that of the other sign.
fn reason_of(taken: &Taken, score: Option<u32>) -> Option<u32> {
    let head = |at: u32| taken.columns.iter().find(|c| c.column == at).and_then(|column| sign_in(&column.head));
    let reasons = || taken.columns.iter().filter(|column| column.role == Role::Reason).map(|column| column.column);
    let (Some(score), Some(sign)) = (score, score.and_then(head)) else { return reasons().next() };
    let same = |at: &u32| head(*at) == Some(sign);
    // 加分内容 | 加分依据 | 加分: what was done, and not the number of the paper that says it counts.
    let deed = |at: &u32| same(at) && !taken.columns.iter().any(|c| c.column == *at && c.head.ends_with("依据"));
    let left = || reasons().filter(|at| *at < score);
    left()
        .rfind(deed)
        .or_else(|| left().rfind(same))
        .or_else(|| reasons().find(same))
        .or_else(|| reasons().find(|at| head(*at).is_none()))
}

/// The kind of all events of a column of points whose cells have neither a word nor a sign; none: nobody says it.
fn kind_of_column(taken: &Taken, score: Option<u32>, reason: Option<u32>) -> Option<EventKind> {
    let head = |at: Option<u32>| taken.columns.iter().find(|c| Some(c.column) == at).map_or("", |c| c.head.as_str());
    if let Some(kind) = sign_in(head(score)).or_else(|| sign_in(head(reason))) {
        return Some(kind);
    }
    // Where some are below zero, the others are above it.
    let column = score?;
    let below = |row: u32| {
        let cell = taken.grid.at(row, column)?;
        let minus = matches!(&cell.value, crate::sheets::Value::Number(number) if *number < 0.0);
        Some(minus || sign_of(&fold(&taken.grid.own(row, column))).is_some())
    };
    if taken.rows().into_iter().any(|row| below(row) == Some(true)) {
        return Some(EventKind::Bonus);
    }
    let name = &taken.grid.sheet.name;
    told(name).or_else(|| taken.layout.above.iter().find_map(|text| told(text)))
}

/// Rows with the columns of points that hold something in them; a row without any has the first.
/// Where points are counted, 0 is nothing too.
fn entries(taken: &Taken, columns: &[u32], counted: bool) -> Vec<(u32, Option<u32>)> {
    let mut all = Vec::new();
    for row in taken.rows() {
        let before = all.len();
        if columns.len() > 1 {
            let holds = |column: &&u32| {
                let words = fold(&taken.grid.own(row, **column));
                !words.is_empty() && (!counted || words != "0") && !says_missing(&words)
            };
            all.extend(columns.iter().filter(holds).map(|column| (row, Some(*column))));
        }
        if all.len() == before {
            all.push((row, columns.first().copied()));
        }
    }
    all
}

/// Takes events.
pub(super) fn events(taking: &mut Taking, taken: &Taken) {
    years::say_name(taking, taken);
    let grid = &taken.grid;
    for doubt in &taken.doubts {
        taking.fault(grid, taken.layout.head.map_or(0, |(_, last)| last), doubt.column, doubt.remark.clone());
    }
    let keys = Keys::of(taken);
    let of = |role: Role| column_of(&taken.columns, |other| *other == role);
    let kind_column = of(Role::EventKind);
    let score_columns: Vec<u32> =
        taken.columns.iter().filter(|column| column.role == Role::Score).map(|column| column.column).collect();
    let (date_column, remark_column) = (of(Role::Date), of(Role::Remark));
    let mut known: BTreeMap<(String, String, String), Vec<usize>> = BTreeMap::new();
    for (at, event) in taking.next.events.iter().enumerate() {
        known.entry((event.subject.clone(), event.code.clone(), event.date.clone())).or_default().push(at);
    }
    // 是否一票否决: 是, 否.
    let asks = |head: &str| head.contains("是否") && vetoes(head).is_some();
    let answered = taken.columns.iter().find(|column| asks(&column.head)).map(|column| column.column);
    let kinds: Vec<Option<EventKind>> =
        score_columns.iter().map(|at| kind_of_column(taken, Some(*at), reason_of(taken, Some(*at)))).collect();
    let head_of = |at: Option<u32>| {
        taken.columns.iter().find(|c| Some(c.column) == at).map(|c| c.head.clone()).unwrap_or_default()
    };
    let mut groups = Groups::of(taken);
    for (row, score_column) in entries(taken, &score_columns, true) {
        if taken.is_blank(row) {
            continue;
        }
        let errors = taking.errors;
        let reason_column = reason_of(taken, score_column);
        let subject = somebody(taking, taken, row, keys, &mut groups);
        let reason = words(taking, grid, row, reason_column).unwrap_or_default();
        let remark = words(taking, grid, row, remark_column).unwrap_or_default();
        let day = date_column.and_then(|column| grid.seen(row, column).map(|cell| (column, cell)));
        let day = match day.map(|(column, cell)| (column, date(cell))) {
            Some((column, Err(remark))) => {
                taking.fault(grid, row, column, remark);
                String::new()
            }
            Some((column, Ok(day))) => {
                let remark = years::no_day(&day).or_else(|| years::other(taking.year, &day));
                if let Some(remark) = remark {
                    taking.fault(grid, row, column, remark);
                }
                day
            }
            None => String::new(),
        };
        let Ok(period) = period(taking, taken, row) else { continue };
        let (points, sign) = read_points(taking, grid, row, score_column);
        let word = kind_column.map(|column| grid.text(row, column)).unwrap_or_default();
        // Who has nothing beside a name in a list of vetoes has none.
        let answer = answered.map(|column| fold(&grid.text(row, column))).unwrap_or_default();
        let named = !reason.is_empty()
            || !day.is_empty()
            || says_yes(&answer)
            || (reason_column.is_none() && answered.is_none());
        let unsaid = kind_column.is_none() && points.is_none() && !named && whole_veto(taken, reason_column);
        if unsaid && !says_no(&answer) && says_more(taken, row) {
            let column = reason_column.or(answered).unwrap_or_else(|| keys.column());
            let head = Some(head_of(reason_column.or(answered))).filter(|head| !head.is_empty());
            let remark = Remark::error(What::Lacking).with(&[head.as_deref().unwrap_or("事由")]);
            taking.fault(grid, row, column, remark);
        }
        if unsaid || says_no(&answer) {
            continue;
        }
        let bare = reason_column.is_none() && kind_column.is_none() && points == Some(0.0);
        if bare || nothing_happened(&reason, &word, points, taking.errors == errors) {
            continue;
        }
        let kind = match (event_kind(&word), kind_column) {
            (Some(kind), _)
                if matches!((kind, sign), (EventKind::Bonus, Some(EventKind::Deduction)))
                    || matches!((kind, sign), (EventKind::Deduction, Some(EventKind::Bonus))) =>
            {
                // 加分 and -2 in one row: one of them is wrong.
                let remark = Remark::error(What::Contradiction).with(&[&head_of(kind_column), &word]);
                taking.fault(grid, row, score_column.unwrap_or(0), remark);
                None
            }
            (Some(kind), _) => Some(kind),
            // Without a column of kinds the sign says it, then the heading; nothing is ever taken for a bonus.
            (None, None) => {
                let whole = score_columns.iter().position(|at| Some(*at) == score_column).and_then(|at| kinds[at]);
                let kind = sign.or(whole).or_else(|| kind_of_column(taken, None, reason_column));
                if kind.is_none() {
                    let column = score_column.unwrap_or(0);
                    let remark = Remark::error(What::NoSuchEventKind).with(&["+2、-2"]);
                    taking.fault(grid, row, column, remark);
                }
                kind
            }
            (None, Some(column)) => {
                taking.fault(grid, row, column, Remark::error(What::NoSuchEventKind).with(&[KINDS]));
                None
            }
        };
        if points.is_none() && taking.errors == errors && matches!(kind, Some(EventKind::Bonus | EventKind::Deduction))
        {
            let head = Some(head_of(score_column)).filter(|head| !head.is_empty());
            let head = head.unwrap_or_else(|| "分值".to_owned());
            taking.fault(grid, row, score_column.unwrap_or(0), Remark::error(What::Lacking).with(&[&head]));
        }
        let subject = subject.filter(|at| !taking.held.contains(at));
        let (Some(subject), Some(kind), true) = (subject, kind, taking.errors == errors) else { continue };
        let subject_id = taking.next.subjects[subject].id.clone();
        let name = taking.next.subjects[subject].name.clone();
        let exempt = ["容错", "免责", "不计分", "不计入"].iter().any(|word| remark.contains(word));
        let points = if matches!(kind, EventKind::Bonus | EventKind::Deduction) { points.unwrap_or(0.0) } else { 0.0 };
        let mut event = Event {
            subject: subject_id.clone(),
            period,
            kind,
            code: [reason, word].into_iter().find(|text| !text.is_empty()).unwrap_or_else(|| head_of(score_column)),
            points,
            exempt,
            date: day.clone(),
            ..Event::default()
        };
        if !remark.is_empty() {
            event.other.insert("备注".to_owned(), remark);
        }
        let place = Place { sheet: grid.place, row, column: score_column.unwrap_or(0) };
        let key = (subject_id, event.code.clone(), day);
        let places = known.get(&key).map(Vec::as_slice).unwrap_or_default();
        let alike = |at: &usize| {
            let old = &taking.next.events[*at];
            old.kind == event.kind && old.points == event.points
        };
        let same = |at: &usize| alike(at) && taking.next.events[*at].period == event.period;
        // What another sheet of these tables brought is another event; where nothing tells the two apart that is said.
        // A list of the whole year may repeat those of its parts; two months without days do not.
        let all = row_words(taken, row);
        let whole = |period: Option<Period>| period.is_none_or(|period| period == Period::Year);
        let again = |at: &usize| {
            let old = taking.next.events[*at].period;
            old == event.period || !event.date.is_empty() || whole(old) || whole(event.period)
        };
        let twin = places.iter().filter(|at| alike(at) && again(at)).find_map(|at| {
            let (sheet, other) = taking.told.get(at)?;
            let told = *sheet != grid.place && (all.is_subset(other) || other.is_subset(&all));
            told.then_some((*at, *sheet, all == *other))
        });
        // The same day, and every word: it is the same event.
        if let Some((at, _, true)) = twin.filter(|_| !event.date.is_empty()) {
            taking.told.insert(at, (grid.place, all));
            taking.count(Kind::Events, Fate::Same, &name);
            continue;
        }
        let open = || places.iter().filter(|at| !taking.told.contains_key(at)).copied();
        let at = open().find(|at| same(at)).or_else(|| open().next());
        taking.told.insert(at.unwrap_or(taking.next.events.len()), (grid.place, all));
        if let Some((_, other, _)) = twin {
            let other = taking.names.get(other as usize).cloned().unwrap_or_default();
            taking.fault(grid, row, keys.column(), Remark::warning(What::Twice).with(&["sums", &other]));
        }
        match at {
            Some(at) => {
                let old = &taking.next.events[at];
                if old.kind == event.kind && old.points == event.points && old.period == event.period {
                    taking.count(Kind::Events, Fate::Same, &name);
                    continue;
                }
                let before = plain(old.points);
                taking.count(Kind::Events, Fate::Changed, &name);
                taking.moved(place, &name, &event.code, &before, &plain(event.points));
                let old = &mut taking.next.events[at];
                (old.kind, old.points, old.period) = (event.kind, event.points, event.period);
            }
            None => {
                taking.count(Kind::Events, Fate::New, &name);
                taking.next.events.push(event);
            }
        }
    }
}

/// What a row says, but for its number.
fn row_words(taken: &Taken, row: u32) -> BTreeSet<String> {
    let columns = taken.columns.iter().filter(|column| column.role != Role::Number);
    columns.map(|column| fold(&taken.grid.text(row, column.column))).filter(|text| !text.is_empty()).collect()
}

/// Whether a row holds more than a name.
fn says_more(taken: &Taken, row: u32) -> bool {
    let named = |role: &Role| matches!(role, Role::Subject | Role::SubjectCode | Role::Number | Role::Category);
    let columns = taken.columns.iter().filter(|column| !named(&column.role));
    columns
        .map(|column| fold(&taken.grid.text(row, column.column)))
        .any(|text| !text.is_empty() && !says_missing(&text) && !says_no(&text))
}

/// Whether all events of a table are vetoes, by its headings or its name.
fn whole_veto(taken: &Taken, reason: Option<u32>) -> bool {
    matches!(kind_of_column(taken, None, reason), Some(EventKind::Veto | EventKind::Bar)) || {
        let texts = taken.columns.iter().map(|column| column.head.as_str());
        texts.chain([taken.grid.sheet.name.as_str()]).any(|text| vetoes(text).is_some())
    }
}

/// Says where a table only sums up what another one lists with its reasons: together they count twice.
pub(super) fn say_sums(taking: &mut Taking, sheets: &[Taken]) {
    let events = || sheets.iter().filter(|sheet| sheet.taken && sheet.kind == Kind::Events);
    let has = |sheet: &Taken, wanted: Role| column_of(&sheet.columns, |role| *role == wanted).is_some();
    let Some(list) = events().find(|sheet| has(sheet, Role::Reason)) else { return };
    let told = [Role::Reason, Role::EventKind, Role::Date, Role::Period];
    for sheet in events().filter(|sheet| told.iter().all(|role| !has(sheet, role.clone()))) {
        let column = sheet.columns.iter().find(|column| column.role == Role::Score);
        if let (Some(column), Some((_, head))) = (column, sheet.layout.head) {
            let remark = Remark::warning(What::Twice).with(&["sums", &list.grid.sheet.name]);
            taking.fault(&sheet.grid, head, column.column, remark);
        }
    }
}

/// The words that say what an event is.
const KINDS: &str = "加分、减分、一票否决、一票否优";

/// Points of an event without their sign, and what the sign says.
fn read_points(taking: &mut Taking, grid: &Grid, row: u32, column: Option<u32>) -> (Option<f64>, Option<EventKind>) {
    let Some((column, cell)) = column.and_then(|column| grid.seen(row, column).map(|cell| (column, cell))) else {
        return (None, None);
    };
    let measure = Measure { unit: "", grows: true, ..Measure::default() };
    let written = if let crate::sheets::Value::Text(text) = &cell.value { fold(text) } else { String::new() };
    let bare = sign_of(&written).map(|(kind, rest)| {
        let value = crate::sheets::Value::Text(rest.to_owned());
        (kind, crate::sheets::Cell { value, ..cell.clone() })
    });
    let (found, remark) = value(bare.as_ref().map_or(cell, |(_, cell)| cell), &measure);
    // 1分 and （0.8） are how points of events are written: nothing to be said.
    if let Some(remark) = remark.filter(|remark| remark.what != What::ReadAs) {
        taking.fault(grid, row, column, remark);
    }
    match found {
        Found::Entry(entry) if entry.status == Status::Scored => {
            let minus = (entry.number < 0.0).then_some(EventKind::Deduction);
            (Some(entry.number.abs()), bare.map(|(kind, _)| kind).or(minus))
        }
        _ => (None, None),
    }
}
