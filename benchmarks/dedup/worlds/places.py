"""Where people live and where their numbers were issued: 187 villages, 23 districts, all Java."""

from collections.abc import Sequence
from itertools import accumulate
from random import Random

DISTRICTS = tuple(f"32.16.{number:02d}" for number in range(1, 24))
VILLAGES = (
    *(f"{district}.{2000 + number}" for district in DISTRICTS for number in range(1, 9)),
    *(f"{district}.2009" for district in DISTRICTS[:3]),
)
PROVINCES = (11, 12, 13, 16, 18, 31, 32, 33, 34, 35, 36, 51, 53, 71, 73)
ELSEWHERE = 500
RT, RW = 12, 20


class Places:
    """Villages of uneven size and regions people came from; `country` decides which."""

    def __init__(self, dice: Random, *, country: int) -> None:
        self._dice = dice
        maps = Random(country)  # noqa: S311  # a map stays as it is whoever lives there
        self._elsewhere = [
            f"{maps.choice(PROVINCES)}{maps.randint(1, 29):02d}{maps.randint(1, 25):02d}"
            for _ in range(ELSEWHERE)
        ]
        self._sizes = list(accumulate(maps.uniform(0.4, 2.2) for _ in VILLAGES))

    def village(self) -> str:
        """A village, the larger ones more often."""
        return self._dice.choices(VILLAGES, cum_weights=self._sizes)[0]

    def village_near(self, village: str) -> str:
        """A village of the same district, perhaps the same."""
        return self._dice.choice(DISTRICT_VILLAGES[village[:8]])

    def district(self) -> str:
        """The region in a NIK issued in some district of the regency."""
        return region(self._dice.choice(DISTRICTS))

    def elsewhere(self) -> str:
        """The region in a NIK issued far away."""
        return self._dice.choice(self._elsewhere)

    def neighbourhood(self) -> tuple[int, int]:
        """RT and RW."""
        return self._dice.randint(1, RT), self._dice.randint(1, RW)


def region(code: str) -> str:
    """The six digits of the district a village code or district code is of."""
    return code[:2] + code[3:5] + code[6:8]


def _by_district() -> dict[str, Sequence[str]]:
    return {
        district: [village for village in VILLAGES if village.startswith(district)]
        for district in DISTRICTS
    }


DISTRICT_VILLAGES = _by_district()
