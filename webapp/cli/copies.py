"""What a copy of the database is, wherever it came from."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click


@dataclass(frozen=True)
class Snapshot:
    """A finished copy; everything received before `watermark` is in it."""

    file: Path
    watermark: datetime


def file_for(folder: Path, moment: datetime, ending: str) -> Path:
    """A name that sorts by time and that nobody has yet."""
    return folder / f"jangkau-{moment:%Y%m%dT%H%M%S.%fZ}.{ending}"


def newest(place: Path, ending: str) -> Path:
    """The copy itself when a file is named, else the newest one in the folder."""
    if place.is_file():
        return place
    found = sorted(place.glob(f"jangkau-*.{ending}"))
    if not found:
        raise click.ClickException(f"Tidak ada cadangan (*.{ending}) di {place}.")
    return found[-1]
