"""The facts that come with the product: contributions, occupations, obstacles, texts.

Each file under data/ names its source; a dated fact carries its dates (reference: PP 44/2015
annex II, PP 50/2025, UU 27/2022). What people read in them stands there in both languages.
"""

import csv
import json
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from webapp.rules.contributions import Tier
from webapp.rules.paradata import ParadataLimits
from webapp.rules.registration import AgeLimits
from webapp.words import Language, language

DATA = Path(__file__).resolve().parent / "data"


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """The lines of data/NAME.csv as they stand there."""
    with (DATA / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


@cache
def document(name: str) -> Mapping[str, Any]:
    """The content of data/NAME.json."""
    content: dict[str, Any] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return content


@cache
def tiers() -> Mapping[int, Tier]:
    """The 33 income tiers by number; money in whole rupiah a month."""
    return {
        int(row["tier"]): Tier(
            tier=int(row["tier"]),
            income_min=int(row["income_min"]),
            income_max=int(row["income_max"]) if row["income_max"] else None,
            income_base=int(row["income_base"]),
            jkk=int(row["jkk"]),
            jkm=int(row["jkm"]),
            jht=int(row["jht"]),
        )
        for row in rows("contributions")
    }


@cache
def age_limits() -> AgeLimits:
    """The limits in force; the file's last line."""
    limits = rows("age-limits")[-1]
    return AgeLimits(
        block_under=int(limits["min_block"]),
        warn_under=int(limits["min_warn"]),
        block_from=int(limits["max_block"]),
    )


@cache
def paradata_limits() -> ParadataLimits:
    """From where on it is worth knowing how a registration was made."""
    limits = {row["name"]: int(row["value"]) for row in rows("paradata-limits")}
    return ParadataLimits(clock_skew=timedelta(minutes=limits.pop("clock_skew")), **limits)


@cache
def sector_of_occupation() -> Mapping[str, str]:
    return {row["code"]: row["sector"] for row in rows("occupations")}


def occupation_labels() -> Mapping[str, str]:
    return labels("occupations", "code", language())


def obstacle_labels() -> Mapping[str, str]:
    return labels("obstacles", "code", language())


def field_labels() -> Mapping[str, str]:
    return labels("form-fields", "name", language())


@cache
def labels(name: str, key: str, language: Language) -> Mapping[str, str]:
    return {row[key]: row[f"label_{language}"] for row in rows(name)}


@cache
def return_reasons() -> Mapping[str, tuple[Mapping[str, str], ...]]:
    """The usual reasons for a return, by field."""
    by_field: dict[str, tuple[Mapping[str, str], ...]] = {}
    for row in rows("return-reasons"):
        by_field[row["field"]] = (*by_field.get(row["field"], ()), row)
    return by_field


def return_reason(field: str, code: str) -> str | None:
    """One of the usual reasons in the reader's language; None for words of somebody's own."""
    found = (row for row in return_reasons().get(field, ()) if row["code"] == code)
    return next((row[f"label_{language()}"] for row in found), None)


@cache
def finding_texts(language: Language) -> Mapping[str, str]:
    """What the phone says about each finding it can make itself; flags are the office's."""
    texts = document("finding-texts").items()
    return {code: text[language] for code, text in texts if text["severity"] != "flag"}


def finding_text(code: str) -> str:
    """What a finding means; its code when it has no words yet."""
    found: Mapping[str, str] = document("finding-texts").get(code, {})
    return found.get(language(), code)


def purpose_texts() -> Mapping[str, str]:
    """What a worker agrees to, by code, as the reader reads it."""
    read = {"id": "text", "en": "text_en"}[language()]
    return {one["code"]: one[read] for one in document("consent-notice")["purposes"]}
