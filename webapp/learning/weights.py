"""Learns what every level of every comparison is worth: Splink's estimates of m and u.

u, how often two different people agree by chance, comes from random pairs; m, how often two records
of one person agree, from expectation maximisation inside several blocks, each of which leaves out
the comparisons it blocks on (Fellegi and Sunter 1969; Splink's documentation).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from statistics import median
from typing import Any

from splink import Linker, block_on

# Splink has no public name for it
from splink.internals.exceptions import EMTrainingException

from webapp.dedup.comparison import LEVELS, UNKNOWN
from webapp.dedup.model import UnfitModel
from webapp.dedup.person import Person
from webapp.learning.comparisons import comparisons
from webapp.learning.engines import linker
from webapp.learning.in_duckdb import opened
from webapp.learning.people import Known

RANDOM_PAIRS = 10_000_000
SEED = 5
# rules that find nearly only pairs of one person, and the share of all such pairs they find
CERTAIN = (("nik",), ("sorted_name", "born", "village"))
CERTAIN_RECALL = 0.95
# Blocks in which pairs of one person prevail; a phone alone is a household's. No comparison is
# blocked on in all of them.
BLOCKS = (("nik",), ("phone", "born"), ("phone", "first_sound"), ("family", "first_sound"))
# in a large register a sample of each block says as much
LARGE, PAIRS_OF_A_BLOCK = 200_000, 1_000_000
# what the model in use knows of m and u counts like so many pairs seen
KNOWN_BEFORE = {"m": 1_000, "u": 1_000_000}
# without one, a level nobody has seen yet counts like
HALF_A_PAIR = 0.5

# comparison -> level -> probability; what was never seen is absent
Seen = dict[str, dict[str, float]]


def train_weights(
    left: Iterable[Person],
    right: Iterable[Person] | None = None,
    *,
    before: Mapping[str, Any] | None = None,
    random_pairs: int = RANDOM_PAIRS,
) -> dict[str, Any]:
    """The prior and the weights between left and right, or within left alone, as a model has them.

    Some levels never occur among some thousand people, and Splink then leaves its own first guess
    in place without a word. Here they get half a pair, or, with `before`, what the model in use
    knows of them. A comparison that nothing at all was learnt about is refused (UnfitModel).

    With `before` the prior stays as well: it is added to every weight alike, and the trees that go
    on from the model in use know weights with that prior in them.
    """
    with opened() as engine:
        sizes = [engine.load("one", numbered(left, 0))]
        if right is not None:
            sizes.append(engine.load("two", numbered(right, sizes[0])))
        splink = linker(
            engine, ("one", "two")[: len(sizes)], comparisons=comparisons(engine.dialect)
        )
        prior = chance_of_a_match(splink)
        u = learn_u(splink, random_pairs)
        m = learn_m(splink, sum(sizes)) if prior else {}
    pairs = sizes[0] * sizes[1] if len(sizes) == 2 else sizes[0] * (sizes[0] - 1) / 2
    known = before["comparisons"] if before else None
    return {
        "probability_two_random_records_match": (
            before["probability_two_random_records_match"] if before else positive(prior)
        ),
        "comparisons": joined(
            m=settled("m", m, prior * pairs, known),
            u=settled("u", u, min(random_pairs, pairs), known),
        ),
    }


def numbered(people: Iterable[Person], first: int) -> Iterator[Known]:
    return (Known(number, who) for number, who in enumerate(people, first))


def chance_of_a_match(splink: Linker) -> float:
    """That two records, taken at random, are of one person."""
    splink.training.estimate_probability_two_random_records_match(
        [block_on(*columns) for columns in CERTAIN], recall=CERTAIN_RECALL
    )
    return float(splink.misc.save_model_to_json()["probability_two_random_records_match"])


def positive(prior: float) -> float:
    if prior > 0:
        return prior
    raise UnfitModel("no two records are certainly of one person: nothing to learn from")


def learn_u(splink: Linker, random_pairs: int) -> Seen:
    guessed = probabilities(splink, "u")
    splink.training.estimate_u_using_random_sampling(max_pairs=random_pairs, seed=SEED)
    return {
        name: {level: value for level, value in levels.items() if value != guessed[name].get(level)}
        for name, levels in probabilities(splink, "u").items()
    }


def probabilities(splink: Linker, kind: str) -> Seen:
    return {
        comparison["output_column_name"]: {
            level["label_for_charts"]: level[f"{kind}_probability"]
            for level in comparison["comparison_levels"]
            if f"{kind}_probability" in level
        }
        for comparison in splink.misc.save_model_to_json()["comparisons"]
    }


def learn_m(splink: Linker, people: int) -> Seen:
    """The median of what the blocks say; in one that is empty there is nothing to hear."""
    said: dict[tuple[str, str], list[float]] = defaultdict(list)
    for columns in BLOCKS:
        try:
            session = splink.training.estimate_parameters_using_expectation_maximisation(
                block_on(*columns),
                estimate_without_term_frequencies=True,
                max_pairs=PAIRS_OF_A_BLOCK if people > LARGE else None,
            )
        except EMTrainingException:
            continue
        for comparison in session.core_model_settings.comparisons:
            for level in comparison.comparison_levels:
                # a level that no pair of the block came to holds a text instead
                if not level.is_null_level and isinstance(level.m_probability, float):
                    said[comparison.output_column_name, level.label_for_charts].append(
                        level.m_probability
                    )
    found: Seen = defaultdict(dict)
    for (name, label), values in said.items():
        found[name][label] = median(values)
    return found


def settled(kind: str, seen: Seen, pairs: float, known: Mapping[str, Any] | None) -> Seen:
    """Every level of every comparison, none of them zero: pairs seen, and pairs known of before."""
    made: Seen = {}
    for name, labels in LEVELS.items():
        levels = [label for label in labels if label != UNKNOWN]
        found = seen.get(name, {})
        if not found and known is None:
            raise UnfitModel(f"{name}, {levels[-1]}: {kind} cannot be learnt from these people")
        counts = {
            label: pairs * found.get(label, 0.0)
            + (KNOWN_BEFORE[kind] * known[name][label][kind] if known else HALF_A_PAIR)
            for label in levels
        }
        total = sum(counts.values())
        made[name] = {label: count / total for label, count in counts.items()}
    return made


def joined(*, m: Seen, u: Seen) -> dict[str, dict[str, dict[str, float]]]:
    return {
        name: {label: {"m": m[name][label], "u": u[name][label]} for label in m[name]} for name in m
    }
