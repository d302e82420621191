"""Points, totals, grades and ranks by plain arithmetic, compared exactly with the values of the replay."""

from fractions import Fraction

from .arithmetic import ratios
from .language import SCORED, snap


def effective_points(data, step, unit, ratio):
    """W1 · P2/ΣP2 · p/Σp over what is live, the dead top levels' weight shared by the live ones in proportion."""
    category = data.units[unit]["category"]
    live = [i for i in step.indicators if ratio[unit, i.id] is not None]
    in_group, in_top = {}, {}
    for i in live:
        in_group[i.group] = in_group.get(i.group, 0) + step.weight(category, i)
    for group, l1 in {i.group: i.l1 for i in live}.items():
        in_top[l1] = in_top.get(l1, 0) + step.group_weight(category, group)
    alive = sum(step.top_weight(category, l1) for l1 in in_top)
    points = {i.id: Fraction(0) for i in step.indicators}
    for i in live:
        top = step.top_weight(category, i.l1) * step.whole(category) / alive
        group = step.group_weight(category, i.group) / in_top[i.l1]
        points[i.id] = top * group * step.weight(category, i) / in_group[i.group]
    return points


class Outcome:
    """What every subject gets in every step."""

    def __init__(self, replay):
        self.replay, self.data, self.calendar = replay, replay.data, replay.calendar
        self.expected = {}
        self.stage_totals = {unit: [] for unit in self.data.subjects}
        self.barred = {unit: False for unit in self.data.subjects}
        for stage in self.calendar.stages:
            self.stage(stage)
        if self.calendar.final:
            self.last()

    def put(self, unit, name, value):
        self.expected[unit, name] = value

    def scored(self, step):
        """Base of every subject over one list, and the exact scores of its top levels."""
        ratio, bases, tops = ratios(self.data, step), {}, {}
        for unit in self.data.subjects:
            points = effective_points(self.data, step, unit, ratio)
            top = {l1: Fraction(0) for l1 in step.top}
            for i in step.indicators:
                own = ratio[unit, i.id]
                score = points[i.id] * (own or 0)
                top[i.l1] += score
                self.put(unit, "%s%s.ratio" % (step.prefix, i.id), own)
                self.put(unit, "%s%s.score" % (step.prefix, i.id), score)
                if i.points[self.data.units[unit]["category"]] > 0:
                    self.put(unit, "%s%s.effective" % (step.prefix, i.id), points[i.id])
            for l1, score in top.items():
                self.put(unit, "%s%s.score" % (step.prefix, l1), score)
            bases[unit], tops[unit] = sum(top.values(), Fraction(0)), top
        return bases, tops

    def total(self, unit, base, grading, acts):
        sums = {}
        for kind in ("bonus", "deduction"):
            judged = self.data.counted_events(unit, kind, acts)
            points = sum((Fraction(row["points"]) for row, verdict in judged if verdict == "yes"), Fraction(0))
            cap = grading.caps[kind]
            sums[kind] = points if cap is None else min(points, cap)
        total = max(base + sums["bonus"] - sums["deduction"], Fraction(0))
        return total if grading.most is None else min(total, grading.most)

    def happened(self, unit, kind, acts):
        return any(verdict == "yes" for _, verdict in self.data.counted_events(unit, kind, acts))

    def stage(self, stage):
        step = self.calendar.step_of_stage(stage)
        bases, tops = self.scored(step)
        grading = self.calendar.stage_grading

        def acts(period):
            return period in step.window.periods

        totals = {unit: self.total(unit, base, grading, acts) for unit, base in bases.items()}
        for unit, total in totals.items():
            self.put(unit, step.prefix + "total", total)
            self.stage_totals[unit].append(total)
        grades = self.standing(step.prefix, totals, tops, grading, acts, {})
        barring = (self.calendar.annual or {}).get("bar_quarters", ())
        for unit, grade in grades.items():
            self.barred[unit] |= grading.grades[grade][1] in barring

    def last(self):
        acts, grading = self.calendar.acts_at_the_end, self.calendar.grading
        bases, tops = self.scored(self.calendar.own_list())
        totals, annual = {}, self.calendar.annual
        for unit, base in bases.items():
            stages = self.stage_totals[unit]
            if not stages:
                totals[unit] = self.total(unit, base, grading, acts)
            elif annual:
                mean = sum(stages) / len(stages)
                base = Fraction(annual["quarter_weight"]) * mean + Fraction(annual["annual_weight"]) * base
                totals[unit] = self.total(unit, base, grading, acts)
            else:
                totals[unit] = sum(stages) / len(stages)
            if annual or not stages:
                self.put(unit, "base", base)
                self.put(unit, "total", totals[unit])
        self.standing("", totals, tops, grading, acts, self.barred if annual else {})

    def standing(self, prefix, totals, tops, grading, acts, barred):
        """Published totals, grades with the quota, ranks."""
        data, published = self.data, {unit: snap(snap(total, 9), 2) for unit, total in totals.items()}
        vetoed = {unit: self.happened(unit, "veto", acts) for unit in totals}
        ties = grading.ties if grading.quota is not None else []
        keys = {unit: (published[unit],) + tuple(
            snap(totals[unit] if name == "total" else tops[unit][name[:-len(".score")]], 9) for name in ties)
            for unit in totals}
        last = len(grading.grades) - 1
        by_line = {unit: next((k for k, (line, _) in enumerate(grading.grades) if mark >= line), last)
                   for unit, mark in published.items()}
        best = {unit for unit in totals if by_line[unit] == 0 and not vetoed[unit]
                and not self.happened(unit, "bar", acts) and not barred.get(unit)}
        grades = {}
        for unit in totals:
            group = [u for u in totals if data.rank_group(u) == data.rank_group(unit)]
            ranked = [u for u in group if not (vetoed[u] and grading.veto_leaves)]
            place = 1 + sum(published[u] > published[unit] for u in ranked)
            if vetoed[unit] and grading.veto_leaves:
                place = len(group)
            grade = last if vetoed[unit] else by_line[unit]
            if grade == 0:
                fits = unit in best
                if fits and grading.quota is not None:
                    places = snap(len(group) * grading.quota, 9).__floor__()
                    fits = sum(keys[u] >= keys[unit] for u in group if u in best) <= places
                grade = 0 if fits else 1
            grades[unit] = grade
            for name, value in (("published", published[unit]), ("rank", place), ("grade", grade)):
                self.put(unit, prefix + name, Fraction(value))
        return grades

    def faults(self):
        """Where the replay of the proofs says something else; exact, not within a tolerance."""
        found = []
        for (unit, name), want in self.expected.items():
            status, value = self.replay.exact[unit][name]
            if (value if status == SCORED else None) != want:
                found.append("%s %s: the formulas give %s, plain arithmetic %s" % (
                    unit, name, value if value is None else float(value), want if want is None else float(want)))
        return found
