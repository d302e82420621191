"""The steps of a year: one window, months scored one by one, or quarters with an annual step that joins them."""

from fractions import Fraction

from .dataset import Unsupported, Window, span
from .plan import Grading, Sheet, add_indicator, add_standing, add_total, add_weights
from .weights import Step


class Calendar:
    """Which steps a run has, and the columns of every subject in them."""

    def __init__(self, data, scenario=None, period=None):
        self.data, self.scenario, scheme = data, scenario, data.scheme
        quarters = scheme.get("quarter")
        self.annual = scheme.get("annual")
        self.stages = list(scheme.get("months", ())) or (["Q1", "Q2", "Q3", "Q4"] if quarters else [])
        if self.annual:
            self.grading = Grading(self.annual, False, scheme, ties=["total"])
        else:
            self.grading = Grading(scheme, True)
        self.stage_grading = Grading(quarters, False) if quarters else self.grading
        self.window = Window()
        self.final = True
        if period is not None and not self.stages:
            self.window = Window(period)
        elif period is not None and period != "Y":
            if period not in self.stages:
                raise Unsupported("the period %s" % period)
            self.stages, self.final = [period], False

    def prefix(self, stage):
        """A stage that is asked for by itself stands without its name."""
        return stage + "/" if self.final else ""

    def acts_at_the_end(self, period):
        """Does an event of this period act in the last step? The stages keep theirs."""
        if not self.stages:
            return period in self.window.periods
        return not any(span(s)[0] <= span(period)[0] and span(period)[1] <= span(s)[1] for s in self.stages)

    def columns(self, unit):
        """All columns of one subject, by name."""
        sheet = Sheet(self.data, unit)
        for stage in self.stages:
            self.add_stage(sheet, stage)
        sheet.prefix = ""
        if self.final:
            self.add_final(sheet)
        return sheet.columns

    def add_list(self, sheet, step):
        sheet.prefix = step.prefix
        for indicator in step.indicators:
            add_indicator(sheet, step, indicator)
        add_weights(sheet, step)

    def add_stage(self, sheet, stage):
        step = self.step_of_stage(stage)
        self.add_list(sheet, step)
        sheet.formula("base", "if(live > 0, own, na)", {"live": "live", "own": "own"})

        def acts(period):
            return period in step.window.periods

        add_total(sheet, self.stage_grading, acts)
        add_standing(sheet, self.stage_grading, acts)

    def step_of_stage(self, stage):
        return Step(self.data, self.prefix(stage), Window(stage, stage=True), "l1_weights", self.scenario)

    def own_list(self):
        """The step that is scored without a stage: the whole list, the annual list, or none."""
        key = "l1_weights" if not self.stages else "annual_l1_weights" if self.annual else "none"
        return Step(self.data, "", self.window, key, self.scenario)

    def add_final(self, sheet):
        self.add_list(sheet, self.own_list())
        total, barring = "total", []
        if not self.stages:
            sheet.formula("base", "if(live > 0, own, na)", {"live": "live", "own": "own"})
            add_total(sheet, self.grading, self.acts_at_the_end)
        else:
            self.join(sheet, "stages", "total")
            if self.annual:
                shares = {"stage_share": Fraction(self.annual["quarter_weight"]),
                          "own_share": Fraction(self.annual["annual_weight"])}
                sheet.formula("base", "if(live > 0, stage_share * mean + own_share * own, na)",
                              {"live": "live", "mean": "stages.mean", "own": "own"}, shares)
                add_total(sheet, self.grading, self.acts_at_the_end)
                barring = self.barring()
            else:
                for name in self.joined_totals():
                    self.join(sheet, name, name)
                total = "stages.mean"
            for l1 in self.step_of_stage(self.stages[0]).top:
                for part in ("score", "effective", "live"):
                    self.join(sheet, "%s.%s" % (l1, part), "%s.%s" % (l1, part))
            rows = [{"missing": ":%s/missing" % stage} for stage in self.stages] + [{"missing": "missing"}]
            sheet.many("missing.all", "sum", "{missing}", rows)
        add_standing(sheet, self.grading, self.acts_at_the_end, total, barring)

    def joined_totals(self):
        caps = self.stage_grading.caps
        names = ["base", "bonus.sum", "deduction.sum"]
        return names + [name for name in ("bonus", "deduction") if caps[name] is not None]

    def join(self, sheet, name, column):
        """Sum, count and mean of one column over the stages; a stage without a number does not count."""
        rows = [{"x": ":%s/%s" % (stage, column)} for stage in self.stages]
        sheet.many(name + ".sum", "sum", "else({x}, 0)", rows)
        sheet.many(name + ".count", "sum", "present({x})", rows)
        sheet.formula(name + ".mean", "sum / n", {"sum": name + ".sum", "n": name + ".count"})

    def barring(self):
        """(column, index of the grade) of every quarterly grade that bars the best annual one."""
        names = [name for _, name in self.stage_grading.grades]
        barred = [names.index(name) for name in self.annual.get("bar_quarters", ())]
        return [("%s/grade" % stage, index) for stage in self.stages for index in barred]
