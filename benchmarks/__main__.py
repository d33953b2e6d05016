"""make bench: all measurements, or those named: python -m benchmarks ingest wire."""

import sys

from benchmarks import bundles, ingest, start, wire

ALL = {"bundles": bundles.run, "wire": wire.run, "start": start.run, "ingest": ingest.run}


def main(names: list[str]) -> None:
    for name in names or ALL:
        ALL[name]()


main(sys.argv[1:])
