"""FEBRL 3 and 4 through the path of a sync: a gate against getting worse, not a goal.

Its names, addresses and numbers are Australian; design/dedup.md calls it saturated.
"""

from benchmarks.dedup.accuracy import SAME, linked
from benchmarks.dedup.febrl import febrl3, febrl4
from benchmarks.figures import figure


def run() -> None:
    for name, sample, floor in (("FEBRL 3", febrl3(), 0.92), ("FEBRL 4", febrl4(), 0.96)):
        places = {row.id: place for place, row in enumerate(sample.left)}
        likely = {
            (one.id_left, one.id_right)
            for one in linked(sample.left, sample.right)
            if one.probability >= SAME
        }
        if sample.left is sample.right:
            # one file with itself: each pair once, the earlier row on the left
            likely = {(one, two) for one, two in likely if places[one] < places[two]}
        right = len(likely & sample.pairs)
        f1 = 2 * right / (len(likely) + len(sample.pairs))
        figure(
            f"recognition, {name}, F1",
            f1,
            "",
            target=f"a gate at {floor}",
            found=len(likely),
            pairs=len(sample.pairs),
        )
        if f1 < floor:
            raise AssertionError(f"{name}: {f1:.4f} is below {floor}")
