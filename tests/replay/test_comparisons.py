"""The committed comparisons are what the independent program says of the published tables.

python3 tests/replay/test_comparisons.py
"""

import json
import math
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import comparisons  # noqa: E402

COMMITTED = Path(__file__).resolve().parent.parent / "cases" / "comparisons" / "published.json"


def agree(left, right):
    if isinstance(left, float) and isinstance(right, float):
        return math.isclose(left, right, rel_tol=0, abs_tol=1e-12)
    if isinstance(left, dict):
        return list(left) == list(right) and all(agree(left[k], right[k]) for k in left)
    if isinstance(left, list):
        return len(left) == len(right) and all(agree(a, b) for a, b in zip(left, right))
    return left == right


class Comparisons(unittest.TestCase):
    def test_the_committed_figures_follow_from_the_published_tables(self):
        self.assertTrue(agree(json.loads(COMMITTED.read_text(encoding="utf-8")), comparisons.everything()))

    def test_published_examples_of_both_coefficients(self):
        # The manual of SciPy: kendalltau and spearmanr.
        self.assertAlmostEqual(comparisons.tau_b([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]), -0.47140452079103173, 14)
        self.assertAlmostEqual(comparisons.rho([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]), 0.8207826816681233, 14)


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=1).result
    failed = len(result.failures) + len(result.errors)
    print("%d passed, %d failed" % (result.testsRun - failed, failed))
    sys.exit(0 if result.wasSuccessful() else 1)
