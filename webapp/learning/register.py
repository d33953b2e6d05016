"""Reads everybody the matcher knows, a page at a time: no transaction lasts, no lock is held."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select

from webapp.contents import sealer
from webapp.dedup.entries import Entry, Kind, opened
from webapp.dedup.person import RULES, Person
from webapp.extensions import db
from webapp.learning.people import Known
from webapp.models.tables import PROFILES

PAGE = 10_000
# Registrations are numbered above the member roll, whichever came first: of a pair the higher
# number is the registration that may be about the other.
REGISTRATIONS = 1 << 48


@dataclass(frozen=True, slots=True)
class Profile:
    number: int
    kind: Kind
    id: str
    content: bytes

    def person(self) -> Person:
        return opened(self.kind, self.id, self.content, sealer())

    def entry(self) -> Entry:
        return Entry.reopened(self.kind, self.id, self.content, sealer())


def everybody() -> Iterator[Known]:
    """Registrations and the member roll as they are while this is read."""
    page = profiles(db.session.connection(), PROFILES.c.id >= 0)
    while page:
        db.session.rollback()
        for one in page:
            yield Known(one.number, one.person(), member=one.kind == "member")
        last = page[-1].number % REGISTRATIONS
        page = profiles(db.session.connection(), PROFILES.c.id > last)
    db.session.rollback()


def profiles_of(connection: Connection, numbers: Collection[int]) -> dict[int, Profile]:
    """By number; who is gone meanwhile is absent."""
    ids = sorted(number % REGISTRATIONS for number in numbers)
    return {one.number: one for one in profiles(connection, PROFILES.c.id.in_(ids))}


def profiles(connection: Connection, which: ColumnElement[bool]) -> list[Profile]:
    """A page of them, by number."""
    rows = connection.execute(
        select(PROFILES.c.id, PROFILES.c.registration_id, PROFILES.c.member_id, PROFILES.c.content)
        # those of older rules compare with nobody until they are made anew (flask dedup index)
        .where(which, PROFILES.c.rules == RULES)
        .order_by(PROFILES.c.id)
        .limit(PAGE)
    )
    return [
        Profile(row.id, "member", row.member_id, row.content)
        if row.member_id
        else Profile(REGISTRATIONS + row.id, "registration", row.registration_id, row.content)
        for row in rows
    ]
