"""Compares the proofs of all subjects with what their columns must be, and computes every value again.

First the structure: members, leaves, formulas and constants must be those that the files and the rules ask for. Then the
numbers: each formula of the proof is evaluated exactly, from the leaves of the files on. A structure that agrees has
exactly one set of values, so a changed proof of one subject can be checked against the values that are already there.
"""

import json
from fractions import Fraction
from math import copysign

from .calendar import Calendar
from .language import NOT_APPLICABLE, SCORED, STATUSES, Evaluator, FormulaError, bind, columns_read, grain, snapped
from .plan import grain_of

SAME = 1e-12
NEVER_NEGATIVE_ZERO = {"total", "published"}
HEADER = {"subject", "category", "scheme", "period", "columns"}
COMMON = {"name", "grain", "status", "value", "kind"}
FORMULA = {"formula", "reads", "parameters"}


# What a member of the wrong type leads to.
UNREADABLE = (TypeError, ValueError, KeyError, AttributeError)


class Fault(Exception):
    """One thing in a proof that is not as it must be."""


def no_duplicates(pairs):
    table = dict(pairs)
    if len(table) != len(pairs):
        raise Fault("a member stands twice in an object")
    return table


def no_constant(text):
    raise Fault("%s is not a number" % text)


def read_proofs(text):
    """The objects of a JSON-lines text; members that stand twice, NaN and infinities are faults."""
    return [json.loads(line, object_pairs_hook=no_duplicates, parse_constant=no_constant)
            for line in text.splitlines() if line]


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def same(got, want):
    """Equal and of the same kind; a wanted fraction is met by the nearest floating-point number only."""
    if isinstance(want, Fraction):
        return is_number(got) and got == float(want)
    if isinstance(want, dict):
        return isinstance(got, dict) and got.keys() == want.keys() and all(same(got[k], want[k]) for k in want)
    if isinstance(want, list):
        return isinstance(got, list) and len(got) == len(want) and all(map(same, got, want))
    return type(got) is type(want) and got == want


