//! Reported values as rows: one for each subject, indicator and period in which something stands.

use super::cells::{self, Long, text_value};
use super::columns::MEASURED;
use super::lists::{Head, Read, sheet};
use crate::model::written::per_hundred;
use crate::model::{At, Cells, Diagnostic, Document, Entry, Field, ObservationColumn, Period, Problem, Status};
use crate::sheets::{Row, Sheet, Value};
use std::collections::BTreeMap;

/// Most rows of one sheet (a spreadsheet has 1,048,576).
const ROWS: usize = 1_000_000;

const FIELDS: [Field; 8] = [
    Field::Value,
    Field::Target,
    Field::Base,
    Field::Answers(0),
    Field::Answers(1),
    Field::Answers(2),
    Field::Answers(3),
    Field::Answers(4),
];
/// Where the fields begin among the columns, and the column of the source line.
const FIRST_FIELD: usize = 5;
const LINE: usize = 13;

/// Words for what is not a number; the first of each status is written.
const MARKS: [(&str, Status); 9] = [
    ("不适用", Status::NotApplicable),
    ("无效", Status::Invalid),
    ("不公开", Status::Withheld),
    ("NA", Status::NotApplicable),
    ("N/A", Status::NotApplicable),
    ("INVALID", Status::Invalid),
    ("WITHHELD", Status::Withheld),
    ("缺报", Status::Missing),
    ("未报", Status::Missing),
];

/// The rows, on as many sheets as they need.
pub(super) fn write(document: &Document, long: &mut Long) -> Vec<Sheet> {
    let mut groups: Vec<[Option<&ObservationColumn>; 8]> = Vec::new();
    let mut places: BTreeMap<(&str, Period), usize> = BTreeMap::new();
    for column in &document.observations.columns {
        let Some(field) = FIELDS.iter().position(|field| *field == column.field) else { continue };
        let place = *places.entry((&column.indicator, column.period)).or_insert_with(|| {
            groups.push([None; 8]);
            groups.len() - 1
        });
        groups[place][field] = Some(column);
    }
    let names: BTreeMap<&str, &str> =
        document.set.indicators.iter().map(|i| (i.id.as_str(), i.name.as_str())).collect();
    let mut rows = Vec::new();
    for group in &groups {
        let Some(first) = group.iter().flatten().next() else { continue };
        for (k, subject) in document.subjects.iter().enumerate() {
            let mut row = fields(group, k, long);
            if row.is_empty() {
                continue;
            }
            let name = names.get(first.indicator.as_str()).copied().unwrap_or_default();
            let period = first.period.to_string();
            for (column, text) in
                [(0, &*subject.id), (1, &*subject.name), (2, &*first.indicator), (3, name), (4, &*period)]
            {
                row.push((column, if text.is_empty() { Value::Empty } else { text_value(text, long) }));
            }
            row.sort_by_key(|(column, _)| *column);
            rows.push(row);
        }
    }
    let mut sheets = Vec::new();
    let mut rows = rows.into_iter().peekable();
    while sheets.is_empty() || rows.peek().is_some() {
        let name = if sheets.is_empty() { "数据".to_owned() } else { format!("数据{}", sheets.len() + 1) };
        let heads = MEASURED.iter().map(|(key, name, width)| Head::new(key, name, *width)).collect();
        let about = "每行一个对象、一项指标、一期；空白为缺报，“不适用”照写 · \
                     One subject, indicator and period a row; blank: not reported";
        sheets.push(sheet(&name, "measurements", about, heads, rows.by_ref().take(ROWS).collect()));
    }
    sheets
}

/// The cells of a row: fields in which something stands, and their line in the source.
fn fields(group: &[Option<&ObservationColumn>; 8], subject: usize, long: &mut Long) -> Vec<(u32, Value)> {
    let mut row = Vec::new();
    let mut lines: Vec<(usize, u32, bool)> = Vec::new();
    for (field, column) in group.iter().enumerate() {
        let Some(column) = column else { continue };
        let (Some(status), Some(number)) = (column.cells.status.get(subject), column.cells.numbers.get(subject)) else {
            continue;
        };
        let value = match MARKS.iter().find(|(_, known)| known == status) {
            _ if *status == Status::Missing => None,
            Some((word, _)) => Some(Value::Text((*word).to_owned())),
            None => Some(Value::Number(*number)),
        };
        lines.push((field, column.lines.get(subject).copied().unwrap_or_default(), value.is_some()));
        row.extend(value.map(|value| ((FIRST_FIELD + field) as u32, value)));
    }
    let first = lines.iter().find(|(.., there)| *there).map_or(0, |(_, line, _)| *line);
    let alike = lines.iter().all(|(_, line, there)| *line == if *there { first } else { 0 });
    if alike && first > 0 {
        row.push((LINE as u32, Value::Number(first.into())));
    } else if !alike {
        let named = |(field, line, _): &(usize, u32, bool)| format!("{}={line}", MEASURED[FIRST_FIELD + field].0);
        let named = lines.iter().filter(|(_, line, _)| *line > 0).map(named).collect::<Vec<_>>().join(";");
        row.push((LINE as u32, text_value(&named, long)));
    }
    row
}

