//! Categories side by side: what counts for how much in each, how the totals of each are spread, and what one subject
//! would get in another.
//!
//! Shares are of the whole: what a node can add to a total, of all that can. Where stages are joined with dimensions
//! of the final step, a stage's dimension counts with `stage_share` × the stages' points, an own one with
//! `own_share` × the final step's. Quartiles are of type 7, the deviation is that of a sample (see `statistics`).

use super::statistics::{deviation, mean, quantile};
use crate::engine::{Assessment, Checked};
use crate::formula::number::floor;
use crate::formula::{SCORE_DIGITS, snap};
use crate::model::{Document, IndicatorSet, Step};

/// Most bars of a histogram.
const MOST_BARS: usize = 20;
/// Widths of a bar in points, the smallest that fits is taken.
const WIDTHS: [f64; 16] =
    [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0];

/// All categories of one assessment. Lists by category are in the order of the document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profiles {
    /// Dimensions and indicators in document order, each after its parent.
    pub nodes: Vec<NodeShare>,
    /// Listed subjects by category.
    pub subjects: Vec<u32>,
    /// Of the published totals; none: nobody in the category has one.
    pub distributions: Vec<Option<Distribution>>,
    /// The bars of every histogram.
    pub bins: Bins,
    /// Names of the grades, best first.
    pub grades: Vec<String>,
    /// `grade_counts[category][grade]`.
    pub grade_counts: Vec<Vec<u32>>,
}

/// What a node counts for in every category.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeShare {
    pub id: String,
    pub name: String,
    /// 0 for the top level.
    pub depth: u8,
    pub is_indicator: bool,
    /// Share of the whole by category, 0..=1; 0: not used.
    pub share: Vec<f64>,
}

/// How totals are spread.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Distribution {
    pub count: u32,
    pub lowest: f64,
    pub first_quartile: f64,
    pub median: f64,
    pub third_quartile: f64,
    pub highest: f64,
    pub mean: f64,
    /// None: of one there is none.
    pub deviation: Option<f64>,
    /// Totals in each bar of `Profiles::bins`.
    pub bars: Vec<u32>,
}

/// Bars of equal width: bar k holds `start + k × width` up to, but without, the next one's start; the last holds its
/// end too.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bins {
    pub start: f64,
    pub width: f64,
    pub count: u32,
}

impl Bins {
    /// The narrowest bars, at most 20, on whole multiples of their width, that hold all values; none of nothing.
    pub fn holding(values: &[f64]) -> Bins {
        let low = values.iter().copied().reduce(f64::min);
        let high = values.iter().copied().reduce(f64::max);
        let (Some(low), Some(high)) = (low, high) else { return Bins::default() };
        let fitting = |width: f64| {
            let first = floor(low / width, SCORE_DIGITS);
            // What lies on the last bar's end still belongs to it.
            let last = -floor(-high / width, SCORE_DIGITS);
            let count = (last - first).max(1.0);
            (count <= MOST_BARS as f64).then(|| Bins {
                start: snap(first * width, SCORE_DIGITS),
                width,
                count: count as u32,
            })
        };
        WIDTHS.into_iter().find_map(fitting).unwrap_or_else(|| {
            // Totals beyond any use still get bars.
            Bins { start: low, width: (high - low) / MOST_BARS as f64, count: MOST_BARS as u32 }
        })
    }

    /// The bar of a value that was among those held.
    pub fn bar(&self, value: f64) -> usize {
        let last = self.count.saturating_sub(1) as usize;
        if self.width > 0.0 {
            (floor((value - self.start) / self.width, SCORE_DIGITS).max(0.0) as usize).min(last)
        } else {
            0
        }
    }
}

/// Sets the categories of an assessment side by side. `Keep::Results` is enough.
pub fn profiles(checked: &Checked, assessment: &Assessment) -> Profiles {
    let document = checked.document();
    let step = &assessment.plan().last;
    let categories = document.categories.len();
    let mut published: Vec<Vec<f64>> = vec![Vec::new(); categories];
    let mut subjects = vec![0; categories];
    let scale = &assessment.grading(document, step).scale;
    let mut grade_counts = vec![vec![0; scale.bands.len()]; categories];
    for subject in assessment.listed(document) {
        let frame = assessment.frame();
        let category = frame.category_at(frame.row[subject] as usize);
        subjects[category] += 1;
        published[category].extend(assessment.number(step.total.published, subject));
        let grade = assessment.number(step.total.grade, subject).map(|g| g as usize);
        if let Some(count) = grade.and_then(|g| grade_counts[category].get_mut(g)) {
            *count += 1;
        }
    }
    let bins = Bins::holding(&published.concat());
    Profiles {
        nodes: nodes(document, assessment),
        subjects,
        distributions: published.into_iter().map(|values| distribution(values, bins)).collect(),
        bins,
        grades: scale.bands.iter().map(|b| b.name.clone()).collect(),
        grade_counts,
    }
}

