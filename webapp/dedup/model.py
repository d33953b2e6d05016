"""The model file: what every level of every comparison is worth, and the re-ranker's trees.

Trained elsewhere (webapp/learning), read here; a file whose numbers are incomplete is refused.
"""

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import orjson
import structlog

from webapp.dedup.comparison import LEVELS, UNKNOWN
from webapp.dedup.features import NAMES
from webapp.dedup.forest import Forest
from webapp.dedup.person import RULES
from webapp.extensions import instance_folder

# of the instance folder: what flask dedup train wrote last
OWN = Path("models", "current.json")
SHIPPED = Path(__file__).resolve().parent.parent / "data" / "recognition-model.json"


class UnfitModel(ValueError):
    """A model file that must not judge anybody; the message says why."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights in bits, log2(m/u) (Fellegi and Sunter 1969); `prior` is what no field adds to."""

    # which file it is: the first 16 hex digits of its SHA-256
    name: str
    prior: float
    weights: Mapping[str, Mapping[str, float]]
    # how often two different persons agree on a name by chance: exact, and by its sound
    chance: Mapping[str, float]
    # pairs with less weight than this are not worth a look
    least_weight: float
    forest: Forest
    review_from: float
    auto_from: float


def in_use() -> Model:
    """The model that judges: what this office trained last, or else the one that was shipped."""
    own, _ = trained_here()
    return own or load_once(SHIPPED)


def file_in_use() -> Path:
    """The file of the model that judges."""
    own, file = trained_here()
    return file if own else SHIPPED


def trained_here() -> tuple[Model | None, Path]:
    """Looked for each time: a new one judges from the next batch on, in every process."""
    folder = instance_folder()
    if folder is None:
        return None, SHIPPED
    file = folder / OWN
    try:
        return load_fit(file, file.stat().st_mtime_ns), file
    except FileNotFoundError:
        return None, file


@lru_cache(maxsize=4)
def load_fit(path: Path, _changed_at: int) -> Model | None:
    """None for one that no longer fits, as after an upgrade that folds names in another way."""
    try:
        return load(path)
    except UnfitModel as error:
        structlog.get_logger().warning("own model not used", reason=str(error))
        return None


@cache
def load_once(path: Path) -> Model:
    return load(path)


def load(path: Path) -> Model:
    """Raise UnfitModel for a file that lacks anything, or was made for other folding rules."""
    body = path.read_bytes()
    try:
        return read(orjson.loads(body), hashlib.sha256(body).hexdigest()[:16])
    except (KeyError, TypeError, ValueError, IndexError) as error:
        if isinstance(error, UnfitModel):
            raise
        raise UnfitModel(f"{path.name}: {error!r}") from error


def read(content: Mapping[str, Any], name: str) -> Model:
    if content["rules"] != RULES:
        raise UnfitModel(f"made for folding rules {content['rules']}, these are {RULES}")
    if tuple(content["features"]) != NAMES:
        raise UnfitModel("the trees look at other features")
    prior = content["probability_two_random_records_match"]
    return Model(
        name=name,
        prior=math.log2(prior / (1 - prior)),
        weights={
            comparison: {
                level: 0.0 if level == UNKNOWN else bits(content, comparison, level)
                for level in levels
            }
            for comparison, levels in LEVELS.items()
        },
        chance={level: number(content, "name", level, "u") for level in ("exact", "sound")},
        least_weight=content["least_weight"],
        forest=Forest.of(content["trees"]),
        review_from=content["bands"]["review"],
        auto_from=content["bands"]["auto"],
    )


def bits(content: Mapping[str, Any], comparison: str, level: str) -> float:
    return math.log2(
        number(content, comparison, level, "m") / number(content, comparison, level, "u")
    )


def number(content: Mapping[str, Any], comparison: str, level: str, kind: str) -> float:
    """An m or u probability; training may leave one out, and then nothing may rest on it."""
    found = content["comparisons"][comparison][level][kind]
    if found is None or not 0 < found <= 1:
        raise UnfitModel(f"{comparison}, {level}: {kind} is {found}")
    return float(found)
