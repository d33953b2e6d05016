"""Trains a model of this office's own, from its register and its supervisors' decisions.

It goes on from the shipped model: the weights are learned anew with the shipped ones as what was
known before, and a few trees are grown on top of the shipped forest, which only correct it. A
thousand decisions are too few for more (docs/adr/0012).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from webapp import audit, clock
from webapp.dedup.model import OWN, SHIPPED, Model, UnfitModel, in_use, load, read
from webapp.extensions import db, only_read, settings, start_writing
from webapp.learning.examples import Examples, decided, never_asked, remembered
from webapp.learning.kept import named, put, put_in_use, written
from webapp.learning.labels import Label, labels
from webapp.learning.proof import Figures, figures, objections
from webapp.learning.register import everybody
from webapp.learning.reranker import Tree, fit
from webapp.learning.weights import RANDOM_PAIRS, train_weights
from webapp.wording import number

Tell = Callable[[str], None]

# decided pairs, and of each kind among those learned from and among those kept apart
NEEDED = 1_000
NEEDED_OF_EACH = 10
# trees on top of the shipped ones: with more an office's own slips weigh more than all others'
ROUNDS = 20


class NotTrained(Exception):
    """The present model goes on judging; the message says why."""


@dataclass(frozen=True, slots=True)
class Trained:
    file: Path
    name: str
    new: Figures
    present: Figures


def train(tell: Tell, out: Path | None = None) -> Trained:
    """Raise NotTrained for too few decisions, and for a model that is not better.

    The new model judges from the next batch on, unless `out` names a file to put it aside in.
    """
    only_read()
    said = labels()
    learned_from = [one for one in said if not one.held_out]
    kept_apart = [one for one in said if one.held_out]
    tell(f"{number(len(said))} pasangan sudah diputuskan, {number(len(kept_apart))} untuk menguji.")
    enough(learned_from, kept_apart)
    shipped = orjson.loads(SHIPPED.read_bytes())
    try:
        weights = train_weights(
            (one.person for one in everybody()), before=shipped, random_pairs=RANDOM_PAIRS
        )
        content = {**shipped, **weights, "trained": origin(said)}
        tell("Bobot tiap perbandingan sudah dihitung. Pohon koreksi ditumbuhkan.")
        trees = corrections(learned_from, never_asked(said), read(content, "weights"))
        body, model = written({**content, "trees": [*shipped["trees"], *trees]})
    except UnfitModel as problem:
        raise NotTrained(f"Model baru tidak lengkap: {problem}") from problem
    return proven(body, model, kept_apart, out)


def enough(learned_from: Sequence[Label], kept_apart: Sequence[Label]) -> None:
    missing = NEEDED - len(learned_from) - len(kept_apart)
    if missing > 0:
        raise NotTrained(
            f"Perlu {number(NEEDED)} pasangan yang sudah diputuskan penyelia;"
            f" masih kurang {number(missing)}. Model sekarang tetap dipakai."
        )
    for some in (learned_from, kept_apart):
        same = sum(one.same for one in some)
        if min(same, len(some) - same) < NEEDED_OF_EACH:
            raise NotTrained(
                "Putusan penyelia terlalu seragam: perlu lebih banyak pasangan"
                f" {'orang yang sama' if same < NEEDED_OF_EACH else 'orang yang berbeda'}."
                " Model sekarang tetap dipakai."
            )


def origin(said: Sequence[Label]) -> Mapping[str, Any]:
    """Whoever opens the file reads where it comes from."""
    return {
        "at": clock.now().isoformat(),
        "from": named(SHIPPED.read_bytes()),
        "decided_pairs": len(said),
    }


def corrections(said: Sequence[Label], others: Sequence[Any], weights: Model) -> list[Tree]:
    """Trees that turn what the shipped forest says of these pairs into what supervisors said."""
    base = load(SHIPPED)
    parts = [decided(said, weights)]
    if others:
        parts.append(remembered(others, weights, base, counts=len(said)))
    examples = together(parts)
    return fit(
        examples.rows,
        examples.answers,
        examples.counts,
        rounds=ROUNDS,
        start=odds(base.forest.probabilities(examples.rows)),
    )


def together(parts: Sequence[Examples]) -> Examples:
    return Examples(
        np.concatenate([part.rows for part in parts]),
        np.concatenate([part.answers for part in parts]),
        np.concatenate([part.counts for part in parts]),
    )


def odds(probabilities: Any) -> Any:
    return np.log(probabilities) - np.log1p(-probabilities)


def proven(body: bytes, model: Model, kept_apart: Sequence[Label], out: Path | None) -> Trained:
    new, present = figures(kept_apart, model), figures(kept_apart, in_use())
    if against := objections(new, present):
        raise NotTrained(
            f"Model baru tidak dipakai: {'; '.join(against)}. Model sekarang tetap dipakai."
        )
    current = settings().instance_path / OWN
    file = out or current.with_name(f"{model.name}.json")
    put(body, file)
    if not out:
        start_writing()
        audit.record(
            "model.trained",
            kind="model",
            subject_id=model.name,
            by=None,
            before=in_use().name,
            held_out=len(kept_apart),
        )
        db.session.commit()
        put_in_use(file, current)
    return Trained(file, model.name, new, present)
