"""Replays whole assessments from their proofs, and shows that a change of any one number is noticed.

python3 -m unittest discover tests/replay, or this file by itself. The command line of the product is $MINGHENG_BIN or
$MINGHENG, else target/debug/mingheng.
"""

import gc
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import unittest
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from replaying import mutate  # noqa: E402
from replaying.dataset import DataSet  # noqa: E402
from replaying.language import parse, snap  # noqa: E402
from replaying.outcome import Outcome  # noqa: E402
from replaying.published import compare  # noqa: E402
from replaying.replayer import Fault, Replay, read_proofs  # noqa: E402

CASES = HERE.parent / "cases"
PRODUCT = os.environ.get("MINGHENG_BIN") or os.environ.get("MINGHENG") or str(HERE.parents[1] / "target/debug/mingheng")
COUNTS = {"runs": 0, "columns": 0, "numbers": 0, "values by plain arithmetic": 0, "values in expected tables": 0,
          "changes": 0, "changes unnoticed": 0}

EDGES = ["edges/" + path.name for path in sorted((CASES / "edges").iterdir()) if (path / "scheme.json").exists()]
RUNS = [
    ("sets/a_city", None, None), ("sets/a_city", "austerity", None), ("sets/a_city", "service30", None),
    ("sets/a_city", None, "M06"), ("sets/a_city", "austerity", "Q3"),
    ("sets/b_ciq", None, None), ("sets/b_ciq", "risk_dynamic", None), ("sets/b_ciq", "facilitation", None),
    ("sets/b_ciq", "risk_dynamic", "Q2"),
    # Without a period: every month or quarter, and what joins them.
    ("sets/c_company", None, None), ("sets/c_company", None, "M11"), ("sets/c_company", None, "M12"),
    ("sets/d_civil", None, None), ("sets/d_civil", None, "Q1"), ("sets/d_civil", None, "Q3"),
    ("sets/e_county", None, None),
    ("edges/nested", "fixed40", None), ("edges/nested", "risk", None), ("edges/periods", None, "Q2"),
] + [(edge, None, None) for edge in EDGES]


def proofs_of(folder, scheme=None, period=None):
    """What the product prints for a folder."""
    command = [PRODUCT, "explain", str(folder), "--json"]
    command += ["--scheme", scheme] if scheme else []
    command += ["--period", period] if period else []
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if run.returncode != 0:
        raise AssertionError("%s: %s" % (" ".join(command), run.stderr.decode()))
    return run.stdout.decode()


class Runs:
    """Every run once: the replay with its values, and the proofs."""

    known = {}

    @classmethod
    def of(cls, name, scheme=None, period=None):
        key = name, scheme, period
        if key not in cls.known:
            replay = Replay(DataSet(CASES / name), scheme, period)
            proofs = read_proofs(proofs_of(CASES / name, scheme, period))
            cls.known[key] = replay, proofs, replay.load(proofs)
            # Hundreds of thousands of small objects that stay: nothing to collect.
            gc.freeze()
            COUNTS["runs"] += 1
            COUNTS["columns"] += sum(len(proof["columns"]) for proof in proofs)
            COUNTS["numbers"] += sum(1 for proof in proofs for _ in mutate.numbers(proof))
        return cls.known[key]


class Replays(unittest.TestCase):
    """Every number of every run follows from the files."""

    def test_every_column(self):
        for run in RUNS:
            with self.subTest(run=run):
                _, proofs, faults = Runs.of(*run)
                self.assertEqual(faults, [])
                self.assertGreater(len(proofs), 2)

    def test_plain_arithmetic(self):
        for run in RUNS:
            with self.subTest(run=run):
                outcome = Outcome(Runs.of(*run)[0])
                self.assertEqual(outcome.faults(), [])
                self.assertGreater(len(outcome.expected), 50)
                COUNTS["values by plain arithmetic"] += len(outcome.expected)

    def test_plain_arithmetic_can_fail(self):
        outcome = Outcome(Runs.of("edges/rules")[0])
        for key, value in outcome.expected.items():
            if value is not None:
                with mutate.Changed(outcome.expected, key, value + Fraction(1, 10 ** 20)):
                    self.assertEqual(len(outcome.faults()), 1, key)

    def test_expected_tables(self):
        for run in RUNS:
            with self.subTest(run=run):
                replay = Runs.of(*run)[0]
                faults, compared = compare(replay)
                self.assertEqual(faults, [])
                if run[2] is None and (CASES / run[0] / "expected").exists():
                    self.assertGreater(compared, 10)
                COUNTS["values in expected tables"] += compared

    def test_hand_calculations(self):
        for name in ("c_company", "d_civil", "e_county"):
            replay = Runs.of("sets/" + name)[0]
            with open(CASES / "hand" / (name + ".json"), encoding="utf-8") as file:
                groups = json.load(file)["groups"]
            for windows in groups.values():
                for window, rows in windows.items():
                    prefix = window + "/" if window in replay.calendar.stages else ""
                    grading = replay.calendar.stage_grading if prefix else replay.calendar.grading
                    for row in rows:
                        values = replay.exact[row["subject"]]
                        got = [values[prefix + key][1] for key in ("published", "rank", "grade")]
                        names = [grade for _, grade in grading.grades]
                        want = [snap(got[0], 2), row["rank"], row["grade"]]
                        with self.subTest(set=name, window=window, subject=row["subject"]):
                            self.assertEqual("%.2f" % got[0], row["published"])
                            self.assertEqual([got[0], got[1], names[int(got[2])]], want)


