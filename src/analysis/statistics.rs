//! Figures that describe many numbers: agreement of two orders, and the shape of a distribution.
//!
//! * Kendall's τ_b: `(C − D) / √((n₀ − n₁)(n₀ − n₂))` with `n₀ = n(n−1)/2` pairs, of which `n₁` are tied on the left
//!   and `n₂` on the right (M. G. Kendall, "The treatment of ties in ranking problems", Biometrika 33 (1945)
//!   239–251), counted in n log n steps (W. R. Knight, "A computer method for calculating Kendall's tau with
//!   ungrouped data", Journal of the American Statistical Association 61 (1966) 436–439).
//! * Spearman's ρ: the correlation of ranks, equals sharing the mean of their places (C. Spearman, "The proof and
//!   measurement of association between two things", American Journal of Psychology 15 (1904) 72–101).
//! * Quantiles: type 7 of R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American
//!   Statistician 50 (1996) 361–365: at `h = (n − 1) p` of the sorted values, linearly between neighbours. Excel's
//!   QUARTILE.INC.
//! * Standard deviation: of a sample, with n − 1.

use crate::formula::number::{floor, square_root};
use crate::formula::{SCORE_DIGITS, snap};
use std::cmp::Ordering;

/// Kendall's τ_b of pairs, −1..=1; none: fewer than two pairs, or one side is all equal.
pub fn kendall_tau_b(pairs: &[(f64, f64)]) -> Option<f64> {
    let mut sorted = pairs.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let all = pairs_in(sorted.len() as u64);
    let left = tied(&sorted, &|a, b| a.0 == b.0);
    let both = tied(&sorted, &|a, b| a == b);
    let mut second: Vec<f64> = sorted.iter().map(|p| p.1).collect();
    let discordant = inversions(&mut second);
    let right = tied(&second, &|a, b| a == b);
    let (a, b) = (all - left, all - right);
    if a == 0 || b == 0 {
        return None;
    }
    let concordant = (all + both - left - right) as f64 - discordant as f64;
    Some((concordant - discordant as f64) / (square_root(a as f64) * square_root(b as f64)))
}

fn pairs_in(n: u64) -> u64 {
    n * n.saturating_sub(1) / 2
}

/// Pairs of equals, where equals stand side by side.
fn tied<T>(sorted: &[T], equal: &dyn Fn(&T, &T) -> bool) -> u64 {
    sorted.chunk_by(|a, b| equal(a, b)).map(|run| pairs_in(run.len() as u64)).sum()
}

/// Sorts, and counts the pairs that stood the wrong way round.
fn inversions(values: &mut [f64]) -> u64 {
    let middle = values.len() / 2;
    if middle == 0 {
        return 0;
    }
    let mut count = inversions(&mut values[..middle]) + inversions(&mut values[middle..]);
    let (first, second) = (values[..middle].to_vec(), values[middle..].to_vec());
    let (mut i, mut j) = (0, 0);
    for slot in values.iter_mut() {
        let takes_first = j == second.len() || (i < first.len() && first[i] <= second[j]);
        if takes_first {
            *slot = first[i];
            i += 1;
        } else {
            *slot = second[j];
            j += 1;
            count += (first.len() - i) as u64;
        }
    }
    count
}

/// Spearman's ρ of pairs, −1..=1; none: fewer than two pairs, or one side is all equal.
pub fn spearman_rho(pairs: &[(f64, f64)]) -> Option<f64> {
    let left = mean_places(&pairs.iter().map(|p| p.0).collect::<Vec<_>>());
    let right = mean_places(&pairs.iter().map(|p| p.1).collect::<Vec<_>>());
    let (a, b) = (mean(&left)?, mean(&right)?);
    let sum = |of: &dyn Fn(f64, f64) -> f64| left.iter().zip(&right).map(|(x, y)| of(x - a, y - b)).sum::<f64>();
    let spread = square_root(sum(&|x, _| x * x)) * square_root(sum(&|_, y| y * y));
    (spread > 0.0).then(|| (sum(&|x, y| x * y) / spread).clamp(-1.0, 1.0))
}

/// The place of each value from 1, equals sharing the mean of theirs.
fn mean_places(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut places = vec![0.0; values.len()];
    let mut before = 0;
    for run in order.chunk_by(|a, b| values[*a] == values[*b]) {
        let place = before as f64 + (run.len() as f64 + 1.0) / 2.0;
        run.iter().for_each(|k| places[*k] = place);
        before += run.len();
    }
    places
}

/// The arithmetic mean; none of nothing.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The standard deviation of a sample (n − 1); none of fewer than two.
pub fn deviation(values: &[f64]) -> Option<f64> {
    let mean = mean(values).filter(|_| values.len() > 1)?;
    let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
    Some(square_root(squares / (values.len() - 1) as f64))
}

