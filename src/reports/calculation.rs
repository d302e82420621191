//! 计算过程: from every value to every score, and from the scores to the total, so that a reader can add it up.

use super::page::Page;
use super::results::{FINE, Told, joined};
use crate::engine::{Counted, IndicatorColumns, StepPlan, acts_in, counted_events};
use crate::explain::{Phrase, aggregation_words, rule_words};
use crate::formula::evaluate::Cell;
use crate::formula::{ColumnId, SCORE_DIGITS, snap};
use crate::i18n::{self, reporting, sayings};
use crate::model::{EventKind, Flag, MissingPolicy, NotApplicablePolicy, Status};
use crate::sheets::{Face, Format, Row, Sheet};
use std::collections::BTreeMap;

/// Most rows of the sheet. What is longer is of no use to a reader, and too much for his spreadsheet.
pub(super) const MOST_ROWS: usize = 100_000;

/// Decimals that are shown of scores; cells hold all of them.
const SHOWN: Format = Format::Fixed(4);

/// How much is told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// Indicators, sums, rules in words.
    Whole,
    /// A row per indicator, with figures of six decimals.
    Indicators,
}

/// Writes the calculation of one subject after the other.
pub(super) struct Calculation<'a> {
    told: &'a Told<'a>,
    detail: Detail,
    /// Levels above the indicators.
    levels: usize,
    /// The rule of each indicator in words.
    rules: Vec<String>,
    /// Which of the columns above an indicator's row hold names, by indicator: the path from the top.
    paths: Vec<Vec<String>>,
    /// By subject: the events, and how each counts.
    events: BTreeMap<&'a str, Vec<usize>>,
}

/// What is done with one subject.
struct Subject<'a> {
    place: usize,
    category: usize,
    cells: &'a dyn Fn(ColumnId) -> Cell,
    /// The first cells of each of its rows.
    name: [String; 3],
}

