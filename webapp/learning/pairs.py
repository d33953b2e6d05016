"""Finds the pairs of a whole register that are worth the judge's look: Splink over blocking keys.

The keys are those of webapp/dedup/keys.py and some more, for the night has time: a date is the same
key with day and month in each other's place.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from webapp.dedup.frequencies import KNOWN_ELSEWHERE
from webapp.learning.comparisons import RARITY, comparisons
from webapp.learning.engines import Engine, linker

# what more people share says little, and makes no pairs; a sync looks at the first 64
MOST_OF_A_KEY = 200
# as many people are paired with everybody at a time: what is found of them fits into memory
AT_A_TIME = 250_000
# the judge counts anew: rounding must not decide who is brought before it
ROUNDING = 0.001

SOUNDS = ("first_sound", "last_sound")
DATE = "least(born, swapped)"
# what each key is made of; two of one kind may meet, so that the name given last may come first,
# and the date in a NIK be the one on the other's card
KEYS: Sequence[tuple[str, str]] = (
    ("nik", "nik"),
    ("serial", "substr(whole_nik, 1, 12)"),
    ("region", "substr(whole_nik, 7) || first_sound"),
    ("day", "substr(whole_nik, 1, 6) || substr(whole_nik, 11) || first_sound"),
    ("year", "substr(whole_nik, 1, 10) || substr(whole_nik, 13) || first_sound"),
    ("phone", "phone"),
    *(("born", f"{date} || {name}") for date in (DATE, "said") for name in SOUNDS),
    *(("family", f"family || {name}") for name in SOUNDS),
    ("house", f"family || {DATE}"),
    ("namesake", "village || sorted_sounds"),
    ("neighbour", f"village || {DATE}"),
    # a single word is shared by too many
    ("peer", "substr(born, 1, 4) || CASE WHEN {length}(names) > 1 THEN sorted_sounds END"),
    ("feast", "substr(born, 5) || CASE WHEN {length}(names) > 1 THEN sorted_sounds END"),
)
# never two of the member roll: both are BPJS's own
RULE = "l.keys = r.keys AND NOT (l.member AND r.member)"


def pairs(engine: Engine, people: int, model: Mapping[str, Any]) -> Iterator[list[tuple[int, int]]]:
    """Of the table `blocked`, with so many people in it; `model` is the content of a model file.

    Pairs of numbers, the higher first, those of one higher number together; a list at a time.
    """
    splink = linker(
        engine,
        ["blocked"],
        comparisons=comparisons(engine.dialect, model["comparisons"]),
        probability_two_random_records_match=model["probability_two_random_records_match"],
        blocking_rules_to_generate_predictions=[
            {"blocking_rule": RULE, "arrays_to_explode": ["keys"]}
        ],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
        additional_columns_to_retain=["nik"],
    )
    for level, column in RARITY.items():
        engine.keep(f"share_of_{column}", shares(column, model["comparisons"]["name"][level]["u"]))
        splink.table_management.register_term_frequency_lookup(
            engine.shown(f"share_of_{column}"), column
        )
    turns = max(1, -(-people // AT_A_TIME))
    for turn in range(1, turns + 1):
        weighed = splink.inference.predict_chunk(right_chunk=(turn, turns))
        yield [
            (int(later), int(earlier))
            for later, earlier in engine.rows(
                f"SELECT id_r, id_l FROM {weighed.physical_name}"
                f" WHERE match_weight >= {model['least_weight'] - ROUNDING!r}"
                # two people with one NIK always need a decision
                " OR nik_l = nik_r ORDER BY id_r, id_l"
            )
        ]
        engine.forget(weighed.physical_name)


def block(engine: Engine) -> int:
    """Make of `people` the table `blocked`, with everybody's keys; return how many are too common.

    A key that nobody shares makes no pair either, and most are such.
    """
    sql = engine.dialect
    texts = ((kind, text.format(length=sql.length)) for kind, text in KEYS)
    # even of nothing there is a hash
    made = ", ".join(
        f"CASE WHEN ({text}) IS NOT NULL THEN {sql.hash}('{kind}' || {text}) END"
        for kind, text in texts
    )
    engine.keep("keyed", f"SELECT id, {sql.explode}({sql.set_of.format(made)}) AS one FROM people")
    engine.keep(
        "shared",
        "SELECT one, count(*) AS many FROM keyed WHERE one IS NOT NULL"
        " GROUP BY one HAVING count(*) > 1",
    )
    ((crowded,),) = engine.rows(f"SELECT count(*) FROM shared WHERE many > {MOST_OF_A_KEY}")
    engine.keep(
        "blocked",
        f"""
        SELECT people.*, of_each.keys FROM people LEFT JOIN (
            SELECT id, array_agg(keyed.one) AS keys
            FROM keyed JOIN shared ON shared.one = keyed.one AND shared.many <= {MOST_OF_A_KEY}
            GROUP BY id
        ) AS of_each ON of_each.id = people.id
        """,
    )
    for table in ("people", "keyed", "shared"):
        engine.forget(table)
    return int(crowded)


def shares(column: str, chance: float, *, of: str = "blocked") -> str:
    """How common each name is, as webapp/dedup/frequencies.py has it."""
    return f"""
        SELECT {column}, (count(*) + CAST({KNOWN_ELSEWHERE * chance!r} AS double)) / (
            (SELECT count(name) FROM {of}) + {KNOWN_ELSEWHERE}
        ) AS tf_{column}
        FROM {of} WHERE {column} IS NOT NULL GROUP BY {column}
    """
