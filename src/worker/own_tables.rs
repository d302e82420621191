//! The program's own workbook on the desk: it replaces the document as a whole, and says first what would change.

use crate::edit::Change;
use crate::files::{from_workbook, is_own};
use crate::intake::{Book, Count, Fault, Grade, IntakeView, Kind, SheetFound, What};
use crate::model::{Diagnostic, Document, Problem, Severity};
use crate::sheets::workbook::letters;
use crate::sheets::{Sheet, Value};
use std::collections::BTreeMap;

/// Names of new, changed and absent things that are shown.
const NAMES: usize = 5;

/// What the first own workbook among these would bring; none: none of them is one.
pub(super) fn look(document: &Document, books: &[Book]) -> Option<(IntakeView, Option<Change>)> {
    let (place, book) = books.iter().enumerate().find(|(_, book)| is_own(&book.workbook))?;
    let before: usize = books[..place].iter().map(|book| book.workbook.sheets.len()).sum();
    let sheets = books
        .iter()
        .enumerate()
        .flat_map(|(k, book)| book.workbook.sheets.iter().map(move |sheet| found(&book.name, sheet, k == place)));
    let mut view = IntakeView { sheets: sheets.collect(), ..IntakeView::default() };
    let fault = |finding: &Diagnostic| fault(finding, &book.workbook.sheets, before);
    let draft = match from_workbook(&book.workbook) {
        Ok(draft) => draft,
        Err(findings) => {
            view.faults = findings.iter().map(fault).collect();
            return Some((view, None));
        }
    };
    // The log stays that of the document here.
    let after = Document { log: document.log.clone(), ..draft.document };
    view.faults =
        draft.findings.iter().filter(|finding| finding.problem != Problem::ChangedOutside).map(fault).collect();
    view.title = after.title.clone();
    view.counts = counts(document, &after);
    view.ready = after != *document;
    let change = view.ready.then(|| Change::Whole(Box::new(after)));
    Some((view, change))
}

fn found(book: &str, sheet: &Sheet, own: bool) -> SheetFound {
    let data_rows = sheet.height().saturating_sub(3);
    SheetFound {
        book: book.to_owned(),
        name: sheet.name.clone(),
        kind: if own { Kind::Own } else { Kind::Unknown },
        sure: 100,
        taken: own,
        hidden: sheet.hidden,
        height: sheet.height(),
        width: sheet.width(),
        data_rows,
        ..SheetFound::default()
    }
}

