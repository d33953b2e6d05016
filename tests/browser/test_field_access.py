"""The field app for eyes that need more, hands without a mouse, and ears instead of a screen."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright, expect

from config import ROOT
from tests.browser.field_app import FieldApp
from tests.support.serving import quiet_site

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def phone(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FieldApp]:
    """One volunteer's phone for all of this file, not yet signed in."""
    folder = tmp_path_factory.mktemp("access")
    with quiet_site(folder / "instance") as site:
        app = FieldApp(playwright, site.url, folder / "phone")
        app.open()
        yield app
        app.close()


def test_no_screen_shuts_anybody_out(phone: FieldApp) -> None:
    expect(phone.page.get_by_role("heading", level=1, name="Masuk")).to_be_visible()
    look(phone.page, "Masuk")
    phone.write("Nama pengguna", "relawan")
    phone.write("Kata sandi", "relawan-uji")
    phone.button("Masuk").click()
    expect(phone.page.get_by_role("heading", level=1, name="Buat PIN")).to_be_visible()
    look(phone.page, "Buat PIN")
    phone.choose_pin()
    look(phone.page, "Daftar")

    phone.button("Mulai pendaftaran").click()
    phone.button("Lanjut").click()
    look(phone.page, "Siapa, with errors")
    phone.write("NIK", "3275030905879201")
    phone.write("Nama lengkap", "Euis Contoh")
    phone.write("Tempat lahir", "Bekasi")
    phone.button("Sudah benar, karena …").click()
    look(phone.page, "Siapa, with a warning")
    phone.next("Alamat")
    phone.page.get_by_role("combobox", name="Desa / kelurahan").fill("Karang")
    look(phone.page, "Alamat, searching")
    phone.choose("Desa / kelurahan", "Karangasih")
    phone.write("Alamat", "Kp. Contoh")
    phone.next("Kerja dan iuran")
    phone.choose("Pekerjaan", "Marbot")
    phone.button("Naikkan penghasilan").click()
    look(phone.page, "Kerja dan iuran")
    phone.button("Pekerja pabrik atau bergaji?").click()
    look(phone.page, "The referral")
    phone.button("Bukan, ia bekerja sendiri").click()
    phone.next("Persetujuan")
    look(phone.page, "Persetujuan")
    for purpose in phone.page.get_by_role("checkbox", name="wajib").all():
        purpose.check()
    phone.next("Periksa lalu simpan")
    look(phone.page, "Periksa lalu simpan")
    phone.save()
    look(phone.page, "Tersimpan di HP")

    phone.page.get_by_role("link", name="Bukti untuk pekerja").click()
    expect(phone.page.get_by_role("img", name="Kode QR")).to_be_visible()
    look(phone.page, "Bukti untuk pekerja")
    phone.page.go_back()
    phone.page.get_by_role("link", name="Catat kendala").click()
    expect(phone.page.get_by_role("heading", level=1, name="Catat kunjungan")).to_be_visible()
    look(phone.page, "Catat kunjungan")
    for place in ("Kiriman", "Target", "Bantuan"):
        phone.go(place)
        look(phone.page, place)
    phone.page.get_by_role("link", name="Panduan relawan").click()
    expect(phone.page.get_by_role("heading", level=1, name="Panduan relawan")).to_be_visible()
    look(phone.page, "Panduan relawan")
    phone.open_entry("Euis Contoh")
    look(phone.page, "One registration")
    phone.page.get_by_role("link", name="Akun").click()
    expect(phone.button("Ganti PIN")).to_be_visible()
    look(phone.page, "Akun")
    phone.page.get_by_role("link", name="Simpanan di HP ini").click()
    expect(phone.page.get_by_role("heading", level=1, name="Simpanan")).to_be_visible()
    look(phone.page, "Simpanan")
    phone.page.get_by_role("link", name="Akun").click()
    phone.button("Ganti PIN").click()
    look(phone.page, "Ganti PIN")
    phone.button("Batal").click()
    phone.button("Keluar").click()
    look(phone.page, "Keluar dari HP ini")
    phone.button("Tetap masuk").click()
    phone.button("Kunci sekarang").click()
    phone.page.get_by_role("link", name=re.compile("^Daftar")).click()
    expect(phone.page.get_by_role("heading", level=1, name="Buka dengan PIN")).to_be_visible()
    look(phone.page, "Buka dengan PIN")
    phone.unlock()


def test_a_registration_without_a_mouse(phone: FieldApp) -> None:
    phone.go("Daftar")
    page = phone.page
    press(page, "Mulai pendaftaran")
    type_into(page, "NIK", "3216090408829202")
    type_into(page, "Nama lengkap", "Mursidi Contoh")
    type_into(page, "Tempat lahir", "Bekasi")
    press(page, "Lanjut")
    expect(page.get_by_role("heading", level=1, name="Alamat")).to_be_focused()
    type_into(page, "Desa / kelurahan", "karangasih")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    type_into(page, "Alamat", "Kp. Contoh")
    press(page, "Lanjut")
    expect(page.get_by_role("heading", level=1, name="Kerja dan iuran")).to_be_focused()
    type_into(page, "Pekerjaan", "marbot")
    page.keyboard.press("Enter")
    reach(page, "Tingkat penghasilan sebulan")
    page.keyboard.press("ArrowRight")
    press(page, "Lanjut")
    expect(page.get_by_role("heading", level=1, name="Persetujuan")).to_be_focused()
    for purpose in page.get_by_role("checkbox", name="wajib").all():
        purpose.focus()
        page.keyboard.press("Space")
    press(page, "Lanjut")
    expect(page.get_by_role("heading", level=1, name="Periksa lalu simpan")).to_be_focused()
    press(page, "Simpan")
    expect(page.get_by_role("heading", level=1, name="Tersimpan di HP")).to_be_focused()


def look(page: Page, screen: str) -> None:
    """No finding of axe by day or by night; nothing to scroll sideways, also in large text."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text())
    for light in ("light", "dark"):
        page.emulate_media(color_scheme=light, reduced_motion="reduce")
        found = page.evaluate(
            "standards => axe.run({runOnly: standards, resultTypes: ['violations']})", STANDARDS
        )
        assert [describe(one) for one in found["violations"]] == [], f"{screen}, {light}"
    for size in ("", "200%"):
        page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        wide = page.evaluate(
            "[document.documentElement, ...document.querySelectorAll('.scroller')]"
            ".some((box) => box.scrollWidth > box.clientWidth)"
        )
        assert not wide, f"{screen} scrolls sideways at text size {size or '100%'}"
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.emulate_media(color_scheme="light")


def describe(violation: dict) -> str:
    return f"{violation['id']}: {violation['nodes'][0]['html'][:120]}"


def reach(page: Page, name: str) -> None:
    """Walk with Tab until the control of that name has the focus."""
    for _ in range(40):
        focused = page.locator(":focus")
        if focused.count() and name in focused.aria_snapshot():
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} cannot be reached with Tab")


def press(page: Page, name: str) -> None:
    reach(page, name)
    page.keyboard.press("Enter")


def type_into(page: Page, name: str, text: str) -> None:
    reach(page, name)
    page.keyboard.type(text)
