"""How a registration was made: what is worth knowing, what ordinary work looks like beside it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from webapp import reference_data
from webapp.rules import paradata
from webapp.rules.paradata import Making, Place

LIMITS = reference_data.paradata_limits()
ZONE = ZoneInfo("Asia/Jakarta")
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
HOME = Place(-6.25, 107.15, 20)
# metres a degree, near enough for tests
DEGREE = 111_195


def made(number: int = 1, **changes: Any) -> Making:
    values: dict[str, Any] = {
        "id": f"text {number}",
        "revision": 1,
        "volunteer": "one",
        "village": "32.16.09.2003",
        "neighbourhood": f"RT {number}",
        "at": MORNING + timedelta(minutes=7 * number),
        "number": number,
        "seconds": 300,
        "place": None,
    }
    return Making(**{**values, **changes})


def metres_north(metres: float, accuracy: float = 20) -> Place:
    return Place(HOME.lat + metres / DEGREE, HOME.lng, accuracy)


def test_the_limit_of_a_fast_form_is_the_notice_read_aloud():
    notice = reference_data.document("consent-notice")
    words = sum(
        len(text.split()) for text in (notice["text"], *(one["text"] for one in notice["purposes"]))
    )
    assert abs(LIMITS.filled_fast - words / 183 * 60) < 5


@pytest.mark.parametrize(
    ("seconds", "revision", "fast"),
    [(89, 1, True), (90, 1, False), (0, 1, True), (None, 1, False), (5, 2, False)],
)
def test_a_form_is_fast_below_the_limit_and_a_correction_never(
    seconds: int | None, revision: int, fast: bool
):
    assert paradata.filled_fast(made(seconds=seconds, revision=revision), LIMITS) is fast


@pytest.mark.parametrize(
    ("hour", "night"), [(0, True), (3, True), (4, False), (12, False), (21, False), (22, True)]
)
def test_night_is_when_hardly_anybody_visits(hour: int, night: bool):
    assert paradata.at_night(made(at=MORNING.replace(hour=hour)), LIMITS) is night


def test_the_hour_is_the_offices_when_the_phone_was_ahead():
    content = {
        "id": "x",
        "revision": 1,
        "village_code": "32.16.09.2003",
        "address": "Kp. Contoh",
        "captured_at": "2026-11-23T17:30:00Z",
        "device_seq": 4,
    }
    ahead = timedelta(hours=3)
    right = paradata.making_of(content, volunteer="one", ahead=timedelta(), zone=ZONE)
    early = paradata.making_of(content, volunteer="one", ahead=ahead, zone=ZONE)
    assert right.at.isoformat() == "2026-11-24T00:30:00+07:00"
    assert paradata.at_night(right, LIMITS)
    assert not paradata.at_night(early, LIMITS)
    assert early.at == datetime(2026, 11, 23, 14, 30, tzinfo=UTC)


def test_the_clock_went_back_where_a_later_text_is_earlier_by_more_than_the_limit():
    day = [made(number) for number in range(1, 5)]
    assert not paradata.clock_went_back(day, LIMITS)
    back = made(5, at=day[-1].at - LIMITS.clock_skew - timedelta(seconds=1))
    after = made(6, at=back.at + timedelta(minutes=5))
    # in whatever order they are given; only the one behind the jump, not all that follow
    assert paradata.clock_went_back([after, back, *day], LIMITS) == {back.id}
    little = made(5, at=day[-1].at - LIMITS.clock_skew)
    assert not paradata.clock_went_back([*day, little], LIMITS)


def test_a_village_has_a_usual_place_once_enough_say_so():
    some = [made(at, place=metres_north(at * 100)) for at in range(LIMITS.far_known - 1)]
    vague = made(50, place=metres_north(0, accuracy=LIMITS.far_accuracy + 1))
    corrected = made(51, place=HOME, revision=2)
    assert paradata.usual_place([*some, vague, corrected, made(52)], LIMITS) is None
    usual = paradata.usual_place([*some, made(53, place=metres_north(900))], LIMITS)
    assert usual
    assert usual.known == LIMITS.far_known
    assert paradata.metres(usual.middle, metres_north(450)) < 1


def test_a_place_is_far_only_beyond_what_its_accuracy_explains():
    usual = paradata.usual_place([made(at, place=HOME) for at in range(10)], LIMITS)
    assert usual
    assert not paradata.far(metres_north(4_990), usual, LIMITS)
    assert paradata.far(metres_north(5_100), usual, LIMITS)
    assert not paradata.far(metres_north(5_100, accuracy=150), usual, LIMITS)


def test_a_wide_village_reaches_farther():
    wide = [made(at, place=metres_north(at * 1_000)) for at in range(11)]
    usual = paradata.usual_place(wide, LIMITS)
    assert usual
    assert round(usual.spread) == 3_000
    assert not paradata.far(metres_north(5_000 + 8_900), usual, LIMITS)
    assert paradata.far(metres_north(5_000 + 9_100), usual, LIMITS)


def test_one_that_went_astray_does_not_move_the_usual_place():
    astray = made(99, place=metres_north(300_000))
    usual = paradata.usual_place([*(made(at, place=HOME) for at in range(10)), astray], LIMITS)
    assert usual
    assert paradata.metres(usual.middle, HOME) < 1
    assert astray.place
    assert paradata.far(astray.place, usual, LIMITS)


def crowd(size: int = 8, **changes: Any) -> list[Making]:
    return [made(at, **{"place": metres_north(at), **changes}) for at in range(size)]


def told(day: list[Making]) -> bool:
    return paradata.brought_together(day[0], paradata.beside(day[0], day, LIMITS), LIMITS)


def test_many_of_many_neighbourhoods_at_one_spot_are_told():
    assert told(crowd())
    assert not told(crowd(7))


@pytest.mark.parametrize(
    "changes",
    [
        {"neighbourhood": "RT 1"},
        {"place": None},
        {"place": Place(HOME.lat, HOME.lng, 51)},
        {"revision": 2},
    ],
)
def test_door_to_door_in_one_neighbourhood_or_with_a_vague_place_is_not(changes: dict[str, Any]):
    assert not told(crowd(**changes))


def test_only_the_same_volunteer_on_the_same_day_counts():
    first, *others = crowd()
    assert told([first, *others])
    assert not told([first, *crowd(volunteer="another")[1:]])
    assert not told([first, *crowd(at=MORNING + timedelta(days=1))[1:]])
    assert not told([first, *crowd(place=metres_north(80))[1:]])


def ordinary_day(dice: Random, volunteer: str, middle: Place) -> Iterator[Making]:
    """Forty people from door to door: some couples, a place known well or badly, some at dusk."""
    moment, here = MORNING.replace(hour=8), middle
    for number in range(40):
        second_in_the_house = dice.random() < 0.15
        seconds = dice.lognormvariate(5.7, 0.4) * (0.5 if second_in_the_house else 1)
        moment += timedelta(
            seconds=seconds + (20 if second_in_the_house else dice.uniform(60, 900))
        )
        if not second_in_the_house:
            here = Place(here.lat + dice.gauss(0, 0.0006), here.lng + dice.gauss(0, 0.0006), 0)
        accuracy = dice.choice((8, 20, 35, 35, 100, 1_500))
        off = accuracy / 2 / DEGREE
        seen = Place(here.lat + dice.gauss(0, off), here.lng + dice.gauss(0, off), accuracy)
        yield made(
            number,
            id=f"{volunteer} {number}",
            volunteer=volunteer,
            # about forty households, some hundred metres across
            neighbourhood=f"{round(here.lat * 700)} {round(here.lng * 700)}",
            at=moment,
            seconds=round(seconds),
            place=seen if dice.random() < 0.8 else None,
        )


def test_an_ordinary_day_is_hardly_remarked_on():
    dice = Random(65)  # noqa: S311 (no secret)
    total, found = 0, {"fast": 0, "night": 0, "back": 0, "far": 0, "together": 0}
    for village in range(25):
        middle = Place(-6.2 - village / 100, 107.1, 0)
        day = [*ordinary_day(dice, f"{village}", middle)]
        usual = paradata.usual_place(day, LIMITS)
        assert usual
        total += len(day)
        found["back"] += len(paradata.clock_went_back(day, LIMITS))
        for one in day:
            found["fast"] += paradata.filled_fast(one, LIMITS)
            found["night"] += paradata.at_night(one, LIMITS)
            found["far"] += bool(one.place and paradata.far(one.place, usual, LIMITS))
            found["together"] += paradata.brought_together(
                one, paradata.beside(one, day, LIMITS), LIMITS
            )
    assert found["back"] == found["far"] == 0
    assert found["night"] + found["together"] < total * 0.01
    assert found["fast"] < total * 0.03
