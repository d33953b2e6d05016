"""Takes in sealed work: at once from a phone that may speak for its volunteer, else when claimed.

The items carry the ids and digests they have on the normal path, so what comes both ways, twice,
or out of a file afterwards, has the effect of once (design/trust.md, P5 and P13).
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from webapp import audit, clock, contents
from webapp.accounts.queries import devices_of
from webapp.accounts.territories import lies_within
from webapp.dedup.recognition import Search
from webapp.deposits import queries
from webapp.deposits.boxes import Key, Opened, SealedItem, Shut, is_as_named, open_box
from webapp.errors import TooManyRequests
from webapp.extensions import db, start_writing
from webapp.intake import operations as intake
from webapp.intake.plan import Result, compare
from webapp.intake.preparing import Item, Kind, Prepared, circumstances_of, prepare
from webapp.intake.schemas import MOST, item_errors
from webapp.models import Cause, Deposit, Device, User
from webapp.models.bulk import insert_rows
from webapp.models.columns import new_id
from webapp.models.tables import DEPOSITS
from webapp.words import gettext, lazy_gettext

# what one phone may leave unclaimed: years of a volunteer's work, and no way to fill a disk
MOST_WAITING = 5_000
APP_VERSION = "sealed"
REVOKED, OTHER_HANDS = Cause.REVOKED, Cause.OTHER_HANDS
GOES_ON_WAITING = ("retry_later", "other_territory")

DRAFT = "draft"
UNFINISHED = lazy_gettext("Belum selesai diisi. Penulisnya bisa membukanya lagi di HP.")
BROKEN = lazy_gettext("Segelnya rusak. Data ini tidak bisa dibuka di kantor.")
OTHER_DIGEST = lazy_gettext("Isinya tidak sama dengan sidiknya.")
OTHER_TERRITORY = lazy_gettext("Penulisnya bekerja di luar wilayah Anda.")
UNKNOWN_AUTHOR = lazy_gettext("Penulisnya tidak dikenal di kantor ini.")


def deliver(*, items: Sequence[SealedItem], device: Device, user: User) -> list[Result]:
    """Each item's outcome, in order: those of a batch, or "quarantined" for a supervisor to claim.

    An outcome names its item by id and digest, because two texts of one registration may come
    together and fare differently.

    Nothing is committed here. Raise TooManyRequests when too much waits of this phone already.
    """
    results: dict[Key, Result] = {}
    own: list[Opened] = []
    # not even opened before somebody decides: a revoked phone may be in anybody's hands
    trusted = device.revoked_at is None and user.disabled_at is None
    strange = [] if trusted else list(items)
    for item in items if trusted else ():
        found = open_box(item, contents.keyring())
        if isinstance(found, Shut) or not is_finished(found):
            results[item.key] = refused(found)
        elif found.author == user.id:
            own.append(found)
        else:
            strange.append(item)
    work = Work.of(own, user)
    start_writing()
    results.update(work.store(device))
    cause = OTHER_HANDS if trusted else REVOKED
    results.update(quarantine(strange, device, user, cause))
    return [{**results[item.key], "digest": item.digest} for item in items]


def quarantine(
    items: Sequence[SealedItem], device: Device, user: User, cause: Cause
) -> dict[Key, Result]:
    """Keep them sealed until a supervisor claims them."""
    if not items:
        return {}
    if queries.count_waiting_from(device.id) + len(items) > MOST_WAITING:
        raise TooManyRequests(gettext("Terlalu banyak titipan dari HP ini. Hubungi penyelia."))
    rows = [
        {
            "item_id": item.id,
            "digest": item.digest,
            "device_id": device.id,
            "user_id": user.id,
            "region_code": user.region_code,
            "cause": cause.value,
            "schema_version": item.schema_version,
            "sealed": item.box,
            "received_at": clock.now(),
        }
        for item in items
    ]
    insert_rows(db.session.connection(), DEPOSITS, rows, skip_existing=True)
    audit.record("deposit.received", kind="device", subject_id=device.id, by=None, count=len(rows))
    return {item.key: {"id": item.id, "outcome": "quarantined"} for item in items}


@dataclass(frozen=True, slots=True)
class Taken:
    """How claiming ended for one item."""

    item: Key
    outcome: str
    errors: Mapping[str, Any] | None = None


def claim(*, device_id: str, by: User) -> list[Taken]:
    """Take in what waits of a phone, each item for its author; the outcome of every item.

    What cannot be opened now, or belongs to another territory, goes on waiting.
    """
    found = queries.waiting_from(device_id, by.region_code)
    sorting = Sorting.of([SealedItem.of(row) for row in found], by)
    start_writing()
    taken = sorting.store(device_id)
    waiting = queries.waiting_from(device_id, by.region_code, locked=True)
    close(waiting, taken, by)
    audit.record(
        "deposit.claimed", kind="device", subject_id=device_id, by=by.id, count=len(waiting)
    )
    return taken


def decline(*, device_id: str, by: User) -> int:
    """Leave what waits of a phone sealed for good; nothing is deleted. How many there were."""
    start_writing()
    waiting = queries.waiting_from(device_id, by.region_code, locked=True)
    close(waiting, [Taken(key_of(row), "declined") for row in waiting], by)
    audit.record(
        "deposit.declined", kind="device", subject_id=device_id, by=by.id, count=len(waiting)
    )
    return len(waiting)


def take_in_file(*, items: Sequence[SealedItem], by: User) -> list[Taken]:
    """Take in an exported file that somebody brought to the office."""
    sorting = Sorting.of(items, by)
    start_writing()
    taken = sorting.store(None)
    audit.record("deposit.imported", kind="user", subject_id=by.id, by=by.id, count=len(items))
    return taken


def reopen(*, items: Sequence[SealedItem], user: User) -> list[Opened]:
    """What this volunteer sealed and cannot read any more: a forgotten PIN, another phone."""
    found = [open_box(item, contents.keyring()) for item in items]
    own = [one for one in found if isinstance(one, Opened) and one.author == user.id]
    audit.record("deposit.reopened", kind="user", subject_id=user.id, by=user.id, count=len(own))
    return own


@dataclass(frozen=True)
class Sorting:
    """Opened items on their way to their authors, and those that cannot go there."""

    works: Sequence["Work"]
    ended: Sequence[Taken]

    @classmethod
    def of(cls, items: Sequence[SealedItem], by: User) -> "Sorting":
        ended: list[Taken] = []
        written: defaultdict[str, list[Opened]] = defaultdict(list)
        for item in items:
            found = open_box(item, contents.keyring())
            if isinstance(found, Shut) or not is_finished(found):
                ended.append(taken(item.key, refused(found)))
            else:
                written[found.author].append(found)
        authors = queries.users(written.keys())
        works = []
        for author_id, opened in written.items():
            author = authors.get(author_id)
            if author is None:
                ended += [Taken(one.item.key, "invalid", because(UNKNOWN_AUTHOR)) for one in opened]
            elif not lies_within(author.region_code, by.region_code):
                ended += [
                    Taken(one.item.key, "other_territory", because(OTHER_TERRITORY))
                    for one in opened
                ]
            else:
                works.append(Work.of(opened, author))
        return cls(works, ended)

    def store(self, device_id: str | None) -> list[Taken]:
        """In a writing transaction; from a file, as if from the phone each author used last."""
        return [*self.ended] + [
            taken(key, result)
            for work in self.works
            for key, result in work.store(
                db.session.get_one(Device, device_id)
                if device_id
                else devices_of(work.author.id)[0]
            ).items()
        ]


@dataclass(frozen=True)
class Work:
    """One author's items, judged and looked up, ready for their turn at the database."""

    author: User
    opened: Sequence[Opened]
    prepared: Sequence[Prepared]
    searched: Search

    @classmethod
    def of(cls, opened: Sequence[Opened], author: User) -> "Work":
        items = [item_of(one) for one in opened]
        prepared = prepare(items, circumstances_of(author))
        return cls(author, opened, prepared, intake.look_for(prepared))

    def store(self, device: Device) -> dict[Key, Result]:
        """As a batch of the author's; without one when nothing of it is new."""
        if not self.opened:
            return {}
        plan, results = compare(self.prepared, self.author)
        if plan.revisions or plan.visits:
            results = self.store_batch(device)
        # one for each, in their order
        return {one.item.key: result for one, result in zip(self.opened, results, strict=True)}

    def store_batch(self, device: Device) -> list[Result]:
        digests = "\n".join(sorted(one.item.digest for one in self.opened))
        incoming = intake.Incoming(
            id=new_id(),
            digest=hashlib.sha256(digests.encode()).hexdigest(),
            device_seq=max(sequence_number(one.content) for one in self.opened),
            sealed_at=clock.now(),
            app_version=APP_VERSION,
            schema_version=max(one.item.schema_version for one in self.opened),
        )
        stored = intake.receive(
            incoming=incoming,
            prepared=self.prepared,
            searched=self.searched,
            device=device,
            user=self.author,
        )
        # never None: nobody else has this new id
        return stored or []


