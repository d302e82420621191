//! Hand calculations, through the command line: every figure of every window.
//!
//! What the command line does not print (the grade before veto and quota, the mean of the stages, the annual list by
//! itself) is asked of the library.

use super::command::{Written, assess, scratch};
use super::places::{Set, read};
use super::tally::Tally;
use mingheng::engine::{Assessment, Checked, Keep};
use mingheng::files::open::open;
use mingheng::formula::number::decimal;
use serde_json::Value;
use std::path::Path;

/// Keys that say who, why and how, and hold no figure.
const PROSE: [&str; 3] = ["working", "working_total", "annual_list"];
/// Digits of unrounded figures.
const SIX: u8 = 6;

/// Holds the product against one file of hand calculations.
pub fn compare(path: &Path, tally: &mut Tally) {
    let file: Value = serde_json::from_slice(&read(path)).expect("a file of hand calculations");
    let set = Set::own(file["set"].as_str().expect("the name of a set"));
    let checked = open(set.files()).unwrap_or_else(|findings| panic!("{}: {findings:?}", set.name));
    let mut names: Vec<&String> = entries(&file["groups"]).flat_map(|(_, g)| entries(g)).map(|(w, _)| w).collect();
    names.extend(entries(&file["subjects"]).flat_map(|(_, s)| entries(&s["windows"])).map(|(w, _)| w));
    names.sort();
    names.dedup();
    for name in names {
        let out = scratch(&format!("hand-{}-{name}", set.name));
        let window = match Window::assess(&set, &checked, name, &out) {
            Ok(window) => window,
            Err(reason) => {
                tally.fail(format!("{} {name}: {reason}", set.name));
                continue;
            }
        };
        for (_, group) in entries(&file["groups"]) {
            window.group(&group[name], tally);
        }
        for (id, subject) in entries(&file["subjects"]).filter(|(_, s)| s["windows"].get(name).is_some()) {
            window.subject(id, &subject["windows"][name], tally);
        }
    }
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// One window of a set as both doors see it.
struct Window<'a> {
    place: String,
    /// `Q1` of a run over the whole calendar, which has rows of its own for every stage.
    stage: Option<&'a str>,
    written: Written,
    /// The run over the whole calendar, where this window is one of its stages.
    whole: Option<Written>,
    checked: &'a Checked,
    assessment: Assessment,
}

