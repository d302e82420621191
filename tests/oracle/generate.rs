//! Random folders that over-represent what goes wrong: ties, edges, blanks, vetoes, twins.
//!
//! Knows the format and where its cliffs are, and asks the oracle itself where a total lies in order to move it onto an
//! edge. Must never know the product, and must never repair a folder so that it becomes easier.
//!
//! ```text
//! dice    seeded chance                recipe  what an indicator is (measured, judged: by method)
//! cells   what a subject reports       traps   folders bent on purpose once their totals are known
//! ```

mod cells;
mod dice;
mod judged;
mod measured;
mod recipe;
mod traps;

use serde_json::{Value, json};

use super::number::must;
use super::tables::{Folder, Table};
use dice::{Dice, hundredths};
use recipe::{METHODS, Recipe, recipe};

const LEVELS: [&str; 2] = ["正职", "一般"];
const CATEGORIES: [&str; 3] = ["A", "B", "C"];

/// An indicator with its place in the tree; points per category in halves, 0 where a category does not have it.
pub(super) struct Item {
    id: String,
    l1: usize,
    l2: usize,
    halves: Vec<i64>,
    recipe: Recipe,
    inherits: bool,
}

pub(super) struct Person {
    id: String,
    category: usize,
    level: &'static str,
    parent: Option<usize>,
    is_parent: bool,
}

/// Everything decided before a single figure is drawn.
pub(super) struct Shape {
    clean: bool,
    categories: usize,
    l1_names: Vec<String>,
    /// In whole points, by category and top level.
    weights: Vec<Vec<i64>>,
    items: Vec<Item>,
    people: Vec<Person>,
    levels: bool,
}

/// The folder of a seed.
pub fn generate(seed: u64) -> Folder {
    let mut dice = Dice::new(seed);
    let shape = shape(&mut dice, seed);
    let mut folder = Folder {
        scheme: scheme(&mut dice, &shape, seed),
        indicators: indicators(&shape),
        units: units(&shape),
        ..Folder::default()
    };
    cells::fill(&mut dice, &shape, &mut folder);
    traps::set(&mut dice, &shape, &mut folder);
    if dice.percent(30) {
        // The last value of a window is the last in time, wherever its row stands.
        dice.shuffle(&mut folder.measurements.rows);
    }
    folder
}

fn shape(dice: &mut Dice, seed: u64) -> Shape {
    let clean = dice.percent(65);
    let categories = dice.pick(&[1, 1, 2, 2, 3]);
    let l1_count = dice.between(2, 4) as usize;
    let l1_names: Vec<String> =
        ["工作任务", "服务满意度", "内部管理", "资源利用"].iter().take(l1_count).map(|n| n.to_string()).collect();
    let item_count = dice.between(4.max(l1_count as i64), 15) as usize;
    // A nested layout gives every top level its own hundred; points then are not shares of the weight.
    let nested = dice.percent(25);
    let of_l1: Vec<usize> = (0..item_count)
        .map(|at| if at < l1_count { at } else { dice.between(0, l1_count as i64 - 1) as usize })
        .collect();
    let weights: Vec<Vec<i64>> = (0..categories).map(|_| dice.cut(100, l1_count, 15)).collect();
    let halves: Vec<Vec<i64>> = weights.iter().map(|own| points(dice, own, &of_l1, nested)).collect();
    let people = people(dice, categories, clean);
    let has_parents = people.iter().any(|p| p.is_parent);
    let mut items = Vec::new();
    for (at, &l1) in of_l1.iter().enumerate() {
        let own: Vec<i64> = halves.iter().map(|category| category[at]).collect();
        let least = own.iter().copied().filter(|h| *h > 0).min().unwrap_or(2);
        let deal = METHODS[(seed as usize * 5 + at * 7 + dice.between(0, 2) as usize) % METHODS.len()];
        let peers = ["minmax", "best_ratio", "gongxiao_peers"].contains(&deal);
        let deal = if clean && peers { "rating" } else { deal };
        let recipe = recipe(dice, deal, clean, least);
        let plain = matches!(recipe.draw, recipe::Draw::Level { .. });
        let inherits = has_parents && plain && dice.percent(60);
        items.push(Item {
            id: format!("X{}{:02}", l1 + 1, at + 1),
            l1,
            l2: dice.between(0, 1) as usize,
            halves: own,
            recipe,
            inherits,
        });
    }
    let mut people = people;
    if !items.iter().any(|item| item.inherits) {
        // Without anything to lend, a parent is a subject like any other, or nobody: the texts do not say.
        people.retain(|person| !person.is_parent);
        people.iter_mut().for_each(|person| person.parent = None);
    }
    Shape { clean, categories, l1_names, weights, items, people, levels: dice.percent(15) }
}

