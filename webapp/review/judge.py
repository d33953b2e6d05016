"""The judge of every decision: moves registrations that still stand as they were seen, and writes
down who moved them and why.

One UPDATE names the revision that was seen and the status before. Who comes second, or saw an
older text, moves nothing (P7). Many decisions take as many statements as one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import tuple_, update

from webapp import audit, clock, feed
from webapp.accounts.territories import within
from webapp.errors import NotDecidable, Problem, StaleRevision
from webapp.extensions import db
from webapp.models import Registration, Status, User
from webapp.models.bulk import insert_rows
from webapp.models.tables import DECISIONS
from webapp.photos import operations as photos

AFTER: Mapping[str, Status] = {
    "approve": Status.APPROVED,
    "return": Status.RETURNED,
    "reject": Status.REJECTED,
    "merge": Status.MERGED,
    "reopen": Status.RECEIVED,
}
ENDS_QUESTIONS = ("approve", "reject", "merge")
LEFT_THE_OFFICE = (Status.HANDED_OVER, Status.REGISTERED, Status.REFUSED)


@dataclass(frozen=True, slots=True)
class Seen:
    """A registration as it stood before the supervisor's eyes."""

    registration_id: str
    revision: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a field goes back; `text` is what the volunteer reads."""

    field: str
    code: str
    text: str


def move(seen: Collection[Seen], action: str, by: User, *, before: Status) -> set[str]:
    """Give these the status after the action; return the ids of those that did move."""
    return set(
        db.session.scalars(
            update(Registration)
            .where(
                tuple_(Registration.id, Registration.revision).in_(
                    [(one.registration_id, one.revision) for one in seen]
                ),
                Registration.status == before,
                within(Registration.region_code, by.region_code),
            )
            .values(status=AFTER[action])
            .returning(Registration.id)
            .execution_options(synchronize_session=False)
        )
    )


def put_back(registration_ids: Collection[str], status: Status) -> None:
    """Undo a move of this transaction, before anybody saw it."""
    db.session.execute(
        update(Registration)
        .where(Registration.id.in_(registration_ids))
        .values(status=status)
        .execution_options(synchronize_session=False)
    )


def in_the_way(found: Registration, revision: int) -> Problem:
    """Why a registration did not move."""
    if found.revision != revision:
        return StaleRevision(
            f"Relawan mengirim perbaikan sejak Anda membukanya: sekarang isi ke-{found.revision}."
            " Keputusan Anda belum disimpan."
        )
    if found.status in LEFT_THE_OFFICE:
        return NotDecidable("Pendaftaran ini sudah diserahkan ke BPJS dan tidak bisa diubah lagi.")
    return StaleRevision("Pendaftaran ini sudah diputuskan. Keputusan Anda belum disimpan.")


def write_down(
    moved: Sequence[Registration],
    action: str,
    by: User,
    *,
    at: datetime,
    reasons: Sequence[Reason] = (),
    note: str | None = None,
) -> None:
    """A row for each decision, the trail beside it, and a word to each volunteer's phone.

    Whoever is approved, rejected or merged needs no photo any more.
    """
    ended = photos.end_for([one.id for one in moved], by) if action in ENDS_QUESTIONS else ()
    told = [asdict(reason) for reason in reasons]
    insert_rows(
        db.session.connection(),
        DECISIONS,
        [
            {
                "registration_id": one.id,
                "revision": one.revision,
                "action": action,
                "reasons": told,
                "note": note,
                "decided_by": by.id,
                "decided_at": at,
            }
            for one in moved
        ],
    )
    audit.record_many(
        f"registration.{'reopened' if action == 'reopen' else AFTER[action]}",
        kind="registration",
        subjects=[(one.id, {"revision": one.revision}) for one in moved],
        by=by.id,
    )
    feed.tell_many(
        kind="registration",
        changes=[
            (
                one.user_id,
                one.id,
                {
                    "revision": one.revision,
                    "status": AFTER[action].value,
                    "reasons": told,
                    "note": note,
                    "decided_at": clock.iso(at),
                },
            )
            for one in moved
        ],
    )
    photos.tell(ended)
