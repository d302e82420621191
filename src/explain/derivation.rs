//! The reading *derive*: every column of one subject as data, so that another program can compute it again.
//!
//! Each number stands exactly once. Inputs stand with what was reported; everything else with its formula as text, the
//! columns behind its symbols, and its named constants.

use crate::engine::{
    Assessment, BallotStatistic, Checked, Counted, PeerGroup, PlanColumn, Source, acts_in, counted_ballots,
    counted_events,
};
use crate::formula::evaluate::Cell;
use crate::formula::{ColumnId, Formula, Grain, print};
use crate::model::{EventKind, PeriodAggregation, Status};
use serde::Serialize;
use serde_json::{Value, json};

/// The proof of everything a subject got.
#[derive(Clone, Debug, Serialize)]
pub struct Derivation {
    pub subject: String,
    pub category: String,
    pub scheme: Option<String>,
    pub period: Option<String>,
    /// In order of computation: a column reads only earlier ones.
    pub columns: Vec<DerivedColumn>,
}

/// One column of a subject.
#[derive(Clone, Debug, Serialize)]
pub struct DerivedColumn {
    pub name: String,
    /// How finely its numbers are meant: decides the decimals of comparisons.
    pub grain: &'static str,
    pub status: Status,
    /// None unless `Scored`.
    pub value: Option<f64>,
    /// What it is; for each kind other members.
    #[serde(flatten)]
    pub source: Value,
}

/// Short names for the columns of a formula, each once: the columns' own symbols, numbered where two are the same.
pub fn symbols(columns: &[PlanColumn], formula: &Formula) -> Vec<(ColumnId, String)> {
    let ids = formula.columns();
    let constants: Vec<String> = formula.parameters().into_iter().map(|(name, _)| name).collect();
    let own = |id: &ColumnId| columns[id.0 as usize].symbol.clone();
    ids.iter()
        .enumerate()
        .map(|(k, id)| {
            let symbol = own(id);
            let shared = constants.contains(&symbol) || ids.iter().filter(|other| own(other) == symbol).count() > 1;
            (*id, if shared { format!("{symbol}_{}", k + 1) } else { symbol })
        })
        .collect()
}

/// The formula as text with those names.
pub fn text_of(columns: &[PlanColumn], formula: &Formula) -> String {
    let symbols = symbols(columns, formula);
    print(formula, &|id| symbols.iter().find(|(known, _)| *known == id).map(|(_, s)| s.clone()).unwrap_or_default())
}

/// Derives every column of the subject.
pub fn derive(
    checked: &Checked,
    assessment: &Assessment,
    subject: usize,
    scheme: Option<&str>,
    period: Option<&str>,
) -> Derivation {
    let document = checked.document();
    let plan = assessment.plan();
    let cells = assessment.row(checked, subject);
    let category = document.category(&document.subjects[subject].category).unwrap_or_default();
    let columns = plan
        .columns
        .iter()
        .zip(cells)
        .map(|(column, cell): (&PlanColumn, Cell)| {
            let outside = column.scope.as_ref().is_some_and(|scope| !scope[category]);
            let source =
                if outside { json!({"kind": "outside"}) } else { source(checked, assessment, subject, column) };
            DerivedColumn {
                name: column.name.clone(),
                grain: match column.grain {
                    Grain::Raw => "raw",
                    Grain::Score => "score",
                },
                status: cell.1,
                value: (cell.1 == Status::Scored).then_some(cell.0),
                source,
            }
        })
        .collect();
    Derivation {
        subject: document.subjects[subject].id.clone(),
        category: document.subjects[subject].category.clone(),
        scheme: scheme.map(str::to_owned),
        period: period.map(str::to_owned),
        columns,
    }
}

