"""How common a name is among everybody known: two Nurhayatis are no wonder."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from webapp.dedup.entries import Entry
from webapp.dedup.model import Model
from webapp.dedup.scorer import Rarity
from webapp.dedup.statements import COUNT_NAMES, NAMES, read, write

# all profiles with a name are counted under this key; no hash of a name is ever used for it
EVERYBODY = 0
# as long as few are known, their names say little: the model's own share counts like so many
KNOWN_ELSEWHERE = 1_000


def rarities(connection: Connection, entries: Sequence[Entry], model: Model) -> list[Rarity]:
    """One an entry, in their order."""
    keys = {key for entry in entries for key in entry.name_keys or ()}
    counts = counted(connection, keys | {EVERYBODY})
    everybody = counts.get(EVERYBODY, 0)
    return [
        rarity((counts.get(names[0], 0), counts.get(names[1], 0), everybody), model)
        if (names := entry.name_keys)
        else Rarity()
        for entry in entries
    ]


def rarity(counts: tuple[int, int, int], model: Model) -> Rarity:
    """From how many have the name, how many have one that sounds so, and how many there are."""
    exact, sound, everybody = counts

    def share(people: int, level: str) -> float:
        return (people + KNOWN_ELSEWHERE * model.chance[level]) / (everybody + KNOWN_ELSEWHERE)

    return Rarity(share(exact, "exact"), share(sound, "sound"))


def counted(connection: Connection, keys: Iterable[int]) -> dict[int, int]:
    rows = read(connection, NAMES, {"name_key": sorted(keys)})
    return {row.name_key: row.people for row in rows}


def count(connection: Connection, come: Iterable[Entry], *, step: int = 1) -> None:
    """Add these entries' names, or with step -1 take them away."""
    counts: Counter[int] = Counter()
    for entry in come:
        if entry.name_keys:
            counts.update((*set(entry.name_keys), EVERYBODY))
    if not counts:
        return
    rows = sorted((key, people * step) for key, people in counts.items())
    write(
        connection,
        COUNT_NAMES,
        {"name_key": [key for key, _ in rows], "people": [people for _, people in rows]},
    )
