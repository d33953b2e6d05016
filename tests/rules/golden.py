"""Reads the golden cases of tests/contract, and the tables they speak of."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from webapp.rules.contributions import Relief, Tier
from webapp.rules.registration import AgeLimits, RuleBook

CONTRACT = Path(__file__).parents[1] / "contract"

Case = dict[str, Any]


def golden(name: str) -> Case:
    document: Case = json.loads((CONTRACT / f"{name}.json").read_text(encoding="utf-8"))
    return document


def cases(name: str) -> list[Any]:
    return [
        pytest.param(case["input"], case["expect"], id=case["name"])
        for case in golden(name)["cases"]
    ]


def reliefs(rows: list[Case]) -> list[Relief]:
    return [
        Relief(
            first_day=date.fromisoformat(row["from"]),
            last_day=date.fromisoformat(row["to"]),
            sector=row["sector"],
            programme=row["programme"],
            numerator=row["numerator"],
            denominator=row["denominator"],
            excludes_funding=frozenset(row["excludes_funding"]),
        )
        for row in rows
    ]


NIK = golden("nik")
MONEY = golden("contributions")
REGISTRATION = golden("registration")
TIERS = {row["tier"]: Tier(**row) for row in MONEY["tiers"]}
RELIEFS = reliefs(MONEY["reliefs"])
BOOK = RuleBook(
    provinces=frozenset(REGISTRATION["book"]["provinces"]),
    districts=frozenset(REGISTRATION["book"]["districts"]),
    home_regencies=frozenset(REGISTRATION["book"]["home_regencies"]),
    villages=REGISTRATION["book"]["villages"],
    occupations=REGISTRATION["book"]["occupations"],
    required_purposes=frozenset(REGISTRATION["book"]["required_purposes"]),
    age_limits=AgeLimits(**REGISTRATION["book"]["age_limits"]),
)
