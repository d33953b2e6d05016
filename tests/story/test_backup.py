"""A backup says how far it reaches, and a restore brings back what it held (promises P2 and P9)."""

import sqlite3
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import select

from tests.support import postgres
from tests.support.office import approve
from tests.support.people import People
from tests.support.phones import Phone, enrolled, registration
from tests.support.photos import PIECE, Camera, asked, picture, sha256
from webapp.extensions import db
from webapp.models import AuditEntry, Backup, Registration

Office = Callable[[str], FlaskClient]


@pytest.fixture
def shell(app: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskCliRunner:
    """The operator's shell, with PostgreSQL's own programs in reach."""
    with app.app_context():
        if db.engine.dialect.name == "postgresql":
            monkeypatch.setenv("PG_BIN", str(postgres.find_programs()))
    return app.test_cli_runner()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the copies go."""
    folder = tmp_path / "copies"
    folder.mkdir()
    return folder


def run(shell: FlaskCliRunner, *arguments: object) -> str:
    said = shell.invoke(args=[str(one) for one in arguments])
    assert said.exit_code == 0, said.output
    return said.output


def copies(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def test_P2_the_watermark_is_later_than_all_that_the_backup_holds(
    app: Flask, phone: Phone, shell: FlaskCliRunner, place: Path
):
    phone.send(registration())
    received = phone.get("/changes").get_json()
    assert received["backup_watermark"] is None
    said = run(shell, "backup", place)
    told = phone.get("/changes").get_json()["backup_watermark"]
    assert received["server_time"] < told
    [file] = copies(place)
    assert str(file) in said
    assert file.stat().st_mode & 0o077 == 0
    later = phone.put({**empty_batch(), "registrations": [registration()]}).get_json()
    assert told < later["server_time"]
    assert later["backup_watermark"] == told
    with app.app_context():
        assert db.session.scalars(
            select(AuditEntry.actor_id).where(AuditEntry.action == "backup.made")
        ).all() == [None]


def empty_batch() -> dict[str, object]:
    return {
        "device_seq": 1,
        "sealed_at": "2026-11-23T12:00:00+07:00",
        "app_version": "test",
        "schema_version": 1,
        "registrations": [],
        "visits": [],
    }


def test_P9_a_restore_brings_back_what_the_backup_held_under_a_new_identity(
    app: Flask, phone: Phone, office: Office, shell: FlaskCliRunner, place: Path
):
    held, lost = registration(), registration()
    phone.send(held)
    approve(office("supervisor"), held["id"])
    run(shell, "backup", place)
    phone.send(lost)
    before = phone.get("/changes").get_json()
    said = run(shell, "restore", place, "--yes")
    after = phone.get("/changes").get_json()
    assert after["server_epoch"] != before["server_epoch"]
    answer = phone.get(f"/registrations/{held['id']}").get_json()
    assert (answer["status"], answer["registration"]) == ("approved", held)
    assert phone.get(f"/registrations/{lost['id']}").status_code == 404
    # what came after the backup is kept beside it, and the phone can send it again
    assert len(copies(place)) == 2
    assert str(copies(place)[1]) in said
    assert phone.send(held, lost)[1]["outcome"] == "stored"


def test_the_newest_copy_is_taken_unless_one_is_named(
    app: Flask, phone: Phone, shell: FlaskCliRunner, place: Path
):
    first, second = registration(), registration()
    phone.send(first)
    run(shell, "backup", place)
    phone.send(second)
    run(shell, "backup", place)
    oldest, newest = copies(place)
    run(shell, "restore", place, "--yes")
    assert phone.get(f"/registrations/{second['id']}").status_code == 200
    run(shell, "restore", oldest, "--yes")
    assert phone.get(f"/registrations/{second['id']}").status_code == 404
    run(shell, "restore", newest, "--yes")
    assert phone.get(f"/registrations/{second['id']}").status_code == 200


def test_P2_the_phone_is_never_told_of_more_than_was_copied(
    app: Flask, people: People, shell: FlaskCliRunner, place: Path
):
    """While phones keep sending, whatever was received before a watermark is in its copy."""
    enough, phones = Event(), [enrolled(app, one) for one in (people.volunteer, people.colleague)]

    def keep_sending(phone: Phone) -> None:
        while not enough.is_set():
            phone.send(registration(), registration())

    for phone in phones:
        phone.send(registration())
    with ThreadPoolExecutor(len(phones)) as pool:
        sending = [pool.submit(keep_sending, phone) for phone in phones]
        try:
            for _ in range(3):
                run(shell, "backup", place)
        finally:
            enough.set()
        for one in sending:
            one.result()
    with app.app_context():
        marks = db.session.scalars(select(Backup.watermark).order_by(Backup.watermark)).all()
        expected = [
            set(db.session.scalars(select(Registration.id).where(Registration.received_at < mark)))
            for mark in marks
        ]
    assert expected[-1]
    for file, ids in zip(copies(place), expected, strict=True):
        run(shell, "restore", file, "--yes")
        with app.app_context():
            assert ids <= set(db.session.scalars(select(Registration.id)))


def test_nothing_is_restored_from_where_nothing_is(shell: FlaskCliRunner, place: Path):
    said = shell.invoke(args=["restore", str(place), "--yes"])
    assert said.exit_code == 1
    assert "Tidak ada cadangan" in said.output
    said = shell.invoke(args=["restore", str(place / "nowhere"), "--yes"])
    assert said.exit_code == 2


def test_a_broken_copy_changes_nothing(
    app: Flask, phone: Phone, shell: FlaskCliRunner, place: Path
):
    one = registration()
    phone.send(one)
    run(shell, "backup", place)
    [file] = copies(place)
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])
    said = shell.invoke(args=["restore", str(file), "--yes"])
    assert said.exit_code == 1
    assert phone.get(f"/registrations/{one['id']}").status_code == 200


def test_a_restore_asks_first(shell: FlaskCliRunner, phone: Phone, place: Path):
    run(shell, "backup", place)
    one = registration()
    phone.send(one)
    said = shell.invoke(args=["restore", str(place)], input="n\n")
    assert said.exit_code == 1
    assert phone.get(f"/registrations/{one['id']}").status_code == 200


def test_a_backup_holds_no_key_and_no_nik(
    app: Flask, config, phone: Phone, shell: FlaskCliRunner, place: Path
):
    one = registration()
    phone.send(one)
    run(shell, "backup", place)
    [file] = copies(place)
    assert one["nik"].encode() not in file.read_bytes()
    for key in (config.instance_path / "keys").iterdir():
        assert key.read_text().strip().encode() not in file.read_bytes()
    if file.suffix == ".sqlite3":
        with sqlite3.connect(file) as copy:
            assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_P12_a_photo_comes_back_with_a_restore_and_no_copy_shows_it(
    app: Flask, phone: Phone, office: Office, shell: FlaskCliRunner, place: Path
):
    """One that came and the beginning of another; searched for wherever a picture could begin."""
    camera, desk, file = Camera.of(phone), office("supervisor"), picture(3, size=(1600, 1000))
    requests = []
    for one in (registration(), registration()):
        phone.send(one)
        fields = {"action": "ask", "reasons": "nik_to_compare"}
        desk.post(f"/review/registrations/{one['id']}/photo", data=fields)
        requests.append(asked(phone, one))
    came, coming = requests
    assert camera.send(came, camera.box(came, file)).get_json()["complete"]
    box = camera.box(coming, file)
    camera.begin(coming, box)
    assert not camera.piece(sha256(box), 0, box[:PIECE]).get_json()["complete"]
    shown = desk.get(f"/review/photos/{came['id']}").data
    run(shell, "backup", place)
    [copy] = copies(place)
    stolen = unpacked(copy)
    # it is the right copy, with what is sealed in it
    assert came["id"].encode() in stolen
    assert found(box[:PIECE], stolen)
    assert not found(shown, stolen)
    assert not found(file, stolen)
    # answered after the backup: the question is open again, and can be answered again
    assert camera.send(coming, box).get_json()["complete"]
    run(shell, "restore", place, "--yes")
    assert desk.get(f"/review/photos/{came['id']}").data == shown
    assert desk.get(f"/review/photos/{coming['id']}").status_code == 404
    assert camera.begin(coming, box).get_json() == {"offset": PIECE, "complete": False}
    assert camera.send(coming, box).get_json()["complete"]


def found(text: bytes, stolen: bytes) -> bool:
    """Whether some part of it stands there, as it is or in hex: databases cut long values."""
    parts = [text[start : start + 24] for start in range(0, len(text) - 24, 500)]
    assert len(parts) > 20
    return any(part in stolen or part.hex().encode() in stolen for part in parts)


def unpacked(copy: Path) -> bytes:
    """All that a copy says; PostgreSQL packs its dumps."""
    if copy.suffix == ".sqlite3":
        return copy.read_bytes()
    program = str(postgres.find_programs() / "pg_restore")
    return subprocess.run([program, "--file=-", str(copy)], check=True, capture_output=True).stdout
