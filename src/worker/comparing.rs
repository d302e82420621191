//! Answers the page's questions about comparisons, without a browser.
//!
//! A side is assessed when it is asked for, and the last two sides are remembered: looking at one subject after another
//! of the same comparison computes nothing again. A document that was changed is another document and is assessed anew.
//! Neither the desk's running assessment nor what it shows is touched.

use super::compared::{
    AgreementView, ComparedIndicator, ComparisonView, DistributionView, EarnedView, MoverView, OtherView, OutcomesView,
    OverallView, PartKindView, PartView, ProfilesView, SchemesView, ShareView, SideSpec, SideView, Source,
    SubjectComparisonView, Words, word,
};
use super::desk::Desk;
use super::opening::Opened;
use super::protocol::{Named, NamedBytes, Reply, Request};
use crate::analysis::{
    Comparison, Earned, Matching, Overall, Part, PartKind, Row, Side, SubjectComparison, compare, compare_subject,
    profiles, schemes, under_category,
};
use crate::engine::{Assessment, Checked, Keep, Outcome, Question, Refused, assess, check};
use crate::files::json;
use crate::files::open::{NamedFile, open};
use crate::files::{comparison_csv, subject_comparison_csv};
use crate::formula::{SCORE_DIGITS, snap};
use crate::model::{Document, Period, RoundingPlace};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Sides that are remembered.
const REMEMBERED: usize = 2;
/// Schemes in one table.
const MOST_SCHEMES: usize = 6;

/// What comparisons need besides the open document.
#[derive(Default)]
pub(super) struct Beside {
    others: BTreeMap<u32, Rc<Checked>>,
    /// The last used comes last.
    sides: Vec<Rc<Seen>>,
}

impl Beside {
    /// Results that were computed for comparisons are of no use once the document has changed.
    pub(super) fn forget_sides(&mut self) {
        self.sides.clear();
    }
}

/// An assessed side.
struct Seen {
    checked: Rc<Checked>,
    question: Question,
    assessment: Assessment,
}

impl Seen {
    fn new(checked: Rc<Checked>, question: Question) -> Seen {
        let assessment = assess(&checked, &question, Keep::Indicators);
        Seen { checked, question, assessment }
    }

    fn side(&self) -> Side<'_> {
        Side { checked: &self.checked, assessment: &self.assessment }
    }

    fn document(&self) -> &Document {
        self.checked.document()
    }

    fn view(&self) -> SideView {
        let document = self.document();
        SideView {
            title: document.title.clone(),
            scheme: self.question.scheme().map(|s| named(&s.id, &s.title)),
            period: self.question.period().map(|p| p.to_string()),
            digits: document.policies.rounding.digits,
            categories: document.categories.iter().map(|c| named(&c.id, &c.name)).collect(),
            grades: self.side().grading().scale.bands.iter().map(|b| b.name.clone()).collect(),
        }
    }
}

type Answer = Result<Reply, Box<Reply>>;

fn not_found(what: &str) -> Box<Reply> {
    Box::new(Reply::NotFound { what: what.to_owned() })
}

fn named(id: &str, name: &str) -> Named {
    Named { id: id.to_owned(), name: name.to_owned() }
}

impl Desk {
    /// Answers a question about comparisons; none: it is not one.
    pub fn answer_comparison(&mut self, request: Request) -> Option<Reply> {
        let answer = match request {
            Request::Compare { left, right } => self.compare(&left, &right),
            Request::CompareSubject { left, right, subject } => self.compare_subject(&left, &right, &subject),
            Request::Schemes { period, schemes } => self.schemes(period.as_deref(), &schemes),
            Request::Profiles { scheme, period } => self.profiles(scheme, period),
            Request::UnderCategory { subject, category, scheme, period } => {
                self.under_category(&subject, &category, scheme, period)
            }
            Request::OpenOther { slot, files } => Ok(self.open_other(slot, files)),
            Request::RestoreOther { slot, snapshot, acts } => Ok(self.restore_other(slot, &snapshot, &acts)),
            Request::CloseOther { slot } => Ok(self.close_other(slot)),
            Request::ExportComparison { left, right, subject, words } => {
                self.export_comparison(&left, &right, subject.as_deref(), &words)
            }
            _ => return None,
        };
        Some(answer.unwrap_or_else(|reply| *reply))
    }

