//! Results as the page shows them: columns by subject, groups, dimensions.

use super::protocol::{DimensionResults, GradeView, GroupView, Named, ResultsView};
use crate::engine::{Assessment, Checked, Question};
use crate::model::{Document, GradeScale};

pub(super) fn grades(scale: &GradeScale) -> Vec<GradeView> {
    scale.bands.iter().map(|b| GradeView { name: b.name.clone(), minimum: b.minimum }).collect()
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
