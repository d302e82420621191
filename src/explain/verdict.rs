//! The proof of a total: grade, rank, quota, what was capped or vetoed, and what would have been.

use super::prove::{Case, dimension_parts, losses};
use super::{EventLine, Explanation, NodeKind, Part, PartKind, Phrase, Verdict, steps};
use crate::engine::{Counted, Outcome, StepPlan, acts_in, counted_events};
use crate::formula::number::{Half, round};
use crate::formula::{SCORE_DIGITS, snap};
use crate::model::{EventKind, Flag, GradeBand, RoundingMode, RoundingPlace, Status};

/// The proof of the total of the case's step.
pub(super) fn total(case: &Case) -> Explanation {
    let document = case.document();
    let t = &case.step.total;
    let is_last = std::ptr::eq(case.step, &case.assessment.plan().last);
    let outcome = step_outcome(case);
    let grading = case.assessment.grading(document, case.step);
    let bands = &grading.scale.bands;
    let name = |grade: Option<u32>| grade.and_then(|g| bands.get(g as usize)).map(|b| b.name.clone());
    let row = case.assessment.frame().row[case.subject] as usize;
    let group = case.assessment.frame().rank_group[row];
    let mut verdict = Verdict {
        grade: name(outcome.grade),
        grade_index: outcome.grade,
        grade_by_score: name(outcome.grade_by_score),
        rank: outcome.rank,
        group: case.assessment.frame().rank_groups.get(group as usize).cloned().unwrap_or_default(),
        members: case.number(t.members).unwrap_or_default() as u32,
        flags: outcome.flags.clone(),
        rank_without_veto: None,
    };
    let mut sentences = Vec::new();
    if outcome.total.is_none() {
        sentences.push(Phrase::NothingApplies);
    }
    if !case.assessment.is_ranked(case.subject) {
        sentences.push(Phrase::NotRanked);
    }
    if case.number(t.veto).is_some_and(|v| v > 0.0) {
        vetoed(case, &outcome, bands, &mut verdict, &mut sentences);
    }
    bars(case, &outcome, bands, &mut sentences);
    quota(case, &mut sentences);
    if let (Some(total), Some(published)) = (outcome.total, outcome.published) {
        close_calls(case, &outcome, bands, total, published, &mut sentences);
    }
    limits(case, &outcome, &mut sentences);
    let events = events(case, &mut sentences);
    let mut parts = parts(case, &mut sentences);
    let mut adjustment = |kind: PartKind, value: f64, sum: f64| {
        if sum > 0.0 {
            parts.push(Part { kind, value: Some(value), ..Part::default() });
        }
    };
    adjustment(PartKind::Bonus, outcome.bonus, case.number(t.bonus_sum).unwrap_or_default());
    adjustment(PartKind::Deduction, -outcome.deduction, case.number(t.deduction_sum).unwrap_or_default());
    let path = if is_last { Vec::new() } else { vec![super::Crumb { node: "total".to_owned(), name: String::new() }] };
    Explanation {
        node_name: if is_last { String::new() } else { case.step.window.name.to_string() },
        kind: if is_last { NodeKind::Total } else { NodeKind::Stage },
        path,
        value: outcome.total,
        published: outcome.published,
        possible: grading.caps.total.or_else(|| whole(case)),
        verdict: Some(verdict),
        sentences,
        parts,
        steps: steps::total_steps(case),
        events,
        losses: losses(case, None),
        ..Explanation::default()
    }
}

/// The outcome of the case's step.
fn step_outcome(case: &Case) -> Outcome {
    let t = &case.step.total;
    let whole = |v: f64| v as u32;
    Outcome {
        base: case.number(t.base),
        bonus: case.number(t.bonus).unwrap_or_default(),
        deduction: case.number(t.deduction).unwrap_or_default(),
        total: case.number(t.total),
        published: case.number(t.published),
        rank: case.number(t.rank).filter(|_| case.assessment.is_ranked(case.subject)).map(whole),
        grade: case.number(t.grade).map(whole),
        grade_by_score: case.number(t.by_score).map(whole),
        flags: case.assessment.flags(case.checked, case.step, case.subject),
    }
}

