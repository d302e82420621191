//! The tree as columns: values, rules, reallocation, scores, sums.

use super::build::{Builder, Names};
use super::lists;
use super::plan::{BallotStatistic, DimensionColumns, IndicatorColumns, Source};
use super::reallocate::{Live, Points, when_live};
use crate::formula::{ColumnId, Formula, Grain};
use crate::model::{
    Field, MissingPolicy, NotApplicablePolicy, Period, PeriodAggregation, RoundingMode, RoundingPlace, Status, Step,
    Window,
};
use crate::rules::{Program, Rule, ValueSource};

/// The columns of the tree in one step.
pub(super) struct TreeColumns {
    pub indicators: Vec<Option<IndicatorColumns>>,
    pub dimensions: Vec<Option<DimensionColumns>>,
    /// Weight of the top-level dimensions that apply.
    pub live: ColumnId,
    pub missing: ColumnId,
    /// Sum of the top-level dimensions.
    pub own: ColumnId,
}

/// An indicator before its points are known.
pub(super) struct Scored {
    pub raw: ColumnId,
    pub lines: Vec<ColumnId>,
    pub target: Option<ColumnId>,
    pub base: Option<ColumnId>,
    pub points: ColumnId,
    pub rule: ColumnId,
    pub ratio: ColumnId,
    pub weight: ColumnId,
    pub gaps: ColumnId,
    pub expected: usize,
}

