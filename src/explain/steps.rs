//! The calculation step by step, and what was reported.

use super::derivation::{reduction_name, text_of};
use super::prove::Case;
use super::verdict::shown;
use super::{ObservationLine, Phrase, StepLine};
use crate::engine::{DimensionColumns, IndicatorColumns, Source, column_cell};
use crate::formula::{ColumnId, Formula, PeerStatistic, SCORE_DIGITS, print_taken, snap};
use crate::model::{Field, Status};
use crate::rules::{Rule, ValueSource};

/// The steps from the reported value to the score.
pub(super) fn indicator_steps(case: &Case, columns: &IndicatorColumns, rule: &Rule) -> Vec<StepLine> {
    let mut lines: Vec<StepLine> =
        columns.lines.iter().filter_map(|id| step(case, *id, line_name(case, *id, rule)?)).collect();
    // Where the rule's own share counts, repeating it would say nothing.
    if case.cell(columns.rule) != case.cell(columns.ratio) {
        lines.extend(step(case, columns.ratio, Phrase::StepRatio));
    }
    lines.extend(step(case, columns.effective, Phrase::StepEffective));
    lines.extend(step(case, columns.score, Phrase::StepScore));
    lines
}

/// The steps from the children to the dimension's score.
pub(super) fn dimension_steps(case: &Case, columns: &DimensionColumns) -> Vec<StepLine> {
    let mut lines = Vec::new();
    lines.extend(step(case, columns.live, Phrase::StepLive));
    lines.extend(step(case, columns.effective, Phrase::StepEffective));
    lines.extend(columns.factor.and_then(|id| step(case, id, Phrase::StepFactor)));
    lines.extend(step(case, columns.score, Phrase::StepSum));
    lines
}

/// The steps from the dimensions to the published total.
pub(super) fn total_steps(case: &Case) -> Vec<StepLine> {
    let t = &case.step.total;
    let mut lines = Vec::new();
    match t.stage_mean {
        Some(mean) => lines.extend(step(case, mean, Phrase::StepMean)),
        None => lines.extend(step(case, t.own, Phrase::StepSum)),
    }
    lines.extend(step(case, t.bonus, Phrase::StepBonus));
    lines.extend(step(case, t.deduction, Phrase::StepDeduction));
    lines.extend(step(case, t.total, Phrase::StepTotal));
    lines.extend(step(case, t.published, Phrase::StepPublished));
    lines
}

/// What a column of the rule is called; none: it is shown with the observations, not as a step.
fn line_name(case: &Case, id: ColumnId, rule: &Rule) -> Option<Phrase> {
    let column = case.assessment.plan().column(id);
    let group = |letter: char| -> Option<String> {
        let number: usize = column.symbol.strip_prefix(letter)?.parse().ok()?;
        match rule {
            Rule::MultiRater(raters) => raters.groups.get(number.checked_sub(1)?).map(|(name, _)| name.clone()),
            _ => None,
        }
    };
    if matches!(column.source, Source::Ballots { .. }) || column.symbol == "o" {
        return None;
    }
    if let Source::Peers { formula, .. } = &column.source {
        return Some(match formula {
            Formula::Peer { statistic: PeerStatistic::Minimum, .. } => Phrase::StepPeerMinimum,
            Formula::Peer { statistic: PeerStatistic::Maximum, .. } => Phrase::StepPeerMaximum,
            Formula::Peer { statistic: PeerStatistic::Mean, .. } => Phrase::StepPeerMean,
            Formula::PeerRank { .. } => Phrase::StepPeerRank,
            _ => Phrase::StepPeerCount,
        });
    }
    Some(match column.symbol.as_str() {
        "x" => Phrase::StepValue,
        "t" => Phrase::StepTarget,
        "b" => Phrase::StepBase,
        "rule" => Phrase::StepRatio,
        symbol => match group('m') {
            Some(group) => Phrase::StepGroupMean { group },
            None => Phrase::StepIntermediate { symbol: symbol.to_owned() },
        },
    })
}

/// One column as a step; none: it adds nothing to what an earlier step says.
fn step(case: &Case, id: ColumnId, name: Phrase) -> Option<StepLine> {
    let plan = case.assessment.plan();
    let column = plan.column(id);
    let (value, status) = shown(case.cell(id));
    let (formula, numbers) = match &column.source {
        Source::Formula(formula) => {
            if let Formula::Column(_) = formula {
                return None;
            }
            (text_of(&plan.columns, formula), print_taken(formula, &|id| case.cell(id)))
        }
        Source::Peers { formula, .. } => (text_of(&plan.columns, formula), String::new()),
        Source::Periods { reduction, columns, inherited } => {
            let document = case.document();
            let row = case.assessment.frame().row[case.subject] as usize;
            let whose = if *inherited { case.assessment.frame().via[row] as usize } else { case.subject };
            let reported: Vec<(String, f64)> = columns
                .iter()
                .map(|k| &document.observations.columns[*k])
                .filter_map(|c| Some((c.period.to_string(), c.cells.number(whose)?)))
                .collect();
            match reported.as_slice() {
                [] => (String::new(), String::new()),
                // One period needs no reducing.
                [(period, value)] => (period.clone(), plain(*value)),
                all => {
                    let name = reduction_name(*reduction);
                    let join = |parts: Vec<String>| format!("{name}({})", parts.join(", "));
                    (
                        join(all.iter().map(|(p, _)| p.clone()).collect()),
                        join(all.iter().map(|(_, v)| plain(*v)).collect()),
                    )
                }
            }
        }
        Source::Category(_) | Source::Gaps { .. } | Source::Ballots { .. } | Source::Events { .. } => {
            (String::new(), String::new())
        }
    };
    // A formula that only hands a number on is shown as that number.
    let handed_on = value.is_some_and(|v| numbers == plain(v)) && matches!(column.source, Source::Formula(_));
    if handed_on {
        return Some(StepLine { name, value, status, ..StepLine::default() });
    }
    Some(StepLine { name, formula, numbers, value, status })
}

