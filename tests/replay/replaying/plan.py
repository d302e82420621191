"""The columns that a subject must have, no more and no fewer: leaves from the files, formulas from the rules.

A column is expected as a dictionary of the members that the proof shows, with the numbers as fractions.
"""

from fractions import Fraction

from .dataset import reduce
from .language import NOT_APPLICABLE, SCORED, STATUSES, bind, columns_read, grain
from .rules import TARGETED, decimal, formulas, rater_groups

FORMULA = ("formula", "reads", "parameters")
REDUCTIONS = {"sum": "sum", "avg": "mean", "last": "last", "max": "max", "min": "min"}


def plain(value):
    """The same with floating-point numbers instead of fractions."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return float(value) if type(value) is Fraction else value


class Column:
    """What one column must be. `exact` is the pair of a leaf; formulas are evaluated later."""

    def __init__(self, name, kind, grain, members=None, exact=None, tree=None, constants=None):
        self.name, self.kind, self.grain = name, kind, grain
        self.exact, self.tree, self.constants = exact, tree, constants or {}
        # As a program that reads JSON sees them: each decimal as the nearest floating-point number.
        self.members, self.parameters = plain(members or {}), plain(self.constants)
        self.reads = columns_read(tree) if tree else frozenset()
        self.keys = {"name", "grain", "status", "value", "kind"}.union(self.members, FORMULA if tree else ())


def grain_of(columns, name):
    """The grain of a column: as declared, else that of its formula."""
    column = columns[name]
    return column.grain or grain(column.tree, lambda read: grain_of(columns, read))


class Sheet:
    """Collects the columns of one subject."""

    def __init__(self, data, unit):
        self.data, self.unit, self.columns = data, unit, {}
        self.category = data.units[unit]["category"]
        self.prefix = ""

    def add(self, column):
        if column.name in self.columns:
            raise ValueError("the column %s twice" % column.name)
        self.columns[column.name] = column

    def leaf(self, name, kind, exact, members=None, grain="score"):
        self.add(Column(self.prefix + name, kind, grain, members, exact))

    def weight(self, name, value, grain="score"):
        self.leaf(name, "category", (SCORED, Fraction(value)), grain=grain)

    def outside(self, name, grain):
        self.leaf(name, "outside", (NOT_APPLICABLE, None), grain=grain)

    def formula(self, name, text, reads=None, constants=None, grain=None, peers=None, among=None):
        """`reads`: symbol → column of this step, or a full name after a colon. Without `grain` it is inferred."""
        full = {s: c[1:] if c.startswith(":") else self.prefix + c for s, c in (reads or {}).items()}
        constants = constants or {}
        tree = bind(text, tuple(sorted(full.items())), frozenset(constants))
        members = {}
        if peers:
            members = {"group": peers, "among": among and self.prefix + among}
        kind = "peers" if peers else "formula"
        self.add(Column(self.prefix + name, kind, grain, members, None, tree, constants))

    def many(self, name, function, term, rows):
        """function(term, term, …) with a numbered copy of every symbol for each row of columns."""
        terms, reads = [], {}
        for k, row in enumerate(rows, 1):
            text = term
            for symbol, column in row.items():
                text = text.replace("{%s}" % symbol, "%s_%d" % (symbol, k))
                reads["%s_%d" % (symbol, k)] = column
            terms.append(text)
        self.formula(name, "%s(%s)" % (function, ", ".join(terms)), reads)


def period_cells(cells, field):
    return [{"field": field, "period": p, "status": STATUSES[s], "value": v} for p, s, v in cells]


def add_cells(sheet, step, indicator, name, field, how, answer=None):
    """A column that reduces reported cells."""
    data, whose = sheet.data, sheet.data.whose(sheet.unit, indicator)
    cells = data.cells(whose, indicator, field, step.window, answer)
    shown = field if answer is None else {"answers": answer}
    members = {"reduction": how, "subject": whose, "cells": period_cells(cells, shown)}
    sheet.leaf("%s.%s" % (indicator.id, name), "periods", reduce(cells, how), members, "raw")


def add_own(sheet, step, indicator, field, name, otherwise=None):
    """A target or base that subjects have of their own: the last one in the window, or else nothing."""
    symbol = field[0]
    add_cells(sheet, step, indicator, "own_" + name, field, "last")
    reads = {symbol: "%s.own_%s" % (indicator.id, name)}
    sheet.formula("%s.%s" % (indicator.id, name), "else(%s, na)" % symbol, reads, grain="raw")
    if otherwise is not None:
        sheet.formula("%s.%s" % (indicator.id, field), "else(t, standard)", {"t": "%s.%s" % (indicator.id, name)},
                      {"standard": otherwise}, "raw")


def add_ballots(sheet, step, indicator):
    whose = sheet.data.whose(sheet.unit, indicator)
    ballots = sheet.data.ballots.get((whose, indicator.id), ())
    for k, group in enumerate(rater_groups(indicator), 1):
        scores = [s for period, g, s in ballots if g == group and period in step.window.periods]
        statistics = (("n", "count", Fraction(len(scores))), ("s", "sum", sum(scores, Fraction(0))),
                      ("l", "lowest", min(scores, default=Fraction(0))),
                      ("h", "highest", max(scores, default=Fraction(0))))
        for letter, statistic, value in statistics:
            members = {"statistic": statistic, "subject": whose, "group": group}
            if statistic == "count":
                members["scores"] = scores
            sheet.leaf("%s.%s%d" % (indicator.id, letter, k), "ballots", (SCORED, value), members, "raw")


def add_reported(sheet, step, indicator):
    """Targets, bases, cells and ballots of an indicator."""
    data, of = sheet.data, indicator.id + "."
    due = step.window.of_cycle(indicator.cycle)
    how = REDUCTIONS[indicator.agg]
    if indicator.method in TARGETED:
        issued = bool(data.filled.get((indicator.id, "target")))
        if issued and indicator.target is not None:
            add_own(sheet, step, indicator, "target", "issued", indicator.target)
        elif issued or indicator.target is None:
            add_own(sheet, step, indicator, "target", "target")
        else:
            sheet.weight(of + "target", indicator.target, "raw")
    if indicator.method == "growth":
        add_own(sheet, step, indicator, "base", "base")
    names = {"multi_rater": ["o"], "satisfaction": ["n1", "n2", "n3", "n4", "n5"]}.get(indicator.method, ["raw"])
    for k, name in enumerate(names):
        if due:
            answer = k if indicator.method == "satisfaction" else None
            add_cells(sheet, step, indicator, name, "value", how, answer)
        else:
            sheet.formula(of + name, "na", grain="raw")
    if indicator.method == "multi_rater":
        add_ballots(sheet, step, indicator)


def add_indicator(sheet, step, indicator):
    """Everything of one indicator up to its ratio."""
    of, category = indicator.id + ".", sheet.category
    before = len(sheet.columns)
    sheet.weight(of + "points", indicator.points[category])
    if step.risky(indicator.group):
        sheet.weight(of + "weight", step.weight(category, indicator))
    add_reported(sheet, step, indicator)
    for column in formulas(indicator):
        reads = {symbol: of + name for symbol, name in column.reads.items()}
        sheet.formula(of + column.name, column.text, reads, column.constants, column.grain, column.peers)
    ratio = "if(present(x), rule, if(lacks(x), 0, na))"
    sheet.formula(of + "ratio", ratio, {"x": of + "raw", "rule": of + "rule"})
    whose = sheet.data.whose(sheet.unit, indicator)
    cells = sheet.data.cells(whose, indicator, "value", step.window, 0 if indicator.method == "satisfaction" else None)
    reported = [p for p, status, _ in cells if status == SCORED]
    expected = 0 if indicator.method == "multi_rater" else len(step.window.of_cycle(indicator.cycle))
    members = {"expected": expected, "reported": reported}
    sheet.leaf(of + "gaps", "gaps", (SCORED, Fraction(expected - len(reported))), members)
    group_share = {"w": of + "weight"} if step.risky(indicator.group) else {"p": of + "points"}
    symbol = next(iter(group_share))
    sheet.formula(of + "effective", "if(applies(r), %s * f, 0)" % symbol,
                  dict(group_share, f=indicator.group + ".factor", r=of + "ratio"))
    if indicator.points[category] == 0:
        close(sheet, before)
    sheet.formula(of + "score", "else(e * r, 0)", {"e": of + "effective", "r": of + "ratio"})


def close(sheet, before):
    """The indicator is not on the list of this category: every column of it stands, outside and not applicable."""
    names = list(sheet.columns)[before:]
    grains = [(name, grain_of(sheet.columns, name)) for name in names]
    for name, grain in grains:
        sheet.columns[name] = Column(name, "outside", grain, None, (NOT_APPLICABLE, None))


def add_weights(sheet, step):
    """Reallocation from the top: what does not apply gives its weight to its live neighbours in proportion."""
    category = sheet.category
    for group in step.groups:
        own = step.of_group(group)
        symbol, column = ("w", "weight") if step.risky(group) else ("p", "points")
        rows = [{"r": i.id + ".ratio", symbol: "%s.%s" % (i.id, column)} for i in own]
        sheet.many(group + ".live", "sum", "if(applies({r}), {%s}, 0)" % symbol, rows)
        sheet.weight(group + ".weight", step.group_weight(category, group))
        sheet.formula(group + ".effective", "if(live > 0, w * f, 0)",
                      {"live": group + ".live", "w": group + ".weight", "f": own[0].l1 + ".factor"})
        sheet.formula(group + ".factor", "e / live", {"e": group + ".effective", "live": group + ".live"})
        sheet.many(group + ".score", "sum", "{s}", [{"s": i.id + ".score"} for i in own])
    for l1 in step.top:
        groups = step.groups_of(l1)
        rows = [{"live": g + ".live", "w": g + ".weight"} for g in groups]
        sheet.many(l1 + ".live", "sum", "if({live} > 0, {w}, 0)", rows)
        sheet.weight(l1 + ".weight", step.top_weight(category, l1))
        sheet.formula(l1 + ".effective", "if(mine > 0, w * whole / live, 0)",
                      {"mine": l1 + ".live", "w": l1 + ".weight", "whole": "whole", "live": "live"})
        sheet.formula(l1 + ".factor", "e / live", {"e": l1 + ".effective", "live": l1 + ".live"})
        sheet.many(l1 + ".score", "sum", "{s}", [{"s": g + ".score"} for g in groups])
    sheet.many("live", "sum", "if({live} > 0, {w}, 0)", [{"live": l + ".live", "w": l + ".weight"} for l in step.top])
    sheet.weight("whole", step.whole(category))
    sheet.many("missing", "sum", "lacks({x})", [{"x": i.id + ".raw"} for i in step.indicators])
    sheet.many("own", "sum", "{s}", [{"s": l1 + ".score"} for l1 in step.top])


def add_events(sheet, name, kind, acts):
    shown, counted = [], []
    for row, verdict in sheet.data.counted_events(sheet.unit, kind, acts):
        points = Fraction(row["points"] or 0)
        shown.append({"code": row["code"], "points": points, "period": row["period"], "counted": verdict})
        if verdict == "yes":
            counted.append(points)
    value = sum(counted, Fraction(0)) if kind in ("bonus", "deduction") else Fraction(bool(counted))
    sheet.leaf(name, "events", (SCORED, value), {"event": kind, "events": shown})


class Grading:
    """Caps, grade lines and quota of a step."""

    def __init__(self, table, veto_leaves, fallback=None, ties=None):
        def limit(key):
            value = table.get(key, (fallback or {}).get(key))
            return None if value is None else Fraction(value)
        self.caps = {"bonus": limit("bonus_cap"), "deduction": limit("deduct_cap")}
        self.most, self.veto_leaves = limit("max_total"), veto_leaves
        self.grades = [(Fraction(line), name) for line, name in table["grades"]]
        self.quota = None if table.get("quota_top") is None else Fraction(table["quota_top"])
        self.ties = ties if ties is not None else [l1 + ".score" for l1 in table.get("tie_l1", ())]


def add_total(sheet, grading, acts):
    """base + bonus − deduction inside their caps; `base` stands already."""
    reads = {"base": "base"}
    for name, symbol in (("bonus", "bonuses"), ("deduction", "deductions")):
        add_events(sheet, name + ".sum", name, acts)
        cap = grading.caps[name]
        if cap is None:
            reads[name] = name + ".sum"
        else:
            sheet.formula(name, "min(%s, cap)" % symbol, {symbol: name + ".sum"}, {"cap": cap})
            reads[name] = name
    if grading.most is None:
        sheet.formula("total", "max(base + bonus - deduction, 0)", reads)
    else:
        sheet.formula("total", "clamp(base + bonus - deduction, 0, most)", reads, {"most": grading.most})


def add_standing(sheet, grading, acts, total="total", barring=()):
    """Published total, grade, quota and rank."""
    add_events(sheet, "veto", "veto", acts)
    add_events(sheet, "bar.events", "bar", acts)
    bar = "bar.events"
    if barring:
        text, reads = "events", {"events": "bar.events"}
        for k, (column, index) in enumerate(barring):
            text += " or else(g%d = %d, 0)" % (k, index)
            reads["g%d" % k] = ":" + column
        sheet.formula("bar", text, reads)
        bar = "bar"
    sheet.formula("published", "round(total, 2)", {"total": total})
    last = len(grading.grades) - 1
    table = ", ".join("%s: %d" % (decimal(line), k) for k, (line, _) in enumerate(grading.grades))
    sheet.formula("grade.by_score", "steps(published, %s, else: %d)" % (table, last), {"published": "published"})
    reads = {"g": "grade.by_score", "veto": "veto", "bar": bar}
    sheet.formula("candidate", "g = 0 and veto = 0 and bar = 0", reads)
    sheet.formula("counted", "if(veto = 1, 0, published)", {"veto": "veto", "published": "published"})
    sheet.formula("members", "peer_count(counted)", {"counted": "counted"}, peers="rank")
    held = "bar = 1"
    if grading.quota is not None:
        keys = ["published"] + grading.ties
        names = {"k%d" % k: column for k, column in enumerate(keys)}
        text = "peer_rank(%s, ties max)" % ", ".join("%s high" % name for name in names)
        sheet.formula("quota.place", text, names, peers="rank", among="candidate")
        sheet.formula("quota.places", "floor(members * share)", {"members": "members"}, {"share": grading.quota})
        sheet.formula("quota.refused", "else(if(candidate = 1, if(place > places, 1, 0), 0), 0)",
                      {"candidate": "candidate", "place": "quota.place", "places": "quota.places"})
        held, reads = "bar = 1 or refused = 1", dict(reads, refused="quota.refused")
    sheet.formula("grade", "if(veto = 1, %d, if(g = 0, if(%s, 1, 0), g))" % (last, held), reads)
    order, published = "peer_rank(published high, ties min)", {"published": "published"}
    if grading.veto_leaves:
        sheet.formula("compared", "veto = 0", {"veto": "veto"})
        sheet.formula("rank.compared", order, published, peers="rank", among="compared")
        sheet.formula("rank", "if(veto = 1, members, rank)",
                      {"veto": "veto", "members": "members", "rank": "rank.compared"})
    else:
        sheet.formula("rank", order, published, peers="rank")
