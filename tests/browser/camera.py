"""A photo in a browser: the supervisor who asks for it, and a camera that says where it was."""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Page, expect

# of a phone that is held upright: its sensor lies on its side, and the file says so
UPRIGHT = (1600, 2400)
TURNED = 6
MAKER = "Kamera Kenari"
ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825
RED = (200, 20, 20)
REASON = "NIK perlu dicocokkan dengan KTP."


def ask_for_photo(supervisor: Page, record: str) -> None:
    """At the desk, on the page with this address."""
    supervisor.goto(record)
    supervisor.get_by_text("Minta foto KTP").click()
    supervisor.get_by_text(REASON).click()
    supervisor.get_by_role("button", name="Minta foto").click()
    expect(supervisor.get_by_text("Foto KTP diminta.")).to_be_visible()


def photograph(seed: int = 1) -> bytes:
    """A JPEG of more than 300 kB: nobody's card on a rough table, red at the upper right."""
    dice = Random(seed)  # noqa: S311 - the same picture each time
    grain = Image.frombytes("L", (240, 360), dice.randbytes(240 * 360)).resize(UPRIGHT)
    picture = Image.merge("RGB", (grain, grain, grain))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((80, 760, 1520, 1680), fill=(150, 195, 225))
    font = ImageFont.load_default(96)
    for line, words in enumerate(("CONTOH", "NIK 0000 0000 0000 0000", "Nama: Tidak Ada")):
        draw.text((150, 860 + 220 * line), words, fill=(25, 25, 35), font=font)
    picture.paste(RED, (UPRIGHT[0] * 3 // 4, 0, UPRIGHT[0], UPRIGHT[1] // 4))
    exif = Image.Exif()
    exif[MAKE], exif[ORIENTATION] = MAKER, TURNED
    exif.get_ifd(GPS).update({1: "S", 2: (6.0, 15.0, 42.0), 3: "E", 4: (107.0, 8.0, 30.0)})
    out = BytesIO()
    picture.rotate(90, expand=True).save(out, "JPEG", quality=92, exif=exif)
    return out.getvalue()
