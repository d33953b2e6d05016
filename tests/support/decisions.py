"""What the register must say after any decisions, worked out from scratch in the plainest way.

It shares nothing with webapp/registry but the list of fields: a second opinion.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from webapp.registry.golden import FIELDS

# what a revision of a registration says
Says = Callable[[str, int], Mapping[str, Any]]
# a value, and "registration id/revision" where it came from
Pick = tuple[Any, str]


@dataclass(frozen=True)
class Linked:
    registration_id: str
    revision: int
    worker_id: str
    takes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Merged:
    merge_id: str
    keep_id: str
    gone_id: str
    takes: frozenset[str] = frozenset()


Decision = Linked | Merged


@dataclass(frozen=True)
class Expected:
    """A worker's row."""

    content: dict[str, Any]
    provenance: dict[str, str]
    nik: str | None
    redirect_to: str | None


@dataclass
class Decisions:
    """Everything that was ever decided, in order, and which of it holds."""

    says: Says
    made: list[Decision] = field(default_factory=list)
    # places in `made`
    holding: list[int] = field(default_factory=list)

    def add(self, decision: Decision) -> None:
        self.holding.append(len(self.made))
        self.made.append(decision)

    def and_also(self, decision: Decision) -> "Decisions":
        """As if this had been decided too."""
        return Decisions(self.says, [*self.made, decision], [*self.holding, len(self.made)])

    def without(self, place: int) -> "Decisions":
        """As if this had been taken back."""
        left = [one for one in self.holding if one != place]
        return Decisions(self.says, self.made, left)

    @property
    def workers(self) -> list[str]:
        return [*dict.fromkeys(one.worker_id for one in self.made if isinstance(one, Linked))]

    def held(self) -> list[Decision]:
        return [self.made[place] for place in self.holding]

    def place_of(self, registration_id: str) -> int | None:
        """Where the link of this registration that holds was decided."""
        for place in self.holding:
            one = self.made[place]
            if isinstance(one, Linked) and one.registration_id == registration_id:
                return place
        return None

    def stands_for(self, worker_id: str) -> str:
        """The worker at the end of all merges."""
        for one in self.held():
            if isinstance(one, Merged) and one.gone_id == worker_id:
                return self.stands_for(one.keep_id)
        return worker_id

    def linked(self) -> dict[str, tuple[str, int]]:
        """Registration id -> (the worker it counts to, its linked revision)."""
        return {
            one.registration_id: (self.stands_for(one.worker_id), one.revision)
            for one in self.held()
            if isinstance(one, Linked)
        }

    def together(self, one: str, other: str) -> bool:
        """Whether two registrations are about one person, as far as is decided."""
        linked = self.linked()
        return one in linked and other in linked and linked[one][0] == linked[other][0]

    def people(self) -> list[str]:
        """The workers who stand for somebody."""
        return [*dict.fromkeys(worker_id for worker_id, _ in self.linked().values())]

    def niks(self) -> list[str]:
        """What the people go by; nobody may go by another's."""
        in_turn = sorted(self.held(), key=self.rank)
        picks = [self.pick(worker_id, "nik", in_turn) for worker_id in self.people()]
        return [pick[0] for pick in picks if pick]

    def rows(self) -> dict[str, Expected]:
        in_turn = sorted(self.held(), key=self.rank)
        return {worker_id: self.row(worker_id, in_turn) for worker_id in self.workers}

    def row(self, worker_id: str, in_turn: Sequence[Decision]) -> Expected:
        picks = {name: pick for name in FIELDS if (pick := self.pick(worker_id, name, in_turn))}
        root = self.stands_for(worker_id)
        nik = picks["nik"][0] if "nik" in picks and worker_id == root else None
        if not picks:
            picks = {name: pick for name in FIELDS if (pick := self.first_said(worker_id, name))}
        return Expected(
            {name: value for name, (value, _) in picks.items()},
            {name: place for name, (_, place) in picks.items()},
            nik,
            None if root == worker_id else root,
        )

    def pick(self, worker_id: str, name: str, in_turn: Sequence[Decision]) -> Pick | None:
        """The value of one field: the first that was said, or the last that was chosen."""
        best: Pick | None = None
        for one in in_turn:
            offer: Pick | None = None
            if isinstance(one, Linked) and one.worker_id == worker_id:
                offer = self.said(one, name)
            elif isinstance(one, Merged) and one.keep_id == worker_id:
                offer = self.pick(one.gone_id, name, in_turn)
            if offer and (best is None or name in one.takes):
                best = offer
        return best

    def rank(self, one: Decision) -> int:
        """Its turn to speak: a registration keeps the turn of its first link to that worker."""
        if isinstance(one, Merged):
            return self.made.index(one)
        return next(
            place
            for place, other in enumerate(self.made)
            if isinstance(other, Linked)
            and (other.registration_id, other.worker_id) == (one.registration_id, one.worker_id)
        )

    def first_said(self, worker_id: str, name: str) -> Pick | None:
        first = next(
            one for one in self.made if isinstance(one, Linked) and one.worker_id == worker_id
        )
        return self.said(first, name)

    def said(self, one: Linked, name: str) -> Pick | None:
        value = self.says(one.registration_id, one.revision).get(name)
        return None if value in (None, "") else (value, f"{one.registration_id}/{one.revision}")
