"""What Splink needs for the same newcomers against the same register, in the same run.

Its register lies ready in DuckDB with the keys and the names' frequencies computed; timed is what a
batch costs: its newcomers loaded and predict_between (Splink 5).
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Any

import orjson

from webapp.dedup.model import SHIPPED
from webapp.dedup.person import Person
from webapp.learning.comparisons import RARITY, comparisons
from webapp.learning.engines import linker
from webapp.learning.in_duckdb import InDuckDB, opened
from webapp.learning.pairs import shares
from webapp.learning.people import Known

# as the judge has it: less is not worth a look
LEAST_WEIGHT = -8.0
# The keys of webapp/dedup/keys.py, each in a column of its own: Splink joins them one by one.
DATE = "least(born, swapped)"
SEVERAL = "CASE WHEN len(names) > 1 THEN sorted_sounds END"
KEYS = {
    "nik_key": "nik",
    "serial_key": "substr(whole_nik, 1, 12)",
    "region_key": "substr(whole_nik, 7) || first_sound",
    "day_key": "substr(whole_nik, 1, 6) || substr(whole_nik, 11) || first_sound",
    "year_key": "substr(whole_nik, 1, 10) || substr(whole_nik, 13) || first_sound",
    "phone_key": "phone",
    "first_born_key": f"{DATE} || first_sound",
    "last_born_key": f"{DATE} || last_sound",
    "family_first_key": "family || first_sound",
    "family_last_key": "family || last_sound",
    "family_born_key": f"family || {DATE}",
    "name_village_key": "village || sorted_sounds",
    "born_village_key": f"village || {DATE}",
    "name_year_key": f"substr(born, 1, 4) || {SEVERAL}",
    "name_day_key": f"substr(born, 5) || {SEVERAL}",
}


def splink_seconds(register: Iterable[Person], batches: Sequence[Sequence[Person]]) -> list[float]:
    """Seconds for each batch of newcomers; `register` is read once."""
    model = orjson.loads(SHIPPED.read_bytes())
    numbers = count()
    with opened() as engine:
        engine.connection.execute("SET memory_limit = '12GB'")
        load(engine, "known", numbered(register, numbers))
        load(engine, "newcomers", numbered(batches[0], numbers))
        splink = linker(
            engine,
            ["known", "newcomers"],
            comparisons=comparisons(engine.dialect, model["comparisons"]),
            probability_two_random_records_match=model["probability_two_random_records_match"],
            blocking_rules_to_generate_predictions=[f"l.{key} = r.{key}" for key in KEYS],
            retain_matching_columns=False,
            retain_intermediate_calculation_columns=False,
        )
        for level, column in RARITY.items():
            chance = model["comparisons"]["name"][level]["u"]
            engine.keep(f"share_of_{column}", shares(column, chance, of="known"))
            splink.table_management.register_term_frequency_lookup(
                engine.shown(f"share_of_{column}"), column
            )
        # a table is shown to Splink once
        engine.connection.execute("CREATE VIEW register AS SELECT * FROM known")
        known = engine.shown("register")
        return [seconds(engine, splink, known, batch, numbers) for batch in batches]


def seconds(
    engine: InDuckDB, splink: Any, known: Any, batch: Sequence[Person], numbers: Iterator[int]
) -> float:
    started = time.perf_counter()
    table = f"batch_{next(numbers)}"
    load(engine, table, numbered(batch, numbers))
    pairs = splink.inference.predict_between(
        known, engine.shown(table), threshold_match_weight=LEAST_WEIGHT
    )
    list(engine.rows(f"SELECT count(*) FROM {pairs.physical_name}"))  # noqa: S608
    return time.perf_counter() - started


def load(engine: InDuckDB, table: str, people: Iterable[Known]) -> None:
    engine.load("people", people)
    # a number is joined faster than a text
    keys = ", ".join(
        f"CASE WHEN ({text}) IS NOT NULL THEN hash({text}) END AS {key}"
        for key, text in KEYS.items()
    )
    engine.keep(table, f"SELECT *, {keys} FROM people")  # noqa: S608
    engine.forget("people")


def numbered(people: Iterable[Person], numbers: Iterator[int]) -> Iterator[Known]:
    return (Known(next(numbers), who) for who in people)
