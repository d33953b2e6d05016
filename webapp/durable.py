"""What must outlive a power cut reaches the disk before anybody relies on it."""

import os
from pathlib import Path


def reach_disk(path: Path) -> None:
    """Wait until the disk has this file, or in a folder the names that were given (fsync(2))."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def take_place(part: Path, file: Path) -> None:
    """Give a complete file its name: one that carries it was never half written."""
    reach_disk(part)
    part.replace(file)
    reach_disk(file.parent)
