"""The formula language of the proofs: an own parser, the grain of an expression, exact evaluation with fractions."""

import re
from fractions import Fraction
from functools import lru_cache

SCORED, MISSING, NOT_APPLICABLE, INVALID, WITHHELD = range(5)
STATUSES = ("scored", "missing", "notApplicable", "invalid", "withheld")
WORDS = {"na": NOT_APPLICABLE, "missing": MISSING, "invalid": INVALID, "withheld": WITHHELD}
FUNCTIONS = {
    "min": (1, 99999), "max": (1, 99999), "sum": (0, 99999), "clamp": (3, 3), "if": (3, 3), "else": (2, 2),
    "present": (1, 1), "applies": (1, 1), "lacks": (1, 1), "abs": (1, 1), "floor": (1, 1), "round": (2, 2),
    "peer_min": (1, 1), "peer_max": (1, 1), "peer_mean": (1, 1), "peer_sum": (1, 1), "peer_count": (1, 1),
}
PEERS = {"peer_min", "peer_max", "peer_mean", "peer_sum", "peer_count", "peer_rank"}
COMPARISONS = {"<", "<=", "=", "!=", ">=", ">"}
TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([^\W\d]\w*)|(<=|>=|!=|[-+*/^(),:<>=]))")


class FormulaError(Exception):
    """The text is not a formula, or a part of it has no meaning here."""


def tokens(text):
    """(kind, text) of every token; kind is number, name or the sign itself."""
    found, position, text = [], 0, text.rstrip()
    while position < len(text):
        match = TOKEN.match(text, position)
        if not match:
            raise FormulaError("cannot read %r at %d" % (text, position))
        number, name, sign = match.groups()
        found.append(("number", number) if number else ("name", name) if name else (sign, sign))
        position = match.end()
    return found


class Parser:
    """Recursive descent: or, and, not, comparison, + -, * /, unary minus, ^."""

    def __init__(self, text):
        self.text, self.all, self.at = text, tokens(text), 0

    def peek(self, ahead=0):
        k = self.at + ahead
        return self.all[k] if k < len(self.all) else ("end", "")

    def take(self, kind=None, text=None):
        token = self.peek()
        if (kind and token[0] != kind) or (text and token[1] != text):
            raise FormulaError("expected %s in %r, found %r" % (text or kind, self.text, token[1]))
        self.at += 1
        return token[1]

    def word(self, text):
        if self.peek() == ("name", text) and self.peek(1)[0] != "(":
            self.at += 1
            return True
        return False

    def whole(self):
        tree = self.either()
        if self.peek()[0] != "end":
            raise FormulaError("more than one expression in %r" % self.text)
        return tree

    def either(self):
        tree = self.both()
        while self.word("or"):
            tree = ("or", tree, self.both())
        return tree

    def both(self):
        tree = self.negation()
        while self.word("and"):
            tree = ("and", tree, self.negation())
        return tree

    def negation(self):
        return ("not", self.negation()) if self.word("not") else self.comparison()

    def comparison(self):
        tree = self.terms()
        if self.peek()[0] in COMPARISONS:
            return (self.take(), tree, self.terms())
        return tree

    def terms(self):
        tree = self.factors()
        while self.peek()[0] in ("+", "-"):
            tree = (self.take(), tree, self.factors())
        return tree

    def factors(self):
        tree = self.signed()
        while self.peek()[0] in ("*", "/"):
            tree = (self.take(), tree, self.signed())
        return tree

    def signed(self):
        if self.peek()[0] == "-":
            self.take()
            return ("neg", self.signed())
        tree = self.atom()
        if self.peek()[0] == "^":
            self.take()
            return ("^", tree, self.signed())
        return tree

    def atom(self):
        kind, text = self.peek()
        if kind == "number":
            self.take()
            return ("num", Fraction(text))
        if kind == "(":
            self.take()
            tree = self.either()
            self.take(")")
            return tree
        name = self.take("name")
        if self.peek()[0] != "(":
            return ("word", name) if name in WORDS else ("name", name)
        self.take("(")
        if name in ("steps", "steps_down", "line"):
            return self.table(name)
        if name == "peer_rank":
            return self.ranking()
        arguments = []
        while self.peek()[0] != ")":
            if arguments:
                self.take(",")
            arguments.append(self.either())
        self.take(")")
        if name not in FUNCTIONS or not FUNCTIONS[name][0] <= len(arguments) <= FUNCTIONS[name][1]:
            raise FormulaError("no function %s of %d arguments in %r" % (name, len(arguments), self.text))
        return ("call", name, tuple(arguments))

    def table(self, name):
        """steps(x, 98: 1, …, else: 0) and line(x, 60: 0.2, …)"""
        subject, rows, otherwise = self.either(), [], None
        while self.peek()[0] != ")":
            self.take(",")
            if self.peek() == ("name", "else") and self.peek(1)[0] == ":":
                self.take(), self.take()
                otherwise = self.either()
                break
            at = self.either()
            self.take(":")
            rows.append((at, self.either()))
        self.take(")")
        if not rows or (otherwise is None) != (name == "line"):
            raise FormulaError("an incomplete table in %r" % self.text)
        return (name, subject, tuple(rows), otherwise)

    def ranking(self):
        """peer_rank(x high, y low, ties min)"""
        keys, ties = [], None
        while not ties:
            if self.word("ties"):
                ties = self.take("name")
                break
            key = self.either()
            direction = self.take("name")
            if direction not in ("high", "low"):
                raise FormulaError("neither high nor low in %r" % self.text)
            keys.append((key, direction))
            self.take(",")
        self.take(")")
        if not keys or ties not in ("min", "max", "average", "dense"):
            raise FormulaError("an incomplete ranking in %r" % self.text)
        return ("peer_rank", tuple(keys), ties)