class Replay:
    """One run of the product over one data set."""

    def __init__(self, data, scenario=None, period=None):
        self.data, self.scenario, self.period = data, scenario, period
        self.calendar = Calendar(data, scenario, period)
        self.wanted = {unit: self.calendar.columns(unit) for unit in data.subjects}
        self.names, self.grains, self.exact, self.rough = [], {}, {}, {}

    # Structure

    def check_header(self, proof):
        if not isinstance(proof, dict) or proof.keys() != HEADER:
            raise Fault("the members of a subject are not %s" % sorted(HEADER))
        unit = proof["subject"]
        if not isinstance(unit, str) or unit not in self.wanted or not isinstance(proof["columns"], list):
            raise Fault("%r is not a subject that is assessed" % (unit,))
        for key, want in (("category", self.data.units[unit]["category"]), ("scheme", self.scenario),
                          ("period", self.period)):
            if not same(proof[key], want):
                raise Fault("%s: the %s is %r, not %r" % (unit, key, proof[key], want))
        return unit

    def structure(self, proof, faults):
        """Every column against what it must be."""
        unit = self.check_header(proof)
        wanted, seen = self.wanted[unit], set()
        for column in proof["columns"]:
            try:
                self.check_column(wanted, seen, column)
            except (Fault, FormulaError) + UNREADABLE as fault:
                faults.append("%s %s: %s" % (unit, column.get("name", "?") if isinstance(column, dict) else "?", fault))
        absent = [name for name in wanted if name not in seen]
        if absent:
            faults.append("%s: %d columns are not there, such as %s" % (unit, len(absent), ", ".join(absent[:3])))
        return unit

    def check_column(self, wanted, seen, column):
        if not isinstance(column, dict) or not COMMON <= column.keys():
            raise Fault("not a column")
        name = column["name"]
        if name not in wanted:
            raise Fault("a column that must not be there")
        if name in seen:
            raise Fault("the column stands twice")
        seen.add(name)
        want = wanted[name]
        if column["kind"] != want.kind:
            raise Fault("of kind %r, not %r" % (column["kind"], want.kind))
        if column["grain"] != self.grain(wanted, name):
            raise Fault("of grain %r, not %r" % (column["grain"], self.grain(wanted, name)))
        if column["status"] not in STATUSES:
            raise Fault("of status %r" % (column["status"],))
        members = set(want.members) | (FORMULA if want.tree else set())
        if column.keys() != COMMON | members:
            raise Fault("the members %s instead of %s" % (sorted(column.keys() - COMMON), sorted(members)))
        for key, value in want.members.items():
            if not same(column[key], value):
                raise Fault("%s is %s, not %s" % (key, shown(column[key]), shown(value)))
        if want.tree:
            self.check_formula(want, column, seen)

    def check_formula(self, want, column, seen):
        if not same(column["parameters"], want.constants):
            raise Fault("constants %s, not %s" % (shown(column["parameters"]), shown(want.constants)))
        tree = self.tree(column)
        if tree != want.tree:
            raise Fault("%s (%s) is not the formula of the rule" % (column["formula"], shown(column["reads"])))
        late = sorted(name for name in columns_read(tree) if name not in seen)
        if late:
            raise Fault("reads %s, which stands later" % ", ".join(late))

    @staticmethod
    def tree(column):
        if not isinstance(column["formula"], str) or not isinstance(column["reads"], dict):
            raise Fault("not a formula")
        return bind(column["formula"], tuple(sorted(column["reads"].items())), frozenset(column["parameters"]))

    def grain(self, wanted, name):
        if name not in self.grains:
            self.grains[name] = grain_of(wanted, name)
        return self.grains[name]

    # Values

    def load(self, proofs):
        """Checks the structure of everybody and computes all values; returns the faults."""
        faults = []
        units = [self.structure(proof, faults) for proof in proofs]
        if sorted(units) != sorted(self.data.subjects):
            faults.append("the subjects are not those of units.csv")
        if not faults:
            self.compute(proofs)
            for proof in proofs:
                self.values(proof, faults)
        return faults

    def check(self, proof):
        """The faults of one subject among the others that were loaded."""
        faults = []
        unit = self.structure(proof, faults)
        if not faults:
            self.values(proof, faults)
        return faults

    def compute(self, proofs):
        """Column by column over all subjects, in the order of the proofs, with the formulas of the proofs."""
        orders = [[column["name"] for column in proof["columns"]] for proof in proofs]
        rows = {proof["subject"]: {c["name"]: c for c in proof["columns"]} for proof in proofs}
        self.exact = {unit: {} for unit in rows}
        order = orders[0]
        if any(other != order for other in orders):
            raise Fault("the columns of two subjects stand in different orders")
        for name in order:
            peers = []
            for unit, columns in rows.items():
                want = self.wanted[unit][name]
                if want.kind == "peers":
                    peers.append(unit)
                elif want.tree:
                    self.exact[unit][name] = self.evaluator(unit, want).value(self.tree(columns[name]))
                else:
                    self.exact[unit][name] = want.exact
            if peers:
                self.compare_peers(name, peers, self.tree(rows[peers[0]][name]))
        self.rough = {unit: {name: (STATUSES[status], None if value is None else float(value))
                             for name, (status, value) in row.items()} for unit, row in self.exact.items()}

    def evaluator(self, unit, want):
        return Evaluator(self.grains.__getitem__, self.exact[unit].__getitem__, want.constants)

    def group_of(self, unit, group):
        return self.data.units[unit]["category"] if group == "category" else self.data.rank_group(unit)

    def compare_peers(self, name, units, tree):
        groups = {}
        for unit in units:
            groups.setdefault(self.group_of(unit, self.wanted[unit][name].members["group"]), []).append(unit)
        for members in groups.values():
            among = self.wanted[members[0]][name].members["among"]
            if tree[0] == "peer_rank":
                self.rank(name, members, among, tree)
                continue
            pairs = {unit: self.evaluator(unit, self.wanted[unit][name]).value(tree[2][0]) for unit in members}
            numbers = [value for unit, (status, value) in pairs.items() if status == SCORED]
            for unit in members:
                self.exact[unit][name] = statistic(tree[1], numbers)

    def rank(self, name, members, among, tree):
        """Ranks of those that take part and have all keys; the others have none."""
        _, keys, ties = tree
        place = {}
        for unit in members:
            evaluator = self.evaluator(unit, self.wanted[unit][name])
            pairs = [evaluator.value(key) for key, _ in keys]
            status = max(status for status, _ in pairs)
            if status != SCORED or among and self.exact[unit][among] != (SCORED, 1):
                self.exact[unit][name] = NOT_APPLICABLE, None
            else:
                grains = [grain(key, self.grains.__getitem__) for key, _ in keys]
                place[unit] = tuple(snapped(value, at) * (1 if way == "high" else -1)
                                    for (_, value), at, (_, way) in zip(pairs, grains, keys))
        for unit, own in place.items():
            better = [key for key in place.values() if key > own]
            equal = sum(1 for key in place.values() if key == own)
            first = len(set(better)) + 1 if ties == "dense" else len(better) + 1
            last = first + equal - 1
            value = {"min": first, "dense": first, "max": last, "average": Fraction(first + last, 2)}[ties]
            self.exact[unit][name] = SCORED, Fraction(value)

    def values(self, proof, faults):
        """The statuses and numbers of one proof against the exact ones."""
        unit = proof["subject"]
        rough = self.rough[unit]
        for column in proof["columns"]:
            status, want = rough[column["name"]]
            got = column["value"]
            if column["status"] != status:
                faults.append("%s %s: %r, not %r" % (unit, column["name"], column["status"], status))
            elif want is None:
                if got is not None:
                    faults.append("%s %s: %r without being scored" % (unit, column["name"], got))
            elif not is_number(got) or not abs(got - want) <= SAME * max(1.0, abs(want)):
                faults.append("%s %s: %r, not %r" % (unit, column["name"], got, want))
            elif got == 0 and copysign(1, got) < 0 and column["name"].split("/")[-1] in NEVER_NEGATIVE_ZERO:
                faults.append("%s %s: zero with a minus sign" % (unit, column["name"]))


def statistic(name, numbers):
    if name == "peer_count":
        return SCORED, Fraction(len(numbers))
    if not numbers:
        return NOT_APPLICABLE, None
    total = sum(numbers)
    return SCORED, {"peer_min": min(numbers), "peer_max": max(numbers), "peer_sum": total,
                    "peer_mean": total / len(numbers)}[name]


def shown(value):
    """A value for a message, fractions as decimals."""
    text = json.dumps(value, ensure_ascii=False, default=float)
    return text if len(text) < 300 else text[:300] + "…"
