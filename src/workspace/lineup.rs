//! Subjects with their results in several columns: schemes, documents or years, one beside the other. The first column
//! is the base. Table, picture and figures of every comparing page are drawn from this.

use super::pick::{Group, Order, OrderKey, Pick};
use crate::worker::protocol::{ComparisonView, Named, OutcomesView, SchemesView, SideView};
use std::cmp::Ordering;

/// Subjects and columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lineup {
    pub subjects: Vec<Named>,
    pub categories: Vec<Named>,
    /// Index into `categories`, by row.
    pub category: Vec<u32>,
    /// Groups that are ranked together.
    pub groups: Vec<String>,
    pub group: Vec<Option<u32>>,
    pub columns: Vec<Column>,
}

/// One side's results; lists by row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    pub title: String,
    pub digits: u8,
    /// Names, best first.
    pub grades: Vec<String>,
    pub published: Vec<Option<f64>>,
    pub rank: Vec<Option<u32>>,
    pub grade: Vec<Option<u32>>,
    /// Against the base: places gained, and the difference of the unrounded totals. Empty for the base.
    pub places: Vec<Option<i32>>,
    pub difference: Vec<Option<f64>>,
}

impl Column {
    /// The name of a row's grade and its place among the grades.
    pub fn grade_of(&self, row: usize) -> Option<(usize, &str)> {
        let grade = self.grade.get(row).copied().flatten()? as usize;
        Some((grade, self.grades.get(grade)?))
    }
}

fn of<T: Copy>(list: &[Option<T>], row: usize) -> Option<T> {
    list.get(row).copied().flatten()
}

impl Lineup {
    /// The columns of a table of schemes, with their titles.
    pub fn of_schemes(view: &SchemesView, categories: &[Named], titles: Vec<String>) -> Lineup {
        let totals = |k: usize, row: usize| of(&view.total[k], row);
        // As between two sides: of the unrounded totals.
        let difference = |k: usize, row: usize| totals(0, row).zip(totals(k, row)).map(|(a, b)| b - a);
        let column = |(k, title): (usize, String)| Column {
            title,
            digits: view.digits,
            grades: view.grades.clone(),
            published: view.published[k].clone(),
            rank: view.rank[k].clone(),
            grade: view.grade[k].clone(),
            places: if k == 0 { Vec::new() } else { view.places[k].clone() },
            difference: (0..view.subjects.len()).filter(|_| k > 0).map(|row| difference(k, row)).collect(),
        };
        Lineup {
            subjects: view.subjects.clone(),
            categories: categories.to_vec(),
            category: view.category.clone(),
            groups: view.groups.clone(),
            group: view.group.clone(),
            columns: titles.into_iter().take(view.schemes.len()).enumerate().map(column).collect(),
        }
    }

    /// The two sides of a comparison, with their titles. Rows are called by their ids on the right.
    pub fn of_sides(view: &ComparisonView, [left, right]: [String; 2]) -> Lineup {
        let column = |title: String, side: &SideView, outcomes: &OutcomesView| Column {
            title,
            digits: side.digits,
            grades: side.grades.clone(),
            published: outcomes.published.clone(),
            rank: outcomes.rank.clone(),
            grade: outcomes.grade.clone(),
            ..Column::default()
        };
        let named = |(id, name): (&String, &String)| Named { id: id.clone(), name: name.clone() };
        Lineup {
            subjects: view.after.ids.iter().zip(&view.names).map(named).collect(),
            categories: view.right.categories.clone(),
            category: view.after.category.clone(),
            groups: view.groups.clone(),
            group: view.group.clone(),
            columns: vec![
                column(left, &view.left, &view.before),
                Column {
                    places: view.places.clone(),
                    difference: view.difference.clone(),
                    ..column(right, &view.right, &view.after)
                },
            ],
        }
    }

    /// The group whose rows are shown; none: all.
    pub fn group_shown(&self, pick: &Pick) -> Option<usize> {
        match &pick.group {
            _ if self.groups.len() < 2 => None,
            Group::All => None,
            Group::First => Some(0),
            Group::Named(name) => Some(self.groups.iter().position(|group| group == name).unwrap_or(0)),
        }
    }

    /// Whether categories can be told apart beyond the groups.
    pub fn has_own_categories(&self) -> bool {
        self.categories.len() > 1 && !self.categories.iter().all(|c| self.groups.contains(&c.name))
    }

