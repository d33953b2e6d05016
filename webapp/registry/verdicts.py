"""Keeps what supervisors said of pairs: one person, another, not sure.

"Another" is respected for ever, or until a supervisor says otherwise of the same pair.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import and_, or_, select

from webapp import audit, clock
from webapp.errors import NotDecidable
from webapp.extensions import db
from webapp.models import User, Verdict
from webapp.models.bulk import insert_rows
from webapp.models.tables import VERDICTS
from webapp.registry.locks import lock_registrations, locked_owners
from webapp.words import gettext

RightKind = Literal["registration", "member"]
Said = Literal["same", "other", "unsure", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Pair:
    """A registration, and another or somebody on the member roll; one spelling for each pair."""

    left_id: str
    right_kind: RightKind
    right_id: str

    @classmethod
    def of(cls, registration_id: str, kind: RightKind, other_id: str) -> "Pair":
        if kind == "member":
            return cls(registration_id, kind, other_id)
        if registration_id == other_id:
            raise ValueError("a registration makes no pair with itself")
        return cls(min(registration_id, other_id), kind, max(registration_id, other_id))

    @property
    def registrations(self) -> tuple[str, ...]:
        """The ids of the one or two registrations in it."""
        return (
            (self.left_id, self.right_id) if self.right_kind == "registration" else (self.left_id,)
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the matcher knew of a pair: see Match."""

    # the probability that both are one person, 0..1
    score: float
    # comparison -> [level, weight in bits]
    parts: Mapping[str, Sequence[str | float]] | None
    # which model judged
    model: str | None


def say(
    *,
    pair: Pair,
    verdict: Said,
    by: User,
    note: str | None = None,
    evidence: Evidence | None = None,
) -> None:
    """A supervisor's word on a pair; "withdrawn" leaves it as if nobody had said anything.

    Raise NotDecidable for "other" of two that are linked to one worker: take that back first.
    """
    say_many(pairs={pair: evidence}, verdict=verdict, by=by, note=note)


def say_many(
    *,
    pairs: Mapping[Pair, Evidence | None],
    verdict: Said,
    by: User,
    note: str | None = None,
) -> None:
    """The same word on many pairs, each with what the matcher knew of it."""
    if verdict == "other":
        refuse_linked(pairs)
    at = clock.now()
    insert_rows(
        db.session.connection(),
        VERDICTS,
        [
            {
                "left_id": pair.left_id,
                "right_kind": pair.right_kind,
                "right_id": pair.right_id,
                "verdict": verdict,
                "note": note,
                "score": evidence.score if evidence else None,
                "parts": evidence.parts if evidence else None,
                "model": evidence.model if evidence else None,
                "decided_by": by.id,
                "decided_at": at,
            }
            for pair, evidence in pairs.items()
        ],
    )
    audit.record_many(
        f"pair.{verdict}",
        kind="registration",
        subjects=[
            (pair.left_id, {"kind": pair.right_kind, "other": pair.right_id}) for pair in pairs
        ],
        by=by.id,
    )


def standing(pairs: Collection[Pair]) -> dict[Pair, Verdict]:
    """What holds of these pairs: the newest verdict, where it was not withdrawn."""
    ids = {pair.left_id for pair in pairs}
    asked = set(pairs)
    rows = db.session.scalars(select(Verdict).where(Verdict.left_id.in_(ids)).order_by(Verdict.id))
    return {pair: row for pair, row in in_force(rows).items() if pair in asked}


def apart(registration_ids: Collection[str]) -> set[Pair]:
    """Every pair with one of these in it that is two persons, as far as supervisors know."""
    other_side = and_(Verdict.right_kind == "registration", Verdict.right_id.in_(registration_ids))
    rows = db.session.scalars(
        select(Verdict)
        .where(or_(Verdict.left_id.in_(registration_ids), other_side))
        .order_by(Verdict.id)
    )
    return {pair for pair, row in in_force(rows).items() if row.verdict == "other"}


def in_force(rows: Iterable[Verdict]) -> dict[Pair, Verdict]:
    """The newest of each pair; a withdrawal leaves nothing."""
    newest = {pair_of(row): row for row in rows}
    return {pair: row for pair, row in newest.items() if row.verdict != "withdrawn"}


def pair_of(row: Verdict) -> Pair:
    kind: RightKind = "member" if row.right_kind == "member" else "registration"
    return Pair(row.left_id, kind, row.right_id)


def refuse_linked(pairs: Collection[Pair]) -> None:
    """Nobody links two while they are said to be two persons, nor the other way round."""
    ids = {registration_id for pair in pairs for registration_id in pair.registrations}
    lock_registrations(ids)
    owners = locked_owners(ids)
    for pair in pairs:
        workers = [owners[one].id for one in pair.registrations if one in owners]
        if len(workers) == 2 and workers[0] == workers[1]:
            raise NotDecidable(
                gettext(
                    "Keduanya masih tercatat sebagai satu pekerja. Batalkan dulu penggabungannya,"
                    " lalu tandai sebagai orang lain."
                )
            )


def refuse_apart(newcomers: Collection[str], known: Collection[str]) -> None:
    """Raise NotDecidable where one of each is said to be another person."""
    said = apart(newcomers)
    if any(
        Pair.of(one, "registration", other) in said
        for one in newcomers
        for other in known
        if one != other
    ):
        raise NotDecidable(
            gettext(
                "Penyelia sudah menyatakan bahwa ini orang lain. Bila ternyata orang yang sama,"
                " ubah dulu putusan tentang pasangan ini, lalu gabungkan."
            )
        )
