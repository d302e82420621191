//! Answers the page's questions about one document, without a browser.

use super::comparing::Beside;
use super::protocol::*;
use crate::engine::{Assessment, Checked, Keep, Prepared, Question, Weights};
use crate::explain::{explain, rule_words};
use crate::files::open::{NamedFile, open};
use crate::model::{Cycle, Direction, Document, Evidence, GradeScale, IndicatorSet, Period, Step};
use std::rc::Rc;

/// One open document and its last assessment.
#[derive(Default)]
pub struct Desk {
    checked: Option<Rc<Checked>>,
    shown: Option<(Question, Assessment)>,
    /// What comparisons need besides.
    pub(super) beside: Beside,
}

impl Desk {
    /// Opens a document. What was open stays open if the new one is refused.
    pub fn open(&mut self, files: Vec<NamedBytes>) -> Reply {
        let files = files.into_iter().map(|f| NamedFile { name: f.name, bytes: f.bytes }).collect();
        match open(files) {
            Ok(checked) => {
                let view = document_view(&checked);
                self.checked = Some(Rc::new(checked));
                self.shown = None;
                Reply::Opened(Box::new(view))
            }
            Err(findings) => Reply::Refused { findings },
        }
    }

    /// What an assessment needs: the document, the question, the plan. The caller drives the run and gives the result
    /// to [`Desk::show`].
    pub fn prepare(
        &self,
        scheme: Option<&str>,
        period: Option<&str>,
    ) -> Result<(Rc<Checked>, Question, Prepared), Box<Reply>> {
        let Some(checked) = &self.checked else {
            return Err(Box::new(Reply::NotFound { what: "document".to_owned() }));
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
        // A document opened in the meantime has other subjects: its results must not be mixed with these.
        if !self.checked.as_ref().is_some_and(|open| Rc::ptr_eq(open, checked)) {
            return Reply::Cancelled;
        }
        let view = results_view(checked, &question, &assessment);
        self.shown = Some((question, assessment));
        Reply::Assessed(Box::new(view))
    }

    /// Proves one number of the last assessment.
    pub fn explain(&self, subject: &str, node: &str) -> Reply {
        let (Some(checked), Some((_, assessment))) = (&self.checked, &self.shown) else {
            return Reply::NotFound { what: "assessment".to_owned() };
        };
        match explain(checked, assessment, subject, node) {
            Some(explanation) => Reply::Explained(Box::new(explanation)),
            None => Reply::NotFound { what: format!("{subject} {node}") },
        }
    }

    /// The open document as it stands.
    pub(super) fn open_document(&self) -> Option<&Rc<Checked>> {
        self.checked.as_ref()
    }

    /// The open document before the changes that are being tried.
    pub(super) fn saved_document(&self) -> Option<&Rc<Checked>> {
        self.open_document()
    }
}

/// The document as the page shows it.
pub fn document_view(checked: &Checked) -> DocumentView {
    let document = checked.document();
    let weights = Weights::resolve(document, None);
    let named = |id: &str, name: &str| Named { id: id.to_owned(), name: name.to_owned() };
    DocumentView {
        id: document.id.clone(),
        title: document.title.clone(),
        note: document.note.clone(),
        categories: document.categories.iter().map(|c| named(&c.id, &c.name)).collect(),
        subjects: document.subjects.len() as u32,
        indicators: document.set.indicators.len() as u32,
        schemes: document.schemes.iter().map(|s| named(&s.id, &s.title)).collect(),
        periods: checked.periods().iter().map(Period::to_string).collect(),
        tree: tree(checked, &weights),
        grades: grades(&document.grading.scale),
        digits: document.policies.rounding.digits,
        findings: checked.findings().to_vec(),
    }
}

fn grades(scale: &GradeScale) -> Vec<GradeView> {
    scale.bands.iter().map(|b| GradeView { name: b.name.clone(), minimum: b.minimum }).collect()
}

/// The tree in document order, each node followed by what hangs below it.
fn tree(checked: &Checked, weights: &Weights) -> Vec<NodeView> {
    let set = &checked.document().set;
    let mut nodes = Vec::new();
    for step in [Step::Stage, Step::Final] {
        for root in set.dimensions.iter().filter(|d| d.parent.is_none() && d.step == step) {
            branch(checked, weights, &root.id, 0, &mut nodes);
        }
    }
    nodes
}

fn branch(checked: &Checked, weights: &Weights, id: &str, depth: u8, nodes: &mut Vec<NodeView>) {
    let document = checked.document();
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
        ..NodeView::default()
    });
    for (j, indicator) in set.indicators.iter().enumerate().filter(|(_, i)| i.parent == id) {
        let rule = &checked.rules()[j];
        let program = rule.lower();
        let formula = program.lines.iter().map(|l| format!("{} = {}", l.name, l.text)).collect::<Vec<_>>().join("\n");
        nodes.push(NodeView {
            id: indicator.id.clone(),
            name: indicator.name.clone(),
            depth: depth + 1,
            parent: Some(id.to_owned()),
            is_indicator: true,
            weights: categories.clone().map(|c| indicator_weight(set, weights, j, c)).collect(),
            rule: rule_words(rule),
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
            definition: indicator.definition.clone(),
            source: indicator.source.clone(),
            owner: indicator.owner.clone(),
            tags: indicator.tags.clone(),
            trace: indicator.evidence == Evidence::Trace,
        });
    }
    let branches: Vec<String> = set.branches(id).map(|d| d.id.clone()).collect();
    for child in branches {
        branch(checked, weights, &child, depth + 1, nodes);
    }
}

