"""Replays one run: python3 tests/replay/replay.py FOLDER JSONL [--scheme ID] [--period P]

FOLDER is the data set, JSONL what `mingheng explain FOLDER --json` printed for it with the same options. Exit code 0
only if every number of every subject follows from the files of the folder; see README.md.
"""

import argparse
import sys

from replaying.dataset import DataSet, Unsupported
from replaying.outcome import Outcome
from replaying.published import compare
from replaying.replayer import Fault, Replay, read_proofs

SHOWN = 40


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
    columns = 0
    try:
        proofs = read_proofs(text)
        replay = Replay(DataSet(options.folder), options.scheme, options.period)
        faults = replay.load(proofs)
        columns = sum(len(proof["columns"]) for proof in proofs)
        faults = faults or Outcome(replay).faults() + compare(replay)[0]
    except (Fault, Unsupported, ValueError) as error:
        faults = [str(error)]
    for fault in faults[:SHOWN]:
        print(fault)
    if len(faults) > SHOWN:
        print("… and %d more" % (len(faults) - SHOWN))
    print("%d columns, %d faults" % (columns, len(faults)))
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) == 1:
        print(__doc__.strip())
        sys.exit(0)
    sys.exit(main(sys.argv[1:]))
