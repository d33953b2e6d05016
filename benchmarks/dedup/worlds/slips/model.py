"""A model of mistakes: groups of slips with their probabilities, of each group at most one."""

from collections.abc import Callable, Sequence
from itertools import accumulate

from benchmarks.dedup.worlds.makings import Makings
from benchmarks.dedup.worlds.person import Draft, Person, draft

Slip = Callable[[Draft, Makings], None]
Group = Sequence[tuple[float, Slip]]


class Model:
    """What goes wrong in the `groups`, and the `manner` of writing that is no mistake."""

    def __init__(self, groups: Sequence[Group], manner: Sequence[Slip]) -> None:
        self.groups = groups
        self._manner = manner
        self._limits = [limits(group) for group in groups]

    def write(
        self,
        person: Person,
        makings: Makings,
        *,
        strength: float,
        family: Sequence[Person] = (),
    ) -> Draft:
        """The person as written down, every mistake `strength` times as likely as in the model."""
        made, random = draft(person, family), makings.dice.random
        for group, total in self._limits:
            luck = random() / strength
            if luck < total:
                next(slip for limit, slip in group if luck < limit)(made, makings)
        for slip in self._manner:
            slip(made, makings)
        return made


def limits(group: Group) -> tuple[list[tuple[float, Slip]], float]:
    """The group with each probability added to those before it, and their sum."""
    sums = list(accumulate(chance for chance, _ in group))
    return [(limit, slip) for limit, (_, slip) in zip(sums, group, strict=True)], sums[-1]
