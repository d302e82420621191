//! The ratio of one figure: how much of an indicator's points it earns.
//!
//! Knows the methods of the domain text that look at one subject alone, and asks `peers` for the rest. Must never know
//! where the figure came from, nor whose it is.

use super::document::{Indicator, Params};
use super::number::{Exact, clamp, must, one, part, whole, zero};
use super::peers;

/// A figure with everything a method may look at.
pub struct Figure<'a> {
    pub value: &'a Exact,
    pub target: Option<&'a Exact>,
    pub base: Option<&'a Exact>,
    /// Nominal points of the indicator in the subject's category.
    pub points: &'a Exact,
    /// The figures of all subjects of the category that have one, this one included.
    pub peers: &'a [Exact],
}

/// `None` is "not applicable": the formula has nothing to divide by.
pub fn ratio(indicator: &Indicator, figure: &Figure<'_>) -> Option<Exact> {
    let p = &indicator.params;
    let down = indicator.lower_is_better;
    match indicator.method.as_str() {
        "completion" if down => completion_down(p, figure),
        "completion" => completion_up(p, figure),
        "threshold" => threshold(p, down, figure),
        "yesno" => Some(if *figure.value == p.number_or("want", one()) { one() } else { zero() }),
        "bands" => Some(bands(p, down, figure.value)),
        "gongxiao" => Some(gongxiao(p, figure)),
        "gongxiao_tier" => Some(tiers(p, down, figure.value)),
        "growth" => growth(p, down, figure),
        "deduct" => Some(deduct(p, figure)),
        "bonus" => Some(bonus(p, figure)),
        "base_delta" => base_delta(p, down, figure),
        "range" => Some(range(p, figure.value)),
        "rating" | "multi_rater" | "satisfaction" => {
            Some(clamp(figure.value / p.number_or("scale", whole(100)), &zero(), Some(&one())))
        }
        "rank_given" => Some(peers::placed(p, figure.value, figure.points)),
        "minmax" => Some(peers::minmax(p, down, figure)),
        "best_ratio" => Some(peers::best_ratio(down, figure)),
        "rank" => Some(peers::rank(p, down, figure)),
        other => panic!("unknown method {other:?}"),
    }
}

/// `cap`, then the guaranteed minimum `floor`, then `zero_below`, which is the harshest and so has the last word.
fn finished(p: &Params, ratio: Exact) -> Exact {
    let zeroed = p.number("zero_below").is_some_and(|line| ratio < line);
    if zeroed {
        return zero();
    }
    clamp(ratio, &p.number_or("floor", zero()), Some(&p.number_or("cap", one())))
}

fn completion_up(p: &Params, f: &Figure<'_>) -> Option<Exact> {
    let target = f.target?;
    if *target == zero() {
        return match p.text("zero_target") {
            Some("full") => Some(one()),
            Some("zero") => Some(zero()),
            _ => None,
        };
    }
    Some(finished(p, one() + (f.value - target) / abs(target)))
}

fn completion_down(p: &Params, f: &Figure<'_>) -> Option<Exact> {
    let target = f.target?;
    let ratio = if *target == zero() {
        // A zero-tolerance indicator: each case costs `per` points, and without `per` the first case costs them all.
        match p.number("per") {
            _ if *f.value <= zero() => one(),
            Some(per) => clamp(one() - per * f.value / f.points, &zero(), None),
            None => zero(),
        }
    } else if p.text("down") == Some("inv") {
        if *f.value <= zero() { p.number_or("cap", one()) } else { target / f.value }
    } else {
        one() - (f.value - target) / abs(target)
    };
    Some(finished(p, ratio))
}

fn threshold(p: &Params, down: bool, f: &Figure<'_>) -> Option<Exact> {
    let (x, target) = (f.value, f.target?);
    let proportional = p.text("else") == Some("ratio");
    if proportional && *target == zero() {
        return None;
    }
    let met = match (p.is_set("strict"), down) {
        (true, true) => x < target,
        (true, false) => x > target,
        (false, true) => x <= target,
        (false, false) => x >= target,
    };
    if met {
        return Some(one());
    }
    if !proportional {
        return Some(zero());
    }
    let share = if *target < zero() {
        let distance = if down { x - target } else { target - x };
        one() - distance / abs(target)
    } else if down {
        target / x
    } else {
        x / target
    };
    Some(clamp(share, &zero(), Some(&one())))
}

