"""The data files of the product are whole: every code has its words, every table its rows."""

import subprocess
import sys

import pytest

from config import ROOT
from tests.rules.golden import REGISTRATION
from webapp import reference_data
from webapp.rules.findings import ERRORS, FLAGS, WARNINGS
from webapp.rules.programmes import EMPLOYER

TEXTS = reference_data.document("finding-texts")
NOTICE = reference_data.document("consent-notice")


def test_every_code_has_its_words_and_no_words_stand_alone() -> None:
    assert TEXTS.keys() == ERRORS | WARNINGS | FLAGS


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_a_finding_is_said_kindly_and_shortly(code: str) -> None:
    text = TEXTS[code]
    severity = "error" if code in ERRORS else "warning" if code in WARNINGS else "flag"
    assert text["severity"] == severity
    assert text.keys() == {"id", "en", "severity"}
    for sentence in (text["id"], text["en"]):
        assert sentence.endswith(".")
        assert len(sentence) <= 130
        assert "!" not in sentence
    assert not {"gagal", "salah", "terlindungi"} & {*text["id"].lower().replace(".", "").split()}


def test_the_rates_follow_the_annex() -> None:
    tiers = reference_data.tiers()
    assert list(tiers) == list(range(1, 34))
    for number, tier in tiers.items():
        assert tier.jkk * 100 == tier.income_base
        assert tier.jht * 50 == tier.income_base
        assert tier.jkm == 6_800
        # half of each is whole rupiah
        assert tier.jkk % 2 == tier.jkm % 2 == 0
        if number < 33:
            assert tier.income_max is not None
            assert tier.income_max + 1_000 == tiers[number + 1].income_min
    assert tiers[33].income_max is None


def test_every_sector_of_an_occupation_has_a_dated_relief() -> None:
    sectors = set(reference_data.sector_of_occupation().values())
    assert sectors == {row["sector"] for row in reference_data.rows("reliefs")}


def test_the_occupation_that_employs_others_is_on_the_list() -> None:
    assert EMPLOYER in reference_data.sector_of_occupation()


@pytest.mark.parametrize(
    ("table", "length", "key"),
    [
        ("provinces", 38, ("code",)),
        ("occupations", 70, ("code",)),
        ("obstacles", 21, ("code",)),
        ("benefits", 15, ("text_id",)),
        ("tilegrid-districts", 23, ("col", "row")),
        ("reliefs", 4, ("sector", "programme")),
        ("return-reasons", 37, ("field", "code")),
        ("photo-reasons", 5, ("code",)),
        ("age-limits", 1, ("from",)),
        ("name-fold-rules", 32, ("from", "where")),
        ("name-variants", 692, ("class", "canonical", "variant")),
    ],
)
def test_a_table_has_all_its_rows_once(table: str, length: int, key: tuple[str, ...]) -> None:
    rows = reference_data.rows(table)
    assert len(rows) == length
    assert len({tuple(row[name] for name in key) for row in rows}) == length


def test_a_reason_to_return_names_a_field_of_the_form() -> None:
    fields = {row["field"] for row in reference_data.rows("return-reasons")}
    assert fields - {"registration"} <= REGISTRATION["clean"].keys()


def test_the_notice_asks_for_each_purpose_by_itself() -> None:
    required = {purpose["code"]: purpose["required"] for purpose in NOTICE["purposes"]}
    assert required == {
        "registration": True,
        "share_with_bpjs": True,
        "contact": False,
        "statistics": False,
    }
    # what UU 27/2022 Pasal 21 wants said: who, which data, how long, which rights, on what ground
    for part in ("Siapa:", "Data apa:", "Berapa lama:", "Hak Anda:", "UU 27/2022"):
        assert part in NOTICE["text"]
    assert NOTICE["version"]


def test_the_rules_load_without_the_web() -> None:
    program = "import sys, webapp.rules.nik, webapp.rules.registration, webapp.rules.digest\n"
    program += "print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not {"flask", "sqlalchemy", "marshmallow", "orjson"} & loaded