impl<'a> Calculation<'a> {
    pub fn new(told: &'a Told<'a>, detail: Detail) -> Calculation<'a> {
        let document = told.document();
        let set = &document.set;
        let path = |parent: &str| {
            let mut path = Vec::new();
            let mut at = set.dimension(parent);
            while let Some(k) = at {
                path.push(set.dimensions[k].name.clone());
                at = set.dimensions[k].parent.as_deref().and_then(|above| set.dimension(above));
            }
            path.reverse();
            path
        };
        let paths: Vec<Vec<String>> = set.indicators.iter().map(|i| path(&i.parent)).collect();
        let rules = match detail {
            Detail::Whole => set
                .indicators
                .iter()
                .zip(told.checked.rules())
                .map(|(indicator, rule)| {
                    let mut words = rule_words(rule);
                    words.push(aggregation_words(indicator.aggregation));
                    i18n::rule(told.language, &words)
                })
                .collect(),
            Detail::Indicators => Vec::new(),
        };
        let mut events: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (k, event) in document.events.iter().enumerate() {
            events.entry(&event.subject).or_default().push(k);
        }
        Calculation { told, detail, levels: paths.iter().map(Vec::len).max().unwrap_or(0), rules, paths, events }
    }

    fn steps(&self) -> impl Iterator<Item = &'a StepPlan> {
        let plan = self.told.assessment.plan();
        plan.stages.iter().chain([&plan.last])
    }

    fn has_stages(&self) -> bool {
        !self.told.assessment.plan().stages.is_empty()
    }

    /// How many rows it would be, or a few more.
    pub fn rows(&self) -> usize {
        let document = self.told.document();
        let plan = self.told.assessment.plan();
        let used = |step: &StepPlan, category: usize| {
            let scored = |c: &&IndicatorColumns| plan.column(c.raw).scope.as_ref().is_none_or(|scope| scope[category]);
            step.indicators.iter().flatten().filter(scored).count() + step.dimensions.iter().flatten().count() + 6
        };
        let rows: Vec<usize> =
            (0..document.categories.len()).map(|c| self.steps().map(|step| used(step, c)).sum()).collect();
        let frame = self.told.assessment.frame();
        let category = |subject: usize| frame.category_at(frame.row[subject] as usize);
        self.told.ranking.iter().map(|(subject, _)| rows.get(category(*subject)).copied().unwrap_or(0)).sum()
    }

    pub fn heads(&self) -> Vec<String> {
        let words = self.told.words;
        let mut heads: Vec<String> = [words.category, words.code, words.subject].map(str::to_owned).to_vec();
        if self.has_stages() {
            heads.push(words.stage.to_owned());
        }
        if self.detail == Detail::Whole {
            heads.push(words.row_kind.to_owned());
        }
        heads.extend((1..=self.levels).map(|level| reporting::level(self.told.language, level)));
        heads.extend([words.indicator_code, words.indicator, words.unit, words.actual].map(str::to_owned));
        if self.detail == Detail::Whole {
            heads.extend([words.target, words.rule].map(str::to_owned));
        }
        heads.extend([words.ratio, words.effective, words.score, words.explanation].map(str::to_owned));
        heads
    }

    /// The rows of the `k`th subject of the ranking.
    pub fn subject(&self, page: &mut Page, k: usize) {
        let (place, _) = self.told.ranking[k];
        let document = self.told.document();
        let own = &document.subjects[place];
        let row = match self.detail {
            Detail::Whole => self.told.assessment.row(self.told.checked, place),
            Detail::Indicators => Vec::new(),
        };
        let cells = |id: ColumnId| match row.get(id.0 as usize) {
            Some(cell) => *cell,
            None => self.told.assessment.cell(id, place),
        };
        let subject = Subject {
            place,
            category: document.category(&own.category).unwrap_or_default(),
            cells: &cells,
            name: [self.told.category(place), own.id.clone(), own.name.clone()],
        };
        for step in self.steps() {
            for root in 0..document.set.dimensions.len() {
                if document.set.dimensions[root].parent.is_none() {
                    self.branch(page, &subject, step, root);
                }
            }
            if self.detail == Detail::Whole {
                self.total(page, &subject, step);
            }
        }
    }

    /// The first cells of a row: whose it is.
    fn begin(&self, page: &mut Page, subject: &Subject, step: &StepPlan, kind: &str) {
        page.line();
        let [category, code, name] = &subject.name;
        page.short(category).short(code).word(name);
        if self.has_stages() {
            let stage = step.window.name.to_string();
            page.short(&if step.is_stage {
                i18n::names::period(self.told.language, &stage)
            } else {
                self.told.words.final_step.to_owned()
            });
        }
        if self.detail == Detail::Whole {
            page.short(kind);
        }
    }

    /// A dimension: its indicators, the dimensions below it, their sum.
    fn branch(&self, page: &mut Page, subject: &Subject, step: &StepPlan, k: usize) {
        let set = &self.told.document().set;
        let own = &set.dimensions[k];
        let Some(columns) = step.dimensions[k].as_ref() else { return };
        // Dimensions of the stages stand in the last step as means; their parts stand in the stages.
        let joined = columns.factor.is_none() && !step.is_stage && self.has_stages();
        if joined || self.told.assessment.weights().dimensions[k][subject.category] <= 0.0 {
            return;
        }
        for (j, indicator) in set.indicators.iter().enumerate() {
            let columns = step.indicators[j].as_ref().filter(|_| indicator.parent == own.id);
            let scope = columns.and_then(|c| self.told.assessment.plan().column(c.raw).scope.as_ref());
            if let Some(columns) = columns.filter(|_| scope.is_none_or(|scope| scope[subject.category])) {
                self.indicator(page, subject, step, j, columns);
            }
        }
        for (j, below) in set.dimensions.iter().enumerate() {
            if below.parent.as_deref() == Some(own.id.as_str()) {
                self.branch(page, subject, step, j);
            }
        }
        if self.detail == Detail::Whole {
            let words = self.told.words;
            let effective = number((subject.cells)(columns.effective));
            let score = number((subject.cells)(columns.score));
            let label = reporting::sum_of(self.told.language, &own.name);
            self.sum(page, subject, step, (words.row_sum, &label), (effective, score, SHOWN), "");
        }
    }

    fn indicator(&self, page: &mut Page, subject: &Subject, step: &StepPlan, j: usize, columns: &IndicatorColumns) {
        let language = self.told.language;
        let own = &self.told.document().set.indicators[j];
        let cell = |id: ColumnId| (subject.cells)(id);
        self.begin(page, subject, step, self.told.words.row_indicator);
        for level in 0..self.levels {
            page.word(self.paths[j].get(level).map_or("", String::as_str));
        }
        page.short(&own.id).word(&own.name).short(&own.unit);
        match cell(columns.raw) {
            (value, Status::Scored) => page.figure(Some(value), Format::General),
            (_, status) => page.short(sayings::status(language, status)),
        };
        if self.detail == Detail::Whole {
            let target = columns.target.and_then(|target| number(cell(target)));
            page.figure(target.or(own.target), Format::General).word(&self.rules[j]);
        }
        let (ratio, shown) = match self.detail {
            Detail::Whole => (Format::Percent(2), SHOWN),
            Detail::Indicators => (Format::Fixed(FINE), Format::Fixed(FINE)),
        };
        page.figure(number(cell(columns.ratio)), ratio);
        page.figure(number(cell(columns.effective)), shown).figure(number(cell(columns.score)), shown);
        page.word(&joined(language, &self.remarks(subject, j, columns)));
    }

    /// Why a score is what it is, where the rule alone does not say so.
    fn remarks(&self, subject: &Subject, j: usize, columns: &IndicatorColumns) -> Vec<String> {
        let document = self.told.document();
        let cell = |id: ColumnId| (subject.cells)(id);
        let (_, raw) = cell(columns.raw);
        let (ratio, ratio_status) = cell(columns.ratio);
        let (_, rule) = cell(columns.rule);
        let mut flags = Vec::new();
        let mut said = Vec::new();
        let does_not_apply = raw == Status::NotApplicable || rule == Status::NotApplicable;
        if does_not_apply {
            flags.push(Flag::NotApplicable);
        } else if rule != Status::Scored || raw != Status::Scored {
            flags.push(Flag::Missing);
            if document.policies.missing == MissingPolicy::NotApplicable {
                said.push(Phrase::MissingTreatedAsNotApplicable);
            }
        } else if let Some(gaps) = number(cell(columns.gaps)).filter(|gaps| *gaps > 0.0) {
            flags.push(Flag::Partial);
            let expected = columns.expected as u32;
            said.push(Phrase::Partial { reported: expected.saturating_sub(gaps as u32), expected });
        }
        if does_not_apply && ratio_status == Status::Scored {
            said.push(match document.policies.not_applicable {
                NotApplicablePolicy::PeerMean => Phrase::FilledWithPeerMean { ratio },
                _ => Phrase::CountedAsZero,
            });
        }
        let declared = self.told.assessment.weights().indicators[j][subject.category];
        let effective = number(cell(columns.effective)).unwrap_or_default();
        if snap(effective, FINE) == 0.0 && declared > 0.0 && ratio_status != Status::Scored {
            said.push(Phrase::PointsReallocated { points: declared });
        }
        let own = &document.subjects[subject.place];
        if document.set.indicators[j].inherited
            && let Some(parent) = own.parent.as_deref().and_then(|parent| document.subject(parent))
        {
            said.push(Phrase::InheritedFrom { subject: document.subjects[parent].name.clone() });
        }
        let language = self.told.language;
        let flags = flags.iter().map(|flag| i18n::flag(language, flag));
        let said = said.iter().map(|phrase| i18n::phrase(language, phrase).trim_end_matches(['。', '.']).to_owned());
        match self.detail {
            Detail::Whole => flags.chain(said).collect(),
            Detail::Indicators => flags.collect(),
        }
    }

    /// A row that is no indicator: what it is, points and score.
    fn sum(
        &self,
        page: &mut Page,
        subject: &Subject,
        step: &StepPlan,
        (kind, label): (&str, &str),
        (effective, score, format): (Option<f64>, Option<f64>, Format),
        remark: &str,
    ) {
        self.begin(page, subject, step, kind);
        for _ in 0..self.levels + 1 {
            page.text("", Face::Total);
        }
        page.text(label, Face::Total);
        for _ in 0..5 {
            page.text("", Face::Total);
        }
        page.number(effective, SHOWN, Face::Total).number(score, format, Face::Total).text(remark, Face::Wrapped);
    }

    /// From the sums to the total.
    fn total(&self, page: &mut Page, subject: &Subject, step: &StepPlan) {
        let (told, words, language) = (self.told, self.told.words, self.told.language);
        let document = told.document();
        let t = &step.total;
        let at = |id: ColumnId| number((subject.cells)(id));
        let caps = told.assessment.grading(document, step).caps;
        let last = &document.calendar.last;
        let joins = self.has_stages() && !step.is_stage;
        if joins && last.own_share > 0.0 {
            let mean = t.stage_mean.and_then(at).map(|mean| mean * last.stage_share);
            let mean_label = reporting::times(words.row_mean, last.stage_share);
            self.sum(page, subject, step, (words.row_mean, &mean_label), (None, mean, SHOWN), "");
            let own = at(t.own).map(|own| own * last.own_share);
            let own_label = reporting::times(words.row_own, last.own_share);
            self.sum(page, subject, step, (words.row_own, &own_label), (None, own, SHOWN), "");
        }
        // A step that only joins stages has the means of theirs.
        let means = joins && last.own_share == 0.0;
        let label = |name: &str| {
            if means && name != words.published {
                reporting::of(language, name, words.row_mean)
            } else {
                name.to_owned()
            }
        };
        let mut row = |kind: &str, value: Option<f64>, format: Format, remark: &str| {
            self.sum(page, subject, step, (kind, &label(kind)), (None, value, format), remark);
        };
        let (bonus, deduction) = (at(t.bonus), at(t.deduction));
        row(words.base_score, at(t.base), SHOWN, "");
        let capped = |sum: ColumnId, cap: Option<f64>| {
            let (sum, cap) = (at(sum)?, cap?);
            (!means && snap(sum, SCORE_DIGITS) > snap(cap, SCORE_DIGITS)).then_some((sum, cap))
        };
        let mut remark = self.events(subject, step, EventKind::Bonus);
        remark.extend(capped(t.bonus_sum, caps.bonus).map(|(sum, cap)| self.say(&Phrase::BonusCapped { sum, cap })));
        row(words.bonus, bonus, SHOWN, &joined(language, &remark));
        let mut remark = self.events(subject, step, EventKind::Deduction);
        let most = capped(t.deduction_sum, caps.deduction);
        remark.extend(most.map(|(sum, cap)| self.say(&Phrase::DeductionCapped { sum, cap })));
        row(words.deduction, deduction.map(|d| if d == 0.0 { 0.0 } else { -d }), SHOWN, &joined(language, &remark));
        let total = at(t.total);
        let sum = at(t.base).map(|base| base + bonus.unwrap_or_default() - deduction.unwrap_or_default());
        let is_held = total.zip(sum).is_some_and(|(total, sum)| snap(total - sum, FINE) != 0.0);
        let remark = if is_held { reporting::held(language, caps.total) } else { String::new() };
        row(if step.is_stage { words.row_stage } else { words.total }, total, SHOWN, &remark);
        let ranked = told.assessment.is_ranked(subject.place);
        let rank = at(t.rank).filter(|_| ranked).map(|rank| rank as u32);
        let grade = told.grade(step, at(t.grade).map(|grade| grade as u32));
        let mut remark = vec![reporting::verdict(language, grade, rank)];
        remark.extend(self.events(subject, step, EventKind::Veto));
        remark.extend(self.events(subject, step, EventKind::Bar));
        row(words.published, at(t.published), Format::Fixed(told.digits()), &joined(language, &remark));
    }

    fn say(&self, phrase: &Phrase) -> String {
        i18n::phrase(self.told.language, phrase).trim_end_matches(['。', '.']).to_owned()
    }

    /// The events of one kind, each with its points, and why it does not count.
    fn events(&self, subject: &Subject, step: &StepPlan, kind: EventKind) -> Vec<String> {
        let document = self.told.document();
        let id = document.subjects[subject.place].id.as_str();
        let Some(own) = self.events.get(id) else { return Vec::new() };
        if !own.iter().any(|k| document.events[*k].kind == kind) {
            return Vec::new();
        }
        let counted = counted_events(document, &|event| event.subject == id && acts_in(document, step, event));
        counted
            .into_iter()
            .filter(|(k, _)| document.events[*k].kind == kind)
            .map(|(k, how)| {
                let event = &document.events[k];
                let code = event.code.clone();
                match how {
                    Counted::Yes => {
                        let points = sayings::event_points(kind, event.points);
                        let kind = sayings::event_kind(self.told.language, kind);
                        if points.is_empty() { format!("{kind} {code}") } else { format!("{code} {points}") }
                    }
                    Counted::Exempt => self.say(&Phrase::ExemptNotCounted { code, points: event.points }),
                    Counted::SameFact => self.say(&Phrase::SameFactCountedOnce { code }),
                }
            })
            .collect()
    }
}

fn number((number, status): Cell) -> Option<f64> {
    (status == Status::Scored).then_some(number)
}

/// The sheet; none: it would be too long.
pub(super) fn sheet(told: &Told) -> Option<Sheet> {
    let calculation = Calculation::new(told, Detail::Whole);
    if calculation.rows() > MOST_ROWS {
        return None;
    }
    let mut page = Page::new(told.words.calculation);
    let heads = calculation.heads();
    page.heads(heads.iter().map(String::as_str));
    for k in 0..told.ranking.len() {
        calculation.subject(&mut page, k);
    }
    page.table(0, heads.len(), 3);
    Some(page.finish(&told.footer()))
}

/// One row per subject and indicator, handed over subject by subject, the heading first.
pub(super) fn rows(told: &Told, take: &mut dyn FnMut(Vec<Row>)) {
    let calculation = Calculation::new(told, Detail::Indicators);
    let mut page = Page::new("");
    page.heads(calculation.heads().iter().map(String::as_str));
    take(page.take());
    for k in 0..told.ranking.len() {
        calculation.subject(&mut page, k);
        take(page.take());
    }
}
