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
    heading(page, "Masuk")
    yield "masuk"
    phone.write("Nama pengguna", "relawan")
    phone.write("Kata sandi", "relawan-uji")
    phone.button("Masuk").click()
    heading(page, "Buat PIN")
    yield "pin"
    phone.choose_pin()
    yield "daftar"
    phone.button("Tidak").click()
    phone.register(RETURNED)
    phone.button("Daftarkan berikutnya").click()
    for step, name in phone.steps(WORKER):
        heading(page, step)
        yield name
    phone.save()
    yield "tersimpan"
    page.get_by_role("link", name="Bukti untuk pekerja").click()
    expect(page.get_by_role("img", name="Kode QR")).to_be_visible()
    yield "bukti"
    for place in ("Kiriman", "Target", "Bantuan"):
        phone.go(place)
        yield place.lower()
    page.get_by_role("link", name="Panduan relawan").click()
    heading(page, "Panduan relawan")
    yield "panduan"
    phone.open_entry(WORKER.full_name)
    heading(page, WORKER.full_name)
    yield "pendaftaran"
    phone.go("Daftar")
    page.get_by_role("link", name="Catat kunjungan").click()
    heading(page, "Catat kunjungan")
    yield "kunjungan"
    page.get_by_role("link", name="Akun").click()
    heading(page, "Akun")
    yield "akun"
    page.get_by_role("link", name="Simpanan di HP ini").click()
    phone.button("Bandingkan sekarang").click()
    expect(page.get_by_text("Ditandatangani kantor.")).to_be_visible()
    yield "simpanan"
    page.get_by_role("link", name="Akun").click()
    phone.button("Kunci sekarang").click()
    phone.go("Kiriman")
    yield "kiriman-terkunci"
    page.get_by_role("link", name=re.compile("^Daftar")).click()
    heading(page, "Buka dengan PIN")
    yield "terkunci"


def photo(phone: FieldApp, supervisor: Page) -> Iterator[str]:
    """The same for a photo that is asked for, on a phone that has sent a registration."""
    page = phone.page
    registration = phone.sent[-1].registrations[-1]
    ask_for_photo(supervisor, f"{phone.url}/review/registrations/{registration['id']}")
    phone.unlock()
    phone.send_now()
    expect(page.get_by_role("button", name="Foto KTP diminta")).to_be_visible()
    yield "daftar-foto"
    page.get_by_role("button", name="Foto KTP diminta").click()
    heading(page, "Foto KTP")
    page.get_by_role("checkbox", name="Pekerja setuju KTP-nya difoto").check()
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
    expect(page.get_by_text("Foto tersimpan di HP.")).to_have_count(0, timeout=WAIT_MS)
    yield "foto-menunggu"


def heading(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


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
