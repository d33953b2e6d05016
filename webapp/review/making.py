"""Tells a supervisor how registrations were made, beside what is usual for their village and day.

It is worked out when somebody looks and kept nowhere: no volunteer gathers marks by it
(docs/adr/0021-how-a-registration-was-made.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import or_, select

from webapp import clock, contents, reference_data
from webapp.accounts.territories import within
from webapp.extensions import db
from webapp.models import Batch, Registration, Revision
from webapp.review.sheet import Content, duration
from webapp.rules import paradata
from webapp.rules.paradata import Making, UsualPlace, making_of
from webapp.wording import counted, fraction
from webapp.words import gettext

# so many others are opened to know what is usual
OTHERS_AT_MOST = 80
# and so far back they may have come: with the day after, never in a third month
USUAL_DAYS = 27
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Remarks:
    """What there is to know about how one registration was made."""

    codes: frozenset[str]
    # field -> what stands beside it on the sheet
    beside: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Makings:
    """How a batch was made: a line about all of it, remarks on each."""

    line: str
    remarks: Mapping[str, Remarks]


def makings(batch: Batch, texts: Mapping[str, Content], territory: str) -> Makings:
    """Of the registrations of this batch that the territory may see, by id."""
    made = {
        registration_id: read(text, batch.user_id, batch.sealed_at, batch.received_at)
        for registration_id, text in texts.items()
    }
    limits = reference_data.paradata_limits()
    back = paradata.clock_went_back(made.values(), limits)
    placed = [one for one in made.values() if one.first and one.place]
    others = [*made.values(), *(around(batch, placed, territory) if placed else ())]
    usual = {
        village: paradata.usual_place(theirs, limits)
        for village, theirs in paradata.by_village(others).items()
    }
    told = {
        one.id: remarks(one, others, usual[one.village], batch, clock_back=one.id in back)
        for one in made.values()
    }
    return Makings("; ".join(about_all(batch, list(made.values()), told)), told)


def read(content: Content, volunteer: str, sealed_at: datetime, received_at: datetime) -> Making:
    ahead = max(sealed_at - received_at, timedelta())
    return making_of(content, volunteer=volunteer, ahead=ahead, zone=clock.zone())


def around(batch: Batch, made: Sequence[Making], territory: str) -> list[Making]:
    """What this territory sent lately of the same villages, and the volunteer besides."""
    until = batch.received_at + timedelta(days=1)
    since = batch.received_at - timedelta(days=USUAL_DAYS)
    # cut down before any text is touched
    nearest = (
        select(Registration.id)
        .where(
            Registration.region_code == batch.region_code,
            within(Registration.region_code, territory),
            # the index has months
            Registration.period.in_({clock.period_of(since), clock.period_of(until)}),
            Registration.first_received_at.between(since, until),
            Registration.batch_id != batch.id,
            or_(
                Registration.village_code.in_({one.village for one in made}),
                Registration.user_id == batch.user_id,
            ),
        )
        .order_by(Registration.first_received_at.desc(), Registration.id)
        .limit(OTHERS_AT_MOST)
    )
    rows = db.session.execute(
        select(Revision, Batch.user_id, Batch.sealed_at, Batch.received_at)
        .join(Batch, Batch.id == Revision.batch_id)
        # the first text: it was made where the worker was met
        .where(Revision.registration_id.in_(nearest), Revision.revision == 1)
    )
    return [
        read(contents.open_revision(row.Revision), row.user_id, row.sealed_at, row.received_at)
        for row in rows
    ]


def remarks(
    made: Making,
    others: Sequence[Making],
    usual: UsualPlace | None,
    batch: Batch,
    *,
    clock_back: bool,
) -> Remarks:
    limits = reference_data.paradata_limits()
    beside = paradata.beside(made, others, limits)
    away = made.first and made.place and usual and paradata.far(made.place, usual, limits)
    codes = {
        "filled_fast": paradata.filled_fast(made, limits),
        "made_at_night": paradata.at_night(made, limits),
        "clock_went_back": clock_back,
        "place_far": bool(away),
        "same_place_many": paradata.brought_together(made, beside, limits),
    }
    said = {
        "captured_at": clock_words(batch),
        "location": "; ".join((*usual_words(made, usual), *beside_words(beside))),
    }
    return Remarks(
        frozenset(code for code, true in codes.items() if true),
        {field: words for field, words in said.items() if words},
    )


def about_all(batch: Batch, made: Sequence[Making], told: Mapping[str, Remarks]) -> list[str]:
    """What a batch's head says; nothing of what the phone did not."""
    lasted = [one.seconds for one in made if one.first and one.seconds is not None]
    placed = sum(one.place is not None for one in made)
    numbers = sorted(one.number for one in made)
    said = []
    if lasted:
        said.append(gettext("lama mengisi biasanya %(time)s", time=duration(round(median(lasted)))))
    if placed:
        said.append(gettext("lokasi pada %(n)s dari %(all)s", n=placed, all=len(made)))
    together = sum("same_place_many" in one.codes for one in told.values())
    if together:
        said.append(
            gettext(
                "%(n)s bersama banyak lainnya di satu titik, biasa pada pertemuan warga", n=together
            )
        )
    if numbers:
        span = f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else str(numbers[0])
        said.append(gettext("nomor urut HP %(span)s", span=span))
    return [*said, *filter(None, [clock_words(batch)])]


def clock_words(batch: Batch) -> str:
    """The phone's clock against the office's: ahead is certain, behind may be a slow line."""
    ahead = batch.sealed_at - batch.received_at
    if ahead >= MINUTE:
        return gettext("jam HP %(span)s lebih cepat", span=span_words(ahead))
    if -ahead >= MINUTE:
        return gettext("ditutup di HP %(span)s sebelum tiba", span=span_words(-ahead))
    return ""


def usual_words(made: Making, usual: UsualPlace | None) -> list[str]:
    if not made.place or not usual:
        return []
    away = distance_words(paradata.metres(made.place, usual.middle))
    return [
        gettext(
            "%(away)s dari tempat biasa di desa ini (%(known)s pendaftaran)",
            away=away,
            known=usual.known,
        )
    ]


def beside_words(beside: Sequence[Making]) -> list[str]:
    return [counted("%(n)s lainnya hari itu di titik ini", len(beside))] if beside else []


def distance_words(metres: float) -> str:
    """350 m, 1,2 km, 14 km."""
    if metres < 1000:
        return f"{round(metres, -1):.0f} m"
    shown = f"{metres / 1000:.1f}" if metres < 10_000 else f"{metres / 1000:.0f}"
    return f"{fraction(shown)} km"


def span_words(span: timedelta) -> str:
    """12 menit, 3 jam, 2 hari."""
    minutes = round(span / MINUTE)
    if minutes < 120:
        return counted("%(n)s menit", minutes)
    hours = round(minutes / 60)
    return counted("%(n)s jam", hours) if hours < 48 else counted("%(n)s hari", round(hours / 24))
