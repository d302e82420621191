//! The folder's text read into names and exact numbers.
//!
//! Knows the keys and columns of FORMAT.md. Must never compute a score: a default here is only the value a key has
//! when the document leaves it out.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::number::{Exact, exact, must};
use super::tables::{Folder, Row};

/// `k=v;k=v`.
#[derive(Clone, Debug, Default)]
pub struct Params(BTreeMap<String, String>);

impl Params {
    pub fn read(text: &str) -> Params {
        let pairs = text.split(';').filter(|p| !p.trim().is_empty());
        Params(
            pairs
                .map(|p| p.split_once('=').unwrap_or((p, "")))
                .map(|(k, v)| (k.trim().into(), v.trim().into()))
                .collect(),
        )
    }

    pub fn text(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    pub fn number(&self, key: &str) -> Option<Exact> {
        self.text(key).map(must)
    }

    pub fn number_or(&self, key: &str, default: Exact) -> Exact {
        self.number(key).unwrap_or(default)
    }

    pub fn is_set(&self, key: &str) -> bool {
        self.number(key).is_some_and(|n| n == must("1"))
    }

    /// `a,b,c` or `a|b|c`.
    pub fn numbers(&self, key: &str) -> Vec<Exact> {
        self.text(key).map(|t| t.split([',', '|']).map(must).collect()).unwrap_or_default()
    }

    /// `name:number,name:number`, in the order written.
    pub fn pairs(&self, key: &str) -> Vec<(String, Exact)> {
        let pair = |p: &str| p.rsplit_once(':').map(|(name, n)| (name.trim().to_string(), must(n)));
        self.text(key).map(|t| t.split(',').filter_map(pair).collect()).unwrap_or_default()
    }
}

#[derive(Clone, Debug, Default)]
pub struct Indicator {
    pub id: String,
    pub l1: String,
    pub l2: String,
    /// Nominal points by category; a category without the indicator has no entry.
    pub points: BTreeMap<String, Exact>,
    pub method: String,
    pub lower_is_better: bool,
    pub agg: String,
    pub cycle: String,
    pub target: Option<Exact>,
    pub params: Params,
    pub inherits: bool,
}

#[derive(Clone, Debug)]
pub struct Subject {
    pub id: String,
    pub category: String,
    pub level: String,
    pub parent: String,
    /// Only lends its figures to others: neither peer, ranked nor counted.
    pub feeds_only: bool,
}

/// Everything that turns totals into grades; the quarter and annual steps of a scheme may each have their own.
#[derive(Clone, Debug)]
pub struct Rules {
    pub grades: Vec<(Exact, String)>,
    pub quota: Option<Exact>,
    pub bonus_cap: Option<Exact>,
    pub deduct_cap: Option<Exact>,
    pub max_total: Option<Exact>,
    pub tie_l1: Vec<String>,
    pub digits: u32,
}

#[derive(Clone, Debug, Default)]
pub struct Scenario {
    pub fixed: Vec<(String, Exact)>,
    pub risk: BTreeMap<String, Exact>,
}

#[derive(Clone, Debug)]
pub struct Event {
    pub subject: String,
    pub period: String,
    pub kind: String,
    pub code: String,
    pub points: Exact,
    pub exempt: bool,
    pub fact: String,
}

pub struct Document {
    pub scheme: Value,
    pub indicators: Vec<Indicator>,
    pub subjects: Vec<Subject>,
    pub events: Vec<Event>,
    pub by_level: bool,
    pub na_policy: String,
}

impl Document {
    pub fn read(folder: &Folder) -> Document {
        let scheme = folder.scheme.clone();
        let categories = strings(&scheme["categories"]);
        let indicators: Vec<Indicator> = folder.indicators.rows().map(|row| indicator(&row, &categories)).collect();
        let inherits = indicators.iter().any(|i| i.inherits);
        let parents: BTreeSet<&str> =
            folder.units.rows().map(|row| row.get("parent")).filter(|p| !p.is_empty()).collect();
        let subjects = folder.units.rows().map(|row| Subject {
            id: row.get("unit_id").into(),
            category: row.get("category").into(),
            level: row.get("level").into(),
            parent: row.get("parent").into(),
            feeds_only: inherits && parents.contains(row.get("unit_id")),
        });
        let events = folder.events.rows().map(|row| Event {
            subject: row.get("unit_id").into(),
            period: row.get("period").into(),
            kind: row.get("type").into(),
            code: row.get("code").into(),
            points: exact(row.get("points")).unwrap_or_else(|| must("0")),
            exempt: row.get("exempt") == "1",
            fact: row.get("fact").into(),
        });
        Document {
            subjects: subjects.collect(),
            events: events.collect(),
            by_level: !strings(&scheme["levels"]).is_empty(),
            na_policy: scheme["na_policy"].as_str().unwrap_or("hierarchical proportional").into(),
            indicators,
            scheme,
        }
    }

