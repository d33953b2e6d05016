"""The catalogue has every sentence of the house with its English, and nothing that nobody says."""

import ast
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from config import ROOT
from tests.support.words import speaking
from webapp import reference_data
from webapp.words import form_for, gettext

CATALOGUE = ROOT / "webapp/translations/en/LC_MESSAGES/messages.po"
PLACE = re.compile(r"%\(\w+\)s|\{\w+\}")
TAG = re.compile(r"<[^>]+>")
ENDS = (".", "?", ":", ",")
SAYING = {"gettext", "lazy_gettext", "N_", "counted"}


def entries() -> Iterator[Message]:
    with CATALOGUE.open("rb") as file:
        found = read_po(file, locale="en")
    yield from (message for message in found if message.id)


ENTRIES = list(entries())


def forms(said: object) -> list[str]:
    return [str(form) for form in said] if isinstance(said, list | tuple) else [str(said)]


def test_the_catalogue_is_what_make_words_makes(tmp_path: Path) -> None:
    made = tmp_path / "messages.po"
    made.write_bytes(CATALOGUE.read_bytes())
    # a make of its own, whoever runs the tests
    alone = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    command = ["make", "--silent", "words", f"WORDS={made.with_suffix('')}"]
    subprocess.run(command, cwd=ROOT, env=alone, check=True)
    assert made.read_text(encoding="utf-8") == CATALOGUE.read_text(encoding="utf-8")


def test_every_sentence_has_its_english() -> None:
    assert len(ENTRIES) > 600
    bare = [one.id for one in ENTRIES if not all(forms(one.string)) or one.fuzzy]
    assert bare == []


@pytest.mark.parametrize("look", [PLACE, TAG], ids=["places", "tags"])
def test_the_english_has_what_the_sentence_has(look: re.Pattern[str]) -> None:
    for one in ENTRIES:
        key = forms(one.id)[0]
        for form in forms(one.string):
            assert sorted(look.findall(form)) == sorted(look.findall(key)), key


def test_the_english_ends_as_the_sentence_does() -> None:
    for one in ENTRIES:
        key = forms(one.id)[0]
        for form in forms(one.string):
            assert form == form.strip() or key != key.strip(), key
            assert [form.endswith(end) for end in ENDS] == [key.endswith(end) for end in ENDS], key


def test_nobody_is_shouted_at_or_promised_too_much() -> None:
    for one in ENTRIES:
        for form in [*forms(one.id), *forms(one.string)]:
            assert "!" not in form
            assert not re.search("terlindungi|is covered|are covered|protected", form), form


def test_the_office_says_the_english_of_the_catalogue() -> None:
    with speaking("en"):
        for one in ENTRIES:
            key, english = forms(one.id)[0], forms(one.string)
            if len(english) == 2:
                assert [form_for(key, 1), form_for(key, 2)] == english
            else:
                assert gettext(key) == english[0]


def test_no_sentence_is_said_where_make_words_does_not_find_it() -> None:
    """Before Python 3.12 nothing inside an f-string is read, and no sentence is put together."""
    for path in sorted((ROOT / "webapp").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                inside = [one for one in ast.walk(node) if isinstance(one, ast.Call)]
                assert not [call for call in inside if said(call)], f"{path}:{node.lineno}"
            if isinstance(node, ast.Call) and said(node) and node.args:
                assert not isinstance(node.args[0], ast.JoinedStr | ast.BinOp), path


def said(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id in SAYING


@pytest.mark.parametrize(
    "name", ["form-fields", "occupations", "obstacles", "return-reasons", "benefits"]
)
def test_every_row_of_the_data_has_both_languages(name: str) -> None:
    for row in reference_data.rows(name):
        pairs = [column for column in row if column.endswith("_en")]
        assert pairs
        for column in pairs:
            # the group of an occupation is named without an ending
            indonesian = row.get(column.replace("_en", "_id")) or row[column.removesuffix("_en")]
            assert indonesian
            assert row[column]


def test_what_a_worker_agrees_to_can_be_read_in_english_and_binds_in_indonesian() -> None:
    notice = reference_data.document("consent-notice")
    assert notice["text_en"].count("\n\n") == notice["text"].count("\n\n") + 1
    assert notice["text_en"].endswith("The Indonesian text is the one that binds.")
    assert all(purpose["text"] and purpose["text_en"] for purpose in notice["purposes"])
