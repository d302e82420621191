//! Answers the page's questions about one document, without a browser.

use super::comparing::Beside;
use super::editing;
use super::opening::{self, Circumstances, Opened};
use super::protocol::*;
use super::results::{grades, results_view};
use super::tables::{self, Tray};
use crate::edit::{History, Refusal, before_supposing};
use crate::engine::{Assessment, Checked, Keep, Prepared, Question, Refused, Weights, check};
use crate::explain::{explain, rule_words};
use crate::files::json;
use crate::files::open::NamedFile;
use crate::model::{At, Cycle, Diagnostic, Direction, Document, Evidence, IndicatorSet, Period, Problem, Step};
use crate::rules::Rule;
use std::cell::OnceCell;
use std::rc::Rc;

/// One open document, what can be undone in it, and its last assessment.
#[derive(Default)]
pub struct Desk {
    held: Held,
    history: History,
    circumstances: Circumstances,
    shown: Option<(Question, Assessment)>,
    /// The document as it was before anything was supposed, once somebody asked for it.
    saved: OnceCell<Option<Rc<Checked>>>,
    /// What comparisons need besides.
    pub(super) beside: Beside,
    /// Tables from outside that are being looked at.
    tray: Tray,
}

/// The document in the state that the check left it in.
#[derive(Default)]
enum Held {
    #[default]
    Nothing,
    /// It can be computed.
    Checked(Rc<Checked>),
    /// It cannot be computed as it is now; it can be seen and changed all the same.
    Refused(Box<Document>, Vec<Diagnostic>),
}

impl Held {
    fn of(document: Document) -> Held {
        match check(document) {
            Ok(checked) => Held::Checked(Rc::new(checked)),
            Err(Refused { document, findings }) => Held::Refused(document, findings),
        }
    }

    fn document(&self) -> Option<&Document> {
        match self {
            Held::Nothing => None,
            Held::Checked(checked) => Some(checked.document()),
            Held::Refused(document, _) => Some(document),
        }
    }

    /// The document by itself, to be changed; copied only while an assessment is still running.
    fn take(&mut self) -> Option<Document> {
        match std::mem::take(self) {
            Held::Nothing => None,
            Held::Checked(checked) => Some(match Rc::try_unwrap(checked) {
                Ok(checked) => checked.into_document(),
                Err(shared) => shared.document().clone(),
            }),
            Held::Refused(document, _) => Some(*document),
        }
    }
}

impl Desk {
    /// Opens a document. What was open stays open if the new one is refused.
    pub fn open(&mut self, files: Vec<NamedBytes>) -> Reply {
        let files = files.into_iter().map(|f| NamedFile { name: f.name, bytes: f.bytes }).collect();
        match opening::open(files) {
            Ok(opened) => match Held::of(opened.document) {
                Held::Refused(_, findings) if !opened.was_stored => Reply::Refused { findings },
                held => self.take_over(held, opened.history, opened.circumstances),
            },
            Err(findings) => Reply::Refused { findings },
        }
    }

    /// Opens what was stored: a snapshot and the acts after it. A stored document opens even if it cannot be computed
    /// as it is; an act that was refused when it was done is refused again.
    pub fn restore(&mut self, snapshot: &[u8], acts: &[String]) -> Reply {
        match json::read_snapshot("", snapshot) {
            Ok(read) => {
                let mut opened = Opened::of(read, true);
                let steps = opened.replay(acts.iter().map(String::as_str));
                if steps > 0 {
                    let finding = Diagnostic::warning(Problem::StepsNotRescued { steps }, At::default());
                    opened.circumstances.findings.push(finding);
                }
                self.take_over(Held::of(opened.document), opened.history, opened.circumstances)
            }
            Err(finding) => Reply::Refused { findings: vec![finding] },
        }
    }

    /// Begins a new assessment with the indicator set of another one.
    pub fn fork(&mut self, fork: Fork) -> Reply {
        match editing::fork(fork) {
            Ok(document) => match check(document) {
                Ok(checked) => {
                    self.take_over(Held::Checked(Rc::new(checked)), History::default(), Circumstances::default())
                }
                Err(Refused { findings, .. }) => Reply::Refused { findings },
            },
            Err(finding) => Reply::Refused { findings: vec![finding] },
        }
    }

    /// Begins with an empty document.
    pub fn blank(&mut self, id: String, title: String) -> Reply {
        let document = Document { id, title, ..Document::default() };
        self.take_over(Held::of(document), History::default(), Circumstances::default())
    }

