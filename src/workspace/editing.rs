//! The pure parts of editing: where a finding is mended, what a what-if changes, what still has to be shared out.

use super::route::{Route, Sheet};
use super::table::{rank_changes, same_rows};
use crate::model::{Diagnostic, Problem};
use crate::worker::protocol::{DocumentView, NodeView, ResultsView};

/// The page on which what a finding complains about can be mended.
pub fn mended_at(document: &DocumentView, finding: &Diagnostic) -> Route {
    let at = &finding.at;
    let data = |sheet: Sheet| Route::Data { sheet, category: None };
    let node = document.tree.iter().find(|node| node.id == at.node);
    match (&finding.problem, node) {
        _ if at.file == "events.csv" => data(Sheet::Events),
        (
            Problem::ColumnLength { .. } | Problem::PeriodOutsideCycle { .. } | Problem::OutOfScale { .. },
            Some(node),
        ) if node.is_indicator => data(Sheet::Indicator(node.id.clone())),
        (Problem::TargetNotFound { .. } | Problem::BaseNotFound { .. }, Some(node)) => {
            data(Sheet::Indicator(node.id.clone()))
        }
        (_, Some(node)) => Route::Indicators { category: None, node: Some(node.id.clone()) },
        (Problem::NothingToAssess { what }, None) if what == "subjects" => data(Sheet::Subjects),
        (Problem::NothingToAssess { what }, None) if what == "indicators" => Route::indicators(),
        (Problem::NoWeight { category }, None) => Route::Indicators { category: Some(category.clone()), node: None },
        (Problem::UnknownReference { what, .. }, None) if what == "category" => data(Sheet::Subjects),
        (_, None) if at.node.is_empty() || document.categories.iter().any(|category| category.id == at.node) => {
            Route::Settings
        }
        (_, None) => data(Sheet::Subjects),
    }
}

/// What a what-if changes for those who are assessed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moved {
    /// Subjects whose rank is another one.
    pub ranks: u32,
    /// Subjects whose published total is another one.
    pub totals: u32,
    /// Subjects whose grade is another one.
    pub grades: u32,
    /// The largest gain of a published total, and whose.
    pub gain: Option<(u32, f64)>,
    /// The largest loss (above 0), and whose.
    pub loss: Option<(u32, f64)>,
}

/// What is different between two results.
pub fn moved(before: &ResultsView, now: &ResultsView) -> Moved {
    let rows = same_rows(before, now);
    let ranks = rank_changes(before, now).into_iter().flatten().filter(|places| *places != 0).count() as u32;
    let mut moved = Moved { ranks, ..Moved::default() };
    for (row, earlier) in rows.into_iter().enumerate() {
        let Some(earlier) = earlier else { continue };
        let grade = |results: &ResultsView, row: usize| {
            let place = results.grade.get(row).copied().flatten()?;
            results.grades.get(place as usize).map(|grade| grade.name.clone())
        };
        moved.grades += u32::from(grade(before, earlier) != grade(now, row));
        let published = (before.published.get(earlier).copied().flatten(), now.published.get(row).copied().flatten());
        let (Some(then), Some(after)) = published else { continue };
        let difference = after - then;
        if difference == 0.0 {
            continue;
        }
        moved.totals += 1;
        let side = if difference > 0.0 { &mut moved.gain } else { &mut moved.loss };
        if side.is_none_or(|(_, most)| difference.abs() > most) {
            *side = Some((row as u32, difference.abs()));
        }
    }
    moved
}

/// What is directly below a node (none: the top), added up in one category.
pub fn sum_below(document: &DocumentView, parent: Option<&str>, category: usize) -> f64 {
    let below = document.tree.iter().filter(|node| node.parent.as_deref() == parent);
    below.filter_map(|node| declared(node, category)).sum()
}

fn declared(node: &NodeView, category: usize) -> Option<f64> {
    node.weights.get(category).copied().flatten().map(|weight| weight.declared)
}

/// What a dimension's declared weight leaves over (below 0: is short of) for what is below it, where both are said.
pub fn left_over(document: &DocumentView, node: &NodeView, category: usize) -> Option<f64> {
    let weight = node.written.get(category).copied().flatten().filter(|_| !node.is_indicator)?;
    let below = sum_below(document, Some(&node.id), category);
    let left = weight - below;
    (below > 0.0 && left.abs() > 1e-9).then_some(left)
}

/// What the declared weights of all top-level dimensions leave over for the indicators below them.
pub fn left_in_all(document: &DocumentView, category: usize) -> Option<f64> {
    let written =
        document.tree.iter().any(|node| node.depth == 0 && node.written.get(category).is_some_and(Option::is_some));
    let points = document.tree.iter().filter(|node| node.is_indicator).filter_map(|node| declared(node, category));
    let left = sum_below(document, None, category) - points.sum::<f64>();
    (written && left.abs() > 1e-9).then_some(left)
}