/// What rows are found by.
struct Known {
    subjects: BTreeMap<String, usize>,
    subject_names: BTreeMap<String, Option<usize>>,
    /// By id: columns by period and field.
    indicators: BTreeMap<String, BTreeMap<(Period, Field), usize>>,
    indicator_names: BTreeMap<String, Option<String>>,
}

impl Known {
    fn of(document: &Document) -> Known {
        let mut known = Known {
            subjects: BTreeMap::new(),
            subject_names: BTreeMap::new(),
            indicators: BTreeMap::new(),
            indicator_names: BTreeMap::new(),
        };
        for (k, subject) in document.subjects.iter().enumerate() {
            known.subjects.entry(subject.id.clone()).or_insert(k);
            // A name that two have says nothing.
            known.subject_names.entry(subject.name.clone()).and_modify(|place| *place = None).or_insert(Some(k));
        }
        for indicator in &document.set.indicators {
            known.indicators.entry(indicator.id.clone()).or_default();
            let named = known.indicator_names.entry(indicator.name.clone());
            named.and_modify(|id| *id = None).or_insert_with(|| Some(indicator.id.clone()));
        }
        for (k, column) in document.observations.columns.iter().enumerate() {
            known.indicators.entry(column.indicator.clone()).or_default().insert((column.period, column.field), k);
        }
        known
    }
}

/// Puts the rows of these sheets into the document's columns, which are there and empty; new ones are made.
pub(super) fn read(
    document: &mut Document,
    sheets: &[Read],
    with_lines: &[bool],
    long: &Long,
    findings: &mut Vec<Diagnostic>,
) {
    let subjects = document.subjects.len();
    for (column, with_lines) in document.observations.columns.iter_mut().zip(with_lines) {
        column.cells = Cells::missing(subjects);
        column.lines = if *with_lines { vec![0; subjects] } else { Vec::new() };
    }
    let mut known = Known::of(document);
    // The row that filled each cell.
    let mut filled: Vec<Vec<u32>> = vec![vec![0; subjects]; document.observations.columns.len()];
    for sheet in sheets {
        for row in sheet.rows() {
            let found =
                (subject(sheet, row, &known, long), indicator(sheet, row, &known, long), period(sheet, row, long));
            let (subject, indicator, period) = match found {
                (Ok(subject), Ok(indicator), Ok(period)) => (subject, indicator, period),
                (subject, indicator, period) => {
                    findings.extend([subject.err(), indicator.err(), period.err()].into_iter().flatten());
                    continue;
                }
            };
            let lines = lines(sheet, row, findings);
            for (k, field) in FIELDS.iter().enumerate() {
                let key = MEASURED[FIRST_FIELD + k].0;
                let entry = match entry(sheet, row, key, document, &indicator, *field) {
                    Ok(entry) => entry,
                    Err(problem) => {
                        findings.push(Diagnostic::error(problem, sheet.at(row, key)));
                        continue;
                    }
                };
                let line = match &lines {
                    Lines::All(line) if entry.is_some() => *line,
                    Lines::Each(each) => each.iter().find(|(name, _)| *name == key).map_or(0, |(_, line)| *line),
                    Lines::All(_) => 0,
                };
                if entry.is_none() && line == 0 {
                    continue;
                }
                let columns = &mut document.observations.columns;
                let known = known.indicators.entry(indicator.clone()).or_default();
                let place = *known.entry((period, *field)).or_insert_with(|| {
                    let (cells, lines) = (Cells::missing(subjects), Vec::new());
                    columns.push(ObservationColumn {
                        indicator: indicator.clone(),
                        period,
                        field: *field,
                        cells,
                        lines,
                    });
                    filled.push(vec![0; subjects]);
                    columns.len() - 1
                });
                if filled[place][subject] > 0 {
                    let problem = Problem::RepeatedRow { first: filled[place][subject] };
                    findings.push(Diagnostic::error(problem, sheet.at(row, key)));
                    continue;
                }
                filled[place][subject] = row.row + 1;
                columns[place].cells.set(subject, entry.unwrap_or(Entry::MISSING));
                if line > 0 {
                    columns[place].lines.resize(subjects, 0);
                    columns[place].lines[subject] = line;
                }
            }
        }
    }
}

