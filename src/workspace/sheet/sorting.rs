//! Which rows are on show, and in which order. Nothing of it enters the document, and no rank follows from it.

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// How a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Small numbers first; names by pinyin, or the alphabet.
    Up,
    Down,
    /// Names by strokes.
    StrokesUp,
    StrokesDown,
}

impl Order {
    pub fn is_down(self) -> bool {
        matches!(self, Order::Down | Order::StrokesDown)
    }

    pub fn by_strokes(self) -> bool {
        matches!(self, Order::StrokesUp | Order::StrokesDown)
    }
}

/// What a column lets through.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Its text holds this; empty: whatever it holds.
    pub holds: String,
    pub least: Option<f64>,
    pub most: Option<f64>,
    /// Only where nothing was reported.
    pub missing: bool,
}

impl Filter {
    pub fn is_idle(&self) -> bool {
        *self == Filter::default()
    }
}

/// How the table is looked at: columns by place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Looking {
    /// The first decides, the next where it does not.
    pub sorts: Vec<(usize, Order)>,
    pub filters: BTreeMap<usize, Filter>,
}

impl Looking {
    /// Sorts by a column: alone, or besides what is sorted by already. The same order again takes it away.
    pub fn sort(&mut self, column: usize, order: Order, besides: bool) {
        let same = self.sorts.contains(&(column, order));
        if !besides {
            self.sorts.clear();
        }
        match self.sorts.iter().position(|(known, _)| *known == column) {
            Some(at) if same => {
                self.sorts.remove(at);
            }
            Some(at) => self.sorts[at].1 = order,
            None if same => {}
            None => self.sorts.push((column, order)),
        }
    }

    /// Filters a column.
    pub fn filter(&mut self, column: usize, filter: Filter) {
        if filter.is_idle() {
            self.filters.remove(&column);
        } else {
            self.filters.insert(column, filter);
        }
    }
}

/// What is known of the cells, by row of the document and column.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    pub number: &'a dyn Fn(u32, usize) -> Option<f64>,
    /// Empty: nothing stands there.
    pub text: &'a dyn Fn(u32, usize) -> String,
    /// The place of a row's name in the alphabet (or by strokes).
    pub name: &'a dyn Fn(u32, bool) -> u32,
    /// The column of the names.
    pub names: usize,
}

/// The rows that pass, in order; `rows` in the order of the document.
pub fn rows(rows: impl Iterator<Item = u32>, looking: &Looking, known: Known) -> Vec<u32> {
    let mut kept: Vec<u32> = rows
        .filter(|row| looking.filters.iter().all(|(column, filter)| passes(*row, *column, filter, known)))
        .collect();
    // What stands in a cell is read once for each row, not once for each comparison; empty cells come last, whichever
    // way the others are sorted.
    let keys = |(column, order): &(usize, Order)| -> (Vec<(u32, f64)>, bool) {
        let key = |row: &u32| {
            let value = if *column == known.names {
                Some(f64::from((known.name)(*row, order.by_strokes())))
            } else {
                (known.number)(*row, *column)
            };
            (*row, value.unwrap_or(f64::NAN))
        };
        (kept.iter().map(key).collect(), order.is_down())
    };
    let mut levels: Vec<(Vec<(u32, f64)>, bool)> = looking.sorts.iter().map(keys).collect();
    for (level, _) in &mut levels {
        level.sort_unstable_by_key(|(row, _)| *row);
    }
    let key = |level: &[(u32, f64)], row: u32| {
        level.binary_search_by_key(&row, |(known, _)| *known).map_or(f64::NAN, |at| level[at].1)
    };
    kept.sort_by(|a, b| {
        for (level, down) in &levels {
            let order = compare(key(level, *a), key(level, *b), *down);
            if order != Ordering::Equal {
                return order;
            }
        }
        a.cmp(b)
    });
    kept
}

fn compare(a: f64, b: f64, down: bool) -> Ordering {
    match (a.is_nan(), b.is_nan()) {
        (true, true) => Ordering::Equal,
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        (false, false) if down => b.total_cmp(&a),
        (false, false) => a.total_cmp(&b),
    }
}

