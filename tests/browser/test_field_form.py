"""The form as a thumb meets it: what is odd, what is wrong, what is kept."""

import gzip
import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Playwright, expect

from tests.browser.field_app import FieldApp, Worker
from tests.support.serving import quiet_site

NAIH = Worker(nik="3216096107889101", full_name="Naih Contoh")
MIGRANT = Worker(nik="3275030905879102", full_name="Cecep Contoh")


@pytest.fixture(scope="module")
def phone(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FieldApp]:
    """One volunteer's phone for all of this file, signed in."""
    folder = tmp_path_factory.mktemp("form")
    with quiet_site(folder / "instance") as site:
        app = FieldApp(playwright, site.url, folder / "phone")
        app.open()
        app.sign_in("relawan", "relawan-uji")
        yield app
        app.close()


@pytest.fixture(autouse=True)
def from_the_first_screen(phone: FieldApp) -> None:
    """Whatever the test before left open."""
    if phone.button("Tutup").is_visible():
        phone.button("Tutup").click()


def test_a_nik_answers_birth_date_and_sex(phone: FieldApp) -> None:
    begin(phone)
    phone.write("NIK", NAIH.nik)
    expect(phone.page.get_by_text("Perempuan, 21 Juli 1988, terdaftar di")).to_be_visible()
    expect(phone.page.get_by_role("textbox", name="NIK")).to_have_value("3216 0961 0788 9101")
    born = phone.page.get_by_role("group", name="Tanggal lahir")
    for part, value in (("Tanggal", "21"), ("Bulan", "07"), ("Tahun", "1988")):
        expect(born.get_by_role("textbox", name=part)).to_have_value(value)
    expect(phone.page.get_by_role("radio", name="Perempuan")).to_be_checked()


def test_an_answer_that_is_wrong_stops_the_step_and_takes_the_focus(phone: FieldApp) -> None:
    begin(phone)
    phone.button("Lanjut").click()
    nik = phone.page.get_by_role("textbox", name="NIK")
    expect(nik).to_be_focused()
    expect(nik).to_have_attribute("aria-invalid", "true")
    expect(heading(phone, "Siapa")).to_be_visible()
    phone.write("NIK", "3216096107889")
    expect(phone.page.get_by_text("Sekarang ada 13 angka.")).to_be_visible()


def test_what_is_odd_is_confirmed_and_the_reason_goes_along(phone: FieldApp) -> None:
    before = len(phone.sent)
    begin(phone)
    phone.write("NIK", MIGRANT.nik)
    phone.write("Nama lengkap", MIGRANT.full_name)
    phone.write("Tempat lahir", "Kuningan")
    odd = phone.page.get_by_role("group", name="Perlu dipastikan")
    odd.get_by_role("button", name="Sudah benar, karena").click()
    odd.get_by_role("button", name="NIK dari daerah asal").click()
    expect(odd.get_by_text("Sudah benar, karena: NIK dari daerah asal")).to_be_visible()
    phone.next("Alamat")
    finish(phone, MIGRANT)
    expect(phone.button("1 terkirim")).to_be_visible()
    (registration,) = [
        one
        for sent in phone.sent[before:]
        for one in json.loads(gzip.decompress(sent.body))["registrations"]
    ]
    assert registration["confirmations"] == [
        {"field": "nik", "code": "nik_other_regency", "reason": "NIK dari daerah asal"}
    ]
    assert registration["full_name"] == MIGRANT.full_name


def test_the_next_worker_begins_in_the_same_place(phone: FieldApp) -> None:
    phone.register(Worker(nik="3216094507889103", full_name="Imas Contoh"))
    phone.button("Daftarkan berikutnya").click()
    phone.write("NIK", "3216090101859104")
    phone.write("Nama lengkap", "Asep Contoh")
    phone.write("Tempat lahir", "Bekasi")
    phone.next("Alamat")
    village = phone.page.get_by_role("combobox", name="Desa / kelurahan")
    expect(village).to_have_value(re.compile("^Karangasih"))


def test_the_back_button_does_not_open_a_finished_form(phone: FieldApp) -> None:
    phone.register(Worker(nik="3216093108709106", full_name="Iwan Contoh"))
    phone.page.go_back()
    expect(heading(phone, "Iwan Contoh")).to_be_visible()
    expect(phone.button("Ubah isian")).to_be_visible()


