"""Numbers the state and the operators give out: NIK, family card, phone."""

from datetime import date, timedelta
from random import Random

FIRST_CARD, CARD_DAYS = date(2005, 1, 1), 7300
WOMAN = 40
SHOPS = 4
OPERATORS = "12 13 21 22 52 57 58 77 78 95 96 97 19 38 81 82".split()


class Numbers:
    """Gives each number once; twins get neighbouring serials, as at the civil registry."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self._people: dict[tuple[str, date, str], int] = {}
        self._cards: dict[tuple[str, date], int] = {}
        self._shops: dict[str, list[str]] = {}

    def nik(self, region: str, born: date, sex: str) -> str:
        """Six digits of the region, the birthday (40 more for a woman), a serial for that day."""
        key = (region, born, sex)
        serial = self._people.get(key, 0) + 1
        if self._dice.random() < 0.02:
            serial += self._dice.randint(1, 30)
        self._people[key] = serial
        day = born.day + (WOMAN if sex == "F" else 0)
        return f"{region}{day:02d}{born.month:02d}{born.year % 100:02d}{serial:04d}"

    def family_card(self, region: str) -> str:
        """Six digits of the region, the day of issue, a serial for that day."""
        issued = FIRST_CARD + timedelta(days=self._dice.randint(0, CARD_DAYS))
        serial = self._cards.get((region, issued), 0) + 1
        self._cards[region, issued] = serial
        return f"{region}{issued.day:02d}{issued.month:02d}{issued.year % 100:02d}{serial:04d}"

    def phone(self) -> str:
        """A mobile number from the 8 on, 10 to 12 digits."""
        dice = self._dice
        length = dice.choice((7, 8, 8, 9))
        return f"8{dice.choice(OPERATORS)}{dice.randrange(10**length):0{length}d}"

    def shared_phone(self, village: str) -> str:
        """The number of a shop or an official that many of the village give as theirs."""
        if village not in self._shops:
            self._shops[village] = [self.phone() for _ in range(SHOPS)]
        return self._dice.choice(self._shops[village])
