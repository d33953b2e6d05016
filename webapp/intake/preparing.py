"""Prepares a batch before its turn at the database: judges, fingerprints and seals each item.

All of this costs processor time and needs no lock, so several batches can be at it while one
is being written.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

from webapp import clock, contents, places, reference_data
from webapp.dedup.entries import Entry
from webapp.models import User
from webapp.rules.findings import ERRORS, Finding
from webapp.rules.registration import RuleBook, findings
from webapp.sealing import Sealer
from webapp.words import gettext

Kind = Literal["registration", "visit"]
Flag = dict[str, Any]

# no registration can be older than the programme itself
PROGRAMME_BEGAN = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a phone sent: as it came, and what its shape already shows to be wrong."""

    kind: Kind
    content: Any
    errors: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Invalid:
    """An item that cannot be stored, with the reasons by field."""

    kind: Kind
    id: str | None
    revision: int | None
    errors: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Registered:
    """A sound registration, ready to be stored."""

    id: str
    revision: int
    digest: str
    sealed: bytes
    content: Mapping[str, Any]
    nik_index: str | None
    flags: Sequence[Flag]
    birth_date: date
    # how the matcher looks for this person, and finds them again
    entry: Entry


@dataclass(frozen=True, slots=True)
class Visited:
    """A sound visit, ready to be stored."""

    id: str
    digest: str
    sealed: bytes
    content: Mapping[str, Any]


Prepared = Invalid | Registered | Visited


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the rules need to know besides the item: where, when, and what is known."""

    sealer: Sealer
    book: RuleBook
    obstacles: frozenset[str]
    required_purposes: frozenset[str]
    territory: str
    now: datetime
    today: date


def circumstances_of(user: User) -> Circumstances:
    """Those in which this volunteer's work is judged now."""
    purposes = reference_data.document("consent-notice")["purposes"]
    return Circumstances(
        sealer=contents.sealer(),
        book=places.rule_book(),
        obstacles=frozenset(row["code"] for row in reference_data.rows("obstacles")),
        required_purposes=frozenset(one["code"] for one in purposes if one["required"]),
        territory=user.region_code,
        now=clock.now(),
        today=clock.today(),
    )


def prepare(items: Sequence[Item], circumstances: Circumstances) -> list[Prepared]:
    """Each item made ready, or the reasons why it cannot be stored, in the order of the batch."""
    return [
        Invalid(item.kind, *identity(item.content), item.errors)
        if item.errors
        else registration(item.content, circumstances)
        if item.kind == "registration"
        else visit(item.content, circumstances)
        for item in items
    ]


def identity(content: Any) -> tuple[str | None, int | None]:
    """Whatever of an item's id and revision can be read, so that the phone recognises it."""
    if not isinstance(content, dict):
        return None, None
    found, revision = content.get("id"), content.get("revision")
    return (
        found[:36] if isinstance(found, str) else None,
        revision if type(revision) is int else None,
    )


def registration(content: Mapping[str, Any], circumstances: Circumstances) -> Prepared:
    found = findings(
        content,
        book=circumstances.book,
        today=circumstances.today,
        territory=circumstances.territory,
    )
    errors = complaints(found)
    if errors:
        return Invalid("registration", content["id"], content["revision"], errors)
    body = contents.canonical(content)
    nik = content.get("nik", "").strip()
    return Registered(
        id=content["id"],
        revision=content["revision"],
        digest=hashlib.sha256(body).hexdigest(),
        sealed=circumstances.sealer.seal(
            body, bound_to=contents.revision_place(content["id"], content["revision"])
        ),
        content=content,
        nik_index=circumstances.sealer.index(contents.nik_value(nik)) if nik else None,
        flags=flags(content, found, circumstances),
        birth_date=date.fromisoformat(content["birth_date"]),
        entry=Entry.of("registration", content["id"], content, circumstances.sealer),
    )


def complaints(found: Sequence[Finding]) -> dict[str, list[str]]:
    """The certain errors among the findings, in words, by field."""
    errors: dict[str, list[str]] = {}
    for finding in found:
        if finding.code in ERRORS:
            errors.setdefault(finding.field, []).append(reference_data.finding_text(finding.code))
    return errors


def flags(
    content: Mapping[str, Any], found: Sequence[Finding], circumstances: Circumstances
) -> list[Flag]:
    """What the supervisor should look at, and whether the volunteer has confirmed it."""
    raised = [(finding.field, finding.code) for finding in found]
    captured_at = datetime.fromisoformat(content["captured_at"])
    latest = circumstances.now + reference_data.paradata_limits().clock_skew
    if not PROGRAMME_BEGAN <= captured_at <= latest:
        raised.append(("captured_at", "clock_skew"))
    if not circumstances.required_purposes <= set(content["consent"]["purposes"]):
        raised.append(("consent", "consent_incomplete"))
    if not raised:
        return []
    confirmed = {(said["field"], said["code"]) for said in content.get("confirmations", ())}
    return [
        {"field": field, "code": code, "confirmed": (field, code) in confirmed}
        for field, code in raised
    ]


def visit(content: Mapping[str, Any], circumstances: Circumstances) -> Prepared:
    errors: dict[str, list[str]] = {}
    if content["village_code"] not in circumstances.book.villages:
        errors["village_code"] = [reference_data.finding_text("village_unknown")]
    occupation = content.get("occupation_code")
    if occupation is not None and occupation not in circumstances.book.occupations:
        errors["occupation_code"] = [reference_data.finding_text("occupation_unknown")]
    if not circumstances.obstacles.issuperset(content["obstacles"]):
        errors["obstacles"] = [gettext("Ada kendala yang tidak dikenal.")]
    if errors:
        return Invalid("visit", content["id"], None, errors)
    body = contents.canonical(content)
    return Visited(
        id=content["id"],
        digest=hashlib.sha256(body).hexdigest(),
        sealed=circumstances.sealer.seal(body, bound_to=contents.visit_place(content["id"])),
        content=content,
    )