fn source(checked: &Checked, assessment: &Assessment, subject: usize, column: &PlanColumn) -> Value {
    let document = checked.document();
    let plan = assessment.plan();
    let whose = |inherited: bool| {
        let row = assessment.frame().row[subject] as usize;
        if inherited { assessment.frame().via[row] as usize } else { subject }
    };
    match &column.source {
        Source::Category(_) => json!({"kind": "category"}),
        Source::Periods { reduction, columns, inherited } => {
            let whose = whose(*inherited);
            let cells: Vec<Value> = columns
                .iter()
                .map(|k| {
                    let observed = &document.observations.columns[*k];
                    json!({
                        "period": observed.period,
                        "field": observed.field,
                        "status": observed.cells.status[whose],
                        "value": observed.cells.number(whose),
                    })
                })
                .collect();
            json!({
                "kind": "periods", "reduction": reduction_name(*reduction),
                "subject": document.subjects[whose].id, "cells": cells,
            })
        }
        Source::Gaps { columns, expected, inherited } => {
            let whose = whose(*inherited);
            let reported: Vec<String> = columns
                .iter()
                .map(|k| &document.observations.columns[*k])
                .filter(|c| c.cells.status[whose] == Status::Scored)
                .map(|c| c.period.to_string())
                .collect();
            json!({"kind": "gaps", "expected": expected, "reported": reported})
        }
        Source::Ballots { indicator, group, statistic, .. } => {
            let step = plan.step(column.name.split('/').next().unwrap_or_default());
            let whose = whose(document.set.indicators[*indicator].inherited);
            let ballots = counted_ballots(document, *indicator, &step.window);
            let group = match &checked.rules()[*indicator] {
                crate::rules::Rule::MultiRater(raters) => raters.groups[*group].0.clone(),
                _ => String::new(),
            };
            let scores: Vec<f64> = ballots
                .get(&document.subjects[whose].id)
                .into_iter()
                .flatten()
                .map(|k| &document.ballots[*k])
                .filter(|b| b.group == group)
                .filter_map(|b| b.score)
                .collect();
            // The scores stand once, with the count; the other statistics of the group refer to it.
            let mut value = json!({
                "kind": "ballots", "statistic": statistic_name(*statistic),
                "subject": document.subjects[whose].id, "group": group,
            });
            if *statistic == BallotStatistic::Count {
                value["scores"] = json!(scores);
            }
            value
        }
        Source::Events { kind, .. } => {
            let step = plan.step(column.name.split('/').next().unwrap_or_default());
            let id = &document.subjects[subject].id;
            let events: Vec<Value> =
                counted_events(document, &|e| e.subject == *id && e.kind == *kind && acts_in(document, step, e))
                    .into_iter()
                    .map(|(k, counted)| {
                        let event = &document.events[k];
                        json!({
                            "code": event.code, "points": event.points, "period": event.period,
                            "counted": match counted {
                                Counted::Yes => "yes",
                                Counted::Exempt => "exempt",
                                Counted::SameFact => "sameFact",
                            },
                        })
                    })
                    .collect();
            json!({"kind": "events", "event": event_name(*kind), "events": events})
        }
        Source::Formula(formula) => formula_value("formula", plan.columns.as_slice(), formula),
        Source::Peers { formula, group, among } => {
            let mut value = formula_value("peers", plan.columns.as_slice(), formula);
            value["group"] = json!(match group {
                PeerGroup::Category => "category",
                PeerGroup::Rank => "rank",
            });
            value["among"] = json!(among.map(|id| plan.column(id).name.clone()));
            value
        }
    }
}

fn formula_value(kind: &str, columns: &[PlanColumn], formula: &Formula) -> Value {
    let reads: serde_json::Map<String, Value> = symbols(columns, formula)
        .into_iter()
        .map(|(id, symbol)| (symbol, json!(columns[id.0 as usize].name)))
        .collect();
    let parameters: serde_json::Map<String, Value> =
        formula.parameters().into_iter().map(|(name, value)| (name, json!(value))).collect();
    json!({"kind": kind, "formula": text_of(columns, formula), "reads": reads, "parameters": parameters})
}

pub(super) fn reduction_name(reduction: PeriodAggregation) -> &'static str {
    match reduction {
        PeriodAggregation::Sum => "sum",
        PeriodAggregation::Average => "mean",
        PeriodAggregation::Last => "last",
        PeriodAggregation::Maximum => "max",
        PeriodAggregation::Minimum => "min",
    }
}

fn statistic_name(statistic: BallotStatistic) -> &'static str {
    match statistic {
        BallotStatistic::Count => "count",
        BallotStatistic::Sum => "sum",
        BallotStatistic::Lowest => "lowest",
        BallotStatistic::Highest => "highest",
    }
}

fn event_name(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Bonus => "bonus",
        EventKind::Deduction => "deduction",
        EventKind::Veto => "veto",
        EventKind::Bar => "bar",
    }
}
