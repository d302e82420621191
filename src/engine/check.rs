//! Refuses what cannot be computed, and reports what somebody should look at. Everything after it cannot fail.

use crate::model::*;
use crate::rules::{Rule, ValueSource};
use std::collections::{BTreeMap, BTreeSet};

/// A document that can be computed.
#[derive(Clone, Debug)]
pub struct Checked {
    document: Document,
    /// The rule of each indicator, in document order.
    rules: Vec<Rule>,
    /// What somebody should look at.
    findings: Vec<Diagnostic>,
}

/// A document that cannot be computed, and why.
#[derive(Clone, Debug)]
pub struct Refused {
    /// As it was given.
    pub document: Box<Document>,
    /// At least one of them an error.
    pub findings: Vec<Diagnostic>,
}

/// What to compute: checked against the document, so that it can be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    scheme: Option<WeightScheme>,
    period: Option<Period>,
}

impl Question {
    /// None: the declared weights.
    pub fn scheme(&self) -> Option<&WeightScheme> {
        self.scheme.as_ref()
    }

    /// None: everything.
    pub fn period(&self) -> Option<Period> {
        self.period
    }
}

impl Checked {
    /// The document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The rule of each indicator, in document order.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// What somebody should look at.
    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }

    /// The periods that can be assessed by themselves, in order, the whole last.
    pub fn periods(&self) -> Vec<Period> {
        let stages = &self.document.calendar.stages;
        if !stages.is_empty() {
            return stages.iter().copied().chain([Period::Year]).collect();
        }
        let mut periods: BTreeSet<Period> = self.document.observations.columns.iter().map(|c| c.period).collect();
        periods.insert(Period::Year);
        periods.into_iter().collect()
    }

    /// A question about the document. Errors: no such scheme, a period that is not scored.
    pub fn question(&self, scheme: Option<&str>, period: Option<&str>) -> Result<Question, Diagnostic> {
        let scheme = match scheme {
            None => None,
            Some(id) => match self.document.schemes.iter().find(|s| s.id == id) {
                Some(scheme) => Some(scheme.clone()),
                None => {
                    let known: Vec<&str> = self.document.schemes.iter().map(|s| s.id.as_str()).collect();
                    let problem = Problem::UnknownScheme { id: id.to_owned(), known: known.join(", ") };
                    return Err(Diagnostic::error(problem, At::default()));
                }
            },
        };
        let refuse =
            |text: &str| Diagnostic::error(Problem::PeriodNotScored { period: text.to_owned() }, At::default());
        let period = match period {
            None => None,
            Some(text) => {
                let period: Period = text.parse().map_err(|_| refuse(text))?;
                let stages = &self.document.calendar.stages;
                // A period that covers every stage is the step that joins them.
                let joins = !stages.is_empty() && stages.iter().all(|s| Window::only(period).contains(*s));
                if stages.contains(&period) && stages.len() > 1 {
                    Some(period)
                } else if period == Period::Year || joins {
                    None
                } else if stages.is_empty() {
                    Some(period)
                } else {
                    return Err(refuse(text));
                }
            }
        };
        Ok(Question { scheme, period })
    }
}

/// Checks a document.
pub fn check(mut document: Document) -> Result<Checked, Refused> {
    parents_first(&mut document.set);
    let mut findings = Vec::new();
    let rules = {
        let mut checker = Checker { document: &document, findings: &mut findings };
        checker.nodes();
        checker.subjects();
        checker.observations();
        checker.ballots_and_events();
        checker.gradings();
        let rules = checker.rules();
        checker.weights();
        if let Some(rules) = &rules {
            checker.values(rules);
        }
        rules
    };
    let refused = findings.iter().any(|f| f.severity == Severity::Error);
    match rules {
        Some(rules) if !refused => Ok(Checked { document, rules, findings }),
        _ => Err(Refused { document: Box::new(document), findings }),
    }
}

/// Orders dimensions so that parents come before children, otherwise as they were.
fn parents_first(set: &mut IndicatorSet) {
    let mut ordered: Vec<Dimension> = Vec::new();
    let mut left = std::mem::take(&mut set.dimensions);
    loop {
        let known: BTreeSet<String> = ordered.iter().map(|d| d.id.clone()).collect();
        let (ready, waiting): (Vec<_>, Vec<_>) =
            left.into_iter().partition(|d| d.parent.as_ref().is_none_or(|p| known.contains(p)));
        let stuck = ready.is_empty();
        ordered.extend(ready);
        left = waiting;
        if stuck || left.is_empty() {
            // What hangs on nothing known is kept, for the check to name.
            ordered.extend(left);
            break;
        }
    }
    set.dimensions = ordered;
}

struct Checker<'a> {
    document: &'a Document,
    findings: &'a mut Vec<Diagnostic>,
}

