"""Trains the model that is shipped: python -m benchmarks.dedup.training [FILE].

Nobody's real data are at hand before an office has decided a thousand pairs (flask dedup train), so
the first model learns from invented worlds: many small ones whose names and mistakes are drawn
anew each time, and a few of the lab's. Other seeds, and a world of other names and mistakes
altogether, are kept for measuring (benchmarks/dedup/accuracy.py).
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np

from benchmarks.dedup.office import context
from benchmarks.dedup.worlds.world import Name, world
from webapp.dedup import candidates, frequencies, index
from webapp.dedup.features import NAMES, features
from webapp.dedup.linking import REGISTERED_AT_ONCE, SOUGHT_AT_ONCE, chunks, entry, passing_register
from webapp.dedup.model import SHIPPED, read
from webapp.dedup.person import RULES, Person
from webapp.dedup.scorer import Pair, weigh
from webapp.learning.reranker import fit
from webapp.learning.weights import train_weights
from webapp.sealing import Sealer

# below this many bits a pair is not worth a look: one in a thousand of the true ones lies there
LEAST_WEIGHT = -8.0
BANDS = {"review": 0.02, "auto": 0.98}
DIGITS = 6


class Setting(NamedTuple):
    name: Name
    people: int
    newcomers: int
    seed: int
    hard: bool


WEIGHTS_FROM = Setting("lab", 100_000, 30_000, 105, False)
TREES_FROM = (
    *(Setting("mixed", 40_000, 25_000, seed, seed % 3 == 0) for seed in range(1, 9)),
    Setting("lab", 40_000, 25_000, 101, False),
    Setting("lab", 40_000, 25_000, 102, True),
    # as many namesakes as in a large register
    Setting("lab", 150_000, 25_000, 103, False),
)
PROCESSES = 2


class Met(NamedTuple):
    """Two who share a key, how common the newcomer's name is, and whether they are one person."""

    newcomer: Person
    other: Person
    counts: tuple[int, int, int]
    same: bool


def main(file: Path) -> None:
    weights = train_weights(*persons(WEIGHTS_FROM))
    rows, labels = [], []
    # fresh processes: one that is forked beside DuckDB's threads dies
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        for met in pool.map(meetings, TREES_FROM):
            some, truth = examples(met, weights)
            rows.append(some)
            labels.append(truth)
    trees = fit(np.concatenate(rows), np.concatenate(labels))
    content = {**frame(weights), "trees": trees}
    read(content, "just trained")
    file.write_text(json.dumps(rounded(content), separators=(",", ":")) + "\n")
    sys.stdout.write(f"{file}: {sum(map(len, labels))} pairs, {len(trees)} trees\n")


def frame(weights: dict[str, Any]) -> dict[str, Any]:
    """A model file without trees."""
    return {
        "rules": RULES,
        **weights,
        "features": list(NAMES),
        "least_weight": LEAST_WEIGHT,
        "bands": BANDS,
    }


def persons(setting: Setting) -> tuple[Iterator[Person], Iterator[Person]]:
    made = world(**setting._asdict())
    sealer = Sealer(os.urandom(32))
    return (
        (entry(asdict(row), sealer).person for row in made.register),
        (entry(asdict(row), sealer).person for row in made.newcomers),
    )


def meetings(setting: Setting) -> list[Met]:
    """Everybody whom the newcomers of a world meet, found as in a sync."""
    made = world(**setting._asdict())
    sealer = Sealer(os.urandom(32))
    met = []
    with TemporaryDirectory(dir="/var/tmp") as folder, context(Path(folder)):
        connection = passing_register(Path(folder)).connect()
        for rows in chunks(map(asdict, made.register), REGISTERED_AT_ONCE):
            index.add(connection, [entry(row, sealer) for row in rows])
            connection.commit()
        for rows in chunks(map(asdict, made.newcomers), SOUGHT_AT_ONCE):
            entries = [entry(row, sealer) for row in rows]
            keys = {key for one in entries for key in one.name_keys or ()}
            counts = frequencies.counted(connection, keys | {frequencies.EVERYBODY})
            for found in candidates.known(connection, entries, sealer):
                newcomer = entries[found.newcomer]
                exact, sound = newcomer.name_keys or (0, 0)
                known = counts.get(exact, 0), counts.get(sound, 0), counts[frequencies.EVERYBODY]
                same = made.truth.get(newcomer.id) == found.id
                met.append(Met(newcomer.person, found.person, known, same))
            connection.rollback()
        connection.close()
    return met


def examples(met: Sequence[Met], weights: dict[str, Any]) -> tuple[Any, Any]:
    """(features, labels) of those worth a look."""
    stump = {"feature": [-1], "threshold": [0.0], "left": [0], "right": [0], "value": [0.0]}
    model = read({**frame(weights), "trees": [stump]}, "weights alone")
    rows, labels = [], []
    for one in met:
        rarity = frequencies.rarity(one.counts, model)
        weight, parts, bits = weigh(Pair(one.newcomer, one.other, rarity), model)
        if weight >= LEAST_WEIGHT:
            levels = [level for _, level, _ in parts]
            rows.append(features(one.newcomer, one.other, levels, weight, bits))
            labels.append(float(one.same))
    return np.array(rows), np.array(labels)


def rounded(content: Any) -> Any:
    """Six digits of every number: more than the data know, and half the file."""
    if isinstance(content, float):
        return float(f"{content:.{DIGITS}g}")
    if isinstance(content, dict):
        return {name: rounded(value) for name, value in content.items()}
    return [rounded(value) for value in content] if isinstance(content, list) else content


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED)