/// A number as formulas show it.
fn plain(value: f64) -> String {
    format!("{}", snap(value, SCORE_DIGITS) + 0.0)
}

/// What was reported, by period, level or group.
pub(super) fn observations(case: &Case, k: usize, columns: &IndicatorColumns, rule: &Rule) -> Vec<ObservationLine> {
    let document = case.document();
    let own = &document.set.indicators[k];
    let row = case.assessment.frame().row[case.subject] as usize;
    let whose = if own.inherited { case.assessment.frame().via[row] as usize } else { case.subject };
    let find = |period, field| document.observations.column(&own.id, period, field);
    let mut lines = Vec::new();
    for period in own.cycle.periods().into_iter().filter(|p| case.step.window.contains(*p)) {
        let number = |field| find(period, field).and_then(|c| c.cells.number(whose));
        let source = |field| {
            let line = find(period, field).and_then(|c| c.lines.get(whose).copied()).unwrap_or_default();
            (if line > 0 { "measurements.csv".to_owned() } else { String::new() }, line)
        };
        let status = |field| find(period, field).map_or(Status::Missing, |c| c.cells.status[whose]);
        match rule.lower().source {
            ValueSource::Measured => {
                let (file, line) = source(Field::Value);
                lines.push(ObservationLine {
                    period: period.to_string(),
                    value: number(Field::Value),
                    status: status(Field::Value),
                    target: number(Field::Target),
                    base: number(Field::Base),
                    label: None,
                    count: None,
                    file,
                    line,
                });
            }
            ValueSource::Answers => {
                for level in 0..5 {
                    let field = Field::Answers(level);
                    let (file, line) = source(field);
                    lines.push(ObservationLine {
                        period: period.to_string(),
                        value: number(field),
                        status: status(field),
                        label: Some(Phrase::AnswerLevel { level }),
                        count: number(field).map(|n| n as u32),
                        file,
                        line,
                        ..ObservationLine::default()
                    });
                }
            }
            ValueSource::Ballots { .. } => {}
        }
    }
    if let Rule::MultiRater(raters) = rule {
        let find = |symbol: &str| columns.lines.iter().find(|id| case.assessment.plan().column(**id).symbol == symbol);
        for (g, (group, _)) in raters.groups.iter().enumerate() {
            let count = find(&format!("n{}", g + 1)).and_then(|id| case.number(*id)).unwrap_or_default();
            let mean = find(&format!("m{}", g + 1)).map(|id| case.cell(*id)).unwrap_or_default();
            let (value, _) = shown(mean);
            lines.push(ObservationLine {
                period: case.step.window.name.to_string(),
                value: value.filter(|_| count > 0.0),
                status: if count > 0.0 { Status::Scored } else { Status::Missing },
                label: Some(Phrase::RaterGroup { group: group.clone() }),
                count: Some(count as u32),
                ..ObservationLine::default()
            });
        }
    }
    lines
}

/// What lists and peers add to the sentences: empty groups, too few answers, how many were compared.
pub(super) fn list_sentences(case: &Case, columns: &IndicatorColumns, rule: &Rule) -> Vec<Phrase> {
    let plan = case.assessment.plan();
    let by_symbol = |symbol: &str| {
        columns.lines.iter().find(|id| plan.column(**id).symbol == symbol).and_then(|id| case.number(*id))
    };
    let mut sentences = Vec::new();
    match rule {
        Rule::MultiRater(raters) => {
            let counts: Vec<f64> =
                (1..=raters.groups.len()).map(|k| by_symbol(&format!("n{k}")).unwrap_or_default()).collect();
            let all: f64 = counts.iter().sum();
            if all > 0.0 && all < raters.minimum_raters {
                sentences.push(Phrase::TooFewAnswers { count: all as u32, minimum: raters.minimum_raters as u32 });
            }
            for ((group, _), _) in raters.groups.iter().zip(&counts).filter(|(_, n)| **n == 0.0 && all > 0.0) {
                sentences.push(Phrase::EmptyRaterGroup { group: group.clone() });
            }
        }
        Rule::Satisfaction(satisfaction) => {
            if let Some(count) = by_symbol("n").filter(|n| *n < satisfaction.minimum) {
                sentences.push(Phrase::TooFewAnswers { count: count as u32, minimum: satisfaction.minimum as u32 });
            }
        }
        Rule::MinMax(_) | Rule::BestRatio(_) | Rule::Rank(_) | Rule::Gongxiao(_) => {
            let compares = columns.lines.iter().any(|id| matches!(plan.column(*id).source, Source::Peers { .. }));
            if compares && case.number(columns.raw).is_some() {
                sentences.push(Phrase::ComparedWith { peers: peers(case, columns) });
            }
        }
        _ => {}
    }
    sentences
}

/// Members of the category, the subject included, that have a value of the indicator.
fn peers(case: &Case, columns: &IndicatorColumns) -> u32 {
    let frame = case.assessment.frame();
    let own = frame.category[frame.row[case.subject] as usize];
    let plan = case.assessment.plan();
    (0..frame.rows())
        .filter(|row| frame.category[*row] == own)
        .filter(|row| {
            let cell = column_cell(case.document(), plan, frame, columns.raw, *row);
            cell.1 == Status::Scored
        })
        .count() as u32
}
