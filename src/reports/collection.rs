//! 采集表: what a subject fills in and sends back, one row per indicator, one column per period.
//!
//! Intake reads these sheets again: the row with the subject, and the headings 指标代码, 指标名称 and 填报值 with their
//! periods, are what it looks for.

use super::names::{file_name, unique_files};
use super::page::{Page, cut};
use super::raw::{entry, is_due};
use super::spec::{Made, Spec};
use crate::i18n::reporting;
use crate::i18n::words_reports::report_words;
use crate::model::{At, Diagnostic, Document, Field, Indicator, Period, Problem, Status};
use crate::sheets::{Face, Format, Value, Workbook};

/// The sheets of one subject, or of all of them. Errors: there is no such subject.
pub(super) fn make(
    document: &Document,
    spec: &Spec,
    subject: Option<&str>,
    periods: &[Period],
) -> Result<Made, Vec<Diagnostic>> {
    let words = report_words(spec.language);
    let name = |place: usize| {
        let own = &document.subjects[place];
        file_name(&[words.collection, &own.id, &own.name], "xlsx")
    };
    if let Some(id) = subject {
        let problem = || Problem::UnknownReference { what: "subject".to_owned(), id: id.to_owned() };
        let place = document.subject(id).ok_or_else(|| vec![Diagnostic::error(problem(), At::default())])?;
        return Ok(Made::Book { name: name(place), workbook: workbook(document, spec, place, periods) });
    }
    let places: Vec<usize> =
        (0..document.subjects.len()).filter(|place| !indicators(document, *place).is_empty()).collect();
    let names = unique_files(places.iter().map(|place| name(*place)).collect());
    let books = places.iter().map(|place| workbook(document, spec, *place, periods));
    Ok(Made::Books {
        name: file_name(&[words.collection, &document.title, &spec.moment], "zip"),
        books: names.into_iter().zip(books).collect(),
    })
}

/// Whether a subject can report the indicator itself: ballots and surveys are collected elsewhere.
pub(super) fn is_reported(indicator: &Indicator) -> bool {
    !matches!(indicator.rule.method.as_str(), "multi_rater" | "satisfaction")
}

fn indicators(document: &Document, place: usize) -> Vec<&Indicator> {
    let subject = &document.subjects[place];
    document.set.indicators.iter().filter(|i| is_due(i, subject) && is_reported(i)).collect()
}

fn workbook(document: &Document, spec: &Spec, place: usize, periods: &[Period]) -> Workbook {
    let (language, words) = (spec.language, report_words(spec.language));
    let subject = &document.subjects[place];
    let indicators = indicators(document, place);
    let mut wanted: Vec<Period> = match periods {
        [] => indicators.iter().flat_map(|i| i.cycle.periods()).collect(),
        periods => periods.to_vec(),
    };
    wanted.sort();
    wanted.dedup();
    let columns = 7 + wanted.len();
    let mut page = Page::new(words.collection);
    page.across(&reporting::collection_title(language, &document.title), Face::Title, columns);
    // Name and code stand in cells of their own: intake takes them as they are.
    let row = page.height();
    page.line().text(words.filled_in_by, Face::Plain).text("", Face::Plain).text(&subject.name, Face::Plain);
    page.text(&reporting::labelled(language, words.code, ""), Face::Plain);
    page.cell(Value::Text(cut(&subject.id)), Format::Text, Face::Plain);
    page.merge(row, 0, row, 1);
    if let [period] = wanted[..] {
        let period = reporting::period_head(language, period);
        page.across(&reporting::labelled(language, words.period, &period), Face::Plain, columns);
    }
    let head = page.height();
    page.heads([words.number, words.indicator_code, words.indicator, words.unit, words.target, words.definition]);
    for period in &wanted {
        let period = reporting::period_head(language, *period);
        page.text(&reporting::of(language, words.value, &period), Face::Head);
    }
    page.text(words.remarks, Face::Head);
    for (k, indicator) in indicators.iter().enumerate() {
        let own = |period: Period, field: Field| {
            document.observations.column(&indicator.id, period, field).map(|column| column.cells.entry(place))
        };
        // The subject's own target: the last one that was written.
        let periods = indicator.cycle.periods();
        let target = periods.iter().rev().find_map(|period| own(*period, Field::Target));
        let target = target.filter(|target| target.status == Status::Scored).map(|target| target.number);
        page.line().figure(Some((k + 1) as f64), Format::General);
        page.word(&indicator.id).word(&indicator.name).word(&indicator.unit);
        page.figure(target.or(indicator.target), Format::General).word(&indicator.definition);
        for period in &wanted {
            match own(*period, Field::Value) {
                Some(value) => entry(&mut page, language, value, Face::Entry),
                None if periods.contains(period) => {
                    page.text("", Face::Entry);
                }
                None => {
                    page.cell(Value::Empty, Format::General, Face::Wrapped);
                }
            }
        }
        page.text("", Face::Entry);
    }
    page.layout().frozen = Some((head + 1, 3));
    page.layout().repeated = Some((head, head));
    page.layout().landscape = true;
    page.gap();
    page.across(words.no_entry, Face::Note, columns);
    page.across(words.subject_signatures, Face::Note, columns);
    let mut sheet = page.finish(&reporting::footer(language, &document.title, &spec.moment));
    // Room to write by hand.
    for width in sheet.layout.widths.iter_mut().skip(6) {
        *width = width.max(14.0);
    }
    Workbook { sheets: vec![sheet], title: reporting::collection_title(language, &document.title) }
}
