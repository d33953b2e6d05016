"""The office's secrets as files: made once, readable by their owner alone, on disk before in use.

What was sealed with a key that is gone is lost (design/trust.md, promise P12), so a file that is
there is only ever read.
"""

import os
import re
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from config import UnsafeSetting
from webapp.durable import reach_disk

# 32 bytes
KEY = re.compile(r"[0-9a-fA-F]{64}\Z")


def kept_key(path: Path) -> str:
    """The 64 hex digits in this file, made on first use.

    Whoever comes at the same moment, process or thread, reads the same key: each writes a file of
    its own, and only one of them gets the name. Raise UnsafeSetting when the file holds no key.
    """
    try:
        key = path.read_text()
    except FileNotFoundError:
        make(path)
        key = path.read_text()
    if not KEY.match(key.strip()):
        raise UnsafeSetting(f"no key in {path}: put back the copy from the safe")
    return key.strip()


def make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile("w", prefix=f"{path.name}.", dir=path.parent) as fresh:
        fresh.write(os.urandom(32).hex())
        fresh.flush()
        reach_disk(Path(fresh.name))
        # unlike a rename it never takes a name that somebody has
        with suppress(FileExistsError):
            os.link(fresh.name, path)
    reach_disk(path.parent)
