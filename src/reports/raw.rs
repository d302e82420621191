//! 原始数据: what was reported, one row per subject, one column per indicator, period and field.

use super::page::Page;
use super::results::category;
use crate::i18n::words_reports::{ReportWords, report_words};
use crate::i18n::{self, Language, names, reporting};
use crate::model::{Document, Entry, Field, Indicator, ObservationColumn, Standing, Status, Subject};
use crate::sheets::{Face, Format, Sheet, Value};

/// Most cells of the sheet.
pub(super) const MOST_CELLS: usize = 1_500_000;

/// Columns in the order of the indicators, then of time, each with its indicator's place.
pub(super) fn columns(document: &Document) -> Vec<(usize, &ObservationColumn)> {
    let mut columns: Vec<(usize, &ObservationColumn)> = document
        .observations
        .columns
        .iter()
        .filter_map(|column| Some((document.set.indicator(&column.indicator)?, column)))
        .collect();
    columns.sort_by_key(|(k, column)| (*k, column.period, column.field));
    columns
}

/// Whether this subject has to report the indicator.
pub(super) fn is_due(indicator: &Indicator, subject: &Subject) -> bool {
    let used = indicator.points.get(&subject.category).is_some_and(|points| *points > 0.0);
    used && match subject.standing {
        Standing::Source => indicator.inherited,
        Standing::Ranked | Standing::Separate => !indicator.inherited || subject.parent.is_none(),
    }
}

/// What a field is called; empty: a value.
pub(super) fn field(language: Language, words: &ReportWords, field: Field) -> String {
    match field {
        Field::Value => String::new(),
        Field::Target => words.target.to_owned(),
        Field::Base => words.base.to_owned(),
        Field::Answers(level) => names::answer(language, usize::from(level)),
    }
}

/// An entry as a cell: what does not apply is said, what is missing stays empty.
pub(super) fn entry(page: &mut Page, language: Language, entry: Entry, face: Face) {
    match entry.status {
        Status::Scored => page.number(Some(entry.number), Format::General, face),
        Status::Missing => {
            page.cell(Value::Empty, Format::General, if face == Face::Figure { Face::Note } else { face })
        }
        status => page.text(&i18n::status(language, status), face),
    };
}

/// The sheet; none: it would be too long.
pub(super) fn sheet(document: &Document, language: Language, footer: &str) -> Option<Sheet> {
    let words = report_words(language);
    let columns = columns(document);
    if document.subjects.len().saturating_mul(columns.len()) > MOST_CELLS {
        return None;
    }
    let mut page = Page::new(words.raw);
    let fixed = [words.code, words.subject, words.category];
    page.heads(fixed);
    let mut from = fixed.len();
    for (at, (k, _)) in columns.iter().enumerate() {
        let indicator = &document.set.indicators[*k];
        let is_first = at == 0 || columns[at - 1].0 != *k;
        if is_first {
            from = fixed.len() + at;
            let name = format!("{} {}", indicator.id, indicator.name);
            let name = if indicator.unit.is_empty() { name } else { reporting::of(language, &name, &indicator.unit) };
            page.text(&name, Face::Head);
        } else {
            page.text("", Face::Head);
        }
        if columns.get(at + 1).is_none_or(|(next, _)| next != k) {
            page.merge(0, from as u32, 0, (fixed.len() + at) as u32);
        }
    }
    page.heads(fixed.map(|_| ""));
    for column in 0..fixed.len() as u32 {
        page.merge(0, column, 1, column);
    }
    for (_, column) in &columns {
        let period = i18n::sayings::capital(&names::period(language, &column.period.to_string()));
        let field = field(language, words, column.field);
        page.text(format!("{period} {field}").trim_end(), Face::Head);
    }
    for (place, subject) in document.subjects.iter().enumerate() {
        page.line().short(&subject.id).word(&subject.name).short(&category(document, &subject.category, language));
        for (k, column) in &columns {
            let own = column.cells.entry(place);
            let is_expected = column.field == Field::Value && is_due(&document.set.indicators[*k], subject);
            if own.status == Status::Missing && !is_expected {
                page.cell(Value::Empty, Format::General, Face::Figure);
            } else {
                entry(&mut page, language, own, Face::Figure);
            }
        }
    }
    page.table(1, fixed.len() + columns.len(), 2);
    page.layout().repeated = Some((0, 1));
    Some(page.finish(footer))
}
