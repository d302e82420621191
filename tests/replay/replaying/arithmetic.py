"""The rules once more as plain arithmetic, straight from the files: no formula language, no columns.

The formulas of rules.py are compared with what the product prints, so they share its wording; this file shares nothing
with it and says whether they mean what the methods are (docs/format.md, tests/cases/sets/FORMAT.md). Ratios are None when
the indicator does not apply.
"""

from fractions import Fraction

from .dataset import reduce
from .language import MISSING, NOT_APPLICABLE, SCORED, snap
from .plan import REDUCTIONS

ZERO, ONE = Fraction(0), Fraction(1)


def raw(value):
    return snap(value, 6)


def fine(value):
    return snap(value, 9)


def between(low, value, high):
    return max(low, min(value, high))


def completion(x, i, q, target, points, **_):
    cap, up = q("cap", 1), i.direction == "up"
    if raw(target) == 0 and up:
        r = {"na": None, "full": ONE, "zero": ZERO}[i.params.get("zero_target", "na")]
    elif raw(target) == 0:
        r = ONE if raw(x) <= 0 else ZERO if "per" not in i.params else 1 - q("per") * x / points
    elif up:
        r = 1 + (x - target) / abs(target)
    elif i.params.get("down") == "inv" and target > 0:
        r = target / x if x > 0 else cap
    else:
        r = 1 - (x - target) / abs(target)
    if r is None:
        return None
    if "zero_below" in i.params and fine(r) < q("zero_below"):
        return ZERO
    return max(between(ZERO, r, cap), q("floor", 0))


def threshold(x, i, q, target, **_):
    ratio = i.params.get("else") == "ratio"
    if ratio and raw(target) == 0:
        return None
    ahead = raw(x) - raw(target) if i.direction == "up" else raw(target) - raw(x)
    if ahead > 0 or ahead == 0 and i.params.get("strict") != "1":
        return ONE
    return between(ZERO, 1 + (x - target) / abs(target), ONE) if ratio else ZERO


def bands(x, i, q, **_):
    for row in i.params["bands"].split(","):
        line, share = (Fraction(part) for part in row.split(":"))
        if raw(x) >= line if i.direction == "up" else raw(x) <= line:
            return share
    return q("else", 0)


def gongxiao(x, i, q, peers, **_):
    ends = {"min": min, "max": max}
    lo, hi = (ends[i.params[k]](peers) if i.params[k] in ends else q(k) for k in ("lo", "hi"))
    if raw(lo) == raw(hi):
        return min(ONE, q("cap", 1))
    base = q("base", "0.6")
    return between(ZERO, base + (1 - base) * (x - lo) / (hi - lo), q("cap", 1))


def gongxiao_tier(x, i, q, points, **_):
    """Own tier's basic points plus the power coefficient times the way to the next tier."""
    sign = 1 if i.direction == "up" else -1
    lines = [sign * Fraction(text) for text in i.params["std"].split("|")]
    shares = [Fraction(1), Fraction("0.8"), Fraction("0.6"), Fraction("0.4"), Fraction("0.2")]
    x = sign * x
    if x >= lines[0]:
        return ONE
    if raw(x) < lines[-1]:
        return ZERO
    own = next(k for k in range(len(lines)) if raw(x) >= lines[k])
    if own == 0:
        return ONE
    basic, above = points * shares[own], points * shares[own - 1]
    return (basic + (x - lines[own]) / (lines[own - 1] - lines[own]) * (above - basic)) / points


def minmax(x, i, q, peers, **_):
    low, high = min(peers), max(peers)
    if raw(low) == raw(high):
        return q("eq", 1)
    share = (x - low) / (high - low)
    return share if i.direction == "up" else 1 - share


def best_ratio(x, i, q, peers, **_):
    best = max(peers) if i.direction == "up" else min(peers)
    if raw(x) == raw(best):
        return ONE
    above, below = (x, best) if i.direction == "up" else (best, x)
    return between(ZERO, above / below, ONE) if below else ZERO


def by_place(place, i, q, points):
    if "list" not in i.params:
        return between(q("floor", 0), 1 - q("step", "0.05") * (place - 1), ONE)
    given = [Fraction(text) for text in i.params["list"].split(",")]
    if place.denominator != 1:
        raise ValueError("a place between two places of a list")
    if place <= len(given):
        return min(ONE, given[int(place) - 1] / points)
    return ZERO if i.params.get("tail") == "zero" else min(ONE, given[-1] / points)


def rank(x, i, q, peers, points, **_):
    ahead = [p for p in peers if (raw(p) > raw(x) if i.direction == "up" else raw(p) < raw(x))]
    equal = sum(1 for p in peers if raw(p) == raw(x))
    ties = i.params.get("ties", "min")
    first = 1 + (len(set(map(raw, ahead))) if ties == "dense" else len(ahead))
    return by_place(Fraction(2 * first + equal - 1, 2) if ties == "avg" else Fraction(first), i, q, points)


def rank_given(x, i, q, points, **_):
    return by_place(max(x, ONE), i, q, points)


def growth(x, i, q, target, base, **_):
    if base is None:
        return None
    gain = x - base if i.direction == "up" else base - x
    if i.params.get("mode", "rel") == "rel":
        if base == 0:
            return None
        gain /= abs(base)
        met = fine(gain) >= fine(target)
    else:
        met = raw(gain) >= raw(target)
    return between(ZERO, gain / target, q("cap", 1)) if target > 0 else ONE if met else ZERO


