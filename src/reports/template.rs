//! 导入模板: an empty workbook in the layout that intake expects, with examples, lists to choose from, and remarks.

use super::collection::is_reported;
use super::page::Page;
use crate::i18n::words_reports::{ReportWords, report_words};
use crate::i18n::{Language, names, reporting, sayings};
use crate::model::{Cycle, Document, EventKind, Period, Standing};
use crate::sheets::{Face, Format, Range, Sheet, Value, Workbook};

/// Rows to fill in below the examples, and how far lists to choose from go.
const ROOM: usize = 20;
const LAST_ROW: u32 = 999;

/// The workbook; what an open document has already stands in it.
pub(super) fn workbook(document: &Document, language: Language) -> Workbook {
    let words = report_words(language);
    let sheets = vec![
        guide(language, words),
        indicators(language, words),
        subjects(document, language, words),
        values(document, language, words),
        ballots(language, words),
        events(language, words),
    ];
    Workbook { sheets, title: words.template_file.to_owned() }
}

fn guide(language: Language, words: &ReportWords) -> Sheet {
    let mut page = Page::new(words.guide);
    page.across(words.guide, Face::Title, 1);
    for line in words.guide_text.lines() {
        page.line().word(line);
    }
    if language == Language::English {
        for (key, name) in names::methods(language) {
            page.line().word(&format!("{key}: {name}"));
        }
    }
    page.layout().landscape = true;
    let mut sheet = page.finish("");
    sheet.layout.widths = vec![110.0];
    sheet
}

/// Names of methods as intake reads them.
fn methods(language: Language) -> Vec<String> {
    let methods = names::methods(language).into_iter().filter(|(key, _)| *key != "formula");
    match language {
        Language::Chinese => methods.map(|(_, name)| name.to_owned()).collect(),
        Language::English => methods.map(|(key, _)| key.to_owned()).collect(),
    }
}

fn method(language: Language, key: &str) -> String {
    match language {
        Language::Chinese => names::method(language, key),
        Language::English => key.to_owned(),
    }
}

fn periods(language: Language) -> Vec<String> {
    [Cycle::Month, Cycle::Quarter, Cycle::Year]
        .into_iter()
        .flat_map(Cycle::periods)
        .map(|period| reporting::period_head(language, period))
        .collect()
}

/// A list to choose from in a column, below the heading.
fn choose(page: &mut Page, head: u32, column: u32, list: Vec<String>) {
    let range = Range { first_row: head + 1, first_column: column, last_row: LAST_ROW, last_column: column };
    page.layout().choices.push((range, list));
}

/// Empty rows to fill in, and what every table has.
fn close(mut page: Page, head: u32, columns: usize, fixed: u32) -> Sheet {
    for _ in 0..ROOM {
        page.line();
        for _ in 0..columns {
            page.text("", Face::Entry);
        }
    }
    let layout = page.layout();
    layout.frozen = Some((head + 1, fixed));
    layout.repeated = Some((head, head));
    layout.landscape = true;
    page.finish("")
}

/// Texts and numbers of an example, to be written over.
fn example(page: &mut Page, cells: &[&str]) {
    page.line();
    for cell in cells {
        match cell.parse::<f64>() {
            Ok(number) => page.cell(Value::Number(number), Format::General, Face::Entry),
            Err(_) => page.text(cell, Face::Entry),
        };
    }
}

fn indicators(language: Language, words: &ReportWords) -> Sheet {
    let mut page = Page::new(words.indicator_table);
    let level = |k| reporting::level(language, k);
    let leaf = match language {
        Language::Chinese => level(3),
        Language::English => words.indicator.to_owned(),
    };
    let (first, second) = (level(1), level(2));
    let heads = [
        words.number,
        &first,
        &second,
        &leaf,
        words.points,
        words.target,
        words.unit,
        words.rule,
        words.method,
        words.source,
        words.owner,
        words.cycle,
        words.remarks,
    ];
    page.across(words.template_title, Face::Title, heads.len());
    page.heads(heads);
    for (key, row) in ["completion", "bands", "deduct"].into_iter().zip(words.example_indicators.lines()) {
        let cells: Vec<&str> = row.split('|').collect();
        let method = method(language, key);
        let mut cells: Vec<&str> = cells;
        cells.insert(8, &method);
        cells.push(words.example);
        example(&mut page, &cells);
    }
    choose(&mut page, 1, 8, methods(language));
    choose(&mut page, 1, 11, [words.month, words.quarter, words.year].map(str::to_owned).to_vec());
    close(page, 1, heads.len(), 4)
}