/// Points of one category in halves. Some indicators have none, but every top level keeps one that has.
fn points(dice: &mut Dice, weights: &[i64], of_l1: &[usize], nested: bool) -> Vec<i64> {
    let mut points = vec![0; of_l1.len()];
    for (l1, weight) in weights.iter().enumerate() {
        let all: Vec<usize> = (0..of_l1.len()).filter(|&at| of_l1[at] == l1).collect();
        let kept: Vec<usize> =
            all.iter().enumerate().filter(|(k, _)| *k == 0 || !dice.percent(12)).map(|(_, &at)| at).collect();
        let total = if nested { 200 } else { weight * 2 };
        for (at, own) in kept.iter().zip(dice.cut(total, kept.len(), 2)) {
            points[*at] = own;
        }
    }
    points
}

fn people(dice: &mut Dice, categories: usize, clean: bool) -> Vec<Person> {
    let count = dice.between(5.max(categories as i64 * 2), 25) as usize;
    let with_parents = !clean && dice.percent(35) || dice.percent(10);
    let mut people = Vec::new();
    if with_parents {
        for category in 0..categories {
            people.push(Person {
                id: format!("Z{}", category + 1),
                category,
                level: "",
                parent: None,
                is_parent: true,
            });
        }
    }
    for at in 0..count {
        let category =
            if at < categories * 2 { at % categories } else { dice.between(0, categories as i64 - 1) as usize };
        let parent = with_parents.then_some(category);
        people.push(Person {
            id: format!("S{:02}", at + 1),
            category,
            level: dice.pick(&LEVELS),
            parent,
            is_parent: false,
        });
    }
    people
}

fn scheme(dice: &mut Dice, shape: &Shape, seed: u64) -> Value {
    let categories = &CATEGORIES[..shape.categories];
    let weights = |own: &Vec<i64>| -> Value {
        shape.l1_names.iter().zip(own).map(|(n, w)| (n.clone(), json!(w))).collect::<serde_json::Map<_, _>>().into()
    };
    let by_category: serde_json::Map<String, Value> =
        categories.iter().zip(&shape.weights).map(|(c, own)| (c.to_string(), weights(own))).collect();
    let mut ties = shape.l1_names.clone();
    dice.shuffle(&mut ties);
    ties.truncate(dice.between(0, 2) as usize);
    let bonus_cap = dice.pick(&[json!(3), json!(5), json!(2.5), Value::Null]);
    let deduct_cap = dice.pick(&[json!(5), json!(8), json!(3.5), Value::Null]);
    let max_total = dice.pick(&[json!(103), json!(105), json!(100), json!(90), Value::Null]);
    let mut scheme = json!({
        "id": format!("random_{seed}"), "title": format!("随机方案{seed}"), "categories": categories, "declared_total": 100,
        "l1_weights": by_category, "bonus_items": true, "bonus_cap": bonus_cap, "deduct_items": true, "deduct_cap": deduct_cap,
        "max_total": max_total, "grades": [[90, "优秀"], [80, "良好"], [60, "合格"], [0, "不合格"]],
        "quota_top": dice.pick(&[json!(0.2), json!(0.3), json!(0.4), json!(0.15), Value::Null]), "rank_by": "category", "tie_l1": ties,
        "veto": [{"code": "重大安全事故", "major": true}], "as_of": "2025-12-31", "last_review": "2025-01-15", "missing_policy": "zero+flag",
        "scenarios": scenarios(dice, shape),
    });
    let policy = dice.pick(&[
        "",
        "",
        "hierarchical proportional",
        "hierarchical proportional",
        "equal split",
        "peer mean",
        "zero",
        "scale-up",
    ]);
    if !policy.is_empty() {
        scheme["na_policy"] = json!(policy);
    }
    if dice.percent(25) {
        scheme["digits"] = json!(dice.pick(&[1, 3, 4, 0, 2]));
    }
    if shape.levels {
        scheme["levels"] = json!(LEVELS);
        scheme["rank_by"] = json!("level");
    }
    scheme
}

