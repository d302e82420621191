//! The table of results: which rows stand in it, in which order, and what is said above it.

use super::view::{Remark, SortKey, View};
use crate::model::Flag;
use crate::worker::protocol::{DocumentView, GroupView, ResultsView};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// What the table is made of.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    pub document: &'a DocumentView,
    pub results: &'a ResultsView,
    /// Places gained (negative: lost) by row against the results compared with.
    pub changes: Option<&'a [Option<i32>]>,
    /// The place of each row's name in the alphabet of the reader; none: by code point.
    pub names: Option<&'a [u32]>,
}

/// The rows of the table, in order.
pub fn rows(sources: Sources, view: &View) -> Vec<u32> {
    let results = sources.results;
    let wanted = view.search.trim().to_ascii_lowercase();
    let mut rows: Vec<u32> = (0..results.subjects.len() as u32)
        .filter(|&row| in_scope(sources, view, row as usize))
        .filter(|&row| passes(results, view, &wanted, row as usize))
        .collect();
    let sort = view.sorted();
    rows.sort_by(|&a, &b| {
        let (a, b) = (a as usize, b as usize);
        compare(sources, &sort.key, sort.descending, a, b).then_with(|| a.cmp(&b))
    });
    rows
}

/// How many rows the table would have without filters.
pub fn rows_in_scope(sources: Sources, view: &View) -> usize {
    (0..sources.results.subjects.len()).filter(|&row| in_scope(sources, view, row)).count()
}

/// Places gained (negative: lost) by each row since `before`; none where either has no rank.
pub fn rank_changes(before: &ResultsView, now: &ResultsView) -> Vec<Option<i32>> {
    let rows = same_rows(before, now);
    now.rank
        .iter()
        .zip(rows)
        .map(|(rank, row)| {
            let earlier = before.rank.get(row?).copied().flatten()?;
            Some(earlier as i32 - rank.as_ref().copied()? as i32)
        })
        .collect()
}

/// For every row the row of the same subject in other results. Both stand in document order, but subjects may have
/// been added or removed.
pub fn same_rows(other: &ResultsView, now: &ResultsView) -> Vec<Option<usize>> {
    let same = |row: usize, id: &str| other.subjects.get(row).is_some_and(|subject| subject.id == id);
    if now.subjects.len() == other.subjects.len() && now.subjects.iter().enumerate().all(|(k, s)| same(k, &s.id)) {
        return (0..now.subjects.len()).map(Some).collect();
    }
    let places: BTreeMap<&str, usize> = other.subjects.iter().enumerate().map(|(k, s)| (s.id.as_str(), k)).collect();
    now.subjects.iter().map(|subject| places.get(subject.id.as_str()).copied()).collect()
}

/// Whether the groups that are ranked together are the categories, so that one switch is enough.
pub fn groups_are_categories(document: &DocumentView, results: &ResultsView) -> bool {
    if document.categories.len() != results.groups.len() {
        return false;
    }
    let mut of_category: Vec<Option<u32>> = vec![None; document.categories.len()];
    let mut taken: Vec<Option<u32>> = vec![None; results.groups.len()];
    results.category.iter().zip(&results.group).all(|(&category, group)| {
        let Some(group) = *group else { return true };
        let (Some(known), Some(owner)) = (of_category.get_mut(category as usize), taken.get_mut(group as usize)) else {
            return false;
        };
        *known.get_or_insert(group) == group && *owner.get_or_insert(category) == category
    })
}

/// Remarks and grades that at least one row in scope carries: what can be filtered by.
pub fn remarks_present(sources: Sources, view: &View) -> Vec<Remark> {
    let results = sources.results;
    Remark::ALL
        .into_iter()
        .filter(|remark| {
            (0..results.subjects.len()).any(|row| {
                in_scope(sources, view, row)
                    && remark.holds(flags(results, row), results.bonus[row], results.deduction[row])
            })
        })
        .collect()
}

fn flags(results: &ResultsView, row: usize) -> &[Flag] {
    results.flags.get(row).map_or(&[], Vec::as_slice)
}