/// Points of the whole step.
fn whole(case: &Case) -> Option<f64> {
    let set = &case.document().set;
    let sum: f64 = set
        .dimensions
        .iter()
        .enumerate()
        .filter(|(_, d)| d.parent.is_none())
        .filter_map(|(k, _)| case.step.dimensions[k].as_ref())
        .filter_map(|d| case.number(d.effective))
        .sum();
    let stages = &case.assessment.plan().stages;
    (case.step.is_stage || stages.is_empty()).then_some(sum)
}

fn parts(case: &Case, sentences: &mut Vec<Phrase>) -> Vec<Part> {
    let plan = case.assessment.plan();
    if case.step.is_stage || plan.stages.is_empty() {
        return dimension_parts(case, None);
    }
    let last = &case.document().calendar.last;
    let scored: Vec<(&StepPlan, f64)> =
        plan.stages.iter().filter_map(|s| Some((s, case.number(s.total.total)?))).collect();
    let count = scored.len() as f64;
    sentences.push(Phrase::MeanOfStages { stages: scored.len() as u32, share: last.stage_share });
    // A final step that only joins stages shows bonus and deduction inside them.
    let mut parts: Vec<Part> = scored
        .iter()
        .map(|(stage, total)| Part {
            node: Some(format!("{}total", stage.prefix)),
            name: stage.window.name.to_string(),
            value: Some(last.stage_share * total / count),
            possible: None,
            kind: PartKind::Stage,
            flags: case.assessment.flags(case.checked, stage, case.subject),
        })
        .collect();
    if last.own_share > 0.0 {
        sentences.push(Phrase::OwnShare { share: last.own_share });
        let set = &case.document().set;
        for (k, dimension) in set.dimensions.iter().enumerate().filter(|(_, d)| d.parent.is_none()) {
            let Some(columns) = case.step.dimensions[k].as_ref().filter(|c| c.factor.is_some()) else { continue };
            if !case.number(columns.weight).is_some_and(|w| w > 0.0) {
                continue;
            }
            parts.push(Part {
                node: Some(dimension.id.clone()),
                name: dimension.name.clone(),
                value: case.number(columns.score).map(|v| v * last.own_share),
                possible: case.number(columns.effective).map(|v| v * last.own_share),
                kind: PartKind::Node,
                flags: Vec::new(),
            });
        }
    }
    parts
}

/// What the veto did, and what would have been without it.
fn vetoed(case: &Case, outcome: &Outcome, bands: &[GradeBand], verdict: &mut Verdict, sentences: &mut Vec<Phrase>) {
    for flag in &outcome.flags {
        if let Flag::Veto(code) = flag {
            let grade = verdict.grade.clone().unwrap_or_default();
            sentences.push(Phrase::Vetoed { code: code.clone(), grade });
        }
    }
    let (Some(published), Some(by_score)) = (outcome.published, outcome.grade_by_score) else { return };
    let t = &case.step.total;
    let barred = case.number(t.bar).is_some_and(|v| v > 0.0);
    let top = by_score == 0 && !barred && place_as_candidate(case).is_none_or(|(place, places)| place <= places);
    let grade = match by_score {
        0 if top => 0,
        0 => 1.min(bands.len().saturating_sub(1)),
        other => other as usize,
    };
    let grading = case.assessment.grading(case.document(), case.step);
    let rank = case.assessment.is_ranked(case.subject).then(|| {
        let better = others(case).filter(|j| {
            let vetoed = case.assessment.number(t.veto, *j).is_some_and(|v| v > 0.0);
            (!vetoed || !grading.veto_leaves_ranking)
                && case.assessment.number(t.published, *j).is_some_and(|p| p > published)
        });
        better.count() as u32 + 1
    });
    verdict.rank_without_veto = rank;
    let grade = bands.get(grade).map(|b| b.name.clone()).unwrap_or_default();
    sentences.push(Phrase::WithoutVeto { published, grade, rank });
}

