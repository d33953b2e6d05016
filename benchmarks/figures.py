"""One JSON line a figure, with the date and the machine beside it."""

import json
import os
import platform
import statistics
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

MACHINE = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def figure(name: str, value: float, unit: str, *, target: str = "", **more: object) -> None:
    """Print one figure; `target` is the issue's words, for the reader to compare."""
    line = {
        "figure": name,
        "value": round(value, 2 if abs(value) >= 10 else 4),
        "unit": unit,
        "target": target,
        **more,
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "machine": MACHINE,
    }
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """The value that 95 % do not exceed."""
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]