    /// The rows of the group and category that are looked at, in document order.
    pub fn scope(&self, pick: &Pick) -> Vec<u32> {
        let group = self.group_shown(pick);
        let category = pick.category.as_ref().and_then(|id| self.categories.iter().position(|c| c.id == *id));
        let in_scope = |row: &u32| {
            let row = *row as usize;
            group.is_none_or(|wanted| of(&self.group, row) == Some(wanted as u32))
                && category.is_none_or(|wanted| self.category.get(row) == Some(&(wanted as u32)))
        };
        (0..self.subjects.len() as u32).filter(in_scope).collect()
    }

    /// The rows of the table, in order.
    pub fn rows(&self, pick: &Pick) -> Vec<u32> {
        let wanted = pick.search.trim().to_lowercase();
        let found = |row: &u32| {
            let subject = &self.subjects[*row as usize];
            wanted.is_empty()
                || subject.name.to_lowercase().contains(&wanted)
                || subject.id.to_lowercase().contains(&wanted)
        };
        let mut rows: Vec<u32> = self.scope(pick).into_iter().filter(found).collect();
        let order = pick.order();
        let group = |row: u32| of(&self.group, row as usize).unwrap_or(u32::MAX);
        rows.sort_by(|&a, &b| {
            // Ranks of different groups do not compare: groups keep their order.
            let groups = if order.key == OrderKey::Rank { group(a).cmp(&group(b)) } else { Ordering::Equal };
            groups.then_with(|| self.compare(order, a as usize, b as usize)).then_with(|| a.cmp(&b))
        });
        rows
    }

    fn compare(&self, order: Order, a: usize, b: usize) -> Ordering {
        let descending = order.descending;
        let Some(column) = self.columns.get(order.column).or(self.columns.first()) else { return Ordering::Equal };
        let figures = |list: &[Option<f64>]| gaps_last(of(list, a), of(list, b), descending, |x, y| x.total_cmp(y));
        match order.key {
            OrderKey::Rank => gaps_last(of(&column.rank, a), of(&column.rank, b), descending, |x, y| x.cmp(y)),
            OrderKey::Published => figures(&column.published),
            OrderKey::Difference => figures(&column.difference),
            OrderKey::Name => {
                let names = self.subjects[a].name.cmp(&self.subjects[b].name);
                if descending { names.reverse() } else { names }
            }
        }
    }

    /// The largest number of places that a row moves in any column, with its sign; none: it stands in one column only.
    pub fn largest_move(&self, row: usize) -> Option<i32> {
        self.columns.iter().filter_map(|column| of(&column.places, row)).max_by_key(|places| places.abs())
    }
}

/// Compares what may be absent; what is absent comes last in both directions.
fn gaps_last<T>(a: Option<T>, b: Option<T>, descending: bool, order: impl Fn(&T, &T) -> Ordering) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if descending => order(&b, &a),
        (Some(a), Some(b)) => order(&a, &b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

/// Small figures of one column against the base, of the rows in scope.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moves {
    pub up: u32,
    pub down: u32,
    pub same: u32,
    /// Rows with the largest gain and loss of points; none: nobody gains, nobody loses.
    pub gain: Option<u32>,
    pub loss: Option<u32>,
    /// Rows that get the top grade in this column only, and in the base only.
    pub enter: Vec<u32>,
    pub leave: Vec<u32>,
}

