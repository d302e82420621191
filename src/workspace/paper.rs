//! Papers: what is printed and hung out. Says who stands on them, in which order; knows no words and no layout.

use super::table::groups_are_categories;
use crate::worker::protocol::{DocumentView, ResultsView};

/// A kind of paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// 结果表: everybody with their figures, wide.
    #[default]
    Results,
    /// 通报: what came out, to those concerned.
    Bulletin,
    /// 公示: names by grade, for everybody to see before it counts.
    Notice,
    /// A chart of the totals, by dimension.
    Chart,
}

impl Paper {
    /// All of them, in the order of the page.
    pub const ALL: [Paper; 4] = [Paper::Results, Paper::Bulletin, Paper::Notice, Paper::Chart];

    /// As written in an address.
    pub fn word(self) -> &'static str {
        match self {
            Paper::Results => "results",
            Paper::Bulletin => "bulletin",
            Paper::Notice => "notice",
            Paper::Chart => "chart",
        }
    }

    /// Reads what `word` wrote.
    pub fn read(word: &str) -> Option<Paper> {
        Paper::ALL.into_iter().find(|paper| paper.word() == word)
    }
}

/// Those who are ranked together, or not ranked at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Index into `ResultsView::groups`; none: 单列.
    pub group: Option<u32>,
    /// By rank; of those with one rank (the vetoed share the last) the better total first.
    pub rows: Vec<u32>,
}

/// Everybody: group by group, those that are not ranked last, in document order.
pub fn sections(results: &ResultsView) -> Vec<Section> {
    let groups = (0..results.groups.len() as u32).map(Some).chain([None]);
    groups
        .map(|group| {
            let mut rows: Vec<u32> =
                (0..results.subjects.len() as u32).filter(|row| group_of(results, *row) == group).collect();
            if group.is_some() {
                rows.sort_by(|a, b| {
                    let key = |row: u32| results.rank.get(row as usize).copied().flatten().unwrap_or(u32::MAX);
                    let total = |row: u32| published(results, row).unwrap_or(f64::NEG_INFINITY);
                    key(*a).cmp(&key(*b)).then(total(*b).total_cmp(&total(*a))).then(a.cmp(b))
                });
            }
            Section { group, rows }
        })
        .filter(|section| !section.rows.is_empty())
        .collect()
}

fn group_of(results: &ResultsView, row: u32) -> Option<u32> {
    results.group.get(row as usize).copied().flatten()
}

/// The published total of a row.
pub fn published(results: &ResultsView, row: u32) -> Option<f64> {
    results.published.get(row as usize).copied().flatten()
}

/// Rows by grade, the best grade first; those without one last. Within a grade in the order given.
pub fn by_grade(results: &ResultsView, rows: &[u32]) -> Vec<(Option<u32>, Vec<u32>)> {
    let grades = (0..results.grades.len() as u32).map(Some).chain([None]);
    let of = |row: &u32| results.grade.get(*row as usize).copied().flatten();
    grades
        .map(|grade| (grade, rows.iter().copied().filter(|row| of(row) == grade).collect::<Vec<_>>()))
        .filter(|(_, rows)| !rows.is_empty())
        .collect()
}

/// Rows in the order of their names; `places`: the place of each row's name among all names.
pub fn by_name(rows: &[u32], places: &[u32]) -> Vec<u32> {
    let mut rows = rows.to_vec();
    rows.sort_by_key(|row| (places.get(*row as usize).copied().unwrap_or(u32::MAX), *row));
    rows
}

/// Whether a heading per group says more than the table by itself.
pub fn has_groups(document: &DocumentView, results: &ResultsView) -> bool {
    sections(results).len() > 1 || !groups_are_categories(document, results)
}

/// Days since 1970-01-01 that are neither Saturday nor Sunday, beginning with the first one from `first`.
pub fn working_days(first: i64, count: u32) -> Vec<i64> {
    // The first day of 1970 was a Thursday.
    let works = |day: &i64| (day + 4).rem_euclid(7) % 6 != 0;
    (first..).filter(works).take(count as usize).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::sample::{document, results};

    #[test]
    fn sections_are_by_rank_and_hold_everybody_once() {
        let results = results();
        let sections = sections(&results);
        let mut all: Vec<u32> = sections.iter().flat_map(|section| section.rows.clone()).collect();
        for section in sections.iter().filter(|section| section.group.is_some()) {
            let ranks: Vec<_> = section.rows.iter().map(|row| results.rank[*row as usize]).collect();
            assert!(ranks.is_sorted(), "{ranks:?}");
        }
        all.sort_unstable();
        assert_eq!(all, (0..results.subjects.len() as u32).collect::<Vec<_>>());
        assert!(has_groups(&document(), &results) || sections.len() == 1);
    }

    #[test]
    fn names_stand_by_grade_and_in_the_order_asked_for() {
        let mut results = results();
        let count = results.subjects.len() as u32;
        results.grade = (0..count).map(|row| if row == 0 { None } else { Some((row + 1) % 2) }).collect();
        results.grades.truncate(2);
        let rows: Vec<u32> = (0..count).collect();
        let grades = by_grade(&results, &rows);
        assert_eq!(grades.last().map(|(grade, rows)| (*grade, rows.clone())), Some((None, vec![0])));
        assert!(grades.iter().all(|(_, rows)| rows.is_sorted()));
        let backwards: Vec<u32> = (0..count).rev().collect();
        assert_eq!(by_name(&rows, &backwards), backwards);
    }

    #[test]
    fn five_working_days_pass_over_the_weekend() {
        // 2026-11-20 is a Friday: day 20,777 after 1970-01-01 (by `date -d`).
        assert_eq!(working_days(20_777, 5), [20_777, 20_780, 20_781, 20_782, 20_783]);
        // From a Saturday the first one is Monday.
        assert_eq!(working_days(20_778, 1), [20_780]);
    }
}
