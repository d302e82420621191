//! Refuses what cannot be computed, and reports what somebody should look at. Everything after it cannot fail.

use crate::model::*;
use crate::rules::Rule;
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

    /// The document back, to be changed.
    pub fn into_document(self) -> Document {
        self.document
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
        checker.rank_group();
        if checker.findings.iter().all(|f| f.severity != Severity::Error) {
            checker.scheme_sums();
        }
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

/// Beyond 10¹⁵ a number has no decimals left to speak of.
fn is_countable(value: f64) -> bool {
    value.abs() <= 1e15
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

pub(super) struct Checker<'a> {
    pub document: &'a Document,
    pub findings: &'a mut Vec<Diagnostic>,
}

impl Checker<'_> {
    pub fn error(&mut self, problem: Problem, at: At) {
        self.findings.push(Diagnostic::error(problem, at));
    }

    pub fn warn(&mut self, problem: Problem, at: At) {
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
            ("categories", document.categories.is_empty()),
            ("indicators", set.indicators.is_empty()),
            ("subjects", document.subjects.is_empty()),
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
            let empty = set.leaves(&dimension.id).next().is_none() && set.branches(&dimension.id).next().is_none();
            if empty && dimension.weights.values().any(|w| *w > 0.0) {
                self.warn(Problem::EmptyDimension { id: dimension.id.clone() }, At::node(&dimension.id));
            }
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
            if *value < 0.0 {
                self.error(Problem::NegativeNumber { what: what.to_owned(), value: *value }, At::node(id));
            } else if !is_countable(*value) {
                self.error(Problem::NumberTooLarge { text: format!("{value:e}") }, At::node(id));
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
                Some(_) if self.is_own_ancestor(subject) => {
                    self.error(Problem::CircularParent { id: subject.id.clone() }, At::node(&subject.id));
                }
                _ => {}
            }
        }
    }

    /// Whether the way up leads back to the subject.
    fn is_own_ancestor(&self, subject: &Subject) -> bool {
        let mut at = subject.parent.as_deref();
        for _ in 0..self.document.subjects.len() {
            match at {
                Some(id) if id == subject.id => return true,
                Some(id) => at = self.document.subject(id).and_then(|k| self.document.subjects[k].parent.as_deref()),
                None => return false,
            }
        }
        true
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
            if let Some(large) = column.cells.numbers.iter().find(|v| !is_countable(**v)) {
                self.error(Problem::NumberTooLarge { text: format!("{large:e}") }, at.clone());
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
            if let Some(value) = grading.quota.filter(|q| *q > 1.0) {
                self.error(Problem::NotAShare { what: "quota".to_owned(), value }, At::default());
            }
            let limits = [grading.caps.bonus, grading.caps.deduction, grading.caps.total, grading.quota];
            for limit in limits.into_iter().flatten() {
                if limit < 0.0 || !limit.is_finite() {
                    self.error(Problem::NegativeNumber { what: "limit".to_owned(), value: limit }, At::default());
                }
            }
        }
    }

    fn rank_group(&mut self) {
        if let RankGroup::Attribute(attribute) = &self.document.rank_group {
            let known = self.document.subjects.iter().any(|s| s.attributes.contains_key(attribute));
            if !known && !self.document.subjects.is_empty() {
                self.error(Problem::UnknownRankGroup { attribute: attribute.clone() }, At::default());
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
                // Left open on purpose: there is no name that could be wrong.
                let problem = match problem {
                    Problem::UnknownMethod { method } if method.trim().is_empty() => {
                        Problem::NoRule { indicator: indicator.name.clone(), standard: indicator.standard().to_owned() }
                    }
                    other => other,
                };
                let method = matches!(problem, Problem::UnknownMethod { .. } | Problem::NoRule { .. });
                let column = if method { "method" } else { "params" };
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
}
