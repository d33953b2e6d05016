"""The judge of every decision: moves registrations that still stand as they were seen, and writes
down who moved them and why.

One UPDATE names the revision that was seen and the status before. Who comes second, or saw an
older text, moves nothing (P7). Many decisions take as many statements as one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import tuple_, update

from webapp import audit, clock, feed, reference_data
from webapp.accounts.territories import within
from webapp.errors import NotDecidable, Problem, StaleRevision
from webapp.extensions import db
from webapp.models import Registration, Status, User
from webapp.models.bulk import insert_rows
from webapp.models.tables import DECISIONS
from webapp.photos import operations as photos
from webapp.words import N_, gettext

AFTER: Mapping[str, Status] = {
    "approve": Status.APPROVED,
    "return": Status.RETURNED,
    "reject": Status.REJECTED,
    "merge": Status.MERGED,
    "reopen": Status.RECEIVED,
}
ENDS_QUESTIONS = ("approve", "reject", "merge")
# notes of our own, kept in Indonesian beside those that people wrote
TAKEN_BACK = N_("penggabungan dibatalkan")
ALREADY_A_MEMBER = N_("Sudah peserta BPJS.")
LEFT_THE_OFFICE = (Status.HANDED_OVER, Status.REGISTERED, Status.REFUSED)


@dataclass(frozen=True, slots=True)
class Seen:
    """A registration as it stood before the supervisor's eyes."""

    registration_id: str
    revision: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a field goes back; `text` is what the volunteer reads in Indonesian."""

    field: str
    code: str
    text: str

    @property
    def said(self) -> str:
        """The text in the language of whoever looks at it."""
        return reference_data.return_reason(self.field, self.code) or self.text


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
            gettext(
                "Relawan mengirim perbaikan sejak Anda membukanya: sekarang isi ke-%(revision)s."
                " Keputusan Anda belum disimpan.",
                revision=found.revision,
            )
        )
    if found.status in LEFT_THE_OFFICE:
        return NotDecidable(
            gettext("Pendaftaran ini sudah diserahkan ke BPJS dan tidak bisa diubah lagi.")
        )
    return StaleRevision(
        gettext("Pendaftaran ini sudah diputuskan. Keputusan Anda belum disimpan.")
    )


def note_said(note: str | None) -> str:
    """A decision's note, with what the house put before it in the reader's language."""
    for ours in (TAKEN_BACK, ALREADY_A_MEMBER):
        if note and note.startswith(ours):
            return gettext(ours) + note.removeprefix(ours)
    return note or ""


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