/// Other ranked members of the subject's group.
fn others<'a>(case: &'a Case) -> impl Iterator<Item = usize> + 'a {
    let frame = case.assessment.frame();
    let group = frame.rank_group[frame.row[case.subject] as usize];
    (0..frame.rows()).filter(move |j| *j != case.subject && frame.rank_group[frame.row[*j] as usize] == group)
}

/// The place the subject would have as a candidate for the top grade, and the places there are.
fn place_as_candidate(case: &Case) -> Option<(u32, u32)> {
    let t = &case.step.total;
    let places = case.number(t.places?)? as u32;
    let grading = case.assessment.grading(case.document(), case.step);
    let set = &case.document().set;
    let mut keys = vec![t.published];
    keys.extend(grading.ties.iter().filter_map(|id| match id.as_str() {
        "total" => Some(t.total),
        id => case.step.dimensions[set.dimension(id)?].as_ref().map(|d| d.score),
    }));
    let key = |j: usize| -> Vec<f64> {
        keys.iter().map(|id| snap(case.assessment.number(*id, j).unwrap_or(f64::MIN), SCORE_DIGITS)).collect()
    };
    let own = key(case.subject);
    let equal_or_better = others(case)
        .filter(|j| case.assessment.number(t.candidate, *j).is_some_and(|c| c > 0.0))
        .filter(|j| key(*j).partial_cmp(&own).is_some_and(|o| o.is_ge()))
        .count() as u32;
    Some((equal_or_better + 1, places))
}

fn bars(case: &Case, outcome: &Outcome, bands: &[GradeBand], sentences: &mut Vec<Phrase>) {
    if outcome.grade_by_score != Some(0) || !case.number(case.step.total.bar).is_some_and(|v| v > 0.0) {
        return;
    }
    let grade = outcome.grade.and_then(|g| bands.get(g as usize)).map(|b| b.name.clone()).unwrap_or_default();
    for flag in &outcome.flags {
        if let Flag::Bar(code) = flag {
            sentences.push(Phrase::BarredFromTop { code: code.clone(), grade: grade.clone() });
        }
    }
    let document = case.document();
    for stage in &case.assessment.plan().stages {
        let names = &case.assessment.grading(document, stage).scale.bands;
        let grade = case.number(stage.total.grade).and_then(|g| names.get(g as usize));
        if let Some(band) = grade.filter(|b| document.calendar.last.barring_grades.contains(&b.name)) {
            sentences.push(Phrase::BarredByStage { stage: stage.window.name.to_string(), grade: band.name.clone() });
        }
    }
}

fn quota(case: &Case, sentences: &mut Vec<Phrase>) {
    let t = &case.step.total;
    let is = |column| case.number(column).is_some_and(|v: f64| v > 0.0);
    if !t.refused.is_some_and(is) || is(t.veto) {
        return;
    }
    let grading = case.assessment.grading(case.document(), case.step);
    let (Some(place), Some(places)) = (t.place.and_then(|c| case.number(c)), t.places.and_then(|c| case.number(c)))
    else {
        return;
    };
    // How many share the place: candidates whose place is the same.
    let tied = 1 + others(case).filter(|j| t.place.and_then(|c| case.assessment.number(c, *j)) == Some(place)).count();
    sentences.push(if tied > 1 && place - (tied as f64) < places {
        Phrase::TiedAtQuota { tied: tied as u32, places: places as u32 }
    } else {
        Phrase::OutsideQuota {
            places: places as u32,
            members: case.number(t.members).unwrap_or_default() as u32,
            share: grading.quota.unwrap_or_default(),
        }
    });
}