@lru_cache(maxsize=None)
def parse(text):
    """The tree of a formula; its names are not yet bound."""
    return Parser(text).whole()


@lru_cache(maxsize=None)
def bind(text, reads, constants):
    """The tree with every name bound: to a column through `reads` (name, column), else to a constant. Nothing may be
    left over on either side, or a number could stand there that nothing uses."""
    columns, used = dict(reads), set()

    def walk(tree):
        if tree[0] == "name":
            used.add(tree[1])
            if tree[1] in columns:
                return ("col", columns[tree[1]])
            if tree[1] in constants:
                return ("par", tree[1])
            raise FormulaError("the name %s of %r is bound to nothing" % (tree[1], text))
        return tuple(walk(part) if isinstance(part, tuple) and part and isinstance(part[0], (str, tuple)) else part
                     for part in tree)

    tree = walk(parse(text))
    spare = (set(columns) | set(constants)) - used
    if spare or set(columns) & set(constants):
        raise FormulaError("%r does not use %s once" % (text, ", ".join(sorted(spare)) or "its names"))
    return tree


@lru_cache(maxsize=None)
def columns_read(tree):
    """The columns in a bound tree."""
    if tree[:1] == ("col",):
        return frozenset([tree[1]])
    found = frozenset()
    for part in tree:
        if isinstance(part, tuple):
            found |= columns_read(part)
    return found


def grain(tree, of_column):
    """raw or score: how finely the numbers of an expression are meant."""
    def any_raw(parts):
        return "raw" if any(grain(part, of_column) == "raw" for part in parts) else "score"

    kind = tree[0]
    if kind == "col":
        return of_column(tree[1])
    if kind in ("+", "-", "neg"):
        return any_raw(tree[1:])
    if kind == "call":
        if tree[1] in ("abs", "min", "max", "sum", "clamp", "else", "peer_min", "peer_max", "peer_mean"):
            return any_raw(tree[2])
        if tree[1] == "if":
            return any_raw(tree[2][1:])
    return "score"


def snap(value, digits):
    """Half away from zero."""
    scaled = abs(value) * 10 ** digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, 10 ** digits)


def snapped(value, grain_of_it):
    return snap(value, 6 if grain_of_it == "raw" else 9)


