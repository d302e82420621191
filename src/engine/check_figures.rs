//! The part of the check that looks at figures: what schemes add up to, ratings outside their scale, lacking targets.

use super::check::Checker;
use super::weights::Weights;
use crate::formula::{SCORE_DIGITS, snap};
use crate::model::*;
use crate::rules::{Rule, ValueSource};

impl Checker<'_> {
    /// A scheme that fixes weights must leave the others something, and keep the sum.
    pub fn scheme_sums(&mut self) {
        let document = self.document;
        let weights = Weights::resolve(document, None);
        for scheme in &document.schemes {
            for fixed in scheme.changes.iter().filter_map(|change| match change {
                WeightChange::Fixed(fixed) => Some(fixed),
                WeightChange::RiskFactors(_) => None,
            }) {
                for (category, step) in
                    (0..document.categories.len()).flat_map(|c| [(c, Step::Stage), (c, Step::Final)])
                {
                    let (mut total, mut set, mut free) = (0.0, 0.0, 0.0);
                    for (k, d) in document.set.dimensions.iter().enumerate() {
                        let weight = weights.dimensions[k][category];
                        if d.parent.is_some() || d.step != step || weight <= 0.0 {
                            continue;
                        }
                        total += weight;
                        match fixed.get(&d.id).or_else(|| fixed.get(&d.name)) {
                            Some(value) => set += value,
                            None => free += weight,
                        }
                    }
                    let all_fixed = free == 0.0 && set > 0.0;
                    let beyond = snap(set, SCORE_DIGITS) > snap(total, SCORE_DIGITS);
                    let differs = all_fixed && snap(set, SCORE_DIGITS) != snap(total, SCORE_DIGITS);
                    if beyond || differs {
                        let problem = Problem::SchemeSum { scheme: scheme.id.clone(), fixed: set, total };
                        self.error(problem, At::node(&scheme.id));
                        break;
                    }
                }
            }
        }
    }

    /// Findings that need the rules: ratings outside their scale, ballots of unknown groups, targets that are lacking.
    pub fn values(&mut self, rules: &[Rule]) {
        let document = self.document;
        for (indicator, rule) in document.set.indicators.iter().zip(rules) {
            let scale = match rule {
                Rule::Rating(rating) => Some(rating.scale),
                Rule::MultiRater(raters) => Some(raters.scale),
                _ => None,
            };
            if let Some(scale) = scale {
                self.out_of_scale(&indicator.id, scale);
            }
            if let Rule::MultiRater(raters) = rule {
                let strange: Vec<&Ballot> = document
                    .ballots
                    .iter()
                    .filter(|b| b.indicator == indicator.id && !raters.groups.iter().any(|(g, _)| *g == b.group))
                    .collect();
                if let Some(first) = strange.first() {
                    let at = At { file: "ratings.csv".to_owned(), line: first.line, ..At::node(&indicator.id) };
                    self.warn(Problem::UnknownRaterGroup { group: first.group.clone() }, at);
                }
            }
            let program = rule.lower();
            if program.source == ValueSource::Measured && program.reads("t") && indicator.target.is_none() {
                let lacking = self.lacking(indicator, Field::Target);
                if lacking > 0 {
                    self.warn(Problem::TargetNotFound { subjects: lacking }, At::node(&indicator.id));
                }
            }
            if program.reads("b") {
                let lacking = self.lacking(indicator, Field::Base);
                if lacking > 0 {
                    self.warn(Problem::BaseNotFound { subjects: lacking }, At::node(&indicator.id));
                }
            }
        }
    }

    fn out_of_scale(&mut self, id: &str, scale: f64) {
        let document = self.document;
        let outside = |v: f64| !(0.0..=scale).contains(&v);
        for column in document.observations.columns.iter().filter(|c| c.indicator == id && c.field == Field::Value) {
            let rows = column.cells.numbers.len().min(column.cells.status.len());
            for row in (0..rows).filter(|r| column.cells.number(*r).is_some_and(outside)) {
                let line = column.lines.get(row).copied().unwrap_or_default();
                let subject = document.subjects.get(row).map(|s| s.id.as_str()).unwrap_or_default();
                let at = At {
                    file: "measurements.csv".to_owned(),
                    line,
                    column: format!("{id} {}", column.period),
                    node: subject.to_owned(),
                };
                let value = column.cells.numbers[row];
                self.warn(Problem::OutOfScale { value, scale }, at);
            }
        }
        for ballot in document.ballots.iter().filter(|b| b.indicator == id) {
            if let Some(value) = ballot.score.filter(|v| outside(*v)) {
                let at = At { file: "ratings.csv".to_owned(), line: ballot.line, ..At::node(&ballot.subject) };
                self.warn(Problem::OutOfScale { value, scale }, at);
            }
        }
    }

    /// Subjects with a value of the indicator but nothing in `field`.
    fn lacking(&self, indicator: &Indicator, field: Field) -> u32 {
        let document = self.document;
        let of = |wanted: Field| {
            document.observations.columns.iter().filter(move |c| c.indicator == indicator.id && c.field == wanted)
        };
        let mut lacking = 0;
        for (row, subject) in document.subjects.iter().enumerate() {
            if !indicator.points.get(&subject.category).is_some_and(|p| *p > 0.0) {
                continue;
            }
            let has = |field| of(field).any(|c| c.cells.status.get(row) == Some(&Status::Scored));
            if has(Field::Value) && !has(field) {
                lacking += 1;
            }
        }
        lacking
    }
}
