"""How a registration was made: how long it took, when and where, and in which order of the phone.

None of it proves anything. At a meeting in the village hall all of it may be true of good work, so
it informs a supervisor and never decides. Limits and their reasons: data/paradata-limits.csv.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise
from math import cos, hypot, radians
from statistics import median
from typing import Any

METRES_A_DEGREE = 111_195


@dataclass(frozen=True, slots=True)
class ParadataLimits:
    """From where on something is worth knowing."""

    clock_skew: timedelta
    filled_fast: int
    night_from: int
    night_until: int
    far: float
    far_spread: float
    far_known: int
    far_accuracy: float
    spot: float
    spot_registrations: int
    spot_neighbourhoods: int


@dataclass(frozen=True, slots=True)
class Place:
    """Degrees in WGS 84; the phone is somewhere in this circle of metres around them."""

    lat: float
    lng: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Making:
    """How one text was made, in the phone's own words."""

    id: str
    revision: int
    volunteer: str
    village: str
    # the RT, or the address where there is none
    neighbourhood: str
    # by the office's clock as far as the phone's is known to be ahead
    at: datetime
    number: int
    seconds: int | None
    place: Place | None

    @property
    def first(self) -> bool:
        """A correction is made in a minute, at home, at night: it tells nothing of a visit."""
        return self.revision == 1


@dataclass(frozen=True, slots=True)
class UsualPlace:
    """Where the registrations of a village are made: their middle, and how far they spread."""

    middle: Place
    spread: float
    known: int


def making_of(
    content: Mapping[str, Any], *, volunteer: str, ahead: timedelta, zone: tzinfo
) -> Making:
    """From what the phone sent; `ahead` is what its clock was ahead of the office's."""
    place = content.get("location")
    village, rt = content["village_code"], content.get("rt")
    lane = f"{content.get('rw', '').zfill(3)}/{rt.zfill(3)}" if rt else content["address"].lower()
    return Making(
        id=content["id"],
        revision=content["revision"],
        volunteer=volunteer,
        village=village,
        neighbourhood=f"{village} {lane}",
        at=(datetime.fromisoformat(content["captured_at"]) - ahead).astimezone(zone),
        number=content["device_seq"],
        seconds=content.get("duration_s"),
        place=Place(place["lat"], place["lng"], place["accuracy_m"]) if place else None,
    )


def filled_fast(made: Making, limits: ParadataLimits) -> bool:
    """In less time than the notice takes to read aloud."""
    return made.first and made.seconds is not None and made.seconds < limits.filled_fast


def at_night(made: Making, limits: ParadataLimits) -> bool:
    """At hours when hardly anybody visits."""
    return made.first and not limits.night_until <= made.at.hour < limits.night_from


def clock_went_back(batch: Iterable[Making], limits: ParadataLimits) -> set[str]:
    """Of one phone's texts those written, by its clock, well before the one that came before.

    The phone numbers its texts itself, whatever its clock says.
    """
    written = sorted(batch, key=lambda made: made.number)
    return {
        after.id for before, after in pairwise(written) if before.at - after.at > limits.clock_skew
    }


def usual_place(others: Iterable[Making], limits: ParadataLimits) -> UsualPlace | None:
    """Where a village's registrations are made; None while too few say so."""
    places = [
        made.place
        for made in others
        if made.first and made.place and made.place.accuracy <= limits.far_accuracy
    ]
    if len(places) < limits.far_known:
        return None
    # medians: a few that went astray do not move them
    middle = Place(median(one.lat for one in places), median(one.lng for one in places), 0)
    return UsualPlace(middle, median(metres(one, middle) for one in places), len(places))


def far(place: Place, usual: UsualPlace, limits: ParadataLimits) -> bool:
    """Farther from where the village's registrations are made than its accuracy can explain."""
    reach = max(limits.far * 1000, limits.far_spread * usual.spread)
    return metres(place, usual.middle) - place.accuracy > reach


def beside(made: Making, others: Sequence[Making], limits: ParadataLimits) -> list[Making]:
    """What else this volunteer made on the same day at the very same spot."""
    if not names_a_spot(made, limits):
        return []
    return [
        other
        for other in others
        if other.id != made.id
        and other.volunteer == made.volunteer
        and other.at.date() == made.at.date()
        and names_a_spot(other, limits)
        and near(made.place, other.place, limits.spot)
    ]


def names_a_spot(made: Making, limits: ParadataLimits) -> bool:
    return made.first and made.place is not None and made.place.accuracy <= limits.spot


def brought_together(made: Making, beside: Sequence[Making], limits: ParadataLimits) -> bool:
    """Whether so many, of so many neighbourhoods, cannot have been met at their doors."""
    neighbourhoods = {made.neighbourhood, *(other.neighbourhood for other in beside)}
    return (
        len(beside) + 1 >= limits.spot_registrations
        and len(neighbourhoods) >= limits.spot_neighbourhoods
    )


def by_village(made: Iterable[Making]) -> Mapping[str, list[Making]]:
    found: dict[str, list[Making]] = defaultdict(list)
    for one in made:
        found[one.village].append(one)
    return found


def near(one: Place | None, other: Place | None, reach: float) -> bool:
    return one is not None and other is not None and metres(one, other) <= reach


def metres(one: Place, other: Place) -> float:
    """Between two places of one regency, where the earth is flat enough."""
    east = (one.lng - other.lng) * cos(radians(one.lat))
    return METRES_A_DEGREE * hypot(one.lat - other.lat, east)