/// Who moves in a column.
pub fn moves(lineup: &Lineup, column: usize, scope: &[u32]) -> Moves {
    let (Some(base), Some(own)) = (lineup.columns.first(), lineup.columns.get(column)) else { return Moves::default() };
    let mut moves = Moves::default();
    let (mut highest, mut lowest) = (0.0, 0.0);
    for &row in scope {
        let at = row as usize;
        match of(&own.places, at) {
            Some(1..) => moves.up += 1,
            Some(0) => moves.same += 1,
            Some(_) => moves.down += 1,
            None => {}
        }
        if let Some(difference) = of(&own.difference, at) {
            // Less than the ninth decimal is the last bit of a sum.
            if difference > highest + 5e-10 {
                (highest, moves.gain) = (difference, Some(row));
            }
            if difference < lowest - 5e-10 {
                (lowest, moves.loss) = (difference, Some(row));
            }
        }
        match (of(&base.grade, at) == Some(0), of(&own.grade, at) == Some(0)) {
            (false, true) => moves.enter.push(row),
            (true, false) => moves.leave.push(row),
            _ => {}
        }
    }
    moves
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(id: &str) -> Named {
        Named { id: id.to_owned(), name: format!("单位{id}") }
    }

    fn lineup() -> Lineup {
        let column = |rank: [Option<u32>; 4], published: [Option<f64>; 4]| Column {
            rank: rank.to_vec(),
            published: published.to_vec(),
            grade: vec![Some(0), Some(1), Some(1), None],
            grades: vec!["优秀".into(), "合格".into()],
            ..Column::default()
        };
        Lineup {
            subjects: ["A", "B", "C", "D"].map(named).to_vec(),
            categories: vec![named("x"), named("y")],
            category: vec![0, 0, 1, 1],
            groups: vec!["甲".into(), "乙".into()],
            group: vec![Some(0), Some(0), Some(1), None],
            columns: vec![
                column([Some(1), Some(2), Some(1), None], [Some(90.0), Some(80.0), Some(70.0), None]),
                Column {
                    places: vec![Some(-1), Some(1), Some(0), None],
                    difference: vec![Some(-5.0), Some(7.5), Some(1e-12), None],
                    grade: vec![Some(1), Some(0), Some(1), None],
                    ..column([Some(2), Some(1), Some(1), None], [Some(85.0), Some(87.5), Some(70.0), None])
                },
            ],
        }
    }

    fn ids(pick: &Pick) -> Vec<String> {
        let lineup = lineup();
        lineup.rows(pick).into_iter().map(|row| lineup.subjects[row as usize].id.clone()).collect()
    }

    #[test]
    fn the_first_group_is_shown_first_and_all_of_them_in_their_order() {
        assert_eq!(ids(&Pick::default()), ["A", "B"]);
        let all = Pick { group: Group::All, ..Pick::default() };
        assert_eq!(ids(&all), ["A", "B", "C", "D"]);
        assert_eq!(ids(&Pick { group: Group::Named("乙".into()), ..Pick::default() }), ["C"]);
        assert_eq!(ids(&Pick { category: Some("y".into()), ..all.clone() }), ["C", "D"]);
        assert_eq!(ids(&Pick { search: " b".into(), ..all }), ["B"]);
    }

    #[test]
    fn rows_are_ordered_by_a_column_and_what_has_no_figure_comes_last_both_ways() {
        let by = |key, column, descending| Pick {
            group: Group::All,
            sort: Some(Order { key, column, descending }),
            ..Pick::default()
        };
        assert_eq!(ids(&by(OrderKey::Difference, 1, true)), ["B", "C", "A", "D"]);
        assert_eq!(ids(&by(OrderKey::Difference, 1, false)), ["A", "C", "B", "D"]);
        assert_eq!(ids(&by(OrderKey::Published, 1, true)), ["B", "A", "C", "D"]);
        assert_eq!(ids(&by(OrderKey::Rank, 1, false)), ["B", "A", "C", "D"]);
        assert_eq!(ids(&by(OrderKey::Name, 0, true)), ["D", "C", "B", "A"]);
    }

    #[test]
    fn schemes_differ_by_their_unrounded_totals() {
        let view = SchemesView {
            schemes: vec![None, Some(named("x"))],
            subjects: vec![named("A"), named("B")],
            total: vec![vec![Some(80.004), Some(1.0)], vec![Some(80.006), None]],
            published: vec![vec![Some(80.0), Some(1.0)], vec![Some(80.01), None]],
            rank: vec![vec![Some(1), Some(2)]; 2],
            grade: vec![vec![None; 2]; 2],
            places: vec![vec![None; 2], vec![Some(0), None]],
            ..SchemesView::default()
        };
        let lineup = Lineup::of_schemes(&view, &[], vec!["现行".into(), "另一".into()]);
        assert!(lineup.columns[0].difference.is_empty());
        let found = lineup.columns[1].difference[0].expect("a difference");
        assert!((found - 0.002).abs() < 1e-9);
        assert_eq!(lineup.columns[1].difference[1], None);
    }

    #[test]
    fn who_moves_is_counted_in_the_rows_that_are_looked_at() {
        let lineup = lineup();
        let all = moves(&lineup, 1, &[0, 1, 2, 3]);
        assert_eq!((all.up, all.down, all.same), (1, 1, 1));
        assert_eq!((all.gain, all.loss), (Some(1), Some(0)));
        assert_eq!((all.enter, all.leave), (vec![1], vec![0]));
        let one = moves(&lineup, 1, &[2, 3]);
        assert_eq!((one.gain, one.loss), (None, None), "the last bit of a sum is no gain");
        assert_eq!(lineup.largest_move(0), Some(-1));
        assert_eq!(lineup.largest_move(3), None);
    }
}
