//! Which rows of a long table are drawn.

use std::ops::Range;

/// From so many rows on, only those near the screen are drawn.
pub const DRAW_ALL_UP_TO: usize = 200;
/// Rows drawn above and below the screen.
const MARGIN: usize = 12;
/// The first drawn row is a multiple of this, so that a small scroll changes nothing.
const STEP: usize = 8;

/// What is on screen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pane {
    /// How far the table's first row is above the upper edge (below: negative), in pixels.
    pub above: f64,
    /// Height of the pane in pixels.
    pub height: f64,
    /// Height of a row in pixels.
    pub row: f64,
}

/// The rows to draw of a table with so many.
pub fn drawn(rows: usize, pane: Pane) -> Range<usize> {
    drawn_beyond(DRAW_ALL_UP_TO, rows, pane)
}

/// The rows to draw of a table that is drawn whole up to so many.
pub fn drawn_beyond(all_up_to: usize, rows: usize, pane: Pane) -> Range<usize> {
    if rows <= all_up_to || pane.row <= 0.0 {
        return 0..rows.min(all_up_to);
    }
    let first = (pane.above / pane.row).floor().max(0.0) as usize;
    let visible = (pane.height / pane.row).ceil().max(1.0) as usize + 1;
    let last = (first + visible + MARGIN + STEP).min(rows);
    let first = (first.saturating_sub(MARGIN) / STEP * STEP).min(last.saturating_sub(visible.min(last)));
    first..last
}

#[cfg(test)]
mod tests {
    use super::*;

    const PANE: Pane = Pane { above: 0.0, height: 600.0, row: 40.0 };

    #[test]
    fn a_short_table_is_drawn_whole() {
        assert_eq!(drawn(40, PANE), 0..40);
        assert_eq!(drawn(200, PANE), 0..200);
        assert_eq!(drawn(0, PANE), 0..0);
    }

    #[test]
    fn a_long_table_draws_what_is_seen_and_a_margin() {
        for above in [-500.0, 0.0, 1.0, 399.0, 40_000.0, 3_999_400.0, 9_000_000.0] {
            let pane = Pane { above, ..PANE };
            let range = drawn(100_000, pane);
            assert!(range.len() <= 60, "{range:?}");
            assert!(range.end <= 100_000 && range.start < range.end, "{range:?}");
            let seen = (above / 40.0).clamp(0.0, 99_999.0) as usize;
            assert!(range.contains(&seen), "{above} {range:?}");
            assert!(range.end >= (seen + 15).min(100_000), "{above} {range:?}");
        }
    }

    #[test]
    fn a_small_scroll_changes_nothing() {
        assert_eq!(
            drawn(1_000, Pane { above: 4_000.0, ..PANE }).start,
            drawn(1_000, Pane { above: 4_030.0, ..PANE }).start
        );
    }

    #[test]
    fn a_table_that_is_not_laid_out_yet_draws_a_first_screenful() {
        assert_eq!(drawn(100_000, Pane::default()), 0..200);
    }
}
