"""make bench: all measurements, or those named: python -m benchmarks ingest wire."""

import sys

from benchmarks import bundles, ingest, start, wire, work
from benchmarks.dedup import accuracy, febrl_gate, register_sizes, rolls
from benchmarks.lighthouse import scores

ALL = {
    "bundles": bundles.run,
    "wire": wire.run,
    "start": start.run,
    "work": work.run,
    "lighthouse": scores.run,
    "ingest": ingest.run,
    "accuracy": accuracy.run,
    "febrl": febrl_gate.run,
    "register": register_sizes.run,
    "rolls": rolls.run,
}


def main(names: list[str]) -> None:
    for name in names or ALL:
        ALL[name]()


main(sys.argv[1:])
