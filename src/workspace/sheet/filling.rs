//! Filling: the first of the selected cells into the others, and what the handle at the corner makes.

use super::decimal::Decimal;
use super::keys::Way;
use super::selection::{Block, Place};

/// What goes into a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Filled {
    /// What stands there.
    Copy(Place),
    /// The next number of a row of them.
    Number(f64),
}

/// Ctrl+D and Ctrl+R: the first row (column) goes into the others; of one row alone, the one before it goes in.
pub fn fill(block: Block, way: Way) -> Vec<(Place, Place)> {
    let down = way == Way::Down;
    let single = if down { block.top == block.bottom } else { block.left == block.right };
    let (first, from) = match (down, single) {
        (true, true) => (block.top, block.top.checked_sub(1)),
        (true, false) => (block.top + 1, Some(block.top)),
        (false, true) => (block.left, block.left.checked_sub(1)),
        (false, false) => (block.left + 1, Some(block.left)),
    };
    let Some(from) = from else { return Vec::new() };
    let filled = |place: &Place| if down { place.row >= first } else { place.column >= first };
    let source = |to: Place| if down { Place { row: from, ..to } } else { Place { column: from, ..to } };
    block.places().filter(filled).map(|to| (to, source(to))).collect()
}

/// Where the handle leads: the block stretched one way only, the one in which the pointer is further outside.
pub fn stretched(block: Block, to: Place) -> (Block, Option<Way>) {
    let outside = [
        (block.top.saturating_sub(to.row), Way::Up),
        (to.row.saturating_sub(block.bottom), Way::Down),
        (block.left.saturating_sub(to.column), Way::Left),
        (to.column.saturating_sub(block.right), Way::Right),
    ];
    let Some((far, way)) = outside.into_iter().rev().max_by_key(|(far, _)| *far).filter(|(far, _)| *far > 0) else {
        return (block, None);
    };
    let made = match way {
        Way::Up => Block { top: block.top - far, ..block },
        Way::Down => Block { bottom: block.bottom + far, ..block },
        Way::Left => Block { left: block.left - far, ..block },
        Way::Right => Block { right: block.right + far, ..block },
    };
    (made, Some(way))
}

/// What the handle puts into the cells beyond the block: two or more numbers in equal steps go on, everything else is
/// repeated.
pub fn drawn(block: Block, to: Place, number: &dyn Fn(Place) -> Option<f64>) -> Vec<(Place, Filled)> {
    let (whole, Some(way)) = stretched(block, to) else { return Vec::new() };
    let across = matches!(way, Way::Left | Way::Right);
    let back = matches!(way, Way::Up | Way::Left);
    let (lines, length) = if across { (block.rows(), block.columns()) } else { (block.columns(), block.rows()) };
    let more = if across { whole.columns() } else { whole.rows() } - length;
    let mut made = Vec::with_capacity(lines * more);
    for line in 0..lines {
        // The line from the far end towards the handle: step 0 is next to what will be filled.
        let at = |step: usize| {
            let (row, column) = if across { (block.top + line, step) } else { (step, block.left + line) };
            Place { row, column }
        };
        let (first, last) = if across { (block.left, block.right) } else { (block.top, block.bottom) };
        let known: Vec<Place> =
            if back { (first..=last).rev().map(at).collect() } else { (first..=last).map(at).collect() };
        let step = steps(&known, number);
        for count in 1..=more {
            let place = at(if back { first - count } else { last + count });
            let next = step.and_then(|(from, step)| from.plus(step.times(count)?)?.number());
            let filled = match next {
                Some(next) => Filled::Number(next),
                None => Filled::Copy(known[(count - 1) % known.len()]),
            };
            made.push((place, filled));
        }
    }
    made
}

