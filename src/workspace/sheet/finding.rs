//! Finding text in the whole table, also in rows that are not drawn.

use super::selection::Place;

/// More are not counted.
const MOST: usize = 10_000;

/// The cells whose text holds what is wanted, row by row. `names`: the column of names, the only one in which words
/// are sought; what may be part of a number is sought everywhere.
pub fn find(rows: usize, columns: usize, names: usize, text: &dyn Fn(Place) -> String, wanted: &str) -> Vec<Place> {
    let wanted = wanted.trim().to_lowercase();
    if wanted.is_empty() {
        return Vec::new();
    }
    let everywhere = wanted.chars().all(|letter| letter.is_ascii_digit() || "-.".contains(letter)) || rows <= 5_000;
    let mut found = Vec::new();
    for row in 0..rows {
        for column in (0..columns).filter(|column| everywhere || *column == names) {
            let place = Place { row, column };
            if text(place).to_lowercase().contains(&wanted) {
                found.push(place);
                if found.len() >= MOST {
                    return found;
                }
            }
        }
    }
    found
}

/// Which of them comes after (before) a cell, round and round; `here`: the cell itself counts.
pub fn next(found: &[Place], from: Place, forward: bool, here: bool) -> Option<usize> {
    let last = found.len().checked_sub(1)?;
    Some(if forward {
        found.iter().position(|place| *place > from || here && *place == from).unwrap_or(0)
    } else {
        found.iter().rposition(|place| *place < from).unwrap_or(last)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sought_is_found_in_order_and_round_and_round() {
        let texts = [["甲局", "15"], ["乙局", "2"], ["丙局 15", "150"]];
        let text = |place: Place| texts[place.row][place.column].to_owned();
        let found = find(3, 2, 0, &text, " 15 ");
        assert_eq!(found, [Place::at(0, 1), Place::at(2, 0), Place::at(2, 1)]);
        assert_eq!(next(&found, Place::at(0, 0), true, true), Some(0));
        assert_eq!(next(&found, Place::at(0, 1), true, true), Some(0));
        assert_eq!(next(&found, Place::at(0, 1), true, false), Some(1));
        assert_eq!(next(&found, Place::at(2, 1), true, false), Some(0));
        assert_eq!(next(&found, Place::at(0, 1), false, false), Some(2));
        assert_eq!(find(3, 2, 0, &text, "局").len(), 3);
        assert_eq!(find(3, 2, 0, &text, "  "), []);
        assert_eq!(next(&[], Place::default(), true, true), None);
    }
}
