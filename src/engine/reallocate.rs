//! Points of what does not apply, given to what does: by level, or over the whole list at once.

use super::build::{Builder, Names};
use super::score::Scored;
use crate::formula::{ColumnId, Comparison, Formula, SCORE_DIGITS};
use crate::model::NotApplicablePolicy;

impl Builder<'_> {
    /// Weight of the children that apply, for every dimension of the step; children before parents.
    pub(super) fn live_weights(&mut self, in_step: &[bool], scored: &[Option<Scored>]) -> Vec<Option<Live>> {
        let set = &self.document.set;
        let mut live: Vec<Option<Live>> = (0..set.dimensions.len()).map(|_| None).collect();
        for k in (0..set.dimensions.len()).rev().filter(|k| in_step[*k]) {
            let id = set.dimensions[k].id.as_str();
            let mut parts: Vec<Formula> = scored
                .iter()
                .zip(&set.indicators)
                .filter(|(_, i)| i.parent == id)
                .filter_map(|(s, _)| s.as_ref())
                .map(|s| when_applies(s.ratio, Formula::Column(s.weight)))
                .collect();
            parts.extend(
                (0..set.dimensions.len())
                    .filter(|j| set.dimensions[*j].parent.as_deref() == Some(id))
                    .filter_map(|j| live[j].as_ref())
                    .map(|l| when_live(l.live, l.weight)),
            );
            let column = self.tree(&format!("{id}.live"), "live", None, Formula::Sum(parts));
            let weight = self.by_category(&format!("{id}.weight"), "w", None, self.weights.dimensions[k].clone());
            live[k] = Some(Live { live: column, weight });
        }
        live
    }

    /// Hierarchical reallocation: points flow down, at every level in proportion to the weights that apply.
    pub(super) fn points_by_level(
        &mut self,
        scored: &[Option<Scored>],
        live: &[Option<Live>],
        all: ColumnId,
        whole: ColumnId,
    ) -> Points {
        let set = &self.document.set;
        let mut points =
            Points { indicators: vec![None; set.indicators.len()], dimensions: vec![None; set.dimensions.len()] };
        for k in 0..set.dimensions.len() {
            let Some(Live { live, weight }) = live[k] else { continue };
            let id = set.dimensions[k].id.as_str();
            let mut names = Names::default().column("live", live).column("w", weight);
            let above = set.dimensions[k].parent.as_deref().and_then(|p| set.dimension(p));
            let effective = match above.and_then(|p| points.dimensions[p]) {
                Some((_, Some(factor))) => {
                    names.set("f", Formula::Column(factor));
                    self.formula(&format!("{id}.effective"), "e", None, "if(live > 0, w * f, 0)", &names)
                }
                _ => {
                    names.set("W", Formula::Column(whole));
                    names.set("all", Formula::Column(all));
                    self.formula(&format!("{id}.effective"), "e", None, "if(live > 0, w * W / all, 0)", &names)
                }
            };
            let names = Names::default().column("e", effective).column("live", live);
            let factor = self.formula(&format!("{id}.factor"), "f", None, "e / live", &names);
            points.dimensions[k] = Some((effective, Some(factor)));
        }
        for (k, scored) in scored.iter().enumerate() {
            let Some(scored) = scored else { continue };
            let indicator = &set.indicators[k];
            let factor = set.dimension(&indicator.parent).and_then(|p| points.dimensions[p]).and_then(|(_, f)| f);
            let Some(factor) = factor else { continue };
            let scope = self.scope_of(k);
            let names = Names::default().column("r", scored.ratio).column("w", scored.weight).column("f", factor);
            let effective = self.formula(
                &format!("{}.effective", indicator.id),
                "e",
                Some(&scope),
                "if(applies(r), w * f, 0)",
                &names,
            );
            points.indicators[k] = Some(effective);
        }
        points
    }

    /// Reallocation over the whole list at once: in proportion, or in equal parts.
    pub(super) fn flat_points(&mut self, scored: &[Option<Scored>], whole: ColumnId) -> Points {
        let set = &self.document.set;
        let mut points =
            Points { indicators: vec![None; set.indicators.len()], dimensions: vec![None; set.dimensions.len()] };
        let mut nominal = Vec::new();
        for (k, scored) in scored.iter().enumerate() {
            let Some(scored) = scored else { continue };
            let scope = self.scope_of(k);
            let shares: Vec<f64> = (0..self.document.categories.len())
                .map(|c| {
                    let root: f64 = self.root_sum(&set.indicators[k].parent, c);
                    root * self.weights.whole_dimension(set, &set.indicators[k].parent, c)
                        * self.weights.local_indicator(set, k, c)
                })
                .collect();
            let column = self.by_category(&format!("{}.nominal", set.indicators[k].id), "w", Some(&scope), shares);
            nominal.push((k, scored.ratio, column));
        }
        let live = Formula::Sum(nominal.iter().map(|(_, r, w)| when_applies(*r, Formula::Column(*w))).collect());
        let live = self.tree("points.live", "live", None, live);
        let equal = self.document.policies.not_applicable == NotApplicablePolicy::EqualSplit;
        let count = Formula::Sum(nominal.iter().map(|(_, r, _)| when_applies(*r, Formula::Number(1.0))).collect());
        let count = if equal { self.tree("points.count", "n", None, count) } else { live };
        for (k, ratio, weight) in nominal {
            let names = Names::default()
                .column("r", ratio)
                .column("w", weight)
                .column("W", whole)
                .column("live", live)
                .column("n", count);
            let text = if equal { "if(applies(r), w + (W - live) / n, 0)" } else { "if(applies(r), w * W / live, 0)" };
            let scope = self.scope_of(k);
            let name = format!("{}.effective", set.indicators[k].id);
            points.indicators[k] = Some(self.formula(&name, "e", Some(&scope), text, &names));
        }
        points
    }

    /// Sum of the top-level weights of the step that the node belongs to.
    pub(super) fn root_sum(&self, id: &str, category: usize) -> f64 {
        let set = &self.document.set;
        let Some(own) = set.dimension(id) else { return 0.0 };
        let step = self.step_of(&set.dimensions[own]);
        (0..set.dimensions.len())
            .filter(|k| {
                set.dimensions[*k].parent.is_none()
                    && (self.document.calendar.stages.is_empty() || set.dimensions[*k].step == step)
            })
            .map(|k| self.weights.dimensions[k][category])
            .sum()
    }

    pub(super) fn scope_of(&self, k: usize) -> Vec<bool> {
        self.weights.points[k].iter().map(|p| *p > 0.0).collect()
    }
}

#[derive(Clone, Copy)]
pub(super) struct Live {
    pub live: ColumnId,
    pub weight: ColumnId,
}

/// Effective points of every node: of a dimension with its factor, if it has one.
pub(super) struct Points {
    pub indicators: Vec<Option<ColumnId>>,
    pub dimensions: Vec<Option<(ColumnId, Option<ColumnId>)>>,
}

/// `if(applies(ratio), then, 0)`
pub(super) fn when_applies(ratio: ColumnId, then: Formula) -> Formula {
    Formula::If {
        condition: Box::new(Formula::Applies(Box::new(Formula::Column(ratio)))),
        then: Box::new(then),
        otherwise: Box::new(Formula::Number(0.0)),
    }
}

/// `if(live > 0, weight, 0)`
pub(super) fn when_live(live: ColumnId, weight: ColumnId) -> Formula {
    Formula::If {
        condition: Box::new(Formula::Compare {
            comparison: Comparison::Greater,
            left: Box::new(Formula::Column(live)),
            right: Box::new(Formula::Number(0.0)),
            digits: SCORE_DIGITS,
        }),
        then: Box::new(Formula::Column(weight)),
        otherwise: Box::new(Formula::Number(0.0)),
    }
}
