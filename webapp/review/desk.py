"""Puts together what a page of the desk shows: a batch by groups, a record with its evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from webapp import clock, places
from webapp.errors import NotFound
from webapp.extensions import settings
from webapp.models import Batch, Decision, PhotoState, Registration, Revision, User
from webapp.photos.operations import ASKABLE
from webapp.photos.queries import Asked, asked_about
from webapp.review import queries, sheet
from webapp.review.candidates import Candidate, candidates
from webapp.review.concerns import Rank, informing
from webapp.review.inbox import Line, inbox
from webapp.review.judge import AFTER
from webapp.review.making import Makings, makings
from webapp.review.pairs import around_one
from webapp.review.queries import Judgement, Record
from webapp.review.worker import TheWorker, Told, told_apart, worker_of


@dataclass(frozen=True, slots=True)
class BatchPage:
    """A batch: what needs a look, what the volunteer settled, the rest, what is decided."""

    batch: Batch
    volunteer: User
    pane: Sequence[Line]
    groups: Mapping[str, Sequence[Record]]
    # how it was made
    making: str
    names: Mapping[str, str]

    @property
    def records(self) -> Sequence[Record]:
        return [record for group in self.groups.values() for record in group]


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier revision and what the present one says otherwise."""

    revision: Revision
    differences: Sequence[sheet.Beside]


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One registration with everything a decision rests on."""

    record: Record
    batch: Batch
    volunteer: User
    pane: Sequence[Line]
    records: Sequence[Record]
    content: sheet.Content
    sections: Sequence[sheet.Section]
    # field -> what the office knows beside it
    making: Mapping[str, str]
    reading: str
    confirmed: Mapping[tuple[str, str], str]
    candidates: Sequence[Candidate]
    told_apart: Sequence[Told]
    worker: TheWorker | None
    earlier: Sequence[Earlier]
    judgements: Sequence[Judgement]
    names: Mapping[str, str]
    # None while this office asks for none
    photos: Sequence[Asked] | None

    @property
    def registration(self) -> Registration:
        return self.record.registration

    @property
    def nik_taken(self) -> bool:
        """A worker has this NIK: this registration can be merged, not approved."""
        return any(one.code == "same_nik_worker" for one in self.record.concerns)

    @property
    def may_ask_for_photo(self) -> bool:
        return (
            self.photos is not None
            and self.registration.status in ASKABLE
            and not any(one.state == PhotoState.ASKED for one in self.photos)
        )

    @property
    def photo(self) -> Asked | None:
        """The newest that came, to be held beside the record while it is not decided."""
        if self.registration.status not in ASKABLE:
            return None
        came = (one for one in self.photos or () if one.state == PhotoState.RECEIVED)
        return next(came, None)

    @property
    def changed(self) -> Mapping[str, str]:
        """Field -> what the revision before said, where the present one says otherwise."""
        before = self.earlier[0].differences if self.earlier else ()
        return {row.name: row.left for row in before}

    @property
    def undoable(self) -> Decision | None:
        """The last decision, while it can be taken back."""
        last = self.judgements[0].decision if self.judgements else None
        if last is None or last.action == "reopen" or last.revision != self.registration.revision:
            return None
        return last if AFTER[last.action] == self.registration.status else None

    def beside(self, step: int) -> str | None:
        """The record so many steps further in the batch."""
        ids = [record.registration.id for record in self.records]
        index = ids.index(self.registration.id) + step
        return ids[index] if 0 <= index < len(ids) else None

    @property
    def position(self) -> int:
        """Counted from 1."""
        return self.records.index(self.record) + 1

    @property
    def undecided(self) -> int:
        return sum(record.undecided for record in self.records)


def batch_page(batch_id: str, territory: str) -> BatchPage:
    """Raise NotFound for a batch of another territory."""
    found = queries.batch(batch_id, territory)
    if found is None:
        raise NotFound
    records, made = records_with_makings(found[0], territory)
    waiting = [record for record in records if record.undecided]
    return BatchPage(
        *found,
        pane=inbox(territory).lines,
        groups={
            "open": [record for record in waiting if record.rank is Rank.OPEN],
            "confirmed": [record for record in waiting if record.rank is Rank.CONFIRMED],
            "clean": [record for record in waiting if record.rank is Rank.CLEAN],
            "decided": [record for record in records if not record.undecided],
        },
        making=made.line,
        names=places.region_names(),
    )


def record_page(registration_id: str, territory: str) -> RecordPage:
    """Raise NotFound for a registration of another territory."""
    registration = queries.registration(registration_id, territory)
    if registration is None:
        raise NotFound
    found = queries.batch(registration.batch_id, territory)
    if found is None:
        raise NotFound
    records, made = records_with_makings(found[0], territory)
    names = places.region_names()
    texts = queries.revisions(registration.id)
    content = next(text for row, text in texts if row.revision == registration.revision)
    record = next(one for one in records if one.registration.id == registration_id)
    return RecordPage(
        record=record,
        batch=found[0],
        volunteer=found[1],
        pane=inbox(territory).lines,
        records=records,
        content=content,
        sections=sheet.sections(content, names),
        making=made.remarks[registration_id].beside,
        reading=sheet.nik_reading(content, clock.today(), names),
        confirmed=confirmations(content),
        candidates=candidates(around_one(registration), content, territory, names),
        told_apart=told_apart(registration, territory),
        worker=worker_of(registration, territory, names),
        earlier=[
            Earlier(row, sheet.differences(text, content, names))
            for row, text in texts
            if row.revision < registration.revision
        ],
        judgements=queries.judgements(registration.id),
        names=names,
        photos=photos_of(record) if settings().photos else None,
    )


def records_with_makings(batch: Batch, territory: str) -> tuple[list[Record], Makings]:
    """What lies in a batch, with what is good to know about how each was made."""
    records = queries.records(batch.id, territory, opened=True)
    made = makings(batch, {one.registration.id: one.text for one in records if one.text}, territory)
    return [
        replace(one, concerns=[*one.concerns, *informing(made.remarks[one.registration.id].codes)])
        for one in records
    ], made


def photos_of(record: Record) -> list[Asked]:
    """Most are never asked about, and cost no statement."""
    return asked_about(record.registration.id) if record.photo else []


def next_undecided(registration_id: str, batch_id: str, territory: str) -> str | None:
    """The next one to decide in this batch, from here to its end and then from its beginning."""
    records = queries.records(batch_id, territory)
    here = next(one for one in records if one.registration.id == registration_id)
    waiting = [record for record in records if record.undecided]
    later = [record for record in waiting if record.place > here.place]
    return next((record.registration.id for record in later or waiting), None)


def confirmations(content: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """(field, code) -> why the volunteer says it is right."""
    return {
        (said["field"], said["code"]): said["reason"] for said in content.get("confirmations", ())
    }
