"""Changes one thing of a proof at a time, and puts it back."""

import re

LITERAL = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")


def numbers(tree):
    """(container, key) of every number of a JSON tree."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in list(items):
        if isinstance(value, (dict, list)):
            yield from numbers(value)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            yield tree, key


def texts(tree):
    """(container, key) of every text."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in list(items):
        if isinstance(value, (dict, list)):
            yield from texts(value)
        elif isinstance(value, str):
            yield tree, key


def other_numbers(value):
    """Far from and near to the number that stands there, never the same."""
    return [value + 1, value + abs(value) * 1e-4 + 1e-4]


def literals(column):
    """The formula with each number of its text changed in turn."""
    for match in LITERAL.finditer(column["formula"]):
        text = match.group()
        for changed in other_numbers(float(text)):
            yield column["formula"][:match.start()] + repr(changed) + column["formula"][match.end():]


class Changed:
    """`with Changed(container, key, value):` the value stands there for as long."""

    def __init__(self, container, key, value):
        self.container, self.key, self.value = container, key, value

    def __enter__(self):
        self.before = self.container[self.key]
        self.container[self.key] = self.value

    def __exit__(self, *_):
        self.container[self.key] = self.before


def disturbances(column):
    """Changes of a column that are none of a number: (what, the column afterwards)."""
    for key in column:
        yield "without " + key, {k: v for k, v in column.items() if k != key}
        yield key + " renamed", {k + "_" if k == key else k: v for k, v in column.items()}
        for value in (True, None if column[key] is not None else [], [column[key]]):
            if value != column[key] or isinstance(value, bool):
                yield "%s as %r" % (key, value), dict(column, **{key: value})
    yield "one member more", dict(column, weight=1)
    for status in ("scored", "missing", "notApplicable", "invalid", "withheld"):
        if status != column["status"]:
            yield "status " + status, dict(column, status=status)
    if isinstance(column["value"], float):
        yield "number as text", dict(column, value=str(column["value"]))
        yield "not a number", dict(column, value=float("nan"))
    else:
        yield "a number without one", dict(column, value=0.0)
    for key in ("cells", "scores", "events", "reported"):
        for k in range(len(column.get(key, ()))):
            yield "one of %s less" % key, dict(column, **{key: column[key][:k] + column[key][k + 1:]})
            yield "one of %s twice" % key, dict(column, **{key: column[key][:k + 1] + column[key][k:]})
