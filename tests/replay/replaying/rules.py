"""A second statement of every scoring method: which columns it has, their formulas and their named constants.

`reads` is written `x=raw t=target`: symbol=column of the same indicator. The column `rule` is the ratio for a reported
value. Defaults are those of docs/format.md; a parameter that nothing here takes is an error.
"""

from fractions import Fraction

from .dataset import Unsupported


class Formula:
    """One computed column of an indicator."""

    def __init__(self, name, text, reads="", constants=None, grain=None, peers=None):
        self.name, self.text, self.constants, self.grain, self.peers = name, text, constants or {}, grain, peers
        self.reads = dict(pair.split("=") for pair in reads.split())


class Params:
    """The parameters of one indicator; what is left over at the end is an error."""

    def __init__(self, indicator):
        self.indicator, self.left = indicator, dict(indicator.params)

    def text(self, key, default=None):
        return self.left.pop(key, default)

    def number(self, key, default=None):
        value = self.left.pop(key, default)
        return None if value is None else Fraction(value)

    def one_of(self, key, words, default):
        value = self.left.pop(key, default)
        if value not in words:
            raise Unsupported("%s: %s=%s" % (self.indicator.id, key, value))
        return value

    def done(self):
        if self.left:
            raise Unsupported("%s: %s has no rule here for %s" % (self.indicator.id, self.indicator.method, self.left))


def decimal(fraction):
    """A fraction as the decimal literal of a formula (all parameters are decimals)."""
    digits = 0
    while (fraction * 10 ** digits).denominator != 1:
        digits += 1
    text = str(abs(int(fraction * 10 ** digits))).rjust(digits + 1, "0")
    text = text[:-digits] + "." + text[-digits:] if digits else text
    return "-" + text if fraction < 0 else text


UP = "if(t > 0, x / t, 1 + (x - t) / abs(t))"
LOWER = "if(t > 0, 2 - x / t, 1 - (x - t) / abs(t))"


def completion(p, down):
    cap, floor, below = p.number("cap", "1"), p.number("floor"), p.number("zero_below")
    constants, reads = {}, "x=raw t=target"
    if down:
        way = p.one_of("down", ("linear", "inv"), "linear")
        per = p.number("per")
        zero = "0" if per is None else "(p - per * x) / p"
        if per is not None:
            constants["per"], reads = per, reads + " p=points"
        above = LOWER
        if way == "inv":
            above, constants["cap"] = "if(t > 0, if(x > 0, t / x, cap), 1 - (x - t) / abs(t))", cap
        rate = "if(t = 0, if(x <= 0, 1, %s), %s)" % (zero, above)
    else:
        at_zero = p.one_of("zero_target", ("na", "full", "zero"), "na")
        rate = "if(t = 0, %s, %s)" % ({"na": "na", "full": "1", "zero": "0"}[at_zero], UP)
    yield Formula("rate", rate, reads, constants)
    text, constants = "clamp(rate, 0, cap)", {"cap": cap}
    if floor is not None:
        text, constants["floor"] = "max(%s, floor)" % text, floor
    if below is not None:
        text, constants["zero_below"] = "if(rate < zero_below, 0, %s)" % text, below
    yield Formula("rule", text, "rate=rate", constants)


def threshold(p, down):
    partly = p.one_of("else", ("zero", "ratio"), "zero") == "ratio"
    sign = ("<" if down else ">") + ("" if p.one_of("strict", ("0", "1"), "0") == "1" else "=")
    if not partly:
        yield Formula("rule", "if(x %s t, 1, 0)" % sign, "x=raw t=target")
        return
    if down:
        raise Unsupported("a threshold downwards by ratio")
    yield Formula("rate", UP, "x=raw t=target")
    yield Formula("rule", "if(t = 0, na, if(x %s t, 1, clamp(rate, 0, 1)))" % sign, "x=raw t=target rate=rate")


def bands(p, down):
    rows = [tuple(part.split(":")) for part in p.text("bands").split(",")]
    table = ", ".join("%s: %s" % (decimal(Fraction(at)), decimal(Fraction(share))) for at, share in rows)
    name, otherwise = "steps_down" if down else "steps", decimal(p.number("else", "0"))
    yield Formula("rule", "%s(x, %s, else: %s)" % (name, table, otherwise), "x=raw")


def gongxiao(p, down):
    ends, reads = {}, "x=raw"
    for key in ("lo", "hi"):
        value = p.text(key)
        if value in ("min", "max"):
            yield Formula(key, "peer_%s(x)" % value, "x=raw", grain="raw", peers="category")
            reads += " %s=%s" % (key, key)
        else:
            ends[key] = Fraction(value)
    constants = dict(ends, base=p.number("base", "0.6"))
    yield Formula("rate", "if(hi = lo, 1, base + (1 - base) * (x - lo) / (hi - lo))", reads, constants)
    yield Formula("rule", "clamp(rate, 0, cap)", "rate=rate", {"cap": p.number("cap", "1")})


