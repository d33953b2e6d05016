"""Eight phones bring one person at the same moment: nobody is missed because of the race."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from uuid import uuid4

from sqlalchemy import select

from tests.faults.scene import worker
from tests.faults.served.deciding import approve
from tests.faults.size import times
from tests.faults.wire import at_once, put
from tests.support.phones import Json, batch
from webapp.contents import nik_index
from webapp.extensions import db
from webapp.models import Match, Worker

AT_ONCE = 8
# how eight volunteers hear and write the first name
SPELLINGS = "Muhammad Moh. M. H.Muhamad Mochamad MUHAMMAD Muh. Mohammad".split()
SYLLABLES = "ba di gu ka lo ma ni pe ro su".split()


def test_every_meeting_is_found_however_they_come(app, phone, site):
    for turn in range(times(25, 1000)):
        everybody = [one_more(turn, place) for place in range(AT_ONCE)]
        answers = at_once(
            [partial(put, site, phone, str(uuid4()), batch(one)) for one in everybody]
        )
        assert [status for status, _ in answers] == [200] * AT_ONCE, answers
        told = [answer["results"][0].get("matches") for _, answer in answers]
        # whoever comes first may have nobody to meet, and all others hear of it
        assert sum(matches is None for matches in told) <= 1
        assert groups(app, [one["id"] for one in everybody]) == 1


def test_of_eight_approvals_at_once_one_makes_the_worker(app, people, phone, site):
    for turn in range(times(5, 100)):
        everybody = [one_more(10_000 + turn, place) for place in range(AT_ONCE)]
        for one in everybody:
            one["nik"] = everybody[0]["nik"]
        at_once([partial(put, site, phone, str(uuid4()), batch(one)) for one in everybody])
        ends = at_once([partial(approve, app, people.supervisor, one) for one in everybody])
        assert sorted(ends) == [*["already_enrolled"] * (AT_ONCE - 1), "approved"]
        with app.app_context():
            same = Worker.nik_index == nik_index(everybody[0]["nik"])
            assert len(db.session.scalars(select(Worker.id).where(same)).all()) == 1


def one_more(turn: int, place: int) -> Json:
    """The same person of this turn, as another volunteer writes them; every third without NIK."""
    # scattered, so that the person of one turn is not almost the one of the next
    number = f"{turn * 54_773 % 99_991:05d}"
    born = date(1961, 1, 1) + timedelta(int(number) % 16_000)
    nik = f"321609{born:%d%m%y}9{number[-3:]}"
    person = {
        "nik": nik,
        "full_name": f"{SPELLINGS[place]} {''.join(SYLLABLES[int(one)] for one in number)}",
        "birth_date": born.isoformat(),
        "phone": f"0813{number[::-1]}{number[:3]}",
        "kk_number": f"32160901{number[1:]}{number[::-1][:4]}",
        "rt": f"{int(number) % 97 + 1:03d}",
        "rw": f"{int(number) % 89 + 1:03d}",
    }
    if place % 3 == 1:
        return worker(**{**person, "nik": None, "nik_missing_reason": "KTP hilang"})
    return worker(**person)


def groups(app, ids: Sequence[str]) -> int:
    """Into how many groups these fall that no match connects."""
    with app.app_context():
        rows = db.session.execute(
            select(Match.registration_id, Match.other_id).where(Match.registration_id.in_(ids))
        ).all()
    group = {one: one for one in ids}
    for one, other in rows:
        if other in group:
            before, after = group[one], group[other]
            group = {who: after if of == before else of for who, of in group.items()}
    return len(set(group.values()))