fn subjects(document: &Document, language: Language, words: &ReportWords) -> Sheet {
    let mut page = Page::new(words.subject_list);
    let heads = [words.code, words.subject, words.category, words.standing, words.remarks];
    page.heads(heads);
    for subject in listed(document) {
        let standing = match subject.standing {
            Standing::Separate => words.not_ranked,
            Standing::Ranked | Standing::Source => words.ranked,
        };
        let category = super::results::category(document, &subject.category, language);
        page.line();
        for text in [&subject.id, &subject.name, &category, standing, ""] {
            page.cell(text_value(text), Format::Text, Face::Entry);
        }
    }
    if document.subjects.is_empty() {
        for row in words.example_subjects.lines() {
            let cells: Vec<&str> = row.split('|').chain([words.ranked, words.example]).collect();
            example(&mut page, &cells);
        }
    }
    choose(&mut page, 0, 3, [words.ranked, words.not_ranked].map(str::to_owned).to_vec());
    close(page, 0, heads.len(), 2)
}

fn values(document: &Document, language: Language, words: &ReportWords) -> Sheet {
    let mut page = Page::new(words.value_table);
    let mut heads: Vec<String> = [words.code, words.subject, words.period].map(str::to_owned).to_vec();
    let reported: Vec<_> = document.set.indicators.iter().filter(|i| is_reported(i)).collect();
    // Two indicators of one name are told apart by their codes.
    let twice = |name: &str| reported.iter().filter(|i| i.name == name).count() > 1;
    heads.extend(reported.iter().map(|i| if twice(&i.name) { i.id.clone() } else { i.name.clone() }));
    if document.set.indicators.is_empty() {
        heads.extend(words.example_indicators.lines().filter_map(|row| row.split('|').nth(3)).map(str::to_owned));
    }
    heads.push(words.remarks.to_owned());
    page.heads(heads.iter().map(String::as_str));
    for subject in listed(document) {
        page.line();
        page.cell(text_value(&subject.id), Format::Text, Face::Entry).text(&subject.name, Face::Entry);
        for _ in 2..heads.len() {
            page.text("", Face::Entry);
        }
    }
    if document.subjects.is_empty() && document.set.indicators.is_empty() {
        let year = reporting::period_head(language, Period::Year);
        for (row, value) in words.example_subjects.lines().zip(["98|93.5|0", "100|96|1", "87.5|91|2"]) {
            let cells: Vec<&str> = row.split('|').take(2).chain([year.as_str()]).chain(value.split('|')).collect();
            let cells: Vec<&str> = cells.into_iter().chain([words.example]).collect();
            example(&mut page, &cells);
        }
    }
    choose(&mut page, 0, 2, periods(language));
    close(page, 0, heads.len(), 2)
}

fn ballots(language: Language, words: &ReportWords) -> Sheet {
    let mut page = Page::new(words.ballot_table);
    let heads = [words.subject, words.indicator, words.period, words.rater_group, words.rater, words.score];
    page.heads(heads).text(words.remarks, Face::Head);
    choose(&mut page, 0, 2, periods(language));
    close(page, 0, heads.len() + 1, 2)
}

fn events(language: Language, words: &ReportWords) -> Sheet {
    let mut page = Page::new(words.event_table);
    let heads = [words.subject, words.event_kind, words.reason, words.points, words.period, words.date, words.remarks];
    page.heads(heads);
    let kinds = [EventKind::Bonus, EventKind::Deduction, EventKind::Veto, EventKind::Bar];
    choose(&mut page, 0, 1, kinds.map(|kind| sayings::event_kind(language, kind).to_owned()).to_vec());
    choose(&mut page, 0, 4, periods(language));
    close(page, 0, heads.len(), 1)
}

fn listed(document: &Document) -> impl Iterator<Item = &crate::model::Subject> {
    document.subjects.iter().filter(|s| s.standing != Standing::Source)
}

fn text_value(text: &str) -> Value {
    if text.is_empty() { Value::Empty } else { Value::Text(super::page::cut(text)) }
}