fn indicator_weight(set: &IndicatorSet, weights: &Weights, k: usize, category: usize) -> Option<WeightView> {
    let declared = weights.indicators[k][category];
    let local = weights.local_indicator(set, k, category);
    let above = weights.whole_dimension(set, &set.indicators[k].parent, category);
    (declared > 0.0).then_some(WeightView { declared, local, whole: above * local })
}

/// The results as the page shows them.
pub fn results_view(checked: &Checked, question: &Question, assessment: &Assessment) -> ResultsView {
    let document = checked.document();
    let step = &assessment.plan().last;
    let frame = assessment.frame();
    let listed: Vec<usize> = assessment.listed(document).collect();
    let outcomes: Vec<_> = listed.iter().map(|s| assessment.outcome(checked, *s)).collect();
    let group = |subject: usize| {
        let group = frame.rank_group[frame.row[subject] as usize];
        (group != u32::MAX).then_some(group)
    };
    let roots = document.set.dimensions.iter().enumerate().filter(|(_, d)| d.parent.is_none());
    ResultsView {
        scheme: question.scheme().map(|s| s.id.clone()),
        period: question.period().map(|p| p.to_string()),
        subjects: listed
            .iter()
            .map(|s| Named { id: document.subjects[*s].id.clone(), name: document.subjects[*s].name.clone() })
            .collect(),
        category: listed.iter().map(|s| frame.category_at(frame.row[*s] as usize) as u32).collect(),
        group: listed.iter().map(|s| group(*s)).collect(),
        base: outcomes.iter().map(|o| o.base.unwrap_or_default()).collect(),
        bonus: outcomes.iter().map(|o| o.bonus).collect(),
        deduction: outcomes.iter().map(|o| o.deduction).collect(),
        total: outcomes.iter().map(|o| o.total).collect(),
        published: outcomes.iter().map(|o| o.published).collect(),
        rank: outcomes.iter().map(|o| o.rank).collect(),
        grade: outcomes.iter().map(|o| o.grade).collect(),
        grade_by_score: outcomes.iter().map(|o| o.grade_by_score).collect(),
        flags: outcomes.iter().map(|o| o.flags.clone()).collect(),
        grades: grades(&assessment.grading(document, step).scale),
        groups: groups(document, assessment, &listed),
        dimensions: roots
            .filter_map(|(k, dimension)| {
                let columns = step.dimensions[k].as_ref()?;
                Some(DimensionResults {
                    id: dimension.id.clone(),
                    name: dimension.name.clone(),
                    weight: assessment.weights().dimensions[k].clone(),
                    score: listed.iter().map(|s| assessment.number(columns.score, *s).unwrap_or_default()).collect(),
                })
            })
            .collect(),
    }
}

fn groups(document: &Document, assessment: &Assessment, listed: &[usize]) -> Vec<GroupView> {
    let step = &assessment.plan().last;
    let total = &step.total;
    let frame = assessment.frame();
    let grading = assessment.grading(document, step);
    frame
        .rank_groups
        .iter()
        .enumerate()
        .map(|(g, name)| {
            let members: Vec<usize> =
                listed.iter().copied().filter(|s| frame.rank_group[frame.row[*s] as usize] == g as u32).collect();
            let published: Vec<f64> = members.iter().filter_map(|s| assessment.number(total.published, *s)).collect();
            let count = |column, wanted: f64| {
                members.iter().filter(|s| assessment.number(column, **s) == Some(wanted)).count() as u32
            };
            let first = members.first().copied();
            let category = document.categories.iter().find(|c| c.id == *name);
            GroupView {
                name: category.map_or_else(|| name.clone(), |c| c.name.clone()),
                members: published.len() as u32,
                quota: total.places.zip(first).and_then(|(c, s)| assessment.number(c, s)).map(|v| v as u32),
                quota_share: grading.quota,
                top: count(total.grade, 0.0),
                vetoed: count(total.veto, 1.0),
                mean: (!published.is_empty()).then(|| published.iter().sum::<f64>() / published.len() as f64),
                highest: published.iter().copied().reduce(f64::max),
                lowest: published.iter().copied().reduce(f64::min),
            }
        })
        .collect()
}
