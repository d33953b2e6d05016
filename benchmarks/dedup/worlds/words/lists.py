"""Words for the first and the further places of a name, most frequent first."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lists:
    men: Sequence[str]
    men_second: Sequence[str]
    women: Sequence[str]
    women_second: Sequence[str]

    def and_seldom(self, seldom: Sequence[str]) -> "Lists":
        """A quarter of the seldom words behind each list."""
        size = len(seldom) // 4
        first, second, third, fourth = (seldom[start * size :][:size] for start in range(4))
        return Lists(
            (*self.men, *first),
            (*self.men_second, *second),
            (*self.women, *third),
            (*self.women_second, *fourth),
        )
