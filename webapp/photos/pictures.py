"""Judges a picture and draws it anew: what stands beside the pixels does not come along.

A camera writes place, moment and its own number into a file (EXIF), and a file may carry another
one behind its end. Only pixels are taken over, so none of it reaches the office.
"""

from dataclasses import dataclass
from io import BytesIO
from threading import Lock

from PIL import Image, ImageOps

MOST_BYTES = 100_000
MOST_SIDE = 4_096
FORMATS = ("JPEG", "WEBP")
# small print stays readable, and a card of 100 kB stays about as large
QUALITY = 85
# 4,096 x 4,096 pixels take 50 MB: a process draws one at a time
DRAWING = Lock()


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG that is nothing but a picture."""

    jpeg: bytes
    width: int
    height: int


def drawn_anew(file: bytes) -> Picture | None:
    """The same picture without anything else; None for what is none, or too large."""
    if len(file) > MOST_BYTES:
        return None
    with DRAWING:
        try:
            return drawn(file)
        except Exception:
            # broken files make Pillow complain in a dozen ways; all mean that this is no picture
            return None


def drawn(file: bytes) -> Picture | None:
    # nothing is unpacked before the size is known
    with Image.open(BytesIO(file), formats=FORMATS) as image:
        if max(image.size) > MOST_SIDE or getattr(image, "is_animated", False):
            return None
        upright = ImageOps.exif_transpose(image).convert("RGB")
    # a new image: even a comment would be copied from the old one
    plain = Image.new("RGB", upright.size)
    plain.paste(upright)
    out = BytesIO()
    plain.save(out, "JPEG", quality=QUALITY)
    return Picture(out.getvalue(), *plain.size)