    fn document(&self, source: Source) -> Result<Rc<Checked>, Box<Reply>> {
        let found = match source {
            Source::Open => self.open_document(),
            Source::Saved => self.saved_document(),
            Source::Other(slot) => self.beside.others.get(&slot),
        };
        found.cloned().ok_or_else(|| not_found("document"))
    }

    fn side(&mut self, spec: &SideSpec) -> Result<Rc<Seen>, Box<Reply>> {
        let checked = self.document(spec.source)?;
        let question = asked(&checked, spec.scheme.as_deref(), spec.period.as_deref())?;
        self.forget_what_is_gone();
        let sides = &mut self.beside.sides;
        let known = sides.iter().position(|s| Rc::ptr_eq(&s.checked, &checked) && s.question == question);
        let seen = match known {
            Some(place) => sides.remove(place),
            None => {
                // What is forgotten goes first: two sides of a large document fill the memory of a worker.
                sides.drain(..(sides.len() + 1).saturating_sub(REMEMBERED));
                Rc::new(Seen::new(checked, question))
            }
        };
        sides.push(Rc::clone(&seen));
        Ok(seen)
    }

    /// Sides of documents that are neither open nor beside, as after an edit.
    fn forget_what_is_gone(&mut self) {
        let mut sides = std::mem::take(&mut self.beside.sides);
        let here = [self.open_document(), self.saved_document()];
        let there = |checked: &Rc<Checked>| {
            here.into_iter().flatten().chain(self.beside.others.values()).any(|c| Rc::ptr_eq(c, checked))
        };
        sides.retain(|side| there(&side.checked));
        self.beside.sides = sides;
    }

    fn compare(&mut self, left: &SideSpec, right: &SideSpec) -> Answer {
        let (left, right) = (self.side(left)?, self.side(right)?);
        let comparison = compare(left.side(), right.side());
        Ok(Reply::Compared(Box::new(comparison_view(&left, &right, &comparison))))
    }

    fn compare_subject(&mut self, left: &SideSpec, right: &SideSpec, subject: &str) -> Answer {
        let (left, right) = (self.side(left)?, self.side(right)?);
        let compared = one(&left, &right, subject)?;
        Ok(Reply::ComparedSubject(Box::new(subject_view(&left, &right, &compared))))
    }

    fn export_comparison(&mut self, left: &SideSpec, right: &SideSpec, subject: Option<&str>, words: &Words) -> Answer {
        let (left, right) = (self.side(left)?, self.side(right)?);
        let words = |key| word(words, key);
        let (a, b) = (left.side(), right.side());
        let bytes = match subject {
            Some(subject) => subject_comparison_csv(&one(&left, &right, subject)?, a, b, &words),
            None => comparison_csv(&compare(a, b), a, b, &words),
        };
        Ok(Reply::Exported { bytes })
    }

    fn schemes(&mut self, period: Option<&str>, wanted: &[Option<String>]) -> Answer {
        let checked = self.document(Source::Open)?;
        let questions: Vec<Question> = wanted
            .iter()
            .take(MOST_SCHEMES)
            .map(|scheme| asked(&checked, scheme.as_deref(), period))
            .collect::<Result<_, _>>()?;
        let assessments: Vec<Assessment> = questions.iter().map(|q| assess(&checked, q, Keep::Results)).collect();
        Ok(Reply::SchemesCompared(Box::new(schemes_view(&checked, &questions, &assessments))))
    }

    fn profiles(&mut self, scheme: Option<String>, period: Option<String>) -> Answer {
        let seen = self.side(&SideSpec { source: Source::Open, scheme, period })?;
        Ok(Reply::ProfilesShown(Box::new(profiles_view(&seen))))
    }

    fn under_category(
        &mut self,
        subject: &str,
        category: &str,
        scheme: Option<String>,
        period: Option<String>,
    ) -> Answer {
        let left = self.side(&SideSpec { source: Source::Open, scheme: scheme.clone(), period: period.clone() })?;
        let document = left.document();
        document.category(category).ok_or_else(|| not_found(category))?;
        let moved = under_category(document, subject, category).ok_or_else(|| not_found(subject))?;
        let checked = check(moved).map_err(|Refused { findings, .. }| Box::new(Reply::Refused { findings }))?;
        let question = asked(&checked, scheme.as_deref(), period.as_deref())?;
        let right = Rc::new(Seen::new(Rc::new(checked), question));
        let compared = one(&left, &right, subject)?;
        Ok(Reply::ComparedSubject(Box::new(subject_view(&left, &right, &compared))))
    }

