"""What Splink needs for the same newcomers against the same register, in the same run.

Its register lies ready in DuckDB with the fields folded and the names' frequencies computed; timed
is what a batch costs: its newcomers loaded and predict_between (Splink 5). Twice: with blocking
rules over the fields, as its documentation writes them, and with each rule's fields hashed into a
number beforehand, which is as far as it could be helped.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any

import orjson
from splink import block_on

from webapp.dedup.model import SHIPPED
from webapp.dedup.person import Person
from webapp.learning.comparisons import RARITY, comparisons
from webapp.learning.engines import linker
from webapp.learning.in_duckdb import InDuckDB, opened
from webapp.learning.pairs import shares
from webapp.learning.people import Known

# as the judge has it: less is not worth a look
LEAST_WEIGHT = -8.0
DATE = "least(born, swapped)"
SEVERAL = "CASE WHEN len(names) > 1 THEN sorted_sounds END"
# what each rule joins on: the keys of webapp/dedup/keys.py before they were reduced to nine
RULES: tuple[tuple[str, ...], ...] = (
    ("nik",),
    ("substr(whole_nik, 1, 12)",),
    ("substr(whole_nik, 7)", "first_sound"),
    ("substr(whole_nik, 1, 6)", "substr(whole_nik, 11)", "first_sound"),
    ("substr(whole_nik, 1, 10)", "substr(whole_nik, 13)", "first_sound"),
    ("phone",),
    (DATE, "first_sound"),
    (DATE, "last_sound"),
    ("family", "first_sound"),
    ("family", "last_sound"),
    ("family", DATE),
    ("village", "sorted_sounds"),
    ("village", DATE),
    ("substr(born, 1, 4)", SEVERAL),
    ("substr(born, 5)", SEVERAL),
)


@contextmanager
def splink_against(
    register: Iterable[Person], *, hashed: bool
) -> Iterator[Callable[[Sequence[Person]], float]]:
    """Give a function that looks a batch of newcomers up and says how many seconds it took."""
    model = orjson.loads(SHIPPED.read_bytes())
    numbers = count()
    with opened() as engine:
        engine.connection.execute("SET memory_limit = '12GB'")
        load(engine, "known", numbered(register, numbers), hashed=hashed)
        load(engine, "newcomers", numbered([], numbers), hashed=hashed)
        splink = linker(
            engine,
            ["known", "newcomers"],
            comparisons=comparisons(engine.dialect, model["comparisons"]),
            probability_two_random_records_match=model["probability_two_random_records_match"],
            blocking_rules_to_generate_predictions=[
                block_on(*([f"key_{place}"] if hashed else fields))
                for place, fields in enumerate(RULES)
            ],
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
        yield lambda batch: seconds(engine, splink, known, batch, numbers, hashed=hashed)


def seconds(
    engine: InDuckDB,
    splink: Any,
    known: Any,
    batch: Sequence[Person],
    numbers: Iterator[int],
    *,
    hashed: bool,
) -> float:
    started = time.perf_counter()
    table = f"batch_{next(numbers)}"
    load(engine, table, numbered(batch, numbers), hashed=hashed)
    pairs = splink.inference.predict_between(
        known, engine.shown(table), threshold_match_weight=LEAST_WEIGHT
    )
    list(engine.rows(f"SELECT count(*) FROM {pairs.physical_name}"))  # noqa: S608
    return time.perf_counter() - started


def load(engine: InDuckDB, table: str, people: Iterable[Known], *, hashed: bool) -> None:
    engine.load("people", people)
    keys = [
        f"CASE WHEN ({text}) IS NOT NULL THEN hash({text}) END AS key_{place}"
        for place, text in enumerate(" || ".join(fields) for fields in RULES)
    ]
    engine.keep(table, f"SELECT {', '.join(['*', *(keys if hashed else [])])} FROM people")  # noqa: S608
    engine.forget("people")


def numbered(people: Iterable[Person], numbers: Iterator[int]) -> Iterator[Known]:
    return (Known(next(numbers), who) for who in people)