impl Checker<'_> {
    fn error(&mut self, problem: Problem, at: At) {
        self.findings.push(Diagnostic::error(problem, at));
    }

    fn warn(&mut self, problem: Problem, at: At) {
        self.findings.push(Diagnostic::warning(problem, at));
    }

    fn unique<'b>(&mut self, ids: impl Iterator<Item = &'b str>) {
        let mut known = BTreeSet::new();
        for id in ids {
            if !known.insert(id) {
                self.error(Problem::RepeatedId { id: id.to_owned() }, At::node(id));
            }
        }
    }

    fn unknown(&mut self, what: &str, id: &str, at: At) {
        self.error(Problem::UnknownReference { what: what.to_owned(), id: id.to_owned() }, at);
    }

    fn nodes(&mut self) {
        let document = self.document;
        let set = &document.set;
        for (what, empty) in [
            ("category", document.categories.is_empty()),
            ("indicator", set.indicators.is_empty()),
            ("subject", document.subjects.is_empty()),
        ] {
            if empty {
                self.error(Problem::NothingToAssess { what: what.to_owned() }, At::default());
            }
        }
        self.unique(document.categories.iter().map(|c| c.id.as_str()));
        self.unique(set.dimensions.iter().map(|d| d.id.as_str()).chain(set.indicators.iter().map(|i| i.id.as_str())));
        for (k, dimension) in set.dimensions.iter().enumerate() {
            // Parents stand before children wherever that is possible; one that does not is unknown or circular.
            if let Some(parent) = &dimension.parent {
                match set.dimension(parent) {
                    None => self.unknown("dimension", parent, At::node(&dimension.id)),
                    Some(at) if at >= k => {
                        self.error(Problem::CircularParent { id: dimension.id.clone() }, At::node(&dimension.id));
                    }
                    Some(_) => {}
                }
            }
            self.numbers(&dimension.id, "weight", &dimension.weights);
        }
        for indicator in &set.indicators {
            if set.dimension(&indicator.parent).is_none() {
                self.unknown("dimension", &indicator.parent, At::node(&indicator.id));
            }
            self.numbers(&indicator.id, "points", &indicator.points);
        }
        for scheme in &document.schemes {
            for change in &scheme.changes {
                let (what, ids) = match change {
                    WeightChange::Fixed(fixed) => ("dimension", fixed),
                    WeightChange::RiskFactors(factors) => ("indicator", factors),
                };
                for (id, value) in ids {
                    let known = match change {
                        WeightChange::Fixed(_) => set.dimensions.iter().any(|d| d.id == *id || d.name == *id),
                        WeightChange::RiskFactors(_) => set.indicator(id).is_some(),
                    };
                    if !known {
                        self.unknown(what, id, At::node(&scheme.id));
                    }
                    if *value < 0.0 || !value.is_finite() {
                        self.error(
                            Problem::NegativeNumber { what: "weight".to_owned(), value: *value },
                            At::node(&scheme.id),
                        );
                    }
                }
            }
        }
    }

    fn numbers(&mut self, id: &str, what: &str, by_category: &BTreeMap<String, f64>) {
        for (category, value) in by_category {
            if self.document.category(category).is_none() {
                self.unknown("category", category, At::node(id));
            }
            if *value < 0.0 || !value.is_finite() {
                self.error(Problem::NegativeNumber { what: what.to_owned(), value: *value }, At::node(id));
            }
        }
    }

    fn subjects(&mut self) {
        let document = self.document;
        self.unique(document.subjects.iter().map(|s| s.id.as_str()));
        let known: BTreeSet<&str> = document.subjects.iter().map(|s| s.id.as_str()).collect();
        let categories: BTreeSet<&str> = document.categories.iter().map(|c| c.id.as_str()).collect();
        for subject in &document.subjects {
            if !categories.contains(subject.category.as_str()) {
                self.unknown("category", &subject.category, At::node(&subject.id));
            }
            match &subject.parent {
                Some(parent) if !known.contains(parent.as_str()) => {
                    self.unknown("subject", parent, At::node(&subject.id));
                }
                Some(parent) if *parent == subject.id => {
                    self.error(Problem::CircularParent { id: subject.id.clone() }, At::node(&subject.id));
                }
                _ => {}
            }
        }
    }

    fn observations(&mut self) {
        let document = self.document;
        let places: BTreeMap<&str, usize> =
            document.set.indicators.iter().enumerate().map(|(k, i)| (i.id.as_str(), k)).collect();
        let mut known = BTreeSet::new();
        for column in &document.observations.columns {
            let at = At { column: column.period.to_string(), ..At::node(&column.indicator) };
            let found = column.cells.numbers.len();
            if found != document.subjects.len() || column.cells.status.len() != found {
                let problem = Problem::ColumnLength { expected: document.subjects.len() as u32, found: found as u32 };
                self.error(problem, at.clone());
            }
            if !known.insert((column.indicator.as_str(), column.period, column.field)) {
                let id = format!("{} {} {:?}", column.indicator, column.period, column.field);
                self.error(Problem::RepeatedId { id }, at.clone());
            }
            if column.cells.numbers.iter().any(|v| !v.is_finite()) {
                self.error(Problem::NotANumber { text: "∞".to_owned() }, at.clone());
            }
            match places.get(column.indicator.as_str()) {
                None => self.unknown("indicator", &column.indicator, at),
                Some(k) => {
                    let cycle = document.set.indicators[*k].cycle;
                    let reported = matches!(column.field, Field::Value | Field::Answers(0));
                    if reported && !cycle.periods().contains(&column.period) {
                        let problem = Problem::PeriodOutsideCycle {
                            period: column.period.to_string(),
                            cycle: format!("{cycle:?}").to_lowercase(),
                        };
                        self.warn(problem, at);
                    }
                }
            }
        }
    }

    fn ballots_and_events(&mut self) {
        let document = self.document;
        let subjects: BTreeSet<&str> = document.subjects.iter().map(|s| s.id.as_str()).collect();
        let indicators: BTreeSet<&str> = document.set.indicators.iter().map(|i| i.id.as_str()).collect();
        for ballot in &document.ballots {
            let at = At { file: "ratings.csv".to_owned(), line: ballot.line, ..At::node(&ballot.subject) };
            if !subjects.contains(ballot.subject.as_str()) {
                self.unknown("subject", &ballot.subject, at.clone());
            }
            if !indicators.contains(ballot.indicator.as_str()) {
                self.unknown("indicator", &ballot.indicator, at.clone());
            }
            if ballot.score.is_some_and(|s| !s.is_finite()) {
                self.error(Problem::NotANumber { text: "∞".to_owned() }, at);
            }
        }
        for event in &document.events {
            let at = At { file: "events.csv".to_owned(), line: event.line, ..At::node(&event.subject) };
            if !subjects.contains(event.subject.as_str()) {
                self.unknown("subject", &event.subject, at.clone());
            }
            if event.points < 0.0 || !event.points.is_finite() {
                self.error(Problem::NegativeNumber { what: "points".to_owned(), value: event.points }, at);
            }
        }
    }

    fn gradings(&mut self) {
        let document = self.document;
        for grading in std::iter::once(&document.grading).chain(document.calendar.stage_grading.as_ref()) {
            let bands = &grading.scale.bands;
            if bands.is_empty() {
                self.error(Problem::NoGrades, At::default());
            }
            if bands.windows(2).any(|w| w[0].minimum <= w[1].minimum) {
                self.error(Problem::GradesNotDescending, At::default());
            }
            for tie in grading.ties.iter().filter(|t| *t != "total") {
                if document.set.dimension(tie).is_none() {
                    self.unknown("dimension", tie, At::default());
                }
            }
            let limits = [grading.caps.bonus, grading.caps.deduction, grading.caps.total, grading.quota];
            for limit in limits.into_iter().flatten() {
                if limit < 0.0 || !limit.is_finite() {
                    self.error(Problem::NegativeNumber { what: "limit".to_owned(), value: limit }, At::default());
                }
            }
        }
    }

    /// None if some method is not known.
    fn rules(&mut self) -> Option<Vec<Rule>> {
        let mut rules = Vec::new();
        let document = self.document;
        for indicator in &document.set.indicators {
            let (rule, problems) = Rule::read(&indicator.rule, indicator.direction);
            for problem in problems {
                let column = if matches!(problem, Problem::UnknownMethod { .. }) { "method" } else { "params" };
                let at = At { column: column.to_owned(), ..At::node(&indicator.id) };
                // A parameter that no rule knows changes nothing; everything else would change a score.
                if matches!(problem, Problem::UnknownParameter { .. }) {
                    self.warn(problem, at);
                } else {
                    self.error(problem, at);
                }
            }
            rules.extend(rule);
        }
        (rules.len() == document.set.indicators.len()).then_some(rules)
    }

    fn weights(&mut self) {
        let document = self.document;
        let used: BTreeSet<&str> = document.subjects.iter().map(|s| s.category.as_str()).collect();
        for category in document.categories.iter().filter(|c| used.contains(c.id.as_str())) {
            let any = document.set.indicators.iter().any(|i| i.points.get(&category.id).is_some_and(|p| *p > 0.0));
            if !any {
                let problem = Problem::NoWeight { category: category.id.clone() };
                self.error(problem, At::node(&category.id));
            }
        }
    }

    /// Findings that need the rules: ratings outside their scale, ballots of unknown groups, targets that are lacking.
    fn values(&mut self, rules: &[Rule]) {
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
