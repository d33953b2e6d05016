"""A supervisor sees how registrations were made: it informs, and never stands in the way."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.story.test_review_inbox import batch_address, statements
from tests.support.office import at, decide, page, words
from tests.support.people import OTHER_VILLAGE, People
from tests.support.phones import Json, Phone, batch, enrolled, registration

Office = Callable[[str], FlaskClient]
# metres a degree, near enough for tests
DEGREE = 111_195


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, "2026-11-23T12:00+07:00")


def place(metres_north: float = 0, accuracy: float = 25) -> Json:
    lat = round(-6.25 + metres_north / DEGREE, 5)
    return {"lat": lat, "lng": 107.15, "accuracy_m": accuracy, "at": "2026-11-23T09:11:00+07:00"}


def of(one: Json) -> str:
    return f"/review/registrations/{one['id']}"


def batch_of(supervisor: FlaskClient, one: Json) -> str:
    html = supervisor.get(of(one)).get_data(as_text=True)
    found = re.search(r'class="crumb"><a href="([^"]+)"', html)
    assert found
    return found[1]


def approve_all(supervisor: FlaskClient, address: str) -> str:
    html = supervisor.get(address).get_data(as_text=True)
    ticked = re.findall(r'name="item" value="([^"]+)"', html)
    return words(
        supervisor.post(f"{address}/approve", data={"item": ticked}, follow_redirects=True)
    )


def test_the_record_says_how_it_was_made(phone: Phone, office: Office):
    one = registration(duration_s=220, location=place(), device_seq=4711)
    phone.send(one)
    said = page(office("supervisor"), of(one))
    assert "Lama mengisi 3 menit 40 detik" in said
    assert "Lokasi ± 25 m di -6.25000, 107.15000" in said
    assert "Nomor urut HP 4711" in said
    assert "Tidak ada yang dihitung otomatis terhadap relawan" in said


def test_the_batch_says_how_it_was_made(phone: Phone, office: Office):
    made = [registration(duration_s=200 + 40 * at, device_seq=41 + at) for at in range(3)]
    made[0]["location"] = place()
    phone.put({**batch(*made), "sealed_at": "2026-11-23T12:12:00+07:00"})
    supervisor = office("supervisor")
    assert (
        "Cara dibuat: lama mengisi biasanya 4 menit; lokasi pada 1 dari 3;"
        " nomor urut HP 41–43; jam HP 12 menit lebih cepat."
        in page(supervisor, batch_address(supervisor))
    )


def test_what_waited_for_a_line_is_told_as_that(phone: Phone, office: Office):
    one = registration()
    phone.put({**batch(one), "sealed_at": "2026-11-21T11:00:00+07:00"})
    assert "ditutup di HP 2 hari sebelum tiba" in page(office("supervisor"), of(one))


def test_an_old_phone_that_says_nothing_is_not_remarked_on(phone: Phone, office: Office):
    one = registration()
    phone.send(one)
    supervisor = office("supervisor")
    address = batch_address(supervisor)
    assert "lama mengisi" not in page(supervisor, address)
    assert "lokasi pada" not in page(supervisor, address)
    assert 'class="findings"' not in supervisor.get(address).get_data(as_text=True)


@pytest.mark.parametrize(
    ("changes", "short"),
    [
        ({"duration_s": 30}, "Diisi cepat"),
        ({"captured_at": "2026-11-23T02:10:00+07:00"}, "Dicatat malam"),
    ],
)
def test_what_is_good_to_know_informs_and_lets_all_be_approved_at_once(
    phone: Phone, office: Office, changes: Json, short: str
):
    phone.send(registration(), registration(**changes))
    supervisor = office("supervisor")
    address = batch_address(supervisor)
    assert "Tidak ada yang menonjol" in page(supervisor, "/review")
    said = page(supervisor, address)
    assert short in said
    assert "Tanpa tanda 2" in said
    assert "2 pendaftaran disetujui" in approve_all(supervisor, address)


def test_a_clock_that_went_back_is_told_once(phone: Phone, office: Office):
    hours = ("09:00", "09:10", "08:00", "08:10")
    day = [
        registration(captured_at=f"2026-11-23T{hour}:00+07:00", device_seq=70 + number)
        for number, hour in enumerate(hours)
    ]
    # in whatever order they lie in the batch
    phone.send(*reversed(day))
    supervisor = office("supervisor")
    told = ["Jam HP mundur sebelum" in page(supervisor, of(one)) for one in day]
    assert told == [False, False, True, False]


def test_the_hour_is_corrected_by_what_the_phone_was_ahead(phone: Phone, office: Office):
    one = registration(captured_at="2026-11-23T23:10:00+07:00")
    phone.put({**batch(one), "sealed_at": "2026-11-23T23:30:00+07:00"})
    said = page(office("supervisor"), of(one))
    assert "jam HP 12 jam lebih cepat" in said
    assert "Dicatat larut malam" not in said


def test_a_place_far_from_where_the_village_is_registered_is_told(phone: Phone, office: Office):
    supervisor = office("supervisor")
    early = registration(location=place(8_000))
    phone.send(early)
    # nobody knows yet where the village is
    assert "Dicatat jauh" not in page(supervisor, of(early))
    phone.send(*(registration(location=place(200 * at)) for at in range(12)))
    far, near = registration(location=place(8_000)), registration(location=place(2_400))
    vague, other = (
        registration(location=place(8_000, accuracy=4_000)),
        registration(location=place(8_000), village_code=OTHER_VILLAGE),
    )
    phone.send(far, near, vague, other)
    assert "Dicatat jauh dari tempat pendaftaran lain" in page(supervisor, of(far))
    assert "6,6 km dari tempat biasa di desa ini (15 pendaftaran)" in page(supervisor, of(far))
    for one in (near, vague, other):
        assert "Dicatat jauh" not in page(supervisor, of(one))
    # true now, whenever it came
    assert "Dicatat jauh" in page(supervisor, of(early))


def test_where_a_village_is_is_known_from_the_own_territory_alone(
    app: Flask, people: People, phone: Phone, office: Office
):
    far_phone = enrolled(app, people.far_volunteer)
    far_phone.send(*(registration(location=place(200 * at)) for at in range(12)))
    one = registration(location=place(8_000))
    phone.send(one)
    said = page(office("supervisor"), of(one))
    assert "tempat biasa" not in said
    assert "Dicatat jauh" not in said


def test_many_of_many_rt_at_one_spot_are_told_over_all_batches_of_the_day(
    app: Flask, people: People, phone: Phone, office: Office
):
    supervisor = office("supervisor")
    first, *others = [registration(location=place(at), rw="001") for at in range(8)]
    phone.send(first)
    for one in others[:-1]:
        phone.send(one)
    enrolled(app, people.colleague).send(registration(location=place()))
    assert "6 lainnya hari itu di titik ini" in page(supervisor, of(first))
    assert "titik yang sama" not in page(supervisor, of(first))
    phone.send(others[-1])
    assert "Banyak orang dari beberapa RT" in page(supervisor, of(first))
    assert "1 bersama banyak lainnya di satu titik" in page(supervisor, batch_of(supervisor, first))


def test_a_meeting_in_the_village_hall_is_approved_at_once(phone: Phone, office: Office):
    phone.send(*(registration(location=place(at), duration_s=60) for at in range(20)))
    supervisor = office("supervisor")
    address = batch_address(supervisor)
    assert "20 bersama banyak lainnya di satu titik" in page(supervisor, address)
    assert "20 pendaftaran disetujui" in approve_all(supervisor, address)


def test_a_correction_is_judged_by_none_of_it(phone: Phone, office: Office):
    one = registration()
    phone.send(one)
    supervisor = office("supervisor")
    decide(supervisor, one["id"], "return", words_address="Lengkapi")
    night: dict[str, Any] = {"captured_at": "2026-11-23T01:00:00+07:00", "duration_s": 20}
    phone.send({**one, "revision": 2, "address": "Kp. Contoh 7", **night})
    said = page(supervisor, of(one))
    assert "Lama mengisi 20 detik" in said
    for words_of_a_remark in ("Diisi lebih cepat", "Dicatat larut malam"):
        assert words_of_a_remark not in said


def test_pages_with_places_ask_the_database_as_often_for_200_records_as_for_2(
    app: Flask, phone: Phone, office: Office
):
    few = [registration(location=place()), registration(location=place(30))]
    phone.send(*few)
    supervisor = office("supervisor")
    before = [statements(app, supervisor, path) for path in (batch_address(supervisor), of(few[0]))]
    many = [registration(location=place(at)) for at in range(200)]
    phone.send(*many)
    paths = (batch_of(supervisor, many[4]), of(many[4]))
    assert [statements(app, supervisor, path) for path in paths] == before
    assert max(before) <= 30