def gongxiao_tier(p, down):
    lines = [Fraction(text) for text in p.text("std").split("|")]
    shares = [Fraction(text) for text in p.text("coef", "1|0.8|0.6|0.4|0.2").split("|")]
    points = sorted(zip(lines, shares))
    table = ", ".join("%s: %s" % (decimal(at), decimal(share)) for at, share in points)
    yield Formula("rate", "line(x, %s)" % table, "x=raw")
    yield Formula("rule", "if(x %s %s, 0, rate)" % (">" if down else "<", decimal(lines[-1])), "x=raw rate=rate")


def minmax(p, down):
    yield Formula("lo", "peer_min(x)", "x=raw", grain="raw", peers="category")
    yield Formula("hi", "peer_max(x)", "x=raw", grain="raw", peers="category")
    above = "hi - x" if down else "x - lo"
    equal = decimal(p.number("eq", "1"))
    yield Formula("rule", "if(hi = lo, %s, (%s) / (hi - lo))" % (equal, above), "x=raw lo=lo hi=hi")


def best_ratio(p, down):
    yield Formula("best", "peer_min(x)" if down else "peer_max(x)", "x=raw", grain="raw", peers="category")
    share = "best / x" if down else "x / best"
    yield Formula("rule", "if(x = best, 1, else(clamp(%s, 0, 1), 0))" % share, "x=raw best=best")


def by_place(p):
    """Points by place k: a list, or so much less for every place."""
    if "list" in p.left:
        points = [Fraction(text) for text in p.text("list").split(",")]
        table = ", ".join("%d: %s" % (k + 1, decimal(v)) for k, v in enumerate(points))
        tail = p.one_of("tail", ("last", "zero"), "last")
        after = "0" if tail == "zero" else decimal(points[-1])
        yield Formula("earned", "if(k > %d, %s, line(k, %s))" % (len(points), after, table), "k=k")
        yield Formula("rule", "min(earned / p, 1)", "earned=earned p=points")
        return
    constants = {"step": p.number("step", "0.05"), "floor": p.number("floor", "0")}
    yield Formula("rule", "clamp(1 - step * (k - 1), floor, 1)", "k=k", constants)


def rank(p, down):
    ties = {"min": "min", "avg": "average", "dense": "dense"}[p.one_of("ties", ("min", "avg", "dense"), "min")]
    text = "peer_rank(x %s, ties %s)" % ("low" if down else "high", ties)
    yield Formula("k", text, "x=raw", grain="score", peers="category")
    yield from by_place(p)


def rank_given(p, down):
    yield Formula("k", "max(x, 1)", "x=raw")
    yield from by_place(p)


def growth(p, down):
    points = p.one_of("mode", ("rel", "pp"), "rel") == "pp"
    rise = "b - x" if down else "x - b"
    yield Formula("g", rise if points else "(%s) / abs(b)" % rise, "x=raw b=base")
    text = "if(t > 0, clamp(g / t, 0, cap), if(g >= t, 1, 0))"
    yield Formula("rule", text, "g=g t=target", {"cap": p.number("cap", "1")})


def base_delta(p, down):
    whole = p.one_of("whole", ("0", "1"), "0") == "1"
    steps = "abs(x - t) / step"
    yield Formula("d", "floor(%s)" % steps if whole else steps, "x=raw t=target", {"step": p.number("step", "1")})
    text = "if(x %s t, base * p + plus * d, base * p - minus * d)" % ("<=" if down else ">=")
    constants = {"base": p.number("base", "0.8"), "plus": p.number("plus", "0"), "minus": p.number("minus", "0")}
    yield Formula("earned", text, "x=raw t=target p=points d=d", constants)
    text, constants, reads = "clamp(earned / p, 0, cap)", {"cap": p.number("cap", "1")}, "earned=earned p=points"
    at_zero = p.number("at_zero")
    if at_zero is not None:
        text, reads, constants["at_zero"] = "if(x = 0, at_zero, %s)" % text, reads + " x=raw", at_zero
    yield Formula("rule", text, reads, constants)


def deduct(p, down):
    constants, text, most = {"per": p.number("per", "1")}, "per * max(x, 0)", p.number("max")
    if most is not None:
        text, constants["most"] = "min(%s, most)" % text, most
    yield Formula("taken", text, "x=raw", constants)
    text, reads, stop = "clamp((p - taken) / p, 0, 1)", "p=points taken=taken", p.number("stop")
    if stop is None:
        yield Formula("rule", text, reads)
    else:
        yield Formula("rule", "if(x >= stop, 0, %s)" % text, reads + " x=raw", {"stop": stop})


