"""A volunteer registers somebody who is known already: the phone hears it, the office decides."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from tests.support.people import People
from tests.support.phones import Json, Phone, enrolled, nik, registration
from webapp.contents import sealer
from webapp.dedup import index, model
from webapp.dedup.candidates import MOST_OF_A_KEY, written_since
from webapp.dedup.entries import Entry
from webapp.dedup.rebuilding import rebuild
from webapp.dedup.recognition import recognise, search
from webapp.extensions import db
from webapp.models import (
    BlockingKey,
    Match,
    NameFrequency,
    Profile,
    Registration,
    Status,
    User,
)
from webapp.registry.verdicts import Pair, say

SITI = {
    "nik": "3216094505879017",
    "full_name": "Siti Nurhayati",
    "birth_date": "1987-05-05",
    "sex": "F",
    "phone": "0813-1111-2222",
    "kk_number": "3216091201100007",
    "rt": "004",
    "rw": "007",
}


@pytest.fixture
def colleague(app: Flask, people: People) -> Phone:
    return enrolled(app, people.colleague)


def codes(result: Json) -> list[str]:
    return [match["code"] for match in result.get("matches", [])]


def matches(app: Flask) -> list[Match]:
    with app.app_context():
        found = list(db.session.scalars(select(Match).order_by(Match.id)))
        db.session.expunge_all()
    return found


def test_a_digit_and_the_spelling_wrong_and_she_is_still_recognised(
    app: Flask, phone: Phone, colleague: Phone
):
    first, again = registration(**SITI), registration(**SITI)
    again |= {"nik": "3216094505879071", "full_name": "Hj. St. Noerhajati", "rt": "009"}
    phone.send(first)
    answer = colleague.send(again)[0]
    assert codes(answer) == ["similar_registration"]
    (match,) = matches(app)
    assert (match.registration_id, match.kind, match.other_id) == (
        again["id"],
        "registration",
        first["id"],
    )
    assert match.parts["name"][0] in ("sound", "exact")
    assert match.model == model.in_use().name
    # nothing about the other person leaves the office
    assert set(answer["matches"][0]) == {"code"}


def test_she_registers_again_as_it_was_and_only_the_bulk_press_is_left(app: Flask, phone: Phone):
    phone.send(registration(**SITI))
    assert codes(phone.send(registration(**SITI))[0]) == ["same_nik_registration"]
    assert [match.band for match in matches(app)] == ["auto"]


def test_twins_are_left_to_a_person(app: Flask, phone: Phone):
    asep = {**SITI, "sex": "M", "nik": "3216090505879017", "full_name": "Asep Sopian"}
    twin = {**asep, "nik": "3216090505879018", "full_name": "Asep Sopyan", "phone": None}
    phone.send(registration(**asep), registration(**twin))
    assert "auto" not in [match.band for match in matches(app)]


def test_a_namesake_of_another_age_in_another_village_is_somebody_else(app: Flask, phone: Phone):
    phone.send(registration(**SITI))
    other = registration(full_name="Siti Nurhayati", sex="F", nik=nik(5, "520570"))
    other |= {"birth_date": "1970-05-12", "village_code": "32.16.09.2005"}
    assert codes(phone.send(other)[0]) == []
    assert matches(app) == []


def test_a_person_without_nik_is_recognised_by_the_rest(phone: Phone, colleague: Phone):
    phone.send(registration(**SITI))
    without = registration(**{**SITI, "nik": None}, nik_missing_reason="KTP hilang")
    assert codes(colleague.send(without)[0]) == ["similar_registration"]


def test_two_in_one_batch_hear_of_each_other(app: Flask, phone: Phone):
    again = {**SITI, "full_name": "Siti Noer Hayati", "nik": "3216094505879019"}
    results = phone.send(registration(**SITI), registration(**again))
    assert [codes(result) for result in results] == [["similar_batch"]] * 2
    assert len(matches(app)) == 1


def test_a_correction_is_found_by_what_it_says_now(app: Flask, phone: Phone, colleague: Phone):
    mistaken = registration(**SITI)
    phone.send(mistaken)
    corrected = {
        **mistaken,
        "revision": 2,
        "nik": nik(7, "010190"),
        "full_name": "Dadang Suhendar",
        "birth_date": "1990-01-01",
        "sex": "M",
        "phone": "0856-7777-1234",
        "kk_number": "3216090202150003",
        "rt": "011",
    }
    phone.send(corrected)
    assert codes(colleague.send(registration(**SITI))[0]) == []
    dadang = {name: corrected[name] for name in SITI}
    assert codes(colleague.send(registration(**dadang))[0]) == ["same_nik_registration"]


def test_a_correction_does_not_meet_itself_and_forgets_what_it_was_like(app: Flask, phone: Phone):
    first, again = registration(**SITI), registration(**SITI)
    phone.send(first)
    phone.send(again)
    assert len(matches(app)) == 1
    other = {**again, "revision": 2, "nik": nik(9, "010190"), "full_name": "Dadang Suhendar"}
    other |= {"birth_date": "1990-01-01", "sex": "M", "phone": None, "kk_number": None}
    sent = {name: value for name, value in other.items() if value is not None}
    assert codes(phone.send(sent)[0]) == []
    assert matches(app) == []


DADANG = {
    "nik": nik(7, "010190"),
    "full_name": "Dadang Suhendar",
    "birth_date": "1990-01-01",
    "sex": "M",
    "phone": "0856-7777-1234",
    "kk_number": "3216090202150003",
    "rt": "011",
}


@pytest.mark.parametrize(
    ("before", "meanwhile", "met"),
    [(None, SITI, True), (DADANG, SITI, True), (SITI, DADANG, False), (SITI, SITI, True)],
    ids=["came", "became her", "became another", "stayed"],
)
def test_what_happens_between_the_search_and_the_turn_is_not_missed(
    app: Flask, phone: Phone, before: Json | None, meanwhile: Json, met: bool
):
    other = registration(**(before or {}))
    if before:
        phone.send(other)
    newcomer = registration(**SITI)
    with app.app_context():
        entries = [Entry.of("registration", newcomer["id"], newcomer, sealer())]
        searched = search(db.session.connection(), entries, sealer(), model.in_use())
        db.session.rollback()
        phone.send({**other, **meanwhile, "revision": 2 if before else 1})
        found = recognise(
            db.session.connection(), entries, sealer(), model.in_use(), searched=searched
        )
        assert [one.other_id for one in found.candidates] == [other["id"]] * met
        db.session.rollback()


def test_a_rejected_registration_is_about_nobody(app: Flask, phone: Phone):
    first = registration(**SITI)
    phone.send(first)
    with app.app_context():
        db.session.get_one(Registration, first["id"]).status = Status.REJECTED
        db.session.commit()
    assert codes(phone.send(registration(**SITI))[0]) == []


def test_who_was_said_to_be_another_person_is_not_brought_up_again(
    app: Flask, people: People, phone: Phone
):
    first, again = registration(**SITI), registration(**SITI)
    phone.send(first)
    phone.send(again)
    with app.app_context():
        say(
            pair=Pair.of(again["id"], "registration", first["id"]),
            verdict="other",
            by=db.session.get_one(User, people.supervisor),
        )
        db.session.commit()
    for sent in (again, first):
        corrected = {**sent, "revision": 2, "address": "Kp. Benar"}
        assert codes(phone.send(corrected)[0]) == []
    assert matches(app) == []


def test_more_namesakes_than_are_looked_at_and_it_says_so(app: Flask, phone: Phone):
    namesakes = [
        registration(full_name="Nurhayati", sex="F", nik=nik(number, "520587"))
        for number in range(MOST_OF_A_KEY + 2)
    ]
    for start in range(0, len(namesakes), 40):
        phone.send(*namesakes[start : start + 40])
    last = registration(full_name="Nurhayati", sex="F", nik=nik(999, "520587"))
    phone.send(last)
    with app.app_context():
        flags = db.session.get_one(Registration, last["id"]).flags
    assert {"field": "full_name", "code": "many_alike", "confirmed": True} in flags
    assert len([match for match in matches(app) if match.registration_id == last["id"]]) <= 5


def test_no_more_namesakes_are_opened_in_the_turn_than_in_the_search(app: Flask, phone: Phone):
    newcomer = registration(full_name="Nurhayati", sex="F", nik=nik(999, "520587"))
    with app.app_context():
        entries = [Entry.of("registration", newcomer["id"], newcomer, sealer())]
        since = index.next_number(db.session.connection())
        db.session.rollback()
    phone.send(
        *(
            registration(full_name="Nurhayati", sex="F", nik=nik(number, "520587"))
            for number in range(MOST_OF_A_KEY + 2)
        )
    )
    with app.app_context():
        written, met = written_since(db.session.connection(), entries, sealer(), since=since)
        db.session.rollback()
    assert (len(written), len(met)) == (MOST_OF_A_KEY + 2, MOST_OF_A_KEY)


def test_one_nik_for_a_whole_batch_stays_cheap_and_loses_nobody(app: Flask, phone: Phone):
    batch = [registration(nik=nik(1)) for _ in range(120)]
    results = phone.send(*batch)
    assert {result["outcome"] for result in results} == {"stored"}
    assert all(codes(result) == ["same_nik_batch"] for result in results)
    per_registration = [match.registration_id for match in matches(app)]
    assert max(per_registration.count(one["id"]) for one in batch) <= 5


def test_a_family_number_in_the_box_of_the_nik_makes_no_relatives_one_person(
    app: Flask, phone: Phone
):
    family = "3216091201100007"
    man = registration(nik=family, kk_number=family, full_name="Ujang Sobari")
    woman = registration(nik=family, kk_number=family, full_name="Euis Komariah", sex="F")
    woman |= {"birth_date": "1991-02-03"}
    phone.send(man)
    phone.send(woman)
    assert [match for match in matches(app) if match.band == "auto"] == []


@pytest.mark.parametrize("name", ["N", "محمد علي", "陳大文", "A" * 70, "Haji", "O'", "..a.."])
def test_every_name_a_card_may_carry_is_stored_and_found_again(phone: Phone, name: str):
    person = {**SITI, "full_name": name}
    assert phone.send(registration(**person))[0]["outcome"] == "stored"
    assert codes(phone.send(registration(**person))[0]) == ["same_nik_registration"]


def test_the_register_holds_each_registration_once_and_counts_its_name(app: Flask, phone: Phone):
    phone.send(registration(**SITI), registration(full_name="Naih"))
    phone.send(registration(**SITI))
    with app.app_context():
        assert db.session.query(Profile).count() == 3
        keys = {row.profile_id for row in db.session.scalars(select(BlockingKey))}
        assert keys == {row.id for row in db.session.scalars(select(Profile))}
        assert db.session.get_one(NameFrequency, 0).people == 3


def test_a_dump_of_the_register_shows_nothing_of_a_person(app: Flask, phone: Phone):
    phone.send(registration(**SITI))
    with app.app_context():
        (profile,) = db.session.scalars(select(Profile))
        for secret in (b"3216094505879017", b"NUR", b"HAYATI", b"81311112222"):
            assert secret not in profile.content


def test_an_office_from_before_the_matcher_is_indexed_once(app: Flask, phone: Phone):
    phone.send(registration(**SITI))
    with app.app_context():
        index.remove(db.session.connection(), list(ids()), sealer())
        db.session.commit()
        assert list(rebuild()) == [1]
        assert list(rebuild()) == []
    assert codes(phone.send(registration(**SITI))[0]) == ["same_nik_registration"]


def test_profiles_of_older_rules_are_made_anew_and_their_keys_swept_away(app: Flask, phone: Phone):
    phone.send(registration(**SITI), registration())
    with app.app_context():
        keys, counts = everything()
        db.session.query(Profile).update({"rules": 0})
        db.session.commit()
        assert list(rebuild()) == [2]
        again, recounted = everything()
    assert [key for key, _ in again] == [key for key, _ in keys]
    assert {number for _, number in again}.isdisjoint({number for _, number in keys})
    assert recounted == counts


def ids() -> set[str]:
    return set(db.session.scalars(select(Registration.id)))


def everything() -> tuple[list[tuple[int, int]], dict[int, int]]:
    keys = sorted((row.key, row.profile_id) for row in db.session.scalars(select(BlockingKey)))
    counts = {row.name_key: row.people for row in db.session.scalars(select(NameFrequency))}
    db.session.rollback()
    return keys, counts


def test_a_batch_looks_up_and_reads_no_table_from_end_to_end(app: Flask, phone: Phone):
    """With 1.5 million people known; on SQLite nobody ever counted them for its planner."""
    one, other = registration(**SITI), registration()
    phone.send(one)
    asked: dict[str, Any] = {}
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda *given: asked.update({given[2]: given[3]}))
    phone.send({**one, "revision": 2, "full_name": "Siti Nurhayati Contoh"}, other)
    phone.send(registration(**SITI | {"nik": nik(7)}))
    matcher = [words for words in asked if "profiles" in words or "blocking_keys" in words]
    assert len(matcher) > 4
    for words in matcher:
        with app.app_context():
            plan = plan_of(words, asked[words])
        assert not re.search(r"SCAN (profiles|blocking_keys)\b|Seq Scan", plan), f"{words}\n{plan}"


def plan_of(words: str, given: Any) -> str:
    """How the database goes about it, where reading a small table whole is no temptation."""
    with db.engine.connect() as connection:
        explain = "EXPLAIN QUERY PLAN "
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            explain = "EXPLAIN "
        rows = connection.exec_driver_sql(
            explain + words, given[0] if isinstance(given, list) else given
        )
        return "\n".join(str(row) for row in rows)
