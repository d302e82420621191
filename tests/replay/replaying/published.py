"""The replayed results against the tables in the `expected` folder of a set, where there are some."""

import csv
from fractions import Fraction

from .language import SCORED, snap

WORDS = {1: "MISSING", 2: "NA"}


def table(replay, name):
    """The rows of expected/NAME.csv for this scheme; none for a part of the year."""
    scheme = "__" + replay.scenario if replay.scenario else ""
    path = replay.data.folder / "expected" / (name + scheme + ".csv")
    if replay.period is not None or not path.exists():
        return None
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class Comparison:
    """Collects what differs."""

    def __init__(self, replay):
        self.replay, self.faults, self.compared = replay, [], 0

    def value(self, unit, name):
        return self.replay.exact[unit][name]

    def text(self, where, want, got):
        self.compared += 1
        if want != got:
            self.faults.append("%s: %s, expected %s" % (where, got, want))

    def six(self, where, want, pair):
        """A number with six digits, or the word for its status."""
        status, value = pair
        if status != SCORED or want in WORDS.values():
            self.text(where, want, WORDS.get(status, "a number"))
            return
        self.compared += 1
        if abs(value - Fraction(want)) > Fraction(1, 10 ** 6):
            self.faults.append("%s: %.9f, expected %s" % (where, value, want))

    def two(self, where, want, value):
        self.text(where, Fraction(want), snap(snap(value, 9), 2))


def unit_scores(comparison, rows):
    replay = comparison.replay
    grades = [name for _, name in replay.calendar.grading.grades]
    if sorted(row["unit_id"] for row in rows) != sorted(replay.data.subjects):
        comparison.faults.append("expected/unit_scores has other subjects")
        return
    for row in rows:
        unit = row["unit_id"]

        def number(name, unit=unit):
            return comparison.value(unit, name)[1]

        comparison.text(unit + " category", row["category"], replay.data.units[unit]["category"])
        comparison.six(unit + " base", row["base_6dp"], comparison.value(unit, "base"))
        comparison.six(unit + " total", row["total_6dp"], comparison.value(unit, "total"))
        comparison.two(unit + " published", row["total_2dp"], number("published"))
        for name, key in (("bonus", "bonus"), ("deduction", "deduct")):
            column = name if name in replay.exact[unit] else name + ".sum"
            comparison.two(unit + " " + name, row[key], number(column))
        comparison.text(unit + " rank", int(row["rank"]), number("rank"))
        comparison.text(unit + " grade by score", row["grade_by_score"], grades[int(number("grade.by_score"))])
        comparison.text(unit + " grade", row["grade_final"], grades[int(number("grade"))])
        for key in row:
            if key.startswith("l1_"):
                comparison.six(unit + " " + key, row[key], comparison.value(unit, key[3:] + ".score"))


def indicator_scores(comparison, rows):
    for row in rows:
        of = "%s." % row["indicator_id"]
        names = (("raw", "raw"), ("effective_points", "effective"), ("ratio", "ratio"), ("score_6dp", "score"))
        for key, name in names:
            where = "%s %s%s" % (row["unit_id"], of, name)
            comparison.six(where, row[key], comparison.value(row["unit_id"], of + name))


def compare(replay):
    """(faults, number of values compared)"""
    comparison = Comparison(replay)
    for name, check in (("unit_scores", unit_scores), ("indicator_scores", indicator_scores)):
        rows = table(replay, name)
        if rows is not None:
            check(comparison, rows)
    return comparison.faults, comparison.compared
