"""Where and at what hour invented workers are met: a ground that is nobody's, in daylight.

The places are made up. A village is a point on a grid, which only resembles the regency.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from webapp import clock, reference_data
from webapp.cli.demo.workers import Content

NORTH_WEST = (-6.03, 106.97)
# degrees from one district, and one village, to the next: some 6 and 2 kilometres
DISTRICT, VILLAGE = 0.055, 0.018
MORNING, EVENING = 8, 17
# how often a phone knew where it was
PLACED = 0.8
# so many together came to a meeting in a village hall, and the notice was read once to them all
A_MEETING = 16
SECONDS_AT_MEETING = (70, 240)


def put_in_order(met: Sequence[Content], dice: Random) -> None:
    """Give what was written down one after another hours of daylight that rise, and places."""
    moments = sorted(daylight(datetime.fromisoformat(one["captured_at"])) for one in met)
    meeting = len(met) >= A_MEETING
    if meeting:
        moments = [moments[0] + number * timedelta(minutes=4) for number in range(len(met))]
    for content, moment in zip(met, moments, strict=True):
        said = moment.isoformat(timespec="seconds")
        content["captured_at"] = content["consent"]["given_at"] = said
        if meeting:
            content["duration_s"] = dice.randint(*SECONDS_AT_MEETING)
        if dice.random() < PLACED:
            village = met[0]["village_code"] if meeting else content["village_code"]
            content["location"] = place(village, said, dice, at_hall=meeting)


def daylight(moment: datetime) -> datetime:
    """The same moment, or one before it when people are about."""
    local = moment.astimezone(clock.zone())
    if not MORNING <= local.hour < EVENING:
        by_day = local.replace(hour=MORNING + local.hour % (EVENING - MORNING))
        local = by_day if by_day < local else by_day - timedelta(days=1)
    return local.astimezone(UTC)


def place(village: str, at: str, dice: Random, *, at_hall: bool) -> Content:
    lat, lng = middle(village)
    spread = 0.0001 if at_hall else 0.004
    return {
        "lat": round(lat + dice.gauss(0, spread), 5),
        "lng": round(lng + dice.gauss(0, spread), 5),
        "accuracy_m": dice.choice((8, 15, 25, 40, 40 if at_hall else 90)),
        "at": at,
    }


def middle(village: str) -> tuple[float, float]:
    tile = next(
        row for row in reference_data.rows("tilegrid-districts") if row["code"] == village[:8]
    )
    number = int(village[-2:])
    return (
        NORTH_WEST[0] - int(tile["row"]) * DISTRICT - number // 3 * VILLAGE / 2,
        NORTH_WEST[1] + int(tile["col"]) * DISTRICT + number % 3 * VILLAGE,
    )
