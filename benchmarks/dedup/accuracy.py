"""How well people are recognised: on worlds that no model was trained on, and on FEBRL.

A newcomer's likeliest pair counts, at 0.5, a threshold fixed beforehand. Everything goes through
`dedup link`, which is the path of a sync.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.dedup.office import context
from benchmarks.dedup.worlds.world import Name, Row, World, world
from benchmarks.figures import figure
from webapp.dedup.linking import Linked, link
from webapp.dedup.model import in_use

PEOPLE, NEWCOMERS = 100_000, 12_000
# seeds that training never saw (benchmarks/dedup/training.py)
WORLDS: Sequence[tuple[Name, int, bool, str]] = (
    ("lab", 1, False, "at least 0.99"),
    ("lab", 2, True, "at least 0.98"),
    ("other", 1, False, "at least 0.985"),
    ("other", 2, True, "at least 0.94"),
)
SAME = 0.5


def run() -> None:
    for name, seed, hard, target in WORLDS:
        made = world(name, people=PEOPLE, newcomers=NEWCOMERS, seed=seed, hard=hard)
        best = likeliest(linked(made.register, made.newcomers))
        title = f"recognition, {name}{', twice the mistakes' if hard else ''}"
        report(title, tally(made, best), target, strict=name == "lab" and not hard)


def report(title: str, found: "Tally", target: str, *, strict: bool) -> None:
    figure(f"{title}, F1", found.f1, "", target=target, missed_pairs=found.overlooked)
    figure(
        f"{title}, right in the auto band",
        found.auto_precision,
        "",
        target="at least 0.999",
        auto=found.auto,
        wrong=found.auto_wrong,
    )
    figure(
        f"{title}, left to a supervisor",
        found.review / found.newcomers * 100,
        "% of records",
        target="at most 4" if strict else "",
    )
    figure(
        f"{title}, known people taken for new",
        found.missed / found.known * 100,
        "% of known people",
        target="at most 0.2" if strict else "",
    )


def linked(left: Sequence[Row], right: Sequence[Row]) -> list[Linked]:
    with TemporaryDirectory(dir="/var/tmp") as folder, context(Path(folder)):
        return list(
            link(map(asdict, left), map(asdict, right), folder=Path(folder), model=in_use())
        )


def likeliest(pairs: Sequence[Linked]) -> dict[str, Linked]:
    best: dict[str, Linked] = {}
    for pair in pairs:
        if pair.id_right not in best or best[pair.id_right].probability < pair.probability:
            best[pair.id_right] = pair
    return best


@dataclass
class Tally:
    newcomers: int
    known: int
    right: int = 0
    wrong: int = 0
    auto: int = 0
    auto_wrong: int = 0
    review: int = 0
    # known, and not even a supervisor hears of it
    missed: int = 0

    @property
    def overlooked(self) -> int:
        return self.known - self.right

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.overlooked)

    @property
    def auto_precision(self) -> float:
        return 1 - self.auto_wrong / self.auto


def tally(made: World, best: Mapping[str, Linked]) -> Tally:
    counts = Tally(len(made.newcomers), len(made.truth))
    for row in made.newcomers:
        pair, truth = best.get(row.id), made.truth.get(row.id)
        if pair is None:
            counts.missed += truth is not None
            continue
        hit = pair.id_left == truth
        counts.auto += pair.band == "auto"
        counts.auto_wrong += pair.band == "auto" and not hit
        counts.review += pair.band == "review"
        if pair.probability >= SAME:
            counts.right += hit
            counts.wrong += not hit
    return counts
