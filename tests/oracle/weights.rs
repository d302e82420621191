//! Points that move: scenarios, and what becomes of the points of an indicator that does not apply.
//!
//! Knows the two levels above an indicator and their weights. Must never know a figure or a method.

use std::collections::BTreeMap;

use super::document::Scenario;
use super::number::{Exact, one, sum, whole, zero};

/// An indicator in one category: where it hangs, its nominal points, and whether it applies to the subject.
#[derive(Clone, Debug)]
pub struct Share {
    pub l1: String,
    pub l2: String,
    pub points: Exact,
    pub live: bool,
}

pub type L1Weights = [(String, Exact)];

/// Fixed weights are set; the others keep their proportions and make up the unchanged sum.
pub fn rescaled(weights: &L1Weights, scenario: &Scenario) -> Vec<(String, Exact)> {
    let fixed = |l1: &String| scenario.fixed.iter().find(|(name, _)| name == l1).map(|(_, w)| w.clone());
    let all = sum(weights.iter().map(|(_, w)| w));
    let before = sum(weights.iter().filter(|(l1, _)| fixed(l1).is_some()).map(|(_, w)| w));
    let after = weights.iter().filter_map(|(l1, _)| fixed(l1)).fold(zero(), |t, w| t + w);
    let factor = if before == all { one() } else { (&all - after) / (&all - before) };
    weights.iter().map(|(l1, w)| (l1.clone(), fixed(l1).unwrap_or_else(|| w * &factor))).collect()
}

/// Sums of nominal points under each first level, or each pair of levels.
type Sums<'a> = BTreeMap<(&'a str, &'a str), Exact>;

fn sums<'a>(shares: impl Iterator<Item = &'a Share>) -> Sums<'a> {
    let mut sums = Sums::new();
    for share in shares {
        *sums.entry((&share.l1, &share.l2)).or_insert_with(zero) += &share.points;
    }
    sums
}

/// Risk factors stretch the nominal points, then every second level is scaled back to its own sum.
pub fn risked(shares: &mut [Share], factors: &[Exact]) {
    if factors.iter().all(|factor| *factor == one()) {
        return;
    }
    let plain = shares.to_vec();
    for (share, factor) in shares.iter_mut().zip(factors) {
        share.points = &share.points * factor;
    }
    let stretched = shares.to_vec();
    let (before, after) = (sums(plain.iter()), sums(stretched.iter()));
    for share in shares {
        let level = (share.l1.as_str(), share.l2.as_str());
        share.points = &share.points * &before[&level] / &after[&level];
    }
}

/// The effective points of every share, in order: inside the second level first, then inside the first level, then
/// overall.
pub fn hierarchical(shares: &[Share], weights: &L1Weights) -> Vec<Exact> {
    let (nominal, live) = (sums(shares.iter()), sums(shares.iter().filter(|s| s.live)));
    // What the live second levels of a first level hold nominally, dead indicators included.
    let mut live_nominal: BTreeMap<&str, Exact> = BTreeMap::new();
    for (l1, l2) in live.keys() {
        *live_nominal.entry(l1).or_insert_with(zero) += &nominal[&(*l1, *l2)];
    }
    let all = sum(weights.iter().map(|(_, w)| w));
    let alive = sum(weights.iter().filter(|(l1, _)| live_nominal.contains_key(l1.as_str())).map(|(_, w)| w));
    let effective = |share: &Share| {
        if !share.live || alive == zero() {
            return zero();
        }
        let level = (share.l1.as_str(), share.l2.as_str());
        let own = weights.iter().find(|(l1, _)| *l1 == share.l1).map_or_else(zero, |(_, w)| w.clone());
        let l1_points = own * &all / &alive;
        let l2_points = l1_points * &nominal[&level] / &live_nominal[level.0];
        l2_points * &share.points / &live[&level]
    };
    shares.iter().map(effective).collect()
}

/// The effective points if every indicator applied.
pub fn nominal(shares: &[Share], weights: &L1Weights) -> Vec<Exact> {
    let all: Vec<Share> = shares.iter().map(|s| Share { live: true, ..s.clone() }).collect();
    hierarchical(&all, weights)
}

/// The effective points under one of the conventions for indicators that do not apply. `peer mean` and `zero` have
/// already given such an indicator a ratio where they can, so what is still not live is treated hierarchically.
pub fn effective(policy: &str, shares: &[Share], weights: &L1Weights) -> Vec<Exact> {
    let full = nominal(shares, weights);
    let live_sum = sum(shares.iter().zip(&full).filter(|(s, _)| s.live).map(|(_, e)| e));
    let dead_sum = sum(shares.iter().zip(&full).filter(|(s, _)| !s.live).map(|(_, e)| e));
    let live_count = whole(shares.iter().filter(|s| s.live).count() as i64);
    let moved = |own: &Exact| match policy {
        "scale-up" if live_sum == zero() => zero(),
        "scale-up" => own * (&live_sum + &dead_sum) / &live_sum,
        _ => own + &dead_sum / &live_count,
    };
    match policy {
        "scale-up" | "equal split" => {
            shares.iter().zip(&full).map(|(s, own)| if s.live { moved(own) } else { zero() }).collect()
        }
        "hierarchical proportional" | "peer mean" | "zero" => hierarchical(shares, weights),
        other => panic!("unknown na_policy {other:?}"),
    }
}
