//! From an assessment to the proof of one number.

use super::rule_words::{aggregation_words, rule_words};
use super::{Crumb, Explanation, NodeKind, Part, PartKind, WeightLine, steps, verdict};
use crate::engine::{Assessment, Checked, IndicatorColumns, StepPlan};
use crate::explain::Phrase;
use crate::formula::ColumnId;
use crate::formula::evaluate::Cell;
use crate::model::{Document, Flag, MissingPolicy, NotApplicablePolicy, Status};
use crate::rules::Rule;

/// Losses shown at most.
const LOSSES: usize = 8;
/// What counts as no points at all.
const NOTHING: f64 = 5e-10;

/// Everything about one subject that a proof reads.
pub(super) struct Case<'a> {
    pub checked: &'a Checked,
    pub assessment: &'a Assessment,
    pub step: &'a StepPlan,
    pub subject: usize,
    pub cells: &'a [Cell],
    /// Place of the subject's category.
    pub category: usize,
}

impl<'a> Case<'a> {
    pub fn document(&self) -> &'a Document {
        self.checked.document()
    }

    pub fn cell(&self, id: ColumnId) -> Cell {
        self.cells[id.0 as usize]
    }

    pub fn number(&self, id: ColumnId) -> Option<f64> {
        match self.cell(id) {
            (number, Status::Scored) => Some(number),
            _ => None,
        }
    }

    /// Whether the indicator belongs to the subject's category and step.
    pub fn columns(&self, k: usize) -> Option<&'a IndicatorColumns> {
        let columns = self.step.indicators[k].as_ref()?;
        let scope = self.assessment.plan().column(columns.raw).scope.as_ref();
        scope.is_none_or(|scope| scope[self.category]).then_some(columns)
    }

    /// The id of a node of this step.
    pub fn node(&self, id: &str) -> String {
        format!("{}{id}", self.step.prefix)
    }

    /// Remarks beside an indicator.
    pub fn indicator_flags(&self, columns: &IndicatorColumns) -> Vec<Flag> {
        let (_, raw) = self.cell(columns.raw);
        let (_, rule) = self.cell(columns.rule);
        let mut flags = Vec::new();
        match raw {
            Status::NotApplicable => flags.push(Flag::NotApplicable),
            Status::Scored if rule == Status::NotApplicable => flags.push(Flag::NotApplicable),
            Status::Scored if rule == Status::Scored => {}
            // Not reported, or a formula of the user's own whose result is no number.
            _ => flags.push(Flag::Missing),
        }
        if flags.is_empty() && self.number(columns.gaps).is_some_and(|g| g > 0.0) {
            flags.push(Flag::Partial);
        }
        flags
    }
}

/// The proof of `node` for a subject (both by id); none: there is no such subject or node.
pub fn explain(checked: &Checked, assessment: &Assessment, subject: &str, node: &str) -> Option<Explanation> {
    let document = checked.document();
    let subject = document.subject(subject)?;
    let plan = assessment.plan();
    let stage = node.split_once('/').and_then(|(prefix, rest)| {
        let step = plan.stages.iter().find(|s| s.window.name.to_string() == prefix)?;
        Some((step, rest))
    });
    let (step, id) = stage.unwrap_or((&plan.last, node));
    let cells = assessment.row(checked, subject);
    let category = document.category(&document.subjects[subject].category)?;
    let case = Case { checked, assessment, step, subject, cells: &cells, category };
    let mut explanation = if id == "total" {
        verdict::total(&case)
    } else if let Some(k) = document.set.dimension(id) {
        dimension(&case, k)?
    } else {
        indicator(&case, document.set.indicator(id)?)?
    };
    explanation.subject = document.subjects[subject].id.clone();
    explanation.subject_name = document.subjects[subject].name.clone();
    explanation.category = document.categories[category].name.clone();
    explanation.node = node.to_owned();
    Some(explanation)
}

/// From the total down to the parent of the dimension or indicator under `parent`.
fn path(case: &Case, parent: Option<&str>) -> Vec<Crumb> {
    let set = &case.document().set;
    let mut crumbs = Vec::new();
    let mut at = parent.map(str::to_owned);
    while let Some(k) = at.as_deref().and_then(|id| set.dimension(id)) {
        crumbs.push(Crumb { node: case.node(&set.dimensions[k].id), name: set.dimensions[k].name.clone() });
        at = set.dimensions[k].parent.clone();
    }
    if !case.step.prefix.is_empty() {
        crumbs.push(Crumb { node: case.node("total"), name: case.step.window.name.to_string() });
    }
    crumbs.push(Crumb { node: "total".to_owned(), name: String::new() });
    crumbs.reverse();
    crumbs
}

