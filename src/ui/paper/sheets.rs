//! Papers as text of a page. They are drawn anew as a whole whenever something changes: nothing on them is pressed.

use crate::i18n::paper::{
    bulletin_title, grade_count, grade_heading, long_day, notice_contact, notice_days, notice_lead, notice_title,
    order_said, overview, source,
};
use crate::i18n::sayings::category_name;
use crate::i18n::words_paper::{PaperWords, paper_words};
use crate::i18n::{Language, fixed, flag};
use crate::model::Flag;
use crate::worker::protocol::{DocumentView, ResultsView};
use crate::workspace::chart::{Bar, Bars, bars, escaped};
use crate::workspace::paper::{Section, by_grade, by_name, published};

/// What papers are made of.
pub struct Made<'a> {
    pub language: Language,
    pub document: &'a DocumentView,
    pub results: &'a ResultsView,
    pub sections: &'a [Section],
    /// Period and weights in words.
    pub scope: String,
    /// `2026-11-22`.
    pub today: String,
    pub wishes: &'a Wishes,
    /// The place of each row's name in the order asked for.
    pub names: &'a [u32],
}

/// How a paper is wanted. None of it is part of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Wishes {
    /// `rank`, `name`, `strokes` or `list`.
    pub order: String,
    pub with_scores: bool,
    pub only_top: bool,
    pub office: String,
    pub number: String,
    pub phone: String,
    /// First and last day of a notice, and how many working days.
    pub first: String,
    pub last: String,
    pub days: u32,
}

/// Charts hold so many bars.
const BARS: usize = 60;

