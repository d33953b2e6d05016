"""The facts that folding a name stands on: data/name-variants.csv and data/name-fold-rules.csv."""

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

_DATA = Path(__file__).resolve().parents[1] / "data"
_no_letters = re.compile("[^A-Z]+")


def spellings(kind: str) -> Iterator[tuple[str, str]]:
    """Canonical and variant of each row of a class, as they are written there."""
    for row in _rows("name-variants"):
        if row["class"] == kind:
            yield row["canonical"], row["variant"]


def replacements(where: str) -> Mapping[str, str]:
    """What letters become, A-Z, where a rule works: at a name's start, in an old name, by ear."""
    return {
        row["from"].upper(): row["to"].upper()
        for row in _rows("name-fold-rules")
        if row["where"] == where
    }


def compact(written: str) -> str:
    """The letters alone: SPDI of S.Pd.I."""
    return _no_letters.sub("", written.upper())


def initials(variant: str) -> str:
    """The letters of an abbreviation too short to be sure of, M. or St.; "" for any other."""
    letters = compact(variant)
    return letters if variant.endswith(".") and len(letters) < 3 else ""


@cache
def _rows(name: str) -> tuple[Mapping[str, str], ...]:
    with (_DATA / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return tuple(csv.DictReader(file))
