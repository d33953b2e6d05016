"""The desk in a real browser: quick with keys, complete without script, open to everybody."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPConnection
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from config import ROOT
from tests.browser.field_app import WAIT_MS
from tests.support.phones import batch, registration
from tests.support.serving import Site, quiet_site

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK = {"viewport": {"width": 1280, "height": 800}, "locale": "id-ID"}
NARROW = {
    "viewport": {"width": 360, "height": 800},
    "locale": "id-ID",
    "is_mobile": True,
    "has_touch": True,
}
NO_NIK = {"nik": None, "nik_missing_reason": "KTP sedang diurus"}
ODD = {"nik": "3275091205879001"}


class Office:
    """A served office to which a volunteer's phone sends."""

    def __init__(self, site: Site) -> None:
        self.url = site.url
        self._port = site.port
        who = {"username": "relawan", "password": "relawan-uji", "device_name": "HP uji"}
        self._token = self.call("POST", "/devices", who)["token"]

    def receive(self, *registrations: dict[str, object]) -> None:
        """A batch of these comes in."""
        now = datetime.now(UTC).isoformat()
        body = batch(*({**one, "captured_at": now} for one in registrations))
        answer = self.call("PUT", f"/batches/{uuid4()}", body)
        assert [one["outcome"] for one in answer["results"]] == ["stored"] * len(registrations)

    def call(self, method: str, path: str, body: dict[str, object] | None = None) -> dict:
        """What the phone says, and the answer."""
        headers = {"Content-Type": "application/json"}
        if path != "/devices":
            headers["Authorization"] = f"Bearer {self._token}"
        return self._said(method, path, json.dumps(body).encode() if body else b"", headers)

    def piece(self, name: str, offset: int, box: bytes) -> dict:
        """The next piece of a photo."""
        headers = {
            "Authorization": f"Bearer {self._token}",
            "Content-Type": "application/offset+octet-stream",
            "Upload-Offset": str(offset),
        }
        return self._said("PATCH", f"/photos/{name}", box[offset:][:32_000], headers)

    def _said(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> dict:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=30)
        connection.request(method, f"/api/v1{path}", body, headers)
        answer = connection.getresponse()
        content = json.loads(answer.read())
        connection.close()
        assert answer.status in (200, 201), content
        return content


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for all of this file; each test sends its own batch."""
    with quiet_site(tmp_path_factory.mktemp("desk") / "instance") as site:
        yield Office(site)


@pytest.fixture
def page(browser: Browser, office: Office) -> Iterator[Page]:
    """The supervisor's computer, signed in."""
    with browser.new_context(**DESK) as context:
        yield sit_down(context, office)


def sit_down(context: BrowserContext, office: Office) -> Page:
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    page.goto(f"{office.url}/login")
    page.get_by_label("Nama pengguna").fill("penyelia")
    page.get_by_label("Kata sandi").fill("penyelia-uji")
    page.get_by_role("button", name="Masuk").click()
    page.get_by_role("button", name="Keluar").wait_for()
    return page


def open_record(page: Page, office: Office, name: str) -> None:
    page.goto(f"{office.url}/review/search")
    page.get_by_role("searchbox").fill(name)
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("link", name=name).first.click()
    expect(name_shown(page)).to_have_text(name)


def name_shown(page: Page):
    return page.get_by_role("heading", level=1)


