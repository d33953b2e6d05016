"""Persons for tests, made from what a volunteer would write."""

from typing import Any

from webapp.dedup.person import Person, person

SITI: dict[str, Any] = {
    "nik": "3216094505879017",
    "full_name": "Siti Nurhayati",
    "birth_date": "1987-05-05",
    "sex": "F",
    "phone": "0813-1111-2222",
    "kk_number": "3216091201100007",
    "village_code": "32.16.09.2002",
    "rt": "004",
    "rw": "007",
}


def siti(**changes: Any) -> Person:
    return person({**SITI, **changes})
