//! What every subject reports: measurements, ballots and events, with the holes real data has.
//!
//! Knows recipes and periods. Must never know a score.

use super::super::tables::{Folder, Table};
use super::dice::{Dice, floats_miss, hundredths, scattered};
use super::recipe::{Draw, Recipe};
use super::{Item, Shape};

/// One cell of the measurements file.
#[derive(Clone, Debug, Default)]
struct Cell {
    value: String,
    target: String,
    base: String,
}

/// Holes are made where something applies to a whole list of indicators of one subject.
struct Holes {
    /// Nothing applies at all.
    everything: bool,
    /// `(l1, None)`: the whole top level does not apply; `(l1, Some(l2))`: one second level.
    dead: Option<(usize, Option<usize>)>,
    na: i64,
    missing: i64,
}

pub fn fill(dice: &mut Dice, shape: &Shape, folder: &mut Folder) {
    folder.measurements = Table::new(&["unit_id", "indicator_id", "period", "value", "target", "base"]);
    folder.ratings = Table::new(&["unit_id", "indicator_id", "period", "group", "rater", "score"]);
    folder.events = Table::new(&["unit_id", "period", "type", "code", "points", "exempt", "fact", "origin"]);
    for person in &shape.people {
        let holes = holes(dice, shape);
        for item in shape.listed(person.category) {
            // Parents have only what they lend; who inherits has no figures of his own for it.
            if item.inherits == person.is_parent || (item.inherits && person.parent.is_none()) {
                report(dice, &person.id, item, &holes, folder);
            }
        }
        if !person.is_parent {
            events(dice, &person.id, folder);
        }
    }
}

fn holes(dice: &mut Dice, shape: &Shape) -> Holes {
    let chance = if shape.clean { 8 } else { 20 };
    let dead = dice.percent(chance).then(|| {
        let item = dice.between(0, shape.items.len() as i64 - 1) as usize;
        let item = &shape.items[item];
        (item.l1, (!dice.percent(40)).then_some(item.l2))
    });
    let holed = dice.percent(if shape.clean { 25 } else { 70 });
    let everything = dice.percent(1);
    Holes { everything, dead, na: if holed { 8 } else { 0 }, missing: if holed { 5 } else { 0 } }
}

fn report(dice: &mut Dice, subject: &str, item: &Item, holes: &Holes, folder: &mut Folder) {
    let recipe = &item.recipe;
    let periods = periods(recipe.cycle);
    let mut cells = drawn(dice, recipe, periods.len());
    let dead =
        holes.everything || holes.dead.is_some_and(|(l1, l2)| l1 == item.l1 && l2.is_none_or(|l2| l2 == item.l2));
    if dead || dice.percent(holes.na) {
        // One NA among values is enough for the whole window; mostly all periods say it.
        let only = dice.percent(25).then(|| dice.between(0, periods.len() as i64 - 1) as usize);
        for (at, cell) in cells.iter_mut().enumerate() {
            if only.is_none_or(|only| only == at) {
                cell.value = "NA".into();
            }
        }
        write(subject, item, &periods, &cells, folder, recipe.method == "multi_rater");
        return;
    }
    if dice.percent(holes.missing) {
        if dice.percent(60) {
            cells.iter_mut().for_each(|cell| cell.value.clear());
            write(subject, item, &periods, &cells, folder, false);
        }
        return;
    }
    if periods.len() > 1 && dice.percent(holes.missing * 2) {
        // Some periods are blank, others have no row at all; a target written on the row stays.
        for _ in 0..dice.between(1, periods.len() as i64 / 2) {
            let at = dice.between(0, periods.len() as i64 - 1) as usize;
            cells[at].value.clear();
        }
    }
    if matches!(recipe.draw, Draw::Ballots) {
        ballots(dice, subject, item, folder);
    } else {
        write(subject, item, &periods, &cells, folder, false);
    }
}

fn periods(cycle: &str) -> Vec<String> {
    match cycle {
        "M" => (1..=12).map(|m| format!("M{m:02}")).collect(),
        "Q" => (1..=4).map(|q| format!("Q{q}")).collect(),
        _ => vec!["Y".into()],
    }
}

fn write(subject: &str, item: &Item, periods: &[String], cells: &[Cell], folder: &mut Folder, only_na: bool) {
    for (period, cell) in periods.iter().zip(cells) {
        let blank = cell.value.is_empty() && cell.target.is_empty() && cell.base.is_empty();
        // Every second blank cell is a row without a value, the others are no row.
        let kept = !blank || period.ends_with(['2', '4', '6', '8', '0']);
        if kept && (!only_na || cell.value == "NA") {
            folder.measurements.push(&[subject, &item.id, period, &cell.value, &cell.target, &cell.base]);
        }
    }
}

fn drawn(dice: &mut Dice, recipe: &Recipe, count: usize) -> Vec<Cell> {
    let mut cells = vec![Cell::default(); count];
    let mut own_target = None;
    if !recipe.own_targets.is_empty() && !dice.percent(6) {
        let target = dice.pick(&recipe.own_targets);
        cells[0].target = if dice.percent(15) { "55".into() } else { target.clone() };
        if cells[0].target != target {
            // Changed during the year: the later one counts.
            cells[dice.between(1, count as i64 - 1) as usize].target = target.clone();
        }
        own_target = Some(target);
    }
    if !recipe.bases.is_empty() && !dice.percent(4) {
        cells[0].base = dice.pick(&recipe.bases);
    }
    let values: Vec<String> = match &recipe.draw {
        Draw::Level { low, high, lines } => level(dice, recipe, *low, *high, lines, own_target.as_deref(), count),
        Draw::Count { most } => {
            let total = dice.between(0, *most);
            let mut counts = vec![0; count];
            for _ in 0..total {
                counts[dice.between(0, count as i64 - 1) as usize] += 1;
            }
            counts.iter().map(i64::to_string).collect()
        }
        Draw::Place { most } => vec![dice.between(1, *most).to_string(); count],
        Draw::Switch => vec![dice.between(0, 1).to_string(); count],
        Draw::Survey => vec![survey(dice); count],
        Draw::Ballots => vec![String::new(); count],
    };
    for (cell, value) in cells.iter_mut().zip(values) {
        cell.value = value;
    }
    cells
}

