//! Declared weights, seen under a scheme, by category.

use crate::model::{Dimension, Document, IndicatorSet, Step, WeightChange, WeightScheme};

/// Weights of every node in every category: `[node][category]`, in document order.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// Nominal points of each indicator; what rules that count points divide by. A scheme never changes them.
    pub points: Vec<Vec<f64>>,
    /// Weight of each indicator among its sisters.
    pub indicators: Vec<Vec<f64>>,
    /// Weight of each dimension among its sisters; at the top level its share of the whole.
    pub dimensions: Vec<Vec<f64>>,
}

impl Weights {
    /// The weights of `document` under `scheme` (none: as declared).
    pub fn resolve(document: &Document, scheme: Option<&WeightScheme>) -> Weights {
        let set = &document.set;
        let categories: Vec<&str> = document.categories.iter().map(|c| c.id.as_str()).collect();
        let points: Vec<Vec<f64>> = set
            .indicators
            .iter()
            .map(|i| categories.iter().map(|c| i.points.get(*c).copied().unwrap_or(0.0)).collect())
            .collect();
        let dimensions =
            set.dimensions.iter().map(|d| categories.iter().map(|c| dimension_weight(set, d, c)).collect()).collect();
        let mut weights = Weights { indicators: points.clone(), points, dimensions };
        for change in scheme.iter().flat_map(|s| &s.changes) {
            match change {
                WeightChange::Fixed(fixed) => {
                    for category in 0..categories.len() {
                        for step in [Step::Stage, Step::Final] {
                            weights.fix(set, step, category, &|d| {
                                fixed.get(&d.id).or_else(|| fixed.get(&d.name)).copied()
                            });
                        }
                    }
                }
                WeightChange::RiskFactors(factors) => {
                    for category in 0..categories.len() {
                        weights.tilt(set, category, &|id| factors.get(id).copied().unwrap_or(1.0));
                    }
                }
            }
        }
        weights
    }

    /// Sets some top-level weights of a step and scales the others, so that their sum stays the same.
    fn fix(&mut self, set: &IndicatorSet, step: Step, category: usize, fixed: &dyn Fn(&Dimension) -> Option<f64>) {
        let roots: Vec<(usize, Option<f64>)> = set
            .dimensions
            .iter()
            .enumerate()
            .filter(|(k, d)| d.parent.is_none() && d.step == step && self.dimensions[*k][category] > 0.0)
            .map(|(k, d)| (k, fixed(d)))
            .collect();
        let total: f64 = roots.iter().map(|(k, _)| self.dimensions[*k][category]).sum();
        let set_sum: f64 = roots.iter().filter_map(|(_, f)| *f).sum();
        let free: f64 = roots.iter().filter(|(_, f)| f.is_none()).map(|(k, _)| self.dimensions[*k][category]).sum();
        if roots.iter().all(|(_, f)| f.is_none()) {
            return;
        }
        for (k, fixed) in roots {
            let weight = &mut self.dimensions[k][category];
            *weight = match fixed {
                Some(value) => value,
                None if free > 0.0 => *weight * (total - set_sum) / free,
                None => *weight,
            };
        }
    }

    /// Multiplies indicators' weights and renormalises them inside their dimension.
    fn tilt(&mut self, set: &IndicatorSet, category: usize, factor: &dyn Fn(&str) -> f64) {
        for dimension in &set.dimensions {
            let members: Vec<usize> =
                (0..set.indicators.len()).filter(|k| set.indicators[*k].parent == dimension.id).collect();
            let before: f64 = members.iter().map(|k| self.indicators[*k][category]).sum();
            let tilted: Vec<f64> =
                members.iter().map(|k| self.indicators[*k][category] * factor(&set.indicators[*k].id)).collect();
            let after: f64 = tilted.iter().sum();
            if after > 0.0 {
                for (k, value) in members.into_iter().zip(tilted) {
                    self.indicators[k][category] = value * before / after;
                }
            }
        }
    }

    /// Share of dimension `k` among its sisters of the same step, 0..=1.
    pub fn local_dimension(&self, set: &IndicatorSet, k: usize, category: usize) -> f64 {
        let own = &set.dimensions[k];
        let sisters: f64 = set
            .dimensions
            .iter()
            .enumerate()
            .filter(|(_, d)| d.parent == own.parent && (own.parent.is_some() || d.step == own.step))
            .map(|(j, _)| self.dimensions[j][category])
            .sum();
        let beside: f64 = match &own.parent {
            Some(parent) => self.leaf_sum(set, parent, category),
            None => 0.0,
        };
        share(self.dimensions[k][category], sisters + beside)
    }

    /// Share of indicator `k` among its sisters, 0..=1.
    pub fn local_indicator(&self, set: &IndicatorSet, k: usize, category: usize) -> f64 {
        let parent = &set.indicators[k].parent;
        let branches: f64 = set
            .dimensions
            .iter()
            .enumerate()
            .filter(|(_, d)| d.parent.as_deref() == Some(parent))
            .map(|(j, _)| self.dimensions[j][category])
            .sum();
        share(self.indicators[k][category], branches + self.leaf_sum(set, parent, category))
    }

    fn leaf_sum(&self, set: &IndicatorSet, parent: &str, category: usize) -> f64 {
        (0..set.indicators.len())
            .filter(|k| set.indicators[*k].parent == parent)
            .map(|k| self.indicators[k][category])
            .sum()
    }

    /// Share of a dimension (by id) of the whole of its step, 0..=1.
    pub fn whole_dimension(&self, set: &IndicatorSet, id: &str, category: usize) -> f64 {
        match set.dimension(id) {
            Some(k) => {
                let above = match &set.dimensions[k].parent {
                    Some(parent) => self.whole_dimension(set, parent, category),
                    None => 1.0,
                };
                above * self.local_dimension(set, k, category)
            }
            None => 0.0,
        }
    }
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// The declared weight, or the sum of what hangs below.
fn dimension_weight(set: &IndicatorSet, dimension: &Dimension, category: &str) -> f64 {
    if let Some(declared) = dimension.weights.get(category) {
        return *declared;
    }
    let leaves: f64 = set.leaves(&dimension.id).filter_map(|i| i.points.get(category)).sum();
    let branches: f64 = set.branches(&dimension.id).map(|d| dimension_weight(set, d, category)).sum();
    leaves + branches
}