/// From the top level down to `parent`: declared and effective points.
fn weight_path(case: &Case, parent: Option<&str>) -> Vec<WeightLine> {
    let set = &case.document().set;
    let mut lines = Vec::new();
    let mut at = parent.map(str::to_owned);
    while let Some(k) = at.as_deref().and_then(|id| set.dimension(id)) {
        if let Some(columns) = &case.step.dimensions[k] {
            lines.push(WeightLine {
                node: case.node(&set.dimensions[k].id),
                name: set.dimensions[k].name.clone(),
                declared: case.number(columns.weight).unwrap_or_default(),
                effective: case.number(columns.effective).unwrap_or_default(),
            });
        }
        at = set.dimensions[k].parent.clone();
    }
    lines.reverse();
    lines
}

fn dimension(case: &Case, k: usize) -> Option<Explanation> {
    let set = &case.document().set;
    let own = &set.dimensions[k];
    let columns = case.step.dimensions[k].as_ref()?;
    let value = case.number(columns.score);
    let possible = case.number(columns.effective);
    // The final step shows a dimension of the stages as the mean over them.
    let of_stages = columns.factor.is_none() && !case.assessment.plan().stages.is_empty() && !case.step.is_stage;
    let mut parts: Vec<Part> = Vec::new();
    if of_stages {
        let present: Vec<(&StepPlan, f64, Option<f64>)> = case
            .assessment
            .plan()
            .stages
            .iter()
            .filter_map(|stage| {
                let d = stage.dimensions[k].as_ref()?;
                Some((stage, case.number(d.score)?, case.number(d.effective)))
            })
            .collect();
        let count = present.len() as f64;
        parts.extend(present.iter().map(|(stage, score, effective)| Part {
            node: Some(format!("{}{}", stage.prefix, own.id)),
            name: stage.window.name.to_string(),
            value: Some(score / count),
            possible: effective.map(|e| e / count),
            kind: PartKind::Stage,
            flags: Vec::new(),
        }));
    } else {
        parts.extend(children(case, &own.id));
    }
    let mut weights = weight_path(case, Some(&own.id));
    let declared = weights.pop();
    let mut sentences = Vec::new();
    if possible.is_some_and(|p| p <= NOTHING) {
        sentences.push(Phrase::NotApplicable);
    } else {
        sentences.extend(earned(value, possible));
    }
    if let Some(line) = declared.as_ref().filter(|_| !of_stages) {
        sentences.extend(moved(&weights, line));
    }
    weights.extend(declared);
    Some(Explanation {
        node_name: own.name.clone(),
        kind: NodeKind::Dimension,
        path: path(case, own.parent.as_deref()),
        value,
        possible,
        sentences,
        parts,
        steps: steps::dimension_steps(case, columns),
        weight_path: weights,
        losses: if of_stages { Vec::new() } else { losses(case, Some(&own.id)) },
        ..Explanation::default()
    })
}

/// The lines directly under a dimension.
pub(super) fn children(case: &Case, id: &str) -> Vec<Part> {
    let set = &case.document().set;
    let mut parts = Vec::new();
    for (k, indicator) in set.indicators.iter().enumerate().filter(|(_, i)| i.parent == id) {
        if let Some(columns) = case.columns(k) {
            parts.push(indicator_part(case, &indicator.id, &indicator.name, columns));
        }
    }
    parts.extend(dimension_parts(case, Some(id)));
    parts
}

/// The dimensions directly under `parent` that the category uses.
pub(super) fn dimension_parts(case: &Case, parent: Option<&str>) -> Vec<Part> {
    let set = &case.document().set;
    set.dimensions
        .iter()
        .enumerate()
        .filter(|(_, d)| d.parent.as_deref() == parent)
        .filter_map(|(k, d)| {
            let columns = case.step.dimensions[k].as_ref()?;
            let used = case.number(columns.weight).is_some_and(|w| w > 0.0);
            used.then(|| Part {
                node: Some(case.node(&d.id)),
                name: d.name.clone(),
                value: case.number(columns.score),
                possible: case.number(columns.effective),
                kind: PartKind::Node,
                flags: Vec::new(),
            })
        })
        .collect()
}

fn indicator_part(case: &Case, id: &str, name: &str, columns: &IndicatorColumns) -> Part {
    Part {
        node: Some(case.node(id)),
        name: name.to_owned(),
        value: case.number(columns.score),
        possible: case.number(columns.effective),
        kind: PartKind::Node,
        flags: case.indicator_flags(columns),
    }
}

/// Indicators below `id` (none: all) that lost most points, largest first.
pub(super) fn losses(case: &Case, id: Option<&str>) -> Vec<Part> {
    let set = &case.document().set;
    let below = |mut at: String| loop {
        match id {
            None => return true,
            Some(id) if at == id => return true,
            Some(_) => match set.dimension(&at).and_then(|k| set.dimensions[k].parent.clone()) {
                Some(parent) => at = parent,
                None => return false,
            },
        }
    };
    let mut parts: Vec<Part> = set
        .indicators
        .iter()
        .enumerate()
        .filter(|(_, i)| below(i.parent.clone()))
        .filter_map(|(k, i)| {
            let mut part = indicator_part(case, &i.id, &i.name, case.columns(k)?);
            let lost = part.possible? - part.value?;
            part.value = Some(lost);
            (lost > NOTHING).then_some(part)
        })
        .collect();
    parts.sort_by(|a, b| b.value.unwrap_or_default().total_cmp(&a.value.unwrap_or_default()));
    parts.truncate(LOSSES);
    parts
}