def bonus(p, down):
    yield Formula("earned", "per * x", "x=raw", {"per": p.number("per", "1")})
    yield Formula("rule", "clamp(earned / p, 0, cap)", "earned=earned p=points", {"cap": p.number("cap", "1")})


def yesno(p, down):
    yield Formula("rule", "if(x = want, 1, 0)", "x=raw", {"want": p.number("want", "1")})


def within(p, down):
    constants = {"lo": p.number("lo"), "hi": p.number("hi")}
    outside = {}
    for side, width in (("(lo - x)", "wl"), ("(x - hi)", "wh")):
        wide = p.number(width)
        outside[width] = "0" if wide is None else "max(0, 1 - %s / %s)" % (side, width)
        if wide is not None:
            constants[width] = wide
    text = "if(x < lo, %s, if(x > hi, %s, 1))" % (outside["wl"], outside["wh"])
    yield Formula("rule", text, "x=raw", constants)


def rating(p, down):
    yield Formula("rule", "clamp(x / scale, 0, 1)", "x=raw", {"scale": p.number("scale", "100")})


def multi_rater(p, down):
    """Groups of raters: one lowest and one highest fall away from `trim_min` ballots on; empty groups do not weigh."""
    weights = [Fraction(part.rsplit(":", 1)[1]) for part in p.text("groups").split(",")]
    trim, fewest = p.number("trim_min", "5"), p.number("min_raters", "1")
    ks = range(1, len(weights) + 1)
    for k in ks:
        text = "if(nK >= max(trim_min, 3), (sK - lK - hK) / (nK - 2), sK / nK)".replace("K", str(k))
        yield Formula("m%d" % k, text, " ".join("%s%d=%s%d" % (s, k, s, k) for s in "nslh"), {"trim_min": trim})
    counts, shares = " ".join("n%d=n%d" % (k, k) for k in ks), {"w%d" % k: w for k, w in zip(ks, weights)}
    means = " ".join("m%d=m%d" % (k, k) for k in ks)
    yield Formula("n", "sum(%s)" % ", ".join("n%d" % k for k in ks), counts, grain="raw")
    yield Formula("w", "sum(%s)" % ", ".join("if(n%d > 0, w%d, 0)" % (k, k) for k in ks), counts, shares)
    terms = ", ".join("if(n%d > 0, w%d * m%d, 0)" % (k, k, k) for k in ks)
    yield Formula("v", "sum(%s) / w" % terms, "%s %s w=w" % (counts, means), shares)
    text = "if(applies(o), if(n = 0, o, if(n < min_raters, na, v)), na)"
    yield Formula("raw", text, "o=o n=n v=v", {"min_raters": fewest}, grain="raw")
    yield from rating(p, down)


def satisfaction(p, down):
    """Five counts of answers, very satisfied to very dissatisfied; fewer than min_n answers do not count."""
    scores = p.text("scores", "100|80|60|30|0").split("|")
    counts = " ".join("n%d=n%d" % (k, k) for k in range(1, 6))
    yield Formula("n", "sum(n1, n2, n3, n4, n5)", counts, grain="raw")
    terms = ", ".join("%s * n%d" % (s, k + 1) for k, s in enumerate(scores))
    text = "if(n >= min_n, sum(%s) / n, na)" % terms
    yield Formula("raw", text, counts + " n=n", {"min_n": p.number("min_n", "30")}, grain="raw")
    yield Formula("rule", "clamp(x / 100, 0, 1)", "x=raw")


METHODS = {
    "completion": completion, "threshold": threshold, "bands": bands, "gongxiao": gongxiao,
    "gongxiao_tier": gongxiao_tier, "minmax": minmax, "best_ratio": best_ratio, "rank": rank, "rank_given": rank_given,
    "growth": growth, "base_delta": base_delta, "deduct": deduct, "bonus": bonus, "yesno": yesno, "range": within,
    "rating": rating, "multi_rater": multi_rater, "satisfaction": satisfaction,
}
TARGETED = {"completion", "threshold", "growth", "base_delta"}


def rater_groups(indicator):
    """The names of the groups of a multi_rater rule."""
    return [part.rsplit(":", 1)[0] for part in indicator.params["groups"].split(",")]


def formulas(indicator):
    """The computed columns between what is reported and the ratio."""
    if indicator.method not in METHODS:
        raise Unsupported("%s: the method %s" % (indicator.id, indicator.method))
    params = Params(indicator)
    columns = list(METHODS[indicator.method](params, indicator.direction == "down"))
    params.done()
    return columns
