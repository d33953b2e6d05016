"""A clock that says 1970 or 2031 stops nothing, and the volunteer is told to put it right."""

import re
from datetime import datetime

import pytest
from playwright.sync_api import expect

from tests.browser.field_app import FieldApp, Worker
from tests.support.serving import Site

BEFORE = Worker(nik="3216091203799001", full_name="Ujang Contoh")
# a woman born in 1988, and not in 1888
LATER = Worker(nik="3216096107889002", full_name="Imas Contoh")


@pytest.mark.parametrize(
    ("moment", "banner"),
    [
        ("1970-01-01T08:00:00+07:00", "Jam HP ini menunjukkan 1 Januari 1970."),
        ("2031-06-01T08:00:00+07:00", "Jam HP ini menunjukkan 1 Juni 2031."),
    ],
    ids=["1970", "2031"],
)
def test_a_wrong_clock_stops_nothing_and_is_told(
    site: Site, field_app: FieldApp, moment: str, banner: str
) -> None:
    field_app.open()
    field_app.sign_in("relawan", "relawan-uji")
    field_app.register(BEFORE)
    field_app.expect_counts(unsent=0, sent=1)
    # the battery was out overnight
    site.stop()
    page = field_app.page
    page.clock.set_fixed_time(datetime.fromisoformat(moment))
    page.reload()
    field_app.unlock()
    if moment < "2026":
        # known without asking anybody: it cannot be earlier than yesterday
        expect(page.get_by_text(banner)).to_be_visible()
    field_app.go("Daftar")
    field_app.button("Mulai pendaftaran").click()
    field_app.write("NIK", LATER.nik)
    field_app.write("Nama lengkap", LATER.full_name)
    expect(page.get_by_text("Draf tersimpan")).to_be_visible()
    born = page.get_by_role("group", name="Tanggal lahir")
    expect(born.get_by_role("textbox", name="Tahun")).to_have_value("1988")
    page.reload()
    field_app.unlock()
    field_app.fill(LATER)
    field_app.save()
    field_app.expect_counts(unsent=1, sent=1)

    site.start()
    field_app.send_now()
    field_app.expect_counts(unsent=0, sent=2)
    expect(page.get_by_text(banner)).to_be_visible()
    # what is due tomorrow is due tomorrow, by everybody's calendar
    field_app.go("Daftar")
    page.get_by_role("link", name="Catat kunjungan").click()
    field_app.choose("Desa / kelurahan", "Karangasih")
    page.get_by_label("Tertarik, belum mendaftar").check(force=True)
    field_app.button("Besok").click()
    field_app.write("Catatan", "Rumah hijau")
    field_app.button("Simpan kunjungan").click()
    field_app.go("Target")
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text(re.compile(f"{datetime.now().year}$"))  # noqa: DTZ005 - as the office reads its calendar
    page.get_by_role("link", name="Akun").click()
    page.get_by_role("link", name="Simpanan di HP ini").click()
    field_app.button("Bandingkan sekarang").click()
    expect(page.get_by_text("3 di HP = 3 di kantor")).to_be_visible()

    # put right
    field_app.go("Daftar")
    page.clock.set_fixed_time(datetime.now())  # noqa: DTZ005
    page.reload()
    field_app.unlock()
    field_app.send_now()
    expect(page.get_by_text("Jam HP ini")).to_have_count(0)
    page.get_by_role("link", name="Catat kunjungan").click()
    expect(page.get_by_role("listitem").filter(has_text="Rumah hijau")).to_be_visible()
    field_app.close()
    assert (site.count("registrations"), site.count("visits")) == (2, 1)