fn named(sheet: &Read, row: &Row, key: &str, long: &Long) -> Result<String, Diagnostic> {
    let cell = sheet.cell(row, key).map(|cell| cells::text(cell, long)).transpose();
    cell.map(Option::unwrap_or_default).map_err(|problem| Diagnostic::error(problem, sheet.at(row, key)))
}

fn stranger(what: &str, id: String, at: At) -> Diagnostic {
    Diagnostic::error(Problem::UnknownReference { what: what.to_owned(), id }, at)
}

fn subject(sheet: &Read, row: &Row, known: &Known, long: &Long) -> Result<usize, Diagnostic> {
    let id = named(sheet, row, "subject", long)?;
    let name = if id.is_empty() { named(sheet, row, "subject_name", long)? } else { String::new() };
    let place = match name.as_str() {
        "" => known.subjects.get(&id).copied(),
        name => known.subject_names.get(name).copied().flatten(),
    };
    place.ok_or_else(|| stranger("subject", id + &name, sheet.at(row, "subject")))
}

fn indicator(sheet: &Read, row: &Row, known: &Known, long: &Long) -> Result<String, Diagnostic> {
    let id = named(sheet, row, "indicator", long)?;
    let name = if id.is_empty() { named(sheet, row, "indicator_name", long)? } else { String::new() };
    let found = match name.as_str() {
        "" => known.indicators.contains_key(&id).then(|| id.clone()),
        name => known.indicator_names.get(name).cloned().flatten(),
    };
    found.ok_or_else(|| stranger("indicator", id + &name, sheet.at(row, "indicator")))
}

fn period(sheet: &Read, row: &Row, long: &Long) -> Result<Period, Diagnostic> {
    let text = named(sheet, row, "period", long)?;
    cells::period(&text).ok_or_else(|| Diagnostic::error(Problem::NotAPeriod { text }, sheet.at(row, "period")))
}

/// What stands in a field; none: nothing.
fn entry(
    sheet: &Read,
    row: &Row,
    key: &str,
    document: &Document,
    indicator: &str,
    field: Field,
) -> Result<Option<Entry>, Problem> {
    let Some(cell) = sheet.cell(row, key) else { return Ok(None) };
    if let Value::Text(text) = &cell.value
        && let Some((_, status)) = MARKS.iter().find(|(word, _)| text.trim().eq_ignore_ascii_case(word))
    {
        return Ok(Some(Entry::marked(*status)).filter(|entry| entry.status != Status::Missing));
    }
    if let Value::Number(number) = cell.value
        && !matches!(
            cell.format,
            crate::sheets::Format::Percent(_) | crate::sheets::Format::Date | crate::sheets::Format::Moment
        )
    {
        // The common case needs no look at the indicator.
        return Ok(Some(Entry::scored(number)));
    }
    let indicator = document.set.indicator(indicator).map(|k| &document.set.indicators[k]);
    let hundred = indicator.is_some_and(|i| per_hundred(&i.unit, &i.rule.method, &i.rule.parameters, field));
    cells::number_of(cell, hundred).map(|number| number.map(Entry::scored))
}

/// The lines of the source.
enum Lines {
    /// The same for all fields in which something stands.
    All(u32),
    Each(Vec<(String, u32)>),
}

fn lines(sheet: &Read, row: &Row, findings: &mut Vec<Diagnostic>) -> Lines {
    match sheet.cell(row, MEASURED[LINE].0).map(|cell| &cell.value) {
        None => Lines::All(0),
        Some(Value::Number(line)) => Lines::All(*line as u32),
        Some(Value::Text(text)) if text.contains('=') => {
            let each = text.split(';').filter_map(|part| part.split_once('='));
            Lines::Each(each.filter_map(|(name, line)| Some((name.to_owned(), line.parse().ok()?))).collect())
        }
        Some(Value::Text(text)) if text.trim().parse::<u32>().is_ok() => {
            Lines::All(text.trim().parse().unwrap_or_default())
        }
        Some(_) => {
            let problem = Problem::NotANumber { text: String::new() };
            findings.push(Diagnostic::error(problem, sheet.at(row, MEASURED[LINE].0)));
            Lines::All(0)
        }
    }
}