fn in_scope(sources: Sources, view: &View, row: usize) -> bool {
    let Sources { document, results, .. } = sources;
    let category = view.category.as_ref().is_none_or(|wanted| {
        let category = results.category.get(row).and_then(|&category| document.categories.get(category as usize));
        category.is_some_and(|category| category.id == *wanted)
    });
    let group = view.group.as_ref().is_none_or(|wanted| {
        let group = results.group.get(row).copied().flatten();
        group.and_then(|group| results.groups.get(group as usize)).is_some_and(|group| group.name == *wanted)
    });
    category && group
}

fn passes(results: &ResultsView, view: &View, wanted: &str, row: usize) -> bool {
    let subject = &results.subjects[row];
    let named = wanted.is_empty()
        || subject.name.to_ascii_lowercase().contains(wanted)
        || subject.id.to_ascii_lowercase().contains(wanted);
    let graded = view.grade.as_ref().is_none_or(|wanted| grade_name(results, row) == Some(wanted.as_str()));
    let remarked =
        view.remark.is_none_or(|remark| remark.holds(flags(results, row), results.bonus[row], results.deduction[row]));
    named && graded && remarked
}

/// The name of a row's grade.
pub fn grade_name(results: &ResultsView, row: usize) -> Option<&str> {
    let grade = results.grade.get(row).copied().flatten()?;
    results.grades.get(grade as usize).map(|grade| grade.name.as_str())
}

fn compare(sources: Sources, key: &SortKey, descending: bool, a: usize, b: usize) -> Ordering {
    let results = sources.results;
    let turned = |ordering: Ordering| if descending { ordering.reverse() } else { ordering };
    match key {
        SortKey::Rank => {
            // Groups keep their order either way; those that are not ranked come last.
            let group = |row: usize| results.group[row].unwrap_or(u32::MAX);
            group(a)
                .cmp(&group(b))
                .then_with(|| with_gaps(results.rank[a], results.rank[b], descending, |x, y| x.cmp(&y)))
                // Vetoed subjects share the last place: the better total first.
                .then_with(|| turned(figure(results.published[b], results.published[a])))
        }
        SortKey::Change => {
            let change = |row: usize| sources.changes.and_then(|changes| changes.get(row).copied().flatten());
            with_gaps(change(a), change(b), descending, |x, y| x.cmp(&y))
        }
        SortKey::Name => match sources.names {
            Some(names) => turned(names[a].cmp(&names[b])),
            None => turned(results.subjects[a].name.cmp(&results.subjects[b].name)),
        },
        SortKey::Published => with_gaps(results.published[a], results.published[b], descending, |x, y| x.total_cmp(&y)),
        SortKey::Grade => with_gaps(results.grade[a], results.grade[b], descending, |x, y| x.cmp(&y)),
        SortKey::Dimension(id) => match results.dimensions.iter().find(|dimension| dimension.id == *id) {
            Some(dimension) => turned(dimension.score[a].total_cmp(&dimension.score[b])),
            None => Ordering::Equal,
        },
        SortKey::Adjustment => {
            let net = |row: usize| results.bonus[row] - results.deduction[row];
            turned(net(a).total_cmp(&net(b)))
        }
    }
}

/// Compares what may be absent; what is absent comes last in both directions.
fn with_gaps<T>(a: Option<T>, b: Option<T>, descending: bool, order: impl Fn(T, T) -> Ordering) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if descending => order(b, a),
        (Some(a), Some(b)) => order(a, b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

fn figure(a: Option<f64>, b: Option<f64>) -> Ordering {
    a.unwrap_or(f64::NEG_INFINITY).total_cmp(&b.unwrap_or(f64::NEG_INFINITY))
}

/// The figures above the table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Subjects in scope that are ranked.
    pub members: u32,
    pub mean: Option<f64>,
    pub highest: Option<f64>,
    pub lowest: Option<f64>,
    /// A row that has the highest figure, and one that has the lowest.
    pub highest_row: Option<u32>,
    pub lowest_row: Option<u32>,
    /// Subjects in the top grade, and places there.
    pub places: Option<(u32, u32)>,
    /// The declared share behind the places, where there is one for all.
    pub share: Option<f64>,
    pub vetoed: u32,
    pub top_grade: Option<String>,
}

