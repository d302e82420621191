//! What people hand in: workbooks, tables and lists made of a document and its results.
//!
//! Knows what an office puts into its files, and says it in the reader's language. Must never compute a score in a way
//! of its own, and never know how a file is packed: what it makes are workbooks as plain data, and text.

pub mod spec;
mod names;
mod page;
mod results;
mod calculation;
mod raw;
mod weights;
mod notes;
mod lists;
mod collection;
mod template;
mod faults;
#[cfg(test)]
mod tests;

pub use faults::faults;
pub use notes::moment;
pub use spec::{Made, Report, Spec};

use crate::engine::{Checked, Keep, assess, check};
use crate::i18n::words_reports::report_words;
use crate::model::{At, Diagnostic, Document, Problem};
use crate::sheets::Workbook;
use results::Told;

/// Makes a report. `checked`: the same document, if it can be computed. Errors: why it cannot, or nothing of that name.
pub fn make(document: &Document, checked: Option<&Checked>, spec: &Spec) -> Result<Made, Vec<Diagnostic>> {
    let words = report_words(spec.language);
    let named = |what: &str, ending: &str| names::file_name(&[&document.title, what, &spec.moment], ending);
    let csv = |what: &str, text: String| Made::Text { name: named(what, "csv"), text };
    match &spec.report {
        Report::Results => {
            let make = |told: &Told| Made::Book { name: named(words.results_file, "xlsx"), workbook: workbook(told) };
            computed(document, checked, spec, Keep::Results, &make)
        }
        Report::ResultsCsv => {
            computed(document, checked, spec, Keep::Results, &|told| csv(words.results_file, lists::results(told)))
        }
        Report::IndicatorsCsv => computed(document, checked, spec, Keep::Indicators, &|told| {
            csv(words.indicators_file, lists::indicators(told))
        }),
        Report::ValuesCsv => Ok(csv(words.values_file, lists::values(document, spec.language))),
        Report::Own => {
            let workbook = crate::files::to_workbook(document);
            // A copy that cannot be read in again is none.
            if !crate::sheets::comes_back(&workbook) {
                return Err(vec![Diagnostic::error(Problem::TooMuchForWorkbook, At::default())]);
            }
            Ok(Made::Book { name: named(words.own_file, "xlsx"), workbook })
        }
        Report::Template => {
            let name = named(words.template_file, "xlsx");
            Ok(Made::Book { name, workbook: template::workbook(document, spec.language) })
        }
        Report::Collection { subject, periods } => collection::make(document, spec, subject.as_deref(), periods),
    }
}

/// What needs the assessment.
fn computed(
    document: &Document,
    checked: Option<&Checked>,
    spec: &Spec,
    keep: Keep,
    make: &dyn Fn(&Told) -> Made,
) -> Result<Made, Vec<Diagnostic>> {
    let own;
    let checked = match checked {
        Some(checked) => checked,
        None => {
            own = check(document.clone()).map_err(|refused| refused.findings)?;
            &own
        }
    };
    let question = checked.question(spec.scheme.as_deref(), spec.period.as_deref()).map_err(|finding| vec![finding])?;
    let assessment = assess(checked, &question, keep);
    Ok(make(&Told::new(checked, &assessment, &question, spec)))
}

/// 结果排名, 计算过程, 原始数据, 权重与规则, 说明.
fn workbook(told: &Told) -> Workbook {
    let mut left_out = Vec::new();
    let mut sheets = vec![results::sheet(told)];
    match calculation::sheet(told) {
        Some(sheet) => sheets.push(sheet),
        None => left_out.push((told.words.calculation, calculation::MOST_ROWS)),
    }
    match raw::sheet(told.document(), told.language, &told.footer()) {
        Some(sheet) => sheets.push(sheet),
        None => left_out.push((told.words.raw, raw::MOST_CELLS)),
    }
    sheets.push(weights::sheet(told));
    sheets.push(notes::sheet(told, &left_out));
    Workbook { sheets, title: told.document().title.clone() }
}