impl Builder<'_> {
    /// Adds the tree of the dimensions of `step` (none: all) over `window`.
    pub(super) fn tree_of(&mut self, window: &Window, step: Option<Step>) -> TreeColumns {
        let set = &self.document.set;
        let in_step: Vec<bool> = set.dimensions.iter().map(|d| step.is_none_or(|s| self.step_of(d) == s)).collect();
        let scored: Vec<Option<Scored>> = (0..set.indicators.len())
            .map(|k| {
                let parent = set.dimension(&set.indicators[k].parent)?;
                in_step[parent].then(|| self.indicator(k, window))
            })
            .collect();
        let live = self.live_weights(&in_step, &scored);
        let roots: Vec<usize> =
            (0..set.dimensions.len()).filter(|k| in_step[*k] && set.dimensions[*k].parent.is_none()).collect();
        let all = self.tree(
            "live",
            "live",
            None,
            Formula::Sum(roots.iter().filter_map(|k| live[*k].as_ref()).map(|l| when_live(l.live, l.weight)).collect()),
        );
        let whole: Vec<f64> = (0..self.document.categories.len())
            .map(|c| roots.iter().map(|k| self.weights.dimensions[*k][c]).fold(0.0, |a, b| a + b))
            .collect();
        let whole = self.by_category("whole", "W", None, whole);
        let points = match self.document.policies.not_applicable {
            NotApplicablePolicy::ScaleUp | NotApplicablePolicy::EqualSplit => self.flat_points(&scored, whole),
            NotApplicablePolicy::Hierarchical | NotApplicablePolicy::PeerMean | NotApplicablePolicy::Zero => {
                self.points_by_level(&scored, &live, all, whole)
            }
        };
        self.sums(scored, live, points, &roots, all)
    }

    pub(super) fn step_of(&self, dimension: &crate::model::Dimension) -> Step {
        let mut at = dimension;
        while let Some(parent) = at.parent.as_deref().and_then(|id| self.document.set.dimension(id)) {
            at = &self.document.set.dimensions[parent];
        }
        at.step
    }

    fn indicator(&mut self, k: usize, window: &Window) -> Scored {
        let indicator = &self.document.set.indicators[k];
        let id = indicator.id.as_str();
        let scope: Vec<bool> = self.weights.points[k].iter().map(|p| *p > 0.0).collect();
        let scope = Some(scope.as_slice());
        let program = self.rules[k].lower();
        let periods: Vec<Period> = indicator.cycle.periods().into_iter().filter(|p| window.contains(*p)).collect();
        let points = self.by_category(&format!("{id}.points"), "p", scope, self.weights.points[k].clone());
        let same = self.weights.points[k] == self.weights.indicators[k];
        let weight = if same {
            points
        } else {
            self.by_category(&format!("{id}.weight"), "w", scope, self.weights.indicators[k].clone())
        };
        let mut names = Names::default().column("p", points);
        for (name, value) in &program.parameters {
            names.set(name, Formula::parameter(name, *value));
        }
        let target = program.reads("t").then(|| self.target(k, window, scope));
        let base = program.reads("b").then(|| self.own_field(k, window, scope, Field::Base, "base", "b"));
        for (name, column) in [("t", target), ("b", base)] {
            if let Some(column) = column {
                names.set(name, Formula::Column(column));
            }
        }
        let mut lines: Vec<ColumnId> = [target, base].into_iter().flatten().collect();
        let reported = self.reported(k, &periods, &program, scope, &mut names, &mut lines);
        let (raw, rule) = self.rule_lines(id, scope, &program, names, reported, &mut lines);
        let ratio = self.ratio(id, scope, raw, rule, &mut lines);
        let value_columns = match program.source {
            ValueSource::Measured => self.observation_columns(k, &periods, Field::Value),
            ValueSource::Answers => self.observation_columns(k, &periods, Field::Answers(0)),
            ValueSource::Ballots { .. } => Vec::new(),
        };
        let expected = if matches!(program.source, ValueSource::Ballots { .. }) { 0 } else { periods.len() };
        let gaps = self.add(
            &format!("{id}.gaps"),
            "gaps",
            Grain::Score,
            scope,
            Source::Gaps { columns: value_columns, expected, inherited: indicator.inherited },
        );
        Scored { raw, lines, target, base, points, rule, ratio, weight, gaps, expected }
    }

    /// Places of the observation columns of one field, in the order of their periods.
    fn observation_columns(&self, k: usize, periods: &[Period], field: Field) -> Vec<usize> {
        let columns = &self.document.observations.columns;
        let id = self.document.set.indicators[k].id.as_str();
        let mut found: Vec<usize> = self
            .observed
            .get(id)
            .into_iter()
            .flatten()
            .copied()
            .filter(|c| columns[*c].field == field && periods.contains(&columns[*c].period))
            .collect();
        found.sort_by_key(|c| columns[*c].period);
        found
    }

    /// A subject's own target or base: the last one written anywhere in the window, whatever the indicator's cycle.
    fn own_field(
        &mut self,
        k: usize,
        window: &Window,
        scope: Option<&[bool]>,
        field: Field,
        name: &str,
        symbol: &str,
    ) -> ColumnId {
        let indicator = &self.document.set.indicators[k];
        let (id, inherited) = (indicator.id.as_str(), indicator.inherited);
        let columns = &self.document.observations.columns;
        let mut found: Vec<usize> = self
            .observed
            .get(id)
            .into_iter()
            .flatten()
            .copied()
            .filter(|c| columns[*c].field == field && window.contains(columns[*c].period))
            .collect();
        found.sort_by_key(|c| columns[*c].period);
        let own = self.add(
            &format!("{id}.own_{name}"),
            symbol,
            Grain::Raw,
            scope,
            Source::Periods { reduction: PeriodAggregation::Last, columns: found, inherited },
        );
        // Nothing written is not a duty left undone: without target or base the rule does not apply.
        let names = Names::default().column(symbol, own);
        self.formula(&format!("{id}.{name}"), symbol, scope, &format!("else({symbol}, na)"), &names)
    }

    fn target(&mut self, k: usize, window: &Window, scope: Option<&[bool]>) -> ColumnId {
        let indicator = &self.document.set.indicators[k];
        let id = indicator.id.as_str();
        let columns = &self.document.observations.columns;
        let some_own = self.observed.get(id).is_some_and(|all| all.iter().any(|c| columns[*c].field == Field::Target));
        let Some(target) = indicator.target else {
            return self.own_field(k, window, scope, Field::Target, "target", "t");
        };
        let categories = self.document.categories.len();
        if !some_own {
            return self.add(
                &format!("{id}.target"),
                "t",
                Grain::Raw,
                scope,
                Source::Category(vec![target; categories]),
            );
        }
        let own = self.own_field(k, window, scope, Field::Target, "issued", "t");
        let mut names = Names::default().column("t", own);
        names.set("standard", Formula::parameter("standard", target));
        self.formula(&format!("{id}.target"), "t", scope, "else(t, standard)", &names)
    }

    /// What was reported, under the names by which the rule reads it; the value itself, if the rule does not compute it.
    fn reported(
        &mut self,
        k: usize,
        periods: &[Period],
        program: &Program,
        scope: Option<&[bool]>,
        names: &mut Names,
        lines: &mut Vec<ColumnId>,
    ) -> Option<ColumnId> {
        let indicator = &self.document.set.indicators[k];
        let (id, inherited) = (indicator.id.as_str(), indicator.inherited);
        let mut period_column = |builder: &mut Self, name: &str, symbol: &str, reduction, field| {
            // Nothing is due yet in a window that no period of the cycle has ended in.
            let source = if periods.is_empty() {
                Source::Formula(Formula::Blank(Status::NotApplicable))
            } else {
                let columns = builder.observation_columns(k, periods, field);
                Source::Periods { reduction, columns, inherited }
            };
            let column = builder.add(&format!("{id}.{name}"), symbol, Grain::Raw, scope, source);
            names.set(symbol, Formula::Column(column));
            lines.push(column);
            column
        };
        match &program.source {
            ValueSource::Measured => Some(period_column(self, "raw", "x", indicator.aggregation, Field::Value)),
            ValueSource::Answers => {
                let reduction = match indicator.aggregation {
                    PeriodAggregation::Sum | PeriodAggregation::Average => PeriodAggregation::Sum,
                    PeriodAggregation::Last | PeriodAggregation::Maximum | PeriodAggregation::Minimum => {
                        PeriodAggregation::Last
                    }
                };
                for level in 0..5 {
                    let symbol = format!("n{}", level + 1);
                    period_column(self, &symbol, &symbol, reduction, Field::Answers(level));
                }
                None
            }
            ValueSource::Ballots { groups } => {
                period_column(self, "o", "o", indicator.aggregation, Field::Value);
                let lanes = self.ballot_lanes(k, groups, periods);
                for group in 0..groups.len() {
                    let statistics = [
                        ("n", BallotStatistic::Count),
                        ("s", BallotStatistic::Sum),
                        ("l", BallotStatistic::Lowest),
                        ("h", BallotStatistic::Highest),
                    ];
                    for (letter, statistic) in statistics {
                        let symbol = format!("{letter}{}", group + 1);
                        let lane = lanes.take(group, statistic);
                        let source = Source::Ballots { indicator: k, group, statistic, lane };
                        let column = self.add(&format!("{id}.{symbol}"), &symbol, Grain::Raw, scope, source);
                        names.set(&symbol, Formula::Column(column));
                        lines.push(column);
                    }
                }
                None
            }
        }
    }

    fn ballot_lanes(&self, k: usize, groups: &[String], periods: &[Period]) -> lists::BallotLanes {
        // A window of no due period counts no ballots.
        let window = match (periods.first(), periods.last()) {
            (Some(first), Some(last)) => Window { first: first.first_month(), last: last.last_month(), name: *last },
            _ => Window { first: 1, last: 0, name: Period::Year },
        };
        lists::ballots(self.document, self.frame, k, groups, &window)
    }

    /// The rule's own lines. Returns the value and the share that the rule gives.
    fn rule_lines(
        &mut self,
        id: &str,
        scope: Option<&[bool]>,
        program: &Program,
        mut names: Names,
        reported: Option<ColumnId>,
        lines: &mut Vec<ColumnId>,
    ) -> (ColumnId, ColumnId) {
        let (mut raw, mut rule) = (reported.unwrap_or_default(), ColumnId::default());
        let last = program.lines.len().saturating_sub(1);
        for (k, line) in program.lines.iter().enumerate() {
            let (name, symbol) = match line.name.as_str() {
                "x" => (format!("{id}.raw"), "x"),
                _ if k == last => (format!("{id}.rule"), "rule"),
                other => (format!("{id}.{other}"), other),
            };
            let column = self.formula(&name, symbol, scope, &line.text, &names);
            if line.name == "x" {
                // A value computed from answers or ballots is still a raw value.
                self.plan.columns[column.0 as usize].grain = Grain::Raw;
                raw = column;
            }
            rule = column;
            names.set(&line.name, Formula::Column(column));
            lines.push(column);
        }
        (raw, rule)
    }

    /// The share after the policies for what is missing or does not apply.
    fn ratio(
        &mut self,
        id: &str,
        scope: Option<&[bool]>,
        raw: ColumnId,
        rule: ColumnId,
        lines: &mut Vec<ColumnId>,
    ) -> ColumnId {
        let names = Names::default().column("x", raw).column("rule", rule);
        // A rule may be silent about its value (all peers equal, a target of zero), so the value is asked first.
        let own = match self.document.policies.missing {
            MissingPolicy::Zero => "if(present(x), rule, if(lacks(x), 0, na))",
            MissingPolicy::NotApplicable => "if(present(x), rule, na)",
        };
        let ratio = format!("{id}.ratio");
        match self.document.policies.not_applicable {
            NotApplicablePolicy::Zero => self.formula(&ratio, "r", scope, &format!("else({own}, 0)"), &names),
            NotApplicablePolicy::PeerMean => {
                let own = self.formula(&format!("{id}.own"), "own", scope, own, &names);
                let names = Names::default().column("own", own);
                let mean = self.formula(&format!("{id}.mean"), "mean", scope, "peer_mean(own)", &names);
                lines.extend([own, mean]);
                self.formula(&ratio, "r", scope, "else(own, mean)", &names.column("mean", mean))
            }
            NotApplicablePolicy::Hierarchical | NotApplicablePolicy::ScaleUp | NotApplicablePolicy::EqualSplit => {
                self.formula(&ratio, "r", scope, own, &names)
            }
        }
    }

    /// Scores, and their sums up the tree.
    fn sums(
        &mut self,
        scored: Vec<Option<Scored>>,
        live: Vec<Option<Live>>,
        points: Points,
        roots: &[usize],
        all: ColumnId,
    ) -> TreeColumns {
        let set = &self.document.set;
        let rounding = self.document.policies.rounding;
        let product = match (rounding.place, rounding.mode) {
            (RoundingPlace::Total, _) => "else(e * r, 0)".to_owned(),
            (RoundingPlace::EachIndicator, RoundingMode::HalfUp) => {
                format!("else(round(e * r, {}), 0)", rounding.digits)
            }
            (RoundingPlace::EachIndicator, RoundingMode::HalfEven) => {
                format!("else(round_even(e * r, {}), 0)", rounding.digits)
            }
        };
        let mut indicators: Vec<Option<IndicatorColumns>> = Vec::new();
        for (k, scored) in scored.into_iter().enumerate() {
            let (Some(s), Some(effective)) = (scored, points.indicators[k]) else {
                indicators.push(None);
                continue;
            };
            let names = Names::default().column("e", effective).column("r", s.ratio);
            let name = format!("{}.score", set.indicators[k].id);
            // Outside its categories an indicator adds nothing, so the score exists everywhere.
            let score = self.formula(&name, "s", None, &product, &names);
            indicators.push(Some(IndicatorColumns {
                raw: s.raw,
                lines: s.lines,
                target: s.target,
                base: s.base,
                points: s.points,
                rule: s.rule,
                ratio: s.ratio,
                weight: s.weight,
                effective,
                score,
                gaps: s.gaps,
                expected: s.expected,
            }));
        }
        let mut scores: Vec<Option<ColumnId>> = vec![None; set.dimensions.len()];
        let mut effectives: Vec<Option<ColumnId>> = points.dimensions.iter().map(|p| p.map(|(e, _)| e)).collect();
        for k in (0..set.dimensions.len()).rev() {
            if live[k].is_none() {
                continue;
            }
            let id = set.dimensions[k].id.as_str();
            let leaves = || {
                indicators.iter().zip(&set.indicators).filter(|(_, i)| i.parent == id).filter_map(|(c, _)| c.as_ref())
            };
            let branches: Vec<usize> =
                (0..set.dimensions.len()).filter(|j| set.dimensions[*j].parent.as_deref() == Some(id)).collect();
            let parts: Vec<ColumnId> =
                leaves().map(|c| c.score).chain(branches.iter().filter_map(|j| scores[*j])).collect();
            let given: Vec<ColumnId> =
                leaves().map(|c| c.effective).chain(branches.iter().filter_map(|j| effectives[*j])).collect();
            let sum = self.sum_of(&parts);
            scores[k] = Some(self.tree(&format!("{id}.score"), "s", None, sum));
            if effectives[k].is_none() {
                // An indicator outside its categories carries no points.
                let parts = given
                    .iter()
                    .map(|id| Formula::Else(Box::new(Formula::Column(*id)), Box::new(Formula::Number(0.0))))
                    .collect();
                effectives[k] = Some(self.tree(&format!("{id}.effective"), "e", None, Formula::Sum(parts)));
            }
        }
        let dimensions: Vec<Option<DimensionColumns>> = (0..set.dimensions.len())
            .map(|k| {
                let (live, score, effective) = (live[k].as_ref()?, scores[k]?, effectives[k]?);
                let factor = points.dimensions[k].and_then(|(_, f)| f);
                Some(DimensionColumns { weight: live.weight, live: live.live, effective, factor, score })
            })
            .collect();
        // Besides values that lack, only a formula of the user's own can fail to be a number: it can overflow.
        let lacking =
            indicators.iter().zip(self.rules).filter_map(|(c, rule)| Some((c.as_ref()?, rule))).flat_map(
                |(c, rule)| std::iter::once(c.raw).chain(matches!(rule, Rule::OwnFormula(_)).then_some(c.rule)),
            );
        let missing = Formula::Sum(lacking.map(|id| Formula::Lacks(Box::new(Formula::Column(id)))).collect());
        let missing = self.tree("missing", "missing", None, missing);
        let own = self.sum_of(&roots.iter().filter_map(|k| scores[*k]).collect::<Vec<_>>());
        let own = self.tree("own", "own", None, own);
        TreeColumns { indicators, dimensions, live: all, missing, own }
    }
}