    /// Answers what is about tables: those that come from outside, and those that are made for people.
    pub fn answer_tables(&mut self, request: Request) -> Reply {
        let none = Document::default();
        let empty = matches!(&request, Request::Report(spec) if spec.report == crate::reports::Report::Template);
        // A template needs no document.
        let Some(document) = self.held.document().or(empty.then_some(&none)) else { return not_found("document") };
        match request {
            Request::TakeIn { books, choices } => match self.tray.look(document, books.as_deref(), &choices) {
                Some(reply) => reply,
                None => not_found("workbook"),
            },
            Request::TakeInAct { at } => self.tray.act(at),
            Request::TakeInFaults { language } => match self.tray.faults(language) {
                Some(made) => tables::made(&made),
                None => not_found("workbook"),
            },
            Request::LeaveOut => {
                self.tray.clear();
                Reply::TakeInAct { text: None }
            }
            Request::Report(spec) => {
                let checked = self.open_document().map(Rc::as_ref);
                match tables::report(document, checked, &spec) {
                    Ok(made) => tables::made(&made),
                    Err(findings) => Reply::Refused { findings },
                }
            }
            _ => not_found("table"),
        }
    }

    fn take_over(&mut self, held: Held, history: History, circumstances: Circumstances) -> Reply {
        (self.held, self.history, self.circumstances) = (held, history, circumstances);
        self.shown = None;
        self.saved = OnceCell::new();
        self.tray.clear();
        Reply::Opened(Box::new(self.view()))
    }

    /// Changes the document. A refused act changes nothing.
    pub fn act(&mut self, text: &str) -> Reply {
        let refusal = match editing::read_act(text) {
            Err(refusal) => Some(refusal),
            Ok(_) if self.circumstances.read_only.is_some() => Some(Refusal::Newer),
            Ok(act) => match self.take_out() {
                None => return not_found("document"),
                Some(mut document) => {
                    let supposing = self.history.supposed.is_some();
                    let done = crate::edit::act(&mut document, &mut self.history, act);
                    self.held = Held::of(document);
                    self.shown = None;
                    if !supposing || self.history.supposed.is_none() {
                        self.saved = OnceCell::new();
                    }
                    done.err()
                }
            },
        };
        Reply::Acted { refusal, document: Box::new(self.view()) }
    }

    /// The document by itself; what was computed from it is not held any more.
    fn take_out(&mut self) -> Option<Document> {
        self.shown = None;
        self.beside.forget_sides();
        self.held.take()
    }

    /// The document as bytes.
    pub fn write(&self, kind: Written) -> Reply {
        let Some(document) = self.held.document() else { return not_found("document") };
        if let Some(finding) = self.circumstances.forbid_writing() {
            return Reply::Refused { findings: vec![finding] };
        }
        // What is only supposed is not handed out as if it were so.
        let before = before_supposing(document, &self.history);
        let real = before.as_ref().unwrap_or(document);
        let written = match kind {
            Written::Snapshot => json::write_snapshot(document, &self.history),
            Written::File => json::write_file(real),
            Written::Set => json::write_file(&editing::set_of(real)),
        };
        match written {
            Ok((bytes, digest)) => Reply::Written(Box::new(WrittenView {
                kind,
                bytes,
                digest,
                title: document.title.clone(),
                subjects: document.subjects.len() as u32,
                indicators: document.set.indicators.len() as u32,
            })),
            Err(error) => {
                let problem = Problem::BadJson { reason: error.to_string() };
                Reply::Refused { findings: vec![Diagnostic::error(problem, At::default())] }
            }
        }
    }

    /// The values that are asked for.
    pub fn sheet(&mut self, spec: SheetSpec) -> Reply {
        let saved = if self.history.supposed.is_some() { self.saved_document() } else { None };
        match self.held.document() {
            Some(document) => {
                let saved = saved.as_ref().map(|saved| saved.document());
                Reply::Sheet(Box::new(editing::sheet(document, saved, spec)))
            }
            None => not_found("document"),
        }
    }

    /// All events.
    pub fn events(&self) -> Reply {
        let Some(document) = self.held.document() else { return not_found("document") };
        let subjects = document.subjects.iter().map(|s| Named { id: s.id.clone(), name: s.name.clone() }).collect();
        Reply::Events { events: document.events.clone(), subjects }
    }

