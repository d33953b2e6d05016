"""Another release of the client, made from the built one: what phones find after a deployment."""

import hashlib
import json
import re
import shutil
from pathlib import Path

from config import ROOT

DIST = ROOT / "static" / "dist"
STATIC = "/static/dist/"


def next_release(folder: Path, *, words: str = "", broken: bool = False) -> Path:
    """A complete build that differs in one file; `broken`: that file was forgotten on the server.

    `words` are said by the new page to the console, so that a test can tell which one runs.
    """
    shutil.copytree(DIST, folder)
    for packed in folder.glob("*.gz"):
        packed.unlink()
    old = json.loads((folder / "manifest.json").read_text())["page.js"]
    new = f"page-NEXT{len(words):04d}.js"
    script = (folder / old).read_text() + f"\nglobalThis.release = {json.dumps(words)};"
    (folder / old).unlink()
    (folder / new).write_text(script)
    for name in ("index.html", "manifest.json", "sw.js"):
        file = folder / name
        file.write_text(file.read_text().replace(old, new))
    worker = folder / "sw.js"
    text = worker.read_text()
    listed = json.loads(re.search(r'\["/",.*?\]', text)[0])  # type: ignore[index]
    before = re.search(r'"([0-9a-f]{16})"', text)[1]  # type: ignore[index]
    contents = b"".join((folder / place(url)).read_bytes() for url in listed)
    worker.write_text(text.replace(before, hashlib.sha256(contents).hexdigest()[:16]))
    if broken:
        (folder / new).unlink()
    return folder


def place(url: str) -> str:
    return "index.html" if url == "/" else url.removeprefix(STATIC).lstrip("/")