fn bands(p: &Params, down: bool, x: &Exact) -> Exact {
    let reached = |line: &Exact| if down { x <= line } else { x >= line };
    let band = p.pairs("bands").into_iter().find(|(line, _)| reached(&must(line)));
    band.map_or_else(|| p.number_or("else", zero()), |(_, share)| share)
}

fn gongxiao(p: &Params, f: &Figure<'_>) -> Exact {
    let edge = |key: &str| match p.text(key) {
        Some("min") => peers::lowest(f.peers),
        Some("max") => peers::highest(f.peers),
        Some(number) => must(number),
        None => panic!("gongxiao needs {key}"),
    };
    let (low, high) = (edge("lo"), edge("hi"));
    if low == high {
        return one();
    }
    let base = p.number_or("base", part(6, 10));
    let ratio = &base + (one() - &base) * (f.value - &low) / (high - low);
    clamp(ratio, &p.number_or("floor", zero()), Some(&p.number_or("cap", one())))
}

/// Five standards from excellent to poor, worth 1, 0.8, 0.6, 0.4 and 0.2; a straight line between two of them.
fn tiers(p: &Params, down: bool, x: &Exact) -> Exact {
    let turn = |v: &Exact| if down { -v } else { v.clone() };
    let x = turn(x);
    let lines: Vec<Exact> = p.numbers("std").iter().map(turn).collect();
    let worth = |tier: usize| one() - part(tier as i64, 5);
    match lines.iter().position(|line| x >= *line) {
        None => zero(),
        Some(0) => one(),
        Some(tier) => {
            let (here, above) = (&lines[tier], &lines[tier - 1]);
            worth(tier) + (x - here) / (above - here) * (worth(tier - 1) - worth(tier))
        }
    }
}

fn growth(p: &Params, down: bool, f: &Figure<'_>) -> Option<Exact> {
    let (base, target) = (f.base?, f.target?);
    let rise = if down { base - f.value } else { f.value - base };
    let grown = match p.text("mode") {
        Some("pp") => rise,
        _ if *base == zero() => return None,
        _ => rise / abs(base),
    };
    if *target <= zero() {
        return Some(if grown >= *target { one() } else { zero() });
    }
    Some(clamp(grown / target, &zero(), Some(&p.number_or("cap", one()))))
}

fn deduct(p: &Params, f: &Figure<'_>) -> Exact {
    if p.number("stop").is_some_and(|stop| *f.value >= stop) {
        return zero();
    }
    let lost = p.number_or("per", one()) * f.value;
    let lost = clamp(lost, &zero(), p.number("max").as_ref());
    clamp(one() - lost / f.points, &zero(), Some(&one()))
}

fn bonus(p: &Params, f: &Figure<'_>) -> Exact {
    let won = p.number_or("per", one()) * f.value;
    let won = clamp(won, &zero(), p.number("cap").as_ref());
    clamp(won / f.points, &zero(), Some(&one()))
}

fn base_delta(p: &Params, down: bool, f: &Figure<'_>) -> Option<Exact> {
    if let Some(share) = p.number("at_zero").filter(|_| *f.value == zero()) {
        return Some(share);
    }
    let target = f.target?;
    let ahead = if down { target - f.value } else { f.value - target };
    let steps = abs(&ahead) / p.number_or("step", one());
    let steps = if p.is_set("whole") { steps.floor() } else { steps };
    let (key, sign) = if ahead > zero() { ("plus", one()) } else { ("minus", -one()) };
    let moved = sign * p.number_or(key, zero()) * steps / f.points;
    Some(clamp(p.number_or("base", part(8, 10)) + moved, &zero(), Some(&p.number_or("cap", one()))))
}

fn range(p: &Params, x: &Exact) -> Exact {
    let low = p.number("lo").expect("range needs lo");
    let high = p.number("hi").expect("range needs hi");
    let (distance, width) = match x {
        _ if *x < low => (low - x, p.number("wl")),
        _ if *x > high => (x - high, p.number("wh")),
        _ => return one(),
    };
    match width.filter(|w| *w > zero()) {
        Some(width) => clamp(one() - distance / width, &zero(), None),
        None => zero(),
    }
}

fn abs(value: &Exact) -> Exact {
    if *value < zero() { -value } else { value.clone() }
}