def said(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def test_a_batch_is_decided_without_the_mouse(page: Page, office: Office) -> None:
    names = [f"Papan Ketik {number}" for number in ("Satu", "Dua", "Tiga", "Empat")]
    office.receive(
        *(
            registration(id=f"{n:08d}-0000-7000-8000-000000000000", full_name=name)
            for n, name in enumerate(names)
        )
    )
    open_record(page, office, names[0])
    press = page.keyboard.press
    press("j")
    expect(name_shown(page)).to_have_text(names[1])
    press("k")
    expect(name_shown(page)).to_have_text(names[0])
    press("a")
    said(page, f"{names[0]} disetujui")
    expect(name_shown(page)).to_have_text(names[1])
    press("u")
    said(page, "Keputusan dibatalkan")
    expect(name_shown(page)).to_have_text(names[0])
    press("x")
    note = page.get_by_label("Alasan menolak")
    expect(note).to_be_focused()
    # letters are letters while somebody types
    page.keyboard.type("jauh, ada di luar")
    expect(note).to_have_value("jauh, ada di luar")
    page.get_by_role("button", name="Tolak pendaftaran").click()
    said(page, f"{names[0]} ditolak")
    press("r")
    page.get_by_role("group", name="Nama lengkap").get_by_role("checkbox").first.focus()
    press("Space")
    press("Escape")
    expect(page.get_by_role("button", name="Kirim kembali")).to_be_hidden()
    press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    press("a")
    press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(name_shown(page)).to_have_text(names[1])
    press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_the_sentence_the_volunteer_reads_grows_while_it_is_written(
    page: Page, office: Office
) -> None:
    office.receive(registration(full_name="Naih Kalimat"))
    open_record(page, office, "Naih Kalimat")
    page.locator("summary", has_text="Kembalikan").click()
    preview = page.locator("#return [data-preview]")
    expect(preview).to_contain_text("Belum ada alasan")
    page.get_by_label("Nomor HP tidak dapat dihubungi").check()
    line = page.get_by_role("textbox", name="Alasan lain untuk Alamat")
    line.fill("Tulis nama kampungnya")
    expect(preview.get_by_role("listitem")).to_have_text(
        ["Nomor HP: Nomor HP tidak dapat dihubungi", "Alamat: Tulis nama kampungnya"]
    )
    line.press("Enter")
    expect(name_shown(page)).to_have_text("Naih Kalimat")
    page.get_by_role("button", name="Kirim kembali").click()
    said(page, "Naih Kalimat dikembalikan")


def test_a_field_is_sent_back_from_where_it_is_read(page: Page, office: Office) -> None:
    office.receive(registration(full_name="Iwan Isian"))
    open_record(page, office, "Iwan Isian")
    page.get_by_role("link", name="Kembalikan Nomor HP").click()
    first = page.get_by_role("group", name="Nomor HP").get_by_role("checkbox").first
    expect(first).to_be_focused()
    expect(first).to_be_in_viewport()


def test_many_are_ticked_at_once_and_the_bar_says_how_many(page: Page, office: Office) -> None:
    office.receive(
        *(
            registration(full_name=f"Banyak {number}")
            for number in ("Satu", "Dua", "Tiga", "Empat")
        ),
        registration(full_name="Aneh Banyak", **ODD),
    )
    open_record(page, office, "Aneh Banyak")
    siblings = page.get_by_role("navigation", name="Pendaftaran di kiriman ini")
    siblings.get_by_role("link", name="Relawan", exact=True).click()
    approve = page.get_by_role("button", name="Setujui yang dicentang")
    expect(approve).to_be_disabled()
    expect(page.get_by_role("checkbox", name="Centang Aneh Banyak")).to_have_count(0)
    page.get_by_role("link", name="Centang semua 4").click()
    expect(page.get_by_text("4 pendaftaran akan disetujui.")).to_be_visible()
    page.get_by_role("checkbox", name="Centang Banyak Dua").uncheck()
    expect(page.get_by_text("3 pendaftaran akan disetujui.")).to_be_visible()
    page.keyboard.press("a")
    said(page, "3 pendaftaran disetujui")
    page.keyboard.press("u")
    said(page, "3 persetujuan dibatalkan")


def test_the_desk_works_without_script(browser: Browser, office: Office) -> None:
    office.receive(
        registration(full_name="Tanpa Skrip Satu", **ODD), registration(full_name="Tanpa Skrip Dua")
    )
    with browser.new_context(**DESK, java_script_enabled=False) as context:
        page = sit_down(context, office)
        open_record(page, office, "Tanpa Skrip Satu")
        page.locator("summary", has_text="Kembalikan").click()
        page.get_by_label("NIK tidak sama dengan KTP").check()
        page.get_by_role("button", name="Lihat yang dibaca relawan").click()
        preview = page.locator("#return [data-preview]")
        expect(preview).to_contain_text("NIK: NIK tidak sama dengan KTP")
        page.get_by_role("button", name="Kirim kembali").click()
        said(page, "Tanpa Skrip Satu dikembalikan")
        expect(name_shown(page)).to_have_text("Tanpa Skrip Dua")
        siblings = page.get_by_role("navigation", name="Pendaftaran di kiriman ini")
        siblings.get_by_role("link", name="Relawan", exact=True).click()
        page.get_by_role("link", name="Centang semua 1").click()
        page.get_by_role("button", name="Setujui yang dicentang").click()
        said(page, "1 pendaftaran disetujui")


@pytest.mark.parametrize("size", [DESK, NARROW], ids=["wide", "narrow"])
def test_no_page_shuts_anybody_out(browser: Browser, office: Office, size: dict) -> None:
    mark = "Lebar" if size is DESK else "Sempit"
    same = registration(full_name=f"Euis {mark}")
    office.receive(
        same,
        registration(full_name=f"Asep {mark}", **NO_NIK),
        registration(full_name=f"Naih {mark}", nik=same["nik"]),
        registration(full_name=f"Saroh {mark}"),
    )
    # the policy against foreign scripts would keep axe out
    with browser.new_context(**size, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(f"{office.url}/login")
        look(page, "sign-in")
        page.close()
        page = sit_down(context, office)
        for path in ("/review", "/review?state=closed", "/review/search", "/account", "/nowhere"):
            page.goto(f"{office.url}{path}")
            look(page, path)
        open_record(page, office, f"Asep {mark}")
        look(page, "a record without NIK")
        page.goto(f"{office.url}/review")
        page.get_by_role("heading", level=2).get_by_role("link").last.click()
        expect(name_shown(page)).to_have_text("Kiriman Relawan")
        look(page, "a batch")
        open_record(page, office, f"Saroh {mark}")
        look(page, "a clean record")
        open_record(page, office, f"Euis {mark}")
        look(page, "a record with a twin")
        for panel in ("Setujui", "Kembalikan", "Tolak"):
            page.locator("summary", has_text=panel).click()
            look(page, f"the panel {panel}")
        page.get_by_label("Alasan menolak").fill("Dua kali dicatat")
        page.get_by_role("button", name="Tolak pendaftaran").click()
        said(page, f"Euis {mark} ditolak")
        look(page, "after a decision")


def look(page: Page, screen: str) -> None:
    """No finding of axe by day or by night, and nothing to scroll sideways."""
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(wide), f"{screen} scrolls sideways"
    page.evaluate(AXE.read_text())
    size = page.viewport_size or {}
    # all of the page in view: what lies under the bar for the moment can be scrolled to
    whole = page.evaluate("document.documentElement.scrollHeight") + 400
    page.set_viewport_size({**size, "height": max(size["height"], whole)})
    for light in ("light", "dark"):
        page.emulate_media(color_scheme=light, reduced_motion="reduce")
        found = page.evaluate(
            "standards => axe.run({runOnly: standards, resultTypes: ['violations']})", STANDARDS
        )
        assert [describe(one) for one in found["violations"]] == [], f"{screen}, {light}"
    page.set_viewport_size(size)


def describe(violation: dict) -> str:
    return f"{violation['id']}: {violation['nodes'][0]['html'][:120]}"
