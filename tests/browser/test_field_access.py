"""The field app for eyes that need more, hands without a mouse, and ears instead of a screen."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright, expect

from config import ROOT
from tests.browser.field_app import FieldApp
from tests.browser.measures import measured
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
    phone.button("Pakai kode dari kantor").click()
    phone.button("Masuk").click()
    expect(phone.page.get_by_role("alert")).to_contain_text("Isi kode dari kantor.")
    look(phone.page, "Masuk, with a code and a complaint")
    phone.button("Pakai kata sandi").click()
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
    phone.page.get_by_label("PIN 6 angka").fill("000000")
    expect(phone.page.get_by_role("alert")).to_contain_text("Masih 9 kali")
    look(phone.page, "Buka dengan PIN, after a wrong one")
    phone.page.get_by_role("link", name="Lupa PIN").click()
    expect(phone.page.get_by_role("heading", level=1, name="Masuk")).to_be_visible()
    look(phone.page, "Lupa PIN")
    phone.page.go_back()
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


def test_a_registration_by_ear(phone: FieldApp) -> None:
    """What a screen reader says, from the first question to the last word."""
    phone.go("Daftar")
    page = phone.page
    phone.button("Mulai pendaftaran").click()
    expect(page.get_by_role("heading", level=1, name="Siapa")).to_be_focused()
    expect(page.get_by_role("progressbar", name="Langkah")).to_have_attribute("value", "1")
    phone.button("Lanjut").click()
    nik = page.get_by_role("textbox", name="NIK")
    # sent to the first answer that is missing, and told why
    expect(nik).to_be_focused()
    expect(nik).to_have_accessible_description(re.compile("Isi NIK"))
    expect(nik).to_have_attribute("aria-invalid", "true")
    nik.fill("3216090408829203")
    reading = page.get_by_role("status").filter(has_text="Laki-laki, 4 Agustus 1982")
    expect(reading).to_be_visible()
    expect(page.get_by_role("group", name="Tanggal lahir")).to_match_aria_snapshot(
        """
        - group "Tanggal lahir":
          - textbox "Tanggal": "04"
          - textbox "Bulan": "08"
          - textbox "Tahun": "1982"
        """
    )
    phone.write("Nama lengkap", "Mursid Contoh")
    phone.write("Tempat lahir", "Bekasi")
    phone.next("Alamat")
    village = page.get_by_role("combobox", name="Desa / kelurahan")
    village.fill("karang")
    expect(village).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").filter(has_text=re.compile(r"^\d+ cocok"))).to_be_visible()
    village.press("ArrowDown")
    active = page.locator(f"#{village.get_attribute('aria-activedescendant')}")
    expect(active).to_have_role("option")
    expect(active).to_have_attribute("aria-selected", "true")
    village.press("Escape")
    expect(village).to_have_attribute("aria-expanded", "false")
    phone.choose("Desa / kelurahan", "Karangasih")
    phone.write("Alamat", "Kp. Contoh")
    phone.next("Kerja dan iuran")
    phone.choose("Pekerjaan", "Marbot")
    income = page.get_by_role("slider", name="Tingkat penghasilan sebulan")
    income.press("ArrowRight")
    expect(income).to_have_attribute("aria-valuetext", re.compile("^Rp"))
    expect(page.get_by_role("region", name="Iuran")).to_be_visible()
    phone.next("Persetujuan")
    expect(page.get_by_role("region", name="Teks persetujuan")).to_be_visible()
    purposes = page.get_by_role("group", name="Persetujuan")
    for purpose in purposes.get_by_role("checkbox", name="wajib").all():
        purpose.press("Space")
        expect(purpose).to_be_checked()
    phone.next("Periksa lalu simpan")
    expect(page.get_by_role("link", name="Ubah Nama lengkap Mursid Contoh")).to_be_visible()
    phone.save()
    expect(page.get_by_role("heading", level=1, name="Tersimpan di HP")).to_be_focused()
    expect(page.get_by_role("region", name="Bukti pencatatan")).to_contain_text("Mursid Contoh")
    expect(page.get_by_role("status").filter(has_text="Tidak ada yang menunggu")).to_be_visible()
    unnamed = [
        one
        for one in heard(page)
        if "focusable" in one["properties"] and not one["name"] and one["role"] != "RootWebArea"
    ]
    assert unnamed == []


def test_a_phone_whose_storage_does_not_open_says_so_to_everybody(phone: FieldApp) -> None:
    phone.page.add_init_script("indexedDB.open = () => { throw new DOMException('no', 'Unknown') }")
    phone.page.reload()
    title = phone.page.get_by_role("heading", level=1, name="Simpanan HP ini tidak terbuka")
    expect(title).to_be_visible()
    expect(phone.page.get_by_text("Tidak ada yang dihapus.")).to_be_visible()
    look(phone.page, "Simpanan HP ini tidak terbuka")
    # all that asked the storage without waiting for it
    assert set(phone.mistakes) == {"no"}
    phone.mistakes.clear()


def heard(page: Page) -> list[dict]:
    """The accessibility tree, node by node, as the browser hands it to a screen reader."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    return [
        {
            "role": node["role"]["value"],
            "name": node.get("name", {}).get("value", ""),
            "properties": {
                one["name"] for one in node.get("properties", []) if one["value"].get("value")
            },
        }
        for node in nodes
        if not node["ignored"]
    ]


def look(page: Page, screen: str) -> None:
    """Nothing that axe finds by day or night; also in large text nothing cut off, small or pale."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text())
    for light in ("light", "dark"):
        page.emulate_media(color_scheme=light, reduced_motion="reduce")
        found = page.evaluate(
            "standards => axe.run({runOnly: standards, resultTypes: ['violations']})", STANDARDS
        )
        assert [describe(one) for one in found["violations"]] == [], f"{screen}, {light}"
    page.emulate_media(color_scheme="light")
    for size in ("", "200%"):
        page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        wide = page.evaluate(
            "[document.documentElement, ...document.querySelectorAll('.scroller')]"
            ".some((box) => box.scrollWidth > box.clientWidth)"
        )
        assert not wide, f"{screen} scrolls sideways at text size {size or '100%'}"
        assert measured(page) == {}, f"{screen} at text size {size or '100%'}"
    page.evaluate("document.documentElement.style.fontSize = ''")


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
