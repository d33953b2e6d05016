"""The people of a world as phones send them: what the form would refuse is left out."""

from collections.abc import Collection, Sequence
from typing import Any

from benchmarks.dedup.worlds.rows import Row
from benchmarks.people import People
from webapp import reference_data
from webapp.rules.nik import nik_errors
from webapp.rules.phones import normalise_phone

PROVINCES = frozenset(row["code"] for row in reference_data.rows("provinces"))
YOUNGEST, OLDEST = "2007", "1962"


class Newcomers(People):
    """Registrations of these people, one after the other."""

    def __init__(self, seed: int, rows: Sequence[Row], villages: Collection[str]) -> None:
        super().__init__(seed)
        self._rows = iter(rows)
        self._villages = villages

    def registration(self) -> dict[str, Any]:
        row = next(self._rows)
        content = super().registration()
        for name in ("nik", "phone", "kk_number", "mother_name"):
            content.pop(name, None)
        content |= {"full_name": row.full_name, "birth_date": possible_birth(row.birth_date)}
        content["sex"] = row.sex or "M"
        if row.village_code in self._villages:
            content["village_code"] = row.village_code
        content |= {"rt": row.rt or "001", "rw": row.rw or "001"}
        if row.nik and not nik_errors(row.nik, PROVINCES):
            content["nik"] = row.nik
        else:
            content["nik_missing_reason"] = "KTP hilang"
        if row.phone and normalise_phone(row.phone):
            content["phone"] = row.phone
        if row.kk_number:
            content["kk_number"] = row.kk_number
        return content


def possible_birth(written: str) -> str:
    """Of somebody old enough and not too old; a birth date is not optional on the form."""
    year = written[:4]
    return written if OLDEST < year < YOUNGEST else f"1980{written[4:] or '-01-01'}"
