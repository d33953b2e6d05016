"""The phone's own back button: it never loses an answer, never opens what is locked or finished."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, expect

from tests.browser.field_app import FieldApp, Worker
from tests.support.serving import quiet_site

STEPS = ("Siapa", "Alamat", "Kerja dan iuran", "Persetujuan", "Periksa lalu simpan")
WORKER = Worker(nik="3216091203799001", full_name="Ujang Contoh")


@pytest.fixture(scope="module")
def phone(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FieldApp]:
    """One volunteer's phone for all of this file, signed in."""
    folder = tmp_path_factory.mktemp("back")
    with quiet_site(folder / "instance") as site:
        app = FieldApp(playwright, site.url, folder / "phone")
        app.open()
        app.sign_in("relawan", "relawan-uji")
        yield app
        app.close()


def shows(phone: FieldApp, heading: str) -> None:
    expect(phone.page.get_by_role("heading", level=1, name=heading)).to_be_visible()


def test_it_walks_through_the_steps_and_every_answer_is_still_there(phone: FieldApp) -> None:
    page = phone.page
    phone.button("Mulai pendaftaran").click()
    phone.fill(WORKER)
    for step in reversed(STEPS[:-1]):
        page.go_back()
        shows(phone, step)
    expect(page.get_by_role("textbox", name="Nama lengkap")).to_have_value(WORKER.full_name)
    page.go_back()
    shows(phone, "Daftar")
    # and the form that was left waits there
    expect(page.get_by_role("link", name=re.compile("^UC"))).to_be_visible()
    for step in STEPS:
        page.go_forward()
        shows(phone, step)
    expect(page.get_by_text(WORKER.full_name)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("checkbox", name="wajib").first).to_be_checked()
    page.go_back()
    occupation = page.get_by_role("combobox", name="Pekerjaan")
    expect(occupation).to_have_value(re.compile(WORKER.occupation))
    # a sheet over a step goes with it, and takes nothing along
    phone.button("Pekerja pabrik atau bergaji?").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    shows(phone, "Alamat")
    expect(page.get_by_role("textbox", name="Alamat", exact=True)).to_have_value(WORKER.address)


def test_on_the_locked_screen_it_opens_nothing(phone: FieldApp) -> None:
    page = phone.page
    page.evaluate("location.hash = '#/akun'")
    phone.button("Kunci sekarang").click()
    page.go_back()
    shows(phone, "Buka dengan PIN")
    page.go_back()
    shows(phone, "Buka dengan PIN")
    expect(page.get_by_text(WORKER.full_name)).to_have_count(0)
    phone.unlock()
    # where the volunteer had gone back to
    expect(page.get_by_role("textbox", name="Nama lengkap")).to_have_value(WORKER.full_name)


def test_after_saving_it_shows_what_was_saved_and_begins_nothing_twice(phone: FieldApp) -> None:
    page = phone.page
    while phone.button("Lanjut").is_visible():
        phone.button("Lanjut").click()
    phone.save()
    phone.expect_counts(unsent=0, sent=1)
    page.go_back()
    shows(phone, WORKER.full_name)
    page.go_forward()
    shows(phone, "Tersimpan di HP")
    phone.button("Daftarkan berikutnya").click()
    shows(phone, "Siapa")
    page.go_back()
    shows(phone, "Tersimpan di HP")
    phone.go("Daftar")
    # nothing was typed into the next one, so nothing of it is left lying
    expect(page.get_by_text("Isian yang belum selesai menunggu Anda di sini.")).to_be_visible()
    phone.expect_counts(unsent=0, sent=1)


def test_a_sheet_is_closed_by_it_and_the_volunteer_stays_signed_in(phone: FieldApp) -> None:
    page = phone.page
    page.get_by_role("link", name="Akun").click()
    for sheet in ("Ganti PIN", "Keluar"):
        phone.button(sheet).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        page.go_back()
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.go_forward()
        shows(phone, "Akun")
        expect(page.get_by_role("dialog")).to_have_count(0)
    expect(phone.button("Keluar")).to_be_visible()


def test_after_signing_out_it_shows_the_door(phone: FieldApp) -> None:
    page = phone.page
    phone.open_entry(WORKER.full_name)
    shows(phone, WORKER.full_name)
    page.get_by_role("link", name="Akun").click()
    phone.button("Keluar").click()
    page.get_by_role("dialog").get_by_role("button", name="Keluar").click()
    shows(phone, "Masuk")
    for _ in range(3):
        page.go_back()
        shows(phone, "Masuk")
        expect(page.get_by_text(WORKER.full_name)).to_have_count(0)