    /// What leads from another state of the document to this one.
    pub fn difference(&self, other: &[u8]) -> Reply {
        let Some(document) = self.held.document() else { return not_found("document") };
        match json::read_document("", other) {
            Ok(other) => Reply::Difference { said: crate::edit::difference(&other, document) },
            Err(finding) => Reply::Refused { findings: vec![finding] },
        }
    }

    /// The document as the page shows it.
    fn view(&self) -> DocumentView {
        let view = match &self.held {
            Held::Nothing => return DocumentView::default(),
            Held::Checked(checked) => document_view(checked),
            Held::Refused(document, findings) => draft_view(document, findings),
        };
        let Circumstances { findings, read_only } = self.circumstances.clone();
        let findings = findings.into_iter().chain(view.findings).collect();
        DocumentView { history: editing::history(&self.history), findings, read_only, ..view }
    }

    /// The open document, if it can be computed.
    pub(super) fn open_document(&self) -> Option<&Rc<Checked>> {
        match &self.held {
            Held::Checked(checked) => Some(checked),
            _ => None,
        }
    }

    /// The document as it was before anything was supposed; the open one if nothing is.
    pub(super) fn saved_document(&self) -> Option<&Rc<Checked>> {
        if self.history.supposed.is_none() {
            return self.open_document();
        }
        let before = || {
            let before = before_supposing(self.held.document()?, &self.history)?;
            check(before).ok().map(Rc::new)
        };
        self.saved.get_or_init(before).as_ref()
    }

    /// What an assessment needs: the document, the question, the plan. The caller drives the run and gives the result
    /// to [`Desk::show`].
    pub fn prepare(
        &self,
        scheme: Option<&str>,
        period: Option<&str>,
    ) -> Result<(Rc<Checked>, Question, Prepared), Box<Reply>> {
        let Some(checked) = self.open_document() else {
            return Err(Box::new(match &self.held {
                Held::Refused(_, findings) => Reply::Refused { findings: findings.clone() },
                _ => not_found("document"),
            }));
        };
        match checked.question(scheme, period) {
            Ok(question) => {
                let prepared = Prepared::new(checked, &question, Keep::Results);
                Ok((Rc::clone(checked), question, prepared))
            }
            Err(finding) => Err(Box::new(Reply::Refused { findings: vec![finding] })),
        }
    }

    /// Takes over a finished assessment and answers with its results.
    pub fn show(&mut self, checked: &Rc<Checked>, question: Question, assessment: Assessment) -> Reply {
        // A document opened or changed in the meantime is another one: its results must not be mixed with these.
        if !self.open_document().is_some_and(|open| Rc::ptr_eq(open, checked)) {
            return Reply::Cancelled;
        }
        let view = results_view(checked, &question, &assessment);
        self.shown = Some((question, assessment));
        Reply::Assessed(Box::new(view))
    }

    /// Proves one number of the last assessment.
    pub fn explain(&self, subject: &str, node: &str) -> Reply {
        let (Some(checked), Some((_, assessment))) = (self.open_document(), &self.shown) else {
            return not_found("assessment");
        };
        match explain(checked, assessment, subject, node) {
            Some(explanation) => Reply::Explained(Box::new(explanation)),
            None => Reply::NotFound { what: format!("{subject} {node}") },
        }
    }
}

fn not_found(what: &str) -> Reply {
    Reply::NotFound { what: what.to_owned() }
}

/// The document as the page shows it.
pub fn document_view(checked: &Checked) -> DocumentView {
    let rules: Vec<Option<&Rule>> = checked.rules().iter().map(Some).collect();
    let view = any_view(checked.document(), &rules, checked.findings());
    DocumentView { computable: true, periods: checked.periods().iter().map(Period::to_string).collect(), ..view }
}

/// A document that cannot be computed as it is, as far as it can be shown.
fn draft_view(document: &Document, findings: &[Diagnostic]) -> DocumentView {
    let read: Vec<Option<Rule>> = document.set.indicators.iter().map(|i| Rule::read(&i.rule, i.direction).0).collect();
    let rules: Vec<Option<&Rule>> = read.iter().map(Option::as_ref).collect();
    any_view(document, &rules, findings)
}