/// Sums up the groups that are in sight, or, where a group is only partly in sight, its rows.
pub fn summary(sources: Sources, view: &View) -> Summary {
    let results = sources.results;
    let scope: Vec<usize> = (0..results.subjects.len()).filter(|&row| in_scope(sources, view, row)).collect();
    let mut in_sight = vec![0_u32; results.groups.len()];
    for &row in &scope {
        if let Some(count) = results.group[row].and_then(|group| in_sight.get_mut(group as usize)) {
            *count += 1;
        }
    }
    let groups: Vec<&GroupView> =
        results.groups.iter().zip(&in_sight).filter(|(_, count)| **count > 0).map(|(group, _)| group).collect();
    let whole = results.groups.iter().zip(&in_sight).all(|(group, count)| *count == 0 || *count == group.members);
    let mut summary = if whole && !groups.is_empty() { of_groups(&groups) } else { of_rows(results, &scope) };
    summary.top_grade = results.grades.first().map(|grade| grade.name.clone());
    let at = |wanted: Option<f64>| {
        scope.iter().copied().find(|&row| wanted.is_some() && results.published[row] == wanted).map(|row| row as u32)
    };
    summary.highest_row = at(summary.highest);
    summary.lowest_row = at(summary.lowest);
    summary
}

fn of_groups(groups: &[&GroupView]) -> Summary {
    let figures = |figure: fn(&GroupView) -> Option<f64>| groups.iter().filter_map(move |group| figure(group));
    let weighed: f64 = groups.iter().filter(|group| group.mean.is_some()).map(|group| f64::from(group.members)).sum();
    let sum: f64 = groups.iter().filter_map(|group| Some(group.mean? * f64::from(group.members))).sum();
    let share = groups[0].quota_share.filter(|share| groups.iter().all(|group| group.quota_share == Some(*share)));
    Summary {
        members: groups.iter().map(|group| group.members).sum(),
        mean: (weighed > 0.0).then(|| sum / weighed),
        highest: figures(|group| group.highest).reduce(f64::max),
        lowest: figures(|group| group.lowest).reduce(f64::min),
        places: groups.iter().try_fold((0, 0), |(top, places), group| Some((top + group.top, places + group.quota?))),
        share,
        vetoed: groups.iter().map(|group| group.vetoed).sum(),
        ..Summary::default()
    }
}

fn of_rows(results: &ResultsView, scope: &[usize]) -> Summary {
    let ranked: Vec<usize> = scope.iter().copied().filter(|&row| results.rank[row].is_some()).collect();
    let published: Vec<f64> = ranked.iter().filter_map(|&row| results.published[row]).collect();
    Summary {
        members: ranked.len() as u32,
        mean: (!published.is_empty()).then(|| published.iter().sum::<f64>() / published.len() as f64),
        highest: published.iter().copied().reduce(f64::max),
        lowest: published.iter().copied().reduce(f64::min),
        vetoed: ranked.iter().filter(|&&row| Remark::Veto.holds(flags(results, row), 0.0, 0.0)).count() as u32,
        ..Summary::default()
    }
}

/// Whether the dimensions add up to the total before bonuses: they do not where stages are joined with shares.
pub fn dimensions_add_up(results: &ResultsView) -> bool {
    (0..results.subjects.len()).all(|row| {
        let sum: f64 = results.dimensions.iter().map(|dimension| dimension.score[row]).sum();
        results.total[row].is_none() || (sum - results.base[row]).abs() < 1e-6
    })
}