fn distribution(mut values: Vec<f64>, bins: Bins) -> Option<Distribution> {
    values.sort_by(f64::total_cmp);
    let mut bars = vec![0; bins.count as usize];
    for value in &values {
        if let Some(count) = bars.get_mut(bins.bar(*value)) {
            *count += 1;
        }
    }
    Some(Distribution {
        count: values.len() as u32,
        lowest: *values.first()?,
        first_quartile: quantile(&values, 0.25)?,
        median: quantile(&values, 0.5)?,
        third_quartile: quantile(&values, 0.75)?,
        highest: *values.last()?,
        mean: mean(&values)?,
        deviation: deviation(&values),
        bars,
    })
}

fn nodes(document: &Document, assessment: &Assessment) -> Vec<NodeShare> {
    let (set, weights) = (&document.set, assessment.weights());
    let categories = 0..document.categories.len();
    let mut nodes = Vec::new();
    for step in [Step::Stage, Step::Final] {
        let factors: Vec<f64> = categories.clone().map(|c| step_share(document, assessment, step, c)).collect();
        if factors.iter().all(|f| *f == 0.0) {
            continue;
        }
        let mut places = Vec::new();
        for (root, _) in set.dimensions.iter().enumerate().filter(|(_, d)| d.parent.is_none() && d.step == step) {
            branch(set, root, 0, &mut places);
        }
        for (node, depth) in places {
            let (id, name) = match node {
                Node::Dimension(k) => (&set.dimensions[k].id, &set.dimensions[k].name),
                Node::Indicator(k) => (&set.indicators[k].id, &set.indicators[k].name),
            };
            let share = |c: usize| match node {
                Node::Dimension(_) => weights.whole_dimension(set, id, c),
                Node::Indicator(k) => {
                    weights.whole_dimension(set, &set.indicators[k].parent, c) * weights.local_indicator(set, k, c)
                }
            };
            nodes.push(NodeShare {
                id: id.clone(),
                name: name.clone(),
                depth,
                is_indicator: matches!(node, Node::Indicator(_)),
                share: categories.clone().map(|c| share(c) * factors[c]).collect(),
            });
        }
    }
    nodes
}

/// A place in the tree.
#[derive(Clone, Copy)]
enum Node {
    Dimension(usize),
    Indicator(usize),
}

/// A dimension, its indicators and everything below, each with its depth.
fn branch(set: &IndicatorSet, k: usize, depth: u8, places: &mut Vec<(Node, u8)>) {
    let id = set.dimensions[k].id.as_str();
    places.push((Node::Dimension(k), depth));
    let own = set.indicators.iter().enumerate().filter(|(_, i)| i.parent == id);
    places.extend(own.map(|(j, _)| (Node::Indicator(j), depth + 1)));
    for (j, _) in set.dimensions.iter().enumerate().filter(|(_, d)| d.parent.as_deref() == Some(id)) {
        branch(set, j, depth + 1, places);
    }
}

/// What the dimensions of a step count for in the total, 0..=1.
fn step_share(document: &Document, assessment: &Assessment, step: Step, category: usize) -> f64 {
    let last = &assessment.plan().last;
    let weights = assessment.weights();
    let points = |step: Step| -> f64 {
        let roots = document.set.dimensions.iter().enumerate().filter(|(_, d)| d.parent.is_none() && d.step == step);
        roots.map(|(k, _)| weights.dimensions[k][category]).sum()
    };
    let scored = |step: Step| {
        let mut roots =
            document.set.dimensions.iter().enumerate().filter(|(_, d)| d.parent.is_none() && d.step == step);
        roots.any(|(k, _)| last.dimensions[k].is_some())
    };
    let join = &document.calendar.last;
    let (stage_share, own_share) = match last.total.stage_mean {
        Some(_) if join.own_share == 0.0 => (1.0, 0.0),
        Some(_) => (join.stage_share, join.own_share),
        // One step only: whatever it scores. Without a calendar that is every dimension.
        None => (f64::from(u8::from(scored(Step::Stage))), f64::from(u8::from(scored(Step::Final)))),
    };
    let stage = stage_share * points(Step::Stage);
    let own = own_share * points(Step::Final);
    let part = match step {
        Step::Stage => stage,
        Step::Final => own,
    };
    if stage + own > 0.0 { part / (stage + own) } else { 0.0 }
}

/// The document in which this one subject belongs to another category, to be checked and assessed; none: there is no such
/// subject or category. Weights, exclusions and the group it is ranked in follow the category. So do rules that compare
/// with peers: it is then compared with the subjects of that category, and they with it. Its data stay as they are,
/// and what that category asks for and nobody reported for it is missing.
pub fn under_category(document: &Document, subject: &str, category: &str) -> Option<Document> {
    let place = document.subject(subject)?;
    document.category(category)?;
    let mut other = document.clone();
    other.subjects[place].category = category.to_owned();
    Some(other)
}
