"""Whoever reads English is answered in English, everybody else in Indonesian, and both rightly."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.crawl import crawl
from tests.support.objects import Objects
from tests.support.office import approve, decide, page, words
from tests.support.people import OTHER_VILLAGE, People
from tests.support.phones import Phone, batch, registration, visit
from tests.support.words import speaking
from webapp import wording

Office = Callable[[str], FlaskClient]
MOMENT = datetime(2026, 11, 23, 7, 5, tzinfo=UTC)
TWIN = {"nik": None, "nik_missing_reason": "Lost", "full_name": "Siti Nurhayati", "sex": "F"}
# words that no Indonesian page of ours does without and no English one has
TELLTALES = re.compile(
    r"\b(yang|dan|belum|tidak|dengan|untuk|sudah|dari|ini|atau|Anda|oleh|lagi|menunggu|pendaftaran"
    r"|kiriman|relawan|masuk|desa|kecamatan|wilayah|hari|bulan|pekerja|semua|buka|lihat)\b",
    re.I,
)


@pytest.fixture(autouse=True)
def noon(time: list[datetime]) -> None:
    """The clock of this office stands still."""


def speak(client: FlaskClient, language: str, back: str = "/review") -> None:
    answer = client.post("/language", data={"language": language, "next": back})
    assert (answer.status_code, answer.headers["Location"]) == (302, back)


def reader(office: Office, username: str) -> FlaskClient:
    """Somebody of the office who chose English."""
    client = office(username)
    speak(client, "en")
    return client


def test_a_supervisor_chooses_english_and_stays_on_the_page(phone: Phone, office: Office):
    phone.send(registration(), registration())
    supervisor = office("supervisor")
    assert "2 pendaftaran menunggu keputusan Anda." in page(supervisor, "/review")
    speak(supervisor, "en", "/review?state=closed")
    assert "2 registrations wait for your decision." in page(supervisor, "/review")
    html = supervisor.get("/review").get_data(as_text=True)
    assert '<html lang="en">' in html
    # the way back is in its own language
    assert re.search(r'value="id" lang="id">Bahasa Indonesia</button>', html)
    assert re.search(r'value="en" lang="en" aria-current="true">English</button>', html)
    speak(supervisor, "id")
    assert "2 pendaftaran menunggu keputusan Anda." in page(supervisor, "/review")


def test_english_counts_one_as_one(phone: Phone, office: Office):
    one = registration()
    phone.send(one)
    supervisor = reader(office, "supervisor")
    assert "1 registration waits for your decision." in page(supervisor, "/review")


def test_the_choice_outlives_the_session_and_is_no_way_out_of_the_site(office: Office):
    supervisor = reader(office, "supervisor")
    assert "You have signed out." in words(supervisor.post("/logout", follow_redirects=True))
    assert "Sign in to the office" in page(supervisor, "/login")
    away = supervisor.post("/language", data={"language": "en", "next": "//elsewhere.example/"})
    assert away.headers["Location"] == "/login"
    assert supervisor.post("/language", data={"language": "su"}).status_code == 422


def test_a_page_that_answers_a_press_leads_back_to_the_page_with_the_button(
    phone: Phone, office: Office
):
    one = registration()
    phone.send(one)
    supervisor = reader(office, "supervisor")
    address = f"/review/registrations/{one['id']}"
    answer = supervisor.post(f"{address}/decide", data={"action": "reject", "revision": 1})
    assert answer.status_code == 422
    assert "Write why you reject it. The volunteer reads it." in words(answer)
    assert f'name="next" value="{address}"' in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("accepted", "spoken"),
    [
        ("en-GB,en;q=0.9,id;q=0.8", "en"),
        ("id-ID,id;q=0.9,en;q=0.8", "id"),
        ("fr-FR,fr;q=0.9", "id"),
        ("fr-FR,en;q=0.5", "en"),
        ("", "id"),
        ("*", "id"),
    ],
)
def test_who_chose_nothing_is_answered_as_the_browser_asks(
    client: FlaskClient, accepted: str, spoken: str
):
    answer = client.get("/status", headers={"Accept-Language": accepted})
    assert f'<html lang="{spoken}">' in answer.get_data(as_text=True)
    assert answer.headers["Content-Language"] == spoken
    assert {"Accept-Language", "Cookie"} <= set(answer.vary.as_set(preserve_casing=True))


def test_a_choice_on_the_page_goes_before_what_the_browser_asks(client: FlaskClient):
    speak(client, "id", "/status")
    answer = client.get("/status", headers={"Accept-Language": "en"})
    assert "Ketik kode di bukti dari relawan" in words(answer)


def test_a_worker_asks_in_english_and_a_wrong_date_is_explained(client: FlaskClient):
    typed = {"code": "7F3A-92C1", "day": "31", "month": "2", "year": "1987"}
    answer = client.post("/status", data=typed, headers={"Accept-Language": "en"})
    assert "This date does not exist. Check the day and the month." in words(answer)
    assert "Where does your registration stand?" in words(answer)


def test_an_error_speaks_english_to_a_phone_that_asks_for_it(phone: Phone):
    phone.headers["Accept-Language"] = "en"
    answer = phone.client.get("/api/v1/reference", headers={"Accept-Language": "en"})
    problem = answer.get_json()
    assert (problem["code"], problem["title"]) == ("unauthenticated", "Please sign in")
    assert problem["detail"] == "Sign in again to go on. What is saved on the phone is safe."
    assert answer.headers["Content-Language"] == "en"
    assert "Accept-Language" in answer.headers["Vary"]
    assert phone.client.get("/api/v1/reference").get_json()["title"] == "Perlu masuk"


def test_what_is_wrong_with_a_field_is_told_in_both_languages(phone: Phone):
    wrong = registration(income_tier=99, rt="x", birth_date="today", full_name=None, hobby="none")
    told = {
        language: phone.client.put(
            f"/api/v1/batches/0190a1b2-0000-7000-8000-00000000000{place}",
            json=batch(wrong),
            headers={**phone.bearer, "Accept-Language": language},
        ).get_json()["results"][0]["errors"]
        for place, language in enumerate(("en", "id"))
    }
    assert told["en"] == {
        "income_tier": ["Must be a whole number from 1 to 33."],
        "rt": ["RT has 1 to 3 digits."],
        "birth_date": ["Not a date that exists. Write it like 1987-05-12."],
        "full_name": ["Not filled in yet."],
        "hobby": ["This field is not known."],
    }
    assert told["id"]["income_tier"] == ["Harus bilangan bulat dari 1 sampai 33."]
    assert told["id"]["full_name"] == ["Belum diisi."]


def test_the_cookie_of_the_office_says_nothing_to_the_wire(client: FlaskClient):
    speak(client, "en", "/status")
    assert client.get("/api/v1/changes").get_json()["title"] == "Perlu masuk"


def test_the_lists_of_the_phone_have_both_languages_whoever_asks(phone: Phone):
    lists = phone.get("/reference").get_json()
    english = phone.client.get(
        "/api/v1/reference", headers={**phone.bearer, "Accept-Language": "en"}
    )
    assert english.get_json() == lists
    assert "Content-Language" not in english.headers
    for name in ("occupations", "obstacles", "programmes", "return_reasons"):
        assert all(row["label_id"] and row["label_en"] for row in lists[name]), name
    assert all(row["group"] and row["group_en"] for row in lists["occupations"])
    assert all(row["text_id"] and row["text_en"] for row in lists["benefits"])
    assert all(field["label"] and field["label_en"] for field in lists["form"]["fields"])
    assert lists["finding_texts"].keys() == lists["finding_texts_en"].keys()
    assert lists["finding_texts_en"]["nik_format"].startswith("A NIK has 16 digits.")
    assert {"text", "text_en"} <= lists["consent_notice"].keys()
    assert all(one["text_en"] for one in lists["consent_notice"]["purposes"])


def test_days_times_and_numbers_are_written_as_each_language_writes_them(app: Flask):
    def written() -> list[str]:
        return [
            wording.day(date(1987, 5, 12)),
            wording.moment(MOMENT),
            wording.month("2026-08"),
            wording.number(1_234_567),
            wording.rupiah(16_800),
            wording.days_ago(None),
            wording.days_ago(1),
            wording.days_ago(4),
            wording.ago(MOMENT),
            wording.status_word("handed_over"),
        ]

    with app.app_context():
        assert written() == [
            "12 Mei 1987",
            "23 November 2026 14.05",
            "Agustus 2026",
            "1.234.567",
            "Rp16.800",
            "belum pernah",
            "kemarin",
            "4 hari lalu",
            "hari ini 14.05",
            "Diserahkan ke BPJS",
        ]
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert written() == [
            "12 May 1987",
            "23 November 2026 14:05",
            "August 2026",
            "1,234,567",
            "Rp16,800",
            "never",
            "yesterday",
            "4 days ago",
            "today 14:05",
            "Handed over to BPJS",
        ]


def test_a_name_is_no_markup_in_a_counted_sentence():
    with speaking("en"):
        said = wording.counted_on_page("%(n)s disetujui dari %(name)s", 2, name="<b>Siti</b>")
    assert said == "2 approved from &lt;b&gt;Siti&lt;/b&gt;"


def test_a_return_is_chosen_in_english_and_kept_in_indonesian(phone: Phone, office: Office):
    one = registration()
    phone.send(one)
    supervisor = reader(office, "supervisor")
    address = f"/review/registrations/{one['id']}"
    assert "NIK is not as on the card" in page(supervisor, address)
    decide(supervisor, one["id"], "return", reasons=["nik:nik_not_as_card"])
    assert "NIK: NIK is not as on the card" in page(supervisor, address)
    held = phone.get(f"/registrations/{one['id']}").get_json()
    assert held["reasons"] == [
        {"field": "nik", "code": "nik_not_as_card", "text": "NIK tidak sama dengan KTP"}
    ]


def test_the_file_for_bpjs_is_indonesian_whoever_downloads_it(phone: Phone, office: Office):
    one = registration()
    phone.send(one)
    approve(office("supervisor"), one["id"])
    coordinator = reader(office, "coordinator")
    made = coordinator.post("/handover").headers["Location"]
    assert "Record of the handover" in page(coordinator, made)
    asked_in_english = sheets(coordinator.get(f"{made}.xlsx").data)
    assert "Berita acara serah terima data pendaftaran" in asked_in_english
    assert "Petani padi / sawah" in asked_in_english
    assert "23 November 2026 09.00" in asked_in_english
    speak(coordinator, "id")
    assert sheets(coordinator.get(f"{made}.xlsx").data) == asked_in_english


def sheets(workbook: bytes) -> str:
    """All that stands in the cells."""
    with ZipFile(BytesIO(workbook)) as file:
        return "".join(
            file.read(name).decode()
            for name in sorted(file.namelist())
            if name.startswith("xl/worksheets/sheet") or name == "xl/sharedStrings.xml"
        )


def test_no_office_page_is_left_in_indonesian(
    app: Flask, people: People, phone: Phone, office: Office
):
    objects = Objects(app, people)
    objects.handover_id()
    objects.device_id()
    one, twin, third = registration(**TWIN), registration(**TWIN), registration()
    returned, rejected = registration(), registration(village_code=OTHER_VILLAGE)
    phone.send(
        one, twin, third, returned, rejected, visits=(visit(), visit(result="refused", note=None))
    )
    objects.registration_id()
    objects.other_id()
    supervisor = reader(office, "supervisor")
    approve(supervisor, third["id"])
    decide(
        supervisor, returned["id"], "return", reasons=["rt:rt_missing", "full_name:name_misspelt"]
    )
    decide(supervisor, rejected["id"], "reject", reject_note="Works in a factory")
    phone.send({**third, "revision": 2, "hamlet": "Pulo"})
    seen = 0
    for who, starts in (
        ("supervisor", ("/review", "/review/search", "/nowhere")),
        ("coordinator", ("/coordination", "/coordination/people/new", "/review")),
    ):
        browser = reader(office, who)
        for found in crawl(browser, *starts, at_most=120):
            if found.answer.mimetype == "text/html" and found.address != "/":
                seen += 1
                left = TELLTALES.findall(own_words_aside(found.answer))
                assert not left, (found.address, left)
    assert seen > 40


def own_words_aside(answer: TestResponse) -> str:
    """What the office itself says: no note that somebody wrote, no name of a person or language."""
    html = re.sub(r"<q>.*?</q>", "", answer.get_data(as_text=True), flags=re.S)
    text = re.sub(r"<[^>]+>", " ", html)
    for name in ("Bahasa Indonesia", "Relawan Baru"):
        text = text.replace(name, "")
    return text
