//! Everything above the tree as columns: steps joined, events, total, published figure, grade, quota, rank.

use super::build::{Builder, Names};
use super::frame::Frame;
use super::lists;
use super::plan::{Plan, Source, StepPlan, TotalColumns};
use super::score::TreeColumns;
use super::weights::Weights;
use crate::formula::{ColumnId, Formula, Grain, Half, PeerKey, PeerStatistic, SCORE_DIGITS, Ties};
use crate::model::{Document, Event, EventKind, Grading, Period, RoundingMode, Step, Window};
use crate::rules::Rule;

/// Writes the plan of `document` for a window: of one stage, of a year to date, or (none) of everything.
pub(super) fn draw(
    document: &Document,
    rules: &[Rule],
    weights: &Weights,
    frame: &Frame,
    period: Option<Period>,
) -> Plan {
    let calendar = &document.calendar;
    let mut builder = Builder::new(document, rules, weights, frame);
    let stage_grading = calendar.stage_grading.as_ref().unwrap_or(&document.grading);
    if calendar.stages.is_empty() {
        let window = Window::up_to(period.unwrap_or(Period::Year));
        let step = builder.single_step(window, None, &document.grading, false);
        builder.plan.last = step;
        return builder.plan;
    }
    if let Some(stage) = period.filter(|p| calendar.stages.contains(p)) {
        let step = builder.single_step(Window::only(stage), Some(Step::Stage), stage_grading, true);
        builder.plan.last = step;
        return builder.plan;
    }
    for stage in &calendar.stages {
        builder.prefix = format!("{stage}/");
        let step = builder.single_step(Window::only(*stage), Some(Step::Stage), stage_grading, true);
        builder.plan.stages.push(step);
    }
    builder.prefix.clear();
    let step = builder.final_step();
    builder.plan.last = step;
    builder.plan
}

/// Whether an event acts in a step: a stage takes what lies in its time, the final step what lies in no stage.
pub fn acts_in(document: &Document, step: &StepPlan, event: &Event) -> bool {
    acts(document, &step.window, step.is_stage, event)
}

fn acts(document: &Document, window: &Window, is_stage: bool, event: &Event) -> bool {
    match event.period {
        None => !is_stage,
        Some(period) if is_stage || document.calendar.stages.is_empty() => window.contains(period),
        Some(period) => !document.calendar.stages.iter().any(|s| Window::only(*s).contains(period)),
    }
}

/// What a total is made of.
struct Ledger {
    base: ColumnId,
    bonus_sum: ColumnId,
    bonus: ColumnId,
    deduction_sum: ColumnId,
    deduction: ColumnId,
    total: ColumnId,
}

/// The keys that decide between equals inside the quota.
struct TieKeys(Vec<ColumnId>);

