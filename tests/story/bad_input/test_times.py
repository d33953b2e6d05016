"""Times and days from phones whose clocks stand anywhere, and from no calendar at all."""

from tests.story.bad_input.refusals import send_among_sound_ones
from tests.support.phones import Phone, batch, registration, visit

NO_MOMENTS = (
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "1899-12-31T23:59:59+00:00",
    "2200-01-01T00:00:00Z",
    "2026-11-23T24:00:00Z",
    "2026-11-23T23:59:60Z",
    "2026-11-23T09:12:00+25:00",
    "2026-11-23T09:12:00",
    "2026-11-23T09:12:00Z\0",
    "2026-W48-1T09:12:00Z",
    "20261123T091200Z",
    "2026-02-30T09:12:00Z",
    "2026-11-23",
    "09:12",
    "-2026-11-23T09:12:00Z",
    "\u0662\u0660\u0662\u0666-11-23T09:12:00Z",
    "1795400000",
)
MOMENTS = (
    "1970-01-01T00:00:00Z",
    "1900-01-01T00:00:00+23:59",
    "2199-12-31T23:59:59.999999-23:59",
    "2026-11-23T09:12:00.123Z",
)


def test_times_that_no_calendar_holds_are_refused_and_odd_ones_are_kept(phone: Phone):
    wrong = [registration(captured_at=moment) for moment in NO_MOMENTS]
    odd = [registration(captured_at=moment) for moment in MOMENTS]
    results = send_among_sound_ones(phone, [*wrong, *odd])
    for moment, result in zip(NO_MOMENTS, results, strict=False):
        assert list(result.get("errors", {})) == ["captured_at"], moment
    assert [result["outcome"] for result in results[len(wrong) :]] == ["stored"] * len(odd)


NO_DAYS = ("9999-12-31", "1987-02-29", "1987-13-01", "87-05-12", "12-05-1987", "19870512")
NO_DAYS += ("1987-W20-2", "1987-5-2", "1987-05-12T00:00:00", "\u0661\u0669\u0668\u0667-05-12")


def test_days_that_no_calendar_holds_are_refused_and_old_people_are_not(phone: Phone):
    wrong = [registration(birth_date=day) for day in NO_DAYS]
    results = send_among_sound_ones(phone, [*wrong, registration(birth_date="0001-01-01")])
    for day, result in zip(NO_DAYS, results, strict=False):
        assert list(result.get("errors", {})) == ["birth_date"], day
    assert results[-1]["outcome"] == "stored"
    visits = tuple(visit(follow_up_on=day) for day in NO_DAYS if day != "9999-12-31")
    answer = phone.put(batch(visits=visits)).get_json()
    assert [list(result["errors"]) for result in answer["results"]] == [["follow_up_on"]] * 9
