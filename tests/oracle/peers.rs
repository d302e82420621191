//! Ratios that depend on the others of the same category.
//!
//! Knows a list of figures. Must never know who is in it: the caller has already left out those without a figure, and
//! those who only feed others.

use std::cmp::Ordering;

use super::document::Params;
use super::number::{Exact, clamp, mean, one, part, whole, zero};
use super::ratio::Figure;

pub fn lowest(values: &[Exact]) -> Exact {
    values.iter().min().expect("a subject is its own peer").clone()
}

pub fn highest(values: &[Exact]) -> Exact {
    values.iter().max().expect("a subject is its own peer").clone()
}

pub fn minmax(p: &Params, down: bool, f: &Figure<'_>) -> Exact {
    let (low, high) = (lowest(f.peers), highest(f.peers));
    if low == high {
        return p.number_or("eq", one());
    }
    let span = &high - &low;
    if down { (high - f.value) / span } else { (f.value - low) / span }
}

/// The best figure earns all; whoever equals it does too, so a best of zero needs no division.
pub fn best_ratio(down: bool, f: &Figure<'_>) -> Exact {
    let best = if down { lowest(f.peers) } else { highest(f.peers) };
    if *f.value == best {
        return one();
    }
    let (above, below) = if down { (&best, f.value) } else { (f.value, &best) };
    if *below <= zero() {
        return zero();
    }
    clamp(above / below, &zero(), Some(&one()))
}

pub fn rank(p: &Params, down: bool, f: &Figure<'_>) -> Exact {
    let ties = p.text("ties").unwrap_or("min");
    placed(p, &place(f.value, f.peers, down, ties), f.points)
}

/// The place of `value` among `peers`: 1-2-2-4 (`min`), 1-2-2-3 (`dense`) or 1-2.5-2.5-4 (`avg`).
pub fn place(value: &Exact, peers: &[Exact], down: bool, ties: &str) -> Exact {
    let better: Vec<&Exact> = peers
        .iter()
        .filter(|other| other.cmp(&value) == if down { Ordering::Less } else { Ordering::Greater })
        .collect();
    let equal = peers.iter().filter(|other| *other == value).count().max(1);
    let first = better.len() + 1;
    match ties {
        "min" => whole(first as i64),
        "avg" => whole(first as i64) + part(equal as i64 - 1, 2),
        "dense" => {
            let mut distinct = better;
            distinct.sort();
            distinct.dedup();
            whole(distinct.len() as i64 + 1)
        }
        other => panic!("unknown ties {other:?}"),
    }
}

/// What a place earns: points from a list, or one step less for every place behind the first.
pub fn placed(p: &Params, place: &Exact, points: &Exact) -> Exact {
    let list = p.numbers("list");
    if list.is_empty() {
        let step = p.number_or("step", part(5, 100));
        return clamp(one() - step * (place - one()), &p.number_or("floor", zero()), Some(&one()));
    }
    // A shared place may be halfway between two; it then earns the mean of both.
    let at = |place: Exact| {
        let index = usize::try_from(place.to_integer()).unwrap_or(1).max(1) - 1;
        match list.get(index) {
            Some(points) => points.clone(),
            None if p.text("tail") == Some("zero") => zero(),
            None => list[list.len() - 1].clone(),
        }
    };
    let earned = mean(&[at(place.floor()), at(place.ceil())]).expect("two places");
    clamp(earned / points, &zero(), Some(&one()))
}
