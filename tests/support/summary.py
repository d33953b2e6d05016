"""The last word of `make test`: how many tests ran in each part, and whether all of them held."""

import sys
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

PARTS = ("sqlite", "postgresql", "learning", "client", "browser")


@dataclass(frozen=True)
class Count:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    @property
    def sound(self) -> bool:
        """Something ran and nothing failed; a part that ran nothing proves nothing."""
        return self.passed > 0 and self.failed == 0


def count(report: Path) -> Count:
    """Count the test cases of one JUnit file; a missing or broken file counts nothing."""
    try:
        cases = list(ElementTree.parse(report).iter("testcase"))  # noqa: S314 - our own file
    except (OSError, ElementTree.ParseError):
        return Count()
    failed = sum(any(case.find(tag) is not None for tag in ("failure", "error")) for case in cases)
    skipped = sum(case.find("skipped") is not None for case in cases)
    return Count(len(cases) - failed - skipped, failed, skipped)


def main(folder: Path) -> int:
    """Print one line for each part and the sum last; 0 only when every part is sound."""
    counts = {part: count(folder / f"{part}.xml") for part in PARTS}
    print("\nTests")
    for part, one in counts.items():
        note = "" if one.passed + one.failed else "  <- nothing ran"
        if one.skipped:
            note = f"  <- {one.skipped} skipped"
        print(f"  {part:<12}{one.passed:>6} passed{one.failed:>6} failed{note}")
    passed = sum(one.passed for one in counts.values())
    failed = sum(one.failed for one in counts.values())
    print(f"{passed} passed, {failed} failed")
    return 0 if all(one.sound for one in counts.values()) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