impl Made<'_> {
    fn words(&self) -> &'static PaperWords {
        paper_words(self.language)
    }

    fn name(&self, row: u32) -> String {
        theirs(self.results.subjects.get(row as usize).map_or("", |subject| subject.name.as_str()))
    }

    fn total(&self, row: u32) -> String {
        published(self.results, row).map_or_else(|| "—".to_owned(), |total| fixed(total, self.document.digits))
    }

    fn grade(&self, grade: Option<u32>) -> String {
        let found = grade.and_then(|grade| self.results.grades.get(grade as usize));
        found.map_or_else(|| escaped(self.words().no_grade), |grade| theirs(&grade.name))
    }

    fn grade_of(&self, row: u32) -> Option<u32> {
        self.results.grade.get(row as usize).copied().flatten()
    }

    fn group(&self, section: &Section) -> String {
        match section.group.and_then(|group| self.results.groups.get(group as usize)) {
            Some(group) => category_name(self.language, &group.name),
            None => self.words().not_ranked.to_owned(),
        }
    }

    fn heading(&self, section: &Section) -> String {
        format!("<h3>{}</h3>", theirs(&self.group(section)))
    }

    fn foot(&self) -> String {
        let w = self.words();
        let office = if self.wishes.office.trim().is_empty() { w.office_blank } else { self.wishes.office.trim() };
        format!("<p class=\"paper-foot\">{}<br>{}</p>", theirs(office), escaped(&long_day(self.language, &self.today)))
    }

    fn number(&self) -> String {
        let number = self.wishes.number.trim();
        if number.is_empty() { String::new() } else { format!("<p class=\"paper-number\">{}</p>", theirs(number)) }
    }

    /// 结果表.
    pub fn results_table(&self) -> String {
        let w = self.words();
        let results = self.results;
        let mut heads = vec![w.rank.to_owned(), w.name.to_owned()];
        heads.extend(results.dimensions.iter().map(|dimension| dimension.name.clone()));
        heads.extend([w.base, w.bonus, w.deduction, w.total, w.grade, w.remarks].map(str::to_owned));
        let heads: String = heads.iter().map(|head| format!("<th scope=\"col\">{}</th>", theirs(head))).collect();
        let digits = self.document.digits;
        let mut out =
            format!("<header><h2>{}</h2><p>{}</p></header>", theirs(&self.document.title), theirs(&self.scope));
        for section in self.sections {
            if self.sections.len() > 1 {
                out.push_str(&self.heading(section));
            }
            out.push_str(&format!("<table class=\"paper-table\"><thead><tr>{heads}</tr></thead><tbody>"));
            for &row in &section.rows {
                let k = row as usize;
                let rank = results.rank[k].map_or_else(|| "—".to_owned(), |rank| rank.to_string());
                out.push_str(&format!("<tr><td>{rank}</td><th scope=\"row\">{}</th>", self.name(row)));
                for dimension in &results.dimensions {
                    let used = dimension.weight.get(results.category[k] as usize).is_some_and(|weight| *weight > 0.0);
                    figure(&mut out, used.then(|| dimension.score[k]), digits);
                }
                for value in [results.base[k], results.bonus[k], -results.deduction[k]] {
                    figure(&mut out, results.total[k].map(|_| value).filter(|v| *v != 0.0), digits);
                }
                let flags: Vec<String> = results.flags[k].iter().map(|said| flag(self.language, said)).collect();
                out.push_str(&format!(
                    "<td class=\"is-number is-total\">{}</td><td>{}</td><td class=\"is-remark\">{}</td></tr>",
                    self.total(row),
                    self.grade(self.grade_of(row)),
                    theirs(&flags.join("；"))
                ));
            }
            out.push_str("</tbody></table>");
        }
        out + &format!(
            "<footer class=\"paper-signs\"><span>{}</span><span>{}</span><span>{}</span><span>{}</span></footer><p class=\"paper-source\">{}</p>",
            w.made_by,
            w.signed,
            w.seal,
            w.day,
            theirs(&source(self.language, &self.document.title, &self.today))
        )
    }

    /// 通报.
    pub fn bulletin(&self) -> String {
        let w = self.words();
        let title = bulletin_title(self.language, &self.document.title);
        let mut out =
            format!("<header><h2>{}</h2>{}<p>{}</p></header>", theirs(&title), self.number(), theirs(&self.scope));
        for section in self.sections {
            let name = self.group(section);
            let known: Vec<f64> = section.rows.iter().filter_map(|row| published(self.results, *row)).collect();
            let figures = (!known.is_empty()).then(|| {
                let mean = known.iter().sum::<f64>() / known.len() as f64;
                let (low, high) = known.iter().fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(*v), h.max(*v)));
                [mean, high, low]
            });
            let grades = by_grade(self.results, &section.rows);
            let counted: Vec<String> = grades
                .iter()
                .map(|(grade, rows)| {
                    let found = grade.and_then(|grade| self.results.grades.get(grade as usize));
                    grade_count(self.language, found.map_or(w.no_grade, |grade| grade.name.as_str()), rows.len())
                })
                .collect();
            out.push_str(&format!(
                "{}<p>{} {}</p>",
                self.heading(section),
                theirs(&overview(self.language, &name, section.rows.len(), figures, self.document.digits)),
                theirs(&counted.join(" · "))
            ));
            out.push_str(&format!(
                "<table class=\"paper-table is-narrow\"><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead><tbody>",
                w.rank, w.name, w.total, w.grade, w.remarks
            ));
            for &row in &section.rows {
                let rank = self.results.rank[row as usize].map_or_else(|| "—".to_owned(), |rank| rank.to_string());
                // What touches the standing is said; the rest stands in the tables.
                let grave = |said: &&Flag| matches!(said, Flag::Veto(_) | Flag::Bar(_) | Flag::Quota | Flag::Missing);
                let flags: Vec<String> = self.results.flags[row as usize]
                    .iter()
                    .filter(grave)
                    .map(|said| flag(self.language, said))
                    .collect();
                out.push_str(&format!(
                    "<tr><td>{rank}</td><th scope=\"row\">{}</th><td class=\"is-number\">{}</td><td>{}</td><td class=\"is-remark\">{}</td></tr>",
                    self.name(row),
                    self.total(row),
                    self.grade(self.grade_of(row)),
                    theirs(&flags.join("；"))
                ));
            }
            out.push_str("</tbody></table>");
        }
        out + &self.foot()
    }

    /// 公示.
    pub fn notice(&self) -> String {
        let language = self.language;
        let wishes = self.wishes;
        let title = &self.document.title;
        let mut out = format!(
            "<header><h2>{}</h2>{}</header><p class=\"paper-text\">{}</p><p class=\"paper-text\">{}</p>",
            theirs(&notice_title(language, title)),
            self.number(),
            theirs(&notice_lead(language, title)),
            escaped(&order_said(language, &wishes.order))
        );
        for section in self.sections {
            if self.sections.len() > 1 {
                out.push_str(&self.heading(section));
            }
            let rows = if wishes.order == "rank" { section.rows.clone() } else { by_name(&section.rows, self.names) };
            for (grade, rows) in by_grade(self.results, &rows) {
                if wishes.only_top && grade != Some(0) {
                    continue;
                }
                let found = grade.and_then(|grade| self.results.grades.get(grade as usize));
                let name = found.map_or(self.words().no_grade, |grade| grade.name.as_str());
                out.push_str(&format!(
                    "<h4>{}</h4><ul class=\"paper-names\">",
                    theirs(&grade_heading(language, name, rows.len()))
                ));
                for row in rows {
                    let score =
                        if wishes.with_scores { format!(" <small>{}</small>", self.total(row)) } else { String::new() };
                    out.push_str(&format!("<li>{}{score}</li>", self.name(row)));
                }
                out.push_str("</ul>");
            }
        }
        let day = |day: &str| long_day(language, day);
        out + &format!(
            "<p class=\"paper-text\">{}</p><p class=\"paper-text\">{}</p>{}",
            escaped(&notice_days(language, wishes.days, &day(&wishes.first), &day(&wishes.last))),
            theirs(&notice_contact(language, &wishes.phone)),
            self.foot()
        )
    }

    /// A drawing of the totals.
    pub fn chart(&self) -> String {
        use crate::i18n::paper::{chart_described, chart_first};
        let w = self.words();
        let results = self.results;
        let rows: Vec<u32> = self.sections.iter().flat_map(|section| section.rows.iter().copied()).collect();
        let all = rows.len();
        let full = |row: u32| {
            let category = results.category[row as usize] as usize;
            results.dimensions.iter().filter_map(|dimension| dimension.weight.get(category)).sum::<f64>()
        };
        let mut subtitle = self.scope.clone();
        if let [only] = self.sections {
            subtitle = format!("{} · {subtitle}", self.group(only));
        }
        if all > BARS {
            subtitle = format!("{subtitle} · {}", chart_first(self.language, BARS, all));
        }
        let name = |row: u32| results.subjects[row as usize].name.clone();
        let first = rows.first().map(|row| (name(*row), self.total(*row))).unwrap_or_default();
        bars(&Bars {
            title: self.document.title.clone(),
            subtitle,
            source: source(self.language, &self.document.title, &self.today),
            described: chart_described(self.language, all.min(BARS), &first.0, &first.1),
            legend: results.dimensions.iter().map(|dimension| dimension.name.clone()).collect(),
            bonus: w.bonus.to_owned(),
            loss: w.deduction.to_owned(),
            full: rows.iter().map(|row| full(*row)).fold(0.0, f64::max),
            rows: rows
                .iter()
                .take(BARS)
                .map(|&row| Bar {
                    rank: results.rank[row as usize].map(|rank| rank.to_string()).unwrap_or_default(),
                    name: name(row),
                    scores: results.dimensions.iter().map(|dimension| dimension.score[row as usize]).collect(),
                    bonus: results.bonus[row as usize],
                    deduction: results.deduction[row as usize],
                    total: self.total(row),
                    grade: self
                        .grade_of(row)
                        .and_then(|grade| results.grades.get(grade as usize))
                        .map(|grade| grade.name.clone())
                        .unwrap_or_default(),
                })
                .collect(),
        })
    }
}

/// Text of the document: it stays in its own language.
fn theirs(text: &str) -> String {
    format!("<span data-content=\"true\">{}</span>", escaped(text))
}

fn figure(out: &mut String, value: Option<f64>, digits: u8) {
    let text = value.map(|value| fixed(value, digits)).unwrap_or_default();
    out.push_str(&format!("<td class=\"is-number\">{text}</td>"));
}
