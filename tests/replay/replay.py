"""Replays one run: python3 tests/replay/replay.py FOLDER JSONL [--scheme ID] [--period P]

FOLDER is the data set, JSONL what `mingheng explain FOLDER --json` printed for it with the same options. Exit code 0 only
if every number of every subject follows from the files of the folder; see tests/replay/README.md.
"""

import argparse
import sys

from replaying.dataset import DataSet
from replaying.published import compare
from replaying.replayer import Replay, read_proofs


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("jsonl", help="the proofs; - for standard input")
    parser.add_argument("--scheme")
    parser.add_argument("--period")
    options = parser.parse_args(arguments)
    if options.jsonl == "-":
        text = sys.stdin.read()
    else:
        with open(options.jsonl, encoding="utf-8") as file:
            text = file.read()
    replay = Replay(DataSet(options.folder), options.scheme, options.period)
    proofs = read_proofs(text)
    faults = replay.load(proofs) or compare(replay)
    for fault in faults[:40]:
        print(fault)
    columns = sum(len(proof["columns"]) for proof in proofs)
    print("%d subjects, %d columns: %d faults" % (len(proofs), columns, len(faults)))
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) == 1:
        print(__doc__)
        sys.exit(0)
    sys.exit(main(sys.argv[1:]))