    /// The top level weights of a category under `key` (`l1_weights`, or `annual_l1_weights` in set d).
    pub fn weights(&self, key: &str, category: &str) -> Vec<(String, Exact)> {
        let object = self.scheme[key][category].as_object();
        object
            .map(|o| o.iter().map(|(l1, w)| (l1.clone(), json_number(w).expect("a weight is a number"))).collect())
            .unwrap_or_default()
    }

    /// The rules of the scheme, or of one of its steps where the step's own keys win over the scheme's.
    pub fn rules(&self, step: Option<&str>) -> Rules {
        let own = step.map(|s| &self.scheme[s]);
        let key = |name: &str| own.and_then(|o| o.get(name)).unwrap_or(&self.scheme[name]).clone();
        let grades = key("grades").as_array().cloned().unwrap_or_default();
        let grade = |g: &Value| {
            (
                json_number(&g[0]).expect("a grade line is a number"),
                g[1].as_str().expect("a grade has a name").to_string(),
            )
        };
        Rules {
            grades: grades.iter().map(grade).collect(),
            quota: json_number(&key("quota_top")),
            bonus_cap: json_number(&key("bonus_cap")),
            deduct_cap: json_number(&key("deduct_cap")),
            max_total: json_number(&key("max_total")),
            tie_l1: strings(&key("tie_l1")),
            digits: key("digits").as_u64().unwrap_or(2) as u32,
        }
    }

    pub fn scenario(&self, id: &str) -> Scenario {
        let all = self.scheme["scenarios"].as_array().cloned().unwrap_or_default();
        let found = all.iter().find(|s| s["id"] == id).unwrap_or_else(|| panic!("no scenario {id}"));
        let numbers = |key: &str| {
            let object = found[key].as_object().cloned().unwrap_or_default();
            object
                .iter()
                .map(|(k, v)| (k.clone(), json_number(v).expect("a scenario holds numbers")))
                .collect::<Vec<_>>()
        };
        Scenario { fixed: numbers("fixed"), risk: numbers("risk_factors").into_iter().collect() }
    }
}

fn indicator(row: &Row<'_>, categories: &[String]) -> Indicator {
    let points =
        |c: &String| exact(row.get(&format!("points_{c}"))).filter(|p| *p != must("0")).map(|p| (c.clone(), p));
    Indicator {
        id: row.get("id").into(),
        l1: row.get("l1").into(),
        l2: row.get("l2").into(),
        points: categories.iter().filter_map(points).collect(),
        method: row.get("method").into(),
        lower_is_better: row.get("direction") == "down",
        agg: row.get("agg").into(),
        cycle: row.get("cycle").into(),
        target: exact(row.get("target")),
        params: Params::read(row.get("params")),
        inherits: row.get("inherit") == "parent",
    }
}

pub fn strings(value: &Value) -> Vec<String> {
    value.as_array().map(|a| a.iter().filter_map(Value::as_str).map(str::to_string).collect()).unwrap_or_default()
}

/// A JSON number as the decimal it was written as: the shortest text of the parsed float is that decimal again.
pub fn json_number(value: &Value) -> Option<Exact> {
    match value {
        Value::Number(n) => exact(&n.to_string()),
        Value::String(s) => exact(s),
        _ => None,
    }
}
