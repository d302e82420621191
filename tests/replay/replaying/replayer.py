"""Compares the proofs of all subjects with what their columns must be, and computes every value again.

First the structure: members, leaves, formulas and constants must be those that the files and the rules ask for. Then
the numbers: each formula of the proof is evaluated exactly, from the leaves of the files on. A structure that agrees
has exactly one set of values, so a changed proof of one subject can be checked against the values already there.
"""

import json
from fractions import Fraction
from math import copysign

from .calendar import Calendar
from .language import NOT_APPLICABLE, SCORED, STATUSES, Evaluator, FormulaError, bind, grain, snapped
from .plan import grain_of

SAME = 1e-12
NEVER_NEGATIVE_ZERO = {"total", "published"}
HEADER = {"subject", "category", "scheme", "period", "columns"}


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
    """Equal and of the same kind; 3 and 3.0 are the same number, but a count is whole."""
    if type(want) is float:
        return is_number(got) and got == want
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
        self.grains, self.proved, self.exact, self.rough = {}, {}, {}, {}

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

    def faults_of(self, proof, values):
        """Every column against what it must be, and with `values` every number; one fault after the other."""
        try:
            unit = self.check_header(proof)
        except Fault as fault:
            yield str(fault)
            return
        seen = set()
        for column in proof["columns"]:
            fault = self.fault_of(unit, column, seen, values)
            if fault:
                yield fault
        absent = [name for name in self.wanted[unit] if name not in seen]
        if absent:
            yield "%s: %d columns are not there, such as %s" % (unit, len(absent), ", ".join(absent[:3]))

    def fault_of(self, unit, column, seen, values=True):
        """What is wrong with one column after those that were seen, or None."""
        try:
            self.check_column(self.wanted[unit], seen, column)
            if values:
                self.check_value(column, *self.rough[unit][column["name"]])
        except (Fault, FormulaError) + UNREADABLE as fault:
            return "%s %s: %s" % (unit, column.get("name", "?") if isinstance(column, dict) else "?", fault)
        return None

    def check_column(self, wanted, seen, column):
        if not isinstance(column, dict) or "name" not in column:
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
        if column.keys() != want.keys:
            raise Fault("the members %s instead of %s" % (sorted(column), sorted(want.keys)))
        for key, value in want.members.items():
            if not same(column[key], value):
                raise Fault("%s is %s, not %s" % (key, shown(column[key]), shown(value)))
        if want.tree:
            self.check_formula(want, column, seen)

    def check_formula(self, want, column, seen):
        if not same(column["parameters"], want.parameters):
            raise Fault("constants %s, not %s" % (shown(column["parameters"]), shown(want.parameters)))
        # The same text with the same columns need not be parsed for every subject.
        known = self.proved.get(want.name)
        if not known or known[0] != column["formula"] or known[1] != column["reads"] or known[2] is not want.tree:
            if self.tree(column) != want.tree:
                raise Fault("%s (%s) is not the formula of the rule" % (column["formula"], shown(column["reads"])))
            self.proved[want.name] = column["formula"], dict(column["reads"]), want.tree
        if not want.reads <= seen:
            raise Fault("reads %s, which stands later" % ", ".join(sorted(want.reads - seen)))

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
        faults = [fault for proof in proofs for fault in self.faults_of(proof, values=False)]
        if not faults and sorted(proof["subject"] for proof in proofs) != sorted(self.data.subjects):
            faults.append("the subjects are not those of units.csv")
        if not faults:
            try:
                self.compute(proofs)
            except (Fault, FormulaError) as fault:
                return [str(fault)]
            faults = [fault for proof in proofs for fault in self.faults_of(proof, values=True)]
        return faults

    def check(self, proof):
        """The first fault of one subject among the others that were loaded, or None."""
        return next(self.faults_of(proof, values=True), None)

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

    @staticmethod
    def check_value(column, status, want):
        """Status and number of a column against the exact ones."""
        got = column["value"]
        if column["status"] != status:
            raise Fault("%r, not %r" % (column["status"], status))
        if want is None:
            if got is not None:
                raise Fault("%r without being scored" % (got,))
        elif not is_number(got) or not abs(got - want) <= SAME * max(1.0, abs(want)):
            raise Fault("%r, not %r" % (got, want))
        elif got == 0 and copysign(1, got) < 0 and column["name"].split("/")[-1] in NEVER_NEGATIVE_ZERO:
            raise Fault("zero with a minus sign")


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
