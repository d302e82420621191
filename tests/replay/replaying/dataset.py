"""A data set in the layout of tests/cases/sets/FORMAT.md, read as written: every number an exact fraction."""

import csv
import json
from fractions import Fraction
from pathlib import Path

from .language import MISSING, NOT_APPLICABLE, SCORED

FIELDS = ("value", "target", "base")
EVENT_KINDS = {"bonus": "bonus", "deduct": "deduction", "veto": "veto", "veto_excellent": "bar"}


class Unsupported(Exception):
    """The set asks for something that this program has no rule for; never a silent pass."""


def number(text):
    """A decimal text as a fraction, an empty one as None."""
    text = text.strip()
    if "/" in text:
        raise Unsupported("%r is not a decimal" % text)
    return Fraction(text) if text else None


def span(period):
    """First and last month of M05, Q2 or Y."""
    if period == "Y":
        return 1, 12
    k = int(period[1:])
    return (k, k) if period[0] == "M" else (3 * k - 2, 3 * k)


ALL_PERIODS = ["M%02d" % k for k in range(1, 13)] + ["Q%d" % k for k in range(1, 5)] + ["Y"]


class Window:
    """The periods of one step: all of the year up to an end, or exactly one stage with what lies in it."""

    def __init__(self, end="Y", stage=False):
        first, last = span(end)
        first = first if stage else 1
        self.periods = [p for p in ALL_PERIODS if first <= span(p)[0] and span(p)[1] <= last]

    def of_cycle(self, cycle):
        return [p for p in self.periods if p[0] == cycle]


class Indicator:
    """A row of indicators.csv."""

    def __init__(self, row, categories):
        self.id, self.l1, self.l2 = row["id"], row["l1"], row["l2"]
        self.method, self.direction = row["method"], row["direction"] or "up"
        self.agg, self.cycle = row["agg"] or "last", row["cycle"]
        self.target = number(row["target"])
        self.inherited = row["inherit"] == "parent"
        self.points = {c: number(row["points_" + c]) or Fraction(0) for c in categories}
        self.params = {}
        for part in filter(None, (part.strip() for part in row["params"].split(";"))):
            key, value = part.split("=", 1)
            if key in self.params:
                raise Unsupported("%s: %s stands twice" % (self.id, key))
            self.params[key] = value

    @property
    def group(self):
        return self.l1 + "/" + self.l2


