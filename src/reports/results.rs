//! 结果排名: one row per subject in the order of the ranking.

use super::page::Page;
use super::spec::Spec;
use crate::engine::{Assessment, Checked, Outcome, Question, StepPlan};
use crate::files::scores::scored_roots;
use crate::i18n::reporting;
use crate::i18n::words_reports::{ReportWords, report_words};
use crate::i18n::{self, Language};
use crate::model::{Document, Flag, Period, RankGroup, Standing, Status};
use crate::sheets::{Face, Format, Sheet};

/// Decimals of figures that are not published, where nothing shortens them.
pub(super) const FINE: u8 = 6;

/// What every part of the results is made from.
pub(super) struct Told<'a> {
    pub checked: &'a Checked,
    pub assessment: &'a Assessment,
    pub question: &'a Question,
    pub spec: &'a Spec,
    pub language: Language,
    pub words: &'static ReportWords,
    /// Subjects in the order of the ranking, with what they got.
    pub ranking: Vec<(usize, Outcome)>,
}

impl<'a> Told<'a> {
    pub fn new(checked: &'a Checked, assessment: &'a Assessment, question: &'a Question, spec: &'a Spec) -> Told<'a> {
        let ranking = ranking(checked, assessment);
        let (language, words) = (spec.language, report_words(spec.language));
        Told { checked, assessment, question, spec, language, words, ranking }
    }

    pub fn document(&self) -> &'a Document {
        self.checked.document()
    }

    /// Decimals of published figures.
    pub fn digits(&self) -> u8 {
        self.document().policies.rounding.digits
    }

    /// The name of a subject's category.
    pub fn category(&self, subject: usize) -> String {
        category(self.document(), &self.document().subjects[subject].category, self.language)
    }

    /// The name of a grade in a step.
    pub fn grade(&self, step: &StepPlan, grade: Option<u32>) -> Option<&'a str> {
        let bands = &self.assessment.grading(self.document(), step).scale.bands;
        grade.and_then(|grade| bands.get(grade as usize)).map(|band| band.name.as_str())
    }

    pub fn footer(&self) -> String {
        reporting::footer(self.language, &self.document().title, &self.spec.moment)
    }

    /// The assessed stretch of time, in words.
    pub fn window(&self) -> String {
        window(self.document(), self.question.period(), self.language)
    }

    pub fn scheme(&self) -> &str {
        self.question.scheme().map_or(self.words.declared_weights, |s| &s.title)
    }

    pub fn flags(&self, flags: &[Flag]) -> String {
        let flags: Vec<String> = flags.iter().map(|flag| i18n::flag(self.language, flag)).collect();
        joined(self.language, &flags)
    }
}

/// Remarks side by side.
pub(super) fn joined(language: Language, parts: &[String]) -> String {
    parts.join(match language {
        Language::Chinese => "；",
        Language::English => "; ",
    })
}

/// The name of a category by its id.
pub(super) fn category(document: &Document, id: &str, language: Language) -> String {
    let name = document.categories.iter().find(|c| c.id == id).map_or(id, |c| &c.name);
    i18n::sayings::category_name(language, if name.is_empty() { id } else { name })
}

pub(super) fn window(document: &Document, period: Option<Period>, language: Language) -> String {
    reporting::window(language, period, period.is_some_and(|p| document.calendar.stages.contains(&p)))
}

/// The listed subjects by group, rank and place in the document; whoever is not ranked stands last in the group.
fn ranking(checked: &Checked, assessment: &Assessment) -> Vec<(usize, Outcome)> {
    let document = checked.document();
    let frame = assessment.frame();
    let group = |subject: usize| match &document.rank_group {
        RankGroup::All => 0,
        RankGroup::Category => frame.category_at(frame.row[subject] as usize),
        RankGroup::Attribute(key) => {
            let own = document.subjects[subject].attributes.get(key).map_or("", String::as_str);
            frame.rank_groups.iter().position(|name| name == own).unwrap_or(usize::MAX)
        }
    };
    let veto = |outcome: &Outcome| outcome.flags.iter().any(|flag| matches!(flag, Flag::Veto(_)));
    let mut rows: Vec<(usize, Outcome)> =
        assessment.listed(document).map(|subject| (subject, assessment.outcome(checked, subject))).collect();
    rows.sort_by_cached_key(|(subject, outcome)| {
        (group(*subject), outcome.rank.unwrap_or(u32::MAX), veto(outcome), *subject)
    });
    rows
}

/// The table with its heading. `fine`: how unrounded figures are written.
pub(super) fn table(told: &Told, page: &mut Page, fine: Format) {
    let (document, words) = (told.document(), told.words);
    let step = &told.assessment.plan().last;
    let roots = scored_roots(document, told.assessment);
    let attribute = match &document.rank_group {
        RankGroup::Attribute(key) => Some(key.as_str()),
        RankGroup::All | RankGroup::Category => None,
    };
    page.heads([words.rank, words.subject, words.code, words.category]);
    if let Some(key) = attribute {
        page.text(key, Face::Head);
    }
    let last = [words.bonus, words.deduction, words.published, words.grade, words.remarks];
    for head in std::iter::once(words.base_score).chain(roots.iter().map(|(_, name)| *name)).chain(last) {
        page.text(head, Face::Head);
    }
    for (subject, outcome) in &told.ranking {
        let own = &document.subjects[*subject];
        page.line();
        match outcome.rank {
            Some(rank) => page.number(Some(f64::from(rank)), Format::General, Face::Short),
            None => page.short(words.not_ranked),
        };
        page.word(&own.name).short(&own.id).short(&told.category(*subject));
        if let Some(key) = attribute {
            page.word(own.attributes.get(key).map_or("", String::as_str));
        }
        page.figure(outcome.base, fine);
        for (k, _) in &roots {
            let score = step.dimensions[*k].as_ref().and_then(|d| told.assessment.number(d.score, *subject));
            page.figure(score, fine);
        }
        page.figure(Some(outcome.bonus), fine).figure(Some(outcome.deduction), fine);
        match outcome.published {
            Some(published) => page.number(Some(published), Format::Fixed(told.digits()), Face::Total),
            None => page.short(&i18n::status(told.language, Status::NotApplicable)),
        };
        page.short(told.grade(step, outcome.grade).unwrap_or_default());
        let mut remarks = told.flags(&outcome.flags);
        if own.standing == Standing::Separate {
            let alone = words.separate.to_owned();
            remarks = if remarks.is_empty() { alone } else { joined(told.language, &[alone, remarks]) };
        }
        page.word(&remarks);
    }
}

/// The sheet: title, table, lines to sign.
pub(super) fn sheet(told: &Told) -> Sheet {
    let mut page = Page::new(told.words.results);
    let columns = columns(told);
    let digits = told.digits();
    page.across(&reporting::results_title(told.language, &told.document().title), Face::Title, columns);
    page.across(&reporting::subtitle(told.language, &told.window(), told.scheme(), digits), Face::Note, columns);
    let head = page.height();
    table(told, &mut page, Format::Fixed(digits));
    page.table(head, columns, 2);
    page.gap();
    page.across(told.words.signatures, Face::Note, columns);
    page.finish(&told.footer())
}

/// Columns of the table.
fn columns(told: &Told) -> usize {
    let step = &told.assessment.plan().last;
    let dimensions = &told.document().set.dimensions;
    let roots = dimensions.iter().zip(&step.dimensions).filter(|(d, c)| d.parent.is_none() && c.is_some()).count();
    10 + roots + usize::from(matches!(told.document().rank_group, RankGroup::Attribute(_)))
}
