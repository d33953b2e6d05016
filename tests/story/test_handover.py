"""Approved registrations go over to BPJS in a file: each once, word for word, no formulas."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from tests.support.office import approve, decide, page, row_of, words
from tests.support.people import DISTRICT, OTHER_VILLAGE, PASSWORD, People
from tests.support.phones import Phone, enrolled, nik, registration
from webapp.accounts import operations as accounts
from webapp.extensions import db
from webapp.handover import operations
from webapp.models import AuditEntry, Handover, HandoverRow, Registration, Role, User

Office = Callable[[str], FlaskClient]


def approved(phone: Phone, supervisor: FlaskClient, *items: dict[str, Any]) -> list[str]:
    phone.send(*items)
    ids = [item["id"] for item in items]
    approve(supervisor, *ids)
    return ids


def make_file(coordinator: FlaskClient) -> str:
    """Press the button; return the address of the page it leads to."""
    answer = coordinator.post("/handover")
    assert answer.status_code == 302
    return str(answer.location)


def read_file(coordinator: FlaskClient, address: str) -> tuple[list[tuple[Any, ...]], list[Any]]:
    """The rows of the first sheet without its heading, and the words of the second."""
    answer = coordinator.get(f"{address}.xlsx")
    assert answer.status_code == 200, words(answer)
    book = load_workbook(BytesIO(answer.data))
    first, second = book.worksheets
    for sheet in (first, second):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n")
                assert cell.data_type == "s" or cell.value is None
                assert cell.hyperlink is None
    rows = list(first.iter_rows(values_only=True))
    assert rows[0][:3] == ("No.", "NIK", "Nama lengkap")
    return rows[1:], [cell for row in second.iter_rows(values_only=True) for cell in row if cell]


def test_what_is_approved_goes_over_and_the_phone_hears_it(phone: Phone, office: Office):
    supervisor, coordinator = office("supervisor"), office("coordinator")
    one, two, waiting = registration(), registration(), registration()
    approved(phone, supervisor, one, two)
    phone.send(waiting)
    assert "2 pendaftaran siap diserahkan" in page(coordinator, "/handover")
    phone.hear()
    address = make_file(coordinator)
    rows, minutes = read_file(coordinator, address)
    assert {(row[1], row[2]) for row in rows} == {
        (one["nik"], one["full_name"]),
        (two["nik"], two["full_name"]),
    }
    assert {"Berita acara serah terima data pendaftaran", "Kabupaten Bekasi", "2"} <= set(minutes)
    assert "Coordinator" in minutes
    assert "0 pendaftaran siap diserahkan" in page(coordinator, "/handover")
    heard = [change for change in phone.hear() if change["kind"] == "registration"]
    assert {(change["id"], change["status"], change["revision"]) for change in heard} == {
        (one["id"], "handed_over", 1),
        (two["id"], "handed_over", 1),
    }
    # handed over still counts as approved
    assert phone.quota()["approved"] == 2
    assert row_of(coordinator, "/coordination", "volunteer")["approved"] == 2


def test_the_file_says_what_was_sent_in_words_of_the_office(phone: Phone, office: Office):
    one = registration(
        birth_date="1987-05-12",
        sex="F",
        nik=nik(7, "520587"),
        kk_number="3216090101209001",
        programmes=["JKK", "JKM", "JHT"],
        rt="001",
        income_tier=2,
        funding="apbdes",
    )
    approved(phone, office("supervisor"), one)
    coordinator = office("coordinator")
    rows, _ = read_file(coordinator, make_file(coordinator))
    told = set(rows[0])
    assert {"Perempuan", "12 Mei 1987", "Cikarang Utara", "JKK + JKM + JHT", "1.200.000"} <= told
    assert {"APBDes", "001", "3216090101209001", one["id"], "Volunteer"} <= told


@pytest.mark.parametrize(
    "payload",
    [
        '=HYPERLINK("http://evil.example","klik")',
        "=cmd|' /C calc'!A0",
        "+62811=1+1",
        "-2+3",
        "@SUM(1+1)",
        "{=1+1}",
        "http://evil.example/x",
        "mailto:a@b.example",
        "0012345",
        "<b>&amp;</b>",
    ],
)
def test_nothing_that_was_typed_becomes_a_formula_a_link_or_a_number(
    phone: Phone, office: Office, payload: str
):
    one = registration(
        full_name=f"{payload} A",
        address=payload,
        hamlet=payload,
        work_location=payload,
        birth_place=f"{payload} A",
        mother_name=f"{payload} A",
    )
    approved(phone, office("supervisor"), one)
    coordinator = office("coordinator")
    rows, _ = read_file(coordinator, make_file(coordinator))
    assert [cell for cell in rows[0] if cell == payload] == [payload] * 3
    assert f"{payload} A" in rows[0]
    assert f"{payload} A" in page(coordinator, "/handover/" + latest(coordinator))


def latest(coordinator: FlaskClient) -> str:
    html = coordinator.get("/handover").get_data(as_text=True)
    found = re.search(r"/handover/([0-9a-f-]{36})\"", html)
    assert found
    return found[1]


def test_the_same_file_can_be_fetched_again_and_every_time_is_in_the_trail(
    app: Flask, phone: Phone, people: People, office: Office
):
    supervisor, coordinator = office("supervisor"), office("coordinator")
    approved(phone, supervisor, registration())
    address = make_file(coordinator)
    first = read_file(coordinator, address)
    approved(phone, supervisor, registration())
    second_address = make_file(coordinator)
    assert read_file(coordinator, address) == first
    assert len(read_file(coordinator, second_address)[0]) == 1
    assert "Belum ada berkas" not in page(coordinator, "/handover")
    with app.app_context():
        fetched = db.session.scalars(
            select(AuditEntry.actor_id).where(AuditEntry.action == "handover.downloaded")
        ).all()
        assert fetched == [people.coordinator] * 3


def test_the_file_keeps_the_revision_that_went_over(phone: Phone, office: Office):
    one = registration(full_name="Nama Yang Diserahkan")
    approved(phone, office("supervisor"), one)
    coordinator = office("coordinator")
    address = make_file(coordinator)
    phone.send({**one, "revision": 2, "full_name": "Nama Yang Terlambat"})
    rows, _ = read_file(coordinator, address)
    assert rows[0][2] == "Nama Yang Diserahkan"
    assert "0 pendaftaran siap diserahkan" in page(coordinator, "/handover")


def test_a_corrected_revision_goes_over_once_it_is_approved_again(phone: Phone, office: Office):
    supervisor, coordinator = office("supervisor"), office("coordinator")
    one = registration()
    approved(phone, supervisor, one)
    # the correction reopens the decision: nothing is handed over that nobody has seen
    phone.send({**one, "revision": 2, "full_name": "Nama Benar"})
    assert "0 pendaftaran siap diserahkan" in page(coordinator, "/handover")
    approve(supervisor, one["id"], revision=2)
    rows, _ = read_file(coordinator, make_file(coordinator))
    assert [row[2] for row in rows] == ["Nama Benar"]


def test_nothing_to_hand_over_makes_no_file(app: Flask, office: Office):
    coordinator = office("coordinator")
    make_file(coordinator)
    assert "Tidak ada yang menunggu diserahkan." in page(coordinator, "/handover")
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Handover)) == 0


def test_one_person_goes_over_once_however_many_registrations(phone: Phone, office: Office):
    supervisor, coordinator = office("supervisor"), office("coordinator")
    one, again = registration(nik=nik(1)), registration(nik=nik(1))
    approved(phone, supervisor, one)
    phone.send(again)
    decide(supervisor, again["id"], "merge")
    rows, _ = read_file(coordinator, make_file(coordinator))
    assert [row[1] for row in rows] == [nik(1)]
    assert "0 pendaftaran siap diserahkan" in page(coordinator, "/handover")


def test_two_coordinators_at_once_hand_nothing_over_twice(app: Flask, phone: Phone, office: Office):
    ids = approved(phone, office("supervisor"), *(registration() for _ in range(12)))
    clients, start = [office("coordinator") for _ in range(4)], Barrier(4)

    def press(coordinator: FlaskClient) -> int:
        start.wait()
        return coordinator.post("/handover").status_code

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(press, clients)) == [302] * 4
    with app.app_context():
        rows = db.session.scalars(select(HandoverRow)).all()
        assert sorted(row.registration_id for row in rows) == sorted(ids)
        assert len({row.worker_id for row in rows}) == 12
        assert [row.row_count for row in db.session.scalars(select(Handover))] == [12]
        told = [change for change in phone.hear() if change.get("status") == "handed_over"]
        assert len(told) == 12


def test_the_database_itself_refuses_a_second_handover(
    app: Flask, phone: Phone, people: People, office: Office
):
    approved(phone, office("supervisor"), registration())
    make_file(office("coordinator"))
    with app.app_context():
        # somebody sets the status back by hand
        registration_row = db.session.scalars(select(Registration)).one()
        registration_row.status = "approved"
        by = db.session.get_one(User, people.coordinator)
        db.session.commit()
        assert operations.hand_over(territory="32.16", by=by) is None
        made = db.session.scalars(select(Handover)).one()
        row = db.session.scalars(select(HandoverRow)).one()
        db.session.expunge(row)
        db.session.add(
            HandoverRow(
                registration_id=row.registration_id,
                revision=1,
                worker_id=row.worker_id,
                handover_id=made.id,
                position=2,
            )
        )
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()


def test_a_coordinator_hands_over_the_own_territory_and_sees_no_other_file(
    app: Flask, phone: Phone, people: People, office: Office
):
    with app.app_context():
        accounts.create_user(
            username="near.coordinator",
            full_name="Near Coordinator",
            password=PASSWORD,
            role=Role.COORDINATOR,
            region_code=DISTRICT,
            by=None,
        )
        db.session.commit()
    far = enrolled(app, people.far_volunteer)
    approved(far, office("far_supervisor"), registration(village_code=OTHER_VILLAGE))
    approved(phone, office("supervisor"), registration())
    near, whole = office("near.coordinator"), office("coordinator")
    assert "1 pendaftaran siap diserahkan" in page(near, "/handover")
    rows, _ = read_file(near, make_file(near))
    assert len(rows) == 1
    address = make_file(whole)
    assert len(read_file(whole, address)[0]) == 1
    assert near.get(address).status_code == 404
    assert near.get(f"{address}.xlsx").status_code == 404
    assert whole.get("/handover/00000000-0000-0000-0000-000000000000.xlsx").status_code == 404


def test_the_operator_writes_the_file_from_the_shell(
    app: Flask, phone: Phone, office: Office, tmp_path: Path
):
    one = registration()
    approved(phone, office("supervisor"), one)
    shell, out = app.test_cli_runner(), tmp_path / "bpjs.xlsx"
    said = shell.invoke(args=["handover", "export", "--out", str(out)])
    assert said.exit_code == 0, said.output
    assert "1 pendaftaran" in said.output
    assert out.stat().st_mode & 0o077 == 0
    cells = [row[1].value for row in load_workbook(out).worksheets[0].iter_rows(min_row=2)]
    assert cells == [one["nik"]]
    again = shell.invoke(args=["handover", "export", "--out", str(tmp_path / "no.xlsx")])
    assert "Tidak ada yang menunggu diserahkan." in again.output
    assert not (tmp_path / "no.xlsx").exists()
    copy = tmp_path / "copy.xlsx"
    shell.invoke(
        args=["handover", "export", "--again", latest(office("coordinator")), "--out", str(copy)]
    )
    assert load_workbook(copy).worksheets[0]["B2"].value == one["nik"]


def test_the_shell_refuses_a_region_that_is_not_there(app: Flask, people: People):
    said = app.test_cli_runner().invoke(args=["handover", "export", "--region", "99.99"])
    assert said.exit_code == 2
    assert "wilayah ini belum dimuat" in said.output


def test_no_rows_stay_behind_on_the_disk(app: Flask, config, phone: Phone, office: Office):
    approved(phone, office("supervisor"), registration())
    coordinator = office("coordinator")
    read_file(coordinator, make_file(coordinator))
    assert list((config.instance_path / "files").iterdir()) == []
