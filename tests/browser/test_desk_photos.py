"""Asking for a photo at the desk, in a real browser: with and without script, wide and narrow."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_desk import (
    DESK,
    NARROW,
    Office,
    look,
    open_record,
    said,
    sit_down,
)
from tests.support.boxes import shut
from tests.support.phones import Json, registration
from tests.support.photos import photo_text, picture, sha256
from tests.support.serving import quiet_site
from webapp.rules.digest import canonical_json


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with quiet_site(tmp_path_factory.mktemp("photos") / "instance") as site:
        yield Office(site)


def answer(office: Office, one: Json) -> None:
    """The volunteer's phone sends the photo that was asked for."""
    changes = office.call("GET", "/changes")["changes"]
    about = [change for change in changes if change["kind"] == "photo_request"]
    request = [change for change in about if change["registration_id"] == one["id"]][-1]
    phone = office.call("GET", "/devices/current")
    words = canonical_json(photo_text(phone["user"]["id"], request))
    file = picture(5, size=(1200, 760), quality=60)
    box = shut(words + b"\n" + file, request["id"], phone["sealing_key"])
    wanted = {"request_id": request["id"], "sha256": sha256(box), "length": len(box)}
    standing = office.call("POST", "/photos", wanted)
    while not standing["complete"]:
        standing = office.piece(sha256(box), standing["offset"], box)


@pytest.mark.parametrize("size", [DESK, NARROW], ids=["wide", "narrow"])
def test_a_photo_is_asked_for_awaited_and_seen(
    browser: Browser, office: Office, size: dict
) -> None:
    name = f"Ragu {'Lebar' if size is DESK else 'Sempit'}"
    one = registration(full_name=name)
    office.receive(one)
    with browser.new_context(**size, bypass_csp=True) as context:
        page = sit_down(context, office)
        open_record(page, office, name)
        page.locator("summary", has_text="Minta foto KTP").click()
        preview = page.locator(".ask-photo [data-preview]")
        expect(preview).to_contain_text("Belum ada alasan")
        page.get_by_label("NIK perlu dicocokkan dengan KTP.").check()
        page.get_by_role("textbox", name="Alasan lain", exact=True).fill("Angka ke-7 kabur.")
        expect(preview.get_by_role("listitem")).to_have_text(
            ["NIK perlu dicocokkan dengan KTP.", "Angka ke-7 kabur."]
        )
        look(page, "asking for a photo")
        page.get_by_role("button", name="Minta foto", exact=True).click()
        said(page, "Foto KTP diminta")
        expect(page.get_by_text("menunggu HP")).to_be_visible()
        look(page, "a photo is awaited")
        answer(office, one)
        page.reload()
        shown = page.get_by_role("img", name=f"Foto KTP {name}")
        expect(shown).to_be_visible()
        assert shown.evaluate("image => image.complete && image.naturalWidth") == 1200
        look(page, "a photo beside the record")
        page.goto(f"{office.url}/review")
        page.get_by_role("heading", level=2).get_by_role("link").last.click()
        expect(page.get_by_text("Foto KTP datang").first).to_be_visible()
        look(page, "a batch with a photo")


def test_the_policy_of_the_pages_lets_the_picture_in(browser: Browser, office: Office) -> None:
    one = registration(full_name="Ragu Aturan")
    office.receive(one)
    with browser.new_context(**DESK) as context:
        page = sit_down(context, office)
        ask(page, office, "Ragu Aturan")
        answer(office, one)
        page.reload()
        shown = page.get_by_role("img", name="Foto KTP Ragu Aturan")
        assert shown.evaluate("image => image.complete && image.naturalWidth") == 1200


def test_asking_and_withdrawing_work_without_script(browser: Browser, office: Office) -> None:
    office.receive(registration(full_name="Ragu Tanpa Skrip"))
    with browser.new_context(**NARROW, java_script_enabled=False) as context:
        page = sit_down(context, office)
        open_record(page, office, "Ragu Tanpa Skrip")
        page.locator("summary", has_text="Minta foto KTP").click()
        page.get_by_role("button", name="Minta foto", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("Pilih atau tulis alasannya")
        page.get_by_label("Nama perlu dicocokkan dengan KTP.").check()
        page.get_by_role("button", name="Lihat yang dibaca relawan").first.click()
        expect(page.locator(".ask-photo [data-preview]")).to_contain_text("Nama perlu dicocokkan")
        page.get_by_role("button", name="Minta foto", exact=True).click()
        said(page, "Foto KTP diminta")
        page.get_by_role("button", name="Tarik permintaan").click()
        said(page, "Permintaan foto ditarik")
        expect(page.locator("summary", has_text="Minta foto lagi")).to_be_visible()


def ask(page: Page, office: Office, name: str) -> None:
    open_record(page, office, name)
    page.locator("summary", has_text="Minta foto KTP").click()
    page.get_by_label("NIK perlu dicocokkan dengan KTP.").check()
    page.get_by_role("button", name="Minta foto", exact=True).click()
    said(page, "Foto KTP diminta")
