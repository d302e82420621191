//! Several weight schemes of one document in one table, the first as the base.

use super::statistics::mean;
use crate::engine::{Assessment, Checked};

/// Subject × scheme.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SchemesTable {
    /// Places in the document, in its order.
    pub subjects: Vec<usize>,
    /// `cells[scheme][row]`, schemes in the order given.
    pub cells: Vec<Vec<SchemeCell>>,
    /// Mean of the published totals under each scheme; none: nobody has one.
    pub means: Vec<Option<f64>>,
}

/// What a subject gets under a scheme.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SchemeCell {
    pub total: Option<f64>,
    pub published: Option<f64>,
    pub rank: Option<u32>,
    /// Place of the grade, 0 the best.
    pub grade: Option<u32>,
    /// Places gained (positive) or lost against the base; none: not ranked in both.
    pub places: Option<i32>,
    /// Difference of the published totals against the base.
    pub difference: Option<f64>,
}

/// Sets assessments of one document side by side. `Keep::Results` is enough.
pub fn schemes(checked: &Checked, assessments: &[&Assessment]) -> SchemesTable {
    let document = checked.document();
    let Some(first) = assessments.first() else { return SchemesTable::default() };
    let subjects: Vec<usize> = first.listed(document).collect();
    let mut cells: Vec<Vec<SchemeCell>> = Vec::new();
    for assessment in assessments {
        let total = &assessment.plan().last.total;
        let base = cells.first();
        let column = subjects.iter().enumerate().map(|(k, subject)| {
            let whole = |v: f64| v as u32;
            let published = assessment.number(total.published, *subject);
            let rank = assessment.number(total.rank, *subject).filter(|_| assessment.is_ranked(*subject)).map(whole);
            let base = base.map_or(SchemeCell { published, rank, ..SchemeCell::default() }, |b| b[k]);
            SchemeCell {
                total: assessment.number(total.total, *subject),
                published,
                rank,
                grade: assessment.number(total.grade, *subject).map(whole),
                places: base.rank.zip(rank).map(|(a, b)| a as i32 - b as i32),
                difference: base.published.zip(published).map(|(a, b)| b - a),
            }
        });
        let column = column.collect();
        cells.push(column);
    }
    let means = cells.iter().map(|c| mean(&c.iter().filter_map(|c| c.published).collect::<Vec<_>>())).collect();
    SchemesTable { subjects, cells, means }
}