def item_of(opened: Opened) -> Item:
    kind: Kind = "visit" if opened.kind == "visit" else "registration"
    return Item(kind, opened.content, item_errors(kind, opened.content))


def is_finished(opened: Opened) -> bool:
    return opened.kind != DRAFT and is_as_named(opened)


def sequence_number(content: Mapping[str, Any]) -> int:
    number = content.get("device_seq")
    return number if type(number) is int and 0 <= number <= MOST else 0


def refused(found: Opened | Shut) -> Result:
    if isinstance(found, Opened):
        errors = because(UNFINISHED if found.kind == DRAFT else OTHER_DIGEST)
        return {"id": found.item.id, "outcome": "invalid", "errors": errors}
    if found.wait:
        return {"id": found.item.id, "outcome": "retry_later"}
    return {"id": found.item.id, "outcome": "invalid", "errors": because(BROKEN)}


def because(why: object) -> dict[str, list[str]]:
    """As the complaints of a field are told; these are about the item as a whole."""
    return {"": [str(why)]}


def taken(key: Key, result: Result) -> Taken:
    return Taken(key, result["outcome"], result.get("errors"))


def key_of(row: Deposit) -> Key:
    return row.item_id, row.digest


def close(waiting: Sequence[Deposit], taken: Sequence[Taken], by: User) -> None:
    ends = {one.item: one for one in taken if one.outcome not in GOES_ON_WAITING}
    for row in waiting:
        end = ends.get(key_of(row))
        if end is None:
            continue
        row.closed_at, row.closed_by, row.outcome = clock.now(), by.id, end.outcome
        row.errors = orjson.dumps(end.errors).decode() if end.errors else None
    db.session.flush()
