"""What can be set, called, answered and opened is in docs/, or a test here fails."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from flask import Flask

import config
from config import ROOT, Config
from webapp.app import create_app
from webapp.errors import catalogue
from webapp.sync.answers import OUTCOMES

PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
NAME_OF_SETTING = re.compile(r'"(JANGKAU_[A-Z_]+|DATABASE_URL)"')


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return create_app(Config(mode="test", instance_path=tmp_path))


def doc(name: str) -> str:
    return (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")


def table(name: str) -> dict[str, list[str]]:
    """The rows of all tables of a page, by the words in their first cell."""
    rows = [
        line.strip("| ").split(" | ") for line in doc(name).splitlines() if line.startswith("| `")
    ]
    return {row[0].strip("`"): row[1:] for row in rows}


def test_every_setting_is_explained_with_its_default():
    said = table("settings")
    assert set(said) == set(NAME_OF_SETTING.findall(inspect.getsource(config)))
    fields = {one.replace("JANGKAU_", "").lower(): row[0].strip("`") for one, row in said.items()}
    for name, default in fields.items():
        present = getattr(Config, name, None)
        if isinstance(present, bool):
            assert default == ("on" if present else "off"), name
        elif isinstance(present, int):
            assert default == str(present), name
    assert (fields["mode"], fields["timezone"]) == (Config.mode, Config.timezone)


def test_every_command_of_ours_is_explained(app):
    said = " ".join(table("commands"))
    for name, command in commands(app.cli):
        assert command.help, name
        if not name.startswith("db "):
            assert name in said
    assert {"db upgrade", "demo load", "backup DIR", "restore DIR"} <= set(table("commands"))


def commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def test_every_problem_is_explained_with_its_status():
    said = table("api")
    for problem in catalogue():
        assert said[problem.code][0] == str(problem.status)
    codes = [problem.code for problem in catalogue()]
    assert len(codes) == len(set(codes))
    explained = {code for code, row in said.items() if row[0].isdigit()}
    assert explained == set(codes)


def test_every_outcome_of_an_item_is_explained():
    assert set(OUTCOMES) <= set(table("api"))


def test_every_call_of_the_wire_is_explained(app):
    said = {call.partition("?")[0] for call in table("api")}
    for rule in app.url_map.iter_rules():
        path = PLACE.sub(r"{\1}", str(rule))
        if path.startswith("/api/"):
            assert {f"{method} {path}" for method in rule.methods - {"HEAD", "OPTIONS"}} <= said


def test_every_page_is_named(app):
    pages = doc("api").split("## Pages")[1]
    words = set(re.findall(r"`([^`]+)`", pages))
    for rule in {PLACE.sub(r"<\1>", str(rule)) for rule in app.url_map.iter_rules()}:
        if not rule.startswith("/api/") and rule not in words:
            # a part of a page is named behind it: `/handover/<id>` with `/approve`
            whole = max((word for word in words if rule.startswith(f"{word}/")), key=len)
            assert rule.removeprefix(whole) in words, rule


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda path: path.stem)
def test_links_between_pages_lead_somewhere(page):
    for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / link).exists(), link