class DataSet:
    """The files of one folder."""

    def __init__(self, folder):
        self.folder = Path(folder)
        with open(self.folder / "scheme.json", encoding="utf-8-sig") as file:
            self.scheme = json.load(file, parse_float=Fraction)
        self.categories = self.scheme["categories"]
        self.indicators = [Indicator(row, self.categories) for row in self.rows("indicators.csv")]
        self.units = {}
        for row in self.rows("units.csv"):
            if row["unit_id"] in self.units or row["category"] not in self.categories:
                raise Unsupported("the unit %s" % row["unit_id"])
            self.units[row["unit_id"]] = row
        parents = {row.get("parent") for row in self.units.values()} - {None, ""}
        # Units that others inherit from are not assessed themselves.
        self.subjects = [unit for unit in self.units if unit not in parents]
        self.measured = self.read_measurements()
        self.filled = self.read_filled()
        self.ballots = {}
        for row in self.rows("ratings.csv", optional=True):
            key = row["unit_id"], row["indicator_id"]
            self.ballots.setdefault(key, []).append((row["period"], row["group"], number(row["score"])))
        self.events = {}
        for row in self.rows("events.csv", optional=True):
            if row["type"] not in EVENT_KINDS or row["period"] not in ALL_PERIODS:
                raise Unsupported("an event of the type %s in %s" % (row["type"], row["period"]))
            self.events.setdefault(row["unit_id"], []).append(row)
        self.check_policies()

    def rows(self, name, optional=False):
        path = self.folder / name
        if optional and not path.exists():
            return []
        with open(path, encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def check_policies(self):
        known = {"na_policy": ("hierarchical proportional",), "missing_policy": ("zero+flag",)}
        for key, words in known.items():
            if self.scheme.get(key, words[0]) not in words:
                raise Unsupported("%s %r" % (key, self.scheme[key]))
        for key in ("digits", "rounding", "round_each", "l2_weights"):
            if key in self.scheme:
                raise Unsupported(key)

    def read_measurements(self):
        """(unit, indicator, field, period) → text; blanks are left out."""
        cells, seen = {}, set()
        for row in self.rows("measurements.csv"):
            key = row["unit_id"], row["indicator_id"], row["period"]
            if key in seen or row["unit_id"] not in self.units or row["period"] not in ALL_PERIODS:
                raise Unsupported("the measurement %s %s %s" % key)
            seen.add(key)
            for field in FIELDS:
                if row[field].strip():
                    cells[key[0], key[1], field, key[2]] = row[field].strip()
        return cells

    def read_filled(self):
        """(indicator, field) → the periods in which at least one unit wrote something."""
        filled = {}
        for _, indicator, field, period in self.measured:
            filled.setdefault((indicator, field), set()).add(period)
        return filled

    def whose(self, unit, indicator):
        """The unit whose data an indicator of `unit` uses."""
        parent = self.units[unit].get("parent")
        return parent if indicator.inherited and parent else unit

    def cell(self, unit, indicator, field, period, answer=None):
        """Status and number of one cell; `answer` picks one of the counts a/b/c/d/e."""
        text = self.measured.get((unit, indicator.id, field, period))
        if text is None:
            return MISSING, None
        if text == "NA":
            return NOT_APPLICABLE, None
        if answer is not None:
            counts = text.split("/")
            if len(counts) != 5:
                raise Unsupported("%s: %r is not five counts" % (indicator.id, text))
            text = counts[answer]
        return SCORED, number(text)

    def cells(self, unit, indicator, field, window, answer=None):
        """(period, status, number) of every period of the window in which anybody wrote this field."""
        periods = [p for p in window.periods if p in self.filled.get((indicator.id, field), ())]
        return [(p,) + self.cell(unit, indicator, field, p, answer) for p in periods]

    def counted_events(self, unit, kind, acts):
        """(row, yes | exempt | sameFact): of one fact only the largest counts, exempt ones never."""
        rows = [e for e in self.events.get(unit, ()) if EVENT_KINDS[e["type"]] == kind and acts(e["period"])]
        largest = {}
        for row in rows:
            fact = row.get("fact")
            if fact and row["exempt"] != "1":
                if fact not in largest or number(row["points"]) > number(largest[fact]["points"]):
                    largest[fact] = row
        judged = []
        for row in rows:
            fact = row.get("fact")
            if row["exempt"] == "1":
                judged.append((row, "exempt"))
            else:
                judged.append((row, "yes" if not fact or largest[fact] is row else "sameFact"))
        return judged

    def rank_group(self, unit):
        """The key of those that a subject is ranked with."""
        if self.scheme.get("rank_by") == "category":
            return self.units[unit]["category"]
        if "rank_by" not in self.scheme and "levels" in self.scheme:
            return self.units[unit]["level"]
        raise Unsupported("rank_by %r" % self.scheme.get("rank_by"))


def reduce(cells, how):
    """One value of a window: NA anywhere makes it NA, nothing reported makes it missing."""
    statuses = [status for _, status, _ in cells]
    numbers = [number for _, status, number in cells if status == SCORED]
    if NOT_APPLICABLE in statuses:
        return NOT_APPLICABLE, None
    if not numbers:
        return MISSING, None
    if how == "sum":
        return SCORED, sum(numbers)
    if how == "mean":
        return SCORED, sum(numbers) / len(numbers)
    return SCORED, {"last": numbers[-1], "max": max(numbers), "min": min(numbers)}[how]