fn passes(row: u32, column: usize, filter: &Filter, known: Known) -> bool {
    if !filter.holds.is_empty()
        && !(known.text)(row, column).to_lowercase().contains(&filter.holds.trim().to_lowercase())
    {
        return false;
    }
    if filter.missing && !(known.text)(row, column).is_empty() {
        return false;
    }
    let number = (known.number)(row, column);
    filter.least.is_none_or(|least| number.is_some_and(|number| number >= least))
        && filter.most.is_none_or(|most| number.is_some_and(|number| number <= most))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four rows: names, a column of numbers with a gap, and one in which all are the same.
    fn seen(looking: &Looking) -> Vec<u32> {
        let numbers = [Some(3.0), None, Some(1.0), Some(3.0)];
        let names = ["赵", "钱", "孙", "李"];
        // Pinyin: Li, Qian, Sun, Zhao. Strokes: 孙 6, 李 7, 赵 9, 钱 10.
        let (pinyin, strokes) = ([3, 1, 2, 0], [2, 3, 0, 1]);
        let number = move |row: u32, column: usize| if column == 1 { numbers[row as usize] } else { Some(5.0) };
        let text = move |row: u32, column: usize| match column {
            0 => names[row as usize].to_owned(),
            _ => number(row, column).map(|number| number.to_string()).unwrap_or_default(),
        };
        let name = move |row: u32, by_strokes: bool| if by_strokes { strokes } else { pinyin }[row as usize];
        rows(0..4, looking, Known { number: &number, text: &text, name: &name, names: 0 })
    }

    fn sorted(sorts: &[(usize, Order)]) -> Vec<u32> {
        seen(&Looking { sorts: sorts.to_vec(), ..Looking::default() })
    }

    #[test]
    fn numbers_are_sorted_as_numbers_and_gaps_come_last_both_ways() {
        assert_eq!(sorted(&[(1, Order::Up)]), [2, 0, 3, 1]);
        assert_eq!(sorted(&[(1, Order::Down)]), [0, 3, 2, 1]);
    }

    #[test]
    fn names_are_sorted_by_pinyin_or_by_strokes() {
        assert_eq!(sorted(&[(0, Order::Up)]), [3, 1, 2, 0]);
        assert_eq!(sorted(&[(0, Order::StrokesDown)]), [1, 0, 3, 2]);
    }

    #[test]
    fn a_second_column_decides_where_the_first_does_not() {
        assert_eq!(sorted(&[(2, Order::Up), (0, Order::Up)]), [3, 1, 2, 0]);
        assert_eq!(sorted(&[(1, Order::Down), (0, Order::Up)]), [3, 0, 2, 1]);
    }

    #[test]
    fn sorting_again_turns_it_round_adds_to_it_or_takes_it_away() {
        let mut looking = Looking::default();
        looking.sort(1, Order::Up, false);
        looking.sort(1, Order::Down, false);
        assert_eq!(looking.sorts, [(1, Order::Down)]);
        looking.sort(0, Order::Up, true);
        assert_eq!(looking.sorts, [(1, Order::Down), (0, Order::Up)]);
        looking.sort(1, Order::Down, true);
        assert_eq!(looking.sorts, [(0, Order::Up)]);
        looking.sort(0, Order::Up, false);
        assert_eq!(looking.sorts, []);
    }

    #[test]
    fn filters_hold_together() {
        let filtered = |column: usize, filter: Filter| {
            let mut looking = Looking::default();
            looking.filter(column, filter);
            seen(&looking)
        };
        assert_eq!(filtered(0, Filter { holds: "孙".into(), ..Filter::default() }), [2]);
        assert_eq!(filtered(1, Filter { least: Some(3.0), ..Filter::default() }), [0, 3]);
        assert_eq!(filtered(1, Filter { most: Some(2.0), ..Filter::default() }), [2]);
        assert_eq!(filtered(1, Filter { missing: true, ..Filter::default() }), [1]);
        assert_eq!(filtered(1, Filter::default()), [0, 1, 2, 3]);
    }
}
