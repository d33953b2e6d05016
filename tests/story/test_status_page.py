"""A worker reads on a public page how far the own registration is, and nobody reads more."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from werkzeug.test import TestResponse

from tests.faults.wire import at_once
from tests.support.office import approve, decide, words
from tests.support.people import PASSWORD
from tests.support.phones import Json, Phone, registration
from webapp.extensions import db
from webapp.models import Registration, SignInAttempt, Status
from webapp.receipts.queries import behind
from webapp.receipts.words import WORDS

Browse = Callable[[str], FlaskClient]

CODE, BORN = "7F3A-92C1", "1987-05-12"
UNKNOWN = (
    "Tidak ditemukan. Periksa kode di bukti dan tanggal lahir Anda, atau tanyakan kepada relawan."
)
PAID = "Seseorang menjadi peserta setelah BPJS Ketenagakerjaan mendaftarkannya dan iuran pertama"


def with_code(code: str = CODE, **changes: object) -> Json:
    """A registration whose receipt carries this code; everybody here is born on one day."""
    tail = code.replace("-", "").lower()
    head = str(uuid4())[:-8]
    born = {"nik": None, "nik_missing_reason": "KTP sedang diurus", "birth_date": BORN}
    return registration(**{"id": head + tail, **born, **changes})


def receipt(code: str = CODE, born: str = BORN, **typed: str) -> dict[str, str]:
    """What is typed into the form."""
    year, month, day = born.split("-")
    return {"code": code, "day": day, "month": month, "year": year, **typed}


def ask(client: FlaskClient, address: str = "10.0.0.1", **typed: str) -> TestResponse:
    return client.post("/status", data=receipt(**typed), environ_overrides={"REMOTE_ADDR": address})


def told(client: FlaskClient, **typed: str) -> str:
    answer = ask(client, **typed)
    assert answer.status_code == 200, words(answer)
    return words(answer)


def test_a_worker_reads_that_the_office_has_it(phone: Phone, client, time):
    phone.send(with_code())
    said = told(client)
    assert "Pendaftaran dengan kode 7F3A-92C1" in said
    assert "Sudah diterima kantor, sedang diperiksa." in said
    assert "Perubahan terakhir 23 November 2026" in said
    assert PAID in said


def test_each_step_is_told_with_the_day_it_was_taken(phone: Phone, client, office: Browse, time):
    one = with_code(nik="3216091205879001", nik_missing_reason=None)
    phone.send(one)
    time[0] += timedelta(days=1)
    approve(office("supervisor"), one["id"])
    said = told(client)
    assert "Disetujui, menunggu diserahkan ke BPJS Ketenagakerjaan." in said
    assert "Perubahan terakhir 24 November 2026" in said
    time[0] += timedelta(days=1)
    assert office("coordinator").post("/handover").status_code == 302
    said = told(client)
    assert "Belum menjadi peserta sebelum BPJS mendaftarkan dan iuran pertama dibayar." in said
    assert "Perubahan terakhir 25 November 2026" in said


def test_a_returned_one_is_told_and_its_correction_counts_as_received(
    phone: Phone, client, office: Browse, time
):
    one = with_code()
    phone.send(one)
    decide(office("supervisor"), one["id"], "return", words_address="Tulis nama kampungnya.")
    assert "Ada yang perlu diperbaiki. Relawan akan menghubungi Anda." in told(client)
    time[0] += timedelta(days=2)
    phone.send({**one, "revision": 2, "address": "Kp. Baru"})
    said = told(client)
    assert "sedang diperiksa" in said
    assert "Perubahan terakhir 25 November 2026" in said


def test_a_corrected_birth_date_is_the_one_that_counts(phone: Phone, client):
    one = with_code()
    phone.send(one)
    phone.send({**one, "revision": 2, "birth_date": "1987-06-12"})
    assert ask(client).status_code == 404
    assert "Sudah diterima kantor" in told(client, born="1987-06-12")


@pytest.mark.parametrize("status", Status)
def test_every_state_has_words_that_promise_nothing(app: Flask, phone: Phone, client, status):
    phone.send(with_code())
    with app.app_context():
        db.session.execute(update(Registration).values(status=status))
        db.session.commit()
    said = told(client)
    kept = WORDS[status]
    assert f"{kept.now} {kept.meaning}".strip() in said
    assert str(kept.next) in said
    assert PAID in said
    assert "175" in said
    assert "lindung" not in said.lower()


def test_the_page_tells_nothing_of_who_it_is(phone: Phone, client):
    one = with_code(
        full_name="Rahasia Binti Contoh",
        nik="3216095205879001",
        nik_missing_reason=None,
        sex="F",
        address="Kp. Tersembunyi",
        phone="081234567890",
    )
    phone.send(one)
    html = ask(client).get_data(as_text=True)
    hidden = (
        *("Rahasia", one["nik"], "Tersembunyi", "081234567890", one["id"], one["village_code"]),
        *("Volunteer", "1987", "petani", "Cikarang"),
    )
    assert [word for word in hidden if word in html] == []


@pytest.mark.parametrize(
    "code", ["7f3a92c1", " 7F3A 92C1 ", "7F3A–92C1", "7f3a-92c1", "7F3A-92CI", "7F3A-92cl"]
)
def test_the_code_may_be_typed_as_it_is_read(phone: Phone, client, code):
    phone.send(with_code())
    assert "Sudah diterima kantor" in told(client, code=code)


def test_a_date_may_be_typed_without_its_zeros(phone: Phone, client):
    phone.send(with_code(birth_date="1987-05-02"))
    assert "Sudah diterima kantor" in told(client, day=" 2", month="5", year="1987")


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"code": ""}, "Isi kode di bukti Anda."),
        ({"code": "7F3A-92"}, "Kode terdiri dari 8 angka dan huruf A sampai F."),
        ({"code": "7F3A-92G1"}, "Kode terdiri dari 8 angka dan huruf A sampai F."),
        ({"code": "\x00" * 8}, "Kode terdiri dari 8 angka dan huruf A sampai F."),
        ({"day": ""}, "Isi tanggal, bulan dan tahun lahir Anda."),
        ({"year": "87"}, "Tulis tahun dengan 4 angka, misalnya 1987."),
        ({"day": "31", "month": "02"}, "Tanggal ini tidak ada."),
        ({"day": "-1"}, "Tanggal ini tidak ada."),
        ({"year": "٠٨٧١"}, "Tulis tahun dengan 4 angka, misalnya 1987."),
    ],
)
def test_what_cannot_be_read_is_asked_again_and_costs_no_try(app, client, typed, complaint):
    answer = ask(client, **typed)
    assert answer.status_code == 422
    assert complaint in words(answer)
    with app.app_context():
        assert db.session.scalars(select(SignInAttempt)).all() == []


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_more) -> None:
        asked.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def test_a_wrong_code_and_a_wrong_date_are_answered_alike_and_cost_the_same(
    app: Flask, phone: Phone, client
):
    phone.send(with_code())
    pages, efforts = [], []
    for typed in ({"code": "0000-0001"}, {"born": "1987-05-13"}):
        with statements(app) as asked:
            answer = ask(client, **typed)
        assert answer.status_code == 404
        assert UNKNOWN in words(answer)
        pages.append(re.sub(r' value="[^"]*"', "", answer.get_data(as_text=True)))
        efforts.append(asked)
    assert pages[0] == pages[1]
    assert efforts[0] == efforts[1] != []


def test_two_with_one_code_are_told_apart_by_the_birth_date(phone: Phone, client, office: Browse):
    one, other = with_code(), with_code(birth_date="1990-01-31")
    phone.send(one, other)
    decide(office("supervisor"), one["id"], "reject", reject_note="Dua kali dicatat.")
    assert "Tidak dilanjutkan oleh kantor." in told(client)
    assert "Sudah diterima kantor" in told(client, born="1990-01-31")


def test_with_one_code_and_one_birth_date_the_volunteer_is_asked(phone: Phone, client):
    phone.send(with_code(), with_code())
    said = told(client)
    assert "Ada lebih dari satu catatan" in said
    assert "Sudah diterima kantor" not in said


def test_one_code_may_be_tried_five_times_a_minute_then_even_the_right_date_waits(
    phone: Phone, client, time
):
    phone.send(with_code(), with_code("0000-0002"))
    dates = [date(1987, 6, day).isoformat() for day in range(1, 6)]
    assert [ask(client, born=born).status_code for born in dates] == [404] * 5
    # from another address too: it is the code that is guessed at
    refused = ask(client, "10.0.0.2")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "60"
    assert "Tunggu satu menit" in words(refused)
    assert "Sudah diterima kantor" in told(client, code="0000-0002")
    time[0] += timedelta(seconds=61)
    assert "Sudah diterima kantor" in told(client)


def test_a_patient_guesser_has_twenty_tries_a_day_and_the_worker_reads_to_come_tomorrow(
    phone: Phone, client, time
):
    phone.send(with_code())
    for guess in range(20):
        born = date(1960, 1, 1 + guess).isoformat()
        assert ask(client, f"10.0.1.{guess}", born=born).status_code == 404
        time[0] += timedelta(minutes=2)
    refused = ask(client)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "86400"
    assert "Coba lagi besok." in words(refused)
    time[0] += timedelta(days=1)
    assert "Sudah diterima kantor" in told(client)


def test_one_address_may_try_thirty_codes_a_minute(client, time):
    codes = [f"0000-{number:04X}" for number in range(31)]
    tried = [ask(client, code=code).status_code for code in codes]
    assert tried == [404] * 30 + [429]
    assert ask(client, "10.0.0.2", code="0000-00FF").status_code == 404


def test_many_tries_at_once_are_counted_as_many(app):
    tries = [partial(ask, app.test_client()) for _ in range(12)]
    statuses = [answer.status_code for answer in at_once(tries)]
    assert set(statuses) <= {404, 429}
    assert statuses.count(404) <= 5


def test_who_has_the_receipt_never_waits(phone: Phone, client, time):
    phone.send(with_code())
    assert [ask(client).status_code for _ in range(32)] == [200] * 32


def test_guessing_codes_keeps_nobody_from_signing_in(client, time):
    for number in range(31):
        ask(client, "127.0.0.1", code=f"0000-{number:04X}")
    answer = client.post("/login", data={"username": "supervisor", "password": PASSWORD})
    assert answer.status_code == 302


def test_neither_code_nor_date_is_in_an_address_a_log_or_a_cache(phone: Phone, client, capsys):
    phone.send(with_code())
    empty = client.get("/status?code=7F3A-92C1&day=12").get_data(as_text=True)
    assert "7F3A-92C1" not in empty
    assert 'method="post" action="/status"' in empty
    capsys.readouterr()
    answers = [client.get("/status"), ask(client), ask(client, code="ABCD-EF12")]
    log = capsys.readouterr().out
    assert log.count('"route": "/status"') == 3
    assert not re.search("7f3a|92c1|abcd|ef12|1987", log, re.I)
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}
    assert {answer.location for answer in answers} == {None}


def test_the_form_needs_its_token_and_no_session(app: Flask, phone: Phone, client):
    phone.send(with_code())
    app.config["WTF_CSRF_ENABLED"] = True
    assert ask(client).status_code == 400
    page = client.get("/status").get_data(as_text=True)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    assert "Sudah diterima kantor" in told(client, csrf_token=token)


def test_even_a_supervisor_sees_the_workers_page_here(phone: Phone, office: Browse):
    phone.send(with_code())
    page = words(ask(office("supervisor")))
    assert "Sudah diterima kantor" in page
    assert "Supervisor" not in page


def test_the_look_up_goes_by_the_index(app: Flask, phone: Phone):
    phone.send(with_code())
    with app.app_context():
        dialect = {"sqlite": sqlite, "postgresql": postgresql}[db.engine.dialect.name].dialect()
        asked = behind("7f3a92c1", date(1987, 5, 12)).compile(
            dialect=dialect, compile_kwargs={"literal_binds": True}
        )
        if db.engine.dialect.name == "sqlite":
            (row,) = db.session.execute(text(f"EXPLAIN QUERY PLAN {asked}"))
            plan = str(row.detail)
            conditions = "(short_code=? AND birth_date=?)"
        else:
            # of one row all are read faster than an index
            db.session.execute(text("SET LOCAL enable_seqscan = off"))
            plan = "\n".join(db.session.scalars(text(f"EXPLAIN {asked}")))
            conditions = "Index Cond: (((short_code)::text = '7f3a92c1'::text) AND (birth_date ="
    assert "ix_registrations_short_code_birth_date" in plan
    assert conditions in plan
