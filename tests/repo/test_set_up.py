"""The set-up holds what README and CONTRIBUTING promise: fixed packages, explained commands."""

import re

import pytest

from config import ROOT

PINNED = ("requirements", "requirements-dev", "requirements-dedup", "setup/uv", "setup/node")
NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_.-]*")


def lines(path: str) -> list[str]:
    return (ROOT / path).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", PINNED)
def test_every_package_asked_for_has_one_version_and_its_hashes(name):
    asked = {found[0].lower() for line in lines(f"{name}.in") if (found := NAME.match(line))}
    entries = re.split(r"\n(?=[a-z0-9])", (ROOT / f"{name}.txt").read_text(encoding="utf-8"))[1:]
    pins = {entry.split("==")[0].split("[")[0] for entry in entries}
    assert asked <= pins
    assert all("--hash=sha256:" in entry for entry in entries)


@pytest.mark.parametrize("name", PINNED)
def test_pins_name_no_registry(name):
    assert not [line for line in lines(f"{name}.txt") if "://" in line or "--index" in line]


@pytest.mark.parametrize("folder", [".", "benchmarks/lighthouse"])
def test_the_lock_of_node_packages_names_no_registry(folder):
    assert not [line for line in lines(f"{folder}/package-lock.json") if '"resolved"' in line]


def test_every_command_is_explained():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    explained = set(re.findall(r"^([a-z]+):.*## \S", makefile, re.MULTILINE))
    # node is a step of client, nothing to call by hand
    assert set(phony[1].split()) - explained == {"node"}


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_the_commands_named_in_the_documentation_exist(page):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", (ROOT / page).read_text(), re.MULTILINE))
    assert named
    assert named <= targets


def test_nothing_made_or_private_can_be_committed_by_accident():
    made = {"/.venv/", "/node_modules/", "/static/dist/", "/instance/", "/build/"}
    assert made <= set(lines(".gitignore"))