fn fault(finding: &Diagnostic, sheets: &[Sheet], before: usize) -> Fault {
    let place = sheets.iter().position(|sheet| sheet.name == finding.at.file).unwrap_or_default();
    let row = finding.at.line.saturating_sub(1);
    let cells = sheets.get(place).and_then(|sheet| sheet.rows.iter().find(|other| other.row == row));
    let cell = cells.and_then(|row| row.cells.iter().find(|cell| letters(cell.column) == finding.at.column));
    let column = (0..16_384).find(|column| letters(*column) == finding.at.column).unwrap_or_default();
    let value = match cell.map(|cell| &cell.value) {
        Some(Value::Text(text) | Value::Error(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let (what, args) = match &finding.problem {
        Problem::NumberTooLarge { .. } => (What::TooLarge, Vec::new()),
        Problem::NotAPeriod { .. } => (What::NoSuchPeriod, Vec::new()),
        Problem::UnknownReference { what, .. } if what == "subject" => (What::NoSuchSubject, Vec::new()),
        Problem::UnknownReference { .. } => (What::NoSuchIndicator, Vec::new()),
        Problem::RepeatedId { .. } => (What::Twice, vec![String::new()]),
        Problem::RepeatedRow { first } => (What::Twice, vec![first.to_string()]),
        Problem::RepeatedColumn { column } => (What::SameColumn, vec![column.clone()]),
        Problem::UnknownWord { known, .. } => (What::UnknownWord, vec![known.clone()]),
        Problem::BadJson { reason } => (What::UnknownWord, vec![reason.clone()]),
        Problem::EmptyId => (What::NoKey, Vec::new()),
        Problem::FileNotFound { name } => (What::Lacking, vec![name.clone()]),
        Problem::NewerSchema { known, .. } => (What::UnknownWord, vec![format!("schemaVersion ≤ {known}")]),
        _ => (What::NotANumber, Vec::new()),
    };
    let grade = match finding.severity {
        Severity::Note => Grade::Note,
        Severity::Warning => Grade::Warning,
        Severity::Error => Grade::Error,
    };
    Fault { sheet: (before + place) as u32, row, column, value, what, args, grade, suggestion: None }
}

/// What would be new, changed and gone, of each kind of thing that occurs.
fn counts(before: &Document, after: &Document) -> Vec<Count> {
    let indicators = |document: &Document| listed(&document.set.indicators, |i| (i.id.clone(), i.name.clone()));
    let subjects = |document: &Document| listed(&document.subjects, |s| (s.id.clone(), s.name.clone()));
    let events = |document: &Document| {
        listed(&document.events, |e| (format!("{} {} {}", e.subject, e.code, when(e.period)), e.code.clone()))
    };
    let ballots = |document: &Document| {
        let name = |b: &crate::model::Ballot| {
            format!("{} {} {} {} {}", b.subject, b.indicator, b.group, b.rater, when(b.period))
        };
        listed(&document.ballots, |b| (name(b), b.rater.clone()))
    };
    let all = [
        count(Kind::Indicators, indicators(before), indicators(after)),
        count(Kind::Subjects, subjects(before), subjects(after)),
        count(Kind::LongValues, values(before), values(after)),
        count(Kind::Ballots, ballots(before), ballots(after)),
        count(Kind::Events, events(before), events(after)),
    ];
    all.into_iter().filter(|count| count.new + count.changed + count.same + count.absent > 0).collect()
}

/// Things by what they are known by: their name, and all that is said of them.
type Listed = BTreeMap<String, (String, String)>;

fn listed<T: serde::Serialize>(things: &[T], known_by: impl Fn(&T) -> (String, String)) -> Listed {
    let mut all = Listed::new();
    for thing in things {
        let (mut id, name) = known_by(thing);
        while all.contains_key(&id) {
            id.push('+');
        }
        all.insert(id, (name, said(thing)));
    }
    all
}

/// All that is said of a thing, as text.
fn said(thing: &impl serde::Serialize) -> String {
    // Plain values can always be written.
    serde_json::to_string(thing).unwrap_or_default()
}

fn when(period: Option<crate::model::Period>) -> String {
    period.map(|period| period.to_string()).unwrap_or_default()
}

/// Reported values, one thing for each number.
fn values(document: &Document) -> Listed {
    let mut all = Listed::new();
    for column in &document.observations.columns {
        for (k, subject) in document.subjects.iter().enumerate().take(column.cells.status.len()) {
            let entry = column.cells.entry(k);
            if entry.status != crate::model::Status::Missing {
                let name = format!("{} {} {}", subject.name, column.indicator, column.period);
                let id = format!("{} {} {} {}", subject.id, column.indicator, column.period, said(&column.field));
                all.insert(id, (name, said(&entry)));
            }
        }
    }
    all
}

fn count(of: Kind, before: Listed, after: Listed) -> Count {
    let mut count = Count { of, ..Count::default() };
    for (id, (name, all)) in &after {
        let (number, names) = match before.get(id) {
            None => (&mut count.new, &mut count.names[0]),
            Some((_, old)) if old != all => (&mut count.changed, &mut count.names[1]),
            Some(_) => {
                count.same += 1;
                continue;
            }
        };
        *number += 1;
        if names.len() < NAMES {
            names.push(name.clone());
        }
    }
    for (_, (name, _)) in before.iter().filter(|(id, _)| !after.contains_key(*id)) {
        count.absent += 1;
        if count.names[2].len() < NAMES {
            count.names[2].push(name.clone());
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::to_workbook;
    use crate::model::{Category, Subject};
    use crate::sheets::Workbook;

    fn document() -> Document {
        let subject = |id: &str| Subject {
            id: id.to_owned(),
            name: format!("{id}局"),
            category: "A".to_owned(),
            ..Subject::default()
        };
        Document {
            title: "考核".to_owned(),
            categories: vec![Category { id: "A".to_owned(), name: "甲类".to_owned() }],
            subjects: vec![subject("D1"), subject("D2")],
            ..Document::default()
        }
    }

    fn book(workbook: Workbook) -> Vec<Book> {
        vec![Book { name: "a.xlsx".to_owned(), workbook }]
    }

    #[test]
    fn an_own_workbook_replaces_the_document_and_says_what_would_change() {
        let before = document();
        let mut after = document();
        after.subjects[1].name = "丁局".to_owned();
        after.subjects.remove(0);
        let (view, change) = look(&before, &book(to_workbook(&after))).expect("an own workbook");
        assert!(view.ready && view.sheets.iter().all(|sheet| sheet.kind == Kind::Own && sheet.taken));
        let [count] = view.counts.as_slice() else { panic!("{:?}", view.counts) };
        assert_eq!((count.of, count.new, count.changed, count.same, count.absent), (Kind::Subjects, 0, 1, 0, 1));
        assert_eq!(count.names, [vec![], vec!["丁局".to_owned()], vec!["D1局".to_owned()]]);
        assert_eq!(change, Some(Change::Whole(Box::new(after))));
        let (same, nothing) = look(&before, &book(to_workbook(&before))).expect("an own workbook");
        assert!(!same.ready && nothing.is_none());
        assert_eq!(look(&before, &book(Workbook::default())), None);
    }

    #[test]
    fn what_is_wrong_in_it_is_a_fault_at_its_cell_and_nothing_is_taken() {
        let mut after = document();
        after.subjects[1].id = "D1".to_owned();
        let mut workbook = to_workbook(&after);
        // Without the whole document beside the sheets, as after a change.
        workbook.sheets.pop();
        let (view, change) = look(&document(), &book(workbook.clone())).expect("an own workbook");
        let [fault] = view.faults.as_slice() else { panic!("{:?}", view.faults) };
        assert_eq!((fault.what, fault.row, fault.column, fault.value.as_str()), (What::Twice, 4, 0, "D1"));
        assert_eq!(workbook.sheets[fault.sheet as usize].name, "考核对象");
        assert!(change.is_none() && !view.ready);
    }
}
