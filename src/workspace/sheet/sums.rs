//! What the line below the table says about the selected cells.

use super::decimal::Decimal;

/// Counted, added up, and so on; texts as they are shown and copied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Cells in which something stands.
    pub filled: usize,
    /// Cells in which a number stands; without one there is nothing below.
    pub numbers: usize,
    pub sum: String,
    pub mean: String,
    pub largest: String,
    pub smallest: String,
}

/// Of these cells, each a number or something else that stands there.
pub fn sums(cells: impl Iterator<Item = Option<f64>>) -> Sums {
    let mut sums = Sums::default();
    let mut exact = Some(Decimal::ZERO);
    let (mut sum, mut largest, mut smallest) = (0.0, f64::NEG_INFINITY, f64::INFINITY);
    for cell in cells {
        sums.filled += 1;
        let Some(number) = cell else { continue };
        sums.numbers += 1;
        exact = exact.and_then(|exact| exact.plus(Decimal::of(number)?));
        sum += number;
        largest = number.max(largest);
        smallest = number.min(smallest);
    }
    if sums.numbers > 0 {
        sums.sum = exact.map_or_else(|| sum.to_string(), Decimal::text);
        let mean = exact.and_then(|exact| exact.shared(sums.numbers));
        sums.mean = mean.map_or_else(|| (sum / sums.numbers as f64).to_string(), Decimal::text);
        sums.largest = (largest + 0.0).to_string();
        sums.smallest = (smallest + 0.0).to_string();
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_added_and_words_only_counted() {
        let made = sums([Some(0.1), None, Some(0.2), Some(-3.0)].into_iter());
        assert_eq!((made.filled, made.numbers), (4, 3));
        assert_eq!((made.sum.as_str(), made.mean.as_str()), ("-2.7", "-0.9"));
        assert_eq!((made.largest.as_str(), made.smallest.as_str()), ("0.2", "-3"));
        let none = sums([None, None].into_iter());
        assert_eq!((none.filled, none.numbers, none.sum.as_str()), (2, 0, ""));
    }
}
