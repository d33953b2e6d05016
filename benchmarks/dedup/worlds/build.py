"""From a town, a mix of newcomers and a model of mistakes to the rows."""

from benchmarks.dedup.worlds.arrivals import Mix, arrive
from benchmarks.dedup.worlds.person import Draft
from benchmarks.dedup.worlds.rows import World
from benchmarks.dedup.worlds.slips.model import Model
from benchmarks.dedup.worlds.town import Town

IN_THE_REGISTER, STANDARD, HARD = 0.35, 1.0, 2.0


def build(
    town: Town,
    *,
    mix: Mix,
    model: Model,
    newcomers: int,
    hard: bool,
    in_the_register: float = IN_THE_REGISTER,
) -> World:
    """The register as it was written once, and newcomers as they are written today."""
    makings = town.street.makings
    register = [
        model.write(
            person, makings, strength=in_the_register, family=town.families[person.household]
        ).row(f"L{person.number}")
        for person in town.registered
    ]
    strength = HARD if hard else STANDARD
    rows, kinds, truth = [], {}, {}
    for turn in range(newcomers):
        kind, person = arrive(town, mix, turn)
        family = town.families[person.household] if person.number else ()
        made: Draft = model.write(person, makings, strength=strength, family=family)
        row = made.row(f"R{turn + 1}")
        rows.append(row)
        kinds[row.id] = kind
        if person.number:
            truth[row.id] = f"L{person.number}"
    return World(register, rows, truth, kinds)
