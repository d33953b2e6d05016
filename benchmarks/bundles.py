"""What the phone must download: the built client, packed as it is served."""

import json
from pathlib import Path

from benchmarks.figures import figure
from config import ROOT

DIST = ROOT / "static" / "dist"


def run() -> None:
    names: dict[str, str] = json.loads((DIST / "manifest.json").read_text())
    scripts = [path for path in DIST.glob("*.js") if path.name not in ("sw.js", names["desk.js"])]
    figure("page script", sum(map(packed_size, scripts)) / 1000, "kB gzip", target="at most 40")
    figure("worker", packed_size(DIST / "sw.js") / 1000, "kB gzip", target="at most 5")
    for name in ("field.css", "desk.css", "desk.js"):
        figure(name, packed_size(DIST / names[name]) / 1000, "kB gzip")


def packed_size(path: Path) -> int:
    return path.with_name(f"{path.name}.gz").stat().st_size