fn any_view(document: &Document, rules: &[Option<&Rule>], findings: &[Diagnostic]) -> DocumentView {
    let weights = Weights::resolve(document, None);
    let named = |id: &str, name: &str| Named { id: id.to_owned(), name: name.to_owned() };
    DocumentView {
        id: document.id.clone(),
        title: document.title.clone(),
        note: document.note.clone(),
        categories: document.categories.iter().map(|c| named(&c.id, &c.name)).collect(),
        members: editing::members(document),
        subjects: document.subjects.len() as u32,
        indicators: document.set.indicators.len() as u32,
        schemes: document.schemes.iter().map(|s| named(&s.id, &s.title)).collect(),
        tree: tree(document, rules, &weights),
        grades: grades(&document.grading.scale),
        digits: document.policies.rounding.digits,
        findings: findings.to_vec(),
        grading: document.grading.clone(),
        stage_grading: document.calendar.stage_grading.clone(),
        has_stages: !document.calendar.stages.is_empty(),
        policies: document.policies,
        events: document.events.len() as u32,
        log: document.log.clone(),
        ..DocumentView::default()
    }
}

/// The tree in document order, each node followed by what hangs below it.
fn tree(document: &Document, rules: &[Option<&Rule>], weights: &Weights) -> Vec<NodeView> {
    let set = &document.set;
    let mut nodes = Vec::new();
    for step in [Step::Stage, Step::Final] {
        for root in set.dimensions.iter().filter(|d| d.parent.is_none() && d.step == step) {
            branch(document, rules, weights, &root.id, 0, &mut nodes);
        }
    }
    nodes
}

fn branch(
    document: &Document,
    rules: &[Option<&Rule>],
    weights: &Weights,
    id: &str,
    depth: u8,
    nodes: &mut Vec<NodeView>,
) {
    let set = &document.set;
    let Some(k) = set.dimension(id) else { return };
    let own = &set.dimensions[k];
    let categories = 0..document.categories.len();
    nodes.push(NodeView {
        id: own.id.clone(),
        name: own.name.clone(),
        depth,
        parent: own.parent.clone(),
        is_indicator: false,
        weights: categories
            .clone()
            .map(|c| {
                let declared = weights.dimensions[k][c];
                (declared > 0.0).then(|| WeightView {
                    declared,
                    local: weights.local_dimension(set, k, c),
                    whole: weights.whole_dimension(set, &own.id, c),
                })
            })
            .collect(),
        written: editing::written(document, &own.weights),
        ..NodeView::default()
    });
    for (j, indicator) in set.indicators.iter().enumerate().filter(|(_, i)| i.parent == id) {
        let rule = rules.get(j).copied().flatten();
        let lines = rule.map(|rule| rule.lower().lines).unwrap_or_default();
        let formula = lines.iter().map(|l| format!("{} = {}", l.name, l.text)).collect::<Vec<_>>().join("\n");
        nodes.push(NodeView {
            id: indicator.id.clone(),
            name: indicator.name.clone(),
            depth: depth + 1,
            parent: Some(id.to_owned()),
            is_indicator: true,
            weights: categories.clone().map(|c| indicator_weight(set, weights, j, c)).collect(),
            written: editing::written(document, &indicator.points),
            rule: rule.map(rule_words).unwrap_or_default(),
            formula,
            lower_is_better: indicator.direction == Direction::LowerIsBetter,
            qualitative: indicator.qualitative,
            target: indicator.target,
            unit: indicator.unit.clone(),
            cycle: match indicator.cycle {
                Cycle::Month => "month",
                Cycle::Quarter => "quarter",
                Cycle::Year => "year",
            }
            .to_owned(),
            direction: indicator.direction,
            aggregation: indicator.aggregation,
            period_cycle: indicator.cycle,
            method: indicator.rule.method.clone(),
            parameters: indicator.rule.parameters.clone(),
            known_parameters: Rule::parameters(&indicator.rule.method).into_iter().map(str::to_owned).collect(),
            definition: indicator.definition.clone(),
            source: indicator.source.clone(),
            owner: indicator.owner.clone(),
            tags: indicator.tags.clone(),
            trace: indicator.evidence == Evidence::Trace,
        });
    }
    let branches: Vec<String> = set.branches(id).map(|d| d.id.clone()).collect();
    for child in branches {
        branch(document, rules, weights, &child, depth + 1, nodes);
    }
}

fn indicator_weight(set: &IndicatorSet, weights: &Weights, k: usize, category: usize) -> Option<WeightView> {
    let declared = weights.indicators[k][category];
    let local = weights.local_indicator(set, k, category);
    let above = weights.whole_dimension(set, &set.indicators[k].parent, category);
    (declared > 0.0).then_some(WeightView { declared, local, whole: above * local })
}

#[cfg(test)]
#[path = "desk_tests.rs"]
mod tests;