impl<'a> Window<'a> {
    fn assess(set: &Set, checked: &'a Checked, name: &'a str, out: &Path) -> Result<Window<'a>, String> {
        let stage = checked.document().calendar.stages.iter().any(|s| s.to_string() == name);
        // Anything that is no stage is the run without a period: the year, the quarter that joins the months.
        let period = stage.then_some(name);
        let written = assess(&set.folder, None, period, out)?;
        let whole = if stage { Some(assess(&set.folder, None, None, out)?) } else { None };
        let question = checked.question(None, period).map_err(|finding| format!("refused: {finding:?}"))?;
        let assessment = mingheng::engine::assess(checked, &question, Keep::Indicators);
        Ok(Window { place: format!("{} {name}", set.name), stage: period, written, whole, checked, assessment })
    }

    /// Everybody's place in a rank group.
    fn group(&self, rows: &Value, tally: &mut Tally) {
        for row in rows.as_array().into_iter().flatten() {
            let id = text(&row["subject"]);
            for (key, wanted) in entries(row).filter(|(key, _)| *key != "subject") {
                match key.as_str() {
                    "barred_by_quarter" => self.barring(&id, wanted, tally),
                    _ => self.figure(&id, key, wanted, tally),
                }
            }
        }
    }

    /// One subject worked line by line.
    fn subject(&self, id: &str, worked: &Value, tally: &mut Tally) {
        for (key, wanted) in entries(worked).filter(|(key, _)| !PROSE.contains(&key.as_str())) {
            match key.as_str() {
                "indicators" => self.indicators(id, wanted, tally),
                "dimensions" => {
                    let row = self.written.scores.find(&["subject"], &[id]);
                    for (dimension, score) in entries(wanted) {
                        let found = row.map_or("no row", |r| r.text(dimension));
                        tally.figure("dimension", &self.at(id, dimension), &text(score), found);
                    }
                }
                "quarters_barring_top_grade" => self.barring(id, wanted, tally),
                _ => self.figure(id, key, wanted, tally),
            }
        }
        for (key, wanted) in entries(&worked["annual_list"]) {
            // The annual list has no events of its own in these cases; its total is its base.
            let found = match key.as_str() {
                "base" | "total" => self.number(id, self.assessment.plan().last.total.own),
                "bonus" => self.number(id, self.assessment.plan().last.total.bonus),
                "deduction" => self.number(id, self.assessment.plan().last.total.deduction),
                _ => "not known".to_owned(),
            };
            tally.figure("annual list", &self.at(id, &format!("annual_list {key}")), &text(wanted), &found);
        }
    }

    fn indicators(&self, id: &str, rows: &Value, tally: &mut Tally) {
        for row in rows.as_array().into_iter().flatten() {
            let indicator = text(&row["id"]);
            let in_whole = self.stage.map(|stage| format!("{stage}/{indicator}"));
            let tables = [(Some(&self.written), Some(&indicator)), (self.whole.as_ref(), in_whole.as_ref())];
            for (written, name) in tables.into_iter().filter_map(|(w, n)| w.zip(n)) {
                let found = written.indicators.find(&["subject", "indicator"], &[id, name]);
                for (key, wanted) in entries(row).filter(|(key, _)| *key != "id" && !PROSE.contains(&key.as_str())) {
                    let cell = found.map_or("no row", |r| r.text(key));
                    tally.figure(key, &self.at(id, &format!("{name} {key}")), &text(wanted), cell);
                }
            }
        }
    }

    /// A figure of a subject by the name that hand calculations give it.
    fn figure(&self, id: &str, key: &str, wanted: &Value, tally: &mut Tally) {
        let (at, wanted) = (self.at(id, key), text(wanted));
        let row = self.written.scores.find(&["subject"], &[id]);
        let cell = |column: &str| row.map_or("no row", |r| r.text(column)).to_owned();
        match key {
            "base" | "bonus" | "deduction" | "total" => tally.figure(key, &at, &wanted, &cell(key)),
            "published" | "rank" | "grade" | "flags" => tally.text(key, &at, &wanted, &cell(key)),
            "grade_by_score" => {
                let step = &self.assessment.plan().last;
                let bands = &self.assessment.grading(self.checked.document(), step).scale.bands;
                let grade = self.assessment.outcome(self.checked, self.place_of(id)).grade_by_score;
                let name = grade.and_then(|g| bands.get(g as usize)).map(|b| b.name.clone());
                tally.text(key, &at, &wanted, &name.unwrap_or_default());
            }
            "quarter_mean" => {
                let mean = self.assessment.plan().last.total.stage_mean;
                let found = mean.map_or_else(|| "no mean".to_owned(), |column| self.number(id, column));
                tally.figure(key, &at, &wanted, &found);
            }
            "full_marks" => {
                let rows = self.written.indicators.rows();
                let full = rows.filter(|r| r.text("subject") == id && r.text("ratio") == "1.000000").count();
                tally.text(key, &at, &wanted, &full.to_string());
            }
            _ => tally.fail(format!("{at}: this harness does not know the key")),
        }
    }

    /// The stages whose grade bars from the top grade of the whole; with a `true` only whether there is one.
    fn barring(&self, id: &str, wanted: &Value, tally: &mut Tally) {
        let document = self.checked.document();
        let barring = &document.calendar.last.barring_grades;
        let stages = self.assessment.plan().stages.iter().filter(|step| {
            let bands = &self.assessment.grading(document, step).scale.bands;
            let grade = self.assessment.number(step.total.grade, self.place_of(id));
            grade.and_then(|g| bands.get(g as usize)).is_some_and(|band| barring.contains(&band.name))
        });
        let names: Vec<String> = stages.map(|step| step.window.name.to_string()).collect();
        let wanted = match wanted {
            Value::Array(names) => names.iter().map(text).collect::<Vec<_>>().join(" "),
            other => text(other),
        };
        let found =
            if wanted == "true" || wanted == "false" { (!names.is_empty()).to_string() } else { names.join(" ") };
        tally.text("barring stages", &self.at(id, "barring stages"), &wanted, &found);
    }

    fn number(&self, id: &str, column: mingheng::formula::ColumnId) -> String {
        let number = self.assessment.row(self.checked, self.place_of(id))[column.0 as usize];
        if number.1 == mingheng::model::Status::Scored { decimal(number.0, SIX) } else { format!("{:?}", number.1) }
    }

    fn place_of(&self, id: &str) -> usize {
        self.checked.document().subject(id).unwrap_or_else(|| panic!("{}: no subject {id}", self.place))
    }

    fn at(&self, id: &str, what: &str) -> String {
        format!("{} {id} {what}", self.place)
    }
}
