//! Result tables as CSV: `scores.csv` and `indicator_scores.csv`. Six decimals, published figures at the document's.

use super::delimited::quoted;
use crate::engine::{Assessment, Checked};
use crate::formula::evaluate::Cell;
use crate::formula::number::decimal;
use crate::model::{Document, Flag, Status};

/// Decimals of unrounded figures.
const DECIMALS: u8 = 6;

/// The top-level dimensions that the last step scores: place and name.
pub fn scored_roots<'a>(document: &'a Document, assessment: &Assessment) -> Vec<(usize, &'a str)> {
    let step = &assessment.plan().last;
    let dimensions = document.set.dimensions.iter().enumerate();
    let scored = dimensions.filter(|(k, d)| d.parent.is_none() && step.dimensions[*k].is_some());
    scored.map(|(k, d)| (k, d.name.as_str())).collect()
}

/// `subject,category,base,bonus,deduction,total,published,rank,grade,flags`, then one column per top-level dimension.
pub fn scores_csv(checked: &Checked, assessment: &Assessment) -> String {
    let document = checked.document();
    let step = &assessment.plan().last;
    let roots = scored_roots(document, assessment);
    let mut header: Vec<String> =
        ["subject", "category", "base", "bonus", "deduction", "total", "published", "rank", "grade", "flags"]
            .map(str::to_owned)
            .to_vec();
    header.extend(roots.iter().map(|(_, name)| (*name).to_owned()));
    let mut rows = vec![header];
    let bands = &assessment.grading(document, step).scale.bands;
    let figure = |value: Option<f64>| value.map_or_else(|| "NA".to_owned(), |v| decimal(v, DECIMALS));
    for subject in assessment.listed(document) {
        let outcome = assessment.outcome(checked, subject);
        let grade = outcome.grade.and_then(|g| bands.get(g as usize)).map(|b| b.name.clone());
        let mut row = vec![
            document.subjects[subject].id.clone(),
            document.subjects[subject].category.clone(),
            figure(outcome.base),
            figure(Some(outcome.bonus)),
            figure(Some(outcome.deduction)),
            figure(outcome.total),
            outcome.published.map_or_else(|| "NA".to_owned(), |v| decimal(v, document.policies.rounding.digits)),
            outcome.rank.map(|r| r.to_string()).unwrap_or_default(),
            grade.unwrap_or_default(),
            joined(&outcome.flags),
        ];
        for (k, _) in &roots {
            let score = step.dimensions[*k].as_ref().and_then(|d| assessment.number(d.score, subject));
            row.push(figure(score));
        }
        rows.push(row);
    }
    write(rows)
}

/// `subject,indicator,raw,effective_points,ratio,score,flags`, one row per subject and indicator of its category.
/// Stages of a document are told apart by the indicator's name: `Q1/D101`.
pub fn indicator_scores_csv(checked: &Checked, assessment: &Assessment) -> String {
    let document = checked.document();
    let header = ["subject", "indicator", "raw", "effective_points", "ratio", "score", "flags"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    let plan = assessment.plan();
    for subject in assessment.listed(document) {
        let category = document.category(&document.subjects[subject].category).unwrap_or_default();
        for step in plan.stages.iter().chain([&plan.last]) {
            for (indicator, columns) in document.set.indicators.iter().zip(&step.indicators) {
                let Some(columns) = columns else { continue };
                if plan.column(columns.raw).scope.as_ref().is_some_and(|scope| !scope[category]) {
                    continue;
                }
                let cell = |column| assessment.cell(column, subject);
                let raw = cell(columns.raw);
                let mut flags = Vec::new();
                match raw.1 {
                    Status::Scored => {}
                    Status::Missing | Status::Invalid | Status::Withheld => flags.push(Flag::Missing),
                    Status::NotApplicable => flags.push(Flag::NotApplicable),
                }
                if raw.1 == Status::Scored && cell(columns.rule).1 == Status::NotApplicable {
                    flags.push(Flag::NotApplicable);
                }
                // A formula of the user's own whose result is no number.
                if flags.is_empty() && cell(columns.rule).1 != Status::Scored {
                    flags.push(Flag::Missing);
                }
                if flags.is_empty() && cell(columns.gaps).0 > 0.0 {
                    flags.push(Flag::Partial);
                }
                rows.push(vec![
                    document.subjects[subject].id.clone(),
                    format!("{}{}", step.prefix, indicator.id),
                    written(raw),
                    written(cell(columns.effective)),
                    written(cell(columns.ratio)),
                    written(cell(columns.score)),
                    joined(&flags),
                ]);
            }
        }
    }
    write(rows)
}

/// Six decimals, `NA` or `MISSING`.
fn written((number, status): Cell) -> String {
    match status {
        Status::Scored => decimal(number, DECIMALS),
        Status::NotApplicable => "NA".to_owned(),
        Status::Missing | Status::Invalid | Status::Withheld => "MISSING".to_owned(),
    }
}

fn joined(flags: &[Flag]) -> String {
    flags.iter().map(Flag::to_string).collect::<Vec<_>>().join(";")
}

fn write(rows: Vec<Vec<String>>) -> String {
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    text
}