    fn open_other(&mut self, slot: u32, files: Vec<NamedBytes>) -> Reply {
        let files = files.into_iter().map(|f| NamedFile { name: f.name, bytes: f.bytes }).collect();
        match open(files) {
            Ok(checked) => self.take_beside(slot, checked),
            Err(findings) => Reply::Refused { findings },
        }
    }

    fn restore_other(&mut self, slot: u32, snapshot: &[u8], acts: &[String]) -> Reply {
        let document = match json::read_snapshot("", snapshot) {
            Ok(read) => {
                let mut opened = Opened::of(read, true);
                opened.replay(acts.iter().map(String::as_str));
                opened.document
            }
            Err(finding) => return Reply::Refused { findings: vec![finding] },
        };
        match check(document) {
            Ok(checked) => self.take_beside(slot, checked),
            Err(Refused { findings, .. }) => Reply::Refused { findings },
        }
    }

    fn take_beside(&mut self, slot: u32, checked: Checked) -> Reply {
        let document = checked.document();
        let view = OtherView {
            slot,
            title: document.title.clone(),
            subjects: document.subjects.len() as u32,
            indicators: document.set.indicators.len() as u32,
            schemes: document.schemes.iter().map(|s| named(&s.id, &s.title)).collect(),
            periods: checked.periods().iter().map(Period::to_string).collect(),
        };
        self.close_other(slot);
        self.beside.others.insert(slot, Rc::new(checked));
        Reply::OtherOpened(Box::new(view))
    }

    fn close_other(&mut self, slot: u32) -> Reply {
        if let Some(checked) = self.beside.others.remove(&slot) {
            self.beside.sides.retain(|side| !Rc::ptr_eq(&side.checked, &checked));
        }
        Reply::OtherClosed { slot }
    }
}

fn asked(checked: &Checked, scheme: Option<&str>, period: Option<&str>) -> Result<Question, Box<Reply>> {
    checked.question(scheme, period).map_err(|finding| Box::new(Reply::Refused { findings: vec![finding] }))
}

/// A subject's two results, by its id on the left, else on the right.
fn one(left: &Seen, right: &Seen, subject: &str) -> Result<SubjectComparison, Box<Reply>> {
    let pairs = Matching::new(left.side(), right.side()).subjects;
    let is = |seen: &Seen, k: usize| seen.document().subjects[k].id == subject;
    let found = pairs.iter().find(|(l, _)| is(left, *l)).or_else(|| pairs.iter().find(|(_, r)| is(right, *r)));
    let (l, r) = *found.ok_or_else(|| not_found(subject))?;
    Ok(compare_subject(left.side(), right.side(), l, r))
}

fn outcomes<'a>(seen: &Seen, of: impl Iterator<Item = (usize, &'a Outcome)> + Clone) -> OutcomesView {
    let document = seen.document();
    OutcomesView {
        ids: of.clone().map(|(k, _)| document.subjects[k].id.clone()).collect(),
        category: of.clone().map(|(k, _)| seen.side().category(k) as u32).collect(),
        published: of.clone().map(|(_, o)| o.published).collect(),
        total: of.clone().map(|(_, o)| o.total).collect(),
        rank: of.clone().map(|(_, o)| o.rank).collect(),
        grade: of.clone().map(|(_, o)| o.grade).collect(),
        flags: of.map(|(_, o)| o.flags.clone()).collect(),
    }
}

/// Two assessments side by side as the page shows them.
fn comparison_view(left: &Seen, right: &Seen, comparison: &Comparison) -> ComparisonView {
    let Comparison { matching, rows, overall } = comparison;
    let subjects = |seen: &Seen, of: &[usize]| -> Vec<Named> {
        of.iter().map(|k| &seen.document().subjects[*k]).map(|s| named(&s.id, &s.name)).collect()
    };
    let mover = |part: &Part| {
        let PartKind::Indicator { left, right } = part.kind else { return None };
        let is = |(l, r): &(Option<usize>, Option<usize>)| match (left, right) {
            (Some(_), _) => *l == left,
            (None, _) => *r == right,
        };
        let indicator = matching.indicators.iter().position(is)? as u32;
        Some(MoverView { indicator, difference: part.difference })
    };
    let (groups, group) = groups(right.side(), rows.iter().map(|row| row.right));
    ComparisonView {
        groups,
        group,
        left: left.view(),
        right: right.view(),
        names: rows.iter().map(|row| right.document().subjects[row.right].name.clone()).collect(),
        before: outcomes(left, rows.iter().map(|r| (r.left, &r.before))),
        after: outcomes(right, rows.iter().map(|r| (r.right, &r.after))),
        difference: rows.iter().map(|row| row.difference).collect(),
        places: rows.iter().map(|row| row.places).collect(),
        top: rows.iter().map(|row| row.top.iter().filter_map(mover).collect()).collect(),
        indicators: matching.indicators.iter().map(|(l, r)| indicator(left, right, *l, *r)).collect(),
        left_only: subjects(left, &matching.left_subjects),
        right_only: subjects(right, &matching.right_subjects),
        overall: overall_view(overall),
    }
}

