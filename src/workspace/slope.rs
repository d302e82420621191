//! The slope chart, measured: where lines run from rank to rank, which of them stand out, and where names go so that
//! none covers another. Pixels only; what it looks like is the page's.

use super::lineup::Lineup;

/// Between two names.
pub const LINE: f64 = 17.0;
/// No taller than this, however many are ranked.
const TALLEST: f64 = 660.0;
/// With more rows than this only those that stand out have names.
const NAME_ALL_UP_TO: usize = 30;
/// Lines that stand out because they move.
const MOST_MOVING: usize = 12;
/// Lines drawn at all.
const MOST_LINES: usize = 400;

/// A chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slope {
    /// Where the columns stand, from the left edge of the drawing to its right.
    pub columns: Vec<f64>,
    pub height: f64,
    /// Those that stand out come last, so that they lie on top.
    pub lines: Vec<Line>,
    /// Rows that are not drawn because there are too many.
    pub left_out: usize,
}

/// One subject's way.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub row: u32,
    /// Height at each column; none: not ranked there.
    pub points: Vec<Option<f64>>,
    /// Places gained in the last column in which it stands, against the first.
    pub places: i32,
    pub stands_out: bool,
    /// Where its name stands at the left and at the right end; none: it has none there.
    pub left: Option<f64>,
    pub right: Option<f64>,
}

/// The chart of these rows. `chosen` stands out whatever it does; `width` is what lies between the outer columns.
pub fn slope(lineup: &Lineup, rows: &[u32], chosen: Option<u32>, width: f64) -> Slope {
    let count = lineup.columns.len();
    if count < 2 {
        return Slope::default();
    }
    let rank = |column: usize, row: u32| lineup.columns[column].rank.get(row as usize).copied().flatten();
    let ranked: Vec<u32> =
        rows.iter().copied().filter(|row| (0..count).filter(|k| rank(*k, *row).is_some()).count() > 1).collect();
    let worst = ranked.iter().flat_map(|row| (0..count).filter_map(|k| rank(k, *row))).max().unwrap_or(1).max(2);
    let height = (f64::from(worst - 1) * LINE).min(TALLEST);
    let at = |rank: u32| f64::from(rank - 1) / f64::from(worst - 1) * height;
    let mut moving: Vec<(u32, u32)> = ranked
        .iter()
        .filter_map(|row| lineup.largest_move(*row as usize).map(|places| (places.unsigned_abs(), *row)))
        .filter(|(places, _)| *places > 0)
        .collect();
    moving.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    moving.truncate(MOST_MOVING);
    let mut lines: Vec<Line> = ranked
        .iter()
        .map(|row| {
            let points: Vec<Option<f64>> = (0..count).map(|k| rank(k, *row).map(at)).collect();
            let mut ends = (0..count).filter_map(|k| rank(k, *row));
            let places = ends.clone().next().zip(ends.next_back()).map_or(0, |(a, b)| a as i32 - b as i32);
            let stands_out = chosen == Some(*row) || moving.iter().any(|(_, other)| other == row);
            Line { row: *row, points, places, stands_out, left: None, right: None }
        })
        .collect();
    lines.sort_by_key(|line| (line.stands_out, chosen == Some(line.row)));
    let left_out = lines.len().saturating_sub(MOST_LINES);
    lines.drain(..left_out);
    let name_all = ranked.len() <= NAME_ALL_UP_TO;
    for left in [true, false] {
        let end = |line: &Line| if left { line.points[0] } else { line.points[count - 1] };
        let mut named: Vec<(usize, f64)> = lines
            .iter()
            .enumerate()
            .filter(|(_, line)| name_all || line.stands_out)
            .filter_map(|(place, line)| Some((place, end(line)?)))
            .collect();
        named.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        let wanted: Vec<f64> = named.iter().map(|(_, at)| *at).collect();
        for ((place, _), at) in named.iter().zip(apart(&wanted, LINE, 0.0, height)) {
            let line = &mut lines[*place];
            *(if left { &mut line.left } else { &mut line.right }) = Some(at);
        }
    }
    let columns = (0..count).map(|k| width * k as f64 / (count - 1) as f64).collect();
    Slope { columns, height, lines, left_out }
}

