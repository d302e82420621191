//! Lists as CSV text for people: results, scores of indicators, reported values.

use super::calculation;
use super::page::Page;
use super::raw::{columns, is_due};
use super::results::{FINE, Told, category, table};
use crate::formula::number::decimal;
use crate::i18n::words_reports::report_words;
use crate::i18n::{self, Language, names};
use crate::model::{Document, Field, Period, Status};
use crate::sheets::delimited::guarded;
use crate::sheets::{Cell, Format, Row, Value};

/// The ranking.
pub(super) fn results(told: &Told) -> String {
    let mut page = Page::new("");
    table(told, &mut page, Format::Fixed(FINE));
    let mut text = String::new();
    write(&mut text, page.take());
    text
}

/// A row per subject and indicator.
pub(super) fn indicators(told: &Told) -> String {
    let mut text = String::new();
    calculation::rows(told, &mut |rows| write(&mut text, rows));
    text
}

/// A row per subject, indicator and period in which something was reported, or should have been.
pub(super) fn values(document: &Document, language: Language) -> String {
    let words = report_words(language);
    let mut page = Page::new("");
    page.heads([
        words.code,
        words.subject,
        words.category,
        words.indicator_code,
        words.indicator,
        words.unit,
        words.period,
        words.value,
        words.target,
        words.base,
    ]);
    let mut text = String::new();
    write(&mut text, page.take());
    let columns = columns(document);
    let mut keys: Vec<(usize, Period)> = columns.iter().map(|(k, column)| (*k, column.period)).collect();
    keys.dedup();
    for (place, subject) in document.subjects.iter().enumerate() {
        let category = category(document, &subject.category, language);
        for (k, period) in &keys {
            let indicator = &document.set.indicators[*k];
            let of = |field: Field| {
                let at = columns.binary_search_by_key(&(*k, *period, field), |(k, c)| (*k, c.period, c.field)).ok()?;
                Some(columns[at].1.cells.entry(place)).filter(|entry| entry.status != Status::Missing)
            };
            let answers: Vec<_> = (0..5).map(|level| of(Field::Answers(level))).collect();
            let fields = [of(Field::Value), of(Field::Target), of(Field::Base)];
            let nothing = fields.iter().chain(&answers).all(Option::is_none);
            if nothing && !is_due(indicator, subject) {
                continue;
            }
            page.line().word(&subject.id).word(&subject.name).word(&category);
            page.word(&indicator.id).word(&indicator.name).word(&indicator.unit);
            page.word(&names::period(language, &period.to_string()));
            let told = |entry: crate::model::Entry| match entry.status {
                Status::Scored => plain(entry.number),
                status => i18n::status(language, status),
            };
            if answers.iter().any(Option::is_some) {
                let counts: Vec<String> = answers.iter().map(|a| a.map_or_else(|| "0".to_owned(), told)).collect();
                page.word(&counts.join("/"));
            }
            for entry in fields.into_iter().skip(usize::from(answers.iter().any(Option::is_some))) {
                match entry {
                    Some(entry) if entry.status == Status::Scored => {
                        page.figure(Some(entry.number), Format::General);
                    }
                    other => {
                        page.word(&other.map(told).unwrap_or_default());
                    }
                }
            }
        }
        write(&mut text, page.take());
    }
    text
}

/// Rows as lines that end with CR LF. Cells stand side by side without gaps.
fn write(text: &mut String, rows: Vec<Row>) {
    for row in rows {
        for (k, cell) in row.cells.iter().enumerate() {
            if k > 0 {
                text.push(',');
            }
            text.push_str(&field(cell));
        }
        text.push_str("\r\n");
    }
}

fn field(cell: &Cell) -> String {
    match &cell.value {
        Value::Number(number) => match cell.format {
            Format::Fixed(digits) => decimal(*number, digits),
            _ => plain(*number),
        },
        Value::Text(text) => {
            let guarded = guarded(text).into_owned();
            if guarded.contains([',', '"', '\n', '\r', '\t', ';']) || guarded.starts_with(' ') || guarded.ends_with(' ')
            {
                format!("\"{}\"", guarded.replace('"', "\"\""))
            } else {
                guarded
            }
        }
        _ => String::new(),
    }
}

/// The shortest text of the number; adding zero turns −0 into 0.
fn plain(number: f64) -> String {
    (number + 0.0).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r53_text_never_becomes_a_formula_and_numbers_stay_numbers() {
        let text = |text: &str| field(&Cell { value: Value::Text(text.to_owned()), ..Cell::default() });
        for (given, written) in [
            ("=1+1", "'=1+1"),
            ("+cmd", "'+cmd"),
            ("-cmd", "'-cmd"),
            ("@x", "'@x"),
            ("＝1", "'＝1"),
            ("\tx", "\"'\tx\""),
            ("=A1,\"x\"", "\"'=A1,\"\"x\"\"\""),
            ("-5.00", "-5.00"),
            ("+3", "+3"),
            ("-1,234.56", "\"-1,234.56\""),
            ("甲,乙", "\"甲,乙\""),
            ("市发改委", "市发改委"),
        ] {
            assert_eq!(text(given), written);
        }
        let number = |number: f64, format| field(&Cell { value: Value::Number(number), format, ..Cell::default() });
        assert_eq!(number(-5.0, Format::Fixed(2)), "-5.00");
        assert_eq!(number(-0.0, Format::General), "0");
    }
}