class Evaluator:
    """Values of bound trees: pairs of a status and, when scored, an exact fraction."""

    def __init__(self, of_column, value_of, constants):
        """`of_column(name)` gives a column's grain, `value_of(name)` its pair; `constants` is a mapping."""
        self.of_column, self.value_of, self.constants = of_column, value_of, constants

    def value(self, tree):
        kind = tree[0]
        if kind == "num":
            return SCORED, tree[1]
        if kind == "col":
            return self.value_of(tree[1])
        if kind == "par":
            return SCORED, self.constants[tree[1]]
        if kind == "word":
            return WORDS[tree[1]], None
        if kind in ("steps", "steps_down", "line"):
            return self.table(tree)
        if kind == "call" and tree[1] in ("if", "else", "present", "applies", "lacks"):
            return self.lazy(tree[1], tree[2])
        parts = tree[2] if kind == "call" else tree[1:]
        values = [self.value(part) for part in parts]
        status = max([status for status, _ in values], default=SCORED)
        if status != SCORED:
            return status, None
        numbers = [number for _, number in values]
        if kind == "call":
            return self.call(tree[1], parts, numbers)
        return self.operation(kind, parts, numbers)

    def grain(self, tree):
        return grain(tree, self.of_column)

    def lazy(self, name, parts):
        first = self.value(parts[0])
        if name == "present":
            return SCORED, Fraction(first[0] == SCORED)
        if name == "applies":
            return SCORED, Fraction(first[0] != NOT_APPLICABLE)
        if name == "lacks":
            return SCORED, Fraction(first[0] not in (SCORED, NOT_APPLICABLE))
        if name == "else":
            return first if first[0] == SCORED else self.value(parts[1])
        if first[0] != SCORED:
            return first
        return self.value(parts[1] if first[1] != 0 else parts[2])

    def operation(self, kind, parts, numbers):
        if kind == "neg":
            return SCORED, -numbers[0]
        if kind == "not":
            return SCORED, Fraction(numbers[0] == 0)
        a, b = numbers
        if kind in COMPARISONS:
            at = "raw" if "raw" in (self.grain(parts[0]), self.grain(parts[1])) else "score"
            a, b = snapped(a, at), snapped(b, at)
            holds = {"<": a < b, "<=": a <= b, "=": a == b, "!=": a != b, ">=": a >= b, ">": a > b}
            return SCORED, Fraction(holds[kind])
        if kind == "/":
            return (SCORED, a / b) if b != 0 else (NOT_APPLICABLE, None)
        if kind == "^":
            if b.denominator != 1:
                raise FormulaError("a power that is not whole")
            return (SCORED, a ** int(b)) if a != 0 or b >= 0 else (NOT_APPLICABLE, None)
        if kind == "and":
            return SCORED, Fraction(a != 0 and b != 0)
        if kind == "or":
            return SCORED, Fraction(a != 0 or b != 0)
        return SCORED, {"+": a + b, "-": a - b, "*": a * b}[kind]

    def call(self, name, parts, numbers):
        if name == "sum":
            return SCORED, sum(numbers, Fraction(0))
        if name in ("min", "max"):
            return SCORED, (min if name == "min" else max)(numbers)
        if name == "clamp":
            return SCORED, min(max(numbers[0], numbers[1]), numbers[2])
        if name == "abs":
            return SCORED, abs(numbers[0])
        if name == "floor":
            return SCORED, Fraction(snapped(numbers[0], self.grain(parts[0])).__floor__())
        if name == "round":
            return SCORED, snap(snap(numbers[0], 9), int(numbers[1]))
        raise FormulaError("no exact value for %s" % name)

    def table(self, tree):
        kind, subject, rows, otherwise = tree
        status, x = self.value(subject)
        if status != SCORED:
            return status, None
        rows = [(self.value(at)[1], result) for at, result in rows]
        if kind == "line":
            return SCORED, on_line(x, [(at, self.value(result)[1]) for at, result in rows])
        at_grain = self.grain(subject)
        x = snapped(x, at_grain)
        for at, result in rows:
            at = snapped(at, at_grain)
            if x >= at if kind == "steps" else x <= at:
                return self.value(result)
        return self.value(otherwise)


def on_line(x, points):
    """Straight between neighbouring points, level beyond the ends."""
    if x <= points[0][0]:
        return points[0][1]
    for (left, low), (right, high) in zip(points, points[1:]):
        if x <= right:
            return low + (high - low) * (x - left) / (right - left)
    return points[-1][1]