/// One scenario with fixed weights, one with risk factors, sometimes one with both.
fn scenarios(dice: &mut Dice, shape: &Shape) -> Vec<Value> {
    let fixed = json!({ dice.pick(&shape.l1_names): dice.between(10, 55) });
    let mut risk = serde_json::Map::new();
    for item in &shape.items {
        if dice.percent(40) {
            risk.insert(item.id.clone(), dice.pick(&[json!(1.8), json!(1.4), json!(0.7), json!(2), json!(0.25)]));
        }
    }
    let mut all = vec![
        json!({"id": "fixed", "title": "固定一项", "fixed": fixed}),
        json!({"id": "risk", "title": "风险系数", "risk_factors": risk}),
    ];
    if dice.percent(30) {
        all.push(json!({"id": "both", "title": "两者", "fixed": fixed, "risk_factors": risk}));
    }
    all
}

fn indicators(shape: &Shape) -> Table {
    let points = CATEGORIES[..shape.categories].iter().map(|c| format!("points_{c}"));
    let rest = "kind,method,direction,agg,cycle,target,unit,params,progress,source,owner,evidence,data_item,tags,quality_of,inherit,origin,definition";
    let header =
        ["id", "l1", "l2", "name"].into_iter().map(String::from).chain(points).chain(rest.split(',').map(String::from));
    let mut table = Table { header: header.collect(), rows: Vec::new() };
    for item in &shape.items {
        let r = &item.recipe;
        let l1 = &shape.l1_names[item.l1];
        let qualitative = ["rating", "multi_rater", "satisfaction"].contains(&r.method);
        let mut row =
            vec![item.id.clone(), l1.clone(), format!("{l1}-{}", ["甲", "乙"][item.l2]), format!("指标{}", item.id)];
        row.extend(item.halves.iter().map(|h| hundredths(h * 50)));
        let kind = if qualitative { "qual" } else { "quant" };
        let direction = if r.down { "down" } else { "up" };
        let unit = if r.own_targets.is_empty() { "分" } else { "万元" };
        let tags = if r.own_targets.is_empty() { "core" } else { "core unit_target" };
        let inherit = if item.inherits { "parent" } else { "" };
        let end = [
            kind,
            r.method,
            direction,
            r.agg,
            r.cycle,
            &r.target,
            unit,
            &r.params,
            "",
            "业务系统",
            "考核办",
            "result",
            "",
            tags,
            "",
            inherit,
            "synthetic",
        ];
        row.extend(end.map(String::from));
        row.push(format!("{},\"{}\"的口径", item.id, r.method));
        table.rows.push(row);
    }
    table
}

fn units(shape: &Shape) -> Table {
    let mut table = Table::new(&["unit_id", "name", "category", "level", "parent", "origin"]);
    for person in &shape.people {
        let parent = person.parent.map_or("", |at| shape.people[at].id.as_str());
        table.push(&[
            &person.id,
            &format!("单位{}", person.id),
            CATEGORIES[person.category],
            person.level,
            parent,
            "synthetic",
        ]);
    }
    table
}

impl Shape {
    pub(super) fn assessed(&self) -> Vec<usize> {
        (0..self.people.len()).filter(|&at| !self.people[at].is_parent).collect()
    }

    /// The indicators that belong to a category's list.
    pub(super) fn listed(&self, category: usize) -> Vec<&Item> {
        self.items.iter().filter(|item| item.halves[category] > 0).collect()
    }
}

/// The number in a JSON field that the generator itself wrote, as text the oracle can read.
pub(super) fn limit(value: &Value) -> Option<super::number::Exact> {
    value.is_number().then(|| must(&value.to_string()))
}
