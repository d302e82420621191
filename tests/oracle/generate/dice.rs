//! A small seeded source of chance, and the few draws the generator is made of.
//!
//! Knows integers only. Must never know a clock or a global state: the same seed is the same folder on every machine.

use super::super::number::{part, shortest};

/// SplitMix64 (Steele, Lea, Flood 2014).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66_D123_4567)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        assert!(low <= high, "{low} is above {high}");
        low + (self.next() % (high - low + 1) as u64) as i64
    }

    pub fn percent(&mut self, chance: i64) -> bool {
        self.between(1, 100) <= chance
    }

    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.between(0, from.len() as i64 - 1) as usize].clone()
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.between(0, last as i64) as usize);
        }
    }

    /// `total` cut into `parts` whole pieces of at least `least`.
    pub fn cut(&mut self, total: i64, parts: usize, least: i64) -> Vec<i64> {
        let mut pieces = vec![least; parts];
        let mut rest = total - least * parts as i64;
        assert!(rest >= 0, "{total} cannot be cut into {parts} pieces of {least}");
        for (at, piece) in pieces.iter_mut().enumerate() {
            let left = (parts - at) as i64;
            let own = if left == 1 { rest } else { self.between(0, (2 * rest / left).min(rest)) };
            *piece += own;
            rest -= own;
        }
        pieces
    }
}

/// A whole number of hundredths as decimal text: 9570 is `95.7`.
pub fn hundredths(n: i64) -> String {
    shortest(&part(n, 100), 2).expect("hundredths end after two decimals")
}

/// `count` figures in hundredths whose sum is exactly `total`, scattered around their mean.
pub fn scattered(dice: &mut Dice, total: i64, count: usize) -> Vec<i64> {
    let n = count as i64;
    let middle = total.div_euclid(n);
    let spread = (middle.abs() / 25).clamp(1, 300);
    let grain = if spread >= 20 && dice.percent(50) { 10 } else { 1 };
    let mut figures: Vec<i64> =
        (1..n).map(|_| middle + dice.between(-spread / grain, spread / grain) * grain).collect();
    figures.push(total - figures.iter().sum::<i64>());
    dice.shuffle(&mut figures);
    figures
}

/// Does plain binary arithmetic miss the exact mean (or sum) of these hundredths?
pub fn floats_miss(figures: &[i64], line: i64, mean: bool) -> bool {
    let total: f64 = figures.iter().map(|n| *n as f64 / 100.0).sum();
    let result = if mean { total / figures.len() as f64 } else { total };
    result != line as f64 / 100.0
}
