"""What the phone must download: the built client, packed as it is served."""

import json
from pathlib import Path

from benchmarks.figures import figure
from config import ROOT

DIST = ROOT / "static" / "dist"


def run() -> None:
    names: dict[str, str] = json.loads((DIST / "manifest.json").read_text())
    scripts = [path for path in DIST.glob("*.js") if path.name not in ("sw.js", names["desk.js"])]
    shell = (DIST / "index.html").read_text()
    first = [path for path in scripts if path.name in shell]
    later = [path for path in scripts if path.name not in shell]
    figure("page script", sum(map(packed_size, first)) / 1000, "kB gzip", target="at most 45")
    figure("page script, later", sum(map(packed_size, later)) / 1000, "kB gzip")
    figure("worker", packed_size(DIST / "sw.js") / 1000, "kB gzip", target="at most 6")
    for name in ("field.css", "desk.css", "desk.js"):
        figure(name, packed_size(DIST / names[name]) / 1000, "kB gzip")


def packed_size(path: Path) -> int:
    return path.with_name(f"{path.name}.gz").stat().st_size