/// The last number and the step, where all are numbers in equal steps.
fn steps(known: &[Place], number: &dyn Fn(Place) -> Option<f64>) -> Option<(Decimal, Decimal)> {
    let numbers: Vec<Decimal> =
        known.iter().map(|place| number(*place).and_then(Decimal::of)).collect::<Option<_>>()?;
    let step = numbers.get(1)?.minus(*numbers.first()?)?;
    let same = numbers
        .windows(2)
        .all(|two| two[1].minus(two[0]).and_then(|own| own.minus(step)).is_some_and(|rest| rest.text() == "0"));
    same.then_some((*numbers.last()?, step))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(top: usize, left: usize, bottom: usize, right: usize) -> Block {
        Block { top, left, bottom, right }
    }

    #[test]
    fn the_first_row_or_column_goes_into_the_others() {
        let down = fill(block(2, 1, 4, 2), Way::Down);
        assert_eq!(down.len(), 4);
        assert_eq!(down[0], (Place::at(3, 1), Place::at(2, 1)));
        assert_eq!(down[3], (Place::at(4, 2), Place::at(2, 2)));
        assert_eq!(fill(block(2, 1, 2, 3), Way::Right).last(), Some(&(Place::at(2, 3), Place::at(2, 1))));
    }

    #[test]
    fn one_row_alone_takes_what_stands_above_it_and_the_first_has_nothing_above() {
        assert_eq!(fill(block(5, 1, 5, 1), Way::Down), [(Place::at(5, 1), Place::at(4, 1))]);
        assert_eq!(fill(block(5, 3, 5, 3), Way::Right), [(Place::at(5, 3), Place::at(5, 2))]);
        assert_eq!(fill(block(0, 1, 0, 1), Way::Down), []);
    }

    #[test]
    fn the_handle_goes_one_way() {
        assert_eq!(stretched(block(1, 1, 2, 2), Place::at(5, 3)), (block(1, 1, 5, 2), Some(Way::Down)));
        assert_eq!(stretched(block(1, 1, 2, 2), Place::at(3, 6)), (block(1, 1, 2, 6), Some(Way::Right)));
        assert_eq!(stretched(block(3, 3, 4, 4), Place::at(0, 3)), (block(0, 3, 4, 4), Some(Way::Up)));
        assert_eq!(stretched(block(1, 1, 2, 2), Place::at(2, 1)), (block(1, 1, 2, 2), None));
    }

    #[test]
    fn one_cell_is_repeated_and_two_numbers_go_on_in_steps() {
        let number = |place: Place| [Some(0.1), Some(0.2), Some(5.0), None].get(place.row).copied().flatten();
        let made = drawn(block(2, 1, 2, 1), Place::at(4, 1), &number);
        let source = Filled::Copy(Place::at(2, 1));
        assert_eq!(made, [(Place::at(3, 1), source), (Place::at(4, 1), source)]);
        let made = drawn(block(0, 1, 1, 1), Place::at(3, 1), &number);
        assert_eq!(made, [(Place::at(2, 1), Filled::Number(0.3)), (Place::at(3, 1), Filled::Number(0.4))]);
    }

    #[test]
    fn upwards_the_steps_are_taken_back() {
        let number = |place: Place| Some([0.0, 0.0, 0.0, 10.0, 8.0].get(place.row).copied().unwrap_or_default());
        let made = drawn(block(3, 0, 4, 0), Place::at(1, 0), &number);
        assert_eq!(made, [(Place::at(2, 0), Filled::Number(12.0)), (Place::at(1, 0), Filled::Number(14.0))]);
    }

    #[test]
    fn uneven_numbers_and_words_are_repeated_in_turn() {
        let number = |place: Place| [Some(1.0), Some(2.0), Some(4.0)].get(place.column).copied().flatten();
        let made = drawn(block(0, 0, 0, 2), Place::at(0, 6), &number);
        let sources: Vec<Filled> = made.iter().map(|(_, filled)| *filled).collect();
        let copy = |column| Filled::Copy(Place::at(0, column));
        assert_eq!(sources, [copy(0), copy(1), copy(2), copy(0)]);
    }
}