/// The groups of these subjects by name, in order of first appearance, and each subject's place among them.
fn groups(side: Side, subjects: impl Iterator<Item = usize>) -> (Vec<String>, Vec<Option<u32>>) {
    let mut keys: Vec<&str> = Vec::new();
    let mut place = |subject: usize| {
        let group = side.group(subject)?;
        let known = keys.iter().position(|key| *key == group);
        Some(known.unwrap_or_else(|| {
            keys.push(group);
            keys.len() - 1
        }) as u32)
    };
    let group = subjects.map(&mut place).collect();
    (keys.iter().map(|key| side.group_title(key).to_owned()).collect(), group)
}

fn overall_view(overall: &Overall) -> OverallView {
    let row = |k: usize| k as u32;
    OverallView {
        up: overall.up,
        down: overall.down,
        same: overall.same,
        gained: overall.gained,
        lost: overall.lost,
        unchanged: overall.unchanged,
        largest_gain: overall.largest_gain.map(row),
        largest_loss: overall.largest_loss.map(row),
        agreement: overall
            .agreement
            .iter()
            .map(|a| AgreementView {
                left: a.left.clone(),
                right: a.right.clone(),
                members: a.members,
                tau_b: a.tau_b,
                rho: a.rho,
            })
            .collect(),
        grade_changes: overall.grades.counts.clone(),
        enter_top: overall.enter_top.iter().copied().map(row).collect(),
        leave_top: overall.leave_top.iter().copied().map(row).collect(),
    }
}

fn indicator(left: &Seen, right: &Seen, l: Option<usize>, r: Option<usize>) -> ComparedIndicator {
    let of =
        |seen: &Seen, k: Option<usize>| k.and_then(|k| seen.document().set.indicators.get(k)).map(|i| i.id.clone());
    let (name, dimension) = r.map(|k| shown(right, k)).or_else(|| l.map(|k| shown(left, k))).unwrap_or_default();
    ComparedIndicator { left: of(left, l), right: of(right, r), name: name.name, dimension }
}

/// An indicator and its top-level dimension.
fn shown(seen: &Seen, k: usize) -> (Named, Named) {
    let set = &seen.document().set;
    let own = &set.indicators[k];
    let mut at = set.dimension(&own.parent);
    while let Some(above) = at.and_then(|k| set.dimensions[k].parent.as_deref()).and_then(|id| set.dimension(id)) {
        at = Some(above);
    }
    let dimension = at.map(|k| named(&set.dimensions[k].id, &set.dimensions[k].name)).unwrap_or_default();
    (named(&own.id, &own.name), dimension)
}

/// One subject's two results as the page shows them.
fn subject_view(left: &Seen, right: &Seen, compared: &SubjectComparison) -> SubjectComparisonView {
    let Row { left: l, right: r, before, after, .. } = &compared.row;
    let rounds = |seen: &Seen| seen.document().policies.rounding.place == RoundingPlace::EachIndicator;
    let rounding = rounds(left) || rounds(right);
    let same = |part: &Part, other: &Part| part.kind == other.kind;
    let place = |part: &Part| compared.parts.iter().position(|other| same(part, other)).map(|k| k as u32);
    SubjectComparisonView {
        left: left.view(),
        right: right.view(),
        name: right.document().subjects[*r].name.clone(),
        before: outcomes(left, std::iter::once((*l, before))),
        after: outcomes(right, std::iter::once((*r, after))),
        difference: compared.row.difference,
        places: compared.row.places,
        parts: compared.parts.iter().map(|part| part_view(left, right, part, rounding)).collect(),
        top: compared.row.top.iter().filter_map(place).collect(),
        remarks: compared.remarks.clone(),
    }
}