/// How far the next grade is, and what rounding did.
fn close_calls(
    case: &Case,
    outcome: &Outcome,
    bands: &[GradeBand],
    total: f64,
    published: f64,
    sentences: &mut Vec<Phrase>,
) {
    let rounding = case.document().policies.rounding;
    let digits = rounding.digits;
    let half = match rounding.mode {
        RoundingMode::HalfUp => Half::Up,
        RoundingMode::HalfEven => Half::Even,
    };
    if let Some(better) = outcome.grade_by_score.and_then(|g| g.checked_sub(1)).and_then(|g| bands.get(g as usize)) {
        sentences.push(Phrase::ToNextGrade {
            grade: better.name.clone(),
            line: better.minimum,
            gap: better.minimum - published,
        });
    }
    if snap(total, SCORE_DIGITS) != snap(published, SCORE_DIGITS) {
        sentences.push(Phrase::RoundedOnce { total, published, digits });
    }
    if rounding.place == RoundingPlace::Total && (case.step.is_stage || case.assessment.plan().stages.is_empty()) {
        let scores = case.step.indicators.iter().flatten().filter_map(|c| case.number(c.score));
        let each: f64 = scores.map(|s| round(s, digits, half)).sum();
        let most = case.assessment.grading(case.document(), case.step).caps.total.unwrap_or(f64::MAX);
        let each = round((each + outcome.bonus - outcome.deduction).clamp(0.0, most), digits, half);
        let grade =
            bands.iter().position(|b| each >= snap(b.minimum, SCORE_DIGITS)).unwrap_or(bands.len().saturating_sub(1));
        if Some(grade as u32) != outcome.grade_by_score {
            let grade = bands.get(grade).map(|b| b.name.clone()).unwrap_or_default();
            sentences.push(Phrase::IfEachRounded { total: each, grade });
        }
    }
}

fn limits(case: &Case, outcome: &Outcome, sentences: &mut Vec<Phrase>) {
    let t = &case.step.total;
    let caps = case.assessment.grading(case.document(), case.step).caps;
    if let (Some(cap), true) = (caps.bonus, outcome.flags.contains(&Flag::BonusCapped)) {
        sentences.push(Phrase::BonusCapped { sum: case.number(t.bonus_sum).unwrap_or_default(), cap });
    }
    if let (Some(cap), true) = (caps.deduction, outcome.flags.contains(&Flag::DeductionCapped)) {
        sentences.push(Phrase::DeductionCapped { sum: case.number(t.deduction_sum).unwrap_or_default(), cap });
    }
    let sum = outcome.base.unwrap_or_default() + outcome.bonus - outcome.deduction;
    if let Some(maximum) = caps.total.filter(|most| snap(sum, SCORE_DIGITS) > snap(*most, SCORE_DIGITS)) {
        sentences.push(Phrase::HeldToMaximum { sum, maximum });
    }
    if snap(sum, SCORE_DIGITS) < 0.0 {
        sentences.push(Phrase::HeldToZero);
    }
    if t.missing.and_then(|c| case.number(c)).is_some_and(|m| m > 0.0) {
        sentences.push(Phrase::Missing);
    }
}

fn events(case: &Case, sentences: &mut Vec<Phrase>) -> Vec<EventLine> {
    let document = case.document();
    let id = &document.subjects[case.subject].id;
    counted_events(document, &|e| e.subject == *id && acts_in(document, case.step, e))
        .into_iter()
        .map(|(k, counted)| {
            let event = &document.events[k];
            let uncounted = match counted {
                Counted::Yes => None,
                Counted::Exempt => Some(Phrase::ExemptNotCounted { code: event.code.clone(), points: event.points }),
                Counted::SameFact => Some(Phrase::SameFactCountedOnce { code: event.code.clone() }),
            };
            sentences.extend(uncounted.clone());
            EventLine {
                kind: event.kind,
                code: event.code.clone(),
                points: match event.kind {
                    EventKind::Bonus | EventKind::Deduction => event.points,
                    EventKind::Veto | EventKind::Bar => 0.0,
                },
                period: event.period.map(|p| p.to_string()).unwrap_or_default(),
                date: event.date.clone(),
                uncounted,
                file: if event.line > 0 { "events.csv".to_owned() } else { String::new() },
                line: event.line,
            }
        })
        .collect()
}

/// The status of a cell, as a step shows it.
pub(super) fn shown((number, status): (f64, Status)) -> (Option<f64>, Status) {
    ((status == Status::Scored).then_some(number), status)
}
