"""What Splink needs for the same newcomers against the same register, in the same run.

Its register lies ready in DuckDB with the keys and the names' frequencies computed; timed is what a
batch costs: its newcomers loaded and predict_between (Splink 5).
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Any

import orjson

from webapp.dedup.frequencies import KNOWN_ELSEWHERE
from webapp.dedup.model import SHIPPED
from webapp.dedup.person import Person
from webapp.learning.comparisons import RARITY, comparisons
from webapp.learning.engines import linker
from webapp.learning.in_duckdb import InDuckDB, opened
from webapp.learning.pairs import keys
from webapp.learning.people import Known

# as the judge has it: less is not worth a look
LEAST_WEIGHT = -8.0
# date and sound stand crosswise too, where the sync looks for both
RULES = (
    "nik_key serial_key region_key day_key year_key phone_key first_born_key last_born_key"
    " family_first_key family_last_key family_born_key name_village_key born_village_key"
    " name_year_key name_day_key"
).split()


def splink_seconds(register: Iterable[Person], batches: Sequence[Sequence[Person]]) -> list[float]:
    """Seconds for each batch of newcomers; `register` is read once."""
    model = orjson.loads(SHIPPED.read_bytes())
    numbers = count()
    with opened() as engine:
        engine.connection.execute("SET memory_limit = '12GB'")
        engine.load("known", numbered(register, numbers), keys(engine.dialect))
        engine.load("newcomers", numbered(batches[0], numbers), keys(engine.dialect))
        splink = linker(
            engine,
            ["known", "newcomers"],
            comparisons=comparisons(engine.dialect, model["comparisons"]),
            probability_two_random_records_match=model["probability_two_random_records_match"],
            blocking_rules_to_generate_predictions=[f"l.{key} = r.{key}" for key in RULES],
            retain_matching_columns=False,
            retain_intermediate_calculation_columns=False,
        )
        for level, column in RARITY.items():
            chance = model["comparisons"]["name"][level]["u"]
            engine.keep(f"share_of_{column}", shares(column, chance))
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
    engine.load(table, numbered(batch, numbers), keys(engine.dialect))
    pairs = splink.inference.predict_between(
        known, engine.shown(table), threshold_match_weight=LEAST_WEIGHT
    )
    list(engine.rows(f"SELECT count(*) FROM {pairs.physical_name}"))  # noqa: S608
    return time.perf_counter() - started


def numbered(people: Iterable[Person], numbers: Iterator[int]) -> Iterator[Known]:
    return (Known(next(numbers), who) for who in people)


def shares(column: str, chance: float) -> str:
    """How common each name is, as webapp/dedup/frequencies.py has it."""
    return f"""
        SELECT {column}, (count(*) + {KNOWN_ELSEWHERE * chance!r}) / (
            (SELECT count(name) FROM known) + {KNOWN_ELSEWHERE}
        ) AS tf_{column}
        FROM known WHERE {column} IS NOT NULL GROUP BY {column}
    """  # noqa: S608