/// The length of the longest bar: the largest sum of dimension weights and whatever any subject earned beyond it.
pub fn full_scale(results: &ResultsView) -> f64 {
    let categories = results.dimensions.iter().map(|dimension| dimension.weight.len()).max().unwrap_or(0);
    let declared = (0..categories)
        .map(|category| results.dimensions.iter().filter_map(|dimension| dimension.weight.get(category)).sum::<f64>());
    let earned = (0..results.subjects.len())
        .map(|row| results.dimensions.iter().map(|dimension| dimension.score[row].max(0.0)).sum::<f64>());
    declared.chain(earned).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::sample::{document, results};

    fn names(view: &View) -> Vec<String> {
        let (document, results) = (document(), results());
        let sources = Sources { document: &document, results: &results, changes: None, names: None };
        rows(sources, view).into_iter().map(|row| results.subjects[row as usize].id.clone()).collect()
    }

    #[test]
    fn rows_stand_by_group_and_rank_and_the_unranked_come_last() {
        assert_eq!(names(&View::default()), ["S2", "S1", "S4", "S3", "S5"]);
    }

    #[test]
    fn turning_the_ranks_round_keeps_the_groups_and_the_unranked_in_their_places() {
        let view = View::default().sorted_by(SortKey::Rank);
        assert_eq!(names(&view), ["S1", "S2", "S3", "S4", "S5"]);
    }

    #[test]
    fn what_has_no_figure_comes_last_in_both_directions() {
        let down = View::default().sorted_by(SortKey::Published);
        assert_eq!(names(&down).last().map(String::as_str), Some("S3"));
        assert_eq!(names(&down.sorted_by(SortKey::Published)).last().map(String::as_str), Some("S3"));
    }

    #[test]
    fn filters_narrow_one_another() {
        assert_eq!(names(&View { category: Some("A".into()), ..View::default() }), ["S2", "S1"]);
        assert_eq!(names(&View { search: " s4".into(), ..View::default() }), ["S4"]);
        let graded = View { grade: Some("优秀".into()), ..View::default() };
        assert_eq!(names(&graded), ["S2", "S5"]);
        assert_eq!(names(&View { search: "单位五".into(), ..graded }), ["S5"]);
        assert_eq!(names(&View { remark: Some(Remark::Deduction), ..View::default() }), ["S1"]);
    }

    #[test]
    fn a_dimension_can_be_sorted_by() {
        let view = View::default().sorted_by(SortKey::Dimension("X".into()));
        assert_eq!(names(&view)[0], "S5");
    }

    #[test]
    fn places_gained_are_positive() {
        let mut before = results();
        let mut now = results();
        before.rank = vec![Some(3), Some(1), None, Some(2), None];
        now.rank = vec![Some(1), Some(2), Some(3), Some(2), None];
        assert_eq!(rank_changes(&before, &now), [Some(2), Some(-1), None, Some(0), None]);
    }

    #[test]
    fn places_are_compared_subject_by_subject_when_one_was_taken_out() {
        let before = results();
        let mut now = results();
        now.subjects.remove(0);
        now.rank = vec![Some(1), Some(2), Some(2), None];
        assert_eq!(same_rows(&before, &now), [Some(1), Some(2), Some(3), Some(4)]);
        assert_eq!(rank_changes(&before, &now), [Some(0), Some(0), Some(-1), None]);
    }

    #[test]
    fn groups_in_sight_are_summed_up_without_rounding_twice() {
        let (document, results) = (document(), results());
        let sources = Sources { document: &document, results: &results, changes: None, names: None };
        assert!(groups_are_categories(&document, &results));
        let all = summary(sources, &View::default());
        assert_eq!((all.members, all.highest, all.lowest), (4, Some(95.0), Some(70.0)));
        assert_eq!(all.places, Some((1, 2)));
        assert_eq!(all.highest_row, Some(1));
        let one = summary(sources, &View { category: Some("A".into()), ..View::default() });
        assert_eq!((one.members, one.mean, one.share), (2, Some(87.5), Some(0.5)));
    }

    #[test]
    fn the_scale_holds_the_longest_bar() {
        assert_eq!(full_scale(&results()), 100.0);
        assert!(dimensions_add_up(&results()));
    }
}
