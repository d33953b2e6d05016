"""A photo of a KTP: asked for, agreed to, made small and plain, sealed, sent, looked at."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.browser.camera import MAKER, REASON, RED, UPRIGHT, ask_for_photo, photograph
from tests.browser.field_app import WAIT_MS, FieldApp, Sent, Worker
from tests.browser.test_field_access import look
from tests.support.serving import Site
from webapp.keyring import Keyring

WORKER = Worker(nik="3216091203799001", full_name="Ujang Contoh")
OTHER = Worker(nik="3216094507889002", full_name="Imas Contoh")
PIECES = "**/api/v1/photos/*"
# so many minutes later the app is looked at again
BACK_AFTER = """
(minutes) => {
  const now = Date.now;
  Date.now = () => now() + minutes * 60_000;
  dispatchEvent(new Event("visibilitychange"));
}
"""
SAVES_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"


@dataclass(frozen=True)
class Doubt:
    """A supervisor at the record of the one registration this phone has sent."""

    supervisor: Page
    keys: Path

    @property
    def request_id(self) -> str:
        """Of the photo that came."""
        link = self.supervisor.locator('a[href*="/review/photos/"]').first.get_attribute("href")
        assert link
        return link.rsplit("/", 1)[1]

    def opened(self, pieces: list[Sent]) -> tuple[dict[str, Any], bytes]:
        """What the office reads in what left the phone: the text, and the picture behind it."""
        by_offset = {int(piece.headers["upload-offset"]): piece.body for piece in pieces}
        box = b"".join(by_offset[offset] for offset in sorted(by_offset))
        assert len(box) < 100_000
        plain = Keyring(self.keys).open(box, bound_to=f"{self.request_id}|1")
        text, _, picture = plain.partition(b"\n")
        return json.loads(text), picture


@pytest.fixture
def doubt(
    site: Site, field_app: FieldApp, desk: Callable[[str], Page], tmp_path: Path
) -> Iterator[Doubt]:
    """A phone that has sent one registration, and heard that the office asks to see the KTP."""
    field_app.open()
    field_app.sign_in("relawan", "relawan-uji")
    field_app.register(WORKER)
    field_app.expect_counts(unsent=0, sent=1)
    [registration] = field_app.sent[-1].registrations
    supervisor = desk("penyelia")
    ask_for_photo(supervisor, f"{site.url}/review/registrations/{registration['id']}")
    field_app.send_now()
    field_app.go("Daftar")
    yield Doubt(supervisor, tmp_path / "instance" / "keys")
    field_app.page.unroute_all(behavior="wait")
    field_app.close()


def take(phone: FieldApp, file: Path) -> None:
    """From Daftar to the look at the photo."""
    agree(phone)
    shoot(phone, "Buka kamera", file)


def agree(phone: FieldApp) -> None:
    """The worker is asked, and the camera may open."""
    page = phone.page
    phone.go("Daftar")
    page.get_by_role("button", name="Foto KTP diminta").click()
    expect(page.get_by_role("heading", level=1, name="Foto KTP")).to_be_visible()
    expect(phone.button("Buka kamera")).to_be_disabled()
    page.get_by_role("checkbox", name="Pekerja setuju KTP-nya difoto").check()
    expect(phone.button("Buka kamera")).to_be_enabled()


def shoot(phone: FieldApp, button: str, file: Path) -> None:
    with phone.page.expect_file_chooser() as camera:
        phone.button(button).click()
    camera.value.set_files(file)
    expect(phone.button("Pakai")).to_be_enabled(timeout=WAIT_MS)
    expect(phone.page.get_by_role("img", name="Foto yang akan dikirim")).to_be_visible()


@pytest.fixture
def shot(tmp_path: Path) -> Path:
    """What the camera took."""
    file = tmp_path / "kamera.jpg"
    file.write_bytes(photograph())
    assert file.stat().st_size > 300_000
    return file


def test_a_photo_leaves_the_phone_small_and_without_a_word_about_where_it_was_taken(
    field_app: FieldApp, doubt: Doubt, shot: Path
) -> None:
    page = field_app.page
    asked = page.get_by_role("button", name="Foto KTP diminta: Ujang Contoh")
    expect(asked).to_contain_text(REASON)
    take(field_app, shot)
    field_app.button("Pakai").click()
    expect(page.get_by_text("Foto KTP sudah diterima kantor.")).to_be_visible(timeout=WAIT_MS)
    field_app.go("Daftar")
    expect(page.get_by_role("button", name="Foto KTP diminta")).to_have_count(0)

    doubt.supervisor.reload()
    there = doubt.supervisor.get_by_role("img", name="Foto KTP Ujang Contoh")
    expect(there).to_be_visible()
    doubt.supervisor.wait_for_function("document.querySelector('.card-photo img').naturalWidth")
    [registration] = field_app.sent[-1].registrations
    text, picture = doubt.opened(field_app.pieces)
    content = text["content"]
    assert content["registration_id"] == registration["id"]
    assert content["consent"]["given_at"] < content["taken_at"]
    assert b"Exif" in shot.read_bytes()
    assert MAKER.encode() in shot.read_bytes()
    for word in (b"Exif", b"EXIF", MAKER.encode()):
        assert word not in picture
    seen = Image.open(BytesIO(picture))
    assert not seen.getexif()
    # upright, as the camera said it was held
    assert seen.width / seen.height == pytest.approx(UPRIGHT[0] / UPRIGHT[1], abs=0.01)
    corner = seen.convert("RGB").getpixel((seen.width * 7 // 8, seen.height // 8))
    assert isinstance(corner, tuple)
    assert all(abs(one - other) < 40 for one, other in zip(corner, RED, strict=True))


def test_P11_a_photo_that_waits_is_not_on_the_disk_and_goes_on_where_it_was_cut(
    field_app: FieldApp, doubt: Doubt, shot: Path, tmp_path: Path
) -> None:
    page = field_app.page

    def cut_the_second(route: Route) -> None:
        if len(field_app.pieces) > 1:
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(PIECES, cut_the_second)
    take(field_app, shot)
    shoot(field_app, "Ulangi", shot)
    field_app.button("Pakai").click()
    expect(page.get_by_text("1 foto KTP menunggu dikirim")).to_be_visible()
    expect(page.get_by_text("Dikirim sendiri saat ada sinyal")).to_be_visible()
    expect(page.get_by_text("Tidak ada yang menunggu dikirim.")).to_be_visible()
    assert [piece.headers["upload-offset"] for piece in field_app.pieces[:2]] == ["0", "32000"]
    page.unroute_all(behavior="wait")
    field_app.kill()
    shutil.copytree(field_app.profile, tmp_path / "copy", symlinks=True)

    before = len(field_app.pieces)
    field_app.open()
    page = field_app.page
    field_app.go("Kiriman")
    # locked, nobody sees it and nobody sends it
    expect(page.get_by_text("foto KTP")).to_have_count(0)
    page.evaluate("location.hash = '#/daftar'")
    with page.expect_request(lambda request: request.method == "PATCH"):
        field_app.unlock()
    expect(page.get_by_text("1 foto KTP menunggu dikirim")).to_have_count(0, timeout=WAIT_MS)
    assert field_app.pieces[before].headers["upload-offset"] == "32000"
    doubt.supervisor.reload()
    _, picture = doubt.opened(field_app.pieces)
    found = [
        path.name
        for path in (tmp_path / "copy").rglob("*")
        if path.is_file()
        and any(picture[at : at + 24] in path.read_bytes() for at in range(500, 60_000, 5_000))
    ]
    assert found == []


def test_a_phone_that_saves_data_keeps_the_photo_for_its_button_and_says_so(
    site: Site, field_app: FieldApp, doubt: Doubt, shot: Path
) -> None:
    page = field_app.page
    page.evaluate(SAVES_DATA)
    take(field_app, shot)
    field_app.button("Pakai").click()
    expect(page.get_by_text("HP ini sedang hemat data, jadi foto menunggu.")).to_be_visible()
    look(page, "A photo waits")
    # texts do not wait with it
    field_app.register(OTHER)
    field_app.expect_counts(unsent=0, sent=2)
    assert field_app.pieces == []
    page.get_by_role("link", name="Akun").click()
    field_app.button("Keluar").click()
    expect(page.get_by_role("dialog")).to_contain_text("1 foto KTP tetap tersegel di HP ini")
    field_app.button("Tetap masuk").click()
    page.get_by_role("link", name="Simpanan di HP ini").click()
    expect(page.get_by_text(re.compile(r"^1 foto, \d+ kB$"))).to_be_visible()
    field_app.go("Daftar")
    field_app.button("Kirim foto sekarang").click()
    expect(page.get_by_text("1 foto KTP menunggu dikirim")).to_have_count(0, timeout=WAIT_MS)
    assert site.count("photos") == 1


def test_a_photo_taken_for_nothing_is_let_go_with_a_word(
    field_app: FieldApp, doubt: Doubt, shot: Path
) -> None:
    page = field_app.page
    page.evaluate(SAVES_DATA)
    take(field_app, shot)
    field_app.button("Pakai").click()
    expect(page.get_by_text("1 foto KTP menunggu dikirim")).to_be_visible()
    doubt.supervisor.reload()
    doubt.supervisor.get_by_role("button", name="Tarik permintaan").click()
    expect(doubt.supervisor.get_by_text("Permintaan foto ditarik.")).to_be_visible()
    field_app.go("Daftar")
    field_app.button("Kirim foto sekarang").click()
    gone = page.get_by_text("Foto KTP Ujang Contoh tidak diperlukan lagi")
    expect(gone).to_be_visible()
    look(page, "A photo was let go")
    field_app.button("Mengerti").click()
    expect(gone).to_have_count(0)
    assert field_app.pieces == []


def test_how_far_the_photo_is_stands_where_the_sending_is_told(
    field_app: FieldApp, doubt: Doubt, shot: Path
) -> None:
    page = field_app.page
    held: list[Route] = []

    def hold_the_second(route: Route) -> None:
        if len(field_app.pieces) == 2 and not held:
            held.append(route)
        else:
            route.continue_()

    page.route(PIECES, hold_the_second)
    take(field_app, shot)
    field_app.button("Pakai").click()
    expect(page.get_by_text(re.compile(r"^Foto 32 dari \d+ kB$"))).to_be_visible()
    # a text is saved all the same, at once
    field_app.register(OTHER)
    field_app.expect_counts(unsent=1, sent=1)
    held[0].continue_()
    field_app.expect_counts(unsent=0, sent=2)


def test_the_app_is_not_locked_behind_its_own_camera_but_later_it_is(
    field_app: FieldApp, doubt: Doubt, shot: Path
) -> None:
    page = field_app.page
    agree(field_app)
    with page.expect_file_chooser() as camera:
        field_app.button("Buka kamera").click()
    page.evaluate(BACK_AFTER, 3)
    camera.value.set_files(shot)
    expect(field_app.button("Pakai")).to_be_enabled(timeout=WAIT_MS)
    page.evaluate(BACK_AFTER, 9)
    expect(page.get_by_role("heading", level=1, name="Buka dengan PIN")).to_be_visible()


def test_without_room_the_camera_stays_shut_and_texts_are_still_saved(
    field_app: FieldApp, doubt: Doubt
) -> None:
    page = field_app.page
    page.evaluate("navigator.storage.estimate = async () => ({ quota: 1e7, usage: 9e6 })")
    field_app.go("Daftar")
    page.get_by_role("button", name="Foto KTP diminta").click()
    page.get_by_role("checkbox", name="Pekerja setuju KTP-nya difoto").check()
    expect(page.get_by_role("alert")).to_contain_text("Ruang HP hampir habis")
    expect(field_app.button("Buka kamera")).to_be_disabled()
    field_app.register(OTHER)
    field_app.expect_counts(unsent=0, sent=2)


def test_the_screens_of_a_photo_shut_nobody_out(
    field_app: FieldApp, doubt: Doubt, shot: Path
) -> None:
    page = field_app.page
    field_app.go("Daftar")
    expect(page.get_by_role("button", name="Foto KTP diminta")).to_be_visible()
    look(page, "Daftar, with a photo asked for")
    field_app.open_entry(WORKER.full_name)
    expect(page.get_by_text(f"Pesan penyelia: {REASON}")).to_be_visible()
    look(page, "A registration, with a photo asked for")
    page.get_by_role("link", name="Ambil foto KTP").click()
    expect(page.get_by_role("heading", level=1, name="Foto KTP")).to_be_focused()
    look(page, "Foto KTP")
    page.get_by_role("checkbox", name="Pekerja setuju KTP-nya difoto").check()
    shoot(field_app, "Buka kamera", shot)
    look(page, "Foto KTP, to be looked at")
