"""The weights of a step in one category under a weight scenario: nominal points, risk factors, fixed top levels."""

from fractions import Fraction

from .dataset import Unsupported


class Step:
    """One window that is scored: its indicators and top levels."""

    def __init__(self, data, prefix, window, weights_key, scenario):
        self.data, self.prefix, self.window = data, prefix, window
        declared = data.scheme.get(weights_key) or {}
        if weights_key == "none":
            declared = {}
        self.top = list(dict.fromkeys(l1 for c in data.categories for l1 in declared.get(c, {})))
        self.indicators = [i for i in data.indicators if i.l1 in self.top]
        self.groups = list(dict.fromkeys(i.group for i in self.indicators))
        self.declared = declared
        self.fixed, self.risk = {}, {}
        if scenario is not None:
            known = [s for s in data.scheme.get("scenarios", ()) if s["id"] == scenario]
            if len(known) != 1:
                raise Unsupported("the scheme %s" % scenario)
            self.fixed = known[0].get("fixed", {})
            self.risk = known[0].get("risk_factors", {})

    def of_group(self, group):
        return [i for i in self.indicators if i.group == group]

    def groups_of(self, l1):
        return list(dict.fromkeys(i.group for i in self.indicators if i.l1 == l1))

    def top_weight(self, category, l1):
        """A fixed weight as it is; the others share what is left in proportion."""
        own = self.declared.get(category, {})
        weights = {name: Fraction(w) for name, w in own.items()}
        if not self.fixed or l1 not in weights:
            return weights.get(l1, Fraction(0))
        fixed = {name: Fraction(w) for name, w in self.fixed.items() if name in weights}
        if l1 in fixed:
            return fixed[l1]
        whole = sum(weights.values())
        left, were = whole - sum(fixed.values()), whole - sum(weights[name] for name in fixed)
        return weights[l1] * left / were

    def whole(self, category):
        return sum((self.top_weight(category, l1) for l1 in self.top), Fraction(0))

    def group_weight(self, category, group):
        return sum((i.points[category] for i in self.of_group(group)), Fraction(0))

    def risky(self, group):
        """Do risk factors move the points of this second level?"""
        return any(i.id in self.risk for i in self.of_group(group))

    def weight(self, category, indicator):
        """Nominal points, times the factor, renormalised inside the second level."""
        if not self.risky(indicator.group):
            return indicator.points[category]
        moved = {i.id: i.points[category] * Fraction(self.risk.get(i.id, 1)) for i in self.of_group(indicator.group)}
        total = sum(moved.values())
        return moved[indicator.id] * self.group_weight(category, indicator.group) / total if total else Fraction(0)
