"""Every screen of the field app, one after the other, as a volunteer comes to them."""

import re
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.camera import ask_for_photo, photograph
from tests.browser.field_app import WAIT_MS, FieldApp, Worker
from tests.support.chromium import FLAGS, chromium
from tests.support.serving import quiet_site

WORKER = Worker(nik="3216090101859003", full_name="Asep Contoh")
RETURNED = Worker(nik="3216096212929004", full_name="Euis Contoh")


def walk(phone: FieldApp) -> Iterator[str]:
    """The name of each screen while it is shown; begins with a phone nobody signed in on."""
    page = phone.page
    expect(phone.heading("Masuk")).to_be_visible()
    yield "masuk"
    phone.write("Nama pengguna", "relawan")
    phone.write("Kata sandi", "relawan-uji")
    phone.button("Masuk").click()
    expect(phone.heading("Buat PIN")).to_be_visible()
    yield "pin"
    phone.choose_pin()
    yield "daftar"
    phone.button("Tidak").click()
    phone.register(RETURNED)
    phone.button("Daftarkan berikutnya").click()
    for step, name in phone.steps(WORKER):
        expect(phone.heading(step)).to_be_visible()
        yield name
    phone.save()
    yield "tersimpan"
    phone.link("Bukti untuk pekerja").click()
    expect(page.get_by_role("img", name=phone.said("Kode QR ke halaman status"))).to_be_visible()
    yield "bukti"
    for place in ("Kiriman", "Target", "Bantuan"):
        phone.go(place)
        yield place.lower()
    phone.link("Panduan relawan").click()
    expect(phone.heading("Panduan relawan")).to_be_visible()
    yield "panduan"
    phone.open_entry(WORKER.full_name)
    expect(phone.heading(WORKER.full_name)).to_be_visible()
    yield "pendaftaran"
    phone.go("Daftar")
    phone.link("Catat kunjungan").click()
    expect(phone.heading("Catat kunjungan")).to_be_visible()
    yield "kunjungan"
    phone.link("Akun").click()
    expect(phone.heading("Akun")).to_be_visible()
    yield "akun"
    phone.link("Simpanan di HP ini").click()
    phone.button("Bandingkan sekarang").click()
    expect(page.get_by_text(phone.said("Ditandatangani kantor."))).to_be_visible()
    yield "simpanan"
    phone.link("Akun").click()
    phone.button("Kunci sekarang").click()
    phone.go("Kiriman")
    yield "kiriman-terkunci"
    page.get_by_role("link", name=re.compile(f"^{phone.said('Daftar')}")).click()
    expect(phone.heading("Buka dengan PIN")).to_be_visible()
    yield "terkunci"


def photo(phone: FieldApp, supervisor: Page) -> Iterator[str]:
    """The same for a photo that is asked for, on a phone that has sent a registration."""
    page = phone.page
    registration = phone.sent[-1].registrations[-1]
    ask_for_photo(supervisor, f"{phone.url}/review/registrations/{registration['id']}")
    phone.unlock()
    phone.send_now()
    asked = page.get_by_role("button", name=phone.said("Foto KTP diminta"))
    expect(asked).to_be_visible()
    yield "daftar-foto"
    asked.click()
    expect(phone.heading("Foto KTP")).to_be_visible()
    page.get_by_role("checkbox", name=phone.said("Pekerja setuju KTP-nya difoto")).check()
    yield "foto"
    with page.expect_file_chooser() as camera:
        phone.button("Buka kamera").click()
    shot = {"name": "kamera.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
    camera.value.set_files([shot])
    expect(phone.button("Pakai")).to_be_enabled(timeout=WAIT_MS)
    yield "foto-periksa"
    page.evaluate("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    phone.button("Pakai").click()
    expect(phone.button("Kirim foto sekarang")).to_be_visible()
    # the words after saving stand there for a moment
    saved = page.get_by_text(phone.said("Foto tersimpan di HP."))
    expect(saved).to_have_count(0, timeout=WAIT_MS)
    yield "foto-menunggu"


def main(folder: Path) -> None:
    """A picture of each at 360x800."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as name,
        sync_playwright() as playwright,
        quiet_site(Path(name) / "instance") as site,
    ):
        phone = FieldApp(playwright, site.url, Path(name) / "phone", scale=1)
        phone.open()
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        supervisor = browser.new_page(locale="id-ID")
        supervisor.goto(f"{site.url}/login")
        supervisor.get_by_label("Nama pengguna").fill("penyelia")
        supervisor.get_by_label("Kata sandi").fill("penyelia-uji")
        supervisor.get_by_role("button", name="Masuk").click()
        for screen in chain(walk(phone), photo(phone, supervisor)):
            phone.page.wait_for_timeout(300)
            phone.page.screenshot(path=folder / f"{screen}.png")
        phone.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