/// An id that nothing has yet: the prefix and the first number that is free.
pub fn fresh_id(prefix: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut number = 1_u32;
    loop {
        let id = format!("{prefix}{number:02}");
        if !taken(&id) {
            return id;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::At;
    use crate::worker::protocol::WeightView;
    use crate::workspace::sample::{document, results};

    fn place(problem: Problem, at: At) -> String {
        mended_at(&document(), &Diagnostic::error(problem, at)).address()
    }

    #[test]
    fn every_finding_leads_to_where_it_is_mended() {
        let bad = || Problem::BadParameter {
            method: "completion".into(),
            parameter: "cap".into(),
            text: "x".into(),
            expected: "a number".into(),
        };
        assert_eq!(place(bad(), At::node("A101")), "#/indicators/A101");
        let negative = || Problem::NegativeNumber { what: "points".into(), value: -1.0 };
        assert_eq!(place(negative(), At::node("X")), "#/indicators/X");
        assert_eq!(place(negative(), At { file: "events.csv".into(), ..At::node("S1") }), "#/data/events");
        assert_eq!(place(Problem::GradesNotDescending, At::default()), "#/settings");
        assert_eq!(place(Problem::NoWeight { category: "B".into() }, At::node("B")), "#/indicators?category=B");
        let outside = Problem::PeriodOutsideCycle { period: "M01".into(), cycle: "year".into() };
        assert_eq!(place(outside, At::node("A102")), "#/data/indicator/A102");
        assert_eq!(place(Problem::NothingToAssess { what: "subjects".into() }, At::default()), "#/data/subjects");
        let unknown = Problem::UnknownReference { what: "category".into(), id: "Z".into() };
        assert_eq!(place(unknown, At::node("S4")), "#/data/subjects");
        assert_eq!(place(Problem::CircularParent { id: "S4".into() }, At::node("S4")), "#/data/subjects");
    }

    #[test]
    fn a_what_if_is_told_by_who_moves_and_by_the_largest_gain_and_loss() {
        let before = results();
        let mut now = results();
        // The first gains three points and its place, the second loses one; the fourth gains less than the first.
        now.published = vec![Some(83.0), Some(94.0), None, Some(70.5), Some(99.0)];
        now.rank = vec![Some(1), Some(2), Some(2), Some(1), None];
        now.grade[0] = Some(0);
        assert_eq!(
            moved(&before, &now),
            Moved { ranks: 2, totals: 3, grades: 1, gain: Some((0, 3.0)), loss: Some((1, 1.0)) }
        );
        assert_eq!(moved(&before, &before), Moved::default());
    }

    #[test]
    fn a_subject_that_was_added_moves_nobody_by_being_there() {
        let before = results();
        let mut now = results();
        now.subjects.insert(0, crate::worker::protocol::Named { id: "S0".into(), name: "新".into() });
        now.published.insert(0, Some(10.0));
        now.rank.insert(0, Some(3));
        now.grade.insert(0, Some(1));
        assert_eq!(moved(&before, &now), Moved::default());
    }

    #[test]
    fn what_a_dimension_leaves_over_is_said_only_where_its_weight_is_written() {
        let mut document = document();
        let weight = |declared: f64| Some(WeightView { declared, local: 0.0, whole: 0.0 });
        for (id, written, weights) in [
            ("X", vec![Some(60.0), None], vec![weight(60.0), weight(40.0)]),
            ("X/一", vec![None, None], vec![weight(50.0), weight(40.0)]),
            ("A101", vec![Some(30.0)], vec![weight(30.0)]),
            ("A102", vec![Some(20.0)], vec![weight(20.0)]),
        ] {
            let node = document.tree.iter_mut().find(|node| node.id == id).expect("a node");
            node.written = written;
            node.weights = weights;
        }
        let left = |id: &str, category: usize| {
            let node = document.tree.iter().find(|node| node.id == id).expect("a node");
            left_over(&document, node, category)
        };
        assert_eq!(left("X", 0), Some(10.0));
        assert_eq!(left("X", 1), None);
        assert_eq!(left("X/一", 0), None);
        assert_eq!(left("A101", 0), None);
        assert_eq!(sum_below(&document, None, 0), 60.0);
        assert_eq!(left_in_all(&document, 0), Some(10.0));
        assert_eq!(left_in_all(&document, 1), None);
    }

    #[test]
    fn a_fresh_id_is_the_first_that_is_free() {
        assert_eq!(fresh_id("K", |id| id == "K01" || id == "K02"), "K03");
    }
}
