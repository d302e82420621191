//! Bends a drawn folder onto its edges: twins, exact ties of the published total, a quota that cuts through a tied block.
//!
//! Knows, through the oracle, where every total lies. Must never touch a figure in any other way than a clerk could: by a
//! rating, an event, a grade line or a quota.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::assess::{Assessment, SubjectScore};
use super::super::document::{Document, Rules};
use super::super::evaluate;
use super::super::number::{Exact, decimals, exact, half_up, part, shortest, ten, whole, zero};
use super::super::tables::Folder;
use super::dice::Dice;
use super::{Shape, limit};

pub fn set(dice: &mut Dice, shape: &Shape, folder: &mut Folder) {
    let twins = if dice.percent(65) { twins(dice, shape, folder) } else { Vec::new() };
    ties(dice, &twins, folder);
    edges(dice, &twins, folder);
}

/// Makes one or two others exact copies of one subject; returns who is now alike, the model first.
fn twins(dice: &mut Dice, shape: &Shape, folder: &mut Folder) -> Vec<String> {
    let barred: Vec<String> = folder
        .events
        .rows()
        .filter(|e| e.get("type").starts_with("veto"))
        .map(|e| e.get("unit_id").to_string())
        .collect();
    let model = dice.pick(&shape.assessed());
    let model = &shape.people[model];
    if barred.contains(&model.id) {
        return Vec::new();
    }
    let alike = |at: &usize| {
        let other = &shape.people[*at];
        other.id != model.id && other.category == model.category && (!shape.levels || other.level == model.level)
    };
    let mut others: Vec<String> =
        shape.assessed().into_iter().filter(alike).map(|at| shape.people[at].id.clone()).collect();
    dice.shuffle(&mut others);
    others.truncate(dice.pick(&[1, 1, 2]));
    for table in [&mut folder.measurements, &mut folder.ratings, &mut folder.events] {
        let own: Vec<Vec<String>> = table.rows.iter().filter(|row| row[0] == model.id).cloned().collect();
        table.rows.retain(|row| !others.contains(&row[0]));
        for other in &others {
            table.rows.extend(own.iter().map(|row| [std::slice::from_ref(other), &row[1..]].concat()));
        }
    }
    others.insert(0, model.id.clone());
    others
}

/// Moves totals that end after a few decimals onto (or next to) a tie of the published figure.
fn ties(dice: &mut Dice, twins: &[String], folder: &mut Folder) {
    let now = evaluate(folder, None, None);
    let rules = Document::read(folder).rules(None);
    let mut last: BTreeMap<String, Exact> = BTreeMap::new();
    for subject in now.subjects.iter().filter(|s| s.assessed) {
        let block: Vec<&str> = match twins.iter().position(|id| *id == subject.subject) {
            Some(0) => twins.iter().map(String::as_str).collect(),
            Some(_) => continue,
            None => vec![&subject.subject],
        };
        let clamped = &subject.base + &subject.bonus - &subject.deduction != subject.total;
        if clamped || decimals(&subject.total, 12).is_none() || !dice.percent(70) {
            continue;
        }
        let aim = match last.get(&subject.group) {
            // The same total as somebody else, with other scores behind it.
            Some(aim) if dice.percent(25) => aim.clone(),
            _ => aim(dice, &subject.total, &rules),
        };
        if reach(dice, &now, subject, &block, &aim, &rules, folder) {
            last.insert(subject.group.clone(), aim);
        }
    }
}

/// A total half a unit below a line, or below the last published digit; sometimes a ten-millionth beside it.
fn aim(dice: &mut Dice, total: &Exact, rules: &Rules) -> Exact {
    let unit = whole(1) / ten(rules.digits);
    let half = &unit / whole(2);
    let lines: Vec<Exact> =
        rules.grades.iter().map(|(line, _)| line - &half).filter(|line| distance(line, total) < part(3, 1)).collect();
    let at = match lines.first() {
        Some(line) if dice.percent(60) => line.clone(),
        _ => (total / &unit).floor() * &unit - whole(dice.between(0, 60)) * part(1, 100).max(unit) + &half,
    };
    match dice.between(1, 8) {
        1 => at - part(1, 10_000_000),
        2 => at + part(1, 10_000_000),
        _ => at,
    }
}

fn distance(a: &Exact, b: &Exact) -> Exact {
    if a > b { a - b } else { b - a }
}

/// Moves the block's total to `aim` by a rating or an event, if a believable one does it.
fn reach(
    dice: &mut Dice,
    now: &Assessment,
    subject: &SubjectScore,
    block: &[&str],
    aim: &Exact,
    rules: &Rules,
    folder: &mut Folder,
) -> bool {
    let change = aim - &subject.total;
    let allowed = *aim > zero() && rules.max_total.as_ref().is_none_or(|most| aim <= most);
    if !allowed || change == zero() {
        return allowed;
    }
    if dice.percent(45) && rerated(now, subject, block, &change, folder) {
        return true;
    }
    let up = change > zero();
    let size = if up { change } else { -change };
    let (cap, used, capped) = if up {
        (&rules.bonus_cap, &subject.bonus, subject.events.bonus_capped)
    } else {
        (&rules.deduct_cap, &subject.deduction, subject.events.deduct_capped)
    };
    let fits = !capped && cap.as_ref().is_none_or(|cap| used + &size <= *cap) && size < whole(6);
    let Some(points) = shortest(&size, 12).filter(|_| fits) else {
        return false;
    };
    let (kind, code) = if up { ("bonus", "调整加分") } else { ("deduct", "调整扣分") };
    for id in block {
        folder.events.push(&[id, "Y", kind, code, &points, "0", "", "synthetic"]);
    }
    true
}

