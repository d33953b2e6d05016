"""A worker with a receipt, on a phone of any kind: readable, without script too, for everybody."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.field_app import WAIT_MS
from tests.browser.test_desk import DESK, NARROW, Office, look
from tests.support.phones import registration
from tests.support.serving import quiet_site


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with quiet_site(tmp_path_factory.mktemp("receipts") / "instance") as site:
        yield Office(site)


def given(office: Office, code: str, **changes: object) -> dict:
    """A registration with this receipt has come in."""
    one = registration(id=f"{uuid4()}"[:-8] + code.replace("-", "").lower(), **changes)
    office.receive(one)
    return one


def fill_in(page: Page, born: str) -> None:
    year, month, day = born.split("-")
    page.get_by_label("Tanggal", exact=True).fill(day)
    page.get_by_label("Bulan").fill(month)
    page.get_by_label("Tahun").fill(year)
    page.get_by_role("button", name="Periksa").click()


def test_the_code_of_the_qr_is_in_the_form_and_never_travels_in_an_address(
    browser: Browser, office: Office
) -> None:
    one = given(office, "7F3A-92C1")
    with browser.new_context(**NARROW) as context:
        context.set_default_timeout(WAIT_MS)
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{office.url}/status#7F3A-92C1")
        expect(page.get_by_label("Kode, misalnya")).to_have_value("7F3A-92C1")
        expect(page.get_by_label("Tanggal", exact=True)).to_be_focused()
        fill_in(page, one["birth_date"])
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Sudah diterima kantor, sedang diperiksa."
        )
        assert page.url == f"{office.url}/status"
        assert not [url for url in asked if "92C1" in url.partition("#")[0]]


def test_it_works_without_script(browser: Browser, office: Office) -> None:
    one = given(office, "0A0B-0C0D")
    with browser.new_context(**NARROW, java_script_enabled=False) as context:
        context.set_default_timeout(WAIT_MS)
        page = context.new_page()
        page.goto(f"{office.url}/status#0A0B-0C0D")
        page.get_by_label("Kode, misalnya").fill("0a0b 0c0d")
        fill_in(page, "1901-01-01")
        expect(page.get_by_role("alert")).to_contain_text("Tidak ditemukan.")
        # what was typed is still there, to be corrected
        expect(page.get_by_label("Kode, misalnya")).to_have_value("0A0B-0C0D")
        fill_in(page, one["birth_date"])
        expect(page.get_by_text("Pendaftaran dengan kode 0A0B-0C0D")).to_be_visible()


@pytest.mark.parametrize("size", [DESK, NARROW], ids=["wide", "narrow"])
def test_no_answer_shuts_anybody_out(browser: Browser, office: Office, size: dict) -> None:
    code = "1111-AAAA" if size is DESK else "2222-BBBB"
    one = given(office, code)
    # the policy against foreign scripts would keep axe out
    with browser.new_context(**size, bypass_csp=True) as context:
        context.set_default_timeout(WAIT_MS)
        page = context.new_page()
        page.goto(f"{office.url}/status")
        look(page, "the form")
        page.get_by_role("button", name="Periksa").click()
        expect(page.get_by_text("Isi kode di bukti Anda.")).to_be_visible()
        look(page, "the form with complaints")
        page.get_by_label("Kode, misalnya").fill(code)
        fill_in(page, one["birth_date"])
        expect(page.get_by_text("Perubahan terakhir")).to_be_visible()
        look(page, "where it stands")
        page.get_by_role("link", name="Periksa kode lain").click()
        page.get_by_label("Kode, misalnya").fill(code)
        fill_in(page, "1901-01-01")
        expect(page.get_by_role("alert")).to_contain_text("Tidak ditemukan.")
        look(page, "no such receipt")