class Noticed(unittest.TestCase):
    """A replay fails as soon as one thing of a proof is changed."""

    whole = [("sets/a_city", ["D07", "D21", "D33"]), ("sets/b_ciq", ["P03", "N05"])]

    def subject(self, run, unit):
        replay, proofs, _ = Runs.of(*run)
        proof = next(proof for proof in proofs if proof["subject"] == unit)
        # The control: as printed, the proof holds.
        self.assertIsNone(replay.check(proof))
        return replay, proof

    def refuse(self, replay, proof, what):
        COUNTS["changes"] += 1
        if not replay.check(proof):
            COUNTS["changes unnoticed"] += 1
            self.fail("not noticed: %s, %s" % (proof["subject"], what))

    def change_numbers(self, replay, proof, places):
        for container, key in places:
            for value in mutate.other_numbers(container[key]):
                with mutate.Changed(container, key, value):
                    self.refuse(replay, proof, "%r as %r in %r" % (key, value, container))
        self.assertIsNone(replay.check(proof))

    def change_literals(self, replay, proof, columns):
        for column in columns:
            if "formula" in column:
                for text in mutate.literals(column):
                    with mutate.Changed(column, "formula", text):
                        self.refuse(replay, proof, "%s: %s" % (column["name"], text))

    def test_every_number_of_some_subjects(self):
        for name, units in self.whole:
            for unit in units:
                with self.subTest(set=name, unit=unit):
                    replay, proof = self.subject((name, None, None), unit)
                    self.change_numbers(replay, proof, list(mutate.numbers(proof)))
                    self.change_literals(replay, proof, proof["columns"])

    def test_every_number_of_everybody(self):
        """A subject fails as soon as one of its columns does, so here only the changed column is looked at."""
        for run in RUNS:
            replay, proofs, _ = Runs.of(*run)
            with self.subTest(run=run):
                for proof in proofs:
                    before = set()
                    for column in proof["columns"]:
                        for container, key in list(mutate.numbers(column)):
                            for value in mutate.other_numbers(container[key]):
                                COUNTS["changes"] += 1
                                with mutate.Changed(container, key, value):
                                    if not replay.fault_of(proof["subject"], column, set(before)):
                                        COUNTS["changes unnoticed"] += 1
                                        self.fail("%s %s: %s as %r" % (proof["subject"], column["name"], key, value))
                        self.assertIsNone(replay.fault_of(proof["subject"], column, before))

    def test_some_numbers_of_everybody(self):
        chance = random.Random(20251231)
        for run in RUNS:
            with self.subTest(run=run):
                for unit in [proof["subject"] for proof in Runs.of(*run)[1]]:
                    replay, proof = self.subject(run, unit)
                    places = list(mutate.numbers(proof))
                    self.change_numbers(replay, proof, chance.sample(places, min(2, len(places))))
                    self.change_literals(replay, proof, chance.sample(proof["columns"], 1))

    def test_texts(self):
        replay, proof = self.subject(("sets/a_city", None, None), "D33")
        for container, key in random.Random(3).sample(list(mutate.texts(proof)), 1500):
            with mutate.Changed(container, key, container[key] + "1"):
                self.refuse(replay, proof, "%s of %r" % (key, container))

    def test_members(self):
        chance = random.Random(7)
        for name, unit, share in (("sets/a_city", "D07", 0.3), ("edges/events", "V10", 1), ("edges/ratings", "FIVE", 1)):
            replay, proof = self.subject((name, None, None), unit)
            columns = proof["columns"]
            kinds = {}
            for k, column in enumerate(columns):
                kinds.setdefault((column["kind"], column["name"].split(".")[-1]), []).append(k)
            for ks in kinds.values():
                k = chance.choice(ks)
                for what, other in mutate.disturbances(columns[k]):
                    if chance.random() < share:
                        with mutate.Changed(columns, k, other):
                            self.refuse(replay, proof, "%s: %s" % (columns[k].get("name"), what))

    def test_columns(self):
        """Left out, twice, or before what it reads."""
        replay, proof = self.subject(("edges/peers", None, None), "PA2")
        columns = proof["columns"]
        for k, column in enumerate(columns):
            for what, other in (("left out", columns[:k] + columns[k + 1:]), ("twice", columns + [column]),
                                ("renamed", columns[:k] + [dict(column, name="x")] + columns[k + 1:])):
                with mutate.Changed(proof, "columns", other):
                    self.refuse(replay, proof, "%s %s" % (column["name"], what))
            if column.get("reads"):
                with mutate.Changed(proof, "columns", [column] + columns[:k] + columns[k + 1:]):
                    self.refuse(replay, proof, "%s first" % column["name"])

    def test_subjects(self):
        replay, proof = self.subject(("sets/a_city", None, None), "D01")
        for key, value in (("subject", "D02"), ("subject", "D99"), ("subject", 1), ("category", "B"), ("columns", {}),
                           ("scheme", "austerity"), ("period", "Y")):
            with mutate.Changed(proof, key, value):
                self.refuse(replay, proof, key)
        replay, proofs, _ = Runs.of("edges/na")
        self.assertNotEqual(replay.load(proofs[1:]), [])
        self.assertNotEqual(replay.load(proofs + proofs[:1]), [])
        self.assertEqual(replay.load(proofs), [])

    def test_json(self):
        for text in ('{"a": 1, "a": 2}', '{"a": NaN}', '{"a": -Infinity}'):
            with self.assertRaises(Fault):
                read_proofs(text)