/// Solves for one rating out of a hundred that brings the total to the aim.
fn rerated(now: &Assessment, subject: &SubjectScore, block: &[&str], change: &Exact, folder: &mut Folder) -> bool {
    let is_rating = |id: &str| {
        let found = folder.indicators.rows().find(|row| row.get("id") == id);
        found.is_some_and(|row| {
            row.get("method") == "rating"
                && row.get("cycle") == "Y"
                && row.get("params").is_empty()
                && row.get("inherit").is_empty()
        })
    };
    for item in now.indicators.iter().filter(|i| {
        i.subject == subject.subject && i.flags.is_empty() && i.effective != zero() && is_rating(&i.indicator)
    }) {
        let super::super::window::Raw::Value(old) = &item.raw else {
            continue;
        };
        let new = old + change * whole(100) / &item.effective;
        let Some(text) = shortest(&new, 5).filter(|_| new > zero() && new <= whole(100)) else {
            continue;
        };
        for row in &mut folder.measurements.rows {
            if block.contains(&row[0].as_str()) && row[1] == item.indicator {
                row[3] = text.clone();
            }
        }
        return true;
    }
    false
}

/// Places the top line on somebody's published total and sizes the quota so that it cuts.
fn edges(dice: &mut Dice, twins: &[String], folder: &mut Folder) {
    if !dice.percent(85) {
        return;
    }
    let now = evaluate(folder, None, None);
    let rules = Document::read(folder).rules(None);
    let mut groups: BTreeMap<&str, Vec<&SubjectScore>> = BTreeMap::new();
    for subject in now.subjects.iter().filter(|s| s.assessed) {
        groups.entry(&subject.group).or_default().push(subject);
    }
    let wanted = now.subjects.iter().filter(|s| s.assessed).find(|s| twins.first() == Some(&s.subject));
    let blocked = |s: &&SubjectScore| !s.events.vetoes.is_empty() || !s.events.barred.is_empty();
    let busiest = || groups.values().max_by_key(|all| (all.iter().filter(|s| blocked(s)).count(), all.len()));
    let Some(group) = wanted.map(|s| &groups[s.group.as_str()]).or_else(busiest) else {
        return;
    };
    let mut open: Vec<&SubjectScore> = group.iter().copied().filter(|s| !blocked(s)).collect();
    open.sort_by(|a, b| b.published_value.cmp(&a.published_value));
    if open.len() < 2 {
        return;
    }
    let keyed = |s: &SubjectScore| {
        let tie = |l1: &String| {
            s.dimensions.iter().find(|(name, _)| name == l1).map_or_else(zero, |(_, score)| score.clone())
        };
        (s.published_value.clone(), rules.tie_l1.iter().map(tie).collect::<Vec<_>>())
    };
    // The quota ends between two who differ only in a tie dimension, or inside the tied block, or somewhere in the upper half.
    let place = |s: &SubjectScore| open.iter().filter(|o| keyed(o) >= keyed(s)).count();
    let better = |s: &SubjectScore| open.iter().filter(|o| keyed(o) > keyed(s)).count();
    let parted =
        open.iter().find(|s| open.iter().any(|o| o.published_value == s.published_value && keyed(o) < keyed(s)));
    let (quota, lowest) = match (parted, wanted) {
        (Some(upper), _) if dice.percent(50) => (place(upper) as i64, place(upper)),
        (_, Some(model)) if dice.percent(85) => {
            let (first, last) = (better(model) as i64 + 1, place(model) as i64);
            (dice.between(first, (last - 1).max(first)), place(model) - 1)
        }
        _ => {
            let quota = dice.between(1, (open.len() as i64 / 2).max(1));
            (quota, quota as usize)
        }
    };
    let line_at = dice.between(lowest.min(open.len() - 1) as i64, open.len() as i64 - 1) as usize;
    if let Some(share) = share(quota, group.len() as i64) {
        folder.scheme["quota_top"] = share;
    }
    let line = if dice.percent(75) {
        open[line_at].published_value.clone()
    } else {
        half_up(&open[line_at].published_value, 0) - whole(1)
    };
    if line > whole(4) {
        folder.scheme["grades"] = grades(&line);
    }
}

/// The smallest share with two or three decimals that gives this quota.
fn share(quota: i64, group: i64) -> Option<Value> {
    let fits = |digits: u32| {
        let scale = 10_i64.pow(digits);
        let parts = (quota * scale + group - 1) / group;
        (parts * group / scale == quota && parts <= scale).then(|| part(parts, scale))
    };
    fits(2).or_else(|| fits(3)).map(|share| number(&share))
}

fn grades(top: &Exact) -> Value {
    let below = |percent: i64| half_up(&(top * part(percent, 100)), 1);
    json!([[number(top), "优秀"], [number(&below(92)), "良好"], [number(&below(70)), "合格"], [0, "不合格"]])
}

/// A JSON number with the decimal text of the value.
fn number(value: &Exact) -> Value {
    let text = shortest(value, 6).expect("lines and shares have few decimals");
    let number: Value = serde_json::from_str(&text).expect("decimal text is a JSON number");
    assert_eq!(limit(&number), exact(&text), "the JSON number reads back as it was meant");
    number
}