/// Moves heights, in rising order, as little as their order allows so that each is `gap` from the next. They stay
/// between `low` and `high` if there is room; otherwise they go on below.
pub fn apart(wanted: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    // Heights that want to be in the same place form a block around their middle; blocks that touch become one.
    struct Block {
        sum: f64,
        count: usize,
    }
    impl Block {
        fn top(&self, gap: f64) -> f64 {
            self.sum / self.count as f64 - gap * (self.count - 1) as f64 / 2.0
        }
    }
    let room = high.max(low + gap * wanted.len().saturating_sub(1) as f64);
    let held = |block: &Block| block.top(gap).min(room - gap * (block.count - 1) as f64).max(low);
    let mut blocks: Vec<Block> = Vec::new();
    for height in wanted {
        let mut last = Block { sum: height.clamp(low, room), count: 1 };
        while let Some(before) = blocks.pop_if(|before| held(before) + gap * before.count as f64 > held(&last)) {
            last = Block { sum: before.sum + last.sum, count: before.count + last.count };
        }
        blocks.push(last);
    }
    blocks.iter().flat_map(|block| (0..block.count).map(move |k| held(block) + gap * k as f64)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::worker::protocol::Named;
    use crate::workspace::lineup::Column;

    fn lineup(ranks: &[&[Option<u32>]]) -> Lineup {
        let count = ranks[0].len();
        let places = |k: usize| -> Vec<Option<i32>> {
            (0..count).map(|row| ranks[0][row].zip(ranks[k][row]).map(|(a, b)| a as i32 - b as i32)).collect()
        };
        Lineup {
            subjects: (0..count).map(|k| Named { id: k.to_string(), name: k.to_string() }).collect(),
            columns: ranks
                .iter()
                .enumerate()
                .map(|(k, rank)| Column {
                    rank: rank.to_vec(),
                    places: if k == 0 { Vec::new() } else { places(k) },
                    ..Column::default()
                })
                .collect(),
            ..Lineup::default()
        }
    }

    #[test]
    fn names_keep_their_order_their_distance_and_their_room() {
        let cases: [&[f64]; 6] = [
            &[],
            &[0.0, 0.0, 0.0],
            &[0.0, 50.0, 51.0, 52.0, 100.0],
            &[98.0, 99.0, 100.0, 100.0],
            &[0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0],
            &[40.0, 41.0, 60.0, 61.0],
        ];
        for wanted in cases {
            let found = apart(wanted, 10.0, 0.0, 100.0);
            assert_eq!(found.len(), wanted.len());
            assert!(found.windows(2).all(|two| two[1] - two[0] > 10.0 - 1e-9), "{found:?}");
            assert!(found.iter().all(|at| (-1e-9..=100.0 + 1e-9).contains(at)), "{found:?}");
        }
        assert_eq!(apart(&[0.0, 30.0, 60.0], 10.0, 0.0, 100.0), [0.0, 30.0, 60.0], "what has room stays");
        assert_eq!(apart(&[40.0, 40.0], 10.0, 0.0, 100.0), [35.0, 45.0], "neighbours share the way");
        let crowded = apart(&[1.0; 20], 10.0, 0.0, 100.0);
        assert_eq!((crowded[0], crowded[19]), (0.0, 190.0), "without room they go on below");
    }

    #[test]
    fn lines_run_from_rank_to_rank_and_those_that_move_lie_on_top() {
        let lineup = lineup(&[&[Some(1), Some(2), Some(3), None], &[Some(1), Some(3), Some(2), Some(4)]]);
        let chart = slope(&lineup, &[0, 1, 2, 3], None, 200.0);
        assert_eq!(chart.columns, [0.0, 200.0]);
        assert_eq!(chart.height, 2.0 * LINE, "the best rank is at the top, the worst of those drawn at the bottom");
        let rows: Vec<u32> = chart.lines.iter().map(|line| line.row).collect();
        assert_eq!(rows, [0, 1, 2], "who is ranked in one column only has no line");
        let down = &chart.lines[1];
        assert_eq!((down.places, down.stands_out), (-1, true));
        assert_eq!(down.points, [Some(LINE), Some(2.0 * LINE)]);
        assert!(!chart.lines[0].stands_out && chart.lines[0].left.is_some());
        let chosen = slope(&lineup, &[0, 1, 2], Some(0), 200.0);
        assert_eq!(chosen.lines.last().map(|line| line.row), Some(0));
    }

    #[test]
    fn of_many_only_those_that_stand_out_have_names_and_the_picture_stays_a_picture() {
        let before: Vec<Option<u32>> = (1..=5_000).map(Some).collect();
        let mut after = before.clone();
        after.swap(10, 400);
        let lineup = lineup(&[&before, &after]);
        let rows: Vec<u32> = (0..5_000).collect();
        let chart = slope(&lineup, &rows, Some(77), 300.0);
        assert_eq!((chart.height, chart.lines.len(), chart.left_out), (TALLEST, MOST_LINES, 5_000 - MOST_LINES));
        let named: Vec<u32> = chart.lines.iter().filter(|line| line.left.is_some()).map(|line| line.row).collect();
        assert_eq!(named, [10, 400, 77]);
    }

    #[test]
    fn one_column_is_no_chart() {
        assert_eq!(slope(&lineup(&[&[Some(1)]]), &[0], None, 100.0), Slope::default());
    }
}