class OtherFiles(unittest.TestCase):
    """Consistent proofs of other files do not pass for these: every leaf is compared with the files."""

    edits = [
        ("sets/a_city", "measurements.csv", "D01,A106,M03,94.47", "D01,A106,M03,94.48"),
        ("sets/a_city", "measurements.csv", "D01,A303,Y,91/50", "D01,A303,Y,91/51"),
        ("sets/a_city", "ratings.csv", "D01,A301,Y,党代表,党代表02,86", "D01,A301,Y,党代表,党代表02,87"),
        ("sets/a_city", "events.csv", "惠企政策先行先试失误,1,1", "惠企政策先行先试失误,1,0"),
        ("sets/a_city", "events.csv", "D10,Y,bonus,获部委通报表扬,1,0", "D10,Y,bonus,获部委通报表扬,1.01,0"),
        ("edges/rules", "indicators.csv", "lo=60;hi=95", "lo=60;hi=95.5"),
        ("edges/periods", "indicators.csv", "90:0.5;else=0", "90:0.5;else=0.01"),
        ("sets/b_ciq", "scheme.json", '"quota_top": 0.3', '"quota_top": 0.300001'),
        ("edges/na", "scheme.json", '"max_total": 103', '"max_total": 104'),
        ("edges/peers", "units.csv", "PA1,末位,A", "PA1,末位,B"),
        ("sets/b_ciq", "indicators.csv", "std=12|9|6|4|2", "std=12|9|6|4|2.5"),
        ("edges/events", "events.csv", "V10,Y,deduct,通报,1.5,0,F1", "V10,Y,deduct,通报,1.5,0,"),
    ]

    def test_edited_copies(self):
        for name, file, before, after in self.edits:
            with self.subTest(file=file, after=after), tempfile.TemporaryDirectory() as folder:
                copy = Path(folder) / "copy"
                shutil.copytree(CASES / name, copy, ignore=shutil.ignore_patterns("import", "expected"))
                text = (copy / file).read_text(encoding="utf-8")
                self.assertIn(before, text)
                (copy / file).write_text(text.replace(before, after, 1), encoding="utf-8")
                proofs = read_proofs(proofs_of(copy))
                # The copy's own files explain the proofs of the copy, the original's do not.
                self.assertEqual(Replay(DataSet(copy)).load(proofs), [])
                self.assertNotEqual(Runs.of(name)[0].load(proofs), [])

    def test_command(self):
        """Exit codes of replay.py: 0 for the proofs as printed, 1 for one changed number."""
        folder = CASES / "edges/rules"
        text = proofs_of(folder)
        changed = text.replace('"value":0.8', '"value":0.80001', 1)
        self.assertNotEqual(text, changed)
        for given, code in ((text, 0), (changed, 1), (text[:-5], 1), ("", 1)):
            run = subprocess.run([sys.executable, str(HERE / "replay.py"), str(folder), "-"], input=given.encode(),
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
            self.assertEqual((run.returncode, run.stderr), (code, b""), run.stdout.decode())


class Language(unittest.TestCase):
    """The parts that everything above rests on."""

    def test_precedence(self):
        self.assertEqual(parse("-2 ^ 2"), ("neg", ("^", ("num", 2), ("num", 2))))
        self.assertEqual(parse("a - b - c"), ("-", ("-", ("name", "a"), ("name", "b")), ("name", "c")))
        self.assertEqual(parse("a or b and not c = 1"), ("or", ("name", "a"), ("and", ("name", "b"), (
            "not", ("=", ("name", "c"), ("num", 1))))))

    def test_snap(self):
        for text, digits, want in (("0.5", 0, 1), ("-0.5", 0, -1), ("79.995", 2, Fraction("80")), ("1.4999999", 0, 1),
                                   ("2.675", 2, Fraction("2.68")), ("-2.675", 2, Fraction("-2.68"))):
            self.assertEqual(snap(Fraction(text), digits), want)


def main():
    program = unittest.main(exit=False, verbosity=1)
    result = program.result
    print(", ".join("%s: %d" % item for item in COUNTS.items()))
    failed = len({str(test) for test, _ in result.failures + result.errors})
    print("%d passed, %d failed" % (max(result.testsRun - failed, 0), failed))
    sys.exit(0 if result.wasSuccessful() else 1)


if __name__ == "__main__":
    main()