def base_delta(x, i, q, target, points, **_):
    if "at_zero" in i.params and raw(x) == 0:
        return q("at_zero")
    better = raw(x) >= raw(target) if i.direction == "up" else raw(x) <= raw(target)
    steps = abs(x - target) / q("step", 1)
    if i.params.get("whole") == "1":
        steps = Fraction(fine(steps).__floor__())
    earned = q("base", "0.8") * points + (q("plus", 0) * steps if better else -q("minus", 0) * steps)
    return between(ZERO, earned, q("cap", 1) * points) / points


def deduct(x, i, q, points, **_):
    if "stop" in i.params and raw(x) >= q("stop"):
        return ZERO
    taken = q("per", 1) * max(x, ZERO)
    return max(ZERO, points - (min(taken, q("max")) if "max" in i.params else taken)) / points


def bonus(x, i, q, points, **_):
    return between(ZERO, q("per", 1) * x, q("cap", 1) * points) / points


def yesno(x, i, q, **_):
    return ONE if raw(x) == q("want", 1) else ZERO


def within(x, i, q, **_):
    lo, hi = q("lo"), q("hi")
    if raw(x) < lo:
        return max(ZERO, 1 - (lo - x) / q("wl")) if "wl" in i.params else ZERO
    if raw(x) > hi:
        return max(ZERO, 1 - (x - hi) / q("wh")) if "wh" in i.params else ZERO
    return ONE


def rating(x, i, q, **_):
    return between(ZERO, x / q("scale", 100), ONE)


METHODS = {
    "completion": completion, "threshold": threshold, "bands": bands, "gongxiao": gongxiao,
    "gongxiao_tier": gongxiao_tier, "minmax": minmax, "best_ratio": best_ratio, "rank": rank, "rank_given": rank_given,
    "growth": growth, "base_delta": base_delta, "deduct": deduct, "bonus": bonus, "yesno": yesno, "range": within,
    "rating": rating, "multi_rater": rating, "satisfaction": rating,
}


def survey(counts):
    """Satisfaction of five counts, or nothing below thirty answers (or the number that the rule names)."""
    return sum(n * s for n, s in zip(counts, (100, 80, 60, 30, 0))) / sum(counts)


def votes(data, unit, i, window):
    """The weighted mean of trimmed group means; None without any ballot."""
    upper, lower, voted = ZERO, ZERO, 0
    for part in i.params["groups"].split(","):
        group, weight = part.rsplit(":", 1)
        scores = sorted(s for p, g, s in data.ballots.get((unit, i.id), ()) if g == group and p in window.periods)
        voted += len(scores)
        if len(scores) >= int(i.params.get("trim_min", 5)):
            scores = scores[1:-1]
        if scores:
            upper += Fraction(weight) * sum(scores) / len(scores)
            lower += Fraction(weight)
    return (upper / lower, voted) if lower else (None, 0)


def reported(data, unit, i, window):
    """(status, value) of an indicator before any rule."""
    unit = data.whose(unit, i)
    if not window.of_cycle(i.cycle):
        return NOT_APPLICABLE, None
    if i.method == "satisfaction":
        cells = [reduce(data.cells(unit, i, "value", window, k), REDUCTIONS[i.agg]) for k in range(5)]
        status = max(status for status, _ in cells)
        if status != SCORED:
            return status, None
        counts = [n for _, n in cells]
        return (SCORED, survey(counts)) if sum(counts) >= int(i.params.get("min_n", 30)) else (NOT_APPLICABLE, None)
    status, value = reduce(data.cells(unit, i, "value", window), REDUCTIONS[i.agg])
    if i.method == "multi_rater" and status != NOT_APPLICABLE:
        voted, n = votes(data, unit, i, window)
        if n:
            return (SCORED, voted) if n >= int(i.params.get("min_raters", 1)) else (NOT_APPLICABLE, None)
    return status, value


def last_written(data, unit, i, field, window, otherwise=None):
    status, value = reduce(data.cells(data.whose(unit, i), i, field, window), "last")
    return value if status == SCORED else otherwise


def ratios(data, step):
    """(unit, indicator) → ratio, None where it does not apply."""
    found = {}
    for i in step.indicators:
        units = [u for u in data.subjects if i.points[data.units[u]["category"]] > 0]
        values = {u: reported(data, u, i, step.window) for u in units}
        for u in data.subjects:
            category = data.units[u]["category"]
            status, x = values.get(u, (NOT_APPLICABLE, None))
            if status == MISSING:
                found[u, i.id] = ZERO
                continue
            if status != SCORED:
                found[u, i.id] = None
                continue
            target = last_written(data, u, i, "target", step.window, i.target)
            peers = [v for p, (s, v) in values.items() if s == SCORED and data.units[p]["category"] == category]
            if target is None and i.method in ("completion", "threshold", "growth", "base_delta"):
                found[u, i.id] = None
                continue

            def q(key, default=None, i=i):
                return Fraction(i.params.get(key, default))

            found[u, i.id] = METHODS[i.method](
                x=x, i=i, q=q, target=target, base=last_written(data, u, i, "base", step.window),
                points=i.points[category], peers=peers)
    return found
