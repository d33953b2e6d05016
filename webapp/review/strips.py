"""Tells at the head of a page what was decided a moment ago, with the way back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import session, url_for

from webapp import clock
from webapp.models import Decision, User
from webapp.review import queries
from webapp.words import lazy_gettext

WORDS = {
    "approve": lazy_gettext("disetujui"),
    "return": lazy_gettext("dikembalikan ke relawan"),
    "reject": lazy_gettext("ditolak"),
    "merge": lazy_gettext("ditandai sudah terdaftar"),
    "reopen": lazy_gettext("menunggu lagi"),
}
SAID = {
    "other": lazy_gettext("Ditandai sebagai dua orang yang berbeda."),
    "unsure": lazy_gettext("Ditandai belum yakin. Pasangan ini tetap di daftar."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody, and what became of them; no name where the words say all."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Strip:
    """What was decided, and the form that takes it back."""

    lines: tuple[Line, ...]
    undo: str
    fields: Mapping[str, str]


def remember(decision: Decision) -> None:
    """One decision: only its number waits in the cookie."""
    session["decided"] = decision.id


def remember_press(at: datetime) -> None:
    """All decisions of one press of a button."""
    session["pressed"] = clock.iso(at)


def remember_said(registration_id: str, other_id: str, verdict: str) -> None:
    session["said"] = [registration_id, other_id, verdict]


def strip(by: User) -> Strip | None:
    """Once: the next page does not tell it again."""
    decision_id, pressed = session.pop("decided", None), session.pop("pressed", None)
    said = session.pop("said", None)
    if said:
        registration_id, other_id, verdict = said
        return Strip(
            (Line("", SAID[verdict]),),
            url_for("duplicates.withdraw", registration_id=registration_id, other_id=other_id),
            {},
        )
    if pressed:
        made = queries.pressed(datetime.fromisoformat(pressed), by)
        if made:
            return Strip(
                tuple(Line(one.name or "", WORDS[one.decision.action]) for one in made),
                url_for("duplicates.undo_many"),
                {"at": pressed},
            )
    found = queries.just_decided(decision_id, by.region_code) if decision_id else None
    if found is None:
        return None
    return Strip(
        (Line(found.name or "", WORDS[found.decision.action]),),
        url_for("review.undo", registration_id=found.decision.registration_id),
        {"decision": str(found.decision.id)},
    )
