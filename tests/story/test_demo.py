"""The demo: an office that looks alive, made of nobody, and never in production."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select

from config import ROOT, Config, UnsafeSetting
from tests.support.databases import Databases
from tests.support.office import page, row_of
from tests.support.people import signed_in
from webapp import contents, places
from webapp.app import create_app
from webapp.extensions import db
from webapp.models import (
    AuditEntry,
    Batch,
    Decision,
    Device,
    HandoverRow,
    Match,
    Quota,
    Registration,
    Revision,
    Role,
    User,
    Visit,
    Worker,
)

# the same keys for the copy as for what was copied
KEYS = {"secret_key": "demo", "data_key": "11" * 32}
NAMES = ("relawan", "penyelia", "koordinator")


def demo_config(url: str, folder: Path) -> Config:
    return Config(mode="demo", database_url=url, instance_path=folder, **KEYS)


def demonstrated(url: str) -> None:
    """A database right after `flask demo load`."""
    app = create_app(demo_config(url, Path("/nonexistent")))
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        places.load_regions()
        db.session.commit()
        db.engine.dispose()
    said = app.test_cli_runner().invoke(args=["demo", "load"])
    assert said.exit_code == 0, said.output
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def config(all_databases: Databases, tmp_path: Path) -> Iterator[Config]:
    with all_databases.prepared(demonstrated) as url:
        yield demo_config(url, tmp_path / "instance")


def count(thing: type) -> int:
    return db.session.scalar(select(func.count()).select_from(thing)) or 0


def test_the_district_looks_alive(app: Flask):
    with app.app_context():
        states = Counter(db.session.scalars(select(Registration.status)))
        assert set(states) == {
            "received",
            "approved",
            "returned",
            "rejected",
            "merged",
            "handed_over",
        }
        assert 400 <= states.total() <= 700
        assert len({one.period for one in db.session.scalars(select(Registration))}) >= 2
        roles = Counter(db.session.scalars(select(User.role)))
        assert roles == {Role.VOLUNTEER: 13, Role.SUPERVISOR: 3, Role.COORDINATOR: 1}
        assert 40 <= count(Batch) <= 90
        assert count(Visit) > 100
        assert count(Match) > 5
        assert count(Quota) > 10
        flagged = [one for one in db.session.scalars(select(Registration.flags)) if one]
        assert len(flagged) > 20
        reasons = db.session.scalars(select(Decision.reasons).where(Decision.action == "return"))
        assert all(reasons.all())
        # the inbox of the supervisor who can sign in has work in it
        waiting = db.session.scalars(
            select(Registration.region_code).where(Registration.status == "received")
        ).all()
        assert waiting.count("32.16.09") > 10


def test_a_phone_last_spoke_when_it_last_sent(app: Flask):
    with app.app_context():
        spoke = dict(iter(db.session.execute(select(Device.id, Device.last_seen_at))))
        sent = select(Batch.device_id, func.max(Batch.received_at)).group_by(Batch.device_id)
        last = dict(iter(db.session.execute(sent)))
        assert len(last) > 10
        for device, moment in last.items():
            assert abs(spoke[device] - moment) < timedelta(minutes=1), device


def test_everything_was_made_by_the_real_operations(app: Flask):
    with app.app_context():
        trail = Counter(db.session.scalars(select(AuditEntry.action)))
        assert trail["registration.received"] == count(Revision)
        assert trail["registration.handed_over"] == count(HandoverRow)
        assert trail["user.created"] == count(User)
        assert trail["quota.set"] >= count(Quota)
        approved = db.session.scalar(select(func.count()).where(Decision.action == "approve"))
        assert trail["registration.approved"] == approved
        assert trail["worker.enrolled"] == count(Worker)


def test_nobody_in_it_exists(app: Flask):
    """NIKs carry serials from 9001 on and phone numbers a block of zeros."""
    with app.app_context():
        for row in db.session.scalars(select(Revision)):
            content = contents.open_revision(row)
            assert re.fullmatch(r"\d{12}9\d{3}", content.get("nik", "0" * 12 + "9001"))
            assert re.fullmatch(r"08\d\d-0000-\d{4}", content["phone"])
            assert "kk_number" not in content
            assert "email" not in content


def test_the_numbers_agree_on_every_page(app: Flask):
    supervisor, coordinator = signed_in(app, "penyelia"), signed_in(app, "koordinator")
    own = row_of(supervisor, "/progress", "relawan")
    assert own == row_of(coordinator, "/coordination", "relawan")
    assert own["target"] == 50
    assert "siap diserahkan" in page(coordinator, "/handover")
    for address in ("/review", "/progress/registrations"):
        page(supervisor, address)


@pytest.mark.parametrize("name", NAMES)
def test_the_three_accounts_sign_in(app: Flask, name: str):
    credentials = {"username": name, "password": name}
    client = app.test_client()
    if name == "relawan":
        answer = client.post("/api/v1/devices", json={**credentials, "device_name": "HP"})
        assert answer.status_code == 201
        assert answer.get_json()["user"]["region_code"] == "32.16.09"
    else:
        assert client.post("/login", data=credentials).status_code == 302


def test_loading_it_again_changes_nothing(app: Flask):
    with app.app_context():
        before = count(AuditEntry)
    said = app.test_cli_runner().invoke(args=["demo", "load"])
    assert said.exit_code == 0
    assert all(name in said.output for name in NAMES)
    with app.app_context():
        assert count(AuditEntry) == before


@pytest.mark.parametrize("mode", ["production", "test"])
def test_it_loads_in_demo_mode_only(staffed_url: str, tmp_path: Path, mode: str):
    app = create_app(replace(demo_config(staffed_url, tmp_path), mode=mode))
    said = app.test_cli_runner().invoke(args=["demo", "load"])
    assert said.exit_code == 1
    assert "hanya untuk JANGKAU_MODE=demo" in said.output
    with app.app_context():
        assert db.session.scalar(select(User).where(User.username == "relawan")) is None
    with app.app_context():
        db.engine.dispose()


def test_a_production_start_refuses_the_known_passwords(config: Config, app: Flask):
    production = replace(config, mode="production")
    for name in NAMES:
        with pytest.raises(UnsafeSetting, match="users disable"):
            create_app(production)
        app.test_cli_runner().invoke(args=["users", "disable", name])
    assert create_app(production)


def test_a_production_start_asks_nothing_of_an_empty_database(
    all_databases: Databases, tmp_path: Path
):
    with all_databases.empty() as url:
        assert create_app(replace(demo_config(url, tmp_path), mode="production"))