fn part_view(left: &Seen, right: &Seen, part: &Part, rounding: bool) -> PartView {
    let earned = |e: &Option<Earned>| e.map(|e| EarnedView { points: e.points, ratio: e.ratio, score: e.score });
    let (kind, (own, dimension)) = match part.kind {
        PartKind::Indicator { left: Some(_), right: Some(r) } => (PartKindView::Both, shown(right, r)),
        PartKind::Indicator { right: Some(r), .. } => (PartKindView::New, shown(right, r)),
        PartKind::Indicator { left: l, .. } => (PartKindView::Dropped, l.map(|k| shown(left, k)).unwrap_or_default()),
        PartKind::Bonus => (PartKindView::Bonus, Default::default()),
        PartKind::Deduction => (PartKindView::Deduction, Default::default()),
        PartKind::Limit => (PartKindView::Limit, Default::default()),
    };
    // Without rounding what is left of a product are last bits: they are no cause.
    let residue = part.split.filter(|s| rounding || snap(s.by_rounding, SCORE_DIGITS) != 0.0);
    PartView {
        kind,
        id: own.id,
        name: own.name,
        dimension,
        left: earned(&part.left),
        right: earned(&part.right),
        difference: part.difference,
        by_weight: part.split.map(|s| s.by_weight),
        by_performance: part.split.map(|s| s.by_performance),
        by_rounding: residue.map(|s| s.by_rounding),
    }
}

fn schemes_view(checked: &Checked, questions: &[Question], assessments: &[Assessment]) -> SchemesView {
    let document = checked.document();
    let table = schemes(checked, &assessments.iter().collect::<Vec<_>>());
    let scale = assessments.first().map(|a| &a.grading(document, &a.plan().last).scale);
    let category = |k: &usize| document.category(&document.subjects[*k].category).unwrap_or_default() as u32;
    let (groups, group) = match assessments.first() {
        Some(assessment) => groups(Side { checked, assessment }, table.subjects.iter().copied()),
        None => Default::default(),
    };
    SchemesView {
        groups,
        group,
        schemes: questions.iter().map(|q| q.scheme().map(|s| named(&s.id, &s.title))).collect(),
        period: questions.first().and_then(Question::period).map(|p| p.to_string()),
        digits: document.policies.rounding.digits,
        grades: scale.into_iter().flat_map(|s| &s.bands).map(|b| b.name.clone()).collect(),
        subjects: table.subjects.iter().map(|k| &document.subjects[*k]).map(|s| named(&s.id, &s.name)).collect(),
        category: table.subjects.iter().map(category).collect(),
        total: table.cells.iter().map(|c| c.iter().map(|c| c.total).collect()).collect(),
        published: table.cells.iter().map(|c| c.iter().map(|c| c.published).collect()).collect(),
        rank: table.cells.iter().map(|c| c.iter().map(|c| c.rank).collect()).collect(),
        grade: table.cells.iter().map(|c| c.iter().map(|c| c.grade).collect()).collect(),
        places: table.cells.iter().map(|c| c.iter().map(|c| c.places).collect()).collect(),
        difference: table.cells.iter().map(|c| c.iter().map(|c| c.difference).collect()).collect(),
        means: table.means,
    }
}

fn profiles_view(seen: &Seen) -> ProfilesView {
    let side = seen.view();
    let found = profiles(&seen.checked, &seen.assessment);
    ProfilesView {
        categories: side.categories.clone(),
        side,
        nodes: found
            .nodes
            .into_iter()
            .map(|n| ShareView { id: n.id, name: n.name, depth: n.depth, is_indicator: n.is_indicator, share: n.share })
            .collect(),
        subjects: found.subjects,
        distributions: found
            .distributions
            .into_iter()
            .map(|d| {
                d.map(|d| DistributionView {
                    count: d.count,
                    lowest: d.lowest,
                    first_quartile: d.first_quartile,
                    median: d.median,
                    third_quartile: d.third_quartile,
                    highest: d.highest,
                    mean: d.mean,
                    deviation: d.deviation,
                    bars: d.bars,
                })
            })
            .collect(),
        bin_start: found.bins.start,
        bin_width: found.bins.width,
        bin_count: found.bins.count,
        grade_counts: found.grade_counts,
    }
}