impl Builder<'_> {
    /// A step that scores the tree by itself.
    fn single_step(&mut self, window: Window, step: Option<Step>, grading: &Grading, is_stage: bool) -> StepPlan {
        let tree = self.tree_of(&window, step);
        let names = Names::default().column("live", tree.live).column("own", tree.own);
        let base = self.formula("base", "base", None, "if(live > 0, own, na)", &names);
        let ledger = self.ledger(&window, is_stage, grading, base);
        let total = self.total(window, is_stage, grading, &tree, ledger, Vec::new());
        self.step_plan(window, is_stage, tree, total)
    }

    /// The step that joins the stages with its own dimensions.
    fn final_step(&mut self) -> StepPlan {
        let window = Window::up_to(Period::Year);
        let last = self.document.calendar.last.clone();
        let mut tree = self.tree_of(&window, Some(Step::Final));
        let stages = self.plan.stages.clone();
        let of = |f: &dyn Fn(&TotalColumns) -> ColumnId| stages.iter().map(|s| f(&s.total)).collect::<Vec<_>>();
        // A stage in which nothing applies to a subject does not count in its mean.
        let mean = self.mean_of("stages", &of(&|t| t.total));
        let grading = self.document.grading.clone();
        let ledger = if last.own_share == 0.0 {
            Ledger {
                base: self.mean_of("base", &of(&|t| t.base)),
                bonus_sum: self.mean_of("bonus.sum", &of(&|t| t.bonus_sum)),
                bonus: self.mean_of("bonus", &of(&|t| t.bonus)),
                deduction_sum: self.mean_of("deduction.sum", &of(&|t| t.deduction_sum)),
                deduction: self.mean_of("deduction", &of(&|t| t.deduction)),
                total: mean,
            }
        } else {
            let mut names = Names::default().column("mean", mean).column("own", tree.own).column("live", tree.live);
            names.set("stage_share", Formula::parameter("stage_share", last.stage_share));
            names.set("own_share", Formula::parameter("own_share", last.own_share));
            let text = "if(live > 0, stage_share * mean + own_share * own, na)";
            let base = self.formula("base", "base", None, text, &names);
            self.ledger(&window, false, &grading, base)
        };
        let barring: Vec<usize> = self.barring_grades(&last.barring_grades);
        let bars: Vec<(ColumnId, Vec<usize>)> = stages.iter().map(|s| (s.total.grade, barring.clone())).collect();
        for k in 0..tree.dimensions.len() {
            let scores: Vec<&super::plan::DimensionColumns> =
                stages.iter().filter_map(|s| s.dimensions[k].as_ref()).collect();
            if tree.dimensions[k].is_none() && !scores.is_empty() && self.document.set.dimensions[k].parent.is_none() {
                tree.dimensions[k] = Some(self.mean_dimension(k, &scores));
            }
        }
        let missing: Vec<ColumnId> = stages.iter().filter_map(|s| s.total.missing).chain([tree.missing]).collect();
        let missing = self.sum_of(&missing);
        tree.missing = self.tree("missing.all", "missing", None, missing);
        let mut total = self.total(window, false, &grading, &tree, ledger, bars);
        total.stage_mean = Some(mean);
        self.step_plan(window, false, tree, total)
    }

    fn step_plan(&self, window: Window, is_stage: bool, tree: TreeColumns, total: TotalColumns) -> StepPlan {
        StepPlan {
            window,
            prefix: self.prefix.clone(),
            indicators: tree.indicators,
            dimensions: tree.dimensions,
            total,
            is_stage,
        }
    }

    /// The mean of the columns that have a number; not applicable without any.
    fn mean_of(&mut self, name: &str, columns: &[ColumnId]) -> ColumnId {
        let column = |id: &ColumnId| Box::new(Formula::Column(*id));
        let sum = columns.iter().map(|id| Formula::Else(column(id), Box::new(Formula::Number(0.0)))).collect();
        let sum = self.tree(&format!("{name}.sum"), "sum", None, Formula::Sum(sum));
        let count = columns.iter().map(|id| Formula::Present(column(id))).collect();
        let count = self.tree(&format!("{name}.count"), "n", None, Formula::Sum(count));
        let names = Names::default().column("sum", sum).column("n", count);
        self.formula(&format!("{name}.mean"), "mean", None, "sum / n", &names)
    }

    /// A stage dimension as the final step shows it: means over the stages.
    fn mean_dimension(&mut self, k: usize, stages: &[&super::plan::DimensionColumns]) -> super::plan::DimensionColumns {
        let id = self.document.set.dimensions[k].id.clone();
        let of =
            |f: &dyn Fn(&super::plan::DimensionColumns) -> ColumnId| stages.iter().map(|d| f(d)).collect::<Vec<_>>();
        let score = self.mean_of(&format!("{id}.score"), &of(&|d| d.score));
        let effective = self.mean_of(&format!("{id}.effective"), &of(&|d| d.effective));
        let live = self.mean_of(&format!("{id}.live"), &of(&|d| d.live));
        let weight = stages.first().map(|d| d.weight).unwrap_or_default();
        super::plan::DimensionColumns { weight, live, effective, factor: None, score }
    }

    fn barring_grades(&self, names: &[String]) -> Vec<usize> {
        let grading = self.document.calendar.stage_grading.as_ref().unwrap_or(&self.document.grading);
        grading.scale.bands.iter().enumerate().filter(|(_, band)| names.contains(&band.name)).map(|(k, _)| k).collect()
    }

    /// Bonus and deduction of the step's events, and the unrounded total.
    fn ledger(&mut self, window: &Window, is_stage: bool, grading: &Grading, base: ColumnId) -> Ledger {
        let bonus_sum = self.events(window, is_stage, EventKind::Bonus, "bonus.sum", "bonuses");
        let deduction_sum = self.events(window, is_stage, EventKind::Deduction, "deduction.sum", "deductions");
        let bonus = self.capped("bonus", bonus_sum, grading.caps.bonus);
        let deduction = self.capped("deduction", deduction_sum, grading.caps.deduction);
        let mut names = Names::default().column("base", base).column("bonus", bonus).column("deduction", deduction);
        let total = match grading.caps.total {
            Some(most) => {
                names.set("most", Formula::parameter("most", most));
                "clamp(base + bonus - deduction, 0, most)"
            }
            None => "max(base + bonus - deduction, 0)",
        };
        let total = self.formula("total", "total", None, total, &names);
        Ledger { base, bonus_sum, bonus, deduction_sum, deduction, total }
    }

    fn events(&mut self, window: &Window, is_stage: bool, kind: EventKind, name: &str, symbol: &str) -> ColumnId {
        let document = self.document;
        let counted = lists::counted_events(document, &|e| acts(document, window, is_stage, e));
        let lane = lists::events(document, self.frame, kind, &counted);
        self.add(name, symbol, Grain::Score, None, Source::Events { kind, lane })
    }

    fn total(
        &mut self,
        window: Window,
        is_stage: bool,
        grading: &Grading,
        tree: &TreeColumns,
        ledger: Ledger,
        bars: Vec<(ColumnId, Vec<usize>)>,
    ) -> TotalColumns {
        let veto = self.events(&window, is_stage, EventKind::Veto, "veto", "veto");
        let mut bar = self.events(&window, is_stage, EventKind::Bar, "bar.events", "bar");
        if bars.iter().any(|(_, grades)| !grades.is_empty()) {
            bar = self.barred(bar, &bars);
        }
        let Ledger { base, bonus_sum, bonus, deduction_sum, deduction, total } = ledger;
        let rounding = self.document.policies.rounding;
        let half = match rounding.mode {
            RoundingMode::HalfUp => Half::Up,
            RoundingMode::HalfEven => Half::Even,
        };
        let published = Formula::Round { value: Box::new(Formula::Column(total)), digits: rounding.digits, half };
        let published = self.tree("published", "published", None, published);
        let ties = self.tie_keys(grading, tree, total);
        let graded = self.graded(grading, published, veto, bar, ties);
        TotalColumns {
            live: Some(tree.live),
            missing: Some(tree.missing),
            own: tree.own,
            stage_mean: None,
            base,
            bonus_sum,
            bonus,
            deduction_sum,
            deduction,
            total,
            published,
            veto,
            bar,
            ..graded
        }
    }

    /// Barred by an event, or by a stage's grade.
    fn barred(&mut self, events: ColumnId, bars: &[(ColumnId, Vec<usize>)]) -> ColumnId {
        let mut any = vec![Formula::Column(events)];
        for (grade, barring) in bars {
            for index in barring {
                let equal = Formula::Compare {
                    comparison: crate::formula::Comparison::Equal,
                    left: Box::new(Formula::Column(*grade)),
                    right: Box::new(Formula::Number(*index as f64)),
                    digits: SCORE_DIGITS,
                };
                // A stage without a grade bars nobody.
                any.push(Formula::Else(Box::new(equal), Box::new(Formula::Number(0.0))));
            }
        }
        self.tree("bar", "bar", None, Formula::Any(any))
    }

    fn capped(&mut self, name: &str, sum: ColumnId, cap: Option<f64>) -> ColumnId {
        let Some(cap) = cap else { return sum };
        let mut names = Names::default().column("sum", sum);
        names.set("cap", Formula::parameter("cap", cap));
        self.formula(name, name, None, "min(sum, cap)", &names)
    }

    fn tie_keys(&self, grading: &Grading, tree: &TreeColumns, total: ColumnId) -> TieKeys {
        let set = &self.document.set;
        TieKeys(
            grading
                .ties
                .iter()
                .filter_map(|id| match id.as_str() {
                    "total" => Some(total),
                    id => tree.dimensions[set.dimension(id)?].as_ref().map(|d| d.score),
                })
                .collect(),
        )
    }

    fn graded(
        &mut self,
        grading: &Grading,
        published: ColumnId,
        veto: ColumnId,
        bar: ColumnId,
        ties: TieKeys,
    ) -> TotalColumns {
        let bands = &grading.scale.bands;
        let worst = bands.len().saturating_sub(1) as f64;
        let by_score = Formula::Steps {
            value: Box::new(Formula::Column(published)),
            falling: false,
            steps: bands.iter().enumerate().map(|(k, band)| (band.minimum, k as f64)).collect(),
            otherwise: worst,
            digits: SCORE_DIGITS,
        };
        let by_score = self.tree("grade.by_score", "g", None, by_score);
        let names = Names::default()
            .column("g", by_score)
            .column("veto", veto)
            .column("bar", bar)
            .column("published", published);
        let candidate = self.formula("candidate", "candidate", None, "g = 0 and veto = 0 and bar = 0", &names);
        // A veto gives a place, the last, even to a subject to whom nothing applies; whoever has a place is counted.
        let counted = self.formula("counted", "counted", None, "if(veto = 1, 0, published)", &names);
        let count = Formula::Peer { statistic: PeerStatistic::Count, column: counted };
        let members = self.ranked("members", "members", count, None);
        let mut names = names.column("candidate", candidate).column("members", members);
        names.set("worst", Formula::Number(worst));
        names.set("second", Formula::Number(worst.min(1.0)));
        let (mut place, mut places, mut refused) = (None, None, None);
        if let Some(share) = grading.quota {
            let key = |column: ColumnId| PeerKey { column, highest_first: true, digits: SCORE_DIGITS };
            let keys = std::iter::once(published).chain(ties.0).map(key).collect();
            let rank = Formula::PeerRank { keys, ties: Ties::Maximum };
            let own_place = self.ranked("quota.place", "place", rank, Some(candidate));
            names.set("share", Formula::parameter("share", share));
            let quota = self.formula("quota.places", "places", None, "floor(members * share)", &names);
            let names = names.clone().column("place", own_place).column("places", quota);
            // Who is no candidate, or not ranked, needs no place.
            let text = "else(if(candidate = 1, if(place > places, 1, 0), 0), 0)";
            refused = Some(self.formula("quota.refused", "refused", None, text, &names));
            (place, places) = (Some(own_place), Some(quota));
        }
        let barred = match refused {
            Some(refused) => {
                names.set("refused", Formula::Column(refused));
                "bar = 1 or refused = 1"
            }
            None => "bar = 1",
        };
        let text = format!("if(veto = 1, worst, if(g = 0, if({barred}, second, 0), g))");
        let grade = self.formula("grade", "grade", None, &text, &names);
        let key = PeerKey { column: published, highest_first: true, digits: SCORE_DIGITS };
        let rank = Formula::PeerRank { keys: vec![key], ties: Ties::Minimum };
        let rank = if grading.veto_leaves_ranking {
            let stays = self.formula("compared", "compared", None, "veto = 0", &names);
            let rank = self.ranked("rank.compared", "rank", rank, Some(stays));
            let names = names.column("rank", rank);
            self.formula("rank", "rank", None, "if(veto = 1, members, rank)", &names)
        } else {
            self.ranked("rank", "rank", rank, None)
        };
        TotalColumns { by_score, candidate, place, places, refused, members, grade, rank, ..TotalColumns::default() }
    }
}
