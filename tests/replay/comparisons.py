"""Compares the published results of two weight schemes, from the tables in `expected/` alone.

An independent program (Python 3.9 or later, standard library only): it reads neither the product's code nor anything the
product wrote. Its figures stand in tests/cases/comparisons/published.json, and tests/comparisons.rs holds the
product against them.

    python3 tests/replay/comparisons.py > tests/cases/comparisons/published.json
"""

import csv
import json
import math
import statistics
import sys
from fractions import Fraction
from pathlib import Path

SETS = Path(__file__).resolve().parent.parent / "cases" / "sets"
# Set, left scheme, right scheme.
PAIRS = [
    ("a_city", None, "austerity"), ("a_city", None, "service30"), ("a_city", "austerity", "service30"),
    ("b_ciq", None, "risk_dynamic"), ("b_ciq", "risk_dynamic", "facilitation"),
]
# Pairs whose indicators are published under both schemes.
PARTS = [("b_ciq", None, "risk_dynamic")]


def table(name, stem, scheme):
    path = SETS / name / "expected" / (stem + ("__" + scheme if scheme else "") + ".csv")
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def ranks(values):
    """Places from 1, equals sharing the mean of theirs: one comparison for each pair of values."""
    return [Fraction(sum(2 for w in values if w < v) + sum(1 for w in values if w == v) + 1, 2) for v in values]


def rho(left, right):
    """Correlation of the shared places, every sum exact, one root at the end."""
    a, b = ranks(left), ranks(right)
    n = len(a)
    ma, mb = sum(a) / n, sum(b) / n
    top = sum((x - ma) * (y - mb) for x, y in zip(a, b))
    below = sum((x - ma) ** 2 for x in a) * sum((y - mb) ** 2 for y in b)
    return float(top) / math.sqrt(below) if below else None


def tau_b(left, right):
    """Every pair looked at."""
    sign = lambda v: (v > 0) - (v < 0)
    score = x = y = 0
    for i in range(len(left)):
        for j in range(i):
            p, q = sign(left[i] - left[j]), sign(right[i] - right[j])
            score, x, y = score + p * q, x + p * p, y + q * q
    return score / math.sqrt(x * y) if x * y else None


def compare(name, left, right):
    with open(SETS / name / "scheme.json", encoding="utf-8") as file:
        grades = [grade for _, grade in json.load(file)["grades"]]
    a = {row["unit_id"]: row for row in table(name, "unit_scores", left)}
    b = {row["unit_id"]: row for row in table(name, "unit_scores", right)}
    assert list(a) == list(b)
    both = [u for u in a if a[u]["rank"] and b[u]["rank"]]
    places = {u: int(a[u]["rank"]) - int(b[u]["rank"]) for u in both}
    difference = {u: Fraction(b[u]["total_6dp"]) - Fraction(a[u]["total_6dp"]) for u in a}
    changes = [[0] * len(grades) for _ in grades]
    for u in a:
        changes[grades.index(a[u]["grade_final"])][grades.index(b[u]["grade_final"])] += 1
    agreement = []
    for category in dict.fromkeys(row["category"] for row in a.values()):
        members = [u for u in both if a[u]["category"] == category]
        before, after = [int(a[u]["rank"]) for u in members], [int(b[u]["rank"]) for u in members]
        agreement.append({"category": category, "members": len(members), "tau_b": tau_b(before, after),
                          "rho": rho(before, after)})
    top = grades[0]
    found = {
        "set": name, "left": left, "right": right,
        "up": sum(p > 0 for p in places.values()), "down": sum(p < 0 for p in places.values()),
        "same": sum(p == 0 for p in places.values()),
        "largest_gain": max((u for u in a if difference[u] > 0), key=lambda u: difference[u], default=None),
        "largest_loss": min((u for u in a if difference[u] < 0), key=lambda u: difference[u], default=None),
        "grade_changes": changes,
        "enter_top": [u for u in a if a[u]["grade_final"] != top and b[u]["grade_final"] == top],
        "leave_top": [u for u in a if a[u]["grade_final"] == top and b[u]["grade_final"] != top],
        "places": places, "difference": {u: float(d) for u, d in difference.items()}, "agreement": agreement,
    }
    if (name, left, right) in PARTS:
        found["parts"] = parts(name, left, right)
    return found


def parts(name, left, right):
    """Subject → indicator → [part, by weight, by performance] of those that count for something on either side."""
    key = lambda row: (row["unit_id"], row["indicator_id"])
    b = {key(row): row for row in table(name, "indicator_scores", right)}
    found = {}
    for row in table(name, "indicator_scores", left):
        other = b[key(row)]
        number = lambda of, column: None if of[column] in ("NA", "MISSING", "") else Fraction(of[column])
        p, q = number(row, "effective_points"), number(other, "effective_points")
        r, s = number(row, "ratio"), number(other, "ratio")
        r, s = (s if r is None else r) or 0, (r if s is None else s) or 0
        part = Fraction(other["score_6dp"]) - Fraction(row["score_6dp"])
        weight, performance = (q - p) * (r + s) / 2, (p + q) / 2 * (s - r)
        if part or weight or performance:
            found.setdefault(row["unit_id"], {})[row["indicator_id"]] = [float(v) for v in (part, weight, performance)]
    return found


def spread(name):
    """How the published totals of each category are spread."""
    rows = table(name, "unit_scores", None)
    found = []
    for category in dict.fromkeys(row["category"] for row in rows):
        totals = [float(row["total_2dp"]) for row in rows if row["category"] == category]
        first, median, third = statistics.quantiles(totals, n=4, method="inclusive")
        found.append({"category": category, "count": len(totals), "lowest": min(totals), "first_quartile": first,
                      "median": median, "third_quartile": third, "highest": max(totals),
                      "mean": statistics.fmean(totals), "deviation": statistics.stdev(totals)})
    return {"set": name, "categories": found}


def everything():
    return {"comparisons": [compare(*pair) for pair in PAIRS], "distributions": [spread("a_city"), spread("b_ciq")]}


if __name__ == "__main__":
    json.dump(everything(), sys.stdout, ensure_ascii=False, indent=1)
    print()
