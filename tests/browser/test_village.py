"""What a volunteer needs in front of a worker: practice, a receipt, a place, a second visit."""

import re

from playwright.sync_api import expect

from tests.browser.field_app import FieldApp, Worker
from tests.support.serving import Site

WORKER = Worker(nik="3216091203799001", full_name="Ujang Contoh")


def test_practice_feels_real_and_leaves_nothing_behind(site: Site, field_app: FieldApp) -> None:
    field_app.open()
    field_app.sign_in("relawan", "relawan-uji")
    page = field_app.page
    field_app.go("Bantuan")
    field_app.button("Latihan mengisi").click()
    expect(page.get_by_text("Ini latihan.")).to_be_visible()
    field_app.fill(WORKER)
    # in the middle of it the page is taken away
    page.reload()
    field_app.unlock()
    expect(page.get_by_text("Ini latihan.")).to_be_visible()
    field_app.button("Tutup").click()
    field_app.go("Bantuan")
    field_app.button("Latihan mengisi").click()
    field_app.fill(WORKER)
    field_app.button("Simpan").click()
    expect(page.get_by_text("Latihan selesai.")).to_be_visible()
    field_app.expect_counts(unsent=0, sent=0)
    field_app.go("Daftar")
    # the sentence of the empty list: there is no draft
    expect(page.get_by_text("Isian yang belum selesai menunggu Anda di sini.")).to_be_visible()
    field_app.close()


def test_the_worker_takes_a_receipt_home_that_names_nobody(site: Site, field_app: FieldApp) -> None:
    field_app.set_out(site)
    field_app.register(WORKER)
    page = field_app.page
    page.get_by_role("link", name="Bukti untuk pekerja").click()
    expect(page.get_by_role("img", name="Kode QR")).to_be_visible()
    receipt = page.get_by_role("main")
    expect(receipt).to_contain_text(re.compile(r"[0-9A-F]{4}-[0-9A-F]{4}"))
    expect(receipt).to_contain_text("Ini bukti pencatatan, bukan kartu peserta.")
    for word in ("Ujang", "9001", "terlindungi"):
        expect(receipt).not_to_contain_text(word)
    field_app.close()


def test_a_place_is_sent_only_when_the_volunteer_said_yes(site: Site, field_app: FieldApp) -> None:
    field_app.open()
    field_app.stand_at(-6.30001, 107.15002, 25)
    field_app.sign_in("relawan", "relawan-uji")
    field_app.button("Tidak").click()
    field_app.register(WORKER)
    page = field_app.page
    page.get_by_role("link", name="Akun").click()
    page.get_by_label("Sertakan lokasi saat mendaftar").check(force=True)
    field_app.register(Worker(nik="3216094507889002", full_name="Imas Contoh"))
    field_app.expect_counts(unsent=0, sent=2)
    places = [one.get("location") for sent in field_app.sent for one in sent.registrations]
    assert [place and (place["lat"], place["lng"], place["accuracy_m"]) for place in places] == [
        None,
        (-6.30001, 107.15002, 25),
    ]
    # what was written down is no secret from who is written about
    for name, place in (("Imas Contoh", "± 25 m"), ("Ujang Contoh", "tidak disertakan")):
        field_app.go("Kiriman")
        page.get_by_role("link", name=name).click()
        recorded = page.get_by_role("heading", name="Tercatat otomatis").locator("..")
        expect(recorded).to_contain_text(place)
        for words in ("detik", "Nomor urut HP", "cocok dengan jam kantor", "Penyelia melihat ini"):
            expect(recorded).to_contain_text(words)
    field_app.close()


def test_who_asked_to_be_visited_again_is_not_forgotten(site: Site, field_app: FieldApp) -> None:
    field_app.set_out(site)
    page = field_app.page
    page.get_by_role("link", name="Catat kunjungan").click()
    field_app.choose("Desa / kelurahan", "Karangasih")
    page.get_by_label("Tertarik, belum mendaftar").check(force=True)
    field_app.button("Besok").click()
    field_app.write("Catatan", "Rumah hijau dekat musala")
    field_app.button("Simpan kunjungan").click()
    page.get_by_role("link", name="Catat kunjungan").click()
    due = page.get_by_role("listitem").filter(has_text="Rumah hijau dekat musala")
    expect(due).to_contain_text("Karangasih")
    due.get_by_role("button", name="Sudah").click()
    expect(due).to_have_count(0)
    field_app.close()