/// The quantile of type 7 of ascending values at `share`, 0..=1; none of nothing.
pub fn quantile(ascending: &[f64], share: f64) -> Option<f64> {
    let last = ascending.len().checked_sub(1)?;
    let at = (last as f64 * share).clamp(0.0, last as f64);
    let below = floor(at, SCORE_DIGITS) as usize;
    let (low, high) = (ascending[below.min(last)], ascending[(below + 1).min(last)]);
    Some(low + (high - low) * (at - below as f64))
}

/// Which of two figures is larger, once both are snapped to nine decimals.
pub fn compared(left: f64, right: f64) -> Ordering {
    snap(left, SCORE_DIGITS).total_cmp(&snap(right, SCORE_DIGITS))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zipped(a: &[f64], b: &[f64]) -> Vec<(f64, f64)> {
        a.iter().copied().zip(b.iter().copied()).collect()
    }

    fn close(found: Option<f64>, wanted: f64) {
        assert!(found.is_some_and(|v| (v - wanted).abs() < 1e-12), "{found:?}, not {wanted}");
    }

    /// The example of SciPy's manual, `scipy.stats.kendalltau`: -0.47140452079103173.
    #[test]
    fn tau_b_agrees_with_a_published_example_with_ties_on_both_sides() {
        close(kendall_tau_b(&zipped(&[12., 2., 1., 12., 2.], &[1., 4., 7., 1., 0.])), -0.471_404_520_791_031_73);
    }

    /// The example of SciPy's manual, `scipy.stats.spearmanr`: 0.8207826816681233.
    #[test]
    fn rho_agrees_with_a_published_example_with_ties() {
        close(spearman_rho(&zipped(&[1., 2., 3., 4., 5.], &[5., 6., 7., 8., 7.])), 0.820_782_681_668_123_3);
    }

    #[test]
    fn the_same_order_agrees_wholly_and_the_reverse_not_at_all() {
        let up: Vec<f64> = (0..7).map(f64::from).collect();
        let down: Vec<f64> = up.iter().map(|v| -v).collect();
        for (other, wanted) in [(&up, 1.0), (&down, -1.0)] {
            close(kendall_tau_b(&zipped(&up, other)), wanted);
            close(spearman_rho(&zipped(&up, other)), wanted);
        }
    }

    #[test]
    fn an_order_of_equals_or_of_one_agrees_with_nothing() {
        for pairs in [vec![], vec![(1.0, 2.0)], vec![(1.0, 2.0), (1.0, 3.0)]] {
            assert_eq!(kendall_tau_b(&pairs), None);
            assert_eq!(spearman_rho(&pairs), None);
        }
    }

    #[test]
    fn counting_by_sorting_gives_what_counting_every_pair_gives() {
        let mut seed = 7_u32;
        let mut next = |of: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from((seed >> 16) % of)
        };
        for of in [2, 3, 5, 40] {
            let pairs: Vec<(f64, f64)> = (0..60).map(|_| (next(of), next(of))).collect();
            let (mut c, mut d, mut x, mut y) = (0_u32, 0_u32, 0_u32, 0_u32);
            for (k, a) in pairs.iter().enumerate() {
                for b in &pairs[..k] {
                    x += u32::from(a.0 != b.0);
                    y += u32::from(a.1 != b.1);
                    match (a.0 - b.0) * (a.1 - b.1) {
                        s if s > 0.0 => c += 1,
                        s if s < 0.0 => d += 1,
                        _ => {}
                    }
                }
            }
            let wanted = (f64::from(c) - f64::from(d)) / (f64::from(x).sqrt() * f64::from(y).sqrt());
            close(kendall_tau_b(&pairs), wanted);
        }
    }

    /// By hand: h = 3 × 0.25 = 0.75 between 1 and 2, and so on; NumPy's `percentile` and Excel's QUARTILE.INC say the same.
    #[test]
    fn quartiles_lie_between_neighbours_by_type_seven() {
        let four = [1.0, 2.0, 3.0, 4.0];
        for (share, wanted) in [(0.0, 1.0), (0.25, 1.75), (0.5, 2.5), (0.75, 3.25), (1.0, 4.0)] {
            close(quantile(&four, share), wanted);
        }
        close(quantile(&[5.0], 0.25), 5.0);
        assert_eq!(quantile(&[], 0.5), None);
    }

    /// By hand: mean 5, squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, 32 / 7.
    #[test]
    fn the_deviation_is_that_of_a_sample() {
        let values = [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0];
        close(mean(&values), 5.0);
        close(deviation(&values), (32.0_f64 / 7.0).sqrt());
        assert_eq!(deviation(&[3.0]), None);
    }
}