def test_a_worker_without_nik_is_saved_with_the_reason(phone: FieldApp) -> None:
    begin(phone)
    phone.page.get_by_role("checkbox", name="Belum ada NIK").check()
    phone.button("Belum punya KTP").click()
    phone.write("Nama lengkap", "Saih Contoh")
    phone.write("Tempat lahir", "Bekasi")
    for part, value in (("Tanggal", "3"), ("Bulan", "4"), ("Tahun", "1990")):
        phone.write(part, value)
    phone.page.get_by_role("radio", name="Laki-laki").check()
    phone.next("Alamat")
    finish(phone, Worker(nik="", full_name="Saih Contoh"))
    receipt = phone.page.get_by_role("region", name="Bukti pencatatan")
    expect(receipt.get_by_text("Belum ada NIK")).to_be_visible()


def test_the_contribution_stands_beside_the_choice(phone: FieldApp) -> None:
    go_to_work(phone, "Ujang Contoh")
    phone.button("Naikkan penghasilan").click()
    cost = phone.page.get_by_role("region", name="Iuran")
    expect(cost.get_by_text(re.compile(r"Rp[\d.]+ sebulan")).first).to_be_visible()
    phone.page.get_by_role("radio", name="12 bulan").check()
    expect(cost.get_by_text("untuk 12 bulan")).to_be_visible()


def test_a_wage_earner_is_referred_and_not_registered(phone: FieldApp) -> None:
    go_to_work(phone, "Namin Contoh")
    phone.button("Pekerja pabrik atau bergaji?").click()
    dialog = phone.page.get_by_role("dialog")
    expect(dialog.get_by_text("nomor 175")).to_be_visible()
    dialog.get_by_role("button", name="Ya, hentikan").click()
    expect(heading(phone, "Catat kunjungan")).to_be_visible()
    expect(phone.page.get_by_role("radio", name="Tidak memenuhi syarat")).to_be_checked()
    phone.button("Usia tidak memenuhi syarat").click()
    phone.button("Simpan kunjungan").click()
    expect(phone.page.get_by_text("Kunjungan tersimpan di HP.")).to_be_visible()
    expect(draft_of(phone, "NC")).to_have_count(0)


def test_a_draft_outlives_the_browser(phone: FieldApp) -> None:
    begin(phone)
    phone.write("Nama lengkap", "Dadang Contoh")
    expect(phone.page.get_by_text("Draf tersimpan")).to_be_visible()
    phone.kill()
    phone.open()
    phone.unlock()
    draft_of(phone, "DC").click()
    expect(phone.page.get_by_role("textbox", name="Nama lengkap")).to_have_value("Dadang Contoh")
    phone.button("Tutup").click()

    phone.button("Hapus draf DC").click()
    phone.button("Urungkan").click()
    expect(draft_of(phone, "DC")).to_be_visible()
    phone.button("Hapus draf DC").click()
    phone.go("Target")
    phone.go("Daftar")
    expect(draft_of(phone, "DC")).to_have_count(0)


def begin(phone: FieldApp) -> None:
    phone.go("Daftar")
    phone.button("Mulai pendaftaran").click()
    expect(heading(phone, "Siapa")).to_be_visible()


def go_to_work(phone: FieldApp, full_name: str) -> None:
    """A worker's third step."""
    begin(phone)
    phone.write("NIK", "3216090203879105")
    phone.write("Nama lengkap", full_name)
    phone.write("Tempat lahir", "Bekasi")
    phone.next("Alamat")
    phone.choose("Desa / kelurahan", "Karangasih")
    phone.write("Alamat", "Kp. Contoh")
    phone.next("Kerja dan iuran")
    phone.choose("Pekerjaan", "Marbot")


def finish(phone: FieldApp, worker: Worker) -> None:
    """From the second step to the receipt."""
    phone.choose("Desa / kelurahan", worker.village)
    phone.write("Alamat", worker.address)
    phone.next("Kerja dan iuran")
    phone.choose("Pekerjaan", worker.occupation)
    phone.button("Naikkan penghasilan").click()
    phone.next("Persetujuan")
    purposes = phone.page.get_by_role("group", name="Persetujuan")
    for purpose in purposes.get_by_role("checkbox", name="wajib").all():
        purpose.check()
    phone.button("Lanjut").click()
    phone.save()


def heading(phone: FieldApp, name: str) -> Locator:
    return phone.page.get_by_role("heading", level=1, name=name)


def draft_of(phone: FieldApp, initials: str) -> Locator:
    return phone.page.get_by_role("link", name=re.compile(f"^{initials}"))