fn earned(value: Option<f64>, possible: Option<f64>) -> Option<Phrase> {
    let (value, possible) = (value?, possible?);
    let lost = possible - value;
    if lost > NOTHING {
        Some(Phrase::Lost { points: lost })
    } else {
        (lost.abs() <= NOTHING).then_some(Phrase::FullMarks)
    }
}

/// Whether points came to this node, or left it, because something does not apply.
fn moved(above: &[WeightLine], own: &WeightLine) -> Option<Phrase> {
    // Under a parent whose own points are what was declared, the node's declared weight is in points too.
    let scale = above.last().map_or(1.0, |p| if p.declared > 0.0 { p.effective / p.declared } else { 1.0 });
    if own.effective <= NOTHING && own.declared > 0.0 {
        return Some(Phrase::PointsReallocated { points: own.declared });
    }
    let differs = (own.effective - own.declared).abs() > 1e-6;
    let nested = above.last().is_some_and(|p| (scale - 1.0).abs() > 1e-9 && p.declared > 0.0);
    (differs && own.effective > own.declared && (!nested || scale > 1.0))
        .then_some(Phrase::PointsReceived { declared: own.declared, effective: own.effective })
}

fn indicator(case: &Case, k: usize) -> Option<Explanation> {
    let document = case.document();
    let own = &document.set.indicators[k];
    let columns = case.columns(k)?;
    let rule = &case.checked.rules()[k];
    let value = case.number(columns.score);
    let possible = case.number(columns.effective);
    let mut weights = weight_path(case, Some(&own.parent));
    let line = WeightLine {
        node: case.node(&own.id),
        name: own.name.clone(),
        declared: case.number(columns.weight).unwrap_or_default(),
        effective: possible.unwrap_or_default(),
    };
    let mut sentences = indicator_sentences(case, k, columns, rule);
    sentences.extend(moved(&weights, &line));
    weights.push(line);
    let mut words = rule_words(rule);
    words.push(aggregation_words(own.aggregation));
    Some(Explanation {
        node_name: own.name.clone(),
        kind: NodeKind::Indicator,
        path: path(case, Some(&own.parent)),
        value,
        possible,
        sentences,
        rule: words,
        steps: steps::indicator_steps(case, columns, rule),
        observations: steps::observations(case, k, columns, rule),
        weight_path: weights,
        ..Explanation::default()
    })
}

fn indicator_sentences(case: &Case, k: usize, columns: &IndicatorColumns, rule: &Rule) -> Vec<Phrase> {
    let document = case.document();
    let own = &document.set.indicators[k];
    let mut sentences = Vec::new();
    let (_, raw) = case.cell(columns.raw);
    let (ratio, ratio_status) = case.cell(columns.ratio);
    match raw {
        Status::Scored => {}
        Status::Missing | Status::Invalid | Status::Withheld => {
            sentences.push(match document.policies.missing {
                MissingPolicy::Zero => Phrase::Missing,
                MissingPolicy::NotApplicable => Phrase::MissingTreatedAsNotApplicable,
            });
        }
        Status::NotApplicable => sentences.push(Phrase::NotApplicable),
    }
    let rule_applies = case.cell(columns.rule).1 != Status::NotApplicable;
    if raw == Status::Scored && !rule_applies {
        sentences.push(Phrase::NotApplicable);
    }
    if (raw == Status::NotApplicable || !rule_applies) && ratio_status == Status::Scored {
        sentences.push(match document.policies.not_applicable {
            NotApplicablePolicy::PeerMean => Phrase::FilledWithPeerMean { ratio },
            _ => Phrase::CountedAsZero,
        });
    }
    let gaps = case.number(columns.gaps).unwrap_or_default() as u32;
    let expected = columns.expected as u32;
    if raw == Status::Scored && gaps > 0 {
        sentences.push(Phrase::Partial { reported: expected.saturating_sub(gaps), expected });
    }
    if own.inherited
        && let Some(parent) = document.subjects[case.subject].parent.as_deref().and_then(|p| document.subject(p))
    {
        sentences.push(Phrase::InheritedFrom { subject: document.subjects[parent].name.clone() });
    }
    sentences.extend(steps::list_sentences(case, columns, rule));
    if ratio_status == Status::Scored && raw == Status::Scored {
        sentences.extend(earned(case.number(columns.score), case.number(columns.effective)));
    }
    sentences
}