fn level(
    dice: &mut Dice,
    recipe: &Recipe,
    low: i64,
    high: i64,
    lines: &[i64],
    own_target: Option<&str>,
    count: usize,
) -> Vec<String> {
    let mut lines = lines.to_vec();
    if let Some(cents) = own_target.and_then(cents_of).filter(|_| dice.percent(50)) {
        // Exactly the own target, or exactly six tenths of it.
        lines = vec![cents, cents * 6 / 10];
    }
    let on_line = !lines.is_empty() && dice.percent(55);
    let aim = if on_line { dice.pick(&lines) } else { dice.between(low / 5, high / 5) * 5 };
    let mean = recipe.agg == "avg";
    let figures = match recipe.agg {
        "avg" | "sum" if count > 1 => {
            let total = if mean { aim * count as i64 } else { aim };
            let mut figures = scattered(dice, total, count);
            // A mean on a line is worth most where binary arithmetic does not find it.
            for _ in 0..12 {
                if !on_line || floats_miss(&figures, aim, mean) {
                    break;
                }
                figures = scattered(dice, total, count);
            }
            figures
        }
        _ => {
            let mut figures: Vec<i64> = (0..count).map(|_| dice.between(low, high)).collect();
            figures[count - 1] = aim;
            match recipe.agg {
                "max" => figures.iter_mut().for_each(|f| *f = (*f).min(aim)),
                "min" => figures.iter_mut().for_each(|f| *f = (*f).max(aim)),
                _ => {}
            }
            figures
        }
    };
    figures.into_iter().map(hundredths).collect()
}

fn cents_of(text: &str) -> Option<i64> {
    let (front, back) = text.split_once('.').unwrap_or((text, ""));
    let cents: i64 = format!("{front}{back:0<2}").parse().ok()?;
    Some(cents)
}

/// Counts that add up to a round number, so that the mark ends after a few decimals; sometimes too few answers.
fn survey(dice: &mut Dice) -> String {
    let answers = dice.pick(&[50, 100, 40, 80, 30, 29, 25, 37]);
    let parts = dice.cut(answers, 5, 0);
    let mut sorted = parts;
    sorted.sort_by(|a, b| b.cmp(a));
    sorted.iter().map(i64::to_string).collect::<Vec<_>>().join("/")
}

fn ballots(dice: &mut Dice, subject: &str, item: &Item, folder: &mut Folder) {
    let params = item.recipe.params.clone();
    let groups = params.trim_start_matches("groups=").split(';').next().unwrap_or_default().to_string();
    let few = dice.percent(10);
    for group in groups.split(',').filter_map(|g| g.split_once(':')).map(|(name, _)| name) {
        if dice.percent(12) {
            continue;
        }
        let voters = if few { 1 } else { dice.pick(&[1, 2, 4, 5, 6, 7, 10]) };
        for voter in 1..=voters {
            let score = hundredths(dice.between(1200, 2000) * 5);
            folder.ratings.push(&[subject, &item.id, "Y", group, &format!("{group}{voter:02}"), &score]);
        }
    }
}

fn events(dice: &mut Dice, subject: &str, folder: &mut Folder) {
    let mut push = |period: &str, kind: &str, code: &str, points: &str, exempt: bool, fact: &str| {
        folder.events.push(&[subject, period, kind, code, points, if exempt { "1" } else { "0" }, fact, "synthetic"]);
    };
    if dice.percent(18) {
        push("Y", "bonus", "受上级表扬", &hundredths(dice.between(10, 250)), false, "");
    }
    if dice.percent(8) {
        push("M07", "bonus", "承担试点", "2.5", false, "");
        push("Y", "bonus", "创新成果", "1.75", false, "");
    }
    if dice.percent(22) {
        push(
            &format!("M{:02}", dice.between(1, 12)),
            "deduct",
            "督查发现问题",
            &hundredths(dice.between(10, 300)),
            dice.percent(20),
            "",
        );
    }
    if dice.percent(12) {
        // One matter found by two inspections: it counts once, as the larger.
        push("Q2", "deduct", "审计发现问题", "1.2", false, "F1");
        push("Q3", "deduct", "巡察发现问题", &hundredths(dice.between(50, 300)), false, "F1");
    }
    if dice.percent(6) {
        push("Y", "deduct", "迟报重大信息", "4.5", false, "");
    }
    if dice.percent(3) {
        // Without a cap this takes more than there is.
        push("Y", "deduct", "弄虚作假", "130", false, "");
    }
    if dice.percent(7) {
        push("Y", "deduct", "先行先试失误", "2", true, "");
    }
    if dice.percent(6) {
        push("Y", "veto", "重大安全事故", "0", false, "");
    }
    if dice.percent(3) {
        push("Y", "veto", "重大泄密事件", "0", true, "");
    }
    if dice.percent(7) {
        push("Y", "veto_excellent", "受通报批评", "0", false, "");
    }
}
